"""A whole standard in the integer core (整数化的标准): every rule, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule, Signature
from civil_village.rules.core import Core
from civil_village.rules.lowering import Condition, LoweredNumber, Lowering
from civil_village.rules.syntax import Expression
from civil_village.standards.compilation.points_by_state import PointsByState
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.standard import Standard


class Asked(NamedTuple):
    """A requirement or strike, lowered."""

    path: str
    applies: Condition | None
    holds: Condition


class Scored(NamedTuple):
    """A criterion, lowered."""

    path: str
    applies: Condition | None
    measured: tuple[LoweredNumber, ...]
    asked: tuple[Asked, ...]
    #: What would leave it without points.
    zeroing: tuple[Asked, ...]
    scores: PointsByState


class LoweredStandard:
    """A whole standard, lowered, for complete facts or for facts with gaps."""

    def __init__(
        self,
        standard: Standard,
        signatures: Mapping[str, Signature],
        tables: Sequence[PointsByState],
        *,
        gaps: bool,
        guarded: bool | None = None,
        about: Callable[[str], str] = "{}:".format,
    ) -> None:
        self.gaps = gaps
        self.core = Core()
        #: What stands before a method in the name of its word, of the path of what it is asked.
        self.about = about
        guarded = gaps if guarded is None else guarded
        self.facts = Lowering(signatures, gaps=gaps, guarded=guarded, core=self.core)
        self.indicators = standard.catalogue.indicators
        #: What assessors are asked, by the path of the requirement.
        self.words: dict[str, Lowering] = {}
        self.criteria: list[Scored] = []
        left = iter(tables)
        for group in standard.groups:
            self.criteria += [
                self.scored(group.start + c.id, c, next(left)) for c in group.criteria
            ]
        self.gates = [self.asked(gate.id, gate) for gate in standard.gates]
        self.strikes = [self.strike(strike.id, strike) for strike in standard.vetoes]

    def rule(self, rule: Rule | None) -> Condition | None:
        """Lower a condition on facts, where there is one."""
        return None if rule is None else self.facts.condition(rule.expression)

    def scored(self, path: str, criterion: Criterion, scores: PointsByState) -> Scored:
        """Lower a criterion."""
        measures = criterion.grade.measures.values()
        return Scored(
            path=path,
            applies=self.rule(criterion.applies),
            measured=tuple(self.facts.number(rule.expression) for rule in measures),
            asked=tuple(self.asked(f"{path}.{r.id}", r) for r in criterion.requirements),
            zeroing=tuple(self.strike(f"{path}.{s.id}", s) for s in criterion.zero_if),
            scores=scores,
        )

    def asked(self, path: str, requirement: Requirement) -> Asked:
        """Lower a requirement: its rule and its judgement must both hold."""
        conditions = [self.rule(requirement.rule)]
        if requirement.judged is not None:
            methods = dict.fromkeys(requirement.judged.names, Signature(type="truth"))
            words = Lowering(methods, gaps=self.gaps, core=self.core, about=self.about(path))
            conditions.append(words.condition(requirement.judged.expression))
            self.words[path] = words
        asked = [condition for condition in conditions if condition is not None]
        holds = Condition(
            self.core.both(*(condition.holds for condition in asked)),
            self.core.either(*(condition.fails for condition in asked)),
            all(condition.total for condition in asked),
        )
        return Asked(path=path, applies=self.rule(requirement.applies), holds=holds)

    def strike(self, path: str, strike: Strike) -> Asked:
        """Lower a strike."""
        holds = self.facts.condition(strike.when.expression)
        return Asked(path=path, applies=self.rule(strike.applies), holds=holds)

    def expressions(self) -> Iterator[Expression]:
        """Give every rule of the core that will be written."""
        asked = [one for scored in self.criteria for one in (*scored.asked, *scored.zeroing)]
        asked += [*self.gates, *self.strikes]
        conditions = [condition for one in asked for condition in (one.applies, one.holds)]
        conditions += [scored.applies for scored in self.criteria]
        for condition in conditions:
            if condition is not None:
                yield condition.holds
                if self.gaps:
                    yield condition.fails
        for scored in self.criteria:
            yield from ends(scored.measured)


def ends(numbers: Sequence[LoweredNumber]) -> Iterator[Expression]:
    """Give of each the numerators and denominators of both ends, and when there is a value."""
    for number in numbers:
        for end in (number.least, number.greatest):
            yield from (end.numerator, end.denominator)
        yield number.sure

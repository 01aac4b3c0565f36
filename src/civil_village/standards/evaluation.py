"""Evaluation: a standard on facts gives a result, purely and exactly.

The order is fixed: grading, the criterion's rounding, the section's cap, the total, its
rounding, bands, then section minimums and strikes. Every number travels as least and
greatest, so a gap shows as a range and never as a failure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from civil_village.canonical import digest
from civil_village.explanation import Explanation
from civil_village.facts import Facts, FactValue, fact_problems, known_facts
from civil_village.mappings import entries
from civil_village.messages import Message
from civil_village.problems import Problem, nearest, reject
from civil_village.requirements import State, Strike, StrikeState
from civil_village.standards.compiled import Answer, Compiled, compile_standard
from civil_village.standards.definition import work_out
from civil_village.standards.explanation import explain
from civil_village.standards.hearing import heard, hearing_problems, spoken, unknown_part
from civil_village.standards.marks import Counted
from civil_village.standards.model import Standard
from civil_village.standards.parts import FIELDS, Criterion, Section
from civil_village.standards.rescaling import Unit
from civil_village.standards.result import (
    SEMANTICS,
    CriterionResult,
    Digests,
    PointBounds,
    RequirementResult,
    Result,
    SectionResult,
    StrikeResult,
)
from civil_village.standards.tally import Tally
from civil_village.standards.totals import CountedPoints
from civil_village.standards.worked import Worked


def evaluate(standard: Standard, facts: Facts | Mapping[str, FactValue]) -> Result:
    """Evaluate one subject (测评): what it meets, its points, whether it passes, and why.

    Args:
        standard: The standard; whole and checked, as every one that exists.
        facts: What `civil_village.derive` gave for the subject; or a plain mapping of such
            values, where a name that is not there is missing.

    Returns:
        The result, with bounds wherever facts are missing.

    Raises:
        DocumentError: The facts are of another subject or catalogue, or they name
            requirements or methods that the standard does not have.

    Examples:
        Nobody said whether there is a plan: between 0 and 5 points, and open.

        >>> from civil_village.derivation import derive
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> from civil_village.standards.parts import Passing
        >>> plan = Requirement(id="plan", rule=Rule("plan"))
        >>> standard = Standard(
        ...     id="demo",
        ...     catalogue=Catalogue(indicators={"plan": Indicator(label="计划", value="truth")}),
        ...     criteria=[Criterion(id="work", points=5, requirements=[plan])],
        ...     passes=Passing(score=5),
        ... )
        >>> result = evaluate(standard, derive(standard.catalogue, {}))
        >>> result.outcome, [str(end) for end in result.bounds]
        ('open', ['0', '5'])
    """
    compiled = compile_standard(standard)
    if not isinstance(facts, Facts):
        given = dict(entries(facts))  # a result stays what it was, whatever becomes of the facts
        answer = compiled(given)
        # Complete facts that are no more than all rules read have no unknown name among them.
        whole = answer[1] is answer[2] and len(given) == len(compiled.reads)
        if not (whole or compiled.known.issuperset(given)):
            reject(_unknown_facts(compiled.known, given))
        return Result.of(_Live(compiled, given, answer))
    derived = facts.derived_by is standard.catalogue and facts.subject == standard.subject
    if not derived or facts.observations or facts.exempt:
        reject(_facts_problems(standard, facts))
    answer = compiled(entries(facts.values), spoken(heard(standard, facts)), facts.exempt)
    return Result.of(_Live(compiled, facts, answer))


def evaluate_each(standard: Standard, many: Iterable[Facts]) -> tuple[Result, ...]:
    """Evaluate many subjects, each by itself.

    Raises:
        DocumentError: As `evaluate`.
    """
    return tuple(evaluate(standard, facts) for facts in many)


def _unknown_facts(known: Collection[str], facts: Mapping[str, Any]) -> Iterator[Problem]:
    for name in facts:
        if name not in known:
            expected, hint = Message("expected.indicator"), nearest(str(name), known)
            path = ("values", str(name))
            yield Problem(
                code="unknown-indicator", path=path, found=str(name), expected=expected, hint=hint
            )


def _facts_problems(standard: Standard, facts: Facts) -> Iterator[Problem]:
    """Give what stops these facts from being judged by this standard."""
    if facts.subject != standard.subject:
        expected = Message(f"subject.{standard.subject}")
        found = Message(f"subject.{facts.subject}").text("en")
        yield Problem(code="other-subject", path=("subject",), found=found, expected=expected)
        return
    for name, indicator in standard.catalogue.of(standard.subject).items():
        if name in facts.values:
            yield from fact_problems(name, indicator, facts.values[name])
        else:
            expected = Message("expected.derived")
            yield Problem(code="missing-fact", path=("values", name), expected=expected)
    yield from hearing_problems(standard, facts)
    paths = [path for path, part in standard.paths() if not isinstance(part, Section | Strike)]
    for path in facts.exempt:
        yield from unknown_part(path, paths, "exempt", path)
        if path in paths and standard.exempt == "refuse":
            expected = Message("expected.no-exemption")
            yield Problem(code="exemption-refused", path=("exempt", path), expected=expected)


class _Live:
    """The evidence of a fresh result: each thing is worked out when somebody asks for it."""

    def __init__(
        self, compiled: Compiled, given: Facts | Mapping[str, FactValue], answer: Answer
    ) -> None:
        self.compiled = compiled
        self.given = given
        self.answer = answer

    @cached_property
    def facts(self) -> Facts:
        """The facts, with an unknown for whatever is missing."""
        if isinstance(self.given, Facts):
            return self.given
        standard = self.compiled.standard
        return known_facts(
            standard.catalogue,
            self.given,
            subject=standard.subject,
            signatures=self.compiled.signatures,
        )

    @cached_property
    def tally(self) -> Tally:
        """What the points and strikes come to."""
        states, least, greatest, strikes, _ = self.answer
        standard = self.compiled.standard
        units: list[Unit] = []
        if standard.exempt == "rescale":  # what is left out only the rules themselves know
            units = [one.unit for section in self.worked.sections for one in section.criteria]
        gates = states[len(states) - len(standard.gates) :]
        own = strikes[: len(standard.vetoes)]
        return self.compiled.tallying.tally(least, greatest, own, gates, units)

    @cached_property
    def worked(self) -> Worked:
        """Every rule worked out by the interpreter, with all that is missing."""
        standard, signatures = self.compiled.standard, self.compiled.signatures
        return work_out(standard, self.facts, heard(standard, self.facts), signatures)

    def published(self, points: CountedPoints) -> PointBounds:
        """Give least and greatest points as users see them."""
        least, greatest = map(self.compiled.points, points)
        return least, greatest

    def part(self, name: str) -> Any:
        """Work out one field of the result."""
        standard, given = self.compiled.standard, self.given
        match name:
            case "standard":
                return standard.id
            case "edition" | "subject" | "most":
                return getattr(standard, name)
            case "id" | "label" | "as_of" | "stage":
                return getattr(given, name) if isinstance(given, Facts) else None
            case "outcome":
                return self.tally.outcome
            case "bounds":
                return self.published(self.tally.total)
            case "possible_bands":
                return self.tally.bands
            case "sections" | "criteria" | "bonuses" | "deductions" | "gates" | "vetoes":
                return self.parts[name]
            case "deciding":
                open_ = self.tally.outcome == "open" or len(self.tally.bands) > 1
                return self.worked.deciding() if open_ else ()
            case "semantics":
                return SEMANTICS
            case _:
                return self.compiled.scorers

    @cached_property
    def parts(self) -> dict[str, tuple[Any, ...]]:
        """What became of every part: from the answer alone where nothing is missing."""
        _, least, greatest, _, _ = self.answer
        if least is greatest:
            return self.settled()
        return self.worked.results()

    def settled(self) -> dict[str, tuple[Any, ...]]:
        """Give what became of every part, of complete facts."""
        states, points, _, strikes, exempt = self.answer
        standard = self.compiled.standard
        left, scored = iter(states), iter(zip(points, exempt, strict=True))
        zeroing = iter(strikes[len(standard.vetoes) :])
        found: dict[str, list[Any]] = {field: [] for field in FIELDS.values()}
        alone: list[CriterionResult] = []
        for group, (added, minimum) in zip(standard.groups, self.tally.sections, strict=True):
            made = tuple(self.criterion(c, left, next(scored), zeroing) for c in group.criteria)
            if group.section is None:
                alone += made
            else:
                bounds = self.published(added)
                section = SectionResult(
                    id=group.section.id, bounds=bounds, minimum=minimum, criteria=made
                )
                found[FIELDS[group.role]].append(section)
        vetoes = zip(standard.vetoes, strikes, strict=False)
        return {
            **{field: tuple(sections) for field, sections in found.items()},
            "criteria": tuple(alone),
            "gates": tuple(RequirementResult(id=g.id, state=next(left)) for g in standard.gates),
            "vetoes": tuple(StrikeResult(id=strike.id, state=state) for strike, state in vetoes),
        }

    def criterion(
        self,
        criterion: Criterion,
        states: Iterator[State],
        scored: tuple[Counted, bool | None],
        zeroing: Iterator[StrikeState],
    ) -> CriterionResult:
        """Give what became of one criterion, of complete facts."""
        counted, exempt = scored
        points = self.compiled.points(counted)
        asked = [(requirement, next(states)) for requirement in criterion.requirements]
        every = bool(asked) and all(state == "exempt" for _, state in asked)
        return CriterionResult(
            id=criterion.id,
            bounds=(points, points),
            full=criterion.points,
            exempt=exempt is True or every,
            requirements=tuple(RequirementResult(id=r.id, state=state) for r, state in asked),
            zeroed=tuple(StrikeResult(id=s.id, state=next(zeroing)) for s in criterion.zero_if),
        )

    def explanation(self, result: Result) -> Explanation:
        """Explain the result."""
        return explain(self.worked, result, self.compiled.texts)

    def digests(self) -> Digests:
        """Give the fingerprints of standard and facts."""
        return Digests(standard=digest(self.compiled.standard), facts=digest(self.facts))

"""Requirements and strikes: conditions on facts, each in one of four states.

A requirement asks for something; its mirror, the strike, names what must not be. Both
may stand under a condition of their own (``applies``) outside which they are exempt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from attrs import evolve, field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.curves.curve import BandLowered
from civil_village.exact_numbers import as_exact
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem
from civil_village.rules import Missing, Rule, Signature, Unknown, Value, Valued, united
from civil_village.written_forms import ONE_OR_MANY

RequirementState = Literal["met", "unmet", "undetermined", "exempt"]
StrikeState = Literal["hit", "clear", "open", "exempt"]

#: What each method says of each requirement that it has spoken of, by the requirement's path.
Words = Mapping[str, Mapping[str, bool]]
#: The same, with ``None`` where the assessors of a method are tied.
Heard = Mapping[str, Mapping[str, bool | None]]


@model(kw_only=True)
class Requirement(Model):
    """What a village or household must show (要求): a rule over facts, a judgement, or both.

    Attributes:
        id: Id of the requirement, the last step of its path.
        label: Name for people; ``None`` where nobody gave one.
        rule: Condition on the facts; ``None`` where it is only judged.
        judged: Methods whose word it needs, joined by ``&&`` and ``||`` (评审方式).
        applies: Outside this condition the requirement is exempt.
        points: Points of its own, where the criterion adds them up or has levels.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Requirement(id="meets", rule=Rule("meetings >= 3")).rule.names
        ('meetings',)
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    rule: Rule | None = None
    judged: Rule | None = None
    applies: Rule | None = None
    points: Decimal | None = field(default=None, converter=as_exact)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none, and a requirement that asks for nothing."""
        yield from id_problems(self.id, "id")
        if self.rule is None and self.judged is None:
            yield Problem(code="empty-requirement", expected=Message("expected.rule-or-judged"))
        yield from checks.above(self.points, 0, "points")
        yield from self.assumed.problems_in(Requirement)

    text = name_text

    def rule_problems(
        self, names: Mapping[str, Signature], methods: Mapping[str, Signature]
    ) -> Iterator[Problem]:
        """Give what is wrong with its rules against indicators and methods."""
        for key, rule in (("rule", self.rule), ("applies", self.applies)):
            if rule is not None:
                yield from (problem.inside(key) for problem in rule.check(names))
        if self.judged is not None:
            for problem in self.judged.check(methods):
                yield _of_methods(problem, methods).inside("judged")


def _of_methods(problem: Problem, methods: Mapping[str, Signature]) -> Problem:
    """Say of a name that a judgement does not know what it could be here: no indicator."""
    if problem.code != "unknown-indicator":
        return problem
    names = tuple(methods)
    expected = Message("expected.method", names=names) if names else Message("expected.methods")
    return evolve(problem, code="unknown-name", expected=expected)


@model(kw_only=True)
class Strike(Model):
    """What must not be (一票否决、取消资格): it strikes while ``when`` is true.

    Without ``then`` the outcome fails; with ``then`` only what is named there follows.

    Attributes:
        id: Id of the strike, the last step of its path.
        label: Name for people; ``None`` where nobody gave one.
        when: It strikes while this is true.
        applies: Outside this condition it does not apply.
        then: What follows from it; empty where the outcome fails.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Strike(id="accident", when=Rule("accidents > 0")).then
        ()
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    when: Rule
    applies: Rule | None = None
    then: tuple[BandLowered, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none."""
        yield from id_problems(self.id, "id")
        yield from self.assumed.problems_in(Strike)

    text = name_text

    def rule_problems(self, names: Mapping[str, Signature]) -> Iterator[Problem]:
        """Give what is wrong with its rules."""
        yield from (p.inside("when") for p in self.when.check(names))
        if self.applies is not None:
            yield from (p.inside("applies") for p in self.applies.check(names))


@model(kw_only=True)
class Checked(Shown):
    """A requirement or strike worked out on the facts of one subject.

    Both questions stay apart, since what a gap in one of them costs depends on the other.

    Attributes:
        applies: Whether it applies; ``None`` where that is open.
        holds: Whether its rule and judgement hold; ``None`` where that is open.
        missing: What is not known of it; empty where nothing is open.
        rules: The worked-out rules, in the order in which they are explained.

    Examples:
        >>> Checked(applies=True, holds=None).state
        'undetermined'
    """

    applies: bool | None
    holds: bool | None
    missing: tuple[Missing, ...] = field(default=(), converter=as_tuple)
    rules: tuple[tuple[str, Valued], ...] = field(default=(), converter=as_tuple)

    @property
    def credited(self) -> bool | None:
        """Whether it counts as met where an exemption does too; ``None`` where open."""
        if self.applies is False or self.holds is True:
            return True
        return False if self.applies is True and self.holds is False else None

    @property
    def fulfilled(self) -> bool | None:
        """Whether it applies and is met; ``None`` where open."""
        if self.applies is False or self.holds is False:
            return False
        return True if self.applies and self.holds else None

    @property
    def state(self) -> RequirementState:
        """Met, unmet, undetermined or exempt."""
        if self.applies is False:
            return "exempt"
        if self.applies is None or self.holds is None:
            return "undetermined"
        return "met" if self.holds else "unmet"

    @property
    def strike_state(self) -> StrikeState:
        """Hit, clear, open or exempt: a strike that is sure not to hit is clear."""
        if self.applies is False:
            return "exempt"
        if self.holds is False:
            return "clear"
        return "hit" if self.applies and self.holds else "open"


def check_requirement(
    requirement: Requirement,
    scope: Mapping[str, Value],
    *,
    path: str,
    words: Mapping[str, bool | None],
    exempt: bool = False,
) -> Checked:
    """Work out a requirement.

    Args:
        requirement: What is asked.
        scope: Every fact in the form that rules work with.
        path: Its path, by which a missing observation is named.
        words: What each method that has spoken says of it; ``None`` is a tie.
        exempt: Whether an exemption is recorded for it.

    Examples:
        >>> meets = Requirement(id="meets", rule=Rule("meetings >= 3"), judged=Rule("visit"))
        >>> from fractions import Fraction
        >>> checked = check_requirement(
        ...     meets, {"meetings": Fraction(3)}, path="work.meets", words={}
        ... )
        >>> checked.state, checked.missing[0].text("en")
        ('undetermined', 'no observation by visit on "work.meets"')
    """
    if exempt:
        return Checked(applies=False, holds=None)
    rules = []
    if requirement.rule is not None:
        rules.append(("rule", requirement.rule.value(scope)))
    if requirement.judged is not None:
        rules.append(("judged", requirement.judged.value(said(requirement.judged, path, words))))
    return _checked(requirement.applies, rules, scope)


def said(judged: Rule, path: str, words: Mapping[str, bool | None]) -> dict[str, Value]:
    """Give the word of each method of a judgement, or what it takes to have one."""
    return {method: _said(words, path, method) for method in judged.names}


def _said(words: Mapping[str, bool | None], path: str, method: str) -> Value:
    word = words.get(method)
    if word is not None:
        return word
    return Unknown((Missing("tie" if method in words else "observation", path, method),))


def check_strike(strike: Strike, scope: Mapping[str, Value]) -> Checked:
    """Work out a strike; no recorded exemption lifts one."""
    return _checked(strike.applies, [("when", strike.when.value(scope))], scope)


def _checked(
    applies: Rule | None, rules: list[tuple[str, Valued]], scope: Mapping[str, Value]
) -> Checked:
    condition = [] if applies is None else [("applies", applies.value(scope))]
    applied = condition[0][1].value if condition else True
    return weighed(applied, [valued.value for _, valued in rules], rules=(*condition, *rules))


def weighed(
    applied: Value, values: Sequence[Value], *, rules: tuple[tuple[str, Valued], ...] = ()
) -> Checked:
    """Weigh a requirement or strike by what its rules are worth (判定).

    Args:
        applied: Whether it applies.
        values: What it asks for, all of which must hold.
        rules: The worked-out rules themselves, for whoever tells them.

    Examples:
        >>> lacking = Unknown((Missing("indicator", "plan"),))
        >>> weighed(lacking, [False]).missing == weighed(True, [lacking]).missing
        True
        >>> weighed(False, [lacking]).missing
        ()
    """
    applies = None if isinstance(applied, Unknown) else bool(applied)
    open_ = any(isinstance(value, Unknown) for value in values)
    holds = False if any(value is False for value in values) else None if open_ else True
    if applies is False or (applies is True and holds is not None):
        return Checked(applies=applies, holds=holds, rules=rules)
    # What cannot change anything any more is not missed.
    missing = united([applied, *(values if holds is None else ())])
    return Checked(applies=applies, holds=holds, missing=missing, rules=rules)

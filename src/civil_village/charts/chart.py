"""The chart (状态图): states, steps between them, and what holds a state while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from attrs import evolve, field

from civil_village.calendar.spans import Leap
from civil_village.charts.guard_names import built_in, signatures
from civil_village.charts.holds import Hold
from civil_village.charts.states import ChartState
from civil_village.charts.steps import ChartStep
from civil_village.charts.ways import way_problems
from civil_village.checks import known, not_empty
from civil_village.evidence.reported import WITHDRAW
from civil_village.ids import Id, key_problems
from civil_village.indicators import EventKind, Indicator
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.organizations.bodies import Body, names_of
from civil_village.problems import Path, Problem
from civil_village.requirements import Requirement
from civil_village.rules import Rule

#: The kind of event by which a ban from elsewhere enters a log (取消资格).
BAN = "ban"
#: Kinds of events that every chart understands beside its own.
BUILT_IN_KINDS = (BAN, WITHDRAW)


@model(kw_only=True)
class Chart(Model):
    """A chart (状态图): the life of a title, a selection or a dispute, as data.

    Attributes:
        events: The kinds of events that it knows, with what may be reported of each.
        opens: Kinds of events each of which opens an instance of its own, such as a dispute; later
            events of it say ``of`` which, by the id of that event. Without, there is one instance
            for each unit.
        bodies: Who acts, by the ids that steps and events use; empty where it does not matter.
        start: The state in which everything begins.
        states: The states, by their ids.
        steps: The steps, in the order in which they are tried.
        holds: What keeps a state from running out while it is open.
        leap: When what began on 29 February lapses.

    Examples:
        >>> chart = Chart(
        ...     events={"award": EventKind(label="命名")}, start="none",
        ...     states={"none": ChartState(), "held": ChartState(final=True)},
        ...     steps=[ChartStep(event="award", from_=["none"], to="held")],
        ... )
        >>> chart.states["held"].final
        True
    """

    #: Kinds of events that it understands beside its own.
    built_in: ClassVar[tuple[str, ...]] = BUILT_IN_KINDS

    events: FrozenMapping[Id, EventKind] = field(converter=as_mapping)
    opens: tuple[Id, ...] = field(default=(), converter=as_tuple)
    bodies: FrozenMapping[Id, Body] = field(default=EMPTY, converter=as_mapping)
    start: Id
    states: FrozenMapping[Id, ChartState] = field(converter=as_mapping)
    steps: tuple[ChartStep, ...] = field(default=(), converter=as_tuple)
    holds: tuple[Hold, ...] = field(default=(), converter=as_tuple)
    leap: Leap = "28_february"

    @cached_property
    def before(self) -> dict[str, Indicator]:
        """What came before an event, by the names that guards use."""
        return built_in(self.events)

    def problems(self) -> Iterator[Problem]:
        """Give names that there are not, guards that read others, and ways that lead nowhere."""
        for name in ("events", "bodies", "states"):
            yield from key_problems(getattr(self, name), name)
        yield from not_empty(self.states, "states")
        yield from self._kept_names()
        unknown = [*self._unknown_names()]
        yield from unknown
        yield from self._two_uses()
        for index, step in enumerate(self.steps):
            if step.event in self.events:
                for at, guard in enumerate(step.require):
                    path = ("steps", index, "require", at)
                    yield from (p.inside(*path) for p in self._guard_problems(guard, step.event))
        for index, hold in enumerate(self.holds):
            if hold.upheld is not None and hold.closes in self.events:
                found = self._rule_problems(hold.upheld.when, hold.closes)
                yield from (p.inside("holds", index, "upheld", "when") for p in found)
        if not unknown and self.states:
            yield from way_problems(self.start, self.states, self.steps, self.holds)

    def _guard_problems(self, guard: Requirement, kind: str) -> Iterator[Problem]:
        """Give what is wrong with a requirement of a step: nobody judges there."""
        for key, rule in (("rule", guard.rule), ("applies", guard.applies)):
            if rule is not None:
                yield from (p.inside(key) for p in self._rule_problems(rule, kind))
        if guard.judged is not None:
            expected = Message("expected.not-judged")
            yield Problem(
                code="key-of-other-type", path=("judged",), found="judged", expected=expected
            )

    def _rule_problems(self, rule: Rule, kind: str) -> Iterator[Problem]:
        """Give what is wrong with a rule over an event, and say what it could read."""
        names = signatures(self.events, kind)
        for problem in rule.check(names):
            if problem.code == "unknown-indicator":
                own = tuple(self.events[kind].values)
                expected = Message(
                    "expected.guard-names" if own else "expected.guard-names.none", names=own
                )
                yield evolve(problem, expected=expected)
            else:
                yield problem

    def _kept_names(self) -> Iterator[Problem]:
        """Give kinds of events, and values of them, that bear a name of the library's own."""
        kept: list[tuple[Path, str, tuple[str, ...]]]
        kept = [(("events", name), name, self.built_in) for name in self.events]
        for kind, each in self.events.items():
            own = self.before.keys() & each.values.keys()
            kept += [(("events", kind, "values", name), name, (name,)) for name in sorted(own)]
        for path, name, names in kept:
            if name in names:
                expected = Message("expected.not-kept", names=names)
                yield Problem(code="reserved-word", path=path, found=name, expected=expected)

    def _unknown_names(self) -> Iterator[Problem]:
        """Give names of states, kinds of events and bodies that there are not."""
        states, kinds, who = tuple(self.states), tuple(self.events), tuple(names_of(self.bodies))
        yield from known(self.start, states, "start")
        yield from self._each(self.opens, kinds, "opens")
        for name, state in self.states.items():
            if state.next is not None:
                yield from known(state.next, states, "states", name, "next")
        for index, step in enumerate(self.steps):
            path: Path = ("steps", index)
            yield from known(step.event, kinds, *path, "event")
            yield from self._each(step.from_, states, *path, "from")
            if step.to is not None:
                yield from known(step.to, states, *path, "to")
            yield from self._who(step.by, who, *path)
        for index, hold in enumerate(self.holds):
            path = ("holds", index)
            yield from known(hold.opens, kinds, *path, "opens")
            yield from known(hold.closes, kinds, *path, "closes")
            yield from self._each(hold.in_, states, *path, "in")
            if hold.upheld is not None:
                yield from known(hold.upheld.to, states, *path, "upheld", "to")
            yield from self._who(hold.by, who, *path)

    def _each(
        self, names: tuple[str, ...], there: tuple[str, ...], *path: str | int
    ) -> Iterator[Problem]:
        for at, name in enumerate(names):
            yield from known(name, there, *path, at)

    def _who(
        self, by: tuple[str, ...], who: tuple[str, ...], *path: str | int
    ) -> Iterator[Problem]:
        """Give who is no body and no post of one, where bodies are declared."""
        for problem in self._each(by, who, *path, "by") if who else ():
            yield evolve(problem, code="unknown-body")

    def _two_uses(self) -> Iterator[Problem]:
        """Give kinds of events that would do two things at once."""
        taken = {step.event: "steps" for step in self.steps}
        held: set[tuple[str, str]] = set()
        for index, hold in enumerate(self.holds):
            for key in ("opens", "closes"):
                name = getattr(hold, key)
                if taken.setdefault(name, key) != key:
                    path: Path = ("holds", index, key)
                    hint = Message("hint.two-uses")
                    yield Problem(code="two-uses", path=path, found=name, hint=hint)
            for at, state in enumerate(hold.in_):
                if (hold.opens, state) in held:
                    path = ("holds", index, "in", at)
                    yield Problem(code="two-uses", path=path, found=state)
                held.add((hold.opens, state))

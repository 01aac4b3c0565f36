"""Guards (步骤的条件): whether an event takes a step, on its own values and what came before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from attrs import evolve

from civil_village.charts.chart import Chart
from civil_village.charts.guard_names import EARLIER, MOST, SINCE
from civil_village.charts.steps import Step
from civil_village.evidence.reported import Event
from civil_village.facts import checked_value, read_value, rule_value
from civil_village.problems import Problem
from civil_village.requirements import Checked, Requirement, weighed
from civil_village.rules import Missing, Rule, Signature, Unknown, Value
from civil_village.rules.value_only import Worth, worth

#: What rules read, by its name.
Scope = Mapping[str, Value]


class Before(NamedTuple):
    """How many events of a kind came before (此前的事项): refused ones do not count."""

    least: int = 0
    most: int = 0
    #: The day of the last that surely counts, and of the last that may.
    surely: date | None = None
    perhaps: date | None = None

    def and_one(self, day: date, *, sure: bool) -> Before:
        """Count one more.

        Args:
            day: Its day.
            sure: Whether it was surely taken; else it may have been refused.
        """
        return Before(self.least + sure, self.most + 1, day if sure else self.surely, day)

    def number(self, name: str) -> Value:
        """Say how many there were, for rules.

        Examples:
            >>> Before().and_one(date(2024, 3, 1), sure=True).number("earlier_review")
            Fraction(1, 1)
        """
        if self.least == self.most:
            return Fraction(self.least)
        return _between(name, self.least, self.most)

    def since(self, name: str, day: date) -> Value:
        """Say how many days there are from the last one to a day, for rules.

        Examples:
            >>> before = Before().and_one(date(2024, 3, 1), sure=True)
            >>> before.since("days_since_review", date(2024, 3, 8))
            Fraction(7, 1)
            >>> Before().since("days_since_review", date(2024, 3, 8)).sure
            False
        """
        if self.perhaps is None:
            lacking = (Missing("no-value", name),)
            return Unknown(lacking, Fraction(0), Fraction(MOST[SINCE]), sure=False)
        least = (day - self.perhaps).days
        if self.surely is None:  # perhaps none of them was taken, and then there is no such day
            return evolve(_between(name, least, MOST[SINCE]), sure=False)
        greatest = (day - self.surely).days
        return Fraction(least) if least == greatest else _between(name, least, greatest)


def _between(name: str, least: int, most: int) -> Unknown:
    return Unknown((Missing("indicator", name),), Fraction(least), Fraction(most))


class Guarded(NamedTuple):
    """A requirement of a step with what became of it for an event (条件的判定)."""

    requirement: Requirement
    checked: Checked


class Said(NamedTuple):
    """What a step says of an event (步骤的判定)."""

    step: Step
    #: Whether its author may take it; ``None`` where nobody says who it was.
    by: bool | None
    guards: tuple[Guarded, ...] = ()

    @property
    def taken(self) -> bool | None:
        """Whether the event takes the step; ``None`` where that is open."""
        said = [self.by, *(each.checked.credited for each in self.guards)]
        return False if False in said else None if None in said else True

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What it lacks, where that is open."""
        who = () if self.by is not None else (Missing("indicator", "by"),)
        return (*who, *(m for each in self.guards for m in each.checked.missing))


class Guards:
    """Asks the guards of a chart.

    Args:
        chart: The chart.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._signatures: dict[str, dict[str, Signature]] = {}
        self._worth: dict[int, Worth] = {}
        #: Of each kind of event, what its guards read.
        self.reads: dict[str, tuple[str, ...]] = dict.fromkeys(chart.events, ())
        for step in chart.steps:
            for guard in step.require:
                self._read(step.event, filter(None, (guard.rule, guard.applies)))
        for hold in chart.holds:
            if hold.upheld is not None:
                self._read(hold.closes, [hold.upheld.when])

    def _read(self, kind: str, rules: Iterable[Rule]) -> None:
        for rule in rules:
            self.reads[kind] = tuple(dict.fromkeys((*self.reads[kind], *rule.names)))

    def scope(
        self, event: Event, before: Mapping[str, Before]
    ) -> tuple[Scope, tuple[Problem, ...]]:
        """Give what the guards of an event read, and what is wrong with its values.

        Args:
            event: The event, on an exact day.
            before: What came before it, by kinds of events.
        """
        assert isinstance(event.on, date)  # vague ones are refused before
        scope: dict[str, Value] = {}
        found: list[Problem] = []
        for name in self.reads[event.kind]:
            if name in self._chart.before:
                scope[name] = self._told_before(name, event.on, before)
                continue
            typed, problems = read_value(
                self._chart.events[event.kind].values[name], event.values.get(name)
            )
            found += (problem.inside("values", name) for problem in problems)
            scope[name] = self._unknown(event.kind, name)
            if typed is not None:
                scope[name] = rule_value(name, typed)
        return scope, tuple(found)

    def blank(self, kind: str, day: date, before: Mapping[str, Before]) -> Scope:
        """Give what guards read of an event that has not happened yet: what came before it."""
        return {
            name: self._told_before(name, day, before)
            if name in self._chart.before
            else self._unknown(kind, name)
            for name in self.reads[kind]
        }

    def _told_before(self, name: str, day: date, before: Mapping[str, Before]) -> Value:
        if name.startswith(SINCE):
            return before.get(name.removeprefix(SINCE), _NEVER).since(name, day)
        return before.get(name.removeprefix(EARLIER), _NEVER).number(name)

    def _unknown(self, kind: str, name: str) -> Value:
        """Give what is known of a value that nobody has said."""
        indicator = self._chart.events[kind].values[name]
        if kind not in self._signatures:
            self._signatures[kind] = self._chart.events[kind].signatures()
        return checked_value(name, indicator, self._signatures[kind][name], None)

    def asked(self, step: Step, who: str | None, scope: Scope) -> Said:
        """Say whether an event takes a step.

        Args:
            step: The step.
            who: Who did it, as far as the event says.
            scope: What guards read.
        """
        by = may(step.by, who)
        if by is False:
            return Said(step, by)
        return Said(step, by, tuple(self.checked(each, scope) for each in step.require))

    def checked(self, requirement: Requirement, scope: Scope) -> Guarded:
        """Work out a requirement of a step."""
        applied = True if requirement.applies is None else self.value(requirement.applies, scope)
        asks = () if requirement.rule is None else (self.value(requirement.rule, scope),)
        return Guarded(requirement, weighed(applied, asks))

    def value(self, rule: Rule, scope: Scope) -> Value:
        """Work out a rule; the same one is asked of many events."""
        found = self._worth.get(id(rule))
        if found is None:
            found = self._worth[id(rule)] = worth(rule.expression)
        return found(scope)


_NEVER = Before()


def may(by: tuple[str, ...], who: str | None) -> bool | None:
    """Tell whether somebody is among those who may; ``None`` where nobody says who it was.

    A post of a body is of that body.

    Args:
        by: Those who may; empty for anybody.
        who: Who it was.

    Examples:
        >>> may(("office",), "office.head"), may(("office",), "village"), may(("office",), None)
        (True, False, None)
    """
    if not by:
        return True
    if who is None:
        return None
    return any(who == each or who.startswith(f"{each}.") for each in by)

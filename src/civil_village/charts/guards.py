"""Guards (步骤的条件): whether an event takes a step, on its own values and what came before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import evolve

from civil_village.charts.chart import Chart
from civil_village.charts.guard_names import EARLIER, MOST, SINCE
from civil_village.charts.steps import ChartStep
from civil_village.facts import checked_value, read_value, rule_value
from civil_village.models import Shown, model
from civil_village.problems import Problem
from civil_village.requirements import Checked, Requirement, weighed
from civil_village.rules import Missing, Rule, Unknown, Value
from civil_village.rules.value_only import Worth, worth

#: So many different answers of guards are kept.
_KEPT = 10_000


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


@model
class Guarded(Shown):
    """A requirement of a step with what became of it for an event (条件的判定).

    Attributes:
        requirement: The requirement.
        checked: What became of it.

    Examples:
        >>> passed = Requirement(id="passed", rule=Rule("score >= 85"))
        >>> Guarded(passed, Checked(applies=True, holds=False)).checked.state
        'unmet'
    """

    requirement: Requirement
    checked: Checked


class Said(NamedTuple):
    """What a step says of an event (步骤的判定)."""

    step: ChartStep
    #: Whether the event takes it; ``None`` where that is open.
    taken: bool | None
    #: Whether its author may take it; ``None`` where nobody says who it was.
    by: bool | None
    #: The requirements that are not met, or open.
    guards: tuple[Guarded, ...] = ()

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What it lacks, where that is open."""
        who = () if self.by is not None else (Missing("indicator", "by"),)
        return (*who, *(m for each in self.guards for m in each.checked.missing))


class Readings(dict[str, Value]):
    """What guards read of an event (条件读取的值): each value is looked at when it is asked for.

    Args:
        chart: The chart.
        kind: The kind of the event.
        day: Its day.
        values: Its values, as somebody wrote them.
        before: What came before it, by kinds of events.
        silent: Kinds of which there may be more than are reported.
    """

    def __init__(
        self,
        chart: Chart,
        kind: str,
        day: date,
        values: Mapping[str, Any],
        before: Mapping[str, Before],
        *,
        silent: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.chart, self.kind, self.day = chart, kind, day
        self.written, self.before, self.silent = values, before, silent
        #: What is wrong with the values that were asked for.
        self.wrong: list[Problem] = []

    def __missing__(self, name: str) -> Value:
        found = self[name] = self.read(name)
        return found

    def read(self, name: str) -> Value:
        """Read one value, or what came before."""
        if name in self.chart.before:
            since = name.startswith(SINCE)
            kind = name.removeprefix(SINCE if since else EARLIER)
            told = self.before.get(kind, _NEVER)
            if kind in self.silent:
                told = told._replace(most=MOST[EARLIER], perhaps=self.day)
            return told.since(name, self.day) if since else told.number(name)
        indicator = self.chart.events[self.kind].values[name]
        value, problems = read_value(indicator, self.written.get(name))
        if value is None:
            self.wrong += (problem.inside("values", name) for problem in problems)
            return checked_value(name, indicator, indicator.signature({}), None)
        return rule_value(name, value)


class Guards:
    """Asks the guards of a chart; the same few are asked of many events.

    Args:
        chart: The chart.
    """

    def __init__(self, chart: Chart) -> None:
        self._worth: dict[int, tuple[Rule, Worth]] = {}
        #: What each step reads of an event; ``None`` where it depends on what came before.
        self._reads: dict[int, tuple[str, ...] | None] = {}
        self._said: dict[Any, Said] = {}
        for step in chart.steps:
            rules = (rule for each in step.require for rule in (each.rule, each.applies))
            names = dict.fromkeys(name for rule in rules if rule for name in rule.names)
            self._reads[id(step)] = None if names.keys() & chart.before.keys() else tuple(names)

    def asked(self, step: ChartStep, who: str | None, scope: Readings) -> Said:
        """Say whether an event takes a step.

        Args:
            step: One of the chart.
            who: Who did it, as far as the event says.
            scope: What guards read.
        """
        reads = self._reads[id(step)]
        if reads is None:
            return self._asked(step, who, scope)
        # A value that equals another may be of another type.
        key = (id(step), who, *((v.__class__, v) for v in map(scope.written.get, reads)))
        try:
            found = self._said.get(key)
        except TypeError:  # some value is a mapping
            return self._asked(step, who, scope)
        if found is None:
            found = self._asked(step, who, scope)
            if not scope.wrong and len(self._said) < _KEPT:
                self._said[key] = found
        return found

    def _asked(self, step: ChartStep, who: str | None, scope: Readings) -> Said:
        by = may(step.by, who)
        if by is False:
            return Said(step, taken=False, by=by)
        found = (self.checked(each, scope) for each in step.require)
        guards = tuple(each for each in found if not each.checked.credited)
        truths = [by, *(each.checked.credited for each in guards)]
        taken = False if False in truths else None if None in truths else True
        return Said(step, taken, by, guards)

    def checked(self, requirement: Requirement, scope: Mapping[str, Value]) -> Guarded:
        """Work out a requirement of a step."""
        applied = True if requirement.applies is None else self.value(requirement.applies, scope)
        asks = () if requirement.rule is None else (self.value(requirement.rule, scope),)
        return Guarded(requirement, weighed(applied, asks))

    def value(self, rule: Rule, scope: Mapping[str, Value]) -> Value:
        """Work out a rule."""
        found = self._worth.get(id(rule))
        if found is None:  # the rule is kept, so that no other gets its number
            found = self._worth[id(rule)] = (rule, worth(rule.expression))
        return found[1](scope)


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

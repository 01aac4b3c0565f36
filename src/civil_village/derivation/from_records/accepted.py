"""What is accepted (可上报内容): names that the catalogue knows, of the kinds that it knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from civil_village import checks
from civil_village.derivation.plan import DerivationPlan, SubjectNames
from civil_village.evidence.reported import Event
from civil_village.facts import read_value
from civil_village.indicators import BUILT_IN, IndexValue, Indicator
from civil_village.indicators.checks import unknown_indicator
from civil_village.indicators.rule_problems import other_subject
from civil_village.messages import Message
from civil_village.problems import Path, Problem, nearest, shown
from civil_village.records.subjects import Household, Record, Village


def record_problems(record: Record, names: SubjectNames, plan: DerivationPlan) -> Iterator[Problem]:
    """Give all that is wrong with a record beside its own values."""
    yield from _row_problems(record, plan)
    yield from _reported_problems(record, plan)
    yield from _event_problems(record.events, plan)
    yield from _earlier_problems(record, names, plan)
    yield from _index_problems(record, plan)


def name_problems(
    values: Mapping[str, Any], names: SubjectNames, plan: DerivationPlan
) -> Iterator[Problem]:
    """Give values of indicators that do not exist or that nobody may report."""
    for name in values:
        if name not in names.indicators:
            reportable = [name for name, i in names.indicators.items() if not i.computed]
            yield from _unknown(name, reportable, plan, "values", name)
        elif names.indicators[name].computed:
            of = names.indicators[name].of
            hint = Message("hint.report", names=of) if of else Message("hint.leave-out")
            found = shown(values[name])
            yield Problem(code="computed-given", path=("values", name), found=found, hint=hint)


def _unknown(name: str, names: Any, plan: DerivationPlan, *path: str | int) -> Iterator[Problem]:
    """Say that an indicator is not in the catalogue, where that is refused."""
    if plan.extra == "ignore":
        return
    if path[0] == "values" and name in plan.catalogue.indicators:
        yield other_subject(name, plan.catalogue[name], *path)
    else:
        yield unknown_indicator(name, names, *path)


def _event_problems(events: Sequence[Event], plan: DerivationPlan) -> Iterator[Problem]:
    """Give events of kinds that the catalogue does not know, and wrong values of others."""
    known = plan.catalogue.events
    for index, event in enumerate(events):
        if event.kind in known:
            steps = ("events", index, "values")
            yield from _values_problems(event.values, known[event.kind].values, plan, *steps)
        elif plan.extra == "refuse":
            yield Problem(
                code="unknown-event",
                path=("events", index, "kind"),
                found=event.kind,
                expected=Message("expected.event"),
                hint=nearest(event.kind, known),
            )


def _values_problems(
    values: Mapping[str, Any],
    known: Mapping[str, Indicator],
    plan: DerivationPlan,
    *path: str | int,
) -> Iterator[Problem]:
    for name, given in values.items():
        if name not in known:
            yield from _unknown(name, known, plan, *path, name)
        else:
            yield from (p.inside(*path, name) for p in read_value(known[name], given)[1])


def _earlier_problems(
    record: Record, names: SubjectNames, plan: DerivationPlan
) -> Iterator[Problem]:
    """Give what is wrong with values of earlier periods, which may be computed ones, too."""
    for period, values in record.earlier.items():
        yield from _values_problems(values, names.indicators, plan, "earlier", period)


def _index_problems(record: Record, plan: DerivationPlan) -> Iterator[Problem]:
    """Give tables that no indicator asks for, and what is wrong with those that one does."""
    if not record.indexes:
        return
    asking: dict[str, list[str]] = {}
    for name, indicator in plan.catalogue.indicators.items():
        if isinstance(indicator.derive, IndexValue):
            asking.setdefault(indicator.derive.index, []).append(name)
    for index, entries in record.indexes.items():
        path: Path = ("indexes", index)
        if index not in asking and plan.extra == "refuse":
            expected, hint = Message("expected.index"), nearest(index, asking)
            yield Problem(
                code="unknown-name", path=path, found=shown(index), expected=expected, hint=hint
            )
        for name in asking.get(index, ()):
            found = plan.tables.of(name, plan.catalogue[name], entries)[1]
            yield from (problem.inside(*path) for problem in found)


def _row_problems(record: Record, plan: DerivationPlan) -> Iterator[Problem]:
    """Give rows of kinds that the catalogue does not declare."""
    known = [plural for kind, plural in plan.plurals.items() if kind in plan.catalogue.subjects]
    if plan.extra == "refuse":
        for plural in record.rows:
            yield from checks.known(plural, known, "rows", plural)


def _reported_problems(record: Record, plan: DerivationPlan) -> Iterator[Problem]:
    """Give names of what is reported that mean nothing, and values of a wrong kind."""
    catalogue = plan.catalogue
    beside = {Village: ("villages",), Household: BUILT_IN.values()}.get(type(record), ())
    rows = (*(plural for plural in plan.plurals.values() if plural not in beside), "cohort")
    shared = record.shared if isinstance(record, Household) else frozenset()
    for name, value in record.reported.items():
        if name in shared and name not in catalogue.events:
            continue  # it is said of the villages
        path = ("reported", name)
        if name in rows:
            if not isinstance(value, bool):
                expected = Message("type.truth")
                yield Problem(code="wrong-type", path=path, found=shown(value), expected=expected)
        elif name not in catalogue.events:
            hint = nearest(name, [*rows, *catalogue.events])
            if name in beside:
                hint = Message("hint.reported-beside", name=name)
            expected = Message("expected.reported", names=rows)
            yield Problem(
                code="unknown-name", path=path, found=shown(name), expected=expected, hint=hint
            )
        elif day_of(value) is None:
            expected = Message("expected.date")
            yield Problem(code="not-a-date", path=path, found=shown(value), expected=expected)


def day_of(value: Any) -> date | None:
    """Give a day that is a date already, or written as one."""
    return checks.read_day(value)

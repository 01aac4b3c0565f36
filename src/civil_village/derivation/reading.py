"""What a record may say: names that the catalogue knows, of the kinds that it knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from civil_village.derivation.plan import Names, Plan
from civil_village.evidence import Event
from civil_village.facts import read_date
from civil_village.indicators import PLURALS, Catalogue
from civil_village.messages import Message
from civil_village.places import Record, Village
from civil_village.problems import Problem, nearest, shown


def name_problems(
    values: Mapping[str, Any], names: Names, plan: Plan, *steps: str | int
) -> Iterator[Problem]:
    """Give values of indicators that do not exist or that nobody may report."""
    reportable = [name for name, i in names.indicators.items() if not i.computed]
    for name in values:
        path = (*steps, "values", name)
        if name not in names.indicators:
            if plan.extra == "refuse":
                yield Problem(
                    code="unknown-indicator",
                    path=path,
                    found=shown(name),
                    expected=Message("expected.indicator"),
                    hint=nearest(name, reportable),
                )
        elif names.indicators[name].computed:
            of = names.indicators[name].of
            hint = Message("hint.report", names=of) if of else Message("hint.leave-out")
            yield Problem(code="computed-given", path=path, found=shown(values[name]), hint=hint)


def event_problems(events: Sequence[Event], plan: Plan, *steps: str | int) -> Iterator[Problem]:
    """Give events of kinds that the catalogue does not know."""
    known = plan.catalogue.events
    for index, event in enumerate(events):
        if event.kind not in known and plan.extra == "refuse":
            yield Problem(
                code="unknown-event",
                path=(*steps, "events", index, "kind"),
                found=event.kind,
                expected=Message("expected.event"),
                hint=nearest(event.kind, known),
            )


def reported_problems(catalogue: Catalogue, record: Record) -> Iterator[Problem]:
    """Give names of what is reported that mean nothing, and values of a wrong kind."""
    plurals = set(PLURALS.values()) if isinstance(record, Village) else set()
    for name, value in record.reported.items():
        path = ("reported", name)
        if name in plurals:
            if not isinstance(value, bool):
                expected = Message("type.truth")
                yield Problem(code="wrong-type", path=path, found=shown(value), expected=expected)
        elif name not in catalogue.events:
            hint = nearest(name, [*plurals, *catalogue.events])
            expected = Message("expected.reported")
            yield Problem(
                code="unknown-name", path=path, found=shown(name), expected=expected, hint=hint
            )
        elif day_of(value) is None:
            expected = Message("expected.date")
            yield Problem(code="not-a-date", path=path, found=shown(value), expected=expected)


def day_of(value: Any) -> date | None:
    """Give a day that is a date already, or written as one."""
    return value if isinstance(value, date) else read_date(value)

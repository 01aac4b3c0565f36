"""Findings on logs of titles (称号事件簿检查): what events name and a scheme does not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from civil_village import checks
from civil_village.calendar import VagueDate
from civil_village.charts.chart import BAN, BUILT_IN_KINDS
from civil_village.charts.instances import unit_of
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import WITHDRAW, Event
from civil_village.facts import read_value
from civil_village.messages import Message
from civil_village.organizations.bodies import names_of
from civil_village.problems import Problem, shown
from civil_village.titles.scheme import TitleScheme


def title_log_problems(scheme: TitleScheme, log: EventLog) -> Iterator[Problem]:
    """Give what events name and a scheme does not have, or read otherwise (事件簿检查).

    That is kinds, bodies and values, days that are not exact, bans of nobody, withdrawals of
    nothing. A log may be shared with other schemes, whose kinds are then among what is told.

    Args:
        scheme: The scheme.
        log: The events.

    Examples:
        >>> from civil_village import bundled
        >>> log = EventLog(events=[Event(id="e1", kind="reveiw", place="v01", on=date(2024, 3, 1))])
        >>> scheme = bundled("titles.village")
        >>> [(p.path, p.hint.text("en")) for p in title_log_problems(scheme, log)]
        [(('events', 'e1', 'kind'), 'did you mean review?')]
    """
    bodies = names_of(scheme.bodies)
    for event in log.events:
        for problem in _event_problems(scheme, bodies, event):
            yield problem.inside("events", event.id)


def _event_problems(
    scheme: TitleScheme, bodies: dict[str, object], event: Event
) -> Iterator[Problem]:
    yield from checks.known(event.kind, (*scheme.events, *BUILT_IN_KINDS), "kind")
    if event.by is not None and bodies:
        yield from checks.known(event.by, bodies, "by", code="unknown-body")
    if event.kind == BAN and unit_of(event) is None:
        yield checks.missing("subject")
    if event.kind == WITHDRAW and event.of is None:
        yield checks.missing("of")
    kind = scheme.events.get(event.kind)
    if kind is None:
        return
    if not isinstance(event.on, date):
        expected, day = Message("expected.exact-day"), event.on or event.from_
        found = shown(day.text if isinstance(day, VagueDate) else day)
        yield Problem(code="not-a-date", path=("on",), found=found, expected=expected)
    for name, value in event.values.items():
        indicator = kind.values.get(name)
        if indicator is None:
            yield from checks.known(name, kind.values, "values", name)
        else:
            yield from (p.inside("values", name) for p in read_value(indicator, value)[1])

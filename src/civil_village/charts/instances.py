"""The instances of a chart in a log (实例): which events belong to which, each looked at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from civil_village.charts.chart import BAN, Chart
from civil_village.charts.courses import Barred, Reason, Refusal
from civil_village.evidence.reported import Event

_ONE = timedelta(days=1)


class Instances(NamedTuple):
    """The events of a log, by what they are about."""

    #: By unit, or by the event that opened the instance.
    events: dict[str, list[Event]]
    bans: dict[str, list[Barred]]
    #: Ids of events of the chart's kinds that speak of something else.
    others: tuple[str, ...]
    #: Events that name nothing that they could be about.
    astray: tuple[Refusal, ...]


def unit_of(event: Event) -> str | None:
    """Give the unit that an event is about: its subject, else its place.

    Examples:
        >>> unit_of(Event(id="e1", kind="review", place="v001", on=date(2024, 3, 1)))
        'v001'
    """
    return event.subject or event.place


def instances(
    chart: Chart,
    events: Sequence[Event],
    *,
    find: Callable[[str], Event | None],
    names: Iterable[str],
) -> Instances:
    """Sort the events of a log by what they are about.

    Args:
        chart: The chart.
        events: What has happened, in the order of days.
        find: Gives the event of an id, also one that was withdrawn or is not known yet.
        names: By which events may speak ``of`` the chart itself.
    """
    sorter = _Sorter(chart, find, frozenset(names))
    return sorter.sorted(events)


class _About(NamedTuple):
    """Whether an event is of the chart, and of which instance; ``None`` where it names none."""

    own: bool
    name: str | None


_NOTHING = _About(own=False, name=None)


class _Sorter:
    """Finds out what events are about; what others speak of is looked at once."""

    def __init__(
        self, chart: Chart, find: Callable[[str], Event | None], names: frozenset[str]
    ) -> None:
        self.chart, self.find, self.names = chart, find, names
        self.closes = {hold.closes for hold in chart.holds}
        #: Of events that others speak of: whether they are of the chart, and of which instance.
        self.known: dict[str, _About] = {}

    def sorted(self, events: Sequence[Event]) -> Instances:
        """Sort all events."""
        found: dict[str, list[Event]] = {}
        others: list[str] = []
        astray: list[Refusal] = []
        for event in events:
            if event.kind not in self.chart.events:
                continue
            own, name = self.ends(event) or self.about(event)
            if not own:
                others.append(event.id)
            elif name is None:
                reason: Reason = "no-instance" if self.chart.opens else "no-unit"
                day = event.on if isinstance(event.on, date) else None
                refusal = Refusal(event=event.id, kind=event.kind, on=day, reason=reason)
                astray.append(refusal)
            else:
                found.setdefault(name, []).append(event)
        return Instances(found, self.bans(events), tuple(others), tuple(astray))

    def about(self, event: Event) -> _About:
        """Tell of an event that speaks of another one what that is about, and so on."""
        chain: list[Event] = []
        one: Event | None = event
        result: _About | None = None
        while result is None and one is not None:
            result = self.known.get(one.id)
            if result is None:
                self.known[one.id] = _NOTHING  # of what speaks of itself in a ring
                chain.append(one)
                result = self.ends(one)
                one = self.find(one.of or "")
        assert result is not None  # an event that speaks of no other one ends the chain
        for one in reversed(chain):
            if result.own and not self.chart.opens:
                result = _About(own=True, name=unit_of(one) or result.name)
            self.known[one.id] = result
        return result

    def ends(self, event: Event) -> _About | None:
        """Tell it of an event that speaks of no other one of the chart; else ``None``."""
        if event.kind not in self.chart.events:
            return _NOTHING
        ours = event.of is None or event.of in self.names
        if event.kind in self.chart.opens:
            return _About(own=True, name=event.id) if ours else _NOTHING
        unit = None if self.chart.opens else unit_of(event)
        if ours:
            return _About(own=True, name=unit)
        if self.find(event.of or "") is None:
            # A decision on what is not there is refused; anything else speaks of another chart.
            return _About(own=True, name=unit) if event.kind in self.closes else _NOTHING
        return None

    def bans(self, events: Iterable[Event]) -> dict[str, list[Barred]]:
        """Give the bans from this chart, by unit."""
        found: dict[str, list[Event]] = {}
        for event in events:
            unit = unit_of(event)
            if event.kind == BAN and unit is not None and event.of in (None, *self.names):
                found.setdefault(unit, []).append(event)
        ends = {str(event.values.get("until")) for several in found.values() for event in several}
        days: dict[str, dict[str, list[date]]] = {}
        for event in events:
            if event.kind in ends and isinstance(event.on, date):
                kinds = days.setdefault(unit_of(event) or "", {})
                kinds.setdefault(event.kind, []).append(event.on)
        return {
            unit: [_barred(event, days.get(unit, {})) for event in several]
            for unit, several in found.items()
        }


def _barred(event: Event, days: dict[str, list[date]]) -> Barred:
    """Give the days of a ban: it lasts, unless it says how long, or something ends it."""
    first, last = event.first or date.min, event.to or date.max
    ends = days.get(str(event.values.get("until")), [])
    after = bisect_right(ends, first)
    return Barred(event.id, first, min([last, *(day - _ONE for day in ends[after : after + 1])]))

"""What of a log exists (历史): as of a day, as known on a day, and in which order.

What is dated later does not exist, and what was recorded later is not known. So any past day
can be asked, whatever was said since.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo
from operator import attrgetter

from civil_village.events.event import Happening
from civil_village.events.log import E, Events


def visible(
    log: Events[E],
    *,
    as_of: date,
    known: date | None = None,
    zone: tzinfo | None = None,
    begin: int = 0,
) -> list[E]:
    """Give the events that exist on a day, as far as they were known on another.

    An event that names no day, such as a void, is of the day of what it speaks ``of``.

    Args:
        log: All events.
        as_of: The day; what is dated later does not exist yet.
        known: What was recorded later is not known yet; by default all is known.
        zone: Where an instant of recording has its day; by default that of its own offset.
        begin: Leave out so many events at the beginning.

    Examples:
        >>> log = Events([Happening(id=f"e{day}", on=date(2024, 3, day)) for day in (1, 2)])
        >>> [event.id for event in visible(log, as_of=date(2024, 3, 1))]
        ['e1']
    """
    return [
        event
        for event in log[begin:]
        if (_day(event, log) or as_of) <= as_of
        and (known is None or known_from(event, zone) <= known)
    ]


def known_from(event: Happening, zone: tzinfo | None = None) -> date:
    """Give the day since when an event is known: that of its recording, else its own.

    What names neither has always been known.

    Args:
        event: The event.
        zone: Where the instant has its day; by default that of its own offset.

    Examples:
        >>> noon = datetime.fromisoformat("2024-03-02T00:30:00+08:00")
        >>> known_from(Happening(id="e1", on=date(2024, 3, 1), recorded=noon))
        datetime.date(2024, 3, 2)
    """
    moment = event.recorded
    if moment is None:
        return event.first or date.min
    return (moment if zone is None else moment.astimezone(zone)).date()


def by_recording(events: Iterable[E]) -> list[E]:
    """Put events in the order of recording, then of ids: the same from any arrival.

    What does not say when it was recorded comes as its day begins, by universal time.

    Examples:
        >>> by_recording([])
        []
    """
    ordered = sorted(events, key=attrgetter("id"))
    ordered.sort(key=lambda event: event.recorded or _beginning(event.first or date.min))
    return ordered


def by_day(log: Events[E]) -> list[E]:
    """Put events in the order of their days, then of recording, then of ids.

    What was done in time and recorded late counts as done in time. Of one day, what does not
    say when it was recorded goes first.

    Examples:
        >>> days = (date(2024, 3, 2), date(2024, 3, 1))
        >>> [event.id for event in by_day(Events([Happening(id="b", on=day) for day in days[:1]]))]
        ['b']
    """
    ordered = sorted(log, key=attrgetter("id"))
    ordered.sort(key=lambda event: (event.recorded is not None, event.recorded))
    return sorted(ordered, key=lambda event: _day(event, log) or date.min)


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _day(event: Happening, log: Events[E]) -> date | None:
    """Give the first day of an event, or of what it speaks of."""
    if event.first is not None:
        return event.first
    spoken_of = log.find(getattr(event, "of", ""))
    return None if spoken_of is None else spoken_of.first

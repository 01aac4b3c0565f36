"""What a log says beside an event (旁证): notices before it, decisions on it, on the covenant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from civil_village.covenants.covenant import Covenant, Decided
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import Event


class Beside:
    """What a log holds by a day, as events ask for it; one serves all events of the log.

    Args:
        log: The log; ``None`` where nobody handed one in, and nothing is known of it.
        as_of: The day; what is dated later has not happened.
        known: What was recorded later is not known yet.
    """

    def __init__(self, log: EventLog | None, *, as_of: date, known: date | None) -> None:
        self.log, self.as_of = log, as_of
        #: What happened, in the order of days.
        self.seen: Sequence[Event] = () if log is None else log.seen(as_of=as_of, known=known)
        self._of: dict[str | None, list[Event]] = {}
        self._whose: dict[str | None, list[Event]] = {}
        self._kinds: dict[str, list[Event]] = {}
        for event in self.seen:
            self._of.setdefault(event.of, []).append(event)
            self._whose.setdefault(event.subject, []).append(event)
            self._kinds.setdefault(event.kind, []).append(event)

    def shown(self, kind: str, about: str | None) -> date | None:
        """Give the first day on which it holds something of a kind about an event."""
        return next((day for day in self._days(about, kind) if day is not None), None)

    def decided(self, by: Decided, about: str | None) -> date | None:
        """Give the day of the first decision on an event."""
        return next((day for day in self._days(about, by.event, by) if day is not None), None)

    def _days(
        self, about: str | None, kind: str, by: Decided | None = None
    ) -> Iterator[date | None]:
        for event in () if about is None else self._of.get(about, ()):
            if event.kind == kind and (by is None or by.made_by(event)):
                yield event.first

    def complete(self, kind: str, day: date, about: str | None) -> bool:
        """Tell whether all of a kind is known through a day: what a log lacks has not happened."""
        if self.log is None or about is None:
            return False
        return self.log.reported.get(kind, date.max) >= day

    def around(self, covenant: Covenant, about: str | None, subject: str | None) -> dict[str, Any]:
        """Give the events that are reported about an event, or its household, and what is complete.

        Args:
            covenant: Which kinds of events may be.
            about: The event.
            subject: The household.
        """
        if self.log is None:
            return {}
        named = [] if about is None else self._of.get(about, [])
        beside = [] if subject is None else self._whose.get(subject, [])
        found = {event.id: event for event in (*named, *beside) if event.kind in covenant.events}
        reported = self.log.reported
        return {
            "events": [evolve(event, of=None) for event in found.values()],
            "reported": {
                kind: min(self.as_of, reported.get(kind, self.as_of)) for kind in covenant.events
            },
        }

    def in_force(self, covenant: Covenant, day: date) -> bool | None:
        """Tell whether an edition is in force on a day; ``None`` where nobody asks or knows."""
        if covenant.changed_by is None or self.log is None:
            return None
        editions = [
            event
            for event in self._kinds.get(covenant.changed_by.event, ())
            if covenant.changed_by.made_by(event)
            and (event.of or "").partition("@")[0] == covenant.id
            and (event.first or date.min) <= day <= (event.to or date.max)
        ]
        editions.sort(key=lambda event: event.first or date.min)
        return bool(editions) and editions[-1].of == covenant.name

    def next_of(self, kind: str, subject: str | None, after: date) -> date | None:
        """Give the first day after another on which something of a kind is about a household."""
        days = [event.first for event in self._kinds.get(kind, ()) if event.subject == subject]
        return min((day for day in days if day is not None and day > after), default=None)

"""Seen events (可见事件): what of a log a state rests on, sorted by what it is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from typing import TypeVar

from civil_village.campaigns.campaign import BUILT_IN_KINDS, EXCUSE, MOVE
from civil_village.duties.duty import Duty
from civil_village.duties.serving import NOTHING, Evidence
from civil_village.events import Events, by_day
from civil_village.evidence.reported import CALL, Event
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, shown

T = TypeVar("T")


class Seen:
    """The visible events, as duties ask for them: by kind and place, in the order of days."""

    def __init__(self) -> None:
        self.by_kind: dict[str, dict[str | None, list[Event]]] = {}
        self.excused: dict[str | None, dict[str, Event]] = {}
        #: To which day what falls due was moved.
        self.moved: dict[str | None, dict[str, date]] = {}
        #: What excuses or moves something.
        self.special: list[Event] = []

    @classmethod
    def of(cls, events: Iterable[Event]) -> Seen:
        """Sort events by what they are for.

        Args:
            events: In the order of days.

        Raises:
            DocumentError: One moves something, and does not say to which day.
        """
        seen = cls()
        for event in events:
            if event.kind in BUILT_IN_KINDS and event.kind != CALL:
                seen.special.append(event)
            if event.kind == EXCUSE and event.of:
                seen.excused.setdefault(event.place, {})[event.of] = event
            elif event.kind == MOVE and event.of:
                seen.moved.setdefault(event.place, {})[event.of] = _moved_to(event)
            elif event.kind == CALL or event.kind not in BUILT_IN_KINDS:
                places = seen.by_kind.setdefault(event.kind, {})
                places.setdefault(event.place, []).append(event)
        return seen

    def with_more(self, events: Iterable[Event]) -> Seen:
        """Give the same with a few events more, none of which excuses or moves anything."""
        made = copy(self)
        made.by_kind = dict(self.by_kind)
        for event in events:
            places = made.by_kind[event.kind] = dict(made.by_kind.get(event.kind, {}))
            there = Events([*places.get(event.place, ()), event])
            places[event.place] = by_day(there)
        return made

    def at(self, kind: str | None, place: str | None) -> Sequence[Event]:
        """Give the events of a kind at a place; those of all places for what is owed once."""
        places = self.by_kind.get(kind or "", {})
        if place is not None or not places:
            return places.get(place, ())
        if len(places) == 1:
            return next(iter(places.values()))
        return by_day(Events(event for several in places.values() for event in several))

    def all(self, at: Collection[str] | None = None) -> list[Event]:
        """Give all events of some places, or of all, in the order of days."""
        found = (
            event
            for places in self.by_kind.values()
            for where, events in places.items()
            if at is None or where in at
            for event in events
        )
        return by_day(Events(found))

    def evidence(self, duty: Duty, place: str | None) -> Evidence:
        """Give what speaks of a duty at a place."""
        done, delivered = self.at(duty.done, place), self.at(duty.deliver, place)
        excused, moved = _there(self.excused, place), _there(self.moved, place)
        if not (done or delivered or excused or moved):
            return NOTHING
        refused = self.at(duty.refused, place)
        return Evidence(done, delivered, refused, excused, moved)


def _there(told: Mapping[str | None, Mapping[str, T]], place: str | None) -> Mapping[str, T]:
    """Give what is told of a place, and of all places."""
    everywhere, own = told.get(None, {}), told.get(place, {})
    return {**everywhere, **own} if everywhere and own else everywhere or own


def _moved_to(event: Event) -> date:
    try:
        return date.fromisoformat(event.values["to"])
    except (KeyError, TypeError, ValueError):
        found, expected = shown(event.values.get("to")), Message("expected.date")
        path = ("events", event.id, "values", "to")
        raise DocumentError(
            [Problem(code="not-a-date", path=path, found=found, expected=expected)]
        ) from None

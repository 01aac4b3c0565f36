"""The log of events (事件簿): what happened in a campaign, from which its state is derived."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import ClassVar

from attrs import field

from civil_village.events import Events, Log, as_events, by_day, visible
from civil_village.evidence.reported import WITHDRAW, Event
from civil_village.ids import DocumentId, Id
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.models import model
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class EventLog(Log[Event]):
    """A book of events that only grows (事件簿): reports, decisions, findings, in any order.

    What it does not hold has not happened.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        reported: Kinds of events that are complete only through a day; what falls due later is not
            known to be done or not.
        events: In the order of their arrival, which changes no result.
        unsealed: So many events at the beginning have no seal.
        seals: Seals of the events after those, each over the one before it.

    Examples:
        >>> report = Event(id="e1", kind="report", on=date(2024, 3, 1), by="party_office")
        >>> log = EventLog().add(report)
        >>> [event.id for event in log.seen(as_of=date(2024, 2, 29))]
        []
    """

    kind: ClassVar[str] = "log"
    telling: ClassVar[tuple[str, ...]] = ("subject",)

    id: DocumentId = "log"
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    reported: FrozenMapping[Id, date] = field(default=EMPTY, converter=as_mapping)
    events: tuple[Event, ...] = field(default=(), converter=as_events)
    unsealed: int = 0
    seals: tuple[str, ...] = field(default=(), converter=as_tuple)

    def seen(
        self, *, as_of: date, known: date | None = None, zone: tzinfo | None = None
    ) -> list[Event]:
        """Give what has happened by a day, in the order of days, without what was withdrawn.

        Args:
            as_of: The day; what is dated later has not happened.
            known: What was recorded later is not known yet; by default all is known.
            zone: Where an instant of recording has its day; by default that of its own offset.

        Examples:
            >>> held = Event(id="e1", kind="meeting", on=date(2024, 3, 1))
            >>> gone = Event(id="e2", kind="withdraw", of="e1", on=date(2024, 3, 5))
            >>> log = EventLog(events=[held, gone])
            >>> [len(log.seen(as_of=date(2024, 3, day))) for day in (4, 5)]
            [1, 0]
        """
        there = Events(visible(self._events, as_of=as_of, known=known, zone=zone))
        gone = {event.of for event in there if event.kind == WITHDRAW}
        return [e for e in by_day(there) if e.id not in gone and e.kind != WITHDRAW]

    def find(self, name: str) -> Event | None:
        """Give the event of an id, whatever took it out; ``None`` where there is none.

        Examples:
            >>> EventLog().find("e1") is None
            True
        """
        return self._events.find(name)

    def grown_from(self, other: EventLog) -> bool:
        """Tell, without looking at the events, whether this log has grown from another.

        Examples:
            >>> log = EventLog()
            >>> log.add(Event(id="e1", kind="meeting", on=date(2024, 3, 1))).grown_from(log)
            True
        """
        return self._events.begins_with(other._events)

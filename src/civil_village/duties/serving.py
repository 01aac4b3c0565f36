"""Serving (对应): which event serves which occurrence, and what state each is in on a day.

An event that names a duty speaks of that alone; else of every duty that asks for its kind, and
whose lead reports, where it says by whom. It serves the occurrence that it names, and none where
there is no such; else the one in whose calendar period its day lies, if that is still owed; else
the earliest that is owed. One event serves one occurrence of a duty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from civil_village.calendar import VagueDate, Window
from civil_village.duties.duty import Duty
from civil_village.duties.occurrences import Occurrence, OccurrenceState
from civil_village.duties.slots import Slot
from civil_village.evidence.reported import Event


class Evidence(NamedTuple):
    """The events that speak of one duty at one place, each in the order of their days."""

    #: What shows it done; where it is handed in first, what approves that.
    done: Sequence[Event] = ()
    #: What hands it in, and what sends it back.
    delivered: Sequence[Event] = ()
    refused: Sequence[Event] = ()
    #: What excuses an occurrence, and to which day it was moved, by its reference.
    excused: Mapping[str, Event] = {}
    moved: Mapping[str, date] = {}


NOTHING = Evidence()


class Record(NamedTuple):
    """One thing that was done: on which day, by which event, for whom."""

    day: date
    event: Event
    approved: bool
    #: Ids of the events that it rests on.
    ids: tuple[str, ...]


def records_of(duty: Duty, evidence: Evidence) -> list[Record]:
    """Give what was done, or handed in, in the order of the days that count."""
    if duty.deliver is None:
        return [Record(day_of(e), e, approved=True, ids=(e.id,)) for e in evidence.done]
    approvals = {event.of: event for event in reversed(evidence.done)}
    back = {event.of for event in evidence.refused}
    found = []
    for event in evidence.delivered:
        approval = approvals.get(event.id)
        if approval is not None:
            day = day_of(event if duty.done_on == "handed_in" else approval)
            found.append(Record(day, event, approved=True, ids=(event.id, approval.id)))
        elif event.id not in back:
            found.append(Record(day_of(event), event, approved=False, ids=(event.id,)))
    return sorted(found, key=lambda record: (record.day, record.event.id))


class Served:
    """What serves the slots of one duty at one place.

    Args:
        duty: The duty.
        slots: Its slots, in the order in which they fall due.
        evidence: The events that may speak of it there.
        others: Ids of the other duties: what names one of them does not speak of this one.
    """

    def __init__(
        self,
        duty: Duty,
        slots: Sequence[Slot],
        evidence: Evidence,
        others: Collection[str] = (),
    ) -> None:
        self.duty, self.slots, self.others = duty, moved(duty, slots, evidence), others
        self.by_slot: dict[int, list[Record]] = {}
        self._names = {slot.name: index for index, slot in enumerate(self.slots) if slot.name}
        #: The slots as they open, and on which days.
        self._opening = sorted(range(len(self.slots)), key=lambda index: self.slots[index].opens)
        self._opens = [self.slots[index].opens for index in self._opening]
        #: Those that are open and perhaps owed, the first due on top; and how many have opened.
        self._owed: list[int] = []
        self._opened = 0
        for record in records_of(duty, evidence):
            served = self._slot_for(record) if self._counts(record.event) else None
            if served is not None:
                self.by_slot.setdefault(served, []).append(record)

    def _counts(self, event: Event) -> bool:
        """Tell whether an event speaks of this duty, by whom it names and who reports."""
        about = (event.of or "").partition("/")[0]
        if about in self.others:
            return False
        if self.duty.done_by == "each":
            return self._body(event) is not None
        return self.duty.lead is None or event.by is None or _acts(self.duty.lead, event.by)

    def _body(self, event: Event) -> str | None:
        """Give whom of those who lead and take part an event comes from."""
        by = event.by
        return by and next((name for name in self.duty.bodies if _acts(name, by)), None)

    def full(self, index: int) -> bool:
        """Tell whether a slot lacks nothing more."""
        records = self.by_slot.get(index)
        return records is not None and self.tally(records) >= self.needed

    @property
    def needed(self) -> int:
        """How many records, or members, are enough."""
        if self.duty.done_by == "each":
            return max(1, len(self.duty.bodies))
        return max(1, self.duty.asked.least)

    def tally(self, records: Sequence[Record]) -> int:
        """Count what records come to."""
        return len(set(map(self._whose, records))) if self._by_whom else len(records)

    @property
    def _by_whom(self) -> bool:
        """Whether different ones count, and not every record."""
        counted = self.duty.count is not None and self.duty.counts == "members"
        return counted or self.duty.done_by == "each"

    def _whose(self, record: Record) -> str:
        """Give who reports, or whom a record is about; without one, each is of its own."""
        event = record.event
        own = self._body(event) if self.duty.done_by == "each" else event.subject
        return own or event.id

    def day_of(self, records: Sequence[Record]) -> date:
        """Give the day on which there were enough records."""
        whose: set[str] = set()
        for number, record in enumerate(records, 1):
            whose.add(self._whose(record))
            if (len(whose) if self._by_whom else number) >= self.needed:
                return record.day
        return records[-1].day

    def _slot_for(self, record: Record) -> int | None:
        """Find the slot that a record serves."""
        day, of = record.day, record.event.of or self.duty.id
        name = of.removeprefix(f"{self.duty.id}/")
        if name in self._names:
            return self._names[name] if self._takes(self._names[name], day) else None
        # A period begins with a digit, which no id of anything else does.
        calls = self.duty.called and of != self.duty.id
        if name != of or calls or name[0].isdigit():
            return None
        for found in (self._in_period(day), self._earliest_owed(day)):
            if found is not None:
                return found
        return self._running(day) if self.duty.count is not None else None

    def _in_period(self, day: date) -> int | None:
        """Find the slot that is owed for the calendar period in which a day lies.

        Of several that open on one day, as feasts of one year, it is the next to fall due.
        """
        last = bisect_right(self._opens, day) - 1
        if not self.duty.again or last < 0:
            return None
        for index in self._opening[bisect_left(self._opens, self._opens[last]) : last + 1]:
            slot = self.slots[index]
            late = self._lapsed(index, day) or day > max(slot.due, slot.ends)
            if not late and not self.full(index):
                return index
        return None

    def _running(self, day: date) -> int | None:
        """Find the slot that opened last, if its time has not run out."""
        last = bisect_right(self._opens, day) - 1
        at = self._opening[last] if last >= 0 else None
        return at if at is not None and day <= self.slots[at].due else None

    def _earliest_owed(self, day: date) -> int | None:
        """Find the slot that is owed on a day and falls due first; asked day after day."""
        opened = len(self._opens) if self.duty.early else bisect_right(self._opens, day)
        for index in self._opening[self._opened : opened]:
            heappush(self._owed, index)
        self._opened = max(self._opened, opened)
        while self._owed and (self.full(self._owed[0]) or self._lapsed(self._owed[0], day)):
            heappop(self._owed)
        return self._owed[0] if self._owed else None

    def _takes(self, index: int, day: date) -> bool:
        return self.duty.early or self.slots[index].opens <= day

    def _lapsed(self, index: int, day: date) -> bool:
        return self.duty.late == "lapses" and self.slots[index].due < day


def occurrence(
    duty: Duty,
    place: str | None,
    slot: Slot,
    records: Sequence[Record],
    *,
    served: Served,
    excused: Event | None,
    as_of: date,
    told: date,
) -> Occurrence:
    """Say what became of one slot by a day.

    Args:
        duty: The duty.
        place: The place.
        slot: When it is owed.
        records: What serves it, in order.
        served: By which they are counted.
        excused: What excuses it.
        as_of: The day.
        told: Through this day everything is reported.
    """
    count = served.tally(records) if records else 0
    ids = tuple(name for record in records for name in record.ids)
    on: date | None = None
    days = 0
    most = duty.asked.most if duty.count is not None else None
    if most is not None and count > most:
        state: OccurrenceState = "too_many"
        on = records[most].day
    elif count >= served.needed:
        approved = [record for record in records if record.approved]
        enough = served.tally(approved) >= served.needed
        on = served.day_of(approved if enough else records)
        days = max(0, (on - slot.due).days)
        state = "handed_in" if not enough else "done_late" if days else "done"
        if enough and slot.late(on) is None:
            state = "undetermined"
    elif excused is not None:
        state, on, ids = "excused", day_of(excused), (*ids, excused.id)
    else:
        state, days = unserved(duty, slot, as_of, told)
    if records and not (duty.early or slot.surely_open(records[0].day)):
        state = "undetermined"  # it may have been done before its time
    opens, due = slot.known
    return Occurrence(duty.id, place, slot.name, state, opens, due, on, days, count, ids)


def shown_by(
    evidence: Evidence,
    duty: Duty,
    place: str | None,
    slots: Sequence[Slot],
    *,
    others: Collection[str] = (),
    as_of: date,
    reported: Mapping[str, date],
) -> tuple[Occurrence, ...]:
    """Say what events show of a duty at a place: one occurrence for each slot.

    Args:
        evidence: The events that may speak of it there.
        duty: The duty.
        place: The place.
        slots: When it is owed, in the order in which it falls due.
        others: As `Served` takes them.
        as_of: The day.
        reported: Kinds of events that are complete only through a day.

    Examples:
        >>> from civil_village.duties.slots import exact_slot
        >>> duty = Duty(id="plan", done="report")
        >>> slot = exact_slot("", date(2024, 1, 1), date(2024, 3, 31))
        >>> came = Evidence(done=[Event(id="e1", kind="report", on=date(2024, 4, 2))])
        >>> found = shown_by(came, duty, None, [slot], as_of=date(2024, 5, 1), reported={})
        >>> found[0].state, found[0].days
        ('done_late', 2)
    """
    told = reported.get(duty.deliver or duty.done or "", date.max)
    if evidence is NOTHING:
        name = duty.id
        return tuple(
            Occurrence(name, place, slot.name, state, *slot.known, None, days)
            for slot in slots
            for state, days in (unserved(duty, slot, as_of, told),)
        )
    served = Served(duty, slots, evidence, others)
    excused = evidence.excused
    return tuple(
        occurrence(
            duty,
            place,
            slot,
            served.by_slot.get(index, ()),
            served=served,
            excused=excused.get(ref(duty, slot)) if excused else None,
            as_of=as_of,
            told=told,
        )
        for index, slot in enumerate(served.slots)
    )


def unserved(duty: Duty, slot: Slot, as_of: date, told: date) -> tuple[OccurrenceState, int]:
    """Say in which state a slot is that nothing serves, and by how many days it is late.

    Examples:
        >>> from civil_village.duties.slots import exact_slot
        >>> duty = Duty(id="plan", done="report")
        >>> slot = exact_slot("", date(2024, 1, 1), date(2024, 3, 31))
        >>> [unserved(duty, slot, date(2024, 3, 31 - back), date.max)[0] for back in (0,)]
        ['due']
        >>> unserved(duty, slot, date(2024, 4, 2), date.max)
        ('late', 2)
    """
    if as_of < slot.opens:
        return "not_yet", 0
    if as_of > slot.due:
        if slot.due > told:
            return "undetermined", 0
        return ("late", (as_of - slot.due).days) if duty.late == "owed" else ("missed", 0)
    if slot.opens_latest <= as_of <= slot.due_earliest:
        return "due", 0
    return "undetermined", 0


def ref(duty: Duty, slot: Slot) -> str:
    """Give what events call the occurrence of a slot by."""
    return f"{duty.id}/{slot.name}" if slot.name else duty.id


def moved(duty: Duty, slots: Sequence[Slot], evidence: Evidence) -> list[Slot]:
    """Give slots as they fall due, those that were moved on their new day."""
    if not evidence.moved:
        return list(slots)
    to = [evidence.moved.get(ref(duty, slot)) for slot in slots]
    found = [s if day is None else s.moved(day) for s, day in zip(slots, to, strict=True)]
    return sorted(found, key=lambda slot: (slot.due, slot.name))


def _acts(body: str, by: str) -> bool:
    """Tell whether who reports acts for a body: it itself, a post of it, or the body of a post."""
    return by == body or by.startswith(f"{body}.") or body.startswith(f"{by}.")


def days_called(event: Event) -> Window:
    """Give the days on one of which an event begins, from which a time limit counts."""
    if isinstance(event.on, VagueDate):
        return event.on.days
    first = day_of(event)
    return Window(first, first)


def day_of(event: Event) -> date:
    """Give the first day on which an event may have happened, which speaks for who reports it."""
    return event.first or date.min

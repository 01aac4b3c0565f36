"""What is owed of a register on a day (逾期检查): overdue, due, done, by item and by place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from attrs import evolve, field

from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.campaigns.campaign import Campaign
from civil_village.checks import known, missing
from civil_village.duties.duty import Duty
from civil_village.duties.occurrences import Occurrence
from civil_village.duties.seen_events import EXCUSE, MOVE, Seen
from civil_village.duties.serving import days_called, shown_by
from civil_village.duties.slots import Slot, called, comes, recurring
from civil_village.duties.views import Views
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import Event
from civil_village.explanation import Explanation, tree_html
from civil_village.indicators import EventKind
from civil_village.mappings import FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import model
from civil_village.organizations.bodies import Body
from civil_village.organizations.places import Locality, by_level
from civil_village.problems import reject
from civil_village.registers.explained import explained
from civil_village.registers.items import ANSWER, APPLICATION, ListItem
from civil_village.registers.register import Register, first_day, spoken_of

#: Id of an item, which of its duties, and the place.
Track = tuple[str, int, str | None]
#: A place by its id, or with its label.
Place = str | Locality


@model(kw_only=True)
class ItemStatus(Views):
    """What became of the items of a register by a day (清单进展). Made by `overdue`.

    Attributes:
        register: The register.
        as_of: The day.
        known: What was recorded later is not known; ``None`` where all is.
        tracks: The occurrences of each duty of each item at each place, in the order in which they
            fall due; the duties are those of `Register.duties`, by their number.
        idle: Ids of the events that speak of nothing there is, by day: they are not lost.
        callers: The events that call for occurrences, by their ids: applications among them.
        places: The places that were asked about, by their ids.
        bodies: The bodies that act, as far as they are known.
        kinds: The kinds of events of the register and its campaigns.
        weekends_only: Whether working days are asked for, and there is no table of holidays.

    Examples:
        >>> from civil_village.calendar import TimeLimit
        >>> from civil_village.registers import ItemList
        >>> item = ListItem(id="c01", list="proofs", limit=TimeLimit.parse("3 working days"))
        >>> register = Register(id="demo", lists=[ItemList(id="proofs")], items=[item])
        >>> asked = Event(id="a1", kind="application", of="c01", on=date(2024, 3, 1))
        >>> made = overdue(register, EventLog(events=[asked]), as_of=date(2024, 3, 8))
        >>> [(each.ref, str(each.due), each.days) for each in made.late]
        [('c01/a1', '2024-03-06', 2)]
    """

    register: Register
    as_of: date
    known: date | None = None
    tracks: FrozenMapping[Track, tuple[Occurrence, ...]] = field(converter=as_mapping)
    idle: tuple[str, ...] = field(default=(), converter=as_tuple)
    callers: FrozenMapping[str, Event] = field(converter=as_mapping)
    places: FrozenMapping[str, Locality] = field(converter=as_mapping)
    bodies: FrozenMapping[str, Body] = field(converter=as_mapping)
    kinds: FrozenMapping[str, EventKind] = field(converter=as_mapping)
    weekends_only: bool = False

    def __iter__(self) -> Iterator[Occurrence]:
        return (each for track in self.tracks.values() for each in track)

    def _where(self, duties: Iterable[tuple[str, int]]) -> tuple[Occurrence, ...]:
        """Give the occurrences of some duties of items."""
        wanted = set(duties)
        tracks = (track for (item, n, _), track in self.tracks.items() if (item, n) in wanted)
        return tuple(each for track in tracks for each in track)

    def _duties(self) -> Iterator[tuple[ListItem, int, Duty]]:
        for item in self.register.items:
            for number, duty in enumerate(self.register.duties(item)):
                yield item, number, duty

    def by_item(self, name: str) -> tuple[Occurrence, ...]:
        """Give what is owed of an item.

        Args:
            name: Id of the item.
        """
        return self._where((i.id, n) for i, n, _ in self._duties() if i.id == name)

    def by_list(self, name: str) -> tuple[Occurrence, ...]:
        """Give what is owed of the items of a list.

        Args:
            name: Id of the list.
        """
        return self._where((i.id, n) for i, n, _ in self._duties() if i.list == name)

    def by_body(self, name: str) -> tuple[Occurrence, ...]:
        """Give what a body owes, or a post of it.

        Args:
            name: Id of the body, or of a post: ``committee.head``.
        """
        return self._where(
            (item.id, number)
            for item, number, duty in self._duties()
            if any(each == name or each.startswith(f"{name}.") for each in duty.bodies)
        )

    def by_place(self, name: str) -> tuple[Occurrence, ...]:
        """Give what is owed at a place."""
        return tuple(each for each in self if each.place == name)

    @property
    def applications(self) -> tuple[Occurrence, ...]:
        """The applications (申请), each with the time limit of its item."""
        return self._where((i.id, n) for i, n, duty in self._duties() if APPLICATION in duty.after)

    @property
    def disclosures(self) -> tuple[Occurrence, ...]:
        """What is to be disclosed (公开)."""
        duties = self._duties()
        return self._where((i.id, n) for i, n, duty in duties if APPLICATION not in duty.after)

    def explain(
        self, occurrences: Iterable[Occurrence] | None = None, *, most: int | None = None
    ) -> Explanation:
        """Tell it as a tree: what is overdue, due and done, by whom, and on what it rests.

        Args:
            occurrences: Tell of these alone; by default of all.
            most: So many lines of a kind at most, and how many there are more; by default all.
        """
        return explained(self, occurrences, most=most)

    _repr_html_ = tree_html


def overdue(
    register: Register,
    log: EventLog,
    *,
    as_of: date,
    known: date | None = None,
    places: Iterable[Place] | None = None,
    campaigns: Iterable[Campaign] = (),
    workdays: Workdays = WEEKENDS_ONLY,
    through: date | None = None,
) -> ItemStatus:
    """Say what is overdue, due and done of the items of a register by a day (逾期检查).

    An event speaks of the item that it names in ``of``, of the one that the event it names speaks
    of, or, naming nothing, of every item that asks for its kind; an application and an answer
    must name theirs. What an event without a place speaks of has its place from there.

    Args:
        register: The register.
        log: What happened; what it does not hold has not happened.
        as_of: The day; what is dated later has not happened.
        known: What was recorded later is not known yet; by default all is known.
        places: Ask about these alone, by id or with their labels; by default about all that the
            register or its campaigns list. Where none are listed, about those that are handed in.
        campaigns: The plans whose places and bodies it uses.
        workdays: The days on which work is done; without a table Monday to Friday.
        through: Disclosures whose time begins by then are listed, too; by default those whose time
            has begun by the day.

    Raises:
        DocumentError: An item is done at every place of a level, and no place is known; or a place
            is asked about that there is not.

    Examples:
        Finance is disclosed monthly, by the 10th:

        >>> from civil_village.calendar import Recurrence
        >>> from civil_village.registers import Disclosure, ItemList
        >>> monthly = Disclosure(every=Recurrence(unit="month", day=10), begins="2024")
        >>> item = ListItem(id="finance", list="affairs", each="village", disclosure=[monthly])
        >>> register = Register(id="demo", lists=[ItemList(id="affairs")], items=[item])
        >>> posted = Event(id="e1", kind="disclosed", of="finance", place="v1", on=date(2024, 1, 9))
        >>> log = EventLog(events=[posted])
        >>> made = overdue(register, log, as_of=date(2024, 2, 12), places=["v1"])
        >>> [(each.name, each.state, each.days) for each in made]
        [('2024-01', 'done', 0), ('2024-02', 'late', 2)]
    """
    plans = tuple(campaigns)
    asked = None if places is None else _by_id(places)
    levels = _levels(register, asked, plans)
    by_place = {place.id: place for several in levels.values() for place in several}
    events = log.seen(as_of=as_of, known=known)
    kinds = {name: kind for plan in plans for name, kind in plan.events.items()} | register.kinds
    spoken = _Spoken(register, events)
    parts = frozenset(spoken_of(plans))
    there = _Known(kinds, frozenset(by_place), asked is not None, parts)
    work = _Work(spoken, log.reported, as_of, max(as_of, through or as_of), workdays)
    tracks = {
        (item.id, number, place): work.track(item, duty, place)
        for item in register.items
        for number, duty in enumerate(register.duties(item))
        for place in _places(item, levels)
    }
    bodies = {name: body for plan in plans for name, body in plan.bodies.items()}
    every = (duty for item in register.items for duty in register.duties(item))
    return ItemStatus(
        register=register,
        as_of=as_of,
        known=known,
        tracks=tracks,
        idle=[event.id for event in spoken.idle(tracks, there, as_of)],
        kinds=kinds,
        callers=spoken.callers,
        places=by_place,
        bodies={**bodies, **register.bodies},
        weekends_only=workdays == WEEKENDS_ONLY and any(duty.by_workdays for duty in every),
    )


def _levels(
    register: Register, asked: Mapping[str, Locality] | None, plans: Sequence[Campaign]
) -> dict[str, tuple[Locality, ...]]:
    """Give the places that are asked about, by their level."""
    found: dict[str, dict[str, Locality]] = {}
    for lists in (*(plan.places for plan in plans), register.places):
        for level, several in by_level(lists.values()).items():
            found.setdefault(level, {}).update({place.id: place for place in several})
    levels = {level: tuple(several.values()) for level, several in found.items()}
    own = {place.id for several in levels.values() for place in several}
    if asked is not None and own:
        for name in asked:
            reject(known(name, own, "places", code="unknown-place"))
        levels = {
            level: tuple(place for place in several if place.id in asked)
            for level, several in levels.items()
        }
    elif asked is not None:  # the register is written for any
        levels = {item.each: tuple(asked.values()) for item in register.items if item.each}
    unknown = any(item.each and not levels.get(item.each) for item in register.items)
    if unknown and asked is None:
        reject([missing("places", hint=Message("hint.places"))])
    return levels


def _by_id(places: Iterable[Place]) -> dict[str, Locality]:
    made = (place if isinstance(place, Locality) else Locality(id=place) for place in places)
    return {place.id: place for place in made}


def _places(item: ListItem, levels: Mapping[str, Sequence[Locality]]) -> tuple[str | None, ...]:
    """Give the places at which an item is done; ``None`` alone for one for all."""
    if item.each is None:
        return (None,)
    every = (place.id for place in levels.get(item.each, ()))
    return tuple(name for name in every if not item.places or name in item.places)


class _Known(NamedTuple):
    """What the documents have of which events may speak beside items: kinds, places, parts."""

    kinds: Mapping[str, EventKind]
    places: Collection[str]
    #: Whether there are other places, which were not asked about.
    others: bool
    #: Duties, batches and funds of campaigns.
    parts: Collection[str]


class _Spoken:
    """The events of a log, by the items that they speak of.

    Args:
        register: The register.
        events: What is visible, in the order of days.
    """

    def __init__(self, register: Register, events: Sequence[Event]) -> None:
        self.register, self.events = register, events
        self.by_id = {event.id: event for event in events}
        #: Of which item each event speaks, as far as that is known; ``None`` where of none.
        self._items: dict[str, str | None] = {}
        asking: dict[str, list[str]] = {}
        for item in register.items:
            kinds = {k for duty in register.duties(item) for k in (duty.done or "", *duty.after)}
            for kind in kinds:
                asking.setdefault(kind, []).append(item.id)
        self.kinds = set(asking)
        by_item: dict[str, list[Event]] = {item.id: [] for item in register.items}
        for event in events:
            of = self.item(event)
            every = event.of is None and event.kind not in (APPLICATION, ANSWER)
            placed = self.by_id[event.id] = self._placed(event)
            for name in asking.get(event.kind, ()) if every else () if of is None else (of,):
                by_item[name].append(placed)
        self.seen = {name: Seen.of(several) for name, several in by_item.items()}

    def item(self, event: Event) -> str | None:
        """Give the item that an event speaks of: that it names, or that an event it names does."""
        met: dict[str, None] = {}
        found: str | None = None
        at: Event | None = event
        while at is not None and at.id not in self._items and at.id not in met:
            met[at.id] = None
            name = (at.of or "").partition("/")[0]
            if name in self.register.by_id:
                found = name
                break
            at = self.by_id.get(at.of or "")
        else:
            found = None if at is None else self._items.get(at.id)
        self._items |= dict.fromkeys(met, found)
        return found

    def _placed(self, event: Event) -> Event:
        """Give an event with the place of the one that it speaks of, where it names none."""
        about = self.by_id.get((event.of or "").rpartition("/")[2])
        if event.place is not None or about is None or about.place is None:
            return event
        return evolve(event, place=about.place)

    @cached_property
    def callers(self) -> dict[str, Event]:
        """The events that call for occurrences, by their ids."""
        items = self.register.items
        kinds = {k for item in items for duty in self.register.duties(item) for k in duty.after}
        return {event.id: event for event in self.events if event.kind in kinds}

    def idle(
        self,
        tracks: Mapping[Track, Sequence[Occurrence]],
        there: _Known,
        as_of: date,
    ) -> Iterator[Event]:
        """Give the events that speak of nothing that there is, by day."""
        served = {name for track in tracks.values() for each in track for name in each.served}
        named = {each.name for track in tracks.values() for each in track}
        refs = {each.ref for track in tracks.values() for each in track}
        for event in self.events:
            about = (event.of or "").partition("/")[0]
            if event.id in served or event.id in named or about in there.parts:
                continue
            if event.kind in (EXCUSE, MOVE):
                if event.of not in refs and not self._comes(event.of or "", as_of):
                    yield event
                continue
            elsewhere = event.place is not None and event.place not in there.places
            if elsewhere and there.others:
                continue
            strange = elsewhere and there.places
            if strange or event.kind in self.kinds or event.kind not in there.kinds:
                yield event

    def _comes(self, about: str, as_of: date) -> bool:
        """Tell whether an occurrence is one of the next year, which is not listed yet."""
        name, _, period = about.partition("/")
        item = self.register.by_id.get(name)
        duties = () if item is None else self.register.duties(item)
        first = date(as_of.year, 1, 1)
        return any(duty.every and comes(duty.every, period, first, as_of) for duty in duties)


class _Work:
    """One working-out, item by item."""

    def __init__(
        self,
        spoken: _Spoken,
        reported: Mapping[str, date],
        as_of: date,
        through: date,
        workdays: Workdays,
    ) -> None:
        self.spoken, self.reported, self.as_of = spoken, reported, as_of
        self.through, self.workdays = through, workdays

    def track(self, item: ListItem, duty: Duty, place: str | None) -> tuple[Occurrence, ...]:
        """Work out one duty of an item at a place."""
        seen = self.spoken.seen[item.id]
        return shown_by(
            seen.evidence(duty, place),
            duty,
            place,
            self.slots(duty, place, seen),
            as_of=self.as_of,
            reported=self.reported,
        )

    def slots(self, duty: Duty, place: str | None, seen: Seen) -> list[Slot]:
        """Give when a duty is owed: by the calendar, or as events call for it."""
        if duty.every is not None:
            first = first_day(duty.begins)
            assert first is not None  # else it is refused at loading
            return recurring(duty.every, first, self.through, workdays=self.workdays)
        found: list[Slot] = []
        for kind, limit in duty.after.items():
            calls = [(event.id, days_called(event)) for event in seen.at(kind, place)]
            found += called(calls, limit, before=False, workdays=self.workdays)
        return sorted(found, key=lambda slot: (slot.due, slot.name))

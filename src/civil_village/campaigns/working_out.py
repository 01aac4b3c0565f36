"""Working out (推算) the state of a campaign: duty by duty, place by place, then what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

from attrs import evolve

from civil_village import checks
from civil_village.calendar import VagueDate, Window
from civil_village.calendar.workdays import Workdays
from civil_village.campaigns.batches import Coverage
from civil_village.campaigns.campaign import BUILT_IN_KINDS, Campaign
from civil_village.campaigns.funds import FundState
from civil_village.campaigns.phases import GateState, PhaseState
from civil_village.campaigns.place_facts import PlaceFacts
from civil_village.campaigns.seen_events import Seen
from civil_village.consequences import Banned, DutyCalled, Followed, Following
from civil_village.dividing import Division
from civil_village.duties.duty import Duty
from civil_village.duties.occurrences import GOOD, OPEN, Occurrence, OccurrenceState, Wait
from civil_village.duties.serving import (
    NOTHING,
    Served,
    day_of,
    moved,
    occurrence,
    ref,
    unserved,
)
from civil_village.duties.slots import Slot, called, recurring, slot_of
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import CALL, Event
from civil_village.exact_numbers import added
from civil_village.messages import Message
from civil_village.organizations.places import PLAN
from civil_village.organizations.roster import Roster
from civil_village.problems import DocumentError, Problem, shown
from civil_village.records.records import Records
from civil_village.requirements import check_requirement

#: A duty at a place.
Track = tuple[str, str | None]
Tracks = Mapping[Track, tuple[Occurrence, ...]]
_ONE = timedelta(days=1)
T = TypeVar("T")


class Question(NamedTuple):
    """What is asked: of which plan and log, as of which day, with what beside them."""

    campaign: Campaign
    log: EventLog
    as_of: date
    known: date | None
    records: Records | None
    roster: Roster | None
    workdays: Workdays
    #: What falls due by then is listed, too.
    through: date


class _Chain(NamedTuple):
    """What follows a failure at a place, one after the other."""

    of: str
    place: str | None
    #: Whom the event that called for it is about.
    subject: str | None
    ones: tuple[Following, ...]


class Work:
    """One working-out of a state."""

    def __init__(self, question: Question, before: Work | None = None) -> None:
        self.question, self.campaign, self.as_of = question, question.campaign, question.as_of
        self.log, self.workdays = question.log, question.workdays
        new = None if before is None else self._new_since(before)
        #: What no event since an earlier working-out can have touched.
        self.reused: Tracks = {}
        if before is None or new is None:
            log = _with_events_of(self.log, question.records, self.campaign.events)
            self.seen = Seen.of(log.seen(as_of=self.as_of, known=question.known))
        else:
            self.seen = before.seen.with_more(new)
            self.reused = self._untouched(before, new)
        self.tracks: dict[Track, tuple[Occurrence, ...]] = {}
        self.facts = PlaceFacts(
            self.campaign,
            self.seen,
            question.records,
            question.roster,
            reported=self.log.reported,
            tracks=self.tracks,
        )
        #: Before anything waits, for later states to take over.
        self.raw: Tracks = {}
        self.gates: Mapping[str, GateState] = {}
        self.calls: dict[str, dict[str | None, list[Slot]]] = {}
        #: What follows if an occurrence that a failure calls for is failed in its turn, too.
        self.chains: dict[tuple[str, str | None, str], _Chain] = {}
        self.then: list[Followed] = []

    def _new_since(self, before: Work) -> list[Event] | None:
        """Give the visible events since an earlier working-out; ``None`` where that is no use."""
        same = self.question._replace(log=before.log) == before.question
        same = same and self.log.reported == before.log.reported
        if not (same and self.log.grown_from(before.log)):
            return None
        new = EventLog(events=self.log.events[len(before.log.events) :])
        if any(event.kind in BUILT_IN_KINDS for event in new.events):
            return None
        return new.seen(as_of=self.as_of, known=self.question.known)

    def _untouched(self, before: Work, new: Sequence[Event]) -> Tracks:
        """Give the tracks that new events cannot have touched."""
        kinds, places = {event.kind for event in new}, {event.place for event in new}
        touched = {duty.id for duty in self.campaign.duties if self._asks(duty, kinds)}
        for duty in self.campaign.order:  # what they call for, or others need, may be touched, too
            if touched & self.campaign.before[duty.id]:
                touched.add(duty.id)
        by_rule = {d.id for d in self.campaign.duties if d.keep or d.done_when or d.applies}
        everywhere = None in places
        return {
            (duty, place): track
            for (duty, place), track in before.raw.items()
            if duty not in by_rule
            and (duty not in touched or not (everywhere or place in places or place is None))
        }

    @staticmethod
    def _asks(duty: Duty, kinds: set[str]) -> bool:
        asked = {duty.done, duty.deliver, duty.refused, *duty.after, *duty.before}
        return bool(asked & kinds)

    # Working out -----------------------------------------------------------------------------

    def done(self) -> Work:
        """Work out every duty at every place, then what waits for what."""
        for duty in self.campaign.order:
            slots = self.slots(duty)
            for place in self.campaign.places_of(duty):
                track = self.reused.get((duty.id, place))
                if track is None:
                    track = self.track(duty, place, slots)
                self.tracks[duty.id, place] = track
                if duty.then or duty.due is not None:
                    self.follow(duty, place, track)
        self.raw = dict(self.tracks)
        self.gates = self.asked_gates()
        self.wait()
        return self

    @property
    def in_order(self) -> Tracks:
        """The tracks in the order in which the plan has the duties and the places."""
        keys = [(d.id, place) for d in self.campaign.duties for place in self.campaign.places_of(d)]
        return {key: self.tracks[key] for key in keys}

    def slots(self, duty: Duty) -> list[Slot] | None:
        """Give the slots of a duty that are the same everywhere; ``None`` where they are not."""
        if duty.called:
            return None
        own = self.within(duty)
        if duty.every is None:
            return [own]
        first = self.campaign.first_day(duty)
        assert first is not None  # else it is refused at loading
        # What falls due later may have begun by then: no period is longer than a year.
        last = date.fromordinal(min(self.question.through.toordinal() + 366, date.max.toordinal()))
        found = recurring(
            duty.every, first, last, around=duty.around, workdays=self.workdays, within=own
        )
        return [slot for slot in found if slot.opens <= self.question.through]

    def within(self, duty: Duty) -> Slot:
        """Give the time of a duty: its window, else that of its phase, else for ever."""
        window = duty.window
        if window is None and duty.phase is not None:
            window = self.campaign.phase(duty.phase).window
        return slot_of(window, self.campaign.years)

    def track(
        self, duty: Duty, place: str | None, slots: list[Slot] | None
    ) -> tuple[Occurrence, ...]:
        """Work out one duty at one place."""
        applies: bool | None = True
        if duty.applies is not None and not (duty.after or duty.before):
            applies = self.facts.truth(duty.applies, duty.each or PLAN, place, self.as_of)
            if applies is False:
                return ()
        #: The events that call for it, where it is not sure that it applies to them.
        open_: set[str] = set()
        if slots is None:
            called_for = self.called(duty, place, open_)
            slots = sorted(called_for, key=lambda slot: (slot.due, slot.name))
        if duty.keep is not None or duty.done_when is not None:
            found = self.by_rule(duty, place, slots)
        else:
            found = self.by_events(duty, place, slots)
        if applies is None or open_:  # it may not be owed at all
            return tuple(
                evolve(each, state="undetermined", days=0)
                if applies is None or each.name in open_
                else each
                for each in found
            )
        return found

    def by_events(self, duty: Duty, place: str | None, slots: list[Slot]) -> tuple[Occurrence, ...]:
        """Work out what events show of a duty at a place."""
        evidence = self.seen.evidence(duty, place)
        told = self.log.reported.get(duty.deliver or duty.done or "", date.max)
        if evidence is NOTHING:
            as_of, name = self.as_of, duty.id
            return tuple(
                Occurrence(name, place, slot.name, state, *slot.known, None, days)
                for slot in slots
                for state, days in (unserved(duty, slot, as_of, told),)
            )
        served = Served(duty, slots, evidence, self.campaign.others[duty.id])
        excused = evidence.excused
        return tuple(
            occurrence(
                duty,
                place,
                slot,
                served.by_slot.get(index, ()),
                served=served,
                excused=excused.get(ref(duty, slot)) if excused else None,
                as_of=self.as_of,
                told=told,
            )
            for index, slot in enumerate(served.slots)
        )

    def called(self, duty: Duty, place: str | None, open_: set[str]) -> Iterator[Slot]:
        """Give the slots of what events, other duties or their failures call for here.

        Args:
            duty: The duty.
            place: Where.
            open_: Takes the events to which it is not known to apply.
        """
        for limits, before in ((duty.after, False), (duty.before, True)):
            for name, limit in limits.items():
                if name in self.campaign.events:
                    days = []
                    for event in self.seen.at(name, place):
                        applies = self.facts.event_applies(duty.applies, event)
                        if applies is not False:
                            days.append((event.id, _when(event)))
                        if applies is None:
                            open_.add(event.id)
                else:
                    days = list(self.days_of(name, place, planned=before))
                yield from called(days, limit, before=before, workdays=self.workdays)
        if duty.due is not None:
            days = [(e.id, _when(e)) for e in self.seen.at(CALL, place) if e.of == duty.id]
            yield from called(days, duty.due, before=False, workdays=self.workdays)
        yield from self.calls.get(duty.id, {}).get(place, ())

    def days_of(
        self, name: str, place: str | None, *, planned: bool
    ) -> Iterator[tuple[str, Window]]:
        """Give the days on which another duty was done, or on which it is due."""
        for near in self.campaign.places_near(name, place):
            for each in self.tracks.get((name, near), ()):
                day = each.due if planned else each.on if each.state in GOOD else None
                if day is not None:
                    yield _called(each.ref, None if near == place else near), Window(day, day)

    def by_rule(
        self, duty: Duty, place: str | None, slots: Sequence[Slot]
    ) -> tuple[Occurrence, ...]:
        """Work out what a rule over the facts of the place says, day by day."""
        evidence = self.seen.evidence(duty, place)
        found = []
        for slot in moved(duty, slots, evidence):
            if slot.opens_latest > self.as_of:
                state: OccurrenceState = "not_yet" if slot.opens > self.as_of else "undetermined"
                found.append(Occurrence(duty.id, place, slot.name, state, *slot.known))
                continue
            first = slot.opens
            if first == date.min:  # it has no time of its own
                first = self.campaign.first_day(duty) or self.facts.first_day
            how = self.reached if duty.keep is None else self.kept
            each = how(duty, place, slot, first)
            if each.state not in GOOD:
                excuse = evidence.excused.get(each.ref)
                if excuse is not None:
                    ids = (*each.served, excuse.id)
                    each = evolve(each, state="excused", on=day_of(excuse), days=0, served=ids)
            found.append(each)
        return tuple(found)

    def kept(self, duty: Duty, place: str | None, slot: Slot, first: date) -> Occurrence:
        """Say whether what must hold holds, since when, and when it did not."""
        assert duty.keep is not None  # asked of those that have one
        breaks: list[Window] = []
        since, last, level = first, min(self.as_of, slot.due), duty.each or PLAN
        value: bool | None = None
        for day in self.facts.days(duty.keep, place, first, last):
            now = self.facts.truth(duty.keep, level, place, day)
            if now != value or day == first:
                if value is False:
                    breaks.append(Window(since, day - _ONE))
                since, value = day, now
        if value is False:
            breaks.append(Window(since))
        if slot.late(last) is None and slot.due_earliest < max(since, first):
            value = None  # its time may have ended before
        state: OccurrenceState = "undetermined" if value is None else "kept" if value else "broken"
        return Occurrence(
            duty.id,
            place,
            slot.name,
            state,
            *slot.known,
            on=since,
            days=(last - since).days if state == "broken" else 0,
            breaks=tuple(breaks),
        )

    def reached(self, duty: Duty, place: str | None, slot: Slot, first: date) -> Occurrence:
        """Say on which day a rule first held."""
        assert duty.done_when is not None  # asked of those that have one
        open_ = earlier = False
        level, days = (
            duty.each or PLAN,
            {*self.facts.days(duty.done_when, place, first, self.as_of)},
        )
        for day in sorted(days | {max(first, slot.opens_latest)}):
            now = self.facts.truth(duty.done_when, level, place, day)
            if now and slot.surely_open(day):
                late = max(0, (day - slot.due).days)
                state: OccurrenceState = "done_late" if late else "done"
                if slot.late(day) is None or (late and earlier):
                    state = "undetermined"
                return Occurrence(
                    duty.id,
                    place,
                    slot.name,
                    state,
                    *slot.known,
                    on=day,
                    days=late,
                )
            earlier |= now is not False  # it may have held on that day, and been asked then
            open_ = now is None
        if open_:
            return Occurrence(duty.id, place, slot.name, "undetermined", *slot.known)
        nothing = Served(duty, [slot], NOTHING)
        return occurrence(
            duty, place, slot, (), served=nothing, excused=None, as_of=self.as_of, told=date.max
        )

    @cached_property
    def subjects(self) -> Mapping[str, str | None]:
        """Whom the events are about that call for duties, by their ids."""
        kinds = {kind for duty in self.campaign.duties for kind in (*duty.after, *duty.before)}
        return {e.id: e.subject for kind in (*kinds, CALL) for e in self.seen.at(kind, None)}

    # What follows, and what waits --------------------------------------------------------------

    def follow(self, duty: Duty, place: str | None, track: Sequence[Occurrence]) -> None:
        """Say what follows each failure: in order, what stands after a duty when that fails."""
        for each in track:
            day = _failed_on(each)
            if day is None:
                continue
            self.follows(_Chain(each.ref, place, self.subjects.get(each.name), duty.then), day)
            chain = self.chains.get((duty.id, place, each.name))
            if chain is not None:
                self.follows(chain, day)

    def follows(self, chain: _Chain, day: date) -> None:
        """Let what a chain has follow from a day on, up to the first duty that it calls for."""
        for number, one in enumerate(chain.ones, 1):
            to = None
            if isinstance(one, Banned):
                last = one.ban.days(day, leap=self.campaign.leap).last
                to = None if last == date.max else last
            whose = {"place": chain.place, "subject": chain.subject}
            self.then.append(Followed(of=chain.of, **whose, on=day, to=to, consequence=one))
            if isinstance(one, DutyCalled):
                called_for = self.campaign.duty(one.duty)
                assert called_for.due is not None  # else it is refused at loading
                where = chain.place if called_for.each is not None else None
                name = _called(chain.of, None if where == chain.place else chain.place)
                calls = [(name, Window(day, day))]
                slots = called(calls, called_for.due, before=False, workdays=self.workdays)
                self.calls.setdefault(one.duty, {}).setdefault(where, []).extend(slots)
                self.chains[one.duty, where, name] = chain._replace(ones=chain.ones[number:])
                return

    def asked_gates(self) -> dict[str, GateState]:
        """Work out every gate on the day."""
        found: dict[str, GateState] = {}
        for phase in self.campaign.phases:
            for gate in (*phase.enter, *phase.leave):
                path = f"{phase.id}.{gate.id}"
                rules = [rule for rule in (gate.rule, gate.applies) if rule is not None]
                scope = self.facts.facts(PLAN, None, self.as_of, rules).scope()
                checked = check_requirement(gate, scope, path=path, words={})
                found[path] = GateState(path=path, state=checked.state, missing=checked.missing)
        return found

    def wait(self) -> None:
        """Say of everything that is owed what it waits for."""
        for duty in self.campaign.duties:
            shut = [
                Wait(path, sure=self.gates[path].state == "unmet")
                for path in self.campaign.gates_before(duty.phase)
                if self.gates[path].state in ("unmet", "undetermined")
            ]
            if duty.keep is not None or not (shut or duty.needs):
                continue  # what must hold all along waits for nothing
            for place in self.campaign.places_of(duty):
                key = (duty.id, place)
                self.tracks[key] = tuple(
                    self.waiting(each, shut, duty) if each.state in OPEN else each
                    for each in self.tracks[key]
                )

    def waiting(self, each: Occurrence, shut: Sequence[Wait], duty: Duty) -> Occurrence:
        """Give an occurrence with what it waits for: gates, and the duties that it needs."""
        waits = list(shut)
        for name in duty.needs:
            lacking = [
                one
                for track in self.needed(name, each.place)
                for one in track
                if one.state not in GOOD and not _later(one, each)
            ]
            if lacking:
                sure = any(one.state != "undetermined" for one in lacking)
                waits.append(Wait(name, by=self.campaign.duty(name).lead, sure=sure))
        told = tuple(evolve(wait, since=each.opens) for wait in waits)
        return evolve(each, waits=told) if told else each

    def needed(self, name: str, place: str | None) -> Iterator[tuple[Occurrence, ...]]:
        """Give what a duty at a place needs of another: at the places that concern it."""
        for near in self.campaign.places_near(name, place):
            yield self.raw.get((name, near), ())

    def phases(self) -> Iterator[PhaseState]:
        """Say of each phase whether the day lies in it, and what its gates say."""
        for phase in self.campaign.phases:
            says: Literal["in", "perhaps", "out"] = "perhaps"
            if phase.window is not None:
                says = phase.window.resolved(self.campaign.years).says(self.as_of)
            own = tuple(
                self.gates[f"{phase.id}.{gate.id}"] for gate in (*phase.enter, *phase.leave)
            )
            yield PhaseState(phase=phase.id, says=says, gates=own)

    def coverage(self) -> Iterator[Coverage]:
        """Say how many places each batch has covered, with those before it."""
        covered = 0
        for batch in self.campaign.batches:
            closes, closed = None, None
            if batch.closed is not None:
                decided = self.seen.at(batch.closed, None)
                days = [event.days.first for event in decided if event.of == batch.id]
                closes, closed = min(days, default=None), bool(days)
            elif batch.window is not None:
                found = batch.window.resolved(self.campaign.years)
                closes = found.last_latest if found.last_latest == found.last_earliest else None
                says = None if found.last_latest is None else self.as_of > found.last_latest
                sure = found.last_earliest is not None and self.as_of <= found.last_earliest
                closed = True if says else False if sure else None
            covered += batch.size
            whole = self.campaign.places[batch.of].size
            yield Coverage(
                batch=batch.id, closes=closes, closed=closed, covered=covered, whole=whole
            )

    def held(self) -> Coverage | None:
        """Say how many places hold the title on the day."""
        holds = self.campaign.holds
        if holds is None:
            return None
        lists = {batch.of for batch in self.campaign.batches} or set(self.campaign.places)
        places = {place.id for name in lists for place in self.campaign.places[name].list}
        holding = {m.who for m in self.facts.memberships(self.as_of) if m.body == holds}
        return Coverage(batch=None, covered=len(holding & places), whole=len(places))

    def funds(self) -> Iterator[FundState]:
        """Say what is left of each fund."""
        for name, fund in self.campaign.funds.items():
            events = [each for each in self.seen.at(fund.spent, None) if each.of == name]
            spent = added(map(_amount, events))
            yield FundState(fund=name, planned=fund.planned, spent=spent)

    def divided(self, name: str) -> Division:
        """Divide a fund over its places."""
        fund = self.campaign.funds[name]
        how = fund.division
        if how is None or fund.planned is None:
            raise DocumentError([checks.missing("funds", name, "planned" if how else "division")])
        weights = {
            place.id: self.facts.number(how.by, how.each, place.id, self.as_of)
            for place in self.campaign.by_level[how.each]
        }
        return how.among(fund.planned, weights)


def _with_events_of(log: EventLog, records: Records | None, kinds: Collection[str]) -> EventLog:
    """Give a log with what is reported of places beside it, as far as the plan asks for it."""
    told = () if records is None else records
    placed = [
        evolve(event, place=event.place or record.id)
        for record in told
        for event in record.events
        if event.kind in kinds
    ]
    return log.add(*placed) if placed else log


def _when(event: Event) -> Window:
    """Give the days on one of which an event begins."""
    if isinstance(event.on, VagueDate):
        return event.on.days
    first = day_of(event)
    return Window(first, first)


def _failed_on(each: Occurrence) -> date | None:
    """Give the day since when an occurrence is failed; ``None`` where it is not."""
    if each.state == "broken":
        return each.on
    failed = each.state in ("late", "missed", "done_late") and each.due is not None
    return each.due + _ONE if failed and each.due else None


def _called(about: str, place: str | None) -> str:
    """Name what an occurrence calls for; of other places, by the place, too."""
    name = about.replace("/", ".")
    return name if place is None else f"{name}.{place}"


def _amount(event: Event) -> int | Decimal:
    """Give what a payment comes to."""
    amount = event.values.get("amount")
    if isinstance(amount, int | Decimal) and not isinstance(amount, bool):
        return amount
    path = ("events", event.id, "values", "amount")
    expected = Message("expected.number")
    raise DocumentError(
        [Problem(code="not-a-number", path=path, found=shown(amount), expected=expected)]
    )


def _later(one: Occurrence, other: Occurrence) -> bool:
    """Tell whether one of several falls due after another, which therefore cannot wait for it."""
    if not one.name or one.due is None or other.due is None:
        return False
    return one.due > other.due

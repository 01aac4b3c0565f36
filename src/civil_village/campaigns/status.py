"""The state of a campaign on a day (进展): what is done, due, late, and on whom it waits.

A state is a function of the plan, the log and the day, and never stored: any past day can be
asked, as of what was known on any other. What no event touches since an earlier state is taken
from that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, NamedTuple

from attrs import evolve, field

from civil_village.calendar import Window
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.campaigns.batches import Coverage
from civil_village.campaigns.campaign import BUILT_IN_KINDS, EXCUSE, MOVE, Campaign
from civil_village.campaigns.funds import FundState
from civil_village.campaigns.phases import GateState, PhaseState
from civil_village.campaigns.place_facts import PlaceFacts
from civil_village.consequences import DutyCalled
from civil_village.dividing import Division, divide
from civil_village.duties.duty import Duty, Following
from civil_village.duties.occurrences import GOOD, OPEN, Occurrence, OccurrenceState, Wait
from civil_village.duties.serving import NOTHING, Evidence, Served, occurrence
from civil_village.duties.slots import Slot, called, recurring, slot_of
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import Event
from civil_village.exact_numbers import added
from civil_village.explanation import Explanation, tree_html
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping
from civil_village.models import Shown, model
from civil_village.organizations.places import PLAN
from civil_village.organizations.roster import Roster
from civil_village.records.records import Records
from civil_village.requirements import check_requirement

#: A duty at a place.
Track = tuple[str, str | None]
_ONE = timedelta(days=1)


@model(kw_only=True)
class Followed(Shown):
    """What follows a failure (后续处理), for whom.

    Attributes:
        of: Reference of the occurrence that was failed: ``rectify/e5``.
        place: Its place.
        on: The day from which it follows.
        consequence: What follows.

    Examples:
        >>> from civil_village.consequences import DutyCalled
        >>> Followed(of="rectify/e5", on=date(2024, 3, 2), consequence=DutyCalled(duty="account")).of
        'rectify/e5'
    """

    of: str
    place: str | None = None
    on: date
    consequence: Following


@model(kw_only=True)
class Progress(Shown):
    """How far some occurrences are (进度): those that surely lack nothing, of all that are owed.

    Attributes:
        done: Done, done late or kept.
        owed: All whose time has begun, those that were excused left out.

    Examples:
        >>> Progress(done=3, owed=4).share
        Fraction(3, 4)
    """

    done: int
    owed: int

    @property
    def share(self) -> Fraction | None:
        """The share that is done; ``None`` where nothing is owed."""
        return Fraction(self.done, self.owed) if self.owed else None


class _Seen(NamedTuple):
    """The visible events, as duties ask for them."""

    by_kind: dict[str, dict[str | None, list[Event]]]
    excused: dict[str | None, dict[str, Event]]
    moved: dict[str | None, dict[str, Event]]

    @classmethod
    def of(cls, events: Iterable[Event]) -> _Seen:
        seen = cls({}, {}, {})
        for event in events:
            if event.kind == EXCUSE and event.of:
                seen.excused.setdefault(event.place, {})[event.of] = event
            elif event.kind == MOVE and event.of:
                seen.moved.setdefault(event.place, {})[event.of] = event
            else:
                places = seen.by_kind.setdefault(event.kind, {})
                places.setdefault(event.place, []).append(event)
        return seen

    def at(self, kind: str | None, place: str | None) -> Sequence[Event]:
        """Give the events of a kind at a place; those of all places for what is owed once."""
        if kind is None or kind not in self.by_kind:
            return ()
        places = self.by_kind[kind]
        if place is not None:
            return places.get(place, ())
        if len(places) == 1:
            return next(iter(places.values()))
        return sorted((e for es in places.values() for e in es), key=lambda e: (e.days.first, e.id))

    def evidence(self, duty: Duty, place: str | None) -> Evidence:
        """Give what speaks of a duty at a place."""
        done, delivered = self.at(duty.done, place), self.at(duty.deliver, place)
        excused, moved = self.excused.get(place), self.moved.get(place)
        if not (done or delivered or excused or moved):
            return NOTHING
        refused = self.at(duty.refused, place)
        return Evidence(done, delivered, refused, excused or {}, moved or {})


@model(kw_only=True)
class Status(Shown):
    """What became of a campaign by a day (进展). Made by `civil_village.status`.

    Attributes:
        campaign: The plan.
        as_of: The day.
        known: What was recorded later is not known; ``None`` where all is.
        tracks: The occurrences of each duty at each place, in the order in which they fall due.
        phases: Its phases, whether they run, and their gates.
        idle: Ids of the events that serve nothing.
        then: What follows failures.

    Examples:
        >>> from civil_village.organizations import Body
        >>> from civil_village.indicators import EventKind
        >>> plan = Duty(id="plan", lead="office", window="2024-01..2024-03", done="report")
        >>> campaign = Campaign(
        ...     id="demo.campaign", bodies={"office": Body(label="文明办")},
        ...     events={"report": EventKind(label="工作报告")}, duties=[plan],
        ... )
        >>> made = status(campaign, EventLog(), as_of=date(2024, 4, 3))
        >>> [(each.duty, each.days) for each in made.late]
        [('plan', 3)]
    """

    campaign: Campaign
    as_of: date
    known: date | None = None
    tracks: FrozenMapping[Any, tuple[Occurrence, ...]] = field(default=EMPTY, converter=as_mapping)
    phases: tuple[PhaseState, ...] = ()
    idle: tuple[str, ...] = ()
    then: tuple[Followed, ...] = ()
    _work: Any = field(default=None, eq=False, repr=False)

    # Views of the same occurrences ---------------------------------------------------------

    def __iter__(self) -> Iterator[Occurrence]:
        return (each for track in self.tracks.values() for each in track)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All occurrences, duty by duty, place by place."""
        return tuple(self)

    @cached_property
    def counts(self) -> Mapping[OccurrenceState, int]:
        """How many occurrences are in each state."""
        return Counter(each.state for each in self)

    def of(self, *states: OccurrenceState) -> tuple[Occurrence, ...]:
        """Give the occurrences in some states."""
        return tuple(each for each in self if each.state in states)

    @property
    def late(self) -> tuple[Occurrence, ...]:
        """What is late and still owed, the latest first."""
        return tuple(sorted(self.of("late"), key=lambda each: -each.days))

    @property
    def due(self) -> tuple[Occurrence, ...]:
        """What is owed and not late, the soonest first."""
        return tuple(sorted(self.of("due"), key=lambda each: each.due or date.max))

    @property
    def blocked(self) -> tuple[Occurrence, ...]:
        """What is owed and cannot be done, for what it waits for."""
        return tuple(each for each in self if each.blocked)

    def by_body(self, name: str) -> tuple[Occurrence, ...]:
        """Give what a body leads or takes part in; posts of it, too.

        Args:
            name: Id of the body, or of a post: ``committee.head``.
        """
        duties = {
            duty.id
            for duty in self.campaign.duties
            if any(each == name or each.startswith(f"{name}.") for each in duty.bodies)
        }
        return tuple(each for each in self if each.duty in duties)

    def by_place(self, name: str) -> tuple[Occurrence, ...]:
        """Give what is owed at a place, and at the places in it."""
        inside = self._inside(name)
        return tuple(each for each in self if each.place in inside)

    def by_phase(self, name: str) -> tuple[Occurrence, ...]:
        """Give what is owed in a phase."""
        duties = {duty.id for duty in self.campaign.duties if duty.phase == name}
        return tuple(each for each in self if each.duty in duties)

    def _inside(self, name: str) -> set[str]:
        inside, before = {name}, 0
        while len(inside) > before:
            before = len(inside)
            inside |= {p.id for p in self.campaign.by_place.values() if p.part_of in inside}
        return inside

    def coming(self, days: int) -> tuple[Occurrence, ...]:
        """Give what falls due in the next days and is not done, the soonest first.

        Args:
            days: How many days; those after the day of the state.
        """
        last = date.fromordinal(min(self.as_of.toordinal() + days, date.max.toordinal()))
        found = status(
            self.campaign, self._work.log, as_of=self.as_of, known=self.known,
            records=self._work.records, roster=self._work.roster, workdays=self._work.workdays,
            through=last,
        ) if self._work.through < last else self
        soon = [
            each
            for each in found
            if each.state in ("due", "not_yet", "handed_in")
            and each.due is not None
            and self.as_of < each.due <= last
        ]
        return tuple(sorted(soon, key=lambda each: each.due or date.max))

    # Rolled up -----------------------------------------------------------------------------

    def progress(
        self, occurrences: Iterable[Occurrence] | None = None
    ) -> Progress:
        """Say how far some occurrences are, all pooled; by default all of them."""
        done = owed = 0
        for each in self if occurrences is None else occurrences:
            if each.state in ("not_yet", "excused"):
                continue
            owed += 1
            done += each.state in GOOD
        return Progress(done=done, owed=owed)

    def mean_progress(self, level: str) -> tuple[Fraction | None, tuple[str, ...]]:
        """Say how far the places of a level are on the mean, each counting alike.

        Args:
            level: The level: ``village``.

        Returns:
            The mean of their shares, and the places in which nothing is owed, which are left out.
        """
        shares, without = [], []
        at = self._by_place
        for place in self.campaign.by_level.get(level, ()):
            found: list[Occurrence] = []
            for name in self._inside(place.id):
                found += at.get(name, ())
            share = self.progress(found).share
            if share is None:
                without.append(place.id)
            else:
                shares.append(share)
        mean = sum(shares, Fraction(0)) / len(shares) if shares else None
        return mean, tuple(without)

    @cached_property
    def _by_place(self) -> dict[str | None, list[Occurrence]]:
        found: dict[str | None, list[Occurrence]] = {}
        for (_, place), track in self.tracks.items():
            found.setdefault(place, []).extend(track)
        return found

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """How many places each batch has covered, with those before it, of all."""
        return tuple(_coverage(self.campaign, self._work, self.as_of))

    @property
    def held(self) -> Coverage | None:
        """How many places hold the title on the day, of all; ``None`` without such a list."""
        holds = self.campaign.holds
        if holds is None:
            return None
        places = {p.id for batch in self.campaign.batches for p in _listed(self.campaign, batch.of)}
        places = places or set(self.campaign.by_place)
        holding = {m.who for m in self._work.memberships(self.as_of) if m.body == holds}
        return Coverage(batch=None, covered=len(holding & places), whole=len(places))

    @property
    def funds(self) -> tuple[FundState, ...]:
        """What was planned, spent and is left of each fund."""
        return tuple(
            FundState(fund=name, planned=fund.planned, spent=_spent(self._work, name, fund.spent))
            for name, fund in self.campaign.funds.items()
        )

    def divided(self, fund: str) -> Division:
        """Divide a fund over its places, by the indicator that its division names.

        Args:
            fund: Id of the fund.

        Raises:
            DocumentError: A weight is not known, or a tie decides and nothing says how.
        """
        return _divided(self.campaign, self._work, fund, self.as_of)

    def explain(self) -> Explanation:
        """Tell it as a tree: what is late, due, blocked, and why; phases, coverage, funds."""
        from civil_village.campaigns.explained import explained  # noqa: PLC0415 - when asked

        return explained(self)

    _repr_html_ = tree_html


def status(
    campaign: Campaign,
    log: EventLog,
    *,
    as_of: date,
    known: date | None = None,
    records: Records | None = None,
    roster: Roster | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
    through: date | None = None,
    earlier: Status | None = None,
) -> Status:
    """Say what became of a campaign by a day (查看进展).

    Args:
        campaign: The plan.
        log: What happened; what it does not hold has not happened.
        as_of: The day; what is dated later has not happened.
        known: What was recorded later is not known yet; by default all is known.
        records: What is reported of its places, where rules read it.
        roster: Who holds posts, is paired, belongs to teams and lists.
        workdays: The days on which work is done; without a table Monday to Friday.
        through: Occurrences that fall due by then are listed, too; by default those whose time
            has begun by the day.
        earlier: A state of the same plan and day whose log this one has grown from: what the new
            events do not touch is taken from it.

    Examples:
        A disclosure is owed by the 20th of the first month of each quarter:

        >>> from civil_village.calendar.recurrences import Recurrence
        >>> from civil_village.indicators import EventKind
        >>> from civil_village.organizations import Place, PlaceList
        >>> duty = Duty(id="disclosure", each="village", done="notice", begins="2024",
        ...     every=Recurrence(unit="quarter", month=1, day=20))
        >>> campaign = Campaign(id="demo", duties=[duty], events={"notice": EventKind(label="公开")},
        ...     places={"villages": PlaceList(level="village", list=[Place(id="jiahui")])})
        >>> posted = Event(id="e1", kind="notice", place="jiahui", on=date(2024, 1, 18))
        >>> made = status(campaign, EventLog(events=[posted]), as_of=date(2024, 4, 22))
        >>> [(each.name, each.state, each.days) for each in made]
        [('2024-Q1', 'done', 0), ('2024-Q2', 'late', 2)]
    """
    work = _Work(campaign, log, as_of, known, records, roster, workdays, through or as_of)
    reused = work.untouched(earlier) if earlier is not None else {}
    return work.status(reused)


class _Work:
    """One working-out of a state."""

    def __init__(
        self,
        campaign: Campaign,
        log: EventLog,
        as_of: date,
        known: date | None,
        records: Records | None,
        roster: Roster | None,
        workdays: Workdays,
        through: date,
    ) -> None:
        self.campaign, self.log, self.as_of, self.known = campaign, log, as_of, known
        self.records, self.roster, self.workdays = records, roster, workdays
        self.through = max(as_of, through)
        self.events = log.seen(as_of=as_of, known=known)
        self.seen = _Seen.of(self.events)
        self.facts = PlaceFacts(campaign, self.events, records, roster)
        self.tracks: dict[Track, tuple[Occurrence, ...]] = {}
        self.idle: set[str] = set()
        self.used: set[str] = set()
        self.idle_of: dict[Track, tuple[str, ...]] = {}
        self.calls: dict[str, dict[str | None, list[Slot]]] = {}
        self.then: list[Followed] = []

    def memberships(self, day: date) -> Any:
        """Give who belongs to what on a day."""
        return self.facts.memberships(day)

    # What an earlier state lends ----------------------------------------------------------

    def untouched(self, earlier: Status) -> Mapping[Track, tuple[Occurrence, ...]]:
        """Give the tracks of an earlier state that the events since cannot have touched."""
        before = earlier._work
        same = (
            before is not None
            and before.campaign is self.campaign
            and (before.as_of, before.known, before.through) == (self.as_of, self.known, self.through)
            and before.records is self.records
            and before.roster is self.roster
            and before.workdays is self.workdays
            and self.log.grown_from(before.log)
        )
        if not same:
            return {}
        new = self.log.events[len(before.log.events) :]
        if any(event.kind in BUILT_IN_KINDS for event in new):
            return {}
        kinds = {event.kind for event in new}
        places = {event.place for event in new}
        touched = {d.id for d in self.campaign.duties if self._asks(d, kinds)}
        for duty in self.campaign.order:  # what they call for, or others need, may be touched, too
            if touched & self.campaign.before[duty.id]:
                touched.add(duty.id)
        by_rule = {d.id for d in self.campaign.duties if d.keep or d.done_when or d.applies}
        if None in places:
            return {t: track for t, track in before.raw.items() if t[0] not in touched | by_rule}
        return {
            (duty, place): track
            for (duty, place), track in before.raw.items()
            if duty not in by_rule and (duty not in touched or place not in places | {None})
        }

    @staticmethod
    def _asks(duty: Duty, kinds: set[str]) -> bool:
        asked = {duty.done, duty.deliver, duty.refused, *duty.after, *duty.before}
        return bool(asked & kinds)

    # Working out -----------------------------------------------------------------------------

    def status(self, reused: Mapping[Track, tuple[Occurrence, ...]]) -> Status:
        """Work out every duty at every place, then what waits for what."""
        for duty in self.campaign.order:
            slots = self.slots(duty)
            for place in self.campaign.places_of(duty):
                name = None if place is None else place.id
                track = reused.get((duty.id, name))
                if track is None:
                    track = self.track(duty, name, slots)
                self.tracks[duty.id, name] = track
                if duty.then:
                    self.follow(duty, name, track)
        #: Before anything waits, for later states to take over.
        self.raw = dict(self.tracks)
        gates = self.gates()
        self.wait(gates)
        in_order = {
            (duty.id, None if place is None else place.id): self.tracks[
                duty.id, None if place is None else place.id
            ]
            for duty in self.campaign.duties
            for place in self.campaign.places_of(duty)
        }
        return Status(
            campaign=self.campaign,
            as_of=self.as_of,
            known=self.known,
            tracks=in_order,
            phases=tuple(self.phases(gates)),
            idle=tuple(self.serving_nothing()),
            then=tuple(self.then),
            work=self,
        )

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
        last = date.fromordinal(min(self.through.toordinal() + 366, date.max.toordinal()))
        found = recurring(
            duty.every, first, last, around=duty.around, workdays=self.workdays, within=own
        )
        return [slot for slot in found if slot.opens <= self.through]

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
        if duty.keep is not None or duty.done_when is not None:
            return self.by_rule(duty, place, slots or [])
        if slots is None:
            slots = sorted(self.called(duty, place), key=lambda slot: (slot.due, slot.name))
        if duty.applies is not None and not duty.called:
            applies = self.facts.truth(duty.applies, duty.each or PLAN, place, self.as_of)
            if applies is False:
                return ()
        evidence = self.seen.evidence(duty, place)
        served = Served(duty, slots, evidence)
        if served.idle:
            self.idle_of[duty.id, place] = tuple(served.idle)
        told = self.log.reported.get(duty.deliver or duty.done or "", date.max)
        excused = evidence.excused
        return tuple(
            occurrence(
                duty, place, slot, served.by_slot.get(index, ()), served=served,
                excused=excused.get(f"{duty.id}/{slot.name}" if slot.name else duty.id)
                if excused
                else None,
                as_of=self.as_of, told=told,
            )
            for index, slot in enumerate(served.slots)
        )

    def called(self, duty: Duty, place: str | None) -> Iterator[Slot]:
        """Give the slots of what events, other duties or their failures call for here."""
        for limits, before in ((duty.after, False), (duty.before, True)):
            for name, limit in limits.items():
                if name in self.campaign.events:
                    days = [
                        (event.id, event.days.first)
                        for event in self.seen.at(name, place)
                        if self.facts.event_applies(duty.applies, event)
                    ]
                else:
                    days = list(self.days_of(name, place, planned=before))
                yield from called(days, limit, before=before, workdays=self.workdays)
        yield from self.calls.get(duty.id, {}).get(place, ())

    def days_of(
        self, name: str, place: str | None, *, planned: bool
    ) -> Iterator[tuple[str, date]]:
        """Give the days on which another duty was done, or on which it is due."""
        owner = place if (name, place) in self.tracks else None
        for each in self.tracks.get((name, owner), ()):
            day = each.due if planned else each.on if each.state in GOOD else None
            if day is not None:
                yield each.ref.replace("/", "."), day

    def by_rule(
        self, duty: Duty, place: str | None, slots: Sequence[Slot]
    ) -> tuple[Occurrence, ...]:
        """Work out what a rule over the facts of the place says, day by day."""
        level = duty.each or PLAN
        found = []
        for slot in slots:
            if slot.opens_latest > self.as_of:
                state: OccurrenceState = (
                    "not_yet" if slot.opens > self.as_of else "undetermined"
                )
                found.append(Occurrence(duty.id, place, slot.name, state, due=_due(slot)))
                continue
            first = max(slot.opens, self.campaign.first_day(duty) or self.facts.first_day)
            if duty.keep is not None:
                last = min(self.as_of, slot.due)
                found.append(self.kept(duty, place, level, slot, first, last))
            else:
                found.append(self.reached(duty, place, level, slot, first))
        return tuple(found)

    def kept(
        self, duty: Duty, place: str | None, level: str, slot: Slot, first: date, last: date
    ) -> Occurrence:
        """Say whether what must hold holds, since when, and when it did not."""
        assert duty.keep is not None  # asked of those that have one
        breaks: list[Window] = []
        since, value = first, None
        for day in self.facts.days(duty.keep, place, first, last):
            now = self.facts.truth(duty.keep, level, place, day)
            if now != value or day == first:
                if value is False:
                    breaks.append(Window(since, day - _ONE))
                since, value = day, now
        if value is False:
            breaks.append(Window(since))
        state: OccurrenceState = (
            "undetermined" if value is None else "kept" if value else "broken"
        )
        return Occurrence(
            duty.id, place, slot.name, state, opens=_opens(slot), due=_due(slot), on=since,
            days=(last - since).days if state == "broken" else 0, breaks=tuple(breaks),
        )

    def reached(
        self, duty: Duty, place: str | None, level: str, slot: Slot, first: date
    ) -> Occurrence:
        """Say on which day a rule first held."""
        assert duty.done_when is not None  # asked of those that have one
        open_ = False
        for day in self.facts.days(duty.done_when, place, first, self.as_of):
            now = self.facts.truth(duty.done_when, level, place, day)
            if now:
                late = max(0, (day - slot.due).days)
                state: OccurrenceState = "done_late" if late else "done"
                return Occurrence(
                    duty.id, place, slot.name, state, opens=_opens(slot), due=_due(slot), on=day,
                    days=late,
                )
            open_ = now is None
        if open_:
            return Occurrence(
                duty.id, place, slot.name, "undetermined", opens=_opens(slot), due=_due(slot)
            )
        nothing = Served(duty, [slot], NOTHING)
        return occurrence(
            duty, place, slot, (), served=nothing, excused=None, as_of=self.as_of, told=date.max
        )

    # What follows, and what waits --------------------------------------------------------------

    def follow(self, duty: Duty, place: str | None, track: Sequence[Occurrence]) -> None:
        """Say what follows each failure: in order, what stands after a duty when that fails."""
        for each in track:
            failed = each.due is not None and (
                each.state in ("late", "missed", "done_late")
            )
            if each.state == "broken":
                failed = True
            if not failed:
                continue
            on = each.on if each.state == "broken" else None
            day = on or (each.due or self.as_of) + _ONE
            for one in duty.then:
                self.then.append(
                    Followed(of=each.ref, place=place, on=day, consequence=one)
                )
                if isinstance(one, DutyCalled):
                    limit = self.campaign.duty(one.duty).due
                    assert limit is not None  # else it is refused at loading
                    name = each.ref.replace("/", ".")
                    slot = called([(name, day)], limit, before=False, workdays=self.workdays)[0]
                    where = place if self.campaign.duty(one.duty).each is not None else None
                    self.calls.setdefault(one.duty, {}).setdefault(where, []).append(slot)
                    if slot.due >= self.as_of:
                        break  # it is not failed yet

    def gates(self) -> dict[str, GateState]:
        """Work out every gate on the day."""
        found: dict[str, GateState] = {}
        for phase in self.campaign.phases:
            for gate in (*phase.enter, *phase.leave):
                path = f"{phase.id}.{gate.id}"
                rules = [rule for rule in (gate.rule, gate.applies) if rule is not None]
                scope = self.facts.scope(PLAN, None, self.as_of, rules, self.raw)
                checked = check_requirement(gate, scope, path=path, words={})
                found[path] = GateState(path=path, state=checked.state, missing=checked.missing)
        return found

    def wait(self, gates: Mapping[str, GateState]) -> None:
        """Say of everything that is owed what it waits for."""
        for duty in self.campaign.duties:
            shut = [
                Wait(path, sure=gates[path].state == "unmet")
                for path in self.campaign.gates_before(duty.phase)
                if gates[path].state in ("unmet", "undetermined")
            ]
            for place in self.campaign.places_of(duty) if shut or duty.needs else ():
                key = (duty.id, None if place is None else place.id)
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
                for track in self.needed(name, duty, each.place)
                for one in track
                if one.state not in GOOD and not _later(one, each)
            ]
            if lacking:
                sure = any(one.state != "undetermined" for one in lacking)
                waits.append(Wait(name, by=self.campaign.duty(name).lead, sure=sure))
        told = tuple(evolve(wait, since=each.opens) for wait in waits)
        return evolve(each, waits=told) if told else each

    def needed(
        self, name: str, duty: Duty, place: str | None
    ) -> Iterator[tuple[Occurrence, ...]]:
        """Give what a duty needs of another: at the same place where both are owed by place."""
        other = self.campaign.duty(name)
        if other.each is not None and other.each == duty.each:
            yield self.raw.get((name, place), ())
        else:
            for each in self.campaign.places_of(other):
                yield self.raw.get((name, None if each is None else each.id), ())

    def phases(self, gates: Mapping[str, GateState]) -> Iterator[PhaseState]:
        """Say of each phase whether the day lies in it, and what its gates say."""
        for phase in self.campaign.phases:
            says: Literal["in", "perhaps", "out"] = "perhaps"
            if phase.window is not None:
                says = phase.window.resolved(self.campaign.years).says(self.as_of)
            own = tuple(gates[f"{phase.id}.{gate.id}"] for gate in (*phase.enter, *phase.leave))
            yield PhaseState(phase=phase.id, says=says, gates=own)

    def serving_nothing(self) -> Iterator[str]:
        """Give the events of kinds that duties ask for, and that serve none of them."""
        asked: dict[str, list[Duty]] = {}
        for duty in self.campaign.duties:
            for kind in (duty.done, duty.deliver):
                if kind is not None:
                    asked.setdefault(kind, []).append(duty)
        idle: dict[Track, set[str]] = {t: set(ids) for t, ids in self.idle_of.items()}
        for event in self.events:
            duties = asked.get(event.kind, ())
            tracks = [(d.id, event.place if d.each is not None else None) for d in duties]
            if duties and all(
                t not in self.tracks or event.id in idle.get(t, ()) for t in tracks
            ):
                yield event.id


def _later(one: Occurrence, other: Occurrence) -> bool:
    """Tell whether one falls due after another, which therefore cannot wait for it."""
    return one.due is not None and other.due is not None and one.due > other.due


def _opens(slot: Slot) -> date | None:
    return slot.opens if slot.opens == slot.opens_latest != date.min else None


def _due(slot: Slot) -> date | None:
    return slot.due if slot.due == slot.due_earliest != date.max else None


def _listed(campaign: Campaign, name: str) -> Any:
    return campaign.places[name].list


def _coverage(campaign: Campaign, work: _Work, as_of: date) -> Iterator[Coverage]:
    covered = 0
    for batch in campaign.batches:
        closes, closed = None, None
        if batch.closed is not None:
            days = [e.days.first for e in work.seen.at(batch.closed, None) if e.of == batch.id]
            closes, closed = min(days, default=None), bool(days)
        elif batch.window is not None:
            found = batch.window.resolved(campaign.years)
            latest, earliest = found.last_latest, found.last_earliest
            closes = latest if latest == earliest else None
            if latest is not None and as_of > latest:
                closed = True
            elif earliest is not None and as_of <= earliest:
                closed = False
        covered += batch.size
        places = campaign.places[batch.of]
        whole = len(places.list) or places.count or 0
        yield Coverage(batch=batch.id, closes=closes, closed=closed, covered=covered, whole=whole)


def _spent(work: _Work, fund: str, kind: str | None) -> Any:
    amounts = (
        e.values.get("amount", 0) for e in work.seen.at(kind, None) if e.of == fund
    )
    return added(amounts)


def _divided(campaign: Campaign, work: _Work, name: str, as_of: date) -> Division:
    fund = campaign.funds[name]
    assert fund.division is not None
    how = fund.division
    weights = {
        place.id: work.facts.number(how.by, how.each, place.id, as_of)
        for place in campaign.by_level[how.each]
    }
    return divide(
        fund.planned or 0, weights, step=how.step, floor=how.floor, floor_means=how.floor_means,
        cap=how.cap, ties=how.ties, seed=how.seed,
    )

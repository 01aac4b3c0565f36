"""Proposing (拟定): whom a round decides on, worked out over all units, as events to be recorded.

A chart reads one unit; places, quotas and classes take all of them. What is worked out here
changes nothing until it stands in the log, and recorded twice it changes nothing either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from civil_village import checks
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.canonical import digest
from civil_village.charts.courses import Barred, Course
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import Event
from civil_village.ids import id_problems
from civil_village.labels import Label, named
from civil_village.messages import Message
from civil_village.problems import reject
from civil_village.rankings import Quota
from civil_village.rankings.order import Keys, directed
from civil_village.rankings.placing import placed
from civil_village.rankings.selection import Selection, choose, overlaps
from civil_village.rankings.units import Unit
from civil_village.requirements import Requirement, check_requirement
from civil_village.rules import Unknown, Value, number_bounds
from civil_village.titles.event_values import EventValues
from civil_village.titles.placements import PLACE, STATE, Placement, tie_keys
from civil_village.titles.proposals import Proposal
from civil_village.titles.rounds import Round, RoundsOfDays, closings, rounds_by
from civil_village.titles.scheme import TitleScheme
from civil_village.titles.standing import TitleStanding, standing

#: The stratum of each unit by its id; ``None`` where it is not known.
Strata = Mapping[str, str | None]


def propose(
    scheme: TitleScheme,
    log: EventLog,
    *,
    round: str,  # noqa: A002 - the word of the field
    as_of: date,
    known: date | None = None,
    units: Iterable[str] | None = None,
    strata: Strata | None = None,
    by: str | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
) -> Proposal:
    """Work out whom a round decides on, and the events to be recorded (拟定名单).

    Units are compared by the values of their last event in the round, among those that stood in
    the states of a placement as the round opened, and that could take the step on the day. What
    this round has decided already plays no part.

    Args:
        scheme: The scheme.
        log: What happened.
        round: Name of the round.
        as_of: The day of the decisions; what is dated later has not happened. A closed round
            decides as of its last day.
        known: What was recorded later is not known yet; by default all is known.
        units: Ids of all units there are, for a share of ``all``; by default those of which the
            log says anything.
        strata: The stratum of each unit, for quotas within strata that no event tells.
        by: Who decides; by default the one who alone may take the step.
        workdays: The days on which work is done; without a table Monday to Friday.

    Raises:
        DocumentError: The scheme has no such round; strata that are lacking.
    """
    reject(checks.known(round, [each.id for each in scheme.rounds], "round"))
    return _Proposing(
        scheme,
        log,
        round,
        _Asked(as_of, known, workdays),
        units=None if units is None else tuple(dict.fromkeys(units)),
        strata=strata,
        by=by,
    ).proposal()


class _Asked(NamedTuple):
    as_of: date
    known: date | None
    workdays: Workdays


class _Says(NamedTuple):
    """Whether a unit takes part; ``None`` while that is open; and why it does not."""

    takes_part: bool | None
    why: Message | None = None


class _Proposing:
    """One working-out of what a round decides."""

    def __init__(
        self,
        scheme: TitleScheme,
        log: EventLog,
        name: str,
        asked: _Asked,
        *,
        units: tuple[str, ...] | None,
        strata: Strata | None,
        by: str | None,
    ) -> None:
        self.scheme, self.log, self.asked, self.by, self.strata = scheme, log, asked, by, strata
        self.round: Round = next(each for each in scheme.rounds if each.id == name)
        seen = log.seen(as_of=asked.as_of, known=asked.known)
        states = rounds_by(scheme.rounds, closings(scheme.id, seen), asked.as_of)
        self.rounds = RoundsOfDays(scheme.id, states)
        self.place = self.rounds.places[name]
        #: The day of its decisions: that of its close at the latest.
        self.day = min(asked.as_of, states[self.place].closed or date.max)
        #: What this round has decided already, by its kind and unit.
        self.decided: dict[tuple[str, str], Event] = {}
        mine: set[str] = set()
        seen = log.seen(as_of=self.day, known=asked.known)
        whole = self.standing(seen, self.day)
        for unit in whole:
            for event in whole.events.events[unit]:
                if event.kind in scheme.decided and self.in_round(event):
                    self.decided.setdefault((event.kind, unit), event)
                    mine.add(event.id)
        self.now = self.standing([e for e in seen if e.id not in mine], self.day)
        opens = self.round.opens
        self.before = self.standing([e for e in seen if (e.first or opens) < opens], opens)
        self.units = tuple(self.now) if units is None else units
        self.courses: dict[str, Course] = {}
        self.stood: dict[str, tuple[str, ...]] = {}

    def standing(self, events: Sequence[Event], as_of: date) -> TitleStanding:
        asked = self.asked
        log = EventLog(events=events, reported=self.log.reported)
        return standing(self.scheme, log, as_of=as_of, workdays=asked.workdays)

    def in_round(self, event: Event) -> bool:
        """Tell whether an event is of the round."""
        return isinstance(event.on, date) and self.rounds.place(event.of, event.on) == self.place

    def course(self, unit: str) -> Course:
        """Give what became of a unit, without what this round has decided."""
        if unit not in self.courses:
            self.courses[unit] = self.now.course(unit)
        return self.courses[unit]

    def states_before(self, unit: str) -> tuple[str, ...]:
        """Give the state in which a unit stood as the round opened; several where that is open."""
        if unit not in self.stood:
            self.stood[unit] = self.before.course(unit).states
        return self.stood[unit]

    def place_of(self, unit: str) -> str | None:
        """Give the place that the last event of a unit names."""
        places = [e.place for e in self.now.events.events.get(unit, ()) if e.place is not None]
        return places[-1] if places else None

    def may_step(self, unit: str, placement: Placement, *, barred: bool) -> _Says:
        """Tell whether a unit can take the step of a decision on the day.

        Args:
            unit: The unit.
            placement: Whose decision it is.
            barred: Whether a ban keeps a unit out.
        """
        bans = self.now.bans(unit) if barred else ()
        if bans:
            return _Says(takes_part=False, why=self.banned(bans[0]))
        states = self.course(unit).states
        said = _all_or_none(self.steps_from(state, placement.decides) for state in states)
        if said is False:
            names = tuple(named(self.scheme.states[state], state) for state in states)
            return _Says(takes_part=False, why=Message("left-out.state", states=names))
        return _Says(takes_part=said)

    def steps_from(self, state: str, kind: str) -> bool:
        """Tell whether an event of a kind leads on from a state."""
        return state in self.now.fold.steps.get(kind, {})

    def banned(self, ban: Barred) -> Message:
        """Say why a unit is barred, and until when."""
        event = self.log[ban.event]
        why = event.label or event.values.get("reason") or event.id
        last = None if ban.last == date.max else ban.last
        key = "left-out.banned" if last is None else "left-out.banned-until"
        return Message(key, why=why, first=ban.first, last=last)

    # The proposal ----------------------------------------------------------------------------

    def proposal(self) -> Proposal:
        """Choose by every placement that has a quota in this round."""
        made = {
            each.id: (each, *self.chosen(each, quota))
            for each in self.scheme.placements
            if (quota := each.quota_in(self.round)) is not None
        }
        selections = [selection for _, _, selection in made.values()]
        both = tuple(overlaps(selections))
        twice = {str(problem.found) for problem in both}
        due: dict[str, dict[str, None]] = {}
        open_: set[str] = set()
        for placement, units, selection in made.values():
            open_.update(selection.possible)
            for kind, names in self.decisions(placement, units, selection).items():
                due.setdefault(kind, {}).update(names)
        pairs = [(kind, unit) for kind, names in due.items() for unit in names]
        void = (
            event.id
            for (kind, unit), event in self.decided.items()
            if unit not in due.get(kind, {unit: None}) and unit not in open_
        )
        return Proposal(
            scheme=self.scheme.id,
            label=self.scheme.label,
            round=self.round.id,
            as_of=self.day,
            places={n: tuple(placed(us, "competition")) for n, (_, us, _) in made.items()},
            selections=selections,
            events=[self.event(*p) for p in pairs if p not in self.decided and p[1] not in twice],
            recorded=[self.decided[pair].id for pair in pairs if pair in self.decided],
            void=tuple(void),
            problems=both,
        )

    def chosen(self, placement: Placement, quota: Quota) -> tuple[list[Unit], Selection]:
        """Choose by one placement."""
        units = list(_Contest(self, placement, quota).units())
        return units, choose(units, quota)

    @staticmethod
    def decisions(
        placement: Placement, units: Sequence[Unit], selection: Selection
    ) -> dict[str, dict[str, None]]:
        """Give the units that each kind of decision is due for."""
        found = {placement.decides: dict.fromkeys(selection.chosen)}
        if placement.others is not None:
            open_ = {*selection.chosen, *selection.possible, *selection.tied}
            left = (each.id for each in units if each.takes_part and each.id not in open_)
            found[placement.others] = dict.fromkeys(left)
        return found

    def event(self, kind: str, unit: str) -> Event:
        """Give the event by which a unit is decided on."""
        last = self.now.events.events[unit][-1]
        return Event(
            id=event_id(self.scheme.id, self.round.id, kind, unit),
            kind=kind,
            on=self.day,
            # Where events open instances, an event names its own, and its day tells the round.
            of=unit if self.scheme.opens else f"{self.scheme.id}/{self.round.id}",
            by=self.by or self.alone(kind),
            place=last.place,
            subject=last.subject,
        )

    def alone(self, kind: str) -> str | None:
        """Give who alone may take the steps of a kind of event, if any one does."""
        who = {each for step in self.scheme.steps if step.event == kind for each in step.by}
        return who.pop() if len(who) == 1 else None


def event_id(*parts: str) -> str:
    """Give the id of an event that follows from these, the same whenever it follows.

    Examples:
        >>> event_id("demo.title", "2024", "award", "v001")
        'demo_title_2024_award_v001'
        >>> len(event_id("demo.title", "第六届", "award", "v001"))
        21
    """
    name = "_".join(parts).replace(".", "_").replace("-", "_")
    return f"e{digest(list(parts))[:20]}" if any(id_problems(name)) else name


class _Contest:
    """The units that one placement compares."""

    def __init__(self, work: _Proposing, placement: Placement, quota: Quota) -> None:
        self.work, self.placement, self.quota = work, placement, quota
        self.keys = tie_keys(quota)
        kind = work.scheme.events[placement.event]
        self.by_event = quota.within in kind.values
        asked = [*placement.by.names, *(key.of for key in self.keys)]
        asked += (name for each in placement.require for name in _names(each))
        asked += [str(quota.within)] if self.by_event else []
        self.values = EventValues(kind, asked)
        #: Whether the log may lack events of the kind.
        told = work.log.reported.get(placement.event, date.max)
        self.complete = told >= work.day
        if not (self.by_event or quota.within in (None, STATE, PLACE)) and work.strata is None:
            expected = Message("expected.strata", name=quota.within)
            reject([checks.missing("strata", expected=expected)])

    def units(self) -> Iterator[Unit]:
        """Give them, each with its bounds, its stratum, and whether it takes part."""
        for name in self.work.units:
            among = self.among(name)
            if among is False:
                continue
            event, sure = self.compared(name)
            if event is None and self.by_event and self.complete:
                continue  # it has not been compared with anybody
            scope = self.values.of(event)
            says = self.says(name, event, scope, sure=sure)
            keys, certain = self.bounds(scope)
            takes_part = says.takes_part
            if takes_part and not (certain and among):
                takes_part = None
            yield Unit(
                id=name,
                keys=keys,
                shown=number_bounds(self.placement.by.value(scope).value)[:2],
                stratum=self.stratum(name, event, scope) if among else None,
                takes_part=takes_part,
                left_out=says.why or _NOBODY,
            )

    def among(self, name: str) -> bool | None:
        """Tell whether a unit stood in one of the states as the round opened."""
        if not self.placement.among:
            return True
        return _all_or_none(s in self.placement.among for s in self.work.states_before(name))

    def compared(self, name: str) -> tuple[Event | None, bool]:
        """Give the last event of a unit that is compared, and whether it surely is that.

        Where not all are reported, a later one may take the place of any that is.
        """
        if not self.complete:
            return None, False
        refused = {each.event: each.sure for each in self.work.course(name).refused}
        for event in reversed(self.work.now.events.events.get(name, ())):
            of_kind = event.kind == self.placement.event and not refused.get(event.id)
            if of_kind and self.work.in_round(event):
                return event, event.id not in refused
        return None, True

    def says(
        self, name: str, event: Event | None, scope: Mapping[str, Value], *, sure: bool
    ) -> _Says:
        """Tell whether a unit takes part, and why it does not."""
        if event is None and sure:
            return _Says(takes_part=False, why=Message("left-out.no-result", kind=self.called))
        step = self.work.may_step(name, self.placement, barred=self.quota.from_end == "top")
        if step.takes_part is False:
            return step
        for each in self.placement.require:
            state = check_requirement(each, scope, path=each.id, words={}).state
            if state == "unmet":
                return _Says(takes_part=False, why=Message("left-out.unmet", name=named(each)))
            sure = sure and state != "undetermined"
        return step if sure else _Says(takes_part=None)

    @property
    def called(self) -> Label:
        return self.work.scheme.events[self.placement.event].label

    def bounds(self, scope: Mapping[str, Value]) -> tuple[Keys, bool]:
        """Give the bounds of every key, and whether there surely is a value of each."""
        best = self.placement.best
        asked = [(self.placement.by.value(scope).value, best)]
        asked += [(scope[key.of], key.best or best) for key in self.keys]
        found = [(*number_bounds(value), end) for value, end in asked]
        keys = tuple(directed((least, greatest), end) for least, greatest, _, end in found)
        return keys, all(sure for _, _, sure, _ in found)

    def stratum(self, name: str, event: Event | None, scope: Mapping[str, Value]) -> str | None:
        """Give the stratum of a unit; ``None`` where it is not known."""
        within = self.quota.within
        if within is None:
            return ""
        if within == STATE:
            states = self.work.states_before(name)
            return states[0] if len(states) == 1 else None
        if within == PLACE:
            return self.work.place_of(name) if event is None else event.place
        if self.by_event:
            value = scope[within]
            return None if isinstance(value, Unknown) else str(value)
        assert self.work.strata is not None  # else it was refused
        return self.work.strata.get(name)


_NOBODY = Message("rank.fails")


def _names(requirement: Requirement) -> Iterator[str]:
    for rule in (requirement.rule, requirement.applies):
        yield from () if rule is None else rule.names


def _all_or_none(words: Iterable[bool]) -> bool | None:
    """Tell what all words say; ``None`` where they differ."""
    said = {*words}
    return said.pop() if len(said) == 1 else None

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
from civil_village.charts.courses import Course
from civil_village.charts.possible import Possible
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import Event
from civil_village.ids import id_problems
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.problems import Problem, reject
from civil_village.rankings import Quota
from civil_village.rankings.order import directed
from civil_village.rankings.placing import placed
from civil_village.rankings.selection import Selection, choose, overlaps
from civil_village.rankings.units import Unit
from civil_village.requirements import check_requirement
from civil_village.rules import Rule, Unknown, Value, number_bounds
from civil_village.titles.event_values import EventValues
from civil_village.titles.placements import PLACE, STATE, Placement, tie_keys
from civil_village.titles.proposals import Proposal
from civil_village.titles.rounds import Round, RoundsOfDays, closings, rounds_by
from civil_village.titles.scheme import TitleScheme
from civil_village.titles.standing import Standing, standing

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
        as_of: The day of the decisions; what is dated later has not happened.
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


class _Compared(NamedTuple):
    """A unit with what of it is compared."""

    name: str
    event: Event | None
    scope: Mapping[str, Value]


class _Says(NamedTuple):
    """Whether a unit takes part; ``None`` while that is open; and why it does not."""

    takes_part: bool | None
    why: Message | None = None


_IN = _Says(True)


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
        self.rounds = RoundsOfDays(states, scheme.id)
        self.place = self.rounds.places[name]
        #: What this round has decided already, by its kind and unit.
        self.decided: dict[tuple[str, str], Event] = {}
        whole = self.standing(seen, asked.as_of)
        for unit in whole:
            for event in whole.events.events[unit]:
                if event.kind in scheme.decided and self.in_round(event):
                    self.decided[event.kind, unit] = event
        mine = {event.id for event in self.decided.values()}
        self.now = self.standing([e for e in seen if e.id not in mine], asked.as_of)
        opens = self.round.opens
        self.before = self.standing([e for e in seen if (e.first or opens) < opens], opens)
        self.units = tuple(self.now) if units is None else units
        self.courses: dict[str, Course] = {}

    def standing(self, events: Sequence[Event], as_of: date) -> Standing:
        asked = self.asked
        log = EventLog(events=events)
        return standing(self.scheme, log, as_of=as_of, workdays=asked.workdays)

    def in_round(self, event: Event) -> bool:
        """Tell whether an event is of the round."""
        return isinstance(event.on, date) and self.rounds.place(event.of, event.on) == self.place

    def course(self, unit: str) -> Course:
        """Give what became of a unit, without what this round has decided."""
        if unit not in self.courses:
            self.courses[unit] = self.now.course(unit)
        return self.courses[unit]

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
        events: list[Event] = []
        recorded: list[str] = []
        void: list[str] = []
        for placement, units, selection in made.values():
            for kind, names in self.decisions(placement, units, selection).items():
                for unit in names:
                    there = self.decided.get((kind, unit))
                    if there is not None:
                        recorded.append(there.id)
                    elif unit not in twice:
                        events.append(self.event(placement, kind, unit))
                void += (
                    event.id
                    for (of, unit), event in self.decided.items()
                    if of == kind and unit not in names and unit not in selection.possible
                )
        return Proposal(
            scheme=self.scheme.id,
            label=self.scheme.label,
            round=self.round.id,
            as_of=self.asked.as_of,
            places={name: self.places(units) for name, (_, units, _) in made.items()},
            selections=selections,
            events=events,
            recorded=recorded,
            void=void,
            problems=both,
        )

    def chosen(self, placement: Placement, quota: Quota) -> tuple[list[Unit], Selection]:
        """Choose by one placement."""
        units = list(self.contest(placement, quota))
        return units, choose(units, quota)

    def places(self, units: Sequence[Unit]) -> ...:
        ...

    # Units -----------------------------------------------------------------------------------

    def contest(self, placement: Placement, quota: Quota) -> Iterator[Unit]:
        """Give the units that are compared, each with its bounds and whether it takes part."""

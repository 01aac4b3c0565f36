"""The standing (称号状态): what became of each unit of a scheme by a day, from the log alone.

Nothing is stored: any past day can be asked, as of what was known on any other. The events of a
unit are folded when it is asked about, or all at once where all are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from attrs import field

from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.charts.courses import Barred, Course, Doubt, Refusal, Stay
from civil_village.charts.fold import Fold, Run
from civil_village.charts.instances import Instances, instances
from civil_village.charts.possible import Possible, possible
from civil_village.consequences import Followed
from civil_village.evidence.event_log import EventLog
from civil_village.explanation import Explanation, tree_html
from civil_village.models import Shown, model
from civil_village.titles.explained import explained
from civil_village.titles.scheme import TitleScheme
from civil_village.titles.states import UnitState, unit_state


class _Everything(NamedTuple):
    """What became of all units."""

    states: dict[str, UnitState]
    refused: tuple[Refusal, ...]
    followed: tuple[Followed, ...]


@model(kw_only=True)
class TitleStanding(Shown):
    """What became of the units of a scheme by a day (称号状态). Made by `civil_village.standing`.

    A unit of which the log says nothing is in the start.

    Attributes:
        scheme: The scheme.
        as_of: The day.
        known: What was recorded later is not known; ``None`` where all is.
        log: What happened.
        events: The events by what they are about.
        fold: How events are folded.
    """

    scheme: TitleScheme
    as_of: date
    known: date | None = None
    log: EventLog = field(repr=False)
    events: Instances = field(eq=False, repr=False)
    fold: Fold = field(eq=False, repr=False)

    # One unit ------------------------------------------------------------------------------

    def course(self, unit: str) -> Course:
        """Give everything that became of a unit (经过).

        Args:
            unit: Id of the unit, or of the event that opened the instance.
        """
        return self._run(unit).course()

    def _run(self, unit: str) -> Run:
        events = self.events.events.get(unit, ())
        return self.fold.run(unit, events, as_of=self.as_of, bans=self._bans(unit))

    def state(self, unit: str) -> str | frozenset[str]:
        """Give the state of a unit: its name, or a set of those that it may be in.

        Args:
            unit: Id of the unit, or of the event that opened the instance.
        """
        states = self.unit_state(unit).states
        return states[0] if len(states) == 1 else frozenset(states)

    def since(self, unit: str) -> date | None:
        """Give the first day of a unit's state; ``None`` from the beginning, or if not known."""
        return self.unit_state(unit).since

    def until(self, unit: str) -> date | None:
        """Give the last day of a unit's state, where it has one and nothing holds it."""
        return self.unit_state(unit).until

    def history(self, unit: str) -> tuple[Stay, ...]:
        """Give the states of a unit from the first on, each with its days and its event."""
        return self.course(unit).stays

    def doubts(self, unit: str) -> tuple[Doubt, ...]:
        """Give what is open about a unit; nothing where its state is known."""
        return self.course(unit).doubts

    def bans(self, unit: str) -> tuple[Barred, ...]:
        """Give the bans from the scheme that hold for a unit on the day."""
        found = self._bans(unit)
        return tuple(ban for ban in found if ban.holds(self.as_of))

    def can(self, unit: str) -> tuple[Possible, ...]:
        """Give what can happen to a unit now: which steps, by whom, and what each lacks."""
        bans = self._bans(unit)
        return tuple(possible(self.fold, self.course(unit), as_of=self.as_of, bans=bans))

    def _bans(self, unit: str) -> list[Barred]:
        return self.events.bans.get(unit, [])

    def unit_state(self, unit: str) -> UnitState:
        """Give where a unit stands: its states, since when, until when."""
        return unit_state(self._run(unit).ways)

    # All units -----------------------------------------------------------------------------

    def __iter__(self) -> Iterator[str]:
        return iter(self.events.events)

    @property
    def states(self) -> Mapping[str, UnitState]:
        """Where every unit stands of which the log says anything."""
        return self._all.states

    def units(self, state: str) -> tuple[str, ...]:
        """Give the units that are surely in a state, in the order of the log."""
        return tuple(u for u, each in self.states.items() if each.states == (state,))

    def perhaps(self, state: str) -> tuple[str, ...]:
        """Give the units that may be in a state, and may be in another."""
        found = self.states.items()
        return tuple(u for u, each in found if state in each.states and len(each.states) > 1)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The events that changed nothing, or perhaps nothing, and why."""
        return (*self.events.astray, *self._all.refused)

    @property
    def followed(self) -> tuple[Followed, ...]:
        """What follows from the states that surely began, unit by unit."""
        return self._all.followed

    @property
    def others(self) -> tuple[str, ...]:
        """Ids of events of the scheme's kinds that speak of something else."""
        return self.events.others

    def kind_of(self, event: str) -> str | None:
        """Give the kind of an event of the log; ``None`` where there is none."""
        found = self.log.find(event)
        return None if found is None else found.kind

    def explain(self, unit: str | None = None, *, most: int | None = None) -> Explanation:
        """Tell it as a tree: who is in which state, what is open, refused, and follows.

        Args:
            unit: Tell of this unit alone, with its history and what it can do now.
            most: So many lines of a kind at most, and how many there are more; by default all.
        """
        return explained(self, unit, most=most)

    _repr_html_ = tree_html

    @cached_property
    def _all(self) -> _Everything:
        states: dict[str, UnitState] = {}
        refused: list[Refusal] = []
        followed: list[Followed] = []
        for unit in self.events.events:
            run = self._run(unit)
            states[unit] = unit_state(run.ways)
            refused += run.refused
            followed += run.followed
        return _Everything(states, tuple(refused), tuple(followed))


def standing(
    scheme: TitleScheme,
    log: EventLog,
    *,
    as_of: date,
    known: date | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
) -> TitleStanding:
    """Say what became of the units of a scheme by a day (查看称号状态).

    Args:
        scheme: The scheme.
        log: What happened; what it does not hold has not happened. Other schemes may share it.
        as_of: The day; what is dated later has not happened.
        known: What was recorded later is not known yet; by default all is known.
        workdays: The days on which work is done; without a table Monday to Friday.

    Examples:
        Publicity lasts five days, its first day counted; then the title is held:

        >>> from civil_village.charts import ChartState, ChartStep
        >>> from civil_village.evidence import Event
        >>> from civil_village.indicators import EventKind
        >>> scheme = TitleScheme(
        ...     id="demo.title", events={"review": EventKind(label="测评")}, start="none",
        ...     states={"none": ChartState(), "posted": ChartState(lasts="5 days", next="held"),
        ...             "held": ChartState(final=True)},
        ...     steps=[ChartStep(event="review", from_=["none"], to="posted")],
        ... )
        >>> log = EventLog(events=[Event(id="e1", kind="review", place="v1", on=date(2024, 3, 11))])
        >>> made = standing(scheme, log, as_of=date(2024, 3, 16))
        >>> made.state("v1"), str(made.since("v1"))
        ('held', '2024-03-16')
    """
    seen = log.seen(as_of=as_of, known=known)
    names = {scheme.id, f"{scheme.id}@{scheme.edition}", *(each.id for each in scheme.rounds)}
    found = instances(scheme, seen, find=log.find, names=names)
    fold = Fold(scheme, workdays, log.reported)
    return TitleStanding(scheme=scheme, as_of=as_of, known=known, log=log, events=found, fold=fold)

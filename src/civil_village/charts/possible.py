"""What is possible now (可办事项): which events change something, by whom, and what they lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import field

from civil_village.charts.courses import Barred, Course, Way
from civil_village.charts.fold import Fold
from civil_village.charts.guards import Guarded, Readings
from civil_village.mappings import EMPTY, as_tuple
from civil_village.models import Shown, model


@model(kw_only=True)
class Possible(Shown):
    """Something that can happen now to a unit (可办事项).

    Attributes:
        event: The kind of event.
        state: The state from which it leads.
        to: The state to which it leads; ``None`` for what leaves it as it is, or opens a hold, or
            decides on one.
        by: Who may do it; empty where anybody may.
        until: The last day on which it can happen there; ``None`` where it has none.
        of: Id of what it decides on; ``None`` for anything else.
        guards: What must be met; of the event's own values nothing is known yet.
        bans: The bans that hold today.
        sure: Whether the unit is surely in that state.

    Examples:
        >>> Possible(event="award", state="posted", to="held").barred
        False
    """

    event: str
    state: str
    to: str | None = None
    by: tuple[str, ...] = field(default=(), converter=as_tuple)
    until: date | None = None
    of: str | None = None
    guards: tuple[Guarded, ...] = field(default=(), converter=as_tuple)
    bans: tuple[Barred, ...] = field(default=(), converter=as_tuple)
    sure: bool = True

    @property
    def barred(self) -> bool:
        """Whether a ban, or a requirement that no value of the event could meet, is in its way."""
        unmet = any(guard.checked.credited is False for guard in self.guards)
        return unmet or bool(self.bans)


def possible(
    fold: Fold, course: Course, *, as_of: date, bans: Sequence[Barred] = ()
) -> Iterator[Possible]:
    """Give what can happen to an instance on a day, in the order of the chart's steps.

    Args:
        fold: The fold of the chart.
        course: What became of the instance by that day.
        as_of: The day.
        bans: When nothing leads out of the start.
    """
    held = tuple(ban for ban in bans if ban.holds(as_of))
    sure = len(course.ways) == 1
    ways = {way.state: way for way in course.ways}
    for way in ways.values():
        until = None if way.open or way.last == date.max else way.last
        barred = held if way.state == fold.chart.start else ()
        for step in fold.chart.steps:
            if way.state in step.from_:
                scope = Readings(
                    fold.chart, step.event, as_of, EMPTY, course.before, silent=course.silent
                )
                yield Possible(
                    event=step.event,
                    state=way.state,
                    to=step.to,
                    by=step.by,
                    until=until,
                    guards=tuple(fold.guards.checked(each, scope) for each in step.require),
                    bans=barred,
                    sure=sure,
                )
        yield from _holds(fold, way, as_of, sure=sure)


def _holds(fold: Fold, way: Way, as_of: date, *, sure: bool) -> Iterator[Possible]:
    """Give what can hold a state, and what can be decided on."""
    last = None if way.last == date.max else way.last
    for kind, states in fold.opens.items():
        if way.state in states and as_of <= way.last:
            yield Possible(event=kind, state=way.state, until=last, sure=sure)
    for name, kind in way.open:
        hold = fold.opens[kind][way.state]
        yield Possible(event=hold.closes, state=way.state, by=hold.by, of=name, sure=sure)

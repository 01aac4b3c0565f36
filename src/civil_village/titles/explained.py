"""A standing in words (称号状态说明): who is in which state, what is open, refused, possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from civil_village.charts.courses import Barred, Course, Refusal
from civil_village.charts.in_words import ChartWords
from civil_village.charts.possible import Possible
from civil_village.consequences import Followed
from civil_village.explanation import Explanation, told
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.titles.scheme import TitleScheme
from civil_village.titles.states import UnitState, unit_state


class Told(Protocol):
    """What is told of a standing."""

    @property
    def scheme(self) -> TitleScheme:
        """The scheme."""

    @property
    def as_of(self) -> date:
        """The day."""

    @property
    def known(self) -> date | None:
        """What was recorded later is not known."""

    @property
    def states(self) -> Mapping[str, UnitState]:
        """Where every unit stands."""

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What changed nothing."""

    @property
    def followed(self) -> tuple[Followed, ...]:
        """What follows."""

    @property
    def others(self) -> tuple[str, ...]:
        """Ids of events that speak of something else."""

    def kind_of(self, event: str) -> str | None:
        """Give the kind of an event."""

    def course(self, unit: str) -> Course:
        """Give what became of a unit."""

    def bans(self, unit: str) -> tuple[Barred, ...]:
        """Give the bans that hold for a unit."""

    def can(self, unit: str) -> tuple[Possible, ...]:
        """Give what can happen to a unit now."""


def explained(standing: Told, unit: str | None = None, *, most: int | None = None) -> Explanation:
    """Tell a standing as a tree.

    Args:
        standing: The standing.
        unit: Tell of this unit alone, and of it everything; by default of all.
        most: So many lines of a kind at most, and how many there are more; by default all.
    """
    words = _Told(standing, most)
    title = Message("title.title", name=named(standing.scheme), as_of=standing.as_of)
    parts = words.everything() if unit is None else words.unit(unit)
    return Explanation(title, (*words.known(), *parts))


class _Told(ChartWords):
    """Tells one standing."""

    def __init__(self, standing: Told, most: int | None) -> None:
        super().__init__(standing.scheme)
        self.standing, self.most = standing, most

    def known(self) -> Iterator[Explanation]:
        """Tell that what was recorded later is not known."""
        if self.standing.known is not None:
            yield Explanation(Message("title.known", known=self.standing.known))

    def cut(self, lines: Sequence[Explanation]) -> tuple[Explanation, ...]:
        """Give as many lines as are told at most, and how many there are more."""
        if self.most is None or len(lines) <= self.most + 1:  # the last takes no more room
            return tuple(lines)
        more = Message("title.more", count=len(lines) - self.most)
        return (*lines[: self.most], Explanation(more))

    def everything(self) -> Iterator[Explanation]:
        """Tell how many units are in each state, what is open, refused and follows."""
        by_state: dict[tuple[str, ...], list[Explanation]] = {}
        for unit, each in self.standing.states.items():
            by_state.setdefault(each.states, []).append(Explanation(self.state(unit, each)))
        order = list(self.chart.states)
        sure = [states for states in by_state if len(states) == 1]
        for states in (
            *sorted(sure, key=lambda states: order.index(states[0])),
            *(states for states in by_state if len(states) > 1),
        ):
            lines = by_state[states]
            heading = Message("title.count", state=self.states(states), count=len(lines))
            yield Explanation(heading, self.cut(lines))
        yield from self.refusals(self.standing.refused)
        yield from self.follows(self.standing.followed)
        if self.standing.others:
            ids: tuple[str, ...] = self.standing.others
            if self.most is not None:
                ids = ids[: self.most]
            count = len(self.standing.others)
            yield Explanation(Message("title.others", ids=ids, count=count))

    def unit(self, unit: str) -> Iterator[Explanation]:
        """Tell everything of a unit."""
        course = self.standing.course(unit)
        state = unit_state(course.ways)
        doubts = (self.doubt(d, self.kind_of(d.event)) for d in course.doubts)
        yield Explanation(self.state(unit, state), tuple(doubts))
        yield from told(*map(self.ban, self.standing.bans(unit)))
        for way in course.ways if len(course.ways) == 1 else ():
            for event, kind in way.open:
                yield Explanation(Message("title.held", kind=self.kind(kind), id=event))
        yield Explanation(Message("title.history"), self.cut([*map(self.stay, course.stays)]))
        yield from self.refusals(course.refused)
        yield from self.follows(course.followed)
        can = [self.possible(one) for one in self.standing.can(unit)]
        if can:
            yield Explanation(Message("title.can"), self.cut(can))

    def kind_of(self, event: str | None) -> str | None:
        """Give the kind of an event."""
        return None if event is None else self.standing.kind_of(event)

    def state(self, unit: str, state: UnitState) -> Message:
        """Tell where a unit stands, since when, until when."""
        arguments = {"unit": unit, "state": self.states(state.states)}
        if state.since is None:
            return Message("title.state", **arguments)
        if state.until is None:
            return Message("title.state.since", since=state.since, **arguments)
        dates = {"since": state.since, "until": state.until}
        return Message("title.state.until", **dates, **arguments)

    def refusals(self, refused: Sequence[Refusal]) -> Iterator[Explanation]:
        """Tell what changed nothing."""
        if refused:
            lines = self.cut([*map(self.refusal, refused)])
            yield Explanation(Message("title.refused", count=len(refused)), lines)

    def follows(self, followed: Sequence[Followed]) -> Iterator[Explanation]:
        """Tell what follows."""
        if followed:
            yield Explanation(
                Message("title.follows"), self.cut(told(*map(self.followed, followed)))
            )

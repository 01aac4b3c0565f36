"""The fold of a chart (推演): from the events of one instance, in order, to its states.

While a guard is open there are several ways in which it may have gone; each is followed by itself.
What an event adds is at most one way for each state, and of very many none is told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

from attrs import evolve

from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.charts.chart import Chart
from civil_village.charts.courses import Course, Doubt, Followed, Reason, Refusal, Stay, Way
from civil_village.charts.guards import Before, Guards, Said, Scope, may
from civil_village.charts.holds import Hold
from civil_village.charts.steps import Step
from civil_village.evidence.reported import Event
from civil_village.rules import Missing, Unknown

#: With more ways than these, or more that is open at once, none is told apart from the others.
MOST_WAYS, MOST_OPEN = 200, 1000

_ONE = timedelta(days=1)


#: Gives what may move an instance from one state to another once only, if anything.
Once = Callable[[Event, str, str], str | None]


class Barred(NamedTuple):
    """A time in which nothing leads out of the start (取消资格期间)."""

    event: str
    first: date
    last: date


class Fold:
    """Folds the events of instances over a chart.

    Args:
        chart: The chart.
        workdays: The days on which work is done, for time limits in working days.
        once: Of what an event may lead from one state to another once only, such as a round of
            a title, if of anything.
    """

    def __init__(
        self, chart: Chart, workdays: Workdays = WEEKENDS_ONLY, *, once: Once | None = None
    ) -> None:
        self.chart, self.workdays, self.once = chart, workdays, once
        self.guards = Guards(chart)
        #: The steps of each kind of event, by the state from which they lead.
        self.steps: dict[str, dict[str, list[Step]]] = {}
        for step in chart.steps:
            for name in step.from_:
                self.steps.setdefault(step.event, {}).setdefault(name, []).append(step)
        #: What each kind of event opens, by the state in which it can be.
        self.opens: dict[str, dict[str, Hold]] = {}
        for hold in chart.holds:
            for name in hold.in_:
                self.opens.setdefault(hold.opens, {})[name] = hold
        self.closes = frozenset(hold.closes for hold in chart.holds)

    def course(
        self, name: str, events: Sequence[Event], *, as_of: date, bans: Sequence[Barred] = ()
    ) -> Course:
        """Give what became of an instance by a day.

        Args:
            name: The unit or instance.
            events: Its events, in the order of days; those of kinds that the chart does not know
                are no part of it.
            as_of: The day.
            bans: When nothing leads out of the start.
        """
        run = _Run(self, name, bans)
        for event in events:
            run.take(event)
        return run.done(as_of)

    def entered(
        self, state: str, first: date, event: str | None, moved: tuple[str, ...] = ()
    ) -> Way:
        """Give the way that enters a state on a day."""
        last = self.chart.states[state].last(first, self.workdays, leap=self.chart.leap)
        return Way(state, first, last, event, moved=moved)


class _Run:
    """One fold of the events of one instance."""

    def __init__(self, fold: Fold, name: str, bans: Sequence[Barred]) -> None:
        self.fold, self.chart, self.name, self.bans = fold, fold.chart, name, bans
        self.ways: tuple[Way, ...] = ()
        if not self.chart.opens:
            # From the beginning on nothing runs out: it has no first day.
            self.ways = (Way(self.chart.start, date.min, date.max),)
        #: Whether too much was open for the ways to be told apart.
        self.lost = False
        self.stays: list[tuple[tuple[str, ...], date, str | None]] = []
        self.noted: set[tuple[str, date]] = set()
        #: The states in which it has been, or may have been.
        self.been: set[str] = set()
        self.refused: list[Refusal] = []
        self.followed: list[Followed] = []
        self.doubts: list[Doubt] = []
        self.before: dict[str, Before] = {}
        self.stay(date.min, None)

    # One event -----------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        """Take the next event."""
        day = event.on
        if not isinstance(day, date):
            self.refuse(event, None, "vague")
            return
        if self.lost:
            self.refuse(event, None, "untold", sure=False)
            return
        self.lapse(day)
        if event.id == self.name:  # what it opens begins in the start
            self.ways = (self.fold.entered(self.chart.start, day, event.id),)
            self.follow(self.ways, ())
        elif not self.ways:
            self.refuse(event, None, "no-instance")
            return
        scope, wrong = self.fold.guards.scope(event, self.before)
        if wrong:
            self.refuse(event, None, "wrong-value")
            return
        self.taken(event, day, scope)

    def taken(self, event: Event, day: date, scope: Scope) -> None:
        """Let an event lead on from every way in which it may have gone."""
        asked: dict[int, Said] = {}
        found: dict[Way, None] = {}
        refused: list[Refusal] = []
        missing: dict[Missing, None] = {}
        for way in self.ways:
            led, refusal, open_ = self.led(way, event, scope, asked)
            found.update(dict.fromkeys(led))
            missing.update(dict.fromkeys(open_))
            if refusal is not None:
                refused.append(refusal)
        if event.id == self.name:  # it has opened the instance, whatever else it does not do
            refused = []
        moved = len(refused) < len(self.ways) or any(not each.sure for each in refused)
        told = {(each.state, each.reason): each for each in refused}
        self.refused += (evolve(each, sure=not moved) for each in told.values())
        ways = tuple(found)
        self.follow(ways, self.ways)
        self.ways = ways
        if missing:
            self.doubts.append(Doubt(event.id, tuple(missing)))
        if len(ways) == 1:
            self.doubts.clear()
        if len(ways) > MOST_WAYS or any(len(way.open) > MOST_OPEN for way in ways):
            self.lose(day, event.id)
            return
        self.lapse(day)  # what was held and is rejected goes on the same day
        if moved:
            counted = self.before.get(event.kind, Before())
            self.before[event.kind] = counted.and_one(day, sure=not refused)
        self.stay(day, event.id)

    def led(
        self, way: Way, event: Event, scope: Scope, asked: dict[int, Said]
    ) -> tuple[Sequence[Way], Refusal | None, tuple[Missing, ...]]:
        """Give where an event leads from one way, why it may not, and what is open about it."""
        fold = self.fold
        if event.kind in fold.steps:
            return self.stepped(way, event, scope, asked)
        if event.kind in fold.opens:
            return self.opened(way, event)
        if event.kind in fold.closes:
            return self.closed(way, event, scope)
        return [way], None, ()  # it is only counted

    # Steps ---------------------------------------------------------------------------------

    def stepped(
        self, way: Way, event: Event, scope: Scope, asked: dict[int, Said]
    ) -> tuple[Sequence[Way], Refusal | None, tuple[Missing, ...]]:
        """Try the steps of an event in order."""
        assert isinstance(event.on, date)  # else it was refused
        steps = self.fold.steps[event.kind].get(way.state, ())
        if not steps:
            return [way], self.refusal(event, way, "no-step"), ()
        if way.state == self.chart.start:
            bans = tuple(b.event for b in self.bans if b.first <= event.on <= b.last)
            if bans:
                return [way], self.refusal(event, way, "banned", bans=bans), ()
        found: list[Way] = []
        said: list[Said] = []
        missing: list[Missing] = []
        for step in steps:
            one = asked.get(id(step))
            if one is None:
                one = asked[id(step)] = self.fold.guards.asked(step, event.by, scope)
            said.append(one)
            taken = one.taken
            if taken is not False:
                moved = self.moved(way, event, step)
                if moved is None:  # whatever it may do, it does not do this once more
                    found.append(way)
                else:
                    found.append(self.fold.entered(step.to, event.on, event.id, moved))
                if taken and moved is None:
                    refusal = self.refusal(event, way, "moved")
                    return found, evolve(refusal, sure=len(found) == 1), tuple(missing)
            if taken:
                return found, None, tuple(missing)
            if taken is None:
                missing += one.missing
        reason: Reason = "undetermined" if found else "unmet"
        if all(one.by is False for one in said):
            reason = "by"
        return [way, *found], self.refusal(event, way, reason, said=said), tuple(missing)

    def moved(self, way: Way, event: Event, step: Step) -> tuple[str, ...] | None:
        """Give what has moved a way once, with this step; ``None`` where it did already."""
        once = self.fold.once
        by = None if once is None else once(event, way.state, step.to)
        if by is None:
            return way.moved
        return None if by in way.moved else (*way.moved, by)

    # Holds ---------------------------------------------------------------------------------

    def opened(
        self, way: Way, event: Event
    ) -> tuple[Sequence[Way], Refusal | None, tuple[Missing, ...]]:
        """Open what holds a state, where it can be."""
        assert isinstance(event.on, date)  # else it was refused
        can = self.fold.opens[event.kind]
        if way.state in can and event.on <= way.last:
            return [way._replace(open=(*way.open, (event.id, event.kind)))], None, ()
        late = not self.been.isdisjoint(can)
        return [way], self.refusal(event, way, "late" if late else "no-step"), ()

    def closed(
        self, way: Way, event: Event, scope: Scope
    ) -> tuple[Sequence[Way], Refusal | None, tuple[Missing, ...]]:
        """Decide on what holds a state."""
        assert isinstance(event.on, date)  # else it was refused
        found = self.decided(way, event)
        if found is None:
            return [way], self.refusal(event, way, "nothing-open"), ()
        opening, hold = found
        by = may(hold.by, event.by)
        if by is False:
            return [way], self.refusal(event, way, "by", by=hold.by), ()
        upheld = False if hold.upheld is None else self.fold.guards.value(hold.upheld.when, scope)
        ways: list[Way] = []
        missing = upheld.missing if isinstance(upheld, Unknown) else ()
        if upheld is not False and hold.upheld is not None:
            ways.append(self.fold.entered(hold.upheld.to, event.on, event.id, way.moved))
        if upheld is not True:
            ways.append(self.rejected(way, opening, hold, event.on))
        if by is None:
            missing = (Missing("indicator", "by"), *missing)
            return [way, *ways], self.refusal(event, way, "undetermined", by=hold.by), missing
        return ways, None, missing

    def decided(self, way: Way, event: Event) -> tuple[str, Hold] | None:
        """Give what an event decides on; without ``of``, the only one that it can."""
        found = [
            (name, hold)
            for name, kind in way.open
            if (hold := self.fold.opens[kind][way.state]).closes == event.kind
        ]
        if event.of is not None and event.of != self.name:
            found = [each for each in found if each[0] == event.of]
        return found[0] if len(found) == 1 else None

    def rejected(self, way: Way, opening: str, hold: Hold, day: date) -> Way:
        """Give the way on which one hold less is open; after the last, the state can run out."""
        left = tuple(each for each in way.open if each[0] != opening)
        last = way.last
        if not left and last < date.max:
            state, fold = self.chart.states[way.state], self.fold
            if hold.restart:
                last = state.last_anew(day, fold.workdays, leap=self.chart.leap)
            else:
                last = max(last, day - _ONE)
        return way._replace(open=left, last=last)

    # Time ----------------------------------------------------------------------------------

    def lapse(self, day: date) -> None:
        """Let every state run out whose last day lies before a day, in order."""
        while True:
            over = min((way.last for way in self.ways if not way.open), default=date.max)
            if over >= day:
                return
            began = over + _ONE
            ways = tuple(dict.fromkeys(self.run_out(self.ways, over, began)))
            self.follow(ways, self.ways)
            self.ways = ways
            self.stay(began, None)

    def run_out(self, ways: Iterable[Way], over: date, began: date) -> Iterator[Way]:
        for way in ways:
            after = self.chart.states[way.state].next
            if way.open or way.last != over or after is None:
                yield way
            else:
                yield self.fold.entered(after, began, way.event, way.moved)

    # What is told --------------------------------------------------------------------------

    def refuse(self, event: Event, way: Way | None, reason: Reason, *, sure: bool = True) -> None:
        self.refused.append(evolve(self.refusal(event, way, reason), sure=sure))

    def refusal(
        self,
        event: Event,
        way: Way | None,
        reason: Reason,
        *,
        said: Sequence[Said] = (),
        by: tuple[str, ...] = (),
        bans: tuple[str, ...] = (),
    ) -> Refusal:
        """Make a refusal of an event on one way."""
        return Refusal(
            event=event.id,
            kind=event.kind,
            on=event.on if isinstance(event.on, date) else None,
            of=self.name,
            state=None if way is None else way.state,
            reason=reason,
            sure=reason != "undetermined",
            by=by or tuple(dict.fromkeys(who for one in said for who in one.step.by)),
            guards=tuple(each for one in said for each in one.guards if not each.checked.credited),
            bans=bans,
        )

    def follow(self, ways: Sequence[Way], before: Sequence[Way]) -> None:
        """Note what follows from the states that begin."""
        there = {(way.state, way.first, way.event) for way in before}
        for way in ways:
            state = self.chart.states[way.state]
            if state.then and (way.state, way.first, way.event) not in there:
                self.followed += (
                    Followed(
                        of=self.name,
                        state=way.state,
                        on=way.first,
                        event=way.event,
                        sure=len(ways) == 1,
                        consequence=one,
                    )
                    for one in state.then
                )

    def stay(self, day: date, event: str | None) -> None:
        """Note the states of a day, where one began on it."""
        noted = {(way.state, way.first) for way in self.ways}
        if noted != self.noted:
            states = tuple(dict.fromkeys(way.state for way in self.ways))
            self.been.update(states)
            self.noted = noted
            self.stays.append((states, day, event))

    def lose(self, day: date, event: str) -> None:
        """Tell no way apart from the others any more: it may be in any state."""
        self.lost = True
        self.ways = tuple(Way(name, day, date.max) for name in self.chart.states)
        self.stay(day, event)

    def done(self, as_of: date) -> Course:
        """Give what became of it by a day."""
        self.lapse(as_of)
        return Course(
            of=self.name,
            ways=self.ways,
            stays=tuple(_dated(self.stays)),
            refused=self.refused,
            followed=self.followed,
            doubts=self.doubts,
            before=self.before,
        )


def _dated(stays: Sequence[tuple[tuple[str, ...], date, str | None]]) -> Iterator[Stay]:
    """Give stays with their last days; one that passes within a day has that as both."""
    for (states, first, event), after in zip_longest(stays, stays[1:]):
        last = None if after is None else max(first, after[1] - _ONE)
        since = None if first == date.min else first
        yield Stay(states=states, first=since, last=last, event=event)

"""The fold of a chart (推演): from the events of one instance, in order, to its states.

While a guard is open there are several ways in which it may have gone; each is followed by itself.
What an event adds is at most one way for each state, and of very many none is told apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from attrs import evolve

from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.charts.chart import Chart
from civil_village.charts.courses import Barred, Course, Doubt, Reason, Refusal, Stay, Way
from civil_village.charts.guards import Before, Guards, Readings, Said, may
from civil_village.charts.holds import Hold
from civil_village.charts.steps import ChartStep
from civil_village.consequences import Banned, Followed
from civil_village.evidence.reported import Event
from civil_village.mappings import EMPTY
from civil_village.rules import Missing, Unknown

#: With more ways than these, or more that is open at once, none is told apart from the others.
MOST_WAYS, MOST_OPEN = 200, 1000

_ONE = timedelta(days=1)
_NEVER = Before()


class Fold:
    """Folds the events of instances over a chart.

    Args:
        chart: The chart.
        workdays: The days on which work is done, for time limits in working days.
        reported: Kinds of events that are complete only through a day.
    """

    def __init__(
        self,
        chart: Chart,
        workdays: Workdays = WEEKENDS_ONLY,
        reported: Mapping[str, date] = EMPTY,
    ) -> None:
        self.chart, self.workdays = chart, workdays
        #: The last day of which all is known of each kind that is not complete, the first first.
        self.gaps = sorted((day, kind) for kind, day in reported.items() if kind in chart.events)
        self.guards = Guards(chart)
        #: The steps of each kind of event, by the state from which they lead.
        self.steps: dict[str, dict[str, list[ChartStep]]] = {}
        for step in chart.steps:
            for name in step.from_:
                self.steps.setdefault(step.event, {}).setdefault(name, []).append(step)
        #: What each kind of event opens, by the state in which it can be.
        self.opens: dict[str, dict[str, Hold]] = {}
        for hold in chart.holds:
            for name in hold.in_:
                self.opens.setdefault(hold.opens, {})[name] = hold
        self.closes = frozenset(hold.closes for hold in chart.holds)
        #: The kinds of events that change something in each state, whatever they say.
        self.moving: dict[str, set[str]] = {name: set() for name in chart.states}
        for uses in (self.steps, self.opens):
            for kind, there in uses.items():
                for name in there:
                    self.moving[name].add(kind)
        self.brings = frozenset(name for name, state in chart.states.items() if state.then)
        self._last: dict[tuple[str, date], date] = {}

    def course(
        self, name: str, events: Sequence[Event], *, as_of: date, bans: Sequence[Barred] = ()
    ) -> Course:
        """Give what became of an instance by a day.

        Args:
            name: The unit or instance.
            events: Its events, in the order of days, of kinds that the chart knows.
            as_of: The day.
            bans: When nothing leads out of the start.
        """
        return self.run(name, events, as_of=as_of, bans=bans).course()

    def run(
        self, name: str, events: Sequence[Event], *, as_of: date, bans: Sequence[Barred] = ()
    ) -> Run:
        """Run through the events of an instance; the arguments are those of `course`."""
        run = Run(self, name, bans)
        for event in events:
            run.take(event)
        run.reach(as_of)
        return run

    def entered(self, state: str, first: date, event: str | None) -> Way:
        """Give the way that enters a state on a day."""
        last = self._last.get((state, first))
        if last is None:
            last = self.chart.states[state].last(first, self.workdays, leap=self.chart.leap)
            self._last[state, first] = last
        return Way(state, first, last, event)

    def within_reach(
        self, ways: Sequence[Way], *, since: date, by: date, kinds: Collection[str]
    ) -> dict[str, date]:
        """Give the states to which time and some kinds of events may lead, each with a first day.

        Args:
            ways: The ways in which it may have gone so far.
            since: From this day on, events of these kinds may happen on any day.
            by: The day by which they may have led there.
            kinds: The kinds of events.

        Returns:
            By state, the earliest day on which it may have begun.
        """
        found = {way.state: since for way in ways}
        over = {way.state: way.last for way in sorted(ways, key=lambda way: way.last, reverse=True)}
        waiting = [*found]
        while waiting:
            name = waiting.pop()
            first, led = found[name], self.leads(name, kinds)
            last = min(over.get(name, date.max), self.entered(name, first, None).last)
            after = self.chart.states[name].next
            ends = [(to, first) for to in led]
            ends += [(after, last + _ONE)] if after is not None and last < by else []
            for to, day in ends:
                if day < found.get(to, date.max):
                    found[to] = day
                    waiting.append(to)
        return found

    def leads(self, name: str, kinds: Collection[str]) -> Iterator[str]:
        """Give the states to which some kinds of events may lead from one."""
        for kind in kinds:
            for step in self.steps.get(kind, {}).get(name, ()):
                if step.to is not None:
                    yield step.to
        for hold in self.chart.holds:
            if hold.upheld is not None and name in hold.in_ and hold.closes in kinds:
                yield hold.upheld.to


class Run:
    """One run through the events of an instance: where it has led by now."""

    __slots__ = (
        *("ways", "stays", "refused", "followed", "doubts", "before"),
        *(
            "fold",
            "name",
            "bans",
            "who",
            "over",
            "been",
            "noted",
            "gaps",
            "silent",
            "loose",
            "base",
        ),
    )

    def __init__(self, fold: Fold, name: str, bans: Sequence[Barred]) -> None:
        self.fold, self.name, self.bans = fold, name, bans
        self.ways: tuple[Way, ...] = ()
        #: The subject and the place of its last event.
        self.who: tuple[str | None, str | None] = (None, None)
        #: The first day on which a state has run out, unless something holds it.
        self.over = date.max
        #: What is not complete from a later day on, and from this one on.
        self.gaps = len(fold.gaps)
        self.silent: set[str] = set()
        #: Where too much is open for ways to be told apart: the kinds that may have led on since.
        self.loose: set[str] | None = None
        #: The ways before, and since when they are not told apart.
        self.base: tuple[tuple[Way, ...], date] = ((), date.min)
        self.stays: list[tuple[tuple[Way, ...], date, str | None]] = []
        #: The states in which it has been, or may have been, and those that it is in, since when.
        self.been: set[str] = set()
        self.noted: Any = None
        self.refused: list[Refusal] = []
        self.followed: list[Followed] = []
        self.doubts: list[Doubt] = []
        self.before: dict[str, Before] = {}
        if not fold.chart.opens:
            # From the beginning on nothing runs out: it has no first day.
            self.move((Way(fold.chart.start, date.min, date.max),), date.min, None)

    # One event -----------------------------------------------------------------------------

    def take(self, event: Event) -> None:
        """Take the next event."""
        day = event.on
        if not isinstance(day, date):
            self.refused.append(self.refusal(event, None, "vague"))
            return
        if event.subject is not None or event.place is not None:
            self.who = (event.subject, event.place)
        self.reach(day)
        if self.loose is not None:
            self.refused.append(evolve(self.refusal(event, None, "untold"), sure=False))
            self.loosen(day, {event.kind}, event.id)
            return
        if event.id == self.name:  # what it opens begins in the start
            self.move((self.fold.entered(self.fold.chart.start, day, event.id),), day, event.id)
        elif not self.ways:
            self.refused.append(self.refusal(event, None, "no-instance"))
            return
        self.taken(event, day)

    def taken(self, event: Event, day: date) -> None:
        """Let an event lead on from every way in which it may have gone."""
        scope = Readings(
            self.fold.chart, event.kind, day, event.values, self.before, silent=self.silent
        )
        found: list[Way] = []
        refused: list[Refusal] = []
        missing: list[Missing] = []
        for way in self.ways:
            led, refusal, open_ = self.led(way, event, scope)
            found += led
            missing += open_
            if refusal is not None:
                refused.append(refusal)
        if scope.wrong:
            self.refused.append(self.refusal(event, None, "wrong-value"))
            return
        if event.id == self.name:  # it has opened the instance, whatever else it does not do
            refused = []
        moved = len(refused) < len(self.ways) or not all(each.sure for each in refused)
        if refused:
            told = {(each.state, each.reason): each for each in refused}
            self.refused += (
                e if e.sure is not moved else evolve(e, sure=not moved) for e in told.values()
            )
        if not moved:
            return
        counted = self.before.get(event.kind, _NEVER)
        self.before[event.kind] = counted.and_one(day, sure=not refused)
        self.move(tuple(dict.fromkeys(found)), day, event.id)
        if len(self.ways) == 1:
            self.doubts.clear()
        elif missing:
            self.doubts.append(Doubt(event.id, tuple(dict.fromkeys(missing))))
        if len(self.ways) > MOST_WAYS or any(len(way.open) > MOST_OPEN for way in self.ways):
            self.loosen(day, set(), event.id)
        self.lapse(day)  # what was held and is rejected goes on the same day

    def led(
        self, way: Way, event: Event, scope: Readings
    ) -> tuple[Sequence[Way], Refusal | None, tuple[Missing, ...]]:
        """Give where an event leads from one way, why it may not, and what is open about it."""
        fold = self.fold
        if event.kind in fold.steps:
            return self.stepped(way, event, scope)
        if event.kind in fold.opens:
            return self.opened(way, event)
        if event.kind in fold.closes:
            return self.closed(way, event, scope)
        return [way], None, ()  # it is only counted

    # Steps ---------------------------------------------------------------------------------

    def stepped(
        self, way: Way, event: Event, scope: Readings
    ) -> tuple[Sequence[Way], Refusal | None, tuple[Missing, ...]]:
        """Try the steps of an event in order."""
        assert isinstance(event.on, date)  # else it was refused
        steps = self.fold.steps[event.kind].get(way.state, ())
        if not steps:
            return [way], self.refusal(event, way, "no-step"), ()
        if way.state == self.fold.chart.start and self.bans:
            bans = tuple(ban for ban in self.bans if ban.holds(event.on))
            if bans:
                return [way], self.refusal(event, way, "banned", bans=bans), ()
        found: list[Way] = []
        said: list[Said] = []
        missing: list[Missing] = []
        for step in steps:
            one = self.fold.guards.asked(step, event.by, scope)
            said.append(one)
            taken = one.taken
            if taken is not False:
                to = step.to
                found.append(way if to is None else self.fold.entered(to, event.on, event.id))
            if taken:
                return found, None, tuple(missing)
            if taken is None:
                missing += one.missing
        reason: Reason = "undetermined" if found else "unmet"
        if all(one.by is False for one in said):
            reason = "by"
        return [way, *found], self.refusal(event, way, reason, said=said), tuple(missing)

    # Holds ---------------------------------------------------------------------------------

    def opened(
        self, way: Way, event: Event
    ) -> tuple[Sequence[Way], Refusal | None, tuple[Missing, ...]]:
        """Open what holds a state, where it can be."""
        assert isinstance(event.on, date)  # else it was refused
        can = self.fold.opens[event.kind]
        if way.state in can and event.on <= way.last:
            return [way._replace(open=(*way.open, (event.id, event.kind)))], None, ()
        over = not any(each.state in can for each in self.ways)
        late = way.state in can or (over and not self.been.isdisjoint(can))
        return [way], self.refusal(event, way, "late" if late else "no-step"), ()

    def closed(
        self, way: Way, event: Event, scope: Readings
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
            ways.append(self.fold.entered(hold.upheld.to, event.on, event.id))
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
            state, fold = self.fold.chart.states[way.state], self.fold
            if hold.restart:
                last = state.last_anew(day, fold.workdays, leap=self.fold.chart.leap)
            else:
                last = max(last, day - _ONE)
        return way._replace(open=left, last=last)

    # Time ----------------------------------------------------------------------------------

    def reach(self, day: date) -> None:
        """Go on to a day: what runs out before it, and what is not complete any more."""
        while self.gaps:
            told, kind = self.fold.gaps[-self.gaps]
            if told >= day:
                break
            self.gaps -= 1
            self.lapse(told + _ONE)
            self.silent.add(kind)
            self.doubt(told + _ONE)
        if self.loose is not None:
            self.loosen(day, (), None)
        self.lapse(day)

    def doubt(self, day: date) -> None:
        """Tell no ways apart where events that nobody has reported may have led on."""
        if self.loose is None and any(
            not self.silent.isdisjoint(self.fold.moving[way.state])
            or (way.open and not self.silent.isdisjoint(self.fold.closes))
            for way in self.ways
        ):
            missing = tuple(Missing("completeness", kind) for kind in sorted(self.silent))
            self.doubts.append(Doubt(None, missing))
            self.loosen(day, self.silent, None)

    def loosen(self, day: date, kinds: Iterable[str], event: str | None) -> None:
        """Go on with all states to which kinds of events, and time, may have led by a day."""
        if self.loose is None:
            self.base = (self.ways, day)
        self.loose = {*(self.loose or ()), *self.silent, *kinds}
        ways, since = self.base
        found = self.fold.within_reach(ways, since=since, by=day, kinds=self.loose)
        # What may have ended may also go on: nothing runs out any more.
        firsts = found | {way.state: way.first for way in ways}
        self.move(tuple(Way(name, firsts[name], date.max) for name in found), day, event)

    def lapse(self, day: date) -> None:
        """Let every state run out whose last day lies before a day, in order."""
        while self.over < day:
            over, began = self.over, self.over + _ONE
            ways = dict.fromkeys(self.run_out(way, over, began) for way in self.ways)
            self.move(tuple(ways), began, None)

    def run_out(self, way: Way, over: date, began: date) -> Way:
        """Give the way on which a state has run out, where it has."""
        after = self.fold.chart.states[way.state].next
        if way.open or way.last != over or after is None:
            return way
        return self.fold.entered(after, began, way.event)

    def move(self, ways: tuple[Way, ...], day: date, event: str | None) -> None:
        """Note where it leads on a day, and what follows from the states that begin."""
        before, self.ways = self.ways, ways
        if len(ways) == 1 and ways[0].state in self.fold.brings:
            self.follow(ways[0], before)
        self.over = min((way.last for way in ways if not way.open), default=date.max)
        noted = {(way.state, way.first) for way in ways}
        if noted != self.noted:
            self.noted = noted
            self.been.update(way.state for way in ways)
            self.stays.append((ways, day, event))
        if self.silent:
            self.doubt(day)

    # What is told --------------------------------------------------------------------------

    def refusal(
        self,
        event: Event,
        way: Way | None,
        reason: Reason,
        *,
        said: Sequence[Said] = (),
        by: tuple[str, ...] = (),
        bans: tuple[Barred, ...] = (),
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

    def follow(self, way: Way, before: Sequence[Way]) -> None:
        """Note what follows from a state that surely begins."""
        if way.event is None or any(way[:4] == each[:4] for each in before):
            return  # it has begun before, or nothing began it
        chart, (subject, place) = self.fold.chart, self.who
        for one in chart.states[way.state].then:
            to = None
            if isinstance(one, Banned):
                last = one.ban.days(way.first, leap=chart.leap).last
                to = None if last == date.max else last
            of = f"{way.state}/{way.event}"
            self.followed.append(
                Followed(of=of, place=place, subject=subject, on=way.first, to=to, consequence=one)
            )

    def course(self) -> Course:
        """Give what became of it."""
        return Course(
            of=self.name,
            ways=self.ways,
            stays=tuple(_dated(self.stays)),
            refused=self.refused,
            followed=self.followed,
            doubts=() if len(self.ways) == 1 else self.doubts,
            before=self.before,
            silent=frozenset(self.silent),
        )


def _dated(stays: Sequence[tuple[tuple[Way, ...], date, str | None]]) -> Iterator[Stay]:
    """Give stays with their last days; one that passes within a day has that as both."""
    for (ways, first, event), after in zip_longest(stays, stays[1:]):
        states = tuple(dict.fromkeys(way.state for way in ways))
        last = None if after is None else max(first, after[1] - _ONE)
        since = None if first == date.min else first
        yield Stay(states=states, first=since, last=last, event=event)

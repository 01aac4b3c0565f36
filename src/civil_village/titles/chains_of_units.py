"""Chains of units (各单位的连续届次): from the events and states of a unit to its chains."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from civil_village.charts.courses import Course
from civil_village.consequences import Banned, Followed
from civil_village.evidence.reported import Event
from civil_village.rules import Unknown
from civil_village.titles.chains import Break, Chain, ChainState, Reached, RoundResult, chain_by
from civil_village.titles.event_values import EventValues
from civil_village.titles.rounds import RoundsOfDays, RoundState
from civil_village.titles.scheme import TitleScheme


class Chains:
    """Counts the chains of units of a scheme.

    Args:
        scheme: The scheme.
        rounds: What its rounds are by the day.
    """

    def __init__(self, scheme: TitleScheme, rounds: Sequence[RoundState]) -> None:
        self.scheme, self.rounds = scheme, rounds
        self.of_days = RoundsOfDays(scheme.id, rounds)
        self.values = {
            chain.id: EventValues(scheme.events[chain.result], chain.when.names)
            for chain in scheme.chains
            if chain.when is not None
        }

    def of(self, chain: Chain, course: Course, events: Sequence[Event]) -> ChainState:
        """Count a chain of one unit.

        Args:
            chain: What is counted.
            course: What became of the unit.
            events: Its events, in the order of days.
        """
        results = self.results(chain, course, events)
        return chain_by(chain, self.rounds, results, tuple(breaks(course, chain.broken_by)))

    def results(
        self, chain: Chain, course: Course, events: Sequence[Event]
    ) -> dict[int, RoundResult]:
        """Give the result of a unit in each round in which it has one, or may have."""
        refused = {each.event: each.sure for each in course.refused}
        found: dict[int, RoundResult] = {}
        for event in events:
            if (
                event.kind != chain.result
                or refused.get(event.id)
                or not isinstance(event.on, date)
            ):
                continue
            place = self.of_days.place(event.of, event.on)
            if place is None:
                continue
            has = self.has(chain, event)
            has = None if has and event.id in refused else has  # perhaps it is refused
            before = found.get(place)
            # Of several results one that holds is enough, and one that may leaves it open.
            if before is None or (before.has is not True and has is not False):
                found[place] = RoundResult(has, event.on, event.id)
        return found

    def has(self, chain: Chain, event: Event) -> bool | None:
        """Tell whether an event is the result; ``None`` where its values do not say it."""
        if chain.when is None:
            return True
        value = chain.when.value(self.values[chain.id].of(event)).value
        return None if isinstance(value, Unknown) else bool(value)

    def followed(self, course: Course, events: Sequence[Event]) -> Iterator[Followed]:
        """Give what surely follows from the chains of a unit, chain by chain."""
        for chain in self.scheme.chains:
            if not chain.then:
                continue
            for reached in self.of(chain, course, events).reached:
                if reached.sure:
                    yield from self.followed_from(chain, reached, events[-1])

    def followed_from(self, chain: Chain, reached: Reached, last: Event) -> Iterator[Followed]:
        """Give what follows as the chain of a unit comes to a length."""
        for one in chain.then:
            to = None
            if isinstance(one, Banned):
                end = one.ban.days(reached.on, leap=self.scheme.leap).last
                to = None if end == date.max else end
            yield Followed(
                of=f"{chain.id}/{reached.event or reached.round}",
                place=last.place,
                subject=last.subject,
                on=reached.on,
                to=to,
                consequence=one,
            )


def breaks(course: Course, states: Collection[str]) -> Iterator[Break]:
    """Give the days on which a unit came into one of some states, or may have.

    Examples:
        >>> from civil_village.charts.courses import Stay
        >>> stays = [Stay(states=["held"]), Stay(states=["revoked"], first=date(2024, 3, 1))]
        >>> list(breaks(Course(of="v1", ways=(), stays=stays), ["revoked"]))
        [Break(on=datetime.date(2024, 3, 1), sure=True)]
    """
    for stay in course.stays:
        there = [state in states for state in stay.states]
        if any(there):
            yield Break(stay.first or date.min, all(there))

"""Chains of units (各单位的连续届次): from the events and states of a unit to its chains."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from civil_village.charts.fold import Run
from civil_village.consequences import Banned, Followed
from civil_village.evidence.reported import Event
from civil_village.rules import Unknown
from civil_village.rules.value_only import worth
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
        #: By chain, what its condition reads of an event, and what that is worth.
        self.asked = {
            chain.id: (
                EventValues(scheme.events[chain.result], chain.when.names),
                worth(chain.when.expression),
            )
            for chain in scheme.chains
            if chain.when is not None
        }

    def of(self, chain: Chain, run: Run, events: Sequence[Event]) -> ChainState:
        """Count a chain of one unit.

        Args:
            chain: What is counted.
            run: What became of the unit.
            events: Its events, in the order of days.
        """
        results = self.results(chain, run, events)
        return chain_by(chain, self.rounds, results, tuple(breaks(run, chain.broken_by)))

    def results(self, chain: Chain, run: Run, events: Sequence[Event]) -> dict[int, RoundResult]:
        """Give the result of a unit in each round in which it has one, or may have."""
        refused = {each.event: each.sure for each in run.refused}
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
        values, worth_ = self.asked[chain.id]
        value = worth_(values.of(event))
        return None if isinstance(value, Unknown) else bool(value)

    def followed(self, run: Run, events: Sequence[Event]) -> Iterator[Followed]:
        """Give what surely follows from the chains of a unit, chain by chain."""
        for chain in self.scheme.chains:
            for reached in self.of(chain, run, events).reached if chain.then else ():
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


def breaks(run: Run, states: Collection[str]) -> Iterator[Break]:
    """Give the days on which a unit came into one of some states, or may have.

    Args:
        run: What became of the unit.
        states: The states.
    """
    for ways, first, _ in run.stays if states else ():
        there = [way.state in states for way in ways]
        if any(there):
            yield Break(first, all(there))

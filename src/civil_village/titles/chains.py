"""Chains (连续届次): how many rounds on end a unit has had one result, and what follows.

A chain is the run that ends with the last round that is closed by the day. A round without the
result breaks it, and so does a revocation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.consequences import Following
from civil_village.explanation import Explanation, told, tree_text
from civil_village.ids import Id, id_problems
from civil_village.indicators import EventKind
from civil_village.labels import Label, Source, as_label, name_text, named
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem
from civil_village.rules import Rule
from civil_village.titles.rounds import RoundState
from civil_village.written_forms import ONE_OR_MANY

#: When the consequences of a chain follow.
Follows = Literal["once", "each"]

_ONE = timedelta(days=1)


@model(kw_only=True)
class Chain(Model):
    """What is counted from round to round (连续届次), and what follows from so many on end.

    Three awards on end are recommended upward; who is last twice running loses the title.

    Attributes:
        id: Id of the chain.
        label: Name for people; ``None`` where nobody gave one.
        result: The kind of event that is the result of a unit in a round.
        when: A condition on the values of that event; without one every such event is a result.
        broken_by: States that break the chain of whoever comes into one (撤销).
        after: So many rounds on end.
        follows: ``once``, on the day on which that is reached, or with ``each`` further round too.
        then: What follows.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> Chain(id="three", result="award", after=3).follows
        'once'
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    result: Id
    when: Rule | None = None
    broken_by: tuple[Id, ...] = field(default=(), converter=as_tuple)
    after: int
    follows: Follows = "once"
    then: tuple[Following, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and a length that every unit has."""
        for name in ("id", "result"):
            yield from id_problems(getattr(self, name), name)
        yield from checks.unique(self.broken_by, "broken_by")
        yield from checks.at_least(self.after, 1, "after")
        yield from self.assumed.problems_in(Chain)

    def problems_in(
        self, events: Mapping[str, EventKind], states: Collection[str]
    ) -> Iterator[Problem]:
        """Give names that a scheme does not have, and a condition that cannot be read.

        Args:
            events: The kinds of events of the scheme.
            states: Its states.
        """
        yield from checks.known(self.result, tuple(events), "result")
        if self.when is not None and self.result in events:
            names = events[self.result].signatures()
            yield from (problem.inside("when") for problem in self.when.check(names))
        for index, name in enumerate(self.broken_by):
            yield from checks.known(name, tuple(states), "broken_by", index)

    def is_due(self, length: int) -> bool:
        """Tell whether something follows as a chain comes to a length.

        Examples:
            >>> [Chain(id="three", result="award", after=3).is_due(n) for n in (2, 3, 4)]
            [False, True, False]
            >>> Chain(id="three", result="award", after=3, follows="each").is_due(4)
            True
        """
        return length == self.after or (length > self.after and self.follows == "each")


class RoundResult(NamedTuple):
    """The result of a unit in a round (届次结果)."""

    #: Whether it has the result; ``None`` where that is not known.
    has: bool | None
    #: The day of it.
    on: date
    #: The id of the event that says so.
    event: str | None = None


class Break(NamedTuple):
    """That a chain is broken on a day (中断)."""

    on: date
    #: Whether it surely is.
    sure: bool = True


@model(kw_only=True)
class Reached(Shown):
    """That a chain came to a length from which something follows (达到届数).

    Attributes:
        round: The round with which it did.
        on: The day on which that round was closed.
        length: So many rounds on end, counted with that one.
        event: Id of the event that is the result of that round.
        sure: Whether it surely did: what is not known may shorten it.

    Examples:
        >>> Reached(round="2024", on=date(2024, 12, 31), length=3).sure
        True
    """

    round: str
    on: date
    length: int
    event: str | None = None
    sure: bool = True


@model(kw_only=True)
class ChainState(Shown):
    """How long the chain of a unit is by a day (连续届次). Made by `TitleStanding.chain`.

    Attributes:
        chain: Id of the chain.
        label: Name for people; ``None`` where nobody gave one.
        least: It is at least so many rounds long.
        most: It is at most so many rounds long.
        rounds: The rounds that it runs over, at its longest.
        reached: When it came to lengths from which something follows, earlier chains among them.
        waits: Rounds after the last closed one that are due and not closed: they may lengthen it
            or end it.

    Examples:
        >>> ChainState(chain="three", least=2, most=2, rounds=["2022", "2023"]).length
        2
    """

    chain: str
    label: Label | None = field(default=None, converter=as_label)
    least: int
    most: int
    rounds: tuple[str, ...] = field(default=(), converter=as_tuple)
    reached: tuple[Reached, ...] = field(default=(), converter=as_tuple)
    waits: tuple[str, ...] = field(default=(), converter=as_tuple)

    @property
    def length(self) -> int | None:
        """So many rounds; ``None`` while that is open."""
        return self.least if self.least == self.most else None

    def explain(self) -> Explanation:
        """Tell how long it is, over which rounds, and what it came to."""
        ends = Message("explain.range", least=self.least, greatest=self.most)
        key = "chain.over" if self.rounds else "chain.none"
        length = ends if self.length is None else self.length
        head = Message(key, name=named(self, self.chain), length=length, rounds=self.rounds)
        lines = [
            Message(
                "chain.reached" if each.sure else "chain.may-reach",
                length=each.length,
                round=each.round,
                on=each.on,
            )
            for each in self.reached
        ]
        lines += [Message("chain.waits", round=name) for name in self.waits]
        return Explanation(head, told(*lines))

    text = tree_text


def chain_by(
    chain: Chain,
    rounds: Sequence[RoundState],
    results: Mapping[int, RoundResult],
    breaks: Sequence[Break] = (),
) -> ChainState:
    """Count a chain of one unit.

    Args:
        chain: What is counted.
        rounds: What the rounds are by the day, in the order in which they open.
        results: What the unit has, by the place of the round; a closed round that is not there
            is missed.
        breaks: When it was revoked, in the order of days.

    Examples:
        >>> closed = [
        ...     RoundState(round=str(y), opens=date(y, 3, 1), closed=date(y, 12, 31), says="closed")
        ...     for y in (2021, 2022, 2023)
        ... ]
        >>> award = Chain(id="two", result="award", after=2)
        >>> results = {n: RoundResult(True, date(2021 + n, 6, 1)) for n in range(3)}
        >>> chain_by(award, closed, results).length
        3
        >>> chain_by(award, closed, results, [Break(date(2021, 9, 1))]).length
        2
    """
    last = max((n for n, each in enumerate(rounds) if each.says == "closed"), default=-1)
    run = _Run(chain, breaks)
    for place, each in enumerate(rounds[: last + 1]):
        found = results.get(place)
        if found is None:  # missed; in a round that nobody closed that is not known
            found = RoundResult(False if each.closed else None, each.closed or each.opens)
        run.take(each, found)
    run.break_through(date.max)
    waits = [each.round for each in rounds[last + 1 :] if each.says == "overdue"]
    return ChainState(
        chain=chain.id,
        label=chain.label,
        least=run.least,
        most=run.most,
        rounds=run.rounds[len(run.rounds) - run.most :],
        reached=run.reached,
        waits=waits,
    )


class _Run:
    """The run of rounds as it grows and breaks, round by round."""

    def __init__(self, chain: Chain, breaks: Sequence[Break]) -> None:
        self.chain, self.breaks = chain, list(reversed(breaks))
        self.least = self.most = 0
        self.rounds: list[str] = []
        self.reached: list[Reached] = []

    def break_through(self, day: date) -> None:
        """Break it where it was broken by a day."""
        while self.breaks and self.breaks[-1].on <= day:
            self.least = 0
            if self.breaks.pop().sure:
                self.most = 0

    def take(self, state: RoundState, result: RoundResult) -> None:
        """Go on by one round."""
        self.break_through(result.on if result.has is False else _day_before(result.on))
        self.rounds.append(state.round)
        self.least = self.least + 1 if result.has else 0
        self.most = 0 if result.has is False else self.most + 1
        if state.closed is None:
            return
        self.break_through(state.closed)
        least, most = self.chain.is_due(self.least), self.chain.is_due(self.most)
        if least or (most and self.least < self.chain.after):
            length = self.least if least else self.most
            self.reached.append(
                Reached(
                    round=state.round,
                    on=state.closed,
                    length=length,
                    event=result.event,
                    sure=least,
                )
            )


def _day_before(day: date) -> date:
    return day if day == date.min else day - _ONE

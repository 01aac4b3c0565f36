"""Rounds (届、轮次): when one opens, whether it is closed by a day, and which events are of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.evidence.reported import Event
from civil_village.ids import Id, key_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem
from civil_village.rankings import Quota
from civil_village.written_forms import ONE_OR_MANY

#: The kind of event that closes the round that it speaks ``of`` (收官).
CLOSED = "round_closed"

_ONE = timedelta(days=1)
#: What a round is by a day. One that is ``overdue`` should be closed, and nobody has closed it.
RoundWord = Literal["ahead", "open", "overdue", "closed"]


@model(kw_only=True)
class Round(Model):
    """A round of a title (届、轮次): once a year, once in three years.

    It is closed at the end of the day that it declares, or on that of the event ``round_closed``
    that speaks of it. In a closed round who has no result has none; in one that is due and not
    closed that is not known.

    Attributes:
        id: Name of the round, by which events speak of it: ``2024``.
        label: Name for people; ``None`` where nobody gave one.
        opens: The first day.
        closes: The last day, where that is fixed; an event may close it sooner.
        due: The last day on which an event should close it, where none is fixed.
        quotas: Quotas of this round alone, by the placement whose own they take the place of.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> Round(id="2024", opens=date(2024, 3, 1), closes=date(2024, 12, 31)).closes
        datetime.date(2024, 12, 31)
    """

    id: str
    label: Label | None = field(default=None, converter=as_label)
    opens: date
    closes: date | None = None
    due: date | None = None
    quotas: FrozenMapping[Id, Quota] = field(default=EMPTY, converter=as_mapping)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give days that do not go together, and names that are none."""
        yield from checks.not_empty(self.id, "id")
        yield from checks.one_key(self, "closes", "due", optional=True)
        for name in ("closes", "due"):
            yield from checks.in_order(self.opens, getattr(self, name), name)
        yield from key_problems(self.quotas, "quotas")
        yield from self.assumed.problems_in(Round)


def round_problems(rounds: Sequence[Round], *path: str) -> Iterator[Problem]:
    """Give rounds of one name, and those that do not stand in the order in which they open.

    Examples:
        >>> both = [Round(id="a", opens=date(2024, 3, 1)), Round(id="b", opens=date(2024, 3, 1))]
        >>> [problem.path for problem in round_problems(both, "rounds")]
        [('rounds', 1, 'opens')]
    """
    yield from checks.unique_ids([each.id for each in rounds], *path)
    for index, (before, each) in enumerate(pairwise(rounds), 1):
        if each.opens <= before.opens:
            expected = Message("expected.not-before", least=before.opens + _ONE)
            yield checks.out_of_range(each.opens, expected, (*path, index, "opens"))


@model(kw_only=True)
class RoundState(Shown):
    """What a round is by a day (届次状态).

    Attributes:
        round: Name of the round.
        opens: The first day.
        closed: The day on which it was closed; ``None`` where it is not.
        says: Whether it is ``ahead``, ``open``, ``overdue`` or ``closed``.

    Examples:
        >>> (made,) = rounds_by([Round(id="2024", opens=date(2024, 3, 1))], {}, date(2024, 2, 29))
        >>> made.says
        'ahead'
    """

    round: str
    opens: date
    closed: date | None = None
    says: RoundWord


def rounds_by(
    rounds: Sequence[Round], closings: Mapping[str, date], as_of: date
) -> tuple[RoundState, ...]:
    """Say what each round is by a day.

    Args:
        rounds: The rounds, in the order in which they open.
        closings: By name, the day of the event that closes a round.
        as_of: The day.

    Examples:
        >>> rounds = [Round(id="2024", opens=date(2024, 3, 1), due=date(2024, 12, 31))]
        >>> [state.says for state in rounds_by(rounds, {}, date(2025, 1, 1))]
        ['overdue']
        >>> [s.says for s in rounds_by(rounds, {"2024": date(2025, 1, 5)}, date(2025, 1, 5))]
        ['closed']
    """
    return tuple(_state(each, closings.get(each.id), as_of) for each in rounds)


def _state(each: Round, closing: date | None, as_of: date) -> RoundState:
    ends = [day for day in (each.closes, closing) if day is not None]
    last = max(min(ends), each.opens) if ends else None
    closed = last if last is not None and last <= as_of else None
    overdue = each.due is not None and as_of > each.due
    says: RoundWord = "overdue" if overdue else "open"
    says = "closed" if closed else "ahead" if as_of < each.opens else says
    return RoundState(round=each.id, opens=each.opens, closed=closed, says=says)


def closings(scheme: str, events: Iterable[Event]) -> dict[str, date]:
    """Give the day of the first event that closes a round, by the name of the round.

    Args:
        scheme: Id of the scheme: events may name a round with it, as in ``demo.title/2024``.
        events: What has happened, in the order of days.

    Examples:
        >>> closed = Event(id="e1", kind="round_closed", of="demo.title/2024", on=date(2025, 1, 5))
        >>> closings("demo.title", [closed])
        {'2024': datetime.date(2025, 1, 5)}
    """
    found: dict[str, date] = {}
    for event in events:
        if event.kind == CLOSED and event.of is not None and isinstance(event.on, date):
            found.setdefault(event.of.removeprefix(f"{scheme}/"), event.on)
    return found


class RoundsOfDays:
    """Tells the round of an event: the one that it names, else the last opened by its day.

    Args:
        scheme: Id of the scheme, with which events may name a round.
        states: What the rounds are by a day, in the order in which they open.
    """

    def __init__(self, scheme: str, states: Sequence[RoundState]) -> None:
        self.states = states
        self.places = {state.round: place for place, state in enumerate(states)}
        self.places |= {f"{scheme}/{name}": place for name, place in self.places.items()}
        self.opens = [state.opens for state in states]

    def named(self, of: str | None, on: date) -> int | None:
        """Give the place of the round that an event names, else that of its day.

        Args:
            of: What the event speaks of.
            on: Its day.
        """
        place = self.places.get(of or "")
        return self._at(bisect_right(self.opens, on) - 1, on) if place is None else place

    def place(self, of: str | None, on: date) -> int | None:
        """Give the place of the round of an event; what is dated after its close is of none.

        Args:
            of: What the event speaks of.
            on: Its day.
        """
        place = self.named(of, on)
        return None if place is None else self._at(place, on)

    def _at(self, place: int, on: date) -> int | None:
        if place < 0:
            return None
        closed = self.states[place].closed
        return place if closed is None or on <= closed else None

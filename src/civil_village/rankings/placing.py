"""Placing (排名): from units to places, best and worst where something is not known.

Units of one stratum are ranked among themselves. A place is given when nothing that is not
known can change it; otherwise the best and the worst possible place are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field

from civil_village.explanation import Explanation, tree_text
from civil_village.labels import Label, as_label, named
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.rankings.order import Bounds, Contender, Order, Ties
from civil_village.rankings.units import Contest, Unit


@model(kw_only=True)
class Place(Shown):
    """The place of one unit in a ranking (名次). Made by `civil_village.rank`.

    Attributes:
        id: Id of the unit.
        label: Name for people; ``None`` where nobody gave one.
        stratum: The stratum in which it is ranked; ``None`` where there are none or it is not
            known.
        bounds: Least and greatest points by which it is ranked.
        place: Its place, counted from 1; ``None`` while that is open and for what is left out.
        best: Best place that missing facts allow; ``None`` for what is left out.
        worst: Worst place that missing facts allow; ``None`` for what is left out.
        ranked: Whether it takes part: ``None`` while that is open.
        reason: Why it has this place, or none.

    Examples:
        >>> from civil_village.messages import Message
        >>> told = Message("rank.settled", above=1, level=0)
        >>> place = Place(id="v1", bounds=(80, 80), place=2, best=2, worst=2, reason=told)
        >>> place.text("en")
        'v1: place 2 (1 above, 0 level)'
    """

    id: str
    label: Label | None = field(default=None, converter=as_label)
    stratum: str | None = None
    bounds: Bounds = field(converter=as_tuple)
    place: int | None = None
    best: int | None = None
    worst: int | None = None
    ranked: bool | None = True
    reason: Message

    def explain(self) -> Explanation:
        """Tell name, place and reason."""
        key = "rank.line" if self.place is not None else "rank.line.open"
        if self.ranked is False:
            key = "rank.line.out"
        ends = {"place": self.place, "best": self.best, "worst": self.worst}
        return Explanation(Message(key, name=named(self), **ends, reason=self.reason))

    text = tree_text


def placed(units: Iterable[Unit], ties: Ties) -> Iterator[Place]:
    """Give every unit's place, each stratum by itself.

    Args:
        units: The units.
        ties: What tied units get.

    Returns:
        The places, stratum by stratum as they first appear, the best first; what is left out
        stands last, with the reason. Units whose stratum is not known come after all others.

    Examples:
        >>> points = {"a": 5, "b": 7}
        >>> units = [Unit(id=name, keys=((n, n),), shown=(n, n)) for name, n in points.items()]
        >>> [(place.id, place.place) for place in placed(units, "competition")]
        [('b', 1), ('a', 2)]
    """
    contest = Contest(tuple(units))
    entries = contest.entries()
    strays = contest.inside(contest.strays)

    def spreads(members: Sequence[int]) -> dict[int, _Spread]:
        found = _spreads([entries[index] for index in members], ties)
        return dict(zip(members, found, strict=True))

    anywhere = spreads(strays)
    for stratum, members in contest.strata.items():
        found = spreads([*contest.inside(members), *strays])
        yield from _lines(contest, stratum or None, members, found)
        anywhere = {i: max(anywhere[i], found[i], key=lambda s: s.worst) for i in strays}
    alone = {
        index: evolve(spread, best=1, above=0, may=spread.above + spread.may)
        for index, spread in anywhere.items()
    }
    yield from _lines(contest, None, contest.strays, alone)


def _lines(
    contest: Contest, stratum: str | None, members: Sequence[int], spreads: Mapping[int, _Spread]
) -> Iterator[Place]:
    """Give the places of the members of a stratum, the best first, those left out last."""

    def place(index: int, **found: Any) -> Place:
        unit = contest.units[index]
        return Place(id=unit.id, label=unit.label, stratum=stratum, bounds=unit.shown, **found)

    inside = contest.inside(members)
    for index in sorted(inside, key=lambda index: (spreads[index].best, spreads[index].worst)):
        spread, ranked = spreads[index], contest.units[index].takes_part
        yield place(
            index,
            place=spread.best if ranked and spread.best == spread.worst else None,
            best=spread.best,
            worst=spread.worst,
            ranked=ranked,
            reason=spread.reason if ranked else Message("rank.open", then=spread.reason),
        )
    for index in members:
        if index not in spreads:
            yield place(index, ranked=False, reason=contest.units[index].left_out)


@model(kw_only=True)
class _Spread(Shown):
    """Best and worst place of one unit, and the units above it and level with it."""

    best: int
    worst: int
    above: int
    #: How many more may be above.
    may: int
    level: int

    @property
    def reason(self) -> Message:
        """Say how many are above and level."""
        if self.may:
            return Message("rank.unsettled", above=self.above, may=self.may)
        return Message("rank.settled", above=self.above, level=self.level)


def _spreads(entries: Sequence[Contender], ties: Ties) -> Iterator[_Spread]:
    """Give what is known of the place of each unit among the others."""
    settled = Counter(e.least for e in entries if e.sure and e.settled)
    around = Order(entries, "competition")
    order = around if ties == "competition" else Order(entries, ties)
    for entry in entries:
        best, worst = order.place(entry)
        first, last = around.place(entry)
        yield _Spread(
            best=best,
            worst=worst,
            above=first - 1,
            may=last - first,
            level=(settled[entry.least] - entry.sure) if entry.settled else 0,
        )

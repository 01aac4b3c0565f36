"""Order (次序): the best and the worst place of each unit, from bounds of what it comes to.

Everything here is numbers. Of each unit it is known what it comes to at least and at most,
and whether it surely takes part; more is better. Units are taken to be independent, and
every number within its bounds to be possible.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

#: What tied units get: the best of their places and a gap after it (1 2 2 4), the best and
#: no gap (1 2 2 3), or the worst of their places (1 3 3 4).
Ties = Literal["competition", "dense", "worst"]
#: Least and greatest of one key by which a unit is ordered.
Bounds = tuple[Decimal | Fraction, Decimal | Fraction]
#: Least and greatest of each key, the first key first.
Keys = tuple[tuple[Decimal | Fraction | int, Decimal | Fraction | int], ...]


def directed(bounds: Bounds, best: Literal["high", "low"]) -> tuple[Fraction, Fraction]:
    """Turn bounds so that more is better.

    Examples:
        >>> directed((Decimal(1), Decimal(2)), "low")
        (Fraction(-2, 1), Fraction(-1, 1))
    """
    least, greatest = Fraction(bounds[0]), Fraction(bounds[1])  # a decimal's minus may round
    return (least, greatest) if best == "high" else (-greatest, -least)


class Contender(NamedTuple):
    """One unit of an order: what it comes to at least and at most, and if it takes part."""

    least: Fraction | int
    greatest: Fraction | int
    #: Whether it surely takes part.
    sure: bool = True

    @property
    def settled(self) -> bool:
        """Whether it is known what it comes to."""
        return self.least == self.greatest


def numbered(keys: Iterable[Keys]) -> list[tuple[int, int]]:
    """Number what units come to by rank, so that later comparisons are of whole numbers.

    Examples:
        >>> numbered([((80, 80), (1, 2)), ((80, 80), (2, 2)), ((7, 90), (0, 0))])
        [(1, 2), (2, 2), (0, 3)]
    """
    units = list(keys)
    places: list[dict[Decimal | Fraction | int, int]] = []
    for column in zip(*units, strict=True):
        found = {end for ends in column for end in ends}
        places.append({end: place for place, end in enumerate(sorted(found, key=Fraction))})
    ends = [
        tuple(
            tuple(place[pair[side]] for place, pair in zip(places, unit, strict=True))
            for side in (0, 1)
        )
        for unit in units
    ]
    order = {end: number for number, end in enumerate(sorted({e for pair in ends for e in pair}))}
    return [(order[least], order[greatest]) for least, greatest in ends]


class Order:
    """Who may come before whom; the places of one are found by looking up.

    Args:
        entries: All that are compared.
        ties: What tied units get.

    Examples:
        The second may be level with the first, or last.

        >>> entries = [Contender(5, 5), Contender(3, 5), Contender(4, 4)]
        >>> order = Order(entries, "competition")
        >>> [order.place(entry) for entry in entries]
        [(1, 1), (1, 3), (2, 3)]
    """

    def __init__(self, entries: Sequence[Contender], ties: Ties) -> None:
        self.ties = ties
        if ties == "dense":  # numbers count, not units
            self.fewest = sorted(_fewest_numbers(entries))
            self.numbers = sorted({entry.least for entry in entries if entry.settled})
            self.free = sorted(entry.greatest for entry in entries if not entry.settled)
        else:
            self.lows = sorted(entry.least for entry in entries if entry.sure)
            self.highs = sorted(entry.greatest for entry in entries)

    def place(self, entry: Contender) -> tuple[int, int]:
        """Give the best and the worst place that one of the entries can have, if it takes part."""
        low, high = entry.least, entry.greatest
        match self.ties:
            case "competition":  # those above: surely, and possibly
                best = _above(self.lows, high)
                worst = _above(self.highs, low) - (not entry.settled)
            case "worst":  # those above or level, the unit itself among them
                best = _from(self.lows, high) - (entry.sure and entry.settled)
                worst = _from(self.highs, low) - 1
            case "dense":  # the different numbers above: as few as possible, and as many
                best = _above(self.fewest, high)
                worst = _above(self.numbers, low) + _above(self.free, low) - (not entry.settled)
        return best + 1, worst + 1


def _fewest_numbers(entries: Sequence[Contender]) -> list[Fraction | int]:
    """Give the fewest numbers that the units can come to together, from the highest down.

    As many of them stand above any line as the units that are surely above it need.
    """
    numbers: list[Fraction | int] = []
    sure = [entry for entry in entries if entry.sure]
    for entry in sorted(sure, key=lambda entry: entry.least, reverse=True):
        if not numbers or entry.greatest < numbers[-1]:
            numbers.append(entry.least)
    return numbers


def _above(ends: Sequence[Fraction | int], line: Fraction | int) -> int:
    return len(ends) - bisect_right(ends, line)


def _from(ends: Sequence[Fraction | int], line: Fraction | int) -> int:
    return len(ends) - bisect_left(ends, line)

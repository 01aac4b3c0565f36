"""Standings (名次): least and greatest place of each unit, from bounds of what it is ordered by.

Everything here is numbers. Of each unit it is known what it comes to at least and at most,
and whether it surely takes part; more is better. Units are taken to be independent, and
every number within its bounds to be possible.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from civil_village.models import Shown, model

#: What tied units get: the best of their places and a gap after it (1 2 2 4), the best and
#: no gap (1 2 2 3), or the worst of their places (1 3 3 4).
Ties = Literal["competition", "dense", "worst"]
#: Least and greatest of each key by which a unit is ordered, the first key first.
Keys = tuple[tuple[Decimal | Fraction | int, Decimal | Fraction | int], ...]


@model
class Entry(Shown):
    """One unit of an order: what it comes to at least and at most, and if it takes part."""

    least: int
    greatest: int
    #: Whether it surely takes part.
    sure: bool = True


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


def places(entries: Sequence[Entry], ties: Ties) -> list[tuple[int, int]]:
    """Give the best and the worst place that each unit can have, if it takes part.

    Args:
        entries: The units.
        ties: What tied units get.

    Examples:
        The second may be level with the first, or last.

        >>> places([Entry(5, 5), Entry(3, 5), Entry(4, 4)], "competition")
        [(1, 1), (1, 3), (2, 3)]
    """
    match ties:
        case "competition":
            return _competition(entries)
        case "worst":
            return _worst(entries)
        case "dense":
            return _dense(entries)


def _competition(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Count those that are above: surely, and possibly."""
    lows = sorted(entry.least for entry in entries if entry.sure)
    highs = sorted(entry.greatest for entry in entries)
    return [
        (
            1 + _above(lows, entry.greatest),
            1 + _above(highs, entry.least) - (entry.greatest > entry.least),
        )
        for entry in entries
    ]


def _worst(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Count those that are above or level, the unit itself included."""
    lows = sorted(entry.least for entry in entries if entry.sure)
    highs = sorted(entry.greatest for entry in entries)
    return [
        (
            1 + _from(lows, entry.greatest) - (entry.sure and entry.least == entry.greatest),
            _from(highs, entry.least),
        )
        for entry in entries
    ]


def _dense(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """Count the different numbers that are above: as few as possible, and as many."""
    fewest = sorted(_fewest_numbers(entries))
    settled = sorted({entry.least for entry in entries if entry.least == entry.greatest})
    free = sorted(entry.greatest for entry in entries if entry.least < entry.greatest)
    return [
        (
            1 + _above(fewest, entry.greatest),
            1
            + _above(settled, entry.least)
            + _above(free, entry.least)
            - (entry.greatest > entry.least),
        )
        for entry in entries
    ]


def _fewest_numbers(entries: Sequence[Entry]) -> list[int]:
    """Give the fewest numbers that the units can come to together, from the highest down.

    As many of them stand above any line as the units that are surely above it need.
    """
    numbers: list[int] = []
    sure = [entry for entry in entries if entry.sure]
    for entry in sorted(sure, key=lambda entry: entry.least, reverse=True):
        if not numbers or entry.greatest < numbers[-1]:
            numbers.append(entry.least)
    return numbers


def _above(ends: Sequence[int], line: int) -> int:
    return len(ends) - bisect_right(ends, line)


def _from(ends: Sequence[int], line: int) -> int:
    return len(ends) - bisect_left(ends, line)

"""Aggregates of a whole cohort, and of the cohort without one of its members.

What is common to all members is worked out once, so that asking for each of many costs
little: a difference for sums, a look-up in what is sorted for means and extremes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import attrgetter

from civil_village.aggregates import AGGREGATES, Limits, MemberNumber, ProvedRange, total
from civil_village.indicators import ROWS

#: Aggregates the rows without one of them.
Without = Callable[[MemberNumber], ProvedRange]


def without_one(how: str, rows: Sequence[MemberNumber], limits: Limits) -> Without:
    """Give what aggregates the rows without a given one of them.

    Args:
        how: ``share``, ``count``, ``sum``, ``mean``, ``min`` or ``max``.
        rows: All of them.
        limits: Whether all are there, and the range of one row's number.

    Examples:
        >>> rows = [MemberNumber(Fraction(n), Fraction(n)) for n in (1, 2, 6)]
        >>> limits = Limits(complete=True, least=Fraction(0), greatest=Fraction(9))
        >>> without_one("mean", rows, limits)(rows[2]).least
        Fraction(3, 2)
    """
    if len(rows) <= 1:  # nobody is left
        return lambda _: AGGREGATES[how]([], limits)
    if how in ("count", "sum"):
        return _totals(rows, limits)
    if how in ("share", "mean"):
        return _means(rows, limits)
    return _extremes(how, rows, limits)


def _totals(rows: Sequence[MemberNumber], limits: Limits) -> Without:
    everything = total(rows, limits)
    one_more = ProvedRange(Fraction(0), Fraction(0))
    if not limits.complete and len(rows) <= ROWS:  # another may come in its place
        one_more = ProvedRange(min(limits.least, Fraction(0)), max(limits.greatest, Fraction(0)))

    def without(row: MemberNumber) -> ProvedRange:
        own = total([row], Limits(complete=True, least=Fraction(0), greatest=Fraction(0)))
        return ProvedRange(
            everything.least - own.least + one_more.least,
            everything.greatest - own.greatest + one_more.greatest,
        )

    return without


def _means(rows: Sequence[MemberNumber], limits: Limits) -> Without:
    members = sum(row.sure for row in rows)
    lowest = _LowestMean([row.least for row in rows if row.sure], _ends(rows, 1))
    negated = _LowestMean([-row.greatest for row in rows if row.sure], _ends(rows, -1))

    def without(row: MemberNumber) -> ProvedRange:
        sure = members > row.sure
        if not limits.complete:
            return ProvedRange(limits.least, limits.greatest, sure)
        least = lowest.without(row.least, sure=row.sure)
        greatest = -negated.without(-row.greatest, sure=row.sure)
        return ProvedRange(least, greatest, sure)

    return without


def _ends(rows: Sequence[MemberNumber], sign: int) -> list[Fraction]:
    """Give the least numbers of those who are perhaps no members, or the negated greatest."""
    return [row.least if sign > 0 else -row.greatest for row in rows if not row.sure]


class _LowestMean:
    """The mean of members, and of just those others that pull it down, without one of them."""

    def __init__(self, members: list[Fraction], others: list[Fraction]) -> None:
        self.total, self.count = sum(members, Fraction(0)), len(members)
        self.others = sorted(others)
        self.sums = [Fraction(0), *accumulate(self.others)]

    def without(self, value: Fraction, *, sure: bool) -> Fraction:
        total, count = self.total - value * sure, self.count - sure
        # Where one of the others is left out, those after it move up.
        out = len(self.others) if sure else bisect_left(self.others, value)
        size = len(self.others) - (not sure)

        def other(place: int) -> Fraction:
            return self.others[place + (place >= out)]

        def added(number: int) -> Fraction:
            return total + self.sums[number + (number > out)] - value * (number > out)

        if count == 0:
            return other(0)
        # The mean falls as long as the next one is below it, and then no more.
        stop = bisect_left(
            range(size), 1, key=lambda place: other(place) * (count + place) >= added(place)
        )
        return added(stop) / (count + stop)


def _extremes(how: str, rows: Sequence[MemberNumber], limits: Limits) -> Without:
    """Aggregate only the rows that can matter: the two outermost of each kind."""
    some: dict[int, MemberNumber] = {}
    for sure in (True, False):
        kind = [row for row in rows if row.sure is sure]
        for end in ("least", "greatest"):
            by_end = sorted(kind, key=attrgetter(end))
            some |= {id(row): row for row in (*by_end[:2], *by_end[-2:])}

    def without(row: MemberNumber) -> ProvedRange:
        left = [each for each in some.values() if each is not row]
        return AGGREGATES[how](left, limits)

    return without

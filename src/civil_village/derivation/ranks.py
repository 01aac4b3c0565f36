"""Ranks (名次) among those that are compared, of which some may not be known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

from civil_village.aggregates import Row
from civil_village.indicators import ROWS, Derived
from civil_village.rankings.order import Ties


class Ranking:
    """Who may come before whom; the place of one is found by looking up.

    Args:
        rows: The numbers of all that are compared.
        derive: Which end is the first place, and how equals are ranked.
        complete: Whether all are there.

    Examples:
        One of three is not known: 7 comes first or second.

        >>> from civil_village.rules import Rule
        >>> rows = [Row(Fraction(low), Fraction(high)) for low, high in ((7, 7), (5, 5), (0, 9))]
        >>> ranking = Ranking(rows, Derived(rank=Rule("x"), best="high"), complete=True)
        >>> ranking.place(rows[0]), ranking.place(rows[1])
        ((1, 2), (2, 3))
    """

    def __init__(self, rows: Sequence[Row], derive: Derived, *, complete: bool) -> None:
        self.sign = 1 if derive.best == "low" else -1
        self.ties: Ties = derive.ties
        self.complete = complete
        oriented = [self._oriented(row) for row in rows]
        #: Lower is better: the worst that those can be who are surely there, and the best
        #: that anybody can be.
        self.worst = sorted(high for _, high, sure in oriented if sure)
        self.best = sorted(low for low, _, _ in oriented)
        self.sure, self.size = len(self.worst), len(rows)
        #: For ties that count numbers rather than subjects: those surely there, those perhaps
        #: there, and the best of those that are not known.
        self.numbers = sorted({low for low, high, sure in oriented if sure and low == high})
        self.perhaps = sorted({low for low, high, _ in oriented if low == high})
        self.open = sorted(low for low, high, _ in oriented if low < high)

    def _oriented(self, row: Row) -> tuple[Fraction, Fraction, bool]:
        ends = (row.least * self.sign, row.greatest * self.sign)
        return min(ends), max(ends), row.sure

    def place(self, row: Row) -> tuple[int, int]:
        """Give the best and the worst place that one of the rows can have."""
        low, high, sure = self._oriented(row)
        if self.ties == "dense":
            first, last = self._dense(low, high)
        elif self.ties == "competition":
            first = bisect_left(self.worst, low)
            last = bisect_left(self.best, high) - (low < high)
        else:  # all equals have the last of their places
            first = bisect_right(self.worst, low) - (sure and low == high)
            last = bisect_right(self.best, high) - 1
        return first + 1, max(first, last) + 1 if self.complete else ROWS

    def _dense(self, low: Fraction, high: Fraction) -> tuple[int, int]:
        first = bisect_left(self.numbers, low) or int(bisect_left(self.worst, low) > 0)
        last = bisect_left(self.perhaps, high) + bisect_left(self.open, high) - (low < high)
        return first, last

    def share(self, row: Row) -> tuple[Fraction, Fraction]:
        """Give the least and the greatest share that place is of the size."""
        first, last = self.place(row)
        if not self.complete:
            return Fraction(first, ROWS), Fraction(1)
        others = self.sure - row.sure  # of those besides itself who are surely there
        return Fraction(first, self.size), min(Fraction(last, 1 + others), Fraction(1))

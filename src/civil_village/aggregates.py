"""Aggregates over rows of which some are not known: exact where they can be, else bounds.

Each row is a member for sure or perhaps (its ``where`` is open), with a value that is
known or lies within bounds. Where nobody reported that all rows are there, more may come.
The bounds hold for every way of filling the gaps.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from civil_village.indicators import ROWS

ZERO = Fraction(0)


@frozen
class Row:
    """One member's number within bounds; for a truth, 1 where it holds and 0 where not."""

    least: Fraction
    greatest: Fraction
    #: Whether it surely counts as a member.
    sure: bool = True


@frozen
class Range:
    """What is proved of an aggregate: least, greatest, and whether it surely has a value."""

    least: Fraction
    greatest: Fraction
    sure: bool = True


@frozen(kw_only=True)
class Limits:
    """What may still come: whether all rows are there, and the range of one row's number."""

    complete: bool
    least: Fraction
    greatest: Fraction


def total(rows: Sequence[Row], limits: Limits) -> Range:
    """Add up the rows; a count is the sum of truths.

    Examples:
        >>> rows = [Row(Fraction(1), Fraction(1)), Row(Fraction(0), Fraction(1))]
        >>> total(rows, Limits(complete=True, least=Fraction(0), greatest=Fraction(1)))
        Range(least=Fraction(1, 1), greatest=Fraction(2, 1), sure=True)
    """
    least = sum((row.least if row.sure else min(row.least, ZERO) for row in rows), ZERO)
    greatest = sum((row.greatest if row.sure else max(row.greatest, ZERO) for row in rows), ZERO)
    if not limits.complete:
        more = ROWS - len(rows)
        least += more * min(limits.least, ZERO)
        greatest += more * max(limits.greatest, ZERO)
    return Range(least, greatest)


def mean(rows: Sequence[Row], limits: Limits) -> Range:
    """Average the rows; a share is the mean of truths.

    Examples:
        Eight of ten say yes and two are open: between 80 % and 100 %.

        >>> yes, open_ = Row(Fraction(1), Fraction(1)), Row(Fraction(0), Fraction(1))
        >>> limits = Limits(complete=True, least=Fraction(0), greatest=Fraction(1))
        >>> mean([yes] * 8 + [open_] * 2, limits)
        Range(least=Fraction(4, 5), greatest=Fraction(1, 1), sure=True)
    """
    sure = any(row.sure for row in rows)
    if not limits.complete or not rows:
        return Range(limits.least, limits.greatest, sure)
    least = _lowest_mean(
        [row.least for row in rows if row.sure], [r.least for r in rows if not r.sure]
    )
    negated = _lowest_mean(
        [-row.greatest for row in rows if row.sure], [-r.greatest for r in rows if not r.sure]
    )
    return Range(least, -negated, sure)


def _lowest_mean(members: list[Fraction], others: list[Fraction]) -> Fraction:
    """Average the members with just those others that pull the mean down."""
    others = sorted(others)
    if not members:
        return others[0]
    total, count = sum(members, Fraction(0)), len(members)
    for value in others:
        if value * count >= total:
            break
        total, count = total + value, count + 1
    return total / count


def smallest(rows: Sequence[Row], limits: Limits) -> Range:
    """Find the smallest number among the rows.

    Examples:
        >>> rows = [Row(Fraction(3), Fraction(3)), Row(Fraction(0), Fraction(9))]
        >>> smallest(rows, Limits(complete=True, least=Fraction(0), greatest=Fraction(9)))
        Range(least=Fraction(0, 1), greatest=Fraction(3, 1), sure=True)
    """
    members = [row.greatest for row in rows if row.sure]
    if not limits.complete or not rows:
        return Range(limits.least, min(members, default=limits.greatest), bool(members))
    most = min(members) if members else max(row.greatest for row in rows)
    return Range(min(row.least for row in rows), most, bool(members))


def largest(rows: Sequence[Row], limits: Limits) -> Range:
    """Find the largest number among the rows: the smallest of the negatives, turned back."""
    negated = [Row(-row.greatest, -row.least, row.sure) for row in rows]
    turned = Limits(complete=limits.complete, least=-limits.greatest, greatest=-limits.least)
    found = smallest(negated, turned)
    return Range(-found.greatest, -found.least, found.sure)

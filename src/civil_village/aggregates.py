"""Aggregates over rows of which some are not known: exact where they can be, else bounds.

Each row is a member for sure or perhaps (its ``where`` is open), with a value that is
known or lies within bounds. Where nobody reported that all rows are there, more may come.
The bounds hold for every way of filling the gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain, compress
from typing import Any, NamedTuple

from civil_village.exact_numbers import published
from civil_village.facts import NAMED_ROWS, FactValue
from civil_village.indicators import ROWS, Aggregate, EventCount, RankOf
from civil_village.quantities.ratios import Ratio
from civil_village.rules import (
    Missing,
    Rule,
    Signature,
    Unknown,
    Value,
    gathered,
    number_bounds,
    united,
)

ZERO = Fraction(0)


class MemberNumber(NamedTuple):
    """One member's number within bounds; for a truth, 1 where it holds and 0 where not."""

    least: Fraction
    greatest: Fraction
    #: Whether it surely counts as a member.
    sure: bool = True


class ProvedRange(NamedTuple):
    """What is proved of an aggregate: least, greatest, and whether it surely has a value."""

    least: Fraction
    greatest: Fraction
    sure: bool = True


class Limits(NamedTuple):
    """What may still come: whether all rows are there, and the range of one row's number."""

    complete: bool
    least: Fraction
    greatest: Fraction


def total(rows: Sequence[MemberNumber], limits: Limits) -> ProvedRange:
    """Add up the rows; a count is the sum of truths.

    Examples:
        >>> rows = [MemberNumber(Fraction(1), Fraction(1)), MemberNumber(Fraction(0), Fraction(1))]
        >>> total(rows, Limits(complete=True, least=Fraction(0), greatest=Fraction(1)))
        ProvedRange(least=Fraction(1, 1), greatest=Fraction(2, 1), sure=True)
    """
    least = sum((row.least if row.sure else min(row.least, ZERO) for row in rows), ZERO)
    greatest = sum((row.greatest if row.sure else max(row.greatest, ZERO) for row in rows), ZERO)
    if not limits.complete:
        more = ROWS - len(rows)
        least += more * min(limits.least, ZERO)
        greatest += more * max(limits.greatest, ZERO)
    return ProvedRange(least, greatest)


def mean(rows: Sequence[MemberNumber], limits: Limits) -> ProvedRange:
    """Average the rows; a share is the mean of truths.

    Examples:
        Eight of ten say yes and two are open: between 80 % and 100 %.

        >>> yes = MemberNumber(Fraction(1), Fraction(1))
        >>> open_ = MemberNumber(Fraction(0), Fraction(1))
        >>> limits = Limits(complete=True, least=Fraction(0), greatest=Fraction(1))
        >>> mean([yes] * 8 + [open_] * 2, limits)
        ProvedRange(least=Fraction(4, 5), greatest=Fraction(1, 1), sure=True)
    """
    sure = any(row.sure for row in rows)
    if not limits.complete or not rows:
        return ProvedRange(limits.least, limits.greatest, sure)
    least = _lowest_mean(
        [row.least for row in rows if row.sure], [r.least for r in rows if not r.sure]
    )
    negated = _lowest_mean(
        [-row.greatest for row in rows if row.sure], [-r.greatest for r in rows if not r.sure]
    )
    return ProvedRange(least, -negated, sure)


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


def smallest(rows: Sequence[MemberNumber], limits: Limits) -> ProvedRange:
    """Find the smallest number among the rows.

    Examples:
        >>> rows = [MemberNumber(Fraction(3), Fraction(3)), MemberNumber(Fraction(0), Fraction(9))]
        >>> smallest(rows, Limits(complete=True, least=Fraction(0), greatest=Fraction(9)))
        ProvedRange(least=Fraction(0, 1), greatest=Fraction(3, 1), sure=True)
    """
    members = [row.greatest for row in rows if row.sure]
    if not limits.complete or not rows:
        return ProvedRange(limits.least, min(members, default=limits.greatest), bool(members))
    most = min(members) if members else max(row.greatest for row in rows)
    return ProvedRange(min(row.least for row in rows), most, bool(members))


def largest(rows: Sequence[MemberNumber], limits: Limits) -> ProvedRange:
    """Find the largest number among the rows: the smallest of the negatives, turned back."""
    negated = [MemberNumber(-row.greatest, -row.least, row.sure) for row in rows]
    turned = Limits(complete=limits.complete, least=-limits.greatest, greatest=-limits.least)
    found = smallest(negated, turned)
    return ProvedRange(-found.greatest, -found.least, found.sure)


AGGREGATES: dict[str, Callable[[Sequence[MemberNumber], Limits], ProvedRange]] = {
    "share": mean,
    "count": total,
    "events": total,
    "sum": total,
    "mean": mean,
    "min": smallest,
    "max": largest,
}


class CountedRow(NamedTuple):
    """One member that counts, or may count, and what it lacks."""

    row: MemberNumber
    missing: tuple[Missing, ...]


def aggregate_rows(
    name: str,
    derive: Aggregate | EventCount,
    members: Iterable[tuple[Mapping[str, Value], Value]],
    *,
    complete: bool,
    signature: Signature | None,
    rows: str,
    ids: Iterable[str] | None = None,
) -> tuple[FactValue, dict[str, Any]]:
    """Aggregate one rule over the members, and say what is missing where it stays open.

    Args:
        name: The derived indicator.
        derive: How it comes from the members.
        members: The values of each, as rules see them, and whether it is one; gaps name it.
        complete: Whether somebody reported that all members are there.
        signature: What the aggregated rule computes.
        rows: What the members are, as records name them.
        ids: What each is called, where those that count are to be named.

    Returns:
        The exact value, or an unknown with the bounds that the known members prove; and what
        it was worked out from, as the fields of a `civil_village.facts.Basis`.

    Examples:
        >>> from civil_village.indicators import ShareOf
        >>> derive = ShareOf(share=Rule("takes_part"))
        >>> members = [({"takes_part": True}, True), ({"takes_part": False}, True)]
        >>> given = {"signature": Signature(type="truth"), "rows": "households"}
        >>> aggregate_rows("participation", derive, members, complete=True, **given)
        (Ratio(part=Decimal('1'), whole=Decimal('2')), {'size': 2})
    """
    counted = [counted_row(derive, scope, member) for scope, member in members]
    there = [each for each in counted if each is not None]
    found = AGGREGATES[derive.how]([each.row for each in there], limits_of(signature, complete))
    whole = () if complete else (Missing("completeness", rows),)
    missing = gathered(chain((gap for each in there for gap in each.missing), whole))
    basis: dict[str, Any] = {"size": len(there)}
    if ids is not None:
        named = list(compress(ids, map(_counts, counted)))
        basis |= {"counted": len(named), "rows": tuple(named[:NAMED_ROWS])}
    return concluded(name, derive, found, len(there), missing), basis


def _counts(each: CountedRow | None) -> bool:
    """Tell whether a member surely adds something."""
    return each is not None and each.row.sure and each.row.least > 0


def limits_of(signature: Signature | None, complete: bool) -> Limits:  # noqa: FBT001 - a field of theirs
    """Say what may still come of what a rule computes."""
    assert signature is not None  # the catalogue is checked
    if signature.type == "truth":
        return Limits(complete=complete, least=ZERO, greatest=Fraction(1))
    return Limits(complete=complete, least=signature.minimum, greatest=signature.maximum)


def concluded(
    name: str,
    derive: Aggregate | EventCount,
    found: ProvedRange,
    size: int,
    missing: tuple[Missing, ...],
) -> FactValue:
    """Give what is found of so many members: a value, or an unknown that lacks something."""
    if found.sure and found.least == found.greatest:
        if derive.how == "share" and not missing:
            return Ratio(int(found.least * size), size)
        value = published(found.least)
        return int(value) if derive.how in ("count", "events") else value
    lacking = missing or (Missing("no-value", name),)
    return Unknown(lacking, found.least, found.greatest, found.sure)


def counted_row(
    derive: Aggregate | EventCount | RankOf,
    scope: Mapping[str, Value],
    member: Value = True,  # noqa: FBT002 - a value
) -> CountedRow | None:
    """Give one member's number and what it lacks; nothing where it is surely no member."""
    where = None if isinstance(derive, RankOf) else derive.where
    if where is not None and member is not False:
        member = _both(member, where.value(scope).value)
    value = Fraction(1) if isinstance(derive, EventCount) else _worth(derive.of, scope)
    if isinstance(member, Unknown) and derive.blank != "unknown":
        member = False
    if member is False:
        return None
    if isinstance(value, Unknown) and derive.blank == "exclude":
        return None
    missing = united((member, value))
    if isinstance(value, Unknown) and value.least is None:  # a truth that is not known
        most = Fraction(1 if derive.blank == "unknown" else 0)
        missing = missing if derive.blank == "unknown" else united((member,))
        return CountedRow(MemberNumber(ZERO, most, not isinstance(member, Unknown)), missing)
    least, greatest, sure = number_bounds(value)
    return CountedRow(
        MemberNumber(least, greatest, sure and not isinstance(member, Unknown)), missing
    )


def _both(member: Value, where: Value) -> Value:
    """Tell whether it is a member for which the condition holds."""
    if where is False:
        return False
    missing = united((member, where))
    return Unknown(missing) if missing else True


def _worth(rule: Rule, scope: Mapping[str, Value]) -> Value:
    """Work out a rule over a member as a number: a truth that holds is 1."""
    value = rule.value(scope).value
    return Fraction(value) if isinstance(value, bool) else value

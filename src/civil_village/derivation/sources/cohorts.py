"""Values that come from all subjects that are compared (参评对象): worked out once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import evolve

from civil_village.aggregates import (
    AGGREGATES,
    CountedRow,
    Limits,
    MemberNumber,
    concluded,
    counted_row,
    limits_of,
)
from civil_village.derivation.sources.pooled import without_one
from civil_village.facts import FactValue
from civil_village.indicators import ROWS, Aggregate, RankOf
from civil_village.quantities.ratios import Ratio
from civil_village.rankings.order import Contender, Order
from civil_village.rules import Missing, Signature, Unknown, Value

#: So many gaps of a cohort are named one by one.
NAMED = 100
#: Subjects whose cohort is not known may stand in every one; past so many such places they
#: are taken for subjects that may still come.
_PLACES = 10**6


class Peer(NamedTuple):
    """One of those that are compared: what a rule reads of it, and what it must be equal in.

    What is missing in either is named as this one's.
    """

    scope: Mapping[str, Value]
    #: ``True`` where all are compared with all.
    by: Value = True


class _Cohort(NamedTuple):
    """Those that are compared with each other, and whether they are all."""

    #: One for each peer that counts, or may count.
    counted: tuple[CountedRow, ...]
    missing: tuple[Missing, ...]
    limits: Limits

    @property
    def rows(self) -> list[MemberNumber]:
        """Their numbers alone."""
        return [each.row for each in self.counted]


def compared(
    name: str,
    derive: Aggregate | RankOf,
    peers: Sequence[Peer],
    signature: Signature | None,
    *,
    complete: bool,
    ratio: bool,
) -> list[tuple[FactValue, int]]:
    """Work out an indicator of each of those that are compared, and of how many it comes.

    Args:
        name: The indicator.
        derive: How it comes from all of them.
        peers: All that are known.
        signature: What the rule computes that is aggregated or ranked.
        complete: Whether somebody reported that there are no others.
        ratio: Whether a rank is told as a share of the size.

    Examples:
        >>> from civil_village.indicators import MeanOf
        >>> from civil_village.rules import Rule
        >>> peers = [Peer({"income": Fraction(n)}) for n in (10, 20, 60)]
        >>> mean = MeanOf(mean=Rule("income"), over="cohort")
        >>> amount = Signature.number()
        >>> compared("m", mean, peers, amount, complete=True, ratio=False)
        [(Decimal('30'), 3), (Decimal('30'), 3), (Decimal('30'), 3)]
    """
    counted = [counted_row(derive, peer.scope) for peer in peers]
    limits = limits_of(signature, complete)
    cohorts = {
        key: (_answer(name, derive, cohort, ratio=ratio), len(cohort.counted))
        for key, cohort in _cohorts(peers, counted, limits).items()
    }
    itself = isinstance(derive, RankOf) or derive.itself
    found: list[tuple[FactValue, int]] = []
    for peer, own in zip(peers, counted, strict=True):
        answer, size = cohorts[None if isinstance(peer.by, Unknown) else peer.by]
        size -= not itself and own is not None
        if not isinstance(peer.by, Unknown):
            found.append((answer(own), size))
            continue
        value = answer(_perhaps(own, ()))
        # One that is left out has no place, whichever cohort it belongs to.
        if isinstance(value, Unknown) and (own is not None or isinstance(derive, Aggregate)):
            some = any(each is not None for each in counted)
            lacking = (m for m in value.missing if not (some and m.kind == "no-value"))
            value = evolve(value, missing=_few((*peer.by.missing, *lacking)))
        found.append((value, size))
    return found


def _perhaps(counted: CountedRow | None, missing: tuple[Missing, ...]) -> CountedRow | None:
    """Give one who may belong to a cohort, or to another one."""
    if counted is None:
        return None
    return CountedRow(counted.row._replace(sure=False), (*missing, *counted.missing))


def _cohorts(
    peers: Sequence[Peer], counted: Sequence[CountedRow | None], limits: Limits
) -> dict[Value | None, _Cohort]:
    """Divide the peers into those that are compared with each other.

    Under ``None`` stand all of them, for those that may belong to any cohort.
    """
    groups: dict[Value | None, list[CountedRow]] = {}
    strays: list[CountedRow] = []
    for peer, each in zip(peers, counted, strict=True):
        if isinstance(peer.by, Unknown):
            stray = _perhaps(each, peer.by.missing)
            strays += [] if stray is None else [stray]
        else:
            groups.setdefault(peer.by, []).extend([] if each is None else [each])
    stray_gaps = tuple(dict.fromkeys(gap for stray in strays for gap in stray.missing))
    made: dict[Value | None, _Cohort] = {}
    few = len(strays) * len(groups) <= _PLACES
    for key, group in groups.items():
        gaps = (*(gap for each in group for gap in each.missing), *stray_gaps)
        own = limits._replace(complete=limits.complete and few)
        made[key] = _Cohort((*group, *(strays if few else ())), _few(gaps), own)
    if any(isinstance(peer.by, Unknown) for peer in peers):
        everybody = [_perhaps(each, ()) for each in counted]
        there = tuple(each for each in everybody if each is not None)
        gaps = (*stray_gaps, *(gap for each in there for gap in each.missing))
        made[None] = _Cohort(there, _few(gaps), limits)
    return made


def _few(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Name each gap once; very many by the indicators alone."""
    each = tuple(dict.fromkeys(missing))
    if len(each) <= NAMED:
        return each
    short = (Missing("cohort", m.name) if m.kind != "completeness" else m for m in each)
    return tuple(dict.fromkeys(short))


def _answer(
    name: str, derive: Aggregate | RankOf, cohort: _Cohort, *, ratio: bool
) -> Callable[[CountedRow | None], FactValue]:
    """Give what answers for each member of a cohort; what is common is worked out once."""
    missing = cohort.missing
    if not cohort.limits.complete:
        missing = (*missing, Missing("completeness", "cohort"))
    if isinstance(derive, RankOf):
        return _ranked(name, derive, cohort, missing, ratio=ratio)
    size = len(cohort.counted)
    if derive.itself:
        found = AGGREGATES[derive.how](cohort.rows, cohort.limits)
        value = concluded(name, derive, found, size, missing)
        return lambda _: value
    without = without_one(derive.how, cohort.rows, cohort.limits)
    whole = concluded(
        name, derive, AGGREGATES[derive.how](cohort.rows, cohort.limits), size, missing
    )

    def beside(own: CountedRow | None) -> FactValue:
        if own is None:  # it is not one of those that count
            return whole
        return concluded(name, derive, without(own.row), size - 1, missing)

    return beside


def _ranked(
    name: str, derive: RankOf, cohort: _Cohort, missing: tuple[Missing, ...], *, ratio: bool
) -> Callable[[CountedRow | None], FactValue]:
    entries = [_entry(row, derive) for row in cohort.rows]
    order, complete = Order(entries, derive.ties), cohort.limits.complete
    size, sure = len(entries), sum(entry.sure for entry in entries)

    def ranked(own: CountedRow | None) -> FactValue:
        nobody = (Missing("no-value", name),)
        if own is None:  # it is left out, and has no place
            most = Fraction(1 if ratio else ROWS)
            return Unknown(nobody, Fraction(0 if ratio else 1), most, sure=False)
        first, last = order.place(_entry(own.row, derive))
        last = last if complete else ROWS
        if own.row.sure and first == last:
            if not ratio:
                return first
            if not missing:
                return Ratio(first, size)
        ends = Fraction(first), Fraction(last)
        if ratio and complete:
            others = sure - own.row.sure  # of those besides itself who are surely there
            ends = Fraction(first, size), min(Fraction(last, 1 + others), Fraction(1))
        elif ratio:
            ends = Fraction(first, ROWS), Fraction(1)
        return Unknown(missing or nobody, *ends, sure=own.row.sure)

    return ranked


def _entry(row: MemberNumber, derive: RankOf) -> Contender:
    """Give a row as it stands in the order, in which more is better."""
    if derive.best == "low":
        return Contender(-row.greatest, -row.least, row.sure)
    return Contender(row.least, row.greatest, row.sure)

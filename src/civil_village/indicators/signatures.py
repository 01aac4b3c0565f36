"""What rules may know of an indicator that is a number: its range and its size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from math import lcm
from typing import NamedTuple

from attrs import evolve

from civil_village.evidence.surveys import SHEETS
from civil_village.exact_numbers import LARGEST
from civil_village.indicators.aggregated import (
    CountOf,
    EventCount,
    MaximumOf,
    MeanOf,
    MinimumOf,
    RankOf,
    ShareOf,
    SumOf,
)
from civil_village.indicators.derived import (
    AnyDerived,
    DaysBetween,
    EarlierValue,
    Formula,
    Growth,
    LastEvent,
    Needed,
)
from civil_village.indicators.subjects import AMOUNT_PLACES, ROWS
from civil_village.indicators.surveyed import SheetCount, SurveyShare
from civil_village.labels import Label
from civil_village.quantities.rounding import Rounding
from civil_village.rules import Rule, Signature

#: The greatest number of days between two dates.
DAYS = date.max.toordinal() - 1


class WayBasis(NamedTuple):
    """What the way of an indicator may start from."""

    #: Its type and declared range.
    kind: Signature
    #: Signatures of what it is made of.
    names: Mapping[str, Signature]
    #: Whether it is a ratio, and which ends of its range are declared.
    ratio: bool
    least_declared: bool
    most_declared: bool

    def within(self, least: Fraction, greatest: Fraction) -> tuple[Fraction, Fraction]:
        """Put proved ends within the declared ones; without such, the least is as proved."""
        low = max(self.kind.minimum, least) if self.least_declared else least
        return low, min(self.kind.maximum, greatest)


def ratio(parts: tuple[Signature, ...], *, may_exceed: bool, label: Label) -> Signature:
    """Size a ratio by its part and whole, where it has them."""
    numerator = denominator = LARGEST * 10**AMOUNT_PLACES
    if parts:
        part, whole = parts
        numerator = part.numerator * whole.denominator
        # Of a whole that is always 0 there is no share; still no denominator is 0.
        denominator = max(1, whole.numerator) * part.denominator
    return Signature(
        type="number",
        maximum=Fraction(LARGEST if may_exceed else 1),
        numerator=numerator,
        denominator=denominator,
        static=False,
        share=not may_exceed,
        ratio=True,
        partial=True,
        label=label,
    )


def derived(known: WayBasis, derive: AnyDerived) -> Signature:
    """Narrow what is declared of a number by the way in which it is derived."""
    match derive:
        case ShareOf():
            return _share(known)
        case CountOf() | EventCount() | SheetCount():
            return _count(known)
        case RankOf():
            return _rank(known)
        case Formula(rule=rule):
            return _of_rule(known, rule, _rule)
        case SumOf(sum=rule):
            return _of_rule(known, rule, _sum)
        case MeanOf(mean=rule):
            return _of_rule(known, rule, _mean)
        case MinimumOf(min=rule) | MaximumOf(max=rule):
            return _of_rule(known, rule, _extreme)
        case Needed(needed=rule):
            return _of_rule(known, rule, partial(_needed, derive=derive))
        case DaysBetween(days=days):
            return _days(known, days)
        case EarlierValue(earlier=name) if name in known.names:
            return evolve(known.names[name], label=known.kind.label)
        case Growth(growth=name) if name in known.names:
            return _growth(known, known.names[name])
        case SurveyShare():
            return _survey(known, derive)
        case _:  # nothing but what is declared
            return known.kind


def _count(known: WayBasis) -> Signature:
    kind = known.kind
    maximum = min(kind.maximum, Fraction(ROWS))
    return evolve(kind, maximum=maximum, numerator=int(maximum))


def _share(known: WayBasis) -> Signature:
    return evolve(known.kind, numerator=ROWS, denominator=ROWS)


def _rank(known: WayBasis) -> Signature:
    if known.ratio:
        return _share(known)
    kind = _count(known)
    return evolve(kind, minimum=min(max(kind.minimum, Fraction(1)), kind.maximum), partial=True)


def _of_rule(
    known: WayBasis, rule: Rule, narrow: Callable[[WayBasis, Signature], Signature]
) -> Signature:
    """Narrow it by what the rule computes of which it is made."""
    of = rule.signature(known.names)
    return known.kind if of is None else narrow(known, of)


def _sum(known: WayBasis, of: Signature) -> Signature:
    """Bound a sum, which may be as fine, and as far below zero, as what is added up; 0 of none."""
    kind = known.kind
    low = max(min(of.minimum, Fraction(0)) * ROWS, Fraction(-LARGEST))
    low = kind.minimum if known.least_declared else low
    scale = lcm(kind.denominator, of.denominator)
    size = (max(abs(low), abs(kind.maximum)) * scale).__ceil__()
    return evolve(kind, minimum=low, numerator=size, denominator=scale, static=of.static)


def _mean(known: WayBasis, of: Signature) -> Signature:
    if known.ratio:
        return known.kind
    low, high = known.within(of.minimum, of.maximum)
    return evolve(
        known.kind,
        minimum=low,
        maximum=high,
        numerator=of.numerator * ROWS,
        denominator=of.denominator * ROWS,
        static=False,
        partial=True,
    )


def _extreme(known: WayBasis, of: Signature) -> Signature:
    return known.kind if known.ratio else evolve(_as(known, of), partial=True)


def _rule(known: WayBasis, of: Signature) -> Signature:
    if known.ratio:
        return evolve(
            known.kind,
            numerator=of.numerator,
            denominator=of.denominator,
            partial=of.partial,
        )
    return _as(known, of)


def _as(known: WayBasis, of: Signature) -> Signature:
    """Describe a number that is one of those that another signature describes."""
    low, high = known.within(of.minimum, of.maximum)
    if low > high:  # no value fits, which each one shows
        return known.kind
    # Its declared ends must be among its values, however coarse those of the others are.
    finer = of.static and (known.least_declared or known.most_declared)
    scale = lcm(known.kind.denominator, of.denominator) if finer else of.denominator
    return evolve(
        known.kind,
        minimum=low,
        maximum=high,
        numerator=of.numerator * (scale // of.denominator),
        denominator=scale,
        static=of.static,
        partial=of.partial,
    )


def _needed(known: WayBasis, of: Signature, derive: Needed) -> Signature:
    whole = Rounding(step=1, mode=derive.round)
    ends = (Fraction(whole.of(end / Fraction(derive.per))) for end in (of.minimum, of.maximum))
    low, high = known.within(*ends)
    size = max(abs(low), abs(high)).__ceil__()
    return evolve(known.kind, minimum=low, maximum=high, numerator=size, partial=of.partial)


def _days(known: WayBasis, days: tuple[str, str]) -> Signature:
    low, high = known.within(Fraction(-DAYS), Fraction(DAYS))
    size = int(max(abs(low), abs(high)))
    ends = (known.names.get(name) for name in days)
    partial = any(end is not None and end.partial for end in ends)
    return evolve(known.kind, minimum=low, maximum=high, numerator=size, partial=partial)


def _growth(known: WayBasis, now: Signature) -> Signature:
    size = 2 * now.numerator * now.denominator
    if now.share:  # the difference of two shares
        low, high, bottom = Fraction(-1), Fraction(1), now.denominator**2
    else:
        low = Fraction(-1 if now.minimum >= 0 else -LARGEST)
        high, bottom = Fraction(LARGEST), max(1, now.numerator * now.denominator)
    return evolve(
        known.kind,
        minimum=low,
        maximum=high,
        numerator=size,
        denominator=bottom,
        share=False,
        partial=True,
    )


def _survey(known: WayBasis, derive: SurveyShare) -> Signature:
    """Bound a survey's share by its sheets, the weights, and the strata."""
    strata = max(1, len(derive.strata))
    # The sheets of all strata together are bounded, so their product is largest in equal parts.
    size = int((SHEETS // strata) ** strata)
    for weights in (derive.answers, derive.strata):
        size *= lcm(*(weight.denominator for weight in weights.values()))
    return evolve(known.kind, numerator=size, denominator=size)


def of_no_day(derive: AnyDerived | None, names: Mapping[str, Signature]) -> bool:
    """Tell whether a date may be none: that of the last event, where there was no event."""
    if isinstance(derive, EarlierValue):
        return derive.earlier in names and names[derive.earlier].partial
    return isinstance(derive, LastEvent)


def rounded(kind: Signature, rounding: Rounding) -> Signature:
    """Give a number the step of its rounding."""
    scale = Fraction(rounding.step).denominator
    size = (max(abs(kind.minimum), abs(kind.maximum)) * scale).__ceil__() + scale
    kind = evolve(kind, numerator=size, denominator=scale, static=True)
    if any(rounding.problems()):
        return kind
    low, high = map(rounding.of, (kind.minimum, kind.maximum))
    return evolve(kind, minimum=Fraction(low), maximum=Fraction(high))

"""What can be attained (可达): which scores a standard can give, as far as that is easy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import gcd, lcm

from civil_village.curves.curve import AnyCurve, Band, PerUnit, Shortfall, Steps
from civil_village.rules import Value
from civil_village.standards.aggregations import Added
from civil_village.standards.gradings import All, ByCurve, Count, GradedCase, Less, PointsShort, Sum
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.standard import Standard


def idle_bands(standard: Standard, facts: Mapping[str, Value]) -> Iterator[int]:
    """Give the index of each band into which no score falls and to which no strike lowers.

    Args:
        standard: A standard.
        facts: Facts of which no more is known than what the catalogue declares.

    Examples:
        >>> from civil_village.samples import bundled
        >>> list(idle_bands(bundled("anle.standard"), {}))
        []
    """
    if standard.bands is None or not _adds_up(standard):
        return
    lowered = {consequence.band for strike in standard.vetoes for consequence in strike.then}
    grain = score_grain(standard)
    least, most = Fraction(0), Fraction(standard.most)
    if not standard.sections:
        least = sum((_least(c, facts) for c in standard.criteria), Fraction(0))
    if standard.round is not None:
        grain = Fraction(standard.round.step)
        least, most = (Fraction(standard.round.of(end)) for end in (least, most))
    bands = standard.bands.bands
    for index, band in enumerate(bands):
        after = bands[index + 1] if index + 1 < len(bands) else None
        if band.id not in lowered and not _has_score(band, after, (least, most), grain):
            yield index


def _adds_up(standard: Standard) -> bool:
    """Tell whether the score is no more than the sum of all criteria, up to caps."""
    extra = (standard.bonuses, standard.deductions, standard.cap, standard.exempt == "rescale")
    plain = [standard.combine == Added(), standard.compare == "published"]
    plain += [part.combine == Added() and part.round is None for part in standard.sections]
    criteria = [criterion for group in standard.groups for criterion in group.criteria]
    plain += [not (criterion.advisory or criterion.zero_if) for criterion in criteria]
    return all(plain) and not any(extra)


def _has_score(
    band: Band, after: Band | None, ends: tuple[Fraction, Fraction], grain: Fraction | None
) -> bool:
    """Tell whether a multiple of the grain between the ends falls into a band."""
    low, low_open = ends[0], False
    if band.from_ is not None or band.above is not None:
        own = (Fraction(band.from_ or band.above or 0), band.above is not None)
        low, low_open = max((low, low_open), own)
    high, high_open = ends[1], False
    if after is not None:
        end = Fraction(after.from_ or after.above or 0)
        if end < high or (end == high and after.above is None):
            high, high_open = end, after.above is None
    if grain is None:
        return low < high or (low == high and not low_open and not high_open)
    first = (low / grain).__ceil__()
    first += low_open and first * grain == low
    number = first * grain
    return number < high or (number == high and not high_open)


def _least(criterion: Criterion, facts: Mapping[str, Value]) -> Fraction:
    """Give points that the criterion surely gives, of those that measure a number."""
    measures = criterion.grade.measures.values()
    if not measures or not facts:
        return Fraction(0)
    values = [rule.value(facts).value for rule in measures]
    case = GradedCase(full=Fraction(criterion.points), requirements=(), values=values)
    least = criterion.grade.points(case)[0]
    return least if criterion.round is None else Fraction(criterion.round.of(least))


def score_grain(standard: Standard) -> Fraction | None:
    """Give a number of which every score before its rounding is a multiple, where there is one.

    Examples:
        >>> from civil_village.samples import bundled
        >>> score_grain(bundled("anle.stars"))
        Fraction(1, 1)
    """
    grains = [_grain(criterion) for group in standard.groups for criterion in group.criteria]
    caps = [Fraction(section.cap) for section in standard.sections if section.cap is not None]
    known = [grain for grain in grains if grain is not None]
    return _common([*known, *caps]) if len(known) == len(grains) else None


def _common(numbers: list[Fraction]) -> Fraction | None:
    """Give the greatest number of which all are multiples."""
    below = lcm(*(number.denominator for number in numbers))
    above = gcd(*(int(number * below) for number in numbers))
    return Fraction(above, below) if above else None


def _grain(criterion: Criterion) -> Fraction | None:
    """Give a number of which the points of a criterion are multiples, full points included."""
    full = Fraction(criterion.points)
    if criterion.round is not None:
        return _common([Fraction(criterion.round.step), full])
    match criterion.grade:
        case All():
            return full
        case Sum():
            return _common([Fraction(r.points or 0) for r in criterion.requirements])
        case Count(met=None, short=None):
            count = len(criterion.requirements)
            return full / lcm(*range(1, count + 1))
        case Count(met=met, short=short):
            return _common([full, *(full * Fraction(share) for share in met or short or ())])
        case PointsShort(lose=lose, floor=floor, count=count) if count != "continuous":
            return _common([full, Fraction(lose), Fraction(floor)])
        case ByCurve(by=by):
            sizes = _sizes(by)
            return None if sizes is None else _common([full, *sizes])
        case Less(faults=faults, floor=floor):
            each = [_sizes(fault.curve) for fault in faults]
            most = [Fraction(fault.most) for fault in faults if fault.most is not None]
            known = [size for sizes in each if sizes is not None for size in sizes]
            every = [full, Fraction(floor), *most, *known]
            return None if None in each else _common(every)
        case _:
            return None


def _sizes(curve: AnyCurve) -> list[Fraction] | None:
    """Give numbers of whose multiples the points of a curve are sums, where there are some."""
    match curve:
        case Steps(steps):
            return [Fraction(step.give) for step in steps]
        case PerUnit(give=give, least=low, most=high, count=count) if count != "continuous":
            return [Fraction(n) for n in (give, low, high) if n is not None]
        case Shortfall(full=top, lose=lose, floor=floor, count=count) if count != "continuous":
            return [*map(Fraction, (top, lose, floor))]
        case _:
            return None

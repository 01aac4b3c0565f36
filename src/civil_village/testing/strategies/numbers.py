"""Strategies for exact numbers, ratios and roundings; the ends of a range are frequent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache, partial
from math import ceil, floor
from typing import TypeVar, get_args

from hypothesis import strategies as st

from civil_village.exact_numbers import LARGEST, PLACES, Number, tidy
from civil_village.quantities.ratios import Ratio
from civil_village.quantities.rounding import Rounding, RoundingMode

N = TypeVar("N")

_NEAR = 12


@lru_cache
def whole_numbers(minimum: int, maximum: int) -> st.SearchStrategy[int]:
    """Draw whole numbers of a range: small ones, its ends and their neighbours, and any.

    Args:
        minimum: Least number.
        maximum: Greatest number.

    Examples:
        >>> from hypothesis import find
        >>> find(whole_numbers(-5, 10**6), lambda number: number > 12)
        13
    """
    return st.one_of(*_ways(minimum, maximum))


def _ways(minimum: int, maximum: int) -> list[st.SearchStrategy[int]]:
    """Give the ways to draw a whole number, each as likely; each shrinks into those before it."""
    least = min(max(0, minimum), maximum)  # the one nearest to 0, to which all of them shrink
    return [
        st.integers(max(minimum, least - _NEAR), min(maximum, least + _NEAR)),
        st.integers(minimum, maximum),
        st.integers(minimum, min(minimum + 1, maximum)),
        st.integers(max(maximum - 1, minimum), maximum),
    ]


@lru_cache
def exact_decimals(
    minimum: Number = -LARGEST, maximum: Number = LARGEST, *, places: int = 2
) -> st.SearchStrategy[Decimal]:
    """Draw exact decimals of a range (精确小数), such as points, amounts and thresholds.

    Args:
        minimum: Least number; not below -10^11.
        maximum: Greatest number; not above 10^11.
        places: Most decimal places, 0 to 4. Between the ends of the range must lie at
            least one number with so many.

    Examples:
        >>> from hypothesis import find
        >>> find(exact_decimals(0, 1), lambda share: 0 < share < 1)
        Decimal('0.01')
    """
    # Numbers without places are as frequent: they meet each other more often.
    ranges = [
        (scale, ceil(Fraction(minimum) * scale), floor(Fraction(maximum) * scale))
        for scale in (1, 10**places)
    ]
    return st.one_of(
        *(
            way.map(partial(_scaled, scale))
            for scale, low, high in ranges
            if low <= high
            for way in _ways(low, high)
        )
    )


def _scaled(scale: int, number: int) -> Decimal:
    return tidy(Fraction(number, scale))


def near_or(numbers: st.SearchStrategy[N], marks: Sequence[N]) -> st.SearchStrategy[N]:
    """Draw one of a few marks as often as any other number.

    Args:
        numbers: All numbers.
        marks: Those that matter; may be none.

    Examples:
        >>> from hypothesis import find
        >>> find(near_or(st.integers(), [76543]), lambda number: number == 76543)
        76543
    """
    if not marks:
        return numbers
    # Strategies joined by | are chosen with equal chance, however many others there are.
    return st.booleans().flatmap(lambda near: st.sampled_from(marks) if near else numbers)


@cache
def points() -> st.SearchStrategy[Decimal]:
    """Draw points: above 0 and at most 100, with at most one decimal place.

    Examples:
        >>> from hypothesis import find
        >>> find(points(), lambda number: True)
        Decimal('1')
    """
    return exact_decimals(Decimal("0.1"), 100, places=1)


@cache
def shares() -> st.SearchStrategy[Decimal]:
    """Draw shares between 0 and 1, ends included, with at most four decimal places.

    Examples:
        >>> from hypothesis import find
        >>> find(shares(), lambda share: True)
        Decimal('0')
    """
    usual = [Decimal(text) for text in ("0", "0.5", "0.8", "0.92", "0.95", "1")]
    return st.sampled_from(usual) | exact_decimals(0, 1, places=PLACES)


@lru_cache
def ratios(*, may_exceed: bool = False) -> st.SearchStrategy[Ratio]:
    """Draw ratios (比率) of whole numbers; the whole may be 0.

    Args:
        may_exceed: Whether the part may be more than its whole.

    Examples:
        >>> from hypothesis import find
        >>> find(ratios(), lambda ratio: ratio.part > 0)
        Ratio(part=Decimal('1'), whole=Decimal('1'))
    """
    wholes = whole_numbers(0, 10**6)
    if may_exceed:
        return st.builds(Ratio, wholes, wholes)
    return wholes.flatmap(lambda whole: st.builds(Ratio, whole_numbers(0, whole), st.just(whole)))


@lru_cache
def roundings(most: Number = 100) -> st.SearchStrategy[Rounding]:
    """Draw roundings (舍入) of every mode to steps that are usual.

    Args:
        most: Largest step.

    Examples:
        >>> from hypothesis import find
        >>> find(roundings(), lambda rounding: True)
        Rounding(step=Decimal('1'), mode='half_up')
    """
    usual = [Decimal(text) for text in ("1", "0.1", "0.5", "0.01", "0.0001", "2.5", "10", "100")]
    steps = st.sampled_from([step for step in usual if step <= most] or [Decimal("0.0001")])
    return st.builds(Rounding, step=steps, mode=st.sampled_from(get_args(RoundingMode)))

"""Strategies for values as records report them, often at the boundaries of rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from civil_village.exact_numbers import LARGEST, PLACES, Number, tidy
from civil_village.indicators import Indicator
from civil_village.messages import decimal_text
from civil_village.testing.strategies.calendar import days
from civil_village.testing.strategies.naming import texts
from civil_village.testing.strategies.numbers import exact_decimals, near_or, whole_numbers


def reported_values(indicator: Indicator, *, near: Iterable[Number] = ()) -> st.SearchStrategy[Any]:
    """Draw values of an indicator in the forms that documents have.

    Args:
        indicator: What the values are of; not a computed one.
        near: Numbers that it is compared with; they and their neighbours are frequent.

    Examples:
        >>> from hypothesis import find
        >>> find(reported_values(Indicator(label="参评率", value="ratio")), lambda value: True)
        Decimal('0')
    """
    match indicator.value:
        case "truth":
            return st.booleans()
        case "choice":
            return st.sampled_from(indicator.choices)
        case "text":
            return texts()
        case "date":
            return days().map(date.isoformat)
        case "ratio":
            return _reported_shares(indicator, near)
        case "count" | "amount":
            return numbers_between(indicator, *declared_range(indicator), near)


def numbers_between(
    indicator: Indicator, low: Decimal, high: Decimal, near: Iterable[Number] = ()
) -> st.SearchStrategy[Any]:
    """Draw numbers of an indicator between two ends."""
    places = indicator.decimal_places
    numbers = near_or(exact_decimals(low, high, places=places), _beside(near, low, high, places))
    return numbers.map(int) if indicator.value == "count" else numbers


def declared_range(indicator: Indicator) -> tuple[Decimal, Decimal]:
    """Give the least and the greatest number that an indicator declares."""
    high = indicator.maximum
    return indicator.minimum or Decimal(0), Decimal(LARGEST) if high is None else high


def _beside(near: Iterable[Number], low: Number, high: Number, places: int) -> list[Decimal]:
    """Give numbers of so many places at, just below and just above some others."""
    scale = 10**places
    counts = (floor(Fraction(number) * scale) for number in near)
    found = (Fraction(count + way, scale) for count in counts for way in (0, -1, 1))
    return [tidy(number) for number in dict.fromkeys(found) if low <= number <= high]


def _reported_shares(indicator: Indicator, near: Iterable[Number]) -> st.SearchStrategy[Any]:
    high = 2 if indicator.may_exceed else 1
    shares = near_or(exact_decimals(0, high, places=PLACES), _beside(near, 0, high, PLACES))
    percents = shares.map(lambda share: f"{decimal_text(Fraction(share) * 100)}%")
    wholes = whole_numbers(0, 100) | st.just(10**6)
    parts = st.tuples(wholes, shares, st.integers(-1, 1)).map(
        lambda drawn: {
            "part": min(max(floor(drawn[0] * Fraction(drawn[1])) + drawn[2], 0), drawn[0] * high),
            "whole": drawn[0],
        }
    )
    return shares | percents | parts


def bounded(indicator: Indicator, *, member: bool) -> Indicator:
    """Keep what members report so small that it can be added up."""
    if not member or indicator.maximum is not None or indicator.value not in ("count", "amount"):
        return indicator
    return evolve(indicator, maximum=max(Decimal(10**6), indicator.minimum or Decimal(0)))

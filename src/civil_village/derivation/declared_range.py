"""The declared range and rounding of an indicator, put on what was found."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from civil_village.exact_numbers import LARGEST, published
from civil_village.facts import FactValue, rule_value
from civil_village.indicators import Growth, Indicator
from civil_village.messages import Message
from civil_village.problems import Problem, shown
from civil_village.rules import Missing, Signature, Unknown


def blank(name: str, indicator: Indicator, signature: Signature) -> Unknown:
    """Make the unknown that a value which nobody reported is."""
    methods = () if indicator.observed is None else tuple(indicator.observed.methods)
    missing = tuple(Missing("observation", name, method) for method in methods)
    missing = missing or (Missing("indicator", name),)
    if signature.type != "number":
        return Unknown(missing, sure=not signature.partial)
    return Unknown(missing, signature.minimum, signature.maximum, sure=not signature.partial)


def limits(indicator: Indicator) -> tuple[Fraction | None, Fraction]:
    """Give the least number that is declared, where one is, and the greatest that may be."""
    if isinstance(indicator.derive, Growth):
        return Fraction(-LARGEST), Fraction(LARGEST)
    if indicator.value == "ratio":
        return Fraction(0), Fraction(LARGEST if indicator.may_exceed else 1)
    low, high = indicator.minimum, indicator.maximum
    return None if low is None else Fraction(low), Fraction(LARGEST if high is None else high)


def narrowed(indicator: Indicator, value: Unknown) -> Unknown:
    """Keep an unknown number within its declared range, and round its bounds."""
    if value.least is None or value.greatest is None:
        return value
    low, high = limits(indicator)
    if indicator.observed is not None:  # a rounding of methods may lead out of the range
        low, high = value.least, value.greatest
    least = value.least if low is None else max(value.least, low)
    greatest = min(value.greatest, high)
    if indicator.round is not None:
        least, greatest = (Fraction(indicator.round.of(end)) for end in (least, greatest))
    return evolve(value, least=min(least, greatest), greatest=greatest)


def settled(name: str, indicator: Indicator, value: FactValue) -> FactValue:
    """Apply the indicator's rounding, and its declared range to what is not known."""
    if isinstance(value, Unknown):
        return narrowed(indicator, value)
    number = rule_value(name, value)
    if not isinstance(number, Fraction) or indicator.round is None:
        return value
    return indicator.round.of(number)


def range_problems(name: str, indicator: Indicator, value: FactValue) -> Iterator[Problem]:
    """Give a computed number that lies outside the declared range."""
    number = rule_value(name, value)
    if not indicator.computed or not isinstance(number, Fraction):
        return
    low, high = limits(indicator)
    if number > high or (low is not None and number < low):
        key = "expected.at-most" if low is None else "expected.between"
        expected = Message(key, least=low, most=high)
        found = shown(published(number))
        yield Problem(code="out-of-range", path=("values", name), found=found, expected=expected)

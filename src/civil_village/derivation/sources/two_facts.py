"""A ratio of two facts: exact where both are known, else with the bounds that they prove."""

from __future__ import annotations

from fractions import Fraction

from civil_village.exact_numbers import LARGEST, number_problems, published
from civil_village.facts import FactValue, part_exceeds, rule_value
from civil_village.labels import Label
from civil_village.problems import Problem
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Missing, Unknown, number_bounds, united


def ratio_of(
    name: str,
    part: FactValue,
    whole: FactValue,
    *,
    may_exceed: bool,
    labels: tuple[Label, Label] | None = None,
) -> tuple[FactValue, Problem | None]:
    """Divide two facts; a part that exceeds every whole that there can be is a problem.

    Args:
        name: The ratio.
        part: Its part.
        whole: Its whole.
        may_exceed: Whether the part may be more than the whole.
        labels: What part and whole are called.
    """
    bounds = [number_bounds(rule_value(name, value)) for value in (part, whole)]
    (low, high, _), (least, greatest, _) = bounds
    problem = None
    if low > greatest and not may_exceed:
        problem = part_exceeds(published(low), published(greatest), labels)
    elif not isinstance(part, Unknown) and not isinstance(whole, Unknown):
        if not any(list(number_problems(value)) for value in (part, whole)):
            return Ratio(part, whole), None
        if whole:  # a mean may be too fine to be written down as a part
            return published(low / least), None
    sure = least > 0 and all(known for _, _, known in bounds)
    most = high / least if least > 0 else None
    if not may_exceed:
        most = Fraction(1) if most is None else min(most, Fraction(1))
    lowest = low / greatest if greatest > 0 else Fraction(0)
    missing = united(v for v in (part, whole) if isinstance(v, Unknown))
    limit = Fraction(LARGEST) if most is None else most
    return Unknown(
        missing or (Missing("no-value", name),), min(lowest, limit), limit, sure
    ), problem

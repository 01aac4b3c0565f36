"""The geometric mean of shares of full points (几何平均)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.exact_numbers import as_exact
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.standards.aggregations.aggregation import Aggregation, CombinedPart


@model(kw_only=True)
class GeometricMean(Aggregation, Model):
    """The geometric mean of what each part reaches of its full points (几何平均).

    A root has no last digit, so the mean is taken down to a step: the largest multiple of
    the step that is not above it. That is found with whole numbers, and is exact. No rule
    can search, so the mean is not told by `core`.

    Attributes:
        full: Points where every part reaches its own full points.
        step: What the mean is a multiple of.

    Examples:
        The root of 0.64 times 0.25 is 0.4, of 10 points 4.

        >>> by = GeometricMean(full=10, step=0.01)
        >>> full = Fraction(4)
        >>> a, b = CombinedPart("a", full, Fraction(64, 25)), CombinedPart("b", full, Fraction(1))
        >>> by.points([a, b])
        Fraction(4, 1)
    """

    name: ClassVar[str] = "geometric"
    version: ClassVar[int] = 1
    full: Decimal = field(converter=as_exact)
    step: Decimal = field(converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give a step or points that are not above 0."""
        yield from checks.above(self.full, 0, "full")
        yield from checks.above(self.step, 0, "step")
        if self.step > self.full > 0:
            expected, found = Message("expected.at-most", most=self.full), shown(self.step)
            yield Problem(code="out-of-range", path=("step",), found=found, expected=expected)

    def points(self, parts: Sequence[CombinedPart]) -> Fraction:
        """Take the root of the product, down to a multiple of the step."""
        step = Fraction(self.step)
        steps = prod((part.share * Fraction(self.full) / step for part in parts), start=Fraction(1))
        return step * _root(steps, len(parts))

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("aggregation.geometric", full=self.full, step=self.step)


def _root(number: Fraction, degree: int) -> int:
    """Find the largest whole number whose power is not above a number of at least 0."""
    low, high = 0, 1
    while high**degree <= number:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low

"""Points lost for each occurrence (每处扣分)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.curves.curve import PerUnit, ReckonedPoints
from civil_village.exact_numbers import as_exact, published
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem
from civil_village.reckoning import Reckoned, floored, greater
from civil_village.requirements import Requirement
from civil_village.rules import Rule, Value
from civil_village.standards.gradings.grading import (
    ZERO,
    CoreCase,
    Grading,
    applied,
    floor_problems,
    no_requirements,
    settled,
)


@model(kw_only=True)
class Occurrences(Grading, Model):
    """Points lost for each spot, case or unit of a number (发现一处扣分).

    Attributes:
        of: The number that is counted.
        lose: Points lost for each.
        free: So many are free of loss.
        each: Size of one; only whole ones count.
        floor: Least points.

    Examples:
        Half a point for each of three spots, of 8 points.

        >>> from civil_village.standards import GradedCase
        >>> grading = Occurrences(of=Rule("spots"), lose=0.5)
        >>> grading.points(GradedCase(full=Fraction(8), requirements=(), values=[Fraction(3)]))[0]
        Fraction(13, 2)
    """

    name: ClassVar[str] = "occurrences"
    version: ClassVar[int] = 1
    of: Rule
    lose: Decimal = field(converter=as_exact)
    free: Decimal = field(default=Decimal(0), converter=as_exact)
    each: Decimal = field(default=Decimal(1), converter=as_exact)
    floor: Decimal = field(default=Decimal(0), converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give sizes that are not above 0, and a number of free ones below 0."""
        for name in ("lose", "each"):
            yield from checks.above(getattr(self, name), 0, name)
        yield from checks.at_least(self.free, 0, "free")

    @property
    def measures(self) -> Mapping[Path, Rule]:
        """The rule ``of``."""
        return {("of",): self.of}

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give what is left of the points, or of their least and greatest."""
        value = case.values[0]
        low = high = self._left(case.full, value.greatest)
        if value.least is not value.greatest:
            high = self._left(case.full, value.least)
        return settled(case, value.sure, low, high, Fraction(self.floor))

    def _left(self, full: Fraction, number: Reckoned) -> Reckoned:
        counted = floored(greater(ZERO, number - Fraction(self.free)) / Fraction(self.each))
        return full - counted * Fraction(self.lose)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give requirements, and a floor above the criterion's points."""
        yield from no_requirements(requirements)
        yield from floor_problems(self.name, self.floor, full)

    def applied(self, full: Fraction, values: Sequence[Value]) -> Iterator[Message]:
        """Say how many counted."""
        # The floor, as the most that can be lost.
        least = as_exact(published(Fraction(self.floor) - full))
        lost = PerUnit(each=self.each, give=-self.lose, start=self.free, least=least)
        yield from applied(lost, *values)

    def told(self) -> Message:
        """Say what each costs."""
        key = "grading.occurrences.free" if self.free else "grading.occurrences"
        return Message(key, each=self.each, lose=self.lose, free=self.free, floor=self.floor)

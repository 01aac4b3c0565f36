"""Points lost for what a share falls short of its target (差一个百分点扣分)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.curves.curve import ReckonedPoints, Shortfall
from civil_village.exact_numbers import as_exact, published, share_text
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem
from civil_village.requirements import Requirement
from civil_village.rules import Rule, Signature, Value
from civil_village.standards.gradings.grading import (
    CoreCase,
    Grading,
    applied,
    floor_problems,
    measured,
    no_requirements,
)
from civil_village.written_forms import SHARE


@model(kw_only=True)
class PointsShort(Grading, Model):
    """Points lost for every percentage point short of a target (差一个百分点扣分).

    Attributes:
        of: The share that is measured.
        target: The share that is asked for.
        lose: Points lost for each percentage point.
        floor: Least points.
        count: Which percentage points count: full ones (``whole``), begun ones (``started``), or
            exactly (``continuous``).

    Examples:
        A target of 95 %, 87.5 % reached: seven full points short, seven points lost.

        >>> from civil_village.standards import GradedCase
        >>> grading = PointsShort(of=Rule("insurance"), target=0.95, lose=1)
        >>> case = GradedCase(full=Fraction(10), requirements=(), values=[Fraction(7, 8)])
        >>> grading.points(case)[0]
        Fraction(3, 1)
    """

    name: ClassVar[str] = "points_short"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True
    of: Rule
    target: Decimal = field(converter=as_exact, metadata=SHARE)
    lose: Decimal = field(converter=as_exact)
    floor: Decimal = field(default=Decimal(0), converter=as_exact)
    count: Literal["whole", "started", "continuous"] = "whole"

    def problems(self) -> Iterator[Problem]:
        """Give a target that is no share, and points that are not above 0."""
        yield from checks.share(self.target, "target")
        yield from checks.above(self.lose, 0, "lose")

    @property
    def measures(self) -> Mapping[Path, Rule]:
        """The rule ``of``."""
        return {("of",): self.of}

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give the points at the share, or over its bounds."""
        return measured(case, self._curve(case.full))

    def _curve(self, full: Fraction) -> Shortfall:
        return Shortfall(
            full=published(full),
            target=self.target,
            lose=self.lose,
            floor=self.floor,
            count=self.count,
        )

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give requirements, and a floor above the criterion's points."""
        yield from no_requirements(requirements)
        yield from floor_problems(self.name, self.floor, full)

    def told(self) -> Message:
        """Say target, loss and floor."""
        target = share_text(Fraction(self.target))
        key = f"grading.points_short.{self.count}"
        return Message(key, target=target, lose=self.lose, floor=self.floor)

    def applied(self, full: Fraction, values: Sequence[Value]) -> Iterator[Message]:
        """Say how many percentage points counted."""
        yield from applied(self._curve(full), *values)

    def endless(self, count: int, numbers: Sequence[Signature]) -> bool:  # noqa: ARG002 - the door for all
        """Tell whether parts of a percentage point count, and the share may have no last digit."""
        ends = bool(numbers) and all(number.static for number in numbers)
        return self.count == "continuous" and not ends

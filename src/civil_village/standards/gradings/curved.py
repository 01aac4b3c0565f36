"""Points by a curve of one number (按指标值计分)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from civil_village.curves.curve import AnyCurve, Brackets, ReckonedPoints, Steps
from civil_village.curves.in_words import curve_told
from civil_village.exact_numbers import places_of
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem
from civil_village.requirements import Requirement
from civil_village.rules import Rule, Signature, Value
from civil_village.standards.gradings.grading import (
    CoreCase,
    Grading,
    applied,
    measured,
    no_requirements,
)


@model(kw_only=True)
class ByCurve(Grading, Model):
    """Points by a curve of one number (按指标值计分).

    Attributes:
        of: The number that is measured.
        by: The curve that gives its points.

    Examples:
        >>> from civil_village.standards import GradedCase
        >>> from fractions import Fraction
        >>> from civil_village.curves.curve import Step, Steps
        >>> by = Steps([Step(from_=4, give=1), Step(from_=10, give=2)])
        >>> grading = ByCurve(of=Rule("meetings"), by=by)
        >>> grading.points(GradedCase(full=Fraction(2), requirements=(), values=[Fraction(5)]))[0]
        Fraction(1, 1)
    """

    name: ClassVar[str] = "curve"
    version: ClassVar[int] = 1
    of: Rule
    by: AnyCurve

    @property
    def measures(self) -> Mapping[Path, Rule]:
        """The rule ``of``."""
        return {("of",): self.of}

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give the curve's points at the number, or over its bounds."""
        return measured(case, self.by)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - protocol
        """Give requirements, which would have no effect."""
        yield from no_requirements(requirements)

    def told(self) -> Message:
        """Say all of the curve."""
        return curve_told(self.by)

    def applied(self, full: Fraction, values: Sequence[Value]) -> Iterator[Message]:  # noqa: ARG002 - the door for all
        """Say which piece of the curve applied."""
        yield from applied(self.by, *values)

    def endless(self, count: int, numbers: Sequence[Signature]) -> bool:  # noqa: ARG002 - the door for all
        """Tell whether the curve slopes so that a decimal does not stay one."""
        return is_endless(self.by, numbers)


def is_endless(curve: AnyCurve, numbers: Sequence[Signature]) -> bool:
    """Tell whether a curve slopes so that a decimal does not stay one.

    Args:
        curve: The curve.
        numbers: What is known of the number that it reads; nothing where nothing is.

    Examples:
        >>> from civil_village.curves.curve import PerUnit
        >>> sloping = PerUnit(each=3, give=1, count="continuous")
        >>> is_endless(sloping, ()), is_endless(PerUnit(give=1), ())
        (True, False)
    """
    if isinstance(curve, Steps | Brackets):
        return False
    decimal = bool(numbers) and all(number.static for number in numbers)
    return any(not decimal or places_of(slope) is None for slope in curve.slopes)

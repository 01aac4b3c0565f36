"""Points of requirements, added up (逐项累加)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from civil_village.curves.curve import ReckonedPoints
from civil_village.exact_numbers import added
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.requirements import Requirement
from civil_village.standards.gradings.grading import (
    CoreCase,
    Grading,
    own_points,
    shared_asked,
    shared_points,
)


@model(kw_only=True)
class Sum(Grading, Model):
    """Each requirement gives points of its own (逐项累加); they add up to the criterion's.

    Examples:
        >>> from civil_village.standards import GradedCase
        >>> from civil_village.requirements import Checked, Requirement
        >>> from civil_village.rules import Rule
        >>> met, not_met = Checked(applies=True, holds=True), Checked(applies=True, holds=False)
        >>> asked = [Requirement(id=id, rule=Rule("a"), points=p) for id, p in (("a", 6), ("b", 4))]
        >>> checks = [(asked[0], met), (asked[1], not_met)]
        >>> Sum().points(GradedCase(full=Fraction(10), requirements=checks))
        (Fraction(6, 1), Fraction(6, 1))
    """

    name: ClassVar[str] = "sum"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Add up what is met for sure, and what may be."""
        return shared_points(case, _shares(case))

    def core_asked(self, case: CoreCase) -> ReckonedPoints:
        """Give the points of the requirements that surely apply, and of those that may."""
        return shared_asked(case, _shares(case))

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give requirements without points, and points that do not add up."""
        yield from own_points(requirements)
        given = [requirement.points for requirement in requirements if requirement.points]
        together = added(given)
        if len(given) == len(requirements) and together != full:
            expected, hint = Message("expected.sum", value=together), Message("hint.check-points")
            yield Problem(
                code="points-mismatch",
                path=("points",),
                found=shown(full),
                expected=expected,
                hint=hint,
            )

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message(f"grading.{self.name}")


def _shares(case: CoreCase) -> list[Fraction]:
    return [Fraction(requirement.points or 0) for requirement, _ in case.requirements]

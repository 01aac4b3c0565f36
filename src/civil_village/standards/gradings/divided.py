"""Points that are divided over requirements (均分计分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.curves.curve import ReckonedPoints
from civil_village.exact_numbers import as_exact, published
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.requirements import Requirement
from civil_village.standards.gradings.grading import (
    CoreCase,
    Grading,
    needs_requirements,
    no_own_points,
    shared_asked,
    shared_points,
)


@model(kw_only=True)
class Divided(Grading, Model):
    """The points are divided evenly over the requirements, in whole steps (均分计分).

    What a step leaves over goes to the first requirements, one step each, so that all of
    them together give exactly the full points.

    Attributes:
        step: What every share is a multiple of.

    Examples:
        Ten points over three, in steps of 0.01: 3.34, 3.33 and 3.33; the last two are met.

        >>> from civil_village.standards import GradedCase
        >>> from civil_village.requirements import Checked, Requirement
        >>> from civil_village.rules import Rule
        >>> met, not_met = Checked(applies=True, holds=True), Checked(applies=True, holds=False)
        >>> asked = [Requirement(id=id, rule=Rule("a")) for id in ("a", "b", "c")]
        >>> case = GradedCase(full=Fraction(10), requirements=list(zip(asked, (not_met, met, met))))
        >>> Divided(step=0.01).points(case)[0]
        Fraction(333, 50)
    """

    name: ClassVar[str] = "divided"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True
    step: Decimal = field(converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give a step that is not above 0."""
        yield from checks.above(self.step, 0, "step")

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Add up the shares of what is met for sure, and of what may be."""
        return shared_points(case, self._shares(case))

    def core_asked(self, case: CoreCase) -> ReckonedPoints:
        """Give the shares of the requirements that surely apply, and of those that may."""
        return shared_asked(case, self._shares(case))

    def _shares(self, case: CoreCase) -> list[Fraction]:
        from civil_village.dividing import divide  # noqa: PLC0415 - few standards need it

        weights = {str(index): 1 for index in range(len(case.requirements))}
        found = divide(published(case.full), weights, step=self.step, ties="order")
        return [Fraction(part) for part in found.parts.values()]

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give points that are no multiple of the step, and requirements with own points."""
        yield from needs_requirements(requirements)
        yield from no_own_points(requirements)
        if self.step > 0 and Fraction(full) % Fraction(self.step):
            expected, found = Message("expected.step", step=self.step), shown(full)
            yield Problem(code="off-step", path=("points",), found=found, expected=expected)

    def told(self) -> Message:
        """Say the step."""
        return Message("grading.divided", step=self.step)

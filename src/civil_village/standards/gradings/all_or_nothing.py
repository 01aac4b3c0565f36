"""All or nothing (全部达到才得分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from civil_village.curves.curve import ReckonedPoints
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.reckoning import both, pick
from civil_village.requirements import Requirement
from civil_village.standards.gradings.grading import (
    ZERO,
    CoreCase,
    Grading,
    needs_requirements,
    no_own_points,
)


@model(kw_only=True)
class All(Grading, Model):
    """All or nothing (全部达到才得分): full points where every requirement is met.

    Examples:
        >>> from civil_village.standards import GradedCase
        >>> from fractions import Fraction
        >>> from civil_village.requirements import Checked, Requirement
        >>> from civil_village.rules import Rule
        >>> met, open_ = Checked(applies=True, holds=True), Checked(applies=True, holds=None)
        >>> asked = Requirement(id="a", rule=Rule("a"))
        >>> All().points(GradedCase(full=Fraction(5), requirements=[(asked, met), (asked, open_)]))
        (Fraction(0, 1), Fraction(5, 1))
    """

    name: ClassVar[str] = "all"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give all points or none."""
        credited = [marks.credited for _, marks in case.requirements]
        least = pick(both(*(mark.sure for mark in credited)), case.full, ZERO)
        return least, pick(both(*(mark.possible for mark in credited)), case.full, ZERO)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - protocol
        """Give a criterion without requirements, and requirements with points."""
        yield from needs_requirements(requirements)
        yield from no_own_points(requirements)

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message(f"grading.{self.name}")

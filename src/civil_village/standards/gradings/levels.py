"""Levels of which one counts (分档评定)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from civil_village.curves.curve import ReckonedPoints
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.reckoning import first
from civil_village.requirements import Requirement
from civil_village.standards.gradings.grading import ZERO, CoreCase, Grading, own_points


@model(kw_only=True)
class Levels(Grading, Model):
    """Requirements that describe levels, of which the best that is met counts (分档评定).

    Each has points of its own; none is more than the criterion's, one is as much. With none
    met there are no points. Grades such as good, fair, poor and levels of severity that
    exclude each other are written so.

    Examples:
        >>> from civil_village.standards import GradedCase
        >>> from civil_village.requirements import Checked
        >>> from civil_village.rules import Rule
        >>> met, not_met = Checked(applies=True, holds=True), Checked(applies=True, holds=False)
        >>> asked = [Requirement(id=id, rule=Rule("a"), points=p) for id, p in (("a", 6), ("b", 4))]
        >>> checks = [(asked[0], not_met), (asked[1], met)]
        >>> Levels().points(GradedCase(full=Fraction(6), requirements=checks))
        (Fraction(4, 1), Fraction(4, 1))
    """

    name: ClassVar[str] = "levels"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give the points of the best level that is surely met, and of the best that may be."""
        levels = [(Fraction(asked.points or 0), marks) for asked, marks in case.requirements]
        levels.sort(key=lambda level: level[0], reverse=True)
        least = first(((marks.credited.sure, own) for own, marks in levels), ZERO)
        return least, first(((marks.credited.possible, own) for own, marks in levels), ZERO)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give levels without points, and a best level that gives other than full points."""
        yield from own_points(requirements)
        given = [requirement.points for requirement in requirements if requirement.points]
        if len(given) == len(requirements) and given and max(given) != full:
            expected = Message("expected.exactly", value=max(given))
            yield Problem(
                code="points-mismatch",
                path=("points",),
                found=shown(full),
                expected=expected,
                hint=Message("hint.check-points"),
            )

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("grading.levels")

"""Points as somebody gave them (按评分计)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from civil_village.curves.curve import ReckonedPoints
from civil_village.exact_numbers import published
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem, shown
from civil_village.requirements import Requirement
from civil_village.rules import Rule, Signature
from civil_village.standards.gradings.grading import (
    CoreCase,
    Grading,
    no_requirements,
    settled,
)
from civil_village.written_forms import Form


@model(kw_only=True)
class Given(Grading, Model):
    """A number is the points itself (按评分计): what assessors gave by hand, or another score.

    The number must not be able to leave the criterion's points: its indicator declares a
    range, and perhaps a step, outside which nothing is taken.

    Attributes:
        of: The number that is the points.

    Examples:
        >>> from civil_village.standards import GradedCase
        >>> from fractions import Fraction
        >>> grading = Given(of=Rule("look"))
        >>> case = GradedCase(full=Fraction(10), requirements=(), values=[Fraction(15, 2)])
        >>> grading.points(case)[0]
        Fraction(15, 2)
    """

    name: ClassVar[str] = "given"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True
    form: ClassVar[Form] = Form.short("of", kind=Rule, named=True, expects="type.given-grading")
    of: Rule

    @property
    def measures(self) -> Mapping[Path, Rule]:
        """The rule ``of``."""
        return {("of",): self.of}

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give the number, or its bounds."""
        value = case.values[0]
        return settled(case, value.sure, value.least, value.greatest)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - the door for all
        """Give requirements, which would have no effect."""
        yield from no_requirements(requirements)

    def measured_problems(self, full: Decimal, numbers: Sequence[Signature]) -> Iterator[Problem]:
        """Give a number that may leave the criterion's points."""
        (number,) = numbers
        if number.minimum < 0 or number.maximum > full:
            ends = published(number.minimum), published(number.maximum)
            expected = Message("expected.between", least=0, most=full)
            yield Problem(
                code="out-of-range",
                path=("grade", self.name, "of"),
                found=f"{shown(ends[0])} .. {shown(ends[1])}",
                expected=expected,
                hint=Message("hint.declare-range"),
            )

    def endless(self, count: int, numbers: Sequence[Signature]) -> bool:  # noqa: ARG002 - the door for all
        """Tell whether the number is a quotient, such as a mean of what several gave."""
        return any(not number.static for number in numbers)

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("grading.given")

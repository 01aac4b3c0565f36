"""Points where most requirements are met (过半得分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import field, frozen

from civil_village import DocumentError, Problem, Requirement
from civil_village.messages import Message
from civil_village.standards import GradedCase, Grading


@frozen(kw_only=True)
class Majority(Grading):
    """More than half met gives all points, at least a third gives a share (过半得分).

    What is exempt counts as met.

    Examples:
        >>> Majority(share=Decimal("0.4")).told().text("en")
        'all points where more than half are met; 0.4 of them where at least a third are'
    """

    name: ClassVar[str] = "majority"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True
    #: Share of the points where at least a third is met, and no majority.
    share: Decimal = field(default=Decimal("0.5"))

    def __attrs_post_init__(self) -> None:
        if problems := list(self.problems()):
            raise DocumentError(problems)

    def problems(self) -> Iterator[Problem]:
        """Give a share that is none."""
        if not 0 <= self.share <= 1:
            expected = Message("expected.share")
            found = str(self.share)
            yield Problem(code="out-of-range", path=("share",), found=found, expected=expected)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give a criterion without requirements."""
        if not requirements:
            yield Problem(code="empty-list", path=("requirements",))

    def points(self, case: GradedCase) -> tuple[Fraction, Fraction]:
        """Give the points of what is surely met, and of what may be."""
        met = [checked.credited for _, checked in case.requirements]
        sure, open_ = met.count(True), met.count(None)
        return self._points(case, sure), self._points(case, sure + open_)

    def _points(self, case: GradedCase, met: int) -> Fraction:
        count = len(case.requirements)
        if met * 2 > count:
            return case.full
        return case.full * Fraction(self.share) if met * 3 >= count else Fraction(0)

    def told(self) -> Message:
        """Say it in words of its own, which a stored result keeps."""
        return Message.own(
            (
                "过半达标得全分；达到三分之一得 {share}",
                "all points where more than half are met; {share} of them where at least a third are",
            ),
            share=self.share,
        )

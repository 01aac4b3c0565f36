"""The mean of the best few parts (取最好若干项)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from civil_village import DocumentError, Problem
from civil_village.messages import Message
from civil_village.standards import Aggregation, CombinedPart


@frozen(kw_only=True)
class Best(Aggregation):
    """The mean of what the best few parts reach of their full points (取最好若干项).

    Examples:
        Nine tenths and seven tenths are the best two of three: 0.8 of 10 points.

        >>> parts = [CombinedPart(id, Fraction(10), Fraction(n)) for id, n in (("a", 9), ("b", 7), ("c", 1))]
        >>> Best(count=2, full=Decimal(10)).points(parts)
        Fraction(8, 1)
    """

    name: ClassVar[str] = "best"
    version: ClassVar[int] = 1
    #: So many count.
    count: int
    #: Points where they reach all of their own.
    full: Decimal

    def __attrs_post_init__(self) -> None:
        if problems := list(self.problems()):
            raise DocumentError(problems)

    def problems(self) -> Iterator[Problem]:
        """Give a count or points below what makes sense."""
        for name, least in (("count", 1), ("full", 0)):
            number = getattr(self, name)
            if number < least:
                expected = Message("expected.at-least", least=least)
                found = str(number)
                yield Problem(code="out-of-range", path=(name,), found=found, expected=expected)

    def problems_in(self, parts: Sequence[CombinedPart]) -> Iterator[Problem]:
        """Give fewer parts than count."""
        if len(parts) < self.count:
            expected = Message("expected.at-most", most=len(parts))
            found = str(self.count)
            yield Problem(code="out-of-range", path=("count",), found=found, expected=expected)

    def points(self, parts: Sequence[CombinedPart]) -> Fraction:
        """Average the best shares."""
        best = sorted((part.share for part in parts), reverse=True)[: self.count]
        return Fraction(self.full) * sum(best, Fraction(0)) / self.count

    def endless(self, parts: Sequence[CombinedPart]) -> bool:
        """A quotient may have no last digit."""
        return True

    def told(self) -> Message:
        """Say it in words of its own."""
        texts = (
            "取最好的 {count} 项平均，满分 {full}",
            "mean of the best {count} parts, of {full} points",
        )
        return Message.own(texts, count=self.count, full=self.full)

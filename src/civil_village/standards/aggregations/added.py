"""The sum of points (相加)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.reckoning import Reckoned, total
from civil_village.standards.aggregations.aggregation import Aggregation, CorePart


@model(kw_only=True)
class Added(Aggregation, Model):
    """Points are added up (相加); a section's cap limits the sum.

    Examples:
        >>> from fractions import Fraction
        >>> from civil_village.standards import CombinedPart
        >>> full = Fraction(10)
        >>> parts = [CombinedPart("a", full, Fraction(5)), CombinedPart("b", full, Fraction(3))]
        >>> Added().points(parts)
        Fraction(8, 1)
    """

    name: ClassVar[str] = "sum"
    version: ClassVar[int] = 1

    def core(self, parts: Sequence[CorePart]) -> Reckoned:
        """Add up."""
        return total(part.points for part in parts)

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("aggregation.sum")

"""The smallest share of full points (短板)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.exact_numbers import as_exact, places_of
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.reckoning import Reckoned, lesser
from civil_village.standards.aggregations.aggregation import Aggregation, CombinedPart, CorePart


@model(kw_only=True)
class Minimum(Aggregation, Model):
    """The part that reaches the smallest share of its full points counts for all (短板).

    Attributes:
        full: Points where every part reaches its own full points.

    Examples:
        >>> by = Minimum(full=10)
        >>> a = CombinedPart("a", Fraction(5), Fraction(4))
        >>> b = CombinedPart("b", Fraction(8), Fraction(4))
        >>> by.points([a, b])
        Fraction(5, 1)
    """

    name: ClassVar[str] = "minimum"
    version: ClassVar[int] = 1
    full: Decimal = field(converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give points that are not above 0."""
        yield from checks.above(self.full, 0, "full")

    def core(self, parts: Sequence[CorePart]) -> Reckoned:
        """Find the smallest share."""
        return Fraction(self.full) * reduce(lesser, (part.share for part in parts))

    def endless(self, parts: Sequence[CombinedPart]) -> bool:
        """Tell whether a point of some part is worth a number without last digit."""
        return any(places_of(Fraction(self.full) / part.full) is None for part in parts)

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("aggregation.minimum", full=self.full)

"""Weighted sums and means (加权): of methods, of sections, of whatever has a weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.exact_numbers import Weight, added, as_exact, places_of
from civil_village.mappings import FrozenMapping, as_mapping
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.reckoning import Reckoned, total
from civil_village.standards.aggregations.aggregation import Aggregation, CombinedPart, CorePart
from civil_village.written_forms import SHARE


@model(kw_only=True)
class Weighted(Aggregation, Model):
    """What both kinds of weighting have in common: one weight above 0 for each part."""

    weights: FrozenMapping[str, Weight] = field(converter=as_mapping, metadata=SHARE)

    def problems(self) -> Iterator[Problem]:
        """Give weights that are not above 0."""
        for name, weight in self.weights.items():
            yield from checks.above(weight, 0, "weights", name)

    def problems_in(self, parts: Sequence[CombinedPart]) -> Iterator[Problem]:
        """Give parts without a weight, and weights without a part."""
        names = [part.id for part in parts]
        for name in names:
            if name not in self.weights:
                yield Problem(code="missing-key", path=("weights", name))
        for name in self.weights:
            yield from checks.known(
                name, names, "weights", name, expected=Message("expected.part-of-standard")
            )

    def told(self) -> Message:
        """Say the weights."""
        pairs = [
            Message("aggregation.weight", name=name, weight=weight)
            for name, weight in self.weights.items()
        ]
        return Message(f"aggregation.{self.name}", weights=tuple(pairs))


@model(kw_only=True)
class WeightedSum(Weighted):
    """Points times weights, added up (加权相加).

    Attributes:
        weights: A weight above 0 for each part, by its id.
        total: What the weights must add up to, where that is declared.
        tolerance: By so much the sum of the weights may differ from it.

    Examples:
        Documents 90, visit 80 and survey 70 of 100 each, by 0.4, 0.4 and 0.2: 82.

        >>> by = WeightedSum(weights={"documents": 0.4, "visit": 0.4, "survey": 0.2})
        >>> full = Fraction(100)
        >>> by.points([
        ...     CombinedPart("documents", full, Fraction(90)),
        ...     CombinedPart("visit", full, Fraction(80)),
        ...     CombinedPart("survey", full, Fraction(70)),
        ... ])
        Fraction(82, 1)
    """

    name: ClassVar[str] = "weighted_sum"
    version: ClassVar[int] = 1
    total: Decimal | None = field(default=None, converter=as_exact)
    tolerance: Decimal = field(default=Decimal(0), converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give weights that are not above 0, or that do not add up to the declared total."""
        yield from Weighted.problems(self)
        together = added(self.weights.values())
        off = 0 if self.total is None else abs(Fraction(together) - Fraction(self.total))
        if off > self.tolerance:
            yield Problem(
                code="weights-mismatch",
                path=("weights",),
                found=shown(together),
                expected=Message("expected.exactly", value=self.total),
            )

    def core(self, parts: Sequence[CorePart]) -> Reckoned:
        """Add up points times weights."""
        return total(part.points * Fraction(self.weights[part.id]) for part in parts)


@model(kw_only=True)
class WeightedMean(Weighted):
    """The mean of what each part reaches of its full points, by weights (加权平均).

    Attributes:
        weights: A weight above 0 for each part, by its id.
        full: Points where every part reaches its own full points.

    Examples:
        80 % of one part and half of another that weighs as much, for 10 points: 6.5.

        >>> by = WeightedMean(weights={"a": 1, "b": 1}, full=10)
        >>> a = CombinedPart("a", Fraction(5), Fraction(4))
        >>> b = CombinedPart("b", Fraction(8), Fraction(4))
        >>> by.points([a, b])
        Fraction(13, 2)
    """

    name: ClassVar[str] = "weighted_mean"
    version: ClassVar[int] = 1
    full: Decimal = field(converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give weights and points that are not above 0."""
        yield from Weighted.problems(self)
        yield from checks.above(self.full, 0, "full")

    def core(self, parts: Sequence[CorePart]) -> Reckoned:
        """Average the shares of full points."""
        weights = [Fraction(self.weights[part.id]) for part in parts]
        shares = (weight * part.share for weight, part in zip(weights, parts, strict=True))
        return Fraction(self.full) * total(shares) / sum(weights, Fraction(0))

    def endless(self, parts: Sequence[CombinedPart]) -> bool:
        """Tell whether a point of some part is worth a number without last digit."""
        whole = sum((Fraction(self.weights[part.id]) for part in parts), Fraction(0))
        factor = Fraction(self.full) / whole
        worths = (factor * Fraction(self.weights[part.id]) / part.full for part in parts)
        return any(places_of(worth) is None for worth in worths)

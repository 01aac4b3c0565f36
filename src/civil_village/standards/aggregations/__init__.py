"""Aggregations (汇总方式): from the points of several parts to one number.

What belongs here: the door through which every aggregation comes, and ours. What does
not: what a single criterion gives (see `civil_village.standards.gradings`).
"""

from __future__ import annotations

from civil_village.standards.aggregations.added import Added
from civil_village.standards.aggregations.aggregation import Aggregation, CombinedPart, CorePart
from civil_village.standards.aggregations.geometric import GeometricMean
from civil_village.standards.aggregations.smallest import Minimum
from civil_village.standards.aggregations.weighted import WeightedMean, WeightedSum

__all__ = [
    "AGGREGATIONS",
    "Added",
    "Aggregation",
    "CombinedPart",
    "CorePart",
    "GeometricMean",
    "Minimum",
    "WeightedMean",
    "WeightedSum",
]

#: The aggregations that come with the library.
AGGREGATIONS: tuple[type[Aggregation], ...] = (
    Added,
    WeightedSum,
    WeightedMean,
    Minimum,
    GeometricMean,
)

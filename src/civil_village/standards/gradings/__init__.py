"""Gradings (计分方式): from the checks and numbers of one criterion to its points.

What belongs here: the door through which every grading comes, and one module for each of
ours. What does not: how criteria are added up (see `civil_village.standards.aggregations`).
"""

from __future__ import annotations

from civil_village.standards.gradings.added import Sum
from civil_village.standards.gradings.all_or_nothing import All
from civil_village.standards.gradings.counted import Count
from civil_village.standards.gradings.curved import ByCurve
from civil_village.standards.gradings.divided import Divided
from civil_village.standards.gradings.given import Given
from civil_village.standards.gradings.grading import (
    CoreCase,
    CoreValue,
    GradedCase,
    Grading,
    Marks,
    marks_of,
)
from civil_village.standards.gradings.less import Fault, Less
from civil_village.standards.gradings.levels import Levels
from civil_village.standards.gradings.occurrences import Occurrences
from civil_village.standards.gradings.shortfall import PointsShort

__all__ = [
    "GRADINGS",
    "All",
    "ByCurve",
    "CoreCase",
    "CoreValue",
    "Count",
    "Divided",
    "Fault",
    "Given",
    "GradedCase",
    "Grading",
    "Less",
    "Levels",
    "Marks",
    "Occurrences",
    "PointsShort",
    "Sum",
    "marks_of",
]

#: The gradings that come with the library.
GRADINGS: tuple[type[Grading], ...] = (
    All,
    Sum,
    Count,
    Divided,
    Levels,
    ByCurve,
    PointsShort,
    Occurrences,
    Less,
    Given,
)

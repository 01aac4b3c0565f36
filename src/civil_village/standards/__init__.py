"""Standards (创建标准): the model, its gradings, its evaluation and explanation.

What belongs here: whatever turns facts into points, a band and an outcome. What does
not: where facts come from, and how documents are written.
"""

from __future__ import annotations

from civil_village.standards.aggregations import (
    Added,
    Aggregation,
    GeometricMean,
    Minimum,
    Part,
    WeightedMean,
    WeightedSum,
)
from civil_village.standards.compiled import Compiled, compile_standard
from civil_village.standards.evaluation import evaluate, evaluate_each
from civil_village.standards.gradings import (
    All,
    ByCurve,
    Case,
    Count,
    Divided,
    Given,
    Grading,
    Levels,
    Occurrences,
    PointsShort,
    Sum,
)
from civil_village.standards.model import Standard
from civil_village.standards.orders import ByPart, ByScore, Ranking
from civil_village.standards.parts import Criterion, Passing, Section
from civil_village.standards.result import (
    CriterionResult,
    Digests,
    RequirementResult,
    Result,
    SectionResult,
    StrikeResult,
)
from civil_village.standards.scorers import Scorers

__all__ = [
    "Added",
    "Aggregation",
    "All",
    "ByCurve",
    "ByPart",
    "ByScore",
    "Case",
    "Compiled",
    "Count",
    "Criterion",
    "CriterionResult",
    "Digests",
    "Divided",
    "GeometricMean",
    "Given",
    "Grading",
    "Levels",
    "Minimum",
    "Occurrences",
    "Part",
    "Passing",
    "PointsShort",
    "Ranking",
    "RequirementResult",
    "Result",
    "Scorers",
    "Section",
    "SectionResult",
    "Standard",
    "StrikeResult",
    "Sum",
    "WeightedMean",
    "WeightedSum",
    "compile_standard",
    "evaluate",
    "evaluate_each",
]

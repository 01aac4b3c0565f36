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
from civil_village.standards.comparison import Comparison, Difference, compare
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
from civil_village.standards.needs import needed
from civil_village.standards.orders import ByPart, ByScore, Ranking
from civil_village.standards.parts import Aim, Criterion, Passing, Section
from civil_village.standards.quotas import PartBy, Quota, TakeAll, TakeNone
from civil_village.standards.ranking import Place, rank, strata_of
from civil_village.standards.result import (
    CriterionResult,
    Digests,
    RequirementResult,
    Result,
    SectionResult,
    StrikeResult,
)
from civil_village.standards.scorers import Scorers
from civil_village.standards.selection import Selection, overlaps, select

__all__ = [
    "Added",
    "Aggregation",
    "Aim",
    "All",
    "ByCurve",
    "ByPart",
    "ByScore",
    "Case",
    "Comparison",
    "Compiled",
    "Count",
    "Criterion",
    "CriterionResult",
    "Difference",
    "Digests",
    "Divided",
    "GeometricMean",
    "Given",
    "Grading",
    "Levels",
    "Minimum",
    "Occurrences",
    "Part",
    "PartBy",
    "Passing",
    "Place",
    "PointsShort",
    "Quota",
    "Ranking",
    "RequirementResult",
    "Result",
    "Scorers",
    "Section",
    "SectionResult",
    "Selection",
    "Standard",
    "StrikeResult",
    "Sum",
    "TakeAll",
    "TakeNone",
    "WeightedMean",
    "WeightedSum",
    "compare",
    "compile_standard",
    "evaluate",
    "evaluate_each",
    "needed",
    "overlaps",
    "rank",
    "select",
    "strata_of",
]

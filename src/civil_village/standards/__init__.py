"""Standards (创建标准): the model, its gradings, its evaluation and explanation.

What belongs here: whatever turns facts into points, a band and an outcome. What does
not: where facts come from, and how documents are written.
"""

from __future__ import annotations

from civil_village.standards.comparison import Comparison, Difference, compare
from civil_village.standards.compiled import Compiled, compile_standard
from civil_village.standards.evaluation import evaluate, evaluate_each
from civil_village.standards.gradings import All, ByCurve, Count, PointsShort, Sum
from civil_village.standards.model import Aim, Criterion, Passing, Section, Standard
from civil_village.standards.needs import Need, needed
from civil_village.standards.result import (
    CriterionResult,
    Digests,
    Explanation,
    RequirementResult,
    Result,
    SectionResult,
    StrikeResult,
)

__all__ = [
    "Aim",
    "All",
    "ByCurve",
    "Comparison",
    "Compiled",
    "Count",
    "Criterion",
    "CriterionResult",
    "Difference",
    "Digests",
    "Explanation",
    "Need",
    "Passing",
    "PointsShort",
    "RequirementResult",
    "Result",
    "Section",
    "SectionResult",
    "Standard",
    "StrikeResult",
    "Sum",
    "compare",
    "compile_standard",
    "evaluate",
    "evaluate_each",
    "needed",
]

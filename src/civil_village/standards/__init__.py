"""Standards (创建标准): the model, its gradings, its evaluation and explanation.

What belongs here: whatever turns facts into points, a band and an outcome. What does
not: where facts come from, and how documents are written.
"""

from __future__ import annotations

from civil_village.standards.compiled import Compiled, compile_standard
from civil_village.standards.evaluation import evaluate, evaluate_each
from civil_village.standards.gradings import All, ByCurve, Count, PointsShort, Sum
from civil_village.standards.model import Aim, Criterion, Passing, Section, Standard
from civil_village.standards.needs import Need, needed
from civil_village.standards.orders import ByPart, ByScore
from civil_village.standards.quotas import PartBy, Quota, TakeAll, TakeNone
from civil_village.standards.ranking import Place, rank, strata_of
from civil_village.standards.result import (
    CriterionResult,
    Digests,
    Explanation,
    RequirementResult,
    Result,
    SectionResult,
    StrikeResult,
)
from civil_village.standards.selection import Selection, overlaps, select

__all__ = [
    "Aim",
    "All",
    "ByCurve",
    "ByPart",
    "ByScore",
    "Compiled",
    "Count",
    "Criterion",
    "CriterionResult",
    "Digests",
    "Explanation",
    "Need",
    "PartBy",
    "Passing",
    "Place",
    "PointsShort",
    "Quota",
    "RequirementResult",
    "Result",
    "Section",
    "SectionResult",
    "Selection",
    "Standard",
    "StrikeResult",
    "Sum",
    "TakeAll",
    "TakeNone",
    "compile_standard",
    "evaluate",
    "evaluate_each",
    "needed",
    "overlaps",
    "rank",
    "select",
    "strata_of",
]

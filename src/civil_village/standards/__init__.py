"""Standards (创建标准): the model, its gradings, its evaluation and explanation.

What belongs here: whatever turns facts into points, a band and an outcome. What does
not: where facts come from, and how documents are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.standards.aggregations.added import Added as Added
    from civil_village.standards.aggregations.aggregation import Aggregation as Aggregation
    from civil_village.standards.aggregations.aggregation import CombinedPart as CombinedPart
    from civil_village.standards.aggregations.aggregation import CorePart as CorePart
    from civil_village.standards.aggregations.geometric import GeometricMean as GeometricMean
    from civil_village.standards.aggregations.smallest import Minimum as Minimum
    from civil_village.standards.aggregations.weighted import WeightedMean as WeightedMean
    from civil_village.standards.aggregations.weighted import WeightedSum as WeightedSum
    from civil_village.standards.compilation.compiled import Compiled as Compiled
    from civil_village.standards.compilation.compiled import compile_standard as compile_standard
    from civil_village.standards.evaluation.evaluation import evaluate as evaluate
    from civil_village.standards.evaluation.evaluation import evaluate_each as evaluate_each
    from civil_village.standards.evaluation.still_needed import needed as needed
    from civil_village.standards.gradings.added import Sum as Sum
    from civil_village.standards.gradings.all_or_nothing import All as All
    from civil_village.standards.gradings.counted import Count as Count
    from civil_village.standards.gradings.curved import ByCurve as ByCurve
    from civil_village.standards.gradings.divided import Divided as Divided
    from civil_village.standards.gradings.given import Given as Given
    from civil_village.standards.gradings.grading import CoreCase as CoreCase
    from civil_village.standards.gradings.grading import CoreValue as CoreValue
    from civil_village.standards.gradings.grading import GradedCase as GradedCase
    from civil_village.standards.gradings.grading import Grading as Grading
    from civil_village.standards.gradings.grading import Marks as Marks
    from civil_village.standards.gradings.less import Fault as Fault
    from civil_village.standards.gradings.less import Less as Less
    from civil_village.standards.gradings.levels import Levels as Levels
    from civil_village.standards.gradings.occurrences import Occurrences as Occurrences
    from civil_village.standards.gradings.shortfall import PointsShort as PointsShort
    from civil_village.standards.model.criteria import Criterion as Criterion
    from civil_village.standards.model.criteria import Passing as Passing
    from civil_village.standards.model.criteria import Section as Section
    from civil_village.standards.model.standard import Standard as Standard
    from civil_village.standards.portable import PortableStandard as PortableStandard
    from civil_village.standards.rankings.ranking import ByPart as ByPart
    from civil_village.standards.rankings.ranking import ByScore as ByScore
    from civil_village.standards.rankings.ranking import Ranking as Ranking
    from civil_village.standards.rankings.ranking_of_results import rank as rank
    from civil_village.standards.rankings.ranking_of_results import select as select
    from civil_village.standards.rankings.ranking_of_results import strata_of as strata_of
    from civil_village.standards.results.comparison import Comparison as Comparison
    from civil_village.standards.results.comparison import Difference as Difference
    from civil_village.standards.results.result import CriterionResult as CriterionResult
    from civil_village.standards.results.result import FaultResult as FaultResult
    from civil_village.standards.results.result import RequirementResult as RequirementResult
    from civil_village.standards.results.result import Result as Result
    from civil_village.standards.results.result import SectionResult as SectionResult
    from civil_village.standards.results.result import StrikeResult as StrikeResult
    from civil_village.standards.scorers import Scorers as Scorers

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)

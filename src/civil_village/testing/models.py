"""Which strategy draws each public model, by the name of its class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from civil_village.problems import CivilVillageError
from civil_village.requirements import Consequence
from civil_village.standards import (
    Added,
    All,
    Divided,
    Levels,
    Scorers,
    Sum,
    TakeAll,
    TakeNone,
    compile_standard,
)
from civil_village.testing import (
    answering,
    exact,
    indicating,
    judging,
    observing,
    ordering,
    reporting,
    scales,
    scorers,
    shelving,
    typed,
)
from civil_village.testing.words import assumptions, ids, labels, sources

#: What makes the strategy of each public class.
STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    "Added": lambda: st.just(Added()),
    "Aggregation": scorers.aggregations,
    "Aim": judging.aims,
    "All": lambda: st.just(All()),
    "Assumed": assumptions,
    "Band": lambda: scales.bands().flatmap(lambda made: st.sampled_from(made.bands)),
    "Bands": scales.bands,
    "ByCurve": scorers.curve_gradings,
    "ByPart": ordering.part_rankings,
    "ByScore": ordering.score_rankings,
    "Case": scorers.cases,
    "Catalogue": indicating.catalogues,
    "Cell": answering.cells,
    "CivilVillageError": lambda: answering.errors(CivilVillageError),
    "Comparison": answering.comparisons,
    "Compiled": lambda: judging.standards().map(compile_standard),
    "Consequence": lambda: st.builds(Consequence, band=ids()),
    "Consistency": indicating.consistencies,
    "Count": scorers.counts,
    "Criterion": judging.criteria,
    "CriterionResult": answering.criterion_results,
    "Derived": indicating.derivations,
    "Difference": lambda: (
        answering.comparisons()
        .filter(lambda made: made.parts != ())
        .flatmap(lambda made: st.sampled_from(made.parts))
    ),
    "Divided": lambda: st.builds(Divided, step=exact.exact_decimals(1, 3, places=2)),
    "Division": scales.divisions,
    "DocumentError": answering.errors,
    "Draw": observing.draws,
    "Event": reporting.events,
    "EventKind": indicating.event_kinds,
    "Exemption": reporting.exemptions,
    "Explanation": answering.explanations,
    "Facts": reporting.facts,
    "GeometricMean": lambda: scorers.aggregations("geometric"),
    "Given": scorers.given_gradings,
    "Grading": scorers.gradings,
    "Group": reporting.groups,
    "Household": reporting.households,
    "Indicator": indicating.indicators,
    "Knot": lambda: scales.linear_curves().flatmap(lambda made: st.sampled_from(made.knots)),
    "Label": labels,
    "Levels": lambda: st.just(Levels()),
    "Library": shelving.libraries,
    "Linear": scales.linear_curves,
    "Message": answering.messages,
    "Method": observing.methods,
    "Minimum": lambda: scorers.aggregations("minimum"),
    "Missing": answering.missing_facts,
    "Need": answering.needs,
    "Observation": reporting.observations,
    "Observed": observing.joinings,
    "Occurrences": scorers.occurrence_gradings,
    "Part": lambda: scorers.parts().flatmap(st.sampled_from),
    "PartBy": ordering.parted_ties,
    "Passing": judging.passings,
    "PerUnit": scales.unit_curves,
    "Place": ordering.places,
    "Plan": observing.plans,
    "PointsShort": scorers.short_gradings,
    "Portable": typed.portable_rules,
    "Position": answering.positions,
    "Problem": answering.problems,
    "Quota": ordering.quotas,
    "Range": scales.ranges,
    "Ranking": ordering.rankings,
    "Ratio": exact.ratios,
    "Records": reporting.records,
    "Requirement": judging.requirements,
    "RequirementResult": answering.requirement_results,
    "Result": answering.results,
    "Rounding": exact.roundings,
    "Rule": lambda: typed.signatures().flatmap(typed.rules),
    "Scorers": lambda: st.just(Scorers.builtin()),
    "Section": judging.sections,
    "SectionResult": answering.section_results,
    "Selection": answering.selections,
    "Shortfall": scales.shortfalls,
    "Source": sources,
    "Span": exact.spans,
    "Standard": judging.standards,
    "Step": lambda: scales.steps().flatmap(lambda made: st.sampled_from(made.steps)),
    "Steps": scales.steps,
    "Stratum": lambda: (
        observing.draws()
        .filter(lambda made: made.strata != ())
        .flatmap(lambda made: st.sampled_from(made.strata))
    ),
    "Strike": judging.strikes,
    "StrikeResult": answering.strike_results,
    "Sum": lambda: st.just(Sum()),
    "Survey": lambda: observing.surveys().map(lambda made: made[0]),
    "TakeAll": lambda: st.just(TakeAll()),
    "TakeNone": lambda: st.just(TakeNone()),
    "Unknown": answering.unknowns,
    "VagueDate": exact.vague_dates,
    "Variable": lambda: (
        typed.portable_rules()
        .filter(lambda made: made.variables != ())
        .flatmap(lambda made: st.sampled_from(made.variables))
    ),
    "Village": reporting.villages,
    "WeightedMean": lambda: scorers.aggregations("weighted_mean"),
    "WeightedSum": lambda: scorers.aggregations("weighted_sum"),
}


def strategy_of(model: type[Any]) -> st.SearchStrategy[Any]:
    """Give the strategy of a public class.

    Args:
        model: A class of ``civil_village.__all__``.

    Examples:
        >>> from hypothesis import find
        >>> from civil_village import Step
        >>> find(strategy_of(Step), lambda step: True)
        Step(from_=Decimal('0'), above=None, give=Decimal('0'))
    """
    return STRATEGIES[model.__name__]()

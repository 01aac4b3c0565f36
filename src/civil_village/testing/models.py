"""Which strategy draws each public model, by the name of its class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from civil_village.problems import CivilVillageError
from civil_village.requirements import Consequence
from civil_village.standards import All, Sum, compile_standard
from civil_village.testing import (
    answering,
    exact,
    indicating,
    judging,
    observing,
    reporting,
    scales,
    typed,
)
from civil_village.testing.words import assumptions, ids, labels, sources

#: What makes the strategy of each public class.
STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    "Aim": judging.aims,
    "All": lambda: st.just(All()),
    "Assumed": assumptions,
    "Band": lambda: scales.bands().flatmap(lambda made: st.sampled_from(made.bands)),
    "Bands": scales.bands,
    "ByCurve": judging.curve_gradings,
    "Catalogue": indicating.catalogues,
    "CivilVillageError": lambda: answering.errors(CivilVillageError),
    "Comparison": answering.comparisons,
    "Compiled": lambda: judging.standards().map(compile_standard),
    "Consequence": lambda: st.builds(Consequence, band=ids()),
    "Consistency": indicating.consistencies,
    "Count": judging.counts,
    "Criterion": judging.criteria,
    "CriterionResult": answering.criterion_results,
    "Derived": indicating.derivations,
    "Difference": lambda: (
        answering.comparisons()
        .filter(lambda made: made.parts != ())
        .flatmap(lambda made: st.sampled_from(made.parts))
    ),
    "DocumentError": answering.errors,
    "Draw": observing.draws,
    "Event": reporting.events,
    "EventKind": indicating.event_kinds,
    "Exemption": reporting.exemptions,
    "Explanation": answering.explanations,
    "Facts": reporting.facts,
    "Group": reporting.groups,
    "Household": reporting.households,
    "Indicator": indicating.indicators,
    "Knot": lambda: scales.linear_curves().flatmap(lambda made: st.sampled_from(made.knots)),
    "Label": labels,
    "Linear": scales.linear_curves,
    "Message": answering.messages,
    "Method": observing.methods,
    "Missing": answering.missing_facts,
    "Need": answering.needs,
    "Observation": reporting.observations,
    "Observed": observing.joinings,
    "Passing": judging.passings,
    "PerUnit": scales.unit_curves,
    "Plan": observing.plans,
    "PointsShort": judging.short_gradings,
    "Portable": typed.portable_rules,
    "Position": answering.positions,
    "Problem": answering.problems,
    "Ratio": exact.ratios,
    "Records": reporting.records,
    "Requirement": judging.requirements,
    "RequirementResult": answering.requirement_results,
    "Result": answering.results,
    "Rounding": exact.roundings,
    "Rule": lambda: typed.signatures().flatmap(typed.rules),
    "Section": judging.sections,
    "SectionResult": answering.section_results,
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
    "Unknown": answering.unknowns,
    "VagueDate": exact.vague_dates,
    "Variable": lambda: (
        typed.portable_rules()
        .filter(lambda made: made.variables != ())
        .flatmap(lambda made: st.sampled_from(made.variables))
    ),
    "Village": reporting.villages,
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

"""Which strategy draws each public model, by the name of its class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from civil_village.consequences import Banned, BenefitGranted, ItemPosted
from civil_village.curves import BandLowered
from civil_village.documents.kinds import KINDS
from civil_village.problems import CivilVillageError
from civil_village.rankings import TakeAll, TakeNone
from civil_village.standards import (
    Added,
    All,
    Divided,
    Levels,
    Scorers,
    Sum,
    compile_standard,
)
from civil_village.testing import (
    answering,
    crediting,
    exact,
    indicating,
    judging,
    observing,
    ordering,
    policing,
    reporting,
    scales,
    scorers,
    shelving,
    typed,
)
from civil_village.testing.words import assumptions, ids, labels, sources

#: What makes the strategy of each public class; a kind of document names its own.
STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    **{kind.home.partition(":")[2]: kind.drawn for kind in KINDS.values()},
    "Account": policing.accounts,
    "AccountStatement": crediting.account_statements,
    "Added": lambda: st.just(Added()),
    "Aggregation": scorers.aggregations,
    "Aim": judging.aims,
    "All": lambda: st.just(All()),
    "Approve": lambda: crediting.ledger_events("approve"),
    "Assumed": assumptions,
    "Ban": policing.bans,
    "Band": lambda: scales.bands().flatmap(lambda made: st.sampled_from(made.bands)),
    "BandLowered": lambda: st.builds(BandLowered, band=ids()),
    "Banned": lambda: st.builds(Banned, ban=policing.bans()),
    "Bands": scales.bands,
    "Benefit": policing.benefits,
    "BenefitGranted": lambda: st.builds(BenefitGranted, benefit=ids()),
    "Board": policing.boards,
    "Bracket": lambda: scales.brackets().flatmap(lambda made: st.sampled_from(made.brackets)),
    "Brackets": scales.brackets,
    "ByCurve": scorers.curve_gradings,
    "ByHand": policing.hands,
    "ByPart": ordering.part_rankings,
    "ByScore": ordering.score_rankings,
    "Cap": policing.caps,
    "Carry": policing.carries,
    "Case": scorers.cases,
    "Cell": answering.cells,
    "Check": lambda: crediting.ledger_events("check"),
    "CivilVillageError": lambda: answering.errors(CivilVillageError),
    "Claim": lambda: crediting.ledger_events("claim"),
    "Close": lambda: crediting.ledger_events("close"),
    "Comparison": answering.comparisons,
    "Compiled": lambda: judging.standards().map(compile_standard),
    "Consistency": indicating.consistencies,
    "Consultation": policing.consultations,
    "Count": scorers.counts,
    "Criterion": judging.criteria,
    "CriterionResult": answering.criterion_results,
    "Delegated": policing.delegations,
    "Derived": indicating.derivations,
    "Difference": lambda: (
        answering.comparisons()
        .filter(lambda made: made.parts != ())
        .flatmap(lambda made: st.sampled_from(made.parts))
    ),
    "Discrepancy": crediting.discrepancies,
    "Divided": lambda: st.builds(Divided, step=exact.exact_decimals(1, 3, places=2)),
    "Division": scales.divisions,
    "DocumentError": answering.errors,
    "Draw": observing.draws,
    "Entity": reporting.entities,
    "Event": reporting.events,
    "EventKind": indicating.event_kinds,
    "Exemption": reporting.exemptions,
    "Explanation": answering.explanations,
    "Facts": reporting.facts,
    "GeometricMean": lambda: scorers.aggregations("geometric"),
    "Given": scorers.given_gradings,
    "Grading": scorers.gradings,
    "Granted": crediting.grants,
    "Group": reporting.groups,
    "Household": reporting.households,
    "Indicator": indicating.indicators,
    "Item": policing.items,
    "ItemPosted": lambda: st.builds(ItemPosted, post=ids()),
    "ItemClass": policing.item_classes,
    "Judge": lambda: crediting.ledger_events("judge"),
    "Judgment": policing.judgments,
    "Knot": lambda: scales.linear_curves().flatmap(lambda made: st.sampled_from(made.knots)),
    "Label": labels,
    "Levels": lambda: st.just(Levels()),
    "Library": shelving.libraries,
    "Limit": policing.limits,
    "Linear": scales.linear_curves,
    "Measured": policing.measures,
    "Member": crediting.members,
    "Message": answering.messages,
    "Method": observing.methods,
    "Minimum": lambda: scorers.aggregations("minimum"),
    "ManyRows": answering.many_rows,
    "Missing": answering.missing_facts,
    "Need": answering.needs,
    "Object": lambda: crediting.ledger_events("object"),
    "Observation": reporting.observations,
    "Observed": observing.joinings,
    "Occurrences": scorers.occurrence_gradings,
    "Opening": policing.openings,
    "Part": lambda: scorers.parts().flatmap(st.sampled_from),
    "PartBy": ordering.parted_ties,
    "Passing": judging.passings,
    "Payout": policing.payouts,
    "PerUnit": scales.unit_curves,
    "Period": exact.periods,
    "Place": ordering.places,
    "Plan": observing.plans,
    "PointsShort": scorers.short_gradings,
    "Portable": typed.portable_rules,
    "Position": answering.positions,
    "Posting": crediting.postings,
    "Problem": answering.problems,
    "Publicity": policing.publicities,
    "Quota": ordering.quotas,
    "Range": scales.ranges,
    "RankList": crediting.rank_lists,
    "Ranked": crediting.ranked_subjects,
    "Ranking": ordering.rankings,
    "Ratio": exact.ratios,
    "Redeem": lambda: crediting.ledger_events("redeem"),
    "Repair": lambda: crediting.ledger_events("repair"),
    "Repeat": policing.repeats,
    "Requirement": judging.requirements,
    "RequirementResult": answering.requirement_results,
    "Resolve": lambda: crediting.ledger_events("resolve"),
    "Restock": lambda: crediting.ledger_events("restock"),
    "Return": lambda: crediting.ledger_events("return"),
    "Reward": policing.rewards,
    "Rounding": exact.roundings,
    "Rule": lambda: typed.signatures().flatmap(typed.rules),
    "Scorers": lambda: st.just(Scorers.builtin()),
    "Section": judging.sections,
    "SectionResult": answering.section_results,
    "Selection": answering.selections,
    "Settlement": policing.settlements,
    "Shortfall": scales.shortfalls,
    "Slots": policing.slots,
    "Source": sources,
    "Span": exact.spans,
    "Standing": policing.standings,
    "State": crediting.states,
    "Statement": crediting.statements,
    "StatementLine": crediting.statement_lines,
    "Step": lambda: scales.steps().flatmap(lambda made: st.sampled_from(made.steps)),
    "Steps": scales.steps,
    "Stratum": lambda: (
        observing.draws()
        .filter(lambda made: made.strata != ())
        .flatmap(lambda made: st.sampled_from(made.strata))
    ),
    "Strike": judging.strikes,
    "StrikeResult": answering.strike_results,
    "SubjectKind": indicating.subject_kinds,
    "Sum": lambda: st.just(Sum()),
    "Survey": lambda: observing.surveys().map(lambda made: made[0]),
    "Suspension": policing.suspensions,
    "TakeAll": lambda: st.just(TakeAll()),
    "TakeNone": lambda: st.just(TakeNone()),
    "Targets": policing.targets,
    "TieKey": ordering.tie_keys,
    "Unknown": answering.unknowns,
    "VagueDate": exact.vague_dates,
    "Validity": lambda: policing.validities().flatmap(st.sampled_from),
    "Variable": lambda: (
        typed.portable_rules()
        .filter(lambda made: made.variables != ())
        .flatmap(lambda made: st.sampled_from(made.variables))
    ),
    "Verification": crediting.verifications,
    "Village": reporting.villages,
    "Void": lambda: crediting.ledger_events("void"),
    "WeightedMean": lambda: scorers.aggregations("weighted_mean"),
    "WeightedSum": lambda: scorers.aggregations("weighted_sum"),
}


def strategy_of(model: type[Any]) -> st.SearchStrategy[Any]:
    """Give the strategy of a public class.

    Args:
        model: A class of ``civil_village.__all__``.

    Examples:
        >>> from hypothesis import given, settings
        >>> from civil_village import Step
        >>> @settings(max_examples=5, deadline=None)
        ... @given(strategy_of(Step))
        ... def test(step):
        ...     assert (step.from_ is None) != (step.above is None)
        >>> test()
    """
    return STRATEGIES[model.__name__]()

"""Which strategy draws each public model, by the name of its class."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.consequences import Banned, BenefitGranted, ItemPosted
from civil_village.curves.curve import BandLowered
from civil_village.documents.kinds import KINDS
from civil_village.indicators import AnyDerived
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
from civil_village.testing.strategies import (
    answers,
    catalogues,
    curves,
    evidence,
    ledgers,
    libraries,
    numbers,
    policies,
    rankings,
    records,
    rules,
    scorers,
    standards,
)
from civil_village.testing.strategies.labels import assumptions, ids, labels, sources

#: The ways in which an indicator comes from others, by the names of their classes.
_WAYS = {way.__name__: partial(catalogues.one_way, way) for way in get_args(AnyDerived)}

#: What makes the strategy of each public class; a kind of document names its own.
STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    **_WAYS,
    **{kind.home.partition(":")[2]: kind.drawn for kind in KINDS.values()},
    "Account": policies.accounts,
    "AccountStatement": ledgers.account_statements,
    "Added": lambda: st.just(Added()),
    "Aggregation": scorers.aggregations,
    "Aim": standards.aims,
    "All": lambda: st.just(All()),
    "Approve": lambda: ledgers.ledger_events("approve"),
    "Assumed": assumptions,
    "Ban": policies.bans,
    "Band": lambda: curves.bands().flatmap(lambda made: st.sampled_from(made.bands)),
    "BandLowered": lambda: st.builds(BandLowered, band=ids()),
    "Banned": lambda: st.builds(Banned, ban=policies.bans()),
    "Bands": curves.bands,
    "Benefit": policies.benefits,
    "BenefitGranted": lambda: st.builds(BenefitGranted, benefit=ids()),
    "Board": policies.boards,
    "Bracket": lambda: curves.brackets().flatmap(lambda made: st.sampled_from(made.brackets)),
    "Brackets": curves.brackets,
    "ByCurve": scorers.curve_gradings,
    "ByHand": policies.hands,
    "ByPart": rankings.part_rankings,
    "ByScore": rankings.score_rankings,
    "Cap": policies.caps,
    "Carry": policies.carries,
    "GradedCase": scorers.cases,
    "Cell": answers.cells,
    "Check": lambda: ledgers.ledger_events("check"),
    "CivilVillageError": lambda: answers.errors(CivilVillageError),
    "Claim": lambda: ledgers.ledger_events("claim"),
    "Close": lambda: ledgers.ledger_events("close"),
    "Comparison": answers.comparisons,
    "Compiled": lambda: standards.standards().map(compile_standard),
    "Consistency": catalogues.consistencies,
    "Consultation": policies.consultations,
    "Count": scorers.counts,
    "Criterion": standards.criteria,
    "CriterionResult": answers.criterion_results,
    "Delegated": policies.delegations,
    "Derived": catalogues.derivations,
    "Difference": lambda: (
        answers.comparisons()
        .filter(lambda made: made.parts != ())
        .flatmap(lambda made: st.sampled_from(made.parts))
    ),
    "Discrepancy": ledgers.discrepancies,
    "Divided": lambda: st.builds(Divided, step=numbers.exact_decimals(1, 3, places=2)),
    "Division": curves.divisions,
    "DocumentError": answers.errors,
    "Draw": evidence.draws,
    "Entity": records.entities,
    "Event": records.events,
    "EventKind": catalogues.event_kinds,
    "Exemption": records.exemptions,
    "Explanation": answers.explanations,
    "Facts": records.facts,
    "GeometricMean": lambda: scorers.aggregations("geometric"),
    "Given": scorers.given_gradings,
    "Grading": scorers.gradings,
    "Granted": ledgers.grants,
    "Group": records.groups,
    "Household": records.households,
    "Indicator": catalogues.indicators,
    "Item": policies.items,
    "ItemPosted": lambda: st.builds(ItemPosted, post=ids()),
    "ItemClass": policies.item_classes,
    "Judge": lambda: ledgers.ledger_events("judge"),
    "Judgment": policies.judgments,
    "Knot": lambda: curves.linear_curves().flatmap(lambda made: st.sampled_from(made.knots)),
    "Label": labels,
    "Levels": lambda: st.just(Levels()),
    "Library": libraries.libraries,
    "Limit": policies.limits,
    "Linear": curves.linear_curves,
    "Measured": policies.measures,
    "Member": ledgers.members,
    "Message": answers.messages,
    "Method": evidence.methods,
    "Minimum": lambda: scorers.aggregations("minimum"),
    "ManyRows": answers.many_rows,
    "Missing": answers.missing_facts,
    "Need": answers.needs,
    "Object": lambda: ledgers.ledger_events("object"),
    "Observation": records.observations,
    "Observed": evidence.joinings,
    "Occurrences": scorers.occurrence_gradings,
    "Opening": policies.openings,
    "CombinedPart": lambda: scorers.parts().flatmap(st.sampled_from),
    "PartBy": rankings.parted_ties,
    "Passing": standards.passings,
    "Payout": policies.payouts,
    "PerUnit": curves.unit_curves,
    "Period": numbers.periods,
    "Place": rankings.places,
    "SamplingPlan": evidence.plans,
    "PointsShort": scorers.short_gradings,
    "Portable": rules.portable_rules,
    "Position": answers.positions,
    "Posting": ledgers.postings,
    "Problem": answers.problems,
    "Publicity": policies.publicities,
    "Quota": rankings.quotas,
    "PrintedRange": curves.ranges,
    "RankList": ledgers.rank_lists,
    "Ranked": ledgers.ranked_subjects,
    "Ranking": rankings.rankings,
    "Ratio": numbers.ratios,
    "Redeem": lambda: ledgers.ledger_events("redeem"),
    "Repair": lambda: ledgers.ledger_events("repair"),
    "Repeat": policies.repeats,
    "Requirement": standards.requirements,
    "RequirementResult": answers.requirement_results,
    "Resolve": lambda: ledgers.ledger_events("resolve"),
    "Restock": lambda: ledgers.ledger_events("restock"),
    "Return": lambda: ledgers.ledger_events("return"),
    "Reward": policies.rewards,
    "Rounding": numbers.roundings,
    "Rule": lambda: rules.signatures().flatmap(rules.rules),
    "Scorers": lambda: st.just(Scorers.builtin()),
    "Section": standards.sections,
    "SectionResult": answers.section_results,
    "Selection": answers.selections,
    "Settlement": policies.settlements,
    "Shortfall": curves.shortfalls,
    "Slots": policies.slots,
    "Source": sources,
    "Span": numbers.spans,
    "Standing": policies.standings,
    "State": ledgers.states,
    "Statement": ledgers.statements,
    "StatementLine": ledgers.statement_lines,
    "Step": lambda: curves.steps().flatmap(lambda made: st.sampled_from(made.steps)),
    "Steps": curves.steps,
    "Stratum": lambda: (
        evidence.draws()
        .filter(lambda made: made.strata != ())
        .flatmap(lambda made: st.sampled_from(made.strata))
    ),
    "Strike": standards.strikes,
    "StrikeResult": answers.strike_results,
    "SubjectKind": catalogues.subject_kinds,
    "Sum": lambda: st.just(Sum()),
    "Survey": lambda: evidence.surveys().map(lambda made: made[0]),
    "Suspension": policies.suspensions,
    "TakeAll": lambda: st.just(TakeAll()),
    "TakeNone": lambda: st.just(TakeNone()),
    "Targets": policies.targets,
    "TieKey": rankings.tie_keys,
    "Unknown": answers.unknowns,
    "VagueDate": numbers.vague_dates,
    "Validity": lambda: policies.validities().flatmap(st.sampled_from),
    "Variable": lambda: (
        rules.portable_rules()
        .filter(lambda made: made.variables != ())
        .flatmap(lambda made: st.sampled_from(made.variables))
    ),
    "Verification": ledgers.verifications,
    "Village": records.villages,
    "Void": lambda: ledgers.ledger_events("void"),
    "WeightedMean": lambda: scorers.aggregations("weighted_mean"),
    "WeightedSum": lambda: scorers.aggregations("weighted_sum"),
}


def strategy_of(model: type[Any]) -> st.SearchStrategy[Any]:
    """Give the strategy of a public class.

    Args:
        model: A public class.

    Examples:
        >>> from hypothesis import given, settings
        >>> from civil_village.curves import Step
        >>> @settings(max_examples=5, deadline=None)
        ... @given(strategy_of(Step))
        ... def test(step):
        ...     assert (step.from_ is None) != (step.above is None)
        >>> test()
    """
    return STRATEGIES[model.__name__]()

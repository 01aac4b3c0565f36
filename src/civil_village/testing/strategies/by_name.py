"""Which strategy draws each public class of what users write or hand in, by its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.consequences import Banned, ItemPosted, MembershipEnded, StepTaken
from civil_village.curves.curve import BandLowered
from civil_village.indicators import AnyDerived
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.profiles import Add, Change, Drop, Move, Select, Take
from civil_village.rankings import TakeAll, TakeNone
from civil_village.standards import Added, All, Divided, Levels, Scorers, Sum
from civil_village.testing.strategies import (
    calendar,
    campaign,
    catalogue,
    covenant,
    curve,
    derivation,
    dividing,
    evidence,
    library,
    naming,
    numbers,
    organization,
    procedure,
    profile,
    ranking,
    reported,
    rule,
    scorer,
    standard,
)
from civil_village.testing.strategies.points_scheme import (
    account,
    effect,
    item,
    ledger,
    policy,
    reward,
)

#: What makes the strategy of each class.
STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    **{way.__name__: partial(derivation.of_way, way) for way in get_args(AnyDerived)},
    **{kind.__name__: partial(ledger.ledger_events, name) for name, kind in ledger.EVENTS.items()},
    "Account": account.accounts,
    "Add": partial(profile.changes_of, Add),
    "Added": lambda: st.just(Added()),
    "Aggregation": scorer.aggregations,
    "Aim": standard.aims,
    "All": lambda: st.just(All()),
    "Article": covenant.articles,
    "Assumed": naming.assumptions,
    "Ban": effect.bans,
    "Band": lambda: curve.bands().flatmap(lambda made: st.sampled_from(made.bands)),
    "BandLowered": lambda: st.builds(BandLowered, band=naming.ids()),
    "Bands": curve.bands,
    "Banned": lambda: st.builds(Banned, ban=effect.bans()),
    "Batch": campaign.batches,
    "Benefit": effect.benefits,
    "BenefitGranted": effect.grants,
    "Board": effect.boards,
    "Body": organization.bodies,
    "Bracket": lambda: curve.brackets().flatmap(lambda made: st.sampled_from(made.brackets)),
    "Brackets": curve.brackets,
    "ByCurve": scorer.curve_gradings,
    "ByHand": item.ranges_by_hand,
    "ByPart": ranking.part_rankings,
    "ByScore": ranking.score_rankings,
    "Campaign": campaign.campaigns,
    "Cap": item.caps,
    "Carry": account.carries,
    "Catalogue": catalogue.catalogues,
    "Change": partial(profile.changes_of, Change),
    "Checked": scorer.checked,
    "CombinedPart": lambda: scorer.combined_parts().flatmap(st.sampled_from),
    "Consistency": catalogue.consistencies,
    "Consultation": policy.consultations,
    "Count": scorer.count_gradings,
    "CountRange": organization.count_ranges,
    "Covenant": covenant.covenants,
    "Criterion": standard.criteria,
    "Decided": covenant.decisions,
    "Delegated": policy.delegations,
    "Derived": derivation.derivations,
    "Divided": lambda: st.builds(Divided, step=numbers.exact_decimals(1, 3, places=2)),
    "Dividend": effect.dividends,
    "DivisionRule": dividing.division_rules,
    "Draw": evidence.sampling_draws,
    "Drop": partial(profile.changes_of, Drop),
    "Duty": campaign.duties,
    "DutyCalled": campaign.calls,
    "Editions": profile.editions,
    "Entity": reported.entities,
    "Event": reported.events,
    "EventKind": catalogue.event_kinds,
    "EventLog": campaign.event_logs,
    "Exemplary": covenant.exemplaries,
    "Exemption": reported.exemptions,
    "Facts": reported.facts,
    "Fault": scorer.faults,
    "Fund": campaign.funds,
    "FundDivision": campaign.fund_divisions,
    "GeometricMean": lambda: scorer.aggregations("geometric"),
    "Given": scorer.given_gradings,
    "GradedCase": scorer.graded_cases,
    "Grading": scorer.gradings,
    "Group": reported.groups,
    "Household": reported.households,
    "Indicator": catalogue.indicators,
    "Item": item.items,
    "ItemClass": item.item_classes,
    "ItemPosted": lambda: st.builds(ItemPosted, post=naming.ids()),
    "Judgment": effect.judgments,
    "Knot": lambda: curve.linear_curves().flatmap(lambda made: st.sampled_from(made.knots)),
    "Label": naming.labels,
    "Ledger": ledger.sealed_ledgers,
    "Leeway": profile.leeways,
    "Levels": lambda: st.just(Levels()),
    "Library": library.libraries,
    "Limit": reward.limits,
    "Linear": curve.linear_curves,
    "Locality": organization.localities,
    "LocalityList": organization.locality_lists,
    "Measured": item.measures,
    "Member": ledger.members,
    "Membership": organization.memberships,
    "MembershipEnded": lambda: st.builds(MembershipEnded, ends=naming.ids()),
    "MergedStep": procedure.merged_steps,
    "Method": evidence.methods,
    "Minimum": lambda: scorer.aggregations("minimum"),
    "Move": partial(profile.changes_of, Move),
    "NamedYear": lambda: calendar.named_years().map(lambda made: made["z"]),
    "NamedYears": calendar.named_years,
    "Notice": calendar.notices,
    "PriorReport": covenant.prior_reports,
    "Observation": reported.observations,
    "Observed": evidence.ways_to_join,
    "Less": scorer.less_gradings,
    "Occurrences": scorer.occurrence_gradings,
    "Opening": reward.openings,
    "PartBy": ranking.parted_ties,
    "Passing": standard.passings,
    "Payout": reward.payouts,
    "PerUnit": curve.unit_curves,
    "Period": calendar.periods,
    "Phase": campaign.phases,
    "Pinned": profile.pins,
    "PointsShort": scorer.points_short_gradings,
    "Policy": policy.policies,
    "Post": organization.posts,
    "PrintedRange": curve.printed_ranges,
    "Profile": profile.profiles,
    "Procedure": procedure.procedures,
    "ProcedureStep": procedure.procedure_steps,
    "Publicised": campaign.publications,
    "Publicity": item.publicities,
    "Quota": ranking.quotas,
    "Ranking": ranking.rankings,
    "Ratio": numbers.ratios,
    "Records": reported.records,
    "Recurrence": calendar.recurrences,
    "Repeat": item.repeats,
    "Requirement": standard.requirements,
    "Rescale": profile.rescales,
    "Reward": reward.rewards,
    "Roster": ledger.rosters,
    "Rounding": numbers.roundings,
    "Rule": lambda: rule.signatures().flatmap(rule.rules),
    "SamplingPlan": evidence.sampling_plans,
    "Scorers": lambda: st.just(Scorers.builtin()),
    "Section": standard.sections,
    "Select": partial(profile.changes_of, Select),
    "Settlement": effect.settlements,
    "Shortfall": curve.shortfalls,
    "Slots": profile.slots,
    "Source": naming.sources,
    "Span": calendar.spans,
    "Standard": standard.standards,
    "Standing": effect.standings,
    "Step": lambda: curve.steps().flatmap(lambda made: st.sampled_from(made.steps)),
    "StepRequirement": procedure.step_requirements,
    "StepTaken": lambda: st.builds(StepTaken, step=naming.ids()),
    "Steps": curve.steps,
    "Stratum": lambda: (
        evidence.sampling_draws()
        .filter(lambda made: made.strata != ())
        .flatmap(lambda made: st.sampled_from(made.strata))
    ),
    "Strike": standard.strikes,
    "SubjectKind": catalogue.subject_kinds,
    "Sum": lambda: st.just(Sum()),
    "Survey": lambda: evidence.surveys().map(lambda made: made[0]),
    "Suspension": effect.suspensions,
    "Tailored": profile.tailorings,
    "Take": partial(profile.changes_of, Take),
    "TakeAll": lambda: st.just(TakeAll()),
    "TakeNone": lambda: st.just(TakeNone()),
    "Targets": item.targets,
    "TieKey": ranking.tie_keys,
    "TimeLimit": calendar.time_limits,
    "VagueDate": calendar.vague_dates,
    "VagueWindow": calendar.vague_windows,
    "Validity": lambda: account.validities().flatmap(st.sampled_from),
    "Village": reported.villages,
    "WeightedMean": lambda: scorer.aggregations("weighted_mean"),
    "WeightedSum": lambda: scorer.aggregations("weighted_sum"),
    "WholeTime": procedure.whole_times,
    "Window": calendar.windows,
    "Workdays": calendar.tables_of_workdays,
}


def strategy_of(model: type[Any]) -> st.SearchStrategy[Any]:
    """Give the strategy of a public class of what users write or hand in.

    Answers, such as results and problems, are not drawn: what they answer is, and then the
    function is called that gives them.

    Args:
        model: A public class.

    Raises:
        DocumentError: It is no such class.

    Examples:
        >>> from hypothesis import given, settings
        >>> from civil_village.curves import Step
        >>> @settings(max_examples=5, deadline=None)
        ... @given(strategy_of(Step))
        ... def test(step):
        ...     assert (step.from_ is None) != (step.above is None)
        >>> test()

        >>> import civil_village as cv
        >>> try:
        ...     strategy_of(cv.Result)
        ... except cv.DocumentError as error:
        ...     print(error.problems[0].hint.text("en"))
        draw what is handed in, and call what answers it
    """
    name = model.__name__
    if name not in STRATEGIES:
        expected, hint = Message("expected.drawn-class"), Message("hint.draw-what-is-answered")
        raise DocumentError(
            [Problem(code="wrong-type", path=("model",), found=name, expected=expected, hint=hint)]
        )
    return STRATEGIES[name]()

"""Public names (公开名称): where each lives, so that it is loaded when it is first used.

One table for all packages that users import from; what stands in none may change at any time.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

#: By package, then by the module that a name lives in, its public names.
PUBLIC: dict[str, dict[str, str]] = {
    "civil_village": {
        "civil_village.aims": "Aim",
        "civil_village.campaigns.campaign": "Campaign",
        "civil_village.campaigns.states": "status",
        "civil_village.covenants.checking": "check_event",
        "civil_village.covenants.covenant": "Covenant",
        "civil_village.derivation.deriving": "derive derive_each",
        "civil_village.documents.library": "Library",
        "civil_village.documents.loading": "dumps lint loads",
        "civil_village.documents.plain_data": "read",
        "civil_village.documents.schemas": "schema",
        "civil_village.evidence.event_log": "EventLog",
        "civil_village.evidence.reported": "Event Exemption Observation",
        "civil_village.explanation": "Explanation",
        "civil_village.facts": "Facts",
        "civil_village.indicators.catalogue": "Catalogue",
        "civil_village.indicators.indicator": "Indicator",
        "civil_village.labels": "Label Source",
        "civil_village.organizations.roster": "Roster",
        "civil_village.points.ledger.ledger": "Ledger",
        "civil_village.points.policy.policy": "Policy",
        "civil_village.points.settlement.settling": "settle",
        "civil_village.problems": "CivilVillageError DocumentError Problem",
        "civil_village.procedures.procedure": "Procedure",
        "civil_village.procedures.verdicts": "check_record",
        "civil_village.quantities.ratios": "Ratio",
        "civil_village.records.records": "Records",
        "civil_village.records.subjects": "Entity Group Household Village",
        "civil_village.requirements.model": "Requirement Strike",
        "civil_village.rules.rule": "Rule",
        "civil_village.rules.values": "Missing Unknown",
        "civil_village.samples": "bundled bundled_names",
        "civil_village.standards.evaluation.evaluation": "evaluate evaluate_each",
        "civil_village.standards.model.criteria": "Criterion Section",
        "civil_village.standards.model.standard": "Standard",
        "civil_village.standards.rankings.ranking_of_results": "rank select",
        "civil_village.standards.results.comparison": "compare",
        "civil_village.standards.results.result": "Result",
        "civil_village.standards.scorers": "Scorers",
        "civil_village.tables.reading": "read_table",
        "civil_village.tables.results": "write_results",
        "civil_village.tailoring.differences": "diff",
        "civil_village.titles.scheme": "TitleScheme",
        "civil_village.titles.standing": "standing",
    },
    "civil_village.assumptions": {
        "civil_village.assumptions": "Assumed",
    },
    "civil_village.calendar": {
        "civil_village.calendar.feasts": "feast_day uncertain",
        "civil_village.calendar.named_years": "NamedYear NamedYears",
        "civil_village.calendar.periods": "Period",
        "civil_village.calendar.recurrences": "Recurrence RecurrenceDay",
        "civil_village.calendar.notices": "Notice",
        "civil_village.calendar.spans": "Span",
        "civil_village.calendar.time_limits": "TimeLimit",
        "civil_village.calendar.vague": "VagueDate",
        "civil_village.calendar.vague_windows": "VagueWindow WindowBounds",
        "civil_village.calendar.windows": "Window",
        "civil_village.calendar.workdays": "WEEKENDS_ONLY Workdays",
    },
    "civil_village.campaigns": {
        "civil_village.campaigns.batches": "Batch Coverage",
        "civil_village.campaigns.campaign": "Campaign",
        "civil_village.campaigns.funds": "Fund FundDivision FundState",
        "civil_village.campaigns.phases": "GateState Phase PhaseState",
        "civil_village.campaigns.findings": "log_problems vacancies vacancies_told",
        "civil_village.campaigns.progress": "Progress",
        "civil_village.campaigns.states": "Status status",
        "civil_village.campaigns.written": "bulletin calendar_of ics timeline undated",
    },
    "civil_village.charts": {
        "civil_village.charts.chart": "Chart",
        "civil_village.charts.courses": "Barred Doubt Refusal Stay",
        "civil_village.charts.guards": "Guarded",
        "civil_village.charts.mermaid": "drawing",
        "civil_village.charts.holds": "Hold Upheld",
        "civil_village.charts.possible": "Possible",
        "civil_village.charts.states": "ChartState",
        "civil_village.charts.steps": "ChartStep",
    },
    "civil_village.clauses": {
        "civil_village.clauses": "Carried Part coverage parts",
    },
    "civil_village.consequences": {
        "civil_village.consequences": (
            "Ban Banned BenefitGranted DutyCalled Followed ItemPosted MembershipEnded Publicised "
            "StepTaken"
        ),
        "civil_village.curves.curve": "BandLowered",
    },
    "civil_village.covenants": {
        "civil_village.covenants.answers": "ArticleAnswer ExemplaryAnswer",
        "civil_village.covenants.articles": "Article PriorReport",
        "civil_village.covenants.checking": "check_event check_events",
        "civil_village.covenants.covenant": "Covenant Decided Exemplary",
        "civil_village.covenants.event_answer": "EventAnswer",
        "civil_village.covenants.strictness": "ArticleStrictness Strictness stricter",
    },
    "civil_village.curves": {
        "civil_village.curves.curve": (
            "Band Bands Bracket Brackets Knot Linear PerUnit Shortfall Step Steps"
        ),
        "civil_village.curves.range_tables": "PrintedRange bands_from_ranges steps_from_ranges",
    },
    "civil_village.derivation": {
        "civil_village.derivation.deriving": "derive derive_each derive_households",
        "civil_village.facts": "Basis",
    },
    "civil_village.dividing": {
        "civil_village.dividing": "Division DivisionRule divide",
    },
    "civil_village.documents": {
        "civil_village.canonical": "digest plain",
        "civil_village.documents.embedding": "problems_of use_models",
        "civil_village.documents.library": "Library",
        "civil_village.documents.loading": "dumps lint loads",
        "civil_village.documents.logs": "log_line read_log write_log",
        "civil_village.documents.plain_data": "read",
        "civil_village.documents.schemas": "schema",
        "civil_village.written_forms": "Form",
    },
    "civil_village.duties": {
        "civil_village.duties.duty": "Duty",
        "civil_village.duties.occurrences": "Occurrence Wait",
    },
    "civil_village.editions": {
        "civil_village.editions": "Editions",
    },
    "civil_village.events": {
        "civil_village.events.masks": "extract mask",
        "civil_village.events.seals": "Verification head seal verify",
    },
    "civil_village.evidence": {
        "civil_village.evidence.assessing": "Method Observed",
        "civil_village.evidence.event_log": "EventLog",
        "civil_village.evidence.reported": "Event Exemption Observation",
        "civil_village.evidence.sampling": "Draw SamplingPlan Stratum draw",
        "civil_village.evidence.surveys": "Survey",
    },
    "civil_village.following": {
        "civil_village.following": "Entries reconcile",
    },
    "civil_village.indicators": {
        "civil_village.indicators.aggregated": (
            "CountOf EventCount MaximumOf MeanOf MinimumOf RankOf ShareOf SumOf"
        ),
        "civil_village.indicators.catalogue": "Catalogue Consistency EventKind",
        "civil_village.indicators.derived": (
            "DaysBetween EarlierValue Formula Growth IndexValue LastEvent Needed"
        ),
        "civil_village.indicators.derived_base": "Derived",
        "civil_village.indicators.indicator": "Indicator",
        "civil_village.indicators.subjects": "SubjectKind",
        "civil_village.indicators.surveyed": "SheetCount SurveyShare",
    },
    "civil_village.messages": {
        "civil_village.messages": "Message",
    },
    "civil_village.organizations": {
        "civil_village.organizations.bodies": "Body Post",
        "civil_village.organizations.memberships": "Membership",
        "civil_village.organizations.places": "Locality LocalityList",
        "civil_village.organizations.roster": "Member Roster",
    },
    "civil_village.points": {
        "civil_village.points.ledger.entries": (
            "Approve Check Claim Close Judge Object Redeem Repair Resolve Restock Return Void"
        ),
        "civil_village.points.ledger.ledger": "Ledger",
        "civil_village.organizations.roster": "Member Roster",
        "civil_village.points.ledger.masked_roster": "extract_roster",
        "civil_village.points.policy.accounts": "Account Carry Validity",
        "civil_village.points.policy.effects": (
            "Benefit Board Dividend Judgment Settlement Standing Suspension"
        ),
        "civil_village.points.policy.items": (
            "ByHand Cap Item ItemClass Measured Publicity Repeat Targets"
        ),
        "civil_village.leeway": "Slots",
        "civil_village.points.policy.policy": "Consultation Delegated Policy",
        "civil_village.points.policy.rewards": "Limit Opening Payout Reward",
        "civil_village.points.settlement.settling": "settle",
        "civil_village.points.settlement.state": "State",
        "civil_village.points.statements": (
            "AccountStatement AccountTotals Discrepancy Granted Posting RankList Ranked Redeemable "
            "Statement StatementLine"
        ),
    },
    "civil_village.problems": {
        "civil_village.problems": "Cell Position",
    },
    "civil_village.profiles": {
        "civil_village.leeway": "Leeway Slots Tailored",
        "civil_village.profiles.profile": (
            "Add Change Drop Move Pinned Profile Rescale Select Take"
        ),
    },
    "civil_village.procedures": {
        "civil_village.procedures.enough": "Enough",
        "civil_village.procedures.explained": "fault_message",
        "civil_village.procedures.faults": "StepFault",
        "civil_village.procedures.procedure": "Procedure",
        "civil_village.procedures.steps": ("MergedStep ProcedureStep StepRequirement WholeTime"),
        "civil_village.procedures.verdicts": (
            "RecordVerdict check_record check_records matters record_problems"
        ),
    },
    "civil_village.quantities": {
        "civil_village.quantities.count_ranges": "CountRange",
        "civil_village.quantities.ratios": "Ratio",
        "civil_village.quantities.rounding": "Rounding",
    },
    "civil_village.rankings": {
        "civil_village.rankings.keys": "TieKey",
        "civil_village.rankings.placing": "Place",
        "civil_village.rankings.quotas": "PartBy Quota TakeAll TakeNone",
        "civil_village.rankings.selection": "Selection overlaps",
    },
    "civil_village.reckoning": {
        "civil_village.reckoning": (
            "Mark both counted denied either first floored greater lesser mirrored pick raised "
            "total"
        ),
    },
    "civil_village.records": {
        "civil_village.records.household_values": "with_household_values",
        "civil_village.records.records": "Records",
        "civil_village.records.subjects": "Entity Group Household Village",
    },
    "civil_village.registers": {
        "civil_village.registers.findings": "check_register event_problems",
        "civil_village.registers.items": "Disclosure ItemList ListItem Term",
        "civil_village.registers.owed": "ItemStatus overdue",
        "civil_village.registers.register": "Register",
    },
    "civil_village.requirements": {
        "civil_village.requirements.failures": "Failure",
        "civil_village.requirements.model": "Checked Requirement Strike",
        "civil_village.requirements.needs": "Need",
    },
    "civil_village.rules": {
        "civil_village.rules.core": "Variable",
        "civil_village.rules.portable": "Portable",
        "civil_village.rules.rule": "Rule",
        "civil_village.rules.values": "ManyRows Missing Unknown",
    },
    "civil_village.samples": {
        "civil_village.samples": "bundled_plan plan_coverage",
    },
    "civil_village.standards": {
        "civil_village.standards.aggregations.added": "Added",
        "civil_village.standards.aggregations.aggregation": "Aggregation CombinedPart CorePart",
        "civil_village.standards.aggregations.geometric": "GeometricMean",
        "civil_village.standards.aggregations.smallest": "Minimum",
        "civil_village.standards.aggregations.weighted": "WeightedMean WeightedSum",
        "civil_village.standards.compilation.compiled": "Compiled compile_standard",
        "civil_village.standards.evaluation.evaluation": "evaluate evaluate_each",
        "civil_village.standards.evaluation.still_needed": "needed",
        "civil_village.standards.gradings.added": "Sum",
        "civil_village.standards.gradings.all_or_nothing": "All",
        "civil_village.standards.gradings.counted": "Count",
        "civil_village.standards.gradings.curved": "ByCurve",
        "civil_village.standards.gradings.divided": "Divided",
        "civil_village.standards.gradings.given": "Given",
        "civil_village.standards.gradings.grading": "CoreCase CoreValue GradedCase Grading Marks",
        "civil_village.standards.gradings.less": "Fault Less",
        "civil_village.standards.gradings.levels": "Levels",
        "civil_village.standards.gradings.occurrences": "Occurrences",
        "civil_village.standards.gradings.shortfall": "PointsShort",
        "civil_village.standards.model.criteria": "Criterion Passing Section",
        "civil_village.standards.model.standard": "Standard",
        "civil_village.standards.portable": "PortableStandard",
        "civil_village.standards.rankings.ranking": "ByPart ByScore Ranking",
        "civil_village.standards.rankings.ranking_of_results": "rank select strata_of",
        "civil_village.standards.results.comparison": "Comparison Difference",
        "civil_village.standards.results.result": (
            "CriterionResult FaultResult RequirementResult Result SectionResult StrikeResult"
        ),
        "civil_village.standards.scorers": "Scorers",
    },
    "civil_village.tables": {
        "civil_village.tables.ranked": "write_places",
        "civil_village.tables.reading": "read_table",
        "civil_village.tables.results": "write_results",
        "civil_village.tables.templates": "template",
    },
    "civil_village.tailoring": {
        "civil_village.tailoring.both_results": "PartPair Reevaluated",
        "civil_village.tailoring.comparing": "Revised",
        "civil_village.tailoring.deciding": "deciding_digest scoring_digest",
        "civil_village.tailoring.differences": "Revision diff",
        "civil_village.tailoring.resolving": "resolve",
    },
    "civil_village.titles": {
        "civil_village.titles.chains": "Chain ChainState Reached",
        "civil_village.titles.findings": "title_log_problems",
        "civil_village.titles.placements": "Placement",
        "civil_village.titles.proposals": "Proposal",
        "civil_village.titles.proposing": "propose",
        "civil_village.titles.rounds": "Round RoundState",
        "civil_village.titles.unit_rows": "row_indicators rows",
        "civil_village.titles.scheme": "TitleScheme",
        "civil_village.titles.standing": "TitleStanding",
        "civil_village.titles.states": "UnitState",
    },
    "civil_village.testing": {
        "civil_village.testing.kits.aggregation": "check_aggregation",
        "civil_village.testing.kits.grading": "check_grading",
        "civil_village.testing.kits.ranking": "check_ranking",
        "civil_village.testing.strategies.by_name": "strategy_of",
        "civil_village.testing.strategies.calendar": (
            "DAY days instants named_years notices periods recurrences spans "
            "tables_of_workdays time_limits vague_windows windows"
        ),
        "civil_village.testing.strategies.campaign": (
            "CampaignCase batches calls campaign_cases campaigns duties event_logs "
            "fund_divisions funds happenings phases publications"
        ),
        "civil_village.testing.strategies.catalogue": (
            "catalogues event_kinds indicators own_catalogues subject_kinds"
        ),
        "civil_village.testing.strategies.chart": (
            "TitleCase chart_states chart_steps charts holds title_cases title_events "
            "title_schemes ways_to_uphold"
        ),
        "civil_village.testing.strategies.covenant": (
            "EventCase articles covenants decisions event_cases exemplaries prior_reports"
        ),
        "civil_village.testing.strategies.curve": (
            "bands brackets curves linear_curves printed_ranges shortfalls steps unit_curves"
        ),
        "civil_village.testing.strategies.derivation": "derivations",
        "civil_village.testing.strategies.evidence": (
            "methods observed_words sampling_draws sampling_plans survey_derivations surveys "
            "ways_to_join weights"
        ),
        "civil_village.testing.strategies.left_out": "Gap closes gaps without",
        "civil_village.testing.strategies.library": "libraries",
        "civil_village.testing.strategies.naming": (
            "assumptions document_ids ids labels namings sources texts usual_labels"
        ),
        "civil_village.testing.strategies.numbers": (
            "exact_decimals near_or points ratios roundings shares whole_numbers"
        ),
        "civil_village.testing.strategies.organization": (
            "bodies count_ranges localities locality_lists memberships posts"
        ),
        "civil_village.testing.strategies.points_scheme.account": "accounts carries validities",
        "civil_village.testing.strategies.points_scheme.effect": (
            "bans benefits boards consequences dividends judgments settlements standings "
            "suspensions"
        ),
        "civil_village.testing.strategies.points_scheme.item": (
            "caps item_classes items measures publicities ranges_by_hand repeats targets"
        ),
        "civil_village.testing.strategies.points_scheme.ledger": (
            "ledger_events ledgers members rosters sealed_ledgers"
        ),
        "civil_village.testing.strategies.points_scheme.policy": (
            "consultations delegations policies"
        ),
        "civil_village.testing.strategies.points_scheme.reward": "limits openings payouts rewards",
        "civil_village.testing.strategies.profile": (
            "changes_of editions leeways pins profile_cases profiles rescales slots tailorings"
        ),
        "civil_village.testing.strategies.procedure": (
            "ProcedureCase merged_steps procedure_cases procedure_steps procedures "
            "step_records step_requirements whole_times"
        ),
        "civil_village.testing.strategies.ranking": (
            "part_rankings parted_ties quotas rankings score_rankings tie_keys"
        ),
        "civil_village.testing.strategies.register": (
            "RegisterCase disclosures entries item_lists list_items register_cases registers terms"
        ),
        "civil_village.testing.strategies.reported": (
            "entities events exemptions facts groups households observations records villages"
        ),
        "civil_village.testing.strategies.title_rounds": "chains placements round_parts rounds",
        "civil_village.testing.strategies.rule": (
            "RuleCase filled_scopes known_values near_rules rule_cases rules scopes "
            "signatures unknown_values"
        ),
        "civil_village.testing.strategies.scorer": (
            "aggregations checked combinations combined_parts count_gradings curve_gradings "
            "faults given_gradings graded_cases gradings less_gradings occurrence_gradings "
            "points_short_gradings"
        ),
        "civil_village.testing.strategies.standard": (
            "aims criteria passings requirements sections standards strikes"
        ),
        "civil_village.testing.strategies.values": "reported_values",
    },
}

#: Told of each public name when it is first used; `civil_village.testing` asks for it.
_listeners: list[Callable[[object], None]] = []


def homes_of(package: str) -> dict[str, str]:
    """Give the public names of a package, each with the module that it lives in.

    Examples:
        >>> homes_of("civil_village.quantities")["Ratio"]
        'civil_village.quantities.ratios'
    """
    return {name: home for home, names in PUBLIC[package].items() for name in names.split()}


def lazily(package: str) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """Give a package its public names on first use: ``__getattr__``, ``__dir__``, ``__all__``.

    Hidden from type checkers, which would take any misspelt name for granted.
    """
    homes = homes_of(package)
    module = sys.modules[package]

    def load(name: str) -> object:
        if name in homes:
            value = getattr(importlib.import_module(homes[name]), name)
        elif package == "civil_village" and f"{package}.{name}" in PUBLIC:
            return importlib.import_module(f"{package}.{name}")
        else:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        setattr(module, name, value)
        for told in _listeners:
            told(value)
        return value

    def listed() -> list[str]:
        return sorted({*vars(module), *homes})

    tell(package)
    return load, listed, sorted(homes)


def listen(told: Callable[[object], None]) -> None:
    """Tell of every public name that was used, and of the others when they are."""
    if told in _listeners:
        return
    _listeners.append(told)
    for package in PUBLIC:
        tell(package, told)


def tell(package: str, *listeners: Callable[[object], None]) -> None:
    """Tell of the public names that a package has by now: some have theirs from the start."""
    loaded = vars(sys.modules[package]) if package in sys.modules else {}
    for told in listeners or _listeners:
        for name in homes_of(package).keys() & loaded.keys():
            told(loaded[name])

"""Hypothesis strategies for the models, so that users can test what they build on them.

What belongs here: strategies that draw valid models only, favour boundaries and shrink
well; the kit that checks scorers. What does not: any other check of a test.

Hypothesis calls `register` by itself in every test run of an environment in which this
library is installed. So nothing else is loaded here before a strategy is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import civil_village

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from civil_village.testing.aggregation_kit import check_aggregation as check_aggregation
    from civil_village.testing.answering import comparisons as comparisons
    from civil_village.testing.answering import criterion_results as criterion_results
    from civil_village.testing.answering import errors as errors
    from civil_village.testing.answering import explanations as explanations
    from civil_village.testing.answering import many_rows as many_rows
    from civil_village.testing.answering import messages as messages
    from civil_village.testing.answering import missing_facts as missing_facts
    from civil_village.testing.answering import needs as needs
    from civil_village.testing.answering import positions as positions
    from civil_village.testing.answering import problems as problems
    from civil_village.testing.answering import requirement_results as requirement_results
    from civil_village.testing.answering import results as results
    from civil_village.testing.answering import section_results as section_results
    from civil_village.testing.answering import selections as selections
    from civil_village.testing.answering import strike_results as strike_results
    from civil_village.testing.answering import unknowns as unknowns
    from civil_village.testing.crediting import account_statements as account_statements
    from civil_village.testing.crediting import discrepancies as discrepancies
    from civil_village.testing.crediting import grants as grants
    from civil_village.testing.crediting import ledger_events as ledger_events
    from civil_village.testing.crediting import ledgers as ledgers
    from civil_village.testing.crediting import members as members
    from civil_village.testing.crediting import postings as postings
    from civil_village.testing.crediting import rank_lists as rank_lists
    from civil_village.testing.crediting import ranked_subjects as ranked_subjects
    from civil_village.testing.crediting import rosters as rosters
    from civil_village.testing.crediting import sealed_ledgers as sealed_ledgers
    from civil_village.testing.crediting import statement_lines as statement_lines
    from civil_village.testing.crediting import statements as statements
    from civil_village.testing.crediting import states as states
    from civil_village.testing.crediting import verifications as verifications
    from civil_village.testing.exact import DAY as DAY
    from civil_village.testing.exact import days as days
    from civil_village.testing.exact import exact_decimals as exact_decimals
    from civil_village.testing.exact import instants as instants
    from civil_village.testing.exact import near_or as near_or
    from civil_village.testing.exact import periods as periods
    from civil_village.testing.exact import points as points
    from civil_village.testing.exact import ratios as ratios
    from civil_village.testing.exact import roundings as roundings
    from civil_village.testing.exact import shares as shares
    from civil_village.testing.exact import spans as spans
    from civil_village.testing.exact import whole_numbers as whole_numbers
    from civil_village.testing.grading_kit import check_grading as check_grading
    from civil_village.testing.indicating import catalogues as catalogues
    from civil_village.testing.indicating import derivations as derivations
    from civil_village.testing.indicating import event_kinds as event_kinds
    from civil_village.testing.indicating import indicators as indicators
    from civil_village.testing.indicating import subject_kinds as subject_kinds
    from civil_village.testing.judging import aims as aims
    from civil_village.testing.judging import criteria as criteria
    from civil_village.testing.judging import passings as passings
    from civil_village.testing.judging import requirements as requirements
    from civil_village.testing.judging import sections as sections
    from civil_village.testing.judging import standards as standards
    from civil_village.testing.judging import strikes as strikes
    from civil_village.testing.leaving_out import Gap as Gap
    from civil_village.testing.leaving_out import closes as closes
    from civil_village.testing.leaving_out import gaps as gaps
    from civil_village.testing.leaving_out import without as without
    from civil_village.testing.models import strategy_of as strategy_of
    from civil_village.testing.observing import draws as draws
    from civil_village.testing.observing import joinings as joinings
    from civil_village.testing.observing import methods as methods
    from civil_village.testing.observing import observed_words as observed_words
    from civil_village.testing.observing import of_surveys as of_surveys
    from civil_village.testing.observing import plans as plans
    from civil_village.testing.observing import surveys as surveys
    from civil_village.testing.observing import weights as weights
    from civil_village.testing.ordering import part_rankings as part_rankings
    from civil_village.testing.ordering import parted_ties as parted_ties
    from civil_village.testing.ordering import places as places
    from civil_village.testing.ordering import quotas as quotas
    from civil_village.testing.ordering import rankings as rankings
    from civil_village.testing.ordering import score_rankings as score_rankings
    from civil_village.testing.ordering import tie_keys as tie_keys
    from civil_village.testing.policing import accounts as accounts
    from civil_village.testing.policing import bans as bans
    from civil_village.testing.policing import benefits as benefits
    from civil_village.testing.policing import boards as boards
    from civil_village.testing.policing import caps as caps
    from civil_village.testing.policing import carries as carries
    from civil_village.testing.policing import consequences as consequences
    from civil_village.testing.policing import consultations as consultations
    from civil_village.testing.policing import delegations as delegations
    from civil_village.testing.policing import hands as hands
    from civil_village.testing.policing import item_classes as item_classes
    from civil_village.testing.policing import items as items
    from civil_village.testing.policing import judgments as judgments
    from civil_village.testing.policing import limits as limits
    from civil_village.testing.policing import measures as measures
    from civil_village.testing.policing import openings as openings
    from civil_village.testing.policing import payouts as payouts
    from civil_village.testing.policing import policies as policies
    from civil_village.testing.policing import publicities as publicities
    from civil_village.testing.policing import repeats as repeats
    from civil_village.testing.policing import rewards as rewards
    from civil_village.testing.policing import settlements as settlements
    from civil_village.testing.policing import slots as slots
    from civil_village.testing.policing import standings as standings
    from civil_village.testing.policing import suspensions as suspensions
    from civil_village.testing.policing import targets as targets
    from civil_village.testing.policing import validities as validities
    from civil_village.testing.ranking_kit import check_ranking as check_ranking
    from civil_village.testing.reporting import entities as entities
    from civil_village.testing.reporting import events as events
    from civil_village.testing.reporting import exemptions as exemptions
    from civil_village.testing.reporting import facts as facts
    from civil_village.testing.reporting import groups as groups
    from civil_village.testing.reporting import households as households
    from civil_village.testing.reporting import observations as observations
    from civil_village.testing.reporting import records as records
    from civil_village.testing.reporting import villages as villages
    from civil_village.testing.scales import bands as bands
    from civil_village.testing.scales import brackets as brackets
    from civil_village.testing.scales import curves as curves
    from civil_village.testing.scales import divisions as divisions
    from civil_village.testing.scales import linear_curves as linear_curves
    from civil_village.testing.scales import ranges as ranges
    from civil_village.testing.scales import shortfalls as shortfalls
    from civil_village.testing.scales import steps as steps
    from civil_village.testing.scales import unit_curves as unit_curves
    from civil_village.testing.scorers import aggregations as aggregations
    from civil_village.testing.scorers import cases as cases
    from civil_village.testing.scorers import combinations as combinations
    from civil_village.testing.scorers import counts as counts
    from civil_village.testing.scorers import curve_gradings as curve_gradings
    from civil_village.testing.scorers import given_gradings as given_gradings
    from civil_village.testing.scorers import gradings as gradings
    from civil_village.testing.scorers import occurrence_gradings as occurrence_gradings
    from civil_village.testing.scorers import parts as parts
    from civil_village.testing.scorers import short_gradings as short_gradings
    from civil_village.testing.shelving import libraries as libraries
    from civil_village.testing.shelving import own_catalogues as own_catalogues
    from civil_village.testing.trees import expressions as expressions
    from civil_village.testing.trees import literals as literals
    from civil_village.testing.trees import near_rules as near_rules
    from civil_village.testing.trees import rule_names as rule_names
    from civil_village.testing.typed import RuleCase as RuleCase
    from civil_village.testing.typed import filled_scopes as filled_scopes
    from civil_village.testing.typed import known_values as known_values
    from civil_village.testing.typed import portable_rules as portable_rules
    from civil_village.testing.typed import rule_cases as rule_cases
    from civil_village.testing.typed import rules as rules
    from civil_village.testing.typed import scopes as scopes
    from civil_village.testing.typed import signatures as signatures
    from civil_village.testing.typed import typed_trees as typed_trees
    from civil_village.testing.typed import unknown_values as unknown_values
    from civil_village.testing.valuing import reported_values as reported_values
    from civil_village.testing.words import assumptions as assumptions
    from civil_village.testing.words import document_ids as document_ids
    from civil_village.testing.words import ids as ids
    from civil_village.testing.words import labels as labels
    from civil_village.testing.words import namings as namings
    from civil_village.testing.words import sources as sources
    from civil_village.testing.words import texts as texts
    from civil_village.testing.words import usual_labels as usual_labels

#: Home of each public name; it is loaded when the name is first used.
_HOMES: dict[str, tuple[str, ...]] = {
    "aggregation_kit": ("check_aggregation",),
    "answering": (
        "comparisons",
        "criterion_results",
        "errors",
        "explanations",
        "messages",
        "many_rows",
        "missing_facts",
        "needs",
        "positions",
        "problems",
        "requirement_results",
        "results",
        "section_results",
        "selections",
        "strike_results",
        "unknowns",
    ),
    "crediting": (
        "account_statements",
        "discrepancies",
        "grants",
        "ledger_events",
        "ledgers",
        "members",
        "postings",
        "rank_lists",
        "ranked_subjects",
        "rosters",
        "sealed_ledgers",
        "statement_lines",
        "statements",
        "states",
        "verifications",
    ),
    "exact": (
        "DAY",
        "days",
        "exact_decimals",
        "instants",
        "near_or",
        "periods",
        "points",
        "ratios",
        "roundings",
        "shares",
        "spans",
        "whole_numbers",
    ),
    "grading_kit": ("check_grading",),
    "indicating": ("catalogues", "derivations", "event_kinds", "indicators", "subject_kinds"),
    "judging": ("aims", "criteria", "passings", "requirements", "sections", "standards", "strikes"),
    "leaving_out": ("Gap", "closes", "gaps", "without"),
    "models": ("strategy_of",),
    "ordering": (
        "part_rankings",
        "parted_ties",
        "places",
        "quotas",
        "rankings",
        "score_rankings",
        "tie_keys",
    ),
    "observing": (
        "draws",
        "joinings",
        "methods",
        "observed_words",
        "of_surveys",
        "plans",
        "surveys",
        "weights",
    ),
    "policing": (
        "accounts",
        "bans",
        "benefits",
        "boards",
        "caps",
        "carries",
        "consequences",
        "consultations",
        "delegations",
        "hands",
        "item_classes",
        "items",
        "judgments",
        "limits",
        "measures",
        "openings",
        "payouts",
        "policies",
        "publicities",
        "repeats",
        "rewards",
        "settlements",
        "slots",
        "standings",
        "suspensions",
        "targets",
        "validities",
    ),
    "ranking_kit": ("check_ranking",),
    "reporting": (
        "entities",
        "events",
        "exemptions",
        "facts",
        "groups",
        "households",
        "observations",
        "records",
        "villages",
    ),
    "scorers": (
        "aggregations",
        "cases",
        "combinations",
        "counts",
        "curve_gradings",
        "given_gradings",
        "gradings",
        "occurrence_gradings",
        "parts",
        "short_gradings",
    ),
    "shelving": ("libraries", "own_catalogues"),
    "scales": (
        "bands",
        "brackets",
        "curves",
        "divisions",
        "linear_curves",
        "ranges",
        "shortfalls",
        "steps",
        "unit_curves",
    ),
    "trees": ("expressions", "literals", "near_rules", "rule_names"),
    "typed": (
        "RuleCase",
        "filled_scopes",
        "known_values",
        "portable_rules",
        "rule_cases",
        "rules",
        "scopes",
        "signatures",
        "typed_trees",
        "unknown_values",
    ),
    "valuing": ("reported_values",),
    "words": (
        "assumptions",
        "document_ids",
        "ids",
        "labels",
        "namings",
        "sources",
        "texts",
        "usual_labels",
    ),
}

__all__ = [
    "DAY",
    "Gap",
    "RuleCase",
    "account_statements",
    "accounts",
    "aggregations",
    "aims",
    "assumptions",
    "bands",
    "bans",
    "benefits",
    "boards",
    "brackets",
    "caps",
    "carries",
    "cases",
    "catalogues",
    "check_aggregation",
    "check_grading",
    "check_ranking",
    "closes",
    "combinations",
    "comparisons",
    "consequences",
    "consultations",
    "counts",
    "criteria",
    "criterion_results",
    "curve_gradings",
    "curves",
    "days",
    "delegations",
    "derivations",
    "discrepancies",
    "divisions",
    "document_ids",
    "draws",
    "entities",
    "errors",
    "event_kinds",
    "events",
    "exact_decimals",
    "exemptions",
    "explanations",
    "expressions",
    "facts",
    "filled_scopes",
    "gaps",
    "given_gradings",
    "gradings",
    "grants",
    "groups",
    "hands",
    "households",
    "ids",
    "indicators",
    "instants",
    "item_classes",
    "items",
    "joinings",
    "judgments",
    "known_values",
    "labels",
    "ledger_events",
    "ledgers",
    "libraries",
    "limits",
    "linear_curves",
    "literals",
    "many_rows",
    "measures",
    "members",
    "messages",
    "methods",
    "missing_facts",
    "namings",
    "near_or",
    "near_rules",
    "needs",
    "observations",
    "observed_words",
    "occurrence_gradings",
    "of_surveys",
    "openings",
    "own_catalogues",
    "part_rankings",
    "parted_ties",
    "parts",
    "passings",
    "payouts",
    "periods",
    "places",
    "plans",
    "points",
    "policies",
    "portable_rules",
    "positions",
    "postings",
    "problems",
    "publicities",
    "quotas",
    "ranges",
    "rank_lists",
    "ranked_subjects",
    "rankings",
    "ratios",
    "records",
    "register",
    "repeats",
    "reported_values",
    "requirement_results",
    "requirements",
    "results",
    "rewards",
    "rosters",
    "roundings",
    "rule_cases",
    "rule_names",
    "rules",
    "scopes",
    "score_rankings",
    "sealed_ledgers",
    "section_results",
    "sections",
    "selections",
    "settlements",
    "shares",
    "short_gradings",
    "shortfalls",
    "signatures",
    "slots",
    "sources",
    "spans",
    "standards",
    "standings",
    "statement_lines",
    "statements",
    "states",
    "steps",
    "strategy_of",
    "strike_results",
    "strikes",
    "subject_kinds",
    "surveys",
    "suspensions",
    "targets",
    "texts",
    "tie_keys",
    "typed_trees",
    "unit_curves",
    "unknown_values",
    "unknowns",
    "usual_labels",
    "validities",
    "verifications",
    "villages",
    "weights",
    "whole_numbers",
    "without",
]


def register() -> None:
    """Let ``hypothesis.strategies.from_type`` know the public models.

    Called by Hypothesis itself where this library is installed; only needed where it is
    used without being installed. A model is made known when it is first loaded, since it
    cannot be named before.

    Examples:
        >>> from hypothesis import find, strategies as st
        >>> register()
        >>> find(st.from_type(civil_village.Label), lambda label: True)
        Label(zh='0', en=None)
    """
    civil_village._listen(_offer)  # noqa: SLF001 - made for this


def _offer(value: object) -> None:
    """Tell Hypothesis of something public, where it is a model."""
    if isinstance(value, type):
        from hypothesis.strategies import register_type_strategy  # noqa: PLC0415 - optional

        register_type_strategy(value, _strategy)


def _strategy(model: type[Any]) -> SearchStrategy[Any]:
    from civil_village.testing.models import strategy_of  # noqa: PLC0415 - loads every model

    return strategy_of(model)


if not TYPE_CHECKING:
    # Hidden from type checkers, which would take any misspelt name for granted.

    def __getattr__(name: str) -> object:
        for home, names in _HOMES.items():
            if name in names:
                value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
                globals()[name] = value
                return value
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)

    def __dir__() -> list[str]:
        return list(__all__)

"""Hypothesis strategies for the models, so that users can test what they build on them.

What belongs here: strategies that draw valid models only, favour boundaries and shrink
well; the kit that checks scorers. What does not: any other check of a test.

Hypothesis calls `register` by itself in every test run of an environment in which this
library is installed. So nothing else is loaded here before a strategy is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from civil_village import public

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from civil_village.testing.kits.aggregations import check_aggregation as check_aggregation
    from civil_village.testing.kits.gradings import check_grading as check_grading
    from civil_village.testing.kits.rankings import check_ranking as check_ranking
    from civil_village.testing.strategies.answers import comparisons as comparisons
    from civil_village.testing.strategies.answers import criterion_results as criterion_results
    from civil_village.testing.strategies.answers import errors as errors
    from civil_village.testing.strategies.answers import explanations as explanations
    from civil_village.testing.strategies.answers import many_rows as many_rows
    from civil_village.testing.strategies.answers import messages as messages
    from civil_village.testing.strategies.answers import missing_facts as missing_facts
    from civil_village.testing.strategies.answers import needs as needs
    from civil_village.testing.strategies.answers import positions as positions
    from civil_village.testing.strategies.answers import problems as problems
    from civil_village.testing.strategies.answers import requirement_results as requirement_results
    from civil_village.testing.strategies.answers import results as results
    from civil_village.testing.strategies.answers import section_results as section_results
    from civil_village.testing.strategies.answers import selections as selections
    from civil_village.testing.strategies.answers import strike_results as strike_results
    from civil_village.testing.strategies.answers import unknowns as unknowns
    from civil_village.testing.strategies.by_name import strategy_of as strategy_of
    from civil_village.testing.strategies.catalogues import catalogues as catalogues
    from civil_village.testing.strategies.catalogues import derivations as derivations
    from civil_village.testing.strategies.catalogues import event_kinds as event_kinds
    from civil_village.testing.strategies.catalogues import indicators as indicators
    from civil_village.testing.strategies.catalogues import subject_kinds as subject_kinds
    from civil_village.testing.strategies.curves import bands as bands
    from civil_village.testing.strategies.curves import brackets as brackets
    from civil_village.testing.strategies.curves import curves as curves
    from civil_village.testing.strategies.curves import divisions as divisions
    from civil_village.testing.strategies.curves import linear_curves as linear_curves
    from civil_village.testing.strategies.curves import ranges as ranges
    from civil_village.testing.strategies.curves import shortfalls as shortfalls
    from civil_village.testing.strategies.curves import steps as steps
    from civil_village.testing.strategies.curves import unit_curves as unit_curves
    from civil_village.testing.strategies.evidence import draws as draws
    from civil_village.testing.strategies.evidence import joinings as joinings
    from civil_village.testing.strategies.evidence import methods as methods
    from civil_village.testing.strategies.evidence import observed_words as observed_words
    from civil_village.testing.strategies.evidence import of_surveys as of_surveys
    from civil_village.testing.strategies.evidence import plans as plans
    from civil_village.testing.strategies.evidence import surveys as surveys
    from civil_village.testing.strategies.evidence import weights as weights
    from civil_village.testing.strategies.labels import assumptions as assumptions
    from civil_village.testing.strategies.labels import document_ids as document_ids
    from civil_village.testing.strategies.labels import ids as ids
    from civil_village.testing.strategies.labels import labels as labels
    from civil_village.testing.strategies.labels import namings as namings
    from civil_village.testing.strategies.labels import sources as sources
    from civil_village.testing.strategies.labels import texts as texts
    from civil_village.testing.strategies.labels import usual_labels as usual_labels
    from civil_village.testing.strategies.ledgers import account_statements as account_statements
    from civil_village.testing.strategies.ledgers import discrepancies as discrepancies
    from civil_village.testing.strategies.ledgers import grants as grants
    from civil_village.testing.strategies.ledgers import ledger_events as ledger_events
    from civil_village.testing.strategies.ledgers import ledgers as ledgers
    from civil_village.testing.strategies.ledgers import members as members
    from civil_village.testing.strategies.ledgers import postings as postings
    from civil_village.testing.strategies.ledgers import rank_lists as rank_lists
    from civil_village.testing.strategies.ledgers import ranked_subjects as ranked_subjects
    from civil_village.testing.strategies.ledgers import rosters as rosters
    from civil_village.testing.strategies.ledgers import sealed_ledgers as sealed_ledgers
    from civil_village.testing.strategies.ledgers import statement_lines as statement_lines
    from civil_village.testing.strategies.ledgers import statements as statements
    from civil_village.testing.strategies.ledgers import states as states
    from civil_village.testing.strategies.ledgers import verifications as verifications
    from civil_village.testing.strategies.left_out import Gap as Gap
    from civil_village.testing.strategies.left_out import closes as closes
    from civil_village.testing.strategies.left_out import gaps as gaps
    from civil_village.testing.strategies.left_out import without as without
    from civil_village.testing.strategies.libraries import libraries as libraries
    from civil_village.testing.strategies.libraries import own_catalogues as own_catalogues
    from civil_village.testing.strategies.numbers import DAY as DAY
    from civil_village.testing.strategies.numbers import days as days
    from civil_village.testing.strategies.numbers import exact_decimals as exact_decimals
    from civil_village.testing.strategies.numbers import instants as instants
    from civil_village.testing.strategies.numbers import near_or as near_or
    from civil_village.testing.strategies.numbers import periods as periods
    from civil_village.testing.strategies.numbers import points as points
    from civil_village.testing.strategies.numbers import ratios as ratios
    from civil_village.testing.strategies.numbers import roundings as roundings
    from civil_village.testing.strategies.numbers import shares as shares
    from civil_village.testing.strategies.numbers import spans as spans
    from civil_village.testing.strategies.numbers import whole_numbers as whole_numbers
    from civil_village.testing.strategies.policies import accounts as accounts
    from civil_village.testing.strategies.policies import bans as bans
    from civil_village.testing.strategies.policies import benefits as benefits
    from civil_village.testing.strategies.policies import boards as boards
    from civil_village.testing.strategies.policies import caps as caps
    from civil_village.testing.strategies.policies import carries as carries
    from civil_village.testing.strategies.policies import consequences as consequences
    from civil_village.testing.strategies.policies import consultations as consultations
    from civil_village.testing.strategies.policies import delegations as delegations
    from civil_village.testing.strategies.policies import hands as hands
    from civil_village.testing.strategies.policies import item_classes as item_classes
    from civil_village.testing.strategies.policies import items as items
    from civil_village.testing.strategies.policies import judgments as judgments
    from civil_village.testing.strategies.policies import limits as limits
    from civil_village.testing.strategies.policies import measures as measures
    from civil_village.testing.strategies.policies import openings as openings
    from civil_village.testing.strategies.policies import payouts as payouts
    from civil_village.testing.strategies.policies import policies as policies
    from civil_village.testing.strategies.policies import publicities as publicities
    from civil_village.testing.strategies.policies import repeats as repeats
    from civil_village.testing.strategies.policies import rewards as rewards
    from civil_village.testing.strategies.policies import settlements as settlements
    from civil_village.testing.strategies.policies import slots as slots
    from civil_village.testing.strategies.policies import standings as standings
    from civil_village.testing.strategies.policies import suspensions as suspensions
    from civil_village.testing.strategies.policies import targets as targets
    from civil_village.testing.strategies.policies import validities as validities
    from civil_village.testing.strategies.rankings import part_rankings as part_rankings
    from civil_village.testing.strategies.rankings import parted_ties as parted_ties
    from civil_village.testing.strategies.rankings import places as places
    from civil_village.testing.strategies.rankings import quotas as quotas
    from civil_village.testing.strategies.rankings import rankings as rankings
    from civil_village.testing.strategies.rankings import score_rankings as score_rankings
    from civil_village.testing.strategies.rankings import tie_keys as tie_keys
    from civil_village.testing.strategies.records import entities as entities
    from civil_village.testing.strategies.records import events as events
    from civil_village.testing.strategies.records import exemptions as exemptions
    from civil_village.testing.strategies.records import facts as facts
    from civil_village.testing.strategies.records import groups as groups
    from civil_village.testing.strategies.records import households as households
    from civil_village.testing.strategies.records import observations as observations
    from civil_village.testing.strategies.records import records as records
    from civil_village.testing.strategies.records import villages as villages
    from civil_village.testing.strategies.rule_trees import expressions as expressions
    from civil_village.testing.strategies.rule_trees import literals as literals
    from civil_village.testing.strategies.rule_trees import near_rules as near_rules
    from civil_village.testing.strategies.rule_trees import rule_names as rule_names
    from civil_village.testing.strategies.rules import RuleCase as RuleCase
    from civil_village.testing.strategies.rules import filled_scopes as filled_scopes
    from civil_village.testing.strategies.rules import known_values as known_values
    from civil_village.testing.strategies.rules import portable_rules as portable_rules
    from civil_village.testing.strategies.rules import rule_cases as rule_cases
    from civil_village.testing.strategies.rules import rules as rules
    from civil_village.testing.strategies.rules import scopes as scopes
    from civil_village.testing.strategies.rules import signatures as signatures
    from civil_village.testing.strategies.rules import typed_trees as typed_trees
    from civil_village.testing.strategies.rules import unknown_values as unknown_values
    from civil_village.testing.strategies.scorers import aggregations as aggregations
    from civil_village.testing.strategies.scorers import cases as cases
    from civil_village.testing.strategies.scorers import combinations as combinations
    from civil_village.testing.strategies.scorers import counts as counts
    from civil_village.testing.strategies.scorers import curve_gradings as curve_gradings
    from civil_village.testing.strategies.scorers import given_gradings as given_gradings
    from civil_village.testing.strategies.scorers import gradings as gradings
    from civil_village.testing.strategies.scorers import occurrence_gradings as occurrence_gradings
    from civil_village.testing.strategies.scorers import parts as parts
    from civil_village.testing.strategies.scorers import short_gradings as short_gradings
    from civil_village.testing.strategies.standards import aims as aims
    from civil_village.testing.strategies.standards import criteria as criteria
    from civil_village.testing.strategies.standards import passings as passings
    from civil_village.testing.strategies.standards import requirements as requirements
    from civil_village.testing.strategies.standards import sections as sections
    from civil_village.testing.strategies.standards import standards as standards
    from civil_village.testing.strategies.standards import strikes as strikes
    from civil_village.testing.strategies.values import reported_values as reported_values


def register() -> None:
    """Let ``hypothesis.strategies.from_type`` know the public models.

    Called by Hypothesis itself where this library is installed; only needed where it is
    used without being installed. A model is made known when it is first loaded, since it
    cannot be named before.

    Examples:
        >>> import civil_village as cv
        >>> from hypothesis import find, strategies as st
        >>> register()
        >>> find(st.from_type(cv.Label), lambda label: True)
        Label(zh='0', en=None)
    """
    public.listen(_offer)


def _offer(value: object) -> None:
    """Tell Hypothesis of something public, where it is a model."""
    if isinstance(value, type):
        from hypothesis.strategies import register_type_strategy  # noqa: PLC0415 - optional

        register_type_strategy(value, _strategy)


def _strategy(model: type[Any]) -> SearchStrategy[Any]:
    from civil_village.testing.strategies.by_name import strategy_of  # noqa: PLC0415 - loads every model

    return strategy_of(model)


if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = public.lazily(__name__)

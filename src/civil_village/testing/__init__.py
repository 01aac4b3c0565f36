"""Kits that check scorers, and Hypothesis strategies of what users write and hand in.

What belongs here: strategies of documents, records, rules, values and their parts, which draw
valid ones only, favour boundaries and shrink well. What does not: strategies of answers. Draw
what is answered, and call what answers it.

Hypothesis calls `register` by itself in every test run of an environment in which this
library is installed. So nothing else is loaded here before a strategy is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from civil_village import public

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from civil_village.testing.kits.aggregation import check_aggregation as check_aggregation
    from civil_village.testing.kits.grading import check_grading as check_grading
    from civil_village.testing.kits.ranking import check_ranking as check_ranking
    from civil_village.testing.strategies.by_name import strategy_of as strategy_of
    from civil_village.testing.strategies.calendar import DAY as DAY
    from civil_village.testing.strategies.calendar import days as days
    from civil_village.testing.strategies.calendar import instants as instants
    from civil_village.testing.strategies.calendar import named_years as named_years
    from civil_village.testing.strategies.calendar import notices as notices
    from civil_village.testing.strategies.calendar import periods as periods
    from civil_village.testing.strategies.calendar import recurrences as recurrences
    from civil_village.testing.strategies.calendar import spans as spans
    from civil_village.testing.strategies.calendar import tables_of_workdays as tables_of_workdays
    from civil_village.testing.strategies.calendar import time_limits as time_limits
    from civil_village.testing.strategies.calendar import vague_windows as vague_windows
    from civil_village.testing.strategies.calendar import windows as windows
    from civil_village.testing.strategies.campaign import CampaignCase as CampaignCase
    from civil_village.testing.strategies.campaign import batches as batches
    from civil_village.testing.strategies.campaign import calls as calls
    from civil_village.testing.strategies.campaign import campaign_cases as campaign_cases
    from civil_village.testing.strategies.campaign import campaigns as campaigns
    from civil_village.testing.strategies.campaign import duties as duties
    from civil_village.testing.strategies.campaign import event_logs as event_logs
    from civil_village.testing.strategies.campaign import fund_divisions as fund_divisions
    from civil_village.testing.strategies.campaign import funds as funds
    from civil_village.testing.strategies.campaign import happenings as happenings
    from civil_village.testing.strategies.campaign import phases as phases
    from civil_village.testing.strategies.campaign import publications as publications
    from civil_village.testing.strategies.catalogue import catalogues as catalogues
    from civil_village.testing.strategies.catalogue import event_kinds as event_kinds
    from civil_village.testing.strategies.catalogue import indicators as indicators
    from civil_village.testing.strategies.catalogue import own_catalogues as own_catalogues
    from civil_village.testing.strategies.catalogue import subject_kinds as subject_kinds
    from civil_village.testing.strategies.covenant import EventCase as EventCase
    from civil_village.testing.strategies.covenant import articles as articles
    from civil_village.testing.strategies.covenant import covenants as covenants
    from civil_village.testing.strategies.covenant import decisions as decisions
    from civil_village.testing.strategies.covenant import event_cases as event_cases
    from civil_village.testing.strategies.covenant import exemplaries as exemplaries
    from civil_village.testing.strategies.covenant import prior_reports as prior_reports
    from civil_village.testing.strategies.curve import bands as bands
    from civil_village.testing.strategies.curve import brackets as brackets
    from civil_village.testing.strategies.curve import curves as curves
    from civil_village.testing.strategies.curve import linear_curves as linear_curves
    from civil_village.testing.strategies.curve import printed_ranges as printed_ranges
    from civil_village.testing.strategies.curve import shortfalls as shortfalls
    from civil_village.testing.strategies.curve import steps as steps
    from civil_village.testing.strategies.curve import unit_curves as unit_curves
    from civil_village.testing.strategies.derivation import derivations as derivations
    from civil_village.testing.strategies.evidence import methods as methods
    from civil_village.testing.strategies.evidence import observed_words as observed_words
    from civil_village.testing.strategies.evidence import sampling_draws as sampling_draws
    from civil_village.testing.strategies.evidence import sampling_plans as sampling_plans
    from civil_village.testing.strategies.evidence import survey_derivations as survey_derivations
    from civil_village.testing.strategies.evidence import surveys as surveys
    from civil_village.testing.strategies.evidence import ways_to_join as ways_to_join
    from civil_village.testing.strategies.evidence import weights as weights
    from civil_village.testing.strategies.left_out import Gap as Gap
    from civil_village.testing.strategies.left_out import closes as closes
    from civil_village.testing.strategies.left_out import gaps as gaps
    from civil_village.testing.strategies.left_out import without as without
    from civil_village.testing.strategies.library import libraries as libraries
    from civil_village.testing.strategies.naming import assumptions as assumptions
    from civil_village.testing.strategies.naming import document_ids as document_ids
    from civil_village.testing.strategies.naming import ids as ids
    from civil_village.testing.strategies.naming import labels as labels
    from civil_village.testing.strategies.naming import namings as namings
    from civil_village.testing.strategies.naming import sources as sources
    from civil_village.testing.strategies.naming import texts as texts
    from civil_village.testing.strategies.naming import usual_labels as usual_labels
    from civil_village.testing.strategies.numbers import exact_decimals as exact_decimals
    from civil_village.testing.strategies.numbers import near_or as near_or
    from civil_village.testing.strategies.numbers import points as points
    from civil_village.testing.strategies.numbers import ratios as ratios
    from civil_village.testing.strategies.numbers import roundings as roundings
    from civil_village.testing.strategies.numbers import shares as shares
    from civil_village.testing.strategies.numbers import whole_numbers as whole_numbers
    from civil_village.testing.strategies.organization import bodies as bodies
    from civil_village.testing.strategies.organization import count_ranges as count_ranges
    from civil_village.testing.strategies.organization import localities as localities
    from civil_village.testing.strategies.organization import locality_lists as locality_lists
    from civil_village.testing.strategies.organization import memberships as memberships
    from civil_village.testing.strategies.organization import posts as posts
    from civil_village.testing.strategies.points_scheme.account import accounts as accounts
    from civil_village.testing.strategies.points_scheme.account import carries as carries
    from civil_village.testing.strategies.points_scheme.account import validities as validities
    from civil_village.testing.strategies.points_scheme.effect import bans as bans
    from civil_village.testing.strategies.points_scheme.effect import benefits as benefits
    from civil_village.testing.strategies.points_scheme.effect import boards as boards
    from civil_village.testing.strategies.points_scheme.effect import consequences as consequences
    from civil_village.testing.strategies.points_scheme.effect import dividends as dividends
    from civil_village.testing.strategies.points_scheme.effect import judgments as judgments
    from civil_village.testing.strategies.points_scheme.effect import settlements as settlements
    from civil_village.testing.strategies.points_scheme.effect import standings as standings
    from civil_village.testing.strategies.points_scheme.effect import suspensions as suspensions
    from civil_village.testing.strategies.points_scheme.item import caps as caps
    from civil_village.testing.strategies.points_scheme.item import item_classes as item_classes
    from civil_village.testing.strategies.points_scheme.item import items as items
    from civil_village.testing.strategies.points_scheme.item import measures as measures
    from civil_village.testing.strategies.points_scheme.item import publicities as publicities
    from civil_village.testing.strategies.points_scheme.item import ranges_by_hand as ranges_by_hand
    from civil_village.testing.strategies.points_scheme.item import repeats as repeats
    from civil_village.testing.strategies.points_scheme.item import targets as targets
    from civil_village.testing.strategies.points_scheme.ledger import ledger_events as ledger_events
    from civil_village.testing.strategies.points_scheme.ledger import ledgers as ledgers
    from civil_village.testing.strategies.points_scheme.ledger import members as members
    from civil_village.testing.strategies.points_scheme.ledger import rosters as rosters
    from civil_village.testing.strategies.points_scheme.ledger import (
        sealed_ledgers as sealed_ledgers,
    )
    from civil_village.testing.strategies.points_scheme.policy import consultations as consultations
    from civil_village.testing.strategies.points_scheme.policy import delegations as delegations
    from civil_village.testing.strategies.points_scheme.policy import policies as policies
    from civil_village.testing.strategies.points_scheme.reward import limits as limits
    from civil_village.testing.strategies.points_scheme.reward import openings as openings
    from civil_village.testing.strategies.points_scheme.reward import payouts as payouts
    from civil_village.testing.strategies.points_scheme.reward import rewards as rewards
    from civil_village.testing.strategies.procedure import ProcedureCase as ProcedureCase
    from civil_village.testing.strategies.procedure import merged_steps as merged_steps
    from civil_village.testing.strategies.procedure import procedure_cases as procedure_cases
    from civil_village.testing.strategies.procedure import procedure_steps as procedure_steps
    from civil_village.testing.strategies.procedure import procedures as procedures
    from civil_village.testing.strategies.procedure import step_records as step_records
    from civil_village.testing.strategies.procedure import step_requirements as step_requirements
    from civil_village.testing.strategies.procedure import whole_times as whole_times
    from civil_village.testing.strategies.profile import changes_of as changes_of
    from civil_village.testing.strategies.profile import editions as editions
    from civil_village.testing.strategies.profile import leeways as leeways
    from civil_village.testing.strategies.profile import pins as pins
    from civil_village.testing.strategies.profile import profile_cases as profile_cases
    from civil_village.testing.strategies.profile import profiles as profiles
    from civil_village.testing.strategies.profile import rescales as rescales
    from civil_village.testing.strategies.profile import slots as slots
    from civil_village.testing.strategies.profile import tailorings as tailorings
    from civil_village.testing.strategies.ranking import part_rankings as part_rankings
    from civil_village.testing.strategies.ranking import parted_ties as parted_ties
    from civil_village.testing.strategies.ranking import quotas as quotas
    from civil_village.testing.strategies.ranking import rankings as rankings
    from civil_village.testing.strategies.ranking import score_rankings as score_rankings
    from civil_village.testing.strategies.ranking import tie_keys as tie_keys
    from civil_village.testing.strategies.reported import entities as entities
    from civil_village.testing.strategies.reported import events as events
    from civil_village.testing.strategies.reported import exemptions as exemptions
    from civil_village.testing.strategies.reported import facts as facts
    from civil_village.testing.strategies.reported import groups as groups
    from civil_village.testing.strategies.reported import households as households
    from civil_village.testing.strategies.reported import observations as observations
    from civil_village.testing.strategies.reported import records as records
    from civil_village.testing.strategies.reported import villages as villages
    from civil_village.testing.strategies.rule import RuleCase as RuleCase
    from civil_village.testing.strategies.rule import filled_scopes as filled_scopes
    from civil_village.testing.strategies.rule import known_values as known_values
    from civil_village.testing.strategies.rule import near_rules as near_rules
    from civil_village.testing.strategies.rule import rule_cases as rule_cases
    from civil_village.testing.strategies.rule import rules as rules
    from civil_village.testing.strategies.rule import scopes as scopes
    from civil_village.testing.strategies.rule import signatures as signatures
    from civil_village.testing.strategies.rule import unknown_values as unknown_values
    from civil_village.testing.strategies.scorer import aggregations as aggregations
    from civil_village.testing.strategies.scorer import checked as checked
    from civil_village.testing.strategies.scorer import combinations as combinations
    from civil_village.testing.strategies.scorer import combined_parts as combined_parts
    from civil_village.testing.strategies.scorer import count_gradings as count_gradings
    from civil_village.testing.strategies.scorer import curve_gradings as curve_gradings
    from civil_village.testing.strategies.scorer import faults as faults
    from civil_village.testing.strategies.scorer import given_gradings as given_gradings
    from civil_village.testing.strategies.scorer import graded_cases as graded_cases
    from civil_village.testing.strategies.scorer import gradings as gradings
    from civil_village.testing.strategies.scorer import less_gradings as less_gradings
    from civil_village.testing.strategies.scorer import occurrence_gradings as occurrence_gradings
    from civil_village.testing.strategies.scorer import (
        points_short_gradings as points_short_gradings,
    )
    from civil_village.testing.strategies.standard import aims as aims
    from civil_village.testing.strategies.standard import criteria as criteria
    from civil_village.testing.strategies.standard import passings as passings
    from civil_village.testing.strategies.standard import requirements as requirements
    from civil_village.testing.strategies.standard import sections as sections
    from civil_village.testing.strategies.standard import standards as standards
    from civil_village.testing.strategies.standard import strikes as strikes
    from civil_village.testing.strategies.values import reported_values as reported_values


def register() -> None:
    """Let ``hypothesis.strategies.from_type`` know the public models that users write.

    For a class of answers, such as `civil_village.Result`, it then says what to draw instead.

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

        # Whoever asks for another class, such as any exception, is not given ours.
        register_type_strategy(
            value, lambda asked: _strategy(value) if asked is value else NotImplemented
        )


def _strategy(model: type[Any]) -> SearchStrategy[Any]:
    from civil_village.testing.strategies.by_name import strategy_of  # noqa: PLC0415 - loads every model

    return strategy_of(model)


if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = public.lazily(__name__)

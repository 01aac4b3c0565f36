"""civil_village: exact, explained evaluation of civilized villages and towns (文明村镇).

A standard and records are data; `derive` turns a record into facts, `evaluate` turns
facts into a result, and a result explains itself in Chinese and English.

Examples:
    >>> import civil_village as cv
    >>> standard = cv.bundled("anle.standard")
    >>> standard.label.text("en")
    'Anle village creation standard'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village import assumptions as assumptions
    from civil_village import calendar as calendar
    from civil_village import campaigns as campaigns
    from civil_village import charts as charts
    from civil_village import clauses as clauses
    from civil_village import consequences as consequences
    from civil_village import covenants as covenants
    from civil_village import curves as curves
    from civil_village import derivation as derivation
    from civil_village import dividing as dividing
    from civil_village import documents as documents
    from civil_village import duties as duties
    from civil_village import editions as editions
    from civil_village import events as events
    from civil_village import evidence as evidence
    from civil_village import following as following
    from civil_village import indicators as indicators
    from civil_village import messages as messages
    from civil_village import organizations as organizations
    from civil_village import points as points
    from civil_village import problems as problems
    from civil_village import procedures as procedures
    from civil_village import profiles as profiles
    from civil_village import quantities as quantities
    from civil_village import rankings as rankings
    from civil_village import records as records
    from civil_village import registers as registers
    from civil_village import requirements as requirements
    from civil_village import rules as rules
    from civil_village import samples as samples
    from civil_village import standards as standards
    from civil_village import tables as tables
    from civil_village import tailoring as tailoring
    from civil_village import titles as titles
    from civil_village.aims import Aim as Aim
    from civil_village.campaigns.campaign import Campaign as Campaign
    from civil_village.campaigns.states import status as status
    from civil_village.covenants.checking import check_event as check_event
    from civil_village.covenants.covenant import Covenant as Covenant
    from civil_village.derivation.deriving import derive as derive
    from civil_village.derivation.deriving import derive_each as derive_each
    from civil_village.documents.library import Library as Library
    from civil_village.documents.loading import dumps as dumps
    from civil_village.documents.loading import lint as lint
    from civil_village.documents.loading import loads as loads
    from civil_village.documents.plain_data import read as read
    from civil_village.documents.schemas import schema as schema
    from civil_village.evidence.event_log import EventLog as EventLog
    from civil_village.evidence.reported import Event as Event
    from civil_village.evidence.reported import Exemption as Exemption
    from civil_village.evidence.reported import Observation as Observation
    from civil_village.explanation import Explanation as Explanation
    from civil_village.facts import Facts as Facts
    from civil_village.indicators.catalogue import Catalogue as Catalogue
    from civil_village.indicators.indicator import Indicator as Indicator
    from civil_village.labels import Label as Label
    from civil_village.labels import Source as Source
    from civil_village.organizations.roster import Roster as Roster
    from civil_village.points.ledger.ledger import Ledger as Ledger
    from civil_village.points.policy.policy import Policy as Policy
    from civil_village.points.settlement.settling import settle as settle
    from civil_village.problems import CivilVillageError as CivilVillageError
    from civil_village.problems import DocumentError as DocumentError
    from civil_village.problems import Problem as Problem
    from civil_village.procedures.procedure import Procedure as Procedure
    from civil_village.procedures.verdicts import check_record as check_record
    from civil_village.quantities.ratios import Ratio as Ratio
    from civil_village.records.records import Records as Records
    from civil_village.records.subjects import Entity as Entity
    from civil_village.records.subjects import Group as Group
    from civil_village.records.subjects import Household as Household
    from civil_village.records.subjects import Village as Village
    from civil_village.requirements.model import Requirement as Requirement
    from civil_village.requirements.model import Strike as Strike
    from civil_village.rules.rule import Rule as Rule
    from civil_village.rules.values import Missing as Missing
    from civil_village.rules.values import Unknown as Unknown
    from civil_village.samples import bundled as bundled
    from civil_village.samples import bundled_names as bundled_names
    from civil_village.standards.evaluation.evaluation import evaluate as evaluate
    from civil_village.standards.evaluation.evaluation import evaluate_each as evaluate_each
    from civil_village.standards.model.criteria import Criterion as Criterion
    from civil_village.standards.model.criteria import Section as Section
    from civil_village.standards.model.standard import Standard as Standard
    from civil_village.standards.rankings.ranking_of_results import rank as rank
    from civil_village.standards.rankings.ranking_of_results import select as select
    from civil_village.standards.results.comparison import compare as compare
    from civil_village.standards.results.result import Result as Result
    from civil_village.standards.scorers import Scorers as Scorers
    from civil_village.tables.reading import read_table as read_table
    from civil_village.tables.results import write_results as write_results
    from civil_village.tailoring.differences import diff as diff
    from civil_village.titles.scheme import TitleScheme as TitleScheme
    from civil_village.titles.standing import standing as standing

__version__ = "0.1.0"

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)

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

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civil_village.aims import Aim as Aim
    from civil_village.assessing import Method as Method
    from civil_village.assessing import Observed as Observed
    from civil_village.assumptions import Assumed as Assumed
    from civil_village.calendar import Period as Period
    from civil_village.calendar import Span as Span
    from civil_village.calendar import VagueDate as VagueDate
    from civil_village.canonical import digest as digest
    from civil_village.consequences import Ban as Ban
    from civil_village.consequences import Banned as Banned
    from civil_village.consequences import BenefitGranted as BenefitGranted
    from civil_village.consequences import ItemPosted as ItemPosted
    from civil_village.curves import Band as Band
    from civil_village.curves import BandLowered as BandLowered
    from civil_village.curves import Bands as Bands
    from civil_village.curves import Bracket as Bracket
    from civil_village.curves import Brackets as Brackets
    from civil_village.curves import Knot as Knot
    from civil_village.curves import Linear as Linear
    from civil_village.curves import PerUnit as PerUnit
    from civil_village.curves import Shortfall as Shortfall
    from civil_village.curves import Step as Step
    from civil_village.curves import Steps as Steps
    from civil_village.derivation import derive as derive
    from civil_village.derivation import derive_each as derive_each
    from civil_village.derivation import derive_households as derive_households
    from civil_village.dividing import Division as Division
    from civil_village.dividing import divide as divide
    from civil_village.documents import dumps as dumps
    from civil_village.documents import lint as lint
    from civil_village.documents import loads as loads
    from civil_village.documents.library import Library as Library
    from civil_village.documents.lines import log_line as log_line
    from civil_village.documents.lines import read_log as read_log
    from civil_village.documents.lines import write_log as write_log
    from civil_village.documents.schemas import schema as schema
    from civil_village.events.masks import extract as extract
    from civil_village.events.masks import mask as mask
    from civil_village.events.seals import Verification as Verification
    from civil_village.events.seals import head as head
    from civil_village.events.seals import seal as seal
    from civil_village.events.seals import verify as verify
    from civil_village.evidence import Event as Event
    from civil_village.evidence import Exemption as Exemption
    from civil_village.evidence import Observation as Observation
    from civil_village.explanation import Explanation as Explanation
    from civil_village.facts import Facts as Facts
    from civil_village.indicators import Catalogue as Catalogue
    from civil_village.indicators import Consistency as Consistency
    from civil_village.indicators import Derived as Derived
    from civil_village.indicators import EventKind as EventKind
    from civil_village.indicators import Indicator as Indicator
    from civil_village.indicators import SubjectKind as SubjectKind
    from civil_village.labels import Label as Label
    from civil_village.labels import Source as Source
    from civil_village.messages import Message as Message
    from civil_village.places import Entity as Entity
    from civil_village.places import Group as Group
    from civil_village.places import Household as Household
    from civil_village.places import Village as Village
    from civil_village.points import Account as Account
    from civil_village.points import AccountStatement as AccountStatement
    from civil_village.points import Approve as Approve
    from civil_village.points import Benefit as Benefit
    from civil_village.points import Board as Board
    from civil_village.points import ByHand as ByHand
    from civil_village.points import Cap as Cap
    from civil_village.points import Carry as Carry
    from civil_village.points import Check as Check
    from civil_village.points import Claim as Claim
    from civil_village.points import Close as Close
    from civil_village.points import Consultation as Consultation
    from civil_village.points import Delegated as Delegated
    from civil_village.points import Discrepancy as Discrepancy
    from civil_village.points import Granted as Granted
    from civil_village.points import Item as Item
    from civil_village.points import ItemClass as ItemClass
    from civil_village.points import Judge as Judge
    from civil_village.points import Judgment as Judgment
    from civil_village.points import Ledger as Ledger
    from civil_village.points import Limit as Limit
    from civil_village.points import Measured as Measured
    from civil_village.points import Member as Member
    from civil_village.points import Object as Object
    from civil_village.points import Opening as Opening
    from civil_village.points import Payout as Payout
    from civil_village.points import Policy as Policy
    from civil_village.points import Posting as Posting
    from civil_village.points import Publicity as Publicity
    from civil_village.points import Ranked as Ranked
    from civil_village.points import RankList as RankList
    from civil_village.points import Redeem as Redeem
    from civil_village.points import Repair as Repair
    from civil_village.points import Repeat as Repeat
    from civil_village.points import Resolve as Resolve
    from civil_village.points import Restock as Restock
    from civil_village.points import Return as Return
    from civil_village.points import Reward as Reward
    from civil_village.points import Roster as Roster
    from civil_village.points import Settlement as Settlement
    from civil_village.points import Slots as Slots
    from civil_village.points import Standing as Standing
    from civil_village.points import State as State
    from civil_village.points import Statement as Statement
    from civil_village.points import StatementLine as StatementLine
    from civil_village.points import Suspension as Suspension
    from civil_village.points import Targets as Targets
    from civil_village.points import Validity as Validity
    from civil_village.points import Void as Void
    from civil_village.points import settle as settle
    from civil_village.points.masking import extract_roster as extract_roster
    from civil_village.problems import Cell as Cell
    from civil_village.problems import CivilVillageError as CivilVillageError
    from civil_village.problems import DocumentError as DocumentError
    from civil_village.problems import Position as Position
    from civil_village.problems import Problem as Problem
    from civil_village.ranges import Range as Range
    from civil_village.ranges import bands_from_ranges as bands_from_ranges
    from civil_village.ranges import steps_from_ranges as steps_from_ranges
    from civil_village.rankings import PartBy as PartBy
    from civil_village.rankings import Quota as Quota
    from civil_village.rankings import TakeAll as TakeAll
    from civil_village.rankings import TakeNone as TakeNone
    from civil_village.rankings import TieKey as TieKey
    from civil_village.rankings.placing import Place as Place
    from civil_village.rankings.selection import Selection as Selection
    from civil_village.rankings.selection import overlaps as overlaps
    from civil_village.ratios import Ratio as Ratio
    from civil_village.records import Records as Records
    from civil_village.requirements import Requirement as Requirement
    from civil_village.requirements import Strike as Strike
    from civil_village.requirements.needs import Need as Need
    from civil_village.rounding import Rounding as Rounding
    from civil_village.rules import ManyRows as ManyRows
    from civil_village.rules import Missing as Missing
    from civil_village.rules import Rule as Rule
    from civil_village.rules import Unknown as Unknown
    from civil_village.rules import Variable as Variable
    from civil_village.rules.portable import Portable as Portable
    from civil_village.samples import bundled as bundled
    from civil_village.samples import bundled_names as bundled_names
    from civil_village.sampling import Draw as Draw
    from civil_village.sampling import Plan as Plan
    from civil_village.sampling import Stratum as Stratum
    from civil_village.sampling import draw as draw
    from civil_village.standards import Added as Added
    from civil_village.standards import Aggregation as Aggregation
    from civil_village.standards import All as All
    from civil_village.standards import ByCurve as ByCurve
    from civil_village.standards import ByPart as ByPart
    from civil_village.standards import ByScore as ByScore
    from civil_village.standards import Case as Case
    from civil_village.standards import Compiled as Compiled
    from civil_village.standards import Count as Count
    from civil_village.standards import Criterion as Criterion
    from civil_village.standards import CriterionResult as CriterionResult
    from civil_village.standards import Divided as Divided
    from civil_village.standards import GeometricMean as GeometricMean
    from civil_village.standards import Given as Given
    from civil_village.standards import Grading as Grading
    from civil_village.standards import Levels as Levels
    from civil_village.standards import Minimum as Minimum
    from civil_village.standards import Occurrences as Occurrences
    from civil_village.standards import Part as Part
    from civil_village.standards import Passing as Passing
    from civil_village.standards import PointsShort as PointsShort
    from civil_village.standards import Ranking as Ranking
    from civil_village.standards import RequirementResult as RequirementResult
    from civil_village.standards import Result as Result
    from civil_village.standards import Scorers as Scorers
    from civil_village.standards import Section as Section
    from civil_village.standards import SectionResult as SectionResult
    from civil_village.standards import Standard as Standard
    from civil_village.standards import StrikeResult as StrikeResult
    from civil_village.standards import Sum as Sum
    from civil_village.standards import WeightedMean as WeightedMean
    from civil_village.standards import WeightedSum as WeightedSum
    from civil_village.standards import compile_standard as compile_standard
    from civil_village.standards import evaluate as evaluate
    from civil_village.standards import evaluate_each as evaluate_each
    from civil_village.standards.comparison import Comparison as Comparison
    from civil_village.standards.comparison import Difference as Difference
    from civil_village.standards.comparison import compare as compare
    from civil_village.standards.needs import needed as needed
    from civil_village.standards.ranking import rank as rank
    from civil_village.standards.ranking import select as select
    from civil_village.standards.ranking import strata_of as strata_of
    from civil_village.surveys import Survey as Survey
    from civil_village.tables import read_table as read_table
    from civil_village.tables import template as template
    from civil_village.tables import write_places as write_places
    from civil_village.tables import write_results as write_results

__version__ = "0.1.0"

#: Home of each public name; it is loaded when the name is first used.
_HOMES: dict[str, tuple[str, ...]] = {
    "aims": ("Aim",),
    "assessing": ("Method", "Observed"),
    "assumptions": ("Assumed",),
    "samples": ("bundled", "bundled_names"),
    "calendar": ("Period", "Span", "VagueDate"),
    "canonical": ("digest",),
    "consequences": ("Ban", "Banned", "BenefitGranted", "ItemPosted"),
    "curves": (
        "Band",
        "BandLowered",
        "Bands",
        "Bracket",
        "Brackets",
        "Knot",
        "Linear",
        "PerUnit",
        "Shortfall",
        "Step",
        "Steps",
    ),
    "derivation": ("derive", "derive_each", "derive_households"),
    "dividing": ("Division", "divide"),
    "documents": ("dumps", "lint", "loads"),
    "documents.library": ("Library",),
    "documents.lines": ("log_line", "read_log", "write_log"),
    "documents.schemas": ("schema",),
    "events.masks": ("extract", "mask"),
    "events.seals": ("Verification", "head", "seal", "verify"),
    "evidence": ("Event", "Exemption", "Observation"),
    "explanation": ("Explanation",),
    "facts": ("Facts",),
    "indicators": ("Catalogue", "Consistency", "Derived", "EventKind", "Indicator", "SubjectKind"),
    "labels": ("Label", "Source"),
    "messages": ("Message",),
    "places": ("Entity", "Group", "Household", "Village"),
    "points": (
        "Account",
        "AccountStatement",
        "Approve",
        "Benefit",
        "Board",
        "ByHand",
        "Cap",
        "Carry",
        "Check",
        "Claim",
        "Close",
        "Consultation",
        "Delegated",
        "Discrepancy",
        "Granted",
        "Item",
        "ItemClass",
        "Judge",
        "Judgment",
        "Ledger",
        "Limit",
        "Measured",
        "Member",
        "Object",
        "Opening",
        "Payout",
        "Policy",
        "Posting",
        "Publicity",
        "RankList",
        "Ranked",
        "Redeem",
        "Repair",
        "Repeat",
        "Resolve",
        "Restock",
        "Return",
        "Reward",
        "Roster",
        "Settlement",
        "Slots",
        "Standing",
        "State",
        "Statement",
        "StatementLine",
        "Suspension",
        "Targets",
        "Validity",
        "Void",
        "settle",
    ),
    "points.masking": ("extract_roster",),
    "problems": ("Cell", "CivilVillageError", "DocumentError", "Position", "Problem"),
    "ratios": ("Ratio",),
    "rounding": ("Rounding",),
    "ranges": ("Range", "bands_from_ranges", "steps_from_ranges"),
    "rankings": ("PartBy", "Quota", "TakeAll", "TakeNone", "TieKey"),
    "rankings.placing": ("Place",),
    "rankings.selection": ("Selection", "overlaps"),
    "records": ("Records",),
    "requirements": ("Requirement", "Strike"),
    "requirements.needs": ("Need",),
    "rules": ("ManyRows", "Missing", "Rule", "Unknown", "Variable"),
    "rules.portable": ("Portable",),
    "sampling": ("Draw", "Plan", "Stratum", "draw"),
    "standards": (
        "Added",
        "Aggregation",
        "All",
        "ByCurve",
        "ByPart",
        "ByScore",
        "Case",
        "Compiled",
        "Count",
        "Criterion",
        "CriterionResult",
        "Divided",
        "GeometricMean",
        "Given",
        "Grading",
        "Levels",
        "Minimum",
        "Occurrences",
        "Part",
        "Passing",
        "PointsShort",
        "Ranking",
        "RequirementResult",
        "Result",
        "Scorers",
        "Section",
        "SectionResult",
        "Standard",
        "StrikeResult",
        "Sum",
        "WeightedMean",
        "WeightedSum",
        "compile_standard",
        "evaluate",
        "evaluate_each",
    ),
    "standards.comparison": ("Comparison", "Difference", "compare"),
    "standards.ranking": ("rank", "select", "strata_of"),
    "standards.needs": ("needed",),
    "tables": ("read_table", "template", "write_places", "write_results"),
    "surveys": ("Survey",),
}

__all__ = [
    "Account",
    "AccountStatement",
    "Added",
    "Aggregation",
    "Aim",
    "All",
    "Approve",
    "Assumed",
    "Ban",
    "Band",
    "BandLowered",
    "Bands",
    "Banned",
    "Benefit",
    "BenefitGranted",
    "Board",
    "Bracket",
    "Brackets",
    "ByCurve",
    "ByHand",
    "ByPart",
    "ByScore",
    "Cap",
    "Carry",
    "Case",
    "Catalogue",
    "Cell",
    "Check",
    "CivilVillageError",
    "Claim",
    "Close",
    "Comparison",
    "Compiled",
    "Consistency",
    "Consultation",
    "Count",
    "Criterion",
    "CriterionResult",
    "Delegated",
    "Derived",
    "Difference",
    "Discrepancy",
    "Divided",
    "Division",
    "DocumentError",
    "Draw",
    "Entity",
    "Event",
    "EventKind",
    "Exemption",
    "Explanation",
    "Facts",
    "GeometricMean",
    "Given",
    "Grading",
    "Granted",
    "Group",
    "Household",
    "Indicator",
    "Item",
    "ItemClass",
    "ItemPosted",
    "Judge",
    "Judgment",
    "Knot",
    "Label",
    "Ledger",
    "Levels",
    "Library",
    "Limit",
    "Linear",
    "ManyRows",
    "Measured",
    "Member",
    "Message",
    "Method",
    "Minimum",
    "Missing",
    "Need",
    "Object",
    "Observation",
    "Observed",
    "Occurrences",
    "Opening",
    "Part",
    "PartBy",
    "Passing",
    "Payout",
    "PerUnit",
    "Period",
    "Place",
    "Plan",
    "PointsShort",
    "Policy",
    "Portable",
    "Position",
    "Posting",
    "Problem",
    "Publicity",
    "Quota",
    "Range",
    "RankList",
    "Ranked",
    "Ranking",
    "Ratio",
    "Records",
    "Redeem",
    "Repair",
    "Repeat",
    "Requirement",
    "RequirementResult",
    "Resolve",
    "Restock",
    "Result",
    "Return",
    "Reward",
    "Roster",
    "Rounding",
    "Rule",
    "Scorers",
    "Section",
    "SectionResult",
    "Selection",
    "Settlement",
    "Shortfall",
    "Slots",
    "Source",
    "Span",
    "Standard",
    "Standing",
    "State",
    "Statement",
    "StatementLine",
    "Step",
    "Steps",
    "Stratum",
    "Strike",
    "StrikeResult",
    "SubjectKind",
    "Sum",
    "Survey",
    "Suspension",
    "TakeAll",
    "TakeNone",
    "Targets",
    "TieKey",
    "Unknown",
    "VagueDate",
    "Validity",
    "Variable",
    "Verification",
    "Village",
    "Void",
    "WeightedMean",
    "WeightedSum",
    "bands_from_ranges",
    "bundled",
    "bundled_names",
    "compare",
    "compile_standard",
    "derive",
    "derive_each",
    "derive_households",
    "digest",
    "divide",
    "draw",
    "dumps",
    "evaluate",
    "evaluate_each",
    "extract",
    "extract_roster",
    "head",
    "lint",
    "loads",
    "log_line",
    "mask",
    "needed",
    "overlaps",
    "rank",
    "read_log",
    "read_table",
    "schema",
    "seal",
    "select",
    "settle",
    "steps_from_ranges",
    "strata_of",
    "template",
    "verify",
    "write_log",
    "write_places",
    "write_results",
]

#: Told of what is public when it is first loaded; `civil_village.testing` asks for it.
_listeners: list[Callable[[object], None]] = []


def _listen(told: Callable[[object], None]) -> None:
    """Tell of all that is public and loaded, and of the rest when it is."""
    if told not in _listeners:
        _listeners.append(told)
        for name in __all__:
            if name in globals():
                told(globals()[name])


if not TYPE_CHECKING:
    # Hidden from type checkers, which would take any misspelt name for granted.

    def __getattr__(name: str) -> object:
        for home, names in _HOMES.items():
            if name in names:
                value = getattr(importlib.import_module(f"civil_village.{home}"), name)
                globals()[name] = value
                for told in _listeners:
                    told(value)
                return value
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)

    def __dir__() -> list[str]:
        return [*__all__, "__version__"]

"""Procedures (议事程序): how a matter is decided, and whether its records keep to that.

What belongs here: steps with what each asks for, the procedure as a document, its records judged
on a day. What does not: what drives a matter on; what has happened is judged, never refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.procedures.enough import Enough as Enough
    from civil_village.procedures.explained import fault_message as fault_message
    from civil_village.procedures.faults import FailedComparison as FailedComparison
    from civil_village.procedures.faults import StepFault as StepFault
    from civil_village.procedures.procedure import Procedure as Procedure
    from civil_village.procedures.steps import MergedStep as MergedStep
    from civil_village.procedures.steps import ProcedureStep as ProcedureStep
    from civil_village.procedures.steps import StepRequirement as StepRequirement
    from civil_village.procedures.steps import WholeTime as WholeTime
    from civil_village.procedures.verdicts import RecordVerdict as RecordVerdict
    from civil_village.procedures.verdicts import check_record as check_record
    from civil_village.procedures.verdicts import check_records as check_records
    from civil_village.procedures.verdicts import matters as matters
    from civil_village.procedures.verdicts import record_problems as record_problems

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)

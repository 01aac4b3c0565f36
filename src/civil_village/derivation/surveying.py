"""What a village's surveys say: how many sheets, or the share that the answers reach."""

from __future__ import annotations

from civil_village.derivation.plan import Member
from civil_village.facts import FactValue
from civil_village.indicators import Derived
from civil_village.indicators.surveyed import asked
from civil_village.places import Record, Village
from civil_village.problems import Problem
from civil_village.surveys import sheets_of


def surveyed(derive: Derived, record: Record | Member) -> tuple[FactValue, tuple[Problem, ...]]:
    """Work out what comes from a survey; sheets of a stratum without weight are a problem."""
    surveys = record.surveys if isinstance(record, Village) else ()
    if derive.sheets is not None:
        assert derive.survey is not None  # it is about a survey
        return sheets_of(surveys, derive.survey, derive.sheets), ()
    answers = asked(derive)
    return answers.share(surveys), tuple(answers.stratum_problems(surveys))

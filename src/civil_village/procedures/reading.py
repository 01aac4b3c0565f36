"""Reading records (读取步骤记录): the values of an event as facts, and numbers that cannot be.

A number that contradicts others is a fault among others: the rest of the record is judged, too.
What is no number at all, or stands under an unknown name, is an error of the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field

from civil_village.derivation import derive
from civil_village.evidence.reported import Event
from civil_village.facts import Facts
from civil_village.indicators import Catalogue
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model
from civil_village.problems import DocumentError, Problem
from civil_village.procedures.procedure import RECORD, Procedure

#: What is said of numbers that can be read, and cannot be together.
_IMPOSSIBLE = frozenset(("inconsistent", "part-exceeds-whole", "out-of-range"))


@model(kw_only=True)
class RecordFacts(Shown):
    """The facts of one record (步骤记录的事实), and what is impossible about its numbers."""

    facts: Facts
    #: The catalogue by which they were derived.
    catalogue: Catalogue
    impossible: tuple[Problem, ...] = field(default=(), converter=as_tuple)


def read_record(procedure: Procedure, event: Event) -> RecordFacts:
    """Turn the values of an event into facts.

    Args:
        procedure: Whose catalogue says what they mean.
        event: The record of a step.

    Raises:
        DocumentError: A value is of a wrong type, or the catalogue does not know it.
    """
    values = event.values
    try:
        facts = derive(procedure.records, values, subject=RECORD, as_of=event.first)
    except DocumentError as error:
        wrong = [problem for problem in error.problems if problem.code not in _IMPOSSIBLE]
        if wrong:
            raise DocumentError(each.inside("events", event.id) for each in wrong) from None
        # What is out of its range says nothing; what contradicts others is a number all the same.
        out = {str(p.path[1]) for p in error.problems if p.code == "out-of-range"}
        lenient = _lenient(procedure.records)
        kept: Mapping[str, Any] = {name: v for name, v in values.items() if name not in out}
        facts = derive(lenient, kept, subject=RECORD, as_of=event.first)
        problems = (each.inside("events", event.id) for each in error.problems)
        return RecordFacts(facts=facts, catalogue=lenient, impossible=tuple(problems))
    return RecordFacts(facts=facts, catalogue=procedure.records)


def _lenient(catalogue: Catalogue) -> Catalogue:
    """Give a catalogue in which nothing contradicts anything."""
    indicators = {
        name: evolve(each, may_exceed=True) if each.of is not None else each
        for name, each in catalogue.indicators.items()
    }
    return evolve(catalogue, indicators=indicators, consistency=())

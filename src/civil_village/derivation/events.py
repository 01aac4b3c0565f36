"""Counting events in the window that ends on the day of evaluation."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from civil_village.derivation.plan import Member
from civil_village.derivation.reading import day_of
from civil_village.facts import FactValue
from civil_village.indicators import ROWS, Derived
from civil_village.messages import Message
from civil_village.places import Group, Record
from civil_village.problems import Problem
from civil_village.rules import Missing, Unknown


def no_day() -> Problem:
    """Say that a window needs a day on which it ends."""
    expected, hint = Message("expected.as-of"), Message("hint.as-of")
    return Problem(code="no-day", path=("as_of",), expected=expected, hint=hint)


def event_count(derive: Derived, record: Record | Member, as_of: date) -> FactValue:
    """Count the events of a kind in the window that ends on the day of evaluation."""
    kind, within = derive.events, derive.within
    assert kind is not None
    assert within is not None
    events = [] if isinstance(record, Group) else record.events
    window = [within.holds(event.on, as_of=as_of) for event in events if event.kind == kind]
    count = sum(window)
    through = None if isinstance(record, Group) else day_of(record.reported.get(kind))
    if through is not None and through >= as_of:
        return count
    return Unknown((Missing("completeness", kind),), Fraction(count), Fraction(ROWS))

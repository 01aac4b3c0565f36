"""Events in a look-back window: those that surely lie in it, and those that perhaps do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from civil_village.aggregates import aggregate_rows
from civil_village.calendar import VagueDate, Window
from civil_village.derivation.from_records.accepted import day_of
from civil_village.derivation.plan import DerivationPlan, MemberRecord
from civil_village.evidence.reported import Event
from civil_village.facts import NAMED_ROWS, FactValue, read_value, rule_value
from civil_village.indicators import Aggregate, EventCount, EventKind
from civil_village.messages import Message
from civil_village.problems import Problem
from civil_village.records.subjects import Group, Record
from civil_village.rules import Missing, Signature, Unknown, Value, gathered

_TRUTH = Signature(type="truth")


def no_day() -> Problem:
    """Say that a window needs a day on which it ends."""
    expected, hint = Message("expected.as-of"), Message("hint.as-of")
    return Problem(code="no-day", path=("as_of",), expected=expected, hint=hint)


def over_events(
    name: str,
    derive: Aggregate | EventCount,
    record: Record | MemberRecord,
    plan: DerivationPlan,
    as_of: date,
) -> tuple[FactValue, dict[str, Any]]:
    """Count or aggregate the events of a kind in the window that ends on a day."""
    kind = derive.event_kind
    assert kind is not None
    known = plan.catalogue.events[kind]
    window = derive.days(as_of)
    events = list(_events(record, kind))
    members = [(_scope(event, known), _inside(event, window, derive.in_window)) for event in events]
    signature: Signature | None = _TRUTH
    if isinstance(derive, Aggregate):
        signature = derive.of.signature(known.signatures())
    complete, ids = _complete_through(record, kind, window.last), [event.id for event in events]
    return aggregate_rows(
        name, derive, members, complete=complete, signature=signature, rows=kind, ids=ids
    )


def last_event(
    name: str, kind: str, record: Record | MemberRecord, as_of: date
) -> tuple[FactValue, dict[str, Any]]:
    """Give the day on which the last event of a kind began, up to the day of evaluation."""
    events = [event for event in _events(record, kind) if event.days.first <= as_of]
    exact = [event.days.first for event in events if not isinstance(event.on, VagueDate)]
    latest = max(exact, default=date.min)
    missing = [
        Missing("date", kind, event.id)
        for event in events
        if isinstance(event.on, VagueDate) and event.days.last > latest
    ]
    if not _complete_through(record, kind, as_of):
        missing.insert(0, Missing("completeness", kind))
    if not missing and exact:
        last = [event.id for event in events if event.days.first == latest]
        return latest, {"counted": len(last), "rows": tuple(last[:NAMED_ROWS])}
    # Where none surely happened by that day, there may be no last one.
    sure = bool(exact) or any(event.days.last <= as_of for event in events)
    return Unknown(gathered(missing) or (Missing("no-value", name),), sure=sure), {}


def _events(record: Record | MemberRecord, kind: str) -> Iterator[Event]:
    events = () if isinstance(record, Group) else record.events
    return (event for event in events if event.kind == kind)


def _complete_through(record: Record | MemberRecord, kind: str, day: date) -> bool:
    through = None if isinstance(record, Group) else day_of(record.reported.get(kind))
    return through is not None and through >= day


def _scope(event: Event, kind: EventKind) -> dict[str, Value]:
    """Give the values of an event, as rules see them; what is wrong is told elsewhere."""
    scope: dict[str, Value] = {}
    for name, indicator in kind.values.items():
        value = read_value(indicator, event.values.get(name))[0]
        scope[name] = (
            _blank(name, event.id, indicator.signature({}))
            if value is None
            else rule_value(name, value)
        )
    return scope


def _blank(name: str, event: str, signature: Signature) -> Unknown:
    missing = (Missing("row", name, event),)
    if signature.type != "number":
        return Unknown(missing)
    return Unknown(missing, signature.minimum, signature.maximum, not signature.partial)


def _inside(event: Event, window: Window, how: Any) -> Value:
    """Tell whether an event lies in a window; unknown where its vague date leaves it open."""
    days = event.days
    if how == "holds_on_day":
        window = Window(window.last, window.last)
    if how == "begins" and not isinstance(event.on, VagueDate):
        return window.holds(days.first)
    meets = days.first <= window.last and window.first <= days.last
    within = window.holds(days.first) and window.holds(days.last)
    if within or not meets or not isinstance(event.on, VagueDate):
        return meets
    return Unknown((Missing("date", event.kind, event.id),))

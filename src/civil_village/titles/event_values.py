"""Values of events (事项的数值) as rules read them: each by the type that its kind declares."""

from __future__ import annotations

from collections.abc import Iterable

from civil_village.evidence.reported import Event
from civil_village.facts import checked_value, read_value, rule_value
from civil_village.indicators import EventKind
from civil_village.rules import Signature, Value


class EventValues:
    """Reads the values of one kind of event for rules.

    What is of no such type is not known, as what nobody has said.

    Args:
        kind: The kind of event.
        names: The values that are read.
    """

    def __init__(self, kind: EventKind, names: Iterable[str]) -> None:
        signatures: dict[str, Signature] = kind.signatures()
        self._read = [
            (
                name,
                kind.values[name],
                checked_value(name, kind.values[name], signatures[name], None),
            )
            for name in dict.fromkeys(names)
        ]

    def of(self, event: Event | None) -> dict[str, Value]:
        """Give what rules read of an event; of none, what is known without one."""
        found = {}
        for name, indicator, unknown in self._read:
            value = None if event is None else event.values.get(name)
            typed = read_value(indicator, value)[0]
            found[name] = unknown if typed is None else rule_value(name, typed)
        return found

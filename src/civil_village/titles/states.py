"""Where units stand (对象状态): the short answer, of which many fit into memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from civil_village.charts.courses import Way


class UnitState(NamedTuple):
    """Where a unit stands on a day (状态)."""

    #: The state; several where it is not known which of them it is.
    states: tuple[str, ...]
    #: Its first day; ``None`` from the beginning on, or where it is not known.
    since: date | None
    #: Its last day; ``None`` where it has none, where something holds it, or it is not known.
    until: date | None


def unit_state(ways: Sequence[Way]) -> UnitState:
    """Give where a unit stands, by the ways in which it may have gone.

    Examples:
        >>> unit_state([Way("held", date(2024, 3, 16), date(2027, 3, 15))]).states
        ('held',)
    """
    if len(ways) != 1:
        return UnitState(tuple(dict.fromkeys(way.state for way in ways)), None, None)
    (way,) = ways
    last = None if way.open or way.last == date.max else way.last
    return UnitState((way.state,), None if way.first == date.min else way.first, last)

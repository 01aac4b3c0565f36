"""Where units stand (对象状态): the short answer, of which many fit into memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import field

from civil_village.charts.courses import Way
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model


@model
class UnitState(Shown):
    """Where a unit stands on a day (对象状态).

    Attributes:
        states: The state; several where it is not known which of them it is.
        since: Its first day; ``None`` from the beginning on, or where it is not known.
        until: Its last day; ``None`` where it has none, something holds it, or it is not known.

    Examples:
        >>> UnitState(["held"], date(2024, 3, 16)).states
        ('held',)
    """

    states: tuple[str, ...] = field(converter=as_tuple)
    since: date | None = None
    until: date | None = None


def unit_state(ways: Sequence[Way]) -> UnitState:
    """Give where a unit stands, by the ways in which it may have gone.

    Examples:
        >>> unit_state([Way("held", date(2024, 3, 16), date(2027, 3, 15))]).states
        ('held',)
    """
    if len(ways) != 1:
        return UnitState(tuple(dict.fromkeys(way.state for way in ways)))
    (way,) = ways
    last = None if way.open or way.last == date.max else way.last
    return UnitState((way.state,), None if way.first == date.min else way.first, last)

"""The course (经过) of one instance: its states from the first day on, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from attrs import field

from civil_village.charts.guards import Before, Guarded
from civil_village.consequences import Followed
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model
from civil_village.rules import Missing

#: Why an event changed nothing.
Reason = Literal[
    "no-step",
    "by",
    "unmet",
    "undetermined",
    "banned",
    "late",
    "nothing-open",
    "vague",
    "wrong-value",
    "no-unit",
    "no-instance",
    "untold",
]


@model
class Barred(Shown):
    """A time in which nothing leads out of the start (取消资格期间).

    Attributes:
        event: Id of the event by which it is known.
        first: Its first day.
        last: Its last day; the last of the calendar where it has no end yet.

    Examples:
        >>> Barred("b1", date(2024, 3, 1), date(2025, 2, 28)).holds(date(2025, 3, 1))
        False
    """

    event: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return self.first <= day <= self.last


@model(kw_only=True)
class Stay(Shown):
    """A time in one state, or in one of several while a guard is open (阶段).

    Attributes:
        states: The state; several where it is not known which of them it is.
        first: Its first day; ``None`` for what has been so from the beginning.
        last: Its last day by the day asked; ``None`` while it lasts.
        event: Id of the event that led to it; ``None`` where time alone did.

    Examples:
        >>> Stay(states=["held"], first=date(2024, 3, 16)).state
        'held'
    """

    states: tuple[str, ...] = field(converter=as_tuple)
    first: date | None = None
    last: date | None = None
    event: str | None = None

    @property
    def state(self) -> str | None:
        """The state; ``None`` where it is not known which of several it is."""
        return self.states[0] if len(self.states) == 1 else None


@model(kw_only=True)
class Refusal(Shown):
    """An event that changed nothing, or perhaps nothing (驳回), and why.

    Attributes:
        event: Its id.
        kind: Its kind.
        on: Its day; ``None`` where it names no exact one.
        of: The unit or instance that it is about; ``None`` where it names none.
        state: The state in which it came; ``None`` where that does not matter.
        reason: ``no-step`` leads on from there, not ``by`` whoever did it, ``unmet`` requirements,
            ``undetermined`` ones, ``banned``, too ``late``, ``nothing-open`` that it could decide
            on, a ``vague`` day, a ``wrong-value``, ``no-unit``, ``no-instance``, or ``untold``:
            too much was open before.
        sure: Whether it surely changed nothing.
        by: Who may do it there.
        guards: The requirements of the steps that it might have taken.
        bans: The bans that hold on its day.

    Examples:
        >>> Refusal(event="e1", kind="award", state="none", reason="no-step").sure
        True
    """

    event: str
    kind: str
    on: date | None = None
    of: str | None = None
    state: str | None = None
    reason: Reason
    sure: bool = True
    by: tuple[str, ...] = field(default=(), converter=as_tuple)
    guards: tuple[Guarded, ...] = field(default=(), converter=as_tuple)
    bans: tuple[Barred, ...] = field(default=(), converter=as_tuple)


class Way(NamedTuple):
    """One way in which it may have gone: where it has led, since when, until when."""

    state: str
    first: date
    #: The last day of its time; the last of the calendar where it has none.
    last: date
    #: The id of the event that led here, perhaps through states that ran out.
    event: str | None = None
    #: What holds it: the id of each event that opened a hold, and its kind.
    open: tuple[tuple[str, str], ...] = ()


@model
class Doubt(Shown):
    """What is open, so that it is not known which way it went (未定事项).

    Attributes:
        event: Id of the event whose guards are open; ``None`` where some may not be reported.
        missing: What would settle it.

    Examples:
        >>> Doubt("e1", [Missing("indicator", "score")]).missing[0].name
        'score'
    """

    event: str | None
    missing: tuple[Missing, ...] = field(converter=as_tuple)


@model(kw_only=True)
class Course(Shown):
    """What became of one instance by a day (经过).

    Attributes:
        of: The unit or instance.
        ways: The ways in which it may have gone; one where nothing is open.
        stays: Its states from the first on.
        refused: What changed nothing, or perhaps nothing.
        followed: What follows from the states that surely began.
        doubts: What is open; empty where the state is known.
        before: How many events of each kind there were.
        silent: Kinds of events that are not reported up to the day.
    """

    of: str
    ways: tuple[Way, ...] = field(converter=as_tuple)
    stays: tuple[Stay, ...] = field(converter=as_tuple)
    refused: tuple[Refusal, ...] = field(default=(), converter=as_tuple)
    followed: tuple[Followed, ...] = field(default=(), converter=as_tuple)
    doubts: tuple[Doubt, ...] = field(default=(), converter=as_tuple)
    before: Mapping[str, Before] = field(factory=dict)
    silent: frozenset[str] = frozenset()

    @property
    def states(self) -> tuple[str, ...]:
        """The state; several where it is not known which of them it is."""
        return tuple(dict.fromkeys(way.state for way in self.ways))

"""Phases (阶段) of a campaign, and the gates between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field

from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.checks import unique_ids
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem
from civil_village.requirements import Requirement, RequirementState
from civil_village.rules import Missing
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Phase(Model):
    """A phase of a campaign (阶段): when it runs, and what is asked before it and after it.

    Phases may touch and overlap. A gate that is not met blocks what is owed in the phase that it
    leads into, and in those after it; it moves no window.

    Attributes:
        id: Id of the phase.
        label: Name for people; ``None`` where nobody gave one.
        window: When it runs; ``None`` where the source does not say.
        enter: What must hold before anything of this phase can be done.
        leave: What must hold before anything of a later phase can be done.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> Phase(id="pilot", window="2022-06-mid..2022-07").window.names
        ()
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    window: VagueWindow | None = None
    enter: tuple[Requirement, ...] = field(default=(), converter=as_tuple)
    leave: tuple[Requirement, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, or stand twice."""
        yield from id_problems(self.id, "id")
        for name in ("enter", "leave"):
            yield from unique_ids([gate.id for gate in getattr(self, name)], name)
        yield from self.assumed.problems_in(Phase)


@model(kw_only=True)
class GateState(Shown):
    """What became of a gate by a day (关口).

    Attributes:
        path: The phase and the gate: ``pilot.filed``.
        state: Met, unmet, undetermined or exempt.
        missing: What is not known of it.

    Examples:
        >>> GateState(path="pilot.filed", state="unmet").state
        'unmet'
    """

    path: str
    state: RequirementState
    missing: tuple[Missing, ...] = field(default=(), converter=as_tuple)


@model(kw_only=True)
class PhaseState(Shown):
    """Whether a phase runs on a day, and how far it is (阶段状态).

    Attributes:
        phase: Id of the phase.
        says: Whether the day lies surely ``in`` it, ``perhaps``, or ``out`` of it.
        gates: What became of its gates.

    Examples:
        >>> PhaseState(phase="pilot", says="in").says
        'in'
    """

    phase: str
    says: Literal["in", "perhaps", "out"]
    gates: tuple[GateState, ...] = field(default=(), converter=as_tuple)

"""A standard worked out on facts: every check and number that a result is told from."""

from __future__ import annotations

from collections.abc import Mapping

from civil_village.facts import Facts
from civil_village.models import Shown, model
from civil_village.quantities import published
from civil_village.requirements import Checked, State
from civil_village.rules import Missing, Signature, Value, Valued
from civil_village.standards.model import Standard
from civil_village.standards.parts import Criterion, Role, Section
from civil_village.standards.rescaling import CountedPoints, Unit
from civil_village.standards.result import (
    PointBounds,
)
from civil_village.standards.tally import Tally


@model(kw_only=True)
class CriterionWork(Shown):
    """A criterion worked out, with all that its explanation needs."""

    path: str
    criterion: Criterion
    checks: tuple[Checked, ...]
    #: What would leave it without points.
    zeroing: tuple[Checked, ...]
    #: The number that its grading measures, worked out.
    measured: Valued | None
    applies: Valued | None
    points: CountedPoints
    #: What it is where exempt parts are left out of the whole.
    unit: Unit
    exempt: bool
    missing: tuple[Missing, ...]


@model(kw_only=True)
class SectionWork(Shown):
    """A section worked out; the criteria of a standard without sections stand in one."""

    section: Section | None
    role: Role
    criteria: tuple[CriterionWork, ...]
    points: CountedPoints
    minimum: State

    @property
    def scored(self) -> tuple[CriterionWork, ...]:
        """Its criteria without those that are advisory."""
        return tuple(one for one in self.criteria if not one.criterion.advisory)


@model(kw_only=True)
class Worked(Shown):
    """A whole evaluation worked out."""

    standard: Standard
    facts: Facts
    #: The same in the form that rules work with.
    scope: Mapping[str, Value]
    sections: tuple[SectionWork, ...]
    gates: tuple[Checked, ...]
    strikes: tuple[Checked, ...]
    tally: Tally
    #: What rules know of the facts.
    signatures: Mapping[str, Signature]


def published_bounds(points: CountedPoints) -> PointBounds:
    """Give least and greatest points as users see them."""
    return published(points[0]), published(points[1])

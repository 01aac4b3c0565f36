"""The workings (测评过程): every check and number that a result is told from."""

from __future__ import annotations

from collections.abc import Mapping

from civil_village.exact_numbers import published
from civil_village.facts import Facts
from civil_village.models import Shown, model
from civil_village.requirements import Checked, RequirementState
from civil_village.rules import Missing, Signature, Value, Valued
from civil_village.standards.model.criteria import Criterion, Role, Section
from civil_village.standards.model.standard import Standard
from civil_village.standards.results.result import (
    PointBounds,
)
from civil_village.standards.scoring.outcome import Total
from civil_village.standards.scoring.rescaling import CountedPoints, QuotientTerm


@model(kw_only=True)
class CriterionWorkings(Shown):
    """A criterion worked out, with all that its explanation needs."""

    path: str
    criterion: Criterion
    checks: tuple[Checked, ...]
    #: What would leave it without points.
    zeroing: tuple[Checked, ...]
    #: The numbers that its grading measures, worked out.
    measured: tuple[Valued, ...]
    applies: Valued | None
    points: CountedPoints
    #: The same before its rounding.
    exact: CountedPoints
    #: What it is where exempt parts are left out of the whole.
    unit: QuotientTerm
    exempt: bool
    #: Whether that is so by itself, and not since all that it asks for is.
    left_out: bool
    missing: tuple[Missing, ...]
    #: What of that its own condition and number lack, beside its requirements.
    lacking: tuple[Missing, ...]


@model(kw_only=True)
class SectionWorkings(Shown):
    """A section worked out; the criteria of a standard without sections stand in one."""

    section: Section | None
    role: Role
    criteria: tuple[CriterionWorkings, ...]
    points: CountedPoints
    #: The same before its rounding and its cap.
    exact: CountedPoints
    minimum: RequirementState

    @property
    def scored(self) -> tuple[CriterionWorkings, ...]:
        """Its criteria without those that are advisory."""
        return tuple(one for one in self.criteria if not one.criterion.advisory)


@model(kw_only=True)
class Workings(Shown):
    """A whole evaluation worked out."""

    standard: Standard
    facts: Facts
    #: The same in the form that rules work with.
    scope: Mapping[str, Value]
    sections: tuple[SectionWorkings, ...]
    gates: tuple[Checked, ...]
    strikes: tuple[Checked, ...]
    tally: Total
    #: What rules know of the facts.
    signatures: Mapping[str, Signature]


def published_bounds(points: CountedPoints) -> PointBounds:
    """Give least and greatest points as users see them."""
    return published(points[0]), published(points[1])

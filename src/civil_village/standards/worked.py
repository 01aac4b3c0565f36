"""A standard worked out on facts: every check and number that a result is told from."""

from __future__ import annotations

from attrs import frozen

from civil_village.curves import Points
from civil_village.facts import Facts
from civil_village.quantities import published
from civil_village.requirements import Checked, State
from civil_village.rules import Missing, Valued
from civil_village.standards.model import Criterion, Section, Standard
from civil_village.standards.result import (
    CriterionResult,
    PointBounds,
    RequirementResult,
    SectionResult,
)


@frozen(kw_only=True)
class CriterionWork:
    """A criterion worked out, with all that its explanation needs."""

    path: str
    criterion: Criterion
    checks: tuple[Checked, ...]
    #: The number that its grading measures, worked out.
    measured: Valued | None
    applies: Valued | None
    points: Points
    exempt: bool
    missing: tuple[Missing, ...]

    def result(self) -> CriterionResult:
        """Give the public part."""
        return CriterionResult(
            id=self.criterion.id,
            bounds=published_bounds(self.points),
            full=self.criterion.points,
            exempt=self.exempt,
            requirements=tuple(
                RequirementResult(id=r.id, state=c.state, missing=c.missing)
                for r, c in zip(self.criterion.requirements, self.checks, strict=True)
            ),
            missing=self.missing,
        )


@frozen(kw_only=True)
class SectionWork:
    """A section worked out; the criteria of a standard without sections stand in one."""

    section: Section | None
    criteria: tuple[CriterionWork, ...]
    points: Points
    minimum: State

    def result(self) -> SectionResult:
        """Give the public part."""
        assert self.section is not None  # criteria alone are no section of the result
        return SectionResult(
            id=self.section.id,
            bounds=published_bounds(self.points),
            minimum=self.minimum,
            criteria=tuple(criterion.result() for criterion in self.criteria),
        )


@frozen(kw_only=True)
class Worked:
    """A whole evaluation worked out."""

    standard: Standard
    facts: Facts
    sections: tuple[SectionWork, ...]
    strikes: tuple[Checked, ...]


def published_bounds(points: Points) -> PointBounds:
    """Give least and greatest points as users see them."""
    return published(points[0]), published(points[1])

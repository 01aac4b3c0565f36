"""A standard worked out on facts: every check and number that a result is told from."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from civil_village.curves import Points
from civil_village.facts import Facts
from civil_village.quantities import published
from civil_village.requirements import Checked, State
from civil_village.rules import Missing, Signature, Valued
from civil_village.standards.model import Criterion, Section, Standard
from civil_village.standards.result import (
    CriterionResult,
    PointBounds,
    RequirementResult,
    SectionResult,
    StrikeResult,
)
from civil_village.standards.tally import Tally


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
    tally: Tally
    #: What rules know of the facts.
    signatures: Mapping[str, Signature]

    def section_results(self) -> tuple[SectionResult, ...]:
        """Give the public part of its sections."""
        return tuple(work.result() for work in self.sections if work.section is not None)

    def criterion_results(self) -> tuple[CriterionResult, ...]:
        """Give the public part of its criteria, where they stand in no section."""
        alone = [work for work in self.sections if work.section is None]
        return tuple(criterion.result() for work in alone for criterion in work.criteria)

    def strike_results(self) -> tuple[StrikeResult, ...]:
        """Give the public part of its strikes."""
        pairs = zip(self.standard.vetoes, self.strikes, strict=True)
        return tuple(
            StrikeResult(id=strike.id, state=check.strike_state, missing=_open_missing(check))
            for strike, check in pairs
        )

    def deciding(self) -> tuple[Missing, ...]:
        """Gather what every open part lacks: strikes first, then criteria with open points."""
        found = [item for check in self.strikes for item in _open_missing(check)]
        for section in self.sections:
            for criterion in section.criteria:
                found += criterion.missing
        return tuple(dict.fromkeys(found))


def _open_missing(check: Checked) -> tuple[Missing, ...]:
    return check.missing if check.strike_state == "open" else ()


def published_bounds(points: Points) -> PointBounds:
    """Give least and greatest points as users see them."""
    return published(points[0]), published(points[1])

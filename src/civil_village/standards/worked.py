"""A standard worked out on facts: every check and number that a result is told from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from civil_village.curves import Points
from civil_village.facts import Facts
from civil_village.quantities import published
from civil_village.requirements import Checked, State, Strike
from civil_village.rules import Missing, Signature, Valued
from civil_village.standards.model import Standard
from civil_village.standards.parts import FIELDS, Criterion, Role, Section
from civil_village.standards.rescaling import Unit
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
    #: What would leave it without points.
    zeroing: tuple[Checked, ...]
    #: The number that its grading measures, worked out.
    measured: Valued | None
    applies: Valued | None
    points: Points
    #: What it is where exempt parts are left out of the whole.
    unit: Unit
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
            zeroed=strike_results(self.criterion.zero_if, self.zeroing),
            missing=self.missing,
        )


@frozen(kw_only=True)
class SectionWork:
    """A section worked out; the criteria of a standard without sections stand in one."""

    section: Section | None
    role: Role
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
    gates: tuple[Checked, ...]
    strikes: tuple[Checked, ...]
    tally: Tally
    #: What rules know of the facts.
    signatures: Mapping[str, Signature]

    def results(self) -> dict[str, tuple[Any, ...]]:
        """Give the public part of everything, by the field of a result."""
        found: dict[str, list[Any]] = {field: [] for field in FIELDS.values()}
        alone: list[Any] = []
        for work in self.sections:
            if work.section is None:
                alone += [criterion.result() for criterion in work.criteria]
            else:
                found[FIELDS[work.role]].append(work.result())
        gates = zip(self.standard.gates, self.gates, strict=True)
        return {
            **{field: tuple(made) for field, made in found.items()},
            "criteria": tuple(alone),
            "gates": tuple(
                RequirementResult(id=g.id, state=c.state, missing=c.missing) for g, c in gates
            ),
            "vetoes": strike_results(self.standard.vetoes, self.strikes),
        }

    @property
    def counted(self) -> list[CriterionWork]:
        """The criteria of which the total is made, without bonuses and deductions."""
        return [one for work in self.sections if work.role == "section" for one in work.criteria]

    def deciding(self) -> tuple[Missing, ...]:
        """Gather what every open part lacks: strikes and gates, then criteria with open points."""
        found = [item for check in self.strikes for item in _open_missing(check)]
        found += [item for check in self.gates for item in check.missing]
        scored = [one for section in self.sections for one in section.criteria]
        found += [m for one in scored if not one.criterion.advisory for m in one.missing]
        counted = [one for one in self.counted if not one.criterion.advisory]
        if self.standard.exempt == "rescale" and all(one.exempt for one in counted):
            found.append(Missing("no-value", self.standard.id))  # nothing is asked for
        return tuple(dict.fromkeys(found))


def strike_results(
    strikes: Sequence[Strike], checks: Sequence[Checked]
) -> tuple[StrikeResult, ...]:
    """Give the public part of strikes."""
    return tuple(
        StrikeResult(id=strike.id, state=check.strike_state, missing=_open_missing(check))
        for strike, check in zip(strikes, checks, strict=True)
    )


def _open_missing(check: Checked) -> tuple[Missing, ...]:
    return check.missing if check.strike_state == "open" else ()


def published_bounds(points: Points) -> PointBounds:
    """Give least and greatest points as users see them."""
    return published(points[0]), published(points[1])

"""A standard worked out on facts: every check and number that a result is told from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from civil_village.curves import Points
from civil_village.facts import Facts
from civil_village.models import Shown, model
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


@model(kw_only=True)
class SectionWork(Shown):
    """A section worked out; the criteria of a standard without sections stand in one."""

    section: Section | None
    role: Role
    criteria: tuple[CriterionWork, ...]
    points: Points
    minimum: State

    @property
    def scored(self) -> tuple[CriterionWork, ...]:
        """Its criteria without those that are advisory."""
        return tuple(one for one in self.criteria if not one.criterion.advisory)

    def result(self) -> SectionResult:
        """Give the public part."""
        assert self.section is not None  # criteria alone are no section of the result
        return SectionResult(
            id=self.section.id,
            bounds=published_bounds(self.points),
            minimum=self.minimum,
            criteria=tuple(criterion.result() for criterion in self.criteria),
        )


@model(kw_only=True)
class Worked(Shown):
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
        found += [m for section in self.sections for one in section.scored for m in one.missing]
        found += (Missing("nothing-asked", name) for name in self.unasked())
        return tuple(dict.fromkeys(found))

    def unasked(self) -> Iterator[str]:
        """Name what nothing is asked for, so that there is no quotient: sections, the standard."""
        if self.standard.exempt != "rescale":
            return
        for work in self.sections:
            if work.section is not None and work.section.minimum is not None and _is_left_out(work):
                yield work.section.id
        if all(_is_left_out(work) for work in self.sections if work.role == "section"):
            yield self.standard.id


def _is_left_out(work: SectionWork) -> bool:
    """Tell whether all that would be scored is exempt."""
    return all(one.exempt for one in work.scored)


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

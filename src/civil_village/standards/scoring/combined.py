"""Combined points (合计): from the points of all criteria to those of sections and of the whole.

The order is fixed: each section's combination, its rounding and cap; then the total of
the sections, bonuses, what is taken off, the cap of the total. Least and greatest points
go through it side by side, counted in parts of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from civil_village.quantities.rounding import Rounding
from civil_village.requirements import RequirementState
from civil_village.standards.aggregations import Added, Aggregation, CombinedPart
from civil_village.standards.model.criteria import Section
from civil_village.standards.model.standard import CriteriaGroup, Standard
from civil_village.standards.scoring.criterion import rounded
from civil_village.standards.scoring.rescaling import (
    Counted,
    CountedPoints,
    QuotientTerm,
    counted,
    rescaled,
    within_section,
)


class GroupTotal:
    """Adds up a group of criteria (单元合计).

    Args:
        group: A section, a section of bonuses or deductions, or the criteria alone.
        start: How many criteria of the standard come before its own.
        scale: Points are counted in parts of one: so many make a point.
        unmet: Whether what is missing counts as unmet.
    """

    def __init__(self, group: CriteriaGroup, start: int, *, scale: int, unmet: bool) -> None:
        self.section = group.section or Section(id="criteria", criteria=group.criteria)
        self.role = group.role
        self.scale = scale
        self.unmet = unmet
        scored = [i for i, criterion in enumerate(group.criteria) if not criterion.advisory]
        #: Places of the scored criteria among all of the standard.
        self.places = [start + index for index in scored]
        self.criteria = [group.criteria[index] for index in scored]
        #: What is advisory is not in the sum; where nothing is, a slice is quicker.
        self.whole = len(scored) == len(group.criteria)
        self.slice = slice(start, start + len(group.criteria))
        self.plain = self.section.combine == Added() and self.section.round is None
        #: Whether what is exempt is left out of it, while its points stay.
        self.leaves_out = self.section.leaves_out
        self.full = Fraction(self.section.most) * scale
        cap, minimum = self.section.cap, self.section.minimum
        self.cap = None if cap is None else counted(Fraction(cap), scale)
        self.minimum = None if minimum is None else counted(Fraction(minimum), scale)

    def own(self, points: Sequence[Counted]) -> Sequence[Counted]:
        """Pick the points of its scored criteria out of those of all."""
        return points[self.slice] if self.whole else [points[place] for place in self.places]

    def points(
        self,
        least: Sequence[Counted],
        greatest: Sequence[Counted],
        units: Sequence[QuotientTerm] = (),
    ) -> CountedPoints:
        """Give its least and greatest points."""
        if self.leaves_out:
            return self.without_exempt(least, greatest, units)
        low = self.end(self.own(least))
        return low, low if least is greatest else self.end(self.own(greatest))

    def without_exempt(
        self,
        least: Sequence[Counted],
        greatest: Sequence[Counted],
        units: Sequence[QuotientTerm],
    ) -> CountedPoints:
        """Give the points of what is not left out, by its points that are asked for."""
        own = [
            within_section(
                units[place],
                (least[place], greatest[place]),
                counted(Fraction(criterion.points), self.scale),
                left_out=criterion.exempt == "section",
            )
            for place, criterion in zip(self.places, self.criteria, strict=True)
        ]
        exact, _ = rescaled(own, self.full, unmet=self.unmet)
        low, high = (
            counted(_rounded(end / self.scale, self.section.round), self.scale) for end in exact
        )
        return low, high

    def end(self, points: Sequence[Counted]) -> Counted:
        """Combine points, round them, and keep them under the cap."""
        if self.plain:
            found: Counted = sum(points)
        else:
            fulls = [Fraction(criterion.points) for criterion in self.criteria]
            ids = [criterion.id for criterion in self.criteria]
            exact = combined(self.section.combine, ids, fulls, points, scale=self.scale)
            found = counted(_rounded(exact, self.section.round), self.scale)
        return found if self.cap is None else min(found, self.cap)

    def state(self, points: CountedPoints, units: Sequence[QuotientTerm]) -> RequirementState:
        """Tell whether its minimum is reached; where what is exempt is left out, of the rest."""
        if self.minimum is None:
            return "met"
        if units and not self.leaves_out:
            own = [units[place] for place in self.places]
            points, sure = rescaled(own, self.full, unmet=self.unmet)
            if not sure:
                return "undetermined"
        return reached(points, self.minimum)


class WholeTotal:
    """Makes the total of a standard (总分) out of the points of its groups."""

    def __init__(self, standard: Standard, groups: Sequence[GroupTotal], *, scale: int) -> None:
        self.standard = standard
        self.groups = groups
        self.scale = scale
        self.plain = standard.combine == Added()
        self.cap = None if standard.cap is None else counted(Fraction(standard.cap), scale)
        sections = [group for group in groups if group.role == "section"]
        #: Criteria alone are combined themselves.
        self.alone = sections[0] if standard.criteria else None
        self.sections = sections
        self.full = Fraction(standard.full)
        self.rescaled = standard.exempt == "rescale"

    def points(
        self,
        found: Sequence[CountedPoints],
        least: Sequence[Counted],
        greatest: Sequence[Counted],
        units: Sequence[QuotientTerm],
    ) -> CountedPoints:
        """Give its least and greatest, before any rounding.

        Args:
            found: Least and greatest points of each group.
            least: Least points of each criterion.
            greatest: Greatest points of each.
            units: Each criterion, where what is exempt is left out of the whole.
        """
        if self.rescaled:
            own = [units[place] for group in self.sections for place in group.places]
            unmet = self.standard.missing == "unmet"
            exact, _ = rescaled(own, self.full * self.scale, unmet=unmet)
            low, high = counted(exact[0], 1), counted(exact[1], 1)
        elif self.plain:
            low, high = self.added(found, "section")
        else:
            low, high = self.combined(found, least, 0), self.combined(found, greatest, 1)
        more, off = self.added(found, "bonus"), self.added(found, "deduction")
        ends = low + more[0] - off[1], high + more[1] - off[0]
        return self.capped(ends[0]), self.capped(ends[1])

    def added(self, found: Sequence[CountedPoints], role: str) -> CountedPoints:
        """Add up the groups of one role."""
        own = [
            points for group, points in zip(self.groups, found, strict=True) if group.role == role
        ]
        return sum(low for low, _ in own), sum(high for _, high in own)

    def combined(
        self, found: Sequence[CountedPoints], points: Sequence[Counted], end: int
    ) -> Counted:
        """Combine the points of sections, or of criteria alone, at one of both ends."""
        if self.alone is not None:
            ids = [criterion.id for criterion in self.alone.criteria]
            fulls = [Fraction(criterion.points) for criterion in self.alone.criteria]
            own = self.alone.own(points)
        else:
            ids = [group.section.id for group in self.sections]
            fulls = [Fraction(group.section.most) for group in self.sections]
            own = [found[index][end] for index in range(len(self.sections))]
        exact = combined(self.standard.combine, ids, fulls, own, scale=self.scale)
        return counted(exact, self.scale)

    def capped(self, points: Counted) -> Counted:
        """Keep a total between 0 and the cap."""
        points = max(points, 0)
        return points if self.cap is None else min(points, self.cap)


def combined(
    combine: Aggregation,
    ids: Sequence[str],
    fulls: Sequence[Fraction],
    points: Sequence[Counted],
    *,
    scale: int,
) -> Fraction:
    """Apply an aggregation to points that are counted in parts of one."""
    parts = [
        CombinedPart(name, full, Fraction(own) / scale)
        for name, full, own in zip(ids, fulls, points, strict=True)
    ]
    return combine.points(parts)


def _rounded(points: Fraction, rounding: Rounding | None) -> Fraction:
    return rounded((points, points), rounding)[0]


def reached(points: CountedPoints, line: Counted) -> RequirementState:
    """Tell whether points reach a line."""
    if points[0] >= line:
        return "met"
    return "unmet" if points[1] < line else "undetermined"

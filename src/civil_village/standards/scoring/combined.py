"""Combined points (合计): from the points of all criteria to those of sections and of the whole.

The order is fixed: each section's combination, its rounding and cap; then the total of
the sections, bonuses, what is taken off, the cap of the total. Least and greatest points
go through it side by side, counted in parts of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from civil_village.reckoning import (
    Mark,
    Reckoned,
    Symbol,
    UnwritableError,
    both,
    denied,
    either,
    exactly,
    greater,
    lesser,
)
from civil_village.requirements import RequirementState
from civil_village.standards.aggregations import Added, Aggregation, CombinedPart, CorePart
from civil_village.standards.model.criteria import Section
from civil_village.standards.model.standard import CriteriaGroup, Standard
from civil_village.standards.scoring.rescaling import (
    Counted,
    CountedPoints,
    QuotientTerm,
    counted,
    in_parts,
    quotient,
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
        #: Its path; that of criteria alone is none that a part can have.
        self.name = "CRITERIA" if group.section is None else group.section.id
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

    def own(self, points: Sequence[Any]) -> Sequence[Any]:
        """Pick the points of its scored criteria out of those of all."""
        return points[self.slice] if self.whole else [points[place] for place in self.places]

    def points(
        self, least: Sequence[Any], greatest: Sequence[Any], units: Sequence[Any] = ()
    ) -> Any:
        """Give its least and greatest points, as numbers or as parts of a rule."""
        if self.leaves_out:
            return self.without_exempt(least, greatest, units)
        low = self.end(self.own(least))
        return low, low if least is greatest else self.end(self.own(greatest))

    def without_exempt(
        self, least: Sequence[Any], greatest: Sequence[Any], units: Sequence[Any]
    ) -> CountedPoints:
        """Give the points of what is not left out, by its points that are asked for.

        Raises:
            UnwritableError: The points are parts of a rule, in which nothing is searched for.
        """
        if not all(isinstance(units[place], QuotientTerm) for place in self.places):
            raise UnwritableError("exempt-in-section")
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
        rounding = self.section.round
        ends = (end / self.scale for end in exact)
        low, high = (
            in_parts(end if rounding is None else rounding.rounded(end), self.scale) for end in ends
        )
        return low, high

    def end(self, points: Sequence[Any]) -> Any:
        """Combine points, round them, and keep them under the cap."""
        if self.plain:
            found = sum(points)
        else:
            fulls = [Fraction(criterion.points) for criterion in self.criteria]
            ids = [criterion.id for criterion in self.criteria]
            exact = combined(self.section.combine, ids, fulls, points, scale=self.scale)
            rounding = self.section.round
            found = in_parts(exact if rounding is None else rounding.rounded(exact), self.scale)
        return found if self.cap is None else lesser(found, self.cap)

    def reached(self, points: Any, units: Sequence[Any]) -> Mark:
        """Tell whether its minimum is reached; where what is exempt is left out, of the rest."""
        if self.minimum is None:
            return Mark(sure=True, possible=True)
        if units and not self.leaves_out:
            own = [units[place] for place in self.places]
            points, sure = quotient(own, self.full, unmet=self.unmet)
            found = reached(points, self.minimum)
            return Mark(both(sure, found.sure), either(denied(sure), found.possible))
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
        found: Sequence[Any],
        least: Sequence[Any],
        greatest: Sequence[Any],
        units: Sequence[Any],
    ) -> Any:
        """Give its least and greatest, before any rounding, as numbers or as parts of a rule.

        Args:
            found: Least and greatest points of each group.
            least: Least points of each criterion.
            greatest: Greatest points of each.
            units: Each criterion, where what is exempt is left out of the whole.
        """
        if self.rescaled:
            own = [units[place] for group in self.sections for place in group.places]
            unmet = self.standard.missing == "unmet"
            exact, _ = quotient(own, self.full * self.scale, unmet=unmet)
            low, high = in_parts(exact[0], 1), in_parts(exact[1], 1)
        elif self.plain:
            low, high = self.added(found, "section")
        else:
            low, high = self.combined(found, least, 0), self.combined(found, greatest, 1)
        more, off = self.added(found, "bonus"), self.added(found, "deduction")
        least_ = self.capped(low + more[0] - off[1])
        if low is high and more[0] is more[1] and off[0] is off[1]:
            return least_, least_
        return least_, self.capped(high + more[1] - off[0])

    def added(self, found: Sequence[Any], role: str) -> Any:
        """Add up the groups of one role."""
        own = [
            points for group, points in zip(self.groups, found, strict=True) if group.role == role
        ]
        low = sum(low for low, _ in own)
        return low, low if all(one is two for one, two in own) else sum(high for _, high in own)

    def combined(self, found: Sequence[Any], points: Sequence[Any], end: int) -> Any:
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
        return in_parts(exact, self.scale)

    def capped(self, points: Any) -> Any:
        """Keep a total between 0 and the cap."""
        points = greater(points, 0)
        return points if self.cap is None else lesser(points, self.cap)


def combined(
    combine: Aggregation,
    ids: Sequence[str],
    fulls: Sequence[Fraction],
    points: Sequence[Any],
    *,
    scale: int,
) -> Reckoned:
    """Apply an aggregation to points that are counted in parts of one.

    Raises:
        UnwritableError: The points are parts of a rule, and the aggregation has no `core`.
    """
    part = Fraction(1, scale)
    parts = [
        CorePart(name, full, own * part) for name, full, own in zip(ids, fulls, points, strict=True)
    ]
    found = combine.core(parts)
    if found is not None:
        return found
    if any(isinstance(one.points, Symbol) for one in parts):
        raise UnwritableError("scorer-without-core")
    return combine.points([CombinedPart(id_, full, exactly(own)) for id_, full, own in parts])


def reached(points: Any, line: Counted) -> Mark:
    """Tell whether points reach a line."""
    return Mark(points[0] >= line, points[1] >= line)


def state_of(mark: Mark) -> RequirementState:
    """Give the state of what is marked, where all is known that can be.

    Examples:
        >>> state_of(Mark(sure=False, possible=True))
        'undetermined'
    """
    return "met" if mark.sure else "undetermined" if mark.possible else "unmet"

"""What can be reached (可得分): the most points that facts can give, of a criterion and the whole.

Full points are what a source writes; a table of steps, the range of a number or a rounding may
give less. What is worked out here is never less than what facts can give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import fields

from civil_village.models import Model
from civil_village.requirements import Checked
from civil_village.rules import Missing, Signature, Unknown
from civil_village.standards.aggregations import Aggregation, CombinedPart
from civil_village.standards.gradings import All, Divided, GradedCase, Levels, Sum
from civil_village.standards.model.criteria import Criterion, Section, full_parts, together
from civil_village.standards.model.terms import Terms

#: A requirement that may be met or not.
_OPEN = Checked(applies=True, holds=None)
#: What a number lacks of which only the range is known.
_ANY = (Missing("no-value", "measured"),)
#: Gradings that give full points where everything is met, as they check themselves.
_REACH_ALL = (All, Sum, Levels, Divided)


def reach(criterion: Criterion, names: Mapping[str, Signature]) -> tuple[Fraction, Fraction]:
    """Give the least and the most points that a criterion can have where it is not exempt.

    Args:
        criterion: The criterion.
        names: What rules know of the facts.

    Examples:
        >>> from civil_village.curves.curve import Step, Steps
        >>> from civil_village.rules import Rule
        >>> from civil_village.standards.gradings import ByCurve
        >>> by = Steps([Step(from_=10, give=20)])
        >>> line = Criterion(id="meets", points=40, grade=ByCurve(of=Rule("meetings"), by=by))
        >>> [int(end) for end in reach(line, {"meetings": Signature.number(maximum=50)})]
        [0, 20]
    """
    full, grade = Fraction(criterion.points), criterion.grade
    ends = Fraction(0), full
    if not isinstance(grade, _REACH_ALL) and _is_whole(grade):
        numbers = criterion.measured(names)
        if len(numbers) == len(grade.measures):
            checks = [(requirement, _OPEN) for requirement in criterion.requirements]
            # Of the numbers no more is known than their ranges, and that they have values.
            values = [Unknown(_ANY, number.minimum, number.maximum) for number in numbers]
            ends = grade.points(GradedCase(full=full, requirements=checks, values=values))
    if criterion.round is not None and _is_whole(criterion.round):
        ends = Fraction(criterion.round.of(ends[0])), Fraction(criterion.round.of(ends[1]))
    return min(ends[0], full), min(ends[1], full)


def _is_whole(part: object) -> bool:
    """Tell whether nothing is wrong with a part of a draft, or with what it is made of."""
    if isinstance(part, tuple):
        return all(map(_is_whole, part))
    if not isinstance(part, Model):
        return True
    kind: Any = type(part)
    inside = (getattr(part, attribute.name) for attribute in fields(kind))
    return not any(part.problems()) and all(map(_is_whole, inside))


class Reach:
    """The most points that facts can give the parts of a standard (可得分).

    Args:
        names: What rules know of the facts.
        terms: What is made of exemptions: a line that does not apply may have its full points,
            and what is left out of the whole may leave the rest with a full share of it.
    """

    def __init__(self, names: Mapping[str, Signature], terms: Terms) -> None:
        self.names = names
        self.terms = terms

    def criterion(self, criterion: Criterion) -> Fraction:
        """Give the most points of a criterion."""
        most = reach(criterion, self.names)[1]
        if criterion.applies is None:
            return most
        if criterion.exempt_points is not None:
            return max(most, Fraction(criterion.exempt_points))
        return Fraction(criterion.points) if self.terms.credited else most

    def parts(self, criteria: Iterable[Criterion]) -> list[CombinedPart]:
        """Give the scored criteria, each with the most points that it can have."""
        return [
            CombinedPart(one.id, Fraction(one.points), self.criterion(one))
            for one in criteria
            if not one.advisory
        ]

    def section(self, section: Section) -> Fraction:
        """Give the most points of a section: all that it has where some may be left out."""
        left_out = self.terms.rescaled or section.leaves_out
        if left_out and may_be_exempt(section.criteria):
            return Fraction(section.most)
        most = together(section.combine, self.parts(section.criteria))
        if section.round is not None and _is_whole(section.round):
            most = Fraction(section.round.of(most))
        return most if section.cap is None else min(most, Fraction(section.cap))

    def whole(
        self, combine: Aggregation, sections: Sequence[Section], criteria: Sequence[Criterion]
    ) -> Fraction:
        """Give the most points of sections, or of criteria alone, together."""
        lines = [*criteria, *(line for section in sections for line in section.criteria)]
        left_out = self.terms.rescaled and may_be_exempt(lines)
        parts = [
            CombinedPart(one.id, full, full if left_out else self.section(one))
            for one in sections
            for full in (Fraction(one.most),)
        ]
        alone = full_parts(criteria) if left_out else self.parts(criteria)
        return together(combine, [*alone, *parts])


def may_be_exempt(criteria: Sequence[Criterion]) -> bool:
    """Tell whether facts may leave out criteria, or requirements of them."""
    return any(
        one.applies is not None or any(asked.applies is not None for asked in one.requirements)
        for one in criteria
    )

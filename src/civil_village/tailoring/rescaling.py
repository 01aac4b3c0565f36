"""Points brought to a total (折算): in declared steps, and all inside of a criterion with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import evolve, fields

from civil_village.canonical import plain
from civil_village.dividing import divide
from civil_village.exact_numbers import PLACES, added, tidy
from civil_village.messages import Message
from civil_village.models import drafting
from civil_village.problems import DocumentError, Path, Problem
from civil_village.profiles.profile import Rescale
from civil_village.quantities.rounding import Rounding
from civil_village.standards.aggregations import Added
from civil_village.standards.gradings import Sum
from civil_village.standards.model.criteria import Criterion, Section
from civil_village.standards.model.standard import Standard

#: The fields that hold points, by class; what is not here holds shares, numbers or conditions.
_POINTS: dict[str, tuple[str, ...]] = {
    "Bracket": ("give", "most"),
    "Fault": ("lose", "most"),
    "Knot": ("give",),
    "Less": ("floor",),
    "Occurrences": ("lose", "floor"),
    "PerUnit": ("give", "least", "most"),
    "PointsShort": ("lose", "floor"),
    "Shortfall": ("full", "lose", "floor"),
    "Step": ("give",),
}
#: What may have such inside.
_HOLDING = frozenset((*_POINTS, "Brackets", "ByCurve", "Linear", "Steps"))


class Rescaled(NamedTuple):
    """A field whose points were brought to the total, and where it stands."""

    #: Keys and indexes that lead to the part in the document.
    steps: Path
    #: Path of the part as people write it.
    part: str
    key: str
    before: Any
    after: Any


def rescaled(standard: Standard, rescale: Rescale) -> tuple[list[Rescaled], list[Problem]]:
    """Bring all points of a standard to a total; give each field that changes.

    Args:
        standard: The standard, whose sums need not fit yet.
        rescale: The total, and its step.

    Examples:
        >>> from civil_village.samples import bundled
        >>> made, _ = rescaled(bundled("anle.standard"), Rescale(total=52, step=1))
        >>> [(each.part, each.key, each.before, each.after) for each in made][0]
        ('leadership.institutions', 'points', Decimal('4'), Decimal('2'))
    """
    groups = [group for group in standard.groups if group.role == "section"]
    problems = list(_refused(standard))
    if problems:
        return [], problems
    weights = {
        f"{group.start}{line.id}": line.points
        for group in groups
        for line in group.criteria
        if not line.advisory
    }
    try:
        parts = divide(rescale.total, weights, step=rescale.step, ties="order").parts
    except DocumentError as error:
        return [], [problem.inside("rescale") for problem in error.problems]
    worker = _Rescaling(rescale, parts)
    made = [
        each
        for group in groups
        for each in worker.group(group.section, group.criteria, group.steps, group.start)
    ]
    if standard.total is not None:
        made.append(Rescaled((), "", "total", standard.total, rescale.total))
    return made, worker.problems


def _refused(standard: Standard) -> Iterator[Problem]:
    """Give what cannot be brought to a total: only plain sums without a cap can."""
    combined: list[str | None] = [None] if standard.combine != Added() else []
    combined += [
        section.id
        for section in standard.sections
        if section.combine != Added()
        or (section.cap is not None and added(c.points for c in section.criteria) > section.cap)
    ]
    for name in combined:
        expected = Message("expected.rescale")
        yield Problem(code="not-rescaled", path=("rescale",), found=name, expected=expected)


class _Rescaling:
    """Works out every field; notes what would not be exact."""

    def __init__(self, rescale: Rescale, parts: Mapping[str, Decimal]) -> None:
        self.rescale, self.parts = rescale, parts
        self.problems: list[Problem] = []

    def group(
        self, section: Section | None, lines: tuple[Criterion, ...], steps: Path, start: str
    ) -> Iterator[Rescaled]:
        """Rescale the criteria of a section, and its own limits."""
        old = new = Fraction(0)
        for index, line in enumerate(lines):
            path = f"{start}{line.id}"
            if line.advisory:
                continue
            old, new = old + Fraction(line.points), new + Fraction(self.parts[path])
            yield from self.line(line, (*steps, "criteria", index), path, self.parts[path])
        if section is None or not old:
            return
        for key in ("minimum", "cap"):
            value: Decimal | None = getattr(section, key)
            if value is not None:
                after = self.scaled(value, new / old, f"{section.id}.{key}")
                yield Rescaled(steps, section.id, key, value, after)
        if section.points is not None:
            after = tidy(new)
            yield Rescaled(steps, section.id, "points", section.points, after)

    def line(self, line: Criterion, steps: Path, path: str, points: Decimal) -> Iterator[Rescaled]:
        """Rescale a criterion, with all that is inside of it."""
        factor = Fraction(points) / Fraction(line.points)
        if factor == 1:
            return
        yield Rescaled(steps, path, "points", line.points, points)
        if line.exempt_points is not None:
            after = self.scaled(line.exempt_points, factor, f"{path}.exempt_points")
            yield Rescaled(steps, path, "exempt_points", line.exempt_points, after)
        with drafting():
            grade = self.inside(line.grade, factor, f"{path}.grade")
        if grade != line.grade:
            yield Rescaled(steps, path, "grade", plain(line.grade), plain(grade))
        asked = {r.id: r.points for r in line.requirements if r.points is not None}
        shared = isinstance(line.grade, Sum) and self.rescale.inside == "step"
        new = (
            divide(points, asked, step=self.rescale.step, ties="order").parts
            if shared
            else {n: self.scaled(p, factor, f"{path}.{n}.points") for n, p in asked.items()}
        )
        for index, requirement in enumerate(line.requirements):
            name, before = f"{path}.{requirement.id}", requirement.points
            if before is not None:
                place = (*steps, "requirements", index)
                yield Rescaled(place, name, "points", before, new[requirement.id])

    def scaled(self, value: Decimal, factor: Fraction, where: str) -> Decimal:
        """Multiply points by a factor; exactly, unless they may be rounded to the step."""
        product = Fraction(value) * factor
        if self.rescale.inside == "step":
            product = Fraction(Rounding(step=self.rescale.step).of(product))
        elif (product * 10**PLACES).denominator != 1:
            expected = Message("expected.exact-points", where=where, value=product)
            self.problems.append(
                Problem(
                    code="not-exact",
                    path=("rescale",),
                    found=where,
                    expected=expected,
                    hint=Message("hint.write", form="inside: step"),
                )
            )
            return value
        return tidy(product)

    def inside(self, value: Any, factor: Fraction, where: str) -> Any:
        """Multiply all points inside of a grading."""
        if isinstance(value, tuple):
            return tuple(self.inside(item, factor, where) for item in value)
        kind = value.__class__
        if kind.__name__ not in _HOLDING:
            return value
        points = _POINTS.get(kind.__name__, ())
        changes = {
            each.name: self.scaled(part, factor, where)
            if each.name in points
            else self.inside(part, factor, where)
            for each in fields(kind)
            if each.init and (part := getattr(value, each.name)) is not None
        }
        return evolve(value, **changes)

"""Scoring (计分): from the checks of one criterion to its points, least and greatest.

The order is fixed: grading, what leaves no points, the criterion's rounding, its full
points, exemption.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from civil_village.curves import Points
from civil_village.models import Shown, model
from civil_village.requirements import Checked
from civil_village.rounding import Rounding
from civil_village.rules import Value
from civil_village.standards.gradings import Case
from civil_village.standards.parts import Criterion


@model
class Found(Shown):
    """What was found of a criterion (查明情况): all that its points rest on."""

    #: Its requirements, worked out.
    checks: Sequence[Checked]
    #: What would leave it without points, worked out.
    zeroing: Sequence[Checked] = ()
    #: The number that its grading measures, where it measures one.
    value: Value | None = None


def is_exempt(checks: Sequence[Checked], applies: bool | None) -> bool | None:  # noqa: FBT001 - a state
    """Tell whether a criterion is exempt as a whole; ``None`` where that is open.

    Args:
        checks: Its requirements, worked out.
        applies: Whether the criterion applies by itself; ``None`` where that is open.
    """
    applied = {check.applies for check in checks}
    if applies is False or applied == {False}:
        return True
    return None if applies is None or (applied and True not in applied) else False


def criterion_points(
    criterion: Criterion,
    found: Found,
    *,
    applies: bool | None,
    credited: bool = True,
) -> Points:
    """Give the least and greatest points of a criterion, whatever a standard makes of gaps.

    Args:
        criterion: A criterion of a standard.
        found: What was found of it.
        applies: Whether the criterion applies by itself; ``None`` where that is open.
        credited: Whether it has its full points where it is exempt, else none.

    Examples:
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> asked = Requirement(id="plan", rule=Rule("plan"))
        >>> work = Criterion(id="work", points=5, requirements=[asked])
        >>> open_ = Checked(applies=True, holds=None)
        >>> criterion_points(work, Found([open_]), applies=True)
        (Fraction(0, 1), Fraction(5, 1))
    """
    exempt = is_exempt(found.checks, applies)
    gives = Fraction(criterion.points if credited else 0)
    if exempt:
        return gives, gives
    low, high = points_if_not_exempt(criterion, found, credited=credited)
    return (low, high) if exempt is False else (min(low, gives), max(high, gives))


def points_if_not_exempt(criterion: Criterion, found: Found, *, credited: bool) -> Points:
    """Give the least and greatest points of a criterion that is not exempt as a whole."""
    low, high = criterion.grade.points(_case(criterion, found, credited=credited))
    hits = {check.strike_state for check in found.zeroing}
    if hits & {"hit", "open"}:
        low, high = Fraction(0), Fraction(0) if "hit" in hits else high
    low, high = rounded((low, high), criterion.round)
    full = Fraction(criterion.points)
    # What is rounded up is never more than what is asked for.
    least, most = (full, full) if credited else asked_points(criterion, found)
    return min(low, least), min(high, most)


def asked_points(criterion: Criterion, found: Found) -> Points:
    """Give the least and greatest of the full points that are not exempt, where it is not."""
    return criterion.grade.asked(_case(criterion, found, credited=False))


def _case(criterion: Criterion, found: Found, *, credited: bool) -> Case:
    return Case(
        full=Fraction(criterion.points),
        requirements=tuple(zip(criterion.requirements, found.checks, strict=True)),
        value=found.value,
        credited=credited,
    )


def rounded(points: Points, rounding: Rounding | None) -> Points:
    """Round least and greatest points as declared.

    Examples:
        >>> rounded((Fraction(1, 3), Fraction(1)), Rounding(step=1))
        (Fraction(0, 1), Fraction(1, 1))
    """
    if rounding is None:
        return points
    return Fraction(rounding.of(points[0])), Fraction(rounding.of(points[1]))

"""Scoring (计分): from the checks of one criterion to its points, least and greatest.

The order is fixed: grading, exemption, the criterion's rounding, its full points.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from civil_village.curves import Points
from civil_village.quantities import Rounding
from civil_village.requirements import Checked
from civil_village.rules import Value
from civil_village.standards.gradings import Case
from civil_village.standards.model import Criterion


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
    checks: Sequence[Checked],
    *,
    applies: bool | None,
    value: Value | None,
) -> Points:
    """Give the least and greatest points of a criterion, whatever a standard makes of gaps.

    Args:
        criterion: A criterion of a standard.
        checks: Its requirements, worked out.
        applies: Whether the criterion applies by itself; ``None`` where that is open.
        value: The number that its grading measures, where it measures one.

    Examples:
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> asked = Requirement(id="plan", rule=Rule("plan"))
        >>> work = Criterion(id="work", points=5, requirements=[asked])
        >>> open_ = Checked(applies=True, holds=None)
        >>> criterion_points(work, [open_], applies=True, value=None)
        (Fraction(0, 1), Fraction(5, 1))
    """
    full = Fraction(criterion.points)
    exempt = is_exempt(checks, applies)
    if exempt:
        points = full, full
    else:
        pairs = tuple(zip(criterion.requirements, checks, strict=True))
        points = criterion.grade.points(Case(full=full, requirements=pairs, value=value))
        if exempt is None:  # it may turn out exempt, which gives full points
            points = points[0], full
    low, high = rounded(points, criterion.round)
    return min(low, full), min(high, full)


def rounded(points: Points, rounding: Rounding | None) -> Points:
    """Round least and greatest points as declared.

    Examples:
        >>> rounded((Fraction(1, 3), Fraction(1)), Rounding(step=1))
        (Fraction(0, 1), Fraction(1, 1))
    """
    if rounding is None:
        return points
    return Fraction(rounding.of(points[0])), Fraction(rounding.of(points[1]))

"""One criterion (单项计分): from its checks to its points, least and greatest.

The order is fixed: grading, what leaves no points, the criterion's rounding, its full
points, exemption.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from attrs import evolve

from civil_village.curves.curve import Points
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Checked
from civil_village.rules import Value
from civil_village.standards.gradings import GradedCase
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.terms import PLAIN, Terms
from civil_village.standards.scoring.rescaling import Counted, CountedPoints, QuotientTerm, counted


class Found(NamedTuple):
    """What was found of a criterion (查明情况): all that its points rest on."""

    #: Its requirements, worked out.
    checks: Sequence[Checked]
    #: What would leave it without points, worked out.
    zeroing: Sequence[Checked] = ()
    #: The numbers that its grading measures.
    values: Sequence[Value] = ()


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


class Score(NamedTuple):
    """What a criterion comes to (项目得分), points counted in parts of one."""

    least: Counted
    greatest: Counted
    #: What it is where exempt parts are left out of the whole.
    unit: QuotientTerm
    #: Whether no missing fact could change its points, or what is left out of the whole.
    settled: bool

    def in_parts(self, scale: int) -> Score:
        """Count whole points in parts of one."""

        def ends(points: CountedPoints) -> CountedPoints:
            least, greatest = (counted(Fraction(end), scale) for end in points)
            return least, greatest

        unit = evolve(self.unit, points=ends(self.unit.points), asked=ends(self.unit.asked))
        return Score(*ends((self.least, self.greatest)), unit, self.settled)


def score(
    criterion: Criterion, found: Found, *, applies: bool | None, terms: Terms = PLAIN
) -> Score:
    """Score a criterion: least and greatest points, and whether gaps leave them open.

    Args:
        criterion: A criterion of a standard.
        found: What was found of it.
        applies: Whether the criterion applies by itself; ``None`` where that is open.
        terms: What its group makes of exemptions and gaps.

    Examples:
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> asked = Requirement(id="plan", rule=Rule("plan"))
        >>> work = Criterion(id="work", points=5, requirements=[asked])
        >>> open_ = Checked(applies=True, holds=None)
        >>> score(work, Found([open_]), applies=True)[:2]
        (Fraction(0, 1), Fraction(5, 1))
    """
    exempt = is_exempt(found.checks, applies)
    full = Fraction(criterion.points)
    pairs = tuple(zip(criterion.requirements, found.checks, strict=True))
    case = partial(GradedCase, full=full, requirements=pairs, values=found.values)
    # Of the full points what is not exempt, where not all of it is.
    asked = criterion.grade.asked(case(credited=False))
    most = (full, full) if terms.credited else asked
    low, high = _points(criterion, found, case(credited=terms.credited), most)
    least, greatest = low, high
    if exempt is not False:
        gives = full if terms.credited and criterion.exempt is None else Fraction(0)
        if criterion.exempt_points is not None:
            gives = Fraction(criterion.exempt_points)
        # What the others have may be anything.
        ends = (Fraction(0), full) if criterion.exempt == "others" else (gives, gives)
        least, greatest = ends if exempt else (min(low, ends[0]), max(high, ends[1]))
    settled = least == greatest
    if terms.rescaled:  # what is asked for counts as much
        settled = settled and asked[0] == asked[1]
    if terms.rescaled or criterion.exempt == "section":
        settled = settled and exempt is not None
    if terms.unmet:
        high, greatest = low, least
    return Score(
        least, greatest, QuotientTerm(points=(low, high), asked=asked, exempt=exempt), settled
    )


def _points(criterion: Criterion, found: Found, case: GradedCase, most: Points) -> Points:
    """Give the least and greatest points of a criterion that is not exempt as a whole."""
    low, high = criterion.grade.points(case)
    hits = {check.strike_state for check in found.zeroing}
    if hits & {"hit", "open"}:
        low, high = Fraction(0), Fraction(0) if "hit" in hits else high
    low, high = rounded((low, high), criterion.round)
    # What is rounded up is never more than what is asked for.
    return min(low, most[0]), min(high, most[1])


def rounded(points: Points, rounding: Rounding | None) -> Points:
    """Round least and greatest points as declared.

    Examples:
        >>> rounded((Fraction(1, 3), Fraction(1)), Rounding(step=1))
        (Fraction(0, 1), Fraction(1, 1))
    """
    if rounding is None:
        return points
    return Fraction(rounding.of(points[0])), Fraction(rounding.of(points[1]))

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

from civil_village.curves.curve import Points, ReckonedPoints
from civil_village.quantities.rounding import Rounding
from civil_village.reckoning import Mark, both, denied, either, exactly, greater, lesser, pick
from civil_village.requirements import Checked
from civil_village.rules import Value
from civil_village.standards.gradings import GradedCase, Marks, marks_of
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.terms import PLAIN, Terms
from civil_village.standards.scoring.rescaling import Counted, CountedPoints, QuotientTerm, counted

ZERO = Fraction(0)


class Found(NamedTuple):
    """What was found of a criterion (查明情况): all that its points rest on."""

    #: Its requirements, worked out.
    checks: Sequence[Checked]
    #: What would leave it without points, worked out.
    zeroing: Sequence[Checked] = ()
    #: The numbers that its grading measures.
    values: Sequence[Value] = ()


def is_exempt(marks: Sequence[Marks], applies: Mark) -> Mark:
    """Tell whether a criterion is exempt as a whole: by itself, or with all its requirements.

    Args:
        marks: Its requirements, worked out.
        applies: Whether the criterion applies by itself.
    """
    none = [denied(one.applies.possible) for one in marks]
    perhaps = [denied(one.applies.sure) for one in marks]
    sure = either(denied(applies.possible), bool(marks) and both(*none))
    return Mark(sure, either(denied(applies.sure), bool(marks) and both(*perhaps)))


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
    exempt = is_exempt(list(map(marks_of, found.checks)), Mark.of(applies))
    full = Fraction(criterion.points)
    pairs = tuple(zip(criterion.requirements, found.checks, strict=True))
    case = partial(GradedCase, full=full, requirements=pairs, values=found.values)
    # Of the full points what is not exempt, where not all of it is.
    asked = criterion.grade.asked(case(credited=False))
    points = criterion.grade.points(case(credited=terms.credited))
    zeroing = list(map(marks_of, found.zeroing))
    ends, inner = scored(criterion, points, asked, zeroing=zeroing, exempt=exempt, terms=terms)
    least, greatest = map(exactly, ends)
    settled = least == greatest
    open_ = exempt.sure is not exempt.possible
    if terms.rescaled:  # what is asked for counts as much
        settled = settled and asked[0] == asked[1]
    if terms.rescaled or criterion.exempt == "section":
        settled = settled and not open_
    if terms.unmet:
        greatest = least
    low, high = map(exactly, inner)
    unit = QuotientTerm(
        points=(low, low if terms.unmet else high),
        asked=asked,
        exempt=None if open_ else exempt.sure is True,
    )
    return Score(least, greatest, unit, settled)


def scored(
    criterion: Criterion,
    points: ReckonedPoints,
    asked: ReckonedPoints,
    *,
    zeroing: Sequence[Marks],
    exempt: Mark,
    terms: Terms,
) -> tuple[ReckonedPoints, ReckonedPoints]:
    """Give what a grading's points come to, as numbers or as parts of a rule.

    Args:
        criterion: A criterion of a standard.
        points: What its grading gives.
        asked: What of its full points is not exempt.
        zeroing: What would leave it without points.
        exempt: Whether it is exempt as a whole.
        terms: What its group makes of exemptions.

    Returns:
        Least and greatest points, missing facts left open; and the same where the criterion
        is not exempt as a whole.
    """
    full = Fraction(criterion.points)
    most = (full, full) if terms.credited else asked
    low = pick(either(*(one.met.possible for one in zeroing)), ZERO, points[0])
    high = pick(either(*(one.met.sure for one in zeroing)), ZERO, points[1])
    if criterion.round is not None:
        low, high = criterion.round.rounded(low), criterion.round.rounded(high)
    # What is rounded up is never more than what is asked for.
    inner = lesser(low, most[0]), lesser(high, most[1])
    gives = full if terms.credited and criterion.exempt is None else ZERO
    if criterion.exempt_points is not None:
        gives = Fraction(criterion.exempt_points)
    # What the others have may be anything.
    given = (ZERO, full) if criterion.exempt == "others" else (gives, gives)
    least = pick(exempt.possible, lesser(inner[0], given[0]), inner[0])
    greatest = pick(exempt.possible, greater(inner[1], given[1]), inner[1])
    ends = pick(exempt.sure, given[0], least), pick(exempt.sure, given[1], greatest)
    return ends, inner


def rounded(points: Points, rounding: Rounding | None) -> Points:
    """Round least and greatest points as declared.

    Examples:
        >>> rounded((Fraction(1, 3), Fraction(1)), Rounding(step=1))
        (Fraction(0, 1), Fraction(1, 1))
    """
    if rounding is None:
        return points
    return Fraction(rounding.of(points[0])), Fraction(rounding.of(points[1]))

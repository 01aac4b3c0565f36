"""Rescaling (按未豁免部分折算): points reached of the points that are not exempt.

The quotient is taken once, over everything that is not exempt. Where it is open whether
something is exempt, least and greatest are found over every way in which that may turn
out. Where what is missing counts as unmet, the least alone counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from civil_village.curves.curve import Points, ReckonedPoints
from civil_village.models import Shown, model
from civil_village.reckoning import Reckoned, Truth, pick, total, within

ZERO = Fraction(0)
#: What is asked for is never less, unless nothing is.
_LITTLE = Fraction(1, 10**9)

#: Points, counted in parts of one: a whole number wherever the part is fine enough.
Counted = int | Fraction
#: Least and greatest points, counted in parts of one.
CountedPoints = tuple[Counted, Counted]


def counted(points: Fraction, scale: int) -> Counted:
    """Count points in parts of one.

    Examples:
        >>> counted(Fraction(5, 2), 10), counted(Fraction(1, 3), 10)
        (25, Fraction(10, 3))
    """
    parts = points * scale
    return parts.numerator if parts.denominator == 1 else parts


def in_parts(points: Any, scale: int) -> Any:
    """Count points in parts of one, as `counted`, or points that are parts of a rule."""
    return counted(points, scale) if isinstance(points, Fraction) else points * scale


class CoreTerm(NamedTuple):
    """A criterion as it enters the quotient, as parts of a rule: it is known what is exempt."""

    points: ReckonedPoints
    asked: Reckoned
    exempt: Truth


def quotient(units: Sequence[Any], full: Fraction, *, unmet: bool) -> tuple[Any, Truth]:
    """Give what is rescaled, as `rescaled`, or as parts of a rule."""
    if not (units and isinstance(units[0], CoreTerm)):
        return rescaled(units, full, unmet=unmet)
    asked = total(pick(unit.exempt, ZERO, unit.asked) for unit in units)
    some = asked > 0
    whole = within(pick(some, asked, full), _LITTLE, full)
    low, high = (
        full * total(pick(unit.exempt, ZERO, unit.points[end]) for unit in units) / whole
        for end in (0, 1)
    )
    return (
        pick(some, within(low, ZERO, full), ZERO),
        pick(some, within(high, ZERO, full), full),
    ), some


@model(kw_only=True)
class QuotientTerm(Shown):
    """A criterion as it enters the quotient: its points, and its points that are asked for."""

    #: Least and greatest points where it is not exempt.
    points: CountedPoints
    #: Least and greatest of its full points that are not exempt, where it is not.
    asked: CountedPoints
    #: Whether it is exempt as a whole; ``None`` where that is open.
    exempt: bool | None


def within_section(
    unit: QuotientTerm, points: CountedPoints, full: Counted, *, left_out: bool
) -> QuotientTerm:
    """Give a criterion as it enters the quotient of a section that leaves out some of its own.

    Args:
        unit: What it is where exempt parts are left out of the whole.
        points: Its least and greatest points.
        full: Its full points, counted likewise.
        left_out: Whether it is left out where it is exempt; else it stays, with its points.
    """
    asked = (full, full)
    if left_out:
        return QuotientTerm(points=unit.points, asked=asked, exempt=unit.exempt)
    return QuotientTerm(points=points, asked=asked, exempt=False)


class Figures(NamedTuple):
    """What enters the quotient and what comes out of it, each with its least and greatest."""

    #: Points reached, and points asked for.
    points: CountedPoints
    asked: CountedPoints
    #: Full points to which the quotient is scaled.
    full: Fraction
    #: What comes out.
    rescaled: Points

    @property
    def touched(self) -> bool:
        """Whether anything is, or may be, left out."""
        return self.asked != (self.full, self.full)

    @property
    def nothing(self) -> bool:
        """Whether everything is left out, so that there is no quotient."""
        return self.asked[1] == 0


def figures(units: Sequence[QuotientTerm], full: Fraction, *, unmet: bool = False) -> Figures:
    """Give what is rescaled, as people reckon it.

    Args:
        units: The criteria that are scored.
        full: Their full points together.
        unmet: Whether what is missing counts as unmet, so that the least is all that counts.

    Examples:
        76 of 95 points, five exempt: 80.

        >>> points, asked = (Fraction(76),) * 2, (Fraction(95),) * 2
        >>> reached = QuotientTerm(points=points, asked=asked, exempt=False)
        >>> left = QuotientTerm(points=(Fraction(0),) * 2, asked=(Fraction(5),) * 2, exempt=True)
        >>> found = figures([reached, left], Fraction(100))
        >>> [int(least) for least, _ in (found.points, found.asked, found.rescaled)]
        [76, 95, 80]
    """
    sure = [unit for unit in units if unit.exempt is False]
    some = [unit for unit in units if unit.exempt is not True]
    points = sum(unit.points[0] for unit in sure), sum(unit.points[1] for unit in some)
    asked = sum(unit.asked[0] for unit in sure), sum(unit.asked[1] for unit in some)
    if unmet:
        least = _least(units)
        points, asked = (least[0],) * 2, (least[1],) * 2
    result = rescaled(units, full, unmet=unmet)[0]
    return Figures(points=points, asked=asked, full=full, rescaled=result)


def rescaled(
    units: Sequence[QuotientTerm], full: Fraction, *, unmet: bool = False
) -> tuple[Points, bool]:
    """Give points reached by points asked for, times full points.

    Args:
        units: The criteria that are scored, points counted in any parts of one.
        full: Their full points together, counted likewise.
        unmet: Whether what is missing counts as unmet, so that the least is all that counts.

    Returns:
        Least and greatest; and whether anything is surely asked for, without which there
        is no quotient and nothing is decided.

    Examples:
        80 of 95 points, five exempt; then 80 of 100 for sure, where five more may be exempt.

        >>> def unit(points, full, exempt=False):
        ...     return QuotientTerm(points=(points, points), asked=(full, full), exempt=exempt)
        >>> done, left = unit(Fraction(80), Fraction(95)), unit(Fraction(0), Fraction(5), True)
        >>> rescaled([done, left], Fraction(95))
        ((Fraction(80, 1), Fraction(80, 1)), True)
        >>> left = unit(Fraction(0), Fraction(5), None)
        >>> rescaled([done, left], Fraction(95))
        ((Fraction(76, 1), Fraction(80, 1)), True)
        >>> rescaled([done, left], Fraction(95), unmet=True)
        ((Fraction(76, 1), Fraction(76, 1)), True)
    """
    points, asked = _least(units)
    sure = any(unit.asked[0] > 0 for unit in units if unit.exempt is False)
    if not asked or not (sure or unmet):
        return (Fraction(0), full), False
    least = full * points / asked
    if unmet:
        return (least, least), True
    # The highest share is the lowest share that is missed, turned back.
    missed, asked = _lowest(units, _missed)
    return (least, full * (1 - Fraction(missed) / asked)), True


def _least(units: Sequence[QuotientTerm]) -> CountedPoints:
    """Give points reached and points asked for where their quotient is the least."""
    return _lowest(units, lambda unit: (unit.points[0], unit.asked[1]))


def _missed(unit: QuotientTerm) -> CountedPoints:
    """Give the least points that are missed, and the full points with which that happens."""
    asked = max(unit.asked[0], unit.points[1])
    return asked - unit.points[1], asked


def _lowest(
    units: Sequence[QuotientTerm], pair: Callable[[QuotientTerm], CountedPoints]
) -> CountedPoints:
    """Add up both parts of quotients, with just those that may be exempt that pull it down."""
    there = [pair(unit) for unit in units if unit.exempt is False]
    maybe = [pair(unit) for unit in units if unit.exempt is None]
    part, whole = sum(part for part, _ in there), sum(whole for _, whole in there)
    for more, size in sorted((pair for pair in maybe if pair[1]), key=lambda p: Fraction(*p)):
        if whole and more * whole >= part * size:
            break
        part, whole = part + more, whole + size
    return part, whole

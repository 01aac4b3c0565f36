"""Rescaling (按未豁免部分折算): points reached of the points that are not exempt.

The quotient is taken once, over everything that is not exempt. Where it is open whether
something is exempt, least and greatest are found over every way in which that may turn
out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from civil_village.curves import Points


@frozen(kw_only=True)
class Unit:
    """A criterion as it enters the quotient: its points, and its points that are asked for."""

    #: Least and greatest points where it is not exempt.
    points: Points
    #: Least and greatest of its full points that are not exempt, where it is not.
    asked: Points
    #: Whether it is exempt as a whole; ``None`` where that is open.
    exempt: bool | None


@frozen(kw_only=True)
class Figures:
    """What enters the quotient and what comes out of it, each with its least and greatest."""

    #: Points reached, and points asked for.
    points: Points
    asked: Points
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


def figures(units: Sequence[Unit], full: Fraction) -> Figures:
    """Give what is rescaled, as people reckon it.

    Args:
        units: The criteria that are scored.
        full: Their full points together.

    Examples:
        76 of 95 points, five exempt: 80.

        >>> reached = Unit(points=(Fraction(76),) * 2, asked=(Fraction(95),) * 2, exempt=False)
        >>> left = Unit(points=(Fraction(0),) * 2, asked=(Fraction(5),) * 2, exempt=True)
        >>> found = figures([reached, left], Fraction(100))
        >>> [int(least) for least, _ in (found.points, found.asked, found.rescaled)]
        [76, 95, 80]
    """
    sure = [unit for unit in units if unit.exempt is False]
    some = [unit for unit in units if unit.exempt is not True]
    return Figures(
        points=(_added(unit.points[0] for unit in sure), _added(unit.points[1] for unit in some)),
        asked=(_added(unit.asked[0] for unit in sure), _added(unit.asked[1] for unit in some)),
        full=full,
        rescaled=rescaled(units, full)[0],
    )


def _added(numbers: Iterable[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def rescaled(units: Sequence[Unit], full: Fraction) -> tuple[Points, bool]:
    """Give points reached by points asked for, times full points.

    Returns:
        Least and greatest; and whether anything is surely asked for, without which there
        is no quotient and nothing is decided.

    Examples:
        80 of 95 points, five exempt; then 80 of 100 for sure, where five more may be exempt.

        >>> def unit(points, full, exempt=False):
        ...     return Unit(points=(points, points), asked=(full, full), exempt=exempt)
        >>> done, left = unit(Fraction(80), Fraction(95)), unit(Fraction(0), Fraction(5), True)
        >>> rescaled([done, left], Fraction(95))
        ((Fraction(80, 1), Fraction(80, 1)), True)
        >>> left = unit(Fraction(0), Fraction(5), None)
        >>> rescaled([done, left], Fraction(95))
        ((Fraction(76, 1), Fraction(80, 1)), True)
    """
    there = [unit for unit in units if unit.exempt is False]
    maybe = [unit for unit in units if unit.exempt is None]
    if sum(unit.asked[0] for unit in there) <= 0:
        return (Fraction(0), full), False
    least = _lowest(map(_low, there), map(_low, maybe))
    # The highest share is the lowest share that is missed, turned back.
    missed = _lowest(map(_missed, there), map(_missed, maybe))
    return (full * least, full * (1 - missed)), True


def _low(unit: Unit) -> Points:
    return unit.points[0], unit.asked[1]


def _missed(unit: Unit) -> Points:
    """Give the least points that are missed, and the full points with which that happens."""
    asked = max(unit.asked[0], unit.points[1])
    return asked - unit.points[1], asked


def _lowest(members: Iterable[Points], others: Iterable[Points]) -> Fraction:
    """Divide sums, with just those others that pull the quotient down."""
    parts, wholes = zip(*members, strict=True)
    part, whole = sum(parts, Fraction(0)), sum(wholes, Fraction(0))
    for more, size in sorted((pair for pair in others if pair[1]), key=lambda p: p[0] / p[1]):
        if more * whole >= part * size:
            break
        part, whole = part + more, whole + size
    return part / whole

"""The tally (汇总): from the points of all criteria to score, bands and outcome.

The order is fixed: the section's cap, the total, its rounding, bands, then section
minimums and strikes; one failure is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from civil_village.curves import Points
from civil_village.requirements import State, StrikeState
from civil_village.standards.marks import Counted
from civil_village.standards.model import Section, Standard
from civil_village.standards.result import Outcome
from civil_village.standards.scoring import rounded


@frozen(kw_only=True)
class Tally:
    """What the points and strikes of one subject come to."""

    #: Least and greatest points of each group of criteria, and its minimum.
    sections: tuple[tuple[Points, State], ...]
    total: Points
    #: Ids of every band that is still possible, lowest first.
    bands: tuple[str, ...]
    outcome: Outcome


def tally(
    standard: Standard,
    least: Sequence[Counted],
    greatest: Sequence[Counted],
    strikes: Sequence[StrikeState],
    *,
    scale: int = 1,
) -> Tally:
    """Add everything up.

    Args:
        standard: The standard.
        least: Least points of each criterion, in the order of the standard.
        greatest: Greatest points of each.
        strikes: State of each strike.
        scale: How many of the units in which points are counted make one point.
    """
    sections, start = [], 0
    for section, criteria in standard.groups:
        end = start + len(criteria)
        low, high = sum(least[start:end]), sum(greatest[start:end])
        sections.append(_section(section, (Fraction(low, scale), Fraction(high, scale))))
        start = end
    zero = Fraction(0)
    total = sum((p[0] for p, _ in sections), zero), sum((p[1] for p, _ in sections), zero)
    total = rounded(total, standard.round)
    bands = _bands(standard, total, strikes)
    states = [_passing(standard, total, bands), *(minimum for _, minimum in sections)]
    for strike, state in zip(standard.vetoes, strikes, strict=True):
        if not strike.then:
            failed: State = "unmet" if state == "hit" else "met"
            states.append("undetermined" if state == "open" else failed)
    outcome: Outcome = "open" if "undetermined" in states else "passes"
    if "unmet" in states:
        outcome = "fails"
    return Tally(sections=tuple(sections), total=total, bands=bands, outcome=outcome)


def _section(section: Section | None, points: Points) -> tuple[Points, State]:
    minimum: State = "met"
    if section is not None and section.cap is not None:
        cap = Fraction(section.cap)
        points = min(points[0], cap), min(points[1], cap)
    if section is not None and section.minimum is not None:
        minimum = _reached(points, Fraction(section.minimum))
    return points, minimum


def _reached(points: Points, line: Fraction) -> State:
    if points[0] >= line:
        return "met"
    return "unmet" if points[1] < line else "undetermined"


def _bands(standard: Standard, total: Points, strikes: Sequence[StrikeState]) -> tuple[str, ...]:
    """Give every band that the score and the strikes leave possible, lowest first."""
    bands = standard.bands
    if bands is None:
        return ()
    possible = {bands.rank(band.id) for band in bands.over(*total)}
    for strike, state in zip(standard.vetoes, strikes, strict=True):
        for consequence in strike.then:
            lowered = {min(rank, bands.rank(consequence.band)) for rank in possible}
            if state == "hit":
                possible = lowered
            elif state == "open":
                possible |= lowered
    return tuple(bands.bands[rank].id for rank in sorted(possible))


def _passing(standard: Standard, total: Points, possible: Sequence[str]) -> State:
    """Tell whether the score, or the band that is left of it, is enough."""
    passes, bands = standard.passes, standard.bands
    if passes is None:
        return "met"
    if passes.score is not None:
        return _reached(total, Fraction(passes.score))
    assert bands is not None  # the standard is checked
    assert passes.band is not None
    needed = bands.rank(passes.band)
    enough = [bands.rank(name) >= needed for name in possible]
    return "met" if all(enough) else "undetermined" if any(enough) else "unmet"

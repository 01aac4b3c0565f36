"""The outcome (测评结论): from the points of all criteria to score, bands, passed or not.

The order is fixed: the total and its rounding, bands, then section minimums, gates and
strikes. One failure is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from civil_village.requirements import RequirementState, StrikeState
from civil_village.standards.model.standard import Standard
from civil_village.standards.results.result import Outcome
from civil_village.standards.scoring.combined import GroupTotal, WholeTotal, reached
from civil_village.standards.scoring.criterion import rounded
from civil_village.standards.scoring.rescaling import Counted, CountedPoints, QuotientTerm, counted


class Total(NamedTuple):
    """What the points and strikes of one subject come to, points as they are counted."""

    #: Least and greatest points of each group of criteria, and the state of its minimum.
    sections: tuple[tuple[CountedPoints, RequirementState], ...]
    total: CountedPoints
    #: The same before its rounding.
    exact: CountedPoints
    #: Ids of every band that is still possible, lowest first.
    bands: tuple[str, ...]
    outcome: Outcome


class Totalling:
    """Adds up the points of a standard (汇总规则).

    Args:
        standard: The standard.
        scale: Points are counted in parts of one: so many make a point.

    Examples:
        >>> from civil_village.samples import bundled
        >>> standard = bundled("anle.standard")
        >>> nothing = [0] * sum(len(group.criteria) for group in standard.groups)
        >>> Totalling(standard, scale=1).tally(nothing, nothing, ["clear"] * 3).outcome
        'fails'
    """

    def __init__(self, standard: Standard, *, scale: int) -> None:
        def scaled(points: Decimal | None) -> Counted | None:
            return None if points is None else counted(Fraction(points), scale)

        self.standard = standard
        self.scale = scale
        self.judges = standard.judges
        self.groups: list[GroupTotal] = []
        start = 0
        for group in standard.groups:
            unmet = standard.missing == "unmet"
            self.groups.append(GroupTotal(group, start, scale=scale, unmet=unmet))
            start += len(group.criteria)
        #: Whether the quotient terms of the criteria are needed.
        self.leaves_out = standard.leaves_out
        self.whole = WholeTotal(standard, self.groups, scale=scale)
        bands = standard.bands
        #: Lower end of each band above the first, and whether the end itself is below.
        self.ends = [
            (scaled(band.above if band.from_ is None else band.from_) or 0, band.from_ is None)
            for band in (bands.bands[1:] if bands else ())
        ]
        self.names = tuple(band.id for band in bands or ())
        passes = standard.passes
        self.line = None if passes is None else scaled(passes.score)
        self.needed = None
        if bands is not None and passes is not None and passes.band is not None:
            self.needed = bands.rank(passes.band)
        #: Of each strike the ranks of the bands to which it lowers.
        self.lowering = [
            tuple(bands.rank(consequence.band) for consequence in strike.then) if bands else ()
            for strike in standard.vetoes
        ]
        self.failing = [not strike.then for strike in standard.vetoes]

    def tally(
        self,
        least: Sequence[Counted],
        greatest: Sequence[Counted],
        strikes: Sequence[StrikeState],
        gates: Sequence[RequirementState] = (),
        units: Sequence[QuotientTerm] = (),
    ) -> Total:
        """Add everything up.

        Args:
            least: Least points of each criterion, in the order of the standard.
            greatest: Greatest points of each; may be the same sequence.
            strikes: State of each strike.
            gates: State of each gate.
            units: Each criterion, where what is exempt is left out of the whole, points
                counted likewise.
        """
        found = [group.points(least, greatest, units) for group in self.groups]
        rescaled = units if self.standard.exempt == "rescale" else ()
        minimums = [
            group.state(points, rescaled) for group, points in zip(self.groups, found, strict=True)
        ]
        exact = self.whole.points(found, least, greatest, units)
        total = self._rounded(exact)
        seen = total if self.standard.compare == "published" else exact
        ranks = self._ranks(seen, strikes)
        states: list[RequirementState] = [
            self._passing(seen, ranks),
            *minimums,
            *map(self._gate, gates),
        ]
        for state, fails in zip(strikes, self.failing, strict=True):
            if fails and state in ("hit", "open"):
                states.append("unmet" if state == "hit" else "undetermined")
        return Total(
            sections=tuple(zip(found, minimums, strict=True)),
            total=total,
            exact=exact,
            bands=tuple(self.names[rank] for rank in ranks),
            outcome=self._outcome(states),
        )

    def _outcome(self, states: Sequence[RequirementState]) -> Outcome:
        """Tell what the states of all that must be reached come to: one failure is enough."""
        if not self.judges:
            return "scored"
        if "unmet" in states:
            return "fails"
        return "open" if "undetermined" in states else "passes"

    def _gate(self, state: RequirementState) -> RequirementState:
        """Give what a gate means for the outcome: for lack of evidence it may count as unmet."""
        lacking = state == "undetermined" and self.standard.missing == "unmet"
        return "unmet" if lacking else state

    def _rounded(self, total: CountedPoints) -> CountedPoints:
        if self.standard.round is None:
            return total
        exact = Fraction(total[0]) / self.scale, Fraction(total[1]) / self.scale
        low, high = rounded(exact, self.standard.round)
        return counted(low, self.scale), counted(high, self.scale)

    def _ranks(self, total: CountedPoints, strikes: Sequence[StrikeState]) -> list[int]:
        """Give the rank of every band that score and strikes leave possible, lowest first."""
        if not self.names:
            return []
        possible = set(range(self._rank(total[0]), self._rank(total[1]) + 1))
        for state, ranks in zip(strikes, self.lowering, strict=True):
            for lowest in ranks:
                lowered = {min(rank, lowest) for rank in possible}
                if state == "hit":
                    possible = lowered
                elif state == "open":
                    possible |= lowered
        return sorted(possible)

    def _rank(self, score: Counted) -> int:
        return sum(score > end if above else score >= end for end, above in self.ends)

    def _passing(self, total: CountedPoints, ranks: Sequence[int]) -> RequirementState:
        """Tell whether the score, or the band that is left of it, is enough."""
        if self.line is not None:
            return reached(total, self.line)
        if self.needed is None:
            return "met"
        enough = [rank >= self.needed for rank in ranks]
        return "met" if all(enough) else "undetermined" if any(enough) else "unmet"

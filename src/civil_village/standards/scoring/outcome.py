"""The outcome (测评结论): from the points of all criteria to score, bands, passed or not.

The order is fixed: the total and its rounding, bands, then section minimums, gates and
strikes. One failure is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import compress
from typing import Any, NamedTuple

from civil_village.reckoning import Mark, Truth, both, denied, either
from civil_village.requirements import RequirementState, StrikeState
from civil_village.standards.model.standard import Standard
from civil_village.standards.results.result import Outcome
from civil_village.standards.scoring.combined import GroupTotal, WholeTotal, reached, state_of
from civil_village.standards.scoring.rescaling import (
    Counted,
    CountedPoints,
    QuotientTerm,
    counted,
    in_parts,
)


class Reckoning(NamedTuple):
    """What the points and strikes of one subject come to, as numbers or as parts of a rule."""

    #: Least and greatest points of each group of criteria, and whether its minimum is reached.
    sections: list[tuple[Any, Mark]]
    #: Least and greatest of the total, rounded, and before its rounding.
    total: Any
    exact: Any
    #: Of each band, lowest first, whether it is possible.
    bands: list[Truth]
    #: Whether it passes.
    passes: Mark


class Keeper:
    """What is done with each result before others rest on it (留存): nothing, for numbers."""

    def points(self, name: str, points: Any) -> Any:  # noqa: ARG002 - for those that ask
        """Keep points."""
        return points

    def mark(self, name: str, what: tuple[str, str], mark: Mark) -> Mark:  # noqa: ARG002 - for those that ask
        """Keep an answer."""
        return mark

    def bands(self, names: Sequence[str], bands: list[Truth]) -> list[Truth]:  # noqa: ARG002 - for those that ask
        """Keep which bands are possible, so far."""
        return bands


AS_IT_IS = Keeper()


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
        self.part = Fraction(1, scale)
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
        made = self.reckon(
            least,
            greatest,
            [HIT[state] for state in strikes],
            [REACHED[state] for state in gates],
            units=units,
        )
        sections = [(points, state_of(minimum)) for points, minimum in made.sections]
        passes = made.passes
        outcome: Outcome = "passes" if passes.sure else "open" if passes.possible else "fails"
        return Total(
            sections=tuple(sections),
            total=made.total,
            exact=made.exact,
            bands=tuple(compress(self.names, made.bands)),
            outcome=outcome if self.judges else "scored",
        )

    def reckon(
        self,
        least: Sequence[Any],
        greatest: Sequence[Any],
        strikes: Sequence[Mark],
        gates: Sequence[Mark],
        *,
        units: Sequence[Any] = (),
        keep: Keeper = AS_IT_IS,
    ) -> Reckoning:
        """Add everything up, numbers or parts of a rule: this is the definition.

        Args:
            least: Least points of each criterion, in the order of the standard.
            greatest: Greatest points of each; may be the same sequence.
            strikes: Of each strike whether it hits.
            gates: Of each gate whether it is met.
            units: Each criterion, where what is exempt is left out of the whole.
            keep: What is done with each result before others rest on it.
        """
        found = [
            keep.points(group.name, group.points(least, greatest, units)) for group in self.groups
        ]
        rescaled = units if self.standard.exempt == "rescale" else ()
        minimums = [
            keep.mark(group.name, ("REACHED", "MISSED"), group.reached(points, rescaled))
            for group, points in zip(self.groups, found, strict=True)
        ]
        exact = keep.points("EXACT", self.whole.points(found, least, greatest, units))
        total = keep.points("TOTAL", self._rounded(exact))
        seen = total if self.standard.compare == "published" else exact
        bands = self._bands(seen, strikes, keep)
        asked = [self._passing(seen, bands), *minimums, *map(self._gate, gates)]
        for hit, fails in zip(strikes, self.failing, strict=True):
            if fails:
                asked.append(Mark(denied(hit.possible), denied(hit.sure)))
        sure, possible = (both(*(mark[side] for mark in asked)) for side in (0, 1))
        passes = Mark(sure, possible)
        if self.judges:
            passes = keep.mark("OUTCOME", ("PASSES", "FAILS"), passes)
        return Reckoning(list(zip(found, minimums, strict=True)), total, exact, bands, passes)

    def _gate(self, met: Mark) -> Mark:
        """Give what a gate means for the outcome: for lack of evidence it may count as unmet."""
        return Mark(met.sure, met.sure) if self.standard.missing == "unmet" else met

    def _rounded(self, total: Any) -> Any:
        rounding = self.standard.round
        if rounding is None:
            return total
        low = in_parts(rounding.rounded(total[0] * self.part), self.scale)
        if total[1] is total[0]:
            return low, low
        return low, in_parts(rounding.rounded(total[1] * self.part), self.scale)

    def _bands(self, total: Any, strikes: Sequence[Mark], keep: Keeper) -> list[Truth]:
        """Tell of every band whether score and strikes leave it possible, lowest first."""
        if not self.names:
            return []
        begun = [True, *(self._begins(total[1], *end) for end in self.ends)]
        ended = [*(self._begins(total[0], *end) for end in self.ends), False]
        possible = [both(one, denied(two)) for one, two in zip(begun, ended, strict=True)]
        possible = keep.bands(self.names, possible)
        for hit, ranks in zip(strikes, self.lowering, strict=True):
            for lowest in ranks:
                fallen = either(*possible[lowest:])
                lowered = [*possible[:lowest], fallen, *([False] * len(possible[lowest + 1 :]))]
                possible = [
                    either(both(denied(hit.sure), stays), both(hit.possible, falls))
                    for stays, falls in zip(possible, lowered, strict=True)
                ]
                possible = keep.bands(self.names, possible)
        return possible

    def _begins(self, score: Any, end: Counted, above: bool) -> Truth:  # noqa: FBT001 - of an end
        """Tell whether a score is in a band, or in a higher one."""
        truth: Truth = score > end if above else score >= end
        return truth

    def _passing(self, total: Any, bands: Sequence[Truth]) -> Mark:
        """Tell whether the score, or the band that is left of it, is enough."""
        if self.line is not None:
            return reached(total, self.line)
        if self.needed is None:
            return Mark(sure=True, possible=True)
        return Mark(denied(either(*bands[: self.needed])), either(*bands[self.needed :]))


#: A strike as a mark: whether it hits.
HIT: dict[StrikeState, Mark] = {
    "hit": Mark(sure=True, possible=True),
    "open": Mark(sure=False, possible=True),
    "clear": Mark(sure=False, possible=False),
    "exempt": Mark(sure=False, possible=False),
}
#: A requirement as a mark: whether it is met; one that is exempt counts as met.
REACHED: dict[RequirementState, Mark] = {
    "met": Mark(sure=True, possible=True),
    "exempt": Mark(sure=True, possible=True),
    "undetermined": Mark(sure=False, possible=True),
    "unmet": Mark(sure=False, possible=False),
}

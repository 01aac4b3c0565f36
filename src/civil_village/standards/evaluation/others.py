"""The others (其他参评对象): what an exempt criterion has where it follows their mean.

What one subject has may hang on all that are evaluated with it, so this comes as a second
pass, when every subject has been evaluated by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from civil_village.aggregates import Limits, MemberNumber, mean
from civil_village.standards.compilation.compiled import Compiled
from civil_village.standards.evaluation.grounds import FreshGrounds
from civil_village.standards.results.result import Result
from civil_village.standards.scoring.criterion import rounded
from civil_village.standards.scoring.rescaling import CountedPoints, counted


def beside_others(
    results: Sequence[Result], compiled: Compiled, following: Sequence[int]
) -> tuple[Result, ...]:
    """Give results in which exempt criteria have the mean of what the others have.

    Args:
        results: Fresh results of one standard.
        compiled: The standard.
        following: Numbers of the criteria that follow the others.
    """
    grounds = [result.evidence for result in results]
    fresh = [each for each in grounds if isinstance(each, FreshGrounds)]
    means = {number: _mean(fresh, compiled, number) for number in following}
    made = []
    for result, each in zip(results, fresh, strict=True):
        own = {
            number: points
            for number, points in means.items()
            if points is not None and each.scores[number].unit.exempt
        }
        made.append(Result.of(each.beside(own)) if own else result)
    return tuple(made)


def _mean(grounds: Sequence[FreshGrounds], compiled: Compiled, number: int) -> CountedPoints | None:
    """Average a criterion over all to whom it applies; nothing where that may be nobody."""
    units = [each.scores[number].unit for each in grounds]
    rows = [
        MemberNumber(Fraction(unit.points[0]), Fraction(unit.points[1]), unit.exempt is False)
        for unit in units
        if unit.exempt is not True
    ]
    criterion, scale = compiled.standard.criterion(compiled.criteria[number]), compiled.scale
    full = Fraction(criterion.points) * scale
    found = mean(rows, Limits(complete=True, least=Fraction(0), greatest=full))
    if not found.sure:
        return None
    least, greatest = rounded((found.least / scale, found.greatest / scale), criterion.round)
    most = Fraction(criterion.points)
    return counted(min(least, most), scale), counted(min(greatest, most), scale)

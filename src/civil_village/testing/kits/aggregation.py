"""The kit that checks aggregations (汇总方式检验): every promise, on a grid of points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product

from hypothesis.strategies import SearchStrategy

from civil_village.standards import Aggregation, CombinedPart
from civil_village.testing.kits.promises import (
    check_common,
    check_same,
    each,
    errors,
    exact,
    finite,
    promise,
)

#: What each part reaches of its full points, in rising order.
SHARES = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1))
#: So many parts are varied; those after them reach half of their points.
VARIED = 4
_USUAL = tuple(
    CombinedPart(name, Fraction(full), Fraction(0)) for name, full in (("a", 10), ("b", 4))
)


def check_aggregation(
    aggregation: Aggregation | SearchStrategy[Aggregation],
    *,
    parts: Sequence[CombinedPart] = _USUAL,
) -> None:
    """Check that an aggregation keeps its promises (检验汇总方式).

    It is tried with each part at none, a third, half and all of its full points: the number
    is exact and not below 0; it never falls as points of a part rise; the same gives the
    same; it cannot change, is read as it is written, and says what it does.

    Args:
        aggregation: One, or a strategy that draws some.
        parts: Parts that it fits; only their ids and full points count.

    Raises:
        AssertionError: A promise is broken; the sentence says which, and on what.

    Examples:
        >>> from civil_village.standards import Minimum
        >>> check_aggregation(Minimum(full=10))
    """
    each(aggregation, lambda one: _check(one, parts))


def _check(aggregation: Aggregation, parts: Sequence[CombinedPart]) -> None:
    check_common(aggregation, Aggregation)
    best = [CombinedPart(part.id, part.full, part.full) for part in parts]
    fits = not list(errors(aggregation.problems_in(best)))
    names = ", ".join(part.id for part in parts)
    promise(fits, "it fits the parts; hand in `parts` that it fits", of=aggregation, parts=names)
    grid = list(product(SHARES, repeat=min(len(parts), VARIED)))
    cases = [_reached(parts, shares) for shares in grid]
    found = check_same(aggregation, aggregation.points, cases)
    points = {shares: found[index] for index, shares in enumerate(grid)}
    for shares, number in points.items():
        told = {"shares": ", ".join(map(str, shares)), "points": number}
        promise(exact(number), "it gives an exact number", of=aggregation, **told)
        promise(number >= 0, "it gives no number below 0", of=aggregation, **told)
        for more in _more(shares):
            promise(
                number <= points[more],
                "the number never falls as points of a part rise",
                of=aggregation,
                **told,
                more=", ".join(map(str, more)),
                then=points[more],
            )
        reached = _reached(parts, shares)
        if all(finite(part.points) for part in reached) and not aggregation.endless(reached):
            sentence = "the number has a last digit, unless `endless` says otherwise"
            promise(finite(Fraction(number)), sentence, of=aggregation, **told)


def _reached(parts: Sequence[CombinedPart], shares: Sequence[Fraction]) -> list[CombinedPart]:
    """Give the parts, each with a share of its full points; the last ones with half."""
    rest = [Fraction(1, 2)] * (len(parts) - len(shares))
    reached = zip(parts, [*shares, *rest], strict=True)
    return [CombinedPart(part.id, part.full, part.full * share) for part, share in reached]


def _more(shares: tuple[Fraction, ...]) -> list[tuple[Fraction, ...]]:
    """Give what differs by one part that reaches the next greater share."""
    nearest = dict(pairwise(SHARES))
    return [
        (*shares[:index], nearest[share], *shares[index + 1 :])
        for index, share in enumerate(shares)
        if share in nearest
    ]

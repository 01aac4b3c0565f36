"""The kit that checks rankings (排名方式检验): every promise, on small results."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any, get_args

from hypothesis.strategies import SearchStrategy

from civil_village.ids import id_problems
from civil_village.indicators import Catalogue, Indicator
from civil_village.rankings.keys import Best
from civil_village.rankings.order import Ties
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.standards import (
    Criterion,
    CriterionResult,
    Ranking,
    Result,
    SectionResult,
    Standard,
    evaluate,
)
from civil_village.standards.rankings.ranking import Only
from civil_village.testing.kits.promises import (
    check_common,
    check_same,
    each,
    errors,
    exact,
    promise,
)

#: A result with gaps, and what it may become when they are filled.
Pair = tuple[Result, Result]


def check_ranking(
    ranking: Ranking | SearchStrategy[Ranking], *, pairs: Sequence[Pair] | None = None
) -> None:
    """Check that a ranking keeps its promises (检验排名方式).

    It is tried on the results of a small standard with the criteria ``work`` and ``site`` and
    one veto, with gaps and without: every key has an exact least and greatest, and as many of
    them for every result; keys stay inside their bounds as gaps are filled; the same gives
    the same; it cannot change, is read as it is written, and says what it does.

    Args:
        ranking: One, or a strategy that draws some.
        pairs: Results of a standard that it fits, each with one that it may become.

    Raises:
        AssertionError: A promise is broken; the sentence says which, and on what.

    Examples:
        >>> from civil_village.standards import ByPart
        >>> check_ranking(ByPart(of="work", best="low"))
    """
    chosen = _pairs() if pairs is None else tuple(pairs)
    each(ranking, lambda one: _check(one, chosen))


def _check(ranking: Ranking, pairs: Sequence[Pair]) -> None:
    check_common(ranking, Ranking)
    promise(ranking.best in get_args(Best), "`best` is one of two", of=ranking)
    promise(ranking.ties in get_args(Ties), "`ties` is one of three", of=ranking)
    promise(ranking.only in get_args(Only), "`only` is one of three", of=ranking)
    within: Any = ranking.within  # whatever a stranger gives
    strata = within is None or (isinstance(within, str) and not list(id_problems(within, "within")))
    promise(strata, "`within` is nothing or an id", of=ranking)
    results = list(dict.fromkeys(result for pair in pairs for result in pair))
    scored = [name for name, part in results[0].parts() if isinstance(part, _SCORED)]
    fits = not list(errors(ranking.problems_in(scored)))
    sentence = "it fits the results; hand in `pairs` that it fits"
    promise(fits, sentence, of=ranking, parts=", ".join(scored))
    shown = check_same(ranking, ranking.shown, results)
    for index, bounds in shown.items():
        promise(
            _bounds(bounds),
            "it shows exact least and greatest points",
            of=ranking,
            on=results[index].id,
            shown=bounds,
        )
    found = check_same(ranking, ranking.keys, results)
    keys = {result: found[index] for index, result in enumerate(results)}
    for result, own in keys.items():
        well = isinstance(own, tuple) and all(map(_bounds, own)) and own
        told = {"on": result.id, "keys": own}
        promise(well, "every key has an exact least and greatest", of=ranking, **told)
        count = len(own) == len(keys[results[0]])
        promise(count, "every result has as many keys", of=ranking, **told)
    for early, late in pairs:
        inside = all(
            least <= low and high <= greatest
            for (least, greatest), (low, high) in zip(keys[early], keys[late], strict=True)
        )
        promise(
            inside,
            "keys stay inside their bounds, however gaps are filled",
            of=ranking,
            on=early.id,
            keys=keys[early],
            filled=late.id,
            then=keys[late],
        )


_SCORED = SectionResult | CriterionResult


def _bounds(pair: Any) -> bool:
    """Tell whether something is an exact least and an exact greatest number."""
    if not isinstance(pair, tuple) or len(pair) != 2:  # noqa: PLR2004 - least and greatest
        return False
    least, greatest = pair
    return _exact(least) and _exact(greatest) and least <= greatest


def _exact(number: Any) -> bool:
    return exact(number) or isinstance(number, Decimal)


@cache
def _pairs() -> tuple[Pair, ...]:
    """Give every result of a small standard, with each that it may become."""
    names = ("plan", "clean", "accident")
    standard = Standard(
        id="kit",
        catalogue=Catalogue(
            indicators={name: Indicator(label=name, value="truth") for name in names}
        ),
        criteria=[
            Criterion(id="work", points=6, requirements=[_asks("plan")]),
            Criterion(id="site", points=4, requirements=[_asks("clean")]),
        ],
        vetoes=[Strike(id="safe", when=Rule("accident"))],
    )
    made: dict[tuple[bool | None, ...], Result] = {}
    for values in product((True, False, None), repeat=len(names)):
        known = {
            name: value for name, value in zip(names, values, strict=True) if value is not None
        }
        made[values] = evaluate(standard, known)
    return tuple(
        (early, late)
        for before, early in made.items()
        for after, late in made.items()
        if all(old in (None, new) for old, new in zip(before, after, strict=True))
    )


def _asks(name: str) -> Requirement:
    return Requirement(id=name, rule=Rule(name))

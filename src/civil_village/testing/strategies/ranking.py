"""Strategies for rankings and quotas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.rankings import PartBy, Quota, TakeAll, TakeNone
from civil_village.rankings.keys import VETO_COUNT, Best, TieKey
from civil_village.rankings.order import Ties
from civil_village.rankings.quotas import End
from civil_village.standards import ByPart, ByScore
from civil_village.standards.rankings.ranking import Only, Ranking
from civil_village.testing.strategies.choosing import below, one_of
from civil_village.testing.strategies.naming import ids, labels, texts
from civil_village.testing.strategies.numbers import shares


def score_rankings(
    parts: Sequence[str] | None = None, strata: Sequence[str] | None = None
) -> st.SearchStrategy[ByScore]:
    """Draw rankings by the total score (按总分排名).

    Args:
        parts: Paths of sections and criteria that part ties; by default any.
        strata: Names of strata; by default any.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(score_rankings())
        ... def test(ranking):
        ...     assert ranking.name == "score"
        >>> test()
    """
    return st.builds(ByScore, **_order(parts, strata))


def part_rankings(
    parts: Sequence[str] | None = None, strata: Sequence[str] | None = None
) -> st.SearchStrategy[ByPart]:
    """Draw rankings by the points of one part (单项排名).

    Args:
        parts: Paths of sections and criteria; by default any.
        strata: Names of strata; by default any.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(part_rankings(["work"]))
        ... def test(ranking):
        ...     assert ranking.of == "work"
        >>> test()
    """
    return st.builds(ByPart, of=_paths(parts), **_order(parts, strata))


def rankings(
    parts: Sequence[str] | None = None, strata: Sequence[str] | None = None
) -> st.SearchStrategy[Ranking]:
    """Draw rankings of every kind (排名).

    Args:
        parts: Paths of sections and criteria; by default any.
        strata: Names of strata; by default any.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(rankings())
        ... def test(ranking):
        ...     assert ranking.name in ("score", "part")
        >>> test()
    """
    return score_rankings(parts, strata) | part_rankings(parts, strata)


def _paths(parts: Sequence[str] | None) -> st.SearchStrategy[str]:
    if parts is None:
        return st.lists(ids(), min_size=1, max_size=2).map(".".join)
    return st.sampled_from(parts)


def tie_keys(parts: Sequence[str] | None = None) -> st.SearchStrategy[TieKey]:
    """Draw keys of ties (并列项), some with the end that comes first.

    Args:
        parts: Paths of sections and criteria; by default any.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(tie_keys(["work"]))
        ... def test(key):
        ...     assert key.of in ("work", "veto count")
        >>> test()
    """
    ends = st.sampled_from([None, *get_args(Best)])
    return st.builds(TieKey, _paths(parts) | st.just(VETO_COUNT), ends)


def _keys(parts: Sequence[str] | None, least: int = 0) -> st.SearchStrategy[list[TieKey]]:
    return st.lists(tie_keys(parts), min_size=least, max_size=3, unique_by=lambda key: key.of)


def _strata(strata: Sequence[str] | None) -> st.SearchStrategy[str | None]:
    return st.none() | (ids() if strata is None else st.sampled_from([None, *strata]))


def _order(
    parts: Sequence[str] | None, strata: Sequence[str] | None
) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "best": st.sampled_from(["high", "low"]),
        "ties": st.sampled_from(get_args(Ties)),
        "by": _keys(parts),
        "only": st.sampled_from(get_args(Only)),
        "within": _strata(strata),
    }


def parted_ties() -> st.SearchStrategy[PartBy]:
    """Draw keys that part those tied across a cut (并列时再比).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(parted_ties())
        ... def test(ties):
        ...     assert isinstance(ties, PartBy)
        >>> test()
    """
    return st.builds(PartBy, _keys(None))


_SHARES = shares().filter(bool)


@st.composite
def quotas(
    draw: st.DrawFn,
    parts: Sequence[str] | None = None,
    strata: Sequence[str] | None = None,
) -> Quota:
    """Draw quotas (名额): of the best, of the worst, and shares.

    Args:
        draw: Given by Hypothesis.
        parts: Paths of sections and criteria that part ties; by default any.
        strata: Names of strata; by default any.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(quotas())
        ... def test(quota):
        ...     assert quota.seats(7) >= 0
        >>> test()
    """
    given: dict[str, Any] = {"id": draw(ids()), "label": draw(labels()) if draw(below(2)) else None}
    match one_of(draw, ("top", "bottom", "share")):
        case "share":
            given |= {
                "share": draw(_SHARES),
                "end": one_of(draw, get_args(End)),
                "round": one_of(draw, ("down", "up", "half_up")),
                "of": one_of(draw, ("all", "ranked")),
            }
        case end:
            given[end] = 1 + draw(below(5))
    within = draw(_strata(strata))
    if within is not None:
        given |= {"within": within, "stratum": draw(texts()) if draw(below(2)) else None}
    ties = one_of(draw, (TakeAll(), TakeNone(), PartBy(draw(_keys(parts, 1)))))
    seed = draw(texts()) if isinstance(ties, PartBy) and draw(below(2)) else None
    if seed is not None and draw(st.booleans()):
        ties = PartBy()
    return Quota(**given, ties=ties, draw=seed)

"""Strategies for orders: rankings and places."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_args

from hypothesis import strategies as st

from civil_village.messages import Message
from civil_village.standards import ByPart, ByScore, Place
from civil_village.standards.orders import VETO_COUNT, AnyRanking, Only
from civil_village.standards.standings import Ties
from civil_village.testing.exact import exact_decimals
from civil_village.testing.words import ids, labels


def score_rankings() -> st.SearchStrategy[ByScore]:
    """Draw rankings by the total score (按总分排名).

    Examples:
        >>> from hypothesis import find
        >>> find(score_rankings(), lambda ranking: True)
        ByScore(best='high', ties='competition', by=(), only='all', within=None)
    """
    return st.builds(ByScore, **_order())


def part_rankings() -> st.SearchStrategy[ByPart]:
    """Draw rankings by the points of one part (单项排名).

    Examples:
        >>> from hypothesis import find
        >>> find(part_rankings(), lambda ranking: True).of
        'a'
    """
    return st.builds(ByPart, of=_paths(), **_order())


def rankings() -> st.SearchStrategy[AnyRanking]:
    """Draw rankings of every kind (排名).

    Examples:
        >>> from hypothesis import find
        >>> find(rankings(), lambda ranking: ranking.name == "part").of
        'a'
    """
    return score_rankings() | part_rankings()


@cache
def _paths() -> st.SearchStrategy[str]:
    return st.lists(ids(), min_size=1, max_size=2).map(".".join)


def _order() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "best": st.sampled_from(["high", "low"]),
        "ties": st.sampled_from(get_args(Ties)),
        "by": st.lists(_paths() | st.just(VETO_COUNT), max_size=3, unique=True),
        "only": st.sampled_from(get_args(Only)),
        "within": st.none() | ids(),
    }


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Draw places (名次): settled, open, and none for what is left out.

    Examples:
        >>> from hypothesis import find
        >>> find(places(), lambda place: place.place is not None).place
        1
    """
    low, high = sorted(draw(st.tuples(*[exact_decimals(0, 100)] * 2)))
    named: dict[str, Any] = {
        "id": draw(ids()),
        "label": draw(st.none() | labels()),
        "stratum": draw(st.none() | ids()),
        "bounds": (low, high),
    }
    way: Literal["settled", "open", "out"] = draw(st.sampled_from(["settled", "open", "out"]))
    if way == "out":
        return Place(**named, ranked=False, reason=Message("rank.fails"))
    best, more = draw(st.integers(1, 20)), draw(st.integers(0, 5))
    if way == "settled":
        told = Message("rank.settled", above=best - 1, level=0)
        return Place(**named, place=best, best=best, worst=best, reason=told)
    told = Message("rank.unsettled", above=best - 1, may=more + 1)
    return Place(
        **named,
        best=best,
        worst=best + more + 1,
        ranked=draw(st.sampled_from([True, None])),
        reason=told,
    )

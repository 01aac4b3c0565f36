"""Places in an order, and who is chosen, drawn."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from hypothesis import strategies as st

from civil_village.messages import Message
from civil_village.rankings.keys import VETO_COUNT
from civil_village.rankings.placing import Place
from civil_village.rankings.selection import Selection
from civil_village.standards import (
    evaluate_each,
)
from civil_village.standards.rankings.ranking_of_results import select
from civil_village.testing.strategies.naming import ids, labels
from civil_village.testing.strategies.numbers import exact_decimals
from civil_village.testing.strategies.ranking import quotas
from civil_village.testing.strategies.reported import facts
from civil_village.testing.strategies.standard import standards


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Draw places (名次): settled, open, and none for what is left out."""
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


@cache
def selections() -> st.SearchStrategy[Selection]:
    """Draw who gets a place of a quota (遴选结果), as `civil_village.select` gives it."""
    many = standards().flatmap(
        lambda standard: st.lists(
            facts(standard).filter(lambda made: made.id is not None),
            max_size=3,
            unique_by=lambda made: made.id,
        ).map(lambda made: evaluate_each(standard, made))
    )
    usable = quotas(parts=[VETO_COUNT], strata=[])
    return st.builds(select, many, usable)

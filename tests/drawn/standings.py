"""What becomes of titles, drawn: standings, and what stands in these."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from civil_village import standing
from civil_village.charts import Barred, Doubt, Guarded, Possible, Refusal, Stay
from civil_village.testing.strategies.calendar import days
from civil_village.testing.strategies.chart import TitleCase, title_cases
from civil_village.testing.strategies.naming import ids
from civil_village.titles import TitleStanding, UnitState
from tests.drawn.unknown import missing_facts


def standing_of(case: TitleCase, **more: Any) -> TitleStanding:
    """Work out the standing of a case."""
    return standing(case.scheme, case.log, **({"as_of": case.as_of} | more))


@cache
def standings() -> st.SearchStrategy[TitleStanding]:
    """Draw what became of the units of a title."""
    return title_cases().map(standing_of)


def inside(take: Callable[[TitleStanding], Iterable[Any]]) -> st.SearchStrategy[Any]:
    """Draw one of several parts of a standing."""
    return standings().map(lambda made: list(take(made))).filter(bool).flatmap(st.sampled_from)


def stays() -> st.SearchStrategy[Stay]:
    """Draw times in a state."""
    return inside(lambda made: (stay for unit in made for stay in made.history(unit)))


def refusals() -> st.SearchStrategy[Refusal]:
    """Draw why events changed nothing."""
    return inside(lambda made: made.refused)


def possibilities() -> st.SearchStrategy[Possible]:
    """Draw what can happen."""
    return inside(lambda made: (one for unit in made for one in made.can(unit)))


def guarded() -> st.SearchStrategy[Guarded]:
    """Draw requirements of steps with what became of them."""
    return possibilities().map(lambda one: one.guards).filter(bool).flatmap(st.sampled_from)


def unit_states() -> st.SearchStrategy[UnitState]:
    """Draw where units stand."""
    return inside(lambda made: made.states.values())


def bans() -> st.SearchStrategy[Barred]:
    """Draw times in which somebody is barred."""
    return st.builds(
        lambda name, ends: Barred(name, *sorted(ends)), ids(), st.tuples(days(), days())
    )


def doubts() -> st.SearchStrategy[Doubt]:
    """Draw what is open about a unit."""
    return st.builds(Doubt, st.none() | ids(), st.lists(missing_facts(), min_size=1, max_size=2))

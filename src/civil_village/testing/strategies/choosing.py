"""Choices that a part makes while it is drawn, without a strategy made anew for each.

To make a strategy and have it checked costs more than to draw from it, and a standard has
hundreds of choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

from civil_village.testing.strategies.naming import ids

T = TypeVar("T")

#: What is rare is drawn once in so many times.
_RARE = 3


@lru_cache
def below(count: int) -> st.SearchStrategy[int]:
    """Draw whole numbers from 0 on, fewer than so many.

    Examples:
        >>> from hypothesis import find
        >>> find(below(5), lambda number: number > 2)
        3
    """
    return st.integers(0, count - 1)


def one_of(draw: st.DrawFn, items: Sequence[T]) -> T:
    """Choose one of some; the first is the simplest."""
    return items[draw(below(len(items)))]


def rarely(draw: st.DrawFn, *, once_in: int = _RARE) -> bool:
    """Tell whether to draw what is there once in so many times; not is simpler."""
    return draw(below(once_in)) == once_in - 1


def new_ids(draw: st.DrawFn) -> Iterator[str]:
    """Draw one id after the other, no two alike, as many as are asked for."""
    taken: set[str] = set()
    while True:
        name = draw(ids())
        while name in taken:
            name += "_"
        taken.add(name)
        yield name


def seldom(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Draw nothing twice as often as something."""
    return st.none() | st.none() | strategy

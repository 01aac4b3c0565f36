"""Sentences as data, drawn: messages, explanations, problems and errors."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.explanation import Explanation
from civil_village.messages import Message, arguments_of
from civil_village.messages.table import TEXTS
from civil_village.problems import (
    Cell,
    CivilVillageError,
    DocumentError,
    Excerpt,
    Level,
    Position,
    Problem,
)
from civil_village.testing.strategies.naming import ids, labels, texts
from civil_village.testing.strategies.numbers import exact_decimals

#: Messages that only ever stand around the parts of a problem, never for one.
_FRAMES = frozenset(f"problem.{name}" for name in ("got", "expected", "line", "hint", "more"))


@cache
def messages() -> st.SearchStrategy[Message]:
    """Draw sentences as data (消息), with arguments of every type that they can have."""
    plain = st.integers(-9, 10**6) | exact_decimals(-9, 99) | texts() | st.booleans() | labels()
    arguments = plain | st.lists(plain, max_size=3).map(tuple)

    @cache
    def filled(key: str) -> st.SearchStrategy[Message]:
        names = sorted(arguments_of(key))
        return st.fixed_dictionaries(dict.fromkeys(names, arguments)).map(
            lambda given: Message(key, **given)
        )

    return st.sampled_from(sorted(TEXTS)).flatmap(filled) | _own_messages(arguments)


def _own_messages(arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Message]:
    """Draw sentences that bring their own texts."""

    def filled(given: dict[str, Any]) -> st.SearchStrategy[Message]:
        fields = "".join(f" {{{name}}}" for name in sorted(given))
        plain = texts().filter(lambda text: not set(text) & set("{}"))
        return st.builds(lambda zh, en: Message.own((zh + fields, en), **given), plain, plain)

    named = ids().filter(lambda name: name not in ("key", "zh", "en"))
    return st.dictionaries(named, arguments, max_size=2).flatmap(filled)


@cache
def explanations() -> st.SearchStrategy[Explanation]:
    """Draw explanations (说明): sentences that rest on sentences."""
    return st.recursive(
        st.builds(Explanation, messages()),
        lambda inner: st.builds(Explanation, messages(), st.lists(inner, max_size=3).map(tuple)),
        max_leaves=6,
    )


@cache
def positions() -> st.SearchStrategy[Position]:
    """Draw places in a text (位置)."""
    return st.builds(Position, st.integers(1, 10**6), st.integers(1, 1000))


@cache
def cells() -> st.SearchStrategy[Cell]:
    """Draw places in a table (单元格): with a heading, without one, and whole rows."""
    rows = st.integers(1, 10**6)
    columns = st.integers(1, 1000)
    whole = st.builds(Cell, rows, st.just(0))
    return whole | st.builds(Cell, rows, columns, st.none() | texts())


@cache
def problems() -> st.SearchStrategy[Problem]:
    """Draw problems (问题) of every code, errors and findings."""
    codes = [key for key in TEXTS if key.startswith("problem.") and key not in _FRAMES]
    excerpts = st.tuples(texts(), st.integers(0, 3), st.integers(1, 3)).map(
        lambda drawn: Excerpt(drawn[0], drawn[1], drawn[1] + drawn[2])
    )
    return st.builds(
        Problem,
        code=st.sampled_from([code.removeprefix("problem.") for code in codes]),
        path=st.lists(ids() | st.integers(0, 9), max_size=4).map(tuple),
        found=st.none() | texts(),
        expected=st.none() | messages(),
        hint=st.none() | messages(),
        position=st.none() | positions() | cells(),
        level=st.sampled_from(get_args(Level)),
        excerpt=st.none() | excerpts,
        document=st.none() | texts(),
    )


def errors(kind: type[CivilVillageError] = DocumentError) -> st.SearchStrategy[Any]:
    """Draw errors of this library with at least one problem.

    Args:
        kind: The class of error.
    """
    return st.lists(problems(), min_size=1, max_size=3).map(kind)

"""What is not known, and what is still needed, drawn."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.exact_numbers import published
from civil_village.facts import NAMED_ROWS, Basis
from civil_village.requirements.needs import Need
from civil_village.rules import ManyRows, Missing, Unknown
from civil_village.rules.values import NAMED, MissingKind
from civil_village.testing.strategies.naming import ids
from civil_village.testing.strategies.numbers import points
from civil_village.testing.strategies.rule import signatures, unknown_values


@cache
def missing_facts() -> st.SearchStrategy[Missing]:
    """Draw facts that are not there (缺失事实), of every kind."""
    of_rows = st.sampled_from(["row", "observation"])
    alone = st.sampled_from([kind for kind in get_args(MissingKind) if kind not in _WITH_ROW])
    many = st.builds(Missing, st.sampled_from(["row", "date"]), ids(), rows=many_rows())
    return st.builds(Missing, alone, ids()) | st.builds(Missing, of_rows, ids(), ids()) | many


_WITH_ROW = ("row", "observation", "tie", "survey")


@cache
def many_rows() -> st.SearchStrategy[ManyRows]:
    """Draw many rows that lack the same (多行)."""
    first = st.lists(ids(), min_size=1, max_size=NAMED, unique=True).map(tuple)
    return st.builds(ManyRows, st.integers(NAMED + 1, 10**6), first)


@cache
def unknowns() -> st.SearchStrategy[Unknown]:
    """Draw unknowns (未知值): truths, choices, and numbers with their bounds."""

    @st.composite
    def made(draw: st.DrawFn) -> Unknown:
        ((name, kind), *_) = draw(signatures()).items()
        missing = draw(st.lists(missing_facts(), min_size=1, max_size=3, unique=True))
        found = draw(unknown_values(name, kind))
        return Unknown(tuple(missing), found.least, found.greatest, found.sure)

    return made()


@cache
def needs() -> st.SearchStrategy[Need]:
    """Draw what one condition of a requirement still needs (差距)."""
    where = {"path": st.lists(ids(), min_size=2, max_size=3).map(".".join), "indicator": ids()}
    amounts = st.builds(
        Need,
        **where,
        kind=st.sampled_from(["more", "fewer"]),
        amount=points(),
        beyond=st.booleans(),
        of=st.none() | ids(),
    )
    choices = st.builds(
        Need,
        **where,
        kind=st.just("one-of"),
        choices=st.lists(ids(), min_size=1, max_size=3, unique=True).map(tuple),
    )
    some = st.builds(Need, **where, kind=st.just("some"), amount=points(), beyond=st.booleans())
    plain = st.builds(Need, **where, kind=st.sampled_from(["true", "false", "known", "nothing"]))
    return amounts | choices | some | plain


@cache
def bases() -> st.SearchStrategy[Basis]:
    """Draw what facts were worked out from (计算依据)."""
    numbers = st.none() | points() | st.fractions(min_value=0, max_value=1, max_denominator=7)
    rows = st.lists(ids(), max_size=NAMED_ROWS, unique=True).map(tuple)
    return rows.flatmap(
        lambda named: st.builds(
            Basis,
            exact=numbers.map(_published),
            size=st.none() | st.integers(0, 10**6),
            counted=st.none() | st.integers(len(named), 10**6),
            rows=st.just(named),
            earlier=numbers.map(_published),
            day=st.none() | st.dates(),
        )
    )


def _published(value: Any) -> Any:
    return None if value is None else published(value)

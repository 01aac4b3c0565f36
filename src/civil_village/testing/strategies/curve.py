"""Strategies for curves from a number to points, bands, and printed ranges."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from civil_village.curves.curve import (
    AnyCurve,
    Band,
    Bands,
    Bracket,
    Brackets,
    Knot,
    Linear,
    PerUnit,
    Shortfall,
    Step,
    Steps,
    UnitsCounted,
)
from civil_village.curves.range_tables import PrintedRange
from civil_village.exact_numbers import Number
from civil_village.testing.strategies.naming import ids, labels
from civil_village.testing.strategies.numbers import exact_decimals

T = TypeVar("T")

_GIVEN = exact_decimals(-20, 20, places=1)
_ENDS = exact_decimals(-10, 100, places=2)
_SIZES = st.sampled_from([Decimal(text) for text in ("1", "0.01", "0.3", "3")])
_COUNTS = st.sampled_from(get_args(UnitsCounted))


@cache
def steps() -> st.SearchStrategy[Steps]:
    """Draw step tables (分档) of one to five steps, up and down, inclusive and exclusive.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(steps())
        ... def test(table):
        ...     assert len(table.steps) > 0
        >>> test()
    """
    return _ladders(_ENDS, 1, 5).flatmap(
        lambda ends: st.tuples(
            *(st.builds(Step, **_lower_end(end), give=_GIVEN) for end in ends)
        ).map(Steps)
    )


@cache
def linear_curves() -> st.SearchStrategy[Linear]:
    """Draw curves of straight lines (线性插值) between two to five corners.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(linear_curves())
        ... def test(curve):
        ...     assert curve.at(curve.knots[0].at) == curve.knots[0].give
        >>> test()
    """
    places = st.lists(_ENDS, min_size=2, max_size=5, unique=True).map(sorted)
    return places.flatmap(
        lambda ends: st.tuples(*(st.builds(Knot, at=st.just(at), give=_GIVEN) for at in ends)).map(
            Linear
        )
    )


@st.composite
def unit_curves(draw: st.DrawFn) -> PerUnit:
    """Draw curves of so many points per unit (按量计分), capped or not.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(unit_curves())
        ... def test(curve):
        ...     assert curve.each > 0
        >>> test()
    """
    limits = draw(st.lists(_GIVEN, max_size=2, unique=True).map(sorted))
    least, most = limits if len(limits) > 1 else draw(st.permutations([*limits, None, None]))[:2]
    return PerUnit(
        each=draw(_SIZES),
        give=draw(_GIVEN),
        start=draw(st.just(Decimal(0)) | _ENDS),
        least=least,
        most=most,
        count=draw(_COUNTS),
    )


@st.composite
def shortfalls(draw: st.DrawFn) -> Shortfall:
    """Draw curves of points lost below a target (差一个百分点扣分).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(shortfalls())
        ... def test(curve):
        ...     assert curve.floor <= curve.full
        >>> test()
    """
    full = draw(exact_decimals(0, 20, places=1))
    return Shortfall(
        full=full,
        target=draw(exact_decimals(0, 10)),
        lose=draw(exact_decimals(Decimal("0.1"), 5, places=1)),
        floor=draw(exact_decimals(-5, full, places=1)),
        each=draw(_SIZES),
        count=draw(_COUNTS),
    )


@st.composite
def brackets(draw: st.DrawFn) -> Brackets:
    """Draw progressive brackets (分档累进), of which all give or all take.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(brackets())
        ... def test(curve):
        ...     assert curve.at(0) == 0
        >>> test()
    """
    ends = draw(st.lists(exact_decimals(Decimal("0.01"), 5000), max_size=3, unique=True))
    size = draw(
        st.sampled_from([exact_decimals(0, 20, places=1), exact_decimals(-20, 0, places=1)])
    )
    return Brackets(
        [
            Bracket(
                to=end,
                per=draw(_SIZES | exact_decimals(1, 500, places=0)),
                give=draw(size),
                most=draw(st.none() | size),
            )
            for end in [*sorted(ends), *draw(st.sampled_from([[None], []] if ends else [[None]]))]
        ]
    )


@cache
def curves() -> st.SearchStrategy[AnyCurve]:
    """Draw curves of every kind (分段函数).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(curves())
        ... def test(curve):
        ...     assert curve.name
        >>> test()
    """
    return steps() | linear_curves() | unit_curves() | brackets() | shortfalls()


@st.composite
def bands(draw: st.DrawFn, most: Number = 100) -> Bands:
    """Draw bands of a score (等次划分), each of which can be reached.

    Args:
        draw: Given by Hypothesis.
        most: Most points that there are; 0 or more.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(bands())
        ... def test(bands):
        ...     assert len(bands.bands) > 0
        >>> test()
    """
    names = draw(st.lists(ids(), min_size=1, max_size=4, unique=True))
    lower = draw(_ladders(exact_decimals(0, most), 0, len(names) - 1))
    # What stands above the most points is never reached.
    ends = [{}, *(_plain_end(end) for end in lower if end[0] < most or not end[1])]
    named = st.none() | labels()
    return Bands(
        [Band(id=name, label=draw(named), **end) for name, end in zip(names, ends, strict=False)]
    )


@st.composite
def printed_ranges(draw: st.DrawFn) -> PrintedRange:
    """Draw lines of a two-sided table (分段), with and without ends.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(printed_ranges())
        ... def test(line):
        ...     assert line.from_ is None or line.above is None
        >>> test()
    """
    low, high = sorted(draw(st.tuples(_ENDS, _ENDS)))
    lower: dict[str, Any] = draw(st.sampled_from([{}, {"from_": low}, {"above": low}]))
    upper: dict[str, Any] = draw(st.sampled_from([{}, {"to": high}, {"below": high}]))
    named = st.none() | labels()
    return PrintedRange(
        id=draw(st.none() | ids()),
        label=draw(named),
        give=draw(st.none() | _GIVEN),
        **lower,
        **upper,
    )


def _ladders(
    numbers: st.SearchStrategy[Decimal], least: int, most: int
) -> st.SearchStrategy[list[tuple[Decimal, bool]]]:
    """Draw lower ends in rising order; of each whether it is exclusive."""
    pairs = st.tuples(numbers, st.booleans())
    return st.lists(pairs, min_size=least, max_size=most, unique=True).map(sorted)


def _plain_end(end: tuple[Decimal, bool]) -> dict[str, Any]:
    number, exclusive = end
    return {"above" if exclusive else "from_": number}


def _lower_end(end: tuple[Decimal, bool]) -> dict[str, Any]:
    return {name: st.just(number) for name, number in _plain_end(end).items()}

"""Aggregates over rows of which some are not known."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.aggregates import (
    Limits,
    MemberNumber,
    ProvedRange,
    largest,
    mean,
    smallest,
    total,
)
from civil_village.indicators import ROWS


def row(least, greatest=None, *, sure=True):
    """Give a row with these bounds; with one number, a known row."""
    return MemberNumber(Fraction(least), Fraction(least if greatest is None else greatest), sure)


def limits(least, greatest, *, complete=True):
    return Limits(complete=complete, least=Fraction(least), greatest=Fraction(greatest))


def bounds(least, greatest, *, sure=True):
    return ProvedRange(Fraction(least), Fraction(greatest), sure)


YES, NO, OPEN = row(1), row(0), row(0, 1)
PERHAPS = row(1, sure=False)
TRUTHS, WIDE = limits(0, 1), limits(-10, 10)
MORE = limits(-10, 10, complete=False)


@pytest.mark.parametrize(
    ("rows", "given", "found"),
    [
        ([], TRUTHS, bounds(0, 0)),
        ([YES, NO, YES], TRUTHS, bounds(2, 2)),
        ([YES, OPEN, OPEN], TRUTHS, bounds(1, 3)),
        ([YES, PERHAPS], TRUTHS, bounds(1, 2)),
        ([row(-3, 4)], WIDE, bounds(-3, 4)),
        # who is perhaps no member may add nothing
        ([row(3, 4, sure=False), row(5)], WIDE, bounds(5, 9)),
        ([row(-4, -3, sure=False), row(5)], WIDE, bounds(1, 5)),
        # nobody said that all rows are there
        ([YES, NO], limits(0, 1, complete=False), bounds(1, 1 + ROWS - 2)),
        ([row(3)], MORE, bounds(3 - 10 * (ROWS - 1), 3 + 10 * (ROWS - 1))),
        ([row(3)], limits(2, 10, complete=False), bounds(3, 3 + 10 * (ROWS - 1))),
        ([row(3)], limits(-10, -2, complete=False), bounds(3 - 10 * (ROWS - 1), 3)),
    ],
)
def test_a_total_adds_what_is_sure_and_bounds_the_rest(rows, given, found):
    assert total(rows, given) == found


@pytest.mark.parametrize(
    ("rows", "given", "found"),
    [
        ([YES] * 8 + [OPEN] * 2, TRUTHS, bounds(Fraction(4, 5), 1)),
        ([YES, NO, NO], TRUTHS, bounds(Fraction(1, 3), Fraction(1, 3))),
        # the no is perhaps no member: 1 of 1 or 1 of 2
        ([YES, row(0, sure=False)], TRUTHS, bounds(Fraction(1, 2), 1)),
        ([NO, PERHAPS], TRUTHS, bounds(0, Fraction(1, 2))),
        # of 4, 2 perhaps and 9 perhaps: least (4 + 2) / 2, greatest (4 + 9) / 2
        ([row(4), row(2, sure=False), row(9, sure=False)], WIDE, bounds(3, Fraction(13, 2))),
        # 6 with 1 and 3 perhaps: 10/3 is less than 7/2; a further 4 would raise it
        ([row(6), *(row(n, sure=False) for n in (4, 3, 1))], WIDE, bounds(Fraction(10, 3), 6)),
        # nobody is surely a member, so there may be no mean at all
        ([row(2, sure=False), row(8, sure=False)], WIDE, bounds(2, 8, sure=False)),
        ([], TRUTHS, bounds(0, 1, sure=False)),
        ([], WIDE, bounds(-10, 10, sure=False)),
        ([YES], limits(0, 1, complete=False), bounds(0, 1)),
        ([PERHAPS], limits(0, 1, complete=False), bounds(0, 1, sure=False)),
    ],
)
def test_a_mean_is_bounded_by_who_may_belong_to_it(rows, given, found):
    assert mean(rows, given) == found


@pytest.mark.parametrize(
    ("rows", "given", "low", "high"),
    [
        ([row(3), row(7)], WIDE, bounds(3, 3), bounds(7, 7)),
        ([row(3), row(0, 9)], WIDE, bounds(0, 3), bounds(3, 9)),
        ([row(3), row(0, 2, sure=False)], WIDE, bounds(0, 3), bounds(3, 3)),
        ([row(3), row(5, 6, sure=False)], WIDE, bounds(3, 3), bounds(3, 6)),
        (
            [row(2, 3, sure=False), row(5, 6, sure=False)],
            WIDE,
            bounds(2, 6, sure=False),
            bounds(2, 6, sure=False),
        ),
        ([], WIDE, bounds(-10, 10, sure=False), bounds(-10, 10, sure=False)),
        ([row(3), row(4, 7)], MORE, bounds(-10, 3), bounds(4, 10)),
        ([row(3, sure=False)], MORE, bounds(-10, 10, sure=False), bounds(-10, 10, sure=False)),
        ([], MORE, bounds(-10, 10, sure=False), bounds(-10, 10, sure=False)),
    ],
)
def test_the_smallest_and_the_largest_are_bounded_by_who_may_belong(rows, given, low, high):
    assert (smallest(rows, given), largest(rows, given)) == (low, high)


# Promises ----------------------------------------------------------------------------

LOW, HIGH = -3, 3
numbers = st.integers(LOW, HIGH)
rows_of_bounds = st.lists(
    st.builds(
        lambda ends, sure: row(min(ends), max(ends), sure=sure),
        st.tuples(numbers, numbers),
        st.booleans(),
    ),
    max_size=4,
)
AGGREGATES = [
    (total, sum),
    (mean, lambda values: Fraction(sum(values), len(values))),
    (smallest, min),
    (largest, max),
]
every_aggregate = pytest.mark.parametrize(
    ("bounded", "exact"), AGGREGATES, ids=[bounded.__name__ for bounded, _ in AGGREGATES]
)


def fillings(rows):
    """Give every way of deciding who belongs, and every whole number within its bounds."""
    options = []
    for each in rows:
        values = [[value] for value in range(int(each.least), int(each.greatest) + 1)]
        options.append(values if each.sure else [[], *values])
    for filling in product(*options):
        yield [value for values in filling for value in values]


@every_aggregate
@given(rows=rows_of_bounds)
def test_bounds_of_complete_rows_are_the_least_and_greatest_of_all_fillings(bounded, exact, rows):
    found = bounded(rows, limits(LOW, HIGH))
    filled = list(fillings(rows))
    has_value = [values for values in filled if values or exact is sum]
    outcomes = [exact(values) for values in has_value] or [LOW, HIGH]
    assert found == bounds(min(outcomes), max(outcomes), sure=len(has_value) == len(filled))


@every_aggregate
@given(rows=rows_of_bounds, more=st.lists(numbers, max_size=4))
def test_bounds_of_incomplete_rows_hold_whatever_rows_may_come(bounded, exact, rows, more):
    found = bounded(rows, limits(LOW, HIGH, complete=False))
    for values in fillings(rows):
        everything = [*values, *more]
        if everything or exact is sum:
            assert found.least <= exact(everything) <= found.greatest
    assert found.sure is (exact is sum or any(each.sure for each in rows))


@every_aggregate
@given(rows=rows_of_bounds, weights=st.lists(st.fractions(0, 1), min_size=4, max_size=4))
def test_known_rows_have_one_exact_aggregate(bounded, exact, rows, weights):
    values = [
        each.least + weight * (each.greatest - each.least)
        for each, weight in zip(rows, weights, strict=False)
    ]
    if values:
        value = exact(values)
        assert bounded([row(each) for each in values], limits(LOW, HIGH)) == bounds(value, value)
        sure = bounded(
            [MemberNumber(each.least, each.greatest) for each in rows], limits(LOW, HIGH)
        )
        assert sure.least <= value <= sure.greatest
        assert sure.sure

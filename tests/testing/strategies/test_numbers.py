from decimal import Decimal

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from civil_village.exact_numbers import LARGEST, exact_decimal
from civil_village.testing import exact_decimals, ratios, whole_numbers


@given(st.data(), st.integers(-(10**12), 10**12), st.integers(0, 10**12))
def test_whole_numbers_lie_within_their_range(data, least, width):
    assert least <= data.draw(whole_numbers(least, least + width)) <= least + width


@pytest.mark.parametrize("end", [-7, -6, 0, 10**9 - 1, 10**9])
def test_the_ends_of_a_range_are_frequent(end):
    assert find(whole_numbers(-7, 10**9), lambda number: number == end) == end


@pytest.mark.parametrize(("least", "most", "simplest"), [(3, 99, 3), (-99, -3, -3), (-9, 9, 0)])
def test_whole_numbers_shrink_to_the_one_nearest_to_0(least, most, simplest):
    assert find(whole_numbers(least, most), lambda number: True) == simplest


def test_a_whole_number_shrinks_to_the_first_that_fails():
    assert find(whole_numbers(0, LARGEST), lambda number: number >= 1234) == 1234


@given(exact_decimals(-LARGEST, LARGEST, places=4))
def test_every_decimal_is_one_that_documents_can_hold(number):
    assert exact_decimal(number) == number


@given(exact_decimals(Decimal("0.05"), Decimal("0.95"), places=1))
def test_a_range_without_whole_numbers_has_its_decimals(number):
    assert number in {Decimal(digit) / 10 for digit in range(1, 10)}


@given(ratios())
def test_a_part_is_no_more_than_its_whole(ratio):
    assert 0 <= ratio.part <= ratio.whole


def test_a_part_may_be_more_where_that_is_asked_for():
    assert find(ratios(may_exceed=True), lambda ratio: ratio.part > ratio.whole).whole == 0

"""Periods: first and last day of each, on hand-reckoned days and at the ends of the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village import DocumentError, loads
from civil_village.calendar import Period
from civil_village.testing import periods


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        (Period(unit="week"), date(2024, 2, 29), date(2024, 2, 26), date(2024, 3, 3)),
        (Period(unit="quarter"), date(2024, 5, 1), date(2024, 4, 1), date(2024, 6, 30)),
        (Period(unit="month", closes=30), date(2024, 2, 29), date(2024, 1, 31), date(2024, 2, 29)),
        (Period(unit="week"), date.max, date(9999, 12, 27), date.max),
        (Period(unit="month", closes=5), date.max, date(9999, 12, 6), date.max),
        (Period(unit="year", starts="07-01"), date.min, date.min, date(1, 6, 30)),
    ],
)
def test_a_day_lies_between_the_first_and_the_last_of_its_period(period, day, first, last):
    assert period.around(day) == (first, last)


def test_a_period_that_is_none_is_told_once_in_a_document():
    text = """{"kind": "policy", "format": 1, "id": "a", "items": {},
        "accounts": {"credit": {"period": {}, "carry": "none"}}}"""
    with pytest.raises(DocumentError) as caught:
        loads(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("not-one-key", ("accounts", "credit", "period"))


@given(periods(), st.dates())
def test_every_day_of_a_period_has_the_same_period(period, day):
    first, last = period.around(day)
    assert first <= day <= last
    assert period.around(first) == period.around(last) == (first, last)

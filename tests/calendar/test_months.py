"""Days of months: what pendulum finds by its own way, found by whole numbers."""

from datetime import date

import pendulum
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civil_village.calendar import Span, day_of_month

UNITS = ("year", "month", "week", "day")
DAYS = st.sampled_from([date.min, date.max, date(2024, 2, 29), date(2024, 3, 31)]) | st.dates()


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ((2024, 2, 29), "2024-02-29"),
        ((2024, 2, 30), "2024-02-29"),
        ((2023, 2, 31), "2023-02-28"),
        ((1900, 2, 29), "1900-02-28"),
        ((2000, 2, 29), "2000-02-29"),
        ((2024, 4, 31), "2024-04-30"),
        # months go on past December, and back past January
        ((2024, 13, 5), "2025-01-05"),
        ((2024, 12 + 12 + 2, 31), "2026-02-28"),
        ((2024, 0, 31), "2023-12-31"),
        ((2024, -12, 1), "2022-12-01"),
        # to the ends of the calendar
        ((1, 0, 25), "0001-01-01"),
        ((1, 1, 1), "0001-01-01"),
        ((9999, 12, 31), "9999-12-31"),
        ((9999, 13, 1), "9999-12-31"),
        ((2024, -(10**9), 1), "0001-01-01"),
        ((2024, 10**9, 1), "9999-12-31"),
    ],
)
def test_a_day_that_a_month_lacks_is_its_last(given_, expected):
    assert str(day_of_month(*given_)) == expected


def moved(day, way, number, unit):
    """Give the day that pendulum comes to, or the end of the calendar that it runs over."""
    try:
        found = getattr(pendulum.date(day.year, day.month, day.day), way)(**{unit + "s": number})
    except (OverflowError, ValueError):
        return date.min if way == "subtract" else date.max
    return date(found.year, found.month, found.day)


@given(DAYS, st.integers(1, 9999), st.sampled_from(UNITS))
@example(date(2024, 2, 29), 1, "year")
@example(date(2024, 3, 31), 1, "month")
@example(date(4, 2, 29), 3, "year")
@example(date(9996, 2, 29), 3, "year")
@example(date(1, 12, 31), 11, "month")
def test_spans_go_back_and_on_as_pendulum_does_on_the_whole_calendar(day, number, unit):
    span = Span(number, unit)
    assert span.back_from(day) == moved(day, "subtract", number, unit)
    assert span.anniversary(day) == moved(day, "add", number, unit)

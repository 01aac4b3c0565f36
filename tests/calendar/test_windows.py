"""Windows: which days they hold, with ends that are open, and in every year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import Window

MAY = date(2024, 5, 1)
JUNE = date(2024, 6, 30)
SUMMER = Window(MAY, JUNE, yearly=True)
WINTER = Window(date(2020, 12, 20), date(2021, 1, 5), yearly=True)


def held(window, days):
    return [window.holds(date.fromisoformat(day)) for day in days.split()]


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        (Window(MAY, JUNE), "2024-05-01 2024-06-30", "2024-04-30 2024-07-01 2025-05-01"),
        (Window(MAY, MAY), "2024-05-01", "2024-04-30 2024-05-02"),
        (Window(MAY), "2024-05-01 9999-12-31", "0001-01-01 2024-04-30"),
        (Window(last=JUNE), "0001-01-01 2024-06-30", "2024-07-01 9999-12-31"),
        (Window(), "0001-01-01 9999-12-31", ""),
        (Window(JUNE, MAY), "", "2024-04-30 2024-05-01 2024-06-01 2024-06-30 2024-07-01"),
        (SUMMER, "1999-05-01 2030-06-30", "2024-04-30 2024-07-01 2024-12-31"),
        (WINTER, "2024-12-20 2024-12-31 2024-01-01 2024-01-05", "2024-12-19 2024-01-06"),
        # from May in every year to its end, and from its beginning to the end of June
        (Window(MAY, yearly=True), "2030-05-01 2030-12-31", "2030-01-01 2030-04-30"),
        (Window(last=JUNE, yearly=True), "2030-01-01 2030-06-30", "2030-07-01 2030-12-31"),
        # what begins or ends on a day that most years lack
        (
            Window(date(2024, 2, 29), date(2024, 3, 1), yearly=True),
            "2023-03-01 2024-02-29",
            "2023-02-28 2023-03-02",
        ),
        (
            Window(date(2024, 2, 1), date(2024, 2, 29), yearly=True),
            "2023-02-28 2024-02-29",
            "2023-03-01 2023-01-31",
        ),
    ],
)
def test_a_window_holds_the_days_from_its_first_to_its_last(window, inside, outside):
    assert all(held(window, inside))
    assert not any(held(window, outside))


@given(st.dates(), st.dates(), st.dates())
def test_of_every_year_either_a_window_holds_a_day_or_what_lies_between_two_of_them(a, b, day):
    this, other = Window(a, b, yearly=True), Window(b, a, yearly=True)
    ends = {(a.month, a.day), (b.month, b.day)}
    if (day.month, day.day) in ends:
        assert this.holds(day)
        assert other.holds(day)
    else:
        assert (len(ends) == 1) or this.holds(day) is not other.holds(day)


LEAP = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("window", "day", "first"),
    [
        (Window(MAY, JUNE), "2024-04-30", MAY),
        (Window(MAY, JUNE), "2024-07-01", None),
        (Window(JUNE, MAY), "2024-04-30", None),
        (SUMMER, "2030-07-01", date(2031, 5, 1)),
        (WINTER, "2019-06-01", date(2019, 12, 20)),
        (SUMMER, "9999-07-01", None),
        (Window(LEAP, JUNE, yearly=True), "2025-01-01", date(2025, 3, 1)),
        (Window(LEAP, LEAP, yearly=True), "2097-01-01", date(2104, 2, 29)),
    ],
)
def test_a_window_begins_next(window, day, first):
    assert window.next_first(date.fromisoformat(day)) == first

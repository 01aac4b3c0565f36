"""Periods: the stretches of time over which caps count and accounts run."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import Period, Span
from civil_village.calendar.periods import PeriodUnit
from civil_village.canonical import plain
from civil_village.documents import loads
from civil_village.documents.conversion import structure
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem

UNITS = get_args(PeriodUnit)
MONTH_25 = Period(unit="month", closes=25)
MONTH_30 = Period(unit="month", closes=30)
QUARTER_25 = Period(unit="quarter", closes=25)
#: Everything that comes again.
RECURRING = [
    *(Period(unit=unit) for unit in ("day", "week", "month", "quarter", "year")),
    *(Period(unit="year", starts=day) for day in ("01-01", "01-10", "02-28", "03-01", "12-31")),
    *(Period(unit="month", closes=day) for day in (1, 25, 28, 29, 30)),
    *(Period(unit="quarter", closes=day) for day in (1, 25, 28, 29, 30)),
]


def problems(**given):
    with pytest.raises(DocumentError) as caught:
        Period(**given)
    return list(caught.value.problems)


def around(period, day):
    days = period.around(date.fromisoformat(day))
    return f"{days.first} {days.last}"


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        # The calendar's own.
        (Period(unit="day"), "2024-02-29", "2024-02-29 2024-02-29"),
        (Period(unit="week"), "2024-02-26", "2024-02-26 2024-03-03"),
        (Period(unit="week"), "2024-03-03", "2024-02-26 2024-03-03"),
        (Period(unit="week"), "2024-03-04", "2024-03-04 2024-03-10"),
        (Period(unit="week"), "2025-01-01", "2024-12-30 2025-01-05"),
        (Period(unit="month"), "2024-02-29", "2024-02-01 2024-02-29"),
        (Period(unit="month"), "2023-02-28", "2023-02-01 2023-02-28"),
        (Period(unit="month"), "2100-02-01", "2100-02-01 2100-02-28"),
        (Period(unit="quarter"), "2024-01-01", "2024-01-01 2024-03-31"),
        (Period(unit="quarter"), "2024-06-30", "2024-04-01 2024-06-30"),
        (Period(unit="quarter"), "2024-07-01", "2024-07-01 2024-09-30"),
        (Period(unit="quarter"), "2024-12-31", "2024-10-01 2024-12-31"),
        (Period(unit="year"), "2024-12-31", "2024-01-01 2024-12-31"),
        # A year that begins on a day of its own.
        (Period(unit="year", starts="01-10"), "2025-01-09", "2024-01-10 2025-01-09"),
        (Period(unit="year", starts="01-10"), "2025-01-10", "2025-01-10 2026-01-09"),
        (Period(unit="year", starts="01-10"), "2024-12-31", "2024-01-10 2025-01-09"),
        (Period(unit="year", starts="03-01"), "2024-02-29", "2023-03-01 2024-02-29"),
        (Period(unit="year", starts="03-01"), "2023-02-28", "2022-03-01 2023-02-28"),
        (Period(unit="year", starts="02-28"), "2024-02-28", "2024-02-28 2025-02-27"),
        # A month that closes on the 25th bears the name of that in which it closes.
        (MONTH_25, "2024-01-25", "2023-12-26 2024-01-25"),
        (MONTH_25, "2024-01-26", "2024-01-26 2024-02-25"),
        (MONTH_25, "2024-12-26", "2024-12-26 2025-01-25"),
        (MONTH_25, "2024-12-31", "2024-12-26 2025-01-25"),
        # One that closes on the 30th closes on the last day of February.
        (MONTH_30, "2023-01-30", "2022-12-31 2023-01-30"),
        (MONTH_30, "2023-01-31", "2023-01-31 2023-02-28"),
        (MONTH_30, "2023-02-28", "2023-01-31 2023-02-28"),
        (MONTH_30, "2023-03-01", "2023-03-01 2023-03-30"),
        (MONTH_30, "2024-02-29", "2024-01-31 2024-02-29"),
        (MONTH_30, "2024-03-01", "2024-03-01 2024-03-30"),
        (MONTH_30, "2024-03-31", "2024-03-31 2024-04-30"),
        # Quarters close in March, June, September and December.
        (QUARTER_25, "2024-03-25", "2023-12-26 2024-03-25"),
        (QUARTER_25, "2024-03-26", "2024-03-26 2024-06-25"),
        (QUARTER_25, "2024-05-25", "2024-03-26 2024-06-25"),
        (QUARTER_25, "2024-12-25", "2024-09-26 2024-12-25"),
        (QUARTER_25, "2024-12-26", "2024-12-26 2025-03-25"),
        (Period(unit="quarter", closes=30), "2024-03-31", "2024-03-31 2024-06-30"),
        # What does not come again.
        (Period(unit="act"), "2024-02-29", "2024-02-29 2024-02-29"),
        (Period(rolling=Span(30, "day")), "2024-02-29", "2024-02-29 2024-02-29"),
        (Period(unit="ever"), "2024-02-29", "0001-01-01 9999-12-31"),
        # The ends of the calendar.
        (Period(unit="week"), "0001-01-01", "0001-01-01 0001-01-07"),
        (Period(unit="week"), "9999-12-31", "9999-12-27 9999-12-31"),
        (Period(unit="year", starts="01-10"), "0001-01-09", "0001-01-01 0001-01-09"),
        (Period(unit="year", starts="01-10"), "9999-12-31", "9999-01-10 9999-12-31"),
        (MONTH_25, "0001-01-01", "0001-01-01 0001-01-25"),
        (MONTH_25, "9999-12-31", "9999-12-26 9999-12-31"),
        (QUARTER_25, "0001-03-25", "0001-01-01 0001-03-25"),
        (QUARTER_25, "9999-12-26", "9999-12-26 9999-12-31"),
    ],
)
def test_a_day_lies_in_a_period(period, day, expected):
    assert around(period, day) == expected


@pytest.mark.parametrize("period", RECURRING, ids=repr)
@given(day=st.sampled_from([date.min, date.max, date(2024, 2, 29), date(2023, 2, 28)]) | st.dates())
def test_every_day_lies_in_one_period_and_the_next_begins_on_the_day_after(period, day):
    days = period.around(day)
    assert days.holds(day)
    assert period.around(days.first) == period.around(days.last) == days
    if days.last < date.max:
        after = period.around(days.last + timedelta(days=1))
        assert after.first == days.last + timedelta(days=1)
    if days.first > date.min:
        before = period.around(days.first - timedelta(days=1))
        assert before.last == days.first - timedelta(days=1)


@pytest.mark.parametrize("period", RECURRING, ids=repr)
@given(day=st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_period_is_as_long_as_its_name_says(period, day):
    around = period.around(day)
    days = (around.last - around.first).days + 1
    least, most = {
        "day": (1, 1),
        "week": (7, 7),
        "month": (28, 31),
        "quarter": (90, 92),
        "year": (365, 366),
    }[period.unit]
    assert least <= days <= most


@pytest.mark.parametrize("unit", UNITS)
def test_only_some_periods_come_again(unit):
    assert Period(unit=unit).comes_again is (unit not in ("act", "ever"))
    assert not Period(rolling=Span(30, "day")).comes_again


@pytest.mark.parametrize(
    ("period", "written", "en", "zh"),
    [
        (Period(unit="act"), "act", "each act", "每次"),
        (Period(unit="day"), "day", "a day", "每日"),
        (Period(unit="week"), "week", "a week", "每周"),
        (Period(unit="month"), "month", "a month", "每月"),
        (Period(unit="quarter"), "quarter", "a quarter", "每季度"),
        (Period(unit="year"), "year", "a year", "每年"),
        (Period(unit="ever"), "ever", "ever", "累计"),
        (Period(rolling=Span(30, "day")), {"rolling": "30 days"}, "any 30 days", "任意连续 30 天"),
        (
            Period(unit="year", starts="01-10"),
            {"unit": "year", "starts": "01-10"},
            "a year",
            "每年",
        ),
        (MONTH_25, {"unit": "month", "closes": 25}, "a month", "每月"),
    ],
)
def test_a_period_is_written_and_said(period, written, en, zh):
    assert plain(period) == written
    assert structure(written, Period) == period
    assert (period.message().text("en"), period.message().text("zh")) == (en, zh)


@pytest.mark.parametrize("written", [3, None, True, ["year"], 1.5])
def test_what_is_no_period_at_all_is_refused(written):
    with pytest.raises(DocumentError) as caught:
        structure(written, Period)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("wrong-type", ())
    assert problem.expected == Message("type.period")


def out_of_range(path, found, expected):
    return Problem(code="out-of-range", path=path, found=found, expected=expected)


ONE = Message("expected.one-key", names=("unit", "rolling"))
OF_YEAR = Message("expected.day-of-year")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [Problem(code="not-one-key", expected=ONE)]),
        (
            {"unit": "year", "rolling": Span(1, "year")},
            [Problem(code="not-one-key", expected=ONE)],
        ),
        (
            {"unit": "decade"},
            [
                Problem(
                    code="wrong-type",
                    path=("unit",),
                    found="decade",
                    expected=Message("expected.one-of", names=UNITS),
                )
            ],
        ),
        (
            {"unit": "month", "starts": "01-10"},
            [
                Problem(
                    code="key-of-other-type",
                    path=("starts",),
                    found="starts",
                    expected=Message("expected.only-with", name="unit: year"),
                )
            ],
        ),
        (
            {"unit": "year", "closes": 25},
            [
                Problem(
                    code="key-of-other-type",
                    path=("closes",),
                    found="closes",
                    expected=Message("expected.only-with", name="unit: month, unit: quarter"),
                )
            ],
        ),
        *(
            (
                {"unit": "year", "starts": day},
                [Problem(code="not-a-date", path=("starts",), found=day, expected=OF_YEAR)],
            )
            for day in ("1-10", "13-01", "02-29", "02-30", "04-31", "01-00", "01-32", "0110", "")
        ),
        *(
            (
                {"unit": "month", "closes": day},
                [
                    out_of_range(
                        ("closes",), str(day), Message("expected.between", least=1, most=30)
                    )
                ],
            )
            for day in (-1, 0, 31)
        ),
    ],
)
def test_a_period_that_could_not_be_is_refused(given, expected):
    assert problems(**given) == expected


def test_the_last_days_of_months_are_days_of_the_year():
    for day in ("01-31", "02-28", "04-30", "12-31"):
        assert Period(unit="year", starts=day).starts == day


def test_another_period_than_one_that_comes_again_is_told():
    again = Message("expected.comes-again")
    assert list(Period(unit="act").only()) == [out_of_range((), "act", again)]
    assert list(Period(rolling=Span(3, "day")).only()) == [out_of_range((), "rolling", again)]
    names = ("day", "week", "month", "quarter", "year", "ever")
    expected = Message("expected.one-of", names=names)
    assert list(Period(unit="act").only("ever")) == [out_of_range((), "act", expected)]
    assert list(Period(unit="ever").only("ever")) == []
    assert [list(period.only()) for period in RECURRING] == [[] for _ in RECURRING]


def test_a_period_that_is_none_is_told_once_in_a_document():
    text = """{"kind": "policy", "format": 1, "id": "a", "items": {},
        "accounts": {"credit": {"period": {}, "carry": "none"}}}"""
    with pytest.raises(DocumentError) as caught:
        loads(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("not-one-key", ("accounts", "credit", "period"))

"""Lengths of time and the windows that look back over them."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import Span
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem

FORMS = [
    ("1 year", Span(1, "year"), "1 year", "1 年"),
    ("2 years", Span(2, "year"), "2 years", "2 年"),
    ("6 months", Span(6, "month"), "6 months", "6 个月"),
    ("1week", Span(1, "week"), "1 week", "1 周"),
    ("30 day", Span(30, "day"), "30 days", "30 天"),
    ("9999 days", Span(9999, "day"), "9999 days", "9999 天"),
]


@pytest.mark.parametrize(("text", "span", "en", "zh"), FORMS)
def test_a_span_is_a_number_and_a_unit(text, span, en, zh):
    assert Span.parse(text) == span
    assert (span.plain(), span.text("en"), span.text("zh")) == (en, en, zh)
    assert Span.parse(span.plain()) == span


@pytest.mark.parametrize(
    "text",
    [
        *("", "year", "0 years", "-1 year", "01 year", "1.5 years", "10000 days", "1  year"),
        *(
            "1 yearss",
            "1 Year",
            "1 year ",
            "1 year\n",
            "one year",
            "1 decade",
            "一年",
            "\uff11 year",
            "1\uff12 years",
        ),
        *(3, None, ["1 year"]),
    ],
)
def test_anything_else_is_no_span(text):
    with pytest.raises(DocumentError) as caught:
        Span.parse(text)
    units = ("year", "month", "week", "day")
    (problem,) = caught.value.problems
    assert (problem.code, problem.expected) == ("not-a-span", Message("expected.span", units=units))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("60 working days", Message("hint.span-working-days")),
        ("1 working day", Message("hint.span-working-days")),
        ("five days", None),
    ],
)
def test_working_days_are_said_to_be_for_time_limits_alone(text, hint):
    with pytest.raises(DocumentError) as caught:
        Span.parse(text)
    assert [problem.hint for problem in caught.value.problems] == [hint]


@pytest.mark.parametrize("arguments", [(0, "year"), (-1, "day"), (10**4, "day")])
def test_a_span_that_could_not_be_written_cannot_be_built(arguments):
    with pytest.raises(DocumentError) as caught:
        Span(*arguments)
    number, unit = arguments
    assert caught.value.problems == (
        Problem(
            code="not-a-span",
            found=f"{number} {unit}{'s' if number > 1 else ''}",
            expected=Message("expected.span", units=("year", "month", "week", "day")),
        ),
    )


@pytest.mark.parametrize(
    ("span", "day", "first"),
    [
        ("1 year", "2024-06-30", "2023-06-30"),
        ("1 year", "2024-02-29", "2023-02-28"),
        ("4 years", "2024-02-29", "2020-02-29"),
        ("100 years", "2000-02-29", "1900-02-28"),  # 1900 was no leap year
        ("1 year", "2025-02-28", "2024-02-28"),
        ("1 month", "2024-03-31", "2024-02-29"),
        ("1 month", "2023-03-31", "2023-02-28"),
        ("1 month", "2024-03-30", "2024-02-29"),
        ("1 month", "2024-04-30", "2024-03-30"),
        ("1 month", "2024-01-15", "2023-12-15"),
        ("6 months", "2024-08-31", "2024-02-29"),
        ("13 months", "2024-03-31", "2023-02-28"),
        ("2 weeks", "2024-03-07", "2024-02-22"),
        ("30 days", "2024-03-01", "2024-01-31"),
        ("1 day", "2024-01-01", "2023-12-31"),
        # a window that reaches back before the calendar starts with it
        ("1 year", "0001-12-31", "0001-01-01"),
        ("1 month", "0001-01-31", "0001-01-01"),
        ("1 day", "0001-01-01", "0001-01-01"),
        ("1 day", "0001-01-02", "0001-01-01"),
        ("1 year", "0002-03-01", "0001-03-01"),
        ("9999 years", "9999-12-31", "0001-01-01"),
        ("9999 months", "0800-06-30", "0001-01-01"),
        ("9999 weeks", "0100-06-30", "0001-01-01"),
    ],
)
def test_a_window_begins_on_the_same_day_clipped_to_the_end_of_its_month(span, day, first):
    assert Span.parse(span).back_from(date.fromisoformat(day)) == date.fromisoformat(first)


def test_both_ends_of_a_window_count():
    year, as_of = Span(1, "year"), date(2024, 6, 30)
    days = [date(2023, 6, 29), date(2023, 6, 30), date(2024, 6, 30), date(2024, 7, 1)]
    assert [year.holds(day, as_of=as_of) for day in days] == [False, True, True, False]


@given(st.dates(min_value=date(30, 1, 1)), st.integers(1, 300))
def test_months_back_are_counted_by_months_whatever_their_lengths(day, number):
    months = day.year * 12 + day.month - 1 - number
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    assert Span(number, "month").back_from(day) == date(year, month + 1, min(day.day, last))


@given(st.dates(min_value=date(200, 1, 1)), st.integers(1, 9999))
def test_days_back_are_counted_by_days(day, number):
    assert Span(number, "day").back_from(day) == day - timedelta(days=number)
    assert Span(1, "week").back_from(day) == day - timedelta(days=7)

"""Time limits: counted from the day after, in days, working days or months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.calendar import WEEKENDS_ONLY, TimeLimit
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.problems import DocumentError
from civil_village.testing import tables_of_workdays, time_limits

TABLE = cv.bundled("national.workdays")


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("10 days", "2026-02-20", "2026-03-02"),
        ("1 day", "2026-12-31", "2027-01-01"),
        ("0 days", "2026-02-15", "2026-02-15"),
        ("0 working days", "2026-02-15", "2026-02-15"),
        ("2 weeks", "2026-02-20", "2026-03-06"),
        ("3 months", "2026-01-15", "2026-04-15"),
        ("1 month", "2026-01-31", "2026-02-28"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("5 working days", "2026-02-13", "2026-02-27"),
        ("15 working days", "2026-02-13", "2026-03-12"),
    ],
)
def test_the_due_day_is_the_last_day_of_the_time(text, start, due):
    assert str(TimeLimit.parse(text).due(date.fromisoformat(start), TABLE)) == due


def test_without_a_table_only_weekends_are_left_out():
    assert str(TimeLimit.parse("5 working days").due(date(2026, 2, 13))) == "2026-02-20"


def test_a_day_that_the_month_lacks_goes_on_to_the_next_where_it_is_said():
    limit = TimeLimit.parse("1 year")
    assert str(limit.due(date(2024, 2, 29), leap="1_march")) == "2025-03-01"


@pytest.mark.parametrize(
    ("text", "start", "before"),
    [
        ("10 days", "2026-03-02", "2026-02-20"),
        ("0 days", "2026-02-15", "2026-02-15"),
        ("0 working days", "2026-02-15", "2026-02-15"),
        ("1 month", "2026-03-31", "2026-02-28"),
        ("5 working days", "2026-02-27", "2026-02-13"),
        ("1 week", "2026-01-01", "2025-12-25"),
    ],
)
def test_so_long_before_a_day(text, start, before):
    assert str(TimeLimit.parse(text).before(date.fromisoformat(start), TABLE)) == before


@pytest.mark.parametrize(
    "text",
    [
        "15workingdays",
        "-1 days",
        "01 days",
        "10",
        "days",
        "1.5 days",
        "10 hours",
        "10000 days",
        "1 working  day",
        10,
        None,
        "3 monthss",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(DocumentError) as caught:
        TimeLimit.parse(text)
    assert [problem.code for problem in caught.value.problems] == ["not-a-span"]


def test_what_could_not_be_written_is_refused_in_python_too():
    for number, unit in [(-1, "day"), (10_000, "day")]:
        with pytest.raises(DocumentError):
            TimeLimit(number, unit)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("15 working days", "15 个工作日", "15 working days"),
        ("1 working day", "1 个工作日", "1 working day"),
        ("0 day", "0 天", "0 days"),
        ("3months", "3 个月", "3 months"),
    ],
)
def test_it_says_itself_in_both_languages(text, zh, en):
    limit = TimeLimit.parse(text)
    assert (limit.text("zh"), limit.text("en"), plain(limit)) == (zh, en, en)


@given(time_limits())
def test_what_is_written_is_read_back(limit):
    assert structure(plain(limit), TimeLimit) == limit


@given(time_limits(), tables_of_workdays(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_nothing_is_due_before_it_begins_and_more_time_is_never_due_earlier(limit, table, start):
    due = limit.due(start, table)
    assert due >= start
    assert limit.before(start, table) <= start
    if limit.number < 9999:
        assert TimeLimit(limit.number + 1, limit.unit).due(start, table) >= due


@given(st.integers(0, 9999), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_days_are_added(number, start):
    due = TimeLimit(number, "day").due(start, WEEKENDS_ONLY)
    assert due - start == timedelta(days=number)

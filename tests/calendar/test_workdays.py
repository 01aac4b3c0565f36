"""Working days: a table with its source, and Monday to Friday beyond it."""

from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.calendar import WEEKENDS_ONLY, Workdays
from civil_village.problems import DocumentError
from civil_village.testing import tables_of_workdays

TABLE = cv.bundled("national.workdays")
ONE = timedelta(days=1)
DAYS = st.dates(date(2023, 11, 1), date(2027, 2, 28))
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "working-days.md"


def day(text):
    return date.fromisoformat(text)


def problems(**given):
    with pytest.raises(DocumentError) as caught:
        Workdays(id="t", **given)
    return [(problem.code, problem.path, problem.found) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("start", "n", "table", "due"),
    [
        # Saturday 14 February 2026 is worked, 15 to 23 are off: 14, 24, 25, 26, 27.
        ("2026-02-13", 5, TABLE, "2026-02-27"),
        ("2026-02-13", 5, WEEKENDS_ONLY, "2026-02-20"),
        ("2026-02-13", 6, TABLE, "2026-02-28"),
        ("2026-02-13", 0, TABLE, "2026-02-13"),
        ("2026-02-15", 0, TABLE, "2026-02-15"),
        # 30 September to 8 October 2024; the 12th is worked.
        ("2024-09-30", 1, TABLE, "2024-10-08"),
        ("2024-10-11", 1, TABLE, "2024-10-12"),
        # Beyond the table only weekends are known: 1 January 2027 is a Friday.
        ("2026-12-31", 1, TABLE, "2027-01-01"),
        ("2023-12-29", 1, TABLE, "2024-01-02"),
    ],
)
def test_working_days_are_counted_from_the_day_after(start, n, table, due):
    assert str(table.after(day(start), n)) == due


@pytest.mark.parametrize(
    ("start", "n", "table", "found"),
    [
        ("2026-02-27", 5, TABLE, "2026-02-13"),
        ("2026-02-24", 1, TABLE, "2026-02-14"),
        ("2026-02-23", 1, TABLE, "2026-02-14"),
        ("2026-02-23", 1, WEEKENDS_ONLY, "2026-02-20"),
        ("2026-02-22", 0, TABLE, "2026-02-22"),
    ],
)
def test_working_days_are_counted_back_from_the_day_before(start, n, table, found):
    assert str(table.before(day(start), n)) == found


@pytest.mark.parametrize(
    ("first", "last", "n", "found"),
    [
        ("2026-02-01", "2026-02-28", 1, "2026-02-02"),
        ("2026-02-01", "2026-02-28", -1, "2026-02-28"),
        # 16 of them: 5 + 5 + 14 February + 4 + 28 February.
        ("2026-02-01", "2026-02-28", 16, "2026-02-28"),
        ("2026-02-01", "2026-02-28", 17, None),
        ("2026-02-01", "2026-02-28", -16, "2026-02-02"),
        ("2026-02-01", "2026-02-28", -17, None),
        ("2026-02-15", "2026-02-23", 1, None),
        ("2026-02-14", "2026-02-14", 1, "2026-02-14"),
        ("2026-02-14", "2026-02-13", 1, None),
    ],
)
def test_the_nth_working_day_of_a_stretch(first, last, n, found):
    assert TABLE.nth(day(first), day(last), n) == (None if found is None else day(found))


def test_no_working_day_is_the_noughth_and_none_is_counted_backwards():
    for ask in (
        lambda: TABLE.nth(date(2026, 1, 1), date(2026, 1, 31), 0),
        lambda: TABLE.after(date(2026, 1, 1), -1),
        lambda: TABLE.before(date(2026, 1, 1), -1),
    ):
        with pytest.raises(DocumentError) as caught:
            ask()
        assert [problem.code for problem in caught.value.problems] == ["out-of-range"]


def test_the_calendar_ends_somewhere():
    assert WEEKENDS_ONLY.after(date.max, 9) == date.max
    assert WEEKENDS_ONLY.after(date(9999, 12, 30), 1) == date.max
    assert WEEKENDS_ONLY.before(date.min, 9) == date.min
    assert WEEKENDS_ONLY.works(date.min)


# By brute force -----------------------------------------------------------------------


def works(table, when):
    """Tell whether a day is worked, as the table says it."""
    if when in table.make_up:
        return True
    spans = (holiday.resolved().certain for holiday in table.holidays)
    return when.weekday() < 5 and not any(span.holds(when) for span in spans)


def counted(table, start, step):
    """Give the working days from beside a day on."""
    when = start + step
    while True:
        if works(table, when):
            yield when
        when += step


@given(tables_of_workdays(), DAYS, st.integers(1, 30))
def test_after_and_before_count_as_one_would_on_a_wall_calendar(table, start, n):
    assert table.works(start) is works(table, start)
    assert table.after(start, n) == next(islice(counted(table, start, ONE), n - 1, None))
    assert table.before(start, n) == next(islice(counted(table, start, -ONE), n - 1, None))


@given(tables_of_workdays(), DAYS, st.integers(0, 60), st.integers(-25, 25).filter(bool))
def test_the_nth_is_the_one_in_the_list_of_a_stretch(table, first, more, n):
    days = [first + timedelta(days=number) for number in range(more + 1)]
    worked = [when for when in days if works(table, when)]
    index = n - 1 if n > 0 else n
    expected = worked[index] if -len(worked) <= index < len(worked) else None
    assert table.nth(days[0], days[-1], n) == expected


@given(tables_of_workdays(), DAYS, st.integers(0, 5000))
def test_before_takes_back_what_after_did_from_a_working_day(table, start, n):
    assume(table.works(start))
    assert table.before(table.after(start, n), n) == start
    assert table.after(table.before(start, n), n) == start


@given(DAYS, st.integers(0, 500))
def test_a_table_of_nothing_is_that_of_weekends(start, n):
    empty = Workdays(id="t", first=date(2024, 1, 1), last=date(2026, 12, 31))
    assert empty.after(start, n) == WEEKENDS_ONLY.after(start, n)


# What is told -------------------------------------------------------------------------


def test_only_weekends_are_told_where_the_table_ends():
    assert TABLE.told(date(2024, 1, 1), date(2026, 12, 31)) is None
    assert TABLE.covers(date(2024, 1, 1))
    assert not TABLE.covers(date(2023, 12, 31))
    for first, last in [("2023-12-31", "2024-01-01"), ("2026-12-31", "2027-01-01")]:
        told = TABLE.told(day(first), day(last))
        assert told.text("en").startswith("weekends only beyond 2024-01-01 to 2026-12-31")
    assert (
        WEEKENDS_ONLY.told(date(2024, 1, 1), date(2024, 1, 1)).text("zh")
        == "只按周末计，无节假日表"
    )
    assert not WEEKENDS_ONLY.covers(date.min)


# The document -------------------------------------------------------------------------

YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


def test_holidays_may_overlap_and_be_months():
    table = Workdays(
        id="t", **YEAR, holidays=["2026-02", "2026-02-20..2026-03-02", "2026-02-10", "2026-02-20"]
    )
    assert str(table.after(date(2026, 1, 30), 1)) == "2026-03-03"
    assert str(table.before(date(2026, 3, 3), 2)) == "2026-01-29"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"first": date(2026, 1, 1)}, [("missing-key", ("last",), None)]),
        ({"last": date(2026, 1, 1)}, [("missing-key", ("first",), None)]),
        (
            {"first": date(2026, 1, 2), "last": date(2026, 1, 1)},
            [("out-of-range", ("last",), "2026-01-01")],
        ),
        (
            {"holidays": ["2026-01-01"], "make_up": [date(2026, 1, 4)]},
            [
                ("out-of-range", ("holidays", 0), "2026-01-01"),
                ("out-of-range", ("make_up", 0), "2026-01-04"),
            ],
        ),
        (
            {**YEAR, "holidays": ["2026-05", "2026-12-31..2027-01-03", "2025-12-31"]},
            [
                ("out-of-range", ("holidays", 1), "2026-12-31..2027-01-03"),
                ("out-of-range", ("holidays", 2), "2025-12-31"),
            ],
        ),
        (
            {**YEAR, "holidays": ["2026-05..", "y-05"]},
            [
                ("not-a-window", ("holidays", 0), "2026-05.."),
                ("not-a-window", ("holidays", 1), "y-05"),
            ],
        ),
        # A Monday; a Sunday that is a holiday; a day of another year.
        (
            {
                **YEAR,
                "holidays": ["2026-01-01..2026-01-04"],
                "make_up": [date(2026, 1, 5), date(2026, 1, 4), date(2027, 1, 2)],
            },
            [
                ("out-of-range", ("make_up", 0), "2026-01-05"),
                ("out-of-range", ("make_up", 1), "2026-01-04"),
                ("out-of-range", ("make_up", 2), "2027-01-02"),
            ],
        ),
    ],
)
def test_what_does_not_fit_a_table_is_refused(given, found):
    assert problems(**given) == found


@given(tables_of_workdays())
def test_a_table_is_read_back_as_it_was_written(table):
    assert cv.loads(cv.dumps(table)) == table


# The table that comes along -----------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "worked"),
    # 52 weeks of 5 days and the rest, less the days off from Monday to Friday, and made up for.
    # 2024: 262 - 1 - 5 - 2 - 3 - 1 - 2 - 5 + 8; 2025: 261 - 1 - 6 - 1 - 3 - 1 - 6 + 5;
    # 2026: 261 - 2 - 6 - 1 - 3 - 1 - 1 - 5 + 6.
    [(2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_as_many_working_days_as_announced(year, worked):
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    assert sum(TABLE.works(when) for when in days if when.year == year) == worked


def test_the_table_is_that_of_the_package_of_holidays():
    known = pytest.importorskip("holidays").country_holidays("CN", years=(2024, 2025, 2026))
    days = (date(2024, 1, 1) + timedelta(days=number) for number in range(1096))
    assert [when for when in days if TABLE.works(when) != known.is_working_day(when)] == []


def test_the_script_of_the_page_makes_the_table_of_the_year(capsys):
    pytest.importorskip("holidays")
    script = PAGE.read_text(encoding="utf-8").split("<!-- file: make_table.py -->\n```python\n")[1]
    exec(script.partition("```")[0], {})
    made = cv.loads(capsys.readouterr().out)
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    assert [when for when in days if TABLE.works(when) != made.works(when)] == []

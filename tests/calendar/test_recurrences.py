"""Recurrences: due days reckoned from the rule alone, against day by day and other packages."""

from datetime import date, datetime, time, timedelta
from itertools import groupby, islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.calendar import WEEKENDS_ONLY, Recurrence, RecurrenceDay, Window, feast_day
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.problems import DocumentError
from civil_village.testing import recurrences, tables_of_workdays

TABLE = cv.bundled("national.workdays")
YEAR = date(2022, 1, 1), date(2022, 12, 31)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
FIRST = st.dates(date(2023, 11, 1), date(2026, 3, 1))


def due(rule, first=YEAR[0], last=YEAR[1], workdays=WEEKENDS_ONLY):
    return [f"{each.name}: {each.day}" for each in rule.occurrences(first, last, workdays)]


def problems(**given):
    with pytest.raises(DocumentError) as caught:
        Recurrence(**given)
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"unit": "year"}, ["2022: 2022-12-31"]),
        ({"unit": "year", "month": 5, "day": 1}, ["2022: 2022-05-01"]),
        ({"unit": "year", "day": 20}, ["2022: 2022-12-20"]),
        ({"unit": "half"}, ["2022-H1: 2022-06-30", "2022-H2: 2022-12-31"]),
        ({"unit": "half", "month": 2}, ["2022-H1: 2022-02-28", "2022-H2: 2022-08-31"]),
        (
            {"unit": "quarter", "month": 1, "day": 20},
            [
                *("2022-Q1: 2022-01-20", "2022-Q2: 2022-04-20"),
                *("2022-Q3: 2022-07-20", "2022-Q4: 2022-10-20"),
            ],
        ),
        # The 31st is the last day of each month, and never slides from a shorter one before.
        (
            {"unit": "month", "day": 31},
            [
                f"2022-{m:02d}: 2022-{m:02d}-{d}"
                for m, d in enumerate([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 1)
            ],
        ),
        (
            {"unit": "quarter", "month": 2, "day": 30},
            [
                "2022-Q1: 2022-02-28",
                "2022-Q2: 2022-05-30",
                "2022-Q3: 2022-08-30",
                "2022-Q4: 2022-11-30",
            ],
        ),
        ({"feast": "端午"}, ["2022-端午: 2022-06-03"]),
        # 除夕 and 腊八 of the lunar year 2021 lie in 2022; those of 2022 in the winter after.
        (
            {"feast": ["除夕", "元旦", "腊八"]},
            [
                "2022-元旦: 2022-01-01",
                "2021-腊八: 2022-01-10",
                "2021-除夕: 2022-01-31",
                "2022-腊八: 2022-12-30",
            ],
        ),
    ],
)
def test_what_falls_due_within_2022(rule, days):
    assert due(Recurrence(**rule)) == days


def test_the_last_day_is_said_in_two_ways():
    assert due(Recurrence(unit="month", day="last")) == due(Recurrence(unit="month", day=31))
    assert due(Recurrence(unit="month", day="last")) == due(Recurrence(unit="month"))


def test_weeks_bear_the_names_of_iso_8601():
    rule = Recurrence(unit="week", weekday="monday")
    found = due(rule, date(2020, 12, 28), date(2021, 1, 4))
    assert found == ["2020-W53: 2020-12-28", "2021-W01: 2021-01-04"]
    assert due(Recurrence(unit="week"), date(2022, 7, 4), date(2022, 7, 10)) == [
        "2022-W27: 2022-07-10"
    ]


def test_an_occurrence_knows_the_days_of_its_period():
    (found,) = Recurrence(unit="quarter", month=1, day=20).occurrences(
        date(2022, 7, 1), date(2022, 7, 31)
    )
    window = Window(date(2022, 7, 1), date(2022, 9, 30))
    assert found == RecurrenceDay("2022-Q3", date(2022, 7, 20), window)
    eve = Recurrence(feast="除夕").next_after(date(2022, 6, 1))
    assert eve.period == Window(date(2022, 2, 1), date(2023, 1, 21))
    term = Recurrence(feast="清明").next_after(date(2022, 6, 1))
    assert term.period == Window(date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        # February 2026: 14 and 28 are worked, 15 to 23 are off.
        ({"unit": "month", "workday": 1}, "2026-02-02"),
        ({"unit": "month", "workday": -1}, "2026-02-28"),
        ({"unit": "month", "workday": 11}, "2026-02-14"),
        ({"unit": "month", "workday": 12}, "2026-02-24"),
        # There are only 16: the last, and the first, of them.
        ({"unit": "month", "workday": 17}, "2026-02-28"),
        ({"unit": "month", "workday": -17}, "2026-02-02"),
        ({"unit": "quarter", "month": 2, "workday": 2}, "2026-02-03"),
        # January has 20, with Sunday the 4th.
        ({"unit": "quarter", "workday": 22}, "2026-02-02"),
    ],
)
def test_working_days_are_those_of_the_table(rule, day):
    found = Recurrence(**rule).occurrences(date(2026, 2, 1), date(2026, 2, 28), TABLE)
    assert [str(each.day) for each in found] == [day]


def test_a_week_without_working_days_has_no_occurrence():
    rule = Recurrence(unit="week", workday=1)
    found = due(rule, date(2026, 2, 9), date(2026, 3, 1), TABLE)
    assert found == ["2026-W07: 2026-02-09", "2026-W09: 2026-02-24"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [("not-one-key", ())]),
        ({"unit": "month", "feast": "端午"}, [("not-one-key", ())]),
        ({"feast": "端五"}, [("unknown-name", ("feast", 0))]),
        ({"feast": ["端午", "端午"]}, [("duplicate-id", ("feast", 1))]),
        ({"unit": "week", "weekday": "friday", "workday": 1}, [("not-one-key", ())]),
        ({"unit": "month", "day": 1, "workday": 1}, [("not-one-key", ())]),
        ({"unit": "month", "weekday": "friday"}, [("key-of-other-type", ("weekday",))]),
        ({"unit": "week", "day": 1}, [("key-of-other-type", ("day",))]),
        ({"unit": "week", "month": 1}, [("key-of-other-type", ("month",))]),
        ({"unit": "month", "month": 1}, [("key-of-other-type", ("month",))]),
        ({"feast": "端午", "day": 1}, [("key-of-other-type", ("day",))]),
        ({"feast": "端午", "workday": 1}, [("key-of-other-type", ("workday",))]),
        ({"unit": "month", "day": 0}, [("out-of-range", ("day",))]),
        ({"unit": "month", "day": 32}, [("out-of-range", ("day",))]),
        ({"unit": "quarter", "month": 4}, [("out-of-range", ("month",))]),
        ({"unit": "half", "month": 0}, [("out-of-range", ("month",))]),
        ({"unit": "month", "workday": 0}, [("out-of-range", ("workday",))]),
        ({"unit": "month", "workday": 32}, [("out-of-range", ("workday",))]),
        ({"unit": "week", "workday": -8}, [("out-of-range", ("workday",))]),
        ({"unit": "day"}, [("wrong-type", ("unit",))]),
        ({"unit": "month", "day": "first"}, [("wrong-type", ("day",))]),
    ],
)
def test_days_that_do_not_fit_are_refused(given, found):
    assert problems(**given) == found


@pytest.mark.parametrize(
    "written",
    [
        "quarter",
        {"feast": "端午"},
        {"feast": ["端午", "国庆"]},
        {"unit": "month", "day": "last"},
        {"unit": "week", "weekday": "friday"},
    ],
)
def test_it_is_written_as_shortly_as_it_can_be(written):
    assert plain(structure(written, Recurrence)) == written


def test_a_document_is_told_of_days_of_another_type():
    for day in ("first", 1.5, True, None, [1]):
        if day is not None:
            with pytest.raises(DocumentError):
                structure({"unit": "month", "day": day}, Recurrence)


@given(recurrences())
def test_what_is_written_is_read_back(rule):
    assert structure(plain(rule), Recurrence) == rule


def test_no_occurrence_is_worked_out_before_it_is_asked_for():
    days = Recurrence(unit="week").occurrences(date.min, date.max)
    assert [each.name for each in islice(days, 2)] == ["0001-W01", "0001-W02"]


def test_the_calendar_ends_on_a_friday():
    last = date(9999, 12, 20)
    weeks = ["9999-W51: 9999-12-26", "9999-W52: 9999-12-31"]
    assert due(Recurrence(unit="week"), last, date.max) == weeks
    assert due(Recurrence(unit="week", weekday="sunday"), last, date.max) == weeks[:1]
    assert (
        due(Recurrence(unit="week", weekday="friday"), last, date.max)[-1] == "9999-W52: 9999-12-31"
    )
    assert due(Recurrence(unit="week", workday=-1), last, date.max)[-1] == "9999-W52: 9999-12-31"
    assert due(Recurrence(unit="year"), last, date.max) == ["9999: 9999-12-31"]
    assert Recurrence(unit="year").next_after(date.max) is None
    assert Recurrence(unit="year", month=1, day=1).next_after(last) is None
    assert due(Recurrence(unit="year"), date.max, date.min) == []


@pytest.mark.parametrize("day", ["1899-06-01", "2100-11-01", "2300-01-01"])
def test_feasts_beyond_the_tables_are_no_silence(day):
    with pytest.raises(DocumentError) as caught:
        Recurrence(feast="端午").next_after(date.fromisoformat(day))
    assert [problem.code for problem in caught.value.problems] == ["out-of-range"]


# By brute force -----------------------------------------------------------------------


def name_of(unit, when):
    """Name the period in which a day lies."""
    if unit == "week":
        return "{}-W{:02d}".format(*when.isocalendar())
    year, month = when.year, when.month - 1
    return {
        "month": f"{year}-{month + 1:02d}",
        "quarter": f"{year}-Q{month // 3 + 1}",
        "half": f"{year}-H{month // 6 + 1}",
        "year": f"{year}",
    }[unit]


def chosen(rule, days, workdays):
    """Give the due day out of the days of a period."""
    if rule.weekday is not None:
        return next(day for day in days if day.weekday() == WEEKDAYS.index(rule.weekday))
    if rule.month is not None:
        month = sorted({day.month for day in days})[rule.month - 1]
        days = [day for day in days if day.month == month]
    if rule.workday is not None:
        worked = [day for day in days if workdays.works(day)]
        if not worked:
            return None
        index = rule.workday - 1 if rule.workday > 0 else rule.workday
        return worked[max(-len(worked), min(index, len(worked) - 1))]
    if rule.day in (None, "last"):
        return days[-1]
    return [day for day in days if day.month == days[-1].month][: rule.day][-1]


def day_by_day(rule, first, last, workdays):
    """Give all due days of some years, and keep those that count."""
    if rule.feast:
        years = range(first.year - 1, last.year + 1)
        found = [(f"{year}-{name}", feast_day(name, year)) for year in years for name in rule.feast]
        found.sort(key=lambda each: each[1])
    else:
        start = date(first.year - 1, 1, 1)
        days = [
            start + timedelta(days=n) for n in range((date(last.year + 1, 12, 31) - start).days)
        ]
        groups = [(k, list(g)) for k, g in groupby(days, lambda day: name_of(rule.unit, day))]
        # The first and the last of them may be cut.
        found = [(name, chosen(rule, days, workdays)) for name, days in groups[1:-1]]
    return [(name, day) for name, day in found if day is not None and first <= day <= last]


@given(recurrences(), tables_of_workdays(), FIRST, st.integers(0, 500))
def test_occurrences_are_those_that_one_finds_day_by_day(rule, workdays, first, more):
    last = first + timedelta(days=more)
    found = list(rule.occurrences(first, last, workdays))
    assert {(each.name, each.day) for each in found} == set(day_by_day(rule, first, last, workdays))
    days = [each.day for each in found]
    assert days == sorted(days)
    assert all(each.period.holds(each.day) for each in found)


@given(recurrences(), tables_of_workdays(), FIRST)
def test_the_next_is_the_first_of_those_that_come(rule, workdays, when):
    later = rule.occurrences(when + timedelta(days=1), date(2080, 1, 1), workdays)
    assert rule.next_after(when, workdays) == next(later)


@given(recurrences(), FIRST, st.integers(0, 400), st.integers(0, 400))
def test_a_stretch_has_the_occurrences_of_its_parts(rule, first, some, more):
    middle = first + timedelta(days=some)
    last = middle + timedelta(days=more)
    parts = [
        *rule.occurrences(first, middle),
        *rule.occurrences(middle + timedelta(days=1), last),
    ]
    assert parts == list(rule.occurrences(first, last))


@given(recurrences(lunar=False), FIRST, st.integers(0, 1500))
def test_the_recurrence_rules_of_calendars_say_the_same(rule, first, more):
    """Where they can: days up to the 28th, and weekdays."""
    rrule = pytest.importorskip("dateutil.rrule")
    assume(not rule.feast and rule.workday is None)
    start = datetime.combine(date(first.year, 1, 1), time())
    if rule.unit == "week":
        weekday = WEEKDAYS.index(rule.weekday or "sunday")
        rules = rrule.rrule(rrule.WEEKLY, dtstart=start, byweekday=weekday)
    else:
        assume(isinstance(rule.day, int) and rule.day <= 28)
        months = MONTHS[rule.unit]
        begin = start.replace(month=rule.month or months)
        rules = rrule.rrule(rrule.MONTHLY, interval=months, dtstart=begin, bymonthday=rule.day)
    last = first + timedelta(days=more)
    between = rules.between(
        datetime.combine(first, time()), datetime.combine(last, time()), inc=True
    )
    assert [each.day for each in rule.occurrences(first, last)] == [each.date() for each in between]

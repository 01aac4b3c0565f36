"""Strategies for what the calendar knows: days, spans, windows, working days, recurrences."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.calendar import (
    NamedYears,
    Notice,
    Period,
    Recurrence,
    TimeLimit,
    VagueDate,
    VagueWindow,
    Window,
    Workdays,
)
from civil_village.calendar.feasts import CIVIL, FEASTS
from civil_village.calendar.periods import PeriodUnit
from civil_village.calendar.recurrences import Weekday
from civil_village.calendar.spans import Span, SpanUnit
from civil_village.calendar.time_limits import LimitUnit
from civil_village.testing.strategies.numbers import whole_numbers

#: The day of evaluation of what is drawn, where nobody gives another: the last of a February.
DAY = date(2024, 2, 29)


@cache
def spans() -> st.SearchStrategy[Span]:
    """Draw lengths of calendar time (时段), usual ones more often.

    Examples:
        >>> from hypothesis import find
        >>> find(spans(), lambda span: span.number > 1)
        Span(number=2, unit='year')
    """
    numbers = st.integers(1, 12) | st.integers(1, 9999)
    return st.builds(Span, numbers, st.sampled_from(get_args(SpanUnit)))


@lru_cache
def periods(*, comes_again: bool = False) -> st.SearchStrategy[Period]:
    """Draw periods (周期): of every unit, with years and months of their own.

    Args:
        comes_again: Leave out single acts, rolling days, and what never ends.

    Examples:
        >>> from hypothesis import find
        >>> find(periods(), lambda period: True).unit
        'year'
    """
    again: list[PeriodUnit] = ["year", "quarter", "month", "week", "day"]
    units = again if comes_again else [*again, "act", "ever"]
    plain = st.builds(Period, unit=st.sampled_from(units))
    starts = st.sampled_from(["01-01", "01-10", "02-28", "07-01", "12-31"])
    closing = st.sampled_from(["month", "quarter"])
    found = plain | st.builds(Period, unit=st.just("year"), starts=starts)
    found |= st.builds(Period, unit=closing, closes=st.integers(1, 30))
    return found if comes_again else found | st.builds(Period, rolling=spans())


@cache
def instants() -> st.SearchStrategy[datetime]:
    """Draw instants with their offset (时刻), in the years around `DAY`.

    Examples:
        >>> from hypothesis import find
        >>> find(instants(), lambda instant: True).isoformat()
        '2024-02-29T00:00:00+00:00'
    """
    zones = st.sampled_from([timezone(timedelta(hours=hours)) for hours in (0, 8, 9, -3)])
    start = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    times = whole_numbers(-50_000_000, 50_000_000)
    return st.builds(
        lambda time, zone: (start + timedelta(seconds=time)).astimezone(zone), times, zones
    )


@lru_cache
def days(as_of: date = DAY, *, within: Span | None = None) -> st.SearchStrategy[date]:
    """Draw days around a day of evaluation; the ends of a look-back window are frequent.

    Args:
        as_of: The day of evaluation.
        within: A window that ends on it.

    Examples:
        >>> from hypothesis import find
        >>> find(days(), lambda day: True)
        datetime.date(2024, 2, 29)
    """
    start = (within or Span(1, "year")).back_from(as_of)
    ends = [as_of, _beside(as_of, -1), _beside(as_of, 1), start, _beside(start, -1)]
    return st.sampled_from(ends) | st.dates(date(1949, 10, 1), date(2100, 12, 31))


@cache
def vague_dates() -> st.SearchStrategy[VagueDate]:
    """Draw dates of which only year, month or ten-day period is known (模糊日期).

    Examples:
        >>> from hypothesis import find
        >>> find(vague_dates(), lambda day: True)
        VagueDate(text='2023')
    """
    years = st.sampled_from(["2023", "2024", "2025"])
    months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
    parts = st.builds("{}-{}".format, months, st.sampled_from(["early", "mid", "late"]))
    return (years | months | parts).map(VagueDate)


@cache
def windows() -> st.SearchStrategy[Window]:
    """Draw the days from a first to a last one (起止日期), once or in every year.

    Examples:
        >>> from hypothesis import find
        >>> find(windows(), lambda window: window.yearly).first
        datetime.date(2024, 2, 29)
    """
    return st.builds(
        lambda days, yearly: Window(days[0], days[1], yearly), two_days(), st.booleans()
    )


@cache
def named_years() -> st.SearchStrategy[NamedYears]:
    """Draw years with names (年份): known, unknown, counted from each other, or only in order.

    Examples:
        >>> from hypothesis import find
        >>> find(named_years(), lambda years: years.known("y"))["y"]
        NamedYear(text='2022')
    """
    first = st.sampled_from(["unknown", "2022", "2024"])
    count = whole_numbers(1, 3)
    second = st.builds("y {} {}".format, st.sampled_from("+-"), count)
    second |= st.sampled_from(["after y", "before y", "unknown", "2023"])
    third = st.builds("z + {}".format, count) | st.just("after y, after z")
    return st.builds(lambda y, z, w: NamedYears({"y": y, "z": z, "w": w}), first, second, third)


@cache
def vague_windows() -> st.SearchStrategy[VagueWindow]:
    """Draw windows in calendar parts (模糊时段), of the year 2022 or of named ones, y and z.

    Examples:
        >>> from hypothesis import find
        >>> find(vague_windows(), lambda window: window.names == ("y", "z"))
        VagueWindow(text='y..z')
    """
    month = st.builds("-{:02d}".format, st.integers(1, 12))
    ends = st.sampled_from(["-early", "-mid", "-late", "-01", "-28"])
    part = st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q4"]) | month
    part |= st.builds("{}{}".format, month, ends)
    early = st.builds("{}{}".format, st.sampled_from(["2022", "y"]), part)
    late = st.builds("{}{}".format, st.sampled_from(["2023", "z", "(y+1)"]), part)
    both = st.builds("{}..{}".format, early, late)
    texts = early | late | both | early.map("{}..".format) | late.map("..{}".format)
    return texts.map(VagueWindow)


@cache
def time_limits() -> st.SearchStrategy[TimeLimit]:
    """Draw time limits (期限), usual ones more often.

    Examples:
        >>> from hypothesis import find
        >>> find(time_limits(), lambda limit: limit.number == 0)
        TimeLimit(number=0, unit='year')
    """
    numbers = st.integers(0, 30) | st.integers(0, 9999)
    return st.builds(TimeLimit, numbers, st.sampled_from(get_args(LimitUnit)))


def notices() -> st.SearchStrategy[Notice]:
    """Draw how long before it a step must be announced (提前通知).

    Examples:
        >>> from hypothesis import find
        >>> find(notices(), lambda notice: True).counts
        'full'
    """
    return st.builds(Notice, before=time_limits(), counts=st.sampled_from(["full", "nth"]))


@cache
def tables_of_workdays() -> st.SearchStrategy[Workdays]:
    """Draw tables of working days (工作日历) of one to three years from 2024 on.

    Examples:
        >>> from hypothesis import find
        >>> find(tables_of_workdays(), lambda table: table.make_up != ()).make_up
        (datetime.date(2024, 1, 6),)
    """
    start = date(2024, 1, 1)

    @st.composite
    def table(draw: st.DrawFn) -> Workdays:
        last = date(start.year + draw(st.integers(0, 2)), 12, 31)
        length = (last - start).days
        runs = draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, 9)), max_size=6))
        off = {min(first + more, length) for first, days in runs for more in range(days + 1)}
        weekends = [day for day in range(length) if day % 7 > 4 and day not in off]  # noqa: PLR2004 - it begins on a Monday
        on = draw(st.lists(st.sampled_from(weekends), max_size=6, unique=True))
        spans = [
            f"{start + timedelta(first)}..{start + timedelta(min(first + days, length))}"
            for first, days in runs
        ]
        return Workdays(
            id="example.workdays",
            first=start,
            last=last,
            holidays=spans,
            make_up=[start + timedelta(day) for day in on],
        )

    return table()


@lru_cache
def recurrences(*, lunar: bool = True) -> st.SearchStrategy[Recurrence]:
    """Draw rules by which something falls due again and again (周期规则).

    Args:
        lunar: With feasts that only the extra ``lunar`` knows the days of.

    Examples:
        >>> from hypothesis import find
        >>> find(recurrences(), lambda rule: rule.day == "last").unit
        'month'
    """
    days = st.none() | st.integers(1, 31) | st.just("last")
    workdays = st.integers(1, 31) | st.integers(-31, -1)

    def of_months(unit: Any, months: int) -> st.SearchStrategy[Recurrence]:
        month = st.none() | st.integers(1, months) if months > 1 else st.none()
        by_day = st.builds(Recurrence, unit=st.just(unit), month=month, day=days)
        return by_day | st.builds(Recurrence, unit=st.just(unit), month=month, workday=workdays)

    of_weeks = st.builds(
        Recurrence, unit=st.just("week"), weekday=st.none() | st.sampled_from(get_args(Weekday))
    ) | st.builds(Recurrence, unit=st.just("week"), workday=st.integers(-7, -1) | st.integers(1, 7))
    names = FEASTS if lunar else tuple(CIVIL)
    feasts = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)
    units = [("month", 1), ("quarter", 3), ("half", 6), ("year", 12)]
    made = [of_months(unit, months) for unit, months in units]
    return st.one_of(*made, of_weeks, st.builds(Recurrence, feast=feasts))


def two_days() -> st.SearchStrategy[list[date]]:
    """Draw two days in their order."""
    return st.lists(days(), min_size=2, max_size=2).map(sorted)


def _beside(day: date, step: int) -> date:
    """Give the day before or after another, or that day itself where the calendar ends."""
    ordinal = day.toordinal() + step
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))

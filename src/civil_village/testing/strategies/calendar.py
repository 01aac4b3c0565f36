"""Strategies for days, instants, periods and spans of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache
from typing import get_args

from hypothesis import strategies as st

from civil_village.calendar import Period, VagueDate
from civil_village.calendar.periods import PeriodUnit
from civil_village.calendar.spans import Span, SpanUnit
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


def two_days() -> st.SearchStrategy[list[date]]:
    """Draw two days in their order."""
    return st.lists(days(), min_size=2, max_size=2).map(sorted)


def _beside(day: date, step: int) -> date:
    """Give the day before or after another, or that day itself where the calendar ends."""
    ordinal = day.toordinal() + step
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))

"""Months (月): which day of one is meant, whatever its length."""

from __future__ import annotations

from datetime import date


def day_of_month(year: int, month: int, day: int) -> date:
    """Give a day of a month, or the last day of a month that has no such day.

    Months go on past December and back past January, so that a month three months after
    November is the 14th of the same year.

    Args:
        year: The year from which months are counted.
        month: 1 is January of that year; any whole number.
        day: At least 1; 31 is the end of any month.

    Returns:
        The day; the first or the last day of the calendar where the month lies outside of it.

    Examples:
        >>> str(day_of_month(2024, 2, 31)), str(day_of_month(2024, 11 + 3, 29))
        ('2024-02-29', '2025-02-28')
    """
    year, month = divmod(year * 12 + month - 1, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    first = date(year, month + 1, 1)
    december = month + 1 == 12  # noqa: PLR2004 - after which the calendar may end
    last = 31 if december else (date(year, month + 2, 1) - first).days
    return first.replace(day=min(day, last))

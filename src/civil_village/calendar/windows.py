"""Windows (时间窗): the days on which something holds."""

from __future__ import annotations

from datetime import date

from civil_village.models import Shown, model

#: From any 29 February on, the next one comes within so many years.
_LEAP = 8


@model
class Window(Shown):
    """The days from a first to a last one (起止日期), both of which count, once or in every year.

    An end that is not given is open: that of the calendar or, in every year, that of the year.
    One whose last day lies before its first holds no day, unless it goes over the year's end.

    Attributes:
        first: The first day; that of the calendar where none is given.
        last: The last day; that of the calendar where none is given.
        yearly: Whether the same days of every year are meant, whatever the years of the two.

    Examples:
        >>> Window(date(2024, 5, 1)).holds(date(2030, 1, 1))
        True
        >>> winter = Window(date(2020, 12, 20), date(2021, 1, 5), yearly=True)
        >>> winter.holds(date(2024, 1, 5)), winter.holds(date(2024, 1, 6))
        (True, False)
    """

    first: date = date.min
    last: date = date.max
    yearly: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        if not self.yearly:
            return self.first <= day <= self.last
        first, last = (self.first.month, self.first.day), (self.last.month, self.last.day)
        here = (day.month, day.day)
        return first <= here <= last if first <= last else here >= first or here <= last

    def next_first(self, day: date) -> date | None:
        """Give the next day, after a day outside of it, on which it begins; if there is any.

        Examples:
            >>> winter = Window(date(2020, 12, 20), date(2021, 1, 5), yearly=True)
            >>> winter.next_first(date(2024, 6, 1))
            datetime.date(2024, 12, 20)
        """
        if not self.yearly:
            return self.first if day < self.first <= self.last else None
        years = range(day.year, min(day.year + _LEAP, date.max.year) + 1)
        firsts = (_in_year(self.first, year) for year in years)
        return next((first for first in firsts if first > day and self.holds(first)), None)


def _in_year(day: date, year: int) -> date:
    """Give the same day of a year; 1 March for a 29 February that it lacks."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)

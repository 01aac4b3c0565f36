"""Windows (时间窗): the days on which something holds."""

from __future__ import annotations

from datetime import date

from civil_village.models import Shown, model


@model
class Window(Shown):
    """The days from a first to a last one (起止日期), both of which count, once or in every year.

    An end that is not given is open: that of the calendar or, in every year, that of the year.
    One whose last day lies before its first holds no day, unless it goes over the year's end.

    Args:
        first: The first day.
        last: The last day.
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

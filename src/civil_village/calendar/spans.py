"""A length of calendar time, and the window of days that looks back over it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, get_args

from attrs import field

from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, shown

SpanUnit = Literal["year", "month", "week", "day"]
#: Which days a look-back window has: those up to a day, the calendar periods before, or the
#: current ones so far.
Window = Literal["rolling", "calendar", "running"]
#: Whether the first day of a rolling window belongs to it; the last one always does.
Ends = Literal["[]", "(]"]

#: When what began on a day lapses in a month that has no such day: on its last day, or on the
#: first of the next.
Leap = Literal["28_february", "1_march"]

_FORM = re.compile(r"([1-9][0-9]{0,3}) ?(year|month|week|day)s?")


@model
class Span(Model):
    """A length of time in calendar units (时段), such as ``1 year`` or ``30 days``.

    Examples:
        >>> Span(1, "year").back_from(date(2024, 2, 29))
        datetime.date(2023, 2, 28)
        >>> Span.parse("6 months")
        Span(number=6, unit='month')

    Source:
        semantics of look-back windows: same month and day, clipped to the month's last
        day; both ends count.
    """

    number: int
    unit: SpanUnit = field()

    def problems(self) -> Iterator[Problem]:
        """Give a number or a unit with which it could not be written."""
        if not _FORM.fullmatch(f"{self.number} {self.unit}"):
            yield _no_span(self.plain())

    @classmethod
    def parse(cls, text: object) -> Span:
        """Read ``1 year``, ``3 months``, ``2 weeks`` or ``30 days``.

        Raises:
            DocumentError: It is no such text.
        """
        found = _FORM.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise DocumentError([_no_span(text)])
        unit: Any = found[2]
        return cls(int(found[1]), unit)

    @staticmethod
    def taken(value: object) -> Span | None:
        """Take a text as `parse` does."""
        return Span.parse(value) if isinstance(value, str) else None

    def back_from(self, day: date) -> date:
        """Give the first day of the window that ends on ``day`` (both count).

        A span that reaches back before the first year of the calendar starts there.
        """
        return Span.back(day, self.number, self.unit)

    @staticmethod
    def back(day: date, number: int, unit: SpanUnit) -> date:
        """Go back so many units from a day, at most to the first day of the calendar."""
        import pendulum  # noqa: PLC0415 - costs as much as everything else together

        start = pendulum.date(day.year, day.month, day.day)
        try:
            back = start.subtract(**{unit + "s": number})
        except (OverflowError, ValueError):
            return date.min
        return date(back.year, back.month, back.day)

    def anniversary(self, day: date, *, leap: Leap = "28_february") -> date:
        """Give the day on which what began on ``day`` has lasted that long, and lapses.

        Args:
            day: The first day.
            leap: The anniversary of a day that the later month lacks: the last day of that
                month, or (``1_march``) the first of the next.

        Examples:
            >>> str(Span(1, "year").anniversary(date(2024, 2, 29)))
            '2025-02-28'
            >>> str(Span(1, "year").anniversary(date(2024, 2, 29), leap="1_march"))
            '2025-03-01'

        Source:
            semantics of validity: up to the day before the anniversary.
        """
        if self.unit in ("week", "day"):
            days = day.toordinal() + self.number * (7 if self.unit == "week" else 1)
            return date.fromordinal(min(days, date.max.toordinal()))
        months = self.number * (12 if self.unit == "year" else 1)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if year > date.max.year:
            return date.max
        length = monthrange(year, month + 1)[1]
        if day.day <= length or leap == "28_february":
            return date(year, month + 1, min(day.day, length))
        return date(year, month + 1, length) + timedelta(days=1)

    def window(
        self, as_of: date, window: Window = "rolling", ends: Ends = "[]"
    ) -> tuple[date, date]:
        """Give first and last day of the window that looks back from a day.

        Args:
            as_of: The day of evaluation.
            window: ``rolling`` up to that day, the whole ``calendar`` periods before the
                current one, or the current one so far (``running``) with those before it.
            ends: Whether the first day of a rolling window belongs to it.

        Examples:
            >>> [str(day) for day in Span(1, "year").window(date(2024, 6, 30), "calendar")]
            ['2023-01-01', '2023-12-31']
            >>> [str(day) for day in Span(2, "month").window(date(2024, 6, 30), "running")]
            ['2024-05-01', '2024-06-30']
        """
        if window == "rolling":
            first = self.back_from(as_of)
            later = ends == "(]" and first < as_of
            return (first + timedelta(days=1) if later else first), as_of
        start = _period_start(self.unit, as_of)
        if window == "running":
            return Span.back(start, self.number - 1, self.unit), as_of
        if start == date.min:  # no day lies before the calendar
            return start, start
        return Span.back(start, self.number, self.unit), start - timedelta(days=1)

    def holds(self, day: date, *, as_of: date) -> bool:
        """Tell whether ``day`` lies in the window that ends on ``as_of``."""
        return self.back_from(as_of) <= day <= as_of

    def plain(self) -> Any:
        """Give the form in documents."""
        return f"{self.number} {self.unit}{'s' if self.number > 1 else ''}"

    def text(self, lang: str) -> str:
        """Say it in ``lang``."""
        words = {"year": "年", "month": "个月", "week": "周", "day": "天"}
        return f"{self.number} {words[self.unit]}" if lang == "zh" else str(self.plain())


def _period_start(unit: SpanUnit, day: date) -> date:
    """Give the first day of the year, month or week (from Monday) in which a day lies."""
    if unit == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return day.replace(
        month=1 if unit == "year" else day.month, day=day.day if unit == "day" else 1
    )


def _no_span(found: object) -> Problem:
    expected = Message("expected.span", units=get_args(SpanUnit))
    return Problem(code="not-a-span", found=shown(found), expected=expected)

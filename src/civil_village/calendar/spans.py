"""A length of calendar time, and the window of days that looks back over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar, Literal, get_args

from attrs import field

from civil_village.calendar.months import day_of_month
from civil_village.calendar.windows import Window
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, shown
from civil_village.written_forms import Form

SpanUnit = Literal["year", "month", "week", "day"]
#: Which days a look-back window has: those up to a day, the calendar periods before, or the
#: current ones so far.
LookBack = Literal["rolling", "calendar", "running"]
#: Whether the first day of a rolling window belongs to it; the last one always does.
Ends = Literal["[]", "(]"]

#: When what began on a day lapses in a month that has no such day: on its last day, or on the
#: first of the next.
Leap = Literal["28_february", "1_march"]

#: Units of so many days, and of so many months.
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}

_FORM = r"([1-9][0-9]{0,3}) ?(year|month|week|day)s?"


@model
class Span(Model):
    """A length of time in calendar units (时段), such as ``1 year`` or ``30 days``.

    Attributes:
        number: How many units; 1 or more.
        unit: ``year``, ``month``, ``week`` or ``day``.

    Examples:
        >>> Span(1, "year").back_from(date(2024, 2, 29))
        datetime.date(2023, 2, 28)
        >>> Span.parse("6 months")
        Span(number=6, unit='month')

    Source:
        semantics of look-back windows: same month and day, clipped to the month's last
        day; both ends count.
    """

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda span: span.plain(),
        read=lambda value: Span.parse(value),  # noqa: PLW0108 - there is no class yet
    )
    number: int
    unit: SpanUnit = field()

    def problems(self) -> Iterator[Problem]:
        """Give a number or a unit with which it could not be written."""
        if not re.fullmatch(_FORM, f"{self.number} {self.unit}"):
            yield _no_span(self.plain())

    @classmethod
    def parse(cls, text: object) -> Span:
        """Read ``1 year``, ``3 months``, ``2 weeks`` or ``30 days``.

        Raises:
            DocumentError: It is no such text.
        """
        found = re.fullmatch(_FORM, text) if isinstance(text, str) else None
        if found is None:
            raise DocumentError([_no_span(text)])
        unit: Any = found[2]
        return cls(int(found[1]), unit)

    def back_from(self, day: date) -> date:
        """Give the first day of the window that ends on ``day`` (both count).

        A span that reaches back before the first year of the calendar starts there.
        """
        return Span.back(day, self.number, self.unit)

    @staticmethod
    def back(day: date, number: int, unit: SpanUnit) -> date:
        """Go back so many units from a day, at most to the first day of the calendar."""
        if unit in _DAYS:
            ordinal = day.toordinal() - number * _DAYS[unit]
            return date.fromordinal(max(ordinal, date.min.toordinal()))
        return day_of_month(day.year, day.month - number * _MONTHS[unit], day.day)

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
        if self.unit in _DAYS:
            ordinal = day.toordinal() + self.number * _DAYS[self.unit]
            return date.fromordinal(min(ordinal, date.max.toordinal()))
        found = day_of_month(day.year, day.month + self.number * _MONTHS[self.unit], day.day)
        lacking = found.day < day.day
        return found + timedelta(days=1) if lacking and leap == "1_march" else found

    def window(self, as_of: date, how: LookBack = "rolling", ends: Ends = "[]") -> Window:
        """Give the window that looks back from a day.

        Args:
            as_of: The day of evaluation.
            how: ``rolling`` up to that day, the whole ``calendar`` periods before the
                current one, or the current one so far (``running``) with those before it.
            ends: Whether the first day of a rolling window belongs to it.

        Examples:
            >>> Span(1, "year").window(date(2024, 6, 30), "calendar").last
            datetime.date(2023, 12, 31)
            >>> Span(2, "month").window(date(2024, 6, 30), "running").first
            datetime.date(2024, 5, 1)
        """
        if how == "rolling":
            first = self.back_from(as_of)
            later = ends == "(]" and first < as_of
            return Window(first + timedelta(days=1) if later else first, as_of)
        start = _period_start(self.unit, as_of)
        if how == "running":
            return Window(Span.back(start, self.number - 1, self.unit), as_of)
        if start == date.min:  # no day lies before the calendar
            return Window(start, start)
        return Window(Span.back(start, self.number, self.unit), start - timedelta(days=1))

    def holds(self, day: date, *, as_of: date) -> bool:
        """Tell whether ``day`` lies in the window that ends on ``as_of``."""
        return self.window(as_of).holds(day)

    def plain(self) -> str:
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
    workdays = isinstance(found, str) and "working" in found
    hint = Message("hint.span-working-days") if workdays else None
    return Problem(code="not-a-span", found=shown(found), expected=expected, hint=hint)

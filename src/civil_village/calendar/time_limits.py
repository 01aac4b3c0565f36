"""Time limits (期限): so many days, working days or months, counted from the day after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal, get_args

from civil_village.calendar.spans import Leap, Span, SpanUnit
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, shown
from civil_village.written_forms import Form

LimitUnit = Literal[SpanUnit, "working day"]

_FORM = re.compile(r"(0|[1-9][0-9]{0,3}) ?(year|month|week|day|working day)s?")


@model
class TimeLimit(Model):
    """How long there is for something (期限), in days, weeks, months, years or working days.

    It is counted from the day after the one that sets it off; its last day is the due day.

    Attributes:
        number: How many units; 0 means the day itself.
        unit: ``day``, ``working day``, ``week``, ``month`` or ``year``.

    Examples:
        >>> limit = TimeLimit.parse("15 working days")
        >>> limit
        TimeLimit(number=15, unit='working day')
        >>> str(limit.due(date(2026, 3, 2))), str(limit.before(date(2026, 3, 2)))
        ('2026-03-23', '2026-02-09')
        >>> str(TimeLimit.parse("3 months").due(date(2026, 1, 31)))
        '2026-04-30'

    Source:
        semantics of due days and of working days: counted from the day after; 0 days is the
        day itself.
    """

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda limit: limit.plain(),
        read=lambda value: TimeLimit.parse(value),  # noqa: PLW0108 - there is no class yet
    )
    number: int
    unit: LimitUnit

    def problems(self) -> Iterator[Problem]:
        """Give a number or a unit with which it could not be written."""
        if not _FORM.fullmatch(f"{self.number} {self.unit}"):
            yield _no_limit(self.plain())

    @classmethod
    def parse(cls, value: object) -> TimeLimit:
        """Read ``15 working days``, ``10 days``, ``3 months`` or ``0 days``.

        Raises:
            DocumentError: It is no such text.
        """
        found = _FORM.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise DocumentError([_no_limit(value)])
        unit: Any = found[2]
        return cls(int(found[1]), unit)

    def due(
        self, day: date, workdays: Workdays = WEEKENDS_ONLY, *, leap: Leap = "28_february"
    ) -> date:
        """Give the last day of the time that a day sets off; the last of the calendar at most.

        Args:
            day: The day after which it is counted.
            workdays: Which days are worked.
            leap: The due day of months and years in a month that lacks the day: its last day,
                or (``1_march``) the first of the next.

        Examples:
            >>> str(TimeLimit.parse("10 days").due(date(2026, 2, 20)))
            '2026-03-02'
        """
        if self.number == 0:
            return day
        if self.unit == "working day":
            return workdays.after(day, self.number)
        return Span(self.number, self.unit).anniversary(day, leap=leap)

    def before(self, day: date, workdays: Workdays = WEEKENDS_ONLY) -> date:
        """Give the day that lies so long before another; the first of the calendar at least.

        Args:
            day: The day before which it is counted.
            workdays: Which days are worked.

        Examples:
            >>> str(TimeLimit.parse("1 month").before(date(2026, 3, 31)))
            '2026-02-28'
        """
        if self.unit == "working day":
            return workdays.before(day, self.number)
        return Span.back(day, self.number, self.unit)

    def plain(self) -> str:
        """Give the form in documents."""
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    def text(self, lang: str) -> str:
        """Say it in ``lang``."""
        if lang != "zh":
            return self.plain()
        words = {
            "year": "年",
            "month": "个月",
            "week": "周",
            "day": "天",
            "working day": "个工作日",
        }
        return f"{self.number} {words[self.unit]}"


def _no_limit(found: object) -> Problem:
    expected = Message("expected.time-limit", units=get_args(LimitUnit))
    return Problem(code="not-a-span", found=shown(found), expected=expected)

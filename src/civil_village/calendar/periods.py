"""Periods (周期): the stretches of time over which caps count and accounts run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.calendar.months import day_of_month
from civil_village.calendar.spans import Span
from civil_village.calendar.windows import Window
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.written_forms import Form

PeriodUnit = Literal["act", "day", "week", "month", "quarter", "year", "ever"]

#: Those with a first and a last day, after which the next one begins.
_AGAIN: tuple[PeriodUnit, ...] = ("day", "week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_START = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#: A year without a 29 February, in which no year of its own begins.
_COMMON = 2023


@model(kw_only=True)
class Period(Model):
    """A stretch of calendar time that comes again (周期), or days that roll along.

    Attributes:
        unit: ``act`` (each act by itself), ``day``, ``week`` (from Monday), ``month``, ``quarter``,
            ``year``, or ``ever``; this or ``rolling``.
        starts: Day on which a year begins, as ``01-10``; without it on 1 January.
        closes: Last day of a month or quarter, as 25; in shorter months their last day.
        rolling: The days up to a day, as ``30 days``, in place of a unit.

    Examples:
        >>> Period(unit="year", starts="01-10").around(date(2025, 1, 9)).first
        datetime.date(2024, 1, 10)
        >>> Period(unit="month", closes=25).around(date(2024, 2, 26)).last
        datetime.date(2024, 3, 25)

    Source:
        semantics of periods: with a closing day, a month bears the name of that in which it
        closes.
    """

    form: ClassVar[Form] = Form.short("unit", kind=PeriodUnit, expects="type.period")
    unit: PeriodUnit | None = None
    starts: str | None = None
    closes: int | None = None
    rolling: Span | None = field(default=None)

    def problems(self) -> Iterator[Problem]:
        """Give neither a unit nor rolling days, or both, and ends that do not fit the unit."""
        yield from checks.one_key(self, "unit", "rolling")
        if self.starts is not None:
            yield from self._start_problems(self.starts)
        if self.closes is not None:
            if self.unit not in ("month", "quarter"):
                yield checks.only_with("closes", "unit: month, unit: quarter")
            elif not 1 <= self.closes <= 30:  # noqa: PLR2004 - day 31 is the end of any month
                expected = Message("expected.between", least=1, most=30)
                found = shown(self.closes)
                yield Problem(code="out-of-range", path=("closes",), found=found, expected=expected)

    def _start_problems(self, starts: str) -> Iterator[Problem]:
        found = re.fullmatch(_START, starts)
        if self.unit != "year":
            yield checks.only_with("starts", "unit: year")
        elif found is None or int(found[2]) > day_of_month(_COMMON, int(found[1]), 31).day:
            expected = Message("expected.day-of-year")
            yield Problem(
                code="not-a-date", path=("starts",), found=shown(starts), expected=expected
            )

    @property
    def comes_again(self) -> bool:
        """Whether it has a first and a last day, after which the next one begins."""
        return self.unit in _AGAIN

    def around(self, day: date) -> Window:
        """Give the days of the period in which a day lies.

        Those of acts and of rolling days are the day alone; ``ever`` is the whole calendar.
        """
        if self.unit == "ever":
            return Window()
        if self.unit == "week":
            # The calendar begins on a Monday, and ends on a Friday.
            first = day - timedelta(days=day.weekday())
            last = date.fromordinal(min(first.toordinal() + 6, date.max.toordinal()))
            return Window(first, last)
        months = _MONTHS.get(self.unit or "")
        if months is None:
            return Window(day, day)
        if self.starts is not None:
            return self._own_year(day, int(self.starts[:2]), int(self.starts[3:]))
        if self.closes is not None:
            return self._closed(day, months, self.closes)
        start = day.month - (day.month - 1) % months
        end = start + months - 1
        return Window(date(day.year, start, 1), day_of_month(day.year, end, 31))

    @staticmethod
    def _own_year(day: date, month: int, start: int) -> Window:
        year = day.year if (day.month, day.day) >= (month, start) else day.year - 1
        first = date(year, month, start) if year else date.min
        last = date.max if year == date.max.year else date(year + 1, month, start) - _ONE
        return Window(first, last)

    @staticmethod
    def _closed(day: date, months: int, closes: int) -> Window:
        year, month = day.year, day.month
        month += day > day_of_month(year, month, closes)
        month += -month % months
        last = day_of_month(year, month, closes)
        if year == date.min.year and month <= months:  # none has closed before
            return Window(last=last)
        return Window(day_of_month(year, month - months, closes) + _ONE, last)

    def only(self, *units: PeriodUnit) -> Iterator[Problem]:
        """Give this as a problem where a period of another kind belongs.

        Args:
            units: Those that may stand there beside the ones that come again.

        Examples:
            >>> [problem.found for problem in Period(unit="ever").only("act")]
            ['ever']
            >>> list(Period(unit="month", closes=25).only())
            []
        """
        unclear = self.unit is None and self.rolling is None  # which it says itself
        if not (unclear or self.comes_again or self.unit in units):
            expected = Message("expected.comes-again")
            if units:
                expected = Message("expected.one-of", names=(*_AGAIN, *units))
            found = "rolling" if self.unit is None else shown(self.unit)
            yield Problem(code="out-of-range", found=found, expected=expected)

    def message(self, day: date | None = None) -> Message:
        """Say how long it is, and where it is none of the calendar, from when to when.

        Args:
            day: A day of the period that is meant; ``None`` where any is.

        Examples:
            >>> Period(unit="month", closes=20).message(date(2024, 3, 1)).text("en")
            'a month (2024-02-21 to 2024-03-20)'
        """
        if self.rolling is not None:
            return Message("period.rolling", span=self.rolling)
        said = Message(f"period.{self.unit}")
        if day is None or (self.starts is None and self.closes is None):
            return said
        days = self.around(day)
        return Message("period.days", said=said, first=days.first, last=days.last)

    def this(self, day: date) -> Message:
        """Name the period in which a day lies, to speak of what came up to that day.

        Examples:
            >>> Period(unit="quarter").this(date(2024, 3, 1)).text("en")
            'in the quarter so far'
        """
        if self.starts is None and self.closes is None:
            return Message(f"period.this-{self.unit}")
        days = self.around(day)
        return Message("period.this-own", first=days.first, last=days.last)


_ONE = timedelta(days=1)

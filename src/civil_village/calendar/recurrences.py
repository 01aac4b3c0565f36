"""Recurrences (周期规则): what falls due again and again, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from heapq import merge
from typing import Any, ClassVar, Literal, get_args

from attrs import field

from civil_village import checks
from civil_village.calendar.feasts import FEASTS, LUNAR, feast_day, feast_year
from civil_village.calendar.months import day_of_month
from civil_village.calendar.windows import Window
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.mappings import as_tuple, keep_signature
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY, Form

RecurrenceUnit = Literal["week", "month", "quarter", "half", "year"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
#: A day of a month, or its last.
MonthDay = int | Literal["last"]

_MONTHS: dict[RecurrenceUnit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_WEEK = 7
#: The last day of any month.
_END = 31
_YEAR = 12


@model
class RecurrenceDay(Shown):
    """One day on which a recurrence falls due (周期日).

    Attributes:
        name: The name of its period: ``2022``, ``2022-H1``, ``2022-Q3``, ``2022-07``,
            ``2022-W27`` (as ISO 8601 counts weeks), ``2022-端午``.
        day: The day on which it falls due.
        period: The days of the calendar period to which it belongs; of a lunar feast those of
            the lunar year.

    Examples:
        >>> next(Recurrence(unit="quarter").occurrences(date(2022, 7, 1), date(2022, 12, 31)))
        ... # doctest: +NORMALIZE_WHITESPACE
        RecurrenceDay(name='2022-Q3', day=datetime.date(2022, 9, 30),
            period=Window(first=datetime.date(2022, 7, 1), last=datetime.date(2022, 9, 30),
            yearly=False))
    """

    name: str
    day: date
    period: Window


def _as_feasts(feast: Any) -> Any:
    """Take one feast by its name."""
    return (feast,) if isinstance(feast, str) else as_tuple(feast)


keep_signature(_as_feasts)


@model(kw_only=True)
class Recurrence(Model):
    """A rule by which something falls due again and again (周期规则): once a period, or on feasts.

    Without a day it is the last day of the period. Each day is reckoned from the rule alone,
    never from the one before: the 31st is the last day of every month.

    Attributes:
        unit: ``week`` (from Monday), ``month``, ``quarter``, ``half`` or ``year``; this or
            ``feast``.
        weekday: Day of a week, as ``friday``.
        month: Which month of a quarter, half or year: 1 is its first; without it the last.
        day: Day of that month, 1 to 31, in a shorter month its last day; or ``last``.
        workday: The n-th working day of that month, or of the week or period where no month is
            said; -1 is the last. Where there are fewer, the last, or the first, of them.
        feast: Feasts by their names, as ``端午``; one or several.

    Examples:
        >>> rule = Recurrence(unit="quarter", month=1, day=20)
        >>> [str(due.day) for due in rule.occurrences(date(2022, 1, 21), date(2022, 12, 31))]
        ['2022-04-20', '2022-07-20', '2022-10-20']
        >>> Recurrence(feast="端午").next_after(date(2022, 6, 3)).name
        '2023-端午'

    Source:
        semantics of recurrences: in a shorter month its last day, computed from the rule;
        lunar dates outside leap months.
    """

    form: ClassVar[Form] = Form.short("unit", kind=RecurrenceUnit, expects="type.recurrence")
    unit: RecurrenceUnit | None = None
    weekday: Weekday | None = None
    month: int | None = None
    day: MonthDay | None = None
    workday: int | None = None
    feast: tuple[str, ...] = field(default=(), converter=_as_feasts, metadata=ONE_OR_MANY)

    def problems(self) -> Iterator[Problem]:
        """Give neither a unit nor a feast, or both, and days that do not fit the unit."""
        yield from checks.one_key(self, "unit", "feast")
        for index, name in enumerate(self.feast):
            yield from checks.known(name, FEASTS, "feast", index)
        yield from checks.unique(self.feast, "feast")
        yield from checks.one_key(self, "weekday", "day", "workday", optional=True)
        if self.weekday is not None and self.unit != "week":
            yield checks.only_with("weekday", "unit: week")
        units = tuple(f"unit: {unit}" for unit in _MONTHS)
        if self.day is not None and self.unit not in _MONTHS:
            yield checks.only_with("day", *units)
        if self.day is not None and self.day != "last":
            yield from checks.between(self.day, 1, _END, "day")
        if self.month is not None and (self.unit not in _MONTHS or self.unit == "month"):
            yield checks.only_with("month", *units[1:])
        elif self.month is not None and self.unit is not None:
            yield from checks.between(self.month, 1, _MONTHS[self.unit], "month")
        if self.workday is not None:
            yield from self._workday_problems(self.workday)

    def _workday_problems(self, workday: int) -> Iterator[Problem]:
        if self.unit is None:
            yield checks.only_with("workday", "unit")
        elif workday == 0:
            yield checks.out_of_range(workday, Message("expected.not-nought"), ("workday",))
        else:
            months = _MONTHS.get(self.unit) if self.month is None else 1
            most = _WEEK if months is None else months * _END
            yield from checks.between(workday, -most, most, "workday")

    def occurrences(
        self, first: date, last: date, workdays: Workdays = WEEKENDS_ONLY
    ) -> Iterator[RecurrenceDay]:
        """Give the days on which it falls due, one after the other.

        A period without any working day has none of a rule that asks for one.

        Args:
            first: The first day that counts.
            last: The last day that counts.
            workdays: Which days are worked.

        Raises:
            DocumentError: A feast is asked for beyond 1900 to 2100.
            CivilVillageError: A lunar feast takes the extra ``lunar``, which is not installed.

        Examples:
            >>> rule = Recurrence(unit="month", workday=-1)
            >>> year = date(2026, 1, 1), date(2026, 12, 31)
            >>> [due.name for due in rule.occurrences(*year) if due.day.day < 29]
            ['2026-02']
        """
        if first > last:
            return
        found = self._feasts(first, last) if self.feast else self._periods(first, last, workdays)
        for due in found:
            if due.day > last:
                return
            if due.day >= first:
                yield due

    def next_after(self, day: date, workdays: Workdays = WEEKENDS_ONLY) -> RecurrenceDay | None:
        """Give the first day, after another, on which it falls due; if there is any.

        Args:
            day: The day after which it falls due.
            workdays: Which days are worked.

        Raises:
            DocumentError: As in `occurrences`.
            CivilVillageError: As in `occurrences`.

        Examples:
            >>> Recurrence(unit="week", weekday="friday").next_after(date(2022, 7, 8)).name
            '2022-W28'
        """
        if day == date.max:
            return None
        return next(self.occurrences(day + timedelta(days=1), date.max, workdays), None)

    def _periods(self, first: date, last: date, workdays: Workdays) -> Iterator[RecurrenceDay]:
        """Give the due day of each period that has one, from that of a day to that of another."""
        assert self.unit is not None  # it is no feast
        if self.unit == "week":
            weeks = range((first.toordinal() - 1) // _WEEK, (last.toordinal() - 1) // _WEEK + 1)
            found = ((_week_name(days), days) for days in map(_week, weeks))
        else:
            months = _MONTHS[self.unit]
            index = range(_month(first) // months, _month(last) // months + 1)
            found = ((_name(i, months), _stretch(i * months, months)) for i in index)
        for name, period in found:
            day = self._due(period, workdays)
            if day is not None:
                yield RecurrenceDay(name, day, period)

    def _due(self, period: Window, workdays: Workdays) -> date | None:
        """Give the day on which it falls due in a period."""
        if self.weekday is not None:
            weekday = _WEEKDAYS.index(self.weekday)
            # The calendar ends on a Friday.
            whole = weekday <= period.last.weekday()
            return period.first + timedelta(days=weekday) if whole else None
        days = period
        if self.month is not None:
            days = _stretch(_month(period.first) + self.month - 1, 1)
        if self.workday is not None:
            end = 1 if self.workday < 0 else -1
            first, last = days.first, days.last
            return workdays.nth(first, last, self.workday) or workdays.nth(first, last, end)
        if self.day is None or self.day == "last":
            return days.last
        return day_of_month(days.last.year, days.last.month, self.day)

    def _feasts(self, first: date, last: date) -> Iterator[RecurrenceDay]:
        """Give the days of the feasts, in their order, from about one day to another."""
        each = (_feast(name, first.year, last.year) for name in self.feast)
        return merge(*each, key=lambda due: due.day)


def _feast(name: str, first: int, last: int) -> Iterator[RecurrenceDay]:
    """Give the days of a feast from one civil year to another."""
    # The end of a lunar year lies in the civil year after.
    early = name in LUNAR and LUNAR[name][0] == _YEAR
    for year in range(first - early, last + 1):
        yield RecurrenceDay(f"{year}-{name}", feast_day(name, year), feast_year(name, year))


def _month(day: date) -> int:
    """Count the months before that of a day."""
    return day.year * _YEAR + day.month - 1


def _stretch(month: int, months: int) -> Window:
    """Give the days of so many months from one on, as `_month` counts them."""
    year, before = divmod(month, _YEAR)
    return Window(date(year, before + 1, 1), day_of_month(year, before + months, _END))


def _name(index: int, months: int) -> str:
    """Name a stretch of so many months, counted from the year 0."""
    year, number = divmod(index, _YEAR // months)
    part = {1: f"-{number + 1:02d}", 3: f"-Q{number + 1}", 6: f"-H{number + 1}", 12: ""}[months]
    return f"{year:04d}{part}"


def _week(index: int) -> Window:
    """Give the days of a week; the calendar begins on a Monday and ends on a Friday."""
    first = index * _WEEK + 1
    last = min(first + _WEEK - 1, date.max.toordinal())
    return Window(date.fromordinal(first), date.fromordinal(last))


def _week_name(days: Window) -> str:
    year, week, _ = days.first.isocalendar()
    return f"{year:04d}-W{week:02d}"

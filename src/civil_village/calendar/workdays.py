"""Working days (工作日历): Monday to Friday, but for the holidays and make-up days of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import ClassVar, Final

from attrs import field

from civil_village import checks
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.calendar.windows import Window
from civil_village.ids import DocumentId, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, reject, shown
from civil_village.written_forms import ONE_OR_MANY

#: Monday to Friday, as weekdays are counted from 0.
_WORKED = 5
_WEEK = 7
#: Days run by run: number of the first and of the last, and Mondays to Fridays in runs before.
Runs = tuple[tuple[int, int, int], ...]

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@model(kw_only=True)
class Workdays(Model):
    """Which days are working days (工作日历): a table that somebody has decreed, as data.

    Within the days that it covers, a Monday to Friday that is no holiday is worked, and so is
    a make-up day (调休上班). Beyond them only weekends are known, and `told` says so.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): notices by number; empty where nothing says.
        first: The first day that it covers; ``None`` for a table that covers none.
        last: The last day that it covers; ``None`` for a table that covers none.
        holidays: Days off (放假): days, or windows of days as ``2026-02-15..2026-02-23``.
        make_up: Saturdays and Sundays on which people work (调休上班).

    Examples:
        >>> table = Workdays(
        ...     id="spring", first=date(2026, 1, 1), last=date(2026, 12, 31),
        ...     holidays=["2026-02-15..2026-02-23"], make_up=[date(2026, 2, 14), date(2026, 2, 28)],
        ... )
        >>> friday = date(2026, 2, 13)
        >>> str(table.after(friday, 5)), str(WEEKENDS_ONLY.after(friday, 5))
        ('2026-02-27', '2026-02-20')

    Source:
        semantics of working days: Monday to Friday less holidays plus make-up days of a table
        given as data, counted from the day after.
    """

    kind: ClassVar[str] = "workdays"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    first: date | None = None
    last: date | None = None
    holidays: tuple[VagueWindow, ...] = field(default=(), converter=as_tuple)
    make_up: tuple[date, ...] = field(default=(), converter=as_tuple)
    _off: Runs = field(init=False, eq=False, repr=False)
    _on: tuple[int, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        object.__setattr__(self, "_off", _runs(self._known()))
        object.__setattr__(self, "_on", tuple(sorted({day.toordinal() for day in self.make_up})))

    def _known(self) -> list[Window | None]:
        """Give the days of each of the holidays; ``None`` where they are not known."""
        return [None if days.names else days.resolved().certain for days in self.holidays]

    def problems(self) -> Iterator[Problem]:
        """Give days that the table does not cover, unknown ones, and those of two kinds."""
        yield from id_problems(self.id, "id", document=True)
        for given, other in (("first", self.last), ("last", self.first)):
            if getattr(self, given) is None and other is not None:
                yield checks.missing(given)
        yield from checks.in_order(self.first, self.last, "last")
        known = self._known()
        for index, (holiday, days) in enumerate(zip(self.holidays, known, strict=True)):
            path = ("holidays", index)
            if days is None:
                found, expected = holiday.text, Message("expected.known-days")
                yield Problem(code="not-a-window", path=path, found=found, expected=expected)
            elif not (self.covers(days.first) and self.covers(days.last)):
                yield self._uncovered(holiday.text, *path)
        off = _runs(known)
        for index, day in enumerate(self.make_up):
            if not self.covers(day):
                yield self._uncovered(shown(day), "make_up", index)
            elif day.weekday() < _WORKED or _until(off, day.toordinal())[1]:
                expected = Message("expected.make-up-day")
                yield checks.out_of_range(day, expected, ("make_up", index))

    def _uncovered(self, found: str, *path: str | int) -> Problem:
        expected = Message("expected.no-day-covered")
        if self.first is not None and self.last is not None:
            expected = Message("expected.between", least=self.first, most=self.last)
        return Problem(code="out-of-range", path=path, found=found, expected=expected)

    def covers(self, day: date) -> bool:
        """Tell whether the table covers a day."""
        return self.first is not None and self.last is not None and self.first <= day <= self.last

    def works(self, day: date) -> bool:
        """Tell whether a day is a working day; beyond the table those from Monday to Friday are.

        Examples:
            >>> WEEKENDS_ONLY.works(date(2026, 2, 13)), WEEKENDS_ONLY.works(date(2026, 2, 14))
            (True, False)
        """
        number = day.toordinal()
        return self._count(number) > self._count(number - 1)

    def after(self, day: date, n: int) -> date:
        """Give the n-th working day after a day; the day itself for 0, the last of the calendar.

        Args:
            day: The day after which working days are counted, itself a working day or not.
            n: How many working days; 0 or more.

        Raises:
            DocumentError: ``n`` is below 0.

        Examples:
            >>> str(WEEKENDS_ONLY.after(date(2026, 2, 14), 1))
            '2026-02-16'
        """
        reject(checks.at_least(n, 0, "n"))
        return day if n == 0 else self._ranked(self._count(day.toordinal()) + n)

    def before(self, day: date, n: int) -> date:
        """Give the n-th working day before a day; the day itself for 0.

        Args:
            day: The day before which working days are counted, itself a working day or not.
            n: How many working days; 0 or more.

        Raises:
            DocumentError: ``n`` is below 0.

        Examples:
            >>> str(WEEKENDS_ONLY.before(date(2026, 2, 16), 1))
            '2026-02-13'
        """
        reject(checks.at_least(n, 0, "n"))
        return day if n == 0 else self._ranked(self._count(day.toordinal() - 1) - n + 1)

    def nth(self, first: date, last: date, n: int) -> date | None:
        """Give the n-th working day of the days from a first to a last one.

        Args:
            first: The first day.
            last: The last day.
            n: 1 for the first working day, 2 for the second; -1 for the last; never 0.

        Returns:
            The day; ``None`` where there are not so many.

        Raises:
            DocumentError: ``n`` is 0.

        Examples:
            >>> january = date(2026, 1, 1), date(2026, 1, 31)
            >>> str(WEEKENDS_ONLY.nth(*january, -1)), WEEKENDS_ONLY.nth(*january, 23)
            ('2026-01-30', None)
        """
        if n == 0:
            expected = Message("expected.not-nought")
            raise DocumentError([checks.out_of_range(n, expected, ("n",))])
        before, through = self._count(first.toordinal() - 1), self._count(last.toordinal())
        rank = before + n if n > 0 else through + n + 1
        return self._ranked(rank) if before < rank <= through else None

    def told(self, first: date, last: date) -> Message | None:
        """Say that only weekends are known of some of the days from a first to a last one.

        Returns:
            What to say; ``None`` where the table covers all of them.

        Examples:
            >>> WEEKENDS_ONLY.told(date(2026, 2, 13), date(2026, 2, 20)).text("en")
            'weekends only: no table of holidays'
        """
        if self.first is None or self.last is None:
            return Message("workdays.weekends-only")
        if self.covers(first) and self.covers(last):
            return None
        return Message("workdays.beyond", first=self.first, last=self.last)

    def _count(self, number: int) -> int:
        """Count the working days up to the day of a number."""
        off, _ = _until(self._off, number)
        return _weekdays(number) - off + bisect_right(self._on, number)

    def _ranked(self, rank: int) -> date:
        """Give the working day up to which there are so many; the ends of the calendar beyond."""
        # At the earliest were all make-up days before it and no holiday, at the latest the reverse.
        off, _ = _until(self._off, _LAST)
        numbers = range(_weekday(rank - len(self._on)), _weekday(rank + off) + 1)
        number = numbers.start + bisect_left(numbers, rank, key=self._count)
        return date.fromordinal(min(max(number, _FIRST), _LAST))


def _weekday(rank: int) -> int:
    """Give the number of the Monday to Friday up to which there are so many."""
    weeks, days = divmod(rank - 1, _WORKED)
    return weeks * _WEEK + days + 1


def _weekdays(number: int) -> int:
    """Count Mondays to Fridays up to the day of a number; the calendar begins on a Monday."""
    weeks, days = divmod(number, _WEEK)
    return weeks * _WORKED + min(days, _WORKED)


def _runs(windows: Iterable[Window | None]) -> Runs:
    """Give the days of known windows, which may overlap, as runs in their order."""
    runs: list[tuple[int, int, int]] = []
    weekdays = 0
    known = (days for days in windows if days is not None)
    for days in sorted(known, key=lambda days: days.first):
        first, last = days.first.toordinal(), days.last.toordinal()
        if runs:
            first = max(first, runs[-1][1] + 1)
        if first <= last:
            runs.append((first, last, weekdays))
            weekdays += _weekdays(last) - _weekdays(first - 1)
    return tuple(runs)


def _until(runs: Runs, number: int) -> tuple[int, bool]:
    """Count the weekdays in runs up to the day of a number, and tell whether it is in one."""
    index = bisect_right(runs, number, key=itemgetter(0)) - 1
    if index < 0:
        return 0, False
    first, last, before = runs[index]
    return before + _weekdays(min(number, last)) - _weekdays(first - 1), number <= last


#: Monday to Friday, for whoever has no table (只按周末).
WEEKENDS_ONLY: Final = Workdays(id="weekends-only")

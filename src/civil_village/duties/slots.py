"""Slots (时限): the times at which a duty is owed, before anybody asks whether it was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from civil_village.calendar.feasts import LAST_YEAR
from civil_village.calendar.named_years import NamedYears
from civil_village.calendar.recurrences import Recurrence
from civil_village.calendar.time_limits import TimeLimit
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.calendar.windows import Window
from civil_village.calendar.workdays import Workdays

_ONE = timedelta(days=1)


class Slot(NamedTuple):
    """A time in which something is owed: when it opens, and when it is due.

    Each has an earliest and a latest day; they differ where a year is not known or an end is
    open. What is not known at all is the first or the last day of the calendar.
    """

    name: str
    opens: date
    opens_latest: date
    due_earliest: date
    due: date
    #: The last day of the calendar period that it bears the name of; by default the due day.
    ends: date = date.min

    @property
    def exact(self) -> bool:
        """Whether both days are known."""
        return self.opens == self.opens_latest and self.due_earliest == self.due

    @property
    def known(self) -> tuple[date | None, date | None]:
        """The day on which it opens, and on which it is due, where they are known."""
        opens = self.opens if self.opens == self.opens_latest != date.min else None
        due = self.due if self.due == self.due_earliest != date.max else None
        return opens, due

    def surely_open(self, day: date) -> bool:
        """Tell whether it has surely opened by a day."""
        return self.opens_latest <= day

    def late(self, day: date) -> bool | None:
        """Tell whether a day lies after the due day; ``None`` where that is not known.

        Examples:
            >>> slot = slot_of(VagueWindow.parse("2022-06.."), NamedYears())
            >>> slot.late(date(2022, 6, 30)), slot.late(date(2022, 7, 1))
            (False, None)
        """
        if day > self.due:
            return True
        return None if day > self.due_earliest else False

    def moved(self, to: date) -> Slot:
        """Give the same with another due day."""
        return self._replace(due_earliest=to, due=to, opens=min(self.opens, to))


def exact_slot(name: str, opens: date, due: date) -> Slot:
    """Make a slot of two days that are known.

    Examples:
        >>> exact_slot("", date(2024, 1, 1), date(2024, 3, 31)).exact
        True
    """
    return Slot(name, opens, opens, due, due)


def slot_of(window: VagueWindow | None, years: NamedYears) -> Slot:
    """Make the slot of a window; one without a window is open for ever.

    Examples:
        >>> slot = slot_of(VagueWindow.parse("2022-06-mid..2022-07"), NamedYears())
        >>> str(slot.opens), str(slot.due)
        ('2022-06-11', '2022-07-31')
    """
    if window is None:
        return exact_slot("", date.min, date.max)
    found = window.resolved(years)
    return Slot(
        "",
        found.first_earliest or date.min,
        found.first_latest or date.max,
        found.last_earliest or date.min,
        found.last_latest or date.max,
    )


def recurring(
    every: Recurrence,
    first: date,
    through: date,
    *,
    around: TimeLimit | None = None,
    workdays: Workdays,
    within: Slot | None = None,
) -> list[Slot]:
    """Give the slots of what comes again, from the first that falls due on or after a day.

    Args:
        every: How it comes again.
        first: The day.
        through: None opens later.
        around: It may be done so many days before and after.
        workdays: The days on which work is done.
        within: Only what falls due in this time.

    Examples:
        >>> from civil_village.calendar.workdays import WEEKENDS_ONLY
        >>> every, asked = Recurrence(unit="quarter", month=1, day=20), date(2024, 4, 1)
        >>> slots = recurring(every, date(2024, 1, 1), asked, workdays=WEEKENDS_ONLY)
        >>> [(slot.name, str(slot.due)) for slot in slots]
        [('2024-Q1', '2024-01-20'), ('2024-Q2', '2024-04-20')]
    """
    # What falls due later may have opened by then: no period is longer than a year.
    ahead = date.fromordinal(min(through.toordinal() + 366, date.max.toordinal()))
    last = max(through, _told(every, ahead))
    found = []
    for each in every.occurrences(first, last, workdays):
        if within is not None and not within.opens <= each.day <= within.due:
            continue
        if around is None:
            opens, due = min(each.period.first, each.day), each.day
        else:
            opens, due = around.before(each.day, workdays), around.due(each.day, workdays)
        if opens > through:
            continue
        # The year of a feast is that of others, too.
        ends = due if every.feast else each.period.last
        found.append(exact_slot(each.name, opens, due)._replace(ends=ends))
    return found


def comes(every: Recurrence, name: str, first: date, as_of: date) -> bool:
    """Tell whether what comes again has an occurrence of a name in the year of a day, or the next.

    Args:
        every: How it comes again.
        name: The name.
        first: None falls due earlier.
        as_of: The day.

    Examples:
        >>> quarterly, day = Recurrence(unit="quarter"), date(2024, 5, 1)
        >>> [comes(quarterly, name, date(2024, 1, 1), day) for name in ("2025-Q4", "2026-Q1")]
        [True, False]
    """
    first = max(first, date(as_of.year, 1, 1))
    last = _told(every, date(min(as_of.year + 1, date.max.year), 12, 31))
    return first <= last and any(each.name == name for each in every.occurrences(first, last))


def _told(every: Recurrence, last: date) -> date:
    """Give the last day to which one may look ahead: the calendar of feasts ends."""
    return min(last, date(LAST_YEAR, 12, 31)) if every.feast else last


def called(
    calls: Iterable[tuple[str, Window]], limit: TimeLimit, *, before: bool, workdays: Workdays
) -> list[Slot]:
    """Give the slots of what events call for.

    Args:
        calls: The id of each event, and the days on one of which it happened.
        limit: The time that is given.
        before: Whether it must be done so long before the event.
        workdays: The days on which work is done.

    Examples:
        >>> from civil_village.calendar.workdays import WEEKENDS_ONLY
        >>> limit = TimeLimit.parse("5 working days")
        >>> calls = [("e1", Window(date(2026, 2, 13), date(2026, 2, 13)))]
        >>> str(called(calls, limit, before=False, workdays=WEEKENDS_ONLY)[0].due)
        '2026-02-20'
    """
    found = []
    for name, days in calls:
        ends = (days.first, days.last)
        if before:
            first, last = (limit.before(day, workdays) for day in ends)
            found.append(Slot(name, date.min, date.min, first, last))
        else:
            first, last = (limit.due(day, workdays) for day in ends)
            found.append(Slot(name, *ends, first, last))
    return found

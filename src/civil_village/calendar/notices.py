"""Notice (提前通知): how long before a day something must be announced, reported or applied for."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from civil_village.calendar.time_limits import TimeLimit
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.models import Model, model
from civil_village.written_forms import Form


@model(kw_only=True)
class Notice(Model):
    """How long before a day something must be announced (提前通知、事前报备).

    Attributes:
        before: How long; of no time at all, the day itself will do.
        counts: Whether so many ``full`` days lie between the notice and the day, or the ``nth`` day
            before suffices.

    Examples:
        Ten full days after the 1st are the 2nd to the 11th:

        >>> str(Notice(before="10 days").until(date(2026, 3, 12)))
        '2026-03-01'
        >>> str(Notice(before="10 days", counts="nth").until(date(2026, 3, 12)))
        '2026-03-02'

    Source:
        semantics of notice: full days between, or the last of them suffices.
    """

    form: ClassVar[Form] = Form.short("before", kind=TimeLimit, expects="type.notice")
    before: TimeLimit
    counts: Literal["full", "nth"] = "full"

    @property
    def beside(self) -> int:
        """How many days must lie there besides the time itself."""
        return 1 if self.counts == "full" and self.before.number else 0

    def until(self, day: date, workdays: Workdays = WEEKENDS_ONLY) -> date:
        """Give the last day on which it is in time.

        Args:
            day: The day of what is announced.
            workdays: Which days are worked, for a time in working days.
        """
        last = self.before.before(day, workdays).toordinal() - self.beside
        return date.fromordinal(max(last, date.min.toordinal()))

    def opens(self, notice: date, workdays: Workdays = WEEKENDS_ONLY) -> date:
        """Give the first day on which what was announced on a day can be.

        Args:
            notice: The day of the notice.
            workdays: Which days are worked, for a time in working days.
        """
        first = self.before.due(notice, workdays).toordinal() + self.beside
        return date.fromordinal(min(first, date.max.toordinal()))

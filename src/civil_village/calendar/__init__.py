"""Days, spans, periods, windows and recurrences (日历): the arithmetic of dates, never the clock.

Months are counted in `civil_village.calendar.months` alone; what users see is `datetime.date`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.calendar.months import day_of_month
from civil_village.calendar.periods import Period
from civil_village.calendar.spans import Leap, Span
from civil_village.calendar.vague import VagueDate
from civil_village.calendar.windows import Window
from civil_village.public import lazily

__all__ = ["Leap", "Period", "Span", "VagueDate", "Window", "day_of_month"]

if TYPE_CHECKING:
    from civil_village.calendar.feasts import feast_day as feast_day
    from civil_village.calendar.feasts import uncertain as uncertain
    from civil_village.calendar.named_years import NamedYear as NamedYear
    from civil_village.calendar.named_years import NamedYears as NamedYears
    from civil_village.calendar.notices import Notice as Notice
    from civil_village.calendar.recurrences import Recurrence as Recurrence
    from civil_village.calendar.recurrences import RecurrenceDay as RecurrenceDay
    from civil_village.calendar.time_limits import TimeLimit as TimeLimit
    from civil_village.calendar.vague_windows import VagueWindow as VagueWindow
    from civil_village.calendar.vague_windows import WindowBounds as WindowBounds
    from civil_village.calendar.workdays import WEEKENDS_ONLY as WEEKENDS_ONLY
    from civil_village.calendar.workdays import Workdays as Workdays

if not TYPE_CHECKING:
    # What few documents use is loaded when it is asked for.
    __getattr__, __dir__, _ = lazily(__name__)

"""Days, spans and periods (日历): what belongs here is the arithmetic of dates, never the clock.

Months are counted in `civil_village.calendar.months` alone; what users see is `datetime.date`.
"""

from __future__ import annotations

from civil_village import public
from civil_village.calendar.months import day_of_month
from civil_village.calendar.periods import Period
from civil_village.calendar.spans import Leap, Span
from civil_village.calendar.vague import VagueDate
from civil_village.calendar.windows import Window

__all__ = ["Leap", "Period", "Span", "VagueDate", "Window", "day_of_month"]

public.tell(__name__)

"""Calendar spans (日历): what belongs here is the arithmetic of dates, never the clock.

pendulum does the arithmetic and is loaded on first use; what users see is
`datetime.date`.
"""

from __future__ import annotations

from civil_village.calendar.periods import Period
from civil_village.calendar.spans import Leap, Span
from civil_village.calendar.vague import VagueDate

__all__ = ["Leap", "Period", "Span", "VagueDate"]

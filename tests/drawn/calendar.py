"""Strategies for what the calendar answers."""

from datetime import date

from hypothesis import strategies as st

from civil_village.calendar import RecurrenceDay, WindowBounds
from civil_village.problems import DocumentError
from civil_village.testing.strategies import calendar


def recurrence_days() -> st.SearchStrategy[RecurrenceDay]:
    """Draw days on which a recurrence falls due."""
    days = st.dates(date(1950, 1, 1), date(2090, 1, 1))
    return st.builds(lambda rule, day: rule.next_after(day), calendar.recurrences(), days)


def window_bounds() -> st.SearchStrategy[WindowBounds]:
    """Draw the days between which windows begin and end."""
    windows, years = calendar.vague_windows(), calendar.named_years()
    return st.builds(_bounds, windows, years).filter(lambda made: made is not None)


def _bounds(window, years):
    try:
        return window.resolved(years)
    except DocumentError:  # it ends before it begins
        return None

from datetime import date, timedelta

import pytest
from hypothesis import find

from civil_village.calendar import Span
from civil_village.testing import days


@pytest.mark.parametrize("as_of", [date.min, date(2024, 2, 29), date.max])
def test_days_fall_on_both_sides_of_the_ends_of_a_window(as_of):
    window = days(as_of, within=Span(1, "month"))
    start = Span(1, "month").back_from(as_of)
    assert find(window, lambda day: day == as_of) == as_of
    assert find(window, lambda day: day == start) == start
    if start > date.min:
        before = start - timedelta(days=1)
        assert find(window, lambda day: day == before) == before

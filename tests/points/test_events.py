"""Events: what cannot stand in any ledger."""

from datetime import UTC, date, datetime

import pytest

import civil_village as cv


@pytest.mark.parametrize("year", [1, 9999])
def test_an_instant_whose_day_may_lie_outside_of_the_calendar_is_refused(year):
    instant = datetime(year, 6, 1, tzinfo=UTC)
    with pytest.raises(cv.DocumentError) as caught:
        cv.Claim(id="c1", item="help", who="p1", on=date(2024, 3, 1), recorded=instant)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("out-of-range", ("recorded",))
    assert problem.expected.text("en") == "2 to 9998"


@pytest.mark.parametrize("recorded", [date(2024, 3, 1), datetime(2024, 3, 1, 12), None])  # noqa: DTZ001 - it lacks its offset on purpose
def test_an_instant_has_a_time_and_an_offset(recorded):
    with pytest.raises(cv.DocumentError) as caught:
        cv.Object(id="o1", of="c1", on=date(2024, 3, 1), recorded=recorded)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("not-an-instant", ("recorded",))

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
    assert problem.expected.text("en") == "between 2 and 9998"


@pytest.mark.parametrize("recorded", [date(2024, 3, 1), datetime(2024, 3, 1, 12), None])  # noqa: DTZ001 - it lacks its offset on purpose
def test_an_instant_has_a_time_and_an_offset(recorded):
    with pytest.raises(cv.DocumentError) as caught:
        cv.Object(id="o1", of="c1", on=date(2024, 3, 1), recorded=recorded)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("not-an-instant", ("recorded",))


def test_what_is_wrong_with_an_event_of_a_document_is_told_with_its_place():
    text = """{"kind": "ledger", "format": 1, "events": [{"claim": {"id": "c1", "item": "A b",
        "who": "p1", "on": "2024-03-01", "recorded": "2024-03-01T12:00:00+08:00",
        "quantity": -1}}]}"""
    with pytest.raises(cv.DocumentError) as caught:
        cv.loads(text)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("not-an-id", ("events", 0, "claim", "item")),
        ("out-of-range", ("events", 0, "claim", "quantity")),
    ]

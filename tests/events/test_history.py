"""What of a log exists on a day, as known on another, and in which order."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import VagueDate
from civil_village.events import Events, Happening, by_day, by_recording, known_from, visible
from tests.events.invented import Decision

CHINA = timezone(timedelta(hours=8))
#: Half past midnight of the second in China, still the first by universal time.
NIGHT = datetime(2024, 3, 2, 0, 30, tzinfo=CHINA)


def on(day, name="e", hour=None, **more):
    """Give an event of a day of March 2024, recorded on that day at an hour."""
    recorded = None if hour is None else datetime(2024, 3, day, hour, tzinfo=UTC)
    return Happening(**{"id": name, "on": date(2024, 3, day), "recorded": recorded} | more)


def ids(events):
    return [event.id for event in events]


def test_what_is_dated_later_does_not_exist():
    log = Events([on(1, "a"), on(2, "b"), on(3, "c")])
    assert ids(visible(log, as_of=date(2024, 3, 2))) == ["a", "b"]
    assert ids(visible(log, as_of=date(2024, 3, 2), begin=1)) == ["b"]


def test_what_was_recorded_later_is_not_known():
    log = Events([on(1, "a", recorded=NIGHT), on(1, "b", 12)])
    assert ids(visible(log, as_of=date(2024, 3, 9), known=date(2024, 3, 1))) == ["b"]
    assert ids(visible(log, as_of=date(2024, 3, 9), known=date(2024, 3, 2))) == ["a", "b"]


@pytest.mark.parametrize(("zone", "day"), [(None, 2), (CHINA, 2), (UTC, 1)])
def test_an_instant_has_its_day_in_the_zone_or_else_in_its_own_offset(zone, day):
    assert known_from(on(1, recorded=NIGHT), zone) == date(2024, 3, day)


def test_what_does_not_say_when_it_was_recorded_is_known_from_its_day():
    log = Events([on(1, "a"), on(2, "b"), on(3, "c", on=VagueDate("2024-03-late"))])
    assert ids(visible(log, as_of=date(2024, 4, 1), known=date(2024, 3, 2))) == ["a", "b"]
    assert known_from(log[2]) == date(2024, 3, 21)
    assert known_from(Happening(id="e")) == date.min


def test_what_names_no_day_exists_with_what_it_speaks_of():
    decided = [Decision(id=f"d{of}", of=of, recorded=NIGHT) for of in ("a", "nobody")]
    log = Events([*decided, on(5, "a")])
    assert ids(visible(log, as_of=date(2024, 3, 4))) == ["dnobody"]
    assert ids(visible(log, as_of=date(2024, 3, 5))) == ["da", "dnobody", "a"]
    assert ids(visible(log, as_of=date(2024, 3, 5), known=date(2024, 3, 1))) == []


def test_recording_orders_by_instant_then_by_id():
    late, early = on(1, "a", 15), on(9, "b", recorded=datetime(2024, 3, 1, 14, tzinfo=UTC))
    same = on(3, "a1", recorded=early.recorded.astimezone(CHINA))
    assert ids(by_recording([late, early, same])) == ["a1", "b", "a"]
    # Without an instant it is there as its day begins.
    assert ids(by_recording([late, early, on(1, "c"), on(2, "d")])) == ["c", "b", "a", "d"]


def test_days_order_what_was_done_in_time_and_recorded_late():
    done = on(1, "b", recorded=datetime(2024, 3, 9, tzinfo=UTC))
    log = Events([on(2, "a", 8), done, on(1, "c", 8), on(1, "d")])
    assert ids(by_day(log)) == ["d", "c", "b", "a"]


def test_of_one_day_and_instant_the_id_decides():
    assert ids(by_day(Events([on(1, "b", 8), on(1, "a", 8)]))) == ["a", "b"]


def test_what_names_no_day_is_ordered_with_what_it_speaks_of():
    decided = Decision(id="d", of="b", recorded=NIGHT)
    assert ids(by_day(Events([on(3, "c", 1), decided, on(2, "b", 1), on(1, "a", 1)]))) == [
        *("a", "d", "b", "c"),
    ]


happenings = st.lists(
    st.builds(on, st.integers(1, 9), st.integers(0, 99).map("e{}".format), st.none() | st.just(7)),
    unique_by=lambda event: event.id,
)


@given(happenings, st.randoms(use_true_random=False))
def test_both_orders_are_the_same_from_any_arrival(events, chance):
    mixed = list(events)
    chance.shuffle(mixed)
    assert by_recording(mixed) == by_recording(events)
    assert by_day(Events(mixed)) == by_day(Events(events))


@given(happenings, st.dates(date(2024, 2, 28), date(2024, 3, 12)), st.integers(0, 5))
def test_a_later_day_takes_nothing_away(events, day, more):
    log = Events(events)
    now = visible(log, as_of=day, known=day)
    assert [*now] == [e for e in visible(log, as_of=day + timedelta(more)) if e in now]
    assert now == [e for e in events if e.on <= day]

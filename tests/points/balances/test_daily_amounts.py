"""Amounts of every day at once, beside the same amounts added up one by one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from civil_village.points.balances.daily_amounts import DailyAmounts
from tests.points.reading import settled

FIRST = date(2024, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]

days = st.sampled_from(DAYS)
changes = st.tuples(st.integers(-5, 5), days, days | st.just(date.max))


@given(st.lists(changes | days, max_size=12), days, days, st.integers(-9, 9))
def test_levels_are_the_sums_of_what_was_added(steps, first, last, amount):
    levels, marked = DailyAmounts(), set()
    for step in steps:
        if isinstance(step, date):
            levels.mark(step)
            marked.add(step)
        else:
            levels.add(*step)
    added = [step for step in steps if not isinstance(step, date)]
    sums = {day: sum(more for more, begin, end in added if begin <= day <= end) for day in DAYS}
    assert {day: levels.at(day) for day in DAYS} == sums
    assert levels.least(first) == min((sums[d] for d in marked if d >= first), default=None)
    below = [day for day in sorted(marked) if first <= day <= last and sums[day] < amount]
    assert levels.below(amount, first, last) == next(iter(below), None)


def test_the_last_day_of_the_calendar_has_a_level():
    levels = DailyAmounts()
    levels.add(2, date.max)
    levels.mark(date.max)
    assert (levels.at(date.max), levels.least(date.max)) == (2, 2)
    assert levels.below(3, FIRST) == date.max


def test_balances_of_many_days_are_those_of_their_months():
    """Points of a month are gone at its end; what was given back is there from that day on."""
    state = settled(
        """
        accounts:
          exchange: {base: 2, spendable: true, spend_base: false, period: month, carry: none}
        items:
          aid: {to: [exchange], points: 10, caps: [{per: month, points: 15}]}
        rewards:
          soap: {account: exchange, price: 6}
        """,
        """
        c1 claim  aid  h1 2024-01-10
        c2 claim  aid  h1 2024-01-20                       # 5 of 10 below the cap
        r1 redeem soap h1 2024-01-25
        r2 redeem soap h1 2024-01-12 recorded=2024-01-26   # 15 - 6 - 6 = 3 on 25 January
        r3 redeem soap h1 2024-01-22 recorded=2024-01-27   # 3 are left
        b1 return r1 2024-01-28
        k1 check  h1 exchange 12 2024-01-11 recorded=2024-02-01
        k2 check  h1 exchange  6 2024-01-12 recorded=2024-02-02
        k3 check  h1 exchange  5 2024-01-25 recorded=2024-02-03
        k4 check  h1 exchange 11 2024-01-28 recorded=2024-02-04
        k5 check  h1 exchange  2 2024-02-01 recorded=2024-02-05
        """,
        "2024-12-31",
    )
    assert [redemption.granted for redemption in state.redemptions] == [True, True, False]
    assert state.problems == ()

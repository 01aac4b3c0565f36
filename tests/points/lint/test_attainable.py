"""How much items, caps and accounts can come to: counted by hand, and against random books."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import Period, Span
from civil_village.curves.curve import (
    Bracket,
    Brackets,
    Knot,
    Linear,
    PerUnit,
    Shortfall,
    Step,
    Steps,
)
from civil_village.points import (
    Account,
    ByHand,
    Cap,
    Carry,
    Delegated,
    Item,
    Judgment,
    Measured,
    Policy,
    Repeat,
    Slots,
    Targets,
)
from civil_village.points.lint.attainable import Reach, claim_least, claim_most, climbs, windows
from civil_village.quantities.rounding import Rounding

YEAR, MONTH, WEEK, DAY = (Period(unit=unit) for unit in ("year", "month", "week", "day"))
QUARTER, EVER, ACT = (Period(unit=unit) for unit in ("quarter", "ever", "act"))
OWN_YEAR = Period(unit="year", starts="01-10")
CLOSED = Period(unit="month", closes=25)
ROLLING = Period(rolling=Span(30, "day"))


def yearly(keep):
    """Give what an account of a year says, with what it keeps into the next."""
    return {"period": YEAR, "carry": Carry(keep=keep)}


def item(points=None, *, to=("credit",), **more):
    return Item(to=Targets(dict.fromkeys(to, 1)), points=points, **more)


def cap(per=YEAR, **more):
    return Cap(per=per, **more)


def reach(*items, credit=None, **more):
    """Give the reach of a policy with items a, b, c … and one account."""
    named = dict(zip("abcdef", items, strict=False))
    accounts = {"credit": credit or Account(**yearly("none"))} | more.pop("accounts", {})
    return Reach(Policy(id="demo", accounts=accounts, items=named, **more))


# Periods ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "outer", "most"),
    [
        (MONTH, YEAR, 12),
        (QUARTER, YEAR, 4),
        (DAY, YEAR, 366),
        (WEEK, YEAR, 54),
        (YEAR, MONTH, 1),
        (YEAR, DAY, 1),
        (MONTH, WEEK, 2),
        (EVER, YEAR, 1),
        (EVER, None, 1),
        (YEAR, None, None),
        (ACT, YEAR, None),
        (YEAR, ACT, None),
        (ACT, ACT, 1),
        (OWN_YEAR, YEAR, 3),
        (ROLLING, YEAR, 13),
    ],
)
def test_so_many_periods_touch_another(inner, outer, most):
    assert windows(inner, outer) == most


PERIODS = [YEAR, MONTH, WEEK, DAY, QUARTER, OWN_YEAR, CLOSED]


@given(
    st.sampled_from(PERIODS), st.sampled_from(PERIODS), st.dates(date(1990, 1, 1), date(2060, 1, 1))
)
def test_never_do_more_periods_touch_another_than_is_said(inner, outer, day):
    around = outer.around(day)
    length = (around.last - around.first).days + 1
    days = (around.first + timedelta(days=n) for n in range(length))
    assert len({inner.around(each) for each in days}) <= windows(inner, outer)


# Curves and claims --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("curve", "rise", "fall"),
    [
        (Steps([Step(from_=0, give=1), Step(above=0, give=3), Step(from_=9, give=2)]), 2, 1),
        (Linear([Knot(at=-1, give=4), Knot(at=1, give=0), Knot(at=2, give=5)]), 5, 2),
        (PerUnit(give=2), None, 0),
        (PerUnit(give=2, most=7), 7, 0),
        (PerUnit(give=-2), 0, None),
        (PerUnit(give=0), 0, 0),
        (Brackets([Bracket(to=10, per=1, give=1), Bracket(per=2, give=1)]), None, 0),
        (Brackets([Bracket(to=10, per=1, give=1, most=4), Bracket(per=2, give=1, most=3)]), 7, 0),
        (Brackets([Bracket(to=10, per=5, give=-1)]), 0, 2),
        (Brackets([Bracket(per=1, give=-1, most=-6)]), 0, 6),
        (Shortfall(full=5, target=1, lose=1), 5, 0),
    ],
)
def test_a_curve_climbs_and_falls_so_much_from_0_on(curve, rise, fall):
    assert climbs(curve) == (rise, fall)


def test_a_claim_counts_with_factors_rounding_and_persons():
    twice = Repeat(per=YEAR, factors=[1, 2])
    assert claim_most(item(-5, repeat=twice), -1) == 10
    assert claim_most(item(0.4, round=Rounding(step=1)), 1) == 0
    assert claim_most(item(5, each="person"), 1) is None
    by_hand = item(by_hand=ByHand(least=-100, most=60), approval=["council"])
    assert [claim_most(by_hand, sign) for sign in (1, -1)] == [60, 100]
    assert [claim_least(each) for each in (item(-5, repeat=twice), by_hand)] == [5, 0]


# Accounts -----------------------------------------------------------------------------


def test_a_year_of_twelve_monthly_caps_is_the_most_that_is_gained():
    # 12 x 5 of the first, 2 x 3 of the second
    found = reach(item(5, caps=[cap(MONTH, count=1)]), item(3, caps=[cap(count=2)]))
    assert found.balance("credit") == (0, 66)


def test_caps_over_class_and_all_bound_what_their_items_give_together():
    lists = [item(5, class_="x", caps=[cap(count=4)]), item(3, class_="x", caps=[cap(count=9)])]
    assert reach(*lists).moved("credit", 1) == 47
    of_class = Cap(of="class", name="x", per=QUARTER, points=10)
    assert reach(*lists, caps=[of_class]).moved("credit", 1) == 40
    assert (
        reach(*lists, caps=[of_class, Cap(of="all", per=YEAR, points=35)]).moved("credit", 1) == 35
    )


def test_a_cap_of_each_place_or_of_each_member_of_a_household_bounds_nobody():
    for each, charge in (("place", "actor"), ("member", "household"), ("member", "head")):
        loose = item(5, charge=charge, caps=[cap(count=1, each=each)])
        assert reach(loose).moved("credit", 1) is None
    assert reach(item(5, caps=[cap(count=1, each="member")])).moved("credit", 1) == 5


def test_what_goes_past_the_caps_leaves_a_balance_without_an_end():
    capped = item(5, caps=[cap(count=1)])
    assert (
        reach(capped, delegated=Delegated(gains=Slots(count=1, most=1))).moved("credit", 1) is None
    )
    judged = {"direct": Judgment(account="credit", reads=0, repair="a")}
    assert reach(capped, judgments=judged).moved("credit", 1) is None


@pytest.mark.parametrize(
    ("account", "least", "greatest"),
    [
        (Account(**yearly("none")), -8, 5),
        (Account(**yearly("debts")), None, 5),
        (Account(**yearly("all")), None, None),
        (Account(), None, None),
        (Account(base=100, floor=60, **yearly("none")), 92, 105),
        (Account(base=100, floor=95, **yearly("none")), 95, 105),
        (Account(base=100, floor=60), 60, None),
        (Account(base=100, up_only=True), 100, None),
        (Account(spendable=True, **yearly("none")), None, 5),
        (Account(**yearly("none"), late="posting_period"), None, None),
    ],
)
def test_carry_floor_and_direction_bound_a_balance(account, least, greatest):
    gain, loss = item(5, caps=[cap(count=1)]), item(-4, caps=[cap(points=8)])
    assert reach(gain, loss, credit=account).balance("credit") == (least, greatest)


def test_a_running_total_ends_where_its_curve_does():
    steps = Steps([Step(from_=4, give=1), Step(from_=10, give=2)])
    hours = {"curve": steps, "per": Measured(quantity="hours", over=QUARTER)}
    assert reach(item(**hours)).moved("credit", 1) == 8
    assert reach(item(**hours, round=Rounding(step=Decimal("0.5")))).moved("credit", 1) is None
    each = {"curve": steps, "per": Measured(quantity="hours")}
    assert reach(item(**each)).moved("credit", 1) is None
    assert reach(item(**each, caps=[cap(count=3)])).moved("credit", 1) == 6


def test_a_factor_of_an_account_multiplies_what_reaches_it():
    half = Item(to=Targets({"credit": 0.5}), points=10, caps=[cap(points=30)])
    assert reach(half).moved("credit", 1) == 15

"""What a redemption needs, what it is refused for, and what a merge leaves of it."""

import pytest

from tests.points.reading import codes, refusals, settled

SHOP = """
accounts:
  exchange: {spendable: true}
items:
  aid: {to: [exchange], points: 10}
  fine: {to: [exchange], points: -15}
rewards:
  soap: {account: exchange, price: 10, stock: 1}
  tea: {account: exchange, price: 3}
"""


def with_account(text):
    return SHOP.replace("spendable: true", f"spendable: true, {text}")


# Points that are there -------------------------------------------------------------------


@pytest.mark.parametrize("account", ["overdrawn: debt", "floor: 0", "floor: -5"])
def test_points_are_not_spent_twice_by_a_redemption_that_is_dated_back(account):
    state = settled(
        with_account(account),
        """
        c1 claim  aid  h1 2024-01-01
        r1 redeem soap h1 2024-02-01
        r2 redeem tea  h1 2024-01-15 recorded=2024-02-02  # 10 are spent on 1 February
        """,
        "2024-12-31",
    )
    assert state.balance("h1", "exchange") == 0
    assert [r.granted for r in state.redemptions] == [True, False]
    assert refusals(state, "r2") == ["refused.short"]


def test_a_redemption_that_is_dated_back_is_granted_where_later_ones_stay_paid():
    state = settled(
        SHOP,
        """
        c1 claim  aid  h1 2024-01-01
        c2 claim  aid  h1 2024-01-20
        r1 redeem soap h1 2024-02-01
        r2 redeem tea  h1 2024-01-15 recorded=2024-02-02  # 10 - 3 + 10 - 10 = 7
        """,
        "2024-12-31",
    )
    assert state.balance("h1", "exchange") == 7


def test_what_the_floor_keeps_cannot_be_spent():
    rules = with_account("base: 12, spend_base: true, floor: 12")
    for count, granted in ((3, True), (4, False)):
        state = settled(
            rules,
            f"""
            c1 claim  aid h1 2024-01-01
            r1 redeem tea h1 2024-01-02 count={count}
            """,
            "2024-12-31",
        )
        # 22 - 12 = 10 can be spent: 9 of them, not 12.
        assert state.redemption("r1").granted is granted


def test_a_base_that_is_not_redeemable_buys_nothing():
    rules = with_account("base: 100, spend_base: false")
    table = "c1 claim aid h1 2024-01-01\nr1 redeem tea h1 2024-01-02 count={}"
    assert settled(rules, table.format(3), "2024-12-31").balance("h1", "exchange") == 101
    short = settled(rules, table.format(4), "2024-12-31")
    assert refusals(short, "r1") == ["refused.short"]
    assert short.redemption("r1").refusals[0].arguments["lacks"] == 2


def test_a_base_that_is_redeemable_is_spent_after_what_was_earned():
    rules = with_account("base: 100, spend_base: true")
    table = "c1 claim aid h1 2024-01-01\nr1 redeem tea h1 2024-01-02 count={}"
    parts = settled(rules, table.format(4), "2024-12-31").parts("h1", "exchange")
    assert (parts["base"], parts["earned"], parts["spent"]) == (98, 0, 12)
    parts = settled(rules, table.format(3), "2024-12-31").parts("h1", "exchange")
    assert (parts["base"], parts["earned"], parts["spent"]) == (100, 1, 9)


# Voids of what is spent ------------------------------------------------------------------

SPENT = """
c1 claim  aid  h1 2024-01-01
r1 redeem soap h1 2024-02-01
v1 void   c1 recorded=2024-03-01
"""


def test_a_void_after_spending_leaves_a_debt():
    state = settled(SHOP, SPENT, "2024-12-31")
    assert (state.balance("h1", "exchange"), codes(state)) == (-10, [])


def test_a_debt_goes_down_to_the_floor():
    state = settled(with_account("floor: -4"), SPENT, "2024-12-31")
    assert state.balance("h1", "exchange") == -4


@pytest.mark.parametrize(
    "account", ["floor: 0", "floor: -4", "base: 100, spend_base: false", "base: 0"]
)
def test_a_void_of_what_is_spent_may_be_refused(account):
    state = settled(with_account(account + ", overdrawn: refuse"), SPENT, "2024-12-31")
    assert codes(state) == [("void-of-spent", "v1")]
    assert state.posting("c1").status == "counts"
    assert state.parts("h1", "exchange")["earned"] == 0


def test_a_void_is_refused_where_a_redemption_in_between_would_lack_points():
    state = settled(
        with_account("overdrawn: refuse"),
        SPENT.replace("v1", "c2 claim aid h1 2024-02-10\nr2 redeem tea h1 2024-02-11\nv1"),
        "2024-12-31",
    )
    assert codes(state) == [("void-of-spent", "v1")]


def test_where_nothing_was_spent_every_void_is_taken():
    state = settled(
        with_account("overdrawn: refuse"),
        """
        f1 claim fine h1 2024-01-01
        f2 claim fine h1 2024-01-02
        c1 claim aid  h1 2024-01-03
        v1 void  f1 recorded=2024-01-04   # -15 + 10: less of a debt than before
        v2 void  c1 recorded=2024-01-05   # nothing of it was spent
        """,
        "2024-12-31",
    )
    assert (state.balance("h1", "exchange"), codes(state)) == (-15, [])


def test_a_void_of_what_is_left_is_taken():
    state = settled(
        with_account("overdrawn: refuse"),
        "c2 claim aid h1 2024-01-01" + SPENT,
        "2024-12-31",
    )
    assert (state.balance("h1", "exchange"), codes(state)) == (0, [])

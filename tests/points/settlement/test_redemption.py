"""What a redemption needs, what it is refused for, and what a merge leaves of it."""

import pytest

from civil_village.problems import DocumentError
from tests.points.reading import codes, ledger, refusals, roster, settled

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
    assert refusals(state, "r2") == ["refused.short-of"]


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


def test_a_redemption_that_is_dated_back_is_told_what_later_ones_have_left():
    state = settled(
        SHOP,
        """
        c1 claim  aid  h1 2024-01-01
        r1 redeem tea  h1 2024-02-01
        r2 redeem soap h1 2024-01-15 recorded=2024-02-02  # of 10, 3 are spent on 1 February
        """,
        "2024-12-31",
    )
    (refusal,) = state.redemption("r2").refusals
    assert refusal.text("en") == (
        "10 needed, 7 redeemable, 3 lacking (the rest was redeemed since)"
    )


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
    (refusal,) = short.redemption("r1").refusals
    assert refusal.arguments["lacks"] == 2
    assert refusal.text("en") == (
        "12 needed, 10 redeemable, 2 lacking (the balance is 110; the base of 100 buys nothing)"
    )


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


# Stock, windows, limits --------------------------------------------------------------------

RICH = """
accounts: {yuan: {spendable: true}}
items: {aid: {to: [yuan], points: 100}, pay: {to: [yuan], points: 5}}
rewards:
  bar: {account: yuan, price: 1, stock: 2}
  open: {account: yuan, price: 1, open: [{from: 2024-05-01, until: 2024-05-10}, {from: 2024-07-01, until: 2024-07-31}]}
  feast: {account: yuan, price: 1, open: [{from: 2020-12-20, until: 2021-01-05, yearly: true}]}
  subject: {account: yuan, price: 1, limits: [{each: subject, per: month, count: 2}]}
  household: {account: yuan, price: 3, limits: [{each: household, per: quarter, points: 6}]}
  village: {account: yuan, price: 1, limits: [{each: all, per: year, count: 3}]}
  once: {account: yuan, price: 1, limits: [{per: act, count: 2}]}
  rolling: {account: yuan, price: 1, limits: [{per: {rolling: 10 days}, count: 2}]}
"""
RICH_LEDGER = "a claim aid h1 2024-01-01\nb claim aid h2 2024-01-01\nc claim aid h3 2024-01-01\n"


def outcomes(table, rules=RICH, as_of="2030-12-31", of=None):
    """Give the reasons of each redemption, by ids; nothing where it was granted."""
    found = settled(rules, RICH_LEDGER + table, as_of, of=of).redemptions
    reasons = {one.id: [m.key.removeprefix("refused.") for m in one.refusals] for one in found}
    return [tuple(reasons[name]) for name in sorted(reasons)]


def test_of_two_sales_of_the_last_piece_a_merge_says_which_is_short():
    ours = ledger(RICH_LEDGER + "r1 redeem bar h1 2024-03-01\nr2 redeem bar h1 2024-03-02")
    theirs = ledger(
        RICH_LEDGER + "\n\n\nr1 redeem bar h1 2024-03-01\n\n\nr3 redeem bar h2 2024-03-02"
    )
    for book in (ours, theirs):
        alone = settled(RICH, book, "2024-12-31")
        assert (alone.stock("bar"), alone.problems) == (0, ())
    theirs = ledger(RICH_LEDGER).add(*theirs.events[-1:])
    both = settled(RICH, ours.merge(theirs), "2024-12-31")
    assert refusals(both, "r3") == ["refused.stock-after"]
    assert both.redemption("r3").refusals[0].arguments["other"] == "r2"
    assert codes(both) == [("short-of-stock", "r3")]
    assert both.stock("bar") == 0
    assert settled(RICH, theirs.merge(ours), "2024-12-31").problems == both.problems


def test_a_merge_of_what_both_have_counts_a_redemption_once():
    book = ledger(RICH_LEDGER + "r1 redeem bar h1 2024-03-01")
    state = settled(RICH, book.merge(book).add(*book.events), "2024-12-31")
    assert (state.balance("h1", "yuan"), state.stock("bar")) == (99, 1)


def test_an_earlier_sale_that_is_recorded_later_does_not_take_the_piece_of_a_later_one():
    table = "r redeem bar h1 2024-03-10 count=2\ns redeem bar h2 2024-03-01 recorded=2024-03-11"
    assert outcomes(table) == [(), ("stock-after",)]


def test_more_than_there_ever_was_is_no_conflict():
    table = "r redeem bar h1 2024-03-10 count=3"
    assert outcomes(table) == [("stock",)]
    assert codes(settled(RICH, RICH_LEDGER + table, "2024-12-31")) == []


def test_returns_and_restocking_bring_stock_from_their_days_on():
    table = """
    r redeem  bar h1 2024-03-01 count=2
    s return  r      2024-03-05
    t redeem  bar h2 2024-03-04 recorded=2024-03-06
    u redeem  bar h2 2024-03-05 recorded=2024-03-06 count=2
    v restock bar 3  2024-04-02 recorded=2024-04-01
    w redeem  bar h2 2024-04-01 recorded=2024-04-02
    x redeem  bar h2 2024-04-02 recorded=2024-04-03
    """
    assert outcomes(table) == [(), ("stock-after",), (), ("stock-after",), ()]
    days = "2024-02-28", "2024-03-01", "2024-03-05", "2024-04-01", "2024-04-02"
    stocks = [settled(RICH, RICH_LEDGER + table, day).stock("bar") for day in days]
    assert stocks == [2, 0, 0, 0, 2]
    assert settled(RICH, RICH_LEDGER + table, "2024-12-31").stock("open") is None
    assert settled(RICH, "", "2024-12-31").stock("bar") == 2
    assert settled(RICH, "", "2024-12-31").stock("nothing") is None


def test_no_pieces_are_counted_before_the_policy_begins():
    rules = RICH + "from: 2024-01-01\n"
    stocks = [settled(rules, "", day).stock("bar") for day in ("2023-12-31", "2024-01-01")]
    assert stocks == [None, 2]


def test_a_restocking_is_taken_back_unless_its_pieces_are_gone():
    table = "r restock bar 1 2024-03-01\ns redeem bar h1 2024-03-02 count={}\nv void r recorded=2024-03-03"
    taken = settled(RICH, RICH_LEDGER + table.format(2), "2024-12-31")
    assert (taken.stock("bar"), codes(taken)) == (0, [])
    kept = settled(RICH, RICH_LEDGER + table.format(3), "2024-12-31")
    assert (kept.stock("bar"), codes(kept)) == (0, [("void-of-spent", "v")])


def test_rewards_are_open_on_the_days_of_their_windows():
    days = ["04-30", "05-01", "05-10", "05-11", "06-30", "07-01", "07-31", "08-01"]
    table = "\n".join(f"r{n} redeem open h1 2024-{day}" for n, day in enumerate(days))
    wait, never = ("closed-until",), ("closed",)
    assert outcomes(table) == [wait, (), (), wait, wait, (), (), never]
    state = settled(RICH, RICH_LEDGER + table, "2030-12-31")
    following = [state.redemption(name).refusals[0].arguments["next"] for name in ("r0", "r3")]
    assert [str(day) for day in following] == ["2024-05-01", "2024-07-01"]


def test_a_yearly_window_goes_over_the_new_year():
    days = ["2024-12-19", "2024-12-20", "2024-12-31", "2025-01-01", "2025-01-05", "2025-01-06"]
    table = "\n".join(f"r{n} redeem feast h1 {day}" for n, day in enumerate(days))
    assert [bool(one) for one in outcomes(table)] == [True, False, False, False, False, True]


@pytest.mark.parametrize("years", [(2020, 2021), (2030, 2031)])
def test_a_yearly_window_opens_next_on_its_day_of_this_year(years):
    first, last = years
    rules = SHOP + (
        "  cake: {account: exchange, price: 1, open: "
        f"[{{from: {first}-12-20, until: {last}-01-05, yearly: true}}]}}\n"
    )
    state = settled(rules, "r1 redeem cake h1 2024-06-01", "2024-12-31")
    (refusal, *_) = state.redemption("r1").refusals
    assert str(refusal.arguments["next"]) == "2024-12-20"


def test_limits_of_a_subject_a_household_and_all():
    of = roster("h1 household=a", "h2 household=a", "h3 household=b")
    table = """
    a1 redeem subject   h1 2024-03-30 count=2
    a2 redeem subject   h1 2024-03-31            # a third in March
    a3 redeem subject   h2 2024-03-31
    a4 redeem subject   h1 2024-04-01
    b1 redeem household h1 2024-03-30
    b2 redeem household h2 2024-03-30
    b3 redeem household h1 2024-03-31            # 9 of 6 points in the quarter
    b4 redeem household h3 2024-03-31
    b5 redeem household h1 2024-04-01
    c1 redeem village   h1 2024-03-30 count=2
    c2 redeem village   h3 2024-04-01 count=2    # a fourth in the year
    c3 redeem village   h3 2024-12-31
    c4 redeem village   h3 2025-01-01
    d1 redeem once      h1 2024-03-30 count=3
    d2 redeem once      h1 2024-03-30 count=2
    d3 redeem once      h1 2024-03-30 count=2
    """
    limit = ("limit",)
    assert outcomes(table, of=of) == [
        *[(), limit, (), ()],
        *[(), (), limit, (), ()],
        *[(), limit, (), ()],
        *[limit, (), ()],
    ]
    told = settled(RICH, RICH_LEDGER + table, "2030-01-01", of=of).redemption("c2").refusals[0]
    assert (told.arguments["used"], told.arguments["left"]) == (2, 1)


def test_limits_of_days_that_roll():
    table = """
    r1 redeem rolling h1 2024-03-01
    r2 redeem rolling h1 2024-03-10
    r3 redeem rolling h1 2024-03-10
    r4 redeem rolling h1 2024-03-11
    r5 redeem rolling h1 2024-03-05 recorded=2024-03-12
    """
    assert outcomes(table) == [(), (), ("limit",), (), ("limit",)]


def test_what_is_given_back_uses_up_no_limit():
    table = """
    r1 redeem subject h1 2024-03-01 count=2
    r2 return r1         2024-03-05
    r3 redeem subject h1 2024-03-06 count=2
    r4 redeem rolling h1 2024-03-01 count=2
    r5 return r4         2024-03-05
    r6 redeem rolling h1 2024-03-06 count=2
    """
    assert outcomes(table) == [(), (), (), ()]


def test_what_is_wrong_with_returns_and_rewards_is_a_problem():
    table = """
    r1 redeem bar    h1 2024-03-01
    r2 return r1        2024-02-01 recorded=2024-03-02
    r3 return r1        2024-03-03
    r4 return r1        2024-03-04
    r5 redeem car    h1 2024-03-05
    r6 restock car 3    2024-03-05
    r7 void   r1        recorded=2024-03-06
    r8 redeem bar    h1 2024-03-07 count=9
    r9 return r8        2024-03-08
    """
    assert codes(settled(RICH, RICH_LEDGER + table, "2024-12-31")) == [
        ("return-before", "r2"),
        ("nothing-to-return", "r4"),
        ("unknown-reward", "r5"),
        ("unknown-reward", "r6"),
        ("void-of-redemption", "r7"),
        ("nothing-to-return", "r9"),
    ]


def test_every_reason_of_a_refusal_is_given():
    rules = RICH.replace(
        "{account: yuan, price: 1, stock: 2}",
        """
    {account: yuan, price: 1, stock: 2, open: [{from: 2024-05-01, until: 2024-05-10}],
     limits: [{per: year, count: 1}], requires: "yuan > 500"}""",
    )
    table = "r1 redeem bar h1 2024-03-01 count=3"
    assert outcomes(table, rules=rules) == [("closed-until", "needs", "limit", "stock")]


# Amounts -----------------------------------------------------------------------------------

PAYOUT = """
accounts: {yuan: {spendable: true}}
items: {aid: {to: [yuan], points: 1000}}
rewards:
  money: {account: yuan, payout: {unit: 元, rate: 0.1, %s}%s}
"""


def payout(amount, what, limits=""):
    rules = PAYOUT % (what, limits and f", limits: [{limits}]")
    table = f"a claim aid h1 2024-01-01\nr0 redeem money h1 2024-02-01 amount=20\nr redeem money h1 2024-02-02 {amount}"
    told = settled(rules, table, "2024-12-31").redemption("r")
    return [m.key.removeprefix("refused.") for m in told.refusals] or (told.amount, told.cost)


@pytest.mark.parametrize(
    ("amount", "what", "found"),
    [
        # 0.1 yuan a point: 45 yuan are 450 points.
        ("amount=45", "notes: [20, 5]", (45, 450)),
        ("amount=47", "notes: [20, 5]", ["unfit"]),
        ("amount=47", "notes: [20, 5], unfit: part", (45, 450)),
        ("amount=4", "notes: [20, 5], unfit: part", ["too-little"]),
        ("amount=45", "step: 10", ["unfit"]),
        ("amount=45", "step: 10, unfit: part", (40, 400)),
        ("amount=9", "least: 10", ["too-little"]),
        ("amount=10", "least: 10", (10, 100)),
        ("amount=80", "least: 10", (80, 800)),
        ("amount=81", "least: 10", ["short"]),  # 1000 - 200
        ("", "least: 10", ["amount-missing"]),
    ],
)
def test_amounts_are_paid_in_steps_and_notes(amount, what, found):
    assert payout(amount, what) == found


@pytest.mark.parametrize(
    ("amount", "what", "limits", "found"),
    [
        # 20 of the month are paid already.
        ("amount=30", "least: 0", "{per: month, amount: 50}", (30, 300)),
        ("amount=31", "least: 0", "{per: month, amount: 50}", ["limit"]),
        ("amount=31", "unfit: part", "{per: month, amount: 50}", (30, 300)),
        ("amount=31", "unfit: part, notes: [20]", "{per: month, amount: 50}", (20, 200)),
        ("amount=31", "unfit: part", "{per: month, points: 450}", (25, 250)),
        # Nothing is left: the limit is the reason, not the least amount.
        ("amount=31", "unfit: part", "{per: month, amount: 20}", ["limit"]),
        ("amount=31", "unfit: part", "{per: month, points: 200}", ["limit"]),
        ("amount=31", "unfit: part, notes: [20]", "{per: month, amount: 30}", ["limit"]),
        # 5 are left, of which nothing can be handed out: both are.
        (
            "amount=31",
            "unfit: part, least: 10",
            "{per: month, amount: 25}",
            ["too-little", "limit"],
        ),
        ("amount=3", "unfit: part, step: 5", "{per: month, amount: 50}", ["too-little"]),
        ("amount=5", "least: 0", "{per: month, count: 1}", ["limit"]),
    ],
)
def test_what_exceeds_a_limit_is_refused_whole_or_given_in_part(amount, what, limits, found):
    made = payout(amount, what, limits)
    assert made[:1] == found[:1] if isinstance(made, list) else made == found


def test_an_amount_of_a_good_is_refused():
    assert outcomes("r redeem bar h1 2024-03-01 amount=5") == [("no-amount",)]


@pytest.mark.parametrize(
    ("returns", "parts"),
    # In the year of the redemption 10 - 10; carried none; the return in 2025 gives 10 of 2025
    # or undoes what was in 2024.
    [("own_period", (0, 0)), ("new_period", (10, -10))],
)
def test_a_return_in_a_new_period_undoes_the_old_or_gives_points_of_the_new(returns, parts):
    rules = f"""
    accounts: {{yuan: {{spendable: true, period: year, carry: none}}}}
    items: {{aid: {{to: [yuan], points: 10}}}}
    rewards: {{soap: {{account: yuan, price: 10, stock: 1, returns: {returns}}}}}
    """
    table = """
    a claim  aid  h1 2024-03-01
    r redeem soap h1 2024-04-01
    t return r       2025-02-01
    """
    state = settled(rules, table, "2025-12-31")
    found = state.parts("h1", "yuan")
    assert (found["earned"], found["spent"]) == parts
    assert (state.stock("soap"), str(state.redemption("r").returned)) == (1, "2025-02-01")
    assert settled(rules, table, "2024-12-31").balance("h1", "yuan") == 0


def test_a_void_from_a_later_day_on_is_refused_too_where_its_points_are_spent():
    table = SPENT.replace("void   c1", "void   c1 on=2024-03-01")
    state = settled(with_account("overdrawn: refuse"), table, "2024-12-31")
    assert (state.balance("h1", "exchange"), codes(state)) == (0, [("void-of-spent", "v1")])


# Every reason, and the right one ---------------------------------------------------------------

STORE = """
accounts:
  credit: {base: 60, spendable: true, spend_base: false, label: {zh: 兑换积分, en: points}}
  plain: {spendable: true}
  honour: {}
items:
  up: {to: [credit, plain, honour], points: 18}
  down: {to: [credit, plain], points: -30}
  slow: {to: [plain], points: 7, approval: [council]}
rewards:
  tea: {account: credit, price: 1}
  bar: {account: plain, price: 1, stock: 10}
  fund: {account: plain, payout: {unit: 元, rate: 10, unfit: part}, limits: [{per: month, amount: 300}]}
"""


def reasons(table, name, lang="en", rules=STORE):
    told = settled(rules, table, "2024-12-31").redemption(name)
    return [refusal.text(lang) for refusal in told.refusals]


def test_a_refusal_says_what_is_redeemable_and_that_the_base_is_not():
    table = "a claim down h1 2024-01-01\nr redeem tea h1 2024-01-02"
    assert reasons(table, "r") == [
        "1 needed, 0 redeemable, 31 lacking (the balance is 30; the base of 60 buys nothing)"
    ]
    assert reasons(table, "r", "zh") == [
        "需要 1 分，可兑 0 分，还差 31 分（余额 30 分；基础分 60 分不可兑换）"
    ]


def test_a_debt_is_told_as_the_balance():
    table = "a claim down h1 2024-01-01\nr redeem bar h1 2024-01-02"
    assert reasons(table, "r") == ["1 needed, 0 redeemable, 31 lacking (the balance is -30)"]


def test_a_limit_that_is_used_up_is_the_reason_and_not_the_least_amount():
    table = """
    a claim  up   h1 2024-01-01
    b claim  up   h1 2024-01-02
    q redeem fund h1 2024-01-03 amount=300
    r redeem fund h1 2024-01-04 amount=50
    """
    assert reasons(table, "q") == []
    assert reasons(table, "r") == [
        "at most 300 a month for each subject: 300 used, 50 wanted, 0 left"
    ]


def test_points_and_stock_that_lack_are_both_told():
    table = """
    a claim  up  h1 2024-01-01
    b claim  up  h2 2024-01-01
    q redeem bar h2 2024-01-02
    r redeem bar h1 2024-01-03 count=20
    s redeem bar h1 2024-01-03 count=10
    """
    assert reasons(table, "r") == [
        "9 in stock, 20 wanted",
        "20 needed, 18 redeemable, 2 lacking",
    ]
    # Ten there would have been, but for the one that is gone.
    assert reasons(table, "s") == ["9 in stock, 10 wanted; q came before"]
    assert codes(settled(STORE, table, "2024-12-31")) == [("short-of-stock", "s")]


def test_a_limit_and_points_that_lack_are_both_told():
    table = "a claim up h1 2024-01-01\nr redeem fund h1 2024-01-04 amount=250"
    assert reasons(table, "r") == ["25 needed, 18 redeemable, 7 lacking"]
    whole = STORE.replace("unfit: part", "unfit: whole")
    assert reasons(table.replace("250", "310"), "r", rules=whole) == [
        "at most 300 a month for each subject: 0 used, 310 wanted, 300 left",
        "31 needed, 18 redeemable, 13 lacking",
    ]


def test_a_limit_of_a_period_of_its_own_names_its_days():
    rules = STORE.replace("per: month", "per: {unit: month, closes: 20}")
    table = "a claim up h1 2024-01-01\nr redeem fund h1 2024-02-21 amount=500"
    whole = rules.replace("unfit: part", "unfit: whole")
    (said, _) = reasons(table, "r", rules=whole)
    assert said.startswith("at most 300 a month (2024-02-21 to 2024-03-20) for each subject")


# What is redeemable ----------------------------------------------------------------------------


def redeemable(table, account, *, rules=STORE, who="h1", day="2024-12-31"):
    told = settled(rules, table, day).redeemable(who, account)
    return told.points, told.balance, [reason.text("en") for reason in told.because]


GAIN = "a claim up h1 2024-01-01"


@pytest.mark.parametrize(
    ("more", "account", "expected"),
    [
        ("", "plain", (18, 18, [])),
        ("", "credit", (18, 78, ["the balance is 78", "the base of 60 buys nothing"])),
        ("", "honour", (0, 18, ["the account buys nothing"])),
        ("b claim slow h1 2024-02-01", "plain", (18, 18, ["7 are pending"])),
        ("b redeem bar h1 2024-02-01 count=5", "plain", (13, 13, [])),
        ("b claim down h1 2024-02-01", "plain", (0, -12, ["the balance is -12"])),
    ],
)
def test_what_is_redeemable_is_an_answer(more, account, expected):
    assert redeemable(f"{GAIN}\n{more}", account) == expected


@pytest.mark.parametrize(
    ("more", "because"),
    [
        (
            'suspensions: {low: {when: "honour < 60", stops: [redeem]}}',
            "low: suspended while honour < 60",
        ),
        ("judgments: {cheat: {account: plain, reads: 5}}", "reads as 5 while judged"),
        (
            "judgments: {cheat: {label: 弄虚作假, account: honour, reads: 5,"
            " bans: [{stops: [redeem], valid_for: 1 year}]}}",
            "barred by 弄虚作假 until 2025-01-31",
        ),
    ],
)
def test_what_keeps_points_from_being_redeemed_is_told(more, because):
    table = f"{GAIN}\nj judge cheat h1 2024-02-01" if "cheat" in more else GAIN
    found, balance, reasons = redeemable(table, "plain", rules=STORE + more)
    assert (found, balance) == (5 if "account: plain" in more else 0, 18)
    assert because in reasons


def test_nothing_is_redeemable_while_nothing_is_open():
    opened = STORE.replace("stock: 10}", "open: [{from: 2024-06-01, until: 2024-06-30}]}")
    rules = opened.replace(
        "limits: [{per: month, amount: 300}]", "open: [{from: 2024-05-01, until: 2024-05-02}]"
    )
    assert redeemable(GAIN, "plain", rules=rules, day="2024-03-01") == (
        *(0, 18),
        ["2024-03-01 is outside the days of redemption; next from 2024-05-01"],
    )
    assert redeemable(GAIN, "plain", rules=rules, day="2024-06-01")[0] == 18
    before = "from: 2024-02-01\n" + STORE
    assert redeemable("", "plain", rules=before, day="2024-01-01") == (
        *(0, 0),
        ["the policy is not in force on that day"],
    )


def test_a_floor_is_not_redeemable():
    rules = STORE.replace("plain: {spendable: true}", "plain: {spendable: true, floor: -5}")
    assert redeemable(GAIN, "plain", rules=rules)[0] == 18
    high = STORE.replace(
        "plain: {spendable: true}",
        "plain: {base: 20, spendable: true, spend_base: true, floor: 10}",
    )
    assert redeemable(GAIN, "plain", rules=high) == (
        *(28, 38),
        ["the balance is 38", "what is below 10 buys nothing"],
    )


def test_an_account_is_added_up_over_its_subjects():
    table = """
    a claim  up   h1 2024-01-01
    b claim  up   h2 2024-01-01
    c claim  down h2 2024-01-02
    d claim  slow h1 2024-01-03
    e redeem bar  h1 2024-01-04 count=8
    """
    told = settled(STORE, table, "2024-12-31").totals("plain")
    assert (told.subjects, told.balance, told.redeemable) == (2, -2, 10)
    assert (told.issued, told.deducted, told.spent, told.pending) == (36, 30, 8, 7)
    base = settled(STORE, table, "2024-12-31").totals("credit")
    assert (base.balance, base.redeemable) == (126, 18)
    assert "issued: 36" in told.text("en")


@pytest.mark.parametrize("ask", ["redeemable", "totals"])
def test_an_account_that_there_is_not_is_refused(ask):
    state = settled(STORE, GAIN, "2024-12-31")
    who = ["h1"] if ask == "redeemable" else []
    with pytest.raises(DocumentError, match="did you mean plain"):
        getattr(state, ask)(*who, "plane")


# Dividends -------------------------------------------------------------------------------------

SHARED = (
    STORE
    + """
dividends:
  year: {account: honour, step: 1, ties: %s}
  line: {account: honour, step: 1, floor: 20, floor_means: excess, cap: 50, leave: true}
"""
)
THREE = "a claim up h1 2024-01-01\nb claim up h2 2024-01-01\nc claim up h3 2024-01-01\nd claim up h3 2024-01-02"


@pytest.mark.parametrize(
    ("ties", "parts", "left"),
    [
        # 10 ÷ 4 is 2.5, 2.5 and 5: two remainders of a half, and one yuan more.
        ("order", [3, 2, 5], 0),
        ("left", [2, 2, 5], 1),
        # Of equal balances neither is the smaller or the larger.
        ("smaller", [2, 2, 5], 1),
        ("larger", [2, 2, 5], 1),
    ],
)
def test_a_dividend_is_divided_as_the_policy_says(ties, parts, left):
    made = settled(SHARED % ties, THREE, "2024-12-31").dividend("year", 10)
    assert (list(made.parts.values()), made.left) == (parts, left)


def test_a_dividend_may_have_a_line_and_a_cap():
    made = settled(SHARED % "left", THREE, "2024-12-31").dividend("line", 70)
    # Only h3 has more than 20: 16 points of excess, and at most 50 yuan.
    assert (list(made.parts.values()), made.left, made.below) == ([0, 0, 50], 20, ("h1", "h2"))


def test_lots_of_a_dividend_are_drawn_by_a_seed():
    state = settled(SHARED % "lot", THREE, "2024-12-31")
    drawn = {tuple(state.dividend("year", 10, seed=f"s{n}").parts.values()) for n in range(20)}
    assert drawn == {(3, 2, 5), (2, 3, 5)}
    with pytest.raises(DocumentError, match="did you mean year"):
        state.dividend("yaer", 10)

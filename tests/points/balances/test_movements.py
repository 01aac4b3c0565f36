"""How balances come about: periods, carrying, two parts, floors, lots that lapse."""

from decimal import Decimal

import pytest

from tests.points.reading import settled


def balances(rules, table, *days, account="credit", who="h1"):
    return [settled(rules, table, day).balance(who, account) for day in days]


def lines(rules, table, as_of, who="h1", account=0):
    """Give day, kind, change and balance of each line of a statement."""
    told = settled(rules, table, as_of).statement(who).accounts[account]
    return [(str(o.on), o.kind, o.points, o.balance) for o in told.lines]


# Periods and what is carried ---------------------------------------------------------------

LUOYU = """
accounts:
  exchange: {{spendable: true, period: {{unit: year, starts: "01-10"}}, carry: {carry}}}
  honour: {{up_only: true}}
items:
  volunteer: {{to: [exchange, honour], points: 15}}
  planting: {{to: [exchange, honour], points: 20}}
  gambling: {{to: [exchange, honour], points: -30}}
"""
LUOYU_LEDGER = """
c1 claim volunteer h1 2024-03-01   # 15
c2 claim gambling  h1 2024-05-01   # 15 - 30 = -15
c3 claim planting  h1 2025-01-10   # of the new period
"""


@pytest.mark.parametrize(
    ("carry", "eve", "day"),
    # Before the reset -15; on the day itself the new 20 are added to what is kept.
    [
        ("none", -15, 20),
        ("debts", -15, 5),
        ("all", -15, 5),
        ("{share: 0.2}", -15, 17),
    ],
)
def test_a_negative_balance_at_the_reset_of_10_january(carry, eve, day):
    rules = LUOYU.format(carry=carry)
    asked = "2025-01-09", "2025-01-10"
    assert balances(rules, LUOYU_LEDGER, *asked, account="exchange") == [eve, day]
    assert balances(rules, LUOYU_LEDGER, *asked, account="honour") == [15, 35]


@pytest.mark.parametrize(
    ("carry", "kept"),
    [("none", [0, 0]), ("debts", [0, 0]), ("all", [15, 15]), ("{share: 0.2}", [3, Decimal("0.6")])],
)
def test_a_positive_balance_at_the_reset(carry, kept):
    table = "c1 claim volunteer h1 2024-03-01"
    days = "2025-01-09", "2025-01-10", "2026-01-10"
    found = balances(LUOYU.format(carry=carry), table, *days, account="exchange")
    assert found == [15, *kept]


def test_what_is_kept_of_a_share_is_rounded_as_declared():
    rules = LUOYU.format(carry="{share: 0.5, round: {step: 1, mode: half_up}}")
    table = "c1 claim volunteer h1 2024-03-01"
    assert balances(rules, table, "2025-02-01", "2026-02-01", account="exchange") == [8, 4]


def test_a_reset_is_a_line_and_the_base_begins_anew():
    rules = """
    accounts: {credit: {base: 1000, period: year, carry: none}}
    items: {aid: {to: [credit], points: 5}, fine: {to: [credit], points: -20}}
    """
    table = """
    c1 claim aid  h1 2023-11-01
    c2 claim fine h1 2023-12-31
    c3 claim aid  h1 2024-01-01
    """
    assert lines(rules, table, "2024-06-01") == [
        ("2023-11-01", "base", 1000, 1000),
        ("2023-11-01", "entry", 5, 1005),
        ("2023-12-31", "entry", -20, 985),
        ("2024-01-01", "reset", 15, 1000),
        ("2024-01-01", "entry", 5, 1005),
    ]


@pytest.mark.parametrize("more", ["", ", floor: -100"], ids=["added up", "step by step"])
def test_sums_are_those_of_the_current_period(more):
    rules = f"""
    accounts: {{credit: {{spendable: true, period: year, carry: all{more}}}}}
    items: {{aid: {{to: [credit], points: 5}}, fine: {{to: [credit], points: -2}}}}
    rewards: {{soap: {{account: credit, price: 3, returns: new_period}}}}
    """
    table = """
    c1 claim  aid  h1 2023-11-01
    c2 claim  aid  h1 2024-02-01
    c3 claim  fine h1 2024-03-01
    r1 redeem soap h1 2024-04-01
    r2 return r1      2024-07-01
    """
    parts = settled(rules, table, "2024-08-01").parts("h1", "credit")
    assert parts == {"base": 0, "earned": 8, "gains": 5, "losses": 2, "spent": 0}
    parts = settled(rules, table, "2024-06-01").parts("h1", "credit")
    assert parts == {"base": 0, "earned": 5, "gains": 5, "losses": 2, "spent": 3}
    parts = settled(rules, table, "2023-12-01").parts("h1", "credit")
    assert parts == {"base": 0, "earned": 5, "gains": 5, "losses": 0, "spent": 0}


@pytest.mark.parametrize(
    ("period", "last", "first"),
    [
        ("week", "2024-03-03", "2024-03-04"),
        ("month", "2024-02-29", "2024-03-01"),
        ("{unit: month, closes: 25}", "2024-02-25", "2024-02-26"),
        ("quarter", "2024-03-31", "2024-04-01"),
        ("year", "2024-12-31", "2025-01-01"),
        ('{unit: year, starts: "03-05"}', "2024-03-04", "2024-03-05"),
    ],
)
def test_a_period_ends_on_its_last_day(period, last, first):
    rules = f"""
    accounts: {{credit: {{period: {period}, carry: none}}}}
    items: {{aid: {{to: [credit], points: 5}}}}
    """
    assert balances(rules, f"c1 claim aid h1 {last}", last, first) == [5, 0]


# Late postings -----------------------------------------------------------------------------

LATE = """
accounts: {{credit: {{period: year, carry: none, late: {late}}}}}
items:
  award: {{to: [credit], points: 5, approval: [village]}}
  aid: {{to: [credit], points: 3, caps: [{{per: year, points: 4}}]}}
"""


@pytest.mark.parametrize(
    ("late", "eve", "new"), [("own_period", [0, 0], 0), ("posting_period", [0, 5], 5)]
)
def test_an_act_of_the_old_period_approved_in_the_new(late, eve, new):
    table = "c1 claim award h1 2024-12-20\na1 approve c1 village 2025-01-08"
    rules = LATE.format(late=late)
    days = "2024-12-31", "2025-01-08"
    assert balances(rules, table, *days) == eve
    assert balances(rules, table, "2025-12-31") == [new]
    assert balances(rules, table, "2026-01-01") == [0]


def test_a_late_posting_changes_the_balance_of_its_own_period():
    table = "c1 claim award h1 2024-12-20\na1 approve c1 village 2025-01-08"
    told = lines(LATE.format(late="own_period"), table, "2025-01-08")
    assert told == [("2024-12-20", "entry", 5, 5), ("2025-01-01", "reset", -5, 0)]


@pytest.mark.parametrize(("late", "found"), [("own_period", 0), ("posting_period", 3)])
def test_an_act_of_the_old_period_recorded_in_the_new(late, found):
    table = "c1 claim aid h1 2024-12-20 recorded=2025-01-08"
    assert balances(LATE.format(late=late), table, "2025-01-08") == [found]


def test_caps_of_a_late_posting_are_those_of_the_day_of_the_act():
    # Of the cap of 4 in 2024 both claims take 3 + 1, though the second is posted in 2025.
    table = """
    c1 claim aid h1 2024-12-19
    c2 claim aid h1 2024-12-20 recorded=2025-01-08
    c3 claim aid h1 2025-01-09
    """
    state = settled(LATE.format(late="posting_period"), table, "2025-02-01")
    assert (state.posting("c2").points, state.balance("h1", "credit")) == (1, 1 + 3)


# Lapse -------------------------------------------------------------------------------------

LAPSE = """
leap: {leap}
accounts: {{credit: {{validity: [{{from: 1, valid_for: 1 year}}]}}}}
items: {{aid: {{to: [credit], points: 5}}, fine: {{to: [credit], points: -8}}}}
"""


@pytest.mark.parametrize(("leap", "day"), [("28_february", "28"), ("1_march", "01")])
def test_what_began_on_29_february_lapses_at_the_start_of_its_anniversary(leap, day):
    eve, day = ("2025-02-27", "2025-02-28") if day == "28" else ("2025-02-28", "2025-03-01")
    rules = LAPSE.format(leap=leap)
    assert balances(rules, "c1 claim aid h1 2024-02-29", eve, day) == [5, 0]


def test_the_lapse_of_a_deduction_raises_the_balance():
    table = "c1 claim aid h1 2024-03-01\nc2 claim fine h1 2024-02-01"
    days = "2024-03-01", "2025-01-31", "2025-02-01", "2025-03-01"
    assert balances(LAPSE.format(leap="28_february"), table, *days) == [-3, -3, 5, 0]


def test_how_long_an_entry_counts_goes_by_its_size_and_by_its_item_first():
    rules = """
    accounts:
      credit: {validity: [{from: 1, valid_for: 1 year}, {above: 40, valid_for: 2 years}]}
    items:
      small: {to: [credit], points: -40}
      large: {to: [credit], points: -41}
      own: {to: [credit], points: -1, valid_for: 30 days}
      tiny: {to: [credit], points: -0.5}
    """
    table = """
    c1 claim small h1 2024-03-01
    c2 claim large h1 2024-03-01
    c3 claim own   h1 2024-03-01
    c4 claim tiny  h1 2024-03-01
    """
    # 30 days from 1 March: out at the start of 31 March; below 1 point for ever.
    days = "2024-03-30", "2024-03-31", "2025-02-28", "2025-03-01", "2026-03-01"
    found = [-82.5, -81.5, -81.5, -41.5, -0.5]
    assert [float(b) for b in balances(rules, table, *days)] == found


def test_lasting_conduct_begins_to_run_out_when_it_is_set_right():
    rules = """
    accounts: {credit: {}}
    items: {shed: {to: [credit], points: -10, valid_for: 1 year, lasting: true}}
    """
    table = "c1 claim shed h1 2020-05-01\n"
    assert balances(rules, table, "2024-05-01") == [-10]
    table += "p1 repair c1 2023-07-01"
    days = "2023-07-01", "2024-06-30", "2024-07-01"
    assert balances(rules, table, *days) == [-10, -10, 0]
    known = settled(rules, table, "2024-07-01", known="2023-06-30")
    assert known.balance("h1", "credit") == -10


LOTS = """
accounts: {{credit: {{spendable: true, spend: {spend}}}}}
items:
  old: {{to: [credit], points: 10, valid_for: 1 year}}
  new: {{to: [credit], points: 10, valid_for: 2 years}}
rewards: {{tea: {{account: credit, price: 4, returns: {returns}}}}}
"""
LOTS_LEDGER = """
c1 claim  old h1 2024-01-01
c2 claim  new h1 2024-02-01
r1 redeem tea h1 2024-03-01 count=3      # 12 of 20
"""


@pytest.mark.parametrize(
    ("spend", "found"),
    # oldest: 10 of the first, 2 of the second; 8 stay to 2026. newest: 10 of the second, 2 of
    # the first: the 8 that stay of the first lapse in 2025.
    [("oldest", [8, 8, 0]), ("newest", [8, 0, 0])],
)
def test_a_redemption_takes_the_oldest_lots_first_or_the_newest(spend, found):
    rules = LOTS.format(spend=spend, returns="own_period")
    days = "2024-12-31", "2025-01-01", "2026-02-01"
    assert balances(rules, LOTS_LEDGER, *days) == found


def test_a_return_gives_back_the_lots_of_its_redemption_or_new_points():
    table = LOTS_LEDGER + "t1 return r1 2025-06-01"
    own = LOTS.format(spend="oldest", returns="own_period")
    # As if it had never been: the first 10 lapsed on 1 January 2025, the others in 2026.
    days = "2025-05-31", "2025-06-01", "2026-02-01"
    assert balances(own, table, *days) == [8, 10, 0]
    # 8 that are left, and 12 of the day of the return.
    new = LOTS.format(spend="oldest", returns="new_period")
    assert balances(new, table, *days) == [8, 20, 12]


def test_what_lapsed_before_it_was_posted_is_not_posted():
    rules = """
    accounts: {credit: {spendable: true, late: posting_period, period: year, carry: all}}
    items: {aid: {to: [credit], points: 10, valid_for: 30 days}}
    rewards: {tea: {account: credit, price: 4}}
    """
    table = "c1 claim aid h1 2024-01-01 recorded=2024-06-01\nr1 redeem tea h1 2024-06-01"
    state = settled(rules, table, "2024-12-31")
    assert (state.balance("h1", "credit"), state.redemption("r1").granted) == (0, False)


def test_lots_of_a_carried_share_are_that_share():
    # 10 and 5 in 2023; half of 15 is 7.5, rounded to 8: lots of 5 and of 2.5 + 0.5.
    rules = """
    accounts:
      credit:
        {spendable: true, period: year, carry: {share: 0.5, round: {step: 1, mode: half_up}}}
    items:
      old: {to: [credit], points: 10, valid_for: 1 year}
      new: {to: [credit], points: 5, valid_for: 2 years}
    """
    table = "c1 claim old h1 2023-03-01\nc2 claim new h1 2023-04-01"
    # On 1 March 2024 the first 5 lapse; 3 stay, of which 1.5, rounded to 2, in 2025.
    days = "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01", "2025-04-01"
    assert balances(rules, table, *days) == [8, 3, 3, 2, 0]


def test_lots_that_are_not_carried_lapse_no_more():
    rules = """
    accounts: {credit: {period: year, carry: none}}
    items: {aid: {to: [credit], points: 10, valid_for: 1 year}}
    """
    table = "c1 claim aid h1 2023-03-01\nc2 claim aid h1 2024-01-15"
    days = "2023-12-31", "2024-01-01", "2024-03-01", "2025-02-01"
    assert balances(rules, table, *days) == [10, 0, 10, 0]


def test_a_lapse_on_the_first_day_of_a_period_comes_before_the_carrying():
    rules = """
    accounts: {credit: {period: year, carry: {share: 0.5}}}
    items: {aid: {to: [credit], points: 10, valid_for: 1 year}, more: {to: [credit], points: 4}}
    """
    table = "c1 claim aid h1 2023-01-01\nc2 claim more h1 2023-02-01"
    assert balances(rules, table, "2023-12-31", "2024-01-01") == [14, 2]


# Floors and two parts ----------------------------------------------------------------------


def test_no_deduction_takes_a_balance_below_its_floor():
    rules = """
    accounts: {credit: {base: 10, floor: 0}}
    items: {fine: {to: [credit], points: -8}, aid: {to: [credit], points: 3}}
    """
    table = """
    c1 claim fine h1 2024-01-01    # 2
    c2 claim fine h1 2024-01-02    # 0, 6 are not taken
    c3 claim aid  h1 2024-01-03    # 3
    """
    assert [change for *_, change, _ in lines(rules, table, "2024-12-31")] == [10, -8, -2, 3]
    text = settled(rules, table, "2024-12-31").statement("h1").text("en")
    assert (text.count("6 not taken"), text.count("not taken")) == (1, 1)
    assert balances(rules, table, "2024-01-02", "2024-01-03") == [0, 3]
    # Where no part is named, the base stays whole and what was earned falls below nothing.
    parts = settled(rules, table, "2024-12-31").parts("h1", "credit")
    assert (parts["base"], parts["earned"]) == (10, -7)


PARTS = """
accounts: {{credit: {{base: 10, deduct: {first}, rest: {rest}}}}}
items:
  aid: {{to: [credit], points: 5}}
  fine: {{to: [credit], points: -12}}
"""


@pytest.mark.parametrize(
    ("first", "rest", "base", "earned"),
    # 10 and 5, less 12: all of the first part, and what remains of the other or of nothing.
    [
        ("base", "other", 0, 3),
        ("base", "lost", 0, 5),
        ("earned", "other", 3, 0),
        ("earned", "lost", 10, 0),
    ],
)
def test_a_deduction_eats_one_part_first_and_its_rest_goes_on_or_is_lost(first, rest, base, earned):
    table = "c1 claim aid h1 2024-01-01\nc2 claim fine h1 2024-01-02"
    state = settled(PARTS.format(first=first, rest=rest), table, "2024-12-31")
    parts = state.parts("h1", "credit")
    assert (parts["base"], parts["earned"]) == (base, earned)
    assert state.balance("h1", "credit") == base + earned


@pytest.mark.parametrize(("first", "base", "earned"), [("base", 0, -9), ("earned", -9, 0)])
def test_a_second_deduction_makes_a_debt_of_the_other_part(first, base, earned):
    # 15 - 24 = -9.
    table = "c1 claim aid h1 2024-01-01\nc2 claim fine h1 2024-01-02\nc3 claim fine h1 2024-01-03"
    parts = settled(PARTS.format(first=first, rest="other"), table, "2024-12-31").parts(
        "h1", "credit"
    )
    assert (parts["base"], parts["earned"]) == (base, earned)


def test_parts_are_carried_each_by_itself():
    rules = PARTS.format(first="base", rest="other").replace(
        "base: 10", "base: 10, period: year, carry: debts"
    )
    # Base 10 - 12 + … = 0, earned 5 - 2 = 3: the base's lack of 10 is a debt, the 3 are not kept.
    table = "c1 claim aid h1 2023-01-01\nc2 claim fine h1 2023-01-02"
    parts = settled(rules, table, "2024-12-31").parts("h1", "credit")
    assert (parts["base"], parts["earned"]) == (0, 0)


def test_an_account_that_only_rises_takes_no_deduction_and_its_gains_by_factor():
    rules = """
    accounts: {exchange: {}, honour: {up_only: true}}
    items:
      aid: {to: {exchange: 1, honour: 0.5}, points: 5}
      fine: {to: {exchange: 2, honour: 1}, points: -3}
    """
    table = "c1 claim aid h1 2024-01-01\nc2 claim fine h1 2024-01-02"
    state = settled(rules, table, "2024-12-31")
    assert state.balance("h1", "exchange") == 5 - 2 * 3
    assert float(state.balance("h1", "honour")) == 2.5
    assert dict(state.posting("c2").accounts) == {"exchange": -6}


# Conduct that lasts ------------------------------------------------------------------------

LASTING = """
accounts: {{credit: {{base: 100, period: year, carry: {carry}}}}}
items:
  shed: {{to: [credit], points: -10, valid_for: 1 year, lasting: true}}
  aid: {{to: [credit], points: 4}}
"""


@pytest.mark.parametrize(
    ("carry", "found"),
    # 100 - 10 + 4 in 2023. The shed stands until May 2025, whatever became of the gain; then
    # its year runs out in May 2026, unless the reset before has cleared it.
    [
        ("none", [94, 90, 90, 100, 100]),
        ("debts", [94, 90, 90, 90, 100]),
        ("all", [94, 94, 94, 94, 104]),
    ],
)
def test_conduct_that_lasts_goes_on_through_resets_until_it_is_set_right(carry, found):
    table = """
    c1 claim  shed h1 2023-05-01
    c2 claim  aid  h1 2023-06-01
    p1 repair c1      2025-05-01
    """
    days = "2023-12-31", "2024-01-01", "2025-12-31", "2026-01-01", "2026-05-01"
    assert balances(LASTING.format(carry=carry), table, *days) == found


def test_a_debt_that_is_carried_is_gone_when_its_losses_lapse():
    rules = """
    accounts: {credit: {period: quarter, carry: debts}}
    items:
      fine: {to: [credit], points: -10, valid_for: 6 months}
      old: {to: [credit], points: -3, valid_for: 6 months}
      aid: {to: [credit], points: 5}
    """
    # -3 - 10 + 5 leave a debt of 8, of the newest: -8 of the 10, so the 3 are paid.
    table = "c0 claim old h1 2024-01-10\nc1 claim fine h1 2024-03-01\nc2 claim aid h1 2024-03-02"
    days = "2024-03-31", "2024-04-01", "2024-07-10", "2024-08-31", "2024-09-01"
    assert balances(rules, table, *days) == [-8, -8, -8, -8, 0]


def test_a_debt_is_carried_beside_what_lasts():
    rules = LASTING.format(carry="debts") + "  fine: {to: [credit], points: -5, valid_for: 1 year}"
    table = """
    c1 claim shed h1 2023-05-01
    c2 claim fine h1 2023-06-01
    c3 claim aid  h1 2023-06-02    # pays 4 of the 5
    """
    days = "2023-12-31", "2024-01-01", "2024-06-01"
    assert balances(rules, table, *days) == [89, 89, 90]


def test_what_is_rounded_off_a_share_is_taken_from_older_lots_where_the_newest_are_too_small():
    rules = """
    accounts:
      credit:
        {spendable: true, period: year, carry: {share: 0.5, round: {step: 2, mode: down}}}
    items:
      old: {to: [credit], points: 5, valid_for: 1 year}
      new: {to: [credit], points: 1, valid_for: 2 years}
    """
    # 2.5 + 0.5, rounded down to 2: nothing of the newest and 2 of the oldest.
    table = "c1 claim old h1 2023-03-01\nc2 claim new h1 2023-04-01"
    assert balances(rules, table, "2024-02-29", "2024-03-01") == [2, 0]

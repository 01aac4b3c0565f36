"""What claims are worth: curves, repetition, one act, caps, and judgments of an act."""

from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest

from civil_village.points import settle
from tests.points.reading import keys, ledger, points, policy, roster, settled

ACCOUNT = "accounts: {credit: {}}\n"


def credit(rules):
    """Give rules with an account."""
    return ACCOUNT + dedent(rules)


def worth(rules, table, *names, as_of="2030-12-31", of=None):
    """Give what claims are worth; by reasons and by balances the same."""
    state = settled(credit(rules), table, as_of, of=of)
    # Balances first: reasons are found in another way, and both have to agree.
    balances = {who: state.balance(who, "credit") for who in state.subjects}
    for who, balance in balances.items():
        assert balance == sum(p.points for p in state.postings(who) if p.status == "counts")
    names = names or tuple(line.split()[0] for line in table.split("\n") if " claim " in line)
    return [int(p) if p == int(p) else float(p) for p in points(state, *names)]


# Curves --------------------------------------------------------------------------------------

DONATION = """
items:
  donation:
    to: [credit]
    per: {quantity: yuan, over: year}
    curve:
      brackets:
        - {to: 100, per: 10, give: 0.1, most: 1}
        - {to: 1000, per: 100, give: 1, most: 9}
        - {to: 5000, per: 400, give: 1, most: 10}
        - {to: 10000, per: 500, give: 1, most: 10}
        - {per: 1000, give: 1, most: 10}
    caps: [{of: item, per: year, points: 40}]
"""


@pytest.mark.parametrize(
    ("yuan", "found"),
    [
        (9, 0),
        (90, 0.9),  # 9 whole tens
        (99, 0.9),
        (100, 1),
        (199, 1),
        (200, 2),  # 1 + 1
        (1000, 10),  # 1 + 9
        (1399, 10),
        (1400, 11),  # counted from 1000
        (5000, 20),  # 1 + 9 + 10
        (10000, 30),
        (25000, 40),  # the last bracket gives 10 at most
    ],
)
def test_a_donation_counts_by_brackets(yuan, found):
    assert worth(DONATION, f"a claim donation h1 2024-03-01 quantity={yuan}", "a") == [found]


def test_donations_of_a_year_are_counted_together():
    table = """
    a claim donation h1 2024-03-01 quantity=1000     # 10
    b claim donation h1 2024-04-01 quantity=4000     # 20 at 5000
    c claim donation h1 2024-05-01 quantity=20000    # 40 at 25000
    d claim donation h1 2024-06-01 quantity=9000     # the brackets are full
    e claim donation h1 2025-01-01 quantity=60       # a new year
    f claim donation h1 2025-01-02 quantity=30
    g claim donation h2 2025-01-02 quantity=30       # of another
    """
    assert worth(DONATION, table) == [10, 10, 20, 0, 0.6, 0.3, 0.3]


HOURS = """
items:
  volunteer:
    to: [credit]
    per: {quantity: hours, over: %s}
    curve: {steps: {4: 1, 10: 2, 20: 5, 50: 10}}
"""


def test_hours_are_counted_along_the_steps_of_a_table():
    table = """
    a claim volunteer h1 2024-03-01 quantity=3.5     # 3.5: nothing yet
    b claim volunteer h1 2024-03-02 quantity=0.5     # 4
    c claim volunteer h1 2024-03-03 quantity=5       # 9
    d claim volunteer h1 2024-03-04 quantity=11      # 20: 5 - 1
    e claim volunteer h1 2024-03-05 quantity=100     # past the last step: 10 - 5
    """
    assert worth(HOURS % "year", table) == [0, 1, 0, 4, 5]
    assert worth(HOURS % "act", table) == [0, 0, 1, 2, 10]
    assert worth(HOURS % "{unit: month, closes: 2}", table) == [0, 1, 1, 1, 8]


def test_a_void_in_the_middle_moves_all_that_came_after_it():
    table = """
    a claim volunteer h1 2024-03-01 quantity=9       # 1
    b claim volunteer h1 2024-03-02 quantity=11      # 5 - 1, and alone 2
    c claim volunteer h1 2024-03-03 quantity=30      # 5, after b alone 41 hours: 3
    """
    assert worth(HOURS % "year", table) == [1, 4, 5]
    assert worth(HOURS % "year", table + "v void a recorded=2024-04-01", "b", "c") == [2, 3]


def test_a_value_is_rounded_as_declared_before_its_caps():
    rules = """
    items:
      grain:
        {to: [credit], per: {quantity: kg}, curve: {linear: {0: 0, 100: 30}},
         round: {step: 1, mode: half_up}, caps: [{per: day, points: 4}]}
    """
    table = """
    a claim grain h1 2024-03-01 quantity=5    # 1.5, rounded 2
    b claim grain h1 2024-03-01 quantity=8    # 2.4, rounded 2
    c claim grain h1 2024-03-02 quantity=15   # 4.5, rounded 5, capped 4
    """
    assert worth(rules, table) == [2, 2, 4]
    state = settled(credit(rules), table, "2024-12-31")
    assert keys(state, "c") == ["points.measured", "points.rounded", "points.cap"]


# Repetition ----------------------------------------------------------------------------------

LITTER = """
items:
  litter: {to: [credit], class: mess, points: -5, repeat: {of: %s, %s, factors: [1, 2, 3]%s}}
  sewage: {to: [credit], class: mess, points: -4, repeat: {of: %s, %s, factors: [1, 2, 3]%s}}
"""


def litter(of="class", when="valid_for: 1 year", more=""):
    return LITTER % (of, when, more, of, when, more)


def test_what_comes_again_within_its_validity_counts_more():
    table = """
    a claim litter h1 2024-03-01
    b claim sewage h1 2025-02-28    # within the year of a: second
    c claim litter h1 2025-03-01    # only within that of b: second
    d claim litter h1 2025-03-02    # third
    e claim litter h1 2025-03-03    # the last factor goes on
    f claim litter h2 2025-03-03
    """
    assert worth(litter(), table) == [-5, -8, -10, -15, -15, -5]
    assert worth(litter(of="item"), table) == [-5, -4, -5, -10, -15, -5]


def test_what_comes_again_within_a_calendar_year_counts_more():
    table = """
    a claim litter h1 2024-12-30
    b claim litter h1 2024-12-31
    c claim litter h1 2025-01-01
    """
    assert worth(litter(when="per: year"), table) == [-5, -10, -5]


@pytest.mark.parametrize("when", ["valid_for: 1 year", "per: year"])
def test_the_later_of_two_is_the_one_that_was_recorded_later(when):
    table = """
    a claim litter h1 2024-03-10
    b claim litter h1 2024-03-01 recorded=2024-03-20
    """
    assert worth(litter(when=when), table) == [-5, -10]


@pytest.mark.parametrize("when", ["valid_for: 1 year", "per: year"])
def test_both_may_count_more(when):
    table = """
    a claim litter h1 2024-03-10
    b claim litter h1 2024-03-01 recorded=2024-03-20
    c claim litter h1 2029-03-01
    """
    assert worth(litter(when=when, more=", multiply: both"), table) == [-10, -10, -5]
    assert worth(litter(when=when, more=", multiply: both"), table, "a", as_of="2024-03-10") == [
        -10
    ]
    rules = credit(litter(when=when, more=", multiply: both"))
    assert points(settled(rules, table, "2024-12-31", known="2024-03-19"), "a") == [-5]


@pytest.mark.parametrize(("day", "found"), [("2025-02-28", [-10, -10]), ("2025-03-01", [-5, -5])])
def test_both_count_more_up_to_the_day_before_the_anniversary(day, found):
    table = f"\na claim litter h1 2024-03-01\nb claim litter h1 {day}"
    assert worth(litter(more=", multiply: both"), table) == found


def test_a_void_makes_a_repetition_a_first_time():
    table = """
    a claim litter h1 2024-03-01
    b claim litter h1 2024-03-02
    v void a recorded=2024-03-03
    """
    assert worth(litter(), table, "a", "b") == [0, -5]


# One act -------------------------------------------------------------------------------------

ACT = """
one_act: %s
items:
  help: {to: [credit], points: 5, caps: [{per: year, points: 5}]}
  rescue: {to: [credit], points: 8, caps: [{per: year, points: 8}]}
  noise: {to: [credit], points: -3}
  fight: {to: [credit], points: -10}
"""
ONE_ACT = """
a claim help   h1 2024-03-01 act=x
b claim rescue h1 2024-03-01 act=x
c claim noise  h1 2024-03-01 act=x
d claim fight  h1 2024-03-01 act=x
e claim noise  h1 2024-03-01 act=y
f claim noise  h1 2024-03-01
g claim noise  h2 2024-03-01 act=x
"""


def test_claims_of_one_act_are_added_up_or_the_greatest_of_a_sign_counts():
    assert worth(ACT % "sum", ONE_ACT) == [5, 8, -3, -10, -3, -3, -3]
    assert worth(ACT % "highest", ONE_ACT) == [0, 8, 0, -10, -3, -3, -3]
    assert worth(ACT % "highest_after_caps", ONE_ACT) == [0, 8, 0, -10, -3, -3, -3]


def test_the_greatest_is_chosen_before_its_caps_or_after_them():
    # The cap of rescues is used up, so a second one is listed with 8 and worth 0.
    table = """
    a claim rescue h1 2024-02-01
    b claim rescue h1 2024-03-01 act=x
    c claim help   h1 2024-03-01 act=x
    """
    assert worth(ACT % "sum", table) == [8, 0, 5]
    assert worth(ACT % "highest", table) == [8, 0, 0]
    assert worth(ACT % "highest_after_caps", table) == [8, 0, 5]


def test_what_is_outdone_uses_up_no_cap():
    table = """
    a claim help   h1 2024-03-01 act=x
    b claim rescue h1 2024-03-01 act=x
    c claim help   h1 2024-03-02
    """
    assert worth(ACT % "highest", table) == [0, 8, 5]
    assert worth(ACT % "highest_after_caps", table) == [0, 8, 5]


def test_of_equals_the_one_recorded_first_counts():
    table = "a claim noise h1 2024-03-01 act=x\nb claim noise h1 2024-03-01 act=x"
    assert worth(ACT % "highest", " " + table, "a", "b") == [-3, 0]
    assert worth(ACT % "highest_after_caps", table, "a", "b") == [-3, 0]


def test_item_before_class_before_policy_says_what_one_act_counts():
    rules = """
    one_act: sum
    classes: {good: {one_act: highest}}
    items:
      a: {to: [credit], class: good, points: 1}
      b: {to: [credit], class: good, points: 2}
      c: {to: [credit], class: good, points: 4, one_act: sum}
      d: {to: [credit], points: 8}
    """
    table = "\n".join(f"{name} claim {name} h1 2024-03-01 act=x" for name in "abcd")
    assert worth(rules, table, *"abcd") == [0, 2, 4, 8]


def test_a_void_of_the_greatest_brings_the_next_back():
    assert worth(ACT % "highest", ONE_ACT + "v void b recorded=2024-04-01", "a", "b") == [5, 0]


# Caps ----------------------------------------------------------------------------------------


def test_item_class_and_all_are_capped_in_this_order():
    rules = """
    items:
      a: {to: [credit], class: good, points: 6, caps: [{per: year, points: 5}]}
      b: {to: [credit], class: good, points: 4}
      c: {to: [credit], points: 9}
    caps: [{of: all, per: year, points: 12}, {of: class, name: good, per: year, points: 7}]
    """
    table = """
    a claim a h1 2024-03-01      # 5 by its item
    b claim b h1 2024-03-02      # 2 of its class
    c claim c h1 2024-03-03      # 5 of all
    d claim c h1 2024-03-04      # 0
    e claim c h1 2025-01-01      # a new year
    f claim c h2 2024-03-04      # another subject
    """
    assert worth(rules, table) == [5, 2, 5, 0, 9, 9]
    state = settled(credit(rules), table, "2024-12-31")
    assert keys(state, "d") == ["points.fixed", "points.cap"]
    assert state.posting("d").status == "counts"


def test_gains_and_losses_are_capped_apart():
    rules = """
    items: {a: {to: [credit], points: 4}, b: {to: [credit], points: -4}}
    caps: [{of: all, per: month, points: 6}]
    """
    table = """
    a claim a h1 2024-03-01
    b claim b h1 2024-03-01
    c claim a h1 2024-03-02
    d claim b h1 2024-03-02
    e claim b h1 2024-03-03
    """
    assert worth(rules, table) == [4, -4, 2, -2, 0]


@pytest.mark.parametrize(
    ("per", "apart"),
    [
        ("day", ["2024-03-04", "2024-03-05"]),
        ("week", ["2024-03-03", "2024-03-04"]),  # Sunday, Monday
        ("month", ["2024-03-31", "2024-04-01"]),
        ("quarter", ["2024-03-31", "2024-04-01"]),
        ("year", ["2024-12-31", "2025-01-01"]),
        ('{unit: year, starts: "01-10"}', ["2024-01-09", "2024-01-10"]),
        ("{unit: month, closes: 25}", ["2024-03-25", "2024-03-26"]),
        ("{rolling: 30 days}", ["2024-03-01", "2024-03-31"]),
    ],
)
def test_a_cap_begins_anew_with_its_period(per, apart):
    rules = f"items: {{a: {{to: [credit], points: 4, caps: [{{per: {per}, points: 6}}]}}}}"
    first, second = apart
    table = f"""
    a claim a h1 {first}
    b claim a h1 {first}
    c claim a h1 {second}
    """
    assert worth(rules, table) == [4, 2, 4]


def test_a_cap_for_ever_never_begins_anew():
    rules = "items: {a: {to: [credit], points: 4, caps: [{per: ever, points: 6}]}}"
    table = "\na claim a h1 2024-03-01\nb claim a h1 2029-03-01\nc claim a h1 2030-03-01"
    assert worth(rules, table) == [4, 2, 0]


def test_a_cap_of_an_act_counts_what_bears_one_mark():
    rules = "items: {a: {to: [credit], points: 4, caps: [{per: act, count: 1}]}}"
    table = """
    a claim a h1 2024-03-01 act=festival
    b claim a h1 2024-03-01 act=festival   # signed in twice
    c claim a h2 2024-03-01 act=festival
    d claim a h1 2024-03-01 act=meeting
    e claim a h1 2024-03-01
    f claim a h1 2024-03-01
    """
    assert worth(rules, table) == [4, 0, 4, 4, 4, 4]


ROLLING = "items: {a: {to: [credit], points: 4, caps: [{per: {rolling: 10 days}, points: 10}]}}"


def test_no_ten_days_count_more_than_their_cap():
    table = """
    a claim a h1 2024-03-01
    b claim a h1 2024-03-05
    c claim a h1 2024-03-10    # 1 to 10 March: 2 are left
    d claim a h1 2024-03-11    # 2 to 11 March: 4 + 2, so 4
    e claim a h1 2024-03-14    # 5 to 14 March: 10
    f claim a h1 2024-03-15    # 6 to 15 March: 2 + 4, so 4
    """
    assert worth(ROLLING, table) == [4, 4, 2, 4, 0, 4]


def test_days_that_roll_are_counted_around_a_late_claim_too():
    table = """
    a claim a h1 2024-03-10
    b claim a h1 2024-03-12
    c claim a h1 2024-03-05 recorded=2024-03-20   # 3 to 12 March would be 12
    d claim a h1 2024-03-02 recorded=2024-03-20   # 2 to 11 March: 4 + 2, so 4
    """
    assert worth(ROLLING, table) == [4, 4, 2, 4]


def test_claims_and_quantities_are_capped_too():
    rules = """
    items:
      count: {to: [credit], points: -2, caps: [{per: month, count: 2}]}
      hours:
        to: [credit]
        per: {quantity: hours, over: act}
        curve: {steps: {2: 1, 4: 3}}
        caps: [{per: month, quantity: 5}]
    """
    table = """
    a claim count h1 2024-03-01
    b claim count h1 2024-03-02
    c claim count h1 2024-03-03
    d claim count h1 2024-04-01
    e claim hours h1 2024-03-01 quantity=3      # 3 of 5
    f claim hours h1 2024-03-02 quantity=4      # 2 are left
    g claim hours h1 2024-03-03 quantity=4      # 0
    """
    assert worth(rules, table) == [-2, -2, 0, -2, 1, 1, 0]
    state = settled(credit(rules), table, "2024-12-31")
    assert keys(state, "c") == ["points.count-cap"]
    assert keys(state, "f") == ["points.measured-cap", "points.measured"]


HOUSE = roster("h1", "p1 household=h1 head=1", "p2 household=h1", "p3 household=h2 head=1")


def test_a_cap_may_be_of_each_member():
    rules = """
    items:
      a: {to: [credit], points: 4, charge: household, caps: [{per: year, each: member, count: 1}]}
    """
    table = """
    a claim a p1 2024-03-01
    b claim a p2 2024-03-01
    c claim a p1 2024-03-02
    """
    assert worth(rules, table, of=HOUSE) == [4, 4, 0]


@pytest.mark.parametrize("charge", ["actor", "household", "head"])
def test_a_cap_may_be_of_each_place(charge):
    rules = f"""
    items:
      a: {{to: [credit], points: 4, charge: {charge}, caps: [{{per: year, each: place, points: 6}}]}}
    """
    table = """
    a claim a p1 2024-03-01 place=east
    b claim a p3 2024-03-01 place=east
    c claim a p3 2024-03-02 place=west
    d claim a p2 2024-03-02 place=east
    """
    assert worth(rules, table, of=HOUSE) == [4, 2, 4, 0]


def test_a_place_is_that_of_the_roster_where_a_claim_names_none():
    rules = "items: {a: {to: [credit], points: 4, caps: [{per: year, each: place, points: 6}]}}"
    of = roster("p1 place=east", "p2 place=east", "p3 place=west")
    table = "\n".join(f"c{n} claim a p{n} 2024-03-01" for n in (1, 2, 3))
    assert worth(rules, table, "c1", "c2", "c3", of=of) == [4, 2, 4]


CAPPED = """
items:
  aid: {to: [credit], points: 4, caps: [{per: year, points: 6}]}
  deed: {to: [credit], class: d, points: 4, publicity: 5}
  gift: {to: [credit], class: d, points: 4, caps: [{of: class, per: year, points: 6}]}
"""


def test_what_is_void_or_refused_holds_no_part_of_a_cap():
    table = """
    a claim aid h1 2024-03-01
    b claim aid h1 2024-03-02
    """
    assert worth(CAPPED, table) == [4, 2]
    assert worth(CAPPED, table + "v void a recorded=2024-04-01", "a", "b") == [0, 4]
    later = table + "v void a on=2024-04-01 recorded=2024-04-01"
    assert worth(CAPPED, later, "b", as_of="2024-03-31") == [2]
    assert worth(CAPPED, later, "b", as_of="2024-04-01") == [4]


def test_what_is_pending_holds_its_part_of_a_cap_until_an_objection_is_upheld():
    table = """
    a claim  deed h1 2024-03-01
    o object a 2024-03-02
    b claim  gift h1 2024-03-03
    """
    assert worth(CAPPED, table) == [4, 2]
    assert settled(credit(CAPPED), table, "2024-12-31").balance("h1", "credit") == 2
    table += "u uphold o 2024-03-10"
    assert worth(CAPPED, table, "a", "b", as_of="2024-03-09") == [4, 2]
    assert worth(CAPPED, table, "a", "b", as_of="2024-03-10") == [0, 4]


def test_what_is_pending_is_told_with_its_points():
    state = settled(credit(CAPPED), "a claim deed h1 2024-03-01", "2024-03-02")
    (waiting,) = state.pending
    assert (waiting.id, waiting.points, dict(waiting.accounts)) == ("a", 4, {"credit": 4})
    assert state.balance("h1", "credit") == 0


def test_caps_are_filled_in_the_order_of_recording_by_the_day_of_the_act():
    table = """
    a claim aid h1 2024-12-30 recorded=2025-01-05
    b claim aid h1 2024-12-31 recorded=2025-01-04
    c claim aid h1 2025-01-01
    """
    assert worth(CAPPED, table) == [2, 4, 4]


# Members and persons -------------------------------------------------------------------------

MEMBERS = """
items:
  yard: {to: [credit], points: 1, each: member, members_on: %s, within: quarter}
  fixed: {to: [credit], points: 2, each: person}
"""
FAMILY = roster(
    "h1",
    "p1 household=h1",
    "p2 household=h1 until=2024-03-30",
    "p3 household=h1 from_=2024-03-15",
    "p4 household=h1 from_=2024-03-31",
    "p5 household=h1 from_=2024-06-01",
)


@pytest.mark.parametrize(
    ("members_on", "as_of", "found"),
    [
        ("period_end", "2024-12-31", 3),  # 31 March: p1, p3, p4
        ("period_end", "2024-03-20", 3),  # as far as the quarter has come: p1, p2, p3
        ("period_end", "2024-03-10", 2),
        ("act", "2024-12-31", 2),  # p1, p2
        ("as_of", "2024-12-31", 4),  # p1, p3, p4, p5
        ("as_of", "2024-03-31", 3),
    ],
)
def test_members_are_counted_on_the_last_day_of_a_period_or_of_the_act_or_as_of(
    members_on, as_of, found
):
    table = "a claim yard h1 2024-03-02"
    assert worth(MEMBERS % members_on, table, "a", as_of=as_of, of=FAMILY) == [found]
    state = settled(credit(MEMBERS % members_on), table, as_of, of=FAMILY)
    assert state.balance("h1", "credit") == found


def test_persons_are_those_that_the_claim_says():
    table = "\na claim fixed h1 2024-03-02 persons=3\nb claim fixed h1 2024-03-02"
    assert worth(MEMBERS % "act", table) == [6, 2]


def test_a_posting_says_how_many_it_was_multiplied_by():
    table = "a claim yard h1 2024-03-02\nb claim fixed h1 2024-03-02 persons=3"
    state = settled(credit(MEMBERS % "act"), table, "2024-12-31", of=FAMILY)
    told = [state.posting(name).reasons for name in "ab"]
    assert [(one.key, one.arguments["count"]) for (one,) in told] == [
        ("points.members", 2),
        ("points.persons", 3),
    ]


def test_who_is_charged_is_said_by_the_item():
    rules = """
    accounts: {credit: {}}
    items:
      actor: {to: [credit], points: 1, charge: actor}
      household: {to: [credit], points: 2, charge: household}
      head: {to: [credit], points: 4, charge: head}
      named: {to: [credit], points: 8, charge: named}
    """
    table = """
    a claim actor     p2 2024-03-01
    b claim household p2 2024-03-01
    c claim head      p2 2024-03-01
    d claim named     p2 2024-03-01 charged=p3
    e claim household h1 2024-03-01      # the household itself
    f claim head      h1 2024-03-01
    g claim household p9 2024-03-01
    h claim named     p2 2024-03-01
    """
    state = settled(rules, table, "2024-12-31", of=HOUSE)
    balances = [int(state.balance(who, "credit")) for who in ("p2", "h1", "p1", "p3")]
    assert balances == [1, 2 + 2, 4 + 4, 8]
    assert [(p.code, p.path[1]) for p in state.problems] == [
        ("not-on-roster", "g"),
        ("nobody-named", "h"),
    ]


# Judgments of an act -------------------------------------------------------------------------

JUDGED = """
accounts: {credit: {base: 100}}
items:
  litter: {to: [credit], points: -5, repeat: {valid_for: 1 year, factors: [1, 2]}}
  aid: {to: [credit], points: 3}
judgments: {grave: {account: credit, reads: 0}}
"""


def test_a_judgment_takes_over_the_deductions_of_its_act():
    table = """
    a claim litter h1 2024-03-01 act=x
    b claim aid    h1 2024-03-01 act=x
    c claim litter h1 2024-03-01
    d claim litter h2 2024-03-01 act=x
    j judge grave  h1 2024-03-05 act=x
    """
    state = settled(JUDGED, table, "2024-12-31")
    # The deduction of the act is no first time either.
    assert points(state, *"abcd") == [0, 3, -5, -5]
    assert state.balance("h1", "credit") == 0
    assert state.recorded("h1", "credit") == 98
    assert keys(state, "a") == ["points.judged"]
    assert points(settled(JUDGED, table, "2024-03-04"), *"ac") == [-5, -10]


def test_an_act_is_judged_while_one_of_its_judgments_is_not_void():
    table = """
    a claim litter h1 2024-03-01 act=x
    j judge grave  h1 2024-03-05 act=x
    k judge grave  h1 2024-03-06 act=x
    v void j recorded=2024-03-07
    """
    assert points(settled(JUDGED, table, "2024-12-31"), "a") == [0]
    table += "w void k recorded=2024-03-08"
    assert points(settled(JUDGED, table, "2024-12-31"), "a") == [-5]


def test_an_act_may_be_judged_before_anybody_claims_it():
    table = "j judge grave h1 2024-03-01 act=x\na claim litter h1 2024-03-02 act=x"
    assert points(settled(JUDGED, table, "2024-12-31"), "a") == [0]


# Editions ------------------------------------------------------------------------------------


def test_editions_within_a_year_share_caps_running_totals_and_repetitions():
    text = """
    edition: "{edition}"
    from: {start}
    accounts: {{credit: {{}}}}
    items:
      aid: {{to: [credit], points: {points}, caps: [{{per: year, points: {most}}}]}}
      hours: {{to: [credit], per: {{quantity: hours, over: year}}, curve: {{steps: {steps}}}}}
      litter: {{to: [credit], points: -5, repeat: {{per: year, factors: [1, 2]}}}}
    """
    old = text.format(edition=1, start="2024-01-01", points=4, most=6, steps="{4: 1, 10: 2}")
    new = text.format(edition=2, start="2024-07-01", points=5, most=10, steps="{4: 2, 10: 6}")
    book = ledger(
        """
        a claim aid    h1 2024-03-01                 # 4
        b claim aid    h1 2024-06-30                 # 2
        c claim aid    h1 2024-07-01                 # 10 - 6
        d claim hours  h1 2024-06-30 quantity=5      # 1
        e claim hours  h1 2024-07-01 quantity=5      # from 5 to 10 by the new steps: 6 - 2
        f claim litter h1 2024-06-30
        g claim litter h1 2024-07-01
        h claim aid    h1 2023-12-31                 # before any edition
        """
    )
    state = settle([policy(new), policy(old)], book, as_of=date(2024, 12, 31))
    assert points(state, *"abcdefg") == [4, 2, 4, 1, 4, -5, -10]
    assert [(p.code, p.path[1]) for p in state.problems] == [("policy-not-in-force", "h")]


def test_items_count_acts_of_their_days_alone():
    rules = "items: {a: {to: [credit], points: 4, from: 2024-03-01, until: 2024-03-31}}"
    table = "\n".join(
        f"c{n} claim a h1 {day}"
        for n, day in enumerate(("2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01"))
    )
    state = settled(credit(rules), table, "2024-12-31")
    assert state.balance("h1", "credit") == Decimal(8)
    assert [p.path[1] for p in state.problems] == ["c0", "c3"]

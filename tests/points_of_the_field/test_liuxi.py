"""An invented village's policy, which joins many shapes, and three households by hand.

Quarters close on the 25th: the second of 2024 runs from 26 March to 25 June.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import civil_village as cv

HERE = Path(__file__)
POLICY = cv.loads(HERE.with_name("liuxi.yaml").read_bytes(), cv.Policy)
LEDGER = cv.loads(HERE.with_name("liuxi-ledger.yaml").read_bytes(), cv.Ledger)
ROSTER = cv.loads(HERE.with_name("liuxi-roster.yaml").read_bytes(), cv.Roster)


def state(day, **more):
    """Settle the book on a day, such as 2024-05-31."""
    ledger = more.pop("ledger", LEDGER)
    as_of = date.fromisoformat(day)
    return cv.settle(POLICY, ledger, as_of=as_of, roster=ROSTER, **more)


END = state("2024-08-31")


def points(*names, of=END):
    """Give what claims are worth, as texts."""
    return [str(of.posting(name).points) for name in names]


def refusals(name, of=END):
    """Give the reasons for which a redemption was refused, by their keys."""
    return [refusal.key for refusal in of.redemption(name).refusals]


# Balances --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "h1", "h2", "h3"),
    [
        # sorting 3 + 3 + 2
        ("2024-03-25", "8", "0", "0"),
        # half of 8
        ("2024-03-26", "4", "0", "0"),
        # household 1: 4 + sorting 3 + reading 2 + week of work 4 + 2 + 4 + 0, then 3; household 2: 0
        ("2024-04-30", "22", "0", "0"),
        # 22 + reading 3; the 7.5 are posted from 13 to 15 May. Household 2: 10 + 1.5 - 15, not below 0
        ("2024-05-15", "25", "0", "0"),
        # 25 + 7.5; from 20 May less 20 for vouchers
        ("2024-05-16", "32.5", "0", "0"),
        # household 2: 2 members of 2 points each, as long as nobody moves in
        ("2024-05-31", "12.5", "4", "0"),
        # 12.5 + the third reading 4; household 2: the third member counts on the quarter's last day
        ("2024-06-25", "16.5", "6", "0"),
        # half of 16.5 is 8.25, rounded down; half of 6
        ("2024-06-26", "8", "3", "0"),
        # 8 + reading 2; 3 + sorting 3 + road 3 + flowers 1.5 - voucher 10; sorting 3
        ("2024-08-31", "10", "0.5", "3"),
        # Halves, rounded down, on 26 September, 26 December and 26 March: 5, 2, 1; 0; 1, 0
        ("2025-04-03", "1", "0", "0"),
    ],
)
def test_points_are_what_a_hand_works_out(day, h1, h2, h3):
    of = state(day)
    assert [str(of.balance(who, "points")) for who in ("h1", "h2", "h3")] == [h1, h2, h3]


def test_thirty_rolling_days_hold_eight_points():
    # 2 March 3, 10 March 3, 20 March 8 - 6 = 2; on 1 April the days from 3 March hold 3 + 2 = 5,
    # which leaves 3.
    assert points("s1", "s2", "s3", "s4") == ["3", "3", "2", "3"]


def test_a_member_a_week_and_person_times_are_capped():
    # p11 has 6 a month: 2 × 2 = 4, then 6 - 4 = 2; p12 has a month of their own: 4. That makes 10 in
    # this week of the class, so that the road gives 0 on Sunday and 3 again on Monday.
    assert points("k1", "k2", "k3", "k4", "k5") == ["4", "2", "4", "0", "3"]


def test_what_is_done_again_in_a_quarter_gives_more():
    # 2 × 1, 2 × 1.5, 2 × 2; the fourth is in another quarter.
    assert points("b1", "b2", "b3", "b4") == ["2", "3", "4", "2"]


def test_points_by_hand_take_halves_two_roles_and_three_days():
    assert [problem.code for problem in END.problems] == ["points-not-allowed"]  # 7.25 is no half
    posting = END.posting("g1")
    assert (posting.points, posting.effect) == (Decimal("7.5"), date(2024, 5, 16))
    waiting = state("2024-08-31", known=date(2024, 5, 12)).posting("g1")
    assert (waiting.status, waiting.points) == ("pending", 0)


def test_the_floor_keeps_a_loss_from_making_debts():
    lines = END.statement("h2").accounts[0].lines
    assert [(line.points, line.balance) for line in lines if line.id == "t1"] == [
        (Decimal("-11.5"), Decimal(0))
    ]


def test_own_items_stay_within_what_is_delegated():
    flowers = POLICY.items["flowers"]
    with pytest.raises(cv.DocumentError, match="own-too-large"):
        evolve(POLICY, items={**POLICY.items, "flowers": evolve(flowers, points=2.5)})
    more = {f"flowers_{n}": evolve(flowers, own=False) for n in (2, 3)}
    with pytest.raises(cv.DocumentError, match="too-many-own"):
        POLICY.with_items(more)


# Conduct, honour, and what follows ---------------------------------------------------------


def test_conduct_falls_faster_each_time_and_is_new_every_quarter():
    # 100 - 10 - 10 × 2 - 15 × 3 = 25, from 26 June 100 again, then 10 × 3 off: of the four within
    # six months this is the fourth, and the last factor goes on.
    assert points("l1", "l2", "l3", "l4") == ["-10", "-20", "-45", "-30"]
    days = ("2024-06-25", "2024-06-26", "2024-06-27")
    assert [str(state(day).balance("h2", "conduct")) for day in days] == ["25", "100", "70"]


def test_good_quarters_become_honour_that_lapses_by_size():
    # Household 1: 5 for every quarter, and 3 for advice. On 3 April 2025 the 3 have lapsed, the five
    # settlements since 26 March 2024 have not; two years later the first of nine has.
    days = ("2024-03-26", "2024-04-03", "2024-06-26", "2025-04-02", "2025-04-03", "2026-03-26")
    found = [str(state(day).balance("h1", "honour")) for day in days]
    assert found == ["5", "8", "13", "28", "25", "40"]


def test_a_bad_quarter_brings_no_honour_and_stops_benefits_for_the_next():
    assert END.balance("h2", "honour") == 5  # of the first quarter alone
    assert END.stopped("h2") == {"benefits"}
    assert state("2024-09-26").stopped("h2") == frozenset()
    assert (END.benefits("h1"), END.benefits("h2")) == (("first_choice",), ())


def test_a_judgment_is_repaired_within_the_quarter_and_still_bars_through_the_next_year():
    days = ("2024-07-09", "2024-07-10", "2024-07-19", "2024-07-20")
    readings = [str(state(day).balance("h3", "conduct")) for day in days]
    assert readings == ["100", "0", "0", "60"]  # 100 - 40
    assert refusals("v8") == ["refused.banned"]
    assert state("2025-12-31").stopped("h3") == {"redeem", "rank"}
    assert state("2026-01-01").stopped("h3") == frozenset()


def test_who_is_barred_from_ranks_is_named_beside_them():
    ranked = END.rank("village")
    assert [(one.place, one.who, str(one.balance)) for one in ranked.places] == [
        (1, "h1", "13"),
        (2, "h2", "5"),
    ]
    assert list(ranked.excluded) == ["h3"]


# Rewards -----------------------------------------------------------------------------------


def test_vouchers_are_handed_out_in_notes_within_limits_and_means():
    assert refusals("v1") == ["refused.unfit"]  # 12 yuan are no notes of 20 and 5
    assert refusals("v2") == ["refused.short"]  # 15 yuan are 30 points; 25 are there
    assert (END.redemption("v3").cost, refusals("v3")) == (20, [])  # 10 ÷ 0.5
    # 10 + 20 is more than 25 for a household in a quarter, and more than 18 for all in the year
    assert refusals("v5") == ["refused.limit", "refused.limit", "refused.short"]
    assert refusals("v6") == [
        "refused.limit",
        "refused.short",
    ]  # 10 + 10 > 18; of 20 points 10.5 are there
    assert (END.redemption("v7").amount, refusals("v7")) == (5, [])  # 10 + 5


def test_low_conduct_stops_redeeming():
    assert refusals("v4") == ["refused.suspended"]  # 25 < 60
    assert state("2024-06-26").suspended("h2") == ()  # a new quarter, 100


# The whole ---------------------------------------------------------------------------------


def test_two_books_joined_in_either_order_say_the_same():
    one = evolve(LEDGER, events=LEDGER.events[::2])
    other = evolve(LEDGER, events=LEDGER.events[1::2])
    for joined in (one.merge(other), other.merge(one)):
        of = state("2024-08-31", ledger=joined)
        for who in of.subjects:
            assert of.statement(who) == END.statement(who)


def test_the_policy_is_told_that_it_takes_more_than_it_gives():
    # 3 + 2 + 3 + 2 + 10 + 2 + 3 + 1.5 listed to gain, 15 + 10 + 15 to lose
    (finding,) = cv.lint(POLICY)
    assert (finding.code, finding.found) == ("smaller-gains", "26.5 : 40")


def test_the_policy_is_written_and_read_back():
    assert cv.loads(cv.dumps(POLICY), cv.Policy) == POLICY

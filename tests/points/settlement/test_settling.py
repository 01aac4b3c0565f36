"""What a policy makes of a ledger: bands, judgments, settlements, bans, boards and statements."""

from datetime import date
from decimal import Decimal

import pytest

from civil_village.points import Ledger, settle
from civil_village.problems import DocumentError
from tests.points.reading import codes, ledger, points, policy, roster, settled

# Bands -----------------------------------------------------------------------------------------

STARS = """
accounts:
  credit:
    base: 1000
    period: year
    carry: none
    bands:
      [{id: s0}, {id: s1, above: 800}, {id: s2, above: 990}, {id: s3, above: 1020},
       {id: s4, above: 1040}, {id: s5, above: 1060}]
  district: {}
items:
  set: {to: [credit], by_hand: {least: -500, most: 500, step: 0.1}, approval: [village]}
  litter: {to: [credit], class: litter, points: -5, repeat: {of: class, valid_for: 1 year, factors: [1, 2]}}
  aid: {to: [credit], points: 20}
  repaired: {to: [credit], points: -60}
  plus15: {to: [district], points: 15}
  plus2: {to: [district], points: 2}
judgments:
  zero: {account: credit, reads: 0, band: s0, repair: repaired, gains: kept}
  zero_lost: {account: credit, reads: 0, repair: repaired, gains: lost}
  low: {account: credit, band: s1, valid_for: 1 year}
settlements:
  stars: {of: credit, bands: {s5: [{post: plus15}], s3: [{post: plus2}]}}
"""


@pytest.mark.parametrize(
    ("balance", "band"),
    [
        ("800", "s0"),
        ("800.1", "s1"),
        ("990", "s1"),
        ("990.1", "s2"),
        ("1020", "s2"),
        ("1020.1", "s3"),
        ("1040", "s3"),
        ("1040.1", "s4"),
        ("1060", "s4"),
        ("1060.1", "s5"),
    ],
)
def test_lower_ends_of_bands_are_exclusive(balance, band):
    change = Decimal(balance) - 1000
    table = f"a claim set h1 2024-03-01\nb approve a village 2024-03-02 points={change}"
    state = settled(STARS, table, "2024-12-31")
    assert (state.balance("h1", "credit"), state.band("h1", "credit").id) == (
        Decimal(balance),
        band,
    )
    assert state.statement("h1").accounts[0].band == band


def test_a_subject_that_is_not_in_the_book_has_the_base():
    state = settled(STARS, "", "2024-12-31")
    assert (state.balance("h9", "credit"), state.band("h9", "credit").id) == (1000, "s2")
    assert state.subjects == ()


def test_an_account_that_there_is_not_is_an_error():
    with pytest.raises(DocumentError, match="credit"):
        settled(STARS, "", "2024-12-31").balance("h1", "credits")


def test_litter_twice_costs_five_and_ten():
    table = "a claim litter h1 2024-03-01\nb claim litter h1 2024-04-01"
    assert settled(STARS, table, "2024-12-31").balance("h1", "credit") == 985


# Judgments ---------------------------------------------------------------------------------------

JUDGED = """
a claim  aid    h1 2024-02-01
j judge  {kind} h1 2024-03-01
b claim  aid    h1 2024-04-01
r repair j         2024-06-01
c claim  aid    h1 2024-07-01
"""


@pytest.mark.parametrize(
    ("kind", "kept"),
    # 1000 + 20 + 20 - 60, and the middle 20 is lost.
    [("zero", 980), ("zero_lost", 960)],
)
def test_a_judged_account_reads_0_until_it_is_repaired_for_60(kind, kept):
    table = JUDGED.format(kind=kind)
    days = "2024-02-29", "2024-03-01", "2024-05-31", "2024-06-01", "2024-07-01"
    states = [settled(STARS, table, day) for day in days]
    found = [state.balance("h1", "credit") for state in states]
    assert found == [1020, 0, 0, kept, kept + 20]
    assert states[2].recorded("h1", "credit") == kept + 60
    assert states[2].band("h1", "credit").id == "s0"
    told = states[2].statement("h1").accounts[0]
    assert (told.balance, told.reads) == (kept + 60, 0)
    assert states[3].statement("h1").accounts[0].reads is None


def test_what_is_repaired_stays_repaired():
    table = JUDGED.format(kind="zero") + "s repair j 2024-08-01"
    assert settled(STARS, table, "2024-12-31").balance("h1", "credit") == 1000


@pytest.mark.parametrize(
    ("day", "late", "reads"),
    [("2024-12-31", [], [100, 100]), ("2025-01-01", [("repair-too-late", "r")], [0, 0])],
    ids=["last day", "day after"],
)
def test_a_judgment_may_be_repaired_within_its_own_period_alone(day, late, reads):
    rules = """
    accounts: {credit: {base: 100}}
    items: {}
    judgments: {grave: {account: credit, reads: 0, within: year}}
    """
    table = f"j judge grave h1 2024-12-30\nr repair j {day}"
    states = [settled(rules, table, asked) for asked in (day, "2025-02-01")]
    assert codes(states[0]) == late
    assert [state.balance("h1", "credit") for state in states] == reads


def test_a_judgment_of_a_band_holds_up_to_the_day_before_its_anniversary():
    table = "j judge low h1 2024-02-29"
    bands = [settled(STARS, table, day).band("h1", "credit").id for day in days_of_leap()]
    assert bands == ["s1", "s2"]
    assert settled(STARS, table, "2024-12-31").balance("h1", "credit") == 1000


def days_of_leap():
    """Give the last day of a year's validity from 29 February, and the day after."""
    return "2025-02-27", "2025-02-28"


def test_the_lowest_of_judgments_that_stand_counts():
    table = "j judge low h1 2024-03-01\nk judge zero h1 2024-03-02\nv void k on=2024-04-01 recorded=2024-04-01"
    bands = [
        settled(STARS, table, day).band("h1", "credit").id
        for day in ("2024-03-01", "2024-03-31", "2024-04-01")
    ]
    assert bands == ["s1", "s0", "s1"]


def test_a_judgment_that_reads_low_is_not_lifted_by_another_that_names_a_band():
    table = "j judge low h1 2024-03-01\nk judge zero_lost h1 2024-03-02"
    assert settled(STARS, table, "2024-12-31").band("h1", "credit").id == "s0"


def test_a_void_judgment_was_never_there():
    table = JUDGED.format(kind="zero_lost") + "v void j recorded=2024-08-01"
    # Neither the loss of gains nor the repair stands.
    assert settled(STARS, table, "2024-12-31").balance("h1", "credit") == 1060


def test_a_repair_lapses_as_its_account_says():
    rules = """
    accounts: {credit: {base: 1000, validity: [{above: 40, valid_for: 2 years}]}}
    items: {repaired: {to: [credit], points: -60}}
    judgments: {zero: {account: credit, reads: 0, repair: repaired}}
    """
    table = "j judge zero h1 2024-03-01\nr repair j 2024-06-01"
    found = [
        settled(rules, table, day).balance("h1", "credit") for day in ("2026-05-31", "2026-06-01")
    ]
    assert found == [940, 1000]


def test_what_cannot_be_judged_or_repaired_is_a_problem():
    table = """
    a claim  aid   h1 2024-02-01
    j judge  grave h1 2024-03-01
    r repair a        2024-06-01
    s repair j        2024-06-01
    """
    assert sorted(codes(settled(STARS, table, "2024-12-31"))) == [
        ("not-in-book", "s"),
        ("nothing-to-repair", "r"),
        ("unknown-judgment", "j"),
    ]


# Settlements ---------------------------------------------------------------------------------------

YEAR = """
a claim set h1 2024-03-01
b approve a village 2024-03-02 points=61        # 1061: five stars
c claim set h2 2024-03-01
d approve c village 2024-03-02 points=21        # three stars
"""


def test_the_years_band_is_posted_to_another_account_on_the_first_day_of_the_next():
    balances = [
        [settled(STARS, YEAR, day).balance(who, "district") for who in ("h1", "h2", "h3")]
        for day in ("2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")
    ]
    assert balances == [[0, 0, 0], [15, 2, 0], [15, 2, 0], [15, 2, 0]]
    (line,) = settled(STARS, YEAR, "2025-06-01").statement("h1").accounts[1].lines
    assert (line.kind, str(line.on), line.points) == ("settled", "2025-01-01", 15)


def test_a_policy_from_the_first_day_of_the_calendar_is_settled_too():
    rules, table = STARS + "from: 0001-01-01\n", YEAR.replace("2024", "0002")
    assert settled(rules, table, "0003-01-01").balance("h1", "district") == 15


LATE = """
l claim set h1 2024-12-30 recorded=2025-02-01
m approve l village 2025-02-01 points=-50       # 1011: two stars
"""


def test_a_late_posting_changes_what_an_open_settlement_brings():
    state = settled(STARS, YEAR + LATE, "2025-06-01")
    assert (state.balance("h1", "district"), state.differences) == (0, ())
    known = settled(STARS, YEAR + LATE, "2025-06-01", known="2025-01-31")
    assert known.balance("h1", "district") == 15


def test_what_a_closed_settlement_has_paid_stays_paid_and_the_difference_is_shown():
    table = YEAR + "x close stars 2024-12-31 2025-01-10" + LATE
    state = settled(STARS, table, "2025-06-01")
    assert state.balance("h1", "district") == 15
    (difference,) = state.differences
    assert (difference.settlement, str(difference.through), difference.who) == (
        *("stars", "2024-12-31", "h1"),
    )
    assert (difference.paid, difference.now) == ("s5", "s2")
    # Before it was closed it went by what is known.
    assert settled(STARS, table, "2025-01-09").balance("h1", "district") == 15


def test_who_came_after_the_closing_is_paid_nothing_and_shown():
    table = YEAR + "x close stars 2024-12-31 2025-01-10\n"
    table += LATE.replace(" h1 ", " h5 ").replace("-50", "70")
    state = settled(STARS, table, "2025-06-01")
    assert state.balance("h5", "district") == 0
    assert [(d.who, d.paid, d.now) for d in state.differences] == [("h5", None, "s5")]


def test_only_a_period_that_is_over_is_closed_and_only_once():
    table = """
    a claim aid h1 2024-03-01
    x close stars 2024-12-31 2025-01-10
    y close stars 2024-12-31 2025-01-11
    z close stars 2024-06-30 2025-01-11
    """
    found = settled(STARS, table, "2025-06-01").problems
    assert [(problem.code, problem.path, problem.found) for problem in found] == [
        ("closed-already", ("events", "y", "through"), "2024-12-31"),
        ("nothing-to-close", ("events", "z", "through"), "2024-06-30"),
    ]


CHAIN = """
accounts:
  conduct: {{base: 100, period: quarter, carry: none, bands: [{{id: bad}}, {{id: good, from: 60}}]}}
  yuan: {{spendable: true}}
items:
  fine: {{to: [conduct], points: -50}}
  pay: {{to: [yuan], points: 10, valid_for: 1 year}}
settlements:
  quarter: {{of: conduct, bands: {{good: [{{post: pay}}, {{benefit: feast}}], bad: [{{ban: {ban}}}]}}}}
benefits: {{feast: {{label: 慰问}}}}
rewards: {{soap: {{account: yuan, price: 10}}}}
standings: {{all: {{account: yuan, ties: competition}}}}
"""
CONDUCT = """
a claim fine h1 2024-05-01
"""
UNTIL = "{stops: [redeem, rank, benefits], %s}"


@pytest.mark.parametrize(
    ("ban", "last", "after"),
    [
        # Begun on 1 July.
        ("valid_for: 3 months", "2024-09-30", "2024-10-01"),
        ("valid_for: 1 year", "2025-06-30", "2025-07-01"),
        ("per: year, through: 0", "2024-12-31", "2025-01-01"),
        ("per: year, through: 1", "2025-12-31", "2026-01-01"),
        ("per: quarter, through: 1", "2024-12-31", "2025-01-01"),
    ],
)
def test_a_band_may_bring_a_ban_that_ends(ban, last, after):
    rules = CHAIN.format(ban=UNTIL % ban)
    for day, stopped in (("2024-06-30", False), ("2024-07-01", True), (last, True), (after, False)):
        state = settled(rules, CONDUCT, day)
        assert bool(state.stopped("h1")) is stopped
        assert ("h1" in state.rank("all").excluded) is stopped
        if stopped:
            assert state.benefits("h1") == ()
            table = CONDUCT + f"r redeem soap h1 {day}"
            told = settled(rules, table, day).redemption("r").refusals
            assert told[0].key == "refused.banned"
            assert str(told[0].arguments["last"]) == last


def test_benefits_of_a_settlement_hold_for_the_next_period():
    rules = CHAIN.format(ban=UNTIL % "valid_for: 1 day")
    days = "2024-06-30", "2024-07-02", "2024-09-30", "2024-10-01"
    # The first quarter is good, the second not; the third is good again.
    found = [
        settled(
            rules,
            "z claim fine h1 2024-01-02 recorded=2024-01-02\nv void z recorded=2024-01-03"
            + CONDUCT,
            day,
        ).benefits("h1")
        for day in days
    ]
    assert found == [("feast",), (), (), ("feast",)]


def test_what_a_settlement_posts_lapses_and_can_be_spent():
    rules = CHAIN.format(ban=UNTIL % "valid_for: 1 day")
    table = "z claim fine h1 2024-01-02"
    # 50 in the first quarter: nothing; 10 each on 1 July, 1 October, 1 January …
    days = "2024-06-30", "2024-07-01", "2025-06-30", "2025-07-01"
    assert [settled(rules, table, day).balance("h1", "yuan") for day in days] == [0, 10, 40, 40]
    bought = settled(rules, table + "\nr redeem soap h1 2024-07-01", "2024-09-01")
    assert (bought.balance("h1", "yuan"), bought.redemption("r").granted) == (0, True)


# Suspensions and benefits --------------------------------------------------------------------------

LINE = """
accounts:
  conduct: {base: 100}
  yuan: {spendable: true}
items:
  fine: {to: [conduct], points: -25}
  mend: {to: [conduct], points: 10}
  aid: {to: [yuan], points: 50}
suspensions:
  frozen: {when: "conduct < 60", stops: [redeem]}
  poor: {when: "yuan < 20", stops: [rank]}
rewards:
  soap: {account: yuan, price: 10}
  seat: {account: yuan, price: 1, requires: "conduct >= 75 && !poor"}
benefits:
  loan: {when: "yuan_gains >= 50 && !frozen", worth: {quota: 5000}}
boards:
  red: {account: yuan, when: "yuan_earned >= 50"}
standings: {all: {account: yuan, ties: dense}}
"""
LINE_LEDGER = """
a claim  aid  h1 2024-01-01
b claim  fine h1 2024-02-01    # 75
c redeem soap h1 2024-02-02
d claim  fine h1 2024-03-01    # 50: suspended
e redeem soap h1 2024-03-02
f claim  mend h1 2024-04-01    # 60: restored
g redeem soap h1 2024-04-02
"""


def test_a_suspension_holds_below_its_line_and_is_over_when_the_line_is_reached():
    state = settled(LINE, LINE_LEDGER, "2024-12-31")
    assert [r.granted for r in state.redemptions] == [True, False, True]
    (refused,) = state.redemption("e").refusals
    assert (refused.key, refused.arguments["what"]) == ("refused.suspended", "frozen")
    suspended = [settled(LINE, LINE_LEDGER, f"2024-0{m}-28").suspended("h1") for m in (2, 3, 4)]
    assert suspended == [(), ("frozen",), ()]
    benefits = [settled(LINE, LINE_LEDGER, f"2024-0{m}-28").benefits("h1") for m in (2, 3, 4)]
    assert benefits == [("loan",), (), ("loan",)]


def test_a_line_is_tested_after_redemptions_too():
    table = LINE_LEDGER + "h redeem soap h1 2024-05-01 count=2"  # 50 - 40 = 10
    state = settled(LINE, table, "2024-12-31")
    assert (state.balance("h1", "yuan"), state.suspended("h1")) == (10, ("poor",))
    assert "h1" in state.rank("all").excluded
    assert [
        one.who for one in settled(LINE, "a claim aid h1 2024-01-01", "2024-12-31").board("red")
    ] == ["h1"]
    assert state.board("red") == ()


def test_a_condition_of_a_reward_has_to_hold():
    table = LINE_LEDGER + "k redeem seat h1 2024-04-03"
    state = settled(LINE, table, "2024-12-31")
    (refused,) = state.redemption("k").refusals
    rule = "conduct >= 75 && !poor"
    assert refused.text("zh") == f"须满足 {rule}（差距：conduct还差 15）"
    assert refused.text("en") == f"it takes {rule} (still needed: conduct: 15 more)"
    table = "a claim aid h1 2024-01-01\nk redeem seat h1 2024-04-03"
    assert settled(LINE, table, "2024-12-31").redemption("k").granted


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        # 100 - 25 - 25 + 10 = 60 of conduct, and 50 - 10 - 10 = 30 of yuan, of which 50 came in.
        ("conduct > 75", "it takes conduct > 75 (still needed: conduct: more than 15 more)"),
        ("yuan < 29.5", "it takes yuan < 29.5 (still needed: yuan: more than 0.5 fewer)"),
        ("poor", "it takes poor (still needed: poor)"),
        (
            "conduct >= 75 && yuan_gains >= 60",
            "it takes conduct >= 75 && yuan_gains >= 60"
            " (still needed: conduct: 15 more, yuan_gains: 10 more)",
        ),
        ("conduct >= 75 || yuan >= 60", "it takes conduct >= 75 || yuan >= 60"),
    ],
)
def test_a_condition_that_does_not_hold_says_what_it_still_needs(rule, told):
    rules = LINE.replace("conduct >= 75 && !poor", rule)
    state = settled(rules, LINE_LEDGER + "k redeem seat h1 2024-04-03", "2024-12-31")
    assert [m.text("en") for m in state.redemption("k").refusals] == [told]


def test_a_judgment_may_ban_and_the_ban_ends_with_its_void():
    rules = (
        LINE
        + """
judgments:
  cheat: {account: yuan, reads: 0, bans: [{stops: [redeem], per: year, through: 1}]}
"""
    )
    table = "a claim aid h1 2024-01-01\nj judge cheat h1 2024-02-01\nr repair j 2024-03-01\n"
    redeem = "s redeem soap h1 {}\n"
    assert (
        not settled(rules, table + redeem.format("2024-04-01"), "2026-12-31")
        .redemption("s")
        .granted
    )
    assert (
        not settled(rules, table + redeem.format("2025-12-31"), "2026-12-31")
        .redemption("s")
        .granted
    )
    assert settled(rules, table + redeem.format("2026-01-01"), "2026-12-31").redemption("s").granted
    table += "v void j recorded=2024-03-02\n"
    assert settled(rules, table + redeem.format("2024-04-01"), "2026-12-31").redemption("s").granted


def test_a_judged_balance_cannot_be_spent():
    rules = (
        LINE
        + "judgments: {cheat: {account: yuan, reads: 5}, praise: {account: yuan, reads: 500}}\n"
    )
    for kind in ("cheat", "praise"):
        table = f"a claim aid h1 2024-01-01\nj judge {kind} h1 2024-02-01\ns redeem soap h1 2024-02-02 count=6"
        assert [m.key for m in settled(rules, table, "2024-12-31").redemption("s").refusals][
            -1:
        ] == ["refused.short-of"]
    table = "a claim aid h1 2024-01-01\nj judge cheat h1 2024-02-01\ns redeem soap h1 2024-02-02"
    assert not settled(rules, table, "2024-12-31").redemption("s").granted


# Ranks, boards, division ---------------------------------------------------------------------------

RANKED = """
accounts: {credit: {base: 10}}
items: {aid: {to: [credit], points: 1}, fine: {to: [credit], points: -1}}
standings:
  plain: {account: credit, ties: competition}
  dense: {account: credit, ties: dense}
  worst: {account: credit, ties: worst}
  apart: {account: credit, within: population, ties: competition}
boards:
  red_all: {account: credit, top: 2, ties: all}
  red_none: {account: credit, top: 2, ties: none}
  black_all: {account: credit, bottom: 2, ties: all}
  black_none: {account: credit, bottom: 2, ties: none}
"""
PEOPLE = roster(
    "h1 population=ordinary",
    "h2 population=ordinary",
    "h3 population=cadre",
    "h4 population=cadre",
    "h5",
    "h6 population=ordinary excluded=moved",
    "h7 population=ordinary until=2024-06-30",
)
#: 12, 11, 11, 9, 9; h6 has 13 and takes no part; h7 has left.
SCORES = "\n".join(
    f"c{who}{n} claim {item} h{who} 2024-03-0{n}"
    for who, item, times in (
        (1, "aid", 2),
        (2, "aid", 1),
        (3, "aid", 1),
        (4, "fine", 1),
        (5, "fine", 1),
        (6, "aid", 3),
    )
    for n in range(1, times + 1)
)


def placed(standing):
    found = settled(RANKED, "\n" + SCORES, "2024-12-31", of=PEOPLE).rank(standing)
    return [(one.who, one.place) for one in found.places], list(found.excluded)


def test_tied_subjects_share_a_place_as_declared():
    assert placed("plain") == ([("h1", 1), ("h2", 2), ("h3", 2), ("h4", 4), ("h5", 4)], ["h6"])
    assert placed("dense")[0] == [("h1", 1), ("h2", 2), ("h3", 2), ("h4", 3), ("h5", 3)]
    assert placed("worst")[0] == [("h1", 1), ("h2", 3), ("h3", 3), ("h4", 5), ("h5", 5)]


def test_populations_are_ranked_apart_and_those_of_none_are_named():
    assert placed("apart") == ([("h3", 1), ("h4", 2), ("h1", 1), ("h2", 2)], ["h5", "h6"])


@pytest.mark.parametrize(
    ("board", "found"),
    [
        ("red_all", ["h1", "h2", "h3"]),
        ("red_none", ["h1"]),
        ("black_all", ["h4", "h5"]),
        ("black_none", ["h4", "h5"]),
    ],
)
def test_those_tied_across_the_cut_of_a_board_are_all_on_it_or_none(board, found):
    state = settled(RANKED, "\n" + SCORES, "2024-12-31", of=PEOPLE)
    assert [one.who for one in state.board(board)] == found


def test_a_board_that_is_longer_than_its_village_names_everybody():
    rules = RANKED.replace("top: 2", "top: 9")
    state = settled(rules, "\n" + SCORES, "2024-12-31", of=PEOPLE)
    assert [one.who for one in state.board("red_none")] == ["h1", "h2", "h3", "h4", "h5"]


@pytest.mark.parametrize("ask", ["rank", "board"])
def test_a_rank_or_board_that_there_is_not_is_an_error(ask):
    with pytest.raises(DocumentError, match=r"unknown-name"):
        getattr(settled(RANKED, "", "2024-12-31"), ask)("blue")


def test_a_sum_is_divided_by_points_to_the_cent():
    rules = "accounts: {credit: {}}\nitems: {aid: {to: [credit], points: 1}, fine: {to: [credit], points: -2}}"
    table = (
        "\n".join(f"c{n} claim aid h{n} 2024-03-01" for n in (1, 2, 3))
        + "\nd claim fine h4 2024-03-01"
    )
    # 100 yuan by 1 : 1 : 1 : 0 (a debt gets nothing): 33.33 each, one cent is left by remainder.
    shares = settled(rules, table, "2024-12-31").divide(
        100, "credit", step=Decimal("0.01"), ties="order"
    )
    assert sorted(map(float, shares.parts.values())) == [0, 33.33, 33.33, 33.34]
    assert sum(shares.parts.values()) == 100


# Checks, times, and the ledger ---------------------------------------------------------------------


def test_a_check_with_a_paper_book_that_differs_is_a_problem():
    table = """
    a claim aid h1 2024-03-01
    x check h1 credit 1020 2024-03-01
    y check h1 credit 1015 2024-03-02
    z check h1 credits 1015 2024-03-02
    """
    state = settled(STARS, table, "2024-12-31")
    assert codes(state) == [("unknown-account", "z"), ("balance-differs", "y")]
    assert state.problems[1].found == "1020"
    assert state.balance("h1", "credit") == 1020


def test_a_check_is_of_its_own_day():
    table = (
        "a claim aid h1 2024-03-01\nb claim aid h1 2024-05-01\nx check h1 credit 1020 2024-04-01"
    )
    state = settled(STARS, table, "2024-12-31")
    assert codes(state) == []
    assert (state.balance("h1", "credit"), points(state, "a", "b")) == (1040, [20, 20])


def test_a_state_can_be_asked_as_of_a_day_and_as_known_on_a_day():
    table = """
    a claim aid h1 2024-03-01
    b claim aid h1 2024-03-02 recorded=2024-05-01
    c claim aid h1 2024-06-01
    """
    asked = [
        ("2024-03-01", None),
        ("2024-03-31", None),
        ("2024-12-31", "2024-04-30"),
        ("2024-12-31", "2024-05-01"),
        ("2024-12-31", None),
    ]
    found = [
        settled(STARS, table, day, known=known).balance("h1", "credit") for day, known in asked
    ]
    assert found == [1020, 1040, 1020, 1040, 1060]


def test_two_overlapping_books_of_the_same_claims_settle_as_one():
    whole = ledger(YEAR + LATE)
    first, second = whole.events[:4], whole.events[2:]
    merged = Ledger().add(*second).merge(Ledger().add(*first))
    for who in ("h1", "h2"):
        assert settled(STARS, merged, "2025-06-01").statement(who) == settled(
            STARS, whole, "2025-06-01"
        ).statement(who)


def test_editions_with_other_accounts_or_of_one_day_are_refused():
    one = "from: 2024-01-01\naccounts: {credit: {}}\nitems: {}"
    other = "from: 2024-07-01\naccounts: {honour: {}}\nitems: {}"
    for texts, code in (
        ((one, one), "two-editions"),
        ((one, other), "other-accounts"),
        ((), "empty-list"),
    ):
        with pytest.raises(DocumentError) as caught:
            settle([policy(text) for text in texts], Ledger(), as_of=date(2024, 1, 1))
        assert [p.code for p in caught.value.problems] == [code]


def test_a_statement_says_everything_in_words():
    table = YEAR + "x claim aid h1 2024-05-01\ny void x recorded=2024-05-02"
    statement = settled(STARS, table, "2024-12-31").statement("h1")
    assert [p.id for p in statement.without_effect] == ["x"]
    for lang in ("zh", "en"):
        text = statement.text(lang)
        assert "1061" in text
        assert "points." not in text


def test_only_gains_are_lost_while_a_judgment_stands():
    table = JUDGED.format(kind="zero_lost") + "d claim litter h1 2024-05-01"
    # 1000 + 20 - 5 - 60 + 20.
    assert settled(STARS, table, "2024-12-31").balance("h1", "credit") == 975


NAMED = """
accounts:
  credit:
    period: {unit: month, closes: 20}
    carry: none
    bands: [{id: low}, {id: good, from: 5}]
  honour: {validity: [{from: 0, valid_for: 1 month}], spendable: true}
items:
  aid: {label: 互助, to: [credit, honour], points: 5, caps: [{per: {unit: month, closes: 20}, points: 6}]}
  prize: {label: 进步奖, to: [honour], points: 2}
  hours:
    {to: [credit], per: {quantity: hours, label: {zh: 小时, en: hours}, over: quarter}, curve: {per: {each: 2, give: 3}}}
settlements: {stars: {label: 月度结算, of: credit, bands: {good: [{post: prize}]}}}
judgments: {grave: {label: 弄虚作假, account: credit, reads: 0, repair: prize}}
rewards: {tea: {label: 茶叶, account: honour, price: 1, returns: new_period}}
"""


def test_lines_of_a_statement_say_what_they_are_by_labels():
    table = """
    a claim  aid   h1 2024-03-01
    b redeem tea   h1 2024-03-02
    c return b        2024-03-03
    j judge  grave h1 2024-03-04
    m repair j        2024-03-05
    """
    statement = settled(NAMED, table, "2024-04-30").statement("h1")
    assert [line.told.text("zh").split("（每")[0] for line in statement.accounts[1].lines] == [
        "互助",
        "兑换 茶叶",
        "退回 茶叶",
        "修复 弄虚作假",
        "结算 月度结算（2024-03-20）：进步奖",
        "到期失效 互助（2024-03-01）",
        "到期失效 弄虚作假",
        "到期失效 月度结算（2024-03-20）：进步奖",
    ]


def test_a_cap_of_a_period_that_closes_on_a_day_names_its_days():
    table = "a claim aid h1 2024-03-01\nb claim aid h1 2024-03-20\nc claim aid h1 2024-03-21"
    state = settled(NAMED, table, "2024-12-31")
    assert state.posting("b").reasons[-1].text("en") == (
        "this item is capped at 6 a month (2024-02-21 to 2024-03-20), 5 used, so 1 count"
    )
    assert points(state, *"abc") == [5, 1, 5]


def test_a_quantity_is_told_with_its_unit_and_what_came_before():
    table = "a claim hours h1 2024-03-01 quantity=5\nb claim hours h1 2024-03-02 quantity=3"
    state = settled(NAMED, table, "2024-12-31")
    told = [state.posting(name).reasons[0] for name in "ab"]
    assert [reason.text("zh") for reason in told] == [
        "5 小时，得 6 分",
        "本季累计 8 小时，本次得 6 分",
    ]
    assert [reason.text("en") for reason in told] == [
        "6 for 5 hours",
        "6 more for 8 hours in the quarter so far",
    ]

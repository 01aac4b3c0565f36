"""Findings on points policies: each told where it is true, and not where it is nearly so."""

from datetime import date

import pytest

from civil_village.calendar import Period
from civil_village.consequences import BenefitGranted, ItemPosted
from civil_village.curves.curve import Band, Bands, PerUnit, Step, Steps
from civil_village.documents import dumps, lint, loads
from civil_village.messages import LANGUAGES
from civil_village.points import (
    Account,
    Benefit,
    Board,
    ByHand,
    Cap,
    Carry,
    Consultation,
    Delegated,
    Item,
    ItemClass,
    Judgment,
    Limit,
    Measured,
    Opening,
    Payout,
    Policy,
    Repeat,
    Reward,
    Settlement,
    Slots,
    Standing,
    Suspension,
    Targets,
)
from civil_village.points.lint.findings import findings
from civil_village.points.lint.protected import protected_in
from civil_village.quantities.rounding import Rounding
from civil_village.rules import Rule

YEAR, MONTH, WEEK, QUARTER, ACT = (
    Period(unit=unit) for unit in ("year", "month", "week", "quarter", "act")
)
YEARLY = {"period": YEAR, "carry": Carry(keep="none")}
ASKED = (Consultation(on=date(2024, 1, 8), body="村民代表会议"),)


def item(points=None, *, to=("credit",), **more):
    return Item(to=Targets(dict.fromkeys(to, 1)), points=points, **more)


def cap(per=YEAR, **more):
    return Cap(per=per, **more)


def curve(made, over=ACT, **more):
    return item(curve=made, per=Measured(quantity="hours", over=over), **more)


def policy(*items, **more):
    """Give a policy with items a, b, c …, asked about, with one account that is paid from."""
    named = dict(zip("abcdefgh", items, strict=False)) or {"a": item(1)}
    accounts = more.pop("accounts", {"credit": Account(spendable=True, **YEARLY)})
    return Policy(**{"id": "demo", "consulted": ASKED, "accounts": accounts, "items": named} | more)


def told(code, *items, **more):
    """Give paths and values of the findings of a code."""
    return [(p.path, p.found) for p in findings(policy(*items, **more)) if p.code == code]


def test_a_plain_policy_has_no_findings():
    assert list(findings(policy(item(5), item(-5)))) == []


# Principles ---------------------------------------------------------------------------


def test_more_deductions_than_gains_are_told_with_both_numbers():
    assert told("fewer-gains", item(9), item(-1), item(-1)) == [(("items",), "1 : 2")]
    assert told("fewer-gains", item(1), item(-9)) == []


def test_deductions_of_more_points_than_the_gains_are_told_with_both_sums():
    by_hand = item(by_hand=ByHand(least=-30, most=-10), approval=["council"])
    assert told("smaller-gains", item(5), item(4.5), by_hand) == [(("items",), "9.5 : 30")]
    assert told("smaller-gains", item(30), by_hand) == []


def test_a_gain_without_an_end_outweighs_all_and_one_with_a_cap_counts_with_it():
    hours = curve(PerUnit(give=1), over=YEAR)
    assert told("smaller-gains", hours, item(-50)) == []
    capped = curve(PerUnit(give=1), over=YEAR, caps=[cap(points=40)])
    assert told("smaller-gains", capped, item(-50)) == [(("items",), "40 : 50")]


def test_a_range_on_both_sides_is_a_gain_and_a_deduction():
    both = item(by_hand=ByHand(least=-60, most=50), approval=["council"])
    assert told("fewer-gains", both) == []
    assert told("smaller-gains", both) == [(("items",), "50 : 60")]


def test_what_follows_from_a_judgment_or_a_settlement_is_no_deduction():
    bands = Bands([Band(id="low"), Band(id="high", from_=10)])
    settled = Settlement(of="credit", bands={"low": [ItemPosted(post="c")]})
    followed = {
        "accounts": {"credit": Account(bands=bands, **YEARLY)},
        "judgments": {"direct": Judgment(account="credit", reads=0, repair="b")},
        "settlements": {"year": settled},
    }
    assert told("fewer-gains", item(5), item(-60), item(-80)) != []
    assert told("fewer-gains", item(5), item(-60), item(-80), **followed) == []
    assert told("smaller-gains", item(5), item(-60), item(-80), **followed) == []


SOAP = Reward(account="credit", price=20)


@pytest.mark.parametrize(
    "honour",
    [
        {"boards": {"best": Board(account="credit", top=3, ties="all")}},
        {"standings": {"all": Standing(account="credit", ties="dense")}},
        {"benefits": {"praise": Benefit(when=Rule("credit > 50"))}},
        {"accounts": {"credit": Account(spendable=True, bands=Bands([Band(id="x")]))}},
    ],
    ids=lambda given: next(iter(given)),
)
def test_goods_alone_are_told_and_goods_beside_honour_are_not(honour):
    assert told("goods-only", rewards={"soap": SOAP}) == [(("rewards",), None)]
    assert told("goods-only", rewards={"soap": SOAP}, **honour) == []
    assert told("goods-only") == []


def test_a_policy_about_which_nobody_was_asked_is_told():
    assert told("not-consulted", consulted=()) == [(("consulted",), None)]
    assert told("not-consulted") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("参加宗教活动", "宗教"),
        ("修缮寺庙", "寺庙"),
        ("越级上访", "上访"),
        ("落实计划生育", "计划生育"),
        ("church_visits", "church"),
        ("left_the_temple", "temple"),
        ("petitioning again", "petitioning"),
        ("family_planning", "family planning"),
        ("Religious feast", "Religious"),
    ],
)
def test_protected_conduct_is_told_with_its_word_and_the_reason(text, word):
    labelled = policy(item(5), item(5, label=text))
    (problem,) = [p for p in findings(labelled) if p.code == "protected-conduct"]
    assert (problem.path, problem.found) == (("items", "b"), word)
    assert "aims" in problem.hint.text("zh")
    assert {problem.hint.arguments["reason"].text(lang) != "" for lang in LANGUAGES} == {True}


@pytest.mark.parametrize(
    "text",
    [
        "抵制封建迷信诈骗",  # what the field means by it is fraud by fortune-telling
        "抵制邪教",  # a crime
        "参加庙会演出",
        "寺前村植树",
        "诚信经营",
        "礼拜天清扫",
        "参加竞赛",
        "competition",
        "template",
        "temple_fair",
        "good_faith",
        "culture_day",
        "birthday_meal",
        "信用积分",
    ],
)
def test_words_that_only_look_like_it_are_left_alone(text):
    assert protected_in(text) is None


def test_ids_classes_and_judgments_are_read_too():
    assert told("protected-conduct", items={"prayers": item(5)}) == [
        (("items", "prayers"), "prayers")
    ]
    classes = {"faith": ItemClass()}
    assert told("protected-conduct", item(5, class_="faith"), classes=classes) == [
        (("classes", "faith"), "faith")
    ]
    judged = {"direct": Judgment(account="credit", reads=0, label="信访")}
    assert told("protected-conduct", judgments=judged) == [(("judgments", "direct"), "信访")]


# Items --------------------------------------------------------------------------------

START = date(2024, 1, 1)


def test_an_item_that_ended_before_the_policy_began_is_told():
    over = item(5, until=date(2023, 12, 31))
    assert told("item-over", over, from_=START) == [(("items", "a", "until"), "2023-12-31")]
    assert told("item-over", item(5, until=START), from_=START) == []
    assert told("item-over", over) == []


def test_an_item_that_begins_before_the_policy_says_nothing_by_it():
    early = item(5, from_=date(2023, 12, 31))
    assert told("idle-start", early, from_=START) == [(("items", "a", "from"), "2023-12-31")]
    assert told("idle-start", item(5, from_=START), from_=START) == []


@pytest.mark.parametrize(
    ("worthless", "worth"),
    [
        (curve(Steps([Step(from_=4, give=0)])), curve(Steps([Step(from_=4, give=1)]))),
        (curve(PerUnit(give=0)), curve(PerUnit(give=-1))),
        (
            item(5, repeat=Repeat(per=YEAR, factors=[0])),
            item(5, repeat=Repeat(per=YEAR, factors=[0, 1])),
        ),
        (item(0.4, round=Rounding(step=1)), item(0.5, round=Rounding(step=1))),
    ],
    ids=["steps", "units", "factors", "rounding"],
)
def test_an_item_that_is_always_worth_nothing_is_told(worthless, worth):
    assert told("worthless-item", worthless) == [(("items", "a"), None)]
    assert told("worthless-item", worth) == []


def test_a_deduction_from_accounts_that_never_go_down_is_told():
    accounts = {"credit": Account(), "honour": Account(up_only=True)}
    idle, felt = item(-5, to=("honour",)), item(-5, to=("honour", "credit"))
    assert told("idle-loss", idle, accounts=accounts) == [(("items", "a", "to"), "honour")]
    assert told("idle-loss", felt, item(5, to=("honour",)), accounts=accounts) == []


# Caps ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caps", "index"),
    [
        ([cap(count=3), cap(points=15)], 1),  # 3 x 5
        ([cap(MONTH, count=1), cap(YEAR, points=60)], 1),  # 12 x 5
        ([cap(MONTH, count=5), cap(YEAR, count=3)], 0),  # a coarser one allows fewer
        ([cap(MONTH, points=10), cap(YEAR, points=120)], 1),
        ([cap(WEEK, count=1), cap(YEAR, count=54)], 1),
        ([cap(points=20), cap(points=20)], 0),  # one of the two
        ([cap(count=2), cap(count=2, each="member")], 0),
    ],
)
def test_a_cap_that_the_other_caps_make_idle_is_told(caps, index):
    assert [path for path, _ in told("idle-cap", item(5, caps=caps))] == [
        ("items", "a", "caps", index)
    ]


@pytest.mark.parametrize(
    "caps",
    [
        [cap(count=3), cap(points=14)],
        [cap(MONTH, count=1), cap(YEAR, points=59)],
        [cap(MONTH, count=2), cap(YEAR, count=3)],
        [cap(WEEK, count=1), cap(YEAR, count=53)],
        [cap(points=1000)],
        # several claims may bear the mark of one act
        [cap(ACT, points=100)],
        # each place may have so many
        [cap(count=2, each="place"), cap(points=100)],
    ],
)
def test_a_cap_that_may_still_bind_is_not(caps):
    assert told("idle-cap", item(5, caps=caps)) == []


def test_a_cap_of_each_act_is_idle_where_only_the_highest_of_it_counts():
    capped = item(5, caps=[cap(ACT, points=5)])
    assert told("idle-cap", capped, one_act="highest") == [(("items", "a", "caps", 0), "5")]
    assert told("idle-cap", item(5, caps=[cap(ACT, points=4)]), one_act="highest") == []


def test_a_cap_of_a_policy_is_idle_where_all_its_items_together_stay_below():
    items = [item(5, class_="x", caps=[cap(count=2)]), item(-8, class_="x", caps=[cap(count=1)])]
    of_class = [Cap(of="class", name="x", per=YEAR, points=10)]
    assert told("idle-cap", *items, caps=of_class) == [(("caps", 0), "10")]
    lower = [Cap(of="class", name="x", per=YEAR, points=9)]
    assert told("idle-cap", *items, caps=lower) == []
    assert told("idle-cap", *items, item(1, class_="x"), caps=of_class) == []
    left = Delegated(gains=Slots(count=5, most=2))
    assert told("idle-cap", *items, caps=of_class, delegated=left) == []


def test_a_running_total_ends_with_its_curve():
    ends = curve(Steps([Step(from_=4, give=2)]), over=QUARTER, caps=[cap(QUARTER, points=2)])
    assert told("idle-cap", ends) == [(("items", "a", "caps", 0), "2")]
    year = curve(Steps([Step(from_=4, give=2)]), over=QUARTER, caps=[cap(YEAR, points=7)])
    assert told("idle-cap", year) == []


def test_a_cap_below_one_claim_always_cuts():
    assert told("cap-cuts", item(5, caps=[cap(points=4)])) == [
        (("items", "a", "caps", 0, "points"), "4")
    ]
    assert told("cap-cuts", item(-5, caps=[cap(points=5)])) == []
    halved = item(5, caps=[cap(points=4)], repeat=Repeat(per=YEAR, factors=[1, 0.5]))
    assert told("cap-cuts", halved) == []
    of_all = [Cap(of="all", per=YEAR, points=4)]
    assert told("cap-cuts", item(4), item(-5), caps=of_all) == [(("caps", 0, "points"), "4")]


# Rewards ------------------------------------------------------------------------------

TWELVE = item(5, caps=[cap(MONTH, count=1)])  # 60 in a year


@pytest.mark.parametrize(
    ("key", "reward", "reachable"),
    [
        ("price", Reward(account="credit", price=61), Reward(account="credit", price=60)),
        (
            "payout",  # 6.2 yuan are 62 points
            Reward(account="credit", payout=Payout(unit="元", rate=0.1, least=6.2)),
            Reward(account="credit", payout=Payout(unit="元", rate=0.1, least=6)),
        ),
        (
            "payout",  # the smallest note takes 100 points
            Reward(account="credit", payout=Payout(unit="元", rate=0.1, notes=[20, 10])),
            Reward(account="credit", payout=Payout(unit="元", rate=0.1, notes=[20, 5])),
        ),
    ],
    ids=["price", "least amount", "notes"],
)
def test_a_reward_above_all_that_can_be_held_is_told(key, reward, reachable):
    path = ("rewards", "soap", key)
    assert [p for p, _ in told("reward-out-of-reach", TWELVE, rewards={"soap": reward})] == [path]
    assert told("reward-out-of-reach", TWELVE, rewards={"soap": reachable}) == []


@pytest.mark.parametrize(
    "more",
    [
        {"accounts": {"credit": Account(spendable=True, period=YEAR, carry=Carry(keep="all"))}},
        {"accounts": {"credit": Account(spendable=True)}},
        {"accounts": {"credit": Account(spendable=True, base=5, spend_base=True, **YEARLY)}},
        {"delegated": Delegated(gains=Slots(count=1, most=1))},
        {"items": {"a": TWELVE, "b": item(1)}},
    ],
    ids=["carried", "for ever", "base", "delegated", "unbounded item"],
)
def test_what_may_be_saved_or_gained_otherwise_keeps_a_reward_in_reach(more):
    reward = Reward(account="credit", price=61)
    assert told("reward-out-of-reach", TWELVE, rewards={"soap": reward}, **more) == []


def test_a_base_that_cannot_be_spent_buys_nothing():
    kept = {"credit": Account(spendable=True, base=100, spend_base=False, **YEARLY)}
    reward = {"soap": Reward(account="credit", price=61)}
    assert told("reward-out-of-reach", TWELVE, rewards=reward, accounts=kept) != []


@pytest.mark.parametrize("limit", [{"points": 19}, {"count": 0}])
def test_a_limit_below_one_piece_is_told(limit):
    limits = [Limit(per=YEAR, points=20), Limit(per=YEAR, **limit)]
    reward = {"soap": Reward(account="credit", price=20, limits=limits)}
    path = ("rewards", "soap", "limits", 1, next(iter(limit)))
    assert [p for p, _ in told("limit-refuses-all", rewards=reward)] == [path]


def test_a_reward_that_was_open_only_before_the_policy_began_is_told():
    days = {"from_": date(2023, 12, 1), "until": date(2023, 12, 31)}
    old, again = Opening(**days), Opening(**days, yearly=True)
    for opening, found in ((old, 1), (again, 0)):
        reward = {"soap": Reward(account="credit", price=20, open=[opening])}
        assert len(told("never-open", rewards=reward, from_=START)) == found


# Bands and conditions -----------------------------------------------------------------


def banded(*ends, **account):
    bands = [Band(id="b0"), *(Band(id=f"b{n}", from_=end) for n, end in enumerate(ends, 1))]
    return {"credit": Account(bands=Bands(bands), **account)}


def test_bands_above_and_below_all_balances_are_told():
    # 100 to 160 with a loss of at most 40, where 70 is the floor
    lost = item(-40, caps=[cap(count=1)])
    accounts = banded(70, 130, 160, 161, base=100, floor=70, **YEARLY)
    assert told("balance-band", TWELVE, lost, accounts=accounts) == [
        (("accounts", "credit", "bands", 0), "b0"),
        (("accounts", "credit", "bands", 4), "b4"),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"judgments": {"direct": Judgment(account="credit", band="b1")}},
        {"items": {"a": item(5)}},
        {"delegated": Delegated(gains=Slots(count=1, most=1))},
    ],
    ids=["judged", "unbounded item", "delegated"],
)
def test_a_band_that_may_be_reached_is_not(more):
    accounts = banded(61, **YEARLY)
    assert told("balance-band", TWELVE, accounts=accounts) != []
    assert told("balance-band", TWELVE, accounts=accounts, **more) == []


def test_an_exclusive_end_at_the_greatest_balance_is_out_of_reach():
    for end, found in (({"above": 60}, 1), ({"from_": 60}, 0)):
        bands = Bands([Band(id="low"), Band(id="high", **end)])
        accounts = {"credit": Account(bands=bands, **YEARLY)}
        assert len(told("balance-band", TWELVE, accounts=accounts)) == found


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("benefits", Benefit(when=Rule("credit > 60"))),
        ("boards", Board(account="credit", when=Rule("credit > 60"))),
        ("rewards", Reward(account="credit", price=5, requires=Rule("credit > 60"))),
        ("suspensions", Suspension(when=Rule("credit > 60"), stops=["redeem"])),
    ],
)
def test_a_condition_that_no_balance_meets_is_told(kind, part):
    key = "requires" if kind == "rewards" else "when"
    given = {kind: {"x": part}}
    assert told("balance-out-of-reach", TWELVE, **given) == [((kind, "x", key), "credit > 60")]
    assert told("balance-out-of-reach", item(5), **given) == []


def test_a_condition_that_every_balance_meets_is_told():
    never = {"credit": Account(base=100, floor=60)}
    for line, found in (("credit >= 60", 1), ("credit > 60", 0)):
        benefit = {"x": Benefit(when=Rule(line))}
        assert len(told("always-met", item(-5), accounts=never, benefits=benefit)) == found


# What nobody uses ---------------------------------------------------------------------


def test_accounts_and_classes_without_an_item_are_told_unless_villages_may_add_some():
    spare = {"accounts": {"credit": Account(), "spare": Account()}}
    assert told("unposted-account", **spare) == [(("accounts", "spare"), None)]
    classes = {"classes": {"x": ItemClass(), "spare": ItemClass()}}
    assert told("unused-class", item(5, class_="x"), **classes) == [(("classes", "spare"), None)]
    left = Delegated(gains=Slots(count=5, most=2))
    assert told("unposted-account", **spare, delegated=left) == []
    assert told("unused-class", item(5, class_="x"), **classes, delegated=left) == []


def test_a_benefit_that_nothing_grants_is_told():
    benefit = {"benefits": {"loan": Benefit()}}
    assert told("untriggered-benefit", **benefit) == [(("benefits", "loan"), None)]
    for band, found in (("b0", 0), ("b1", 1)):  # 61 is out of reach
        settled = Settlement(of="credit", bands={band: [BenefitGranted(benefit="loan")]})
        more = {"settlements": {"year": settled}, "accounts": banded(61, **YEARLY)}
        assert len(told("untriggered-benefit", TWELVE, **benefit, **more)) == found


# All together -------------------------------------------------------------------------


def test_findings_come_with_their_place_and_stop_nothing():
    faulty = policy(item(5, caps=[cap(points=4)]), item(-9), item(-1), consulted=())
    text = dumps(faulty)
    assert loads(text) == faulty
    codes = ["cap-cuts", "fewer-gains", "not-consulted", "smaller-gains"]
    for found in (lint(text), lint(faulty)):
        assert sorted(problem.code for problem in found) == codes
        assert {problem.level for problem in found} == {"finding"}
        assert all(problem.text(lang) for problem in found for lang in LANGUAGES)
    assert all(problem.position is not None for problem in lint(text))


def test_where_something_is_wrong_no_finding_is_told():
    wrong = dumps(policy(consulted=())).replace('"zone": "Asia/Shanghai"', '"zone": "nowhere"')
    wrong = wrong.replace('"points": 1', '"points": 0')
    assert {problem.level for problem in lint(wrong)} == {"error"}

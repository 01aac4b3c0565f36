"""The bundled points policies, their ledger and roster: the numbers are those of the source."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from attrs import fields, has

import civil_village as cv
from civil_village.labels import Label
from civil_village.mappings import FrozenMapping
from civil_village.points import Check, Claim, Redeem, Return
from civil_village.points.lint.protected import protected_in

VILLAGE = cv.bundled("points.village")
WENDENG = cv.bundled("wendeng.points")
LEDGER = cv.bundled("points.ledger")
ROSTER = cv.bundled("points.roster")
POLICIES = [VILLAGE, WENDENG]
policies = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)


def labels_of(model):
    """Give every label within a model."""
    if isinstance(model, Label):
        yield model
    elif isinstance(model, FrozenMapping):
        for part in model.values():
            yield from labels_of(part)
    elif isinstance(model, tuple):
        for part in model:
            yield from labels_of(part)
    elif has(type(model)):
        for each in fields(type(model)):
            yield from labels_of(getattr(model, each.name))


# Both policies ------------------------------------------------------------------------


@policies
def test_every_part_has_a_label_and_every_item_its_clause(policy):
    kinds = ("accounts", "classes", "items", "judgments", "settlements", "rewards", "benefits")
    for kind in (*kinds, "boards", "standings"):
        assert [name for name, part in getattr(policy, kind).items() if part.label is None] == []
    for kind in ("items", "judgments", "settlements", "rewards", "benefits", "boards"):
        parts = getattr(policy, kind).items()
        assert [n for n, part in parts if not part.source or part.source[0].clause is None] == []


@policies
def test_nothing_in_a_policy_speaks_of_protected_conduct(policy):
    said = [*policy.items, *policy.classes, *policy.judgments]
    said += [text for label in labels_of(policy) for text in (label.zh, label.en)]
    assert [text for text in said if protected_in(text)] == []


@policies
def test_encouragement_comes_first(policy):
    posted = {name for name, item in policy.items.items() if item.class_ == "feedback"}
    signs = Counter(item.listed[1] > 0 for name, item in policy.items.items() if name not in posted)
    assert signs[True] >= signs[False]


# The policy after plan 6 --------------------------------------------------------------


def test_the_plan_gives_no_number_so_that_every_number_is_assumed():
    numbered = ("points", "curve", "by_hand", "caps", "repeat", "approval")
    for name, item in VILLAGE.items.items():
        given = [key for key in numbered if getattr(item, key)]
        assert [key for key in given if key not in item.assumed] == [], name
    for name, reward in VILLAGE.rewards.items():
        given = [
            key for key in ("price", "stock", "open", "limits", "requires") if getattr(reward, key)
        ]
        assert [key for key in given if key not in reward.assumed] == [], name
    assert {"publicity", "caps", "consulted"} <= set(VILLAGE.assumed.reasons)


def test_production_life_environment_and_affairs_have_conduct_that_earns_points():
    gains = Counter(item.class_ for item in VILLAGE.items.values() if item.listed[1] > 0)
    assert gains == {"production": 3, "life": 4, "environment": 4, "affairs": 3}
    assert [name for name, item in VILLAGE.items.items() if item.listed[1] <= 0] == [
        "litter",
        "blocked_way",
    ]


def test_goods_are_bought_from_one_account_and_honour_only_grows():
    assert VILLAGE.accounts["exchange"].spendable
    assert VILLAGE.accounts["honour"].up_only
    assert {reward.account for reward in VILLAGE.rewards.values()} == {"exchange"}
    assert all("honour" in i.to.accounts for i in VILLAGE.items.values() if i.listed[1] > 0)
    assert [name for name, i in VILLAGE.items.items() if "honour" not in i.to.accounts] == [
        "litter",
        "blocked_way",
    ]


def test_the_villagers_were_asked_before_the_policy_began():
    assert [asked.on < VILLAGE.from_ for asked in VILLAGE.consulted] == [True]
    assert "invented" in VILLAGE.consulted[0].note.en


# Wendeng, 2020 ------------------------------------------------------------------------

#: Points of one claim, as the source lists them.
FIXED = {
    "training": 1,
    "army_support": 1,
    "demo_home": 1,
    "help_weak": 1,
    "lift": 1,
    "carer": 5,
    "blood": 10,
    "marrow": 50,
    "suggestion": 2,
    "own_structure": 5,
    "land": 10,
    "award_village": 3,
    "award_town": 5,
    "award_district": 20,
    "award_prefecture": 30,
    "award_province": 60,
    "award_nation": 100,
    "litter": -5,
    "sewage": -5,
    "straw": -5,
    "house_front": -5,
    "home_below": -1,
    "fighting": -10,
    "dogs": -10,
    "crops": -20,
    "gambling": -20,
    "felling": -50,
    "fire_use": -20,
    "fire_caused": -50,
    "lavish": -10,
    "parents": -50,
    "mediation": -5,
    "works_blocked": -20,
    "breach": -5,
    "corrected": -60,
    "stars5": 15,
    "stars4": 10,
    "stars3": 2,
    "district_b": -50,
    "district_c": -80,
    "district_d": -100,
}


def test_each_item_has_the_points_of_the_source():
    found = {n: int(i.points) for n, i in WENDENG.items.items() if i.points is not None}
    assert found == FIXED
    by_hand = WENDENG.items["other_conduct"].by_hand
    assert (by_hand.least, by_hand.most) == (-50, -10)


@pytest.mark.parametrize(
    ("item", "quantity", "points"),
    [
        *(
            ("volunteer", hours, points)
            for hours, points in [(3, 0), (4, 1), (9, 1), (10, 2), (20, 5)]
        ),
        *(
            ("volunteer", hours, points)
            for hours, points in [(50, 10), (80, 15), (100, 20), (150, 25)]
        ),
        *(
            ("volunteer", hours, points)
            for hours, points in [(200, 30), (250, 40), (300, 50), (900, 50)]
        ),
        *(
            ("donation", yuan, points)
            for yuan, points in [(90, "0.9"), (99, "0.9"), (100, 1), (199, 1)]
        ),
        *(
            ("donation", yuan, points)
            for yuan, points in [(200, 2), (1000, 10), (1399, 10), (1400, 11)]
        ),
        *(("donation", yuan, points) for yuan, points in [(5000, 20), (10000, 30), (25000, 40)]),
        *(
            ("lost_found", yuan, points)
            for yuan, points in [(99, 1), (100, 2), (1000, 2), (1001, 3)]
        ),
        *(
            ("lost_found", yuan, points)
            for yuan, points in [(5000, 3), (5001, 5), (10000, 5), (10001, 10)]
        ),
    ],
)
def test_a_curve_gives_the_points_of_the_source(item, quantity, points):
    assert WENDENG.items[item].curve.at(quantity) == Decimal(points)


def test_so_often_an_item_counts_and_so_long_an_award():
    caps = {
        name: [(cap.per.unit, cap.count or int(cap.points)) for cap in item.caps]
        for name, item in WENDENG.items.items()
        if item.caps
    }
    assert caps == {
        "training": [("year", 3)],
        "army_support": [("year", 5)],
        "demo_home": [("quarter", 1)],
        "help_weak": [("month", 1)],
        "lift": [("month", 2)],
        "donation": [("year", 40)],
        "home_below": [("quarter", 1)],
    }
    valid = {n: i.valid_for.number for n, i in WENDENG.items.items() if i.valid_for is not None}
    assert valid == {
        "award_district": 1,
        "award_prefecture": 2,
        "award_province": 3,
        "award_nation": 5,
    }


@pytest.mark.parametrize(
    ("account", "balances"),
    [
        (
            "credit",
            {800: "s0", 801: "s1", 990: "s1", 991: "s2", 1000: "s2", 1020: "s2", 1021: "s3"},
        ),
        ("credit", {1040: "s3", 1041: "s4", 1060: "s4", 1061: "s5"}),
        ("district", {599: "d", 600: "c", 849: "c", 850: "b", 959: "b", 960: "a", 1029: "a"}),
        ("district", {1030: "aa", 1049: "aa", 1050: "aaa"}),
    ],
)
def test_balances_fall_into_the_bands_of_the_source(account, balances):
    bands = WENDENG.accounts[account].bands
    assert {balance: bands.at(balance).id for balance in balances} == balances


def test_a_year_starts_at_1000_and_nothing_of_it_is_carried_on():
    credit = WENDENG.accounts["credit"]
    assert (credit.base, credit.period.unit, credit.carry.keep) == (1000, "year", "none")
    assert WENDENG.accounts["district"].base == 1000


def test_a_deduction_above_40_points_lasts_two_years_in_the_district_and_others_one():
    district = WENDENG.accounts["district"]
    assert [district.lasts(size).number for size in (5, 40, Decimal("40.1"), 50)] == [1, 1, 2, 2]


def test_direct_judgments_read_zero_until_they_are_repaired_for_60_points():
    direct = {n: j for n, j in WENDENG.judgments.items() if j.account == "credit"}
    assert {(j.reads, j.band, j.repair) for j in direct.values()} == {(0, "s0", "corrected")}
    spans = {j.band: j.valid_for.number for j in WENDENG.judgments.values() if j.valid_for}
    assert spans == {"b": 2, "c": 3, "d": 5}


def test_stars_count_in_the_district_and_its_grades_in_the_village():
    posted = {
        (settlement.of, band): follow.post
        for settlement in WENDENG.settlements.values()
        for band, follows in settlement.bands.items()
        for follow in follows
    }
    points = {key: int(WENDENG.items[name].points) for key, name in posted.items()}
    assert points == {
        ("credit", "s5"): 15,
        ("credit", "s4"): 10,
        ("credit", "s3"): 2,
        ("district", "b"): -50,
        ("district", "c"): -80,
        ("district", "d"): -100,
    }
    targets = {key: [*WENDENG.items[name].to.accounts] for key, name in posted.items()}
    assert {key[0]: names for key, names in targets.items()} == {
        "credit": ["district"],
        "district": ["credit"],
    }


def test_deductions_of_conduct_double_within_their_validity_and_one_act_counts_once():
    doubled = {n for n, i in WENDENG.items.items() if i.repeat is not None}
    assert doubled == {
        name
        for name, item in WENDENG.items.items()
        if item.listed[1] < 0 and item.class_ != "feedback"
    } - {"home_below", "other_conduct"}
    factors = {i.repeat.factors for i in WENDENG.items.values() if i.repeat is not None}
    assert factors == {(1, 2)}
    assert WENDENG.one_act == "highest"


def test_a_village_may_add_five_gains_and_five_deductions_of_two_points_at_most():
    for slots in (WENDENG.delegated.gains, WENDENG.delegated.losses):
        assert (slots.count, slots.most) == (5, 2)
    own = cv.loads(cv.dumps(WENDENG)).items["suggestion"]
    village = WENDENG.with_items({f"own{n}": own for n in range(5)})
    assert len(village.items) == len(WENDENG.items) + 5
    with pytest.raises(cv.DocumentError) as caught:
        WENDENG.with_items({f"own{n}": own for n in range(6)})
    assert [problem.code for problem in caught.value.problems] == ["too-many-own"]


# Ledger and roster --------------------------------------------------------------------


def test_every_event_is_of_the_policy_and_of_a_household_on_the_roster():
    for event in LEDGER.events:
        if isinstance(event, Claim | Redeem | Check):
            assert ROSTER.find(event.who, event.on) is not None
            assert event.who in {"h01", "h02", "h03", "h04", "h05"}
        if isinstance(event, Claim):
            assert event.item in VILLAGE.items
            assert (event.quantity is None) == (VILLAGE.items[event.item].per is None)
        elif isinstance(event, Redeem):
            openings = VILLAGE.rewards[event.reward].open
            assert any(opening.holds(event.on) for opening in openings)
        elif hasattr(event, "of"):
            assert event.of in LEDGER
    assert len(LEDGER.events) == 26
    assert isinstance(LEDGER[LEDGER["n01"].of], Redeem)
    assert isinstance(LEDGER["n01"], Return)


def test_the_paper_book_of_the_first_household_agrees_with_its_claims():
    # meeting 5, training 5, four hours 8, elder care 5
    total = 0
    for event in LEDGER.events:
        if isinstance(event, Claim) and event.who == "h01":
            item = VILLAGE.items[event.item]
            total += int(item.curve.at(int(event.quantity)) if item.curve else item.points)
    assert total == LEDGER["k01"].points == 23


def test_ledger_and_roster_say_that_they_are_invented():
    assert "invented" in LEDGER.label.en
    assert "invented" in ROSTER.label.en
    assert {member.label.zh[:2] for member in ROSTER.members} == {"示例"}


def test_every_household_of_the_roster_has_one_head():
    day = date(2024, 6, 30)
    heads = {f"h0{n}": ROSTER.head(f"h0{n}", day) for n in range(1, 6)}
    assert heads == {f"h0{n}": f"p0{n}1" for n in range(1, 6)}
    assert [ROSTER.size(f"h0{n}", day) for n in range(1, 6)] == [2, 3, 2, 1, 2]

"""What is still needed: the nearest gap of each condition that does not hold."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from civil_village.derivation import derive
from civil_village.evidence import Exemption
from civil_village.facts import Facts
from civil_village.indicators import Catalogue, Derived, Indicator
from civil_village.labels import Label
from civil_village.places import Household, Village
from civil_village.requirements import Requirement
from civil_village.rules import Missing, Rule, Unknown
from civil_village.standards import Criterion, Standard, evaluate
from civil_village.standards.needs import Need, needed

INDICATORS = {
    "plan": Indicator(label="计划", value="truth"),
    "meetings": Indicator(label=Label("会议次数", "meetings"), value="count", maximum=60),
    "funds": Indicator(label="结余", value="amount", unit=Label("元", "yuan"), minimum=-100),
    "insured": Indicator(label=Label("参保人数", "people insured"), value="count"),
    "residents": Indicator(label="应保人数", value="count"),
    "insurance": Indicator(
        label=Label("参保率", "insurance"), value="ratio", of=("insured", "residents")
    ),
    "watered": Indicator(label=Label("饮水", "safe water"), value="ratio"),
    "mood": Indicator(label="氛围", value="choice", choices=("warm", "cool", "mixed")),
    "tidy": Indicator(label="整洁", value="truth", subject="household"),
    "tidiness": Indicator(
        label=Label("整洁户比例", "tidy homes"),
        value="ratio",
        derive=Derived(share=Rule("tidy")),
    ),
}
CATALOGUE = Catalogue(indicators=INDICATORS)


def standard_of(rule, **changes):
    asked = Requirement(id="asked", rule=Rule(rule), **changes)
    work = Criterion(id="work", points=1, requirements=[asked])
    return Standard(id="demo", catalogue=CATALOGUE, criteria=[work])


def needs(rule, values, **changes):
    made = standard_of(rule, **changes)
    return needed(made, derive(CATALOGUE, values))


def need(indicator, kind, amount=None, **changes):
    amount = None if amount is None else Decimal(amount)
    return Need(path="work.asked", indicator=indicator, kind=kind, amount=amount, **changes)


PEOPLE = {"insured": 85, "residents": 100}


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        ("meetings >= 3", {"meetings": 1}, [need("meetings", "more", 2)]),
        ("meetings > 3", {"meetings": 1}, [need("meetings", "more", 3)]),
        ("3 <= meetings", {"meetings": 1}, [need("meetings", "more", 2)]),
        ("!(meetings < 3)", {"meetings": 1}, [need("meetings", "more", 2)]),
        ("meetings <= 3", {"meetings": 5}, [need("meetings", "fewer", 2)]),
        ("meetings < 3", {"meetings": 5}, [need("meetings", "fewer", 3)]),
        ("meetings == 3", {"meetings": 5}, [need("meetings", "fewer", 2)]),
        ("meetings == 3", {"meetings": 1}, [need("meetings", "more", 2)]),
        ("meetings >= 2.5", {"meetings": 1}, [need("meetings", "more", 2)]),
        ("funds >= 0.5", {"funds": -1}, [need("funds", "more", "1.5")]),
        ("funds > 0", {"funds": 0}, [need("funds", "more", "0.01")]),
        # 92 of 100 are asked for, and 85 are there; 93 are more than 92.
        ("insurance >= 0.92", PEOPLE, [need("insurance", "more", 7, of="insured")]),
        ("insurance > 0.92", PEOPLE, [need("insurance", "more", 8, of="insured")]),
        ("insurance <= 0.8", PEOPLE, [need("insurance", "fewer", 5, of="insured")]),
        # 0.915 of 100 are 91.5: 92 people.
        ("insurance >= 0.915", PEOPLE, [need("insurance", "more", 7, of="insured")]),
        ("watered >= 0.7", {"watered": Decimal("0.65")}, [need("watered", "more", "0.05")]),
        ("plan", {"plan": False}, [need("plan", "true")]),
        ("!plan", {"plan": True}, [need("plan", "false")]),
        ("plan != true", {"plan": True}, [need("plan", "false")]),
        ("plan in [true]", {"plan": False}, [need("plan", "true")]),
        ("mood == 'warm'", {"mood": "cool"}, [need("mood", "one-of", choices=("warm",))]),
        ("mood != 'cool'", {"mood": "cool"}, [need("mood", "one-of", choices=("warm", "mixed"))]),
        (
            "mood in ['warm', 'mixed']",
            {"mood": "cool"},
            [need("mood", "one-of", choices=("warm", "mixed"))],
        ),
        (
            "meetings >= 3 && plan && funds > 0",
            {"meetings": 1, "plan": True},
            [need("meetings", "more", 2), need("funds", "known")],
        ),
        ("!(meetings < 3 || plan)", {"meetings": 3, "plan": True}, [need("plan", "false")]),
        ("meetings >= 3", {}, [need("meetings", "known")]),
        ("insurance >= 0.9", {"residents": 0, "insured": 0}, [need("insurance", "known")]),
        ("mood == 'warm'", {}, [need("mood", "known")]),
        ("plan", {}, [need("plan", "known")]),
        # What holds needs nothing; of what is not simple nothing is said.
        ("meetings >= 3", {"meetings": 3}, []),
        ("meetings >= 3 || plan", {"meetings": 1, "plan": False}, []),
        ("meetings * 2 >= 3", {"meetings": 1}, []),
        ("meetings in [3, 5]", {"meetings": 1}, []),
        ("meetings != 3", {"meetings": 3}, []),
        ("plan in [true, false] && plan", {"plan": False}, [need("plan", "true")]),
        ("mood == 'warm'", {"mood": "warm"}, []),
    ],
)
def test_the_nearest_gap_of_each_condition_is_given(rule, values, expected):
    assert needs(rule, values) == tuple(expected)


def test_of_an_unknown_number_that_surely_fails_the_nearer_end_counts():
    """At most 40 of 100 are insured, whoever is missing: 50 are asked for."""
    some = Unknown((Missing("row", "insured", "h1"),), Fraction(0), Fraction(40))
    facts = Facts(subject="village", values={**derive(CATALOGUE, {}).values, "insured": some})
    assert needed(standard_of("insured >= 50"), facts) == (need("insured", "more", 10),)


def test_a_share_of_households_needs_more_households():
    made = standard_of("tidiness >= 0.8")
    homes = [Household(id=f"h{n}", values={"tidy": n < 5}) for n in range(10)]
    village = Village(id="v", households=homes, reported={"households": True})
    facts = derive(CATALOGUE, village)
    assert needed(made, facts) == (need("tidiness", "more", 3, of="households"),)
    assert "3 more households (tidy homes)" in evaluate(made, facts).explain().text("en")
    assert "农户还差 3（整洁户比例）" in evaluate(made, facts).explain().text("zh")


@pytest.mark.parametrize(
    ("rule", "values", "zh", "en"),
    [
        ("meetings >= 3", {"meetings": 1}, "会议次数还差 2", "meetings: 2 more"),
        ("funds >= 0.5", {"funds": 0}, "结余还差 0.5 元", "结余: 0.5 yuan more"),
        ("funds <= 0.5", {"funds": 1}, "结余需减少 0.5 元", "结余: 0.5 yuan fewer"),
        ("watered >= 0.7", {"watered": 0}, "饮水还差 70%", "safe water: 70% more"),
        (
            "insurance >= 0.92",
            PEOPLE,
            "参保人数还差 7（参保率）",
            "7 more people insured (insurance)",
        ),
        ("plan", {"plan": False}, "计划需为是", "计划: must be true"),
        ("!plan", {"plan": True}, "计划需为否", "计划: must be false"),
        (
            "mood != 'cool'",
            {"mood": "cool"},
            "氛围需为 warm、mixed 之一",
            "氛围: must be one of warm, mixed",
        ),
        ("meetings >= 3", {}, "会议次数尚需上报", "meetings: must be reported"),
    ],
)
def test_a_need_is_said_in_both_languages(rule, values, zh, en):
    (found,) = needs(rule, values)
    message = found.message(INDICATORS)
    assert (message.text("zh"), message.text("en")) == (zh, en)


def test_what_is_exempt_needs_nothing():
    assert needs("meetings >= 3", {"meetings": 1, "plan": False}, applies=Rule("plan")) == ()
    facts = derive(
        CATALOGUE,
        {"meetings": 1},
        exempt={"work.asked": Exemption(reason="示例", by="township")},
    )
    assert needed(standard_of("meetings >= 3"), facts) == ()


NUMBERS = st.integers(0, 60)


@given(st.sampled_from([">", ">=", "<", "<=", "=="]), NUMBERS, NUMBERS)
def test_with_what_is_needed_the_rule_holds_and_with_less_it_does_not(sign, wanted, now):
    rule = f"meetings {sign} {wanted}"
    problems = Rule(rule).check(CATALOGUE.signatures("village"))
    assume(all(problem.level != "error" for problem in problems))
    found = needs(rule, {"meetings": now})

    def holds(meetings):
        return Rule(rule).value({"meetings": Fraction(meetings)}).value

    assert bool(found) is not holds(now)
    for one in found:
        step = one.amount if one.kind == "more" else -one.amount
        assume(0 <= now + step <= 60)
        assert holds(int(now + step))
        assert not holds(int(now + step - (1 if one.kind == "more" else -1)))

"""What is still needed: the nearest gap of each condition that does not hold."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civil_village.derivation import derive
from civil_village.evidence.reported import Exemption
from civil_village.evidence.surveys import Survey
from civil_village.exact_numbers import published
from civil_village.facts import Facts
from civil_village.indicators import Catalogue, Indicator, ShareOf, SurveyShare
from civil_village.labels import Label
from civil_village.quantities.rounding import Rounding
from civil_village.records.subjects import Household, Village
from civil_village.requirements import Requirement
from civil_village.requirements.needs import Need, Seeker
from civil_village.rules import Missing, Rule, Unknown
from civil_village.standards import Criterion, Standard, evaluate
from civil_village.standards.evaluation.still_needed import needed

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
        derive=ShareOf(share=Rule("tidy")),
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
        ("funds > 0", {"funds": 0}, [need("funds", "some", "0.01")]),
        # 92 of 100 are asked for, and 85 are there; 93 are more than 92.
        ("insurance >= 0.92", PEOPLE, [need("insurance", "more", 7, of="insured")]),
        ("insurance > 0.92", PEOPLE, [need("insurance", "more", 8, of="insured")]),
        ("insurance <= 0.8", PEOPLE, [need("insurance", "fewer", 5, of="insured")]),
        # 0.915 of 100 are 91.5: 92 people.
        ("insurance >= 0.915", PEOPLE, [need("insurance", "more", 7, of="insured")]),
        ("watered >= 0.7", {"watered": Decimal("0.65")}, [need("watered", "more", "0.05")]),
        # Without steps nothing is the next number: any that is beyond.
        ("watered > 0.5", {"watered": Decimal("0.5")}, [need("watered", "more", 0, beyond=True)]),
        (
            "watered < 0.33",
            {"watered": Decimal("0.69")},
            [need("watered", "fewer", "0.36", beyond=True)],
        ),
        # A count is never 5.5, and of 100 people none are 0.915.
        ("!(meetings != 5.5)", {"meetings": 3}, [need("meetings", "nothing")]),
        ("!(meetings != 5.5)", {}, [need("meetings", "nothing")]),
        ("insurance == 0.915", PEOPLE, [need("insurance", "nothing")]),
        ("meetings < 2.5", {"meetings": 4}, [need("meetings", "fewer", 2)]),
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
        ("insurance > 0.9", {"residents": 0, "insured": 0}, [need("insurance", "known")]),
        ("watered <= 1", {}, [need("watered", "known")]),
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
        ("funds <= 0.5", {"funds": 1}, "结余须减少 0.5 元", "结余: 0.5 yuan fewer"),
        ("watered >= 0.7", {"watered": 0}, "饮水还差 70%", "safe water: 70% more"),
        (
            "insurance >= 0.92",
            PEOPLE,
            "参保人数还差 7（参保率）",
            "7 more people insured (insurance)",
        ),
        (
            "watered < 0.33",
            {"watered": Decimal("0.69")},
            "饮水须减少不止 36%",
            "safe water: more than 36% fewer",
        ),
        ("!(meetings != 5.5)", {}, "会议次数：任何值都不能满足", "meetings: no value is enough"),
        ("plan", {"plan": False}, "须落实“计划”", "计划"),
        ("!plan", {"plan": True}, "不应有“计划”", "not: 计划"),
        (
            "mood != 'cool'",
            {"mood": "cool"},
            "氛围须为 warm、mixed 之一",
            "氛围: must be one of warm, mixed",
        ),
        ("funds > 0", {"funds": 0}, "须有结余", "some 结余 needed"),
        ("meetings > 0", {"meetings": 0}, "会议次数还差 1", "meetings: 1 more"),
        ("meetings >= 3", {}, "会议次数尚需上报", "meetings: must be reported"),
    ],
)
def test_a_need_is_said_in_both_languages(rule, values, zh, en):
    (found,) = needs(rule, values)
    message = found.message(INDICATORS)
    assert (message.text("zh"), message.text("en")) == (zh, en)


def test_what_must_be_done_is_said_before_what_is_counted():
    rule = "plan && meetings >= 3 && funds > 0"
    facts = derive(CATALOGUE, {"plan": False, "meetings": 1, "funds": 0})
    told = evaluate(standard_of(rule), facts).explain()
    said = [line.strip() for line in told.text("zh").splitlines()]
    place = said.index("尚需落实：计划")
    assert said[place : place + 3] == ["尚需落实：计划", "须有结余", "差距：会议次数还差 2"]
    said = [line.strip() for line in told.text("en").splitlines()]
    place = said.index("still needed: 计划")
    assert said[place + 1 : place + 3] == [
        "still needed: some 结余",
        "still needed: meetings: 2 more",
    ]


def test_what_is_exempt_needs_nothing():
    assert needs("meetings >= 3", {"meetings": 1, "plan": False}, applies=Rule("plan")) == ()
    facts = derive(
        CATALOGUE,
        {"meetings": 1},
        exempt={"work.asked": Exemption(reason="示例", by="township")},
    )
    assert needed(standard_of("meetings >= 3"), facts) == ()


def test_of_a_share_that_nobody_counted_the_share_itself_is_named():
    """85 of 100 sheets are content, 92 % are asked for: 7 % more, and not 7 households."""
    survey = Survey(id="s", valid=100, answers={"q": {"yes": 85}})
    catalogue = Catalogue(
        indicators={
            "content": Indicator(
                label="满意率",
                value="ratio",
                derive=SurveyShare(survey="s", question="q", answers={"yes": 1}),
            )
        }
    )
    asked = Requirement(id="asked", rule=Rule("content >= 0.92"))
    made = Standard(
        id="demo",
        catalogue=catalogue,
        criteria=[Criterion(id="work", points=1, requirements=[asked])],
    )
    facts = derive(catalogue, Village(id="v", surveys=[survey]))
    assert needed(made, facts) == (need("content", "more", "0.07"),)
    (told,) = needs("watered >= 0.92", {"watered": {"part": 85, "whole": 100}})
    assert told == need("watered", "more", "0.07")


RANGES = {
    "meetings": [Fraction(n) for n in range(61)],
    "steps": [Fraction(n, 2) for n in range(-2, 9)],
    "tens": [Fraction(10 * n) for n in range(7)],
    "insurance": [Fraction(n, 8) for n in range(9)],
    "watered": None,
}
GRIDS = Catalogue(
    indicators={
        **INDICATORS,
        "steps": Indicator(
            label="示例", value="amount", minimum=-1, maximum=4, round=Rounding(step=Decimal("0.5"))
        ),
        "tens": Indicator(label="示例", value="amount", maximum=60, round=Rounding(step=10)),
    }
)
ASKED = Criterion(id="work", points=1, requirements=[Requirement(id="asked", rule=Rule("plan"))])
TINY = Fraction(1, 10**9)
HOLDS = {
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "==": lambda one, other: one == other,
}


@st.composite
def compared(draw):
    """Draw a name, a number that it is, a sign, and what it is compared with."""
    name = draw(st.sampled_from(list(RANGES)))
    numbers = RANGES[name] or [Fraction(n, 100) for n in (0, 33, 50, 69, 100)]
    near = draw(st.sampled_from(numbers)) + draw(
        st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(-1, 10)])
    )
    return name, draw(st.sampled_from(numbers)), draw(st.sampled_from(list(HOLDS))), near


@settings(max_examples=100)
@given(compared())
def test_with_what_is_needed_the_comparison_holds_and_with_less_it_does_not(case):
    name, now, sign, wanted = case
    values = {name: published(now)}
    if name == "insurance":
        values = {"insured": int(now * 8), "residents": 8}
    facts = derive(GRIDS, values)
    seeker = Seeker.on(facts, GRIDS.indicators, GRIDS.signatures("village"))
    found = seeker.gap(name, sign, wanted)

    def holds(number):
        return HOLDS[sign](number, wanted)

    ends = [Fraction(0), wanted - TINY, wanted, wanted + TINY, Fraction(1)]
    numbers = RANGES[name] or [number for number in ends if 0 <= number <= 1]
    assert (found is None) is holds(now)
    if found is None:
        return
    assert (found.kind == "nothing") is not any(map(holds, numbers))
    if found.kind == "nothing":
        return
    amount = Fraction(found.amount) / (8 if name == "insurance" else 1)
    up = -1 if found.kind == "fewer" else 1
    enough = now + up * (amount + (TINY if found.beyond else 0))
    assert holds(enough)
    assert enough in numbers
    assert found.beyond is (RANGES[name] is None and sign in ("<", ">"))
    assert not any(holds(number) for number in numbers if now * up <= number * up < enough * up)
    assert not found.beyond or not holds(now + up * amount)

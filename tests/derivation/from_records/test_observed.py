"""Observed values by stage: read by type, joined as declared, before what is reported."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

import civil_village as cv
from civil_village.indicators import CountOf, SumOf
from civil_village.rules import Missing, Unknown

POINTS = cv.Indicator(
    label="整洁分",
    value="amount",
    maximum=10,
    observed=cv.evidence.Observed(
        methods={"documents": Decimal("0.4"), "visit": Decimal("0.4"), "survey": Decimal("0.2")},
        step=Decimal("0.5"),
    ),
)
CATALOGUE = cv.Catalogue(
    indicators={
        "look": POINTS,
        "hall": cv.Indicator(label="有活动室", value="truth"),
        "lamps": cv.Indicator(label="路灯数", value="count", maximum=500),
        "poles": cv.Indicator(label="灯杆数", value="count", maximum=500),
        "lit": cv.Indicator(label="亮灯率", value="ratio", of=["lamps", "poles"]),
        "clean": cv.Indicator(label="整洁户", value="count", derive=CountOf(count=cv.Rule("tidy"))),
        "tidy": cv.Indicator(label="整洁", value="truth", subject="household"),
    }
)


def see(of, value, method=None, **keywords):
    return cv.Observation(of=of, value=value, method=method, **keywords)


def facts(*words, stage=None, values=None, **keywords):
    village = cv.Village(id="v1", values=values or {}, observations=words, **keywords)
    return cv.derive(CATALOGUE, village, stage=stage)


def faults(*words, **keywords):
    with pytest.raises(cv.DocumentError) as caught:
        facts(*words, **keywords)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_an_observed_value_goes_before_the_reported_one():
    assert facts(values={"lamps": 12})["lamps"] == 12
    assert facts(see("lamps", 11), values={"lamps": 12})["lamps"] == 11
    assert facts(see("hall", value=False), values={"hall": True})["hall"] is False


def test_what_is_made_of_an_observed_value_follows_it():
    found = facts(see("lamps", 11), values={"lamps": 12, "poles": 20})
    assert found["lit"] == cv.Ratio(11, 20)


def test_points_by_hand_are_joined_over_assessors_and_methods():
    found = facts(
        see("look", 9, "documents"),
        see("look", 7, "visit", assessor="e1"),
        see("look", 8, "visit", assessor="e2"),
        see("look", Decimal("9.5"), "survey"),
    )
    assert found["look"] == Decimal("8.5")  # 3.6 + 3 + 1.9


def test_methods_that_have_not_spoken_are_named():
    found = facts(see("look", 9, "documents"))["look"]
    lacking = tuple(Missing("observation", "look", method) for method in ("visit", "survey"))
    assert found == Unknown(lacking, Fraction(18, 5), Fraction(48, 5))
    every = tuple(Missing("observation", "look", m) for m in ("documents", "visit", "survey"))
    assert facts()["look"] == Unknown(every, Fraction(0), Fraction(10))


def test_a_number_that_is_reported_whole_needs_no_assessor():
    assert facts(values={"look": Decimal("8.36")})["look"] == Decimal("8.36")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ([see("look", Decimal("7.7"), "visit")], ("off-step", ("observations", 0, "value"))),
        ([see("look", Decimal("10.5"), "visit")], ("out-of-range", ("observations", 0, "value"))),
        ([see("look", -1, "visit")], ("out-of-range", ("observations", 0, "value"))),
        ([see("look", "many", "visit")], ("not-a-number", ("observations", 0, "value"))),
        ([see("hall", "yes")], ("wrong-type", ("observations", 0, "value"))),
        ([see("look", 7, "visits")], ("unknown-name", ("observations", 0, "method"))),
        ([see("look", 7)], ("missing-key", ("observations", 0, "method"))),
        ([see("lok", 7)], ("unknown-indicator", ("observations", 0, "of"))),
        ([see("tidy", value=True)], ("unknown-indicator", ("observations", 0, "of"))),
        ([see("lit", Decimal("0.5"))], ("computed-given", ("observations", 0, "of"))),
        ([see("clean", 5)], ("computed-given", ("observations", 0, "of"))),
        ([see("lamps", 1), see("lamps", 2)], ("double-observation", ("observations", 1))),
        (
            [see("lamps", 1, assessor="e1"), see("lamps", 1, assessor="e2")],
            ("double-observation", ("observations", 1)),
        ),
        (
            [see("hall", value=True), see("look", 1, "visit"), see("look", 2, "visit")],
            ("double-observation", ("observations", 2)),
        ),
    ],
)
def test_what_cannot_be_read_or_joined_is_refused_where_it_stands(words, fault):
    assert faults(*words) == [fault]


def test_steps_are_counted_from_the_least_number():
    by_hand = cv.evidence.Observed(methods={"visit": 1}, step=2)
    odd = cv.Indicator(label="整洁分", value="amount", minimum=1, maximum=10, observed=by_hand)
    catalogue = cv.Catalogue(indicators={"look": odd})

    def look(value):
        return cv.Village(id="v1", observations=[see("look", value, "visit")])

    assert cv.derive(catalogue, look(9))["look"] == 9  # 1 and four steps
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive(catalogue, look(10))
    assert [problem.code for problem in caught.value.problems] == ["off-step"]


def test_unknown_names_can_be_ignored():
    village = cv.Village(id="v1", observations=[see("lok", 7)])
    assert isinstance(cv.derive(CATALOGUE, village, extra="ignore")["look"], Unknown)


def test_numbers_that_add_up_to_too_much_are_refused():
    catalogue = cv.Catalogue(
        indicators={"look": evolve(POINTS, observed=cv.evidence.Observed(combine="sum"))}
    )
    words = [see("look", 6, assessor="e1"), see("look", 5, assessor="e2")]
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive(catalogue, {}, observations=words)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.found) == (
        "out-of-range",
        ("observations", 1),
        "11",
    )


def test_members_are_observed_too():
    homes = [
        cv.Household(id="h1", values={"tidy": True}, observations=[see("tidy", value=False)]),
        cv.Household(id="h2", observations=[see("tidy", value=True)]),
    ]
    assert facts(households=homes, reported={"households": True})["clean"] == 1
    wrong = [evolve(homes[0], observations=[see("tidi", value=False)])]
    path = ("households", 0, "observations", 0, "of")
    assert faults(households=wrong) == [("unknown-indicator", path)]


# Stages.

STAGED = [
    see("lamps", 12, stage="self"),
    see("lamps", 10, stage="review"),
    see("hall", value=True),
    cv.Observation(of="work.plan", method="visit", met=True, stage="self"),
    cv.Observation(of="work.plan", method="visit", met=False, stage="review"),
]


def test_each_stage_has_facts_of_its_own():
    own, review = (facts(*STAGED, stage=stage) for stage in ("self", "review"))
    assert (own["lamps"], review["lamps"]) == (12, 10)
    assert own["hall"] is review["hall"] is True  # said without a stage, so at every one
    assert [word.met for word in own.observations if word.met is not None] == [True]
    assert (own.stage, review.stage) == ("self", "review")
    assert cv.loads(cv.dumps(own)) == own


def test_at_a_stage_that_nobody_reached_only_words_without_one_count():
    spot = facts(*STAGED, stage="spot", values={"lamps": 9})
    assert (spot["lamps"], spot["hall"]) == (9, True)


def test_all_stages_together_need_somebody_to_choose():
    assert faults(*STAGED) == [
        ("double-observation", ("observations", 4)),
        ("double-observation", ("observations", 1)),
    ]


def test_many_records_are_derived_at_one_stage():
    village = cv.Village(id="v1", observations=STAGED)
    (made,) = cv.derive_each(CATALOGUE, [village], stage="review")
    assert made == facts(*STAGED, stage="review")


def test_a_stage_is_an_id():
    assert faults(stage="1st") == [("not-an-id", ("stage",))]


def test_a_result_knows_its_stage():
    asked = cv.Requirement(id="lit", rule=cv.Rule("lamps >= 11"))
    standard = cv.Standard(
        id="demo",
        catalogue=CATALOGUE,
        criteria=[cv.Criterion(id="work", points=5, requirements=[asked])],
    )
    result = cv.evaluate(standard, facts(*STAGED[:3], stage="self"))
    assert (result.stage, result.score) == ("self", 5)
    assert cv.loads(cv.dumps(result)).stage == "self"
    assert cv.evaluate(standard, facts(STAGED[1], stage="review")).score == 0


# The indicator.


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"value": "ratio", "maximum": None}, ("key-of-other-type", ("observed",))),
        ({"derive": SumOf(sum=cv.Rule("a"))}, ("computed-given", ("observed",))),
        ({"places": 0}, ("too-many-places", ("observed", "step"))),
    ],
)
def test_only_amounts_that_somebody_gives_are_joined(changes, fault):
    with pytest.raises(cv.DocumentError) as caught:
        evolve(POINTS, **changes)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [fault]


def test_rules_compare_joined_numbers_exactly():
    # The mean of 8, 8 and 9 is a little more than 8.33 and less than 8.34.
    mean = cv.Indicator(label="均分", value="amount", maximum=10, observed=cv.evidence.Observed())
    catalogue = cv.Catalogue(indicators={"look": mean})
    words = [see("look", n, assessor=f"e{i}") for i, n in enumerate((8, 8, 9))]
    for rule, state in (
        ("look > 8.33", "met"),
        ("look >= 8.34", "unmet"),
        ("look * 3 == 25", "met"),
    ):
        asked = cv.Requirement(id="look", rule=cv.Rule(rule))
        standard = cv.Standard(
            id="demo",
            catalogue=catalogue,
            criteria=[cv.Criterion(id="work", points=5, requirements=[asked])],
        )
        found = cv.evaluate(standard, cv.derive(catalogue, {}, observations=words))
        assert found["work.look"].state == state

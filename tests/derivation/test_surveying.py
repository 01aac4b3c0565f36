"""Surveys and draws of a village give facts, and say what they lack."""

from fractions import Fraction

import pytest
from attrs import evolve

import civil_village as cv
from civil_village.documents.conversion import structure
from civil_village.indicators import AnyDerived, CountOf, MeanOf, ShareOf, SheetCount, SurveyShare
from civil_village.rules import Missing, Unknown

ANSWERS = SurveyShare(survey="s", question="q1", answers={"satisfied": 1, "fair": 0.8})
CATALOGUE = cv.Catalogue(
    indicators={
        "satisfaction": cv.Indicator(label="满意率", value="ratio", derive=ANSWERS),
        "sheets": cv.Indicator(
            label="有效问卷", value="count", derive=SheetCount(survey="s", sheets="valid")
        ),
        "clean": cv.Indicator(
            label="整洁户数",
            value="count",
            derive=CountOf(count=cv.Rule("tidy"), among="yards"),
        ),
        "tidiness": cv.Indicator(
            label="整洁率", value="ratio", derive=ShareOf(share=cv.Rule("tidy"), among="yards")
        ),
        "tidy": cv.Indicator(label="整洁", value="truth", subject="household"),
    }
)
SURVEY = cv.evidence.Survey(
    id="s", issued=60, returned=55, valid=52, answers={"q1": {"satisfied": 40, "fair": 8, "not": 4}}
)
DRAW = cv.evidence.draw(
    ["h1", "h2", "h3", "h4"], cv.evidence.SamplingPlan(id="yards", seed="2026-1", number=2)
)
FIRST, SECOND = DRAW.drawn


def derived(**given):
    return cv.derive(CATALOGUE, cv.Village(id="v1", **given))


def home(name, *, tidy=None):
    return cv.Household(id=name, values={"tidy": tidy})


def test_the_answers_of_a_survey_are_a_fact():
    found = derived(surveys=[SURVEY])
    assert (found["satisfaction"], found["sheets"]) == (cv.Ratio(46.4, 52), 52)


def test_a_survey_that_was_not_taken_is_missed():
    found = derived()
    lacking = [Missing("survey", "s", each) for each in ("q1", "valid")]
    assert found["satisfaction"].missing == tuple(lacking)
    assert found["sheets"] == Unknown(
        (Missing("survey", "s", "valid"),), Fraction(0), Fraction(10**6)
    )


def test_a_rule_can_ask_for_enough_sheets():
    asked = cv.Requirement(id="content", rule=cv.Rule("sheets >= 50 && satisfaction >= 0.85"))
    standard = cv.Standard(
        id="demo",
        catalogue=CATALOGUE,
        criteria=[cv.Criterion(id="people", points=5, requirements=[asked])],
    )
    assert cv.evaluate(standard, derived(surveys=[SURVEY])).score == 5  # 46.4 of 52 is 89 %
    fewer = evolve(SURVEY, valid=49, answers={"q1": {"satisfied": 49}})
    assert cv.evaluate(standard, derived(surveys=[fewer])).score == 0
    told = cv.evaluate(standard, derived()).explain()
    assert "q1 of the survey s" in told.text("en")
    assert "问卷\u201cs\u201d的 q1" in told.text("zh")


def test_sheets_of_a_stratum_without_weight_are_refused():
    weighted = evolve(ANSWERS, strata={"g1": 1})
    catalogue = cv.Catalogue(
        indicators={"s": cv.Indicator(label="满意率", value="ratio", derive=weighted)}
    )
    village = cv.Village(id="v1", surveys=[evolve(SURVEY, stratum="g2")])
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive(catalogue, village)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("unknown-name", ("surveys", 0, "stratum"))


def test_a_draw_takes_its_households_alone_and_needs_no_others():
    others = [home(name, tidy=False) for name in ("h1", "h2", "h3", "h4") if name not in DRAW.drawn]
    homes = [home(FIRST, tidy=True), *others, home(SECOND, tidy=False)]
    found = derived(households=homes, draws=[DRAW])
    assert (found["clean"], found["tidiness"]) == (1, cv.Ratio(1, 2))


def test_of_several_draws_the_one_that_is_asked_for_is_taken():
    """Those of another draw are all untidy, and do not count."""
    others = [name for name in ("h1", "h2", "h3", "h4") if name not in DRAW.drawn]
    roads = cv.evidence.draw(others, cv.evidence.SamplingPlan(id="roads", seed="2026-1", number=2))
    homes = [*(home(name, tidy=False) for name in others), home(FIRST, tidy=True)]
    homes = [*homes, home(SECOND, tidy=True)]
    found = derived(households=homes, draws=[roads, DRAW])
    assert (found["clean"], found["tidiness"]) == (2, cv.Ratio(2, 2))
    found = derived(households=homes, draws=[roads])
    assert Missing("draw", "yards") in found["clean"].missing


def test_a_drawn_household_that_nobody_saw_is_open():
    found = derived(households=[home(FIRST, tidy=True)], draws=[DRAW])
    assert found["clean"] == Unknown((Missing("row", "tidy", SECOND),), Fraction(1), Fraction(2))
    assert found["tidiness"] == Unknown(
        (Missing("row", "tidy", SECOND),), Fraction(1, 2), Fraction(1)
    )


def test_a_draw_that_is_not_recorded_is_missed():
    found = derived(households=[home(FIRST, tidy=True)], reported={"households": True})
    assert found["clean"] == Unknown((Missing("draw", "yards"),), Fraction(0), Fraction(10**6))
    assert found["tidiness"].missing == (Missing("draw", "yards"),)
    assert not found["tidiness"].sure
    assert Missing("draw", "yards").text("en") == "the draw yards"


def test_of_a_drawn_household_that_nobody_saw_what_compares_it_is_open_too():
    income = cv.Indicator(label="收入", value="amount", maximum=9, subject="household")
    mean = MeanOf(mean=cv.Rule("income"), over="village")
    catalogue = cv.Catalogue(
        indicators={
            "income": income,
            "mean": cv.Indicator(label="均值", value="amount", subject="household", derive=mean),
            "poor": cv.Indicator(
                label="低于均值",
                value="count",
                derive=CountOf(count=cv.Rule("income < mean"), among="yards"),
            ),
        }
    )
    found = cv.derive(catalogue, cv.Village(id="v1", draws=[DRAW]))["poor"]
    assert (found.least, found.greatest) == (0, 2)
    assert {item.row for item in found.missing} == set(DRAW.drawn)


def test_while_nobody_is_drawn_what_each_may_lack_is_named():
    found = derived(households=[home("h1", tidy=True), home("h2")])
    lacks = Missing("draw", "yards"), Missing("row", "tidy", "h2")
    assert found["clean"].missing == (*lacks, Missing("completeness", "households"))
    found = derived(households=[home("h1", tidy=True), home("h2")], reported={"households": True})
    assert found["clean"] == Unknown(lacks, Fraction(0), Fraction(10**6))


def test_surveys_and_draws_stand_once_in_a_village():
    with pytest.raises(cv.DocumentError) as caught:
        cv.Village(id="v1", surveys=[SURVEY, SURVEY], draws=[DRAW, DRAW])
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("duplicate-id", ("surveys", 1, "id")),
        ("duplicate-id", ("draws", 1, "plan", "id")),
    ]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"survey": "s"}, ("not-one-key", ())),
        ({"survey": "s", "question": "q", "sheets": "valid"}, ("not-one-key", ())),
        ({"survey": "s", "question": "q"}, ("missing-key", ("answers",))),
        ({"survey": "s", "sheets": "lost"}, ("wrong-type", ("sheets",))),
        (
            {"survey": "s", "sheets": "valid", "answers": {"yes": 1}},
            ("unknown-key", ("answers",)),
        ),
        ({"survey": "s", "question": "q", "answers": {}}, ("missing-key", ("answers",))),
        (
            {"survey": "s", "question": "q", "answers": {"yes": 1}, "whole": "all"},
            ("wrong-type", ("whole",)),
        ),
        (
            {"survey": "s", "question": "q", "answers": {"yes": 2}},
            ("out-of-range", ("answers", "yes")),
        ),
        (
            {
                "survey": "s",
                "question": "q",
                "answers": {"yes": 1},
                "strata": {"g1": {"fraction": "1/2"}},
            },
            ("weights-mismatch", ("strata",)),
        ),
        ({"count": "a", "question": "q"}, ("not-one-key", ())),
        ({"count": "a", "sheets": "valid"}, ("not-one-key", ())),
        ({"count": "a", "strata": {"g1": 1}}, ("unknown-key", ("strata",))),
        ({"count": "a", "over": "group", "among": "yards"}, ("key-of-other-type", ("among",))),
    ],
)
def test_keys_of_surveys_and_draws_belong_together(given, fault):
    with pytest.raises(cv.DocumentError) as caught:
        structure(given, AnyDerived)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [fault]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"survey": "and", "question": "q", "answers": {"yes": 1}}, "survey"),
        ({"survey": "s", "question": "2 q", "answers": {"yes": 1}}, "question"),
        ({"survey": "Survey", "sheets": "valid"}, "survey"),
        ({"count": "a", "among": "else"}, "among"),
        ({"index": "the pork"}, "index"),
    ],
)
def test_what_records_name_is_an_id_in_the_catalogue_too(given, where):
    """A name that no record can bear would leave the indicator without a value for ever."""
    with pytest.raises(cv.DocumentError) as caught:
        structure(given, AnyDerived)
    (problem,) = caught.value.problems
    assert problem.code in ("not-an-id", "reserved-word")
    assert problem.path == (where,)

"""Faults of rules whose reason lies in the catalogue are told with it."""

import pytest

import civil_village as cv
from civil_village.indicators import EarlierValue, Formula, Growth, MeanOf, Needed, ShareOf, SumOf
from civil_village.messages import Message
from civil_village.records import Household, Village


def amount(label="数", **keywords):
    return cv.Indicator(label=label, value="amount", **keywords)


HOME = amount("户收入", subject="household")
MEAN = amount("户均收入", derive=MeanOf(mean=cv.Rule("home")))


def standard(rule, **indicators):
    asked = cv.Requirement(id="r", rule=cv.Rule(rule))
    return cv.Standard(
        id="demo",
        catalogue=cv.Catalogue(indicators=indicators),
        criteria=[cv.Criterion(id="c", points=1, requirements=[asked])],
    )


def told(rule, **indicators):
    with pytest.raises(cv.DocumentError) as caught:
        standard(rule, **indicators)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("rule", "indicators", "names", "rounded"),
    [
        ("own >= 1.2 * mean", {}, ("home",), ("mean",)),
        ("own >= 3 * own * own", {}, ("own",), None),
        ("grown * own >= 5", {"grown": ("last", "ratio")}, ("own",), ("grown",)),
        ("before * own >= 5", {"before": ("earlier", "amount")}, ("own",), ("before",)),
        ("same * mean >= 5", {"same": ("rule", "amount")}, ("home",), ("same", "mean")),
    ],
)
def test_a_number_without_an_end_is_traced_to_what_is_reported(rule, indicators, names, rounded):
    ways = {
        "last": Growth(growth="own", since="before"),
        "earlier": EarlierValue(earlier="own", period="before"),
        "rule": Formula(rule=cv.Rule("mean")),
    }
    made = {
        name: cv.Indicator(label=name, value=kind, derive=ways[way])
        for name, (way, kind) in indicators.items()
    }
    problem = told(rule, own=amount(), home=HOME, mean=MEAN, **made)
    assert problem.code == "rule-overflow"
    assert problem.hint.arguments["names"] == names
    assert problem.hint.arguments.get("rounded") == rounded


def test_what_is_named_helps():
    bounded = {"own": amount(maximum=10**6), "home": amount(maximum=10**6, subject="household")}
    assert standard("own >= 1.2 * mean", mean=MEAN, **bounded)
    rounding = cv.quantities.Rounding(step=1)
    finer = amount(derive=MeanOf(mean=cv.Rule("home")), round=rounding)
    assert standard("own >= 1.2 * mean", own=amount(), home=HOME, mean=finer)


def test_of_a_share_without_parts_a_rounding_helps():
    share = cv.Indicator(label="占比", value="ratio")
    problem = told("share * share >= 0.5", share=share)
    assert problem.hint == Message("hint.declare-round", rounded=("share",))
    rounded = cv.Indicator(label="占比", value="ratio", round=cv.quantities.Rounding(step=0.01))
    assert standard("share * share >= 0.5", share=rounded)


@pytest.mark.parametrize(
    ("subject", "value", "hint"),
    [
        ("household", "truth", "derive: {share: other}"),
        ("household", "amount", "derive: {sum: other}"),
        ("group", "count", "derive: {sum: other}"),
    ],
)
def test_an_indicator_of_rows_is_no_unknown_one(subject, value, hint):
    other = cv.Indicator(label="其他", value=value, subject=subject)
    problem = told("other" if value == "truth" else "other > 0", other=other)
    assert (problem.code, problem.found) == ("indicator-of-other-subject", "other")
    assert hint in problem.hint.text("zh")
    assert problem.excerpt.pointed().count("^") == len("other")


def test_an_indicator_of_villages_is_none_of_their_households():
    with pytest.raises(cv.DocumentError) as caught:
        cv.Catalogue(
            indicators={
                "own": amount(subject="village"),
                "needed": cv.Indicator(
                    label="需",
                    value="count",
                    subject="household",
                    derive=Needed(needed=cv.Rule("own"), per=5, round="up"),
                ),
                "mean": amount(subject="village", derive=SumOf(sum=cv.Rule("own"))),
            }
        )
    assert [(p.code, p.hint) for p in caught.value.problems] == [
        ("indicator-of-other-subject", None)
    ] * 2


CATALOGUE = cv.Catalogue(
    indicators={
        "well": cv.Indicator(label="有水井", value="truth", subject="household"),
        "plan": cv.Indicator(label="有计划", value="truth"),
        "wells": cv.Indicator(label="水井率", value="ratio", derive=ShareOf(share=cv.Rule("well"))),
    }
)


@pytest.mark.parametrize(
    ("village", "hint"),
    [
        (Village(id="v1", values={"well": True}), "hint.derive-households"),
        (
            Village(id="v1", households=[Household(id="h1", values={"plan": True})]),
            "hint.no-subject",
        ),
    ],
)
def test_a_value_of_another_subject_says_whose_it_is(village, hint):
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive_each(CATALOGUE, [village])
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint) == ("indicator-of-other-subject", Message(hint))
    assert cv.derive_each(CATALOGUE, [village], extra="ignore")


def test_households_are_not_reported_of_households():
    home = Household(id="h1", values={"well": True})
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive_each(CATALOGUE, [home], reported={"households": True})
    (problem,) = caught.value.problems
    assert problem.text("en") == (
        "reported.households: unknown name, got households;"
        " expected cohort, or a kind of event in the catalogue.\n"
        "Hint: that all of them are there is said of their village, as households;"
        " of each other they are cohort [unknown-name]"
    )


def test_facts_of_villages_are_none_of_households():
    asked = cv.Requirement(id="r", rule=cv.Rule("well"))
    homes = cv.Standard(
        id="homes",
        subject="household",
        catalogue=CATALOGUE,
        criteria=[cv.Criterion(id="c", points=1, requirements=[asked])],
    )
    village = Village(id="v1", households=[Household(id="h1", values={"well": True})])
    with pytest.raises(cv.DocumentError) as caught:
        cv.evaluate_each(homes, cv.derive_each(CATALOGUE, [village]))
    (problem,) = caught.value.problems
    assert problem.hint == Message("hint.derive-households")
    (result,) = cv.evaluate_each(homes, cv.derivation.derive_households(CATALOGUE, [village]))
    assert result.score == 1

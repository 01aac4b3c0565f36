"""Requirements and strikes: four states, and what is missing where one is open."""

from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.curves.curve import BandLowered
from civil_village.messages import Message
from civil_village.problems import DocumentError, Excerpt, Problem
from civil_village.requirements import (
    Checked,
    Requirement,
    Strike,
    check_requirement,
    check_strike,
)
from civil_village.rules import Missing, Rule, Signature, Unknown

#: What is missing of each name; a number is known to lie between 0 and 9.
A, B, C = (Missing("indicator", name) for name in "abc")
VISIT = Missing("observation", "x.r", "visit")
PAPERS = Missing("observation", "x.r", "papers")


def open_(missing, *, number=False):
    return Unknown((missing,), *((Fraction(0), Fraction(9)) if number else ()))


def scope(**values):
    names = {"a": open_(A), "b": open_(B), "c": open_(C, number=True)}
    return {**names, **{k: Fraction(v) if type(v) is int else v for k, v in values.items()}}


def check(requirement, words=None, *, exempt=False, **values):
    return check_requirement(
        requirement, scope(**values), path="x.r", words=words or {}, exempt=exempt
    )


def asked(rule=None, judged=None, applies=None):
    rules = {"rule": rule, "judged": judged, "applies": applies}
    return Requirement(id="r", **{k: Rule(text) for k, text in rules.items() if text})


def seen(checked):
    return checked.state, checked.credited, checked.missing


# States.


@pytest.mark.parametrize(
    ("a", "state", "credited", "missing"),
    [(True, "met", True, ()), (False, "unmet", False, ()), (None, "undetermined", None, (A,))],
)
def test_a_rule_decides(a, state, credited, missing):
    values = {} if a is None else {"a": a}
    assert seen(check(asked("a"), **values)) == (state, credited, missing)


@pytest.mark.parametrize(
    ("words", "state", "missing"),
    [
        ({}, "undetermined", (PAPERS, VISIT)),
        ({"papers": True}, "undetermined", (VISIT,)),
        ({"papers": False}, "unmet", ()),
        ({"papers": True, "visit": True}, "met", ()),
        ({"papers": True, "visit": False}, "unmet", ()),
        ({"visit": False}, "unmet", ()),
    ],
    ids=str,
)
def test_a_judgement_joins_the_words_of_methods(words, state, missing):
    checked = check(asked(judged="papers && visit"), words)
    assert (checked.state, checked.missing) == (state, missing)


def test_one_word_is_enough_where_methods_are_joined_by_or():
    assert check(asked(judged="papers || visit"), {"visit": True}).state == "met"


@pytest.mark.parametrize(
    ("a", "visit", "state", "missing"),
    [
        (True, True, "met", ()),
        (True, False, "unmet", ()),
        (False, True, "unmet", ()),
        (False, None, "unmet", ()),
        (None, False, "unmet", ()),
        (True, None, "undetermined", (VISIT,)),
        (None, True, "undetermined", (A,)),
        (None, None, "undetermined", (A, VISIT)),
    ],
)
def test_a_rule_and_a_judgement_must_both_hold(a, visit, state, missing):
    values = {} if a is None else {"a": a}
    words = {} if visit is None else {"visit": visit}
    checked = check(asked("a", "visit"), words, **values)
    assert (checked.state, checked.missing) == (state, missing)


@pytest.mark.parametrize(
    ("applies", "holds", "state", "credited", "missing"),
    [
        (False, False, "exempt", True, ()),
        (False, True, "exempt", True, ()),
        (False, None, "exempt", True, ()),
        (True, False, "unmet", False, ()),
        (True, True, "met", True, ()),
        (True, None, "undetermined", None, (A,)),
        (None, True, "undetermined", True, (B,)),
        (None, False, "undetermined", None, (B,)),
        (None, None, "undetermined", None, (B, A)),
    ],
)
def test_outside_its_condition_a_requirement_is_exempt(applies, holds, state, credited, missing):
    """An exemption counts as met, so where the rule holds the condition costs nothing."""
    values = {name: v for name, v in (("b", applies), ("a", holds)) if v is not None}
    assert seen(check(asked("a", applies="b"), **values)) == (state, credited, missing)


def test_a_recorded_exemption_goes_before_all_else():
    checked = check(asked("a", "visit", "b"), exempt=True, a=False)
    assert checked == Checked(applies=False, holds=None)
    assert checked.state == "exempt"


def test_bounds_that_decide_a_comparison_decide_the_requirement():
    assert check(asked("c <= 9")).state == "met"
    assert check(asked("c > 9")).state == "unmet"
    assert seen(check(asked("c >= 3"))) == ("undetermined", None, (C,))


def test_the_worked_rules_stand_in_the_order_of_their_explanation():
    checked = check(asked("a", "visit", "b"), {"visit": True}, a=True, b=True)
    assert [(role, valued.value) for role, valued in checked.rules] == [
        ("applies", True),
        ("rule", True),
        ("judged", True),
    ]


# Strikes.


@pytest.mark.parametrize(
    ("applies", "hits", "state", "missing"),
    [
        (None, True, "open", (B,)),
        (None, False, "clear", (B,)),
        (None, None, "open", (B, A)),
        (True, True, "hit", ()),
        (True, False, "clear", ()),
        (True, None, "open", (A,)),
        (False, True, "exempt", ()),
        (False, None, "exempt", ()),
    ],
)
def test_a_strike_hits_where_it_applies_and_its_condition_holds(applies, hits, state, missing):
    strike = Strike(id="s", when=Rule("a"), applies=Rule("b"))
    values = {name: v for name, v in (("b", applies), ("a", hits)) if v is not None}
    checked = check_strike(strike, scope(**values))
    assert (checked.strike_state, checked.missing) == (state, missing)


def test_a_strike_without_a_condition_of_its_own_always_applies():
    assert check_strike(Strike(id="s", when=Rule("a")), scope(a=True)).strike_state == "hit"


# What is refused.


def problems_of(make, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(**keywords)
    return list(caught.value.problems)


def test_a_requirement_asks_for_something():
    expected = Message("expected.rule-or-judged")
    assert problems_of(Requirement, id="r", applies=Rule("a")) == [
        Problem(code="empty-requirement", expected=expected)
    ]


@pytest.mark.parametrize("make", [Requirement, Strike])
def test_ids_are_checked(make):
    rules = {"rule": Rule("a")} if make is Requirement else {"when": Rule("a")}
    problem = Problem(code="not-an-id", path=("id",), found="R", expected=Message("expected.id"))
    assert problems_of(make, id="R", **rules) == [problem]


@pytest.mark.parametrize("points", [0, -2, Decimal("-0.5")])
def test_points_of_a_requirement_are_above_zero(points):
    """A loss among the points of a sum would make others pass the criterion's full points."""
    expected = Message("expected.above", least=0)
    problem = Problem(code="out-of-range", path=("points",), found=str(points), expected=expected)
    assert problems_of(Requirement, id="r", rule=Rule("a"), points=points) == [problem]
    assert Requirement(id="r", rule=Rule("a"), points=0.5).points == Decimal("0.5")


@pytest.mark.parametrize("make", [Requirement, Strike])
def test_assumed_names_are_fields(make):
    rules = {"rule": Rule("a")} if make is Requirement else {"when": Rule("a")}
    (problem,) = problems_of(make, id="r", assumed=["labl"], **rules)
    assert (problem.code, problem.path, problem.hint) == (
        "unknown-name",
        ("assumed", "labl"),
        Message("hint.nearest", name="label"),
    )


def test_each_rule_of_a_requirement_is_checked_against_its_own_names():
    names = {"a": Signature(type="truth"), "c": Signature.number()}
    methods = {"visit": Signature(type="truth")}
    made = asked("visit", "a", "c")
    found = [(p.code, p.path) for p in made.rule_problems(names, methods)]
    assert found == [
        ("unknown-indicator", ("rule",)),
        ("wrong-type", ("applies",)),
        ("unknown-name", ("judged",)),
    ]


def test_the_rules_of_a_strike_are_checked():
    names = {"c": Signature.number(maximum=9)}
    strike = Strike(id="s", when=Rule("c > 9"), applies=Rule("b"))
    assert list(strike.rule_problems(names)) == [
        Problem(
            code="never-holds",
            path=("when",),
            found="c > 9",
            expected=Message("expected.between", least=0, most=9),
            excerpt=Excerpt("c > 9", 0, 5),
        ),
        Problem(
            code="unknown-indicator",
            path=("applies",),
            found="b",
            expected=Message("expected.indicator"),
            excerpt=Excerpt("b", 0, 1),
        ),
    ]


def test_a_part_is_named_by_its_label_or_its_id():
    named = Requirement(id="r", rule=Rule("a"), label="示例")
    assert (named.text("zh"), asked("a").text("zh")) == ("示例", "r")
    strike = Strike(id="s", when=Rule("a"), label="示例", then=[BandLowered(band="none")])
    assert (strike.text("en"), Strike(id="s", when=Rule("a")).text("en")) == ("示例", "s")

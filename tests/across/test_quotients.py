"""The quotient of two whole literals beside a ratio: one rule, every road, numbers by hand."""

from fractions import Fraction

import pytest

import civil_village as cv
from civil_village.quantities import Rounding
from civil_village.rules.lowering import Lowering
from tests.cel_cases import generated

CATALOGUE = cv.Catalogue(
    indicators={
        "should_attend": cv.Indicator(label="应到", value="count", maximum=1000),
        "present": cv.Indicator(label="实到", value="count", maximum=1000),
        "attendance": cv.Indicator(label="到会率", value="ratio", of=["present", "should_attend"]),
        "reported": cv.Indicator(label="出席率", value="ratio", may_exceed=True),
        "rounded": cv.Indicator(label="到会率", value="ratio", round=Rounding(step=0.01)),
    }
)
NAMES = CATALOGUE.signatures("village")

#: Rule, present, should attend, and whether it holds; nought of nought never carries.
CASES = [
    ("attendance >= 2 / 3", 20, 30, True),
    ("attendance >= 2 / 3", 19, 30, False),
    ("attendance > 2 / 3", 20, 30, False),
    ("attendance > 2 / 3", 21, 30, True),
    ("attendance > 1 / 2", 15, 30, False),
    ("attendance >= 1 / 2", 15, 30, True),
    ("1 / 2 < attendance", 16, 30, True),
    ("attendance >= 4 / 6", 20, 30, True),
    ("attendance == 2 / 3", 20, 30, True),
    ("attendance != 2 / 3", 20, 30, False),
    ("attendance >= 667 / 1000", 20, 30, False),
    ("attendance >= 0 / 3 && attendance < 1 / 3", 9, 30, True),
    ("attendance >= 2 / 3", 0, 0, None),
    ("attendance > 1 / 2 || attendance <= 1 / 2", 0, 0, None),
]


def scope_of(present, should_attend):
    values = {"present": present, "should_attend": should_attend}
    return cv.derive(CATALOGUE, values).scope()


@pytest.mark.parametrize(("text", "present", "should_attend", "holds"), CASES)
def test_every_road_gives_the_exact_answer(text, present, should_attend, holds):
    rule, scope = cv.Rule(text), scope_of(present, should_attend)
    value = rule.value(scope).value
    assert (value is True, value is False) == (holds is True, holds is False)
    for gaps in (False, True):
        lowering = Lowering(NAMES, gaps=gaps)
        answer = generated(lowering, lowering.condition(rule.expression))
        variables = lowering.variables.values()
        numbers = {each.name: each.of(scope[each.indicator]) for each in variables}
        assert answer(numbers) == (holds is True, holds is False)
    again = cv.Rule(rule.canonical())
    assert again == rule
    assert again.value(scope).value is value or holds is None


def test_a_portable_text_multiplies_and_never_divides():
    made = cv.Rule("attendance >= 2 / 3").portable(NAMES)
    assert dict(made.texts) == {
        "holds": "attendance_WHOLE > 0 && attendance_PART * 3 >= attendance_WHOLE * 2",
        "fails": "attendance_WHOLE > 0 && attendance_PART * 3 < attendance_WHOLE * 2",
    }
    assert made.bindings(scope_of(20, 30)) == {"attendance_PART": 2, "attendance_WHOLE": 3}


def test_a_ratio_that_may_exceed_its_whole_and_a_rounded_one_meet_quotients():
    for text in ("reported > 4 / 3", "rounded >= 2 / 3"):
        assert list(cv.Rule(text).check(NAMES)) == []
    facts = cv.derive(CATALOGUE, {"reported": cv.Ratio(41, 30), "rounded": cv.Ratio(2, 3)})
    assert cv.Rule("reported > 4 / 3").value(facts.scope()).value is True
    assert cv.Rule("rounded >= 2 / 3").value(facts.scope()).value is True  # 0.67
    assert cv.Rule("rounded > 67 / 100").value(facts.scope()).value is False


def test_the_bounds_of_an_unknown_ratio_decide():
    scope = {"attendance": cv.rules.Unknown(MISSING, Fraction(7, 10), Fraction(1))}
    assert cv.Rule("attendance >= 2 / 3").value(scope).value is True
    assert isinstance(cv.Rule("attendance >= 3 / 4").value(scope).value, cv.rules.Unknown)


MISSING = (cv.rules.Missing("indicator", "present"),)

STANDARD = """
kind: standard
format: 1
id: demo.meetings
subject: village
catalogue:
  indicators:
    should_attend: {label: {zh: 应到人数, en: members}, value: count}
    present: {label: {zh: 实到人数, en: present}, value: count}
    attendance: {label: {zh: 到会率, en: attendance}, value: ratio, of: [present, should_attend]}
criteria:
  - {id: quorum, points: 1, grade: all, requirements: [{id: two_thirds, rule: "attendance >= 2 / 3"}]}
"""


def test_a_standard_explains_a_quotient_says_what_is_needed_and_finds_what_engines_may_do():
    standard = cv.loads(STANDARD, cv.Standard)
    assert [p.code for p in cv.lint(standard) if p.code == "float-reading"] == ["float-reading"]
    result = cv.evaluate(
        standard, cv.derive(standard.catalogue, {"present": 19, "should_attend": 30})
    )
    assert result["quorum.two_thirds"].state == "unmet"
    said = result.explain().text("zh")
    assert "到会率不低于 2/3" in said
    assert "实到人数还差 1" in said, said
    met = cv.evaluate(standard, cv.derive(standard.catalogue, {"present": 20, "should_attend": 30}))
    assert met["quorum.two_thirds"].state == "met"
    assert cv.loads(cv.dumps(standard), cv.Standard) == standard


def test_a_rule_with_a_quotient_is_said_in_both_languages():
    rule, labels = cv.Rule("attendance >= 2 / 3"), CATALOGUE.indicators
    assert rule.say("zh", labels) == "到会率不低于 2/3"
    assert rule.say("en", labels) == "到会率 is at least 2/3"

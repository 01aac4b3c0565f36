"""A rule as a value."""

import copy
import pickle
from fractions import Fraction

import pytest

from civil_village.canonical import plain
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError, Excerpt, Problem
from civil_village.rules.parser import parse
from civil_village.rules.rule import Rule
from civil_village.rules.signatures import Signature

NAMES = {"meetings": Signature.number(maximum=100), "plan_filed": Signature(type="truth")}


def test_rules_are_equal_where_their_trees_are():
    one, other = Rule("meetings>=3 && plan_filed"), Rule(" (meetings >= 3)  && plan_filed")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Rule("meetings >= 3.0 && plan_filed")
    assert one.text == "meetings>=3 && plan_filed"


def test_a_rule_cannot_be_built_from_a_text_that_is_none():
    with pytest.raises(DocumentError) as caught:
        Rule("meetings >=")
    assert [problem.code for problem in caught.value.problems] == ["rule-end"]


def test_a_rule_knows_its_names_its_canonical_text_and_its_plain_form():
    rule = Rule("(plan_filed)||meetings+meetings>3")
    assert rule.names == ("plan_filed", "meetings")
    assert rule.canonical() == plain(rule) == "plan_filed || meetings + meetings > 3"
    assert rule.expression == parse("plan_filed || meetings + meetings > 3")


def test_a_rule_is_said_with_labels_or_without():
    rule = Rule("meetings >= 3")
    assert rule.say("en") == "meetings is at least 3"
    assert rule.say("zh", {"meetings": Label("会议次数")}) == "会议次数不低于 3"


def test_a_condition_is_wanted_unless_something_else_is():
    rule = Rule("meetings + 1")
    (problem,) = rule.check(NAMES)
    assert problem == Problem(
        code="wrong-type",
        found="meetings + 1",
        expected=Message(
            "expected.not-type", wanted=Message("type.truth"), got=Message("type.number")
        ),
        excerpt=Excerpt("meetings + 1", 0, 12),
    )
    assert list(rule.check(NAMES, wanted="number")) == []
    assert list(rule.check(NAMES, wanted=None)) == []


def test_a_rule_has_a_signature_where_it_makes_sense():
    found = Rule("meetings + 1").signature(NAMES)
    assert found is not None
    assert (found.minimum, found.maximum) == (1, 101)
    assert Rule("meetings && plan_filed").signature(NAMES) is None


def test_a_rule_gives_its_value_with_all_its_parts():
    valued = Rule("meetings >= 3").value({"meetings": Fraction(3)})
    assert valued.value is True
    assert [part.value for part in valued.parts] == [3, 3]


def test_a_rule_can_be_copied_and_sent_to_other_processes():
    rule = Rule("meetings>=3")
    for twin in (copy.deepcopy(rule), pickle.loads(pickle.dumps(rule))):
        assert (twin, twin.text) == (rule, rule.text)


def test_a_rule_is_written_for_other_engines_with_gaps_only_where_asked():
    rule = Rule("meetings >= 3")
    texts = [rule.portable(NAMES, **gaps).texts["holds"] for gaps in ({}, {"gaps": True})]
    assert texts == ["meetings_VALUE >= 3", "meetings_LO >= 3"]
    assert Rule("meetings + 1").portable(NAMES).texts["numerator"] == "meetings_VALUE + 1"


def test_a_rule_is_written_for_other_engines_in_spite_of_a_finding():
    rule = Rule("meetings >= 0")
    assert [problem.code for problem in rule.check(NAMES)] == ["always-holds"]
    assert rule.portable(NAMES).texts["holds"] == "meetings_VALUE >= 0"


@pytest.mark.parametrize(
    ("text", "code"), [("meeting >= 3", "unknown-indicator"), ("meetings > 100", "never-holds")]
)
def test_a_rule_with_an_error_is_not_written_for_other_engines(text, code):
    with pytest.raises(DocumentError) as caught:
        Rule(text).portable(NAMES)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_rule_shows_its_text_only():
    assert repr(Rule("meetings>=3")) == "Rule(text='meetings>=3')"


@pytest.mark.parametrize("text", ["mood", "'warm'", "filed ? mood : mood"])
def test_what_is_neither_a_truth_nor_a_number_is_not_written_for_other_engines(text):
    names = {
        "mood": Signature(type="choice", choices=("warm", "cool")),
        "filed": Signature(type="truth"),
    }
    with pytest.raises(DocumentError) as caught:
        Rule(text).portable(names)
    expected = Message("expected.truth-or-number")
    assert caught.value.problems == (Problem(code="wrong-type", found=text, expected=expected),)


def test_a_truth_and_a_number_are_written_for_other_engines():
    names = {"n": Signature.number(maximum=9), "filed": Signature(type="truth")}
    assert list(Rule("n + 1").portable(names).texts) == ["numerator", "denominator", "has_value"]
    assert list(Rule("filed").portable(names).texts) == ["holds", "fails"]
    with pytest.raises(DocumentError) as caught:
        Rule("m + 1").portable(names)
    assert [problem.code for problem in caught.value.problems] == ["unknown-indicator"]

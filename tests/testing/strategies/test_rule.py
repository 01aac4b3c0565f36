from fractions import Fraction

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from civil_village.rules import Rule, Signature, Unknown
from civil_village.testing import (
    filled_scopes,
    known_values,
    rule_cases,
    rules,
    scopes,
    signatures,
    unknown_values,
)

MEETINGS = {"meetings": Signature.number(maximum=10**9)}


def keeps_to(value, signature):
    """Tell whether a known value is one that its signature allows, and of its size."""
    if signature.type == "truth":
        return isinstance(value, bool)
    if signature.type == "choice":
        return value in signature.choices
    within = signature.minimum <= value <= signature.maximum
    return within and value.denominator <= signature.denominator


@given(st.data(), st.sampled_from(["truth", "number"]))
def test_a_rule_passes_the_checker(data, wanted):
    names = data.draw(signatures())
    found = data.draw(rules(names, wanted)).check(names, wanted=wanted)
    assert [problem for problem in found if problem.level == "error"] == []


@pytest.mark.parametrize("wanted", ["truth", "number"])
@given(st.data())
def test_there_are_rules_without_any_names(wanted, data):
    rule = data.draw(rules({}, wanted))
    assert rule.names == ()
    assert rule.signature({}).type == wanted


@given(rule_cases())
def test_a_scope_keeps_to_the_signatures(case):
    assert set(case.scope) == set(case.rule.names)
    for name, value in case.scope.items():
        if not isinstance(value, Unknown):
            assert keeps_to(value, case.signatures[name])
        elif value.least is not None:
            assert keeps_to(value.least, case.signatures[name])
            assert value.least <= value.greatest
            assert value.sure or case.signatures[name].partial


@given(st.data(), rule_cases())
def test_what_is_filled_in_lies_within_the_bounds(data, case):
    filled = data.draw(filled_scopes(case.scope, case.signatures))
    assert set(filled) == set(case.scope)
    for name, value in filled.items():
        before = case.scope[name]
        if isinstance(before, Unknown) and before.least is not None and value != before:
            assert before.least <= value <= before.greatest
        elif not isinstance(before, Unknown):
            assert value == before


@pytest.mark.parametrize("value", [76543, 76542, 76544, 0, 10**9])
def test_values_at_a_threshold_and_at_the_ends_are_frequent(value):
    """One of a thousand million numbers would not come up by chance."""
    drawn = scopes(Rule("meetings >= 76543"), MEETINGS, unknowns=False)
    few = settings(max_examples=200, database=None)
    assert find(drawn, lambda scope: scope["meetings"] == value, settings=few)


def test_a_share_can_lie_exactly_at_a_threshold():
    share = Signature(
        type="number", maximum=Fraction(1), numerator=100, denominator=100, static=False
    )
    drawn = known_values(share, near=[Fraction("0.92")])
    assert find(drawn, lambda value: value == Fraction("0.92"))
    assert find(drawn, lambda value: value == Fraction("0.91"))


@pytest.mark.parametrize("kind", ["text", "date"])
def test_what_is_shown_and_never_tested_is_a_text(kind):
    found = find(known_values(Signature(type=kind)), lambda value: True)
    assert found == {"text": "", "date": "2000-01-01"}[kind]


@given(unknown_values("meetings", MEETINGS["meetings"]))
def test_an_unknown_count_surely_has_a_value(unknown):
    assert unknown.sure
    assert unknown.missing[0].name == "meetings"


@pytest.mark.parametrize(
    ("part", "simplest"), [("&&", "plan && plan"), ("!", "!plan"), ("?", "plan ? plan : plan")]
)
def test_a_rule_shrinks_to_few_words(part, simplest):
    names = {"plan": Signature(type="truth")}
    assert find(rules(names), lambda rule: part in rule.text).text == simplest

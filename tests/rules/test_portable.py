"""Rules for other engines: their texts, their variables, and what is refused."""

from fractions import Fraction

import pytest

from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.rules import portable as portable_rules
from civil_village.rules.core import Variable
from civil_village.rules.portable import LARGEST_TEXT
from civil_village.rules.rule import Rule
from civil_village.rules.signatures import Signature
from civil_village.rules.values import Missing, Unknown

NAMES = {
    "n": Signature.number(maximum=100),
    "change": Signature.number(minimum=-5, maximum=5),
    "funds": Signature.number(maximum=1000, places=2),
    "share": Signature(
        type="number",
        maximum=Fraction(1),
        numerator=100,
        denominator=100,
        static=False,
        share=True,
        partial=True,
    ),
    "plan": Signature(type="truth"),
    "kind": Signature(type="choice", choices=("hill", "plain")),
    "other": Signature(type="choice", choices=("plain", "river")),
}
UNKNOWN = Unknown((Missing("indicator", "n"),), Fraction(1), Fraction(4))


def texts(rule, *, gaps=False):
    return dict(Rule(rule).portable(NAMES, gaps=gaps).texts)


# Texts --------------------------------------------------------------------------------


def test_a_condition_has_a_text_for_holds_and_one_for_fails():
    assert texts("funds >= 0.5 && plan") == {
        "holds": "funds_VALUE >= 50 && plan_VALUE == 1",
        "fails": "funds_VALUE < 50 || plan_VALUE == 0",
    }
    assert texts("funds >= 0.5 && plan", gaps=True) == {
        "holds": "funds_LO >= 50 && plan_VALUE == 1",
        "fails": "funds_HI < 50 || plan_VALUE == 0",
    }


def test_a_number_has_a_text_above_and_below_and_one_for_whether_it_has_a_value():
    # Hundredths are added to a hundred times as many ones.
    assert texts("n + funds") == {
        "numerator": "n_VALUE * 100 + funds_VALUE",
        "denominator": "100",
        "has_value": "true",
    }
    assert texts("share") == {
        "numerator": "share_PART",
        "denominator": "share_WHOLE",
        "has_value": "share_WHOLE > 0",
    }


def test_a_number_with_gaps_has_texts_for_both_its_ends():
    assert texts("n - funds", gaps=True) == {
        "least_numerator": "n_LO * 100 - funds_HI",
        "least_denominator": "100",
        "greatest_numerator": "n_HI * 100 - funds_LO",
        "greatest_denominator": "100",
        "has_value": "true",
    }


def test_a_rule_without_names_is_written_as_well():
    assert texts("1 < 2") == {"holds": "1 < 2", "fails": "1 >= 2"}
    assert texts("1.5") == {"numerator": "3", "denominator": "2", "has_value": "true"}
    assert Rule("1 < 2").portable({}).variables == ()


# Variables and what they are handed ---------------------------------------------------


def test_the_variables_stand_in_the_order_in_which_the_texts_use_them():
    found = Rule("plan && funds >= n").portable(NAMES, gaps=True)
    # Holds: plan, funds_LO, n_HI; fails: plan, funds_HI, n_LO.
    assert found.texts["holds"] == "plan_VALUE == 1 && funds_LO >= n_HI * 100"
    assert found.variables == (
        Variable(indicator="plan", parts=("value",), truth=True),
        Variable(indicator="funds", parts=("least",), scale=100),
        Variable(indicator="n", parts=("greatest",)),
        Variable(indicator="funds", parts=("greatest",), scale=100),
        Variable(indicator="n", parts=("least",)),
    )


def test_what_the_texts_do_not_use_is_no_variable():
    found = Rule("n > 1 && (false && plan || true)").portable(NAMES)
    assert found.texts == {"holds": "n_VALUE > 1", "fails": "n_VALUE <= 1"}
    assert [variable.name for variable in found.variables] == ["n_VALUE"]


def test_the_code_of_a_text_is_the_same_in_each_variable():
    found = Rule("kind == other || kind == 'hill'").portable(NAMES)
    kind, other = found.variables
    assert kind.codes == {"hill": 0, "plain": 1}
    assert other.codes == {"plain": 1, "river": 2}
    assert found.bindings({"kind": "plain", "other": "plain"}) == {
        "kind_VALUE": 1,
        "other_VALUE": 1,
    }


def test_each_variable_is_handed_its_whole_number():
    rule = Rule("funds >= 0.5 && plan && share > 0.5 && kind == 'plain'")
    scope = {"funds": Fraction(5, 2), "plan": True, "share": Fraction(3, 4), "kind": "hill"}
    assert rule.portable(NAMES).bindings(scope | {"not_read": UNKNOWN}) == {
        "funds_VALUE": 250,
        "plan_VALUE": 1,
        "share_WHOLE": 4,
        "share_PART": 3,
        "kind_VALUE": 0,
    }


def test_with_gaps_each_variable_is_handed_what_is_proved():
    found = Rule("n > 1 && plan").portable(NAMES, gaps=True)
    unknown = Unknown((Missing("indicator", "plan"),))
    assert found.bindings({"n": UNKNOWN, "plan": unknown}) == {
        "n_LO": 1,
        "n_HI": 4,
        "plan_VALUE": -1,
    }
    assert found.bindings({"n": Fraction(2), "plan": False}) == {
        "n_LO": 2,
        "n_HI": 2,
        "plan_VALUE": 0,
    }


def test_an_unknown_number_is_refused_by_the_texts_of_complete_facts():
    with pytest.raises(ValueError, match=r"^n_VALUE$"):
        Rule("n > 1").portable(NAMES).bindings({"n": UNKNOWN})


def test_a_number_that_is_finer_than_declared_is_refused():
    for gaps, name in ((False, "funds_VALUE"), (True, "funds_LO")):
        found = Rule("funds > 1").portable(NAMES, gaps=gaps)
        with pytest.raises(ValueError, match=f"^{name}$"):
            found.bindings({"funds": Fraction(1, 1000)})


def test_a_fact_that_is_not_handed_in_is_named():
    with pytest.raises(KeyError, match="plan"):
        Rule("n > 1 && plan").portable(NAMES).bindings({"n": Fraction(2)})


# What is refused ----------------------------------------------------------------------


def test_a_rule_that_its_checker_refuses_is_not_written():
    with pytest.raises(DocumentError) as caught:
        Rule("n > 1 && m > 1").portable(NAMES)
    assert [problem.code for problem in caught.value.problems] == ["unknown-indicator"]


def too_large(rule, **options):
    with pytest.raises(DocumentError) as caught:
        Rule(rule).portable(NAMES, **options)
    (problem,) = caught.value.problems
    return problem


def test_a_text_is_refused_from_one_level_too_many():
    # 27 factors are 27 levels, the comparison one more.
    names = {"one": Signature.number(maximum=1)}
    Rule(" * ".join(["one"] * 27) + " > 0").portable(names)
    deeper = " * ".join(["one"] * 28) + " > 0"
    with pytest.raises(DocumentError) as caught:
        Rule(deeper).portable(names)
    assert caught.value.problems == (
        Problem(
            code="portable-too-large",
            found=deeper,
            expected=Message("expected.portable-levels", most=28),
        ),
    )


def test_the_deepest_of_the_texts_decides(monkeypatch):
    # kind >= 0 && kind in [0] has 3 levels, kind >= 0 && !(kind in [0]) one more.
    monkeypatch.setattr(portable_rules, "DEEPEST_TEXT", 3)
    for text in ("kind in ['hill']", "!(kind in ['hill'])"):
        assert too_large(text, gaps=True).code == "portable-too-large"


def test_a_text_is_refused_from_one_node_too_many(monkeypatch):
    # n - 1 > 3 has 5 nodes, and its denial as many.
    monkeypatch.setattr(portable_rules, "LARGEST_TEXT", 5)
    assert texts("n - 1 > 3")["holds"] == "n_VALUE - 1 > 3"
    monkeypatch.setattr(portable_rules, "LARGEST_TEXT", 4)
    assert too_large("n - 1 > 3") == Problem(
        code="portable-too-large",
        found="n - 1 > 3",
        expected=Message("expected.portable-nodes", most=4),
    )


def test_the_largest_of_the_texts_decides(monkeypatch):
    # kind >= 0 && kind in [0] has 7 nodes, kind >= 0 && !(kind in [0]) one more.
    monkeypatch.setattr(portable_rules, "LARGEST_TEXT", 7)
    for text in ("kind in ['hill']", "!(kind in ['hill'])"):
        assert too_large(text, gaps=True).code == "portable-too-large"


def test_a_rule_whose_text_would_explode_is_refused_at_once():
    # While the plan is open, what stands below is written three times at each level: where
    # the plan is there, where it is compared with n, and where it is the lesser. So 30
    # levels would have more than 3 ** 30 nodes.
    part = "n"
    for _ in range(30):
        part = f"(plan ? {part} + 1 : n)"
    problem = too_large(f"{part} > 3", gaps=True)
    assert problem.expected == Message("expected.portable-nodes", most=LARGEST_TEXT)
    assert LARGEST_TEXT == 10_000


def test_a_share_of_nothing_is_0_of_0_for_complete_facts():
    share = Signature(
        type="number", maximum=Fraction(1), numerator=9, denominator=9, static=False, partial=True
    )
    made = Rule("insurance >= 0.5").portable({"insurance": share})
    nothing = Unknown((Missing("no-value", "insurance"),), Fraction(0), Fraction(1), sure=False)
    numbers = made.bindings({"insurance": nothing})
    assert numbers == {"insurance_PART": 0, "insurance_WHOLE": 0}
    scope = {name: Fraction(number) for name, number in numbers.items()}
    assert [Rule(made.texts[side]).value(scope).value for side in ("holds", "fails")] == [
        False,
        False,
    ]
    unknown = Unknown((Missing("indicator", "insurance"),), Fraction(0), Fraction(1), sure=False)
    with pytest.raises(ValueError, match="insurance"):
        made.bindings({"insurance": unknown})

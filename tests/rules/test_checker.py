"""What is wrong with a rule before it runs."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.messages import LANGUAGES, Message
from civil_village.problems import Excerpt, Problem
from civil_village.rules.checker import LIMIT, check
from civil_village.rules.parser import parse
from civil_village.rules.printer import to_text
from civil_village.rules.rule import Rule
from civil_village.rules.signatures import Signature
from civil_village.rules.syntax import names
from civil_village.testing import RuleCase, known_values, rule_cases, signatures
from tests.drawn.rule_trees import expressions, typed_trees

SHARE = Signature(
    type="number",
    maximum=Fraction(1),
    numerator=10**6,
    denominator=10**6,
    static=False,
    share=True,
    ratio=True,
)
CHOICES = ("hill", "plain", "river")
NAMES = {
    "meetings": Signature.number(maximum=100),
    "members": Signature.number(minimum=1, maximum=1000),
    "change": Signature.number(minimum=-5, maximum=5),
    "income": Signature.number(places=2, unit="元"),
    "mean_income": Signature.number(places=2, unit="元"),
    "area": Signature.number(places=2, unit="亩"),
    "insurance": SHARE,
    "water": SHARE,
    "filed": Signature(type="truth"),
    "visited": Signature(type="truth"),
    "kind": Signature(type="choice", choices=CHOICES),
    "other_kind": Signature(type="choice", choices=("plain", "coast")),
    "note": Signature(type="text"),
    "day": Signature(type="date"),
}


def problems(text, *, wanted=None):
    return check(parse(text), NAMES, text, wanted=wanted)[1]


def codes(text):
    """Give code and part of everything that is wrong."""
    found = []
    for problem in problems(text):
        assert problem.excerpt is not None
        start, end = problem.excerpt.start, problem.excerpt.end
        found.append((problem.code, text[start:end]))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "meetings >= 3",
        "filed",
        "!filed && visited || meetings > 3",
        "kind == 'hill'",
        "'hill' != kind",
        "kind in ['hill', 'river']",
        "kind == other_kind",
        "filed == visited",
        "filed != true",
        "filed in [true]",
        "meetings in [1, 2.5]",
        "meetings in [3, 101]",
        "insurance >= 0.92",
        "insurance >= 2 / 3",
        "2 / 3 != water",
        "(filed ? insurance : water) > 1 / 2",
        "-insurance >= -0.92",
        "insurance > water",
        "insurance * members >= 3",
        "income >= 1.2 * mean_income",
        "income - 3 > mean_income + 0.5",
        "0.5 < income",
        "income * meetings < mean_income",
        "meetings >= (filed ? 3 : members)",
        "(filed ? income : 3) > mean_income",
        "(filed ? kind : other_kind) == 'coast'",
        "(filed ? visited : false) || filed",
        "meetings > 2 && meetings < 4",
        "meetings >= 3 && meetings <= 3",
        "insurance > 0.2 && insurance < 0.3",
        "kind != 'hill' && kind != 'plain'",
        "meetings > 3 || meetings < 2",
        "meetings != 3 && meetings >= 3",
        "meetings == 3 && members == 4",
    ],
)
def test_a_rule_that_makes_sense_passes(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("meetings >= 2 / 3", "2 / 3"),
        ("filed == 1 / 2", "1 / 2"),
        ("insurance * 2 > 1 / 3", "1 / 3"),
        ("-insurance > -1 / 3", "-1 / 3"),
        ("(filed ? insurance : 0.5) > 2 / 3", "2 / 3"),
        ("insurance >= 1 - 1 / 3", "1 / 3"),
        ("insurance * 2 / 3 > 0.1", "2 / 3"),
        ("(2 / 3 > 0.5) && filed", "2 / 3"),
        ("2 / 3", "2 / 3"),
    ],
)
def test_a_quotient_stands_only_opposite_a_ratio(text, part):
    (problem,) = problems(text)
    assert (problem.code, problem.found) == ("rule-division", part)
    assert problem.hint == Message("hint.rule-quotient")


def test_neither_of_two_quotients_stands_opposite_a_ratio():
    assert codes("1 / 2 < 2 / 3") == [("rule-division", "1 / 2"), ("rule-division", "2 / 3")]


def test_of_a_quotient_opposite_what_is_unknown_only_that_is_told():
    assert codes("insurence >= 2 / 3") == [("unknown-indicator", "insurence")]


def test_ranges_decide_comparisons_with_quotients():
    assert codes("insurance > 4 / 3") == [("never-holds", "insurance > 4 / 3")]
    assert codes("insurance >= 0 / 3") == [("always-holds", "insurance >= 0 / 3")]
    text = "insurance > 2 / 3 && insurance < 0.66"
    assert codes(text) == [("never-holds", text)]
    huge = f"insurance >= 1 / {2**63 - 1}"
    assert codes(huge) == [("rule-overflow", huge)]


def test_an_unknown_name_is_shown_with_the_nearest_one():
    text = "meetings > 3 && insurence >= 0.9"
    assert problems(text) == [
        Problem(
            code="unknown-indicator",
            found="insurence",
            expected=Message("expected.indicator"),
            hint=Message("hint.nearest", name="insurance"),
            excerpt=Excerpt(text, 16, 25),
        )
    ]


def test_nothing_is_offered_where_no_name_is_near():
    (problem,) = problems("xyz > 3")
    assert problem.hint is None


def test_every_problem_of_a_rule_is_found_at_once():
    assert codes("meetngs > 3 && filed + 1 > 2 && kind == 'hil'") == [
        ("unknown-indicator", "meetngs"),
        ("wrong-type", "filed"),
        ("unknown-choice", "'hil'"),
    ]


@pytest.mark.parametrize(
    ("text", "part", "wanted", "got"),
    [
        ("meetings && filed", "meetings", "truth", "number"),
        ("filed || kind", "kind", "truth", "choice"),
        ("!meetings", "meetings", "truth", "number"),
        ("-filed > 3", "filed", "number", "truth"),
        ("filed + 1 > 3", "filed", "number", "truth"),
        ("1 * kind > 3", "kind", "number", "choice"),
        ("meetings - note > 3", "note", "number", "text"),
        ("meetings in ['a']", "'a'", "number", "text"),
        ("members in ['a']", "'a'", "number", "text"),
        ("filed in [1]", "1", "truth", "number"),
        ("meetings ? filed : visited", "meetings", "truth", "number"),
    ],
)
def test_a_part_of_a_wrong_type_is_named_with_both_types(text, part, wanted, got):
    (problem,) = problems(text)
    expected = Message(
        "expected.not-type", wanted=Message(f"type.{wanted}"), got=Message(f"type.{got}")
    )
    assert (problem.code, problem.found, problem.expected) == ("wrong-type", part, expected)


@pytest.mark.parametrize("text", ["filed == 1", "meetings > filed", "kind == 3", "kind != filed"])
def test_only_values_of_one_type_compare(text):
    assert codes(text) == [("wrong-type", text)]


def test_both_arms_of_a_condition_have_one_type():
    (problem,) = problems("filed ? 1 : visited")
    types = (Message("type.number"), Message("type.truth"))
    assert problem.expected == Message("expected.same-type", types=types)


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("sides", ["filed {} visited", "kind {} 'hill'", "kind {} other_kind"])
def test_only_numbers_have_an_order(sign, sides):
    text = sides.format(sign)
    (problem,) = problems(text)
    assert (problem.code, problem.found, problem.expected) == (
        "wrong-operator",
        sign,
        Message("expected.equality"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "note == 'x'",
        "'x' == 'x'",
        "note == note",
        "note != kind",
        "kind == note",
        "note == 3",
        "day == day",
        "day > 3",
        "day == '2024-06-30'",
        "day == kind",
        "filed == note",
        "note in ['a']",
        "day in ['2024-06-30']",
        "(filed ? note : note) == 'x'",
        "kind == (filed ? 'hill' : 'river')",
    ],
)
def test_text_and_dates_are_shown_never_tested(text):
    assert codes(text) == [("text-tested", text)]


@pytest.mark.parametrize(
    ("text", "literal", "hint"),
    [
        ("kind == 'hil'", "'hil'", "hill"),
        ("'rivers' != kind", "'rivers'", "river"),
        ("kind in ['hill', 'plane']", "'plane'", "plain"),
        ("kind in [3]", "3", None),
        ("kind == ''", "''", None),
    ],
)
def test_a_choice_meets_only_texts_that_it_allows(text, literal, hint):
    assert problems(text) == [
        Problem(
            code="unknown-choice",
            found=literal,
            expected=Message("expected.one-of", names=("hill", "plain", "river")),
            hint=hint and Message("hint.nearest", name=hint),
            excerpt=Excerpt(text, text.index(literal), text.index(literal) + len(literal)),
        )
    ]


def test_either_arm_of_a_condition_may_give_a_choice():
    assert codes("(filed ? kind : other_kind) == 'sea'") == [("unknown-choice", "'sea'")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("income > area", ("元", "亩")),
        ("income + area > 3", ("元", "亩")),
        ("income - meetings > 3", ("元", Message("unit.none"))),
        ("meetings < income", (Message("unit.none"), "元")),
        ("(filed ? income : area) > 3", ("元", "亩")),
        ("2 * income > meetings", ("元", Message("unit.none"))),
    ],
)
def test_amounts_meet_only_in_equal_units(text, units):
    (problem,) = problems(text)
    assert (problem.code, problem.expected) == (
        "unit-mismatch",
        Message("expected.same-unit", units=units),
    )


def test_a_product_has_at_most_one_unit():
    (problem,) = problems("income * area > 3")
    assert (problem.code, problem.found, problem.expected) == (
        "unit-mismatch",
        "income * area",
        Message("expected.one-unit"),
    )


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("meetings > 100", 0, 100),
        ("meetings >= 101", 0, 100),
        ("meetings < 0", 0, 100),
        ("meetings == 101", 0, 100),
        ("meetings == 2.5", 0, 100),
        ("101 <= meetings", 0, 100),
        ("meetings + 1 > 101", 1, 101),
        ("change - 1 < -6", -6, 4),
        ("-change > 5", -5, 5),
        ("change * change > 25", -25, 25),
        ("(filed ? meetings : members) > 1000", 0, 1000),
        ("meetings in [101, -1]", 0, 100),
    ],
)
def test_a_condition_that_can_never_hold_is_an_error(text, least, most):
    assert problems(text) == [
        Problem(
            code="never-holds",
            found=text,
            expected=Message("expected.between", least=Fraction(least), most=Fraction(most)),
            excerpt=Excerpt(text, 0, len(text)),
        )
    ]


@pytest.mark.parametrize("text", ["insurance > 1", "1.1 <= insurance", "insurance in [1.5]"])
def test_a_share_cannot_exceed_1(text):
    (problem,) = problems(text)
    expected = Message("expected.share", least=Fraction(0), most=Fraction(1))
    assert (problem.code, problem.level, problem.expected) == ("never-holds", "error", expected)
    assert problem.hint == Message("hint.share")


def test_what_is_made_of_a_share_is_measured_by_its_own_range():
    (problem,) = problems("-insurance < -1")
    assert problem.expected == Message("expected.between", least=Fraction(-1), most=Fraction(0))


@pytest.mark.parametrize(
    "text",
    ["meetings >= 0", "members > 0", "meetings != 101", "0 <= insurance", "change <= 5", "1 < 2"],
)
def test_a_condition_that_always_holds_is_a_finding(text):
    (problem,) = problems(text)
    assert (problem.code, problem.level, problem.found) == ("always-holds", "finding", text)
    assert Rule(text).signature(NAMES) == Signature(type="truth")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("meetings > 2 && meetings < 3", "meetings"),
        ("meetings >= 3 && meetings < 3", "meetings"),
        ("meetings > 3 && meetings <= 3", "meetings"),
        ("meetings == 3 && meetings == 4", "meetings"),
        ("meetings == 3 && meetings > 3", "meetings"),
        ("meetings == 3 && meetings < 3", "meetings"),
        ("meetings > 99 && meetings != 100", "meetings"),
        ("meetings == 3 && meetings != 3", "meetings"),
        ("meetings > 1 && meetings < 4 && meetings != 2 && meetings != 3", "meetings"),
        ("3 < meetings && 4 > meetings", "meetings"),
        ("meetings > 5 && meetings > 3 && meetings < 5", "meetings"),
        ("meetings < 3 && meetings < 5 && meetings > 3", "meetings"),
        ("filed && meetings > 5 && visited && members > 3 && 5 >= meetings", "meetings"),
        ("members > 3 && members < 3 && meetings > 3", "members"),
        ("income > 2 && income < 2.01", "income"),
        ("insurance > 0.5 && insurance < 0.5", "insurance"),
        ("insurance > 0.5 && insurance <= 0.5", "insurance"),
        ("insurance >= 0.5 && insurance < 0.5", "insurance"),
        ("insurance > 0.6 && insurance < 0.5", "insurance"),
        ("insurance == 0.5 && insurance != 0.5", "insurance"),
        ("kind == 'hill' && kind == 'river'", "kind"),
        ("kind == 'hill' && kind != 'hill'", "kind"),
        ("kind != 'hill' && kind != 'plain' && 'river' != kind", "kind"),
    ],
)
def test_comparisons_of_one_indicator_that_exclude_each_other_never_hold(text, name):
    assert problems(text) == [
        Problem(
            code="never-holds",
            found=text,
            expected=Message("expected.compatible", name=name),
            excerpt=Excerpt(text, 0, len(text)),
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "meetings > 2 && meetings < 3 || filed",
        "(meetings > 2 && meetings < 3) && filed",
        "!(meetings > 2 && meetings < 3)",
    ],
)
def test_a_contradiction_is_found_wherever_it_stands(text):
    assert codes(text) == [("never-holds", "meetings > 2 && meetings < 3")]


@pytest.mark.parametrize(
    "text",
    [
        "income > 2 && income < 2.02",
        "insurance > 0.5 && insurance < 0.50000001",
        "insurance >= 0.5 && insurance <= 0.5",
        "meetings > 2 && meetings < 4 && meetings != 2",
        "meetings >= 2 && meetings <= 3 && meetings != 2",
        "meetings >= 0.5 && meetings < 1.5",
        "meetings > 2.5 && meetings < 3.5",
        "meetings > 5 && meetings > 3 && meetings < 7",
        "meetings < 5 && meetings < 9 && meetings > 3",
        "meetings >= 5 && meetings > 4 && meetings <= 5",
        "meetings <= 5 && meetings < 6 && meetings >= 5",
        "filed == true && filed == visited",
    ],
)
def test_comparisons_that_leave_a_value_pass(text):
    assert problems(text) == []


# Every size is a quotient of whole numbers; LIMIT is the largest that 64 bits hold.
WIDE = {
    "a": Signature.number(maximum=LIMIT),
    "b": Signature.number(maximum=LIMIT // 10),
    "c": Signature.number(maximum=3 * 10**9),
    "d": Signature.number(maximum=4 * 10**9),
    "few": Signature.number(maximum=1),
    "share": evolve(SHARE, numerator=10**13, denominator=10**13),
    "filed": Signature(type="truth"),
}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a + few > 3", "a + few"),
        ("few - a < 3", "few - a"),
        ("a * 2 > 3", "a * 2"),
        ("d * d > 3", "d * d"),
        ("a > 0.5", "a > 0.5"),
        ("0.5 < a", "0.5 < a"),
        ("b == 0.25", "b == 0.25"),
        ("a in [0.5]", "a in [0.5]"),
        ("share in [0.5, 0.0000001]", "share in [0.5, 0.0000001]"),
        ("share > 0.0000001", "share > 0.0000001"),
        ("share < 1000000", "share < 1000000"),
        ("1000000 > share", "1000000 > share"),
        ("share in [0.5, 1000000]", "share in [0.5, 1000000]"),
        ("share * share > 0.5", "share * share"),
        ("share + share > 0.5", "share + share"),
        ("(filed ? a : 0.5) > 3", "filed ? a : 0.5"),
        ("(filed ? share : -share) > 0", "filed ? share : -share"),
    ],
)
def test_numbers_that_may_pass_64_bits_are_refused_with_what_to_bound(text, part):
    found = check(parse(text), WIDE, text)
    start = text.index(part)
    assert found == (
        None,
        [
            Problem(
                code="rule-overflow",
                found=part,
                hint=Message("hint.declare-maximum", names=names(parse(part))),
                excerpt=Excerpt(text, start, start + len(part)),
            )
        ],
    )


@pytest.mark.parametrize(
    "text",
    [
        "a > 3",
        "a in [3]",
        "-a < -3",
        "b > 0.5",
        "b in [0.5]",
        "c * c > 3",
        "share > 0.5",
        "-share < -0.5",
        "share in [0.5]",
        "(filed ? b : 0.5) > 3",
    ],
)
def test_numbers_that_fit_into_64_bits_pass(text):
    assert check(parse(text), WIDE, text)[1] == []


def test_the_largest_number_that_fits_is_2_to_the_63_less_1():
    names = {"a": Signature.number(maximum=2**63 - 2), "b": Signature.number(maximum=2**63 - 1)}
    assert check(parse("a + 1 > 3"), names, "a + 1 > 3")[1] == []
    assert [p.code for p in check(parse("b + 1 > 3"), names, "b + 1 > 3")[1]] == ["rule-overflow"]


BALANCED = {
    "share": SHARE,  # at most 10^6 over 10^6
    "fund": Signature.number(maximum=10**9),
    "balance": Signature.number(minimum=-(10**9), maximum=10**9),
    "cents": Signature.number(minimum=-(10**8), maximum=10**8, places=2),
    "factor": Signature.number(maximum=10**8),
    "change": Signature.number(minimum=-(10**6), maximum=10**6),
}


@pytest.mark.parametrize("text", ["share * balance > 3", "balance * share > 3"])
def test_a_product_with_a_share_that_may_be_negative_is_compared_with_itself(text):
    # Which end is the least is found by crossing: 10^15 over 10^6 with the like is 10^21.
    (problem,) = check(parse(text), BALANCED, text)[1]
    assert (problem.code, problem.found) == ("rule-overflow", text.removesuffix(" > 3"))


@pytest.mark.parametrize(
    "text",
    [
        "share * fund > 3",  # never negative, so that the ends are known
        "cents * factor > 3",  # 10^18 over 100, the same for each end
        "share * change > 3",  # 10^12 over 10^6 with the like is 10^18
    ],
)
def test_a_product_whose_ends_are_known_or_small_is_let_pass(text):
    assert check(parse(text), BALANCED, text)[1] == []


def test_two_parts_of_different_types_are_named_in_their_order():
    (problem,) = problems("meetings == filed")
    types = (Message("type.number"), Message("type.truth"))
    assert problem.expected == Message("expected.same-type", types=types)


def test_a_text_that_is_looked_for_in_a_list_is_refused_like_one_that_is_compared():
    (listed,), (compared,) = problems("note in ['a']"), problems("note == 'a'")
    expected = Message("expected.choice-indicator")
    assert (listed.code, listed.expected) == (compared.code, compared.expected)
    assert (listed.code, listed.expected) == ("text-tested", expected)


@pytest.mark.parametrize(
    "choice",
    ["unheard ? meetings : members", "filed ? unheard : members", "filed ? meetings : unheard"],
)
def test_a_part_of_a_choice_that_makes_no_sense_is_all_that_is_said_of_it(choice):
    assert codes(f"({choice}) > 1") == [("unknown-indicator", "unheard")]


def test_the_whole_rule_has_the_wanted_type():
    assert problems("filed", wanted="truth") == []
    assert problems("meetings", wanted="number") == []
    assert codes("kind") == []
    (problem,) = problems("meetings", wanted="truth")
    assert (problem.code, problem.found) == ("wrong-type", "meetings")


TRUTH = Signature(type="truth")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("filed && visited", TRUTH),
        ("filed || visited", TRUTH),
        ("!filed", TRUTH),
        ("meetings > 3", TRUTH),
        ("meetings > 100", TRUTH),  # never holds, and is a condition all the same
        ("filed && meetings > 2 && meetings < 3", TRUTH),
        ("kind == 'hill'", TRUTH),
        ("kind in ['hill']", TRUTH),
        ("meetings in [101]", TRUTH),
        ("filed ? visited : true", TRUTH),
        ("filed ? kind : other_kind", Signature(type="choice", choices=(*CHOICES, "coast"))),
        ("note", Signature(type="text")),
        ("-meetings", Signature.number(minimum=-100, maximum=0)),
    ],
)
def test_a_rule_that_makes_sense_has_the_type_of_its_outermost_part(text, kind):
    assert check(parse(text), NAMES, text)[0] == kind


@pytest.mark.parametrize(
    ("text", "least", "most", "unit"),
    [
        ("meetings + members", 1, 1100, None),
        ("meetings - members", -1000, 99, None),
        ("-change - change", -10, 10, None),
        ("change * meetings", -500, 500, None),
        ("filed ? meetings : -3.5", Fraction(-7, 2), 100, None),
        ("filed ? change : members", -5, 1000, None),
        ("income * 2", 0, 2 * 10**11, "元"),
        ("2 + income", 2, 2 + 10**11, "元"),
        ("filed ? 1 : income", 0, 10**11, "元"),
        ("-income", -(10**11), 0, "元"),
    ],
)
def test_a_number_has_the_range_and_the_unit_of_what_it_is_made_of(text, least, most, unit):
    found = check(parse(text), NAMES, text)[0]
    assert found is not None
    assert (found.minimum, found.maximum, found.unit) == (least, most, unit)


@pytest.mark.parametrize(
    "text",
    [
        *("unknown", "unknown > 3", "!meetings", "-filed", "filed + 1", "filed && meetings"),
        *("filed > visited", "kind == 'sea'", "kind in ['sea', 'hill']", "note == 'a'"),
        *("note in ['a']", "day == day", "filed == 1", "income > area", "income * area > 3"),
        *("filed ? 1 : visited", "meetings ? 1 : 2", "filed ? income : area", "meetings in ['a']"),
    ],
)
def test_a_rule_that_makes_no_sense_has_no_type(text):
    assert check(parse(text), NAMES, text)[0] is None


@st.composite
def trees_and_names(draw):
    """Give a tree of a truth that may be wrong, and the names that it uses."""
    names = draw(signatures())
    return draw(typed_trees(names)), names


@given(expressions(), signatures())
def test_a_rule_without_a_signature_has_a_problem(tree, names):
    text = to_text(tree)
    kind, found = check(tree, names, text)
    assert (kind is None) <= any(problem.level == "error" for problem in found)


@given(trees_and_names())
def test_every_problem_shows_its_part_and_is_said_in_both_languages(drawn):
    tree, names = drawn
    text = to_text(tree)
    for problem in check(parse(text), names, text)[1]:
        assert problem.excerpt is not None
        part = text[problem.excerpt.start : problem.excerpt.end]
        assert problem.found in (part, None) or problem.code == "wrong-operator"
        for lang in LANGUAGES:
            assert problem.text(lang).endswith(f"[{problem.code}]")


@given(rule_cases(unknowns=False))
def test_what_always_holds_holds_for_every_record(case: RuleCase):
    for problem in case.rule.check(case.signatures):
        assert problem.code == "always-holds"
        assert problem.excerpt is not None
        part = problem.excerpt.text[problem.excerpt.start : problem.excerpt.end]
        assert Rule(part).value(case.scope).value is True


@st.composite
def rules_and_records(draw):
    """Give signatures, a rule that may be wrong, and a known value for each of its names."""
    tree, names = draw(trees_and_names())
    rule = Rule(to_text(tree))
    return names, rule, {name: draw(known_values(names[name])) for name in rule.names}


@given(rules_and_records())
def test_what_can_never_hold_holds_for_no_record(drawn):
    names, rule, scope = drawn
    for problem in rule.check(names):
        if problem.code == "never-holds":
            assert problem.excerpt is not None
            part = problem.excerpt.text[problem.excerpt.start : problem.excerpt.end]
            assert Rule(part).value(scope).value is False


@pytest.mark.parametrize("text", ["meetings == 2.5", "meetings > 100"])
def test_what_can_never_hold_by_itself_is_said_once_and_where_it_stands(text):
    (problem,) = problems(f"{text} && filed")
    assert (problem.code, problem.found) == ("never-holds", text)

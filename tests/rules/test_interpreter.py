"""What a rule is worth over known and unknown values."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.quantities.ratios import Ratio
from civil_village.rules.interpreter import Valued, interpret, residual
from civil_village.rules.parser import parse
from civil_village.rules.printer import to_text
from civil_village.rules.rule import Rule
from civil_village.rules.syntax import Compare, Constant, Logic, Name
from civil_village.rules.values import Missing, Unknown
from civil_village.testing import RuleCase, filled_scopes, rule_cases
from civil_village.testing.strategies.rule import RELATIONS

A, B, C = (Missing("indicator", name) for name in "abc")
U = Unknown((A,))
V = Unknown((B,))
W = Unknown((C,))


def between(least, greatest, *, missing=A, sure=True):
    """Give an unknown number with these bounds."""
    return Unknown((missing,), Fraction(least), Fraction(greatest), sure)


def worth(text, **scope):
    """Work out a rule, with plain numbers as exact ones."""
    exact = {
        name: Fraction(value) if type(value) in (int, Decimal) else value
        for name, value in scope.items()
    }
    return interpret(parse(text), exact).value


AND = [
    (False, False, False),
    (False, U, False),
    (False, True, False),
    (U, False, False),
    (U, V, Unknown((A, B))),
    (U, True, U),
    (True, False, False),
    (True, U, U),
    (True, True, True),
]


@pytest.mark.parametrize(("a", "b", "both"), AND)
def test_false_beats_unknown_in_and(a, b, both):
    assert worth("a && b", a=a, b=b) == both


OR = [
    (False, False, False),
    (False, U, U),
    (False, True, True),
    (U, False, U),
    (U, V, Unknown((A, B))),
    (U, True, True),
    (True, False, True),
    (True, U, True),
    (True, True, True),
]


@pytest.mark.parametrize(("a", "b", "either"), OR)
def test_true_beats_unknown_in_or(a, b, either):
    assert worth("a || b", a=a, b=b) == either


@pytest.mark.parametrize(("a", "negated"), [(True, False), (False, True), (U, U)])
def test_not_unknown_is_unknown(a, negated):
    assert worth("!a", a=a) == negated


def test_all_operands_of_a_chain_are_asked():
    assert worth("a && b && c", a=U, b=True, c=False) is False
    assert worth("a || b || c", a=U, b=False, c=True) is True
    assert worth("a && b && c", a=U, b=True, c=W) == Unknown((A, C))


def test_what_two_parts_lack_is_named_once_in_the_order_of_the_rule():
    assert worth("b && a && b", a=U, b=V) == Unknown((B, A))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a == b", [False, True, False]),
        ("a != b", [True, False, True]),
        ("a < b", [True, False, False]),
        ("a <= b", [True, True, False]),
        ("a > b", [False, False, True]),
        ("a >= b", [False, True, True]),
    ],
)
def test_known_numbers_compare_exactly(text, holds):
    # 1/3 against a little more than 1/3, itself, and a little less.
    third, little = Fraction(1, 3), Fraction(1, 10**30)
    assert [worth(text, a=third, b=third + change) for change in (little, 0, -little)] == holds


UNKNOWN = Unknown((A,))
BOUNDS = [
    # a lies from 2 to 5; is `a sign b`?
    ("<", 1, False),
    ("<", 2, False),
    ("<", 3, UNKNOWN),
    ("<", 5, UNKNOWN),
    ("<", 6, True),
    ("<=", 1, False),
    ("<=", 2, UNKNOWN),
    ("<=", 4, UNKNOWN),
    ("<=", 5, True),
    (">", 1, True),
    (">", 2, UNKNOWN),
    (">", 4, UNKNOWN),
    (">", 5, False),
    (">=", 2, True),
    (">=", 3, UNKNOWN),
    (">=", 5, UNKNOWN),
    (">=", 6, False),
    ("==", 1, False),
    ("==", 2, UNKNOWN),
    ("==", 5, UNKNOWN),
    ("==", 6, False),
    ("!=", 1, True),
    ("!=", 2, UNKNOWN),
    ("!=", 5, UNKNOWN),
    ("!=", 6, True),
]


@pytest.mark.parametrize(("sign", "b", "holds"), BOUNDS)
def test_a_comparison_that_the_bounds_decide_is_decided(sign, b, holds):
    mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign)
    assert worth(f"a {sign} b", a=between(2, 5), b=b) == holds
    assert worth(f"b {mirrored} a", a=between(2, 5), b=b) == holds


def test_two_ranges_that_only_touch_decide_what_their_common_end_allows():
    low, high = between(1, 3), between(3, 4, missing=B)
    both = Unknown((A, B))
    assert worth("a <= b", a=low, b=high) is True
    assert worth("a > b", a=low, b=high) is False
    assert [worth(f"a {sign} b", a=low, b=high) for sign in ("<", ">=", "==", "!=")] == [both] * 4


def test_bounds_that_meet_are_a_value():
    three = between(3, 3)
    assert worth("a == 3", a=three) is True
    assert worth("a != 3", a=three) is False
    assert worth("a == b", a=three, b=between(3, 4, missing=B)) == Unknown((A, B))


@pytest.mark.parametrize("sign", RELATIONS)
def test_a_number_that_may_have_no_value_decides_nothing(sign):
    perhaps = between(0, 1, sure=False)
    assert worth(f"a {sign} 2", a=perhaps) == U
    assert worth(f"2 {sign} a", a=perhaps) == U
    assert worth("a in [2]", a=perhaps) == U
    assert worth(f"a * 0 {sign} 1", a=perhaps) == U
    assert worth("a >= 2 && b", a=perhaps, b=False) is False


def test_a_share_whose_whole_is_0_decides_nothing():
    assert Ratio(0, 0).value is None
    nothing = Unknown((Missing("no-value", "s"),), Fraction(0), Fraction(1), sure=False)
    assert worth("s <= 1", s=nothing) == Unknown((Missing("no-value", "s"),))


@pytest.mark.parametrize(
    ("text", "least", "greatest"),
    [
        ("a + b", 2 - 3, 5 + 7),
        ("a - b", 2 - 7, 5 + 3),
        ("a * b", 5 * -3, 5 * 7),
        ("b * b", -3 * 7, 7 * 7),  # a factor used twice makes the bounds wider, never wrong
        ("-a", -5, -2),
        ("-b", -7, 3),
        ("a * -2", -10, -4),
        ("1 - a", -4, -1),
    ],
)
def test_the_bounds_of_a_number_travel_through_arithmetic(text, least, greatest):
    value = worth(text, a=between(2, 5), b=between(-3, 7, missing=B))
    assert (value.least, value.greatest, value.sure) == (least, greatest, True)


def test_arithmetic_with_known_numbers_is_exact():
    assert worth("a + b * c - 0.1", a=1, b=Decimal("0.2"), c=3) == Fraction(3, 2)
    assert worth("-a * a", a=Fraction(2, 3)) == Fraction(-4, 9)


@pytest.mark.parametrize("sign", ["+", "-", "*"])
def test_arithmetic_with_a_number_that_may_have_no_value_may_have_none(sign):
    perhaps = between(0, 1, sure=False)
    for text in (f"a {sign} b", f"b {sign} a"):
        assert worth(text, a=perhaps, b=2).sure is False
    assert worth("-a", a=perhaps) == between(-1, 0, sure=False)


@pytest.mark.parametrize(
    ("a", "holds"),
    [
        (1, True),
        (2, False),
        (Fraction(5, 2), True),
        (between(3, 4), False),
        (between(1, 1), True),
        (between(2, 3), U),
    ],
)
def test_an_item_of_a_list_equals_one_of_the_options(a, holds):
    assert worth("a in [1, 2.5]", a=a) == holds


def test_choices_and_truths_compare_by_what_they_are():
    assert worth("a == 'hill'", a="hill") is True
    assert worth("a != 'hill'", a="hill") is False
    assert worth("a in ['river', 'hill']", a="hill") is True
    assert worth("a in ['river']", a="hill") is False
    assert worth("a == 'hill'", a=U) == U
    assert worth("a in ['hill']", a=U) == U
    assert worth("a == b", a=True, b=False) is False
    assert worth("a != b", a=True, b=False) is True
    assert worth("a == b", a=True, b=V) == V
    assert worth("a == b", a=U, b=V) == Unknown((A, B))


CONDITIONALS = [
    # a ? b : c
    (True, True, False, True),
    (False, True, False, False),
    (True, V, False, V),
    (False, V, False, False),
    (False, True, W, W),
    (U, True, True, True),
    (U, False, False, False),
    (U, True, False, U),
    (U, V, V, Unknown((A, B))),
    (U, V, True, Unknown((A, B))),
    (U, "hill", "hill", "hill"),
    (U, "hill", "river", U),
    (U, Fraction(2), Fraction(2), Fraction(2)),
    (U, Fraction(2), Fraction(1), between(1, 2)),
    (U, Fraction(1), Fraction(2), between(1, 2)),
    (U, Fraction(4), between(1, 9, missing=B), Unknown((A, B), Fraction(1), Fraction(9))),
    (U, between(3, 4, missing=B), Fraction(1), Unknown((A, B), Fraction(1), Fraction(4))),
    (U, Fraction(4), between(0, 1, missing=B, sure=False), Unknown((A, B), 0, 4, False)),
    (U, between(0, 1, missing=B, sure=False), Fraction(4), Unknown((A, B), 0, 4, False)),
]


@pytest.mark.parametrize(("a", "b", "c", "value"), CONDITIONALS)
def test_an_open_condition_gives_what_both_arms_share(a, b, c, value):
    assert worth("a ? b : c", a=a, b=b, c=c) == value


def test_every_part_of_a_rule_has_its_value():
    tree = parse("a >= 3 && !b")
    valued = interpret(tree, {"a": Fraction(2), "b": V})
    assert valued == Valued(
        tree,
        False,
        (
            Valued(
                parse("a >= 3"),
                False,
                (Valued(Name("a"), Fraction(2)), Valued(Constant(3), Fraction(3))),
            ),
            Valued(parse("!b"), V, (Valued(Name("b"), V),)),
        ),
    )


RESIDUALS = [
    ("a && b", "a"),
    ("a || !b", "a"),
    ("a && b && n > 2", "a && n > 2"),
    ("a && (b || c)", "a"),
    ("a && (c || n > 2)", "a && n > 2"),
    ("!(a && b)", "!a"),
    ("b ? a : c", "a"),
    ("c ? b : a || c", "a"),
    ("a ? b : c", "a ? b : c"),
    ("n + m >= 7", "n + m >= 7"),  # m is known, but numbers keep their names
    ("(b ? n : m) >= 7", "(b ? n : m) >= 7"),
    ("a || b", "true"),
    ("a && c", "false"),
    ("k == 'hill'", "k == 'hill'"),
]


@pytest.mark.parametrize(("text", "left"), RESIDUALS)
def test_what_is_left_to_decide_has_its_decided_truths_folded_away(text, left):
    number = between(0, 9, missing=Missing("indicator", "n"))
    scope = {"a": U, "b": True, "c": False, "n": number, "m": Fraction(2), "k": W}
    assert to_text(residual(interpret(parse(text), scope))) == left


def pairs(one: Valued, other: Valued):
    """Give the values of each part of a rule in two scopes."""
    yield one.value, other.value
    for first, second in zip(one.parts, other.parts, strict=True):
        yield from pairs(first, second)


def is_kept(before, after):
    """Tell whether a part that learnt more still says what it said."""
    if not isinstance(before, Unknown):
        return after == before
    if isinstance(after, Unknown) or before.least is None:
        return before.least is None or (
            before.least <= after.least
            and after.greatest <= before.greatest
            and after.sure >= before.sure
        )
    return before.least <= after <= before.greatest


@st.composite
def cases_and_fills(draw, wanted="truth"):
    """Give a case, and its scope with some of the unknowns filled within their bounds."""
    case = draw(rule_cases(wanted))
    return case, draw(filled_scopes(case.scope, case.signatures))


@given(rule_cases())
def test_a_rule_that_passes_the_checker_never_makes_the_interpreter_raise(case: RuleCase):
    value = case.rule.value(case.scope).value
    assert isinstance(value, bool) or (isinstance(value, Unknown) and value.missing)


@given(rule_cases(unknowns=False))
def test_a_rule_over_known_facts_is_decided(case: RuleCase):
    assert isinstance(case.rule.value(case.scope).value, bool)


@given(cases_and_fills())
def test_filling_a_gap_never_contradicts_what_was_decided(pair):
    case, more = pair
    for before, after in pairs(case.rule.value(case.scope), case.rule.value(more)):
        assert is_kept(before, after)


@given(cases_and_fills("number"))
def test_filling_a_gap_never_leaves_the_bounds_of_a_number(pair):
    case, more = pair
    for before, after in pairs(case.rule.value(case.scope), case.rule.value(more)):
        assert is_kept(before, after)


@given(cases_and_fills())
def test_what_is_left_to_decide_decides_like_the_whole_rule(pair):
    case, more = pair
    left = residual(case.rule.value(case.scope))
    assert parse(to_text(left)) == left
    whole, rest = case.rule.value(more).value, interpret(left, more).value
    if isinstance(whole, bool) and isinstance(rest, bool):
        assert rest is whole
    assert isinstance(rest, bool) or isinstance(whole, Unknown)


@given(rule_cases())
def test_a_rule_is_open_only_for_facts_that_are_missing(case: RuleCase):
    value = case.rule.value(case.scope).value
    if isinstance(value, Unknown):
        open_names = {name for name, given in case.scope.items() if isinstance(given, Unknown)}
        assert {item.name for item in value.missing} <= open_names


@st.composite
def boundaries(draw):
    """Give part and whole that lie at a decimal, or next to it, and the decimal."""
    places = draw(st.integers(0, 4))
    digits = draw(st.integers(0, 2 * 10**places))
    whole = draw(st.integers(1, 10**4))
    if draw(st.booleans()):
        whole *= 10**places
    part = max(0, whole * digits // 10**places + draw(st.integers(-1, 1)))
    return part, whole, digits, places


@given(boundaries())
def test_a_comparison_at_the_exact_boundary_is_right_for_every_ratio_and_decimal(boundary):
    part, whole, digits, places = boundary
    number = Decimal(digits).scaleb(-places)
    # part / whole against digits / 10^places, by whole numbers alone
    left, right = part * 10**places, digits * whole
    expected = [left == right, left != right, left < right, left <= right, left > right]
    expected.append(left >= right)
    scope = {"x": Ratio(part, whole).value}
    found = [
        interpret(Compare(sign, Name("x"), Constant(number)), scope).value for sign in RELATIONS
    ]
    assert found == expected


def test_92_of_100_meets_092_and_one_less_does_not():
    rule = Rule("insurance >= 0.92")
    for part, holds in ((92, True), (91, False), (93, True)):
        assert rule.value({"insurance": Ratio(part, 100).value}).value is holds
    # 0.9199999 is shown as 92 %, and is less all the same
    assert rule.value({"insurance": Fraction(9199999, 10**7)}).value is False


@given(st.lists(st.sampled_from([True, False, None]), min_size=2, max_size=5), st.data())
def test_chains_are_worth_what_all_their_completions_agree_on(values, data):
    sign = data.draw(st.sampled_from(["&&", "||"]))
    scope = {
        f"t{index}": Unknown((Missing("indicator", f"t{index}"),)) if value is None else value
        for index, value in enumerate(values)
    }
    tree = Logic(sign, tuple(Name(name) for name in scope))
    join = all if sign == "&&" else any
    outcomes = {
        join(fill if value is None else value for value in values) for fill in (True, False)
    }
    value = interpret(tree, scope).value
    assert (value if isinstance(value, bool) else None) == (
        outcomes.pop() if len(outcomes) == 1 else None
    )

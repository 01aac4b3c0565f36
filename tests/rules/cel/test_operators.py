"""Arithmetic, order, equality, membership and indexes."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.messages import Message
from civil_village.rules.cel import evaluate
from tests.rules.cel.asking import code, problem

SMALLEST, LARGEST = -(2**63), 2**63 - 1
INTS = st.one_of(st.integers(-20, 20), st.integers(SMALLEST, LARGEST))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7 / 2", 3),
        ("-7 / 2", -3),
        ("7 / -2", -3),
        ("-7 / -2", 3),
        ("7 % 2", 1),
        ("-7 % 2", -1),
        ("7 % -2", 1),
        ("-7 % -2", -1),
        ("9223372036854775806 + 1", LARGEST),
        ("2 - 5 - 1", -4),
        ("-(-3)", 3),
        ("'a' + 'b' + ''", "ab"),
        ("[1] + [] + ['a']", (1, "a")),
    ],
)
def test_whole_numbers_texts_and_lists_are_joined(text, value):
    assert evaluate(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2", Decimal("0.3")),
        ("1.0 / 3.0", Fraction(1, 3)),
        ("1.0 / 3.0 * 3.0", Decimal(1)),
        ("7.0 / -2.0", Decimal("-3.5")),
        ("0.0 / 5.0", Decimal(0)),
        ("0.0 * 5.0", Decimal(0)),
        ("0.5 - 0.5", Decimal(0)),
        ("-(0.25)", Decimal("-0.25")),
        ("1e300 * 1e-300", Decimal(1)),
    ],
)
def test_doubles_are_exact(text, value):
    assert evaluate(text) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("9223372036854775807 + 1", "cel-overflow"),
        ("-9223372036854775808 - 1", "cel-overflow"),
        ("5000000000 * 5000000000", "cel-overflow"),
        ("-(-9223372036854775808)", "cel-overflow"),
        ("-9223372036854775808 / -1", "cel-overflow"),
        ("-9223372036854775808 % -1", "cel-overflow"),
        ("1 / 0", "cel-division-by-zero"),
        ("1 % 0", "cel-division-by-zero"),
        ("0.0 / 0.0", "cel-special"),
        ("1.0 / 0.0", "cel-special"),
        ("-(0.0)", "cel-special"),
        ("0.0 * -1.0", "cel-special"),
        ("-1.0 * 0.0", "cel-special"),
        ("0.0 / -1.0", "cel-special"),
        ("1e200 * 1e200", "cel-special"),
        ("1e-200 * 1e-200", "cel-special"),
        ("1e-200 / 1e200", "cel-special"),
        ("1 + 1.0", "cel-no-overload"),
        ("1.5 % 1.0", "cel-no-overload"),
        ("true + true", "cel-no-overload"),
        ("1 + true", "cel-no-overload"),
        ("true + 1", "cel-no-overload"),
        ("'a' + 1", "cel-no-overload"),
        ("'a' - 'a'", "cel-no-overload"),
        ("'a' * 2", "cel-no-overload"),
        ("[1] * 2", "cel-no-overload"),
        ("{} + {}", "cel-no-overload"),
        ("null + null", "cel-no-overload"),
        ("-true", "cel-no-overload"),
        ("-'a'", "cel-no-overload"),
        ("!1", "cel-no-overload"),
        ("1 ? 2 : 3", "cel-no-overload"),
    ],
)
def test_what_has_no_value_says_why(text, name):
    assert code(text) == name


def test_the_types_that_do_not_fit_are_named():
    assert problem("1 + 1.0").hint == Message("hint.cel-kinds", kinds=("int", "double"))


def test_digits_do_not_grow_without_end():
    assert code("[1.0000000001]" + ".map(x, x * x)" * 60) == "cel-digits"


@given(INTS, INTS)
def test_quotient_and_remainder_make_up_the_number_again(left, right):
    given_values = {"a": left, "b": right}
    if right == 0 or (left, right) == (SMALLEST, -1):
        assert code("a / b", given_values) in {"cel-division-by-zero", "cel-overflow"}
        return
    quotient, rest = evaluate("a / b", given_values), evaluate("a % b", given_values)
    assert quotient * right + rest == left
    assert abs(rest) < abs(right)
    assert rest == 0 or (rest < 0) is (left < 0)


ORDER = [
    ("1", "2"),
    ("-1", "0.5"),
    ("1.5", "2"),
    ("0.1", "0.2"),
    ("9223372036854775807", "9.3e18"),
    ("'a'", "'ab'"),
    ("'Z'", "'a'"),
    ("''", "'a'"),
    ("'\\uffff'", "'\\U00010000'"),
    ("false", "true"),
]


@pytest.mark.parametrize(("less", "more"), ORDER)
def test_values_of_one_type_and_all_numbers_have_an_order(less, more):
    signs = ["<", "<=", ">", ">=", "==", "!="]
    found = [evaluate(f"{less} {sign} {more}") for sign in signs]
    assert found == [True, True, False, False, False, True]
    found = [evaluate(f"{more} {sign} {less}") for sign in signs]
    assert found == [False, False, True, True, False, True]
    found = [evaluate(f"{less} {sign} {less}") for sign in signs]
    assert found == [False, True, False, True, True, False]


@pytest.mark.parametrize(
    "pair", ["1 < 'a'", "true < 1", "null <= null", "[1] < [2]", "{} < {}", "int < string"]
)
def test_other_values_have_no_order(pair):
    assert code(pair) == "cel-no-overload"


@pytest.mark.parametrize(
    "pair",
    [
        "1 == 1.0",
        "null == null",
        "[1, 'a'] == [1.0, 'a']",
        "[[], [1]] == [[], [1]]",
        "{'a': 1, 'b': [2]} == {'b': [2.0], 'a': 1}",
        "{1: 2} == {1: 2}",
        "type(1) == int",
        "type(int) == type",
        "'\\u00e9' == 'é'",
    ],
)
def test_equal_values_are_equal(pair):
    assert evaluate(pair) is True
    assert evaluate(pair.replace(" == ", " != ")) is False


@pytest.mark.parametrize(
    "pair",
    [
        "1 == true",
        "0 == false",
        "1 == '1'",
        "null == 0",
        "null == false",
        "[] == {}",
        "[1] == [true]",
        "[1] == [1, 1]",
        "{'a': 1} == {'a': true}",
        "{'a': 1} == {'b': 1}",
        "{1: 2} == {true: 2}",
        "{'a': 1} == {'a': 1, 'b': 2}",
        "'a' == 'A'",
        "'e\\u0301' == '\\u00e9'",
        "type(1) == double",
        "int == 'int'",
    ],
)
def test_other_values_are_not(pair):
    assert evaluate(pair) is False
    assert evaluate(pair.replace(" == ", " != ")) is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 in [1.0]", True),
        ("1.5 in [1, 2]", False),
        ("1 in [true]", False),
        ("[1] in [[1]]", True),
        ("null in [null]", True),
        ("'a' in ['b', 1, null]", False),
        ("1 in []", False),
        ("'a' in {'a': 1}", True),
        ("1 in {'a': 1}", False),
        ("1.0 in {1: 1}", True),
        ("1.5 in {1: 1}", False),
        ("1 in {true: 1}", False),
        ("true in {true: 1}", True),
    ],
)
def test_membership_is_by_equality(text, value):
    assert evaluate(text) is value


@pytest.mark.parametrize(
    "text", ["null in {1: 1}", "[] in {1: 1}", "'a' in 'abc'", "1 in 1", "int in {}"]
)
def test_only_lists_and_maps_have_members(text):
    assert code(text) == "cel-no-overload"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[7, 8][1]", 8),
        ("[7, 8][1.0]", 8),
        ("{'a': 1}['a']", 1),
        ("{'a': {'b': 2}}.a.b", 2),
        ("{1: 'x'}[1.0]", "x"),
        ("{true: 5}[true]", 5),
        ("has({'a': null}.a)", True),
        ("has({'a': 1}.b)", False),
        ("{'a b': 1}['a b']", 1),
    ],
)
def test_an_item_is_found_by_its_place_or_key(text, value):
    assert evaluate(text) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[7, 8][2]", "cel-no-item"),
        ("[7, 8][-1]", "cel-no-item"),
        ("[7, 8][0.5]", "cel-no-item"),
        ("[7, 8]['a']", "cel-no-overload"),
        ("[7, 8][true]", "cel-no-overload"),
        ("[7, 8][[]]", "cel-no-overload"),
        ("{1: 2}[2]", "cel-no-key"),
        ("{1: 2}[true]", "cel-no-key"),
        ("{1: 2}['1']", "cel-no-key"),
        ("{1: 2}[null]", "cel-no-overload"),
        ("{1: 2}[[1]]", "cel-no-overload"),
        ("'abc'[0]", "cel-no-overload"),
        ("{'a': 1}.b", "cel-no-key"),
        ("1.a", "cel-no-overload"),
        ("has([].a)", "cel-no-overload"),
        ("has({}.a.b)", "cel-no-key"),
        ("{1.0: 2}", "cel-key"),
        ("{null: 2}", "cel-key"),
        ("{[]: 2}", "cel-key"),
        ("{1: 2, 1: 3}", "cel-duplicate-key"),
        ("{'a': 1, 'a': 1}", "cel-duplicate-key"),
    ],
)
def test_what_is_not_there_is_an_error(text, name):
    assert code(text) == name

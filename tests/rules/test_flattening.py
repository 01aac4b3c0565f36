"""Core rules as flat as other engines ask for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.rules.flattening import flat, levels
from civil_village.rules.interpreter import interpret
from civil_village.rules.parser import parse
from civil_village.rules.printer import to_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b + c + d", "a + b + (c + d)"),
        ("a + (b + (c + d))", "a + b + (c + d)"),
        ("a - (b - c)", "a + c - b"),
        ("a - b - c - d", "a - (b + c + d)"),
        ("-a - b", "-a - b"),
        ("(a + b) * (c - (d + a))", "(a + b) * (c - (d + a))"),
        ("(t ? a + b + c : a) > b - c - d", "(t ? a + b + c : a) > b - (c + d)"),
        ("!(a + (b + c) > 3) && t", "!(a + b + c > 3) && t"),
        ("a + (b + c) in [1, 2]", "a + b + c in [1, 2]"),
    ],
)
def test_sums_are_balanced_wherever_they_stand(text, expected):
    assert to_text(flat(parse(text))) == expected


def test_a_long_sum_has_few_levels():
    """64 terms are 6 levels of sums above the names."""
    assert levels(flat(parse(" + ".join(["a"] * 64)))) == 7
    assert levels(parse(" + ".join(["a"] * 64))) == 64


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", 1),
        ("!a", 2),
        ("a >= 3", 2),
        ("a && b", 2),
        ("a && b && c", 3),
        ("a && b && c && d && e", 4),
        ("a ? b : c ? d : e", 3),
        ("a in [1, 2]", 2),
        ("a && (b || c + 1 > 2)", 5),
    ],
)
def test_levels_are_counted_as_engines_see_them(text, expected):
    assert levels(parse(text)) == expected


NUMBERS = {name: st.integers(-9, 9).map(Fraction) for name in "abcd"}
SUMS = st.recursive(
    st.sampled_from("abcd"),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(
        lambda sides: f"({sides[0]} {sides[1]} {sides[2]})"
    ),
    max_leaves=8,
)


@given(SUMS, st.fixed_dictionaries(NUMBERS))
def test_a_flat_sum_is_worth_the_same(text, scope):
    assert interpret(flat(parse(text)), scope).value == interpret(parse(text), scope).value

"""The canonical text of a tree."""

from decimal import Decimal

import pytest
from hypothesis import given

from civil_village.rules.parser import parse
from civil_village.rules.printer import to_text
from civil_village.rules.syntax import Constant, Negative, walk
from tests.drawn.rule_trees import expressions


@given(expressions())
def test_reading_the_canonical_text_gives_the_tree_back(tree):
    assert parse(to_text(tree)) == tree


@given(expressions())
def test_each_part_stands_where_its_span_says(tree):
    text = to_text(tree)
    for node in walk(parse(text)):
        assert parse(text[slice(*node.span)]) == node


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("((a))", "a"),
        ("a*b+c-d", "a * b + c - d"),
        ("a*(b+c)", "a * (b + c)"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("(a&&b)&&c", "(a && b) && c"),
        ("a&&b&&c", "a && b && c"),
        ("a||(b&&c)", "a || b && c"),
        ("(a||b)&&c", "(a || b) && c"),
        ("(a<b)==c", "(a < b) == c"),
        ("(a+b)<(c*d)", "a + b < c * d"),
        ("(a<b)&&(c in[1])", "a < b && c in [1]"),
        ("!(a==b)", "!(a == b)"),
        ("!!a", "!!a"),
        ("!(-a)", "!(-a)"),
        ("-(!a)", "-(!a)"),
        ("- 3", "-3"),
        ("-(3)", "-(3)"),
        ("--3", "-(-3)"),
        ("--a", "--a"),
        ("a - -3", "a - -3"),
        ("-0", "0"),
        ("-0.0", "0.0"),
        ("1.50", "1.5"),
        ("2.0", "2.0"),
        ("a?b:c?d:e", "a ? b : c ? d : e"),
        ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
        ("a?(b?c:d):e", "a ? (b ? c : d) : e"),
        ("(a?1:2)<b", "(a ? 1 : 2) < b"),
        ('kind in["a",-3 , true]', "kind in ['a', -3, true]"),
        ("(a in['x'])in[true]", "(a in ['x']) in [true]"),
        ("a+1 in[2]", "a + 1 in [2]"),
        (r'"it\'s \"x\""', r"""'it\'s "x"'"""),
        (r"'\u5e74\u0007\u202e\\'", r"'年\u0007\u202e\\'"),
        ("\ta\n==\r\nb", "a == b"),
    ],
)
def test_all_spellings_of_a_rule_share_one_text(text, canonical):
    assert to_text(parse(text)) == canonical
    assert to_text(parse(canonical)) == canonical


def test_an_integer_and_a_decimal_stay_apart():
    assert (to_text(Constant(1)), to_text(Constant(Decimal(1)))) == ("1", "1.0")


def test_what_cannot_stand_in_quotes_is_escaped_in_the_shortest_way():
    assert to_text(Constant("a\nb\tc\rd\\'")) == r"'a\nb\tc\u000dd\\\''"


def test_a_minus_before_a_parenthesised_number_is_an_operator():
    assert to_text(Negative(Constant(3))) == "-(3)"
    assert parse("-(3)") == Negative(Constant(3))
    assert parse("-3") == Constant(-3)

"""The parts of a rule as data."""

from decimal import Decimal

import pytest

from civil_village.rules.parser import parse
from civil_village.rules.syntax import (
    Constant,
    Name,
    Negative,
    Not,
    names,
    parts,
    strength,
    walk,
)


@pytest.mark.parametrize(
    ("one", "other"), [(True, 1), (False, 0), (1, Decimal(1)), (True, Decimal(1)), ("1", 1)]
)
def test_literals_of_different_kinds_are_never_equal(one, other):
    assert Constant(one) != Constant(other)
    assert len({Constant(one), Constant(other)}) == 2


def test_a_decimal_is_kept_without_trailing_zeros():
    assert Constant(Decimal("1.50")) == Constant(Decimal("1.5"))
    assert str(Constant(Decimal("100.0")).value) == "100"


def test_the_place_in_the_text_is_no_part_of_the_meaning():
    assert Name("a", span=(3, 4)) == Name("a")
    assert hash(Not(Name("a"), span=(3, 5))) == hash(Not(Name("a")))
    assert repr(Name("a", span=(3, 4))) == "Name(id='a')"
    assert Name("a").span == (0, 0)


def test_names_stand_in_the_order_of_the_text_and_once():
    assert names(parse("(b ? c : a) + b * d > 3 || e in ['f']")) == ("b", "c", "a", "d", "e")


def test_a_walk_meets_each_part_once_and_a_whole_before_its_parts():
    tree = parse("a < 1 && kind in ['x', 'y']")
    assert [type(node).__name__ for node in walk(tree)] == [
        *("Logic", "Compare", "Name", "Constant"),
        *("Membership", "Name", "Constant", "Constant"),
    ]
    assert parts(tree) == tuple(parse(text) for text in ("a < 1", "kind in ['x', 'y']"))


def test_the_parts_of_each_kind_stand_in_the_order_of_the_text():
    a, b, c = map(Name, "abc")
    expected = {
        "!a": (a,),
        "-a": (a,),
        "a * b": (a, b),
        "a != b": (a, b),
        "a || b || c": (a, b, c),
        "a in [1]": (a, Constant(1)),
        "a ? b : c": (a, b, c),
        "a": (),
        "1": (),
    }
    assert {text: parts(parse(text)) for text in expected} == expected
    assert parts(Negative(Constant(1))) == (Constant(1),)


@pytest.mark.parametrize(
    ("level", "texts"),
    [
        (0, ["a ? b : c"]),
        (1, ["a || b"]),
        (2, ["a && b"]),
        (3, ["a == b", "a != b", "a < b", "a <= b", "a > b", "a >= b", "a in [1]"]),
        (4, ["a + b", "a - b"]),
        (5, ["a * b"]),
        (6, ["!a", "-a"]),
        (7, ["a", "1", "true", "'a + b'"]),
    ],
)
def test_each_operator_binds_as_strongly_as_in_the_common_expression_language(level, texts):
    assert [strength(parse(text)) for text in texts] == [level] * len(texts)

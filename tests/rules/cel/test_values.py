"""Values on their way in and out."""

from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import pytest

from civil_village.mappings import FrozenMapping
from civil_village.rules.cel import Map, Type, evaluate
from civil_village.rules.values import Missing, Unknown
from tests.rules.cel.asking import code, problem

LACKING = Unknown((Missing("indicator", "a"),))


class Level(IntEnum):
    VILLAGE = 3


class Name(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("given", "kind", "value"),
    [
        (True, "bool", True),
        (3, "int", 3),
        (Level.VILLAGE, "int", 3),
        (Decimal("0.50"), "double", Decimal("0.5")),
        (0.1, "double", Decimal("0.1")),
        (2.0, "double", Decimal(2)),
        (Fraction(1, 3), "double", Fraction(1, 3)),
        (Fraction(3), "double", Decimal(3)),
        ("文", "string", "文"),
        (Name("a"), "string", "a"),
        (None, "null_type", None),
        ([1, [2.5]], "list", (1, (Decimal("2.5"),))),
        ((), "list", ()),
        ({"a": {1: None}}, "map", {"a": {1: None}}),
        (FrozenMapping({True: 1}), "map", {True: 1}),
        (Type("int"), "type", Type("int")),
    ],
)
def test_a_value_comes_in_as_its_type_and_goes_out_as_it_was(given, kind, value):
    found = evaluate("x", {"x": given})
    assert found == value
    assert type(found) in {bool, int, Decimal, Fraction, str, type(None), tuple, Map, Type}
    assert evaluate("type(x)", {"x": given}) == Type(kind)


@pytest.mark.parametrize(
    ("given", "name", "path"),
    [
        (object(), "wrong-type", ("x",)),
        (b"a", "wrong-type", ("x",)),
        (len, "wrong-type", ("x",)),
        ({1}, "wrong-type", ("x",)),
        ([1, {"a": 1j}], "wrong-type", ("x", 1, "a")),
        (2**63, "cel-overflow", ("x",)),
        ({"a": -(2**63) - 1}, "cel-overflow", ("x", "a")),
        ({1.5: 1}, "cel-key", ("x",)),
        ({None: 1}, "cel-key", ("x",)),
        (float("nan"), "cel-special", ("x",)),
        ([float("-inf")], "cel-special", ("x", 0)),
        (-0.0, "cel-special", ("x",)),
        (Decimal("sNaN"), "cel-special", ("x",)),
        (Decimal("1e999999"), "cel-special", ("x",)),
        (0.1 + 0.2, "cel-digits", ("x",)),
        (Decimal("1.0000000000000001"), "cel-digits", ("x",)),
        (Fraction(1, 2**1075), "cel-special", ("x",)),
    ],
)
def test_what_is_no_value_is_refused_with_the_way_to_it(given, name, path):
    found = problem("x == 1", {"x": given})
    assert (found.code, found.path) == (name, path)
    # Whoever hands it in must see it, even where logic would go on beside it.
    assert code("x == 1 || true", {"x": given}) == name


def test_a_value_can_be_deep_and_not_without_end():
    deep = 1
    for _ in range(49):
        deep = [deep]
    assert evaluate("x == x", {"x": deep}) is True
    assert code("x", {"x": [[deep]]}) == "too-deep"
    endless = []
    endless.append(endless)
    assert code("x", {"x": endless}) == "too-deep"


def test_a_value_that_is_shared_is_counted_where_it_is_written_out():
    wide = []
    for _ in range(40):
        wide = [wide, wide]
    assert code("x", {"x": wide}) == "cel-too-much-work"


def test_only_values_that_are_asked_for_are_looked_at():
    assert evaluate("1", {"x": object()}) == 1


def test_true_and_one_are_two_keys_and_one_and_one_point_nought_are_one():
    found = evaluate("{true: 'yes', 1: 'one'}")
    assert (found[True], found[1], found[1.0], len(found)) == ("yes", "one", "one", 2)
    assert list(found) == [True, 1]
    assert isinstance(found, Mapping)
    assert found == Map([(True, "yes"), (1, "one")])
    assert repr(found) == "Map([(True, 'yes'), (1, 'one')])"
    assert False not in found


def test_what_is_not_known_stays_so_inside_of_what_is_handed_in():
    assert evaluate("x", {"x": [1, LACKING]}) == (1, LACKING)
    assert evaluate("x.a", {"x": {"a": LACKING}}) == LACKING
    assert evaluate("x.size()", {"x": [1, LACKING]}) == 2

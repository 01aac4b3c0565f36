"""Macros, and logic beside what goes wrong or is not known."""

import pytest

from civil_village.rules.cel import evaluate
from civil_village.rules.values import Missing, Unknown
from tests.rules.cel.asking import code, part


def lacking(*names):
    return Unknown(tuple(Missing("indicator", name) for name in names))


U, V = lacking("u"), lacking("v")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[].all(x, false)", True),
        ("[1, 2].all(x, x > 0)", True),
        ("[1, 2].all(x, x > 1)", False),
        ("[0, 1].all(x, 1 / x > 1)", False),
        ("[1, 0].all(x, 1 / x > 1)", False),
        ("[].exists(x, true)", False),
        ("[1, 2].exists(x, x == 2)", True),
        ("[0, 1].exists(x, 1 / x == 1)", True),
        ("['a', 1].exists(x, x + 1 == 2)", True),
        ("[].exists_one(x, true)", False),
        ("[1, 2].exists_one(x, x == 2)", True),
        ("[2, 2].exists_one(x, x == 2)", False),
        ("[].map(x, x / 0)", ()),
        ("[1, 2].map(x, x * x)", (1, 4)),
        ("[1, 2, 3].map(x, x > 1, x * 2)", (4, 6)),
        ("[0, 1].map(x, x != 0, 1 / x)", (1,)),
        ("[1, 2, 3].filter(x, x % 2 == 1)", (1, 3)),
        ("{'a': 1, 'b': 2}.all(k, k in ['a', 'b'])", True),
        ("{'a': 1}.exists(k, k == 'a')", True),
        ("{6: 'x', 7: 'y'}.exists_one(k, k % 5 == 2)", True),
        ("{'a': 1, 'b': 2}.map(k, k)", ("a", "b")),
        ("{'a': 1, 'b': 2}.filter(k, k != 'a')", ("b",)),
        ("[[1], [2, 3]].map(x, x.map(y, y + 1))", ((2,), (3, 4))),
        ("[1].map(x, [2].map(x, x) + [x])", ((2, 1),)),
        ("[1, 2].map(x, [3].map(y, x * y)[0])", (3, 6)),
        ("[x].map(x, x)", (9,)),
        ("[1].map(x, .x)", (9,)),
        ("[{'z': 0}].exists(x, x.z == 0)", True),
    ],
)
def test_a_macro_goes_over_items_and_keys(text, value):
    assert evaluate(text, {"x": 9, "x.z": 5}) == value


@pytest.mark.parametrize(
    ("text", "name", "pointed"),
    [
        ("[1, 0].all(x, 1 / x > 0)", "cel-division-by-zero", "1 / x"),
        ("[1, 0].exists(x, 1 / x > 1)", "cel-division-by-zero", "1 / x"),
        ("[1, 0].exists_one(x, 1 / x == 1)", "cel-division-by-zero", "1 / x"),
        ("[1, 0].map(x, 1 / x)", "cel-division-by-zero", "1 / x"),
        ("[0].map(x, 1 / x > 0, x)", "cel-division-by-zero", "1 / x"),
        ("[1, 0].filter(x, 1 / x > 0)", "cel-division-by-zero", "1 / x"),
        ("[1].all(x, x)", "cel-no-overload", "x"),
        ("[1].filter(x, 'a')", "cel-no-overload", "'a'"),
        ("[1].exists_one(x, null)", "cel-no-overload", "null"),
        ("'abc'.all(x, true)", "cel-no-overload", "'abc'.all(x, true)"),
        ("1.map(x, x)", "cel-no-overload", "1.map(x, x)"),
        ("[1].map(x, y)", "unknown-name", "y"),
        ("[1].map(x, x) == x", "unknown-name", "x"),
    ],
)
def test_what_goes_wrong_in_a_macro_is_pointed_at(text, name, pointed):
    assert part(text) == (name, pointed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("false && 1 / 0 == 1", False),
        ("1 / 0 == 1 && false", False),
        ("1 && false", False),
        ("true || 1 / 0 == 1", True),
        ("1 / 0 == 1 || true", True),
        ("nothing || true", True),
        ("nothing(1).a[2] || true", True),
        ("'a' || 1 / 0 || true", True),
        ("true ? 1 : 1 / 0", 1),
        ("false ? 1 / 0 : 2", 2),
        ("false && u", False),
        ("u && false", False),
        ("true || u", True),
        ("u || 1 / 0 == 1 || true", True),
        ("true && u", U),
        ("u || false", U),
        ("u && v", lacking("u", "v")),
        ("u && 1 / 0 == 1", U),
        ("1 / 0 == 1 || u", U),
        ("!u", U),
        ("-u", U),
        ("u + 1", U),
        ("u + v == 1", lacking("u", "v")),
        ("u < v", lacking("u", "v")),
        ("u ? 1 : 1", U),
        ("true ? u : 1", U),
        ("[1, u]", U),
        ("{'a': u}", U),
        ("u.a.b", U),
        ("has(u.a)", U),
        ("u[0]", U),
        ("size(u)", U),
        ("u.contains(v)", lacking("u", "v")),
        ("u in [1]", U),
        ("u.all(x, true)", U),
        ("some.all(x, x > 1)", U),
        ("some.all(x, x > 3)", False),
        ("some.exists(x, x == 2)", True),
        ("some.exists(x, x == 9)", U),
        ("some.exists_one(x, x == 2)", U),
        ("some.exists_one(x, x > 1)", False),
        ("some.map(x, x + 1)", U),
        ("some.map(x, x > 1, 0)", U),
        ("some.filter(x, x > 1)", U),
        ("2 in some", True),
        ("9 in some", U),
        ("some == [2, 3, 5]", U),
        ("some == [2, 4, 5]", False),
        ("some == [2, 3]", False),
        ("{'a': some} == {'a': [2, 3, 5]}", U),
        ("[3, 2, 5] != some", True),
        ("some[0] == 2 && size(some) == 3", True),
    ],
)
def test_one_truth_can_decide_beside_errors_and_what_is_not_known(text, value):
    assert evaluate(text, {"u": U, "v": V, "some": [2, 3, U]}) == value


@pytest.mark.parametrize(
    "text",
    [
        "true && 1 / 0 == 1",
        "1 / 0 == 1 || false",
        "1 / 0 == 1 ? true : true",
        "u + 1 / 0",
        "1 / 0 + u",
        "[u, 1 / 0]",
        "[1 / 0]",
        "{'a': 1 / 0}",
        "some.exists_one(x, 1 / 0 == x)",
        "some.map(x, 1 / 0)",
    ],
)
def test_an_error_that_no_value_can_make_good_is_one(text):
    assert code(text, {"u": U, "some": [2, U]}) == "cel-division-by-zero"


def test_the_first_of_several_errors_is_told():
    assert part("nothing && 1 / 0 == 1") == ("unknown-name", "nothing")

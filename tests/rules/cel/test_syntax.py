"""Parts of a tree."""

import pytest

from civil_village.rules.cel.parser import parse
from civil_village.rules.cel.syntax import dotted_name, free_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a", "a"),
        (".a.b", ".a.b"),
        ("a.b.c", "a.b.c"),
        ("a[0].b", None),
        ("f().b", None),
        ("has(a.b)", None),
        ("'a'.b", None),
    ],
)
def test_a_chain_of_fields_can_be_one_name(text, name):
    assert dotted_name(parse(text)) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1 + 2", ""),
        ("a.b + c[d]", "a c d"),
        ("[x].map(x, x + y)", "x y"),
        ("[1].map(x, [2].map(y, x + y))", ""),
        ("[1].map(x, x > a, b)", "a b"),
        ("[1].all(x, .x)", ".x"),
        ("f(a).g(b) ? {c: d} : e in [null]", "a b c d e"),
    ],
)
def test_the_variable_of_a_macro_is_bound_inside_of_it(text, names):
    assert free_names(parse(text)) == set(names.split())

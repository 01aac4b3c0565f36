"""Reading the text of an expression."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.messages import LANGUAGES, Message
from civil_village.names import RESERVED
from civil_village.problems import DocumentError
from civil_village.rules.cel import evaluate
from civil_village.rules.cel.parser import parse
from civil_village.rules.cel.syntax import (
    Call,
    Contained,
    Index,
    ListOf,
    Macro,
    MapOf,
    Null,
    Select,
)
from civil_village.rules.parser import LONGEST, NODES, OPTIONS
from civil_village.rules.syntax import Arithmetic, Compare, Constant, Logic, Name, Negative, Not
from tests.rules.cel.asking import code, part, problem

A, B, C, ONE, TWO = Name("a"), Name("b"), Name("c"), Constant(1), Constant(2)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("null", Null()),
        ("[]", ListOf(())),
        ("[1, a,]", ListOf((ONE, A))),
        ("{}", MapOf(())),
        ("{1: a, 2: b,}", MapOf((ONE, A, TWO, B))),
        ("a.b.c", Select(Select(A, "b"), "c")),
        ("a[1].b", Select(Index(A, ONE), "b")),
        ("a.package", Select(A, "package")),
        (".a", Name(".a")),
        ("size(a)", Call("size", None, (A,))),
        ("a.size()", Call("size", A, ())),
        ("f()", Call("f", None, ())),
        (".f(1)", Call("f", None, (ONE,))),
        ("a.for(b)", Call("for", A, (B,))),
        ("has(a.b)", Select(A, "b", tested=True)),
        ("a.all(x, b)", Macro("all", A, "x", B)),
        ("a.existsOne(x, b)", Macro("exists_one", A, "x", B)),
        ("a.map(x, b, c)", Macro("map", A, "x", C, B)),
        ("a.map(x)", Call("map", A, (Name("x"),))),
        ("a.filter(x, b, c)", Call("filter", A, (Name("x"), B, C))),
        ("a in b", Contained(A, B)),
        ("a in b in c", Contained(Contained(A, B), C)),
        ("a < b == c", Compare("==", Compare("<", A, B), C)),
        ("a * b / c % 2", Arithmetic("%", Arithmetic("/", Arithmetic("*", A, B), C), TWO)),
        ("a + b / c", Arithmetic("+", A, Arithmetic("/", B, C))),
        ("a % b in c", Contained(Arithmetic("%", A, B), C)),
        ("!a.b", Not(Select(A, "b"))),
        ("-a[1]", Negative(Index(A, ONE))),
        ("a || b || c", Logic("||", (A, B, C))),
        ("(a).b", Select(A, "b")),
        ("and && not", Logic("&&", (Name("and"), Name("not")))),
        ("a // b", A),
    ],
)
def test_a_tree_is_read(text, tree):
    assert parse(text) == tree


def test_each_node_knows_its_place():
    text = "a.map(x, [x, {1: x.b[2]}])"
    macro = parse(text)
    (_, entries) = macro.body.items
    (_, index) = entries.items
    parts = [macro, macro.over, macro.body, entries, index, index.operand]
    assert [text[slice(*node.span)] for node in parts] == [
        text,
        "a",
        "[x, {1: x.b[2]}]",
        "{1: x.b[2]}",
        "x.b[2]",
        "x.b",
    ]


REFUSED_PARTS = [
    ("cel-uint", "1 + 1u", "1u"),
    ("cel-uint", "uint(1)", "uint"),
    ("cel-bytes", "bytes('a')", "bytes"),
    ("cel-time", "timestamp('2024-01-01T00:00:00Z') < now", "timestamp"),
    ("cel-time", "now.getFullYear() == 2024", "getFullYear"),
    ("cel-regex", "'a'.matches('a+')", "matches"),
    ("cel-regex", "matches('a', 'a+')", "matches"),
    ("cel-quoted-name", "a.`b.c`", "`"),
    ("cel-quoted-name", "`a` == 1", "`"),
    ("cel-optional", "a.?b", ".?"),
    ("cel-optional", "a[?b]", "[?"),
    ("cel-optional", "[1, ?a]", "[1, ?"),
    ("cel-optional", "{?1: a}", "{?"),
    ("cel-optional", "optional.of(1)", "of"),
    ("cel-message", "Village{name: 'anle'}", "Village{"),
    ("cel-message", "google.protobuf.Int32Value{value: 1}", "google.protobuf.Int32Value{"),
    ("cel-extension", "math.greatest(1, 2)", "greatest"),
    ("cel-extension", "sets.contains([1], [1])", "contains"),
    ("cel-extension", "'a,b'.split(',')", "split"),
    ("cel-extension", "cel.bind(x, 1, x)", "bind"),
    ("cel-extension", "base64.encode(a)", "encode"),
    ("cel-extension", "[1].all(i, v, v > i)", "all"),
    ("cel-extension", "[1].transformList(i, v, v)", "transformList"),
]


@pytest.mark.parametrize(
    ("name", "text", "pointed"), REFUSED_PARTS, ids=[row[1] for row in REFUSED_PARTS]
)
def test_what_is_outside_is_refused_by_name_with_place_and_reason(name, text, pointed):
    found = problem(text)
    assert part(text) == (name, pointed)
    assert found.hint == Message(f"hint.{name}")
    # It is refused wherever it stands: nothing decides beside it.
    assert code(f"true || ({text})") == name


@pytest.mark.parametrize(
    ("text", "name", "pointed"),
    [
        ("", "rule-empty", ""),
        ("1 +", "rule-end", ""),
        ("a b", "rule-syntax", "b"),
        ("'a' 'b'", "rule-syntax", "'b'"),
        ("[1", "rule-unclosed", "["),
        ("{1: 2", "rule-unclosed", "{"),
        ("f(1", "rule-unclosed", "("),
        ("f(1,)", "rule-syntax", ")"),
        ("[1,,]", "rule-syntax", ","),
        ("[,]", "rule-syntax", ","),
        ("{1}", "rule-syntax", "}"),
        ("{1: 2: 3}", "rule-syntax", ":"),
        ("a[]", "rule-syntax", "]"),
        ("a[1, 2]", "rule-syntax", ","),
        ("()", "rule-syntax", ")"),
        ("(1, 2)", "rule-syntax", ","),
        ("a.1", "rule-syntax", ".1"),
        ("a.'b'", "rule-syntax", "'b'"),
        ("a.in", "rule-syntax", "in"),
        ("in", "rule-syntax", "in"),
        ("a.true", "rule-syntax", "true"),
        ("for", "rule-reserved", "for"),
        ("const(1)", "rule-reserved", "const"),
        ("户数 > 1", "rule-character", "户数"),
        ("a.户数", "rule-character", "户数"),
        ("a = 1", "rule-operator", "="),
        ("a & b", "rule-operator", "&"),
        ("a # b", "rule-syntax", "#"),
        ("[1]{}", "rule-syntax", "{"),
        ("f(){}", "rule-syntax", "{"),
        ("-!a", "rule-syntax", "!"),
        ("7.", "rule-end", ""),
        ("rb'a'", "rule-syntax", "'a'"),
        ("[1].all('x', true)", "cel-variable", "'x'"),
        ("[1].all(x.y, true)", "cel-variable", "x.y"),
        ("[1].all(.x, true)", "cel-variable", ".x"),
        ("has(a)", "cel-has", "a"),
        ("has(a['b'])", "cel-has", "a['b']"),
        ("has(has(a.b))", "cel-has", "has(a.b)"),
    ],
)
def test_what_is_no_expression_is_pointed_at(text, name, pointed):
    assert part(text) == (name, pointed)


def test_words_that_are_kept_can_be_fields_and_methods_only():
    kept = sorted(RESERVED - {"and", "or", "not", "true", "false", "null", "in"})
    assert [code(word) for word in kept] == ["rule-reserved"] * len(kept)
    assert [evaluate(f"{{'{word}': 1}}.{word}") for word in kept] == [1] * len(kept)


def test_a_text_has_a_longest_length_and_a_tree_a_largest_size():
    assert code(" " * (LONGEST + 1)) == "rule-too-long"
    assert code("[" + "a," * OPTIONS + "a]") == "rule-list-too-long"
    assert code("{" + "a:a," * OPTIONS + "a:a}") == "rule-list-too-long"
    lists = ",".join(["[" + ",".join(["1"] * OPTIONS) + "]"] * (NODES // OPTIONS))
    assert code(f"[{lists}]") == "rule-too-large"
    assert len(evaluate("[" + "1," * OPTIONS + "]")) == OPTIONS


NESTS = [
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("a[", "0", "]"),
    ("{1: ", "1", "}"),
    ("dyn(", "1", ")"),
    ("(true && ", "true", ")"),
    ("[1].all(x, ", "true", ")"),
    ("[1].map(x, ", "1", ")"),
    ("1 in [", "1", "]"),
    ("[1] + [", "1", "]"),
]


@pytest.mark.parametrize(("before", "inner", "after"), NESTS, ids=[row[0] for row in NESTS])
def test_expressions_can_be_nested_deep_and_not_without_end(before, inner, after):
    """The language asks for 32 levels; what is deepest must still fit into Python's stack."""
    found = {}
    for depth in range(32, 120, 8):
        try:
            evaluate(before * depth + inner + after * depth, {"a": [0]})
        except DocumentError as error:
            found[depth] = [problem.code for problem in error.problems]
    deepest = min(found)
    assert 32 < deepest <= 72
    assert found == {depth: ["rule-too-deep"] for depth in range(deepest, 120, 8)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" || ".join(["false"] * 40 + ["true"]), True),
        (" && ".join(["true"] * 40), True),
        (" == ".join(["true"] * 40), True),
        (" + ".join(["1"] * 40), 40),
        ("true ? 1 : " * 40 + "0", 1),
        ("a" + ".a" * 3 + "['a']" * 3, 1),
        ("!" * 40 + "true", True),
        ("- " * 41 + "a.n", -1),
    ],
    ids=lambda value: str(value)[:12],
)
def test_forty_of_a_kind_can_stand_in_a_row(text, value):
    a = {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}, "n": 1}
    assert evaluate(text, {"a": a}) == value


@given(st.text(st.sampled_from("ab1.+-*/%<=!&|?:,()[]{}'\"`\\ru\n #"), max_size=30))
def test_any_text_is_an_expression_or_says_why_it_is_none(text):
    told = ["read"]
    try:
        parse(text)
    except DocumentError as error:
        told = [error.text(lang) for lang in LANGUAGES]
    assert all(told)

"""Names, places, limits, and strangers' expressions."""

import keyword
import subprocess
import sys

import pytest

from civil_village.messages import LANGUAGES, Message
from civil_village.problems import DocumentError, Problem
from civil_village.rules.cel import STEPS, EvaluationError, evaluate
from tests.rules.cel.asking import code, part, problem

DOTTED = {
    "a.b.c": "long",
    "a.b": {"c": "middle", "d": 1},
    "a": {"b": {"d": 2, "e": 3}, "f": 4},
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b.c", "long"),
        ("a.b.d", 1),
        ("a.f", 4),
        (".a.b.d", 1),
        ("[1].map(a, .a.f)", (4,)),
        ("[{'b': 5}].map(a, a.b)", (5,)),
        ("has(a.b.d) && !has(a.b.e)", True),
    ],
)
def test_the_longest_name_with_dots_comes_first(text, value):
    assert evaluate(text, DOTTED) == value


def test_a_name_stands_for_what_is_handed_in_before_it_is_a_type():
    assert evaluate("int", {"int": 5}) == 5
    assert evaluate("null", {"null": 5}) is None


def test_an_unknown_name_is_pointed_at_with_the_nearest():
    found = problem("1 + insurence", {"insurance": 1})
    assert found == Problem(
        code="unknown-name",
        found="insurence",
        hint=Message("hint.nearest", name="insurance"),
        excerpt=found.excerpt,
    )
    assert (found.excerpt.start, found.excerpt.end) == (4, 13)


def test_many_unknown_names_cost_no_more_than_others():
    text = " || ".join(f"n{number}" for number in range(490))
    assert part(text, {f"name_{number}": 1 for number in range(5000)}) == ("unknown-name", "n0")


def test_an_error_can_be_handed_in_as_the_value_of_a_name():
    error = EvaluationError([Problem(code="cel-no-key")])
    assert code("x + 1", {"x": error}) == "cel-no-key"
    assert evaluate("x || true", {"x": error}) is True
    assert evaluate("[1, 2, 3].exists(y, y == 3 || x)", {"x": error}) is True


def test_an_error_has_its_place_and_its_text():
    with pytest.raises(EvaluationError) as caught:
        evaluate("1 + 7 / (3 - 3)")
    assert str(caught.value) == (
        "here: division by zero, got 7 / (3 - 3).\n"
        "    1 + 7 / (3 - 3)\n"
        "        ^^^^^^^^^^^ [cel-division-by-zero]"
    )
    assert caught.value.text("zh").startswith("此处：除数为零")


@pytest.mark.parametrize(
    "text",
    [
        "1u",
        "f(1)",
        "{1: 2}[3]",
        "'a' + 1",
        "{'a': 1}{}",
        "a.all(1, 2)",
        "'\\q'",
        "int('a')",
        "size()",
        "a{}",
    ],
)
def test_every_problem_can_be_told_in_both_languages(text):
    with pytest.raises(DocumentError) as caught:
        evaluate(text)
    assert all(caught.value.text(lang) for lang in LANGUAGES)


HOSTILE = [
    ("l.all(a, l.all(b, l.all(c, a + b + c >= 0)))", {"l": range(1000)}),
    ("l.map(a, l)", {"l": range(1000)}),
    ("[0]" + ".map(x, [x, x])" * 60, {}),
    ("[0]" + ".map(x, [x, x])" * 40 + " == [0]" + ".map(x, [x, x])" * 40, {}),
    ("[0]" + ".map(x, [x, x])" * 40 + " in [[0]" + ".map(x, [x, x])" * 40 + "]", {}),
    ("['aaaaaaaaaaaaaaaa']" + ".map(x, x + x)" * 60, {}),
    ("[[1]]" + ".map(x, x + x)" * 60, {}),
    ("l.exists(a, nothing)", {"l": range(20_000)}),
    ("l.exists(a, 1 / 0 == a)", {"l": range(20_000)}),
    ("l.exists(a, nothing(a))", {"l": range(20_000)}),
    ("l.exists(a, s.contains(t))", {"l": range(5_000), "s": "a" * 100_000, "t": "ab"}),
    ("l.exists(a, s == t)", {"l": range(5_000), "s": "a" * 100_000, "t": "a" * 99_999 + "b"}),
    ("l.exists(a, s < s)", {"l": range(5_000), "s": "a" * 100_000}),
    ("l.exists(a, int(s) > a)", {"l": range(5_000), "s": "0" * 100_000}),
    ("l.exists(a, m != m)", {"l": range(5_000), "m": dict.fromkeys(range(1000))}),
    ("l.exists(a, -1 in l)", {"l": range(5_000)}),
]


@pytest.mark.parametrize(("text", "values"), HOSTILE, ids=[row[0][:40] for row in HOSTILE])
def test_work_has_an_end(text, values):
    values = {name: list(v) if isinstance(v, range) else v for name, v in values.items()}
    found = problem(text, values)
    assert (found.code, found.expected) == (
        "cel-too-much-work",
        Message("expected.cel-steps", most=STEPS),
    )


def test_logic_does_not_go_on_where_the_work_is_done():
    values = {"l": list(range(1000))}
    assert code("l.all(a, l.all(b, a + b >= 0)) || true", values) == "cel-too-much-work"


def test_the_limit_of_work_can_be_set():
    assert evaluate("1 + 1", steps=4) == 2  # three parts, and the value that is handed out
    assert code("1 + 1", steps=3) == "cel-too-much-work"
    assert code("1 + 1", steps=2) == "cel-too-much-work"
    assert evaluate("l.all(x, x >= 0)", {"l": list(range(20_000))}) is True


NAMES = [
    *("__class__", "__dict__", "__builtins__", "__import__", "self", "node", "text", "given"),
    *("known", "evaluate", "True", "None", "print", "_entries", "keys", "items"),
    *(word for word in keyword.kwlist if word not in evaluate.__code__.co_names),
]


@pytest.mark.parametrize("name", sorted(set(NAMES)))
def test_no_name_leads_to_anything_of_python(name):
    assert code(name) in {"unknown-name", "rule-reserved", "rule-syntax"}
    for value in ("1", "1.5", "'a'", "null", "[1]", "int"):
        assert code(f"({value}).{name}") in {"cel-no-overload", "rule-syntax"}
    assert code(f"{{'a': 1}}.{name}") in {"cel-no-key", "rule-syntax"}
    assert code(f"{{'a': 1}}['{name}']") == "cel-no-key"
    # `or` is a method of optional values.
    calls = {"cel-unknown-function", "cel-optional", "rule-reserved", "rule-syntax"}
    assert {code(f"'a'.{name}()"), code(f"{name}()")} <= calls


@pytest.mark.parametrize(
    "name", ["lambda", "class", "def", "None", "True", "__class__", "print", "and"]
)
def test_words_of_python_are_names_like_any_other(name):
    assert evaluate(f"{name} + 1", {name: 1}) == 2
    assert evaluate(f"x.{name}", {"x": {name: 1}}) == 1
    assert evaluate(f"[1].map({name}, {name} + 1)") == (2,)


def test_rules_of_documents_do_not_load_this_package():
    told = "import sys, civil_village.rules; print(*(m for m in sys.modules if m.startswith('civil_village.rules.cel')))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_goes_wrong_with_the_answer_as_a_whole_points_at_all_of_it():
    text = "[0].map(x, [x, x])"
    assert part(text, steps=9) == ("cel-too-much-work", text)

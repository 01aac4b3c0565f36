"""Ids of parts and of documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.ids import RESERVED, id_like, id_problems, key_problems
from civil_village.messages import Message
from civil_village.problems import Problem
from civil_village.rules.parser import parse
from civil_village.rules.syntax import Name


@pytest.mark.parametrize("name", ["a", "a1", "plan_filed", "a_", "index", "a" * 80])
def test_lower_case_letters_digits_and_underscores_make_an_id(name):
    assert list(id_problems(name)) == []


#: What is shown of names that are too long to be shown, or that do more than be read.
SHOWN = {"a\n": "a\\n", "a" * 81: "a" * 59 + "…"}
#: What is offered in their place.
MEANT = {"1a": "n1a"}


@pytest.mark.parametrize(
    "name",
    ["", "_a", "1a", "A", "aB", "a-b", "a.b", "a b", "a\n", "户数", "é", "a\uff11", "a" * 81],
)
def test_anything_else_is_no_id(name):
    assert list(id_problems(name, "indicators", 3)) == [
        Problem(
            code="not-an-id",
            path=("indicators", 3),
            found=SHOWN.get(name, name),
            expected=Message("expected.id"),
            hint=Message("hint.write", form=MEANT[name]) if name in MEANT else None,
        )
    ]


@pytest.mark.parametrize(("name", "meant"), [(3, "n3"), (1.5, "n1_5"), (None, None), (True, None)])
def test_what_is_no_text_is_no_id(name, meant):
    (problem,) = id_problems(name)
    assert problem.code == "not-an-id"
    assert (problem.hint and problem.hint.text("en")) == (meant and f"write {meant}")


@given(st.text())
def test_what_is_offered_for_an_id_is_one(text):
    for document in (True, False):
        meant = id_like(text, document=document)
        assert meant is None or list(id_problems(meant, document=document)) == []


@pytest.mark.parametrize("word", sorted(RESERVED))
@pytest.mark.parametrize("document", [False, True])
def test_a_reserved_word_is_no_id(word, document):
    assert list(id_problems(word, "id", document=document)) == [
        Problem(
            code="reserved-word", path=("id",), found=word, expected=Message("expected.unreserved")
        )
    ]


@pytest.mark.parametrize("name", ["a", "anle.standard", "anle-2017.draft_2", "a.if", "a" * 200])
def test_ids_joined_by_dots_or_hyphens_name_a_document(name):
    assert list(id_problems(name, document=True)) == []


@pytest.mark.parametrize(
    "name", ["", ".", "a.", "a..b", "-a", "a.B", "2017.a", "a/b", "a b", "a\n", "a" * 201]
)
def test_anything_else_names_no_document(name):
    (problem,) = id_problems(name, document=True)
    assert (problem.code, problem.expected) == ("not-an-id", Message("expected.document-id"))


def test_each_key_of_a_mapping_is_an_id():
    problems = list(key_problems({"plan": 1, "Plan": 2, "if": 3}, "values"))
    assert [(problem.code, problem.path) for problem in problems] == [
        ("not-an-id", ("values", "Plan")),
        ("reserved-word", ("values", "if")),
    ]


@given(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True) | st.sampled_from(sorted(RESERVED)))
def test_every_id_is_a_name_in_a_rule(name):
    if not list(id_problems(name)):
        assert parse(name) == Name(name)

import inspect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import civil_village as cv
from civil_village.messages import LANGUAGES
from civil_village.testing.models import STRATEGIES, strategy_of

#: A part of the examples of other tests: each of these runs for many models.
FEW = settings(max_examples=settings.default.max_examples // 5)
MODELS = sorted(name for name in cv.__all__ if inspect.isclass(getattr(cv, name)))


def test_every_public_class_can_be_drawn():
    assert sorted(STRATEGIES) == MODELS


@pytest.mark.parametrize("name", MODELS)
@FEW
@given(st.data())
def test_what_is_drawn_is_valid_and_of_its_class(name, data):
    model = data.draw(strategy_of(getattr(cv, name)))
    assert getattr(cv, name) in type(model).__mro__
    if callable(getattr(model, "problems", None)):
        assert [problem for problem in model.problems() if problem.level == "error"] == []


@pytest.mark.parametrize(
    "name", ["Standard", "Records", "Facts", "Result", "Policy", "Ledger", "Roster"]
)
@FEW
@given(st.data())
def test_every_document_that_is_drawn_reads_back_as_it_was_written(name, data):
    document = data.draw(strategy_of(getattr(cv, name)))
    text = cv.dumps(document)
    again = cv.loads(text)
    assert again == document
    assert cv.dumps(again) == text


@pytest.mark.parametrize("name", ["Message", "Problem", "DocumentError", "Explanation", "Missing"])
@given(st.data())
def test_what_is_made_to_be_read_can_be_said_in_both_languages(name, data):
    told = data.draw(strategy_of(getattr(cv, name)))
    assert all(isinstance(told.text(lang), str) for lang in LANGUAGES)

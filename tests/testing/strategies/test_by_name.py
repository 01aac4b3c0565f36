import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.messages import LANGUAGES
from civil_village.points.ledger.entries import LedgerEvent
from civil_village.testing.strategies.by_name import STRATEGIES, strategy_of
from civil_village.written_forms import form_of
from tests.drawn.by_name import ANSWERS, DRAWN, drawn
from tests.profiles import each_class
from tests.public_names import VALUES

MODELS = sorted(name for name, value in VALUES.items() if inspect.isclass(value))


def test_every_public_class_can_be_drawn():
    assert sorted(DRAWN) == MODELS


@pytest.mark.parametrize("model", [*(VALUES[name] for name in ANSWERS), int])
def test_what_no_user_writes_is_refused_with_what_to_do_instead(model):
    with pytest.raises(cv.DocumentError) as caught:
        strategy_of(model)
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("wrong-type", model.__name__)
    assert problem.hint.text("en") == "draw what is handed in, and call what answers it"


def test_nobody_is_told_twice_how_a_class_is_drawn():
    assert set(ANSWERS) & set(STRATEGIES) == set()


@pytest.mark.parametrize("name", MODELS)
@each_class
@given(st.data())
def test_what_is_drawn_is_valid_and_of_its_class(name, data):
    model = data.draw(drawn(VALUES[name]))
    assert VALUES[name] in type(model).__mro__
    if callable(getattr(model, "problems", None)):
        assert [problem for problem in model.problems() if problem.level == "error"] == []


@pytest.mark.parametrize(
    "name", ["Standard", "Records", "Facts", "Result", "Policy", "Ledger", "Roster"]
)
@each_class
@given(st.data())
def test_every_document_that_is_drawn_reads_back_as_it_was_written(name, data):
    document = data.draw(drawn(VALUES[name]))
    text = cv.dumps(document)
    again = cv.loads(text)
    assert again == document
    assert cv.dumps(again) == text


@pytest.mark.parametrize("name", ["Message", "Problem", "DocumentError", "Explanation", "Missing"])
@given(st.data())
def test_what_is_made_to_be_read_can_be_said_in_both_languages(name, data):
    told = data.draw(drawn(VALUES[name]))
    assert all(isinstance(told.text(lang), str) for lang in LANGUAGES)


#: Parts of documents of points, each of which is read by itself.
PARTS = [
    *("Account", "Ban", "Banned", "Benefit", "BenefitGranted", "Board", "Bracket", "Brackets"),
    *("ByHand", "Cap", "Carry", "Consultation", "Delegated", "Item", "ItemClass", "ItemPosted"),
    *("Judgment", "Ledger", "Limit"),
    *("Measured", "Member", "Opening", "Payout", "Period", "Policy", "Publicity", "Repeat"),
    *("Reward", "Roster", "Settlement", "Slots", "Standing", "Suspension", "Targets", "Validity"),
]


@pytest.mark.parametrize("name", PARTS)
@each_class
@given(st.data())
def test_each_part_of_points_reads_back_as_it_was_written(name, data):
    model = VALUES[name]
    part = data.draw(drawn(model))
    written = plain(part)
    again = structure(written[model.name] if form_of(model).named else written, model)
    assert again == part
    assert cv.documents.digest(again) == cv.documents.digest(part)
    assert hash(again) == hash(part)


@each_class
@given(drawn(cv.Ledger))
def test_each_event_of_a_ledger_reads_back_as_it_was_written(ledger):
    for event in ledger.events:
        again = structure(plain(event), LedgerEvent)
        assert (again, cv.documents.digest(again)) == (event, cv.documents.digest(event))

"""What is drawn of assessors, surveys and draws can be joined, counted and drawn again."""

from fractions import Fraction

from hypothesis import find, given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.evidence.surveys import survey_problems
from civil_village.indicators import CountOf, SheetCount
from civil_village.rules import Missing, Unknown
from civil_village.testing import (
    DAY,
    catalogues,
    closes,
    facts,
    gaps,
    indicators,
    observed_words,
    survey_derivations,
    surveys,
    villages,
    ways_to_join,
    weights,
    without,
)
from civil_village.testing.strategies.left_out import Gap
from tests.profiles import any_example, whole_documents


@given(weights())
def test_weights_add_up_to_one(drawn):
    assert sum(drawn.values()) == Fraction(1)


@given(ways_to_join(places=1), st.data())
def test_observed_words_say_all_that_is_asked(observed, data):
    look = cv.Indicator(label="整洁", value="amount", maximum=10, places=1, observed=observed)
    words = data.draw(observed_words("look", look))
    found = cv.derive(cv.Catalogue(indicators={"look": look}), {}, observations=words)
    assert not isinstance(found["look"], Unknown)


@given(survey_derivations(), st.data())
def test_surveys_say_all_that_is_asked(derive, data):
    drawn = data.draw(surveys(derive.survey, [derive]))
    assert list(survey_problems(drawn)) == []
    (kind,) = derive.values
    asked = cv.Indicator(label="问卷", value=kind, derive=derive)
    village = cv.Village(id="v1", surveys=drawn)
    found = cv.derive(cv.Catalogue(indicators={"asked": asked}), village)["asked"]
    if isinstance(found, Unknown):
        assert found.missing == (Missing("no-value", derive.survey),)


@whole_documents
@given(st.data())
def test_what_is_observed_lies_within_what_was_announced_before(data):
    catalogue = data.draw(catalogues(blanks=["unknown"]))
    village = data.draw(villages(catalogue, complete=True))
    gone = data.draw(gaps(village))
    whole = cv.derive(catalogue, village, as_of=DAY).scope()
    part = cv.derive(catalogue, without(village, gone), as_of=DAY).scope()
    for name, told in part.items():
        if isinstance(told, Unknown) and told.least is not None:
            known = whole[name]
            if isinstance(known, Unknown) and any(m.kind == "no-value" for m in known.missing):
                assert not told.sure  # no number came out
                continue
            ends = (known.least, known.greatest) if isinstance(known, Unknown) else (known,)
            assert all(told.least <= end <= told.greatest for end in ends), name


def test_villages_are_drawn_with_assessors_surveys_and_draws():
    catalogue = cv.Catalogue(
        indicators={
            "look": cv.Indicator(
                label="整洁分", value="amount", maximum=10, observed=cv.evidence.Observed()
            ),
            "sheets": cv.Indicator(
                label="问卷", value="count", derive=SheetCount(survey="s", sheets="valid")
            ),
            "clean": cv.Indicator(
                label="整洁户",
                value="count",
                derive=CountOf(count=cv.Rule("tidy"), among="yards"),
            ),
            "tidy": cv.Indicator(label="整洁", value="truth", subject="household"),
        }
    )
    village = find(
        villages(catalogue, complete=True), lambda v: v.observations, settings=any_example
    )
    assert [survey.id for survey in village.surveys] == ["s"]
    assert [draw.id for draw in village.draws] == ["yards"]
    assert find(facts(catalogue), lambda f: isinstance(f["clean"], Unknown), settings=any_example)


def test_only_what_leaves_numbers_open_can_be_asked_for():
    drawn = indicators(open_=True).filter(lambda each: each.observed and each.observed.methods)
    assert find(drawn, lambda each: True, settings=any_example).observed.missing == "open"


def test_a_missing_word_or_row_names_all_gaps_that_may_close_it():
    assert Gap("word", "look") in closes(Missing("observation", "look", "expert1"))
    assert Gap("word", "look") in closes(Missing("indicator", "look"))
    assert Gap("row", "households", "h1") in closes(Missing("row", "tidy", "h1"))

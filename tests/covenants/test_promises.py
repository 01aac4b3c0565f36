"""What holds of every covenant and event."""

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from civil_village.covenants import stricter
from civil_village.messages import LANGUAGES
from civil_village.testing import covenants, event_cases
from tests.drawn.held_against import answer_to


@given(event_cases(), st.data())
def test_what_is_decided_stays_so_when_a_missing_fact_comes_in(case, data):
    answer = answer_to(case)
    assume(answer.word != "open")
    values = dict(case.event.values)
    known = {
        "tables": st.integers(0, 20),
        "gift": st.integers(0, 20),
        "official": st.booleans(),
        "setting": st.sampled_from(["home", "hotel"]),
    }
    for name, value in values.items():
        if value is None:
            values[name] = data.draw(known[name])
    later = answer_to(case, event=evolve(case.event, values=values))
    assert later.word == answer.word
    assert {each.id for each in answer.breaches} <= {each.id for each in later.breaches}


@given(event_cases())
def test_the_word_is_that_of_the_articles(case):
    answer = answer_to(case)
    states = [each.state for each in answer.articles]
    assert (answer.word == "breach") is ("unmet" in states)
    if answer.word == "in_order":
        assert "met" in states
    if "undetermined" not in states and "unmet" not in states:
        assert answer.word == ("in_order" if "met" in states else "not_regulated")


@given(event_cases())
def test_only_what_happened_brings_anything(case):
    answer = answer_to(case)
    if answer.word in ("open", "not_regulated") or answer.planned:
        assert answer.followed == ()
    assert all(each.on <= case.as_of for each in answer.followed)


@given(event_cases())
def test_every_answer_can_be_told(case):
    answer = answer_to(case)
    for lang in LANGUAGES:
        assert answer.text(lang)


@given(event_cases(), covenants())
def test_what_keeps_a_stricter_covenant_keeps_the_guideline(case, drawn):
    guideline = evolve(drawn, changed_by=None)
    own = evolve(case, covenant=evolve(case.covenant, changed_by=None))
    mine, base = answer_to(own), answer_to(evolve(own, covenant=guideline))
    shown = {each.article for each in stricter(guideline, own.covenant).articles if each.holds}
    for each in base.articles:
        if each.id in shown and mine[each.id].checked.credited:
            assert each.checked.credited is not False

"""Names for people, and sources."""

import pytest

from civil_village.canonical import plain
from civil_village.curves.curve import Band
from civil_village.documents.conversion import structure
from civil_village.labels import Label, Source, as_label, named


def test_a_label_is_shown_in_the_language_of_its_reader():
    label = Label("户数", "households")
    assert (label.text("zh"), label.text("en")) == ("户数", "households")


def test_english_falls_back_to_chinese_only_where_nobody_wrote_any():
    assert Label("户数").text("en") == "户数"
    assert Label("户数", "").text("en") == ""


@pytest.mark.parametrize(
    ("label", "form"),
    [(Label("户数"), "户数"), (Label("户数", "households"), {"zh": "户数", "en": "households"})],
)
def test_a_label_without_english_is_a_bare_text_in_documents(label, form):
    assert plain(label) == form
    assert structure(form, Label) == label


def test_a_bare_text_is_a_chinese_label():
    label = Label("户数", "households")
    assert as_label("户数") == Label("户数")
    assert as_label(label) is label
    assert as_label(None) is None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source(document="plan-5", clause="三（五）"), "plan-5 三（五）"),
        (Source(document="plan-5"), "plan-5"),
        (Source(clause="三（五）"), "三（五）"),
        (Source(), ""),
    ],
)
def test_a_source_is_document_and_clause_in_both_languages(source, text):
    assert source.text("zh") == source.text("en") == text
    assert structure(plain(source), Source) == source


def test_a_thing_is_called_by_its_label_else_by_its_id():
    assert named(Band(id="good", label="合格")) == Label("合格")
    assert named(Band(id="good")) == "good"
    assert named(Band(id="good"), "best") == "best"
    assert named(None, "gone") == "gone"

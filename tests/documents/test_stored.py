"""Documents that an earlier version wrote: they load for ever, and say what they said."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

import civil_village as cv
from civil_village.documents.kinds import KINDS

STORED = Path(__file__).with_name("stored")
DOCUMENTS = sorted(path.name for path in STORED.glob("*.json"))


def text(name):
    return (STORED / name).read_text(encoding="utf-8")


def data(document):
    """Give the data of a document, with exact numbers."""
    return json.loads(document, parse_float=Decimal)


def test_there_is_one_of_each_kind():
    assert {data(text(name))["kind"] for name in DOCUMENTS} == set(KINDS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_written_today_as_it_was_stored(name):
    """A result with its explanation, which is read out of it and not worked out anew."""
    assert data(cv.dumps(cv.loads(text(name)))) == data(text(name))


def test_a_stored_result_still_knows_its_standard_and_facts():
    result = cv.loads(text("result.json"), cv.Result)
    assert result.digests.standard == cv.documents.digest(cv.loads(text("standard.json")))
    assert result.digests.facts == cv.documents.digest(cv.loads(text("facts.json")))


def test_a_stored_result_explains_itself_with_the_texts_of_a_package_that_is_not_there():
    result = cv.loads(text("result-of-another-package.json"), cv.Result)
    said = "points where more than half are met; 0.4 of them where at least a third are"
    assert said in result.explain().text("en")
    assert "过半达标得全分；达到三分之一得 0.4" in result.explain().text("zh")


def test_the_seals_of_a_stored_ledger_still_fit():
    document = cv.loads(text("ledger.json"), cv.Ledger)
    lines = cv.documents.read_log(text("ledger.jsonl"), cv.Ledger)
    assert [cv.events.verify(book).state for book in (document, lines)] == ["intact", "intact"]
    assert cv.documents.write_log(lines) == text("ledger.jsonl")

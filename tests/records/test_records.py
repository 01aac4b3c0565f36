"""Records of many villages, and what is complete for all of them."""

from datetime import date
from decimal import Decimal

import pytest

from civil_village.derivation import derive
from civil_village.documents import dumps, loads
from civil_village.indicators import Catalogue, Indicator
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.records.records import Records
from civil_village.records.subjects import Village

RECORDS = Records(
    id="demo.villages",
    as_of=date(2024, 6, 30),
    reported={"households": True, "mishap": "2024-06-30"},
    subjects=[
        Village(id="v1"),
        Village(id="v2", reported={"households": False, "groups": True}),
    ],
)
FIRST = Village(id="v1", reported={"households": True, "mishap": "2024-06-30"})
SECOND = Village(id="v2", reported={"households": False, "groups": True, "mishap": "2024-06-30"})


def double(path, found):
    return Problem(code="duplicate-id", path=path, found=found, hint=Message("hint.other-id"))


def test_what_is_complete_for_all_holds_for_each_that_says_nothing_else():
    assert list(RECORDS) == [FIRST, SECOND]
    assert RECORDS["v1"] == FIRST
    assert RECORDS["v2"] == SECOND


def test_the_subjects_stay_as_they_were_written():
    assert RECORDS.subjects[0] == Village(id="v1")


def test_records_have_a_length():
    assert len(RECORDS) == 2


def test_a_village_that_is_not_there_is_no_key():
    with pytest.raises(KeyError, match="v3"):
        RECORDS["v3"]


MISSPELT = """\
kind: records
format: 1
id: demo.villages
reported: {housholds: true, households: true}
subjects:
  - id: v1
  - id: v2
    values: {meetngs: 3}
    households:
      - id: h1
        values: {joind: true}
    reported: {housholds: true}
"""


def test_what_a_catalogue_finds_is_told_where_it_was_written():
    """What is reported for all stands once, beside the villages."""
    records = loads(MISSPELT, Records)
    catalogue = Catalogue(
        indicators={
            "meetings": Indicator(label="会议", value="count"),
            "joined": Indicator(label="参评", value="truth", subject="household"),
        }
    )

    def places(name):
        with pytest.raises(DocumentError) as caught:
            derive(catalogue, records[name])
        return [(p.path, p.position.line) for p in caught.value.problems]

    assert places("v1") == [(("reported", "housholds"), 4)]
    assert places("v2") == [
        (("subjects", 1, "values", "meetngs"), 8),
        (("subjects", 1, "households", 0, "values", "joind"), 11),
        (("subjects", 1, "reported", "housholds"), 12),
    ]
    with pytest.raises(DocumentError) as caught:
        derive(catalogue, records["v2"].households[0])
    # What is reported for all may be meant for the villages.
    path = ("subjects", 1, "households", 0, "values", "joind")
    assert [(p.path, p.position.line) for p in caught.value.problems] == [(path, 11)]


def test_a_float_is_written_at_its_shortest_decimal_form():
    records = Records(id="demo", subjects=[Village(id="v1", values={"watered": 0.1})])
    assert loads(dumps(records), Records)["v1"].values["watered"] == Decimal("0.1")


def test_ids_are_checked():
    with pytest.raises(DocumentError) as caught:
        Records(id="Demo", subjects=[Village(id="v1"), Village(id="v2"), Village(id="v1")])
    assert caught.value.problems == (
        Problem(
            code="not-an-id", path=("id",), found="Demo", expected=Message("expected.document-id")
        ),
        double(("subjects", 2, "id"), "v1"),
    )

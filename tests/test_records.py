"""Records of many villages, and what is complete for all of them."""

from datetime import date

import pytest

from civil_village.messages import Message
from civil_village.places import Village
from civil_village.problems import DocumentError, Problem
from civil_village.records import Records

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


def test_ids_are_checked():
    with pytest.raises(DocumentError) as caught:
        Records(id="Demo", subjects=[Village(id="v1"), Village(id="v2"), Village(id="v1")])
    assert caught.value.problems == (
        Problem(
            code="not-an-id", path=("id",), found="Demo", expected=Message("expected.document-id")
        ),
        double(("subjects", 2, "id"), "v1"),
    )

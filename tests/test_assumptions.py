"""What a document assumes."""

import pytest
from attrs import frozen

from civil_village.assumptions import Assumed
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import Problem


@frozen
class Part:
    """What may assume its fields."""

    points: int
    rule: str


BARE = Assumed(["points", "rule"])
TOLD = Assumed({"rule": "两处原文不一，取较严者", "points": None})


def test_a_field_is_assumed_with_or_without_a_reason():
    assert "points" in BARE
    assert "label" not in BARE
    assert BARE.reasons == {"points": None, "rule": None}
    assert TOLD.reasons == {"rule": Label("两处原文不一，取较严者"), "points": None}
    assert (bool(TOLD), bool(Assumed())) == (True, False)


@pytest.mark.parametrize(
    ("assumed", "form"),
    [
        (Assumed(), []),
        (BARE, ["points", "rule"]),
        (TOLD, {"rule": "两处原文不一，取较严者", "points": None}),
        (Assumed({"rule": Label("从严", "strict")}), {"rule": {"zh": "从严", "en": "strict"}}),
    ],
)
def test_a_document_lists_the_fields_or_gives_each_its_reason(assumed, form):
    assert plain(assumed) == form
    assert structure(form, Assumed) == assumed


def test_only_fields_of_the_part_that_carries_it_can_be_assumed():
    assert list(BARE.problems_in(Part)) == []
    assert list(Assumed(["point", "xyz"]).problems_in(Part)) == [
        Problem(
            code="unknown-name",
            path=("assumed", found),
            found=found,
            expected=Message("expected.one-of", names=("points", "rule")),
            hint=hint,
        )
        for found, hint in (("point", Message("hint.nearest", name="points")), ("xyz", None))
    ]

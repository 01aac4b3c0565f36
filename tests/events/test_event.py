"""The form of an event: what a kind of event declares is checked, and written in one order."""

from datetime import date

import pytest
from attrs import fields

from civil_village.calendar import VagueDate
from civil_village.events import Happening
from civil_village.problems import DocumentError
from tests.events.invented import NOON, Decision, Review


def faults(make, **given):
    with pytest.raises(DocumentError) as caught:
        make(**given)
    return [(problem.code, *problem.path) for problem in caught.value.problems]


def test_a_kind_is_written_with_what_it_needs_first_and_its_times_next():
    assert [each.name for each in fields(Review)] == [
        *("id", "subject", "on"),
        *("recorded", "by", "values"),
    ]
    assert [each.name for each in fields(Decision)] == ["id", "of", "recorded", "on"]


def test_every_field_that_is_an_id_is_checked_as_one():
    assert faults(Review, id="E7", subject="two words", on=NOON.date(), by="") == [
        ("not-an-id", "id"),
        ("not-an-id", "subject"),
        ("not-an-id", "by"),
    ]
    assert Review(id="e7", subject="v001", on=NOON.date(), by=None).by is None


def test_what_a_kind_needs_is_needed_and_what_it_leaves_open_is_not():
    assert faults(Review, id="e7", subject=None, on=None) == [
        ("wrong-type", "subject"),
        ("not-a-date", "on"),
    ]
    assert faults(Decision, id="e8", of="e7", recorded=None) == [("not-an-instant", "recorded")]
    assert Decision(id="e8", of="e7", recorded=NOON).first is None


def test_a_day_is_vague_only_where_its_kind_allows_it():
    may = VagueDate("2024-05")
    assert Happening(id="e1", on=may).first == date(2024, 5, 1)
    assert faults(Review, id="e7", subject="v001", on=may) == [("not-a-date", "on")]
    assert faults(Happening, id="e1", on=NOON) == [("not-a-date", "on")]

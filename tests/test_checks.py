"""Checks: what models ask of their values."""

import pytest

from civil_village.checks import read_day, unique_ids
from civil_village.messages import Message
from civil_village.problems import Problem


def test_every_id_that_stands_twice_is_shown_where_it_stands_again():
    hint = Message("hint.other-id")
    assert list(unique_ids(["a", "b", "a", "c", "a"], "events")) == [
        Problem(code="duplicate-id", path=("events", place, "id"), found="a", hint=hint)
        for place in (2, 4)
    ]
    assert list(unique_ids(["a", "b"])) == []


@pytest.mark.parametrize(
    "text", ["20240630", "2024-6-30", "2024-W01-1", "2024-06-30 ", "２０２４-06-30", "", 20240630]
)
def test_a_day_has_one_form(text):
    assert read_day(text) is None

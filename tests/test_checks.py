"""Checks: what models ask of their values."""

from datetime import date
from decimal import Decimal

import pytest

from civil_village import checks
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


@pytest.mark.parametrize(
    ("check", "bounds", "refused", "taken"),
    [
        (checks.above, (0,), (-1, 0), (1, None)),
        (checks.at_least, (0,), (-1,), (0, 1, None)),
        (checks.at_most, (4,), (5,), (4, None)),
        (checks.between, (0, 4), (-1, 5), (0, 4, None)),
        (checks.share, (), (0, Decimal("1.01")), (Decimal("0.01"), 1, None)),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_number_outside_of_its_range_is_told_where_it_stands(check, bounds, refused, taken):
    for value in refused:
        (problem,) = check(value, *bounds, "per", "most")
        assert (problem.code, problem.path) == ("out-of-range", ("per", "most"))
        assert problem.found == str(value)
    assert [list(check(value, *bounds, "most")) for value in taken] == [[]] * len(taken)


def test_a_last_day_may_be_the_first_but_not_before_it():
    first = date(2024, 3, 1)
    assert list(checks.in_order(first, first, "until")) == []
    assert list(checks.in_order(None, first, "until")) == []
    assert [p.path for p in checks.in_order(first, date(2024, 2, 29), "until")] == [("until",)]

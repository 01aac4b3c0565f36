"""Consequences: the closed list of them, how each is written, and how long a ban lasts."""

from datetime import date
from typing import get_args

import pytest

from civil_village.calendar import Period, Span, Window
from civil_village.canonical import plain
from civil_village.consequences import (
    Ban,
    Banned,
    BenefitGranted,
    Consequence,
    Following,
    ItemPosted,
)
from civil_village.curves.curve import BandLowered
from civil_village.documents.conversion import structure
from civil_village.messages import Message
from civil_village.points.policy.effects import Settled
from civil_village.problems import DocumentError, Problem

YEAR, EVER = (Period(unit=unit) for unit in ("year", "ever"))


def one(code, path=(), found=None, key=None, **arguments):
    """Give the one problem that is expected."""
    expected = None if key is None else Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected)]


def not_one_key(*names):
    return one("not-one-key", (), None, "expected.one-key", names=names)


def refused(data):
    with pytest.raises(DocumentError) as caught:
        structure(data, Settled)
    return [(problem.code, problem.path, problem.hint) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "made"),
    [
        ({"band": "none"}, BandLowered(band="none")),
        ({"post": "bonus"}, ItemPosted(post="bonus")),
        ({"benefit": "loan"}, BenefitGranted(benefit="loan")),
        (
            {"ban": {"stops": ["rank"], "through": 0, "per": "year"}},
            Banned(ban=Ban(stops=["rank"], through=0, per=YEAR)),
        ),
    ],
)
def test_each_consequence_is_written_by_its_key(data, made):
    assert structure(data, Consequence) == made
    assert plain(made) == data


def test_a_settlement_takes_its_words_from_the_closed_list_and_a_strike_the_one_that_is_left():
    taken = {*get_args(Settled), *get_args(Following), BandLowered}
    assert taken == set(get_args(Consequence))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, ("not-one-key", (), None)),
        ({"post": "bonus", "benefit": "loan"}, ("not-one-key", (), None)),
        ("bonus", ("wrong-type", (), None)),
        (None, ("wrong-type", (), None)),
        ({"pots": "bonus"}, ("unknown-key", ("pots",), Message("hint.nearest", name="post"))),
        ({"band": "none"}, ("unknown-key", ("band",), Message("hint.nearest", name="ban"))),
        ({"post": "bonus", "times": 2}, ("unknown-key", ("times",), None)),
        ({"post": 3}, ("not-an-id", ("post",), Message("hint.write", form="n3"))),
        ({"ban": {"through": 0, "per": "year"}}, ("empty-list", ("ban", "stops"), None)),
    ],
)
def test_what_says_no_consequence_or_two_is_refused(data, expected):
    assert refused(data) == [expected]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, not_one_key("valid_for", "through", "until")),
        (
            {"valid_for": Span(1, "year"), "through": 1, "per": YEAR},
            not_one_key("valid_for", "through", "until"),
        ),
        ({"stops": [], "valid_for": Span(1, "year")}, one("empty-list", ("stops",))),
        ({"through": 1}, one("missing-key", ("per",))),
        ({"valid_for": Span(1, "year"), "per": YEAR}, one("missing-key", ("through",))),
        (
            {"through": 0, "per": EVER},
            one("out-of-range", ("per",), "ever", "expected.comes-again"),
        ),
        *(
            (
                {"through": through, "per": YEAR},
                one(
                    "out-of-range",
                    ("through",),
                    str(through),
                    "expected.between",
                    least=0,
                    most=100,
                ),
            )
            for through in (-1, 101)
        ),
    ],
)
def test_a_ban_stops_something_and_has_one_end(given, expected):
    with pytest.raises(DocumentError) as caught:
        Ban(**{"stops": ["redeem"]} | given)
    assert list(caught.value.problems) == expected


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        ({"valid_for": Span(1, "day")}, "2024-02-29"),
        ({"valid_for": Span(1, "year")}, "2025-02-27"),
        ({"through": 0, "per": YEAR}, "2024-12-31"),
        ({"through": 2, "per": YEAR}, "2026-12-31"),
        ({"through": 1, "per": Period(unit="month", closes=25)}, "2024-04-25"),
    ],
)
def test_a_ban_lasts_to_the_day_before_the_anniversary_or_to_the_end_of_a_period(ends, last):
    ban = Ban(stops=["redeem"], **ends)
    first = date(2024, 2, 29)
    assert ban.days(first, leap="28_february") == Window(first, date.fromisoformat(last))


def test_a_ban_from_29_february_lapses_as_the_leap_says():
    ban = Ban(stops=["redeem"], valid_for=Span(1, "year"))
    assert ban.days(date(2024, 2, 29), leap="1_march").last == date(2025, 2, 28)


def test_a_ban_ends_with_the_calendar_at_the_latest():
    ban = Ban(stops=["redeem"], through=100, per=YEAR)
    assert ban.days(date(9990, 1, 1), leap="28_february").last == date.max

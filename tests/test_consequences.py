"""Consequences: one at a time, and how long a ban lasts."""

from datetime import date

import pytest

from civil_village.calendar import Period, Span, Window
from civil_village.consequences import Ban, Follows
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem

YEAR, EVER = (Period(unit=unit) for unit in ("year", "ever"))


def one(code, path=(), found=None, key=None, **arguments):
    """Give the one problem that is expected."""
    expected = None if key is None else Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected)]


def not_one_key(*names):
    return one("not-one-key", (), None, "expected.one-key", names=names)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"post": "bonus", "benefit": "loan"},
        {"benefit": "loan", "ban": Ban(stops=["rank"], through=0, per=YEAR)},
    ],
)
def test_a_band_brings_one_thing_at_a_time(given):
    with pytest.raises(DocumentError) as caught:
        Follows(**given)
    assert list(caught.value.problems) == not_one_key("post", "benefit", "ban")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, not_one_key("valid_for", "through")),
        (
            {"valid_for": Span(1, "year"), "through": 1, "per": YEAR},
            not_one_key("valid_for", "through"),
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

"""What follows from points: judgments, bans, settlements, suspensions, benefits, boards."""

import pytest

from civil_village.calendar import Period, Span
from civil_village.messages import Message
from civil_village.points import (
    Ban,
    Benefit,
    Board,
    Follows,
    Judgment,
    Settlement,
    Standing,
    Suspension,
)
from civil_village.problems import DocumentError, Problem
from civil_village.rules import Rule

YEAR, ACT, EVER = (Period(unit=unit) for unit in ("year", "act", "ever"))
POOR = Rule("conduct < 60")


def problems(make, **given):
    with pytest.raises(DocumentError) as caught:
        make(**given)
    return list(caught.value.problems)


def one(code, path=(), found=None, key=None, **arguments):
    """Give the one problem that is expected."""
    expected = None if key is None else Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected)]


def not_one_key(*names):
    return one("not-one-key", (), None, "expected.one-key", names=names)


def not_an_id(name):
    return one("not-an-id", (name,), "Two words", "expected.id")


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
    assert problems(Ban, **{"stops": ["redeem"]} | given) == expected


def test_a_ban_may_end_with_the_period_in_which_it_begins():
    assert Ban(stops=["redeem"], through=0, per=YEAR).through == 0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, not_one_key("reads", "band")),
        ({"account": "Two words", "reads": 0}, not_an_id("account")),
        (
            {"reads": 0, "within": ACT},
            one("out-of-range", ("within",), "act", "expected.comes-again"),
        ),
    ],
)
def test_a_judgment_makes_an_account_read_as_something(given, expected):
    assert problems(Judgment, **{"account": "credit"} | given) == expected


def test_a_judgment_may_say_both_balance_and_band():
    both = Judgment(account="credit", reads=0, band="low")
    assert (both.reads, both.band, both.gains) == (0, "low", "kept")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"post": "bonus", "benefit": "loan"},
        {"benefit": "loan", "ban": Ban(stops=["rank"], through=0, per=YEAR)},
    ],
)
def test_a_band_brings_one_thing_at_a_time(given):
    assert problems(Follows, **given) == not_one_key("post", "benefit", "ban")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"bands": {}}, one("empty-list", ("bands",))),
        ({"of": "Two words"}, not_an_id("of")),
    ],
)
def test_a_settlement_brings_something(given, expected):
    bands = {"good": [Follows(post="bonus")]}
    assert problems(Settlement, **{"of": "credit", "bands": bands} | given) == expected


def test_what_bands_bring_cannot_be_changed():
    settlement = Settlement(of="credit", bands={"good": [Follows(post="bonus")]})
    assert settlement.bands["good"] == (Follows(post="bonus"),)
    with pytest.raises(TypeError):
        settlement.bands["good"] = ()


def test_a_suspension_stops_something():
    assert problems(Suspension, when=POOR, stops=[]) == one("empty-list", ("stops",))


WAYS = ("top", "bottom", "when")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"ties": "all"}, not_one_key(*WAYS)),
        ({"top": 1, "bottom": 1, "ties": "all"}, not_one_key(*WAYS)),
        ({"top": 1, "when": POOR}, not_one_key(*WAYS)),
        *(
            (
                {name: 0, "ties": "none"},
                one("out-of-range", (name,), "0", "expected.at-least", least=1),
            )
            for name in ("top", "bottom")
        ),
        (
            {"top": 3},
            one("missing-key", ("ties",), None, "expected.one-of", names=("all", "none")),
        ),
        ({"account": "Two words", "when": POOR}, not_an_id("account")),
    ],
)
def test_a_board_has_one_measure_and_decides_ties(given, expected):
    assert problems(Board, **{"account": "credit"} | given) == expected


def test_a_rule_ties_nobody():
    assert Board(account="credit", when=POOR).ties is None


def test_a_standing_is_of_an_account():
    assert problems(Standing, account="Two words", ties="dense") == not_an_id("account")


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (Judgment, {"account": "credit", "reads": 0}),
        (Benefit, {}),
        (Board, {"account": "credit", "when": POOR}),
    ],
)
def test_an_unknown_field_cannot_be_assumed(make, given):
    (problem,) = problems(make, assumed=["colour"], **given)
    assert (problem.code, problem.path) == ("unknown-name", ("assumed", "colour"))

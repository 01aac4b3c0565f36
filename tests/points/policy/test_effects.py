"""What follows from points: judgments, settlements, suspensions, benefits, boards."""

import pytest

from civil_village.calendar import Period
from civil_village.consequences import ItemPosted
from civil_village.messages import Message
from civil_village.points import (
    Benefit,
    Board,
    Dividend,
    Judgment,
    Settlement,
    Standing,
    Suspension,
)
from civil_village.problems import DocumentError, Problem
from civil_village.rules import Rule

ACT = Period(unit="act")
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
    ("given", "expected"),
    [
        ({"bands": {}}, one("empty-list", ("bands",))),
        ({"of": "Two words"}, not_an_id("of")),
    ],
)
def test_a_settlement_brings_something(given, expected):
    bands = {"good": [ItemPosted(post="bonus")]}
    assert problems(Settlement, **{"of": "credit", "bands": bands} | given) == expected


def test_what_bands_bring_cannot_be_changed():
    settlement = Settlement(of="credit", bands={"good": [ItemPosted(post="bonus")]})
    assert settlement.bands["good"] == (ItemPosted(post="bonus"),)
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
        (Dividend, {"account": "credit", "step": 1, "leave": True}),
    ],
)
def test_an_unknown_field_cannot_be_assumed(make, given):
    (problem,) = problems(make, assumed=["colour"], **given)
    assert (problem.code, problem.path) == ("unknown-name", ("assumed", "colour"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"account": "Two words"}, not_an_id("account")),
        ({"step": 0}, one("out-of-range", ("step",), "0", "expected.above", least=0)),
        ({"floor": -1}, one("out-of-range", ("floor",), "-1", "expected.at-least", least=0)),
        ({"cap": -1}, one("out-of-range", ("cap",), "-1", "expected.at-least", least=0)),
        (
            {"floor_means": "excess"},
            one(
                "key-of-other-type",
                ("floor_means",),
                "floor_means",
                "expected.only-with",
                name="floor",
            ),
        ),
        (
            {"ties": None},
            one(
                "missing-key",
                ("ties",),
                None,
                "expected.one-of",
                names=("order", "lot", "left", "smaller", "larger"),
            ),
        ),
        (
            {"leave": True},
            one("key-of-other-type", ("ties",), "ties", "expected.only-with", name="leave: false"),
        ),
    ],
)
def test_a_dividend_says_who_gets_what(given, expected):
    whole = {"account": "credit", "step": 1, "ties": "order"} | given
    assert problems(Dividend, **whole) == expected

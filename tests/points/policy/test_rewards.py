"""Rewards: what points buy, when, how much of it, and what an amount is handed out in."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import Period
from civil_village.messages import Message
from civil_village.points import Limit, Opening, Payout, Reward
from civil_village.problems import DocumentError, Problem

YEAR = Period(unit="year")
VOUCHERS = Payout(unit="元", rate=0.1, notes=[5, 20])


def problems(make, **given):
    with pytest.raises(DocumentError) as caught:
        make(**given)
    return list(caught.value.problems)


def one(code, path=(), found=None, key=None, **arguments):
    """Give the one problem that is expected."""
    expected = None if key is None else Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected)]


def days(first, last, *, yearly=False):
    return Opening(from_=date.fromisoformat(first), until=date.fromisoformat(last), yearly=yearly)


# When --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "open_on", "closed_on"),
    [
        (
            days("2024-06-20", "2024-06-30"),
            "2024-06-20 2024-06-30",
            "2024-06-19 2024-07-01 2025-06-25",
        ),
        (
            days("2024-06-20", "2024-06-30", yearly=True),
            "2024-06-20 2031-06-30 1999-06-25",
            "2024-06-19 2025-07-01",
        ),
        (  # over the turn of the year
            days("2020-12-20", "2021-01-05", yearly=True),
            "2024-12-20 2024-12-31 2024-01-01 2024-01-05",
            "2024-12-19 2024-01-06 2024-06-01",
        ),
        (days("2024-02-29", "2024-02-29", yearly=True), "2028-02-29", "2023-02-28 2023-03-01"),
    ],
)
def test_points_are_redeemed_on_some_days(opening, open_on, closed_on):
    assert [opening.holds(date.fromisoformat(day)) for day in open_on.split()] == [
        True for _ in open_on.split()
    ]
    assert [opening.holds(date.fromisoformat(day)) for day in closed_on.split()] == [
        False for _ in closed_on.split()
    ]


def test_an_end_before_its_beginning_is_refused():
    assert problems(days, first="2024-06-20", last="2024-06-19") == one(
        "out-of-range",
        ("until",),
        "2024-06-19",
        "expected.not-before",
        least=date(2024, 6, 20),
    )


# How much ----------------------------------------------------------------------------

MEASURES = ("count", "points", "amount")


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({}, one("not-one-key", (), None, "expected.one-key", names=MEASURES)),
        (
            {"count": 1, "points": 5},
            one("not-one-key", (), None, "expected.one-key", names=MEASURES),
        ),
        *(
            (
                {name: -1},
                one("out-of-range", (name,), "-1", "expected.at-least", least=0),
            )
            for name in MEASURES
        ),
    ],
)
def test_a_limit_has_one_measure(given_, expected):
    assert problems(Limit, per=YEAR, **given_) == expected


def test_a_limit_of_none_closes_a_reward():
    assert Limit(per=YEAR, count=0).count == 0


# Amounts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payout", "amount", "fits"),
    [
        (Payout(unit="元", rate=0.1), "12.34", "12.34"),
        (Payout(unit="元", rate=0.1, step=5), "12.34", "10"),
        (Payout(unit="元", rate=0.1, step=5), "15", "15"),
        (Payout(unit="元", rate=0.1, step=5), "4.99", "0"),
        (VOUCHERS, "45", "45"),
        (VOUCHERS, "49", "45"),
        (VOUCHERS, "4", "0"),
        # The largest note first, even where small ones would leave less.
        (Payout(unit="元", rate=1, notes=[20, 15]), "30", "20"),
        (Payout(unit="元", rate=1, notes=[0.5]), "1.7", "1.5"),
    ],
)
def test_what_fits_of_an_amount_is_handed_out(payout, amount, fits):
    assert payout.fitting(Decimal(amount)) == Decimal(fits)


def test_an_amount_is_split_into_notes_the_largest_first():
    assert VOUCHERS.split(Decimal(49)) == {20: 2, 5: 1}
    assert VOUCHERS.split(Decimal(5)) == {5: 1}
    assert VOUCHERS.split(Decimal(4)) == {}


def test_points_for_an_amount_are_exact():
    assert Payout(unit="元", rate=0.1).cost(Decimal(45)) == 450
    assert Payout(unit="元", rate=0.3).cost(Decimal(1)) == Fraction(10, 3)


@given(
    st.lists(st.integers(1, 400).map(lambda n: Decimal(n) / 4), max_size=3, unique=True),
    st.integers(0, 4000).map(lambda n: Decimal(n) / 4),
)
def test_what_is_handed_out_is_never_more_and_lacks_less_than_the_smallest_note(notes, amount):
    payout = Payout(unit="元", rate=1, notes=notes)
    fits = payout.fitting(amount)
    assert 0 <= fits <= amount
    if notes:
        assert amount - fits < min(notes)
        assert fits == sum(note * count for note, count in payout.split(amount).items())


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"rate": 0}, one("out-of-range", ("rate",), "0", "expected.above", least=0)),
        ({"step": 0}, one("out-of-range", ("step",), "0", "expected.above", least=0)),
        (
            {"notes": [5, -5]},
            one("out-of-range", ("notes", 1), "-5", "expected.above", least=0),
        ),
        (
            {"step": 5, "notes": [5]},
            one("not-one-key", (), None, "expected.one-key", names=("step", "notes")),
        ),
    ],
)
def test_an_amount_that_cannot_be_handed_out_is_refused(given_, expected):
    assert problems(Payout, **{"unit": "元", "rate": 1} | given_) == expected


# Rewards -----------------------------------------------------------------------------

ONE_WAY = ("price", "payout")


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"price": None}, one("not-one-key", (), None, "expected.one-key", names=ONE_WAY)),
        ({"payout": VOUCHERS}, one("not-one-key", (), None, "expected.one-key", names=ONE_WAY)),
        ({"price": 0}, one("out-of-range", ("price",), "0", "expected.above", least=0)),
        ({"stock": -1}, one("out-of-range", ("stock",), "-1", "expected.at-least", least=0)),
        ({"account": "My account"}, one("not-an-id", ("account",), "My account", "expected.id")),
        ({"account": "and"}, one("reserved-word", ("account",), "and", "expected.unreserved")),
        (
            {"limits": [Limit(per=YEAR, count=1), Limit(per=YEAR, amount=5)]},
            one(
                "key-of-other-type",
                ("limits", 1, "amount"),
                "amount",
                "expected.only-with",
                name="payout",
            ),
        ),
    ],
)
def test_a_reward_that_does_not_fit_together_is_refused(given_, expected):
    assert problems(Reward, **{"account": "exchange", "price": 25} | given_) == expected


def test_an_unknown_field_of_a_reward_cannot_be_assumed():
    (problem,) = problems(Reward, account="exchange", price=5, assumed=["prize"])
    assert (problem.code, problem.path) == ("unknown-name", ("assumed", "prize"))


def test_a_limit_of_an_amount_goes_with_a_payout():
    limits = [Limit(per=YEAR, amount=500)]
    assert Reward(account="exchange", payout=VOUCHERS, limits=limits).stock is None


def test_a_day_after_the_last_is_closed():
    opening = days("2024-06-20", "2024-06-30")
    assert not opening.holds(opening.until + timedelta(days=1))

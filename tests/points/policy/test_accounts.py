"""Accounts: what points are posted to, how long they stay, and what they can buy."""

from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.calendar import Period, Span
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.messages import Message
from civil_village.points import Account, Carry, Validity
from civil_village.problems import DocumentError, Problem
from civil_village.quantities.rounding import Rounding

YEAR, EVER, ACT = (Period(unit=unit) for unit in ("year", "ever", "act"))
ROLLING = Period(rolling=Span(30, "day"))
ONE_YEAR, TWO_YEARS = Span(1, "year"), Span(2, "year")
KEPT = ("none", "all", "debts", "share")


def problems(make, *given, **named):
    with pytest.raises(DocumentError) as caught:
        make(*given, **named)
    return list(caught.value.problems)


def one(code, path=(), found=None, key=None, hint=None, **arguments):
    """Give the one problem that is expected."""
    expected = None if key is None else Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected, hint=hint)]


def only_with(name, needs):
    return one("key-of-other-type", (name,), name, "expected.only-with", name=needs)


# What is kept ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("carry", "kept"),
    [
        # of differences of -20, 0 and 35 from the base
        (Carry(keep="none"), [0, 0, 0]),
        (Carry(keep="all"), [-20, 0, 35]),
        (Carry(keep="debts"), [-20, 0, 0]),
        (Carry(share=0.5), [-10, 0, Fraction(35, 2)]),
        (Carry(share=0), [0, 0, 0]),
        (Carry(share=1), [-20, 0, 35]),
        (Carry(share=0.5, round=Rounding(step=1)), [-10, 0, 18]),
        (Carry(share=0.5, round=Rounding(step=1, mode="down")), [-10, 0, 17]),
    ],
)
def test_what_differs_from_the_base_is_kept_or_not(carry, kept):
    assert [carry.of(differs) for differs in (-20, 0, 35)] == kept


@pytest.mark.parametrize(
    ("written", "carry"),
    [
        ("none", Carry(keep="none")),
        ("all", Carry(keep="all")),
        ("debts", Carry(keep="debts")),
        ({"share": Decimal("0.5")}, Carry(share=0.5)),
        (
            {"share": Decimal("0.5"), "round": {"step": 1}},
            Carry(share=0.5, round=Rounding(step=1)),
        ),
    ],
)
def test_what_is_kept_is_written_as_a_word_or_as_a_share(written, carry):
    assert structure(written, Carry) == carry
    assert plain(carry) == written


@pytest.mark.parametrize("written", [0.5, None, True, ["all"]])
def test_what_is_neither_a_word_nor_a_share_is_refused(written):
    (problem,) = problems(structure, written, Carry)
    assert (problem.code, problem.path) == ("wrong-type", ())
    assert problem.expected == Message("type.carry")


def test_a_share_may_be_written_in_percent():
    assert structure({"share": "50%"}, Carry) == Carry(share=0.5)
    assert structure({"keep": "share", "share": 1}, Carry) == Carry(share=1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, one("missing-key", ("share",))),
        ({"keep": "some"}, one("wrong-type", ("keep",), "some", "expected.one-of", names=KEPT)),
        (
            {"share": 1.1},
            one("out-of-range", ("share",), "1.1", "expected.between", least=0, most=1),
        ),
        (
            {"share": -0.1},
            one("out-of-range", ("share",), "-0.1", "expected.between", least=0, most=1),
        ),
        ({"keep": "all", "share": 1}, only_with("share", "share")),
        ({"keep": "all", "round": Rounding(step=1)}, only_with("round", "share")),
    ],
)
def test_what_cannot_be_kept_is_refused(given, expected):
    assert problems(Carry, **given) == expected


# How long entries count --------------------------------------------------------------


def test_an_entry_counts_by_its_size_whatever_its_sign():
    account = Account(
        validity=[
            Validity(from_=0, valid_for=ONE_YEAR),
            Validity(above=40, valid_for=TWO_YEARS),
        ]
    )
    found = [account.lasts(size) for size in (0, 40, Fraction(401, 10), -40, -41)]
    assert found == [ONE_YEAR, ONE_YEAR, TWO_YEARS, ONE_YEAR, TWO_YEARS]


def test_without_a_step_that_is_reached_an_entry_counts_for_ever():
    account = Account(validity=[Validity(from_=10, valid_for=ONE_YEAR)])
    assert [account.lasts(size) for size in (9, 10)] == [None, ONE_YEAR]
    assert Account().lasts(10**6) is None


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            [{}],
            one("not-one-key", ("validity", 0), None, "expected.one-key", names=("from", "above")),
        ),
        (
            [{"from_": 0, "above": 0}],
            one("not-one-key", ("validity", 0), None, "expected.one-key", names=("from", "above")),
        ),
        *(
            (
                [{"above": 40}, second],
                one("unreachable-part", ("validity", 1), "40", "expected.above", least=40),
            )
            for second in ({"above": 40}, {"from_": 40})
        ),
        (
            [{"from_": 40}, {"from_": 30}],
            one("unreachable-part", ("validity", 1), "30", "expected.above", least=40),
        ),
    ],
)
def test_validities_have_one_rising_end_each(steps, expected):
    made = [Validity(valid_for=ONE_YEAR, **step) for step in steps]
    assert problems(Account, validity=made) == expected


def test_above_an_end_follows_from_it():
    steps = [
        Validity(from_=40, valid_for=ONE_YEAR),
        Validity(above=40, valid_for=TWO_YEARS),
    ]
    assert Account(validity=steps).lasts(40) == ONE_YEAR


# Accounts ----------------------------------------------------------------------------


def test_an_account_goes_on_for_ever_and_has_nothing_unless_something_is_said():
    account = Account()
    assert (account.base, account.period, account.carry, account.spendable) == (
        0,
        None,
        None,
        False,
    )
    assert (account.spend, account.late, account.overdrawn) == ("oldest", "own_period", "debt")
    assert (account.floor, account.up_only, account.rest) == (None, False, "other")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"period": YEAR}, one("missing-key", ("carry",), hint=Message("hint.carry"))),
        ({"carry": Carry(keep="all")}, only_with("carry", "period")),
        (
            {"period": EVER, "carry": Carry(keep="all")},
            one("out-of-range", ("period",), "ever", "expected.comes-again"),
        ),
        (
            {"period": ACT, "carry": Carry(keep="all")},
            one("out-of-range", ("period",), "act", "expected.comes-again"),
        ),
        (
            {"period": ROLLING, "carry": Carry(keep="all")},
            one("out-of-range", ("period",), "rolling", "expected.comes-again"),
        ),
        (
            {"spendable": True, "base": 100},
            one(
                "missing-key",
                ("spend_base",),
                hint=Message("hint.write", form="spend_base: false"),
            ),
        ),
        ({"spend_base": False}, only_with("spend_base", "spendable")),
        (
            {"base": 10, "floor": 10.5},
            one("out-of-range", ("floor",), "10.5", "expected.at-most", most=10),
        ),
        ({"rest": "lost"}, only_with("rest", "deduct")),
        ({"late": "posting_period"}, only_with("late", "period")),
        ({"spend": "newest"}, only_with("spend", "spendable")),
        ({"overdrawn": "refuse"}, only_with("overdrawn", "spendable")),
        (
            {"deduct": "base", "validity": [Validity(from_=0, valid_for=ONE_YEAR)]},
            only_with("validity", "deduct: null"),
        ),
    ],
)
def test_an_account_that_does_not_fit_together_is_refused(given, expected):
    assert problems(Account, **given) == expected


def test_an_unknown_field_cannot_be_assumed():
    (problem,) = problems(Account, assumed=["carri"])
    assert (problem.code, problem.path, problem.found) == (
        "unknown-name",
        ("assumed", "carri"),
        "carri",
    )
    assert problem.hint == Message("hint.nearest", name="carry")


def test_all_that_is_wrong_with_an_account_is_told_at_once():
    found = problems(Account, base=5, spendable=True, floor=6, rest="lost", period=EVER)
    assert [(problem.code, problem.path) for problem in found] == [
        ("out-of-range", ("period",)),
        ("missing-key", ("carry",)),
        ("missing-key", ("spend_base",)),
        ("out-of-range", ("floor",)),
        ("key-of-other-type", ("rest",)),
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"spendable": True},
        {"spendable": True, "base": 5, "spend_base": True},
        {"base": 5, "floor": 5},
        {"base": 5, "floor": -5},
        {"deduct": "base", "rest": "lost"},
        {"period": YEAR, "carry": Carry(keep="none")},
    ],
)
def test_what_fits_together_is_an_account(given):
    assert Account(**given) == Account(**given)

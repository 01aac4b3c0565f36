"""Items: which conduct is worth how many points, to whom, and how it is counted."""

from datetime import date
from decimal import Decimal

import pytest

from civil_village.calendar import Period, Span
from civil_village.canonical import plain
from civil_village.curves.curve import Bracket, Brackets, PerUnit, Step, Steps
from civil_village.documents.conversion import structure
from civil_village.messages import Message
from civil_village.points import (
    ByHand,
    Cap,
    Item,
    ItemClass,
    Measured,
    Publicity,
    Repeat,
    Targets,
)
from civil_village.problems import DocumentError, Problem

YEAR, MONTH, ACT, EVER = (Period(unit=unit) for unit in ("year", "month", "act", "ever"))
ROLLING = Period(rolling=Span(30, "day"))
CREDIT = Targets({"credit": 1})
HOURS = Steps([Step(from_=4, give=1), Step(from_=10, give=2)])
HAND = ByHand(least=1, most=10)
MEASURED = Measured(quantity="hours", over=YEAR)
RECURRING = ("day", "week", "month", "quarter", "year")


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


def above_zero(path, found):
    return one("out-of-range", path, found, "expected.above", least=0)


# Accounts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "accounts"),
    [
        (["exchange", "honour"], {"exchange": 1, "honour": 1}),
        ({"exchange": 1, "honour": Decimal("0.5")}, {"exchange": 1, "honour": Decimal("0.5")}),
    ],
)
def test_accounts_are_written_as_a_list_or_with_their_factors(written, accounts):
    targets = structure(written, Targets)
    assert targets == Targets(accounts)
    assert plain(targets) == accounts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("credit", one("wrong-type", (), "credit", "type.targets")),
        (5, one("wrong-type", (), "5", "type.targets")),
        (["credit", ["honour"]], one("wrong-type", (1,), "[honour]", "type.text")),
        (["credit", "honour", "credit"], one("duplicate-id", (2,), "credit")),
        (
            {"credit": "1"},
            one(
                "not-a-number",
                ("credit",),
                '"1"',
                "expected.in-digits",
                Message("hint.bare", form=Decimal(1)),
            ),
        ),
    ],
)
def test_what_is_neither_a_list_of_accounts_nor_their_factors_is_refused(written, expected):
    assert problems(structure, written, Targets) == expected


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ({}, one("empty-list")),
        ({"credit": 0}, above_zero(("credit",), "0")),
        ({"credit": -1, "honour": 1}, above_zero(("credit",), "-1")),
    ],
)
def test_an_item_posts_somewhere_and_never_backwards(accounts, expected):
    assert problems(Targets, accounts) == expected


# By hand -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hand", "allowed", "refused"),
    [
        (HAND, "1 2 10", "0 0.5 1.5 11"),
        (ByHand(least=1, most=10, step=0.5), "1 1.5 10", "1.25 10.5"),
        (ByHand(least=-50, most=-10, step=5), "-50 -25 -10", "-51 -12 -5 0"),
        (ByHand(least=-1, most=1, step=2), "-1 1", "0"),
    ],
)
def test_a_hand_sets_points_within_range_and_step(hand, allowed, refused):
    assert [hand.allows(Decimal(points)) for points in allowed.split()] == [
        True for _ in allowed.split()
    ]
    assert [hand.allows(Decimal(points)) for points in refused.split()] == [
        False for _ in refused.split()
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"least": 5, "most": 5}, one("out-of-range", ("most",), "5", "expected.above", least=5)),
        ({"least": 5, "most": 4}, one("out-of-range", ("most",), "4", "expected.above", least=5)),
        ({"least": 1, "most": 2, "step": 0}, above_zero(("step",), "0")),
    ],
)
def test_a_range_for_a_hand_has_a_width(given, expected):
    assert problems(ByHand, **given) == expected


# What is counted ---------------------------------------------------------------------


def test_each_claim_counts_by_itself_unless_a_period_is_said():
    assert Measured(quantity="hours").over == ACT


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"quantity": "Hours"}, one("not-an-id", ("quantity",), "Hours", "expected.id")),
        (
            {"quantity": "hours", "over": ROLLING},
            one(
                "out-of-range",
                ("over",),
                "rolling",
                "expected.one-of",
                names=(*RECURRING, "act", "ever"),
            ),
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(given, expected):
    assert problems(Measured, **given) == expected


# Caps --------------------------------------------------------------------------------

MEASURES = ("points", "count", "quantity")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, one("not-one-key", (), None, "expected.one-key", names=MEASURES)),
        (
            {"points": 5, "count": 1},
            one("not-one-key", (), None, "expected.one-key", names=MEASURES),
        ),
        *(({name: 0}, above_zero((name,), "0")) for name in MEASURES),
        *(
            (
                {"of": of, "quantity": 5},
                one(
                    "key-of-other-type",
                    ("quantity",),
                    "quantity",
                    "expected.only-with",
                    name="of: item",
                ),
            )
            for of in ("class", "all")
        ),
    ],
)
def test_a_cap_has_one_measure_above_0(given, expected):
    assert problems(Cap, per=YEAR, **given) == expected


# Repetition --------------------------------------------------------------------------


def test_the_last_factor_of_a_repetition_goes_on():
    repeat = Repeat(per=YEAR, factors=[1, 2, 0.5])
    assert [repeat.factor(time) for time in (1, 2, 3, 4, 99)] == [1, 2, *[Decimal("0.5")] * 3]


WAYS = ("per", "valid_for")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, one("not-one-key", (), None, "expected.one-key", names=WAYS)),
        (
            {"per": YEAR, "valid_for": Span(1, "year")},
            one("not-one-key", (), None, "expected.one-key", names=WAYS),
        ),
        *(
            (
                {"per": period},
                one(
                    "out-of-range",
                    ("per",),
                    found,
                    "expected.one-of",
                    names=(*RECURRING, "ever"),
                ),
            )
            for period, found in ((ACT, "act"), (ROLLING, "rolling"))
        ),
        ({"per": YEAR, "factors": []}, one("empty-list", ("factors",))),
        (
            {"per": YEAR, "factors": [1, -2]},
            one("out-of-range", ("factors", 1), "-2", "expected.at-least", least=0),
        ),
    ],
)
def test_a_repetition_that_does_not_fit_together_is_refused(given, expected):
    assert problems(Repeat, **{"factors": [1, 2]} | given) == expected


def test_times_may_be_counted_for_ever_and_count_for_nothing():
    assert Repeat(per=EVER, factors=[1, 0]).factor(2) == 0


# Publicity ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "publicity"),
    [
        (5, Publicity(days=5)),
        ({"days": 5, "restart": True}, Publicity(days=5, restart=True)),
    ],
)
def test_days_of_publicity_are_written_alone_where_nothing_else_is_said(written, publicity):
    assert structure(written, Publicity) == publicity
    assert plain(publicity) == written


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_publicity_lasts_from_a_day_to_a_year(days):
    assert problems(Publicity, days=days) == one(
        "out-of-range", ("days",), str(days), "expected.between", least=1, most=366
    )
    assert [Publicity(days=days).days for days in (1, 366)] == [1, 366]


# Items -------------------------------------------------------------------------------

VALUES = ("points", "by_hand", "curve")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, one("not-one-key", (), None, "expected.one-key", names=VALUES)),
        (
            {"points": 5, "by_hand": HAND, "approval": ["committee"]},
            one("not-one-key", (), None, "expected.one-key", names=VALUES),
        ),
        ({"points": 0}, one("empty-item", ("points",), "0", "expected.not-zero")),
        ({"curve": HOURS}, one("missing-key", ("per",))),
        (
            {"curve": Steps([Step(from_=0, give=1)]), "per": MEASURED},
            one("curve-at-zero", ("curve",), "1", "expected.exactly", value=0),
        ),
        ({"points": 5, "per": MEASURED}, only_with("per", "curve, caps: quantity")),
        (
            {"by_hand": HAND},
            one(
                "missing-key",
                ("approval",),
                hint=Message("hint.write", form="approval: [committee]"),
            ),
        ),
        (
            {"curve": HOURS, "per": MEASURED, "each": "person"},
            only_with("each", "points"),
        ),
        ({"points": 5, "each": "member"}, one("missing-key", ("within",))),
        ({"points": 5, "within": YEAR}, only_with("within", "each: member")),
        ({"points": 5, "members_on": "act"}, only_with("members_on", "each: member")),
        (
            {"points": 5, "each": "member", "within": ACT},
            one("out-of-range", ("within",), "act", "expected.comes-again"),
        ),
        ({"points": -5, "lasting": True}, one("missing-key", ("valid_for",))),
        (
            {"points": 5, "class_": "Two words"},
            one("not-an-id", ("class",), "Two words", "expected.id"),
        ),
        (
            {"points": 5, "approval": ["committee", "Group Leader"]},
            one("not-an-id", ("approval", 1), "Group Leader", "expected.id"),
        ),
        (
            {"points": 5, "caps": [Cap(of="all", per=YEAR, points=5)]},
            one("wrong-type", ("caps", 0, "of"), "all", "expected.one-of", names=("item", "class")),
        ),
        (
            {"points": 5, "caps": [Cap(name="b", per=YEAR, points=5)]},
            one(
                "wrong-type", ("caps", 0, "of"), "item", "expected.one-of", names=("item", "class")
            ),
        ),
        (
            {"points": 5, "caps": [Cap(of="class", per=YEAR, points=5)]},
            one("missing-key", ("class",)),
        ),
        (
            {"points": 5, "caps": [Cap(per=YEAR, quantity=5)]},
            one("missing-key", ("per",)),
        ),
        (
            {"points": 5, "repeat": Repeat(of="class", per=YEAR, factors=[1])},
            one("missing-key", ("class",)),
        ),
        (
            {"points": 5, "from_": date(2024, 3, 1), "until": date(2024, 2, 29)},
            one(
                "out-of-range",
                ("until",),
                "2024-02-29",
                "expected.not-before",
                least=date(2024, 3, 1),
            ),
        ),
    ],
)
def test_an_item_that_does_not_fit_together_is_refused(given, expected):
    assert problems(Item, to=CREDIT, **given) == expected


def test_an_unknown_field_of_an_item_cannot_be_assumed():
    (problem,) = problems(Item, to=CREDIT, points=5, assumed=["point"])
    assert (problem.code, problem.path, problem.found) == (
        "unknown-name",
        ("assumed", "point"),
        "point",
    )


@pytest.mark.parametrize(
    "given",
    [
        {"curve": Steps([Step(from_=0, give=1)]), "per": Measured(quantity="hours")},
        {"points": 5, "per": MEASURED, "caps": [Cap(per=YEAR, quantity=5)]},
        {"points": 5, "each": "member", "members_on": "act"},
        {"points": 5, "each": "member", "members_on": "period_end", "within": YEAR},
        {"points": -5, "lasting": True, "valid_for": Span(1, "year")},
        {"points": 5, "class_": "tidy", "caps": [Cap(of="class", per=MONTH, count=1)]},
        {"points": 5, "from_": date(2024, 3, 1), "until": date(2024, 3, 1)},
        {"by_hand": HAND, "approval": ["committee"]},
    ],
)
def test_what_fits_together_is_an_item(given):
    assert Item(to=CREDIT, **given) == Item(to=CREDIT, **given)


@pytest.mark.parametrize(
    ("given", "listed"),
    [
        ({"points": -5}, (-5, -5)),
        ({"by_hand": HAND, "approval": ["committee"]}, (1, 10)),
        ({"curve": HOURS, "per": MEASURED}, (0, 2)),
        ({"curve": PerUnit(give=1, most=20), "per": MEASURED}, (0, 20)),
        (
            {
                "curve": Brackets([Bracket(to=10, per=5, give=-1)]),
                "per": Measured(quantity="cases"),
            },
            (-2, 0),
        ),
    ],
)
def test_an_item_lists_its_least_and_greatest_points(given, listed):
    assert Item(to=CREDIT, **given).listed == listed


def test_an_item_holds_from_its_first_to_its_last_day():
    item = Item(to=CREDIT, points=1, from_=date(2024, 3, 1), until=date(2024, 3, 2))
    found = [item.days.holds(date(2024, *day)) for day in ((2, 29), (3, 1), (3, 2), (3, 3))]
    assert found == [False, True, True, False]
    assert Item(to=CREDIT, points=1).days.holds(date.min)


def test_a_class_says_what_its_items_do_not():
    assert (ItemClass().one_act, ItemClass(one_act="highest").one_act) == (None, "highest")

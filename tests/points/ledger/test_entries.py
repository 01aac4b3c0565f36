"""Events of a ledger: what happened, when, and since when it is known."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import get_args

import pytest
from attrs import NOTHING, evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import plain
from civil_village.documents import loads
from civil_village.documents.conversion import structure
from civil_village.messages import Message
from civil_village.points import (
    Approve,
    Check,
    Claim,
    Close,
    Judge,
    Object,
    Redeem,
    Repair,
    Resolve,
    Restock,
    Return,
    Void,
)
from civil_village.points.ledger.entries import LedgerEvent
from civil_village.problems import DocumentError, Problem

KINDS = get_args(LedgerEvent)
DAY = date(2024, 3, 1)
NOON = datetime(2024, 3, 1, 12, tzinfo=timezone(timedelta(hours=8)))
#: What each kind of event has to say beside its id and its two times.
NEEDED = {
    Claim: {"item": "training", "who": "h017"},
    Approve: {"of": "c1", "role": "committee"},
    Object: {"of": "c1"},
    Resolve: {"of": "o1", "upheld": False},
    Void: {"of": "c1"},
    Redeem: {"reward": "soap", "who": "h017"},
    Return: {"of": "r1"},
    Restock: {"reward": "soap", "count": 5},
    Judge: {"judgment": "fraud", "who": "h017"},
    Repair: {"of": "j1"},
    Close: {"settlement": "year", "through": date(2024, 2, 29)},
    Check: {"who": "h017", "account": "credit", "points": 20},
}
#: The other ids that an event may have.
OPTIONAL = {
    Claim: ("act", "place", "charged", "proof", "by"),
    Void: ("reason",),
    Judge: ("act",),
}


def event(kind, **more):
    return kind(**{"id": "e1", "on": DAY, "recorded": NOON} | NEEDED[kind] | more)


def problems(kind, **given):
    with pytest.raises(DocumentError) as caught:
        event(kind, **given)
    return list(caught.value.problems)


def one(code, path, found, key, **arguments):
    """Give the one problem that is expected."""
    expected = Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected)]


kinds = pytest.mark.parametrize("kind", KINDS)
ids_of = [
    (kind, name)
    for kind in KINDS
    for name in ("id", *NEEDED[kind], *OPTIONAL.get(kind, ()))
    if name not in ("upheld", "count", "through", "points")
]


def test_every_kind_of_event_is_tried():
    assert set(NEEDED) == set(KINDS)
    assert [kind.name for kind in KINDS] == [kind.__name__.lower() for kind in KINDS]


@kinds
def test_an_event_is_written_under_the_name_of_its_kind(kind):
    made = event(kind)
    assert list(plain(made)) == [kind.name]
    assert structure(plain(made), LedgerEvent) == made


@kinds
def test_no_event_has_a_place_for_names_or_sentences(kind):
    texts = {"label", "name", "note", "text", "source"}
    assert texts.isdisjoint(attribute.name for attribute in fields(kind))


@kinds
def test_an_event_says_all_that_is_needed_and_no_more(kind):
    required = {attribute.name for attribute in fields(kind) if attribute.default is NOTHING}
    days = set() if kind is Void else {"on"}
    assert required == {"id", "recorded", *days, *NEEDED[kind]}


# Ids ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "name"), ids_of)
@pytest.mark.parametrize("found", ["", "Two words", "2nd", "张三", "a" * 81, "a.b"])
def test_what_an_event_speaks_of_has_an_id(kind, name, found):
    shown = found if len(found) < 60 else found[:59] + "…"
    (expected,) = one("not-an-id", (name,), shown, "expected.id")
    hint = Message("hint.write", form="n2nd") if found == "2nd" else None
    assert problems(kind, **{name: found}) == [evolve(expected, hint=hint)]


@pytest.mark.parametrize(("kind", "name"), ids_of)
@pytest.mark.parametrize("found", [5, ["a"], True])
def test_what_is_no_text_is_no_id(kind, name, found):
    (problem,) = problems(kind, **{name: found})
    assert (problem.code, problem.path) == ("wrong-type", (name,))


@pytest.mark.parametrize(("kind", "name"), ids_of)
def test_an_id_can_be_left_out_where_it_may(kind, name):
    if name in OPTIONAL.get(kind, ()):
        assert getattr(event(kind, **{name: None}), name) is None
    else:
        (problem,) = problems(kind, **{name: None})
        assert (problem.code, problem.path, problem.found) == ("wrong-type", (name,), "null")


def test_an_id_is_no_word_of_the_rule_language():
    assert problems(Claim, who="and") == one(
        "reserved-word", ("who",), "and", "expected.unreserved"
    )


# Times -------------------------------------------------------------------------------


class Vague(tzinfo):
    """A zone that does not know its offset."""

    def utcoffset(self, _):
        return None


@kinds
@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        (datetime(2024, 3, 1, 12), "2024-03-01T12:00:00"),  # noqa: DTZ001 - to be refused
        (datetime(2024, 3, 1, 12, tzinfo=Vague()), "2024-03-01T12:00:00"),
        (date(2024, 3, 1), "2024-03-01"),
        ("2024-03-01T12:00:00+08:00", "2024-03-01T12:00:00+08:00"),
        (1709265600, "1709265600"),
        (None, "null"),
    ],
)
def test_an_instant_has_its_offset(kind, recorded, found):
    assert problems(kind, recorded=recorded) == one(
        "not-an-instant", ("recorded",), found, "expected.instant"
    )


@kinds
@pytest.mark.parametrize("year", [1, 9999])
def test_an_instant_whose_day_may_lie_outside_of_the_calendar_is_refused(kind, year):
    instant = datetime(year, 6, 1, tzinfo=UTC)
    assert problems(kind, recorded=instant) == one(
        "out-of-range", ("recorded",), instant.isoformat(), "expected.between", least=2, most=9998
    )
    assert [event(kind, recorded=instant.replace(year=y)).recorded.year for y in (2, 9998)] == [
        2,
        9998,
    ]


@kinds
@pytest.mark.parametrize("on", ["today", NOON, 20240301, None])
def test_a_day_is_no_instant_and_no_word(kind, on):
    if kind is Void and on is None:
        assert event(kind, on=None).on is None
        return
    (problem,) = problems(kind, on=on)
    assert (problem.code, problem.path) == ("not-a-date", ("on",))
    assert problem.expected == Message("expected.date")


@pytest.mark.parametrize("through", [DAY, date(2024, 3, 2)])
def test_a_period_is_closed_when_it_is_over(through):
    assert problems(Close, through=through) == one(
        "out-of-range", ("through",), str(through), "expected.before", most=DAY
    )


@pytest.mark.parametrize("through", [NOON, "2024-02-30", None])
def test_the_last_day_of_a_period_is_a_day(through):
    (problem,) = problems(Close, through=through)
    assert (problem.code, problem.path) == ("not-a-date", ("through",))


def test_all_that_is_wrong_with_an_event_is_told_once():
    found = problems(Close, id=1, settlement=None, through="soon", on="today", recorded=None)
    assert [(problem.code, *problem.path) for problem in found] == [
        ("wrong-type", "id"),
        ("wrong-type", "settlement"),
        ("not-a-date", "through"),
        ("not-a-date", "on"),
        ("not-an-instant", "recorded"),
    ]


# Amounts and truths ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"), [(Claim, "quantity"), (Redeem, "amount"), (Claim, "persons")]
)
def test_an_amount_may_be_left_out(kind, name):
    assert getattr(event(kind), name) is None


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Claim, "persons"),
        (Redeem, "count"),
        (Redeem, "amount"),
        (Restock, "count"),
    ],
)
@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_above_0(kind, name, amount):
    assert problems(kind, **{name: amount}) == one(
        "out-of-range", (name,), str(amount), "expected.above", least=0
    )


def test_a_quantity_may_be_0_but_not_less():
    assert event(Claim, quantity=0).quantity == 0
    assert problems(Claim, quantity=-1) == one(
        "out-of-range", ("quantity",), "-1", "expected.at-least", least=0
    )


@pytest.mark.parametrize(
    ("kind", "name"), [(Claim, "persons"), (Redeem, "count"), (Restock, "count")]
)
@pytest.mark.parametrize(
    ("number", "found"), [(1.5, "1.5"), ("3", "3"), (True, "true"), (Decimal(2), "2")]
)
def test_a_number_of_things_is_whole(kind, name, number, found):
    assert problems(kind, **{name: number}) == one("wrong-type", (name,), found, "type.whole")


@pytest.mark.parametrize(("kind", "name"), [(Approve, "granted"), (Resolve, "upheld")])
@pytest.mark.parametrize("truth", ["no", 0, None])
def test_a_word_is_true_or_false(kind, name, truth):
    (problem,) = problems(kind, **{name: truth})
    assert (problem.code, problem.path) == ("wrong-type", (name,))
    assert problem.expected == Message("type.truth")


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Claim, "quantity"), (Approve, "points"), (Redeem, "amount"), (Check, "points")],
)
def test_an_amount_is_the_exact_decimal_that_its_author_sees(kind, name):
    assert getattr(event(kind, **{name: 0.1}), name) == Decimal("0.1")
    with pytest.raises(DocumentError):
        event(kind, **{name: "0.1"})


def test_what_is_wrong_with_an_event_of_a_document_is_told_with_its_place():
    text = """{"kind": "ledger", "format": 1, "events": [{"claim": {"id": "c1", "item": "A b",
        "who": "p1", "on": "2024-03-01", "recorded": "2024-03-01T12:00:00+08:00",
        "quantity": -1}}]}"""
    with pytest.raises(DocumentError) as caught:
        loads(text)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("not-an-id", ("events", 0, "claim", "item")),
        ("out-of-range", ("events", 0, "claim", "quantity")),
    ]


# Instants in documents ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01T12:00:00+08:00",
        "2024-03-01T04:00:00Z",
        "2024-03-01T04:00Z",
        "2024-03-01T12:00:00.000+08:00",
        "2024-02-29T23:30:00.000000-04:30",
    ],
)
def test_one_instant_may_be_written_in_several_offsets(text):
    assert structure(text, datetime) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "2024-03-01T12:00:00",
        "2024-03-01 12:00:00+08:00",
        "20240301T120000+0800",
        "2024-03-01T12:00:00+0800",
        "2024-W09-5T12:00:00+08:00",
        "2024-02-30T12:00:00+08:00",
        "2024-03-01T24:00:00+08:00",
        "2024-03-01T12:00:00+25:00",
        "2024-03-01T12:00:00+08:00 ",
        "2024-03-01t12:00:00z",
        "\uff12024-03-01T12:00:00Z",
        "",
        1709265600,
        None,
        True,
        ["2024-03-01T12:00:00Z"],
    ],
)
def test_other_forms_of_instants_are_refused(text):
    with pytest.raises(DocumentError) as caught:
        structure(text, datetime)
    (problem,) = caught.value.problems
    assert (problem.code, problem.expected) == ("not-an-instant", Message("expected.instant"))


zones = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda n: timezone(timedelta(minutes=n)))


@given(st.datetimes(timezones=st.just(UTC) | zones))
def test_every_instant_reads_back(instant):
    again = structure(plain(instant), datetime)
    assert (again, again.utcoffset()) == (instant, instant.utcoffset())

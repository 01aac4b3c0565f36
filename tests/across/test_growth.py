"""Twice as much is twice the work: calls of functions are counted, never time."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

import civil_village as cv
from tests.across.test_limits import CLOSE, counted

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
DAY = date(2024, 3, 1)


def calls_of(function: Callable[[], object]) -> int:
    calls = [0]
    with counted(calls):
        function()
    return calls[0]


def entries(
    kind: str, number: int, start: int = 0, /, **keys: Callable[[int], object]
) -> Iterator[str]:
    """Write entries of a ledger; each key is made of the entry's number."""
    for each in range(number):
        said = {key: made(each) for key, made in keys.items()}
        recorded = (NOON + timedelta(seconds=start + each)).isoformat()
        entry = {"id": f"e{start + each}", "on": str(DAY), "recorded": recorded, **said}
        yield json.dumps({kind: entry}) + "\n"


def policy(**given: object) -> cv.Policy:
    items = {"help": {"to": ["credit"], "points": 5, "valid_for": "1 year"}}
    account = {"spendable": True}
    said = {"id": "demo", "accounts": {"credit": account}, "items": items, **given}
    return cv.loads(json.dumps({"kind": "policy", "format": 1, **said}), cv.Policy)


def settling(
    lines: Iterator[str], *, until: date = date(2024, 12, 31), **given: object
) -> Callable[[], object]:
    ledger, rules = cv.documents.read_log("".join(lines), cv.Ledger), policy(**given)

    def settle() -> object:
        state = cv.settle(rules, ledger, as_of=until)
        return state.problems, state.statement("h1")

    return settle


def refused(count: int) -> Iterator[str]:
    yield from entries("claim", count, item=lambda n: f"none{n}", who=lambda _: "h1")


def refused_and_void(count: int) -> Iterator[str]:
    yield from refused(count)
    yield from entries("void", count, count, of=lambda n: f"e{n}", reason=lambda _: "x")


def lapsing(count: int) -> Iterator[str]:
    days = {"on": lambda n: str(DAY + timedelta(days=n))}
    yield from entries("claim", count, item=lambda _: "help", who=lambda _: "h1", **days)


def sold(count: int) -> Iterator[str]:
    yield from entries("claim", count, item=lambda _: "help", who=lambda n: f"h{n}")
    days = {"on": lambda n: str(DAY + timedelta(days=50 - n % 50))}
    yield from entries(
        "redeem",
        count,
        count,
        reward=lambda _: "soap",
        who=lambda n: f"h{n}",
        count=lambda _: 1,
        **days,
    )


def on_many_days(
    count: int, kind: str, day: Callable[[int], int], /, **said: object
) -> Iterator[str]:
    """Write claims of one subject day after day, and as many of something else."""
    given = {key: lambda _, value=value: value for key, value in said.items()}
    days = {"on": lambda n: str(DAY + timedelta(days=n))}
    yield from entries("claim", count, item=lambda _: "help", who=lambda _: "h1", **days)
    days = {"on": lambda n: str(DAY + timedelta(days=day(n)))}
    yield from entries(kind, count, count, who=lambda _: "h1", **given, **days)


def compared(count: int) -> Iterator[str]:
    yield from on_many_days(count, "check", lambda n: n, account="credit", points=5)


def sold_to_one(count: int) -> Iterator[str]:
    yield from on_many_days(count, "redeem", lambda n: count - n, reward="soap", count=1)


SOAP = {"soap": {"account": "credit", "price": 1, "stock": 10**6}}
FOR_EVER = {"help": {"to": ["credit"], "points": 5}}
CAPPED = {"help": {"to": ["credit"], "points": 5, "caps": [{"per": "month", "points": 60}]}}
YEARLY = {
    "accounts": {"credit": {"period": "year", "carry": "all", "bands": [{"id": "any"}]}},
    "items": {"help": {"to": ["credit"], "points": 5}, "star": {"to": ["credit"], "points": 1}},
    "settlements": {"yearly": {"of": "credit", "bands": {"any": [{"post": "star"}]}}},
}


BOOKS: dict[str, Callable[[int], Callable[[], object]]] = {
    "entries that are refused": lambda n: settling(refused(n)),
    "voids of entries that are refused": lambda n: settling(refused_and_void(n)),
    "entries that lapse": lambda n: settling(lapsing(n), until=date(2030, 1, 1)),
    "redemptions out of order": lambda n: settling(sold(n), rewards=SOAP),
    "checks of one subject": lambda n: settling(compared(n), items=FOR_EVER),
    "checks of one subject with caps": lambda n: settling(compared(n), items=CAPPED),
    "redemptions of one subject out of order": (
        lambda n: settling(sold_to_one(n), items=CAPPED, rewards=SOAP)
    ),
    "settlements of many years": (
        lambda n: settling(lapsing(2), until=date(2024 + n, 6, 1), **YEARLY)
    ),
}


@pytest.mark.parametrize("book", BOOKS)
def test_the_work_of_settling_grows_with_the_book(book):
    small, large = (calls_of(BOOKS[book](count)) for count in (60, 240))
    assert large <= CLOSE * small


def asked(count: int, grade: object, **more: object) -> cv.Standard:
    """Give a standard of one criterion with so many requirements."""
    requirements = [{"id": f"r{n}", "rule": f"a{n}", **more} for n in range(count)]
    criterion = {"id": "c", "points": count, "grade": grade, "round": 0.01}
    truths = {f"a{n}": {"label": "项", "value": "truth"} for n in range(count)}
    said = {
        "catalogue": {"indicators": truths},
        "criteria": [criterion | {"requirements": requirements}],
    }
    return cv.loads(json.dumps({"kind": "standard", "format": 1, "id": "a", **said}), cv.Standard)


STANDARDS: dict[str, Callable[[int], cv.Standard]] = {
    "requirements in proportion": lambda n: asked(n, {"count": "proportional"}),
    "requirements added up": lambda n: asked(n, "sum", points=1),
}


@pytest.mark.parametrize("shape", STANDARDS)
def test_the_work_of_a_first_evaluation_grows_with_the_standard(shape, monkeypatch):
    """It compiles the standard, and explains itself."""
    monkeypatch.setattr("civil_village.standards.compilation.compiled.TRIED", 8)
    made = [STANDARDS[shape](count) for count in (30, 120)]
    small, large = (calls_of(lambda s=s: cv.dumps(cv.evaluate(s, {}))) for s in made)
    assert large <= CLOSE * small


def of_classes(count: int) -> cv.Policy:
    """Give a policy of so many classes, each with an item and a cap."""
    names = [f"c{n}" for n in range(count)]
    items = {name: {"to": ["credit"], "points": 5, "class": name} for name in names}
    caps = [{"of": "class", "name": name, "per": "month", "points": 9} for name in names]
    return policy(items=items, classes={name: {} for name in names}, caps=caps)


def test_the_work_of_looking_at_a_policy_grows_with_its_caps():
    made = [of_classes(count) for count in (30, 120)]
    small, large = (calls_of(lambda p=each: cv.lint(p)) for each in made)
    assert large <= CLOSE * small

"""Events and ledgers that are drawn, for the tests of what is done with them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st

from civil_village.points import Close, Ledger
from civil_village.points.ledger.entries import LedgerEvent

KINDS = get_args(LedgerEvent)

#: Few of each, so that they meet; subjects have ids that cannot stand in anything else.
SUBJECTS = [f"zhang_{number}_xx" for number in range(6)]

days = st.dates(date(2023, 1, 1), date(2024, 12, 31))
zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=9))])
instants = st.builds(
    datetime.fromtimestamp,
    st.integers(1_700_000_000, 1_720_000_000),
    zones,
)
amounts = st.decimals(Decimal("0.01"), 10_000, places=2)
names = st.sampled_from(["aid", "litter", "training", "soap"])


def either(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw a value or none."""
    return st.none() | strategy


#: What is drawn for each field of an event; fields without a row are names.
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "who": st.sampled_from(SUBJECTS),
    "charged": either(st.sampled_from(SUBJECTS)),
    "on": days,
    "through": days,
    "recorded": instants,
    "quantity": either(amounts),
    "amount": either(amounts),
    "points": amounts,
    "persons": either(st.integers(1, 9)),
    "count": st.integers(1, 9),
    "granted": st.booleans(),
    "upheld": st.booleans(),
    "act": either(st.sampled_from(SUBJECTS).map(lambda who: f"{who}_act")),
    "proof": either(st.sampled_from(SUBJECTS).map(lambda who: f"photo_{who}")),
    "place": either(st.sampled_from(["east_lane", "west_lane"])),
    "by": either(names),
    "reason": either(names),
    "of": st.integers(0, 12).map(lambda number: f"n{number}"),
    "id": st.integers(0, 10**6).map(lambda number: f"n{number}"),
}


def fields_of(kind: type[Any]) -> Iterator[str]:
    """Give the names of the fields of a kind of event."""
    return (attribute.name for attribute in kind.__attrs_attrs__)


def event(kind: type[Any], *, id: str | None = None) -> st.SearchStrategy[Any]:  # noqa: A002 - the name of the field
    """Draw an event of a kind."""
    drawn = {name: FIELDS.get(name, names) for name in fields_of(kind)}
    if id is not None:
        drawn["id"] = st.just(id)
    if kind is Close:  # a period that is over
        return st.builds(
            lambda *, through, **others: Close(
                through=through, **{**others, "on": through + timedelta(days=1)}
            ),
            **drawn,
        )
    return st.builds(kind, **drawn)


def events(*, least: int = 0, most: int = 6, **options: Any) -> st.SearchStrategy[list[Any]]:
    """Draw events whose ids are different."""
    return st.lists(st.sampled_from(KINDS), min_size=least, max_size=most, **options).flatmap(
        lambda kinds: st.tuples(
            *(event(kind, id=f"n{place}") for place, kind in enumerate(kinds))
        ).map(list)
    )


def ledgers(*, least: int = 0, most: int = 6) -> st.SearchStrategy[Ledger]:
    """Draw ledgers without seals."""
    return events(least=least, most=most).map(lambda made: Ledger(events=made))


@st.composite
def sealed_ledgers(draw: Any, *, least: int = 0, most: int = 6) -> Ledger:
    """Draw ledgers of which at least so much is sealed, from the first event on or later on."""
    from civil_village.events.seals import seal  # noqa: PLC0415 - only for sealed ones

    ledger = draw(ledgers(least=least, most=most))
    size = len(ledger.events)
    begins = draw(st.integers(0, size - least))
    ends = draw(st.integers(begins + least, size))
    known = Ledger(events=ledger.events[:begins])
    known = seal(known, from_now=True) if begins else known
    known = seal(known.add(*ledger.events[begins:ends]))
    return evolve(known, events=ledger.events)

"""Strategies for ledgers and rosters.

The events of a ledger refer to each other and to a policy, so that most of them have an
effect; some do not fit, as in any book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from attrs import evolve, fields
from hypothesis import strategies as st

from civil_village.events.seals import seal
from civil_village.points import (
    Item,
    Ledger,
    Member,
    Policy,
    Roster,
)
from civil_village.points.ledger.entries import LedgerEvent
from civil_village.testing.strategies.calendar import DAY, instants
from civil_village.testing.strategies.naming import document_ids, ids, namings, texts, usual_labels
from civil_village.testing.strategies.numbers import exact_decimals

#: Every type of event, by its name in documents.
EVENTS: dict[str, type[Any]] = {kind.name: kind for kind in get_args(LedgerEvent)}
#: Subjects of what is drawn: two persons, their household, and one without.
NAMES = ("h1", "p1", "p2", "h2")

_LABELS = st.none() | usual_labels()
_AMOUNTS = exact_decimals(Decimal("0.01"), 1000)
POINTS = exact_decimals(-100, 100)
SUBJECTS = st.sampled_from(NAMES)
#: Days so near to each other that periods, publicities and validities meet.
DAYS = st.integers(-400, 400).map(lambda days: DAY + timedelta(days=days))
_USUALLY = st.sampled_from([True, True, True, False])
#: What is recorded on its day, or later.
_ACTS = ("claim", "redeem", "return", "repair", "check")
#: What each type of event is about: events of these types.
_ABOUT: dict[str, tuple[str, ...]] = {
    "approve": ("claim",),
    "object": ("claim",),
    "resolve": ("object",),
    "void": ("claim", "judge", "redeem", "approve"),
    "return": ("redeem",),
    "repair": ("judge", "claim"),
}


@cache
def _usual() -> dict[str, st.SearchStrategy[Any]]:
    """Give what is drawn for each field of an event, where no policy says more."""
    marks = st.none() | st.sampled_from(["m1", "m2"])
    return {
        "who": SUBJECTS,
        "charged": st.none() | SUBJECTS,
        "on": DAYS,
        "recorded": instants(),
        "quantity": st.none() | _AMOUNTS,
        "amount": st.none() | _AMOUNTS,
        "points": POINTS,
        "persons": st.none() | st.integers(1, 9),
        "count": st.integers(1, 9),
        "granted": st.sampled_from([True, True, False]),
        "upheld": st.booleans(),
        "through": DAYS,
        **dict.fromkeys(("act", "place", "proof", "by", "reason"), marks),
    }


def _named_by(policy: Policy | None) -> dict[str, st.SearchStrategy[str]]:
    """Draw the names of a policy's parts; any name where it has none of these parts."""
    names: dict[str, Sequence[str]] = {}
    if policy is not None:
        names = {
            "item": tuple(policy.items),
            "reward": tuple(policy.rewards),
            "judgment": tuple(policy.judgments),
            "settlement": tuple(policy.settlements),
            "account": tuple(policy.accounts),
            "role": tuple(sorted({r for i in policy.items.values() for r in i.approval})),
        }
    parts = ("item", "reward", "judgment", "settlement", "account", "role")
    return {
        part: st.sampled_from(names[part]) if names.get(part) else st.sampled_from(["a", "b"])
        for part in parts
    }


@st.composite
def _asked(draw: st.DrawFn, item: Item | None) -> dict[str, Any]:
    """Draw what an item asks of its claims, and nothing else."""
    told: dict[str, Any] = dict.fromkeys(("quantity", "persons", "charged", "points"))
    if item is None:
        return told
    if item.per is not None:
        told["quantity"] = draw(_AMOUNTS)
    if item.each == "person":
        told["persons"] = draw(st.integers(1, 9))
    if item.charge == "named":
        told["charged"] = draw(SUBJECTS)
    if item.by_hand is not None:
        told["points"] = draw(st.sampled_from([None, item.by_hand.least, item.by_hand.most]))
    return told


@st.composite
def ledger_events(
    draw: st.DrawFn,
    kind: str | None = None,
    *,
    policy: Policy | None = None,
    before: Sequence[Any] = (),
    id: str | None = None,  # noqa: A002 - the name of the field
) -> LedgerEvent:
    """Draw events of a ledger (台账事项): claims, approvals, redemptions and all others.

    Args:
        draw: Given by Hypothesis.
        kind: The type, such as ``claim``; by default any.
        policy: The policy whose items, rewards and accounts they name.
        before: Events that they may be about.
        id: Their id.

    Examples:
        >>> from hypothesis import find
        >>> find(ledger_events("claim"), lambda event: True).who
        'h1'
    """
    name = kind or draw(st.sampled_from(list(EVENTS)))
    about = [event.id for event in before if event.name in _ABOUT.get(name, ())]
    known: Mapping[str, st.SearchStrategy[Any]] = {
        **_usual(),
        **_named_by(policy),
        "of": st.sampled_from(about) if about else st.just("n0"),
        "id": st.just(id) if id else ids(),
    }
    if name in ("approve", "claim"):
        known = {**known, "points": st.none() | POINTS}
    told = {field.name: draw(known[field.name]) for field in fields(EVENTS[name])}
    if name == "claim" and draw(_USUALLY):
        told |= draw(_asked(policy.items.get(told["item"]) if policy else None))
    if name in _ACTS and draw(_USUALLY):  # nobody knows of an act before its day
        days = told["on"] - told["recorded"].date()
        told["recorded"] += max(days, timedelta(0))
    if name == "void":
        told["on"] = draw(st.none() | DAYS)
    if name == "close":  # a period that is over
        told["on"] = told["through"] + timedelta(days=draw(st.integers(1, 30)))
    event: LedgerEvent = EVENTS[name](**told)
    return event


@st.composite
def ledgers(
    draw: st.DrawFn, policy: Policy | None = None, *, least: int = 0, most: int = 8
) -> Ledger:
    """Draw ledgers (积分台账) whose events are about each other, and about a policy.

    Args:
        draw: Given by Hypothesis.
        policy: The policy; without one, names are any.
        least: Fewest events.
        most: Most events.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(ledgers(least=1))
        ... def test(ledger):
        ...     assert ledger.events
        >>> test()
    """
    # Claims come twice as often: most else is about them.
    names = st.sampled_from(["claim", "redeem", *EVENTS])
    kinds = draw(st.lists(names, min_size=least, max_size=most))
    events: list[LedgerEvent] = []
    for place, kind in enumerate(kinds):
        events.append(draw(ledger_events(kind, policy=policy, before=events, id=f"n{place}")))
    return Ledger(
        id=draw(st.just("ledger") | document_ids()),
        edition=draw(st.none() | texts()),
        **draw(namings()),
        events=events,
    )


@st.composite
def sealed_ledgers(draw: st.DrawFn, policy: Policy | None = None, *, least: int = 0) -> Ledger:
    """Draw ledgers of which some is sealed (封签), from the first event on or later on.

    Args:
        draw: Given by Hypothesis.
        policy: The policy; without one, names are any.
        least: So many events are sealed at least.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(sealed_ledgers(least=1))
        ... def test(ledger):
        ...     assert ledger.seals
        >>> test()
    """
    whole = draw(ledgers(policy, least=least))
    size = len(whole.events)
    begins = draw(st.integers(0, size - least))
    ends = draw(st.integers(begins + least, size))
    known = evolve(whole, events=whole.events[:begins])
    known = seal(known, from_now=True) if begins else known
    known = seal(known.add(*whole.events[begins:ends]))
    return evolve(known, events=whole.events)


@cache
def members() -> st.SearchStrategy[Member]:
    """Draw members of a roster (成员), each with its id.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(members())
        ... def test(member):
        ...     assert member.id
        >>> test()
    """
    return SUBJECTS.flatmap(_member)


@st.composite
def _member(draw: st.DrawFn, name: str) -> Member:
    stay = draw(st.none() | st.lists(DAYS, min_size=2, max_size=2).map(sorted))
    household = draw(st.sampled_from([None, "h1"])) if name.startswith("p") else None
    return Member(
        id=name,
        label=draw(_LABELS),
        household=household,
        # Only one of them may be, so that no household has two.
        head=name == "p1" and household is not None and draw(st.booleans()),
        from_=stay[0] if stay else None,
        until=draw(st.sampled_from([stay[1], None])) if stay else None,
        population=draw(st.sampled_from([None, "ordinary", "staff"])),
        place=draw(st.sampled_from([None, "east", "west"])),
        excluded=draw(st.none() | _LABELS),
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Draw rosters (名册) of the subjects of `ledgers`.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(rosters())
        ... def test(roster):
        ...     assert all(member.id for member in roster.members)
        >>> test()
    """
    names = draw(st.lists(SUBJECTS, max_size=4, unique=True))
    return Roster(
        id=draw(document_ids()),
        edition=draw(st.none() | texts()),
        **draw(namings()),
        members=[draw(_member(name)) for name in names],
    )

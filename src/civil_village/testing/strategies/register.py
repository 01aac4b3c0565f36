"""Strategies for registers: lists, items and disclosures, whole registers, and logs that fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import islice
from typing import Any, get_args

from attrs import frozen
from hypothesis import strategies as st

from civil_village.calendar import TimeLimit, VagueWindow
from civil_village.evidence import Event, EventLog
from civil_village.indicators import EventKind
from civil_village.organizations import Body, Locality, LocalityList, Post
from civil_village.registers import Disclosure, ItemList, ListItem, Term
from civil_village.registers.items import ItemPart
from civil_village.registers.register import Register
from civil_village.testing.strategies.calendar import DAY, days, recurrences, time_limits
from civil_village.testing.strategies.choosing import new_ids, rarely, seldom
from civil_village.testing.strategies.naming import (
    assumptions,
    document_ids,
    ids,
    labels,
    namings,
    texts,
    usual_labels,
)

_BEGINS = ("2024", "2024-03", "2024-05-11..2024-06")
_LIMITS = ("0 days", "3 working days", "1 month")
#: Kinds of events of the registers that are drawn.
_KINDS = ("application", "answer", "disclosed", "notice", "decision", "withdraw", "excuse")
_OFFSET = timezone(timedelta(hours=8))


@cache
def terms() -> st.SearchStrategy[Term]:
    """Draw words that a register declares (用语).

    Examples:
        >>> from hypothesis import find
        >>> find(terms(), lambda term: term.label is not None).id
        'a'
    """
    return st.builds(Term, id=ids(), label=seldom(usual_labels()))


@cache
def _needs() -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(get_args(ItemPart)), max_size=3, unique=True)


@st.composite
def item_lists(draw: st.DrawFn) -> ItemList:
    """Draw lists of a register (清单), without their items.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> len(find(item_lists(), lambda made: made.classes != ()).classes)
        1
    """
    classes = st.lists(terms(), max_size=2, unique_by=lambda term: term.id)
    return ItemList(
        id=draw(ids()),
        **draw(namings()),
        needs=draw(_needs()),
        classes=draw(classes),
        assumed=draw(assumptions()),
    )


@st.composite
def disclosures(draw: st.DrawFn) -> Disclosure:
    """Draw when items are disclosed (公开): by the calendar, or after an event.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(disclosures(), lambda made: made.every is None).late
        'owed'
    """
    again = draw(st.booleans())
    begins = st.sampled_from(_BEGINS).map(VagueWindow.parse)
    kinds = st.dictionaries(ids(), time_limits(), min_size=1, max_size=2)
    return Disclosure(
        every=draw(recurrences()) if again else None,
        begins=draw(seldom(begins)) if again else None,
        after={} if again else draw(kinds),
        by=draw(seldom(ids())),
        done=draw(st.just("disclosed") | ids()),
        late=draw(st.sampled_from(["owed", "lapses"])),
        channel=draw(seldom(labels())),
        source=draw(namings())["source"],
        assumed=draw(assumptions(("every", "source"))),
    )


@st.composite
def list_items(draw: st.DrawFn) -> ListItem:
    """Draw items (清单事项) that stand in no register.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> str(find(list_items(), lambda item: item.limit is not None).limit.number)
        '0'
    """
    names = st.lists(ids(), max_size=2, unique=True)
    each = draw(seldom(ids()))
    return ListItem(
        id=draw(ids()),
        list=draw(ids()),
        class_=draw(seldom(ids())),
        **draw(namings()),
        each=each,
        places=() if each is None else draw(names),
        actors=draw(names),
        steps=draw(st.lists(labels(), max_size=2)),
        basis=draw(seldom(labels())),
        supervisor=draw(seldom(ids())),
        limit=draw(seldom(time_limits())),
        channels=draw(names),
        disclosure=draw(st.lists(disclosures(), max_size=2)),
        assumed=draw(assumptions()),
    )


# Whole registers -------------------------------------------------------------------------


@st.composite
def _owed(draw: st.DrawFn, name: str, lists: Sequence[ItemList]) -> ListItem:
    """Draw an item of a register."""
    of = draw(st.sampled_from(lists))
    again = recurrences(lunar=False).filter(lambda every: every.unit != "week")
    several = []
    for _ in range(draw(st.integers(0, 2))):
        time = TimeLimit.parse(draw(st.sampled_from(_LIMITS)))
        when: dict[str, Any] = {"after": {draw(st.sampled_from(["decision", "answer"])): time}}
        if draw(st.booleans()):
            when = {"every": draw(again)}
        done = draw(st.sampled_from(["disclosed", "notice"]))
        late: Any = draw(st.sampled_from(["owed", "lapses"]))
        several.append(Disclosure(**when, done=done, late=late))
    limit = draw(st.none() | st.sampled_from(_LIMITS).map(TimeLimit.parse))
    actors = st.lists(st.sampled_from(["committee", "committee.head"]), max_size=2, unique=True)
    return ListItem(
        id=name,
        list=of.id,
        class_=draw(st.sampled_from([None, *(term.id for term in of.classes)])),
        each=draw(st.sampled_from([None, "village"])),
        actors=draw(actors),
        basis=draw(seldom(labels())),
        limit=limit,
        channels=draw(st.sampled_from([[], ["phone"]])),
        disclosure=several,
    )


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Draw whole registers (清单制), with a few places, bodies, lists and items.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(registers())
        ... def test(register):
        ...     assert all(register.duties(item)[0].id == item.id
        ...         for item in register.items if item.limit)
        >>> test()
    """
    names = list(islice(new_ids(draw), 2 + draw(st.integers(0, 2))))
    lists = [
        ItemList(id=n, needs=draw(_needs()), classes=[Term(id="k1"), Term(id="k2")])
        for n in names[:2]
    ]
    villages = [Locality(id=f"v{number}") for number in (1, 2)]
    return Register(
        id=draw(document_ids()),
        edition=draw(st.none() | texts()),
        **draw(namings()),
        begins=VagueWindow.parse(draw(st.sampled_from(_BEGINS))),
        places={"villages": LocalityList(level="village", list=villages)},
        bodies={"committee": Body(each="village", posts={"head": Post()})},
        channels=[Term(id="phone", label=draw(seldom(usual_labels())))],
        events={kind: EventKind(label=kind) for kind in ("decision", "notice")},
        lists=lists,
        items=[draw(_owed(name, lists)) for name in names],
        assumed=draw(assumptions()),
    )


@frozen(kw_only=True)
class RegisterCase:
    """A register with what happened, and the day that is asked about."""

    register: Register
    log: EventLog
    as_of: date


@st.composite
def entries(
    draw: st.DrawFn, register: Register, number: int, before: Sequence[Event] = ()
) -> Event:
    """Draw one more event for the log of a register that was drawn.

    Args:
        draw: Given by Hypothesis.
        register: The register.
        number: Of which its id is made.
        before: Events that it may speak of.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(registers().flatmap(lambda register: entries(register, 7)))
        ... def test(event):
        ...     assert event.id == "e7"
        >>> test()
    """
    kind = draw(st.sampled_from(_KINDS if before else _KINDS[:5]))
    about: list[str | None] = [None, *register.by_id, *(event.id for event in before)]
    of = draw(st.sampled_from(before)).id if kind == "withdraw" else draw(st.sampled_from(about))
    if kind == "excuse":
        of = f"{draw(st.sampled_from(register.items)).id}/{draw(st.sampled_from(before)).id}"
    on = draw(days(DAY))
    later = on + timedelta(draw(st.integers(0, 20)))
    recorded = datetime(later.year, later.month, later.day, 12, tzinfo=_OFFSET)
    return Event(
        id=f"e{number}",
        kind=kind,
        of=of,
        on=on,
        recorded=None if rarely(draw) else recorded,
        place=draw(st.sampled_from([None, "v1", "v2"])),
        by=draw(seldom(st.just("committee"))),
    )


@st.composite
def register_cases(draw: st.DrawFn) -> RegisterCase:
    """Draw a register with a log that fits it (清单及其事件簿).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from civil_village.registers import overdue
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(register_cases())
        ... def test(case):
        ...     made = overdue(case.register, case.log, as_of=case.as_of)
        ...     assert sum(made.counts.values()) == len(made.occurrences)
        >>> test()
    """
    register = draw(registers())
    made: list[Event] = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        made.append(draw(entries(register, number, made)))
    log = EventLog(id="drawn.log", events=made)
    return RegisterCase(register=register, log=log, as_of=draw(days(DAY)))

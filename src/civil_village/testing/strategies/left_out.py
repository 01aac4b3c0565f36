"""What a record may leave unsaid: gaps are knocked out of a complete one, and given back.

So tests can compare what is announced under gaps with what the whole record shows.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any, Literal

from attrs import evolve, frozen
from hypothesis import strategies as st

from civil_village.indicators import PLURALS
from civil_village.records.subjects import Household, Record, Village, rows_of
from civil_village.rules import ManyRows, Missing


@frozen
class Gap:
    """One thing that a record does not say (缺口).

    Args:
        what: ``value`` (of the record itself), ``cell`` (a value of one member), ``rows``
            (nobody says that all households or groups are there), ``row`` (a member is not
            there), ``kind`` (nobody says that all events of a kind are there), ``event``
            (the events of a kind are not there), ``word`` (an observation).
        name: Indicator, plural of members, event kind, or path of the requirement.
        of: Id of the member, or the method of an observation, where it has one; ``None`` for
            the record itself.
    """

    what: Literal["value", "cell", "rows", "row", "kind", "event", "word"]
    name: str
    of: str | None = None


def _possible(record: Record) -> Iterator[Gap]:
    """Give everything that can be left out of a record, simple things first."""
    yield from (Gap("value", name) for name in record.values)
    for observation in record.observations:
        yield Gap("word", observation.of, observation.method)
    owners: dict[str | None, Record] = {None: record}
    there = rows_of(record) if isinstance(record, Village) else {}
    if isinstance(record, Village):
        for plural, members in there.items():
            yield Gap("rows", plural)
            for member in members:
                yield Gap("row", plural, member.id)
                yield from (Gap("cell", name, member.id) for name in member.values)
        owners |= {home.id: home for home in record.households}
    for of, owner in owners.items():
        for kind in owner.reported:
            if kind not in there:
                yield from (Gap("kind", kind, of), Gap("event", kind, of))


def gaps(record: Record) -> st.SearchStrategy[frozenset[Gap]]:
    """Draw what is left out of a record: nothing, a little, or all but a little.

    Args:
        record: A village or household that says everything that it can.

    Examples:
        >>> from hypothesis import find
        >>> village = Village(id="v", values={"plan": True, "meetings": 3})
        >>> Gap("value", "plan") in find(gaps(village), lambda gone: Gap("value", "plan") in gone)
        True
    """
    possible = list(_possible(record))
    if not possible:
        return st.just(frozenset())
    few = st.frozensets(st.sampled_from(possible), max_size=5)
    each = st.lists(st.booleans(), min_size=len(possible), max_size=len(possible))
    half = each.map(lambda gone: frozenset(g for g, out in zip(possible, gone, strict=True) if out))
    return few | half | few.map(lambda kept: frozenset(possible) - kept)


def without(record: Record, gone: Iterable[Gap]) -> Any:
    """Give a record without what is left out of it.

    A member or an event can only be left out where nobody says that all are there.

    Args:
        record: A village or household.
        gone: What is left out.

    Examples:
        >>> village = Village(id="v", values={"plan": True, "meetings": 3})
        >>> dict(without(village, [Gap("value", "plan")]).values)
        {'meetings': 3}
    """
    lost = frozenset(gone)
    made = _without_own(record, None, lost)
    if not isinstance(made, Village):
        return made
    there = rows_of(made)
    open_ = {plural for plural in there if Gap("rows", plural) in lost}
    rows: dict[str, Any] = {
        plural: [
            _without_own(member, member.id, lost)
            for member in members
            if not (plural in open_ and Gap("row", plural, member.id) in lost)
        ]
        for plural, members in there.items()
    }
    own = {plural: rows.pop(plural) for plural in PLURALS.values()}
    reported = {name: value for name, value in made.reported.items() if name not in open_}
    return evolve(made, **own, rows=rows, reported=reported)


def _without_own(record: Any, of: str | None, lost: Container[Gap]) -> Any:
    """Leave out what a record or member says of itself."""
    what: Literal["value", "cell"] = "value" if of is None else "cell"
    changes: dict[str, Any] = {
        "values": {
            name: value for name, value in record.values.items() if Gap(what, name, of) not in lost
        }
    }
    if isinstance(record, Household | Village):
        open_ = {name for name in record.reported if Gap("kind", name, of) in lost}
        missed = {name for name in open_ if Gap("event", name, of) in lost}
        changes |= {
            "events": [event for event in record.events if event.kind not in missed],
            "reported": {n: value for n, value in record.reported.items() if n not in open_},
            "observations": [
                word
                for word in record.observations
                if Gap("word", word.of, word.method) not in lost
            ],
        }
    return evolve(record, **changes)


def closes(missing: Missing) -> frozenset[Gap]:
    """Give the gaps that close where a fact that a result names as missing is given.

    Where an indicator and a kind of event have one name, gaps of both are given.

    Args:
        missing: What a result names.

    Examples:
        >>> sorted(gap.what for gap in closes(Missing("indicator", "plan")))
        ['value', 'word']
    """
    match missing:
        case Missing(kind, name, rows=ManyRows(_, first)):
            return frozenset().union(*(closes(Missing(kind, name, row)) for row in first))
        case Missing("indicator", name):
            return frozenset({Gap("value", name), Gap("word", name)})
        case Missing("row", name, member):
            gone = (Gap("cell", name, member), Gap("kind", name, member))
            rows = (Gap("row", plural, member) for plural in PLURALS.values())
            return frozenset({*gone, *rows, Gap("event", name, member)})
        case Missing("completeness", name):
            return frozenset({Gap("rows", name), Gap("kind", name), Gap("event", name)})
        case Missing("observation", path, method):
            return frozenset({Gap("word", path, method), Gap("word", path)})
    return frozenset()  # a whole that is 0, or an empty set: nothing gives that

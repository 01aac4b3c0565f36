"""The form of an event (事项): what happened, on which day, and since when it is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, NamedTuple, get_args

from attrs import NOTHING, Attribute, fields, frozen, resolve_types

from civil_village.calendar import VagueDate
from civil_village.messages import Message
from civil_village.names import Id, id_problems
from civil_village.problems import Problem, require, shown

#: When something happened: on a day, or some time in a year, month or ten days.
EventDay = date | VagueDate | None

_TIMES = ("on", "recorded")


def in_form(_: type[Any], declared: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Put the fields of a kind of event into the order in which documents write them.

    That is the id, what else cannot do without, the two times, and what may be left out.
    """

    def place(attribute: Attribute[Any]) -> tuple[bool, bool, bool]:
        needed = attribute.default is NOTHING
        return (attribute.name != "id", not needed, (attribute.name in _TIMES) is needed)

    return sorted(declared, key=place)


@frozen(kw_only=True, field_transformer=in_form)
class Happening:
    """What every event says; each kind of event is a class that says more.

    A kind may ask for what is optional here. Its fields that are an `Id` are checked with
    those of the form. Kinds that stand in one log have a ``name``, under which they are written.

    Examples:
        >>> Happening(id="e1", on=date(2024, 3, 1)).first
        datetime.date(2024, 3, 1)
    """

    name: ClassVar[str]
    id: Id
    #: The day on which it happened.
    on: EventDay = None
    #: The instant since when it is known, with its offset; by default since its day.
    recorded: datetime | None = None

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        kind: Any = type(self)
        declared = _declared(kind)
        for name, needed in declared.ids:
            value = getattr(self, name)
            if value is not None or needed:
                yield from id_problems(value, name)
        if self.recorded is not None or declared.recorded:
            yield from _instant_problems(self.recorded, "recorded")
        if not isinstance(self.on, declared.days) or isinstance(self.on, datetime):
            yield from day_problems(self.on, "on")

    @property
    def first(self) -> date | None:
        """The first day on which it may have happened; ``None`` where it names none."""
        return self.on.days.first if isinstance(self.on, VagueDate) else self.on


def day_problems(value: object, name: str) -> Iterator[Problem]:
    """Give what is no day; an instant is none, since it has another in each time zone."""
    if not isinstance(value, date) or isinstance(value, datetime):
        expected = Message("expected.date")
        yield Problem(code="not-a-date", path=(name,), found=shown(value), expected=expected)


def _instant_problems(value: object, name: str) -> Iterator[Problem]:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        expected = Message("expected.instant")
        yield Problem(code="not-an-instant", path=(name,), found=shown(value), expected=expected)
    elif value.year in (date.min.year, date.max.year):
        # Its day in another zone might lie outside of the calendar.
        expected = Message("expected.between", least=date.min.year + 1, most=date.max.year - 1)
        yield Problem(code="out-of-range", path=(name,), found=shown(value), expected=expected)


class _Declared(NamedTuple):
    """What a kind of event declares of the fields that the form checks."""

    #: Its ids, and whether each is needed.
    ids: tuple[tuple[str, bool], ...]
    #: Whether it has to say when it was recorded.
    recorded: bool
    #: What its day may be.
    days: tuple[type[Any], ...]


@cache
def _declared(kind: Any) -> _Declared:
    types = {attribute.name: attribute.type for attribute in fields(resolve_types(kind))}
    ids = {name: of == Id for name, of in types.items() if of == Id or Id in get_args(of)}
    days = get_args(types["on"]) or (date,)
    return _Declared(tuple(ids.items()), types["recorded"] is datetime, days)

"""The form of an event (事件): what happened, on which day, and since when it is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, get_args

from attrs import NOTHING, Attribute

from civil_village import checks
from civil_village.calendar import VagueDate
from civil_village.ids import Id, id_problems
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.values import field_types

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


@model(kw_only=True, field_transformer=in_form)
class Happening(Model):
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

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        kind: Any = type(self)
        for name, needed in _ids(kind):
            value = getattr(self, name)
            if value is not None or needed:
                yield from id_problems(value, name)
        if self.recorded is not None and self.recorded.year in (date.min.year, date.max.year):
            # Its day in another zone might lie outside of the calendar.
            expected = Message("expected.between", least=date.min.year + 1, most=date.max.year - 1)
            yield checks.out_of_range(self.recorded, expected, ("recorded",))

    @property
    def first(self) -> date | None:
        """The first day on which it may have happened; ``None`` where it names none."""
        return self.on.days.first if isinstance(self.on, VagueDate) else self.on


@cache
def _ids(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Give the ids that a kind of event declares, and whether each is needed."""
    types = field_types(kind).items()
    return tuple((n, of == Id) for n, of in types if of == Id or Id in get_args(of))

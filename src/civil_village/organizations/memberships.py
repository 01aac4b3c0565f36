"""Memberships (成员关系): who holds a post, is paired, belongs to a cell or a team, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import field

from civil_village import checks
from civil_village.calendar import Window
from civil_village.ids import Id, id_problems
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping
from civil_village.models import Model, model
from civil_village.problems import Problem


@model(kw_only=True)
class Membership(Model):
    """That somebody belongs to a body for some days (成员关系): a post, a cell, a pairing, a list.

    Attributes:
        who: An opaque id: of a person, a household, a unit; never a name.
        of: The body, or the post of one: ``committee``, ``committee.head``.
        place: The place whose body it is, where every place has one of its own.
        from_: First day; without one, since ever.
        until: Last day; without one, for ever.
        values: What else is said of it, by name: the help that a pairing brings, a kind of talent.
        days: The days on which it holds.

    Examples:
        >>> Membership(who="p07", of="committee.head", place="jiahui").holds(date(2024, 1, 1))
        True
    """

    who: Id
    of: str
    place: Id | None = None
    from_: date | None = None
    until: date | None = None
    values: FrozenMapping[Id, Any] = field(default=EMPTY, converter=as_mapping)
    days: Window = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        days = Window(self.from_ or date.min, self.until or date.max)
        object.__setattr__(self, "days", days)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and an end before its beginning."""
        yield from id_problems(self.who, "who")
        for part in self.of.split(".", 1):
            yield from id_problems(part, "of")
        if self.place is not None:
            yield from id_problems(self.place, "place")
        yield from checks.in_order(self.from_, self.until, "until")

    def holds(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return self.days.holds(day)

    @property
    def body(self) -> str:
        """Id of the body."""
        return self.of.partition(".")[0]

    @property
    def post(self) -> str | None:
        """Id of the post; ``None`` for a plain member."""
        return self.of.partition(".")[2] or None

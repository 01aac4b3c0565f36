"""The roster (名册): who the subjects of ledgers and logs are, kept outside of them.

Names and other words about people stand here alone. Removing one leaves the ledger, and
its seal, as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.calendar import Window
from civil_village.ids import DocumentId, Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.organizations.memberships import Membership
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Member(Model):
    """A person or a household on the roster (成员), for the days on which this holds.

    Somebody who moves has one entry for each stay.

    Attributes:
        id: The opaque id by which ledgers know the subject.
        label: What it is called; it may be left out or removed at any time.
        household: Id of the household of a person; ``None`` for a household.
        head: Whether it is the head of that household (户主).
        from_: First day; without one, since ever.
        until: Last day; without one, for ever.
        population: The population in which it is ranked (人群), such as ``ordinary``.
        place: Id of its group or village.
        excluded: Why it takes no part in ranks (不参评), where it does not.
        days: The days on which it holds.

    Examples:
        >>> Member(id="p1", household="h017", head=True).holds(date(2024, 1, 1))
        True
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    household: Id | None = None
    head: bool = False
    from_: date | None = None
    until: date | None = None
    population: Id | None = None
    place: Id | None = None
    excluded: Label | None = field(default=None, converter=as_label)
    days: Window = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        days = Window(self.from_ or date.min, self.until or date.max)
        object.__setattr__(self, "days", days)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and an end before its beginning."""
        yield from id_problems(self.id, "id")
        for name in ("household", "population", "place"):
            if getattr(self, name) is not None:
                yield from id_problems(getattr(self, name), name)
        if self.head and self.household is None:
            yield Problem(code="missing-key", path=("household",))
        yield from checks.in_order(self.from_, self.until, "until")

    def holds(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return self.days.holds(day)


@model(kw_only=True)
class Roster(Model):
    """Who the subjects are (名册): households, heads, populations, places and posts, by day.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        members: Persons and households, each with one entry for each stay.
        memberships: Who holds which post, is paired, or belongs to a cell, a team or a list.

    Examples:
        >>> roster = Roster(id="demo.roster", members=[Member(id="p1", household="h1", head=True)])
        >>> roster.head("h1", date(2024, 1, 1))
        'p1'
    """

    kind: ClassVar[str] = "roster"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    members: tuple[Member, ...] = field(default=(), converter=as_tuple)
    memberships: tuple[Membership, ...] = field(default=(), converter=as_tuple)
    _by_id: dict[str, tuple[Member, ...]] = field(init=False, eq=False, repr=False)
    _by_household: dict[str, tuple[Member, ...]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for name, key in (("_by_id", "id"), ("_by_household", "household")):
            found: dict[str, tuple[Member, ...]] = {}
            for member in self.members:
                value = getattr(member, key)
                if value is not None:
                    found[value] = (*found.get(value, ()), member)
            object.__setattr__(self, name, found)

    def problems(self) -> Iterator[Problem]:
        """Give stays of one subject that overlap, and households with two heads on a day."""
        yield from id_problems(self.id, "id", document=True)
        yield from self._overlaps("id", [(m.id, m) for m in self.members], "duplicate-id")
        heads = [(m.household or "", m) for m in self.members if m.head]
        yield from self._overlaps("head", heads, "two-heads")

    def _overlaps(self, name: str, named: list[tuple[str, Member]], code: str) -> Iterator[Problem]:
        groups: dict[str, list[Member]] = {}
        for key, member in named:
            groups.setdefault(key, []).append(member)
        for key, members in groups.items():
            order = sorted(members, key=lambda member: member.days.first)
            for before, after in pairwise(order):
                if after.days.first <= before.days.last:
                    index = next(i for i, m in enumerate(self.members) if m is after)
                    path = ("members", index, name)
                    yield Problem(code=code, path=path, found=key, hint=Message("hint.stays"))

    def find(self, who: str, day: date) -> Member | None:
        """Give what holds of a subject on a day; ``None`` where it is not on the roster."""
        return next((m for m in self._by_id.get(who, ()) if m.holds(day)), None)

    def household(self, who: str, day: date) -> str | None:
        """Name the household of a person on a day."""
        found = self.find(who, day)
        return found.household if found else None

    def head(self, household: str, day: date) -> str | None:
        """Name the head of a household on a day."""
        stays = self._by_household.get(household, ())
        return next((m.id for m in stays if m.head and m.holds(day)), None)

    def size(self, household: str, day: date) -> int:
        """Count the members of a household on a day."""
        return sum(member.holds(day) for member in self._by_household.get(household, ()))

    def name(self, who: str) -> Label | None:
        """Give what a subject is called, where that is known."""
        return next((m.label for m in self._by_id.get(who, ()) if m.label is not None), None)

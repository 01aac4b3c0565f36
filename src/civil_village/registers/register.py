"""The register (清单制): lists of what village bodies do, as a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from attrs import field

from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.named_years import NamedYears
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.campaigns.campaign import Campaign
from civil_village.checks import known, missing, unique, unique_ids
from civil_village.duties.duty import Duty
from civil_village.duties.seen_events import BUILT_IN_KINDS
from civil_village.ids import DocumentId, Id, id_problems, key_problems
from civil_village.indicators import EventKind
from civil_village.labels import Label, Source, as_label, named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, drafting, model
from civil_village.organizations.bodies import Body, names_of
from civil_village.organizations.places import Locality, LocalityList, by_level
from civil_village.problems import Level, Path, Problem
from civil_village.registers.items import (
    ANSWER,
    APPLICATION,
    DISCLOSED,
    ItemList,
    ListItem,
    Term,
    year_problems,
)
from civil_village.written_forms import ONE_OR_MANY

#: Kinds of events that every register has, which it may declare with values of its own.
OWN_EVENTS: Mapping[str, EventKind] = {
    APPLICATION: EventKind(label=Label("申请", "application")),
    ANSWER: EventKind(label=Label("答复", "answer")),
    DISCLOSED: EventKind(label=Label("公开", "disclosure")),
}


@model(kw_only=True)
class Register(Model):
    """A register (清单制): lists of what village bodies do, item by item, as a document.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        uses: Ids of the campaigns whose bodies, places and kinds of events it names.
        begins: The first day on or after which disclosures fall due, where they say none.
        places: Its places, level by level; empty where it is written for any.
        bodies: The bodies that it names, by their ids, beside those that it uses.
        channels: The channels by which its items can be had.
        events: Kinds of events that its log may report, beside ``application``, ``answer`` and
            ``disclosed``.
        lists: Its lists.
        items: What stands in them.
        assumed: Fields that the source does not give.

    Examples:
        >>> register = Register(
        ...     id="demo.powers",
        ...     lists=[ItemList(id="powers", needs=["basis"])],
        ...     items=[ListItem(id="p01", list="powers", basis="村级采购办法")],
        ... )
        >>> register.item("p01").basis.zh
        '村级采购办法'
    """

    kind: ClassVar[str] = "register"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    uses: tuple[str, ...] = field(default=(), converter=as_tuple)
    begins: VagueWindow | None = None
    places: FrozenMapping[Id, LocalityList] = field(default=EMPTY, converter=as_mapping)
    bodies: FrozenMapping[Id, Body] = field(default=EMPTY, converter=as_mapping)
    channels: tuple[Term, ...] = field(default=(), converter=as_tuple)
    events: FrozenMapping[Id, EventKind] = field(default=EMPTY, converter=as_mapping)
    lists: tuple[ItemList, ...] = field(default=(), converter=as_tuple)
    items: tuple[ListItem, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def item(self, name: str) -> ListItem:
        """Give the item of an id.

        Raises:
            KeyError: There is none.
        """
        return self.by_id[name]

    @cached_property
    def by_id(self) -> dict[str, ListItem]:
        """Its items, by their ids."""
        return {item.id: item for item in self.items}

    @cached_property
    def list_of(self) -> dict[str, ItemList]:
        """Its lists, by their ids."""
        return {each.id: each for each in reversed(self.lists)}  # of two, the first

    @cached_property
    def kinds(self) -> dict[str, EventKind]:
        """The kinds of events that every register has, and its own."""
        return {**OWN_EVENTS, **self.events}

    @cached_property
    def by_level(self) -> dict[str, tuple[Locality, ...]]:
        """Its places, by their level."""
        return by_level(self.places.values())

    @cached_property
    def by_place(self) -> dict[str, Locality]:
        """Its places, by their ids."""
        return {place.id: place for places in self.places.values() for place in places.list}

    def duties(self, item: ListItem) -> tuple[Duty, ...]:
        """Give what is owed of an item: answers within its time limit, and its disclosures.

        Each bears the id of the item, which is how events speak of it.

        Args:
            item: The item.

        Examples:
            >>> from civil_village.calendar import TimeLimit
            >>> item = ListItem(id="p01", list="powers", limit=TimeLimit.parse("10 working days"))
            >>> register = Register(id="demo", lists=[ItemList(id="powers")], items=[item])
            >>> [(duty.id, duty.done) for duty in register.duties(item)]
            [('p01', 'answer')]
        """
        return self._duties[item.id]

    @cached_property
    def _duties(self) -> dict[str, tuple[Duty, ...]]:
        with drafting():  # of values that were checked
            return {item.id: tuple(self._owed(item)) for item in self.items}

    def _owed(self, item: ListItem) -> Iterator[Duty]:
        acts = _led(item.actors)
        if item.limit is not None:
            after = FrozenMapping({APPLICATION: item.limit})
            yield Duty(id=item.id, each=item.each, after=after, done=ANSWER, **acts)
        for each in item.disclosure:
            yield Duty(
                id=item.id,
                each=item.each,
                every=each.every,
                begins=each.begins or self.begins,
                after=each.after,
                late=each.late,
                done=each.done,
                channel=each.channel,
                **(acts if each.by is None else _led((each.by,))),
            )

    # What is checked ---------------------------------------------------------------------

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together; where an id stands twice, what items lack as well."""
        yield from id_problems(self.id, "id", document=True)
        for name in ("places", "bodies", "events"):
            yield from key_problems(getattr(self, name), name)
        for name in BUILT_IN_KINDS:
            if name in self.events:
                expected = Message("expected.not-kept", names=BUILT_IN_KINDS)
                path = ("events", name)
                yield Problem(code="reserved-word", path=path, found=name, expected=expected)
        twice = [
            problem
            for name in ("lists", "channels", "items")
            for problem in unique_ids([part.id for part in getattr(self, name)], name)
        ]
        yield from twice
        if twice:  # the whole register is put right in one go
            yield from self.gaps("error")
        yield from self._place_problems()
        yield from year_problems(self.begins)
        for index, item in enumerate(self.items):
            found = [*self._item_problems(item)]
            if not self.uses:  # else `link_problems` looks there, too
                found += self._named_problems(item, names_of(self.bodies), self.kinds)
            yield from (problem.inside("items", index) for problem in found)
        yield from self.assumed.problems_in(Register)

    def link_problems(self, used: Iterable[Any]) -> Iterator[Problem]:
        """Give the bodies, places and kinds of events that neither it has nor what it uses.

        Args:
            used: The documents that it uses.
        """
        used = tuple(used)
        for index, each in enumerate(used):
            if not isinstance(each, Campaign):
                expected = Message("expected.exactly", value=Campaign.kind)
                yield Problem(
                    code="other-kind", path=("uses", index), found=each.kind, expected=expected
                )
        plans = [each for each in used if isinstance(each, Campaign)]
        if len(plans) < len(used):
            return
        bodies = [*names_of(self.bodies), *(n for plan in plans for n in names_of(plan.bodies))]
        kinds = [*self.kinds, *(name for plan in plans for name in plan.events)]
        places = [self.places, *(plan.places for plan in plans)]
        levels = _ids(by_level(each for lists in places for each in lists.values()))
        for index, item in enumerate(self.items):
            found = [*self._named_problems(item, bodies, kinds), *_placed(item, levels)]
            yield from (problem.inside("items", index) for problem in found)

    def gaps(self, level: Level = "finding") -> Iterator[Problem]:
        """Give what items lack that their lists ask for (缺项).

        Args:
            level: A finding stops no register from loading; what is refused for another reason is
                told them as errors.
        """
        for index, item in enumerate(self.items):
            of = self.list_of.get(item.list)
            for need in () if of is None else item.lacks(of):
                what = Message(f"need.{need}")
                expected = Message("expected.need", item=named(item), need=what, list=named(of))
                path = ("items", index, need)
                yield Problem(code="item-lacking", path=path, expected=expected, level=level)

    def _place_problems(self) -> Iterator[Problem]:
        names = [(name, place) for name, each in self.places.items() for place in each.list]
        every = {place.id for _, place in names}
        for problem in unique([place.id for _, place in names]):
            name, _ = names[int(problem.path[0])]
            yield Problem(code=problem.code, path=("places", name), found=problem.found)
        for name, place in names:
            if place.part_of is not None:
                yield from known(place.part_of, every, "places", name, place.id, "part_of")

    def _item_problems(self, item: ListItem) -> Iterator[Problem]:
        """Give what an item names and the register does not have."""
        yield from known(item.list, self.list_of, "list")
        of = self.list_of.get(item.list)
        if of is not None and item.class_ is not None:
            yield from known(item.class_, [each.id for each in of.classes], "class")
        channels = dict.fromkeys(each.id for each in self.channels)
        for index, name in enumerate(item.channels):
            yield from known(name, channels, "channels", index)
        if self.places and not self.uses:
            yield from _placed(item, _ids(self.by_level))
        for index, each in enumerate(item.disclosure):
            begins = each.begins or self.begins
            named_year = begins is not None and begins.names  # which is told there
            if each.every is not None and first_day(begins) is None and not named_year:
                yield missing("disclosure", index, "begins", hint=Message("hint.begins"))

    def _named_problems(
        self, item: ListItem, bodies: Collection[str], kinds: Collection[str]
    ) -> Iterator[Problem]:
        """Give bodies and kinds of events that an item names and that there are not."""
        asked: list[tuple[Path, str | None]] = [
            (("actors", index), name) for index, name in enumerate(item.actors)
        ]
        asked.append((("supervisor",), item.supervisor))
        for index, each in enumerate(item.disclosure):
            asked.append((("disclosure", index, "by"), each.by))
            yield from known(each.done, kinds, "disclosure", index, "done")
            for name in each.after:
                yield from known(name, kinds, "disclosure", index, "after", name)
        for path, body in asked:
            if body is not None:
                yield from known(body, bodies, *path, code="unknown-body")


def spoken_of(campaigns: Iterable[Campaign]) -> Iterator[str]:
    """Give the parts of campaigns that events of a common log may speak of: duties, batches, funds.

    Examples:
        >>> list(spoken_of([Campaign(id="plan", duties=[Duty(id="report", done_when="true")])]))
        ['report']
    """
    for plan in campaigns:
        yield from (duty.id for duty in plan.duties)
        yield from (batch.id for batch in plan.batches)
        yield from plan.funds


def first_day(begins: VagueWindow | None) -> date | None:
    """Give the first day of a beginning; ``None`` where there is none, or it is not known.

    Examples:
        >>> str(first_day(VagueWindow.parse("2024")))
        '2024-01-01'
    """
    if begins is None or begins.names:
        return None
    return begins.resolved(NamedYears()).first_earliest


def _led(actors: tuple[str, ...]) -> dict[str, Any]:
    """Say who leads: one alone; of several, each may report."""
    return {"lead": actors[0]} if len(actors) == 1 else {"with_": actors}


def _ids(levels: Mapping[str, Iterable[Locality]]) -> dict[str, list[str]]:
    """Give the ids of the places of each level."""
    return {level: [place.id for place in places] for level, places in levels.items()}


def _placed(item: ListItem, levels: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Give a level that there is not, and places that are none of it."""
    if item.each is None:
        return
    yield from known(item.each, levels, "each", code="unknown-level")
    for index, name in enumerate(item.places):
        if levels.get(item.each):
            yield from known(name, levels[item.each], "places", index, code="unknown-place")

"""Lists (清单) and their items (清单事项): who does what, how, on what ground, and how soon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, get_args

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.recurrences import Recurrence
from civil_village.calendar.time_limits import TimeLimit
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.duties.duty import Late
from civil_village.ids import Id, id_problems, key_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY, Form

#: What a list may ask of each of its items: keys of an item.
ItemPart = Literal[
    "label",
    "class",
    "actors",
    "steps",
    "basis",
    "supervisor",
    "limit",
    "channels",
    "disclosure",
]

#: Kinds of events that every register understands: somebody applies for an item, is answered,
#: and something is disclosed.
APPLICATION, ANSWER, DISCLOSED = "application", "answer", "disclosed"


@model(kw_only=True)
class Term(Model):
    """A word that a register declares (用语): a class of items, or a channel.

    Attributes:
        id: Id of it.
        label: Name for people; ``None`` where nobody gave one.

    Examples:
        >>> Term(id="procurement", label="物资采购").label.zh
        '物资采购'
    """

    form: ClassVar[Form] = Form.short("id", kind=str)
    id: Id
    label: Label | None = field(default=None, converter=as_label)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none."""
        yield from id_problems(self.id, "id")


@model(kw_only=True)
class ItemList(Model):
    """A list of a register (清单), and what each of its items must have.

    Attributes:
        id: Id of the list.
        label: Name for people; ``None`` where nobody gave one.
        needs: What every item must have: ``label``, ``class``, ``actors``, ``steps``, ``basis``,
            ``supervisor``, ``limit``, ``channels``, ``disclosure``.
        classes: The classes of its items, each to be covered by at least one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> powers = ItemList(id="powers", needs=["basis"], classes=[Term(id="procurement")])
        >>> powers.classes[0].id
        'procurement'
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    needs: tuple[ItemPart, ...] = field(default=(), converter=as_tuple)
    classes: tuple[Term, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and what stands twice or is nothing to ask for."""
        yield from id_problems(self.id, "id")
        for index, need in enumerate(self.needs):
            yield from checks.word(need, get_args(ItemPart), "needs", index)
        yield from checks.unique(self.needs, "needs")
        yield from checks.unique_ids([each.id for each in self.classes], "classes")
        yield from self.assumed.problems_in(ItemList)


@model(kw_only=True)
class Disclosure(Model):
    """When an item is disclosed (公开): again and again, or so long after something happened.

    Attributes:
        every: How it comes again, as by the 20th of the first month of each quarter.
        begins: The first day on or after which it falls due; by default that of the register.
        after: The kinds of events after which it is due, each with its time limit.
        by: Who discloses it: a body, or a post of one; by default the one who acts.
        done: The kind of event that shows it done.
        late: Whether it is still owed after its time (``owed``), or is missed (``lapses``).
        channel: Where it is disclosed (渠道): a board, a meeting; ``None`` where nothing says.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> Disclosure(every=Recurrence(unit="month", day=10), begins="2024").done
        'disclosed'
    """

    form: ClassVar[Form] = Form(expects="type.disclosure")
    every: Recurrence | None = None
    begins: VagueWindow | None = None
    after: FrozenMapping[Id, TimeLimit] = field(default=EMPTY, converter=as_mapping)
    by: str | None = None
    done: Id = DISCLOSED
    late: Late = "owed"
    channel: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give one without a time, or with two, and ids that are none."""
        yield from checks.one_key(self, "every", "after")
        if self.begins is not None and self.every is None:
            yield checks.only_with("begins", "every")
        yield from year_problems(self.begins)
        yield from id_problems(self.done, "done")
        yield from key_problems(self.after, "after")
        yield from self.assumed.problems_in(Disclosure)


@model(kw_only=True)
class ListItem(Model):
    """An item of a list (清单事项): what is done, by whom, how, on what ground, and how soon.

    Its time limit is a duty that each application calls for, and each disclosure one of its own.

    Attributes:
        id: Id of the item.
        list: Id of the list that it stands in.
        class_: Id of its class there; ``None`` where it has none.
        label: Name for people; ``None`` where nobody gave one.
        each: The level at which every place does it by itself; without it, it is one for all.
        places: Ids of the only places that have it; empty for all of that level.
        actors: Who does it: bodies, or posts of them.
        steps: How it is done, step by step.
        basis: The rule or document that it rests on (依据).
        supervisor: Who watches over it (监督): a body, or a post of one.
        limit: The time from an application to its answer (办理时限).
        channels: Ids of the channels by which it can be had.
        disclosure: When it is disclosed; once or several.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> item = ListItem(id="p01", list="powers", limit=TimeLimit.parse("10 working days"))
        >>> item.lacks(ItemList(id="powers", needs=["basis", "limit"]))
        ('basis',)
    """

    id: Id
    list: Id
    class_: Id | None = None
    label: Label | None = field(default=None, converter=as_label)
    each: Id | None = None
    places: tuple[Id, ...] = field(default=(), converter=as_tuple)
    actors: tuple[str, ...] = field(default=(), converter=as_tuple)
    steps: tuple[Label, ...] = field(default=(), converter=as_tuple)
    basis: Label | None = field(default=None, converter=as_label)
    supervisor: str | None = None
    limit: TimeLimit | None = None
    channels: tuple[Id, ...] = field(default=(), converter=as_tuple)
    disclosure: tuple[Disclosure, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, what stands twice, and keys that do not go together."""
        yield from id_problems(self.id, "id")
        if self.each is not None:
            yield from id_problems(self.each, "each")
        elif self.places:
            yield checks.only_with("places", "each")
        for name in ("places", "actors", "channels"):
            yield from checks.unique(getattr(self, name), name)
        yield from self.assumed.problems_in(ListItem)

    def lacks(self, of: ItemList) -> tuple[ItemPart, ...]:
        """Give what it has not and its list asks for, in the order of the list."""
        return tuple(need for need in of.needs if not self._has(need))

    def _has(self, need: ItemPart) -> bool:
        value = getattr(self, "class_" if need == "class" else need)
        return value is not None and value != ()


def year_problems(begins: VagueWindow | None) -> Iterator[Problem]:
    """Give a beginning in a year that is not written out: a register names no years.

    Examples:
        >>> [problem.found for problem in year_problems(VagueWindow.parse("y-03"))]
        ['y']
    """
    for name in () if begins is None else begins.names:
        expected = Message("expected.written-year")
        yield Problem(code="unknown-name", path=("begins",), found=name, expected=expected)

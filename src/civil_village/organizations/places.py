"""Places (范围): the villages, groups and towns that a plan is carried out in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.checks import unique_ids
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.written_forms import ONE_OR_MANY, Form

#: The level of the plan itself, above all of its places.
PLAN = "plan"


@model(kw_only=True)
class Locality(Model):
    """A place of a plan (地方): a village, a group of one, a town.

    Attributes:
        id: Id of the place, as events and records name it.
        label: Name for people; ``None`` where nobody gave one.
        part_of: Id of the place that it lies in.
        kind: The class of village that it is (分类), where places are treated by class.

    Examples:
        >>> Locality(id="jiahui", label="示例嘉会村").label.zh
        '示例嘉会村'
    """

    form: ClassVar[Form] = Form.short("id", kind=str)
    id: Id
    label: Label | None = field(default=None, converter=as_label)
    part_of: Id | None = None
    kind: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none."""
        for name in ("id", "part_of", "kind"):
            if getattr(self, name) is not None:
                yield from id_problems(getattr(self, name), name)


@model(kw_only=True)
class LocalityList(Model):
    """The places of one level of a plan (范围名单).

    Attributes:
        level: What they are: ``village``, ``group``, ``township`` or another word.
        label: Name for people; ``None`` where nobody gave one.
        count: How many there are, as the source says; what is listed must agree.
        list: The places; empty while they are not named.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> LocalityList(level="village", count=2, list=[Locality(id="a"), Locality(id="b")]).count
        2
    """

    level: Id
    label: Label | None = field(default=None, converter=as_label)
    count: int | None = None
    list: tuple[Locality, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give a level that is no id, and a count that differs from what is listed."""
        yield from id_problems(self.level, "level")
        yield from unique_ids([place.id for place in self.list], "list")
        yield from checks.at_least(self.count, 1, "count")
        yield from count_problems(self.count, len(self.list))
        yield from self.assumed.problems_in(LocalityList)

    @property
    def size(self) -> int:
        """How many there are, as far as the source says."""
        return len(self.list) or self.count or 0


def by_level(places: Iterable[LocalityList]) -> dict[str, tuple[Locality, ...]]:
    """Give places by their level.

    Examples:
        >>> list(by_level([LocalityList(level="village", list=[Locality(id="a")])]))
        ['village']
    """
    found: dict[str, tuple[Locality, ...]] = {}
    for each in places:
        found[each.level] = (*found.get(each.level, ()), *each.list)
    return found


def count_problems(count: int | None, listed: int) -> Iterator[Problem]:
    """Give a count that differs from the number of what is listed, where anything is.

    Examples:
        >>> [problem.found for problem in count_problems(3, 2)]
        ['3']
    """
    if count is not None and listed and count != listed:
        expected = Message("expected.listed", value=listed)
        yield Problem(code="count-mismatch", path=("count",), found=shown(count), expected=expected)

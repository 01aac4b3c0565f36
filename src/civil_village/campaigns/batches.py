"""Batches (批次): the places of a campaign, one lot after the other, and how many are covered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.checks import unique_ids
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.models import Model, Shown, model
from civil_village.organizations.places import count_problems
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Batch(Model):
    """Some of the places of a campaign, which are done together (批次).

    Attributes:
        id: Id of the batch.
        label: Name for people; ``None`` where nobody gave one.
        of: Id of the list of places that it is taken from.
        window: When it runs; it closes on the last day.
        closed: The kind of event that closes it, where a decision does.
        count: How many places it has, as the source says; what is listed must agree.
        list: Ids of its places; empty while they are not named.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> Batch(id="first", of="villages", count=2, list=["a", "b"]).size
        2
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    of: Id
    window: VagueWindow | None = None
    closed: Id | None = None
    count: int | None = None
    list: tuple[Id, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and a count that differs from what is listed."""
        for name in ("id", "of", "closed"):
            if getattr(self, name) is not None:
                yield from id_problems(getattr(self, name), name)
        yield from unique_ids(self.list, "list")
        yield from checks.at_least(self.count, 1, "count")
        yield from count_problems(self.count, len(self.list))
        yield from self.assumed.problems_in(Batch)

    @property
    def size(self) -> int:
        """How many places it has."""
        return len(self.list) or self.count or 0


@model(kw_only=True)
class Coverage(Shown):
    """How many places are covered (覆盖面), of how many.

    Attributes:
        batch: Id of the batch after which it is counted; ``None`` for those that hold a title.
        closes: The day on which the batch closes; ``None`` where that is not known.
        closed: Whether it is closed by the day; ``None`` where that is not known.
        covered: So many places are covered, those of the batches before among them.
        whole: So many there are.

    Examples:
        >>> Coverage(batch="second", closed=True, covered=6, whole=20).share
        Fraction(3, 10)
    """

    batch: str | None
    closes: date | None = None
    closed: bool | None = None
    covered: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        """The share of all; ``None`` of none."""
        return Fraction(self.covered, self.whole) if self.whole else None

"""Aims (倡导): what a source asks for without scoring it, and what serves them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field

from civil_village.checks import at_least
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Aim(Model):
    """What a source asks for that is not scored (倡导): a labelled text, no rule.

    Attributes:
        id: Id of the aim.
        label: What is asked for, in words.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        reason: Why it is not scored; ``None`` where nobody says.
        served_by: What serves it, by paths: ``duties.mobilise`` in the same document,
            ``demo.standard/sections.order`` in another.
        number: How many things it speaks of, where the source says: 4 of 四化.
        members: Those of them that the source lists.
        mentions: Names of places that the source says here; a plan of another place was copied.

    Examples:
        >>> Aim(id="spirit", label="弘扬社会主义核心价值观").label.zh
        '弘扬社会主义核心价值观'
    """

    id: Id
    label: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    reason: Label | None = field(default=None, converter=as_label)
    served_by: tuple[str, ...] = field(default=(), converter=as_tuple)
    number: int | None = None
    members: tuple[Label, ...] = field(default=(), converter=as_tuple)
    mentions: tuple[str, ...] = field(default=(), converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none, and a number of things below one."""
        yield from id_problems(self.id, "id")
        yield from at_least(self.number, 1, "number")

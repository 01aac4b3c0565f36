"""Types of values, and whose they are: subjects and kinds of rows, built in or declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field

from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.models import Model, model
from civil_village.problems import Problem

ValueType = Literal["truth", "count", "amount", "ratio", "choice", "text", "date"]
#: Those that are numbers.
NUMBERS: tuple[ValueType, ...] = ("count", "amount", "ratio")
#: The name of a kind of subject: a built-in one, or one that a catalogue declares.
Subject = Id
#: The subjects that need no word of a catalogue, and the plurals by which records name them.
BUILT_IN: dict[Subject, str] = {
    "village": "villages",
    "household": "households",
    "group": "groups",
}
#: Members that a village has rows of, and their plurals.
PLURALS: dict[Subject, str] = {kind: BUILT_IN[kind] for kind in ("household", "group")}
#: Kinds of members, as their own names.
MEMBERS: tuple[Subject, ...] = tuple(PLURALS)
#: What a subject is compared with: all that are handed in together. For a household they
#: are those of its village.
COHORTS = ("cohort", "village")

#: Where a subject belongs, and within which it may be compared; ``all`` are those at hand. The
#: first holds where nothing is said.
PLACES: dict[Subject, tuple[str, ...]] = {
    "village": ("all", "township"),
    "household": ("village", "group", "township", "all"),
    "group": ("all",),
}

#: Those of a household that reach beyond its village.
BEYOND = ("township", "all")

#: A list of rows is never longer.
ROWS = 10**6
#: Decimal places of an amount that does not declare its own.
AMOUNT_PLACES = 2


def places_of(subject: Subject) -> tuple[str, ...]:
    """Give within what a subject is compared; one of a declared kind belongs nowhere.

    Examples:
        >>> places_of("village"), places_of("meeting")
        (('all', 'township'), ('all',))
    """
    return PLACES.get(subject, ("all",))


@model(kw_only=True)
class SubjectKind(Model):
    """A kind of subject that a catalogue declares beside the built-in ones (对象种类).

    Attributes:
        label: Name for people.
        plural: The name of many of them in records; by default the kind with an ``s``.
        source: Where it comes from (出处); ``None`` where nothing says.

    Examples:
        >>> SubjectKind(label="会议").plural_of("meeting")
        'meetings'
    """

    label: Label = field(converter=as_label)
    plural: Id | None = None
    source: Source | None = None

    def problems(self) -> Iterator[Problem]:
        """Give a plural that is no id."""
        if self.plural is not None:
            yield from id_problems(self.plural, "plural")

    def plural_of(self, name: Subject) -> str:
        """Give the plural, by the name under which the kind is declared."""
        return self.plural or f"{name}s"

"""Records (档案): what a township reports of its villages, as one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from attrs import evolve, field

from civil_village.checks import unique_ids
from civil_village.evidence import Values, as_values
from civil_village.forms import ONE_OR_MANY
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import EMPTY, as_tuple
from civil_village.models import Model, model
from civil_village.names import DocumentId, id_problems
from civil_village.places import Dated, Household, Village, as_dated
from civil_village.problems import Locator, Origin, Problem

R = TypeVar("R", Village, Household)
#: What is reported of villages and means nothing to their households.
_OF_VILLAGES = ("households", "groups", "cohort")


@model(kw_only=True)
class Records(Model):
    """Villages as reported on one day, and what is complete for all of them.

    Iterate over it, or ask for one village by id, to get villages, and their households,
    with the common ``reported`` and ``indexes`` filled in; `subjects` has them as written.

    Examples:
        >>> records = Records(
        ...     id="demo.villages",
        ...     reported={"households": True},
        ...     subjects=[Village(id="v001", values={"meetings": 3})],
        ... )
        >>> records["v001"].reported["households"]
        True
    """

    kind: ClassVar[str] = "records"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    #: The day that they speak of; look-back windows end on it.
    as_of: date | None = None
    #: What is complete for every village and household; their own word goes before.
    reported: Values = field(default=EMPTY, converter=as_values)
    #: Dated values of each index, by day or month; a village's own table goes before.
    indexes: Dated = field(default=EMPTY, converter=as_dated)
    subjects: tuple[Village, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none or stand twice."""
        yield from id_problems(self.id, "id", document=True)
        yield from unique_ids([village.id for village in self.subjects], "subjects")

    def __iter__(self) -> Iterator[Village]:
        return (self._completed(village) for village in self.subjects)

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, name: str) -> Village:
        for village in self.subjects:
            if village.id == name:
                return self._completed(village)
        raise KeyError(name)

    def _completed(self, village: Village) -> Village:
        """Give a village, and its households, what the document says for all."""
        made = self._with_common(village, self.reported)
        events = {n: word for n, word in self.reported.items() if n not in _OF_VILLAGES}
        if made.reported.get("households") is True:  # then they are all that are compared
            events["cohort"] = True
        homes = [self._with_common(home, events) for home in village.households]
        shared = [frozenset(events) - frozenset(home.reported) for home in village.households]
        homes = [evolve(home, shared=own) for home, own in zip(homes, shared, strict=True)]
        return evolve(made, households=homes)

    def _with_common(self, record: R, reported: Mapping[str, Any]) -> R:
        if not reported and not self.indexes:
            return record
        origin = record.origin
        if origin is not None:
            here = {"reported": self.reported, "indexes": self.indexes}
            own = {"reported": record.reported, "indexes": record.indexes}
            common = {(key, name) for key in here for name in here[key] if name not in own[key]}
            origin = evolve(origin, common=frozenset(common))
        changes: dict[str, Any] = {
            "reported": {**reported, **record.reported},
            "indexes": {**self.indexes, **record.indexes},
        }
        return evolve(record, **changes, origin=origin)

    def located(self, locator: Locator) -> Records:
        """Give the same records, each knowing where it was read."""
        subjects = []
        for index, village in enumerate(self.subjects):
            steps = ("subjects", index)
            homes = [
                evolve(home, origin=Origin(locator, (*steps, "households", number)))
                for number, home in enumerate(village.households)
            ]
            subjects.append(evolve(village, households=homes, origin=Origin(locator, steps)))
        return evolve(self, subjects=subjects)

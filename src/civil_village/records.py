"""Records (档案): what a township reports of its villages, as one document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import evolve, field, frozen

from civil_village.labels import ONE_OR_MANY, Label, Source, as_label
from civil_village.mappings import FrozenMapping, as_tuple
from civil_village.names import DocumentId, id_problems
from civil_village.places import Values, Village, as_values
from civil_village.problems import Locator, Origin, Problem, duplicates, require


@frozen(kw_only=True)
class Records:
    """Villages as reported on one day, and what is complete for all of them.

    Iterate over it, or ask for one village by id, to get villages with the common
    ``reported`` filled in; `subjects` has them as written.

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
    #: What is complete for every village; a village's own word goes before.
    reported: Values = field(factory=FrozenMapping, converter=as_values)
    subjects: tuple[Village, ...] = field(converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none or stand twice."""
        yield from id_problems(self.id, "id", document=True)
        yield from duplicates([village.id for village in self.subjects], "subjects")

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
        origin = village.origin
        if origin is not None:
            origin = evolve(origin, common=frozenset(self.reported) - frozenset(village.reported))
        return evolve(village, reported={**self.reported, **village.reported}, origin=origin)

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

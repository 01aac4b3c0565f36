"""Records (档案): what is reported of villages or of other subjects, as one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from attrs import evolve, field

from civil_village.checks import unique_ids
from civil_village.evidence.reported import Values, as_values
from civil_village.explanation import Explanation, told, valued
from civil_village.ids import DocumentId, id_problems
from civil_village.labels import Label, Source, as_label, named
from civil_village.mappings import EMPTY, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Locator, Origin, Path, Problem, no_such
from civil_village.records.subjects import Dated, Entity, Record, Village, as_dated
from civil_village.written_forms import ONE_OR_MANY

R = TypeVar("R", bound=Record)
#: What is reported of villages and means nothing to their households.
_OF_VILLAGES = ("households", "groups", "cohort")
#: What is reported of those that have rows of villages, and means nothing to these.
_BEYOND_VILLAGES = ("villages", "cohort")


@model(kw_only=True)
class Records(Model):
    """Villages, or subjects of declared kinds, as reported on one day (档案).

    Iterate over it, or ask for one by id, to get the subjects, and their villages and
    households, with the common ``reported`` and ``indexes`` filled in; `subjects` has them as
    written.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        as_of: The day that they speak of; look-back windows end on it.
        reported: What is complete for every subject, village and household; their own word goes
            before.
        indexes: Dated values of each index, by day or month; a village's own table goes before.
        subjects: Those that say their ``subject`` are of a declared kind, the others are villages.
        findings: What a table that they were read from left to be taken for granted, worth a look;
            no document has it.

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
    as_of: date | None = None
    reported: Values = field(default=EMPTY, converter=as_values)
    indexes: Dated = field(default=EMPTY, converter=as_dated)
    subjects: tuple[Entity | Village, ...] = field(converter=as_tuple)
    findings: tuple[Problem, ...] = field(default=(), converter=as_tuple, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none or stand twice."""
        yield from id_problems(self.id, "id", document=True)
        yield from unique_ids([subject.id for subject in self.subjects], "subjects")

    def explain(self) -> Explanation:
        """Say of whom they are: how many there are, then id and label of each, as a tree.

        Examples:
            >>> records = Records(id="demo", subjects=[Village(id="v001", label="示例村甲")])
            >>> print(records.explain().text("en"))
            demo
              1 villages
              v001, 示例村甲, 0 households
        """
        villages = all(isinstance(each, Village) for each in self.subjects)
        count = Message("screen.villages" if villages else "screen.subjects", count=len(self))
        rows = ((each.id, each.label, _kind(each)) for each in self.subjects)
        lines = (valued(tuple(filter(None, row))) for row in rows)
        return Explanation(valued(named(self)), told(count, *lines))

    def __iter__(self) -> Iterator[Village | Entity]:
        return (self._completed(subject, self.reported) for subject in self.subjects)

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, name: str) -> Village | Entity:
        for subject in self.subjects:
            if subject.id == name:
                return self._completed(subject, self.reported)
        raise no_such(name, (subject.id for subject in self.subjects))

    def _completed(
        self, subject: Village | Entity, reported: Mapping[str, Any]
    ) -> Village | Entity:
        """Give a subject, its villages and its households, what the document says for all."""
        if isinstance(subject, Village):
            return self._completed_village(subject, reported)
        own = {name: word for name, word in reported.items() if name not in _BEYOND_VILLAGES}
        villages = [self._completed_village(village, own) for village in subject.villages]
        return evolve(self._with_common(subject, reported), villages=villages)

    def _completed_village(self, village: Village, reported: Mapping[str, Any]) -> Village:
        made = self._with_common(village, reported)
        events = {n: word for n, word in reported.items() if n not in _OF_VILLAGES}
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
        subjects = [
            _located(subject, locator, ("subjects", index))
            for index, subject in enumerate(self.subjects)
        ]
        return evolve(self, subjects=subjects)


def _located(record: R, locator: Locator, steps: Path) -> R:
    """Give a record, and its villages and households, each knowing where it was read."""
    rows: dict[str, Any] = {
        plural: [
            _located(row, locator, (*steps, plural, index))
            for index, row in enumerate(getattr(record, plural))
        ]
        for plural in ("villages", "households")
        if hasattr(record, plural)
    }
    return evolve(record, **rows, origin=Origin(locator, steps))


def _kind(subject: Village | Entity) -> Message | str | None:
    """Say what a subject is: a village by how many households were reported of it."""
    if isinstance(subject, Village):
        return Message("screen.households", count=len(subject.households))
    return subject.subject

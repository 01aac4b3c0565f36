"""Subjects as records (对象): what was reported of them, not yet judged.

A record keeps its values as they were written; only a catalogue knows their types, and
`civil_village.derive` checks them against one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from attrs import evolve, field

from civil_village.checks import unique_ids
from civil_village.evidence.reported import Event, Exemption, Observation, Values, as_values
from civil_village.evidence.sampling import Draw, draw_problems
from civil_village.evidence.surveys import Survey, survey_problems
from civil_village.ids import Id, id_problems, key_problems
from civil_village.indicators import BUILT_IN, Subject
from civil_village.labels import Label, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple, keep_signature
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Origin, Problem

#: Values for each earlier period, and for each index by day or month.
Dated = FrozenMapping[str, Values]


def as_dated(entries: Any) -> Any:
    """Copy values by period or by index, which a user hands in as dicts."""
    if not entries or not isinstance(entries, Mapping):
        return as_mapping(entries)
    return FrozenMapping({name: as_values(values) for name, values in entries.items()})


keep_signature(as_dated)


def as_rows(rows: Any) -> Any:
    """Copy rows of declared kinds, which a user hands in as lists, by their plurals."""
    if not rows or not isinstance(rows, Mapping):
        return as_mapping(rows)
    return FrozenMapping({plural: as_tuple(several) for plural, several in rows.items()})


keep_signature(as_rows)


def _part_problems(record: Record) -> Iterator[Problem]:
    """Give ids of rows and events that stand twice, and plurals that are none or built in."""
    for name in (*own_rows(record), "events"):
        parts: Iterable[Any] = getattr(record, name)
        yield from unique_ids([part.id for part in parts], name)
    yield from key_problems(record.rows, "rows")
    for plural, several in record.rows.items():
        if plural in BUILT_IN.values():
            expected = Message("expected.own-key", name=plural)
            path = ("rows", plural)
            yield Problem(code="key-of-other-type", path=path, found=plural, expected=expected)
        yield from unique_ids([row.id for row in several], "rows", plural)


def household_id(village: str, household: str) -> str:
    """Give the id of a household among those of several villages.

    Examples:
        >>> household_id("v001", "h1")
        'v001/h1'
    """
    return f"{village}/{household}"


def village_of(household: str) -> str:
    """Give the village that the id of a household names; empty where it names none.

    Examples:
        >>> village_of("v001/h1"), village_of("h1")
        ('v001', '')
    """
    return household.rpartition("/")[0]


@model(kw_only=True)
class Group(Model):
    """A sub-unit of a village (村民小组), as one row of it.

    Attributes:
        id: Id of the group.
        label: Name for people; ``None`` where nobody gave one.
        values: Values as reported, by indicator; what is left out is unknown.

    Examples:
        >>> Group(id="g1", values={"disclosed": True}).values["disclosed"]
        True
    """

    kind: ClassVar[Subject] = "group"

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    values: Values = field(default=EMPTY, converter=as_values)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none."""
        yield from id_problems(self.id, "id")


@model(kw_only=True)
class Household(Model):
    """A household (农户): an opaque id and what an evaluation needs of it, no more.

    Attributes:
        id: An opaque id: no name, and no number of a document.
        label: A name for people; left out where a record is masked.
        group: Id of its group (村民小组), where the village has groups.
        values: Values as reported, by indicator; what is left out is unknown.
        rows: Rows of kinds that the catalogue declares, by their plurals.
        events: What happened.
        observations: Words of assessors.
        exempt: Exemptions by path of the requirement or criterion.
        reported: What is complete: rows by their plurals, event kinds through a day, and
            ``cohort``.
        earlier: Values of earlier periods, by the name of the period.
        indexes: Dated values of each index, by day or month.
        shared: What a document reports for all, so perhaps not of its households.
        origin: Where it was read, for the problems that a catalogue finds in it.

    Examples:
        >>> home = Household(id="h1", label="示例户", values={"takes_part": True})
        >>> home.masked().label is None
        True
    """

    kind: ClassVar[Subject] = "household"

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    group: Id | None = None
    values: Values = field(default=EMPTY, converter=as_values)
    rows: FrozenMapping[Id, tuple[Entity, ...]] = field(default=EMPTY, converter=as_rows)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)
    observations: tuple[Observation, ...] = field(default=(), converter=as_tuple)
    exempt: FrozenMapping[str, Exemption] = field(default=EMPTY, converter=as_mapping)
    reported: Values = field(default=EMPTY, converter=as_values)
    earlier: Dated = field(default=EMPTY, converter=as_dated)
    indexes: Dated = field(default=EMPTY, converter=as_dated)
    shared: frozenset[str] = field(default=frozenset(), eq=False, repr=False)
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and events with one id."""
        yield from id_problems(self.id, "id")
        if self.group is not None:
            yield from id_problems(self.group, "group")
        yield from _part_problems(self)

    def masked(self) -> Household:
        """Give the same household without its name (脱敏)."""
        events = [evolve(event, label=None) for event in self.events]
        return evolve(self, label=None, events=events, rows=_masked(self.rows))


@model(kw_only=True)
class Village(Model):
    """A village (村) with its households and sub-units, as reported.

    Attributes:
        id: Id of the village.
        label: Name for people; ``None`` where nobody gave one.
        township: The township or town (乡镇) that it belongs to.
        code: Code of the division (行政区划代码), twelve digits for a village.
        values: Values as reported, by indicator; what is left out is unknown.
        households: Its households.
        groups: Its sub-units (村民小组).
        rows: Rows of kinds that the catalogue declares, by their plurals.
        events: What happened.
        observations: Words of assessors.
        surveys: Surveys as they were counted.
        draws: Draws of households.
        exempt: Exemptions by path of the requirement or criterion.
        reported: What is complete: rows by their plurals, ``cohort``, and event kinds through a
            day.
        earlier: Values of earlier periods, by the name of the period.
        indexes: Dated values of each index, by day or month.
        origin: Where it was read, for the problems that a catalogue finds in it.

    Examples:
        >>> village = Village(id="v001", label="示例村甲", values={"meetings": 3})
        >>> village.values["meetings"]
        3
    """

    kind: ClassVar[Subject] = "village"

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    township: Label | None = field(default=None, converter=as_label)
    code: str | None = None
    values: Values = field(default=EMPTY, converter=as_values)
    households: tuple[Household, ...] = field(default=(), converter=as_tuple)
    groups: tuple[Group, ...] = field(default=(), converter=as_tuple)
    rows: FrozenMapping[Id, tuple[Entity, ...]] = field(default=EMPTY, converter=as_rows)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)
    observations: tuple[Observation, ...] = field(default=(), converter=as_tuple)
    surveys: tuple[Survey, ...] = field(default=(), converter=as_tuple)
    draws: tuple[Draw, ...] = field(default=(), converter=as_tuple)
    exempt: FrozenMapping[str, Exemption] = field(default=EMPTY, converter=as_mapping)
    reported: Values = field(default=EMPTY, converter=as_values)
    earlier: Dated = field(default=EMPTY, converter=as_dated)
    indexes: Dated = field(default=EMPTY, converter=as_dated)
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, or that stand twice."""
        yield from id_problems(self.id, "id")
        yield from _part_problems(self)
        yield from survey_problems(self.surveys)
        yield from draw_problems(self.draws)

    def masked(self) -> Village:
        """Give the same village without the names of households (脱敏)."""
        homes = [home.masked() for home in self.households]
        return evolve(self, households=homes, rows=_masked(self.rows))


@model(kw_only=True)
class Entity(Model):
    """A subject of a kind that the catalogue declares (自定对象): a township, a meeting.

    It stands by itself, or as a row of another subject under the plural of its kind.

    Attributes:
        subject: Its kind; as a row it may leave that out.
        id: Id of the entity.
        label: Name for people; ``None`` where nobody gave one.
        values: Values as reported, by indicator; what is left out is unknown.
        villages: Its villages, as rows.
        households: Its households, as rows.
        groups: Its groups, as rows.
        rows: Rows of kinds that the catalogue declares, by their plurals.
        events: What happened.
        observations: Words of assessors.
        exempt: Exemptions by path of the requirement or criterion.
        reported: What is complete: rows by their plurals, ``cohort``, and event kinds through a
            day.
        earlier: Values of earlier periods, by the name of the period.
        indexes: Dated values of each index, by day or month.
        origin: Where it was read, for the problems that a catalogue finds in it.

    Examples:
        >>> meeting = Entity(id="m1", values={"attendance": 12})
        >>> Entity(subject="township", id="t1", rows={"meetings": [meeting]}).subject
        'township'
    """

    subject: Subject | None = None
    id: Id
    label: Label | None = field(default=None, converter=as_label)
    values: Values = field(default=EMPTY, converter=as_values)
    villages: tuple[Village, ...] = field(default=(), converter=as_tuple)
    households: tuple[Household, ...] = field(default=(), converter=as_tuple)
    groups: tuple[Group, ...] = field(default=(), converter=as_tuple)
    rows: FrozenMapping[Id, tuple[Entity, ...]] = field(default=EMPTY, converter=as_rows)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)
    observations: tuple[Observation, ...] = field(default=(), converter=as_tuple)
    exempt: FrozenMapping[str, Exemption] = field(default=EMPTY, converter=as_mapping)
    reported: Values = field(default=EMPTY, converter=as_values)
    earlier: Dated = field(default=EMPTY, converter=as_dated)
    indexes: Dated = field(default=EMPTY, converter=as_dated)
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, or that stand twice, and a kind that has a class of its own."""
        yield from id_problems(self.id, "id")
        if self.subject is not None:
            yield from id_problems(self.subject, "subject")
        if self.subject in BUILT_IN:
            expected = Message("expected.declared")
            found = str(self.subject)
            yield Problem(code="wrong-type", path=("subject",), found=found, expected=expected)
        yield from _part_problems(self)

    def masked(self) -> Entity:
        """Give the same subject without the names of households, and of its own rows (脱敏)."""
        return evolve(
            self,
            villages=[village.masked() for village in self.villages],
            households=[home.masked() for home in self.households],
            rows=_masked(self.rows),
        )


def _masked(rows: Mapping[str, tuple[Entity, ...]]) -> dict[str, list[Entity]]:
    """Give rows without their names: nobody knows whether they are of people."""
    return {
        plural: [evolve(row.masked(), label=None) for row in several]
        for plural, several in rows.items()
    }


#: Whatever can be evaluated as a record.
Record = Village | Household | Entity


def villages_in(subjects: Iterable[Village | Entity]) -> Iterator[Village]:
    """Give villages, and those that are rows of a subject of another kind.

    Examples:
        >>> township = Entity(subject="township", id="t1", villages=[Village(id="v1")])
        >>> [village.id for village in villages_in([township, Village(id="v2")])]
        ['v1', 'v2']
    """
    for subject in subjects:
        yield from (subject,) if isinstance(subject, Village) else subject.villages


def rows_of(record: Record | Group) -> dict[str, tuple[Any, ...]]:
    """Give all rows that a record has, by their plurals.

    Examples:
        >>> list(rows_of(Village(id="v1", groups=[Group(id="g1")])))
        ['households', 'groups']
    """
    if isinstance(record, Group):
        return {}
    own = {plural: getattr(record, plural) for plural in own_rows(record)}
    return {**own, **record.rows} if record.rows else own


def own_rows(record: Record) -> tuple[str, ...]:
    """Name the built-in rows for which a record has a key of its own.

    Examples:
        >>> own_rows(Village(id="v1")), own_rows(Household(id="h1"))
        (('households', 'groups'), ())
    """
    match record:
        case Village():
            return ("households", "groups")
        case Entity():
            return ("villages", "households", "groups")
        case _:
            return ()

"""Villages and households as records: what was reported of them, not yet judged.

A record keeps its values as they were written; only a catalogue knows their types, and
`civil_village.derive` checks them against one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from attrs import evolve, field

from civil_village.checks import unique_ids
from civil_village.evidence import Event, Exemption, Observation, Values, as_values
from civil_village.indicators import Subject
from civil_village.labels import Label, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.models import Model, model
from civil_village.names import Id, id_problems
from civil_village.problems import Origin, Problem
from civil_village.sampling import Draw, draw_problems
from civil_village.surveys import Survey, survey_problems

#: Values for each earlier period, and for each index by day or month.
Dated = FrozenMapping[str, Values]


def as_dated(entries: Any) -> Any:
    """Copy values by period or by index, which a user hands in as dicts."""
    if not entries or not isinstance(entries, Mapping):
        return as_mapping(entries)
    return FrozenMapping({name: as_values(values) for name, values in entries.items()})


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

    Examples:
        >>> home = Household(id="h1", label="示例户", values={"takes_part": True})
        >>> home.masked().label is None
        True
    """

    kind: ClassVar[Subject] = "household"

    id: Id
    #: A name for people; left out where a record is masked.
    label: Label | None = field(default=None, converter=as_label)
    #: Id of its group (村民小组), where the village has groups.
    group: Id | None = None
    values: Values = field(default=EMPTY, converter=as_values)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)
    observations: tuple[Observation, ...] = field(default=(), converter=as_tuple)
    #: Exemptions by path of the requirement or criterion.
    exempt: FrozenMapping[str, Exemption] = field(default=EMPTY, converter=as_mapping)
    #: What is complete: event kinds through a day, and ``cohort``.
    reported: Values = field(default=EMPTY, converter=as_values)
    #: Values of earlier periods, by the name of the period.
    earlier: Dated = field(default=EMPTY, converter=as_dated)
    #: Dated values of each index, by day or month.
    indexes: Dated = field(default=EMPTY, converter=as_dated)
    #: What a document reports for all, so perhaps not of its households.
    shared: frozenset[str] = field(default=frozenset(), eq=False, repr=False)
    #: Where it was read, for the problems that a catalogue finds in it.
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and events with one id."""
        yield from id_problems(self.id, "id")
        if self.group is not None:
            yield from id_problems(self.group, "group")
        yield from unique_ids([event.id for event in self.events], "events")

    def masked(self) -> Household:
        """Give the same household without its name (脱敏)."""
        events = [evolve(event, label=None) for event in self.events]
        return evolve(self, label=None, events=events)


@model(kw_only=True)
class Village(Model):
    """A village (村) with its households and sub-units, as reported.

    Examples:
        >>> village = Village(id="v001", label="示例村甲", values={"meetings": 3})
        >>> village.values["meetings"]
        3
    """

    kind: ClassVar[Subject] = "village"

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    #: The township or town (乡镇) that it belongs to.
    township: Label | None = field(default=None, converter=as_label)
    #: Code of the division (行政区划代码), twelve digits for a village.
    code: str | None = None
    values: Values = field(default=EMPTY, converter=as_values)
    households: tuple[Household, ...] = field(default=(), converter=as_tuple)
    groups: tuple[Group, ...] = field(default=(), converter=as_tuple)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)
    observations: tuple[Observation, ...] = field(default=(), converter=as_tuple)
    #: Surveys as they were counted.
    surveys: tuple[Survey, ...] = field(default=(), converter=as_tuple)
    #: Draws of households.
    draws: tuple[Draw, ...] = field(default=(), converter=as_tuple)
    #: Exemptions by path of the requirement or criterion.
    exempt: FrozenMapping[str, Exemption] = field(default=EMPTY, converter=as_mapping)
    #: What is complete: ``households``, ``groups``, ``cohort``, and event kinds through a day.
    reported: Values = field(default=EMPTY, converter=as_values)
    #: Values of earlier periods, by the name of the period.
    earlier: Dated = field(default=EMPTY, converter=as_dated)
    #: Dated values of each index, by day or month.
    indexes: Dated = field(default=EMPTY, converter=as_dated)
    #: Where it was read, for the problems that a catalogue finds in it.
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, or that stand twice."""
        yield from id_problems(self.id, "id")
        for name in ("households", "groups", "events"):
            parts: Iterable[Any] = getattr(self, name)
            yield from unique_ids([part.id for part in parts], name)
        yield from survey_problems(self.surveys)
        yield from draw_problems(self.draws)

    def masked(self) -> Village:
        """Give the same village without the names of households (脱敏)."""
        return evolve(self, households=[home.masked() for home in self.households])


#: Whatever can be evaluated as a record.
Record = Village | Household

"""What is reported beside plain values: events, assessors' words, exemptions (佐证)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from civil_village.labels import Label, as_label
from civil_village.mappings import FrozenMapping
from civil_village.names import Id, id_problems
from civil_village.problems import Problem, require

#: What is complete: rows by their plural (``households: true``), event kinds through a day.
Reported = FrozenMapping[str, bool | date]


@frozen(kw_only=True)
class Event:
    """Something that happened on a day (事件), such as a major accident.

    Examples:
        >>> Event(id="e1", kind="major_accident", on=date(2023, 2, 11)).kind
        'major_accident'
    """

    id: Id
    #: An event kind of the catalogue.
    kind: Id
    on: date
    label: Label | None = field(default=None, converter=as_label)

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none, of the event or of its kind."""
        yield from id_problems(self.id, "id")
        yield from id_problems(self.kind, "kind")


@frozen(kw_only=True)
class Observation:
    """An assessor's word on one requirement by one method (评审记录): met or not.

    Examples:
        >>> Observation(of="creation.plan.summary", method="documents", met=True).met
        True
    """

    #: Path of the requirement: ids of section, criterion and requirement with dots.
    of: str
    #: A method of the standard, such as ``visit``.
    method: Id
    met: bool
    #: Role of the assessor; never a person's name.
    by: Label | None = field(default=None, converter=as_label)
    on: date | None = None

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give a method whose id is none."""
        yield from id_problems(self.method, "method")


@frozen(kw_only=True)
class Exemption:
    """A recorded exemption of one requirement or criterion (豁免), with who and why.

    Examples:
        >>> Exemption(reason="统计口径调整", by="镇政府").by.zh
        '镇政府'
    """

    reason: Label = field(converter=as_label)
    #: Who granted it: a role, never a person's name.
    by: Label = field(converter=as_label)

"""What is the same for every record of a subject: its indicators, the day, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from attrs import evolve, field

from civil_village.derivation.tables import Tables
from civil_village.indicators import MEMBERS, Catalogue, Indicator, Subject, ordered, own_reads
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.names import id_problems
from civil_village.places import Group, Household, Record, Village
from civil_village.problems import Problem, reject, shown
from civil_village.rules import Rule, Signature

Member = Household | Group
Extra = Literal["refuse", "ignore"]


def subject_of(record: Record | Mapping[str, Any], subject: Subject) -> Subject:
    """Tell what a record is about; a plain mapping does not know it."""
    return subject if isinstance(record, Mapping) else record.kind


@model(kw_only=True)
class Names(Shown):
    """A subject's indicators with their signatures, in the order in which they are worked out."""

    indicators: dict[str, Indicator]
    signatures: dict[str, Signature]
    #: Those that each record has by itself.
    alone: tuple[str, ...]
    #: Those that need all that are compared, or come from such.
    compared: tuple[str, ...]
    #: What the facts must keep to, by the path in the catalogue.
    consistency: tuple[Rule, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, subject: Subject, *, member: bool) -> Names:
        """Look them up in the catalogue."""
        indicators = catalogue.of(subject, member=member)
        order, _ = ordered(indicators)
        compared: dict[str, None] = {}
        for name in order:
            derive = indicators[name].derive
            compares = derive is not None and derive.compares
            if compares or any(read in compared for read in own_reads(indicators[name])):
                compared[name] = None
        owners = (subject,) if member else (subject, None)
        return cls(
            indicators=indicators,
            signatures=catalogue.signatures(subject, member=member),
            alone=tuple(name for name in order if name not in compared),
            compared=tuple(compared),
            consistency=tuple(c.rule for c in catalogue.consistency if c.subject in owners),
        )


@model(kw_only=True)
class Plan(Shown):
    """What is the same for every record of a subject."""

    catalogue: Catalogue
    subject: Subject
    own: Names
    members: dict[Subject, Names]
    as_of: date | None
    extra: Extra
    #: The stage whose observations count; ``None`` where all do.
    stage: str | None
    #: Tables of indexes that have been read.
    tables: Tables = field(factory=Tables)

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        subject: Subject,
        *,
        as_of: date | None,
        extra: Extra,
        stage: str | None = None,
    ) -> Plan:
        """Look up in the catalogue what every record of a subject needs."""
        # An instant does not compare with days, nor does a text.
        if as_of is not None and type(as_of) is not date:
            expected, found = Message("expected.date"), shown(as_of)
            reject([Problem(code="not-a-date", path=("as_of",), found=found, expected=expected)])
        if stage is not None:
            reject(id_problems(stage, "stage"))
        return cls(
            catalogue=catalogue,
            subject=subject,
            own=Names.of(catalogue, subject, member=False),
            members={kind: Names.of(catalogue, kind, member=True) for kind in MEMBERS},
            as_of=as_of,
            extra=extra,
            stage=stage,
        )

    def record(self, given: Record | Mapping[str, Any], changes: dict[str, Any]) -> Record:
        """Make a record of a plain mapping, and put in what was handed in beside it."""
        if not isinstance(given, Mapping):
            return evolve(given, **changes) if changes else given
        kind = Household if self.subject == "household" else Village
        return kind(id="unnamed", values=given, **changes)

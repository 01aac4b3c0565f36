"""What is the same for every record of a subject: its indicators, the day, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from attrs import evolve, frozen

from civil_village.indicators import PLURALS, Catalogue, Indicator, Subject
from civil_village.messages import Message
from civil_village.names import id_problems
from civil_village.places import Group, Household, Record, Village
from civil_village.problems import Problem, reject, shown
from civil_village.rules import Signature

Member = Household | Group
Extra = Literal["refuse", "ignore"]


def subject_of(record: Record | Mapping[str, Any], subject: Subject) -> Subject:
    """Tell what a record is about; a plain mapping does not know it."""
    return subject if isinstance(record, Mapping) else record.kind


@frozen(kw_only=True)
class Names:
    """A subject's indicators with their signatures."""

    indicators: dict[str, Indicator]
    signatures: dict[str, Signature]


@frozen(kw_only=True)
class Plan:
    """What is the same for every record of a subject."""

    catalogue: Catalogue
    subject: Subject
    own: Names
    members: dict[Subject, Names]
    as_of: date | None
    extra: Extra
    #: The stage whose observations count; ``None`` where all do.
    stage: str | None

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

        def names(kind: Subject, *, member: bool) -> Names:
            return Names(
                indicators=catalogue.of(kind, member=member),
                signatures=catalogue.signatures(kind, member=member),
            )

        return cls(
            catalogue=catalogue,
            subject=subject,
            own=names(subject, member=False),
            members={kind: names(kind, member=True) for kind in PLURALS},
            as_of=as_of,
            extra=extra,
            stage=stage,
        )

    def record(self, given: Record | Mapping[str, Any], changes: dict[str, Any]) -> Record:
        """Make a record of a plain mapping, and put in what was handed in beside it."""
        if not isinstance(given, Mapping):
            return evolve(given, **changes)
        kind = Household if self.subject == "household" else Village
        return kind(id="unnamed", values=given, **changes)

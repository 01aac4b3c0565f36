"""What is the same for every record of a subject: its indicators, the day, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from attrs import evolve, fields_dict

from civil_village import checks
from civil_village.arguments import day, one
from civil_village.derivation.index_tables import IndexTables
from civil_village.ids import id_problems
from civil_village.indicators import BUILT_IN, Catalogue, Indicator, Subject, ordered, own_reads
from civil_village.messages import Message
from civil_village.problems import Path, Problem, reject
from civil_village.records.subjects import Entity, Group, Household, Record, Village
from civil_village.rules import Rule, Signature

MemberRecord = Record | Group
Extra = Literal["refuse", "ignore"]


def subject_of(record: Record | Mapping[str, Any], subject: Subject) -> Subject:
    """Tell what a record is about; a plain mapping, or a row by itself, does not know it."""
    match record:
        case Village() | Household():
            return record.kind
        case Entity():
            return record.subject or subject
        case _:
            return subject


class SubjectNames(NamedTuple):
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
    def of(cls, catalogue: Catalogue, subject: Subject, *, member: bool) -> SubjectNames:
        """Look them up in the catalogue."""
        indicators = catalogue.of(subject, member=member)
        order, _ = ordered(indicators)
        compared: dict[str, None] = {}
        for name in order:
            own = indicators[name]
            if own.compares or any(read in compared for read in own_reads(own)):
                compared[name] = None
        owners = (subject,) if member else (subject, None)
        return cls(
            indicators=indicators,
            signatures=catalogue.signatures(subject, member=member),
            alone=tuple(name for name in order if name not in compared),
            compared=tuple(compared),
            consistency=tuple(c.rule for c in catalogue.consistency if c.subject in owners),
        )


class DerivationPlan(NamedTuple):
    """What is the same for every record of a subject."""

    catalogue: Catalogue
    subject: Subject
    own: SubjectNames
    members: dict[Subject, SubjectNames]
    #: The plurals by which records name the rows of each kind, and the kinds by their plurals.
    plurals: dict[Subject, str]
    kinds: dict[str, Subject]
    as_of: date | None
    extra: Extra
    #: The stage whose observations count; ``None`` where all do.
    stage: str | None
    #: Tables of indexes that have been read.
    tables: IndexTables

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        subject: Subject,
        *,
        as_of: date | None,
        extra: Extra,
        stage: str | None = None,
    ) -> DerivationPlan:
        """Look up in the catalogue what every record of a subject needs."""
        one(catalogue, Catalogue, path=("catalogue",))
        if as_of is not None:
            day(as_of, path=("as_of",))
        reject(checks.word(extra, get_args(Extra), "extra"))
        reject(catalogue.subject_problems(subject, "subject"))
        if stage is not None:
            reject(id_problems(stage, "stage"))
        return cls(
            catalogue=catalogue,
            subject=subject,
            own=SubjectNames.of(catalogue, subject, member=False),
            members={
                kind: SubjectNames.of(catalogue, kind, member=True) for kind in catalogue.plurals
            },
            plurals=catalogue.plurals,
            kinds={plural: kind for kind, plural in catalogue.plurals.items()},
            as_of=as_of,
            extra=extra,
            stage=stage,
            tables=IndexTables(),
        )

    def record(
        self, given: Record | Mapping[str, Any], changes: dict[str, Any], path: Path
    ) -> Record:
        """Make a record of a plain mapping, and put in what was handed in beside it.

        Raises:
            DocumentError: It is no record, or has no room for what was handed in.
        """
        one(given, Village, Household, Entity, Mapping, path=path)
        plain = isinstance(given, Mapping)
        kind: type[Any] = _CLASSES.get(self.subject, Entity) if plain else type(given)
        rows = changes.get("rows")
        if isinstance(rows, Mapping):  # what is none, its model refuses
            changes |= {plural: rows[plural] for plural in BUILT_IN.values() if plural in rows}
            changes["rows"] = {name: rows[name] for name in rows if name not in BUILT_IN.values()}
        reject(_no_key(name) for name in changes if name not in fields_dict(kind))
        if isinstance(given, Entity) and self.subject in BUILT_IN:
            reject([Problem(code="missing-key", path=("subject",))])
        if not isinstance(given, Mapping):
            return evolve(given, **changes) if changes else given
        if kind is Entity:
            changes["subject"] = self.subject
        return kind(id="unnamed", values=given, **changes)  # type: ignore[no-any-return] # a record


#: What a plain mapping becomes, where its subject has a class of its own.
_CLASSES: dict[Subject, type[Record]] = {
    "village": Village,
    "household": Household,
    "group": Village,
}


def _no_key(name: str) -> Problem:
    """Say that records of a subject have no such key: households no rows, villages no villages."""
    expected = Message("expected.only-with", name="subject: village")
    if name == BUILT_IN["village"]:
        expected = Message("expected.declared")
    return Problem(code="key-of-other-type", path=(name,), found=name, expected=expected)

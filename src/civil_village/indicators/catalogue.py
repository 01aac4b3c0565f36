"""The catalogue: all indicators and kinds of events, and what must fit between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from typing import ClassVar

from attrs import field

from civil_village.checks import known, unique_ids
from civil_village.explanation import Explanation, told, valued
from civil_village.ids import DocumentId, Id, id_problems, key_problems
from civil_village.indicators.aggregated import Aggregate
from civil_village.indicators.checks import Around, derive_problems, unknown_indicator
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.reads import ordered
from civil_village.indicators.rule_problems import explained
from civil_village.indicators.subjects import BUILT_IN, COHORTS, PLURALS, Subject, SubjectKind
from civil_village.labels import Label, Source, as_label, named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, no_such
from civil_village.rules import Rule, Signature
from civil_village.written_forms import ONE_OR_MANY

#: Names that records and derivations keep for rows; no kind of event may bear one.
KEPT = frozenset((*PLURALS, *PLURALS.values(), *COHORTS))
#: Names that no declared kind of subject, and no plural of one, may bear.
_TAKEN = frozenset((*BUILT_IN, *BUILT_IN.values(), *COHORTS))


@model(kw_only=True)
class EventKind(Model):
    """A kind of event that records may report (事件种类).

    Attributes:
        label: Name for people.
        values: What may be reported of each event, by name.
        source: Where it comes from (出处); ``None`` where nothing says.

    Examples:
        >>> people = Indicator(label="人数", value="count")
        >>> EventKind(label="走访", values={"people": people}).values["people"].value
        'count'
    """

    label: Label = field(converter=as_label)
    values: FrozenMapping[Id, Indicator] = field(default=EMPTY, converter=as_mapping)
    source: Source | None = None

    def problems(self) -> Iterator[Problem]:
        """Give values that are not plainly reported."""
        yield from key_problems(self.values, "values")
        for name, indicator in self.values.items():
            for key in ("of", "derive", "subject", "known_when", "observed"):
                if getattr(indicator, key) is not None:
                    expected = Message("expected.only-with", name="indicators")
                    path = ("values", name, key)
                    yield Problem(code="key-of-other-type", path=path, found=key, expected=expected)

    def signatures(self) -> dict[str, Signature]:
        """Describe the values of an event to the rules."""
        return {name: indicator.signature({}) for name, indicator in self.values.items()}


@model(kw_only=True)
class Consistency(Model):
    """A rule that the facts of every record keep to (一致性规则): ``present <= invited``.

    Attributes:
        id: Id of the rule.
        rule: What must hold.
        label: Name for people; ``None`` where nobody gave one.
        subject: Whose facts they are, where not the document's own subject's.
        source: Where it comes from (出处); ``None`` where nothing says.

    Examples:
        >>> Consistency(id="present", rule=Rule("present <= invited")).rule.names
        ('present', 'invited')
    """

    id: Id
    rule: Rule
    label: Label | None = field(default=None, converter=as_label)
    subject: Subject | None = None
    source: Source | None = None

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none."""
        yield from id_problems(self.id, "id")


@model(kw_only=True)
class Catalogue(Model):
    """All indicators and event kinds that a document speaks of (指标目录).

    It stands inside a standard, or is a document of its own that several standards refer
    to by its ``id``, which only a document needs.

    Attributes:
        id: Id of the document. Only a document needs one; ``None`` inside a standard.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        subjects: Kinds of subjects and of rows beside village, household and group, by their names.
        indicators: The indicators, by the names that rules use.
        events: Kinds of events, by the names that records use.
        consistency: What surely breaks one of these is an error of the record.

    Examples:
        >>> meetings = Indicator(label="年度会议次数", value="count")
        >>> Catalogue(indicators={"meetings": meetings})["meetings"].value
        'count'
    """

    kind: ClassVar[str] = "catalogue"

    id: DocumentId | None = None
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    subjects: FrozenMapping[Id, SubjectKind] = field(default=EMPTY, converter=as_mapping)
    indicators: FrozenMapping[Id, Indicator] = field(converter=as_mapping)
    events: FrozenMapping[Id, EventKind] = field(default=EMPTY, converter=as_mapping)
    consistency: tuple[Consistency, ...] = field(default=(), converter=as_tuple)

    def __getitem__(self, name: str) -> Indicator:
        if name not in self.indicators:
            raise no_such(name, self.indicators)
        return self.indicators[name]

    def of(self, subject: Subject, *, member: bool = False) -> dict[str, Indicator]:
        """Give the indicators of a subject.

        Args:
            subject: Whose indicators.
            member: Whether it is asked as one of a village's rows; then only indicators
                that name the subject are its own, else also those that name none.
        """
        owners = (subject,) if member else (subject, None)
        return {name: i for name, i in self.indicators.items() if i.subject in owners}

    def signatures(self, subject: Subject, *, member: bool = False) -> dict[str, Signature]:
        """Describe a subject's indicators to the rules."""
        if (subject, member) not in self._signatures:
            # The built-in members have no rows of their own.
            rows = {} if member and not self.subjects else self._rows
            made = self._described(self.of(subject, member=member), rows)
            self._signatures[subject, member] = made
        return dict(self._signatures[subject, member])

    @cached_property
    def _signatures(self) -> dict[tuple[Subject, bool], dict[str, Signature]]:
        """What was described before: checks, derivations and evaluations all ask for it."""
        return {}

    @property
    def plurals(self) -> dict[Subject, str]:
        """The kinds of rows that subjects can have, and the plurals by which records name them."""
        if not self.subjects:
            return PLURALS
        declared = {name: kind.plural_of(name) for name, kind in self.subjects.items()}
        return {**PLURALS, **declared, "village": BUILT_IN["village"]}

    def explain(self) -> Explanation:
        """Say what it has: name, label and type of each indicator, as a tree.

        Examples:
            >>> meetings = Indicator(label="会议", value="count")
            >>> print(Catalogue(id="demo", indicators={"meetings": meetings}).explain().text("en"))
            demo
              meetings, 会议, count
        """
        rows = ((name, each.label, each.value) for name, each in self.indicators.items())
        title = self.label or self.id or Message("kind.catalogue")
        return Explanation(valued(title), told(*map(valued, rows)))

    def called(self, subject: Subject) -> Message:
        """Give what people call one of a kind of subject."""
        if subject in BUILT_IN:
            return Message(f"subject.{subject}")
        return Message("subject.declared", name=named(self.subjects.get(subject), subject))

    def rows_called(self, plural: str) -> Message | None:
        """Give what people call rows, by their plural; ``None`` where there are none such."""
        if plural in (*BUILT_IN.values(), "cohort"):
            return Message(f"rows.{plural}")
        for name, kind in self.subjects.items():
            if kind.plural_of(name) == plural:
                return self.called(name)
        return None

    def subject_problems(self, subject: Subject, *path: str | int) -> Iterator[Problem]:
        """Give a kind of subject that is neither built in nor declared."""
        yield from known(subject, (*BUILT_IN, *self.subjects), *path)

    def _described(
        self, own: Mapping[str, Indicator], rows: Mapping[str, Mapping[str, Signature]]
    ) -> dict[str, Signature]:
        """Describe indicators of one subject, each after what it is made of."""
        known: dict[str, Signature] = {}
        for name in ordered(own)[0]:
            known[name] = own[name].signature(self._made_of(own[name], rows, known))
        return {name: known[name] for name in own}

    def _made_of(
        self,
        indicator: Indicator,
        rows: Mapping[str, Mapping[str, Signature]],
        known: Mapping[str, Signature],
    ) -> Mapping[str, Signature]:
        """Give the names that a derivation speaks of: of members, of events, or its own."""
        derive = indicator.derive
        if derive is None or any(derive.problems()):
            return known
        if isinstance(derive, Aggregate) and derive.over in rows and not indicator.compares:
            return rows[derive.over]
        kind = self.events.get(derive.event_kind or "")
        return known if kind is None else kind.signatures()

    @cached_property
    def _rows(self) -> dict[Subject, dict[str, Signature]]:
        """Describe what indicators can derive from: those of each kind of row.

        A row may have rows itself: each kind comes after those that it aggregates over.
        """
        rows: dict[Subject, dict[str, Signature]] = {}
        for kind in self._kinds()[0]:
            rows[kind] = self._described(self.of(kind, member=True), rows)
        return rows

    def _kinds(self) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
        """Put the kinds of rows in an order, each after those it is made of; and give a cycle."""
        kinds = self.plurals
        if not self.subjects:
            return tuple(kinds), ()
        over = {
            kind: {
                i.derive.over
                for i in self._of_just(kind).values()
                if isinstance(i.derive, Aggregate) and not i.compares
            }
            for kind in kinds
        }
        sorter = TopologicalSorter({kind: over[kind].intersection(kinds) for kind in kinds})
        try:
            return tuple(sorter.static_order()), ()
        except CycleError as error:
            return tuple(kinds), tuple(reversed(error.args[1]))

    def problems(self) -> Iterator[Problem]:
        """Give names that do not exist, and derivations that do not fit what they derive from."""
        if self.id is not None:
            yield from id_problems(self.id, "id", document=True)
        yield from self._kind_problems()
        yield from key_problems(self.indicators, "indicators")
        yield from key_problems(self.events, "events")
        for name in self.events:
            if name in KEPT:
                yield _taken(name, "events", name)
        yield from unique_ids([each.id for each in self.consistency], "consistency")
        rows = self._rows
        events = {name: kind.signatures() for name, kind in self.events.items()}
        for subject in dict.fromkeys(i.subject for i in self.indicators.values()):
            own = self._of_just(subject)
            yield from _cycle_problems(own)
        around = cache(lambda subject: self._around(subject, rows, events))
        for name, indicator in self.indicators.items():
            if indicator.subject is not None:
                yield from self.subject_problems(indicator.subject, "indicators", name, "subject")
            if indicator.subject is None and self.subjects and _over_village(indicator):
                yield _no_subject(name)
                continue
            found = _indicator_problems(indicator, around(indicator.subject))
            told = explained(found, self.indicators)
            yield from (problem.inside("indicators", name) for problem in told)
        for index, each in enumerate(self.consistency):
            if each.subject is not None:
                yield from self.subject_problems(each.subject, "consistency", index, "subject")
            names = around(each.subject).names()
            told = explained(each.rule.check(names), self.indicators)
            yield from (problem.inside("consistency", index, "rule") for problem in told)

    def _kind_problems(self) -> Iterator[Problem]:
        """Give names of kinds of subjects that are none or taken, and rows of each other."""
        yield from key_problems(self.subjects, "subjects")
        taken = {*_TAKEN, *self.events}
        for name, kind in self.subjects.items():
            plural = kind.plural_of(name)
            for each in (name, plural):
                if each in taken:
                    yield _taken(each, "subjects", name, *(("plural",) if each == plural else ()))
                taken.add(each)
        ring = self._kinds()[1]
        if ring:
            hint, found = Message("hint.break-ring"), " → ".join(ring)
            path = ("subjects", next(kind for kind in ring if kind in self.subjects))
            yield Problem(code="made-of-itself", path=path, found=found, hint=hint)

    def _of_just(self, subject: Subject | None) -> dict[str, Indicator]:
        return {name: i for name, i in self.indicators.items() if i.subject == subject}

    def _around(
        self,
        subject: Subject | None,
        rows: Mapping[str, Mapping[str, Signature]],
        events: Mapping[str, Mapping[str, Signature]],
    ) -> Around:
        """Give what indicators of a subject may be made of; described when first asked for."""
        own = self._of_just(subject)
        names = cache(lambda: self._described(own, rows))
        kinds = tuple(kind for kind in self.plurals if kind not in COHORTS)
        return Around(own, names, rows, events, kinds)


def _taken(name: str, *path: str | int) -> Problem:
    expected = Message("expected.unreserved")
    return Problem(code="reserved-word", path=path, found=name, expected=expected)


def _over_village(indicator: Indicator) -> bool:
    return isinstance(indicator.derive, Aggregate) and indicator.derive.over == "village"


def _no_subject(name: str) -> Problem:
    """Ask whose indicator it is: villages are rows of some, and the cohort of others."""
    path, hint = ("indicators", name, "subject"), Message("hint.over-village")
    return Problem(code="missing-key", path=path, hint=hint)


def _cycle_problems(own: Mapping[str, Indicator]) -> Iterator[Problem]:
    ring = ordered(own)[1]
    if ring:
        hint = Message("hint.break-ring")
        path = ("indicators", ring[0])
        yield Problem(code="made-of-itself", path=path, found=" → ".join(ring), hint=hint)


def _indicator_problems(indicator: Indicator, around: Around) -> Iterator[Problem]:
    """Give what does not fit between an indicator and what it is made of."""
    if indicator.of is not None:
        yield from _ratio_problems(indicator, around.own)
    if indicator.known_when is not None:
        found = indicator.known_when.check(around.names())
        yield from (problem.inside("known_when") for problem in found)
    if indicator.derive is not None:
        found = derive_problems(indicator, indicator.derive, around)
        yield from (problem.inside("derive") for problem in found)


def _ratio_problems(indicator: Indicator, own: Mapping[str, Indicator]) -> Iterator[Problem]:
    parts = []
    for index, name in enumerate(indicator.of or ()):
        part = own.get(name)
        if part is None:
            yield unknown_indicator(name, own, "of", index)
        elif part.value not in ("count", "amount") or (part.minimum or 0) < 0:
            expected = Message("expected.count-or-amount")
            yield Problem(
                code="wrong-type", path=("of", index), found=part.value, expected=expected
            )
        else:
            parts.append(part)
    if len({part.unit_name for part in parts}) > 1:
        units = tuple(part.unit_name or Message("unit.none") for part in parts)
        expected = Message("expected.same-unit", units=units)
        yield Problem(code="unit-mismatch", path=("of",), expected=expected)

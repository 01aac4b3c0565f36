"""Strategies for records: villages, households and groups as reported, and their facts.

A record is drawn for a catalogue, or for a standard: then its rules say which values lie at
a boundary. The complete record is drawn first, and some of it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen
from hypothesis import assume
from hypothesis import strategies as st

from civil_village.calendar import Span
from civil_village.curves.curve import Linear, PerUnit, Shortfall, Steps
from civil_village.derivation import derive
from civil_village.evidence.reported import Event, Exemption, Observation
from civil_village.exact_numbers import Number, added, tidy
from civil_village.facts import Facts
from civil_village.indicators import (
    BUILT_IN,
    Aggregate,
    Catalogue,
    EventCount,
    Formula,
    Indicator,
    Needed,
    RankOf,
    Subject,
    SumOf,
)
from civil_village.problems import DocumentError
from civil_village.records.records import Records
from civil_village.records.subjects import Entity, Group, Household, Record, Village
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.rules.syntax import Constant, Name, walk
from civil_village.standards import ByCurve, Criterion, Fault, Less, PointsShort, Standard
from civil_village.testing.strategies.calendar import DAY, days, instants, vague_dates
from civil_village.testing.strategies.catalogue import catalogues
from civil_village.testing.strategies.evidence import evidence_of, observed_words, voices
from civil_village.testing.strategies.left_out import gaps, without
from civil_village.testing.strategies.naming import (
    document_ids,
    ids,
    labels,
    sources,
    texts,
    usual_labels,
)
from civil_village.testing.strategies.numbers import whole_numbers
from civil_village.testing.strategies.values import (
    bounded,
    declared_range,
    numbers_between,
    reported_values,
)

#: Most members of each kind that a village is drawn with, and most events of one record.
_MEMBERS, _EVENTS = 4, 3
_LABELS = st.none() | usual_labels()


@frozen(kw_only=True)
class _Setting:
    """What records are drawn for."""

    # Not shown: Hypothesis writes out what a strategy was made of, at length.
    catalogue: Catalogue = field(repr=False)
    standard: Standard | None = field(repr=False)
    as_of: date
    #: Numbers that each indicator is compared with somewhere.
    marks: Mapping[str, tuple[Number, ...]] = field(repr=False)

    @classmethod
    def of(cls, given: Catalogue | Standard, as_of: date) -> _Setting:
        """Look up what lies at a boundary in a catalogue, or in a standard and its own."""
        standard = given if isinstance(given, Standard) else None
        catalogue = given if isinstance(given, Catalogue) else given.catalogue
        marks: dict[str, list[Number]] = {}
        for rule, numbers in _compared(catalogue, standard):
            for name in rule.names:
                marks.setdefault(name, []).extend(numbers)
        for name, indicator in catalogue.indicators.items():
            if indicator.of is not None and name in marks:
                # Only some wholes have a part that is exactly such a share of them.
                wholes = [Fraction(mark).denominator for mark in marks[name]]
                marks.setdefault(indicator.of[1], []).extend([*wholes, 100])
        told = {name: tuple(dict.fromkeys(numbers)) for name, numbers in marks.items()}
        return cls(catalogue=catalogue, standard=standard, as_of=as_of, marks=told)

    def pairs(self, subject: Subject) -> Iterator[tuple[str, str, bool, tuple[Number, ...]]]:
        """Give part and whole of the ratios of a subject, and of those of what is added up.

        Also whether the part may exceed its whole, and what the ratio is compared with.
        """
        indicators = self.catalogue.indicators
        for name, indicator in indicators.items():
            part, whole = indicator.of or (None, None)
            if part is None or whole is None:
                continue
            marks = self.marks.get(name, ())
            yield part, whole, indicator.may_exceed, marks
            sums = [_added(indicators[each], subject) for each in (part, whole)]
            if sums[0] is not None and sums[1] is not None and not indicator.may_exceed:
                yield sums[0], sums[1], False, marks


def _added(indicator: Indicator, over: Subject) -> str | None:
    """Name the indicator of members that another one plainly adds up."""
    match indicator.derive:
        case SumOf(sum=Rule(expression=Name(id=name)), over=rows) if rows == over:
            return name
        case _:
            return None


def _compared(
    catalogue: Catalogue, standard: Standard | None
) -> Iterable[tuple[Rule, list[Number]]]:
    """Give every rule with the numbers at which it, or the curve over it, may change."""
    rules: list[Rule | None] = []
    for indicator in catalogue.indicators.values():
        match indicator.derive:
            case Aggregate() as derive:
                rules += [derive.of, derive.where]
            case RankOf(rank=number) | Formula(rule=number) | Needed(needed=number):
                rules.append(number)
    for _, part in standard.paths() if standard else ():
        if isinstance(part, Requirement | Criterion | Strike):
            rules.append(part.applies)
        if isinstance(part, Requirement):
            rules.append(part.rule)
        elif isinstance(part, Strike):
            rules.append(part.when)
        elif isinstance(part, Fault):
            rules.append(part.when)
            if part.of is not None:
                yield part.of, _fault_ends(part)
        elif isinstance(part, Criterion) and not isinstance(part.grade, Less):
            yield from ((rule, _ends(part.grade)) for rule in part.grade.measures.values())
    for rule in rules:
        if rule is not None:
            literals = (n.value for n in walk(rule.expression) if isinstance(n, Constant))
            numbers = [n for n in literals if isinstance(n, int | Decimal | Fraction)]
            yield rule, [number for number in numbers if not isinstance(number, bool)]


def _ends(grade: object) -> list[Number]:
    """Give the numbers at which a grading begins or ceases to give more points."""
    ends: list[Decimal | None] = []
    match grade:
        case PointsShort():
            ends = [grade.target]
        case ByCurve(by=Steps() as by):
            ends = [end for step in by.steps for end in (step.from_, step.above)]
        case ByCurve(by=Linear() as by):
            ends = [knot.at for knot in by.knots]
        case ByCurve(by=PerUnit() as by):
            ends = [by.start, added([by.start, by.each])]
        case ByCurve(by=Shortfall() as by):
            ends = [by.target, tidy(Fraction(by.target) - Fraction(by.each))]
    return [end for end in ends if end is not None]


def _fault_ends(fault: Fault) -> list[Number]:
    """Give the numbers at which a fault begins to cost, or costs more."""
    if fault.by is not None:
        return _ends(ByCurve(of=fault.number, by=fault.by))
    start, step = (fault.free, 1) if fault.target is None else (fault.target, -1)
    return [start, added([start, step * fault.each])]


# Values -------------------------------------------------------------------------------


@st.composite
def _values(
    draw: st.DrawFn, setting: _Setting, subject: Subject, *, member: bool
) -> dict[str, Any]:
    """Draw a value for all that a subject reports; parts fit their wholes."""
    own = setting.catalogue.of(subject, member=member)
    own = {name: bounded(indicator, member=member) for name, indicator in own.items()}
    values = {
        name: draw(reported_values(indicator, near=setting.marks.get(name, ())))
        for name, indicator in own.items()
        if not indicator.computed
    }
    for part, whole, may_exceed, marks in setting.pairs(subject):
        if part not in values or whole not in values:
            continue
        low, high = declared_range(own[part])
        most = declared_range(own[whole])[1]
        if not may_exceed and values[whole] < low <= most:
            values[whole] = draw(numbers_between(own[whole], low, most))
        if not may_exceed:
            high = min(high, Decimal(values[whole]))
        if low <= high and (marks or values[part] > high):
            ends = [Fraction(mark) * Fraction(values[whole]) for mark in marks]
            values[part] = draw(numbers_between(own[part], low, high, ends))
    return values


# Evidence -----------------------------------------------------------------------------


@st.composite
def _events(draw: st.DrawFn, setting: _Setting) -> list[Event]:
    """Draw events at the ends of the windows that look for them, and anywhere else."""
    kinds = sorted(setting.catalogue.events)
    if not kinds:
        return []
    made = []
    for number in range(draw(st.integers(0, _EVENTS))):
        kind = draw(st.sampled_from(kinds))
        derived = [i.derive for i in setting.catalogue.indicators.values()]
        counts = [each for each in derived if isinstance(each, EventCount)]
        windows: list[Span | None] = [each.within for each in counts if each.events == kind] or [
            None
        ]
        day = draw(st.sampled_from(windows).flatmap(lambda w: days(setting.as_of, within=w)))
        label = draw(_LABELS)
        made.append(Event(id=f"e{number + 1}", kind=kind, on=day, label=label))
    return made


def _through(setting: _Setting) -> dict[str, Any]:
    return dict.fromkeys(sorted(setting.catalogue.events), setting.as_of.isoformat())


@st.composite
def _words(draw: st.DrawFn, setting: _Setting) -> dict[str, Any]:
    """Draw the word of each method that a standard asks for, and a few exemptions."""
    if setting.standard is None:
        return {}
    parts = list(setting.standard.paths())
    methods = setting.standard.methods
    words = [
        Observation(
            of=path,
            method=method,
            met=draw(st.booleans()),
            assessor=assessor,
            lead=lead,
            by=draw(_LABELS),
            on=setting.as_of if draw(st.booleans()) else None,
        )
        for path, part in parts
        if isinstance(part, Requirement) and part.judged is not None
        for method in part.judged.names
        for assessor, lead in voices(draw, methods[method].assessors)
    ]
    asked = [path for path, part in parts if isinstance(part, Criterion | Requirement)]
    exempt = {}
    if asked and setting.standard.exempt == "credit" and draw(st.integers(0, 2)) == 1:
        exempt[draw(st.sampled_from(asked))] = draw(exemptions())
    return {"observations": words, "exempt": exempt}


def exemptions() -> st.SearchStrategy[Exemption]:
    """Draw recorded exemptions (豁免).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(exemptions())
        ... def test(exemption):
        ...     assert exemption.reason
        >>> test()
    """
    return st.builds(Exemption, reason=labels(), by=labels())


def observations() -> st.SearchStrategy[Observation]:
    """Draw assessors' words (评审记录) that belong to no standard.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(observations())
        ... def test(word):
        ...     assert word.of
        >>> test()
    """
    paths = st.lists(ids(), min_size=1, max_size=3).map(".".join)
    said: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"method": ids(), "met": st.booleans()}
    )
    observed: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"method": st.none() | ids(), "value": st.booleans() | whole_numbers(0, 9) | texts()}
    )
    about: dict[str, st.SearchStrategy[Any]] = {
        "assessor": st.none() | ids(),
        "lead": st.booleans(),
        "by": st.none() | labels(),
        "on": st.none() | days(),
        "note": st.none() | labels(),
        "source": st.none() | sources(),
        "stage": st.none() | ids(),
    }
    return st.tuples(paths, said | observed, st.fixed_dictionaries(about)).map(
        lambda drawn: Observation(of=drawn[0], **drawn[1], **drawn[2])
    )


def events() -> st.SearchStrategy[Event]:
    """Draw events (事件) that belong to no catalogue.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(events())
        ... def test(event):
        ...     assert event.on or event.from_
        >>> test()
    """
    label = st.none() | labels()
    values = st.dictionaries(ids(), st.booleans() | st.integers(0, 9), max_size=2)
    lasting = st.tuples(days(), st.none() | st.integers(0, 400)).map(_lasting)
    on = (days() | vague_dates()).map(lambda day: {"on": day})
    days_of, recorded = on | lasting, st.none() | instants()
    return st.tuples(
        st.fixed_dictionaries(
            {"id": ids(), "kind": ids(), "recorded": recorded, "label": label, "values": values}
        ),
        days_of,
    ).map(lambda drawn: Event(**drawn[0], **drawn[1]))


def _lasting(drawn: tuple[date, int | None]) -> dict[str, Any]:
    first, length = drawn
    return {"from_": first} | ({} if length is None else {"to": first + timedelta(days=length)})


# Records ------------------------------------------------------------------------------


def _observed(
    draw: st.DrawFn, setting: _Setting, subject: Subject, *, member: bool
) -> dict[str, Any]:
    """Draw what is reported of a subject, and what assessors observe in place of some of it."""
    values = draw(_values(setting, subject, member=member))
    words: list[Observation] = []
    for name, indicator in setting.catalogue.of(subject, member=member).items():
        if indicator.observed is not None and draw(st.booleans()):
            small = bounded(indicator, member=member)
            words += draw(observed_words(name, small))
            del values[name]
    return {"values": values, "observations": words}


@st.composite
def _household(draw: st.DrawFn, setting: _Setting, name: str, *, member: bool) -> Household:
    return Household(
        id=name,
        label=draw(_LABELS),
        **_observed(draw, setting, "household", member=member),
        events=draw(_events(setting)),
        reported=_through(setting) | ({} if member else {"cohort": True}),
    )


@st.composite
def _group(draw: st.DrawFn, setting: _Setting, name: str) -> Group:
    values = draw(_values(setting, "group", member=True))
    return Group(id=name, label=draw(_LABELS), values=values)


@st.composite
def _row(draw: st.DrawFn, setting: _Setting, kind: Subject, name: str) -> Entity:
    values = draw(_values(setting, kind, member=True))
    return Entity(id=name, label=draw(_LABELS), values=values)


@st.composite
def _village(draw: st.DrawFn, setting: _Setting) -> Village:
    names = st.lists(ids(), max_size=_MEMBERS, unique=True)
    groups = [draw(_group(setting, name)) for name in draw(names)]
    homes = [draw(_household(setting, name, member=True)) for name in draw(names)]
    belongs = st.sampled_from([None, *(group.id for group in groups)])
    homes = [evolve(home, group=draw(belongs)) for home in homes]
    kinds = setting.catalogue.subjects
    rows = {
        kind.plural_of(name): [draw(_row(setting, name, each)) for each in draw(names)]
        for name, kind in kinds.items()
    }
    own, words = _observed(draw, setting, "village", member=False), draw(_words(setting))
    return Village(
        id=draw(ids()),
        label=draw(_LABELS),
        township=draw(_LABELS),
        values=own["values"],
        observations=[*own["observations"], *words.pop("observations", [])],
        households=homes,
        groups=groups,
        events=draw(_events(setting)),
        rows=rows,
        reported={
            **dict.fromkeys(("households", "groups", *rows, "cohort"), True),
            **_through(setting),
        },
        **evidence_of(draw, setting.catalogue, homes),
        **words,
    )


@st.composite
def _one_household(draw: st.DrawFn, setting: _Setting) -> Household:
    home = draw(_household(setting, draw(ids()), member=False))
    words = draw(_words(setting))
    said = [*home.observations, *words.pop("observations", [])]
    return evolve(home, observations=said, **words)


def _checked(
    setting: _Setting, drawn: st.SearchStrategy[Any], *, complete: bool
) -> st.SearchStrategy[Any]:
    """Keep what a catalogue has nothing to say against, and leave some of it out."""

    @st.composite
    def kept(draw: st.DrawFn) -> Any:
        record: Record = draw(drawn)
        try:
            derive(setting.catalogue, record, as_of=setting.as_of)
        except DocumentError:
            assume(condition=False)
        return record if complete else without(record, draw(gaps(record)))

    return kept()  # without arguments, which would be written out whenever none is kept


def villages(
    of: Catalogue | Standard | None = None, *, as_of: date = DAY, complete: bool = False
) -> st.SearchStrategy[Village]:
    """Draw villages as reported (村), with households, groups, events and evidence.

    Args:
        of: The catalogue or standard that they are reported for; by default any.
        as_of: The day of evaluation, near which events happen.
        complete: Whether they say everything that they can.

    Examples:
        >>> from hypothesis import given, settings
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
        >>> @settings(max_examples=5, deadline=None)
        ... @given(villages(catalogue, complete=True))
        ... def test(village):
        ...     assert "plan" in village.values
        >>> test()
    """
    if of is None:
        return catalogues().flatmap(lambda made: villages(made, as_of=as_of, complete=complete))
    setting = _Setting.of(of, as_of)
    return _checked(setting, _village(setting), complete=complete)


def households(
    of: Catalogue | Standard | None = None, *, as_of: date = DAY, complete: bool = False
) -> st.SearchStrategy[Household]:
    """Draw households that are evaluated by themselves (农户).

    Args:
        of: The catalogue or standard that they are reported for; by default any.
        as_of: The day of evaluation, near which events happen.
        complete: Whether they say everything that they can.

    Examples:
        >>> from hypothesis import given, settings
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
        >>> @settings(max_examples=5, deadline=None)
        ... @given(households(catalogue, complete=True))
        ... def test(household):
        ...     assert "plan" in household.values
        >>> test()
    """
    if of is None:
        made = catalogues("household")
        return made.flatmap(lambda own: households(own, as_of=as_of, complete=complete))
    setting = _Setting.of(of, as_of)
    return _checked(setting, _one_household(setting), complete=complete)


def groups(of: Catalogue | Standard | None = None) -> st.SearchStrategy[Group]:
    """Draw groups of a village (村民小组).

    Args:
        of: The catalogue or standard that they are reported for; by default any.

    Examples:
        >>> from hypothesis import given, settings
        >>> disclosed = Indicator(label="公开", value="truth", subject="group")
        >>> @settings(max_examples=5, deadline=None)
        ... @given(groups(Catalogue(indicators={"disclosed": disclosed})))
        ... def test(group):
        ...     assert set(group.values) <= {"disclosed"}
        >>> test()
    """
    if of is None:
        return catalogues().flatmap(groups)
    setting = _Setting.of(of, DAY)
    return ids().flatmap(lambda name: _group(setting, name))


def entities() -> st.SearchStrategy[Entity]:
    """Draw subjects of declared kinds (自定对象) that belong to no catalogue, with rows.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(entities())
        ... def test(entity):
        ...     assert entity.subject
        >>> test()
    """
    values = st.dictionaries(ids(), st.booleans() | whole_numbers(0, 9), max_size=2)
    own: dict[str, Any] = {"id": ids(), "label": _LABELS, "values": values}
    several: Any = {"max_size": 2, "unique_by": lambda row: row.id}
    kinds = ids().filter(lambda name: name not in (*BUILT_IN, *BUILT_IN.values()))
    return st.builds(
        Entity,
        subject=kinds,
        **own,
        villages=st.lists(st.builds(Village, **own), **several),
        households=st.lists(st.builds(Household, **own), **several),
        groups=st.lists(st.builds(Group, **own), **several),
        rows=st.dictionaries(kinds, st.lists(st.builds(Entity, **own), **several), max_size=2),
        events=st.lists(events(), max_size=2, unique_by=lambda event: event.id),
    )


def records(
    of: Catalogue | Standard | None = None, *, as_of: date = DAY, complete: bool = False
) -> st.SearchStrategy[Records]:
    """Draw what a township reports of a few villages (档案).

    Args:
        of: The catalogue or standard that it is reported for; by default any.
        as_of: The day of evaluation, near which events happen.
        complete: Whether the villages say everything that they can.

    Examples:
        >>> from hypothesis import given, settings
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
        >>> @settings(max_examples=5, deadline=None)
        ... @given(records(catalogue))
        ... def test(drawn):
        ...     assert all(subject.id for subject in drawn.subjects)
        >>> test()
    """
    if of is None:
        return catalogues().flatmap(lambda made: records(made, as_of=as_of, complete=complete))
    reported = villages(of, as_of=as_of, complete=complete)
    return st.builds(
        Records,
        id=document_ids(),
        edition=st.none() | texts(),
        label=st.none() | labels(),
        as_of=st.just(as_of),
        reported=st.sampled_from([{}, _through(_Setting.of(of, as_of))]),
        subjects=st.lists(reported, max_size=3, unique_by=lambda village: village.id),
    )


def facts(
    of: Catalogue | Standard | None = None, *, as_of: date = DAY, complete: bool = False
) -> st.SearchStrategy[Facts]:
    """Draw facts (事实) as they come from records: at boundaries, and with gaps.

    Args:
        of: The catalogue or standard that they are facts for; by default any catalogue of
            villages. Those of a standard are of its subject.
        as_of: The day of evaluation.
        complete: Whether everything was reported.

    Examples:
        >>> from hypothesis import given, settings
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
        >>> @settings(max_examples=5, deadline=None)
        ... @given(facts(catalogue, complete=True))
        ... def test(drawn):
        ...     assert drawn["plan"] in (True, False)
        >>> test()
    """
    if of is None:
        return catalogues().flatmap(lambda made: facts(made, as_of=as_of, complete=complete))
    catalogue = of if isinstance(of, Catalogue) else of.catalogue
    household = isinstance(of, Standard) and of.subject == "household"
    drawn: st.SearchStrategy[Any] = (households if household else villages)(
        of, as_of=as_of, complete=complete
    )
    return drawn.map(lambda record: derive(catalogue, record, as_of=as_of))

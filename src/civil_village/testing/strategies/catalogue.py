"""Strategies for catalogues: indicators of every type, events, and what derives from rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st

from civil_village.exact_numbers import added
from civil_village.indicators import (
    BUILT_IN,
    MEMBERS,
    PLURALS,
    AnyDerived,
    Catalogue,
    Consistency,
    EventCount,
    EventKind,
    Formula,
    Indicator,
    MaximumOf,
    MeanOf,
    Needed,
    RankOf,
    SheetCount,
    Subject,
    SubjectKind,
    ValueType,
)
from civil_village.indicators.aggregated import Blank
from civil_village.indicators.catalogue import KEPT
from civil_village.labels import Label, Source
from civil_village.quantities.rounding import Rounding
from civil_village.rankings.order import Ties
from civil_village.testing.strategies.calendar import spans
from civil_village.testing.strategies.choosing import below, new_ids, one_of, rarely
from civil_village.testing.strategies.derivation import AGGREGATES, BLANKS, aggregated
from civil_village.testing.strategies.evidence import survey_derivations, ways_to_join
from civil_village.testing.strategies.naming import (
    assumptions,
    document_ids,
    ids,
    labels,
    sources,
    texts,
    usual_labels,
)
from civil_village.testing.strategies.numbers import exact_decimals, roundings
from civil_village.testing.strategies.rule import rules, signatures

#: Largest value that most numbers declare: few values meet each other more often.
_MOST = Decimal(9)
_UNITS = (None, Label("元", "yuan"), Label("亩"))
_SOURCES = (None, Source(document="plan-5", clause="三（五）"))
_CHOICES = st.lists(texts(), min_size=1, max_size=3, unique=True)


@cache
def event_kinds() -> st.SearchStrategy[EventKind]:
    """Draw kinds of events (事件种类).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(event_kinds())
        ... def test(kind):
        ...     assert kind.label.zh
        >>> test()
    """
    reported = indicators().map(lambda made: evolve(made, subject=None, observed=None))
    values = st.dictionaries(ids(), reported, max_size=2)
    return st.builds(EventKind, label=labels(), values=values, source=st.none() | sources())


@cache
def consistencies() -> st.SearchStrategy[Consistency]:
    """Draw rules that facts must keep to (一致性规则), over any names.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(consistencies())
        ... def test(made):
        ...     assert made.rule.names is not None
        >>> test()
    """
    return st.builds(
        Consistency,
        id=ids(),
        rule=signatures().flatmap(rules),
        label=st.none() | labels(),
        subject=st.none() | st.sampled_from(tuple(BUILT_IN)),
        source=st.none() | sources(),
    )


def subject_kinds() -> st.SearchStrategy[SubjectKind]:
    """Draw kinds of subjects that a catalogue declares (对象种类).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(subject_kinds())
        ... def test(kind):
        ...     assert kind.plural_of("meeting")
        >>> test()
    """
    source = st.none() | sources()
    return st.builds(SubjectKind, label=labels(), plural=st.none() | ids(), source=source)


@st.composite
def indicators(
    draw: st.DrawFn, subject: Subject | None = None, *, open_: bool = False
) -> Indicator:
    """Draw indicators that records report (指标), of every type of value.

    Args:
        draw: Given by Hypothesis.
        subject: Whose indicator it is; ``None`` for the document's own subject.
        open_: Only such as an assessor who has not spoken leaves open.

    Examples:
        >>> from hypothesis import find
        >>> find(indicators(), lambda indicator: indicator.value == "count").maximum
        Decimal('9')
    """
    value = one_of(draw, get_args(ValueType))
    made = Indicator(
        label=draw(usual_labels()),
        value=value,
        subject=subject,
        choices=draw(_CHOICES) if value == "choice" else (),
        source=one_of(draw, _SOURCES),
        assumed=draw(assumptions(("value", "label"))),
    )
    if value == "count":
        return evolve(made, **draw(_ranges(places=0)))
    if value == "amount":
        places = one_of(draw, (None, 0, 1, 4))
        ends = draw(_ranges(places=2 if places is None else places))
        if rarely(draw):
            ends["observed"] = draw(ways_to_join(places=1 if places else 0, open_=open_))
        return evolve(made, unit=one_of(draw, _UNITS), places=places, **ends, round=_rounded(draw))
    if value == "ratio":
        return evolve(made, may_exceed=draw(st.booleans()), round=_rounded(draw))
    return made


def _rounded(draw: st.DrawFn) -> Rounding | None:
    return draw(roundings(1)) if rarely(draw) else None


@st.composite
def _ranges(draw: st.DrawFn, *, places: int) -> dict[str, Any]:
    """Draw least and greatest value; the least is 0 where it is not declared."""
    form = one_of(draw, ("greatest", "both", "none", "least"))
    if form == "none":
        return {}
    least = Decimal(0)
    if form in ("both", "least"):
        least = draw(exact_decimals(-5, 5, places=places))
    ends: dict[str, Any] = {"minimum": least} if form != "greatest" else {}
    if form != "least":
        wide = exact_decimals(0, 10**6, places=places)
        width = draw(wide) if draw(below(2)) else _MOST
        ends["maximum"] = added([least, width])
    return ends


#: Kinds of rows beside households and groups; most catalogues declare none.
_KINDS: dict[str, SubjectKind] = {
    "meeting": SubjectKind(label=Label("会议", "meeting")),
    "person": SubjectKind(label=Label("人"), plural="people"),
}
#: Names by which records speak of rows, or derivations of their kinds.
_OF_ROWS = (*PLURALS.values(), *_KINDS, *(kind.plural_of(name) for name, kind in _KINDS.items()))
# Records speak of the rows of a village by their plurals, and of events by their kind.
_EVENTS = st.dictionaries(
    ids().filter(lambda name: name not in (*KEPT, *_OF_ROWS)),
    st.builds(EventKind, label=usual_labels()),
    max_size=2,
)


@st.composite
def catalogues(
    draw: st.DrawFn, subject: Subject = "village", *, blanks: Sequence[Blank] = BLANKS
) -> Catalogue:
    """Draw catalogues (指标目录) with at least one indicator that the subject reports.

    Those of villages also have indicators of households, groups and rows of a declared kind,
    and what derives from such rows or from events.

    Args:
        draw: Given by Hypothesis.
        subject: Whose catalogue it is.
        blanks: What a blank of a member may be. Only where it is ``unknown`` is nothing
            contradicted that is said before it is filled in.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(catalogues())
        ... def test(catalogue):
        ...     assert catalogue.of("village")
        >>> test()
    """
    village = subject == "village"
    owners: list[Subject | None] = [None] * (1 + draw(below(5)))
    kinds: dict[str, SubjectKind] = {}
    if village:
        name = one_of(draw, (None, None, *_KINDS))
        kinds = {} if name is None else {name: _KINDS[name]}
        owners += [one_of(draw, (*MEMBERS, *kinds)) for _ in range(draw(below(6)))]
    computed = draw(below(5))
    names = list(islice(new_ids(draw), len(owners) + computed))
    open_ = set(blanks) == {"unknown"}
    made = {
        name: draw(indicators(owner, open_=open_))
        for name, owner in zip(names, owners, strict=False)
    }
    events = draw(_EVENTS)
    for name in names[len(owners) :]:
        ways = ["ratio"]
        ways += ["events"] if events and subject != "group" else []
        ways += ["rows", "rows", "survey"] if village else []
        ways += ["own"] if subject != "group" else []
        way = one_of(draw, ways)
        if way == "rows":
            made[name] = draw(
                _of_rows(Catalogue(subjects=kinds, indicators=made, events=events), blanks)
            )
        elif way == "survey":
            derive = draw(survey_derivations())
            value: Any = "count" if isinstance(derive, SheetCount) else "ratio"
            made[name] = Indicator(label=draw(usual_labels()), value=value, derive=derive)
        elif way == "own":
            known = Catalogue(subjects=kinds, indicators=made, events=events)
            made[name] = draw(_of_own(known, None))
        elif way == "events":
            owner: Subject | None = "household" if village and draw(st.booleans()) else None
            counted = EventCount(events=one_of(draw, sorted(events)), within=draw(spans()))
            made[name] = Indicator(
                label=draw(usual_labels()), value="count", subject=owner, derive=counted
            )
        else:
            made[name] = draw(_ratios(made))
    return Catalogue(subjects=kinds, indicators=made, events=events, **draw(_own_names()))


@cache
def _own_names() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what a catalogue has that is a document of its own; most are parts of a standard."""
    source = (Source(document="plan-5"),)
    more: dict[str, Any] = {"edition": "2024", "label": Label("目录"), "source": source}
    named = st.builds(
        lambda name, others: {"id": name, **others},
        document_ids(),
        st.sampled_from([{}, more]),
    )
    none: st.SearchStrategy[dict[str, Any]] = st.just({})
    return none | none | named


@st.composite
def _ratios(draw: st.DrawFn, made: Mapping[str, Indicator]) -> Indicator:
    """Draw a ratio of two indicators, or a plain share where no two fit."""
    numbers = {
        name: each
        for name, each in made.items()
        if each.value in ("count", "amount") and (each.minimum or 0) >= 0
    }
    pairs = [
        (part, whole)
        for part, first in numbers.items()
        for whole, second in numbers.items()
        if (first.subject, first.unit_name) == (second.subject, second.unit_name) and part != whole
    ]
    if not pairs:
        return Indicator(label=draw(usual_labels()), value="ratio")
    part, whole = one_of(draw, pairs)
    # A record can make reported parts fit their whole, but hardly computed ones.
    loose = [each.computed or each.observed is not None for each in (made[part], made[whole])]
    free = any(loose) or _surely_exceeds(made[part], made[whole])
    return Indicator(
        label=draw(usual_labels()),
        value="ratio",
        subject=made[part].subject,
        of=(part, whole),
        may_exceed=free or draw(st.booleans()),
        round=_rounded(draw),
    )


def _surely_exceeds(part: Indicator, whole: Indicator) -> bool:
    return whole.maximum is not None and (part.minimum or 0) > whole.maximum


@st.composite
def _of_own(draw: st.DrawFn, catalogue: Catalogue, subject: Subject | None) -> Indicator:
    """Draw an indicator that follows from a subject's own facts, or those of its cohort."""
    names = {
        name: signature
        for name, signature in catalogue.signatures(subject or "village").items()
        if catalogue[name].subject == subject
    }
    form = one_of(draw, ("truth", "rule", "needed", "mean", "max", "rank"))
    number = draw(rules(names, "truth" if form == "truth" else "number"))
    found = number.signature(names)
    assert found is not None  # it is a rule that passes
    unit = None if found.unit is None else Label(found.unit)
    label = draw(usual_labels())
    derive: AnyDerived
    match form:
        case "truth":
            return Indicator(
                label=label, value="truth", subject=subject, derive=Formula(rule=number)
            )
        case "needed":
            derive = Needed(needed=number, per=Decimal(1 + draw(below(5))))
        case "rank":
            derive = RankOf(rank=number, best="high", ties=one_of(draw, get_args(Ties)))
            value: ValueType = one_of(draw, ("count", "ratio"))
            return Indicator(label=label, value=value, subject=subject, derive=derive)
        case "rule":
            derive = Formula(rule=number)
        case "mean":
            derive = MeanOf(mean=number, over="cohort", itself=draw(st.booleans()))
        case _:
            derive = MaximumOf(max=number, over="cohort", itself=draw(st.booleans()))
    needed = form == "needed"
    return Indicator(
        label=label,
        value="count" if needed else "amount",
        subject=subject,
        unit=None if needed else unit,
        derive=derive,
    )


@st.composite
def _of_rows(draw: st.DrawFn, catalogue: Catalogue, blanks: Sequence[Blank]) -> Indicator:
    """Draw an indicator of a village that comes from its rows of any kind."""
    over = one_of(draw, (*MEMBERS, *catalogue.subjects))
    names = catalogue.signatures(over, member=True)
    derive: Any = draw(aggregated(one_of(draw, AGGREGATES), names, over, blanks))
    found = derive.of.signature(names)
    assert found is not None  # it is a rule that passes
    value: Any = {"share": "ratio", "count": "count"}.get(derive.how, "amount")
    return Indicator(
        label=draw(usual_labels()),
        value=value,
        unit=None if found.unit is None else Label(found.unit),
        derive=derive,
        round=None if value == "count" else _rounded(draw),
    )


@st.composite
def own_catalogues(draw: st.DrawFn) -> Catalogue:
    """Draw catalogues (指标目录) that are documents of their own.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(own_catalogues())
        ... def test(catalogue):
        ...     assert catalogue.id is not None
        >>> test()
    """
    made = draw(catalogues())
    return made if made.id is not None else evolve(made, id=draw(document_ids()))

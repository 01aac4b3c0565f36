"""Strategies for catalogues: indicators of every type, events, and what derives from rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args

from attrs import evolve
from hypothesis import strategies as st

from civil_village.indicators import (
    PLURALS,
    Catalogue,
    Derived,
    EventKind,
    Indicator,
    Subject,
    ValueType,
)
from civil_village.labels import Label, Source
from civil_village.quantities import Rounding
from civil_village.rules import Signature
from civil_village.testing.exact import exact_decimals, roundings, spans
from civil_village.testing.observing import joinings, of_surveys
from civil_village.testing.typed import rules, signatures
from civil_village.testing.words import assumptions, ids, labels, sources, texts, usual_labels

Blank = Literal["unknown", "exclude", "no"]
#: What a blank of a member can be.
BLANKS: tuple[Blank, ...] = get_args(Blank)
#: Largest value that most numbers declare: few values meet each other more often.
_MOST = 9
_UNITS = st.sampled_from([None, Label("元", "yuan"), Label("亩")])
_SOURCES = st.sampled_from([None, Source(document="plan-5", clause="三（五）")])


@cache
def event_kinds() -> st.SearchStrategy[EventKind]:
    """Draw kinds of events (事件种类).

    Examples:
        >>> from hypothesis import find
        >>> find(event_kinds(), lambda kind: True).label.zh
        '0'
    """
    return st.builds(EventKind, label=labels(), source=st.none() | sources())


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
    value = draw(st.sampled_from(get_args(ValueType)))
    made = Indicator(
        label=draw(usual_labels()),
        value=value,
        subject=subject,
        choices=draw(st.lists(texts(), min_size=1, max_size=3, unique=True))
        if value == "choice"
        else (),
        source=draw(_SOURCES),
        assumed=draw(assumptions(("value", "label"))),
    )
    if value == "count":
        return evolve(made, **draw(_ranges(places=0)))
    if value == "amount":
        places = draw(st.sampled_from([None, 0, 1, 4]))
        ends = draw(_ranges(places=2 if places is None else places))
        ends["observed"] = draw(
            st.none() | st.none() | joinings(places=1 if places else 0, open_=open_)
        )
        return evolve(made, unit=draw(_UNITS), places=places, **ends, round=draw(_rounded()))
    if value == "ratio":
        return evolve(made, may_exceed=draw(st.booleans()), round=draw(_rounded()))
    return made


@cache
def _rounded() -> st.SearchStrategy[Rounding | None]:
    return st.none() | st.none() | roundings(1)


@st.composite
def _ranges(draw: st.DrawFn, *, places: int) -> dict[str, Any]:
    """Draw least and greatest value; the least is 0 where it is not declared."""
    forms = ["greatest", "both", "none", "least"]
    form = draw(st.sampled_from(forms))
    if form == "none":
        return {}
    least = Decimal(0)
    if form in ("both", "least"):
        least = draw(exact_decimals(-5, 5, places=places))
    ends: dict[str, Any] = {"minimum": least} if form != "greatest" else {}
    if form != "least":
        width = draw(st.just(Decimal(_MOST)) | exact_decimals(0, 10**6, places=places))
        ends["maximum"] = least + width
    return ends


@st.composite
def catalogues(
    draw: st.DrawFn, subject: Subject = "village", *, blanks: Sequence[Blank] = BLANKS
) -> Catalogue:
    """Draw catalogues (指标目录) with at least one indicator that the subject reports.

    Those of villages also have indicators of households and groups, and what derives from
    such rows or from events.

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
    owners: list[Subject | None] = [None] * draw(st.integers(1, 5))
    if village:
        owners += draw(st.lists(st.sampled_from(list(PLURALS)), max_size=5))
    computed = draw(st.integers(0, 4))
    size = len(owners) + computed
    names = draw(st.lists(ids(), min_size=size, max_size=size, unique=True))
    open_ = set(blanks) == {"unknown"}
    made = {
        name: draw(indicators(owner, open_=open_))
        for name, owner in zip(names, owners, strict=False)
    }
    # Records speak of the rows of a village by their plurals, and of events by their kind.
    kinds = ids().filter(lambda name: name not in PLURALS.values())
    events = draw(st.dictionaries(kinds, st.builds(EventKind, label=usual_labels()), max_size=2))
    for name in names[len(owners) :]:
        ways = ["ratio"]
        ways += ["events"] if events and subject != "group" else []
        ways += ["rows", "rows", "survey"] if village else []
        way = draw(st.sampled_from(ways))
        if way == "rows":
            made[name] = draw(_of_rows(Catalogue(indicators=made, events=events), blanks))
        elif way == "survey":
            derive = draw(of_surveys())
            value: Any = "count" if derive.sheets else "ratio"
            made[name] = Indicator(label=draw(usual_labels()), value=value, derive=derive)
        elif way == "events":
            owner: Subject | None = "household" if village and draw(st.booleans()) else None
            derive = Derived(events=draw(st.sampled_from(sorted(events))), within=draw(spans()))
            made[name] = Indicator(
                label=draw(usual_labels()), value="count", subject=owner, derive=derive
            )
        else:
            made[name] = draw(_ratios(made))
    return Catalogue(indicators=made, events=events)


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
    part, whole = draw(st.sampled_from(pairs))
    # A record can make reported parts fit their whole, but hardly computed ones.
    loose = [each.computed or each.observed is not None for each in (made[part], made[whole])]
    free = any(loose) or _surely_exceeds(made[part], made[whole])
    return Indicator(
        label=draw(usual_labels()),
        value="ratio",
        subject=made[part].subject,
        of=(part, whole),
        may_exceed=free or draw(st.booleans()),
        round=draw(_rounded()),
    )


def _surely_exceeds(part: Indicator, whole: Indicator) -> bool:
    return whole.maximum is not None and (part.minimum or 0) > whole.maximum


@st.composite
def derivations(
    draw: st.DrawFn,
    names: Mapping[str, Signature] | None = None,
    *,
    over: Subject | None = None,
    blanks: Sequence[Blank] = BLANKS,
) -> Derived:
    """Draw how an indicator of a village comes from its rows (派生指标).

    Args:
        draw: Given by Hypothesis.
        names: What a rule may know of a member; by default any names, or kinds of events.
        over: Whose rows they are; by default households or groups.
        blanks: What a blank of a member may be, among them ``unknown``.

    Examples:
        >>> from hypothesis import find
        >>> find(derivations(), lambda derive: derive.how == "share").how
        'share'
    """
    if names is None:
        if draw(st.integers(0, 5)) == 1:
            return draw(of_surveys())
        if draw(st.integers(0, 3)) == 1:
            return Derived(events=draw(ids()), within=draw(spans()))
        names = draw(signatures())
    how = draw(st.sampled_from(["share", "count", "sum", "mean", "min", "max"]))
    truth = how in ("share", "count")
    aggregated: dict[str, Any] = {how: draw(rules(names, "truth" if truth else "number"))}
    rows = draw(st.sampled_from(list(PLURALS))) if over is None else over
    return Derived(
        **aggregated,
        over=rows,
        among=draw(st.none() | st.none() | ids()) if rows == "household" else None,
        where=draw(st.none() | rules(names)),
        blank=draw(st.sampled_from([blank for blank in blanks if truth or blank != "no"])),
    )


@st.composite
def _of_rows(draw: st.DrawFn, catalogue: Catalogue, blanks: Sequence[Blank]) -> Indicator:
    """Draw an indicator of a village that comes from its households or groups."""
    over = draw(st.sampled_from(list(PLURALS)))
    names = catalogue.signatures(over, member=True)
    derive = draw(derivations(names, over=over, blanks=blanks))
    found = derive.of.signature(names)
    assert found is not None  # it is a rule that passes
    value: Any = {"share": "ratio", "count": "count"}.get(derive.how, "amount")
    return Indicator(
        label=draw(usual_labels()),
        value=value,
        unit=None if found.unit is None else Label(found.unit),
        derive=derive,
        round=None if value == "count" else draw(_rounded()),
    )

"""Strategies for covenants: articles of every form, whole covenants, events held against them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from civil_village.consequences import Banned
from civil_village.covenants import Article, Covenant, Decided, Exemplary, PriorReport
from civil_village.covenants.articles import EVENT
from civil_village.evidence import Event, EventLog
from civil_village.indicators import EventKind, IndexValue, Indicator
from civil_village.labels import Label
from civil_village.rules import Signature
from civil_village.testing.strategies.calendar import time_limits
from civil_village.testing.strategies.campaign import DAY, publications
from civil_village.testing.strategies.choosing import one_of, rarely, seldom
from civil_village.testing.strategies.naming import (
    assumptions,
    document_ids,
    ids,
    labels,
    namings,
    texts,
)
from civil_village.testing.strategies.points_scheme.effect import bans, grants
from civil_village.testing.strategies.rule import rules, signatures

#: The kinds of events, the facts and the reports of the covenants that are drawn.
_KINDS = {"wedding": "婚事", "funeral": "丧事", "house": "乔迁"}
_YUAN = Label("元", "yuan")
_FACTS = {
    "tables": Indicator(label="桌数", value="count", maximum=20),
    "gift": Indicator(label="礼金", value="amount", unit=_YUAN, places=0, maximum=20),
    "pork": Indicator(
        label="肉价",
        value="amount",
        unit=_YUAN,
        places=0,
        maximum=20,
        derive=IndexValue(index="pork"),
    ),
    "official": Indicator(label="干部户", value="truth"),
    "setting": Indicator(label="地点", value="choice", choices=("home", "hotel")),
}
_REPORT, _ADOPTION = "report", "adoption"


def prior_reports() -> st.SearchStrategy[PriorReport]:
    """Draw what must be there before an event (事前报备、申请).

    Examples:
        >>> from hypothesis import find
        >>> find(prior_reports(), lambda made: made.counts == "nth").of
        'a'
    """
    counts = st.sampled_from(["full", "nth"])
    return st.builds(PriorReport, of=ids(), before=time_limits(), counts=counts)


def _brought() -> st.SearchStrategy[list[Any]]:
    """Draw what follows a breach, or from keeping all."""
    return st.lists(publications() | grants() | st.builds(Banned, ban=bans()), max_size=2)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Draw articles (条款) that belong to no covenant, of every form.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(articles(), lambda article: article.forbidden).rule is None
        True
    """
    return draw(_article(draw(ids()), draw(signatures()), draw(st.lists(ids(), max_size=2))))


@st.composite
def _article(
    draw: st.DrawFn,
    name: str,
    names: Mapping[str, Signature],
    kinds: list[str],
    notice: st.SearchStrategy[PriorReport] | None = None,
) -> Article:
    form = one_of(draw, ("rule", "rule", "forbidden", "notice"))
    asks: dict[str, Any] = {"forbidden": True}
    if form == "rule":
        asks = {"rule": draw(rules(names))}
    elif form == "notice":
        asks = {"notice": draw(prior_reports() if notice is None else notice)}
    return Article(
        id=name,
        **draw(namings()),
        kinds=list(dict.fromkeys(kinds)),
        applies=draw(seldom(rules(names))),
        then=draw(_brought()),
        assumed=draw(assumptions()),
        **asks,
    )


def exemplaries() -> st.SearchStrategy[Exemplary]:
    """Draw what keeping all of a covenant earns (示范奖励).

    Examples:
        >>> from hypothesis import find
        >>> len(find(exemplaries(), lambda made: True).then)
        1
    """
    return st.lists(grants() | publications(), min_size=1, max_size=2).map(
        lambda then: Exemplary(then=then)
    )


def decisions() -> st.SearchStrategy[Decided]:
    """Draw who decides on a change of a covenant (修订程序).

    Examples:
        >>> from hypothesis import find
        >>> find(decisions(), lambda made: made.by is None).event
        'a'
    """
    return st.builds(Decided, event=ids(), by=seldom(ids()))


@cache
def _names() -> Mapping[str, Signature]:
    """Describe the facts of the covenants that are drawn; dates stand in no rule."""
    bare = Covenant(id="demo", kinds=_KINDS, indicators=_FACTS, articles=[])
    described = bare.catalogue.signatures(EVENT)
    return {name: each for name, each in described.items() if each.type != "date"}


@st.composite
def covenants(draw: st.DrawFn) -> Covenant:
    """Draw whole covenants (村规民约), with a few kinds of events, facts and articles.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(covenants())
        ... def test(covenant):
        ...     assert "event" in covenant.catalogue.indicators
        >>> test()
    """
    kinds = st.lists(st.sampled_from(sorted(_KINDS)), max_size=2)
    notice = st.builds(PriorReport, of=st.just(_REPORT), before=time_limits())
    made = [
        draw(_article(f"a{number}", _names(), draw(kinds), notice))
        for number in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return Covenant(
        id=draw(document_ids()),
        **draw(namings()),
        edition=draw(st.none() | texts()),
        uses=draw(st.lists(document_ids(), max_size=1)),
        leap=draw(st.sampled_from(["28_february", "1_march"])),
        kinds={name: draw(labels()) for name in _KINDS},
        indicators=_FACTS,
        events={_REPORT: EventKind(label="报备")},
        articles=made,
        exemplary=draw(seldom(exemplaries())),
        changed_by=draw(seldom(st.just(Decided(event=_ADOPTION, by="assembly")))),
        assumed=draw(assumptions()),
    )


@frozen(kw_only=True)
class EventCase:
    """A covenant with an event that it may be asked about, and a log beside it."""

    covenant: Covenant
    event: Event
    log: EventLog
    indexes: Mapping[str, Mapping[str, Any]]
    as_of: date


@st.composite
def event_cases(draw: st.DrawFn) -> EventCase:
    """Draw a covenant, an event with gaps among its facts, and what a log says beside it.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(event_cases())
        ... def test(case):
        ...     assert case.event.kind in case.covenant.kinds
        >>> test()
    """
    covenant = draw(covenants())
    number = st.none() | st.integers(0, 20)
    facts = {
        "tables": draw(number),
        "gift": draw(number),
        "official": draw(st.none() | st.booleans()),
        "setting": draw(st.sampled_from([None, "home", "hotel"])),
    }
    kind = draw(st.sampled_from(sorted(_KINDS)))
    event = Event(id="w1", kind=kind, on=DAY, subject="h1", values=facts)
    beside = [event]
    if rarely(draw):
        on = DAY - timedelta(days=draw(st.integers(0, 30)))
        beside.append(Event(id="r1", kind=_REPORT, of="w1", on=on))
    if draw(st.booleans()):
        name, on = covenant.name, DAY - timedelta(days=100)
        beside.append(Event(id="d1", kind=_ADOPTION, of=name, by="assembly", on=on))
    return EventCase(
        covenant=covenant,
        event=event,
        log=EventLog(events=beside),
        indexes={"pork": {"2024-06": draw(number)}},
        as_of=DAY + timedelta(days=draw(st.integers(-30, 30))),
    )

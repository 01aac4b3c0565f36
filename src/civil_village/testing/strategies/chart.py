"""Strategies for charts: states, steps, holds, whole title schemes, and logs that fit them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from civil_village.calendar import Span, TimeLimit
from civil_village.charts import Chart, ChartState, ChartStep, Hold, Upheld
from civil_village.charts.ways import way_problems, ways_out
from civil_village.evidence import Event, EventLog
from civil_village.indicators import EventKind, Indicator
from civil_village.organizations import Body
from civil_village.requirements import Requirement
from civil_village.rules import Rule
from civil_village.testing.strategies.calendar import spans, time_limits
from civil_village.testing.strategies.campaign import publications
from civil_village.testing.strategies.choosing import below, one_of, rarely, seldom
from civil_village.testing.strategies.naming import (
    assumptions,
    document_ids,
    ids,
    labels,
    namings,
    texts,
)
from civil_village.testing.strategies.standard import requirements
from civil_village.titles import TitleScheme

#: Things happen in the year from this day on.
_FIRST = date(2024, 1, 1)
_OFFSET = timezone(timedelta(hours=8))
#: Kinds of events that lead on, that open and that decide, and that are only counted.
_STEPS, _OPENS, _CLOSES, _COUNTED = ("report", "review"), "objection", "decision", "visit"
#: What guards of the charts that are drawn ask for.
_RULES = (
    "score >= 60",
    "score < 30",
    "passed",
    "earlier_visit >= 1",
    "days_since_report >= 20",
    "earlier_review == 0 || passed",
)
_WHO = ("office", "village")


# Parts that belong to no chart -----------------------------------------------------------


@st.composite
def chart_states(draw: st.DrawFn) -> ChartState:
    """Draw states (状态) that belong to no chart.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(chart_states(), lambda state: state.timed).next
        'a'
    """
    how = one_of(draw, ("final", "lasts", "due"))
    times: dict[str, Any] = {"final": st.booleans(), "lasts": spans(), "due": time_limits()}
    time: dict[str, Any] = {how: draw(times[how])}
    if how != "final":
        time["next"] = draw(ids())
    then = draw(st.lists(publications(), max_size=2)) if rarely(draw) else []
    return ChartState(**time, **draw(namings()), then=then, assumed=draw(assumptions()))


@st.composite
def chart_steps(draw: st.DrawFn) -> ChartStep:
    """Draw steps (步骤) that belong to no chart.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(chart_steps(), lambda step: step.to is None).by
        ()
    """
    return ChartStep(
        event=draw(ids()),
        from_=draw(st.lists(ids(), min_size=1, max_size=2, unique=True)),
        to=draw(st.none() | ids()),
        by=draw(st.lists(ids(), max_size=2, unique=True)),
        require=draw(st.lists(requirements(), max_size=1)),
        **draw(namings()),
        assumed=draw(assumptions()),
    )


def ways_to_uphold() -> st.SearchStrategy[Upheld]:
    """Draw when a hold is upheld, and where it leads (异议成立).

    Examples:
        >>> from hypothesis import find
        >>> find(ways_to_uphold(), lambda made: True).to
        'a'
    """
    return st.builds(Upheld, when=ids().map(Rule), to=ids())


@st.composite
def holds(draw: st.DrawFn) -> Hold:
    """Draw what holds states (异议) of no chart.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(holds(), lambda hold: hold.restart).in_
        ('a',)
    """
    return Hold(
        opens=draw(ids()),
        closes=draw(ids()),
        in_=draw(st.lists(ids(), min_size=1, max_size=2, unique=True)),
        by=draw(st.lists(ids(), max_size=1)),
        upheld=draw(seldom(ways_to_uphold())),
        restart=draw(st.booleans()),
        source=draw(namings())["source"],
    )


# Whole charts ----------------------------------------------------------------------------


def _kinds() -> dict[str, EventKind]:
    score = Indicator(label="得分", value="count", maximum=100)
    values = {"score": score, "passed": Indicator(label="合格", value="truth")}
    led = {name: EventKind(label=name, values=values) for name in (*_STEPS, _CLOSES)}
    return {**led, **{name: EventKind(label=name) for name in (_OPENS, _COUNTED)}}


@st.composite
def _chart(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the keys of a valid chart: what nothing leads to has a kind of event of its own."""
    names = [f"s{number}" for number in range(draw(st.integers(1, 4)))]
    kinds = _kinds()
    made: dict[str, ChartState] = {}
    for number, name in enumerate(names):
        time: dict[str, Any] = {}
        if number and draw(st.booleans()):  # time leads back, so that it comes to rest
            time["next"] = names[draw(below(number))]
            how, count = one_of(draw, ("lasts", "due")), draw(st.integers(1, 40))
            time[how] = Span(count, "day") if how == "lasts" else TimeLimit(count, "day")
        then = draw(st.lists(publications(), max_size=1)) if rarely(draw) else []
        made[name] = ChartState(label=draw(seldom(labels())), then=then, **time)
    led: list[ChartStep] = []
    for _ in range(draw(st.integers(0, 5))):
        rule = draw(seldom(st.sampled_from(_RULES)))
        step = ChartStep(
            event=one_of(draw, _STEPS),
            from_=draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)),
            to=draw(st.none() | st.sampled_from(names)),
            by=draw(st.lists(st.sampled_from(_WHO), max_size=1)),
            require=[] if rule is None else [Requirement(id="guard", rule=Rule(rule))],
        )
        if not any(p.code == "never-tried" for p in way_problems(names[0], made, [*led, step], [])):
            led.append(step)
    held = []
    if draw(st.booleans()):
        to = draw(st.none() | st.sampled_from(names))
        held.append(
            Hold(
                opens=_OPENS,
                closes=_CLOSES,
                in_=draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)),
                by=draw(st.lists(st.sampled_from(_WHO), max_size=1)),
                upheld=None if to is None else Upheld(when=Rule("passed"), to=to),
                restart=draw(st.booleans()),
            )
        )
    for problem in way_problems(names[0], made, led, held):
        if problem.code == "unreachable-state":
            kind = f"to_{problem.found}"
            kinds[kind] = EventKind(label=kind)
            led.append(ChartStep(event=kind, from_=[names[0]], to=problem.found))
    for name, out in ways_out(made, led, held).items():
        if not out:
            made[name] = ChartState(label=made[name].label, then=made[name].then, final=True)
    bodies = {name: Body(label=name) for name in _WHO}
    return {
        "events": kinds,
        "bodies": bodies if draw(st.booleans()) else {},
        "start": names[0],
        "states": made,
        "steps": led,
        "holds": held,
        "leap": one_of(draw, ("28_february", "1_march")),
    }


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Draw charts (状态图) of a few states, steps and holds.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(charts(), lambda chart: True).start
        's0'
    """
    return Chart(**draw(_chart()), opens=["report"] if rarely(draw) else [])


@st.composite
def title_schemes(draw: st.DrawFn) -> TitleScheme:
    """Draw title schemes (称号办法); some open an instance with each report.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(title_schemes(), lambda scheme: scheme.opens != ()).opens
        ('report',)
    """
    return TitleScheme(
        id=draw(document_ids()),
        edition=draw(st.none() | texts()),
        **draw(namings()),
        subject=one_of(draw, ("village", "household")),
        **draw(_chart()),
        opens=["report"] if rarely(draw) else [],
        assumed=draw(assumptions()),
    )


@frozen(kw_only=True)
class TitleCase:
    """A title scheme with a log that fits it, and a day on which it is asked."""

    scheme: TitleScheme
    log: EventLog
    as_of: date


@st.composite
def title_events(
    draw: st.DrawFn, scheme: TitleScheme, number: int, before: Sequence[Event] = ()
) -> Event:
    """Draw one more event for the log of a title scheme that was drawn.

    Args:
        draw: Given by Hypothesis.
        scheme: The scheme.
        number: Of which its id is made.
        before: Events that it may speak of.

    Examples:
        >>> from hypothesis import find
        >>> find(title_schemes().flatmap(lambda s: title_events(s, 7)), lambda event: True).id
        'e7'
    """
    kind = draw(st.sampled_from([*scheme.events, *(["withdraw"] if before else []), "ban"]))
    of = None
    if before and (kind in ("withdraw", _CLOSES) or scheme.opens):
        of = draw(st.sampled_from(before)).id
    on = _FIRST + timedelta(days=draw(st.integers(0, 100)))
    late = draw(st.none() | st.integers(0, 20))
    known = None if late is None else on + timedelta(days=late)
    values: dict[str, Any] = {}
    for name in scheme.events[kind].values if kind in scheme.events else ():
        value = draw(st.integers(0, 100)) if name == "score" else draw(st.booleans())
        if not rarely(draw):
            values[name] = value
    ban = kind == "ban"
    return Event(
        id=f"e{number}",
        kind=kind,
        of=of,
        on=None if ban else on,
        from_=on if ban else None,
        to=on + timedelta(days=30) if ban else None,
        recorded=None
        if known is None
        else datetime(known.year, known.month, known.day, 12, tzinfo=_OFFSET),
        place=draw(st.sampled_from(["v1", "v2"])),
        by=draw(st.sampled_from([*_WHO, None, "office.head"])),
        values=values,
    )


@st.composite
def title_cases(draw: st.DrawFn) -> TitleCase:
    """Draw a title scheme with a log that fits it (称号办法及其台账).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from civil_village import standing
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(title_cases())
        ... def test(case):
        ...     made = standing(case.scheme, case.log, as_of=case.as_of)
        ...     assert {*made.states} == {*made}
        >>> test()
    """
    scheme = draw(title_schemes())
    made: list[Event] = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        made.append(draw(title_events(scheme, number, made)))
    as_of = _FIRST + timedelta(days=draw(st.integers(0, 160)))
    return TitleCase(scheme=scheme, log=EventLog(id="drawn.log", events=made), as_of=as_of)

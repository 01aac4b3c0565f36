"""Strategies for procedures: their parts, whole ones, and logs of what is decided by them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from civil_village.calendar import Notice, TimeLimit
from civil_village.evidence import Event, EventLog
from civil_village.indicators import Catalogue, Consistency, Indicator
from civil_village.organizations import Body
from civil_village.procedures import (
    MergedStep,
    Procedure,
    ProcedureStep,
    StepRequirement,
    WholeTime,
)
from civil_village.procedures.least_times import least_time
from civil_village.rules import Rule
from civil_village.testing.strategies.calendar import days, notices, time_limits
from civil_village.testing.strategies.choosing import one_of, seldom
from civil_village.testing.strategies.naming import assumptions, document_ids, ids, namings

#: The day about which things happen.
DAY = date(2026, 3, 10)
#: What the records of the procedures that are drawn hold.
CATALOGUE = Catalogue(
    indicators={
        "members": Indicator(label="应到", value="count", maximum=20),
        "present": Indicator(label="实到", value="count", maximum=20),
        "yes": Indicator(label="同意", value="count", maximum=20),
        "one_person": Indicator(label="一肩挑", value="truth"),
        "attendance": Indicator(label="到会率", value="ratio", of=["present", "members"]),
        "yes_of_present": Indicator(label="同意率", value="ratio", of=["yes", "present"]),
        "yes_of_all": Indicator(label="应到同意率", value="ratio", of=["yes", "members"]),
    },
    consistency=[Consistency(id="present", rule=Rule("present <= members"))],
)
_QUORUMS = ("attendance >= 2 / 3", "attendance > 0.5", "present >= 3 || attendance == 1")
_VOTES = ("yes_of_present > 1 / 2", "yes_of_all >= 1 / 2", "yes * 2 > present")
_STEPS = ("propose", "discuss", "decide", "publish")
_BODIES = ("branch", "committee")
_OFFSET = timezone(timedelta(hours=8))


def _votes(fails: str) -> st.SearchStrategy[Rule]:
    return st.sampled_from(_QUORUMS if fails == "invalid" else _VOTES).map(Rule)


@st.composite
def step_requirements(draw: st.DrawFn) -> StepRequirement:
    """Draw what the record of a step must show (步骤要求).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(step_requirements(), lambda made: made.fails == "stops").rule.text
        'yes_of_present > 1 / 2'
    """
    fails: Any = one_of(draw, ("invalid", "stops"))
    return StepRequirement(
        id=draw(ids()),
        **draw(namings()),
        rule=draw(_votes(fails)),
        applies=draw(seldom(st.just(Rule("members > 1")))),
        fails=fails,
        assumed=draw(assumptions()),
    )


@st.composite
def procedure_steps(draw: st.DrawFn) -> ProcedureStep:
    """Draw steps (程序步骤) that belong to no procedure.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(procedure_steps(), lambda step: step.due is not None).after != ()
        True
    """
    after = draw(st.lists(ids(), max_size=2, unique=True))
    times: dict[str, Any] = {
        key: draw(seldom(time_limits())) for key in ("interval", "due") if after
    }
    return ProcedureStep(
        id=draw(ids()),
        **draw(namings()),
        by=draw(st.lists(ids(), max_size=2, unique=True)),
        after=after,
        notice=draw(seldom(notices())),
        require=draw(st.lists(step_requirements(), max_size=2, unique_by=lambda each: each.id)),
        assumed=draw(assumptions()),
        **times,
    )


@st.composite
def merged_steps(draw: st.DrawFn) -> MergedStep:
    """Draw merged steps (合并步骤) that belong to no procedure.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> len(find(merged_steps(), lambda made: True).of)
        2
    """
    return MergedStep(
        id=draw(ids()),
        **draw(namings()),
        of=draw(st.lists(ids(), min_size=2, max_size=3, unique=True)),
        by=draw(st.lists(ids(), max_size=1)),
        require=draw(st.lists(step_requirements(), max_size=1)),
        assumed=draw(assumptions()),
    )


def whole_times() -> st.SearchStrategy[WholeTime]:
    """Draw times in which several steps together must be done (全程时限).

    Examples:
        >>> from hypothesis import find
        >>> find(whole_times(), lambda made: True).through is None
        True
    """
    return st.builds(WholeTime, time=time_limits(), through=seldom(ids()))


@st.composite
def _own_steps(draw: st.DrawFn, name: str, before: Sequence[str]) -> ProcedureStep:
    """Draw a step of a procedure that comes after some of others."""
    after = draw(st.lists(st.sampled_from(before), max_size=2, unique=True)) if before else []
    interval = draw(st.integers(0, 3)) if after else None
    due = None if interval is None else draw(st.none() | st.integers(interval, interval + 4))
    require = []
    for fails, own in (("invalid", "quorum"), ("stops", "passed")):
        if draw(st.booleans()):
            kind: Any = fails
            require.append(StepRequirement(id=own, rule=draw(_votes(fails)), fails=kind))
    return ProcedureStep(
        id=name,
        **draw(namings()),
        by=draw(st.just(()) | st.lists(st.sampled_from(_BODIES), max_size=2, unique=True)),
        after=after,
        interval=TimeLimit(interval, "day") if interval else None,
        due=None if due is None else TimeLimit(due, one_of(draw, ("day", "day", "working day"))),
        notice=draw(seldom(st.builds(Notice, before=st.just(TimeLimit(2, "day"))))),
        require=require,
    )


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Draw procedures (议事程序) of a few steps, which some record could keep to.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(procedures(), lambda made: made.merges != ()).merges[0].of
        ('propose', 'discuss')
    """
    names = _STEPS[: draw(st.integers(1, len(_STEPS)))]
    steps = [draw(_own_steps(name, names[:place])) for place, name in enumerate(names)]
    merges = []
    if len(steps) > 1 and draw(st.booleans()):
        asked = StepRequirement(id="one", rule=Rule("one_person"))
        require = [asked] if draw(st.booleans()) else []
        merges = [MergedStep(id="joint", of=names[:2], require=require)]
    within = None
    if draw(st.booleans()):
        least, _ = least_time({step.id: step for step in steps}, merges)
        time = TimeLimit(least + draw(st.integers(0, 5)), "day")
        within = WholeTime(time=time, through=draw(seldom(st.sampled_from(names))))
    return Procedure(
        id=draw(document_ids()),
        **draw(namings()),
        bodies={name: Body() for name in _BODIES},
        catalogue=CATALOGUE,
        steps=steps,
        merges=merges,
        within=within,
        assumed=draw(assumptions()),
    )


@frozen(kw_only=True)
class ProcedureCase:
    """A procedure, what happened in one or two matters, and the day that is asked about."""

    procedure: Procedure
    log: EventLog
    as_of: date


@st.composite
def step_records(draw: st.DrawFn, procedure: Procedure, number: int) -> Event:
    """Draw one more event of the log of a matter: a record of a step, or a notice (步骤记录).

    Args:
        draw: Given by Hypothesis.
        procedure: The procedure, one of those that are drawn.
        number: Of which its id is made.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(procedures().flatmap(lambda made: step_records(made, 7)))
        ... def test(event):
        ...     assert event.id == "e7"
        >>> test()
    """
    kinds = tuple(procedure.own_kinds)
    kind = draw(st.sampled_from((*kinds, *kinds, "notice")))
    on = draw(days(DAY))
    late = draw(st.none() | st.integers(0, 10))
    known = None if late is None else on + timedelta(late)
    values: dict[str, Any] = {}
    if kind != "notice":
        members = draw(st.integers(0, 6))
        present = draw(st.integers(0, members + 1))
        counts = {"members": members, "present": present, "yes": draw(st.integers(0, present))}
        values = {name: count for name, count in counts.items() if draw(st.integers(0, 5))}
        values["one_person"] = draw(st.booleans())
    return Event(
        id=f"e{number}",
        kind=kind,
        of=draw(st.sampled_from(kinds)) if kind == "notice" else None,
        on=on,
        recorded=None
        if known is None
        else datetime(known.year, known.month, known.day, 12, tzinfo=_OFFSET),
        by=draw(st.sampled_from([None, *_BODIES])),
        values=values,
    )


@cache
def procedure_cases() -> st.SearchStrategy[ProcedureCase]:
    """Draw a procedure with a log of a matter, and a day that is asked about (程序及其记录).

    Examples:
        >>> from civil_village import check_record
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(procedure_cases())
        ... def test(case):
        ...     made = check_record(case.procedure, case.log, as_of=case.as_of)
        ...     assert (made.word in ("impossible", "invalid")) == bool(made.faults)
        >>> test()
    """
    return _cases()


@st.composite
def _cases(draw: st.DrawFn) -> ProcedureCase:
    procedure = draw(procedures())
    numbers = range(1, draw(st.integers(0, 7)) + 1)
    made = [draw(step_records(procedure, number)) for number in numbers]
    return ProcedureCase(
        procedure=procedure,
        log=EventLog(
            id="drawn.log",
            events=made,
            reported=draw(st.dictionaries(st.sampled_from(_STEPS), days(DAY), max_size=1)),
        ),
        as_of=draw(days(DAY)),
    )

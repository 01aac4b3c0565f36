"""Strategies for campaigns: duties, phases, batches, funds, whole plans, and logs that fit them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import islice
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from civil_village.calendar import NamedYears, VagueWindow
from civil_village.campaigns import Batch, Campaign, Fund, FundDivision, Phase
from civil_village.consequences import DutyCalled, Publicised
from civil_village.duties import Duty
from civil_village.events.seals import seal
from civil_village.evidence import Event, EventLog
from civil_village.indicators import CountOf, EventKind, Indicator
from civil_village.organizations import Body, Locality, LocalityList, Membership, Post, Roster
from civil_village.quantities import CountRange
from civil_village.records import Records, Village
from civil_village.requirements import Requirement
from civil_village.rules import Rule
from civil_village.testing.strategies.calendar import days, recurrences, time_limits, vague_windows
from civil_village.testing.strategies.choosing import new_ids, one_of, rarely, seldom
from civil_village.testing.strategies.dividing import ways_to_divide
from civil_village.testing.strategies.naming import (
    assumptions,
    document_ids,
    ids,
    labels,
    namings,
    texts,
)
from civil_village.testing.strategies.numbers import exact_decimals, whole_numbers
from civil_village.testing.strategies.organization import count_ranges
from civil_village.testing.strategies.reported import events
from civil_village.testing.strategies.standard import aims, requirements

#: The day about which things happen; plans are of the year 2024.
DAY = date(2024, 6, 15)
_WINDOWS = ("2024-06", "2024-06-mid..2024-07", "2024-05..2024-06-15", "2024-Q2", "y-06", "y..")
_LIMITS = ("0 days", "5 days", "5 working days", "1 month")
#: Kinds of events of the plans that are drawn; the last calls for duties.
_KINDS = ("report", "filing", "approval", "refusal", "payment", "finding")
#: What shows a duty done, in the places of a level.
_RULES = {"done_when": "water >= 30", "keep": "guards >= 1"}
_OFFSET = timezone(timedelta(hours=8))


# Parts that belong to no plan ------------------------------------------------------------


def calls() -> st.SearchStrategy[DutyCalled]:
    """Draw that another duty is called for (追加任务).

    Examples:
        >>> from hypothesis import find
        >>> find(calls(), lambda call: True).duty
        'a'
    """
    return st.builds(DutyCalled, duty=ids())


def publications() -> st.SearchStrategy[Publicised]:
    """Draw that something is made public (通报、曝光).

    Examples:
        >>> from hypothesis import find
        >>> find(publications(), lambda made: True).publicity.zh
        '0'
    """
    return st.builds(Publicised, publicity=labels())


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    """Draw duties (任务) that belong to no plan, of every way to be owed and to be done.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(duties(), lambda duty: duty.again).each is None
        True
    """
    owed = one_of(draw, ("phase", "window", "every", "after", "before", "due"))
    shown = one_of(draw, ("done", "deliver", "done_when"))
    times: dict[str, Any] = {
        "phase": ids(),
        "window": vague_windows(),
        "every": recurrences(),
        "after": st.dictionaries(ids(), time_limits(), min_size=1, max_size=2),
        "before": st.dictionaries(ids(), time_limits(), min_size=1, max_size=2),
        "due": time_limits(),
    }
    more: dict[str, Any] = {owed: draw(times[owed])}
    if owed == "every":
        more |= {"begins": draw(seldom(vague_windows())), "around": draw(seldom(time_limits()))}
    if shown == "done_when":
        more["done_when"] = Rule("water >= 30")
        if owed in ("phase", "window") and draw(st.booleans()):
            more["keep"] = more.pop("done_when")
    else:
        more |= {"done": draw(ids()), "count": draw(seldom(count_ranges()))}
        if more["count"] is None:
            more["done_by"] = draw(st.sampled_from(["lead", "each"]))
    if shown == "deliver":
        more |= {key: draw(seldom(ids())) for key in ("refused", "to")}
        more |= {"deliver": draw(ids()), "done_on": one_of(draw, ("handed_in", "approved"))}
    more["each"] = draw(seldom(ids()))
    if more["each"] is not None:
        more["kind"] = draw(seldom(ids()))
    if "keep" not in more:
        more["needs"] = draw(st.lists(ids(), max_size=2, unique=True))
    return Duty(
        id=draw(ids()),
        **draw(namings()),
        lead=draw(seldom(ids())),
        with_=draw(st.lists(ids(), max_size=2, unique=True)),
        role=draw(seldom(labels())),
        early=draw(st.booleans()),
        late=draw(st.sampled_from(["owed", "lapses"])),
        applies=draw(seldom(st.just(Rule("water >= 1")))),
        counts=draw(st.sampled_from(["members", "records"])),
        then=draw(st.lists(publications() | calls(), max_size=2)),
        channel=draw(seldom(labels())),
        assumed=draw(assumptions()),
        **more,
    )


@st.composite
def phases(draw: st.DrawFn) -> Phase:
    """Draw phases (阶段) that belong to no plan.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(phases(), lambda phase: phase.window is not None).window.text
        '2022'
    """
    gates = st.lists(requirements(), max_size=1)
    return Phase(
        id=draw(ids()),
        **draw(namings()),
        window=draw(seldom(vague_windows())),
        enter=draw(gates),
        leave=draw(gates),
        assumed=draw(assumptions()),
    )


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """Draw batches (批次) that belong to no plan.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(batches(), lambda batch: len(batch.list) > 1).size
        2
    """
    names = list(islice(new_ids(draw), draw(st.integers(0, 3))))
    return Batch(
        id=draw(ids()),
        **draw(namings()),
        of=draw(ids()),
        window=draw(seldom(vague_windows())),
        closed=draw(seldom(ids())),
        count=draw(seldom(st.just(len(names)) if names else st.integers(1, 20))),
        list=names,
        assumed=draw(assumptions()),
    )


def fund_divisions() -> st.SearchStrategy[FundDivision]:
    """Draw how funds are divided (以奖代补分配办法).

    Examples:
        >>> from hypothesis import find
        >>> find(fund_divisions(), lambda way: way.ties == "lot").seed
        '0'
    """
    drawn = st.tuples(ids(), ids(), ways_to_divide())
    return drawn.map(lambda made: FundDivision(by=made[0], each=made[1], **made[2]))


@st.composite
def funds(draw: st.DrawFn) -> Fund:
    """Draw funds (经费) that belong to no plan, some without a sum.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> str(find(funds(), lambda fund: fund.planned is not None).planned)
        '0'
    """
    return Fund(
        **draw(namings()),
        planned=draw(st.none() | exact_decimals(0, 10**6)),
        unit=draw(st.just(Fund().unit) | labels()),
        spent=draw(seldom(ids())),
        division=draw(seldom(fund_divisions())),
        assumed=draw(assumptions()),
    )


# Whole plans -----------------------------------------------------------------------------


@st.composite
def _owed(draw: st.DrawFn, index: int, earlier: list[Duty]) -> Duty:
    """Draw a duty of a plan; it may need, or be called by, those before it alone."""
    each = draw(st.sampled_from([None, "village"]))
    owed = draw(st.sampled_from(["phase", "window", "every", "after"]))
    more: dict[str, Any] = {
        "phase": {"phase": draw(st.sampled_from(["first", "second"]))},
        "window": {"window": draw(st.sampled_from(_WINDOWS))},
        "every": {"every": draw(_usual_recurrences()), "begins": "2024-03"},
        "after": {"after": {"finding": draw(st.sampled_from(_LIMITS))}},
    }[owed]
    shown = draw(st.sampled_from(["done", "done", "deliver", "done_when", "keep"]))
    if shown in _RULES and each is not None and owed in ("phase", "window"):
        more[shown] = Rule(_RULES[shown])
    elif shown == "deliver":
        more |= {"deliver": "filing", "done": "approval", "refused": "refusal"}
        more["done_on"] = draw(st.sampled_from(["handed_in", "approved"]))
    else:
        more["done"] = "report"
        more["count"] = draw(seldom(st.sampled_from(["1..2", 2, "..1"])))
    if "keep" not in more and earlier:
        more["needs"] = draw(st.lists(st.sampled_from([d.id for d in earlier]), max_size=1))
    return Duty(
        id=f"d{index}",
        lead=draw(st.sampled_from([None, "office", "committee.head"])),
        each=each,
        late=draw(st.sampled_from(["owed", "lapses"])),
        early=draw(st.booleans()),
        applies=Rule("water >= 30") if each and owed != "after" and rarely(draw) else None,
        then=[Publicised(publicity="通报")] if rarely(draw) else [],
        **more,
    )


@cache
def _usual_recurrences() -> st.SearchStrategy[Any]:
    """Draw what does not come too often for a small plan."""
    return recurrences(lunar=False).filter(lambda every: every.unit != "week")


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    """Draw whole campaigns (创建活动方案), with a few places, bodies, phases and duties.

    They are of the year 2024; a year ``y`` is known, or not.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(campaigns())
        ... def test(campaign):
        ...     assert set(campaign.order) == set(campaign.duties)
        >>> test()
    """
    villages = [f"v{number}" for number in range(1, draw(st.integers(1, 3)) + 1)]
    owed: list[Duty] = []
    for index in range(1, draw(st.integers(1, 4)) + 1):
        owed.append(draw(_owed(index, owed)))
    filed = CountOf(count=Rule("done && duty == 'd1'"), over="occurrence")
    guards = CountOf(count=Rule("body == 'guard'"), over="membership")
    gate = Requirement(id="filed", rule=Rule("filed >= 1"))
    later = owed[0].phase == "second"
    return Campaign(
        id=draw(document_ids()),
        **draw(namings()),
        edition=draw(st.none() | texts()),
        years=NamedYears({"y": draw(st.sampled_from(["2024", "unknown"]))}),
        begins=draw(seldom(st.just(VagueWindow.parse("2024")))),
        places={"villages": LocalityList(level="village", list=[Locality(id=v) for v in villages])},
        bodies={
            "office": Body(label="文明办"),
            "committee": Body(each="village", posts={"head": Post(count=CountRange(1, 1))}),
            "guard": Body(each="village"),
        },
        indicators={
            "water": Indicator(label="通水户", value="count", subject="village"),
            "guards": Indicator(label="巡逻队员", value="count", subject="village", derive=guards),
            "filed": Indicator(label="已报备", value="count", subject="plan", derive=filed),
        },
        events={kind: EventKind(label=kind) for kind in _KINDS},
        phases=[
            Phase(
                id="first",
                window=VagueWindow.parse(draw(st.sampled_from(_WINDOWS))),
                leave=() if later or draw(st.booleans()) else (gate,),
            ),
            Phase(id="second", window=VagueWindow.parse("2024-06-late..2024-12")),
        ],
        duties=owed,
        batches=[
            Batch(id="b1", of="villages", window=VagueWindow.parse("2024-05"), list=villages[:1])
        ]
        if draw(st.booleans())
        else [],
        holds=draw(seldom(st.just("guard"))),
        funds={"special": Fund(planned=1000, spent="payment")} if draw(st.booleans()) else {},
        aims=draw(st.lists(aims(), max_size=1)),
        assumed=draw(assumptions()),
    )


@frozen(kw_only=True)
class CampaignCase:
    """A campaign with what is asked of it beside: what happened, is reported, and who is who."""

    campaign: Campaign
    log: EventLog
    records: Records
    roster: Roster
    as_of: date


@st.composite
def happenings(
    draw: st.DrawFn, campaign: Campaign, number: int, before: Sequence[Event] = ()
) -> Event:
    """Draw one more event for the log of a campaign that was drawn (台账中的一条).

    Args:
        draw: Given by Hypothesis.
        campaign: The campaign.
        number: Of which its id is made.
        before: Events that it may speak of.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(campaigns().flatmap(lambda plan: happenings(plan, 7)))
        ... def test(event):
        ...     assert event.id == "e7"
        >>> test()
    """
    kinds = [*_KINDS, "withdraw", "excuse"] if before else _KINDS
    kind = draw(st.sampled_from(kinds))
    of: str | None = None
    if kind == "withdraw" or (kind in ("approval", "refusal") and before):
        of = draw(st.sampled_from(before)).id
    elif kind == "excuse":
        of = draw(st.sampled_from(campaign.duties)).id
    on = draw(days(DAY))
    recorded = draw(st.none() | st.integers(0, 20))
    known = None if recorded is None else on + timedelta(recorded)
    return Event(
        id=f"e{number}",
        kind=kind,
        of=of,
        on=on,
        recorded=None
        if known is None
        else datetime(known.year, known.month, known.day, 12, tzinfo=_OFFSET),
        place=draw(st.sampled_from([None, *campaign.by_place])),
        by=draw(seldom(st.sampled_from(["office", "committee"]))),
        subject=draw(seldom(st.sampled_from(["g1", "g2"]))),
        values={"amount": draw(whole_numbers(0, 100))} if kind == "payment" else {},
    )


@st.composite
def campaign_cases(draw: st.DrawFn) -> CampaignCase:
    """Draw a campaign with a log, records and a roster that fit it (方案及其台账).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from civil_village import status
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(campaign_cases())
        ... def test(case):
        ...     made = status(case.campaign, case.log, as_of=case.as_of, roster=case.roster)
        ...     assert sum(made.counts.values()) == len(made.occurrences)
        >>> test()
    """
    campaign = draw(campaigns())
    made: list[Event] = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        made.append(draw(happenings(campaign, number, made)))
    villages = [
        Village(id=name, values={} if water is None else {"water": water})
        for name in campaign.by_place
        for water in [draw(st.none() | st.integers(29, 31))]
    ]
    guards = [
        Membership(who=f"p{n}", of="guard", place=name, from_=draw(seldom(days(DAY))))
        for n, name in enumerate(campaign.by_place)
        if draw(st.booleans())
    ]
    return CampaignCase(
        campaign=campaign,
        log=EventLog(id="drawn.log", events=made),
        records=Records(id="drawn.records", subjects=villages),
        roster=Roster(id="drawn.roster", memberships=guards),
        as_of=draw(days(DAY)),
    )


@st.composite
def event_logs(draw: st.DrawFn) -> EventLog:
    """Draw logs of events (事件簿) that belong to no campaign, some of them sealed.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(event_logs())
        ... def test(log):
        ...     assert len(log.seals) in (0, len(log.events))
        >>> test()
    """
    several: list[Event] = draw(st.lists(events(), max_size=3, unique_by=lambda each: each.id))
    made = EventLog(
        id=draw(document_ids()),
        edition=draw(st.none() | texts()),
        **draw(namings()),
        reported=draw(st.dictionaries(ids(), days(), max_size=1)),
        events=several,
    )
    sealed: bool = draw(st.booleans())
    return seal(made) if several and sealed else made

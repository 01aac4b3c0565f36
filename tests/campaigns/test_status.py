"""What became of a campaign by a day: every expectation is worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from civil_village import DocumentError, Event, Indicator, Records, Roster, Rule, Village
from civil_village.calendar import Span, Window
from civil_village.calendar.recurrences import Recurrence
from civil_village.calendar.workdays import Workdays
from civil_village.campaigns import (
    Batch,
    Campaign,
    Fund,
    FundDivision,
    Phase,
    calendar_of,
    status,
)
from civil_village.consequences import DutyCalled, Publicised
from civil_village.duties import Duty
from civil_village.evidence import EventLog
from civil_village.indicators import CountOf, EventCount, EventKind
from civil_village.organizations import Body, Locality, LocalityList, Membership
from civil_village.requirements import Requirement

KINDS = ("report", "notice", "filing", "approval", "refusal", "finding", "removal", "account")
VILLAGES = {
    "villages": LocalityList(level="village", list=[Locality(id=v) for v in ("a", "b", "c")])
}
BODIES = {
    "office": Body(label="文明办"),
    "police": Body(label="派出所"),
    "guard": Body(label="巡逻队", each="village"),
    "titled": Body(label="文明村"),
}


def campaign(*duties: Duty, **more: Any) -> Campaign:
    kinds = {kind: EventKind(label=kind) for kind in KINDS} | more.pop("events", {})
    more = {"places": VILLAGES, "bodies": BODIES} | more
    return Campaign(id="demo.campaign", duties=duties, events=kinds, **more)


def told(
    plan: Campaign, *events: Event, as_of: date, **more: Any
) -> list[tuple[str, str | None, str, str]]:
    made = status(plan, EventLog(events=events), as_of=as_of, **more)
    return [(each.duty, each.place, each.name, each.state) for each in made]


def states(plan: Campaign, *events: Event, as_of: date, **more: Any) -> list[str]:
    return [state for *_, state in told(plan, *events, as_of=as_of, **more)]


def event(name: str, kind: str, month: int, day: int, **more: Any) -> Event:
    return Event(id=name, kind=kind, on=date(2024, month, day), **more)


MARCH = Duty(id="plan", lead="office", window="2024-03", done="report")


@pytest.mark.parametrize(
    ("day", "state", "days"),
    [
        (date(2024, 2, 29), "not_yet", 0),
        (date(2024, 3, 1), "due", 0),
        (date(2024, 3, 31), "due", 0),  # nothing is overdue on the due day
        (date(2024, 4, 1), "late", 1),
        (date(2024, 5, 1), "late", 31),
    ],
)
def test_a_duty_is_due_through_its_last_day_and_late_after_it(day, state, days):
    (each,) = status(campaign(MARCH), EventLog(), as_of=day)
    assert (each.state, each.days) == (state, days)


def test_done_in_time_and_done_late():
    plan = campaign(MARCH)
    assert states(plan, event("e", "report", 3, 31), as_of=date(2024, 6, 1)) == ["done"]
    (late,) = status(plan, EventLog(events=[event("e", "report", 4, 3)]), as_of=date(2024, 6, 1))
    assert (late.state, late.days, late.on) == ("done_late", 3, date(2024, 4, 3))


def test_what_lapses_is_missed_and_a_later_record_serves_nothing():
    plan = campaign(Duty(id="feast", window="2024-03", done="report", late="lapses"))
    made = status(plan, EventLog(events=[event("e", "report", 4, 3)]), as_of=date(2024, 6, 1))
    assert [each.state for each in made] == ["missed"]
    assert made.idle == ("e",)


def test_what_was_done_before_its_time_counts_only_where_that_is_allowed():
    for early, expected in ((False, "late"), (True, "done")):
        plan = campaign(Duty(id="plan", window="2024-03", done="report", early=early))
        assert states(plan, event("e", "report", 2, 20), as_of=date(2024, 4, 9)) == [expected]


QUARTERLY = Recurrence(unit="quarter", month=1, day=20)
DISCLOSURE = Duty(id="disclosure", each="village", every=QUARTERLY, begins="2024", done="notice")


def test_a_record_serves_its_own_period_then_the_earliest_owed():
    plan = campaign(
        DISCLOSURE, places={"v": LocalityList(level="village", list=[Locality(id="a")])}
    )
    first = event("e1", "notice", 4, 11, place="a")  # its day lies in the second quarter
    second = event("e2", "notice", 4, 12, place="a")  # the first is the earliest still owed
    third = event("e3", "notice", 4, 13, place="a")  # nothing is owed any more
    log = EventLog(events=[third, second, first])
    made = status(plan, log, as_of=date(2024, 4, 30))
    assert [(e.name, e.state, e.days, e.served) for e in made] == [
        ("2024-Q1", "done_late", 83, ("e2",)),  # 20 January to 12 April
        ("2024-Q2", "done", 0, ("e1",)),
    ]
    assert made.idle == ("e3",)


def test_a_record_may_name_its_occurrence():
    plan = campaign(
        DISCLOSURE, places={"v": LocalityList(level="village", list=[Locality(id="a")])}
    )
    named = event("e1", "notice", 4, 11, place="a", of="2024-Q1")
    made = status(plan, EventLog(events=[named]), as_of=date(2024, 4, 15))
    assert [(e.name, e.state) for e in made] == [("2024-Q1", "done_late"), ("2024-Q2", "due")]


def test_the_31st_is_the_last_day_of_shorter_months():
    monthly = Duty(id="m", every=Recurrence(unit="month", day=31), begins="2024-01", done="report")
    made = status(campaign(monthly), EventLog(), as_of=date(2024, 4, 30))
    assert [str(e.due) for e in made] == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]


def test_what_is_handed_in_is_neither_done_nor_open_until_it_is_approved():
    pilot = Duty(
        id="pilot", each="village", window="2024-03", deliver="filing", done="approval",
        refused="refusal", lead="office",
    )  # fmt: skip
    plan = campaign(pilot)
    filed = [event(f"f_{v}", "filing", 3, 30, place=v) for v in ("a", "b", "c")]
    approved = event("ok", "approval", 4, 9, place="a", of="f_a")
    refused = event("no", "refusal", 4, 9, place="b", of="f_b")
    made = status(plan, EventLog(events=[*filed, approved, refused]), as_of=date(2024, 4, 10))
    assert [(e.place, e.state, e.on) for e in made] == [
        ("a", "done", date(2024, 3, 30)),  # on the day on which it was handed in
        ("b", "late", None),
        ("c", "handed_in", date(2024, 3, 30)),
    ]
    by_approval = campaign(
        Duty(id="pilot", each="village", window="2024-03", deliver="filing", done="approval",
             done_on="approved")
    )  # fmt: skip
    made = status(by_approval, EventLog(events=[*filed, approved]), as_of=date(2024, 4, 10))
    assert (made.occurrences[0].state, made.occurrences[0].days) == ("done_late", 9)


def test_a_range_counts_members_and_tells_too_many():
    pilot = Duty(id="pilot", each="village", count="1..2", window="2024-03", done="filing")
    plan = campaign(pilot)
    groups = [("a", "g1"), ("a", "g2"), ("b", "g1"), ("b", "g2"), ("b", "g3"), ("a", "g1")]
    log = [
        event(f"e{n}", "filing", 3, n + 1, place=p, subject=g) for n, (p, g) in enumerate(groups)
    ]
    made = status(plan, EventLog(events=log), as_of=date(2024, 4, 1))
    assert [(e.place, e.state, e.count) for e in made] == [
        ("a", "done", 2), ("b", "too_many", 3), ("c", "late", 0),
    ]  # fmt: skip
    assert made.occurrences[1].on == date(2024, 3, 5)  # the day on which the third came
    assert pilot.count.times(13).plain() == "13..26"


def test_each_of_the_units_reports():
    plan = campaign(
        Duty(
            id="t", lead="office", with_=["police"], window="2024-03", done="report", done_by="each"
        )
    )
    first = event("e1", "report", 3, 5, by="office")
    again = event("e2", "report", 3, 6, by="office")
    assert states(plan, first, again, as_of=date(2024, 3, 9)) == ["due"]
    last = event("e3", "report", 3, 8, by="police")
    (each,) = status(plan, EventLog(events=[first, again, last]), as_of=date(2024, 3, 9))
    assert (each.state, each.on) == ("done", date(2024, 3, 8))


def test_an_excuse_and_a_moved_day():
    plan = campaign(MARCH)
    excuse = event("x", "excuse", 4, 2, of="plan", by="office")
    assert states(plan, excuse, as_of=date(2024, 4, 9)) == ["excused"]
    assert states(plan, excuse, as_of=date(2024, 4, 1)) == ["late"]
    moved = event("m", "move", 3, 20, of="plan", by="office", values={"to": "2024-04-15"})
    assert states(plan, moved, as_of=date(2024, 4, 9)) == ["due"]
    (each,) = status(plan, EventLog(events=[moved]), as_of=date(2024, 4, 17))
    assert (each.state, each.days) == ("late", 2)
    nowhere = event("m", "move", 3, 20, of="plan", values={"to": "soon"})
    with pytest.raises(DocumentError) as caught:
        status(plan, EventLog(events=[nowhere]), as_of=date(2024, 4, 9))
    assert caught.value.problems[0].path == ("events", "m", "values", "to")


HOLIDAYS = Workdays(
    id="demo.workdays", first=date(2026, 1, 1), last=date(2026, 12, 31),
    holidays=["2026-02-15..2026-02-23"], make_up=[date(2026, 2, 14), date(2026, 2, 28)],
)  # fmt: skip
RECTIFY = Duty(
    id="rectify", each="village", after={"finding": "5 working days"}, done="removal",
    then=[Publicised(publicity="曝光"), DutyCalled(duty="explain")],
)  # fmt: skip
EXPLAIN = Duty(id="explain", each="village", due="10 days", done="account", lead="office")


def test_a_finding_calls_for_rectification_within_working_days():
    plan = campaign(RECTIFY, EXPLAIN)
    found = Event(id="f1", kind="finding", on=date(2026, 2, 13), place="b")
    for workdays, due in ((None, "2026-02-20"), (HOLIDAYS, "2026-02-27")):
        more = {} if workdays is None else {"workdays": workdays}
        (each,) = status(plan, EventLog(events=[found]), as_of=date(2026, 2, 14), **more)
        assert (each.place, each.name, str(each.due)) == ("b", "f1", due)


def test_what_follows_a_failure_follows_in_order():
    plan = campaign(RECTIFY, EXPLAIN)
    found = Event(id="f1", kind="finding", on=date(2026, 2, 13), place="b")
    log = EventLog(events=[found])
    assert status(plan, log, as_of=date(2026, 2, 20)).then == ()
    made = status(plan, log, as_of=date(2026, 2, 21))
    assert [(f.of, f.on, type(f.consequence)) for f in made.then] == [
        ("rectify/f1", date(2026, 2, 21), Publicised),
        ("rectify/f1", date(2026, 2, 21), DutyCalled),
    ]
    account = next(each for each in made if each.duty == "explain")
    assert (account.place, account.state, account.due) == ("b", "due", date(2026, 3, 3))
    mended = Event(id="r1", kind="removal", on=date(2026, 2, 20), place="b")
    assert status(plan, log.add(mended), as_of=date(2026, 3, 9)).then == ()


GATE = Requirement(id="filed", rule=Rule("filed >= 3"))
FILED = Indicator(
    label="已报备", value="count", subject="plan",
    derive=CountOf(count=Rule("done && duty == 'pilot'"), over="occurrence"),
)  # fmt: skip


def gated(**more: Any) -> Campaign:
    return campaign(
        Duty(id="pilot", each="village", phase="pilot", done="filing"),
        Duty(id="spread", lead="office", phase="rollout", done="report"),
        Duty(id="sum_up", lead="police", phase="rollout", needs=["spread"], done="account"),
        indicators={"filed": FILED},
        phases=[
            Phase(id="pilot", window="2024-03", leave=[GATE]),
            Phase(id="rollout", window="2024-03-mid..2024-06"),
        ],
        **more,
    )


def test_an_unmet_gate_blocks_later_phases_and_a_duty_those_that_need_it():
    filed = [event(f"f{v}", "filing", 3, 5, place=v) for v in ("a", "b")]
    made = status(gated(), EventLog(events=filed), as_of=date(2024, 7, 2))
    spread, sum_up = made.of("late")[1:]
    assert [(w.on, w.by, w.since) for w in spread.waits] == [
        ("pilot.filed", None, date(2024, 3, 11))
    ]
    assert [(w.on, w.by) for w in sum_up.waits] == [("pilot.filed", None), ("spread", "office")]
    assert spread.blocked  # and late beside
    assert spread.days == 2
    assert made.phases[0].gates[0].state == "unmet"
    last = event("fc", "filing", 3, 9, place="c")
    open_ = status(gated(), EventLog(events=[*filed, last]), as_of=date(2024, 3, 20))
    assert [(e.duty, e.blocked) for e in open_.of("due")] == [("spread", False), ("sum_up", True)]


def test_a_gate_that_waits_on_what_it_gates_is_refused():
    waits = Indicator(
        label="推广", value="count", subject="plan",
        derive=CountOf(count=Rule("done && duty == 'spread'"), over="occurrence"),
    )  # fmt: skip
    with pytest.raises(DocumentError) as caught:
        campaign(
            Duty(id="spread", phase="rollout", done="report"),
            indicators={"filed": waits},
            phases=[Phase(id="pilot", leave=[GATE]), Phase(id="rollout")],
        )
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("made-of-itself", ("phases", 0, "leave", 0))


GUARDS = Indicator(
    label="巡逻队员", value="count", subject="village",
    derive=CountOf(count=Rule("body == 'guard'"), over="membership"),
)  # fmt: skip


def test_the_last_year_of_the_calendar_of_feasts_has_its_calendar():
    """What falls due in the next lies beyond it, and nobody asks for that."""
    feast = Duty(id="feast", every=Recurrence(feast="国庆"), begins="2024", done="report")
    plan = campaign(feast)
    assert [str(each.due) for each in calendar_of(plan, 2100)] == ["2100-10-01"]
    excused = event("x1", "excuse", 3, 1, of="feast/2101-国庆")
    assert status(plan, EventLog(events=[excused]), as_of=date(2100, 10, 2)).idle == ("x1",)


def counted(within: str, window: str) -> Indicator:
    """How many findings a look-back window has."""
    how: Any = EventCount(events="finding", within=Span.parse(within), window=window)
    return Indicator(label="问题数", value="count", subject="village", derive=how)


@pytest.mark.parametrize(
    ("within", "window", "first", "last"),
    [
        # A finding of 11 March 2024 counts until a year later, and on that day too.
        ("1 year", "rolling", date(2024, 3, 11), date(2025, 3, 11)),
        ("30 days", "rolling", date(2024, 3, 11), date(2024, 4, 10)),
        # In the year before: all of 2025; in the year so far: to the end of 2024.
        ("1 year", "calendar", date(2025, 1, 1), date(2025, 12, 31)),
        ("1 year", "running", date(2024, 3, 11), date(2024, 12, 31)),
    ],
)
def test_what_must_hold_is_mended_when_its_event_leaves_the_window_though_nothing_happens(
    within: str, window: str, first: date, last: date
):
    keep = Duty(id="clean", each="village", keep=Rule("found == 0"), window="2024..2026")
    plan = campaign(keep, indicators={"found": counted(within, window)})
    log = EventLog(events=[event("e1", "finding", 3, 11, place="a")])
    after = status(plan, log, as_of=date(2026, 6, 1))
    (each,) = (one for one in after if one.place == "a")
    assert (each.state, each.on) == ("kept", last + timedelta(1))
    assert each.breaks == (Window(first, last),)
    during = next(iter(status(plan, log, as_of=last)))
    assert (during.state, during.on, during.days) == ("broken", first, (last - first).days)


def test_a_rule_that_shows_something_done_is_asked_when_an_event_leaves_its_window():
    quiet = Duty(id="quiet", each="village", done_when=Rule("found == 0"), window="2024-04..2026")
    plan = campaign(quiet, indicators={"found": counted("90 days", "rolling")})
    log = EventLog(events=[event("e1", "finding", 3, 11, place="a")])
    each = next(iter(status(plan, log, as_of=date(2026, 6, 1))))
    assert (each.state, each.on) == ("done", date(2024, 6, 10))  # ninety days end on the 9th


def test_what_must_hold_all_along_is_kept_broken_or_mended():
    keep = Duty(id="guarded", each="village", keep=Rule("guards >= 1"), window="2024")
    plan = campaign(keep, indicators={"guards": GUARDS})
    roster = Roster(
        id="demo.roster",
        memberships=[
            Membership(who="p1", of="guard", place="a", until=date(2024, 3, 10)),
            Membership(who="p2", of="guard", place="a", from_=date(2024, 3, 15)),
            Membership(who="p3", of="guard", place="b"),
        ],
    )
    made = status(plan, EventLog(), as_of=date(2024, 4, 1), roster=roster)
    assert [(e.place, e.state, e.on, e.days) for e in made] == [
        ("a", "kept", date(2024, 3, 15), 0),
        ("b", "kept", date(2024, 1, 1), 0),
        ("c", "broken", date(2024, 1, 1), 91),
    ]
    (break_,) = made.occurrences[0].breaks
    assert (break_.first, break_.last) == (date(2024, 3, 11), date(2024, 3, 14))


def test_a_rule_over_the_facts_of_a_place_shows_a_duty_done_or_leaves_it_open():
    water = Indicator(label="通水户", value="count", subject="village")
    plan = campaign(
        Duty(id="water", each="village", window="2024-03", done_when=Rule("water >= 30")),
        indicators={"water": water},
    )
    villages = [Village(id="a", values={"water": 31}), Village(id="b", values={"water": 20})]
    records = Records(id="demo.records", subjects=villages)
    found = states(plan, as_of=date(2024, 4, 2), records=records)
    assert found == ["done", "late", "undetermined"]  # of the third nothing is reported


def test_an_unknown_year_leaves_a_phase_and_its_duties_open():
    plan = campaign(
        Duty(id="plan", phase="first", done="report"),
        years={"y": "unknown"},
        phases=[Phase(id="first", window="y-03")],
    )
    assert states(plan, as_of=date(2024, 4, 2)) == ["undetermined"]
    made = status(plan, EventLog(), as_of=date(2024, 4, 2))
    assert made.phases[0].says == "perhaps"
    log = EventLog(events=[event("e", "report", 3, 3)])
    (each,) = status(plan, log, as_of=date(2024, 4, 2))
    # It is done, and nobody knows whether that was before its time, in time or too late.
    assert (each.state, each.served) == ("undetermined", ("e",))


def test_what_is_done_after_an_open_end_is_done_in_time_or_late():
    open_ = Duty(id="plan", window="2024-03..", done="report")
    for day, state in ((date(2024, 3, 9), "done"), (date(2024, 4, 1), "undetermined")):
        done = Event(id="e", kind="report", on=day)
        assert states(campaign(open_), done, as_of=date(2024, 6, 1)) == [state]


def test_what_is_not_reported_so_far_is_not_late():
    plan = campaign(DISCLOSURE)
    log = EventLog(reported={"notice": date(2024, 4, 1)})
    made = status(plan, log, as_of=date(2024, 4, 30))
    by_name = {(e.place, e.name): e.state for e in made}
    assert by_name["a", "2024-Q1"] == "late"
    assert by_name["a", "2024-Q2"] == "undetermined"


def test_batches_cover_all_places_in_the_end_and_a_title_may_be_lost():
    names = [f"v{n:02}" for n in range(1, 21)]
    lots = (names[:3], names[3:6], names[6:11], names[11:])
    batches = [
        Batch(id=f"b{n}", of="villages", window=str(2020 + n), count=len(lot), list=lot)
        for n, lot in enumerate(lots, 1)
    ]
    plan = campaign(
        places={
            "villages": LocalityList(
                level="village", count=20, list=[Locality(id=n) for n in names]
            )
        },
        batches=batches,
        holds="titled",
    )
    held = [Membership(who=n, of="titled", from_=date(2022, 1, 1)) for n in names[1:6]]
    lost = Membership(who="v01", of="titled", from_=date(2022, 1, 1), until=date(2023, 5, 31))
    roster = Roster(id="demo.roster", memberships=[*held, lost])
    made = status(plan, EventLog(), as_of=date(2023, 6, 1), roster=roster)
    assert [c.share for c in made.coverage] == [
        Fraction(15, 100), Fraction(30, 100), Fraction(55, 100), 1,
    ]  # fmt: skip
    assert [c.closed for c in made.coverage] == [True, True, False, False]
    assert (made.covered.covered, made.held.covered) == (6, 5)
    before = status(plan, EventLog(), as_of=date(2023, 5, 31), roster=roster)
    assert before.held.covered == 6


def test_a_batch_whose_count_and_names_differ_or_that_shares_a_village_is_refused():
    with pytest.raises(DocumentError) as caught:
        Batch(id="b", of="villages", count=3, list=["a", "b"])
    assert caught.value.problems[0].code == "count-mismatch"
    with pytest.raises(DocumentError) as caught:
        campaign(
            batches=[
                Batch(id="b1", of="villages", list=["a", "b"]),
                Batch(id="b2", of="villages", list=["b", "zzz"]),
            ]
        )
    assert [(p.code, p.found) for p in caught.value.problems] == [
        ("duplicate-id", "b"), ("unknown-name", "zzz"),
    ]  # fmt: skip


def test_progress_is_pooled_or_the_mean_of_places():
    twice = Duty(
        id="m",
        each="village",
        every=Recurrence(unit="month", day=5),
        begins="2024-01",
        done="report",
    )
    plan = campaign(twice, MARCH)
    log = [event(f"e{n}", "report", n, 2, place="a") for n in (1, 2)]
    log.append(event("e3", "report", 1, 4, place="b"))
    made = status(plan, EventLog(events=log), as_of=date(2024, 2, 10))
    assert made.progress().share == Fraction(3, 6)  # a 2 of 2, b 1 of 2, c 0 of 2; March: not yet
    assert made.mean_progress("village") == (Fraction(1, 2), ())
    assert made.progress(made.by_place("a")).share == 1


def test_views_by_body_place_and_phase_are_views_of_the_same():
    made = status(gated(), EventLog(), as_of=date(2024, 3, 20))
    assert [e.duty for e in made.by_body("office")] == ["spread"]
    assert [e.duty for e in made.by_place("a")] == ["pilot"]
    assert [e.duty for e in made.by_phase("rollout")] == ["spread", "sum_up"]


def test_what_falls_due_in_the_next_days():
    plan = campaign(DISCLOSURE, MARCH)
    made = status(plan, EventLog(), as_of=date(2024, 3, 25))
    assert [(e.duty, str(e.due)) for e in made.coming(10)] == [("plan", "2024-03-31")]
    assert [(e.duty, e.place) for e in made.coming(30)][1:] == [
        ("disclosure", "a"), ("disclosure", "b"), ("disclosure", "c"),
    ]  # fmt: skip


def test_a_fund_is_spent_and_divided_by_a_number_of_each_place():
    score = Indicator(label="得分", value="count", subject="village")
    fund = Fund(
        label="奖补", planned=1000, spent="report",
        division=FundDivision(by="score", each="village", step=100, ties="order"),
    )  # fmt: skip
    plan = campaign(indicators={"score": score}, funds={"reward": fund})
    villages = [Village(id=v, values={"score": n}) for v, n in (("a", 5), ("b", 3), ("c", 2))]
    paid = [
        event("p1", "report", 3, 1, of="reward", values={"amount": 120}),
        event("p2", "report", 3, 9, of="reward", values={"amount": 30}),
        event("p3", "report", 3, 9, of="other", values={"amount": 500}),
    ]
    records = Records(id="demo.records", subjects=villages)
    made = status(plan, EventLog(events=paid), as_of=date(2024, 3, 8), records=records)
    assert (made.funds[0].spent, made.funds[0].left) == (120, 880)
    assert {name: int(part) for name, part in made.divided("reward").parts.items()} == {
        "a": 500, "b": 300, "c": 200,
    }  # fmt: skip


def test_what_was_recorded_later_is_not_known_before():
    plan = campaign(MARCH)
    recorded = datetime.fromisoformat("2024-04-20T09:00:00+08:00")
    late = Event(id="e", kind="report", on=date(2024, 3, 30), recorded=recorded)
    assert states(plan, late, as_of=date(2024, 4, 10), known=date(2024, 4, 19)) == ["late"]
    assert states(plan, late, as_of=date(2024, 4, 10)) == ["done"]


def test_a_withdrawn_record_does_not_count_from_the_withdrawal_on():
    plan = campaign(MARCH)
    done = event("e", "report", 3, 5)
    gone = event("w", "withdraw", 3, 20, of="e")
    assert states(plan, done, gone, as_of=date(2024, 3, 19)) == ["done"]
    assert states(plan, done, gone, as_of=date(2024, 3, 21)) == ["due"]


@pytest.mark.parametrize("change", ["lead", "phase", "each", "done", "needs", "after"])
def test_names_that_a_duty_speaks_of_exist(change):
    wrong = {
        "lead": {"lead": "offce"}, "phase": {"phase": "pilott"}, "each": {"each": "town"},
        "done": {"done": "reprot"}, "needs": {"needs": ["pln"]}, "after": {"after": {"fnding": "3 days"}},
    }[change]  # fmt: skip
    with pytest.raises(DocumentError) as caught:
        campaign(Duty(**{"id": "plan", "done": "report"} | wrong))
    assert caught.value.problems[0].path[:3] == ("duties", 0, change)


def test_a_duty_that_comes_again_has_a_beginning():
    with pytest.raises(DocumentError) as caught:
        campaign(Duty(id="m", every=Recurrence(unit="month"), done="report"))
    assert [p.path for p in caught.value.problems] == [("duties", 0, "begins")]


def test_without_a_roster_nobody_knows_who_belongs_to_what():
    keep = Duty(id="guarded", each="village", keep=Rule("guards >= 1"), window="2024")
    plan = campaign(keep, indicators={"guards": GUARDS})
    assert states(plan, as_of=date(2024, 4, 1)) == ["undetermined"] * 3


def test_a_record_that_names_a_duty_or_another_lead_does_not_serve_the_others():
    plan = campaign(
        Duty(id="t1", lead="office", window="2024", done="report"),
        Duty(id="t2", lead="police", window="2024", done="report"),
        Duty(id="t3", lead="police", window="2024", done="report"),
    )
    by_office = event("e1", "report", 3, 1, by="office")
    assert states(plan, by_office, as_of=date(2024, 4, 1)) == ["done", "due", "due"]
    of_t3 = event("e2", "report", 3, 1, by="police", of="t3")
    assert states(plan, of_t3, as_of=date(2024, 4, 1)) == ["due", "due", "done"]


def test_a_record_after_the_due_day_serves_the_period_in_which_it_lies():
    plan = campaign(
        DISCLOSURE, places={"v": LocalityList(level="village", list=[Locality(id="a")])}
    )
    # Due on 20 April; 21 April and 30 June lie in the second quarter, 1 July in the third.
    for month, day, first, second in (
        (4, 21, "late", "done_late"),
        (6, 30, "late", "done_late"),
        (7, 1, "late", "late"),
    ):
        made = status(
            plan,
            EventLog(events=[event("e1", "notice", month, day, place="a")]),
            as_of=date(2024, 7, 10),
        )
        assert [each.state for each in made][:2] == [first, second]


def test_what_lapses_is_not_served_in_the_rest_of_its_period():
    monthly = Duty(
        id="m",
        every=Recurrence(unit="month", day=10),
        begins="2024-03",
        done="report",
        late="lapses",
    )
    made = status(
        campaign(monthly), EventLog(events=[event("e", "report", 3, 11)]), as_of=date(2024, 3, 31)
    )
    assert ([each.state for each in made], made.idle) == (["missed"], ("e",))


WATER = {"water": Indicator(label="通水户", value="count", subject="village")}


@pytest.mark.parametrize(
    "way",
    [{"done": "report"}, {"done_when": Rule("water >= 1")}, {"keep": Rule("water >= 1")}],
    ids=["done", "done_when", "keep"],
)
def test_a_duty_is_not_owed_where_its_condition_fails_and_open_where_that_is_open(way):
    large = Rule("water >= 30")
    plan = campaign(
        Duty(id="d", each="village", window="2024-03", applies=large, **way), indicators=WATER
    )
    villages = [Village(id="a", values={"water": 31}), Village(id="b", values={"water": 20})]
    records = Records(id="demo.records", subjects=villages)
    found = told(plan, as_of=date(2024, 3, 9), records=records)
    assert [(place, state == "undetermined") for _, place, _, state in found] == [
        ("a", False), ("c", True),
    ]  # fmt: skip


def test_a_gate_over_what_is_undetermined_is_undetermined():
    plan = gated(years={"y": "unknown"})
    phases = [evolve(plan.phases[0], window="y-03"), plan.phases[1]]
    filed = [event(f"f{v}", "filing", 3, 5, place=v) for v in ("a", "b", "c")]
    made = status(evolve(plan, phases=phases), EventLog(events=filed), as_of=date(2024, 5, 2))
    assert made.phases[0].gates[0].state == "undetermined"


def test_what_serves_nothing_is_told_by_day_whatever_kinds_and_places_it_has():
    plan = campaign(Duty(id="d", each="village", window="2024-05", done="report"))
    idle = [event(f"e{n}", "report", month, 1, place=v) for n, (month, v) in enumerate(
        ((3, "c"), (1, "a"), (2, None), (4, "b")), 1)]  # fmt: skip
    made = status(plan, EventLog(events=idle), as_of=date(2024, 4, 2))
    assert made.idle == ("e2", "e3", "e1", "e4")


def test_the_calendar_of_a_plan_has_what_falls_due_and_not_what_must_hold_all_along():
    keep = Duty(id="guarded", each="village", keep=Rule("guards >= 1"), window="2024")
    plan = campaign(keep, MARCH, indicators={"guards": GUARDS})
    assert [(each.duty, str(each.due)) for each in calendar_of(plan, 2024)] == [
        ("plan", "2024-03-31")
    ]


def test_an_event_that_calls_for_a_duty_is_of_use_though_it_shows_none_done():
    inspect = Duty(id="inspect", lead="office", window="2024-09", done="finding")
    rectify = Duty(id="rectify", each="village", after={"finding": "5 days"}, done="removal")
    found = event("f1", "finding", 3, 1, place="a")  # before the time of the inspection
    nowhere = event("f2", "finding", 3, 2)  # calls for nothing at a village
    made = status(
        campaign(inspect, rectify), EventLog(events=[found, nowhere]), as_of=date(2024, 3, 9)
    )
    assert made.idle == ("f2",)


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"floor": -1}, ("floor",)),
        ({"cap": -1}, ("cap",)),
        ({"floor_means": "excess"}, ("floor_means",)),  # over which line?
        ({"ties": "lot"}, ("seed",)),
    ],
)
def test_how_a_fund_is_divided_goes_together(wrong, path):
    with pytest.raises(DocumentError) as caught:
        FundDivision(**{"by": "score", "each": "village", "step": 1, "ties": "order"} | wrong)
    assert [problem.path for problem in caught.value.problems] == [path]

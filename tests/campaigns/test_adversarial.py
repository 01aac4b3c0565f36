"""What is awkward in the state of a campaign: times, names, gaps, chains; all worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import civil_village as cv
from civil_village.evidence import EventLog


def plan(text: str) -> cv.Campaign:
    return cv.loads("kind: campaign\nformat: 1\nid: demo.campaign\n" + dedent(text), cv.Campaign)


def event(name: str, kind: str, on: str | None, **more) -> cv.Event:
    if on is not None:
        more["on"] = cv.calendar.VagueDate(on) if len(on) < 10 or on[8].isalpha() else day(on)
    return cv.Event(id=name, kind=kind, **more)


def day(text: str) -> date:
    return date.fromisoformat(text)


def asked(campaign: cv.Campaign, *events: cv.Event, on: str, reported=None, **more):
    log = EventLog(events=events, reported=reported or {})
    return cv.status(campaign, log, as_of=day(on), **more)


def told(made, *more: str) -> list[tuple]:
    return [(e.place, e.name, e.state, *(getattr(e, name) for name in more)) for e in made]


# Times ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "runs"),
    [
        ("2024-02-28", ["a"]), ("2024-02-29", ["a", "c"]), ("2024-03-01", ["b", "c"]),
        ("2024-03-31", ["b"]), ("2024-04-01", []),
    ],
)  # fmt: skip
def test_phases_touch_and_overlap_and_february_ends_on_its_leap_day(on, runs):
    campaign = plan(
        """
        phases:
          - {id: a, window: 2024-02}
          - {id: b, window: 2024-03}
          - {id: c, window: 2024-02-29..2024-03-01}
        """
    )
    assert [p.phase for p in asked(campaign, on=on).phases if p.says == "in"] == runs


@pytest.mark.parametrize(
    ("window", "due"),
    [
        ("2024-02-late", "2024-02-29"),
        ("2023-02-late", "2023-02-28"),
        ("2024-01-31..2024-04", "2024-04-30"),
    ],
)
def test_the_last_day_of_a_window_is_in_time_and_the_next_is_late(window, due):
    campaign = plan(
        f"""
        events: {{report: {{label: 报告}}}}
        duties: [{{id: r, window: {window}, done: report}}]
        """
    )
    after = str(date.fromordinal(day(due).toordinal() + 1))
    assert told(asked(campaign, on=due), "due") == [(None, "", "due", day(due))]
    assert told(asked(campaign, on=after), "days") == [(None, "", "late", 1)]


MONTHLY = """
begins: 2024-01
events: {report: {label: 报告}}
duties: [{id: m, every: {unit: month, day: 31}, done: report}]
"""


def test_the_31st_serves_its_own_month_and_names_are_those_of_months():
    sent = [event(f"e{n}", "report", d) for n, d in enumerate(("2024-02-29", "2024-03-31"))]
    made = asked(plan(MONTHLY), *sent, on="2024-05-31")
    assert told(made, "due") == [
        (None, "2024-01", "late", day("2024-01-31")),
        (None, "2024-02", "done", day("2024-02-29")),
        (None, "2024-03", "done", day("2024-03-31")),
        (None, "2024-04", "late", day("2024-04-30")),
        (None, "2024-05", "due", day("2024-05-31")),
    ]


def test_a_late_record_is_of_its_own_calendar_period_before_it_is_of_an_older_one():
    campaign = plan(
        """
        begins: 2024
        events: {notice: {label: 公开}}
        duties: [{id: d, every: {unit: quarter, month: 1, day: 20}, done: notice}]
        """
    )
    sent = event("e1", "notice", "2024-05-10")  # of the second quarter, due on 20 April
    assert told(asked(campaign, sent, on="2024-06-01"), "days") == [
        (None, "2024-Q1", "late", 133),  # 20 January to 1 June
        (None, "2024-Q2", "done_late", 20),
    ]
    both = (sent, event("e2", "notice", "2024-05-11"))
    assert told(asked(campaign, *both, on="2024-06-01"), "days")[0][2:] == ("done_late", 112)


FINDING = """
places: {villages: {level: village, list: [a, b]}}
events: {finding: {label: 问题, values: {grave: {label: 严重, value: truth}}}, removal: {label: 整改}}
duties: [{id: rectify, each: village, after: {finding: 5 working days}, done: removal}]
"""


@pytest.mark.parametrize(("table", "due"), [(False, "2026-02-20"), (True, "2026-02-27")])
def test_five_working_days_over_the_spring_festival_with_and_without_its_table(table, due):
    more = {"workdays": cv.bundled("national.workdays")} if table else {}
    found = event("f1", "finding", "2026-02-13", place="a")
    (each,) = asked(plan(FINDING), found, on="2026-02-14", **more)
    assert each.due == day(due)
    assert told(asked(plan(FINDING), found, on=due, **more)) == [("a", "f1", "due")]
    made = asked(plan(FINDING), found, on="2026-02-28", **more)
    assert told(made, "days") == [("a", "f1", "late", 1 if table else 8)]
    text = made.explain().text("zh")
    assert ("工作日只按周末推算" in text) is not table


def test_an_unknown_year_leaves_open_what_another_named_year_does_not_bound():
    campaign = plan(
        """
        years: {y: unknown}
        events: {report: {label: 报告}}
        duties:
          - {id: some, window: y-03, done: report}
          - {id: until, window: ..2024-03, done: report}
        """
    )
    made = asked(campaign, on="2024-04-01")
    assert [(e.duty, e.state) for e in made] == [("some", "undetermined"), ("until", "late")]
    assert made.then == ()
    sent = event("e", "report", "2031-03-01", of="some")
    # It may have been done before its time.
    assert [e.state for e in asked(campaign, sent, on="2031-04-01")] == ["undetermined", "late"]


# Names of occurrences, and events that say nothing -------------------------------------------


@pytest.mark.parametrize("of", ["2024-Q5", "d/2024-Q5", "d/2019-Q1", "d/f1"])
def test_an_event_that_names_an_occurrence_that_there_is_not_serves_none(of):
    campaign = plan(
        """
        begins: 2024
        events: {notice: {label: 公开}}
        duties: [{id: d, every: quarter, done: notice}]
        """
    )
    made = asked(campaign, event("e1", "notice", "2024-02-01", of=of), on="2024-02-02")
    assert (told(made), made.idle) == ([(None, "2024-Q1", "due")], ("e1",))
    assert "e1" in made.explain().text("en")


@pytest.mark.parametrize("of", ["f9", "rectify/f9", "rectify/2024"])
def test_a_removal_of_a_finding_that_there_is_not_serves_no_other(of):
    events = [
        event("f1", "finding", "2026-03-02", place="a"),
        event("r1", "removal", "2026-03-03", place="a", of=of),
    ]
    made = asked(plan(FINDING), *events, on="2026-03-04")
    assert (told(made), made.idle) == ([("a", "f1", "due")], ("r1",))
    unnamed = event("r2", "removal", "2026-03-03", place="a")
    assert told(asked(plan(FINDING), *events, unnamed, on="2026-03-04")) == [("a", "f1", "done")]


def test_what_is_said_of_a_finding_of_another_village_serves_none():
    events = [
        event("f1", "finding", "2026-03-02", place="a"),
        event("f2", "finding", "2026-03-02", place="b"),
        event("r1", "removal", "2026-03-03", place="a", of="f2"),
    ]
    made = asked(plan(FINDING), *events, on="2026-03-04")
    assert told(made) == [("a", "f1", "due"), ("b", "f2", "due")]
    assert made.idle == ("r1",)


@pytest.mark.parametrize(
    ("kind", "place"),
    [("finding", "zz"), ("finding", None), ("removal", "zz"), ("removal", None), ("remuval", "a")],
)
def test_events_of_unknown_places_and_kinds_are_told_and_not_lost(kind, place):
    made = asked(plan(FINDING), event("e1", kind, "2026-03-02", place=place), on="2026-03-04")
    assert (told(made), made.idle) == ([], ("e1",))


def test_the_same_id_twice_is_one_event_or_an_error():
    one = event("e1", "finding", "2026-03-02", place="a")
    log = EventLog(events=[one]).add(one).merge(EventLog(events=[one]))
    assert len(told(cv.status(plan(FINDING), log, as_of=day("2026-03-04")))) == 1
    other = event("e1", "finding", "2026-03-02", place="b")
    for wrong in (lambda: log.add(other), lambda: log.merge(EventLog(events=[other]))):
        with pytest.raises(cv.DocumentError) as caught:
            wrong()
        assert "e1" in str(caught.value)


def test_events_that_records_report_count_as_those_of_the_log():
    village = cv.Village(id="a", events=[event("f1", "finding", "2026-03-02")])
    records = cv.Records(id="demo.records", subjects=[village])
    removed = event("r1", "removal", "2026-03-03", place="a")
    made = asked(plan(FINDING), removed, on="2026-03-04", records=records)
    assert told(made, "on") == [("a", "f1", "done", day("2026-03-03"))]
    again = event("f1", "finding", "2026-03-02", place="a")  # the same, told twice
    assert len(told(asked(plan(FINDING), again, on="2026-03-04", records=records))) == 1
    other = event("f1", "finding", "2026-03-01", place="a")
    with pytest.raises(cv.DocumentError):
        asked(plan(FINDING), other, on="2026-03-04", records=records)


# Vague days ---------------------------------------------------------------------------------


def test_what_a_vague_event_calls_for_is_due_surely_only_after_its_latest_day():
    found = event("f1", "finding", "2026-03-mid", place="a")  # 11 to 20 March
    campaign = plan(FINDING.replace("5 working days", "10 days"))
    states = {on: told(asked(campaign, found, on=on))[0][2] for on in (
        "2026-03-15", "2026-03-20", "2026-03-21", "2026-03-22", "2026-03-30", "2026-03-31",
    )}  # fmt: skip
    assert states == {
        "2026-03-15": "undetermined",  # whether it has happened yet
        "2026-03-20": "due",
        "2026-03-21": "due",  # of the earliest day it is the last day
        "2026-03-22": "undetermined",
        "2026-03-30": "undetermined",
        "2026-03-31": "late",
    }
    for on, state in (("2026-03-21", "done"), ("2026-03-25", "undetermined")):
        removed = event("r1", "removal", on, place="a")  # in time, or perhaps too late
        assert told(asked(campaign, found, removed, on="2026-04-01")) == [("a", "f1", state)]
    late = event("r1", "removal", "2026-04-02", place="a")
    assert told(asked(campaign, found, late, on="2026-04-03"), "days") == [
        ("a", "f1", "done_late", 3)
    ]


def test_of_the_days_of_a_vague_record_the_first_speaks_for_who_reports_it():
    campaign = plan(
        """
        events: {report: {label: 报告}}
        duties: [{id: r, window: 2024-03-01..2024-03-15, done: report}]
        """
    )
    for on, state in (("2024-03-mid", "done"), ("2024-03-late", "done_late"), ("2024-03", "done")):
        assert told(asked(campaign, event("e", "report", on), on="2024-04-02")) == [
            (None, "", state)
        ]


# What calls for a duty, and whether it applies --------------------------------------------


GRAVE = FINDING.replace("5 working days}", "5 days}, applies: grave")


@pytest.mark.parametrize(
    ("values", "on", "states"),
    [
        ({"grave": True}, "2026-03-07", ["due"]),
        ({"grave": True}, "2026-03-08", ["late"]),
        ({"grave": False}, "2026-03-08", []),
        ({}, "2026-03-07", ["undetermined"]),  # it is not said whether it is grave
        ({}, "2026-03-08", ["undetermined"]),
    ],
)
def test_a_duty_applies_to_the_event_that_calls_for_it_or_it_is_open(values, on, states):
    found = event("f1", "finding", "2026-03-02", place="a", values=values)
    made = asked(plan(GRAVE), found, on=on)
    assert ([e.state for e in made], made.idle) == (states, ())
    assert (len(made.late), made.then) == (states.count("late"), ())


def test_a_gap_in_the_facts_of_a_place_leaves_a_duty_open_in_whatever_way_it_is_shown():
    campaign = plan(
        """
        places: {villages: {level: village, list: [a, b, c]}}
        indicators:
          river: {label: 有河道, value: truth, subject: village}
          clean: {label: 已清, value: truth, subject: village}
        events: {report: {label: 报告}}
        duties:
          - {id: by_event, each: village, window: 2024-03, applies: river, done: report}
          - {id: by_rule, each: village, window: 2024-03, applies: river, done_when: clean}
          - {id: kept, each: village, window: 2024-03, applies: river, keep: clean}
        """
    )
    villages = [
        cv.Village(id="a", values={"river": True, "clean": False}),
        cv.Village(id="b", values={"river": False, "clean": False}),
        cv.Village(id="c", values={"clean": False}),
    ]
    records = cv.Records(id="demo.records", subjects=villages)
    made = asked(campaign, on="2024-04-02", records=records)
    assert [(e.duty, e.place, e.state) for e in made] == [
        ("by_event", "a", "late"), ("by_event", "c", "undetermined"),
        ("by_rule", "a", "late"), ("by_rule", "c", "undetermined"),
        ("kept", "a", "broken"), ("kept", "c", "undetermined"),
    ]  # fmt: skip


BEFORE = """
events: {notice: {label: 通知}, meeting: {label: 会议}}
duties: [{id: invite, before: {meeting: 3 days}, done: notice}]
"""


def test_what_is_owed_before_an_event_serves_the_earliest_that_it_is_in_time_for():
    meetings = [event("m1", "meeting", "2024-03-10"), event("m2", "meeting", "2024-04-10")]
    notices = [event("n1", "notice", "2024-03-07"), event("n2", "notice", "2024-04-08")]
    made = asked(plan(BEFORE), *meetings, *notices, on="2024-05-01")
    assert told(made, "due", "days") == [
        (None, "m1", "done", day("2024-03-07"), 0),
        (None, "m2", "done_late", day("2024-04-07"), 1),
    ]
    none = asked(plan(BEFORE), meetings[0], on="2024-03-10")
    assert told(none, "days") == [(None, "m1", "late", 3)]


def test_what_is_owed_before_an_event_may_apply_by_its_values():
    campaign = plan(
        """
        events:
          notice: {label: 通知}
          meeting: {label: 会议, values: {open: {label: 公开, value: truth}}}
        duties: [{id: invite, before: {meeting: 3 days}, applies: open, done: notice}]
        """
    )
    meetings = [
        event(f"m{n}", "meeting", "2024-03-10", values=v)
        for n, v in enumerate(({"open": True}, {"open": False}, {}))
    ]
    made = asked(campaign, *meetings, on="2024-03-11")
    assert told(made) == [(None, "m0", "late"), (None, "m2", "undetermined")]


def test_duties_called_with_different_times_are_served_as_they_fall_due():
    campaign = plan(
        """
        events: {small: {label: 小}, big: {label: 大}, removal: {label: 整改}}
        duties: [{id: r, after: {small: 60 days, big: 5 days}, done: removal}]
        """
    )
    events = [
        event("s1", "small", "2024-03-01"), event("b1", "big", "2024-03-10"),
        event("r1", "removal", "2024-03-05"), event("r2", "removal", "2024-03-12"),
    ]  # fmt: skip
    made = asked(campaign, *events, on="2024-03-20")
    assert told(made, "served") == [
        (None, "b1", "done", ("r2",)),  # the first removal came before it
        (None, "s1", "done", ("r1",)),
    ]
    assert asked(campaign, *events[:2], events[3], on="2024-03-20").counts["done"] == 1
    assert told(asked(campaign, *events[:2], events[3], on="2024-03-20"))[0][2] == "done"


# Needs across levels ---------------------------------------------------------------------


LEVELS = """
places:
  villages: {level: village, list: [a, b]}
  groups: {level: group, list: [{id: a1, part_of: a}, {id: a2, part_of: a}, {id: b1, part_of: b}]}
  shops: {level: shop, list: [s]}
bodies: {office: {label: 文明办}}
events: {train: {label: 培训}, clean: {label: 清扫}, check: {label: 检查}, planned: {label: 方案}, open: {label: 开张}}
duties:
  - {id: planning, lead: office, window: 2024-03, done: planned}
  - {id: training, each: village, window: 2024-03, done: train}
  - {id: cleaning, each: group, window: 2024-03, needs: [training, planning], done: clean}
  - {id: checking, each: village, window: 2024-03, needs: [cleaning], done: check}
  - {id: opening, each: shop, window: 2024-03, needs: [training], done: open}
  - {id: summing_up, window: 2024-03, needs: [checking], done: planned}
"""


def waits(made) -> dict[tuple[str, str | None], list[str]]:
    return {(e.duty, e.place): [w.on for w in e.waits] for e in made if e.state == "due"}


def test_a_duty_needs_another_at_the_places_in_which_it_lies_and_that_lie_in_it():
    done = [
        event("p", "planned", "2024-03-02", of="planning"),
        event("t", "train", "2024-03-02", place="a"),
        event("c", "clean", "2024-03-03", place="a1"),
    ]
    assert waits(asked(plan(LEVELS), *done, on="2024-03-05")) == {
        ("training", "b"): [],
        ("cleaning", "a2"): [],  # its village is trained
        ("cleaning", "b1"): ["training"],
        ("checking", "a"): ["cleaning"],  # its second group is not done
        ("checking", "b"): ["cleaning"],
        ("opening", "s"): ["training"],  # a shop lies in no village: all are needed
        ("summing_up", None): ["checking"],
    }
    done += [
        event("c2", "clean", "2024-03-03", place="a2"), event("k", "check", "2024-03-04", place="a")
    ]  # fmt: skip
    found = waits(asked(plan(LEVELS), *done, on="2024-03-05"))
    assert ("checking", "a") not in found  # it is done
    assert found["summing_up", None] == ["checking"]  # that of the other village


# Chains of what follows ------------------------------------------------------------------


CHAIN = """
places: {villages: {level: village, list: [a]}}
bodies: {office: {label: 镇办公室}}
events: {finding: {label: 问题}, removal: {label: 整改}, account: {label: 说明}, talk: {label: 约谈}}
duties:
  - id: rectify
    each: village
    after: {finding: 5 days}
    done: removal
    then: [{publicity: 曝光}, {duty: explain}, {duty: talk_to}, {publicity: 通报}]
  - {id: explain, each: village, due: 10 days, done: account}
  - {id: talk_to, lead: office, due: 3 days, done: talk}
"""


def chain(*events: cv.Event, on: str):
    found = event("f1", "finding", "2024-03-01", place="a")
    made = asked(plan(CHAIN), found, *events, on=on)
    follows = [
        (str(f.on), getattr(f.consequence, "duty", None) or f.consequence.publicity.zh)
        for f in made.then
    ]
    return follows, {(e.duty, e.state, str(e.due)) for e in made}


def test_of_two_duties_that_follow_the_second_follows_the_failure_of_the_first():
    # Due on the 6th; failed on the 7th; the account is due on the 17th, the talk on the 21st.
    assert chain(on="2024-03-06")[0] == []
    first = [("2024-03-07", "曝光"), ("2024-03-07", "explain")]
    assert chain(on="2024-03-17")[0] == first
    follows, owed = chain(on="2024-03-18")
    assert follows == [*first, ("2024-03-18", "talk_to")]
    assert owed == {
        ("rectify", "late", "2024-03-06"), ("explain", "late", "2024-03-17"),
        ("talk_to", "due", "2024-03-21"),
    }  # fmt: skip
    assert chain(on="2024-03-22")[0] == [
        *first, ("2024-03-18", "talk_to"), ("2024-03-22", "通报"),
    ]  # fmt: skip


def test_what_was_done_in_time_ends_a_chain():
    given = event("a1", "account", "2024-03-17", place="a")
    follows, owed = chain(given, on="2024-05-01")
    assert follows == [("2024-03-07", "曝光"), ("2024-03-07", "explain")]
    assert {state for _, state, _ in owed} == {"late", "done"}
    talked = event("t1", "talk", "2024-03-20")
    assert chain(talked, on="2024-05-01")[0][-1] == ("2024-03-18", "talk_to")
    late = event("a1", "account", "2024-03-18", place="a")
    assert chain(late, on="2024-05-01")[0][2] == ("2024-03-18", "talk_to")


def test_what_villages_fail_at_calls_for_one_thing_of_the_town_for_each():
    text = CHAIN.replace("list: [a]", "list: [a, b]").replace(
        "after: {finding: 5 days}", "window: 2024-02"
    )
    made = asked(plan(text), on="2024-03-20")
    talks = [(e.name, e.state) for e in made if e.duty == "talk_to"]
    assert talks == [("rectify.a", "late"), ("rectify.b", "late")]


# Excuses, moved days, withdrawals, what is reported ---------------------------------------


TWO = """
begins: 2024
places: {villages: {level: village, list: [a, b]}}
indicators: {clean: {label: 已清, value: truth, subject: village}}
events: {notice: {label: 公开}, report: {label: 报告}}
duties:
  - {id: d, each: village, every: month, done: notice}
  - {id: k, each: village, window: 2024, keep: clean}
  - {id: w, each: village, window: 2024-01, done_when: clean}
"""
DIRTY = cv.Records(
    id="demo.records", subjects=[cv.Village(id=v, values={"clean": False}) for v in ("a", "b")]
)


@pytest.mark.parametrize(("of", "duty"), [("d/2024-01", "d"), ("k", "k"), ("w", "w")])
def test_an_excuse_is_for_a_place_or_for_all_however_a_duty_is_shown(of, duty):
    for place, excused in (("a", {"a"}), (None, {"a", "b"})):
        excuse = event("x", "excuse", "2024-02-03", of=of, place=place, by="county")
        made = asked(plan(TWO), excuse, on="2024-02-05", records=DIRTY)
        assert {e.place for e in made.of("excused")} == excused
        assert {e.duty for e in made.of("excused")} == {duty}
        assert made.idle == ()


@pytest.mark.parametrize(
    ("of", "place", "idle"),
    [
        ("d", "a", True),  # no occurrence is called so
        ("d/2024-13", "a", True),
        ("d/2024-01", "zz", True),
        ("w/2024", None, True),
        (None, "a", True),
        ("d/2024-08", "a", False),  # it will come
    ],
)
def test_an_excuse_of_nothing_is_told(of, place, idle):
    excuse = event("x", "excuse", "2024-02-03", of=of, place=place)
    made = asked(plan(TWO), excuse, on="2024-02-05", records=DIRTY)
    assert (made.idle, made.of("excused")) == (("x",) if idle else (), ())


def test_a_day_is_moved_for_all_or_for_one_place():
    for place, late in (
        (None, {("b", "w"), ("a", "w")}),
        ("a", {("b", "w"), ("a", "w"), ("b", "d")}),
    ):
        moved = event(
            "m", "move", "2024-01-20", of="d/2024-01", place=place, values={"to": "2024-02-10"}
        )
        made = asked(plan(TWO), moved, on="2024-02-05", records=DIRTY)
        assert {(e.place, e.duty) for e in made.late} == late
    moved = event("m", "move", "2024-01-20", of="w", values={"to": "2024-02-10"})
    made = asked(plan(TWO), moved, on="2024-02-12", records=DIRTY)
    assert {(e.place, e.days) for e in made.late if e.duty == "w"} == {("a", 2), ("b", 2)}


def test_what_is_withdrawn_with_a_later_day_counts_until_then():
    sent = event("n1", "notice", "2024-01-20", place="a")
    gone = event("w1", "withdraw", "2024-02-10", of="n1")
    for on, state in (("2024-02-09", "done"), ("2024-02-10", "late")):
        (first, *_) = asked(plan(TWO), sent, gone, on=on, records=DIRTY)
        assert (first.place, first.name, first.state) == ("a", "2024-01", state)
    never = event("w1", "withdraw", None, of="n1")  # as if it had never been
    assert asked(plan(TWO), sent, never, on="2024-01-31").counts["done"] == 0


def test_what_is_reported_of_each_kind_bounds_duties_and_counts_over_events():
    campaign = plan(
        """
        events: {report: {label: 报告}, visit: {label: 走访}}
        indicators: {visits: {label: 走访次数, value: count, subject: plan, derive: {count: "true", over: visit}}}
        duties:
          - {id: r, window: 2024-03, done: report}
          - {id: v, window: 2024-03, done: visit}
          - {id: enough, window: 2024-03, done_when: "visits >= 2"}
          - {id: few, window: 2024, keep: "visits <= 1"}
        """
    )
    visit = event("v1", "visit", "2024-03-05")
    made = asked(campaign, visit, on="2024-04-05", reported={"visit": day("2024-03-20")})
    assert [(e.duty, e.state) for e in made] == [
        ("r", "late"), ("v", "done"), ("enough", "undetermined"), ("few", "undetermined"),
    ]  # fmt: skip
    made = asked(campaign, visit, on="2024-04-05")
    assert [e.state for e in made] == ["late", "done", "late", "kept"]


def test_who_reports_may_be_the_post_of_a_body_or_the_body_of_a_post():
    campaign = plan(
        """
        bodies: {committee: {posts: {head: {}}}, police: {posts: {constable: {}}}}
        events: {report: {label: 报告}}
        duties:
          - {id: r, lead: committee, window: 2024-03, done: report}
          - {id: h, lead: committee.head, window: 2024-03, done: report}
          - {id: e, lead: committee, with: [police], window: 2024-03, done: report, done_by: each}
        """
    )
    by_head = event("e1", "report", "2024-03-02", by="committee.head")
    by_constable = event("e2", "report", "2024-03-03", by="police.constable")
    made = asked(campaign, by_head, by_constable, on="2024-03-05")
    assert [(e.duty, e.state, e.served) for e in made] == [
        ("r", "done", ("e1",)), ("h", "done", ("e1",)), ("e", "done", ("e1", "e2")),
    ]  # fmt: skip


def test_a_refused_paper_is_no_idle_event_and_an_approval_of_nothing_is():
    campaign = plan(
        """
        events: {filing: {label: 报备}, approval: {label: 批准}, refusal: {label: 退回}}
        duties: [{id: f, window: 2024-03, deliver: filing, done: approval, refused: refusal}]
        """
    )
    events = [
        event("f1", "filing", "2024-03-02"), event("r1", "refusal", "2024-03-03", of="f1"),
        event("a1", "approval", "2024-03-04", of="f7"),
    ]  # fmt: skip
    made = asked(campaign, *events, on="2024-03-05")
    assert (told(made), made.idle) == ([(None, "", "due")], ("a1",))


def test_a_rule_over_occurrences_holds_on_the_day_on_which_the_last_of_them_is_done():
    campaign = plan(
        """
        places: {villages: {level: village, list: [a, b]}}
        events: {filing: {label: 报备}}
        indicators:
          filed: {label: 已报, value: count, subject: plan, derive: {count: "done && duty == 'f'", over: occurrence}}
          missed: {label: 逾期, value: count, subject: plan, derive: {count: "late && duty == 'f'", over: occurrence}}
        duties:
          - {id: all_filed, window: 2024-03, done_when: "filed >= 2"}
          - {id: none_late, window: 2024, keep: "missed == 0"}
          - {id: f, each: village, window: 2024-03, done: filing}
        """
    )
    first = event("e1", "filing", "2024-03-04", place="a")
    second = event("e2", "filing", "2024-03-09", place="b")
    made = asked(campaign, first, second, on="2024-05-01")
    assert told(made, "on")[:2] == [
        (None, "", "done", day("2024-03-09")), (None, "", "kept", day("2024-01-01")),
    ]  # fmt: skip
    made = asked(campaign, first, on="2024-04-11")
    assert told(made, "days")[:2] == [(None, "", "late", 11), (None, "", "broken", 10)]


def test_rules_over_occurrences_that_wait_for_each_other_are_refused():
    with pytest.raises(cv.DocumentError) as caught:
        plan(
            """
            indicators:
              filed: {label: 已报, value: count, subject: plan, derive: {count: "done && duty == 'b'", over: occurrence}}
            events: {filing: {label: 报备}}
            duties:
              - {id: a, window: 2024-03, done_when: "filed >= 1"}
              - {id: b, window: 2024-03, needs: [a], done: filing}
            """
        )
    assert [p.code for p in caught.value.problems] == ["made-of-itself"]


TEAMS = """
subjects: {team: {label: 小队}}
places: {teams: {level: LEVEL, list: [g1, g2]}}
bodies: {leader: {each: LEVEL, label: 组长}}
indicators: {leaders: {label: 组长, value: count, subject: LEVEL, derive: {count: "body == 'leader'", over: membership}}}
duties: [{id: k, each: LEVEL, window: 2024, keep: "leaders >= 1"}]
"""


def test_a_place_of_a_declared_kind_has_facts():
    held = cv.organizations.Membership(who="p1", of="leader", place="g1")
    names = cv.Roster(id="demo.roster", memberships=[held])
    made = asked(plan(TEAMS.replace("LEVEL", "team")), on="2024-03-01", roster=names)
    assert told(made) == [("g1", "", "kept"), ("g2", "", "broken")]


# What holds of every log ------------------------------------------------------------------


MIXED = """
begins: 2024
places: {villages: {level: village, list: [a, b]}}
bodies: {office: {label: 镇办公室}}
events: {finding: {label: 问题}, removal: {label: 整改}, notice: {label: 公开}, account: {label: 说明}}
indicators:
  posted: {label: 已公开, value: count, subject: village, derive: {count: "done && duty == 'd'", over: occurrence}}
duties:
  - {id: d, each: village, every: month, done: notice}
  - {id: two, each: village, window: 2024-01..2024-03, count: 2, counts: records, done: notice}
  - {id: rectify, each: village, after: {finding: 10 days}, done: removal, then: [{duty: explain}, {duty: town}]}
  - {id: explain, each: village, due: 5 days, done: account}
  - {id: town, lead: office, due: 5 days, done: account}
  - {id: posting, each: village, window: 2024, needs: [rectify], done_when: "posted >= 2"}
"""
MIXED_PLAN = plan(MIXED)
happened = st.builds(
    lambda kind, on, place, of: (kind, date(2024, 1, 1) + timedelta(on), place, of),
    st.sampled_from(["finding", "removal", "notice", "account", "excuse", "unheard_of"]),
    st.integers(0, 100),
    st.sampled_from(["a", "b", "zz", None]),
    st.sampled_from([None, None, None, "d/2024-02", "e1", "e3", "rectify/e2", "rectify"]),
)
logs = st.lists(happened, max_size=12).map(
    lambda rows: [
        cv.Event(id=f"e{n}", kind=k, on=on, place=p, of=of) for n, (k, on, p, of) in enumerate(rows)
    ]
)


def answer(made) -> tuple:
    return dict(made.tracks), set(made.idle), list(made.then), made.phases


@settings(max_examples=30)
@given(logs, st.integers(0, 12), st.integers(0, 130), st.randoms())
def test_a_state_does_not_hang_on_the_order_of_the_log_nor_on_an_earlier_state(
    events, cut, days, random
):
    as_of = date(2024, 1, 1) + timedelta(days)
    whole = cv.status(MIXED_PLAN, EventLog(events=events), as_of=as_of)
    before = EventLog(events=events[:cut])
    grown = before.add(*events[cut:])
    earlier = cv.status(MIXED_PLAN, before, as_of=as_of)
    assert answer(cv.status(MIXED_PLAN, grown, as_of=as_of, earlier=earlier)) == answer(whole)
    random.shuffle(events)
    mixed = cv.status(MIXED_PLAN, EventLog(events=events), as_of=as_of)
    assert answer(mixed) == answer(whole)


@settings(max_examples=50)
@given(logs, st.integers(0, 130))
def test_every_event_serves_or_calls_or_excuses_something_or_is_told(events, days):
    as_of = date(2024, 1, 1) + timedelta(days)
    made = cv.status(MIXED_PLAN, EventLog(events=events), as_of=as_of)
    served = {name for each in made for name in each.served}
    called = {each.name for each in made if each.duty == "rectify"}
    for each in events:
        if each.on > as_of:
            assert each.id not in served | set(made.idle) | called
        elif each.kind == "finding":
            assert (each.id in called) is (each.id not in made.idle)
        elif each.kind != "excuse":
            assert (each.id in served) is (each.id not in made.idle)
    for each in made:
        assert each.days >= 0
        assert len(set(each.served)) == len(each.served)
    by_duty: dict[str, list[str]] = {}
    for each in made:
        by_duty.setdefault(each.duty, []).extend(each.served)
    notices = {each.id for each in events if each.kind == "notice"}
    for ids in by_duty.values():  # one event serves one occurrence of a duty
        counted = [name for name in ids if name in notices]
        assert len(set(counted)) == len(counted)

"""What is overdue, due and done of a register on a day: disclosures, applications, and by whom."""

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.evidence import Event
from civil_village.registers import event_problems
from civil_village.testing.strategies.register import entries, register_cases
from tests.profiles import whole_documents

REGISTER = """
kind: register
format: 1
id: demo.register
label: {zh: 示例清单, en: demo register}
begins: 2024
places: {villages: {level: village, list: [{id: v1, label: {zh: 甲村, en: A}}, {id: v2, label: {zh: 乙村, en: B}}]}}
bodies: {committee: {label: {zh: 村委会, en: committee}, each: village}, branch: {label: 村党组织}}
events: {decision: {label: 决议}}
lists: [{id: affairs, label: 公开}, {id: services}]
items:
  - {id: village, list: affairs, label: 村务, each: village, actors: [committee], disclosure: {every: {unit: quarter, month: 1, day: 20}}}
  - {id: finance, list: affairs, label: 财务, each: village, actors: [committee], disclosure: {every: {unit: month, day: 10}}}
  - {id: major, list: affairs, label: 重大事项, each: village, places: [v1], disclosure: {after: {decision: 5 days}}}
  - {id: proof, list: services, label: {zh: 证明, en: proof}, each: village, actors: [committee], limit: 3 working days}
  - {id: party, list: affairs, actors: [branch], disclosure: {every: {unit: half, month: 1, day: 31}, late: lapses}}
"""
DEMO = cv.loads(REGISTER, cv.registers.Register)


def log(text):
    return cv.loads(f"kind: log\nformat: 1\nid: demo.log\n{dedent(text)}", cv.EventLog)


def on(text):
    return date.fromisoformat(text)


def asked(events="events: []", *, day, **more):
    return cv.registers.overdue(DEMO, log(events), as_of=on(day), **more)


def told(occurrences):
    return [(each.duty, each.place, each.name, each.state, each.days) for each in occurrences]


def test_disclosures_are_overdue_by_the_calendar_of_each_item():
    """20 January is over on the 21st; the 10th of February is not, on the 10th."""
    made = asked(day="2024-02-10")
    assert told(made.by_place("v1")) == [
        ("village", "v1", "2024-Q1", "late", 21),
        ("finance", "v1", "2024-01", "late", 31),
        ("finance", "v1", "2024-02", "due", 0),
    ]
    assert told(asked(day="2024-02-11").by_item("finance"))[1] == (
        "finance", "v1", "2024-02", "late", 1,
    )  # fmt: skip


def test_a_disclosure_shows_the_period_done_in_which_it_was_made():
    made = asked(
        """
        events:
          - {id: d1, kind: disclosed, of: finance, place: v1, on: 2024-02-09}
          - {id: d2, kind: disclosed, of: finance/2024-01, place: v2, on: 2024-02-09}
        """,
        day="2024-02-11",
    )
    assert told(made.by_item("finance")) == [
        ("finance", "v1", "2024-01", "late", 32),
        ("finance", "v1", "2024-02", "done", 0),
        ("finance", "v2", "2024-01", "done_late", 30),
        ("finance", "v2", "2024-02", "late", 1),
    ]


def test_what_names_no_item_speaks_of_all_that_ask_for_its_kind():
    made = asked("events: [{id: d1, kind: disclosed, place: v1, on: 2024-01-08}]", day="2024-01-31")
    assert told(made.of("done")) == [
        ("village", "v1", "2024-Q1", "done", 0),
        ("finance", "v1", "2024-01", "done", 0),
        ("party", None, "2024-H1", "done", 0),
    ]
    assert made.idle == ()


def test_a_decision_calls_for_the_disclosure_of_its_item_at_its_place():
    made = asked(
        """
        events:
          - {id: m1, kind: decision, of: major, place: v1, on: 2024-03-01}
          - {id: m2, kind: decision, of: major, place: v1, on: 2024-03-05}
          - {id: m3, kind: decision, of: major, place: v2, on: 2024-03-05}
          - {id: d1, kind: disclosed, of: m2, on: 2024-03-11}
        """,
        day="2024-03-12",
    )
    assert told(made.by_item("major")) == [
        ("major", "v1", "m1", "late", 6),  # due on the 6th
        ("major", "v1", "m2", "done_late", 1),  # due on the 10th; the place is that of m2
    ]
    assert made.idle == ("m3",)  # the item is not one of v2


def test_a_place_is_told_once_for_all_that_speaks_of_each_other():
    made = asked(
        """
        events:
          - {id: m1, kind: decision, of: major, place: v1, on: 2024-03-01}
          - {id: m2, kind: decision, of: m1, on: 2024-03-02}
          - {id: d2, kind: disclosed, of: m2, on: 2024-03-03}
        """,
        day="2024-03-04",
    )
    assert told(made.by_item("major")) == [
        ("major", "v1", "m1", "due", 0),
        ("major", "v1", "m2", "done", 0),
    ]


def test_an_application_is_answered_within_its_working_days():
    """Friday 1 March plus three working days is Wednesday the 6th."""
    made = asked(
        """
        events:
          - {id: a1, kind: application, of: proof, place: v1, subject: h1, on: 2024-03-01}
          - {id: a2, kind: application, of: proof, place: v1, subject: h2, on: 2024-03-01}
          - {id: a3, kind: application, of: proof, place: v2, subject: h3, on: 2024-03-04}
          - {id: b2, kind: answer, of: a2, on: 2024-03-06}
          - {id: b3, kind: answer, of: proof/a3, on: 2024-03-11}
        """,
        day="2024-03-12",
    )
    assert told(made.applications) == [
        ("proof", "v1", "a1", "late", 6),
        ("proof", "v1", "a2", "done", 0),
        ("proof", "v2", "a3", "done_late", 4),
    ]
    assert [str(each.due) for each in made.applications] == [
        "2024-03-06",
        "2024-03-06",
        "2024-03-07",
    ]
    assert made.weekends_only
    assert len(made.applications) + len(made.disclosures) == len(made.occurrences)


def test_holidays_of_a_table_are_no_working_days():
    """3 April 2024 is followed by a feast of three days and a Sunday that is worked."""
    applied = "events: [{id: a1, kind: application, of: proof, place: v1, on: 2024-04-03}]"
    table = cv.bundled("national.workdays")
    made = asked(applied, day="2024-04-08", workdays=table)
    assert [str(each.due) for each in made.applications] == ["2024-04-09"]
    assert not made.weekends_only
    assert [str(each.due) for each in asked(applied, day="2024-04-08").applications] == [
        "2024-04-08"
    ]


def test_an_answer_without_its_application_answers_nothing():
    made = asked(
        """
        events:
          - {id: a1, kind: application, of: proof, place: v1, on: 2024-03-01}
          - {id: b1, kind: answer, place: v1, on: 2024-03-04}
          - {id: a2, kind: application, place: v1, on: 2024-03-04}
        """,
        day="2024-03-05",
    )
    assert told(made.applications) == [("proof", "v1", "a1", "due", 0)]
    assert made.idle == ("a2", "b1")


def test_an_answer_to_what_was_withdrawn_speaks_of_nothing():
    made = asked(
        """
        events:
          - {id: a1, kind: application, of: proof, place: v1, on: 2024-03-01}
          - {id: w1, kind: withdraw, of: a1, on: 2024-03-02}
          - {id: b1, kind: answer, of: a1, on: 2024-03-04}
        """,
        day="2024-03-05",
    )
    assert (made.applications, made.idle) == ((), ("b1",))


def test_what_lapses_is_missed_and_what_is_excused_is_neither():
    made = asked(
        "events: [{id: x1, kind: excuse, of: party/2024-H1, on: 2024-02-01}]", day="2024-08-02"
    )
    assert [(each.name, each.state) for each in made.by_item("party")] == [
        ("2024-H1", "excused"),
        ("2024-H2", "missed"),
    ]


def test_an_occurrence_is_moved_to_another_day():
    moved = "events: [{id: x1, kind: move, of: party/2024-H1, on: 2024-01-30, values: {to: 2024-02-20}}]"
    assert [each.state for each in asked(moved, day="2024-02-20").by_item("party")] == ["due"]
    assert [each.state for each in asked(moved, day="2024-02-21").by_item("party")] == ["missed"]


def test_an_excuse_for_the_next_year_is_not_idle_but_one_for_nothing_is():
    text = "events: [{{id: x1, kind: excuse, of: party/{}, on: 2024-01-10}}]"
    assert asked(text.format("2025-H1"), day="2024-01-11").idle == ()
    assert asked(text.format("2025-Q1"), day="2024-01-11").idle == ("x1",)
    assert asked(text.format("2024-H1").replace("party", "part"), day="2024-01-11").idle == ("x1",)


def test_views_give_the_same_occurrences():
    made = asked(day="2024-02-11")
    assert {each.duty for each in made.by_body("committee")} == {"village", "finance"}
    assert {each.duty for each in made.by_body("branch")} == {"party"}
    assert {each.duty for each in made.by_list("affairs")} == {"village", "finance", "party"}
    assert made.by_item("proof") == made.by_body("nobody") == ()
    assert made.counts["late"] == len(made.late) == 6
    assert [each.days for each in made.late] == sorted((e.days for e in made.late), reverse=True)
    through = asked(day="2024-02-11", through=on("2024-04-01"))
    assert [e.name for e in through.by_item("village") if e.state == "not_yet"] == ["2024-Q2"] * 2


def test_a_register_for_any_place_is_asked_about_those_that_are_handed_in():
    anywhere = cv.loads(
        REGISTER.replace(REGISTER.split("\n")[6], "").replace(", places: [v1]", ""),
        cv.registers.Register,
    )
    with pytest.raises(cv.DocumentError) as caught:
        cv.registers.overdue(anywhere, log("events: []"), as_of=on("2024-02-11"))
    assert [(p.code, p.path) for p in caught.value.problems] == [("missing-key", ("places",))]
    for places in (
        ["v1", "v2"],
        cv.registers.overdue(DEMO, log("events: []"), as_of=on("2024-02-11")).places.values(),
    ):
        made = cv.registers.overdue(
            anywhere, log("events: []"), as_of=on("2024-02-11"), places=places
        )
        assert told(made) == told(asked(day="2024-02-11"))


def test_one_place_of_several_may_be_asked_about_and_none_that_there_is_not():
    assert told(asked(day="2024-02-11", places=["v2"]).by_item("finance")) == [
        ("finance", "v2", "2024-01", "late", 32),
        ("finance", "v2", "2024-02", "late", 1),
    ]
    elsewhere = "events: [{id: d1, kind: disclosed, of: finance, place: v1, on: 2024-01-11}]"
    assert asked(elsewhere, day="2024-02-11", places=["v2"]).idle == ()  # nobody asked about v1
    with pytest.raises(cv.DocumentError) as caught:
        asked(day="2024-02-11", places=["v3"])
    assert [(p.code, p.found) for p in caught.value.problems] == [("unknown-place", "v3")]


def test_the_places_of_a_campaign_are_asked_about():
    plan = cv.Campaign(id="plan", places=DEMO.places, bodies=DEMO.bodies)
    text = REGISTER.replace(REGISTER.split("\n")[6], "uses: [plan]")
    used = cv.loads(text, cv.registers.Register, library=cv.Library.of(plan))
    made = cv.registers.overdue(used, log("events: []"), as_of=on("2024-02-11"), campaigns=[plan])
    assert told(made) == told(asked(day="2024-02-11"))


def test_one_log_serves_a_campaign_and_the_register_that_uses_it():
    plan = cv.loads(
        "kind: campaign\nformat: 1\nid: plan\nevents: {report: {label: 报告}, notice: {label: 通知}}\n"
        "duties: [{id: yearly, every: year, begins: 2024, done: report}]",
        cv.Campaign,
    )
    events = log("""
        events:
          - {id: r1, kind: report, of: yearly/2024, on: 2024-03-01}
          - {id: x1, kind: excuse, of: yearly/2025, on: 2024-03-01}
          - {id: n1, kind: notice, on: 2024-03-01}
          - {id: d1, kind: disclosed, of: party, on: 2024-03-01}
        """)
    made = cv.registers.overdue(DEMO, events, as_of=on("2024-03-02"), campaigns=[plan])
    assert made.idle == ("d1",)  # its half-year was over in January
    assert list(event_problems(DEMO, events, campaigns=[plan])) == []
    alone = cv.registers.overdue(DEMO, events, as_of=on("2024-03-02"))
    assert alone.idle == ("d1", "n1", "r1", "x1")
    assert len(list(event_problems(DEMO, events))) == 4


def test_a_kind_that_is_reported_through_a_day_leaves_later_days_open():
    made = asked("reported: {disclosed: 2024-01-31}\nevents: []", day="2024-02-11")
    assert [(each.name, each.state) for each in made.by_item("finance")] == [
        ("2024-01", "late"), ("2024-02", "undetermined"),
    ] * 2  # fmt: skip


def test_it_is_told_in_both_languages_places_alike_in_one_line():
    made = asked(
        """
        events:
          - {id: a1, kind: application, of: proof, place: v1, on: 2024-03-01}
          - {id: d1, kind: disclosed, of: party, on: 2024-01-03}
          - {id: z1, kind: answer, of: nothing, on: 2024-01-03}
        """,
        day="2024-03-08",
        known=on("2024-03-09"),
    )
    assert made.explain().text("zh").split("\n") == [
        "示例清单，截至 2024-03-08",
        "  只计 2024-03-09 及以前记录的事件",
        "  工作日只按周末推算，未用节假日表",
        "  逾期：7 项",
        "    村务：公开（2024-Q1、甲村、乙村），2024-01-20 到期：逾期 48 天",
        "      责任主体：村委会",
        "    财务：公开（2024-01、甲村、乙村），2024-01-10 到期：逾期 58 天",
        "      责任主体：村委会",
        "    财务：公开（2024-02、甲村、乙村），2024-02-10 到期：逾期 27 天",
        "      责任主体：村委会",
        "    证明：答复申请（a1、甲村），2024-03-06 到期：逾期 2 天",
        "      责任主体：村委会",
        "      由 申请（2024-03-01） 引出",
        "  应办：2 项",
        "    财务：公开（2024-03、甲村、乙村），2024-03-10 到期：应办",
        "      责任主体：村委会",
        "  已完成：1 项",
        "  未对应任何事项的事件：z1",
    ]
    part = made.explain(made.applications).text("en")
    assert "proof: answer (a1, A), due 2024-03-06: 2 days late" in part
    assert "z1" not in part
    assert "disclosure" not in part
    assert made.explain(made.by_item("none")).text("en").endswith("nothing is owed yet")


def test_strange_events_are_told_with_the_nearest_name():
    events = log("""
        events:
          - {id: a1, kind: aplication, of: proof, on: 2024-03-01}
          - {id: a2, kind: application, on: 2024-03-01}
          - {id: d1, kind: disclosed, of: finanse/2024-01, place: v9, on: 2024-03-01}
          - {id: d2, kind: disclosed, of: finance/2024-01, by: comittee, on: 2024-03-01}
          - {id: d3, kind: answer, of: a2, on: 2024-03-01}
        """)
    found = [(p.code, p.path[1:], p.found) for p in event_problems(DEMO, events)]
    assert found == [
        ("unknown-name", ("a1", "kind"), "aplication"),
        ("unknown-name", ("d1", "place"), "v9"),
        ("unknown-body", ("d2", "by"), "comittee"),
        ("missing-key", ("a2", "of"), None),
        ("unknown-name", ("d1", "of"), "finanse/2024-01"),
    ]


def test_events_that_speak_of_each_other_in_a_ring_speak_of_nothing():
    made = asked(
        """
        events:
          - {id: d1, kind: disclosed, of: d2, on: 2024-01-03}
          - {id: d2, kind: disclosed, of: d1, on: 2024-01-03}
        """,
        day="2024-01-04",
    )
    assert made.idle == ("d1", "d2")


def test_feasts_are_asked_about_to_the_last_day_of_which_they_are_known():
    """The next ones lie beyond the calendar of feasts, and nobody asks for them."""
    feast = cv.loads(
        "kind: register\nformat: 1\nid: demo\nlists: [{id: a}]\n"
        "items: [{id: f, list: a, disclosure: {every: {feast: [国庆, 重阳]}, begins: 2100}}]",
        cv.registers.Register,
    )
    made = cv.registers.overdue(feast, log("events: []"), as_of=on("2100-12-31"))
    assert [each.name for each in made] == ["2100-国庆", "2100-重阳"]
    excused = log("events: [{id: x1, kind: excuse, of: f/2101-国庆, on: 2100-03-01}]")
    assert cv.registers.overdue(feast, excused, as_of=on("2100-12-31")).idle == ("x1",)


# Properties ------------------------------------------------------------------------------


@whole_documents
@given(register_cases(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(case, random):
    events = list(case.log.events)
    random.shuffle(events)
    other = cv.EventLog(id="drawn.log", events=events)
    made = cv.registers.overdue(case.register, case.log, as_of=case.as_of)
    assert cv.registers.overdue(case.register, other, as_of=case.as_of) == made


@whole_documents
@given(st.data(), register_cases())
def test_what_is_dated_or_recorded_later_changes_nothing(data, case):
    made = cv.registers.overdue(case.register, case.log, as_of=case.as_of, known=case.as_of)
    event: Event = data.draw(entries(case.register, 99, case.log.events))
    day = event.recorded.date() if event.recorded else event.on
    more = case.log.add(event)
    if max(day, event.on) > case.as_of:
        assert cv.registers.overdue(case.register, more, as_of=case.as_of, known=case.as_of) == made


@whole_documents
@given(register_cases())
def test_each_event_serves_one_occurrence_of_a_duty_or_is_idle_or_calls(case):
    made = cv.registers.overdue(case.register, case.log, as_of=case.as_of)
    for track in made.tracks.values():
        served = [name for each in track for name in each.served]
        assert len(set(served)) == len(served)
    ids = {event.id for event in case.log.events}
    assert {name for each in made for name in each.served} <= ids
    assert not set(made.idle) & {name for each in made for name in each.served}


@whole_documents
@given(register_cases())
def test_a_place_asked_about_alone_says_what_it_says_among_others(case):
    made = cv.registers.overdue(case.register, case.log, as_of=case.as_of)
    alone = cv.registers.overdue(case.register, case.log, as_of=case.as_of, places=["v1"])
    assert alone.by_place("v1") == made.by_place("v1")


@whole_documents
@given(register_cases())
def test_it_is_told_in_both_languages(case):
    told_ = cv.registers.overdue(case.register, case.log, as_of=case.as_of).explain()
    assert told_.text("zh")
    assert told_.text("en")

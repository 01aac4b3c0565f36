"""Duties that something outside of the plan calls for, and what follows for whom."""

from datetime import date

import civil_village as cv
from civil_village.campaigns import log_problems

PLAN = cv.loads(
    """
kind: campaign
format: 1
id: demo.campaign
places: {fronts: {level: frontage, list: [f1, f2]}}
bodies: {office: {label: 文明办}}
events: {finding: {label: 发现问题}, removal: {label: 整改到位}, account: {label: 说明}}
duties:
  - {id: clear, label: 限期清理, lead: office, each: frontage, due: 7 days, done: removal}
  - {id: account, label: 说明情况, lead: office, due: 5 days, done: account}
  - id: rectify
    label: 限期整改
    lead: office
    each: frontage
    after: {finding: 5 days}
    done: removal
    then: [{post: litter}, {ban: {titles: [demo.stars], valid_for: 1 year}}]
""",
    cv.Campaign,
)
DAY = date(2024, 5, 20)


def call(name="c1", of="clear", place="f1", on=DAY):
    """Call for a duty from outside."""
    return cv.Event(id=name, kind="call", of=of, place=place, on=on)


def states(*events, as_of):
    """Say what became of each occurrence by a day."""
    made = cv.status(PLAN, cv.EventLog(events=events), as_of=as_of)
    return [(each.duty, each.place, each.name, each.state, each.due) for each in made]


def test_a_call_makes_a_duty_due_in_its_time():
    due = date(2024, 5, 27)
    assert states(call(), as_of=due) == [("clear", "f1", "c1", "due", due)]
    assert states(call(), as_of=date(2024, 5, 28)) == [("clear", "f1", "c1", "late", due)]
    done = cv.Event(id="r1", kind="removal", place="f1", on=date(2024, 5, 26))
    assert states(call(), done, as_of=date(2024, 6, 1))[0][3] == "done"


def test_without_a_call_nothing_is_owed():
    assert states(as_of=DAY) == []


def test_a_duty_that_is_owed_once_is_called_for_without_a_place():
    assert states(call(of="account", place=None), as_of=DAY) == [
        ("account", None, "c1", "due", date(2024, 5, 25))
    ]


def test_a_call_is_no_slip_unless_it_speaks_of_nothing():
    log = cv.EventLog(
        events=[call(), call("c2", of="clean"), call("c3", place=None), call("c4", of="rectify")]
    )
    assert cv.status(PLAN, log, as_of=DAY).idle == ("c2", "c3", "c4")
    assert list(log_problems(PLAN, log)) == []


def test_a_call_is_told():
    text = cv.status(PLAN, cv.EventLog(events=[call()]), as_of=DAY).explain().text("en")
    assert "called for by a call from elsewhere on 2024-05-20" in text


def test_a_log_that_has_grown_by_a_call_comes_to_the_same():
    found = cv.Event(id="e1", kind="finding", place="f2", on=DAY)
    first = cv.EventLog(events=[found])
    earlier = cv.status(PLAN, first, as_of=date(2024, 6, 1))
    grown = first.add(call())
    made = cv.status(PLAN, grown, as_of=date(2024, 6, 1), earlier=earlier)
    assert made.tracks == cv.status(PLAN, grown, as_of=date(2024, 6, 1)).tracks


def test_what_follows_is_for_whom_the_finding_is_about():
    found = cv.Event(id="e1", kind="finding", place="f1", subject="h017", on=DAY)
    made = cv.status(PLAN, cv.EventLog(events=[found]), as_of=date(2024, 5, 26))
    post, ban = made.then
    assert (post.of, post.place, post.subject, post.on) == (
        "rectify/e1",
        "f1",
        "h017",
        date(2024, 5, 26),
    )
    assert (ban.on, ban.to) == (date(2024, 5, 26), date(2025, 5, 25))

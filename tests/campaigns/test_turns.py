"""On which days what must hold is asked: those on which what its rule reads may change."""

from datetime import date

import pytest

import civil_village as cv
from civil_village.organizations import Membership

TEXT = """
kind: campaign
format: 1
id: turns.example
places: {villages: {level: village, list: [v1, v2]}}
bodies: {team: {label: 队伍, each: village}, office: {label: 办公室}}
indicators:
  plan: {label: 有规划, subject: village, value: truth}
  cases: {label: 案件, subject: village, value: count, derive: {events: case, within: 1 year}}
  calm: {label: 平安, subject: village, value: truth, derive: {rule: "cases == 0"}}
  size: {label: 人数, subject: village, value: count, derive: {count: "body == 'team'", over: membership}}
  met: {label: 已开会, subject: village, value: count, derive: {count: "done && duty == 'meet'", over: occurrence}}
events: {case: {label: 案件}, meeting: {label: 会议}}
duties:
  - {id: meet, lead: office, each: village, window: 2024, done: meeting}
"""
#: A case on 10 May in v1, a meeting there on 20 June, nobody in its team from 2 July on.
LOG = cv.EventLog(
    events=[
        cv.Event(id="c1", kind="case", on=date(2024, 5, 10), place="v1"),
        cv.Event(id="m1", kind="meeting", on=date(2024, 6, 20), place="v1", by="office"),
    ]
)
ROSTER = cv.Roster(
    id="turns.roster",
    memberships=[
        Membership(who="p1", of="team", place="v1", from_=date(2024, 1, 1), until=date(2024, 7, 1))
    ],
)


@pytest.mark.parametrize(
    ("rule", "breaks"),
    [
        ("cases == 0", [("2024-05-10", None)]),
        ("calm", [("2024-05-10", None)]),  # through a rule
        ("size >= 1", [("2024-07-02", None)]),
        ("met >= 1", [("2024-01-01", "2024-06-19")]),
        # Either way, one after the other.
        ("cases == 0 || size == 0", [("2024-05-10", "2024-07-01")]),
        ("plan", []),
    ],
)
def test_what_must_hold_breaks_on_the_day_on_which_it_changes(rule, breaks):
    keep = f'  - {{id: kept, lead: office, each: village, window: 2024, keep: "{rule}"}}\n'
    campaign = cv.loads(TEXT + keep)
    records = cv.Records(id="turns.records", subjects=[cv.Village(id="v1", values={"plan": True})])
    made = cv.status(campaign, LOG, as_of=date(2024, 9, 30), roster=ROSTER, records=records)
    (kept,) = [each for each in made if (each.duty, each.place) == ("kept", "v1")]
    found = [
        (str(gap.first), None if gap.last == date.max else str(gap.last)) for gap in kept.breaks
    ]
    assert found == breaks

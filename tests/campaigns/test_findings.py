"""What an organization lacks, told; and what a log names that a plan does not have."""

from datetime import date

import pytest

from civil_village import Event, Roster
from civil_village.campaigns import Campaign
from civil_village.campaigns.findings import log_problems, vacancies, vacancies_told
from civil_village.evidence import EventLog
from civil_village.indicators import EventKind
from civil_village.labels import Label
from civil_village.organizations import Body, Locality, LocalityList, Membership, Post
from civil_village.records.records import Records
from civil_village.records.subjects import Household, Village

DAY = date(2024, 4, 1)
BODIES = {
    "group": Body(label="领导小组", posts={"head": Post(label="组长", count=2)}),
    "committee": Body(
        label=Label("村委会", "committee"), each="village",
        posts={"head": Post(label="主任", count=1, also=["branch.secretary"])},
    ),
    "branch": Body(label="党支部", each="village", posts={"secretary": Post(label="书记")}),
    "watch": Body(
        label="监委会", each="village", posts={"head": Post(label="主任", never=["committee"])}
    ),
    "unit": Body(label="农商行"), "pairs": Body(label="结对", each="village", among=["unit"]),
    "grid": Body(label="网格", each="village", covers="household"),
}  # fmt: skip
PLACES = {
    "villages": LocalityList(
        level="village", list=[Locality(id=f"v{n}", label=f"村{n}") for n in (1, 2, 3)]
    )
}
PLAN = Campaign(id="demo", bodies=BODIES, places=PLACES, events={"report": EventKind(label="报告")})


def told(*memberships, only="", records=None, **how):
    roster = Roster(id="demo.roster", memberships=memberships)
    found = vacancies(PLAN, roster, as_of=DAY, records=records)
    lines = [line.text("zh") for line in vacancies_told(PLAN, found, **how)]
    return [line for line in lines if line.startswith(only)]


def member(who, of, place=None):
    return Membership(who=who, of=of, place=place)


def test_what_all_places_lack_is_one_line_and_what_some_lack_names_them():
    assert told(only="村委会") == ["村委会（全部 3 个村）：机构未建立"]
    assert told(member("p1", "committee.head", "v2"), only="村委会") == [
        "村委会（2 个村：村1、村3）：机构未建立"
    ]


def test_a_post_that_is_not_filled_says_how_many_hold_it_and_how_many_should():
    assert told(member("p1", "group.head"), only="领导小组") == [
        "领导小组组长：岗位无人或人数不足，现为 1，应为：2 人"
    ]


def test_posts_that_do_not_go_together_are_told_of_who_holds_them():
    found = told(member("p1", "committee.head", "v1"), member("p1", "watch.head", "v1"), only="p1")
    assert found == [
        "p1：任村委会主任，应兼任党支部书记",
        "p1：不得兼任的岗位由同一人担任：监委会主任、村委会",
    ]


def test_units_and_places_that_are_not_paired_are_named():
    assert told(only="结对") == ["结对：尚未结对：农商行", "结对：没有单位结对：村1、村2、村3"]


def test_households_in_no_cell_are_named_and_cut():
    homes = [Household(id=f"h{n}") for n in range(1, 9)]
    records = Records(id="demo.records", subjects=[Village(id="v1", households=homes)])
    assert told(only="网格", records=records, most=8) == ["网格：不在任何一格中：h1、h2，另 6 个"]


@pytest.mark.parametrize(
    ("values", "path", "hint"),
    [
        ({"kind": "reprot"}, "kind", "report"),
        ({"place": "v9"}, "place", None),
        ({"by": "groop"}, "by", "group"),
        ({"by": "committee.haed"}, "by", "committee.head"),
    ],
)
def test_what_a_plan_does_not_have_is_told_of_the_event(values, path, hint):
    event = Event(**{"id": "e1", "kind": "report", "on": DAY} | values)
    (problem,) = log_problems(PLAN, EventLog(events=[event]))
    assert problem.path == ("events", "e1", path)
    assert hint is None or hint in problem.text("en")


def test_what_a_plan_has_is_not_told():
    good = [
        Event(id="e1", kind="report", on=DAY, place="v1", by="committee.head"),
        Event(id="e2", kind="withdraw", on=DAY, of="e1"),
    ]
    assert list(log_problems(PLAN, EventLog(events=good))) == []

"""What rules read of places that are no villages: groups and places of declared kinds."""

from datetime import date

import pytest

from civil_village import DocumentError, Indicator, Roster, Rule, lint
from civil_village.campaigns import Campaign, status
from civil_village.duties import Duty
from civil_village.evidence import EventLog
from civil_village.indicators import CountOf, SubjectKind
from civil_village.organizations import Body, Locality, LocalityList, Membership


def plan(level, rule, indicator, **more):
    """Make a campaign in which something must hold in the places `a` and `b` of a level."""
    places = [Locality(id=name, part_of="v") for name in ("a", "b")]
    return Campaign(
        id="demo.campaign",
        places={
            "villages": LocalityList(level="village", list=[Locality(id="v")]),
            "places": LocalityList(level=level, list=places),
        },
        bodies={"guard": Body(label="巡逻队", each=level)},
        indicators={"number": indicator},
        duties=[Duty(id="enough", each=level, keep=Rule(rule), window="2024")],
        **more,
    )


def states(campaign, **more):
    made = status(campaign, EventLog(), as_of=date(2024, 4, 1), **more)
    return [(each.place, each.state) for each in made]


GUARDS = {
    "label": "巡逻队员",
    "value": "count",
    "derive": CountOf(count=Rule("body == 'guard'"), over="membership"),
}


@pytest.mark.parametrize("level", ["town", "hamlet"])
def test_the_members_of_a_place_of_a_declared_kind_are_counted(level):
    guards = Indicator(**GUARDS, subject=level)
    campaign = plan(level, "number >= 1", guards, subjects={level: SubjectKind(label="地方")})
    roster = Roster(id="demo.roster", memberships=[Membership(who="p1", of="guard", place="a")])
    assert states(campaign, roster=roster) == [("a", "kept"), ("b", "broken")]


def test_a_group_has_no_members_of_its_own_to_count():
    with pytest.raises(DocumentError) as caught:
        plan("group", "number >= 1", Indicator(**GUARDS, subject="group"))
    (problem,) = caught.value.problems
    assert problem.path == ("indicators", "number", "derive", "count")


@pytest.mark.parametrize("level", ["group", "household"])
def test_a_row_of_a_village_is_no_place_at_which_a_rule_is_asked(level):
    lamps = Indicator(label="路灯", value="count", subject=level)
    with pytest.raises(DocumentError) as caught:
        plan(level, "number >= 2", lamps)
    assert [problem.path for problem in caught.value.problems] == [("duties", 0, "each")]


KINDS = "kind: campaign\nformat: 1\nid: demo.campaign\nevents: "
WRONG = """
kind: campaign
format: 1
id: demo.campaign
places: {villages: {level: village, list: [a]}}
bodies: {guard: {label: 巡逻队, each: village}}
indicators:
  number: {label: 数, value: count, subject: village, derive: {count: "%s", over: membership}}
duties: [{id: enough, lead: guard, each: village, window: 2024, keep: "number >= 1"}]
"""


@pytest.mark.parametrize("rule", ["bdy == 'guard'", "body == 3", "body =="])
def test_what_is_wrong_in_an_indicator_is_told_when_a_document_is_read_too(rule):
    (problem, *_) = lint(WRONG % rule)
    assert problem.level == "error"
    assert problem.path[:2] == ("indicators", "number")


@pytest.mark.parametrize("name", ["plan", "occurrence", "membership", "excuse"])
def test_a_kind_of_events_has_none_of_the_names_that_a_campaign_has_already(name):
    (problem,) = [p for p in lint(f"{KINDS}{{{name}: {{label: 事}}}}") if p.level == "error"]
    assert (problem.code, problem.path) == ("reserved-word", ("events", name))


def test_a_document_whose_indicators_are_right_has_no_findings_of_them():
    assert lint(WRONG % "body == 'guard'") == ()

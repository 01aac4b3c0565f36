"""What rules read of places that are no villages: groups and places of declared kinds."""

from datetime import date

import pytest

from civil_village import Indicator, Records, Roster, Rule, Village
from civil_village.campaigns import Campaign, status
from civil_village.duties import Duty
from civil_village.evidence import EventLog
from civil_village.indicators import CountOf, SubjectKind
from civil_village.organizations import Body, Locality, LocalityList, Membership
from civil_village.records import Group

DAY = date(2024, 4, 1)


def kept(level, rule="guards >= 1", *, indicator=None, subjects=None, records=None):
    """Say of the places `a` and `b` of a level whether what must hold holds."""
    derive = CountOf(count=Rule("body == 'guard'"), over="membership")
    counted = Indicator(label="巡逻队员", value="count", subject=level, derive=derive)
    plan = Campaign(
        id="demo.campaign",
        subjects=subjects or {},
        places={
            "villages": LocalityList(level="village", list=[Locality(id="v")]),
            "places": LocalityList(
                level=level, list=[Locality(id=name, part_of="v") for name in ("a", "b")]
            ),
        },
        bodies={"guard": Body(label="巡逻队", each=level)},
        indicators={"guards": counted, **(indicator or {})},
        duties=[Duty(id="guarded", each=level, keep=Rule(rule), window="2024")],
    )
    roster = Roster(id="demo.roster", memberships=[Membership(who="p1", of="guard", place="a")])
    made = status(plan, EventLog(), as_of=DAY, roster=roster, records=records)
    return [(each.place, each.state) for each in made]


@pytest.mark.parametrize("level", ["group", "town"])
def test_the_members_of_a_place_of_any_level_are_counted(level):
    subjects = {"town": SubjectKind(label="镇")} if level == "town" else None
    assert kept(level, subjects=subjects) == [("a", "kept"), ("b", "broken")]


def test_what_is_reported_of_a_group_in_its_village_is_read():
    lamps = {"lamps": Indicator(label="路灯", value="count", subject="group")}
    village = Village(id="v", groups=[Group(id="a", values={"lamps": 2})])
    records = Records(id="demo.records", subjects=[village])
    found = kept("group", "lamps >= 2", indicator=lamps, records=records)
    assert found == [("a", "kept"), ("b", "undetermined")]

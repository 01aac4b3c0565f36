import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from civil_village.evidence.reported import Event, Observation
from civil_village.records.subjects import Group, Household, Village
from civil_village.rules import Missing
from civil_village.testing import DAY, Gap, closes, gaps, without

HOME = Household(
    id="h1",
    values={"joined": True, "people": 3},
    events=[Event(id="e1", kind="mishap", on=DAY)],
    reported={"mishap": DAY.isoformat()},
)
VILLAGE = Village(
    id="v1",
    values={"plan": True},
    households=[HOME],
    groups=[Group(id="g1", values={"disclosed": True})],
    events=[Event(id="e2", kind="mishap", on=DAY)],
    observations=[Observation(of="work.plan", method="visit", met=True)],
    reported={"households": True, "groups": True, "mishap": DAY.isoformat()},
)


@pytest.mark.parametrize(
    ("gap", "left"),
    [
        (Gap("value", "plan"), lambda village: village.values),
        (Gap("cell", "joined", "h1"), lambda village: "joined" in village.households[0].values),
        (Gap("cell", "disclosed", "g1"), lambda village: village.groups[0].values),
        (Gap("rows", "households"), lambda village: "households" in village.reported),
        (Gap("kind", "mishap"), lambda village: "mishap" in village.reported),
        (Gap("kind", "mishap", "h1"), lambda village: village.households[0].reported),
        (Gap("word", "work.plan", "visit"), lambda village: village.observations),
    ],
)
def test_a_gap_takes_out_what_it_names_and_nothing_else(gap, left):
    assert left(VILLAGE)
    assert not left(without(VILLAGE, [gap]))


@pytest.mark.parametrize(
    ("gone", "open_", "left"),
    [
        (Gap("row", "households", "h1"), Gap("rows", "households"), lambda v: v.households),
        (Gap("row", "groups", "g1"), Gap("rows", "groups"), lambda v: v.groups),
        (Gap("event", "mishap"), Gap("kind", "mishap"), lambda v: v.events),
        (
            Gap("event", "mishap", "h1"),
            Gap("kind", "mishap", "h1"),
            lambda v: v.households[0].events,
        ),
    ],
)
def test_a_row_or_event_goes_only_where_nobody_says_that_all_are_there(gone, open_, left):
    assert without(VILLAGE, [gone]) == VILLAGE
    assert left(without(VILLAGE, [open_]))
    assert not left(without(VILLAGE, [gone, open_]))


@given(gaps(VILLAGE), gaps(VILLAGE))
def test_the_more_is_left_out_the_less_is_said(some, more):
    fewer, least = without(VILLAGE, some), without(VILLAGE, some | more)
    assert set(least.values) <= set(fewer.values)
    assert set(least.reported) <= set(fewer.reported)
    assert {home.id for home in least.households} <= {home.id for home in fewer.households}


def test_nothing_and_everything_can_be_left_out():
    assert find(gaps(VILLAGE), lambda gone: True) == frozenset()
    bare = find(gaps(VILLAGE), lambda gone: without(VILLAGE, gone) == Village(id="v1"))
    assert Gap("row", "households", "h1") in bare


def test_of_a_record_that_says_nothing_nothing_is_left_out():
    assert find(gaps(Household(id="h1")), lambda gone: True) == frozenset()


@given(st.data())
def test_a_household_by_itself_has_gaps_too(data):
    gone = data.draw(gaps(HOME))
    left = without(HOME, gone)
    assert ("joined" in left.values) is (Gap("value", "joined") not in gone)


@pytest.mark.parametrize(
    ("missing", "gap"),
    [
        (Missing("indicator", "plan"), Gap("value", "plan")),
        (Missing("row", "joined", "h1"), Gap("cell", "joined", "h1")),
        (Missing("row", "mishap", "h1"), Gap("kind", "mishap", "h1")),
        (Missing("completeness", "mishap"), Gap("event", "mishap")),
        (Missing("completeness", "groups"), Gap("rows", "groups")),
        (Missing("observation", "work.plan", "visit"), Gap("word", "work.plan", "visit")),
    ],
)
def test_what_is_missing_names_the_gaps_that_it_closes(missing, gap):
    assert gap in closes(missing)


def test_nothing_closes_a_share_of_nothing():
    assert closes(Missing("no-value", "insurance")) == frozenset()

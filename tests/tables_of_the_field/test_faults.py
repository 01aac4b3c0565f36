"""Five tables whose faults cost points: `less` gives what the arithmetic gave, and says for what."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

import civil_village as cv
from civil_village.testing import facts

TABLES = cv.loads(Path(__file__).with_name("faults.yaml").read_bytes(), cv.Standard)

CASES = {
    # Three spots, and no facility: 8 - 1.5 - 5.
    "walk": ({"spots": 3, "facility": False}, "1.5", {"spot": "1.5", "facility": "5"}),
    # 1000 - 2 × 5 - 20 - 80.
    "credit": (
        {"rubbish": 2, "fights": 0, "gambling": 1, "trees": 0, "graves": 0, "level": "C"},
        "890",
        {"rubbish": "10", "gambling": "20", "c": "80"},
    ),
    # 100 - 20 - 30 - 3 × 10.
    "household": (
        {"played": 1, "farmland": True, "heaps": 3},
        "20",
        {"gambling": "20", "farmland": "30", "heaps": "30"},
    ),
    # 15 - 3 - 3 - 2: cigarettes for just 10 yuan are allowed, four of six musicians are.
    "funeral": (
        {"bands": 1, "cigarettes": 10, "liquor": 50, "table": Decimal("200.5"), "musicians": 6},
        "7",
        {"bands": "3", "table": "3", "musicians": "2"},
    ),
    # 30 - 4 - 3 × 2 - 3 × 3 - 3.
    "village": (
        {"planned": False, "illegal": 3, "loose": 0, "latrines": 3, "collected": Decimal("0.85")},
        "8",
        {"plan": "4", "illegal": "6", "latrines": "9", "rubbish": "3"},
    ),
}


@pytest.mark.parametrize("table", CASES)
def test_the_same_points_and_what_cost_them(table):
    given_facts, points, costs = CASES[table]
    result = cv.evaluate(TABLES, given_facts)
    before, after = (result.criterion(f"{table}.{name}") for name in ("before", "after"))
    assert before.points == after.points == Decimal(points)
    assert {one.id: str(one.lost[0]) for one in after.faults if one.state == "hit"} == costs
    assert {one.state for one in after.faults} <= {"hit", "clear"}
    labels = [TABLES.fault(f"{table}.after.{name}").label.zh for name in costs]
    text = result.explain().text("zh")
    assert all(f"扣分情形“{label}”：扣" in text for label in labels)


def test_where_the_floor_stops_it_the_rest_is_told():
    given_facts = CASES["village"][0] | {"illegal": 5}
    result = cv.evaluate(TABLES, given_facts)
    assert result.criterion("village.after").points == 5  # not 4
    assert "only 2 is left to lose" in result.explain().text("en")  # of the 3 for rubbish


@given(facts(TABLES))
def test_less_gives_what_the_arithmetic_gave(drawn):
    result = cv.evaluate(TABLES, drawn)
    for table in CASES:
        before, after = (result.criterion(f"{table}.{name}") for name in ("before", "after"))
        if not before.missing:
            assert after.points == before.points
        # The faults may know more, since each is looked at by itself.
        assert before.bounds[0] <= after.bounds[1]
        assert after.bounds[0] <= before.bounds[1]


def test_a_fault_that_is_missing_leaves_only_its_own_cost_open():
    result = cv.evaluate(TABLES, {"spots": 3})
    assert result.criterion("walk.after").bounds == (Decimal("1.5"), Decimal("6.5"))
    assert [item.name for item in result.criterion("walk.after").missing] == ["facility"]

"""Two-sided tables: gaps and overlaps are found at the step of the points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.curves.curve import Band, Bands, Step, Steps
from civil_village.curves.range_tables import PrintedRange, bands_from_ranges, steps_from_ranges
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem

#: As printed for whole points, in a system whose points have one decimal place.
CREDIT = [
    {"id": "aaa", "from": 1050},
    {"id": "aa", "from": 1030, "to": 1049},
    {"id": "a", "from": 960, "to": 1029},
    {"id": "b", "from": 850, "to": 959},
    {"id": "c", "to": 849},
]


def problems_of(make, *arguments, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(*arguments, **keywords)
    return list(caught.value.problems)


def not_meeting(code, index, found, before, after, *, key="from"):
    return Problem(
        code=code,
        path=(index, key),
        found=found,
        expected=Message("expected.meeting", before=before, after=after),
        hint=Message("hint.lower-ends"),
    )


def test_a_table_without_gaps_becomes_bands_the_lowest_first():
    assert bands_from_ranges(CREDIT, step=1) == Bands(
        [
            Band(id="c"),
            Band(id="b", from_=850),
            Band(id="a", from_=960),
            Band(id="aa", from_=1030),
            Band(id="aaa", from_=1050),
        ]
    )


def test_a_table_for_whole_points_has_gaps_in_tenths():
    assert problems_of(bands_from_ranges, CREDIT, step=Decimal("0.1")) == [
        not_meeting("range-gap", 3, "849.1", "c", "b"),
        not_meeting("range-gap", 2, "959.1", "b", "a"),
        not_meeting("range-gap", 1, "1029.1", "a", "aa"),
        not_meeting("range-gap", 0, "1049.1", "aa", "aaa"),
    ]


def test_open_ends_leave_no_gap_at_any_step():
    table = [{"id": "low", "below": 60}, {"id": "high", "from": 60}]
    for step in (1, Decimal("0.1"), Decimal("0.01")):
        assert [band.from_ for band in bands_from_ranges(table, step=step)] == [None, 60]
    table = [{"id": "low", "to": 60}, {"id": "high", "above": 60}]
    assert bands_from_ranges(table, step=Decimal("0.1"))["high"] == Band(id="high", above=60)


@pytest.mark.parametrize(
    ("table", "code", "found"),
    [
        ([{"id": "b", "to": 60}, {"id": "a", "from": 60}], "range-overlap", "60"),
        ([{"id": "b", "to": 65}, {"id": "a", "from": 60}], "range-overlap", "60"),
        ([{"id": "b", "below": 60}, {"id": "a", "from": 60}], None, None),
        ([{"id": "b", "below": 60}, {"id": "a", "from": 61}], "range-gap", "60"),
        ([{"id": "b", "to": 59}, {"id": "a", "from": 61}], "range-gap", "60"),
        ([{"id": "b"}, {"id": "a", "from": 61}], "range-overlap", "61"),
        ([{"id": "b", "to": 59}, {"id": "a", "to": 70}], "range-overlap", "59"),
        ([{"id": "b"}, {"id": "a"}], "range-overlap", None),
    ],
)
def test_neighbours_meet_or_the_first_number_is_named(table, code, found):
    if code is None:
        assert len(bands_from_ranges(table, step=1).bands) == 2
    else:
        assert problems_of(bands_from_ranges, table, step=1) == [
            not_meeting(code, 1, found, "b", "a")
        ]


def test_an_exclusive_lower_end_is_named_by_its_key():
    table = [{"id": "b", "to": 59}, {"id": "a", "above": 60}]
    assert problems_of(bands_from_ranges, table, step=1) == [
        not_meeting("range-gap", 1, "60", "b", "a", key="above")
    ]


def test_what_lies_inside_another_range_overlaps_it_and_makes_no_gap():
    table = [{"id": "all", "to": 100}, {"id": "b", "from": 10, "to": 20}, {"id": "a", "from": 30}]
    assert problems_of(bands_from_ranges, table, step=1) == [
        not_meeting("range-overlap", 1, "10", "all", "b"),
        not_meeting("range-overlap", 2, "30", "all", "a"),
    ]


def test_a_range_without_a_number_is_empty():
    table = [{"id": "b", "above": 10, "below": 11}, {"id": "a", "from": 20, "to": 10}]
    assert problems_of(bands_from_ranges, table, step=1) == [
        Problem(code="range-empty", path=(0,), found="b"),
        Problem(code="range-empty", path=(1,), found="a"),
    ]


def test_a_range_has_one_lower_and_one_upper_end():
    found = problems_of(PrintedRange, from_=1, above=1, to=3, below=3)
    assert [problem.expected for problem in found] == [
        Message("expected.one-key", names=("from", "above")),
        Message("expected.one-key", names=("to", "below")),
    ]


def test_a_table_has_ranges_and_a_step():
    assert [p.code for p in problems_of(bands_from_ranges, [], step=1)] == ["empty-list"]
    (problem,) = problems_of(bands_from_ranges, CREDIT, step=0)
    assert (problem.code, problem.path) == ("out-of-range", ("step",))


def test_labels_come_along():
    table = [
        PrintedRange(id="b", label="合格", below=85),
        PrintedRange(id="a", label="优秀", from_=85),
    ]
    assert [band.label for band in bands_from_ranges(table, step=1)] == [
        Label("合格"),
        Label("优秀"),
    ]


def test_points_by_ranges_become_steps():
    table = [
        {"from": 30, "give": 3},
        {"from": 10, "to": 29, "give": 2},
        {"above": 3, "to": 9, "give": 1},
    ]
    assert steps_from_ranges(table, step=1) == Steps(
        [Step(above=3, give=1), Step(from_=10, give=2), Step(from_=30, give=3)]
    )
    (problem,) = problems_of(steps_from_ranges, table[:1] + table[2:], step=1)
    assert (problem.found, problem.expected) == (
        "10",
        Message("expected.meeting", before="1", after="3"),
    )


@given(
    st.lists(st.integers(-20, 100), min_size=1, max_size=5, unique=True).map(sorted), st.booleans()
)
def test_each_number_is_in_the_band_of_its_range(ends, inclusive):
    table = [{"id": "low", "to": ends[0] - 1} if inclusive else {"id": "low", "below": ends[0]}]
    for index, (start, end) in enumerate(zip(ends, [*ends[1:], None], strict=True)):
        upper = {} if end is None else {"to": end - 1} if inclusive else {"below": end}
        table.append({"id": f"b{index}", "from": start, **upper})
    found = bands_from_ranges(table, step=1)
    for number in range(-25, 105):
        one = next(
            line["id"]
            for line in table
            if line.get("from", -99) <= number <= line.get("to", 999)
            and number < line.get("below", 999)
        )
        assert found.at(number).id == one

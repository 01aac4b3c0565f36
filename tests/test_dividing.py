"""Divided sums: nothing is lost, nobody passes the cap, and ties are decided as declared."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import lot, plain
from civil_village.dividing import Division, divide
from civil_village.documents.conversion import structure
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem


def parts(*arguments, **keywords):
    return dict(divide(*arguments, **keywords).parts)


def problems_of(make, *arguments, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(*arguments, **keywords)
    return list(caught.value.problems)


def out_of_range(path, found, key, **arguments):
    return Problem(code="out-of-range", path=path, found=found, expected=Message(key, **arguments))


def test_the_largest_remainders_get_the_last_steps():
    # 10 × 5/9 = 5.55…, 10 × 3/9 = 3.33…, 10 × 1/9 = 1.11…: the first gets the last one.
    assert parts(10, {"a": 5, "b": 3, "c": 1}, step=1) == {"a": 6, "b": 3, "c": 1}


def test_parts_are_multiples_of_the_step():
    assert parts(1, {"a": 2, "b": 1}, step=Decimal("0.01")) == {
        "a": Decimal("0.67"),
        "b": Decimal("0.33"),
    }
    assert parts(100, {"a": 2, "b": 1}, step=50, ties="order") == {"a": 50, "b": 50}


def test_fifteen_points_over_four_cells_keep_their_full_marks():
    cells = {"c1": 1, "c2": 1, "c3": 1, "c4": 1}
    found = parts(15, cells, step=Decimal("0.5"), ties="order")
    assert list(found.values()) == [4, 4, Decimal("3.5"), Decimal("3.5")]


def test_declared_points_are_rescaled_to_a_total():
    # 120 points to 100: 12.5, 41.66…, 45.83….
    found = divide(100, {"a": 15, "b": 50, "c": 55}, step=Decimal("0.1"), ties="order")
    assert found.parts == {"a": Decimal("12.5"), "b": Decimal("41.7"), "c": Decimal("45.8")}


# Ties.


def test_a_tie_of_remainders_has_no_default():
    expected = Message("expected.remainder-ties")
    problem = Problem(code="tied-remainders", found="a, b, c", expected=expected)
    assert problems_of(divide, 100, {"a": 1, "b": 1, "c": 1}, step=1) == [problem]
    assert parts(99, {"a": 1, "b": 1, "c": 1}, step=1) == {"a": 33, "b": 33, "c": 33}


def test_a_tie_matters_only_where_it_decides():
    # 10 × 3/8 = 3.75 twice, 10 × 2/8 = 2.5: both of the tied get one.
    assert parts(10, {"a": 3, "b": 3, "c": 2}, step=1) == {"a": 4, "b": 4, "c": 2}


def test_ties_may_be_decided_by_order_by_lot_or_left():
    weights = {"a": 1, "b": 1, "c": 1}
    assert parts(100, weights, step=1, ties="order") == {"a": 34, "b": 33, "c": 33}
    drawn = min(weights, key=lambda name: lot("2024", name))
    by_lot = parts(100, weights, step=1, ties="lot", seed="2024")
    assert by_lot == {name: 34 if name == drawn else 33 for name in weights}
    left = divide(100, weights, step=1, ties="left")
    assert (set(left.parts.values()), left.left) == ({33}, 1)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("smaller", (1, 1)), ("larger", (0, 2)), ("order", (1, 1)), ("left", (0, 1))],
)
def test_ties_may_be_decided_by_the_weights(ties, expected):
    # 2 × 1/4 = 0.5 and 2 × 3/4 = 1.5: two remainders of a half, and one step more.
    assert tuple(parts(2, {"a": 1, "b": 3}, step=1, ties=ties).values()) == expected


def test_equal_weights_are_told_apart_by_no_weight():
    # 0.5, 0.5 and 1 of 2: one step more, and nobody who is the smaller.
    found = divide(2, {"a": 1, "b": 1, "c": 2}, step=1, ties="smaller")
    assert (tuple(found.parts.values()), found.left) == ((0, 0, 1), 1)


def test_only_those_tied_lose_what_is_left():
    # 3.9, 2.55, 2.55 of 9 in steps of 1: remainders 0.9, then 0.55 twice for one step.
    found = divide(9, {"a": 390, "b": 255, "c": 255}, step=1, ties="left")
    assert (found.parts, found.left) == ({"a": 4, "b": 2, "c": 2}, 1)


def test_a_lot_needs_a_seed():
    assert problems_of(divide, 1, {"a": 1}, step=1, ties="lot") == [
        Problem(code="missing-key", path=("seed",))
    ]


# Floor, cap, rest.


def test_below_the_line_there_is_nothing():
    found = divide(100, {"a": 60, "b": 40, "c": 20, "d": -5}, step=1, floor=40)
    assert found.parts == {"a": 60, "b": 40, "c": 0, "d": 0}
    assert found.below == ("c", "d")


def test_the_excess_over_the_line_may_be_the_weight():
    found = divide(100, {"a": 60, "b": 45, "c": 40}, step=1, floor=40, floor_means="excess")
    assert found.parts == {"a": 80, "b": 20, "c": 0}
    assert found.below == ()


def test_what_is_above_the_cap_goes_to_the_others_again_and_again():
    # a is capped at 40; of the other 60, b would get 42 and is capped too; c and d share 20.
    found = divide(100, {"a": 50, "b": 35, "c": 10, "d": 5}, step=1, cap=40, ties="order")
    assert found.parts == {"a": 40, "b": 40, "c": 13, "d": 7}
    assert found.capped == ("a", "b")


def test_what_nobody_may_get_is_left():
    found = divide(100, {"a": 2, "b": 1}, step=1, cap=Decimal("30.5"))
    assert (found.parts, found.left, found.capped) == ({"a": 30, "b": 30}, 40, ("a", "b"))
    found = divide(100, {"a": 0, "b": 0}, step=1)
    assert (found.parts, found.left) == ({"a": 0, "b": 0}, 100)
    assert divide(0, {}, step=1).left == 0


def test_what_does_not_come_out_even_may_be_left():
    found = divide(Decimal("10.5"), {"a": 2, "b": 1}, step=1, leave=True)
    assert (found.parts, found.left) == ({"a": 7, "b": 3}, Decimal("0.5"))


# What is wrong.


def test_numbers_are_in_range():
    zero = {"least": 0}
    assert problems_of(divide, 1, {"a": 1}, step=0) == [
        out_of_range(("step",), "0", "expected.above", **zero)
    ]
    assert problems_of(divide, -1, {"a": -1}, step=1, cap=-2) == [
        out_of_range(("total",), "-1", "expected.at-least", **zero),
        out_of_range(("cap",), "-2", "expected.at-least", **zero),
        out_of_range(("weights", "a"), "-1", "expected.at-least", **zero),
    ]
    assert problems_of(divide, 1, {"a": 1}, step=1, floor=-1) == [
        out_of_range(("floor",), "-1", "expected.at-least", **zero)
    ]
    assert problems_of(divide, Decimal("1.5"), {"a": 1}, step=1) == [
        out_of_range(("total",), "1.5", "expected.step", step=Decimal(1))
    ]


def test_a_division_adds_up():
    problem = Problem(
        code="parts-mismatch",
        path=("parts",),
        found="9",
        expected=Message("expected.sum", value=Decimal(10)),
    )
    assert problems_of(Division, total=10, parts={"a": Decimal(7)}, left=2) == [problem]


# Properties.

weights = st.dictionaries(
    st.sampled_from("abcdef"),
    st.one_of(st.integers(0, 9), st.fractions(0, 9, max_denominator=7)),
    max_size=6,
)
steps = st.sampled_from([Decimal(1), Decimal("0.01"), Decimal("0.5"), Decimal(3)])


@given(
    st.integers(0, 400),
    weights,
    steps,
    st.sampled_from([None, Decimal(5), Decimal("40.2")]),
    st.tuples(st.sampled_from(["order", "left"]), st.booleans()),
)
def test_parts_and_what_is_left_are_the_sum(count, given_weights, step, cap, how):
    ties, leave = how
    total = count * step
    found = divide(total, given_weights, step=step, cap=cap, ties=ties, leave=leave)
    assert sum(map(Fraction, found.parts.values())) + Fraction(found.left) == total
    assert all(Fraction(part) % Fraction(step) == 0 for part in found.parts.values())
    assert list(found.parts) == list(given_weights)
    if cap is not None:
        assert all(part <= cap for part in found.parts.values())
    if ties == "order" and not leave:
        most = None if cap is None else Fraction(cap) // Fraction(step) * Fraction(step)
        full = all(found.parts[n] == most for n, w in given_weights.items() if w)
        assert found.left == 0 or full


@given(st.integers(0, 400), weights)
def test_without_a_cap_nobody_is_a_step_off_the_exact_share(total, given_weights):
    together = sum(given_weights.values())
    found = divide(total, given_weights, step=1, ties="order")
    for name, weight in given_weights.items():
        share = Fraction(total * weight) / together if weight else 0
        assert abs(Fraction(found.parts[name]) - share) < 1


@given(st.integers(0, 400), weights, st.integers(1, 60))
def test_who_has_more_weight_never_gets_a_step_less(total, given_weights, cap):
    found = divide(total, given_weights, step=1, cap=cap, ties="left").parts
    for one, more in given_weights.items():
        for other, less in given_weights.items():
            assert more < less or found[one] >= found[other] - 1 * (more == less)


@given(st.integers(0, 50), weights)
def test_a_division_is_data(total, given_weights):
    found = divide(total, given_weights, step=1, ties="order")
    assert structure(plain(found), Division) == found
    assert len(found.text("zh").splitlines()) == len(given_weights) + (found.left != 0)


def test_a_way_to_part_ties_that_is_none_is_refused():
    with pytest.raises(DocumentError) as caught:
        divide(100, {"a": 1, "b": 1, "c": 1}, step=1, ties="first")
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.found) == ("wrong-type", ("ties",), "first")

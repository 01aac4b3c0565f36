"""Places from bounds: every filling of the gaps stays inside, and the ends are reached."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.rankings.order import Contender, Order, numbered

TIES = ["competition", "dense", "worst"]


def places(entries, ties):
    order = Order(entries, ties)
    return [order.place(entry) for entry in entries]


def settled(*numbers):
    return [Contender(number, number) for number in numbers]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("worst", [1, 3, 3, 4])],
)
def test_each_rule_places_tied_units_in_its_way(ties, expected):
    assert places(settled(9, 7, 7, 1), ties) == [(place, place) for place in expected]


@pytest.mark.parametrize("ties", TIES)
def test_nobody_has_no_place(ties):
    assert places([], ties) == []


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        # The second may come to 3, 4 or 5: below all, between, or level with the first.
        ("competition", [(1, 1), (1, 3), (2, 3)]),
        ("dense", [(1, 1), (1, 3), (2, 3)]),
        ("worst", [(1, 2), (2, 3), (2, 3)]),
    ],
)
def test_a_gap_gives_the_best_and_the_worst_place(ties, expected):
    assert places([Contender(5, 5), Contender(3, 5), Contender(4, 4)], ties) == expected


@pytest.mark.parametrize("ties", TIES)
def test_who_may_take_part_can_only_make_a_place_worse(ties):
    assert places([Contender(5, 5, sure=False), Contender(3, 3)], ties) == [(1, 1), (1, 2)]


def test_dense_places_need_as_few_numbers_as_the_ranges_share():
    # 6 is in both ranges, so both may come to one number; or to two.
    assert places([Contender(5, 6), Contender(6, 8), Contender(1, 1)], "dense")[2] == (2, 3)
    assert places([Contender(5, 6), Contender(7, 8), Contender(1, 1)], "dense")[2] == (3, 3)


def test_keys_are_numbered_in_their_order():
    keys = [((Fraction(7, 2), Fraction(7, 2)), (1, 3)), ((3, 4), (0, 0)), ((4, 4), (-1, -1))]
    # In order: 3 and 0, 7/2 and 1, 7/2 and 3, 4 and -1, 4 and 0.
    assert numbered(keys) == [(1, 2), (0, 4), (3, 3)]


def test_nothing_is_numbered():
    assert numbered([]) == []


def place_of(number, others, ties):
    """Give the place of a number among others, by the words of the rule."""
    if ties == "competition":
        return 1 + sum(other > number for other in others)
    if ties == "worst":
        return 1 + sum(other >= number for other in others)
    return 1 + len({other for other in others if other > number})


ends = st.integers(0, 4)
entries = st.builds(
    lambda pair, sure: Contender(*sorted(pair), sure), st.tuples(ends, ends), st.booleans()
)


def fillings(entry, finer):
    """Give every number between the bounds, in steps so fine that units need not meet."""
    return [Fraction(n, finer) for n in range(entry.least * finer, entry.greatest * finer + 1)]


@pytest.mark.parametrize("ties", TIES)
@given(many=st.lists(entries, min_size=1, max_size=3))
def test_the_best_and_the_worst_place_are_those_of_all_fillings(ties, many):
    found = places(many, ties)
    first, *others = many
    reached = {
        place_of(number, [other for other in chosen if other is not None], ties)
        for number in fillings(first, 2)
        for chosen in product(
            *(fillings(other, 3) + ([] if other.sure else [None]) for other in others)
        )
    }
    assert found[0] == (min(reached), max(reached))


@pytest.mark.parametrize("ties", TIES)
def test_whole_numbers_stay_inside_and_reach_the_ends_unless_numbers_are_counted(ties):
    kinds = [Contender(a, b, sure) for a in range(3) for b in range(a, 3) for sure in (True, False)]
    for first, *others in product(kinds, *[kinds] * 2):
        ways = [fillings(other, 1) + ([] if other.sure else [None]) for other in others]
        reached = {
            place_of(number, [other for other in chosen if other is not None], ties)
            for number in fillings(first, 1)
            for chosen in product(*ways)
        }
        best, worst = Order([first, *others], ties).place(first)
        assert best <= min(reached) <= max(reached) <= worst
        # Two that lie between 1 and 2 have no third number above 1 to take.
        assert ties == "dense" or (best, worst) == (min(reached), max(reached))


@given(
    st.lists(
        st.tuples(*[st.tuples(ends, ends).map(lambda pair: tuple(sorted(pair)))] * 2),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(TIES),
)
def test_fillings_of_several_keys_stay_inside(keys, ties):
    found = places([Contender(*ends) for ends in numbered(keys)], ties)
    for chosen in product(
        *(product(*(range(low, high + 1) for low, high in unit)) for unit in keys)
    ):
        for (best, worst), own in zip(found, range(len(chosen)), strict=True):
            others = [unit for index, unit in enumerate(chosen) if index != own]
            assert best <= place_of(chosen[own], others, ties) <= worst

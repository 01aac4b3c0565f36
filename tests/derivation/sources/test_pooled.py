"""Aggregates of a cohort without one of its members: as of the others alone, for each of many."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from civil_village.aggregates import AGGREGATES, Limits, MemberNumber, ProvedRange
from civil_village.derivation.sources.pooled import without_one

numbers = st.integers(0, 9).map(Fraction)
rows = st.builds(
    lambda ends, sure: MemberNumber(min(ends), max(ends), sure),
    st.tuples(numbers, numbers),
    st.booleans(),
)


def limits(*, complete):
    return Limits(complete=complete, least=Fraction(0), greatest=Fraction(9))


@given(everybody=st.lists(rows, min_size=1, max_size=6), complete=st.booleans())
def test_without_one_means_of_all_others(everybody, complete):
    within = limits(complete=complete)
    for how in ("share", "count", "sum", "mean", "min", "max"):
        without = without_one(how, everybody, within)
        for place, row in enumerate(everybody):
            others = [*everybody[:place], *everybody[place + 1 :]]
            assert without(row) == AGGREGATES[how](others, within)


def test_who_is_left_out_does_not_pull_a_mean_down():
    """5 is there, 9 perhaps: 5 to 7; the 1 that is left out would have made it 3."""
    five, one, nine = (MemberNumber(Fraction(n), Fraction(n), n == 5) for n in (5, 1, 9))
    found = without_one("mean", [five, one, nine], limits(complete=True))(one)
    assert found == ProvedRange(Fraction(5), Fraction(7))

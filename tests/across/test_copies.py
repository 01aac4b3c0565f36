"""What is public is copied and pickled: it comes back equal, or it is the thing itself."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import civil_village as cv
from civil_village.samples import bundled
from tests.drawn.by_name import DRAWN, drawn
from tests.public_names import VALUES

#: These are equal to nothing but themselves, so what they answer is compared.
BY_IDENTITY = {"Compiled": lambda made: made.standard, "State": lambda made: answers(made)}  # noqa: PLW0108 - defined below

COPIES = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda made: pickle.loads(pickle.dumps(made)),
    "old pickle": lambda made: pickle.loads(pickle.dumps(made, protocol=0)),
}


def answers(state):
    """Give what a state says."""
    accounts = state._book.editions.accounts
    return (
        (state.as_of, state.known, state.problems, state.pending, state.redemptions),
        [state.balance(who, name) for who in state.subjects for name in accounts],
        [state.statement(who) for who in state.subjects],
    )


def same(made, other):
    said = BY_IDENTITY.get(type(made).__name__, lambda one: (one, repr(one)))
    assert said(other) == said(made)
    assert type(other) is type(made)


@pytest.mark.parametrize("name", DRAWN)
@given(data=st.data())
@settings(
    max_examples=1,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_whatever_is_public_can_be_copied_and_pickled(name, data):
    made = data.draw(drawn(VALUES[name]))
    for of in COPIES.values():
        same(made, of(made))


@pytest.fixture(scope="module")
def settled():
    policy, ledger, roster = map(bundled, ("points.village", "points.ledger", "points.roster"))
    return cv.settle(policy, ledger, as_of=date(2024, 7, 3), roster=roster)


@pytest.mark.parametrize("way", COPIES)
def test_a_settled_state_says_the_same_after_copying(settled, way):
    before = answers(settled)
    other = COPIES[way](settled)
    assert answers(other) == before
    later = cv.settle(
        bundled("points.village"),
        bundled("points.ledger"),
        as_of=date(2024, 7, 10),
        roster=bundled("points.roster"),
        after=other,
    )
    assert later.subjects == settled.subjects
    assert answers(other) == before


def test_a_copy_of_a_state_is_the_state_itself(settled):
    assert copy.copy(settled) is settled
    assert copy.deepcopy([settled])[0] is settled


@pytest.mark.parametrize("way", COPIES)
def test_results_that_nobody_has_looked_at_are_copied(way):
    standard, records = bundled("stars.village"), bundled("stars.villages")
    facts = cv.derive_each(standard.catalogue, records)[:1]
    for result in cv.evaluate_each(standard, facts):
        other = COPIES[way](result)
        assert other == result
        assert other.explain() == result.explain()
        assert other.digests == result.digests

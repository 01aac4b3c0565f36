"""The same seed draws the same members, wherever and in whatever order they are listed."""

import hashlib

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.evidence.sampling import Draw, SamplingPlan, Stratum, draw, draw_problems
from civil_village.problems import DocumentError
from civil_village.testing import ids, sampling_draws

PLAN = SamplingPlan(id="yards", seed="2026-1", number=2)
BY_GROUP = evolve(PLAN, by="group")
HOMES = {"h1": "g2", "h2": "g1", "h3": "g1", "h4": None, "h5": "g1"}


def faults(function, *arguments, **keywords):
    with pytest.raises(DocumentError) as caught:
        function(*arguments, **keywords)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_members_are_drawn_in_the_order_of_the_hash_of_seed_and_id():
    def place(name):
        return hashlib.sha256(b"2026-1\n" + name.encode()).hexdigest()

    assert draw(HOMES, PLAN).drawn == tuple(sorted(HOMES, key=place)[:2])


def test_so_many_are_drawn_of_each_group_and_all_where_there_are_fewer():
    drawn = draw(HOMES, BY_GROUP)
    assert [(s.of, s.members, len(s.drawn)) for s in drawn.strata] == [
        ("g1", ("h2", "h3", "h5"), 2),
        ("g2", ("h1",), 1),
        (None, ("h4",), 1),
    ]


def test_without_strata_all_are_drawn_from_together():
    (stratum,) = draw(HOMES, PLAN).strata
    assert (stratum.of, stratum.members) == (None, ("h1", "h2", "h3", "h4", "h5"))


def test_of_nobody_nobody_is_drawn():
    assert draw([], PLAN).strata == ()


@given(st.lists(ids(), unique=True, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_members_are_listed_does_not_matter(names, random):
    shuffled = list(names)
    random.shuffle(shuffled)
    assert draw(names, PLAN) == draw(shuffled, PLAN)


@given(st.lists(ids(), unique=True, min_size=1, max_size=8))
def test_who_is_added_moves_nobody_else(names):
    fewer, more = draw(names[1:], PLAN).drawn, draw(names, PLAN).drawn
    assert [name for name in more if name != names[0]] == list(fewer)[
        : len(more) - (names[0] in more)
    ]


@given(sampling_draws())
def test_a_draw_as_it_is_recorded_passes(made):
    assert list(made.problems()) == []


def test_a_draw_that_the_seed_does_not_give_is_refused():
    made = draw(HOMES, PLAN)
    (stratum,) = made.strata
    others = [name for name in stratum.members if name not in stratum.drawn]
    wrong = evolve(stratum, drawn=others[:2])
    assert faults(Draw, plan=PLAN, strata=[wrong]) == [("not-drawn", ("strata", 0, "drawn"))]
    turned = evolve(stratum, drawn=stratum.drawn[::-1])
    assert faults(Draw, plan=PLAN, strata=[turned]) == [("not-drawn", ("strata", 0, "drawn"))]
    # another seed draws others, or draws them in another order
    other = evolve(PLAN, seed="2026-2")
    assert faults(Draw, plan=other, strata=made.strata) == [("not-drawn", ("strata", 0, "drawn"))]


def test_nobody_stands_in_two_strata():
    made = draw(HOMES, BY_GROUP)
    again = evolve(made.strata[0], of="g9")
    assert faults(Draw, plan=BY_GROUP, strata=[*made.strata, again]) == [
        ("duplicate-id", ("strata", 3, "members"))
    ]
    assert ("duplicate-id", ("strata", 1, "of")) in faults(
        Draw, plan=BY_GROUP, strata=[made.strata[0]] * 2
    )


def test_a_plan_without_groups_has_one_stratum():
    made = draw(HOMES, BY_GROUP)
    assert ("key-of-other-type", ("strata", 1)) in faults(Draw, plan=PLAN, strata=made.strata)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"number": 0}, ("out-of-range", ("number",))),
        ({"number": True}, ("wrong-type", ("number",))),
        ({"seed": ""}, ("missing-key", ("seed",))),
        ({"id": "1st"}, ("not-an-id", ("id",))),
        ({"by": "street"}, ("wrong-type", ("by",))),
    ],
)
def test_a_plan_says_whom_it_draws(given, problem):
    assert faults(SamplingPlan, **{"id": "yards", "seed": "s", "number": 1, **given}) == [problem]


def test_members_are_ids_and_stand_once():
    assert faults(Stratum, members=["h1", "H2", "h1"], drawn=[]) == [
        ("not-an-id", ("members", 1)),
        ("duplicate-id", ("members", 2)),
    ]
    assert faults(Stratum, of="G1", members=[], drawn=[]) == [("not-an-id", ("of",))]
    assert faults(draw, ["h1", "h1"], PLAN) == [("duplicate-id", ("members", 1))]


def test_two_draws_have_two_ids():
    made = draw(HOMES, PLAN)
    assert list(draw_problems([made, draw(HOMES, evolve(PLAN, id="other"))])) == []
    (problem,) = draw_problems([made, made])
    assert (problem.code, problem.path) == ("duplicate-id", ("draws", 1, "plan", "id"))

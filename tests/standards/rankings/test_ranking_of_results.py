"""Rankings of results: who takes part, what parts ties, what gaps leave open."""

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import plain
from civil_village.curves.curve import PerUnit, Step, Steps
from civil_village.derivation import derive, derive_each
from civil_village.documents.conversion import structure
from civil_village.facts import Facts
from civil_village.indicators import Catalogue, Indicator
from civil_village.messages import LANGUAGES, Message
from civil_village.problems import DocumentError, Problem
from civil_village.rankings import Quota
from civil_village.records.subjects import Household, Village, household_id
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Missing, Rule, Unknown
from civil_village.standards import (
    ByCurve,
    ByPart,
    ByScore,
    Criterion,
    Passing,
    Ranking,
    Section,
    Standard,
    evaluate,
    evaluate_each,
)
from civil_village.standards.rankings.ranking_of_results import rank, select, strata_of, takes_part
from civil_village.testing import rankings
from tests.drawn.orders import places

CATALOGUE = Catalogue(
    indicators={
        "meetings": Indicator(label="会议次数", value="count", maximum=10),
        "clean": Indicator(label="整洁", value="truth"),
        "accident": Indicator(label="事故", value="truth"),
        "fire": Indicator(label="火灾", value="truth"),
    }
)
BY_MEETINGS = ByCurve(
    of=Rule("meetings"), by=Steps([Step(from_=n, give=n * 10) for n in range(1, 9)])
)
STANDARD = Standard(
    id="demo",
    catalogue=CATALOGUE,
    sections=[
        Section(id="work", criteria=[Criterion(id="meet", points=80, grade=BY_MEETINGS)]),
        Section(
            id="home",
            criteria=[
                Criterion(
                    id="tidy", points=20, requirements=[Requirement(id="r", rule=Rule("clean"))]
                )
            ],
        ),
    ],
    vetoes=[Strike(id="a", when=Rule("accident")), Strike(id="f", when=Rule("fire"))],
    passes=Passing(score=30),
)


def result(name, meetings, *truths, **named):
    """Evaluate one unit, its truths false by default; ``...`` stands for what is not known."""
    given = dict.fromkeys(("clean", "accident", "fire"), False) | {"meetings": meetings}
    given |= dict(zip(("clean", "accident"), truths, strict=False)) | named
    known = {key: value for key, value in given.items() if value is not ...}
    return evaluate(STANDARD, derive(CATALOGUE, Village(id=name, values=known)))


def ranks(results, ranking=None, **keywords):
    return {p.id: (p.place, p.best, p.worst) for p in rank(results, ranking=ranking, **keywords)}


def problems_of(make, *arguments, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(*arguments, **keywords)
    return list(caught.value.problems)


# 60, 60 (40 + 20), 40, 40: two ties.
FOUR = [result("a", 6), result("b", 4, clean=True), result("c", 4), result("d", 2, clean=True)]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("competition", [1, 1, 3, 3]), ("dense", [1, 1, 2, 2]), ("worst", [2, 2, 4, 4])],
)
def test_tied_scores_get_what_the_ranking_says(ties, expected):
    found = rank(FOUR, ranking=ByScore(ties=ties))
    assert [place.place for place in found] == expected
    assert [place.id for place in found] == ["a", "b", "c", "d"]


def test_the_score_the_highest_first_is_the_rule_where_none_is_given():
    assert rank(FOUR) == rank(FOUR, ranking=ByScore(best="high", ties="competition"))


def test_tie_breakers_part_equal_scores_in_their_order():
    assert ranks(FOUR, ByScore(by=["home"])) == {
        "b": (1, 1, 1),
        "a": (2, 2, 2),
        "d": (3, 3, 3),
        "c": (4, 4, 4),
    }
    assert ranks(FOUR, ByScore(by=["work.meet", "home"]))["a"] == (1, 1, 1)


def test_the_lowest_may_be_the_best_and_tie_breakers_go_the_same_way():
    found = rank(FOUR, ranking=ByScore(best="low", by=["home"]))
    assert [place.id for place in found] == ["c", "d", "a", "b"]


def test_fewer_vetoes_come_first_whatever_is_best():
    many = [result("a", 5, accident=True, fire=True), result("b", 5, fire=True), result("c", 5)]
    for best in ("high", "low"):
        found = rank(many, ranking=ByScore(best=best, by=["veto count"]))
        assert [place.id for place in found] == ["c", "b", "a"]


#: 2 points each: 5 less 3, 4 less 2, 3 less 1.
TAKEN_OFF = Standard(
    id="off",
    catalogue=Catalogue(
        indicators={
            name: Indicator(label=name, value="count", maximum=9) for name in ("good", "bad")
        }
    ),
    criteria=[Criterion(id="work", points=9, grade=ByCurve(of=Rule("good"), by=PerUnit(give=1)))],
    deductions=[
        Section(
            id="dirt",
            criteria=[
                Criterion(id="bins", points=9, grade=ByCurve(of=Rule("bad"), by=PerUnit(give=1)))
            ],
        )
    ],
)
LEVEL = evaluate_each(
    TAKEN_OFF,
    [
        derive(TAKEN_OFF.catalogue, Village(id=f"v{n}", values={"good": n + 2, "bad": n}))
        for n in (3, 2, 1)
    ],
)


@pytest.mark.parametrize(
    ("best", "key", "first"),
    [
        ("high", "work", "v3"),
        ("low", "work", "v1"),
        ("high", {"work": "low"}, "v1"),
        ("low", {"work": "high"}, "v3"),
        ("high", "dirt", "v1"),
        ("low", "dirt", "v1"),
        ("high", "dirt.bins", "v1"),
        ("high", {"dirt": "high"}, "v3"),
    ],
)
def test_a_key_has_one_end_in_rankings_and_in_quotas(best, key, first):
    places = rank(LEVEL, ranking=ByScore(best=best, by=[key]))
    assert places[0].id == first
    quota = Quota(id="q", top=1, ties={"by": [key]})
    assert select(LEVEL, quota, ranking=ByScore(best=best)).chosen == (first,)
    last = Quota(id="q", bottom=1, ties={"by": [key]})
    assert select(LEVEL, last, ranking=ByScore(best=best)).chosen == (places[-1].id,)


def test_many_vetoes_come_first_where_that_is_said():
    many = [result("a", 5, accident=True, fire=True), result("b", 5, fire=True)]
    found = rank(many, ranking=ByScore(by=[{"veto count": "high"}]))
    assert [place.id for place in found] == ["a", "b"]


def test_an_end_of_a_key_is_one_of_two():
    expected = Message("expected.one-of", names=("high", "low"))
    problem = Problem(code="wrong-type", path=("by", 0, "best"), found="first", expected=expected)
    assert problems_of(ByScore, by=[{"home": "first"}]) == [problem]
    forms = ["home", 3, {"of": "home", "best": "low"}]
    found = problems_of(structure, {"score": {"by": forms}}, Ranking)
    assert [(p.path, p.expected.key) for p in found] == [
        (("score", "by", 1), "type.tie-key"),
        (("score", "by", 2), "type.tie-key"),
    ]


def test_a_tie_breaker_that_is_not_decided_parts_nobody_yet():
    tied = [result("a", 5, accident=...), result("b", 5, fire=True)]
    by = ByScore(by=["veto count"])
    # With no accident a comes before b; with one they are level.
    assert ranks(tied, by) == {"a": (1, 1, 1), "b": (None, 1, 2)}


def test_a_ranking_by_one_part_looks_at_nothing_else():
    found = rank(FOUR, ranking=ByPart(of="home"))
    assert [(place.id, place.place) for place in found] == [("b", 1), ("d", 1), ("a", 3), ("c", 3)]
    assert found[0].bounds == (Decimal(20), Decimal(20))


def test_missing_facts_leave_a_place_open_with_its_best_and_worst():
    # d lies between 20 and 40 points: with 40 it is level with c.
    many = [*FOUR[:3], result("d", 2, clean=...)]
    found = rank(many)
    assert [(p.id, p.place, p.best, p.worst) for p in found] == [
        ("a", 1, 1, 1),
        ("b", 1, 1, 1),
        ("c", 3, 3, 3),
        ("d", None, 3, 4),
    ]
    assert found[3].bounds == (Decimal(20), Decimal(40))
    assert found[3].reason == Message("rank.unsettled", above=2, may=1)
    assert found[2].reason == Message("rank.settled", above=2, level=0)
    assert found[0].reason == Message("rank.settled", above=0, level=1)


def test_who_fails_is_left_out_and_named():
    many = [result("a", 8, fire=True), result("b", 5), result("c", 2)]
    found = rank(many, ranking=ByScore(only="passes"))
    assert [(p.id, p.place, p.ranked) for p in found] == [
        ("b", 1, True),
        ("a", None, False),
        ("c", None, False),
    ]
    assert found[1].best is None
    assert found[1].text("en") == "a: not ranked (it fails)"


@pytest.mark.parametrize("only", ["passes", "not_fails"])
def test_who_may_still_fail_has_no_place_yet_and_makes_those_below_it_open(only):
    many = [result("a", 8, fire=...), result("b", 5)]
    first, second = rank(many, ranking=ByScore(only=only))
    assert (first.id, first.ranked, first.place) == ("a", None, None)
    assert (first.best, first.worst) == (1, 1)
    assert first.text("en") == "a: place 1 to 1 (the outcome is open; 0 above, 0 level)"
    assert (second.place, second.best, second.worst) == (None, 1, 2)


@pytest.mark.parametrize("only", ["all", "passes", "not_fails"])
@pytest.mark.parametrize("fire", [True, False, ...], ids=["hit", "clear", "open"])
def test_a_ranking_and_a_quota_are_sure_of_the_same(only, fire):
    many, ranking = [result("a", 8, fire=fire)], ByScore(only=only)
    (place,) = rank(many, ranking=ranking)
    chosen = select(many, Quota(id="q", top=1, ties="none"), ranking=ranking)
    assert (place.place is not None) is ("a" in chosen.chosen)
    assert (place.ranked is None) is ("a" in chosen.possible)


def test_takes_part_by_outcome():
    assert [takes_part(outcome, "all") for outcome in ("passes", "fails", "open")] == [True] * 3
    assert takes_part("fails", "not_fails") is False
    assert takes_part("passes", "passes") is True


# Strata.


def test_strata_are_ranked_apart_in_the_order_in_which_they_appear():
    strata = {"a": "plain", "b": "hill", "c": "hill", "d": "plain"}
    found = rank(FOUR, strata=strata)
    assert [(p.stratum, p.id, p.place) for p in found] == [
        ("plain", "a", 1),
        ("plain", "d", 2),
        ("hill", "b", 1),
        ("hill", "c", 2),
    ]
    assert rank(FOUR, strata=lambda of: strata[of.id]) == found


def test_a_unit_whose_stratum_is_not_known_may_stand_in_any():
    strata = {"a": None, "b": "hill", "c": "hill", "d": "plain"}
    assert ranks(FOUR, strata=strata) == {
        "b": (1, 1, 1),  # a is level with it
        "c": (None, 2, 3),
        "d": (None, 1, 2),
        "a": (1, 1, 1),
    }
    strata = {"a": "hill", "b": "hill", "c": "plain", "d": None}
    found = rank(FOUR, strata=strata)[-1]
    assert (found.id, found.place, found.best, found.worst) == ("d", None, 1, 3)
    assert found.reason == Message("rank.unsettled", above=0, may=2)


def test_a_ranking_within_strata_needs_them():
    problem = Problem(
        code="missing-key", path=("strata",), expected=Message("expected.strata", name="terrain")
    )
    assert problems_of(rank, FOUR, ranking=ByScore(within="terrain")) == [problem]
    (problem,) = problems_of(rank, FOUR[:2], strata={"a": "x", "bb": "x"})
    assert (problem.code, problem.path) == ("missing-key", ("strata", "b"))


def test_strata_come_from_facts_and_villages():
    unknown = Unknown((Missing("indicator", "terrain"),))
    many = [
        Facts(subject="village", id="v1", values={"terrain": "hill"}),
        Facts(subject="village", id="v2", values={"terrain": unknown}),
        Village(id="v3", values={"terrain": "plain"}),
    ]
    assert strata_of("terrain", many) == {"v1": "hill", "v2": None, "v3": "plain"}
    towns = [Village(id="v1", township="示例镇"), Village(id="v2"), many[0]]
    assert strata_of("township", towns[:2]) == {"v1": "示例镇", "v2": None}


# Households.

YARDS = Standard(
    id="yards",
    subject="household",
    catalogue=Catalogue(
        indicators={"trees": Indicator(label="树", value="count", maximum=9, subject="household")}
    ),
    criteria=[Criterion(id="green", points=9, grade=ByCurve(of=Rule("trees"), by=PerUnit(give=1)))],
)


def homes_of(village, township, **trees):
    """Give a village with a household for each number of trees, in the group of its letter."""
    homes = [
        Household(id=name, group=name[0], values={} if n is ... else {"trees": n})
        for name, n in trees.items()
    ]
    return Village(id=village, township=township, households=homes)


VILLAGES = [
    homes_of("v1", "东镇", a1=9, a2=8, b1=7),
    homes_of("v2", "东镇", a1=3, b1=2),
    homes_of("v3", "西镇", a1=5),
]
HOMES = evaluate_each(
    YARDS,
    [
        evolve(facts, id=household_id(village.id, facts.id))
        for village in VILLAGES
        for facts in derive_each(YARDS.catalogue, village.households)
    ],
)


@pytest.mark.parametrize(
    ("within", "first"),
    [
        (None, ["v1/a1", "v2/a1", "v3/a1"]),
        ("village", ["v1/a1", "v2/a1", "v3/a1"]),
        ("group", ["v1/a1", "v1/b1", "v2/a1", "v2/b1", "v3/a1"]),
        ("township", ["v1/a1", "v3/a1"]),
        ("all", ["v1/a1"]),
    ],
)
def test_households_are_compared_within_their_village_unless_it_is_said(within, first):
    strata = strata_of(within, VILLAGES) if within in ("group", "township") else None
    places = rank(HOMES, ranking=ByScore(within=within), strata=strata)
    assert sorted(place.id for place in places if place.place == 1) == first
    quota = Quota(id="best", top=1, ties="none", within=within)
    assert sorted(select(HOMES, quota, strata=strata).chosen) == first


def test_a_share_of_households_is_one_of_each_village():
    # Half of three, of two and of one, rounded up: 2, 1 and 1.
    half = select(HOMES, Quota(id="half", share=Decimal("0.5"), round="up", ties="none"))
    assert half.chosen == ("v1/a1", "v1/a2", "v2/a1", "v3/a1")
    only = select(HOMES, Quota(id="q", top=1, ties="none", within="village", stratum="v2"))
    assert only.chosen == ("v2/a1",)


def test_households_that_name_no_village_are_of_one():
    alone = evaluate_each(YARDS, derive_each(YARDS.catalogue, VILLAGES[0].households))
    assert [(p.id, p.stratum, p.place) for p in rank(alone)] == [
        ("a1", None, 1),
        ("a2", None, 2),
        ("b1", None, 3),
    ]


def test_villages_are_compared_with_all_unless_it_is_said():
    assert rank(FOUR, ranking=ByScore(within="all")) == rank(FOUR)


def test_villages_tell_where_they_and_their_households_belong():
    unknown = Village(id="v4", households=[Household(id="a1")])
    assert strata_of("township", [VILLAGES[2], unknown]) == {
        "v3": "西镇",
        "v3/a1": "西镇",
        "v4": None,
        "v4/a1": None,
    }
    assert strata_of("group", [VILLAGES[2], unknown]) == {"v3/a1": "v3/a", "v4/a1": None}
    everybody = strata_of("all", VILLAGES)
    assert rank(HOMES, strata=everybody) == rank(HOMES, ranking=ByScore(within="all"))
    assert strata_of("village", VILLAGES[1:]) == {"v2/a1": "v2", "v2/b1": "v2", "v3/a1": "v3"}


# What is wrong.


def test_every_result_has_an_id_of_its_own():
    nameless = evaluate(STANDARD, {"meetings": 3})
    assert problems_of(rank, [FOUR[0], nameless, FOUR[0]]) == [
        Problem(code="missing-key", path=(1, "id")),
        Problem(code="duplicate-id", path=(2, "id"), found="a"),
    ]


@pytest.mark.parametrize(
    ("ranking", "path", "found"),
    [
        (ByScore(by=["hme"]), ("by",), "hme"),
        (ByScore(by=["home.tidy.r"]), ("by",), "home.tidy.r"),
        (ByPart(of="hom"), ("of",), "hom"),
    ],
)
def test_results_have_the_parts_that_they_are_ranked_by(ranking, path, found):
    (problem,) = problems_of(rank, FOUR, ranking=ranking)
    assert (problem.code, problem.path, problem.found) == ("unknown-name", path, found)


def test_a_ranking_says_what_is_wrong_with_itself():
    found = problems_of(ByScore, by=["home", "home"], within="Terrain")
    assert [(p.code, p.path) for p in found] == [
        ("duplicate-id", ("by", 1)),
        ("not-an-id", ("within",)),
    ]
    found = problems_of(ByPart, of="home", by=["home", "home"], within="Terrain")
    assert [(p.code, p.path) for p in found] == [
        ("duplicate-id", ("by", 1)),
        ("not-an-id", ("within",)),
    ]


def test_a_ranking_finds_what_a_standard_does_not_have():
    found = ByPart(of="hom", by=["wrk", "veto count"]).problems_in(["home", "work"])
    assert [(p.path, p.hint) for p in found] == [
        (("of",), Message("hint.nearest", name="home")),
        (("by", 0), Message("hint.nearest", name="work")),
    ]


# Properties.


@given(places())
def test_a_place_is_data_and_is_said_in_both_languages(place):
    assert structure(plain(place), type(place)) == place
    assert all(place.id in place.text(lang) or place.label for lang in LANGUAGES)


@given(rankings())
def test_a_ranking_says_how_it_ranks(ranking):
    assert all(ranking.told().text(lang) for lang in LANGUAGES)
    assert (
        list(ranking.problems_in([*(k.of for k in ranking.by), getattr(ranking, "of", "a")])) == []
    )


unknown_or = st.sampled_from([..., True, False])
units = st.tuples(st.sampled_from([2, 3, 5, ...]), unknown_or, unknown_or)


@given(
    st.lists(units, min_size=1, max_size=3),
    st.data(),
    st.sampled_from(["competition", "dense", "worst"]),
    st.sampled_from(["all", "passes", "not_fails"]),
    st.lists(st.sampled_from(["home", "veto count"]), max_size=2, unique=True),
)
def test_no_filling_leaves_the_best_and_worst_place(many, data, ties, only, by):
    ranking = ByScore(ties=ties, only=only, by=by)
    names = ["a", "b", "c"][: len(many)]
    before = {p.id: p for p in rank(map(result, names, *zip(*many, strict=True)), ranking=ranking)}
    filled = [
        (
            data.draw(st.integers(0, 10)) if meetings is ... else meetings,
            *(data.draw(st.booleans()) if value is ... else value for value in truths),
        )
        for meetings, *truths in many
    ]
    for place in rank(map(result, names, *zip(*filled, strict=True)), ranking=ranking):
        known = before[place.id]
        if place.ranked:
            assert known.best <= place.place <= known.worst
            assert known.place in (None, place.place)
        else:
            assert known.ranked is not True

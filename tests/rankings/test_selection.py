"""Who gets a place of a quota: at ties, by lot, within strata, and under gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import digest, plain
from civil_village.curves.curve import PerUnit
from civil_village.derivation import derive
from civil_village.documents.conversion import structure
from civil_village.indicators import Catalogue, Indicator
from civil_village.messages import LANGUAGES, Message
from civil_village.problems import DocumentError, Problem
from civil_village.rankings import Quota
from civil_village.rankings.selection import Selection, overlaps
from civil_village.records.subjects import Village
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.standards import (
    ByCurve,
    ByScore,
    Criterion,
    Standard,
    evaluate,
)
from civil_village.standards.rankings.ranking_of_results import select
from tests.drawn.orders import selections
from tests.profiles import whole_documents

CATALOGUE = Catalogue(
    indicators={
        "meetings": Indicator(label="会议次数", value="count", maximum=10),
        "clean": Indicator(label="整洁", value="truth"),
        "fire": Indicator(label="火灾", value="truth"),
    }
)
STANDARD = Standard(
    id="demo",
    catalogue=CATALOGUE,
    criteria=[
        Criterion(id="meet", points=10, grade=ByCurve(of=Rule("meetings"), by=PerUnit(give=1))),
        Criterion(id="tidy", points=2, requirements=[Requirement(id="r", rule=Rule("clean"))]),
    ],
    vetoes=[Strike(id="f", when=Rule("fire"))],
)


def result(name, meetings, *truths):
    """Evaluate one unit, its truths false by default; ``...`` stands for what is not known."""
    given = {"meetings": meetings, "clean": False, "fire": False}
    given |= dict(zip(("clean", "fire"), truths, strict=False))
    known = {key: value for key, value in given.items() if value is not ...}
    return evaluate(STANDARD, derive(CATALOGUE, Village(id=name, values=known)))


#: 9, 7 (5 + 2), 7, 7, 1: three are level on second place.
FIVE = [result("a", 9), result("b", 5, True), result("c", 7), result("d", 7), result("e", 1)]


def test_the_best_are_chosen_and_it_is_said_why():
    made = select(FIVE, Quota(id="best", label="先进", top=1, ties="none"))
    assert (made.chosen, made.possible, made.tied) == (("a",), (), ())
    assert made.notes == (note("filled", seats=1, chosen=1),)
    assert made.reasons["a"].text("en") == "0 before it for 1"
    assert made.reasons["e"].text("en") == "not within 1: 4 before it"
    assert made.text("en") == "先进\n  chosen: a\n  1 of 1 chosen"


def note(key, *, seats, chosen, possible=0, tied=0):
    counts = {"chosen": chosen, "possible": possible, "tied": tied}
    return Message(f"quota.{key}", seats=seats, more=chosen - seats, left=seats - chosen, **counts)


def test_the_worst_are_chosen_from_the_other_end():
    made = select(FIVE, Quota(id="last", bottom=2, ties="all"))
    assert made.chosen == ("e", "b", "c", "d")
    assert made.end == "bottom"
    assert made.notes == (note("over", seats=2, chosen=4),)


def test_all_that_are_tied_are_chosen_and_it_overshoots():
    made = select(FIVE, Quota(id="best", top=2, ties="all"))
    assert made.chosen == ("a", "b", "c", "d")
    assert made.notes[0].text("en") == ("4 chosen for 2: 2 too many, since all that tied are taken")


def test_none_of_those_tied_is_chosen_and_places_stay_empty():
    made = select(FIVE, Quota(id="best", top=2, ties="none"))
    assert (made.chosen, made.tied) == (("a",), ("b", "c", "d"))
    assert made.notes == (note("unfilled", seats=2, chosen=1, tied=3),)
    assert made.reasons["c"].key == "quota.tied.none"


def test_keys_part_those_that_are_tied_as_far_as_they_can():
    made = select(FIVE, Quota(id="best", top=2, ties={"by": ["tidy"]}))
    assert (made.chosen, made.tied) == (("a", "b"), ())
    made = select(FIVE, Quota(id="best", top=3, ties={"by": ["tidy"]}))
    assert (made.chosen, made.tied) == (("a", "b"), ("c", "d"))
    assert made.reasons["c"].key == "quota.tied.by"


def test_a_tie_that_fits_is_no_tie_at_the_cut():
    assert select(FIVE, Quota(id="best", top=4, ties="none")).chosen == ("a", "b", "c", "d")


def test_keys_of_a_quota_turn_with_its_end():
    # Of the three on 7 the one with fewer points for tidiness is the worse.
    made = select(FIVE, Quota(id="last", bottom=3, ties={"by": ["tidy"]}))
    assert made.chosen == ("e", "c", "d")


def test_a_lot_parts_whom_no_key_parts_and_draws_the_same_anywhere():
    quota = Quota(id="best", top=3, ties={"by": ["tidy"]}, draw="2024")
    drawn, other = sorted("cd", key=lambda name: int(digest(["2024", name]), 16))
    made = select(FIVE, quota)
    assert (made.chosen, made.tied) == (("a", "b", drawn), ())
    assert select(list(reversed(FIVE)), quota) == made
    assert made.reasons[drawn].text("en") == "tied, and drawn by lot (seed 2024)"
    assert made.reasons[other].text("en") == "tied, and not drawn by lot (seed 2024)"
    assert made.reasons["a"].key == "quota.chosen"


def test_another_seed_may_draw_another():
    seeds = [str(number) for number in range(20)]
    drawn = {
        select(FIVE, Quota(id="q", top=3, ties={"by": ["tidy"]}, draw=seed)).chosen[2]
        for seed in seeds
    }
    assert drawn == {"c", "d"}


def test_a_share_is_of_all_units_or_of_those_that_are_ranked():
    many = [*FIVE, result("f", 8, False, True), result("g", 8, False, True)]
    ranking = ByScore(only="passes")
    of_all = select(many, Quota(id="q", share=0.2, round="up", ties="all"), ranking=ranking)
    assert of_all.notes[0].arguments["seats"] == 2  # of 7
    ranked = Quota(id="q", share=0.2, round="up", of="ranked", ties="all")
    assert select(many, ranked, ranking=ranking).notes[0].arguments["seats"] == 1  # of 5
    assert of_all.reasons["f"] == Message("rank.fails")


def test_a_share_of_everybody_needs_no_rule_for_ties():
    assert select(FIVE, Quota(id="q", share=1)).chosen == ("a", "b", "c", "d", "e")


def test_fewer_units_than_places_are_told():
    made = select(FIVE[:1], Quota(id="q", top=3, ties="none"))
    assert made.notes == (note("short", seats=3, chosen=1),)


# Gaps.


def test_missing_facts_leave_open_who_is_chosen():
    many = [result("a", 9), result("b", 6, ...), result("c", 7)]
    made = select(many, Quota(id="q", top=2, ties="none"))
    # b comes to 6 or 8, c to 7.
    assert (made.chosen, made.possible, made.tied) == (("a",), ("b", "c"), ())
    assert made.notes == (note("open", seats=2, chosen=1, possible=2),)
    assert select(many, Quota(id="q", top=3, ties="none")).chosen == ("a", "b", "c")


def test_who_may_fail_is_never_sure():
    many = [result("a", 9, False, ...), result("b", 6)]
    ranking = ByScore(only="not_fails")
    made = select(many, Quota(id="q", top=1, ties="none"), ranking=ranking)
    assert (made.chosen, made.possible) == ((), ("a", "b"))
    made = select(many, Quota(id="q", share=0.5, of="ranked", ties="none"), ranking=ranking)
    assert made.notes[0].arguments["seats"] == Message("explain.range", least=0, greatest=1)


# Strata.


STRATA = {"a": "hill", "b": "hill", "c": "plain", "d": "plain", "e": "plain"}


def test_each_stratum_has_the_quota():
    made = select(FIVE, Quota(id="q", top=1, within="terrain", ties="all"), strata=STRATA)
    assert made.chosen == ("a", "c", "d")
    assert [told.text("en") for told in made.notes] == [
        "hill: 1 of 1 chosen",
        "plain: 2 chosen for 1: 1 too many, since all that tied are taken",
    ]


def test_a_quota_may_be_for_one_stratum():
    quota = Quota(id="q", top=1, within="terrain", stratum="plain", ties={"by": []}, draw="x")
    made = select(FIVE, quota, strata=STRATA)
    assert made.chosen[0] in ("c", "d")
    assert len(made.chosen) == 1
    assert made.reasons["a"] == Message("quota.elsewhere")


def test_who_may_stand_in_any_stratum_may_take_a_place_in_each():
    quota = Quota(id="q", top=1, within="terrain", ties="all")
    made = select(FIVE, quota, strata={**STRATA, "a": None})
    assert (made.chosen, made.possible) == ((), ("a", "b", "c", "d"))
    # e is below all others wherever one is, but may be alone.
    made = select(FIVE, quota, strata={**STRATA, "e": None})
    assert (made.chosen, made.possible) == (("a", "c", "d"), ("e",))


def test_strata_for_a_quota_that_is_within_none_are_refused():
    for strata in (STRATA, lambda _: "x"):
        with pytest.raises(DocumentError, match="only together with within"):
            select(FIVE, Quota(id="q", share=0.5, ties="all"), strata=strata)


def test_a_quota_within_strata_needs_them():
    with pytest.raises(DocumentError) as caught:
        select(FIVE, Quota(id="q", top=1, within="terrain", ties="all"))
    expected = Message("expected.strata", name="terrain")
    assert caught.value.problems == (
        Problem(code="missing-key", path=("strata",), expected=expected),
    )


def test_results_need_ids_of_their_own():
    with pytest.raises(DocumentError) as caught:
        select([FIVE[0], FIVE[0]], Quota(id="q", top=1, ties="all"))
    assert [problem.path for problem in caught.value.problems] == [(1, "id")]


# Both ends.


def test_a_unit_at_both_ends_is_reported():
    best = select(FIVE, Quota(id="best", top=2, ties="all"))
    last = select(FIVE, Quota(id="last", bottom=2, ties="all"))
    assert [(p.code, p.path, p.found, p.level) for p in overlaps([best, last])] == [
        ("both-ends", ("best", "last"), name, "finding") for name in ("b", "c", "d")
    ]
    assert overlaps([best, best]) == ()
    fine = select(FIVE, Quota(id="last", bottom=1, ties="all"))
    assert overlaps([fine, best]) == ()


def test_who_may_be_at_both_ends_is_reported_too():
    best = Selection(quota="best", end="top", possible=["a"])
    last = Selection(quota="last", end="bottom", possible=["a"])
    assert [problem.found for problem in overlaps([last, best])] == ["a"]


# Properties.


@whole_documents
@given(selections())
def test_a_selection_is_data_and_is_said_in_both_languages(selection):
    assert structure(plain(selection), Selection) == selection
    assert all(selection.text(lang) for lang in LANGUAGES)
    named = [*selection.chosen, *selection.possible, *selection.tied]
    assert len(set(named)) == len(named)
    assert set(named) <= set(selection.reasons)


units = st.tuples(
    st.sampled_from([2, 3, 5, ...]),
    st.sampled_from([True, False, ...]),
    st.sampled_from([True, False, ...]),
    st.sampled_from(["hill", "plain", None]),
)
ties = st.sampled_from(
    [
        {"ties": "all"},
        {"ties": "none"},
        {"ties": {"by": ["tidy"]}},
        {"ties": {"by": ["veto count"]}, "draw": "s"},
    ]
)
sizes = st.sampled_from(
    [{"top": 1}, {"top": 2}, {"bottom": 1}, {"share": 0.5, "round": "up", "of": "ranked"}]
)


@given(
    st.lists(units, min_size=1, max_size=4),
    st.tuples(ties, sizes, st.booleans()),
    st.sampled_from(["all", "passes", "not_fails"]),
    st.data(),
)
def test_every_filling_of_the_gaps_chooses_the_sure_and_only_the_possible(many, form, only, data):
    rule, size, grouped = form
    names = "abcd"[: len(many)]
    ranking = ByScore(only=only)
    quota = Quota(id="q", **rule, **size, within="terrain" if grouped else None)

    def chosen(units):
        strata = {name: unit[3] for name, unit in zip(names, units, strict=True)}
        results = [result(name, *unit[:3]) for name, unit in zip(names, units, strict=True)]
        return select(results, quota, ranking=ranking, strata=strata if grouped else None)

    before = chosen(many)
    after = chosen(
        [
            (
                data.draw(st.integers(0, 10)) if meetings is ... else meetings,
                data.draw(st.booleans()) if clean is ... else clean,
                data.draw(st.booleans()) if fire is ... else fire,
                stratum or data.draw(st.sampled_from(["hill", "plain", "coast"])),
            )
            for meetings, clean, fire, stratum in many
        ]
    )
    assert after.possible == ()
    assert set(before.chosen) <= set(after.chosen) <= {*before.chosen, *before.possible}
    if rule["ties"] != "all":
        per = size.get("top") or size.get("bottom") or 2
        assert len(after.chosen) <= per * (3 if grouped else 1)

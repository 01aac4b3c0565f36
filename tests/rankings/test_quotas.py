"""Quotas as data: sizes, shares, and what is decided at a tie."""

import pytest

from civil_village.documents import lint
from civil_village.indicators import Catalogue, Indicator
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.rankings import PartBy, Quota, TakeAll, TakeNone
from civil_village.requirements import Requirement
from civil_village.rules import Rule
from civil_village.standards import ByPart, ByScore, Criterion, Standard


def problems_of(make, *arguments, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(*arguments, **keywords)
    return list(caught.value.problems)


def only_with(key, other):
    expected = Message("expected.only-with", name=other)
    return Problem(code="key-of-other-type", path=(key,), found=key, expected=expected)


def test_short_forms_stand_for_what_is_done_at_a_tie():
    ways = ["all", "none", {"by": ["home"]}, TakeAll()]
    ties = [Quota(id="q", top=1, ties=way).ties for way in ways]
    assert ties == [TakeAll(), TakeNone(), PartBy(["home"]), TakeAll()]


@pytest.mark.parametrize(
    ("mode", "seats"), [("down", [0, 3, 3, 4]), ("up", [1, 3, 4, 4]), ("half_up", [1, 3, 4, 4])]
)
def test_a_share_of_units_is_rounded_as_declared(mode, seats):
    quota = Quota(id="q", share=0.5, round=mode, ties="all")
    assert [quota.seats(size) for size in (1, 6, 7, 8)] == seats


def test_a_number_of_places_stays_what_it_is():
    assert Quota(id="q", top=3, ties="all").seats(2) == 3
    assert Quota(id="q", bottom=2, ties="all").seats(9) == 2


def test_a_quota_chooses_from_one_end():
    assert Quota(id="q", top=3, ties="all").from_end == "top"
    assert Quota(id="q", bottom=3, ties="all").from_end == "bottom"
    assert Quota(id="q", share=0.1, end="bottom", ties="all").from_end == "bottom"


@pytest.mark.parametrize("sizes", [{}, {"top": 1, "bottom": 1}, {"top": 1, "share": 0.5}])
def test_a_quota_has_one_size(sizes):
    expected = Message("expected.one-key", names=("top", "bottom", "share"))
    problem = Problem(code="not-one-key", expected=expected)
    assert problems_of(Quota, id="q", ties="all", **sizes) == [problem]


@pytest.mark.parametrize("end", ["top", "bottom"])
def test_a_quota_is_for_somebody(end):
    expected = Message("expected.at-least", least=1)
    problem = Problem(code="out-of-range", path=(end,), found="0", expected=expected)
    assert problems_of(Quota, id="q", ties="all", **{end: 0}) == [problem]


@pytest.mark.parametrize("share", [0, 1.5])
def test_a_share_is_one(share):
    (problem,) = problems_of(Quota, id="q", ties="all", share=share)
    assert (problem.code, problem.path) == ("out-of-range", ("share",))


def test_ties_have_no_default_where_there_can_be_one():
    problem = Problem(code="missing-key", path=("ties",), expected=Message("expected.tie-rule"))
    assert problems_of(Quota, id="q", top=3) == [problem]
    assert problems_of(Quota, id="q", share=0.99) == [problem]
    assert Quota(id="q", share=1).seats(7) == 7


def test_keys_without_effect_are_refused():
    named = {"end": "bottom", "round": "up", "of": "ranked", "stratum": "hill"}
    assert problems_of(Quota, id="q", top=1, ties="all", **named) == [
        only_with("end", "share"),
        only_with("round", "share"),
        only_with("of", "share"),
        only_with("stratum", "within"),
    ]


def test_a_lot_is_drawn_after_the_keys():
    assert problems_of(Quota, id="q", top=1, ties="all", draw="s") == [
        only_with("draw", "ties: by")
    ]
    problem = Problem(code="empty-list", path=("ties", "by"))
    assert problems_of(Quota, id="q", top=1, ties={"by": []}) == [problem]
    assert Quota(id="q", top=1, ties={"by": []}, draw="s").draw == "s"


def test_keys_stand_once_and_names_are_ids():
    assert problems_of(PartBy, ["home", "home"]) == [
        Problem(code="duplicate-id", path=(1,), found="home")
    ]
    found = problems_of(Quota, id="Q", top=1, ties="all", within="Terrain")
    assert [(p.code, p.path) for p in found] == [("not-an-id", ("id",)), ("not-an-id", ("within",))]


# In a standard.


CATALOGUE = Catalogue(
    indicators={
        "plan": Indicator(label="计划", value="truth"),
        "terrain": Indicator(label="地形", value="choice", choices=["hill", "plain"]),
    }
)
WORK = Criterion(id="work", points=5, requirements=[Requirement(id="plan", rule=Rule("plan"))])


def standard(**keywords):
    return Standard(id="demo", catalogue=CATALOGUE, criteria=[WORK], **keywords)


def test_a_standard_may_rank_and_choose():
    quota = Quota(id="q", top=1, within="township", ties={"by": ["work", "veto count"]})
    made = standard(ranking=ByScore(by=["work"], within="terrain"), quotas=[quota])
    assert made.quotas == (quota,)


def test_a_standard_knows_what_it_ranks_by():
    found = problems_of(
        standard,
        ranking=ByPart(of="wrk", within="terain"),
        quotas=[Quota(id="q", top=1, within="plan", ties={"by": ["wok"]})] * 2,
    )
    assert [(p.code, p.path, p.found) for p in found] == [
        ("duplicate-id", ("quotas", 1, "id"), "q"),
        ("unknown-name", ("ranking", "part", "of"), "wrk"),
        ("unknown-name", ("ranking", "part", "within"), "terain"),
        ("unknown-name", ("quotas", 0, "ties", "by", 0), "wok"),
        ("unknown-name", ("quotas", 0, "within"), "plan"),
        ("unknown-name", ("quotas", 1, "ties", "by", 0), "wok"),
        ("unknown-name", ("quotas", 1, "within"), "plan"),
    ]
    assert found[2].hint == Message("hint.nearest", name="terrain")


def test_only_households_belong_to_a_village_or_a_group():
    for within in ("village", "group"):
        keywords = {"id": "demo", "catalogue": CATALOGUE, "criteria": [WORK]}
        (problem,) = problems_of(Standard, **keywords, ranking=ByScore(within=within))
        assert (problem.code, problem.path) == ("unknown-name", ("ranking", "score", "within"))
        assert problem.hint is None  # not the name that was just refused
        homes = Catalogue(
            indicators={"plan": Indicator(label="计划", value="truth", subject="household")}
        )
        keywords |= {"catalogue": homes, "subject": "household"}
        assert Standard(**keywords, ranking=ByScore(within=within)).ranking.within == within


def test_a_quota_is_for_a_stratum_that_there_can_be():
    keywords = {"id": "q", "top": 1, "ties": "none", "within": "terrain"}
    (problem,) = problems_of(standard, quotas=[Quota(**keywords, stratum="hil")])
    assert (problem.code, problem.path) == ("unknown-name", ("quotas", 0, "stratum"))
    assert problem.expected == Message("expected.one-of", names=("hill", "plain"))
    assert problem.hint == Message("hint.nearest", name="hill")
    assert standard(quotas=[Quota(**keywords, stratum="hill")]).quotas[0].stratum == "hill"
    # Which townships there are, no catalogue says.
    keywords["within"] = "township"
    assert standard(quotas=[Quota(**keywords, stratum="any")]).quotas[0].stratum == "any"


def test_those_that_are_compared_all_together_have_no_stratum():
    homes = Catalogue(
        indicators={"plan": Indicator(label="计划", value="truth", subject="household")}
    )
    quota = Quota(id="q", top=1, ties="none", within="all", stratum="v1")
    keywords = {"id": "demo", "catalogue": homes, "criteria": [WORK], "subject": "household"}
    (problem,) = problems_of(Standard, **keywords, quotas=[quota])
    assert (problem.code, problem.path) == ("key-of-other-type", ("quotas", 0, "stratum"))


TEXT = """
kind: standard
format: 1
id: demo
catalogue: {indicators: {plan: {label: 计划, value: truth}}}
criteria: [{id: work, points: 5, requirements: [{id: plan, rule: plan}]}]
ranking: %s
quotas: [{id: best, top: 1, ties: %s}]
"""


@pytest.mark.parametrize(
    ("ranking", "ties", "code", "path"),
    [
        ("scores", "all", "unknown-name", ("ranking",)),
        ("{score: {ties: shared}}", "all", "wrong-type", ("ranking", "score", "ties")),
        ("{part: {}}", "all", "missing-key", ("ranking", "part", "of")),
        ("score", "some", "unknown-name", ("quotas", 0, "ties")),
        ("score", "{by: work}", "wrong-type", ("quotas", 0, "ties", "by")),
        ("score", "{by: [wrk]}", "unknown-name", ("quotas", 0, "ties", "by", 0)),
        ("score", "{by: [work, work]}", "duplicate-id", ("quotas", 0, "ties", "by", 1)),
    ],
)
def test_what_is_wrong_in_a_document_is_told_with_its_place(ranking, ties, code, path):
    (problem,) = lint(TEXT % (ranking, ties))
    assert (problem.code, problem.path) == (code, path)
    assert problem.position is not None

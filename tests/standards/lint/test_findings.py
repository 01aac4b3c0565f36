"""Findings: each is told where it is so, and not where it is not."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.aims import Aim
from civil_village.curves.curve import (
    Band,
    BandLowered,
    Bands,
    Bracket,
    Brackets,
    Knot,
    Linear,
    PerUnit,
    Shortfall,
    Step,
    Steps,
)
from civil_village.documents import dumps, lint, loads
from civil_village.indicators import Catalogue, Indicator, ShareOf
from civil_village.labels import Source
from civil_village.messages import LANGUAGES, Message, decimal_text
from civil_village.problems import Problem
from civil_village.quantities.rounding import Rounding
from civil_village.rankings import Quota
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.rules.doubles import differing
from civil_village.rules.parser import parse
from civil_village.samples import bundled, bundled_names
from civil_village.standards import (
    ByCurve,
    ByScore,
    Count,
    Criterion,
    CriterionResult,
    Given,
    Occurrences,
    PointsShort,
    Section,
    Standard,
    Sum,
    evaluate,
)
from civil_village.standards.lint.attainable import score_grain
from civil_village.standards.lint.findings import findings
from civil_village.testing import facts, standards
from tests.profiles import whole_documents

CATALOGUE = Catalogue(
    indicators={
        "plan": Indicator(label="计划", value="truth"),
        "meetings": Indicator(label="会议", value="count", maximum=10),
        "insured": Indicator(label="参保", value="count"),
        "residents": Indicator(label="居民", value="count", minimum=1),
        "insurance": Indicator(label="参保率", value="ratio", of=["insured", "residents"]),
        "terrain": Indicator(label="地形", value="choice", choices=["hill", "plain"]),
    }
)


def asked(name, rule, **keywords):
    return Requirement(id=name, rule=Rule(rule), **keywords)


def criterion(name="c", *requirements, points=10, **keywords):
    return Criterion(id=name, points=points, requirements=requirements, **keywords)


def standard(*criteria, **keywords):
    made = {"id": "demo", "catalogue": CATALOGUE, **keywords}
    return Standard(**made) if "sections" in made else Standard(criteria=criteria, **made)


def told(code, *criteria, **keywords):
    """Give path and found value of every finding of a code."""
    made = standard(*criteria, **keywords)
    return [(p.path, p.found) for p in findings(made) if p.code == code]


WORK = criterion("work", asked("plan", "plan"))


# What nothing can change.


@pytest.mark.parametrize(
    ("idle", "points"),
    [
        (criterion("c", asked("r", "residents >= 1")), "10"),
        (criterion("c", asked("r", "plan"), grade=Count(met=[0.5])), "5"),
        (criterion("c", asked("r", "plan"), points=1, round=Rounding(step=3)), "0"),
        (
            criterion("c", grade=ByCurve(of=Rule("meetings"), by=Steps([Step(from_=20, give=1)]))),
            "0",
        ),
    ],
)
def test_points_that_nothing_can_change_are_told(idle, points):
    assert told("idle-criterion", WORK, idle) == [(("criteria", 1), points)]


@pytest.mark.parametrize(
    "live",
    [
        criterion("c", asked("r", "residents >= 2")),
        criterion("c", asked("r", "residents >= 1"), applies=Rule("plan"), grade=Count(met=[0])),
        criterion("c", asked("r", "plan"), grade=Count(met=[0.5, 1])),
        criterion("c", Requirement(id="r", judged=Rule("visit"))),
        criterion("c", grade=ByCurve(of=Rule("meetings"), by=Steps([Step(from_=10, give=1)]))),
        criterion("c", grade=PointsShort(of=Rule("insurance"), target=0.5, lose=1)),
    ],
)
def test_points_that_something_can_change_are_not_told(live):
    assert told("idle-criterion", live, methods={"visit": "走访"}) == []


ALWAYS = asked("r", "residents >= 1")
EXEMPT = {"exempt": "rescale", "round": Rounding(step=1)}


@pytest.mark.parametrize(
    ("part", "keywords"),
    [
        ("bonuses", {}),
        ("deductions", {}),
        ("sections", EXEMPT),
        ("bonuses", EXEMPT),
    ],
    ids=["bonus", "deduction", "rescaled", "bonus-beside-rescaled"],
)
@pytest.mark.parametrize(
    ("given_", "idle"),
    [
        # Always met where it applies, and without points where it does not.
        (criterion("c", ALWAYS, applies=Rule("plan")), None),
        (criterion("c", evolve(ALWAYS, applies=Rule("plan"))), None),
        (
            criterion(
                "c",
                *(asked(n, "residents >= 1", points=5, applies=Rule("plan")) for n in "rs"),
                grade=Sum(),
            ),
            None,
        ),
        (criterion("c", ALWAYS), "10"),
        (criterion("c", ALWAYS, applies=Rule("plan"), grade=Count(met=[0])), "0"),
    ],
    ids=["criterion", "requirement", "parts", "applies-always", "never-points"],
)
def test_what_has_no_points_where_it_is_exempt_is_reckoned_so(part, keywords, given_, idle):
    extra = Section(id="extra", criteria=[given_])
    sections = [Section(id="s", criteria=[WORK])]
    parts = {"sections": sections, part: [*(sections if part == "sections" else []), extra]}
    found = told("idle-criterion", **parts, **keywords)
    place = (part, 1 if part == "sections" else 0, "criteria", 0)
    assert found == ([(place, idle)] if idle else [])


@pytest.mark.parametrize("advisory", [True, False])
def test_what_is_exempt_and_credited_has_its_points_all_the_same(advisory):
    live = criterion("c", ALWAYS, applies=Rule("plan"), advisory=advisory)
    assert told("idle-criterion", WORK, live) == [(("criteria", 1), "10")]


def test_a_rule_that_always_holds_is_told_once():
    found = told("always-holds", criterion("c", asked("r", "plan || true")), WORK)
    assert found == [(("criteria", 0, "requirements", 0, "rule"), "plan || true")]
    # That a comparison always holds is said by the rule itself.
    assert told("always-holds", criterion("c", asked("r", "residents >= 1")), WORK) == []
    strike = Strike(id="v", when=Rule("true"), applies=Rule("plan"))
    assert told("always-holds", WORK, vetoes=[strike]) == [(("vetoes", 0, "when"), "true")]


def test_a_minimum_that_is_all_there_is_to_get_is_told():
    sections = [
        Section(id="s", minimum=10, criteria=[WORK]),
        Section(id="t", minimum=9, criteria=[WORK]),
        Section(id="u", minimum=5, cap=5, criteria=[WORK]),
    ]
    assert told("minimum-is-most", sections=sections) == [
        (("sections", 0, "minimum"), "10"),
        (("sections", 2, "minimum"), "5"),
    ]


def test_a_group_that_is_named_without_members_is_told():
    four = Section(id="four", label="四改", criteria=[])
    sections = [Section(id="s", criteria=[WORK]), four]
    assert told("no-members", sections=sections) == [(("sections", 1, "criteria"), "四改")]
    extra = [Section(id="extra", criteria=[])]
    assert told("no-members", WORK, bonuses=extra) == [(("bonuses", 0, "criteria"), "extra")]
    assert told("no-members", WORK) == []


# What contradicts or repeats itself.


@pytest.mark.parametrize(
    ("first", "second", "indicator"),
    [
        ("meetings >= 3", "meetings < 2", "meetings"),
        ("meetings >= 3", "plan && 3 > meetings", "meetings"),
        ("meetings > 2", "meetings < 3", "meetings"),
        ("plan", "!plan", "plan"),
        ("!plan && meetings > 1", "plan", "plan"),
        ("terrain == 'hill'", "terrain == 'plain'", "terrain"),
        ("insurance >= 0.9", "insurance < 0.9", "insurance"),
    ],
)
def test_requirements_that_cannot_both_be_met_are_told(first, second, indicator):
    made = standard(criterion("c", asked("a", first)), criterion("d", asked("b", second)))
    (problem,) = [p for p in findings(made) if p.code == "contradiction"]
    assert problem == Problem(
        code="contradiction",
        path=("criteria", 1, "requirements", 0, "rule"),
        found=second,
        expected=Message("expected.compatible-with", path="c.a", name=indicator),
        hint=Message("hint.contradiction"),
        level="finding",
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("meetings >= 3", "meetings < 4"),
        ("meetings >= 3 || plan", "meetings < 2"),
        ("plan", "plan && meetings > 1"),
        ("meetings >= 3", "insured < 2"),
    ],
)
def test_requirements_that_can_both_be_met_are_not(first, second):
    assert told("contradiction", criterion("c", asked("a", first), asked("b", second))) == []


def test_what_is_asked_of_others_is_no_contradiction():
    hill, plain = (Rule(f"terrain == '{name}'") for name in ("hill", "plain"))
    apart = [
        asked("a", "meetings >= 3", applies=hill),
        asked("b", "meetings < 2", applies=plain),
    ]
    assert told("contradiction", criterion("c", *apart)) == []
    alike = [asked("a", "plan", applies=hill), asked("b", "!plan", applies=hill)]
    assert len(told("contradiction", criterion("c", *alike))) == 1


def test_a_rule_that_is_scored_twice_is_told():
    twice = criterion("c", asked("a", "meetings>=3"), asked("b", "meetings >= 3"))
    found = told("scored-twice", WORK, twice, criterion("d", asked("e", "plan")))
    assert found == [
        (("criteria", 1, "requirements", 1, "rule"), "meetings >= 3"),
        (("criteria", 2, "requirements", 0, "rule"), "plan"),
    ]


def test_what_only_looks_like_one_rule_is_not():
    judged = asked("b", "plan", judged=Rule("visit"))
    elsewhere = asked("d", "plan", applies=Rule("meetings > 1"))
    words = [Requirement(id=name, judged=Rule("visit")) for name in "ef"]
    made = criterion("c", judged, elsewhere, *words)
    assert told("scored-twice", WORK, made, methods={"visit": "走访"}) == []


# Points that are not those that are written.

FOUR = [asked(name, "plan") for name in "abcd"]


def of_meetings(by, **keywords):
    return criterion("c", grade=ByCurve(of=Rule("meetings"), by=by), **keywords)


@pytest.mark.parametrize(
    ("made", "most"),
    [
        (of_meetings(Steps([Step(from_=10, give=20)]), points=40), 20),
        (
            of_meetings(Linear([Knot(at=0, give=0), Knot(at=20, give=10)]), round=Rounding(step=1)),
            5,
        ),
        (of_meetings(PerUnit(give=1, most=8)), 8),
        (of_meetings(Steps([Step(from_=5, give=4), Step(from_=11, give=10)])), 4),
        (criterion("c", *FOUR, grade=Count(met=[0, 0.5])), 5),
        (criterion("c", asked("a", "plan"), points=10, round=Rounding(step=3)), 9),
        (criterion("c", grade=Given(of=Rule("meetings")), points=12), 10),
        (criterion("c", grade=Occurrences(of=Rule("residents"), lose=2)), 8),
    ],
)
def test_full_points_that_no_facts_give_are_told(made, most):
    (found,) = [p for p in findings(standard(made)) if p.code == "points-out-of-reach"]
    assert (found.path, found.found) == (("criteria", 0, "points"), str(made.points))
    assert found.expected == Message("expected.at-most", most=most)
    assert standard(made).most == most


@pytest.mark.parametrize(
    ("by", "told_"),
    [
        (Steps([Step(from_=2, give=9)]), ["9"]),
        (Linear([Knot(at=0, give=-1), Knot(at=10, give=6)]), ["6", "-1"]),
        (PerUnit(give=1, most=5), ["5"]),
        (Shortfall(full=6, target=3, lose=1, each=1), ["6"]),
        # What stands beyond the range of the number is never cut off.
        (Steps([Step(from_=2, give=4), Step(from_=11, give=9)]), []),
        # So many for each, as far as the points of the criterion go.
        (PerUnit(give=1), []),
        (Brackets([Bracket(to=5, per=1, give=1), Bracket(per=1, give=2)]), []),
    ],
)
def test_points_that_a_criterion_cuts_off_are_told(by, told_):
    rounded = Rounding(step=0.1)
    found = told("points-cut-off", of_meetings(by, points=4), round=rounded)
    assert found == [(("criteria", 0, "grade", "curve", "by"), points) for points in told_]


@pytest.mark.parametrize(
    ("grade", "turned", "nothing"),
    [
        (Count(met=[1, 0.66, 0.33, 0]), "13.2", "20"),
        (Count(short=[0, 0.5, 1]), "10", "20"),
        (Count(met=[0, 0.5, 0.4, 1]), "8", None),
        (Count(short=[1, 0.66, 0.33]), None, "6.6"),
        (Count(met=[0.1, 1]), None, "2"),
        (Count(short=[1, 0.66, 0.33, 0]), None, None),
        (Count(met=[0, 0, 0.5, 0.5, 1]), None, None),
        (Count(), None, None),
    ],
)
def test_lists_that_are_turned_round_or_give_points_for_nothing_are_told(grade, turned, nothing):
    made = criterion("c", *FOUR, grade=grade, points=20, round=Rounding(step=0.1))
    key = "met" if grade.short is None else "short"
    path = ("criteria", 0, "grade", "count", key)
    assert told("more-gives-less", made) == ([(path, turned)] if turned else [])
    assert told("points-for-nothing", made) == ([(path, nothing)] if nothing else [])


# Bands.


def bands(*ends):
    return Bands(
        [Band(id="none"), *(Band(id=f"b{index}", **end) for index, end in enumerate(ends))]
    )


#: Scores are 0, 10, 20.
TENS = (criterion("c", asked("a", "plan")), criterion("d", asked("b", "meetings >= 3")))


def test_bands_that_no_score_falls_into_are_told():
    found = told("idle-band", *TENS, bands=bands({"from_": 5}, {"from_": 10}, {"above": 10}))
    assert found == [(("bands", 1), "b0")]
    found = told("idle-band", *TENS, bands=bands({"from_": 0}, {"from_": 11}))
    assert found == [(("bands", 0), "none")]


def test_bands_that_a_score_or_a_strike_gives_are_not():
    assert told("idle-band", *TENS, bands=bands({"above": 0}, {"from_": 20})) == []
    strike = Strike(id="v", when=Rule("meetings == 0"), then=[BandLowered(band="none")])
    assert told("idle-band", *TENS, bands=bands({"from_": 0}), vetoes=[strike]) == []
    assert told("idle-band", *TENS) == []


def test_a_rounded_score_falls_on_its_steps():
    third = criterion(
        "t",
        *(asked(n, r) for n, r in zip("xyz", ("plan", "!plan", "meetings > 1"), strict=True)),
        grade=Count(),
    )
    ends = bands({"above": 3}, {"from_": 4})
    assert told("idle-band", third, bands=ends, round=Rounding(step=1)) == [(("bands", 1), "b0")]
    assert told("idle-band", third, bands=ends, round=Rounding(step=0.1)) == []


def test_points_that_nobody_can_lose_lift_the_lowest_score():
    kept = criterion("k", grade=ByCurve(of=Rule("meetings"), by=PerUnit(give=1, least=4)))
    assert told("idle-band", kept, bands=bands({"from_": 4})) == [(("bands", 0), "none")]
    # A share may have no value, and then there are no points.
    share = criterion("k", grade=PointsShort(of=Rule("insurance"), target=0.5, lose=1, floor=4))
    assert told("idle-band", share, bands=bands({"from_": 4})) == []


@pytest.mark.parametrize(
    ("made", "grain"),
    [
        (criterion("c", asked("a", "plan"), points=6), "6"),
        (
            criterion(
                "c", asked("a", "plan", points=6), asked("b", "meetings > 1", points=4), grade=Sum()
            ),
            "2",
        ),
        (criterion("c", asked("a", "plan"), grade=Count(met=[0, 0.66])), "1/5"),
        (criterion("c", asked("a", "plan"), asked("b", "meetings > 1"), grade=Count()), "5"),
        (criterion("c", grade=PointsShort(of=Rule("insurance"), target=0.9, lose=0.5)), "1/2"),
        (
            criterion(
                "c",
                grade=PointsShort(of=Rule("insurance"), target=0.9, lose=1, count="continuous"),
                round=Rounding(step=0.1),
            ),
            "1/10",
        ),
        (
            criterion("c", grade=ByCurve(of=Rule("meetings"), by=Steps([Step(from_=1, give=4)]))),
            "2",
        ),
        (criterion("c", grade=ByCurve(of=Rule("meetings"), by=PerUnit(give=3, most=9))), "1"),
        (
            criterion(
                "c",
                grade=ByCurve(of=Rule("meetings"), by=Shortfall(full=8, target=3, lose=4, each=1)),
            ),
            "2",
        ),
    ],
)
def test_scores_are_multiples_of_a_grain(made, grain):
    assert str(score_grain(standard(made))) == grain


def test_a_slope_has_no_grain():
    slope = ByCurve(of=Rule("meetings"), by=Linear([Knot(at=0, give=0), Knot(at=9, give=5)]))
    made = standard(criterion("c", grade=slope), WORK, round=Rounding(step=0.01))
    assert score_grain(made) is None
    assert (
        told(
            "idle-band",
            criterion("c", grade=slope),
            round=Rounding(step=0.01),
            bands=bands({"from_": 1}),
        )
        == []
    )


# What nobody uses.


def test_an_aim_that_nothing_serves_is_told():
    clause = [Source(clause="3.1")]
    aims = [
        Aim(id="a", label="弘扬家风", source=[Source(clause="3.2")]),
        Aim(id="b", label="爱护环境", source=clause),
        Aim(id="c", label="团结邻里", reason="无可核对的事实"),
    ]
    work = criterion("c", asked("r", "plan", source=clause))
    assert told("unserved-aim", work, aims=aims) == [(("aims", 0), "弘扬家风")]


def test_an_indicator_that_nothing_reads_is_told():
    found = told("unread-indicator", criterion("c", asked("a", "insurance >= 0.9")))
    assert [path[-1] for path, _ in found] == ["plan", "meetings", "terrain"]


def test_whatever_reads_an_indicator_counts():
    catalogue = Catalogue(
        indicators={
            **{name: Indicator(label="示例", value="truth") for name in "abcd"},
            "e": Indicator(label="示例", value="choice", choices=["x"]),
            "f": Indicator(label="示例", value="choice", choices=["x"]),
            "n": Indicator(label="示例", value="count"),
            "note": Indicator(label="示例", value="text"),
            "home": Indicator(label="示例", value="truth", subject="household"),
            "share": Indicator(label="示例", value="ratio", derive=ShareOf(share=Rule("home"))),
        }
    )
    made = standard(
        criterion("c", asked("r", "a", applies=Rule("b")), applies=Rule("c")),
        criterion("m", grade=ByCurve(of=Rule("n"), by=PerUnit(give=1))),
        catalogue=catalogue,
        vetoes=[Strike(id="v", when=Rule("d"))],
        ranking=ByScore(within="e"),
        quotas=[Quota(id="q", top=1, ties="all", within="f")],
    )
    assert [p.path[-1] for p in findings(made) if p.code == "unread-indicator"] == ["share"]


# Doubles.


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("insured >= 0.07 * residents", "0.07 * residents"),
        ("plan && insured + 0.1 > 3", "insured + 0.1"),
        # In doubles 57 / 100 × 100 falls short of 57.
        ("insurance * 100 >= 57", "insurance * 100 >= 57"),
        ("57 <= 100 * insurance", "57 <= 100 * insurance"),
    ],
)
def test_rules_that_doubles_may_read_otherwise_are_told(rule, part):
    made = criterion("c", asked("a", rule))
    path = ("criteria", 0, "requirements", 0, "rule")
    assert told("float-reading", made) == [(path, part)]


@pytest.mark.parametrize(
    "rule",
    [
        "insurance >= 0.92",
        "insured >= 0.5 * residents",
        "insured * 3 >= residents * 2",
        "insurance * 3 >= 2",
        "insurance * 100 >= 50",
        "meetings * 100 >= 57",
    ],
)
def test_rules_that_doubles_read_alike_are_not(rule):
    assert differing(parse(rule), CATALOGUE.signatures("village")) is None


# All together.


@pytest.mark.parametrize("name", sorted({*bundled_names()} - {"qinghe.2023"}))
def test_bundled_standards_have_no_findings(name):
    # Of the invented county's two editions the first has an indicator for the second.
    document = bundled(name)
    assert not isinstance(document, Standard) or lint(document) == ()


FAULTY = standard(
    criterion("c", asked("a", "meetings >= 3"), asked("b", "meetings < 2")),
    criterion("d", asked("e", "insured >= 0.07 * residents && insurance > 0 && plan")),
    ranking=ByScore(within="terrain"),
)


def test_findings_come_with_their_place_and_stop_nothing():
    text = dumps(FAULTY)
    assert loads(text) == FAULTY
    found = lint(text)
    assert [(p.code, p.level) for p in found] == [
        ("contradiction", "finding"),
        ("float-reading", "finding"),
    ]
    assert all(problem.position is not None for problem in found)
    assert [p.code for p in lint(FAULTY)] == [p.code for p in found]
    assert all(p.hint.text(lang) for p in found for lang in LANGUAGES)


def test_where_something_is_wrong_nothing_else_is_told():
    wrong = dumps(FAULTY).replace('"points": 10', '"points": 0', 1)
    assert {problem.level for problem in lint(wrong)} == {"error"}


@whole_documents
@given(standards().flatmap(lambda made: st.tuples(st.just(made), facts(made))))
def test_no_facts_refute_a_finding(case):
    made, given_facts = case
    result = evaluate(made, given_facts)
    points = {path: part for path, part in result.parts() if isinstance(part, CriterionResult)}
    paths = [path for path, part in made.paths() if isinstance(part, Criterion)]
    grouped = [(name, getattr(made, name)) for name in ("sections", "bonuses", "deductions")]
    starts = [((name, n), part) for name, parts in grouped for n, part in enumerate(parts)]
    places = [
        (*start, "criteria", index)
        for start, part in ([((), made)] if made.criteria else []) + starts
        for index in range(len(part.criteria))
    ]
    for problem in findings(made):
        if problem.code == "idle-criterion":
            path = dict(zip(places, paths, strict=True))[problem.path]
            part = points[path]
            ends = {decimal_text(end) for end in part.bounds}
            # An exemption on record is no fact.
            assert ends == {problem.found} or any(
                own.startswith(path) for own in given_facts.exempt
            )
        if problem.code == "points-out-of-reach":
            path = dict(zip(places, paths, strict=True))[problem.path[:-1]]
            part, most = points[path], Fraction(problem.expected.arguments["most"])
            sure = part.bounds[0] == part.bounds[1] and not part.exempt
            assert not sure or part.points <= most
        if problem.code == "idle-band" and result.score is not None:
            assert result.band != problem.found


@whole_documents
@given(standards().flatmap(lambda made: st.tuples(st.just(made), facts(made))))
def test_no_facts_give_more_than_can_be_reached(case):
    made, given_facts = case
    result = evaluate(made, given_facts)
    if result.score is not None and not given_facts.exempt:
        assert result.score <= made.published_most or made.compare == "exact"

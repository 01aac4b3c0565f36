"""What a standard, its sections and its criteria refuse, by equal problems."""

from decimal import Decimal

import pytest
from attrs import evolve

from civil_village.aims import Aim
from civil_village.curves.curve import (
    Band,
    BandLowered,
    Bands,
    Knot,
    Linear,
    PerUnit,
    Shortfall,
    Step,
    Steps,
)
from civil_village.indicators import Catalogue, Indicator
from civil_village.messages import Message
from civil_village.models import drafting
from civil_village.problems import DocumentError, Excerpt, Problem
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.standards import (
    ByCurve,
    Count,
    Criterion,
    Passing,
    PointsShort,
    Section,
    Standard,
    Sum,
    WeightedMean,
    WeightedSum,
)

CATALOGUE = Catalogue(
    indicators={
        "plan": Indicator(label="计划", value="truth"),
        "meetings": Indicator(label="会议", value="count", maximum=50),
        "insurance": Indicator(label="参保率", value="ratio"),
        "joined": Indicator(label="参评", value="truth", subject="household"),
    }
)


def problems_of(make, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(**keywords)
    return list(caught.value.problems)


def asked(name="r", rule="plan", **keywords):
    return Requirement(id=name, rule=Rule(rule), **keywords)


def criterion(name="c", points=10, **keywords):
    return Criterion(id=name, points=points, **{"requirements": [asked()], **keywords})


def standard(**keywords):
    if "sections" not in keywords:
        keywords = {"criteria": [criterion()], **keywords}
    return Standard(**{"id": "demo", "catalogue": CATALOGUE, **keywords})


def standard_problems(**keywords):
    return problems_of(standard, **keywords)


def out_of_range(path, found, key, **arguments):
    return Problem(code="out-of-range", path=path, found=found, expected=Message(key, **arguments))


def double(*path, found):
    return Problem(code="duplicate-id", path=path, found=found, hint=Message("hint.other-id"))


def not_an_id(*path, found, key="expected.id"):
    return Problem(code="not-an-id", path=path, found=found, expected=Message(key))


# Criteria.


@pytest.mark.parametrize("points", [0, -1])
def test_points_of_a_criterion_are_above_zero(points):
    problem = out_of_range(("points",), str(points), "expected.above", least=0)
    assert problems_of(criterion, points=points) == [problem]


def test_ids_within_a_criterion_are_checked():
    found = problems_of(criterion, name="C", requirements=[asked(), asked("s"), asked()])
    assert found == [
        not_an_id("id", found="C"),
        double("requirements", 2, "id", found="r"),
    ]


@pytest.mark.parametrize("grade", ["all", "sum", "count"])
def test_some_gradings_need_requirements(grade):
    grades = {"all": {}, "sum": {"grade": Sum()}, "count": {"grade": Count()}}
    found = problems_of(criterion, requirements=[], **grades[grade])
    assert found[0] == Problem(code="empty-list", path=("requirements",))


@pytest.mark.parametrize("grade", [None, Count(met=[0, 1])], ids=["all", "count"])
def test_only_a_sum_has_points_at_its_requirements(grade):
    keywords = {} if grade is None else {"grade": grade}
    problem = Problem(
        code="key-of-other-type",
        path=("requirements", 1, "points"),
        found="4",
        expected=Message("expected.only-with", name=("grade: sum", "grade: levels")),
    )
    requirements = [asked(), asked("s", points=4)]
    assert problems_of(criterion, requirements=requirements, **keywords) == [problem]


def test_each_requirement_of_a_sum_has_points():
    requirements = [asked(points=6), asked("s")]
    problem = Problem(code="missing-key", path=("requirements", 1, "points"))
    assert problems_of(criterion, grade=Sum(), requirements=requirements) == [problem]


def test_the_points_of_a_sum_add_up_to_the_criterions():
    """6 + 3.5 = 9.5, not 10."""
    requirements = [asked(points=6), asked("s", points=3.5)]
    problem = Problem(
        code="points-mismatch",
        path=("points",),
        found="10",
        expected=Message("expected.sum", value=Decimal("9.5")),
        hint=Message("hint.check-points"),
    )
    assert problems_of(criterion, grade=Sum(), requirements=requirements) == [problem]


@pytest.mark.parametrize(
    "grade",
    [
        ByCurve(of=Rule("meetings"), by=PerUnit(give=1)),
        PointsShort(of=Rule("insurance"), target=0.9, lose=1),
    ],
    ids=lambda grade: grade.name,
)
def test_a_measured_criterion_has_no_requirements(grade):
    problem = Problem(
        code="key-of-other-type",
        path=("requirements",),
        expected=Message("expected.only-with", name=("all", "sum", "count", "levels", "divided")),
    )
    assert problems_of(criterion, grade=grade) == [problem]


@pytest.mark.parametrize("floor", [-1, 11])
def test_the_floor_of_a_loss_lies_between_nothing_and_all(floor):
    grade = PointsShort(of=Rule("insurance"), target=0.9, lose=1, floor=floor)
    path = ("grade", "points_short", "floor")
    problem = out_of_range(path, str(floor), "expected.between", least=0, most=Decimal(10))
    assert problems_of(criterion, grade=grade, requirements=[]) == [problem]


def test_assumed_names_are_fields_of_their_part():
    for make in (criterion, standard, section):
        (problem,) = problems_of(make, assumed=["labl"])
        assert (problem.code, problem.path, problem.hint) == (
            "unknown-name",
            ("assumed", "labl"),
            Message("hint.nearest", name="label"),
        )


# Gradings alone.


def test_a_count_goes_one_way():
    expected = Message("expected.one-key", names=("met", "short"))
    problem = Problem(code="not-one-key", found="met, short", expected=expected)
    assert problems_of(Count, met=[0, 1], short=[1, 0]) == [problem]


@pytest.mark.parametrize("way", ["met", "short"])
def test_the_shares_of_a_count_are_shares(way):
    assert problems_of(Count, **{way: []}) == [Problem(code="empty-list", path=(way,))]
    assert problems_of(Count, **{way: [0, 1.5, -0.5]}) == [
        out_of_range((way, 1), "1.5", "expected.share"),
        out_of_range((way, 2), "-0.5", "expected.share"),
    ]


@pytest.mark.parametrize("target", [0, 1.01])
def test_the_target_of_a_loss_is_a_share_above_zero(target):
    problem = out_of_range(("target",), str(target), "expected.share")
    assert problems_of(PointsShort, of=Rule("a"), target=target, lose=1) == [problem]


@pytest.mark.parametrize("lose", [0, -1])
def test_a_loss_is_above_zero(lose):
    problem = out_of_range(("lose",), str(lose), "expected.above", least=0)
    assert problems_of(PointsShort, of=Rule("a"), target=1, lose=lose) == [problem]


# Sections.


def section(name="s", **keywords):
    return Section(id=name, **{"criteria": [criterion()], **keywords})


def test_ids_within_a_section_are_checked():
    found = problems_of(section, name="S", criteria=[criterion(), criterion()])
    assert found == [not_an_id("id", found="S"), double("criteria", 1, "id", found="c")]


@pytest.mark.parametrize(("cap", "most"), [(None, 10), (8, 8), (12, 10)])
def test_a_minimum_can_be_reached(cap, most):
    problem = Problem(
        code="unreachable",
        path=("minimum",),
        found="10.5",
        expected=Message("expected.at-most", most=Decimal(most)),
    )
    assert problems_of(section, cap=cap, minimum=10.5) == [problem]
    assert section(cap=cap, minimum=most).most == most


@pytest.mark.parametrize("cap", [0, -3])
def test_a_cap_is_above_zero(cap):
    problem = out_of_range(("cap",), str(cap), "expected.above", least=0)
    assert problems_of(section, cap=cap, minimum=1) == [problem]
    assert section(cap=0.5).most == Decimal("0.5")


# Aims and the pass line.


def test_the_id_of_an_aim_is_an_id():
    assert problems_of(Aim, id="A", label="示例") == [not_an_id("id", found="A")]


@pytest.mark.parametrize("given", [{}, {"band": "pass", "score": 80}], ids=["none", "two"])
def test_there_is_one_line_to_pass(given):
    expected = Message("expected.one-key", names=("band", "score"))
    assert problems_of(Passing, **given) == [Problem(code="not-one-key", expected=expected)]


# Whole standards: structure.


def test_the_id_of_a_standard_is_one_of_a_document():
    found = standard_problems(id="Demo standard")
    assert found == [not_an_id("id", found="Demo standard", key="expected.document-id")]


def test_names_of_methods_are_ids():
    found = standard_problems(methods={"Visit": "走访"})
    assert found == [not_an_id("methods", "Visit", found="Visit")]


@pytest.mark.parametrize(
    "parts",
    [{"criteria": []}, {"criteria": [criterion()], "sections": [section()]}],
    ids=["none", "two"],
)
def test_a_standard_has_sections_or_criteria(parts):
    expected = Message("expected.one-key", names=("sections", "criteria"))
    assert standard_problems(**parts) == [Problem(code="not-one-key", expected=expected)]


def test_ids_within_a_standard_are_checked():
    strike, aim = Strike(id="v", when=Rule("plan")), Aim(id="a", label="示例")
    found = standard_problems(
        criteria=[criterion(), criterion()], vetoes=[strike, strike], aims=[aim, aim]
    )
    assert found == [
        double("criteria", 1, "id", found="c"),
        double("vetoes", 1, "id", found="v"),
        double("aims", 1, "id", found="a"),
    ]
    found = standard_problems(sections=[section(), section()])
    assert found == [double("sections", 1, "id", found="s")]


@pytest.mark.parametrize("parts", [{"sections": [section("x")]}, {"criteria": [criterion("x")]}])
def test_a_strike_has_an_id_of_its_own(parts):
    """Results are asked for sections, criteria and strikes by path alike."""
    (problem,) = standard_problems(**parts, vetoes=[Strike(id="x", when=Rule("plan"))])
    assert (problem.code, problem.path) == ("duplicate-id", ("vetoes", 0, "id"))


# Whole standards: rules.


def unknown(*path, found, near=None):
    return Problem(
        code="unknown-indicator",
        path=path,
        found=found,
        expected=Message("expected.indicator"),
        hint=near and Message("hint.nearest", name=near),
        excerpt=Excerpt(found, 0, len(found)),
    )


def test_every_rule_is_checked_where_it_stands():
    measured = ByCurve(of=Rule("meetngs"), by=PerUnit(give=1))
    section_ = section(
        criteria=[
            criterion(requirements=[asked(rule="plann", applies=Rule("plam"))]),
            Criterion(id="d", points=1, grade=measured, applies=Rule("joined")),
        ]
    )
    strike = Strike(id="v", when=Rule("pla"), applies=Rule("plan_"))
    steps = ("sections", 0, "criteria")
    assert standard_problems(sections=[section_], vetoes=[strike]) == [
        unknown(*steps, 0, "requirements", 0, "rule", found="plann", near="plan"),
        unknown(*steps, 0, "requirements", 0, "applies", found="plam", near="plan"),
        evolve(
            unknown(*steps, 1, "applies", found="joined"),
            code="indicator-of-other-subject",
            expected=Message(
                "expected.same-subject", name="joined", subject=Message("subject.household")
            ),
            hint=Message("hint.derive-from-rows", how="share", name="joined"),
        ),
        unknown(*steps, 1, "grade", "curve", "of", found="meetngs", near="meetings"),
        unknown("vetoes", 0, "when", found="pla", near="plan"),
        unknown("vetoes", 0, "applies", found="plan_", near="plan"),
    ]


def test_a_judgement_is_by_methods_of_the_standard():
    judged = Requirement(id="r", judged=Rule("visit && papers"))
    (problem,) = standard_problems(
        criteria=[criterion(requirements=[judged])], methods={"visit": "走访"}
    )
    assert (problem.path, problem.found) == (
        ("criteria", 0, "requirements", 0, "judged"),
        "papers",
    )


def test_what_a_grading_measures_is_a_number():
    grade = ByCurve(of=Rule("plan"), by=PerUnit(give=1))
    problem = Problem(
        code="wrong-type",
        path=("criteria", 0, "grade", "curve", "of"),
        found="plan",
        expected=Message(
            "expected.not-type", wanted=Message("type.number"), got=Message("type.truth")
        ),
        excerpt=Excerpt("plan", 0, 4),
    )
    assert standard_problems(criteria=[criterion(grade=grade, requirements=[])]) == [problem]


def test_a_star_scheme_reads_the_facts_of_households():
    made = standard(subject="household", criteria=[criterion(requirements=[asked(rule="joined")])])
    assert made["c.r"].rule == Rule("joined")


def refused(*path):
    expected = Message("expected.no-exemption")
    return Problem(code="exemption-refused", path=(*path, "applies"), expected=expected)


def test_a_standard_that_refuses_exemptions_has_no_conditions_of_application():
    """A strike may keep its own: it is not exempt from anything that gives points."""
    one = criterion(requirements=[asked(), asked("s", applies=Rule("plan"))])
    two = criterion("d", applies=Rule("plan"))
    strike = Strike(id="v", when=Rule("plan"), applies=Rule("meetings > 3"))
    found = standard_problems(criteria=[one, two], exempt="refuse", vetoes=[strike])
    assert found == [refused("criteria", 0, "requirements", 1), refused("criteria", 1)]


# Whole standards: totals and rounding.


@pytest.mark.parametrize(
    "parts",
    [
        {"criteria": [criterion(), criterion("d", points=20)]},
        {"sections": [section(cap=8), section("t", criteria=[criterion(points=22)])]},
    ],
    ids=["criteria", "sections"],
)
def test_a_declared_total_is_what_the_parts_add_up_to(parts):
    """10 + 20, and 8 (capped) + 22."""
    problem = Problem(
        code="total-mismatch",
        path=("total",),
        found="100",
        expected=Message("expected.sum", value=Decimal(30)),
        hint=Message("hint.check-points"),
    )
    assert standard_problems(**parts, total=100) == [problem]
    assert standard(**parts, total=30).most == 30


LINE = Linear([Knot(at=0, give=0), Knot(at=3, give=1)])
ENDLESS = [
    Count(),
    ByCurve(of=Rule("meetings"), by=LINE),
    ByCurve(of=Rule("meetings"), by=PerUnit(each=3, give=1, count="continuous")),
    ByCurve(of=Rule("insurance"), by=Shortfall(full=9, target=1, lose=1, count="continuous")),
    ByCurve(of=Rule("insurance"), by=Linear([Knot(at=0, give=0), Knot(at=1, give=4)])),
    ByCurve(
        of=Rule("meetings"), by=Shortfall(full=9, target=9, lose=1, each=3, count="continuous")
    ),
    PointsShort(of=Rule("insurance"), target=0.9, lose=1, count="continuous"),
]
ENDING = [
    Sum(),
    Count(met=[0, 0.5, 1]),
    Count(short=[1, 0.5, 0]),
    ByCurve(of=Rule("meetings"), by=Steps([Step(from_=4, give=1)])),
    ByCurve(of=Rule("meetings"), by=PerUnit(each=3, give=1)),
    ByCurve(of=Rule("meetings"), by=PerUnit(each=3, give=6, count="continuous")),
    ByCurve(of=Rule("meetings"), by=Linear([Knot(at=0, give=0), Knot(at=4, give=4)])),
    ByCurve(of=Rule("meetings"), by=Linear([Knot(at=0, give=0), Knot(at=8, give=1)])),
    ByCurve(of=Rule("meetings"), by=Shortfall(full=9, target=9, lose=1, count="continuous")),
    PointsShort(of=Rule("insurance"), target=0.9, lose=1, count="started"),
]


def graded(grade, *, count=3, **keywords):
    points = [4, 3, 3] if isinstance(grade, Sum) else [None] * count
    asking = [asked(f"r{n}", points=points[n]) for n in range(count)] if not grade.measures else []
    return criterion(grade=grade, requirements=asking, **keywords)


@pytest.mark.parametrize("grade", ENDLESS, ids=lambda grade: grade.name)
def test_points_without_a_last_digit_need_a_rounding(grade):
    problem = Problem(
        code="rounding-needed",
        path=("criteria", 0, "grade"),
        expected=Message("expected.rounding"),
    )
    assert standard_problems(criteria=[graded(grade)]) == [problem]
    (problem,) = standard_problems(sections=[section(criteria=[graded(grade)])])
    assert problem.expected == Message("expected.rounding.section")


@pytest.mark.parametrize("grade", ENDLESS, ids=lambda grade: grade.name)
def test_the_rounding_may_stand_on_the_criterion_or_on_the_standard(grade):
    cent = Rounding(step=Decimal("0.01"))
    assert standard(criteria=[graded(grade, round=cent)]).round is None
    assert standard(criteria=[graded(grade)], round=cent).round == cent


@pytest.mark.parametrize("grade", ENDING, ids=lambda grade: grade.name)
def test_points_that_end_need_no_rounding(grade):
    assert standard(criteria=[graded(grade)]).criteria[0].grade == grade


def test_halves_end_but_thirds_do_not():
    assert not Count().endless(2, [])
    assert Count().endless(3, [])


# Whole standards: bands and the pass line.

BANDS = Bands([Band(id="fail"), Band(id="fair", from_=6), Band(id="good", above=9)])


@pytest.mark.parametrize(
    ("band", "key", "found", "limit"),
    [
        (Band(id="top", from_=10.5), "from", "10.5", "expected.at-most"),
        (Band(id="top", above=10), "above", "10", "expected.below"),
    ],
    ids=["from", "above"],
)
def test_a_band_can_be_reached(band, key, found, limit):
    problem = Problem(
        code="unreachable-band",
        path=("bands", 1, key),
        found=found,
        expected=Message(limit, most=Decimal(10)),
        hint=Message("hint.most-points", most=Decimal(10)),
    )
    assert standard_problems(bands=Bands([Band(id="fail"), band])) == [problem]


def test_the_rounding_of_the_total_can_reach_a_band_or_the_pass_line():
    """9.5 points at most, published as 10."""
    parts = {"criteria": [criterion(points=9.5)], "round": Rounding(step=1)}
    bands = Bands([Band(id="fail"), Band(id="top", from_=10)])
    assert standard(**parts, bands=bands, passes=Passing(score=10)).bands == bands


def test_a_rounding_that_is_none_is_not_reckoned_with():
    """It says so itself; bands and pass line are then looked at without it."""
    with drafting():
        made = standard(round=Rounding(step=0), bands=BANDS, passes=Passing(score=11))
        assert [p.path for p in made.problems()] == [("passes", "score")]


def test_the_pass_line_can_be_reached():
    problem = Problem(
        code="unreachable",
        path=("passes", "score"),
        found="10.1",
        expected=Message("expected.at-most", most=Decimal(10)),
    )
    assert standard_problems(passes=Passing(score=10.1)) == [problem]
    assert standard(passes=Passing(score=10)).passes.score == 10


# Declared points of sections.


@pytest.mark.parametrize(
    ("keywords", "most"),
    [({}, 15), ({"cap": 12}, 12), ({"combine": WeightedSum(weights={"c": 2, "d": 1})}, 25)],
    ids=["sum", "cap", "weights"],
)
def test_the_points_of_a_section_are_those_of_its_criteria(keywords, most):
    keywords |= {"id": "s", "criteria": [criterion(), criterion("d", 5)]}
    assert Section(**keywords, points=most).most == most
    problem = Problem(
        code="total-mismatch",
        path=("points",),
        found="14",
        expected=Message("expected.sum", value=Decimal(most)),
        hint=Message("hint.check-points"),
    )
    assert problems_of(Section, **keywords, points=14) == [problem]


def test_the_points_of_a_section_follow_its_criteria_where_sums_are_adjusted():
    section = Section(id="s", criteria=[criterion(), criterion("d", 5)], points=15)
    made = standard(sections=[section], total=15)
    assert made.with_points("s.d", 6, totals="adjust").section("s").points == 16
    assert made.without("s.d", totals="adjust").total == 10
    with pytest.raises(DocumentError) as caught:
        made.with_points("s.d", 6)
    assert [p.path for p in caught.value.problems] == [("sections", 0, "points")]


#: Of 40 points, 20 can be reached.
HALF = ByCurve(of=Rule("meetings"), by=Steps([Step(from_=10, give=20)]))


def half(**keywords):
    return criterion("h", 40, grade=HALF, requirements=[], **keywords)


@pytest.mark.parametrize(
    ("keywords", "path", "most"),
    [
        ({"passes": Passing(score=31)}, ("passes", "score"), 30),
        ({"passes": Passing(score=16), "cap": 15}, ("passes", "score"), 15),
        ({"bands": Bands([Band(id="low"), Band(id="top", from_=31)])}, ("bands", 1, "from"), 30),
        # Shares of the points: a half of one, all of the other.
        (
            {
                "combine": WeightedMean(weights={"c": 1, "h": 1}, full=100),
                "round": Rounding(step=1),
                "passes": Passing(score=80),
            },
            ("passes", "score"),
            75,
        ),
        ({"exempt": "rescale", "round": Rounding(step=1), "passes": Passing(score=50)}, None, 30),
    ],
    ids=["score", "cap", "band", "shares", "rescaled"],
)
def test_lines_stand_within_what_facts_can_give(keywords, path, most):
    (problem,) = standard_problems(criteria=[criterion(), half()], **keywords)
    assert problem.path == (path or ("passes", "score"))
    assert problem.expected == Message("expected.at-most", most=Decimal(most))


def test_minimums_and_bonuses_stand_within_what_facts_can_give():
    section = Section(id="s", criteria=[half()], minimum=21)
    (problem,) = standard_problems(sections=[section])
    assert (problem.path, problem.found) == (("sections", 0, "minimum"), "21")
    assert problem.expected == Message("expected.at-most", most=Decimal(20))
    more = [Section(id="s", criteria=[half()])]
    (problem,) = standard_problems(bonuses=more, passes=Passing(score=31))
    assert problem.expected == Message("expected.at-most", most=Decimal(30))


def test_what_may_not_apply_can_give_all_of_its_points():
    """As an exemption it is credited, or left out of the whole."""
    lines = [criterion(), half(applies=Rule("plan"))]
    assert standard(criteria=lines, passes=Passing(score=50)).most == 50
    left_out = {"exempt": "rescale", "round": Rounding(step=1)}
    assert standard(criteria=lines, passes=Passing(score=50), **left_out).most == 50
    # A bonus is never credited.
    more = [Section(id="s", criteria=[half(applies=Rule("plan"))])]
    assert standard(bonuses=more).published_most == 30


def test_what_is_wrong_with_a_combination_is_told_once():
    """Neither total, bands nor lines are reckoned from what does not add up."""
    lines = {"total": 100, "passes": Passing(score=60), "bands": BANDS}
    parts = [Section(id=name, criteria=[criterion(points=100)]) for name in "pq"]
    weights = {"p": Decimal("0.5"), "q": Decimal("0.47")}

    def told(**keywords):
        with drafting():
            made = standard(**lines, **keywords)
            return [p.path for p in made.problems()], made

    with drafting():
        by, other = WeightedSum(weights=weights, total=1), WeightedSum(weights={"p": 1, "r": 1})
        inside = Section(id="s", criteria=[criterion(points=100)], combine=by)
    assert told(sections=parts, combine=by)[0] == []  # the combination says it itself
    assert [p.path for p in by.problems()] == [("weights",)]
    assert told(sections=[inside])[0] == []
    assert {path[:1] for path in told(sections=parts, combine=other)[0]} == {("combine",)}


def test_bands_are_named_as_they_are():
    strike = Strike(
        id="v", when=Rule("plan"), then=[BandLowered(band="fail"), BandLowered(band="fial")]
    )
    expected = Message("expected.one-of", names=("fail", "fair", "good"))
    found = standard_problems(bands=BANDS, vetoes=[strike], passes=Passing(band="god"))
    assert found == [
        Problem(
            code="unknown-band",
            path=("vetoes", 0, "then", 1, "band"),
            found="fial",
            expected=expected,
            hint=Message("hint.nearest", name="fail"),
        ),
        Problem(
            code="unknown-band",
            path=("passes", "band"),
            found="god",
            expected=expected,
            hint=Message("hint.nearest", name="good"),
        ),
    ]


def test_without_bands_none_can_be_named():
    (problem,) = standard_problems(passes=Passing(band="good"))
    assert (problem.code, problem.path) == ("unknown-band", ("passes", "band"))


def test_everything_that_is_wrong_is_told_at_once():
    found = standard_problems(
        criteria=[criterion(), criterion(requirements=[asked(rule="plam")])],
        total=7,
        passes=Passing(score=99),
    )
    assert [p.code for p in found] == [
        "duplicate-id",
        "unknown-indicator",
        "total-mismatch",
        "unreachable",
    ]


# What can be asked of a standard.


def test_every_part_has_a_path():
    strike = Strike(id="v", when=Rule("plan"))
    made = standard(sections=[section()], vetoes=[strike])
    assert [path for path, _ in made.paths()] == ["s", "s.c", "s.c.r", "v"]
    assert (made["s.c.r"], made["v"]) == (asked(), strike)
    made = standard(vetoes=[strike])
    assert [path for path, _ in made.paths()] == ["c", "c.r", "v"]
    with pytest.raises(KeyError, match="s"):
        made["s"]


#: Paths in a standard of one section with a veto, by the kind of part that each leads to.
PLACES = {"section": "s", "criterion": "s.c", "requirement": "s.c.r", "strike": "v"}


@pytest.mark.parametrize("kind", PLACES)
def test_a_part_is_asked_for_as_what_it_is(kind):
    made = standard(sections=[section()], vetoes=[Strike(id="v", when=Rule("plan"))])
    ask = getattr(made, kind)
    assert ask(PLACES[kind]) is made[PLACES[kind]]
    for other in PLACES.keys() - {kind}:
        said = rf"{PLACES[other]} is a {other.title()}, not a {kind.title()}"
        with pytest.raises(KeyError, match=said):
            ask(PLACES[other])
    with pytest.raises(KeyError, match=r"s\.x: there is none such; did you mean s\.c\?"):
        ask("s.x")


def test_parts_are_named_by_label_or_id():
    assert (criterion().text("zh"), criterion(label="项").text("zh")) == ("c", "项")
    assert (section().text("en"), section(label="单元").text("en")) == ("s", "单元")

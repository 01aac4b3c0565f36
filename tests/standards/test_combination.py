"""How a standard adds up: bonuses, deductions, gates, what leaves no points, weights, exemptions.

Every number is worked out by hand beside it.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from civil_village import (
    Catalogue,
    Criterion,
    DocumentError,
    Exemption,
    Indicator,
    Missing,
    Observation,
    Requirement,
    Rule,
    Section,
    Standard,
    Strike,
    derive,
    dumps,
    evaluate,
    loads,
)
from civil_village.quantities import Rounding
from civil_village.standards import (
    Divided,
    GeometricMean,
    Given,
    Levels,
    Minimum,
    Occurrences,
    Passing,
    Sum,
    WeightedMean,
    WeightedSum,
)
from civil_village.standards.aggregations import AGGREGATIONS

TRUTHS = ["plan", "rules", "notice", "forged", "extra", "song"]
CATALOGUE = Catalogue(
    indicators={
        **{name: Indicator(label=name, value="truth") for name in TRUTHS},
        "spots": Indicator(label="不合格点位", value="count", maximum=1000),
        "look": Indicator(label="村容评分", value="amount", unit="分", maximum=10, places=1),
        "self_score": Indicator(label="自评分", value="amount", unit="分", maximum=100),
    }
)


def asked(name, **keywords):
    return Requirement(id=name, rule=Rule(name), **keywords)


def one(name, points=10, **keywords):
    return Criterion(id=name, points=points, requirements=[asked(name)], **keywords)


def standard(*criteria, **keywords):
    return Standard(id="demo", catalogue=CATALOGUE, criteria=criteria, **keywords)


def result(made, exempt=None, **values):
    return evaluate(made, derive(CATALOGUE, values, exempt=exempt or {}))


def problems(build):
    with pytest.raises(DocumentError) as caught:
        build()
    return [(problem.code, problem.path) for problem in caught.value.problems]


# Bonuses and deductions.

EXTRA = Section(id="more", cap=3, criteria=[one("extra", 2), one("song", 2)])


def test_a_bonus_is_added_above_the_total_up_to_its_cap():
    """10 and of 2 + 2 the 3 that count; the bonus is no part of the declared total."""
    made = standard(one("plan"), bonuses=[EXTRA], total=10)
    found = result(made, plan=True, extra=True, song=True)
    assert (found.score, found.most, found["more"].points) == (13, 10, 3)
    assert found["more.extra"].points == 2


def test_the_total_is_capped_after_the_bonus():
    made = standard(one("plan"), bonuses=[EXTRA], cap=12)
    assert result(made, plan=True, extra=True, song=True).score == 12
    assert result(made, plan=False, extra=True, song=True).score == 3


def test_what_a_bonus_lacks_is_open_above_the_rest():
    made = standard(one("plan"), bonuses=[EXTRA], passes=Passing(score=11))
    found = result(made, plan=True, extra=True)
    assert (found.bounds, found.outcome) == ((12, 13), "passes")
    assert result(made, plan=True).outcome == "open"


def test_a_bonus_does_not_help_a_section_minimum():
    low = Section(id="low", minimum=10, criteria=[one("plan"), one("rules")])
    made = Standard(id="demo", catalogue=CATALOGUE, sections=[low], bonuses=[EXTRA])
    found = result(made, plan=False, rules=False, extra=True, song=True)
    assert (found.score, found.outcome) == (3, "fails")


def test_an_exempt_bonus_adds_nothing_and_an_exempt_deduction_takes_nothing():
    why = {"more.extra": Exemption(reason="无此项", by="镇政府")}
    made = standard(one("plan"), bonuses=[EXTRA])
    assert result(made, why, plan=True, song=True).score == 12
    made = standard(one("plan"), deductions=[EXTRA])
    assert result(made, why, plan=True, song=True).score == 8


def test_deductions_are_taken_off_but_never_below_nothing():
    made = standard(one("plan"), deductions=[EXTRA])
    assert result(made, plan=True, extra=True, song=True).score == 7
    assert result(made, plan=True, extra=True).bounds == (7, 8)
    assert result(made, plan=False, extra=True, song=True).score == 0


def test_lack_of_evidence_does_not_make_a_deduction_certain_or_void():
    made = standard(one("plan"), deductions=[EXTRA], missing="unmet")
    assert result(made, plan=True, extra=True).bounds == (7, 8)
    assert result(made, extra=True, song=True).score == 0


def test_a_bonus_has_no_minimum():
    more = Section(id="more", minimum=1, criteria=[one("extra")])
    assert problems(lambda: standard(one("plan"), bonuses=[more])) == [
        ("key-of-other-type", ("bonuses", 0, "minimum"))
    ]


# Gates.


def test_a_missed_gate_is_not_healed_by_a_score():
    gate = Requirement(id="apply", rule=Rule("self_score >= 90"))
    made = standard(one("plan"), gates=[gate], passes=Passing(score=10))
    assert result(made, plan=True, self_score=90).outcome == "passes"
    assert result(made, plan=True, self_score=89.99).outcome == "fails"
    assert result(made, plan=False, self_score=95).outcome == "fails"
    open_ = result(made, plan=True)
    assert (open_.outcome, [item.name for item in open_.deciding]) == ("open", ["self_score"])
    assert result(made, plan=True, self_score=90)["apply"].state == "met"


def test_an_unknown_gate_fails_for_lack_of_evidence_where_the_standard_says_so():
    gate = Requirement(id="apply", rule=Rule("self_score >= 90"))
    made = standard(one("plan"), gates=[gate], missing="unmet")
    assert result(made, plan=True).outcome == "fails"


def test_a_gate_may_be_judged_and_exempt():
    gate = Requirement(id="apply", judged=Rule("visit"))
    made = standard(one("plan"), gates=[gate], methods={"visit": "实地考察"})
    seen = Observation(of="apply", method="visit", met=True)
    facts = derive(CATALOGUE, {"plan": True}, observations=[seen])
    assert evaluate(made, facts).outcome == "passes"
    assert result(made, plan=True).outcome == "open"
    why = {"apply": Exemption(reason="免检", by="县")}
    assert result(made, why, plan=True).outcome == "passes"


# No points at all.


def forged(**keywords):
    strike = Strike(id="forged", when=Rule("forged"))
    return one("plan", zero_if=[strike], **keywords)


@pytest.mark.parametrize(
    ("plan", "fact", "bounds", "state"),
    [
        (True, True, (0, 0), "hit"),
        (True, False, (10, 10), "clear"),
        (True, None, (0, 10), "open"),
        (False, None, (0, 0), "open"),
        (None, True, (0, 0), "hit"),
    ],
)
def test_a_fact_may_leave_a_criterion_without_points(plan, fact, bounds, state):
    made = standard(forged(), one("rules"))
    found = result(made, plan=plan, forged=fact, rules=True)
    assert found["plan"].bounds == bounds
    assert found["plan.forged"].state == state
    assert found.bounds == (bounds[0] + 10, bounds[1] + 10)


def test_what_leaves_no_points_has_no_other_consequence():
    build = lambda: one("plan", zero_if=[Strike(id="plan", when=Rule("forged"))])  # noqa: E731 - built in the test
    assert problems(build) == [("duplicate-id", ("zero_if", 0, "id"))]


# Advisory criteria.


def test_an_advisory_criterion_is_shown_and_not_scored():
    made = standard(one("plan"), one("rules", advisory=True), total=10)
    found = result(made, plan=True)
    assert (found.score, found.most, found.outcome) == (10, 10, "scored")
    assert found["rules"].bounds == (0, 10)
    assert found.deciding == ()


# Gradings that are new here.


def test_the_best_level_that_is_met_counts():
    """Good 10, fair 6, poor 3: fair and poor are met, so 6."""
    levels = [asked("plan", points=10), asked("rules", points=6), asked("notice", points=3)]
    made = standard(Criterion(id="c", points=10, grade=Levels(), requirements=levels))
    assert result(made, plan=False, rules=True, notice=True).score == 6
    assert result(made, plan=False, rules=False, notice=False).score == 0
    assert result(made, rules=True, notice=True).bounds == (6, 10)


def test_the_best_level_gives_full_points():
    levels = [asked("plan", points=9), asked("rules", points=6)]
    build = lambda: Criterion(id="c", points=10, grade=Levels(), requirements=levels)  # noqa: E731 - built in the test
    assert problems(build) == [("points-mismatch", ("points",))]


def test_points_are_divided_with_exact_full_marks():
    """10 over three in steps of 0.01 is 3.34, 3.33, 3.33."""
    parts = [asked("plan"), asked("rules"), asked("notice")]
    made = standard(Criterion(id="c", points=10, grade=Divided(step=0.01), requirements=parts))
    assert result(made, plan=True, rules=True, notice=True).score == 10
    assert result(made, plan=False, rules=True, notice=True).score == Decimal("6.66")
    assert result(made, plan=True).bounds == (Decimal("3.34"), 10)
    build = lambda: Criterion(id="c", points=1, grade=Divided(step=0.3), requirements=parts)  # noqa: E731 - built in the test
    assert problems(build) == [("off-step", ("points",))]


@pytest.mark.parametrize(
    ("spots", "free", "floor", "points"),
    [
        (0, 0, 0, 8),
        (3, 0, 0, Decimal("6.5")),
        (3, 2, 0, Decimal("7.5")),
        (99, 0, 0, 0),
        (99, 0, 1, 1),
    ],
)
def test_each_occurrence_costs_points_down_to_a_floor(spots, free, floor, points):
    """Half a point for each spot, of 8."""
    grade = Occurrences(of=Rule("spots"), lose=0.5, free=free, floor=floor)
    made = standard(Criterion(id="c", points=8, grade=grade))
    assert result(made, spots=spots).score == points


def test_unknown_occurrences_leave_the_whole_range():
    grade = Occurrences(of=Rule("spots"), lose=0.5, floor=1)
    made = standard(Criterion(id="c", points=8, grade=grade))
    assert result(made).bounds == (1, 8)


def test_points_given_by_hand_are_the_points():
    made = standard(Criterion(id="c", points=10, grade=Given(of=Rule("look"))))
    assert result(made, look=7.5).score == Decimal("7.5")
    assert result(made).bounds == (0, 10)


def test_points_given_by_hand_cannot_leave_the_criterions():
    build = lambda: standard(Criterion(id="c", points=9, grade=Given(of=Rule("look"))))  # noqa: E731 - built in the test
    assert problems(build) == [("out-of-range", ("criteria", 0, "grade", "given", "of"))]


# Weights and other combinations.


def weighted(combine, **keywords):
    sections = [
        Section(id="documents", criteria=[one("plan", 60), one("rules", 40)]),
        Section(id="visit", criteria=[one("notice", 100)]),
        Section(id="survey", criteria=[one("song", 70), one("extra", 30)]),
    ]
    return Standard(id="demo", catalogue=CATALOGUE, sections=sections, combine=combine, **keywords)


WEIGHTS = {"documents": 0.4, "visit": 0.4, "survey": 0.2}


def test_sections_are_weighed():
    """60 × 0.4 + 100 × 0.4 + 70 × 0.2 = 24 + 40 + 14 = 78."""
    made = weighted(WeightedSum(weights=WEIGHTS, total=1), total=100)
    assert made.most == 100
    facts = {"plan": True, "rules": False, "notice": True, "song": True}
    assert result(made, **facts, extra=False).score == 78
    assert result(made, **facts).bounds == (78, 84)


def test_a_weighted_mean_is_of_shares():
    """(0.6 × 3 + 1 × 1 + 0.7 × 1) ÷ 5 = 3.5 ÷ 5 = 0.7, of 10 points 7."""
    by = WeightedMean(weights={"documents": 3, "visit": 1, "survey": 1}, full=10)
    made = weighted(by, round=Rounding(step=0.1))
    found = result(made, plan=True, rules=False, notice=True, song=True, extra=False)
    assert (found.score, found.most) == (7, 10)


def test_the_weakest_section_counts_for_all():
    made = weighted(Minimum(full=100), round=Rounding(step=0.1))
    found = result(made, plan=True, rules=False, notice=True, song=True, extra=False)
    assert found.score == 60


def test_a_geometric_mean_is_taken_down_to_its_step():
    """The third root of 0.6 × 1 × 0.7 = 0.42 is 0.7488…, of 100 points 74.88."""
    made = weighted(GeometricMean(full=100, step=0.01))
    found = result(made, plan=True, rules=False, notice=True, song=True, extra=False)
    assert found.score == Decimal("74.88")


@pytest.mark.parametrize(
    ("combine", "code", "path"),
    [
        (WeightedSum(weights={"documents": 1, "visit": 1}), "missing-key", ("weights", "survey")),
        (WeightedSum(weights={**WEIGHTS, "visits": 1}), "unknown-name", ("weights", "visits")),
    ],
)
def test_every_section_has_a_weight_and_every_weight_a_section(combine, code, path):
    assert (code, ("combine", "weighted_sum", *path)) in problems(lambda: weighted(combine))


def test_a_combination_needs_parts_with_points():
    empty = Section(id="none", criteria=[one("song", advisory=True)])
    build = lambda: Standard(  # noqa: E731 - built in the test
        id="demo",
        catalogue=CATALOGUE,
        sections=[empty, Section(id="s", criteria=[one("plan")])],
        combine=WeightedSum(weights={"none": 1, "s": 1}),
    )
    assert problems(build) == [("nothing-to-combine", ("combine",))]


def test_weights_add_up_within_their_tolerance():
    build = lambda: WeightedSum(weights={"a": 0.33, "b": 0.33, "c": 0.33}, total=1)  # noqa: E731 - built in the test
    assert problems(build) == [("weights-mismatch", ("weights",))]
    assert WeightedSum(weights={"a": 0.33, "b": 0.66}, total=1, tolerance=0.01).tolerance


def test_a_declared_total_of_weights_is_exact_however_it_is_handed_in():
    assert WeightedSum(weights={"a": 0.1, "b": 0.2}, total=0.3).total == Decimal("0.3")


@pytest.mark.parametrize(
    "combine",
    [
        WeightedMean(weights=dict.fromkeys(WEIGHTS, 1), full=100),
        WeightedMean(weights=dict(zip(WEIGHTS, (1, 2, 4), strict=True)), full=100),
    ],
)
def test_a_quotient_without_a_last_digit_needs_a_rounding(combine):
    with pytest.raises(DocumentError) as caught:
        weighted(combine)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("rounding-needed", ("combine",))
    assert problem.expected.text("en") == "round on the standard, such as round: 0.01"


@pytest.mark.parametrize("full", [100, 7, Decimal("0.5")])
def test_a_quotient_that_ends_needs_none(full):
    """The parts have 100 points each, and the weights add up to a power of ten."""
    assert weighted(Minimum(full=full)).round is None
    assert weighted(WeightedMean(weights=WEIGHTS, full=full)).round is None


def test_the_smallest_share_of_three_points_needs_a_rounding():
    by = Minimum(full=10)
    assert problems(lambda: standard(one("plan", 3), one("rules", 5), combine=by)) == [
        ("rounding-needed", ("combine",))
    ]
    assert standard(one("plan", 4), one("rules", 5), combine=by).most == 10


def test_every_aggregation_has_a_name_and_a_version():
    assert [f"{each.name}@{each.version}" for each in AGGREGATIONS] == [
        "sum@1",
        "weighted_sum@1",
        "weighted_mean@1",
        "minimum@1",
        "geometric@1",
    ]


def test_criteria_of_a_section_may_be_weighed():
    by = WeightedSum(weights={"plan": 0.5, "rules": 2})
    part = Section(id="s", combine=by, criteria=[one("plan"), one("rules")], cap=22)
    made = Standard(id="demo", catalogue=CATALOGUE, sections=[part])
    assert made.most == 22  # 5 + 20, capped
    assert result(made, plan=True, rules=False).score == 5


def test_a_section_is_rounded_before_its_cap():
    """3.25 to whole points is 3, and 9.75 is 10, of which 9 count."""
    criteria = [one("plan", 3.25), one("rules", 6.5)]
    part = Section(id="s", round=Rounding(step=1), cap=9, criteria=criteria)
    made = Standard(id="demo", catalogue=CATALOGUE, sections=[part])
    assert result(made, plan=True, rules=False).score == 3
    assert result(made, plan=True, rules=True).score == 9


# What is exempt is left out of the whole.

WHY = {"plan": Exemption(reason="无此项", by="镇政府")}
ROUNDED = {"exempt": "rescale", "round": Rounding(step=0.01)}


def test_what_is_exempt_is_left_out_of_the_whole():
    """10 of 20 that are asked for, of 30: 15."""
    made = standard(one("plan"), one("rules"), one("notice"), **ROUNDED)
    found = result(made, WHY, rules=True, notice=False)
    assert found.score == 15
    assert found["plan"].bounds == (0, 0)


def test_a_part_that_may_be_exempt_leaves_both_ways_open():
    """Of 30: exempt and 10 of 20 is 15; else 10 to 20 of 30."""
    plan = one("plan", applies=Rule("extra"))
    made = standard(plan, one("rules"), one("notice"), **ROUNDED)
    found = result(made, rules=True, notice=False)
    assert found.bounds == (10, 20)
    assert result(made, rules=True, notice=False, plan=True).bounds == (15, 20)
    assert result(made, rules=True, notice=False, plan=False).bounds == (10, 15)


def test_an_exempt_requirement_of_a_sum_takes_its_points_along():
    """6 of 10 points are exempt: 4 of 4, and 10 of 14 with the other, of 20: 5.714…."""
    parts = [asked("plan", points=6), asked("rules", points=4)]
    both = Criterion(id="c", points=10, grade=Sum(), requirements=parts)
    made = standard(both, one("notice"), **ROUNDED)
    why = {"c.plan": Exemption(reason="无此项", by="镇政府")}
    assert result(made, why, rules=True, notice=False).score == Decimal("5.71")


def test_what_decides_how_much_is_asked_for_is_named():
    """4 of 10 or 4 of 4, of 10: the points are settled at 4, the quotient is not."""
    parts = [asked("plan", points=6, applies=Rule("extra")), asked("rules", points=4)]
    made = standard(
        Criterion(id="c", points=10, grade=Sum(), requirements=parts),
        passes=Passing(score=5),
        **ROUNDED,
    )
    found = result(made, plan=False, rules=True)
    assert (found["c"].points, found.bounds, found.outcome) == (4, (4, 10), "open")
    assert [item.name for item in found.deciding] == ["extra"]


def test_where_all_is_exempt_nothing_is_decided():
    made = standard(one("plan"), passes=Passing(score=5), **ROUNDED)
    found = result(made, WHY)
    assert (found.outcome, found.bounds) == ("open", (0, 10))
    assert found.deciding == (Missing("nothing-asked", "demo"),)
    assert "demo: nothing in it applies" in found.explain().text("en")


def test_a_section_minimum_scales_within_its_section():
    """Of 20 points 10 are asked for; all of them reached is 20, half is 10."""
    part = Section(id="s", minimum=11, criteria=[one("plan"), one("rules", 5), one("notice", 5)])
    made = Standard(id="demo", catalogue=CATALOGUE, sections=[part], **ROUNDED)
    why = {"s.plan": Exemption(reason="无此项", by="镇政府")}
    assert result(made, why, rules=True, notice=True).outcome == "passes"
    assert result(made, why, rules=True, notice=False).outcome == "fails"


def rescaled_lines(found):
    """Give the figures that an explanation shows, in their order."""
    lines = found.explain().text("en").splitlines()
    return [line.strip() for line in lines if "left out" in line or "all of it" in line]


def test_the_explanation_shows_what_is_rescaled_of_the_total_and_of_the_minimum():
    """5 of 10 asked for in the section, of 20; 5 of 20 asked for in all, of 30."""
    part = Section(id="s", minimum=11, criteria=[one("plan"), one("rules", 5), one("notice", 5)])
    other = Section(id="t", criteria=[one("song")])
    made = Standard(id="demo", catalogue=CATALOGUE, sections=[part, other], **ROUNDED)
    why = {"s.plan": Exemption(reason="无此项", by="镇政府")}
    assert rescaled_lines(result(made, why, rules=True, notice=False, song=False)) == [
        "what is exempt is left out: 5 of 20, rescaled to 7.5 of 30",
        "what is exempt is left out: 5 of 10, rescaled to 10 of 20",
    ]
    open_ = rescaled_lines(result(made, why, rules=True, song=True))
    assert open_ == [
        "what is exempt is left out: 15 to 20 of 20, rescaled to 22.5 to 30 of 30",
        "what is exempt is left out: 5 to 10 of 10, rescaled to 10 to 20 of 20",
    ]
    assert rescaled_lines(result(made, plan=True, rules=True, notice=True, song=True)) == []


def test_figures_that_do_not_end_are_cut_with_a_mark():
    """Of 25 points 15 are asked for and 10 reached: 16.666…, that is two thirds."""
    made = standard(one("plan"), one("rules"), one("notice", 5), **ROUNDED)
    assert rescaled_lines(result(made, WHY, rules=True, notice=False)) == [
        "what is exempt is left out: 10 of 15, rescaled to 16.66… of 25"
    ]


def test_what_may_be_exempt_shows_both_ways():
    plan = one("plan", applies=Rule("extra"))
    made = standard(plan, one("rules"), one("notice"), **ROUNDED)
    assert rescaled_lines(result(made, rules=True, notice=False)) == [
        "what is exempt is left out: 10 to 20 of 20 to 30, rescaled to 10 to 20 of 30"
    ]


def test_a_minimum_of_which_nothing_applies_is_open_and_says_so():
    part = Section(id="s", label="甲", minimum=5, criteria=[one("plan")])
    other = Section(id="t", criteria=[one("song")])
    made = Standard(id="demo", catalogue=CATALOGUE, sections=[part, other], **ROUNDED)
    why = {"s.plan": Exemption(reason="无此项", by="镇政府")}
    found = result(made, why, song=True)
    assert (found.outcome, found["s"].minimum, found.score) == ("open", "undetermined", 20)
    assert found.deciding == (Missing("nothing-asked", "s"),)
    told = found.explain().text("zh")
    assert "“甲”各项均不适用，无法评判" in told
    assert "全部豁免，无可折算" in told
    assert "还缺以下事实才能定" not in told
    sections = [evolve(part, minimum=None), other]
    without = Standard(id="demo", catalogue=CATALOGUE, sections=sections, **ROUNDED)
    assert result(without, why, song=True).outcome == "scored"


def test_only_plain_sums_are_rescaled():
    part = Section(id="s", cap=9, criteria=[one("plan")])
    build = lambda: Standard(id="demo", catalogue=CATALOGUE, sections=[part], **ROUNDED)  # noqa: E731 - built in the test
    assert problems(build) == [("not-rescaled", ("sections", 0, "cap"))]
    assert problems(lambda: standard(one("plan"), exempt="rescale")) == [
        ("rounding-needed", ("exempt",))
    ]


# The score that bands see, and totals within a tolerance.


def test_bands_may_look_at_the_score_before_rounding():
    """79.6 is shown as 80."""
    keywords = {
        "round": Rounding(step=1),
        "passes": Passing(score=80),
    }
    parts = [one("plan", 79.6), one("rules", 20.4)]
    assert result(standard(*parts, **keywords), plan=True, rules=False).outcome == "passes"
    exact = result(standard(*parts, **keywords, compare="exact"), plan=True, rules=False)
    assert (exact.score, exact.outcome) == (80, "fails")


def test_points_may_differ_from_the_declared_total_within_its_tolerance():
    parts = [one("plan", 33.3), one("rules", 33.3), one("notice", 33.3)]
    assert standard(*parts, total=100, tolerance=0.1).most == Decimal("99.9")
    assert problems(lambda: standard(*parts, total=100)) == [("total-mismatch", ("total",))]


# Written down and read again.


def test_a_standard_with_everything_reads_back_equal():
    made = Standard(
        id="demo",
        catalogue=CATALOGUE,
        sections=[
            Section(id="s", combine=Minimum(full=5), round=Rounding(step=0.1), criteria=[forged()])
        ],
        combine=WeightedSum(weights={"s": 0.12345678}),
        bonuses=[EXTRA],
        deductions=[Section(id="less", criteria=[one("song")])],
        gates=[asked("rules")],
        cap=110,
        tolerance=0.5,
        compare="exact",
    )
    assert loads(dumps(made)) == made


def test_a_result_with_everything_reads_back_equal_and_explains_itself():
    made = standard(
        forged(),
        Criterion(id="c", points=10, grade=Given(of=Rule("look"))),
        one("rules", advisory=True),
        bonuses=[EXTRA],
        deductions=[Section(id="less", criteria=[one("notice")])],
        gates=[asked("song")],
    )
    found = result(made, plan=True, look=5, extra=True)
    again = loads(dumps(found))
    assert again == found
    assert again.explain() == found.explain()
    text = found.explain().text("zh")
    assert "准入条件" in text
    assert "归零情形" in text
    assert "加分项" in text
    assert found.scorers == ("all@1", "given@1")


PERCENT = """
kind: standard
format: 1
id: demo
catalogue:
  indicators:
    tidy:
      value: amount
      label: 整洁得分
      maximum: 10
      observed: {combine: worst, methods: {papers: 50%, visit: 30%, talk: 20%}}
    plan: {value: truth, label: 有计划}
sections:
  - id: documents
    criteria: [{id: a, points: 10, grade: {count: {met: [0, 50%, 100%]}}, requirements: [{id: r, rule: plan}]}]
  - id: visit
    criteria: [{id: b, points: 10, grade: {given: tidy}}]
combine: {weighted_sum: {weights: {documents: 40%, visit: 0.6}}}
"""


def test_weights_and_shares_may_be_written_in_percent():
    """The words of the worst assessor by exact weights end, so no rounding is asked for."""
    made = loads(PERCENT)
    assert dict(made.combine.weights) == {"documents": Decimal("0.4"), "visit": Decimal("0.6")}
    assert made["documents.a"].grade.met == (0, Decimal("0.5"), 1)
    observed = made.catalogue["tidy"].observed
    assert dict(observed.methods) == {
        "papers": Fraction(1, 2),
        "visit": Fraction(3, 10),
        "talk": Fraction(1, 5),
    }
    assert loads(dumps(made)) == made
    assert loads(PERCENT.replace("40%", "0.4").replace("100%", "1").replace("50%", "0.5")) == made

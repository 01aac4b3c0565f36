"""What a criterion gives where it is exempt as a whole, by its own word."""

import pickle
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from civil_village.derivation import derive
from civil_village.documents import dumps, loads
from civil_village.evidence.reported import Exemption
from civil_village.indicators import Catalogue, Indicator
from civil_village.messages import Message
from civil_village.problems import DocumentError
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement
from civil_village.rules import Missing, Rule
from civil_village.standards import (
    Criterion,
    Minimum,
    Passing,
    Section,
    Standard,
    evaluate,
    evaluate_each,
)
from civil_village.standards.evaluation.assessors import heard
from civil_village.standards.evaluation.interpreted import work_out

NAMES = ("plan", "duty", "song", "hill")
CATALOGUE = Catalogue(indicators={name: Indicator(label=name, value="truth") for name in NAMES})
TENTH = Rounding(step=0.1)


def line(name, points=10, **keywords):
    return Criterion(
        id=name, points=points, requirements=[Requirement(id="r", rule=Rule(name))], **keywords
    )


def standard(*criteria, minimum=None, **keywords):
    sections = [
        Section(id="s", criteria=criteria, minimum=minimum),
        Section(id="t", criteria=[line("song")]),
    ]
    keywords = {"id": "demo", "catalogue": CATALOGUE, "round": TENTH, **keywords}
    return Standard(sections=sections, **keywords)


ON_HILLS = Rule("hill")
LEFT_OUT = line("plan", exempt="section", applies=ON_HILLS)
STATED = line("plan", exempt_points=4, applies=ON_HILLS)


@pytest.mark.parametrize(
    ("made", "hill", "section", "score"),
    [
        # 15 of 20 points are asked for, and 5 of them reached: 5 / 10 of 20 where 10 are left.
        (standard(LEFT_OUT, line("duty", 5), line("song", 5)), True, 5, 5),
        (standard(LEFT_OUT, line("duty", 5), line("song", 5)), False, 10, 10),
        (standard(LEFT_OUT, line("duty", 20)), False, 30, 30),
        (standard(STATED, line("duty", 5), line("song", 5)), False, 9, 9),
        (standard(STATED, line("duty", 5), line("song", 5)), True, 5, 5),
        (standard(line("plan", applies=ON_HILLS), line("duty", 5)), False, 15, 15),
    ],
    ids=["asked", "left-out", "all-of-the-rest", "stated", "stated-but-asked", "credited"],
)
def test_an_exempt_line_gives_what_it_says(made, hill, section, score):
    result = evaluate(made, {"plan": False, "duty": True, "song": False, "hill": hill})
    assert (result.section("s").points, result.score) == (section, score)
    assert result.criterion("s.plan").exempt is not hill
    assert loads(dumps(result)) == result
    assert loads(dumps(made)) == made


def test_an_exemption_on_record_is_read_alike():
    made = standard(line("plan", exempt="section"), line("duty"))
    why = {"s.plan": Exemption(reason="无此项", by="镇政府")}
    facts = derive(CATALOGUE, {"duty": True, "plan": False, "song": False}, exempt=why)
    assert evaluate(made, facts).section("s").points == 20
    stated = standard(line("plan", exempt_points=2.5), line("duty"))
    assert evaluate(stated, facts).section("s").points == Decimal("12.5")


def test_what_is_left_out_is_told_with_its_numbers():
    made = standard(LEFT_OUT, line("duty", 5), line("song", 5))
    result = evaluate(made, {"plan": True, "duty": True, "song": False, "hill": False})
    assert "10 分中得 5 分，按 20 分折算为 10 分" in result.explain().text("zh")


def test_a_section_of_which_nothing_is_asked_is_open_and_says_so():
    made = standard(LEFT_OUT, passes=Passing(score=15))
    result = evaluate(made, {"hill": False, "song": True})
    assert (result.section("s").bounds, result.outcome) == ((0, 10), "open")
    assert result.deciding == (Missing("nothing-asked", "s"),)


def test_a_minimum_is_asked_of_what_is_rescaled():
    made = standard(LEFT_OUT, line("duty", 5), line("song", 5), minimum=10)
    values = {"plan": False, "duty": True, "song": False}
    assert evaluate(made, values | {"hill": False}).section("s").minimum == "met"
    assert evaluate(made, values | {"hill": True}).section("s").minimum == "unmet"


@pytest.mark.parametrize("exempted", [LEFT_OUT, STATED], ids=["left-out", "stated"])
def test_bounds_hold_every_way_in_which_the_gaps_are_filled(exempted):
    made = standard(exempted, line("duty", 5), line("song", 5))
    for given in product((None, False, True), repeat=len(NAMES)):
        known = {n: v for n, v in zip(NAMES, given, strict=True) if v is not None}
        result = evaluate(made, known)
        gaps = [name for name in NAMES if name not in known]
        filled = [
            evaluate(made, known | dict(zip(gaps, values, strict=True))).score
            for values in product((False, True), repeat=len(gaps))
        ]
        assert result.bounds[0] <= min(filled)
        assert max(filled) <= result.bounds[1]
        if result.tight:
            assert result.bounds == (min(filled), max(filled))
        # Both roads give the same.
        facts = derive(CATALOGUE, known)
        worked = work_out(made, facts, heard(made, facts))
        assert worked.tally.total == result.bounds


# The mean of the others.

OTHERS = line("plan", exempt="others", applies=ON_HILLS)


def township(made, *rows):
    facts = [derive(CATALOGUE, dict(zip(NAMES, row, strict=True))) for row in rows]
    return evaluate_each(made, facts)


def test_an_exempt_line_has_the_mean_of_what_the_others_have():
    """Of three villages on hills one has 0 points and two have 10: 20 / 3 for the fourth."""
    made = standard(OTHERS, line("duty", 5))
    rows = [(True, True, True, True), (True, False, True, True), (False, True, True, True)]
    *three, fourth = township(made, *rows, (False, True, False, False))
    assert [one.score for one in three] == [25, 20, 15]
    line_ = fourth.criterion("s.plan")
    assert (line_.points, line_.exempt, line_.missing) == (Fraction(20, 3), True, ())
    assert (fourth.section("s").points, fourth.score) == (Fraction(35, 3), Decimal("11.7"))
    assert (fourth.tight, fourth.shared) == (True, ())
    told = fourth.explain().text("zh")
    assert "按其他参评对象该项得分的平均值计" in told
    assert "得分 11.7" in told
    assert loads(dumps(fourth)) == fourth
    assert pickle.loads(pickle.dumps(fourth)).explain() == fourth.explain()


def test_a_rounding_of_the_criterion_rounds_the_mean():
    whole = line("plan", exempt="others", applies=ON_HILLS, round=Rounding(step=1))
    rows = [(True, True, True, True), (True, True, True, True), (False, True, True, True)]
    *_, fourth = township(standard(whole, round=None), *rows, (False, True, False, False))
    assert fourth.criterion("s.plan").points == 7


def test_alone_it_is_open_and_says_why():
    made = standard(OTHERS, line("duty", 5), passes=Passing(score=12))
    result = evaluate(made, {"plan": False, "duty": True, "song": False, "hill": False})
    assert (result.bounds, result.outcome) == ((5, 15), "open")
    assert result.deciding == (Missing("others", "s.plan"),)
    assert "其他参评对象“plan”的得分" in result.explain().text("zh").replace("s.plan", "plan")
    assert loads(dumps(result)) == result
    # So it is where all others are exempt, too.
    flat = (False, True, False, False)
    assert [one.bounds for one in township(made, flat, flat)] == [(5, 15)] * 2


def test_what_the_others_lack_leaves_the_mean_within_bounds():
    """One of two has 10, of the other nobody knows; then whether the other counts at all."""
    made = standard(OTHERS)
    known, flat = (True, True, False, True), (False, True, False, False)
    *_, found = township(made, known, (None, True, False, True), flat)
    assert found.criterion("s.plan").bounds == (5, 10)
    assert found.shared == (Missing("others", "s.plan"),)
    *_, found = township(made, known, (False, True, False, None), flat)
    assert found.criterion("s.plan").bounds == (5, 10)
    # Of whom it is not known whether it is exempt, the points stay open.
    *_, found = township(made, known, (False, True, False, None))
    assert found.criterion("s.plan").bounds == (0, 10)
    assert Missing("others", "s.plan") in found.criterion("s.plan").missing


def refused(make):
    with pytest.raises(DocumentError) as caught:
        make()
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("make", "code", "path"),
    [
        (lambda: line("plan", exempt_points=11), "out-of-range", ("exempt_points",)),
        (lambda: line("plan", exempt_points=-1), "out-of-range", ("exempt_points",)),
        (lambda: line("plan", exempt_points=1, exempt="section"), "not-one-key", ()),
        (lambda: line("plan", exempt="whole"), "wrong-type", ("exempt",)),
        (
            lambda: standard(LEFT_OUT, round=None),
            "rounding-needed",
            ("sections", 0, "criteria", 0, "exempt"),
        ),
        (
            lambda: standard(OTHERS, round=None),
            "rounding-needed",
            ("sections", 0, "criteria", 0, "exempt"),
        ),
        (
            lambda: standard(STATED, exempt="rescale"),
            "key-of-other-type",
            ("sections", 0, "criteria", 0, "exempt_points"),
        ),
        (
            lambda: Standard(id="d", catalogue=CATALOGUE, criteria=[LEFT_OUT], round=TENTH),
            "not-rescaled",
            ("criteria", 0, "exempt"),
        ),
        (
            lambda: Standard(
                id="d",
                catalogue=CATALOGUE,
                sections=[Section(id="s", criteria=[LEFT_OUT], combine=Minimum(full=10))],
                round=TENTH,
            ),
            "not-rescaled",
            ("sections", 0, "criteria", 0, "exempt"),
        ),
    ],
)
def test_what_an_exempt_line_cannot_give_is_refused(make, code, path):
    assert refused(make) == [(code, path)]
    assert Message("expected.rescale-section").text("zh")

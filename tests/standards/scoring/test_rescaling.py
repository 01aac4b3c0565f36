"""What is exempt is left out of the whole: the quotient, its bounds, and one number of gaps."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village import (
    Catalogue,
    Criterion,
    Exemption,
    Indicator,
    Requirement,
    Rule,
    Section,
    Standard,
    derive,
    evaluate,
)
from civil_village.quantities import Rounding
from civil_village.standards import Divided, Passing, Sum
from civil_village.standards.scoring.rescaling import QuotientTerm, figures, rescaled

TRUTHS = ["plan", "rules", "notice", "wharf", "song"]
CATALOGUE = Catalogue(
    indicators={name: Indicator(label=name, value="truth") for name in TRUTHS},
)
WHOLE = Rounding(step=1)
NO_NOTICE = {"c.notice": Exemption(reason="无此项", by="镇政府")}


def asked(name, **keywords):
    return Requirement(id=name, rule=Rule(name), **keywords)


def one(name, points=10, **keywords):
    return Criterion(id=name, points=points, requirements=[asked(name)], **keywords)


def standard(*criteria, **keywords):
    settings = {"exempt": "rescale", "round": Rounding(step=0.01), **keywords}
    return Standard(id="demo", catalogue=CATALOGUE, criteria=criteria, **settings)


def result(made, exempt=None, **values):
    return evaluate(made, derive(CATALOGUE, values, exempt=exempt or {}))


def halves(grade, mode="half_up", points=(1.5, 1.5)):
    """Make a criterion of two parts whose points are rounded to whole ones."""
    given_ = points if isinstance(grade, Sum) else (None, None)
    parts = [asked(n, points=p) for n, p in zip(("plan", "notice"), given_, strict=True)]
    rounding = Rounding(step=1, mode=mode)
    return Criterion(id="c", points=3, grade=grade, requirements=parts, round=rounding)


# Never more than is asked for.


@pytest.mark.parametrize(
    ("criterion", "own"),
    [
        (halves(Sum()), Fraction(3, 2)),
        (halves(Divided(step=0.5)), Fraction(3, 2)),
        (halves(Sum(), "up", (1.2, 1.8)), Fraction(6, 5)),
    ],
    ids=["sum", "divided", "up"],
)
def test_what_is_rounded_up_is_no_more_than_what_is_asked_for(criterion, own):
    """1.5 of 1.5 are 2 of 1.5 when rounded, and count as 1.5 of 1.5: 3 of 3."""
    found = result(standard(criterion), NO_NOTICE, plan=True)
    assert (found["c"].points, found.bounds) == (own, (3, 3))
    # With a criterion of 3 that is missed, 1.5 of 4.5 are 2 of 6; 1.2 of 4.2 are 1.71.
    both = standard(criterion, one("song", 3))
    assert result(both, NO_NOTICE, plan=True, song=False).score == round(6 * own / (own + 3), 2)


def test_nor_is_it_while_something_else_is_open():
    """1.5 of 1.5, or of 4.5 with a part that may be missed: 2 to 6 of 6."""
    both = standard(halves(Sum()), one("song", 3))
    assert result(both, NO_NOTICE, plan=True).bounds == (2, 6)
    assert result(standard(halves(Sum())), NO_NOTICE).bounds == (0, 3)


def test_nor_is_it_for_the_minimum_of_a_section():
    """In the section 1.5 of 4.5, of 6 that is 2: a minimum of 2 is reached, 2.5 is not."""
    for minimum, outcome in ((2, "passes"), (2.5, "fails")):
        part = Section(id="s", minimum=minimum, criteria=[halves(Sum()), one("song", 3)])
        made = Standard(
            id="demo", catalogue=CATALOGUE, sections=[part], exempt="rescale", round=WHOLE
        )
        why = {"s.c.notice": NO_NOTICE["c.notice"]}
        assert result(made, why, plan=True, song=False).outcome == outcome


# Where what is missing counts as unmet, there is one number.

MAY = one("plan", applies=Rule("wharf"))


@pytest.mark.parametrize(
    ("criteria", "known", "open_", "score"),
    [
        # Of 30: 10 of 20 with the plan exempt is 15, 10 of 30 is 10, 20 of 30 is 20.
        ((MAY, one("rules"), one("notice")), {"rules": True, "notice": False}, (10, 20), 10),
        (
            (MAY, one("rules"), one("notice")),
            {"rules": True, "notice": False, "plan": True},
            (15, 20),
            15,
        ),
        # 4 of 4 with the plan exempt, else 4 of 10.
        (
            (
                Criterion(
                    id="c",
                    points=10,
                    grade=Sum(),
                    requirements=[
                        asked("plan", points=6, applies=Rule("wharf")),
                        asked("rules", points=4),
                    ],
                ),
            ),
            {"plan": False, "rules": True},
            (4, 10),
            4,
        ),
        # Nothing is asked for surely: an open condition gives no exemption.
        ((MAY,), {"plan": False}, (0, 10), 0),
        ((MAY,), {"plan": True}, (0, 10), 10),
    ],
    ids=["all-open", "condition-open", "part", "missed-alone", "met-alone"],
)
def test_what_is_missing_leaves_one_number(criteria, known, open_, score):
    passes = Passing(score=6)
    assert result(standard(*criteria, passes=passes), **known).bounds == open_
    found = result(standard(*criteria, passes=passes, missing="unmet"), **known)
    assert found.bounds == (score, score)
    assert found.outcome == ("passes" if score >= 6 else "fails")


def test_what_is_missing_decides_the_minimum_of_a_section():
    """10 of 20, of 20 that is 10; were the plan exempt, it would be 20."""
    part = Section(id="s", minimum=11, criteria=[MAY, one("rules")])
    settings = {"sections": [part], "exempt": "rescale", "round": WHOLE}
    for missing, outcome in (("open", "open"), ("unmet", "fails")):
        made = Standard(id="demo", catalogue=CATALOGUE, missing=missing, **settings)
        assert result(made, rules=True).outcome == outcome


def test_the_figures_are_those_of_the_one_number():
    """The plan is met where it applies, so the least leaves it out: 10 of 20."""
    made = standard(MAY, one("rules"), one("notice"), missing="unmet")
    told = result(made, rules=True, notice=False, plan=True).explain().text("en")
    assert "what is exempt is left out: 10 of 20, rescaled to 15 of 30" in told


def test_where_surely_nothing_applies_there_is_no_number():
    made = standard(one("plan"), missing="unmet", passes=Passing(score=5))
    found = result(made, {"plan": NO_NOTICE["c.notice"]})
    assert (found.outcome, found.bounds) == ("open", (0, 10))


# Every way in which it may turn out.

STEPS = st.integers(0, 6)


@st.composite
def units(draw):
    """Draw a criterion whose points never are more than what is asked for."""
    least, more = draw(STEPS), draw(STEPS)
    low, high = sorted([draw(st.integers(0, least)), draw(st.integers(0, least + more))])
    return QuotientTerm(
        points=(Fraction(low), Fraction(high)),
        asked=(Fraction(least), Fraction(least + more)),
        exempt=draw(st.sampled_from([True, False, None])),
    )


def ways(unit):
    """Give every pair of points and points asked for that one criterion may come to."""
    (low, high), (least, most) = unit.points, unit.asked
    if unit.exempt is not False:
        yield 0, 0
    if unit.exempt is not True:
        for own in range(int(least), int(most) + 1):
            for points in range(int(low), int(high) + 1):
                if points <= own:
                    yield points, own


@given(st.lists(units(), max_size=3))
def test_least_and_greatest_hold_every_way_and_the_least_is_the_one_number(many):
    full = Fraction(60)
    (low, high), sure = rescaled(many, full)
    assert 0 <= low <= high <= full
    (one_number, same), settled = rescaled(many, full, unmet=True)
    sums = [tuple(map(sum, zip((0, 0), *way, strict=True))) for way in product(*map(ways, many))]
    found = [full * points / asked_for for points, asked_for in sums if asked_for]
    assert settled is any(unit.exempt is not True and unit.asked[1] for unit in many)
    if settled:
        assert one_number == same <= min(found)
        told = figures(many, full, unmet=True)
        assert told.rescaled[0] * told.asked[0] == told.points[0] * full
    if sure:
        assert low == one_number
        assert max(found) <= high

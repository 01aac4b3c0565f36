"""Each grading, computed by hand: what is met, not met, unknown or exempt, and what it gives."""

from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.canonical import plain
from civil_village.curves.curve import Knot, Linear, PerUnit, Step, Steps
from civil_village.documents.conversion import structure
from civil_village.problems import DocumentError
from civil_village.requirements import Checked, Requirement
from civil_village.rules import Missing, Rule, Unknown
from civil_village.standards import All, ByCurve, Count, Given, PointsShort, Sum
from civil_village.standards.gradings import GRADINGS, GradedCase, Grading

#: One letter for each state: met, unmet, open, exempt; and open whether it applies at all,
#: where it would be met (p), unmet (q) or open (r).
STATES = {
    "m": Checked(applies=True, holds=True),
    "u": Checked(applies=True, holds=False),
    "o": Checked(applies=True, holds=None),
    "e": Checked(applies=False, holds=None),
    "p": Checked(applies=None, holds=True),
    "q": Checked(applies=None, holds=False),
    "r": Checked(applies=None, holds=None),
}


def case(states, *, full=12, own=None):
    """Make a case of requirements in the given states, with points of their own if told."""
    points = own or [None] * len(states)
    requirements = [
        (Requirement(id=f"r{number}", rule=Rule("a"), points=point), STATES[state])
        for number, (state, point) in enumerate(zip(states, points, strict=True))
    ]
    return GradedCase(full=Fraction(full), requirements=requirements)


def points(grade, states, **keywords):
    return tuple(Fraction(end) for end in grade.points(case(states, **keywords)))


# All or nothing.


@pytest.mark.parametrize(
    ("states", "least", "greatest"),
    [
        ("mm", 12, 12),
        ("mu", 0, 0),
        ("mo", 0, 12),
        ("uo", 0, 0),
        ("me", 12, 12),
        ("ee", 12, 12),
        ("mp", 12, 12),
        ("mq", 0, 12),
        ("mr", 0, 12),
        ("ur", 0, 0),
    ],
)
def test_all_requirements_give_all_points_or_none(states, least, greatest):
    assert points(All(), states) == (least, greatest)


# Added up.


@pytest.mark.parametrize(
    ("states", "least", "greatest"),
    [
        ("mmm", 12, 12),
        ("muu", 6, 6),
        ("umo", 4, 6),
        ("eum", 8, 8),
        ("ooo", 0, 12),
        ("pqu", 6, 10),
        ("uuu", 0, 0),
    ],
)
def test_each_requirement_gives_its_own_points(states, least, greatest):
    """6, 4 and 2 points."""
    assert points(Sum(), states, own=[6, 4, 2]) == (least, greatest)


# By count.


@pytest.mark.parametrize(
    ("states", "least", "greatest"),
    [
        ("uuuu", 0, 0),
        ("muuu", 3, 3),  # 0.25 of 12
        ("mmuu", 6, 6),  # 0.5 of 12
        ("mmmu", 6, 6),  # the last entry goes on
        ("mmmm", 6, 6),
        ("emuu", 6, 6),  # an exempt one counts as met
        ("moou", 3, 6),
        ("oouu", 0, 6),
        ("pquu", 3, 6),
    ],
)
def test_points_by_how_many_are_met(states, least, greatest):
    grade = Count(met=[0, 0.25, 0.5])
    assert points(grade, states) == (least, greatest)


@pytest.mark.parametrize(
    ("states", "least", "greatest"),
    [
        ("mmmm", 12, 12),
        ("mmmu", 6, 6),
        ("mmuu", 3, 3),
        ("muuu", 3, 3),  # the last entry goes on
        ("eeeu", 6, 6),
        ("mmmo", 6, 12),
        ("muoo", 3, 6),
        ("mmmq", 6, 12),
    ],
)
def test_points_by_how_many_are_not_met(states, least, greatest):
    grade = Count(short=[1, 0.5, 0.25])
    assert points(grade, states) == (least, greatest)


def test_shares_need_not_rise_with_the_count():
    """None met 0, one 12, two 6: between them, one met gives the most."""
    grade = Count(met=[0, 1, 0.5])
    assert points(grade, "oo") == (0, 12)
    assert points(grade, "mo") == (6, 12)


@pytest.mark.parametrize(
    ("states", "least", "greatest"),
    [
        ("mmuu", 6, 6),
        ("mmu", 8, 8),  # 2 of 3
        ("mue", 6, 6),  # an exempt one is left out of the whole: 1 of 2
        ("mee", 12, 12),
        ("uee", 0, 0),
        ("muo", 4, 8),  # 1 or 2 of 3
        ("mup", 6, 8),  # 1 of 2, or 2 of 3
        ("muq", 4, 6),  # 1 of 3, or 1 of 2
        ("mur", 4, 8),
        ("up", 0, 6),
        ("p", 12, 12),
        ("q", 0, 12),  # not met, or nothing is asked at all
    ],
)
def test_points_in_proportion_to_how_many_applicable_ones_are_met(states, least, greatest):
    assert points(Count(), states) == (least, greatest)


def test_a_proportion_is_exact():
    assert points(Count(), "muu", full=10) == (Fraction(10, 3), Fraction(10, 3))


# By a number.

MISSING = (Missing("indicator", "x"),)


def of(value, grade, full=10):
    measured = GradedCase(full=Fraction(full), requirements=(), values=[value])
    return tuple(Fraction(end) for end in grade.points(measured))


def known(number):
    return Fraction(str(number))


def between(least, greatest, *, sure=True):
    return Unknown(MISSING, known(least), known(greatest), sure)


STEPS = ByCurve(
    of=Rule("x"), by=Steps([Step(from_=4, give=3), Step(from_=10, give=8), Step(above=20, give=15)])
)


@pytest.mark.parametrize(
    ("value", "least", "greatest"),
    [
        (known(3), 0, 0),
        (known(4), 3, 3),
        (known(20), 8, 8),
        (known("20.01"), 10, 10),  # 15, but never above the full points
        (between(3, 9), 0, 3),
        (between(5, 9), 3, 3),
        (between(9, 30), 3, 10),
        (between(5, 9, sure=False), 0, 10),  # it may have no value at all
    ],
    ids=str,
)
def test_a_curve_is_read_at_a_number_or_over_its_bounds(value, least, greatest):
    assert of(value, STEPS) == (least, greatest)


def test_a_loss_never_goes_below_zero():
    losing = ByCurve(of=Rule("x"), by=PerUnit(give=-2))
    assert of(known(3), losing) == (0, 0)
    rising = ByCurve(of=Rule("x"), by=Linear([Knot(at=0, give=-5), Knot(at=10, give=15)]))
    assert of(known(1), rising) == (0, 0)  # -3
    assert of(known(5), rising) == (5, 5)
    assert of(known(9), rising) == (10, 10)  # 13
    assert of(between(1, 9), rising) == (0, 10)


def short(count, **keywords):
    target, lose = keywords.pop("target", 0.95), keywords.pop("lose", 1)
    return PointsShort(of=Rule("x"), target=target, lose=lose, count=count, **keywords)


@pytest.mark.parametrize(
    ("count", "share", "expected"),
    [
        # 95 % asked; 92.5 % falls 2.5 percentage points short
        ("whole", "0.925", 8),
        ("started", "0.925", 7),
        ("continuous", "0.925", "7.5"),
        # 94 %: one point short, whichever way
        ("whole", "0.94", 9),
        ("started", "0.94", 9),
        ("continuous", "0.94", 9),
        # 94.99 %: a hundredth of a point short
        ("whole", "0.9499", 10),
        ("started", "0.9499", 9),
        ("continuous", "0.9499", "9.99"),
        # reached and more
        ("started", "0.95", 10),
        ("started", 1, 10),
        # 15 and more points short: nothing is left
        ("whole", "0.8", 0),
        ("continuous", 0, 0),
    ],
)
def test_every_percentage_point_short_costs_points(count, share, expected):
    expected = Fraction(expected)
    assert of(known(share), short(count)) == (expected, expected)


def test_a_loss_stops_at_its_floor():
    assert of(known("0.5"), short("whole", floor=4)) == (4, 4)
    assert of(between("0.5", "0.94"), short("whole", floor=4)) == (4, 9)


def test_a_loss_is_as_large_as_declared():
    """3 points short, 0.5 each."""
    assert of(known("0.92"), short("whole", lose=Decimal("0.5"))) == (
        Fraction("8.5"),
        Fraction("8.5"),
    )


def test_an_unknown_share_gives_the_points_of_its_bounds():
    assert of(between("0.9", "0.93"), short("whole")) == (5, 8)
    assert of(between("0.9", 1), short("whole")) == (5, 10)
    assert of(between("0.96", 1, sure=False), short("whole")) == (0, 10)


@pytest.mark.parametrize("lose", [0, -1])
def test_a_loss_is_more_than_nothing(lose):
    with pytest.raises(DocumentError) as caught:
        short("whole", lose=lose)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("out-of-range", ("lose",))
    ]


def test_points_along_a_line_may_have_no_last_digit():
    line = ByCurve(of=Rule("x"), by=Linear([Knot(at=0, give=0), Knot(at=3, give=10)]))
    assert (line.endless(0, []), STEPS.endless(0, [])) == (True, False)


def test_a_grading_says_what_it_measures():
    assert [grade.measures for grade in (All(), Sum(), Count())] == [{}, {}, {}]
    assert [grade.measures for grade in (STEPS, short("whole"))] == [{("of",): Rule("x")}] * 2


def test_every_grading_has_a_name_and_a_version():
    names = [(grade.name, grade.version) for grade in (All, Sum, Count, ByCurve, PointsShort)]
    assert names == [("all", 1), ("sum", 1), ("count", 1), ("curve", 1), ("points_short", 1)]


def test_with_some_gradings_more_never_gives_less():
    """Shares need not rise, a curve may fall, and what occurs costs points."""
    rising = {grade.name for grade in GRADINGS if grade.monotone}
    others = {"count", "curve", "occurrences", "less"}
    assert rising == {grade.name for grade in GRADINGS} - others


@pytest.mark.parametrize("direction", ["met", "short"])
def test_shares_are_exact_however_they_are_handed_in(direction):
    grade = Count(**{direction: [0.1, 0.3]})
    assert getattr(grade, direction) == (Decimal("0.1"), Decimal("0.3"))
    assert grade == Count(**{direction: (Decimal("0.1"), Decimal("0.3"))})


@pytest.mark.parametrize(
    ("grade", "written"),
    [
        (Count(), "proportional"),
        (Count(met=[0, 1]), {"met": [0, 1]}),
        (Count(short=[1, 0]), {"short": [1, 0]}),
    ],
    ids=["proportional", "met", "short"],
)
def test_a_count_is_written_by_its_one_direction(grade, written):
    assert plain(grade) == {"count": written}
    assert structure({"count": written}, Grading) == grade


def test_a_number_given_by_hand_is_written_by_its_rule_alone():
    grade = Given(of=Rule("look"))
    assert plain(grade) == {"given": "look"}
    assert structure({"given": "look"}, Grading) == grade


@pytest.mark.parametrize("grade", [All(), Count()], ids=["all", "count"])
def test_only_where_points_are_added_up_does_a_requirement_have_its_own(grade):
    alone = Requirement(id="a", rule=Rule("a"), points=2)
    (problem,) = grade.problems_in(Decimal(12), [alone])
    assert (problem.code, problem.path) == ("key-of-other-type", ("requirements", 0, "points"))

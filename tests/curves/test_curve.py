"""Curves from numbers to points, and bands."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import plain
from civil_village.curves.curve import (
    AnyCurve,
    Band,
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
from civil_village.documents.conversion import structure
from civil_village.exact_numbers import LARGEST
from civil_village.labels import Label
from civil_village.messages import LANGUAGES, Message, phrase
from civil_village.problems import DocumentError, Problem


def points(curve, *values):
    return [curve.at(Fraction(str(value))) for value in values]


def problems(make):
    with pytest.raises(DocumentError) as caught:
        make()
    return list(caught.value.problems)


HOURS = Steps([Step(from_=4, give=1), Step(above=10, give=3), Step(from_=20, give=2)])
LINE = Linear([Knot(at=10, give=0), Knot(at=20, give=5), Knot(at=40, give=-1)])


def test_the_last_step_reached_gives_its_points_and_below_the_first_none_are_given():
    assert points(HOURS, 0, 3.9999, 4, 10, 10.0001, 19.9999, 20, 999) == [0, 0, 1, 1, 3, 3, 2, 2]


@pytest.mark.parametrize(
    ("least", "greatest", "ends"),
    [
        (0, 3, (0, 0)),
        (0, 4, (0, 1)),
        (4, 10, (1, 1)),
        (10, 11, (1, 3)),
        (4, 30, (1, 3)),  # the step of 3 in between counts
        (11, 20, (2, 3)),
        (20, 30, (2, 2)),
        (0, None, (0, 3)),
        (11, None, (2, 3)),
        (25, None, (2, 2)),
    ],
)
def test_over_a_range_steps_give_what_any_step_in_it_gives(least, greatest, ends):
    assert HOURS.over(least, greatest) == ends


def test_between_two_corners_a_line_is_exact():
    # from 10 to 20 half a point each, from 20 to 40 down by 6 in 20
    assert points(LINE, 0, 10, 11, 20, 21, 30, 40, 41) == [
        *(0, 0, Fraction(1, 2), 5),
        *(Fraction(47, 10), 2, -1, -1),
    ]
    third = Linear([Knot(at=0, give=0), Knot(at=3, give=1)])
    assert third.at(1) == Fraction(1, 3)
    assert third.at(Fraction(1, 7)) == Fraction(1, 21)


@pytest.mark.parametrize(
    ("least", "greatest", "ends"),
    [
        (0, 5, (0, 0)),
        (11, 12, (Fraction(1, 2), 1)),
        (15, 30, (2, 5)),  # the corner at 20 lies between
        (10, 40, (-1, 5)),
        (20, 40, (-1, 5)),
        (30, 30, (2, 2)),
        (30, None, (-1, 2)),
        (15, None, (-1, 5)),
        (50, None, (-1, -1)),
    ],
)
def test_over_a_range_a_line_gives_its_ends_and_its_corners(least, greatest, ends):
    assert LINE.over(least, greatest) == ends


@pytest.mark.parametrize(
    ("count", "given"),
    [
        # at 0, 499, 500, 501, 1250: units of 500, two points each
        ("whole", [0, 0, 2, 2, 4]),
        ("started", [0, 2, 2, 4, 6]),
        ("continuous", [0, Fraction(499, 250), 2, Fraction(501, 250), 5]),
    ],
)
def test_points_per_unit_count_full_units_begun_ones_or_their_share(count, given):
    assert points(PerUnit(each=500, give=2, count=count), 0, 499, 500, 501, 1250) == given


def test_points_per_unit_stay_between_floor_and_cap_and_begin_at_the_start():
    gains = PerUnit(give=2, start=3, least=1, most=5)
    assert points(gains, 0, 3, 4, 5, 6, 99) == [1, 1, 2, 4, 5, 5]
    losses = PerUnit(give=-3, least=-7)
    assert points(losses, 0, 1, 2, 3, 99) == [0, -3, -6, -7, -7]
    assert points(PerUnit(give=-3, most=-2), 0, 1) == [-2, -3]


@pytest.mark.parametrize(
    ("curve", "least", "greatest", "ends"),
    [
        (PerUnit(give=2), 1, 3, (2, 6)),
        (PerUnit(give=-2), 1, 3, (-6, -2)),
        (PerUnit(give=2, most=5), 1, None, (2, 5)),
        (PerUnit(give=-2, least=-5), 1, None, (-5, -2)),
        (PerUnit(give=2, most=5, least=1), 0, None, (1, 5)),
        (PerUnit(give=2), 0, None, (0, 2 * LARGEST)),
        (PerUnit(give=-2, most=5), 1, None, (-2 * LARGEST, -2)),
        (PerUnit(give=2, least=-5), 1, None, (2, 2 * LARGEST)),
        (PerUnit(give=0, most=5, least=-5), 1, None, (0, 0)),
    ],
)
def test_over_a_range_points_per_unit_give_their_ends(curve, least, greatest, ends):
    assert curve.over(least, greatest) == ends


@pytest.mark.parametrize(
    ("count", "given"),
    [
        # at 1, 0.95, 0.949, 0.94, 0.925, 0.9: short of 95 % by 0, 0, 0.1, 1, 2.5 and 5 points
        ("whole", [10, 10, 10, 8, 6, 0]),
        ("started", [10, 10, 8, 8, 4, 0]),
        ("continuous", [10, 10, Fraction(49, 5), 8, 5, 0]),
    ],
)
def test_points_short_of_a_target_cost_full_ones_begun_ones_or_their_share(count, given):
    curve = Shortfall(full=10, target=0.95, lose=2, count=count)
    assert points(curve, 1, 0.95, 0.949, 0.94, 0.925, 0.9) == given


def test_a_shortfall_stops_at_its_floor_and_counts_in_its_own_points():
    assert points(Shortfall(full=10, target=0.95, lose=2, floor=5), 0, 0.92, 0.93) == [5, 5, 6]
    assert points(Shortfall(full=3, target=12, lose=1, each=2), 12, 10, 9, 5, 0) == [3, 2, 2, 0, 0]
    assert Shortfall(full=3, target=1, lose=1, floor=-9).at(0) == -9


def test_over_a_range_a_shortfall_gives_its_ends():
    curve = Shortfall(full=10, target=0.95, lose=2)
    assert curve.over(Fraction(92, 100), Fraction(94, 100)) == (4, 8)
    assert curve.over(Fraction(92, 100), None) == (4, 10)


#: A district's table of donations: each bracket gives at most 10, and all of them 40.
DONATION = Brackets(
    [
        Bracket(to=100, per=10, give=0.1, most=1),
        Bracket(to=1000, per=100, give=1, most=9),
        Bracket(to=5000, per=400, give=1, most=10),
        Bracket(to=10000, per=500, give=1, most=10),
        Bracket(per=1000, give=1, most=10),
    ]
)


def test_each_bracket_counts_its_own_part_from_the_end_of_the_one_before():
    yuan = (90, 99, 100, 199, 200, 1000, 1399, 1400, 5000, 10000, 25000)
    expected = [Fraction(9, 10), Fraction(9, 10), 1, 1, 2, 10, 10, 11, 20, 30, 40]
    assert points(DONATION, *yuan) == expected


def test_brackets_give_nothing_at_0_and_below_and_nothing_more_above_their_caps():
    assert points(DONATION, -5, 0, 9, 10) == [0, 0, 0, Fraction(1, 10)]
    assert points(DONATION, 19999, 20000, 20001, 10**9) == [39, 40, 40, 40]


def test_the_last_bracket_may_have_an_end_above_which_nothing_counts():
    ended = Brackets([Bracket(to=10, per=5, give=-1), Bracket(to=20, per=5, give=-2, most=-3)])
    assert points(ended, 4, 5, 10, 14, 15, 20, 999) == [0, -1, -2, -2, -4, -5, -5]


@pytest.mark.parametrize(
    ("least", "greatest", "ends"),
    [
        (0, 100, (0, 1)),
        (99, 199, (Fraction(9, 10), 1)),
        (1399, 1400, (10, 11)),
        (5000, None, (20, 40)),
        (-5, 0, (0, 0)),
    ],
)
def test_over_a_range_brackets_give_their_ends(least, greatest, ends):
    assert DONATION.over(least, greatest) == ends
    lost = Brackets([Bracket(per=2, give=-1)])
    assert lost.over(3, 7) == (-3, -1)
    assert lost.over(3, None) == (-LARGEST // 2, -1)


def lower_end(path, key="expected.lower-end"):
    return Problem(code="lower-end", path=path, expected=Message(key))


def unreachable(index, found, least):
    expected = Message("expected.above", least=least)
    return Problem(code="unreachable-part", path=(index,), found=found, expected=expected)


def test_each_step_has_one_lower_end():
    both, none = Step(from_=1, above=1, give=1), Step(give=2)
    assert problems(lambda: Steps([both, none])) == [lower_end((0,)), lower_end((1,))]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"from_": 4}, {"from_": 4}, "4"),
        ({"from_": 4}, {"from_": 3}, "3"),
        ({"above": 4}, {"above": 4}, "4"),
        ({"above": 4}, {"from_": 4}, "4"),
        ({"above": 4}, {"above": 0}, "0"),
        ({"above": 4}, {"from_": 0}, "0"),
        ({"from_": 4}, {"above": -1}, "-1"),
    ],
)
def test_each_step_lies_above_the_one_before(before, after, found):
    made = [Step(give=1, **before), Step(give=2, **after)]
    assert problems(lambda: Steps(made)) == [unreachable(1, found, 4)]


def test_a_step_above_an_end_follows_the_one_from_it():
    steps = Steps([Step(from_=4, give=1), Step(above=4, give=2)])
    assert points(steps, 3.9, 4, 4.1) == [0, 1, 2]
    assert steps.over(4, 4) == (1, 1)


def test_every_step_out_of_order_is_found():
    made = [Step(from_=end, give=1) for end in (1, 5, 3, 4, 2)]
    assert problems(lambda: Steps(made)) == [unreachable(2, "3", 5), unreachable(4, "2", 4)]


def test_a_table_without_steps_is_none():
    assert problems(lambda: Steps([])) == [Problem(code="empty-list")]


@pytest.mark.parametrize("knots", [[], [Knot(at=1, give=1)]])
def test_a_line_has_two_corners(knots):
    assert problems(lambda: Linear(knots)) == [
        Problem(code="too-few", expected=Message("expected.two"))
    ]


def test_corners_stand_in_order():
    knots = [Knot(at=at, give=1) for at in (1, 1, 3, 2)]
    assert problems(lambda: Linear(knots)) == [
        Problem(
            code="out-of-range",
            path=(index, "at"),
            found=found,
            expected=Message("expected.above", least=least),
        )
        for index, found, least in ((1, "1", 1), (3, "2", 3))
    ]


def above_zero(name, found):
    return Problem(
        code="out-of-range", path=(name,), found=found, expected=Message("expected.above", least=0)
    )


def test_a_unit_lies_above_zero_and_a_cap_at_or_above_the_floor():
    assert problems(lambda: PerUnit(each=0, give=1)) == [above_zero("each", "0")]
    assert problems(lambda: PerUnit(each=-1, give=1, least=3, most=2)) == [
        above_zero("each", "-1"),
        Problem(
            code="out-of-range",
            path=("most",),
            found="2",
            expected=Message("expected.at-least", least=3),
        ),
    ]
    assert PerUnit(give=1, least=2, most=2).at(9) == 2


def test_a_shortfall_loses_something_and_its_floor_is_at_most_the_full_points():
    assert problems(lambda: Shortfall(full=2, target=1, lose=0, each=-1, floor=3)) == [
        above_zero("each", "-1"),
        above_zero("lose", "0"),
        Problem(
            code="out-of-range",
            path=("floor",),
            found="3",
            expected=Message("expected.at-most", most=2),
        ),
    ]
    assert Shortfall(full=2, target=1, lose=1, floor=2).at(0) == 2


def out_of_range(path, found, key, **arguments):
    expected = Message(key, **arguments)
    return Problem(code="out-of-range", path=path, found=found, expected=expected)


def test_brackets_have_rising_ends_units_of_a_size_and_caps_of_their_own_sign():
    assert problems(lambda: Brackets([])) == [Problem(code="empty-list")]
    made = [
        Bracket(to=0, per=0, give=1),
        Bracket(per=10, give=1),
        Bracket(to=50, per=-1, give=1, most=-2),
        Bracket(to=50, per=10, give=1),
    ]
    assert problems(lambda: Brackets(made)) == [
        out_of_range((0, "per"), "0", "expected.above", least=0),
        out_of_range((0, "to"), "0", "expected.above", least=0),
        Problem(code="missing-key", path=(1, "to"), expected=Message("expected.above", least=0)),
        out_of_range((2, "per"), "-1", "expected.above", least=0),
        out_of_range((2, "most"), "-2", "expected.same-sign"),
        out_of_range((3, "to"), "50", "expected.above", least=50),
    ]


def test_brackets_give_or_take_but_never_both():
    made = [Bracket(to=10, per=1, give=1), Bracket(to=20, per=1, give=0), Bracket(per=1, give=-1)]
    assert problems(lambda: Brackets(made)) == [
        Problem(code="mixed-signs", expected=Message("expected.same-sign"))
    ]
    assert points(Brackets(made[:2]), 15) == [10]
    assert points(Brackets([Bracket(to=10, per=1, give=0, most=-1)]), 15) == [0]


FORMS = [
    ({"steps": {"4": 1, "10.5": 2}}, Steps([Step(from_=4, give=1), Step(from_=10.5, give=2)])),
    ({"steps": {"80%": 1, "95 %": 2}}, Steps([Step(from_=0.8, give=1), Step(from_=0.95, give=2)])),
    ({"steps": {"-1": -3, "0%": 0}}, Steps([Step(from_=-1, give=-3), Step(from_=0, give=0)])),
    ({"steps": [{"above": 4, "give": 1}]}, Steps([Step(above=4, give=1)])),
    ({"linear": {"0": 0, "100": 10}}, Linear([Knot(at=0, give=0), Knot(at=100, give=10)])),
    ({"linear": {"0%": 0, "100%": 1}}, Linear([Knot(at=0, give=0), Knot(at=1, give=1)])),
    ({"per": {"give": 1, "each": 500}}, PerUnit(give=1, each=500)),
    (
        {"brackets": [{"to": 100, "per": 10, "give": 0, "most": 1}, {"per": 400, "give": 1}]},
        Brackets([Bracket(to=100, per=10, give=0, most=1), Bracket(per=400, give=1)]),
    ),
    ({"short": {"full": 3, "target": 1, "lose": 1}}, Shortfall(full=3, target=1, lose=1)),
]


@pytest.mark.parametrize(("form", "curve"), FORMS, ids=[str(form) for form, _ in FORMS])
def test_a_document_names_the_kind_of_curve(form, curve):
    assert structure(form, AnyCurve) == curve
    assert structure(plain(curve), AnyCurve) == curve


@pytest.mark.parametrize("key", ["", "many", "1e5", "-", "1.", "9" * 31, "\uff11"])
def test_the_key_of_a_step_is_a_number(key):
    (problem,) = problems(lambda: structure({"steps": {key: 1}}, AnyCurve))
    assert (problem.code, problem.path) == ("not-a-number", ("steps", 0, "from"))


def test_a_step_or_corner_may_be_handed_in_under_a_number():
    steps = structure({4: 1, "10": 2}, Steps)
    assert steps == Steps([Step(from_=4, give=1), Step(from_=10, give=2)])
    knots = structure({Decimal("0.5"): 1, 2: 3}, Linear)
    assert knots == Linear([Knot(at=0.5, give=1), Knot(at=2, give=3)])


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (Step, ["from_", "above", "give"]),
        (Knot, ["at", "give"]),
        (PerUnit, ["each", "give", "start", "least", "most"]),
        (Shortfall, ["full", "target", "lose", "floor", "each"]),
        (Bracket, ["to", "per", "give", "most"]),
        (Band, ["from_", "above"]),
    ],
)
def test_every_number_of_a_curve_is_the_exact_decimal_that_its_author_sees(kind, numbers):
    others = {"id": "a"} if kind is Band else {}
    made = kind(**dict.fromkeys(numbers, 0.1), **others)
    assert [getattr(made, name) for name in numbers] == [Decimal("0.1")] * len(numbers)
    with pytest.raises(DocumentError):
        kind(**dict.fromkeys(numbers, "0.1"), **others)


@pytest.mark.parametrize("kind", [Steps, Linear])
def test_a_curve_that_is_written_as_a_list_says_so_in_both_languages(kind):
    texts = {phrase(kind.form.expects, lang) for lang in LANGUAGES}
    assert len(texts) == len(LANGUAGES)


def test_only_full_units_and_points_count_unless_something_else_is_said():
    assert PerUnit(each=100, give=1).at(250) == 2
    assert Brackets([Bracket(per=100, give=1)]).at(250) == 2
    assert Shortfall(full=10, target=1, lose=1).at(Fraction("0.975")) == 8


MEDALS = Bands(
    [
        Band(id="none"),
        Band(id="bronze", from_=5, label=Label("铜", "bronze")),
        Band(id="silver", above=5),
        Band(id="gold", from_=10),
    ]
)


def test_a_number_falls_into_the_last_band_that_it_reaches():
    found = [MEDALS.at(Fraction(str(value))).id for value in (-9, 4.9999, 5, 5.0001, 9.9999, 10)]
    assert found == ["none", "none", "bronze", "silver", "silver", "gold"]


@pytest.mark.parametrize(
    ("least", "greatest", "ids"),
    [
        (0, 4, "none"),
        (4, 5, "none bronze"),
        (5, 5, "bronze"),
        (5, 6, "bronze silver"),
        (0, 10, "none bronze silver gold"),
        (6, 10, "silver gold"),
        (10, 99, "gold"),
    ],
)
def test_a_range_touches_every_band_between_its_ends(least, greatest, ids):
    assert [band.id for band in MEDALS.over(least, greatest)] == ids.split()


def test_bands_are_found_by_id_and_ranked_from_the_lowest():
    assert [MEDALS.rank(band.id) for band in MEDALS] == [0, 1, 2, 3]
    assert MEDALS["silver"] == Band(id="silver", above=5)
    assert ("gold" in MEDALS, "lead" in MEDALS) == (True, False)
    with pytest.raises(KeyError, match="lead"):
        MEDALS.rank("lead")


def test_a_band_is_named_by_its_label_else_by_its_id():
    assert (MEDALS["bronze"].text("zh"), MEDALS["gold"].text("zh")) == ("铜", "gold")


def test_bands_are_written_as_a_list_and_kept_as_one_that_cannot_change():
    form = [{"id": "low"}, {"id": "high", "label": "高", "from": 5}]
    bands = structure(form, Bands)
    assert bands == Bands([Band(id="low"), Band(id="high", label=Label("高"), from_=5)])
    assert plain(bands) == form
    assert isinstance(bands.bands, tuple)
    assert isinstance(Bands([Band(id="low")]).bands, tuple)
    assert Band(id="high", label="高").text("zh") == "高"


def test_bands_have_one_lower_end_each_but_the_first_has_none():
    made = [Band(id="a", from_=0), Band(id="b"), Band(id="c", from_=1, above=1)]
    assert problems(lambda: Bands(made)) == [
        lower_end((0,), "expected.no-lower-end"),
        lower_end((1,)),
        lower_end((2,)),
    ]


def test_bands_rise_and_have_ids_of_their_own():
    made = [Band(id="a"), Band(id="b", from_=5), Band(id="a", from_=5)]
    found = problems(lambda: Bands(made))
    assert [(problem.code, problem.path) for problem in found] == [
        ("duplicate-id", (2, "id")),
        ("unreachable-part", (2,)),
    ]
    assert problems(lambda: Bands([])) == [Problem(code="empty-list")]
    (problem,) = problems(lambda: Bands([Band(id="Good")]))
    assert (problem.code, problem.path, problem.found) == ("not-an-id", (0, "id"), "Good")


# Promises ----------------------------------------------------------------------------

small = st.integers(-40, 40).map(lambda quarters: Decimal(quarters) / 4)
sizes = st.integers(1, 20).map(lambda quarters: Decimal(quarters) / 4)
counts = st.sampled_from(["whole", "started", "continuous"])
ladders = st.lists(st.tuples(small, st.booleans(), small), min_size=1, max_size=5).map(
    lambda rows: sorted({(end, is_open): give for end, is_open, give in rows}.items())
)
steps = ladders.map(
    lambda rows: Steps(
        [Step(**{"above" if is_open else "from_": end}, give=give) for (end, is_open), give in rows]
    )
)
lines = st.dictionaries(small, small, min_size=2, max_size=5).map(
    lambda knots: Linear([Knot(at=at, give=give) for at, give in sorted(knots.items())])
)


@st.composite
def per_units(draw):
    floor, cap = sorted([draw(small), draw(small)])
    return PerUnit(
        each=draw(sizes),
        give=draw(small),
        start=draw(small),
        least=draw(st.sampled_from([None, floor])),
        most=draw(st.sampled_from([None, cap])),
        count=draw(counts),
    )


shortfalls = st.builds(
    lambda floor, above, **others: Shortfall(floor=floor, full=floor + above, **others),
    small,
    sizes,
    target=small,
    lose=sizes,
    each=sizes,
    count=counts,
)
signs = st.sampled_from([1, -1])
parts = st.tuples(sizes, sizes, sizes, st.none() | sizes)
brackets = st.tuples(signs, st.lists(parts, min_size=1, max_size=4)).map(
    lambda drawn: Brackets(
        [
            Bracket(
                to=sum(part[0] for part in drawn[1][: index + 1]),
                per=per,
                give=drawn[0] * give,
                most=None if most is None else drawn[0] * most,
            )
            for index, (_, per, give, most) in enumerate(drawn[1])
        ]
    )
)
curves = steps | lines | per_units() | shortfalls | brackets


def corners(curve):
    """Give the values at which a curve may turn or jump, and some next to them."""
    match curve:
        case Steps():
            ends = [step.above if step.from_ is None else step.from_ for step in curve.steps]
        case Linear():
            ends = [knot.at for knot in curve.knots]
        case PerUnit():
            ends = [curve.start + curve.each * count for count in range(4)]
        case Brackets():
            rows = [(Bracket(to=0, per=1, give=0), curve.brackets[0]), *pairwise(curve.brackets)]
            ends = [before.to + row.per * n for before, row in rows for n in range(9)]
            ends = [*ends, *(row.to for row in curve.brackets)]
        case Shortfall():
            ends = [curve.target - curve.each * count for count in range(4)]
    return [Fraction(end) + change for end in ends for change in (0, Fraction(1, 1000))]


exact = small.map(Fraction) | st.fractions(-12, 12, max_denominator=30)


@given(curves, exact, exact, st.fractions(0, 1, max_denominator=30))
def test_points_over_a_range_hold_the_points_at_every_value_of_it(curve, one, other, weight):
    least, greatest = sorted([one, other])
    low, high = curve.over(least, greatest)
    inside = [value for value in corners(curve) if least <= value <= greatest]
    for value in [least, greatest, least + weight * (greatest - least), *inside]:
        assert low <= curve.at(value) <= high


@given(curves, exact, exact)
def test_points_over_a_range_are_points_at_some_value_of_it(curve, one, other):
    least, greatest = sorted([one, other])
    # a step above an end gives its points however little above it the range goes
    little = (greatest - least) / 10**6
    inside = [Fraction(value) for value in corners(curve)]
    inside += [value + little for value in inside]
    values = [value for value in [least, greatest, *inside] if least <= value <= greatest]
    given_points = {curve.at(value) for value in values}
    assert set(curve.over(least, greatest)) <= given_points


@given(curves, exact)
def test_points_over_a_range_without_an_end_are_those_up_to_the_largest_number(curve, least):
    low, high = curve.over(least, None)
    inside = [value for value in corners(curve) if value >= least]
    for value in [least, LARGEST, *inside]:
        assert low <= curve.at(value) <= high
    # every curve here has turned for the last time long before the largest number
    assert (low, high) == curve.over(least, LARGEST)


@given(ladders, exact, exact, st.fractions(0, 1, max_denominator=30))
def test_bands_over_a_range_are_the_bands_of_its_values(ladder, one, other, weight):
    least, greatest = sorted([one, other])
    bands = Bands(
        [
            Band(id="b0"),
            *(
                Band(id=f"b{index}", **{"above" if is_open else "from_": end})
                for index, ((end, is_open), _) in enumerate(ladder, start=1)
            ),
        ]
    )
    little = (greatest - least) / 10**6
    ends = [Fraction(end) for (end, _), _ in ladder]
    values = [least, greatest, least + weight * (greatest - least)]
    values += [value for end in ends for value in (end, end + little) if least <= value <= greatest]
    over = bands.over(least, greatest)
    assert {bands.at(value) for value in values} == set(over)
    assert list(over) == [band for band in bands if band in over]


def test_a_bracket_that_gives_nothing_gives_nothing_whatever_its_most_is():
    idle = Brackets([Bracket(to=10, per=5, give=0, most=19), Bracket(per=5, give=2)])
    assert [idle.over(Fraction(x), Fraction(x))[0] for x in (0, 1, 10, 20)] == [0, 0, 0, 4]

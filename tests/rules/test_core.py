"""The integer core: nodes that are made once, and what is worked out while making them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.mappings import FrozenMapping
from civil_village.rules.core import (
    ENDINGS,
    FALSE,
    OPPOSITE,
    TRUE,
    Core,
    Quotient,
    Variable,
    whole,
)
from civil_village.rules.printer import to_text
from civil_village.rules.syntax import (
    Arithmetic,
    Compare,
    Conditional,
    Constant,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
)
from civil_village.rules.values import Missing, Unknown

A, B, C = Name("a"), Name("b"), Name("c")
X, Y = Name("x"), Name("y")
V, W = Name("v"), Name("w")
ONE, TWO, THREE = Constant(1), Constant(2), Constant(3)


def over(numerator, denominator):
    """Make a quotient of names or numbers."""
    sides = (Constant(side) if isinstance(side, int) else side for side in (numerator, denominator))
    return Quotient(*sides)


def written(quotient):
    return to_text(quotient.numerator), to_text(quotient.denominator)


# Nodes that are made once -------------------------------------------------------------

MAKERS = {
    "x": lambda core: core.once(Name("x")),
    "7": lambda core: core.number(7),
    "x >= 7": lambda core: core.compare(">=", Name("x"), Constant(7)),
    "x in [1, 2]": lambda core: core.among(Name("x"), [1, 2]),
    "!(x in [1])": lambda core: core.opposite(core.among(Name("x"), [1])),
    "a && b": lambda core: core.both(Name("a"), Name("b")),
    "a || b": lambda core: core.either(Name("a"), Name("b")),
    "a ? x : y": lambda core: core.pick(Name("a"), Name("x"), Name("y")),
    "x * 2": lambda core: core.times(Name("x"), Constant(2)),
    "x + y": lambda core: core.plus("+", Name("x"), Name("y")),
    "x - y": lambda core: core.plus("-", Name("x"), Name("y")),
}


@pytest.mark.parametrize("text", MAKERS)
def test_equal_parts_are_one_part(text):
    core = Core()
    core.once(A)  # a choice takes its condition as it is
    first, again = MAKERS[text](core), MAKERS[text](core)
    assert to_text(first) == text
    assert core.once(first) is first
    if text != "a ? x : y":
        assert again is first


def test_a_choice_between_parts_is_made_once_for_each_condition():
    core = Core()
    when = core.once(A)
    first = core.pick(when, X, Y)
    assert core.pick(when, Name("x"), Name("y")) is first
    assert core.pick(core.once(B), X, Y) is not first
    assert core.pick(when, Y, X) is not first


def test_two_cores_share_nothing_but_the_truths():
    one, other = Core(), Core()
    assert one.once(Name("x")) is not other.once(Name("x"))
    assert one.once(Constant(value=True)) is other.once(Constant(value=True)) is TRUE
    assert one.once(Constant(value=False)) is other.once(Constant(value=False)) is FALSE


def test_different_parts_are_never_taken_for_each_other():
    core = Core()
    x, y, one, two, text = map(core.once, (X, Y, ONE, TWO, Constant("x")))
    made = [
        *(x, y, one, two, text, TRUE, FALSE, core.once(Constant(Decimal(1)))),
        core.once(Constant("1")),
        *(core.once(Arithmetic(operator, x, y)) for operator in ("+", "-", "*")),
        core.once(Arithmetic("+", y, x)),
        *(core.once(Compare(operator, x, y)) for operator in OPPOSITE),
        core.once(Compare("<", y, x)),
        *(core.once(Logic(operator, (x, y))) for operator in ("&&", "||")),
        core.once(Logic("&&", (x, y, x))),
        *(core.once(kind(x)) for kind in (Not, Negative)),
        core.once(Not(y)),
        core.once(Membership(x, (one,))),
        core.once(Membership(x, (one, two))),
        core.once(Membership(y, (one,))),
        core.once(Conditional(x, y, x)),
        core.once(Conditional(x, x, y)),
    ]
    assert len({id(node) for node in made}) == len(made) == 31
    assert [core.once(node) for node in made] == made


# Sizes --------------------------------------------------------------------------------


def test_a_size_counts_every_node_that_is_written_out():
    core = Core()
    twice = core.times(X, TWO)
    assert [core.size(part) for part in (twice.left, twice.right, twice, TRUE)] == [1, 1, 3, 1]
    assert core.size(core.compare(">=", twice, Constant(5))) == 5
    # Both sides are one node, which is written out twice.
    assert core.size(core.plus("+", twice, twice)) == 7
    assert core.size(core.among(X, [1, 2, 3])) == 5
    assert core.size(core.opposite(core.among(X, [1, 2, 3]))) == 6
    assert core.size(core.both(A, B, C)) == 4
    assert core.size(core.pick(core.compare("==", A, ONE), X, twice)) == 8


def test_a_size_is_known_where_nobody_could_write_the_part_out():
    core, part = Core(), X
    for _ in range(64):
        part = core.plus("+", part, part)
    # x has 1 node; each sum has twice as many as its side, and one more.
    assert core.size(part) == 2**65 - 1


def test_a_part_that_is_made_again_keeps_its_size():
    core = Core()
    for _ in range(2):
        assert core.size(core.times(Name("x"), Constant(2))) == 3
        # x, 2 and x * 2; sizes go by identity, so none is kept of a node that is let go.
        assert len(core._sizes) == 3


# Conditions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ((), "true"),
        ((TRUE,), "true"),
        ((TRUE, TRUE), "true"),
        ((FALSE,), "false"),
        ((A,), "a"),
        ((A, TRUE), "a"),
        ((TRUE, A), "a"),
        ((A, FALSE), "false"),
        ((FALSE, TRUE, A), "false"),
        ((A, A), "a"),
        ((A, B), "a && b"),
        ((B, A, B), "b && a"),
        ((A, TRUE, B, C), "a && b && c"),
    ],
)
def test_conditions_are_joined_by_and(conditions, expected):
    core = Core()
    assert to_text(core.both(*conditions)) == expected


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ((), "false"),
        ((FALSE,), "false"),
        ((FALSE, FALSE), "false"),
        ((TRUE,), "true"),
        ((A,), "a"),
        ((A, FALSE), "a"),
        ((FALSE, A), "a"),
        ((A, TRUE), "true"),
        ((TRUE, FALSE, A), "true"),
        ((A, A), "a"),
        ((A, B), "a || b"),
        ((B, A, B), "b || a"),
        ((A, FALSE, B, C), "a || b || c"),
    ],
)
def test_conditions_are_joined_by_or(conditions, expected):
    core = Core()
    assert to_text(core.either(*conditions)) == expected


def test_what_is_joined_alike_becomes_one_chain_without_repetition():
    core = Core()
    both, either = core.both(A, B), core.either(A, B)
    assert core.both(C, both, B) == Logic("&&", (C, A, B))
    assert core.either(C, either, B) == Logic("||", (C, A, B))
    assert core.both(both, A) is both
    assert core.either(FALSE, either) is either


def test_one_condition_is_no_chain():
    core = Core()
    condition = core.once(A)
    assert core.both(A) is core.both(A, TRUE) is core.either(A) is condition


def test_what_is_joined_otherwise_stays_a_part_of_its_own():
    core = Core()
    assert core.both(core.either(A, B), C) == Logic("&&", (Logic("||", (A, B)), C))
    assert core.either(core.both(A, B), C) == Logic("||", (Logic("&&", (A, B)), C))
    # A comparison is no chain, though it has two parts.
    assert to_text(core.both(core.compare("<", X, Y), A)) == "x < y && a"


def test_a_choice_that_is_no_choice_is_not_made():
    core = Core()
    when, x, y = map(core.once, (A, X, Y))
    assert core.pick(TRUE, X, Y) is x
    assert core.pick(FALSE, X, Y) is y
    assert core.pick(when, X, Name("x")) is x
    assert core.pick(when, X, Y) == Conditional(A, X, Y)


def test_every_operator_that_compares_has_its_opposite():
    holds = {
        "<": lambda one, other: one < other,
        "<=": lambda one, other: one <= other,
        ">": lambda one, other: one > other,
        ">=": lambda one, other: one >= other,
        "==": lambda one, other: one == other,
        "!=": lambda one, other: one != other,
    }
    assert OPPOSITE.keys() == holds.keys()
    for operator, opposite in OPPOSITE.items():
        for one in (1, 2, 3):
            assert holds[operator](one, 2) is not holds[opposite](one, 2)


# Numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (3, 4, "12"),
        (3, -1, "-3"),
        (0, 4, "0"),
        (X, 1, "x"),
        (1, X, "x"),
        (X, 0, "0"),
        (0, X, "0"),
        (X, 2, "x * 2"),
        (2, X, "x * 2"),
        (X, -1, "x * -1"),
        (X, Y, "x * y"),
        (Arithmetic("*", X, TWO), 3, "x * 6"),
        (3, Arithmetic("*", X, TWO), "x * 6"),
        (Arithmetic("*", X, Constant(-1)), -1, "x"),
        (Arithmetic("*", X, TWO), 0, "0"),
        (Arithmetic("*", X, TWO), 1, "x * 2"),
        (Arithmetic("*", X, Y), 2, "x * y * 2"),
        (Arithmetic("+", X, TWO), 3, "(x + 2) * 3"),
        (Arithmetic("*", X, TWO), Y, "x * 2 * y"),
        (Y, Arithmetic("*", X, TWO), "y * (x * 2)"),
    ],
)
def test_numbers_are_multiplied(left, right, expected):
    core = Core()
    left, right = (
        Constant(side) if isinstance(side, int) else made(core, side) for side in (left, right)
    )
    assert to_text(core.times(left, right)) == expected


def made(core, part):
    """Make a sum or product of two, its parts first."""
    if isinstance(part, Arithmetic):
        part = Arithmetic(part.operator, core.once(part.left), core.once(part.right))
    return core.once(part)


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("+", 3, 4, "7"),
        ("-", 3, 4, "-1"),
        ("+", X, 0, "x"),
        ("-", X, 0, "x"),
        ("+", 0, X, "0 + x"),
        ("-", 0, X, "0 - x"),
        ("+", X, 1, "x + 1"),
        ("-", X, 1, "x - 1"),
        ("+", X, Y, "x + y"),
        ("-", X, Y, "x - y"),
    ],
)
def test_numbers_are_added_and_subtracted(operator, left, right, expected):
    core = Core()
    sides = (Constant(side) if isinstance(side, int) else side for side in (left, right))
    assert to_text(core.plus(operator, *sides)) == expected


def test_a_quotient_changes_its_sign_above():
    core = Core()
    assert written(core.minus(over(X, 2))) == ("x * -1", "2")
    assert written(core.minus(over(3, W))) == ("-3", "w")


def test_quotients_are_multiplied_above_and_below():
    core = Core()
    assert written(core.product(over(X, 2), over(Y, 5))) == ("x * y", "10")
    assert written(core.product(over(3, 2), over(Y, W))) == ("y * 3", "w * 2")


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("+", (X, 2), (Y, 2), ("x + y", "2")),
        ("+", (X, 2), (Y, 3), ("x * 3 + y * 2", "6")),
        # 12 is the least common multiple of 4 and 6.
        ("-", (X, 4), (Y, 6), ("x * 3 - y * 2", "12")),
        ("+", (X, 10), (Y, 1), ("x + y * 10", "10")),
        ("+", (X, 1), (Y, 10), ("x * 10 + y", "10")),
        ("+", (1, 2), (1, 3), ("5", "6")),
        ("-", (X, W), (3, 2), ("x * 2 - w * 3", "w * 2")),
        ("+", (3, 2), (X, W), ("w * 3 + x * 2", "w * 2")),
        ("+", (X, W), (Y, V), ("x * v + y * w", "w * v")),
    ],
)
def test_quotients_are_added_over_one_denominator(operator, left, right, expected):
    core = Core()
    assert written(core.total(operator, over(*left), over(*right))) == expected


def test_quotients_over_the_same_name_are_added_above():
    core = Core()
    below = core.once(W)
    found = core.total("+", Quotient(X, below), Quotient(Y, below))
    assert written(found) == ("x + y", "w")


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        (">=", (X, 100), (1, 2), "x >= 50"),
        ("<", (X, 100), (1, 200), "x * 2 < 1"),
        ("==", (X, 4), (Y, 6), "x * 3 == y * 2"),
        (">=", (X, W), (19, 20), "x * 20 >= w * 19"),
        ("<=", (19, 20), (X, W), "w * 19 <= x * 20"),
        (">", (X, W), (Y, V), "x * v > y * w"),
        ("!=", (1, 2), (2, 4), "2 != 2"),
    ],
)
def test_quotients_are_compared_without_dividing(operator, left, right, expected):
    core = Core()
    assert to_text(core.cross(operator, over(*left), over(*right))) == expected


def test_quotients_are_levelled_where_both_denominators_are_numbers():
    core = Core()
    one, two = core.levelled(over(X, 2), over(Y, 3))
    assert (written(one), written(two)) == (("x * 3", "6"), ("y * 2", "6"))
    assert one.denominator is two.denominator


@pytest.mark.parametrize(("left", "right"), [((X, W), (Y, 3)), ((X, 2), (Y, W)), ((X, V), (Y, W))])
def test_quotients_over_names_are_left_as_they_are(left, right):
    sides = over(*left), over(*right)
    assert Core().levelled(*sides) == sides


def test_only_whole_literals_have_a_whole_number():
    assert [whole(Constant(number)) for number in (0, 3, -3)] == [0, 3, -3]
    for part in (TRUE, FALSE, Constant(Decimal("1.5")), Constant("3"), X, Negative(THREE)):
        assert whole(part) is None


# Variables ----------------------------------------------------------------------------


def unknown(least=None, greatest=None, *, sure=True):
    """Make an unknown with its bounds."""
    ends = (None if end is None else Fraction(end) for end in (least, greatest))
    return Unknown((Missing("indicator", "funds"),), *ends, sure)


def number_of(value, *parts, scale=1):
    return Variable(indicator="funds", parts=parts, scale=scale).of(value)


def test_the_name_of_a_variable_says_which_number_of_which_fact_it_is():
    named = {parts: Variable(indicator="a_b", parts=parts).name for parts in ENDINGS}
    assert named == {
        ("value",): "a_b_VALUE",
        ("least",): "a_b_LO",
        ("greatest",): "a_b_HI",
        ("sure",): "a_b_SURE",
        ("part",): "a_b_PART",
        ("whole",): "a_b_WHOLE",
        ("least", "part"): "a_b_LO_PART",
        ("least", "whole"): "a_b_LO_WHOLE",
        ("greatest", "part"): "a_b_HI_PART",
        ("greatest", "whole"): "a_b_HI_WHOLE",
    }


def test_a_truth_is_handed_over_as_one_or_nought_or_unknown():
    variable = Variable(indicator="plan", parts=("value",), truth=True)
    assert [variable.of(value) for value in (True, False, unknown())] == [1, 0, -1]


def test_a_choice_is_handed_over_as_its_code_or_unknown():
    variable = Variable(indicator="kind", parts=("value",), codes={"hill": 0, "plain": 1})
    assert [variable.of(value) for value in ("hill", "plain", unknown())] == [0, 1, -1]


def test_a_number_is_handed_over_times_its_scale():
    assert number_of(Fraction(5, 2), "value", scale=100) == 250
    assert number_of(Fraction(-7), "value") == -7
    for end, expected in (("least", 10), ("greatest", 45)):
        assert number_of(unknown(1, "4.5"), end, scale=10) == expected
        assert number_of(Fraction(3), end, scale=10) == 30


def test_a_number_that_is_finer_than_declared_is_refused():
    for end in ("value", "least", "greatest"):
        variable = Variable(indicator="funds", parts=(end,), scale=100)
        assert variable.of(Fraction("0.01")) == 1
        with pytest.raises(ValueError, match=f"^{variable.name}$"):
            variable.of(Fraction("0.005"))


def test_a_share_is_handed_over_as_part_and_whole_in_lowest_terms():
    share = Fraction(90, 100)
    assert [number_of(share, end) for end in ("part", "whole")] == [9, 10]
    for end in ("least", "greatest"):
        assert [number_of(share, end, side) for side in ("part", "whole")] == [9, 10]


def test_an_unknown_share_is_handed_over_as_both_its_ends():
    share = unknown("1/2", "2/3")
    assert [number_of(share, "least", side) for side in ("part", "whole")] == [1, 2]
    assert [number_of(share, "greatest", side) for side in ("part", "whole")] == [2, 3]
    # A scale is for numbers over a fixed denominator; shares have their own.
    assert number_of(share, "greatest", "part", scale=10) == 2


def test_a_share_that_may_have_no_value_has_nought_for_all_its_ends():
    share = unknown("1/2", "2/3", sure=False)
    for end in ("least", "greatest"):
        assert [number_of(share, end, side) for side in ("part", "whole")] == [0, 0]


def test_whether_a_number_has_a_value_is_handed_over_as_one_or_nought():
    values = (Fraction(3), unknown(1, 2), unknown(1, 2, sure=False))
    assert [number_of(value, "sure") for value in values] == [1, 1, 0]


@pytest.mark.parametrize("end", ["value", "part", "whole"])
def test_a_variable_of_complete_facts_refuses_an_unknown_number(end):
    variable = Variable(indicator="funds", parts=(end,))
    with pytest.raises(ValueError, match=f"^{variable.name}$"):
        variable.of(unknown(1, 1))


@pytest.mark.parametrize(
    ("variable", "zh", "en", "plain"),
    [
        (
            Variable(indicator="plan", parts=("value",), truth=True),
            "plan_VALUE：plan 为真记 1，为假记 0，未知记 -1",
            "plan_VALUE: 1 where plan is true, 0 where it is false, -1 where it is unknown",
            {"name": "plan_VALUE", "indicator": "plan", "is": "truth"},
        ),
        (
            Variable(indicator="kind", parts=("value",), codes={"hill": 0, "plain": 1}),
            "kind_VALUE：kind 的代码（hill 0、plain 1），未知记 -1",
            "kind_VALUE: code of kind (hill 0, plain 1), -1 where it is unknown",
            {"name": "kind_VALUE", "indicator": "kind", "codes": {"hill": 0, "plain": 1}},
        ),
        (
            Variable(indicator="funds", parts=("greatest",), scale=100),
            "funds_HI：funds 的最大值 × 100",
            "funds_HI: greatest funds × 100",
            {"name": "funds_HI", "indicator": "funds", "is": "greatest", "times": 100},
        ),
        (
            Variable(indicator="share", parts=("least", "whole")),
            "share_LO_WHOLE：share 最小值的分母，可能无值时为 0",
            "share_LO_WHOLE: whole of the least share, 0 where it may have no value",
            {"name": "share_LO_WHOLE", "indicator": "share", "is": "least whole"},
        ),
    ],
    ids=["truth", "choice", "number", "share"],
)
def test_a_variable_says_how_it_is_made(variable, zh, en, plain):
    assert (variable.text("zh"), variable.text("en")) == (zh, en)
    assert variable.plain() == plain


def test_a_variable_keeps_its_codes_from_changing():
    codes = {"hill": 0}
    variable = Variable(indicator="kind", parts=("value",), codes=codes)
    codes["plain"] = 1
    assert variable.codes == FrozenMapping({"hill": 0})
    assert {variable: 1}[Variable(indicator="kind", parts=("value",), codes={"hill": 0})] == 1


def test_every_variable_is_said_in_both_languages():
    texts = [
        Variable(indicator="a", parts=parts).text(lang)
        for parts in ENDINGS
        for lang in ("zh", "en")
    ]
    assert all(text.startswith("a_") for text in texts)
    assert len(set(texts)) == 2 * len(ENDINGS)

"""What is told of numbers is told of symbols: the expression gives the same, and stays in its size."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.quantities.rounding import Rounding
from civil_village.reckoning import (
    UnwritableError,
    both,
    counted,
    denied,
    either,
    first,
    floored,
    greater,
    lesser,
    mirrored,
    pick,
    raised,
    total,
)
from civil_village.rules.core import Core, Quotient
from civil_village.rules.interpreter import interpret
from civil_village.rules.printer import to_text
from civil_village.rules.python import Function
from civil_village.rules.steps import Steps
from civil_village.rules.symbols import CoreNumber, CoreTruth, quotient_of
from civil_village.rules.syntax import Arithmetic, Constant, Name

MODES = ("half_up", "half_even", "down", "up")
ROUNDINGS = [Rounding(step=step, mode=mode) for step in (0.25, 2) for mode in MODES]
TELLINGS = {
    "sum": lambda x, y: 2 * x - y / 3 + Fraction(1, 7),
    "product": lambda x, y: x * y - 5,
    "difference from a number": lambda x, y: 3 - x + (Fraction(1, 2) - y),
    "smaller and larger": lambda x, y: lesser(x, y) + greater(x, Fraction(3)) * 2,
    "floored": lambda x, y: floored(x / 3) + raised(y * 2),
    "turned round": lambda x, y: mirrored(x - y, lambda one: floored(one / 2)),
    "picked": lambda x, y: pick(both(x >= y, denied(x > 5)), x, either_of(x, y)),
    "first": lambda x, y: first([(x > 4, y), (y >= 2, Fraction(9)), (x <= -1, x)], Fraction(0)),
    "counted": lambda x, y: counted([x > 0, y > 0, True, denied(x < y)]),
    "total": lambda x, y: total([x, y, Fraction(1), x]),
    "quotient": lambda x, y: x / greater(Fraction(1), y),
    "quotient of a number": lambda x, y: 5 / greater(Fraction(2), x) - y,
    **{
        f"{rounding.mode} to {rounding.step}": lambda x, y, r=rounding: r.rounded(x * 2 - y)
        for rounding in ROUNDINGS
    },
}


def either_of(x, y):
    return pick(either(x < 0, y < 0), x + y, x - y)


def symbol(core, name, low, high, below=6):
    return CoreNumber(core, Quotient(Name(name), Constant(below)), Fraction(low), Fraction(high))


@pytest.mark.parametrize("tell", TELLINGS.values(), ids=TELLINGS)
@given(x=st.integers(-60, 60), y=st.integers(-60, 60))
def test_the_expression_gives_what_numbers_give(tell, x, y):
    core = Core()
    told = tell(symbol(core, "x", -10, 10), symbol(core, "y", -10, 10))
    wanted = tell(Fraction(x, 6), Fraction(y, 6))
    above, below = (
        interpret(part, {"x": Fraction(x), "y": Fraction(y)}).value
        for part in quotient_of(core, told)
    )
    assert Fraction(above, below) == wanted
    assert told.least <= wanted <= told.greatest


@given(x=st.integers(0, 1000), y=st.integers(1, 50))
def test_whole_division_is_the_same_in_python_and_in_the_interpreter(x, y):
    core = Core()
    node = core.divide(Name("x"), Name("y"))
    made = Function(["x", "y"], core)
    made.hold("x", "x", "number")
    made.hold("y", "y", "number")
    made.give(made.expression(node))
    scope = {"x": Fraction(x), "y": Fraction(y)}
    assert made.build("divided")(x, y) == interpret(node, scope).value == x // y


def test_whole_division_is_written_as_cel_divides():
    core = Core()
    inner = core.divide(core.plus("+", Name("x"), Constant(1)), Constant(2))
    assert to_text(core.times(inner, Name("y"))) == "(x + 1) / 2 * y"
    assert to_text(core.times(Name("y"), inner)) == "y * ((x + 1) / 2)"
    assert core.divide(Constant(7), Constant(2)) == Constant(3)
    assert core.divide(Name("x"), Constant(1)) == Name("x")


def test_what_sizes_decide_is_no_question():
    core = Core()
    x = symbol(core, "x", 0, 5)
    assert (x >= 0, x > 5, x <= 5, x < 0) == (True, False, True, False)
    assert lesser(x, Fraction(5)) is x
    assert greater(Fraction(0), x) is x
    assert isinstance(x >= 1, CoreTruth)


def test_a_question_is_no_truth_of_python():
    with pytest.raises(TypeError):
        bool(symbol(Core(), "x", 0, 5) >= 1)


# Steps --------------------------------------------------------------------------------


def test_a_number_that_may_pass_64_bits_is_no_step():
    core = Core()
    steps = Steps(core, {"x": (0, 3 * 10**9), "y": (0, 3 * 10**9)})
    product = core.times(Name("x"), Name("y"))
    assert steps.whole("fits", product) == Name("fits")
    assert steps.sizes["fits"] == (0, 9 * 10**18)
    with pytest.raises(UnwritableError) as caught:
        steps.whole("wide", core.plus("+", product, core.times(Name("x"), Constant(10**9))))
    assert caught.value.reason == "too-large-numbers"
    assert caught.value.names == ("x", "y")


def test_a_text_that_is_too_deep_is_no_step():
    core = Core()
    deep = Name("x")
    for _ in range(40):
        deep = core.pick(core.compare(">", deep, Constant(0)), Name("y"), Name("x"))
    with pytest.raises(UnwritableError) as caught:
        Steps(core, {"x": (0, 1), "y": (0, 1)}).whole("deep", deep)
    assert caught.value.reason == "too-large-text"


def test_of_a_whole_quotient_the_size_is_known():
    core = Core()
    steps = Steps(core, {"x": (-5, 100), "y": (3, 7)})
    assert steps.size(Arithmetic("//", Name("x"), Name("y"))) == (0, 33)
    assert steps.size(core.compare(">", Name("x"), Constant(0))) == (0, 1)

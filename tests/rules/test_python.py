"""Core rules as a function of Python: what is written, what is kept, what nobody can name."""

import ast
import traceback
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from civil_village.rules.core import FALSE, TRUE, Core
from civil_village.rules.interpreter import interpret
from civil_village.rules.parser import parse
from civil_village.rules.python import (
    SMALL,
    Function,
    assign,
    literal,
    name,
    pick,
    several,
)
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
    parts,
)

X, Y = Name("x"), Name("y")


def function(core=None, **holdings):
    """Begin a function of locals that hold the variables of the same name."""
    made = Function(list(holdings), core or Core())
    for local, (holding, *scale) in holdings.items():
        made.hold(local, local, holding, *scale)
    return made


def answering(rule, core=None, **holdings):
    """Give a function that answers one rule."""
    made = function(core, **holdings)
    made.give(made.expression(rule))
    return made.build("rule")


def source(made):
    """Write the body of a function as Python shows it."""
    return [ast.unparse(ast.fix_missing_locations(statement)) for statement in made.body]


NUMBERS = dict.fromkeys("xyz", ("number",))


# Parts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x >= 3", "x >= 3"),
        ("x <= y", "x <= y"),
        ("x == y || x != z", "x == y or x != z"),
        ("x < y && y > z", "x < y and y > z"),
        ("!(x < y)", "not x < y"),
        ("x * 2 + y - z", "x * 2 + y - z"),
        ("x * (y - z)", "x * (y - z)"),
        ("-(x + y)", "-(x + y)"),
        ("x in [1, 2]", "x in (1, 2)"),
        ("x in [1]", "x in (1,)"),
        ("x > 0 ? y : z", "y if x > 0 else z"),
        ("true", "True"),
        ("-3", "-3"),
    ],
)
def test_each_part_is_written_as_python_has_it(text, expected):
    made = function(**NUMBERS)
    made.give(made.expression(parse(text)))
    assert source(made) == [f"return {expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "x + y * z > 3 || !(x < y) && z in [0, 2]",
        "(x > y ? x - y : y - x) <= z",
        "x > 0 ? y == z : x != z",
        "-(x * 2) + y >= z - 1",
    ],
)
def test_it_answers_as_the_interpreter_does(text):
    rule = parse(text)
    answer = answering(rule, **NUMBERS)
    for values in product(range(-1, 3), repeat=3):
        scope = dict(zip("xyz", map(Fraction, values), strict=True))
        assert answer(*values) is interpret(rule, scope).value


def test_small_parts_of_python_are_written_one_by_one():
    made = Function(["x"], Core())
    made.body.append(assign("v0", literal(5)))
    made.give(several([pick(name("x"), name("v0"), literal("no")), literal(None)]))
    assert source(made) == ["v0 = 5", "return (v0 if x else 'no', None)"]
    answer = made.build("pair")
    assert (answer(x=True), answer(x=False)) == ((5, None), ("no", None))


def test_what_no_literal_can_be_is_read_from_beside():
    made = Function([], Core())
    first, second = object(), Fraction(1, 3)
    made.give(several([made.keep(first), made.keep(second)]))
    assert made.scope == {"g0": first, "g1": second}
    assert made.build("kept")() == (first, second)


# What a local holds -------------------------------------------------------------------


@pytest.mark.parametrize(("told", "expected"), [(True, (True, False)), (False, (False, True))])
def test_a_truth_is_asked_for_itself(told, expected):
    for number, found in zip((1, 0), expected, strict=True):
        rule = Compare("==", X, Constant(number))
        assert answering(rule, x=("truth",))(told) is found
    made = function(x=("truth",))
    made.give(made.expression(Compare("==", X, Constant(0))))
    assert source(made) == ["return not x"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [(True, (True, False)), (False, (False, True)), (None, (False, False))],
)
def test_a_truth_that_may_be_missing_is_neither_then(told, expected):
    found = [
        answering(Compare("==", X, Constant(number)), x=("open-truth",))(told) for number in (1, 0)
    ]
    assert tuple(found) == expected
    made = function(x=("open-truth",))
    made.give(made.expression(Compare("==", X, Constant(0))))
    assert source(made) == ["return x is False"]


def test_two_truths_are_compared_as_they_are():
    answer = answering(Compare("==", X, Y), x=("truth",), y=("truth",))
    assert [answer(one, True) for one in (True, False)] == [True, False]


def test_a_truth_is_asked_for_itself_on_either_side():
    for holding, told in (("truth", True), ("open-truth", True)):
        assert answering(Compare("==", Constant(1), X), x=(holding,))(told) is True
        assert answering(Compare("==", Constant(0), X), x=(holding,))(told) is False


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("<", (True, False, False)),
        ("<=", (True, True, False)),
        (">", (False, False, True)),
        (">=", (False, True, True)),
        ("==", (False, True, False)),
        ("!=", (True, False, True)),
    ],
)
def test_a_number_as_it_was_written_is_compared_with_the_literal_as_it_was_meant(
    operator, expected
):
    # 50 hundredths are 0.5.
    rule = Compare(operator, X, Constant(50))
    answer = answering(rule, x=("written", 100))
    numbers = (Decimal("0.49"), Decimal("0.50"), Decimal("0.51"))
    assert tuple(answer(number) for number in numbers) == expected
    assert tuple(answer(number) for number in (0, Fraction(1, 2), 1)) == expected


def test_a_number_as_it_was_written_may_stand_behind():
    # 0.5 < x
    answer = answering(Compare("<", Constant(50), X), x=("written", 100))
    assert [answer(Decimal(text)) for text in ("0.5", "0.51")] == [False, True]
    # Without a scale the literal is the number itself.
    answer = answering(Compare("==", Constant(50), X), x=("written",))
    assert [answer(Decimal(text)) for text in ("50.0", "25")] == [True, False]


def test_the_literal_is_an_exact_decimal_outside_of_the_tree():
    made = function(x=("written", 100))
    made.give(made.expression(Compare(">=", X, Constant(5))))
    assert source(made) == ["return x >= g0"]
    assert made.scope == {"g0": Decimal("0.05")}
    assert isinstance(made.scope["g0"], Decimal)


def test_a_number_that_was_written_is_compared_with_a_literal_only_where_it_stands():
    made = function(x=("written", 10), y=("number",))
    made.give(made.expression(Compare(">=", Y, Constant(5))))
    assert source(made) == ["return y >= 5"]


# Large parts --------------------------------------------------------------------------


def chain(core, links):
    """Make x + x + … with as many signs; each adds 2 nodes to the first one."""
    part = core.once(X)
    for _ in range(links):
        part = core.plus("+", part, X)
    return part


def test_a_large_part_that_is_used_twice_is_worked_out_once():
    core = Core()
    large = chain(core, 4)
    assert core.size(large) == 9
    rules = [core.compare(">", large, Constant(n)) for n in (1, 2)]
    made = function(core, x=("number",))
    made.expect(rules)
    made.give(several([made.expression(rule) for rule in rules]))
    assert source(made) == ["k0 = x + x + x + x + x", "return (k0 > 1, k0 > 2)"]
    assert made.build("rules")(0.3) == (True, False)


@pytest.mark.parametrize("signs", ["!", ""])
def test_a_part_is_large_from_eight_nodes(signs):
    core = Core()
    # x + x + x > 1 has 7 nodes, its denial 8.
    part = core.compare(">", chain(core, 2), Constant(1))
    part = core.opposite(part) if signs else part
    assert core.size(part) == (SMALL if signs else SMALL - 1) == 7 + len(signs)
    made = function(core, x=("number",))
    made.expect([part, part])
    made.give(several([made.expression(part), made.expression(part)]))
    assert len(made.body) == (2 if signs else 1)
    assert made.build("twice")(1) == ((False, False) if signs else (True, True))


def test_a_large_part_that_is_used_once_stays_where_it_is():
    core = Core()
    rule = core.compare(">", chain(core, 5), Constant(1))
    made = function(core, x=("number",))
    made.expect([rule])
    made.give(made.expression(rule))
    assert source(made) == ["return x + x + x + x + x + x > 1"]


def test_nothing_is_kept_where_nothing_was_expected():
    core = Core()
    rule = core.compare(">", chain(core, 5), Constant(1))
    made = function(core, x=("number",))
    made.give(several([made.expression(rule), made.expression(rule)]))
    assert len(made.body) == 1


def test_large_parts_in_large_parts_are_worked_out_first():
    core = Core()
    inner = chain(core, 4)
    outer = core.plus("-", core.times(inner, Name("y")), inner)
    rules = [core.compare(">", outer, Constant(n)) for n in (1, 2)]
    made = function(core, **NUMBERS)
    made.expect(rules)
    made.give(several([made.expression(rule) for rule in rules]))
    assert source(made) == [
        "k0 = x + x + x + x + x",
        "k1 = k0 * y - k0",
        "return (k1 > 1, k1 > 2)",
    ]


def test_only_the_first_use_of_a_part_counts_its_parts():
    core = Core()
    inner = chain(core, 4)
    outer = core.times(inner, Name("y"))
    # The inner part stands in one place only, of which there are two uses.
    made = function(core, **NUMBERS)
    made.expect([outer, outer])
    made.give(several([made.expression(outer), made.expression(outer)]))
    assert source(made) == ["k0 = (x + x + x + x + x) * y", "return (k0, k0)"]


def test_a_rule_that_nobody_could_write_out_is_worked_out_in_as_many_steps_as_it_has_parts():
    core, part = Core(), X
    for _ in range(64):
        part = core.plus("+", part, part)
    made = function(core, x=("number",))
    made.expect([part])
    made.give(made.expression(part))
    assert made.build("doubled")(1) == 2**64
    # The last sum is used once, the first two are smaller than what is kept.
    assert len(made.body) == 64 - 1 - 2 + 1


# Names that mean something to Python --------------------------------------------------

HOSTILE = ["lambda", "class", "None", "__import__", "g0", "k0", "v0", "年", "a b", "x\n", "'", ""]


def test_no_name_of_a_rule_becomes_a_name_of_python():
    core = Core()
    total = core.number(0)
    for hostile in HOSTILE:
        total = core.plus("+", total, core.once(Name(hostile)))
    locals_ = {hostile: f"v{place}" for place, hostile in enumerate(HOSTILE)}
    made = Function(list(locals_.values()), core)
    for hostile, local in locals_.items():
        made.hold(hostile, local, "number")
    made.expect([total, total])
    made.give(several([made.expression(total), made.expression(total)]))
    answer = made.build("sum")
    # 1 + 2 + 4 + … + 2048
    assert answer(*(2**place for place in range(12))) == (4095, 4095)
    assert set(answer.__code__.co_varnames) == {*locals_.values(), "k0"}
    assert answer.__code__.co_names == ()


def test_a_text_is_never_read_as_python():
    text = "__import__('os').abort()"
    made = Function([], Core())
    made.give(several([literal(text), made.expression(Constant(text))]))
    assert made.build("texts")() == (text, text)


def test_a_traceback_shows_the_title():
    answer = answering(Arithmetic("+", X, Y), x=("number",), y=("number",))
    with pytest.raises(TypeError) as caught:
        answer(1, "a")
    frame = traceback.extract_tb(caught.tb)[-1]
    assert (frame.filename, frame.name) == ("<rule>", "rule")
    assert answer.__name__ == "rule"


def test_a_function_reads_nothing_that_it_was_not_given():
    made = Function([], Core())
    made.give(name("print"))
    answer = made.build("reads")
    # Only what Python itself adds stands beside what was kept.
    assert set(answer.__globals__) == {"__builtins__", "reads"}


@pytest.mark.parametrize(
    "part",
    [
        Constant(1),
        Not(TRUE),
        Negative(Constant(1)),
        Arithmetic("+", Constant(1), Constant(2)),
        Compare("<", Constant(1), Constant(2)),
        Logic("&&", (TRUE, FALSE)),
        Logic("||", (TRUE, FALSE)),
        Membership(Constant(1), (Constant(1), Constant(2))),
        Conditional(TRUE, Constant(1), Constant(2)),
    ],
    ids=lambda part: type(part).__name__,
)
def test_every_kind_of_part_can_be_answered(part):
    assert answering(part)() == interpret(part, {}).value
    assert all(answering(inner)() == interpret(inner, {}).value for inner in parts(part))

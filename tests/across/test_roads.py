"""Two roads to one answer: interpreter and generated function.

The interpreter is the definition. Rules are drawn with the names that they were checked
with, and facts near the numbers that the rules compare them with. The third road, portable
text, is taken by test_engines.py.
"""

from fractions import Fraction
from unittest import mock

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from civil_village.rules import Rule, Signature
from civil_village.rules.core import OPPOSITE, TRUE, Core, Quotient, Variable
from civil_village.rules.interpreter import interpret
from civil_village.rules.lowering import Lowering
from civil_village.rules.value_only import worth
from civil_village.testing.strategies.rule import rules, scopes
from tests.cel_cases import generated, is_complete, sides

#: No number of the core is as large.
LIMIT = 2**63
#: As many scopes of each rule; with the profile `thorough` 50,000 pairs in all.
SCOPES = 5
EXAMPLES = 10_000 if settings().max_examples >= 1000 else 150

TEXTS = ("很好", "一般", "'\"\\\n")


def family(least, most, places, whole, unit=None):
    """Describe names of every kind; a drawing of rules over them is made once."""

    def number(places, **changes):
        kind = Signature.number(minimum=least, maximum=most, places=places, unit=unit)
        return evolve(kind, **changes)

    def share(most, **changes):
        kind = Signature(type="number", maximum=Fraction(most), numerator=whole * most)
        return evolve(kind, denominator=whole, static=False, partial=True, **changes)

    return {
        # Names that mean something to Python, to the engines or to this library.
        **{name: number(0) for name in ("lambda", "class", "n")},
        "none": number(places),
        "self": number(2),
        "lowest": number(places, partial=True),
        "rate": share(1, share=True, ratio=True),
        "uptake": share(7, ratio=True),
        "mean": share(7),
        **{name: Signature(type="truth") for name in ("plan", "print", "v0")},
        **{name: Signature(type="choice", choices=TEXTS) for name in ("mood", "type")},
        "other": Signature(type="choice", choices=(*TEXTS[1:], "较差")),
    }


FAMILIES = [
    family(0, 1, 0, 1),
    family(0, 9, 1, 10),
    family(-3, 3, 2, 5),
    family(-1, 0, 0, 2),
    family(0, 10**11, 2, 10**6),
    family(-(10**6), 10**6, 4, 1000, unit="yuan"),
    family(0, 5000, 0, 10**6),
    family(3, 3, 0, 3),
]
RULES = [rules(names) for names in FAMILIES]


@st.composite
def pairs(draw):
    """Draw a rule, and several scopes to work it out on."""
    number = draw(st.integers(0, len(FAMILIES) - 1))
    rule, names = draw(RULES[number]), FAMILIES[number]
    unknowns = draw(st.booleans())
    one = scopes(rule, names, unknowns=unknowns)
    return rule, names, draw(st.lists(one, min_size=SCOPES, max_size=SCOPES))


def worked(core_rule, lowering, scope):
    """Work a rule of the core out, with the numbers that its variables are handed."""
    variables = lowering.variables.values()
    numbers = {v.name: Fraction(v.of(scope[v.indicator])) for v in variables}
    return interpret(core_rule, numbers)


def numbers_of(valued):
    if isinstance(valued.value, Fraction):
        yield valued.value
    for part in valued.parts:
        yield from numbers_of(part)


def check_core(rule, names, scopes_):
    """Compare the integer core with the definition, with gaps and without."""
    open_, whole = Lowering(names, gaps=True), Lowering(names, gaps=False)
    both_ways = [
        (open_, open_.condition(rule.expression)),
        (whole, whole.condition(rule.expression)),
    ]
    for scope in scopes_:
        expected = sides(interpret(rule.expression, scope).value)
        for lowering, condition in both_ways:
            if lowering.gaps or is_complete(scope):
                found = [
                    worked(side, lowering, scope) for side in (condition.holds, condition.fails)
                ]
                assert tuple(side.value for side in found) == expected
                assert all(
                    number.denominator == 1 and abs(number) < LIMIT
                    for side in found
                    for number in numbers_of(side)
                )


@settings(max_examples=EXAMPLES)
@given(pairs())
def test_the_integer_core_is_what_the_interpreter_says(case):
    check_core(*case)


@settings(max_examples=EXAMPLES)
@given(pairs())
def test_the_worth_of_a_rule_alone_is_what_the_interpreter_says(case):
    rule, _, scopes_ = case
    alone = worth(rule.expression)
    for scope in scopes_:
        assert alone(scope) == interpret(rule.expression, scope).value


@settings(max_examples=EXAMPLES)
@given(pairs())
def test_the_generated_function_is_what_the_interpreter_says(case):
    rule, names, scopes_ = case
    lowering = Lowering(names, gaps=True)
    function = generated(lowering, lowering.condition(rule.expression))
    for scope in scopes_:
        numbers = {v.name: v.of(scope[v.indicator]) for v in lowering.variables.values()}
        assert function(numbers) == sides(interpret(rule.expression, scope).value)


# Mutants of the core ------------------------------------------------------------------


def unscaled(self, left, right):
    """Forget to bring both sides to one scale."""
    return left.numerator, right.numerator, left.denominator


def unguarded(self, part):
    """Forget that a whole may be 0."""
    return TRUE


RIGHT = Variable.of


def one_too_many(self, value):
    """Take the least value for one more than it is."""
    number = RIGHT(self, value)
    return number + 1 if self.parts == ("least",) else number


@st.composite
def of_two(draw, sign):
    """Draw products of numbers that may be below 0, both perhaps unknown; by ``*`` or ``* -``."""
    names = FAMILIES[2]
    one, two = (draw(st.sampled_from(["n", "class", "self"])) for _ in range(2))
    rule = Rule(f"{one} {sign} {two} >= {draw(st.integers(-9, 9))}")
    return rule, names, [draw(scopes(rule, names)) for _ in range(SCOPES)]


MUTANTS = {
    "a scale is dropped": (mock.patch.object(Core, "_over_one", unscaled), pairs()),
    "a guard is forgotten": (mock.patch.object(Lowering, "above", unguarded), pairs()),
    "a bound is off by one": (mock.patch.object(Variable, "of", one_too_many), pairs()),
    ">= is taken for >": (mock.patch.dict(OPPOSITE, {">=": "<="}), pairs()),
    "what both arms say is forgotten": (
        mock.patch.object(
            Lowering,
            "chosen",
            lambda self, when, then, otherwise, agreed: self.core.either(
                self.core.both(when.holds, then), self.core.both(when.fails, otherwise)
            ),
        ),
        pairs(),
    ),
    "signs are not looked at": (
        mock.patch.object(Lowering, "may_be_negative", return_value=False),
        of_two("*"),
    ),
    "a sign is not changed": (
        mock.patch.object(
            Core, "minus", lambda self, value: Quotient(value.numerator, value.denominator)
        ),
        of_two("* -"),
    ),
}


@given(of_two("*"))
def test_products_of_numbers_below_nought_are_what_the_interpreter_says(case):
    check_core(*case)


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mistake_in_the_core_is_noticed(mutant):
    mistake, cases = MUTANTS[mutant]

    @settings(
        max_examples=5000,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=[Phase.generate],
    )
    @given(cases)
    def compare(case):
        check_core(*case)

    with mistake, pytest.raises((AssertionError, ZeroDivisionError)):
        compare()

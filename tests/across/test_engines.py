"""The portable text of a rule says on other engines what the interpreter says.

The engines are installed by the extra `engines`; ``nox -s engines`` runs this module.
"""

import pytest
from hypothesis import given, settings

from civil_village.problems import DocumentError
from civil_village.rules import Rule
from civil_village.rules.interpreter import interpret
from tests.across.test_roads import EXAMPLES, FAMILIES, pairs
from tests.cel_cases import ENGINES, is_complete, sides


@pytest.fixture(params=ENGINES)
def compiled(request):
    """Give what compiles a text on an engine."""
    pytest.importorskip(request.param, reason=f"{request.param} is of the extra engines")
    return ENGINES[request.param]


def test_other_engines_answer_the_portable_text_alike(compiled):
    @settings(max_examples=EXAMPLES // 3)
    @given(pairs())
    def agree(case):
        rule, names, scopes_ = case
        for gaps in (True, False):
            try:
                made = rule.portable(names, gaps=gaps)
            except DocumentError as error:
                if [problem.code for problem in error.problems] != ["portable-too-large"]:
                    raise
                continue
            variables = [variable.name for variable in made.variables]
            holds, fails = (compiled(made.texts[s], variables) for s in ("holds", "fails"))
            for scope in scopes_:
                if gaps or is_complete(scope):
                    numbers = made.bindings(scope)
                    found = holds(numbers), fails(numbers)
                    assert found == sides(interpret(rule.expression, scope).value)

    agree()


def nested(shape, times):
    """Nest a shape in itself."""
    text = "plan"
    for _ in range(times):
        text = shape.format(text)
    return text


SHAPES = ["(print && (v0 || {}))", "(plan ? print : {})", "(v0 == {})", "!(print && {})"]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_deepest_text_that_is_written_is_not_too_deep_for_other_engines(compiled, shape):
    names = FAMILIES[0]
    deepest = None
    for times in range(1, 40):
        try:
            made = Rule(nested(shape, times)).portable(names)
        except DocumentError:
            break
        deepest = made
    assert deepest is not None
    variables = [variable.name for variable in deepest.variables]
    facts = {"plan": True, "print": True, "v0": False}
    holds = compiled(deepest.texts["holds"], variables)(deepest.bindings(facts))
    fails = compiled(deepest.texts["fails"], variables)(deepest.bindings(facts))
    assert holds is not fails


def test_a_long_sum_is_not_too_deep_for_other_engines(compiled):
    rule = Rule(" + ".join(["n"] * 99) + " >= 99")
    made = rule.portable(FAMILIES[1])
    holds = compiled(made.texts["holds"], ["n_VALUE"])
    assert holds({"n_VALUE": 1}) is True
    assert holds({"n_VALUE": 0}) is False

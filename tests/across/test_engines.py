"""Portable texts say on other engines what the library says: of rules, and of whole standards.

The engines are installed by the extra `engines`; ``nox -s engines`` runs this module.
"""

import re

import pytest
from hypothesis import given, settings

from civil_village.derivation import derive
from civil_village.problems import DocumentError
from civil_village.rules import Rule
from civil_village.rules.interpreter import interpret
from civil_village.standards import PortableStandard, evaluate
from civil_village.standards.evaluation.assessors import heard
from civil_village.testing import DAY, without
from tests.across.test_promises import gapped
from tests.across.test_roads import EXAMPLES, FAMILIES, pairs
from tests.cel_cases import ENGINES, is_complete, sides
from tests.portable_rows import numbered
from tests.portable_steps import by_engine, by_interpreter, compare
from tests.profiles import whole_documents
from tests.scored_by_hand import CASES


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


# Whole standards ----------------------------------------------------------------------


@pytest.mark.parametrize("gaps", [True, False], ids=["gaps", "complete"])
def test_other_engines_give_points_bands_and_outcome_alike(compiled, gaps):
    count = 0
    for _, standard, rows in numbered():
        written = PortableStandard(standard, gaps=gaps)
        assert written.left_out == []
        work_out = None
        for facts in rows:
            try:
                numbers = written.bindings(facts.scope())
            except ValueError:  # something is missing
                continue
            work_out = work_out or by_engine(compiled, written, numbers)
            compare(written, work_out(numbers), evaluate(standard, facts))
            count += 1
    assert count > 100


@whole_documents
@given(gapped())
def test_other_engines_score_standards_of_every_shape_alike(case):
    standard, village, gone = case
    facts = derive(standard.catalogue, without(village, gone), as_of=DAY)
    written = PortableStandard(standard, exemptions=True)
    numbers = written.bindings(facts.scope(), heard(standard, facts), facts.exempt)
    wanted = by_interpreter(written, numbers)
    for package, engine in ENGINES.items():
        pytest.importorskip(package, reason=f"{package} is of the extra engines")
        assert by_engine(engine, written, numbers)(numbers) == wanted


def test_a_step_that_begins_elsewhere_is_noticed(compiled):
    standard, _ = CASES["steps"]
    written = PortableStandard(standard, gaps=False)
    (step,) = (step for step in written.steps if "n_VALUE" in step.text)
    signs = [found.span() for found in re.finditer(">=?", step.text)]
    assert len(signs) == 3
    rows = [facts for _, one, facts_ in numbered() if one is standard for facts in facts_]
    rows = [facts for facts in rows if is_complete({"n": facts["n"]})]
    right = compiled(step.text, ["n_VALUE"])
    for start, end in signs:
        other = ">" if step.text[start:end] == ">=" else ">="
        wrong = compiled(step.text[:start] + other + step.text[end:], ["n_VALUE"])
        given_ = [{"n_VALUE": written.bindings(facts.scope())["n_VALUE"]} for facts in rows]
        assert [wrong(numbers) for numbers in given_] != [right(numbers) for numbers in given_]

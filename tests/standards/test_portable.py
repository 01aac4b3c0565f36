"""A portable standard: its steps give the points, bands and outcome that `evaluate` gives."""

from fractions import Fraction

import pytest
from hypothesis import given

from civil_village.derivation import derive
from civil_village.facts import known_facts
from civil_village.rules import Unknown
from civil_village.standards import PortableStandard, compile_standard, evaluate
from civil_village.standards.evaluation.assessors import heard
from civil_village.standards.evaluation.interpreted import work_out
from civil_village.testing import DAY, without
from tests.across.test_promises import gapped
from tests.portable_steps import by_interpreter, compare, told
from tests.profiles import whole_documents
from tests.scored_by_hand import rows


def is_complete(standard, facts):
    """Say whether all that the rules of a standard read is known."""
    scope, reads = facts.scope(), compile_standard(standard).reads
    return not any(isinstance(scope[name], Unknown) for name in reads)


def check(standard, facts, *, gaps):
    """Compare the steps with the result, on this library's own interpreter."""
    if not (gaps or is_complete(standard, facts)):
        return
    written = PortableStandard(standard, gaps=gaps, exemptions=True)
    numbers = written.bindings(facts.scope(), heard(standard, facts), facts.exempt)
    compare(written, by_interpreter(written, numbers), evaluate(standard, facts))


@whole_documents
@given(gapped())
def test_steps_say_what_a_result_says_whatever_is_missing(case):
    standard, village, gone = case
    check(standard, derive(standard.catalogue, without(village, gone), as_of=DAY), gaps=True)


@whole_documents
@given(gapped())
def test_steps_of_complete_facts_say_what_a_result_says(case):
    standard, village, _ = case
    check(standard, derive(standard.catalogue, village, as_of=DAY), gaps=False)


@whole_documents
@given(gapped(missing="unmet"))
def test_steps_say_what_counts_as_unmet_for_lack_of_evidence(case):
    standard, village, gone = case
    check(standard, derive(standard.catalogue, without(village, gone), as_of=DAY), gaps=True)


# By hand ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "facts", "least", "greatest"),
    [pytest.param(*row[1:], id=f"{row[0]}: {row[2]}") for row in rows()],
)
def test_three_roads_give_the_points_that_are_reckoned_by_hand(made, facts, least, greatest):
    wanted = (least, greatest)
    known = known_facts(made.catalogue, facts, subject=made.subject)
    work = work_out(made, known, {})
    assert work.sections[0].criteria[0].points == wanted
    compiled = compile_standard(made)
    answer = compiled(facts)
    assert tuple(Fraction(compiled.points(answer[end][0])) for end in (1, 2)) == wanted
    assert evaluate(made, facts).criteria[0].bounds == wanted
    for gaps in (True, False) if is_complete(made, known) else (True,):
        written = PortableStandard(made, gaps=gaps)
        assert written.left_out == []
        found = by_interpreter(written, written.bindings(known.scope()))
        assert told(written, found)["one"] == wanted

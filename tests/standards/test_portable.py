"""A portable standard: its steps give the points, bands and outcome that `evaluate` gives."""

from hypothesis import given

from civil_village.derivation import derive
from civil_village.standards import PortableStandard, evaluate
from civil_village.standards.evaluation.assessors import heard
from civil_village.testing import DAY, without
from tests.across.test_promises import gapped
from tests.portable_steps import by_interpreter, compare
from tests.profiles import whole_documents


def check(standard, facts, *, gaps):
    """Compare the steps with the result, on this library's own interpreter."""
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

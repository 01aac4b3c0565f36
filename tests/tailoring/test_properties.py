"""What holds of every profile and every two editions, on drawn documents."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.problems import DocumentError
from civil_village.profiles import Move
from civil_village.testing import campaigns, covenants, policies, profile_cases, standards
from tests.profiles import whole_documents


def outcome(base, profile):
    """Resolve, and give the whole without its records, or what is wrong without the order."""
    try:
        return evolve(cv.tailoring.resolve(profile, cv.Library.of(base)), tailored=())
    except DocumentError as error:
        return {(problem.code, problem.found) for problem in error.problems}


@whole_documents
@given(profile_cases())
def test_the_order_of_changes_of_different_parts_does_not_matter(case):
    base, profile = case
    fronts = [change for change in profile.changes if isinstance(change, Move)]
    mirrored = evolve(profile, changes=profile.changes[::-1])
    if len(fronts) <= 1:  # of two that go to the front, the order says which is first
        assert outcome(base, profile) == outcome(base, mirrored)


@whole_documents
@given(profile_cases())
def test_what_is_resolved_is_whole_and_reads_back_equal(case):
    base, profile = case
    made = outcome(base, profile)
    if not isinstance(made, set):
        assert cv.tailoring.resolve(made, cv.Library.of(base)) == made
        assert cv.loads(cv.dumps(made)) == made


@whole_documents
@given(st.one_of(standards(), policies(), campaigns(), covenants()))
def test_nothing_differs_between_a_document_and_itself(document):
    found = cv.diff(document, document)
    assert found.parts == ()
    assert found.scores_compare
    assert found.outcomes_compare
    later = evolve(document, edition="later")
    assert cv.diff(document, later).profile(reason="例").changes == ()


def resolved_from(before, after):
    profile = cv.diff(before, after).profile(reason="例")
    # As it would come from a file.
    profile = cv.loads(cv.dumps(profile))
    return cv.tailoring.resolve(profile, cv.Library.of(before))


@whole_documents
@given(
    st.one_of(*(st.tuples(each(), each()) for each in (standards, policies, campaigns, covenants)))
)
def test_what_differs_applied_as_a_profile_gives_the_other_edition(pair):
    before, after = pair
    before, after = evolve(before, id="drawn", edition="1"), evolve(after, id="drawn", edition="2")
    assert evolve(resolved_from(before, after), tailored=()) == after


@whole_documents
@given(profile_cases())
def test_a_few_changes_give_the_other_edition_too(case):
    base, profile = case
    made = outcome(base, profile)
    if not isinstance(made, set):
        before, after = evolve(base, id="drawn", edition="1"), evolve(made, id="drawn", edition="2")
        assert evolve(resolved_from(before, after), tailored=()) == after

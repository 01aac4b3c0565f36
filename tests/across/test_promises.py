"""What every result promises, whatever the standard and whatever is missing.

All of it stands under ``missing: open`` and blanks that are unknown.
"""

from hypothesis import given
from hypothesis import strategies as st

from civil_village.derivation import derive
from civil_village.documents import dumps, loads
from civil_village.records.records import Records
from civil_village.standards import CriterionResult, RequirementResult, SectionResult, evaluate
from civil_village.testing import DAY, catalogues, closes, gaps, standards, villages, without
from civil_village.testing.strategies.standard import EXEMPT
from tests.profiles import whole_documents


def results_of(standard, village):
    return evaluate(standard, derive(standard.catalogue, village, as_of=DAY))


def is_decided(result):
    return result.outcome != "open" and len(result.possible_bands) <= 1


def lies_within(inner, outer):
    return outer[0] <= inner[0] <= inner[1] <= outer[1]


@st.composite
def gapped(draw, *, missing="open", exempt=EXEMPT):
    """Draw a standard, a complete record, and what is knocked out of it."""
    catalogue = draw(catalogues(blanks=["unknown"]))
    standard = draw(standards(catalogue, missing=[missing], exempt=exempt))
    village = draw(villages(standard, complete=True))
    return standard, village, draw(gaps(village))


@whole_documents
@given(gapped())
def test_the_points_of_the_complete_record_lie_within_what_was_announced(case):
    standard, village, gone = case
    whole, part = results_of(standard, village), results_of(standard, without(village, gone))
    assert lies_within(whole.bounds, part.bounds)
    assert set(whole.possible_bands) <= set(part.possible_bands)
    for path, told in part.parts():
        if isinstance(told, SectionResult | CriterionResult):
            assert lies_within(whole[path].bounds, told.bounds), path


@whole_documents
@given(gapped())
def test_what_is_decided_stays_so_when_the_rest_is_filled_in(case):
    standard, village, gone = case
    whole, part = results_of(standard, village), results_of(standard, without(village, gone))
    if part.outcome != "open":
        assert whole.outcome == part.outcome
    for path, told in part.parts():
        if isinstance(told, CriterionResult):
            assert whole[path].exempt or not told.exempt
        elif isinstance(told, SectionResult):
            assert told.minimum in ("undetermined", whole[path].minimum)
        elif isinstance(told, RequirementResult):
            assert told.state in ("undetermined", whole[path].state), path
        elif told.state == "clear":  # it cannot hit, whether or not it applies
            assert whole[path].state in ("clear", "exempt"), path
        else:
            assert told.state in ("open", whole[path].state), path


def given_back(missing, village, gone):
    """Give the gaps that close when what a result names is told, and what comes with them."""
    if missing.kind == "row" and missing.row == village.id:  # its own, as a cohort names it
        closed = {gap for gap in gone if gap.name == missing.name}
    else:
        closed = closes(missing) & gone
    # What a row says could not be named while it was not there.
    rows = {gap.of for gap in closed if gap.what == "row"}
    return closed | {gap for gap in gone if gap.of in rows}


@whole_documents
@given(gapped())
def test_the_deciding_facts_decide_once_all_are_told(case):
    standard, village, gone = case
    result = results_of(standard, without(village, gone))
    if is_decided(result):
        assert result.deciding == ()
        return
    told = frozenset().union(*(given_back(item, village, gone) for item in result.deciding))
    settled = is_decided(results_of(standard, without(village, gone - told)))
    assert settled or not is_decided(results_of(standard, village))


@whole_documents
@given(st.sampled_from(["open", "unmet"]).flatmap(lambda missing: gapped(missing=missing)))
def test_every_document_reads_back_as_it_was_written(case):
    standard, village, gone = case
    record = without(village, gone)
    records = Records(id="made.up", as_of=DAY, subjects=[record])
    facts = derive(standard.catalogue, record, as_of=DAY)
    result = evaluate(standard, facts)
    for document in (standard, records, facts, result):
        text = dumps(document)
        again = loads(text)
        assert again == document
        assert dumps(again) == text
    again = loads(dumps(result))
    assert again.explain() == result.explain()
    assert again.digests == result.digests
    for lang in ("zh", "en"):
        assert again.explain().text(lang) == result.explain().text(lang)

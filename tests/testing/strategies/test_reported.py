from decimal import Decimal

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.facts import read_value
from civil_village.indicators import SurveyShare
from civil_village.testing import (
    DAY,
    catalogues,
    facts,
    households,
    indicators,
    records,
    reported_values,
    standards,
    villages,
)
from tests.profiles import any_example, whole_documents

MEETINGS = cv.Indicator(label="会议次数", value="count")
CATALOGUE = cv.Catalogue(indicators={"meetings": MEETINGS})
PART = {
    "insured": cv.Indicator(label="参保人数", value="count", maximum=1000),
    "residents": cv.Indicator(label="应保人数", value="count", maximum=1000),
    "insurance": cv.Indicator(label="参保率", value="ratio", of=("insured", "residents")),
}


def standard_of(catalogue, rule):
    asked = cv.Requirement(id="asked", rule=cv.Rule(rule))
    criterion = cv.Criterion(id="work", points=5, requirements=[asked])
    return cv.Standard(id="demo", catalogue=catalogue, criteria=[criterion])


@given(st.data())
def test_a_reported_value_is_read_without_a_problem(data):
    indicator = data.draw(indicators())
    value, problems = read_value(indicator, data.draw(reported_values(indicator)))
    assert problems == ()
    assert value is not None


@pytest.mark.parametrize("name", ["anle.standard", "anle.stars"])
@whole_documents
@given(st.data())
def test_records_can_be_drawn_for_a_standard_of_ones_own(name, data):
    standard = cv.bundled(name)
    drawn = data.draw(facts(standard))
    assert drawn.subject == standard.subject
    assert cv.evaluate(standard, drawn).standard == standard.id


@whole_documents
@given(st.data(), st.sampled_from(["village", "household"]))
def test_facts_of_a_standard_can_be_evaluated_by_it(data, subject):
    standard = data.draw(standards(subject=subject))
    assert cv.evaluate(standard, data.draw(facts(standard))).standard == standard.id


def is_without_value(catalogue, item):
    """Whether a thing is missed because it has no value, here or in the row of a cohort."""
    found = catalogue.indicators.get(item.name)
    may_have_none = found is not None and (found.computed or found.value == "ratio")
    # Of a survey without a sheet, the survey is named.
    ways = (each.derive for each in catalogue.indicators.values())
    surveys = {way.survey for way in ways if isinstance(way, SurveyShare)}
    may_have_none = may_have_none or item.name in surveys
    return item.kind == "no-value" or (item.kind == "row" and may_have_none)


@whole_documents
@given(st.data())
def test_a_complete_village_leaves_no_indicator_and_no_row_open(data):
    standard = data.draw(standards())
    village = data.draw(villages(standard, complete=True))
    found = cv.derive(standard.catalogue, village, as_of=DAY)
    lacking = [
        item for v in found.values.values() if isinstance(v, cv.Unknown) for item in v.missing
    ]
    assert all(is_without_value(standard.catalogue, item) for item in lacking)


@whole_documents
@given(st.data())
def test_a_complete_household_leaves_nothing_open(data):
    catalogue = data.draw(catalogues("household"))
    household = data.draw(households(catalogue, complete=True))
    found = cv.derive(catalogue, household, as_of=DAY)
    lacking = [
        item for v in found.values.values() if isinstance(v, cv.Unknown) for item in v.missing
    ]
    assert all(is_without_value(catalogue, item) for item in lacking)


@whole_documents
@given(st.data())
def test_the_villages_of_records_can_be_derived(data):
    catalogue = data.draw(catalogues())
    given_ = data.draw(records(catalogue))
    assert len(cv.derive_each(catalogue, given_, as_of=given_.as_of)) == len(given_)


@pytest.mark.parametrize("number", [76542, 76543, 76544])
def test_values_around_the_threshold_of_a_standard_are_frequent(number):
    drawn = villages(standard_of(CATALOGUE, "meetings >= 76543"), complete=True)
    assert find(drawn, lambda village: village.values["meetings"] == number, settings=any_example)


def test_ratios_of_two_numbers_meet_their_threshold_exactly():
    drawn = facts(standard_of(cv.Catalogue(indicators=PART), "insurance >= 0.92"), complete=True)
    found = find(
        drawn, lambda made: made["insurance"].value == Decimal("0.92"), settings=any_example
    )
    assert found["insurance"].part < found["insurance"].whole


def test_a_village_shrinks_to_what_matters():
    simplest = find(villages(CATALOGUE), lambda village: village.values.get("meetings", 0) > 500)
    assert simplest == cv.Village(
        id="a",
        values={"meetings": 501},
        reported={"households": True, "groups": True, "cohort": True},
    )


@pytest.mark.parametrize("subject", ["household", "group"])
def test_members_of_a_village_report_what_is_theirs(subject):
    own = cv.Indicator(label="参评", value="truth", subject=subject)
    catalogue = cv.Catalogue(indicators={"joined": own})
    village = find(
        villages(catalogue, complete=True),
        lambda made: made.households if subject == "household" else made.groups,
    )
    (member,) = village.households or village.groups
    assert dict(member.values) == {"joined": False}
    assert dict(village.values) == {}

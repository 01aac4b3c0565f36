"""A part that exceeds its whole is told where it comes from: of the members, by row."""

import pytest

from civil_village import DocumentError, Household, Standard, Village, derive, loads, read_table
from civil_village.problems import Cell

STANDARD = """\
kind: standard
format: 1
id: schools
catalogue:
  indicators:
    children: {label: 应入学, value: count, derive: {sum: due}}
    pupils: {label: 在校, value: count, derive: {sum: there}}
    enrolment: {label: 入学率, value: ratio, of: [pupils, children]}
    people: {label: 人口, value: count}
    wells: {label: 有井户, value: count, derive: {count: well}}
    watered: {label: 有井率, value: ratio, of: [wells, people]}
    due: {label: 户应入学, value: count, subject: household}
    there: {label: 户在校, value: count, subject: household}
    well: {label: 有井, value: truth, subject: household}
criteria: [{id: school, points: 10, requirements: [{id: all, rule: "enrolment == 1"}]}]
"""
VILLAGES = "编号,人口\nv1,9\nv2,1\n"


@pytest.fixture(scope="module")
def standard():
    return loads(STANDARD, Standard)


def told(standard, homes, villages=VILLAGES):
    """Give document, place and what was found of all problems of the villages of two tables."""
    records = read_table(villages, standard, source="villages.csv")
    homes = "村编号,户编号,户应入学,户在校,有井\n" + homes
    records = read_table(
        homes,
        standard,
        source="homes.csv",
        subject="household",
        villages=records,
        reported={"households": True},
    )
    found = []
    for village in records:
        try:
            derive(standard.catalogue, village)
        except DocumentError as error:
            found += error.problems
    return found


def test_the_households_whose_own_part_is_more_are_named_with_file_row_and_column(standard):
    """8 at school of 7: of the second household 6 of 1, of the third 2 of 1; the first has room."""
    found = told(standard, "v1,h1,5,0,\nv1,h2,1,6,\nv1,h3,1,2,\nv2,h1,1,1,\n")
    assert [(p.document, p.position, p.found) for p in found] == [
        ("homes.csv", Cell(3, 4, "户在校"), "6 > 1"),
        ("homes.csv", Cell(4, 4, "户在校"), "2 > 1"),
    ]


def test_a_household_that_is_more_does_no_harm_where_the_village_is_not(standard):
    assert told(standard, "v1,h1,5,0,\nv1,h2,1,2,\n") == []


def test_a_part_from_households_of_a_whole_of_the_village_is_told_at_the_first_of_them(standard):
    """Two wells of one person: no household is to blame by itself."""
    (problem,) = told(standard, "v2,h1,,,否\nv2,h2,,,是\nv2,h3,,,是\n")
    assert (problem.document, problem.position) == ("homes.csv", Cell(3, 5, "有井"))
    assert problem.found == "2 > 1"
    assert problem.hint.text("en") == (
        "the part is added up from all households: check each of them, and the whole"
    )


def test_without_tables_the_path_leads_to_the_household(standard):
    homes = [Household(id=f"h{n}", values={"due": 1, "there": n}) for n in (1, 2)]
    village = Village(id="v1", households=homes, reported={"households": True})
    with pytest.raises(DocumentError) as refused:
        derive(standard.catalogue, village)
    (problem,) = refused.value.problems
    assert problem.path == ("households", 1, "values", "there")
    assert problem.found == "2 > 1"


def test_what_else_is_wrong_with_a_household_stands_in_its_own_table(standard):
    """A rule of consistency that one household breaks."""
    text = STANDARD.replace(
        "criteria:", '  consistency: [{id: fits, subject: household, rule: "there < 5"}]\ncriteria:'
    )
    (problem,) = told(loads(text, Standard), "v1,h1,9,1,\nv1,h2,9,7,\n")
    assert (problem.code, problem.document) == ("inconsistent", "homes.csv")
    assert problem.position == Cell(3, 4, "户在校")

"""Facts that are not there: many rows that lack the same are one entry."""

import json

import civil_village as cv
from civil_village.documents import dumps, loads
from civil_village.indicators import ShareOf
from civil_village.rules import ManyRows, Missing, Unknown, gathered
from civil_village.testing.strategies.left_out import Gap, closes


def rows(count, name="aid", kind="row"):
    return [Missing(kind, name, f"h{number}") for number in range(count)]


def test_twenty_rows_are_named_each_by_itself():
    assert gathered(rows(20)) == tuple(rows(20))


def test_more_rows_are_one_entry_with_their_number_and_the_first_twenty():
    first = tuple(f"h{number}" for number in range(20))
    assert gathered(rows(21)) == (Missing("row", "aid", rows=ManyRows(21, first)),)


def test_each_fact_is_counted_by_itself_and_stands_where_its_first_row_stood():
    whole = Missing("completeness", "households")
    found = gathered([*rows(2, "b"), *rows(30), whole, *rows(25, kind="date"), *rows(30)])
    assert found[:2] == tuple(rows(2, "b"))
    assert [(m.kind, m.rows.count if m.rows else None) for m in found[2:]] == [
        ("row", 30),
        ("completeness", None),
        ("date", 25),
    ]


def test_it_says_how_many_more_there_are():
    (found,) = gathered(rows(3000))
    assert found.text("en").endswith("h18, h19 and others, 3000 in all")
    assert "h18、h19 等 3000 个 的" in found.text("zh")


def test_the_gaps_of_the_rows_that_are_named_close_where_they_are_given():
    assert Gap("cell", "aid", "h19") in closes(*gathered(rows(21)))


def test_facts_with_either_form_read_back_equal():
    unknown = Unknown((*rows(2, "b"), *gathered(rows(50))))
    facts = cv.Facts(values={"aid": unknown})
    assert loads(dumps(facts)) == facts
    plain = json.loads(dumps(facts))["values"]["aid"]["missing"]
    assert plain[0] == ["row", "b", "h0"]
    assert plain[2]["rows"]["count"] == 50


def test_a_number_smaller_than_what_is_named_is_refused():
    text = dumps(cv.Facts(values={"aid": Unknown(gathered(rows(50)))}))
    (problem,) = cv.lint(text.replace('"count": 50', '"count": 5'))
    assert (problem.code, problem.path[-2:]) == ("out-of-range", ("rows", "count"))


def standard(count):
    indicators = {
        f"a{n}": cv.Indicator(label="项", value="truth", subject="household") for n in range(count)
    }
    for n in range(count):
        derive = ShareOf(share=cv.Rule(f"a{n}"))
        indicators[f"s{n}"] = cv.Indicator(label="率", value="ratio", derive=derive)
    criteria = [
        cv.Criterion(
            id=f"c{n}", points=1, requirements=[cv.Requirement(id="r", rule=cv.Rule(f"s{n} > 0.5"))]
        )
        for n in range(count)
    ]
    catalogue = cv.Catalogue(indicators=indicators)
    return cv.Standard(id="demo", catalogue=catalogue, criteria=criteria)


def evaluated(count):
    """Evaluate a village with so many households of which nothing is known."""
    village = cv.Village(id="v1", households=[cv.Household(id=f"h{n}") for n in range(count)])
    asked = standard(3)
    return cv.evaluate(asked, cv.derive(asked.catalogue, village))


def test_what_is_written_of_blank_households_does_not_grow_with_their_number():
    small, large = (dumps(evaluated(count)) for count in (100, 400))
    assert len(large) <= 1.01 * len(small)
    assert loads(large).explain().text("zh") == evaluated(400).explain().text("zh")


def test_a_stored_result_that_names_each_row_still_loads_and_explains_itself():
    result = evaluated(21)
    data = json.loads(dumps(result))
    data["deciding"] = [["row", "a0", f"h{number}"] for number in range(21)]
    old = loads(json.dumps(data))
    assert old.deciding == tuple(rows(21, "a0"))
    assert old.explain() == result.explain()

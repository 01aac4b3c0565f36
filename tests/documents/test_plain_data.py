"""Plain data become models as documents do: the same models, the same refusals, paths of the data."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village import testing
from civil_village.calendar import VagueDate
from civil_village.canonical import plain
from civil_village.documents.reading import python_data
from civil_village.standards import ByScore
from tests.profiles import whole_documents


def told(value, kind=None, **others):
    with pytest.raises(cv.DocumentError) as caught:
        cv.read(value, kind, **others)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_a_village_of_parsed_json_becomes_a_model_facts_and_a_result():
    sent = json.loads(
        '{"id": "v001", "label": "示例村", "values": {"plan": true, "share": 0.1},'
        ' "reported": {"households": true},'
        ' "households": [{"id": "h1", "values": {"water": true}}, {"id": "h2", "values": {}}]}'
    )
    village = cv.read(sent, cv.Village)
    assert village == cv.Village(
        id="v001",
        label="示例村",
        values={"plan": True, "share": Decimal("0.1")},
        reported={"households": True},
        households=[cv.Household(id="h1", values={"water": True}), cv.Household(id="h2")],
    )
    catalogue = cv.Catalogue(
        indicators={
            "plan": cv.Indicator(label="计划", value="truth"),
            "share": cv.Indicator(label="占比", value="ratio"),
            "water": cv.Indicator(label="水", value="truth", subject="household"),
        }
    )
    facts = cv.derive(catalogue, village)
    assert facts["share"] == Decimal("0.1")
    sent["households"][1]["values"]["watr"] = 1
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive(catalogue, cv.read(sent, cv.Village))
    assert caught.value.problems[0].path == ("households", 1, "values", "watr")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"id": "v", "valeus": {}}, [("unknown-key", ("valeus",))]),
        ({"id": "v", "households": [{"id": "h"}, {}]}, [("missing-key", ("households", 1, "id"))]),
        ({"id": "v", "households": [{"id": "h"}] * 2}, [("duplicate-id", ("households", 1, "id"))]),
        ([], [("wrong-type", ())]),
        ('{"id": "v"}', [("wrong-type", ())]),
        ({"id": "v", "values": {"a": float("inf")}}, [("not-finite", ("values", "a"))]),
        ({"id": "v", "values": {"a": 10**400}}, [("number-too-long", ("values", "a"))]),
        (
            {"id": "v", "values": {"a": Decimal("1e99999999")}},
            [("number-too-long", ("values", "a"))],
        ),
        ({"id": "v", "values": {None: 1}}, [("wrong-type", ("values", "null"))]),
        ({"id": "v", "values": {1: 1, "1": 2}}, [("duplicate-key", ("values", "1"))]),
        ({"id": "v", "label": "\ud800"}, [("not-a-character", ("label",))]),
    ],
)
def test_what_is_wrong_has_its_path_in_the_data(data, expected):
    assert told(data, cv.Village) == expected


def test_several_are_read_together_each_problem_with_its_row():
    rows = [{"id": "v001"}, {"id": "v 2"}, {"id": "v003", "households": [{"id": "h"}] * 2}]
    assert told(rows, tuple[cv.Village, ...]) == [
        ("not-an-id", (1, "id")),
        ("duplicate-id", (2, "households", 1, "id")),
    ]
    assert cv.read(rows[:1], tuple[cv.Village, ...]) == (cv.Village(id="v001"),)


def test_a_document_needs_no_envelope_but_is_held_to_the_one_that_it_has():
    body = {"id": "r", "subjects": [{"id": "v1"}]}
    whole = {"kind": "records", "format": 1, **body}
    expected = cv.Records(id="r", subjects=[cv.Village(id="v1")])
    assert cv.read(body, cv.Records) == cv.read(body, "records") == cv.read(whole) == expected
    assert told(body) == [("missing-key", ("kind",)), ("missing-key", ("format",))]
    assert told(whole, cv.Standard) == [("other-kind", ("kind",))]
    assert told({**body, "kind": "records"}, cv.Records) == [("missing-key", ("format",))]
    assert told(3) == [("not-a-mapping", ())]


def test_records_of_data_keep_the_paths_of_the_data():
    records = cv.read(
        {"id": "r", "subjects": [{"id": "v1"}, {"id": "v2", "values": {"n": -1}}]}, cv.Records
    )
    catalogue = cv.Catalogue(indicators={"n": cv.Indicator(label="数", value="count")})
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive_each(catalogue, records)
    assert [problem.path for problem in caught.value.problems] == [("subjects", 1, "values", "n")]


def test_a_standard_of_data_finds_its_catalogue_in_a_library():
    catalogue = cv.Catalogue(
        id="c.one", edition="1", indicators={"a": cv.Indicator(label="甲", value="truth")}
    )
    data = {
        "id": "s",
        "catalogue": "c.one@1",
        "criteria": [{"id": "k", "points": 1, "requirements": [{"id": "r", "rule": "a"}]}],
    }
    found = cv.read(data, cv.Standard, library=cv.Library([catalogue]))
    assert found.catalogue == catalogue
    assert told(data, cv.Standard) == [("unknown-document", ("catalogue",))]


@pytest.mark.parametrize("kind", [int, dict, list[cv.Village], 3, type])
def test_a_class_that_is_none_of_models_is_refused(kind):
    assert told({}, kind) == [("wrong-type", ("kind",))]


def test_a_kind_of_document_that_is_none_names_the_nearest_or_the_call_that_reads_it():
    with pytest.raises(cv.DocumentError, match="did you mean records"):
        cv.read({}, "record")
    with pytest.raises(cv.DocumentError, match=r"civil_village\.read\(…, Village\)"):
        cv.loads("kind: records", cv.Village)


def test_a_mapping_in_place_of_a_model_names_the_call_that_reads_it():
    with pytest.raises(cv.DocumentError) as caught:
        cv.Village(id="v", households=[{"id": "h1"}], rows={"meetings": [{"id": "m1"}]})
    assert [(p.path, p.hint.text("en")) for p in caught.value.problems] == [
        (("households", 0), "read plain data with civil_village.read(…, Household)"),
        (("rows", "meetings", 0), "read plain data with civil_village.read(…, Entity)"),
    ]
    assert cv.read({"id": "h1"}, cv.Household) == cv.Household(id="h1")


def test_what_other_readers_make_of_yaml_is_taken():
    event = cv.read({"id": "e", "kind": "fire", "on": date(2024, 5, 1)}, cv.Event)
    assert event.on == date(2024, 5, 1)
    assert cv.read({"id": "v", "earlier": {2023: {"n": 1}}}, cv.Village).earlier["2023"] == {"n": 1}
    assert told({"id": "e", "kind": "fire", "on": datetime(2024, 5, 1, tzinfo=UTC)}, cv.Event) == [
        ("not-a-date", ("on",))
    ]
    assert cv.read({"id": "e", "kind": "fire", "on": "2024-05-late"}, cv.Event).on == VagueDate(
        "2024-05-late"
    )


def test_models_among_the_data_stay_what_they_are():
    home = cv.Household(id="h1")
    assert (
        cv.read({"id": "v", "households": [home, {"id": "h2"}]}, cv.Village).households[0] is home
    )


def test_what_is_written_by_its_name_is_read_by_its_class():
    assert cv.read("score", ByScore) == ByScore()
    assert told({"score": {"bset": "low"}}, ByScore) == [("unknown-key", ("score", "bset"))]


def test_a_list_that_holds_itself_and_lists_that_hold_each_other_are_refused(monkeypatch):
    ring = []
    ring.append(ring)
    ((code, path),) = told({"id": "v", "values": {"a": ring}}, cv.Village)
    assert (code, len(path)) == ("too-deep", 64)
    monkeypatch.setattr(python_data, "VALUES", 1000)
    pair = []
    for _ in range(40):
        pair = [pair, pair]
    ((code, _),) = told({"id": "v", "values": {"a": pair}}, cv.Village)
    assert code == "too-large"
    assert cv.read({"id": "v", "values": {"a": [0] * 990}}, cv.Village).id == "v"


def test_looking_for_problems_stops():
    found = told({"id": "v", "values": {str(n): float("inf") for n in range(5000)}}, cv.Village)
    assert (len(found), found[-1][0]) == (1001, "more-problems")


def as_parsed(value):
    """Give plain data as a common JSON parser would: with floats for decimals."""
    return json.loads(json.dumps(value, default=float))


@given(st.one_of(testing.villages(), testing.households(), testing.events()))
def test_whatever_is_written_reads_back_equal(model):
    assert cv.read(plain(model), type(model)) == model
    assert cv.read(as_parsed(plain(model)), type(model)) == model


@whole_documents
@given(st.one_of(testing.standards(), testing.records(), testing.policies()))
def test_whole_documents_read_back_equal(document):
    assert cv.read(as_parsed(json.loads(cv.dumps(document))), type(document)) == document

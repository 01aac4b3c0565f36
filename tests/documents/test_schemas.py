"""JSON Schemas: what we write passes them, and what they refuse the reader refuses."""

import json
from copy import deepcopy
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.documents.kinds import KINDS
from civil_village.documents.reading.text import read
from civil_village.samples import bundled_text
from civil_village.testing import (
    campaigns,
    event_logs,
    facts,
    own_catalogues,
    policies,
    procedures,
    records,
    rosters,
    sealed_ledgers,
    standards,
    tables_of_workdays,
)
from tests.drawn.results import results
from tests.profiles import each_class, whole_documents

jsonschema = pytest.importorskip("jsonschema")

DRAWN = {
    "catalogue": own_catalogues,
    "standard": standards,
    "records": records,
    "facts": facts,
    "result": results,
    "policy": policies,
    "ledger": sealed_ledgers,
    "roster": rosters,
    "campaign": campaigns,
    "procedure": procedures,
    "log": event_logs,
    "workdays": tables_of_workdays,
}
kinds = pytest.mark.parametrize("kind", KINDS)


@cache
def validator(kind):
    return jsonschema.Draft202012Validator(cv.schema(kind))


def refused(kind, data):
    """Give what the schema has against plain data, in words."""
    return [error.message for error in validator(kind).iter_errors(data)]


@kinds
def test_every_kind_can_be_drawn_and_has_a_sound_schema(kind):
    assert kind in DRAWN
    jsonschema.Draft202012Validator.check_schema(cv.schema(kind))
    assert cv.schema(KINDS[kind].model) == cv.schema(kind)


@kinds
def test_every_definition_is_used_and_says_what_it_is(kind):
    made = cv.schema(kind)
    text = json.dumps(made)
    for name, definition in made["$defs"].items():
        assert f'"#/$defs/{name}"' in text
        assert name == "sources" or definition["description"]


def test_a_schema_is_the_callers_own():
    made = cv.schema("standard")
    made["$defs"]["number"]["maximum"] = 1
    made["$defs"].clear()
    assert cv.schema("standard")["$defs"]["number"]["maximum"] == 10**11


def test_an_unknown_kind_is_refused_with_the_nearest():
    with pytest.raises(cv.DocumentError) as caught:
        cv.schema("standrad")
    (problem,) = caught.value.problems
    assert (problem.code, problem.hint.arguments["name"]) == ("unknown-kind", "standard")


@kinds
@each_class
@given(st.data())
def test_what_we_write_passes(kind, data):
    document = data.draw(DRAWN[kind]())
    assert refused(kind, json.loads(cv.dumps(document))) == []


def plain(value):
    """Give data of our readers as those that any reader of JSON gives."""
    return json.loads(json.dumps(value, default=float))


@pytest.mark.parametrize("name", cv.bundled_names())
def test_the_documents_that_come_along_pass_as_they_were_written(name):
    data, _ = read(bundled_text(name))
    assert refused(data["kind"], plain(data)) == []


#: Consequences of which only one at a time can be said.
TWO_AT_ONCE = {"post": "help", "benefit": "loan"}
#: An event whose keys are few.
CHECKED = {"id": "e1", "of": "c1", "on": "2024-03-01", "recorded": "2024-03-01T12:00:00+08:00"}

FORMS = """\
kind: standard
format: 1
id: forms
source: [{document: a}, {clause: "1"}]
catalogue:
  indicators: {share: {label: {zh: 占比}, value: ratio, round: 0.01}}
criteria:
  - id: a
    points: 2
    grade: {curve: {of: share, by: {steps: {50%: 1, "0.9": 2}}}}
  - id: b
    points: 2
    round: 0.1
    grade: {curve: {of: share, by: {linear: [{at: 0, give: 0}, {at: 1, give: 2}]}}}
  - {id: c, points: 1, grade: {points_short: {of: share, target: 92 %, lose: 1}}}
  - id: d
    points: 1
    grade: {count: proportional}
    requirements: [{id: e, rule: "share > 0", assumed: [rule]}]
    assumed: {points: 原文未载, grade: null}
"""


def test_short_forms_pass():
    cv.loads(FORMS)
    assert refused("standard", plain(read(FORMS)[0])) == []


POINTS_FORMS = """\
kind: policy
format: 1
id: forms.points
publicity: 5
accounts:
  credit: {base: 100, period: year, carry: debts}
  goods: {spendable: true, period: {unit: month, closes: 25}, carry: {share: 50%}}
items:
  help: {to: [credit, goods], points: 2, publicity: {days: 3, restart: true}}
  litter: {to: {credit: 1, goods: 0.5}, points: -2, caps: [{per: {rolling: 30 days}, points: 4}]}
"""


def test_short_forms_of_policies_pass():
    policy = cv.loads(POINTS_FORMS)
    assert policy.items["help"].to == cv.points.Targets({"credit": 1, "goods": 1})
    assert policy.accounts["credit"].carry == cv.points.Carry(keep="debts")
    assert refused("policy", plain(read(POINTS_FORMS)[0])) == []


def records_of(day):
    event = {"id": "e", "kind": "fire", "on": day}
    village = {"id": "v001", "events": [event]}
    return {"kind": "records", "format": 1, "id": "demo", "subjects": [village]}


@pytest.mark.parametrize("day", [2024, "2024", "2024-05", "2024-05-late", "2024-05-下旬"])
def test_a_vague_date_passes(day):
    assert refused("records", records_of(day)) == []
    cv.loads(json.dumps(records_of(day)))


@pytest.mark.parametrize("day", [24, 20245, "2024-5", "2024-05-end", {"text": "2024"}])
def test_what_is_no_date_neither_passes_nor_is_read(day):
    assert refused("records", records_of(day)) != []
    with pytest.raises(cv.DocumentError):
        cv.loads(json.dumps(records_of(day)))


def test_a_reference_stands_for_a_catalogue():
    data = plain(read(FORMS)[0])
    assert refused("standard", data | {"catalogue": "county.catalogue@2024"}) == []
    assert refused("standard", data | {"catalogue": "County"}) != []


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("standard", {"points": 1}),
        ("standard", {"id": "Two Words"}),
        ("standard", {"exempt": "leave"}),
        ("standard", {"criteria": [{"id": "a", "points": "5"}]}),
        ("standard", {"criteria": [{"id": "a"}]}),
        ("standard", {"criteria": [{"id": "a", "points": 10**12}]}),
        ("standard", {"criteria": [{"id": "a", "points": 1, "grade": "curve"}]}),
        ("standard", {"criteria": [{"id": "a", "points": 1, "grade": {"all": {}, "sum": {}}}]}),
        ("standard", {"vetoes": [{"id": "and", "when": "a"}]}),
        ("catalogue", {"id": None}),
        ("records", {"as_of": "30/06/2024"}),
        ("records", {"kind": "record"}),
        ("facts", {"values": {"a": None}}),
        ("facts", {"values": {"a": {"fraction": "1/0"}}}),
        ("result", {"semantics": True}),
        ("policy", {"accounts": {"credit": {"period": "fortnight"}}}),
        ("policy", {"accounts": {"credit": {"carry": "share"}}}),
        ("policy", {"publicity": "5"}),
        ("policy", {"items": {"help": {"to": "credit", "points": 1}}}),
        ("policy", {"items": {"help": {"points": 1}}}),
        ("policy", {"settlements": {"year": {"of": "credit", "bands": {"good": [TWO_AT_ONCE]}}}}),
        ("ledger", {"events": [{"claim": {"id": "c1"}}]}),
        ("ledger", {"events": ["claim"]}),
        ("ledger", {"events": [{"object": CHECKED, "void": CHECKED}]}),
        ("ledger", {"events": [{"object": CHECKED | {"recorded": "2024-03-01"}}]}),
        ("ledger", {"events": [{"object": CHECKED | {"recorded": "2024-03-01T12:00:00"}}]}),
        ("roster", {"members": [{"id": "p1", "head": "yes"}]}),
        ("procedure", {"steps": [{"id": "b", "due": "soon"}]}),
        ("procedure", {"steps": [{"id": "b", "notice": 3}]}),
        ("procedure", {"within": {"days": 20}}),
        ("workdays", {"holidays": ["2026-02-30..2026-13-01"]}),
        ("workdays", {"holidays": ["2026/02/15"]}),
        ("workdays", {"make_up": ["2026-02"]}),
    ],
)
def test_what_an_editor_should_mark_is_refused(kind, change):
    document = {
        "standard": lambda: json.loads(cv.dumps(cv.bundled("anle.standard"))),
        "catalogue": lambda: {"kind": "catalogue", "format": 1, "id": "a", "indicators": {}},
        "records": lambda: {"kind": "records", "format": 1, "id": "a", "subjects": []},
        "facts": lambda: {"kind": "facts", "format": 1, "values": {}},
        "result": lambda: json.loads(cv.dumps(example())),
        "policy": lambda: plain(read(POINTS_FORMS)[0]),
        "ledger": lambda: {"kind": "ledger", "format": 1, "events": [{"object": CHECKED}]},
        "campaign": lambda: {"kind": "campaign", "format": 1, "id": "a"},
        "procedure": lambda: {"kind": "procedure", "format": 1, "id": "a", "steps": [{"id": "b"}]},
        "log": lambda: {"kind": "log", "format": 1},
        "roster": lambda: {"kind": "roster", "format": 1, "id": "a", "members": []},
        "workdays": lambda: json.loads(cv.dumps(cv.bundled("national.workdays"))),
    }[kind]()
    assert refused(kind, document) == []
    assert refused(kind, document | change) != []


def example():
    standard = cv.bundled("anle.standard")
    records = cv.bundled("anle.villages")
    return cv.evaluate(
        standard, cv.derive(standard.catalogue, records["v001"], as_of=records.as_of)
    )


#: Values of every type, near to what stands in documents.
STRANGE = [None, True, 0, -1, 1.5, 2.0, 10**12, "", "A b", "2024-06-30", "and", "92%", "a"]
STRANGE += [[], ["a"], [1], {}, {"zh": "a"}, {"a": 1}, {"step": 1}, {"date": "2024-06-30"}]


def places(data):
    """Give every list or mapping in data, the outermost first."""
    found = [data]
    for each in found:
        parts = each.values() if isinstance(each, dict) else each
        found += [part for part in parts if isinstance(part, dict | list) and part]
    return found


@st.composite
def mutated(draw, kind):
    """Draw a valid document of which one thing was changed."""
    data = json.loads(cv.dumps(draw(DRAWN[kind]())))
    place = draw(st.sampled_from(places(data)))
    strange = deepcopy(draw(st.sampled_from(STRANGE)))
    keys = list(place) if isinstance(place, dict) else range(len(place))
    key = draw(st.sampled_from(keys))
    match draw(st.sampled_from(["change", "drop", "add", "swap"])):
        case "drop":
            del place[key]
        case "add" if isinstance(place, dict):
            place[draw(st.sampled_from(["a", "A b", "label", "id", "rule", "points"]))] = strange
        case "add":
            place.append(strange)
        case "swap":
            place[key] = deepcopy(draw(st.sampled_from(places(data))))
        case _:
            place[key] = strange
    return data


def accepted(data):
    try:
        cv.loads(json.dumps(data, ensure_ascii=False))
    except cv.DocumentError:
        return False
    return True


@kinds
@whole_documents
@given(st.data())
def test_what_the_schema_refuses_the_reader_refuses(kind, data):
    changed = data.draw(mutated(kind))
    if accepted(changed):
        assert refused(kind, changed) == []


@pytest.mark.parametrize(
    ("weights", "fits"),
    [({"a": "40%", "b": 0.6}, True), ({"a": "40％", "b": 0.6}, True), ({"a": "many"}, False)],
)
def test_each_of_several_shares_may_be_in_percent(weights, fits):
    standard = {
        "kind": "standard",
        "format": 1,
        "id": "demo",
        "catalogue": {"indicators": {}},
        "combine": {"weighted_sum": {"weights": weights}},
    }
    assert validator("standard").is_valid(standard) is fits


@pytest.mark.parametrize(
    ("count", "fits"),
    [(3, True), ("1..2", True), ("3..", True), ("..5", True), ("..", True), ("1-2", False), (-1, False)],
)  # fmt: skip
def test_a_range_of_counts_passes_where_the_reader_reads_it(count, fits):
    data = {"kind": "campaign", "format": 1, "id": "demo"}
    data["bodies"] = {"council": {"label": "理事会", "members": count}}
    assert (refused("campaign", data) == []) is fits
    errors = [problem for problem in cv.lint(json.dumps(data)) if problem.level == "error"]
    assert (errors == []) is fits

"""Canonical JSON: models that say the same are written the same, and have one digest."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.canonical import canonical_json, digest, plain, plain_fields, pretty_json

TEXT = """\
kind: standard
format: 1
id: demo.standard
label: {zh: 示范标准, en: Demonstration standard}
catalogue:
  indicators:
    meetings: {label: 会议次数, value: count}
    water: {label: 供水率, value: ratio}
criteria:
  - id: work
    points: 10.50
    grade: {points_short: {of: water, target: 95%, lose: 1}}
  - id: talks
    points: 4
    source: {document: plan, clause: 三}
    requirements: [{id: meets, rule: "meetings>=3"}]
bands: [{id: none}, {id: good, from: 8}]
passes: {band: good}
"""


def test_what_is_at_its_default_is_left_out():
    assert plain_fields(cv.standards.Passing(score=80)) == {"score": Decimal(80)}
    assert plain(cv.Criterion(id="a", points=5, requirements=[asks("a")])) == {
        "id": "a",
        "points": Decimal(5),
        "requirements": [{"id": "a", "rule": "a"}],
    }


def asks(name):
    return cv.Requirement(id=name, rule=cv.Rule(name))


def test_keys_are_sorted_and_nothing_stands_between():
    assert canonical_json({"b": {"d": 1, "c": 2}, "a": ["z", "y"]}) == (
        '{"a":["z","y"],"b":{"c":2,"d":1}}'
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal("1.50"), "1.5"),
        (Decimal("2.00"), "2"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.10"), "-0.1"),
        (Decimal("0.00"), "0"),
        (12, "12"),
        (Fraction(1, 8), "0.125"),
        (Fraction(100, 3), '{"fraction":"100/3"}'),
    ],
)
def test_numbers_have_no_trailing_zeros_and_stay_exact(number, written):
    assert canonical_json(number) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ({}, "{}"),
        ([], "[]"),
        ((), "[]"),
        (date(2024, 6, 30), '"2024-06-30"'),
        ('a"\\\n户', '"a\\"\\\\\\n户"'),
        (cv.Ratio(9, 10), '{"part":9,"whole":10}'),
        (cv.Label("户数"), '"户数"'),
        (cv.Label("户数", "households"), '{"en":"households","zh":"户数"}'),
        (cv.Rule("meetings>=3"), '"meetings >= 3"'),
        (cv.Missing("row", "takes_part", "h2"), '["row","takes_part","h2"]'),
    ],
)
def test_each_value_has_one_form(value, written):
    assert canonical_json(value) == written


def test_a_plug_in_is_written_by_its_name_and_what_differs_from_its_defaults():
    short = cv.standards.PointsShort(of=cv.Rule("water"), target=0.95, lose=1)
    criterion = cv.Criterion(id="work", points=10, grade=short)
    assert plain(criterion)["grade"] == {
        "points_short": {"of": "water", "target": Decimal("0.95"), "lose": Decimal(1)}
    }
    added = cv.Criterion(
        id="a",
        points=5,
        grade=cv.standards.Sum(),
        requirements=[cv.Requirement(id="a", rule=cv.Rule("a"), points=5)],
    )
    assert plain(added)["grade"] == "sum"


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="no plain form of object"):
        plain({"a": object()})


def test_pretty_json_keeps_the_order_of_the_model_and_the_letters():
    records = cv.Records(id="demo", subjects=[cv.Village(id="v1", label="示例村甲")])
    assert pretty_json(records) == (
        '{\n  "id": "demo",\n  "subjects": [\n    {"id": "v1", "label": "示例村甲"}\n  ]\n}\n'
    )


@pytest.mark.parametrize("value", [{}, [], "户", 12, None])
def test_pretty_json_of_little_stands_on_one_line(value):
    assert pretty_json(value) == json.dumps(value, ensure_ascii=False) + "\n"


def test_pretty_json_for_consoles_that_know_no_chinese_reads_the_same():
    standard = cv.loads(TEXT)
    text = cv.dumps(standard, ascii_only=True)
    assert text.isascii()
    assert "\\u793a\\u8303" in text  # 示范
    assert json.loads(text) == json.loads(cv.dumps(standard))
    assert cv.loads(text) == standard


def test_a_standard_has_one_digest_however_it_was_written():
    standard = cv.loads(TEXT)
    assert digest(standard) == digest(cv.loads(cv.dumps(standard)))
    for old, new in (
        ("10.50", "10.5"),
        ("95%", "0.95"),
        ('"meetings>=3"', '"(meetings)  >=  3"'),
        ("source: {document: plan, clause: 三}", "source: [{clause: 三, document: plan}]"),
        ("    points: 4\n", "    round: null\n    grade: all\n    points: 4\n"),
    ):
        assert TEXT.count(old) == 1
        changed = cv.loads(TEXT.replace(old, new))
        assert changed == standard
        assert digest(changed) == digest(standard)


@pytest.mark.parametrize(
    ("old", "new"),
    [("10.50", "10.51"), (">=3", "> 3"), ("示范标准", "示范标准二"), ("good, from", "good, above")],
)
def test_another_standard_has_another_digest(old, new):
    assert TEXT.count(old) == 1
    assert digest(cv.loads(TEXT.replace(old, new))) != digest(cv.loads(TEXT))


def test_the_digest_stays_what_it_is():
    """Stored results name their standard by it, so it may never change from one version on."""
    assert canonical_json(cv.loads(TEXT)) == (
        '{"bands":[{"id":"none"},{"from":8,"id":"good"}],'
        '"catalogue":{"indicators":{"meetings":{"label":"会议次数","value":"count"},'
        '"water":{"label":"供水率","value":"ratio"}}},'
        '"criteria":[{"grade":{"points_short":{"lose":1,"of":'
        '"water","target":0.95}},"id":"work","points":10.5},'
        '{"id":"talks","points":4,'
        '"requirements":[{"id":"meets","rule":"meetings >= 3"}],'
        '"source":{"clause":"三","document":"plan"}}],'
        '"id":"demo.standard","label":{"en":"Demonstration standard","zh":"示范标准"},'
        '"passes":{"band":"good"}}'
    )
    assert (
        digest(cv.loads(TEXT)) == "cd5923e0235f69d2d4f5dfd177ceb663371203fc1d0ac79813f442b4c873377a"
    )


plain_data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    ),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def exact(text):
    return json.loads(text, parse_float=Decimal)


@given(plain_data)
def test_both_forms_of_json_hold_the_same_data(data):
    assert exact(canonical_json(data)) == data
    assert exact(pretty_json(data)) == data
    assert exact(pretty_json(data, ascii_only=True)) == data
    assert pretty_json(data, ascii_only=True).isascii()


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_keys_does_not_count(data):
    assert digest(data) == digest(dict(reversed(data.items())))

"""Judgements and earlier values have columns, so that a standard can be finished from tables."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

import civil_village as cv
from civil_village.evidence import Observed
from civil_village.indicators import EarlierValue, Growth
from civil_village.samples import bundled
from civil_village.tables.columns import TableColumns
from civil_village.tables.headings import meaning
from tests.tables.making import refusals

INCOME = cv.Indicator(label=cv.Label("人均收入", "income"), value="amount", unit="元")
CATALOGUE = cv.Catalogue(
    indicators={
        "income": INCOME,
        "before": cv.Indicator(
            label="上年收入",
            value="amount",
            unit="元",
            derive=EarlierValue(earlier="income", period="2023"),
        ),
        "growth": cv.Indicator(
            label="增长率", value="ratio", derive=Growth(growth="income", since="last_year")
        ),
        "tidiness": cv.Indicator(
            label=cv.Label("整洁得分", "tidiness"),
            value="amount",
            maximum=10,
            observed=Observed(combine="worst", methods={"visit": 0.6, "papers": 0.4}),
        ),
    }
)


def requirement(name, judged, label=None):
    return cv.Requirement(id=name, judged=cv.Rule(judged), label=label)


STANDARD = cv.Standard(
    id="demo",
    catalogue=CATALOGUE,
    methods={"visit": cv.Label("实地察看", "visit"), "papers": cv.Label("查阅材料", "papers")},
    criteria=[
        cv.Criterion(
            id="streets",
            points=10,
            requirements=[
                requirement("clean", "visit || papers", cv.Label("街面整洁", "streets are clean")),
                requirement("lit", "visit", "有路灯"),
            ],
        ),
        cv.Criterion(id="homes", points=5, requirements=[requirement("lit", "visit", "有路灯")]),
        cv.Criterion(id="rich", points=5, requirements=[cv.Requirement(id="r", rule="growth > 0")]),
        cv.Criterion(
            id="kept",
            points=5,
            requirements=[cv.Requirement(id="r", rule="before >= 1 && tidiness >= 5")],
        ),
    ],
    round=cv.quantities.Rounding(step=Decimal("0.01")),
)


def village(headings, cells):
    (found,) = cv.read_table(f"编号,{headings}\nv001,{cells}\n", STANDARD)
    return found


@pytest.mark.parametrize(
    "heading",
    [
        "实地察看：街面整洁",
        "实地察看:街面整洁",
        "Visit: streets are clean",
        "visit:streets.clean",
        "visit：街面整洁",
        "实地察看：streets.clean",
    ],
)
def test_a_word_has_a_heading_of_method_and_requirement(heading):
    (word,) = village(heading, "☑").observations
    assert (word.of, word.method, word.met) == ("streets.clean", "visit", True)
    assert village(heading, "—").observations == ()


def test_a_requirement_by_two_methods_has_two_columns():
    words = village("实地察看：街面整洁,查阅材料：街面整洁", "是,否").observations
    assert [(word.method, word.met) for word in words] == [("visit", True), ("papers", False)]


@pytest.mark.parametrize(
    "heading", ["2023年人均收入", "2023人均收入", "2023：人均收入", "2023:income"]
)
def test_an_earlier_value_has_a_heading_with_its_year(heading):
    found = village(f"人均收入,{heading},last_year：人均收入（元）", '9,"8,000",7')
    assert {period: dict(values) for period, values in found.earlier.items()} == {
        "2023": {"income": 8000},
        "last_year": {"income": 7},
    }
    assert dict(found.values) == {"income": 9}


def test_a_number_that_is_observed_has_a_column_for_each_method():
    words = village("实地察看：整洁得分,papers:tidiness", "8,6.5").observations
    assert [(word.of, word.method, word.value) for word in words] == [
        ("tidiness", "visit", 8),
        ("tidiness", "papers", Decimal("6.5")),
    ]


@pytest.mark.parametrize(
    ("heading", "code", "told"),
    [
        ("实地察看：有路灯", "ambiguous-heading", "visit:streets.lit"),
        ("查阅材料：有路灯", "unknown-heading", None),
        ("2022年人均收入", "unknown-heading", "2023"),
        ("2023年人均收入（万元）", "unit-mismatch", None),
        ("实地察看：街面整浩", "unknown-heading", "实地察看：街面整洁"),
    ],
)
def test_a_heading_that_means_none_or_several_is_told(heading, code, told):
    (problem,) = refusals(f"编号,{heading}\nv001,是\n", STANDARD)
    assert problem.code == code
    assert told is None or told in problem.text("zh")


@pytest.mark.parametrize(
    ("headings", "cells", "column", "code"),
    [
        ("实地察看：街面整洁", "良好", "B", "wrong-type"),
        ("人均收入,2023年人均收入", "1,许多", "C", "not-a-number"),
        ("实地察看：整洁得分", "11", "B", "out-of-range"),
    ],
)
def test_a_word_or_an_earlier_value_that_is_none_names_its_cell(headings, cells, column, code):
    found = refusals(f"编号,{headings}\nv001,{cells}\n", STANDARD)
    assert [(p.position.line, p.position.letter, p.code) for p in found] == [(2, column, code)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_asks_for_words_and_earlier_values(lang):
    text = cv.tables.template(STANDARD, lang=lang)
    headings, _ = csv.reader(io.StringIO(text))
    form = TableColumns.of(STANDARD)
    meant = [meaning(heading, form).written for heading in headings]
    assert meant[3:] == [
        "income",
        "tidiness",
        *("visit:streets.clean", "papers:streets.clean", "visit:streets.lit", "visit:homes.lit"),
        *("visit:tidiness", "papers:tidiness"),
        *("2023:income", "last_year:income"),
    ]
    cells = ",".join(["v001", "", "", *["1"] * (len(headings) - 3)])
    (found,) = cv.read_table(f"{text}{cells}\n", STANDARD)
    assert len(found.observations) == 6
    assert len(found.earlier) == 2
    assert cv.loads(cv.dumps(cv.Records(id="demo", subjects=[found])))["v001"] == found


# The county standard that comes along, and all that is known of its villages but exemptions.

COUNTY, RECORDS = bundled("anle.standard"), bundled("anle.villages")


def said(value):
    if value is None:
        return ""
    return ("否", "是")[value] if isinstance(value, bool) else str(value)


def cell(heading, form, roles, record):
    meant = meaning(heading, form)
    if meant.role:
        return roles.get(meant.name) or ""
    if meant.place == "words":
        words = {(word.of, word.method): word.met for word in record.observations}
        return said(words.get((meant.name, meant.prefix)))
    return said(record.values.get(meant.name))


def table(subject, rows):
    """Fill in the template of a subject, given the roles and the record of each row."""
    headings = next(csv.reader(io.StringIO(cv.tables.template(COUNTY, subject=subject))))
    form = TableColumns.of(COUNTY, subject)
    written = io.StringIO()
    filled = [[cell(heading, form, *row) for heading in headings] for row in rows]
    csv.writer(written).writerows([headings, *filled])
    return written.getvalue().encode("gb18030")


def test_the_county_standard_is_finished_from_three_tables():
    villages = table("village", [({"id": v.id, "label": v.label.zh}, v) for v in RECORDS.subjects])
    homes = [
        ({"village": v.id, "id": home.id}, home) for v in RECORDS.subjects for home in v.households
    ]
    events = [
        ({"village": v.id, "household": of, "kind": event.kind, "on": str(event.on)}, event)
        for v in RECORDS.subjects
        for of, record in [(None, v), *((home.id, home) for home in v.households)]
        for event in record.events
    ]
    assert len(events) == 5
    records = cv.read_table(villages, COUNTY, as_of=date(2024, 6, 30))
    records = cv.read_table(
        table("household", homes), COUNTY, subject="household", villages=records
    )
    records = cv.read_table(
        table("event", events),
        COUNTY,
        subject="event",
        villages=records,
        reported=RECORDS.reported,
    )
    without = [evolve(village, exempt={}, reported={}) for village in RECORDS.subjects]
    expected = evolve(RECORDS, subjects=without)
    for made, known in zip(
        cv.derive_each(COUNTY.catalogue, records),
        cv.derive_each(COUNTY.catalogue, expected),
        strict=True,
    ):
        assert made.values == known.values
        result = cv.evaluate(COUNTY, made)
        assert (result.outcome, result.score) == (
            cv.evaluate(COUNTY, known).outcome,
            cv.evaluate(COUNTY, known).score,
        )
    first = cv.evaluate_each(COUNTY, cv.derive_each(COUNTY.catalogue, records))[0]
    assert (first.outcome, first.score) == ("passes", Decimal("97.3"))

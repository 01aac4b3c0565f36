"""Documents: one envelope, a closed table of kinds, and all problems of a wave at once."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import strategies as st

import civil_village as cv
from civil_village.documents.kinds import KINDS, kind_of
from civil_village.documents.loading import FORMAT
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import Excerpt, Position, Problem
from civil_village.procedures import ProcedureStep
from tests.drawn.by_name import drawn

STANDARD = """\
kind: standard
format: 1
id: demo.standard
catalogue:
  indicators:
    meetings: {label: 会议次数, value: count}
    plan: {label: 有计划, value: truth}
criteria:
  - id: work
    points: 10
    grade: {curve: {of: meetings, by: {steps: {4: 5, 10: 10}}}}
  - id: plan
    points: 5
    source: {document: plan, clause: 三}
    requirements: [{id: filed, rule: "plan"}]
bands: [{id: none}, {id: good, from: 8}]
passes: {band: good}
"""

RECORDS = """\
kind: records
format: 1
id: demo.records
as_of: 2024-06-30
subjects:
  - {id: v1, label: 示例村甲, values: {meetings: 4, plan: true}}
  - {id: v2, values: {meetings: 4}}
"""


CATALOGUE = """\
kind: catalogue
format: 1
id: demo.catalogue
edition: "2024"
label: {zh: 示例目录, en: example catalogue}
source: {document: plan}
indicators:
  meetings: {label: 会议次数, value: count}
events:
  accident: {label: 事故}
"""


def made():
    """Give one document of each kind."""
    standard, records = cv.loads(STANDARD), cv.loads(RECORDS)
    facts = cv.derive(standard.catalogue, records["v1"], as_of=records.as_of)
    return {
        "catalogue": cv.loads(CATALOGUE),
        "standard": standard,
        "records": records,
        "facts": facts,
        "result": cv.evaluate(standard, facts),
        "policy": cv.bundled("points.village"),
        "ledger": cv.bundled("points.ledger"),
        "campaign": cv.Campaign(id="demo.campaign"),
        "procedure": cv.Procedure(id="demo.decision", steps=[ProcedureStep(id="decide")]),
        "covenant": cv.bundled("qingshidu.covenant"),
        "title_scheme": cv.bundled("titles.village"),
        "register": cv.registers.Register(id="demo.register"),
        "log": cv.EventLog(events=[cv.Event(id="e1", kind="visit", on=date(2024, 3, 1))]),
        "profile": cv.bundled("liuxi.leadership"),
        "roster": cv.bundled("points.roster"),
        "workdays": cv.bundled("national.workdays"),
    }


DOCUMENTS = made()
kinds = pytest.mark.parametrize("kind", KINDS)


def changed(old, new, text=STANDARD):
    assert text.count(old) == 1
    return text.replace(old, new)


def problems(text, kind=None):
    with pytest.raises(cv.DocumentError) as caught:
        cv.loads(text, kind)
    return caught.value.problems


def brief(found):
    return [(problem.code, *problem.path) for problem in found]


# The table.


@kinds
def test_an_entry_names_what_there_is(kind):
    entry = KINDS[kind]
    assert entry.model.kind == kind
    assert kind_of(entry.model) is entry
    assert isinstance(drawn(entry.model), st.SearchStrategy)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (Label("户数"), ("wrong-type", "documents", 0)),
        (cv.Household(id="h1"), ("other-kind",)),
        (5, ("wrong-type", "documents", 0)),
        (cv.Standard, ("other-kind",)),
    ],
)
def test_what_is_no_document_is_neither_written_nor_kept_in_a_library(value, problem):
    with pytest.raises(cv.DocumentError) as caught:
        cv.dumps(value)
    assert brief(caught.value.problems) == [("unknown-kind", "kind")]
    with pytest.raises(cv.DocumentError) as caught:
        cv.Library.of(value)
    assert brief(caught.value.problems) == [problem]


# The envelope.


@kinds
def test_a_document_reads_back_as_it_was_written(kind):
    document = DOCUMENTS[kind]
    text = cv.dumps(document)
    assert cv.loads(text) == document
    assert cv.dumps(cv.loads(text)) == text
    assert cv.loads(text.encode(), kind) == document
    assert cv.loads(text, type(document)) == document
    assert list(json.loads(text))[:2] == ["kind", "format"]
    assert (json.loads(text)["kind"], json.loads(text)["format"]) == (kind, FORMAT)


def test_a_result_that_was_read_back_explains_itself_without_its_standard():
    result, read = DOCUMENTS["result"], cv.loads(cv.dumps(DOCUMENTS["result"]))
    for lang in ("zh", "en"):
        assert read.explain().text(lang) == result.explain().text(lang)
    assert read.digests == result.digests


def test_a_result_that_was_stored_without_its_explanation_is_equal_and_says_so():
    result = DOCUMENTS["result"]
    text = cv.dumps(result, explanation=False)
    read = cv.loads(text)
    assert (read, read.digests) == (result, result.digests)
    outcome, told = read.explain().text("en").splitlines()
    assert outcome == result.explain().message.text("en").replace("示例标准", "demo.standard")
    assert told.strip().startswith("this result was stored without its explanation")
    # What says so is no explanation that could be stored in its place.
    assert cv.dumps(read) == cv.dumps(read, explanation=False) == text
    assert told.strip() in read._repr_html_()


@kinds
def test_a_document_of_another_kind_than_was_asked_for_is_refused(kind):
    other = "records" if kind != "records" else "facts"
    for wanted in (other, KINDS[other].model):
        assert problems(cv.dumps(DOCUMENTS[kind]), wanted) == (
            Problem(
                code="other-kind",
                path=("kind",),
                found=kind,
                expected=Message("expected.exactly", value=other),
                position=Position(2, 11),
            ),
        )


def test_kind_and_format_are_missed_together_with_all_else():
    assert brief(problems('{"subjects": []}', "records")) == [
        ("missing-key", "kind"),
        ("missing-key", "format"),
    ]
    assert brief(problems('{"kind": "records", "subjects": 1}')) == [
        ("missing-key", "format"),
        ("missing-key", "id"),
        ("wrong-type", "subjects"),
    ]


@pytest.mark.parametrize("kind", ["village", "Standard", "", 5, None, ["standard"], {"a": 1}, True])
def test_a_kind_that_does_not_exist_is_refused(kind):
    found = problems(json.dumps({"kind": kind, "format": 1, "id": "demo"}))
    assert brief(found) == [("unknown-kind", "kind")]
    assert found[0].expected == Message("expected.one-of", names=tuple(KINDS))


@pytest.mark.parametrize("number", ["no", "'1'", "null", "true", "1.0", "0", "-1", "[1]"])
def test_a_format_that_is_none_is_refused(number):
    found = problems(changed("format: 1", f"format: {number}"))
    assert brief(found) == [("wrong-type", "format")]
    assert found[0].expected == Message("expected.exactly", value=1)


def test_a_problem_names_the_file():
    with pytest.raises(cv.DocumentError) as caught:
        cv.loads(changed("points: 5", "points: five"), source="demo.yaml")
    assert [problem.document for problem in caught.value.problems] == ["demo.yaml"]
    (problem,) = cv.lint(changed("points: 5", "points: five"), source="demo.yaml")
    assert problem.text("en").startswith("demo.yaml, criteria[1].points, line 13, column 13: ")


# The two waves.

FIRST = "points: five"  # no number
SECOND = '"plans"'  # no indicator


def test_the_second_wave_waits_for_the_first():
    both = changed('"plan"', SECOND, changed("points: 5", FIRST))
    assert brief(problems(both)) == [("not-a-number", "criteria", 1, "points")]
    assert brief(cv.lint(both)) == [("not-a-number", "criteria", 1, "points")]
    second = changed('"plan"', SECOND)
    path = ("criteria", 1, "requirements", 0, "rule")
    assert brief(problems(second)) == [("unknown-indicator", *path)]


def test_what_one_model_says_of_itself_comes_with_what_the_whole_says():
    text = changed('"plan"', SECOND, changed("points: 5", "points: 0"))
    text = changed("band: good", "band: best", changed("{id: none}", "{id: None}", text))
    assert brief(problems(text)) == [
        ("out-of-range", "criteria", 1, "points"),
        ("unknown-indicator", "criteria", 1, "requirements", 0, "rule"),
        ("not-an-id", "bands", 0, "id"),
        ("unknown-band", "passes", "band"),
    ]


def test_problems_stand_in_the_order_of_the_text_with_the_place_of_a_rules_part():
    text = changed('"plan"', '"!plan || meeting > 3 || plans"')
    text = changed("passes: {band: good}\n", "", "passes: {band: god}\n" + text)
    found = problems(text)
    rule = "!plan || meeting > 3 || plans"
    #                ^ 9             ^ 24
    path = ("criteria", 1, "requirements", 0, "rule")
    expected = Message("expected.indicator")
    assert found == (
        Problem(
            code="unknown-band",
            path=("passes", "band"),
            found="god",
            expected=Message("expected.one-of", names=("none", "good")),
            hint=Message("hint.nearest", name="good"),
            position=Position(1, 16),
        ),
        Problem(
            code="unknown-indicator",
            path=path,
            found="meeting",
            expected=expected,
            hint=Message("hint.nearest", name="meetings"),
            position=Position(16, 39 + 9),
            excerpt=Excerpt(rule, 9, 16),
        ),
        Problem(
            code="unknown-indicator",
            path=path,
            found="plans",
            expected=expected,
            hint=Message("hint.nearest", name="plan"),
            position=Position(16, 39 + 24),
            excerpt=Excerpt(rule, 24, 29),
        ),
    )


def test_a_stored_result_tells_the_problems_of_its_fields_and_of_its_explanation_together():
    data = json.loads(cv.dumps(DOCUMENTS["result"]))
    data["outcome"], data["digests"]["facts"] = "passed", 5
    data["explanation"]["message"] = {"key": "explain.none"}
    del data["bounds"]
    assert sorted(brief(problems(json.dumps(data)))) == [
        ("missing-key", "bounds"),
        ("unknown-message", "explanation", "message"),
        ("wrong-type", "digests", "facts"),
        ("wrong-type", "outcome"),
    ]
    del data["digests"]
    assert ("missing-key", "digests") in brief(problems(json.dumps(data)))


# Lint.


def test_lint_tells_findings_which_stop_nothing():
    text = changed('"plan"', '"plan || meetings >= 0"')
    assert cv.loads(text).id == "demo.standard"
    idle, problem = cv.lint(text)  # in the order of the text
    assert (idle.code, idle.level) == ("idle-criterion", "finding")
    assert (problem.code, problem.level, problem.found) == (
        "always-holds",
        "finding",
        "meetings >= 0",
    )
    assert problem.position == Position(15, 39 + 8)
    same, _ = cv.lint(cv.loads(text))
    assert (same.code, same.level, same.path, same.position) == (
        "always-holds",
        "finding",
        problem.path,
        None,
    )


def test_lint_tells_errors_and_findings_together():
    text = changed('"plan"', '"plans || meetings >= 0"')
    assert [(p.code, p.level) for p in cv.lint(text)] == [
        ("unknown-indicator", "error"),
        ("always-holds", "finding"),
    ]
    assert [(p.code, p.level) for p in problems(text)] == [("unknown-indicator", "error")]


@kinds
def test_lint_has_nothing_to_say_of_a_sound_document(kind):
    assert cv.lint(DOCUMENTS[kind]) == ()
    assert cv.lint(cv.dumps(DOCUMENTS[kind])) == ()
    assert cv.lint(cv.dumps(DOCUMENTS[kind]).encode()) == ()


def test_lint_says_what_is_wrong_with_a_text_that_cannot_be_read():
    assert brief(cv.lint("")) == [("empty-document",)]
    assert brief(cv.lint(b"\xff")) == [("not-utf8",)]
    assert brief(cv.lint("id: &x 1")) == [("yaml-anchor", "id")]


# Paths lead to what the document has.


@pytest.mark.parametrize(
    ("old", "new", "path", "place"),
    [
        ("{4: 5, 10: 10}", "{4: x, 10: 10}", "criteria[0].grade.curve.by.steps.4", (11, 51)),
        ("clause: 三", "clause: 3", "criteria[1].source.clause", (14, 38)),
        ("points: 10", "points: 10\n    round: off", "criteria[0].round", (11, 12)),
        (
            "points: 10",
            "points: 10\n    assumed: {pts: 拟定}",
            "criteria[0].assumed.pts",
            (11, 20),
        ),
        ("{id: good, from: 8}", "{id: good}", "bands[1]", (16, 21)),
    ],
)
def test_a_path_leads_to_what_the_document_has(old, new, path, place):
    (problem,) = problems(changed(old, new))
    assert problem.where("en") == f"{path}, line {place[0]}, column {place[1]}"


# Records keep their places until a catalogue checks them.


def test_a_record_is_told_of_where_it_was_read():
    text = RECORDS + "  - {id: v3, values: {plan: 3}, households: [{id: h1, values: {plan: 4}}]}\n"
    text = changed("as_of: 2024-06-30", "as_of: 2024-06-30\nreported: {flood: 2024-06-30}", text)
    records = cv.loads(text, cv.Records)
    assert records.as_of == date(2024, 6, 30)
    catalogue = DOCUMENTS["standard"].catalogue
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive_each(catalogue, records, as_of=records.as_of)
    assert [(p.where("en"), p.code) for p in caught.value.problems] == [
        ("reported.flood, line 5, column 19", "unknown-name"),
        ("subjects[2].values.plan, line 9, column 29", "wrong-type"),
        # A household has no indicators of its own in this catalogue.
        ("subjects[2].households[0].values.plan, line 9, column 70", "indicator-of-other-subject"),
    ]


def test_a_households_own_facts_are_told_of_where_they_were_read():
    text = RECORDS + "  - {id: v3, households: [{id: h1, values: {plan: 4}}]}\n"
    (home,) = cv.loads(text, "records")["v3"].households
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive(DOCUMENTS["standard"].catalogue, home)
    (problem,) = caught.value.problems
    assert problem.where("en") == "subjects[2].households[0].values.plan, line 8, column 51"


def test_numbers_are_exact_from_the_text_to_the_model():
    read = cv.loads(changed("points: 5", "points: 5.10"))
    assert read["plan"].points == Decimal("5.1")
    assert '"points": 5.1' in cv.dumps(read)


# Catalogues of their own.


def test_a_catalogue_is_one_model_inside_a_standard_and_alone():
    alone = cv.loads(CATALOGUE)
    assert type(alone) is type(cv.loads(STANDARD).catalogue)
    assert (alone.id, alone.edition, alone.label.en) == (
        "demo.catalogue",
        "2024",
        "example catalogue",
    )
    assert alone["meetings"].value == "count"


def test_a_catalogue_that_is_a_document_needs_an_id():
    assert brief(problems(changed("id: demo.catalogue\n", "", CATALOGUE))) == [
        ("missing-key", "id")
    ]
    assert brief(problems(changed("id: demo.catalogue", "id: null", CATALOGUE))) == [
        ("missing-key", "id")
    ]
    nameless = cv.loads(STANDARD).catalogue
    with pytest.raises(cv.DocumentError) as caught:
        cv.dumps(nameless)
    assert brief(caught.value.problems) == [("missing-key", "id")]


def test_the_id_of_a_catalogue_is_one_of_a_document():
    assert brief(problems(changed("demo.catalogue", "Demo", CATALOGUE))) == [("not-an-id", "id")]
    inline = changed("catalogue:\n", "catalogue:\n  id: Demo\n")
    assert brief(problems(inline)) == [("not-an-id", "catalogue", "id")]

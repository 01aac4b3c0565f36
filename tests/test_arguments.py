"""What verbs are handed by mistake: each slip says what it was, and what to hand in instead."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import civil_village as cv
from civil_village.derivation import derive_households
from civil_village.dividing import divide
from civil_village.messages import Message
from civil_village.rankings import Quota
from civil_village.standards import needed, strata_of

CATALOGUE = cv.Catalogue(indicators={"plan": cv.Indicator(label="计划", value="truth")})
WORK = cv.Criterion(id="work", points=5, requirements=[cv.Requirement(id="plan", rule="plan")])
STANDARD = cv.Standard(id="demo", catalogue=CATALOGUE, criteria=[WORK])
VILLAGE = cv.Village(id="v1", values={"plan": True})
FACTS = cv.derive(CATALOGUE, VILLAGE)
RESULT = cv.evaluate(STANDARD, FACTS)
RECORDS = cv.Records(id="r", subjects=[VILLAGE])
DAY = date(2024, 12, 31)
POLICY = cv.bundled("points.village")
DERIVED = "hand in civil_village.derive(standard.catalogue, village)"
EACH = "hand in civil_village.derive_each(catalogue, records)"

SLIPS = {
    "a standard for a catalogue": (
        lambda: cv.derive(STANDARD, VILLAGE),
        ("catalogue",),
        "Standard",
        "hand in standard.catalogue",
    ),
    "a standard for many": (
        lambda: cv.derive_each(STANDARD, [VILLAGE]),
        ("catalogue",),
        "Standard",
        "hand in standard.catalogue",
    ),
    "records for one": (lambda: cv.derive(CATALOGUE, RECORDS), ("record",), "Records", EACH),
    "a list for one": (lambda: cv.derive(CATALOGUE, [3]), ("record",), "[3]", EACH),
    "nothing for one": (lambda: cv.derive(CATALOGUE, None), ("record",), "null", None),
    "one for many": (
        lambda: cv.derive_each(CATALOGUE, VILLAGE),
        ("records",),
        "Village",
        "hand in [village]",
    ),
    "values for many": (
        lambda: cv.derive_each(CATALOGUE, {"plan": True}),
        ("records",),
        "{plan: true}",
        "hand in [values]",
    ),
    "a number among many": (lambda: cv.derive_each(CATALOGUE, [{}, 3]), (1,), "3", None),
    "one village for its households": (
        lambda: derive_households(CATALOGUE, VILLAGE),
        ("villages",),
        "Village",
        "hand in [village]",
    ),
    "a village for facts": (lambda: cv.evaluate(STANDARD, VILLAGE), ("facts",), "Village", DERIVED),
    "a village among facts": (
        lambda: cv.evaluate_each(STANDARD, [FACTS, VILLAGE]),
        ("many", 1),
        "Village",
        DERIVED,
    ),
    "facts of one for many": (
        lambda: cv.evaluate_each(STANDARD, FACTS),
        ("many",),
        "Facts",
        "hand in [facts]",
    ),
    "a catalogue for a standard": (
        lambda: cv.evaluate(CATALOGUE, FACTS),
        ("standard",),
        "Catalogue",
        None,
    ),
    "a village for what is needed": (
        lambda: needed(STANDARD, VILLAGE),
        ("facts",),
        "Village",
        DERIVED,
    ),
    "a result for many": (lambda: cv.rank(RESULT), ("results",), "Result", "hand in [result]"),
    "facts among results": (
        lambda: cv.rank([FACTS]),
        ("results", 0),
        "Facts",
        "hand in civil_village.evaluate(standard, facts)",
    ),
    "a number for a quota": (lambda: cv.select([RESULT], 3), ("quota",), "3", None),
    "facts for a result": (
        lambda: cv.compare(RESULT, FACTS),
        ("second",),
        "Facts",
        "hand in civil_village.evaluate(standard, facts)",
    ),
    "a path for a text": (
        lambda: cv.loads(Path("a.yaml")),
        ("text",),
        "a.yaml",
        "hand in path.read_bytes()",
    ),
    "data for a text": (
        lambda: cv.loads({"kind": "records"}),
        ("text",),
        "{kind: records}",
        "hand in civil_village.read(data)",
    ),
    "one village for its stratum": (
        lambda: strata_of("township", VILLAGE),
        ("subjects",),
        "Village",
        "hand in [village]",
    ),
    "a result in a table": (
        lambda: cv.write_results(RESULT, STANDARD),
        ("results",),
        "Result",
        "hand in [result]",
    ),
    "facts in a table of results": (
        lambda: cv.write_results([RESULT, FACTS], STANDARD),
        ("results", 1),
        "Facts",
        "hand in civil_village.evaluate(standard, facts)",
    ),
    "a catalogue for a table": (
        lambda: cv.read_table("id\n", CATALOGUE),
        ("standard",),
        "Catalogue",
        None,
    ),
    "one village for a cohort": (
        lambda: cv.derive(CATALOGUE, {}, cohort=VILLAGE),
        ("cohort",),
        "Village",
        "hand in [village]",
    ),
    "a list for what is reported": (
        lambda: cv.derive_each(CATALOGUE, [{}], reported=["households"]),
        ("reported",),
        "[households]",
        None,
    ),
    "a word for what is extra": (
        lambda: cv.derive(CATALOGUE, {"x": 1}, extra="skip"),
        ("extra",),
        "skip",
        None,
    ),
    "a standard for a policy": (
        lambda: cv.settle(STANDARD, cv.Ledger(), as_of=DAY),
        ("policy",),
        "Standard",
        None,
    ),
    "events for a ledger": (
        lambda: cv.settle(POLICY, [], as_of=DAY),
        ("ledger",),
        "[]",
        None,
    ),
    "villages for a roster": (
        lambda: cv.settle(POLICY, cv.Ledger(), as_of=DAY, roster=RECORDS),
        ("roster",),
        "Records",
        None,
    ),
    "a list for a table": (lambda: cv.read_table(["id"], STANDARD), ("data",), "[id]", None),
    "results for places": (
        lambda: cv.tables.write_places([RESULT]),
        ("places", 0),
        "Result",
        None,
    ),
    "a number for a ranking": (lambda: cv.rank([RESULT], ranking=3), ("ranking",), "3", None),
    "a policy for a book": (lambda: cv.events.verify(POLICY), ("log",), "Policy", None),
    "a policy to be sealed": (lambda: cv.events.seal(POLICY), ("log",), "Policy", None),
    "a number for a name": (lambda: cv.bundled(3), ("name",), "3", None),
    "a list for weights": (lambda: divide(100, [1, 2], step=1), ("weights",), "[1, 2]", None),
}


@pytest.mark.parametrize(("call", "path", "found", "hint"), SLIPS.values(), ids=SLIPS)
def test_a_slip_says_what_was_handed_in_and_what_to_hand_in(call, path, found, hint):
    with pytest.raises(cv.DocumentError) as caught:
        call()
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.found) == ("wrong-type", path, found)
    assert (problem.hint and problem.hint.text("en")) == hint
    assert str(caught.value)
    assert caught.value.text("zh")


@pytest.mark.parametrize("day", ["2024-12-31", datetime(2024, 12, 31, tzinfo=UTC)])
def test_a_day_is_asked_for_where_a_ledger_is_settled(day):
    for days in ({"as_of": day}, {"as_of": DAY, "known": day}):
        with pytest.raises(cv.DocumentError) as caught:
            cv.settle(POLICY, cv.Ledger(), **days)
        assert [problem.code for problem in caught.value.problems] == ["not-a-date"]
        assert caught.value.problems[0].path == (list(days)[-1],)


def test_a_ranking_may_be_told_by_its_name():
    assert cv.rank([RESULT], ranking="score") == cv.rank([RESULT])
    with pytest.raises(cv.DocumentError, match="did you mean score"):
        cv.rank([RESULT], ranking="scor")


def test_an_open_file_is_no_text():
    with pytest.raises(cv.DocumentError, match=r"hand in file\.read\(\)"):
        cv.loads(io.StringIO("kind: records"))


def test_lint_tells_what_is_no_document_and_looks_through_data():
    assert [problem.path for problem in cv.lint(Path("a.yaml"))] == [("value",)]
    data = {"kind": "records", "format": 1, "id": "r", "subjects": [{"id": "v 1"}]}
    assert [problem.path for problem in cv.lint(data)] == [("subjects", 0, "id")]
    assert cv.lint({**data, "subjects": []}) == ()


@pytest.mark.parametrize(
    "say",
    [
        RESULT.explain().text,
        cv.Label("村", "village").text,
        cv.Problem(code="missing-key").text,
        Message.own(("甲", "a")).text,
        STANDARD.explain().text,
    ],
)
@pytest.mark.parametrize("lang", ["fr", "ZH", None])
def test_a_language_that_there_is_not_is_refused_by_name(say, lang):
    with pytest.raises(ValueError, match=f"no language {lang!r}: hand in one of zh, en"):
        say(lang)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: RESULT["wrk"], "wrk: there is none such; did you mean work?"),
        (lambda: RESULT["plan"], "plan: there is none such; did you mean work.plan?"),
        (lambda: STANDARD["work.pln"], "work.pln: there is none such; did you mean work.plan?"),
        (
            lambda: STANDARD.criterion("x"),
            "x: there is none such; there are work, work.plan and so on",
        ),
        (lambda: STANDARD[3], "3: there is none such; there are work, work.plan and so on"),
        (lambda: CATALOGUE["plann"], "plann: there is none such; did you mean plan?"),
        (lambda: FACTS["pla"], "pla: there is none such; did you mean plan?"),
        (lambda: RECORDS["v01"], "v01: there is none such; did you mean v1?"),
    ],
)
def test_a_name_that_leads_nowhere_says_the_nearest(ask, told):
    with pytest.raises(KeyError) as caught:
        ask()
    assert caught.value.args == (told,)


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda: divide(100, {"a": 1, "b": None}, step=1), ("weights", "b")),
        (lambda: divide(100, {"a": 1, "b": "x"}, step=1), ("weights", "b")),
        (lambda: divide(None, {"a": 1}, step=1), ("total",)),
        (lambda: divide(100, {"a": 1}, step="x"), ("step",)),
        (lambda: divide(100, {"a": 1}, step=1, cap="x"), ("cap",)),
        (lambda: divide(100, {"a": 1}, step=1, floor="x"), ("floor",)),
        (lambda: divide(100, {"a": 1}, step=1, floor_means="whoel"), ("floor_means",)),
        (lambda: divide(100, {"a": 1}, step=1, ties="ordr"), ("ties",)),
    ],
)
def test_dividing_names_the_argument_that_is_wrong(call, path):
    with pytest.raises(cv.DocumentError) as caught:
        call()
    assert [problem.path for problem in caught.value.problems] == [path]


def test_an_error_with_a_code_or_sentence_of_its_own_can_be_read():
    own = cv.Problem(
        code="no-such", expected=Message("expected.no-such"), hint=Message("expected.at-least")
    )
    error = cv.DocumentError([own])
    assert (
        str(error) == "here: no-such; expected expected.no-such.\nHint: expected.at-least [no-such]"
    )
    assert "no-such" in error.text("zh")


def test_a_plain_mapping_may_be_handed_an_id_and_then_be_ranked():
    known = {"v1": {"plan": True}, "v2": {"plan": False}}
    results = [cv.evaluate(STANDARD, values, id=name) for name, values in known.items()]
    assert [(place.id, place.place) for place in cv.rank(results)] == [("v1", 1), ("v2", 2)]
    assert cv.select(results, Quota(id="q", top=1, ties="none")).chosen == ("v1",)
    assert cv.evaluate(STANDARD, cv.derive(CATALOGUE, {"plan": True}), id="v1") == results[0]
    assert cv.evaluate(STANDARD, FACTS, id="v1") == RESULT
    with pytest.raises(
        cv.DocumentError, match="id: a value has the wrong type, got v2; expected v1"
    ):
        cv.evaluate(STANDARD, FACTS, id="v2")
    with pytest.raises(cv.DocumentError, match="unknown indicator"):
        cv.evaluate(STANDARD, {"plann": True}, id="v1")


def test_labels_of_bands_are_at_hand():
    bands = [
        cv.curves.Band(id="fail", label=cv.Label("不合格", "fails")),
        cv.curves.Band(id="plain", from_=2),
        cv.curves.Band(id="good", label="优", from_=5),
    ]
    standard = cv.Standard(
        id="demo", catalogue=CATALOGUE, criteria=[WORK], bands=cv.curves.Bands(bands)
    )
    result = cv.evaluate(standard, {})
    assert result.possible_bands == ("fail", "plain", "good")
    assert dict(result.band_labels) == {"fail": cv.Label("不合格", "fails"), "good": cv.Label("优")}
    assert dict(cv.evaluate(standard, {"plan": True}).band_labels) == {"good": cv.Label("优")}
    assert cv.loads(cv.dumps(result)) == result
    assert RESULT.band_labels == {}

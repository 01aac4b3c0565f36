"""Running conformance cases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from civil_village.problems import DocumentError
from civil_village.testing.cel_cases import FINE, USAGE, WRONG, Outcome, decoded, main, run

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CIVIL_VILLAGE_SHARED") or ROOT.parent / "shared")
SAMPLE = SHARED / "conformance" / "cel" / "cases.json"

PASS = Outcome("pass")
INT, DOUBLE, TRUE = {"int": "5"}, {"double": "0.5"}, {"bool": True}


def case(expression, **told):
    return {"file": "basic", "section": "some", "name": "one", "expr": expression, **told}


@pytest.mark.parametrize(
    "told",
    [
        case("2 + 3", value=INT),
        case("1.0 / 2.0", value=DOUBLE),
        case("0.1 + 0.2", value={"double": 0.3}),
        case("x", bindings={"x": INT}, value=INT),
        case("x", bindings={"x": DOUBLE}, value=DOUBLE),
        case(
            "[1, 'a', null, true]",
            value={"list": [{"int": "1"}, {"string": "a"}, {"null": None}, TRUE]},
        ),
        case(
            "{true: 1, 1: 2}", value={"map": [[{"int": "1"}, {"int": "2"}], [TRUE, {"int": "1"}]]}
        ),
        case("type(1)", value={"type": "int"}),
        case("type(x) == map", bindings={"x": {"map": []}}, value=TRUE),
        case("1 / 0", error=["divide by zero"]),
        case("1 +", error=[]),
        case("1 +", error=[], container="a.b"),
        case("x", bindings={"x": {"error": True}}, error=["any"]),
        case("x || true", bindings={"x": {"error": True}}, value=TRUE),
        case("x", bindings={"x": {"unknown": True}}, unknown={"exprs": ["1"]}),
        case("x + 1", bindings={"x": {"unknown": True}}, any_unknowns=[]),
        case("x", bindings={"x": {"unknown": True}}, matcher="any_unknowns"),
        case("x && false", bindings={"x": {"unknown": True}}, value={"bool": False}),
        case("1 / 0", any_eval_errors=[]),
        case("2 + 3", typed_result={"result": INT, "deduced_type": "INT64"}),
        case("true"),
        case("1", value={"int": 1}, description="a case may say more", disable_check=True),
        case("double(9007199254740992)", value={"double": "9007199254740992.0"}),
        case("[1].all(x, x == 1) && int == int", container="a.b", value=TRUE),
        case(".x", bindings={"x": INT}, container="a.b", value=INT),
    ],
    ids=lambda told: told["expr"] + str(sorted(told.keys() - case("").keys())),
)
def test_a_case_that_is_met_passes(told):
    assert run(told) == PASS


@pytest.mark.parametrize(
    ("told", "feature"),
    [
        (case("5u", value={"uint": "5"}), "uint"),
        (case("x", bindings={"x": {"uint": "5"}}, value={"uint": "5"}), "uint"),
        (case("x", bindings={"x": {"list": [{"bytes": "AA=="}]}}, error=[]), "bytes"),
        (case("x == 1", bindings={"x": {"map": [[{"string": "a"}, {"duration": "1s"}]]}}), "time"),
        (case("timestamp('x')", error=["range"]), "time"),
        (case("'a'.matches('a')", value=TRUE), "regex"),
        (case("x", bindings={"a.x": INT}, container="a", value=INT), "container"),
        (case("a.`b`", value=INT), "quoted-name"),
        (case("math.abs(1)", value=INT), "extension"),
        (case("a.?b", value=INT), "optional"),
        (case("A{}", value={"object": {}}), "message"),
        (case("1", value={"optional": INT}), "optional"),
        (case("0.0 / 0.0", value={"double": "nan"}), "special"),
        (case("1", value={"double": "-0.0"}), "special"),
        (case("1", value={"type": "bytes"}), "bytes"),
        (case("1", value={"type": "google.protobuf.Duration"}), "time"),
        (case("1", value={"type": "a.Village"}), "message"),
        (case("0.1 + 0.2", value={"double": "0.30000000000000004"}), "digits"),
        (case("x", bindings={"x": {"double": "0.30000000000000004"}}), "digits"),
        (case("1", some_other_matcher={}), "matcher"),
        (case("1u", some_other_matcher={}), "uint"),
    ],
)
def test_what_needs_more_than_is_understood_is_refused_by_name(told, feature):
    assert run(told) == Outcome("refused", feature)


@pytest.mark.parametrize(
    "told",
    [
        case("2", value=INT),
        case("5.0", value=INT),
        case("5", value={"double": "5.0"}),
        case("1", value=TRUE),
        case("true", value={"int": "1"}),
        case("[5]", value={"list": [{"double": "5.0"}]}),
        case("[5, 5]", value={"list": [INT]}),
        case("{5: 1}", value={"map": [[{"int": "6"}, {"int": "1"}]]}),
        case("{5: 1, 6: 1}", value={"map": [[INT, {"int": "1"}]]}),
        case("null", value={"bool": False}),
        case("int", value={"string": "int"}),
        case("1 / 0", value=INT),
        case("5", error=["anything"]),
        case("5", unknown={}),
        case("x", bindings={"x": {"unknown": True}}, value=INT),
        case("false"),
        case("1"),
    ],
    ids=lambda told: told["expr"] + str(sorted(told.keys() - case("").keys())),
)
def test_a_case_that_is_not_met_is_wrong(told):
    assert run(told).verdict == "wrong"


@pytest.mark.parametrize(
    "tagged",
    [
        5,
        None,
        {},
        {"int": "5", "bool": True},
        {"int": "five"},
        {"int": True},
        {"int": None},
        {"bool": "true"},
        {"string": 5},
        {"double": "half"},
        {"double": None},
        {"list": {}},
        {"list": [5]},
        {"map": [5]},
        {"map": [[INT]]},
        {"map": [[DOUBLE, INT]]},
        {"type": 5},
        {"number": "5"},
    ],
    ids=str,
)
def test_what_is_no_tagged_value_is_said_to_be_none(tagged):
    with pytest.raises(DocumentError, match="tagged by its type"):
        decoded(tagged)


def written(path, cases):
    path.write_text(json.dumps(cases), encoding="utf-8")
    return str(path)


def test_each_case_has_a_line_and_the_last_line_counts(tmp_path, capsys):
    cases = [case("true"), case("1u"), case("2", value=INT), case("'a'", value={"string": "a"})]
    for number, told in enumerate(cases):
        told["name"] = f"n{number}"
    assert main([written(tmp_path / "cases.json", cases)]) == WRONG
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "pass basic/some/n0",
        "refused uint basic/some/n1",
        "wrong basic/some/n2",
        "pass basic/some/n3",
        "2 passed, 1 refused, 1 wrong",
    ]
    assert err.splitlines() == ["basic/some/n2: 2: got 2"]


def test_the_exit_code_is_0_where_nothing_is_wrong(tmp_path, capsys):
    assert main([written(tmp_path / "cases.json", [case("true"), case("1u")])]) == FINE
    assert main([written(tmp_path / "none.json", [])]) == FINE
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 0 refused, 0 wrong"


BROKEN = {
    "not JSON": (b"[{]", "not JSON"),
    "nested without end": (b"[" * 100_000, "not JSON"),
    "not UTF-8": (b"\xff\xfe", "not UTF-8"),
    "no list": (b'{"expr": "1"}', "a list of cases"),
    "no cases": (b'["1 + 1"]', "a list of cases"),
    "no text": (b'[{"file": "a", "section": "a", "name": "a"}]', "[0].expr"),
    "no names": (b'[{"expr": "1"}]', "[0].file"),
    "no bindings": (
        b'[{"file": "a", "section": "a", "name": "a", "expr": "1", "bindings": [1]}]',
        "bindings",
    ),
    "no value": (
        b'[{"file": "a", "section": "a", "name": "a", "expr": "1", "value": 5}]',
        "tagged",
    ),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_file_of_cases_is_told_clearly(tmp_path, capsys, content, said):
    path = tmp_path / "cases.json"
    path.write_bytes(content)
    assert main([str(path)]) == USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "cases.json" in err


def test_a_file_that_cannot_be_read_is_told_clearly(tmp_path, capsys):
    assert main([str(tmp_path / "none.json")]) == USAGE
    assert main([str(tmp_path)]) == USAGE
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_it_runs_as_a_program(tmp_path):
    path = written(tmp_path / "cases.json", [case("false")])
    done = subprocess.run(
        [sys.executable, "-m", "civil_village.testing.cel_cases", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "0 passed, 0 refused, 1 wrong")


#: Features without which the public sample can do.
KNOWN = {
    *("uint", "bytes", "time", "regex", "container", "quoted-name"),
    *("extension", "optional", "message", "special", "digits"),
}


def test_the_public_sample_has_no_wrong_case():
    if not SAMPLE.exists():
        pytest.skip(f"the public sample is not at {SAMPLE}; CIVIL_VILLAGE_SHARED names its folder")
    outcomes = [run(told) for told in json.loads(SAMPLE.read_text(encoding="utf-8"))]
    assert [outcome for outcome in outcomes if outcome.verdict == "wrong"] == []
    assert {outcome.note for outcome in outcomes} - {""} <= KNOWN
    assert sum(outcome == PASS for outcome in outcomes) >= 345

"""Conformance cases of the Common Expression Language, by the script that runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from civil_village.rules.core import OPPOSITE
from tests.cel_cases import ENGINES, engines, main, run

SCRIPT = Path(__file__).parent / "cel_cases.py"
CASES = SCRIPT.with_suffix(".json")
OWN = json.loads(CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", OWN, ids=[case["name"] for case in OWN])
def test_a_case_of_our_own_passes_on_every_road(case):
    assert run(case) == ("passed", "")


def test_the_script_counts_what_came_of_a_file():
    done = subprocess.run(
        [sys.executable, SCRIPT, CASES], capture_output=True, text=True, check=True
    )
    roads, counts = done.stdout.splitlines()
    assert roads.startswith("roads: interpreter; generated function; portable text on ")
    assert counts == f"{len(OWN)} passed, 0 outside, 0 wrong"


#: What lies outside, by the reason that is told.
REASONS = {
    "rule-division": {"expr": "7 / 2", "value": {"int": "3"}},
    "rule-function size": {"expr": "'ab'.size()", "value": {"int": "2"}},
    "rule-syntax [": {"expr": "[1] == [1]", "value": {"bool": True}},
    "wrong-operator": {"expr": "'a' < 'b'", "value": {"bool": True}},
    "unknown-indicator": {"expr": "x || true", "value": {"bool": True}},
    "rule-overflow": {"expr": "9223372036854775807 + 0", "value": {"int": "9223372036854775807"}},
    "container": {"expr": "x", "bindings": {"x": {"int": "1"}}, "container": "a", "error": []},
    "value: uint": {"expr": "x", "bindings": {"x": {"uint": "1"}}, "value": {"bool": True}},
    "value: double": {"expr": "1.0", "value": {"double": "nan"}},
    "must give: any_unknowns": {"expr": "1", "any_unknowns": []},
}


@pytest.mark.parametrize("reason", REASONS)
def test_a_case_outside_tells_why(reason):
    assert run(REASONS[reason]) == ("outside", reason)


WRONG = [
    {"expr": "1 + 1", "value": {"int": "3"}},
    {"expr": "1 < 2", "value": {"bool": False}},
    {"expr": "'a'", "value": {"string": "b"}},
    {"expr": "1 + 1.0", "error": ["no such overload"]},
    {"expr": "x && false", "bindings": {"x": {"unknown": True}}, "unknown": True},
    {"expr": "false"},
]


@pytest.mark.parametrize("case", WRONG, ids=[case["expr"] for case in WRONG])
def test_a_case_that_does_not_give_what_it_must_is_wrong(case):
    assert run(case)[0] == "wrong"


def test_a_file_with_a_wrong_case_tells_which(tmp_path, capsys):
    path = tmp_path / "cases.json"
    about = {"file": "own", "section": "some", "name": "one"}
    path.write_text(json.dumps([about | WRONG[0], about | REASONS["rule-division"]]), "utf-8")
    assert main([str(path), "--why"]) == 1
    wrong, why, counts = capsys.readouterr().out.splitlines()[1:]
    assert wrong.startswith("wrong: own/some/one: 1 + 1: compared with 3, interpreter gives")
    assert why.split() == ["1", "outside:", "rule-division"]
    assert counts == "0 passed, 1 outside, 1 wrong"


def test_a_mistake_on_another_road_than_the_interpreter_is_noticed():
    with mock.patch.dict(OPPOSITE, {">=": "<="}):
        assert "generated function gives" in run({"expr": "3 >= 3", "value": {"bool": True}})[1]


def test_portable_texts_are_worked_out_without_any_engine():
    with mock.patch.dict(ENGINES, clear=True):
        assert list(engines()) == ["this library's interpreter, for want of a CEL engine"]
        assert {run(case) for case in OWN} == {("passed", "")}


def test_no_public_case_is_wrong(capsys):
    if not (path := os.environ.get("CEL_CASES")):
        pytest.skip("no public cases are run: CEL_CASES names no file of them")
    assert main([path]) == 0
    assert not capsys.readouterr().out.splitlines()[-1].startswith("0 passed")

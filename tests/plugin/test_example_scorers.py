"""Scorers of another package: from Python, as installed, and on the command line."""

import os
import subprocess
import sys
import tomllib
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path

import jsonschema
import pytest
from example_scorers import Best, Majority
from hypothesis import given
from hypothesis import strategies as st

import civil_village
from civil_village import DocumentError, Library, Scorers, dumps, evaluate, lint, loads, schema
from civil_village.cli import main
from civil_village.standards import CombinedPart
from civil_village.testing import check_aggregation, check_grading

HERE = Path(__file__).parent
SOURCE = Path(civil_village.__file__).parents[1]

STANDARD = """\
kind: standard
format: 1
id: villages
catalogue:
  indicators:
    plan: {value: truth, label: {zh: 有计划, en: there is a plan}}
    staff: {value: truth, label: {zh: 有专人, en: there is staff}}
    minutes: {value: truth, label: {zh: 有记录, en: there are minutes}}
criteria:
  - id: work
    points: 10
    grade: {majority: {share: 0.4}}
    requirements:
      - {id: plan, rule: "plan"}
      - {id: staff, rule: "staff"}
      - {id: minutes, rule: "minutes"}
"""
RECORDS = """\
kind: records
format: 1
id: invented
as_of: 2024-06-30
subjects:
  - {id: v001, label: 示例村甲, values: {plan: true, staff: true, minutes: false}}
  - {id: v002, label: 示例村乙, values: {plan: true, staff: false}}
"""
WITH = Scorers.builtin().including(Majority, Best)
TOLD = "all points where more than half are met; 0.4 of them where at least a third are"


# The kit -----------------------------------------------------------------------------


def shares():
    return st.decimals(0, 1, places=2)


def test_the_grading_keeps_its_promises():
    check_grading(Majority())
    check_grading(st.builds(Majority, share=shares()), full=7)


@given(st.integers(1, 3), st.integers(0, 100))
def test_the_aggregation_keeps_its_promises(count, full):
    parts = [CombinedPart(name, Fraction(10), Fraction(0)) for name in "abc"]
    check_aggregation(Best(count=count, full=Decimal(full)), parts=parts)


def test_parameters_that_make_no_sense_are_refused():
    with pytest.raises(DocumentError) as caught:
        Majority(share=Decimal("1.1"))
    assert [(p.code, p.path) for p in caught.value.problems] == [("out-of-range", ("share",))]
    with pytest.raises(DocumentError) as caught:
        Best(count=0, full=Decimal(-1))
    assert [p.path for p in caught.value.problems] == [("count",), ("full",)]


# From Python -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ({"plan": True, "staff": True, "minutes": False}, (10, 10)),
        ({"plan": True, "staff": False, "minutes": False}, (4, 4)),
        ({"plan": False, "staff": False, "minutes": False}, (0, 0)),
        ({"plan": True, "staff": False}, (4, 10)),
        ({}, (0, 10)),
    ],
)
def test_a_document_that_names_it_evaluates(values, bounds):
    result = evaluate(loads(STANDARD, scorers=WITH), values)
    assert (result.bounds, result.scorers) == (bounds, ("majority@1",))


def test_a_document_that_names_it_is_read_as_it_is_written():
    standard = loads(STANDARD, scorers=WITH)
    assert loads(dumps(standard), scorers=WITH) == standard
    assert lint(STANDARD, scorers=WITH) == ()
    assert Library.read([STANDARD], scorers=WITH)["villages"] == standard


def test_sections_may_be_combined_by_it():
    criteria = "".join(
        f"{{id: {name}, points: 10, requirements: [{{id: a, rule: {name}}}]}}, "
        for name in ("plan", "staff", "minutes")
    )
    text = STANDARD[: STANDARD.index("criteria")] + (
        "sections:\n  - id: all\n    combine: {best: {count: 2, full: 10}}\n"
        f"    criteria: [{criteria}]\nround: 0.1\n"
    )
    result = evaluate(
        loads(text.replace("rule: plan", 'rule: "plan"'), scorers=WITH),
        {"plan": True, "staff": False, "minutes": True},
    )
    assert result.score == 10
    assert "mean of the best 2 parts, of 10 points" in result.explain().text("en")


def test_a_stored_result_explains_itself_without_the_package():
    result = evaluate(loads(STANDARD, scorers=WITH), {"plan": True})
    stored = loads(dumps(result))  # with the library's own scorers only
    assert stored == result
    assert TOLD in stored.explain().text("en")
    assert "过半达标得全分；达到三分之一得 0.4" in stored.explain().text("zh")


def test_its_parameters_are_checked_where_they_stand():
    with pytest.raises(DocumentError) as caught:
        loads(STANDARD.replace("0.4", "1.4"), scorers=WITH)
    (problem,) = caught.value.problems
    assert problem.code == "out-of-range"
    assert problem.where("en").startswith("criteria[0].grade.majority.share, line 12")


def test_the_schema_knows_it():
    written = {"majority": {"share": 0.4}}
    checks = jsonschema.Draft202012Validator(schema("standard", scorers=WITH))
    document = {
        "kind": "standard",
        "format": 1,
        "id": "villages",
        "catalogue": {"indicators": {"plan": {"value": "truth", "label": "有计划"}}},
        "criteria": [
            {
                "id": "work",
                "points": 10,
                "grade": written,
                "requirements": [{"id": "plan", "rule": "plan"}],
            }
        ],
    }
    assert checks.is_valid(document)
    written["majority"]["part"] = 1
    assert not checks.is_valid(document)


def test_without_it_a_document_is_refused_with_the_names_that_are_there():
    with pytest.raises(DocumentError) as caught:
        loads(STANDARD)
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("unknown-name", "majority")
    assert "all, sum, count" in problem.expected.text("en")
    assert problem.hint is None


# As installed --------------------------------------------------------------------------


def install(folder, announced):
    """Let a folder say that a package with these entry points is installed."""
    info = folder / "example_scorers-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: example-scorers\nVersion: 1.0\n")
    lines = "".join(f"{name} = {value}\n" for name, value in announced.items())
    (info / "entry_points.txt").write_text(f"[civil_village.scorers]\n{lines}")


def declared():
    """Give the entry points of the package's own project file."""
    told = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    return told["project"]["entry-points"]["civil_village.scorers"]


@pytest.fixture
def _installed(tmp_path, monkeypatch):
    install(tmp_path, declared())
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("_installed")
def test_an_installed_package_is_found_by_its_entry_points():
    assert {point.name for point in entry_points(group="civil_village.scorers")} == {
        "majority",
        "best",
    }
    assert Scorers.announced() == ("best", "majority")
    found = Scorers.installed()
    assert found.gradings["majority"] is Majority
    assert found.aggregations["best"] is Best
    assert found.gradings["all"] is Scorers.builtin().gradings["all"]


def run(code, *folders):
    """Run code in a fresh process that sees the library and these folders."""
    path = os.pathsep.join(map(str, [SOURCE, *folders]))
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    ).stdout.split()


def test_what_is_announced_is_named_without_importing_it(tmp_path):
    install(tmp_path, declared())
    code = """
import sys
from civil_village import Scorers
print(*Scorers.announced(), "example_scorers" in sys.modules)
print("majority" in Scorers.installed().gradings, "example_scorers" in sys.modules)
"""
    told = run(code, tmp_path, HERE / "src")
    assert told == ["best", "majority", "False", "True", "True"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (
            "no_such_package_at_all:Majority",
            "unloaded-scorer",
            "got broken = no_such_package_at_all:Majority (example-scorers 1.0).",
        ),
        (
            "example_scorers:Nothing",
            "unloaded-scorer",
            "got broken = example_scorers:Nothing (example-scorers 1.0).",
        ),
        (
            "fractions:Fraction",
            "no-scorer",
            "got broken = fractions:Fraction (example-scorers 1.0); "
            "expected a class derived from Grading, Aggregation or Ranking, with a name.",
        ),
    ],
)
def test_an_entry_point_that_cannot_be_used_is_told_with_its_package(
    tmp_path, monkeypatch, value, code, text
):
    install(tmp_path, {"broken": value})
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(DocumentError) as caught:
        Scorers.installed()
    (problem,) = caught.value.problems
    assert problem.code == code
    assert text in problem.text("en")


# On the command line -------------------------------------------------------------------


@pytest.fixture
def _files(tmp_path, monkeypatch):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "standard.yaml").write_text(STANDARD, encoding="utf-8")
    (folder / "records.yaml").write_text(RECORDS, encoding="utf-8")
    monkeypatch.chdir(folder)


@pytest.mark.usefixtures("_installed", "_files")
def test_the_flag_lets_documents_name_what_is_installed(capsys):
    assert main(["evaluate", "standard.yaml", "records.yaml", "--scorers", "installed"]) == 0
    assert [line.split()[:4] for line in capsys.readouterr().out.splitlines()[4:6]] == [
        ["v001", "示例村甲", "scored", "10"],
        ["v002", "示例村乙", "scored", "4"],
    ]
    for command in (
        ["check", "standard.yaml"],
        ["show", "standard.yaml"],
        ["rank", "standard.yaml", "records.yaml"],
        ["template", "standard.yaml"],
        ["rule", "plan", "--catalogue", "standard.yaml", "--with", "standard.yaml"],
    ):
        assert main([*command, "--scorers", "installed"]) == 0
    assert main(["schema", "standard", "--scorers", "installed"]) == 0
    assert '"majority"' in capsys.readouterr().out


REFUSED = """\
standard.yaml, criteria[0].grade, line 12, column 12: unknown name, got majority; \
expected one of all, sum, count, divided, levels, curve, points_short, occurrences, less, given.
"""
HINT = """\
Hint: an installed package announces a scorer of that name; add --scorers installed to use it \
[unknown-name]
"""


@pytest.mark.usefixtures("_installed", "_files")
@pytest.mark.parametrize("command", [["check"], ["show"], ["template"]])
def test_without_the_flag_a_hint_says_what_is_installed(command, capsys):
    assert main([*command, "standard.yaml"]) == 1
    assert capsys.readouterr().err == REFUSED + HINT


@pytest.mark.usefixtures("_files")
def test_without_the_package_there_is_nothing_to_hint_at(capsys):
    assert main(["check", "standard.yaml"]) == 1
    assert capsys.readouterr().err == REFUSED.rstrip("\n") + " [unknown-name]\n"


@pytest.mark.usefixtures("_files")
def test_the_flag_without_the_package_finds_no_more(capsys):
    assert main(["check", "standard.yaml", "--scorers", "installed"]) == 1
    assert "got majority" in capsys.readouterr().err


@pytest.mark.usefixtures("_installed", "_files")
def test_other_unknown_names_get_no_such_hint(capsys):
    text = Path("standard.yaml").read_text(encoding="utf-8")
    Path("standard.yaml").write_text(text.replace("{majority", "{majorty"), encoding="utf-8")
    assert main(["check", "standard.yaml"]) == 1
    assert "--scorers" not in capsys.readouterr().err


@pytest.mark.usefixtures("_files")
def test_an_entry_point_that_fails_is_an_error_of_the_command(tmp_path, monkeypatch, capsys):
    install(tmp_path, {"broken": "no_such_package_at_all:Majority"})
    monkeypatch.syspath_prepend(str(tmp_path))
    assert main(["check", "anle.standard", "--scorers", "installed"]) == 1
    assert "a scorer cannot be loaded, got broken" in capsys.readouterr().err

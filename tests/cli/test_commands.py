"""The commands: what they answer, their exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from civil_village import DocumentError, Facts, Standard, derive, dumps, evaluate, loads
from civil_village.cli import main

STANDARD = """\
kind: standard
format: 1
id: demo.standard
label: {zh: 示范标准, en: Demo standard}
catalogue:
  indicators:
    meetings: {label: {zh: 会议次数, en: meetings}, value: count}
    accidents:
      {label: {zh: 事故数, en: accidents}, value: count, derive: {events: accident, within: 1 year}}
    takes_part: {label: {zh: 参加评选, en: takes part}, value: truth, subject: household}
  events: {accident: {label: {zh: 事故, en: accident}}}
sections:
  - id: work
    label: {zh: 工作, en: work}
    criteria:
      - id: meets
        label: {zh: 会议, en: meetings}
        points: 10
        requirements: [{id: three, rule: "meetings >= 3"}]
vetoes:
  - {id: accident, label: {zh: 发生事故, en: an accident}, when: "accidents > 0"}
passes: {score: 10}
"""
RECORDS = """\
kind: records
format: 1
id: demo.villages
as_of: 2024-06-30
reported: {accident: 2024-06-30}
subjects:
  - {id: v1, label: {zh: 示例村甲, en: Example village A}, values: {meetings: 3}}
  - {id: v2, values: {meetings: 2}}
  - {id: v3, values: {}}
  - {id: v4, values: {meetings: 3}, events: [{id: e1, kind: accident, on: 2024-01-02}]}
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A standard and records in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "standard.yaml").write_text(STANDARD, encoding="utf-8")
    (tmp_path / "records.yaml").write_text(RECORDS, encoding="utf-8")
    return tmp_path


def test_evaluate_shows_one_line_for_each_village(files, capsys):
    """Outcome, score, and in few words why."""
    assert main(["evaluate", "standard.yaml", "records.yaml"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Demo standard, as of 2024-06-30",
        "",
        "id  label              outcome  score    because",
        "--  -----------------  -------  -------  -----------------",
        "v1  Example village A  passes   10",
        "v2                     fails    0        score too low",
        "v3                     open     0 to 10  missing: meetings",
        "v4                     fails    10       veto: an accident",
        "",
        "4 in all: 1 pass, 2 fail, 1 open.",
    ]


def test_evaluate_answers_in_chinese(files, capsys):
    """Columns stay in line: a Chinese character takes two of them."""
    assert main(["evaluate", "standard.yaml", "records.yaml", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.splitlines()[:5] == [
        "示范标准 · 截至 2024-06-30",
        "",
        "编号  名称      结论    得分     原因",
        "----  --------  ------  -------  --------------",
        "v1    示例村甲  达标    10",
    ]


def test_the_day_of_evaluation_can_be_given(files, capsys):
    """On 2025-06-30 the accident of January 2024 is out of the window, and unreported."""
    assert main(["evaluate", "standard.yaml", "records.yaml", "--as-of", "2025-06-30"]) == 0
    assert "whether all accident are reported" in capsys.readouterr().out


def test_results_come_as_a_list_of_json(files, capsys):
    """Each is a whole result, with its explanation and digests."""
    assert main(["evaluate", "standard.yaml", "records.yaml", "--json"]) == 0
    results = json.loads(capsys.readouterr().out)
    assert [result["outcome"] for result in results] == ["passes", "fails", "open", "fails"]
    assert {"explanation", "digests", "semantics"} <= set(results[0])


def test_explain_tells_why(files, capsys):
    """The value behind the decision is in the text."""
    assert main(["evaluate", "standard.yaml", "records.yaml", "--explain", "--lang", "zh"]) == 0
    assert "会议次数 = 2" in capsys.readouterr().out


def test_list_names_every_bundled_document(capsys):
    """With its kind and what it is."""
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in ("anle.standard", "anle.stars", "anle.villages"))


def test_show_tells_a_standard_in_words(files, capsys):
    """Sections, points, requirements in words, vetoes, and where the numbers come from."""
    assert main(["show", "standard.yaml"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Demo standard (demo.standard)",
        "  10 points in all",
        "  passes from 10",
        "  a requirement without evidence is open, not failed",
        "  what is exempt gets all its points",
        "  work: 10 points",
        "    meetings: 10 points",
        "      all or nothing",
        "      three",
        "        meetings is at least 3",
        "  vetoes",
        "    an accident",
        "      accidents is more than 0",
        "  how indicators come about",
        "    accidents",
        "      number of events: accident",
        "      within 1 year up to the day of evaluation",
    ]


def test_check_finds_every_problem_of_every_file(files, capsys):
    """Exit code 1, and each problem with file, line and column."""
    (files / "broken.yaml").write_text(STANDARD.replace("meetings >= 3", "meetngs >= 3"), "utf-8")
    assert main(["check", "standard.yaml", "broken.yaml"]) == 1
    streams = capsys.readouterr()
    assert streams.out == "standard.yaml: no problems\n"
    assert streams.err.startswith("broken.yaml")
    assert "line 19, column 43" in streams.err
    assert "did you mean meetings?" in streams.err


def test_a_document_of_another_kind_is_refused(files, capsys):
    """Records where a standard belongs."""
    assert main(["evaluate", "records.yaml", "standard.yaml"]) == 1
    assert "expected standard" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evaluate", "anle.standrd", "records.yaml"], "did you mean anle.standard?"),
        (["show", "."], "cannot read ."),
        (["evaluate", "standard.yaml", "records.yaml", "--as-of", "2024-02-30"], "2024-02-30"),
        (["evaluate", "standard.yaml"], "required: RECORDS"),
        (["praise"], "praise"),
        ([], "required: COMMAND"),
        (["list", "--lang", "fr"], "fr"),
    ],
)
def test_wrong_usage_ends_with_2(files, capsys, arguments, said):
    """And says what was wrong."""
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_help_ends_with_0(capsys):
    """Asking for help is no mistake."""
    assert main(["--help"]) == 0
    assert "evaluate" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
def test_a_console_without_utf_8_still_works(files, encoding):
    """What it cannot show, it gets as escapes."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for extra in ([], ["--json"], ["--explain"]):
        command = [
            sys.executable,
            "-m",
            "civil_village",
            "evaluate",
            "standard.yaml",
            "records.yaml",
        ]
        done = subprocess.run(
            [*command, "--lang", "zh", *extra],
            capture_output=True,
            check=False,
            cwd=files,
            env=environment,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode(encoding)
        if extra == ["--json"]:
            assert json.loads(text)[0]["label"]["zh"] == "示例村甲"


def test_a_household_standard_evaluates_every_household(files, capsys):
    """Each is named by its village and itself."""
    stars = (
        "kind: standard\nformat: 1\nid: demo.stars\nsubject: household\n"
        "catalogue: {indicators: {tidy: {label: 整洁, value: truth}}}\n"
        'criteria: [{id: tidy, points: 1, requirements: [{id: yard, rule: "tidy"}]}]\n'
    )
    homes = (
        "kind: records\nformat: 1\nid: demo.homes\nsubjects:\n"
        "  - {id: v1, households: [{id: h1, values: {tidy: true}}, {id: h2, values: {}}]}\n"
    )
    (files / "stars.yaml").write_text(stars, encoding="utf-8")
    (files / "homes.yaml").write_text(homes, encoding="utf-8")
    assert main(["evaluate", "stars.yaml", "homes.yaml"]) == 0
    out = capsys.readouterr().out
    assert "v1/h1" in out
    assert "v1/h2" in out


def test_show_tells_facts_and_what_they_lack(files, capsys):
    """Facts as `dumps` writes them; a gap names what is missing."""
    standard = loads((files / "standard.yaml").read_bytes(), Standard)
    facts = derive(standard.catalogue, {"meetings": 3}, as_of=date(2024, 6, 30))
    (files / "facts.json").write_text(dumps(facts), encoding="utf-8")
    assert main(["show", "facts.json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        "  meetings, 3",
        "  accidents, missing: whether all accident are reported",
    ]


def test_facts_of_a_wrong_type_are_refused(files):
    """Facts may come from outside too."""
    standard = loads((files / "standard.yaml").read_bytes(), Standard)
    facts = Facts(values={"meetings": "three", "accidents": 0})
    with pytest.raises(DocumentError) as refused:
        evaluate(standard, facts)
    assert [(p.code, p.path) for p in refused.value.problems] == [
        ("wrong-type", ("values", "meetings"))
    ]


# Rules --------------------------------------------------------------------------------

RULE = ["rule", "meetings * 2 >= 6 && accidents == 0", "--catalogue", "standard.yaml"]


def test_a_rule_is_worked_out_on_each_subject_with_what_it_lacks(files, capsys):
    """v3 has not reported its meetings: 0 accidents alone decide nothing."""
    assert main([*RULE, "--facts", "records.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "    2023-06-30 to 2024-06-30: none counted" in lines
    assert [line for line in lines if not line.startswith("    ")] == [
        "meetings * 2 >= 6 && accidents == 0",
        "meetings × 2 is at least 6, and accidents equals 0",
        "Example village A: true",
        "  meetings = 3",
        "  accidents = 0",
        "v2: false",
        "  meetings = 2",
        "  accidents = 0",
        "v3: not decided",
        "  meetings = not known",
        "  accidents = 0",
        "  missing: meetings",
        "  left to decide: meetings * 2 >= 6",
        "v4: false",
        "  meetings = 3",
        "  accidents = 1",
    ]


def test_a_rule_that_is_a_number_is_worked_out_with_its_bounds(files, capsys):
    assert main(["rule", "meetings + 1", *RULE[2:], "--facts", "records.yaml", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "meetings + 1",
        "会议次数 + 1",
        "示例村甲：4",
        "v2：3",
        "v3：至少 1",
        "v4：4",
    ]


def test_a_rule_is_worked_out_on_one_document_of_facts(files, capsys):
    standard = loads(STANDARD, Standard)
    day = date(2024, 6, 30)
    facts = derive(standard.catalogue, {"meetings": 3}, reported={"accident": day}, as_of=day)
    (files / "facts.json").write_text(dumps(facts), encoding="utf-8")
    assert main(["rule", "meetings >= 3", *RULE[2:], "--facts", "facts.json"]) == 0
    assert "the given facts: true" in capsys.readouterr().out


def test_a_rule_is_shown_as_other_engines_read_it(files, capsys):
    assert main(["rule", "meetings >= 2.5", *RULE[2:], "--portable"]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "Where all facts are there:",
        "  holds: meetings_VALUE * 2 >= 5",
        "  fails: meetings_VALUE * 2 < 5",
        "  meetings_VALUE: meetings × 1",
        "Where facts may be missing:",
        "  holds: meetings_LO * 2 >= 5",
        "  fails: meetings_HI * 2 < 5",
        "  meetings_LO: least meetings × 1",
        "  meetings_HI: greatest meetings × 1",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["rule", "meeting > 1", *RULE[2:]], 1, "did you mean meetings?"),
        (["rule", "meetings >", *RULE[2:]], 1, "the rule ends too early"),
        (["rule", "meetings > 1", "--catalogue", "records.yaml"], 1, "expected standard"),
        (["rule", "meetings > 1", *RULE[2:], "--facts", "nowhere.yaml"], 2, "nowhere.yaml"),
        (["rule", "meetings > 1", *RULE[2:], "--facts", "standard.yaml"], 2, "facts, records"),
        (["rule", "meetings > 1", *RULE[2:], "--as-of", "today"], 2, "not a day"),
        (["rule", "meetings > 1"], 2, "--catalogue"),
    ],
)
def test_a_wrong_rule_or_file_is_told(files, capsys, arguments, code, said):
    assert main(arguments) == code
    assert said in capsys.readouterr().err


def test_a_rule_that_always_holds_is_noted(files, capsys):
    assert main(["rule", "meetings >= 0", *RULE[2:]]) == 0
    assert capsys.readouterr().out.startswith("note: ")


# Documents that refer to each other, and schemas.

COUNTY = """\
kind: catalogue
format: 1
id: county
label: {zh: 示例目录, en: example catalogue}
indicators:
  meetings: {label: {zh: 会议次数, en: meetings}, value: count}
"""
SHARED = """\
kind: standard
format: 1
id: shared
catalogue: county
criteria: [{id: work, points: 5, requirements: [{id: meets, rule: "meetings >= 3"}]}]
passes: {score: 5}
"""
TOLD = """\
kind: records
format: 1
id: told
subjects: [{id: v1, values: {meetings: 3}}]
"""


@pytest.fixture
def shared(tmp_path):
    """Give the files of a standard, of the catalogue that it refers to, and of records."""
    paths = [tmp_path / name for name in ("shared.yaml", "county.yaml", "told.yaml")]
    for path, text in zip(paths, (SHARED, COUNTY, TOLD), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_a_standard_is_read_with_the_documents_that_it_refers_to(shared, capsys):
    standard, county, told = shared
    assert main(["check", standard, "--with", county]) == 0
    assert main(["show", "--with", county, standard]) == 0
    assert main(["rule", "meetings", "--catalogue", standard, "--with", county]) == 0
    assert main(["evaluate", standard, told, "--with", county]) == 0
    assert "1 pass, 0 fail" in capsys.readouterr().out
    assert main(["check", standard]) == 1
    assert "hand in a library" in capsys.readouterr().err
    assert main(["check", standard, "--with", told]) == 1
    assert main(["check", standard, "--with", "nowhere.yaml"]) == 2


def test_a_catalogue_is_shown_indicator_by_indicator(shared, capsys):
    assert main(["show", shared[1]]) == 0
    assert capsys.readouterr().out == "example catalogue\n  meetings, meetings, count\n"


def test_the_schema_of_a_kind_is_given_as_json(capsys):
    assert main(["schema", "records"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "records"
    assert main(["schema", "village"]) == 2


def test_findings_are_told_apart_from_what_is_wrong(files, capsys):
    worth = STANDARD.replace("meetings >= 3", "meetings >= 0")
    (files / "standard.yaml").write_text(worth, encoding="utf-8")
    assert main(["check", "standard.yaml"]) == 0
    told = capsys.readouterr()
    codes = [line.rsplit("[", 1)[-1] for line in told.out.splitlines() if line.endswith("]")]
    assert codes == ["idle-criterion]", "always-holds]"]
    assert told.err == ""
    (files / "standard.yaml").write_text(worth.replace("score: 10", "score: 11"), encoding="utf-8")
    assert main(["check", "standard.yaml"]) == 1
    told = capsys.readouterr()
    assert told.err.rstrip().endswith("[unreachable]")
    assert "always-holds" in told.out
    assert "idle-criterion" not in told.out

"""Tables on the command line: read beside records, written to files, never over one."""

import csv
import json

import pytest

from civil_village.cli import main
from tests.cli.test_commands import STANDARD

VILLAGES = "编号,村名,会议次数\nv1,示例村甲,3\nv2,,2\nv3,,\n"
HOMES = "村编号,户编号,参加评选\nv1,h1,是\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A standard and tables in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "standard.yaml").write_text(STANDARD, encoding="utf-8")
    (tmp_path / "villages.csv").write_text(VILLAGES, encoding="gb18030")
    (tmp_path / "homes.CSV").write_text(HOMES, encoding="utf-8-sig")
    return tmp_path


EVALUATE = ["evaluate", "standard.yaml", "villages.csv", "--as-of", "2024-06-30"]
COMPLETE = [*EVALUATE, "--complete", "accident"]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_table_is_evaluated_like_records(files, capsys):
    assert main(COMPLETE) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Demo standard, as of 2024-06-30",
        "",
        "id  label     outcome  score    because",
        "--  --------  -------  -------  -----------------",
        "v1  示例村甲  passes   10",
        "v2            fails    0        score too low",
        "v3            open     0 to 10  missing: meetings",
        "",
        "3 in all: 1 pass, 1 fail, 1 open.",
    ]


def test_of_events_nothing_is_known_unless_they_are_complete(files, capsys):
    assert main(EVALUATE) == 0
    assert "3 in all: 0 pass, 1 fail, 2 open." in capsys.readouterr().out


def test_results_are_written_to_a_file_that_excel_reads(files, capsys):
    assert main([*COMPLETE, "-o", "results.csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "written: results.csv",
        "3 in all: 1 pass, 1 fail, 1 open.",
    ]
    assert (files / "results.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(files / "results.csv")
    assert [row[:3] for row in rows] == [
        ["id", "label", "outcome"],
        ["v1", "示例村甲", "passes"],
        ["v2", "", "fails"],
        ["v3", "", "open"],
    ]


def test_results_are_shown_as_a_table(files, capsys):
    assert main([*COMPLETE, "-o", "-", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("编号,名称,结论,等次")
    assert [line.split(",")[2] for line in lines[1:]] == ["达标", "不达标", "未定"]


@pytest.mark.parametrize("command", [[*COMPLETE, "-o"], ["template", "standard.yaml", "-o"]])
def test_a_file_is_replaced_only_by_force(files, capsys, command):
    (files / "kept.csv").write_text("kept", encoding="utf-8")
    assert main([*command, "kept.csv"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "there is a file of that name: kept.csv",
        "Hint: add --force to replace it",
    ]
    assert (files / "kept.csv").read_text(encoding="utf-8") == "kept"
    assert main([*command, "kept.csv", "--force"]) == 0
    assert len(rows_of(files / "kept.csv")) > 1


@pytest.mark.parametrize("name", ["result.xlsx", "report.html", "result.JSON", "result.csv.gz"])
@pytest.mark.parametrize(
    "command",
    [COMPLETE, ["rank", *COMPLETE[1:]], ["template", "standard.yaml"]],
    ids=lambda c: c[0],
)
def test_no_table_is_written_under_the_name_of_another_format(files, capsys, command, name):
    assert main([*command, "-o", name]) == 2
    told = f"this writes CSV, so the name of the file ends in .csv: not {name}"
    assert told in capsys.readouterr().err
    assert not (files / name).exists()


def test_a_name_in_capitals_or_without_an_ending_is_taken(files):
    for name in ("RESULT.CSV", "result"):
        assert main(["template", "standard.yaml", "-o", name]) == 0
        assert (files / name).exists()


def test_a_table_that_is_wrong_writes_nothing(files, capsys):
    (files / "villages.csv").write_text("编号,会议次数\nv1,3次\nv1,4\n", encoding="utf-8")
    assert main([*COMPLETE, "-o", "results.csv", "--lang", "zh"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "villages.csv、第 2 行 B 列（会议次数）：不是数字，实际为 3次；"
        "应为用阿拉伯数字写的数，如 12 或 12.5。",
        "提示：请只写数字，不带单位 [not-a-number]",
        "villages.csv、第 3 行 A 列（编号）：标识重复，实际为 v1。",
        "提示：已在第 2 行出现 [duplicate-id]",
    ]
    assert not (files / "results.csv").exists()


def test_households_of_another_table_are_added(files, capsys):
    standard = STANDARD.replace(
        "    takes_part:",
        "    homes: {label: 户参评率, value: ratio, derive: {share: takes_part}}\n    takes_part:",
    ).replace("meetings >= 3", "homes >= 0.5")
    (files / "standard.yaml").write_text(standard, encoding="utf-8")
    arguments = [*COMPLETE, "--households", "homes.CSV", "--complete", "households"]
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[4:7]] == [
        ["v1", "示例村甲", "passes"],
        ["v2", "open", "0"],
        ["v3", "open", "0"],
    ]


def test_a_template_is_shown_or_written(files, capsys):
    assert main(["template", "standard.yaml", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[0] == "编号,村名,乡镇,会议次数"
    assert main(["template", "standard.yaml", "--households", "-o", "homes.csv"]) == 0
    assert capsys.readouterr().out == "written: homes.csv\n"
    assert rows_of(files / "homes.csv")[0][-1] == "takes part"


def test_a_rule_is_worked_out_on_a_table(files, capsys):
    assert (
        main(
            [
                "rule",
                "meetings >= 3",
                "--catalogue",
                "standard.yaml",
                "--facts",
                "villages.csv",
                "--as-of",
                "2024-06-30",
            ]
        )
        == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")][2:] == [
        "示例村甲: true",
        "v2: false",
        "v3: not decided",
    ]


def test_json_and_a_table_of_results_are_two_answers(files, capsys):
    assert main([*COMPLETE, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 3
    assert main([*COMPLETE, "--json", "-o", "results.csv"]) == 2
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check", "villages.csv"], 2, "read together with a standard"),
        (["show", "villages.csv"], 2, "evaluate STANDARD TABLE"),
        (["evaluate", "villages.csv", "villages.csv"], 2, "read together with a standard"),
        (["evaluate", "standard.yaml", "none.csv"], 2, "no such file"),
        (["evaluate", "standard.yaml", "villages.csv"], 1, "--as-of on the command line"),
        ([*EVALUATE[:3], "--complete", "accident"], 2, "--complete of events needs a day"),
        ([*EVALUATE, "--complete", "acident"], 2, "did you mean accident? it can be households, "),
        ([*EVALUATE, "--complete", "cohort"], 2, "does not compare villages with each other"),
        ([*EVALUATE, "--complete", "groups"], 2, "asks nothing of groups"),
        ([*COMPLETE, "-o", "no/such/folder.csv"], 2, "cannot write no/such/folder.csv"),
        ([*COMPLETE, "-o", "a\0b"], 2, "cannot write"),
        ([*COMPLETE, "--households", "villages.csv"], 1, "a required column is missing"),
        (["template", "records.yaml"], 2, "no such file"),
    ],
)
def test_what_cannot_be_done_is_told(files, capsys, arguments, code, said):
    assert main(arguments) == code
    assert said in capsys.readouterr().err


#: The first place of the income is worth 10 points.
COMPARED = """\
kind: standard
format: 1
id: compared
label: {zh: 比较, en: compared}
catalogue:
  indicators:
    income: {label: {zh: 收入, en: income}, value: amount}
    place: {label: {zh: 名次, en: place}, value: count, derive: {rank: income, best: high}}
criteria: [{id: front, points: 10, requirements: [{id: first, rule: "place <= 1"}]}]
passes: {score: 10}
"""


@pytest.fixture
def compared(tmp_path, monkeypatch):
    """A standard that compares villages, and a table of two."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compared.yaml").write_text(COMPARED, encoding="utf-8")
    (tmp_path / "two.csv").write_text("编号,收入\nv1,10\nv2,5\n", encoding="utf-8")
    return ["compared.yaml", "two.csv"]


@pytest.mark.parametrize("day", [[], ["--as-of", "2024-06-30"]])
def test_places_are_settled_once_all_who_are_compared_are_said_to_be_there(compared, capsys, day):
    """With or without a day: that all are there is no matter of days."""
    assert main(["evaluate", *compared, *day]) == 0
    assert "2 in all: 0 pass, 1 fail, 1 open." in capsys.readouterr().out
    assert main(["evaluate", *compared, *day, "--complete", "cohort"]) == 0
    assert "2 in all: 1 pass, 1 fail, 0 open." in capsys.readouterr().out
    assert main(["rank", *compared, *day, "--complete", "cohort"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[-2:]] == [["1", "v1", "10"], ["2", "v2", "0"]]


def test_only_what_the_standard_asks_for_can_be_complete(compared, capsys):
    """The message names what can be."""
    assert main(["evaluate", *compared, "--complete", "households"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "--complete households: compared asks nothing of households",
        "Hint: it can be cohort",
    ]
    assert main(["evaluate", *compared, "--complete", "nonsense", "--lang", "zh"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "--complete 没有这个名称：nonsense",
        "提示：可用：cohort",
    ]


def test_where_nothing_can_be_complete_that_is_told(compared, capsys, tmp_path):
    plain = COMPARED.replace("derive: {rank: income, best: high}", "maximum: 9")
    (tmp_path / "compared.yaml").write_text(plain, encoding="utf-8")
    assert main(["rank", *compared, "--complete", "nonsense"]) == 2
    assert "leave --complete out" in capsys.readouterr().err


def test_all_households_of_a_village_are_what_a_household_is_compared_with(
    compared, capsys, tmp_path
):
    """So `households` is the word, not `cohort`."""
    homes = COMPARED.replace("id: compared", "id: compared\nsubject: household")
    homes = homes.replace("value: amount", "value: amount, subject: household")
    homes = homes.replace("value: count", "value: count, subject: household")
    (tmp_path / "compared.yaml").write_text(homes, encoding="utf-8")
    rows = "村编号,户编号,收入\nv1,h1,10\nv1,h2,5\n"
    (tmp_path / "two.csv").write_text(rows, encoding="utf-8")
    assert main(["evaluate", *compared, "--complete", "cohort"]) == 2
    assert "of all of a village say households" in capsys.readouterr().err
    assert main(["evaluate", *compared, "--complete", "households"]) == 0
    assert "2 in all: 1 pass, 1 fail, 0 open." in capsys.readouterr().out


@pytest.mark.parametrize("command", ["evaluate", "rank"])
def test_every_mistake_of_a_table_is_shown(files, capsys, command):
    """Not the first twenty alone: who corrects a table wants to do it once."""
    rows = "".join(f"v{number},x\n" for number in range(1, 301))
    (files / "villages.csv").write_text("编号,会议次数\n" + rows, encoding="utf-8")
    assert main([command, *EVALUATE[1:]]) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if "[not-a-number]" in line]
    assert len(lines) == 300
    assert lines[-1].startswith("villages.csv, row 301, column B")


def test_a_table_with_very_many_mistakes_is_cut_short(files, capsys):
    """Two in each of 600 rows: after a thousand the rest is not looked at."""
    rows = "".join(f"V{number},x\n" for number in range(1, 601))
    (files / "villages.csv").write_text("编号,会议次数\n" + rows, encoding="utf-8")
    assert main(EVALUATE) == 1
    lines = capsys.readouterr().err.splitlines()
    assert sum(line.endswith("]") for line in lines) == 1001
    assert lines[-1].endswith("[more-problems]")


EVENTS = "村编号,事件,日期\nv1,事故,2024-05-03\n"


def test_events_of_a_table_count_like_those_of_records(files, capsys):
    (files / "events.csv").write_text(EVENTS, encoding="utf-8")
    assert main([*COMPLETE, "--events", "events.csv"]) == 0
    assert "3 in all: 0 pass, 2 fail, 1 open." in capsys.readouterr().out


def test_a_template_of_events_has_their_headings(files, capsys):
    assert main(["template", "standard.yaml", "--events", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith(
        "村编号,户编号,事件编号,事件,日期,开始日期,结束日期,事由"
    )


def test_findings_of_a_table_are_shown_apart_from_the_answer(files, capsys):
    merged = "编号,乡镇,会议次数\nv1,示例镇,3\nv2,,3\n"
    (files / "villages.csv").write_text(merged, encoding="utf-8")
    assert main([*COMPLETE, "--json"]) == 0
    shown = capsys.readouterr()
    assert len(json.loads(shown.out)) == 2
    assert "[merged-cells]" in shown.err
    assert "villages.csv, row 3, column B (乡镇)" in shown.err


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("report.xlsx", b"PK\x03\x04\x14 xl/workbook.xml", "Excel (.xlsx)"),
        ("report.xls", "<html><table><tr><td>编号".encode("gbk"), "HTML"),
        ("report.csv", b"PK\x03\x04\x14 xl/workbook.xml", "Excel (.xlsx)"),
        ("report.csv", b'{"kind": "records"}', "JSON"),
        ("report.pdf", b"%PDF-1.4 \x83", "PDF"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(files, capsys, name, data, found):
    (files / name).write_bytes(data)
    assert main(["evaluate", "standard.yaml", name, "--lang", "zh"]) == 1
    shown = capsys.readouterr().err
    assert f"{name}：这是另一种文件，实际为 {found}。" in shown.replace("、此处", "")
    assert "提示" in shown

"""Ranking on the command line: places, strata, quotas, and a table of them."""

import csv

import pytest

from civil_village.cli import main

STANDARD = """\
kind: standard
format: 1
id: ranked
catalogue:
  indicators:
    meetings: {label: {zh: 会议次数, en: meetings}, value: count}
    plan: {label: {zh: 有计划, en: plan}, value: truth}
    terrain: {label: {zh: 地形, en: terrain}, value: choice, choices: [hill, plain]}
criteria:
  - {id: meets, points: 10, requirements: [{id: three, rule: "meetings >= 3"}]}
  - {id: plans, points: 5, requirements: [{id: plan, rule: plan}]}
"""
QUOTAS = """\
ranking: {score: {best: low}}
quotas:
  - {id: best, label: {zh: 先进, en: Best}, top: 1, ties: none}
  - {id: last, bottom: 3, ties: none}
"""
VILLAGES = """\
编号,村名,乡镇,会议次数,有计划,地形
v1,安乐村,甲镇,3,是,hill
v2,新安乐村,甲镇,2,是,plain
v3,=三村,乙镇,2,否,hill
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A standard and a table in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "standard.yaml").write_text(STANDARD, encoding="utf-8")
    (tmp_path / "quotas.yaml").write_text(STANDARD + QUOTAS, encoding="utf-8")
    (tmp_path / "villages.csv").write_text(VILLAGES, encoding="utf-8")
    return tmp_path


RANK = ["rank", "standard.yaml", "villages.csv"]


def test_results_are_ranked_by_their_score(files, capsys):
    """15, 5 and 0 points."""
    assert main(RANK) == 0
    assert capsys.readouterr().out.splitlines() == [
        "by score, the highest first",
        "",
        "place  id  label     points  because",
        "-----  --  --------  ------  ----------------",
        "1      v1  安乐村    15      0 above, 0 level",
        "2      v2  新安乐村  5       1 above, 0 level",
        "3      v3  =三村     0       2 above, 0 level",
    ]


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        (["--by", "plans"], [["1", "v1"], ["1", "v2"], ["3", "v3"]]),
        (["--within", "township"], [["1", "v1"], ["2", "v2"], ["1", "v3"]]),
        (["--within", "terrain"], [["1", "v1"], ["2", "v3"], ["1", "v2"]]),
        (["--by", "meets", "--within", "township"], [["1", "v1"], ["2", "v2"], ["1", "v3"]]),
    ],
)
def test_another_ranking_may_be_asked_for(files, capsys, options, rows):
    assert main([*RANK, *options]) == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()[4:]] == rows


def test_the_stratum_is_shown_where_there_is_one(files, capsys):
    assert main([*RANK, "--within", "township", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["名次", "编号", "名称", "分组", "得分", "原因"]
    assert lines[4].split()[:5] == ["1", "v1", "安乐村", "甲镇", "15"]


def test_the_standards_own_ranking_and_quotas_are_used(files, capsys):
    """The lowest score is the best here; v3 is chosen from the top, and all from the bottom."""
    assert main(["rank", "quotas.yaml", "villages.csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "by score, the lowest first"
    assert [line.split()[1] for line in lines[4:7]] == ["v3", "v2", "v1"]
    assert lines[8:10] == ["Best", "  chosen: v3"]
    assert any(line.startswith("note: ") for line in lines)


def test_an_open_place_is_shown_with_its_ends(files, capsys):
    """v3 did not report its meetings: 0 or 10 points beside 5."""
    (files / "villages.csv").write_text(VILLAGES.replace("镇,2,否", "镇,,否"), encoding="utf-8")
    assert main(RANK) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[5].startswith("2 to 3  v2")
    assert lines[6].startswith("2 to 3  v3")


def test_places_are_written_to_a_table(files, capsys):
    assert main([*RANK, "--within", "township", "-o", "places.csv"]) == 0
    assert capsys.readouterr().out == "written: places.csv\n"
    with (files / "places.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        [*("place", "best", "worst", "id", "label", "stratum", "least", "greatest", "reason")],
        ["1", "1", "1", "v1", "安乐村", "甲镇", "15", "15", "0 above, 0 level"],
        ["2", "2", "2", "v2", "新安乐村", "甲镇", "5", "5", "1 above, 0 level"],
        ["1", "1", "1", "v3", "'=三村", "乙镇", "0", "0", "0 above, 0 level"],
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "meet"], "did you mean meets?"),
        (["--within", "terain"], "did you mean terrain?"),
        (["--within", "meetings"], "unknown name"),
    ],
)
def test_what_nothing_can_be_ranked_by_is_told(files, capsys, options, said):
    assert main([*RANK, *options]) == 1
    assert said in capsys.readouterr().err


HOMES = """\
kind: standard
format: 1
id: yards
subject: household
catalogue: {indicators: {trees: {label: 树, value: count, maximum: 9, subject: household}}}
criteria: [{id: green, points: 9, grade: {curve: {of: trees, by: {per: {give: 1}}}}}]
quotas: [{id: best, top: 1, ties: none}]
"""
YARDS = """\
kind: records
format: 1
id: yards.villages
subjects:
  - {id: v1, township: 甲镇, households: [{id: h1, values: {trees: 9}}, {id: h2, values: {trees: 8}}]}
  - {id: v2, township: 甲镇, households: [{id: h1, values: {trees: 3}}]}
"""


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ([], [["1", "v1/h1", "v1"], ["2", "v1/h2", "v1"], ["1", "v2/h1", "v2"]]),
        (
            ["--within", "township"],
            [["1", "v1/h1", "甲镇"], ["2", "v1/h2", "甲镇"], ["3", "v2/h1", "甲镇"]],
        ),
        (["--within", "all"], [["1", "v1/h1", "9"], ["2", "v1/h2", "8"], ["3", "v2/h1", "3"]]),
    ],
)
def test_households_are_ranked_and_chosen_in_each_village(files, capsys, options, rows):
    (files / "homes.yaml").write_text(HOMES, encoding="utf-8")
    (files / "yards.yaml").write_text(YARDS, encoding="utf-8")
    assert main(["rank", "homes.yaml", "yards.yaml", *options]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[4:7]] == rows
    assert lines[8:] == [
        "best",
        "  chosen: v1/h1, v2/h1",
        "  v1: 1 of 1 chosen",
        "  v2: 1 of 1 chosen",
    ]


AHEAD = """\
kind: standard
format: 1
id: ahead
subject: household
catalogue:
  indicators:
    trees: {label: 树, value: count, maximum: 9, subject: household}
    place: {label: 名次, value: count, subject: household, derive: {rank: trees, best: high, by: all}}
criteria: [{id: ahead, points: 1, requirements: [{id: two, rule: "place <= 2"}]}]
"""


def test_households_of_all_villages_are_compared_where_a_rank_says_so(files, capsys):
    """Of 9, 8 and 3 trees two are among the first two of all; of their villages all would be."""
    (files / "ahead.yaml").write_text(AHEAD, encoding="utf-8")
    (files / "yards.yaml").write_text(YARDS, encoding="utf-8")
    told = ["--complete", "households", "--complete", "cohort"]
    assert main(["rank", "ahead.yaml", "yards.yaml", "--within", "all", *told]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines[4:7]] == [
        ["1", "v1/h1", "1"],
        ["1", "v1/h2", "1"],
        ["3", "v2/h1", "0"],
    ]


def test_where_there_is_nothing_to_pass_results_are_scored_and_all_ranked(files, capsys):
    assert main(["evaluate", "standard.yaml", "villages.csv", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[-1] == "共 3 个，均只计分。"
    assert all("已计分" in line for line in shown if line.startswith("v"))
    text = STANDARD + "ranking: {score: {only: passes}}\n"
    (files / "passing.yaml").write_text(text, encoding="utf-8")
    assert main(["rank", "passing.yaml", "villages.csv"]) == 0
    ranked = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in ranked if " v" in line] == [
        ["1", "v1"],
        ["2", "v2"],
        ["3", "v3"],
    ]

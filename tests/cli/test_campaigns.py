"""The commands of campaigns: what they answer, in both languages, and what they refuse."""

import json
from pathlib import Path

import pytest

from civil_village.cli import main
from civil_village.documents.logs import read_log, write_log
from civil_village.events.seals import seal, verify
from civil_village.evidence import EventLog

PLAN = """kind: campaign
format: 1
id: demo.campaign
label: {zh: 示例方案, en: demo plan}
years: {y: unknown}
places:
  villages: {level: village, list: [{id: v1, label: {zh: 甲村, en: A}}, {id: v2, label: {zh: 乙村, en: B}}, {id: v3, label: {zh: 丙村, en: C}}]}
bodies:
  office: {label: {zh: 文明办, en: office}}
  police: {label: 派出所}
  committee: {label: {zh: 村委会, en: committee}, each: village, posts: {head: {label: 主任, count: 1}}}
events:
  report: {label: 报告}
  notice: {label: 公开}
phases:
  - {id: spring, label: {zh: 春季, en: spring}, window: 2024-03}
duties:
  - {id: plan, label: {zh: 制定方案, en: make the plan}, lead: office, phase: spring, done: report}
  - {id: patrol, label: {zh: 巡查, en: patrol}, lead: police, with: [office], each: village, phase: spring, done: report}
  - {id: disclosure, label: {zh: 三公开, en: disclosure}, lead: committee.head, each: village, every: {unit: quarter, month: 1, day: 20}, begins: 2024, done: notice}
  - {id: some_day, label: 待定事项, lead: office, window: y-05, done: report}
funds:
  special: {label: 专项经费}
"""
LINES = (
    '{"id": "e1", "kind": "notice", "on": "2024-01-18", "place": "v1"}\n'
    '{"id": "e2", "kind": "report", "on": "2024-03-09", "by": "office",'
    ' "recorded": "2024-04-12T09:00:00+08:00"}\n'
)
ROSTER = """kind: roster
format: 1
id: demo.roster
memberships:
  - {who: p1, of: committee.head, place: v1}
"""
ASKED = ["plan.yaml", "--log", "log.jsonl", "--as-of", "2024-04-10"]


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    """A plan, its log and its roster in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    Path("log.jsonl").write_text(LINES, encoding="utf-8")
    Path("roster.yaml").write_text(ROSTER, encoding="utf-8")


def campaign(*arguments):
    """Run a command of campaigns."""
    return main(["campaign", *arguments])


def shown(capsys, *arguments, code=0):
    """Give the lines that a command shows."""
    assert campaign(*arguments) == code
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_a_state_is_told_in_chinese_and_english(capsys):
    told = shown(capsys, "status", *ASKED, "--lang", "zh")
    assert told[0] == "示例方案，截至 2024-04-10"
    assert "巡查（全部 3 个村），2024-03-31 到期：逾期 10 天" in told
    assert "三公开（2024-Q1、2 个村：乙村、丙村），2024-01-20 到期：逾期 81 天" in told
    told = shown(capsys, "status", *ASKED, "--lang", "en")
    assert "patrol (all 3 villages), due 2024-03-31: 10 days late" in told


def test_a_log_may_be_a_document_and_a_plan_a_bundled_name(capsys):
    log = "kind: log\nformat: 1\nevents:\n  - {id: e1, kind: plan_made, on: 2022-06-13}\n"
    Path("log.yaml").write_text(log, encoding="utf-8")
    asked = ["plan6.campaign", "--log", "log.yaml", "--as-of", "2022-06-20"]
    told = shown(capsys, "status", *asked, "--lang", "en")
    assert told[0].endswith("as of 2022-06-20")
    assert "done: 1" in told
    assert campaign("status", "plan6.campaign", "--log", "log.jsonl", "--as-of", "2022-06-20") == 1
    assert "log.jsonl, events.e2.by, line 2" in capsys.readouterr().err


def test_views_are_named_by_label_or_id_and_meet(capsys):
    def duties(*view):
        campaign("status", *ASKED, *view, "--json")
        found = json.loads(capsys.readouterr().out)["occurrences"]
        return [(each["duty"], each["place"]) for each in found if each["name"] != "2024-Q2"]

    patrols = [("patrol", place) for place in ("v1", "v2", "v3")]
    assert duties("--unit", "派出所") == patrols
    assert duties("--unit", "Office") == [("plan", None), *patrols, ("some_day", None)]
    assert duties("--unit", "村委会主任", "--place", "甲村") == [("disclosure", "v1")]
    assert duties("--phase", "春季", "--place", "v2") == [("patrol", "v2")]
    assert duties("--unit", "派出所", "--phase", "spring", "--place", "丙村") == [("patrol", "v3")]


def test_a_view_tells_of_nothing_else(capsys):
    told = shown(capsys, "status", *ASKED, "--place", "甲村", "--lang", "zh")
    assert not any("阶段" in line or "经费" in line or "乙村" in line for line in told)
    assert any(line.startswith("进度：3 项中完成 1 项") for line in told)


@pytest.mark.parametrize(
    ("option", "name", "code", "said"),
    [
        ("--place", "甲材", 1, "--place：没有这个名称，实际为 甲材"),
        ("--unit", "offise", 1, "是否指 office"),
        ("--phase", "summer", 1, "--phase：没有这个名称"),
        ("--as-of", "10.4.2024", 2, "--as-of 不是日期：10.4.2024"),
        ("--known", "tomorrow", 2, "--known 不是日期：tomorrow"),
        ("--roster", "nobody.yaml", 2, "没有这个文件"),
        ("--workdays", "roster.yaml", 1, "roster.yaml"),
        ("--log", "plan.yaml", 1, "plan.yaml"),
    ],
)
def test_what_is_asked_wrongly_is_refused_and_says_why(capsys, option, name, code, said):
    assert campaign("status", *ASKED, option, name, "--lang", "zh") == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_a_name_that_could_mean_several_is_refused(capsys):
    Path("plan.yaml").write_text(PLAN.replace("丙村", "甲村"), encoding="utf-8")
    assert campaign("status", *ASKED, "--place", "甲村", "--lang", "zh") == 2
    assert "“甲村”可指多个：v1、v3" in capsys.readouterr().err


def test_what_was_recorded_later_is_not_known(capsys):
    def late(*more):
        campaign("status", *ASKED, *more, "--json")
        found = json.loads(capsys.readouterr().out)["occurrences"]
        return [each["duty"] for each in found if each["state"] == "late" and each["place"] is None]

    assert late() == []
    assert late("--known", "2024-04-11") == ["plan"]


def test_json_has_all_that_the_screen_cuts(capsys):
    many = ", ".join(f"{{id: w{n}, label: 村{n}}}" for n in range(40))
    Path("plan.yaml").write_text(PLAN.replace("list: [", f"list: [{many}, "), encoding="utf-8")
    told = shown(capsys, "status", *ASKED, "--lang", "zh")
    assert any(
        line.startswith("三公开（2024-Q1、42 个村：") and "，另 37 个）" in line for line in told
    )
    campaign("status", *ASKED, "--json")
    answer = json.loads(capsys.readouterr().out)
    late = [each for each in answer["occurrences"] if each["state"] == "late"]
    assert sum(each["duty"] == "disclosure" for each in late) == 42
    assert answer["progress"]["owed"] > 42


def test_events_that_name_what_the_plan_has_not_are_told_and_the_answer_given(capsys):
    with Path("log.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "e3", "kind": "reprot", "on": "2024-03-09", "place": "v9"}\n')
    assert campaign("status", *ASKED, "--lang", "zh") == 1
    captured = capsys.readouterr()
    assert "示例方案" in captured.out
    assert "log.jsonl、events.e3.kind、第 3 行" in captured.err
    assert "report" in captured.err
    assert "events.e3.place" in captured.err


def test_a_torn_log_is_refused_as_a_whole(capsys):
    Path("log.jsonl").write_text(LINES[:-9], encoding="utf-8")
    assert campaign("status", *ASKED) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "torn-line" in captured.err


def test_a_calendar_has_one_line_for_all_places(capsys):
    told = shown(capsys, "calendar", "plan.yaml", "--year", "2024", "--lang", "zh")
    assert told[0] == "示例方案，2024 年任务日历"
    rows = [line.split() for line in told if line.startswith("2024-")]
    assert [row[:2] for row in rows] == [
        ["2024-01-20", "三公开"], ["2024-03-31", "制定方案"], ["2024-03-31", "巡查"],
        ["2024-04-20", "三公开"], ["2024-07-20", "三公开"], ["2024-10-20", "三公开"],
    ]  # fmt: skip
    assert rows[0] == ["2024-01-20", "三公开", "2024-Q1", "全部", "3", "个村", "村委会主任"]
    assert told[-1] == "时间未定，不在日历中：待定事项"
    told = shown(capsys, "calendar", "plan.yaml", "--year", "2019", "--lang", "zh")
    assert "本年没有到期的任务" in told


@pytest.mark.parametrize("year", ["2O24", "-1", "0", "10000", "二〇二四", ""])
def test_what_is_no_year_is_refused(capsys, year):
    assert campaign("calendar", "plan.yaml", f"--year={year}", "--lang", "zh") == 2
    assert "--year 不是年份" in capsys.readouterr().err


def test_a_calendar_file_is_new_unless_it_is_to_be_replaced(capsys):
    pytest.importorskip("icalendar")
    asked = ["calendar", "plan.yaml", "--year", "2024", "--lang", "zh", "--ics"]
    assert campaign(*asked, "plan.txt") == 2
    assert not Path("plan.txt").exists()
    assert campaign(*asked, "plan.ics") == 0
    first = Path("plan.ics").read_bytes()
    assert first.count(b"BEGIN:VEVENT") == 1 + 3 + 4 * 3
    assert campaign(*asked, "plan.ics") == 2
    assert "文件已存在" in capsys.readouterr().err
    assert campaign(*asked, "plan.ics", "--force") == 0
    assert Path("plan.ics").read_bytes() == first


def test_a_timeline_is_drawn_and_a_bulletin_written(capsys):
    told = shown(capsys, "timeline", "plan.yaml", "--lang", "zh")
    assert told == [
        "gantt", "title 示例方案", "dateFormat YYYY-MM-DD", "section 阶段",
        "春季 :2024-03-01, 2024-04-01",
    ]  # fmt: skip
    told = shown(capsys, "bulletin", *ASKED, "--lang", "zh")
    assert told[0] == "# 示例方案，截至 2024-04-10"
    assert "- 巡查（全部 3 个村），2024-03-31 到期：逾期 10 天；牵头：派出所" in told


def test_a_check_tells_what_the_plan_leaves_open_and_who_is_lacking(capsys):
    told = shown(capsys, "check", "plan.yaml", "--lang", "zh")
    assert {line.rpartition(" ")[2] for line in told} == {"[unknown-year]", "[no-sum]"}
    roster = ["--roster", "roster.yaml", "--as-of", "2024-04-10"]
    told = shown(capsys, "check", "plan.yaml", *roster, "--lang", "zh")
    assert told[2:] == ["村委会（2 个村：乙村、丙村）：机构未建立"]
    campaign("check", "plan.yaml", *roster, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert [each["path"] for each in answer["organization"]] == [
        ["bodies", "committee", "v2"], ["bodies", "committee", "v3"],
    ]  # fmt: skip
    assert campaign("check", "plan.yaml", "--roster", "roster.yaml", "--lang", "zh") == 2
    assert "--roster 须有日期" in capsys.readouterr().err


def test_a_plan_that_is_wrong_is_refused_with_its_place(capsys):
    Path("plan.yaml").write_text(PLAN.replace("lead: police", "lead: polize"), encoding="utf-8")
    for arguments in (["status", *ASKED], ["check", "plan.yaml"], ["timeline", "plan.yaml"]):
        assert campaign(*arguments) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "plan.yaml, duties[1].lead, line 19" in captured.err


# Entries --------------------------------------------------------------------------------

ENTER = ["add", "plan.yaml", "log.jsonl", "--recorded", "2024-04-10T09:00:00+08:00"]


def test_an_event_is_put_at_the_end_as_one_line_and_told_what_it_serves(capsys):
    named = ["--kind", "公开", "--place", "乙村", "--by", "村委会主任", "--on", "2024-04-09"]
    told = shown(capsys, *ENTER, *named, "--lang", "zh")
    assert Path("log.jsonl").read_text(encoding="utf-8") == LINES + (
        '{"id": "e0003", "kind": "notice", "on": "2024-04-09",'
        ' "recorded": "2024-04-10T09:00:00+08:00", "by": "committee.head", "place": "v2"}\n'
    )
    assert told == [
        "已登记：e0003", "三公开（2024-Q2、乙村）：已完成（2024-04-09）", "牵头：村委会主任", "依据：e0003",
    ]  # fmt: skip


def test_an_event_may_be_written_out_and_is_entered_once(capsys):
    event = '{"id": "x1", "kind": "report", "on": "2024-03-20", "place": "v1", "by": "police"}'
    campaign(*ENTER, "--event", event, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["event"]["id"], answer["written"]) == ("x1", True)
    assert [(each["duty"], each["place"]) for each in answer["serves"]] == [("patrol", "v1")]
    before = Path("log.jsonl").read_bytes()
    campaign(*ENTER, "--event", event, "--json")
    assert json.loads(capsys.readouterr().out)["written"] is False
    assert Path("log.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--kind", "reprot"], 1, "是否指 report"),
        (["--kind", "report", "--place", "丁村"], 1, "place"),
        (["--kind", "report", "--by", "offise"], 1, "是否指 office"),
        (["--kind", "report", "--on", "soon"], 1, "--kind"),
        (["--kind", "report", "--id", "e1"], 1, "other-content"),
        (["--event", "report"], 1, "每行一个事件"),
        (["--event", '{"kind": "report", "whom": "p1"}'], 1, "whom"),
        (["--event", '{"kind": "report"}', "--place", "v1"], 2, "--place"),
        ([], 2, "--event"),
    ],
)
def test_what_cannot_be_entered_changes_nothing(capsys, arguments, code, said):
    if arguments[-1:] == ["e1"]:
        arguments = [*arguments, "--on", "2024-01-02"]
    assert campaign(*ENTER, *arguments, "--lang", "zh") == code
    assert said in capsys.readouterr().err
    assert Path("log.jsonl").read_text(encoding="utf-8") == LINES


def test_a_new_log_begins_only_where_it_is_asked_for(capsys):
    entry = ["add", "plan.yaml", "new.jsonl", "--kind", "report", "--by", "office"]
    assert campaign(*entry) == 2
    assert not Path("new.jsonl").exists()
    assert campaign(*entry, "--new", "--kind", "reprot") == 1
    assert not Path("new.jsonl").exists()
    assert campaign(*entry, "--new", "--mark", "east") == 0
    assert json.loads(Path("new.jsonl").read_text(encoding="utf-8"))["id"] == "east_e0001"


def test_a_log_that_is_a_document_or_bundled_is_not_written_to(capsys):
    text = "kind: log\nformat: 1\nevents: []\n"
    Path("log.yaml").write_text(text, encoding="utf-8")
    assert campaign("add", "plan.yaml", "log.yaml", "--kind", "report") == 2
    assert Path("log.yaml").read_text(encoding="utf-8") == text
    assert campaign("add", "plan.yaml", "plan6.campaign", "--kind", "report") == 2


def test_a_sealed_log_is_sealed_on(capsys):
    sealed = seal(read_log(LINES, EventLog))
    Path("log.jsonl").write_text(write_log(sealed), encoding="utf-8")
    assert campaign(*ENTER, "--kind", "report", "--place", "v1") == 0
    grown = read_log(Path("log.jsonl").read_bytes(), EventLog)
    assert (len(grown.seals), verify(grown).state) == (3, "intact")

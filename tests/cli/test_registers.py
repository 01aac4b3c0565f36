"""The commands of registers: what they answer, in both languages, and what they refuse."""

import json
from pathlib import Path

import pytest

from civil_village.cli import main

REGISTER = """kind: register
format: 1
id: demo.register
label: {zh: 示例清单, en: demo register}
begins: 2024
places: {villages: {level: village, list: [{id: v1, label: {zh: 甲村, en: A}}, {id: v2, label: {zh: 乙村, en: B}}]}}
bodies: {committee: {label: {zh: 村委会, en: committee}, each: village}}
lists: [{id: affairs, label: 公开清单, needs: [basis]}, {id: services, label: 服务清单}]
items:
  - {id: finance, list: affairs, label: {zh: 财务, en: finance}, each: village, actors: [committee], disclosure: {every: {unit: month, day: 10}}}
  - {id: proof, list: services, label: {zh: 证明, en: proof}, each: village, limit: 3 working days}
"""
LINES = (
    '{"id": "d1", "kind": "disclosed", "of": "finance", "place": "v1", "on": "2024-01-09"}\n'
    '{"id": "a1", "kind": "application", "of": "proof", "place": "v1", "on": "2024-01-04"}\n'
    '{"id": "b1", "kind": "answer", "of": "a1", "on": "2024-01-12",'
    ' "recorded": "2024-02-01T09:00:00+08:00"}\n'
)
ASKED = ["register.yaml", "--log", "log.jsonl", "--as-of", "2024-01-15"]


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    """A register and its log in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("register.yaml").write_text(REGISTER, encoding="utf-8")
    Path("log.jsonl").write_text(LINES, encoding="utf-8")


def register(*arguments):
    return main(["register", *arguments])


def answer(capsys, *arguments):
    assert register(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_what_items_lack_is_shown_with_its_line(capsys):
    assert register("check", "register.yaml", "--lang", "zh") == 0
    assert capsys.readouterr().out.strip() == (
        "留意：register.yaml、items[0].basis、第 10 行第 5 列：清单事项有缺项；"
        "应为“财务”写明依据，“公开清单”的事项都须有。 [item-lacking]"
    )
    (found,) = answer(capsys, "check", "register.yaml")["register"]
    assert (found["code"], found["level"], found["path"]) == (
        "item-lacking", "finding", ["items", 0, "basis"],
    )  # fmt: skip
    assert register("check", "village.register") == 0
    assert "no problems" in capsys.readouterr().out


def test_gaps_and_ids_that_stand_twice_are_told_together(capsys):
    Path("twice.yaml").write_text(REGISTER.replace("id: proof", "id: finance"), encoding="utf-8")
    assert register("check", "twice.yaml") == 1
    told = capsys.readouterr().err
    assert told.count("[item-lacking]") == told.count("[duplicate-id]") == 1
    assert "twice.yaml, items[1].id, line 11" in told


def test_what_is_overdue_due_and_done(capsys):
    assert register("overdue", *ASKED, "--lang", "zh") == 0
    assert capsys.readouterr().out.rstrip().split("\n") == [
        "示例清单，截至 2024-01-15",
        "  工作日只按周末推算，未用节假日表",
        "  逾期：1 项",
        "    财务：公开（2024-01、乙村），2024-01-10 到期：逾期 5 天",
        "      责任主体：村委会",
        "  逾期完成：1 项",
        "    证明：答复申请（a1、甲村），2024-01-09 到期：2024-01-12 完成，逾期 3 天",
        "      由 申请（2024-01-04） 引出",
        "      依据：b1",
        "  已完成：1 项",
    ]


def test_views_together_give_what_all_of_them_have(capsys):
    def names(*options):
        made = answer(capsys, "overdue", *ASKED, *options)
        return [(each["item"], each["owes"], each["place"]) for each in made["occurrences"]]

    all_ = [
        ("finance", "disclosure", "v1"),
        ("finance", "disclosure", "v2"),
        ("proof", "answer", "v1"),
    ]
    assert names() == all_
    assert names("--list", "公开清单") == names("--item", "财务") == all_[:2]
    assert names("--unit", "村委会", "--place", "乙村") == all_[1:2]
    assert names("--list", "affairs", "--item", "proof") == []
    assert [each["item"] for each in answer(capsys, "applications", *ASKED)["occurrences"]] == [
        "proof"
    ]


def test_what_was_recorded_later_is_left_out(capsys):
    made = answer(capsys, "applications", *ASKED, "--known", "2024-01-31")
    assert made["known"] == "2024-01-31"
    (each,) = made["occurrences"]
    assert (each["state"], each["days"], each.get("served")) == ("late", 6, None)


def test_holidays_come_from_a_table(capsys):
    made = answer(capsys, "applications", *ASKED, "--workdays", "national.workdays")
    assert made["occurrences"][0]["due"] == "2024-01-09"
    assert register("overdue", *ASKED, "--workdays", "national.workdays") == 0
    assert "weekends only" not in capsys.readouterr().out


def test_strange_events_are_told_with_their_line_and_end_with_code_1(capsys):
    line = '{"id": "d2", "kind": "disclosed", "of": "finanse", "on": "2024-01-09"}\n'
    Path("log.jsonl").write_text(LINES + line, encoding="utf-8")
    assert register("overdue", *ASKED) == 1
    shown = capsys.readouterr()
    assert "log.jsonl, events.d2.of, line 4, column 2: unknown name, got finanse" in shown.err
    assert "did you mean finance?" in shown.err
    assert "events that speak of no item: d2" in shown.out


def test_more_strange_events_than_anybody_reads_are_counted(capsys):
    line = '{{"id": "d{}x", "kind": "disclosed", "of": "none", "on": "2024-01-09"}}\n'
    Path("log.jsonl").write_text("".join(map(line.format, range(1005))), encoding="utf-8")
    assert register("overdue", *ASKED) == 1
    assert capsys.readouterr().err.rstrip().split("\n")[-1] == "and 5 more."


def test_a_register_that_uses_a_campaign_is_handed_it(capsys):
    text = REGISTER.replace(REGISTER.split("\n")[5], "uses: [plan6.campaign]").replace(
        "2024", "2022"
    )
    Path("uses.yaml").write_text(text, encoding="utf-8")
    asked = ["uses.yaml", "--log", "log.jsonl", "--as-of", "2022-01-15"]
    Path("log.jsonl").write_text("", encoding="utf-8")
    made = answer(capsys, "overdue", *asked, "--with", "plan6.campaign", "--place", "示例村02")
    assert [(each["item"], each["place"]) for each in made["occurrences"]] == [("finance", "v02")]


def test_a_register_without_places_asks_for_some(capsys):
    Path("any.yaml").write_text(REGISTER.replace(REGISTER.split("\n")[5], ""), encoding="utf-8")
    asked = ["any.yaml", "--log", "log.jsonl", "--as-of", "2024-01-15"]
    assert register("overdue", *asked, "--lang", "zh") == 1
    assert "命令行用 --place" in capsys.readouterr().err
    made = answer(capsys, "overdue", *asked, "--place", "v1")
    assert {each["place"] for each in made["occurrences"]} == {"v1"}


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--as-of", "2024-02-30"], 2, "--as-of is not a day"),
        (["--known", "soon"], 2, "--known is not a day"),
        (["--place", "丁村"], 1, "--place"),
        (["--list", "公开"], 1, "did you mean 公开清单"),
        (["--item", "finanse"], 1, "did you mean finance"),
        (["--unit", "村委"], 1, "did you mean 村委会"),
    ],
)
def test_what_there_is_not_is_refused(capsys, more, code, said):
    assert register("overdue", *ASKED, *more) == code
    assert said in capsys.readouterr().err

"""Usage, help and errors of arguments in Chinese, and names that people use."""

from __future__ import annotations

import argparse
import re

import pytest

from civil_village.cli import main
from civil_village.cli.commands import parser
from civil_village.cli.files import UsageError
from civil_village.cli.naming import meant
from civil_village.cli.usage import language, translated
from civil_village.labels import Label
from civil_village.messages.sentences.usage import USAGE_TEXTS

CHINESE = re.compile("[\u4e00-\u9fff]")


def parsers(top):
    """Give a parser, and those of its commands."""
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


def said(top):
    """Give every text that a parser declares."""
    for each in parsers(top):
        yield each.description
        for group in each._action_groups:
            yield group.title
        for action in each._actions:
            yield from (action.help, action.metavar)
            for choice in getattr(action, "_choices_actions", ()):
                yield choice.help


def test_every_text_of_every_command_has_its_chinese():
    """Names of kinds and of formats are the same in both."""
    same = {None, "JSON", "catalogue, standard, records, facts, result, policy, ledger, roster"}
    assert [text for text in said(parser()) if text not in same and text not in USAGE_TEXTS] == []
    assert [t for t in said(parser("zh")) if t not in same and not CHINESE.search(t)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_of_every_command_is_in_one_language(lang):
    for each in parsers(parser(lang)):
        text = each.format_help()
        assert ("usage:" in text) is ("options:" in text) is (lang == "en")
        assert ("用法：" in text) is ("选项：" in text) is (lang == "zh")


def test_columns_of_help_stand_below_each_other(capsys):
    """Chinese letters take two columns: 种类 is as wide as KIND."""
    assert main(["schema", "-h", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  -h, --help            显示本帮助" in lines
    assert "  种类                  catalogue, standard, records, facts, result, policy," in lines


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["evaluate", "--lang", "zh"], "civil-village evaluate：用法有误：缺少 标准、档案"),
        (["--lang", "zh", "evaluate"], "civil-village evaluate：用法有误：缺少 标准、档案"),
        (["--lang=zh"], "civil-village：用法有误：缺少 命令"),
        (["list", "x", "--lang", "zh"], "civil-village：用法有误：没有这些参数：x"),
        (
            ["show", "a", "--with", "--lang", "zh"],
            "civil-village show：用法有误：--with 之后须有一个值",
        ),
        (["check", "--lang", "zh"], "civil-village check：用法有误：缺少 文件"),
        (
            ["evaluate", "a", "b", "--json", "--explain", "--lang", "zh"],
            "civil-village evaluate：用法有误：--explain 不能与 --json 同用",
        ),
        (
            ["points", "add", "p", "l", "--lang", "zh"],
            "civil-village points add：用法有误：须写 --event --claim 之一",
        ),
        (
            ["show", "a", "--scorers", "all", "--lang", "zh"],
            "civil-village show：用法有误：--scorers 不能是 'all'，可用：'builtin'、'installed'",
        ),
    ],
)
def test_errors_are_in_chinese_wherever_the_language_stands(arguments, error, capsys):
    assert main(arguments) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("用法：")
    assert lines[-1] == error


def test_an_error_that_nobody_has_translated_stays_as_it_is():
    assert translated("the moon is too far away") == "the moon is too far away"


def test_the_process_tells_the_language_where_nobody_else_does(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["check", "anle.standard"]) == 0
    assert capsys.readouterr().out == "anle.standard：没有问题\n"
    assert main(["check", "anle.standard", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "anle.standard: no problems\n"
    monkeypatch.setenv("LC_ALL", "C")
    assert main(["check", "anle.standard"]) == 0
    assert capsys.readouterr().out == "anle.standard: no problems\n"


def test_of_a_language_that_there_is_not_the_process_has_the_word():
    assert language(["list", "--lang", "fr"], {"LC_MESSAGES": "zh_TW"}) == "zh"
    assert language(["list", "--lang"], {}) == "en"


def test_why_a_file_cannot_be_read_is_said_in_chinese(tmp_path, capsys):
    assert main(["show", str(tmp_path), "--lang", "zh"]) == 2
    assert capsys.readouterr().err == f"无法读取 {tmp_path}：这是文件夹\n"
    (tmp_path / "file").write_text("")
    assert main(["show", str(tmp_path / "file" / "x"), "--lang", "zh"]) == 2
    assert capsys.readouterr().err.endswith("路径中有一段不是文件夹\n")


@pytest.mark.parametrize("name", ["households", "农户"])
def test_rows_are_named_as_people_call_them(name, capsys):
    asked = ["evaluate", "anle.standard", "anle.villages", "--complete"]
    assert main([*asked, name]) == 0
    told = capsys.readouterr().out
    assert main([*asked, "households"]) == 0
    assert told == capsys.readouterr().out


def test_events_are_named_as_people_call_them(capsys):
    asked = ["evaluate", "anle.standard", "anle.villages", "--as-of", "2024-06-30", "--complete"]
    assert main([*asked, "破坏生态事件"]) == 0
    told = capsys.readouterr().out
    assert main([*asked, "ecology_damage"]) == 0
    assert told == capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (["--by", "领导班子"], ["--by", "leadership"]),
        (["--within", "乡镇"], ["--within", "township"]),
        (["--within", "Township"], ["--within", "township"]),
    ],
)
def test_parts_and_places_are_named_as_people_call_them(given, ids, capsys):
    assert main(["rank", "anle.standard", "anle.villages", *given]) == 0
    told = capsys.readouterr().out
    assert main(["rank", "anle.standard", "anle.villages", *ids]) == 0
    assert told == capsys.readouterr().out


def test_kinds_of_documents_are_named_as_people_call_them(capsys):
    assert main(["schema", "标准"]) == 0
    told = capsys.readouterr().out
    assert main(["schema", "standard"]) == 0
    assert told == capsys.readouterr().out
    assert main(["schema", "标淮"]) == 2


def test_what_several_are_called_is_refused(capsys):
    kinds = [("a", Label("会议", "meeting")), ("b", Label("会议", "assembly"))]
    assert meant("meeting", kinds) == "a"
    with pytest.raises(UsageError) as caught:
        meant("会议", kinds)
    assert caught.value.message.text("zh") == "“会议”可指多个：a、b"
    assert meant("b", kinds) == "b"
    assert meant("c", kinds) == "c"

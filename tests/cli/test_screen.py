"""The screen: columns and consoles."""

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from civil_village.cli import commands, main
from civil_village.cli.screen import Screen, width
from civil_village.documents.logs import read_log
from civil_village.labels import Label
from civil_village.points import Ledger
from civil_village.samples import bundled


def test_a_chinese_character_takes_two_columns():
    """And a full-width sign too."""
    assert [width(text) for text in ("", "a", "村", "村a\uff0c")] == [0, 1, 2, 5]


def test_a_table_is_pretty_on_a_terminal_with_rich(capsys, monkeypatch):
    """And its cells are never taken for markup."""
    pytest.importorskip("rich")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    Screen("en").table(["name"], [["[red]village[/red]"]])
    assert "[red]village[/red]" in capsys.readouterr().out


class Console(io.TextIOWrapper):
    """A console of an encoding, as Python opens it on Windows: every line break becomes two."""

    def __init__(self, encoding, *, terminal=False):
        super().__init__(io.BytesIO(), encoding=encoding, newline="\r\n")
        self.terminal = terminal

    def isatty(self):
        return self.terminal

    def shown(self):
        """Give the bytes that were written."""
        self.flush()
        return self.buffer.getvalue()


def shown_on(console, monkeypatch, *arguments):
    """Run a command on a console, and give what it shows."""
    monkeypatch.setattr(sys, "stdout", console)
    assert main(arguments) in (0, 1)
    return console.shown()


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii"])
def test_every_code_page_shows_every_answer(encoding, monkeypatch):
    """Chinese, and the signs ¥ and ½, which cp936 has not; as escapes where it must be."""
    console = Console(encoding)
    monkeypatch.setattr(sys, "stdout", console)
    assert main(["points", "lint", "points.village", "--lang", "zh"]) == 0
    Screen("zh").line(Label("安乐村 ¥ ½"))
    Screen("zh").table(["名称"], [["安乐村 ¥ ½"]])
    whole = console.shown().decode(encoding)
    shown = "安乐村 ¥ ½".encode(encoding, "backslashreplace").decode(encoding)
    assert whole.count(shown) == 2
    assert "\r\n" in whole


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii", "utf-8"])
def test_json_that_is_piped_on_is_utf_8_whatever_the_code_page_is(encoding, monkeypatch):
    data = shown_on(Console(encoding), monkeypatch, "points", "merge", "points.ledger", "-o", "-")
    assert read_log(data, Ledger) == bundled("points.ledger")
    data = shown_on(Console(encoding), monkeypatch, "schema", "ledger")
    assert json.loads(data.decode("utf-8"))["title"]


def test_a_chinese_terminal_shows_json_in_chinese(monkeypatch):
    command = ["points", "merge", "points.ledger", "-o", "-"]
    label = bundled("points.ledger").label.zh
    for encoding, terminal, chinese in [
        ("cp936", True, True),
        ("gb18030", True, True),
        ("cp936", False, False),
        ("cp1252", True, False),
    ]:
        data = shown_on(Console(encoding, terminal=terminal), monkeypatch, *command)
        assert (label in data.decode(encoding)) is chinese


class Failing:
    """A console that takes no answer."""

    encoding = "utf-8"

    def __init__(self, number):
        self.number = number

    def write(self, text):
        return len(text)

    def flush(self):
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize(
    ("windows", "number", "code"),
    [
        (False, errno.EPIPE, 0),
        (False, errno.EINVAL, 2),
        (False, errno.ENOSPC, 2),
        (True, errno.EINVAL, 0),
        (True, errno.ENOSPC, 2),
    ],
)
def test_an_answer_that_cannot_be_shown_is_no_crash(windows, number, code, monkeypatch, capsys):
    """Whoever reads it may have seen enough, or the disk behind it is full."""
    monkeypatch.setattr(commands, "_WINDOWS", windows)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", Failing(number))
        assert main(["points", "lint", "points.village"]) == code
    assert bool(capsys.readouterr().err) is (code == 2)


def test_a_full_disk_behind_the_answer_is_told():
    command = [sys.executable, "-m", "civil_village", "schema", "facts"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "cannot show the answer: No space left on device\n"


def test_each_document_of_a_list_is_shown_before_the_next_is_made(capsys):
    shown_before = []

    def documents():
        for number in range(3):
            shown_before.append(capsys.readouterr().out)
            yield f"{number}\n"

    Screen("en").json(documents())
    text = "".join([*shown_before, capsys.readouterr().out])
    assert shown_before == ["", "[\n0", ",\n1"]
    assert json.loads(text) == [0, 1, 2]


def test_a_list_of_no_documents_is_an_empty_one(capsys):
    Screen("en").json([])
    assert json.loads(capsys.readouterr().out) == []

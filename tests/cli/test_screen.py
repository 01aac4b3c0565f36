"""The screen: columns and consoles."""

import json
import sys

import pytest

from civil_village.cli.screen import Screen, width


def test_a_chinese_character_takes_two_columns():
    """And a full-width sign too."""
    assert [width(text) for text in ("", "a", "村", "村a\uff0c")] == [0, 1, 2, 5]


def test_a_table_is_pretty_on_a_terminal_with_rich(capsys, monkeypatch):
    """And its cells are never taken for markup."""
    pytest.importorskip("rich")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    Screen("en").table(["name"], [["[red]village[/red]"]])
    assert "[red]village[/red]" in capsys.readouterr().out


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

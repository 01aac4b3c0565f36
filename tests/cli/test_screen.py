"""The screen: columns and consoles."""

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

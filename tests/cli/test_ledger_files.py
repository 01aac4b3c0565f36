"""Books in files: where what is wrong with entries stands in them."""

import json

import pytest

from civil_village.cli import main
from civil_village.cli.ledger_files import BookText
from civil_village.points import Ledger
from civil_village.problems import Position, Problem

POLICY = {
    "kind": "policy",
    "format": 1,
    "id": "demo",
    "accounts": {"credit": {}},
    "items": {"help": {"to": ["credit"], "points": 5}},
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.json").write_text(json.dumps(POLICY), encoding="utf-8")
    lines = (
        f'{{"claim": {{"id": "e{number}", "item": "none", "who": "h1", "on": "2024-03-01", '
        f'"recorded": "2024-03-01T12:00:00Z"}}}}\n'
        for number in range(1, 1201)
    )
    (tmp_path / "book.jsonl").write_text("".join(lines), encoding="utf-8")


def test_of_very_many_refused_entries_a_thousand_are_shown_and_the_others_counted(files, capsys):
    assert main(["points", "settle", "policy.json", "book.jsonl", "--as-of", "2024-12-31"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1001
    assert lines[0].startswith("book.jsonl, events.e1.item, line 1, column 12")
    assert all(line.endswith("[unknown-item]") for line in lines[:1000])
    assert lines[-1] == "and 200 more."


def test_in_json_there_are_no_more_of_them(files, capsys):
    main(["points", "settle", "policy.json", "book.jsonl", "--as-of", "2024-12-31", "--json"])
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 1000


def test_the_places_of_all_entries_are_looked_for_once(files):
    text = b'{"void": {"id": "a"}}\n{"void": {"id": "ab"}}\n{"void": {"id": "a"}}\n'
    book = BookText("book.jsonl", text, Ledger())
    problems = [Problem(code="unknown-event", path=("events", name, "of")) for name in ("ab", "a")]
    assert [book.placed(p).position for p in problems] == [Position(2, 11), Position(1, 11)]
    assert book._places is book._places

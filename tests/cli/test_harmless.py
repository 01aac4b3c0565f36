"""Words of others do nothing on a screen but be read, and stay what they are as data."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.cli import main
from civil_village.cli.screen import Screen
from civil_village.documents import dumps, loads
from civil_village.labels import Label, Source
from civil_village.messages import Message, harmless, written
from civil_village.messages.harmless import LONGEST, blanked
from civil_village.problems import Excerpt, Problem
from civil_village.samples import bundled_text
from civil_village.standards import Standard

#: A forged row, a sequence that clears the screen, one that sets the title, a turn of direction.
HOSTILE = "x\nforged  row\r\x1b[2J\x1b]0;title\x07\u202e001\u2066\u200f\u2028\x9b31m\x7f\U000e0041"
STRAY = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def hostile(name, words=HOSTILE):
    """Give a bundled document with these words behind every label."""
    text = bundled_text(name).decode()
    document = json.loads(dumps(loads(text)))

    def changed(value, key=None):
        if isinstance(value, dict):
            return {k: changed(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [changed(item, key) for item in value]
        if isinstance(value, str) and key in ("label", "zh", "en", "document", "clause"):
            return value + words
        return value

    made = changed(document)
    Path(f"{name}.json").write_text(json.dumps(made), encoding="utf-8")
    return f"{name}.json"


def check(out):
    assert STRAY.search(out) is None
    assert not any(line.lstrip().startswith("forged") for line in out.splitlines())


@pytest.mark.parametrize(
    ("lang", "shown"), [("zh", ()), ("en", ("--explain",))], ids=["summary", "explained"]
)
def test_no_label_of_a_standard_or_of_records_does_anything(lang, shown, capsys):
    standard, records = hostile("anle.standard"), hostile("anle.villages")
    assert main(["evaluate", standard, records, "--lang", lang, *shown]) == 0
    out = capsys.readouterr().out
    assert "\\u001b[2J" in out
    check(out)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_label_of_a_policy_or_of_a_roster_does_anything(lang, capsys):
    policy, roster = hostile("points.village"), hostile("points.roster")
    book = ["points.ledger", "--roster", roster, "--names", "--lang", lang]
    for command in (["settle", policy], ["statement", policy]):
        name, *document = command
        who = ["h01"] if name == "statement" else []
        main(["points", name, *document, book[0], *who, *book[1:], "--as-of", "2024-07-03"])
        captured = capsys.readouterr()
        assert "\\u001b[2J" in captured.out
        check(captured.out + captured.err)
    main(["show", hostile("anle.standard"), "--lang", lang])
    check(capsys.readouterr().out)


def test_no_name_of_a_file_or_key_does_anything(capsys):
    name = "a\x1b[2J\nforged.yaml"
    Path(name).write_text('{"kind": "standard", "format": 1, "\\u001b[2J\\nforged": 1}')
    for command in (["check", name], ["check", name + "x"], ["points", "verify", name]):
        main(command)
        captured = capsys.readouterr()
        assert "\\u001b[2J" in captured.err
        check(captured.out + captured.err)


def test_a_label_without_end_widens_no_row(capsys):
    standard, records = (
        "anle.standard",
        hostile("anle.villages", "长" * 20_000),
    )
    assert main(["evaluate", standard, records]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) < 3000


def test_json_says_the_same_to_programs_on_a_terminal_and_elsewhere(capsys, monkeypatch):
    shown_by = ["points", "extract", hostile("points.ledger"), "--secret-file", "secret"]
    Path("secret").write_text("rain on the third roof", encoding="utf-8")
    assert main(shown_by) == 0
    plain = capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(shown_by) == 0
    shown = capsys.readouterr().out
    before, after = (list(map(json.loads, text.strip().split("\n"))) for text in (plain, shown))
    assert before == after
    assert (
        HOSTILE in json.dumps(before, ensure_ascii=False)
        or HOSTILE in before[0]["ledger"]["label"]["zh"]
    )
    check(shown)


def test_a_table_goes_to_a_program_as_it_is(capsys):
    Screen("en").data("a\u202eb\n")
    assert capsys.readouterr().out == "a\u202eb\n"


def test_data_stay_what_they_are():
    name = hostile("anle.standard")
    standard = loads(Path(name).read_bytes(), Standard)
    assert standard.label.zh.endswith(HOSTILE)
    assert standard.label.text("zh") == standard.label.zh
    assert loads(dumps(standard)) == standard


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_harmless_holds_no_stray_character_and_stays_so(text):
    shown = harmless(text)
    assert STRAY.search(shown) is None
    assert "\n" not in shown
    assert harmless(shown) == shown
    assert STRAY.search(blanked(text)) is None
    assert len(blanked(text)) == len(text)


@given(st.text(st.characters(codec="utf-8"), max_size=50))
def test_what_is_harmless_means_the_same_within_json(text):
    whole = json.dumps(text, ensure_ascii=False)
    assert json.loads(harmless(whole, longest=None)) == text


def test_words_that_are_no_danger_stay():
    for text in ("安乐村（一组）", "ﷺ العربية", "a\u00a0b", "👩\u200d🌾", "½ · ¥"):
        assert harmless(text) == text


def test_a_long_text_is_cut():
    assert harmless("a" * LONGEST) == "a" * LONGEST
    assert len(harmless("a" * 10**6)) == LONGEST
    assert len(Message("screen.plain", value=Label("a" * 10**6)).text("zh")) == LONGEST


@pytest.mark.parametrize("value", [Label("a\nb"), Source(document="a\nb"), "a\nb", ("a\nb",)])
def test_sentences_take_words_of_others_in_harmlessly(value):
    assert written(value, "zh") == "a\\nb"
    assert Message("screen.plain", value=value).text("en") == "a\\nb"


def test_a_sentence_of_several_lines_keeps_them():
    problem = Problem(code="missing-key", path=("a\nb",), hint=Message("hint.other-id"))
    assert len(Message("screen.finding", text=problem).text("en").splitlines()) == 2


def test_the_mark_under_a_rule_stands_under_its_part():
    assert Excerpt("a\x1b == 'b'", 6, 9).pointed().splitlines() == [
        "    a\ufffd == 'b'",
        "          ^^^",
    ]


def test_pages_show_no_turn_of_direction():
    standard = loads(Path(hostile("anle.standard")).read_bytes(), Standard)
    page = standard._repr_html_()
    assert STRAY.search(page) is None

"""The commands of covenants: what they answer, in both languages, and what they refuse."""

import json
from pathlib import Path

import pytest

from civil_village.cli import main

COVENANT = """kind: covenant
format: 1
id: demo.covenant
label: {zh: 示例村规, en: demo covenant}
kinds: {wedding: {zh: 婚事, en: wedding}, funeral: 丧事}
indicators:
  tables: {label: {zh: 席数, en: tables}, value: count}
  official: {label: {zh: 干部户, en: official}, value: truth}
  gift: {label: 礼金, value: amount, unit: 元}
  pork: {label: 肉价, value: amount, unit: 元, derive: {index: pork}}
events: {report: {label: {zh: 报备, en: report}}}
articles:
  - {id: tables, label: {zh: 席数限制, en: limit of tables}, kinds: [wedding], rule: "tables <= (official ? 10 : 15)"}
  - {id: gift, kinds: [funeral], rule: "gift <= pork"}
  - {id: report, kinds: [funeral], notice: {of: report, before: 3 working days}}
"""
RECORDS = """kind: records
format: 1
id: demo.records
indexes: {pork: {2024-05: 15}}
subjects:
  - {id: w1, subject: event, label: {zh: 东头婚事, en: wedding in the east}, values: {event: wedding, tables: 16, official: false}}
  - {id: f1, subject: event, values: {event: funeral, on: 2024-05-20, gift: 15}}
"""
LOG = (
    '{"id": "w2", "kind": "wedding", "on": "2024-05-01", "subject": "h1",'
    ' "values": {"tables": 12, "official": true}}\n'
    '{"id": "f2", "kind": "funeral", "on": "2024-05-20", "subject": "h2"}\n'
    '{"id": "r1", "kind": "report", "of": "f2", "on": "2024-05-10"}\n'
    '{"id": "m1", "kind": "meeting", "on": "2024-05-02"}\n'
)
AS_OF = ("--as-of", "2024-06-01")


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    """A covenant, records of events and a log in the working folder."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("c.yaml", COVENANT), ("r.yaml", RECORDS), ("log.jsonl", LOG)):
        Path(name).write_text(text, encoding="utf-8")


def check(*arguments):
    """Hold events against the covenant."""
    return main(["covenant", "check", "c.yaml", *arguments, *AS_OF])


def told(capsys):
    """Give the answer, and what is wrong."""
    streams = capsys.readouterr()
    return streams.out, streams.err


def test_facts_can_be_written_out(capsys):
    assert check("event=wedding", "tables=16", "official=no") == 0
    out, _ = told(capsys)
    assert out.splitlines() == [
        "demo covenant: wedding (day not known): breach",
        "  limit of tables: broken",
        "    tables: 16, at most 15 (if official then 10, else 15), 1 over",
    ]


def test_facts_can_be_written_by_their_labels(capsys):
    assert check("事项=婚事", "席数=１１", "干部户=是", "--lang", "zh") == 0
    out, _ = told(capsys)
    assert "席数：11，上限 10（若干部户，则 10，否则 15），超出 1" in out


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (["event=weding"], "did you mean wedding"),
        (["event=wedding", "table=3"], "did you mean tables"),
        (["event=wedding", "tables=many"], "facts.tables: not a number, got many"),
        (["event=wedding", "official=perhaps"], "facts.official"),
        (["tables=3"], "event.event: a required key is missing"),
        (["event=wedding", "on=2024-13-01"], "facts.on"),
        (["event=wedding", "pork=3"], "facts.pork: unknown indicator"),
    ],
)
def test_a_wrong_fact_is_told_with_its_name(facts, found, capsys):
    assert check(*facts) == 1
    assert found in told(capsys)[1]


def test_all_that_is_wrong_is_told_at_once(capsys):
    assert check("event=wedding", "tables=x", "table=3") == 1
    assert told(capsys)[1].count("facts.") == 2


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["event=wedding", "tables"], "tables is no name=value"),
        (["nothing.yaml"], "no such file"),
        (["c.yaml"], "covenant holds no events"),
        (["r.yaml", "--id", "w9"], "there is no event of the id w9"),
    ],
)
def test_what_cannot_be_asked_is_usage(arguments, found, capsys):
    assert check(*arguments) == 2
    assert found in told(capsys)[1]


def test_a_day_is_needed(capsys):
    assert main(["covenant", "check", "c.yaml", "event=wedding", "--as-of", "soon"]) == 2
    assert "--as-of is not a day: soon" in told(capsys)[1]


def test_records_hold_events_and_tables_of_indexes(capsys):
    assert check("r.yaml", "--lang", "en") == 0
    out, _ = told(capsys)
    heads = [line for line in out.splitlines() if line.startswith("demo")]
    assert heads == [
        'demo covenant: wedding "wedding in the east" (day not known): breach',
        'demo covenant: 丧事 "f1" (2024-05-20): open',
    ]
    assert check("r.yaml", "--id", "w1") == 0
    assert told(capsys)[0].count("demo covenant") == 1


def test_indexes_of_other_records_serve_facts_that_are_written_out(capsys):
    facts = ("event=funeral", "gift=15.01", "on=2024-05-03", "report=2024-04-01")
    assert check(*facts, "--records", "r.yaml") == 0
    assert "at most 15 元 (肉价), 0.01 元 over" in told(capsys)[0]


def test_a_log_holds_events_and_what_was_reported_of_them(capsys):
    assert check("log.jsonl", "--json", "--records", "r.yaml") == 0
    answers = json.loads(told(capsys)[0])
    assert [(each["id"], each["word"]) for each in answers] == [("w2", "breach"), ("f2", "open")]
    states = {each["id"]: each["state"] for each in answers[1]["articles"]}
    assert states == {"tables": "exempt", "gift": "undetermined", "report": "met"}
    (failure,) = answers[0]["articles"][0]["failures"]
    assert failure["told"]["en"] == "tables: 12, at most 10 (if official then 10, else 15), 2 over"
    assert (failure["asked"], failure["found"], failure["limit"], failure["by"]) == (
        "<=",
        12,
        10,
        2,
    )


def test_a_log_beside_facts_says_what_was_reported(capsys):
    arguments = ("r.yaml", "--id", "f1", "--log", "log.jsonl", "--json")
    assert check(*arguments) == 0
    (answer,) = json.loads(told(capsys)[0])
    (report,) = [each for each in answer["articles"] if each["id"] == "report"]
    # Nobody reported it three working days before: it was due on Tuesday the 14th.
    assert (report["state"], report["due"], report["late"]) == ("unmet", "2024-05-14", 18)


def test_a_table_of_working_days_counts(capsys):
    arguments = ("r.yaml", "--id", "f1", "--json")
    due = []
    for more in ((), ("--workdays", "national.workdays")):
        assert check(*arguments, *more) == 0
        (answer,) = json.loads(told(capsys)[0])
        due += [each["due"] for each in answer["articles"] if each["id"] == "report"]
    assert due == ["2024-05-14", "2024-05-14"]


def test_nothing_to_ask_about_is_said(capsys):
    Path("empty.jsonl").write_text("", encoding="utf-8")
    assert check("empty.jsonl") == 0
    assert "no event" in told(capsys)[0]


def test_a_covenant_is_held_against_a_guideline(capsys):
    guideline = COVENANT.replace("? 10 : 15", "? 12 : 20").replace("demo.covenant", "demo.county")
    Path("g.yaml").write_text(guideline, encoding="utf-8")
    assert main(["covenant", "stricter", "g.yaml", "c.yaml"]) == 0
    assert "limit of tables: stricter" in told(capsys)[0]
    assert main(["covenant", "stricter", "c.yaml", "g.yaml", "--json"]) == 1
    answer = json.loads(told(capsys)[0])
    assert answer["holds"] is False
    assert [each["verdict"] for each in answer["articles"]] == ["looser", "equal", "equal"]


def test_what_is_no_covenant_is_refused(capsys):
    assert main(["covenant", "stricter", "anle.standard", "c.yaml"]) == 1
    assert "other-kind" in told(capsys)[1]

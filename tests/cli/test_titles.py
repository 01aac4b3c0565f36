"""The commands of titles: what they answer, in both languages, and what they refuse."""

import json
from pathlib import Path

import pytest

import civil_village as cv
from civil_village.cli import main
from civil_village.documents.logs import read_log, write_log
from civil_village.events.seals import seal, verify
from civil_village.evidence import EventLog

ON = ["--on", "2024-03-01", "--recorded", "2024-03-01T09:00:00+08:00"]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def title(*arguments):
    return main(["title", *arguments])


def shown(capsys, *arguments, code=0):
    """Give the lines that a command shows, on both streams."""
    assert title(*arguments) == code
    told = capsys.readouterr()
    return [line.strip() for line in (told.out + told.err).splitlines()]


def entered(capsys, *arguments, code=0):
    return shown(capsys, "enter", "titles.village", *arguments, "--book", "book.jsonl", code=code)


def book():
    return Path("book.jsonl").read_text(encoding="utf-8") if Path("book.jsonl").exists() else None


def apply(capsys, *more):
    score = ("--value", "自评分=95")
    return entered(
        capsys, "申报", "--place", "v1", "--by", "村民委员会", *score, *ON, "--new", *more
    )


# Standing ----------------------------------------------------------------------------------


def test_a_standing_is_told_in_both_languages(capsys):
    asked = ["standing", "titles.village", "--book", "titles.log", "--as-of", "2024-06-30"]
    assert "v01：文明村（2024-04-16 至 2027-04-15）" in shown(capsys, *asked, "--lang", "zh")
    told = shown(capsys, *asked, "--lang", "en")
    assert "v01: civilised village from 2024-04-16 to 2027-04-15" in told


def test_a_unit_is_told_with_its_history_and_what_it_can_do(capsys):
    asked = [
        "standing",
        "titles.village",
        "--book",
        "titles.log",
        "--as-of",
        "2024-04-18",
        "--lang",
        "en",
    ]
    told = shown(capsys, *asked, "--unit", "v02")
    assert '"objection" o2 is open and holds it' in told
    assert '"decision" on o2' in told


def test_what_was_recorded_later_can_be_left_out(capsys):
    asked = [
        "standing",
        "titles.village",
        "--book",
        "titles.log",
        "--as-of",
        "2025-06-30",
        "--json",
    ]
    title(*asked, "--unit", "v01")
    whole = json.loads(capsys.readouterr().out)
    title(*asked, "--unit", "v01", "--known", "2025-06-30")
    before = json.loads(capsys.readouterr().out)
    # The step leaves the title as it is, so both are held; what can be done is the same.
    assert (whole["states"], before["states"], before["known"]) == (
        ["held"],
        ["held"],
        "2025-06-30",
    )


def test_json_has_all_of_it(capsys):
    title("standing", "titles.stars", "--book", "titles.log", "--as-of", "2024-06-30", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["units"]["h4"] == {
        "states": ["assessed", "none"],
        "since": None,
        "until": None,
    } or sorted(told["units"]["h4"]["states"]) == ["assessed", "none"]
    (refused,) = told["refused"]
    assert (refused["event"], refused["reason"], refused["state"]) == ("h3c", "no-step", "claimed")
    title(
        "standing",
        "titles.stars",
        "--book",
        "titles.log",
        "--as-of",
        "2024-06-30",
        "--json",
        "--unit",
        "h4",
    )
    told = json.loads(capsys.readouterr().out)
    assert told["open"] == [{"event": "h4b", "missing": [["indicator", "agree"]]}]
    assert [each["event"] for each in told["can"]] == ["check", "check", "claim"]
    assert told["history"][-1]["states"] == ["none", "assessed"] or set(
        told["history"][-1]["states"]
    ) == {"none", "assessed"}


def test_a_wrong_value_in_the_book_is_told_with_its_line(capsys):
    line = '{"id": "e1", "kind": "review", "on": "2024-03-01", "place": "v1", "by": "ofice"}\n'
    Path("book.jsonl").write_text(line, encoding="utf-8")
    told = shown(
        capsys,
        "standing",
        "titles.village",
        "--book",
        "book.jsonl",
        "--as-of",
        "2024-06-30",
        "--lang",
        "en",
        code=1,
    )
    assert any("book.jsonl, events.e1.by, line 1" in each for each in told)
    assert "Hint: did you mean office? [unknown-body]" in told
    # What other schemes know is no fault of the book.
    assert shown(
        capsys, "standing", "titles.stars", "--book", "book.jsonl", "--as-of", "2024-06-30"
    )


@pytest.mark.parametrize("option", ["--as-of", "--known"])
def test_a_day_that_is_none_is_refused(capsys, option):
    asked = [
        "standing",
        "titles.village",
        "--book",
        "titles.log",
        "--as-of",
        "2024-06-30",
        option,
        "2024-06-31",
    ]
    assert title(*asked) == 2
    assert option in capsys.readouterr().err


# Entries -----------------------------------------------------------------------------------


def test_an_event_is_entered_by_ids_or_labels_and_told_where_its_unit_stands(capsys):
    assert apply(capsys, "--lang", "zh") == [
        "已登记：e0001",
        "v1：已申报（2024-03-01 至 2024-04-29）",
    ]
    (event,) = read_log(book(), EventLog).events
    assert (event.kind, event.by, dict(event.values)) == (
        "application",
        "village",
        {"self_score": 95},
    )


def test_a_step_that_is_not_possible_changes_nothing(capsys):
    apply(capsys)
    before = book()
    told = entered(
        capsys,
        "review",
        "--place",
        "v1",
        "--by",
        "office",
        "--value",
        "score=90",
        *ON,
        "--lang",
        "en",
        code=1,
    )
    assert told == [
        'review e0002 on 2024-03-01: not possible in the state "applied"',
        "possible instead: check by the township (by the township)",
        "nothing was entered",
    ]
    assert book() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aplication", "--place", "v1"], "did you mean application?"),
        (["application", "--place", "v1", "--by", "vilage"], "did you mean village?"),
        (["application", "--place", "v1", "--value", "selfscore=9"], "unknown name, got selfscore"),
        (["application", "--place", "v1", "--value", "self_score=many"], "values.self_score: not a number"),
        (["application", "--place", "v1", "--value", "self_score=101"], "a value is out of range"),
        (["application", "--place", "V 1"], "place: not an id"),
        (["application"], "it does not say whom it is about"),
        (["decision", "--of", "e0099"], "nor speaks of an event of the log"),
        (["ban"], "subject: a required key is missing"),
        (["withdraw"], "of: a required key is missing"),
        (["withdraw", "--of", "e001"], "did you mean e0001?"),
    ],
)  # fmt: skip
def test_wrong_input_changes_nothing(capsys, arguments, said):
    apply(capsys)
    before = book()
    told = entered(capsys, *arguments, *ON, "--lang", "en", code=1)
    assert said in "\n".join(told)
    assert book() == before


def test_a_wrong_field_of_an_entry_is_called_by_its_name_alone(capsys):
    apply(capsys)
    (told,) = entered(capsys, "application", "--to", "2024-3-1", *ON, "--lang", "en", code=1)
    assert told.startswith("to: not a date, got 2024-3-1")


def test_a_value_is_told_by_a_name(capsys):
    assert title("enter", "titles.village", "申报", "--book", "b", "--new", "--value", "95") == 2
    assert "NAME=VALUE" in capsys.readouterr().err
    assert not Path("b").exists()


def test_a_truth_may_be_said_in_words(capsys):
    said = {"yes": True, "是": True, "no": False, "否": False, "true": True}
    for number, (word, truth) in enumerate(said.items()):
        Path("book.jsonl").write_text(
            write_log(
                EventLog(
                    events=[
                        event
                        for event in read_log(bundled_lines(), EventLog).events
                        if event.on and str(event.on) <= "2024-04-12"
                    ]
                )
            ),
            encoding="utf-8",
        )
        entered(
            capsys,
            "decision",
            "--of",
            "o2",
            "--by",
            "office",
            "--value",
            f"upheld={word}",
            "--on",
            "2024-04-13",
            "--id",
            f"x{number}",
        )
        assert read_log(book(), EventLog)[f"x{number}"].values["upheld"] is truth


def bundled_lines():
    return write_log(cv.bundled("titles.log"))


def test_what_is_not_known_yet_is_entered_with_a_note(capsys):
    told = entered(
        capsys, "application", "--place", "v1", "--by", "village", *ON, "--new", "--lang", "en"
    )
    assert told[:2] == ["entered: e0001", "v1: one of without title, applied"]
    assert "note: application e0001 on 2024-03-01: undetermined whether it has an effect" in told


def test_an_event_that_takes_the_effect_of_a_later_one_is_entered_with_a_note(capsys):
    apply(capsys)
    entered(
        capsys,
        "self_check",
        "--place",
        "v1",
        "--by",
        "township",
        "--value",
        "problems=0",
        "--on",
        "2024-03-10",
    )
    told = entered(capsys, "withdraw", "--of", "e0001", "--on", "2024-03-11", "--lang", "en")
    assert told[:2] == ["entered: e0003", "v1: without title"]
    assert (
        'note: check by the township e0002 on 2024-03-10: not possible in the state "without title"'
        in told
    )


def test_a_ban_is_from_the_scheme_and_has_days(capsys):
    entered(
        capsys, "取消资格", "--place", "v1", "--on", "2024-02-01", "--to", "2025-01-31", "--new"
    )
    (ban,) = read_log(book(), EventLog).events
    assert (ban.kind, ban.of, str(ban.from_), str(ban.to)) == (
        "ban",
        "titles.village",
        "2024-02-01",
        "2025-01-31",
    )
    told = entered(
        capsys,
        "application",
        "--place",
        "v1",
        "--by",
        "village",
        "--value",
        "self_score=95",
        *ON,
        "--lang",
        "zh",
        code=1,
    )
    assert told[:2] == [
        "申报 e0002（2024-03-01）：处于取消资格期间",
        "取消资格至 2025-01-31（e0001）",
    ]


def test_the_same_event_twice_is_written_once_and_another_of_its_id_not_at_all(capsys):
    apply(capsys)
    before = book()
    assert apply(capsys, "--id", "e0001", "--lang", "en")[0].startswith(
        "e0001 is in the ledger already"
    )
    told = entered(capsys, "申报", "--place", "v2", "--by", "village", "--id", "e0001", *ON, code=1)
    assert "other-content" in "\n".join(told)
    assert book() == before


def test_an_entry_answers_in_json(capsys):
    title(
        "enter",
        "titles.village",
        "申报",
        "--book",
        "book.jsonl",
        "--new",
        "--place",
        "v1",
        "--by",
        "village",
        "--value",
        "self_score=95",
        *ON,
        "--json",
    )
    told = json.loads(capsys.readouterr().out)
    assert (told["written"], told["event"]["id"], told["standing"]["states"]) == (
        True,
        "e0001",
        ["applied"],
    )


def test_a_dispute_is_opened_and_settled(capsys):
    def disputed(*arguments):
        return shown(
            capsys, "enter", "titles.disputes", *arguments, "--book", "d.jsonl", "--lang", "en"
        )

    told = disputed(
        "dispute", "--place", "v1", "--value", "serious=no", "--on", "2024-05-01", "--new"
    )
    assert told == ["entered: e0001", "e0001: in the village from 2024-05-01 to 2024-05-31"]
    told = disputed("settlement", "--of", "e0001", "--by", "mediators", "--on", "2024-05-31")
    assert told == ["entered: e0002", "e0001: settled in the village since 2024-05-31"]


def test_a_sealed_book_is_sealed_on(capsys):
    apply(capsys)
    Path("book.jsonl").write_text(write_log(seal(read_log(book(), EventLog))), encoding="utf-8")
    entered(
        capsys,
        "self_check",
        "--place",
        "v1",
        "--by",
        "township",
        "--value",
        "problems=0",
        "--on",
        "2024-03-10",
    )
    assert verify(read_log(book(), EventLog)).state == "intact"


def test_there_must_be_a_book(capsys):
    assert title("enter", "titles.village", "申报", "--book", "none.jsonl", "--place", "v1") == 2
    assert "none.jsonl" in capsys.readouterr().err


# The picture -------------------------------------------------------------------------------


def test_a_chart_is_drawn_in_both_languages(capsys):
    assert 'state "公示" as posted_' in shown(capsys, "draw", "titles.village", "--lang", "zh")
    told = shown(capsys, "draw", "titles.village", "--lang", "en")
    assert told[0] == "stateDiagram-v2"
    assert "held_ --> rectify_ : re-check (by the county office)" in told
    assert "posted_ --> listed_ : after 5 days" in told


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("v1", []),
        ("vl1", ["note: the log has nothing about vl1", "Hint: did you mean v1?"]),
        ("zhaojiatun", ["note: the log has nothing about zhaojiatun"]),
    ],
)
def test_a_unit_of_which_the_log_says_nothing_is_pointed_out(capsys, unit, said):
    apply(capsys)
    arguments = ["--as-of", "2024-03-05", "--unit", unit, "--lang", "en"]
    assert title("standing", "titles.village", "--book", "book.jsonl", *arguments) == 0
    assert capsys.readouterr().err.splitlines() == said

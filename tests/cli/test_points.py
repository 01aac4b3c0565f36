"""The commands of points: what they answer and write, and that wrong input writes nothing."""

import json
import multiprocessing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from attrs import evolve

from civil_village.canonical import digest, plain
from civil_village.cli import main, writing
from civil_village.cli.entering import free_id, number
from civil_village.cli.ledger_files import is_lines
from civil_village.documents import dumps, loads
from civil_village.documents.logs import read_log, write_log
from civil_village.events.seals import NOTHING, head, seal, verify
from civil_village.points import Ledger, Roster, settle
from civil_village.samples import bundled

POLICY = "points.village"
NOON = "2024-07-01T12:00:00+08:00"
AT = ["--recorded", NOON]
MEETING = ["--claim", "meeting", "--who", "h02"]


@pytest.fixture
def book(tmp_path, monkeypatch):
    """The bundled ledger in lines, in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "book.jsonl"
    path.write_bytes(write_log(bundled("points.ledger")).encode())
    return path


def points(*arguments):
    """Run a command of points."""
    return main(["points", *arguments])


def ledger(path):
    """Read the file of a book."""
    return read_log(path.read_bytes(), Ledger)


def told(capsys, *arguments):
    """Give what a command answers as JSON."""
    points(*arguments, "--json")
    return json.loads(capsys.readouterr().out)


def as_json(value):
    """Give plain data as a reader of JSON sees it."""
    return json.loads(json.dumps(plain(value), default=float))


# Entering ------------------------------------------------------------------------------


def test_a_claim_is_put_at_the_end_as_one_line(book, capsys):
    before = book.read_bytes()
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 0
    assert capsys.readouterr().out.splitlines() == [
        "entered: c0017",
        "2024-07-01 village meeting attended: 5 (pending): 5 each time; posted until 2024-07-05",
    ]
    after = book.read_bytes()
    assert after.startswith(before)
    assert json.loads(after[len(before) :]) == {
        "claim": {
            "id": "c0017",
            "item": "meeting",
            "who": "h02",
            "on": "2024-07-01",
            "recorded": NOON,
        }
    }


def test_a_claim_is_told_in_chinese(book, capsys):
    arguments = ["--claim", "volunteer", "--who", "h02", "--quantity", "2.5", "--on", "2024-06-30"]
    assert points("add", POLICY, "book.jsonl", *arguments, *AT, "--lang", "zh") == 0
    assert capsys.readouterr().out.splitlines() == [
        "已登记：c0017",
        "2024-06-30 志愿服务 4 分（待生效）：2.5 小时，得 4 分；待 group_leader 审批",
    ]


def test_all_flags_of_a_claim_are_in_its_entry(book):
    flags = {"act": "day1", "place": "g1", "proof": "slip1", "by": "clerk"}
    given = [part for name, value in flags.items() for part in (f"--{name}", value)]
    size = ["--on", "2024-06-30", "--id", "mine"]
    assert points("add", POLICY, "book.jsonl", *MEETING, *given, *size, *AT) == 0
    claim = ledger(book)["mine"]
    assert {name: getattr(claim, name) for name in flags} == flags
    assert claim.on == date(2024, 6, 30)


def test_an_event_may_bring_its_own_id_and_instant(book, capsys):
    event = {"restock": {"id": "s9", "reward": "salt", "count": 3, "on": "2024-07-01"}}
    event["restock"]["recorded"] = NOON
    assert points("add", POLICY, "book.jsonl", "--event", json.dumps(event)) == 0
    assert ledger(book)["s9"].count == 3
    before = book.read_bytes()
    assert points("add", POLICY, "book.jsonl", "--event", json.dumps(event)) == 0
    assert "already; nothing was written" in capsys.readouterr().out
    assert book.read_bytes() == before


def test_an_event_gets_what_it_does_not_say(book):
    """A void has no day of its own: it is of the day of what it takes back."""
    assert points("add", POLICY, "book.jsonl", "--event", '{"void": {"of": "c01"}}', *AT) == 0
    void = ledger(book)["v0013"]
    assert (void.of, void.on, void.recorded) == ("c01", None, datetime.fromisoformat(NOON))


def test_a_void_without_a_day_asks_nothing_of_the_roster(book):
    event = ["--event", '{"void": {"of": "c01"}}', "--roster", "points.roster"]
    assert points("add", POLICY, "book.jsonl", *event, *AT) == 0


def test_a_failed_rewriting_leaves_the_book_as_it_was(book, capsys, monkeypatch):
    before = book.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    assert points("seal", "book.jsonl") == 2
    assert "cannot write book.jsonl: No space left on device" in capsys.readouterr().err
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["book.jsonl"]


def test_without_locks_a_book_is_kept_all_the_same(book, monkeypatch):
    """As on Windows."""
    monkeypatch.setattr(writing, "_FCNTL", None)
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 0
    assert points("seal", "book.jsonl") == 0
    assert verify(ledger(book)).sealed == 27


def test_the_clock_says_when_an_entry_is_made_and_later_entries_are_later(book):
    for _ in range(3):
        assert points("add", POLICY, "book.jsonl", *MEETING) == 0
    made = [event.recorded for event in ledger(book).events[-3:]]
    assert made[0] < made[1] < made[2]
    now = datetime.now(UTC)
    assert abs(now - made[0]) < timedelta(minutes=1)
    assert made[0].utcoffset() == timedelta(hours=8)  # that of the policy


def test_a_new_book_begins_only_where_it_is_asked_for(book, capsys):
    assert points("add", POLICY, "other.jsonl", *MEETING, *AT) == 2
    assert "add --new to begin a new ledger" in capsys.readouterr().err
    assert not Path("other.jsonl").exists()
    assert points("add", POLICY, "other.jsonl", "--claim", "meating", "--who", "h1", "--new") == 1
    assert not Path("other.jsonl").exists()
    assert points("add", POLICY, "other.jsonl", *MEETING, *AT, "--new") == 0
    assert [event.id for event in ledger(Path("other.jsonl")).events] == ["c0001"]
    assert points("add", POLICY, "other.jsonl", *MEETING, *AT, "--new", "--mark", "east") == 0
    assert [event.id for event in ledger(Path("other.jsonl")).events] == ["c0001", "east_c0001"]


def test_json_of_an_entry_says_what_was_written(book, capsys):
    answer = told(capsys, "add", POLICY, "book.jsonl", *MEETING, *AT)
    state = settle(bundled(POLICY), ledger(book), as_of=date(2024, 7, 1))
    assert answer["written"] is True
    assert answer["event"] == as_json(ledger(book)["c0017"])
    assert answer["posting"] == as_json(state.posting("c0017"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--claim", "meating", "--who", "h02"], 1, "did you mean meeting?"),
        (["--claim", "meeting"], 1, "claim.who: a required key is missing"),
        (["--claim", "meeting", "--who", "户二"], 1, "--who: nothing is called so, got 户二"),
        ([*MEETING, "--on", "1 July"], 1, "claim.on: not a date"),
        ([*MEETING, "--quantity", "-1"], 1, "claim.quantity"),
        ([*MEETING, "--quantity", "many"], 1, "claim.quantity: not a number, got many"),
        ([*MEETING, "--persons", "1.5"], 1, "claim.persons"),
        ([*MEETING, "--id", "c01"], 1, "claim.id: an id is there with other content, got c01"),
        ([*MEETING, "--recorded", "noon"], 1, "--recorded: not an instant"),
        ([*MEETING, "--who", "h20", "--roster", "points.roster"], 1, "not on the roster"),
        (["--event", '{"claim": {"itm": "meeting", "who": "h02"}}'], 1, "did you mean item?"),
        (["--event", '{"clam": {}}'], 1, "--event, line 1, column 1: unknown name, got clam"),
        (["--event", "claim: {}"], 1, "--event: the line is no entry of a ledger"),
        (["--event", '{"claim": '], 1, "--event, line 1, column"),
        (["--event", '{"claim": {}, "void": {}}'], 1, "--event"),
        (["--event", '{"void": {"of": "c99"}}'], 1, "void.of: the event that is meant is not"),
        (["--event", '{"return": {"of": "d02"}}'], 1, "return.of: there is nothing to give back"),
        (["--event", '{"approve": {"of": "c01", "role": "mayor"}}'], 1, "approve.role"),
        (["--event", '{"void": {"of": "c01"}}', "--who", "h02"], 2, "--who does not go with"),
        ([], 2, "one of the arguments --event --claim is required"),
    ],
)
def test_a_wrong_entry_is_told_and_not_a_byte_changes(book, capsys, arguments, code, said):
    before = book.read_bytes()
    at = [] if "--recorded" in arguments else AT
    assert points("add", POLICY, "book.jsonl", *arguments, *at) == code
    assert said in capsys.readouterr().err
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["book.jsonl"]


def test_what_cannot_grow_is_left_alone(book, capsys):
    """A bundled ledger, and one that is a document."""
    assert points("add", POLICY, "points.ledger", *MEETING) == 2
    assert "never written to" in capsys.readouterr().err
    Path("book.yaml").write_text("kind: ledger\nformat: 1\nid: b\nevents: []\n", encoding="utf-8")
    assert points("add", POLICY, "book.yaml", *MEETING, "--lang", "zh") == 2
    assert "points merge book.yaml -o book.jsonl" in capsys.readouterr().err


def test_a_torn_last_line_stops_everything(book, capsys):
    torn = book.read_bytes()[:-20]
    book.write_bytes(torn)
    assert points("add", POLICY, "book.jsonl", *MEETING) == 1
    assert "book.jsonl, line 27, column" in capsys.readouterr().err
    assert points("seal", "book.jsonl") == 1
    assert "the last line is incomplete" in capsys.readouterr().err
    assert book.read_bytes() == torn


def test_a_last_line_without_a_line_break_is_ended_first(book):
    book.write_bytes(book.read_bytes().rstrip(b"\n"))
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 0
    assert len(ledger(book).events) == 27


def test_a_disk_that_fills_up_leaves_the_book_as_it_was(book, capsys, monkeypatch):
    """Half of the line is written when the disk is full."""
    before = book.read_bytes()

    def half(file, data):
        file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_write", half)
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 2
    assert "cannot write book.jsonl: No space left on device" in capsys.readouterr().err
    assert book.read_bytes() == before
    assert points("add", POLICY, "new.jsonl", *MEETING, *AT, "--new") == 2
    assert not Path("new.jsonl").exists()


def test_a_sealed_book_is_sealed_on(book):
    assert points("seal", "book.jsonl") == 0
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 0
    found = verify(ledger(book))
    assert (found.state, found.sealed, found.waiting) == ("intact", 27, 0)
    assert ledger(book) == seal(ledger(book))


def test_a_book_that_is_sealed_from_now_on_is_sealed_from_its_next_entry(book, capsys):
    assert points("seal", "book.jsonl", "--from-now") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Newly sealed: 0.",
        "Entries at the beginning without a seal: 26.",
    ]
    assert points("verify", "book.jsonl") == 1  # nothing is shown yet
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 0
    assert points("verify", "book.jsonl") == 0
    assert verify(ledger(book)).sealed == 1


def test_entries_that_wait_for_a_seal_keep_the_next_one_waiting(book, capsys):
    """As after a merge: only the command seal rewrites the lines before."""
    points("seal", "book.jsonl")
    event = {"id": "x1", "item": "meeting", "who": "h01", "on": "2024-06-30", "recorded": NOON}
    with book.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"claim": event}) + "\n")
    capsys.readouterr()
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 0
    assert "not sealed yet: 2" in capsys.readouterr().err
    assert points("seal", "book.jsonl") == 0
    assert verify(ledger(book)).sealed == 28


def test_an_entry_of_an_early_instant_undoes_no_redemption(book, capsys):
    """Household three has 28 points: a towel for 15 is granted, a second one was wished before."""
    on = ["--on", "2024-06-28"]
    assert points("redeem", POLICY, "book.jsonl", "towel", "h03", *on, *AT) == 0
    before = book.read_bytes()
    early = ["--recorded", "2024-06-29T08:00:00+08:00"]
    assert points("redeem", POLICY, "book.jsonl", "towel", "h03", *on, *early) == 1
    assert "would undo a redemption that was granted" in capsys.readouterr().err
    assert book.read_bytes() == before


def test_what_an_entry_does_to_others_is_a_note(book, capsys):
    """The paper book of household one no longer agrees, since a meeting came in late."""
    late = ["--claim", "meeting", "--who", "h01", "--on", "2024-06-01"]
    assert (
        points("add", POLICY, "book.jsonl", *late, "--recorded", "2024-06-02T08:00:00+08:00") == 0
    )
    err = capsys.readouterr().err
    assert err.startswith("note: book.jsonl, events.k01.points, line 27, column")
    assert "got 28; expected 23" in err


# Redeeming -----------------------------------------------------------------------------


def test_a_redemption_is_granted_and_tells_the_balance(book, capsys):
    """28 points less 15."""
    before = book.read_bytes()
    given = ["towel", "h03", "--on", "2024-06-28", *AT]
    assert points("redeem", POLICY, "book.jsonl", *given) == 0
    assert capsys.readouterr().out.splitlines() == [
        "entered: d0003",
        "2024-06-28 towel for 15",
        "exchange points: 13 left",
    ]
    assert book.read_bytes().startswith(before)
    assert ledger(book)["d0003"].who == "h03"


@pytest.mark.parametrize(("lang", "said"), [("zh", "还差 10 分"), ("en", "10 lacking")])
def test_a_redemption_that_is_refused_twice_is_never_written(book, capsys, lang, said):
    """Household two has 10 points, and soap costs 20."""
    before = book.read_bytes()
    for _ in range(2):
        given = ["soap", "h02", "--on", "2024-06-28", *AT, "--lang", lang]
        assert points("redeem", POLICY, "book.jsonl", *given) == 1
        printed = capsys.readouterr()
        assert printed.out == ""
        assert said in printed.err
        assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["towl", "h03"], 1, "redeem.reward: unknown reward, got towl.\nHint: did you mean towel?"),
        (["towel", "h03", "--count", "0"], 1, "redeem.count"),
        (["towel", "h03", "--count", "x"], 1, "redeem.count"),
        (["towel", "h03", "--amount", "5"], 1, "it comes in pieces, not by amount"),
        (["towel", "h03", "--count", "2"], 1, "30 needed, 28 redeemable, 2 lacking"),
        (["towel", "h30", "--roster", "points.roster"], 1, "redeem.who: not on the roster"),
        (["towel", "h03", "--count", "1", "--amount", "5"], 2, "not allowed with"),
    ],
)
def test_a_wrong_redemption_changes_nothing(book, capsys, arguments, code, said):
    before = book.read_bytes()
    given = [*arguments, "--on", "2024-06-28", *AT]
    assert points("redeem", POLICY, "book.jsonl", *given) == code
    assert said in capsys.readouterr().err
    assert book.read_bytes() == before


def test_json_of_a_redemption_says_whether_it_is_granted(book, capsys):
    given = ["redeem", POLICY, "book.jsonl", "towel", "h03", "--on", "2024-06-28", *AT]
    answer = told(capsys, *given)
    assert (answer["granted"]["granted"], answer["written"], answer["balance"]) == (True, True, 13)
    answer = told(capsys, *given)
    assert (answer["granted"]["granted"], answer["written"], answer["balance"]) == (
        False,
        False,
        13,
    )
    assert answer["granted"]["refusals"][0]["lacks"] == 2


# Answers -------------------------------------------------------------------------------


def test_settle_shows_the_balances_of_all(book, capsys):
    assert points("settle", POLICY, "book.jsonl", "--as-of", "2024-06-30") == 0
    assert capsys.readouterr().out.splitlines() == [
        "A village's points policy (after plan 6), as of 2024-06-30",
        "",
        "id   exchange points  honour points  band",
        "---  ---------------  -------------  --------",
        "h01  23               23             starting",
        "h02  10               10             starting",
        "h03  28               28             starting",
        "h04  35               35             starting",
        "h05  -15              0              starting",
        "",
        "Pending: 0.",
    ]


def test_names_are_shown_only_where_they_are_asked_for(book, capsys):
    given = ["settle", POLICY, "book.jsonl", "--as-of", "2024-06-30", "--lang", "zh"]
    roster = ["--roster", "points.roster"]
    assert points(*given, *roster) == 0
    assert "示例户" not in capsys.readouterr().out
    assert points(*given, *roster, "--names") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:5] == [
        "编号  名称      兑换积分  荣誉积分  等次",
        "----  --------  --------  --------  ----",
        "h01   示例户甲  23        23        起步",
    ]
    assert len(lines) == 11
    assert points(*given, "--names") == 2
    assert "--names 须有名册" in capsys.readouterr().err


def test_what_is_known_later_can_be_left_out(book, capsys):
    """On 4 March only the two meetings were recorded."""
    given = ["settle", POLICY, "book.jsonl", "--as-of", "2024-06-30", "--known", "2024-03-04"]
    answer = told(capsys, *given)
    assert sorted(answer["subjects"]) == ["h01", "h02"]
    assert answer["known"] == "2024-03-04"


def test_json_of_settle_is_what_the_library_says(book, capsys):
    answer = told(capsys, "settle", POLICY, "book.jsonl", "--as-of", "2024-03-18")
    state = settle(bundled(POLICY), ledger(book), as_of=date(2024, 3, 18))
    assert answer["subjects"] == {
        who: {
            name: {
                "balance": float(state.balance(who, name)),
                "band": band.id if (band := state.band(who, name)) else None,
            }
            for name in ("exchange", "honour")
        }
        for who in state.subjects
    }
    assert answer["pending"] == as_json(state.pending)
    assert answer["problems"] == []


def test_problems_of_a_ledger_are_told_beside_the_answer(book, capsys):
    """With the line of the entry; the exit code says that something is wrong."""
    with book.open("a", encoding="utf-8") as file:
        file.write('{"void": {"id": "v99", "of": "c99", "recorded": "' + NOON + '"}}\n')
    given = ["settle", POLICY, "book.jsonl", "--as-of", "2024-07-01"]
    assert points(*given) == 1
    printed = capsys.readouterr()
    assert "h01  23" in printed.out
    assert printed.err.startswith("book.jsonl, events.v99.of, line 28, column 11: the event that")
    assert told(capsys, *given)["problems"][0]["code"] == "not-in-ledger"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_statement_is_that_of_the_library(book, capsys, lang):
    given = ["statement", POLICY, "points.ledger", "h03", "--as-of", "2024-06-30", "--lang", lang]
    state = settle(bundled(POLICY), bundled("points.ledger"), as_of=date(2024, 6, 30))
    assert points(*given) == 0
    assert capsys.readouterr().out.rstrip("\n") == state.statement("h03").text(lang)
    assert told(capsys, *given) == as_json(state.statement("h03"))
    assert points(*given, "--roster", "points.roster", "--names") == 0
    name = {"zh": "示例户丙 (h03)", "en": "Example household C (h03)"}[lang]
    assert name in capsys.readouterr().out.splitlines()[0]


def test_a_statement_is_about_today_where_no_day_is_given(book, capsys):
    assert points("statement", POLICY, "book.jsonl", "h01") == 0
    year = str(datetime.now(timezone(timedelta(hours=8))).year)
    assert year in capsys.readouterr().out.splitlines()[0]


def test_nobody_has_a_statement_who_is_nowhere(book, capsys):
    assert points("statement", POLICY, "book.jsonl", "h10", "--lang", "zh") == 1
    assert "台账和名册中都没有" in capsys.readouterr().err


ROSTER = """\
kind: roster
format: 1
id: demo.roster
members:
  - {id: h03, label: {zh: 示例户丙, en: Example household C}, place: g1}
  - {id: h04, label: {zh: 示例户丁, en: Example household D}, place: g1}
  - {id: h05, label: {zh: 示例户戊, en: Example household E}, place: g1, excluded: {zh: 新迁入, en: new}}
"""


def test_ranks_say_who_is_where_and_who_takes_no_part(book, capsys):
    Path("roster.yaml").write_text(ROSTER, encoding="utf-8")
    given = ["rank", POLICY, "book.jsonl", "groups", "--as-of", "2024-06-30"]
    roster = ["--roster", "roster.yaml"]
    assert points(*given, *roster, "--names", "--lang", "zh") == 0
    assert capsys.readouterr().out.splitlines() == [
        "组内排名 · 截至 2024-06-30",
        "",
        "名次  编号  名称      余额  分组",
        "----  ----  --------  ----  ----",
        "1     h04   示例户丁  35    g1",
        "2     h03   示例户丙  28    g1",
        "",
        "不参评：",
        "编号  名称      原因",
        "----  --------  ------------------",
        "h01             名册未写明所属地点",
        "h02             名册未写明所属地点",
        "h05   示例户戊  不参评：新迁入",
    ]
    found = loads(ROSTER, Roster)
    state = settle(bundled(POLICY), ledger(book), as_of=date(2024, 6, 30), roster=found)
    assert told(capsys, *given, *roster) == as_json(state.rank("groups"))
    given[3] = "group"
    assert points(*given) == 1
    assert "did you mean groups?" in capsys.readouterr().err


def test_a_board_shows_the_best(book, capsys):
    given = ["board", POLICY, "book.jsonl", "honour_roll", "--as-of", "2024-06-30"]
    assert points(*given) == 0
    assert capsys.readouterr().out.splitlines()[:5] == [
        "roll of honour, as of 2024-06-30",
        "",
        "place  id   balance",
        "-----  ---  -------",
        "1      h04  35",
    ]
    state = settle(bundled(POLICY), ledger(book), as_of=date(2024, 6, 30))
    assert told(capsys, *given) == as_json(state.board("honour_roll"))


def test_days_that_are_none_are_a_matter_of_usage(book, capsys):
    assert points("settle", POLICY, "book.jsonl", "--as-of", "1 May") == 2
    assert "--as-of is not a day: 1 May" in capsys.readouterr().err
    given = ["--as-of", "2024-05-01", "--known", "1 May", "--lang", "zh"]
    assert points("settle", POLICY, "book.jsonl", *given) == 2
    assert "--known 不是日期" in capsys.readouterr().err


def test_editions_of_a_policy_each_count_from_their_day(book, capsys):
    """From 2024-04-01 a meeting is worth 7."""
    text = """\
kind: policy
format: 1
id: demo
{from_}
accounts: {{credit: {{}}}}
items: {{meeting: {{to: [credit], points: {points}}}}}
"""
    old, new = text.format(from_="", points=5), text.format(from_="from: 2024-04-01", points=7)
    Path("old.yaml").write_text(old, encoding="utf-8")
    Path("new.yaml").write_text(new, encoding="utf-8")
    book.write_bytes(b"")
    for day in ("2024-03-31", "2024-04-01"):
        given = [*MEETING, "--on", day, *AT]
        assert points("add", "old.yaml", "book.jsonl", "--edition", "new.yaml", *given) == 0
    given = ["settle", "old.yaml", "book.jsonl", "--edition", "new.yaml", "--as-of", "2024-05-01"]
    assert told(capsys_after(capsys), *given)["subjects"]["h02"]["credit"]["balance"] == 12


def capsys_after(capsys):
    """Forget what was printed so far."""
    capsys.readouterr()
    return capsys


# Books ---------------------------------------------------------------------------------


def test_seals_show_that_a_line_was_changed(book, capsys):
    assert points("seal", "book.jsonl") == 0
    last = head(ledger(book))
    assert capsys.readouterr().out.splitlines() == ["Newly sealed: 26.", f"head: {last}"]
    assert points("verify", "book.jsonl", "--head", last) == 0
    assert f"head: {last}" in capsys.readouterr().out
    book.write_bytes(book.read_bytes().replace(b'"tree_planting"', b'"meeting"'))
    assert points("verify", "book.jsonl", "--lang", "zh") == 1
    assert capsys.readouterr().out.startswith("第 5 笔（c05）与封签不符")
    assert told(capsys, "verify", "book.jsonl") == {
        **as_json(verify(ledger(book))),
        "sound": False,
    }
    before = book.read_bytes()
    assert points("seal", "book.jsonl") == 1
    assert "nothing was written" in capsys.readouterr().err
    assert book.read_bytes() == before


def test_a_head_that_was_kept_shows_that_the_end_is_gone(book, capsys):
    points("seal", "book.jsonl")
    last = head(ledger(book))
    book.write_bytes(b"".join(book.read_bytes().splitlines(keepends=True)[:-1]))
    assert points("verify", "book.jsonl") == 0
    assert points("verify", "book.jsonl", "--head", last) == 1
    assert "entries were removed at the end" in capsys.readouterr().out
    assert points("verify", "book.jsonl", "--head", "abc") == 1
    assert "this cannot be a seal" in capsys.readouterr().err


def slipped_in(book):
    """Put a void of a sealed claim, and three claims, before the first entry of a book."""
    void = {"void": {"id": "v9", "of": "c05", "recorded": NOON}}
    claims = [
        {
            "claim": {
                "id": f"x{n}",
                "item": "meeting",
                "who": "h02",
                "on": "2024-06-30",
                "recorded": NOON,
            }
        }
        for n in range(3)
    ]
    lines = "".join(json.dumps(entry) + "\n" for entry in (void, *claims))
    heading, rest = book.read_bytes().split(b"\n", 1)
    book.write_bytes(heading + b"\n" + lines.encode() + rest)


def test_what_is_put_in_before_the_first_line_breaks_the_head(book, capsys):
    points("seal", "book.jsonl")
    last = head(ledger(book))
    slipped_in(book)
    capsys_after(capsys)
    assert points("verify", "book.jsonl", "--head", last) == 1
    assert "The first seal, of entry 5 (c01), does not fit" in capsys.readouterr().out
    assert points("verify", "book.jsonl") == 1


def test_a_head_of_the_older_form_does_not_vouch_for_what_stands_before_it(book, capsys):
    whole, before, seals = ledger(book), NOTHING, []
    for event in whole.events:
        before = digest([before, event])
        seals.append(before)
    book.write_bytes(write_log(evolve(whole, seals=seals)).encode())
    assert points("verify", "book.jsonl", "--head", before) == 0
    slipped_in(book)
    capsys_after(capsys)
    assert points("verify", "book.jsonl", "--head", before) == 1
    assert "Sealed in the older way: does not vouch" in capsys.readouterr().out
    points("add", POLICY, "book.jsonl", *MEETING, *AT)
    assert points("verify", "book.jsonl", "--head", head(ledger(book))) == 0


def test_whoever_seals_on_over_what_no_seal_vouches_for_is_told(book, capsys):
    whole = ledger(book)
    first = digest([NOTHING, whole.events[1]])
    book.write_bytes(write_log(evolve(whole, unsealed=1, seals=[first])).encode())
    assert points("seal", "book.jsonl") == 0
    assert "note: Sealed in the older way" in capsys.readouterr().err
    assert verify(ledger(book)).unvouched == 0


def test_what_came_after_a_head_is_told(book, capsys):
    points("seal", "book.jsonl")
    last = head(ledger(book))
    points("add", POLICY, "book.jsonl", *MEETING, *AT)
    capsys_after(capsys)
    assert points("verify", "book.jsonl", "--head", last) == 0
    assert "Later entries, for which the head from outside does not vouch: 1." in (
        capsys.readouterr().out
    )


def test_without_any_seal_nothing_is_verified(book, capsys):
    assert points("verify", "points.ledger", "--lang", "zh") == 1
    assert "没有任何封签" in capsys.readouterr().out


def test_sealing_can_begin_now_only_where_it_has_not_begun(book, capsys):
    assert told(capsys, "seal", "book.jsonl")["sealed"] == 26
    before = book.read_bytes()
    assert points("seal", "book.jsonl", "--from-now") == 1
    assert points("seal", "book.jsonl") == 0
    assert book.read_bytes() == before


def test_an_extract_names_nobody(book, capsys):
    Path("secret").write_text("rain on the third roof\n", encoding="utf-8")
    assert points("extract", "book.jsonl", "--secret-file", "secret") == 0
    shown = read_log(capsys.readouterr().out, Ledger)
    assert len(shown.events) == 26
    assert "h01" not in write_log(shown)
    given = ["extract", "book.jsonl", "--secret-file", "secret", "-o", "public.jsonl"]
    assert points(*given) == 0
    assert ledger(Path("public.jsonl")) == shown
    assert points(*given) == 2
    assert points(*given, "--force") == 0


@pytest.mark.parametrize(("secret", "code"), [(b"short", 1), (b"\xff\xfe", 2), (None, 2)])
def test_a_secret_that_is_none_writes_nothing_and_is_not_printed(book, capsys, secret, code):
    if secret is not None:
        Path("secret").write_bytes(secret)
    given = ["extract", "book.jsonl", "--secret-file", "secret", "-o", "public.jsonl"]
    assert points(*given) == code
    assert "short\n" not in capsys.readouterr().err
    assert not Path("public.jsonl").exists()


def test_books_of_two_offices_are_joined(book, capsys):
    for name, mark in (("east.jsonl", "east"), ("west.jsonl", "west")):
        given = [*MEETING, *AT, "--new", "--mark", mark]
        assert points("add", POLICY, name, *given) == 0
        assert points("add", POLICY, name, *given) == 0
    capsys.readouterr()
    given = ["merge", "book.jsonl", "east.jsonl", "west.jsonl", "-o", "all.jsonl"]
    assert points(*given) == 0
    assert capsys.readouterr().out.splitlines() == [
        "written: all.jsonl",
        "30 entries, 4 of them new.",
    ]
    names = [event.id for event in ledger(Path("all.jsonl")).events[26:]]
    assert names == ["east_c0001", "east_c0002", "west_c0001", "west_c0002"]
    assert points(*given) == 2
    assert "there is a file of that name" in capsys.readouterr().err
    assert told(capsys, *given, "--force") == {"count": 30, "added": 4, "waiting": 0}


@pytest.mark.parametrize("name", ["all.csv", "all.json", "all.yaml", "all.xlsx"])
def test_no_ledger_is_written_under_the_name_of_another_format(book, capsys, name):
    assert points("merge", "book.jsonl", "-o", name) == 2
    assert "this writes JSON Lines" in capsys.readouterr().err
    assert points("extract", "book.jsonl", "--secret-file", "secret", "-o", name) == 2
    assert not Path(name).exists()


def test_books_that_differ_under_one_id_are_not_joined(book, capsys):
    for name, who in (("east.jsonl", "h01"), ("west.jsonl", "h02")):
        given = ["--claim", "meeting", "--who", who, *AT, "--new"]
        assert points("add", POLICY, name, *given) == 0
    given = ["merge", "east.jsonl", "west.jsonl", "-o", "all.jsonl", "--lang", "zh"]
    assert points(*given) == 1
    assert (
        "west.jsonl、events.c0001.id、第 1 行第 12 列：同一编号内容不同" in capsys.readouterr().err
    )
    assert not Path("all.jsonl").exists()


def test_a_book_that_was_changed_is_not_joined(book, capsys):
    points("seal", "book.jsonl")
    book.write_bytes(book.read_bytes().replace(b'"tree_planting"', b'"meeting"'))
    assert points("merge", "points.ledger", "book.jsonl", "-o", "all.jsonl") == 1
    assert "book.jsonl: Entry 5 (c05) does not fit its seal" in capsys.readouterr().err
    assert not Path("all.jsonl").exists()


def test_what_a_sealed_book_gets_waits_for_its_seals(book, capsys):
    points("seal", "book.jsonl")
    points("add", POLICY, "east.jsonl", *MEETING, *AT, "--new", "--mark", "east")
    capsys.readouterr()
    assert points("merge", "book.jsonl", "east.jsonl", "-o", "-") == 0
    assert len(read_log(capsys.readouterr().out, Ledger).seals) == 26
    assert points("merge", "book.jsonl", "east.jsonl", "-o", "book.jsonl", "--force") == 0
    assert "not sealed yet: 1" in capsys.readouterr().out
    assert len(ledger(book).events) == 27


def test_lint_says_what_is_worth_a_look(book, capsys):
    assert points("lint", POLICY) == 0
    assert capsys.readouterr().out == "points.village: no problems\n"
    assert points("lint", "wendeng.points", "--lang", "zh") == 0
    assert "没有征求村民意见的记录" in capsys.readouterr().out
    assert "not-consulted" in {one["code"] for one in told(capsys, "lint", "wendeng.points")}
    assert points("lint", "anle.standard") == 1
    Path("p.yaml").write_text("kind: policy\nformat: 1\nid: p\naccounts: {}\n", encoding="utf-8")
    assert points("lint", "p.yaml") == 1
    assert "p.yaml" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_matter_of_usage(book, capsys):
    assert points("settle", POLICY, "no.jsonl", "--as-of", "2024-06-30") == 2
    assert points("settle", "no.yaml", "book.jsonl", "--as-of", "2024-06-30") == 2
    assert points("seal", "no.jsonl") == 2
    assert points("seal", ".") == 2
    assert capsys.readouterr().err.count("\n") >= 4


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (b"", True),
        (b"\n\n", True),
        (b'\xef\xbb\xbf{"void": {}}\n', True),
        (b'{"ledger": {"id": "b"}}\n{"void": {}}', True),
        (b'{"kind": "ledger", "format": 1}', False),
        (b'{\n  "kind": "ledger"\n}', False),
        (b"kind: ledger\n", False),
    ],
)
def test_lines_are_told_from_documents(text, lines):
    assert is_lines(text) is lines


def test_ids_go_on_after_the_greatest():
    assert free_id("claim", bundled("points.ledger")) == "c0017"
    assert free_id("judge", Ledger(), "g1") == "g1_j0001"


@pytest.mark.parametrize(("text", "made"), [("2", 2), ("2.0", 2), ("x", "x"), ("1e9", "1e9")])
def test_numbers_of_arguments_are_plain_decimals(text, made):
    assert number(text) == made


def _enter(name, who):
    for _ in range(5):
        assert points("add", POLICY, name, "--claim", "meeting", "--who", who) == 0


def test_two_who_enter_at_once_lose_nothing(book):
    """Each waits for the other; ids and instants follow one another."""
    spawned = multiprocessing.get_context("spawn")
    both = [spawned.Process(target=_enter, args=(str(book), who)) for who in ("h01", "h02")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0, 0]
    assert [event.id for event in ledger(book).events[26:]] == [f"c{n:04}" for n in range(17, 27)]


# What people call things -----------------------------------------------------------------------

NAMES = """
kind: roster
format: 1
id: names.roster
label: 名册（虚构）
members:
  - {id: h01, label: 张大山}
  - {id: h02, label: {zh: 李小河, en: Li Xiaohe}}
  - {id: h03, label: 王一, until: 2024-06-30}
  - {id: h04, label: 王一}
  - {id: h05, label: 王一, from: 2024-07-02}
"""
CALLED = ["--roster", "names.yaml", *AT]


@pytest.fixture
def names(book):
    """A roster of invented names beside the book."""
    Path("names.yaml").write_text(NAMES, encoding="utf-8")
    return book


@pytest.mark.parametrize(
    "item", ["meeting", "参加村民会议", "village meeting attended", " 参加村民会议 "]
)
@pytest.mark.parametrize(("name", "who"), [("张大山", "h01"), ("Li Xiaohe", "h02"), ("h04", "h04")])
def test_items_and_subjects_are_taken_by_what_people_call_them(names, item, name, who):
    assert points("add", POLICY, "book.jsonl", "--claim", item, "--who", name, *CALLED) == 0
    made = ledger(names).events[-1]
    assert (made.item, made.who) == ("meeting", who)


def test_rewards_and_statements_are_too(names, capsys):
    wish = ["食盐", "张大山", "--on", "2024-06-28"]
    assert points("redeem", POLICY, "book.jsonl", *wish, *CALLED) == 0
    made = ledger(names).events[-1]
    assert (made.reward, made.who) == ("salt", "h01")
    capsys.readouterr()
    given = ["张大山", "--as-of", "2024-07-01", "--roster", "names.yaml"]
    points("statement", POLICY, "book.jsonl", *given)
    assert "Statement of h01" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        # Of three of one name two are there on the day.
        (
            ["add", "--claim", "meeting", "--who", "王一"],
            "several are called so, got 王一; expected one of h04, h05",
        ),
        (["add", "--claim", "参加村民大会", "--who", "h01"], "did you mean 参加村民会议"),
        (["add", "--claim", "meeting", "--who", "张小山"], "did you mean 张大山"),
        (["redeem", "肥皂", "h01"], "expected one of 食盐, 毛巾, 香皂"),
        (["redeem", "salt", "王一"], "several are called so"),
    ],
)
def test_a_name_that_may_mean_several_or_nothing_is_told(names, capsys, command, said):
    before = names.read_bytes()
    task, *rest = command
    on = ["--on", "2024-07-02", "--recorded", "2024-07-02T12:00:00+08:00", "--roster", "names.yaml"]
    assert points(task, POLICY, "book.jsonl", *rest, *on) == 1
    assert said in capsys.readouterr().err
    assert names.read_bytes() == before


def test_a_ranking_is_taken_by_its_label(book, capsys):
    policy = json.loads(dumps(bundled(POLICY)))
    name = next(iter(policy["standings"]))
    policy["standings"][name]["label"] = "荣誉榜"
    Path("policy.json").write_text(json.dumps(policy), encoding="utf-8")
    assert points("rank", "policy.json", "book.jsonl", "荣誉榜", "--as-of", "2024-07-01") == 0
    assert "荣誉榜" in capsys.readouterr().out


# What is not accepted in silence ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--claim", "meeting", "--on", "2042-05-01"], "dated after its recording, got 2042-05-01"),
        (["--claim", "volunteer"], "the claim does not say how much"),
        (["--claim", "meeting", "--quantity", "5"], "the item does not ask for it, got 5"),
        (["--claim", "meeting", "--persons", "5"], "the item does not ask for it, got 5"),
        (["--claim", "meeting", "--points", "5"], "the item does not ask for it, got 5"),
        (["--claim", "meeting", "--on", "2023-05-01"], "the policy is not in force on that day"),
    ],
)
def test_what_cannot_be_is_refused(book, capsys, arguments, said):
    before = book.read_bytes()
    assert points("add", POLICY, "book.jsonl", *arguments, "--who", "h02", *AT) == 1
    assert said in capsys.readouterr().err
    assert book.read_bytes() == before


def test_a_redemption_of_a_later_day_is_refused(book, capsys):
    wish = ["salt", "h02", "--on", "2042-06-28"]
    assert points("redeem", POLICY, "book.jsonl", *wish, *AT) == 1
    assert "dated after its recording" in capsys.readouterr().err


def test_what_is_entered_twice_is_told_and_entered(book, capsys):
    assert points("add", POLICY, "book.jsonl", *MEETING, *AT) == 0
    assert capsys.readouterr().err == ""
    later = ["--recorded", "2024-07-01T12:00:05+08:00"]
    assert points("add", POLICY, "book.jsonl", *MEETING, *later) == 0
    assert "the same subject, item and day were entered before" in capsys.readouterr().err
    assert points("settle", POLICY, "book.jsonl", "--as-of", "2024-07-31") == 0
    assert "see c0017" in capsys.readouterr().err


def test_voiding_what_is_void_is_told(book, capsys):
    points("add", POLICY, "book.jsonl", *MEETING, *AT)
    for second in (5, 6):
        void = [
            "--event",
            '{"void": {"of": "c0017"}}',
            "--recorded",
            f"2024-07-01T12:00:0{second}+08:00",
        ]
        assert points("add", POLICY, "book.jsonl", *void) == 0
    assert "this was said before" in capsys.readouterr().err


def test_a_shelf_that_is_short_and_points_that_lack_are_both_told(book, capsys):
    wish = ["salt", "h03", "--on", "2024-06-28", "--count", "101"]
    assert points("redeem", POLICY, "book.jsonl", *wish, *AT) == 1
    said = capsys.readouterr().err
    assert "in stock, 101 wanted" in said
    assert "808 needed, 28 redeemable, 780 lacking" in said


# Views -----------------------------------------------------------------------------------------


def test_what_is_redeemable_is_shown(book, capsys):
    state = settle(bundled(POLICY), bundled("points.ledger"), as_of=date(2024, 6, 28))
    asked = ["redeemable", POLICY, "book.jsonl", "--as-of", "2024-06-28"]
    accounts = [n for n, account in bundled(POLICY).accounts.items() if account.spendable]
    expected = [as_json(state.redeemable(who, a)) for who in state.subjects for a in accounts]
    assert told(capsys, *asked) == expected
    assert told(capsys, *asked, "--who", "h03") == [one for one in expected if one["who"] == "h03"]
    assert points(*asked, "--who", "h03", "--lang", "zh") == 0
    assert "可兑" in capsys.readouterr().out


def test_accounts_are_added_up(book, capsys):
    state = settle(bundled(POLICY), bundled("points.ledger"), as_of=date(2024, 7, 1))
    asked = ["totals", POLICY, "book.jsonl", "--as-of", "2024-07-01"]
    assert told(capsys, *asked) == [as_json(state.totals(n)) for n in bundled(POLICY).accounts]
    assert points(*asked, "--lang", "zh") == 0
    assert "本期发放" in capsys.readouterr().out


def test_a_sum_is_divided_as_the_policy_says(book, capsys):
    policy = json.loads(dumps(bundled(POLICY)))
    policy["dividends"] = {
        "year": {"account": "honour", "step": 1, "ties": "order", "label": "年终分红"}
    }
    Path("policy.json").write_text(json.dumps(policy), encoding="utf-8")
    asked = ["divide", "policy.json", "book.jsonl", "年终分红", "1000", "--as-of", "2024-07-01"]
    made = told(capsys, *asked)
    assert sum(made["parts"].values()) == 1000
    assert points(*asked) == 0
    assert "年终分红" in capsys.readouterr().out
    assert points(*asked[:3], "nothing", "1000", "--as-of", "2024-07-01") == 1

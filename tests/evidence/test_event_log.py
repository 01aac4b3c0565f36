"""Logs of events as lines: they read back equal, and every fault is told with its line."""

from datetime import date

import pytest
from hypothesis import given

from civil_village import DocumentError, Event
from civil_village.documents import dumps, loads
from civil_village.documents.logs import log_line, read_log, write_log
from civil_village.events.seals import seal, verify
from civil_village.evidence import EventLog
from civil_village.testing.strategies.campaign import event_logs

ONE = Event(id="e1", kind="notice", on=date(2024, 3, 1), place="v02", values={"sheets": 3})
TWO = Event(id="e2", kind="notice", on=date(2024, 3, 2), place="v03")
LOG = EventLog(events=[ONE, TWO])
LINE_1 = (
    '{"id": "e1", "kind": "notice", "on": "2024-03-01", "place": "v02", "values": {"sheets": 3}}\n'
)
LINE_2 = '{"id": "e2", "kind": "notice", "on": "2024-03-02", "place": "v03"}\n'


def faults(text):
    with pytest.raises(DocumentError) as caught:
        read_log(text, EventLog, source="log.jsonl")
    return [(problem.code, problem.where("en")) for problem in caught.value.problems]


def test_events_are_plain_lines():
    assert write_log(LOG) == LINE_1 + LINE_2
    assert read_log(LINE_1 + LINE_2, EventLog) == LOG
    assert log_line(TWO) == LINE_2


@given(event_logs())
def test_what_is_written_reads_back_equal_as_lines_and_as_a_document(log):
    for each in (log, seal(log)):
        lines = write_log(each)
        again = read_log(lines, EventLog)
        assert again == each
        assert write_log(again) == lines
        assert loads(dumps(each), EventLog) == each


def test_what_is_said_of_the_log_itself_stands_in_the_first_line():
    log = EventLog(id="demo.log", reported={"notice": date(2024, 3, 1)}, events=[ONE])
    first, second = write_log(log).splitlines()
    assert first == '{"log": {"id": "demo.log", "reported": {"notice": "2024-03-01"}}}'
    assert second + "\n" == LINE_1
    assert read_log(write_log(log), EventLog) == log


def test_a_torn_line_is_told_as_one():
    assert faults(LINE_1 + LINE_2[:30]) == [("torn-line", "log.jsonl, line 2, column 31")]


def test_a_line_that_is_there_again_is_skipped_and_other_content_is_refused():
    assert read_log(LINE_1 + LINE_2 + LINE_1, EventLog) == LOG
    other = LINE_1.replace("v02", "v04")
    assert faults(LINE_1 + LINE_2 + other) == [("other-content", "log.jsonl, id, line 3, column 8")]


def test_a_line_of_another_kind_of_book_is_refused_with_what_is_expected():
    assert {code for code, _ in faults('{"claim": {"id": "c1"}}\n')} == {
        "missing-key",
        "unknown-key",
    }
    with pytest.raises(DocumentError, match=r"one event a line, such as \{\"id\": \"e1\""):
        read_log("[1]\n", EventLog)


def test_seals_stand_beside_their_events_and_show_what_was_changed():
    text = write_log(seal(LOG))
    assert verify(read_log(text, EventLog)).state == "intact"
    changed = read_log(text.replace("v03", "v04"), EventLog)
    assert (verify(changed).state, verify(changed).event) == ("altered", "e2")
    unsealed = text.splitlines(keepends=True)[0] + LINE_2
    assert verify(read_log(unsealed, EventLog)).waiting == 1

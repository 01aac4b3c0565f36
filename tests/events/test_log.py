"""A log of any kinds of events: it grows, merges, is sealed, masked, and kept as lines."""

import hashlib
from datetime import date
from typing import ClassVar

import pytest
from attrs import evolve, field, frozen

from civil_village.documents.logs import log_line, read_log, write_log
from civil_village.events import Log, as_events
from civil_village.events.masks import extract, mask
from civil_village.events.seals import seal, verify
from civil_village.ids import DocumentId
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from tests.events.invented import DECISION, REVIEW, Decision, Review, Titles

LOG = Titles().add(REVIEW, DECISION)
SECRET = "rain on the third roof"

ONE = (
    '{"review": {"id": "e7", "subject": "v001", "on": "2024-05-02", '
    '"recorded": "2024-05-04T12:00:00+00:00", "by": "county_office", "values": {"score": 86.5}}}\n'
)
TWO = '{"decision": {"id": "e8", "of": "e7", "recorded": "2024-05-06T12:00:00+00:00"}}\n'


def problems(make, *given, **named):
    with pytest.raises(DocumentError) as caught:
        make(*given, **named)
    return list(caught.value.problems)


def test_a_log_is_a_union_by_id():
    other = Titles().add(DECISION, evolve(REVIEW, id="e9"))
    assert [event.id for event in LOG.merge(other).events] == ["e7", "e8", "e9"]
    assert LOG.merge(LOG) is LOG
    assert LOG["e8"] is DECISION


def test_two_contents_of_one_id_are_told_with_both_their_places():
    changed = evolve(DECISION, of="e6")
    expected = Problem(
        code="other-content",
        path=("events", 1, "decision", "id"),
        found="e8",
        expected=Message("expected.same-as-entry", number=2),
        hint=Message("hint.other-content"),
    )
    assert problems(LOG.add, REVIEW, changed) == [expected]
    assert problems(Titles, events=[REVIEW, DECISION, changed]) == [
        evolve(expected, path=("events", 2, "decision", "id"))
    ]


def test_the_seals_of_a_log_begin_with_its_kind():
    first = (
        '{"review":{"by":"county_office","id":"e7","on":"2024-05-02",'
        '"recorded":"2024-05-04T12:00:00+00:00","subject":"v001","values":{"score":86.5}}}'
    )
    second = TWO.replace(" ", "").strip()
    book = seal(LOG)
    head = '["civil-village:titles:2",[],[]]'
    for text, made in zip((first, second), book.seals, strict=True):
        before = "2:" + hashlib.sha256(head.encode()).hexdigest()
        head = f'["{before}",{text}]'
        assert made == "2:" + hashlib.sha256(head.encode()).hexdigest()
    assert verify(book).state == "intact"
    forged = evolve(book, events=[evolve(REVIEW, subject="v002"), DECISION])
    assert (verify(forged).state, verify(forged).event) == ("altered", "e7")


def test_an_extract_masks_what_the_log_says_is_telling():
    shown = extract(seal(LOG), secret=SECRET)
    assert list(shown.events) == [
        evolve(REVIEW, id="e1", subject=mask(SECRET, "v001")),
        evolve(DECISION, id="e2", of="e1"),
    ]
    assert shown.seals == ()


def test_an_extract_takes_what_was_never_recorded_from_the_beginning_of_its_day():
    days = (date(2024, 5, 5), date(2024, 5, 4))
    late, early = (evolve(REVIEW, id=f"e{day.day}", on=day, recorded=None) for day in days)
    shown = extract(Titles().add(late, REVIEW, early), secret=SECRET)
    assert [(event.on.day, event.recorded is None) for event in shown.events] == [
        (4, True),
        (2, False),
        (5, True),
    ]


def test_a_log_is_written_as_lines_and_reads_back():
    assert write_log(LOG) == ONE + TWO
    assert read_log(ONE + TWO, Titles) == LOG
    book = seal(evolve(LOG, id="demo.titles", town="示例"))
    assert write_log(book).startswith('{"titles": {"id": "demo.titles", "town": "示例"}}\n')
    assert read_log(write_log(book), Titles) == book
    assert log_line(DECISION) == TWO


def test_lines_of_another_kind_are_refused_by_name():
    (problem,) = problems(read_log, ONE.replace("review", "claim"), Titles)
    assert (problem.code, problem.path) == ("unknown-name", ())
    assert problem.expected == Message("expected.one-of", names=("review", "decision"))
    (problem,) = problems(read_log, "review\n", Titles)
    assert problem.expected.text("en") == 'one entry a line, such as {"review": {…}}'
    (problem,) = problems(read_log, ONE + '{"titles": {}}\n', Titles)
    assert problem.expected.text("zh") == "台账信息（titles）写在第一行"


@frozen(kw_only=True)
class Matters(Log[Review | Decision]):
    kind: ClassVar[str] = "matters"
    telling: ClassVar[tuple[str, ...]] = ()

    id: DocumentId
    events: tuple[Review | Decision, ...] = field(default=(), converter=as_events)
    unsealed: int = 0
    seals: tuple[str, ...] = field(default=(), converter=as_tuple)


def test_a_log_that_has_to_say_what_it_is_does_so_on_its_first_line():
    log = Matters(id="demo.matters", events=[DECISION])
    assert write_log(log) == '{"matters": {"id": "demo.matters"}}\n' + TWO
    assert read_log(write_log(log), Matters) == log
    assert problems(read_log, TWO, Matters) == [Problem(code="missing-key", path=("matters", "id"))]

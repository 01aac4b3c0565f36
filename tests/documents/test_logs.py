"""Ledgers as lines: what is written reads back equal, and every fault is told with its line."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village import problems
from civil_village.documents.logs import log_line, read_log, write_log
from civil_village.documents.reading import text as reading
from civil_village.events.seals import seal, verify
from civil_village.labels import Source
from civil_village.points import Claim, Ledger, Object
from civil_village.problems import DocumentError, path_text
from tests.points import drawn

NOON = datetime(2024, 3, 1, 12, tzinfo=timezone(timedelta(hours=8)))
DAY = date(2024, 3, 1)
CLAIM = Claim(id="c1", item="aid", who="h017", on=DAY, quantity=1.5, recorded=NOON)
OBJECTION = Object(id="o1", of="c1", on=DAY, recorded=NOON)
BOOK = Ledger(events=[CLAIM, OBJECTION])

ONE = '{"claim": {"id": "c1", "item": "aid", "who": "h017", "on": "2024-03-01", "recorded": "2024-03-01T12:00:00+08:00", "quantity": 1.5}}\n'
TWO = '{"object": {"id": "o1", "of": "c1", "on": "2024-03-01", "recorded": "2024-03-01T12:00:00+08:00"}}\n'
THREE = TWO.replace("o1", "o3")


def sealed(line, text):
    """Give a line with a seal beside its entry."""
    return f'{line[:-2]}, "seal": "{text}"}}\n'


def brief(text, **options):
    """Give code, path, line and column of each problem."""
    with pytest.raises(DocumentError) as caught:
        read_log(text, Ledger, **options)
    return [
        (p.code, path_text(p.path), p.position.line, p.position.column)
        for p in caught.value.problems
    ]


def only(text):
    """Give the one problem of a text."""
    with pytest.raises(DocumentError) as caught:
        read_log(text, Ledger)
    (problem,) = caught.value.problems
    return problem


# Round trips.


def test_each_entry_stands_on_a_line_of_its_own():
    assert write_log(BOOK) == ONE + TWO
    assert read_log(ONE + TWO, Ledger) == BOOK
    assert read_log(ONE, Ledger)["c1"].quantity == Decimal("1.5")


def test_a_seal_stands_beside_its_entry():
    book = seal(seal(BOOK, from_now=True).add(evolve(OBJECTION, id="o3")))
    assert write_log(book) == (
        '{"ledger": {"unsealed": 2}}\n' + ONE + TWO + sealed(THREE, book.seals[0])
    )
    assert read_log(ONE + TWO + sealed(THREE, book.seals[0]), Ledger) == book


def test_a_line_can_be_put_at_the_end():
    text = write_log(seal(BOOK)) + log_line(evolve(OBJECTION, id="o3"))
    assert read_log(text, Ledger) == seal(BOOK).add(evolve(OBJECTION, id="o3"))
    assert log_line(OBJECTION, "s") == sealed(TWO, "s")


@given(
    drawn.sealed_ledgers(),
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.just("anle.points"),
            "edition": st.just("2024"),
            "label": st.just("安乐村台账"),
            "source": st.lists(
                st.just(Source(document="办法", clause="3")), min_size=1, max_size=2
            ),
        },
    ),
)
def test_a_ledger_comes_back_from_its_lines(ledger, said):
    ledger = evolve(ledger, **said)
    text = write_log(ledger)
    again = read_log(text, Ledger)
    assert again == ledger
    assert write_log(again) == text
    assert verify(again) == verify(ledger)
    assert read_log(text.encode(), Ledger) == ledger


@given(drawn.sealed_ledgers())
def test_a_file_that_is_joined_to_its_copy_holds_the_same(ledger):
    assert read_log(write_log(ledger) * 2, Ledger) == ledger


def test_nothing_is_the_empty_ledger():
    assert (
        read_log("", Ledger) == read_log(b"", Ledger) == read_log(" \n\t\r\n", Ledger) == Ledger()
    )
    assert write_log(Ledger()) == ""


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{ONE}{TWO}",
        f"\ufeff{ONE}{TWO}".encode(),
        f"\n  \n{ONE}\n\t\n{TWO}\n\n",
        (ONE + TWO).replace("\n", "\r\n"),
        (ONE + TWO).rstrip("\n"),
        f"  {ONE}\t{TWO}",
    ],
    ids=["mark", "bytes", "blank lines", "line ends", "no last line end", "indented"],
)
def test_layout_counts_for_nothing(text):
    assert read_log(text, Ledger) == BOOK


def test_seals_are_read_as_they_are_for_a_check_to_judge():
    book = read_log(sealed(ONE, "never a seal"), Ledger)
    assert book.seals == ("never a seal",)
    assert verify(book).state == "altered"


# Faults of single lines.


def test_all_problems_of_all_lines_are_told_at_once_with_their_places():
    rows = [
        ONE.replace('"aid"', '"Aid"'),
        "\n",
        TWO.replace('"c1"', "17"),
        '{"claim": {"id": "c4", "id": "c5"}}\n',
        '{"clam": {}}\n',
        "c1 h017 aid\n",
        "{]\n",
        sealed(THREE.replace('"on"', '"in"'), "s").replace('"s"', "null"),
    ]
    assert brief("".join(rows)) == [
        ("not-an-id", "claim.item", 1, rows[0].index('"Aid"') + 1),
        ("not-an-id", "object.of", 3, rows[2].index("17") + 1),
        ("duplicate-key", "claim.id", 4, rows[3].index('"c5"') - 5),
        ("unknown-name", "", 5, 1),
        ("not-an-entry", "", 6, 1),
        ("not-json", "", 7, 2),
        ("missing-key", "object.on", 8, rows[7].index('{"id"') + 1),
        ("unknown-key", "object.in", 8, rows[7].index('"2024-03-01"') + 1),
        ("wrong-type", "seal", 8, rows[7].index("null") + 1),
    ]


@pytest.mark.parametrize("line", ["[1]", "claim: {id: c1}", "12", "\ufeff" + ONE, "- a"])
def test_a_line_that_is_no_mapping_in_json_is_none(line):
    problem = only(f"{TWO}{line}\n{THREE}")
    assert (problem.code, problem.position.line) == ("not-an-entry", 2)
    assert problem.expected.text("en") == 'one entry a line, such as {"claim": {…}}'


@pytest.mark.parametrize(
    "line", ['{"seal": "s"}', "{}", '{"claim": {}, "object": {}}', '{"claim": {}, "note": "x"}']
)
def test_a_line_holds_one_entry(line):
    assert only(line + "\n").code == "not-one-key"


def test_problems_name_their_file():
    with pytest.raises(DocumentError) as caught:
        read_log("x\n" + ONE.replace("c1", "C1") + "{]\n" + "{]", Ledger, source="book.jsonl")
    assert [problem.document for problem in caught.value.problems] == ["book.jsonl"] * 4


def test_a_control_character_is_told_in_its_place():
    assert (
        brief(ONE + TWO.replace("o1", "o\x011"))
        == [
            ("control-character", "", 2, 21),
            ("not-an-id", "object.id", 2, 19),
        ][:1]
    )


def test_no_number_is_read_as_something_near_to_it():
    exact = ONE.replace("1.5", "0.1000")
    assert read_log(exact, Ledger)["c1"].quantity == Decimal("0.1")
    assert brief(ONE.replace("1.5", "0.12345678901234567")) == [
        ("too-many-digits", "claim.quantity", 1, ONE.index("1.5") + 1)
    ]
    assert brief(ONE.replace("1.5", "NaN"))[0] == (
        "not-finite",
        "claim.quantity",
        1,
        ONE.index("1.5") + 1,
    )


# Torn writes.


@pytest.mark.parametrize("length", range(1, len(TWO) - 1))
def test_a_last_line_that_was_cut_off_is_told_as_such(length):
    problem = only(ONE + TWO[:length])
    assert (problem.code, problem.position.line, problem.found) == ("torn-line", 2, None)
    assert problem.hint.text("en").startswith("complete the line from the paper")


def test_a_line_that_ends_is_not_torn():
    assert only(ONE + TWO[:20] + "\n").code == "not-json"
    assert only(TWO[:20] + "\n" + ONE.rstrip("\n")).code == "not-json"


def test_a_whole_last_line_of_another_fault_is_not_torn():
    assert only(ONE + TWO.replace("o1", "O1").rstrip("\n")).code == "not-an-id"


# Lines that do not go together.


def test_an_entry_that_stands_twice_word_for_word_counts_once():
    assert read_log(ONE + TWO + ONE, Ledger) == BOOK


def test_an_id_with_other_content_is_refused_and_both_lines_are_named():
    problem = only(TWO + "\n" + ONE + TWO.replace("c1", "c2"))
    assert (problem.code, problem.path, problem.found) == ("other-content", ("object", "id"), "o1")
    assert (problem.position.line, problem.position.column) == (4, 19)
    assert problem.expected.text("en") == "the same as in line 1"
    assert problem.hint.text("zh") == "更正请另记一笔撤销（台账 void，事件簿 withdraw）并重新登记"


def test_an_id_of_another_kind_is_other_content():
    assert only(ONE + TWO.replace("o1", "c1")).code == "other-content"


@pytest.mark.parametrize(
    ("first", "second"), [(ONE, sealed(ONE, "s")), (sealed(ONE, "r"), sealed(ONE, "s"))]
)
def test_an_entry_that_stands_twice_with_other_seals_is_refused(first, second):
    problem = only(first + TWO + second)
    assert (problem.code, problem.path, problem.position.line) == ("other-content", ("seal",), 3)
    assert problem.expected.text("zh") == "与第 1 行相同"


def test_an_entry_that_is_repeated_without_its_seal_keeps_it():
    book = read_log(sealed(ONE, "s") + ONE + TWO, Ledger)
    assert (book.seals, len(book.events)) == (("s",), 2)


def test_an_entry_without_seal_between_sealed_ones_is_refused():
    text = (
        ONE
        + sealed(TWO, "r")
        + THREE
        + THREE.replace("o3", "o4")
        + sealed(THREE.replace("o3", "o5"), "s")
    )
    assert [
        (code, path, line) for code, path, line, _ in brief(text + THREE.replace("o3", "o6"))
    ] == [
        ("missing-key", "seal", 3),
        ("missing-key", "seal", 4),
    ]


# The first line.


def test_the_first_line_may_say_what_the_ledger_is_called():
    text = '{"ledger": {"id": "anle.points", "edition": "2024", "label": "台账", "source": {"clause": "3"}}}\n'
    book = evolve(BOOK, id="anle.points", edition="2024", label="台账", source=[Source(clause="3")])
    assert read_log(text + ONE + TWO, Ledger) == book
    assert write_log(book) == text + ONE + TWO


def test_the_first_line_keeps_apart_what_stays_without_seals_from_what_waits_for_one():
    assert read_log('{"ledger": {"unsealed": 1}}\n' + ONE + TWO, Ledger).unsealed == 1
    assert read_log('{"ledger": {}}\n' + ONE + sealed(TWO, "s"), Ledger).unsealed == 1


HEADINGS = [
    ('{"ledger": {"id": "Anle"}}\n', [("not-an-id", "ledger.id", 1, 19)]),
    ('{"ledger": {"unsealed": -1}}\n', [("out-of-range", "ledger.unsealed", 1, 25)]),
    ('{"ledger": {"unsealed": 1}}\n', [("out-of-range", "ledger.unsealed", 1, 1)]),
    (
        '{"ledger": {"events": []}, "seal": "s"}\n',
        [("unknown-key", "ledger.events", 1, 23), ("unknown-key", "seal", 1, 36)],
    ),
    (ONE + '{"ledger": {}}\n', [("not-an-entry", "ledger", 2, 12)]),
    (
        '{"ledger": {}}\n{"ledger": {"edition": "2024"}}\n',
        [("other-content", "ledger", 2, 12)],
    ),
    (
        '{"ledger": {"unsealed": 2}}\n' + ONE + sealed(TWO, "s"),
        [("out-of-range", "ledger.unsealed", 1, 1)],
    ),
]


@pytest.mark.parametrize(("text", "problems"), HEADINGS)
def test_what_is_wrong_with_the_first_line_is_told(text, problems):
    assert brief(text) == problems


def test_what_the_number_without_seals_should_be_is_told():
    problem = only('{"ledger": {"unsealed": -1}}\n')
    assert (problem.found, problem.expected.text("en")) == ("-1", "at least 0")
    assert read_log('{"ledger": {"unsealed": 0}}\n', Ledger) == Ledger()
    assert only('{"ledger": {"unsealed": 3}}\n' + ONE + TWO).expected.text("en") == "at most 2"
    text = '{"ledger": {"unsealed": 2}}\n' + ONE + sealed(TWO, "s")
    assert only(text).expected.text("en") == "1"


def test_a_number_is_not_judged_as_long_as_other_lines_are_wrong():
    assert brief('{"ledger": {"unsealed": 1}}\n{]\n') == [("not-json", "", 2, 2)]


TOLD = [
    (
        "?{}\n",
        'line 1, column 1: the line is no entry of a ledger, got ?{}; expected one entry a line, such as {"claim": {…}}. [not-an-entry]',
    ),
    (
        "\t ?\n",
        'line 1, column 1: the line is no entry of a ledger, got ?; expected one entry a line, such as {"claim": {…}}. [not-an-entry]',
    ),
    (
        '{"ledger": {}, "seal": "s"}\n',
        "seal, line 1, column 24: unknown key, got seal; expected one of ledger. [unknown-key]",
    ),
    (
        ONE + '{"ledger": {}}\n',
        "ledger, line 2, column 12: the line is no entry of a ledger; expected what is said of the ledger itself in the first line. [not-an-entry]",
    ),
    (
        sealed(ONE, "r") + TWO + sealed(THREE, "s"),
        "seal, line 2, column 1: a required key is missing.\nHint: see whether another book was mixed in here; new entries belong at the end [missing-key]",
    ),
    (
        '{"ledger": {"unsealed": 1}}\n',
        "ledger.unsealed, line 1, column 1: a value is out of range, got 1; expected at most 0. [out-of-range]",
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_a_problem_says_what_stands_there_and_what_to_do(text, told):
    assert only(text).text("en") == told


# Limits.


def test_a_line_has_the_limits_of_a_document(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", len(ONE))
    assert read_log(ONE + TWO + TWO, Ledger) == BOOK
    assert brief(TWO + ONE.rstrip("\n") + "  ") == [("too-large", "", 2, 1)]


def test_bytes_that_are_no_text_are_refused():
    assert only(ONE.encode() + b"\xff").code == "not-utf8"


def test_reading_stops_after_so_many_problems(monkeypatch):
    monkeypatch.setattr(problems, "MOST_PROBLEMS", 3)
    with pytest.raises(DocumentError) as caught:
        read_log("{]\n" * 9, Ledger)
    *told, last = caught.value.problems
    assert [problem.position.line for problem in told] == [1, 2, 3]
    assert last.code == "more-problems"

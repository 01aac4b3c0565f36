"""A change in a sealed past is found, and nothing is said of what no seal shows."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from civil_village.canonical import digest
from civil_village.events.seals import NOTHING, Verification, head, seal, verify
from civil_village.ids import Id
from civil_village.labels import Label
from civil_village.points import Claim, Ledger, Member, Object, Roster
from civil_village.problems import DocumentError, shown
from tests.points import drawn

NOON = datetime(2024, 3, 1, 12, tzinfo=timezone(timedelta(hours=8)))
OTHER = "0" * 64


def claim(name, **others):
    fields = {"item": "aid", "who": "h017", "on": date(2024, 3, 1), "recorded": NOON}
    return Claim(id=name, **fields | others)


NEW = claim("x")
CLAIMS = tuple(claim(f"c{number}", quantity=number) for number in range(1, 6))
BOOK = seal(Ledger(events=CLAIMS))


def found(ledger, **options):
    """Give what a check comes to, in brief."""
    result = verify(ledger, **options)
    return (result.state, result.at, result.event, result.reached)


# What a seal is.


def sha(text):
    return "2:" + hashlib.sha256(text.encode()).hexdigest()


FIRST = '{"claim":{"id":"c1","item":"aid","on":"2024-03-01","quantity":1,"recorded":"2024-03-01T12:00:00+08:00","who":"h017"}}'
SECOND = FIRST.replace('"c1"', '"c2"').replace('"quantity":1', '"quantity":2')


def test_a_seal_is_the_sha256_of_the_seal_before_it_and_the_event_in_canonical_json():
    start = sha('["civil-village:ledger:2",[],[]]')
    one = sha(f'["{start}",{FIRST}]')
    two = sha(f'["{one}",{SECOND}]')
    assert BOOK.seals[:2] == (one, two)


def test_the_first_seal_is_over_all_that_stands_before_it():
    book = seal(seal(Ledger(events=CLAIMS[:1]), from_now=True).add(CLAIMS[1]))
    start = sha(f'["civil-village:ledger:2",[{FIRST}],[]]')
    assert book.seals == (sha(f'["{start}",{SECOND}]'),)


def older(ledger):
    """Seal a ledger in the older form, of which the first seal had nothing before it."""
    seals, before = [], NOTHING
    for event in ledger.events[ledger.unsealed :]:
        before = digest([before, event])
        seals.append(before)
    return evolve(ledger, seals=seals)


def test_a_seal_of_the_older_form_is_digits_alone():
    one = hashlib.sha256(f'["civil-village:ledger:1",{FIRST}]'.encode()).hexdigest()
    assert older(Ledger(events=CLAIMS[:1])).seals == (one,)


def test_the_head_is_the_last_seal():
    assert head(BOOK) == BOOK.seals[4]
    assert head(Ledger(events=CLAIMS)) is None
    assert head(seal(Ledger(events=CLAIMS), from_now=True)) is None


def test_equal_numbers_have_equal_seals():
    books = [seal(Ledger(events=[claim("c1", quantity=Decimal(text))])) for text in ("1.5", "1.50")]
    assert books[0].seals == books[1].seals


def test_sealing_again_changes_nothing():
    assert seal(BOOK) == BOOK
    assert seal(Ledger()) == Ledger()


@given(drawn.ledgers(), st.integers(0, 6))
def test_sealing_in_parts_gives_the_seals_of_sealing_at_once(ledger, part):
    parted = seal(seal(Ledger(events=ledger.events[:part])).add(*ledger.events))
    assert parted == seal(ledger)
    assert verify(parted).waiting == 0


def test_no_field_of_an_event_takes_words_about_people():
    types = set()
    for kind in drawn.KINDS:
        hints = get_type_hints(kind, include_extras=True)
        for name in drawn.fields_of(kind):
            optional = get_origin(hints[name]) in (Union, UnionType)
            types |= set(get_args(hints[name])) if optional else {hints[name]}
    assert types == {Id, date, datetime, Decimal, int, bool, NoneType}


def test_names_on_a_roster_come_and_go_without_touching_a_seal():
    with_name = Roster(id="demo.roster", members=[Member(id="h017", label=Label("张某", "Zhang"))])
    without = evolve(with_name, members=[evolve(with_name.members[0], label=None)])
    assert with_name != without
    assert verify(BOOK, expected_head=head(BOOK)).state == "intact"
    assert "张" not in repr(BOOK)


# Books that nobody touched.


@given(drawn.sealed_ledgers())
def test_what_was_sealed_is_as_it_was(ledger):
    result = verify(ledger, expected_head=head(ledger))
    assert result.sound
    assert (result.at, result.event) == (None, None)
    assert result.unsealed == ledger.unsealed
    assert result.sealed == len(ledger.seals)
    assert result.unsealed + result.sealed + result.waiting == len(ledger.events)
    assert result.head == head(ledger)
    assert result.reached == (ledger.unsealed + len(ledger.seals) if ledger.seals else None)


def test_the_empty_ledger_shows_nothing():
    assert verify(Ledger()) == Verification(state="unsealed")


def test_a_ledger_of_one_event_is_sealed_and_verified():
    book = seal(Ledger(events=CLAIMS[:1]))
    assert verify(book, expected_head=head(book)) == Verification(
        state="intact", sealed=1, head=book.seals[0], reached=1
    )


def test_a_ledger_without_seals_is_not_called_intact():
    assert verify(Ledger(events=CLAIMS)) == Verification(state="unsealed", waiting=5)


def test_events_after_the_sealed_ones_are_counted_as_waiting():
    book = BOOK.add(claim("c6"), claim("c7"))
    assert verify(book) == Verification(state="intact", sealed=5, waiting=2, head=head(BOOK))


def test_a_head_of_last_month_is_reached_in_a_book_that_has_grown():
    book = seal(BOOK.add(claim("c6")))
    assert found(book, expected_head=head(BOOK)) == ("intact", None, None, 5)


# Sealing from now on.


def test_a_ledger_that_was_never_sealed_is_sealed_from_now_on():
    begun = seal(Ledger(events=CLAIMS), from_now=True)
    assert verify(begun) == Verification(state="unsealed_before", unsealed=5)
    book = seal(begun.add(claim("c6"), claim("c7")))
    assert verify(book, expected_head=book.seals[0]) == Verification(
        state="unsealed_before", unsealed=5, sealed=2, head=book.seals[1], reached=6, later=1
    )


def test_the_first_seal_is_another_one_where_something_stands_before_it():
    begun = seal(Ledger(events=CLAIMS[1:2]), from_now=True).add(CLAIMS[0])
    assert seal(begun).seals != BOOK.seals[:1]


def test_the_beginning_of_seals_can_be_put_off_as_long_as_there_are_none():
    begun = seal(Ledger(events=CLAIMS[:2]), from_now=True).add(*CLAIMS)
    assert seal(begun, from_now=True).unsealed == 5


def test_seals_that_are_there_cannot_begin_now():
    with pytest.raises(DocumentError) as caught:
        seal(BOOK, from_now=True)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.found) == ("already-sealed", ("seals",), "5")


LATE = seal(seal(Ledger(events=CLAIMS[:2]), from_now=True).add(*CLAIMS))
BEFORE = {
    "changed": [claim("c1", who="h018"), *CLAIMS[1:]],
    "put in": [claim("x"), *CLAIMS],
    "put in behind the others": [*CLAIMS[:2], claim("x"), *CLAIMS[2:]],
    "removed": CLAIMS[1:],
    "swapped": [CLAIMS[1], CLAIMS[0], *CLAIMS[2:]],
}


@pytest.mark.parametrize("name", BEFORE)
def test_what_is_done_before_the_seals_begin_is_found_by_the_first_seal(name):
    events = BEFORE[name]
    changed = evolve(LATE, events=events, unsealed=len(events) - 3)
    place = len(events) - 3
    assert found(changed, expected_head=head(LATE)) == ("altered", place, "c3", None)
    assert verify(changed).text("en").startswith(f"The first seal, of entry {place + 1} (c3), does")


@given(drawn.ledgers(), st.data())
def test_what_is_put_in_anywhere_before_a_head_breaks_it(ledger, data):
    book = seal(ledger.add(NEW))
    place = data.draw(st.integers(0, len(book.events) - 1))
    events = [*book.events[:place], claim("y"), *book.events[place:]]
    for unsealed in (0, 1):  # with the seals where they were, and moved along
        moved = evolve(book, events=events, unsealed=unsealed)
        assert verify(moved, expected_head=head(book)).state == "altered"


# Books that were sealed in the older form.


def test_a_book_of_the_older_form_that_was_sealed_from_the_first_entry_on_is_vouched_for():
    book = older(Ledger(events=CLAIMS))
    assert verify(book, expected_head=head(book)) == Verification(
        state="intact", sealed=5, head=head(book), reached=5
    )


def test_seals_of_the_older_form_do_not_vouch_for_what_stands_before_them():
    book = older(Ledger(events=CLAIMS))
    put_in = evolve(book, events=[NEW, *CLAIMS], unsealed=1)
    result = verify(put_in, expected_head=head(book))
    assert (result.state, result.reached, result.unvouched) == ("unsealed_before", 6, 1)
    assert result.text("en").splitlines()[2].startswith("Sealed in the older way: does not vouch")


def test_a_book_of_the_older_form_is_sealed_on_in_the_newer_one():
    book = older(evolve(Ledger(events=CLAIMS), unsealed=2))
    grown = seal(book.add(NEW))
    assert grown.seals[:3] == book.seals
    assert verify(grown, expected_head=head(grown)) == Verification(
        state="unsealed_before", unsealed=2, sealed=4, head=head(grown), reached=6
    )
    assert verify(grown, expected_head=head(book)).unvouched == 2
    changed = evolve(grown, events=[claim("c1"), *grown.events[1:]])
    assert found(changed)[:3] == ("altered", 5, "x")


def test_older_seals_that_are_taken_away_are_missed_by_the_first_newer_one():
    grown = seal(older(Ledger(events=CLAIMS)).add(NEW))
    stripped = evolve(grown, unsealed=5, seals=grown.seals[5:])
    assert found(stripped, expected_head=head(grown)) == ("altered", 5, "x", None)


def test_after_seals_of_the_newer_form_none_of_the_older_one_fits():
    before = BOOK.seals[3]
    mixed = evolve(BOOK, seals=[*BOOK.seals[:4], digest([before, CLAIMS[4]])])
    assert found(mixed)[:2] == ("altered", 4)


def test_a_head_may_be_given_without_the_mark_of_its_form():
    assert verify(BOOK, expected_head=head(BOOK).removeprefix("2:")).reached == 5


# What somebody does to a book.


@given(st.data())
def test_a_change_of_any_field_of_any_sealed_event_is_found(data):
    book = data.draw(drawn.sealed_ledgers(least=1))
    place = data.draw(st.integers(book.unsealed, book.unsealed + len(book.seals) - 1))
    event = book.events[place]
    name = data.draw(st.sampled_from([*drawn.fields_of(type(event))]))
    value = data.draw(drawn.FIELDS.get(name, drawn.names))
    before = getattr(event, name)
    # One instant under two offsets is equal, and yet a change.
    assume(value != before or (name == "recorded" and str(value) != str(before)))
    assume(name != "id" or value not in book)
    try:
        changed = evolve(event, **{name: value})
    except DocumentError:  # a period that is not over
        assume(False)
    events = [*book.events]
    events[place] = changed
    result = verify(evolve(book, events=events))
    assert (result.state, result.at, result.event) == ("altered", place, changed.id)


def test_a_change_of_kind_alone_is_found():
    one, other = (
        kind(id="x", of="c1", on=date(2024, 3, 1), recorded=NOON)
        for kind in (Object, drawn.KINDS[6])
    )
    book = seal(Ledger(events=[one]))
    assert found(evolve(book, events=[other])) == ("altered", 0, "x", None)


def test_the_same_instant_under_another_offset_is_a_change():
    moved = claim("c1", quantity=1, recorded=NOON.astimezone(UTC))
    assert moved == CLAIMS[0]
    assert found(evolve(BOOK, events=[moved, *CLAIMS[1:]]))[:2] == ("altered", 0)


ATTACKS = {
    "an event altered": ((claim("c1"), *CLAIMS[1:]), BOOK.seals, 0),
    "the last event altered": ((*CLAIMS[:4], claim("c5", who="h018")), BOOK.seals, 4),
    "a seal altered": (CLAIMS, (*BOOK.seals[:2], OTHER, *BOOK.seals[3:]), 2),
    "the last seal altered": (CLAIMS, (*BOOK.seals[:4], OTHER), 4),
    "an event removed with its seal": (CLAIMS[:2] + CLAIMS[3:], BOOK.seals[:2] + BOOK.seals[3:], 2),
    "an event removed with the last seal": (CLAIMS[:2] + CLAIMS[3:], BOOK.seals[:4], 2),
    "the first removed with its seal": (CLAIMS[1:], BOOK.seals[1:], 0),
    "an event put in": ((*CLAIMS[:3], NEW, *CLAIMS[3:]), BOOK.seals, 3),
    "an event put in with a seal of its own": (
        (*CLAIMS[:3], NEW, *CLAIMS[3:]),
        (*seal(Ledger(events=[*CLAIMS[:3], NEW])).seals, *BOOK.seals[3:]),
        4,
    ),
    "two swapped": ((CLAIMS[0], CLAIMS[2], CLAIMS[1], *CLAIMS[3:]), BOOK.seals, 1),
    "two swapped with their seals": (
        (CLAIMS[0], CLAIMS[2], CLAIMS[1], *CLAIMS[3:]),
        (BOOK.seals[0], BOOK.seals[2], BOOK.seals[1], *BOOK.seals[3:]),
        1,
    ),
    "all in reverse": (CLAIMS[::-1], BOOK.seals[::-1], 0),
    "sealed anew up to a place": (
        (claim("c1"), *CLAIMS[1:]),
        (*seal(Ledger(events=[claim("c1"), *CLAIMS[1:3]])).seals, *BOOK.seals[3:]),
        3,
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_somebody_does_to_the_middle_is_found_without_a_head_from_outside(name):
    events, seals, place = ATTACKS[name]
    attacked = evolve(BOOK, events=events, seals=seals)
    assert found(attacked) == ("altered", place, events[place].id, None)
    expected = verify(attacked, expected_head=head(BOOK))
    assert (expected.state, expected.at, expected.sound) == ("altered", place, False)


def test_what_an_older_head_still_vouches_for_is_told_beside_the_change():
    attacked = evolve(BOOK, events=[*CLAIMS[:4], claim("c5")])
    assert found(attacked, expected_head=BOOK.seals[1]) == ("altered", 4, "c5", 2)
    assert found(attacked, expected_head=BOOK.seals[4]) == ("altered", 4, "c5", None)


def test_seals_taken_from_the_beginning_do_not_pass_as_a_later_start():
    assert found(evolve(BOOK, unsealed=2, seals=BOOK.seals[2:]))[:2] == ("altered", 2)


def test_an_event_put_before_the_start_of_the_seals_shifts_what_they_are_on():
    attacked = evolve(LATE, events=[NEW, *CLAIMS])
    assert found(attacked) == ("altered", 2, "c2", None)


@given(st.data())
def test_what_is_removed_at_the_end_with_its_seals_is_found_by_the_head_from_outside(data):
    book = data.draw(drawn.sealed_ledgers(least=1))
    count = data.draw(st.integers(1, len(book.seals)))
    left = book.unsealed + len(book.seals) - count
    cut = evolve(book, events=book.events[:left], seals=book.seals[: len(book.seals) - count])
    assert verify(cut).sound
    result = verify(cut, expected_head=head(book))
    assert (result.state, result.sound, result.reached) == ("cut_short", False, None)


@given(st.integers(0, 4))
def test_a_book_that_is_rewritten_and_sealed_anew_is_found_by_the_head_from_outside(place):
    events = [*CLAIMS]
    events[place] = claim(f"c{place + 1}", who="h099")
    forged = seal(Ledger(events=events))
    assert found(forged) == ("intact", None, None, None)
    assert found(forged, expected_head=head(BOOK)) == ("cut_short", None, None, None)
    earlier = found(forged, expected_head=BOOK.seals[place - 1])[0] if place else "intact"
    assert earlier == "intact"  # an older head vouches for the part before it only


@pytest.mark.parametrize("left", [Ledger(), Ledger(events=CLAIMS)], ids=["nothing", "no seals"])
def test_a_book_whose_seals_are_all_gone_is_found_by_the_head_from_outside(left):
    assert verify(left, expected_head=head(BOOK)).state == "cut_short"


def test_a_book_that_is_made_one_without_seals_is_found_by_the_head_from_outside():
    assert verify(evolve(BOOK, unsealed=5, seals=()), expected_head=head(BOOK)).state == "cut_short"


@pytest.mark.parametrize(
    "text",
    ["", "abc", OTHER[1:], OTHER + "0", OTHER + "\n", "A" * 64, "g" * 64, "3:" + OTHER, NOTHING],
)
def test_a_head_that_cannot_be_one_accuses_nobody(text):
    with pytest.raises(DocumentError) as caught:
        verify(BOOK, expected_head=text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("not-a-head", shown(text))
    assert problem.expected.text("en").startswith("64 digits of lower-case hexadecimal")


# Two books.


@given(drawn.sealed_ledgers(), drawn.events())
def test_the_union_of_two_books_keeps_the_seals_of_the_first(book, others):
    other = seal(Ledger(events=[evolve(event, id=f"o{event.id}") for event in others]))
    union = book.merge(other)
    assert (union.unsealed, union.seals) == (book.unsealed, book.seals)
    assert verify(union).waiting == verify(book).waiting + len(others)
    again = seal(union)
    assert verify(again).waiting == 0
    if book.seals:
        assert verify(again, expected_head=head(book)).reached == book.unsealed + len(book.seals)


def test_the_head_of_the_other_book_is_not_reached_in_the_union():
    mine, other = BOOK, seal(Ledger(events=[claim("o1"), claim("o2")]))
    union = seal(mine.merge(other))
    assert verify(other, expected_head=head(other)).state == "intact"
    assert verify(union, expected_head=head(mine)).state == "intact"
    assert verify(union, expected_head=head(other)).state == "cut_short"
    assert union.seals != seal(other.merge(mine)).seals


def test_a_book_that_is_merged_into_its_own_copy_stays_as_it_is():
    assert BOOK.merge(BOOK) == BOOK


# How it is said.

SAID = [
    (
        verify(BOOK),
        "已封存的 5 笔与封存时一致。",
        "Entries that are as they were when they were sealed: 5.",
    ),
    (
        verify(BOOK.add(NEW), expected_head=BOOK.seals[2]),
        "已封存的 5 笔与封存时一致。\n所持封签对应第 3 笔，到此为止均与当时一致。\n此后另有 3 笔，所持封签不能证明。\n末尾有 1 笔尚未封存。",
        "Entries that are as they were when they were sealed: 5.\nThe head from outside is the seal of entry 3; up to it the sealed entries are what they were then.\nLater entries, for which the head from outside does not vouch: 3.\nEntries at the end that are not sealed yet: 1.",
    ),
    (
        verify(seal(Ledger(events=CLAIMS), from_now=True)),
        "没有任何封签，无从核验。\n开头有 5 笔没有封签。",
        "Nothing is sealed, so nothing is shown.\nEntries at the beginning without a seal: 5.",
    ),
    (
        verify(LATE),
        "已封存的 3 笔与封存时一致。\n开头有 2 笔自身没有封签，第一道封签已将其包括在内。",
        "Entries that are as they were when they were sealed: 3.\nEntries at the beginning without a seal of their own: 2. The first seal vouches for them as they were then.",
    ),
    (
        verify(evolve(BOOK, events=[*CLAIMS[:2], NEW, *CLAIMS[3:]])),
        "第 3 笔（x）与封签不符：该笔或其封签被改动，或此处有删除、插入、调换。",
        "Entry 3 (x) does not fit its seal: it or its seal was changed, or entries were removed, put in or reordered there.",
    ),
    (
        verify(BOOK, expected_head=OTHER),
        "没有走到所持的封签：末尾有删除，或整本被改写后重新封存，或所持封签属于另一本台账。",
        "The head from outside is not reached: entries were removed at the end, or the book was rewritten and sealed anew, or the head is that of another book.",
    ),
    (verify(Ledger()), "没有任何封签，无从核验。", "Nothing is sealed, so nothing is shown."),
]


@pytest.mark.parametrize(("result", "zh", "en"), SAID, ids=[row[0].state for row in SAID])
def test_a_result_is_said_in_both_languages(result, zh, en):
    assert (result.text("zh"), result.text("en")) == (zh, en)


def test_only_what_was_changed_is_not_sound():
    states = ("altered", "cut_short", "unsealed_before", "unsealed", "intact")
    assert [Verification(state=state).sound for state in states] == [False, False, True, True, True]

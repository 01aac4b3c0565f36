"""Ledgers: sets of events that only grow, alone and together."""

import pickle
from copy import copy, deepcopy
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import digest
from civil_village.documents import dumps, loads
from civil_village.events import Events
from civil_village.messages import Message
from civil_village.points import Claim, Ledger, Object, Void
from civil_village.problems import DocumentError, Problem

DAY = date(2024, 3, 1)
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def claim(name, who="h017"):
    return Claim(id=name, item="training", who=who, on=DAY, recorded=NOON)


A, B, C, D = (claim(name) for name in "abcd")
OTHER_B = claim("b", who="h021")


def problems(make, *given_, **named):
    with pytest.raises(DocumentError) as caught:
        make(*given_, **named)
    return list(caught.value.problems)


def ids(ledger):
    return [event.id for event in ledger.events]


# Growing -----------------------------------------------------------------------------


def test_a_ledger_grows_and_what_it_was_stays_as_it_was():
    empty = Ledger()
    one = empty.add(A)
    two = one.add(B, C)
    assert [ids(ledger) for ledger in (empty, one, two)] == [[], ["a"], ["a", "b", "c"]]
    assert list(one.events) == [A]
    assert len(one.events) == 1


def test_an_event_that_is_there_already_changes_nothing():
    ledger = Ledger().add(A, B)
    assert ledger.add(A) is ledger
    assert ledger.add(B, A, B) is ledger
    assert ids(Ledger().add(A, A)) == ["a"]
    assert ids(ledger.add(A, C, B)) == ["a", "b", "c"]


def test_an_id_that_is_there_with_other_content_is_refused_and_nothing_is_added():
    ledger = Ledger().add(A, B)
    expected = Problem(
        code="other-content",
        path=("events", 1, "claim", "id"),
        found="b",
        expected=Message("expected.same-as-entry", number=2),
        hint=Message("hint.other-content"),
    )
    assert problems(ledger.add, C, OTHER_B) == [expected]
    assert "c" not in ledger
    assert ids(ledger) == ["a", "b"]


def test_an_id_with_two_contents_in_one_addition_is_refused():
    (problem,) = problems(Ledger().add(C).add, A, B, OTHER_B)
    assert (problem.code, problem.path) == ("other-content", ("events", 2, "claim", "id"))
    # In the union the other one would be the third, after c and a.
    assert problem.expected == Message("expected.same-as-entry", number=3)
    objection = Object(id="a", of="a", on=DAY, recorded=NOON)
    (problem,) = problems(Ledger().add, A, objection)
    assert (problem.code, problem.path) == ("other-content", ("events", 1, "object", "id"))


def test_all_conflicts_are_told_at_once():
    found = problems(Ledger().add(A, B).add, claim("a", "x"), C, OTHER_B)
    assert [problem.path[1] for problem in found] == [0, 2]


def test_two_ledgers_grow_from_one_without_seeing_each_other():
    start = Ledger().add(A)
    left, right = start.add(B), start.add(C)
    more = left.add(D)
    assert [ids(ledger) for ledger in (start, left, right, more)] == [
        ["a"],
        ["a", "b"],
        ["a", "c"],
        ["a", "b", "d"],
    ]
    assert "b" not in right
    assert "d" not in left
    assert right.add(OTHER_B)["b"] == OTHER_B
    assert more["b"] == B


def test_ledgers_that_grow_from_each_other_hold_their_events_once():
    # What is added to the longest costs no more than what is added: nothing is copied.
    ledger = Ledger()
    grown = [ledger := ledger.add(claim(f"c{number}")) for number in range(100)]
    assert all(each.events.begins_with(grown[0].events) for each in grown)
    assert grown[-1].events.begins_with(grown[50].events)
    assert not grown[50].events.begins_with(grown[-1].events)
    # A second branch is one of its own.
    branch = grown[50].add(claim("other"))
    assert not branch.events.begins_with(grown[50].events)
    assert len(grown[50].events) == 51


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=30))
def test_whatever_grows_from_what_every_ledger_keeps_its_own_events(steps):
    ledgers, expected = [Ledger()], [[]]
    for origin, number in steps:
        index = origin % len(ledgers)
        event = claim(f"c{number}")
        ledgers.append(ledgers[index].add(event))
        known = expected[index]
        expected.append(known if event in known else [*known, event])
    assert [list(ledger.events) for ledger in ledgers] == expected
    for ledger, events in zip(ledgers, expected, strict=True):
        for number in range(10):
            name = f"c{number}"
            assert (name in ledger) is any(event.id == name for event in events)


# Merging -----------------------------------------------------------------------------


def test_a_merged_ledger_has_what_is_in_either():
    left, right = Ledger().add(A, B), Ledger().add(B, C)
    assert ids(left.merge(right)) == ["a", "b", "c"]
    assert ids(right.merge(left)) == ["b", "c", "a"]
    assert left.merge(left) is left
    assert left.merge(Ledger()) is left


def test_ledgers_with_other_content_under_one_id_are_not_merged():
    (problem,) = problems(Ledger().add(A, B).merge, Ledger().add(C, OTHER_B))
    assert (problem.code, problem.path, problem.found) == (
        "other-content",
        ("events", 1, "claim", "id"),
        "b",
    )


parts = st.lists(st.sampled_from([A, B, C, D]), max_size=4).map(lambda made: Ledger().add(*made))


@given(parts, parts, parts)
def test_merging_is_a_union_whatever_the_order(one, two, three):
    def events(ledger):
        return set(ledger.events)

    assert events(one.merge(two)) == events(two.merge(one)) == events(one) | events(two)
    merged = [
        events(first.merge(second).merge(third))
        for first, second, third in permutations([one, two, three])
    ]
    assert all(each == merged[0] for each in merged)
    assert events(one.merge(two.merge(three))) == merged[0]
    assert one.merge(two).merge(two) == one.merge(two)


# What a ledger is --------------------------------------------------------------------


def test_events_are_found_by_their_ids():
    ledger = Ledger().add(A, B)
    assert ledger["b"] is B
    assert ("a" in ledger, "x" in ledger, 5 in ledger) == (True, False, False)
    with pytest.raises(KeyError, match="x"):
        ledger["x"]


def test_events_are_a_sequence_that_cannot_be_changed():
    events = Ledger().add(A, B, C).events
    assert (events[0], events[-1], events[1:], events[::-1]) == (A, C, (B, C), (C, B, A))
    assert [*reversed(events)] == [C, B, A]
    assert events.index(B) == 1
    with pytest.raises(IndexError):
        events[3]
    assert not hasattr(events, "append")
    short = Ledger(events=[A]).add(B)
    assert repr(Ledger(events=[A]).events) == f"Events([{A!r}])"
    assert len(short.events) == 2


def test_a_shorter_one_of_shared_events_has_no_others():
    short = Ledger().add(A)
    long = short.add(B)
    assert (short.events[-1], list(short.events), short.events[5:]) == (A, [A], ())
    with pytest.raises(IndexError):
        short.events[1]
    assert (len(short.events), len(long.events)) == (1, 2)


def test_events_are_equal_where_they_hold_the_same_in_the_same_order():
    one, other = Ledger().add(A).add(B), Ledger().add(A, B)
    assert one == other
    assert hash(one) == hash(other)
    assert one.events == [A, B] == list(other.events)
    assert one.events == (A, B)
    assert one != Ledger().add(B, A)
    assert one.events != [A]
    assert one.events != "ab"
    assert Events() != 5


@pytest.mark.parametrize("way", [copy, deepcopy, lambda made: pickle.loads(pickle.dumps(made))])
def test_a_copied_ledger_is_equal_and_grows_by_itself(way):
    start = Ledger().add(A)
    start.add(B)
    made = way(start)
    assert made == start
    assert ids(made.add(C)) == ["a", "c"]
    assert ids(start) == ["a"]


def test_a_ledger_reads_back_and_keeps_its_order():
    ledger = Ledger(id="demo.ledger").add(B, A, Void(id="v", of="a", recorded=NOON))
    again = loads(dumps(ledger))
    assert again == ledger
    assert ids(again) == ["b", "a", "v"]
    assert digest(again) == digest(ledger)


# Invariants --------------------------------------------------------------------------


def found_in(**given_):
    return problems(Ledger, **given_)


def test_an_event_that_stands_twice_is_told_from_two_events_of_one_id():
    assert found_in(events=[A, B, A, OTHER_B]) == [
        Problem(code="duplicate-id", path=("events", 2, "claim", "id"), found="a"),
        Problem(
            code="other-content",
            path=("events", 3, "claim", "id"),
            found="b",
            expected=Message("expected.same-as-entry", number=2),
            hint=Message("hint.other-content"),
        ),
    ]


@pytest.mark.parametrize(
    ("given_", "code", "path", "found", "expected"),
    [
        (
            {"id": "My ledger"},
            "not-an-id",
            ("id",),
            "My ledger",
            Message("expected.document-id"),
        ),
        (
            {"unsealed": -1},
            "out-of-range",
            ("unsealed",),
            "-1",
            Message("expected.between", least=0, most=2),
        ),
        (
            {"unsealed": 3},
            "out-of-range",
            ("unsealed",),
            "3",
            Message("expected.between", least=0, most=2),
        ),
        (
            {"unsealed": 1, "seals": ["x", "y"]},
            "out-of-range",
            ("seals",),
            "2",
            Message("expected.at-most", most=1),
        ),
        (
            {"seals": ["x", "y", "z"]},
            "out-of-range",
            ("seals",),
            "3",
            Message("expected.at-most", most=2),
        ),
    ],
)
def test_a_ledger_that_could_not_be_is_refused(given_, code, path, found, expected):
    problem = Problem(code=code, path=path, found=found, expected=expected)
    assert found_in(events=[A, B], **given_) == [problem]


def test_seals_and_what_has_none_fit_into_the_ledger():
    ledger = Ledger(events=[A, B], unsealed=1, seals=["x"])
    assert ids(ledger.add(C)) == ["a", "b", "c"]
    assert ids(evolve(ledger, unsealed=2, seals=())) == ["a", "b"]

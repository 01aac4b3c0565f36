"""Rounds: what one is by a day, which event is of which, and what is no round."""

from datetime import date

import pytest

import civil_village as cv
from civil_village.rankings import Quota
from civil_village.titles import Round
from civil_village.titles.findings import title_log_problems
from civil_village.titles.rounds import RoundsOfDays, round_problems, rounds_by

FIRST = Round(id="2023", opens="2023-03-01", closes="2023-12-31")
SECOND = Round(id="2024", opens="2024-03-01", due="2024-12-31")


@pytest.mark.parametrize(
    ("day", "closings", "says"),
    [
        ("2023-02-28", {}, ["ahead", "ahead"]),
        ("2023-03-01", {}, ["open", "ahead"]),
        ("2023-12-30", {}, ["open", "ahead"]),
        ("2023-12-31", {}, ["closed", "ahead"]),
        ("2023-10-01", {"2023": "2023-10-01"}, ["closed", "ahead"]),  # sooner, by a record
        ("2024-02-01", {"2023": "2024-01-15"}, ["closed", "ahead"]),  # the record comes too late
        ("2024-12-31", {}, ["closed", "open"]),
        ("2025-01-01", {}, ["closed", "overdue"]),
        ("2025-01-01", {"2024": "2024-12-20"}, ["closed", "closed"]),
        ("2025-01-01", {"2024": "2025-01-02"}, ["closed", "overdue"]),
    ],
)
def test_what_rounds_are_by_a_day(day, closings, says):
    closings = {name: date.fromisoformat(on) for name, on in closings.items()}
    states = rounds_by([FIRST, SECOND], closings, date.fromisoformat(day))
    assert [each.says for each in states] == says


def test_a_record_after_the_declared_day_moves_it_not():
    (state,) = rounds_by([FIRST], {"2023": date(2024, 1, 15)}, date(2024, 2, 1))
    assert state.closed == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("of", "on", "place"),
    [
        (None, "2023-02-28", None),
        (None, "2023-03-01", 0),
        (None, "2023-12-31", 0),
        (None, "2024-01-01", None),  # the first is closed, the second has not opened
        (None, "2024-03-01", 1),
        ("2023", "2024-05-01", None),  # after the close of the round that it names
        ("2024", "2025-06-01", 1),
        ("demo.title/2024", "2025-06-01", 1),
        ("inspection_7", "2024-05-01", 1),  # what it speaks of is no round
    ],
)
def test_an_event_is_of_the_round_that_it_names_or_in_which_its_day_lies(of, on, place):
    states = rounds_by([FIRST, SECOND], {}, date(2025, 7, 1))
    assert RoundsOfDays("demo.title", states).place(of, date.fromisoformat(on)) == place


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"id": ""}, "empty-list", ("id",)),
        ({"closes": "2024-02-29"}, "out-of-range", ("closes",)),
        ({"due": "2024-02-29"}, "out-of-range", ("due",)),
        ({"closes": "2024-12-31", "due": "2024-12-31"}, "not-one-key", ()),
        ({"quotas": {"Up": Quota(top=1, ties="none")}}, "not-an-id", ("quotas", "Up")),
    ],
)
def test_a_round_that_cannot_be_is_refused(given, code, path):
    with pytest.raises(cv.DocumentError) as caught:
        Round(**{"id": "2024", "opens": "2024-03-01", **given})
    assert [(p.code, p.path) for p in caught.value.problems] == [(code, path)]


def test_rounds_of_one_name_or_out_of_order_are_told():
    again = Round(id="2023", opens="2022-03-01")
    found = list(round_problems([FIRST, again], "rounds"))
    assert [(p.code, p.path) for p in found] == [
        ("duplicate-id", ("rounds", 1, "id")),
        ("out-of-range", ("rounds", 1, "opens")),
    ]


def test_what_goes_from_round_to_round_needs_rounds():
    document = cv.documents.plain(cv.bundled("plan3.models")) | {"rounds": []}
    with pytest.raises(cv.DocumentError) as caught:
        cv.read(document, cv.titles.TitleScheme)
    assert [(p.code, p.path) for p in caught.value.problems] == [("missing-key", ("rounds",))]


def test_a_kind_that_is_compared_or_counted_is_not_idle():
    assert cv.lint(cv.bundled("plan3.models")) == ()


def test_the_kind_that_closes_a_round_is_the_librarys_own():
    document = cv.documents.plain(cv.bundled("plan3.models"))
    document["events"] = document["events"] | {"round_closed": {"label": "收官"}}
    with pytest.raises(cv.DocumentError) as caught:
        cv.read(document, cv.titles.TitleScheme)
    assert [(p.code, p.path) for p in caught.value.problems] == [
        ("reserved-word", ("events", "round_closed"))
    ]


def test_an_event_that_closes_a_round_names_one():
    scheme = cv.bundled("plan3.models")
    book = cv.EventLog(
        events=[
            cv.Event(id=f"c{n}", kind="round_closed", of=of, on=date(2024, 7, 5))
            for n, of in enumerate(("2024", "plan3.models/2024", "2042", None))
        ]
    )
    found = [(p.path, p.code) for p in title_log_problems(scheme, book)]
    assert found == [
        (("events", "c2", "of"), "unknown-name"),
        (("events", "c3", "of"), "unknown-name"),
    ]

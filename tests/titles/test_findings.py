"""What events name and a scheme does not have: told by event, with the nearest name."""

from datetime import date

import civil_village as cv
from civil_village.calendar import VagueDate
from civil_village.titles import title_log_problems

SCHEME = cv.bundled("titles.village")


def found(**keys):
    given = {"id": "e1", "kind": "review", "on": date(2024, 3, 1), "place": "v01"} | keys
    log = cv.EventLog(events=[cv.Event(**given)])
    return [(p.code, p.path[2:], p.found) for p in title_log_problems(SCHEME, log)]


def test_a_sound_event_has_no_problems():
    assert found(by="office", values={"score": 88.5}) == []
    assert found(kind="withdraw", of="e0") == []
    assert found(kind="ban", on=None, from_=date(2024, 3, 1)) == []


def test_unknown_kinds_bodies_and_values_are_told():
    assert found(kind="reveiw") == [("unknown-name", ("kind",), "reveiw")]
    assert found(by="ofice") == [("unknown-body", ("by",), "ofice")]
    assert found(values={"scor": 88}) == [("unknown-name", ("values", "scor"), "scor")]
    assert found(kind="award", values={"x": 1}) == [("unknown-name", ("values", "x"), "x")]


def test_values_of_another_form_are_told():
    assert found(values={"score": "high"}) == [("not-a-number", ("values", "score"), "high")]
    assert found(values={"score": 101}) == [("out-of-range", ("values", "score"), "101")]
    assert found(kind="decision", values={"upheld": "no"}) == [
        ("wrong-type", ("values", "upheld"), "no")
    ]
    assert found(values={"score": None}) == []  # nobody has said it


def test_days_that_are_not_exact_are_told():
    assert found(on=VagueDate("2024-03")) == [("not-a-date", ("on",), "2024-03")]
    assert found(on=None, from_=date(2024, 3, 1)) == [("not-a-date", ("on",), "2024-03-01")]


def test_a_ban_on_nobody_is_told():
    assert found(kind="ban", on=None, from_=date(2024, 3, 1), place=None) == [
        ("missing-key", ("subject",), None)
    ]


def test_the_bundled_log_is_shared_by_three_schemes():
    kinds = {
        p.path[1]
        for p in title_log_problems(SCHEME, cv.bundled("titles.log"))
        if p.path[2:] == ("kind",)
    }
    others = {e.id for e in cv.bundled("titles.log").events if e.kind not in SCHEME.events}
    assert kinds == others - {"b3"}

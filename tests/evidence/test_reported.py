"""Events, observations and exemptions: small records, checked when they are made."""

from datetime import UTC, date, datetime

import pytest

from civil_village.calendar import VagueDate
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.evidence.reported import Event, Exemption, Observation
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.records.subjects import Household


def test_the_id_of_an_event_is_an_id():
    with pytest.raises(DocumentError) as caught:
        Event(id="1st", kind="mishap", on=date(2024, 1, 2))
    expected = Message("expected.id")
    hint = Message("hint.write", form="n1st")
    problem = Problem(code="not-an-id", path=("id",), found="1st", expected=expected, hint=hint)
    assert caught.value.problems == (problem,)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda name: Event(id="e1", kind=name, on=date(2024, 1, 2)), "kind"),
        (lambda name: Observation(of="work.plan", method=name, met=True), "method"),
        (lambda name: Household(id="h1", group=name), "group"),
    ],
)
def test_what_an_id_refers_to_is_an_id_too(make, key):
    make("good_name")
    with pytest.raises(DocumentError) as caught:
        make("Two Words")
    expected = Message("expected.id")
    problem = Problem(code="not-an-id", path=(key,), found="Two Words", expected=expected)
    assert caught.value.problems == (problem,)


def test_an_event_may_say_since_when_it_is_known():
    event = Event(
        id="e1",
        kind="mishap",
        on=date(2024, 1, 2),
        recorded=datetime(2024, 1, 5, 9, tzinfo=UTC),
    )
    assert plain(event) == {
        "id": "e1",
        "kind": "mishap",
        "on": "2024-01-02",
        "recorded": "2024-01-05T09:00:00+00:00",
    }
    assert structure(plain(event), Event) == event


@pytest.mark.parametrize(
    ("times", "code", "path"),
    [
        ({"on": "2024-01-32"}, "not-a-date", "on"),
        ({"on": datetime(2024, 1, 2, tzinfo=UTC)}, "not-a-date", "on"),
        ({"recorded": date(2024, 1, 5)}, "not-an-instant", "recorded"),
    ],
)
def test_the_times_of_an_event_are_a_day_and_an_instant(times, code, path):
    with pytest.raises(DocumentError) as caught:
        Event(**{"id": "e1", "kind": "mishap", "on": date(2024, 1, 2)} | times)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [(code, (path,))]


@pytest.mark.parametrize(
    ("times", "first"),
    [
        ({"on": date(2024, 1, 2)}, date(2024, 1, 2)),
        ({"on": VagueDate("2024-02-late")}, date(2024, 2, 21)),
        ({"from_": date(2023, 5, 1)}, date(2023, 5, 1)),
    ],
)
def test_an_event_has_a_first_day(times, first):
    assert Event(id="e1", kind="mishap", **times).first == first


def test_a_bare_text_is_a_chinese_label():
    assert Event(id="e1", kind="mishap", on=date(2024, 1, 2), label="示例").label == Label("示例")
    assert Exemption(reason="虚构", by="township").reason == Label("虚构")


def test_an_observation_needs_no_assessor_and_no_day():
    seen = Observation(of="work.plan", method="visit", met=False)
    assert (seen.by, seen.on) == (None, None)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, ("not-one-key", ())),
        ({"met": True, "value": 1, "method": "visit"}, ("not-one-key", ())),
        ({"met": True}, ("missing-key", ("method",))),
        ({"value": 1, "method": "Visit"}, ("not-an-id", ("method",))),
        ({"value": 1, "assessor": "Chair Person"}, ("not-an-id", ("assessor",))),
        ({"value": 1, "stage": "1st"}, ("not-an-id", ("stage",))),
    ],
)
def test_an_observation_says_one_thing(given, fault):
    with pytest.raises(DocumentError) as caught:
        Observation(of="look", **given)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [fault]


def test_a_truth_and_a_zero_can_be_observed():
    assert Observation(of="hall", value=False).value is False
    assert Observation(of="lamps", value=0).value == 0


@pytest.mark.parametrize(
    ("stage", "asked", "counts"),
    [
        (None, None, True),
        (None, "review", True),
        ("self", None, True),
        ("self", "self", True),
        ("self", "review", False),
    ],
)
def test_an_observation_counts_at_its_stage_or_everywhere(stage, asked, counts):
    assert Observation(of="look", value=1, stage=stage).counts_at(asked) is counts

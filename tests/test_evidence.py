"""Events, observations and exemptions: small records, checked when they are made."""

from datetime import date

import pytest

from civil_village.evidence import Event, Exemption, Observation
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.places import Household
from civil_village.problems import DocumentError, Problem


def test_the_id_of_an_event_is_an_id():
    with pytest.raises(DocumentError) as caught:
        Event(id="1st", kind="mishap", on=date(2024, 1, 2))
    expected = Message("expected.id")
    problem = Problem(code="not-an-id", path=("id",), found="1st", expected=expected)
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


def test_a_bare_text_is_a_chinese_label():
    assert Event(id="e1", kind="mishap", on=date(2024, 1, 2), label="示例").label == Label("示例")
    assert Exemption(reason="虚构", by="township").reason == Label("虚构")


def test_an_observation_needs_no_assessor_and_no_day():
    seen = Observation(of="work.plan", method="visit", met=False)
    assert (seen.by, seen.on) == (None, None)

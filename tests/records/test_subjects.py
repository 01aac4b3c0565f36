"""Villages, households and groups as records."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.documents import dumps, lint, loads
from civil_village.evidence.reported import Event
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.quantities.ratios import Ratio
from civil_village.records.records import Records
from civil_village.records.subjects import Group, Household, Village


def problems_of(make, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(**keywords)
    return list(caught.value.problems)


def double(path, found):
    return Problem(code="duplicate-id", path=path, found=found, hint=Message("hint.other-id"))


def event(name, label=None):
    return Event(id=name, kind="mishap", on=date(2024, 1, 2), label=label)


@pytest.mark.parametrize("make", [Village, Household, Group])
def test_every_place_has_an_id(make):
    expected = Message("expected.id")
    problem = Problem(code="not-an-id", path=("id",), found="V 1", expected=expected)
    assert problems_of(make, id="V 1") == [problem]


def test_members_and_events_of_a_village_have_ids_of_their_own():
    found = problems_of(
        Village,
        id="v1",
        households=[Household(id="h1"), Household(id="h2"), Household(id="h1")],
        groups=[Group(id="g1"), Group(id="g1")],
        events=[event("e1"), event("e1")],
    )
    assert found == [
        double(("households", 2, "id"), "h1"),
        double(("groups", 1, "id"), "g1"),
        double(("events", 1, "id"), "e1"),
    ]


def test_events_of_a_household_have_ids_of_their_own():
    problem = double(("events", 1, "id"), "e1")
    assert problems_of(Household, id="h1", events=[event("e1"), event("e1")]) == [problem]


def test_a_household_and_a_village_may_have_the_same_id():
    assert Village(id="a", households=[Household(id="a")], groups=[Group(id="a")]).id == "a"


def test_masking_takes_the_names_of_households_and_keeps_all_else():
    """The label of an event may name somebody too."""
    home = Household(
        id="h1", label="示例户", values={"joined": True}, events=[event("e1", "示例户失火")]
    )
    masked = Household(id="h1", values={"joined": True}, events=[event("e1")])
    assert home.masked() == masked
    village = Village(id="v1", label="示例村", households=[home])
    assert village.masked() == Village(id="v1", label=Label("示例村"), households=[masked])


def test_a_record_does_not_change_with_what_it_was_made_of():
    values, homes = {"meetings": 3}, [Household(id="h1")]
    village = Village(id="v1", values=values, households=homes)
    values["meetings"] = 4
    homes.clear()
    assert village == Village(id="v1", values={"meetings": 3}, households=[Household(id="h1")])


def test_each_place_knows_what_it_is():
    assert [place.kind for place in (Village, Household, Group)] == [
        "village",
        "household",
        "group",
    ]


MADE = {
    "founded": (date(2019, 3, 1), "2019-03-01"),
    "insurance": (Ratio(92, 100), {"part": 92, "whole": 100}),
    "satisfaction": (0.1, Decimal("0.1")),
    "choices": (("hill", date(2020, 1, 2)), ("hill", "2020-01-02")),
    "parts": ({"part": 0.5, "whole": 1}, {"part": Decimal("0.5"), "whole": 1}),
    "blank": (None, None),
    "meetings": (3, 3),
}


def test_values_of_python_take_the_forms_of_documents():
    given = {name: value for name, (value, _) in MADE.items()}
    written = {name: value for name, (_, value) in MADE.items()}
    for make in (Village, Household, Group):
        assert dict(make(id="v1", values=given).values) == written
    assert dict(Village(id="v1", reported={"mishap": date(2024, 6, 30)}).reported) == {
        "mishap": "2024-06-30"
    }


def test_what_no_document_can_write_stays_for_the_catalogue_to_refuse():
    assert Village(id="v1", values={"plan": {1, 2}}).values["plan"] == {1, 2}
    moment = datetime(2024, 6, 30, 12)  # noqa: DTZ001 - it is no day, with or without a zone
    assert Village(id="v1", values={"plan": moment}).values["plan"] == "2024-06-30T12:00:00"


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**11), 10**11)
    | st.dates()
    | st.decimals(-100, 100, places=3)
    | st.floats(-100, 100).map(lambda number: round(number, 4))
    | st.builds(Ratio, st.integers(0, 100), st.integers(0, 100))
    | st.sampled_from(["hill", "92%", ""])
)
ANY = st.dictionaries(st.sampled_from("abc"), SCALARS | st.tuples(SCALARS, SCALARS), max_size=3)


@given(ANY, ANY, st.dictionaries(st.sampled_from("de"), st.dates() | st.booleans()))
def test_records_made_in_python_read_back_equal(own, inner, reported):
    home = Household(id="h1", values=inner, reported=reported)
    village = Village(
        id="v1",
        values=own,
        households=[home],
        groups=[Group(id="g1", values=inner)],
        reported=reported,
    )
    records = Records(id="demo", subjects=[village], reported=reported)
    assert loads(dumps(records)) == records


RECORDS = """
kind: records
format: 1
id: demo
subjects:
  - id: v1
    observations:
      - {of: look, value: 8.5, assessor: e1, lead: true, by: 镇评审组, note: 虚构, stage: review}
      - {of: work.plan, method: visit, met: true, on: 2026-03-01, source: {clause: "1"}}
    surveys:
      - {id: s, stratum: g1, issued: 3, returned: 3, valid: 2, answers: {q1: {yes: 1}}}
    draws:
      - plan: {id: yards, seed: a, number: 1, by: group}
        strata: [{of: g1, members: [h1], drawn: [h1]}]
"""


def test_evidence_of_all_kinds_is_read_and_written():
    records = loads(RECORDS)
    assert loads(dumps(records)) == records
    (village,) = records.subjects
    assert village.observations[0].value == Decimal("8.5")
    assert village.surveys[0].answers["q1"]["yes"] == 1
    assert village.draws[0].drawn == ("h1",)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("value: 8.5, ", "", ("not-one-key", ("observations", 0))),
        ("lead: true", "lead: 1", ("wrong-type", ("observations", 0, "lead"))),
        ("method: visit, ", "", ("missing-key", ("observations", 1, "method"))),
        ("stage: review", "stages: review", ("unknown-key", ("observations", 0, "stages"))),
        ("{yes: 1}", "{yes: 3}", ("too-many-sheets", ("surveys", 0, "answers", "q1"))),
        ("{yes: 1}", "{yes: 0.5}", ("wrong-type", ("surveys", 0, "answers", "q1", "yes"))),
        ("valid: 2", "valid: many", ("wrong-type", ("surveys", 0, "valid"))),
        ("number: 1", "number: 0", ("out-of-range", ("draws", 0, "plan", "number"))),
        ("by: group", "by: street", ("wrong-type", ("draws", 0, "plan", "by"))),
        ("drawn: [h1]", "drawn: []", ("not-drawn", ("draws", 0, "strata", 0, "drawn"))),
        ("drawn: [h1]", "drawn: h1", ("wrong-type", ("draws", 0, "strata", 0, "drawn"))),
    ],
)
def test_evidence_is_read_strictly(old, new, fault):
    code, path = fault
    assert RECORDS.count(old) == 1
    (problem,) = lint(RECORDS.replace(old, new))
    assert (problem.code, problem.path) == (code, ("subjects", 0, *path))
    assert problem.position is not None

"""What happened, read from a table of its own: of which village or household, when, and what."""

from datetime import date

import pytest

import civil_village as cv
from civil_village.indicators import EventCount, EventKind
from civil_village.records import Household, Village
from tests.tables.making import CATALOGUE, STANDARD, problems_of, refusals

RECORDS = cv.Records(
    id="demo",
    subjects=[Village(id="v001", households=[Household(id="h1")]), Village(id="v002")],
)
DEATHS = cv.Indicator(label=cv.Label("死亡人数", "deaths"), value="count")
KINDS = {
    "accident": EventKind(label=cv.Label("事故", "accident"), values={"deaths": DEATHS}),
    "flood": EventKind(label="洪水", values={"deaths": DEATHS}),
    "visit": EventKind(label="走访"),
}


def standard(kinds):
    catalogue = cv.Catalogue(
        indicators={
            "accidents": cv.Indicator(
                label="事故数", value="count", derive=EventCount(events="accident", within="1 year")
            )
        },
        events=kinds,
    )
    rule = cv.Requirement(id="none", rule=cv.Rule("accidents == 0"))
    work = cv.Criterion(id="work", points=5, requirements=[rule])
    return cv.Standard(id="demo", catalogue=catalogue, criteria=[work])


def events(text, kinds=KINDS):
    return cv.read_table(text, standard(kinds), subject="event", villages=RECORDS)


def test_events_are_put_to_their_villages_and_households():
    found = events(
        "村编号,户编号,事件,日期,事由,死亡人数\n"
        "v001,,事故,2024-05-03,示例事故,1\n"
        "v001,h1,accident,2024年3月上旬,,\n"
        "v002,,走访,2024/3/9,,\n"
        "v002,,visit,2024年4月,,\n"
    )
    first, second = found
    (accident,) = first.events
    assert (accident.id, accident.kind, accident.on) == ("e001", "accident", date(2024, 5, 3))
    assert (accident.label.zh, dict(accident.values)) == ("示例事故", {"deaths": 1})
    assert [str(event.on.text) for event in first.households[0].events] == ["2024-03-early"]
    assert [event.id for event in second.events] == ["e001", "e002"]


def test_events_that_last_have_a_first_day_and_perhaps_a_last():
    table = "村编号,事件,开始日期,结束日期\nv001,走访,2024-5-3,2024-5-9\nv002,走访,2024-5-3,\n"
    first, second = (village.events[0] for village in events(table))
    assert (first.from_, first.to) == (date(2024, 5, 3), date(2024, 5, 9))
    assert (second.from_, second.to) == (date(2024, 5, 3), None)


def test_events_count_where_they_are_reported_through_the_day():
    records = cv.read_table(
        "村编号,事件,日期\nv001,事故,2024-05-03\n",
        STANDARD,
        subject="event",
        villages=RECORDS,
        as_of=date(2024, 6, 30),
        reported={"accident": date(2024, 6, 30)},
    )
    facts = cv.derive_each(CATALOGUE, records)
    assert [each["accidents"] for each in facts] == [1, 0]


@pytest.mark.parametrize(
    ("row", "place", "code"),
    [
        ("v003,,,事故,2024-05-03,", "A", "unknown-name"),
        ("v001,h9,,事故,2024-05-03,", "B", "unknown-name"),
        ("v001,,E 1,事故,2024-05-03,", "C", "not-an-id"),
        ("v001,,,事古,2024-05-03,", "D", "unknown-event"),
        ("v001,,,事故,2024-13-03,", "E", "not-a-date"),
        ("v001,,,事故,45415.0,", "E", "not-a-date"),
        ("v001,,,事故,,", "", "not-one-key"),
        ("v001,,,走访,2024-05-03,2", "F", "value-of-other-event"),
        ("v001,,,,2024-05-03,", "D", "empty-cell"),
        (",,,事故,2024-05-03,", "A", "empty-cell"),
    ],
)
def test_what_is_wrong_with_an_event_names_its_cell(row, place, code):
    table = f"村编号,户编号,事件编号,事件,日期,死亡人数\n{row}\n"
    found = refusals(table, standard(KINDS), subject="event", villages=RECORDS)
    assert [(p.position.line, p.position.letter, p.code) for p in found] == [(2, place, code)]


def test_ids_of_events_differ_within_their_village_alone():
    rows = "v001,e1,走访,2024-05-03\nv002,e1,走访,2024-05-03\n"
    text = "村编号,事件编号,事件,日期\n" + rows
    found = events(text)
    assert [event.id for village in found for event in village.events] == ["e1", "e1"]
    twice = {"subject": "event", "villages": found}
    again = problems_of(text, standard(KINDS), **twice)
    assert again == [(2, "B", "duplicate-id"), (3, "B", "duplicate-id")]
    counted = cv.read_table("村编号,事件,日期\nv001,走访,2024-05-04\n", standard(KINDS), **twice)
    assert [event.id for event in counted["v001"].events] == ["e1", "e002"]


def test_values_of_one_name_that_differ_by_kind_are_told_apart_by_it():
    share = cv.Indicator(label="死亡人数", value="ratio")
    kinds = {**KINDS, "flood": EventKind(label="洪水", values={"deaths": share})}
    table = "村编号,事件,日期,{0}\nv001,洪水,2024-05-03,5%\n"
    village, _ = events(table.format("flood:deaths"), kinds)
    assert str(village.events[0].values["deaths"]) == "0.05"
    arguments = {"subject": "event", "villages": RECORDS}
    assert problems_of(table.format("死亡人数"), standard(kinds), **arguments)[0] == (
        1,
        "D",
        "ambiguous-heading",
    )


def test_a_table_of_events_needs_the_records_that_they_happened_to():
    found = refusals("村编号,事件,日期\nv001,事故,2024-05-03\n", subject="event")
    assert [(problem.code, problem.path) for problem in found] == [("missing-key", ("villages",))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_of_events_reads_back(lang):
    text = cv.tables.template(standard(KINDS), subject="event", lang=lang)
    row = "v001,,,accident,2024-05-03,,,,2\n"
    (event,) = events(text + row)["v001"].events
    assert dict(event.values) == {"deaths": 2}

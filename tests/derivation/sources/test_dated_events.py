"""Events in windows: days, spans and vague dates; what is aggregated over them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import Span, VagueDate
from civil_village.derivation import derive
from civil_village.documents import dumps, loads
from civil_village.evidence.reported import Event
from civil_village.indicators import (
    Catalogue,
    CountOf,
    DaysBetween,
    EventCount,
    EventKind,
    Formula,
    Indicator,
    LastEvent,
)
from civil_village.messages import Message
from civil_village.problems import DocumentError
from civil_village.quantities.ratios import Ratio
from civil_village.records.records import Records
from civil_village.records.subjects import Household, Village
from civil_village.rules import Missing, Rule, Unknown
from civil_village.testing import spans
from tests.indicators.ways import derivation

DAY = date(2024, 6, 30)
YEAR = Span(1, "year")


def indicator(value="count", **keywords):
    return Indicator(label="示例", value=value, **keywords)


PEOPLE = indicator(maximum=50)
VISIT = EventKind(label="走访", values={"people": PEOPLE, "joint": indicator("truth")})


def catalogue(made):
    return Catalogue(
        indicators={"d": made}, events={"visit": VISIT, "feast": EventKind(label="集市")}
    )


def found(value, happened, /, *, through=DAY, **derive_keys):
    rules = ("share", "count", "sum", "mean", "min", "max", "where")
    way = {n: Rule(given) if n in rules else given for n, given in derive_keys.items()}
    reported = {} if through is None else {"visit": through}
    made = catalogue(indicator(value, derive=derivation(**way)))
    return derive(made, {}, events=happened, reported=reported, as_of=DAY)["d"]


def visit(name="e1", **keywords):
    return Event(id=name, kind="visit", **keywords)


def counted(*days, **keywords):
    events = [visit(f"e{n}", on=day) for n, day in enumerate(days, 1)]
    return found("count", events, events="visit", within=YEAR, **keywords)


def problems_of(function, *args, **keywords):
    with pytest.raises(DocumentError) as caught:
        function(*args, **keywords)
    return [(p.code, p.path) for p in caught.value.problems]


# Windows.


@pytest.mark.parametrize(
    ("window", "ends", "first", "last"),
    [
        ("rolling", "[]", date(2023, 6, 30), DAY),
        ("rolling", "(]", date(2023, 7, 1), DAY),
        ("calendar", "[]", date(2023, 1, 1), date(2023, 12, 31)),
        ("running", "[]", date(2024, 1, 1), DAY),
    ],
)
def test_a_window_of_a_year_has_its_first_and_last_day(window, ends, first, last):
    def at(day):
        return counted(day, window=window, ends=ends)

    before, after = (date.fromordinal(d.toordinal() + n) for d, n in ((first, -1), (last, 1)))
    assert [at(day) for day in (before, first, last, after)] == [0, 1, 1, 0]


def test_the_periods_before_need_only_be_complete_through_their_end():
    through = date(2023, 12, 31)
    assert counted(date(2023, 5, 1), window="calendar", through=through) == 1
    assert isinstance(counted(date(2023, 5, 1), through=through), Unknown)


# Spans.


@pytest.mark.parametrize(
    ("begin", "end", "overlaps", "begins", "lasts"),
    [
        ((2023, 1, 1), (2023, 6, 29), 0, 0, 0),
        ((2023, 1, 1), (2023, 6, 30), 1, 0, 0),
        ((2023, 1, 1), None, 1, 0, 1),
        ((2023, 7, 1), (2024, 6, 29), 1, 1, 0),
        ((2024, 6, 30), None, 1, 1, 1),
        ((2024, 7, 1), None, 0, 0, 0),
    ],
)
def test_what_lasts_lies_in_a_window_as_declared(begin, end, overlaps, begins, lasts):
    event = visit(from_=date(*begin), to=None if end is None else date(*end))
    ways = ("overlaps", "begins", "holds_on_day")
    numbers = [found("count", [event], events="visit", within=YEAR, in_window=how) for how in ways]
    assert numbers == [overlaps, begins, lasts]


# Vague dates.


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        (2023, "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-上旬", "2024-02-01", "2024-02-10"),
        ("2024-02-mid", "2024-02-11", "2024-02-20"),
        ("2023-02-下旬", "2023-02-21", "2023-02-28"),
    ],
)
def test_a_vague_date_has_a_first_and_a_last_day(text, first, last):
    day = VagueDate.parse(text)
    assert (str(day.days.first), str(day.days.last)) == (first, last)
    assert VagueDate.parse(day.text) == day


@pytest.mark.parametrize(
    "text", ["24", "2024-13", "2024-00", "0000", "2024-05-end", "", None, True]
)
def test_other_texts_are_no_dates(text):
    assert problems_of(VagueDate.parse, text) == [("not-a-date", ())]


@pytest.mark.parametrize(
    ("text", "least", "greatest"),
    [("2024-05", 1, 1), ("2022", 0, 0), ("2023", 0, 1), ("2023-06-late", 0, 1), ("2024", 0, 1)],
)
def test_a_vague_date_that_is_neither_in_nor_out_leaves_a_count_open(text, least, greatest):
    made = counted(VagueDate(text))
    if least == greatest:
        assert made == least
    else:
        missing = (Missing("date", "visit", "e1"),)
        assert made == Unknown(missing, Fraction(least), Fraction(greatest))


# What is aggregated over events.

THREE = [
    visit("e1", on=date(2024, 5, 1), values={"people": 6, "joint": True}),
    visit("e2", on=date(2024, 6, 1), values={"people": 2, "joint": False}),
    visit("e3", on=date(2020, 6, 1), values={"people": 50, "joint": True}),
]


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        ("count", {"sum": "people"}, Decimal(8)),
        ("amount", {"mean": "people"}, Decimal(4)),
        ("count", {"max": "people"}, Decimal(6)),
        ("count", {"count": "people >= 3"}, 1),
        ("ratio", {"share": "joint"}, Ratio(1, 2)),
        ("amount", {"mean": "people", "where": "joint"}, Decimal(6)),
    ],
    ids=str,
)
def test_values_of_events_are_aggregated_in_their_window(value, way, expected):
    assert found(value, THREE, over="visit", within=YEAR, **way) == expected


def test_without_a_window_all_events_so_far_count():
    later = visit("e4", on=date(2024, 7, 1), values={"people": 1})
    assert found("count", [*THREE, later], over="visit", sum="people") == 58


def test_events_may_be_counted_under_a_condition():
    assert found("count", THREE, events="visit", within=YEAR, where="joint") == 1


def test_a_blank_of_an_event_is_named():
    made = found("count", [visit(on=DAY)], over="visit", sum="people")
    assert made == Unknown((Missing("row", "people", "e1"),), Fraction(0), Fraction(50))


def test_events_that_may_be_missing_leave_bounds():
    made = found("count", THREE, over="visit", within=YEAR, sum="people", through=None)
    missing = (Missing("completeness", "visit"),)
    assert made == Unknown(missing, Fraction(8), Fraction(8 + (10**6 - 2) * 50))


def test_wrong_values_of_events_are_told():
    made = catalogue(indicator())
    event = visit(on=DAY, values={"people": -1, "peeple": 3})
    assert problems_of(derive, made, {}, events=[event]) == [
        ("out-of-range", ("events", 0, "values", "people")),
        ("unknown-indicator", ("events", 0, "values", "peeple")),
    ]


def test_values_of_events_are_plainly_reported():
    ratio = indicator("ratio", of=["a", "b"])
    assert problems_of(EventKind, label="会", values={"x": ratio}) == [
        ("key-of-other-type", ("values", "x", "of"))
    ]


# The last one.


def test_the_last_event_gives_its_day():
    assert found("date", THREE, last="visit") == date(2024, 6, 1)
    lasting = visit("e4", from_=date(2024, 6, 10))
    assert found("date", [*THREE, lasting], last="visit") == date(2024, 6, 10)


def test_the_last_event_may_not_be_known():
    assert found("date", [], last="visit") == Unknown((Missing("no-value", "d"),), sure=False)
    assert found("date", THREE, last="visit", through=None) == Unknown(
        (Missing("completeness", "visit"),)
    )
    vague = visit("e4", on=VagueDate("2024"))
    assert found("date", [*THREE, vague], last="visit") == Unknown(
        (Missing("date", "visit", "e4"),)
    )
    earlier = visit("e4", on=VagueDate("2024-05"))
    assert found("date", [*THREE, earlier], last="visit") == date(2024, 6, 1)


def test_a_vague_last_day_is_named_beside_what_may_still_come():
    vague = visit("e4", on=VagueDate("2024"))
    lacks = (Missing("completeness", "visit"), Missing("date", "visit", "e4"))
    assert found("date", [*THREE, vague], last="visit", through=None) == Unknown(lacks)
    # It may have been after the day of evaluation, and then there was none.
    assert not found("date", [vague], last="visit").sure
    assert found("date", [visit("e4", on=VagueDate("2024-05"))], last="visit").sure


@pytest.mark.parametrize(
    ("events", "reported", "sure"),
    [([], DAY, False), ([], None, False), (THREE, None, True)],
    ids=["none", "nobody knows", "one at least"],
)
def test_days_since_an_event_that_perhaps_never_was_decide_nothing(events, reported, sure):
    made = Catalogue(
        indicators={
            "last_visit": indicator("date", derive=LastEvent(last="visit")),
            "since": indicator(derive=DaysBetween(days=["last_visit", "as_of"])),
            "soon": indicator("truth", derive=Formula(rule=Rule("since <= 3652058"))),
        },
        events={"visit": VISIT},
    )
    assert made.signatures("village")["since"].partial
    reported = {} if reported is None else {"visit": reported}
    facts = derive(made, {}, events=events, reported=reported, as_of=DAY)
    assert facts["since"].sure is sure
    assert (facts["soon"] is True) is sure


def test_days_since_the_last_event():
    made = Catalogue(
        indicators={
            "last_visit": indicator("date", derive=LastEvent(last="visit")),
            "since": indicator(derive=DaysBetween(days=["last_visit", "as_of"])),
        },
        events={"visit": VISIT},
    )
    assert derive(made, {}, events=THREE, reported={"visit": DAY}, as_of=DAY)["since"] == 29


# Forms.


@pytest.mark.parametrize(
    ("keywords", "problem"),
    [
        ({}, ("not-one-key", ())),
        ({"on": DAY, "from_": DAY}, ("not-one-key", ())),
        ({"on": DAY, "to": DAY}, ("key-of-other-type", ("to",))),
        ({"from_": DAY, "to": date(2024, 6, 29)}, ("out-of-range", ("to",))),
    ],
    ids=["none", "two", "to", "backwards"],
)
def test_an_event_has_a_day_or_a_span(keywords, problem):
    assert problems_of(visit, **keywords) == [problem]


TEXT = """\
kind: records
format: 1
id: demo
reported: {visit: 2024-06-30, households: true}
subjects:
  - id: v1
    events:
      - {id: e1, kind: visit, on: 2024}
      - {id: e2, kind: visit, on: 2024-05-上旬}
      - {id: e3, kind: visit, from: 2024-05-03, to: 2024-05-04, values: {people: 3}}
    households: [{id: h1}]
"""


def test_events_are_read_and_written_in_every_form():
    records = loads(TEXT, Records)
    assert [event.days.last for event in records["v1"].events] == [
        date(2024, 12, 31),
        date(2024, 5, 10),
        date(2024, 5, 4),
    ]
    assert loads(dumps(records), Records) == records


def test_what_is_reported_for_all_reaches_households():
    """Nobody visited the house, and all visits are reported."""
    own = indicator(subject="household", derive=EventCount(events="visit", within=YEAR))
    made = Catalogue(
        indicators={"own": own, "d": indicator(derive=CountOf(count=Rule("own == 0")))},
        events={"visit": VISIT},
    )
    village = loads(TEXT, Records)["v1"]
    assert derive(made, village, as_of=DAY)["d"] == 1
    assert derive(made, village.households[0], as_of=DAY)["own"] == 0


def test_a_household_may_say_otherwise():
    home = Household(id="h1", reported={"visit": "2024-01-01"})
    village = Village(id="v1", households=[home])
    records = Records(id="demo", reported={"visit": "2024-06-30"}, subjects=[village])
    assert records["v1"].households[0].reported["visit"] == "2024-01-01"


def test_the_text_of_an_open_date_names_the_event():
    missing = Missing("date", "visit", "e1")
    assert missing.text("en") == "the exact day of visit e1"
    assert Message("missing.date", name="走访", row="e1").text("zh") == "走访（e1）的确切日期"


@given(
    span=spans(),
    as_of=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    window=st.sampled_from(["rolling", "calendar", "running"]),
    ends=st.sampled_from(["[]", "(]"]),
)
def test_a_window_never_reaches_past_its_day(span, as_of, window, ends):
    found = span.window(as_of, window, ends if window == "rolling" else "[]")
    assert found.first <= found.last <= as_of


@given(event=st.dates(date(2022, 1, 1), date(2025, 1, 1)), vague=st.sampled_from(["year", "month"]))
def test_a_day_within_a_vague_date_counts_within_its_bounds(event, vague):
    text = f"{event.year}" if vague == "year" else f"{event.year}-{event.month:02d}"
    known, open_ = counted(event), counted(VagueDate(text))
    least, greatest = (
        (open_.least, open_.greatest) if isinstance(open_, Unknown) else (open_, open_)
    )
    assert least <= known <= greatest

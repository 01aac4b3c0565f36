"""From records to facts: values, rows, events, ratios, and all that can be wrong with them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.calendar import Span
from civil_village.derivation import derive, derive_each, derive_households
from civil_village.evidence.assessing import double
from civil_village.evidence.reported import Event, Exemption, Observation
from civil_village.facts import Facts
from civil_village.indicators import (
    Catalogue,
    CountOf,
    EventCount,
    EventKind,
    Indicator,
    MeanOf,
    ShareOf,
    SumOf,
)
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.quantities.ratios import Ratio
from civil_village.quantities.rounding import Rounding
from civil_village.records.records import Records
from civil_village.records.subjects import Entity, Group, Household, Village
from civil_village.rules import Missing, Rule, Unknown
from tests.indicators.ways import derivation

DAY = date(2024, 6, 30)


def indicator(value="count", **keywords):
    return Indicator(label="示例", value=value, **keywords)


MEMBERS = {
    "joined": indicator("truth", subject="household"),
    "warm": indicator("truth", subject="household"),
    "people": indicator(maximum=10, subject="household"),
    "pupils": indicator(maximum=10, subject="household"),
    "income": indicator("amount", minimum=-5, maximum=20, subject="household"),
    "schooling": indicator("ratio", of=["pupils", "people"], subject="household"),
    "disclosed": indicator("truth", subject="group"),
    "homes": indicator(maximum=50, subject="group"),
}


def catalogue(**indicators):
    return Catalogue(
        indicators={**MEMBERS, **indicators},
        events={"mishap": EventKind(label="事故"), "visit": EventKind(label="走访")},
    )


def homes(*rows):
    return [Household(id=f"h{number}", values=row) for number, row in enumerate(rows, 1)]


def derived(value, rows, *, complete=True, **way):
    """Derive one indicator from rows of households."""
    keywords = {name: way.pop(name) for name in ("round", "minimum") if name in way}
    rules = {name: Rule(v) if name != "blank" else v for name, v in way.items()}
    made = catalogue(d=indicator(value, derive=derivation(**rules), **keywords))
    reported = {"households": True} if complete else {}
    return derive(made, {}, households=homes(*rows), reported=reported)["d"]


def typed(value):
    return type(value), value


def problems_of(function, *args, **keywords):
    with pytest.raises(DocumentError) as caught:
        function(*args, **keywords)
    return list(caught.value.problems)


def row(name, member):
    return Missing("row", name, member)


ALL_HOMES = Missing("completeness", "households")

# Every way, over complete rows.

THREE = (
    {"joined": True, "people": 4, "income": Decimal("2.5")},
    {"joined": False, "people": 3, "income": Decimal(-1)},
    {"joined": True, "people": 1, "income": Decimal(6)},
)


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        ("ratio", {"share": "joined"}, Ratio(2, 3)),
        ("count", {"count": "joined"}, 2),
        ("count", {"sum": "people"}, Decimal(8)),  # 4 + 3 + 1
        ("amount", {"sum": "income"}, Decimal("7.5")),  # 2.5 - 1 + 6
        ("amount", {"mean": "income"}, Decimal("2.5")),  # 7.5 / 3
        ("amount", {"mean": "people"}, Fraction(8, 3)),
        ("amount", {"min": "income"}, Decimal(-1)),
        ("count", {"max": "people"}, Decimal(4)),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_complete_rows_give_an_exact_value(value, way, expected):
    assert typed(derived(value, THREE, **way)) == typed(expected)


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        ("ratio", {"share": "people >= 3 && income > 0"}, Ratio(1, 3)),
        ("count", {"count": "!joined"}, 1),
        ("amount", {"sum": "joined ? income : 0"}, Decimal("8.5")),
        ("amount", {"max": "people * 2 - 1"}, Decimal(7)),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else None,
)
def test_a_rule_over_members_is_aggregated_like_an_indicator(value, way, expected):
    assert derived(value, THREE, **way) == expected


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        ("ratio", {"share": "joined", "where": "people > 1"}, Ratio(1, 2)),
        ("count", {"count": "joined", "where": "people > 1"}, 1),
        ("count", {"sum": "people", "where": "joined"}, 5),  # 4 + 1
        ("amount", {"mean": "income", "where": "joined"}, Decimal("4.25")),  # 8.5 / 2
        ("amount", {"min": "income", "where": "joined"}, Decimal("2.5")),
        ("amount", {"max": "income", "where": "!joined"}, Decimal(-1)),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_where_leaves_only_some_members(value, way, expected):
    assert derived(value, THREE, **way) == expected


def test_groups_are_rows_of_their_own():
    made = catalogue(
        d=indicator("ratio", derive=ShareOf(share=Rule("disclosed"), over="group")),
        s=indicator(derive=SumOf(sum=Rule("homes"), over="group")),
    )
    groups = [
        Group(id="g1", values={"disclosed": True, "homes": 20}),
        Group(id="g2", values={"disclosed": False, "homes": 30}),
    ]
    facts = derive(made, {}, groups=groups, reported={"groups": True})
    assert (facts["d"], facts["s"]) == (Ratio(1, 2), 50)
    # That all households are there says nothing of groups.
    facts = derive(made, {}, groups=groups, reported={"households": True})
    missing = (Missing("completeness", "groups"),)
    assert facts["d"] == Unknown(missing, Fraction(0), Fraction(1))
    assert facts["s"] == Unknown(missing, Fraction(50), Fraction(50 + (10**6 - 2) * 50))


@pytest.mark.parametrize("way", ["share", "mean", "min", "max"])
def test_an_empty_set_has_no_value(way):
    value, rule = ("ratio", "joined") if way == "share" else ("amount", "income")
    found = derived(value, [], **{way: rule})
    assert (found.missing, found.sure) == ((Missing("no-value", "d"),), False)


@pytest.mark.parametrize(("way", "rule"), [("count", "joined"), ("sum", "people")])
def test_an_empty_set_counts_and_adds_up_to_zero(way, rule):
    assert derived("count", [], **{way: rule}) == 0


# Blanks.

EIGHT_OF_TEN = [{"joined": True}] * 8 + [{}] * 2
OPEN_TWO = (row("joined", "h9"), row("joined", "h10"))


@pytest.mark.parametrize(
    ("blank", "expected"),
    [
        ("unknown", Unknown(OPEN_TWO, Fraction(4, 5), Fraction(1))),
        ("exclude", Ratio(8, 8)),
        ("no", Ratio(8, 10)),
    ],
)
def test_a_blank_is_unknown_left_out_or_no(blank, expected):
    assert derived("ratio", EIGHT_OF_TEN, share="joined", blank=blank) == expected


@pytest.mark.parametrize(
    ("blank", "expected"),
    [("unknown", Unknown(OPEN_TWO, Fraction(8), Fraction(10))), ("exclude", 8), ("no", 8)],
)
def test_blanks_are_counted_likewise(blank, expected):
    assert derived("count", EIGHT_OF_TEN, count="joined", blank=blank) == expected


ONE_BLANK = ({"people": 4}, {"people": 1}, {})


@pytest.mark.parametrize(
    ("way", "least", "greatest"),
    [
        ("sum", 5, 15),  # 4 + 1 + 0 to 10
        ("mean", Fraction(5, 3), 5),
        ("min", 0, 1),
        ("max", 4, 10),
    ],
)
def test_a_blank_number_lies_in_its_declared_range(way, least, greatest):
    found = derived("amount", ONE_BLANK, **{way: "people"})
    assert found == Unknown((row("people", "h3"),), Fraction(least), Fraction(greatest))


@pytest.mark.parametrize(
    ("way", "expected"), [("sum", 5), ("mean", Decimal("2.5")), ("min", 1), ("max", 4)]
)
def test_a_blank_number_can_be_left_out(way, expected):
    assert derived("amount", ONE_BLANK, **{way: "people"}, blank="exclude") == expected


OPEN_MEMBER = ({"joined": True, "warm": True}, {"joined": True}, {"joined": False, "warm": True})


@pytest.mark.parametrize(
    ("blank", "expected"),
    [
        # 1 of 2 without the second, 2 of 3 with it
        ("unknown", Unknown((row("warm", "h2"),), Fraction(1, 2), Fraction(2, 3))),
        ("exclude", Ratio(1, 2)),
        ("no", Ratio(1, 2)),
    ],
)
def test_a_blank_condition_leaves_open_who_is_a_member(blank, expected):
    assert derived("ratio", OPEN_MEMBER, share="joined", where="warm", blank=blank) == expected


def test_who_is_a_member_may_not_matter():
    """All are joined, with the second or without it; 4 is the most people, too."""
    rows = [{"joined": True, "warm": True, "people": 4}, {"joined": True, "people": 2}]
    assert derived("ratio", rows, share="joined", where="warm") == 1
    assert derived("count", rows, max="people", where="warm") == 4
    assert derived("count", [rows[0], {"joined": False}], count="joined", where="warm") == 1


def test_a_member_that_may_be_none_may_leave_no_value():
    found = derived("ratio", [{"joined": True}], share="joined", where="warm")
    assert found == Unknown((row("warm", "h1"),), Fraction(1), Fraction(1), sure=False)


def test_a_blank_that_a_rule_does_not_need_is_not_missed():
    assert derived("count", [{"joined": True}], count="joined || people > 3") == 1
    found = derived("count", [{"joined": False}], count="joined || people > 3")
    assert found.missing == (row("people", "h1"),)


def test_a_member_without_a_value_of_its_own_stays_open():
    """Nobody lives in the second house: which share of nobody is at school?"""
    rows = [{"pupils": 1, "people": 2}, {"pupils": 0, "people": 0}]
    found = derived("ratio", rows, mean="schooling")
    assert found == Unknown((row("schooling", "h2"),), Fraction(1, 4), Fraction(3, 4))
    assert derived("ratio", rows, mean="schooling", blank="exclude") == Decimal("0.5")


# Completeness.


@pytest.mark.parametrize(
    ("value", "way", "least", "greatest"),
    [
        ("ratio", {"share": "joined"}, 0, 1),
        ("count", {"count": "joined"}, 2, 2 + 10**6 - 3),
        ("count", {"sum": "people"}, 8, 8 + (10**6 - 3) * 10),
        ("amount", {"sum": "income"}, Fraction("7.5") - (10**6 - 3) * 5, "7.5"),
        ("amount", {"mean": "income"}, -5, 20),
        ("amount", {"min": "income"}, -5, -1),
        ("amount", {"max": "income"}, 6, 20),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_without_a_word_that_all_rows_are_there_more_may_come(value, way, least, greatest):
    if greatest == "7.5":
        greatest = Fraction("7.5") + (10**6 - 3) * 20
    found = derived(value, THREE, complete=False, **way)
    assert found == Unknown((ALL_HOMES,), Fraction(least), Fraction(greatest))


@pytest.mark.parametrize("reported", [{}, {"households": False}])
def test_no_rows_are_not_zero(reported):
    made = catalogue(d=indicator(derive=CountOf(count=Rule("joined"))))
    found = derive(made, {}, reported=reported)["d"]
    assert found == Unknown((ALL_HOMES,), Fraction(0), Fraction(10**6))


def test_a_declared_range_narrows_what_may_still_come():
    made = catalogue(
        d=indicator(minimum=1, maximum=4, derive=CountOf(count=Rule("joined"))),
    )
    found = derive(made, {})["d"]
    assert found == Unknown((ALL_HOMES,), Fraction(1), Fraction(4))


# Events.


def accidents(as_of, *days, through=None, span="1 year"):
    made = catalogue(d=indicator(derive=EventCount(events="mishap", within=Span.parse(span))))
    events = [Event(id=f"e{n}", kind="mishap", on=day) for n, day in enumerate(days)]
    other = Event(id="other", kind="visit", on=as_of)
    reported = {"mishap": as_of if through is None else through}
    return derive(made, {}, events=[*events, other], reported=reported, as_of=as_of)["d"]


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2023, 6, 29), 0),
        (date(2023, 6, 30), 1),
        (date(2024, 6, 30), 1),
        (date(2024, 7, 1), 0),
    ],
    ids=str,
)
def test_both_ends_of_a_window_count(day, count):
    assert accidents(DAY, day) == count


@pytest.mark.parametrize(
    ("as_of", "span", "first"),
    [
        (date(2024, 2, 29), "1 year", date(2023, 2, 28)),
        (date(2025, 2, 28), "1 year", date(2024, 2, 28)),
        (date(2024, 3, 31), "1 month", date(2024, 2, 29)),
        (date(2024, 3, 1), "1 day", date(2024, 2, 29)),
    ],
    ids=str,
)
def test_a_window_reaches_back_to_the_same_day_or_the_last_of_the_month(as_of, span, first):
    before = date.fromordinal(first.toordinal() - 1)
    assert accidents(as_of, first, span=span) == 1
    assert accidents(as_of, before, span=span) == 0


def test_events_of_one_day_count_each():
    assert accidents(DAY, DAY, DAY, date(2020, 1, 1)) == 2


@pytest.mark.parametrize(
    ("through", "known"),
    [("2024-06-30", True), (date(2024, 7, 1), True), (date(2024, 6, 29), False)],
    ids=str,
)
def test_events_are_complete_through_a_reported_day(through, known):
    found = accidents(DAY, DAY, through=through)
    missing = (Missing("completeness", "mishap"),)
    assert found == (1 if known else Unknown(missing, Fraction(1), Fraction(10**6)))


def test_a_window_needs_a_day_to_end_on():
    made = indicator(derive=EventCount(events="mishap", within=Span(1, "year")))
    found = problems_of(derive, catalogue(d=made, e=made), {})
    assert [(p.code, p.path, p.expected) for p in found] == [
        ("no-day", ("as_of",), Message("expected.as-of"))
    ]


def test_a_household_counts_its_own_events():
    own = indicator(subject="household", derive=EventCount(events="mishap", within=Span(1, "year")))
    made = catalogue(own=own, d=indicator(derive=CountOf(count=Rule("own > 0"))))
    event = Event(id="e1", kind="mishap", on=DAY)
    members = [
        Household(id="h1", events=[event]),
        Household(id="h2", reported={"mishap": DAY}),
        Household(id="h3"),
    ]
    village = Village(id="v1", households=members, events=[event], reported={"households": True})
    found = derive(made, village, as_of=DAY)["d"]
    assert found == Unknown((row("mishap", "h3"),), Fraction(1), Fraction(2))
    alone = derive(made, members[1], as_of=DAY)
    assert (alone.subject, alone.id, alone["own"]) == ("household", "h2", 0)


# Ratios.

RATES = {
    "part": indicator(maximum=50),
    "whole": indicator(minimum=0, maximum=40),
    "rate": indicator("ratio", of=["part", "whole"]),
}
PART, WHOLE = Missing("indicator", "part"), Missing("indicator", "whole")


def rate(**values):
    return derive(Catalogue(indicators=RATES), values)["rate"]


def test_a_ratio_keeps_its_parts():
    assert rate(part=7, whole=8) == Ratio(7, 8)


def test_a_whole_of_zero_is_kept_as_what_it_is():
    assert rate(part=0, whole=0) == Ratio(0, 0)


@pytest.mark.parametrize(
    ("values", "missing", "least", "greatest", "sure"),
    [
        ({"whole": 20}, (PART,), 0, 1, True),  # at most 20 of 20
        ({"part": 10}, (WHOLE,), Fraction(1, 4), 1, False),  # 10 of at most 40
        ({}, (PART, WHOLE), 0, 1, False),
    ],
    ids=["part", "whole", "both"],
)
def test_a_ratio_of_unknown_parts_has_bounds(values, missing, least, greatest, sure):
    assert rate(**values) == Unknown(missing, Fraction(least), Fraction(greatest), sure)


def test_a_ratio_of_bounded_parts_has_bounds():
    """2 to 6 of 5 to 8: at least 2 of 8; 6 of 5 cannot be, so at most 1."""
    parts = {
        "part": indicator(minimum=2, maximum=6),
        "whole": indicator(minimum=5, maximum=8),
    }
    for may_exceed, greatest in ((False, Fraction(1)), (True, Fraction(6, 5))):
        made = indicator("ratio", of=["part", "whole"], may_exceed=may_exceed)
        found = derive(Catalogue(indicators={**parts, "rate": made}), {})["rate"]
        assert found == Unknown((PART, WHOLE), Fraction(1, 4), greatest)


def test_a_ratio_that_may_exceed_is_only_bounded_by_the_largest_number():
    made = Catalogue(
        indicators={**RATES, "rate": indicator("ratio", of=["part", "whole"], may_exceed=True)}
    )
    assert derive(made, {"part": 9, "whole": 3})["rate"] == Ratio(9, 3)
    found = derive(made, {"part": 10})["rate"]
    assert found == Unknown((WHOLE,), Fraction(1, 4), Fraction(10**11), sure=False)


def exceeding(found, most):
    return Problem(
        code="part-exceeds-whole",
        path=("values", "part"),
        found=found,
        expected=Message(
            "should.<=",
            left=Message("should.side", name="示例", value=Decimal(found.split()[0])),
            right=Message("should.side", name="示例", value=Decimal(most)),
        ),
        hint=Message("hint.may-exceed"),
    )


def test_a_part_does_not_exceed_its_whole():
    assert problems_of(rate, part=9, whole=8) == [exceeding("9 > 8", 8)]


def test_a_part_that_exceeds_every_possible_whole_is_told_too():
    assert problems_of(rate, part=41) == [exceeding("41 > 40", 40)]


def test_a_ratio_of_derived_parts_is_exact():
    """3 of 2 people a house on average, in a village of 4: 5/2 over 4, and 8/3 over 4."""
    made = catalogue(
        size=indicator("amount", derive=MeanOf(mean=Rule("people"))),
        rooms=indicator(),
        crowding=indicator("ratio", of=["size", "rooms"]),
    )

    def crowding(*people, rooms=4):
        rows = homes(*({"people": number} for number in people))
        reported = {"households": True}
        return derive(made, {"rooms": rooms}, households=rows, reported=reported)["crowding"]

    assert crowding(3, 2) == Ratio(Decimal("2.5"), 4)
    assert crowding(4, 3, 1) == Fraction(2, 3)
    assert crowding(0, 0, 0, rooms=0) == Ratio(0, 0)


def test_a_fraction_of_nothing_has_no_value():
    made = catalogue(
        size=indicator("amount", derive=MeanOf(mean=Rule("people"))),
        rooms=indicator(),
        crowding=indicator("ratio", of=["size", "rooms"], may_exceed=True),
    )
    rows = homes({"people": 1}, {"people": 0}, {"people": 0})
    found = derive(made, {"rooms": 0}, households=rows, reported={"households": True})["crowding"]
    assert (found.missing, found.sure) == ((Missing("no-value", "crowding"),), False)


# Rounding and declared ranges.


@pytest.mark.parametrize(("mode", "expected"), [("half_up", "2.67"), ("down", "2.66")])
def test_an_indicator_is_rounded_before_anything_sees_it(mode, expected):
    rounding = Rounding(step=Decimal("0.01"), mode=mode)
    found = derived("amount", THREE, mean="people", round=rounding)
    assert typed(found) == typed(Decimal(expected))  # 8/3


def test_a_rounded_share_is_a_number():
    found = derived("ratio", THREE, share="joined", round=Rounding(step=Decimal("0.1")))
    assert typed(found) == typed(Decimal("0.7"))  # 2/3


def test_the_bounds_of_a_rounded_indicator_are_rounded():
    """5/3 to 5 in steps of 2."""
    found = derived("amount", ONE_BLANK, mean="people", round=Rounding(step=2))
    assert found == Unknown((row("people", "h3"),), Fraction(2), Fraction(6))


def test_a_reported_indicator_is_rounded_too():
    made = Catalogue(indicators={"x": indicator("ratio", round=Rounding(step=Decimal("0.1")))})
    assert derive(made, {"x": "86%"})["x"] == Decimal("0.9")


@pytest.mark.parametrize("rounding", [None, Rounding(step=10)])
@pytest.mark.parametrize(("people", "told"), [(3, "3"), (9, "9")])
def test_a_derived_value_keeps_to_its_declared_range(people, told, rounding):
    """Checked as it is, before it is rounded."""
    made = indicator(
        "amount", minimum=4, maximum=8, derive=SumOf(sum=Rule("people")), round=rounding
    )
    keywords = {"households": homes({"people": people}), "reported": {"households": True}}
    problem = Problem(
        code="out-of-range",
        path=("values", "d"),
        found=told,
        expected=Message("expected.between", least=Decimal(4), most=Decimal(8)),
    )
    assert problems_of(derive, catalogue(d=made), {}, **keywords) == [problem]


@pytest.mark.parametrize("people", [4, 8])
def test_the_ends_of_a_declared_range_belong_to_it(people):
    made = indicator(minimum=4, maximum=8, derive=SumOf(sum=Rule("people")))
    keywords = {"households": homes({"people": people}), "reported": {"households": True}}
    assert derive(catalogue(d=made), {}, **keywords)["d"] == people


def test_a_mean_that_is_declared_as_a_share_is_no_more_than_the_whole():
    made = catalogue(d=indicator("ratio", derive=MeanOf(mean=Rule("people"))))
    keywords = {"households": homes({"people": 3}), "reported": {"households": True}}
    expected = Message("expected.between", least=Decimal(0), most=Decimal(1))
    problem = Problem(code="out-of-range", path=("values", "d"), found="3", expected=expected)
    assert problems_of(derive, made, {}, **keywords) == [problem]
    assert derive(made, {})["d"] == Unknown((ALL_HOMES,), Fraction(0), Fraction(1), sure=False)


def test_no_sum_passes_the_largest_number():
    """Two times 10^11 and no declared range: the default limits are enforced."""
    member = indicator(subject="household")
    made = Catalogue(indicators={"x": member, "d": indicator(derive=SumOf(sum=Rule("x")))})
    keywords = {"households": homes({"x": 10**11}, {"x": 1}), "reported": {"households": True}}
    (problem,) = problems_of(derive, made, {}, **keywords)
    assert (problem.code, problem.expected) == (
        "out-of-range",
        Message("expected.at-most", least=None, most=Decimal(10**11)),
    )


# What is reported, and what is wrong with it.

SMALL = Catalogue(
    indicators={
        "meetings": indicator(maximum=50),
        "plan": indicator("truth"),
        "mood": indicator("choice", choices=["warm"]),
        "joined": indicator("truth", subject="household"),
        "d": indicator(derive=CountOf(count=Rule("joined"))),
    },
    events={"mishap": EventKind(label="事故")},
)


def test_what_nobody_reports_is_unknown_with_its_bounds():
    facts = derive(SMALL, {"plan": None})
    assert facts["plan"] == Unknown((Missing("indicator", "plan"),))
    assert facts["mood"] == Unknown((Missing("indicator", "mood"),))
    assert facts["meetings"] == Unknown(
        (Missing("indicator", "meetings"),), Fraction(0), Fraction(50)
    )


def test_a_share_that_nobody_reports_may_have_no_value():
    facts = derive(Catalogue(indicators={"x": indicator("ratio")}), {})
    missing = (Missing("indicator", "x"),)
    assert facts["x"] == Unknown(missing, Fraction(0), Fraction(1), sure=False)


def test_a_misspelt_name_is_told_with_the_nearest():
    village = Village(
        id="v1",
        values={"meetngs": 3},
        households=[Household(id="h1", values={"joind": True}, reported={"mishp": "2024-01-01"})],
        events=[Event(id="e1", kind="mishapp", on=DAY)],
        reported={"housholds": True},
    )
    found = {(p.code, p.path, p.found, p.hint) for p in problems_of(derive, SMALL, village)}

    def near(name):
        return Message("hint.nearest", name=name)

    assert found == {
        ("unknown-indicator", ("values", "meetngs"), "meetngs", near("meetings")),
        ("unknown-indicator", ("households", 0, "values", "joind"), "joind", near("joined")),
        ("unknown-name", ("households", 0, "reported", "mishp"), "mishp", near("mishap")),
        ("unknown-event", ("events", 0, "kind"), "mishapp", near("mishap")),
        ("unknown-name", ("reported", "housholds"), "housholds", near("households")),
    }


def test_a_computed_value_cannot_be_reported():
    leave, report = Message("hint.leave-out"), Message("hint.report", names=("part", "whole"))
    problem = Problem(code="computed-given", path=("values", "d"), found="3", hint=leave)
    assert problems_of(derive, SMALL, {"d": 3}) == [problem]
    problem = Problem(code="computed-given", path=("values", "rate"), found="0.5", hint=report)
    assert problems_of(rate, rate=0.5) == [problem]


def test_what_is_beside_the_catalogue_can_be_ignored():
    village = Village(
        id="v1",
        values={"meetngs": 3, "plan": True},
        households=[Household(id="h1", values={"cars": 1, "joined": True})],
        events=[Event(id="e1", kind="feast", on=DAY)],
        reported={"households": True},
    )
    facts = derive(SMALL, village, extra="ignore")
    assert (facts["plan"], facts["d"]) == (True, 1)
    assert "meetngs" not in facts.values


def test_a_computed_value_is_refused_even_so():
    (problem,) = problems_of(derive, SMALL, {"d": 3}, extra="ignore")
    assert problem.code == "computed-given"


@pytest.mark.parametrize(
    ("reported", "code"),
    [
        ({"households": "yes"}, "wrong-type"),
        ({"groups": DAY}, "wrong-type"),
        ({"mishap": True}, "not-a-date"),
        ({"mishap": "2024-02-30"}, "not-a-date"),
    ],
    ids=str,
)
def test_what_is_reported_complete_has_the_right_form(reported, code):
    (name,) = reported
    found = problems_of(derive, SMALL, {}, reported=reported)
    assert [(p.code, p.path) for p in found] == [(code, ("reported", name))]


def test_a_household_has_no_members_to_report():
    found = problems_of(derive, SMALL, Household(id="h1", reported={"households": True}))
    assert [(p.code, p.path) for p in found] == [("unknown-name", ("reported", "households"))]


def test_two_words_by_one_method_contradict_each_other():
    words = [Observation(of="a.b", method="visit", met=met) for met in (True, False)]
    problem = double(1, "a.b, visit").inside("observations")
    assert problems_of(derive, SMALL, {}, observations=words) == [problem]


def test_all_that_is_wrong_with_a_record_is_told_at_once():
    village = Village(
        id="v1", values={"meetings": -1, "plan": "yes"}, households=homes({"joined": 1})
    )
    found = problems_of(derive, SMALL, village)
    assert {(p.code, p.path) for p in found} == {
        ("out-of-range", ("values", "meetings")),
        ("wrong-type", ("values", "plan")),
        ("wrong-type", ("households", 0, "values", "joined")),
    }


# Records, mappings, and what is handed in beside them.


def test_facts_keep_who_they_are_about():
    words = [Observation(of="a.b", method="visit", met=True)]
    exempt = {"a.c": Exemption(reason="虚构", by="township")}
    village = Village(id="v1", label="示例村", observations=words, exempt=exempt)
    facts = derive(Catalogue(indicators={}), village, as_of=DAY)
    assert facts == Facts(
        id="v1", label=Label("示例村"), as_of=DAY, values={}, observations=words, exempt=exempt
    )


def test_a_mapping_has_no_id():
    assert derive(SMALL, {"meetings": 3}).id is None


def test_a_mapping_may_be_about_a_household():
    facts = derive(SMALL, {"joined": True, "meetings": 2}, subject="household")
    assert (facts.subject, facts["joined"], facts["meetings"]) == ("household", True, 2)


def test_a_village_has_no_values_of_its_households():
    (problem,) = problems_of(derive, SMALL, {"joined": True})
    assert (problem.code, problem.path) == ("indicator-of-other-subject", ("values", "joined"))
    assert "derive_households" in problem.hint.text("zh")
    assert "joined" not in derive(SMALL, {}).values


def test_what_is_handed_in_takes_the_place_of_what_a_record_has():
    made = catalogue(
        d=indicator(derive=CountOf(count=Rule("joined"))),
        g=indicator(derive=CountOf(count=Rule("disclosed"), over="group")),
        e=indicator(derive=EventCount(events="mishap", within=Span(1, "year"))),
    )
    village = Village(
        id="v1",
        households=homes({"joined": True}, {"joined": True}),
        groups=[Group(id="g1", values={"disclosed": True})],
        events=[Event(id="e1", kind="mishap", on=DAY)],
        observations=[Observation(of="a.b", method="visit", met=True)],
        exempt={"a.c": Exemption(reason="虚构", by="township")},
        reported={"households": True, "groups": True, "mishap": DAY},
    )
    facts = derive(made, village, as_of=DAY)
    assert [facts[name] for name in "dge"] == [2, 1, 1]
    facts = derive(
        made,
        village,
        as_of=DAY,
        households=homes({"joined": True}),
        groups=[],
        events=[],
        observations=[],
        exempt={},
    )
    assert [facts[name] for name in "dge"] == [1, 0, 0]
    assert (facts.observations, dict(facts.exempt)) == ((), {})
    facts = derive(made, village, as_of=DAY, reported={"groups": True})
    assert [isinstance(facts[name], Unknown) for name in "dge"] == [True, False, True]


def test_many_records_give_facts_in_their_order():
    records = [{"meetings": 1}, Village(id="v2", values={"meetings": 2}), Household(id="h1")]
    made = derive_each(SMALL, records, as_of=DAY)
    assert made == tuple(derive(SMALL, record, as_of=DAY) for record in records)


def test_the_day_of_records_is_the_day_of_evaluation_unless_another_is_given():
    """The mishap of June lies in the year up to it, and not yet in the one up to January."""
    made = catalogue(e=indicator(derive=EventCount(events="mishap", within=Span(1, "year"))))
    village = Village(id="v1", events=[Event(id="e1", kind="mishap", on=DAY)])
    records = Records(id="demo", as_of=DAY, reported={"mishap": DAY}, subjects=[village])
    (facts,) = derive_each(made, records)
    assert (facts["e"], facts.as_of) == (1, DAY)
    (facts,) = derive_each(made, records, as_of=date(2024, 1, 31))
    assert (facts["e"], facts.as_of) == (0, date(2024, 1, 31))
    dayless = Records(id="demo", reported={"mishap": DAY}, subjects=[village])
    for given in (dayless, list(records)):
        assert [p.code for p in problems_of(derive_each, made, given)] == ["no-day"]


def told(*arguments, **others):
    return [(p.code, p.path, p.record) for p in problems_of(*arguments, **others)]


def test_the_problems_of_many_records_are_told_together_each_with_its_row():
    rows = [{"meetings": -1}, {"plan": True}, {"plans": True}, {"meetings": -1}]
    assert told(derive_each, SMALL, rows) == [
        ("out-of-range", (0, "values", "meetings"), None),
        ("unknown-indicator", (2, "values", "plans"), None),
        ("out-of-range", (3, "values", "meetings"), None),
    ]


def test_the_problems_of_records_made_in_python_have_number_and_id():
    wrong = {"values": {"meetings": -1}}
    rows = [Household(id=f"h{n}", values={"joined": 3}) for n in (1, 2)]
    villages = [Village(id="v1", **wrong), Village(id="v2", households=rows)]
    expected = [
        ("out-of-range", (0, "values", "meetings"), "v1"),
        ("wrong-type", (1, "households", 0, "values", "joined"), "v2/h1"),
        ("wrong-type", (1, "households", 1, "values", "joined"), "v2/h2"),
    ]
    assert told(derive_each, SMALL, villages) == expected
    records = Records(id="r", reported={"meetngs": True}, subjects=villages)
    assert told(derive_each, SMALL, records) == [
        ("unknown-name", ("reported", "meetngs"), None),
        *((code, ("subjects", *path), name) for code, path, name in expected),
    ]
    assert told(derive_households, SMALL, villages) == expected[1:]
    assert told(derive, SMALL, villages[1]) == [
        (code, path[1:], name[3:]) for code, path, name in expected[1:]
    ]
    assert told(derive, SMALL, {"meetings": -1}, cohort=[{}, villages[0]]) == [
        ("out-of-range", ("values", "meetings"), None),
        ("out-of-range", ("cohort", 1, "values", "meetings"), "v1"),
    ]


def test_villages_of_a_township_lead_to_their_households():
    home = Household(id="h1", values={"joined": 3})
    town = Entity(id="t", subject="township", villages=[Village(id="v1", households=[home])])
    expected = [("wrong-type", (1, "villages", 0, "households", 0, "values", "joined"), "v1/h1")]
    assert told(derive_households, SMALL, [Village(id="v0"), town]) == expected


def test_a_word_for_all_that_is_wrong_is_told_once_and_that_of_a_record_as_its_own():
    own = Village(id="v1", reported={"housholds": True})
    found = told(derive_each, SMALL, [own, {}, Village(id="v2")], reported={"housholds": False})
    assert found == [
        ("unknown-name", (0, "reported", "housholds"), "v1"),
        ("unknown-name", ("reported", "housholds"), None),
    ]


def test_a_problem_without_a_place_in_a_text_says_whose_it_is():
    (found,) = problems_of(derive_each, SMALL, [Village(id="v1", values={"meetings": -1})])
    assert found.text("en").startswith("v1, [0].values.meetings: a value is out of range")


AMOUNTS = catalogue(
    size=indicator("amount"),
    share=indicator("ratio"),
    cut=indicator("ratio", round=Rounding(step=Decimal("0.01"))),
    paid=indicator("amount", round=Rounding(step=Decimal("0.1"), mode="down")),
    people=indicator("count", subject="household"),
    water=indicator("amount", subject="household"),
)


def test_a_column_of_floats_is_one_problem():
    rows = [{"size": n / 3, "share": 0.1 + 0.2} for n in range(1, 11)]
    size, share = problems_of(derive_each, AMOUNTS, [{"size": 1}, *rows])
    assert (size.code, size.path, size.found) == (
        "too-many-digits",
        (1, "values", "size"),
        "0.3333333333333333",
    )
    assert size.hint.text("en") == (
        "round it first, or declare a rounding (round) or more places for the indicator; "
        "so in 7 rows, of which this is the first"
    )
    assert (share.path, share.hint.text("zh")) == (
        (1, "values", "share"),
        "请先舍入，或为指标声明 round；共 10 行如此，此为第一行",
    )


def test_a_column_of_rows_of_a_village_is_one_problem_and_others_stay_apart():
    rows = [Household(id=f"h{n}", values={"water": n / 7, "people": -n}) for n in (1, 2, 3)]
    found = told(derive, AMOUNTS, {"size": 0.1234}, households=rows)
    assert found == [
        ("out-of-range", ("households", 0, "values", "people"), "h1"),
        ("too-many-digits", ("households", 0, "values", "water"), "h1"),
        *(("out-of-range", ("households", n, "values", "people"), f"h{n + 1}") for n in (1, 2)),
        ("too-many-places", ("values", "size"), None),
    ]


def test_a_column_longer_than_anybody_looks_through_says_so():
    column, last = problems_of(derive_each, AMOUNTS, [{"share": 1 / 3}] * 3000)
    assert "so in 1001 rows or more, of which this is the first" in column.hint.text("en")
    assert last.code == "more-problems"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"cut": 1 / 3}, Decimal("0.33")),
        ({"cut": 0.1 + 0.2}, Decimal("0.3")),
        ({"cut": Decimal("1e-300")}, 0),
        ({"cut": 1.004}, 1),
        ({"paid": 2 / 3}, Decimal("0.6")),
        ({"paid": "0.66"}, None),
        ({"cut": 1.006}, None),
        ({"cut": Decimal("1e-99999999")}, None),
        ({"cut": float("inf")}, None),
    ],
)
def test_a_declared_rounding_takes_what_is_finer(values, expected):
    if expected is None:
        assert len(problems_of(derive, AMOUNTS, values)) == 1
    else:
        (name,) = values
        assert derive(AMOUNTS, values)[name] == expected


def test_many_mappings_may_be_about_households():
    made = derive_each(SMALL, [{"joined": True, "x": 1}], subject="household", extra="ignore")
    assert made == (derive(SMALL, {"joined": True}, subject="household"),)


@pytest.mark.parametrize("day", ["2025-06-30", datetime(2025, 6, 30, tzinfo=UTC)])
def test_a_day_of_evaluation_that_is_no_day_is_refused(day):
    catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
    with pytest.raises(DocumentError) as refused:
        derive(catalogue, {"plan": True}, as_of=day)
    assert [(p.code, p.path) for p in refused.value.problems] == [("not-a-date", ("as_of",))]

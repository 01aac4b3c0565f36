"""What follows from a subject's own facts, from earlier periods, dates and indexes."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.calendar import Span
from civil_village.derivation import derive, derive_each
from civil_village.documents import dumps, loads
from civil_village.documents.conversion import structure
from civil_village.indicators import (
    AnyDerived,
    Catalogue,
    Consistency,
    CountOf,
    DaysBetween,
    EarlierValue,
    EventCount,
    EventKind,
    Formula,
    Growth,
    IndexValue,
    Indicator,
    MaximumOf,
    SumOf,
)
from civil_village.labels import Label
from civil_village.problems import DocumentError
from civil_village.quantities.ratios import Ratio
from civil_village.quantities.rounding import Rounding
from civil_village.records.records import Records
from civil_village.records.subjects import Group, Household, Village
from civil_village.rules import Missing, Rule, Unknown
from tests.indicators.ways import derivation

DAY = date(2024, 6, 30)


def indicator(value="count", **keywords):
    return Indicator(label="示例", value=value, **keywords)


OWN = {
    "residents": indicator(maximum=5000),
    "cleaners": indicator(maximum=100),
    "income": indicator("amount", maximum=100),
    "insured": indicator("ratio"),
    "founded": indicator("date"),
    "closed": indicator("date"),
    "terrain": indicator("choice", choices=["plain", "hill"]),
}


def catalogue(**indicators):
    return Catalogue(indicators={**OWN, **indicators})


def found(value, values=None, *, keywords=None, **derive_keys):
    rules = ("rule", "needed")
    way = {n: Rule(given) if n in rules else given for n, given in derive_keys.items()}
    made = catalogue(d=indicator(value, derive=derivation(**way)))
    return derive(made, values or {}, as_of=DAY, **(keywords or {}))["d"]


def problems_of(function, *args, **keywords):
    with pytest.raises(DocumentError) as caught:
        function(*args, **keywords)
    return [(p.code, p.path) for p in caught.value.problems]


def lacking(kind, name, row=None):
    return Missing(kind, name, row)


# Rules.


@pytest.mark.parametrize(
    ("value", "rule", "values", "expected"),
    [
        ("truth", "residents > 3 && income < 9", {"residents": 4, "income": 3}, True),
        ("count", "residents - cleaners", {"residents": 4, "cleaners": 6}, -2),
        ("amount", "1.5 * income", {"income": Decimal("0.01")}, Decimal("0.015")),
        ("ratio", "insured * 0.5", {"insured": "80%"}, Decimal("0.4")),
        ("count", "terrain == 'hill' ? 10 : 15", {"terrain": "hill"}, 10),
    ],
)
def test_a_rule_makes_a_fact(value, rule, values, expected):
    made = found(value, values, rule=rule)
    assert (type(made), made) == (type(expected), expected)


def test_an_unknown_rule_has_bounds_and_names_what_it_lacks():
    made = found("count", {"residents": 7}, rule="residents - cleaners")
    assert made == Unknown((lacking("indicator", "cleaners"),), Fraction(-93), Fraction(7))
    assert found("truth", {"residents": 700}, rule="cleaners > residents") is False


def test_rules_may_use_each_other_in_any_order():
    made = catalogue(
        c=indicator("truth", derive=Formula(rule=Rule("b > 3"))),
        b=indicator(derive=Formula(rule=Rule("a + 1"))),
        a=indicator(derive=Formula(rule=Rule("cleaners * 2"))),
        rate=indicator("ratio", of=["a", "b"]),
    )
    facts = derive(made, {"cleaners": 2})
    assert (facts["c"], facts["b"], facts["a"], facts["rate"]) == (True, 5, 4, Ratio(4, 5))


def test_a_ring_is_refused_and_shown():
    with pytest.raises(DocumentError) as caught:
        catalogue(
            a=indicator(derive=Formula(rule=Rule("b + 1"))),
            b=indicator(derive=Formula(rule=Rule("c + 1"))),
            c=indicator(derive=Formula(rule=Rule("a + 1"))),
        )
    (problem,) = caught.value.problems
    assert problem.code == "made-of-itself"
    assert problem.found in ("a → b → c → a", "b → c → a → b", "c → a → b → c")


def test_a_computed_number_keeps_to_its_declared_range():
    made = catalogue(d=indicator(minimum=0, derive=Formula(rule=Rule("residents - cleaners"))))
    given = {"residents": 1, "cleaners": 2}
    assert problems_of(derive, made, given) == [("out-of-range", ("values", "d"))]


@pytest.mark.parametrize(
    ("value", "way", "codes"),
    [
        ("count", {"rule": Rule("income * 2")}, ["wrong-type"]),  # it may be no whole number
        ("truth", {"rule": Rule("income * 2")}, ["wrong-type"]),
        ("count", {"rule": Rule("residentz")}, ["unknown-indicator"]),
        ("count", {"needed": Rule("terrain"), "per": 5}, ["wrong-type"]),
        ("count", {"days": ["founded", "income"]}, ["wrong-type"]),
        ("count", {"days": ["foundd", "as_of"]}, ["unknown-indicator"]),
        ("ratio", {"growth": "terrain", "since": "2023"}, ["wrong-type"]),
        ("ratio", {"growth": "incom", "since": "2023"}, ["unknown-indicator"]),
        ("count", {"earlier": "income", "period": "2023"}, ["wrong-type"]),
        ("amount", {"index": "pork", "on": "income"}, ["wrong-type"]),
        ("count", {"rank": Rule("income"), "best": "high", "by": "cleaners"}, ["wrong-type"]),
        ("count", {"rank": Rule("income"), "best": "high", "by": "town"}, ["unknown-indicator"]),
        ("ratio", {"share": Rule("income > 2"), "over": "cohrt"}, ["unknown-name"]),
        ("date", {"last": "visit"}, ["unknown-event"]),
    ],
)
def test_what_does_not_fit_is_told(value, way, codes):
    with pytest.raises(DocumentError) as caught:
        catalogue(d=indicator(value, derive=derivation(**way)))
    assert [p.code for p in caught.value.problems] == codes
    assert caught.value.problems[0].path[:3] == ("indicators", "d", "derive")


def test_a_rule_keeps_its_unit():
    with pytest.raises(DocumentError) as caught:
        Catalogue(
            indicators={
                "income": indicator("amount", unit="元"),
                "d": indicator("amount", derive=Formula(rule=Rule("income * 2"))),
            }
        )
    assert [p.code for p in caught.value.problems] == ["unit-mismatch"]


# Keys of a way.


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"rank": "a"}, ("missing-key", ("best",))),
        ({"earlier": "a"}, ("missing-key", ("period",))),
        ({"growth": "a"}, ("missing-key", ("since",))),
        ({"needed": "a"}, ("missing-key", ("per",))),
        ({"needed": "a", "per": 0}, ("out-of-range", ("per",))),
        ({"days": ["a"]}, ("wrong-length", ("days",))),
        ({"rule": "a", "over": "cohort"}, ("unknown-key", ("over",))),
        ({"mean": "a", "by": "b"}, ("key-of-other-type", ("by",))),
        ({"mean": "a", "itself": False}, ("key-of-other-type", ("itself",))),
        ({"mean": "a", "over": "visit", "window": "running"}, ("key-of-other-type", ("window",))),
        ({"rank": "a", "best": "high", "blank": "no"}, ("key-of-other-type", ("blank",))),
        (
            {"events": "a", "within": "1 year", "window": "calendar", "ends": "(]"},
            ("key-of-other-type", ("ends",)),
        ),
    ],
)
def test_each_way_has_its_keys(given, problem):
    assert problems_of(structure, given, AnyDerived) == [problem]


# Needed numbers.


@pytest.mark.parametrize(
    ("mode", "residents", "expected"),
    [
        ("up", 1000, 2),
        ("up", 1001, 3),
        ("down", 1499, 2),
        ("half_up", 1250, 3),
        ("half_up", 1249, 2),
    ],
)
def test_so_many_are_needed_per_so_many(mode, residents, expected):
    assert (
        found("count", {"residents": residents}, needed="residents", per=500, round=mode)
        == expected
    )


def test_what_is_needed_for_an_unknown_number_has_bounds():
    made = found("count", needed="residents", per=500)
    assert made == Unknown((lacking("indicator", "residents"),), Fraction(0), Fraction(10))


# Days between.


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-02-28", "2024-03-01", 2),
        ("2024-03-01", "2024-03-01", 0),
        ("2024-03-02", "2024-03-01", -1),
    ],
)
def test_days_between_are_a_difference(first, last, expected):
    assert (
        found("count", {"founded": first, "closed": last}, days=["founded", "closed"]) == expected
    )


def test_days_up_to_the_day_of_evaluation():
    assert found("count", {"founded": "2024-06-01"}, days=["founded", "as_of"]) == 29
    made = catalogue(d=indicator(derive=DaysBetween(days=["founded", "as_of"])))
    assert problems_of(derive, made, {}) == [("no-day", ("as_of",))]


def test_days_from_an_unknown_date_are_unknown():
    made = found("count", days=["founded", "as_of"])
    assert made.missing == (lacking("indicator", "founded"),)
    assert made.least < 0 < made.greatest


# Earlier periods.


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [(105, 100, Decimal("0.05")), (50, 100, Decimal("-0.5")), (90, 30, 2), (10, 3, Fraction(7, 3))],
)
def test_growth_is_exact_and_may_be_negative_or_above_one(now, then, expected):
    source = indicator("amount", maximum=1000)
    grown = indicator("ratio", derive=Growth(growth="income", since="2023"))
    made = Catalogue(indicators={"income": source, "d": grown})
    assert derive(made, {"income": now}, earlier={"2023": {"income": then}})["d"] == expected


def test_growth_of_a_share_is_in_points():
    given = {"earlier": {"2023": {"insured": {"part": 3, "whole": 4}}}}
    made = found("ratio", {"insured": "80%"}, keywords=given, growth="insured", since="2023")
    assert made == Decimal("0.05")


def test_growth_from_nothing_is_undetermined():
    given = {"earlier": {"2023": {"income": 0}}}
    made = found("ratio", {"income": 5}, keywords=given, growth="income", since="2023")
    assert (made.missing, made.sure) == ((lacking("no-value", "d"),), False)


def test_what_nobody_reported_of_an_earlier_period_is_named_with_it():
    made = found("ratio", {"income": 5}, growth="income", since="2023")
    assert made.missing == (lacking("earlier", "income", "2023"),)
    made = found("amount", earlier="income", period="2022")
    assert made == Unknown((lacking("earlier", "income", "2022"),), Fraction(0), Fraction(100))


def test_rising_every_year_is_a_rule():
    made = catalogue(
        y22=indicator("amount", derive=EarlierValue(earlier="income", period="2022")),
        y23=indicator("amount", derive=EarlierValue(earlier="income", period="2023")),
        rises=indicator("truth", derive=Formula(rule=Rule("y22 < y23 && y23 < income"))),
    )
    village = Village(
        id="v1", values={"income": 9}, earlier={"2022": {"income": 7}, "2023": {"income": 8}}
    )
    assert derive(made, village)["rises"] is True
    assert (
        derive(made, village, earlier={"2022": {"income": 9}, "2023": {"income": 8}})["rises"]
        is False
    )


def test_earlier_values_are_checked_like_others():
    given = {"2023": {"income": -1, "incom": 2}}
    assert problems_of(derive, catalogue(), {}, earlier=given) == [
        ("out-of-range", ("earlier", "2023", "income")),
        ("unknown-indicator", ("earlier", "2023", "incom")),
    ]


# Indexes.

PORK = {"pork": {"2024-05": 28.5, "2024-05-03": 29, "2024-06-10": None}}


@pytest.mark.parametrize(
    ("day", "gap", "expected"),
    [
        ("2024-05-03", "unknown", 29),
        ("2024-05-31", "unknown", Decimal("28.5")),
        ("2024-06-10", "latest_known", Decimal("28.5")),
        ("2024-06-10", "unknown", None),
        ("2024-04-30", "latest_known", None),
    ],
)
def test_an_index_is_read_on_its_day(day, gap, expected):
    given = {"indexes": PORK}
    made = found("amount", {"founded": day}, keywords=given, index="pork", on="founded", gap=gap)
    if expected is None:
        assert made.missing == (lacking("index", "pork", day),)
    else:
        assert made == expected


def test_an_index_on_an_unknown_day_is_unknown():
    made = found("amount", keywords={"indexes": PORK}, index="pork", on="founded")
    assert made.missing == (lacking("indicator", "founded"), lacking("index", "pork", "founded"))
    assert found("amount", keywords={"indexes": {"pork": {"2024-06": 3}}}, index="pork") == 3


def test_wrong_tables_are_told():
    made = catalogue(d=indicator("amount", derive=IndexValue(index="pork")))
    tables = {"pork": {"2024-13": 2, "2024-05": "many"}, "porc": {}}
    assert problems_of(derive, made, {}, as_of=DAY, indexes=tables) == [
        ("not-a-date", ("indexes", "pork", "2024-13")),
        ("not-a-number", ("indexes", "pork", "2024-05")),
        ("unknown-name", ("indexes", "porc")),
    ]


def test_tables_of_a_document_reach_villages_and_households():
    made = catalogue(
        d=indicator("amount", derive=IndexValue(index="pork")),
        h=indicator("amount", subject="household", derive=IndexValue(index="pork")),
        m=indicator("amount", derive=MaximumOf(max=Rule("h"))),
    )
    village = Village(id="v1", households=[Household(id="h1")], reported={"households": True})
    records = Records(id="demo", indexes={"pork": {"2024": 1}}, subjects=[village])
    assert problems_of(derive, made, records["v1"], as_of=DAY)[0] == (
        "not-a-date",
        ("indexes", "pork", "2024"),
    )
    records = Records(id="demo", indexes={"pork": {"2024-06": 3}}, subjects=[village])
    facts = derive(made, records["v1"], as_of=DAY)
    assert (facts["d"], facts["m"]) == (3, 3)


def test_what_a_document_says_for_all_is_faulted_once_and_what_a_home_says_there():
    made = catalogue(h=indicator("amount", subject="household", derive=IndexValue(index="pork")))
    home = Household(id="h1", indexes={"porc": {}})
    village = Village(id="v1", households=[home, Household(id="h2")])
    records = Records(
        id="demo", indexes={"pork": {"2024": 1}}, reported={"visit": 5}, subjects=[village]
    )
    faults = problems_of(derive, made, loads(dumps(records))["v1"], as_of=DAY)
    assert sorted(faults) == [
        ("not-a-date", ("indexes", "pork", "2024")),
        ("unknown-name", ("reported", "visit")),
        ("unknown-name", ("subjects", 0, "households", 0, "indexes", "porc")),
    ]


# Losses.


@pytest.mark.parametrize(
    ("homes", "complete", "least", "greatest"),
    [
        ([(-4, True), (-3, True)], True, -7, -7),
        ([(-4, True), (None, True)], True, -14, 1),  # a home loses at most 10, or gains 5
        ([(-4, True), (-3, None)], True, -7, -4),  # the second perhaps does not count
        ([(4, True), (3, None)], True, 4, 7),
        ([(-4, True), (3, False)], True, -4, -4),
        # 999,999 more may come, each with -10 to 5
        ([(-4, True)], False, -4 - 9_999_990, -4 + 4_999_995),
    ],
)
def test_a_sum_of_losses_goes_down_with_each_that_counts(homes, complete, least, greatest):
    made = Catalogue(
        indicators={
            "result": Indicator(
                label="示例", value="amount", minimum=-10, maximum=5, subject="household"
            ),
            "joined": Indicator(label="示例", value="truth", subject="household"),
            "d": indicator("amount", derive=SumOf(sum=Rule("result"), where=Rule("joined"))),
        }
    )
    rows = [
        Household(id=f"h{n}", values={"result": result, "joined": joined})
        for n, (result, joined) in enumerate(homes)
    ]
    found = derive(made, {}, households=rows, reported={"households": complete})["d"]
    ends = (found.least, found.greatest) if isinstance(found, Unknown) else (found, found)
    assert ends == (least, greatest)


# What may have no value decides nothing.

MAY_BE_NONE = {
    "bonus": Indicator(label="示例", value="amount", maximum=3, subject="household"),
    "best": indicator(
        "amount", derive=MaximumOf(max=Rule("bonus")), known_when=Rule("residents >= 50")
    ),
    "among": indicator("amount", derive=MaximumOf(max=Rule("bonus"), among="yards")),
    "before": indicator("amount", derive=EarlierValue(earlier="best", period="2023")),
}


@pytest.mark.parametrize(
    "rule",
    [
        "best * 2 <= 6",
        "best + 1 <= 4",
        "best in [0, 5] || best <= 3",
        "(cleaners >= 1 ? best : best) <= 3",
        "(cleaners >= 1 ? best : 1) - best <= 3",
        "among <= 3",
        "before <= 3",
        "best - best == 0 || -best <= 0",
    ],
)
def test_what_may_have_no_value_decides_nothing_however_it_is_put(rule):
    """No household at all: there is no best bonus, whether or not enough is known for one."""
    made = catalogue(**MAY_BE_NONE, d=indicator("truth", derive=Formula(rule=Rule(rule))))
    for residents in (49, 50, None):
        facts = derive(
            made, {"residents": residents}, reported={"households": True}, earlier={"2023": {}}
        )
        assert isinstance(facts["d"], Unknown)


def test_a_number_made_of_what_may_have_none_may_have_none():
    way = {
        "twice": {"rule": "best * 2"},
        "needed": {"needed": "best", "per": 2},
        "again": {"rule": "twice + 1"},
        "among": None,
        "before": None,
    }
    made = catalogue(
        **MAY_BE_NONE,
        **{
            name: indicator(
                "count" if name == "needed" else "amount",
                round=Rounding(step=1) if name == "twice" else None,
                derive=derivation(**{k: Rule(v) if k != "per" else v for k, v in keys.items()}),
            )
            for name, keys in way.items()
            if keys is not None
        },
    )
    facts = derive(made, {"residents": 49})
    assert [(name, facts[name].sure) for name in way] == [(name, False) for name in way]
    signatures = made.signatures("village")
    assert all(signatures[name].partial for name in way)


# Enough evidence, and consistency.


def test_with_too_little_evidence_a_value_is_unknown():
    made = Catalogue(
        indicators={
            "sheets": indicator(),
            "content": indicator("ratio", known_when=Rule("sheets >= 50")),
        }
    )
    assert derive(made, {"sheets": 50, "content": "90%"})["content"] == Decimal("0.9")
    lacks = (lacking("evidence", "content", "sheets >= 50"),)
    little = derive(made, {"sheets": 49, "content": "90%"})["content"]
    assert little == Unknown(lacks, Fraction(0), Fraction(1), sure=False)
    open_ = derive(made, {"content": "90%"})["content"]
    assert open_.missing == (lacking("indicator", "sheets"), *lacks)


def test_facts_that_break_a_rule_of_consistency_are_an_error():
    made = Catalogue(
        indicators={
            "present": Indicator(label="到会人数", value="count", maximum=50),
            "invited": Indicator(label="应到人数", value="count", maximum=60),
        },
        consistency=[Consistency(id="present", rule=Rule("present <= invited"))],
    )
    with pytest.raises(DocumentError) as caught:
        derive(made, {"present": 9, "invited": 8})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("inconsistent", ("values", "present"))
    assert problem.found == "present 9, invited 8"
    assert problem.text("zh") == (
        "values.present：到会人数（9）不应多于应到人数（8）。 [inconsistent]"
    )
    assert problem.expected.text("en") == "到会人数 (9) must not be more than 应到人数 (8)"
    assert derive(made, {"present": 9})["present"] == 9  # nobody knows
    assert derive(made, {"present": 9, "invited": 9})["present"] == 9


@pytest.mark.parametrize(
    ("rule", "en", "zh"),
    [
        ("a >= b", "甲 (1) must not be less than 乙 (2)", "甲（1）不应少于乙（2）"),
        ("a == b", "甲 (1) must equal 乙 (2)", "甲（1）应等于乙（2）"),
        ("a > 1", "甲 (1) must be more than 1", "甲（1）应多于 1"),
        (
            "a + b == 4",
            "this must hold: 甲 + 乙 equals 4; there is 甲 1, 乙 2",
            "应有“甲 + 乙等于 4”，现为：甲 1、乙 2",
        ),
    ],
)
def test_what_facts_should_be_is_a_sentence_of_its_own(rule, en, zh):
    given = {"value": "count", "maximum": 9}
    made = Catalogue(
        indicators={"a": Indicator(label="甲", **given), "b": Indicator(label="乙", **given)},
        consistency=[Consistency(id="c", rule=Rule(rule))],
    )
    with pytest.raises(DocumentError) as caught:
        derive(made, {"a": 1, "b": 2})
    assert caught.value.text("en") == f"values.a: {en}. [inconsistent]"
    assert caught.value.text("zh") == f"values.a：{zh}。 [inconsistent]"


def test_members_keep_to_consistency_too():
    rule = Consistency(id="c", rule=Rule("pupils <= people"), subject="household")
    made = Catalogue(
        indicators={
            "pupils": indicator(subject="household"),
            "people": indicator(subject="household"),
        },
        consistency=[rule],
    )
    home = Household(id="h1", values={"pupils": 3, "people": 2})
    assert problems_of(derive, made, {}, households=[home]) == [
        ("inconsistent", ("households", 0, "values", "pupils"))
    ]


@pytest.mark.parametrize("name", ["households", "group", "cohort", "village"])
def test_no_kind_of_event_is_named_like_rows(name):
    found = problems_of(Catalogue, indicators={}, events={name: EventKind(label="会")})
    assert found == [("reserved-word", ("events", name))]


def test_a_group_has_facts_of_its_own():
    made = Catalogue(
        indicators={
            "homes": indicator(subject="group"),
            "large": indicator("truth", subject="group", derive=Formula(rule=Rule("homes > 20"))),
            "d": indicator(derive=CountOf(count=Rule("large"), over="group")),
        }
    )
    groups = [Group(id="g1", values={"homes": 21}), Group(id="g2", values={"homes": 20})]
    assert derive(made, {}, groups=groups, reported={"groups": True})["d"] == 1


def test_a_rounded_rule_is_rounded():
    rounding = Rounding(step=5)
    made = catalogue(d=indicator("amount", derive=Formula(rule=Rule("income * 2")), round=rounding))
    assert derive(made, {"income": 4})["d"] == 10
    assert [f["d"] for f in derive_each(made, [{"income": 4}, {"income": 3}])] == [10, 5]


def test_a_value_of_an_earlier_period_is_rounded_like_the_indicator():
    source = Indicator(label=Label("率"), value="ratio", round=Rounding(step=Decimal("0.1")))
    made = Catalogue(
        indicators={
            "rate": source,
            "d": indicator("ratio", derive=EarlierValue(earlier="rate", period="2023")),
        }
    )
    assert derive(made, {}, earlier={"2023": {"rate": "86%"}})["d"] == Decimal("0.9")


def test_what_is_broken_by_numbers_within_bounds_is_shown_with_both_ends():
    """Three homes are there, and there may be more: surely above 2."""
    made = Catalogue(
        indicators={
            "tidy": Indicator(label="示例", value="truth", subject="household"),
            "homes": indicator(derive=CountOf(count=Rule("tidy"))),
        },
        consistency=[Consistency(id="few", rule=Rule("homes <= 2"))],
    )
    rows = [Household(id=f"h{n}", values={"tidy": True}) for n in range(3)]
    with pytest.raises(DocumentError) as caught:
        derive(made, {}, households=rows)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.found) == (
        "inconsistent",
        ("values", "homes"),
        "homes 3 … 1000000",
    )


def test_what_is_broken_by_a_decimal_is_shown_as_one():
    rule = Consistency(id="few", rule=Rule("income <= 2"))
    made = Catalogue(indicators={"income": indicator("amount")}, consistency=[rule])
    with pytest.raises(DocumentError) as caught:
        derive(made, {"income": Decimal("2.5")})
    assert [problem.found for problem in caught.value.problems] == ["income 2.5"]


def test_a_day_of_evaluation_that_is_missing_is_told_once():
    window = {"within": Span(1, "year")}
    made = Catalogue(
        indicators={
            "one": indicator(derive=EventCount(events="visit", **window)),
            "two": indicator(derive=EventCount(events="visit", **window)),
            "since": indicator(derive=DaysBetween(days=["founded", "as_of"])),
            "founded": indicator("date"),
        },
        events={"visit": EventKind(label="走访")},
    )
    assert problems_of(derive, made, {}) == [("no-day", ("as_of",))]

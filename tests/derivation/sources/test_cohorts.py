"""What comes from all that are compared: means, extremes and ranks, with and without gaps."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from civil_village.derivation import derive, derive_each, derive_households
from civil_village.derivation.sources.cohorts import Peer, compared
from civil_village.indicators import Catalogue, Formula, Indicator, MeanOf, ShareOf
from civil_village.problems import DocumentError
from civil_village.quantities.ratios import Ratio
from civil_village.records.records import Records
from civil_village.records.subjects import Household, Village
from civil_village.rules import Missing, Rule, Signature, Unknown
from tests.indicators.ways import derivation

WHOLE = {"cohort": True}
COHORT = Missing("completeness", "cohort")


def indicator(value="count", **keywords):
    return Indicator(label="示例", value=value, **keywords)


def catalogue(**indicators):
    own = {
        "income": indicator("amount", maximum=100),
        "joined": indicator("truth"),
        "kind": indicator("choice", choices=["plain", "hill"]),
    }
    return Catalogue(indicators={**own, **indicators})


def of(value="amount", **derive):
    rules = ("share", "count", "sum", "mean", "min", "max", "rank", "where")
    made = {name: Rule(given) if name in rules else given for name, given in derive.items()}
    if "rank" not in made:
        made.setdefault("over", "cohort")
    return indicator(value, derive=derivation(**made))


def villages(*rows, **keywords):
    return [Village(id=f"v{n}", values=row, **keywords) for n, row in enumerate(rows, 1)]


def worked(made, rows, *, reported=WHOLE):
    facts = derive_each(catalogue(d=made), villages(*rows), reported=reported)
    return [each["d"] for each in facts]


def incomes(*numbers):
    return [{} if number is None else {"income": number} for number in numbers]


def row(name, member):
    return Missing("row", name, member)


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        ("amount", {"mean": "income"}, Decimal(20)),  # (10 + 20 + 30) / 3
        ("amount", {"sum": "income"}, Decimal(60)),
        ("amount", {"min": "income"}, Decimal(10)),
        ("amount", {"max": "income"}, Decimal(30)),
        ("count", {"count": "income >= 20"}, 2),
        ("ratio", {"share": "income >= 20"}, Ratio(2, 3)),
        ("amount", {"mean": "income", "where": "income > 10"}, Decimal(25)),
    ],
    ids=str,
)
def test_all_of_a_cohort_have_its_one_value(value, way, expected):
    assert worked(of(value, **way), incomes(10, 20, 30)) == [expected] * 3


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("mean", [25, 20, 15]),  # of the two others
        ("sum", [50, 40, 30]),
        ("min", [20, 10, 10]),
        ("max", [30, 30, 20]),
    ],
)
def test_a_subject_may_be_compared_with_the_others_alone(way, expected):
    assert worked(of(**{way: "income"}, itself=False), incomes(10, 20, 30)) == expected


def test_one_without_others_has_no_mean_of_them():
    (found,) = worked(of(mean="income", itself=False), incomes(10))
    assert (found.missing, found.sure) == ((Missing("no-value", "d"),), False)


@pytest.mark.parametrize(
    ("best", "ties", "expected"),
    [
        ("high", "competition", [1, 2, 2, 4]),
        ("high", "dense", [1, 2, 2, 3]),
        ("high", "worst", [1, 3, 3, 4]),
        ("low", "competition", [4, 2, 2, 1]),
    ],
)
def test_equals_are_ranked_as_declared(best, ties, expected):
    made = of("count", rank="income", best=best, ties=ties)
    assert worked(made, incomes(40, 30, 30, 20)) == expected


def test_places_without_gaps_take_the_fewest_numbers_that_gaps_allow():
    # Both above 10 need a number each: 40, and one from 20 to 30.
    spread = {"low": {"value": "amount"}, "more": {"value": "amount", "maximum": 10}}
    made = {name: Indicator(label=name, **given) for name, given in spread.items()}
    made["d"] = of("count", rank="low + more", best="high", ties="dense")
    rows = [{"low": 40, "more": 0}, {"low": 20}, {"low": 10, "more": 0}]
    facts = derive_each(Catalogue(indicators=made), rows, reported=WHOLE)
    assert [each["d"] for each in facts] == [1, 2, 3]


def test_a_rank_may_be_told_as_a_share_of_the_size():
    made = of("ratio", rank="income", best="high")
    assert worked(made, incomes(40, 30, 20)) == [Ratio(1, 3), Ratio(2, 3), Ratio(3, 3)]


def test_with_one_not_reported_a_place_is_second_to_third():
    """Who is not reported may have anything: 30 is second or third, 40 first or second."""
    found = worked(of("count", rank="income", best="high"), incomes(40, 30, None))
    lacks = (row("income", "v3"),)
    assert found == [
        Unknown(lacks, Fraction(1), Fraction(2)),
        Unknown(lacks, Fraction(2), Fraction(3)),
        Unknown(lacks, Fraction(1), Fraction(3)),
    ]


def test_a_mean_with_one_not_reported_has_bounds():
    """40 and 20, and 0 to 100: 60/3 to 160/3."""
    found = worked(of(mean="income"), incomes(40, 20, None))
    assert found == [Unknown((row("income", "v3"),), Fraction(20), Fraction(160, 3))] * 3


def test_a_cohort_that_nobody_called_whole_may_have_others():
    found = worked(of("count", rank="income", best="high"), incomes(40, 30), reported=None)
    assert found[1] == Unknown((COHORT,), Fraction(2), Fraction(10**6))
    assert (
        worked(of(mean="income"), incomes(40, 30), reported=None)
        == [Unknown((COHORT,), Fraction(0), Fraction(100))] * 2
    )


def test_only_equals_are_compared():
    rows = [{"income": n, "kind": kind} for n, kind in ((9, "hill"), (5, "plain"), (3, "hill"))]
    assert worked(of("count", rank="income", best="high", by="kind"), rows) == [1, 1, 2]
    assert worked(of(mean="income", by="kind"), rows) == [6, 5, 6]


def test_villages_are_compared_within_their_township():
    made = catalogue(d=of("count", rank="income", best="high", by="township"))
    places = [("甲镇", 9), ("乙镇", 5), ("甲镇", 12)]
    given = [
        Village(id=f"v{n}", township=town, values={"income": income})
        for n, (town, income) in enumerate(places)
    ]
    assert [f["d"] for f in derive_each(made, given, reported=WHOLE)] == [2, 1, 1]


# Households of several villages.


def yards(**reported):
    """Three villages: of 9 and 7 in groups of their own, of 8, and of 6 in another township."""

    def village(name, town, *incomes):
        homes = [
            Household(
                id=f"h{n}", group=f"g{n}", values={} if income is None else {"income": income}
            )
            for n, income in enumerate(incomes, 1)
        ]
        return Village(id=name, township=town, households=homes)

    villages = [village("v1", "甲镇", 9, 7), village("v2", "甲镇", 8), village("v3", "乙镇", 6)]
    return Records(id="demo", reported=reported, subjects=villages)


def homes(by):
    return Catalogue(
        indicators={
            "income": evolve(indicator("amount"), subject="household"),
            "d": evolve(of("count", rank="income", best="high", by=by), subject="household"),
        }
    )


def home_places(by, records):
    return {each.id: each["d"] for each in derive_households(homes(by), records)}


@pytest.mark.parametrize(
    ("by", "places"),
    [
        (None, [1, 2, 1, 1]),
        ("village", [1, 2, 1, 1]),
        ("group", [1, 1, 1, 1]),
        ("township", [1, 3, 2, 1]),
        ("all", [1, 3, 2, 4]),
    ],
)
def test_households_are_compared_within_their_village_unless_it_is_said(by, places):
    found = home_places(by, yards(households=True, cohort=True))
    assert found == dict(zip(["v1/h1", "v1/h2", "v2/h1", "v3/h1"], places, strict=True))


def test_of_other_villages_a_household_knows_all_only_where_all_villages_are_there():
    within = home_places("village", yards(households=True))
    assert within == {"v1/h1": 1, "v1/h2": 2, "v2/h1": 1, "v3/h1": 1}
    beyond = home_places("all", yards(households=True))
    assert beyond["v1/h2"] == Unknown((COHORT,), Fraction(3), Fraction(10**6))
    one, *_ = yards(households=True, cohort=True)
    alone = derive_each(homes("all"), one.households)
    assert alone[1]["d"] == Unknown((COHORT,), Fraction(2), Fraction(10**6))


def test_a_gap_of_another_village_is_named_with_it():
    records = yards(households=True, cohort=True)
    unknown = evolve(records.subjects[1], households=[Household(id="h1")])
    found = home_places("all", evolve(records, subjects=[records.subjects[0], unknown]))
    assert found["v1/h1"].missing == (row("income", "v2/h1"),)


def test_only_households_are_compared_within_a_village():
    with pytest.raises(DocumentError) as caught:
        catalogue(
            d=evolve(of("count", rank="income", best="high", by="village"), subject="village")
        )
    assert "by" in {problem.path[-1] for problem in caught.value.problems}


def test_who_belongs_nowhere_for_sure_may_belong_anywhere():
    """The third may be on a hill, or not: 9 stays first, and 12 would be first of either."""
    rows = [{"income": 9, "kind": "hill"}, {"income": 5, "kind": "plain"}, {"income": 7}]
    found = worked(of("count", rank="income", best="high", by="kind"), rows)
    lacks = (row("kind", "v3"),)
    assert found[0] == 1
    assert (found[1].least, found[1].greatest) == (1, 2)
    assert (found[2].least, found[2].greatest) == (1, 2)
    assert lacks[0].name in {m.name for m in found[2].missing}


def in_townships(made, *villages):
    """Derive villages that say their township, whether they are poor, and their income."""
    own = catalogue(d=made, poor=indicator("truth"))
    given = [
        Village(id=f"v{n}", township=town, values={"poor": poor, "income": income})
        for n, (town, poor, income) in enumerate(villages, 1)
    ]
    return [each["d"] for each in derive_each(own, given, reported=WHOLE)]


def test_who_does_not_count_and_is_nowhere_leaves_the_others_as_they_are():
    """The poor of 甲镇 have 4 and 6; the third village has no township, and is not poor."""
    made = of(mean="income", where="poor", by="township")
    first, second, stray = in_townships(
        made, ("甲镇", True, 4), ("甲镇", True, 6), (None, False, 90)
    )
    assert (first, second) == (5, 5)
    assert stray == Unknown((row("township", "v3"),), Fraction(4), Fraction(6), sure=False)


def test_of_nobody_who_counts_there_is_no_value_anywhere():
    (alone,) = in_townships(of(max="income", where="poor", by="township"), (None, False, 90))
    lacks = (row("township", "v1"), Missing("no-value", "d"))
    assert alone == Unknown(lacks, Fraction(0), Fraction(100), sure=False)


def test_who_is_left_out_of_a_ranking_and_is_nowhere_has_no_place():
    """Where v2 would belong makes no difference: what it is ranked by is left out."""
    made = of("count", rank="income", best="high", by="township", blank="exclude")
    first, second = in_townships(made, ("甲镇", True, 4), (None, True, None))
    assert first == 1
    lacks = (Missing("no-value", "d"),)
    assert second == Unknown(lacks, Fraction(1), Fraction(10**6), sure=False)


def test_what_another_lacks_is_named_as_its_own():
    """v3 may be on the hill or not: whoever is ranked lacks that of v3, and none of its own."""
    rows = [{"income": 5, "kind": "hill"}, {"income": 9, "kind": "plain"}, {"income": 7}]
    found = worked(of("count", rank="income", best="high", by="kind"), rows)
    assert found[0].missing == (row("kind", "v3"),)
    assert found[1] == 1
    assert row("kind", "v3") in found[2].missing
    rows = [{"income": 5, "kind": "hill"}, {"kind": "hill"}, {}]
    found = worked(of(mean="income", by="kind"), rows)
    lacks = {row("income", "v2"), row("kind", "v3"), row("income", "v3")}
    assert set(found[0].missing) == lacks


def test_what_one_lacks_itself_is_named_before_many_others():
    found = worked(of("count", rank="income", best="high", by="kind"), [{"income": 5}] * 102)
    assert found[0].missing == (row("kind", "v1"), Missing("cohort", "kind"))


def test_that_others_may_come_is_named_beside_many_gaps():
    found = worked(of(mean="income", by="kind"), [{"income": 5}] * 100, reported=None)
    assert found[0].missing == (Missing("cohort", "kind"), COHORT)


def means_of(groups, strays):
    """Give the first answer where so many groups of one have 5 each, and strays have 50."""
    peers = [Peer({"income": Fraction(5)}, f"g{n}") for n in range(groups)]
    stray = Unknown((row("kind", "v"),))
    peers += [Peer({"income": Fraction(50)}, stray)] * strays
    signature = Signature.number(maximum=100)
    derive = MeanOf(mean=Rule("income"), over="cohort", by="kind")
    return compared("d", derive, peers, signature, complete=True, ratio=False)[0][0]


def test_a_few_that_may_belong_anywhere_are_reckoned_with_everywhere():
    """(5 + 50) / 2 = 27.5 with the one; with each of a thousand, its income is all that counts."""
    assert means_of(61, 1) == Unknown((row("kind", "v"),), Fraction(5), Fraction(55, 2))


def test_very_many_that_may_belong_anywhere_are_taken_for_others_who_may_come():
    """1,001 that may be in each of 1,000 groups: only the range of an income is left."""
    lacks = (row("kind", "v"), COHORT)
    assert means_of(1000, 1001) == Unknown(lacks, Fraction(0), Fraction(100))


def test_a_share_of_places_is_exact_only_where_nobody_lacks_anything():
    """9 is the first of two or three, and 3 the second: v3 may be on the hill as well, or not."""
    made = of("ratio", rank="income", best="high", by="kind")
    rows = [{"income": 9, "kind": "hill"}, {"income": 3, "kind": "hill"}, {"income": 3}]
    first, second, third = worked(made, rows)
    assert first == Unknown((row("kind", "v3"),), Fraction(1, 3), Fraction(1, 2))
    assert second == Unknown((row("kind", "v3"),), Fraction(2, 3), Fraction(1))
    assert (third.least, third.greatest, third.sure) == (Fraction(1, 3), Fraction(1), False)


def test_losses_of_a_cohort_are_added_up_with_and_without_oneself():
    """-4, -1 and 3 make -2; without each of them 2, -1 and -5."""
    made = catalogue(
        result=indicator("amount", minimum=-10, maximum=10),
        all=of(sum="result"),
        others=of(sum="result", itself=False),
    )
    facts = derive_each(made, villages(*({"result": n} for n in (-4, -1, 3))), reported=WHOLE)
    assert [each["all"] for each in facts] == [-2, -2, -2]
    assert [each["others"] for each in facts] == [2, -1, -5]


def test_strays_may_lower_a_sum_of_losses_as_they_may_raise_it():
    """-4 on the hill, and perhaps -3 and 2 with it: -7 to -2."""
    made = catalogue(
        result=indicator("amount", minimum=-10, maximum=10), all=of(sum="result", by="kind")
    )
    rows = [{"result": -4, "kind": "hill"}, {"result": -3}, {"result": 2}]
    facts = derive_each(made, villages(*rows), reported=WHOLE)
    lacks = (row("kind", "v2"), row("kind", "v3"))
    assert facts[0]["all"] == Unknown(lacks, Fraction(-7), Fraction(-2))
    # One that may be alone, or with any of the others: -3 - 4 to -3 + 2; as a bound -7 to 2.
    assert (facts[1]["all"].least, facts[1]["all"].greatest) == (-7, 2)


def test_a_rule_may_compare_with_the_mean():
    """The prosperity star: at least a fifth above the mean of 20."""
    made = catalogue(
        d=indicator("truth", derive=Formula(rule=Rule("income >= 1.2 * mean"))),
        mean=of(mean="income"),
    )
    facts = derive_each(made, villages(*incomes(24, 23, 13)), reported=WHOLE)
    assert [each["d"] for each in facts] == [True, False, False]


def test_what_comes_from_a_cohort_may_be_compared_again():
    """Deviations from the mean of 20: 4, -7 and 3; ranked."""
    made = catalogue(
        place=of("count", rank="above", best="high"),
        above=indicator("amount", minimum=-100, derive=Formula(rule=Rule("income - mean"))),
        mean=of(mean="income"),
    )
    facts = derive_each(made, villages(*incomes(24, 13, 23)), reported=WHOLE)
    assert [each["place"] for each in facts] == [1, 3, 2]


def test_one_record_takes_its_cohort_beside_it():
    made = catalogue(d=of("count", rank="income", best="high"))
    given = villages(*incomes(40, 30))
    assert derive(made, given[1], cohort=given, reported=WHOLE)["d"] == 2  # itself once
    assert derive(made, {"income": 30}, cohort=[{"income": 40}], reported=WHOLE)["d"] == 2
    alone = derive(made, given[1])["d"]
    assert alone == Unknown((COHORT,), Fraction(1), Fraction(10**6))


def test_what_is_wrong_with_the_others_is_told():
    with pytest.raises(DocumentError) as caught:
        derive(catalogue(d=of(mean="income")), {"income": 3}, cohort=[{"income": -1}])
    assert [(p.code, p.path) for p in caught.value.problems] == [
        ("out-of-range", ("cohort", 0, "values", "income"))
    ]


HOMES = Catalogue(
    indicators={
        "income": indicator("amount", maximum=100, subject="household"),
        "mean": indicator(
            "amount", subject="household", derive=MeanOf(mean=Rule("income"), over="village")
        ),
        "rich": indicator(
            "truth", subject="household", derive=Formula(rule=Rule("income >= 1.2 * mean"))
        ),
        "rich_share": indicator("ratio", derive=ShareOf(share=Rule("rich"))),
    }
)


def test_households_are_compared_within_their_village():
    """Of 10, 20 and 30 only the last is a fifth above 20."""
    homes = [Household(id=f"h{n}", values={"income": n}) for n in (10, 20, 30)]
    village = Village(id="v1", households=homes, reported={"households": True})
    assert derive(HOMES, village)["rich_share"] == Ratio(1, 3)
    records = Records(id="demo", reported={"households": True}, subjects=[village])
    alone = derive_each(HOMES, records["v1"].households)
    assert [(each["mean"], each["rich"]) for each in alone] == [
        (20, False),
        (20, False),
        (20, True),
    ]


def test_many_gaps_are_named_by_their_indicator():
    found = worked(of(mean="income"), incomes(*[None] * 101))
    assert found[0].missing == (Missing("cohort", "income"),)


def test_a_large_cohort_is_worked_out_once():
    made = catalogue(
        place=of("count", rank="income", best="high", ties="dense"), mean=of(mean="income")
    )
    given = [{"income": n % 100} for n in range(2000)]
    facts = derive_each(made, given, reported=WHOLE)
    assert facts[0]["place"] == 100
    assert all(each["mean"] is facts[0]["mean"] for each in facts)


# Promises ----------------------------------------------------------------------------

WAYS = [
    ("amount", {"mean": "income"}),
    ("amount", {"mean": "income", "itself": False}),
    ("amount", {"sum": "income", "itself": False}),
    ("amount", {"min": "income", "itself": False}),
    ("amount", {"max": "income", "by": "kind", "itself": False}),
    ("count", {"count": "income >= 2", "by": "kind"}),
    ("ratio", {"share": "income >= 2", "itself": False}),
    ("amount", {"mean": "income", "where": "joined", "itself": False}),
    ("amount", {"mean": "income", "by": "kind", "itself": False}),
    *(
        (value, {"rank": "income", "best": best, "ties": ties, "by": by})
        for value, best in (("count", "high"), ("ratio", "low"))
        for ties in ("competition", "dense", "worst")
        for by in (None, "kind")
    ),
]
OPTIONS = {"income": [0, 2, 3], "joined": [True, False], "kind": ["plain", "hill"]}
SMALL = {
    "income": indicator("amount", maximum=3),
    "joined": indicator("truth"),
    "kind": indicator("choice", choices=["plain", "hill"]),
}
cells = st.tuples(*(st.sampled_from([*options, None]) for options in OPTIONS.values()))


def fillings(rows):
    """Give every way of filling at most three gaps."""
    gaps = [(n, name) for n, given in enumerate(rows) for name in OPTIONS if given[name] is None]
    for chosen in product(*(OPTIONS[name] for _, name in gaps[:3])):
        filled = [dict(given) for given in rows]
        for (n, name), value in zip(gaps, chosen, strict=False):
            filled[n][name] = value
        for n, name in gaps[3:]:
            filled[n][name] = OPTIONS[name][0]
        yield filled


@pytest.mark.parametrize(("value", "way"), WAYS, ids=str)
@settings(max_examples=30)
@given(drawn=st.lists(cells, min_size=1, max_size=4))
def test_however_gaps_are_filled_the_value_stays_within_its_bounds(value, way, drawn):
    made = Catalogue(indicators={**SMALL, "d": of(value, **way)})
    rows = [dict(zip(OPTIONS, given, strict=True)) for given in drawn]
    bounds = [each["d"] for each in derive_each(made, rows, reported=WHOLE)]
    for filled in fillings(rows):
        exact = [each["d"] for each in derive_each(made, filled, reported=WHOLE)]
        for known, found in zip(exact, bounds, strict=True):
            if isinstance(known, Unknown):
                assert isinstance(found, Unknown)
                assert not found.sure
                continue
            number = known.value if isinstance(known, Ratio) else Fraction(known)
            if isinstance(found, Unknown):
                assert found.least <= number <= found.greatest
            else:
                assert number == (found.value if isinstance(found, Ratio) else found)

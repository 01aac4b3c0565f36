"""Indicators and catalogues: what they refuse, and how rules see them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.calendar import Span
from civil_village.documents.conversion import structure
from civil_village.indicators import (
    AnyDerived,
    Catalogue,
    CountOf,
    EventCount,
    EventKind,
    Indicator,
    MaximumOf,
    MeanOf,
    MinimumOf,
    ShareOf,
    SheetCount,
    SumOf,
    SurveyShare,
)
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError, Excerpt, Problem
from civil_village.quantities.rounding import Rounding
from civil_village.rules import Rule, Signature
from tests.indicators.ways import derivation

YEAR = Span(1, "year")
TEN_BILLION = Fraction(10**11)


def problems_of(make, *args, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(*args, **keywords)
    return list(caught.value.problems)


def indicator(value="count", **keywords):
    return Indicator(label="示例", value=value, **keywords)


def only_with(*types):
    return Message("expected.only-with", name=types)


# Derivations.

AGGREGATES = ("share", "count", "sum", "mean", "min", "max")
WAYS = (
    *AGGREGATES,
    *("rank", "rule", "events", "last", "earlier", "growth", "days", "needed", "index"),
    *("question", "sheets"),
)


@pytest.mark.parametrize(
    ("given", "found", "meant"),
    [
        ({}, None, WAYS),
        ({"over": "group"}, None, AGGREGATES),
        ({"survey": "s"}, None, ("question", "sheets")),
        ({"since": "2023"}, None, ("growth",)),
        ({"over": "group", "best": "high"}, None, WAYS),
        ({"share": "a", "sum": "b"}, "share, sum", WAYS),
        ({"survey": "s", "question": "q", "sheets": "valid"}, "question, sheets", WAYS),
    ],
    ids=["none", "rows", "survey", "growth", "mixed", "two", "two of a survey"],
)
def test_a_document_names_exactly_one_way(given, found, meant):
    expected = Message("expected.one-key", names=meant)
    problem = Problem(code="not-one-key", found=found, expected=expected)
    assert problems_of(structure, given, AnyDerived) == [problem]


def test_a_way_that_is_written_wrong_is_told_and_not_what_goes_with_it():
    (problem,) = problems_of(structure, {"shar": "a", "over": "group"}, AnyDerived)
    assert (problem.code, problem.path) == ("unknown-key", ("shar",))
    assert problem.expected == Message("expected.one-of", names=WAYS)
    assert problem.hint == Message("hint.nearest", name="share")


ROWS = ("within", "window", "ends", "in_window", "where", "over", "blank", "by", "itself", "among")


@pytest.mark.parametrize(
    ("given", "key", "keys"),
    [
        *(({way: "a", "per": 5}, "per", (way, *ROWS)) for way in AGGREGATES),
        (
            {"rank": "a", "best": "low", "over": "cohort"},
            "over",
            ("rank", "blank", "by", "best", "ties"),
        ),
        ({"rule": "a", "where": "b"}, "where", ("rule",)),
        (
            {"events": "a", "within": "1 year", "by": "b"},
            "by",
            ("events", "within", "window", "ends", "in_window", "where", "blank"),
        ),
        ({"last": "a", "within": "1 year"}, "within", ("last",)),
        ({"earlier": "a", "period": "2023", "since": "2023"}, "since", ("earlier", "period")),
        ({"growth": "a", "since": "2023", "period": "2023"}, "period", ("growth", "since")),
        ({"days": ["a", "b"], "on": "c"}, "on", ("days",)),
        ({"needed": "a", "per": 5, "gap": "unknown"}, "gap", ("needed", "per", "round")),
        ({"index": "a", "per": 5}, "per", ("index", "on", "gap")),
        (
            {"survey": "s", "question": "q", "answers": {"yes": 1}, "over": "group"},
            "over",
            ("survey", "question", "answers", "whole", "strata"),
        ),
        ({"survey": "s", "sheets": "valid", "answers": {}}, "answers", ("survey", "sheets")),
    ],
    ids=WAYS,
)
def test_a_key_of_another_way_is_unknown_and_those_of_its_own_are_told(given, key, keys):
    expected = Message("expected.one-of", names=keys)
    (problem,) = problems_of(structure, given, AnyDerived)
    assert (problem.code, problem.path, problem.expected) == ("unknown-key", (key,), expected)


@pytest.mark.parametrize("way", AGGREGATES)
def test_a_derivation_knows_its_way_and_its_rule(way):
    derived = derivation(**{way: Rule("a")})
    assert (derived.how, derived.of) == (way, Rule("a"))


def test_events_need_a_window():
    problem = Problem(code="missing-key", path=("within",))
    assert problems_of(structure, {"events": "mishap"}, AnyDerived) == [problem]


def test_a_window_belongs_to_events_alone():
    expected = Message("expected.only-with", name="events")
    problem = Problem(code="key-of-other-type", path=("within",), found="within", expected=expected)
    assert problems_of(ShareOf, share=Rule("a"), within=YEAR) == [problem]


@pytest.mark.parametrize("way", ["sum", "mean", "min", "max"])
def test_a_blank_is_no_only_where_members_are_counted(way):
    expected = only_with("share", "count")
    problem = Problem(code="key-of-other-type", path=("blank",), found="no", expected=expected)
    assert problems_of(derivation, **{way: Rule("a")}, blank="no") == [problem]


# Indicators alone.


@pytest.mark.parametrize(
    ("value", "key", "given", "types"),
    [
        ("count", "unit", "元", ("amount",)),
        ("ratio", "places", 1, ("amount",)),
        ("ratio", "minimum", 0, ("count", "amount")),
        ("truth", "maximum", 1, ("count", "amount")),
        ("amount", "of", ["a", "b"], ("ratio",)),
        ("count", "may_exceed", True, ("ratio",)),
        ("text", "choices", ["a"], ("choice",)),
        ("count", "round", Rounding(step=1), ("amount", "ratio")),
    ],
)
def test_a_key_of_another_type_of_value_is_refused(value, key, given, types):
    problem = Problem(code="key-of-other-type", path=(key,), found=key, expected=only_with(*types))
    assert problems_of(indicator, value, **{key: given}) == [problem]


@pytest.mark.parametrize("places", [-1, 5])
def test_amounts_have_no_more_than_four_places(places):
    expected = Message("expected.between", least=0, most=4)
    problem = Problem(code="out-of-range", path=("places",), found=str(places), expected=expected)
    assert problems_of(indicator, "amount", places=places) == [problem]


@pytest.mark.parametrize(("minimum", "maximum", "least"), [(5, 4, 5), (None, -1, 0)])
def test_the_greatest_value_is_not_below_the_least(minimum, maximum, least):
    expected = Message("expected.at-least", least=Decimal(least))
    problem = Problem(code="out-of-range", path=("maximum",), found=str(maximum), expected=expected)
    assert problems_of(indicator, minimum=minimum, maximum=maximum) == [problem]


def test_least_and_greatest_may_be_one():
    assert indicator(minimum=4, maximum=4).maximum == 4


@pytest.mark.parametrize("of", [["a"], ["a", "b", "c"]])
def test_a_ratio_has_a_part_and_a_whole(of):
    expected = Message("expected.part-whole")
    problem = Problem(code="wrong-length", path=("of",), expected=expected)
    assert problems_of(indicator, "ratio", of=of) == [problem]


def test_a_choice_needs_choices():
    assert problems_of(indicator, "choice") == [Problem(code="missing-key", path=("choices",))]


def test_an_indicator_has_one_origin():
    problem = Problem(code="two-origins", path=("of",), expected=Message("expected.of-or-derive"))
    derive = ShareOf(share=Rule("a"))
    assert problems_of(indicator, "ratio", of=["a", "b"], derive=derive) == [problem]


@pytest.mark.parametrize(
    ("derive", "value", "allowed"),
    [
        (ShareOf(share=Rule("a")), "count", ("ratio",)),
        (CountOf(count=Rule("a")), "ratio", ("count",)),
        (SumOf(sum=Rule("a")), "ratio", ("count", "amount")),
        (MeanOf(mean=Rule("a")), "count", ("amount", "ratio")),
        (MinimumOf(min=Rule("a")), "truth", ("count", "amount", "ratio")),
        (MaximumOf(max=Rule("a")), "text", ("count", "amount", "ratio")),
        (EventCount(events="e", within=YEAR), "amount", ("count",)),
        (SheetCount(survey="s", sheets="valid"), "ratio", ("count",)),
        (SurveyShare(survey="s", question="q", answers={"yes": 1}), "count", ("ratio",)),
    ],
    ids=(*AGGREGATES, "events", "sheets", "answers"),
)
def test_each_way_gives_its_own_types_of_value(derive, value, allowed):
    expected = Message("expected.one-of", names=allowed)
    problem = Problem(code="wrong-type", path=("value",), found=value, expected=expected)
    assert problems_of(indicator, value, derive=derive) == [problem]


def test_assumed_names_are_fields():
    path = ("assumed", "maximun")
    (problem,) = problems_of(indicator, assumed=["maximun"])
    assert (problem.code, problem.path, problem.found) == ("unknown-name", path, "maximun")
    assert problem.hint == Message("hint.nearest", name="maximum")


def test_several_problems_are_told_at_once():
    codes = [p.code for p in problems_of(indicator, unit="元", minimum=2, maximum=1)]
    assert codes == ["key-of-other-type", "out-of-range"]


def test_lists_that_are_handed_in_become_tuples():
    made = indicator("ratio", of=["a", "b"])
    assert made == indicator("ratio", of=("a", "b"))
    assert hash(made) == hash(indicator("ratio", of=("a", "b")))
    assert hash(indicator("choice", choices=["a"])) == hash(indicator("choice", choices=("a",)))


def test_what_comes_from_other_facts_is_computed():
    assert indicator("ratio", of=["a", "b"]).computed
    assert indicator("ratio", derive=ShareOf(share=Rule("a"))).computed
    assert not indicator().computed


def test_an_indicator_is_named_by_its_label():
    named = Indicator(label=Label("会议", "meetings"), value="count")
    assert (named.text("zh"), named.text("en")) == ("会议", "meetings")


# Signatures.


@pytest.mark.parametrize("value", ["truth", "text", "date"])
def test_types_without_a_size_are_types_of_rules(value):
    assert indicator(value).signature({}) == Signature(type=value)


def test_the_signature_of_a_choice_has_its_choices():
    made = indicator("choice", choices=["a", "b"]).signature({})
    assert made == Signature(type="choice", choices=("a", "b"))


def test_a_count_has_no_places_and_its_declared_range():
    made = indicator(minimum=1, maximum=12).signature({})
    assert made == Signature.number(minimum=1, maximum=12)


def test_an_amount_has_two_places_unless_it_declares_others():
    made = indicator("amount", unit="元", maximum=5).signature({})
    assert made == Signature.number(maximum=5, places=2, unit="元")
    for places in (0, 3, 4):
        made = indicator("amount", maximum=5, places=places).signature({})
        assert made == Signature.number(maximum=5, places=places)


def test_a_ratio_is_sized_by_its_part_and_whole():
    """A part of at most 5.00 over a whole of at most 8: 500 over 800 as whole numbers."""
    names = {"a": Signature.number(maximum=5, places=2), "b": Signature.number(maximum=8)}
    made = indicator("ratio", of=["a", "b"]).signature(names)
    assert made == Signature(
        type="number",
        maximum=Fraction(1),
        numerator=500,
        denominator=800,
        static=False,
        share=True,
        ratio=True,
        partial=True,
    )


def test_a_ratio_that_may_exceed_is_no_share():
    made = indicator("ratio", may_exceed=True).signature({})
    assert (made.share, made.maximum) == (False, TEN_BILLION)


def test_a_rounded_indicator_has_the_step_of_its_rounding():
    """At most 5 in steps of 0.5: at most 10 halves, and one more for rounding up."""
    made = indicator("amount", maximum=5, round=Rounding(step=Decimal("0.5"))).signature({})
    assert (made.step, made.numerator) == (Fraction(1, 2), 12)


def signature_of(type_, derive, **member):
    catalogue = Catalogue(
        indicators={
            "x": indicator(**{"value": "amount", "subject": "household", **member}),
            "d": indicator(type_, derive=derive),
        }
    )
    return catalogue.signatures("village")["d"]


def test_a_derived_share_is_sized_by_the_number_of_rows():
    made = signature_of("ratio", ShareOf(share=Rule("x")), value="truth")
    assert (made.numerator, made.denominator, made.share) == (10**6, 10**6, True)


def test_a_derived_count_is_at_most_the_number_of_rows():
    made = signature_of("count", CountOf(count=Rule("x")), value="truth")
    assert made == Signature.number(maximum=10**6)


def test_the_least_of_members_has_their_range():
    made = signature_of("amount", MinimumOf(min=Rule("x")), minimum=-3, maximum=5, places=1)
    assert (made.minimum, made.maximum, made.step) == (-3, 5, Fraction(1, 10))


def test_a_mean_has_the_range_of_its_members_and_no_step():
    made = signature_of("amount", MeanOf(mean=Rule("x")), minimum=-3, maximum=5, places=1)
    assert (made.minimum, made.maximum, made.step) == (-3, 5, None)


def test_a_sum_of_numbers_below_zero_may_be_below_zero():
    made = signature_of("amount", SumOf(sum=Rule("x")), minimum=-3, maximum=5)
    assert (made.minimum, made.maximum) == (-3 * 10**6, 10**11)
    assert (made.numerator, made.denominator) == (10**13, 100)


def test_a_sum_over_no_rows_is_0_also_of_numbers_above_zero():
    made = signature_of("amount", SumOf(sum=Rule("x")), minimum=3, maximum=5)
    assert (made.minimum, made.maximum) == (0, 10**11)
    assert [p.code for p in Rule("d >= 3").check({"d": made})] == []  # it need not hold


# Catalogues.


def catalogue(events=None, **indicators):
    return Catalogue(indicators=indicators, events=events or {})


def test_names_are_ids():
    found = problems_of(
        Catalogue, indicators={"2nd": indicator()}, events={"in": EventKind(label="会")}
    )
    assert found == [
        Problem(
            code="not-an-id",
            path=("indicators", "2nd"),
            found="2nd",
            expected=Message("expected.id"),
            hint=Message("hint.write", form="n2nd"),
        ),
        Problem(
            code="reserved-word",
            path=("events", "in"),
            found="in",
            expected=Message("expected.unreserved"),
        ),
    ]


def test_part_and_whole_are_indicators_of_the_same_subject():
    found = problems_of(
        catalogue,
        insured=indicator(),
        residents=indicator(subject="household"),
        rate=indicator("ratio", of=["insurd", "residents"]),
    )
    steps = ("indicators", "rate", "of")
    expected = Message("expected.indicator")
    assert found == [
        Problem(
            code="unknown-indicator",
            path=(*steps, 0),
            found="insurd",
            expected=expected,
            hint=Message("hint.nearest", name="insured"),
        ),
        Problem(
            code="indicator-of-other-subject",
            path=(*steps, 1),
            found="residents",
            expected=Message(
                "expected.same-subject", name="residents", subject=Message("subject.household")
            ),
            hint=Message("hint.derive-from-rows", how="sum", name="residents"),
        ),
    ]


@pytest.mark.parametrize(
    ("part", "found"), [(indicator("truth"), "truth"), (indicator("amount", minimum=-1), "amount")]
)
def test_part_and_whole_are_counts_or_amounts_from_zero(part, found):
    expected = Message("expected.count-or-amount")
    path = ("indicators", "rate", "of", 0)
    problem = Problem(code="wrong-type", path=path, found=found, expected=expected)
    rate = indicator("ratio", of=["part", "whole"])
    assert problems_of(catalogue, part=part, whole=indicator(), rate=rate) == [problem]


def test_part_and_whole_have_one_unit():
    expected = Message("expected.same-unit", units=("元", Message("unit.none")))
    problem = Problem(code="unit-mismatch", path=("indicators", "r", "of"), expected=expected)
    parts = {"a": indicator("amount", unit="元"), "b": indicator()}
    assert problems_of(catalogue, **parts, r=indicator("ratio", of=["a", "b"])) == [problem]


def test_events_are_of_a_known_kind():
    made = indicator(derive=EventCount(events="mishaps", within=YEAR))
    problem = Problem(
        code="unknown-event",
        path=("indicators", "d", "derive", "events"),
        found="mishaps",
        hint=Message("hint.nearest", name="mishap"),
    )
    events = {"mishap": EventKind(label="事故")}
    assert problems_of(catalogue, events, d=made) == [problem]


def test_what_is_derived_is_checked_against_the_members_names():
    found = problems_of(
        catalogue,
        joined=indicator("truth", subject="household"),
        d=indicator("ratio", derive=ShareOf(share=Rule("joinde"), where=Rule("plan"))),
        plan=indicator("truth"),
    )
    assert [(p.code, p.path, p.found, p.hint) for p in found] == [
        (
            "unknown-indicator",
            ("indicators", "d", "derive", "share"),
            "joinde",
            Message("hint.nearest", name="joined"),
        ),
        ("indicator-of-other-subject", ("indicators", "d", "derive", "where"), "plan", None),
    ]


@pytest.mark.parametrize(
    ("value", "derive", "wanted", "got"),
    [
        ("ratio", ShareOf(share=Rule("people")), "truth", "number"),
        ("count", SumOf(sum=Rule("joined")), "number", "truth"),
    ],
)
def test_shares_are_of_truths_and_sums_of_numbers(value, derive, wanted, got):
    members = {
        "joined": indicator("truth", subject="household"),
        "people": indicator(subject="household"),
    }
    rule = derive.of.text
    problem = Problem(
        code="wrong-type",
        path=("indicators", "d", "derive", derive.how),
        found=rule,
        expected=Message(
            "expected.not-type", wanted=Message(f"type.{wanted}"), got=Message(f"type.{got}")
        ),
        excerpt=Excerpt(rule, 0, len(rule)),
    )
    assert problems_of(catalogue, **members, d=indicator(value, derive=derive)) == [problem]


def test_a_sum_keeps_the_unit_of_what_it_adds_up():
    income = indicator("amount", unit="元", subject="household")
    expected = Message("expected.same-unit", units=(Message("unit.none"), "元"))
    path = ("indicators", "d", "derive", "sum")
    problem = Problem(code="unit-mismatch", path=path, expected=expected)
    derive = SumOf(sum=Rule("income"))
    assert problems_of(catalogue, income=income, d=indicator("amount", derive=derive)) == [problem]
    kept = catalogue(income=income, d=indicator("amount", unit="元", derive=derive))
    assert kept.signatures("village")["d"].unit == "元"


@pytest.mark.parametrize(
    ("subject", "derive"),
    [
        ("household", CountOf(count=Rule("joined"))),
        ("group", CountOf(count=Rule("joined"))),
        ("group", EventCount(events="mishap", within=YEAR)),
    ],
)
def test_what_a_member_could_never_know_is_refused(subject, derive):
    expected = Message("expected.only-with", name="subject: village")
    problem = Problem(
        code="key-of-other-type",
        path=("indicators", "d", "derive", derive.how),
        found=derive.how,
        expected=expected,
    )
    joined = indicator("truth", subject="household")
    events = {"mishap": EventKind(label="事故")}
    made = indicator(subject=subject, derive=derive)
    assert problems_of(catalogue, events, joined=joined, d=made) == [problem]


def test_a_household_may_count_its_own_events():
    made = indicator(subject="household", derive=EventCount(events="mishap", within=YEAR))
    assert catalogue({"mishap": EventKind(label="事故")}, d=made)["d"] == made


def test_a_member_has_only_the_indicators_that_name_its_subject():
    made = catalogue(a=indicator(), b=indicator(subject="household"), c=indicator(subject="group"))
    assert list(made.of("village")) == ["a"]
    assert list(made.of("household")) == ["a", "b"]
    assert list(made.of("household", member=True)) == ["b"]
    assert list(made.signatures("group", member=True)) == ["c"]


def test_a_ratio_may_stand_before_its_parts():
    made = catalogue(r=indicator("ratio", of=["a", "b"]), a=indicator(), b=indicator(maximum=9))
    assert made.signatures("village")["r"].denominator == 9


def test_an_unknown_indicator_is_no_key():
    with pytest.raises(KeyError):
        catalogue(a=indicator())["b"]


@pytest.mark.parametrize(
    ("value", "changes", "path"),
    [
        ("count", {"minimum": 0.5}, "minimum"),
        ("count", {"maximum": 2.5}, "maximum"),
        ("amount", {"minimum": 0.125}, "minimum"),
        ("amount", {"maximum": 0.5, "places": 0}, "maximum"),
    ],
)
def test_the_ends_of_a_range_are_values_that_the_indicator_can_have(value, changes, path):
    with pytest.raises(DocumentError) as caught:
        indicator(value, **changes)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("too-many-places", (path,))


def test_a_rounding_rounds_the_ends_of_the_range_as_well():
    made = indicator("amount", minimum=0.55, maximum=1.24, round=Rounding(step=0.1))
    signature = made.signature({})
    assert (signature.minimum, signature.maximum) == (Fraction(3, 5), Fraction(6, 5))
    assert signature.step == Fraction(1, 10)


def test_the_greatest_of_coarse_rows_has_the_places_of_its_own_ends():
    rows = {"members": Signature.number(maximum=9)}
    made = indicator("amount", minimum=0.55, derive=MaximumOf(max=Rule("members")))
    signature = made.signature(rows)
    assert (signature.minimum, signature.maximum) == (Fraction(11, 20), 9)
    assert (signature.numerator, signature.denominator) == (900, 100)


def test_a_ratio_of_a_whole_that_is_always_0_can_still_be_checked():
    names = {
        "a": Signature.number(maximum=5),
        "b": Signature.number(maximum=0),
    }
    share = indicator("ratio", of=["a", "b"]).signature(names)
    assert share.denominator == 1
    found = Rule("share + 1 > 0.5").check({"share": share})
    assert [problem.code for problem in found] == ["always-holds"]

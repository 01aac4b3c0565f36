"""Evaluation: the order of steps, what fails and what stays open, and what decides."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.curves.curve import Band, BandLowered, Bands, PerUnit
from civil_village.derivation import derive, derive_each
from civil_village.documents import dumps, loads
from civil_village.evidence.reported import Exemption, Observation
from civil_village.facts import Facts
from civil_village.indicators import Catalogue, Indicator, ShareOf
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.quantities.rounding import Rounding
from civil_village.records.subjects import Household
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Missing, Rule
from civil_village.standards import (
    ByCurve,
    Count,
    Criterion,
    Passing,
    PointsShort,
    Section,
    Standard,
    evaluate,
    evaluate_each,
)

NAMES = "abcd"
CATALOGUE = Catalogue(
    indicators={
        **{name: Indicator(label=name, value="truth") for name in NAMES},
        "n": Indicator(label="n", value="amount", places=4, maximum=100),
        "share": Indicator(label="share", value="ratio", of=["part", "whole"]),
        "part": Indicator(label="part", value="count"),
        "whole": Indicator(label="whole", value="count"),
    }
)
BANDS = Bands([Band(id="none"), Band(id="fair", from_=10), Band(id="good", from_=20)])


def lacking(name):
    return Missing("indicator", name)


def asked(name, rule=None, **keywords):
    return Requirement(id=name, rule=Rule(rule or name), **keywords)


def criterion(name, points=10, **keywords):
    """Ask for the truth of the criterion's own name."""
    return Criterion(id=name, points=points, **{"requirements": [asked(name)], **keywords})


def measured(points=10, name="m", **keywords):
    """Give as many points as the number n is."""
    by = PerUnit(each=Decimal("0.0001"), give=Decimal("0.0001"))
    return Criterion(id=name, points=points, grade=ByCurve(of=Rule("n"), by=by), **keywords)


def standard(*criteria, **keywords):
    return Standard(**{"id": "demo", "catalogue": CATALOGUE, "criteria": criteria, **keywords})


def results_of(made, values=None, **keywords):
    return evaluate(made, derive(made.catalogue, values or {}, **keywords))


def told(result):
    return result.outcome, result.bounds, result.possible_bands


def problems_of(made, **keywords):
    with pytest.raises(DocumentError) as caught:
        results_of(made, **keywords)
    return list(caught.value.problems)


# The order of steps.


def test_a_criterion_is_rounded_before_the_total():
    """2.45 and 2.45 to tenths are 2.5 each: 5; added before rounding they were 4.9."""
    tenth = Rounding(step=Decimal("0.1"))
    made = standard(measured(round=tenth), measured(name="k", round=tenth))
    result = results_of(made, {"n": Decimal("2.45")})
    assert (result["m"].points, result.score) == (Decimal("2.5"), 5)


def test_the_total_is_rounded_before_bands_and_pass_line():
    """9.95 to tenths is 10: the band from 10 on and the pass line of 10 are reached."""
    values = {"n": Decimal("9.95")}
    keywords = {"bands": BANDS, "passes": Passing(score=10)}
    rounded = standard(measured(30), **keywords, round=Rounding(step=Decimal("0.1")))
    assert told(results_of(rounded, values)) == ("passes", (10, 10), ("fair",))
    exact = standard(measured(30), **keywords)
    below = Decimal("9.95")
    assert told(results_of(exact, values)) == ("fails", (below, below), ("none",))


def test_a_criterion_is_rounded_before_the_sections_minimum():
    """4.96 to tenths is 5."""
    values = {"n": Decimal("4.96")}
    for rounding, outcome in ((Rounding(step=Decimal("0.1")), "passes"), (None, "fails")):
        part = Section(id="s", criteria=[measured(round=rounding)], minimum=5)
        assert results_of(standard(sections=[part], criteria=()), values).outcome == outcome


def test_the_rounding_of_the_total_does_not_heal_a_sections_minimum():
    part = Section(id="s", criteria=[measured()], minimum=5)
    made = standard(sections=[part], criteria=(), round=Rounding(step=1))
    result = results_of(made, {"n": Decimal("4.96")})
    assert (result.score, result.outcome, result["s"].minimum) == (5, "fails", "unmet")


def test_rounding_never_gives_more_than_the_full_points():
    """2.5 in whole points would be 3."""
    made = standard(criterion("a", 2.5, round=Rounding(step=1)))
    assert results_of(made, {"a": True}).score == Decimal("2.5")
    assert results_of(made).bounds == (0, Decimal("2.5"))


def test_a_cap_comes_before_the_total():
    part = Section(id="s", criteria=[criterion("a"), criterion("b")], cap=12)
    made = standard(sections=[part, Section(id="t", criteria=[criterion("c")])], criteria=())
    result = results_of(made, {"a": True, "b": True, "c": True})
    assert (result["s"].points, result["s.a"].points, result.score, result.most) == (12, 10, 22, 22)
    assert results_of(made, {"a": True, "c": True})["s"].bounds == (10, 12)


# Section minimums.


@pytest.mark.parametrize(
    ("values", "state", "outcome"),
    [
        ({"a": True}, "met", "passes"),
        ({"a": False, "b": True}, "met", "passes"),
        ({"a": False, "b": False}, "unmet", "fails"),
        ({"a": False}, "undetermined", "open"),
    ],
    ids=str,
)
def test_a_section_minimum_that_is_missed_fails(values, state, outcome):
    part = Section(id="s", criteria=[criterion("a"), criterion("b")], minimum=10)
    result = results_of(standard(sections=[part], criteria=()), values)
    assert (result["s"].minimum, result.outcome) == (state, outcome)


def test_score_and_band_stay_where_a_minimum_is_missed():
    parts = [
        Section(id="s", criteria=[criterion("a")], minimum=5),
        Section(id="t", criteria=[criterion("b", 20)]),
    ]
    made = standard(sections=parts, criteria=(), bands=BANDS, passes=Passing(band="fair"))
    result = results_of(made, {"a": False, "b": True})
    assert told(result) == ("fails", (20, 20), ("good",))


def test_without_a_minimum_a_section_is_met():
    part = Section(id="s", criteria=[criterion("a")])
    assert results_of(standard(sections=[part], criteria=()))["s"].minimum == "met"


# The pass line.


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"a": True, "b": False}, "passes"),
        ({"a": False, "b": False}, "fails"),
        ({"a": True}, "passes"),
        ({"a": False}, "open"),
        ({}, "open"),
    ],
    ids=str,
)
@pytest.mark.parametrize("passes", [Passing(score=10), Passing(band="fair")], ids=["score", "band"])
def test_a_score_or_a_band_passes(passes, values, outcome):
    made = standard(criterion("a"), criterion("b"), bands=BANDS, passes=passes)
    assert results_of(made, values).outcome == outcome


def test_a_better_band_passes_too():
    made = standard(criterion("a", 20), bands=BANDS, passes=Passing(band="fair"))
    assert told(results_of(made, {"a": True})) == ("passes", (20, 20), ("good",))


def test_without_a_pass_line_only_strikes_and_minimums_fail():
    made = standard(criterion("a"), bands=Bands([Band(id="any")]))
    assert results_of(made, {"a": False}).outcome == "passes"


@pytest.mark.parametrize("values", [{"a": False}, {"a": True}, {}])
def test_where_there_is_nothing_to_pass_a_result_is_scored(values):
    """A score sheet: nobody passes it, also with all points, and nothing decides."""
    result = results_of(standard(criterion("a")), values)
    assert (result.outcome, result.deciding) == ("scored", ())
    assert loads(dumps(result)) == result
    assert "已计分" in result.explain().text("zh")


@pytest.mark.parametrize(
    "keywords",
    [
        {"passes": Passing(score=0)},
        {"bands": Bands([Band(id="any")])},
        {"gates": [Requirement(id="g", rule=Rule("a || !a"))]},
        {"vetoes": [Strike(id="v", when=Rule("a && !a"))]},
    ],
)
def test_whatever_can_be_missed_can_be_passed(keywords):
    made = standard(criterion("a"), **keywords)
    assert results_of(made, {"a": False}).outcome == "passes"
    section = Section(id="s", criteria=[criterion("a")], minimum=0)
    made = Standard(id="demo", catalogue=made.catalogue, sections=[section])
    assert evaluate(made, {"a": False}).outcome == "passes"


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({}, "open"),
        ({"a": True}, "open"),
        ({"a": True, "b": False}, "passes"),
        ({"a": False}, "fails"),
        ({"b": True}, "fails"),
    ],
)
def test_gates_and_vetoes_alone_are_a_standard(values, outcome):
    gate = Requirement(id="g", label="有规划", rule=Rule("a"))
    veto = Strike(id="v", label="有事故", when=Rule("b"))
    made = Standard(id="demo", catalogue=CATALOGUE, gates=[gate], vetoes=[veto])
    result = results_of(made, values)
    assert (result.outcome, result.bounds, result.tight) == (outcome, (0, 0), True)
    told_ = result.explain().text("zh")
    assert "满分" not in told_
    assert "有规划" in told_
    assert loads(dumps(result)) == result
    assert loads(dumps(made)) == made
    assert "总分" not in made.explain().text("zh")


@pytest.mark.parametrize("role", ["bonuses", "deductions"])
def test_what_is_added_or_taken_off_needs_something_that_is_scored(role):
    gate = Requirement(id="g", rule=Rule("a"))
    more = [Section(id="s", criteria=[criterion("a")])]
    with pytest.raises(DocumentError) as caught:
        Standard(id="demo", catalogue=CATALOGUE, gates=[gate], **{role: more})
    assert [p.code for p in caught.value.problems] == ["not-one-key"]
    with pytest.raises(DocumentError):
        Standard(id="demo", catalogue=CATALOGUE)


def test_an_open_score_touches_every_band_between_its_ends():
    made = standard(criterion("a"), criterion("b"), bands=BANDS)
    result = results_of(made)
    assert told(result) == ("passes", (0, 20), ("none", "fair", "good"))
    assert (result.band, result.score) == (None, None)
    assert results_of(made, {"a": True}).possible_bands == ("fair", "good")


# Strikes.


def strike(*bands, **keywords):
    then = [BandLowered(band=band) for band in bands]
    return Strike(**{"id": "v", "when": Rule("d"), "then": then, **keywords})


@pytest.mark.parametrize(
    ("d", "state", "outcome", "deciding"),
    [
        (True, "hit", "fails", ()),
        (False, "clear", "passes", ()),
        (None, "open", "open", (lacking("d"),)),
    ],
)
def test_a_strike_without_consequence_fails_the_outcome_alone(d, state, outcome, deciding):
    made = standard(criterion("a", 20), bands=BANDS, vetoes=[strike()], passes=Passing(score=10))
    result = results_of(made, {"a": True, "d": d})
    assert told(result) == (outcome, (20, 20), ("good",))
    assert (result["v"].state, result["v"].missing, result.deciding) == (state, deciding, deciding)


@pytest.mark.parametrize(
    ("d", "bands", "outcome"),
    [(True, ("none",), "fails"), (False, ("good",), "passes"), (None, ("none", "good"), "open")],
)
def test_a_strike_with_a_consequence_lowers_the_band(d, bands, outcome):
    line = Passing(band="good")
    made = standard(criterion("a", 20), bands=BANDS, vetoes=[strike("none")], passes=line)
    assert told(results_of(made, {"a": True, "d": d})) == (outcome, (20, 20), bands)


def test_a_lowered_band_does_not_lower_a_score_that_passes():
    line = Passing(score=20)
    made = standard(criterion("a", 20), bands=BANDS, vetoes=[strike("none")], passes=line)
    assert told(results_of(made, {"a": True, "d": True})) == ("passes", (20, 20), ("none",))


def test_an_open_strike_does_not_matter_where_the_band_is_that_low_anyway():
    made = standard(criterion("a", 20), bands=BANDS, vetoes=[strike("fair")])
    result = results_of(made, {"a": False})
    assert (result.possible_bands, result.deciding) == (("none",), ())


def test_several_strikes_each_lower_the_band():
    vetoes = [strike("fair"), strike("none", id="w", when=Rule("c"))]
    made = standard(criterion("a", 20), bands=BANDS, vetoes=vetoes)
    assert results_of(made, {"a": True, "d": True, "c": True}).band == "none"
    assert results_of(made, {"a": True, "d": True, "c": False}).band == "fair"
    assert results_of(made, {"a": True, "d": True}).possible_bands == ("none", "fair")
    assert results_of(made, {"a": True}).possible_bands == ("none", "fair", "good")


def test_a_failure_for_sure_decides_before_what_is_open():
    vetoes = [strike(), strike(id="w", when=Rule("c"))]
    result = results_of(standard(criterion("a"), vetoes=vetoes), {"d": True})
    assert (result.outcome, result["w"].state, result.deciding) == ("fails", "open", ())


def test_a_strike_that_does_not_apply_is_exempt():
    made = standard(criterion("a"), vetoes=[strike(applies=Rule("c"))])
    result = results_of(made, {"a": True, "c": False})
    assert (result["v"].state, result.outcome) == ("exempt", "passes")


def test_a_strike_that_cannot_hit_misses_nothing():
    made = standard(criterion("a"), vetoes=[strike(applies=Rule("c"))])
    result = results_of(made, {"d": False})
    assert (result["v"].state, result["v"].missing, result.outcome) == ("clear", (), "passes")


# Missing facts that count as unmet.


def unmet(*criteria, **keywords):
    return standard(*criteria, missing="unmet", **keywords)


def test_what_is_missing_can_count_as_the_least_points():
    made = unmet(criterion("a"), criterion("b"), bands=BANDS, passes=Passing(score=10))
    result = results_of(made, {"a": True})
    assert told(result) == ("passes", (10, 10), ("fair",))
    assert (result["b"].points, result["b.b"].state) == (0, "undetermined")
    assert (result["b"].missing, result.deciding) == ((lacking("b"),), ())


def test_the_least_points_may_be_more_than_none():
    """2 of 3 are known: 0.66 of 10."""
    requirements = [asked(name) for name in "abc"]
    grade = Count(short=[1, 0.66, 0.33, 0])
    made = unmet(criterion("k", grade=grade, requirements=requirements))
    assert results_of(made, {"a": True, "b": True}).score == Decimal("6.6")


def test_an_open_condition_gives_no_exemption_either():
    made = unmet(criterion("a", applies=Rule("c")))
    result = results_of(made)
    assert (result.score, result["a"].exempt) == (0, False)


def test_lack_of_evidence_never_clears_a_strike():
    made = unmet(criterion("a"), vetoes=[strike()])
    result = results_of(made)
    assert (result["v"].state, result.outcome) == ("open", "open")
    assert lacking("d") in result.deciding


# Exemptions.


@pytest.mark.parametrize("path", ["k", "k.a", "k.b"])
def test_a_recorded_exemption_counts_as_met(path):
    requirements = [asked("a"), asked("b")]
    made = standard(criterion("k", requirements=requirements))
    exempt = {path: Exemption(reason="虚构", by="township")}
    other = {"k.a": "b", "k.b": "a"}.get(path, "a")
    result = results_of(made, {other: True}, exempt=exempt)
    assert (result.score, result["k"].exempt) == (10, path == "k")
    if path != "k":
        assert result[path].state == "exempt"


def test_all_requirements_exempt_exempt_the_criterion():
    """Whatever its grading would make of them: a table that ends at half the points."""
    requirements = [asked("a", applies=Rule("c")), asked("b", applies=Rule("d"))]
    made = standard(criterion("k", grade=Count(met=[0, 0.5]), requirements=requirements))
    result = results_of(made, {"c": False, "d": False})
    assert (result.score, result["k"].exempt) == (10, True)
    result = results_of(made, {"a": True, "c": False, "d": True, "b": False})
    assert (result.score, result["k"].exempt) == (5, False)


def test_points_stay_open_while_all_requirements_may_turn_out_exempt():
    made = standard(
        criterion("k", grade=Count(met=[0, 0.5]), requirements=[asked("a", applies=Rule("c"))])
    )
    result = results_of(made, {"a": True})
    assert (result.bounds, result["k"].exempt, result["k"].missing) == (
        (5, 10),
        False,
        (lacking("c"),),
    )


@pytest.mark.parametrize(
    ("c", "bounds", "exempt", "missing"),
    [
        (False, (10, 10), True, ()),
        (True, (0, 0), False, ()),
        (None, (0, 10), False, (lacking("c"),)),
    ],
)
def test_a_criterion_may_have_a_condition_of_its_own(c, bounds, exempt, missing):
    result = results_of(standard(criterion("a", applies=Rule("c"))), {"a": False, "c": c})
    part = result["a"]
    assert (part.bounds, part.exempt, part.missing) == (bounds, exempt, missing)


def test_an_open_condition_does_not_matter_where_the_points_are_full_anyway():
    result = results_of(standard(criterion("a", applies=Rule("c"))), {"a": True})
    assert (result["a"].points, result["a"].missing) == (10, ())


def test_a_standard_can_refuse_exemptions():
    made = standard(criterion("a"), exempt="refuse")
    exemption = {"a.a": Exemption(reason="虚构", by="township")}
    problem = Problem(
        code="exemption-refused",
        path=("exempt", "a.a"),
        expected=Message("expected.no-exemption"),
    )
    assert problems_of(made, exempt=exemption) == [problem]


def test_no_recorded_exemption_lifts_a_strike():
    made = standard(criterion("a"), vetoes=[strike()])
    found = problems_of(made, exempt={"v": Exemption(reason="虚构", by="township")})
    assert [(p.code, p.path) for p in found] == [("unknown-name", ("exempt", "v"))]


# Observations.

JUDGED = standard(
    criterion("k", requirements=[asked("a", judged=Rule("visit && papers"))]),
    methods={"visit": "走访", "papers": "资料"},
)


@pytest.mark.parametrize(
    ("words", "state", "missing"),
    [
        ({"visit": True, "papers": True}, "met", ()),
        ({"visit": False}, "unmet", ()),
        ({"visit": True}, "undetermined", (Missing("observation", "k.a", "papers"),)),
    ],
    ids=str,
)
def test_observations_are_words_on_their_requirement(words, state, missing):
    made = [Observation(of="k.a", method=method, met=met) for method, met in words.items()]
    result = results_of(JUDGED, {"a": True}, observations=made)
    assert (result["k.a"].state, result["k.a"].missing) == (state, missing)


def test_names_that_the_standard_does_not_have_are_told_with_the_nearest():
    """A word on a whole criterion would have no effect, so it is none of its names either."""
    words = [
        Observation(of="k.b", method="visits", met=True),
        Observation(of="k", method="visit", met=True),
    ]
    exempt = {"k.c": Exemption(reason="虚构", by="township")}
    expected = Message("expected.part-of-standard")

    def unknown(*path, found, near):
        hint = near and Message("hint.nearest", name=near)
        return Problem(code="unknown-name", path=path, found=found, expected=expected, hint=hint)

    assert problems_of(JUDGED, observations=words, exempt=exempt) == [
        unknown("observations", 0, "of", found="k.b", near="k.a"),
        unknown("observations", 0, "method", found="visits", near="visit"),
        unknown("observations", 1, "of", found="k", near=None),
        unknown("exempt", "k.c", found="k.c", near="k.a"),
    ]


def test_facts_of_another_subject_are_refused():
    facts = derive(CATALOGUE, {}, subject="household")
    with pytest.raises(DocumentError) as caught:
        evaluate(standard(criterion("a")), facts)
    problem = Problem(
        code="other-subject",
        path=("subject",),
        found="a household",
        expected=Message("subject.village"),
    )
    assert caught.value.problems == (problem,)


def test_facts_of_another_catalogue_are_refused():
    values = dict(derive(CATALOGUE, {}).values)
    del values["b"]
    values["a"] = 3
    with pytest.raises(DocumentError) as caught:
        evaluate(standard(criterion("a")), Facts(values=values))
    assert caught.value.problems == (
        Problem(code="wrong-type", path=("values", "a"), found="3", expected=Message("type.truth")),
        Problem(code="missing-fact", path=("values", "b"), expected=Message("expected.derived")),
    )


# What decides.


def test_deciding_facts_are_those_of_every_open_part_strikes_first():
    made = standard(
        criterion("a"),
        criterion("b"),
        measured(),
        vetoes=[strike()],
        passes=Passing(score=15),
    )
    result = results_of(made, {"b": True})
    assert result.deciding == (lacking("d"), lacking("a"), lacking("n"))
    assert results_of(made, {"a": True, "b": True, "d": False}).deciding == ()


def test_what_is_settled_lacks_nothing():
    """One unmet of all is enough, so nothing of that criterion is missed."""
    made = standard(
        criterion("k", requirements=[asked("a"), asked("b")]),
        criterion("c"),
        passes=Passing(score=5),
    )
    result = results_of(made, {"a": False})
    assert (result["k"].missing, result["k.b"].missing) == ((), (lacking("b"),))
    assert result.deciding == (lacking("c"),)


def test_an_open_condition_decides_a_proportion_though_its_rule_holds():
    """1 of 2 where it applies, else 0 of 1."""
    requirements = [asked("a", applies=Rule("c")), asked("b")]
    made = standard(
        criterion("k", grade=Count(), requirements=requirements), passes=Passing(score=5)
    )
    result = results_of(made, {"a": True, "b": False})
    assert (result.bounds, result.outcome, result.deciding) == ((0, 5), "open", (lacking("c"),))


def test_a_whole_of_zero_is_named_as_what_decides():
    grade = PointsShort(of=Rule("share"), target=0.9, lose=1)
    made = standard(Criterion(id="k", points=10, grade=grade), passes=Passing(score=5))
    result = results_of(made, {"part": 0, "whole": 0})
    assert (result.bounds, result.deciding) == ((0, 10), (Missing("no-value", "share"),))


def test_an_open_band_is_worth_deciding_though_the_outcome_is_not_open():
    made = standard(criterion("a", 20), bands=BANDS)
    result = results_of(made)
    assert (result.outcome, result.deciding) == ("passes", (lacking("a"),))
    result = results_of(standard(criterion("a"), criterion("b"), bands=BANDS), {"b": True})
    assert (result.possible_bands, result.deciding) == (("fair", "good"), (lacking("a"),))


# Many subjects, and who they are.


def test_a_star_scheme_reads_households():
    catalogue = Catalogue(
        indicators={
            "stars": Indicator(label="星", value="count", maximum=10, subject="household"),
            "joined": Indicator(label="参评", value="truth", subject="household"),
            "share": Indicator(label="参评率", value="ratio", derive=ShareOf(share=Rule("joined"))),
        }
    )
    scheme = Standard(
        id="demo.stars",
        catalogue=Catalogue(
            indicators={n: i for n, i in catalogue.indicators.items() if n != "share"}
        ),
        subject="household",
        criteria=[
            Criterion(id="s", points=10, grade=ByCurve(of=Rule("stars"), by=PerUnit(give=1)))
        ],
        bands=Bands([Band(id="none"), Band(id="bronze", from_=5), Band(id="gold", from_=9)]),
        passes=Passing(band="bronze"),
    )
    homes = [
        Household(id=f"h{stars}", values={"stars": stars, "joined": True}) for stars in (3, 5, 9)
    ]
    found = evaluate_each(scheme, derive_each(scheme.catalogue, homes))
    assert [(r.subject, r.id, r.score, r.band, r.outcome) for r in found] == [
        ("household", "h3", 3, "none", "fails"),
        ("household", "h5", 5, "bronze", "passes"),
        ("household", "h9", 9, "gold", "passes"),
    ]
    assert (
        derive(catalogue, {}, households=homes, reported={"households": True})["share"].value == 1
    )


def test_many_are_evaluated_each_by_itself():
    made = standard(criterion("a"), passes=Passing(score=10))
    many = derive_each(CATALOGUE, [{"a": True}, {}, {"a": False}])
    assert evaluate_each(made, many) == tuple(evaluate(made, facts) for facts in many)
    assert [result.outcome for result in evaluate_each(made, many)] == ["passes", "open", "fails"]


def test_a_result_says_what_it_is_about():
    made = standard(criterion("a"), measured(), edition="2024")
    household = Household(id="h1", label="示例户")
    facts = derive(CATALOGUE, household, as_of=date(2024, 6, 30))
    result = evaluate(
        Standard(
            id="demo.homes",
            edition="2024",
            catalogue=CATALOGUE,
            subject="household",
            criteria=made.criteria,
        ),
        facts,
    )
    assert (result.standard, result.edition, result.subject) == ("demo.homes", "2024", "household")
    assert (result.id, result.label, result.as_of) == ("h1", household.label, date(2024, 6, 30))
    assert (result.most, result.scorers) == (20, ("all@1", "curve@1"))


def test_a_fraction_is_published_where_a_rounding_comes_after_it():
    """1 of 3 of 10 points: exact in the criterion, rounded in the total."""
    requirements = [asked(name) for name in "abc"]
    made = standard(
        criterion("k", grade=Count(), requirements=requirements),
        round=Rounding(step=Decimal("0.01")),
    )
    result = results_of(made, {"a": True, "b": False, "c": False})
    assert (result["k"].points, result.score) == (Fraction(10, 3), Decimal("3.33"))


def test_a_fact_that_several_requirements_lack_is_named_once():
    """Both read a; nothing is known of it, so 0 or 10 points."""
    made = standard(criterion("k", requirements=[asked("a"), asked("b", "a")]))
    result = results_of(made)
    assert (result["k"].bounds, result["k"].missing) == ((0, 10), (lacking("a"),))


def test_a_fact_that_a_strike_and_criteria_lack_decides_once():
    """The strike and both criteria read d: between 0 and 20 points, and 15 are asked."""
    made = standard(
        criterion("a", requirements=[asked("a", "!d")]),
        criterion("b", requirements=[asked("b", "!d")]),
        vetoes=[strike()],
        passes=Passing(score=15),
    )
    result = results_of(made)
    assert (result.bounds, result.outcome, result.deciding) == ((0, 20), "open", (lacking("d"),))

"""What is generated for speed gives the same as the definition, on every standard."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from unittest import mock

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import digest
from civil_village.curves.curve import Knot, Linear, PerUnit
from civil_village.derivation import derive
from civil_village.facts import known_facts
from civil_village.indicators import Catalogue, Indicator
from civil_village.problems import DocumentError
from civil_village.quantities.ratios import Ratio
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Missing, Rule, Unknown
from civil_village.standards import (
    ByCurve,
    Count,
    Criterion,
    CriterionResult,
    FaultResult,
    Less,
    PointsShort,
    SectionResult,
    Standard,
    Sum,
    compile_standard,
    evaluate,
)
from civil_village.standards.compilation.compiled import KEPT, Compiled
from civil_village.standards.evaluation.assessors import heard, spoken
from civil_village.standards.evaluation.interpreted import work_out
from civil_village.standards.evaluation.workings import published_bounds
from civil_village.testing import DAY, without
from civil_village.testing.strategies.standard import EXEMPT
from tests.across.test_promises import gapped
from tests.profiles import whole_documents


def worked_out(standard, facts):
    """Work a standard out by its definition, in the interpreter."""
    return work_out(standard, facts, heard(standard, facts))


def answered(standard, facts):
    words = spoken(heard(standard, facts))
    return compile_standard(standard)(facts.values, words, facts.exempt)


@whole_documents
@given(gapped())
def test_both_ways_through_a_standard_agree_on_complete_facts(case):
    standard, village, _ = case
    facts = derive(standard.catalogue, village, as_of=DAY)
    words = spoken(heard(standard, facts))
    other_way, _ = compile_standard(standard)._gapped(facts.values, words, facts.exempt)
    assert answered(standard, facts) == other_way


# Every part of a result ---------------------------------------------------------------


def open_missing(check):
    return check.missing if check.strike_state == "open" else ()


def parts_defined(worked):
    """Give what became of every part, by its path, as the definition says it."""
    found = {}

    def tell(start, requirements, checks, strikes, struck):
        for part, check in zip(requirements, checks, strict=True):
            found[start + part.id] = (check.state, check.missing)
        for part, check in zip(strikes, struck, strict=True):
            found[start + part.id] = (check.strike_state, open_missing(check))

    for section in worked.sections:
        if section.section is not None:
            found[section.section.id] = (published_bounds(section.points), section.minimum)
        for one in section.criteria:
            found[one.path] = (published_bounds(one.points), one.exempt, one.missing)
            own = one.criterion
            if isinstance(own.grade, Less):
                for fault, number in zip(own.grade.faults, one.measured, strict=True):
                    found[f"{one.path}.{fault.id}"] = fault_defined(fault, number.value, own)
            tell(f"{one.path}.", own.requirements, one.checks, own.zero_if, one.zeroing)
    standard = worked.standard
    tell("", standard.gates, worked.gates, standard.vetoes, worked.strikes)
    return found


def fault_defined(fault, value, criterion):
    least, greatest = fault.costs(value, full=Fraction(criterion.points))
    missing = value.missing if least != greatest else ()
    return published_bounds((least, greatest)), missing


def part_told(part):
    if isinstance(part, FaultResult):
        return part.lost, part.missing
    if isinstance(part, SectionResult):
        return part.bounds, part.minimum
    if isinstance(part, CriterionResult):
        return part.bounds, part.exempt, part.missing
    return part.state, part.missing


def deciding_defined(worked):
    """Gather what every open part lacks, and what nothing is asked for."""
    if worked.tally.outcome != "open" and len(worked.tally.bands) <= 1:
        return ()
    found = [item for check in worked.strikes for item in open_missing(check)]
    found += [item for check in worked.gates for item in check.missing]
    found += [m for section in worked.sections for one in section.scored for m in one.missing]
    if worked.standard.exempt == "rescale":
        out = [section for section in worked.sections if all(c.exempt for c in section.scored)]
        limits = [one.section for one in out if one.section and one.section.minimum is not None]
        found += [Missing("nothing-asked", section.id) for section in limits]
        if all(section in out for section in worked.sections if section.role == "section"):
            found.append(Missing("nothing-asked", worked.standard.id))
    return tuple(dict.fromkeys(found))


def check_result(result, worked):
    """Compare every part of a result with what the definition says."""
    assert {path: part_told(part) for path, part in result.parts()} == parts_defined(worked)
    assert result.bounds == published_bounds(worked.tally.total)
    assert result.outcome == worked.tally.outcome
    assert result.possible_bands == worked.tally.bands
    assert result.deciding == deciding_defined(worked)


def check_parts(standard, village, gone):
    """Compare results of a whole record, and of one with gaps."""
    for record in (village, without(village, gone)):
        facts = derive(standard.catalogue, record, as_of=DAY)
        check_result(evaluate(standard, facts), worked_out(standard, facts))


@whole_documents
@given(st.sampled_from(["open", "unmet"]).flatmap(lambda missing: gapped(missing=missing)))
def test_a_compiled_standard_says_of_every_part_what_the_definition_says(case):
    check_parts(*case)


@whole_documents
@given(
    st.sampled_from(["open", "unmet"]).flatmap(
        lambda missing: gapped(missing=missing, exempt=["rescale"])
    )
)
def test_so_it_is_where_what_is_exempt_is_left_out_of_the_whole(case):
    check_parts(*case)


@st.composite
def mappings(draw):
    """Draw a standard, and plain mappings of facts, each with other gaps."""
    standard, village, _ = draw(gapped(exempt=draw(st.sampled_from([EXEMPT, ["rescale"]]))))
    values = derive(standard.catalogue, village, as_of=DAY).values
    known = {name: value for name, value in values.items() if not isinstance(value, Unknown)}
    kept = [draw(st.sets(st.sampled_from(sorted(known)))) if known else set() for _ in range(3)]
    return standard, [{name: known[name] for name in names} for names in (*kept, known, ())]


@whole_documents
@given(mappings())
def test_so_it_is_of_plain_mappings_one_after_another(case):
    """What results share of one standard stays right for each of them."""
    standard, many = case
    for given_ in many:
        facts = known_facts(standard.catalogue, given_, subject=standard.subject)
        worked = worked_out(standard, facts)
        check_result(evaluate(standard, given_), worked)
        check_result(evaluate(standard, facts), worked)


# Examples by hand ---------------------------------------------------------------------

INDICATORS = {
    "plan": Indicator(label="计划", value="truth"),
    "meetings": Indicator(label="会议", value="count", maximum=60),
    "funds": Indicator(label="结余", value="amount", unit="元", minimum=-1000, maximum=1000),
    "costs": Indicator(label="支出", value="amount", unit="元", maximum=1000),
    "insured": Indicator(label="参保人数", value="count", maximum=10000),
    "residents": Indicator(label="应保人数", value="count", maximum=10000),
    "insurance": Indicator(label="参保率", value="ratio", of=("insured", "residents")),
    "mood": Indicator(label="氛围", value="choice", choices=("很好", "一般", "较差")),
}


def asked(*rules):
    return [Requirement(id=f"r{number}", rule=Rule(rule)) for number, rule in enumerate(rules)]


def standard_of(*criteria, **changes):
    made = [evolve(criterion, id=f"c{number}") for number, criterion in enumerate(criteria)]
    return Standard(id="demo", catalogue=Catalogue(indicators=INDICATORS), criteria=made, **changes)


def one(rule, **changes):
    return standard_of(Criterion(id="c", points=2, requirements=asked(rule)), **changes)


def state(rule, facts):
    return compile_standard(one(rule))(facts)[0][0]


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("meetings >= 3", {"meetings": 3}, "met"),
        ("meetings >= 3", {"meetings": 2}, "unmet"),
        ("meetings >= 3", {"meetings": Decimal(3)}, "met"),
        ("meetings >= 3", {"meetings": Fraction(3)}, "met"),
        ("meetings >= 3", {"meetings": None}, "undetermined"),
        ("meetings >= 3", {}, "undetermined"),
        ("plan", {"plan": True}, "met"),
        ("!plan", {"plan": True}, "unmet"),
        # 0.1 + 0.2 is 0.3, not a little more.
        ("funds + costs <= 0.3", {"funds": Decimal("0.1"), "costs": Decimal("0.2")}, "met"),
        ("funds + costs > 0.3", {"funds": Decimal("0.1"), "costs": Decimal("0.2")}, "unmet"),
        ("funds >= 0.5", {"funds": Decimal("0.5")}, "met"),
        ("funds >= 0.5", {"funds": Decimal("0.49")}, "unmet"),
        ("funds >= 0.5", {"funds": 1}, "met"),
        ("0.5 <= funds", {"funds": Fraction(1, 2)}, "met"),
        ("insurance >= 0.92", {"insurance": Ratio(92, 100)}, "met"),
        ("insurance >= 0.92", {"insurance": Ratio(9199, 10000)}, "unmet"),
        ("insurance >= 0.92", {"insurance": Decimal("0.92")}, "met"),
        ("insurance >= 0.92", {"insurance": 1}, "met"),
        ("insurance >= 0.92", {"insurance": Fraction(91, 100)}, "unmet"),
        ("insurance >= 0.92", {"insurance": Ratio(0, 0)}, "undetermined"),
        ("insurance < 0.92", {"insurance": Ratio(0, 0)}, "undetermined"),
        ("mood == '很好'", {"mood": "很好"}, "met"),
        ("mood in ['很好', '一般']", {"mood": "较差"}, "unmet"),
        ("mood in ['很好', '一般']", {}, "undetermined"),
        ("plan || mood == '很好'", {"plan": True}, "met"),
        ("plan && mood == '很好'", {"plan": False}, "unmet"),
        # Whatever it is, a count is at least 0 and at most 60.
        ("meetings >= 0 && plan", {"plan": True}, "met"),
        ("meetings * costs >= 0", {}, "met"),
        ("meetings * funds <= 60000", {}, "met"),
        ("funds * meetings >= 0.5", {"funds": -1}, "unmet"),
    ],
)
def test_a_fact_of_any_form_is_judged_exactly(rule, facts, expected):
    assert state(rule, facts) == expected


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("meetings >= 3", {"meetings": True}),
        ("meetings >= 3", {"meetings": 3.0}),
        ("meetings >= 3", {"meetings": "3"}),
        ("funds >= 3", {"funds": 3.0}),
        ("funds + costs >= 3", {"funds": True, "costs": 3}),
        ("funds >= 3", {"funds": Decimal("NaN")}),
        ("funds >= 3", {"funds": Decimal("Infinity")}),
        ("funds + costs >= 3", {"funds": Decimal("Infinity"), "costs": 1}),
        ("insurance >= 0.5", {"insurance": 0.5}),
        ("insurance >= 0.5", {"insurance": Decimal("NaN")}),
        ("insurance >= 0.5", {"insurance": "half"}),
        ("plan", {"plan": 1}),
        ("plan", {"plan": "yes"}),
        ("mood == '很好'", {"mood": True}),
        ("mood == '很好'", {"mood": ["很好"]}),
    ],
)
def test_a_fact_of_another_type_is_refused_by_its_name(rule, facts):
    with pytest.raises(DocumentError) as caught:
        state(rule, facts)
    (problem,) = caught.value.problems
    assert problem.code == "wrong-type"
    assert problem.path == ("values", next(iter(facts)))


def test_a_text_that_is_no_choice_is_refused():
    with pytest.raises(DocumentError) as caught:
        state("mood == '很好'", {"mood": "极好"})
    assert [problem.code for problem in caught.value.problems] == ["unknown-choice"]


def test_a_number_that_is_finer_than_declared_is_refused():
    with pytest.raises(DocumentError) as caught:
        state("funds >= 0.5", {"funds": Fraction(1, 3)})
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("too-many-places", "1/3")
    assert problem.expected.text("en") == "a multiple of 0.01"


def test_points_are_counted_in_parts_fine_enough_for_all_of_them():
    """Two of three met of 0.5 points: 0.66 of them are 0.33."""
    made = standard_of(
        Criterion(id="a", points=2, requirements=asked("plan")),
        Criterion(
            id="b",
            points=0.5,
            grade=Count(short=[1, 0.66, 0.33, 0]),
            requirements=asked("plan", "meetings >= 3", "funds > 0"),
        ),
    )
    compiled = compile_standard(made)
    states, least, greatest, *_ = compiled({"plan": True, "meetings": 3, "funds": 0})
    assert states == ("met", "met", "met", "unmet")
    assert [compiled.points(points) for points in least] == [2, Decimal("0.33")]
    assert least == greatest
    possible = compiled({"plan": True, "meetings": 3})[2]
    assert [compiled.points(points) for points in possible] == [2, Decimal("0.5")]


def test_thirds_of_points_are_counted_in_thirds():
    shared = Criterion(
        id="c", points=1, grade=Count(), requirements=asked("plan", "meetings >= 3", "funds > 0")
    )
    compiled = compile_standard(standard_of(shared, round=Rounding(step=0.01)))
    _, least, greatest, *_ = compiled({"plan": True, "meetings": 0, "funds": 0})
    assert least is greatest
    assert compiled.points(least[0]) == Fraction(1, 3)


def test_points_on_a_slope_stay_fractions_of_a_point():
    """One of three meetings on a line from 0 to 3: a third of a point."""
    line = Linear([Knot(at=0, give=0), Knot(at=3, give=1)])
    shared = Criterion(id="c", points=1, grade=ByCurve(of=Rule("meetings"), by=line))
    compiled = compile_standard(standard_of(shared, round=Rounding(step=0.01)))
    assert compiled({"meetings": 1})[1] == (Fraction(1, 3),)


def test_a_number_that_is_measured_is_read_on_its_curve():
    """87.5 of 95 percent: seven full points short. 250 in funds: two full hundreds."""
    made = standard_of(
        Criterion(id="a", points=10, grade=PointsShort(of=Rule("insurance"), target=0.95, lose=1)),
        Criterion(id="b", points=3, grade=ByCurve(of=Rule("funds"), by=PerUnit(each=100, give=1))),
    )
    compiled = compile_standard(made)
    _, least, greatest, *_ = compiled({"insurance": Ratio(7, 8), "funds": Decimal("250.5")})
    assert least == greatest == (3, 2)
    _, least, greatest, *_ = compiled({"insurance": Ratio(0, 0)})
    assert (least, greatest) == ((0, 0), (10, 3))


def test_requirements_and_criteria_outside_their_condition_are_exempt():
    requirements = [
        Requirement(id="a", rule=Rule("meetings >= 3"), applies=Rule("plan"), points=1),
        Requirement(id="b", rule=Rule("funds > 0"), points=1),
    ]
    made = standard_of(
        Criterion(id="a", points=2, grade=Sum(), requirements=requirements),
        Criterion(id="b", points=4, requirements=asked("funds > 0"), applies=Rule("plan")),
    )
    compiled = compile_standard(made)
    assert compiled({"plan": False, "meetings": 0, "funds": 1}) == (
        ("exempt", "met", "met"),
        (2, 4),
        (2, 4),
        (),
        (False, True),
    )
    # Whether there is a plan is open: the first may be exempt, else it is not met.
    states, least, greatest, _, exempt = compiled({"meetings": 0, "funds": 0})
    assert states == ("undetermined", "unmet", "unmet")
    assert (least, greatest, exempt) == ((0, 0), (1, 4), (False, None))


def test_words_and_recorded_exemptions_are_handed_in_beside_the_facts():
    requirement = Requirement(id="r", rule=Rule("plan"), judged=Rule("papers && walk"))
    made = standard_of(
        Criterion(id="c", points=2, requirements=[requirement]),
        methods={"papers": "材料", "walk": "走访"},
    )
    compiled = compile_standard(made)
    plan = {"plan": True}
    assert compiled(plan)[0] == ("undetermined",)
    assert compiled(plan, {"c0.r": {"papers": True}})[0] == ("undetermined",)
    assert compiled(plan, {"c0.r": {"papers": False}})[0] == ("unmet",)
    assert compiled(plan, {"c0.r": {"papers": True, "walk": True}})[0] == ("met",)
    assert compiled({"plan": False}, {"c0.r": {"papers": True, "walk": True}})[0] == ("unmet",)
    assert compiled({"plan": False}, exempt={"c0.r"})[:3] == (("exempt",), (2,), (2,))
    assert compiled({"plan": False}, exempt={"c0"})[:3] == (("unmet",), (2,), (2,))


def test_a_strike_hits_only_where_it_applies():
    strikes = [
        Strike(id="s", when=Rule("meetings == 0"), applies=Rule("plan")),
        Strike(id="t", when=Rule("funds < 0")),
    ]
    compiled = compile_standard(one("plan", vetoes=strikes))
    for facts, expected in (
        ({"plan": True, "meetings": 0, "funds": -1}, ("hit", "hit")),
        ({"plan": True, "meetings": 1, "funds": 0}, ("clear", "clear")),
        ({"plan": False, "meetings": 0, "funds": 0}, ("exempt", "clear")),
        ({"plan": False}, ("exempt", "open")),
        ({"meetings": 1, "funds": 0}, ("clear", "clear")),
        ({"meetings": 0, "funds": 0}, ("open", "clear")),
    ):
        assert compiled(facts)[3] == expected, facts


HOSTILE = (
    "class",
    "lambda",
    "none",
    "print",
    "exec",
    "type",
    "f",
    "w",
    "x",
    "v0",
    "m0",
    "p0",
    "g0",
    "def",
)


def test_names_that_mean_something_to_python_mean_nothing_here():
    indicators = {name: Indicator(label="示例", value="count", maximum=9) for name in HOSTILE}
    made = Standard(
        id="demo",
        catalogue=Catalogue(indicators=indicators),
        criteria=[
            Criterion(id=name, points=1, requirements=asked(f"{name} >= {number % 9}"))
            for number, name in enumerate(HOSTILE)
        ],
    )
    facts = {name: number % 9 for number, name in enumerate(HOSTILE)}
    compiled = compile_standard(made)
    assert set(compiled(facts)[0]) == {"met"}
    fewer = {name: max(value - 1, 0) for name, value in facts.items()}
    zeros = {number for number, name in enumerate(HOSTILE) if facts[name] == 0}
    states = compiled(fewer)[0]
    assert {number for number, found in enumerate(states) if found == "met"} == zeros


SENT = """
import pickle, sys
import civil_village as cv
standard, facts = cv.bundled("anle.standard"), {"work_rules": True}
compiled, result = cv.standards.compile_standard(standard), cv.evaluate(standard, facts)
if sys.argv[1:]:
    copy, again = pickle.load(sys.stdin.buffer)
    assert copy.standard == standard
    assert copy(facts) == compiled(facts)
    assert (again, again.digests) == (result, result.digests)
    assert again.explain() == result.explain()
else:
    pickle.dump((compiled, result), sys.stdout.buffer)
"""


def test_a_compiled_standard_and_a_result_can_be_sent_to_another_process():
    command = [sys.executable, "-c", SENT]
    sent = subprocess.run(command, check=True, capture_output=True)
    subprocess.run([*command, "receive"], check=True, input=sent.stdout)


def test_the_fingerprint_of_a_standard_is_worked_out_once_for_all_its_results():
    made = one("plan")
    with mock.patch("civil_village.standards.compilation.compiled.digest", wraps=digest) as asked:
        found = [evaluate(made, facts).digests.standard for facts in ({}, {"plan": True})]
    assert found == [digest(made)] * 2
    assert asked.call_count == 1


def test_only_so_many_compiled_standards_are_kept():
    first = one("plan")
    kept = compile_standard(first)
    assert compile_standard(first) is kept
    for number in range(KEPT):
        compile_standard(evolve(first, id=f"demo.{number}"))
    assert compile_standard(first) is not kept


def test_the_fields_of_an_answer_are_told_in_order():
    compiled = Compiled(one("plan", vetoes=[Strike(id="s", when=Rule("meetings == 0"))]))
    assert (compiled.requirements, compiled.criteria, compiled.strikes) == (
        ("c0.r0",),
        ("c0",),
        ("s",),
    )


def test_plain_facts_can_be_evaluated_as_they_are():
    made = one("meetings >= 3 && plan")
    facts = {"meetings": 3}
    result = evaluate(made, facts)
    assert (result.outcome, result.score, result.bounds) == ("scored", None, (0, 2))
    assert [missing.name for missing in result["c0"].missing] == ["plan"]
    assert result == evaluate(made, derive(made.catalogue, facts))
    whole = derive(made.catalogue, {"meetings": 3, "plan": True, "insured": 1, "residents": 1})
    assert evaluate(made, dict(whole.values)).digests == evaluate(made, whole).digests


def test_plain_facts_with_an_unknown_name_are_refused_with_the_nearest():
    with pytest.raises(DocumentError) as caught:
        evaluate(one("plan"), {"plam": True})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("unknown-indicator", ("values", "plam"))
    assert "plan" in problem.hint.text("en")


def test_a_number_that_always_has_a_value_cannot_be_unsure():
    lacking = (Missing("indicator", "meetings"),)
    unsure = Unknown(lacking, Fraction(0), Fraction(60), sure=False)
    with pytest.raises(DocumentError) as caught:
        state("meetings >= 3", {"meetings": unsure})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("wrong-type", ("values", "meetings", "sure"))
    assert state("insurance >= 0", {"insurance": evolve(unsure, greatest=Fraction(1))}) == (
        "undetermined"
    )


def test_reasons_are_the_facts_that_each_state_rests_on():
    requirement = Requirement(id="r", rule=Rule("funds > 0"), applies=Rule("plan || funds < 9"))
    compiled = compile_standard(
        standard_of(
            Criterion(id="a", points=2, requirements=[requirement]),
            Criterion(id="b", points=2, requirements=asked("meetings >= 3")),
        )
    )
    facts = {"funds": 1, "plan": True}
    assert compiled.reasons(facts, compiled(facts)) == (
        ("c0.r", "met", ("plan", "funds"), (True, 1)),
        ("c1.r0", "undetermined", ("meetings",), (None,)),
    )


def test_facts_are_complete_where_all_that_rules_read_is_there():
    """Least and greatest are then one: whatever else the catalogue has is not waited for."""
    made = standard_of(
        Criterion(id="a", points=2, requirements=asked("plan"), applies=Rule("meetings > 0")),
        Criterion(id="b", points=3, grade=ByCurve(of=Rule("funds"), by=PerUnit(each=100, give=1))),
        vetoes=[Strike(id="s", when=Rule("costs > 5"))],
    )
    compiled = compile_standard(made)
    assert compiled.reads == {"plan", "meetings", "funds", "costs"}
    _, least, greatest, *_ = compiled({"plan": True, "meetings": 1, "funds": 100, "costs": 0})
    assert least is greatest
    assert least == (2, 1)

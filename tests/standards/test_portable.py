"""A portable standard: its steps give the points, bands and outcome that `evaluate` gives."""

from fractions import Fraction
from typing import ClassVar

import pytest
from attrs import evolve, frozen
from hypothesis import given

from civil_village.curves import PerUnit
from civil_village.derivation import derive
from civil_village.facts import known_facts
from civil_village.messages import Message
from civil_village.requirements import Requirement
from civil_village.rules import Rule, Unknown
from civil_village.standards import (
    ByCurve,
    GeometricMean,
    GradedCase,
    Grading,
    PortableStandard,
    Sum,
    compile_standard,
    evaluate,
)
from civil_village.standards.evaluation.assessors import heard
from civil_village.standards.evaluation.interpreted import work_out
from civil_village.testing import DAY, without
from tests.across.test_promises import gapped
from tests.portable_steps import by_interpreter, compare, told
from tests.profiles import whole_documents
from tests.scored_by_hand import CATALOGUE, abc, rows, standard

ZERO = Fraction(0)


def is_complete(made, facts):
    """Say whether all that the rules of a standard read is known."""
    scope, reads = facts.scope(), compile_standard(made).reads
    return not any(isinstance(scope[name], Unknown) for name in reads)


def check(standard, facts, *, gaps):
    """Compare the steps with the result, on this library's own interpreter."""
    if not (gaps or is_complete(standard, facts)):
        return
    written = PortableStandard(standard, gaps=gaps, exemptions=True)
    numbers = written.bindings(facts.scope(), heard(standard, facts), facts.exempt)
    compare(written, by_interpreter(written, numbers), evaluate(standard, facts))


@whole_documents
@given(gapped())
def test_steps_say_what_a_result_says_whatever_is_missing(case):
    standard, village, gone = case
    check(standard, derive(standard.catalogue, without(village, gone), as_of=DAY), gaps=True)


@whole_documents
@given(gapped())
def test_steps_of_complete_facts_say_what_a_result_says(case):
    standard, village, _ = case
    check(standard, derive(standard.catalogue, village, as_of=DAY), gaps=False)


@whole_documents
@given(gapped(missing="unmet"))
def test_steps_say_what_counts_as_unmet_for_lack_of_evidence(case):
    standard, village, gone = case
    check(standard, derive(standard.catalogue, without(village, gone), as_of=DAY), gaps=True)


# By hand ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "facts", "least", "greatest"),
    [pytest.param(*row[1:], id=f"{row[0]}: {row[2]}") for row in rows()],
)
def test_three_roads_give_the_points_that_are_reckoned_by_hand(made, facts, least, greatest):
    wanted = (least, greatest)
    known = known_facts(made.catalogue, facts, subject=made.subject)
    work = work_out(made, known, {})
    assert work.sections[0].criteria[0].points == wanted
    compiled = compile_standard(made)
    answer = compiled(facts)
    assert tuple(Fraction(compiled.points(answer[end][0])) for end in (1, 2)) == wanted
    assert evaluate(made, facts).criteria[0].bounds == wanted
    for gaps in (True, False) if is_complete(made, known) else (True,):
        written = PortableStandard(made, gaps=gaps)
        assert written.left_out == []
        found = by_interpreter(written, written.bindings(known.scope()))
        assert told(written, found)["one"] == wanted


# What is left out ---------------------------------------------------------------------


@frozen(kw_only=True)
class ByPython(Grading):
    """A stranger's grading, which tells its points by Python alone."""

    name: ClassVar[str] = "by_python"
    version: ClassVar[int] = 1

    def points(self, case):
        """Give all points or none."""
        found = [checked.credited for _, checked in case.requirements]
        return (case.full if all(found) else ZERO), (ZERO if False in found else case.full)

    def told(self):
        """Say nothing of it."""
        return Message("grading.all")


def test_a_grading_without_core_is_left_out_by_name_and_what_rests_on_it():
    made = standard(ByPython(), abc())
    written = PortableStandard(made)
    assert written.left_out == [
        {"path": "one", "reason": "scorer-without-core"},
        {"path": "", "reason": "rests-on-left-out"},
    ]
    document = written.document()
    assert "result" not in document["criteria"]["one"]
    assert not {"total", "outcome", "bands"} & document.keys()
    assert document["requirements"]["one.a"]["result"]["holds"] == "one_DOT_a_HOLDS"
    assert evaluate(made, {"a": True, "b": True, "c": True}).score == 10


def test_an_aggregation_without_core_leaves_the_total_out():
    made = standard(Sum(), abc(5, 3, 2)).replaced(combine=GeometricMean(full=10, step=1))
    written = PortableStandard(made)
    assert written.left_out == [{"path": "", "reason": "scorer-without-core"}]
    assert written.results["one"]["least"] == ["one_LEAST", 1]


def test_numbers_that_may_pass_64_bits_are_left_out_with_what_to_bound():
    wide = ByCurve(
        of=Rule("part * part * part * part * part"), by=PerUnit(each=0.0001, give=0.0001, most=10)
    )
    written = PortableStandard(standard(wide))
    assert written.left_out[0] == {
        "path": "one",
        "reason": "too-large-numbers",
        "names": ["part"],
    }


def test_while_it_is_open_what_is_exempt_a_rescaled_total_is_left_out():
    asked = [*abc()[:2], Requirement(id="c", rule=Rule("c"), applies=Rule("n > 5"))]
    made = standard(Sum(), [evolve(one, points=p) for one, p in zip(asked, (5, 3, 2), strict=True)])
    made = made.replaced(exempt="rescale")
    assert PortableStandard(made).left_out == [{"path": "", "reason": "open-exemption"}]
    written = PortableStandard(made, gaps=False)
    assert written.left_out == []
    # Five of eight that are asked for, of ten: 6.25; with the third, seven of ten.
    for number, wanted in ((5, Fraction(25, 4)), (6, Fraction(7))):
        known = known_facts(
            CATALOGUE, {"a": True, "b": False, "c": True, "n": number}, subject="village"
        )
        found = by_interpreter(written, written.bindings(known.scope()))
        assert told(written, found)["TOTAL"] == (wanted, wanted)
        assert evaluate(made, known).score == wanted


def test_a_grading_tells_its_points_by_core_or_by_points():
    class Neither(Grading):
        pass

    with pytest.raises(NotImplementedError, match="core or points"):
        Neither().points(GradedCase(full=Fraction(1), requirements=()))

"""Results as data: what can be asked of one, also after it was stored."""

from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.derivation import derive
from civil_village.documents import dumps, loads
from civil_village.indicators import Catalogue, Indicator
from civil_village.problems import DocumentError
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Missing, Rule
from civil_village.standards import (
    Count,
    Criterion,
    CriterionResult,
    RequirementResult,
    Result,
    Section,
    SectionResult,
    Standard,
    StrikeResult,
    evaluate,
)
from civil_village.standards.results.result import Digests

CATALOGUE = Catalogue(
    indicators={name: Indicator(label=name, value="truth") for name in ("a", "b", "d")}
)


def asked(name):
    return Requirement(id=name, rule=Rule(name))


STRIKE = Strike(id="v", when=Rule("d"))
IN_SECTIONS = Standard(
    id="demo",
    catalogue=CATALOGUE,
    sections=[
        Section(id="s", criteria=[Criterion(id="k", points=10, requirements=[asked("a")])]),
        Section(id="t", criteria=[Criterion(id="k", points=5, requirements=[asked("b")])]),
    ],
    vetoes=[STRIKE],
)
ALONE = Standard(
    id="demo",
    catalogue=CATALOGUE,
    criteria=[Criterion(id="k", points=10, requirements=[asked("a"), asked("b")])],
    vetoes=[STRIKE],
)


def results_of(standard, **values):
    return evaluate(standard, derive(CATALOGUE, values))


def test_every_part_of_a_result_has_the_path_of_its_part_of_the_standard():
    for standard in (IN_SECTIONS, ALONE):
        paths = [path for path, _ in results_of(standard).parts()]
        assert paths == [path for path, _ in standard.paths()]


def test_a_part_is_asked_for_by_its_path():
    result = results_of(IN_SECTIONS, a=True, d=False)
    missing = (Missing("indicator", "b"),)
    asked_b = RequirementResult(id="b", state="undetermined", missing=missing)
    second = CriterionResult(
        id="k",
        bounds=(Decimal(0), Decimal(5)),
        full=Decimal(5),
        requirements=(asked_b,),
        missing=missing,
    )
    assert result["t"] == SectionResult(id="t", bounds=second.bounds, criteria=(second,))
    assert (result["t.k"], result["t.k.b"]) == (second, asked_b)
    assert result["s.k.a"] == RequirementResult(id="a", state="met")
    assert result["v"] == StrikeResult(id="v", state="clear")


def test_a_part_that_is_not_there_is_no_key():
    with pytest.raises(KeyError, match=r"k\.c"):
        results_of(ALONE)["k.c"]


#: Paths in a result under `IN_SECTIONS`, by the kind of part that each leads to.
PLACES = {"section": "s", "criterion": "s.k", "requirement": "s.k.a", "strike": "v"}


@pytest.mark.parametrize("kind", PLACES)
def test_a_part_is_asked_for_as_what_it_is(kind):
    result = results_of(IN_SECTIONS, a=True)
    ask = getattr(result, kind)
    assert ask(PLACES[kind]) is result[PLACES[kind]]
    for other in PLACES.keys() - {kind}:
        said = rf"{PLACES[other]} is a {other.title()}Result, not a {kind.title()}Result"
        with pytest.raises(KeyError, match=said):
            ask(PLACES[other])
    with pytest.raises(
        KeyError, match=r"k\.c: there is none such; there are s, s\.k, s\.k\.a and so on"
    ):
        ask("k.c")


def test_points_and_score_are_there_where_least_and_greatest_agree():
    result = results_of(IN_SECTIONS, a=True)
    assert (result["s"].points, result["s.k"].points) == (10, 10)
    assert (result["t"].points, result["t.k"].points) == (None, None)
    assert (result.score, result.bounds) == (None, (10, 15))
    assert results_of(IN_SECTIONS, a=True, b=True).score == 15


def test_a_band_is_there_where_one_alone_is_possible():
    result = results_of(ALONE)
    assert (result.possible_bands, result.band) == ((), None)


def test_equal_results_do_not_depend_on_what_they_are_explained_from():
    result = results_of(ALONE, a=True)
    again = loads(dumps(result), Result)
    assert again == result
    assert hash(again) == hash(result)
    assert results_of(ALONE, a=False) != result
    assert "evidence" not in repr(result)


def test_a_stored_result_explains_itself_without_its_standard():
    result = results_of(IN_SECTIONS, a=True)
    again = loads(dumps(result), Result)
    assert again.explain() == result.explain()
    assert again.digests == result.digests


def test_fingerprints_change_with_standard_and_facts_apart():
    first, other = results_of(ALONE, a=True), results_of(ALONE, a=False)
    assert first.digests.standard == other.digests.standard
    assert first.digests.facts != other.digests.facts
    elsewhere = results_of(IN_SECTIONS, a=True)
    assert first.digests.facts == elsewhere.digests.facts
    assert first.digests.standard != elsewhere.digests.standard
    assert results_of(ALONE, a=True).digests == Digests(
        standard=first.digests.standard, facts=first.digests.facts
    )


def test_points_without_a_last_digit_are_stored_exactly():
    """1 of 3 of 10 points; and 0.3333 of 0.5 points, which has five places."""
    requirements = [asked(name) for name in ("a", "b", "d")]
    standard = Standard(
        id="demo",
        catalogue=CATALOGUE,
        criteria=[
            Criterion(id="k", points=10, grade=Count(), requirements=requirements),
            Criterion(id="m", points=0.5, grade=Count(met=[0, 0.3333]), requirements=[asked("a")]),
        ],
        round=Rounding(step=1),
    )
    again = loads(dumps(results_of(standard, a=True, b=False, d=False)), Result)
    assert (again["k"].points, again["m"].points) == (Fraction(10, 3), Decimal("0.16665"))


def test_the_standard_of_a_stored_result_has_the_id_of_a_document():
    result = evaluate(IN_SECTIONS, derive(CATALOGUE, {"a": True}))
    text = dumps(result).replace(f'"standard": "{IN_SECTIONS.id}"', '"standard": "Two Words"')
    with pytest.raises(DocumentError) as caught:
        loads(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("not-an-id", ("standard",))

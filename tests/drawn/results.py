"""Results and their parts, and comparisons of two, drawn."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st

from civil_village.exact_numbers import tidy
from civil_village.requirements import RequirementState, StrikeState
from civil_village.rules import Missing
from civil_village.standards import (
    CriterionResult,
    FaultResult,
    RequirementResult,
    Result,
    SectionResult,
    Standard,
    StrikeResult,
    evaluate,
)
from civil_village.standards.results.comparison import Comparison, compare
from civil_village.testing.strategies.naming import ids
from civil_village.testing.strategies.numbers import exact_decimals, points
from civil_village.testing.strategies.reported import facts
from civil_village.testing.strategies.standard import standards
from tests.drawn.unknown import missing_facts


def results(standard: Standard | None = None) -> st.SearchStrategy[Result]:
    """Draw results (测评结果), as `civil_village.evaluate` gives them.

    Args:
        standard: What they are results of; by default any.
    """
    if standard is None:
        return standards().flatmap(results)
    return facts(standard).map(lambda made: evaluate(standard, made))


@cache
def requirement_results() -> st.SearchStrategy[RequirementResult]:
    """Draw what became of one requirement (要求结果): only an open one lacks something."""
    return _of_state(RequirementResult, get_args(RequirementState), "undetermined")


@cache
def strike_results() -> st.SearchStrategy[StrikeResult]:
    """Draw what became of one strike (否决结果): only an open one lacks something."""
    return _of_state(StrikeResult, get_args(StrikeState), "open")


def _of_state(kind: Any, states: tuple[str, ...], open_: str) -> st.SearchStrategy[Any]:
    settled = st.sampled_from([state for state in states if state != open_])
    return st.builds(kind, id=ids(), state=settled) | st.builds(
        kind, id=ids(), state=st.just(open_), missing=_lacking(1)
    )


def _lacking(least: int) -> st.SearchStrategy[tuple[Missing, ...]]:
    return st.lists(missing_facts(), min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def fault_results(draw: st.DrawFn) -> FaultResult:
    """Draw what became of one fault (扣分结果): only an open one lacks something."""
    ends = sorted(draw(st.tuples(*[exact_decimals(0, 10)] * 2)))
    missing = () if ends[0] == ends[1] else draw(_lacking(1))
    return FaultResult(id=draw(ids()), lost=(ends[0], ends[1]), missing=missing)


@st.composite
def criterion_results(draw: st.DrawFn) -> CriterionResult:
    """Draw what became of one criterion (项目结果), its points settled or not."""
    full = draw(points())
    ends = sorted(draw(st.tuples(*[exact_decimals(0, full)] * 2)))
    asked = st.lists(requirement_results(), max_size=2, unique_by=lambda result: result.id)
    return CriterionResult(
        id=draw(ids()),
        bounds=(ends[0], ends[1]),
        full=full,
        exempt=ends[0] == full and draw(st.booleans()),
        requirements=tuple(draw(asked)),
        faults=tuple(draw(st.lists(fault_results(), max_size=1))),
        zeroed=tuple(draw(st.lists(strike_results(), max_size=1))),
        missing=() if ends[0] == ends[1] else draw(_lacking(1)),
    )


@st.composite
def section_results(draw: st.DrawFn) -> SectionResult:
    """Draw what became of one section (单元结果): its bounds are those of its criteria."""
    own = draw(st.lists(criterion_results(), max_size=2, unique_by=lambda result: result.id))
    least, greatest = (tidy(sum(Fraction(r.bounds[end]) for r in own)) for end in (0, 1))
    states: list[RequirementState] = (
        ["met", "unmet"] if least == greatest else ["met", "unmet", "undetermined"]
    )
    return SectionResult(
        id=draw(ids()),
        bounds=(least, greatest),
        minimum=draw(st.sampled_from(states)),
        criteria=tuple(own),
    )


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw comparisons (结果对比) of two results of one standard."""
    standard = draw(standards())
    both = [evolve(draw(facts(standard)), id=None) for _ in range(2)]
    first, second = (evaluate(standard, each) for each in both)
    return compare(first, second)

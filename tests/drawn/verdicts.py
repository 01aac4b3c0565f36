"""What procedures come to, drawn: verdicts on records, and what stands in these."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from civil_village.procedures import (
    Enough,
    FailedComparison,
    RecordVerdict,
    StepFault,
    check_record,
)
from civil_village.testing.strategies.procedure import ProcedureCase, procedure_cases


def verdict_of(case: ProcedureCase, **more: Any) -> RecordVerdict:
    """Judge a case."""
    asked = {"as_of": case.as_of} | more
    return check_record(case.procedure, asked.pop("log", case.log), **asked)


@cache
def verdicts() -> st.SearchStrategy[RecordVerdict]:
    """Draw what is to be said of records."""
    return procedure_cases().map(verdict_of)


def _inside(take: Callable[[RecordVerdict], Any]) -> st.SearchStrategy[Any]:
    return verdicts().map(lambda made: list(take(made))).filter(bool).flatmap(st.sampled_from)


def step_faults() -> st.SearchStrategy[StepFault]:
    """Draw what was not in order."""
    return _inside(lambda made: made.faults)


def failed_comparisons() -> st.SearchStrategy[FailedComparison]:
    """Draw comparisons that do not hold."""
    return _inside(lambda made: [side for fault in made.faults for side in fault.comparisons])


def enough_counts() -> st.SearchStrategy[Enough]:
    """Draw which counts would be enough."""
    return st.builds(
        Enough,
        event=st.just("e1"),
        indicator=st.just("yes"),
        least=st.integers(0, 20),
        most=st.none() | st.integers(0, 20),
    )

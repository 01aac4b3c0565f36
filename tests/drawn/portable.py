"""Rules as they are written for other engines, drawn."""

from __future__ import annotations

from hypothesis import strategies as st

from civil_village.problems import DocumentError
from civil_village.reckoning import Mark
from civil_village.rules import (
    Rule,
)
from civil_village.rules.portable import Portable
from civil_village.standards import CombinedPart, CoreCase, CorePart, CoreValue
from civil_village.testing.strategies.rule import rules, signatures
from civil_village.testing.strategies.scorer import graded_cases


def marks() -> st.SearchStrategy[Mark]:
    """Draw answers that may be open (两侧真值)."""
    return st.sampled_from([True, False, None]).map(Mark.of)


def measured() -> st.SearchStrategy[CoreValue]:
    """Draw numbers that a grading measures (计量值), known or within bounds."""
    numbers = st.fractions(0, 100, max_denominator=8)
    ends = st.tuples(numbers, numbers).map(sorted)
    return st.builds(lambda pair, sure: CoreValue(*pair, sure), ends, st.booleans())


def core_cases() -> st.SearchStrategy[CoreCase]:
    """Draw what a grading's core looks at (计分对象)."""
    return graded_cases().map(CoreCase.of)


def core_part(part: CombinedPart) -> CorePart:
    """Give a part as an aggregation's core looks at it (汇总对象)."""
    return CorePart(part.id, part.full, part.points)


@st.composite
def portable_rules(draw: st.DrawFn) -> Portable:
    """Draw rules as they are written for other engines (可移植规则), with gaps or without."""
    names = draw(signatures())
    rule = draw(rules(names))
    try:
        return rule.portable(names, gaps=draw(st.booleans()))
    except DocumentError:  # its text would be too large
        return Rule("true").portable({})

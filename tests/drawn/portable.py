"""Rules as they are written for other engines, drawn."""

from __future__ import annotations

from hypothesis import strategies as st

from civil_village.problems import DocumentError
from civil_village.rules import (
    Rule,
)
from civil_village.rules.portable import Portable
from civil_village.testing.strategies.rule import rules, signatures


@st.composite
def portable_rules(draw: st.DrawFn) -> Portable:
    """Draw rules as they are written for other engines (可移植规则), with gaps or without."""
    names = draw(signatures())
    rule = draw(rules(names))
    try:
        return rule.portable(names, gaps=draw(st.booleans()))
    except DocumentError:  # its text would be too large
        return Rule("true").portable({})

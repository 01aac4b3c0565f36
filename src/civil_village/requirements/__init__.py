"""Requirements (要求): conditions on facts, what they still need, and how they are told.

What belongs here: requirements and strikes, their states, needs and words, whatever asks for
them. What does not: points, and the documents that the conditions stand in.
"""

from __future__ import annotations

from civil_village.requirements.model import (
    Checked,
    Heard,
    Requirement,
    State,
    Strike,
    StrikeState,
    Words,
    check_requirement,
    check_strike,
    said,
    weighed,
)

__all__ = [
    "Checked",
    "Heard",
    "Requirement",
    "State",
    "Strike",
    "StrikeState",
    "Words",
    "check_requirement",
    "check_strike",
    "said",
    "weighed",
]

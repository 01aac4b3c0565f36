"""Requirements (要求): conditions on facts, what they still need, and how they are told.

What belongs here: requirements and strikes, their states, needs and words, whatever asks for
them. What does not: points, and the documents that the conditions stand in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily
from civil_village.requirements.model import (
    Checked,
    Heard,
    Requirement,
    RequirementState,
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
    "RequirementState",
    "Strike",
    "StrikeState",
    "Words",
    "check_requirement",
    "check_strike",
    "said",
    "weighed",
]

if TYPE_CHECKING:
    from civil_village.requirements.failures import Failure as Failure
    from civil_village.requirements.needs import Need as Need
else:
    __getattr__, __dir__, _ = lazily(__name__)

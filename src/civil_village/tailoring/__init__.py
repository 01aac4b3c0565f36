"""Tailoring (裁量与版次): whole documents of profiles, and what differs between two editions.

What belongs here: what takes any kind of document in its plain data, changes it or compares it,
and lets the usual reader say whether it fits. What does not: what a profile says
(`civil_village.profiles`), and which edition is in force (`civil_village.editions`).
"""

from __future__ import annotations

from civil_village import public
from civil_village.tailoring.both_results import PartPair, Reevaluated
from civil_village.tailoring.comparing import Revised
from civil_village.tailoring.deciding import deciding_digest, scoring_digest
from civil_village.tailoring.differences import Revision, diff
from civil_village.tailoring.resolving import resolve

__all__ = [
    "PartPair",
    "Reevaluated",
    "Revised",
    "Revision",
    "deciding_digest",
    "diff",
    "resolve",
    "scoring_digest",
]

public.tell(__name__)

"""Fingerprints of what a result was made of."""

from __future__ import annotations

from civil_village.canonical import digest
from civil_village.facts import Facts
from civil_village.standards.model import Standard
from civil_village.standards.result import Digests


def fingerprints(standard: Standard, facts: Facts) -> Digests:
    """Give the sha-256 of the canonical form of standard and facts."""
    return Digests(standard=digest(standard), facts=digest(facts))

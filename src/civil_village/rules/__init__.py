"""Rules (规则): text, tree, check, words and worth of a condition over named facts.

What belongs here: the scalar language. What does not: villages, catalogues, standards; a
rule sees a mapping from names to signatures, and later to values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily
from civil_village.rules.core import Variable
from civil_village.rules.interpreter import Valued, residual
from civil_village.rules.rule import Rule
from civil_village.rules.signatures import RuleType, Signature
from civil_village.rules.values import (
    ManyRows,
    Missing,
    Unknown,
    Value,
    gathered,
    number_bounds,
    united,
)

__all__ = [
    "ManyRows",
    "Missing",
    "Rule",
    "RuleType",
    "Signature",
    "Unknown",
    "Value",
    "Valued",
    "Variable",
    "gathered",
    "number_bounds",
    "residual",
    "united",
]

if TYPE_CHECKING:
    from civil_village.rules.portable import Portable as Portable
else:
    __getattr__, __dir__, _ = lazily(__name__)

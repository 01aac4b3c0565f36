"""The Common Expression Language beyond the rules of documents (通用表达式语言).

What belongs here: its lists, maps, texts, macros and conversions, for programs that hand in
an expression and values. What does not: rules of documents, which stay scalar.

Numbers are exact: an ``int`` has 64 bits, a ``double`` is an exact number, not a binary one.
What would need more than that is refused by name: unsigned numbers, bytes, timestamps and
durations, regular expressions, containers, names in backticks, extensions, protocol-buffer
messages, and the special values of IEEE arithmetic.
"""

from __future__ import annotations

from civil_village.rules.cel.failures import REFUSED, EvaluationError
from civil_village.rules.cel.interpreter import STEPS, evaluate
from civil_village.rules.cel.values import Map, Type

__all__ = ["REFUSED", "STEPS", "EvaluationError", "Map", "Type", "evaluate"]

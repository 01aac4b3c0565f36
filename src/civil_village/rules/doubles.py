"""Doubles (双精度数): where an engine that computes with binary fractions may answer otherwise.

A double holds 0.5 exactly and 0.1 not. Comparing a share with 0.92 is safe, since part and
whole are divided and the literal is rounded alike; what is added or multiplied is not. A
quotient of whole literals is none of theirs: many engines divide 2 / 3 without the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from civil_village.rules.signatures import Signature
from civil_village.rules.syntax import Arithmetic, Compare, Constant, Expression, Name, walk


def differing(expression: Expression, names: Mapping[str, Signature]) -> Expression | None:
    """Give the first part of a rule that doubles may decide otherwise; ``None`` where none may.

    Args:
        expression: The rule's tree.
        names: Signature of each name.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> names = {"a": Signature.number(), "b": Signature.number()}
        >>> [differing(parse(text), names) is None for text in ("a >= 0.5 * b", "a >= 0.1 * b")]
        [True, False]
    """
    for part in walk(expression):
        if isinstance(part, Arithmetic) and any(_is_rounded(inner) for inner in walk(part)):
            return part
        if isinstance(part, Constant) and isinstance(part.value, Fraction):
            return part
        if isinstance(part, Compare) and _differs_at_its_end(part, names):
            return part
    return None


def _is_rounded(part: Expression) -> bool:
    """Tell whether a part is a literal that no double holds."""
    if not isinstance(part, Constant) or isinstance(part.value, bool | str):
        return False
    below = Fraction(part.value).denominator
    return below & (below - 1) != 0


def _differs_at_its_end(part: Compare, names: Mapping[str, Signature]) -> bool:
    """Tell whether a multiple of a share misses the number that it exactly reaches."""
    for left, right in ((part.left, part.right), (part.right, part.left)):
        match left, right:
            case (
                Arithmetic("*", Name(name), Constant(int(times)))
                | Arithmetic("*", Constant(int(times)), Name(name)),
                Constant(int(line)),
            ) if not names[name].static and 0 < line <= times:
                # The one place where doubles are meant: what another engine would find.
                return (line / times) * times != line
    return False

"""Flattening (展平): core rules as flat as engines with little room for nesting ask for.

Such engines refuse a rule of more than some 30 levels, and take a sum of 32 terms for a
tree of 32 levels. Over whole numbers the terms of a sum may be added in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log2

from attrs import evolve

from civil_village.rules.syntax import (
    Arithmetic,
    ArithmeticOperator,
    Compare,
    Conditional,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
    parts,
)


def flat(expression: Expression) -> Expression:
    """Write every sum of a core rule as a balanced tree.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> from civil_village.rules.printer import to_text
        >>> to_text(flat(parse("a - b + c + d - e >= 3")))
        'a + c + d - (b + e) >= 3'
    """
    match expression:
        case Arithmetic("+" | "-"):
            added, taken = _terms(expression)
            if not taken:
                return _balanced("+", added)
            # The first term of a chain is always added.
            return Arithmetic("-", _balanced("+", added), _balanced("+", taken))
        case Arithmetic(_, left, right) | Compare(_, left, right):
            return evolve(expression, left=flat(left), right=flat(right))
        case Not(operand) | Negative(operand):
            return evolve(expression, operand=flat(operand))
        case Logic(_, operands):
            return evolve(expression, operands=tuple(map(flat, operands)))
        case Membership(item):
            return evolve(expression, item=flat(item))
        case Conditional(condition, then, otherwise):
            return Conditional(flat(condition), flat(then), flat(otherwise))
        case Constant() | Name():
            return expression
    raise AssertionError  # an arithmetic operator that there is not


def _terms(expression: Expression) -> tuple[list[Expression], list[Expression]]:
    """Give what a chain of sums adds, and what it takes away."""
    match expression:
        case Arithmetic("+" | "-" as operator, left, right):
            added, taken = _terms(left)
            more, less = _terms(right)
            if operator == "-":
                more, less = less, more
            return added + more, taken + less
        case _:
            return [flat(expression)], []


def _balanced(operator: ArithmeticOperator, terms: Sequence[Expression]) -> Expression:
    if len(terms) == 1:
        return terms[0]
    middle = ceil(len(terms) / 2)
    left, right = _balanced(operator, terms[:middle]), _balanced(operator, terms[middle:])
    return Arithmetic(operator, left, right)


def levels(expression: Expression) -> int:
    """Count the levels that an engine sees, which balances ``&&`` and ``||`` by itself.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> levels(parse("a")), levels(parse("a && b && c && d"))
        (1, 3)
    """
    inner = max(map(levels, parts(expression)), default=0)
    own = ceil(log2(len(expression.operands))) if isinstance(expression, Logic) else 1
    return inner + own

"""The one canonical text of a syntax tree (规范文本)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from civil_village.messages import decimal_text
from civil_village.rules.syntax import (
    PREFIX,
    STRENGTHS,
    Arithmetic,
    Compare,
    Conditional,
    Constant,
    ConstantValue,
    Expression,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
    strength,
)

#: Characters that cannot stand in quotes, or that nobody could see there: controls, marks
#: of writing direction and zero-width ones. The list is fixed, not asked of Python, whose
#: tables grow with each version: the canonical text of a rule must never change.
_UNSEEN = r"[\\'\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
_ESCAPES = {"\\": r"\\", "'": r"\'", "\n": r"\n", "\t": r"\t"}


def to_text(expression: Expression) -> str:
    """Write a syntax tree as a rule, in the one form that all its spellings share.

    Parentheses stand only where the tree would differ without them, texts in single
    quotes, single spaces around operators. Reading the text gives the tree back, unless
    the text is longer than a rule may be.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> to_text(parse('( (kind in["a"]) &&x+1.50>2 )'))
        "kind in ['a'] && x + 1.5 > 2"

    Source:
        Common Expression Language specification, grammar and precedence.
    """
    match expression:
        case Constant():
            return _literal(expression.value)
        case Name(name):
            return name
        case Not(operand) | Negative(operand):
            sign = "!" if isinstance(expression, Not) else "-"
            return f"{sign}{_operand(operand, sign)}"
        case Arithmetic(operator, left, right):
            level = strength(expression)
            sign = "/" if operator == "//" else operator  # of whole numbers, as CEL divides
            return f"{_inside(left, level)} {sign} {_inside(right, level + 1)}"
        case Compare(operator, left, right):
            level = STRENGTHS[operator] + 1
            return f"{_inside(left, level)} {operator} {_inside(right, level)}"
        case Logic(operator, operands):
            level = STRENGTHS[operator] + 1
            return f" {operator} ".join(_inside(operand, level) for operand in operands)
        case Membership(item, options):
            listed = ", ".join(_literal(option.value) for option in options)
            return f"{_inside(item, STRENGTHS['in'] + 1)} in [{listed}]"
        case Conditional(condition, then, otherwise):
            return f"{_inside(condition, 1)} ? {_inside(then, 1)} : {to_text(otherwise)}"


def _inside(expression: Expression, least: int) -> str:
    """Write a part, in parentheses unless it binds at least so strongly."""
    text = to_text(expression)
    return text if strength(expression) >= least else f"({text})"


def _operand(operand: Expression, sign: str) -> str:
    """Write what ``!`` or ``-`` stands before."""
    number = isinstance(operand, Constant) and type(operand.value) in {int, Decimal}
    # A minus before a number would become part of it, and CEL does not mix ! and -.
    mixed = isinstance(operand, Negative if sign == "!" else Not)
    return (
        f"({to_text(operand)})" if mixed or (number and sign == "-") else _inside(operand, PREFIX)
    )


def _literal(value: ConstantValue) -> str:
    """Write a literal; a decimal keeps its point, which tells it from an integer."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{re.sub(_UNSEEN, _escaped, value)}'"
        case int():
            return str(value)
        case Fraction():
            return f"{value.numerator} / {value.denominator}"
        case _:
            digits = decimal_text(value)
            return digits if "." in digits else f"{digits}.0"


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"

"""The value of a rule alone (规则值), without those of its parts: the interpreter's, sooner.

Simple rules, which are names, comparisons with literals, and these joined by and, or, not,
become a function each; of others the interpreter is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter

from civil_village.rules.interpreter import compare, constant, deny, interpret, is_one_of, join
from civil_village.rules.syntax import (
    Compare,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Not,
)
from civil_village.rules.values import Unknown, Value, united

#: What a rule is worth, by the values of its names.
Worth = Callable[[Mapping[str, Value]], Value]


def worth(expression: Expression) -> Worth:
    """Make the function that works out a checked rule.

    Args:
        expression: The rule's tree.

    Returns:
        A function from the values of its names to what `interpret` says that the rule is worth.

    Examples:
        >>> from fractions import Fraction
        >>> from civil_village.rules.parser import parse
        >>> worth(parse("meetings >= 3 && plan"))({"meetings": Fraction(3), "plan": False})
        False
    """
    match expression:
        case Name(name):
            return itemgetter(name)
        case Not(operand):
            inner = worth(operand)
            return lambda scope: deny(inner(scope))
        case Logic(operator, operands):
            parts = [worth(operand) for operand in operands]
            return lambda scope: join(operator, [part(scope) for part in parts])
        case Compare(operator, Name(name), Constant(value)):
            right = constant(value)
            return lambda scope: compare(operator, scope[name], right)
        case Compare(operator, Constant(value), Name(name)):
            left = constant(value)
            return lambda scope: compare(operator, left, scope[name])
        case Membership(Name(name)):
            return lambda scope: _among(scope[name], expression)
        case _:
            return lambda scope: interpret(expression, scope).value


def _among(value: Value, expression: Membership) -> Value:
    if isinstance(value, Unknown) and value.least is None:  # then no option decides anything
        return Unknown(united([value]))
    return is_one_of(value, expression)

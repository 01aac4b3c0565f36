"""The interpreter: it defines what a rule means, over exact numbers and unknowns.

Three-valued as in CEL and SQL: false beats unknown in ``&&``, true beats it in ``||``. An
unknown number travels as an interval, and a comparison that the interval decides is
decided. The input must be checked: a name's value has the type of its signature.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from attrs import evolve

from civil_village.models import Shown, model
from civil_village.rules.syntax import (
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
    parts,
)
from civil_village.rules.values import Unknown, Value, number_bounds, united

_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COMPUTE: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    # Both arms of a choice are worked out here; one that is not taken may divide by nothing.
    "//": lambda left, right: Fraction(left // right if right else 0),
}


@model
class Valued(Shown):
    """One part of a rule with what it is worth, and its own parts likewise (求值结果)."""

    expression: Expression
    value: Value
    parts: tuple[Valued, ...] = ()


def interpret(expression: Expression, scope: Mapping[str, Value]) -> Valued:
    """Work out a checked rule and every part of it.

    Args:
        expression: The rule's tree.
        scope: A value for each of its names, of the type that it was checked with.

    Returns:
        The tree with the value of each part.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> scope = {"meetings": Fraction(3), "plan_filed": True}
        >>> interpret(parse("meetings >= 3 && plan_filed"), scope).value
        True
    """
    if isinstance(expression, Constant):
        return Valued(expression, constant(expression.value))
    if isinstance(expression, Name):
        return Valued(expression, scope[expression.id])
    worked = tuple(interpret(part, scope) for part in parts(expression))
    return Valued(expression, _worth(expression, [part.value for part in worked]), worked)


def _worth(expression: Expression, values: list[Value]) -> Value:
    """Work out one operation from the worth of its parts."""
    match expression:
        case Not():
            return deny(values[0])
        case Negative():
            return _interval(operator.sub, Fraction(0), values[0])
        case Arithmetic():
            return _interval(_COMPUTE[expression.operator], values[0], values[1])
        case Compare():
            return compare(expression.operator, values[0], values[1])
        case Logic():
            return join(expression.operator, values)
        case Membership():
            return is_one_of(values[0], expression)
        case Conditional():
            return _conditional(*values)
        case Constant() | Name():
            raise AssertionError  # leaves have no parts
        case _:
            assert_never(expression)


def constant(value: ConstantValue) -> Value:
    """Give what a literal is worth."""
    return value if isinstance(value, bool | str) else Fraction(value)


def _interval(
    function: Callable[[Fraction, Fraction], Fraction], left: Value, right: Value
) -> Value:
    """Compute with the ends: sums, differences and products are extreme at ends."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return function(left, right)
    low, high, left_sure = number_bounds(left)
    least, greatest, right_sure = number_bounds(right)
    ends = [function(a, b) for a in (low, high) for b in (least, greatest)]
    missing = united((left, right))
    return Unknown(missing, min(ends), max(ends), sure=left_sure and right_sure)


def _is_number(value: Value) -> bool:
    return isinstance(value, Fraction) or (isinstance(value, Unknown) and value.least is not None)


def compare(sign: str, left: Value, right: Value) -> Value:
    """Compare what two parts of a rule are worth."""
    decided = _decided(sign, left, right)
    return Unknown(united((left, right))) if decided is None else decided


def _decided(sign: str, left: Value, right: Value) -> bool | None:
    """Decide a comparison; ``None`` where what is not known leaves it open."""
    if not (_is_number(left) and _is_number(right)):
        unknown = isinstance(left, Unknown) or isinstance(right, Unknown)
        return None if unknown else (left == right) is (sign == "==")
    low, high, left_sure = number_bounds(left)
    least, greatest, right_sure = number_bounds(right)
    if not (left_sure and right_sure):
        return None
    if sign in _COMPARE:
        # The two pairings of far ends agree exactly when every pair between them does.
        first, second = _COMPARE[sign](low, greatest), _COMPARE[sign](high, least)
        return first if first is second else None
    if high < least or greatest < low:
        return sign == "!="
    return sign == "==" if low == high == least == greatest else None


def deny(value: Value) -> Value:
    """Turn a truth round; what is not known stays so."""
    return value if isinstance(value, Unknown) else not value


def is_one_of(value: Value, expression: Membership) -> Value:
    """Tell whether a value is one of the options of a list."""
    options = [constant(option.value) for option in expression.options]
    return join("||", [compare("==", value, option) for option in options])


def join(sign: str, values: Sequence[Value]) -> Value:
    """Join truths by and, or by or."""
    decides = sign == "||"
    if any(value is decides for value in values):
        return decides
    missing = united(values)
    return Unknown(missing) if missing else not decides


def _conditional(condition: Value, then: Value, otherwise: Value) -> Value:
    if not isinstance(condition, Unknown):
        return then if condition else otherwise
    if then == otherwise and not isinstance(then, Unknown):
        return then
    missing = united((condition, then, otherwise))
    if not (_is_number(then) and _is_number(otherwise)):
        return Unknown(missing)
    low, high, sure = number_bounds(then)
    least, greatest, other_sure = number_bounds(otherwise)
    return Unknown(missing, min(low, least), max(high, greatest), sure=sure and other_sure)


def residual(valued: Valued) -> Expression:
    """Give what is left to decide of an undecided rule: decided truths are folded away.

    Numbers keep their names, so that the rest can be read, and decided later.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> from civil_village.rules.printer import to_text
        >>> from civil_village.rules.values import Missing
        >>> lacking = Unknown((Missing("indicator", "visited"),))
        >>> tree = interpret(parse("filed && visited"), {"filed": True, "visited": lacking})
        >>> to_text(residual(tree))
        'visited'
    """
    expression = valued.expression
    if isinstance(valued.value, bool):
        return Constant(valued.value)
    match expression:
        case Not():
            return evolve(expression, operand=residual(valued.parts[0]))
        case Logic():
            left = [residual(part) for part in valued.parts if isinstance(part.value, Unknown)]
            return left[0] if len(left) == 1 else evolve(expression, operands=tuple(left))
        case Conditional() if isinstance(valued.parts[0].value, bool):
            return residual(valued.parts[1 if valued.parts[0].value else 2])
        case _:
            return expression

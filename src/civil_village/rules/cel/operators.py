"""What the operators of the language do with known values (运算).

Arithmetic and order take two values of one type, as the language has it; only whole numbers
and doubles are also compared with each other, exactly. Equality takes any two values.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from typing import Any

from civil_village.messages import Message
from civil_village.rules.cel.failures import Failure, outside
from civil_village.rules.cel.macros import decided
from civil_village.rules.cel.values import KEYS, Map, Type, Value, double, kind, whole
from civil_village.rules.values import Unknown

#: Counts work, and stops an evaluation that takes too much.
Spend = Callable[[int], None]

#: As many characters are compared or copied in the time of one step.
CHARACTERS = 16

_NUMBERS = frozenset(("int", "double"))
_ORDERED = frozenset((("bool", "bool"), ("string", "string")))
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SIMPLE: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def no_overload(*values: Value) -> Failure:
    """Refuse to apply an operator or function to values of these types."""
    return Failure("cel-no-overload", hint=Message("hint.cel-kinds", kinds=[*map(kind, values)]))


def compute(sign: str, left: Value, right: Value, spend: Spend) -> Value:
    """Work out ``+ - * / %``.

    Raises:
        Failure: The types do not fit, or the result is none.
    """
    match left, right:
        case bool(), _:
            pass
        case _, bool():
            pass
        case int(), int():
            return _whole_numbers(sign, left, right)
        case Fraction(), Fraction() if sign != "%":
            return _doubles(sign, left, right)
        case str(), str() if sign == "+":
            spend((len(left) + len(right)) // CHARACTERS)
            return left + right
        case tuple(), tuple() if sign == "+":
            spend(len(left) + len(right))
            return left + right
    raise no_overload(left, right)


def _whole_numbers(sign: str, left: int, right: int) -> int:
    if sign in _SIMPLE:
        return whole(_SIMPLE[sign](left, right))
    if right == 0:
        raise Failure("cel-division-by-zero")
    # Division cuts towards zero, and the remainder has the sign of what is divided.
    cut = abs(left) // abs(right)
    quotient = whole(cut if (left < 0) is (right < 0) else -cut)
    return quotient if sign == "/" else left - quotient * right


def _doubles(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "/":
        if right == 0:
            raise outside("cel-special")
        right, sign = 1 / right, "*"
    # One factor below 0 and the other 0 make minus zero.
    if sign == "*" and (left == 0 or right == 0) and (left < 0 or right < 0):
        raise outside("cel-special")
    return double(_SIMPLE[sign](left, right))


def negated(value: Value) -> Value:
    """Work out ``-value``."""
    match value:
        case bool():
            pass
        case int():
            return whole(-value)
        case Fraction():
            if value == 0:
                raise outside("cel-special")
            return -value
    raise no_overload(value)


def ordered(sign: str, left: Value, right: Value, spend: Spend) -> bool:
    """Work out ``< <= > >=``: numbers by size, texts by their code points, false before true."""
    kinds = kind(left), kind(right)
    if kinds not in _ORDERED and not _NUMBERS.issuperset(kinds):
        raise no_overload(left, right)
    if isinstance(left, str) and isinstance(right, str):
        spend(min(len(left), len(right)) // CHARACTERS)
    return _ORDER[sign](left, right)


def equal(left: Value, right: Value, spend: Spend) -> bool | Unknown:
    """Work out ``==``; values of different types differ, but 1 equals 1.0.

    What is not known inside of lists and maps leaves it open only where the rest is equal.
    """
    spend(1)
    match left, right:
        case Unknown(), _:
            return left
        case _, Unknown():
            return right
        case tuple(), tuple() if len(left) == len(right):
            both = zip(left, right, strict=True)
            return decided((partial(equal, *pair, spend) for pair in both), decisive=False)
        case Map(), Map() if len(left) == len(right) and all(key in right for key in left):
            spend(len(left))
            pairs = ((value, right[key]) for key, value in left.items())
            return decided((partial(equal, *pair, spend) for pair in pairs), decisive=False)
        case (tuple(), tuple()) | (Map(), Map()):
            return False
        case str(), str() if len(left) == len(right):
            spend(len(left) // CHARACTERS)
    kinds = {kind(left), kind(right)}
    return (len(kinds) == 1 or kinds == _NUMBERS) and left == right


def contained(item: Value, holder: Value, spend: Spend) -> bool | Unknown:
    """Work out ``item in holder``: among the items of a list, or the keys of a map."""
    match holder:
        case tuple():
            same = (partial(equal, item, other, spend) for other in holder)
            return decided(same, decisive=True)
        case Map() if kind(item) in KEYS | _NUMBERS:
            return item in holder
    raise no_overload(item, holder)


def indexed(holder: Value, key: Value) -> Any:
    """Work out ``holder[key]``."""
    match holder, key:
        case ((Map() | tuple()), (None | tuple() | Map() | Type())):
            pass
        case Map(), _:
            if key not in holder:
                raise Failure("cel-no-key")
            return holder[key]
        case tuple(), (int() | Fraction()) if not isinstance(key, bool):
            if key != int(key) or not 0 <= key < len(holder):
                expected = Message("expected.cel-index", count=len(holder))
                raise Failure("cel-no-item", expected=expected)
            return holder[int(key)]
    raise no_overload(holder, key)


def selected(holder: Value, field: str, *, tested: bool) -> Any:
    """Work out ``holder.field``, or whether it is there."""
    if not isinstance(holder, Map):
        raise no_overload(holder)
    return field in holder if tested else indexed(holder, field)


def made_map(keys: Iterable[Value], values: Iterable[Value]) -> Map:
    """Make a map of its keys and values.

    Raises:
        Failure: A key stands twice, or has a type that no key has.
    """
    keys = tuple(keys)
    for key in keys:
        if kind(key) not in KEYS:
            raise Failure("cel-key")
    result = Map(zip(keys, values, strict=True))
    if len(result) < len(keys):
        raise Failure("cel-duplicate-key")
    return result

"""Values of the language (值), and how they come in from Python and go out again.

=============  ==========================  ===============================================
kind           inside                      handed in / handed out
=============  ==========================  ===============================================
``bool``       ``bool``                    the same
``int``        ``int``, 64 bits            the same
``double``     ``Fraction``, exact         ``Decimal``, ``Fraction`` or ``float`` / ``Decimal``
                                           where its digits end, else ``Fraction``
``string``     ``str``                     the same
``null_type``  ``None``                    the same
``list``       ``tuple``                   list or tuple / ``tuple``
``map``        `Map`                       any mapping / `Map`
``type``       `Type`                      the same
=============  ==========================  ===============================================

A value that is not known is an `Unknown`, as in rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import NoneType
from typing import Any

from attrs import frozen

from civil_village.messages import Message
from civil_village.problems import Path
from civil_village.quantities import DIGITS, as_decimal, published
from civil_village.rules.cel.failures import EvaluationError, Failure, outside
from civil_village.rules.literals import LARGEST, SMALLEST
from civil_village.rules.values import Unknown

#: The least and the greatest number above zero that a double of IEEE 754 can be.
LEAST, GREATEST = Fraction(1, 2**1074), Fraction(2**1024 - 2**971)
#: Most levels of a value that is handed in.
DEEPEST = 50
#: No double has a power of ten so far from 0.
FURTHEST = 400
#: Most bits of the denominator of an exact number; far more than a double can tell apart.
BITS = 2048

_DOUBLE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([+-]?[0-9]+))?")
_SPECIAL = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)


@frozen
class Type:
    """The type of a value (类型), itself a value.

    Examples:
        >>> from civil_village.rules.cel import evaluate
        >>> evaluate("type(1)"), evaluate("type(1) == int")
        (Type(name='int'), True)
    """

    name: str


class Map(Mapping[Any, Any]):
    """A map (映射), where ``true`` and ``1`` are two keys, and ``1`` and ``1.0`` are one.

    Args:
        entries: Pairs of key and value. Keys are truths, whole numbers or texts.

    Examples:
        >>> Map([(True, "yes"), (1, "one")])[1]
        'one'
        >>> Map([("a", 1)]) == {"a": 1}
        True
    """

    __slots__ = ("_entries",)

    def __init__(self, entries: Iterable[tuple[Any, Any]]) -> None:
        self._entries = {_place(key): (key, value) for key, value in entries}

    def __getitem__(self, key: Any) -> Any:
        return self._entries[_place(key)][1]

    def __iter__(self) -> Iterator[Any]:
        return (key for key, _ in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"Map({list(self.items())!r})"


def _place(key: Any) -> tuple[bool, Any]:
    # In Python True == 1.
    return isinstance(key, bool), key


#: What an expression or a part of it is worth.
Value = bool | int | Fraction | str | None | tuple[Any, ...] | Map | Type | Unknown

_KINDS: dict[type, str] = {
    bool: "bool",
    int: "int",
    Fraction: "double",
    str: "string",
    NoneType: "null_type",
    tuple: "list",
    Map: "map",
    Type: "type",
}
#: Names of types that an expression can use as values.
TYPES = {name: Type(name) for name in _KINDS.values()}
#: What a key of a map can be.
KEYS = frozenset(("bool", "int", "string"))


def kind(value: Value) -> str:
    """Name the type of a known value.

    Examples:
        >>> kind(1), kind(Fraction(1)), kind(None)
        ('int', 'double', 'null_type')
    """
    return _KINDS[type(value)]


def whole(value: int) -> int:
    """Give a whole number that fits into 64 bits.

    Raises:
        Failure: It does not.
    """
    if not SMALLEST <= value <= LARGEST:
        expected = Message("expected.rule-integer", least=SMALLEST, most=LARGEST)
        raise Failure("cel-overflow", expected=expected)
    return value


def double(value: Fraction) -> Fraction:
    """Give an exact number that a double could be near to.

    Raises:
        Failure: A double would be infinite or 0 instead, or the digits grow without end.
    """
    if value and not LEAST <= abs(value) <= GREATEST:
        raise outside("cel-special")
    if value.denominator.bit_length() > BITS:
        raise outside("cel-digits")
    return value


def exact_double(number: Decimal) -> Fraction:
    """Take a number that was written down, with at most 15 significant digits.

    Such a decimal and the double that is nearest to it stand for each other.

    Raises:
        Failure: It has more, or is a special value: NaN, infinite, minus zero, too small.
    """
    if not number.is_finite() or (number.is_zero() and number.is_signed()):
        raise outside("cel-special")
    if number and abs(number.adjusted()) > FURTHEST:  # before it is written out
        raise outside("cel-special")
    if len("".join(map(str, number.as_tuple().digits)).strip("0")) > DIGITS:
        raise outside("cel-digits")
    return double(Fraction(number))


def spelt_double(text: str) -> Fraction:
    """Read a double: digits, perhaps with a point and an exponent.

    Raises:
        Failure: It is none, or one that `exact_double` refuses.

    Examples:
        >>> spelt_double("1.5e3")
        Fraction(1500, 1)
    """
    found = _DOUBLE.fullmatch(text)
    if found is None:
        raise outside("cel-special") if _SPECIAL.fullmatch(text) else Failure("cel-conversion")
    if found[1] and len(found[1].lstrip("+-0")) > DIGITS:  # no exponent of a number
        raise outside("cel-special")
    return exact_double(Decimal(text))


def from_python(value: Any, spend: Callable[[int], None], path: Path = ()) -> Value:
    """Take a value that was handed in; only plain data is taken.

    Args:
        value: The value.
        spend: Counts the work.
        path: The way to it.

    Raises:
        Failure: It is nothing that the language knows.
        EvaluationError: It is such an error, handed in as the value of a name.
    """
    spend(1)
    if len(path) > DEEPEST:
        expected = Message("expected.rule-depth", most=DEEPEST)
        raise Failure("too-deep", expected=expected, path=path[:1], absorbed=False)
    try:
        match value:
            case None | bool() | Type() | Unknown():
                return value
            case int():
                return whole(int(value))
            case Fraction():
                return double(Fraction(value))
            case float() | Decimal():
                return exact_double(as_decimal(value))
            case str():
                return str(value)
            case list() | tuple():
                return tuple(
                    from_python(item, spend, (*path, index)) for index, item in enumerate(value)
                )
            case Mapping():
                return Map(
                    (_key(key), from_python(item, spend, (*path, str(key))))
                    for key, item in value.items()
                )
            case _:
                raise _no_value(value)
    except Failure as failure:
        failure.path = failure.path or path
        failure.absorbed = False  # what is handed in must be right, whether it counts or not
        raise


def _no_value(value: object) -> Exception:
    if isinstance(value, EvaluationError):
        return EvaluationError(value.problems)
    return Failure("wrong-type", expected=Message("expected.cel-value"))


def _key(key: Any) -> Any:
    if isinstance(key, bool):
        return key
    if isinstance(key, int):
        return whole(int(key))
    if isinstance(key, str):
        return str(key)
    raise Failure("cel-key")


def to_python(value: Value, spend: Callable[[int], None]) -> Any:
    """Hand a value out: doubles as decimals where their digits end.

    Args:
        value: The value.
        spend: Counts the work; a small tree can share its parts and be huge when written out.
    """
    spend(1)
    match value:
        case Fraction():
            return published(value)
        case tuple():
            return tuple(to_python(item, spend) for item in value)
        case Map():
            return Map((key, to_python(item, spend)) for key, item in value.items())
        case _:
            return value

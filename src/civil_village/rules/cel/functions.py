"""The functions of the language (函数), and the names of those that are refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from civil_village.messages import Message
from civil_village.quantities import DIGITS, published
from civil_village.rules.cel.failures import Failure, outside
from civil_village.rules.cel.operators import no_overload
from civil_village.rules.cel.syntax import MACROS, Node
from civil_village.rules.cel.values import (
    TYPES,
    Map,
    Value,
    double,
    exact_double,
    kind,
    spelt_double,
    whole,
)
from civil_village.rules.literals import LARGEST
from civil_village.rules.syntax import Name

#: Words that are read as truths.
_TRUTHS = {
    **dict.fromkeys(("true", "True", "TRUE", "t", "1"), True),
    **dict.fromkeys(("false", "False", "FALSE", "f", "0"), False),
}
_WHOLE = re.compile(r"([+-]?)0*([0-9]+)")
#: From this power of ten on, and below that one, a double is written with an exponent.
_LARGE, _SMALL = 6, -4


def _spelt_truth(text: str) -> bool:
    if text not in _TRUTHS:
        raise Failure("cel-conversion")
    return _TRUTHS[text]


def _spelt_whole(text: str) -> int:
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise Failure("cel-conversion")
    # Longer ones are too large in any case, and Python refuses to read thousands of digits.
    return whole(int("".join(found.groups())) if len(found[2]) <= DIGITS + 4 else LARGEST + 1)


def _cut(value: Fraction) -> int:
    # Both ends of the range are left out: no double tells them from what lies beyond.
    return whole(int(value) if abs(value) <= LARGEST else LARGEST + 1)


def _from_whole(value: int) -> Fraction:
    # Either a binary double is the very same number, or its digits are few enough.
    return double(Fraction(value)) if int(float(value)) == value else exact_double(Decimal(value))


def _double_text(value: Fraction) -> str:
    """Write a double as other engines do: the fewest digits, an exponent where it is long."""
    number = published(value)
    if isinstance(number, Fraction):  # its digits do not end
        raise outside("cel-digits")
    digits = "".join(map(str, number.as_tuple().digits)).strip("0") or "0"
    if len(digits) > DIGITS:
        raise outside("cel-digits")
    power = number.adjusted()
    if _SMALL <= power < _LARGE:
        return f"{number:f}"
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{'-' if number < 0 else ''}{mantissa}e{power:+03}"


#: How a value of one type becomes one of another: (to, from) → function.
_CONVERSIONS: dict[tuple[str, str], Callable[[Any], Value]] = {
    ("bool", "string"): _spelt_truth,
    ("int", "double"): _cut,
    ("int", "string"): _spelt_whole,
    ("double", "int"): _from_whole,
    ("double", "string"): spelt_double,
    ("string", "bool"): {True: "true", False: "false"}.__getitem__,
    ("string", "int"): str,
    ("string", "double"): _double_text,
}


def _conversion(name: str) -> Callable[[Value], Value]:
    def convert(value: Value) -> Value:
        if kind(value) == name:
            return value
        if found := _CONVERSIONS.get((name, kind(value))):
            return found(value)
        raise no_overload(value)

    return convert


def _size(value: Value) -> Value:
    if isinstance(value, str | tuple | Map):
        return len(value)
    raise no_overload(value)


def _of_texts(test: Callable[[str, str], bool]) -> Callable[[Value, Value], Value]:
    def method(target: Value, other: Value) -> Value:
        if isinstance(target, str) and isinstance(other, str):
            return test(target, other)
        raise no_overload(target, other)

    return method


#: Functions by name, each with how many values it takes.
FUNCTIONS: dict[str, tuple[int, Callable[..., Value]]] = {
    "size": (1, _size),
    "type": (1, lambda value: TYPES[kind(value)]),
    "dyn": (1, lambda value: value),
    **{name: (1, _conversion(name)) for name in ("bool", "int", "double", "string")},
}
#: Methods by name, each with how many values it takes, its target included.
METHODS: dict[str, tuple[int, Callable[..., Value]]] = {
    "size": (1, _size),
    "contains": (2, _of_texts(str.__contains__)),
    "startsWith": (2, _of_texts(str.startswith)),
    "endsWith": (2, _of_texts(str.endswith)),
}


def function(name: str, count: int, *, method: bool) -> Callable[..., Value]:
    """Find a function by its name, for so many values, its target included.

    Raises:
        Failure: There is none.
    """
    needed, found = (METHODS if method else FUNCTIONS).get(name, (count, None))
    if found is None:
        names = tuple(sorted({*FUNCTIONS, *METHODS, *MACROS}))
        raise Failure("cel-unknown-function", hint=Message("hint.cel-functions", names=names))
    if needed != count:
        expected = Message("expected.cel-arguments", count=needed - method)
        raise Failure("cel-arguments", expected=expected)
    return found


#: Names before the dot that belong to extensions.
_NAMESPACES = {
    **dict.fromkeys(
        ["base64", "cel", "ip", "lists", "math", "net", "proto", "regex", "sets", "strings"],
        "cel-extension",
    ),
    "optional": "cel-optional",
}
_OUTSIDE = {
    "cel-uint": "uint",
    "cel-bytes": "bytes",
    "cel-time": """timestamp duration getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear
        getHours getMilliseconds getMinutes getMonth getSeconds""",
    "cel-regex": "matches",
    "cel-optional": "hasValue value or orValue optMap optFlatMap unwrap unwrapOpt",
    "cel-extension": """charAt indexOf join lastIndexOf lowerAscii upperAscii quote replace reverse
        split substring trim format distinct flatten slice sort sortBy transformList transformMap
        transformMapEntry ip isIP cidr isCIDR containsIP containsCIDR family isUnspecified
        isLoopback isGlobalUnicast isLinkLocalMulticast isLinkLocalUnicast masked prefixLength""",
}
_CODES = {name: code for code, names in _OUTSIDE.items() for name in names.split()}
#: Types and namespaces of types that are refused where they have no other value.
_NAMES = {"uint": "cel-uint", "bytes": "cel-bytes", "google": "cel-message"}
#: Macros with two variables belong to an extension; so many are their arguments.
_TWO_VARIABLES = 3


def outside_code(target: Node | None, name: str, count: int) -> str | None:
    """Give the code by which a call is refused for its name; ``None`` where it is not.

    Examples:
        >>> outside_code(None, "timestamp", 1), outside_code(Name("math"), "ceil", 1)
        ('cel-time', 'cel-extension')
    """
    if target is not None and name in {"all", "exists", "exists_one", "existsOne"}:
        return "cel-extension" if count == _TWO_VARIABLES else None
    # `sets.contains(a, b)` has an argument more than the method of texts.
    known = name in MACROS or METHODS.get(name, (0,))[0] == count + 1
    namespace = target.id if isinstance(target, Name) and not known else ""
    return _NAMESPACES.get(namespace) or _CODES.get(name)


def outside_name(name: str) -> str | None:
    """Give the code by which a name without a value is refused; ``None`` where it is not."""
    return _NAMES.get(name)

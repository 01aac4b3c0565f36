"""Functions, conversions, and what is no function."""

from decimal import Decimal

import pytest

from civil_village.messages import Message
from civil_village.rules.cel import Type, evaluate
from tests.rules.cel.asking import code, problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("size('')", 0),
        ("size('村🌾')", 2),
        ("'abc'.size()", 3),
        ("size([1, [2, 3]])", 2),
        ("{'a': 1}.size()", 1),
        ("'abc'.contains('bc')", True),
        ("'abc'.contains('ac')", False),
        ("'abc'.startsWith('')", True),
        ("'abc'.startsWith('b')", False),
        ("'abc'.endsWith('bc')", True),
        ("''.endsWith('c')", False),
        ("dyn(1)", 1),
        ("int(3)", 3),
        ("int(-7.9)", -7),
        ("int(7.9)", 7),
        ("int('-12')", -12),
        ("int('+007')", 7),
        ("int(9.2e18)", 9200000000000000000),
        ("double(3)", Decimal(3)),
        ("double(-9007199254740992)", Decimal(-9007199254740992)),
        ("int(double(36028797018963968))", 36028797018963968),
        ("double('1.50')", Decimal("1.5")),
        ("double('-1e3')", Decimal(-1000)),
        ("double('7.')", Decimal(7)),
        ("bool(true)", True),
        ("bool('true')", True),
        ("bool('FALSE')", False),
        ("bool('1')", True),
        ("bool('f')", False),
        ("string('a')", "a"),
        ("string(-12)", "-12"),
        ("string(true)", "true"),
        ("string(false)", "false"),
        ("string(1.0)", "1"),
        ("string(-123.456)", "-123.456"),
        ("string(0.0001)", "0.0001"),
        ("string(0.00001)", "1e-05"),
        ("string(100000.0)", "100000"),
        ("string(1000000.0)", "1e+06"),
        ("string(-6.02214e23)", "-6.02214e+23"),
        ("string(1e300)", "1e+300"),
        ("string(0.0)", "0"),
    ],
)
def test_a_function_gives_its_value(text, value):
    found = evaluate(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("true", "bool"),
        ("1", "int"),
        ("1.0", "double"),
        ("''", "string"),
        ("null", "null_type"),
        ("[]", "list"),
        ("{}", "map"),
        ("int", "type"),
        ("type(int)", "type"),
    ],
)
def test_each_value_has_a_type_that_has_a_name(text, name):
    assert evaluate(f"type({text})") == Type(name)
    assert evaluate(f"type({text}) == {name}") is True
    assert evaluate(name) == Type(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("int('1.5')", "cel-conversion"),
        ("int(' 1')", "cel-conversion"),
        ("int('')", "cel-conversion"),
        ("int('१')", "cel-conversion"),
        ("int('9223372036854775808')", "cel-overflow"),
        ("int('-" + "9" * 6000 + "')", "cel-overflow"),
        ("int(1e99)", "cel-overflow"),
        ("int(double(-9223372036854775808))", "cel-overflow"),
        ("double('1,5')", "cel-conversion"),
        ("double('')", "cel-conversion"),
        ("double('NaN')", "cel-special"),
        ("double('-Infinity')", "cel-special"),
        ("double('-0')", "cel-special"),
        ("double('1e400')", "cel-special"),
        ("double('1e" + "9" * 6000 + "')", "cel-special"),
        ("double('0.1234567890123456')", "cel-digits"),
        ("double(9223372036854775807)", "cel-digits"),
        ("string(1.0 / 3.0)", "cel-digits"),
        ("string(double(9007199254740992))", "cel-digits"),
        ("bool('TrUe')", "cel-conversion"),
        ("bool('yes')", "cel-conversion"),
        ("bool(1)", "cel-no-overload"),
        ("int(true)", "cel-no-overload"),
        ("int(null)", "cel-no-overload"),
        ("string(null)", "cel-no-overload"),
        ("string([])", "cel-no-overload"),
        ("string(int)", "cel-no-overload"),
        ("double([1.0])", "cel-no-overload"),
        ("size(1)", "cel-no-overload"),
        ("'a'.contains(1)", "cel-no-overload"),
        ("[1].contains(1)", "cel-no-overload"),
        ("size()", "cel-arguments"),
        ("size(1, 2)", "cel-arguments"),
        ("'a'.contains()", "cel-arguments"),
        ("'a'.size(1)", "cel-arguments"),
        ("nothing(1)", "cel-unknown-function"),
        ("'a'.nothing()", "cel-unknown-function"),
        ("contains('abc', 'b')", "cel-unknown-function"),
        ("(1).int()", "cel-unknown-function"),
        ("[1].map(x)", "cel-unknown-function"),
        ("eval('1')", "cel-unknown-function"),
        ("'a'.upper()", "cel-unknown-function"),
        ("'a'.__class__()", "cel-unknown-function"),
        ("dyn", "unknown-name"),
    ],
)
def test_what_no_function_gives_is_an_error(text, name):
    assert code(text) == name


def test_the_number_of_arguments_is_said_without_the_target():
    assert problem("'a'.contains()").expected == Message("expected.cel-arguments", count=1)
    assert problem("size()").expected == Message("expected.cel-arguments", count=1)
    assert problem("'a'.size(1)").expected == Message("expected.cel-arguments", count=0)


def test_a_function_and_a_name_can_be_called_alike():
    assert evaluate("size(size) + math.size()", {"size": "ab", "math": [1]}) == 3


def test_uint_and_bytes_are_refused_as_types_and_free_as_names():
    assert (code("uint"), code("type(1) == bytes")) == ("cel-uint", "cel-bytes")
    assert code("google.protobuf.Timestamp") == "cel-message"
    assert evaluate("uint + bytes", {"uint": 1, "bytes": 2}) == 3

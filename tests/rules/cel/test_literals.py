"""Numbers and texts as an expression writes them."""

from decimal import Decimal

import pytest

from civil_village.rules.cel import evaluate
from tests.rules.cel.asking import code, part


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("007", 7),
        ("-0", 0),
        ("0x1F", 31),
        ("-0X1f", -31),
        ("9223372036854775807", 2**63 - 1),
        ("-9223372036854775808", -(2**63)),
        ("0x7fffffffffffffff", 2**63 - 1),
        ("-0x8000000000000000", -(2**63)),
        ("0xe-1", 13),
    ],
)
def test_a_whole_number_is_an_int(text, value):
    found = evaluate(text)
    assert (found, type(found)) == (value, int)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.0", "1"),
        (".5", "0.5"),
        ("-.25", "-0.25"),
        ("1e3", "1000"),
        ("2.5E-1", "0.25"),
        ("0e+0", "0"),
        ("0.1", "0.1"),
        ("123456789012345.0", "123456789012345"),
        ("1234567890123450000.0", "1234567890123450000"),
        ("0.000000123456789012345", "0.000000123456789012345"),
        ("1e308", "1e308"),
        ("1e-300", "1e-300"),
    ],
)
def test_a_number_with_a_point_or_an_exponent_is_an_exact_double(text, value):
    found = evaluate(text)
    assert (found, type(found)) == (Decimal(value), Decimal)


@pytest.mark.parametrize(
    "text", ["9223372036854775808", "-9223372036854775809", "0x8000000000000000", "1" * 5000]
)
def test_a_whole_number_beyond_64_bits_is_no_literal(text):
    assert part(text) == ("number-too-large", text)


@pytest.mark.parametrize("text", ["5u", "0U", "0xFFu", "18446744073709551615u"])
def test_an_unsigned_number_is_refused(text):
    assert part(f"x == {text}") == ("cel-uint", text)


@pytest.mark.parametrize(
    "text", ["1e309", "1e-324", "-1e999999999", "1e-99999999999999999999", "-0.0", "-0e5"]
)
def test_infinity_underflow_and_minus_zero_are_refused(text):
    assert part(text) == ("cel-special", text)


@pytest.mark.parametrize(
    "text", ["1.234567890123456", "9223372036854775808.0", "0.1000000000000001"]
)
def test_a_double_with_more_than_15_digits_is_refused(text):
    assert part(text) == ("cel-digits", text)


@pytest.mark.parametrize("text", ["1_000", "12abc", "0x", "1e", "1.5u", "7f", "1.5e"])
def test_what_is_no_number_is_said_to_be_none(text):
    assert code(text) == "rule-number"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("''", ""),
        ('"it\'s"', "it's"),
        ("'\"'", '"'),
        (r"'\\ \? \" \' \`'", "\\ ? \" ' `"),
        (r"'\a\b\f\n\r\t\v'", "\a\b\f\n\r\t\v"),
        (r"'\x41\X42\103'", "ABC"),
        (r"'\u6751 \U0001F33E'", "村 🌾"),
        (r"'\377'", "ÿ"),
        ("'文明村'", "文明村"),
        ("'\t\x07'", "\t\x07"),
        ("'''x''x'''", "x''x"),
        ("''''a'''", "'a"),
        ("''''''", ""),
        ('"""a "quoted"\nline"""', 'a "quoted"\nline'),
        ("'''a\r\nb\rc'''", "a\nb\nc"),
        (r"'''\r'''", "\r"),
        (r"r'\n'", r"\n"),
        (r'R"\x"', r"\x"),
        ("r'''a\\'''", "a\\"),
        (r"r'\'", "\\"),
        ("'a' + \"b\" // + 'c'", "ab"),
        ("// nothing\n'a'", "a"),
    ],
)
def test_a_text_is_read_with_its_escapes(text, value):
    assert evaluate(text) == value


@pytest.mark.parametrize("text", ["b'a'", 'B"a"', "br'a'", "bR'''a'''", r"b'\xff'"])
def test_bytes_are_refused(text):
    assert part(f"[{text}]") == ("cel-bytes", text)


@pytest.mark.parametrize("escape", [r"\q", r"\x4", r"\400", r"\08", r"\u12", r"\U00110000"])
def test_an_unknown_escape_is_pointed_at(escape):
    found, pointed = part(f"'ab{escape}'")
    assert found == "rule-escape"
    assert escape.startswith(pointed)


def test_half_a_character_is_none():
    assert code(r"'\ud83d'") == code(r"'\uD83D\uDE00'") == "rule-character"


@pytest.mark.parametrize("text", ["'a", '"a', "'''a''", "'a\nb'", "r'a", "b'"])
def test_a_text_must_be_closed(text):
    assert code(text) == "rule-unclosed-text"

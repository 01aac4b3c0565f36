"""Literals (字面值): the value of numbers and texts as they stand in a rule."""

from __future__ import annotations

import re
from decimal import Decimal

from civil_village.exact_numbers import DIGITS
from civil_village.messages import Message, decimal_text
from civil_village.rules.refusals import refusal
from civil_village.rules.tokens import Token

#: Whole numbers of a rule are 64-bit integers, as in CEL.
SMALLEST, LARGEST = -(2**63), 2**63 - 1
#: Most decimal places of a number in a rule.
PLACES = 8

_INTEGER = re.compile(r"0|[1-9][0-9]*")
_DECIMAL = re.compile(r"(0|[1-9][0-9]*)\.([0-9]+)")
_UNSIGNED = r"(?:[0-9]+|0[xX][0-9a-fA-F]+)[uU]"
_NEARLY_A_NUMBER = r"([0-9]+(?:\.[0-9]+)?)(?:[eE]([+-]?[0-9]{1,2}))?[uU]?"
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t"}


def number_value(token: Token, text: str, *, minus: Token | None = None) -> int | Decimal:
    """``Number = "0" | digit1-9 {digit} | integer "." digit {digit}``: read a number exactly.

    Args:
        token: The number as it stands in the rule.
        text: The whole rule, for excerpts.
        minus: A minus sign that stands before it and belongs to it.

    Raises:
        DocumentError: It is no plain number, or larger or finer than a rule can hold.
    """
    span = ((minus or token).start, token.end)
    if _INTEGER.fullmatch(token.text):
        # Longer ones are too large in any case, and Python refuses to read thousands of digits.
        whole = int(token.text) if len(token.text) <= len(str(LARGEST)) else LARGEST + 2
        value = -whole if minus else whole
        if not SMALLEST <= value <= LARGEST:
            expected = Message("expected.rule-integer", least=SMALLEST, most=LARGEST)
            raise refusal("number-too-large", text, span, expected=expected)
        return value
    if found := _DECIMAL.fullmatch(token.text):
        whole_digits, places = found[1].lstrip("0"), found[2].rstrip("0")
        if len(places) > PLACES:
            expected = Message("expected.places", most=PLACES)
            raise refusal("too-many-places", text, span, expected=expected)
        if len((whole_digits + places).lstrip("0")) > DIGITS:
            expected = Message("expected.digits", most=DIGITS)
            raise refusal("too-many-digits", text, span, expected=expected)
        return Decimal(f"{'-' if minus else ''}{found[1]}.{places or 0}")
    form = _plain_number(token.text)
    hint = Message("hint.write", form=form) if form else Message("hint.rule-number-alone")
    code = "rule-unsigned" if re.fullmatch(_UNSIGNED, token.text) else "rule-number"
    raise refusal(code, text, span, expected=Message("expected.rule-number"), hint=hint)


def _plain_number(text: str) -> str | None:
    """Write a number of another language in plain digits, where it is short enough to show."""
    bare = text.replace("_", "") if len(text) <= 2 * DIGITS else ""
    if re.fullmatch(r"0[xX][0-9a-fA-F]+[uU]?", bare):
        return str(int(bare.rstrip("uU"), 16))
    bare = f"{'0' if bare.startswith('.') else ''}{bare}{'0' if bare.endswith('.') else ''}"
    found = re.fullmatch(_NEARLY_A_NUMBER, bare)
    return decimal_text(Decimal(f"{found[1]}e{found[2] or 0}")) if found else None


def text_value(token: Token, text: str) -> str:
    r"""``Text = "'" {character | escape} "'"`` or in double quotes: read a quoted text.

    Args:
        token: The text with its quotation marks.
        text: The whole rule, for excerpts.

    Raises:
        DocumentError: It has an escape other than ``\\ \' \" \n \t \uXXXX``, or half a
            character.
    """
    pieces, done = [], 1
    for found in _ESCAPE.finditer(token.text):
        escape = found[1]
        if escape not in _ESCAPES and len(escape) == 1:
            span = (token.start + found.start(), token.start + found.end())
            raise refusal("rule-escape", text, span, hint=Message("hint.rule-escape"))
        value = _ESCAPES.get(escape) or chr(int(escape[1:], 16))
        pieces += [token.text[done : found.start()], value]
        done = found.end()
    value = "".join([*pieces, token.text[done:-1]])
    if _SURROGATE.search(value):
        span = (token.start, token.end)
        raise refusal("rule-character", text, span, hint=Message("hint.rule-character"))
    return value

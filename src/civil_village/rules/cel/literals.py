r"""Words of the language and what they are worth: numbers and texts as it writes them (字面值).

Beside what scalar rules have: comments, ``0x1F``, ``1.5e3``, raw and triple-quoted texts,
and all escapes.
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal

from civil_village.messages import Message
from civil_village.quantities import tidy
from civil_village.rules.cel.failures import Failure, refused
from civil_village.rules.cel.values import spelt_double
from civil_village.rules.literals import LARGEST, SMALLEST
from civil_village.rules.refusals import refusal
from civil_village.rules.tokens import Token

_QUOTED = "|".join(f"{q * 3}(?:[^{q}\\\\]|\\\\.|{q}(?!{q}{q}))*{q * 3}" for q in "'\"")
_QUOTED += "|" + "|".join(f"{q}(?!{q}{q})(?:[^{q}\\\\\\n\\r]|\\\\[^\\n\\r])*{q}" for q in "'\"")
_RAW = "|".join(f"{q * 3}.*?{q * 3}|{q}(?!{q}{q})[^{q}\\n\\r]*{q}" for q in "'\"")

#: The forms of all words; a text in three quotation marks that is not closed takes all the
#: rest, so that no character is read twice.
WORDS = re.compile(
    rf"""
      (?P<space>    (?: [\ \t\n\f\r] | //[^\n]* )+ )
    | (?P<number>   (?: 0[xX][0-9a-fA-F]+
                      | (?: [0-9]+(?:\.[0-9]+)? | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? ) \w* )
    | (?P<text>     [bB]?[rR](?:{_RAW}) | [bB]?(?:{_QUOTED}) )
    | (?P<unclosed> [bB]?[rR]? (?: (?:'{{3}}|"{{3}}).* | ['"][^\n\r]* ) )
    | (?P<word>     \w+ )
    | (?P<mark>     && | \|\| | [=!<>]= | . )
    """,
    re.VERBOSE | re.DOTALL,
)

_WHOLE = re.compile(r"(?P<decimal>[0-9]+)|0[xX](?P<hex>[0-9a-fA-F]+)")
_DOUBLE = re.compile(r"(?:[0-9]*\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ESCAPE = re.compile(
    r"""\\(?: ([\\?"'`]) | ([abfnrtv]) | ([0-3][0-7]{2})
            | [xX]([0-9a-fA-F]{2}) | u([0-9a-fA-F]{4}) | U([0-9a-fA-F]{8}) | . )""",
    re.VERBOSE | re.DOTALL,
)
_CONTROLS = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))


def number_value(token: Token, text: str, *, minus: Token | None = None) -> int | Decimal:
    """``Number = digits | "0x" hex | [digits] "." digits [exponent] | digits exponent``.

    Args:
        token: The number as it stands in the expression.
        text: The whole expression, for excerpts.
        minus: A minus sign that stands before it and belongs to it.

    Raises:
        DocumentError: It is no number, or one that is refused.
    """
    span = ((minus or token).start, token.end)
    sign, word = "-" if minus else "", token.text
    if found := _WHOLE.fullmatch(word):
        digits = (found["hex"] or found["decimal"]).lstrip("0") or "0"
        # Longer ones are too large in any case, and Python refuses to read thousands of digits.
        short = len(digits) <= len(str(LARGEST))
        value = int(sign + digits, 16 if found["hex"] else 10) if short else LARGEST + 1
        if SMALLEST <= value <= LARGEST:
            return value
        expected = Message("expected.rule-integer", least=SMALLEST, most=LARGEST)
        raise refusal("number-too-large", text, span, expected=expected)
    if word[-1] in "uU" and _WHOLE.fullmatch(word[:-1]):
        raise refused("cel-uint", text, span)
    if _DOUBLE.fullmatch(word):
        try:
            return tidy(spelt_double(sign + word))
        except Failure as failure:
            raise failure.placed(text, span) from None
    raise refusal("rule-number", text, span, expected=Message("expected.cel-number"))


def text_value(token: Token, text: str) -> str:
    r"""``Text = ["r"] quotation marks {character | escape} quotation marks``.

    A line end inside of three quotation marks is ``\n``, however it is written.

    Args:
        token: The text with its quotation marks, and the letters before them.
        text: The whole expression, for excerpts.

    Raises:
        DocumentError: It has an unknown escape or half a character, or it is no text but bytes.
    """
    span, word = (token.start, token.end), token.text.lstrip("bBrR")
    letters = token.text[: len(token.text) - len(word)].lower()
    if "b" in letters:
        raise refused("cel-bytes", text, span)
    marks = 3 if word[:3] in {"'''", '"""'} else 1
    first, body = len(letters) + marks, word[marks:-marks]
    pieces, done = [], 0
    for found in () if letters else _ESCAPE.finditer(body):
        character = _escaped(found)
        if character is None:
            start = token.start + first
            place = (start + found.start(), start + found.end())
            raise refusal("rule-escape", text, place, hint=Message("hint.cel-escape"))
        pieces += [_lines(body[done : found.start()]), character]
        done = found.end()
    value = "".join([*pieces, _lines(body[done:])])
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise refusal("rule-character", text, span, hint=Message("hint.rule-character"))
    return value


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _escaped(found: re.Match[str]) -> str | None:
    """Give the character that an escape stands for, or ``None``."""
    itself, control, octal, *others = found.groups()
    if itself or control:
        return itself or _CONTROLS[control]
    code = int(octal, 8) if octal else next((int(other, 16) for other in others if other), None)
    return None if code is None or code > sys.maxunicode else chr(code)

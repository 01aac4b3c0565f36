"""Exact numbers (精确数): decimals within bounds, read, written and added without loss.

Inside the library every number is a whole number or a `fractions.Fraction`; what users
see is a `decimal.Decimal` wherever the digits end. Decimals are only read, compared and
written; what is computed is computed with whole numbers and fractions, so that nothing
depends on the decimal context of the process.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from attrs import evolve

from civil_village.foreign_scalars import native
from civil_village.mappings import keep_signature
from civil_village.messages import Message, decimal_text
from civil_village.problems import DocumentError, Problem, reject, shown

#: An exact number as the library computes with it.
Exact = int | Fraction
#: What users may hand in where a number is meant.
Number = int | Decimal | Fraction

#: No value that is written down has more significant digits (JSON numbers carry 15).
DIGITS = 15
#: Nor more decimal places.
PLACES = 4
#: But weights may have more.
WEIGHT_PLACES = 8
#: A weight, such as one of 0.4, 0.4 and 0.2.
Weight = Annotated[Decimal, "weight"]
#: No value that is written down is larger.
LARGEST = 10**11
#: A whole number of so many digits is less.
_FEW = 11
#: Whole numbers are written with its exponent.
_ONE = Decimal(1)

#: A text longer than this spells no number that could be meant.
LONGEST = 30

_SPELT = r"-?[0-9]+(?:\.[0-9]+)?"
#: The whole, in percent.
HUNDRED = 100

#: A number with a sign that says nothing, or without digits on one side of its point.
_LOOSE = r"\+?(-?)([0-9]*)\.?([0-9]*)"
_SHARE = r"(\d{1,9}(?:\.\d{1,6})?)\s*[%\uff05]"


def exact_decimal(value: Any, *, places: int = PLACES) -> Decimal:
    """Take a number that somebody wrote down as an exact decimal (精确小数).

    A float is taken at its shortest decimal form, which is what its author sees.

    Args:
        value: An ``int``, ``Decimal`` or ``float``, or a number of another package.
        places: Most decimal places that are allowed.

    Returns:
        The number without trailing zeros.

    Raises:
        DocumentError: It is no number, not finite, or has too many digits or places.

    Examples:
        >>> exact_decimal(0.92), exact_decimal(1200)
        (Decimal('0.92'), Decimal('1200'))
    """
    if _is_usual(value):
        return Decimal(value)
    if not isinstance(value, float | Decimal):
        value = native(value)
    reject(number_problems(value, places=places))
    return tidy(as_decimal(value))


def _is_usual(value: Any) -> bool:
    """Tell whether a value is a whole number and not too large, as most numbers are."""
    if type(value) is Decimal:
        return value.same_quantum(_ONE) and value.adjusted() < _FEW and bool(value)
    return type(value) is int and -LARGEST <= value <= LARGEST


def as_decimal(value: Decimal | float) -> Decimal:
    """Give a number as a decimal, unchecked; a float at its shortest decimal form.

    Examples:
        >>> as_decimal(0.1)
        Decimal('0.1')
    """
    # Floats of other packages are floats too, but may write themselves in another way.
    return Decimal(float.__repr__(value) if isinstance(value, float) else value)


def as_exact(value: Any) -> Any:
    """Take a number as an exact decimal; what is none stays, for its model to refuse.

    Examples:
        >>> as_exact(0.5), as_exact(None)
        (Decimal('0.5'), None)
    """
    try:
        return value if value is None else exact_decimal(value)
    except DocumentError:
        return value


keep_signature(as_exact)


def number_problems(value: object, *, places: int = PLACES) -> Iterator[Problem]:
    """Give what stops a value from being an exact decimal with at most so many places."""
    if _is_usual(value):
        return
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, float)):
        hint = _bare(value)
        problem = _problem("not-a-number", value, "expected.in-digits")
        if hint is None and isinstance(value, str) and (form := plain_number(value)):
            problem = evolve(problem, hint=Message("hint.write", form=form))
        # Without quotes around it, the text would look like the number that it is not.
        yield evolve(problem, found=f'"{value}"', hint=hint) if hint else problem
        return
    number = as_decimal(value)
    if not number.is_finite():
        yield _problem("not-finite", value, "expected.finite")
        return
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # finite numbers have one
    written = len(digits)
    while written and digits[written - 1] == 0:
        written -= 1
    finest = exponent + len(digits) - written if written else 0
    if written > DIGITS:
        yield _problem("too-many-digits", value, "expected.digits", most=DIGITS)
    elif -finest > places:
        expected = "expected.places" if places else "type.whole"
        yield _problem("too-many-places", value, expected, **({"most": places} if places else {}))
    elif number.is_zero() and number.is_signed():
        yield _problem("minus-zero", value, "expected.number")
    elif number.copy_abs() > LARGEST:
        yield _problem("number-too-large", value, "expected.at-most", most=LARGEST)


def _bare(value: object) -> Message | None:
    """Offer the number that a text spells in quotes, with leading zeros or in wide digits."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    found = re.fullmatch(_SPELT, unicodedata.normalize("NFKC", value).replace(",", "").strip())
    return Message("hint.bare", form=Decimal(found[0])) if found else None


def plain_number(text: str) -> str | None:
    """Give the plain form of a number that is written loosely; ``None`` where it is none.

    Examples:
        >>> plain_number(".746"), plain_number("+5."), plain_number("many")
        ('0.746', '5', None)
    """
    found = re.fullmatch(_LOOSE, text.strip()) if len(text) <= LONGEST else None
    if found is None or not (found[2] or found[3]):
        return None
    return found[1] + (found[2] or "0") + (f".{found[3]}" if found[3] else "")


def _problem(code: str, value: object, expected: str, **arguments: object) -> Problem:
    return Problem(code=code, found=shown(value), expected=Message(expected, **arguments))


def tidy(value: Number) -> Decimal:
    """Write a number whose digits end as a decimal without trailing zeros.

    Examples:
        >>> tidy(Decimal("1.50")), tidy(Fraction(1, 8))
        (Decimal('1.5'), Decimal('0.125'))
    """
    whole = int(value)
    if whole == value:
        return Decimal(whole)
    # The format of decimals takes no notice of the context.
    return Decimal(f"{value:f}".rstrip("0") if isinstance(value, Decimal) else decimal_text(value))


def added(numbers: Iterable[Number]) -> Decimal:
    """Add up numbers whose digits end, exactly; 0 for none.

    The built-in `sum` of decimals would be rounded as the process happens to round.

    Examples:
        >>> added([Decimal("123.45"), Decimal("0.05")])
        Decimal('123.5')
    """
    return tidy(sum((Fraction(number) for number in numbers), Fraction(0)))


def places_of(value: Number) -> int | None:
    """Give the decimal places of a number; ``None`` where its digits have no end.

    Examples:
        >>> places_of(Fraction(3, 8)), places_of(Fraction(1, 3))
        (3, None)
    """
    twos = fives = 0
    rest = Fraction(value).denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def lean(value: Decimal | Fraction | int) -> int | Fraction:
    """Give an exact number as a whole number where it is one, which is quicker to add up.

    Examples:
        >>> lean(Decimal("2.50")), lean(Fraction(4, 2))
        (Fraction(5, 2), 2)
    """
    whole = int(value)
    return whole if whole == value else Fraction(value)


def published(value: Number) -> Decimal | Fraction:
    """Give a number as users see it: a decimal where its digits end, else the fraction.

    Examples:
        >>> published(Fraction(3, 2)), published(Fraction(1, 3))
        (Decimal('1.5'), Fraction(1, 3))
    """
    text = decimal_text(value)
    return Fraction(value) if "/" in text else Decimal(text)


def share_of(text: str) -> Decimal | None:
    """Read a share written in percent; ``None`` where the text is no such thing.

    Examples:
        >>> share_of("92%"), share_of("0.5 %"), share_of("many")
        (Decimal('0.92'), Decimal('0.005'), None)
    """
    found = re.fullmatch(_SHARE, text.strip())
    return tidy(Fraction(found[1]) / 100) if found else None


def share_text(share: Fraction) -> str:
    """Write a share in percent, cut after two digits with a mark where more follow.

    Never rounded up: 79.999 % must not read as 80 %.

    Examples:
        >>> share_text(Fraction(23, 25)), share_text(Fraction(2, 3))
        ('92%', '66.66…%')
    """
    return cut_text(share * 100, 2) + "%"


def cut_text(value: Fraction, places: int) -> str:
    """Write a number cut after so many decimal places, with a mark where more follow.

    Examples:
        >>> cut_text(Fraction(632, 15), 2), cut_text(Fraction(5, 2), 2)
        ('42.13…', '2.5')
    """
    scale = 10**places
    cut = Fraction(int(value * scale), scale)  # towards zero
    return decimal_text(cut) + "…" * (cut != value)

"""Cells into values (单元格取值): what people type for truths, numbers, shares and days.

A cell that could mean two things is refused; so is what a spreadsheet has changed on its
own. What comes out is what a record in YAML would say.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, NamedTuple

from attrs import evolve

from civil_village.exact_numbers import plain_number
from civil_village.facts import read_value
from civil_village.indicators import Indicator
from civil_village.messages import Message
from civil_village.problems import Problem, shown
from civil_village.tables.sheet import LONGEST

#: What stands in a cell of which nothing is known.
BLANKS = frozenset(("", "-", "--", "\u2013", "\u2014", "\u2014\u2014", "/"))

#: What people write for true and false.
TRUTHS = {
    **dict.fromkeys(("true", "yes", "y", "1", "是", "有", "√", "✓", "✔", "☑", "✅"), True),
    **dict.fromkeys(("false", "no", "n", "0", "否", "无", "×", "✗", "✘", "☐", "□", "❌"), False),
}

#: What spreadsheets show for a formula that has gone wrong, and for a column too narrow.
_BROKEN = re.compile(
    r"#(?:N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV/0!|SPILL!|CALC!|#+)", re.IGNORECASE
)

#: Letters, digits and signs of full width are those of ASCII; other spaces are spaces.
_WIDE: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000), " "),
    0x2212: "-",
}
#: What no text holds: control characters, halves of characters, and marks without width.
_STRAY = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)

_NUMBER = r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.[0-9]+)?"
_PLAIN = re.compile(_NUMBER)
_PERCENT = re.compile(rf"({_NUMBER}) ?%")
_PARTS = re.compile(rf"({_NUMBER}) ?/ ?({_NUMBER})")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+")
_WITH_UNIT = re.compile(rf"{_NUMBER} ?[^\W\d_]+[^%]*")
#: Noughts behind the point, which a spreadsheet writes behind whole numbers.
_NOUGHTS = r"(?:\.0+)?"
_DAY = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
    rf"(?:[ T]0{{1,2}}:00(?::00{_NOUGHTS})?Z?)?"
)
_MONTH = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月(上旬|中旬|下旬)?)")
#: Behind digits: hundredths of them.
_HUNDREDTHS = "e-2"
#: What a spreadsheet keeps of a day, a time of day behind the point.
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
#: A text that a formula gives, by which spreadsheets are kept from making it a number.
_QUOTED = re.compile('="([^"]*)"')
#: A code that a spreadsheet has taken for a number, and shows as one.
_CODE = re.compile(rf"([0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+){_NOUGHTS}")
#: Asks for the picture of a sign, and has no width.
_PICTURE = "\ufe0f"


class Read(NamedTuple):
    """What a cell says: a value, ``None`` for a blank, or what is wrong with it."""

    value: Any = None
    problem: Problem | None = None


def narrow(text: str) -> str:
    """Give a text with letters, digits and signs of full width made those of ASCII.

    Examples:
        >>> narrow("９２％"), narrow("1，234")
        ('92%', '1,234')
    """
    return text.translate(_WIDE).strip()


def read_text(text: str) -> Read:
    """Read a cell that is a name for people, or an id.

    Examples:
        >>> read_text(" '=示例村甲 ").value
        '=示例村甲'
    """
    if len(text) > LONGEST:
        expected = Message("expected.characters", most=LONGEST)
        found = Problem(code="cell-too-long", found=str(len(text)), expected=expected)
        return Read(problem=found)
    if stray := _STRAY.search(text):
        return Read(problem=Problem(code="control-character", found=f"U+{ord(stray[0]):04X}"))
    trimmed = unicodedata.normalize("NFC", text).strip()
    quoted = _QUOTED.fullmatch(trimmed)
    trimmed = (trimmed.removeprefix("'") if quoted is None else quoted[1]).strip()
    if _BROKEN.fullmatch(trimmed):
        hint = Message("hint.spreadsheet-error")
        return Read(problem=Problem(code="spreadsheet-error", found=trimmed, hint=hint))
    return Read(None if narrow(trimmed) in BLANKS else trimmed)


def read_code(text: str) -> Read:
    """Read a cell that is an id or a code: in ASCII, and not changed into a number.

    Examples:
        >>> read_code("ｖ００１").value, read_code("530,827,101,201.0").value
        ('v001', '530827101201')
    """
    read = read_text(text)
    if read.value is None:
        return read
    code = narrow(read.value)
    if _SCIENTIFIC.fullmatch(code):
        return Read(problem=_no_number(code, Message("hint.scientific")))
    number = _CODE.fullmatch(code)
    return Read(code if number is None else number[1].replace(",", ""))


def read_cell(text: str, indicator: Indicator, *, percent: bool = False) -> Read:
    """Read one cell by the type of its indicator.

    Args:
        text: The cell.
        indicator: What it is of.
        percent: Whether the heading says that numbers are in percent.

    Examples:
        >>> read_cell("１，２３４", Indicator(label="户数", value="count")).value
        1234
        >>> read_cell("2024年5月3日", Indicator(label="日期", value="date")).value
        '2024-05-03'
        >>> read_cell("—", Indicator(label="有计划", value="truth"))
        Read(value=None, problem=None)
    """
    read = read_text(text)
    if read.value is None:
        return read
    given, said = read.value, narrow(read.value)
    match indicator.value:
        case "truth":
            read = _truth(said)
        case "choice":
            read = Read(_choice(given, indicator))
        case "date":
            read = _day(said)
        case "ratio":
            read = _share(said, percent=percent)
        case "count" | "amount":
            read = _number(said)
    if read.problem is not None:
        return Read(problem=evolve(read.problem, found=shown(given)))
    problems = read_value(indicator, read.value)[1]
    if problems:
        return Read(problem=evolve(problems[0], found=shown(given), path=()))
    return read


def _truth(said: str) -> Read:
    number = _CODE.fullmatch(said)
    meant = TRUTHS.get(said.lower().rstrip(_PICTURE) if number is None else number[1])
    if meant is not None:
        return Read(meant)
    expected = Message("expected.truth-cell")
    return Read(problem=Problem(code="wrong-type", expected=expected))


def _choice(given: str, indicator: Indicator) -> str:
    """Give the choice that is meant, whatever the width and case of its letters."""
    if given in indicator.choices:
        return given
    said = narrow(given).casefold()
    meant = [choice for choice in indicator.choices if narrow(choice).casefold() == said]
    return meant[0] if len(meant) == 1 else given


def _day(said: str) -> Read:
    found = _DAY.fullmatch(said)
    if found is None:
        hint = Message("hint.serial-day") if _SERIAL.fullmatch(said) else None
        if _DAY.match(said):
            hint = Message("hint.day-alone")
        expected = Message("expected.date")
        return Read(problem=Problem(code="not-a-date", expected=expected, hint=hint))
    year, month, day = found[1], found[3] or found[5], found[4] or found[6]
    return Read(f"{year}-{month:0>2}-{day:0>2}")


def read_day(text: str) -> Read:
    """Read a cell that is a day and no vague one.

    Examples:
        >>> read_day("2024/3/9").value
        '2024-03-09'
    """
    read = read_text(text)
    return read if read.value is None else _day(narrow(read.value))


def read_when(text: str) -> Read:
    """Read a cell that is the day of an event, perhaps a vague one: a year, a month, ten days.

    Examples:
        >>> read_when("2024年3月上旬").value, read_when("2024-3-9").value
        ('2024-03-上旬', '2024-03-09')
    """
    read = read_text(text)
    if read.value is None:
        return read
    said = narrow(read.value)
    if found := _MONTH.fullmatch(said):
        parts = (found[1], f"{found[2] or found[3]:0>2}", found[4])
        return Read("-".join(filter(None, parts)))
    year = re.fullmatch("([0-9]{4})年?", said)
    return _day(said) if year is None else Read(year[1])


def _value(digits: str, exponent: str = "") -> int | Decimal:
    plain = digits.replace(",", "").replace(" ", "")
    if not exponent and "." not in plain:
        return int(plain)
    number = Decimal(plain + exponent)
    whole = int(number)
    return whole if whole == number else number


def _number(said: str) -> Read:
    if _PLAIN.fullmatch(said):
        return Read(_value(said))
    if _PERCENT.fullmatch(said):
        expected = Message("expected.no-percent")
        return Read(problem=Problem(code="percent-not-share", expected=expected))
    hint = None
    if (form := plain_number(said)) is not None:
        hint = Message("hint.write", form=form)
    elif _SCIENTIFIC.fullmatch(said):
        hint = Message("hint.scientific")
    elif _WITH_UNIT.fullmatch(said):
        hint = Message("hint.number-alone")
    return Read(problem=_no_number(said, hint))


def _no_number(said: str, hint: Message | None) -> Problem:
    expected = Message("expected.in-digits")
    return Problem(code="not-a-number", found=shown(said), expected=expected, hint=hint)


def _share(said: str, *, percent: bool) -> Read:
    if parts := _PARTS.fullmatch(said):
        return Read({"part": _value(parts[1]), "whole": _value(parts[2])})
    if signed := _PERCENT.fullmatch(said):
        return Read(_value(signed[1], _HUNDREDTHS))
    if not _PLAIN.fullmatch(said):
        hint = Message("hint.scientific") if _SCIENTIFIC.fullmatch(said) else None
        if (form := plain_number(said)) is not None:
            hint = Message("hint.write", form=form)
        expected = Message("expected.share")
        return Read(problem=Problem(code="wrong-type", expected=expected, hint=hint))
    number = _value(said)
    if not percent:
        return Read(number)
    if 0 < number <= 1:
        return Read(problem=Problem(code="ambiguous-share", hint=Message("hint.write-percent")))
    return Read(_value(said, _HUNDREDTHS))


class CellReader(dict[str, Read]):
    """Reads the cells of one column, each text once.

    Args:
        indicator: What the column is of.
        percent: Whether its heading says that numbers are in percent.
    """

    def __init__(self, indicator: Indicator, *, percent: bool = False) -> None:
        super().__init__()
        self.indicator = indicator
        self.percent = percent

    def __missing__(self, text: str) -> Read:
        read = self[text] = read_cell(text, self.indicator, percent=self.percent)
        return read

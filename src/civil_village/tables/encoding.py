"""Bytes of a table into text (编码): UTF-8 or GB18030, told apart strictly, and nothing else."""

from __future__ import annotations

import re
import unicodedata

from civil_village.documents.reading.other_files import other_file
from civil_village.messages import Message
from civil_village.problems import DocumentError, Position, Problem

#: Largest table in bytes.
LARGEST = 20_000_000

#: How texts begin that are in an encoding that is not taken.
_BEGINNINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
#: How documents begin, in each format.
_DOCUMENTS = (
    (re.compile(r"\s*(?:\{|\[\s*[\[{])"), "JSON"),
    (re.compile(r"\s*(?:#[^\n]*\n|---\s*\n)*(?:kind|format|id): "), "YAML"),
)
#: So many sound characters of several bytes are no accident: what follows them is damaged.
_SOUND = 3


def decoded(data: bytes | str) -> str:
    """Give the text of a table without byte-order mark.

    Args:
        data: The text, or its bytes in UTF-8 or GB18030 (with GBK and GB 2312 in it).

    Raises:
        DocumentError: It is too large, a file of another kind, or in another encoding; where
            that can be told, the problem says which it looks like.

    Examples:
        >>> decoded("编号,村名".encode("gb18030"))
        '编号,村名'
    """
    size = len(data.encode("utf-8", "surrogatepass")) if isinstance(data, str) else len(data)
    if size > LARGEST:
        most = Message("expected.bytes", most=LARGEST)
        raise _refused("too-large", str(size), most)
    if (kind := other_file(data)) is not None:
        raise _refused("other-file", kind)
    if isinstance(data, str):
        return _no_document(data.removeprefix("\ufeff"))
    for beginning, name in _BEGINNINGS:
        if data.startswith(beginning):
            raise _other(name)
    if b"\0" in data:
        if _every_other(data):
            raise _other("UTF-16")
        before = data[: data.index(b"\0")].decode("gb18030", "replace")
        raise _other("0x00", _end(before))
    try:
        return _no_document(data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return _chinese(data, error.start)


def _no_document(text: str) -> str:
    """Refuse a document in place of a table: neither has commas where the other has."""
    for start, name in _DOCUMENTS:
        if start.match(text):
            hint = Message("hint.document")
            raise DocumentError([Problem(code="other-file", found=name, hint=hint)])
    return text


def _every_other(data: bytes) -> bool:
    """Tell whether the zeros stand where UTF-16 has the upper halves of ASCII."""
    start = data[:1000]
    return (0 in start[0::2]) != (0 in start[1::2])


def _chinese(data: bytes, stray: int) -> str:
    """Decode GB18030, unless the text is damaged UTF-8, Big5, or something else."""
    sound = data[:stray].decode("utf-8").removeprefix("\ufeff")
    if sum(letter > "\x7f" for letter in sound) >= _SOUND:
        raise _refused("not-utf8", f"0x{data[stray]:02X}", position=_end(sound))
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("gb18030")
        raise _other(f"0x{data[error.start]:02X}", _end(before)) from None
    foreign = "".join(letter for letter in text if letter > "\x7f")
    if _reads_as_big5(data, foreign):
        raise _other("Big5")
    for letter in dict.fromkeys(foreign):
        if unicodedata.category(letter) in ("Cc", "Cn", "Cs"):
            raise _other(f"U+{ord(letter):04X}", _end(text[: text.index(letter)]))
    return text


def _end(text: str) -> Position:
    """Give line and column of what follows a text."""
    return Position(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _reads_as_big5(data: bytes, foreign: str) -> bool:
    """Tell whether most characters would be rare ones, and Big5 is another way to read them."""
    common = len(foreign.encode("gb2312", "ignore")) // 2
    if common * 2 >= len(foreign):
        return False
    try:
        data.decode("big5")
    except UnicodeDecodeError:
        return False
    return True


def _other(found: str, position: Position | None = None) -> DocumentError:
    """Refuse another encoding, where one character gives it away with its place."""
    expected = Message("expected.table-encoding")
    return _refused("table-encoding", found, expected, position)


def _refused(
    code: str,
    found: str,
    expected: Message | None = None,
    position: Position | None = None,
) -> DocumentError:
    hint = None if code == "too-large" else Message("hint.save-csv")
    problem = Problem(code=code, found=found, expected=expected, hint=hint, position=position)
    return DocumentError([problem])

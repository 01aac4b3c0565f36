"""Files that are no text to read (其他文件): told by how they begin, before anything is read.

What belongs here: what a file is instead. What does not: what is wrong inside a text.
"""

from __future__ import annotations

import re

#: How files begin, and what they are.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"\x09\x08\x10\x00", "Excel (.xls)"),
    (b"\x09\x08\x08\x00", "Excel (.xls)"),
    (b"\x09\x04\x06\x00", "Excel (.xls)"),
    (b"\x09\x02\x06\x00", "Excel (.xls)"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3\x00", "SQLite"),
)
#: What is packed in files that begin alike, and what they are then.
_PACKED: dict[str, tuple[tuple[bytes, str], ...]] = {
    "ZIP": (
        (b"xl/workbook.", "Excel (.xlsx)"),
        (b"word/document.", "Word (.docx)"),
        (b"opendocument.spreadsheet", "OpenDocument (.ods)"),
        (b"opendocument.text", "OpenDocument (.odt)"),
    ),
    "Excel (.xls)": (("WordDocument".encode("utf-16-le"), "Word (.doc)"),),
}
#: Spreadsheets in them can be saved as tables.
_MARKUP = re.compile(r"\s*<(?:!doctype\b|\?xml\b|!--|html\b|head\b|meta\b|table\b)", re.IGNORECASE)


def other_file(data: bytes | str) -> str | None:
    """Tell what a file is that is no text to read; ``None`` where it may be one.

    Examples:
        >>> other_file(b"%PDF-1.7"), other_file("<html><table>"), other_file("id,plan")
        ('PDF', 'HTML', None)
    """
    if isinstance(data, bytes):
        for beginning, name in _BEGINNINGS:
            if data.startswith(beginning):
                return next((kind for part, kind in _PACKED.get(name, ()) if part in data), name)
        data = data[:200].decode("latin-1").removeprefix("\xef\xbb\xbf")
    found = _MARKUP.match(data.removeprefix("\ufeff"))
    if found is None:
        return None
    return "XML" if "?xml" in found[0].lower() else "HTML"

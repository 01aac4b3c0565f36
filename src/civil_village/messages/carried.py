"""Sentences that bring their own texts (自带文本的消息), such as those of a scorer of strangers.

The library's own templates are its own code. These are not: they come out of stored
documents, so nothing in them is ever looked up, called or formatted. A field is a plain
name in braces, and what stands for it is put in once, as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

#: The key under which such a message travels, with its texts beside its arguments.
OWN = "own"
#: So many characters a text may have.
LONGEST_OWN = 500

_FIELD = r"\{([a-z][a-z0-9_]*)\}"
_PIECE = r"\{[^{}]*\}|[{}]"


def filled(template: str, arguments: Mapping[str, str]) -> str:
    """Put texts in the places of plain fields; whatever else stands there stays as it is.

    Examples:
        >>> filled("{met} of {count}, {met.real} {0} {met!r:>9}", {"met": "{count}", "count": "3"})
        '{count} of 3, {met.real} {0} {met!r:>9}'
    """
    return re.sub(_FIELD, lambda found: arguments.get(found[1], found[0]), template)


def fields_of(template: str) -> list[str]:
    """Give the names of the plain fields of a template.

    Examples:
        >>> fields_of("{met} of {count}")
        ['met', 'count']
    """
    return re.findall(_FIELD, template)


def stray_fields(template: str, names: Collection[str]) -> Iterator[str]:
    """Give each brace of a template that is no plain field, has no argument, or stands twice.

    Where each stands once, a text cannot grow beyond what its arguments bring.

    Examples:
        >>> list(stray_fields("{met} of {count} {met} {a.b} }", ["met", "count"]))
        ['{met}', '{a.b}', '}']
    """
    met: set[str] = set()
    for piece in re.findall(_PIECE, template):
        name = piece[1:-1]
        if re.fullmatch(_FIELD, piece) is None or name not in names or name in met:
            yield piece
        met.add(name)

"""Ids: the short names by which documents, and rules in them, speak of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from civil_village.messages import Message
from civil_village.problems import Problem, shown

#: Id of a part, usable as a name in a rule: ``[a-z][a-z0-9_]*``, no reserved word.
Id = Annotated[str, "id"]
#: Id of a document: ids joined by dots or hyphens.
DocumentId = Annotated[str, "document-id"]

#: Words that the Common Expression Language keeps for itself and for its hosts.
RESERVED = frozenset(
    (
        *("and", "as", "break", "const", "continue", "else", "false", "for", "function", "if"),
        *("import", "in", "let", "loop", "namespace", "not", "null", "or", "package", "return"),
        *("true", "var", "void", "while"),
    )
)

#: Longest document id.
LONGEST = 200

_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")
_DOCUMENT_ID = re.compile(rf"(?!.{{{LONGEST + 1}}})[a-z][a-z0-9_]*(?:[.-][a-z0-9][a-z0-9_]*)*")


def id_problems(name: object, *path: str | int, document: bool = False) -> Iterator[Problem]:
    """Give what stops a text from being an id.

    Examples:
        >>> [problem.code for problem in id_problems("2nd")]
        ['not-an-id']
        >>> list(id_problems("anle.standard", document=True))
        []
    """
    form = _DOCUMENT_ID if document else _ID
    if not isinstance(name, str) or not form.fullmatch(name):
        expected = Message("expected.document-id" if document else "expected.id")
        counted = str(name)[:1].isdigit()  # as of a list: nobody sees what is wrong with it
        meant = id_like(str(name), document=document) if counted else None
        hint = Message("hint.write", form=meant) if meant else None
        found = shown(name)
        yield Problem(code="not-an-id", path=path, found=found, expected=expected, hint=hint)
    elif name in RESERVED:
        expected = Message("expected.unreserved")
        yield Problem(code="reserved-word", path=path, found=name, expected=expected)


def id_like(text: str, *, document: bool = False) -> str | None:
    """Give the id that is nearest to a text: in small letters, with a letter before digits.

    Examples:
        >>> id_like("V 001"), id_like("1"), id_like("村一")
        ('v_001', 'n1', None)
    """
    if len(text) > LONGEST:
        return None
    small = re.sub(r"\s+" if document else r"[\s.-]+", "_", text.strip().lower())
    small = f"n{small}" if small[:1].isdigit() else small
    form = _DOCUMENT_ID if document else _ID
    return small if form.fullmatch(small) and small not in RESERVED else None


def key_problems(names: Iterable[str], *path: str | int) -> Iterator[Problem]:
    """Give what stops the keys of a mapping from being ids."""
    for name in names:
        yield from id_problems(name, *path, name)

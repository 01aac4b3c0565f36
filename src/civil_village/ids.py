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
        yield Problem(code="not-an-id", path=path, found=shown(name), expected=expected)
    elif name in RESERVED:
        expected = Message("expected.unreserved")
        yield Problem(code="reserved-word", path=path, found=name, expected=expected)


def key_problems(names: Iterable[str], *path: str | int) -> Iterator[Problem]:
    """Give what stops the keys of a mapping from being ids."""
    for name in names:
        yield from id_problems(name, *path, name)

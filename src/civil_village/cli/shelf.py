"""The shelf (书架): the documents that others refer to, as a command is handed them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from civil_village.cli.files import document_text
from civil_village.documents import Library
from civil_village.samples import BUNDLED, bundled
from civil_village.standards import Scorers


class Shelf:
    """What documents may refer to: what ``--with`` names, else what comes along."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._own = {document.id for document in library}

    def referred(self, reference: str, kind: str | None) -> Any:
        """Give the document of a kind that a reference names; see `Library.referred`."""
        name = reference.partition("@")[0]
        if name in self._own or name not in BUNDLED:
            return self._library.referred(reference, kind)
        return Library.of(bundled(name)).referred(reference, kind)


def shelf_of(names: Sequence[str], scorers: Scorers | None = None) -> Shelf:
    """Read the documents that others refer to; the arguments are those of `library_of`."""
    return Shelf(library_of(names, scorers))


def library_of(names: Sequence[str], scorers: Scorers | None = None) -> Library:
    """Read the documents that are named; what comes along was linked before.

    Args:
        names: Their files, or bundled names.
        scorers: What they may name to score by.

    Raises:
        DocumentError: Everything that is wrong with them.
    """
    along = Library.of(*(bundled(name) for name in names if name in BUNDLED))
    texts = {name: document_text(name) for name in names if name not in BUNDLED}
    return Library.read(texts, library=along, scorers=scorers)

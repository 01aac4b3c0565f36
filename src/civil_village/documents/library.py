"""Documents that refer to each other (文档库), found by id and edition.

A standard may name its catalogue instead of writing it out. Whoever loads it hands in a
library that holds the catalogue; the loaded standard is whole and needs the library no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from attrs import field

from civil_village.documents.conversion import using
from civil_village.documents.kinds import KINDS, Document, kind_of
from civil_village.documents.loading import Opened, no_reference, opened
from civil_village.mappings import FrozenMapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, nearest, reject
from civil_village.standards import Scorers

T = TypeVar("T")


@model
class Library(Model):
    """A set of documents (文档库), each known as ``id@edition``, or ``id`` without edition.

    Two libraries of the same documents are equal, in whatever order they came.

    Attributes:
        documents: Catalogues, standards and other documents that have an id of their own, in the
            order in which they came.

    Examples:
        >>> from civil_village.indicators import Catalogue
        >>> county = Catalogue(id="county.catalogue", edition="2024", indicators={})
        >>> library = Library.of(county)
        >>> library.ids()
        ('county.catalogue@2024',)
        >>> library["county.catalogue"] is county
        True
    """

    documents: tuple[Document, ...] = field(default=(), converter=as_tuple, eq=False)
    _named: FrozenMapping[str, Document] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        named = {document_name(document): document for document in self.documents}
        object.__setattr__(self, "_named", FrozenMapping(named))
        object.__setattr__(self, "documents", tuple(self._named.values()))

    @classmethod
    def of(cls, *documents: Document) -> Library:
        """Make a library of loaded documents.

        Raises:
            DocumentError: Two of one id and edition differ, or one has no id of its own.
        """
        return cls(documents)

    @classmethod
    def read(
        cls,
        texts: Iterable[str | bytes] | Mapping[str, str | bytes],
        *,
        library: Library | None = None,
        scorers: Scorers | None = None,
    ) -> Library:
        """Read several documents that may refer to each other, in any order.

        Args:
            texts: The documents, or a mapping to them from names of files, for problems.
            library: Further documents that they may refer to; the new library has them too.
            scorers: What they may name to score by; by default `Scorers.builtin`.

        Raises:
            DocumentError: Everything that is wrong with the texts. Those that refer to others
                are looked at when the others are in order.

        Examples:
            >>> catalogue = '''{"kind": "catalogue", "format": 1, "id": "county",
            ...     "indicators": {"plan": {"label": "有计划", "value": "truth"}}}'''
            >>> standard = '''{"kind": "standard", "format": 1, "id": "village",
            ...     "catalogue": "county", "criteria": [{"id": "work", "points": 5,
            ...     "requirements": [{"id": "plan", "rule": "plan"}]}]}'''
            >>> library = Library.read([standard, catalogue])
            >>> library["village"].catalogue is library["county"]
            True
        """
        named: Any = texts.items() if isinstance(texts, Mapping) else ((None, t) for t in texts)
        files = _together(partial(opened, text, source) for source, text in named)
        made = cls() if library is None else library
        # A kind is made only of kinds before it; what is of no kind says so at once.
        read: list[tuple[Opened, Document]] = []
        with using(scorers or Scorers.builtin()):
            for kind in (None, *KINDS.values()):
                fitting = [file for file in files if file.kind == kind]
                models = _together(partial(_whole, file, made) for file in fitting)
                read += zip(fitting, models, strict=True)
                made = cls((*made.documents, *models))
        # Any may use parts of any other, once all are there.
        reject(problem for file, model in read for problem in file.link_problems(model, made))
        return made

    def problems(self) -> Iterator[Problem]:
        """Give documents that cannot be referred to, and two of one name that differ."""
        named: dict[str, Document] = {}
        for document in self.documents:
            kind = kind_of(document.__class__)
            if kind is None or not kind.has_own_id:
                found = document.__class__.__name__ if kind is None else kind.name
                expected = Message("expected.in-library")
                yield Problem(code="other-kind", found=found, expected=expected)
            elif document.id is None:
                yield Problem(code="missing-key", path=("id",))
            elif named.setdefault(document_name(document), document) != document:
                found, hint = document_name(document), Message("hint.other-edition")
                yield Problem(code="document-twice", found=found, hint=hint)

    def ids(self) -> tuple[str, ...]:
        """Give the names of all documents, in their order."""
        return tuple(self._named)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and len(self._fitting(name)) == 1

    def __getitem__(self, name: str) -> Any:
        fitting = self._fitting(name)
        if len(fitting) != 1:
            raise KeyError(name)
        return self._named[fitting[0]]

    def _fitting(self, name: str) -> list[str]:
        """Give the names of all documents that a reference may mean."""
        if "@" in name:
            return [name] if name in self._named else []
        return [full for full, document in self._named.items() if document.id == name]

    def referred(self, reference: str, kind: str | None) -> Any:
        """Give the document of a kind that a reference names.

        Args:
            reference: ``id@edition``; ``id`` alone where there is only one edition.
            kind: What it must be; ``None`` where it may be any.

        Raises:
            DocumentError: There is no such document, more than one, or one of another kind.
        """
        fitting = self._fitting(reference)
        if not fitting:
            known = [n for n, document in self._named.items() if kind in (None, document.kind)]
            hint = nearest(reference, known) if known else Message("hint.library")
            raise no_reference(reference, kind, hint)
        if len(fitting) > 1:
            expected = Message("expected.one-of", names=tuple(fitting))
            reject([Problem(code="ambiguous-document", found=reference, expected=expected)])
        document = self._named[fitting[0]]
        if kind not in (None, document.kind):
            expected = Message("expected.exactly", value=kind)
            reject([Problem(code="other-kind", found=document.kind, expected=expected)])
        return document


def document_name(document: Any) -> str:
    """Give the name by which others refer to a document.

    Examples:
        >>> from civil_village.indicators import Catalogue
        >>> document_name(Catalogue(id="county", indicators={}))
        'county'
    """
    return str(document.id) if document.edition is None else f"{document.id}@{document.edition}"


def _whole(file: Opened, library: Library) -> Document:
    """Give the model of an opened text."""
    model, problems = file.model(None, library, linked=False)
    reject(problem for problem in problems if problem.level == "error")
    return model  # type: ignore[no-any-return] # one of the kinds


def _together(parts: Iterable[Callable[[], T]]) -> list[T]:
    """Make several things, and raise the problems of all of them together."""
    made: list[T] = []

    def problems() -> Iterator[Problem]:
        for part in parts:
            try:
                made.append(part())
            except DocumentError as error:
                yield from error.problems

    reject(problems())
    return made

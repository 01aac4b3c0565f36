"""Editions in force (版次): which edition of a document holds on a day, for every kind alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import field

from civil_village import public
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem, shown


def begins(edition: Any) -> date:
    """Give the first day on which an edition is in force; the first day of all where it is open.

    Args:
        edition: A document, which may say its day by ``from``.

    Examples:
        >>> from civil_village.samples import bundled
        >>> begins(bundled("anle.standard")) == date.min
        True
    """
    return getattr(edition, "from_", None) or date.min


def same_day_problems(editions: Sequence[Any], name: str) -> Iterator[Problem]:
    """Give editions that begin on one day, of some that stand in the order of their days."""
    if not editions:
        yield Problem(code="empty-list", path=(name,))
    for index, edition in enumerate(editions[1:], 1):
        if begins(edition) == begins(editions[index - 1]):
            path = (name, index, "from")
            yield Problem(code="two-editions", path=path, found=str(begins(edition)))


@model
class Editions(Model):
    """The editions of one document, each in force from its day until the next begins (历版).

    Attributes:
        documents: The editions, of one kind and one id, in the order of their days.

    Examples:
        >>> from civil_village.samples import bundled
        >>> editions = Editions([bundled("qinghe.2025"), bundled("qinghe.2023")])
        >>> editions.at(date(2024, 12, 31)).edition, editions.at(date(2025, 1, 1)).edition
        ('2023', '2025')
        >>> editions.at(date(2022, 6, 1)) is None
        True
    """

    documents: tuple[Any, ...] = field(converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        several: Any = self.documents
        if isinstance(several, tuple) and all(hasattr(each, "id") for each in several):
            ordered = tuple(sorted(self.documents, key=begins))
            object.__setattr__(self, "documents", ordered)
        super().__attrs_post_init__()

    def problems(self) -> Iterator[Problem]:
        """Give what is no document, editions of another one, and two that begin on one day."""
        strange = [index for index, each in enumerate(self.documents) if not hasattr(each, "id")]
        for index in strange:
            found, expected = shown(self.documents[index]), Message("expected.document")
            where: Path = ("documents", index)
            yield Problem(code="wrong-type", path=where, found=found, expected=expected)
        if strange:
            return
        yield from same_day_problems(self.documents, "documents")
        for index, each in enumerate(self.documents[1:], 1):
            for name in ("kind", "id"):
                here, first = (getattr(one, name, None) for one in (each, self.documents[0]))
                if here != first:
                    expected = Message("expected.exactly", value=first)
                    path = ("documents", index, name)
                    yield Problem(
                        code="other-editions", path=path, found=str(here), expected=expected
                    )

    def at(self, day: date) -> Any:
        """Give the edition that is in force on a day; ``None`` before the first."""
        place = bisect_right(self.documents, day, key=begins) - 1
        return None if place < 0 else self.documents[place]


public.tell(__name__)

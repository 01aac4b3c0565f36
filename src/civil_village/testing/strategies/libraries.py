"""Strategies for libraries of documents."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from civil_village.documents.library import Library, document_name
from civil_village.indicators import Catalogue
from civil_village.testing.strategies.catalogues import catalogues
from civil_village.testing.strategies.labels import document_ids
from civil_village.testing.strategies.records import records
from civil_village.testing.strategies.standards import standards


@st.composite
def own_catalogues(draw: st.DrawFn) -> Catalogue:
    """Draw catalogues (指标目录) that are documents of their own.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(own_catalogues())
        ... def test(catalogue):
        ...     assert catalogue.id is not None
        >>> test()
    """
    made = draw(catalogues())
    return made if made.id is not None else evolve(made, id=draw(document_ids()))


def libraries() -> st.SearchStrategy[Library]:
    """Draw libraries of a few documents (文档库).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(libraries())
        ... def test(library):
        ...     assert all(name in library for name in library.ids() if "@" in name)
        >>> test()
    """
    kinds: st.SearchStrategy[Any] = own_catalogues() | standards() | records()
    return st.lists(kinds, max_size=3, unique_by=document_name).map(Library)

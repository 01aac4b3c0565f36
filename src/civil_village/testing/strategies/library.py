"""Strategies for libraries of documents."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from civil_village.documents.library import Library, document_name
from civil_village.testing.strategies.catalogue import own_catalogues
from civil_village.testing.strategies.reported import records
from civil_village.testing.strategies.standard import standards


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

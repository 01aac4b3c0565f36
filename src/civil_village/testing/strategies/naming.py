"""Strategies for what parts of documents are called: ids, labels, sources, assumptions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from string import ascii_lowercase, digits
from typing import Any

from hypothesis import strategies as st

from civil_village.assumptions import Assumed
from civil_village.ids import RESERVED
from civil_village.labels import Label, Source

_OTHERS = digits + "_"


@cache
def ids() -> st.SearchStrategy[str]:
    """Draw ids: names that rules can use (标识).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(ids())
        ... def test(name):
        ...     assert name[0] in ascii_lowercase
        >>> test()
    """
    # One text made fit, not parts put together: nothing is drawn as often as ids.
    return st.text(ascii_lowercase + _OTHERS, min_size=1, max_size=6).map(_name)


def _name(text: str) -> str:
    """Make an id of a text: the first character a letter, the whole no word of the language."""
    first, others = text[0], text[1:]
    if first in _OTHERS:
        first = ascii_lowercase[_OTHERS.index(first)]
    name = first + others
    return f"{name}_" if name in RESERVED else name


@cache
def document_ids() -> st.SearchStrategy[str]:
    """Draw ids of documents: one to three ids joined by dots or hyphens.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(document_ids())
        ... def test(name):
        ...     assert name[0].isalpha()
        >>> test()
    """
    more = st.lists(st.builds(str.__add__, st.sampled_from(".-"), ids()), max_size=2).map("".join)
    return st.builds(str.__add__, ids(), more)


@cache
def texts() -> st.SearchStrategy[str]:
    """Draw a line of text for people, never empty, in the composed form that documents have.

    Examples:
        >>> from hypothesis import find
        >>> find(texts(), lambda text: True)
        '0'
    """
    # Neither control characters nor those that no font has; half of the texts are short words.
    characters = st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"))
    words = st.sampled_from(("安乐村", "户数", "village plan", "≥ 80 %", '"quoted"', "a: b # c"))
    lines = st.text(characters, min_size=1, max_size=12)
    return lines.map(lambda text: unicodedata.normalize("NFC", text)) | words


@cache
def labels() -> st.SearchStrategy[Label]:
    """Draw labels (标签), some of them without English.

    Examples:
        >>> from hypothesis import find
        >>> find(labels(), lambda label: label.en is not None)
        Label(zh='0', en='0')
    """
    return st.builds(Label, texts(), st.none() | texts())


@cache
def sources() -> st.SearchStrategy[Source]:
    """Draw sources (出处): a document, a clause of it, or both.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(sources())
        ... def test(source):
        ...     assert source.document or source.clause
        >>> test()
    """
    clauses = st.builds(Source, document=st.none() | texts(), clause=texts())
    return st.builds(Source, document=texts()) | clauses


def assumptions(names: Sequence[str] = ("label", "source")) -> st.SearchStrategy[Assumed]:
    """Draw what a part assumes (拟定): nothing, one field, or all of them with a reason.

    Args:
        names: Fields of the part that carries it.

    Examples:
        >>> from hypothesis import find
        >>> find(assumptions(["points"]), bool)
        Assumed(reasons=FrozenMapping({'points': None}))
    """
    # One choice of few: hundreds of parts carry this, and it is never the point of a test.
    told = dict.fromkeys(names, Label("原文未载", "the source gives none"))
    return st.sampled_from([Assumed(()), *(Assumed([name]) for name in names), Assumed(told)])


@cache
def usual_labels() -> st.SearchStrategy[Label]:
    """Draw one of a few labels, for parts whose names are not the point of a test.

    Examples:
        >>> from hypothesis import find
        >>> find(usual_labels(), lambda label: True)
        Label(zh='户数', en=None)
    """
    both = Label("安乐村", "Anle village")
    return st.sampled_from([Label("户数"), both, Label('≥ 80 %: "好" # a', "'good' {or} not")])


@cache
def namings() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what most parts of a document may have: a label and sources.

    Examples:
        >>> from hypothesis import find
        >>> find(namings(), lambda named: True)
        {'label': None, 'source': ()}
    """
    clause = Source(document="plan-5", clause="三（五）")
    labelled = usual_labels().map(lambda label: {"label": label, "source": (clause,)})
    both: dict[str, Any] = {"label": None, "source": (clause, Source(document="other"))}
    return st.sampled_from([{"label": None, "source": ()}, both]) | labelled

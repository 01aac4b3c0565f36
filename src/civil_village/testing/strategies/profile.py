"""Strategies for profiles, what they leave to others, and what they have done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st

from civil_village.documents.kinds import kind_of
from civil_village.documents.loading import written_body
from civil_village.editions import Editions
from civil_village.leeway import Deed, Leeway, Only, Slots, Tailored
from civil_village.profiles import (
    Add,
    Change,
    Drop,
    Move,
    Pinned,
    Profile,
    Rescale,
    Select,
    Take,
)
from civil_village.standards import Standard
from civil_village.tailoring.parts import Tree, text_of
from civil_village.testing.strategies.calendar import days
from civil_village.testing.strategies.choosing import seldom
from civil_village.testing.strategies.naming import (
    document_ids,
    ids,
    namings,
    sources,
    texts,
    usual_labels,
)
from civil_village.testing.strategies.numbers import whole_numbers
from civil_village.testing.strategies.standard import standards

_ONLY = st.none() | st.sampled_from(get_args(Only))
_REASONS: dict[str, st.SearchStrategy[Any]] = {
    "reason": usual_labels(),
    "source": st.lists(sources(), max_size=1),
}


@cache
def paths() -> st.SearchStrategy[str]:
    """Draw paths of parts that need not be there: ids, joined by dots."""
    return st.lists(ids(), min_size=1, max_size=3).map(".".join)


@cache
def slots() -> st.SearchStrategy[Slots]:
    """Draw how many parts of their own those below may add (自定名额), and of how many points.

    Examples:
        >>> from hypothesis import find
        >>> find(slots(), lambda made: True)
        Slots(count=1, most=None)
    """
    most = st.none() | whole_numbers(1, 20)
    return st.builds(Slots, count=st.integers(1, 5), most=most)


@cache
def leeways() -> st.SearchStrategy[Leeway]:
    """Draw what those below may change of a document (下级裁量范围).

    Examples:
        >>> from hypothesis import find
        >>> find(leeways(), lambda made: True)
        Leeway(only=None, locked=(), slots=FrozenMapping({}))
    """
    return st.builds(
        Leeway,
        only=_ONLY,
        locked=st.lists(paths(), max_size=2, unique=True),
        slots=st.dictionaries(paths(), slots(), max_size=1),
    )


@cache
def tailorings() -> st.SearchStrategy[Tailored]:
    """Draw what documents below have done to parts (裁量记录).

    Examples:
        >>> from hypothesis import find
        >>> find(tailorings(), lambda made: True).did
        'added'
    """
    return st.builds(
        Tailored,
        part=st.just("") | paths(),
        did=st.sampled_from(get_args(Deed)),
        key=st.none() | st.sampled_from(["points", "rule"]),
        before=st.none() | usual_labels(),
        after=st.none() | usual_labels(),
        by=document_ids(),
        name=st.none() | usual_labels(),
        reason=st.none() | usual_labels(),
        source=_REASONS["source"],
    )


@cache
def pins() -> st.SearchStrategy[Pinned]:
    """Draw documents that others stand on (所依据的文件).

    Examples:
        >>> from hypothesis import find
        >>> find(pins(), lambda made: True).digest is None
        True
    """
    digests = st.none() | st.integers(0, 2**256 - 1).map("{:064x}".format)
    return st.builds(Pinned, id=document_ids(), edition=st.none() | texts(), digest=digests)


@cache
def _values() -> st.SearchStrategy[Any]:
    """Draw what a document may have in a field."""
    scalars = st.none() | st.booleans() | whole_numbers(-10, 10) | texts()
    return scalars | st.lists(scalars, max_size=2) | st.dictionaries(ids(), scalars, max_size=2)


@cache
def changes_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Draw changes of one kind, of parts that need not be there.

    Args:
        kind: ``Change``, ``Add``, ``Drop``, ``Move``, ``Select`` or ``Take``.

    Examples:
        >>> from hypothesis import find
        >>> find(changes_of(Drop), lambda made: True).drop
        'a'
    """
    many = st.lists(paths(), min_size=1, max_size=2)
    after = st.none() | st.just("") | ids()
    fields: Mapping[type[Any], dict[str, st.SearchStrategy[Any]]] = {
        Add: {"add": _values(), "to": paths(), "after": after},
        Change: {
            "change": st.just("") | paths(),
            "set": st.dictionaries(ids(), _values(), min_size=1, max_size=2),
        },
        Drop: {"drop": paths()},
        Move: {"move": paths(), "to": st.none() | paths(), "after": after},
        Select: {"select": many},
        Take: {"take": many, "from_": pins(), "to": st.none() | paths()},
    }
    return st.builds(kind, **fields[kind], **_REASONS)


@cache
def rescales() -> st.SearchStrategy[Rescale]:
    """Draw totals to which points are brought (折算).

    Examples:
        >>> from hypothesis import find
        >>> find(rescales(), lambda made: True).inside
        'exact'
    """
    inside = st.sampled_from(["exact", "step"])
    return st.builds(Rescale, total=whole_numbers(1, 200), step=st.just(1), inside=inside)


@cache
def profiles() -> st.SearchStrategy[Profile]:
    """Draw profiles (裁量文件); what they are of need not be anywhere.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(profiles())
        ... def test(profile):
        ...     assert profile.of.name
        >>> test()
    """
    kinds = st.one_of(*map(changes_of, (Add, Change, Drop, Move, Select, Take)))

    def built(names: dict[str, Any]) -> st.SearchStrategy[Profile]:
        return st.builds(
            Profile,
            **{name: st.just(value) for name, value in names.items()},
            id=document_ids(),
            edition=st.none() | texts(),
            from_=seldom(days()),
            of=pins().map(lambda made: evolve(made, id=f"{made.id}.of"[-100:])),
            only=_ONLY,
            leeway=seldom(leeways()),
            changes=st.lists(kinds, max_size=3),
            rescale=seldom(rescales()),
        )

    return namings().flatmap(built)


@st.composite
def profile_cases(draw: st.DrawFn) -> tuple[Standard, Profile]:
    """Draw a standard, and a profile of it whose changes each concern another part.

    What comes of it may be refused: a dropped criterion can leave a total that is missed.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=2, deadline=None)
        ... @given(profile_cases())
        ... def test(case):
        ...     standard, profile = case
        ...     assert profile.of.id == standard.id
        >>> test()
    """
    base = draw(standards())
    kind = kind_of(Standard)
    assert kind is not None  # standards are documents
    tree = Tree(written_body(base, kind), Standard)
    known = [text_of(part.steps) for part in tree.parts]
    chosen = draw(st.lists(st.sampled_from(known), max_size=4, unique=True)) if known else []
    changes: list[Any] = []
    for path in chosen:
        did = draw(st.sampled_from(("label", "drop", "front")))
        if did == "drop":
            changes.append(Drop(drop=path, reason="示例"))
        elif did == "front":
            changes.append(Move(move=path, after="", reason="示例"))
        else:
            changes.append(Change(change=path, set={"label": "新"}, reason="示例"))
    of = Pinned(id=base.id, edition=base.edition)
    return base, Profile(id="drawn.profile", of=of, changes=changes)


@st.composite
def editions(draw: st.DrawFn) -> Editions:
    """Draw editions of one document (历版).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=2, deadline=None)
        ... @given(editions())
        ... def test(made):
        ...     assert made.documents[0].from_ is None
        >>> test()
    """
    base = draw(standards())
    starts = draw(st.lists(days(), max_size=2, unique=True))
    later = [evolve(base, edition=f"{n}", from_=start) for n, start in enumerate(starts)]
    return Editions([evolve(base, from_=None), *later])

"""Strategies for what differs between two editions, as the library answers it."""

from decimal import Decimal

from attrs import evolve
from hypothesis import strategies as st

from civil_village.labels import Label
from civil_village.tailoring import PartPair, Reevaluated, Revised, Revision, diff
from civil_village.testing.strategies.naming import ids, texts, usual_labels
from civil_village.testing.strategies.profile import paths, profile_cases

_LABELS = st.none() | usual_labels()
_POINTS = st.integers(0, 20).map(Decimal)


def revised() -> st.SearchStrategy[Revised]:
    """Draw what became of one part."""
    return st.builds(
        Revised,
        part=st.just("") | paths(),
        label=_LABELS,
        became=st.sampled_from(["added", "gone", "moved", "changed"]),
        key=st.none() | ids(),
        before=_LABELS,
        after=_LABELS,
        stricter=st.none() | st.booleans(),
    )


def part_pairs() -> st.SearchStrategy[PartPair]:
    """Draw one part of a result by two editions."""
    marks = st.none() | _POINTS
    return st.builds(PartPair, path=paths(), before=marks, after=marks)


@st.composite
def reevaluated(draw: st.DrawFn) -> Reevaluated:
    """Draw a village whose result is another."""
    outcomes = st.sampled_from(["passes", "fails", "open", "scored"])
    scores = st.tuples(_POINTS, _POINTS).map(lambda ends: tuple(sorted(ends)))
    bands = st.lists(texts() | usual_labels(), max_size=2).map(tuple)
    return Reevaluated(
        id=draw(st.none() | ids()),
        label=draw(_LABELS),
        outcomes=(draw(outcomes), draw(outcomes)),
        scores=(draw(scores), draw(scores)),
        bands=(draw(bands), draw(bands)),
        parts=draw(st.lists(part_pairs(), max_size=2)),
    )


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    """Draw what differs between two standards."""
    base, _ = draw(profile_cases())
    later = evolve(base, edition="later", label=Label("新版"))
    found = diff(base, later)
    return evolve(found, results=draw(st.lists(reevaluated(), max_size=1)), evaluated=1)

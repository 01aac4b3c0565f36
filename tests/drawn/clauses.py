"""Strategies for what carries clauses."""

from hypothesis import strategies as st

from civil_village.clauses import Carried, Part
from civil_village.testing import aims


def parts():
    """Draw parts of documents that say where they come from."""
    return aims().map(
        lambda aim: Part(document="demo", path=f"aims.{aim.id}", value=aim, sources=aim.source)
    )


def carried():
    """Draw clauses with what carries them."""
    return st.builds(Carried, clause=st.sampled_from(["一", "二(三)4b"]), parts=st.lists(parts()))

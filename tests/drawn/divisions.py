"""Sums that were divided, drawn."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from civil_village.dividing import Division, divide
from civil_village.testing.strategies.naming import ids
from civil_village.testing.strategies.numbers import exact_decimals


@st.composite
def divisions(draw: st.DrawFn) -> Division:
    """Draw sums that were divided (分配结果), as `civil_village.dividing.divide` does it."""
    weights: dict[str, Decimal] = draw(
        st.dictionaries(ids(), exact_decimals(0, 100, places=1), max_size=4)
    )
    return divide(
        draw(st.integers(0, 1000)),
        weights,
        step=draw(st.sampled_from([Decimal(1), Decimal("0.1")])),
        cap=draw(st.none() | st.integers(0, 500)),
        floor=draw(st.none() | st.integers(0, 50)),
        ties=draw(st.sampled_from(["order", "left", "smaller", "larger"])),
        leave=draw(st.booleans()),
    )

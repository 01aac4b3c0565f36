"""Strategies of how sums are divided (分配)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.dividing import DivisionRule, RemainderTies
from civil_village.testing.strategies.naming import texts
from civil_village.testing.strategies.numbers import exact_decimals


@st.composite
def ways_to_divide(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what a document may say of how a sum is divided, whatever it is divided by."""
    floor = draw(st.none() | exact_decimals(0, 100, places=1))
    ties: Any = draw(st.none() | st.sampled_from(get_args(RemainderTies)))
    return {
        "step": draw(st.sampled_from([Decimal(100), Decimal(1), Decimal("0.01")])),
        "floor": floor,
        "floor_means": draw(st.sampled_from(["whole", "excess"])) if floor is not None else "whole",
        "cap": draw(st.none() | exact_decimals(0, 1000)),
        "ties": ties,
        "seed": draw(texts()) if ties == "lot" else None,
        "leave": ties is None,
    }


def division_rules() -> st.SearchStrategy[DivisionRule]:
    """Draw how sums are divided (分配办法).

    Examples:
        >>> from hypothesis import find
        >>> find(division_rules(), lambda rule: rule.ties == "lot").seed
        '0'
    """
    return ways_to_divide().map(lambda way: DivisionRule(**way))

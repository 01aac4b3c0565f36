"""Strategies for the accounts of a policy: what they keep, and how long entries count."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from civil_village.points import (
    Account,
    Carry,
    Validity,
)
from civil_village.testing.strategies.calendar import periods, spans
from civil_village.testing.strategies.choosing import seldom
from civil_village.testing.strategies.curve import bands
from civil_village.testing.strategies.naming import assumptions, usual_labels
from civil_village.testing.strategies.numbers import exact_decimals, roundings, shares

_LABELS = st.none() | usual_labels()


@cache
def carries() -> st.SearchStrategy[Carry]:
    """Draw what an account keeps (结转): nothing, all, debts, or a share.

    Examples:
        >>> from hypothesis import find
        >>> find(carries(), lambda carry: True).keep
        'none'
    """
    words = st.builds(Carry, keep=st.sampled_from(["none", "all", "debts"]))
    return words | st.builds(Carry, share=shares(), round=st.none() | roundings())


@st.composite
def validities(draw: st.DrawFn) -> tuple[Validity, ...]:
    """Draw how long entries count by size (有效期): one to three steps, their ends rising.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(validities())
        ... def test(steps):
        ...     assert steps
        >>> test()
    """
    pairs = st.tuples(exact_decimals(0, 100, places=1), st.booleans())
    ends = sorted(draw(st.lists(pairs, min_size=1, max_size=3, unique=True)))
    return tuple(
        Validity(**{"above" if exclusive else "from_": end}, valid_for=draw(spans()))
        for end, exclusive in ends
    )


@st.composite
def accounts(draw: st.DrawFn, *, spendable: bool | None = None) -> Account:
    """Draw accounts (积分账户): with and without a base, a period, a floor, validity and bands.

    Args:
        draw: Given by Hypothesis.
        spendable: Whether its points buy rewards; ``None`` draws that too.

    Examples:
        >>> from hypothesis import find
        >>> find(accounts(), lambda account: account.period is None).base
        Decimal('0')
    """
    base = draw(st.just(Decimal(0)) | exact_decimals(0, 1000, places=1))
    period = draw(st.none() | periods(comes_again=True))
    spends = draw(st.booleans()) if spendable is None else spendable
    may_spend = st.booleans() if base > 0 else st.none() | st.booleans()
    deduct: Any = draw(seldom(st.sampled_from(["base", "earned"])))
    return Account(
        label=draw(_LABELS),
        base=base,
        period=period,
        carry=draw(carries()) if period else None,
        spendable=spends,
        spend_base=draw(may_spend) if spends else None,
        floor=draw(seldom(exact_decimals(-100, base, places=1))),
        up_only=draw(st.booleans()),
        deduct=deduct,
        rest=draw(st.sampled_from(["other", "lost"])) if deduct else "other",
        validity=() if deduct else draw(st.just(()) | validities()),
        spend=draw(st.sampled_from(["oldest", "newest"])) if spends else "oldest",
        late=draw(st.sampled_from(["own_period", "posting_period"])) if period else "own_period",
        overdrawn=draw(st.sampled_from(["debt", "refuse"])) if spends else "debt",
        bands=draw(st.none() | bands(1000)),
        assumed=draw(assumptions(("base", "floor"))),
    )

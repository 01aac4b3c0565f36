"""Strategies for what points buy: goods with a price, and payouts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from civil_village.points import (
    Limit,
    Opening,
    Payout,
    Reward,
)
from civil_village.testing.strategies.calendar import periods, two_days
from civil_village.testing.strategies.choosing import seldom
from civil_village.testing.strategies.naming import assumptions, namings, texts
from civil_village.testing.strategies.points_scheme.parts import Parts, free_parts
from civil_village.testing.strategies.points_scheme.sizes import AMOUNTS, SIZES
from civil_village.testing.strategies.rule import rules


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Draw days on which points can be redeemed (兑换时间).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> opening = find(openings(), lambda opening: True)
        >>> opening.holds(opening.from_)
        True
    """
    first, last = draw(two_days())
    return Opening(from_=first, until=last, yearly=draw(st.booleans()))


@st.composite
def payouts(draw: st.DrawFn) -> Payout:
    """Draw amounts that points become (按比例兑换), in steps, in notes, or freely.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(payouts())
        ... def test(payout):
        ...     assert payout.rate > 0
        >>> test()
    """
    notes = st.lists(st.sampled_from([Decimal(n) for n in (5, 1, 10, 20)]), min_size=1, unique=True)
    free: st.SearchStrategy[dict[str, Any]] = st.just({})
    how = free | SIZES.map(lambda step: {"step": step})
    sizes: dict[str, Any] = draw(how | notes.map(lambda made: {"notes": made}))
    return Payout(
        unit=draw(st.sampled_from(["元"]) | texts()),
        rate=draw(st.just(Decimal(1)) | SIZES),
        least=draw(st.just(Decimal(0)) | SIZES),
        unfit=draw(st.sampled_from(["whole", "part"])),
        **sizes,
    )


@st.composite
def limits(draw: st.DrawFn, *, amount: bool = True) -> Limit:
    """Draw limits of a reward (限兑): pieces, points, or an amount.

    Args:
        draw: Given by Hypothesis.
        amount: Whether it may be an amount.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(limits())
        ... def test(limit):
        ...     assert [limit.count, limit.points, limit.amount].count(None) == 2
        >>> test()
    """
    name = draw(st.sampled_from(["count", "points", *(["amount"] if amount else [])]))
    size: dict[str, Any] = {name: draw(st.integers(0, 9) if name == "count" else AMOUNTS)}
    return Limit(
        each=draw(st.sampled_from(["subject", "household", "all"])), per=draw(periods()), **size
    )


@st.composite
def reward_of(draw: st.DrawFn, parts: Parts) -> Reward:
    """Draw a reward that one of some accounts buys."""
    spendable = [name for name, account in parts.accounts.items() if account.spendable]
    payout = draw(st.none() | payouts())
    return Reward(
        **draw(namings()),
        account=draw(st.sampled_from(spendable)),
        price=None if payout else draw(SIZES),
        payout=payout,
        stock=draw(st.none() | st.integers(0, 9)),
        open=draw(st.lists(openings(), max_size=1)),
        limits=draw(st.lists(limits(amount=payout is not None), max_size=2)),
        returns=draw(st.sampled_from(["own_period", "new_period"])),
        requires=draw(seldom(rules(parts.told))),
        assumed=draw(assumptions(("price",))),
    )


def rewards() -> st.SearchStrategy[Reward]:
    """Draw rewards (兑换物品): goods with a price, and payouts.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(rewards())
        ... def test(reward):
        ...     assert (reward.price is None) != (reward.payout is None)
        >>> test()
    """
    return free_parts().flatmap(reward_of)

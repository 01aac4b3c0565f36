"""Strategies for the items of a policy: what an act is worth, capped, repeated and posted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.points import (
    ByHand,
    Cap,
    Item,
    ItemClass,
    Measured,
    Publicity,
    Repeat,
    Targets,
)
from civil_village.points.policy.items import Charge, OneAct
from civil_village.testing.strategies.calendar import periods, spans, two_days
from civil_village.testing.strategies.choosing import seldom
from civil_village.testing.strategies.curve import curves
from civil_village.testing.strategies.naming import assumptions, ids, namings, usual_labels
from civil_village.testing.strategies.numbers import exact_decimals, roundings, whole_numbers
from civil_village.testing.strategies.points_scheme.sizes import GAINS_AND_LOSSES, SIZES

_LABELS = st.none() | usual_labels()

ACTS = st.sampled_from(get_args(OneAct))


@cache
def ranges_by_hand() -> st.SearchStrategy[ByHand]:
    """Draw ranges within which somebody sets the points (自由裁量).

    Examples:
        >>> from hypothesis import find
        >>> hand = find(ranges_by_hand(), lambda hand: True)
        >>> hand.allows(hand.least)
        True
    """
    ends = st.lists(exact_decimals(-50, 50, places=1), min_size=2, max_size=2, unique=True)
    steps = st.sampled_from([Decimal(1), Decimal(5), Decimal("0.5")])
    return st.tuples(ends.map(sorted), steps).map(
        lambda drawn: ByHand(least=drawn[0][0], most=drawn[0][1], step=drawn[1])
    )


@cache
def measures() -> st.SearchStrategy[Measured]:
    """Draw what a curve counts (计量), in each act or over a period.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(measures())
        ... def test(measure):
        ...     assert measure.quantity
        >>> test()
    """
    over = periods().filter(lambda period: period.rolling is None)
    return st.builds(Measured, quantity=ids(), label=_LABELS, over=over)


@st.composite
def caps(draw: st.DrawFn, of: Sequence[str] = ("item",), *, quantity: bool = True) -> Cap:
    """Draw caps (封顶) of points, claims or a quantity.

    Args:
        draw: Given by Hypothesis.
        of: What may be capped.
        quantity: Whether a quantity may be.

    Examples:
        >>> from hypothesis import find
        >>> find(caps(), lambda cap: cap.points is not None).count is None
        True
    """
    what: Any = draw(st.sampled_from(list(of)))
    measured = ["points", "count", *(["quantity"] if quantity and what == "item" else [])]
    name = draw(st.sampled_from(measured))
    size: dict[str, Any] = {name: draw(st.integers(1, 20) if name == "count" else SIZES)}
    return Cap(
        of=what,
        each=draw(st.sampled_from(["subject", "member", "place"])),
        per=draw(periods()),
        source=draw(namings())["source"],
        **size,
    )


@st.composite
def repeats(draw: st.DrawFn, of: Sequence[str] = ("item", "class")) -> Repeat:
    """Draw what happens with what comes again (重复加倍).

    Args:
        draw: Given by Hypothesis.
        of: What may come again.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(repeats())
        ... def test(repeat):
        ...     assert repeat.factors
        >>> test()
    """
    counted = periods(comes_again=True).map(lambda per: {"per": per}) | spans().map(
        lambda span: {"valid_for": span}
    )
    factors = st.lists(exact_decimals(0, 3, places=1), min_size=1, max_size=3)
    what: Any = draw(st.sampled_from(list(of)))
    how: dict[str, Any] = draw(counted)
    return Repeat(
        of=what,
        factors=draw(factors),
        multiply=draw(st.sampled_from(["later", "both"])),
        **how,
    )


@cache
def publicities() -> st.SearchStrategy[Publicity]:
    """Draw how long claims are posted (公示).

    Examples:
        >>> from hypothesis import find
        >>> find(publicities(), lambda posted: True)
        Publicity(days=1, restart=False)
    """
    return st.builds(Publicity, days=whole_numbers(1, 366), restart=st.booleans())


@cache
def item_classes() -> st.SearchStrategy[ItemClass]:
    """Draw classes of items (类别).

    Examples:
        >>> from hypothesis import find
        >>> find(item_classes(), lambda made: True)
        ItemClass(label=None, one_act=None)
    """
    return st.builds(ItemClass, label=_LABELS, one_act=st.none() | ACTS)


def targets(names: Sequence[str] = ()) -> st.SearchStrategy[Targets]:
    """Draw to which accounts an item posts (记入账户), and by which factors.

    Args:
        names: The accounts; any, where there are none.

    Examples:
        >>> from hypothesis import find
        >>> find(targets(["credit"]), lambda made: True).accounts["credit"]
        Decimal('1')
    """
    known = st.sampled_from(list(names)) if names else ids()
    factors = st.just(Decimal(1)) | exact_decimals(Decimal("0.1"), 3, places=1)
    return st.dictionaries(known, factors, min_size=1, max_size=3).map(Targets)


@st.composite
def _worth(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what an item is worth, with the keys that go along."""
    how = draw(st.sampled_from(["points", "person", "member", "curve", "by_hand"]))
    if how == "curve":
        curve, per = draw(curves()), draw(measures())
        # What adds up over a period begins with nothing.
        return {"curve": curve, "per": per if curve.at(0) == 0 else Measured(quantity=per.quantity)}
    if how == "by_hand":
        return {"by_hand": draw(ranges_by_hand())}
    made: dict[str, Any] = {"points": draw(GAINS_AND_LOSSES)}
    if how == "person":
        made["each"] = "person"
    elif how == "member":
        made |= {
            "each": "member",
            "members_on": draw(st.sampled_from(["act", "as_of", "period_end"])),
        }
        if made["members_on"] == "period_end":
            made["within"] = draw(periods(comes_again=True))
    return made


@st.composite
def items(draw: st.DrawFn, names: Sequence[str] = (), classes: Sequence[str] | None = None) -> Item:
    """Draw items (积分项目) of every kind of worth, capped, repeated, posted and lasting.

    Args:
        draw: Given by Hypothesis.
        names: The accounts that they post to; any, where there are none.
        classes: Ids of the classes that they may be of; ``None`` for any.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(items(["credit"]))
        ... def test(item):
        ...     assert set(item.to.accounts) == {"credit"}
        >>> test()
    """
    known = ids() if classes is None else st.sampled_from(list(classes))
    class_ = draw(st.none() | known) if classes != () else None
    worth = draw(_worth())
    measured = "per" in worth
    kinds = ["item", "class"] if class_ else ["item"]
    approval = draw(st.lists(ids(), min_size=int("by_hand" in worth), max_size=2, unique=True))
    first, last = draw(two_days())
    lasting = draw(st.booleans())
    return Item(
        **draw(namings()),
        class_=class_,
        to=draw(targets(names)),
        **worth,
        charge=draw(st.sampled_from(get_args(Charge))),
        proof=draw(_LABELS),
        approval=approval,
        publicity=draw(seldom(publicities())),
        caps=draw(st.lists(caps(kinds, quantity=measured), max_size=2)),
        repeat=draw(seldom(repeats(kinds))),
        round=draw(seldom(roundings())),
        valid_for=draw(spans() if lasting else seldom(spans())),
        lasting=lasting,
        one_act=draw(seldom(ACTS)),
        from_=draw(seldom(st.just(first))),
        until=draw(seldom(st.just(last))),
        assumed=draw(assumptions(("points", "caps"))),
    )

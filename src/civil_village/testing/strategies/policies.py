"""Strategies for points policies: accounts, items, rewards and what follows, that fit together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, get_args

from attrs import evolve, frozen
from hypothesis import strategies as st

from civil_village.calendar import Leap
from civil_village.consequences import Ban, Banned, BenefitGranted, ItemPosted, Stopped
from civil_village.exact_numbers import tidy
from civil_village.points import (
    Account,
    Benefit,
    Board,
    ByHand,
    Cap,
    Carry,
    Consultation,
    Delegated,
    Item,
    ItemClass,
    Judgment,
    Limit,
    Measured,
    Opening,
    Payout,
    Policy,
    Publicity,
    Repeat,
    Reward,
    Settlement,
    Slots,
    Standing,
    Suspension,
    Targets,
    Validity,
)
from civil_village.points.policy.effects import Settled
from civil_village.points.policy.items import Charge, OneAct
from civil_village.points.policy.policy import PARTS
from civil_village.rules import Signature
from civil_village.testing.strategies.curves import bands, curves
from civil_village.testing.strategies.labels import (
    assumptions,
    document_ids,
    ids,
    namings,
    texts,
    usual_labels,
)
from civil_village.testing.strategies.numbers import (
    DAY,
    days,
    exact_decimals,
    periods,
    roundings,
    shares,
    spans,
    whole_numbers,
)
from civil_village.testing.strategies.rules import rules, signatures
from civil_village.testing.strategies.standards import aims

T = TypeVar("T")

_AMOUNTS = exact_decimals(Decimal("0.01"), 1000)
_SIZES = exact_decimals(Decimal("0.1"), 50, places=1)
_POINTS = _SIZES | _SIZES.map(Decimal.copy_negate)
_LABELS = st.none() | usual_labels()
_ACTS = st.sampled_from(get_args(OneAct))
_STOPS = st.lists(st.sampled_from(get_args(Stopped)), min_size=1, max_size=3, unique=True)
_AGAIN = periods(comes_again=True)


def _rarely(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | st.none() | strategy


def _two_days() -> st.SearchStrategy[list[Any]]:
    return st.lists(days(), min_size=2, max_size=2).map(sorted)


# Accounts -----------------------------------------------------------------------------


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
    period = draw(st.none() | _AGAIN)
    spends = draw(st.booleans()) if spendable is None else spendable
    may_spend = st.booleans() if base > 0 else st.none() | st.booleans()
    deduct: Any = draw(_rarely(st.sampled_from(["base", "earned"])))
    return Account(
        label=draw(_LABELS),
        base=base,
        period=period,
        carry=draw(carries()) if period else None,
        spendable=spends,
        spend_base=draw(may_spend) if spends else None,
        floor=draw(_rarely(exact_decimals(-100, base, places=1))),
        up_only=draw(st.booleans()),
        deduct=deduct,
        rest=draw(st.sampled_from(["other", "lost"])) if deduct else "other",
        validity=() if deduct else draw(st.just(()) | validities()),
        spend=draw(st.sampled_from(["oldest", "newest"])),
        late=draw(st.sampled_from(["own_period", "posting_period"])),
        overdrawn=draw(st.sampled_from(["debt", "refuse"])),
        bands=draw(st.none() | bands(1000)),
        assumed=draw(assumptions(("base", "floor"))),
    )


# Items --------------------------------------------------------------------------------


@cache
def hands() -> st.SearchStrategy[ByHand]:
    """Draw ranges within which somebody sets the points (自由裁量).

    Examples:
        >>> from hypothesis import find
        >>> hand = find(hands(), lambda hand: True)
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
    size: dict[str, Any] = {name: draw(st.integers(1, 20) if name == "count" else _SIZES)}
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
    counted = _AGAIN.map(lambda per: {"per": per}) | spans().map(lambda span: {"valid_for": span})
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
    return st.builds(ItemClass, label=_LABELS, one_act=st.none() | _ACTS)


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
        return {"by_hand": draw(hands())}
    made: dict[str, Any] = {"points": draw(_POINTS)}
    if how == "person":
        made["each"] = "person"
    elif how == "member":
        made |= {
            "each": "member",
            "members_on": draw(st.sampled_from(["act", "as_of", "period_end"])),
        }
        if made["members_on"] == "period_end":
            made["within"] = draw(_AGAIN)
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
    first, last = draw(_two_days())
    lasting = draw(st.booleans())
    return Item(
        **draw(namings()),
        class_=class_,
        to=draw(targets(names)),
        **worth,
        charge=draw(st.sampled_from(get_args(Charge))),
        proof=draw(_LABELS),
        approval=approval,
        publicity=draw(_rarely(publicities())),
        caps=draw(st.lists(caps(kinds, quantity=measured), max_size=2)),
        repeat=draw(_rarely(repeats(kinds))),
        round=draw(_rarely(roundings())),
        valid_for=draw(spans() if lasting else _rarely(spans())),
        lasting=lasting,
        one_act=draw(_rarely(_ACTS)),
        from_=draw(_rarely(st.just(first))),
        until=draw(_rarely(st.just(last))),
        assumed=draw(assumptions(("points", "caps"))),
    )


# Rewards ------------------------------------------------------------------------------


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
    first, last = draw(_two_days())
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
    how = free | _SIZES.map(lambda step: {"step": step})
    sizes: dict[str, Any] = draw(how | notes.map(lambda made: {"notes": made}))
    return Payout(
        unit=draw(st.sampled_from(["元"]) | texts()),
        rate=draw(st.just(Decimal(1)) | _SIZES),
        least=draw(st.just(Decimal(0)) | _SIZES),
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
    size: dict[str, Any] = {name: draw(st.integers(0, 9) if name == "count" else _AMOUNTS)}
    return Limit(
        each=draw(st.sampled_from(["subject", "household", "all"])), per=draw(periods()), **size
    )


@frozen
class _Parts:
    """What the outcomes of a policy may name."""

    accounts: Mapping[str, Account]
    items: Mapping[str, Item]
    #: Names that rules may read.
    told: Mapping[str, Signature]


def _free_parts() -> st.SearchStrategy[_Parts]:
    return st.builds(
        _Parts,
        st.dictionaries(ids(), accounts(spendable=True), min_size=1, max_size=1),
        st.just({}),
        signatures(),
    )


@st.composite
def _reward(draw: st.DrawFn, parts: _Parts) -> Reward:
    spendable = [name for name, account in parts.accounts.items() if account.spendable]
    payout = draw(st.none() | payouts())
    return Reward(
        **draw(namings()),
        account=draw(st.sampled_from(spendable)),
        price=None if payout else draw(_SIZES),
        payout=payout,
        stock=draw(st.none() | st.integers(0, 9)),
        open=draw(st.lists(openings(), max_size=1)),
        limits=draw(st.lists(limits(amount=payout is not None), max_size=2)),
        returns=draw(st.sampled_from(["own_period", "new_period"])),
        requires=draw(_rarely(rules(parts.told))),
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
    return _free_parts().flatmap(_reward)


# What follows -------------------------------------------------------------------------


@st.composite
def bans(draw: st.DrawFn) -> Ban:
    """Draw what a subject loses for a time (取消资格).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(bans())
        ... def test(ban):
        ...     assert ban.stops
        >>> test()
    """
    ends = st.fixed_dictionaries({"valid_for": spans()}) | st.fixed_dictionaries(
        {"through": whole_numbers(0, 100), "per": _AGAIN}
    )
    return Ban(stops=draw(_STOPS), **draw(ends))


@st.composite
def _judgment(draw: st.DrawFn, parts: _Parts) -> Judgment:
    account = draw(st.sampled_from(list(parts.accounts)))
    declared = parts.accounts[account].bands
    band = draw(st.none() | st.sampled_from(list(declared.bands))) if declared else None
    number = exact_decimals(-100, 100, places=1)
    return Judgment(
        **draw(namings()),
        account=account,
        reads=draw(st.none() | number if band else number),
        band=band.id if band else None,
        valid_for=draw(st.none() | spans()),
        repair=draw(_rarely(st.sampled_from(list(parts.items)))) if parts.items else None,
        within=draw(_rarely(_AGAIN)),
        gains=draw(st.sampled_from(["kept", "lost"])),
        bans=draw(st.lists(bans(), max_size=1)),
        assumed=draw(assumptions(("reads",))),
    )


def judgments() -> st.SearchStrategy[Judgment]:
    """Draw direct judgments (直接判级).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(judgments())
        ... def test(judgment):
        ...     assert judgment.reads is not None or judgment.band
        >>> test()
    """
    return _free_parts().flatmap(_judgment)


def _brought(posts: Sequence[str], benefits: Sequence[str]) -> st.SearchStrategy[Settled]:
    found: st.SearchStrategy[Settled] = st.builds(Banned, ban=bans())
    if posts:
        found |= st.builds(ItemPosted, post=st.sampled_from(list(posts)))
    if benefits:
        found |= st.builds(BenefitGranted, benefit=st.sampled_from(list(benefits)))
    return found


def consequences() -> st.SearchStrategy[Settled]:
    """Draw what a band brings at the end of a period: an item, a benefit, or a ban.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(consequences())
        ... def test(made):
        ...     assert isinstance(made, ItemPosted | BenefitGranted | Banned)
        >>> test()
    """
    return st.tuples(ids(), ids()).flatmap(lambda names: _brought(names[:1], names[1:]))


@st.composite
def _settlement(
    draw: st.DrawFn, of: str, named: Sequence[str], brought: st.SearchStrategy[Settled]
) -> Settlement:
    lists = st.lists(brought, max_size=2)
    return Settlement(
        **draw(namings()),
        of=of,
        bands=draw(st.dictionaries(st.sampled_from(list(named)), lists, min_size=1, max_size=2)),
    )


def settlements() -> st.SearchStrategy[Settlement]:
    """Draw settlements (结算): what the bands of an account bring.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(settlements())
        ... def test(made):
        ...     assert made.bands
        >>> test()
    """
    return st.tuples(ids(), ids()).flatmap(
        lambda names: _settlement(names[0], names[1:], consequences())
    )


@st.composite
def _suspension(draw: st.DrawFn, names: Mapping[str, Signature]) -> Suspension:
    return Suspension(**draw(namings()), when=draw(rules(names)), stops=draw(_STOPS))


def suspensions() -> st.SearchStrategy[Suspension]:
    """Draw lines of points below which something is stopped (冻结).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(suspensions())
        ... def test(made):
        ...     assert made.stops
        >>> test()
    """
    return signatures().flatmap(_suspension)


@st.composite
def _benefit(draw: st.DrawFn, names: Mapping[str, Signature]) -> Benefit:
    return Benefit(
        **draw(namings()),
        when=draw(st.none() | rules(names)),
        worth=draw(st.dictionaries(ids(), _AMOUNTS, max_size=2)),
        assumed=draw(assumptions(("worth",))),
    )


def benefits() -> st.SearchStrategy[Benefit]:
    """Draw what points bring without a price (优惠、礼遇).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(benefits())
        ... def test(made):
        ...     assert all(amount >= 0 for amount in made.worth.values())
        >>> test()
    """
    return signatures().flatmap(_benefit)


@st.composite
def _board(draw: st.DrawFn, parts: _Parts) -> Board:
    name = draw(st.sampled_from(["top", "bottom", "when"]))
    measure: dict[str, Any] = {
        name: draw(rules(parts.told) if name == "when" else st.integers(1, 5))
    }
    ties: st.SearchStrategy[Any] = st.sampled_from(["all", "none"])
    return Board(
        **draw(namings()),
        account=draw(st.sampled_from(list(parts.accounts))),
        ties=draw(st.none() | ties if name == "when" else ties),
        assumed=draw(assumptions(("ties",))),
        **measure,
    )


def boards() -> st.SearchStrategy[Board]:
    """Draw lists that are put up (红黑榜).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(boards())
        ... def test(board):
        ...     assert [board.top, board.bottom, board.when].count(None) == 2
        >>> test()
    """
    return _free_parts().flatmap(_board)


def standings(names: Sequence[str] = ()) -> st.SearchStrategy[Standing]:
    """Draw how an account is ranked (排名).

    Args:
        names: The accounts; any, where there are none.

    Examples:
        >>> from hypothesis import find
        >>> find(standings(["credit"]), lambda made: True).ties
        'competition'
    """
    return st.builds(
        Standing,
        label=_LABELS,
        account=st.sampled_from(list(names)) if names else ids(),
        within=st.sampled_from([None, "population", "place"]),
        ties=st.sampled_from(["competition", "dense", "worst"]),
    )


# Policies -----------------------------------------------------------------------------


@cache
def slots() -> st.SearchStrategy[Slots]:
    """Draw how many items a village may add (自定项目), and of how many points.

    Examples:
        >>> from hypothesis import find
        >>> find(slots(), lambda made: True)
        Slots(count=1, most=Decimal('1'))
    """
    return st.builds(Slots, count=st.integers(1, 5), most=_SIZES)


@cache
def delegations() -> st.SearchStrategy[Delegated]:
    """Draw what a policy leaves to the villages (授权村级).

    Examples:
        >>> from hypothesis import find
        >>> find(delegations(), lambda made: True)
        Delegated(gains=None, losses=None)
    """
    return st.builds(Delegated, gains=st.none() | slots(), losses=st.none() | slots())


@cache
def consultations() -> st.SearchStrategy[Consultation]:
    """Draw how the villagers took part (征求意见).

    Examples:
        >>> from hypothesis import find
        >>> find(consultations(), lambda made: True).on
        datetime.date(2024, 2, 29)
    """
    return st.builds(Consultation, on=days(), body=usual_labels(), note=_LABELS)


def _no_part(name: str) -> bool:
    """Tell whether an id cannot be mistaken for a part of an account."""
    return not any(name.endswith(part) for part in PARTS[1:])


_OWN_NAMES = ids().filter(_no_part)


@st.composite
def _own_items(
    draw: st.DrawFn, names: Sequence[str], delegated: Delegated | None
) -> dict[str, Item]:
    """Draw items of a village's own, as many and as large as they may be."""
    found: dict[str, Item] = {}
    for sign, side in ((1, "gains"), (-1, "losses")):
        allowed: Slots | None = getattr(delegated, side, None)
        for index in range(draw(st.integers(0, min(2, allowed.count)))) if allowed else ():
            assert allowed is not None  # the line above has asked
            most = Fraction(allowed.most) * sign
            points = tidy(draw(st.just(most) | st.just(most / 2)))
            found[f"own_{side}_{index}"] = Item(to=draw(targets(names)), points=points, own=True)
    return found


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Draw points policies (积分办法) whose parts fit together.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(policies())
        ... def test(policy):
        ...     assert set(policy.accounts) <= set(policy.signatures())
        >>> test()
    """
    held = draw(st.dictionaries(_OWN_NAMES, accounts(), min_size=1, max_size=2))
    classes = draw(st.dictionaries(ids(), item_classes(), max_size=2))
    delegated = draw(_rarely(delegations()))
    of_class = tuple(classes) if classes else None
    worth = {
        **draw(st.dictionaries(ids(), items(tuple(held), of_class), max_size=3)),
        **draw(_own_items(tuple(held), delegated)),
    }
    policy = Policy(
        id=draw(document_ids()),
        edition=draw(st.none() | texts()),
        **draw(namings()),
        from_=draw(_rarely(st.just(DAY.replace(year=DAY.year - 1, day=1)))),
        zone=draw(st.sampled_from(["Asia/Shanghai", "+08:00", "-03:30"])),
        leap=draw(st.sampled_from(get_args(Leap))),
        subject=draw(st.sampled_from([None, "household", "person", "head"])),
        accounts=held,
        classes=classes,
        items=worth,
        one_act=draw(_ACTS),
        publicity=draw(_rarely(publicities())),
        delegated=delegated,
        consulted=draw(st.lists(consultations(), max_size=1)),
        aims=draw(st.lists(aims(), max_size=1)),
        assumed=draw(assumptions(("zone",))),
    )
    return draw(_filled(policy))


@st.composite
def _filled(draw: st.DrawFn, policy: Policy) -> Policy:
    """Draw caps, and what follows from points, for a policy that has none of them."""
    held = tuple(policy.accounts)
    free = _OWN_NAMES.filter(lambda name: name not in held)
    bare = policy.signatures()
    stopping = draw(st.dictionaries(free, _suspension(bare), max_size=1))
    policy = evolve(policy, suspensions=stopping)
    parts = _Parts(policy.accounts, policy.items, policy.told())
    granted = draw(st.dictionaries(ids(), _benefit(parts.told), max_size=2))
    spendable = any(account.spendable for account in policy.accounts.values())
    settled = [n for n, account in policy.accounts.items() if account.period and account.bands]
    return evolve(
        policy,
        caps=draw(st.lists(_whole_caps(policy), max_size=2)),
        judgments=draw(st.dictionaries(ids(), _judgment(parts), max_size=2)),
        settlements=draw(
            st.dictionaries(ids(), _fitting_settlement(policy, settled, granted), max_size=1)
        )
        if settled
        else {},
        rewards=draw(st.dictionaries(ids(), _reward(parts), max_size=2)) if spendable else {},
        benefits=granted,
        standings=draw(st.dictionaries(ids(), standings(held), max_size=1)),
        boards=draw(st.dictionaries(ids(), _board(parts), max_size=1)),
    )


@st.composite
def _whole_caps(draw: st.DrawFn, policy: Policy) -> Cap:
    named = {"item": sorted(policy.items), "class": sorted(policy.class_names)}
    cap = draw(caps(["all", *(kind for kind, names in named.items() if names)], quantity=False))
    if cap.of == "all":
        return cap
    return evolve(cap, name=draw(st.sampled_from(named[cap.of])))


@st.composite
def _fitting_settlement(
    draw: st.DrawFn, policy: Policy, settled: Sequence[str], granted: Mapping[str, Benefit]
) -> Settlement:
    of = draw(st.sampled_from(list(settled)))
    found = policy.accounts[of].bands
    assert found is not None  # only accounts with bands are settled
    posts = [name for name, item in policy.items.items() if item.points is not None]
    named = [band.id for band in found.bands]
    return draw(_settlement(of, named, _brought(posts, list(granted))))

"""Strategies for points policies whose parts fit together, and what they leave to villages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import get_args

from attrs import evolve
from hypothesis import strategies as st

from civil_village.calendar import Leap
from civil_village.exact_numbers import tidy
from civil_village.points import (
    Benefit,
    Cap,
    Consultation,
    Delegated,
    Item,
    Policy,
    Settlement,
    Slots,
)
from civil_village.points.policy.policy import PARTS
from civil_village.testing.strategies.calendar import DAY, days
from civil_village.testing.strategies.choosing import seldom
from civil_village.testing.strategies.naming import (
    assumptions,
    document_ids,
    ids,
    namings,
    texts,
    usual_labels,
)
from civil_village.testing.strategies.points_scheme.account import accounts
from civil_village.testing.strategies.points_scheme.effect import (
    benefit_of,
    board_of,
    brought,
    dividends,
    judgment_of,
    settlement_of,
    standings,
    suspension_of,
)
from civil_village.testing.strategies.points_scheme.item import (
    ACTS,
    caps,
    item_classes,
    items,
    publicities,
    targets,
)
from civil_village.testing.strategies.points_scheme.parts import Parts
from civil_village.testing.strategies.points_scheme.reward import reward_of
from civil_village.testing.strategies.points_scheme.sizes import SIZES
from civil_village.testing.strategies.standard import aims

_LABELS = st.none() | usual_labels()
_SLOTS = st.builds(Slots, count=st.integers(1, 5), most=st.none() | SIZES)


@cache
def delegations() -> st.SearchStrategy[Delegated]:
    """Draw what a policy leaves to the villages (授权村级).

    Examples:
        >>> from hypothesis import find
        >>> find(delegations(), lambda made: True)
        Delegated(gains=None, losses=None)
    """
    return st.builds(Delegated, gains=st.none() | _SLOTS, losses=st.none() | _SLOTS)


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
            most = Fraction(allowed.most or 5) * sign
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
    delegated = draw(seldom(delegations()))
    of_class = tuple(classes) if classes else None
    worth = {
        **draw(st.dictionaries(ids(), items(tuple(held), of_class), max_size=3)),
        **draw(_own_items(tuple(held), delegated)),
    }
    policy = Policy(
        id=draw(document_ids()),
        edition=draw(st.none() | texts()),
        **draw(namings()),
        from_=draw(seldom(st.just(DAY.replace(year=DAY.year - 1, day=1)))),
        zone=draw(st.sampled_from(["Asia/Shanghai", "+08:00", "-03:30"])),
        leap=draw(st.sampled_from(get_args(Leap))),
        subject=draw(st.sampled_from([None, "household", "person", "head"])),
        accounts=held,
        classes=classes,
        items=worth,
        one_act=draw(ACTS),
        publicity=draw(seldom(publicities())),
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
    stopping = draw(st.dictionaries(free, suspension_of(bare), max_size=1))
    policy = evolve(policy, suspensions=stopping)
    parts = Parts(policy.accounts, policy.items, policy.told())
    granted = draw(st.dictionaries(ids(), benefit_of(parts.told), max_size=2))
    spendable = any(account.spendable for account in policy.accounts.values())
    settled = [n for n, account in policy.accounts.items() if account.period and account.bands]
    return evolve(
        policy,
        caps=draw(st.lists(_whole_caps(policy), max_size=2)),
        judgments=draw(st.dictionaries(ids(), judgment_of(parts), max_size=2)),
        settlements=draw(
            st.dictionaries(ids(), _fitting_settlement(policy, settled, granted), max_size=1)
        )
        if settled
        else {},
        rewards=draw(st.dictionaries(ids(), reward_of(parts), max_size=2)) if spendable else {},
        benefits=granted,
        standings=draw(st.dictionaries(ids(), standings(held), max_size=1)),
        boards=draw(st.dictionaries(ids(), board_of(parts), max_size=1)),
        dividends=draw(st.dictionaries(ids(), dividends(held), max_size=1)),
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
    return draw(settlement_of(of, named, brought(posts, list(granted))))

"""Strategies for what follows from points: judgments, settlements, benefits, boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.consequences import Ban, Banned, BenefitGranted, ItemPosted, Stopped
from civil_village.points import (
    Benefit,
    Board,
    Dividend,
    Judgment,
    Settlement,
    Standing,
    Suspension,
)
from civil_village.points.policy.effects import Settled
from civil_village.rules import Signature
from civil_village.testing.strategies.calendar import periods, spans
from civil_village.testing.strategies.choosing import seldom
from civil_village.testing.strategies.dividing import ways_to_divide
from civil_village.testing.strategies.naming import assumptions, ids, namings, usual_labels
from civil_village.testing.strategies.numbers import exact_decimals, whole_numbers
from civil_village.testing.strategies.points_scheme.parts import Parts, free_parts
from civil_village.testing.strategies.points_scheme.sizes import AMOUNTS
from civil_village.testing.strategies.rule import rules, signatures

_STOPS = st.lists(st.sampled_from(get_args(Stopped)), min_size=1, max_size=3, unique=True)
_TITLES = st.lists(st.just("demo.star_household"), max_size=1)

_LABELS = st.none() | usual_labels()


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
        {"through": whole_numbers(0, 100), "per": periods(comes_again=True)}
    )
    return Ban(stops=draw(_STOPS), titles=draw(_TITLES), **draw(ends))


def grants() -> st.SearchStrategy[BenefitGranted]:
    """Draw that a benefit is granted (礼遇).

    Examples:
        >>> from hypothesis import find
        >>> find(grants(), lambda made: True).benefit
        'a'
    """
    worth = seldom(exact_decimals(0, 1000, places=2))
    return st.builds(BenefitGranted, benefit=ids(), label=seldom(usual_labels()), worth=worth)


@st.composite
def judgment_of(draw: st.DrawFn, parts: Parts) -> Judgment:
    """Draw a direct judgment of one of some accounts."""
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
        repair=draw(seldom(st.sampled_from(list(parts.items)))) if parts.items else None,
        within=draw(seldom(periods(comes_again=True))),
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
    return free_parts().flatmap(judgment_of)


def brought(posts: Sequence[str], benefits: Sequence[str]) -> st.SearchStrategy[Settled]:
    """Draw what a band brings: one of some items, one of some benefits, or a ban."""
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
    return st.tuples(ids(), ids()).flatmap(lambda names: brought(names[:1], names[1:]))


@st.composite
def settlement_of(
    draw: st.DrawFn, of: str, named: Sequence[str], brought: st.SearchStrategy[Settled]
) -> Settlement:
    """Draw what some bands of an account bring."""
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
        lambda names: settlement_of(names[0], names[1:], consequences())
    )


@st.composite
def suspension_of(draw: st.DrawFn, names: Mapping[str, Signature]) -> Suspension:
    """Draw a suspension whose rule is over some names."""
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
    return signatures().flatmap(suspension_of)


@st.composite
def benefit_of(draw: st.DrawFn, names: Mapping[str, Signature]) -> Benefit:
    """Draw a benefit whose rule is over some names."""
    return Benefit(
        **draw(namings()),
        when=draw(st.none() | rules(names)),
        worth=draw(st.dictionaries(ids(), AMOUNTS, max_size=2)),
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
    return signatures().flatmap(benefit_of)


@st.composite
def board_of(draw: st.DrawFn, parts: Parts) -> Board:
    """Draw a list of one of some accounts."""
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
    return free_parts().flatmap(board_of)


@st.composite
def dividends(draw: st.DrawFn, names: Sequence[str] = ()) -> Dividend:
    """Draw how sums are divided by balances (积分分红).

    Args:
        draw: Given by Hypothesis.
        names: The accounts; any, where there are none.

    Examples:
        >>> from hypothesis import find
        >>> find(dividends(["credit"]), lambda made: True).account
        'credit'
    """
    return Dividend(
        **draw(namings()),
        account=draw(st.sampled_from(list(names)) if names else ids()),
        **draw(ways_to_divide()),
        assumed=draw(assumptions(("step", "ties"))),
    )


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

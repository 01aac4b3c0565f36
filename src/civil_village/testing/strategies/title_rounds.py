"""Strategies for what goes from round to round: rounds, chains, placements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.consequences import DutyCalled, StepTaken
from civil_village.rankings import Quota
from civil_village.rules import Rule
from civil_village.testing.strategies.campaign import publications
from civil_village.testing.strategies.choosing import below, one_of, rarely
from civil_village.testing.strategies.naming import ids, namings
from civil_village.testing.strategies.ranking import quotas
from civil_village.testing.strategies.standard import requirements
from civil_village.titles import Chain, Placement, Round
from civil_village.titles.chains import Follows

_FIRST = date(2020, 3, 1)


@st.composite
def rounds(draw: st.DrawFn, placements: Sequence[str] | None = None) -> Round:
    """Draw rounds (届、轮次): closed on a fixed day, due, or open.

    Args:
        draw: Given by Hypothesis.
        placements: Ids of placements that may have quotas of their own; by default any.

    Examples:
        >>> from hypothesis import find
        >>> find(rounds(), lambda made: made.closes is not None).opens
        datetime.date(2020, 3, 1)
    """
    opens = _FIRST + timedelta(days=365 * draw(below(6)))
    given: dict[str, Any] = dict(draw(namings()))
    match one_of(draw, (None, "closes", "due")):
        case str() as end:
            given[end] = opens + timedelta(days=draw(below(300)))
        case _:
            pass
    names = ids() if placements is None else st.sampled_from(placements)
    if rarely(draw):
        given["quotas"] = draw(st.dictionaries(names, quotas(), max_size=1))
    return Round(id=str(opens.year), opens=opens, **given)


@st.composite
def chains(
    draw: st.DrawFn, kinds: Sequence[str] | None = None, states: Sequence[str] | None = None
) -> Chain:
    """Draw what is counted from round to round (连续届次).

    Args:
        draw: Given by Hypothesis.
        kinds: Kinds of events that are results; by default any.
        states: States that break a chain; by default any.

    Examples:
        >>> from hypothesis import find
        >>> find(chains(), lambda made: made.after > 1).after
        2
    """
    kind = ids() if kinds is None else st.sampled_from(kinds)
    state = ids() if states is None else st.sampled_from(states)
    what = publications() | st.builds(DutyCalled, duty=ids()) | st.builds(StepTaken, step=kind)
    return Chain(
        id=draw(ids()),
        result=draw(kind),
        after=1 + draw(below(4)),
        follows=one_of(draw, get_args(Follows)),
        broken_by=draw(st.lists(state, max_size=2, unique=True)),
        then=draw(st.lists(what, max_size=2)),
        **draw(namings()),
    )


@st.composite
def placements(draw: st.DrawFn) -> Placement:
    """Draw what rounds decide over all units (名额分配).

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(placements(), lambda made: made.quota is not None).best
        'high'
    """
    guards = draw(st.lists(requirements(), max_size=1)) if rarely(draw) else []
    return Placement(
        id=draw(ids()),
        among=draw(st.lists(ids(), max_size=2, unique=True)),
        event=draw(ids()),
        by=Rule(draw(ids())),
        best=one_of(draw, ("high", "low")),
        require=guards,
        quota=draw(st.none() | quotas()),
        decides=draw(ids()),
        others=draw(st.none() | ids()),
        **draw(namings()),
    )


@st.composite
def round_parts(
    draw: st.DrawFn, first: date, *, states: Sequence[str], kinds: Sequence[str]
) -> dict[str, Any]:
    """Draw what goes from round to round in a scheme, as its keys (届次部分).

    Args:
        draw: Given by Hypothesis.
        first: The day from which rounds open.
        states: The states of the scheme.
        kinds: Kinds of events that take its steps, each with a ``score`` and whether it
            ``passed``.

    Examples:
        >>> from hypothesis import find
        >>> parts = round_parts(date(2024, 1, 1), states=["s0"], kinds=["review"])
        >>> len(find(parts, lambda made: made["chains"] != [])["rounds"])
        1
    """
    made = []
    for number in range(1 + draw(below(3))):
        opens = first + timedelta(days=40 * number)
        ends: dict[str, Any] = {
            one_of(draw, ("closes", "due")): opens + timedelta(days=20 + draw(below(20)))
        }
        made.append(Round(id=f"r{number}", opens=opens, **(ends if draw(st.booleans()) else {})))
    among = draw(st.lists(st.sampled_from(states), max_size=2, unique=True))
    ties = one_of(draw, ("all", "none", {"by": ["score"]}))
    quota = Quota(within=one_of(draw, (None, "state")), ties=ties, **one_of(draw, _SIZES))
    placed = Placement(
        id="best",
        among=among,
        event=draw(st.sampled_from(kinds)),
        by=Rule("score"),
        best=one_of(draw, ("high", "low")),
        quota=quota,
        decides=draw(st.sampled_from(kinds)),
    )
    chain = Chain(
        id="chain",
        result=draw(st.sampled_from(kinds)),
        when=one_of(draw, (None, Rule("passed"))),
        broken_by=draw(st.lists(st.sampled_from(states), max_size=1)),
        after=1 + draw(below(2)),
        follows=one_of(draw, get_args(Follows)),
        then=draw(st.lists(publications(), max_size=1)),
    )
    return {
        "rounds": made,
        "ladder": [*states[:2]] if draw(st.booleans()) else [],
        "placements": [placed] if draw(st.booleans()) else [],
        "chains": [chain] if draw(st.booleans()) else [],
    }


#: How many a quota of the schemes that are drawn chooses.
_SIZES: tuple[dict[str, Any], ...] = ({"top": 1}, {"bottom": 1}, {"share": Decimal("0.5")})

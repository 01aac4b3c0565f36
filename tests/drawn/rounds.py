"""What goes from round to round, drawn: states of rounds, chains, proposals."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from civil_village.rankings.selection import Selection
from civil_village.testing.strategies.calendar import days
from civil_village.testing.strategies.chart import title_cases
from civil_village.testing.strategies.naming import ids, labels, texts
from civil_village.titles import ChainState, Proposal, Reached, RoundState, propose


def round_states() -> st.SearchStrategy[RoundState]:
    """Draw what rounds are by a day."""
    return st.builds(
        RoundState,
        round=texts(),
        opens=days(),
        closed=st.none() | days(),
        says=st.sampled_from(["ahead", "open", "overdue", "closed"]),
    )


def reached() -> st.SearchStrategy[Reached]:
    """Draw that chains came to a length."""
    return st.builds(
        Reached,
        round=texts(),
        on=days(),
        length=st.integers(1, 9),
        event=st.none() | ids(),
        sure=st.booleans(),
    )


@st.composite
def chain_states(draw: st.DrawFn) -> ChainState:
    """Draw how long chains are."""
    most = draw(st.integers(0, 3))
    return ChainState(
        chain=draw(ids()),
        label=draw(st.none() | labels()),
        least=draw(st.integers(0, most)),
        most=most,
        rounds=[f"r{number}" for number in range(most)],
        reached=draw(st.lists(reached(), max_size=2)),
        waits=draw(st.lists(texts(), max_size=1)),
    )


def proposals() -> st.SearchStrategy[Proposal]:
    """Draw whom rounds decide on: worked out, or none at all."""
    worked = (
        title_cases()
        .filter(lambda case: case.scheme.placements != ())
        .map(
            lambda case: propose(
                case.scheme, case.log, round=case.scheme.rounds[0].id, as_of=case.as_of
            )
        )
    )
    bare = st.builds(
        Proposal,
        scheme=ids(),
        round=texts(),
        as_of=st.integers(0, 99).map(lambda n: date(2024, 1, 1) + timedelta(days=n)),
        selections=st.lists(
            st.builds(Selection, quota=ids(), end=st.just("top"), chosen=st.lists(ids())),
            max_size=1,
        ),
    )
    return bare | worked

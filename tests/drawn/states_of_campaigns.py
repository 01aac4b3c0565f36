"""What campaigns come to, drawn: their states, and what stands in these."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from civil_village.campaigns import (
    Coverage,
    FundState,
    GateState,
    PhaseState,
    Progress,
    Status,
    status,
)
from civil_village.consequences import Followed
from civil_village.duties import Occurrence, Wait
from civil_village.testing.strategies.calendar import days
from civil_village.testing.strategies.campaign import CampaignCase, campaign_cases, publications
from civil_village.testing.strategies.naming import ids


def state_of(case: CampaignCase, **more: Any) -> Status:
    """Work out the state of a case."""
    asked = {"as_of": case.as_of, "records": case.records, "roster": case.roster} | more
    return status(case.campaign, asked.pop("log", case.log), **asked)


@cache
def statuses() -> st.SearchStrategy[Status]:
    """Draw what became of campaigns."""
    return campaign_cases().map(state_of)


def inside(take: Callable[[Status], Any]) -> st.SearchStrategy[Any]:
    """Draw one of several parts of a state."""
    return statuses().map(lambda made: list(take(made))).filter(bool).flatmap(st.sampled_from)


def occurrences() -> st.SearchStrategy[Occurrence]:
    """Draw occurrences of duties."""
    return inside(lambda made: made)


def waits() -> st.SearchStrategy[Wait]:
    """Draw what something waits for."""
    return st.builds(
        Wait, ids(), by=st.none() | ids(), since=st.none() | days(), sure=st.booleans()
    )


def phase_states() -> st.SearchStrategy[PhaseState]:
    """Draw what became of phases."""
    return inside(lambda made: made.phases)


def gate_states() -> st.SearchStrategy[GateState]:
    """Draw what became of gates."""
    return st.builds(
        GateState,
        path=st.builds("{}.{}".format, ids(), ids()),
        state=st.sampled_from(["met", "unmet", "undetermined", "exempt"]),
    )


def coverages() -> st.SearchStrategy[Coverage]:
    """Draw how many places are covered."""
    return st.builds(
        Coverage,
        batch=st.none() | ids(),
        closes=st.none() | days(),
        closed=st.none() | st.booleans(),
        covered=st.integers(0, 20),
        whole=st.integers(20, 40),
    )


def progresses() -> st.SearchStrategy[Progress]:
    """Draw how far something is."""
    return statuses().map(lambda made: made.progress())


def fund_states() -> st.SearchStrategy[FundState]:
    """Draw what is left of funds."""
    amounts = st.integers(0, 1000).map(Decimal)
    return st.builds(FundState, fund=ids(), planned=st.none() | amounts, spent=amounts)


def followed() -> st.SearchStrategy[Followed]:
    """Draw what follows failures."""
    return st.builds(
        Followed,
        of=ids(),
        place=st.none() | ids(),
        subject=st.none() | ids(),
        on=days(),
        to=st.none() | days(),
        consequence=publications(),
    )

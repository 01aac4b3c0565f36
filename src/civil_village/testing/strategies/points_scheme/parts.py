"""What the rewards and effects of a policy may name."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from hypothesis import strategies as st

from civil_village.points import (
    Account,
    Item,
)
from civil_village.rules import Signature
from civil_village.testing.strategies.naming import ids
from civil_village.testing.strategies.points_scheme.account import accounts
from civil_village.testing.strategies.rule import signatures


@frozen
class Parts:
    """What the outcomes of a policy may name."""

    accounts: Mapping[str, Account]
    items: Mapping[str, Item]
    #: Names that rules may read.
    told: Mapping[str, Signature]


def free_parts() -> st.SearchStrategy[Parts]:
    """Draw an account that buys rewards, and names that rules may read."""
    return st.builds(
        Parts,
        st.dictionaries(ids(), accounts(spendable=True), min_size=1, max_size=1),
        st.just({}),
        signatures(),
    )

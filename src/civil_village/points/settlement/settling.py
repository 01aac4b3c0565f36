"""Settling a ledger by a policy (结算): the fold, and what it comes to on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from civil_village.arguments import day, one
from civil_village.organizations.roster import Roster
from civil_village.points.claims.editions import PolicyEditions
from civil_village.points.ledger.ledger import Ledger
from civil_village.points.policy.policy import Policy
from civil_village.points.settlement.counted_events import CountedEvents
from civil_village.points.settlement.state import State


def settle(
    policy: Policy | Sequence[Policy],
    ledger: Ledger,
    *,
    as_of: date,
    known: date | None = None,
    roster: Roster | None = None,
    after: State | None = None,
) -> State:
    """Work out what a policy makes of a ledger on a day (结算), also of a past one.

    Args:
        policy: The policy, or its editions, each from its day on.
        ledger: The events, in any order.
        as_of: What is dated later does not exist yet.
        known: What was recorded later is not known yet; by default all is known.
        roster: Who the subjects are, for items and ranks that ask.
        after: An earlier state of the same book: where the past is as it was, only what came
            since is folded. It changes no answer, and the earlier state stays what it was.

    Returns:
        The state, from which balances, reasons, stock, ranks and statements can be asked.

    Raises:
        DocumentError: Two editions begin on one day, or their accounts differ.

    Examples:
        >>> from civil_village.points import Account, Claim, Item, Targets
        >>> from datetime import datetime, timezone
        >>> item = Item(to=Targets({"credit": 1}), points=5)
        >>> policy = Policy(id="demo", accounts={"credit": Account()}, items={"help": item})
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="help", who="h1", on=date(2024, 3, 1), recorded=noon)
        >>> settle(policy, Ledger().add(claim), as_of=date(2024, 12, 31)).balance("h1", "credit")
        Decimal('5')
    """
    one(policy, Policy, Sequence, path=("policy",))
    one(ledger, Ledger, path=("ledger",))
    day(as_of, path=("as_of",))
    if known is not None:
        day(known, path=("known",))
    if roster is not None:
        one(roster, Roster, path=("roster",))
    policies = [policy] if isinstance(policy, Policy) else list(policy)
    for index, edition in enumerate(policies):
        one(edition, Policy, path=("policy", index))
    events: Any = ledger.events
    basis = CountedEvents(PolicyEditions(policies), events, as_of=as_of, known=known, roster=roster)
    if after is not None:
        after.hand_over(basis)
    return State(basis)

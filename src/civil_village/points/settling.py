"""Settling a ledger by a policy (结算): the fold, and what it comes to on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from operator import attrgetter

from civil_village.points.book import Book
from civil_village.points.editions import Editions
from civil_village.points.events import LedgerEvent
from civil_village.points.fold import Fold
from civil_village.points.ledger import Ledger
from civil_village.points.policy import Policy
from civil_village.points.roster import Roster
from civil_village.points.state import State


def settle(
    policy: Policy | Sequence[Policy],
    ledger: Ledger,
    *,
    as_of: date,
    known: date | None = None,
    roster: Roster | None = None,
) -> State:
    """Work out what a policy makes of a ledger on a day (结算), also of a past one.

    Args:
        policy: The policy, or its editions, each from its day on.
        ledger: The events, in any order.
        as_of: What is dated later does not exist yet.
        known: What was recorded later is not known yet; by default all is known.
        roster: Who the subjects are, for items and ranks that ask.

    Returns:
        The state, from which balances, reasons, stock, ranks and statements can be asked.

    Raises:
        DocumentError: Two editions begin on one day, or their accounts differ.

    Examples:
        >>> from civil_village.points import Account, Claim, Item, Targets
        >>> from datetime import timezone
        >>> item = Item(to=Targets({"credit": 1}), points=5)
        >>> policy = Policy(id="demo", accounts={"credit": Account()}, items={"help": item})
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="help", who="h1", on=date(2024, 3, 1), recorded=noon)
        >>> settle(policy, Ledger().add(claim), as_of=date(2024, 12, 31)).balance("h1", "credit")
        Decimal('5')
    """
    policies = [policy] if isinstance(policy, Policy) else list(policy)
    editions = Editions(policies)
    fold = Fold(Book(editions, roster))
    events = [event for event in ledger.events if _exists(event, as_of)]
    if known is not None:
        events = [event for event in events if _day(event.recorded, editions.zone) <= known]
    fold.take(in_order(events))
    return fold.state(as_of=as_of, known=known)


def _exists(event: LedgerEvent, as_of: date) -> bool:
    """Tell whether an event is dated by a day; a void without a day exists with its entry."""
    on = event.on
    return on is None or on <= as_of


def _day(instant: datetime, zone: tzinfo) -> date:
    return instant.astimezone(zone).date()


def in_order(events: Sequence[LedgerEvent]) -> list[LedgerEvent]:
    """Put events into the order of recording, then of ids: the same from any arrival."""
    return sorted(sorted(events, key=attrgetter("id")), key=attrgetter("recorded"))

"""Points (积分制): a policy as data, a ledger that only grows, and what follows from both.

What belongs here: policies, ledgers, their settlement, statements, seals and lints. What
does not: any store, any clock, and any person's name.
"""

from __future__ import annotations

from civil_village.points.accounts import Account, Carry, Validity
from civil_village.points.events import (
    Approve,
    Check,
    Claim,
    Close,
    Judge,
    LedgerEvent,
    Object,
    Redeem,
    Repair,
    Resolve,
    Restock,
    Return,
    Void,
)
from civil_village.points.items import (
    ByHand,
    Cap,
    Item,
    ItemClass,
    Measured,
    Publicity,
    Repeat,
    Targets,
)
from civil_village.points.ledger import Ledger
from civil_village.points.outcomes import (
    Benefit,
    Board,
    Judgment,
    Settlement,
    Standing,
    Suspension,
)
from civil_village.points.policy import Consultation, Delegated, Policy, Slots
from civil_village.points.postings import (
    AccountStatement,
    Discrepancy,
    Granted,
    Posting,
    Ranked,
    RankList,
    Statement,
    StatementLine,
)
from civil_village.points.rewards import Limit, Opening, Payout, Reward
from civil_village.points.roster import Member, Roster
from civil_village.points.settling import settle
from civil_village.points.state import State

__all__ = [
    "Account",
    "AccountStatement",
    "Approve",
    "Benefit",
    "Board",
    "ByHand",
    "Cap",
    "Carry",
    "Check",
    "Claim",
    "Close",
    "Consultation",
    "Delegated",
    "Discrepancy",
    "Granted",
    "Item",
    "ItemClass",
    "Judge",
    "Judgment",
    "Ledger",
    "LedgerEvent",
    "Limit",
    "Measured",
    "Member",
    "Object",
    "Opening",
    "Payout",
    "Policy",
    "Posting",
    "Publicity",
    "RankList",
    "Ranked",
    "Redeem",
    "Repair",
    "Repeat",
    "Resolve",
    "Restock",
    "Return",
    "Reward",
    "Roster",
    "Settlement",
    "Slots",
    "Standing",
    "State",
    "Statement",
    "StatementLine",
    "Suspension",
    "Targets",
    "Validity",
    "Void",
    "settle",
]

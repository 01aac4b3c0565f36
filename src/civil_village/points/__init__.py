"""Points (积分制): a policy as data, a ledger that only grows, and what follows from both.

What belongs here: policies, ledgers, their settlement, statements, seals and lints. What
does not: any store, any clock, and any person's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.leeway import Slots as Slots
    from civil_village.organizations.roster import Member as Member
    from civil_village.organizations.roster import Roster as Roster
    from civil_village.points.ledger.entries import Approve as Approve
    from civil_village.points.ledger.entries import Check as Check
    from civil_village.points.ledger.entries import Claim as Claim
    from civil_village.points.ledger.entries import Close as Close
    from civil_village.points.ledger.entries import Judge as Judge
    from civil_village.points.ledger.entries import Object as Object
    from civil_village.points.ledger.entries import Redeem as Redeem
    from civil_village.points.ledger.entries import Repair as Repair
    from civil_village.points.ledger.entries import Resolve as Resolve
    from civil_village.points.ledger.entries import Restock as Restock
    from civil_village.points.ledger.entries import Return as Return
    from civil_village.points.ledger.entries import Void as Void
    from civil_village.points.ledger.ledger import Ledger as Ledger
    from civil_village.points.ledger.masked_roster import extract_roster as extract_roster
    from civil_village.points.policy.accounts import Account as Account
    from civil_village.points.policy.accounts import Carry as Carry
    from civil_village.points.policy.accounts import Validity as Validity
    from civil_village.points.policy.effects import Benefit as Benefit
    from civil_village.points.policy.effects import Board as Board
    from civil_village.points.policy.effects import Dividend as Dividend
    from civil_village.points.policy.effects import Judgment as Judgment
    from civil_village.points.policy.effects import Settlement as Settlement
    from civil_village.points.policy.effects import Standing as Standing
    from civil_village.points.policy.effects import Suspension as Suspension
    from civil_village.points.policy.items import ByHand as ByHand
    from civil_village.points.policy.items import Cap as Cap
    from civil_village.points.policy.items import Item as Item
    from civil_village.points.policy.items import ItemClass as ItemClass
    from civil_village.points.policy.items import Measured as Measured
    from civil_village.points.policy.items import Publicity as Publicity
    from civil_village.points.policy.items import Repeat as Repeat
    from civil_village.points.policy.items import Targets as Targets
    from civil_village.points.policy.policy import Consultation as Consultation
    from civil_village.points.policy.policy import Delegated as Delegated
    from civil_village.points.policy.policy import Policy as Policy
    from civil_village.points.policy.rewards import Limit as Limit
    from civil_village.points.policy.rewards import Opening as Opening
    from civil_village.points.policy.rewards import Payout as Payout
    from civil_village.points.policy.rewards import Reward as Reward
    from civil_village.points.settlement.settling import settle as settle
    from civil_village.points.settlement.state import State as State
    from civil_village.points.statements import AccountStatement as AccountStatement
    from civil_village.points.statements import AccountTotals as AccountTotals
    from civil_village.points.statements import Discrepancy as Discrepancy
    from civil_village.points.statements import Granted as Granted
    from civil_village.points.statements import Posting as Posting
    from civil_village.points.statements import Ranked as Ranked
    from civil_village.points.statements import RankList as RankList
    from civil_village.points.statements import Redeemable as Redeemable
    from civil_village.points.statements import Statement as Statement
    from civil_village.points.statements import StatementLine as StatementLine

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)

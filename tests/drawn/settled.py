"""What a policy makes of a ledger, drawn: states, statements, ranks, and what seals show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.events.seals import Verification, verify
from civil_village.points import (
    AccountStatement,
    AccountTotals,
    Discrepancy,
    Granted,
    Posting,
    Ranked,
    RankList,
    Redeemable,
    State,
    Statement,
    StatementLine,
    settle,
)
from civil_village.points.statements import TOTALS, ClaimStatus
from civil_village.testing.strategies.calendar import DAY
from civil_village.testing.strategies.naming import ids, usual_labels
from civil_village.testing.strategies.points_scheme.ledger import (
    DAYS,
    NAMES,
    POINTS,
    SUBJECTS,
    ledgers,
    rosters,
    sealed_ledgers,
)
from civil_village.testing.strategies.points_scheme.policy import policies
from tests.drawn.messages import messages


@st.composite
def states(draw: st.DrawFn) -> State:
    """Draw what a policy makes of a ledger on a day (积分状态), with a roster or without."""
    policy = draw(policies())
    return settle(
        policy,
        draw(ledgers(policy)),
        roster=draw(st.none() | rosters()),
        as_of=draw(DAYS),
        known=draw(st.none() | DAYS),
    )


@cache
def statements() -> st.SearchStrategy[Statement]:
    """Draw statements of subjects (积分对账单)."""
    return st.builds(State.statement, states(), SUBJECTS)


@cache
def account_statements() -> st.SearchStrategy[AccountStatement]:
    """Draw accounts of a statement, with their lines."""
    return statements().flatmap(lambda made: st.sampled_from(made.accounts))


@cache
def statement_lines() -> st.SearchStrategy[StatementLine]:
    """Draw changes of a balance."""
    kinds = ["entry", "settled", "repair", "redeem", "return", "base", "lapse", "reset"]
    return st.builds(
        StatementLine,
        on=DAYS,
        kind=st.sampled_from(kinds),
        id=ids(),
        points=POINTS,
        balance=POINTS,
        told=messages(),
    )


@cache
def postings() -> st.SearchStrategy[Posting]:
    """Draw what claims are worth (记分明细), and why."""
    return st.builds(
        Posting,
        id=ids(),
        who=SUBJECTS,
        item=ids(),
        label=st.none() | usual_labels(),
        on=DAYS,
        status=st.sampled_from(get_args(ClaimStatus)),
        effect=st.none() | DAYS,
        points=POINTS,
        accounts=st.dictionaries(ids(), POINTS, max_size=2),
        reasons=st.lists(messages(), max_size=2),
        why=st.none() | messages(),
    )


@cache
def grants() -> st.SearchStrategy[Granted]:
    """Draw what became of redemptions (兑换结果)."""
    given = st.builds(_granted, st.just(()), returned=st.none() | DAYS)
    return given | st.builds(_granted, st.lists(messages(), min_size=1, max_size=2))


def _granted(refusals: Sequence[Any], **more: Any) -> Granted:
    return Granted(
        id="r1",
        who=NAMES[0],
        reward="soap",
        on=DAY,
        granted=not refusals,
        cost=Decimal(0 if refusals else 25),
        refusals=refusals,
        **more,
    )


@cache
def ranked_subjects() -> st.SearchStrategy[Ranked]:
    """Draw places in a ranking of balances (积分名次)."""
    return st.builds(
        Ranked,
        who=SUBJECTS,
        balance=POINTS,
        place=st.integers(1, 9),
        within=st.none() | ids(),
    )


@cache
def rank_lists() -> st.SearchStrategy[RankList]:
    """Draw rankings of balances (积分排名), and who takes no part."""
    return st.builds(
        RankList,
        standing=ids(),
        places=st.lists(ranked_subjects(), max_size=3),
        excluded=st.dictionaries(ids(), messages(), max_size=2),
    )


@cache
def discrepancies() -> st.SearchStrategy[Discrepancy]:
    """Draw what a closed settlement paid beside what it would pay now (结算差异)."""
    bands = st.lists(st.none() | ids(), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda paid, **others: Discrepancy(paid=paid[0], now=paid[1], **others),
        bands,
        settlement=ids(),
        through=DAYS,
        who=SUBJECTS,
    )


@cache
def verifications() -> st.SearchStrategy[Verification]:
    """Draw what the seals of ledgers show (核验结果)."""
    return sealed_ledgers().map(verify)


@cache
def redeemables() -> st.SearchStrategy[Redeemable]:
    """Draw what can be redeemed of an account (可兑积分)."""
    return st.builds(
        Redeemable,
        who=SUBJECTS,
        account=ids(),
        label=st.none() | usual_labels(),
        on=DAYS,
        points=POINTS.map(abs),
        balance=POINTS,
        because=st.lists(messages(), max_size=2),
    )


@cache
def account_totals() -> st.SearchStrategy[AccountTotals]:
    """Draw sums of an account over its subjects (账户合计)."""
    return st.builds(
        AccountTotals,
        account=ids(),
        label=st.none() | usual_labels(),
        on=DAYS,
        subjects=st.integers(0, 9),
        **dict.fromkeys(TOTALS, POINTS),
    )

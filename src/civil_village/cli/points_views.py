"""What the commands of points show (积分显示): tables of balances and places, and their JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from civil_village.canonical import plain
from civil_village.dividing import Division
from civil_village.labels import Label, named
from civil_village.messages import Message, joined
from civil_village.points import (
    AccountTotals,
    Granted,
    Policy,
    Ranked,
    RankList,
    Redeemable,
    Roster,
    State,
)
from civil_village.points.statements import TOTALS
from civil_village.problems import MOST_PROBLEMS, Problem

ShownTable = tuple[list[Any], list[list[Any]]]
#: What subjects are called, by their ids; ``None`` where no names are shown.
ShownNames = Mapping[str, Label] | None


def names_on(roster: Roster | None, day: date) -> dict[str, Label]:
    """Give what the subjects are called on a day."""
    members = () if roster is None else roster.members
    return {m.id: m.label for m in members if m.label is not None and m.holds(day)}


def _who(who: str, names: ShownNames) -> list[Any]:
    return [who] if names is None else [who, names.get(who, "")]


def _headings(names: ShownNames, *keys: str) -> list[Any]:
    whose = ["id"] if names is None else ["id", "label"]
    return [Message(f"screen.{key}") for key in (*whose, *keys)]


def balances(state: State, policy: Policy, *, names: ShownNames) -> ShownTable:
    """Give a row for each subject: what its accounts read as, and their bands."""
    heading, rows = _headings(names), []
    for name, account in policy.accounts.items():
        heading.append(named(account, name))
        if account.bands is not None:
            heading.append(Message("screen.band"))
    for who in state.subjects:
        row = _who(who, names)
        for name, account in policy.accounts.items():
            row.append(Message("screen.plain", value=state.balance(who, name)))
            if account.bands is not None:
                band = state.band(who, name)
                row.append("" if band is None else named(band))
        rows.append(row)
    return heading, rows


def balances_plain(state: State, policy: Policy) -> dict[str, Any]:
    """Give the same as data, for every subject."""
    return {
        "as_of": plain(state.as_of),
        "known": plain(state.known),
        "subjects": {
            who: {name: _reading(state, who, name) for name in policy.accounts}
            for who in state.subjects
        },
        "pending": plain(state.pending),
        "differences": plain(state.differences),
        "problems": [problem_plain(problem) for problem in state.problems[:MOST_PROBLEMS]],
    }


def _reading(state: State, who: str, account: str) -> dict[str, Any]:
    band = state.band(who, account)
    read, kept = state.balance(who, account), state.recorded(who, account)
    made = {"balance": plain(read), "band": None if band is None else band.id}
    return made if read == kept else {**made, "recorded": plain(kept)}


def problem_plain(problem: Problem) -> dict[str, Any]:
    """Give a problem as data, with its text in both languages."""
    return {
        "code": problem.code,
        "level": problem.level,
        "path": list(problem.path),
        "text": {"zh": problem.text("zh"), "en": problem.text("en")},
    }


def ranked(places: Iterable[Ranked], *, names: ShownNames) -> ShownTable:
    """Give a row for each place; the stratum only where there are any."""
    found = list(places)
    apart = any(one.within is not None for one in found)
    rows = []
    for one in found:
        row = [one.place, *_who(one.who, names), Message("screen.plain", value=one.balance)]
        rows.append([*row, one.within or ""] if apart else row)
    keys = ("balance", "stratum") if apart else ("balance",)
    return [Message("screen.place"), *_headings(names, *keys)], rows


def redeemable(found: Iterable[Redeemable], *, names: ShownNames) -> ShownTable:
    """Give a row for each account of each subject: what can be redeemed, and why not the rest."""
    rows = [
        [
            *_who(one.who, names),
            named(one, one.account),
            Message("screen.plain", value=one.points),
            Message("screen.plain", value=one.balance),
            joined(one.because),
        ]
        for one in found
    ]
    return _headings(names, "account", "redeemable", "balance", "because"), rows


def totals(found: Iterable[AccountTotals]) -> ShownTable:
    """Give a row for each account: its subjects and sums."""
    keys = ("subjects", *TOTALS)
    rows = [
        [named(one, one.account), *(Message("screen.plain", value=getattr(one, k)) for k in keys)]
        for one in found
    ]
    return [Message("screen.account"), *(Message(f"totals.{key}") for key in keys)], rows


def divided(made: Division, *, names: ShownNames) -> ShownTable:
    """Give a row for each part of a sum."""
    rows = [
        [*_who(who, names), Message("screen.plain", value=part)] for who, part in made.parts.items()
    ]
    return _headings(names, "part"), rows


def left_out(ranks: RankList, *, names: ShownNames) -> ShownTable:
    """Give a row for each who takes no part, and why."""
    rows = [[*_who(who, names), why] for who, why in ranks.excluded.items()]
    return _headings(names, "because"), rows


def after(state: State, granted: Granted, policies: Iterable[Policy]) -> tuple[Any, Any]:
    """Give the account that paid for a redemption, by its label, and its balance now."""
    for policy in policies:
        reward = policy.rewards.get(granted.reward)
        if reward is not None:
            account = reward.account
    return named(policy.accounts[account], account), state.balance(granted.who, account)

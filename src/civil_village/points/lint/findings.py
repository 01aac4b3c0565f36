"""Findings on points policies (提示): what is worth a look in one that loads, and stops nothing.

That something cannot be reached, or never binds, is told only where it is proved; items that
villages may still add leave it open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from civil_village.clauses import unserved
from civil_village.consequences import BenefitGranted
from civil_village.curves.curve import Band
from civil_village.exact_numbers import LARGEST
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.points.lint.attainable import (
    Most,
    Reach,
    claim_least,
    claim_most,
    least_of,
    listed_most,
)
from civil_village.points.lint.protected import protected_in
from civil_village.points.policy.items import Cap, Item
from civil_village.points.policy.policy import Policy
from civil_village.points.policy.rewards import Reward
from civil_village.problems import Path, Problem, shown
from civil_village.rules import Missing, Rule, Unknown, Value


def findings(policy: Policy) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid policy (积分办法检查).

    Args:
        policy: The policy.

    Examples:
        >>> from civil_village.samples import bundled
        >>> list(findings(bundled("points.village")))
        []
    """
    reach = Reach(policy)
    for look in _LOOKS:
        yield from look(policy, reach)
    yield from unserved(policy)


def _finding(
    code: str, path: Path, found: str | None = None, expected: Message | None = None, **told: object
) -> Problem:
    hint = Message(f"hint.{code}", **told)
    return Problem(code=code, path=path, found=found, expected=expected, hint=hint, level="finding")


def _number(value: Fraction | Decimal) -> str:
    return Message("value", value=value).text("en")


# Principles ----------------------------------------------------------------------------


def _encouragement(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find more deductions than gains, in number or in points as they are listed.

    What follows from a judgment or a settlement is no conduct, and is left out.
    """
    sizes = {
        sign: [
            _listed(item, sign)
            for name, item in policy.items.items()
            if name not in reach.posted and claim_most(item, sign) != 0
        ]
        for sign in (1, -1)
    }
    gains, losses = sizes[1], sizes[-1]
    if len(losses) > len(gains):
        yield _finding("fewer-gains", ("items",), f"{len(gains)} : {len(losses)}")
    # A deduction without an end counts for nothing here, and a gain without one for everything.
    lost = sum((size for size in losses if size is not None), Fraction(0))
    gained = sum((size for size in gains if size is not None), Fraction(0))
    if None not in gains and lost > gained:
        found = f"{_number(gained)} : {_number(lost)}"
        yield _finding("smaller-gains", ("items",), found)


def _listed(item: Item, sign: int) -> Most:
    """Give the points of an item as the list has them: those of one claim, within its caps."""
    caps = [Fraction(cap.points) for cap in item.caps if cap.points is not None]
    return least_of([listed_most(item, sign), *caps])


def _honour(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find policies that have goods and nothing of honour."""
    del reach
    bands = any(account.bands is not None for account in policy.accounts.values())
    if policy.rewards and not (bands or policy.boards or policy.standings or policy.benefits):
        yield _finding("goods-only", ("rewards",))


def _consultation(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find policies that do not say how the villagers took part."""
    del reach
    if not policy.consulted:
        yield _finding("not-consulted", ("consulted",))


def _protected(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find items, classes and judgments that name conduct which the law protects."""
    del reach
    for kind in ("classes", "items", "judgments"):
        for name, part in getattr(policy, kind).items():
            label = part.label
            for text in (name, *((label.zh, label.en or "") if label is not None else ())):
                found = protected_in(text)
                if found is not None:
                    word, reason = found
                    yield _finding("protected-conduct", (kind, name), word, reason=reason)
                    break


# Items and caps ------------------------------------------------------------------------


def _dates(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find items that end, or begin, before the policy does."""
    del reach
    for name, item in policy.items.items():
        if policy.from_ is None:
            return
        expected = Message("expected.at-least", least=policy.from_)
        if item.until is not None and item.until < policy.from_:
            found = shown(item.until)
            yield _finding("item-over", ("items", name, "until"), found, expected)
        elif item.from_ is not None and item.from_ < policy.from_:
            found = shown(item.from_)
            yield _finding("idle-start", ("items", name, "from"), found, expected)


def _worthless(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find items that are never worth anything, and deductions that nothing feels."""
    del reach
    for name, item in policy.items.items():
        gains, losses = (claim_most(item, sign) for sign in (1, -1))
        if gains == losses == 0:
            yield _finding("worthless-item", ("items", name))
        elif gains == 0 and all(policy.accounts[account].up_only for account in item.to.accounts):
            found = ", ".join(item.to.accounts)
            yield _finding("idle-loss", ("items", name, "to"), found)


def _caps(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find caps that never bind beside what else is said, and those that always cut."""
    placed: list[tuple[Path, Cap, str | None]] = [
        (("items", name, "caps", index), cap, name)
        for name, item in policy.items.items()
        for index, cap in enumerate(item.caps)
    ]
    placed += [(("caps", index), cap, None) for index, cap in enumerate(policy.caps)]
    # Of two caps that make each other idle only one is told.
    told: set[int] = set()
    for path, cap, owner in placed:
        names = reach.capped(cap, owner)
        skip = {*told, id(cap)}
        if cap.points is not None:
            given: Decimal | int = cap.points
            sides = [reach.together(cap, owner, sign, skip) for sign in (1, -1)]
            most = None if None in sides else max(side for side in sides if side is not None)
            yield from _cut(policy, cap, names, path)
        elif cap.count is not None:
            given, most = cap.count, reach.counted(cap, owner, skip)
        else:
            continue
        if most is not None and most <= given and names:
            told.add(id(cap))
            expected = Message("expected.cap-below", most=most)
            yield _finding("idle-cap", path, shown(given), expected)


def _cut(policy: Policy, cap: Cap, names: tuple[str, ...], path: Path) -> Iterator[Problem]:
    assert cap.points is not None  # only such are handed in
    for name in names:
        item = policy.items[name]
        least = claim_least(item)
        if least > cap.points:
            expected = Message("expected.cap-of-item", name=named(item, name), least=least)
            yield _finding("cap-cuts", (*path, "points"), shown(cap.points), expected)
            return


# Rewards, bands and conditions ---------------------------------------------------------


def _rewards(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find rewards that nobody can ever have."""
    for name, reward in policy.rewards.items():
        least, most = _least_cost(reward), reach.spendable(reward.account)
        if least is not None and most is not None and least > most:
            path = ("rewards", name, "price" if reward.price is not None else "payout")
            expected = Message("expected.at-most", most=most)
            yield _finding("reward-out-of-reach", path, _number(least), expected)
        yield from _limits(reward, least, name)
        over = [o.until for o in reward.open if not o.yearly]
        if over and len(over) == len(reward.open) and policy.from_ and max(over) < policy.from_:
            expected = Message("expected.at-least", least=policy.from_)
            yield _finding("never-open", ("rewards", name, "open"), shown(max(over)), expected)


def _least_cost(reward: Reward) -> Fraction | None:
    """Give the points that the smallest redemption takes, where there is one."""
    if reward.price is not None:
        return Fraction(reward.price)
    amount = _least_amount(reward)
    assert reward.payout is not None  # a reward has one of the two
    return None if amount is None else reward.payout.cost(amount)


def _least_amount(reward: Reward) -> Decimal | None:
    if reward.payout is None:
        return None
    payout = reward.payout
    sizes = [
        size for size in (payout.least, payout.step or min(payout.notes, default=None)) if size
    ]
    return max(sizes, default=None)


def _limits(reward: Reward, least: Fraction | None, name: str) -> Iterator[Problem]:
    """Find limits that are below one piece, or below the smallest amount."""
    amount = _least_amount(reward)
    for index, limit in enumerate(reward.limits):
        needs = {"count": Fraction(1), "points": least, "amount": amount and Fraction(amount)}
        for key, need in needs.items():
            given = getattr(limit, key)
            if given is not None and need is not None and given < need:
                expected = Message("expected.at-least", least=need)
                path = ("rewards", name, "limits", index, key)
                yield _finding("limit-refuses-all", path, shown(given), expected)


def _bands(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find bands into which no balance falls and to which no judgment leads."""
    for name, index, band in _idle_bands(policy, reach):
        least, most = reach.balance(name)
        endless = Message("value.endless")
        expected = Message(
            "expected.balance-between",
            least=endless if least is None else least,
            most=endless if most is None else most,
        )
        yield _finding("balance-band", ("accounts", name, "bands", index), band.id, expected)


def _idle_bands(policy: Policy, reach: Reach) -> Iterator[tuple[str, int, Band]]:
    judged = {(judgment.account, judgment.band) for judgment in policy.judgments.values()}
    for name, account in policy.accounts.items():
        least, most = reach.balance(name)
        bands = account.bands.bands if account.bands is not None else ()
        for index, band in enumerate(bands):
            after = bands[index + 1] if index + 1 < len(bands) else None
            above = most is not None and not _reached(band, most)
            below = least is not None and after is not None and _reached(after, least)
            if (above or below) and (name, band.id) not in judged:
                yield name, index, band


def _reached(band: Band, balance: Fraction) -> bool:
    if band.from_ is not None:
        return balance >= band.from_
    return band.above is None or balance > band.above


def _conditions(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find conditions that no balance meets, or that every balance meets."""
    scope = _balances(policy, reach)
    given: list[tuple[Path, Rule | None]] = [
        *((("suspensions", n, "when"), s.when) for n, s in policy.suspensions.items()),
        *((("rewards", n, "requires"), r.requires) for n, r in policy.rewards.items()),
        *((("benefits", n, "when"), b.when) for n, b in policy.benefits.items()),
        *((("boards", n, "when"), b.when) for n, b in policy.boards.items()),
    ]
    for path, rule in given:
        if rule is None or any(rule.check(policy.told())):
            continue  # the check of the rule by itself has said it
        value = rule.value(scope).value
        if isinstance(value, bool):
            code = "always-met" if value else "balance-out-of-reach"
            yield _finding(code, path, shown(rule.text))


def _balances(policy: Policy, reach: Reach) -> Mapping[str, Value]:
    """Give what is proved of each balance that rules may read."""
    scope: dict[str, Value] = {}
    for name, signature in policy.told().items():
        missing = (Missing("indicator", name),)
        if signature.type == "truth":
            scope[name] = Unknown(missing)
            continue
        least, most = reach.balance(name) if name in policy.accounts else (None, None)
        scope[name] = Unknown(
            missing,
            Fraction(-LARGEST) if least is None else least,
            Fraction(LARGEST) if most is None else most,
        )
    return scope


# What nobody uses ----------------------------------------------------------------------


def _unused(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Find accounts and classes without an item, and benefits that nothing grants."""
    if not reach.open:  # a village may still use them
        posted = {account for item in policy.items.values() for account in item.to.accounts}
        for name in policy.accounts:
            if name not in posted:
                yield _finding("unposted-account", ("accounts", name))
        used = {item.class_ for item in policy.items.values()}
        for name in policy.classes:
            if name not in used:
                yield _finding("unused-class", ("classes", name))
    idle = {(name, band.id) for name, _, band in _idle_bands(policy, reach)}
    granted = {
        one.benefit
        for settlement in policy.settlements.values()
        for band, brought in settlement.bands.items()
        for one in brought
        if isinstance(one, BenefitGranted) and (settlement.of, band) not in idle
    }
    for name, benefit in policy.benefits.items():
        if benefit.when is None and name not in granted:
            yield _finding("untriggered-benefit", ("benefits", name))


_LOOKS: tuple[Callable[[Policy, Reach], Iterator[Problem]], ...] = (
    _encouragement,
    _honour,
    _consultation,
    _protected,
    _dates,
    _worthless,
    _caps,
    _rewards,
    _bands,
    _conditions,
    _unused,
)

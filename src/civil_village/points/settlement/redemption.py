"""Whether a redemption is granted (兑换审核), and what would be needed where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve

from civil_village.exact_numbers import Exact, lean, published
from civil_village.labels import named
from civil_village.messages import Message, joined
from civil_village.points.balances.movements import Movement, Run
from civil_village.points.balances.stock import Stock, measured
from civil_village.points.balances.subject import Redemption, SubjectBook
from civil_village.points.ledger.entries import Redeem
from civil_village.points.policy.policy import Policy
from civil_village.points.policy.rewards import Payout, Reward
from civil_village.points.settlement.book import Book
from civil_village.problems import Problem
from civil_village.quantities.rounding import Rounding
from civil_village.requirements.needs import Seeker
from civil_village.rules import Rule


def decide(book: Book, event: Redeem, order: int) -> Redemption | None:
    """Grant a redemption, or refuse it with every reason.

    Args:
        book: What is known when it is recorded.
        event: The wish.
        order: Its place among all events.

    Returns:
        The redemption, which the book knows then; ``None`` where the reward is unknown.
    """
    policy = book.editions.at(event.on)
    reward = policy.rewards.get(event.reward) if policy else None
    if policy is None or reward is None:
        book.refuse_name(event, "reward")
        return None
    redemption = Redemption(event, reward, order)
    subject = book.subject(event.who)
    book.start = min(book.start, event.on)
    home = book.roster.household(event.who, event.on) if book.roster else None
    redemption.household = home or event.who
    shelf = book.shelf(event.reward)
    redemption.refusals = (
        *_size(shelf, redemption),
        *closed(reward, event.on),
        *_conditions(book, subject, policy, redemption),
        *_limits(shelf, redemption),
        *_stock(book, shelf, redemption),
    )
    redemption.refusals += tuple(_funds(book, subject, redemption))
    book.redemptions[event.id] = redemption
    subject.redemptions.append(redemption)
    if redemption.granted:
        shelf.grant(redemption)
        subject.redeemed_through = max(subject.redeemed_through, event.on)
    return redemption


def _size(shelf: Stock, redemption: Redemption) -> Iterator[Message]:
    """Set what it costs and hands out; give amounts that do not fit."""
    event, reward = redemption.event, redemption.reward
    if reward.payout is None:
        if event.amount is not None:
            yield Message("refused.no-amount")
        redemption.cost = lean(reward.price or 0) * event.count
        return
    payout = reward.payout
    if event.amount is None:
        yield Message("refused.amount-missing", unit=payout.unit)
        return
    whole = payout.fitting(event.amount)
    if whole != event.amount and payout.unfit == "whole":
        yield Message("refused.unfit", amount=event.amount, fitting=whole, unit=payout.unit)
    fitting = payout.fitting(_within_limits(shelf, redemption, payout, whole))
    if fitting < payout.smallest or fitting <= 0:
        # Where the limits leave too little, they say so, of the whole of the wish.
        if whole < payout.smallest or fitting > 0:
            yield Message("refused.too-little", least=payout.smallest, unit=payout.unit)
        fitting = whole
    redemption.amount = lean(fitting)
    redemption.cost = lean(payout.cost(fitting))


def _within_limits(
    shelf: Stock, redemption: Redemption, payout: Payout, amount: Decimal
) -> Decimal:
    """Give the part of an amount that the limits leave, where a part may be given."""
    if payout.unfit == "whole":
        return amount
    least = Fraction(amount)
    for limit in redemption.reward.limits:
        used = shelf.used(redemption, limit)
        if limit.amount is not None:
            least = min(least, max(Fraction(0), Fraction(limit.amount) - used))
        elif limit.points is not None:
            left = max(Fraction(0), Fraction(limit.points) - used)
            least = min(least, left * Fraction(payout.rate))
    return Rounding(step=Decimal("0.0001"), mode="down").of(least)


def closed(reward: Reward, day: date) -> Iterator[Message]:
    """Say that a reward cannot be had on a day, and when it can be again."""
    if reward.open and not any(opening.holds(day) for opening in reward.open):
        firsts = (opening.days.next_first(day) for opening in reward.open)
        later = [first for first in firsts if first is not None]
        if later:
            yield Message("refused.closed-until", day=day, next=min(later))
        else:
            yield Message("refused.closed", day=day)


def _conditions(
    book: Book, subject: SubjectBook, policy: Policy, redemption: Redemption
) -> Iterator[Message]:
    """Give bans, suspensions, and a condition of the reward that does not hold."""
    day, requires = redemption.event.on, redemption.reward.requires
    yield from stopped(book, subject, policy, day)
    if requires is not None:
        values = book.named(subject, day)
        scope: dict[str, Any] = {name: Fraction(value) for name, value in values.items()}
        scope.update(book.suspended(values, day))
        if requires.value(scope).value is not True:
            yield _unmet(policy, requires, scope)


def stopped(book: Book, subject: SubjectBook, policy: Policy, day: date) -> Iterator[Message]:
    """Give the bans and suspensions for which a subject may not redeem on a day."""
    made = book.brought(subject, day, day)
    for ban in book.bans(subject, made, day):
        if "redeem" in ban.stops:
            yield Message("refused.banned", by=book.called(ban.by), last=ban.days.last)
    stopping = {n: s for n, s in policy.suspensions.items() if "redeem" in s.stops}
    if not stopping:
        return
    suspended = book.suspended(book.named(subject, day), day)
    for name, suspension in stopping.items():
        if suspended[name]:
            what = named(suspension, name)
            yield Message("refused.suspended", what=what, rule=suspension.when.text)


def _unmet(policy: Policy, rule: Rule, scope: dict[str, Any]) -> Message:
    """Say what a condition takes and, where it is simple, what it still needs."""
    told = policy.told()
    # A balance has no step: whatever lies beyond a number is enough.
    signatures = {name: evolve(told[name], static=False) for name in rule.names}
    needs = Seeker(scope=scope, signatures=signatures).of_rule(rule)
    if not needs:
        return Message("refused.requires", rule=rule.text)
    labelled = {**policy.accounts, **policy.suspensions}
    said = tuple(need.message(labelled) for need in needs)
    return Message("refused.needs", rule=rule.text, needs=said)


def _limits(shelf: Stock, redemption: Redemption) -> Iterator[Message]:
    for limit in redemption.reward.limits:
        used, wanted = shelf.used(redemption, limit), measured(redemption, limit)
        most = next(m for m in (limit.count, limit.points, limit.amount) if m is not None)
        if used + wanted > most:
            left = max(Fraction(0), Fraction(most) - used)
            arguments: dict[str, Any] = {"most": most, "used": used, "left": left}
            per = limit.per.message(redemption.event.on)
            each = Message(f"refused.each-{limit.each}")
            yield Message("refused.limit", per=per, each=each, wanted=wanted, **arguments)


def _stock(book: Book, shelf: Stock, redemption: Redemption) -> Iterator[Message]:
    event, stock = redemption.event, redemption.reward.stock
    if stock is None:
        return
    left = max(0, shelf.least(stock, event.on))
    if left >= event.count:
        return
    last = shelf.last(event.on)
    if last is None or event.count > shelf.ever(stock):
        yield Message("refused.stock", left=left, wanted=event.count)
        return
    yield Message("refused.stock-after", left=left, wanted=event.count, other=last)
    problem = Problem(
        code="short-of-stock",
        path=("events", event.id),
        found=str(event.count),
        expected=Message("expected.at-most", most=left),
        hint=Message("hint.sold-before", other=last),
    )
    book.refuse(redemption.event, problem)


def _funds(book: Book, subject: SubjectBook, redemption: Redemption) -> Iterator[Message]:
    """Give what lacks: on its day, and on every later day on which something was redeemed.

    Where it is refused already, what was redeemed later does not matter.
    """
    event, reward = redemption.event, redemption.reward
    name, cost = reward.account, redemption.cost
    dated_back = event.on < subject.redeemed_through
    tide = book.tide(subject, name) if dated_back else None
    if tide is not None:
        there = tide.at(event.on)
        left = tide.short(event.on, cost) if redemption.granted else None
        if there < cost:
            base = lean(book.editions.account(name, event.on).base)
            yield _short(there, _withheld(there, base + there, base), cost)
        elif left is not None:
            yield _short(left, [Message("redeemable.spent-since")], cost)
        return
    of = book.run(subject, name, event.on)
    have, reading = redeemable(book, subject, name, of, event.on)
    if have < cost:
        yield _short(have, withheld(of, have, reading), cost)
        return
    if not (dated_back and redemption.granted):
        return
    later = sorted(
        {
            other.event.on
            for other in subject.redemptions
            if other.granted and other.reward.account == name and other.event.on > event.on
        }
    )
    wish = Movement(event.on, redemption.order, "redeem", event.id, -cost)
    for day in later:
        before = book.run(subject, name, day)
        after = book.run(subject, name, day, more=[wish])
        more = after.overdrawn - before.overdrawn
        if more > 0:  # so much of it is spent on that later day
            yield _short(cost - more, [Message("redeemable.spent-since")], cost)
            return


def redeemable(
    book: Book, subject: SubjectBook, name: str, of: Run, day: date
) -> tuple[Exact, Exact]:
    """Give what of an account buys something on a day, below 0 a debt; and what it reads as."""
    reading = book.reading(subject, name, of, day)
    return of.spendable if reading == of.balance else min(of.spendable, reading), reading


def withheld(of: Run, have: Exact, reading: Exact) -> list[Message]:
    """Say what keeps a balance from being what can be redeemed."""
    because = _withheld(have, of.balance, 0 if of.account.spend_base else of.base)
    floor = of.account.floor
    if floor is not None and floor > 0 and have == of.balance - lean(floor):
        because.append(Message("redeemable.floor", floor=floor))
    if reading != of.balance:
        because.append(Message("statement.reads", reads=published(reading)))
    return because


def _withheld(have: Exact, balance: Exact, base: Exact) -> list[Message]:
    """Say what the balance is, and its base, where these are not what can be redeemed."""
    because = []
    if have != balance or have < 0:
        because.append(Message("redeemable.balance", balance=published(balance)))
    if base:
        because.append(Message("redeemable.base", base=published(base)))
    return because


def _short(have: Exact, because: list[Message], cost: Exact) -> Message:
    numbers = {"have": max(have, 0), "cost": cost, "lacks": cost - have}
    arguments: dict[str, Any] = {name: published(number) for name, number in numbers.items()}
    if not because:
        return Message("refused.short", **arguments)
    return Message("refused.short-of", because=joined(because), **arguments)

"""The state on a day (积分状态), which users ask: balances, bands, places, bans, stock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from inspect import isfunction
from typing import Any, TypeVar

from attrs.exceptions import FrozenInstanceError

from civil_village import checks
from civil_village.curves.curve import Band
from civil_village.dividing import Division, divide
from civil_village.exact_numbers import Exact, Number, lean, published
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.points.balances.movements import Moved, Run
from civil_village.points.balances.subject import Brought, Redemption, SubjectBook
from civil_village.points.claims.claim_state import ClaimStanding
from civil_village.points.claims.valuation import value_at
from civil_village.points.policy.policy import Policy
from civil_village.points.settlement.book import Book
from civil_village.points.settlement.counted_events import CountedEvents
from civil_village.points.settlement.redemption import closed, redeemable, stopped, withheld
from civil_village.points.statements import (
    TOTALS,
    AccountStatement,
    AccountTotals,
    Discrepancy,
    ExactPoints,
    Granted,
    Posting,
    Ranked,
    RankList,
    Redeemable,
    Statement,
    StatementLine,
)
from civil_village.problems import Problem, reject
from civil_village.rankings.order import Ties
from civil_village.rankings.placing import placed
from civil_village.rankings.selection import choose
from civil_village.rankings.units import Unit

T = TypeVar("T")
#: The act and place of a claim that names neither.
_UNMARKED = (None, None)


def _alone(asked: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(asked)
    def alone(state: State, *arguments: Any, **named: Any) -> Any:
        with state._basis.lock:  # noqa: SLF001 - a part of it, written once for all
            return asked(state, *arguments, **named)

    return alone


def _one_at_a_time(kind: type[T]) -> type[T]:
    """Let one thread after the other ask: what is asked is worked out in what states share."""
    for name, asked in list(vars(kind).items()):
        if isfunction(asked) and not name.startswith("_"):
            setattr(kind, name, _alone(asked))
        elif isinstance(asked, property) and asked.fget is not None:
            setattr(kind, name, property(_alone(asked.fget), doc=asked.__doc__))
    return kind


@_one_at_a_time
class State:
    """What a policy makes of a ledger on a day (结算结果). Made by `civil_village.settle`.

    All of it is worked out when it is asked; it never changes, and several threads may ask.
    A copy is the state itself; one that was pickled is settled anew when it is read.

    Examples:
        >>> from civil_village.points import Account, Ledger, Policy, settle
        >>> policy = Policy(id="demo", accounts={"credit": Account(base=100)}, items={})
        >>> state = settle(policy, Ledger(), as_of=date(2024, 12, 31))
        >>> state.balance("h017", "credit"), state.problems
        (Decimal('100'), ())
    """

    __slots__ = ("_basis", "_brought", "_checked", "_runs")

    _basis: CountedEvents
    _brought: dict[str, Brought]
    #: The checks that do not agree, once somebody has asked.
    _checked: list[tuple[Problem, ...]]
    _runs: dict[tuple[str, str], Run]

    def __init__(self, basis: CountedEvents) -> None:
        basis.fold  # noqa: B018 - what cannot be folded says so now
        for name, value in {"_basis": basis, "_brought": {}, "_checked": [], "_runs": {}}.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError

    def __copy__(self) -> State:
        return self

    def __deepcopy__(self, memo: object) -> State:
        return self

    def __reduce__(self) -> tuple[Callable[..., State], tuple[Any, ...]]:
        return _settled_anew, self._basis.given()

    @property
    def _book(self) -> Book:
        return self._basis.fold.book

    @property
    def as_of(self) -> date:
        """The day that it speaks of."""
        return self._basis.as_of

    @property
    def known(self) -> date | None:
        """The day after which nothing was known; ``None`` where all is."""
        return self._basis.known

    def hand_over(self, later: CountedEvents) -> None:
        """Let a later state take the fold over, where the past is as it was."""
        self._basis.goes_on(later)

    def __repr__(self) -> str:
        return f"State(as_of={self.as_of}, subjects={len(self._book.subjects)})"

    # Subjects and balances ----------------------------------------------------------

    @property
    def subjects(self) -> tuple[str, ...]:
        """Everybody in the book or on the roster that day, by id."""
        return tuple(sorted(self._book.everybody(self.as_of)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the ledger beside the policy, and balances that do not agree.

        What counts and is worth a look all the same, such as a claim that was entered twice, is
        among them with the level ``finding``.
        """
        fold = self._basis.fold
        wrong = (*fold.book.problems(), *fold.unheard(), *self._unequal())
        return (*wrong, *self._entered_twice())

    def _entered_twice(self) -> Iterator[Problem]:
        """Give claims of one subject, item and day that no mark of an act or place tells apart."""
        met: dict[Any, dict[Any, str]] = {}
        for entry in self._book.entries.values():
            claim = entry.claim
            if entry.gone(self.as_of):
                continue
            marks = met.setdefault((claim.who, claim.item, claim.on), {})
            mark = (claim.act, claim.place)
            like = (mark, _UNMARKED) if mark != _UNMARKED else marks
            other = next((marks[m] for m in like if m in marks), None)
            marks.setdefault(mark, claim.id)
            if other is not None:
                path, hint = ("events", claim.id), Message("hint.entered-twice", other=other)
                yield Problem(code="entered-twice", path=path, hint=hint, level="finding")

    def _unequal(self) -> tuple[Problem, ...]:
        """Give the checks with paper books that come out otherwise."""
        if not self._checked:
            self._checked.append(self._compared())
        return self._checked[0]

    def _compared(self) -> tuple[Problem, ...]:
        found = []
        for check in self._book.checks.values():
            subject = self._subject(check.who)
            balance = published(self._book.balance(subject, check.account, check.on))
            if balance != check.points:
                expected = Message("expected.exactly", value=check.points)
                told = Message("value", value=balance).text("en")
                path = ("events", check.id, "points")
                found.append(
                    Problem(code="balance-differs", path=path, found=told, expected=expected)
                )
        return tuple(found)

    def _subject(self, who: str) -> SubjectBook:
        return self._book.subjects.get(who) or SubjectBook(who)

    def _of(self, who: str) -> Brought:
        if who not in self._brought:
            self._brought[who] = self._book.brought(self._subject(who), self.as_of, self.as_of)
        return self._brought[who]

    def _run(self, who: str, account: str) -> Run:
        reject(checks.known(account, self._book.editions.accounts, code="unknown-account"))
        found = self._runs.get((who, account))
        if found is None:
            subject = self._subject(who)
            found = self._book.run(subject, account, self.as_of, brought=self._of(who))
            self._runs[who, account] = found
        return found

    def balance(self, who: str, account: str) -> ExactPoints:
        """Give what an account of a subject reads as (积分余额): its balance, unless it is judged.

        Args:
            who: Id of the subject; one that is not in the book has what an account begins with.
            account: Id of the account.

        Raises:
            DocumentError: The policy has no such account.
        """
        run = self._run(who, account)
        reading = self._book.reading(self._subject(who), account, run, self.as_of)
        return published(reading)

    def recorded(self, who: str, account: str) -> ExactPoints:
        """Give what is recorded, also where a judgment makes the account read otherwise."""
        return published(self._run(who, account).balance)

    def parts(self, who: str, account: str) -> dict[str, ExactPoints]:
        """Give the parts of a balance, and the sums of its current period.

        Returns:
            ``base``, ``earned``, ``gains``, ``losses`` and ``spent``.
        """
        run = self._run(who, account)
        names = ("base", "earned", "gains", "losses", "spent")
        return {name: published(getattr(run, name)) for name in names}

    def redeemable(self, who: str, account: str) -> Redeemable:
        """Tell what of an account can be redeemed that day (可兑积分), and why not the rest.

        Args:
            who: Id of the subject.
            account: Id of the account.

        Raises:
            DocumentError: The policy has no such account.
        """
        balance = published(self._run(who, account).balance)
        declared = self._book.editions.account(account, self.as_of)
        pending = sum((p for p in self._pending(who, account) if p > 0), start=lean(0))
        waiting = [Message("redeemable.pending", points=published(pending))] if pending else []
        have, because = self._redeemable(who, account)
        return Redeemable(
            who=who,
            account=account,
            label=declared.label,
            on=self.as_of,
            points=published(have),
            balance=balance,
            because=[*because, *waiting],
        )

    def _redeemable(self, who: str, account: str) -> tuple[Exact, list[Message]]:
        """Give what can be redeemed, at least 0, and what keeps the rest from it."""
        book, day = self._book, self.as_of
        policy, subject = book.editions.at(day), self._subject(who)
        if policy is None:
            return lean(0), [Message("problem.policy-not-in-force")]
        if not policy.accounts[account].spendable:
            return lean(0), [Message("problem.not-spendable")]
        of = self._run(who, account)
        have, reading = redeemable(book, subject, account, of, day)
        stops = [*stopped(book, subject, policy, day)]
        goods = [reward for reward in policy.rewards.values() if reward.account == account]
        shut = [why for reward in goods for why in closed(reward, day)]
        if shut and len(shut) == len(goods):
            stops.append(min(shut, key=lambda why: str(why.arguments.get("next", date.max))))
        because = [*stops, *withheld(of, have, reading)]
        return lean(0) if stops else max(have, lean(0)), because

    def _pending(self, who: str, account: str) -> Iterator[Exact]:
        """Give what claims of a subject come to that do not count yet."""
        zone = self._book.editions.zone
        subject = self._subject(who)
        for entry in subject.entries:
            if entry.status(self.as_of, zone) == "pending":
                yield entry.points * entry.line.factors.get(account, 0)

    def totals(self, account: str) -> AccountTotals:
        """Add up an account over all subjects (账户合计): balances, sums issued and redeemed.

        Args:
            account: Id of the account.

        Raises:
            DocumentError: The policy has no such account.
        """
        runs = {who: self._run(who, account) for who in self.subjects}
        sums: dict[str, Exact] = dict.fromkeys(TOTALS, lean(0))
        for who, run in runs.items():
            sums["balance"] += run.balance
            sums["issued"] += run.gains
            sums["deducted"] += run.losses
            sums["spent"] += run.spent
            sums["redeemable"] += self._redeemable(who, account)[0]
            sums["pending"] += sum(p for p in self._pending(who, account) if p > 0)
        label = self._book.editions.account(account, self.as_of).label
        shown: dict[str, Any] = {name: published(number) for name, number in sums.items()}
        return AccountTotals(
            account=account, label=label, on=self.as_of, subjects=len(runs), **shown
        )

    def band(self, who: str, account: str) -> Band | None:
        """Give the band of an account (等级); ``None`` where it has none."""
        run = self._run(who, account)
        return self._book.band(self._subject(who), account, run, self.as_of)

    # Events -------------------------------------------------------------------------

    def posting(self, name: str) -> Posting:
        """Give what a claim is worth, and why.

        Raises:
            KeyError: There is no such claim, or it did not get into the book.
        """
        entry = self._book.entries[name]
        return self._posting(entry, self._reasons(entry).get(name, ()))

    def postings(self, who: str) -> tuple[Posting, ...]:
        """Give what all claims of a subject are worth, in the order of recording."""
        entries = self._subject(who).entries
        reasons = self._reasons(entries[0]) if entries else {}
        return tuple(self._posting(entry, reasons.get(entry.claim.id, ())) for entry in entries)

    def _reasons(self, entry: ClaimStanding) -> dict[str, list[Message]]:
        """Value the entries that share caps with one again, and listen."""
        unit = self._book.unit(entry)
        reasons: dict[str, list[Message]] = {}

        def tell(told: ClaimStanding, reason: Message) -> None:
            reasons.setdefault(told.claim.id, []).append(reason)

        value_at(
            unit.entries,
            self.as_of,
            roster=self._book.roster,
            judged=self._book.judged,
            leap=self._book.editions.leap,
            tell=tell,
        )
        return reasons

    def _posting(self, entry: ClaimStanding, reasons: Sequence[Message]) -> Posting:
        zone = self._book.editions.zone
        status = entry.status(self.as_of, zone)
        points = entry.points
        accounts = {
            name: published(points * factor)
            for name, factor in entry.line.targets
            if not (points < 0 and self._book.editions.account(name, self.as_of).up_only)
        }
        return Posting(
            id=entry.claim.id,
            who=entry.charged,
            item=entry.line.name,
            label=entry.line.item.label,
            on=entry.on,
            status=status,
            effect=entry.effect(zone) if status in ("counts", "pending") else None,
            points=published(points),
            accounts=accounts,
            reasons=reasons,
            why=self._why(entry, status),
        )

    def _why(self, entry: ClaimStanding, status: str) -> Message | None:
        zone = self._book.editions.zone
        if status == "void":
            return Message("posting.why-void", day=entry.out)
        if status == "refused":
            return Message("posting.why-refused", day=entry.refused)
        if status == "counts":
            return None
        awaited = entry.awaited()
        if awaited is not None:
            return Message("posting.why-approval", role=awaited)
        open_ = [o for o, resolved in entry.objections if resolved is None]
        if open_:
            return Message("posting.why-objection", objection=open_[0].id)
        last = entry.posted_until(zone)
        return Message("posting.why-posted", day=last or entry.on)

    @property
    def pending(self) -> tuple[Posting, ...]:
        """What waits for an approval, for the end of its publicity, or for a decision."""
        zone = self._book.editions.zone
        waiting = [
            entry
            for entry in self._book.entries.values()
            if entry.status(self.as_of, zone) == "pending"
        ]
        for who in {entry.charged for entry in waiting}:
            self._book.value(who, self.as_of)
        return tuple(self._posting(entry, ()) for entry in waiting)

    def redemption(self, name: str) -> Granted:
        """Give what became of a redemption.

        Raises:
            KeyError: There is no such redemption, or its reward is unknown.
        """
        return self._granted(self._book.redemptions[name])

    @property
    def redemptions(self) -> tuple[Granted, ...]:
        """What became of all redemptions, in the order of recording."""
        return tuple(map(self._granted, self._book.redemptions.values()))

    def _granted(self, redemption: Redemption) -> Granted:
        event, reward = redemption.event, redemption.reward
        return Granted(
            id=event.id,
            who=event.who,
            reward=event.reward,
            label=reward.label,
            on=event.on,
            granted=redemption.granted,
            cost=published(redemption.cost),
            amount=None if reward.payout is None else published(redemption.amount),
            refusals=redemption.refusals,
            returned=redemption.returned[0] if redemption.returned else None,
        )

    # What follows -------------------------------------------------------------------

    def stock(self, reward: str) -> int | None:
        """Count the pieces of a reward that are left; ``None`` where none are counted."""
        return self._book.stock(reward, self.as_of)

    def _notes(self, who: str) -> list[Message]:
        found = [
            Message(
                "statement.banned",
                stops=ban.stops,
                last=ban.days.last,
                by=self._book.called(ban.by),
            )
            for ban in self._book.bans(self._subject(who), self._of(who), self.as_of)
        ]
        found += [Message("statement.suspended", what=name) for name in self.suspended(who)]
        policy = self._book.editions.at(self.as_of)
        for name in self.benefits(who):
            benefit = policy.benefits.get(name) if policy else None
            found.append(Message("statement.benefit", what=named(benefit, name)))
        return found

    def stopped(self, who: str) -> frozenset[str]:
        """Name what a subject may not do that day: ``redeem``, ``rank``, ``benefits``."""
        bans = self._book.bans(self._subject(who), self._of(who), self.as_of)
        stops = {stop for ban in bans for stop in ban.stops}
        policy = self._book.editions.at(self.as_of)
        for name in self.suspended(who):
            if policy is not None:
                stops |= set(policy.suspensions[name].stops)
        return frozenset(stops)

    def suspended(self, who: str) -> tuple[str, ...]:
        """Name the suspensions that hold for a subject."""
        policy = self._book.editions.at(self.as_of)
        if policy is None or not policy.suspensions:
            return ()
        values = self._book.named(self._subject(who), self.as_of)
        found = self._book.suspended(values, self.as_of)
        return tuple(name for name, holds in found.items() if holds)

    def benefits(self, who: str) -> tuple[str, ...]:
        """Name the benefits that a subject has that day, unless they are stopped."""
        policy = self._book.editions.at(self.as_of)
        if policy is None or not policy.benefits or "benefits" in self.stopped(who):
            return ()
        brought = self._of(who).benefits
        given = {name for name, days, _ in brought if days.holds(self.as_of)}
        scope = self._scope(who)
        for name, benefit in policy.benefits.items():
            if benefit.when is not None and benefit.when.value(scope).value is True:
                given.add(name)
        return tuple(name for name in policy.benefits if name in given)

    def _scope(self, who: str) -> dict[str, Any]:
        values = self._book.named(self._subject(who), self.as_of)
        scope: dict[str, Any] = {name: Fraction(value) for name, value in values.items()}
        return {**scope, **self._book.suspended(values, self.as_of)}

    @property
    def differences(self) -> tuple[Discrepancy, ...]:
        """What closed settlements paid otherwise than they would now."""
        found = []
        for who in self.subjects:
            for name, end, paid, now in self._of(who).bands:
                if (name, end) in self._book.closed and paid != now:
                    found.append(
                        Discrepancy(settlement=name, through=end, who=who, paid=paid, now=now)
                    )
        return tuple(found)

    # Ranks --------------------------------------------------------------------------

    def rank(self, standing: str) -> RankList:
        """Rank the balances of an account as the policy declares (积分排名).

        Raises:
            DocumentError: The policy has no such standing.
        """
        policy = self._policy()
        reject(checks.known(standing, policy.standings))
        declared = policy.standings[standing]
        excluded: dict[str, Message] = {}
        members: dict[str, str] = {}
        for who in self.subjects:
            why = self._left_out(who, declared.within)
            if why is not None:
                excluded[who] = why
            else:
                members[who] = self._within(who, declared.within) or ""
        apart = dict(sorted(members.items(), key=lambda item: item[1]))
        ranked = self._places(self._units(apart, declared.account), declared.ties)
        return RankList(standing=standing, places=ranked, excluded=excluded)

    def _policy(self) -> Policy:
        editions = self._book.editions
        return editions.at(self.as_of) or editions.policies[0]

    def _within(self, who: str, within: str | None) -> str | None:
        roster = self._book.roster
        member = roster.find(who, self.as_of) if roster else None
        return getattr(member, within, None) if within else None

    def _left_out(self, who: str, within: str | None) -> Message | None:
        roster = self._book.roster
        member = roster.find(who, self.as_of) if roster else None
        if member is not None and member.excluded is not None:
            return Message("ranked.excluded", reason=member.excluded)
        if "rank" in self.stopped(who):
            return Message("ranked.stopped")
        if within is not None and self._within(who, within) is None:
            return Message("ranked.nowhere", within=Message(f"ranked.{within}"))
        return None

    def _units(self, members: Mapping[str, str], account: str) -> list[Unit]:
        """Give subjects, each with its stratum, as units that are ranked by their balances."""
        balances = {who: self.balance(who, account) for who in members}
        return [
            Unit(id=who, keys=((n, n),), shown=(n, n), stratum=members[who])
            for who, n in balances.items()
        ]

    @staticmethod
    def _places(units: Sequence[Unit], ties: Ties) -> list[Ranked]:
        return [
            Ranked(who=one.id, balance=one.bounds[0], place=one.best or 0, within=one.stratum)
            for one in placed(units, ties)
        ]

    def board(self, name: str) -> tuple[Ranked, ...]:
        """Give who is on a board (红黑榜), the best first, or the worst where it is of these.

        Raises:
            DocumentError: The policy has no such board.
        """
        policy = self._policy()
        reject(checks.known(name, policy.boards))
        board = policy.boards[name]
        members = {who: "" for who in self.subjects if self._left_out(who, None) is None}
        units = self._units(members, board.account)
        ranked = {one.who: one for one in self._places(units, "competition")}
        if board.when is None:
            return tuple(ranked[who] for who in choose(units, board.quota(name)).chosen)
        return tuple(
            one for who, one in ranked.items() if board.when.value(self._scope(who)).value is True
        )

    def divide(self, total: Number, account: str, **how: Any) -> Division:
        """Divide a sum by the balances of an account (按积分分配), to the cent or any step.

        Args:
            total: The sum.
            account: The account whose balances are the weights; debts get nothing.
            how: As in `civil_village.dividing.divide`: ``step``, ``floor``, ``cap``, ``ties`` …
        """
        return divide(total, self._weights(account), **how)

    def _weights(self, account: str) -> dict[str, Number]:
        """Give the balances of an account by which a sum is divided; debts count nothing."""
        balances = {who: self.balance(who, account) for who in self.subjects}
        return {who: max(balance, Decimal(0)) for who, balance in balances.items()}

    def dividend(self, name: str, total: Number, *, seed: str | None = None) -> Division:
        """Divide a sum as the policy declares (积分分红).

        Args:
            name: Id of the dividend in the policy.
            total: The sum; a multiple of the step, unless something may be left.
            seed: Seed of the lots, where equal remainders are drawn.

        Raises:
            DocumentError: The policy has no such dividend, or the sum does not come out even.
        """
        policy = self._policy()
        reject(checks.known(name, policy.dividends))
        declared = policy.dividends[name]
        return declared.among(total, self._weights(declared.account), seed=seed)

    # Statements ---------------------------------------------------------------------

    def statement(self, who: str) -> Statement:
        """Give a subject's statement (积分对账单): every line, and what is pending or refused."""
        subject = self._subject(who)
        postings = self.postings(who)
        told = {posting.id: posting for posting in postings}
        called = self._called(subject, told)
        return Statement(
            who=who,
            as_of=self.as_of,
            known=self.known,
            accounts=[
                self._account(subject, name, told, called) for name in self._book.editions.accounts
            ],
            pending=[p for p in postings if p.status == "pending"],
            without_effect=[p for p in postings if p.status in ("refused", "void")],
            redemptions=[self._granted(redemption) for redemption in subject.redemptions],
            notes=self._notes(who),
        )

    def _account(
        self,
        subject: SubjectBook,
        name: str,
        told: dict[str, Posting],
        called: dict[str, Any],
    ) -> AccountStatement:
        lines: list[Moved] = []
        book, day = self._book, self.as_of
        run = book.run(subject, name, day, brought=self._of(subject.who), lines=lines)
        band = book.band(subject, name, run, day)
        reading = book.reading(subject, name, run, day)
        return AccountStatement(
            account=name,
            label=book.editions.account(name, day).label,
            lines=[self._line(line, told, called) for line in lines],
            balance=published(run.balance),
            reads=published(reading) if subject.standing(name, day, book.editions.leap) else None,
            band=band.id if band else None,
            band_label=band.label if band else None,
        )

    def _line(self, line: Moved, told: dict[str, Posting], called: dict[str, Any]) -> StatementLine:
        what = called.get(line.id, line.id)
        because = told[line.id].reasons if line.kind == "entry" else ()
        if line.kind == "lapse" and line.id in told:
            what = Message("statement.of-day", what=what, day=told[line.id].on)
        key = "statement.with" if because else None
        if line.cut:
            key = "statement.with-cut" if because else "statement.cut"
        said = Message(f"statement.kind-{line.kind}", what=what)
        if key is not None:
            said = Message(key, said=said, because=because, cut=published(line.cut))
        return StatementLine(
            on=line.on,
            kind=line.kind,
            id=line.id,
            points=published(line.amount),
            balance=published(line.balance),
            told=said,
        )

    def _called(self, subject: SubjectBook, told: dict[str, Posting]) -> dict[str, Any]:
        """Give what people call all that moved the accounts of a subject, by its id."""
        found: dict[str, Any] = {name: named(told[name], told[name].item) for name in told}
        for redemption in subject.redemptions:
            what = named(redemption.reward, redemption.event.reward)
            found[redemption.event.id] = what
            if redemption.returned is not None:
                found[redemption.returned[1]] = what
        for verdict in subject.verdicts:
            if verdict.repaired is not None:
                found[verdict.repaired[0].id] = named(verdict.judgment, verdict.event.judgment)
        book = self._book
        for name, end, paid, _ in self._of(subject.who).bands:
            by = f"{name}/{end}/{subject.who}"
            items = book.posted(name, end, paid)
            found[by] = Message("statement.posted", of=book.called(by), items=items)
        return found


def _settled_anew(*given: Any) -> State:
    """Make a state that was pickled."""
    return State(CountedEvents.of(*given))

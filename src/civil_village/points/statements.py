"""What a settled book says of one event, and of one subject, as data and in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import field

from civil_village.explanation import Explanation, told, tree_html, tree_text
from civil_village.labels import Label, named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Lang, Message, decimal_text, joined
from civil_village.models import Shown, model

#: Points as they are shown: a decimal where the digits end, else the fraction.
ExactPoints = Decimal | Fraction
#: How a claim stands: it counts, waits, was refused, or was taken back.
ClaimStatus = Literal["counts", "pending", "refused", "void"]


@model(kw_only=True)
class Posting(Shown):
    """What one claim is worth, and why (记分明细).

    Attributes:
        id: Id of the claim.
        who: Who is charged.
        item: Id of the item.
        label: Name of the item for people; ``None`` where nobody gave one.
        on: The day of the act.
        status: How the claim stands: it ``counts``, is ``pending``, was ``refused``, or was taken
            back (``void``).
        effect: The day from which it counts; ``None`` while that is open.
        points: Points after every factor and cap, before the factors of accounts.
        accounts: Points by account.
        reasons: Value, curve, factor, rounding and caps, in the order in which they came.
        why: What it waits for, or why it does not count.

    Examples:
        >>> told = Posting(
        ...     id="c1", who="h017", item="training", on=date(2024, 3, 1), status="counts", points=1
        ... )
        >>> told.points
        1
    """

    id: str
    who: str
    item: str
    label: Label | None = None
    on: date
    status: ClaimStatus
    effect: date | None = None
    points: ExactPoints
    accounts: FrozenMapping[str, ExactPoints] = field(default=EMPTY, converter=as_mapping)
    reasons: tuple[Message, ...] = field(default=(), converter=as_tuple)
    why: Message | None = None

    def explain(self) -> Explanation:
        """Tell what it is worth, with all reasons; what it waits for comes last."""
        because = self.reasons if self.why is None else (*self.reasons, self.why)
        worth = {"points": self.points, "status": Message(f"posting.{self.status}")}
        what = named(self, self.item)
        return Explanation(
            Message("posting.line", on=self.on, item=what, reasons=joined(because), **worth)
        )

    text = tree_text


@model(kw_only=True)
class Granted(Shown):
    """What became of a redemption (兑换结果): granted, or refused with every reason.

    Attributes:
        id: Id of the redemption.
        who: Id of the subject.
        reward: Id of the reward.
        label: Name of the reward for people; ``None`` where nobody gave one.
        on: The day to which the redemption belongs.
        granted: Whether it was granted.
        cost: Points that it costs.
        amount: What is handed out of a payout, in its unit; ``None`` for a good.
        refusals: Why it was refused, each with what would be needed.
        returned: The day on which it was given back; ``None`` where it was not.

    Examples:
        >>> Granted(id="r1", who="h1", reward="soap", on=date(2024, 3, 1), granted=True).refusals
        ()
    """

    id: str
    who: str
    reward: str
    label: Label | None = None
    on: date
    granted: bool
    cost: ExactPoints = Decimal(0)
    amount: ExactPoints | None = None
    refusals: tuple[Message, ...] = field(default=(), converter=as_tuple)
    returned: date | None = None

    def explain(self) -> Explanation:
        """Tell what it cost, or why it was refused."""
        key = "granted.yes" if self.granted else "granted.no"
        if self.returned is not None:
            key = "granted.returned"
        what, because = named(self, self.reward), joined(self.refusals)
        paid = {"cost": self.cost, "returned": self.returned}
        return Explanation(Message(key, on=self.on, reward=what, reasons=because, **paid))

    text = tree_text


@model(kw_only=True)
class StatementLine(Shown):
    """One change of a balance, and the balance after it.

    Attributes:
        on: The day of the change.
        kind: What changed it: ``entry``, ``settled``, ``repair``, ``redeem``, ``return``, ``base``,
            ``lapse`` or ``reset``.
        id: Id of the event, or mark of the settlement; empty where the account changed by itself.
        points: By how much; below 0 a loss.
        balance: The balance after it.
        told: What happened, in a sentence.
    """

    on: date
    kind: str
    id: str = ""
    points: ExactPoints
    balance: ExactPoints
    told: Message

    def explain(self) -> Explanation:
        """Tell what moved the balance, by how much, and to what."""
        points = ("+" if self.points > 0 else "") + decimal_text(self.points)
        moved = {"told": self.told, "points": points, "balance": self.balance}
        return Explanation(Message("statement.line", on=self.on, **moved))

    text = tree_text


@model(kw_only=True)
class AccountStatement(Shown):
    """One account of a statement: its lines and what they come to.

    Attributes:
        account: Id of the account.
        label: Name for people; ``None`` where nobody gave one.
        lines: Every change of the balance, in order.
        balance: What the lines come to.
        reads: What it reads as, where a judgment stands.
        band: Id of the band in which it is; ``None`` where the account has none.
        band_label: Name of that band for people; ``None`` where nobody gave one.
    """

    account: str
    label: Label | None = None
    lines: tuple[StatementLine, ...] = field(converter=as_tuple)
    balance: ExactPoints
    reads: ExactPoints | None = None
    band: str | None = None
    band_label: Label | None = None

    def explain(self) -> Explanation:
        """Tell its lines, and what they come to."""
        total = [Message("statement.balance", balance=self.balance)]
        if self.reads is not None and self.reads != self.balance:
            total.append(Message("statement.reads", reads=self.reads))
        if self.band is not None:
            total.append(Message("statement.band", band=self.band_label or self.band))
        head = Message("statement.account", account=named(self, self.account))
        lines = [line.explain() for line in self.lines]
        return Explanation(head, [*lines, Explanation(Message("value", value=joined(total)))])


@model(kw_only=True)
class Statement(Shown):
    """A subject's statement (积分对账单): every line of every account, and what is open.

    It holds no name; whoever shows it may put one above it.

    Attributes:
        who: Id of the subject.
        as_of: The day of the balances.
        known: The day after which nothing was known; ``None`` where all is.
        accounts: Every account, with its lines.
        pending: Claims that wait for something.
        without_effect: Claims that do not count: refused or taken back.
        redemptions: Every redemption, granted or refused.
        notes: Bans, suspensions and benefits that hold.
    """

    who: str
    as_of: date
    known: date | None = None
    accounts: tuple[AccountStatement, ...] = field(converter=as_tuple)
    pending: tuple[Posting, ...] = field(default=(), converter=as_tuple)
    without_effect: tuple[Posting, ...] = field(default=(), converter=as_tuple)
    redemptions: tuple[Granted, ...] = field(default=(), converter=as_tuple)
    notes: tuple[Message, ...] = field(default=(), converter=as_tuple)

    def explain(self, *, name: Label | str | None = None) -> Explanation:
        """Tell every line and what is open, as a tree, under a name where one is given."""
        parts = [account.explain() for account in self.accounts]
        lists = {
            "pending": [posting.explain() for posting in self.pending],
            "without-effect": [posting.explain() for posting in self.without_effect],
            "redemptions": [granted.explain() for granted in self.redemptions],
            "notes": told(*self.notes),
        }
        parts += [
            Explanation(Message(f"statement.{k}"), below) for k, below in lists.items() if below
        ]
        return Explanation(Message("statement.title", who=name or self.who, day=self.as_of), parts)

    def text(self, lang: Lang, *, name: Label | str | None = None) -> str:
        """Write the statement in a language, under a name where one is given."""
        return self.explain(name=name).text(lang, step=0)

    _repr_html_ = tree_html


@model(kw_only=True)
class Redeemable(Shown):
    """What of an account a subject can redeem on a day (可兑积分), and why not the rest.

    Attributes:
        who: Id of the subject.
        account: Id of the account.
        label: Name of the account for people; ``None`` where nobody gave one.
        on: The day.
        points: The points that buy something that day; never below 0.
        balance: What is recorded of the account.
        because: What keeps the balance from being redeemed: a base, a floor, a judgment, a ban or
            suspension, days on which nothing is open; and what is pending beside it.

    Examples:
        >>> Redeemable(who="h1", account="goods", on=date(2024, 3, 1), points=5, balance=5).because
        ()
    """

    who: str
    account: str
    label: Label | None = None
    on: date
    points: ExactPoints
    balance: ExactPoints
    because: tuple[Message, ...] = field(default=(), converter=as_tuple)

    def explain(self) -> Explanation:
        """Tell what can be redeemed, and below it why not the rest."""
        what, there = named(self, self.account), {"points": self.points, "balance": self.balance}
        return Explanation(Message("redeemable.line", account=what, **there), told(*self.because))

    text = tree_text


@model(kw_only=True)
class AccountTotals(Shown):
    """What an account comes to over all its subjects on a day (账户合计).

    Attributes:
        account: Id of the account.
        label: Name for people; ``None`` where nobody gave one.
        on: The day.
        subjects: How many subjects have it.
        balance: Sum of what is recorded of them.
        redeemable: Sum of what they can redeem that day.
        issued: Sum of the points gained in the current period, or ever without one.
        deducted: Sum of the points lost in it.
        spent: Sum of the points redeemed in it, less what was given back.
        pending: Sum of the gains that do not count yet.

    Examples:
        >>> told = AccountTotals(
        ...     account="goods",
        ...     on=date(2024, 3, 1),
        ...     subjects=2,
        ...     balance=8,
        ...     redeemable=8,
        ...     issued=20,
        ...     deducted=0,
        ...     spent=12,
        ...     pending=5,
        ... )
        >>> told.issued - told.spent == told.balance
        True
    """

    account: str
    label: Label | None = None
    on: date
    subjects: int
    balance: ExactPoints
    redeemable: ExactPoints
    issued: ExactPoints
    deducted: ExactPoints
    spent: ExactPoints
    pending: ExactPoints

    def explain(self) -> Explanation:
        """Tell the sums, one under the other."""
        names = ("subjects", *TOTALS)
        sums = [
            Message("totals.line", what=Message(f"totals.{n}"), value=getattr(self, n))
            for n in names
        ]
        return Explanation(Message("value", value=named(self, self.account)), told(*sums))

    text = tree_text


#: The sums of an account, as they are shown.
TOTALS = ("balance", "redeemable", "issued", "deducted", "spent", "pending")


@model(kw_only=True)
class Ranked(Shown):
    """A subject's place in a ranking of balances (积分名次).

    Attributes:
        who: Id of the subject.
        balance: What it is ranked by.
        place: Its place, counted from 1.
        within: The population or place within which it is ranked; ``None`` where all are together.
    """

    who: str
    balance: ExactPoints
    place: int
    within: str | None = None

    def explain(self) -> Explanation:
        """Tell its place and its balance."""
        points = Message("screen.points", points=self.balance)
        said = Message("rank.line", name=self.who, place=self.place, reason=points)
        if self.within is not None:
            said = Message("quota.in", stratum=self.within, note=said)
        return Explanation(said)

    text = tree_text


@model(kw_only=True)
class RankList(Shown):
    """A ranking of balances (积分排名), and who takes no part in it and why.

    Attributes:
        standing: Id of the standing.
        places: Who is ranked, the best first.
        excluded: Who takes no part, by id, each with the reason.
    """

    standing: str
    places: tuple[Ranked, ...] = field(converter=as_tuple)
    excluded: FrozenMapping[str, Message] = field(default=EMPTY, converter=as_mapping)

    def explain(self) -> Explanation:
        """Tell every place, and who has none, as a tree."""
        out = [Message("rank.line.out", name=n, reason=why) for n, why in self.excluded.items()]
        parts = [*(one.explain() for one in self.places), *told(*out)]
        return Explanation(Message("value", value=self.standing), parts)

    text = tree_text
    _repr_html_ = tree_html


@model(kw_only=True)
class Discrepancy(Shown):
    """What a closed settlement paid beside what it would pay now (结算差异).

    Attributes:
        settlement: Id of the settlement.
        through: Last day of the period.
        who: Id of the subject.
        paid: The band that was paid for; ``None`` where the subject was not there.
        now: The band that it would be paid for now; ``None`` where the account has no bands.
    """

    settlement: str
    through: date
    who: str
    paid: str | None
    now: str | None

    def explain(self) -> Explanation:
        """Tell what was paid, and what would be now."""
        bands = {
            "paid": self.paid or Message("screen.none"),
            "now": self.now or Message("screen.none"),
        }
        of = {"settlement": self.settlement, "through": self.through, "who": self.who}
        return Explanation(Message("screen.difference", **of, **bands))

    text = tree_text

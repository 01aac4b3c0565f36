"""What a settled book says of one event, and of one subject, as data and in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import field

from civil_village.labels import Label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Lang, Message, phrase
from civil_village.models import Shown, model

#: Points as they are shown: a decimal where the digits end, else the fraction.
Points = Decimal | Fraction
#: How a claim stands: it counts, waits, was refused, or was taken back.
Status = Literal["counts", "pending", "refused", "void"]


@model(kw_only=True)
class Posting(Shown):
    """What one claim is worth, and why (记分明细).

    Examples:
        >>> told = Posting(
        ...     id="c1", who="h017", item="training", on=date(2024, 3, 1), status="counts", points=1
        ... )
        >>> told.points
        1
    """

    #: Id of the claim.
    id: str
    #: Who is charged.
    who: str
    item: str
    label: Label | None = None
    #: The day of the act.
    on: date
    status: Status
    #: The day from which it counts; ``None`` while that is open.
    effect: date | None = None
    #: Points after every factor and cap, before the factors of accounts.
    points: Points
    #: Points by account.
    accounts: FrozenMapping[str, Points] = field(default=EMPTY, converter=as_mapping)
    #: Value, curve, factor, rounding and caps, in the order in which they came.
    reasons: tuple[Message, ...] = field(default=(), converter=as_tuple)
    #: What it waits for, or why it does not count.
    why: Message | None = None

    def text(self, lang: Lang) -> str:
        """Say it in one line."""
        what = self.label.text(lang) if self.label else self.item
        reasons = phrase("list.semicolon", lang).join(r.text(lang) for r in self.told())
        return phrase(
            "posting.line",
            lang,
            on=self.on,
            item=what,
            points=self.points,
            status=Message(f"posting.{self.status}"),
            reasons=reasons,
        )

    def told(self) -> tuple[Message, ...]:
        """Give all reasons, with what it waits for last."""
        return self.reasons if self.why is None else (*self.reasons, self.why)


@model(kw_only=True)
class Granted(Shown):
    """What became of a redemption (兑换结果): granted, or refused with every reason.

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
    #: Points that it costs.
    cost: Points = Decimal(0)
    #: What is handed out of a payout, in its unit.
    amount: Points | None = None
    #: Why it was refused, each with what would be needed.
    refusals: tuple[Message, ...] = field(default=(), converter=as_tuple)
    #: The day on which it was given back.
    returned: date | None = None

    def text(self, lang: Lang) -> str:
        """Say it in one line."""
        what = self.label.text(lang) if self.label else self.reward
        key = "granted.yes" if self.granted else "granted.no"
        if self.returned is not None:
            key = "granted.returned"
        reasons = phrase("list.semicolon", lang).join(r.text(lang) for r in self.refusals)
        return phrase(
            key,
            lang,
            on=self.on,
            reward=what,
            cost=self.cost,
            reasons=reasons,
            returned=self.returned,
        )


@model(kw_only=True)
class StatementLine(Shown):
    """One change of a balance, and the balance after it."""

    on: date
    #: What changed it: ``entry``, ``settled``, ``repair``, ``redeem``, ``return``, ``base``,
    #: ``lapse`` or ``reset``.
    kind: str
    #: Id of the event, or mark of the settlement; empty where the account changed by itself.
    id: str = ""
    points: Points
    balance: Points
    told: Message

    def text(self, lang: Lang) -> str:
        """Say it in one line."""
        sign = "+" if self.points > 0 else ""
        return phrase(
            "statement.line",
            lang,
            on=self.on,
            told=self.told,
            points=f"{sign}{Message('value', value=self.points).text(lang)}",
            balance=self.balance,
        )


@model(kw_only=True)
class AccountStatement(Shown):
    """One account of a statement: its lines and what they come to."""

    account: str
    label: Label | None = None
    lines: tuple[StatementLine, ...] = field(converter=as_tuple)
    balance: Points
    #: What it reads as, where a judgment stands.
    reads: Points | None = None
    band: str | None = None
    band_label: Label | None = None


@model(kw_only=True)
class Statement(Shown):
    """A subject's statement (积分对账单): every line of every account, and what is open.

    It holds no name; whoever shows it may put one above it.
    """

    #: See `civil_village.Message`.
    says_lines: ClassVar[bool] = True

    who: str
    as_of: date
    known: date | None = None
    accounts: tuple[AccountStatement, ...] = field(converter=as_tuple)
    pending: tuple[Posting, ...] = field(default=(), converter=as_tuple)
    #: Claims that do not count: refused or taken back.
    without_effect: tuple[Posting, ...] = field(default=(), converter=as_tuple)
    redemptions: tuple[Granted, ...] = field(default=(), converter=as_tuple)
    #: Bans, suspensions and benefits that hold.
    notes: tuple[Message, ...] = field(default=(), converter=as_tuple)

    def text(self, lang: Lang, *, name: Label | str | None = None) -> str:
        """Write the statement in a language, under a name where one is given."""
        called = name.text(lang) if isinstance(name, Label) else name or self.who
        rows = [phrase("statement.title", lang, who=called, day=self.as_of)]
        for account in self.accounts:
            what = account.label.text(lang) if account.label else account.account
            rows.append(phrase("statement.account", lang, account=what))
            rows += [f"  {line.text(lang)}" for line in account.lines]
            rows.append("  " + self._total(account, lang))
        for key, parts in (
            ("pending", self.pending),
            ("without-effect", self.without_effect),
            ("redemptions", self.redemptions),
            ("notes", self.notes),
        ):
            if parts:
                rows.append(phrase(f"statement.{key}", lang))
                rows += [f"  {part.text(lang)}" for part in parts]
        return "\n".join(rows)

    @staticmethod
    def _total(account: AccountStatement, lang: Lang) -> str:
        parts = [phrase("statement.balance", lang, balance=account.balance)]
        if account.reads is not None and account.reads != account.balance:
            parts.append(phrase("statement.reads", lang, reads=account.reads))
        if account.band is not None:
            band = account.band_label.text(lang) if account.band_label else account.band
            parts.append(phrase("statement.band", lang, band=band))
        return phrase("list.semicolon", lang).join(parts)


@model(kw_only=True)
class Ranked(Shown):
    """A subject's place in a ranking of balances (积分名次)."""

    who: str
    balance: Points
    place: int
    #: The population or place within which it is ranked.
    within: str | None = None


@model(kw_only=True)
class RankList(Shown):
    """A ranking of balances (积分排名), and who takes no part in it and why."""

    standing: str
    places: tuple[Ranked, ...] = field(converter=as_tuple)
    excluded: FrozenMapping[str, Message] = field(default=EMPTY, converter=as_mapping)


@model(kw_only=True)
class Discrepancy(Shown):
    """What a closed settlement paid beside what it would pay now (结算差异)."""

    settlement: str
    #: Last day of the period.
    through: date
    who: str
    #: The band that was paid for; ``None`` where the subject was not there.
    paid: str | None
    now: str | None

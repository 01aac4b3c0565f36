"""Entries of a ledger (台账事项): what happened, when, and since when it is known.

No event holds a name or a sentence: subjects are opaque ids, and what people are called
stands in a roster outside, so that it can be removed without touching the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.events import Happening, in_form, known_from
from civil_village.exact_numbers import as_exact
from civil_village.ids import Id
from civil_village.messages import Message
from civil_village.models import model
from civil_village.problems import Problem, shown
from civil_village.written_forms import NAMED, Form


@model(kw_only=True, field_transformer=in_form)
class _Entered(Happening):
    """An event of a ledger, which has both its times."""

    form: ClassVar[Form] = NAMED
    on: date
    #: The instant since when it is known, with its offset.
    recorded: datetime


@model(kw_only=True, field_transformer=in_form)
class Claim(_Entered):
    """Conduct for which points are claimed, or noted (积分申报): a gain or a loss.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        item: Id of the policy's item.
        who: Who did it, an opaque id.
        on: The day of the act.
        recorded: The instant since when it is known, with its offset.
        quantity: How much of what the item counts, such as hours; 0 only where its curve counts
            each act by itself and gives points for nothing.
        persons: So many persons or times, for items that count each.
        act: Claims that bear the same mark are one act.
        place: Where it was done, an opaque id; caps may be for each place.
        points: Points that the claim itself says, where the item leaves them to a hand; they count
            once they are approved, unless the approval sets others.
        charged: Who is charged, where the item leaves it to the claim.
        proof: Mark of a proof that is kept elsewhere.
        by: Role that entered it.

    Examples:
        >>> from datetime import timezone
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon).item
        'training'
    """

    name: ClassVar[str] = "claim"
    item: Id
    who: Id
    quantity: Decimal | None = field(default=None, converter=as_exact)
    persons: int | None = None
    act: Id | None = None
    place: Id | None = None
    points: Decimal | None = field(default=None, converter=as_exact)
    charged: Id | None = None
    proof: Id | None = None
    by: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and amounts that nothing can have."""
        yield from super().problems()
        yield from checks.at_least(self.quantity, 0, "quantity")
        yield from checks.above(self.persons, 0, "persons")


@model(kw_only=True, field_transformer=in_form)
class Approve(_Entered):
    """A role's word on a claim (审批): granted or not, and its points where a hand sets them.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        of: Id of the claim.
        role: One of the roles that the item asks for.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
        granted: Whether the role grants the claim.
        points: Points that are set by hand; ``None`` where the item says them.
    """

    name: ClassVar[str] = "approve"
    of: Id
    role: Id
    granted: bool = True
    points: Decimal | None = field(default=None, converter=as_exact)


@model(kw_only=True, field_transformer=in_form)
class Object(_Entered):
    """An objection to a claim that is posted (异议).

    Attributes:
        id: Id of the entry, unlike that of every other one.
        of: Id of the claim.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
    """

    name: ClassVar[str] = "object"
    of: Id


@model(kw_only=True, field_transformer=in_form)
class Resolve(_Entered):
    """The decision about an objection (异议处理): upheld, so that the claim falls, or not.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        of: Id of the objection.
        upheld: Whether the claim falls.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
    """

    name: ClassVar[str] = "resolve"
    of: Id
    upheld: bool


@model(kw_only=True, field_transformer=in_form)
class Void(Happening):
    """The taking back of an entry that should not stand (撤销): a claim, a judgment and so on.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        of: Id of the entry that is taken back.
        recorded: The instant since when it is known, with its offset.
        on: From this day on it is out; by default from its own day.
        reason: Mark of the reason, such as ``error``; words stand elsewhere.
    """

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "void"
    of: Id
    recorded: datetime
    on: date | None = None
    reason: Id | None = None


@model(kw_only=True, field_transformer=in_form)
class Redeem(_Entered):
    """A wish to have a reward for points (兑换): the book says whether it is granted.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        reward: Id of the policy's reward.
        who: Id of the subject.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
        count: Pieces of a good.
        amount: Amount of a payout, in its unit; ``None`` for a good.
    """

    name: ClassVar[str] = "redeem"
    reward: Id
    who: Id
    count: int = 1
    amount: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and amounts that are not above 0."""
        yield from super().problems()
        yield from checks.above(self.count, 0, "count")
        yield from checks.above(self.amount, 0, "amount")


@model(kw_only=True, field_transformer=in_form)
class Return(_Entered):
    """The giving back of what was redeemed (退换): points and stock come back.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        of: Id of the redemption.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
    """

    name: ClassVar[str] = "return"
    of: Id


@model(kw_only=True, field_transformer=in_form)
class Restock(_Entered):
    """More pieces of a reward (补货).

    Attributes:
        id: Id of the entry, unlike that of every other one.
        reward: Id of the policy's reward.
        count: How many pieces more; above 0.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
    """

    name: ClassVar[str] = "restock"
    reward: Id
    count: int

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and a number that is not above 0."""
        yield from super().problems()
        yield from checks.above(self.count, 0, "count")


@model(kw_only=True, field_transformer=in_form)
class Judge(_Entered):
    """A direct judgment of a subject (直接判级), as the policy declares it.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        judgment: Id of the policy's judgment.
        who: Id of the subject.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
        act: The act that it judges; deductions for the same act do not count beside it.
    """

    name: ClassVar[str] = "judge"
    judgment: Id
    who: Id
    act: Id | None = None


@model(kw_only=True, field_transformer=in_form)
class Repair(_Entered):
    """Something set right (修复、整改): a judgment, or conduct that lasted until now.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        of: Id of the judgment, or of the claim of a lasting item.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
    """

    name: ClassVar[str] = "repair"
    of: Id


@model(kw_only=True, field_transformer=in_form)
class Close(_Entered):
    """The closing of a period's settlement (结账): what it brought then stays so.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        settlement: Id of the policy's settlement.
        through: Last day of the period; before ``on``.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
    """

    name: ClassVar[str] = "close"
    settlement: Id
    through: date

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and a period that is not over."""
        yield from super().problems()
        if self.through >= self.on:
            expected, found = Message("expected.before", most=self.on), shown(self.through)
            yield Problem(code="out-of-range", path=("through",), found=found, expected=expected)


@model(kw_only=True, field_transformer=in_form)
class Check(_Entered):
    """What a book on paper says (对账): the balance of a subject on a day, to compare with.

    Attributes:
        id: Id of the entry, unlike that of every other one.
        who: Id of the subject.
        account: Id of the account.
        points: The balance that the paper says.
        on: The day to which it belongs.
        recorded: The instant since when it is known, with its offset.
    """

    name: ClassVar[str] = "check"
    who: Id
    account: Id
    points: Decimal = field(converter=as_exact)


#: Whatever can stand in a ledger.
LedgerEvent = (
    Claim
    | Approve
    | Object
    | Resolve
    | Void
    | Redeem
    | Return
    | Restock
    | Judge
    | Repair
    | Close
    | Check
)


#: What somebody did or saw. Decisions and deliveries may name a later day, from which they hold.
_ACTS = (Claim, Redeem, Return, Repair, Check)


def is_ahead(event: LedgerEvent, zone: tzinfo) -> bool:
    """Tell whether an act is dated after its recording, by every clock: that cannot be."""
    if not isinstance(event, _ACTS) or event.on <= event.recorded.date():
        return False
    return event.on > known_from(event, zone)

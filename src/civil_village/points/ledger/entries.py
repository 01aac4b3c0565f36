"""Events of a ledger (台账事项): what happened, when, and since when it is known.

No event holds a name or a sentence: subjects are opaque ids, and what people are called
stands in a roster outside, so that it can be removed without touching the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.events import Happening, in_form
from civil_village.exact_numbers import as_exact
from civil_village.forms import NAMED, Form
from civil_village.messages import Message
from civil_village.models import model
from civil_village.names import Id
from civil_village.problems import Problem, shown


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

    Examples:
        >>> from datetime import timezone
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon).item
        'training'
    """

    name: ClassVar[str] = "claim"
    item: Id
    #: Who did it, an opaque id.
    who: Id
    #: How much of what the item counts, such as hours.
    quantity: Decimal | None = field(default=None, converter=as_exact)
    #: So many persons or times, for items that count each.
    persons: int | None = None
    #: Claims that bear the same mark are one act.
    act: Id | None = None
    place: Id | None = None
    #: Who is charged, where the item leaves it to the claim.
    charged: Id | None = None
    #: Mark of a proof that is kept elsewhere.
    proof: Id | None = None
    #: Role that entered it.
    by: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and amounts that are not above 0."""
        yield from super().problems()
        yield from checks.above(self.quantity, 0, "quantity")
        yield from checks.above(self.persons, 0, "persons")


@model(kw_only=True, field_transformer=in_form)
class Approve(_Entered):
    """A role's word on a claim (审批): granted or not, and its points where a hand sets them."""

    name: ClassVar[str] = "approve"
    of: Id
    #: One of the roles that the item asks for.
    role: Id
    granted: bool = True
    #: Points that are set by hand.
    points: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from super().problems()


@model(kw_only=True, field_transformer=in_form)
class Object(_Entered):
    """An objection to a claim that is posted (异议)."""

    name: ClassVar[str] = "object"
    #: The claim.
    of: Id


@model(kw_only=True, field_transformer=in_form)
class Resolve(_Entered):
    """The decision about an objection (异议处理): upheld, so that the claim falls, or not."""

    name: ClassVar[str] = "resolve"
    #: The objection.
    of: Id
    upheld: bool

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from super().problems()


@model(kw_only=True, field_transformer=in_form)
class Void(Happening):
    """The taking back of an entry that should not stand (撤销): a claim, a judgment and so on."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "void"
    of: Id
    recorded: datetime
    #: From this day on it is out; by default from its own day.
    on: date | None = None
    #: Mark of the reason, such as ``error``; words stand elsewhere.
    reason: Id | None = None


@model(kw_only=True, field_transformer=in_form)
class Redeem(_Entered):
    """A wish to have a reward for points (兑换): the book says whether it is granted."""

    name: ClassVar[str] = "redeem"
    reward: Id
    who: Id
    #: Pieces of a good.
    count: int = 1
    #: Amount of a payout, in its unit.
    amount: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and amounts that are not above 0."""
        yield from super().problems()
        yield from checks.above(self.count, 0, "count")
        yield from checks.above(self.amount, 0, "amount")


@model(kw_only=True, field_transformer=in_form)
class Return(_Entered):
    """The giving back of what was redeemed (退换): points and stock come back."""

    name: ClassVar[str] = "return"
    #: The redemption.
    of: Id


@model(kw_only=True, field_transformer=in_form)
class Restock(_Entered):
    """More pieces of a reward (补货)."""

    name: ClassVar[str] = "restock"
    reward: Id
    count: int

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and a number that is not above 0."""
        yield from super().problems()
        yield from checks.above(self.count, 0, "count")


@model(kw_only=True, field_transformer=in_form)
class Judge(_Entered):
    """A direct judgment of a subject (直接判级), as the policy declares it."""

    name: ClassVar[str] = "judge"
    judgment: Id
    who: Id
    #: The act that it judges; deductions for the same act do not count beside it.
    act: Id | None = None


@model(kw_only=True, field_transformer=in_form)
class Repair(_Entered):
    """Something set right (修复、整改): a judgment, or conduct that lasted until now."""

    name: ClassVar[str] = "repair"
    #: The judgment, or the claim of a lasting item.
    of: Id


@model(kw_only=True, field_transformer=in_form)
class Close(_Entered):
    """The closing of a period's settlement (结账): what it brought then stays so."""

    name: ClassVar[str] = "close"
    settlement: Id
    #: Last day of the period.
    through: date

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and a period that is not over."""
        yield from super().problems()
        if self.through >= self.on:
            expected, found = Message("expected.before", most=self.on), shown(self.through)
            yield Problem(code="out-of-range", path=("through",), found=found, expected=expected)


@model(kw_only=True, field_transformer=in_form)
class Check(_Entered):
    """What a book on paper says (对账): the balance of a subject on a day, to compare with."""

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

"""Events of a ledger (台账事项): what happened, when, and since when it is known.

No event holds a name or a sentence: subjects are opaque ids, and what people are called
stands in a roster outside, so that it can be removed without touching the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from attrs import field

from civil_village import checks
from civil_village.forms import NAMED, Form
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.names import Id, id_problems
from civil_village.problems import Problem, shown
from civil_village.quantities import as_exact


def _event_problems(event: Any, *names: str) -> Iterator[Problem]:
    """Give what is wrong with the ids and the two times of an event."""
    for name in ("id", *names):
        value = getattr(event, name)
        if value is not None or name in _NEEDED:
            yield from id_problems(value, name)
    if event.recorded.year in (date.min.year, date.max.year):
        # Its day in another zone might lie outside of the calendar.
        expected = Message("expected.between", least=date.min.year + 1, most=date.max.year - 1)
        yield checks.out_of_range(event.recorded, expected, ("recorded",))


#: Ids that no event does without, where it has them at all.
_NEEDED = ("id", "who", "of", "item", "reward", "judgment", "settlement", "account", "role")


@model(kw_only=True)
class Claim(Model):
    """Conduct for which points are claimed, or noted (积分申报): a gain or a loss.

    Examples:
        >>> from datetime import timezone
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon).item
        'training'
    """

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "claim"
    id: Id
    item: Id
    #: Who did it, an opaque id.
    who: Id
    #: The day of the act.
    on: date
    #: The instant since when it is known, with its offset.
    recorded: datetime
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
        yield from _event_problems(self, "item", "who", "act", "place", "charged", "proof", "by")
        yield from checks.above(self.quantity, 0, "quantity")
        yield from checks.above(self.persons, 0, "persons")


@model(kw_only=True)
class Approve(Model):
    """A role's word on a claim (审批): granted or not, and its points where a hand sets them."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "approve"
    id: Id
    of: Id
    #: One of the roles that the item asks for.
    role: Id
    on: date
    recorded: datetime
    granted: bool = True
    #: Points that are set by hand.
    points: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "of", "role")


@model(kw_only=True)
class Object(Model):
    """An objection to a claim that is posted (异议)."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "object"
    id: Id
    #: The claim.
    of: Id
    on: date
    recorded: datetime

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "of")


@model(kw_only=True)
class Resolve(Model):
    """The decision about an objection (异议处理): upheld, so that the claim falls, or not."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "resolve"
    id: Id
    #: The objection.
    of: Id
    upheld: bool
    on: date
    recorded: datetime

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "of")


@model(kw_only=True)
class Void(Model):
    """The taking back of an entry that should not stand (撤销): a claim, a judgment and so on."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "void"
    id: Id
    of: Id
    recorded: datetime
    #: From this day on it is out; by default from its own day.
    on: date | None = None
    #: Mark of the reason, such as ``error``; words stand elsewhere.
    reason: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "of", "reason")


@model(kw_only=True)
class Redeem(Model):
    """A wish to have a reward for points (兑换): the book says whether it is granted."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "redeem"
    id: Id
    reward: Id
    who: Id
    on: date
    recorded: datetime
    #: Pieces of a good.
    count: int = 1
    #: Amount of a payout, in its unit.
    amount: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and amounts that are not above 0."""
        yield from _event_problems(self, "reward", "who")
        yield from checks.above(self.count, 0, "count")
        yield from checks.above(self.amount, 0, "amount")


@model(kw_only=True)
class Return(Model):
    """The giving back of what was redeemed (退换): points and stock come back."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "return"
    id: Id
    #: The redemption.
    of: Id
    on: date
    recorded: datetime

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "of")


@model(kw_only=True)
class Restock(Model):
    """More pieces of a reward (补货)."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "restock"
    id: Id
    reward: Id
    count: int
    on: date
    recorded: datetime

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and a number that is not above 0."""
        yield from _event_problems(self, "reward")
        yield from checks.above(self.count, 0, "count")


@model(kw_only=True)
class Judge(Model):
    """A direct judgment of a subject (直接判级), as the policy declares it."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "judge"
    id: Id
    judgment: Id
    who: Id
    on: date
    recorded: datetime
    #: The act that it judges; deductions for the same act do not count beside it.
    act: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "judgment", "who", "act")


@model(kw_only=True)
class Repair(Model):
    """Something set right (修复、整改): a judgment, or conduct that lasted until now."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "repair"
    id: Id
    #: The judgment, or the claim of a lasting item.
    of: Id
    on: date
    recorded: datetime

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "of")


@model(kw_only=True)
class Close(Model):
    """The closing of a period's settlement (结账): what it brought then stays so."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "close"
    id: Id
    settlement: Id
    #: Last day of the period.
    through: date
    on: date
    recorded: datetime

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and a period that is not over."""
        yield from _event_problems(self, "settlement")
        if self.through >= self.on:
            expected, found = Message("expected.before", most=self.on), shown(self.through)
            yield Problem(code="out-of-range", path=("through",), found=found, expected=expected)


@model(kw_only=True)
class Check(Model):
    """What a book on paper says (对账): the balance of a subject on a day, to compare with."""

    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "check"
    id: Id
    who: Id
    account: Id
    points: Decimal = field(converter=as_exact)
    on: date
    recorded: datetime

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none."""
        yield from _event_problems(self, "who", "account")


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

"""Accounts (积分账户): what points are posted to, how long they stay, and what they can buy."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar import Period, Span
from civil_village.curves.curve import Bands
from civil_village.exact_numbers import as_exact
from civil_village.labels import Label, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.quantities.rounding import Rounding
from civil_village.written_forms import SHARE, Form

#: What is kept of a balance when a new period begins.
Keep = Literal["none", "all", "debts", "share"]


@model(kw_only=True)
class Carry(Model):
    """What an account keeps into its next period (结转), of all that differs from its base.

    Attributes:
        keep: ``none`` clears debts also; ``all``; ``debts`` keeps only what is below the base; or a
            ``share`` of it.
        share: The share, between 0 and 1; only and always where a share is kept.
        round: Rounding of what is kept of a share.

    Examples:
        >>> Carry(keep="debts").of(Fraction(-20)), Carry(keep="debts").of(Fraction(35))
        (Fraction(-20, 1), 0)
        >>> Carry(keep="share", share=0.5).of(35)
        Fraction(35, 2)
    """

    form: ClassVar[Form] = Form.short(
        "keep", kind=Literal["none", "all", "debts"], expects="type.carry"
    )
    keep: Keep = "share"
    share: Decimal | None = field(default=None, converter=as_exact, metadata=SHARE)
    round: Rounding | None = None

    def problems(self) -> Iterator[Problem]:
        """Give a share that is none, or that is not asked for."""
        if self.keep == "share" and self.share is None:
            yield Problem(code="missing-key", path=("share",))
        yield from checks.between(self.share, 0, 1, "share")
        for name in ("share", "round"):
            if self.keep != "share" and getattr(self, name) is not None:
                yield checks.only_with(name, "share")

    def of(self, differs: int | Fraction) -> int | Fraction:
        """Give what is kept of the difference from the base."""
        match self.keep:
            case "none":
                return 0
            case "all":
                return differs
            case "debts":
                return min(differs, 0)
        part = Fraction(self.share or 0) * differs
        return part if self.round is None else Fraction(self.round.of(part))


@model(kw_only=True)
class Validity(Model):
    """How long an entry counts, by its size (有效期): from or above so many points, this long.

    Attributes:
        from_: Inclusive lower end of the entry's size, whatever its sign.
        above: Exclusive lower end.
        valid_for: From the day of the act up to the day before the anniversary.

    Examples:
        >>> Validity(above=40, valid_for=Span(2, "year")).valid_for.number
        2
    """

    from_: Decimal | None = field(default=None, converter=as_exact)
    above: Decimal | None = field(default=None, converter=as_exact)
    valid_for: Span = field()

    @property
    def end(self) -> Decimal:
        """The lower end."""
        found = self.from_ if self.from_ is not None else self.above
        return Decimal(0) if found is None else found

    def reached(self, size: int | Fraction) -> bool:
        """Tell whether an entry of so many points, whatever their sign, is one of these."""
        end, size = Fraction(self.end), abs(Fraction(size))
        return size >= end if self.above is None else size > end


#: Keys that do nothing without another: key, its default, and the other key.
_ALONE_IDLE = (
    ("rest", "other", "deduct"),
    ("late", "own_period", "period"),
    ("spend", "oldest", "spendable"),
    ("overdrawn", "debt", "spendable"),
)


@model(kw_only=True)
class Account(Model):
    """An account of points (积分账户), such as one for goods and one for honour.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        base: What every subject has at the start of each period (基础分).
        period: The period after which it starts anew; without one it goes on for ever.
        carry: What is kept into the next period; an account with a period says so.
        spendable: Whether points of it buy rewards (可兑换).
        spend_base: Whether the base buys rewards too; a spendable account with a base says so.
        floor: No deduction takes the balance below it (最低分).
        up_only: Whether deductions leave it as it is (只增不减).
        deduct: Which part a deduction takes first, where base and earned points are kept apart;
            ``None`` where they are one.
        rest: What such a deduction does with what the first part does not hold: takes it from the
            ``other``, or not at all (``lost``).
        validity: How long entries count, by size; an item's own validity goes before. Without any
            they count for ever.
        spend: Which lots a redemption takes first, where entries expire.
        late: To which period an entry belongs that takes effect late: that of the act, or of its
            taking effect.
        overdrawn: What the void of points does that are spent: it leaves a debt, or is refused.
        bands: Names for ranges of the balance (等次); ``None`` where it has none.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Account(base=1000, period=Period(unit="year"), carry=Carry(keep="none")).base
        Decimal('1000')
    """

    label: Label | None = field(default=None, converter=as_label)
    base: Decimal = field(default=Decimal(0), converter=as_exact)
    period: Period | None = None
    carry: Carry | None = None
    spendable: bool = False
    spend_base: bool | None = None
    floor: Decimal | None = field(default=None, converter=as_exact)
    up_only: bool = False
    deduct: Literal["base", "earned"] | None = None
    rest: Literal["other", "lost"] = "other"
    validity: tuple[Validity, ...] = field(default=(), converter=as_tuple)
    spend: Literal["oldest", "newest"] = "oldest"
    late: Literal["own_period", "posting_period"] = "own_period"
    overdrawn: Literal["debt", "refuse"] = "debt"
    bands: Bands | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give what is not said and has no default, and ends out of order."""
        if self.period is not None:
            yield from (p.inside("period") for p in self.period.only())
        if self.period is not None and self.carry is None:
            yield Problem(code="missing-key", path=("carry",), hint=Message("hint.carry"))
        if self.period is None and self.carry is not None:
            yield checks.only_with("carry", "period")
        if self.spendable and self.base > 0 and self.spend_base is None:
            hint = Message("hint.write", form="spend_base: false")
            yield Problem(code="missing-key", path=("spend_base",), hint=hint)
        if self.spend_base is not None and not self.spendable:
            yield checks.only_with("spend_base", "spendable")
        yield from checks.at_most(self.floor, self.base, "floor")
        for name, usual, owner in _ALONE_IDLE:
            if getattr(self, name) != usual and not getattr(self, owner):
                yield checks.only_with(name, owner)
        yield from self._validity_problems()
        yield from self.assumed.problems_in(Account)

    def _validity_problems(self) -> Iterator[Problem]:
        before: tuple[Decimal, bool] | None = None
        for index, step in enumerate(self.validity):
            path = ("validity", index)
            if (step.from_ is None) == (step.above is None):
                expected = Message("expected.one-key", names=("from", "above"))
                yield Problem(code="not-one-key", path=path, expected=expected)
                continue
            end = (step.end, step.above is not None)
            if before is not None and end <= before:
                expected = Message("expected.above", least=before[0])
                found = shown(step.end)
                yield Problem(code="unreachable-part", path=path, found=found, expected=expected)
            before = end
        if self.validity and self.deduct is not None:
            yield checks.only_with("validity", "deduct: null")

    def lasts(self, size: int | Fraction) -> Span | None:
        """Tell how long an entry of that many points counts; ``None`` is for ever."""
        reached = [step.valid_for for step in self.validity if step.reached(size)]
        return reached[-1] if reached else None

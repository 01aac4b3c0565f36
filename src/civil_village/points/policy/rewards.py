"""Rewards (兑换): what points buy, and the conditions, limits and stock of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar import Period, Window
from civil_village.exact_numbers import added, as_exact, tidy
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem
from civil_village.rules import Rule
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Opening(Model):
    """Days on which points can be redeemed (兑换时间), once or in every year.

    Attributes:
        from_: First day.
        until: Last day.
        yearly: Whether the same days of every year are meant.

    Examples:
        >>> Opening(from_=date(2020, 12, 20), until=date(2021, 1, 5), yearly=True).holds(
        ...     date(2024, 1, 3)
        ... )
        True
    """

    from_: date
    until: date
    yearly: bool = False

    def problems(self) -> Iterator[Problem]:
        """Give an end before its beginning."""
        yield from checks.in_order(self.from_, self.until, "until")

    @property
    def days(self) -> Window:
        """Its days."""
        return Window(self.from_, self.until, self.yearly)

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of them."""
        return self.days.holds(day)


@model(kw_only=True)
class Limit(Model):
    """The most of a reward within a period (限兑): pieces, points, or an amount.

    Attributes:
        each: For each ``subject``, each ``household``, or for ``all`` together.
        per: The period in which it counts.
        count: Most pieces; one of ``count``, ``points`` and ``amount``.
        points: Most points that are spent on it.
        amount: Most of a payout, in its unit.

    Examples:
        >>> Limit(per=Period(unit="year"), count=2).each
        'subject'
    """

    each: Literal["subject", "household", "all"] = "subject"
    per: Period = field()
    count: int | None = None
    points: Decimal | None = field(default=None, converter=as_exact)
    amount: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give no measure or several, and one below 0."""
        names = ("count", "points", "amount")
        given = [name for name in names if getattr(self, name) is not None]
        yield from checks.one_key(self, *names)
        for name in given:
            yield from checks.at_least(getattr(self, name), 0, name)


@model(kw_only=True)
class Payout(Model):
    """An amount that points become (按比例兑换): vouchers or shopping money, never less than fits.

    Attributes:
        unit: Unit of the amount, such as ``元``.
        rate: So much of the unit for one point.
        least: Least amount of one redemption.
        step: Amounts are multiples of it; ``None`` where any amount fits, or ``notes`` say.
        notes: What there is to hand out (面额), in place of a step.
        unfit: What does not fit is refused ``whole``, or given in ``part``.

    Examples:
        Vouchers of 20 and 5 yuan, 0.1 yuan a point:

        >>> vouchers = Payout(unit="元", rate=0.1, notes=[20, 5])
        >>> {str(note): count for note, count in vouchers.split(Decimal(45)).items()}
        {'20': 2, '5': 1}
    """

    unit: str
    rate: Decimal = field(converter=as_exact)
    least: Decimal = field(default=Decimal(0), converter=as_exact)
    step: Decimal | None = field(default=None, converter=as_exact)
    notes: tuple[Decimal, ...] = field(default=(), converter=as_tuple)
    unfit: Literal["whole", "part"] = "whole"

    def problems(self) -> Iterator[Problem]:
        """Give a rate, a step or a note that is not above 0."""
        sizes: list[tuple[Path, Decimal]] = [(("rate",), self.rate)]
        if self.step is not None:
            sizes.append((("step",), self.step))
        sizes += ((("notes", index), note) for index, note in enumerate(self.notes))
        for path, size in sizes:
            yield from checks.above(size, 0, *path)
        if self.step is not None and self.notes:
            expected = Message("expected.one-key", names=("step", "notes"))
            yield Problem(code="not-one-key", expected=expected)

    @property
    def smallest(self) -> Decimal:
        """What no amount that is handed out is below."""
        sizes = self.notes or ((self.step,) if self.step is not None else ())
        return max(self.least, min(sizes, default=Decimal(0)))

    def fitting(self, amount: Decimal) -> Decimal:
        """Give the part of an amount that can be handed out."""
        if self.notes:
            return added(Fraction(note) * count for note, count in self.split(amount).items())
        if self.step is None:
            return amount
        return tidy(Fraction(self.step) * (Fraction(amount) / Fraction(self.step)).__floor__())

    def split(self, amount: Decimal) -> dict[Decimal, int]:
        """Divide an amount into notes, the largest first; what is left fits none."""
        counts, rest = {}, Fraction(amount)
        for note in sorted(self.notes, reverse=True):
            counts[note] = (rest / Fraction(note)).__floor__()
            rest -= counts[note] * Fraction(note)
        return {note: count for note, count in counts.items() if count}

    def cost(self, amount: Decimal) -> Fraction:
        """Give the points that an amount takes."""
        return Fraction(amount) / Fraction(self.rate)


@model(kw_only=True)
class Reward(Model):
    """Something that points buy (兑换物品): a good with a price, or an amount at a rate.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        account: The account that pays.
        price: Points for one piece; this or ``payout``.
        payout: An amount that points become.
        stock: Pieces there are before any restocking; without a number there is no end of them.
        open: When it can be redeemed; without any, always.
        limits: The most of it within periods.
        returns: What a return undoes: the redemption in its own period, or points of the new one.
        requires: Condition on balances, such as ``conduct >= 60 && !suspended``.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Reward(label="香皂", account="exchange", price=25, stock=60).stock
        60
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    account: Id
    price: Decimal | None = field(default=None, converter=as_exact)
    payout: Payout | None = None
    stock: int | None = None
    open: tuple[Opening, ...] = field(default=(), converter=as_tuple)
    limits: tuple[Limit, ...] = field(default=(), converter=as_tuple)
    returns: Literal["own_period", "new_period"] = "own_period"
    requires: Rule | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give neither price nor payout, or both, and numbers that are none."""
        yield from id_problems(self.account, "account")
        yield from checks.one_key(self, "price", "payout")
        yield from checks.above(self.price, 0, "price")
        yield from checks.at_least(self.stock, 0, "stock")
        for index, limit in enumerate(self.limits):
            if limit.amount is not None and self.payout is None:
                yield checks.only_with("amount", "payout", path=("limits", index, "amount"))
        yield from self.assumed.problems_in(Reward)

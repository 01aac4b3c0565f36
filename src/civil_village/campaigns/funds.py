"""Funds (经费) of a campaign: planned, spent, left, and how an incentive fund is divided."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.dividing import DivisionRule, own_first
from civil_village.exact_numbers import added, as_exact
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True, field_transformer=own_first)
class FundDivision(DivisionRule):
    """How a fund is divided over places (以奖代补分配办法).

    Attributes:
        by: The indicator of a place that weighs its part.
        each: The level of the places.
        step: Every part is a multiple of it.
        floor: Weights below this line get nothing.
        floor_means: Whether the ``whole`` weight counts, or its ``excess`` over the line.
        cap: Most that one place gets.
        ties: Who of those with equal remainders gets a last step; there is no default.
        seed: Seed of the lots, where ``ties`` is ``lot``.
        leave: Leave what does not come out even.

    Examples:
        >>> FundDivision(by="score", each="village", step=100, ties="order").step
        Decimal('100')
    """

    by: Id
    each: Id

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, amounts out of range, and lots without a seed."""
        for name in ("by", "each"):
            yield from id_problems(getattr(self, name), name)
        yield from super().problems()
        if self.ties == "lot" and self.seed is None:
            yield checks.missing("seed")


@model(kw_only=True)
class Fund(Model):
    """Money that a campaign plans for something (经费).

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        planned: The sum; ``None`` where the source names none.
        unit: Its unit, such as 元.
        spent: The kind of event that spends it: such an event speaks ``of`` the fund and has an
            ``amount`` among its values.
        division: How it is divided over places; ``None`` where it is not.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> Fund(label="专项经费", planned=100000, spent="payment").planned
        Decimal('100000')
    """

    label: Label | None = field(default=None, converter=as_label)
    planned: Decimal | None = field(default=None, converter=as_exact)
    unit: Label = field(default=Label("元", "yuan"), converter=as_label)
    spent: Id | None = None
    division: FundDivision | None = None
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give a sum below 0."""
        yield from checks.at_least(self.planned, 0, "planned")
        if self.spent is not None:
            yield from id_problems(self.spent, "spent")
        yield from self.assumed.problems_in(Fund)


@model(kw_only=True)
class FundState(Shown):
    """What is left of a fund on a day (经费结余).

    Attributes:
        fund: Id of the fund.
        planned: The sum; ``None`` where the source names none.
        spent: What was spent by the day.

    Examples:
        >>> FundState(fund="special", planned=Decimal(100), spent=Decimal(30)).left
        Decimal('70')
    """

    fund: str
    planned: Decimal | None
    spent: Decimal

    @property
    def left(self) -> Decimal | None:
        """What is left, below 0 where too much was spent; ``None`` where no sum was planned."""
        return None if self.planned is None else added((self.planned, -self.spent))

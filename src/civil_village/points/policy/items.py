"""Items as a policy declares them (积分项目): conduct, its points, for whom, within what caps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar import Period, Span, Window
from civil_village.curves.curve import AnyCurve
from civil_village.exact_numbers import as_exact
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, reject, shown
from civil_village.quantities.rounding import Rounding
from civil_village.written_forms import ONE_OR_MANY, Form, Shorter, index_in, is_list, is_no_mapping

#: What happens with several items for one act: all count, or only the one of most points,
#: chosen before or after the caps.
OneAct = Literal["sum", "highest", "highest_after_caps"]
#: Who is charged with what somebody does: who did it, the household, its head, or whom the
#: claim names.
Charge = Literal["actor", "household", "head", "named"]


def _with_factors(accounts: list[Any]) -> dict[str, Decimal]:
    """Take a list of accounts for a factor of 1 each.

    Raises:
        DocumentError: Something in the list is no account, or stands twice.
    """
    reject(problem for index in range(len(accounts)) for problem in _unlisted(accounts, index))
    return {str(name): Decimal(1) for name in accounts}


def _unlisted(names: list[Any], index: int) -> Iterator[Problem]:
    """Give what is wrong with one of the accounts of a list."""
    name = names[index]
    if not isinstance(name, str):
        yield from (problem.inside(index) for problem in checks.text(name))
    elif name in names[:index]:
        yield Problem(code="duplicate-id", path=(index,), found=name)


@model
class Targets(Model):
    """The accounts that an item posts to (记入账户), each with a factor.

    Attributes:
        accounts: The factor of each account, by its id.

    Examples:
        >>> Targets({"exchange": 1, "honour": 0.5}).accounts["honour"]
        Decimal('0.5')
    """

    form: ClassVar[Form] = Form.alone(
        "accounts",
        shorter=Shorter(kind=tuple[Id, ...], fits=is_list, long=_with_factors, place=index_in),
        expects="type.targets",
    )
    accounts: FrozenMapping[str, Decimal] = field(converter=as_mapping)

    def problems(self) -> Iterator[Problem]:
        """Give no account, and factors that are not above 0."""
        yield from checks.not_empty(self.accounts)
        for name, factor in self.accounts.items():
            yield from checks.above(factor, 0, name)


@model(kw_only=True)
class ByHand(Model):
    """Points that somebody sets within a range (自由裁量): given with the approval.

    Attributes:
        least: Least points; may be below 0.
        most: Most points; above the least.
        step: Points are so far from the least, or a multiple of it.

    Examples:
        >>> ByHand(least=-50, most=-10, step=5).allows(Decimal(-25))
        True
    """

    least: Decimal = field(converter=as_exact)
    most: Decimal = field(converter=as_exact)
    step: Decimal = field(default=Decimal(1), converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give a range that is none, and a step that is not above 0."""
        yield from checks.above(self.most, self.least, "most")
        yield from checks.above(self.step, 0, "step")

    def allows(self, points: Decimal) -> bool:
        """Tell whether so many points can be given."""
        steps = (Fraction(points) - Fraction(self.least)) / Fraction(self.step)
        return self.least <= points <= self.most and steps.denominator == 1


@model(kw_only=True)
class Measured(Model):
    """What a curve counts (计量): a quantity of each claim, added up over a period.

    Attributes:
        quantity: Name of what is counted, such as ``hours`` or ``yuan``.
        label: Name for people; ``None`` where nobody gave one.
        over: The period whose claims are counted together; ``act`` counts each by itself.

    Examples:
        >>> Measured(quantity="hours", over=Period(unit="year")).quantity
        'hours'
    """

    quantity: Id
    label: Label | None = field(default=None, converter=as_label)
    over: Period = field(factory=lambda: Period(unit="act"))

    def problems(self) -> Iterator[Problem]:
        """Give a name that is none, and days that roll along."""
        yield from id_problems(self.quantity, "quantity")
        yield from (p.inside("over") for p in self.over.only("act", "ever"))


@model(kw_only=True)
class Cap(Model):
    """The most that counts within a period (封顶): points, claims, or a quantity.

    Gains and losses are capped apart; what is above the cap stays in the book with 0 or with
    a part of its points.

    Attributes:
        of: What is capped together: the ``item``, its ``class``, or ``all`` items.
        name: Which class or item, for a cap of the whole policy.
        each: Each of these has the cap for itself: the ``subject`` that is charged, the ``member``
            who acts, or the ``place``.
        per: The period in which it counts.
        points: Most points; one of ``points``, ``count`` and ``quantity``.
        count: Most claims.
        quantity: Most of what the item counts; only for an item.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.

    Examples:
        >>> Cap(per=Period(unit="year"), points=40).points
        Decimal('40')
    """

    of: Literal["item", "class", "all"] = "item"
    name: Id | None = None
    each: Literal["subject", "member", "place"] = "subject"
    per: Period = field()
    points: Decimal | None = field(default=None, converter=as_exact)
    count: int | None = None
    quantity: Decimal | None = field(default=None, converter=as_exact)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def problems(self) -> Iterator[Problem]:
        """Give no measure or several, and one that is not above 0."""
        names = ("points", "count", "quantity")
        given = [name for name in names if getattr(self, name) is not None]
        yield from checks.one_key(self, *names)
        for name in given:
            yield from checks.above(getattr(self, name), 0, name)
        if self.quantity is not None and self.of != "item":
            yield checks.only_with("quantity", "of: item")


@model(kw_only=True)
class Repeat(Model):
    """What comes again counts more, or less (重复加倍): the k-th time by the k-th factor.

    Attributes:
        of: What comes again: the ``item``, or any of its ``class``.
        per: Times are counted within this period; this or ``valid_for``.
        valid_for: Times are counted while an earlier one is valid: from its day up to the day
            before the anniversary.
        factors: Factors of the first time, the second …; the last goes on.
        multiply: Whether only the ``later`` entry is multiplied, or ``both``.

    Examples:
        >>> Repeat(of="class", valid_for=Span(1, "year"), factors=[1, 2]).factor(5)
        Decimal('2')
    """

    of: Literal["item", "class"] = "item"
    per: Period | None = None
    valid_for: Span | None = None
    factors: tuple[Decimal, ...] = field(converter=as_tuple)
    multiply: Literal["later", "both"] = "later"

    def problems(self) -> Iterator[Problem]:
        """Give no period or two, no factors, and factors below 0."""
        yield from checks.one_key(self, "per", "valid_for")
        if self.per is not None:
            yield from (p.inside("per") for p in self.per.only("ever"))
        yield from checks.not_empty(self.factors, "factors")
        for index, factor in enumerate(self.factors):
            yield from checks.at_least(factor, 0, "factors", index)

    def factor(self, time: int) -> Decimal:
        """Give the factor of the k-th time, counted from 1."""
        return self.factors[min(time, len(self.factors)) - 1]


@model(kw_only=True)
class Publicity(Model):
    """How long a claim is posted for objections before it counts (公示).

    Attributes:
        days: Days, 1 to 366; the first day counts, and points count from the day after the last.
        restart: Whether a rejected objection starts the days anew.

    Examples:
        >>> Publicity(days=5).restart
        False
    """

    form: ClassVar[Form] = Form.short("days", kind=int, fits=is_no_mapping)
    days: int
    restart: bool = False

    def problems(self) -> Iterator[Problem]:
        """Give a number of days that is none."""
        yield from checks.between(self.days, 1, 366, "days")


@model(kw_only=True)
class ItemClass(Model):
    """A class of items (类别), which may be capped, repeated or chosen from together.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        one_act: What happens with several items of it for one act; ``None`` is as the policy says.

    Examples:
        >>> ItemClass(label="环境卫生", one_act="highest").one_act
        'highest'
    """

    label: Label | None = field(default=None, converter=as_label)
    one_act: OneAct | None = None


@model(kw_only=True)
class Item(Model):
    """One line of a points policy (积分项目): what it is worth and how it is counted.

    Its value is a fixed number of points, a range for a hand, or a curve of a quantity.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        class_: Id of its class; ``None`` where it has none.
        to: The accounts that its points are posted to, each with a factor.
        points: Fixed points of each claim; below 0 a deduction. This, ``by_hand`` or ``curve``.
        by_hand: Range of points that an approval sets.
        curve: Points by a quantity of each claim, or of a period.
        per: What the curve counts; it goes with a curve, and with a cap of a quantity.
        each: What fixed points are for: each ``claim``, each ``person`` that a claim says, or each
            ``member`` of the household.
        members_on: On which day members are counted: the last of the period ``within``, the day of
            the act, or the day for which one asks.
        within: Period on whose last day members are counted.
        charge: Whom the points go to: who did it (``actor``), the ``household``, its ``head``, or
            whom the claim names (``named``).
        proof: How it is shown (证明): scan, certificate, photo, confirmation …
        approval: Roles that approve a claim, in this order; without any it needs no approval.
        publicity: How long claims are posted; ``None`` is the policy's own.
        caps: The most that counts of it, or of its class, within periods.
        repeat: How it counts when it comes again; ``None`` is as at first.
        round: Rounding of its points, before the caps.
        valid_for: How long an entry counts, from the day of the act; ``None`` is as its account
            says.
        lasting: Whether it goes on until it is repaired; only then does its validity begin.
        one_act: What happens with several items for one act; ``None`` is as its class, or the
            policy, says.
        own: A village's own item, within the limits that the policy sets.
        from_: First day of acts that count; without one, all before ``until``.
        until: Last day of acts that count; without one, all since ``from_``.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> litter = Item(label="乱倒垃圾", to=Targets({"credit": 1}), points=-5)
        >>> litter.points
        Decimal('-5')
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    class_: Id | None = None
    to: Targets = field()
    points: Decimal | None = field(default=None, converter=as_exact)
    by_hand: ByHand | None = None
    curve: AnyCurve | None = None
    per: Measured | None = None
    each: Literal["claim", "person", "member"] = "claim"
    members_on: Literal["period_end", "act", "as_of"] = "period_end"
    within: Period | None = None
    charge: Charge = "actor"
    proof: Label | None = field(default=None, converter=as_label)
    approval: tuple[Id, ...] = field(default=(), converter=as_tuple)
    publicity: Publicity | None = None
    caps: tuple[Cap, ...] = field(default=(), converter=as_tuple)
    repeat: Repeat | None = None
    round: Rounding | None = None
    valid_for: Span | None = None
    lasting: bool = False
    one_act: OneAct | None = None
    own: bool = False
    from_: date | None = None
    until: date | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give no value or several, and keys that do not go together."""
        yield from self.value_problems()
        if self.curve is not None:
            yield from self._curve_problems(self.curve)
        elif self.per is not None and not any(cap.quantity is not None for cap in self.caps):
            yield checks.only_with("per", "curve, caps: quantity")
        if self.by_hand is not None and not self.approval:
            hint = Message("hint.write", form="approval: [committee]")
            yield Problem(code="missing-key", path=("approval",), hint=hint)
        if self.each != "claim" and self.points is None:
            yield checks.only_with("each", "points")
        if self.each == "member" and self.members_on == "period_end" and self.within is None:
            yield Problem(code="missing-key", path=("within",))
        if self.members_on != "period_end" and self.each != "member":
            yield checks.only_with("members_on", "each: member")
        if self.within is not None and self.each != "member":
            yield checks.only_with("within", "each: member")
        if self.within is not None:
            yield from (p.inside("within") for p in self.within.only())
        if self.lasting and self.valid_for is None:
            yield Problem(code="missing-key", path=("valid_for",))
        if self.class_ is not None:
            yield from id_problems(self.class_, "class")
        for index, role in enumerate(self.approval):
            yield from id_problems(role, "approval", index)
        yield from self._cap_problems()
        yield from checks.in_order(self.from_, self.until, "until")
        yield from self.assumed.problems_in(Item)

    def value_problems(self) -> Iterator[Problem]:
        """Give what stops it from being worth anything that could be told."""
        values = ("points", "by_hand", "curve")
        yield from checks.one_key(self, *values)
        if self.points is not None and self.points == 0:
            expected = Message("expected.not-zero")
            yield Problem(code="empty-item", path=("points",), found="0", expected=expected)

    def _curve_problems(self, curve: AnyCurve) -> Iterator[Problem]:
        if self.per is None:
            yield Problem(code="missing-key", path=("per",))
        elif self.per.over.unit != "act" and not any(curve.problems()) and curve.at(0) != 0:
            expected, found = Message("expected.exactly", value=0), shown(curve.at(0))
            yield Problem(code="curve-at-zero", path=("curve",), found=found, expected=expected)

    def _cap_problems(self) -> Iterator[Problem]:
        for index, cap in enumerate(self.caps):
            path = ("caps", index)
            if cap.of == "all" or cap.name is not None:
                expected = Message("expected.one-of", names=("item", "class"))
                yield Problem(
                    code="wrong-type", path=(*path, "of"), found=cap.of, expected=expected
                )
            if cap.of == "class" and self.class_ is None:
                yield Problem(code="missing-key", path=("class",))
            if cap.quantity is not None and self.per is None:
                yield Problem(code="missing-key", path=("per",))
        if self.repeat is not None and self.repeat.of == "class" and self.class_ is None:
            yield Problem(code="missing-key", path=("class",))

    @property
    def days(self) -> Window:
        """The days whose acts count."""
        return Window(self.from_ or date.min, self.until or date.max)

    @property
    def listed(self) -> tuple[Fraction, Fraction]:
        """Least and greatest points of one claim, before anything is multiplied or capped."""
        if self.points is not None:
            return Fraction(self.points), Fraction(self.points)
        if self.by_hand is not None:
            return Fraction(self.by_hand.least), Fraction(self.by_hand.most)
        assert self.curve is not None  # an item has one of the three
        return self.curve.over(0, None)

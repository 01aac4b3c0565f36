"""What follows from points (结果运用), as declared: judgments, settlements, benefits, boards."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, get_args

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar import Period, Span
from civil_village.consequences import Ban, Banned, BenefitGranted, ItemPosted, Stopped
from civil_village.dividing import DivisionRule, RemainderTies, own_first
from civil_village.exact_numbers import as_exact
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.rankings import Quota
from civil_village.rankings.order import Ties
from civil_village.rules import Rule
from civil_village.written_forms import ONE_OR_MANY


def ends_by_days(ban: Ban) -> Iterator[Problem]:
    """Give a ban that a kind of event ends, which no ledger has.

    Examples:
        >>> [problem.path for problem in ends_by_days(Ban(stops=["rank"], until="release"))]
        [('until',)]
    """
    if ban.until is not None:
        expected = Message("expected.one-key", names=("valid_for", "through"))
        yield Problem(code="not-one-key", path=("until",), found="until", expected=expected)


@model(kw_only=True)
class Judgment(Model):
    """A direct judgment (直接判级): while it stands, an account reads as declared.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        account: Id of the account.
        reads: What the balance reads as while it stands; this, ``band``, or both.
        band: Id of the band that it reads as.
        valid_for: Up to the day before the anniversary; without it until it is repaired.
        repair: Item that is posted when it is repaired (修复).
        within: It can be repaired only within the same period as the judgment, such as the year.
        gains: What is gained while it stands counts after the repair, or is lost.
        bans: What falls on the subject beside it.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Judgment(account="credit", reads=0, repair="corrected").reads
        Decimal('0')
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    account: Id
    reads: Decimal | None = field(default=None, converter=as_exact)
    band: Id | None = None
    valid_for: Span | None = None
    repair: Id | None = None
    within: Period | None = None
    gains: Literal["kept", "lost"] = "kept"
    bans: tuple[Ban, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give a judgment that changes nothing."""
        yield from id_problems(self.account, "account")
        if self.reads is None and self.band is None:
            expected = Message("expected.one-key", names=("reads", "band"))
            yield Problem(code="not-one-key", expected=expected)
        if self.within is not None:
            yield from (p.inside("within") for p in self.within.only())
        for index, ban in enumerate(self.bans):
            yield from (p.inside("bans", index) for p in ends_by_days(ban))
        yield from self.assumed.problems_in(Judgment)


#: What the end of a period brings: an item, a benefit, or a ban.
Settled = ItemPosted | BenefitGranted | Banned


@model(kw_only=True)
class Settlement(Model):
    """What an account's bands bring when its period ends (结算).

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        of: The account whose band decides.
        bands: What each band brings; a band that is not named brings nothing.

    Examples:
        >>> Settlement(of="credit", bands={"s5": [ItemPosted(post="bonus")]}).of
        'credit'
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    of: Id
    bands: FrozenMapping[str, tuple[Settled, ...]] = field(converter=as_mapping)

    def problems(self) -> Iterator[Problem]:
        """Give a settlement that brings nothing."""
        yield from id_problems(self.of, "of")
        yield from checks.not_empty(self.bands, "bands")
        for band, brought in self.bands.items():
            for index, one in enumerate(brought):
                if isinstance(one, Banned):
                    found = ends_by_days(one.ban)
                    yield from (p.inside("bands", band, index, "ban") for p in found)


@model(kw_only=True)
class Suspension(Model):
    """A line of points below which something is stopped (冻结), until it is reached again.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        when: It holds while this is true of the subject's balances.
        stops: What is stopped: ``redeem``, ``rank``, ``benefits``.

    Examples:
        >>> Suspension(when=Rule("conduct < 60"), stops=["redeem"]).stops
        ('redeem',)
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    when: Rule
    stops: tuple[Stopped, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give one that stops nothing."""
        yield from checks.not_empty(self.stops, "stops")


@model(kw_only=True)
class Benefit(Model):
    """Something without a price that points bring (优惠、礼遇): while a condition holds.

    A benefit without a condition is granted by settlements alone.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        when: Condition on the subject's balances; without it, settlements alone grant it.
        worth: Its figures by name, such as the quota of a loan.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> loan = Benefit(when=Rule("credit > 1040"), worth={"quota": 50000})
        >>> loan.worth["quota"]
        Decimal('50000')
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    when: Rule | None = None
    worth: FrozenMapping[str, Decimal] = field(default=EMPTY, converter=as_mapping)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give assumed fields that it does not have."""
        yield from self.assumed.problems_in(Benefit)


@model(kw_only=True)
class Board(Model):
    """A list that is put up (红黑榜): the best or the worst of an account, or who meets a rule.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        account: Id of the account.
        top: So many of the best; one of ``top``, ``bottom`` and ``when``.
        bottom: So many of the worst.
        when: All of whom this is true.
        ties: Whether those tied across the cut are all on it, or none; there is no default.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Board(account="credit", top=3, ties="all").top
        3
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    account: Id
    top: int | None = None
    bottom: int | None = None
    when: Rule | None = None
    ties: Literal["all", "none"] | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give no measure or several, and a cut at which nobody decides ties."""
        yield from id_problems(self.account, "account")
        names = ("top", "bottom", "when")
        yield from checks.one_key(self, *names)
        for name in ("top", "bottom"):
            number = getattr(self, name)
            yield from checks.at_least(number, 1, name)
        if self.when is None and self.ties is None:
            expected = Message("expected.one-of", names=("all", "none"))
            yield Problem(code="missing-key", path=("ties",), expected=expected)
        yield from self.assumed.problems_in(Board)

    def quota(self, name: str) -> Quota:
        """Give how many are put up, and who of those tied, for a board with a cut.

        Args:
            name: Name of the board in the policy.

        Examples:
            >>> Board(account="credit", bottom=3, ties="none").quota("black").from_end
            'bottom'
        """
        return Quota(id=name, top=self.top, bottom=self.bottom, ties=self.ties)


@model(kw_only=True)
class Standing(Model):
    """How an account is ranked (排名): within what, and what tied subjects get.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        account: Id of the account.
        within: Apart by ``population`` or ``place`` of the roster; without it, all together.
        ties: What tied subjects get, as in ranks of results; there is no default.

    Examples:
        >>> Standing(account="credit", within="population", ties="competition").ties
        'competition'
    """

    label: Label | None = field(default=None, converter=as_label)
    account: Id
    within: Literal["population", "place"] | None = None
    ties: Ties

    def problems(self) -> Iterator[Problem]:
        """Give an account that is no id."""
        yield from id_problems(self.account, "account")


@model(kw_only=True, field_transformer=own_first)
class Dividend(DivisionRule):
    """How a sum is divided by the balances of an account (积分分红), at the end of a year or so.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        account: Id of the account whose balances are the weights; debts get nothing.
        assumed: Fields that the source does not give; to name them changes no number.
        step: Every part is a multiple of it, such as 0.01 yuan.
        floor: Balances below this line get nothing (起分线).
        floor_means: Whether the ``whole`` balance counts, or its ``excess`` over the line.
        cap: Most that one subject gets; what is above it goes to the others.
        ties: Who of those with equal remainders gets a last step: the first in ``order``, by
            ``lot``, the ``smaller`` or the ``larger`` balance, or nobody (``left``).
        seed: Seed of the lots, where it is not given with the sum.
        leave: Leave what does not come out even, instead of giving it to the largest remainders.

    Examples:
        >>> Dividend(account="credit", step=1, floor=20, ties="larger").floor_means
        'whole'
    """

    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    account: Id
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give amounts that are none, and equal remainders that nobody decides."""
        yield from id_problems(self.account, "account")
        yield from super().problems()
        if self.ties is None and not self.leave:
            expected = Message("expected.one-of", names=get_args(RemainderTies))
            yield Problem(code="missing-key", path=("ties",), expected=expected)
        yield from self.assumed.problems_in(Dividend)

"""The policy (积分办法): accounts, items, caps, rewards, and what follows from points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta, timezone, tzinfo
from typing import ClassVar, Literal

from attrs import evolve, field

from civil_village import checks
from civil_village.aims import Aim
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar import Leap
from civil_village.checks import unique_ids
from civil_village.consequences import BenefitGranted, ItemPosted
from civil_village.exact_numbers import LARGEST, PLACES
from civil_village.ids import DocumentId, id_problems, key_problems
from civil_village.labels import Label, Source, as_label
from civil_village.leeway import Leeway, Slots, Tailored
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.points.policy.accounts import Account
from civil_village.points.policy.effects import (
    Benefit,
    Board,
    Dividend,
    Judgment,
    Settlement,
    Standing,
    Suspension,
)
from civil_village.points.policy.items import Cap, Item, ItemClass, OneAct, Publicity
from civil_village.points.policy.rewards import Reward
from civil_village.problems import Path, Problem, reject, shown
from civil_village.rules import Rule, Signature
from civil_village.written_forms import ONE_OR_MANY

#: What rules may read of each account, after its id: the balance itself, its parts, and the
#: sums of its current period.
PARTS = ("", "_base", "_earned", "_gains", "_losses", "_spent")


@model(kw_only=True)
class Delegated(Model):
    """What a policy leaves to the villages (授权村级): gains and losses of their own.

    Attributes:
        gains: Items of the villages' own that give points; ``None`` allows none.
        losses: Items of the villages' own that take points; ``None`` allows none.

    Examples:
        >>> Delegated(gains=Slots(count=5, most=2)).losses is None
        True
    """

    gains: Slots | None = None
    losses: Slots | None = None


@model(kw_only=True)
class Consultation(Model):
    """How the villagers took part in making the policy (征求意见).

    Attributes:
        on: The day on which they were asked.
        body: Who was asked, such as 村民代表会议.
        note: Further words on it; ``None`` where there are none.

    Examples:
        >>> Consultation(on=date(2024, 1, 8), body="村民代表会议").body.zh
        '村民代表会议'
    """

    on: date
    body: Label = field(converter=as_label)
    note: Label | None = field(default=None, converter=as_label)


@model(kw_only=True)
class Policy(Model):
    """A points policy (积分办法): what conduct is worth, and what points are worth.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        from_: First day of acts to which this edition applies (施行日期); ``None`` where it always
            does.
        subject: Who of a roster has accounts, also before anything is entered: every ``household``,
            ``person``, or ``head`` of a household; without it only those in the ledger.
        zone: Time zone in which instants of recording have their day.
        leap: When what began on 29 February lapses in other years: ``28_february`` or ``1_march``.
        accounts: What points are posted to, by id; at least one.
        classes: Classes of items, by id; without any, items may name others.
        items: What is worth points, by id.
        caps: Caps over classes, or over all items.
        one_act: What happens with several items for one act, where neither item nor class says:
            ``sum``, ``highest`` or ``highest_after_caps``.
        publicity: How long claims are posted, where their item does not say; ``None`` is not at
            all.
        judgments: Direct judgments (直接判级), by id.
        settlements: What bands bring at the end of a period (结算), by id.
        suspensions: Lines of points below which something stops (冻结), by id.
        rewards: What points buy, by id.
        benefits: What points bring without a price, by id.
        standings: How accounts are ranked (排名), by id.
        boards: Lists that are put up (红黑榜), by id.
        dividends: How sums are divided by balances (积分分红), by id.
        delegated: What is left to the villages (授权村级); ``None`` is nothing.
        leeway: What else those below may change of it (下级裁量范围); ``None`` says nothing.
        tailored: What those below have changed (裁量记录); of a document that `resolve` made.
        consulted: Who was asked about it, and when.
        aims: What the source asks for without points, as text.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> from civil_village.points.policy.items import Targets
        >>> policy = Policy(
        ...     id="demo.points",
        ...     accounts={"credit": Account(base=1000)},
        ...     items={"training": Item(to=Targets({"credit": 1}), points=1)},
        ... )
        >>> sorted(policy.signatures())[:3]
        ['credit', 'credit_base', 'credit_earned']
    """

    kind: ClassVar[str] = "policy"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    from_: date | None = None
    subject: Literal["household", "person", "head"] | None = None
    zone: str = "Asia/Shanghai"
    leap: Leap = "28_february"
    accounts: FrozenMapping[str, Account] = field(converter=as_mapping)
    classes: FrozenMapping[str, ItemClass] = field(default=EMPTY, converter=as_mapping)
    items: FrozenMapping[str, Item] = field(converter=as_mapping)
    caps: tuple[Cap, ...] = field(default=(), converter=as_tuple)
    one_act: OneAct = "sum"
    publicity: Publicity | None = None
    judgments: FrozenMapping[str, Judgment] = field(default=EMPTY, converter=as_mapping)
    settlements: FrozenMapping[str, Settlement] = field(default=EMPTY, converter=as_mapping)
    suspensions: FrozenMapping[str, Suspension] = field(default=EMPTY, converter=as_mapping)
    rewards: FrozenMapping[str, Reward] = field(default=EMPTY, converter=as_mapping)
    benefits: FrozenMapping[str, Benefit] = field(default=EMPTY, converter=as_mapping)
    standings: FrozenMapping[str, Standing] = field(default=EMPTY, converter=as_mapping)
    boards: FrozenMapping[str, Board] = field(default=EMPTY, converter=as_mapping)
    dividends: FrozenMapping[str, Dividend] = field(default=EMPTY, converter=as_mapping)
    delegated: Delegated | None = None
    leeway: Leeway | None = None
    tailored: tuple[Tailored, ...] = field(default=(), converter=as_tuple)
    consulted: tuple[Consultation, ...] = field(default=(), converter=as_tuple)
    aims: tuple[Aim, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give names that are none or unknown, and parts that do not fit together."""
        yield from id_problems(self.id, "id", document=True)
        if _zone(self.zone) is None:
            expected, found = Message("expected.zone"), shown(self.zone)
            yield Problem(code="unknown-zone", path=("zone",), found=found, expected=expected)
        for name in _NAMED:
            yield from key_problems(getattr(self, name), name)
        yield from checks.not_empty(self.accounts, "accounts")
        yield from self._name_problems()
        for name, item in self.items.items():
            yield from (p.inside("items", name) for p in self._item_problems(item))
        yield from self._cap_problems()
        yield from self._outcome_problems()
        yield from self._own_problems()
        yield from unique_ids([aim.id for aim in self.aims], "aims")
        yield from self.assumed.problems_in(Policy)

    def _name_problems(self) -> Iterator[Problem]:
        """Give accounts whose parts would have the name of something else."""
        for account in self.accounts:
            for part in PARTS[1:]:
                if account + part in self.accounts or account + part in self.suspensions:
                    path = ("accounts", account)
                    yield Problem(code="duplicate-id", path=path, found=account + part)
        for name in self.suspensions:
            if name in self.accounts:
                yield Problem(code="duplicate-id", path=("suspensions", name), found=name)

    def _item_problems(self, item: Item) -> Iterator[Problem]:
        for name in item.to.accounts:
            yield from self._unknown(name, "accounts", "to", name)
        if item.class_ is not None and self.classes:
            yield from self._unknown(item.class_, "classes", "class")

    def _cap_problems(self) -> Iterator[Problem]:
        for index, cap in enumerate(self.caps):
            path: Path = ("caps", index, "name")
            if cap.of == "all":
                if cap.name is not None:
                    expected = Message("expected.only-with", name="of: class, of: item")
                    code = "key-of-other-type"
                    yield Problem(code=code, path=path, found=cap.name, expected=expected)
            elif cap.name is None:
                yield Problem(code="missing-key", path=path)
            elif cap.of == "item":
                yield from self._unknown(cap.name, "items", *path)
            elif cap.name not in self.class_names:
                yield from checks.known(cap.name, sorted(self.class_names), *path)

    def _outcome_problems(self) -> Iterator[Problem]:
        path: Path
        for kind in ("judgments", "rewards", "boards", "standings", "dividends"):
            for name, part in getattr(self, kind).items():
                yield from self._unknown(part.account, "accounts", kind, name, "account")
        for name, judgment in self.judgments.items():
            if judgment.repair is not None:
                yield from self._unknown(judgment.repair, "items", "judgments", name, "repair")
            if judgment.band is not None and judgment.account in self.accounts:
                path = ("judgments", name, "band")
                yield from self._unknown_band(judgment.account, judgment.band, *path)
        for name, reward in self.rewards.items():
            account = self.accounts.get(reward.account)
            if account is not None and not account.spendable:
                path, expected = ("rewards", name, "account"), Message("expected.spendable")
                yield Problem(
                    code="not-spendable", path=path, found=reward.account, expected=expected
                )
        for name, settlement in self.settlements.items():
            yield from self._settlement_problems(settlement, "settlements", name)
        yield from self._rule_problems()

    def _settlement_problems(self, settlement: Settlement, *path: str) -> Iterator[Problem]:
        account = self.accounts.get(settlement.of)
        if account is None:
            yield from self._unknown(settlement.of, "accounts", *path, "of")
            return
        if account.period is None:
            hint = Message("hint.write", form="period: year")
            yield Problem(code="no-period", path=(*path, "of"), found=settlement.of, hint=hint)
        for band, brought in settlement.bands.items():
            yield from self._unknown_band(settlement.of, band, *path, "bands", band)
            for index, one in enumerate(brought):
                here: Path = (*path, "bands", band, index)
                if isinstance(one, ItemPosted):
                    yield from self._post_problems(one.post, *here, "post")
                elif isinstance(one, BenefitGranted):
                    yield from self._unknown(one.benefit, "benefits", *here, "benefit")

    def _post_problems(self, name: str, *path: str | int) -> Iterator[Problem]:
        yield from self._unknown(name, "items", *path)
        if name in self.items and self.items[name].points is None:
            expected = Message("expected.fixed-points")
            yield Problem(code="not-fixed", path=path, found=name, expected=expected)

    def _rule_problems(self) -> Iterator[Problem]:
        names = self.signatures()
        told = self.told()
        for path, rule, known in (
            *((("suspensions", n, "when"), s.when, names) for n, s in self.suspensions.items()),
            *((("rewards", n, "requires"), r.requires, told) for n, r in self.rewards.items()),
            *((("benefits", n, "when"), b.when, told) for n, b in self.benefits.items()),
            *((("boards", n, "when"), b.when, told) for n, b in self.boards.items()),
        ):
            if isinstance(rule, Rule):
                yield from (_of_balances(p).inside(*path) for p in rule.check(known))

    def _own_problems(self) -> Iterator[Problem]:
        path: Path
        own = {n: i for n, i in self.items.items() if i.own and _tells_its_worth(i)}
        if own and self.delegated is None:
            name = next(iter(own))
            path = ("items", name, "own")
            yield Problem(code="not-delegated", path=path, hint=Message("hint.delegated"))
            return
        for sign, side in ((1, "gains"), (-1, "losses")):
            slots: Slots | None = getattr(self.delegated, side, None)
            of_side = {n: i for n, i in own.items() if _sign(i) == sign}
            if of_side and (slots is None or len(of_side) > slots.count):
                most = slots.count if slots else 0
                expected = Message("expected.at-most", most=most)
                path = ("delegated", side)
                yield Problem(
                    code="too-many-own", path=path, found=str(len(of_side)), expected=expected
                )
            for name, item in of_side.items():
                size = max(abs(end) for end in item.listed)
                if slots is not None and slots.most is not None and size > slots.most:
                    expected = Message("expected.at-most", most=slots.most)
                    found = Message("value", value=size).text("en")
                    path = ("items", name)
                    yield Problem(code="own-too-large", path=path, found=found, expected=expected)

    def _unknown(self, name: str, kind: str, *path: str | int) -> Iterator[Problem]:
        known = getattr(self, kind)
        yield from checks.known(name, known, *path)

    def _unknown_band(self, account: str, band: str, *path: str | int) -> Iterator[Problem]:
        bands = self.accounts[account].bands
        if bands is None or band not in bands:
            known = () if bands is None else tuple(b.id for b in bands)
            yield from checks.known(band, known, *path, code="unknown-band")

    @property
    def class_names(self) -> frozenset[str]:
        """The classes that it declares, or that its items name."""
        return frozenset(self.classes) | {i.class_ for i in self.items.values() if i.class_}

    def signatures(self) -> dict[str, Signature]:
        """Describe the balances that rules may read: each account, and its parts."""
        return {
            name + part: Signature.number(
                minimum=-LARGEST, maximum=LARGEST, places=PLACES, label=account.label
            )
            for name, account in self.accounts.items()
            for part in PARTS
        }

    def told(self) -> dict[str, Signature]:
        """Describe what rules of rewards, benefits and boards may read: suspensions too."""
        truths = {
            name: Signature(type="truth", label=suspension.label)
            for name, suspension in self.suspensions.items()
        }
        return {**self.signatures(), **truths}

    def one_act_of(self, item: Item) -> OneAct:
        """Tell what happens with several items for one act, for one of them."""
        of_class = self.classes.get(item.class_ or "")
        return item.one_act or (of_class.one_act if of_class else None) or self.one_act

    def publicity_of(self, item: Item) -> Publicity | None:
        """Tell how long claims of an item are posted."""
        return item.publicity or self.publicity

    def with_items(self, items: Mapping[str, Item]) -> Policy:
        """Give the policy of a village, with items of its own within the limits (自定项目).

        Raises:
            DocumentError: There are too many, of too many points, or under a name that is
                taken.

        Examples:
            >>> from civil_village.points.policy.items import Targets
            >>> town = Policy(
            ...     id="town.points",
            ...     accounts={"credit": Account()},
            ...     items={},
            ...     delegated=Delegated(gains=Slots(count=5, most=2)),
            ... )
            >>> village = town.with_items({"flowers": Item(to=Targets({"credit": 1}), points=2)})
            >>> village.items["flowers"].own
            True
        """
        taken = [Problem(code="duplicate-id", path=(n,), found=n) for n in items if n in self.items]
        reject(taken)
        own = {name: evolve(item, own=True) for name, item in items.items()}
        return evolve(self, items={**self.items, **own})

    def time_zone(self) -> tzinfo:
        """Give the zone in which instants of recording have their day."""
        found = _zone(self.zone)
        assert found is not None  # a policy that exists names one
        return found


#: Mappings of a policy whose keys are ids.
_NAMED = (
    *("accounts", "classes", "items", "judgments", "settlements", "suspensions"),
    *("rewards", "benefits", "standings", "boards", "dividends"),
)


def _of_balances(problem: Problem) -> Problem:
    """Say of a name that a rule does not know what it could be here: no indicator."""
    if problem.code != "unknown-indicator":
        return problem
    return evolve(problem, code="unknown-name", expected=Message("expected.balance"))


def _tells_its_worth(item: Item) -> bool:
    """Whether the points of an item can be asked: it has one value, and a sound one."""
    curve = item.curve
    return not any(item.value_problems()) and (curve is None or not any(curve.problems()))


def _sign(item: Item) -> int:
    least, greatest = item.listed
    return 1 if greatest > 0 and least >= 0 else -1


#: An offset as clocks have it, such as ``+08:00``.
_OFFSET = re.compile("([+-])(0[0-9]|1[0-4]):([0-5][0-9])")


def _zone(name: str) -> tzinfo | None:
    """Give a zone by its name, or by its offset as ``+08:00``."""
    if found := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-offset if found[1] == "-" else offset)
    # Only where it is needed: it looks up how this Python was built.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - told above

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

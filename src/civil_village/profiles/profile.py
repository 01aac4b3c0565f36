"""The profile (裁量文件): what a document below does to the one that it is of, change by change.

Only the differences are stored. Changes speak of the document as it is before any of them, so
that their order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from attrs import evolve, field

from civil_village import checks
from civil_village.assumptions import field_name
from civil_village.canonical import AsWritten, as_written, unwritten
from civil_village.exact_numbers import as_exact
from civil_village.explanation import Explanation, told
from civil_village.ids import DocumentId, id_problems
from civil_village.labels import Label, Source, as_label, named
from civil_village.leeway import Leeway, Only
from civil_village.mappings import FrozenMapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Locator, Path, Problem
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Pinned(Model):
    """A document that another stands on, pinned by its digest (所依据的文件).

    Attributes:
        id: Its id.
        edition: Its edition; ``None`` where there is only one.
        digest: Its fingerprint, as `civil_village.digest` gives it; ``None`` takes it as it is.

    Examples:
        >>> Pinned(id="county.standard", edition="2024").name
        'county.standard@2024'
    """

    id: DocumentId
    edition: str | None = None
    digest: str | None = None

    @property
    def name(self) -> str:
        """The name by which a library knows it."""
        return self.id if self.edition is None else f"{self.id}@{self.edition}"

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none."""
        yield from id_problems(self.id, "id", document=True)


@model(kw_only=True)
class Change(Model):
    """Other values in one part (修改): a rule, points, a label, whatever fields it has.

    Attributes:
        change: Path of the part; empty for the document itself.
        set: New values by field, as the document writes them; ``null`` takes a field away.
        reason: Why (理由).
        source: Where that comes from (出处).

    Examples:
        >>> Change(change="water.share", set={"rule": "water >= 0.95"}, reason="水厂已建成").change
        'water.share'
    """

    change: str
    set: FrozenMapping[str, AsWritten] = field(converter=as_written)
    reason: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def problems(self) -> Iterator[Problem]:
        """Give a change of nothing, and values that no document writes."""
        yield from checks.not_empty(self.set, "set")
        yield from unwritten(self.set, "set")

    def told(self) -> Message:
        """Say it in one sentence."""
        fields = tuple(map(field_name, self.set))
        part = self.change or Message("diff.whole")
        return Message("profile.change", part=part, fields=fields)


@model(kw_only=True)
class Add(Model):
    """Further parts (增加).

    Attributes:
        add: The part as the document writes it, or a list of such; of what stands by ids, such as
            indicators or items, a mapping from each id to its part.
        to: Path of what it is added to: a part that has one list of parts, or such a list.
        after: Id in that list after which it comes; by default it comes last.
        reason: Why (理由).
        source: Where that comes from (出处).

    Examples:
        >>> bins = {"id": "bins", "points": 2, "requirements": [{"id": "r", "rule": "bins >= 10"}]}
        >>> Add(add=bins, to="environment", reason="镇级要求").to
        'environment'
    """

    add: AsWritten = field(converter=as_written)
    to: str
    after: str | None = None
    reason: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def problems(self) -> Iterator[Problem]:
        """Give parts that no document writes."""
        yield from unwritten(self.add, "add")

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("profile.add", to=self.to)


@model(kw_only=True)
class Drop(Model):
    """A part left out (删除).

    Attributes:
        drop: Path of the part.
        reason: Why (理由).
        source: Where that comes from (出处).

    Examples:
        >>> Drop(drop="culture.cinema", reason="本镇无影院").drop
        'culture.cinema'
    """

    drop: str
    reason: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("profile.drop", part=self.drop)


@model(kw_only=True)
class Move(Model):
    """A part in another place (移动).

    Attributes:
        move: Path of the part.
        to: Path of what it is moved to, as in `Add`; ``None`` leaves it in its list.
        after: Id in that list after which it comes; ``first`` before all others; by default it
            comes last.
        reason: Why (理由).
        source: Where that comes from (出处).

    Examples:
        >>> Move(move="work.rules", to="order", reason="职能调整").to
        'order'
    """

    move: str
    to: str | None = None
    after: str | None = None
    reason: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("profile.move", part=self.move)


@model(kw_only=True)
class Select(Model):
    """What alone stays of each list in which anything is selected (选用).

    Attributes:
        select: Paths of the parts that stay, with all that is in them and around them; lists in
            which nothing is selected stay whole.
        reason: Why (理由).
        source: Where that comes from (出处).

    Examples:
        >>> Select(select=["work", "order.safety"], reason="先行试点").select
        ('work', 'order.safety')
    """

    select: tuple[str, ...] = field(converter=as_tuple)
    reason: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def problems(self) -> Iterator[Problem]:
        """Give a selection of nothing."""
        yield from checks.not_empty(self.select, "select")

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("profile.select", parts=self.select)


@model(kw_only=True)
class Take(Model):
    """Parts of another document of the same kind (并入).

    What is there already stays where it is the same; where it differs, that is a problem.

    Attributes:
        take: Paths in the other document, of parts or of whole lists such as
            ``catalogue.indicators``.
        from_: The other document.
        to: Path of what they are added to; by default that which they stand in there.
        reason: Why (理由).
        source: Where that comes from (出处).

    Examples:
        >>> other = Pinned(id="demo.environment", edition="1")
        >>> Take(take=["environment"], from_=other, reason="合并考评").from_.name
        'demo.environment@1'
    """

    take: tuple[str, ...] = field(converter=as_tuple)
    from_: Pinned
    to: str | None = None
    reason: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def problems(self) -> Iterator[Problem]:
        """Give nothing that is taken."""
        yield from checks.not_empty(self.take, "take")

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message("profile.take", parts=self.take, name=self.from_.name)


AnyChange = Change | Add | Drop | Move | Select | Take


@model(kw_only=True)
class Rescale(Model):
    """All points brought to a total again (折算), in proportion.

    Points of criteria are cut down to a step; the steps that are left go to the largest
    remainders, ties in order. What is inside of a criterion is multiplied by its exact factor,
    minimums and caps by that of their section; bands and pass line stay.

    Attributes:
        total: What all sections, or criteria alone, come to.
        step: Smallest part of a point that a criterion may have.
        inside: Points inside of criteria, minimums and caps: ``exact``, or rounded to the ``step``
            so that they still add up.

    Examples:
        >>> Rescale(total=100, step=0.5).total
        Decimal('100')
    """

    total: Decimal = field(converter=as_exact)
    step: Decimal = field(converter=as_exact)
    inside: Literal["exact", "step"] = "exact"

    def problems(self) -> Iterator[Problem]:
        """Give numbers that are not above 0, and a total of no whole number of steps."""
        yield from checks.above(self.total, 0, "total")
        yield from checks.above(self.step, 0, "step")
        if self.step > 0 and self.total % self.step:
            expected = Message("expected.multiple", step=self.step)
            found = Message("value", value=self.total).text("en")
            yield Problem(code="off-step", path=("total",), found=found, expected=expected)


@model(kw_only=True)
class Profile(Model):
    """What a county, a town or a village makes of a document from above (裁量文件).

    It is of a standard, a policy, a campaign or another kind, or of another profile. `resolve`
    makes the whole document. A path is the ids of parts from the outside in, joined by dots, as in
    ``environment.bins``; names of fields may stand between them, and must where an id would mean
    two things, as in ``items.training``.

    Attributes:
        id: Id of the document, and of the whole that it gives.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` keeps that of what it is of.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        from_: First day on which it is in force (施行日期); ``None`` where it always is.
        of: The document that it changes.
        only: How free it says itself to be: as in `Leeway`.
        leeway: What those below it may change (下级裁量范围); ``None`` says nothing.
        changes: Its changes; their order does not matter.
        rescale: The total to which all points are brought afterwards; ``None`` leaves them.
        locator: Where its parts stand in the text that it was read from, for problems.

    Examples:
        >>> share = Change(change="water", set={"points": 6}, reason="示例")
        >>> town = Profile(id="demo.town", of=Pinned(id="demo.county"), changes=[share])
        >>> town.of.name
        'demo.county'
    """

    kind: ClassVar[str] = "profile"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    from_: date | None = None
    of: Pinned
    only: Only | None = None
    leeway: Leeway | None = None
    changes: tuple[AnyChange, ...] = field(default=(), converter=as_tuple)
    rescale: Rescale | None = None
    locator: Locator | None = field(default=None, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none, and a profile of itself."""
        yield from id_problems(self.id, "id", document=True)
        if self.of.id == self.id and self.of.edition == self.edition:
            expected = Message("expected.other-document")
            yield Problem(code="of-itself", path=("of",), found=self.of.name, expected=expected)

    def explain(self) -> Explanation:
        """Say what it changes and why, change by change, as a tree.

        Examples:
            >>> from civil_village.samples import bundled
            >>> print(bundled("liuxi.leadership").explain().parts[0].message.text("en"))
            leadership.item.funds: name, rule (the town's own budget adds to it)
        """
        told_ = (
            Message("tailored.because", told=change.told(), reason=change.reason)
            for change in self.changes
        )
        head = Message("profile.of", name=named(self), of=self.of.name)
        more = (
            [] if self.rescale is None else [Message("profile.rescale", total=self.rescale.total)]
        )
        return Explanation(head, told(*told_, *more))

    def located(self, locator: Locator) -> Profile:
        """Give the same profile, which knows where it was read."""
        return evolve(self, locator=locator)


def findings(profile: Profile) -> Iterator[Problem]:
    """Give what is worth a look: documents that are not pinned by their digest.

    Args:
        profile: The profile.

    Examples:
        >>> town = Profile(id="demo.town", of=Pinned(id="demo.county"))
        >>> [problem.code for problem in findings(town)]
        ['not-pinned']
    """
    pins: list[tuple[Path, Pinned]] = [(("of",), profile.of)]
    pins += [
        (("changes", index, "from"), change.from_)
        for index, change in enumerate(profile.changes)
        if isinstance(change, Take)
    ]
    for path, pinned in pins:
        if pinned.digest is None:
            hint, where = Message("hint.pin", name=pinned.name), (*path, "digest")
            yield Problem(code="not-pinned", path=where, hint=hint, level="finding")

"""Leeway (裁量): what documents below may change of one, and what one of them has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import field_name
from civil_village.exact_numbers import as_exact
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY

#: Whether a change has to be shown to ask for more, or may only fill what is left open.
Only = Literal["tighten", "slots"]
#: What was done to a part.
Deed = Literal[
    "added",
    "taken",
    "dropped",
    "moved",
    "changed",
    "tightened",
    "loosened",
    "weighed",
    "rescaled",
]


@model(kw_only=True)
class Slots(Model):
    """How many parts of their own those below may add (自定名额), and of how many points each.

    Attributes:
        count: At most so many, above 0.
        most: Most points of one of them, whatever its sign; above 0; ``None`` is any.

    Examples:
        >>> Slots(count=5, most=2).count
        5
    """

    count: int
    most: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give numbers that are not above 0."""
        for name in ("count", "most"):
            yield from checks.above(getattr(self, name), 0, name)


@model(kw_only=True)
class Leeway(Model):
    """What those below may change of a document (下级裁量范围).

    Paths are ids from the outside in, as `Profile` has them.

    Attributes:
        only: ``tighten``: what can be shown to ask for more; ``slots``: nothing but to fill the
            slots; ``None`` leaves them free.
        locked: Paths of parts and fields that stay as they are.
        slots: Where parts may be added, within limits, by the path of what they are added to.

    Examples:
        >>> Leeway(only="tighten", locked=["vetoes"]).locked
        ('vetoes',)
    """

    only: Only | None = None
    locked: tuple[str, ...] = field(default=(), converter=as_tuple)
    slots: FrozenMapping[str, Slots] = field(default=EMPTY, converter=as_mapping)


@model(kw_only=True)
class Tailored(Model):
    """One thing that a document below has done to a part (裁量记录). Written by `resolve`.

    Attributes:
        part: Path of the part; empty for the whole.
        did: What was done: ``added``, ``taken`` from another document, ``dropped``, ``moved``,
            ``changed``, ``tightened``, ``loosened``, ``weighed``, or ``rescaled``.
        key: The field that it was done to; ``None`` for all of the part.
        before: What stood there, in words; ``None`` where nothing did.
        after: What stands there now, likewise.
        by: The document that did it, as ``id@edition``.
        name: What people call that document; ``None`` where nobody says.
        reason: Why; ``None`` of what only follows from other changes.
        source: Where that comes from (出处).

    Examples:
        >>> done = Tailored(
        ...     part="water.share", did="tightened", before="92%", after="95%",
        ...     by="demo.town@1", name=Label("示例镇", "a town"), reason="水厂已建成",
        ... )
        >>> done.told().text("zh")
        '由示例镇从严：92% → 95%（水厂已建成）'
        >>> done.told().text("en")
        'tightened by a town: 92% → 95% (水厂已建成)'
    """

    part: str = ""
    did: Deed
    key: str | None = None
    before: Label | None = field(default=None, converter=as_label)
    after: Label | None = field(default=None, converter=as_label)
    by: str
    name: Label | None = field(default=None, converter=as_label)
    reason: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def told(self) -> Message:
        """Say who did what, and why."""
        told = Message(f"tailored.{self.did}", by=self.name or self.by)
        what = self._values()
        if what is not None:
            told = Message("tailored.what", told=told, what=what)
        if self.reason is not None:
            told = Message("tailored.because", told=told, reason=self.reason)
        return told

    def _values(self) -> Message | None:
        """Say what a field was and is; of what can be seen by itself, the numbers alone."""
        if self.before is None and self.after is None:
            return None if self.key is None else Message("tailored.field", field=self._field())
        none = Message("tailored.none")
        values = Message("tailored.values", before=self.before or none, after=self.after or none)
        if self.key is None:
            return values
        return Message("tailored.field-values", field=self._field(), values=values)

    def _field(self) -> Message | str:
        return field_name(self.key or "")


def tailored_of(tailored: Iterable[Tailored], part: str) -> Iterator[Message]:
    """Say what was done to one part, in the order in which it was done; not what it is called.

    Examples:
        >>> done = Tailored(part="water", did="added", by="demo.town@1")
        >>> [told.text("en") for told in tailored_of([done], "water")]
        ['added by demo.town@1']
    """
    words = ("label", "source")
    return (each.told() for each in tailored if each.part == part and each.key not in words)


def tailoring_told(tailored: Iterable[Tailored]) -> Iterator[Message]:
    """Say all that was done to a document, part by part.

    Examples:
        >>> done = Tailored(part="water", did="added", by="demo.town@1")
        >>> [told.text("en") for told in tailoring_told([done])]
        ['water: added by demo.town@1']
    """
    whole = Message("diff.whole")
    for each in tailored:
        yield Message("tailored.part", part=each.part or whole, told=each.told())

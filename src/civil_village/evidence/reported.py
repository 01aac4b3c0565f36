"""Reports beside plain values (佐证): events, assessors' words, exemptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from attrs import field

from civil_village import checks
from civil_village.calendar import VagueDate, Window
from civil_village.events import Happening, in_form
from civil_village.exact_numbers import as_decimal
from civil_village.foreign_scalars import native
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, keep_signature
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.quantities.ratios import Ratio

#: What is complete: rows by their plural (``households: true``), event kinds through a day.
Reported = FrozenMapping[str, bool | date]
#: Values as somebody wrote them, by indicator.
Values = FrozenMapping[str, Any]
#: The kind of event that takes another one out of a log (撤销).
WITHDRAW = "withdraw"
#: The kind of event that calls for the duty that it speaks of, from outside of its plan (交办).
CALL = "call"
#: Types of values that a document writes as they are, and most values have.
_PLAIN = frozenset((bool, int, str, type(None)))


def _is_plain(value: Any) -> bool:
    kind = value.__class__
    return kind in _PLAIN or (kind is Decimal and value.is_finite())


def as_values(values: Any) -> Any:
    """Copy reported values in the forms that documents write, so that they read back equal.

    Args:
        values: By indicator; days, ratios, tuples and floats of Python among them, and scalars
            of numpy and pandas.

    Examples:
        >>> made = as_values({"founded": date(2019, 3, 1), "insurance": Ratio(4, 5), "share": 0.8})
        >>> made["founded"], made["share"]
        ('2019-03-01', Decimal('0.8'))
        >>> as_values({"meetings": float("nan")})["meetings"] is None
        True
        >>> dict(made["insurance"])
        {'part': Decimal('4'), 'whole': Decimal('5')}
    """
    if not isinstance(values, Mapping) or all(map(_is_plain, values.values())):
        return as_mapping(values)
    return FrozenMapping({name: as_written(value) for name, value in values.items()})


keep_signature(as_values)


def as_written(value: Any) -> Any:
    """Give one value as a document writes it; what none can write stays for `derive` to refuse.

    What other packages have for truths, numbers and gaps is taken for what it means.
    """
    value = native(value)
    match value:
        case float() if isfinite(value):
            return as_decimal(value)
        case date():
            return value.isoformat()
        case Ratio():
            return FrozenMapping({"part": value.part, "whole": value.whole})
        case Mapping():
            return FrozenMapping({str(key): as_written(item) for key, item in value.items()})
        case tuple() | list():
            return tuple(as_written(item) for item in value)
        case _:
            return value


keep_signature(as_written)


@model(kw_only=True, field_transformer=in_form)
class Event(Happening):
    """Something that happened (事件), such as a major accident.

    It happened ``on`` a day, which may be vague, or lasts ``from`` one day ``to`` another;
    without ``to`` it still lasts.

    Attributes:
        id: Id of the event.
        kind: An event kind of the catalogue; in a log also ``withdraw``, which takes the event that
            it speaks ``of`` out from its own day on, or as if it had never been.
        on: The day on which it happened, perhaps a vague one; ``None`` for what lasts ``from_`` a
            day.
        recorded: The instant since when it is known, with its offset; without one, since its day.
            No fact depends on it.
        of: What it speaks of: an event, an occurrence of a duty, a fund.
        by: Who reports, decides or acts: a body, a post, a role; never a person's name.
        place: Where it happened; what stands in the records of a village happened there.
        subject: An opaque id of whom it is about.
        from_: First day of what lasts; ``None`` for what happened ``on`` a day.
        to: Last day of what lasts; ``None`` while it still does.
        label: Name for people; ``None`` where nobody gave one.
        values: What was reported of it, by the names that its kind declares.

    Examples:
        >>> Event(id="e1", kind="major_accident", on=date(2023, 2, 11)).kind
        'major_accident'
        >>> Event(id="e2", kind="visit", on=VagueDate("2023-02-early")).days.last
        datetime.date(2023, 2, 10)
    """

    kind: Id
    of: str | None = None
    by: str | None = None
    place: Id | None = None
    subject: Id | None = None
    from_: date | None = None
    to: date | None = None
    label: Label | None = field(default=None, converter=as_label)
    values: Values = field(default=EMPTY, converter=as_values)

    def problems(self) -> Iterator[Problem]:
        """Give ids and times that are none, and days that do not go together."""
        yield from super().problems()
        if self.kind == WITHDRAW and self.on is None and self.from_ is None:
            if self.of is None:
                yield checks.missing("of")
        elif (self.on is None) is (self.from_ is None):
            expected = Message("expected.one-key", names=("on", "from"))
            found = None if self.on is None else "on, from"
            yield Problem(code="not-one-key", found=found, expected=expected)
        elif self.to is not None and self.from_ is None:
            expected = Message("expected.only-with", name="from")
            yield Problem(code="key-of-other-type", path=("to",), found="to", expected=expected)
        elif self.to is not None and self.from_ is not None and self.to < self.from_:
            expected = Message("expected.at-least", least=self.from_)
            found = shown(self.to)
            yield Problem(code="out-of-range", path=("to",), found=found, expected=expected)

    @property
    def days(self) -> Window:
        """The days on which it may have happened, or on which it lasts."""
        match self.on:
            case VagueDate():
                return self.on.days
            case date():
                return Window(self.on, self.on)
        return Window(self.from_ or date.min, self.to or date.max)

    @property
    def first(self) -> date | None:
        """The first day on which it may have happened, or on which it lasts, if it names any."""
        if self.on is None:
            return self.from_
        return self.on.days.first if isinstance(self.on, VagueDate) else self.on


@model(kw_only=True)
class Observation(Model):
    """An assessor's word (评审记录): a requirement is met or not, or an indicator's value.

    Attributes:
        of: Path of the requirement (ids of section, criterion and requirement with dots), or name
            of the indicator.
        method: A method of the standard, such as ``visit``; a value needs none.
        met: What is said of a requirement; this or ``value``.
        value: What is said of an indicator, in any form that its type reads.
        assessor: An opaque id or that of a role, which tells assessors apart; never a person's
            name.
        lead: Whether this assessor leads the others (组长).
        by: Role of the assessor, in words; never a person's name.
        on: The day on which it was said; ``None`` where nobody noted it.
        note: Further words on it; ``None`` where there are none.
        source: Where it comes from (出处); ``None`` where nothing says.
        stage: Round in which it was said (阶段), such as ``self`` or ``review``; without one it
            counts in all.

    Examples:
        >>> Observation(of="creation.plan.summary", method="documents", met=True).met
        True
        >>> Observation(of="tidiness", value=8, assessor="expert1", stage="review").value
        8
    """

    of: str
    method: Id | None = None
    met: bool | None = None
    value: Any = field(default=None, converter=as_written)
    assessor: Id | None = None
    lead: bool = False
    by: Label | None = field(default=None, converter=as_label)
    on: date | None = None
    note: Label | None = field(default=None, converter=as_label)
    source: Source | None = None
    stage: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give neither a word nor a value, or both, and ids that are none."""
        yield from checks.one_key(self, "met", "value")
        if self.met is not None and self.value is None and self.method is None:
            yield Problem(code="missing-key", path=("method",))
        for name in ("method", "assessor", "stage"):
            if getattr(self, name) is not None:
                yield from id_problems(getattr(self, name), name)

    def counts_at(self, stage: str | None) -> bool:
        """Tell whether it counts at a stage; ``None`` is all of them together."""
        return stage is None or self.stage in (None, stage)


@model(kw_only=True)
class Exemption(Model):
    """A recorded exemption of one requirement or criterion (豁免), with who and why.

    Attributes:
        reason: Why it is exempt.
        by: Who granted it: a role, never a person's name.

    Examples:
        >>> Exemption(reason="统计口径调整", by="镇政府").by.zh
        '镇政府'
    """

    reason: Label = field(converter=as_label)
    by: Label = field(converter=as_label)

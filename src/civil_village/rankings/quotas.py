"""Quotas as documents declare them (名额): how many, from which end, who of those tied."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

from attrs import evolve, field, fields

from civil_village import checks
from civil_village.exact_numbers import as_exact
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.quantities.rounding import Rounding
from civil_village.rankings.keys import TieKey, key_problems, order_problems
from civil_village.written_forms import NAMED, SHARE, Form

#: From which end of a ranking units are chosen.
End = Literal["top", "bottom"]


@model
class TakeAll(Model):
    """All that are tied across the cut are chosen (并列全取), more than there is room for.

    Examples:
        >>> Quota(id="best", top=3, ties="all").ties
        TakeAll()
    """

    name: ClassVar[str] = "all"
    form: ClassVar[Form] = NAMED

    @staticmethod
    def taken(value: object) -> TakeAll | None:
        """Take the word of documents."""
        return TakeAll() if value == "all" else None


@model
class TakeNone(Model):
    """None of those tied across the cut is chosen (并列不取).

    Examples:
        >>> Quota(id="best", top=3, ties="none").ties
        TakeNone()
    """

    name: ClassVar[str] = "none"
    form: ClassVar[Form] = NAMED

    @staticmethod
    def taken(value: object) -> TakeNone | None:
        """Take the word of documents."""
        return TakeNone() if value == "none" else None


@model
class PartBy(Model):
    """Further keys part those tied across the cut (并列时再比); who stays tied is left over.

    Attributes:
        by: Paths of sections and criteria, ``veto count``, in order, each perhaps with its end.

    Examples:
        >>> Quota(id="best", top=3, ties={"by": ["hygiene"]}).ties
        PartBy(by=(TieKey(of='hygiene', best=None),))
    """

    name: ClassVar[str] = "by"
    form: ClassVar[Form] = Form.alone("by", named=True)
    by: tuple[TieKey, ...] = field(default=(), converter=as_tuple)

    @staticmethod
    def taken(value: object) -> PartBy | None:
        """Take the keys under ``by``, as documents write them."""
        keyed = isinstance(value, Mapping) and value.keys() == {"by"}
        return PartBy(value["by"]) if keyed else None  # type: ignore[index] # a mapping

    def problems(self) -> Iterator[Problem]:
        """Give a key that stands twice."""
        for problem in order_problems(self.by, None):
            yield evolve(problem, path=problem.path[1:])


#: Who of those tied across the cut is chosen.
AnyTie = TakeAll | TakeNone | PartBy


def as_tie(value: Any) -> Any:
    """Leave a word, or keys under ``by``, for the model to take for what it means."""
    return value


@model(kw_only=True)
class Quota(Model):
    """How many units of a ranking are chosen (名额): the best, the worst, or a share.

    Attributes:
        id: Id of the quota; a standard's needs one, that of a placement bears the placement's.
        label: Name for people; ``None`` where nobody gave one.
        top: So many of the best; one of ``top``, ``bottom`` and ``share``.
        bottom: So many of the worst (末位).
        share: A share of all, from the ``end`` (按比例).
        end: From which end a share is chosen.
        round: How a share of the units is rounded.
        of: What it is a share of: ``all`` units, or only those that are ``ranked``.
        within: Strata that have such a quota each (分组): a choice or text indicator, or
            ``township``; of households also ``group``, ``village``, which holds where nothing is
            said, and ``all``.
        stratum: The one stratum that the quota is for; ``None`` is for each.
        ties: Who of those tied across the cut is chosen; there is no default.
        draw: Seed of the lot that parts whom no key parts (抽签); without one nobody is drawn.

    Examples:
        >>> half = Quota(id="half", share=0.5, ties="none")
        >>> half.seats(7)
        3
    """

    id: Id | None = None
    label: Label | None = field(default=None, converter=as_label)
    top: int | None = None
    bottom: int | None = None
    share: Decimal | None = field(default=None, converter=as_exact, metadata=SHARE)
    end: End = "top"
    round: Literal["down", "up", "half_up"] = "down"
    of: Literal["all", "ranked"] = "all"
    within: Id | None = None
    stratum: str | None = None
    ties: AnyTie | None = field(default=None, converter=as_tie)
    draw: str | None = None

    def problems(self) -> Iterator[Problem]:
        """Give sizes that are none, keys without effect, and ties that nobody decides."""
        for key in ("id", "within"):
            if getattr(self, key) is not None:
                yield from id_problems(getattr(self, key), key)
        yield from self._size_problems()
        for name, needs in _NEEDS.items():
            if getattr(self, name) != _DEFAULTS[name] and getattr(self, needs) is None:
                yield checks.only_with(name, needs)
        if self.ties is None and self.share != 1:
            expected = Message("expected.tie-rule")
            yield Problem(code="missing-key", path=("ties",), expected=expected)
        if self.draw is not None and not isinstance(self.ties, PartBy):
            yield checks.only_with("draw", "ties: by")
        if isinstance(self.ties, PartBy) and not self.ties.by and self.draw is None:
            yield Problem(code="empty-list", path=("ties", "by"))

    def _size_problems(self) -> Iterator[Problem]:
        names = ("top", "bottom", "share")
        yield from checks.one_key(self, *names)
        for name in ("top", "bottom"):
            count = getattr(self, name)
            yield from checks.at_least(count, 1, name)
        yield from checks.share(self.share, "share")

    def problems_in(self, parts: Collection[str]) -> Iterator[Problem]:
        """Give keys that a standard with such sections and criteria does not have."""
        if isinstance(self.ties, PartBy):
            yield from key_problems(self.ties.by, parts, "ties", "by")

    @property
    def from_end(self) -> End:
        """The end from which units are chosen."""
        return "bottom" if self.bottom is not None else "top" if self.top is not None else self.end

    def seats(self, size: int) -> int:
        """Give how many of so many units are chosen.

        Examples:
            >>> Quota(id="half", share=0.5, round="up", ties="none").seats(7)
            4
        """
        if self.share is None:
            return self.top or self.bottom or 0
        return int(Rounding(step=Decimal(1), mode=self.round).of(Fraction(self.share) * size))

    text = name_text


#: Keys that have an effect only beside another.
_NEEDS = {"end": "share", "round": "share", "of": "share", "stratum": "within"}
_DEFAULTS = {name: getattr(fields(Quota), name).default for name in _NEEDS}

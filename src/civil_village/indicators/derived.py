"""How an indicator comes from others: each way stands once in the table of ways.

All aggregation of the library stands here as data: shares, counts, sums, means and
extremes over members, and events within a look-back window.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from civil_village.assessing import as_weights
from civil_village.calendar import Span
from civil_village.indicators.subjects import PLURALS, Subject, ValueType
from civil_village.indicators.surveyed import surveyed_problems
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.names import Id
from civil_village.problems import Problem, require
from civil_village.rules import Rule
from civil_village.surveys import Sheets

How = Literal["share", "count", "sum", "mean", "min", "max", "events", "survey"]
#: The ways, each with the types of value that an indicator which comes so may have.
WAYS: dict[How, tuple[ValueType, ...]] = {
    "share": ("ratio",),
    "count": ("count",),
    "sum": ("count", "amount"),
    "mean": ("amount", "ratio"),
    "min": ("count", "amount", "ratio"),
    "max": ("count", "amount", "ratio"),
    "events": ("count",),
    "survey": ("ratio", "count"),
}


@frozen(kw_only=True)
class Derived:
    """How an indicator comes from rows (派生指标): one of eight ways, named by its key.

    ``share`` and ``count`` take an indicator or rule that is true or false of a member;
    ``sum``, ``mean``, ``min`` and ``max`` one that is a number; ``events`` a kind of event
    that is counted ``within`` a window which looks back from the day of evaluation;
    ``survey`` the sheets of a survey or the answers on them.

    Examples:
        >>> Derived(share=Rule("takes_part")).how
        'share'
    """

    share: Rule | None = None
    count: Rule | None = None
    sum: Rule | None = None
    mean: Rule | None = None
    min: Rule | None = None
    max: Rule | None = None
    events: Id | None = None
    #: Window of ``events``, both ends included.
    within: Span | None = None
    #: Only members for which this holds.
    where: Rule | None = None
    over: Subject = "household"
    #: What a blank of a member is: ``unknown``, left out (``exclude``), or no (``no``).
    blank: Literal["unknown", "exclude", "no"] = "unknown"
    #: Only households that this recorded draw has drawn (抽样).
    among: Id | None = None
    #: A survey: the share that answers of a ``question`` reach, or how many ``sheets``.
    survey: Id | None = None
    question: Id | None = None
    #: What a sheet with each answer counts; an answer that is not named counts nothing.
    answers: FrozenMapping[str, Fraction] = field(factory=FrozenMapping, converter=as_weights)
    sheets: Sheets | None = None
    #: Of which sheets: all valid ones, or those that answered the question.
    whole: Literal["valid", "answers"] = "valid"
    #: Weights of the strata; without them their sheets are added up.
    strata: FrozenMapping[Id, Fraction] = field(factory=FrozenMapping, converter=as_weights)

    def __attrs_post_init__(self) -> None:
        require(self)

    @property
    def how(self) -> How:
        """The way, by the key that is given."""
        return next(name for name in WAYS if getattr(self, name) is not None)

    @property
    def of(self) -> Rule:
        """The indicator or rule that is aggregated; not for ``events``."""
        rule = getattr(self, self.how)
        assert isinstance(rule, Rule)
        return rule

    def problems(self) -> Iterator[Problem]:
        """Give: no way or two, a window where none belongs, and members that are villages."""
        ways = [name for name in WAYS if getattr(self, name) is not None]
        if len(ways) != 1:
            expected = Message("expected.one-key", names=tuple(WAYS))
            yield Problem(code="not-one-key", found=", ".join(ways), expected=expected)
            return
        if self.events is not None and self.within is None:
            yield Problem(code="missing-key", path=("within",))
        if self.events is None and self.within is not None:
            expected = Message("expected.only-with", name="events")
            yield Problem(code="unknown-key", path=("within",), found="within", expected=expected)
        if self.blank == "no" and self.how not in ("share", "count"):
            expected = Message("expected.only-with", name=("share", "count"))
            yield Problem(code="key-of-other-type", path=("blank",), found="no", expected=expected)
        yield from surveyed_problems(self)
        if self.among is not None and self.over != "household":
            expected = Message("expected.only-with", name="over: household")
            yield Problem(
                code="key-of-other-type", path=("among",), found="among", expected=expected
            )
        if self.over not in PLURALS:
            expected = Message("expected.one-of", names=tuple(PLURALS))
            yield Problem(code="wrong-type", path=("over",), found=self.over, expected=expected)

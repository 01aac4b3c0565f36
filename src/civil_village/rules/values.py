"""What a rule's parts can be worth: known values, and unknown ones with what is proved.

A known truth is a ``bool``, a known number a ``Fraction``, a known choice, text or date
a ``str`` (dates as ISO text). Everything else is an `Unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.mappings import as_tuple
from civil_village.messages import Lang, Message
from civil_village.models import Shown, model
from civil_village.problems import Problem, shown
from civil_village.written_forms import Form

MissingKind = Literal[
    "indicator",
    "row",
    "completeness",
    "observation",
    "tie",
    "survey",
    "draw",
    "no-value",
    "nothing-asked",
    "earlier",
    "index",
    "date",
    "evidence",
    "cohort",
    "others",
]


#: So many rows that lack one fact are named each by itself; of more, so many ids are given.
NAMED = 20


@model
class ManyRows(Shown):
    """Many rows that lack the same (多行): how many, and the ids of the first.

    Attributes:
        count: How many there are.
        first: The ids of the first of them.
    """

    count: int
    first: tuple[str, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give a number that is smaller than what is named."""
        yield from checks.at_least(self.count, len(self.first), "count")

    def message(self, *, named: bool = False) -> Message:
        """Say which they are.

        Args:
            named: Whether what they are is said after it.

        Examples:
            >>> ManyRows(3000, ("h1", "h2")).message().text("en")
            'h1, h2 and others, 3000 in all'
        """
        key = "missing.many.of" if named else "missing.many"
        return Message(key, first=self.first, count=self.count)


@model
class Missing(Shown):
    """One fact that is not there (缺失事实), and that would help to decide.

    Attributes:
        kind: ``indicator`` (a value was not reported), ``row`` (one member's value or condition),
            ``completeness`` (nobody said that all rows are there), ``observation`` (an assessor's
            word), ``tie`` (as many assessors say yes as no), ``survey`` (sheets or answers),
            ``draw`` (whom a draw has drawn), ``no-value`` (a whole is 0, a set empty),
            ``nothing-asked`` (all of a section, or of the standard, is exempt), ``earlier`` (a
            value of an earlier period), ``index`` (an index on a day), ``date`` (the exact day of
            an event), ``evidence`` (there is too little of it, by the rule that says how much is
            enough), ``cohort`` (values of many of those that are compared), ``others`` (the points
            that others have of a criterion).
        name: Indicator, event kind, survey, draw, section, standard, or path of the part.
        row: Id of the member or event, method or assessor of an observation, period, day, or rule;
            of a survey what it lacks: a question, a stratum, a kind of sheets.
        rows: The members or events, where they are very many; `gathered` makes it of them.

    Examples:
        >>> Missing("row", "takes_part", "h2").text("en")
        'takes_part of h2'
    """

    form: ClassVar[Form] = Form.row(
        *("kind", "name", "row"),
        least=2,
        kind=tuple[MissingKind, str] | tuple[MissingKind, str, str | None],
        expects="type.missing",
    )
    kind: MissingKind
    name: str
    row: str | None = None
    rows: ManyRows | None = None

    def message(self) -> Message:
        """Say which fact it is, as data."""
        row = self.row if self.rows is None else self.rows.message()
        return Message(f"missing.{self.kind}", name=self.name, row=row)

    def text(self, lang: Lang) -> str:
        """Say which fact it is."""
        return self.message().text(lang)


def gathered(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Give each gap once, and the same gap of more than `NAMED` rows as one.

    Nothing is left out by that: an entry of many rows stands for all of them.

    Examples:
        >>> gathered(Missing("row", "aid", f"h{number}") for number in range(3000))[0].rows.count
        3000
    """
    each = dict.fromkeys(missing)
    rows: dict[tuple[str, str], list[str]] = {}
    for item in each if len(each) > NAMED else ():
        if item.kind in ("row", "date") and item.row is not None:
            rows.setdefault((item.kind, item.name), []).append(item.row)
    many = {
        key: Missing(*key, rows=ManyRows(len(ids), tuple(ids[:NAMED])))  # type: ignore[arg-type] # a kind
        for key, ids in rows.items()
        if len(ids) > NAMED
    }
    if not many:
        return tuple(each)
    return tuple(
        dict.fromkeys(
            item if item.row is None else many.get((item.kind, item.name), item) for item in each
        )
    )


@model
class Unknown(Shown):
    """A value that is not known, with all that is known of it (未知值).

    Attributes:
        missing: The facts that would settle it; never empty.
        least: Proved least value of a number; ``None`` where it is no number.
        greatest: Proved greatest value of a number.
        sure: Whether it has a value at all; a share of a whole that may be 0 has none for sure, and
            then its bounds decide nothing.
    """

    missing: tuple[Missing, ...] = field(converter=as_tuple)
    least: Fraction | None = None
    greatest: Fraction | None = None
    sure: bool = True

    def problems(self) -> Iterator[Problem]:
        """Give what no derivation makes: nothing missing, or bounds that are none."""
        yield from checks.not_empty(self.missing, "missing")
        if (self.least is None) != (self.greatest is None):
            key = "least" if self.least is None else "greatest"
            yield Problem(code="missing-key", path=(key,))
        elif self.least is not None and self.greatest is not None and self.least > self.greatest:
            expected = Message("expected.at-least", least=self.least)
            found = shown(self.greatest)
            yield Problem(code="out-of-range", path=("greatest",), found=found, expected=expected)


#: What a part of a rule is worth.
Value = bool | str | Fraction | Unknown


def number_bounds(value: Value) -> tuple[Fraction, Fraction, bool]:
    """Give least, greatest, and whether there surely is a value, of a known or unknown number."""
    if isinstance(value, Unknown):
        assert value.least is not None  # numbers have both, by the checker and by `derive`
        assert value.greatest is not None
        return value.least, value.greatest, value.sure
    assert isinstance(value, Fraction)
    return value, value, True


def united(values: Iterable[Value]) -> tuple[Missing, ...]:
    """Give all that the unknown ones among the values lack, each once, in order."""
    missing = (item for value in values if isinstance(value, Unknown) for item in value.missing)
    return tuple(dict.fromkeys(missing))

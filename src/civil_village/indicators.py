"""The catalogue: which facts a subject has, of which type, and how some derive from rows.

All aggregation of the library stands here as data: shares, counts, sums, means and
extremes over members, and events within a look-back window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, ClassVar, Literal

from attrs import evolve, field, fields, frozen
from attrs.converters import optional

from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar import Span
from civil_village.labels import ONE_OR_MANY, Label, Source, as_label
from civil_village.mappings import FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Lang, Message
from civil_village.names import DocumentId, Id, id_problems, key_problems
from civil_village.problems import Problem, nearest, require, shown
from civil_village.quantities import (
    LARGEST,
    PLACES,
    Number,
    Rounding,
    number_problems,
    optional_decimal,
    share_text,
)
from civil_village.rules import Rule, Signature

ValueType = Literal["truth", "count", "amount", "ratio", "choice", "text", "date"]
Subject = Literal["village", "household", "group"]
#: Members that a village has rows of, and the plural by which records name them.
PLURALS: dict[Subject, str] = {"household": "households", "group": "groups"}

#: A list of rows is never longer.
ROWS = 10**6
#: Decimal places of an amount that does not declare its own.
AMOUNT_PLACES = 2

How = Literal["share", "count", "sum", "mean", "min", "max", "events"]
_ALLOWED: dict[How, tuple[ValueType, ...]] = {
    "share": ("ratio",),
    "count": ("count",),
    "sum": ("count", "amount"),
    "mean": ("amount", "ratio"),
    "min": ("count", "amount", "ratio"),
    "max": ("count", "amount", "ratio"),
    "events": ("count",),
}


@frozen(kw_only=True)
class Derived:
    """How an indicator comes from rows (派生指标): one of seven ways, named by its key.

    ``share`` and ``count`` take an indicator or rule that is true or false of a member;
    ``sum``, ``mean``, ``min`` and ``max`` one that is a number; ``events`` a kind of event
    that is counted ``within`` a window which looks back from the day of evaluation.

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

    def __attrs_post_init__(self) -> None:
        require(self)

    @property
    def how(self) -> How:
        """The way, by the key that is given."""
        return next(name for name in _ALLOWED if getattr(self, name) is not None)

    @property
    def of(self) -> Rule:
        """The indicator or rule that is aggregated; not for ``events``."""
        rule = getattr(self, self.how)
        assert isinstance(rule, Rule)
        return rule

    def problems(self) -> Iterator[Problem]:
        """Give: no way or two, a window where none belongs, and members that are villages."""
        ways = [name for name in _ALLOWED if getattr(self, name) is not None]
        if len(ways) != 1:
            expected = Message("expected.one-key", names=tuple(_ALLOWED))
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
        if self.over not in PLURALS:
            expected = Message("expected.one-of", names=tuple(PLURALS))
            yield Problem(code="wrong-type", path=("over",), found=self.over, expected=expected)


@frozen(kw_only=True)
class Indicator:
    """A named, typed fact of a subject (指标).

    Examples:
        >>> Indicator(label="年度会议次数", value="count").signature({}).type
        'number'
    """

    label: Label = field(converter=as_label)
    value: ValueType
    #: Unit of an amount, such as 元; its Chinese name is what must be equal in a rule.
    unit: Label | None = field(default=None, converter=as_label)
    #: Decimal places of an amount: 0 to 4, by default 2.
    places: int | None = None
    #: Least and greatest value; by default 0 and 10^11 (a share: 1).
    minimum: Decimal | None = field(default=None, converter=optional_decimal)
    maximum: Decimal | None = field(default=None, converter=optional_decimal)
    #: Part and whole of a ratio, by the names of two indicators.
    of: tuple[str, ...] | None = field(default=None, converter=optional(as_tuple))
    #: Whether the part of a ratio may exceed its whole.
    may_exceed: bool = False
    #: The texts that a choice allows.
    choices: tuple[str, ...] = field(default=(), converter=as_tuple)
    #: Whose fact it is, where not the document's own subject's.
    subject: Subject | None = None
    derive: Derived | None = None
    #: Rounding before any comparison.
    round: Rounding | None = None
    source: Source | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give keys that do not belong to its type of value, and what contradicts itself."""
        for name, types in _KEYS.items():
            if self.value not in types and getattr(self, name) != _DEFAULTS[name]:
                expected = Message("expected.only-with", name=tuple(types))
                yield Problem(code="key-of-other-type", path=(name,), found=name, expected=expected)
        if self.places is not None and not 0 <= self.places <= PLACES:
            expected = Message("expected.between", least=0, most=PLACES)
            yield Problem(
                code="out-of-range", path=("places",), found=shown(self.places), expected=expected
            )
        if self.value in ("count", "amount"):
            for name in ("minimum", "maximum"):
                end = getattr(self, name)
                if end is not None:  # it must be one of its values
                    found = number_problems(end, places=self.decimal_places)
                    yield from (problem.inside(name) for problem in found)
        least = self.minimum or Decimal(0)
        if self.maximum is not None and self.maximum < least:
            expected = Message("expected.at-least", least=least)
            yield Problem(
                code="out-of-range", path=("maximum",), found=shown(self.maximum), expected=expected
            )
        if self.of is not None and len(self.of) != 2:  # noqa: PLR2004 - part and whole
            yield Problem(
                code="wrong-length", path=("of",), expected=Message("expected.part-whole")
            )
        if self.value == "choice" and not self.choices:
            yield Problem(code="missing-key", path=("choices",))
        if self.derive is not None:
            yield from self._derived_problems(self.derive)
        yield from self.assumed.problems_in(Indicator)

    def _derived_problems(self, derive: Derived) -> Iterator[Problem]:
        if not any(getattr(derive, name) is not None for name in _ALLOWED):
            return  # said by the derivation itself
        if self.of is not None:
            yield Problem(
                code="two-origins", path=("of",), expected=Message("expected.of-or-derive")
            )
        allowed = _ALLOWED[derive.how]
        if self.value not in allowed:
            expected = Message("expected.one-of", names=allowed)
            yield Problem(code="wrong-type", path=("value",), found=self.value, expected=expected)

    @property
    def computed(self) -> bool:
        """Whether it comes from other facts, so that nobody may report it."""
        return self.of is not None or self.derive is not None

    def text(self, lang: Lang) -> str:
        """Name it by its label."""
        return self.label.text(lang)

    def signature(self, names: dict[str, Signature]) -> Signature:
        """Describe it to the rules; ``names`` has the signatures of what it comes from."""
        if self.value not in ("count", "amount", "ratio"):
            rule_type: Any = self.value  # the other types of value are types of rules
            return Signature(type=rule_type, choices=self.choices, label=self.label)
        if self.value == "ratio":
            kind = self._ratio(names)
        else:
            kind = Signature.number(
                minimum=0 if self.minimum is None else Fraction(self.minimum),
                maximum=LARGEST if self.maximum is None else Fraction(self.maximum),
                places=self.decimal_places,
                unit=self.unit_name,
                label=self.label,
            )
            if self.derive is not None and not any(self.derive.problems()):
                kind = self._aggregate(kind, self.derive, names)
        if self.round is not None:
            scale = Fraction(self.round.step).denominator
            size = (max(abs(kind.minimum), abs(kind.maximum)) * scale).__ceil__() + scale
            kind = evolve(kind, numerator=size, denominator=scale, static=True)
            if not any(self.round.problems()):
                low, high = map(self.round.of, (kind.minimum, kind.maximum))
                kind = evolve(kind, minimum=Fraction(low), maximum=Fraction(high))
        return kind

    @property
    def unit_name(self) -> str | None:
        """The name by which units are compared."""
        return None if self.unit is None else self.unit.zh

    def measure(self, value: Number) -> Any:
        """Put a number of this indicator into words: a share in percent, an amount with its unit.

        Examples:
            >>> Indicator(label="参评率", value="ratio").measure(Fraction(4, 5))
            '80%'
        """
        if self.value == "ratio":
            return share_text(Fraction(value))
        return value if self.unit is None else Message("value.amount", number=value, unit=self.unit)

    @property
    def decimal_places(self) -> int:
        """Decimal places of its values: 0 for counts, 4 for shares, as declared for amounts."""
        if self.value == "count":
            return 0
        if self.value == "ratio":
            return 4
        # What is out of range is said elsewhere; nothing may be reckoned with it meanwhile.
        if self.places is None or not 0 <= self.places <= PLACES:
            return AMOUNT_PLACES
        return self.places

    def _ratio(self, names: dict[str, Signature]) -> Signature:
        numerator = denominator = LARGEST * 10**AMOUNT_PLACES
        if self.of is not None and len(self.of) == 2 and all(n in names for n in self.of):  # noqa: PLR2004 - a pair
            part, whole = (names[name] for name in self.of)
            numerator = part.numerator * whole.denominator
            # Of a whole that is always 0 there is no share; still no denominator is 0.
            denominator = max(1, whole.numerator) * part.denominator
        elif self.derive is not None and self.derive.share is not None:
            numerator = denominator = ROWS
        most = Fraction(LARGEST if self.may_exceed else 1)
        return Signature(
            type="number",
            maximum=most,
            numerator=numerator,
            denominator=denominator,
            static=False,
            share=not self.may_exceed,
            partial=True,
            label=self.label,
        )

    def _aggregate(
        self, kind: Signature, derive: Derived, names: dict[str, Signature]
    ) -> Signature:
        """Bound a derived number by how many rows there can be."""
        if derive.how in ("count", "events"):
            maximum = min(kind.maximum, Fraction(ROWS))
            return evolve(kind, maximum=maximum, numerator=int(maximum))
        of = derive.of.signature(names)
        if of is None:
            return kind
        if derive.how == "sum":  # may be as fine, and as far below zero, as what is added up
            low = max(of.minimum * ROWS, Fraction(-LARGEST))
            low = kind.minimum if self.minimum is not None else low
            scale = lcm(kind.denominator, of.denominator)
            size = (max(abs(low), abs(kind.maximum)) * scale).__ceil__()
            return evolve(kind, minimum=low, numerator=size, denominator=scale, static=of.static)
        low, high = max(kind.minimum, of.minimum), min(kind.maximum, of.maximum)
        static = of.static and derive.how != "mean"
        # Its declared ends must be among its values, however coarse those of the rows are.
        declared = self.minimum is not None or self.maximum is not None
        finer = static and declared
        scale = lcm(kind.denominator, of.denominator) if finer else of.denominator
        rows = ROWS if derive.how == "mean" else 1
        return evolve(
            kind,
            minimum=low if self.minimum is not None else of.minimum,
            maximum=high,
            numerator=of.numerator * (scale // of.denominator) * rows,
            denominator=scale * rows,
            static=static,
            partial=True,
        )


#: Keys that only some types of value have.
_KEYS: dict[str, tuple[ValueType, ...]] = {
    "unit": ("amount",),
    "places": ("amount",),
    "minimum": ("count", "amount"),
    "maximum": ("count", "amount"),
    "of": ("ratio",),
    "may_exceed": ("ratio",),
    "choices": ("choice",),
    "round": ("amount", "ratio"),
}
_DEFAULTS = {name: getattr(fields(Indicator), name).default for name in _KEYS}


@frozen(kw_only=True)
class EventKind:
    """A kind of event that records may report (事件种类)."""

    label: Label = field(converter=as_label)
    source: Source | None = None


@frozen(kw_only=True)
class Catalogue:
    """All indicators and event kinds that a document speaks of (指标目录).

    It stands inside a standard, or is a document of its own that several standards refer
    to by its ``id``, which only a document needs.

    Examples:
        >>> meetings = Indicator(label="年度会议次数", value="count")
        >>> Catalogue(indicators={"meetings": meetings})["meetings"].value
        'count'
    """

    kind: ClassVar[str] = "catalogue"

    id: DocumentId | None = None
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    indicators: FrozenMapping[Id, Indicator] = field(converter=as_mapping)
    events: FrozenMapping[Id, EventKind] = field(factory=FrozenMapping, converter=as_mapping)

    def __attrs_post_init__(self) -> None:
        require(self)

    def __getitem__(self, name: str) -> Indicator:
        return self.indicators[name]

    def of(self, subject: Subject, *, member: bool = False) -> dict[str, Indicator]:
        """Give the indicators of a subject.

        Args:
            subject: Whose indicators.
            member: Whether it is asked as one of a village's rows; then only indicators
                that name the subject are its own, else also those that name none.
        """
        owners = (subject,) if member else (subject, None)
        return {name: i for name, i in self.indicators.items() if i.subject in owners}

    def signatures(self, subject: Subject, *, member: bool = False) -> dict[str, Signature]:
        """Describe a subject's indicators to the rules."""
        own = self.of(subject, member=member)
        rows = {} if member else self._rows()
        known: dict[str, Signature] = {}
        # Ratios come last: they are made of the others.
        for name in sorted(own, key=lambda name: own[name].of is not None):
            derive = own[name].derive
            names = known if derive is None else rows.get(derive.over, known)
            known[name] = own[name].signature(names)
        return known

    def _rows(self) -> dict[Subject, dict[str, Signature]]:
        """Describe what indicators can derive from: those of each kind of member."""
        return {kind: self.signatures(kind, member=True) for kind in PLURALS}

    def problems(self) -> Iterator[Problem]:
        """Give names that do not exist, and derivations that do not fit what they derive from."""
        if self.id is not None:
            yield from id_problems(self.id, "id", document=True)
        yield from key_problems(self.indicators, "indicators")
        yield from key_problems(self.events, "events")
        rows = self._rows()
        for name, indicator in self.indicators.items():
            steps = ("indicators", name)
            if indicator.of is not None:
                yield from (p.inside(*steps) for p in self._ratio_problems(indicator))
            if indicator.derive is not None:
                found = self._derive_problems(indicator, indicator.derive, rows)
                yield from (p.inside(*steps, "derive") for p in found)

    def _ratio_problems(self, indicator: Indicator) -> Iterator[Problem]:
        parts = []
        own = {n: i for n, i in self.indicators.items() if i.subject == indicator.subject}
        for index, name in enumerate(indicator.of or ()):
            part = own.get(name)
            if part is None:
                yield _unknown(name, own, "of", index)
            elif part.value not in ("count", "amount") or (part.minimum or 0) < 0:
                expected = Message("expected.count-or-amount")
                yield Problem(
                    code="wrong-type", path=("of", index), found=part.value, expected=expected
                )
            else:
                parts.append(part)
        if len({part.unit_name for part in parts}) > 1:
            units = tuple(part.unit_name or Message("unit.none") for part in parts)
            expected = Message("expected.same-unit", units=units)
            yield Problem(code="unit-mismatch", path=("of",), expected=expected)

    def _derive_problems(
        self, indicator: Indicator, derive: Derived, rows: Mapping[Subject, dict[str, Signature]]
    ) -> Iterator[Problem]:
        if any(derive.problems()):
            return  # said by the derivation itself
        member = indicator.subject in PLURALS
        if member and (derive.events is None or indicator.subject == "group"):
            # A member has no members of its own, and a group no events: it could never be known.
            expected = Message("expected.only-with", name="subject: village")
            yield Problem(
                code="key-of-other-type", path=(derive.how,), found=derive.how, expected=expected
            )
        if derive.events is not None:
            if derive.events not in self.events:
                hint = nearest(derive.events, self.events)
                yield Problem(
                    code="unknown-event", path=("events",), found=derive.events, hint=hint
                )
            return
        names = rows[derive.over]
        wanted: Any = "truth" if derive.how in ("share", "count") else "number"
        found = list(derive.of.check(names, wanted=wanted))
        yield from (problem.inside(derive.how) for problem in found)
        if derive.where is not None:
            yield from (p.inside("where") for p in derive.where.check(names))
        kind = derive.of.signature(names)
        if not found and kind and kind.unit != indicator.unit_name and not kind.free:
            units = tuple(unit or Message("unit.none") for unit in (indicator.unit_name, kind.unit))
            expected = Message("expected.same-unit", units=units)
            yield Problem(code="unit-mismatch", path=(derive.how,), expected=expected)


def _unknown(name: str, names: Any, *path: str | int) -> Problem:
    """Say that an indicator is not in the catalogue, and which one is near."""
    return Problem(
        code="unknown-indicator",
        path=path,
        found=shown(name),
        expected=Message("expected.indicator"),
        hint=nearest(name, names),
    )

"""One indicator: a named, typed fact, and what its keys may say together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any, get_args

from attrs import field, fields
from attrs.converters import optional

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.evidence.assessing import Observed
from civil_village.exact_numbers import (
    LARGEST,
    PLACES,
    Number,
    as_exact,
    cut_text,
    number_problems,
    share_text,
)
from civil_village.indicators.aggregated import Aggregate
from civil_village.indicators.derived import AnyDerived
from civil_village.indicators.signatures import WayBasis, derived, of_no_day, ratio, rounded
from civil_village.indicators.subjects import AMOUNT_PLACES, BUILT_IN, Subject, ValueType
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Lang, Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.quantities.rounding import Rounding
from civil_village.rules import Rule, Signature

#: Ends of a number that declares none.
_LEAST, _GREATEST = Fraction(0), Fraction(LARGEST)


@model(kw_only=True)
class Indicator(Model):
    """A named, typed fact of a subject (指标).

    Attributes:
        label: Name for people.
        value: Type of its values: ``truth``, ``count``, ``amount``, ``ratio``, ``choice``, ``text``
            or ``date``.
        unit: Unit of an amount, such as 元; its Chinese name is what must be equal in a rule.
        places: Decimal places of an amount: 0 to 4, by default 2.
        minimum: Least value of a count or amount; by default 0.
        maximum: Greatest value of a count or amount; by default 10^11.
        of: Part and whole of a ratio, by the names of two indicators.
        may_exceed: Whether the part of a ratio may exceed its whole.
        choices: The texts that a choice allows.
        subject: Whose fact it is, where not the document's own subject's.
        derive: How it comes from others; ``None`` where it is reported, or has an ``of``.
        round: Rounding before any comparison.
        known_when: Where this does not hold, too little is known for a value:
            ``valid_sheets >= 50``.
        observed: How numbers that assessors observe come to one; without it one may speak.
        source: Where it comes from (出处); ``None`` where nothing says.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Indicator(label="年度会议次数", value="count").signature({}).type
        'number'
    """

    label: Label = field(converter=as_label)
    value: ValueType
    unit: Label | None = field(default=None, converter=as_label)
    places: int | None = None
    minimum: Decimal | None = field(default=None, converter=as_exact)
    maximum: Decimal | None = field(default=None, converter=as_exact)
    of: tuple[str, ...] | None = field(default=None, converter=optional(as_tuple))
    may_exceed: bool = False
    choices: tuple[str, ...] = field(default=(), converter=as_tuple)
    subject: Subject | None = None
    derive: AnyDerived | None = None
    round: Rounding | None = None
    known_when: Rule | None = None
    observed: Observed | None = None
    source: Source | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give keys that do not belong to its type of value, and what contradicts itself."""
        foreign, defaults = _FOREIGN[self.value]
        if foreign(self) != defaults:
            yield from self._foreign_problems()
        yield from checks.between(self.places, 0, PLACES, "places")
        if self.value in ("count", "amount"):
            for name in ("minimum", "maximum"):
                end = getattr(self, name)
                if end is not None:  # it must be one of its values
                    found = number_problems(end, places=self.decimal_places)
                    yield from (problem.inside(name) for problem in found)
        least = self.minimum or Decimal(0)
        yield from checks.at_least(self.maximum, least, "maximum")
        if self.of is not None and len(self.of) != 2:  # noqa: PLR2004 - part and whole
            yield Problem(
                code="wrong-length", path=("of",), expected=Message("expected.part-whole")
            )
        if self.value == "choice" and not self.choices:
            yield Problem(code="missing-key", path=("choices",))
        if self.derive is not None:
            yield from self._derived_problems(self.derive)
        if self.observed is not None:
            yield from self._observed_problems(self.observed)
        yield from self.assumed.problems_in(Indicator)

    def _foreign_problems(self) -> Iterator[Problem]:
        for name, types in _KEYS.items():
            if self.value not in types and getattr(self, name) != _DEFAULTS[name]:
                expected = Message("expected.only-with", name=tuple(types))
                yield Problem(code="key-of-other-type", path=(name,), found=name, expected=expected)

    def _derived_problems(self, derive: AnyDerived) -> Iterator[Problem]:
        if self.of is not None:
            yield Problem(
                code="two-origins", path=("of",), expected=Message("expected.of-or-derive")
            )
        if self.value not in derive.values:
            expected = Message("expected.one-of", names=derive.values)
            yield Problem(code="wrong-type", path=("value",), found=self.value, expected=expected)

    def _observed_problems(self, observed: Observed) -> Iterator[Problem]:
        if self.computed:
            hint = Message("hint.leave-out")
            yield Problem(code="computed-given", path=("observed",), hint=hint)
        if observed.step is not None:
            found = number_problems(observed.step, places=self.decimal_places)
            yield from (problem.inside("observed", "step") for problem in found)

    @property
    def computed(self) -> bool:
        """Whether it comes from other facts, so that nobody may report it."""
        return self.of is not None or self.derive is not None

    @property
    def compares(self) -> bool:
        """Whether it takes all subjects that are handed in together.

        ``over: village`` compares members of a village with each other; of a subject that a
        catalogue declares it aggregates over rows that are villages.
        """
        match self.derive:
            case Aggregate(over="village"):
                return self.subject is None or self.subject in BUILT_IN
            case derive:
                return derive is not None and derive.compares

    def text(self, lang: Lang) -> str:
        """Name it by its label."""
        return self.label.text(lang)

    def signature(self, names: Mapping[str, Signature]) -> Signature:
        """Describe it to the rules; ``names`` has the signatures of what it comes from."""
        if self.value not in ("count", "amount", "ratio"):
            rule_type: Any = self.value  # the other types of value are types of rules
            return Signature(
                type=rule_type,
                choices=self.choices,
                label=self.label,
                partial=of_no_day(self.derive, names),
            )
        if self.value == "ratio":
            pair = self.of is not None and len(self.of) == 2 and all(n in names for n in self.of)  # noqa: PLR2004 - a pair
            parts = tuple(names[name] for name in self.of or ()) if pair else ()
            kind = ratio(parts, may_exceed=self.may_exceed, label=self.label)
        else:
            kind = Signature.number(
                minimum=_LEAST if self.minimum is None else Fraction(self.minimum),
                maximum=_GREATEST if self.maximum is None else Fraction(self.maximum),
                places=self.decimal_places,
                unit=self.unit_name,
                label=self.label,
            )
        if self.derive is not None and not any(self.derive.problems()):
            ends = (self.minimum is not None, self.maximum is not None)
            known = WayBasis(kind, names, self.value == "ratio", *ends)
            kind = derived(known, self.derive)
        elif self.observed is not None and not any(self.observed.problems()):
            kind = self.observed.signature(kind)
        return kind if self.round is None else rounded(kind, self.round)

    @property
    def unit_name(self) -> str | None:
        """The name by which units are compared."""
        return None if self.unit is None else self.unit.zh

    def measure(self, value: Number) -> Any:
        """Put a number of this indicator into words: a share in percent, an amount with its unit.

        What is too fine for a document, as a mean may be, is cut for reading, with a mark.

        Examples:
            >>> Indicator(label="参评率", value="ratio").measure(Fraction(4, 5))
            '80%'
            >>> Indicator(label="平均年龄", value="amount").measure(Fraction(632, 15))
            '42.13…'
        """
        if self.value == "ratio":
            return share_text(Fraction(value))
        fine = (Fraction(value) * 10**PLACES).denominator != 1
        places = max(self.decimal_places, AMOUNT_PLACES)
        number = cut_text(Fraction(value), places) if fine else value
        if self.unit is None:
            return number
        return Message("value.amount", number=number, unit=self.unit)

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
    "observed": ("amount",),
}
_DEFAULTS = {name: getattr(fields(Indicator), name).default for name in _KEYS}


def _foreign(value: ValueType) -> tuple[Callable[[Any], Any], tuple[Any, ...]]:
    """Give what gets the keys that a type of value has not, and their defaults."""
    names = [name for name, types in _KEYS.items() if value not in types]
    return attrgetter(*names), tuple(_DEFAULTS[name] for name in names)


_FOREIGN = {value: _foreign(value) for value in get_args(ValueType)}

"""Facts: what is known of one subject, typed and checked against a catalogue (事实).

Facts are what a standard is evaluated on: scalar values only, with all aggregation
behind them. What is not known stands among them as an unknown with its bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, get_args

from attrs import evolve, field

from civil_village import checks
from civil_village.evidence.assessing import double
from civil_village.evidence.reported import Exemption, Observation
from civil_village.exact_numbers import (
    HUNDRED,
    PLACES,
    as_decimal,
    number_problems,
    plain_number,
    share_of,
    tidy,
)
from civil_village.explanation import Explanation, told, valued
from civil_village.ids import Id, id_problems, key_problems
from civil_village.indicators import AMOUNT_PLACES, Catalogue, Indicator, Subject
from civil_village.labels import Label, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, drafting, model
from civil_village.problems import Problem, nearest, no_such, reject, shown
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Missing, Signature, Unknown, Value, number_bounds
from civil_village.written_forms import FieldForm, written

#: One fact as users see it.
FactValue = bool | int | Decimal | Fraction | Ratio | str | date | Unknown


def _marked(values: Mapping[str, FactValue]) -> dict[str, Any]:
    """Mark days among facts, so that they do not read as text."""
    return {
        name: {"date": value} if isinstance(value, date) else value
        for name, value in values.items()
    }


#: So many of the rows that count are named.
NAMED_ROWS = 20


@model(kw_only=True)
class Basis(Model):
    """What one fact was worked out from, beside what its indicator says (计算依据).

    It is kept for whoever asks why: no rule reads it, and no digest is of it.

    Attributes:
        exact: The number before the rounding of its indicator; ``None`` where that changed nothing.
        size: How many members or events it was worked out over, or how many were compared.
        counted: How many of the events counted; ``None`` where they are no events.
        rows: Ids of the first twenty of those.
        earlier: The value of the earlier period from which a growth is reckoned.
        day: The day of an index whose latest known value counts.

    Examples:
        >>> Basis(size=3, counted=1, rows=["e2"]).rows
        ('e2',)
    """

    exact: Decimal | Fraction | None = None
    size: int | None = None
    counted: int | None = None
    rows: tuple[str, ...] = field(default=(), converter=as_tuple)
    earlier: Decimal | Fraction | None = None
    day: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Give numbers that are no counts, and more names than rows that count."""
        yield from checks.at_least(self.size, 0, "size")
        yield from checks.at_least(self.counted, len(self.rows), "counted")
        yield from checks.at_most(len(self.rows), NAMED_ROWS, "rows")


@model(kw_only=True)
class Facts(Model):
    """Everything that is known of one subject on one day, and what was left out.

    Made by `civil_village.derive`.

    Attributes:
        subject: Kind of the subject: ``village``, ``household``, ``group``, or one that the
            catalogue declares.
        id: Id of the record; ``None`` where facts were handed in as a mapping.
        label: Name for people; ``None`` where nobody gave one.
        as_of: The day on which look-back windows end; ``None`` where none was said.
        stage: The stage whose observations count; ``None`` where all do.
        values: Every fact by its indicator; what is not known is an `Unknown`.
        observations: Words of assessors that count at the stage.
        exempt: Exemptions by path of the requirement or criterion.
        basis: What derived and rounded facts were worked out from, by indicator; empty where nobody
            kept it.
        derived_by: The catalogue that they were derived with, so that they need no second check
            against it.

    Examples:
        >>> facts = Facts(subject="village", values={"meetings": 3})
        >>> facts["meetings"]
        3
    """

    kind: ClassVar[str] = "facts"

    subject: Subject = "village"
    id: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    as_of: date | None = None
    stage: Id | None = None
    values: FrozenMapping[str, FactValue] = field(
        converter=as_mapping,
        metadata=written(FieldForm(write=_marked)),
    )
    observations: tuple[Observation, ...] = field(default=(), converter=as_tuple)
    exempt: FrozenMapping[str, Exemption] = field(default=EMPTY, converter=as_mapping)
    basis: FrozenMapping[str, Basis] = field(default=EMPTY, converter=as_mapping)
    derived_by: Catalogue | None = field(default=None, eq=False, repr=False)

    def problems(self) -> Iterator[Problem]:
        """Give names that are no ids, and observations that contradict each other."""
        yield from key_problems(self.values, "values")
        yield from id_problems(self.subject, "subject")
        if self.stage is not None:
            yield from id_problems(self.stage, "stage")
        yield from observation_problems(self.observations)

    def explain(self) -> Explanation:
        """Say what is known and what is not: each name with its value or what it lacks, as a tree.

        Examples:
            >>> print(Facts(id="v001", values={"meetings": 3}).explain().text("en"))
            v001
              meetings, 3
        """
        rows = ((name, _shown(value)) for name, value in self.values.items())
        title = self.label or self.id or Message("explain.facts")
        return Explanation(valued(title), told(*map(valued, rows)))

    def __getitem__(self, name: str) -> FactValue:
        if name not in self.values:
            raise no_such(name, self.values)
        return self.values[name]

    def digested(self) -> Facts:
        """Give what the digest is of: what rules can read, without what it was worked out from.

        Examples:
            >>> Facts(values={"a": 1}, basis={"a": Basis(size=3)}).digested().basis
            FrozenMapping({})
        """
        with drafting():  # of facts that were checked
            return evolve(self, basis=EMPTY)

    def scope(self) -> dict[str, Value]:
        """Give the values in the form that rules work with."""
        return {name: rule_value(name, value) for name, value in self.values.items()}


def _shown(value: FactValue) -> Any:
    """Write a fact for a sentence, whatever its indicator."""
    match value:
        case Unknown():
            lacking = tuple(item.message() for item in value.missing)
            return Message("explain.lacking", facts=lacking)
        case Ratio():
            return value.text("en")
        case _:
            return value


def observation_problems(
    observations: tuple[Observation, ...], stage: str | None = None
) -> Iterator[Problem]:
    """Give the second word on a requirement by one assessor and method that counts at a stage."""
    seen = set()
    for index, observation in enumerate(observations):
        if observation.met is None or not observation.counts_at(stage):
            continue
        key = (observation.of, observation.method, observation.assessor)
        if key in seen:
            found = ", ".join(filter(None, key))
            yield double(index, found).inside("observations")
        seen.add(key)


def rule_value(name: str, value: FactValue) -> Value:
    """Turn one fact into what a rule works with.

    Examples:
        >>> rule_value("insurance", Ratio(92, 100))
        Fraction(23, 25)
    """
    match value:
        case bool() | str() | Unknown():
            return value
        case date():
            return value.isoformat()
        case Ratio():
            share = value.value
            return Unknown((Missing("no-value", name),), *_NO_BOUNDS) if share is None else share
        case _:
            return Fraction(value)


def fact_problems(name: str, indicator: Indicator, value: FactValue) -> Iterator[Problem]:
    """Give what stops a fact, perhaps read from a document, from being one of its indicator."""
    worth = rule_value(name, value)
    number = indicator.value in ("count", "amount", "ratio")
    if isinstance(worth, Unknown):
        fits = (worth.least is not None) is number
    elif number:
        fits = isinstance(worth, Fraction)
    else:
        fits = isinstance(worth, bool if indicator.value == "truth" else str)
    if not fits:
        expected = Message("type.number" if number else f"type.{indicator.value}")
        found = shown(value)
        yield Problem(code="wrong-type", path=("values", name), found=found, expected=expected)
    elif indicator.value == "choice" and isinstance(worth, str) and worth not in indicator.choices:
        yield evolve(_no_choice(indicator, worth), path=("values", name))


def checked_value(name: str, indicator: Indicator, signature: Signature, value: Any) -> Value:
    """Turn a fact that somebody hands in into what rules work with.

    Args:
        name: Name of the indicator.
        indicator: What the fact is of.
        signature: What rules know of it.
        value: A `FactValue`; ``None`` where nothing is known.

    Raises:
        DocumentError: It is of another type than its indicator.

    Examples:
        >>> meetings = Indicator(label="年度会议次数", value="count")
        >>> checked_value("meetings", meetings, meetings.signature({}), None).greatest
        Fraction(100000000000, 1)
    """
    if value is None:
        lacking = (Missing("indicator", name),)
        if signature.type != "number":
            return Unknown(lacking)
        bounds = (signature.minimum, signature.maximum)
        return Unknown(lacking, *bounds, sure=not signature.partial)
    endless = isinstance(value, Decimal) and not value.is_finite()
    if endless or not isinstance(value, FactValue):
        expected = Message(f"type.{signature.type}")
        path = ("values", name)
        reject([Problem(code="wrong-type", path=path, found=shown(value), expected=expected)])
    found = rule_value(name, value)
    reject([*fact_problems(name, indicator, value)] or _number_problems(name, signature, found))
    return found


def _number_problems(name: str, signature: Signature, value: Value) -> Iterator[Problem]:
    """Give a bound that is finer than its indicator declares, and a value that must be there."""
    if signature.type != "number":
        return
    least, greatest, sure = number_bounds(value)
    if signature.step is not None:
        for end in (least,) if least == greatest else (least, greatest):
            if (end / signature.step).denominator != 1:
                expected = Message("expected.step", step=signature.step)
                path = ("values", name)
                yield Problem(
                    code="too-many-places", path=path, found=shown(end), expected=expected
                )
    if not sure and not signature.partial:
        # Only a share, a mean or an extreme can turn out to have none.
        kind = Message("type.number")
        yield Problem(
            code="wrong-type", path=("values", name, "sure"), found="false", expected=kind
        )


class Unreported(dict[str, Value]):
    """What is known of each fact of which nobody has said anything.

    Args:
        indicators: The indicators of a catalogue.
        signatures: What rules know of them.
    """

    def __init__(
        self, indicators: Mapping[str, Indicator], signatures: Mapping[str, Signature]
    ) -> None:
        super().__init__()
        self.indicators = indicators
        self.signatures = signatures

    def __missing__(self, name: str) -> Value:
        found = checked_value(name, self.indicators[name], self.signatures[name], None)
        self[name] = found
        return found


def known_facts(
    catalogue: Catalogue,
    values: Mapping[str, FactValue],
    *,
    subject: Subject,
    unreported: Unreported | None = None,
) -> Facts:
    """Make facts of a plain mapping of values; an indicator that is not in it is missing.

    Args:
        catalogue: The indicators.
        values: What is known.
        subject: Whose facts they are.
        unreported: What is known of the others, where that is at hand already.

    Raises:
        DocumentError: A value is of another type than its indicator.

    Examples:
        >>> meetings = Indicator(label="年度会议次数", value="count")
        >>> catalogue = Catalogue(indicators={"meetings": meetings})
        >>> known_facts(catalogue, {}, subject="village")["meetings"].greatest
        Fraction(100000000000, 1)
    """
    if unreported is None:
        unreported = Unreported(catalogue.indicators, catalogue.signatures(subject))
    known: dict[str, FactValue] = {}
    for name, indicator in catalogue.of(subject).items():
        value = values.get(name)
        if value is None:
            value = unreported[name]
        elif value.__class__ is not _PLAIN.get(indicator.value):
            checked_value(name, indicator, unreported.signatures[name], value)
        known[name] = value
    with drafting():  # of values that were checked one by one
        return Facts(subject=subject, values=known, derived_by=catalogue)


#: The types of which every value is one of its indicator.
_PLAIN: dict[str, type] = {"truth": bool, "count": int, "ratio": Ratio}

#: The types of facts, and that of one which is missing.
FACT_TYPES = frozenset((*get_args(FactValue), type(None)))

#: A share of nothing: no value at all, so its bounds can decide nothing.
_NO_BOUNDS = (Fraction(0), Fraction(1), False)


def read_value(indicator: Indicator, value: Any) -> tuple[FactValue | None, tuple[Problem, ...]]:
    """Read one reported value by the type of its indicator.

    Args:
        indicator: What the value is of.
        value: As somebody wrote it; ``None`` is a blank.

    Returns:
        The typed value, or ``None`` for a blank or where there are problems.

    Examples:
        >>> read_value(Indicator(label="户参评率", value="ratio"), "80%")[0]
        Decimal('0.8')
    """
    if value is None:
        return None, ()
    typed = _typed(indicator, value)
    problems = tuple(typed) if isinstance(typed, list) else ()
    return (None, problems) if problems else (typed, ())  # type: ignore[return-value] # no list


def _typed(indicator: Indicator, value: Any) -> FactValue | list[Problem]:
    """Give the typed value, or a list of what is wrong with it."""
    match indicator.value:
        case "truth":
            return value if isinstance(value, bool) else list(checks.truth(value))
        case "text":
            return str(value) if isinstance(value, str) else list(checks.text(value))
        case "choice":
            return _choice(indicator, value)
        case "date":
            return _date(value)
        case "ratio":
            return _ratio(indicator, value)
        case "count" | "amount":
            return _number(indicator, value)


def _wrong(value: Any, key: str) -> Problem:
    return Problem(code="wrong-type", found=shown(value), expected=Message(key))


def _choice(indicator: Indicator, value: Any) -> FactValue | list[Problem]:
    if isinstance(value, str) and value in indicator.choices:
        return str(value)
    return [_no_choice(indicator, value)]


def _no_choice(indicator: Indicator, value: Any) -> Problem:
    expected = Message("expected.one-of", names=indicator.choices)
    hint = nearest(str(value), indicator.choices)
    return Problem(code="unknown-choice", found=shown(value), expected=expected, hint=hint)


def _date(value: Any) -> FactValue | list[Problem]:
    found = checks.read_day(value)
    return list(checks.day(value)) if found is None else found


def _number(indicator: Indicator, value: Any) -> FactValue | list[Problem]:
    value = _rounded(indicator, value, indicator.maximum)
    problems = list(number_problems(value, places=indicator.decimal_places))
    if problems:
        return [_rounding_told(problem, indicator) for problem in problems]
    number = tidy(as_decimal(value))
    low, high = indicator.minimum or Decimal(0), indicator.maximum
    if number < low or (high is not None and number > high):
        key = "expected.at-least" if high is None else "expected.between"
        expected = Message(key, least=low, most=high)
        return [Problem(code="out-of-range", found=shown(value), expected=expected)]
    return int(number) if indicator.value == "count" else number


#: Codes of numbers that are finer than their indicator declares.
TOO_FINE = frozenset(("too-many-digits", "too-many-places"))
#: A decimal with more digits or places is no float that was written out.
_FINEST = 400


def _rounded(indicator: Indicator, value: Any, high: Decimal | None) -> Any:
    """Round too fine a number as its indicator declares, or one that is just above its range.

    Any other is rounded when it is worked out, so that it can be told what it was.
    """
    if indicator.round is None or not isinstance(value, float | Decimal):
        return value
    codes = {p.code for p in number_problems(value, places=indicator.decimal_places)}
    number = as_decimal(value)
    if not codes and (high is None or number <= high):
        return value
    places = number.as_tuple().exponent
    if not isinstance(places, int) or max(len(number.as_tuple().digits), abs(places)) > _FINEST:
        return value
    return indicator.round.of(Fraction(number))


def _rounding_told(problem: Problem, indicator: Indicator) -> Problem:
    """Say what to do with too fine a number: it is never rounded in silence."""
    if indicator.value == "count" or problem.code not in TOO_FINE:
        return problem
    finer = indicator.value == "amount" and indicator.decimal_places < PLACES
    return evolve(problem, hint=Message("hint.round-or-declare" if finer else "hint.round"))


def _ratio(indicator: Indicator, value: Any) -> FactValue | list[Problem]:
    if isinstance(value, Mapping) and set(value) == {"part", "whole"}:
        return _parts(indicator, value["part"], value["whole"])
    if isinstance(value, Ratio):
        return _parts(indicator, value.part, value.whole)
    if isinstance(value, str):
        share = share_of(value)
        if share is None:
            form = plain_number(value)
            key = "hint.bare" if form == value.strip() else "hint.write"
            hint = Message(key, form=form) if form else None
            return [evolve(_wrong(value, "expected.share"), hint=hint)]
        value = share
    value = _rounded(indicator, value, None if indicator.may_exceed else Decimal(1))
    problems = list(number_problems(value, places=indicator.decimal_places))
    if problems:
        return [_rounding_told(problem, indicator) for problem in problems]
    number = tidy(as_decimal(value))
    if number < 0 or (number > 1 and not indicator.may_exceed):
        hint = Message("hint.write", form=f"{number}%") if 2 <= number <= HUNDRED else None  # noqa: PLR2004 - 1.2 may mean 120%
        expected = Message("expected.share")
        return [Problem(code="out-of-range", found=shown(value), expected=expected, hint=hint)]
    return number


def _parts(indicator: Indicator, part: Any, whole: Any) -> FactValue | list[Problem]:
    problems = [
        problem.inside(name)
        for name, number in (("part", part), ("whole", whole))
        for problem in number_problems(number, places=AMOUNT_PLACES)
    ]
    if problems:
        return problems
    part, whole = as_decimal(part), as_decimal(whole)  # a float is not quite what it shows
    if min(part, whole) < 0:
        expected = Message("expected.at-least", least=0)
        return [Problem(code="out-of-range", found=shown(min(part, whole)), expected=expected)]
    if part > whole and not indicator.may_exceed:
        return [part_exceeds(part, whole)]
    return Ratio(part, whole)


def part_exceeds(part: Any, whole: Any, of: Iterable[Any] | None = None) -> Problem:
    """Say that a part is more than its whole.

    Args:
        part: The part.
        whole: The whole.
        of: What both are called; ``None`` where they have no names.

    Examples:
        >>> part_exceeds(5, 3, ["satisfied", "asked"]).expected.text("en")
        'satisfied (5) must not be more than asked (3)'
    """
    names = of or (Message("should.part"), Message("should.whole"))
    left, right = (
        Message("should.side", name=name, value=number)
        for name, number in zip(names, (part, whole), strict=True)
    )
    return Problem(
        code="part-exceeds-whole",
        found=f"{shown(part)} > {shown(whole)}",
        expected=Message("should.<=", left=left, right=right),
        hint=Message("hint.may-exceed"),
    )

"""How indicators come about in words (指标来历): what each derives from, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from civil_village.evidence.assessing import Observed
from civil_village.indicators.aggregated import Aggregate, EventCount, RankOf
from civil_village.indicators.catalogue import Catalogue
from civil_village.indicators.derived import (
    AS_OF,
    AnyDerived,
    DaysBetween,
    EarlierValue,
    Formula,
    Growth,
    IndexValue,
    LastEvent,
    Needed,
)
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.subjects import PLACES
from civil_village.indicators.surveyed import SheetCount, SurveyShare
from civil_village.labels import Label, named
from civil_village.mappings import EMPTY
from civil_village.messages import Message
from civil_village.quantities.rounding import Rounding
from civil_village.rules import Rule
from civil_village.rules.wording import worded

#: Places by which what is compared may be divided.
_PLACES = {place for places in PLACES.values() for place in places}


def origin(
    indicator: Indicator, catalogue: Catalogue, methods: Mapping[str, Label] = EMPTY
) -> Iterator[Message]:
    """Say how an indicator comes about, a sentence for each thing that its number depends on.

    Args:
        indicator: The indicator.
        catalogue: What it stands in.
        methods: Labels of ways to judge.

    Examples:
        >>> cleaners = Indicator(
        ...     label="应配保洁员", value="count", derive=Needed(needed=Rule("residents"), per=400)
        ... )
        >>> residents = Indicator(label=Label("常住人口", "residents"), value="count")
        >>> catalogue = Catalogue(indicators={"cleaners": cleaners, "residents": residents})
        >>> [told.text("en") for told in origin(cleaners, catalogue)]
        ['residents ÷ 400, rounded up']
    """
    said = _Origin(catalogue)
    if indicator.of is not None:
        part, whole = map(said.indicator, indicator.of)
        yield Message("origin.of", part=part, whole=whole)
    if indicator.derive is not None:
        yield from said.way(indicator.derive, indicator)
    if indicator.observed is not None:
        yield from observed(indicator.observed, methods)
    if indicator.known_when is not None:
        yield Message("origin.known-when", rule=said.rule(indicator.known_when))
    yield from rounding(indicator.round)
    yield from indicator.assumed.told()


def rounding(rounded: Rounding | None, exact: Any = None) -> Iterator[Message]:
    """Tell a declared rounding.

    Args:
        rounded: The rounding; ``None`` where none is declared.
        exact: What was rounded; ``None`` where that is not known, or nothing was changed.

    Examples:
        >>> [told.text("en") for told in rounding(Rounding(step=1, mode="down"))]
        ['rounded to 1, down']
    """
    if rounded is not None:
        mode = Message(f"rounding.{rounded.mode}")
        key = "explain.rounded" if exact is None else "explain.rounded.from"
        yield Message(key, step=rounded.step, mode=mode, exact=exact)


def observed(how: Observed, methods: Mapping[str, Label] = EMPTY) -> Iterator[Message]:
    """Tell how the numbers of several assessors come to one.

    Examples:
        >>> [told.text("en") for told in observed(Observed(combine="worst"))]
        ["the least of the assessors' numbers"]
    """
    if not how.assessors:
        yield Message(f"observed.{how.combine}")
    for name in ("trimmed", "highest"):
        count: int | None = getattr(how, name)
        if count is not None:
            yield Message(f"observed.{name}", count=count)
    for kind in ("assessors", "methods"):
        weights: Mapping[str, Fraction] = getattr(how, kind)
        if weights:
            yield Message(f"observed.{kind}", weights=_weights(weights, methods))
    if how.missing == "renormalise":
        yield Message("observed.renormalise")
    yield from rounding(how.round)


class _Origin:
    """Says ways of deriving with the labels of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def indicator(self, name: str) -> Label | Message | str:
        """Name an indicator, the day of evaluation, or a place."""
        if name == AS_OF:
            return Message("origin.as-of")
        if name in _PLACES and name not in self.catalogue.indicators:
            return Message(f"place.{name}")
        return named(self.catalogue.indicators.get(name), name)

    def event(self, kind: str) -> Label | str:
        """Name a kind of event."""
        return named(self.catalogue.events.get(kind), kind)

    def rule(self, rule: Rule, kind: str | None = None) -> Label:
        """Say a rule over the facts of a subject or of its rows, or over the values of events."""
        event = self.catalogue.events.get(kind or "")
        labels: Mapping[str, Any] = self.catalogue.indicators if event is None else event.values
        return worded(rule.expression, labels)

    def rows(self, over: str) -> Any:
        """Name what is aggregated over."""
        if over in self.catalogue.events:
            return self.event(over)
        return self.catalogue.rows_called(self.catalogue.plurals.get(over, over)) or over

    def way(self, derive: AnyDerived, indicator: Indicator) -> Iterator[Message]:
        """Say one way of deriving, then what it leaves out."""
        match derive:
            case Formula(rule=rule):
                yield Message("origin.rule", rule=self.rule(rule))
            case Needed(needed=rule, per=per, round=mode):
                said, how = self.rule(rule), Message(f"rounding.{mode}")
                yield Message("origin.needed", rule=said, per=per, mode=how)
            case DaysBetween(days=(first, last)):
                ends = {"first": self.indicator(first), "last": self.indicator(last)}
                yield Message("origin.days", **ends)
            case EarlierValue(earlier=name, period=period):
                yield Message("origin.earlier", name=self.indicator(name), period=period)
            case Growth(growth=name, since=period):
                key = "points" if self.catalogue.indicators[name].value == "ratio" else "growth"
                yield Message(f"origin.{key}", name=self.indicator(name), period=period)
            case IndexValue(index=index, on=on, gap=gap):
                yield Message("origin.index", index=index, on=self.indicator(on))
                if gap != "unknown":
                    yield Message(f"origin.{gap}")
            case SheetCount(survey=survey, sheets=sheets):
                yield Message(f"origin.sheets.{sheets}", survey=survey)
            case SurveyShare():
                yield from _survey(derive)
            case LastEvent(last=kind):
                yield Message("origin.last", kind=self.event(kind))
            case EventCount(events=kind):
                yield Message("origin.events", kind=self.event(kind))
                yield from self.limits(derive)
            case RankOf(best=best, ties=ties):
                compared, said = Message("rows.cohort"), self.rule(derive.of)
                yield Message(f"origin.rank.{best}", rows=compared, rule=said)
                yield Message(f"origin.ties.{ties}")
                yield from self.limits(derive)
            case Aggregate(over=over):
                said = self.rule(derive.of, derive.event_kind)
                rows = Message("rows.cohort") if indicator.compares else self.rows(over)
                yield Message(f"origin.{derive.how}", rows=rows, rule=said)
                yield from self.limits(derive)

    def limits(self, derive: Aggregate | EventCount | RankOf) -> Iterator[Message]:
        """Say what does not count: outside of a window, a condition, a cohort or a draw."""
        if not isinstance(derive, RankOf):
            if derive.within is not None:
                span = derive.within
                length = Message(f"span.{span.unit}{'s' * (span.number > 1)}", number=span.number)
                yield Message(f"origin.window.{derive.window}", span=length)
                if derive.ends == "(]":
                    yield Message("origin.first-day-out")
            if derive.in_window != "overlaps":
                yield Message(f"origin.{derive.in_window}")
            if derive.where is not None:
                yield Message("origin.where", rule=self.rule(derive.where, derive.event_kind))
        if derive.blank != "unknown":
            yield Message(f"origin.blank.{derive.blank}")
        if isinstance(derive, Aggregate | RankOf) and derive.by is not None:
            yield Message("origin.by", by=self.indicator(derive.by))
        if isinstance(derive, Aggregate):
            if not derive.itself:
                yield Message("origin.without-itself")
            if derive.among is not None:
                yield Message("origin.among", draw=derive.among)


def _survey(derive: SurveyShare) -> Iterator[Message]:
    """Say which answers count how much, and of which sheets."""
    asked = {"survey": derive.survey, "question": derive.question}
    answers = _weights(derive.answers)
    yield Message(f"origin.question.{derive.whole}", answers=answers, **asked)
    if derive.strata:
        yield Message("origin.strata", weights=_weights(derive.strata))


def _weights(
    weights: Mapping[str, Fraction], labels: Mapping[str, Label] = EMPTY
) -> tuple[Message, ...]:
    """Name each with its weight."""
    return tuple(
        Message("origin.weight", name=labels.get(name, name), weight=weight)
        for name, weight in weights.items()
    )

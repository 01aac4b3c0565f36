"""Facts in words (事实的说明): each value with what it was worked out from, down to what was said.

What the catalogue says of an indicator and what `derive` kept of a value come together here, so
that no number stands without its window, its whole, its rounding, its words and its weights.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Any

from attrs import field

from civil_village.evidence.assessing import Observed, Word
from civil_village.exact_numbers import LARGEST, as_decimal, published, share_text
from civil_village.explanation import Explanation, told
from civil_village.facts import Basis, Facts, FactValue, rule_value
from civil_village.indicators import (
    BUILT_IN,
    ROWS,
    Aggregate,
    Catalogue,
    CountOf,
    EventCount,
    Growth,
    Indicator,
    LastEvent,
    RankOf,
    SumOf,
    own_reads,
)
from civil_village.indicators.in_words import origin
from civil_village.labels import Label
from civil_village.mappings import EMPTY
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Rule, Unknown

#: How indicators come about, by their names.
Origins = dict[str, tuple[Explanation, ...]]
#: Values are told together with so many levels of what they come from, and so many on each.
_DEEP, _WIDE = 2, 20
#: What is known of a value of which nothing was kept.
_NOTHING = Basis()


@model(kw_only=True)
class FactTeller(Shown):
    """Says the facts of one subject, each with all that its number depends on."""

    facts: Facts
    catalogue: Catalogue
    #: Label of each way to judge.
    methods: Mapping[str, Label] = EMPTY
    #: Says what a rule still needs.
    needs: Callable[[Rule], Iterable[Message]] = lambda _: ()
    #: What is the same wherever an indicator is told.
    origins: Origins = field(factory=dict)

    def values(self, names: Iterable[str]) -> Iterator[Explanation]:
        """Tell the values of several indicators; none of them is told again below another."""
        beside = tuple(dict.fromkeys(names))
        return (self.value(name, beside) for name in beside)

    def value(self, name: str, beside: Collection[str] = (), depth: int = 0) -> Explanation:
        """Tell the value of an indicator, how it comes about, and what it was worked out from.

        Args:
            name: The indicator.
            beside: Those that are told beside it.
            depth: How many others lie between it and what was asked for.
        """
        indicator = self.catalogue.indicators[name]
        value, basis = self.facts.values[name], self.facts.basis.get(name, _NOTHING)
        if name not in self.origins:
            self.origins[name] = told(*origin(indicator, self.catalogue, self.methods))
        parts = [*self.origins[name], *told(*self.basis(indicator, value, basis))]
        if indicator.observed is not None:
            parts += told(*self.words(name, indicator, indicator.observed))
        if indicator.known_when is not None:
            parts += told(*self.needs(indicator.known_when))
        if depth < _DEEP:
            reads = dict.fromkeys(r for r in self.reads(indicator, value) if r not in beside)
            parts += (self.value(read, beside, depth + 1) for read in islice(reads, _WIDE))
        text = fact_text(indicator, name, value, basis)
        return Explanation(Message("explain.value", name=indicator.label, value=text), tuple(parts))

    def reads(self, indicator: Indicator, value: FactValue) -> Iterator[str]:
        """Name the facts of the same subject that a value comes from and that are not told yet."""
        indicators = self.catalogue.indicators
        for name in own_reads(indicator):
            # A share says its part and its whole itself.
            told = isinstance(value, Ratio) and name in (indicator.of or ())
            plain = name in indicators and not indicators[name].computed
            if name in self.facts.values and not (told and plain):
                yield name

    def basis(self, indicator: Indicator, value: FactValue, basis: Basis) -> Iterator[Message]:
        """Say what was counted: in which window, over how many, since which value."""
        derive = indicator.derive
        match derive:
            case LastEvent() if basis.rows:
                yield Message("basis.last", rows=_names(basis))
            case EventCount() | Aggregate() if (
                derive.event_kind in self.catalogue.events and self.facts.as_of is not None
            ):
                window = derive.days(self.facts.as_of)
                key = "until" if window.first == date.min else "window"
                if basis.counted is not None:
                    yield Message(
                        f"basis.{key}" if basis.counted else f"basis.{key}.none",
                        first=window.first,
                        last=window.last,
                        counted=basis.counted,
                        rows=_names(basis),
                    )
            case Aggregate() | RankOf() if indicator.compares and basis.size is not None:
                yield Message("basis.compared", size=basis.size)
            case Aggregate() if basis.size is not None and not isinstance(value, Ratio):
                plural = self.catalogue.plurals[derive.over]
                rows = self.catalogue.rows_called(plural) or plural
                key = f"basis.size.{plural}" if plural in BUILT_IN.values() else "basis.size"
                yield Message(key, rows=rows, size=basis.size)
            case Growth() if basis.earlier is not None:
                before = self.catalogue.indicators[derive.growth].measure(basis.earlier)
                yield Message("basis.earlier", period=derive.since, value=before)
        if basis.day is not None:
            yield Message("basis.day", day=basis.day)

    def words(self, name: str, indicator: Indicator, how: Observed) -> Iterator[Message]:
        """Say what each assessor gave by each method, and who has not spoken."""
        said = [w for w in self.facts.observations if w.of == name and w.value is not None]
        spoken = [
            Word(Fraction(as_decimal(word.value)), word.method, word.assessor, word.lead)
            for word in said
        ]
        limits = (Fraction(0), Fraction(LARGEST))
        for method, (words, joined) in how.by_method(name, spoken, limits, {}).items():
            if not words:
                continue
            each = tuple(_word(indicator, word) for word in islice(words, _WIDE))
            key, one = "basis.words" if method is None else "basis.method", None
            if method is not None and joined is not None and joined[0] == joined[1]:
                one = indicator.measure(published(joined[0]))
                key = key if len(words) == 1 and joined[0] == words[0].value else f"{key}.joined"
            by = self.methods.get(method or "", method)
            yield Message(key, method=by, words=each, value=one)
        silent = how.left_out([(word.method, word.assessor) for word in said])
        if silent:
            named = tuple(self.methods.get(each, each) for each in silent)
            yield Message("explain.left-out", names=named)


def _word(indicator: Indicator, word: Word) -> Message:
    """Say who gave which number."""
    key = "basis.word" + ".lead" * word.lead + ".of" * (word.assessor is not None)
    return Message(key, who=word.assessor, value=indicator.measure(published(word.value)))


def _names(basis: Basis) -> Any:
    """Name the rows that were counted; of very many the first."""
    more = basis.counted is not None and basis.counted > len(basis.rows)
    return Message("basis.more", rows=basis.rows) if more else basis.rows


def fact_text(indicator: Indicator, name: str, value: FactValue, basis: Basis = _NOTHING) -> Any:
    """Write a fact for a sentence: with its unit, a share in percent with its parts.

    Examples:
        >>> insurance = Indicator(label="覆盖率", value="ratio")
        >>> fact_text(insurance, "insurance", Ratio(7, 8)).text("en")
        '87.5% (7 of 8)'
    """
    worth = rule_value(name, value)
    if isinstance(worth, Unknown):
        return _unknown_text(worth, indicator)
    if isinstance(value, Ratio):
        share = share_text(Fraction(value.part) / Fraction(value.whole))
        return Message("explain.parts", share=share, part=value.part, whole=value.whole)
    if not isinstance(worth, Fraction):
        return worth
    said = indicator.measure(worth)
    if basis.exact is None or indicator.round is None:
        return said
    exact, mode = indicator.measure(basis.exact), Message(f"rounding.{indicator.round.mode}")
    return Message("basis.rounded", value=said, exact=exact, mode=mode)


def _unknown_text(value: Unknown, indicator: Indicator) -> Message:
    """Write what is proved of an unknown fact; default limits say nothing of it."""
    if any(item.kind == "no-value" for item in value.missing):
        return Message("explain.no-value")
    if value.least is None or value.greatest is None:
        return Message("explain.unknown")
    least = value.least
    if indicator.value == "ratio" and 0 < least < Fraction(1, 10**4):
        least = Fraction(0)  # what is proved by as many rows as there can be says nothing
    if value.greatest >= ROWS or _open_above(value, indicator):
        told = Message("explain.at-least", least=indicator.measure(least))
        return told if least else Message("explain.unknown")
    ends = {"least": least, "greatest": value.greatest}
    return Message(
        "explain.between", **{name: indicator.measure(end) for name, end in ends.items()}
    )


def _open_above(value: Unknown, indicator: Indicator) -> bool:
    """Tell whether rows that may still come leave a count or sum without a proved limit."""
    adds_up = isinstance(indicator.derive, CountOf | SumOf | EventCount)
    incomplete = any(item.kind == "completeness" for item in value.missing)
    return adds_up and incomplete and indicator.maximum is None

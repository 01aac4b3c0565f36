"""What became of requirements, strikes and rules in words (说明): with the facts behind it.

What is told is data, keys and arguments, so it can be stored and rendered later in either
language, without the rules at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import field

from civil_village.assumptions import Assumed
from civil_village.exact_numbers import share_text
from civil_village.explanation import Explanation
from civil_village.facts import Facts, FactValue, rule_value
from civil_village.indicators import ROWS, CountOf, EventCount, Indicator, SumOf
from civil_village.labels import Label, named
from civil_village.messages import Message, texts
from civil_village.models import Shown, model
from civil_village.quantities.ratios import Ratio
from civil_village.requirements.model import Checked, Requirement, Strike
from civil_village.requirements.needs import Seeker
from civil_village.rules import Missing, Unknown, Valued, residual
from civil_village.rules.syntax import Expression, Logic, Name, Not, names
from civil_village.rules.wording import RuleTexts, worded


@model(kw_only=True)
class Teller(Shown):
    """Says what became of what is asked on one subject's facts, with the labels of both."""

    facts: Facts
    #: Knows values, signatures and indicators, and what is still needed.
    seeker: Seeker
    #: Label of each way to judge.
    methods: Mapping[str, Label]
    #: Names what is missing by the labels of what it is about.
    missing: Callable[[Missing], Message]
    #: Where rules in words are kept for the next time.
    texts: RuleTexts = field(factory=dict)

    def strike(self, strike: Strike, check: Checked, key: str = "explain.strike") -> Explanation:
        """Tell whether a strike hits."""
        state = check.strike_state
        message = Message(f"{key}.{state}", name=named(strike))
        parts = list(self.rules(check)) if state != "exempt" else []
        return Explanation(message, tuple(parts))

    def requirement(
        self,
        requirement: Requirement,
        check: Checked,
        path: str,
        key: str = "explain.requirement",
    ) -> Explanation:
        """Tell a requirement's state and the facts behind it."""
        name = named(requirement)
        parts = list(self.granted(path))
        for role, valued in check.rules:
            # Of what is exempt only the reason matters.
            if check.state != "exempt" or role == "applies":
                parts += self.rule(role, valued)
        if check.state == "unmet":
            needs = self.seeker.needs(path, requirement)
            told = tuple(need.message(self.seeker.indicators) for need in needs)
            parts += [Explanation(Message("explain.needed", needs=told))] if told else []
        if check.state == "undetermined":
            lacking = tuple(map(self.missing, check.missing))
            parts.append(Explanation(Message("explain.lacking", facts=lacking)))
        parts += self.assumed(requirement.assumed)
        return Explanation(Message(f"{key}.{check.state}", name=name), tuple(parts))

    def granted(self, path: str) -> Iterator[Explanation]:
        """Tell who granted a recorded exemption, and why."""
        granted = self.facts.exempt.get(path)
        if granted is not None:
            yield Explanation(Message("explain.granted", by=granted.by, reason=granted.reason))

    def assumed(self, assumed: Assumed) -> Iterator[Explanation]:
        """Tell what the source does not give, and why it is as it is."""
        bare = tuple(_field(name) for name, reason in assumed.reasons.items() if reason is None)
        if bare:
            yield Explanation(Message("explain.assumed", fields=bare))
        for name, reason in assumed.reasons.items():
            if reason is not None:
                message = Message("explain.assumed-because", field=_field(name), reason=reason)
                yield Explanation(message)

    def rules(self, check: Checked) -> Iterator[Explanation]:
        """Tell each worked-out rule of a requirement or strike."""
        for role, valued in check.rules:
            yield from self.rule(role, valued)

    def rule(self, role: str, valued: Valued) -> Iterator[Explanation]:
        """Tell a rule in words, whether it holds, its parts, and its facts."""
        labels = self.methods if role == "judged" else self.seeker.indicators
        parts = list(self.conditions(valued, labels))
        if role != "judged" and not _is_plain(valued.expression):
            parts += self.names(valued.expression)
        if isinstance(valued.value, Unknown) and isinstance(valued.expression, Logic):
            left = worded(residual(valued), labels)
            parts.append(Explanation(Message("explain.residual", rule=left)))
        told = Message(
            f"explain.role.{role}",
            rule=self.said(valued.expression, labels),
            holds=Message(f"holds.{_holds(valued.value)}"),
        )
        yield Explanation(told, tuple(parts))

    def conditions(self, valued: Valued, labels: Mapping[str, Any]) -> Iterator[Explanation]:
        """Tell the parts of a rule that is joined of several conditions."""
        if not isinstance(valued.expression, Logic):
            return
        for part in valued.parts:
            rule = self.said(part.expression, labels)
            holds = Message(f"holds.{_holds(part.value)}")
            told = Message("explain.condition", rule=rule, holds=holds)
            yield Explanation(told, tuple(self.conditions(part, labels)))

    def names(self, *expressions: Expression) -> Iterator[Explanation]:
        """Tell the value of every indicator that expressions read, each once."""
        for name in dict.fromkeys(name for each in expressions for name in names(each)):
            indicator = self.seeker.indicators[name]
            value = fact_text(indicator, name, self.facts.values[name])
            told = Message("explain.value", name=indicator.label, value=value)
            yield Explanation(told, tuple(self.left_out(name, indicator)))

    def left_out(self, name: str, indicator: Indicator) -> Iterator[Explanation]:
        """Tell which methods and assessors an observed number does without."""
        if indicator.observed is not None:
            words = [word for word in self.facts.observations if word.of == name]
            spoke = [(word.method, word.assessor) for word in words if word.value is not None]
            names = indicator.observed.left_out(spoke)
            if names:
                silent = tuple(self.methods.get(name, name) for name in names)
                yield Explanation(Message("explain.left-out", names=silent))

    def said(self, expression: Expression, labels: Mapping[str, Any]) -> Label:
        """Say a rule of the standard, or a part of one, in both languages."""
        found = self.texts.get(id(expression))
        if found is None:
            found = self.texts[id(expression)] = worded(expression, labels)
        return found


def _field(name: str) -> Message | str:
    return Message(f"field.{name}") if f"field.{name}" in texts() else name


def _is_plain(expression: Expression) -> bool:
    """Tell whether a rule is one truth: then its value says no more than the rule."""
    return isinstance(expression.operand if isinstance(expression, Not) else expression, Name)


def _holds(value: Any) -> str:
    return "open" if isinstance(value, Unknown) else "true" if value else "false"


def fact_text(indicator: Indicator, name: str, value: FactValue) -> Any:
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
    if isinstance(worth, Fraction):
        return indicator.measure(worth)
    return worth


def _unknown_text(value: Unknown, indicator: Indicator) -> Message:
    """Write what is proved of an unknown fact; default limits say nothing of it."""
    if any(item.kind == "no-value" for item in value.missing):
        return Message("explain.no-value")
    if value.least is None or value.greatest is None:
        return Message("explain.unknown")
    if value.greatest >= ROWS or _open_above(value, indicator):
        least = indicator.measure(value.least)
        return (
            Message("explain.at-least", least=least) if value.least else Message("explain.unknown")
        )
    ends = {"least": value.least, "greatest": value.greatest}
    return Message(
        "explain.between", **{name: indicator.measure(end) for name, end in ends.items()}
    )


def _open_above(value: Unknown, indicator: Indicator) -> bool:
    """Tell whether rows that may still come leave a count or sum without a proved limit."""
    adds_up = isinstance(indicator.derive, CountOf | SumOf | EventCount)
    incomplete = any(item.kind == "completeness" for item in value.missing)
    return adds_up and incomplete and indicator.maximum is None

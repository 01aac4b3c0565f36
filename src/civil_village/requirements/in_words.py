"""What became of requirements, strikes and rules in words (说明): with the facts behind it.

What is told is data, keys and arguments, so it can be stored and rendered later in either
language, without the rules at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import field

from civil_village.explanation import Explanation, told
from civil_village.labels import Label, named
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.requirements.facts_in_words import FactTeller
from civil_village.requirements.model import Checked, Requirement, Strike
from civil_village.requirements.needs import Seeker
from civil_village.rules import Missing, Unknown, Valued, residual
from civil_village.rules.syntax import Expression, Logic, Name, Not, names
from civil_village.rules.wording import RuleTexts, worded


@model(kw_only=True)
class Teller(Shown):
    """Says what became of what is asked on one subject's facts, with the labels of both."""

    #: Says values, and how they come about.
    facts: FactTeller
    #: Knows values, signatures and indicators, and what is still needed.
    seeker: Seeker
    #: Names what is missing by the labels of what it is about.
    missing: Callable[[Missing], Message]
    #: Where rules in words are kept for the next time.
    texts: RuleTexts = field(factory=dict)

    def strike(self, strike: Strike, check: Checked, key: str = "explain.strike") -> Explanation:
        """Tell whether a strike hits."""
        state = check.strike_state
        message = Message(f"{key}.{state}", name=named(strike))
        assumed = told(*strike.assumed.told())
        return Explanation(message, (*self.rules(check, state), *assumed))

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
        parts += self.rules(check, check.state)
        if check.state == "unmet":
            parts += told(*self.seeker.told(self.seeker.needs(path, requirement)))
        if check.state == "undetermined":
            parts.append(Explanation(self.lacks(check.missing)))
        parts += told(*requirement.assumed.told())
        return Explanation(Message(f"{key}.{check.state}", name=name), tuple(parts))

    def lacks(self, missing: Iterable[Missing]) -> Message:
        """Say what is missing."""
        return Message("explain.lacking", facts=tuple(map(self.missing, missing)))

    def granted(self, path: str) -> Iterator[Explanation]:
        """Tell who granted a recorded exemption, and why."""
        granted = self.facts.facts.exempt.get(path)
        if granted is not None:
            yield Explanation(Message("explain.granted", by=granted.by, reason=granted.reason))

    def rules(self, check: Checked, state: str) -> Iterator[Explanation]:
        """Tell each worked-out rule of a requirement or strike; of what is exempt, only why."""
        for role, valued in check.rules:
            if state != "exempt" or role == "applies":
                yield from self.rule(role, valued)

    def rule(self, role: str, valued: Valued) -> Iterator[Explanation]:
        """Tell a rule in words, whether it holds, its parts, and its facts."""
        labels = self.facts.methods if role == "judged" else self.seeker.indicators
        word = "judged" if role == "judged" else "holds"
        parts = list(self.conditions(valued, labels, word))
        if role != "judged" and not self.is_plain(valued.expression):
            parts += self.names(valued.expression)
        if isinstance(valued.value, Unknown) and isinstance(valued.expression, Logic):
            left = worded(residual(valued), labels)
            parts.append(Explanation(Message("explain.residual", rule=left)))
        message = Message(
            f"explain.role.{role}",
            rule=self.said(valued.expression, labels),
            holds=Message(f"{word}.{_holds(valued.value)}"),
        )
        yield Explanation(message, tuple(parts))

    def conditions(
        self, valued: Valued, labels: Mapping[str, Any], word: str
    ) -> Iterator[Explanation]:
        """Tell the parts of a rule that is joined of several conditions."""
        if not isinstance(valued.expression, Logic):
            return
        for part in valued.parts:
            rule = self.said(part.expression, labels)
            holds = Message(f"{word}.{_holds(part.value)}")
            message = Message("explain.condition", rule=rule, holds=holds)
            yield Explanation(message, tuple(self.conditions(part, labels, word)))

    def names(self, *expressions: Expression) -> Iterator[Explanation]:
        """Tell the value of every indicator that expressions read, each once."""
        yield from self.facts.values(name for each in expressions for name in names(each))

    def is_plain(self, expression: Expression) -> bool:
        """Tell whether a rule is one reported truth: then its value says no more than the rule."""
        name = expression.operand if isinstance(expression, Not) else expression
        return isinstance(name, Name) and not self.seeker.indicators[name.id].computed

    def said(self, expression: Expression, labels: Mapping[str, Any]) -> Label:
        """Say a rule of the standard, or a part of one, in both languages."""
        found = self.texts.get(id(expression))
        if found is None:
            found = self.texts[id(expression)] = worded(expression, labels)
        return found


def _holds(value: Any) -> str:
    return "open" if isinstance(value, Unknown) else "true" if value else "false"

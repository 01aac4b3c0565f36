"""What became of requirements, strikes and rules in words (说明): with the facts behind it.

What is told is data, keys and arguments, so it can be stored and rendered later in either
language, without the rules at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import field

from civil_village.evidence.surveys import SHEET_KINDS
from civil_village.explanation import Explanation, told
from civil_village.indicators import BUILT_IN, Catalogue
from civil_village.labels import Label, named
from civil_village.mappings import EMPTY
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


def missing_told(
    item: Missing,
    catalogue: Catalogue,
    *,
    methods: Mapping[str, Label] = EMPTY,
    part: Callable[[str], Any] = lambda _: None,
    whole: Any = None,
) -> Message:
    """Name a missing fact by the labels of what it is about.

    Args:
        item: The fact.
        catalogue: What is read of it.
        methods: Label of each way to judge.
        part: Gives the part of a path, where what is missing is about one.
        whole: What all of it is missing of, where all is exempt.

    Examples:
        >>> from civil_village.indicators import Indicator
        >>> visit = Indicator(label=Label("走访次数", "visits"), value="count")
        >>> told = missing_told(Missing("indicator", "n"), Catalogue(indicators={"n": visit}))
        >>> told.text("en")
        'visits'
    """
    indicators, events = catalogue.indicators, catalogue.events
    about: Any = indicators.get(item.name) or events.get(item.name)
    key: str = item.kind
    row: Any = item.row if item.rows is None else item.rows.message()
    match item.kind:
        case "others":
            about = part(item.name)
        case "row" if item.name in indicators:
            indicator = indicators[item.name]
            if indicator.subject in BUILT_IN:  # a village's own kind has a word of its own
                key += f".{indicator.subject}"
                row = row if item.rows is None else item.rows.message(named=True)
            key += ".truth" * (indicator.value == "truth")
        case "observation" | "tie":
            about = part(item.name) or indicators.get(item.name)
            row = methods.get(item.row or "", item.row)
        case "completeness":
            about = events.get(item.name)
        case "evidence" if item.name in indicators:
            enough = indicators[item.name].known_when
            row = row if enough is None else worded(enough.expression, indicators)
        case "survey" if item.row in SHEET_KINDS:
            key, row = f"{key}.sheets", Message(f"sheets.{item.row}")
        case "nothing-asked":
            about = part(item.name) or whole
    called = catalogue.rows_called(item.name) if about is None else None
    return Message(f"missing.{key}", name=called or named(about, item.name), row=row)

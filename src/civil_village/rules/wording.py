"""A rule in words (规则的文字说明), for people who never see its text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, Protocol

from civil_village.labels import Label
from civil_village.messages import LANGUAGES, Lang, phrase, written
from civil_village.rules.syntax import (
    STRENGTHS,
    Arithmetic,
    Compare,
    Conditional,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
    strength,
)

_RELATION = STRENGTHS["=="]


class Worded(Protocol):
    """Anything that has a text in both languages, such as a label."""

    def text(self, lang: Lang) -> str:
        """Give the text in ``lang``."""
        ...


def say(expression: Expression, lang: Lang, labels: Mapping[str, Worded]) -> str:
    """Say a rule in words, with the labels of its names.

    Parentheses stay wherever a sentence without them could be read in two ways.

    Args:
        expression: The rule's tree.
        lang: Language of the sentence.
        labels: Label of each name; a name without one stands for itself. A label that
            can ``measure`` a number, as an indicator can, writes those it is compared with.

    Examples:
        >>> from civil_village.labels import Label
        >>> from civil_village.rules.parser import parse
        >>> labels = {"meetings": Label("年度会议次数", "annual meetings")}
        >>> say(parse("meetings >= 3 && plan_filed"), "en", labels)
        'annual meetings is at least 3, and plan_filed'
        >>> say(parse("meetings < 3"), "zh", labels)
        '年度会议次数小于 3'
    """
    return _Speaker(lang, labels).said(expression)


#: Rules in words, by the identity of their trees, which have to live as long.
RuleTexts = dict[int, Label]


def worded(expression: Expression, labels: Mapping[str, Worded]) -> Label:
    """Say a rule in both languages; see `say`."""
    zh, en = (say(expression, lang, labels) for lang in LANGUAGES)
    return Label(zh, en)


class _Speaker(NamedTuple):
    lang: Lang
    labels: Mapping[str, Worded]

    def said(self, expression: Expression) -> str:
        """Say an expression without parentheses around it."""
        match expression:
            case Constant(Fraction() as value):
                return f"{value.numerator}/{value.denominator}"
            case Constant(value):
                return (
                    phrase("rule.no-text", self.lang) if value == "" else written(value, self.lang)
                )
            case Name(name):
                label = self.labels.get(name)
                return name if label is None else label.text(self.lang)
            case Not(operand):
                return phrase("rule.not", self.lang, operand=self.said(operand))
            case Negative(operand):
                return phrase("rule.negative", self.lang, operand=self.said(operand))
            case Arithmetic():
                return self.arithmetic(expression)
            case Compare(operator, left, right):
                sides = {"left": self.side(left, right), "right": self.side(right, left)}
                return self.sentence(f"rule.{operator}", sides)
            case Logic(operator, operands):
                said = [self.inside(operand, _RELATION) for operand in operands]
                between = phrase(f"rule.{operator}", self.lang)
                return between.join([said[0], *map(self.spaced_before, said[1:])])
            case Membership(item, options):
                listed = written([self.said(option) for option in options], self.lang)
                listed = self.spaced_after(self.spaced_before(listed))
                said_item = self.inside(item, _RELATION + 1)
                return self.sentence("rule.in", {"left": said_item}, listed=listed)
            case Conditional(condition, then, otherwise):
                arms = {"condition": condition, "then": then, "otherwise": otherwise}
                inside = {name: self.inside(part, _RELATION) for name, part in arms.items()}
                return self.sentence("rule.if", inside)

    def arithmetic(self, expression: Arithmetic) -> str:
        """Say a sum, a difference or a product with signs between its parts."""
        level = STRENGTHS[expression.operator]
        left, right = self.inside(expression.left, level), self.inside(expression.right, level + 1)
        if isinstance(expression.right, Constant) and right.startswith("-"):
            right = f"({right})"
        return phrase(f"rule.{expression.operator}", self.lang, left=left, right=right)

    def side(self, part: Expression, other: Expression) -> str:
        """Say one side of a comparison: a number as the indicator it meets measures it."""
        label = self.labels.get(other.id) if isinstance(other, Name) else None
        measure = getattr(label, "measure", None)
        if measure is not None and isinstance(part, Constant) and _is_number(part):
            return written(measure(part.value), self.lang)
        return self.inside(part, _RELATION + 1)

    def sentence(self, key: str, said: Mapping[str, str], *, listed: str = "") -> str:
        """Fill a sentence with its parts."""
        spaced = {
            name: self.spaced_after(text) if name == "left" else self.spaced_before(text)
            for name, text in said.items()
        }
        return phrase(key, self.lang, listed=listed, **spaced)

    def inside(self, expression: Expression, least: int) -> str:
        """Say a part, in parentheses unless it binds at least so strongly."""
        text = self.said(expression)
        if strength(expression) >= least:
            return text
        # A formula keeps the parentheses of formulas in both languages.
        formula = isinstance(expression, Arithmetic)
        return f"({text})" if formula else phrase("rule.group", self.lang, text=text)

    def spaced_before(self, text: str) -> str:
        """Set a Latin letter or a digit off from the Chinese that stands before it."""
        return f" {text}" if self.lang == "zh" and _is_latin(text[:1]) else text

    def spaced_after(self, text: str) -> str:
        """Set a Latin letter or a digit off from the Chinese that follows it."""
        return f"{text} " if self.lang == "zh" and _is_latin(text[-1:]) else text


def _is_number(constant: Constant) -> bool:
    """Tell whether it is a number that a measure writes; a quotient stays as its author thinks."""
    return not isinstance(constant.value, bool | str | Fraction)


def _is_latin(character: str) -> bool:
    return character.isascii() and character not in "()"

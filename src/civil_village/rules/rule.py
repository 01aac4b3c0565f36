"""A rule as a value: its text, its tree, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field

from civil_village.messages import Lang, Message
from civil_village.models import Shown, model
from civil_village.problems import Problem, reject, shown
from civil_village.rules.checker import check
from civil_village.rules.interpreter import Valued, interpret
from civil_village.rules.parser import parse
from civil_village.rules.printer import to_text
from civil_village.rules.signatures import RuleType, Signature
from civil_village.rules.syntax import Conditional, Constant, Expression, Logic, Not, names
from civil_village.rules.values import Value
from civil_village.rules.wording import say
from civil_village.written_forms import Form

if TYPE_CHECKING:
    from civil_village.rules.portable import Portable


@model(init=False)
class Rule(Shown):
    """A rule of the scalar language (规则), such as ``meetings >= 3 && plan_filed``.

    Two rules are equal where their trees are, however they were spaced.

    Attributes:
        text: The rule as its author wrote it, in the scalar subset of the Common Expression
            Language.
        expression: The tree that was read from it.

    Raises:
        DocumentError: The text is no rule; the problem shows the part.

    Examples:
        >>> Rule("meetings>=3") == Rule("meetings >= 3")
        True
        >>> Rule("meetings >= 3").names
        ('meetings',)

    Source:
        Common Expression Language specification, a subset; decimals are exact here.
    """

    form: ClassVar[Form] = Form.of_its_own(write=lambda rule: rule.canonical())
    text: str = field(eq=False)
    expression: Expression = field(repr=False)

    def __init__(self, text: str) -> None:
        given: object = text
        if not isinstance(given, str):
            expected = Message("type.rule")
            reject([Problem(code="wrong-type", found=shown(given), expected=expected)])
        self.__attrs_init__(text, parse(text))

    @staticmethod
    def taken(value: object) -> Rule | None:
        """Take the text of a rule."""
        return Rule(value) if isinstance(value, str) else None

    @property
    def names(self) -> tuple[str, ...]:
        """The indicators that it reads, in order of first appearance."""
        return names(self.expression)

    def canonical(self) -> str:
        """Write it in the one canonical form, with no more parentheses than needed.

        Examples:
            >>> Rule("( a  &&b )||!c").canonical()
            'a && b || !c'
        """
        return to_text(self.expression)

    def say(self, lang: Lang, labels: Mapping[str, Any] | None = None) -> str:
        """Say it in words, with the indicators' labels."""
        return say(self.expression, lang, labels or {})

    def check(
        self, names: Mapping[str, Signature], *, wanted: RuleType | None = "truth"
    ) -> Iterator[Problem]:
        """Give what is wrong with it against the names that it may use."""
        return iter(check(self.expression, names, self.text, wanted=wanted)[1])

    def signature(self, names: Mapping[str, Signature]) -> Signature | None:
        """Describe what it computes; ``None`` where it makes no sense."""
        return check(self.expression, names, self.text)[0]

    def value(self, scope: Mapping[str, Value]) -> Valued:
        """Work it out, with the value of every part, over known and unknown values."""
        return interpret(self.expression, scope)

    def as_number(self) -> Rule:
        """Count a condition: 1 where it holds, 0 where it does not.

        Examples:
            >>> Rule("a > 1 && b").as_number().canonical()
            'a > 1 && b ? 1 : 0'
        """
        condition = self.expression
        one, nought = Constant(1, span=condition.span), Constant(0, span=condition.span)
        return self._made(Conditional(condition, one, nought, span=condition.span))

    def under(self, applies: Rule | None) -> Rule:
        """Ask for it under a condition alone: it holds wherever the condition does not.

        Examples:
            >>> Rule("tables <= 10").under(Rule("cadre")).canonical()
            '!cadre || tables <= 10'
        """
        if applies is None:
            return self
        return self._made(Logic("||", (Not(applies.expression), self.expression)))

    def _made(self, expression: Expression) -> Rule:
        """Make what nobody wrote from the text that somebody did."""
        made = Rule.__new__(Rule)
        made.__attrs_init__(self.text, expression)
        return made

    def portable(self, names: Mapping[str, Signature], *, gaps: bool = False) -> Portable:
        """Write it for other languages' engines, over whole numbers only (可移植规则).

        Args:
            names: Signature of each name, as `Catalogue.signatures` gives them.
            gaps: Whether facts may be missing.

        Raises:
            DocumentError: The rule has a problem against the names, is neither a truth nor a
                number, or would be too large.

        Examples:
            A share becomes its part and its whole: 99 of 100 is not 0, as in whole division.

            >>> from fractions import Fraction
            >>> share = Signature(
            ...     type="number", maximum=Fraction(1), numerator=100, denominator=100, static=False
            ... )
            >>> rule = Rule("insurance >= 0.95").portable({"insurance": share})
            >>> rule.texts["holds"]
            'insurance_WHOLE > 0 && insurance_PART * 20 >= insurance_WHOLE * 19'
        """
        from civil_village.rules.portable import portable  # noqa: PLC0415 - few ask for it

        kind, problems = check(self.expression, names, self.text)
        reject(problem for problem in problems if problem.level == "error")
        if kind is not None and kind.type not in ("truth", "number"):
            expected = Message("expected.truth-or-number")
            reject([Problem(code="wrong-type", found=self.text, expected=expected)])
        return portable(self.expression, self.text, names, gaps=gaps)

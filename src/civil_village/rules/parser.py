"""Reading a rule's text (解析): from characters to the syntax tree, or to what is wrong.

The language is a subset of the Common Expression Language::

    Rule       = Choice
    Choice     = Or ["?" Or ":" Choice]
    Or         = And {"||" And}
    And        = Relation {"&&" Relation}
    Relation   = Sum [("==" | "!=" | "<" | "<=" | ">" | ">=") Sum | "in" List]
    Sum        = Product {("+" | "-") Product}
    Product    = Unary {"*" Unary}
    Unary      = {"!"} Primary | {"-"} Primary
    Primary    = Literal | Quotient | Name | "(" Choice ")"
    List       = "[" Literal {"," Literal} "]"
    Literal    = "true" | "false" | ["-"] Number | Text
    Quotient   = ["-"] Whole "/" Whole

Where a quotient may stand is for the checker to say.

Rules come from strangers: text, tree, depth and lists have limits, the time is linear,
and nothing of the text is ever run.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn, TypeVar, cast, get_args

from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.rules.literals import number_value, text_value
from civil_village.rules.refusals import misfit, misfit_after, misfit_apart, refusal
from civil_village.rules.syntax import (
    STRENGTHS,
    Arithmetic,
    ArithmeticOperator,
    Compare,
    CompareOperator,
    Conditional,
    Constant,
    Expression,
    Logic,
    LogicOperator,
    Membership,
    Name,
    Negative,
    Not,
    parts,
)
from civil_village.rules.tokens import Token, is_name, tokens

#: Most characters of a rule's text.
LONGEST = 10_000
#: Most nodes of a rule's tree, literals in lists included.
NODES = 1_000
#: Most levels of a rule's tree, and most parentheses inside each other.
DEPTH = 100
#: Most values of one list.
OPTIONS = 200

#: A name alone, or compared with a number of few digits: most rules are no more than that.
_SIMPLE = re.compile(
    r"([A-Za-z_][A-Za-z0-9_]*)"
    r"(?: *(==|!=|<=|>=|<|>) *((?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?))?"
)
_LOGIC = frozenset(get_args(LogicOperator))
_RELATIONS = frozenset((*get_args(CompareOperator), "in"))
#: Chains of comparisons longer than this are not written out again in a hint.
SHORT = 60

N = TypeVar("N", bound=Expression)


def parse(text: str) -> Expression:
    """``Rule = Choice``: read the text of a rule.

    Args:
        text: The rule, as its author wrote it.

    Returns:
        The syntax tree, every node with its place in the text.

    Raises:
        DocumentError: The text is no rule. The one problem is the first that was met;
            its excerpt shows where.

    Examples:
        >>> parse("meetings >= 3")
        Compare(operator='>=', left=Name(id='meetings'), right=Constant(value=3))
        >>> try:
        ...     parse("meetings => 3")
        ... except DocumentError as error:
        ...     print(error)
        here: a rule has no such operator or word, got =>.
            meetings => 3
                     ^^
        Hint: write >= [rule-operator]

    Source:
        Common Expression Language specification, grammar and precedence; subset as above.
    """
    if len(text) > LONGEST:
        expected = Message("expected.rule-length", most=LONGEST)
        # Without excerpt: a problem should not carry megabytes of a hostile text.
        problem = Problem(code="rule-too-long", found=str(len(text)), expected=expected)
        raise DocumentError([problem])
    return _simple(text) or Parser(text, tokens(text)).rule()


def _simple(text: str) -> Expression | None:
    """Read a rule of the simplest form at once; ``None`` for any other, right or wrong."""
    found = _SIMPLE.fullmatch(text)
    if found is None or not is_name(found[1]):
        return None
    name = Name(found[1], span=found.span(1))
    if found[2] is None:
        return name
    value = Decimal(found[3]) if "." in found[3] else int(found[3])
    constant = Constant(value, span=found.span(3))
    return Compare(cast("CompareOperator", found[2]), name, constant, span=found.span())


class Parser:
    """Where the reading of one rule stands.

    Recursion is bounded before it happens: by ``parentheses``, which are open, and by
    ``pending``, the operators whose last operand is being read.
    """

    def __init__(self, text: str, words: list[Token]) -> None:
        self.text = text
        self.words = words
        #: The next word, and its index.
        self.ahead = words[0]
        self.index = 0
        self.nodes = 0
        self.pending = 0
        self.parentheses = 0

    @property
    def end(self) -> int:
        """Where the last word that was taken ends."""
        return self.words[self.index - 1].end

    def take(self) -> Token:
        """Step over the next word and give it."""
        token = self.ahead
        self.index += 1
        self.ahead = self.words[self.index]
        return token

    def made(self, node: N) -> N:
        """Count a node."""
        self.nodes += 1
        if self.nodes > NODES:
            self.stop("rule-too-large", self.end, Message("expected.rule-nodes", most=NODES))
        return node

    def rule(self) -> Expression:
        """``Rule = Choice``, and nothing after it."""
        if self.words[0].kind == "end":
            self.stop("rule-empty", 0, Message("expected.rule-operand"))
        expression = self.choice()
        if self.ahead.kind != "end":
            self.reject(Message("expected.rule-operator"))
        if self.nodes > DEPTH:  # fewer cannot make a tree that is too deep
            self.check_depth(expression)
        return expression

    def check_depth(self, expression: Expression) -> None:
        """Refuse a tree with too many levels."""
        level = [expression]
        for _ in range(DEPTH):
            level = [part for node in level for part in parts(node)]
        if level:
            self.stop_deep(level[0].span[0])

    def choice(self) -> Expression:
        """``Choice = Or ["?" Or ":" Choice]``."""
        start = self.ahead.start
        condition = self.binary(1)
        if not self.ahead.is_mark("?"):
            return condition
        mark = self.take()
        self.enter(mark)
        then = self.binary(1)
        self.expect(":", mark)
        otherwise = self.choice()
        self.pending -= 1
        return self.made(Conditional(condition, then, otherwise, span=(start, self.end)))

    def binary(self, strength: int) -> Expression:
        """``Or``, ``And``, ``Relation``, ``Sum``, ``Product``: operators that bind so strongly."""
        start = self.ahead.start
        left = self.unary()
        while STRENGTHS.get(operator := self.ahead.text, 0) >= strength:
            mark, operands, middle = self.take(), [left], self.ahead.start
            if operator == "in":
                left = self.membership(left, start)
            else:
                self.enter(mark)
                operands.append(self.binary(STRENGTHS[operator] + 1))
                while operator in _LOGIC and self.ahead.text == operator:
                    self.take()
                    operands.append(self.binary(STRENGTHS[operator] + 1))
                self.pending -= 1
                left = _joined(operator, operands, (start, self.end))
            if operator in _RELATIONS and self.ahead.text in _RELATIONS:
                self.stop_chain(start, None if operator == "in" else middle)
            self.made(left)
        self.check_follower()
        return left

    def check_follower(self) -> None:
        """Refuse what can never stand after an operand."""
        ahead = self.ahead
        if ahead.kind == "end" or ahead.text in STRENGTHS or ahead.is_mark(")", "?", ":"):
            return
        if error := misfit_after(self.words, self.index, self.text):
            raise error
        self.reject(Message("expected.rule-operator"))

    def unary(self) -> Expression:
        """``Unary = {"!"} Primary | {"-"} Primary``; a number takes the sign before it."""
        if self.ahead.kind != "mark":
            return self.primary()
        marks: list[Token] = []
        while self.ahead.is_mark("!", "-") and not self.is_signed_number():
            if marks and self.ahead.text != marks[0].text:
                self.reject(Message("expected.rule-operand"), Message("hint.rule-mixed-prefixes"))
            marks.append(self.take())
            if len(marks) > DEPTH:
                self.stop_deep(self.ahead.start)
        operand = self.primary()
        for mark in reversed(marks):
            node = Not if mark.text == "!" else Negative
            operand = self.made(node(operand, span=(mark.start, self.end)))
        return operand

    def primary(self) -> Expression:
        """``Primary = Literal | Quotient | Name | "(" Choice ")"``."""
        token = self.ahead
        if token.kind == "word" and is_name(token.text):
            self.take()
            return self.made(Name(token.text, span=(token.start, token.end)))
        if token.is_mark("("):
            opened = self.take()
            self.parentheses += 1
            if self.parentheses > DEPTH:
                self.stop_deep(opened.start)
            expression = self.choice()
            self.expect(")", opened)
            self.parentheses -= 1
            return expression
        constant = self.literal()
        if constant is None:
            hint = Message("hint.rule-list") if token.is_mark("[") else None
            self.reject(Message("expected.rule-operand"), hint)
        return self.quotient(constant) if self.ahead.is_mark("/") else constant

    def quotient(self, above: Constant) -> Constant:
        """``Quotient = ["-"] Whole "/" Whole`` from its mark on; what is none stays as it is."""
        token = self.words[self.index + 1]
        below = number_value(token, self.text) if token.kind == "number" else None
        if type(above.value) is not int or type(below) is not int:
            return above
        span = (above.span[0], token.end)
        if below == 0:
            expected = Message("expected.rule-divisor")
            raise refusal("rule-zero", self.text, span, expected=expected)
        self.take()
        self.take()
        return Constant(Fraction(above.value, below), span=span)

    def literal(self) -> Constant | None:
        """``Literal = "true" | "false" | ["-"] Number | Text``; ``None`` where none stands."""
        token, minus = self.ahead, None
        start = token.start
        if token.kind == "mark":
            if not self.is_signed_number():
                return None
            minus, token = self.take(), self.ahead
        value: Any = None
        if token.kind == "number":
            value = number_value(token, self.text, minus=minus)
        elif token.kind == "text" and not misfit(token, self.text):
            value = text_value(token, self.text)
        elif token.kind == "word" and token.text in {"true", "false"}:
            value = token.text == "true"
        else:
            return None
        self.take()
        return self.made(Constant(value, span=(start, self.end)))

    def is_signed_number(self) -> bool:
        """Say whether a minus sign and right after it a number come next."""
        return self.ahead.is_mark("-") and self.words[self.index + 1].kind == "number"

    def membership(self, item: Expression, start: int) -> Expression:
        """``List = "[" Literal {"," Literal} "]"``, after its ``in``."""
        if not self.ahead.is_mark("["):
            self.reject(Message("expected.rule-list"))
        opened = self.take()
        options: list[Constant] = []
        while not options or self.ahead.is_mark(","):
            if options:
                self.take()
            option = self.literal()
            if option is None:
                hint = Message("hint.rule-quote-options") if self.ahead.kind == "word" else None
                self.reject(Message("expected.rule-literal"), hint)
            options.append(option)
            if len(options) > OPTIONS:
                expected = Message("expected.rule-options", most=OPTIONS)
                self.stop("rule-list-too-long", option.span[0], expected)
        self.expect("]", opened)
        return Membership(item, tuple(options), span=(start, self.end))

    def expect(self, mark: str, opened: Token) -> None:
        """Step over the mark that must stand here, for instance to close what was opened."""
        if self.ahead.kind == "end" and mark in {")", "]"}:
            span = (opened.start, opened.end)
            expected = Message("expected.rule-mark", mark=mark)
            raise refusal("rule-unclosed", self.text, span, expected=expected)
        if not self.ahead.is_mark(mark):
            self.reject(Message("expected.rule-mark", mark=mark))
        self.take()

    def enter(self, mark: Token) -> None:
        """Count an operator whose last operand comes next."""
        self.pending += 1
        if self.pending > DEPTH:
            self.stop_deep(mark.start)

    def stop_deep(self, position: int) -> NoReturn:
        """Refuse a tree with too many levels."""
        self.stop("rule-too-deep", position, Message("expected.rule-depth", most=DEPTH))

    def stop(self, code: str, position: int, expected: Message) -> NoReturn:
        """Refuse the rule for what it is as a whole, and show where that was noticed."""
        raise refusal(code, self.text, (position, position), expected=expected)

    def stop_chain(self, start: int, middle: int | None) -> NoReturn:
        """Refuse ``a < b < c``; ``middle`` is where ``b`` begins, if it can stand alone."""
        end, mark = self.end, self.take()
        hint = Message("hint.rule-parentheses")
        if middle is not None and mark.text != "in":
            self.binary(STRENGTHS[mark.text] + 1)
            first, second = self.text[start:end], self.text[mark.start : self.end]
            if self.end - start <= SHORT:
                hint = Message("hint.write", form=f"{first} && {self.text[middle:end]} {second}")
        raise refusal("rule-chained", self.text, (start, self.end), hint=hint)

    def reject(self, expected: Message, hint: Message | None = None) -> NoReturn:
        """Refuse the next word: for what it is, or else for where it stands."""
        token = self.ahead
        around = self.words[max(0, self.index - 1) : self.index + 2]
        if error := misfit_apart(around, self.text) or misfit(token, self.text):
            raise error
        code = "rule-end" if token.kind == "end" else "rule-syntax"
        span = (token.start, token.end)
        raise refusal(code, self.text, span, expected=expected, hint=hint)


def _joined(operator: str, operands: list[Expression], span: tuple[int, int]) -> Expression:
    """Make the node of an operator and its operands."""
    if operator in _LOGIC:
        return Logic(cast("LogicOperator", operator), tuple(operands), span=span)
    left, right = operands
    if operator in _RELATIONS:
        return Compare(cast("CompareOperator", operator), left, right, span=span)
    return Arithmetic(cast("ArithmeticOperator", operator), left, right, span=span)

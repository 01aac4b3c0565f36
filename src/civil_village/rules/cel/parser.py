"""Reading an expression: the grammar of rules, and what the whole language has besides.

::

    Choice     = Or ["?" Or ":" Choice]
    Or         = And {"||" And}
    And        = Relation {"&&" Relation}
    Relation   = Sum {("==" | "!=" | "<" | "<=" | ">" | ">=" | "in") Sum}
    Sum        = Product {("+" | "-") Product}
    Product    = Unary {("*" | "/" | "%") Unary}
    Unary      = {"!"} Member | {"-"} Member
    Member     = Atom {"." word ["(" [Items] ")"] | "[" Choice "]"}
    Atom       = Literal | ["."] name ["(" [Items] ")"] | "(" Choice ")"
               | "[" [Items [","]] "]" | "{" [Entries [","]] "}"
    Items      = Choice {"," Choice}
    Entries    = Choice ":" Choice {"," Choice ":" Choice}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from attrs import define

from civil_village.messages import Message
from civil_village.names import RESERVED
from civil_village.problems import DocumentError
from civil_village.rules.cel.failures import refused
from civil_village.rules.cel.functions import outside_code
from civil_village.rules.cel.literals import WORDS, number_value, text_value
from civil_village.rules.cel.syntax import (
    MACROS,
    Call,
    Contained,
    Index,
    ListOf,
    Macro,
    MacroName,
    MapOf,
    Node,
    Null,
    Select,
    as_expression,
    node_parts,
)
from civil_village.rules.parser import OPTIONS, Parser, check_length
from civil_village.rules.refusals import misfit, refusal
from civil_village.rules.syntax import STRENGTHS, Constant, Expression, Name
from civil_village.rules.tokens import IDENTIFIER, Token, tokens

#: Words of the language that no name and no field can be.
_KEYWORDS = frozenset(("true", "false", "null", "in"))
#: Words that are kept for the languages around it; only fields and methods can be called so.
_KEPT = RESERVED - _KEYWORDS - {"and", "or", "not"}
#: How many arguments a macro has: variable and body, or a condition between them.
_PLAIN, _WITH_CONDITION = 2, 3


def parse(text: str) -> Node:
    """Read the text of an expression.

    Args:
        text: The expression, as its author wrote it.

    Returns:
        The syntax tree, every node with its place in the text.

    Raises:
        DocumentError: The text is no expression, or uses what is refused; the problem has
            its excerpt.

    Examples:
        >>> parse("a.b").operand
        Name(id='a')

    Source:
        Common Expression Language specification, grammar and precedence.
    """
    check_length(text)
    return WholeParser(text, list(tokens(text, WORDS))).rule()


@define
class WholeParser(Parser):
    """Where the reading of one expression stands."""

    strengths: ClassVar[Mapping[str, int]] = {**STRENGTHS, "/": STRENGTHS["*"], "%": STRENGTHS["*"]}
    #: Fewer than in rules: they take more of Python's stack.
    brackets: ClassVar[int] = 64

    def parts(self, node: Expression) -> tuple[Expression, ...]:
        """Give the direct parts of any node."""
        return tuple(map(as_expression, node_parts(node)))

    def check_chain(self, operator: str, start: int, middle: int) -> None:
        """Let comparisons be chained: ``1 < 2 == true`` compares two truths."""

    def check_follower(self) -> None:
        """Refuse what can never stand after an operand."""
        ends = self.ahead.is_mark(")", "]", "}", ",", "?", ":") or self.ahead.kind == "end"
        if not ends and not self.operator(1):
            self.reject(Message("expected.rule-operator"))

    def misfit(self, token: Token) -> DocumentError | None:
        """Give what is wrong with a word wherever it stands, or ``None``."""
        if token.is_mark("`"):
            return refused("cel-quoted-name", self.text, (token.start, token.end))
        if token.kind == "word" and IDENTIFIER.fullmatch(token.text):
            if token.text in _KEPT:
                hint = Message("hint.rule-rename")
                return refusal("rule-reserved", self.text, (token.start, token.end), hint=hint)
            return None
        return None if token.kind == "text" else misfit(token, self.text)

    def membership(self, item: Expression, start: int) -> Expression:
        """``"in" Sum``, after its ``in``."""
        holder = self.binary(self.strengths["in"] + 1)
        return as_expression(Contained(item, holder, span=(start, self.end)))

    def primary(self) -> Expression:
        """``Member = Atom {"." word ["(" [Items] ")"] | "[" Choice "]"}``."""
        start = self.ahead.start
        node = self.atom()
        while self.ahead.is_mark(".", "[", "{"):
            if self.ahead.is_mark("."):
                word = self.field()
                # Not in a method of its own: each level of recursion counts.
                arguments = self.items(")") if self.ahead.is_mark("(") else None
                if arguments is None:
                    node = Select(node, word.text, span=(start, self.end))
                else:
                    node = self.call(node, word, arguments, start)
            elif self.ahead.is_mark("["):
                (key,) = self.items("]", least=1, most=1)
                node = Index(node, key, span=(start, self.end))
            elif isinstance(node, Name | Select):
                raise refused("cel-message", self.text, (start, self.ahead.end))
            else:
                self.reject(Message("expected.rule-operator"))
            self.made(as_expression(node))
        return as_expression(node)

    def atom(self) -> Node:
        """Read a literal, a name or call, or what stands in brackets."""
        token = self.ahead
        if token.is_mark("("):
            (node,) = self.items(")", least=1, most=1)
            return node
        if token.is_mark("["):
            items = self.items("]", trailing=True)
            return self.made(as_expression(ListOf(items, span=(token.start, self.end))))
        if token.is_mark("{"):
            items = self.items("}", trailing=True, paired=True)
            return self.made(as_expression(MapOf(items, span=(token.start, self.end))))
        if constant := self.literal():
            return constant
        if token.kind == "word" and token.text == "null":
            self.take()
            return self.made(as_expression(Null(span=(token.start, token.end))))
        dot = self.take().text if token.is_mark(".") else ""
        word = self.ahead
        if word.kind != "word" or word.text in _KEYWORDS or self.misfit(word):
            self.reject(Message("expected.cel-operand"))
        self.take()
        if self.ahead.is_mark("("):
            arguments = self.items(")")
            return self.made(as_expression(self.call(None, word, arguments, token.start)))
        # The dot stays part of the name: what is meant is no variable of a macro.
        return self.made(Name(dot + word.text, span=(token.start, self.end)))

    def literal(self) -> Constant | None:
        """``Literal = "true" | "false" | ["-"] Number | Text``; ``None`` where none stands."""
        start = self.ahead.start
        minus = self.take() if self.is_signed_number() else None
        token = self.ahead
        value: Any = None
        if token.kind == "number":
            value = number_value(token, self.text, minus=minus)
        elif token.kind == "text":
            value = text_value(token, self.text)
        elif token.kind == "word" and token.text in {"true", "false"}:
            value = token.text == "true"
        else:
            return None
        self.take()
        return self.made(Constant(value, span=(start, self.end)))

    def items(
        self,
        closing: str,
        *,
        least: int = 0,
        most: int = OPTIONS,
        trailing: bool = False,
        paired: bool = False,
    ) -> tuple[Node, ...]:
        """``Items = Choice {"," Choice}`` or ``Entries``, with the brackets around them."""
        opened = self.open()
        items: list[Node] = []
        while len(items) < least or not self.ahead.is_mark(closing):
            if self.ahead.is_mark("?"):
                raise refused("cel-optional", self.text, (opened.start, self.ahead.end))
            items.append(self.choice())
            if paired:
                self.expect(":", opened)
                items.append(self.choice())
            if len(items) > (2 * most if paired else most):
                expected = Message("expected.rule-options", most=most)
                self.stop("rule-list-too-long", items[-1].span[0], expected)
            if most == 1 or not self.ahead.is_mark(","):
                break
            self.take()
            if not trailing and self.ahead.is_mark(closing):
                self.reject(Message("expected.cel-operand"))
        self.close(closing, opened)
        return tuple(items)

    def field(self) -> Token:
        """``"." word``: step over it and give the name of a field, a method or a macro."""
        self.take()
        word = self.ahead
        if word.is_mark("?"):
            raise refused("cel-optional", self.text, (word.start - 1, word.end))
        if word.kind != "word" or word.text in _KEYWORDS or not IDENTIFIER.fullmatch(word.text):
            self.reject(Message("expected.cel-field"))
        return self.take()

    def call(
        self, target: Node | None, word: Token, arguments: tuple[Node, ...], start: int
    ) -> Node:
        """Make the node of a function, a method or a macro with its arguments."""
        span, name = (start, self.end), word.text
        if code := outside_code(target, name, len(arguments)):
            raise refused(code, self.text, (start if target is None else word.start, word.end))
        if target is None:
            if name == "has" and len(arguments) == 1:
                return self.presence(arguments[0], span)
            return Call(name, None, arguments, span=span)
        name = "exists_one" if name == "existsOne" else name
        condition = arguments[1] if name == "map" and len(arguments) == _WITH_CONDITION else None
        if name not in MACROS or not (len(arguments) == _PLAIN or condition):
            return Call(word.text, target, arguments, span=span)
        variable = arguments[0]
        if not isinstance(variable, Name) or variable.id.startswith("."):
            expected = Message("expected.cel-variable")
            raise refusal("cel-variable", self.text, variable.span, expected=expected)
        macro = cast("MacroName", name)
        return Macro(macro, target, variable.id, arguments[-1], condition, span=span)

    def presence(self, field: Node, span: tuple[int, int]) -> Node:
        """``has(operand.field)``."""
        if not isinstance(field, Select) or field.tested:
            expected = Message("expected.cel-selection")
            raise refusal("cel-has", self.text, field.span, expected=expected)
        return Select(field.operand, field.field, tested=True, span=span)

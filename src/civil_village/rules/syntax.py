"""The parts of a rule as data (语法树): frozen nodes that compare by what they mean.

Each node remembers the part of the text that it came from; two nodes are equal whether
or not they stood in the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from attrs import field

from civil_village.exact_numbers import tidy
from civil_village.models import Shown, model

#: ``//`` is the whole division of the integer core, of numbers of at least 0: no rule of a
#: document has it.
ArithmeticOperator = Literal["+", "-", "*", "//"]
CompareOperator = Literal["==", "!=", "<", "<=", ">", ">="]
LogicOperator = Literal["&&", "||"]

#: What a literal can be; a fraction is a quotient of two whole literals, such as ``2 / 3``.
ConstantValue = bool | int | Decimal | Fraction | str

#: How strongly each operator binds; a larger number binds first. ``? :`` binds at 0.
STRENGTHS: dict[str, int] = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in"), 3),
    **dict.fromkeys("+-", 4),
    "*": 5,
}
#: How strongly ``!`` and ``-`` before an operand bind.
PREFIX = 6


@model
class SyntaxNode(Shown):
    """What every node has."""

    #: Where it stands: ``text[start:end]`` of the rule; no part of what it means.
    span: tuple[int, int] = field(default=(0, 0), eq=False, repr=False, kw_only=True)


def _kind_and_value(value: object) -> tuple[str, object]:
    # In Python True == 1 == Decimal(1); in a rule these are three different literals.
    return type(value).__name__, value


def _tidied(value: ConstantValue) -> ConstantValue:
    return tidy(value) if isinstance(value, Decimal) else value


@model(eq=True)  # by a key of its own
class Constant(SyntaxNode):
    """A literal (字面值): a truth, a whole number, an exact decimal, a quotient or a text.

    Examples:
        >>> Constant(1) == Constant(Decimal(1)), Constant(True) == Constant(1)
        (False, False)
        >>> Constant(Decimal("1.50"))
        Constant(value=Decimal('1.5'))
        >>> Constant(Fraction(4, 6)) == Constant(Fraction(2, 3))
        True
    """

    value: ConstantValue = field(eq=_kind_and_value, converter=_tidied)


@model
class Name(SyntaxNode):
    """The name of a fact (名称), such as an indicator's id."""

    id: str


@model
class Not(SyntaxNode):
    """``!operand``: holds where the operand does not (非)."""

    operand: Expression


@model
class Negative(SyntaxNode):
    """``-operand`` (负). A minus sign before a number is part of the `Constant` instead."""

    operand: Expression


@model
class Arithmetic(SyntaxNode):
    """``left + right``, ``left - right``, ``left * right``, or ``left // right`` (算术)."""

    operator: ArithmeticOperator
    left: Expression
    right: Expression


@model
class Compare(SyntaxNode):
    """A comparison of two values (比较)."""

    operator: CompareOperator
    left: Expression
    right: Expression


@model
class Logic(SyntaxNode):
    """Two or more conditions joined by ``&&`` (且) or by ``||`` (或).

    A chain without parentheses is one node; what stood in parentheses stays a node of
    its own, so that an explanation shows a rule as its author grouped it.
    """

    operator: LogicOperator
    operands: tuple[Expression, ...]


@model
class Membership(SyntaxNode):
    """``item in [options]``: the item is one of the listed values (属于)."""

    item: Expression
    options: tuple[Constant, ...]


@model
class Conditional(SyntaxNode):
    """``condition ? then : otherwise`` (条件)."""

    condition: Expression
    then: Expression
    otherwise: Expression


Expression = (
    Constant | Name | Not | Negative | Arithmetic | Compare | Logic | Membership | Conditional
)


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Give the direct parts of an expression, in the order of the text.

    Examples:
        >>> parts(Logic("&&", (Name("a"), Name("b"))))
        (Name(id='a'), Name(id='b'))
    """
    match expression:
        case Not(operand) | Negative(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Compare(_, left, right):
            return (left, right)
        case Logic(_, operands):
            return operands
        case Membership(item, options):
            return (item, *options)
        case Conditional(condition, then, otherwise):
            return (condition, then, otherwise)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Give an expression and everything in it, each before its parts.

    Examples:
        >>> [type(node).__name__ for node in walk(Not(Name("a")))]
        ['Not', 'Name']
    """
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(parts(node)))


def names(expression: Expression) -> tuple[str, ...]:
    """Give every name that an expression uses, once, in order of first appearance.

    Examples:
        >>> names(Compare("<", Name("b"), Arithmetic("+", Name("a"), Name("b"))))
        ('b', 'a')
    """
    return tuple(dict.fromkeys(node.id for node in walk(expression) if isinstance(node, Name)))


def strength(expression: Expression) -> int:
    """Say how strongly the outermost operator binds; names and literals bind strongest.

    Examples:
        >>> strength(Arithmetic("*", Name("a"), Name("b"))), strength(Name("a"))
        (5, 7)
    """
    match expression:
        case Conditional():
            return 0
        case Logic(operator) | Arithmetic(operator) | Compare(operator):
            # The core's whole division, which no text has, binds as a product does.
            return STRENGTHS.get(operator, STRENGTHS["*"])
        case Membership():
            return STRENGTHS["in"]
        case Constant(Fraction()):
            return STRENGTHS["*"]
        case Not() | Negative():
            return PREFIX
        case _:
            return PREFIX + 1

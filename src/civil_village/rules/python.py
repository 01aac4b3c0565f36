"""The Python road (生成的函数): core rules as the syntax tree of a Python function.

The tree is built from nodes, never from text, and no name of a rule becomes a name of
Python: facts are keys, everything else is a numbered local.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, Literal

from civil_village.exact_numbers import tidy
from civil_village.rules.core import Core
from civil_village.rules.python_nodes import (
    PLACE,
    assign,
    denied,
    give,
    literal,
    name,
    pick,
    several,
)
from civil_village.rules.syntax import (
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
    parts,
)

_COMPARE: dict[str, ast.cmpop] = {
    "==": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}
_COMPUTE: dict[str, ast.operator] = {
    "+": ast.Add(),
    "-": ast.Sub(),
    "*": ast.Mult(),
    "//": ast.FloorDiv(),
}

#: A part of fewer nodes is written again where it is used again; a larger one is kept.
SMALL = 8

#: What a local holds: a whole number; a truth; a truth or ``None``; a number as its user
#: wrote it, which is only compared with literals.
Holding = Literal["number", "truth", "open-truth", "written"]


class Function:
    """A function under construction: straight down, each rule after what it reads.

    Examples:
        >>> core = Core()
        >>> made = Function(["x"], core)
        >>> made.hold("funds", "x", "number")
        >>> rule = core.compare(">=", Name("funds"), Constant(50))
        >>> made.give(made.expression(rule))
        >>> made.build("rule")(50)
        True
    """

    def __init__(self, parameters: list[str], core: Core) -> None:
        self.parameters = parameters
        self.core = core
        self.body: list[ast.stmt] = []
        #: What it reads that is neither parameter nor local.
        self.scope: dict[str, Any] = {}
        self._locals: dict[str, tuple[str, Holding, int]] = {}
        self._uses: Counter[int] = Counter()
        self._kept: dict[int, str] = {}

    def hold(self, variable: str, local: str, holding: Holding, scale: int = 1) -> None:
        """Say which local holds a variable of the core, and how."""
        self._locals[variable] = (local, holding, scale)

    def keep(self, value: Any) -> ast.expr:
        """Read a value that no literal of Python can be."""
        self.scope[f"g{len(self.scope)}"] = value
        return name(f"g{len(self.scope) - 1}")

    def expect(self, rules: Iterable[Expression]) -> None:
        """Count how often each part will be used, so that a large one is worked out once."""
        waiting = list(rules)
        while waiting:
            node = waiting.pop()
            self._uses[id(node)] += 1
            if self._uses[id(node)] == 1:
                waiting.extend(parts(node))

    def expression(self, node: Expression) -> ast.expr:
        """Write a rule of the core; what it needs beforehand is added to the body."""
        if id(node) in self._kept:
            return name(self._kept[id(node)])
        written = self._written(node)
        if self._uses[id(node)] < 2 or self.core.size(node) < SMALL:  # noqa: PLR2004 - used again
            return written
        local = f"k{len(self._kept)}"
        self.body.append(assign(local, written))
        self._kept[id(node)] = local
        return name(local)

    def _written(self, node: Expression) -> ast.expr:
        match node:
            case Constant(value):
                return literal(value)
            case Name(variable):
                return name(self._locals[variable][0])
            case Not(operand):
                return denied(self.expression(operand))
            case Negative(operand):
                return ast.UnaryOp(ast.USub(), self.expression(operand), **PLACE)
            case Arithmetic(operator, left, right):
                left_, right_ = self.expression(left), self.expression(right)
                return ast.BinOp(left_, _COMPUTE[operator], right_, **PLACE)
            case Compare():
                return self._compare(node)
            case Logic(operator, operands):
                joins = ast.And() if operator == "&&" else ast.Or()
                return ast.BoolOp(
                    joins, [self.expression(operand) for operand in operands], **PLACE
                )
            case Membership(item, options):
                listed = several(literal(option.value) for option in options)
                return ast.Compare(self.expression(item), [ast.In()], [listed], **PLACE)
            case Conditional(condition, then, otherwise):
                sides = [self.expression(part) for part in (condition, then, otherwise)]
                return pick(*sides)

    def _compare(self, node: Compare) -> ast.expr:
        for first, second in ((node.left, node.right), (node.right, node.left)):
            if not (isinstance(first, Name) and isinstance(second, Constant)):
                continue
            local, holding, scale = self._locals[first.id]
            if holding == "truth":
                return name(local) if second.value else denied(name(local))
            if holding == "open-truth":
                return ast.Compare(name(local), [ast.Is()], [literal(bool(second.value))], **PLACE)
            if holding == "written":
                written = self.keep(tidy(Fraction(second.value) / scale))
                sides = [name(local), written]
                left, right = sides if first is node.left else reversed(sides)
                return ast.Compare(left, [_COMPARE[node.operator]], [right], **PLACE)
        left, right = self.expression(node.left), self.expression(node.right)
        return ast.Compare(left, [_COMPARE[node.operator]], [right], **PLACE)

    def give(self, answer: ast.expr) -> None:
        """End with an answer."""
        self.body.append(give(answer))

    def build(self, title: str) -> Callable[..., Any]:
        """Compile it, under a title that a traceback shows."""
        parameters = [ast.arg(parameter, **PLACE) for parameter in self.parameters]
        arguments = ast.arguments([], parameters, None, [], [], None, [])
        made = ast.FunctionDef(title, arguments, self.body, [], None, **PLACE)
        made.type_params = []  # type: ignore[attr-defined] # asked for since Python 3.12
        module = ast.Module([made], [])
        space = dict(self.scope)
        exec(compile(module, f"<{title}>", "exec"), space)  # noqa: S102 - a tree of our own nodes
        function: Callable[..., Any] = space[title]
        return function

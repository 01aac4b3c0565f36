"""What a tree of the Common Expression Language has beside the parts of a scalar rule.

The scalar nodes are used again. In a tree of this language their operands can be any `Node`,
and the operator of an `Arithmetic` can also be ``/`` or ``%``.
"""

from __future__ import annotations

from typing import Literal, cast, get_args

from attrs import frozen

from civil_village.rules.syntax import Expression, Name, Placed, parts

MacroName = Literal["all", "exists", "exists_one", "map", "filter"]
#: The macros that go over a list or over the keys of a map.
MACROS: frozenset[str] = frozenset(get_args(MacroName))


@frozen
class Null(Placed):
    """``null`` (空值)."""


@frozen
class ListOf(Placed):
    """``[item, item]`` (列表)."""

    items: tuple[Node, ...]


@frozen
class MapOf(Placed):
    """``{key: value, key: value}`` (映射); keys and values alternate in ``items``."""

    items: tuple[Node, ...]


@frozen
class Select(Placed):
    """``operand.field`` (选取字段), or ``has(operand.field)`` where only its being there counts."""

    operand: Node
    field: str
    tested: bool = False


@frozen
class Index(Placed):
    """``operand[key]`` (下标)."""

    operand: Node
    key: Node


@frozen
class Contained(Placed):
    """``item in holder``: an item of a list, or a key of a map (属于)."""

    item: Node
    holder: Node


@frozen
class Call(Placed):
    """``function(arguments)`` or ``target.function(arguments)`` (函数调用)."""

    function: str
    target: Node | None
    arguments: tuple[Node, ...]


@frozen
class Macro(Placed):
    """``over.name(variable, body)``, or with a condition as in ``map`` with three arguments."""

    name: MacroName
    over: Node
    variable: str
    body: Node
    condition: Node | None = None


Node = Expression | Null | ListOf | MapOf | Select | Index | Contained | Call | Macro


def node_parts(node: Node) -> tuple[Node, ...]:
    """Give the direct parts of a node, in the order of the text."""
    match node:
        case ListOf(items) | MapOf(items):
            return items
        case Select(operand):
            return (operand,)
        case Index(first, second) | Contained(first, second):
            return (first, second)
        case Call(_, target, arguments):
            return arguments if target is None else (target, *arguments)
        case Macro(_, over, _, body, condition):
            return (over, body) if condition is None else (over, condition, body)
        case Null():
            return ()
        case _:
            return parts(node)


def dotted_name(node: Node) -> str | None:
    """Write ``a.b.c`` as the one name that it may be; ``None`` where it cannot be one.

    Examples:
        >>> from civil_village.rules.syntax import Name
        >>> dotted_name(Select(Select(Name("a"), "b"), "c"))
        'a.b.c'
    """
    fields: list[str] = []
    while isinstance(node, Select) and not node.tested:
        fields.append(node.field)
        node = node.operand
    root = getattr(node, "id", None)
    return ".".join((root, *reversed(fields))) if root else None


def free_names(node: Node) -> frozenset[str]:
    """Give the names that are no variables of macros around them.

    Examples:
        >>> from civil_village.rules.cel.parser import parse
        >>> sorted(free_names(parse("list.all(x, x > least)")))
        ['least', 'list']
    """
    match node:
        case Name(id=name):
            return frozenset((name,))
        case Macro():
            inner = [free_names(part) for part in (node.body, node.condition) if part]
            return free_names(node.over) | frozenset().union(*inner) - {node.variable}
        case _:
            return frozenset().union(*map(free_names, node_parts(node)))


def as_expression(node: Node) -> Expression:
    """Let a node stand where a scalar node wants its operand."""
    return cast("Expression", node)

"""A few words of Python's own syntax tree (语法树节点), for functions that are generated."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Any

#: Where a node stands, which Python asks of each: these stand nowhere. To say so at once is
#: much cheaper than to walk over all of them later.
PLACE: dict[str, Any] = {"lineno": 1, "col_offset": 0}
_LOAD, _STORE = ast.Load(), ast.Store()


def name(local: str) -> ast.expr:
    """Read a local."""
    return ast.Name(local, _LOAD, **PLACE)


def literal(value: Any) -> ast.expr:
    """Write a literal of Python: a number, a text, a truth or nothing."""
    return ast.Constant(value, **PLACE)


def assign(local: str, value: ast.expr) -> ast.stmt:
    """Set a local."""
    return ast.Assign([_set(local)], value, **PLACE)


def several(values: Iterable[ast.expr]) -> ast.expr:
    """Write a tuple."""
    return ast.Tuple(list(values), _LOAD, **PLACE)


def pick(when: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """Write a choice between two values."""
    return ast.IfExp(when, then, otherwise, **PLACE)


def times(left: ast.expr, right: ast.expr) -> ast.expr:
    """Multiply."""
    return ast.BinOp(left, ast.Mult(), right, **PLACE)


def call(function: ast.expr, *arguments: ast.expr) -> ast.expr:
    """Write a call."""
    return ast.Call(function, list(arguments), [], **PLACE)


def attribute(of: ast.expr, key: str) -> ast.expr:
    """Read an attribute."""
    return ast.Attribute(of, key, _LOAD, **PLACE)


def item(of: ast.expr, key: ast.expr) -> ast.expr:
    """Read an item of a mapping, which must be there."""
    return ast.Subscript(of, key, _LOAD, **PLACE)


def get(of: ast.expr, *arguments: ast.expr) -> ast.expr:
    """Read an item of a mapping, which may not be there."""
    return call(attribute(of, "get"), *arguments)


def one_of(value: ast.expr, among: ast.expr) -> ast.expr:
    """Ask whether a value is among others."""
    return ast.Compare(value, [ast.In()], [among], **PLACE)


def is_type(local: str, kind: str) -> ast.expr:
    """Ask whether a local is of a type itself, not of one that derives from it."""
    return ast.Compare(call(name("type"), name(local)), [ast.Is()], [name(kind)], **PLACE)


def both(*conditions: ast.expr) -> ast.expr:
    """Join conditions by and."""
    return ast.BoolOp(ast.And(), list(conditions), **PLACE)


def denied(condition: ast.expr) -> ast.expr:
    """Deny a condition."""
    return ast.UnaryOp(ast.Not(), condition, **PLACE)


def when(
    condition: ast.expr, then: Sequence[ast.stmt], otherwise: Sequence[ast.stmt] = ()
) -> ast.stmt:
    """Do one thing or another."""
    return ast.If(condition, list(then), list(otherwise), **PLACE)


def attempt(body: list[ast.stmt], failed: list[ast.stmt], *errors: str) -> ast.stmt:
    """Try statements; where one fails in one of these ways, do others."""
    kinds = ast.Tuple([name(error) for error in errors], ast.Load(), **PLACE)
    return ast.Try(body, [ast.ExceptHandler(kinds, None, failed, **PLACE)], [], [], **PLACE)


def give(answer: ast.expr) -> ast.stmt:
    """End with an answer."""
    return ast.Return(answer, **PLACE)


def unpack(locals_: Iterable[str], value: ast.expr) -> ast.stmt:
    """Set several locals at once."""
    target = ast.Tuple([_set(local) for local in locals_], _STORE, **PLACE)
    return ast.Assign([target], value, **PLACE)


def _set(local: str) -> ast.expr:
    return ast.Name(local, _STORE, **PLACE)

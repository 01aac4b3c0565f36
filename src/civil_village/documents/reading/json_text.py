"""JSON, read strictly: exact numbers, no duplicate keys, no ``NaN``, bounded depth.

A sound text goes through the standard library's fast parser alone. Only where that
refuses, or where places are asked for, is the text walked token by token.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Never

from civil_village.documents.reading.plain_tree import (
    DEEPEST,
    LONGEST,
    Mark,
    Tree,
    is_as_written,
    normal,
    number,
)
from civil_village.documents.reading.wide_signs import wide_sign_at
from civil_village.messages import Message
from civil_village.problems import DocumentError, Position, Problem, shown

# The possessive repeats keep a hostile text from costing more than one pass. A text that is
# read up to its first error may end behind a backslash, which still belongs to the string.
_STRING = r'"(?:[^"\\]++|\\.?)*+"?'
_BRACKET = rf'[^"\[\]{{}}]*+(?:{_STRING}[^"\[\]{{}}]*+)*+([\[\]{{}}]|\Z)'
_TOKEN = rf'\n|[\[\]{{}}]|{_STRING}|[^\s"\[\]{{}},:]++'
_WORDS = {"true": True, "false": False, "null": None}
_NOT_FINITE = ("NaN", "Infinity", "-Infinity")


def read_json(text: str, tree: Tree) -> None:
    """Read a text that begins with ``{`` or ``[`` into a tree.

    Examples:
        >>> tree = Tree()
        >>> read_json('{"share": 0.92}', tree)
        >>> tree.root
        {'share': Decimal('0.92')}
    """
    try:
        value = _parsed(text)
    except (ValueError, RecursionError, DocumentError):
        value = None
    if isinstance(value, dict):
        tree.value(value, Mark(1, 1))
    else:
        _explain(text, tree)


def walk_json(text: str, tree: Tree, *, end: int | None = None) -> None:
    """Read the well-formed text before ``end`` token by token, with the place of each."""
    line, before = 1, -1
    for token in re.compile(_TOKEN, re.DOTALL).finditer(text, 0, len(text) if end is None else end):
        word = token[0]
        if word == "\n":
            line, before = line + 1, token.start()
            continue
        mark = Mark(line, token.start() - before, lead=0)
        if word in ("{", "["):
            tree.open({} if word == "{" else [], mark)
        elif word in ("}", "]"):
            tree.close()
        else:
            _take_scalar(word, mark, tree)
        if tree.full:
            return


def _take_scalar(word: str, mark: Mark, tree: Tree) -> None:
    if word.startswith('"'):
        try:
            value = json.loads(word)
        except ValueError:
            return  # cut short by the error of syntax that it holds
        lead = 1 if is_as_written(word[1:-1], value) else None
        take = tree.key if tree.awaits_key else tree.value
        take(value, mark._replace(lead=lead))
    elif word in _WORDS:
        tree.value(_WORDS[word], mark)
    elif word in _NOT_FINITE:
        tree.report("not-finite", mark, found=word, expected=Message("expected.finite"))
        tree.value(None, mark)
    else:
        tree.number(word, mark)


def _parsed(text: str) -> Any:
    """Give the data of a sound text; raise whatever comes first of any other."""
    value = json.loads(
        text,
        object_pairs_hook=_mapping,
        parse_int=_whole,
        parse_float=number,
        parse_constant=_refuse,
    )
    if _is_deep(value):
        raise ValueError
    # Parts of a composed text are composed: only escapes can bring in what is not.
    composed = "\\u" not in text and unicodedata.is_normalized("NFC", text)
    return value if composed else _normal(value)


#: The classes of what holds parts, as the parser makes it.
_HOLDING = frozenset((dict, list))


def _is_deep(value: Any) -> bool:
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        inner = (node.values() if isinstance(node, dict) else node for node in level)
        level = [item for items in inner for item in items if type(item) in _HOLDING]
        if not level:
            return False
    return True


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError
    return mapping


def _whole(text: str) -> int:
    if len(text) > LONGEST:
        raise ValueError(text)
    return int(text)


def _refuse(word: str) -> Never:
    raise ValueError(word)


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return normal(value)
    if isinstance(value, list):
        return [_normal(item) for item in value]
    if isinstance(value, dict):
        return _mapping([(normal(key), _normal(item)) for key, item in value.items()])
    return value


def _too_deep(text: str) -> int | None:
    """Give the index of the first bracket that lies too deep, without parsing."""
    if text.count("{") + text.count("[") <= DEEPEST:
        return None
    depth = 0
    for found in re.finditer(_BRACKET, text, re.DOTALL):
        depth += 1 if found[1] in ("{", "[") else -1
        if depth > DEEPEST:
            return found.start(1)
    return None


def _explain(text: str, tree: Tree) -> None:
    """Find what is wrong with a text: every fault before its first error of syntax."""
    deep = _too_deep(text)
    sound = text[:deep]
    end, fault = len(text), None
    try:
        # Numbers stay text here: their length is the walk's to judge.
        json.loads(sound, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        end, fault = error.pos, error
    if deep is not None and end >= len(sound.rstrip()):
        # The text was sound up to where it was cut.
        end, fault = deep + 1, None
    walk_json(text, tree, end=end)
    if fault is not None and not tree.full:
        place, hint = Position(fault.lineno, fault.colno), Message("hint.json")
        found = shown(sound[fault.pos : fault.pos + 1]) or None
        other = Problem(code="not-json", found=found, hint=hint, position=place)
        tree.problems.append(wide_sign_at(sound, fault.pos, place) or other)

"""YAML, read strictly: JSON's scalars only, and nothing that stands for something else.

The values come from the stream of events, because anchors, tags and duplicate keys are
gone from everything that PyYAML builds out of it. Both of its parsers are taken alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import evolve

from civil_village.documents.reading.plain_tree import (
    DEEPEST,
    Mark,
    Plain,
    Tree,
    is_as_written,
    not_a_character,
)
from civil_village.documents.reading.wide_signs import wide_sign_near
from civil_village.messages import Message
from civil_village.problems import Position, Problem, shown

if TYPE_CHECKING:
    import yaml

_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_WORDS = {"true": True, "false": False, "null": None, "": None}
_ESCAPE = r"\\u.{4}|\\U.{8}"
_TAGS = "tag:yaml.org,2002:"
_NO_CHARACTER = "found invalid Unicode character escape code"
# The parser in C looks so far ahead that it may meet its own limit before ours.
_TOO_DEEP = "exceeded maximum nesting depth"

#: What PyYAML's two parsers say, and what to do about it: their own words are English alone.
_FAULTS = (
    (r"mapping values are not", "hint.yaml-colon"),
    (r"sequence entries are not|expected (key|'-'|<block)|find expected ':'", "hint.yaml-indent"),
    (r"expected ',' or|'?<document start", "hint.yaml-brackets"),
    (r"end of stream|document (indic|separ)", "hint.yaml-end"),
    (r"unknown escape|expected.* hex", "hint.yaml-escape"),
    (r"mapping keys are not|cannot start any token|node content", "hint.yaml-quotes"),
    (r"alpha|directive name|chomping|or( a)? line break", "hint.yaml-quotes"),
)


def read_yaml(text: str, tree: Tree) -> None:
    r"""Read a YAML text into a tree.

    Examples:
        >>> tree = Tree()
        >>> read_yaml("share: 0.92\nopen: no", tree)
        >>> tree.root
        {'share': Decimal('0.92'), 'open': 'no'}
    """
    import yaml  # noqa: PLC0415 - costs more than the rest of the package

    events = _events(text, tree)
    documents = 0
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            _take_node(event, events, text, tree)
        elif isinstance(event, yaml.CollectionEndEvent):
            tree.close()
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                hint = Message("hint.one-document")
                tree.report("several-documents", _mark(event.start_mark), hint=hint)
                return
        if tree.full:
            return


def _events(text: str, tree: Tree) -> Iterator[yaml.Event]:
    """Give the events up to the first error of syntax, which goes to the tree."""
    import yaml  # noqa: PLC0415 - see above

    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        _report_fault(getattr(error, "problem", None) or str(error), place, text, tree)
    except (ValueError, OverflowError):
        # The parser in Python trips over an escape past the end of Unicode.
        _report_fault(_NO_CHARACTER, parser.get_mark(), text, tree)
    finally:
        parser.dispose()


def _report_fault(words: str, place: Any, text: str, tree: Tree) -> None:
    if words == _NO_CHARACTER and (escape := re.compile(_ESCAPE).match(text, place.index - 2)):
        tree.note(not_a_character(escape[0]), _mark(place))
        return
    if words == _TOO_DEEP:
        tree.report_depth(_mark(place))
        return
    position = None
    if place is not None and place.index < len(text.rstrip()):
        position = _mark(place).position()
        # The parser in Python points at the character behind the backslash.
        if "unknown escape" in words and text[place.index] != "\\":
            position = evolve(position, column=position.column - 1)
    elif place is not None:
        # The parsers differ in where a text ends; to its reader that is its last line.
        lines = text.rstrip().split("\n")
        position = Position(len(lines), len(lines[-1]) + 1)
    if place is not None and (wide := wide_sign_near(text, place.line)):
        tree.problems.append(wide)
        return
    hint = next((hint for said, hint in _FAULTS if re.search(said, words)), None)
    tree.problems.append(
        Problem(
            code="not-yaml",
            found=None if hint else shown(words),
            hint=Message(hint) if hint else None,
            position=position,
        )
    )


def _mark(place: Any) -> Mark:
    return Mark(place.line + 1, place.column + 1)


def _take_node(event: yaml.NodeEvent, events: Iterator[yaml.Event], text: str, tree: Tree) -> None:
    import yaml  # noqa: PLC0415 - see above

    mark = _mark(event.start_mark)
    if isinstance(event, yaml.AliasEvent):
        hint = Message("hint.write-out")
        tree.report("yaml-alias", mark, found=shown(f"*{event.anchor}"), hint=hint)
        if tree.awaits_key:
            tree.skip_key(f"*{event.anchor}")
        else:
            tree.value(None, mark)
        return
    _refuse_properties(event, mark, tree)
    if isinstance(event, yaml.ScalarEvent):
        _take_scalar(event, mark, text, tree)
    elif tree.awaits_key:
        tree.report("not-a-key", mark, expected=Message("expected.key"))
        tree.skip_key("?")
        _skip(events, tree)
    else:
        tree.open({} if isinstance(event, yaml.MappingStartEvent) else [], mark)


def _refuse_properties(event: Any, mark: Mark, tree: Tree) -> None:
    if event.anchor is not None:
        hint = Message("hint.write-out")
        tree.report("yaml-anchor", mark, found=shown(f"&{event.anchor}"), hint=hint)
    if event.tag is not None:
        tag = event.tag
        written = "!!" + tag.removeprefix(_TAGS) if tag.startswith(_TAGS) else tag
        tree.report("yaml-tag", mark, found=shown(written), hint=Message("hint.no-tag"))


def _take_scalar(event: Any, mark: Mark, text: str, tree: Tree) -> None:
    value, plain = event.value, not event.style
    if tree.marks is not None:
        mark = _with_lead(mark, event, text)
    if tree.awaits_key:
        _take_key(value, mark, tree, plain=plain)
    elif not plain:
        tree.value(value, mark)
    elif value in _WORDS:
        # A document without any value is an empty one.
        if value or tree.path or tree.start or event.anchor or event.tag:
            tree.value(_WORDS[value], mark)
    elif re.fullmatch(_NUMBER, value):
        tree.number(value, mark)
    else:
        tree.value(Plain(value), mark)


def _with_lead(mark: Mark, event: Any, text: str) -> Mark:
    """Note where in the text the characters of a scalar begin, where they stand as they are."""
    start, end = event.start_mark.index, event.end_mark.index
    lead = 1 if event.style else 0
    as_written = is_as_written(text[start + lead : end - lead], event.value)
    return mark._replace(lead=lead) if as_written else mark


def _take_key(value: str, mark: Mark, tree: Tree, *, plain: bool) -> None:
    if plain and value == "<<":
        hint = Message("hint.write-out")
        tree.report("yaml-merge", mark, found=value, hint=hint)
        tree.skip_key(value)
    elif plain and not value:
        tree.report("not-a-key", mark, expected=Message("expected.key"))
        tree.skip_key(value)
    else:
        tree.key(value, mark)


def _skip(events: Iterator[yaml.Event], tree: Tree) -> None:
    """Pass over the rest of a mapping or list that stands where a key belongs."""
    import yaml  # noqa: PLC0415 - see above

    depth = 1
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            tree.report_depth(_mark(event.start_mark))
        if depth == 0 or tree.full:
            return

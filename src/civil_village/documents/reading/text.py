"""Text of either format (文本): told apart, read, and places in it found again.

Both formats give the same: mappings, lists, text, truths, exact numbers and ``None``,
with every text in NFC. Whatever another program might read otherwise is refused, and
all that is wrong with a text is said in one go, with line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import evolve, field

from civil_village.documents.reading.json_text import read_json, walk_json
from civil_village.documents.reading.other_files import other_file
from civil_village.documents.reading.plain_tree import Mark, Plain, Tree
from civil_village.documents.reading.wide_signs import wide_sign_near
from civil_village.documents.reading.yaml_text import read_yaml
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import (
    DocumentError,
    Path,
    Position,
    Problem,
    bounded,
    in_order,
    reject,
    shown,
)

__all__ = ["Plain", "TextLocator", "decoded", "read"]

#: Largest text in bytes of UTF-8: a county's records, some hundred times over.
LARGEST = 20_000_000
#: A place among so many values is found without a look at the others, which may be millions.
_FIRST = 20_000

# What JSON allows only as an escape, and halves of characters, which no file can hold.
_JSON_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]"
# All that YAML's own list of printable characters leaves out, and stray byte-order marks;
# written as what is refused, since the list of what is allowed takes milliseconds to compile.
_YAML_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
_TAB = "\t"


@model
class TextLocator(Shown):
    r"""Knows where in a text each path stands (定位器); looks only when it is asked.

    Args:
        text: The text that was read, without byte-order mark.
        name: Name of the file or document, where it is known.

    Examples:
        The value of ``b`` begins in column 4, and its third character stands in column 6.

        >>> locator = TextLocator("a: 1\nb: text")
        >>> locator.position(("b",)), locator.position(("b",), offset=2)
        (Position(line=2, column=4), Position(line=2, column=6))
    """

    text: str = field(repr=False)
    name: str | None = None

    def position(self, path: Path, offset: int | None = None) -> Position | None:
        """Give where the value at ``path`` stands, or else the nearest value around it.

        Args:
            path: Keys and indexes that lead to the value.
            offset: Characters into a text, for the place of one of its parts. It counts
                only where the text stands on one line as it is, without escapes.

        Returns:
            Line and column from 1; ``None`` where the text holds no value at all.
        """
        marks = self._first if path in self._first else self._marks
        while path and path not in marks:
            path, offset = path[:-1], None
        return marks[path].position(offset) if path in marks else None

    @cached_property
    def _first(self) -> dict[Path, Mark]:
        """Where the first values stand: among them are most of those that are asked for."""
        return self._marked(_FIRST)

    @cached_property
    def _marks(self) -> dict[Path, Mark]:
        return self._first if len(self._first) < _FIRST else self._marked(None)

    def _marked(self, most: int | None) -> dict[Path, Mark]:
        marks: dict[Path, Mark] = {}
        tree = Tree(marks, most)
        if _is_json(self.text):
            walk_json(self.text, tree)
        else:
            read_yaml(self.text, tree)
        return marks


def read(text: str | bytes, *, name: str | None = None) -> tuple[Any, TextLocator]:
    r"""Give the plain data of a JSON or YAML text, and where each part of it stands.

    JSON is what begins with ``{`` or ``[``. In YAML only JSON's own scalars have a type;
    ``no``, ``012`` and ``12:30`` stay the text that they are.

    Args:
        text: The text, or its bytes in UTF-8; a byte-order mark is dropped.
        name: Name of the file or document, for problems to say.

    Returns:
        The data, whose root is a mapping, and the locator of the text.

    Raises:
        DocumentError: All that is wrong with the text, in its order.

    Examples:
        >>> data, locator = read("kind: standard\nshare: 0.92\nopen: no")
        >>> data
        {'kind': 'standard', 'share': Decimal('0.92'), 'open': 'no'}
        >>> locator.position(("share",))
        Position(line=2, column=8)
    """
    source = decoded(text, name, most=LARGEST)
    json = _is_json(source)
    control = _JSON_CONTROL if json else _YAML_CONTROL
    problems = _stray(control, "control-character", source)
    # A stand-in of one column each lets reading go on to what else is wrong.
    clean = re.sub(control, "\ufffd", source) if problems else source
    if not json and "\t" in clean:
        # PyYAML's two parsers differ in which tabs they take.
        problems += _stray(_TAB, "yaml-tab", clean, hint=Message("hint.spaces"))
        clean = clean.replace("\t", " ")
    tree = Tree()
    (read_json if json else read_yaml)(clean, tree)
    problems += tree.problems
    problems += _root_problems(tree, clean)
    reject(evolve(problem, document=name) for problem in sorted(problems, key=in_order))
    return tree.root, TextLocator(source, name)


def _is_json(text: str) -> bool:
    return text.lstrip(" \t\r\n").startswith(("{", "["))


def decoded(text: str | bytes, name: str | None, *, most: int | None = None) -> str:
    """Give the text without byte-order mark.

    Raises:
        DocumentError: It has more than ``most`` bytes, is a file of another kind, or no UTF-8.
    """
    if most is not None:
        # Half characters are not refused here, where they would have no line and column.
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        if len(data) > most:
            found, expected = str(len(data)), Message("expected.bytes", most=most)
            problem = Problem(code="too-large", found=found, expected=expected, document=name)
            raise DocumentError([problem])
    if (kind := other_file(text)) is not None:
        hint = Message("hint.other-file")
        raise DocumentError([Problem(code="other-file", found=kind, hint=hint, document=name)])
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        sound = text[: error.start].decode("utf-8").removeprefix("\ufeff")
        problem = Problem(
            code="not-utf8",
            found=f"0x{text[error.start]:02X}",
            hint=Message("hint.utf8"),
            position=Position(sound.count("\n") + 1, len(sound) - sound.rfind("\n")),
            document=name,
        )
        raise DocumentError([problem]) from None


def _stray(kind: str, code: str, text: str, *, hint: Message | None = None) -> list[Problem]:
    """Give the first stray character of each line: a binary file would hold thousands."""
    if not re.search(kind, text):
        return []
    problems = (
        Problem(
            code=code,
            found=f"U+{ord(found[0]):04X}",
            hint=hint,
            position=Position(number, found.start() + 1),
        )
        for number, line in enumerate(text.split("\n"), 1)
        if (found := re.search(kind, line))
    )
    return list(bounded(problems))


def _root_problems(tree: Tree, text: str) -> Iterator[Problem]:
    """Give what is wrong with the root, once there is no doubt of the text."""
    expected = Message("expected.document")
    if tree.start is None:
        if not tree.problems:
            yield Problem(code="empty-document", expected=expected)
    elif isinstance(tree.root, Plain) and (wide := wide_sign_near(text, tree.start.line - 1)):
        yield wide
    elif not isinstance(tree.root, dict):
        found = None if isinstance(tree.root, list) else shown(tree.root)
        place = tree.start.position()
        yield Problem(code="not-a-mapping", found=found, expected=expected, position=place)

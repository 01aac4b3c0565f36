"""Arguments of verbs (参数): what is of no class that is asked for is refused, with a remedy.

A standard where a catalogue is asked for, a village where facts are: the slips that a first
program makes. Each says what was handed in, what was expected, and what to hand in instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from civil_village.messages import Message
from civil_village.problems import Path, Problem, reject, shown
from civil_village.values import Shown

_FACTS = "civil_village.derive(standard.catalogue, village)"
_RESULT = "civil_village.evaluate(standard, facts)"
_EACH = "civil_village.derive_each(catalogue, records)"
#: What to hand in, by the class that is asked for and that of what was handed in.
_INSTEAD: dict[tuple[str, str], str] = {
    ("Catalogue", "Standard"): "standard.catalogue",
    ("Facts", "Village"): _FACTS,
    ("Facts", "Household"): _FACTS,
    ("Facts", "Entity"): _FACTS,
    ("Facts", "Records"): "civil_village.derive_each(standard.catalogue, records)",
    ("Village", "Records"): _EACH,
    ("Village", "list"): _EACH,
    ("Village", "tuple"): _EACH,
    ("Village", "Group"): "group.values",
    ("Result", "Facts"): _RESULT,
    ("Result", "Village"): _RESULT,
    ("str", "dict"): "civil_village.read(data)",
}


def one(value: object, *kinds: type, path: Path) -> None:
    """Refuse what is of none of some classes.

    Args:
        value: What was handed in.
        kinds: The classes that are asked for, the usual one first.
        path: Name of the argument, and the steps into it.

    Raises:
        DocumentError: It is of none of them.

    Examples:
        >>> from civil_village.problems import DocumentError
        >>> try:
        ...     one({}, str, bytes, path=("text",))
        ... except DocumentError as error:
        ...     print(error.problems[0].hint.text("en"))
        hand in civil_village.read(data)
    """
    if not isinstance(value, kinds):
        names = tuple(kind.__name__ for kind in kinds)
        one_name = Message("type.model", name=names[0])
        expected = one_name if len(names) == 1 else Message("expected.one-of", names=names)
        reject([_refused(value, expected, names[0], path)])


def day(value: object, *, path: Path) -> None:
    """Refuse what is no day: an instant does not compare with days, nor does a text.

    Raises:
        DocumentError: It is none.
    """
    if type(value) is not date:
        expected, found = Message("expected.date"), shown(value)
        reject([Problem(code="not-a-date", path=path, found=found, expected=expected)])


def several(values: object, of: type, *, path: Path) -> None:
    """Refuse what is no list, nor another iterable, of things of a class.

    Raises:
        DocumentError: It cannot be iterated over, or is a mapping or a text.
    """
    if not isinstance(values, Iterable) or isinstance(values, Mapping | str | bytes):
        name = "values" if isinstance(values, Mapping) else type(values).__name__.lower()
        single = isinstance(values, of | Mapping | Shown)
        hint = Message("hint.hand-in", form=f"[{name}]") if single else None
        reject([_refused(values, Message("type.list"), of.__name__, path, hint)])


def _refused(
    value: Any, expected: Message, asked: str, path: Path, hint: Message | None = None
) -> Problem:
    name = type(value).__name__
    form = _INSTEAD.get((asked, name))
    if asked == "str":
        ways = {"read_bytes": "path.read_bytes()", "read": "file.read()"}
        form = next((told for way, told in ways.items() if hasattr(value, way)), form)
    if hint is None and form is not None:
        hint = Message("hint.hand-in", form=form)
    found = name if isinstance(value, Shown) else shown(value)
    return Problem(code="wrong-type", path=path, found=found, expected=expected, hint=hint)

"""Signs of full width (全角符号) where a format has its own: what a Chinese keyboard writes.

In texts they are letters like all others. Only where a text does not read as its format are
they looked for, since they are what people least see.
"""

from __future__ import annotations

import re

from civil_village.messages import Message
from civil_village.problems import Position, Problem

#: What the formats have in place of each.
_PLAIN = {
    "\uff1a": ":",
    **dict.fromkeys("\uff0c\uff1b\u3001", ","),
    **dict.fromkeys("\u201c\u201d", '"'),
    "\uff5b": "{",
    "\uff5d": "}",
    "\uff3b": "[",
    "\uff3d": "]",
}
#: In YAML each stands behind a key, between items, or around them.
_IN_YAML = re.compile(
    r"^[ ]*(?:-[ ]+)*[\w.\u201c\u201d]+[ ]*(\uff1a)"
    r"|[{\[][^\"'{}\[\]]*?([\uff0c\uff1a\uff1b\u3001])"
    r"|([\uff5b\uff5d\uff3b\uff3d])"
)
#: It is looked for so many lines back, and so far into each.
_LOOK_BACK, _LOOK_AT = 3, 500


def wide_sign_at(text: str, index: int, position: Position) -> Problem | None:
    """Say of a character that it is such a sign; ``None`` where it is none.

    Examples:
        >>> wide_sign_at('{"a"： 1}', 4, Position(1, 5)).hint.text("en")
        'write :'
    """
    sign = text[index : index + 1]
    if sign not in _PLAIN:
        return None
    hint = Message("hint.write", form=_PLAIN[sign])
    return Problem(code="wide-sign", found=sign, hint=hint, position=position)


def wide_sign_near(text: str, line: int) -> Problem | None:
    """Find the sign that a fault of YAML comes from, whose parsers notice it a line too late.

    Args:
        text: The text.
        line: The line of the fault, from 0.

    Examples:
        >>> wide_sign_near("kind：standard", 0).position
        Position(line=1, column=5)
    """
    lines = text.split("\n")
    for number in range(min(line, len(lines) - 1), max(-1, line - _LOOK_BACK), -1):
        if found := _IN_YAML.search(lines[number][:_LOOK_AT]):
            index = found.start(found.lastindex or 0)
            return wide_sign_at(lines[number], index, Position(number + 1, index + 1))
    return None

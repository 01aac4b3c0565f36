"""Words of others, written so that they can do nothing but be read (无害文本).

Labels, ids and file names come from documents that anybody may have written. On a terminal a
line break forges a row, an escape sequence takes the screen over, and a mark of direction
turns a number round. Such characters are shown as the escapes that JSON has for them. The
data stay what they are: only what is shown of them is changed.
"""

from __future__ import annotations

import json
import re

#: No text of others takes more characters than this in a sentence.
LONGEST = 2000

# Controls, halves of characters, ends of lines and paragraphs, what marks or turns the
# direction, what is invisible and holds text all the same.
_STRAY = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
#: What may stay where a text is made of several lines.
_BREAKS = "\n"


def harmless(text: str, *, longest: int | None = LONGEST, lines: bool = False) -> str:
    r"""Write a text so that it can be shown anywhere.

    Args:
        text: Any text.
        longest: So many characters are shown of it; all, where it is ``None``.
        lines: Whether it is one of ours, whose line breaks are meant.

    Examples:
        >>> print(harmless("村\n- 100 \x1b[31m"))
        村\n- 100 \u001b[31m
        >>> harmless("village", longest=4)
        'vil…'
    """
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_STRAY, _kept_or_escaped if lines else _escaped, text)


def blanked(text: str) -> str:
    r"""Write a text with a sign of one column in place of each character that could do harm.

    Examples:
        >>> blanked("a\tb")
        'a\ufffdb'
    """
    return re.sub(_STRAY, "\ufffd", text)


def _escaped(found: re.Match[str]) -> str:
    letter = found[0]
    return "\\u007f" if letter == "\x7f" else json.dumps(letter)[1:-1]


def _kept_or_escaped(found: re.Match[str]) -> str:
    return found[0] if found[0] in _BREAKS else _escaped(found)

"""The words of a rule's text (词), right and wrong ones alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from civil_village.ids import RESERVED

TokenKind = Literal["number", "text", "unclosed", "word", "mark", "end"]

#: Every form that a rule can hold, and as many wrong ones as are worth a hint of their own.
#: An unclosed quotation mark takes the rest of its line, so that no character is read twice.
_TOKEN = re.compile(
    r"""
    [\ \t\n\f\r]*+ (?:
      (?P<number>   \.?[0-9] (?: [eE][+-](?=[0-9]) | [\w.] )* )
    | (?P<text>     [bBrR]{0,2} (?: '(?:[^'\\\n\r]|\\[^\n\r])*' | "(?:[^"\\\n\r]|\\[^\n\r])*" ) )
    | (?P<unclosed> [bBrR]{0,2} ['"][^\n\r]* )
    | (?P<word>     \w+ )
    | (?P<mark>     && | \|\| | ={1,2}> | =< | ={1,3} | !={1,2} | [<>]= | <> | //
                    | [\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+ | . )
    | (?P<end>      \Z )
    )""",
    re.VERBOSE | re.DOTALL,
)
#: The form of every name; other letters than these are refused.
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: Words of other languages, in small letters, and what rules write for them.
PLAIN_WORDS = {
    "and": "&&",
    "or": "||",
    "not": "!",
    "true": "true",
    "false": "false",
    **dict.fromkeys(("且", "并且", "而且"), "&&"),
    **dict.fromkeys(("或", "或者"), "||"),
    **dict.fromkeys(("非", "不"), "!"),
    "等于": "==",
    "不等于": "!=",
    "大于": ">",
    "小于": "<",
    "不小于": ">=",
    "不大于": "<=",
}
#: Marks of other languages and of typography, after full-width forms were made plain.
_PLAIN_MARKS = {
    **dict.fromkeys(("=", "==="), "=="),
    **dict.fromkeys(("<>", "!==", "≠"), "!="),
    **dict.fromkeys(("=<", "≤", "⩽", "≦"), "<="),
    **dict.fromkeys(("=>", "≥", "⩾", "≧"), ">="),
    **dict.fromkeys("−–—", "-"),
    **dict.fromkeys("×·", "*"),
    **dict.fromkeys("&∧", "&&"),
    **dict.fromkeys("|∨", "||"),
    **dict.fromkeys("‘’“”「」", "'"),
    "÷": "/",
    "¬": "!",
    "、": ",",
    "【": "[",
    "】": "]",
}


class Token(NamedTuple):
    """One word of a rule: what kind it is, how it is written, and where."""

    kind: TokenKind
    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """A mark in the form that rules know, where it is another form of one."""
        form = unicodedata.normalize("NFKC", self.text) if self.kind == "mark" else self.text
        return _PLAIN_MARKS.get(form, form)

    def is_mark(self, *texts: str) -> bool:
        """Say whether it is one of these marks, and not a text that reads like one."""
        return self.kind == "mark" and self.text in texts


def tokens(text: str) -> list[Token]:
    """Cut a rule into its words, in one pass and whatever it holds; the end is the last.

    Args:
        text: The rule.

    Examples:
        >>> [token.text for token in tokens("meetings >= 3")]
        ['meetings', '>=', '3', '']
    """
    made = tuple.__new__  # as `Token` does, without a call of Python's own for each
    words: list[Token] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup  # each form is a group
        start, end = found.span(found.lastindex or 0)
        words.append(made(Token, (kind, text[start:end], start, end)))
        if kind == "end":
            break  # after spaces it would be found once more
    return words


def is_name(word: str) -> bool:
    """Say whether a rule can use this word as the name of a fact.

    Examples:
        >>> is_name("meetings"), is_name("and"), is_name("if"), is_name("户数")
        (True, False, False, False)
    """
    known = word in RESERVED or word.lower() in PLAIN_WORDS
    return word.isidentifier() and word.isascii() and not known

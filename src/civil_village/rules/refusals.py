"""What is wrong with a word of a rule (拒绝的写法): by itself, or after an operand.

What other languages write where rules cannot is refused by name, each with a hint.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from civil_village.exact_numbers import share_of
from civil_village.ids import RESERVED
from civil_village.messages import Message
from civil_village.problems import DocumentError, Excerpt, Problem, shown
from civil_village.rules.tokens import IDENTIFIER, PLAIN_WORDS, Token, is_name

#: What a mark may be made of for a hint to offer it.
_MARKS = frozenset("+-*!=<>&|?:()[],'")


def refusal(
    code: str,
    text: str,
    span: tuple[int, int],
    *,
    expected: Message | None = None,
    hint: Message | None = None,
) -> DocumentError:
    """Make the error that stops a rule at the part ``text[start:end]``."""
    return DocumentError(
        [
            Problem(
                code=code,
                found=shown(text[slice(*span)]) or None,
                expected=expected,
                hint=hint,
                excerpt=Excerpt(text, *span),
            )
        ]
    )


def misfit(token: Token, text: str) -> DocumentError | None:
    """Give what is wrong with a word wherever it stands, or ``None``."""
    span = (token.start, token.end)
    match token.kind:
        case "unclosed":
            return refusal("rule-unclosed-text", text, span, hint=Message("hint.rule-quotes"))
        case "text" if token.text[0] not in "'\"":
            return refusal("rule-prefix", text, span, hint=Message("hint.rule-quotes"))
        case "word":
            return _word_misfit(token, text, span)
        case "mark":
            return _mark_misfit(token, text, span)
        case _:
            return None


def misfit_apart(words: Sequence[Token], text: str) -> DocumentError | None:
    """Give a relation whose two marks stand apart, as in ``a < = 3``, or ``None``."""
    for first, second in pairwise(words):
        if second.is_mark("=") and first.is_mark("<", ">", "!"):
            hint = Message("hint.write", form=f"{first.text}=")
            return refusal("rule-operator", text, (first.start, second.end), hint=hint)
    return None


def _word_misfit(token: Token, text: str, span: tuple[int, int]) -> DocumentError | None:
    word = token.text
    plain = PLAIN_WORDS.get(word.lower(), word)
    if plain != word:
        return refusal("rule-operator", text, span, hint=Message("hint.write", form=plain))
    if not IDENTIFIER.fullmatch(word):
        form = unicodedata.normalize("NFKC", word)
        known = IDENTIFIER.fullmatch(form) or form.isdecimal()
        hint = Message("hint.write", form=form) if known else Message("hint.rule-letters")
        return refusal("rule-character", text, span, hint=hint)
    if word == "null":
        return refusal("rule-null", text, span, hint=Message("hint.rule-missing"))
    if word in RESERVED - {"true", "false", "in"}:
        return refusal("rule-reserved", text, span, hint=Message("hint.rule-rename"))
    return None


def _mark_misfit(token: Token, text: str, span: tuple[int, int]) -> DocumentError | None:
    plain = token.plain
    if token.text == "//":
        return refusal("rule-comment", text, span, hint=Message("hint.rule-comment"))
    if plain.isspace():
        return refusal("rule-character", text, span, hint=Message("hint.rule-space"))
    # Division and percent are not among these: their hints depend on what stands around.
    if plain != token.text and _MARKS.issuperset(plain):
        return refusal("rule-operator", text, span, hint=Message("hint.write", form=plain))
    return None


def misfit_after(words: Sequence[Token], index: int, text: str) -> DocumentError | None:
    """Give what is wrong with a word that stands after an operand, where it has a name.

    Args:
        words: All words of the rule.
        index: Which word; at least one stands before it, and the end after it.
        text: The whole rule, for excerpts.
    """
    before, word = words[index - 1], words[index]
    after, second = words[index + 1], words[min(index + 2, len(words) - 1)]
    span, joined = (word.start, word.end), (before.start, word.end)
    is_call = second.is_mark("(", ".", "[")
    divides = after.kind in {"number", "text"} or is_name(after.text) or after.is_mark("(", "-")
    match word.plain:
        case "/" if before.kind == "word" and is_name(after.text) and not is_call:
            hint = Message("hint.rule-ratio-of", part=before.text, whole=after.text)
            return refusal("rule-division", text, span, hint=hint)
        case "/" if before.kind == "word" and after.kind == "number":
            hint = Message("hint.rule-per", part=before.text, per=after.text)
            return refusal("rule-division", text, span, hint=hint)
        case "/" if word.text != "/" and before.kind == after.kind == "number":
            hint = Message("hint.write", form=f"{before.text} / {after.text}")
            return refusal("rule-division", text, span, hint=hint)
        case "/":
            return refusal("rule-division", text, span, hint=Message("hint.rule-ratio"))
        case "%" if not divides and (share := share_of(f"{before.text}%")) is not None:
            hint = Message("hint.write", form=share)
            return refusal("rule-percent", text, joined, hint=hint)
        case "%":
            return refusal("rule-remainder", text, span, hint=Message("hint.rule-derive"))
        case "(" if before.text == "has":
            return refusal("rule-function", text, joined, hint=Message("hint.rule-missing"))
        case "(" if before.kind == "word":
            return refusal("rule-function", text, joined, hint=Message("hint.rule-derive"))
        case ".":
            code = "rule-function" if second.is_mark("(") else "rule-field"
            span = (before.start, after.end)
            return refusal(code, text, span, hint=Message("hint.rule-derive"))
        case "[":
            return refusal("rule-index", text, joined, hint=Message("hint.rule-derive"))
        case _:
            return None

"""Explanations (说明): what an answer says and what that rests on, as one tree of sentences.

Every answer tells itself as such a tree; the texts and the pages of all of them are written
from it, and only here and in `civil_village.pages`.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from attrs import field

from civil_village.mappings import as_tuple
from civil_village.messages import Lang, Message
from civil_village.models import Shown, model


@model
class Explanation(Shown):
    """A sentence and the sentences that it rests on (说明), as data.

    Attributes:
        message: The sentence.
        parts: What it rests on, in order; empty for a sentence that rests on no other.

    Examples:
        >>> told = Explanation(Message("explain.why"), (Explanation(Message("explain.why")),))
        >>> print(told.text("en"))
        Why
          Why
    """

    #: See `civil_village.messages.Message`.
    says_lines: ClassVar[bool] = True

    message: Message
    parts: tuple[Explanation, ...] = field(default=(), converter=as_tuple)

    @property
    def about(self) -> str:
        """What it speaks of, by its key: ``criterion`` of ``explain.criterion.exempt``."""
        return (*self.message.key.split("."), "")[1]

    def text(self, lang: Lang, *, indent: int = 0, step: int = 1) -> str:
        """Say it and all that it rests on, a line each, in the order of the tree.

        Args:
            lang: The language.
            indent: Levels by which it is set in, of two spaces each.
            step: Levels by which what it rests on is set in further: 0 below a title.
        """
        lines = ["  " * indent + self.message.text(lang)]
        lines += [part.text(lang, indent=indent + step) for part in self.parts]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from civil_village.pages import tree_page  # noqa: PLC0415 - only notebooks ask for it

        return tree_page(self)


class Answer(Protocol):
    """Anything that tells itself as a tree."""

    def explain(self) -> Explanation:
        """Tell it as a tree."""
        ...


def tree_text(answer: Answer, lang: Lang) -> str:
    """Say it and all that it rests on, a line each; the ``text`` of most answers."""
    return answer.explain().text(lang)


def tree_html(answer: Answer) -> str:
    """Show it in a notebook; the ``_repr_html_`` of most answers."""
    return answer.explain()._repr_html_()


def told(*messages: Message) -> tuple[Explanation, ...]:
    """Make explanations of sentences that rest on nothing further.

    Examples:
        >>> [each.text("en") for each in told(Message("explain.why"))]
        ['Why']
    """
    return tuple(map(Explanation, messages))


def valued(value: Any) -> Message:
    """Make a sentence of a value, or of several, that need no words around them.

    Examples:
        >>> valued(("meetings", 3)).text("en")
        'meetings, 3'
    """
    return Message("value", value=value)

"""Why an expression has no value: it goes wrong, or it uses what is outside (无法求值)."""

from __future__ import annotations

from civil_village.messages import Message
from civil_village.problems import DocumentError, Path
from civil_village.rules.refusals import refusal

#: Codes of what the language has and this package refuses, never computes.
REFUSED = frozenset(
    (
        *("cel-uint", "cel-bytes", "cel-time", "cel-regex", "cel-container", "cel-quoted-name"),
        *("cel-extension", "cel-optional", "cel-message", "cel-special", "cel-digits"),
    )
)


class EvaluationError(DocumentError):
    """The expression could be read, and went wrong with these values (求值出错).

    ``false && …`` and ``true || …`` are decided beside it, as the language says. As a value
    of a name it stands for a value whose making went wrong.
    """


class Failure(Exception):  # noqa: N818 - an error gets its place, and its name, from the interpreter
    """Something has no value; the interpreter knows where.

    Args:
        code: What is wrong.
        expected: What was expected.
        hint: What to do.
        path: The way into a value that was handed in.
        absorbed: Whether logic may decide beside it, as beside every error of the language.
    """

    def __init__(
        self,
        code: str,
        *,
        expected: Message | None = None,
        hint: Message | None = None,
        path: Path = (),
        absorbed: bool = True,
    ) -> None:
        super().__init__(code)
        self.code, self.expected, self.hint, self.path = code, expected, hint, path
        self.absorbed = absorbed

    def placed(self, text: str, span: tuple[int, int]) -> DocumentError:
        """Say where in the expression it happened."""
        error = refusal(self.code, text, span, expected=self.expected, hint=self.hint)
        problems = [problem.inside(*self.path) for problem in error.problems]
        return EvaluationError(problems) if self.absorbed else DocumentError(problems)


def outside(code: str) -> Failure:
    """Refuse what stands outside of this package by its name, with the reason.

    Args:
        code: One of `REFUSED`.
    """
    return Failure(code, hint=Message(f"hint.{code}"), absorbed=False)


def refused(code: str, text: str, span: tuple[int, int]) -> DocumentError:
    """Refuse a part of the text of an expression."""
    return outside(code).placed(text, span)

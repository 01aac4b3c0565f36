"""What a finding is (提示): a problem that stops nothing, with its hint."""

from __future__ import annotations

from civil_village.messages import Message
from civil_village.problems import Path, Problem


def finding(
    code: str, path: Path, found: str | None = None, expected: Message | None = None
) -> Problem:
    """Make a finding, which every code of its own has a hint for.

    Examples:
        >>> finding("idle-band", ("bands", 1), "good").level
        'finding'
    """
    hint = Message(f"hint.{code}")
    return Problem(code=code, path=path, found=found, expected=expected, hint=hint, level="finding")

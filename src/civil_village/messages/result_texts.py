"""Texts of result."""

from __future__ import annotations

RESULT_TEXTS: dict[str, tuple[str, str]] = {
}

"""Texts of screen."""

from __future__ import annotations

SCREEN_TEXTS: dict[str, tuple[str, str]] = {
}

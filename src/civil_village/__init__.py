"""civil_village: exact, explained evaluation of civilized villages (文明村镇)."""

from __future__ import annotations

__version__ = "0.1.0"

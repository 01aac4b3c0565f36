"""Documents (文档): text to checked models and back, with every problem in its place.

What belongs here: reading JSON and YAML strictly, structuring by the models' own fields,
the table of kinds. What does not: what a model means.
"""

from __future__ import annotations

from civil_village.documents.loading import dumps, lint, loads

__all__ = ["dumps", "lint", "loads"]

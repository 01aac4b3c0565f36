"""The bundled documents as JSON; ``python tests/plans/making.py`` writes them anew."""

from __future__ import annotations

from pathlib import Path

import civil_village as cv
from civil_village.samples import BUNDLED, as_json, bundled_text

FOLDER = Path(cv.__file__).parent / "plans"
RENEW = "the YAML says something else: python tests/plans/making.py"


def path_of(name: str) -> Path:
    """Give the file of a bundled document in JSON."""
    return FOLDER / as_json(BUNDLED[name][0])


def written(name: str) -> str:
    """Write the YAML of a bundled document as JSON."""
    return cv.dumps(cv.loads(bundled_text(name)))


if __name__ == "__main__":
    for each in BUNDLED:
        path_of(each).write_text(written(each), encoding="utf-8", newline="\n")

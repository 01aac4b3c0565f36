"""The tables of what is refused: a sound document, and what each fault of it is said to be.

A fault changes the one part of the document that reads like this into that; ``$`` is the end of
the document. Or it is a text of its own. What is said of it stands whole, in both languages.
"""

from pathlib import Path

import yaml

#: It takes everything for text, as it is written.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

TABLES = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), LOADER)
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
}

"""``python -m civil_village``: the command line."""

from __future__ import annotations

import sys

from civil_village.cli import main

if __name__ == "__main__":
    sys.exit(main())

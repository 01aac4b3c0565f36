"""The command line (命令行): thin, over the same functions that a program calls.

What belongs here: arguments, files, the screen. What does not: anything that a program
which embeds the library would miss.
"""

from __future__ import annotations

from civil_village.cli.commands import main

__all__ = ["main"]

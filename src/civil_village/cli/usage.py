"""Usage, help and errors of arguments (用法) in the language of their reader.

The commands declare English texts, as `argparse` asks for them; in Chinese each has another, as
with gettext, but for one parser and not for the whole process.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from civil_village.cli.screen import width
from civil_village.messages import LANGUAGES, Lang
from civil_village.messages.sentences.usage import USAGE_TEXTS

#: What tells the language of a process, the first that is set.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
#: What in a text stands for something that is written in.
_GAP = r"\{\d\}"
#: An argument of a list, the space behind it, and what it is.
_LISTED = r"( {2,}\S.*?)( {2,})(\S.*)"


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Tell in which language to answer: as ``--lang`` says, wherever it stands, or the process.

    Args:
        arguments: What stands after the program's name.
        environment: The variables of the process.

    Examples:
        >>> language(["--lang", "zh", "list"], {}), language(["list"], {"LANG": "zh_CN.UTF-8"})
        ('zh', 'zh')
        >>> language(["list", "--lang=en"], {"LANG": "zh_CN.UTF-8"}), language([], {})
        ('en', 'en')
    """
    own = next(filter(None, map(environment.get, _VARIABLES)), "")
    found: Lang = "zh" if own.lower().startswith("zh") else "en"
    for index, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            said = value or next(iter(arguments[index + 1 :]), "")
            found = next((lang for lang in LANGUAGES if lang == said), found)
    return found


class Parser(argparse.ArgumentParser):
    """A parser whose usage, help and errors are in one language."""

    lang: Lang = "en"

    def speak(self, lang: Lang) -> None:
        """Take a language for this parser and those of its commands."""
        self.lang = lang
        if lang == "en":
            return
        self.description = _said(self.description)
        for group in self._action_groups:
            group.title = _said(group.title)
        for action in self._actions:
            action.help, action.metavar = _said(action.help), _said(action.metavar)
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - it has no public name
                for choice in action._choices_actions:  # noqa: SLF001 - nor have its lines of help
                    choice.help = _said(choice.help)
                for command in action.choices.values():
                    command.speak(lang)

    def format_usage(self) -> str:
        """Write how it is used."""
        return self._written(super().format_usage())

    def format_help(self) -> str:
        """Write its help."""
        lines = self._written(super().format_help()).split("\n")
        return "\n".join(lines if self.lang == "en" else map(_aligned, lines))

    def _written(self, text: str) -> str:
        head = "usage: "
        return text if self.lang == "en" else text.replace(head, USAGE_TEXTS[head], 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and stop."""
        if self.lang == "en":
            super().error(message)
        said = translated(f"{self.prog}: error: {translated(message)}")
        self.exit(2, f"{self.format_usage()}{said}\n")


def _said(text: Any) -> Any:
    return USAGE_TEXTS.get(text, text) if isinstance(text, str) else text


def _aligned(line: str) -> str:
    """Take away the spaces that are too many, since Chinese letters take two columns."""
    if line.endswith(":"):
        return line[:-1] + "："
    found = re.fullmatch(_LISTED, line)
    if found is None:
        return line
    name, space, told = found.groups()
    return name + " " * max(2, len(space) - width(name) + len(name)) + told


def translated(message: str) -> str:
    """Say an error of arguments in Chinese; one that nobody has translated stays as it is.

    Examples:
        >>> translated("argument --lang: expected one argument")
        '--lang 之后须有一个值'
    """
    for english, chinese in USAGE_TEXTS.items():
        if "{0}" in english:
            pieces = map(re.escape, re.split(_GAP, english))
            found = re.fullmatch("(.+?)".join(pieces), message, flags=re.DOTALL)
            if found is not None:
                return chinese.format(*(each.replace(", ", "、") for each in found.groups()))
    return message

"""Names on the command line (名称): ids, or what people call things, if one alone is called so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from civil_village.cli.files import UsageError
from civil_village.messages import LANGUAGES, Message, written


def meant(given: str, labelled: Iterable[tuple[str, Any]]) -> str:
    """Give the id that a name on the command line means; an unknown one stays as it is.

    Args:
        given: What stands there.
        labelled: Ids, each with what people call it.

    Raises:
        UsageError: Several are called so.

    Examples:
        >>> from civil_village.labels import Label
        >>> kinds = [("households", Label("农户", "households")), ("groups", Label("村民小组"))]
        >>> meant("农户", kinds), meant("groups", kinds), meant("village", kinds)
        ('households', 'groups', 'village')
    """
    known = list(labelled)
    if any(given == name for name, _ in known):
        return given
    called = given.casefold()
    found = [
        name
        for name, label in known
        if any(called == written(label, lang).casefold() for lang in LANGUAGES)
    ]
    if len(set(found)) > 1:
        raise UsageError(Message("screen.ambiguous", name=given, ids=tuple(found)))
    return found[0] if found else given

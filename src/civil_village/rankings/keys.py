"""Keys of ties (并列时再比): what parts units that are level, by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from civil_village import checks
from civil_village.messages import Message
from civil_village.names import id_problems
from civil_village.problems import Problem

#: A key besides the paths of sections and criteria: how many vetoes are hit.
VETO_COUNT = "veto count"


def order_problems(by: tuple[str, ...], within: str | None) -> Iterator[Problem]:
    """Give a key that stands twice, and a name of strata that is no id."""
    yield from checks.unique(by, "by")
    if within is not None:
        yield from id_problems(within, "within")


def key_problems(
    by: tuple[str, ...], parts: Collection[str], *path: str | int
) -> Iterator[Problem]:
    """Give the keys that are no parts of what is ranked."""
    for index, name in enumerate(by):
        if name != VETO_COUNT:
            yield from part_problems(name, parts, *path, index)


def part_problems(name: str, parts: Collection[str], *path: str | int) -> Iterator[Problem]:
    """Give the name of a part that there is not."""
    yield from checks.known(name, parts, *path, expected=Message("expected.scored-part"))

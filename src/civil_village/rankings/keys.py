"""Keys of ties (并列时再比): what parts units that are level, and which end comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, ClassVar, Literal, get_args

from civil_village import checks
from civil_village.ids import id_problems
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, reject, shown
from civil_village.written_forms import Form

#: Which end is the first.
Best = Literal["high", "low"]
#: A key besides the paths of sections and criteria: how many vetoes are hit.
VETO_COUNT = "veto count"


@model
class TieKey(Model):
    """One key that parts units that are level (并列项): what is compared, and from which end.

    Documents write the name alone, or with the end that comes first: ``{dirt: low}``.

    Attributes:
        of: Path of a section or criterion, or ``veto count``.
        best: Which end is the first; without it that of the ranking, and of what is taken off and
            of vetoes always the low one.

    Examples:
        >>> TieKey("dirt", "low").told.text("en")
        'dirt (the lower first)'
    """

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda key: key.of if key.best is None else {key.of: key.best},
        read=lambda value: as_tie_key(value),  # noqa: PLW0108 - it stands below
    )

    of: str
    best: Best | None = None

    @staticmethod
    def taken(value: object) -> TieKey | None:
        """Take a name, or a mapping of one name to an end."""
        return as_tie_key(value) if isinstance(value, str | Mapping) else None

    def problems(self) -> Iterator[Problem]:
        """Give an end that is none."""
        if self.best not in (None, *get_args(Best)):
            expected, found = Message("expected.one-of", names=get_args(Best)), shown(self.best)
            yield Problem(code="wrong-type", path=(self.of,), found=found, expected=expected)

    @property
    def told(self) -> Message | str:
        """Name it, with its end where that is its own."""
        return self.of if self.best is None else Message(f"ranking.key.{self.best}", of=self.of)


def as_tie_key(value: Any) -> TieKey:
    """Take a name, or a mapping of one name to an end, for a key.

    Raises:
        DocumentError: It is neither.

    Examples:
        >>> as_tie_key("work"), as_tie_key({"dirt": "low"})
        (TieKey(of='work', best=None), TieKey(of='dirt', best='low'))
    """
    match value:
        case TieKey():
            return value
        case str():
            return TieKey(str(value))
        case Mapping() if len(value) == 1:
            ((name, best),) = value.items()
            made = TieKey(str(name), best)
            reject(made.problems())  # also of a draft: a key is whole when it is made
            return made
        case _:
            expected = Message("type.tie-key")
            problem = Problem(code="wrong-type", found=shown(value), expected=expected)
            raise DocumentError([problem])


def order_problems(by: tuple[TieKey, ...], within: str | None) -> Iterator[Problem]:
    """Give a key that stands twice, and a name of strata that is no id."""
    names = [key.of for key in by]
    yield from checks.unique(names, "by")
    if within is not None:
        yield from id_problems(within, "within")


def key_problems(
    by: tuple[TieKey, ...], parts: Collection[str], *path: str | int
) -> Iterator[Problem]:
    """Give the keys that are no parts of what is ranked."""
    for index, key in enumerate(by):
        if key.of != VETO_COUNT:
            yield from part_problems(key.of, parts, *path, index)


def part_problems(name: str, parts: Collection[str], *path: str | int) -> Iterator[Problem]:
    """Give the name of a part that there is not."""
    yield from checks.known(name, parts, *path, expected=Message("expected.scored-part"))

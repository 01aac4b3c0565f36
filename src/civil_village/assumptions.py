"""What a document assumes because its source leaves it open (拟定), named and with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from attrs import field, fields_dict

from civil_village import checks, public
from civil_village.labels import Label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple, keep_signature
from civil_village.messages import Message, texts
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.written_forms import Form, Shorter, index_in, is_list, is_text


def _reasons(value: Any) -> Any:
    named = value if isinstance(value, Mapping) else as_tuple(value)
    return as_mapping(dict.fromkeys(named) if isinstance(named, tuple) else named)


def _listed(reasons: dict[str, Any]) -> Any:
    """Give a list of the names, where no reason is told."""
    return reasons if any(reason is not None for reason in reasons.values()) else list(reasons)


@model
class Assumed(Model):
    """The fields of one part of a document that its source does not give.

    Attributes:
        reasons: The fields by name, each with the reason or ``None``; built from names alone, too.

    Examples:
        >>> "points" in Assumed(["points"])
        True
        >>> Assumed({"rule": "两处原文取较严者"}).reasons["rule"].zh
        '两处原文取较严者'
    """

    form: ClassVar[Form] = Form.alone(
        "reasons",
        shorter=Shorter(
            kind=tuple[str, ...],
            fits=lambda value: is_list(value) and all(map(is_text, value)),
            long=lambda names: dict.fromkeys(map(str, names)),
            brief=_listed,
            place=index_in,
        ),
        expects="type.assumed",
    )
    reasons: FrozenMapping[str, Label | None] = field(default=EMPTY, converter=_reasons)

    @staticmethod
    def taken(value: Any) -> Assumed | None:
        """Take the bare list of fields, or the mapping to reasons."""
        return Assumed(value) if isinstance(value, list | tuple | Mapping) else None

    def __contains__(self, name: object) -> bool:
        return name in self.reasons

    def __bool__(self) -> bool:
        return bool(self.reasons)

    def told(self) -> Iterator[Message]:
        """Say which fields the source does not give, and why each is as it is.

        Examples:
            >>> [told.text("en") for told in Assumed(["points", "rule"]).told()]
            ['assumed, not in the source: points, rule']
        """
        bare = tuple(field_name(name) for name, reason in self.reasons.items() if reason is None)
        if bare:
            yield Message("explain.assumed", fields=bare)
        for name, reason in self.reasons.items():
            if reason is not None:
                yield Message("explain.assumed-because", field=field_name(name), reason=reason)

    def problems_in(self, part: type[Any]) -> Iterator[Problem]:
        """Give names that are no fields of the kind of part that carries this."""
        if not self.reasons:
            return
        names = fields_dict(part)
        for name in self.reasons:
            yield from checks.known(name, names, "assumed", name)


def field_name(name: str) -> Message | str:
    """Name a field for people.

    Examples:
        >>> field_name("points").text("en"), field_name("of_its_own")
        ('points', 'of_its_own')
    """
    return Message(f"field.{name}") if f"field.{name}" in texts() else name


#: Of most parts the source gives every field.
NONE_ASSUMED = Assumed()


def as_assumed(value: Any) -> Any:
    """Leave a list of fields, or a mapping to reasons, for the model to take for what it means.

    Examples:
        >>> as_assumed(["points"])
        ['points']
    """
    return value


keep_signature(as_assumed)

public.tell(__name__)

"""JSON Schema (JSON 模式) of every kind of document, for editors and for other programs.

It is generated from what the reader reads by: the fields of the models, their types and
short forms. What is written here passes it, and what it refuses the reader refuses too;
the reader knows more, since how parts fit together stands in no schema.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from attrs import has

from civil_village.calendar import (
    NamedYear,
    Span,
    TimeLimit,
    VagueDate,
    VagueWindow,
    named_years,
    vague_windows,
)
from civil_village.documents.conversion import INSTANT
from civil_village.documents.kinds import KINDS, kind_name, kind_of
from civil_village.documents.loading import FORMAT
from civil_village.exact_numbers import LARGEST
from civil_village.facts import FactValue
from civil_village.ids import LONGEST, RESERVED, DocumentId, Id
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.problems import Problem, nearest, reject, shown
from civil_village.quantities.count_ranges import WRITTEN, CountRange
from civil_village.quantities.ratios import Ratio
from civil_village.rankings.keys import Best, TieKey
from civil_village.rules import Rule, Unknown
from civil_village.standards import Scorers
from civil_village.standards.scorers import DOORS
from civil_village.written_forms import Key, form_of, keys_of

Schema = dict[str, Any]

#: The version of JSON Schema that is written.
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str | type[Any], *, scorers: Scorers | None = None) -> Schema:
    """Give the JSON Schema (draft 2020-12) of a kind of document (JSON 模式).

    Args:
        kind: The kind, such as ``standard``, or its class.
        scorers: The gradings and aggregations that documents may name; by default those of
            the library.

    Raises:
        DocumentError: There is no such kind; the nearest one is offered.

    Examples:
        >>> made = schema("records")
        >>> made["required"], sorted(made["properties"])[:3]
        (['kind', 'format', 'id', 'subjects'], ['as_of', 'edition', 'format'])
        >>> made["$defs"]["date"]["pattern"]
        '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
    """
    name = kind_name(kind)
    if name not in KINDS:
        expected, hint = Message("expected.one-of", names=tuple(KINDS)), nearest(str(name), KINDS)
        reject([Problem(code="unknown-kind", found=shown(name), expected=expected, hint=hint)])
    entry, writer = KINDS[name], _Writer(scorers or Scorers.builtin())
    model, beside = entry.model, entry.told_beside
    body = writer.keys(model)
    properties, required = body["properties"], list(_required(model))
    if beside is not None:
        properties |= writer.keys(beside)["properties"]
        required += _required(beside)
    if entry.lends_its_id:
        properties["id"] = writer.of(DocumentId)
        required.insert(0, "id")
    return {
        "$schema": DIALECT,
        "$id": f"urn:civil-village:{name}:{FORMAT}",
        "title": name,
        "description": _said(model),
        "type": "object",
        "properties": {"kind": {"const": name}, "format": {"const": FORMAT}, **properties},
        "required": ["kind", "format", *required],
        "additionalProperties": False,
        "$defs": dict(sorted(writer.defs.items())),
    }


def _text(description: str, pattern: str, **more: Any) -> Schema:
    return {"description": description, "type": "string", "pattern": f"^{pattern}$", **more}


_FRACTION = {"fraction": {"type": "string", "pattern": "^-?[0-9]{1,400}/[1-9][0-9]{0,399}$"}}
_NAME = "[a-z][a-z0-9_]*([.-][a-z0-9][a-z0-9_]*)*"
_DAY = _text("A day, as 2024-06-30.", "[0-9]{4}-[0-9]{2}-[0-9]{2}", format="date")

#: Scalars that need no name.
_BARE: dict[Any, Schema] = {
    Any: {},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
}

#: Scalars by the name under which a schema says once what they are.
_NAMED: dict[Any, tuple[str, Schema]] = {
    Id: (
        "id",
        _text("The name of a part, usable in rules.", "[a-z][a-z0-9_]{0,79}")
        | {"not": {"enum": sorted(RESERVED)}},
    ),
    DocumentId: (
        "documentId",
        _text(
            "The name of a document: ids joined by dots or hyphens.",
            _NAME,
            maxLength=LONGEST,
        ),
    ),
    Decimal: (
        "number",
        {
            "description": "An exact decimal: at most 15 significant digits and 4 places.",
            "type": "number",
            "minimum": -LARGEST,
            "maximum": LARGEST,
        },
    ),
    Fraction: (
        "exactNumber",
        {
            "description": "A number; where its digits have no end, a fraction such as 100/3.",
            "anyOf": [
                {"type": "number"},
                {
                    "type": "object",
                    "properties": _FRACTION,
                    "required": ["fraction"],
                    "additionalProperties": False,
                },
            ],
        },
    ),
    date: ("date", _DAY),
    datetime: (
        "instant",
        _text(
            "An instant with its offset, as 2024-03-01T12:00:00+08:00.",
            INSTANT,
            format="date-time",
        ),
    ),
    Rule: ("rule", {"description": "A rule, as meetings >= 3.", "type": "string"}),
    Span: (
        "span",
        _text(
            "A length of time, as 1 year or 30 days.", "[1-9][0-9]{0,3} ?(year|month|week|day)s?"
        ),
    ),
    VagueDate: (
        "vagueDate",
        {
            "description": "A year, a month or ten days of one, as 2024-05-late.",
            "type": ["string", "integer"],
            "pattern": "^[0-9]{4}(-[0-9]{2}(-(early|mid|late|上旬|中旬|下旬))?)?$",
            "minimum": 1000,
            "maximum": 9999,
        },
    ),
    VagueWindow: (
        "vagueWindow",
        {
            "description": "A window in calendar parts, as 2022-06-mid..2022-07 or y-12..(y+1)-03.",
            "type": ["string", "integer"],
            "pattern": f"^{vague_windows.WRITTEN}$",
            "minimum": 1000,
            "maximum": 9999,
        },
    ),
    NamedYear: (
        "namedYear",
        {
            "description": "A year, unknown, or what it is by others, as y + 1 or after y.",
            "type": ["string", "integer"],
            "pattern": f"^{named_years.WRITTEN}$",
            "minimum": 1000,
            "maximum": 9999,
        },
    ),
    TimeLimit: (
        "timeLimit",
        _text(
            "A time limit, as 15 working days or 0 days.",
            "(0|[1-9][0-9]{0,3}) ?(year|month|week|day|working day)s?",
        ),
    ),
    CountRange: (
        "countRange",
        {
            "description": "How many there may be, as 3, 1..2, 1.. or ..5.",
            "type": ["string", "integer"],
            "pattern": f"^({WRITTEN})$",
            "minimum": 0,
            "maximum": 999999,
        },
    ),
    TieKey: (
        "tieKey",
        {
            "description": "What parts those level: a part, or a part and its first end.",
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "additionalProperties": {"enum": list(get_args(Best))},
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            ],
        },
    ),
    Message: (
        "message",
        {
            "description": "A sentence: its key, and the values in it; own texts under zh and en.",
            "type": "object",
            "properties": {"key": {"type": "string"}},
            "required": ["key"],
        },
    ),
}

_PERCENT = {"description": "A share in percent, as 95%.", "type": "string", "pattern": "[%\uff05]"}
_REFERENCE = {
    "description": "A document of a library, as id@edition.",
    "type": "string",
    "pattern": f"^{_NAME}(@|$)",
}
_MARKED_DAY = {
    "type": "object",
    "properties": {"date": {"$ref": "#/$defs/date"}},
    "required": ["date"],
    "additionalProperties": False,
}


class _Writer:
    """Writes types as schemas; what has a name stands once, among the definitions."""

    def __init__(self, scorers: Scorers) -> None:
        self.defs: Schema = {}
        self.plug_ins: dict[Any, list[Any]] = {
            door: list(getattr(scorers, family).values()) for family, door in DOORS.items()
        }

    def of(self, kind: Any) -> Schema:
        """Write any type that a field of a document may have."""
        if kind in _BARE:
            return dict(_BARE[kind])
        if kind in _NAMED:
            return self.named(*_NAMED[kind])
        if kind == FactValue:
            return self.fact()
        if kind in self.plug_ins:
            return self.tagged(self.plug_ins[kind])
        if has(kind):
            assert form_of(kind).own is None  # such a class has its name above
            return self.model(kind)
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.of(parts[0])
        if origin is Literal:
            return {"enum": list(parts)}
        if origin is tuple:
            return self.sequence(parts)
        if origin is FrozenMapping:
            return self.mapping(*parts)
        assert origin in (Union, UnionType)
        return self.union(parts)

    def named(self, name: str, made: Schema) -> Schema:
        """Refer to a definition, and make it known."""
        self.defs.setdefault(name, deepcopy(made))  # callers may change what they get
        return {"$ref": f"#/$defs/{name}"}

    def sequence(self, parts: tuple[Any, ...]) -> Schema:
        """Write a list: of any length, or with one type for each item."""
        if parts[-1] is Ellipsis:
            return {"type": "array", "items": self.of(parts[0])}
        items = [self.of(part) for part in parts]
        size = {"minItems": len(items), "maxItems": len(items)}
        return {"type": "array", "prefixItems": items, **size}

    def mapping(self, key: Any, item: Any) -> Schema:
        """Write a mapping from ids, or from any texts."""
        made = {"type": "object", "additionalProperties": self.of(item)}
        return made if key is str else {**made, "propertyNames": self.of(key)}

    def union(self, parts: tuple[Any, ...]) -> Schema:
        """Write one of several: plug-ins by their names, others as they are, or null."""
        kinds = [part for part in parts if part is not NoneType]
        if len(kinds) > 1 and all(form_of(part).named for part in kinds):
            made = self.tagged(kinds)
        elif len(kinds) == 1:
            made = self.of(kinds[0])
        elif set(kinds) == {Decimal, Fraction}:
            made = self.of(Fraction)
        else:
            made = _either(*map(self.of, kinds))
        return made if len(kinds) == len(parts) else _either(made, {"type": "null"})

    def tagged(self, kinds: list[Any]) -> Schema:
        """Write a plug-in: its name alone, or its name before its parameters."""
        alone = [kind.name for kind in kinds if not _required(kind)]
        one = {
            "type": "object",
            "properties": {kind.name: self.of(kind) for kind in kinds},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
        return _either({"enum": alone}, one) if alone else one

    def model(self, kind: Any) -> Schema:
        """Write a model by its keys, or as its one field, and in its short form."""
        if kind.__name__ not in self.defs:
            made = self.defs[kind.__name__] = {"description": _said(kind)}
            form, forms = form_of(kind), self.keys(kind)
            if form.sole is not None:
                forms = forms["properties"][form.sole]
            made |= forms if form.shorter is None else _either(self.of(form.shorter.kind), forms)
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def keys(self, kind: Any) -> Schema:
        """Write the keys of a model."""
        made = {
            "type": "object",
            "properties": {key: self.field(each) for key, each in keys_of(kind).items()},
            "required": list(_required(kind)),
            "additionalProperties": False,
        }
        return made if made["required"] else {k: v for k, v in made.items() if k != "required"}

    def field(self, key: Key) -> Schema:
        """Write the value of a key, in the shorter form that it may have too, and its default."""
        made = self.of(key.kind)
        if key.form.one_or_many:
            several = _either(made["items"], made)
            # Sources stand nearly everywhere, and so have a name.
            source = made["items"].get("$ref", "").endswith("/Source")
            made = self.named("sources", several) if source else several
        elif kind_of(key.kind) is not None:
            made = _either(self.named("reference", _REFERENCE), made)
        elif key.form.share:
            made = _with_percent(made)
        default = key.default
        if isinstance(default, Decimal) and default == int(default):
            default = int(default)
        return {**made, "default": default} if isinstance(default, bool | int | str) else made

    def fact(self) -> Schema:
        """Write one fact of any type."""
        self.of(date)
        forms: list[Schema] = [{"type": ["boolean", "number", "string"]}, _MARKED_DAY]
        return _either(*forms, *map(self.of, (Fraction, Ratio, Unknown)))


def _with_percent(made: Schema) -> Schema:
    """Write that a share, or each of several, may be written in percent."""
    for parts in ("additionalProperties", "items"):
        if parts in made:
            return {**made, parts: _either(made[parts], _PERCENT)}
    return _either(made, _PERCENT)


def _either(*forms: Schema) -> Schema:
    """Write that one of several forms is meant, with no more nesting than needed."""
    flat = [
        each for form in forms for each in (form["anyOf"] if set(form) == {"anyOf"} else [form])
    ]
    if all(set(form) == {"type"} and isinstance(form["type"], str) for form in flat):
        return {"type": [form["type"] for form in flat]} if len(flat) > 1 else flat[0]
    return {"anyOf": flat}


def _required(kind: Any) -> tuple[str, ...]:
    """Name the keys that a model cannot do without."""
    return tuple(key for key, each in keys_of(kind).items() if each.required)


def _said(kind: Any) -> str:
    """Give the first line of what a model says of itself."""
    return str(kind.__doc__).partition("\n")[0].replace("``", "`")

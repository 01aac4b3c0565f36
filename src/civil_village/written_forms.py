"""How the models of a class are written in documents (书写形式): said once, by the class itself.

A model is written by the keys of its fields, unless its class declares another form: one
field alone, a shorter form beside the keys, its name before its parameters, or a text of its
own. Reader, writer, schema and whoever says where a problem stands ask that one declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from attrs import NOTHING, Attribute, fields

from civil_village.values import field_types

#: One step from a part of a document to a part of that.
Step = str | int


def is_text(value: Any) -> bool:
    """Tell whether plain data is a text, the shorter form of most that have one."""
    return isinstance(value, str)


def is_no_mapping(value: Any) -> bool:
    """Tell whether plain data has no keys: a number, or what is wrongly written for one."""
    return not isinstance(value, dict)


def is_list(value: Any) -> bool:
    """Tell whether plain data is a list."""
    return isinstance(value, list)


def index_in(names: Any, name: Step) -> Step | None:
    """Give the place of a name in a list; ``None`` where it is not there."""
    return names.index(name) if name in names else None


def _unchanged(data: Any) -> Any:
    return data


def _nowhere(data: Any, step: Step) -> Step | None:  # noqa: ARG001 - as every place
    return None


class Shorter(NamedTuple):
    """What may be written in place of the long form of a model (简写)."""

    #: Its type, for schemas.
    kind: Any
    #: Whether plain data is written so.
    fits: Callable[[Any], bool]
    #: The long form of what is written so.
    long: Callable[[Any], Any]
    #: What is written of a long form: the shorter one, where it says the same.
    brief: Callable[[Any], Any] = _unchanged
    #: The one field that it is, where it is one.
    field: str | None = None
    #: Under which key or index it has what a step of the long form leads to, if anywhere.
    place: Callable[[Any, Step], Step | None] = _nowhere


class Own(NamedTuple):
    """A text, or other data, that is no matter of fields (自有写法)."""

    #: Gives the plain data of a value.
    write: Callable[[Any], Any]
    #: Reads it from plain data; ``None`` where that takes more than the data.
    read: Callable[[Any], Any] | None = None


class Form(NamedTuple):
    """How the models of a class are written (书写形式); made by one of its class methods.

    Attributes:
        sole: The only field, written without its key; ``None`` where fields have keys.
        shorter: What one field looks like that may stand for the whole; ``None`` for none.
        named: Whether the ``name`` of the class stands before its parameters, or alone
            without any.
        own: How a class is written that has a way of its own; ``None`` for most.
        expects: Key of the message that says what is expected, where something else is
            written; ``None`` for the usual one.

    Examples:
        >>> Form.short("zh", kind=str).shorter.long("户数")
        {'zh': '户数'}
        >>> Form.alone("bands").sole
        'bands'
    """

    sole: str | None = None
    shorter: Shorter | None = None
    named: bool = False
    own: Own | None = None
    expects: str | None = None

    @classmethod
    def alone(
        cls,
        field: str,
        *,
        shorter: Shorter | None = None,
        named: bool = False,
        expects: str | None = None,
    ) -> Form:
        """Give the form of a class whose only field is written without its key."""
        return cls(sole=field, shorter=shorter, named=named, expects=expects)

    @classmethod
    def short(
        cls,
        field: str,
        *,
        kind: Any,
        fits: Callable[[Any], bool] = is_text,
        written: bool = True,
        named: bool = False,
        expects: str | None = None,
    ) -> Form:
        """Give the form of a class one of whose fields may stand for the whole.

        Args:
            field: The field.
            kind: Its type where it stands for the whole.
            fits: Whether plain data is the field.
            written: Whether it is also written so, where nothing else is said.
            named: Whether the name of the class stands before it.
            expects: As in `Form`.
        """

        def brief(keys: Any) -> Any:
            return keys[field] if keys.keys() == {field} else keys

        shorter = Shorter(
            kind=kind,
            fits=fits,
            long=lambda value: {field: value},
            brief=brief if written else _unchanged,
            field=field,
        )
        return cls(shorter=shorter, named=named, expects=expects)

    @classmethod
    def word(cls, kind: Any, *, named: bool = False, expects: str | None = None) -> Form:
        """Give the form of a class for which a word is written where no key is said.

        Args:
            kind: The literal type of the word.
            named: As in `short`.
            expects: As in `Form`.
        """
        (word,) = get_args(kind)
        shorter = Shorter(
            kind=kind,
            fits=lambda value: value == word,
            long=lambda _: {},
            brief=lambda keys: keys or word,
        )
        return cls(shorter=shorter, named=named, expects=expects)

    @classmethod
    def row(cls, *names: str, least: int, kind: Any, expects: str | None = None) -> Form:
        """Give the form of a class whose fields are written one after the other, without keys.

        Args:
            names: The fields.
            least: So many of them cannot be left out.
            kind: The type of such a list.
            expects: As in `Form`.
        """

        def brief(keys: Any) -> Any:
            return keys if keys.keys() - names else [keys[name] for name in names if name in keys]

        shorter = Shorter(
            kind=kind,
            fits=lambda value: is_list(value) and least <= len(value) <= len(names),
            long=lambda values: dict(zip(names, values, strict=False)),
            brief=brief,
        )
        return cls(shorter=shorter, expects=expects)

    @classmethod
    def of_its_own(
        cls, write: Callable[[Any], Any], read: Callable[[Any], Any] | None = None
    ) -> Form:
        """Give the form of a class that is whole when it is made, and no matter of fields."""
        return cls(own=Own(write=write, read=read))


#: By the keys of its fields.
KEYS = Form()
#: A plug-in or an event: its name before its keys.
NAMED = Form(named=True)


def form_of(kind: Any) -> Form:
    """Give the form that a class declares; any other type is written as its values are."""
    found = getattr(kind, "form", KEYS)  # any type at all may be asked about
    return found if isinstance(found, Form) else KEYS


# Fields ------------------------------------------------------------------------------


class FieldForm(NamedTuple):
    """How one field is written, where its type does not say it (字段写法)."""

    #: A list of one may be written, and is, without the list.
    one_or_many: bool = False
    #: ``92%`` may be written for 0.92, for each of several too.
    share: bool = False
    #: Gives what is written of its value; ``None`` where that is the value.
    write: Callable[[Any], Any] | None = None


_AS_TYPED = FieldForm()


def written(form: FieldForm) -> dict[str, FieldForm]:
    """Give the metadata by which a field declares its form.

    Examples:
        >>> from attrs import field, make_class
        >>> made = make_class("Part", {"share": field(metadata=SHARE)})
        >>> next(written_fields(made)).metadata["written"].share
        True
    """
    return {"written": form}


#: Metadata of fields that hold one source or several.
ONE_OR_MANY = written(FieldForm(one_or_many=True))
#: Metadata of fields that hold a share, or several.
SHARE = written(FieldForm(share=True))


class Key(NamedTuple):
    """How a document writes one field of a model (键)."""

    #: Its name in Python.
    name: str
    kind: Any
    form: FieldForm
    #: As the class declares it; nothing where a document must have the key.
    default: Any

    @property
    def required(self) -> bool:
        """Whether a document must have it."""
        return self.default is NOTHING


def written_fields(model: type[Any]) -> Iterator[Attribute[Any]]:
    """Give the fields of a model that documents write: those that count for equality."""
    return (attribute for attribute in fields(model) if attribute.eq)


def document_key(attribute: Attribute[Any]) -> str:
    """Give the key of a field in documents; Python needs ``from_`` where they say ``from``."""
    return attribute.name.rstrip("_")


def field_form(attribute: Attribute[Any]) -> FieldForm:
    """Give the form that a field declares."""
    form: FieldForm = attribute.metadata.get("written", _AS_TYPED)
    return form


@cache
def keys_of(model: Any) -> dict[str, Key]:
    """Give the fields of a model by their keys in documents, with their types."""
    types = field_types(model)
    return {
        document_key(attribute): Key(
            name=attribute.name,
            kind=types[attribute.name],
            form=field_form(attribute),
            default=attribute.default,
        )
        for attribute in written_fields(model)
    }

"""The kinds of documents (文档种类): one entry each, and all else that is done with them follows.

What belongs here: under which name each is known, and where its model and its lint
stand. They are loaded when they are asked for: who reads a standard must not wait
for the models of points.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import NoneType
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar, get_args

from civil_village.messages import Message
from civil_village.problems import Locator, Problem, nearest, reject
from civil_village.written_forms import keys_of


class Document(Protocol):
    """What can be read and written by itself (文档)."""

    kind: ClassVar[str]

    @property
    def id(self) -> str | None:
        """Its name, or that of its subject."""
        ...


D = TypeVar("D", bound=Document)


class Beside(Protocol):
    """What stands in a document beside the fields of its model."""

    @classmethod
    def of(cls, model: Any, *, explanation: bool) -> Any:
        """Give what is written beside the fields of a model, with its explanation or without."""
        ...

    def whole(self, fields: dict[str, Any]) -> Any:
        """Make the model of its fields, with what stood beside them."""
        ...


class Kind(NamedTuple):
    """One kind of document (文档种类). A place in the code is written ``module:name``."""

    #: As ``kind:`` says it.
    name: str
    #: Place of the class of its models.
    home: str
    #: Place of what gives the findings of a model, where there may be any.
    lint: str | None = None
    #: Place of the class of what it has beside the fields of its model.
    beside: str | None = None
    #: Whether its id is its own, by which others may refer to it, or only that of its subject.
    has_own_id: bool = True
    #: Whether its models keep where their parts stand, for problems that are found later.
    keeps_places: bool = False

    @property
    def model(self) -> Any:
        """The class of its models."""
        return _at(self.home)

    @property
    def told_beside(self) -> type[Beside] | None:
        """The class of what it has beside the fields of its model."""
        return None if self.beside is None else _at(self.beside)

    @property
    def lends_its_id(self) -> bool:
        """Whether its model may do without an id inside of another, but not by itself."""
        return self.has_own_id and NoneType in get_args(keys_of(self.model)["id"].kind)

    def findings(self, model: Any) -> Iterable[Problem]:
        """Give what is worth a look in a model that has no errors."""
        found: Iterable[Problem] = () if self.lint is None else _at(self.lint)(model)
        return found

    def placed(self, model: Any, locator: Locator) -> Any:
        """Let a model keep where its parts stand, where it needs to know."""
        return model.located(locator) if self.keeps_places else model


def _at(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


#: Every kind of document; no other is read. A kind refers only to those before it.
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="catalogue",
            home="civil_village.indicators.catalogue:Catalogue",
        ),
        Kind(
            name="standard",
            home="civil_village.standards.model.standard:Standard",
            lint="civil_village.standards.lint.findings:findings",
        ),
        Kind(
            name="records",
            home="civil_village.records.records:Records",
            keeps_places=True,
        ),
        Kind(
            name="facts",
            home="civil_village.facts:Facts",
            has_own_id=False,
        ),
        Kind(
            name="result",
            home="civil_village.standards.results.result:Result",
            beside="civil_village.standards.results.read_back:StoredBeside",
            has_own_id=False,
        ),
        Kind(
            name="policy",
            home="civil_village.points.policy.policy:Policy",
            lint="civil_village.points.lint.findings:findings",
        ),
        Kind(
            name="ledger",
            home="civil_village.points.ledger.ledger:Ledger",
        ),
        Kind(
            name="campaign",
            home="civil_village.campaigns.campaign:Campaign",
            lint="civil_village.campaigns.findings:findings",
        ),
        Kind(
            name="covenant",
            home="civil_village.covenants.covenant:Covenant",
            lint="civil_village.covenants.findings:findings",
        ),
        Kind(
            name="procedure",
            home="civil_village.procedures.procedure:Procedure",
            lint="civil_village.procedures.findings:findings",
        ),
        Kind(
            name="log",
            home="civil_village.evidence.event_log:EventLog",
        ),
        Kind(
            name="roster",
            home="civil_village.organizations.roster:Roster",
        ),
        Kind(
            name="profile",
            home="civil_village.profiles.profile:Profile",
            lint="civil_village.profiles.profile:findings",
            keeps_places=True,
        ),
        Kind(
            name="workdays",
            home="civil_village.calendar.workdays:Workdays",
        ),
    )
}

_HOMES = {kind.home: kind for kind in KINDS.values()}


def kind_of(model: Any) -> Kind | None:
    """Give the kind of document whose models a class makes; ``None`` where it is none.

    Examples:
        >>> from civil_village.records.records import Records
        >>> kind_of(Records).name
        'records'
    """
    if not isinstance(model, type):
        return None
    return _HOMES.get(f"{model.__module__}:{model.__qualname__}")


def kind_name(kind: str | type[Any]) -> str:
    """Give the name of a kind of document that is asked for by its name or its class.

    Raises:
        DocumentError: There is no such kind of document.
    """
    if isinstance(kind, str) and kind in KINDS:
        return kind
    found = kind_of(kind)
    if found is None:
        name = kind if isinstance(kind, str) else getattr(kind, "__name__", type(kind).__name__)
        hint = nearest(name, KINDS)
        if isinstance(kind, type):
            hint = Message("hint.read-data", name=name)
        expected = Message("expected.one-of", names=tuple(KINDS))
        reject([Problem(code="unknown-kind", found=name, expected=expected, hint=hint)])
    assert found is not None  # else it was refused
    return found.name

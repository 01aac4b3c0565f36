"""Clauses (条款): which parts of documents carry what a source says, clause by clause.

A part says with its `source` where it comes from. Here the parts of whole documents are read
that way round: for each clause of a source, what carries it; for each aim, what serves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from attrs import field, fields, has

from civil_village import public
from civil_village.aims import Aim
from civil_village.checks import known
from civil_village.indicators import EventKind, Indicator
from civil_village.labels import Label, Source
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import Problem


@model(kw_only=True)
class Part(Shown):
    """A part of a document that says where it comes from (条款出处).

    Attributes:
        document: Id of the document.
        path: Where it stands, such as ``duties.make_plan`` or ``sections.order.calm.lessons``.
        value: The part itself.
        sources: Where it comes from; each names its document, where the part or its document does.

    Examples:
        >>> aim = Aim(id="spirit", label="弘扬美德", source=[Source(clause="一")])
        >>> part = Part(document="demo", path="aims.spirit", value=aim, sources=aim.source)
        >>> part.name, part.is_text
        ('demo/aims.spirit', True)
    """

    document: str
    path: str
    value: Any
    sources: tuple[Source, ...] = field(converter=as_tuple)

    @property
    def name(self) -> str:
        """How others name it: the id of its document and its path."""
        return f"{self.document}/{self.path}"

    @property
    def label(self) -> Label | None:
        """What people call it; ``None`` where nobody gave it a name."""
        label: Label | None = getattr(self.value, "label", None)
        return label

    @property
    def is_text(self) -> bool:
        """Whether it is text alone (倡导), of which nothing is worked out."""
        return isinstance(self.value, Aim)


@model(kw_only=True)
class Carried(Shown):
    """A clause and what carries it (条款落实).

    Attributes:
        clause: The clause, as the list of clauses names it.
        parts: The parts whose source it is, in the order of their documents.

    Examples:
        >>> Carried(clause="三1", parts=()).how
        'missing'
    """

    clause: str
    parts: tuple[Part, ...] = field(converter=as_tuple)

    @property
    def how(self) -> str:
        """How it is carried: as ``behaviour``, as ``text`` alone, or not at all: ``missing``."""
        if not self.parts:
            return "missing"
        return "text" if all(part.is_text for part in self.parts) else "behaviour"


def parts(document: Any) -> Iterator[Part]:
    """Give every part of a document that says where it comes from, the document itself apart.

    Args:
        document: A document with an id of its own.

    Examples:
        >>> from civil_village.campaigns import Campaign, Fund
        >>> fund = Fund(label="专项经费", source=[Source(document="plan-6", clause="五(三)a")])
        >>> campaign = Campaign(id="demo", funds={"special": fund})
        >>> [(part.path, part.sources[0].clause) for part in parts(campaign)]
        [('funds.special', '五(三)a')]
    """
    own = next((source.document for source in _said(document)), None)
    for path, value in _inside(document, ()):
        sources = tuple(
            source if source.document else Source(document=own, clause=source.clause)
            for source in _said(value)
        )
        if sources:
            yield Part(document=str(document.id), path=".".join(path), value=value, sources=sources)


def coverage(documents: Iterable[Any], clauses: Iterable[str], *, of: str) -> tuple[Carried, ...]:
    """Tell of each clause of a source what carries it (条款覆盖).

    Args:
        documents: The documents that are made of the source.
        clauses: Its clauses, in order, each as the parts write it.
        of: The source, as the parts name it: ``plan-6``.

    Examples:
        >>> from civil_village.campaigns import Campaign, Fund
        >>> fund = Fund(label="专项经费", source=[Source(document="plan-6", clause="五(三)a")])
        >>> campaign = Campaign(id="demo", funds={"special": fund})
        >>> clauses = ["五(三)a", "五(三)b"]
        >>> [(each.clause, each.how) for each in coverage([campaign], clauses, of="plan-6")]
        [('五(三)a', 'behaviour'), ('五(三)b', 'missing')]
    """
    found: dict[str, list[Part]] = {}
    for document in documents:
        for part in parts(document):
            for source in part.sources:
                if source.document == of and source.clause is not None:
                    found.setdefault(source.clause, []).append(part)
    return tuple(Carried(clause=each, parts=tuple(found.get(each, ()))) for each in clauses)


# What serves an aim ----------------------------------------------------------------------


def unserved(document: Any) -> Iterator[Problem]:
    """Find aims without a reason that nothing serves, and groups of which not all are listed.

    An aim is served by what it names, or by what has a clause in common with it; facts and kinds
    of events alone serve nothing.

    Args:
        document: A document with ``aims``.

    Examples:
        >>> from civil_village.campaigns import Campaign
        >>> four = Aim(id="four", label="四化", number=4, members=[Label("净化")])
        >>> [problem.code for problem in unserved(Campaign(id="demo", aims=[four]))]
        ['unserved-aim', 'members-unlisted']
    """
    aims: tuple[Aim, ...] = document.aims
    served: set[str | None] = set()
    if any(aim.reason is None and not aim.served_by for aim in aims):
        served = {
            source.clause
            for part in parts(document)
            for source in part.sources
            if not isinstance(part.value, Aim | Indicator | EventKind)
        } - {None}
    for index, aim in enumerate(aims):
        told: dict[str, Any] = {"found": aim.label.text("en"), "level": "finding"}
        clauses = {source.clause for source in aim.source}
        if aim.reason is None and not aim.served_by and not clauses & served:
            hint = Message("hint.unserved-aim")
            yield Problem(code="unserved-aim", path=("aims", index), hint=hint, **told)
        if aim.number is not None and len(aim.members) < aim.number:
            told["found"] = str(len(aim.members))
            expected = Message("value", value=aim.number)
            path = ("aims", index, "members")
            yield Problem(code="members-unlisted", path=path, expected=expected, **told)


def serving_problems(document: Any, used: Iterable[Any] | None = None) -> Iterator[Problem]:
    """Give what aims name as serving them, and what there is not.

    Args:
        document: A document with ``aims``.
        used: The documents that it uses, of which it names parts; ``None`` leaves the names of
            their parts alone.

    Examples:
        >>> from civil_village.campaigns import Campaign
        >>> from civil_village.problems import DocumentError
        >>> aim = Aim(id="joint", label="形成合力", served_by=["funds.special"])
        >>> try:
        ...     Campaign(id="demo", aims=[aim])
        ... except DocumentError as error:
        ...     print(error.problems[0].found)
        funds.special
    """
    if not any(aim.served_by for aim in document.aims):
        return
    names = {".".join(path) for path, _ in _inside(document, ())}
    for other in used or ():
        names |= {f"{other.id}/{'.'.join(path)}" for path, _ in _inside(other, ())}
    left = {each.partition("@")[0] for each in getattr(document, "uses", ())}
    for index, aim in enumerate(document.aims):
        for at, name in enumerate(aim.served_by):
            of, apart, _ = name.partition("/")
            if used is not None or not apart or of not in left:
                yield from known(name, names, "aims", index, "served_by", at)


# The walk --------------------------------------------------------------------------------


def _said(value: Any) -> tuple[Source, ...]:
    """Give the sources that a model says: one, several, or none."""
    source = getattr(value, "source", None)
    if isinstance(source, Source):
        return (source,)
    return source if isinstance(source, tuple) else ()


def _inside(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give the models inside of one, each with its path.

    In lists, parts are named by their ids, or their places where they have none; further inside
    of one, the name of the list is left out, as the paths of a standard leave it out.
    """
    kind: Any = type(value)
    for name in _fields(kind):
        held = getattr(value, name)
        steps: Iterable[tuple[tuple[str, ...], Any]] = [((*path, name), held)]
        if isinstance(held, Mapping):
            steps = [((*path, name, str(key)), each) for key, each in held.items()]
        elif isinstance(held, tuple):
            list_of = path or (name,)
            named = ((getattr(each, "id", at), each) for at, each in enumerate(held))
            steps = [((*list_of, str(key)), each) for key, each in named]
        for inner, each in steps:
            if isinstance(each, Shown):
                yield inner, each
                yield from _inside(each, inner)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """Give the names of the fields of a model that others write in documents."""
    names = (each.name for each in fields(kind) if each.init) if has(kind) else ()
    return tuple(name for name in names if name != "source")


public.tell(__name__)

"""Bodies (机构) and their posts (岗位): leading groups, units, councils, grids, teams, lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field

from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.ids import Id, id_problems, key_problems
from civil_village.labels import Label, Source, as_label, named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.organizations.places import PLAN
from civil_village.problems import Problem
from civil_village.quantities.count_ranges import CountRange
from civil_village.written_forms import ONE_OR_MANY

#: Any number.
_ANY = CountRange()


@model(kw_only=True)
class Post(Model):
    """A post of a body (岗位), or another way to belong to it: head, member, cell, list.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        count: How many hold it, in each body.
        never: Posts, or bodies, that nobody who holds it may belong to (不得兼任).
        also: Posts, or bodies, that whoever holds it belongs to, too (兼任).
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> Post(count=2).count.says(1)
        'few'
    """

    label: Label | None = field(default=None, converter=as_label)
    count: CountRange = _ANY
    never: tuple[str, ...] = field(default=(), converter=as_tuple)
    also: tuple[str, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give what is no field that could be assumed."""
        yield from self.assumed.problems_in(Post)


@model(kw_only=True)
class Body(Model):
    """A body (机构): a leading group, a unit, a council, a grid, a team, a list of people.

    Whoever belongs to it does so by a dated `Membership`; the body itself names nobody.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        each: The level at which every place has one of its own, such as ``village``; without it
            there is one.
        part_of: Id of the body that it is an office or a part of.
        posts: Its posts, by their ids; whoever belongs to it without one is a plain member.
        members: How many belong to it, in whatever post.
        covers: ``household``: every household belongs to exactly one such body (网格).
        among: Bodies each of which belongs to at least one such body: units to be paired (结对).
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> group = Body(label="领导小组", posts={"head": Post(label="双组长", count=2)})
        >>> group.posts["head"].count.plain()
        2
    """

    label: Label | None = field(default=None, converter=as_label)
    each: Id | None = None
    part_of: Id | None = None
    posts: FrozenMapping[Id, Post] = field(default=EMPTY, converter=as_mapping)
    members: CountRange = _ANY
    covers: Id | None = None
    among: tuple[Id, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none."""
        for name in ("each", "part_of", "covers"):
            if getattr(self, name) is not None:
                yield from id_problems(getattr(self, name), name)
        yield from key_problems(self.posts, "posts")
        yield from self.assumed.problems_in(Body)

    @property
    def level(self) -> str:
        """The level of the places that have one of their own; that of the plan for one alone."""
        return self.each or PLAN


def names_of(bodies: Mapping[str, Body]) -> dict[str, Any]:
    """Give every body and post by the name that others call it by: ``committee.head``.

    Examples:
        >>> list(names_of({"committee": Body(posts={"head": Post()})}))
        ['committee', 'committee.head']
    """
    found: dict[str, Any] = {}
    for name, body in bodies.items():
        found[name] = body
        found |= {f"{name}.{post}": each for post, each in body.posts.items()}
    return found


def called(bodies: Mapping[str, Body], name: str) -> Any:
    """Say what people call a body, or a post together with its body.

    Examples:
        >>> committee = Body(label=Label("村委会", "committee"), posts={"head": Post(label="主任")})
        >>> called({"committee": committee}, "committee.head").text("zh")
        '村委会主任'
    """
    body, dot, post = name.partition(".")
    whole = named(bodies.get(body), body)
    if not dot:
        return whole
    held = bodies[body].posts.get(post) if body in bodies else None
    return Message("body.post", body=whole, post=named(held, post))

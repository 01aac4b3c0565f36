"""Strategies for organizations: bodies and posts, places, and who belongs to what."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import islice

from hypothesis import strategies as st

from civil_village.organizations import Body, Locality, LocalityList, Membership, Post
from civil_village.quantities import CountRange
from civil_village.testing.strategies.calendar import days, two_days
from civil_village.testing.strategies.choosing import new_ids, rarely, seldom
from civil_village.testing.strategies.naming import assumptions, ids, namings, texts, usual_labels
from civil_village.testing.strategies.numbers import whole_numbers


@cache
def count_ranges() -> st.SearchStrategy[CountRange]:
    """Draw how many there may be (数量范围).

    Examples:
        >>> from hypothesis import find
        >>> find(count_ranges(), lambda counts: counts.most is not None).plain()
        0
    """
    least = st.integers(0, 5)
    more = st.none() | st.integers(0, 3)
    return st.builds(lambda a, b: CountRange(a, None if b is None else a + b), least, more)


@cache
def posts() -> st.SearchStrategy[Post]:
    """Draw posts of a body (岗位); those that they exclude or require are of no body.

    Examples:
        >>> from hypothesis import find
        >>> find(posts(), lambda post: post.never != ()).never
        ('a',)
    """
    names = st.lists(ids(), max_size=2, unique=True)
    return st.builds(
        lambda naming, count, never, also, assumed: Post(
            **naming, count=count, never=never, also=also, assumed=assumed
        ),
        namings(),
        count_ranges(),
        names,
        names,
        assumptions(),
    )


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Draw bodies (机构) that belong to no plan.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(bodies(), lambda body: body.each is not None).each
        'a'
    """
    return Body(
        **draw(namings()),
        each=draw(seldom(ids())),
        part_of=draw(seldom(ids())),
        posts=draw(st.dictionaries(ids(), posts(), max_size=2)),
        members=draw(count_ranges()),
        covers=draw(seldom(st.just("household"))),
        among=draw(st.lists(ids(), max_size=2, unique=True)),
        assumed=draw(assumptions()),
    )


@cache
def localities() -> st.SearchStrategy[Locality]:
    """Draw places of a plan (地方), each by itself.

    Examples:
        >>> from hypothesis import find
        >>> find(localities(), lambda place: place.kind is not None).kind
        'a'
    """
    return st.builds(
        Locality, id=ids(), label=seldom(usual_labels()), part_of=seldom(ids()), kind=seldom(ids())
    )


@st.composite
def locality_lists(draw: st.DrawFn) -> LocalityList:
    """Draw the places of one level (范围名单), named or not.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import find
        >>> find(locality_lists(), lambda places: len(places.list) > 1).size
        2
    """
    names = list(islice(new_ids(draw), draw(st.integers(0, 3))))
    kinds = seldom(ids())
    listed = [Locality(id=n, label=draw(seldom(usual_labels())), kind=draw(kinds)) for n in names]
    count = draw(seldom(st.just(len(names)) if names else st.integers(1, 20)))
    return LocalityList(
        level=draw(ids()), **draw(namings()), count=count, list=listed, assumed=draw(assumptions())
    )


@st.composite
def memberships(draw: st.DrawFn, *, day: date | None = None) -> Membership:
    """Draw memberships (成员关系): of a body or of a post of one, for some days or for ever.

    Args:
        draw: Given by Hypothesis.
        day: One near which they begin and end.

    Examples:
        >>> from hypothesis import find
        >>> find(memberships(), lambda each: each.post is not None).of
        'a.a'
    """
    between = two_days() if day is None else st.lists(days(day), min_size=2, max_size=2).map(sorted)
    first, last = draw(between)
    values = st.booleans() | whole_numbers(0, 99) | texts()
    return Membership(
        who=draw(ids()),
        of=".".join(draw(st.lists(ids(), min_size=1, max_size=2))),
        place=draw(seldom(ids())),
        from_=None if rarely(draw) else first,
        until=None if rarely(draw) else last,
        values=draw(st.dictionaries(ids(), values, max_size=2)),
    )

"""The answer (核查结果) of a covenant on one event: in one word, and article by article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from attrs import field

from civil_village.consequences import Followed
from civil_village.covenants.answers import ArticleAnswer, EventWord, ExemplaryAnswer, exemplary_of
from civil_village.covenants.covenant import Covenant
from civil_village.covenants.explained import ArticleTeller, exemplary_told
from civil_village.explanation import Explanation, tree_html, tree_text
from civil_village.facts import Facts
from civil_village.labels import named
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model


@model(kw_only=True)
class EventAnswer(Shown):
    """What a covenant says of one event (核查结果). Made by `civil_village.check_event`.

    Attributes:
        covenant: The covenant.
        as_of: The day on which it is asked.
        event: The kind of event.
        on: Its day; ``None`` where that is not known.
        id: Its id; ``None`` where only its facts were handed in.
        subject: An opaque id of the household that holds it; ``None`` where nobody said.
        place: Where it is held; ``None`` where nobody said.
        in_force: Whether this edition was in force on its day, by a recorded decision; ``None``
            where the covenant asks for none, or no log was handed in.
        articles: What became of each article, in the order of the covenant.
        followed: What follows from breaches, or from keeping all; nothing before the event.
        facts: What is known of the event.

    Examples:
        >>> from civil_village.covenants.checking import check_event
        >>> from civil_village.indicators import Indicator
        >>> from civil_village.covenants.articles import Article
        >>> from civil_village.rules import Rule
        >>> covenant = Covenant(
        ...     id="demo.covenant", kinds={"wedding": "婚事"},
        ...     indicators={"days": Indicator(label="天数", value="count")},
        ...     articles=[Article(id="days", rule=Rule("days <= 1"))],
        ... )
        >>> planned = {"event": "wedding", "on": date(2024, 10, 1), "days": 2}
        >>> answer = check_event(covenant, planned, as_of=date(2024, 9, 1))
        >>> answer.word, answer.breaches[0].failures[0].by
        ('breach', Fraction(1, 1))
    """

    covenant: Covenant = field(repr=False)
    as_of: date
    event: str
    on: date | None = None
    id: str | None = None
    subject: str | None = None
    place: str | None = None
    in_force: bool | None = None
    articles: tuple[ArticleAnswer, ...] = field(default=(), converter=as_tuple)
    followed: tuple[Followed, ...] = field(default=(), converter=as_tuple)
    facts: Facts = field(repr=False)

    def __getitem__(self, name: str) -> ArticleAnswer:
        found = next((each for each in self.articles if each.id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def word(self) -> EventWord:
        """Breach, in order, not regulated, or open."""
        if self.breaches:
            return "breach"
        checks = [each.checked for each in self.articles]
        if all(check.applies is False for check in checks):
            return "not_regulated"
        kept = all(check.credited for check in checks)
        return "in_order" if kept and any(check.applies for check in checks) else "open"

    @cached_property
    def breaches(self) -> tuple[ArticleAnswer, ...]:
        """The articles that are surely broken."""
        return tuple(each for each in self.articles if each.state == "unmet")

    @cached_property
    def undetermined(self) -> tuple[ArticleAnswer, ...]:
        """The articles of which too little is known, or whose notice is still due."""
        return tuple(each for each in self.articles if each.state == "undetermined")

    @property
    def planned(self) -> bool:
        """Whether the event lies ahead of the day on which it is asked about."""
        return self.on is not None and self.on > self.as_of

    @property
    def exemplary(self) -> ExemplaryAnswer | None:
        """Whether it earns what keeping all articles earns; ``None`` where nothing does."""
        return exemplary_of(self.covenant, self.word)

    def explain(self) -> Explanation:
        """Tell it as a tree: the word, then each article with the facts behind it."""
        kind = self.covenant.kinds[self.event]
        name: Any = self.facts.label or self.id
        message = Message(
            "covenant.planned" if self.planned else "covenant.title",
            name=kind if name is None else Message("covenant.event", name=name, kind=kind),
            on=Message("covenant.no-day") if self.on is None else self.on,
            covenant=named(self.covenant),
            word=Message(f"covenant.word.{self.word}"),
        )
        return Explanation(message, tuple(self._parts()))

    def _parts(self) -> Iterator[Explanation]:
        """Tell whether it is in force, each article of this kind of event, and what is earned."""
        if self.in_force is False:
            yield Explanation(Message("covenant.not-in-force", edition=self.covenant.name))
            return
        if self.in_force is None and self.covenant.changed_by is not None:
            yield Explanation(Message("covenant.force-unknown", edition=self.covenant.name))
        telling = ArticleTeller.of(self.covenant, self.facts, kind=self.event, as_of=self.as_of)
        for each in self.articles:
            if each.article.regards(self.event):
                yield telling.article(each)
        if self.exemplary is not None and self.exemplary.state != "none":
            yield exemplary_told(self.exemplary)

    text = tree_text
    _repr_html_ = tree_html

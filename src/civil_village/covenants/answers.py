"""Answers (核查结果): what a covenant says of an event, article by article, and in one word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from attrs import field

from civil_village.consequences import BenefitGranted, Followed, Following
from civil_village.covenants.articles import Article
from civil_village.covenants.covenant import Covenant
from civil_village.exact_numbers import added
from civil_village.explanation import Explanation, tree_html, tree_text
from civil_village.facts import Facts
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model
from civil_village.requirements import Checked, RequirementState
from civil_village.requirements.failures import Failure
from civil_village.rules import Missing

#: What a covenant says of an event as a whole.
EventWord = Literal["breach", "in_order", "not_regulated", "open"]


@model(kw_only=True)
class ArticleAnswer(Shown):
    """What became of one article (条款结论).

    Attributes:
        article: The article.
        checked: How it was worked out.
        failures: Of a breach each comparison that fails, with both sides.
        due: The last day for a notice that is owed and not there; ``None`` where none is owed.
        given: The day on which the notice was there; ``None`` where it was not, or none is asked.
        late: By how many days the notice came too late, or is; 0 where it did not.

    Examples:
        >>> from civil_village.rules import Rule
        >>> answer = ArticleAnswer(
        ...     article=Article(id="tables", rule=Rule("tables <= 15")),
        ...     checked=Checked(applies=True, holds=True),
        ... )
        >>> answer.id, answer.state
        ('tables', 'met')
    """

    article: Article = field(repr=False)
    checked: Checked = field(repr=False)
    failures: tuple[Failure, ...] = field(default=(), converter=as_tuple)
    due: date | None = None
    given: date | None = None
    late: int = 0

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.article.id

    @property
    def state(self) -> RequirementState:
        """Met, unmet, undetermined or exempt."""
        return self.checked.state

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is not known of it; empty where nothing is open."""
        return self.checked.missing

    @property
    def then(self) -> tuple[Following, ...]:
        """What follows from it: of a breach what the article says, else nothing."""
        return self.article.then if self.state == "unmet" else ()


@model(kw_only=True)
class ExemplaryAnswer(Shown):
    """Whether an event earns what keeping all articles earns (示范奖励结论).

    Attributes:
        state: ``earned``, ``lost`` with a breach, ``open``, or ``none`` where no article applies.
        then: What it is about.
        worth: The least and the greatest worth of the benefits that it may still earn, in yuan;
            those that say none count nothing.

    Examples:
        >>> ExemplaryAnswer(state="lost", worth=(Decimal(0), Decimal(0))).state
        'lost'
    """

    state: Literal["earned", "lost", "open", "none"]
    then: tuple[Following, ...] = field(default=(), converter=as_tuple)
    worth: tuple[Decimal, Decimal]


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
        then: What follows from breaches, or from keeping all; nothing before the event.
        facts: What is known of the event.

    Examples:
        >>> from civil_village.covenants.checking import check_event
        >>> from civil_village.indicators import Indicator
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
    then: tuple[Followed, ...] = field(default=(), converter=as_tuple)
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
        from civil_village.covenants.explained import explained  # noqa: PLC0415 - when asked for

        return explained(self)

    text = tree_text
    _repr_html_ = tree_html


def exemplary_of(covenant: Covenant, word: EventWord) -> ExemplaryAnswer | None:
    """Say what an event earns for keeping all articles, by what the covenant says of it.

    Examples:
        >>> from civil_village.covenants.covenant import Exemplary
        >>> checkup = BenefitGranted(benefit="checkup", worth=200)
        >>> covenant = Covenant(
        ...     id="demo", kinds={"wedding": "婚事"}, articles=[],
        ...     exemplary=Exemplary(then=[checkup]),
        ... )
        >>> [str(end) for end in exemplary_of(covenant, "open").worth]
        ['0', '200']
    """
    if covenant.exemplary is None:
        return None
    then = covenant.exemplary.then
    full = added(one.worth for one in then if isinstance(one, BenefitGranted) and one.worth)
    match word:
        case "in_order":
            return ExemplaryAnswer(state="earned", then=then, worth=(full, full))
        case "open":
            return ExemplaryAnswer(state="open", then=then, worth=(Decimal(0), full))
        case _:
            state: Literal["lost", "none"] = "lost" if word == "breach" else "none"
            return ExemplaryAnswer(state=state, then=then, worth=(Decimal(0), Decimal(0)))

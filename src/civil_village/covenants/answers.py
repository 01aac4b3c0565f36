"""Answers (条款结论): what became of each article of a covenant, and what keeping all earns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from attrs import field

from civil_village.consequences import BenefitGranted, Following
from civil_village.covenants.articles import Article
from civil_village.covenants.covenant import Covenant
from civil_village.exact_numbers import added
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

"""The covenant (村规民约): a village's agreement on events as data, or a county's guideline."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from attrs import evolve, field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.spans import Leap
from civil_village.checks import known, unique_ids
from civil_village.consequences import Banned, DutyCalled, Following, ItemPosted
from civil_village.covenants.articles import EVENT, ON, Article
from civil_village.ids import DocumentId, Id, id_problems, key_problems
from civil_village.indicators import (
    Catalogue,
    DaysBetween,
    EventKind,
    IndexValue,
    Indicator,
    SubjectKind,
)
from civil_village.indicators.derived import AS_OF
from civil_village.labels import Label, Source, as_label
from civil_village.leeway import Leeway, Tailored
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, Shown, drafting, model
from civil_village.problems import Path, Problem
from civil_village.written_forms import ONE_OR_MANY

#: The names of facts that every event has; none of a covenant's own may bear them.
RESERVED = (EVENT, ON)
#: The kinds of documents by which titles are given.
_TITLES = ("title_scheme", "standard")


@model(kw_only=True)
class Exemplary(Shown):
    """What keeping all of a covenant earns (示范奖励): a check-up, a subsidy, points.

    Attributes:
        then: What it earns; it is lost with one breach, and gives nothing while anything is open.

    Examples:
        >>> from civil_village.consequences import BenefitGranted
        >>> Exemplary(then=[BenefitGranted(benefit="checkup", worth=200)]).then[0].worth
        Decimal('200')
    """

    then: tuple[Following, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give one that earns nothing."""
        yield from checks.not_empty(self.then, "then")


@model(kw_only=True)
class Decided(Shown):
    """Who decides on a change of the covenant (修订程序): without the decision none is in force.

    Attributes:
        event: The kind of event that records the decision; it speaks ``of`` the edition, as
            ``luo.covenant@2024``, and puts it in force on its day, or ``from`` the one it says.
        by: Who has to decide, such as ``assembly``; ``None`` where the record need not say.

    Examples:
        >>> Decided(event="adoption", by="assembly").by
        'assembly'
    """

    event: Id
    by: str | None = None


@model(kw_only=True)
class Covenant(Model):
    """A covenant (村规民约), or a guideline for covenants, as a document.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        from_: First day on which this edition is in force (施行日期); ``None`` where it always is.
        uses: The documents whose parts its consequences name, as ``id@edition``.
        leap: When what began on 29 February lapses.
        kinds: The kinds of events that may be asked about, by their ids, each with its name.
        subjects: Further kinds of rows, as in a catalogue.
        indicators: The facts of an event, of its household and its setting, which rules read.
            ``event`` (its kind) and ``on`` (its day) are there by themselves.
        events: Kinds of events that a log may report about one, such as a report before it.
        articles: Its articles, in order.
        exemplary: What an event earns that keeps all articles; ``None`` where nothing does.
        changed_by: Who decides on a change; ``None`` where the source does not say.
        leeway: What those below may change of it (下级裁量范围); ``None`` says nothing.
        tailored: What those below have changed (裁量记录); of a document that `resolve` made.
        assumed: Fields that the source does not give.

    Examples:
        >>> from civil_village.rules import Rule
        >>> covenant = Covenant(
        ...     id="demo.covenant", kinds={"wedding": "婚事"},
        ...     indicators={"tables": Indicator(label="桌数", value="count")},
        ...     articles=[Article(id="tables", rule=Rule("tables <= 15"))],
        ... )
        >>> covenant.article("tables").regards("wedding")
        True
    """

    kind: ClassVar[str] = "covenant"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    from_: date | None = None
    uses: tuple[str, ...] = field(default=(), converter=as_tuple)
    leap: Leap = "28_february"
    kinds: FrozenMapping[Id, Label] = field(converter=as_mapping)
    subjects: FrozenMapping[Id, SubjectKind] = field(default=EMPTY, converter=as_mapping)
    indicators: FrozenMapping[Id, Indicator] = field(default=EMPTY, converter=as_mapping)
    events: FrozenMapping[Id, EventKind] = field(default=EMPTY, converter=as_mapping)
    articles: tuple[Article, ...] = field(converter=as_tuple)
    exemplary: Exemplary | None = None
    changed_by: Decided | None = None
    leeway: Leeway | None = None
    tailored: tuple[Tailored, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its indicators and kinds of events, with what every event has: its kind, its day.

        Raises:
            DocumentError: Everything that is wrong with its own.
        """
        own: dict[str, Indicator] = {
            EVENT: Indicator(
                label=Label("事项", "event"), value="choice", choices=tuple(self.kinds) or ("none",)
            ),
            ON: Indicator(label=Label("日期", "day of the event"), value="date"),
        }
        for name in self.notices:
            kind = self.events.get(name)
            own[name] = Indicator(label=name if kind is None else kind.label, value="date")
        subject = SubjectKind(label=Label("事项", "event"), plural="occasions")
        return Catalogue(
            subjects={**self.subjects, EVENT: subject},
            indicators={**{n: _of_the_day(i) for n, i in self.indicators.items()}, **own},
            events=self.events,
        )

    @cached_property
    def looks_back(self) -> bool:
        """Whether it counts or dates what a log reports, up to the day of the event."""
        derived = [each.derive for each in self.indicators.values() if each.derive is not None]
        return any(each.event_kind in self.events for each in derived)

    @property
    def notices(self) -> tuple[str, ...]:
        """The kinds of events that must be there before one."""
        each = (article.notice.of for article in self.articles if article.notice is not None)
        return tuple(dict.fromkeys(each))

    @property
    def name(self) -> str:
        """Its id, with its edition where it has one."""
        return self.id if self.edition is None else f"{self.id}@{self.edition}"

    def article(self, name: str) -> Article:
        """Give the article of an id.

        Raises:
            KeyError: There is none.
        """
        found = next((article for article in self.articles if article.id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    # What is checked ---------------------------------------------------------------------

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together: ids, kinds, facts, rules, notices."""
        yield from id_problems(self.id, "id", document=True)
        yield from checks.not_empty(self.kinds, "kinds")
        yield from key_problems(self.kinds, "kinds")
        yield from unique_ids([article.id for article in self.articles], "articles")
        yield from checks.unique(self.uses, "uses")
        for name in self.kinds:
            if name in self.events:
                hint = Message("hint.other-id")
                yield Problem(code="duplicate-id", path=("kinds", name), found=name, hint=hint)
        catalogue = yield from self._catalogue_problems()
        names = {} if catalogue is None else catalogue.signatures(EVENT)
        for index, article in enumerate(self.articles):
            path = ("articles", index)
            for at, kind in enumerate(article.kinds):
                yield from known(kind, self.kinds, *path, "kinds", at)
            if article.notice is not None:
                yield from known(article.notice.of, self.events, *path, "notice", "of")
            if catalogue is not None:
                yield from (problem.inside(*path) for problem in article.rule_problems(names))
        if self.changed_by is not None:
            yield from id_problems(self.changed_by.event, "changed_by", "event")
        yield from self.assumed.problems_in(Covenant)

    def _catalogue_problems(self) -> Generator[Problem, None, Catalogue | None]:
        """Give what is wrong with its facts, and the whole catalogue where nothing is."""
        found = [
            Problem(
                code="reserved-word",
                path=("indicators", name),
                found=name,
                expected=Message("expected.not-kept", names=(*RESERVED, *self.notices)),
            )
            for name in (*RESERVED, *self.notices)
            if name in self.indicators
        ]
        if EVENT in self.subjects:
            expected = Message("expected.not-kept", names=(EVENT,))
            path: Path = ("subjects", EVENT)
            found.append(Problem(code="reserved-word", path=path, found=EVENT, expected=expected))
        with drafting():  # its problems are told here, whoever builds the covenant
            catalogue = self.catalogue
        found = found or list(catalogue.problems())
        yield from found
        return None if found else catalogue

    def link_problems(self, used: Sequence[Any]) -> Iterator[Problem]:
        """Give what its consequences name and the documents that it uses do not have.

        Args:
            used: The documents, in the order of ``uses``.
        """
        for path, one in self.consequences():
            match one:
                case ItemPosted(post=post):
                    names = [n for each in used if each.kind == "policy" for n in each.items]
                    yield from known(post, names, *path, "post")
                case DutyCalled(duty=duty):
                    names = [d.id for each in used if each.kind == "campaign" for d in each.duties]
                    yield from known(duty, names, *path, "duty")
                case Banned(ban=ban):
                    names = [each.id for each in used if each.kind in _TITLES]
                    for index, title in enumerate(ban.titles):
                        yield from known(title, names, *path, "ban", "titles", index)

    def consequences(self) -> Iterator[tuple[Path, Following]]:
        """Give all that may follow, each with its path."""
        for index, article in enumerate(self.articles):
            for at, one in enumerate(article.then):
                yield ("articles", index, "then", at), one
        for at, one in enumerate(() if self.exemplary is None else self.exemplary.then):
            yield ("exemplary", "then", at), one


def _of_the_day(indicator: Indicator) -> Indicator:
    """Let an index, and the days from or to the day of evaluation, go by the day of the event."""
    derive = indicator.derive
    match derive:
        case IndexValue(on=on) if on == AS_OF:
            return evolve(indicator, derive=evolve(derive, on=ON))
        case DaysBetween(days=days) if AS_OF in days:
            dated = tuple(ON if day == AS_OF else day for day in days)
            return evolve(indicator, derive=evolve(derive, days=dated))
        case _:
            return indicator

"""Articles (条款) of a covenant: what each asks of events, and what follows where it is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.notices import Notice
from civil_village.consequences import Following
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.rules import Rule, Signature
from civil_village.rules.printer import to_text
from civil_village.rules.syntax import Constant, Membership, Name
from civil_village.written_forms import ONE_OR_MANY, Form

#: The names by which rules and derivations read an event's kind and its day.
EVENT, ON = "event", "on"
#: What is asked of an event that an article forbids.
NEVER = Rule("false")


@model(kw_only=True)
class PriorReport(Notice):
    """What must be there before an event (事前报备、申请), and how long before.

    Attributes:
        before: How long before the event it must be there.
        counts: Whether so many ``full`` days lie between, or the ``nth`` day before suffices.
        of: The kind of event that shows it, such as ``report``, with the event it speaks ``of``; by
            the same name the day on which it was there can be handed in as a fact.

    Examples:
        Three full days lie between the 16th and the 20th:

        >>> from datetime import date
        >>> report = PriorReport(of="report", before="3 days")
        >>> str(report.until(date(2024, 5, 20)))
        '2024-05-16'
    """

    form: ClassVar[Form] = Form()
    of: Id

    def problems(self) -> Iterator[Problem]:
        """Give a kind of event that is no id."""
        yield from id_problems(self.of, "of")


@model(kw_only=True)
class Article(Model):
    """An article of a covenant (条款): what it asks of the events that it applies to.

    It asks for one of three: a ``rule`` over the facts of the event, that there is no such event
    (``forbidden``), or a ``notice`` before it.

    Attributes:
        id: Id of the article.
        label: Name for people; ``None`` where nobody gave one.
        kinds: The kinds of events that it applies to; empty for all of the covenant's.
        applies: Outside this condition, on household, setting or occasion, it asks for nothing.
        rule: What must hold of the event.
        forbidden: Whether whatever it applies to breaks it.
        notice: What must be there before the event.
        then: What follows a breach.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> tables = Article(id="tables", kinds=["wedding"], rule=Rule("tables <= 15"))
        >>> tables.asked.canonical()
        'tables <= 15'
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    kinds: tuple[Id, ...] = field(default=(), converter=as_tuple)
    applies: Rule | None = None
    rule: Rule | None = None
    forbidden: bool = False
    notice: PriorReport | None = None
    then: tuple[Following, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none, and one that asks for nothing, or twice."""
        yield from id_problems(self.id, "id")
        asks = {"rule": self.rule, "forbidden": self.forbidden or None, "notice": self.notice}
        given = [name for name, value in asks.items() if value is not None]
        if len(given) != 1:
            expected = Message("expected.one-key", names=tuple(asks))
            found = ", ".join(given) or None
            yield Problem(code="not-one-key", found=found, expected=expected)
        yield from checks.unique(self.kinds, "kinds")
        yield from self.assumed.problems_in(Article)

    def rule_problems(self, names: Mapping[str, Signature]) -> Iterator[Problem]:
        """Give what is wrong with its rules against the facts of events."""
        for key in ("rule", "applies"):
            rule: Rule | None = getattr(self, key)
            if rule is not None:
                yield from (problem.inside(key) for problem in rule.check(names))

    @property
    def asked(self) -> Rule | None:
        """What must hold of the facts of an event; ``None`` where it asks for a notice."""
        return NEVER if self.forbidden else self.rule

    def regards(self, kind: str) -> bool:
        """Tell whether it applies to a kind of event."""
        return not self.kinds or kind in self.kinds

    def among(self, kinds: tuple[str, ...]) -> Rule:
        """Give the condition on an event's kind, with those of the covenant where it has none."""
        options = tuple(map(Constant, self.kinds or kinds))
        return Rule(to_text(Membership(Name(EVENT), options)))

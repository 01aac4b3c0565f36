"""What a covenant says of an event in words (核查说明): the word, then article by article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from civil_village.consequences import told as consequence
from civil_village.covenants.answers import ArticleAnswer, EventAnswer
from civil_village.covenants.articles import EVENT
from civil_village.explanation import Explanation, told
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.requirements.facts_in_words import FactTeller
from civil_village.requirements.in_words import Teller, missing_told
from civil_village.requirements.needs import Seeker
from civil_village.rules import Missing


def explained(answer: EventAnswer) -> Explanation:
    """Tell what a covenant says of an event as a tree."""
    return _Telling(answer).tree()


class _Telling:
    """Tells one answer."""

    def __init__(self, answer: EventAnswer) -> None:
        self.answer, self.covenant = answer, answer.covenant
        catalogue = self.covenant.catalogue
        seeker = Seeker.on(answer.facts, catalogue.indicators, catalogue.signatures(EVENT))
        facts = FactTeller(
            facts=answer.facts,
            catalogue=catalogue,
            needs=lambda rule: seeker.told(seeker.of_rule(rule)),
        )
        self.teller = Teller(facts=facts, seeker=seeker, missing=self.missing)

    def missing(self, item: Missing) -> Message:
        """Name a missing fact."""
        return missing_told(item, self.covenant.catalogue)

    def tree(self) -> Explanation:
        """Tell everything."""
        answer = self.answer
        name: Any = named(answer.facts, answer.id or "") or self.covenant.kinds[answer.event]
        if name != self.covenant.kinds[answer.event]:
            name = Message("covenant.event", name=name, kind=self.covenant.kinds[answer.event])
        day = Message("covenant.no-day") if answer.on is None else answer.on
        message = Message(
            "covenant.planned" if answer.planned else "covenant.title",
            name=name,
            on=day,
            covenant=named(self.covenant),
            word=Message(f"covenant.word.{answer.word}"),
        )
        return Explanation(message, tuple(self.parts()))

    def parts(self) -> Iterator[Explanation]:
        """Tell whether it is in force, each article of this kind of event, and what is earned."""
        decided = self.covenant.changed_by
        if self.answer.in_force is False:
            yield Explanation(Message("covenant.not-in-force", edition=self.covenant.name))
            return
        if decided is not None and self.answer.in_force is None:
            yield Explanation(Message("covenant.force-unknown", edition=self.covenant.name))
        for each in self.answer.articles:
            if each.article.regards(self.answer.event):
                yield self.article(each)
        exemplary = self.answer.exemplary
        if exemplary is not None and exemplary.state != "none":
            least, most = exemplary.worth
            worth: Any = most
            if least != most:
                worth = Message("covenant.range", least=least, most=most)
            key = f"covenant.exemplary.{exemplary.state}"
            lines = () if exemplary.state == "lost" else told(*map(consequence, exemplary.then))
            yield Explanation(Message(key, worth=worth), lines)

    def article(self, each: ArticleAnswer) -> Explanation:
        """Tell one article: its state, and what that rests on."""
        article, state = each.article, each.state
        lines: list[Explanation] = []
        if article.forbidden and state == "unmet":
            kind = self.covenant.kinds[self.answer.event]
            lines += told(Message("covenant.forbidden", kind=kind))
        if article.notice is not None and state != "exempt":
            lines += told(self.notice(each))
        if each.failures:
            lines += told(*(failure.told for failure in each.failures))
            lines += self.teller.rules(each.checked, "exempt")  # the condition alone
        else:
            lines += self.teller.rules(each.checked, state)
        if state == "undetermined":
            lines += told(self.teller.lacks(each.missing))
        if each.then:
            lines += told(*(Message("covenant.then", what=consequence(one)) for one in each.then))
        lines += told(*article.assumed.told())
        return Explanation(Message(f"covenant.article.{state}", name=named(article)), tuple(lines))

    def notice(self, each: ArticleAnswer) -> Message:
        """Say when a notice was there, is due, or was owed."""
        assert each.article.notice is not None  # asked of those that ask for one
        name = named(self.covenant.events.get(each.article.notice.of), each.article.notice.of)
        if each.given is not None:
            key = "covenant.notice.late" if each.late else "covenant.notice.given"
            return Message(key, name=name, on=each.given, days=each.late)
        if each.due is None:
            return Message("covenant.notice.no-day", name=name)
        if each.late:
            return Message("covenant.notice.owed", name=name, due=each.due, days=each.late)
        key = "covenant.notice.due" if self.answer.as_of <= each.due else "covenant.notice.unknown"
        return Message(key, name=name, due=each.due)

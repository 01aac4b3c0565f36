"""Articles and rewards of a covenant in words (条款说明): with the facts behind each."""

from __future__ import annotations

from datetime import date
from typing import Any

from civil_village.consequences import told as consequence
from civil_village.covenants.answers import ArticleAnswer, ExemplaryAnswer
from civil_village.covenants.articles import EVENT
from civil_village.covenants.covenant import Covenant
from civil_village.explanation import Explanation, told
from civil_village.facts import Facts
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.requirements.facts_in_words import FactTeller
from civil_village.requirements.in_words import Teller, missing_told
from civil_village.requirements.needs import Seeker


@model(kw_only=True)
class ArticleTeller(Shown):
    """Says what became of the articles of a covenant, on the facts of one event."""

    covenant: Covenant
    #: The kind of event, and the day on which it is asked about.
    kind: str
    as_of: date
    rules: Teller

    @classmethod
    def of(cls, covenant: Covenant, facts: Facts, *, kind: str, as_of: date) -> ArticleTeller:
        """Tell of an event of a kind, by its facts."""
        catalogue = covenant.catalogue
        seeker = Seeker.on(facts, catalogue.indicators, catalogue.signatures(EVENT))
        teller = Teller(
            facts=FactTeller(
                facts=facts,
                catalogue=catalogue,
                needs=lambda rule: seeker.told(seeker.of_rule(rule)),
            ),
            seeker=seeker,
            missing=lambda item: missing_told(item, catalogue),
        )
        return cls(covenant=covenant, kind=kind, as_of=as_of, rules=teller)

    def article(self, each: ArticleAnswer) -> Explanation:
        """Tell one article: its state, and what that rests on."""
        article, state = each.article, each.state
        lines: list[Explanation] = []
        if article.forbidden and state == "unmet":
            lines += told(Message("covenant.forbidden", kind=self.covenant.kinds[self.kind]))
        if article.notice is not None and state != "exempt":
            lines += told(self.notice(each))
        lines += told(*(failure.told for failure in each.failures))
        # Of what fails both sides are told already: the condition alone is left.
        lines += self.rules.rules(each.checked, "exempt" if each.failures else state)
        if state == "undetermined":
            lines += told(self.rules.lacks(each.missing))
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
        key = "covenant.notice.due" if self.as_of <= each.due else "covenant.notice.unknown"
        return Message(key, name=name, due=each.due)


def exemplary_told(answer: ExemplaryAnswer) -> Explanation:
    """Say what keeping all articles earns, or no longer earns."""
    least, most = answer.worth
    worth: Any = most if least == most else Message("covenant.range", least=least, most=most)
    lines = () if answer.state == "lost" else told(*map(consequence, answer.then))
    return Explanation(Message(f"covenant.exemplary.{answer.state}", worth=worth), lines)

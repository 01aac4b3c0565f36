"""Strictness (从严核对): whether a village's covenant is at least as strict as a guideline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import evolve, field

from civil_village.arguments import one
from civil_village.assumptions import NONE_ASSUMED
from civil_village.covenants.articles import EVENT, Article, PriorReport
from civil_village.covenants.covenant import Covenant
from civil_village.explanation import Explanation, tree_html, tree_text
from civil_village.indicators import Indicator
from civil_village.indicators.reads import own_reads
from civil_village.labels import Label, named
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.rules import Rule, Signature
from civil_village.rules.tightening import Tightening, tighter


@model(kw_only=True)
class ArticleStrictness(Shown):
    """How strict an article of a village is beside that of a guideline (条款宽严).

    Attributes:
        article: Id of the article.
        verdict: ``tighter``, ``equal``, ``looser``, ``unproven``; ``left_out`` where the village
            has none of this id, ``added`` where only the village has one.
        label: What people call it; ``None`` where nobody gave it a name.
        reason: Why.

    Examples:
        >>> told = Message("strictness.left_out")
        >>> ArticleStrictness(article="tables", verdict="left_out", reason=told).holds
        False
    """

    article: str
    verdict: Literal["tighter", "equal", "looser", "unproven", "left_out", "added"]
    label: Label | None = None
    reason: Message

    @property
    def holds(self) -> bool:
        """Whether it is shown to be at least as strict."""
        return self.verdict in ("tighter", "equal", "added")


@model(kw_only=True)
class Strictness(Shown):
    """Whether a covenant is at least as strict as a guideline (从严核对结果).

    Made by `civil_village.covenants.stricter`.

    Attributes:
        guideline: Id of the guideline, with its edition.
        covenant: Id of the covenant, with its edition.
        articles: Article by article: those of the guideline, then what the village adds.

    Examples:
        >>> Strictness(guideline="county@1", covenant="luo@1").holds
        True
    """

    guideline: str
    covenant: str
    articles: tuple[ArticleStrictness, ...] = field(default=(), converter=as_tuple)

    def __getitem__(self, name: str) -> ArticleStrictness:
        found = next((each for each in self.articles if each.article == name), None)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def holds(self) -> bool:
        """Whether every article is shown to be at least as strict."""
        return all(each.holds for each in self.articles)

    def explain(self) -> Explanation:
        """Tell it as a tree: whether it holds, then each article and why."""
        key = "strictness.holds" if self.holds else "strictness.fails"
        lines = (
            Explanation(
                Message(
                    "strictness.article",
                    name=named(each, each.article),
                    verdict=Message(f"strictness.{each.verdict}"),
                ),
                () if each.verdict in ("left_out", "added") else (Explanation(each.reason),),
            )
            for each in self.articles
        )
        message = Message(key, guideline=self.guideline, covenant=self.covenant)
        return Explanation(message, tuple(lines))

    text = tree_text
    _repr_html_ = tree_html


def stricter(guideline: Covenant, covenant: Covenant) -> Strictness:
    """Judge whether a village's covenant is at least as strict as a guideline (只严不宽).

    Articles are held against each other by their ids: an article is at least as strict if it
    regards the same kinds of events under the same conditions, or more, and whatever keeps it
    keeps that of the guideline. What cannot be shown is said to be unproven, with the reason.
    Consequences and rewards are not compared.

    Args:
        guideline: What may only be made stricter.
        covenant: The village's own.

    Examples:
        >>> def limited(name, most):
        ...     days = Indicator(label="天数", value="count")
        ...     article = Article(id="days", rule=Rule(f"days <= {most}"))
        ...     kinds = {"wedding": "婚事"}
        ...     return Covenant(id=name, kinds=kinds, indicators={"days": days}, articles=[article])
        >>> stricter(limited("county", 2), limited("luo", 1))["days"].verdict
        'tighter'
        >>> stricter(limited("county", 1), limited("luo", 2)).holds
        False
    """
    one(guideline, Covenant, path=("guideline",))
    one(covenant, Covenant, path=("covenant",))
    return Strictness(
        guideline=guideline.name,
        covenant=covenant.name,
        articles=tuple(_articles(guideline, covenant)),
    )


def _articles(guideline: Covenant, covenant: Covenant) -> Iterator[ArticleStrictness]:
    own = {article.id: article for article in covenant.articles}
    for base in guideline.articles:
        mine = own.pop(base.id, None)
        if mine is None:
            reason = Message("strictness.left_out")
            yield ArticleStrictness(
                article=base.id, verdict="left_out", label=base.label, reason=reason
            )
        else:
            found = _beside(mine, base, covenant, guideline)
            yield ArticleStrictness(
                article=base.id,
                verdict=found.verdict,
                label=mine.label or base.label,
                reason=found.reason,
            )
    for article in own.values():
        reason = Message("strictness.added")
        yield ArticleStrictness(
            article=article.id, verdict="added", label=article.label, reason=reason
        )


def _beside(mine: Article, base: Article, own: Covenant, guideline: Covenant) -> Tightening:
    """Hold one article against that of the guideline."""
    if (mine.notice is None) is not (base.notice is None):
        return _unproven(Message("strictness.other-form"))
    rules = [rule for rule in (base.applies, base.asked, mine.applies, mine.asked) if rule]
    names = dict.fromkeys(name for rule in rules for name in rule.names)
    for name in names:
        reason = _differs(name, own, guideline)
        if reason is not None:
            return _unproven(reason)
    signatures = _signatures(own, guideline)
    if mine.notice is not None and base.notice is not None:
        return _noticed(mine, base, own, guideline, signatures)
    return tighter(_whole(mine, own), _whole(base, guideline), signatures)


def _whole(article: Article, covenant: Covenant, asked: Rule | None = None) -> Rule:
    """Give all that an article says of an event as one rule: of other kinds it holds."""
    rule = asked or article.asked
    assert rule is not None  # notices are handed in as rules
    return rule.under(article.applies).under(article.among(tuple(covenant.kinds)))


def _noticed(
    mine: Article,
    base: Article,
    own: Covenant,
    guideline: Covenant,
    signatures: dict[str, Signature],
) -> Tightening:
    """Hold one notice against another: a longer one is stricter."""
    assert mine.notice is not None and base.notice is not None  # noqa: PT018 - asked of such
    if mine.notice.of != base.notice.of:
        return _unproven(Message("strictness.other-notice"))
    if mine.notice.before.unit != base.notice.before.unit:
        return _unproven(Message("strictness.other-unit"))
    # As if each asked for so many days at least.
    days = {**signatures, mine.notice.of: Signature.number()}
    rules = [
        _whole(each, whole, Rule(f"{mine.notice.of} >= {_days(notice)}"))
        for each, whole, notice in ((mine, own, mine.notice), (base, guideline, base.notice))
    ]
    return tighter(rules[0], rules[1], days)


def _days(notice: PriorReport) -> int:
    """Count the days from the last on which a notice is in time to the event."""
    return notice.before.number + notice.beside


def _signatures(own: Covenant, guideline: Covenant) -> dict[str, Signature]:
    """Describe the facts of both; where they declare other ranges, the wider one."""
    found = dict(guideline.catalogue.signatures(EVENT))
    for name, mine in own.catalogue.signatures(EVENT).items():
        base = found.get(name, mine)
        found[name] = evolve(
            base,
            minimum=min(mine.minimum, base.minimum),
            maximum=max(mine.maximum, base.maximum),
            choices=tuple(dict.fromkeys((*base.choices, *mine.choices))),
            label=mine.label,
        )
    return found


def _differs(name: str, own: Covenant, guideline: Covenant) -> Message | None:
    """Say why a fact does not mean the same in both; ``None`` where it does."""
    if name == EVENT:
        return None
    both = [covenant.catalogue.indicators.get(name) for covenant in (own, guideline)]
    mine, base = both
    if mine is None or base is None:
        # What only one of them reads cannot contradict anything.
        return None
    if _meaning(mine) != _meaning(base):
        return Message("strictness.other-fact", name=mine.label)
    for read in own_reads(mine):
        reason = _differs(read, own, guideline)
        if reason is not None:
            return reason
    return None


def _meaning(indicator: Indicator) -> Indicator:
    """Give an indicator without what says nothing of its value: names, sources, ranges."""
    return evolve(
        indicator,
        label="",
        unit=None if indicator.unit is None else indicator.unit.zh,
        source=None,
        assumed=NONE_ASSUMED,
        minimum=None,
        maximum=None,
    )


def _unproven(reason: Message) -> Tightening:
    return Tightening(verdict="unproven", reason=reason)

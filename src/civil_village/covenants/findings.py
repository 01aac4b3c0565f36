"""Findings on covenants (村规检查): what is worth a look in a document without errors."""

from __future__ import annotations

from collections.abc import Iterator

from civil_village.consequences import Banned, DutyCalled, ItemPosted
from civil_village.covenants.articles import EVENT
from civil_village.covenants.covenant import Covenant
from civil_village.indicators.reads import own_reads
from civil_village.messages import Message
from civil_village.problems import Path, Problem
from civil_village.rules import Rule


def findings(covenant: Covenant) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid covenant (村规检查).

    Kinds of events of which no article speaks, facts that a condition and its rule both read,
    consequences of documents that are not named, and the missing word on who decides.

    Args:
        covenant: The covenant.

    Examples:
        >>> from civil_village.covenants.articles import Article
        >>> covenant = Covenant(
        ...     id="demo", kinds={"wedding": "婚事", "birthday": "寿宴"},
        ...     articles=[Article(id="none", kinds=["birthday"], forbidden=True)],
        ... )
        >>> [(problem.code, problem.found) for problem in findings(covenant)]
        [('kind-without-article', 'wedding'), ('no-decision', None)]
    """
    for kind in covenant.kinds:
        if not any(article.regards(kind) for article in covenant.articles):
            yield _finding("kind-without-article", ("kinds", kind), kind)
    for index, article in enumerate(covenant.articles):
        for name in _shared(covenant, article.applies, article.rule):
            hint = Message("hint.ask-condition")
            yield _finding("condition-and-rule", ("articles", index, "applies"), name, hint)
    if not covenant.uses:
        for path, one in covenant.consequences():
            titles = one.ban.titles if isinstance(one, Banned) else ()
            if titles or isinstance(one, ItemPosted | DutyCalled):
                yield _finding("no-use", path, hint=Message("hint.uses"))
    if covenant.changed_by is None:
        yield _finding("no-decision", ("changed_by",))


def _shared(covenant: Covenant, applies: Rule | None, rule: Rule | None) -> list[str]:
    """Name the facts that both rules read, themselves or through what derives from them."""
    if applies is None or rule is None:
        return []
    both = _read(covenant, rule)
    return [name for name in _read(covenant, applies) if name in both and name != EVENT]


def _read(covenant: Covenant, rule: Rule) -> list[str]:
    """Name the reported facts that a rule rests on."""
    indicators, waiting = covenant.catalogue.indicators, list(rule.names)
    found: dict[str, None] = {}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in indicators:
            continue
        seen.add(name)
        if indicators[name].computed:
            waiting += own_reads(indicators[name])
        else:
            found[name] = None
    return sorted(found)


def _finding(
    code: str, path: Path, found: str | None = None, hint: Message | None = None
) -> Problem:
    return Problem(code=code, path=path, found=found, hint=hint, level="finding")

"""What a standard still needs (还差什么): the needs of every requirement that is not met."""

from __future__ import annotations

from civil_village.arguments import one
from civil_village.facts import Facts
from civil_village.requirements import Requirement
from civil_village.requirements.needs import Need, Seeker
from civil_village.standards.model.standard import Standard


def needed(standard: Standard, facts: Facts) -> tuple[Need, ...]:
    """Say what is still needed for each requirement that is not met (还差什么).

    Args:
        standard: The standard.
        facts: Facts of its subject and catalogue.

    Returns:
        The nearest gap of each condition that does not hold, or is not known to, in the
        order of the standard; none for a requirement whose rule is not simple, that is
        exempt, or that only lacks the word of an assessor.

    Examples:
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> from civil_village.rules import Rule
        >>> from civil_village.standards.model.criteria import Criterion
        >>> catalogue = Catalogue(
        ...     indicators={"meetings": Indicator(label="年度会议次数", value="count")}
        ... )
        >>> asked = Requirement(id="meets", rule=Rule("meetings >= 3"))
        >>> work = Criterion(id="work", points=5, requirements=[asked])
        >>> standard = Standard(id="demo", catalogue=catalogue, criteria=[work])
        >>> facts = Facts(subject="village", values={"meetings": 1})
        >>> [need.message(catalogue.indicators).text("zh") for need in needed(standard, facts)]
        ['年度会议次数还差 2']
    """
    one(standard, Standard, path=("standard",))
    one(facts, Facts, path=("facts",))
    catalogue = standard.catalogue
    seeker = Seeker.on(facts, catalogue.indicators, catalogue.signatures(standard.subject))
    return tuple(
        need
        for path, part in standard.paths()
        if path not in facts.exempt and isinstance(part, Requirement)
        for need in seeker.needs(path, part)
    )

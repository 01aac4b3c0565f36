"""Tightness (界限松紧): which missing facts may make the bounds of a score wider than need be.

Bounds add up what each part comes to at least and at most, as if every gap were a gap of its
own. They are sure to be the tightest where no open fact is used twice and none hangs together
with another. What is not proved here is named: a superset is allowed, an omission is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import fields

from civil_village.indicators import Indicator
from civil_village.indicators.reads import own_reads
from civil_village.rules import Missing, Rule, Unknown, Value
from civil_village.rules.syntax import Compare, Constant, Expression, Name, walk
from civil_village.standards.gradings import GradedCase
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.standard import Standard

#: A missing fact without its rows: the rows of one indicator are one fact here.
_Key = tuple[str, str]


class Uses(Counter[str]):
    """How often the rules of a criterion name each fact (引用次数)."""

    def __init__(self, criterion: Criterion) -> None:
        rules = [criterion.applies, *criterion.grade.measures.values()]
        for asked in criterion.requirements:
            rules += [asked.applies, asked.rule]
        for strike in criterion.zero_if:
            rules += [strike.applies, strike.when]
        trees = [rule.expression for rule in rules if rule is not None]
        super().__init__(name for tree in trees for name in _named(tree))
        #: What is compared for equality: whether a number can be just that is not looked into.
        self.equal = frozenset(name for tree in trees for name in _equated(tree))
        #: What decides whether something is exempt.
        exempting = [criterion.applies, *(asked.applies for asked in criterion.requirements)]
        self.exempting = frozenset(n for rule in exempting if rule is not None for n in rule.names)
        #: Requirements in whose judgement one method is asked twice.
        self.judged_twice = [
            asked.id
            for asked in criterion.requirements
            if asked.judged is not None and _doubled(_named(asked.judged.expression))
        ]


def loosening(
    standard: Standard, criteria: Iterable[tuple[str, Criterion, Uses]], known: Mapping[str, Value]
) -> tuple[Missing, ...]:
    """Name the missing facts that may make the bounds wider than what can come out.

    Args:
        standard: The standard.
        criteria: The scored criteria whose points are open, each with its path.
        known: The facts in the form that rules work with.

    Returns:
        Nothing where the bounds are sure to be the tightest.

    Examples:
        >>> from civil_village.samples import bundled
        >>> loosening(bundled("anle.standard"), [], {})
        ()
    """
    look = _Look(standard, known)
    for path, criterion, uses in criteria:
        look.at(path, criterion, uses)
    return tuple(dict.fromkeys(look.found()))


class _Look:
    """Looks for what is used more than once, criterion by criterion."""

    def __init__(self, standard: Standard, known: Mapping[str, Value]) -> None:
        self.rescaled = standard.exempt == "rescale"
        self.known = known
        self.indicators = standard.catalogue.of(standard.subject)
        rules = [each.rule for each in standard.catalogue.consistency]
        ratios = [i.of for i in self.indicators.values() if i.of is not None]
        #: Facts that others keep within bounds which are not reckoned with.
        self.tied = {name for rule in rules for name in rule.names}
        self.tied |= {name for parts in ratios for name in parts}
        self.uses: Counter[_Key] = Counter()
        self.behind: dict[_Key, list[Missing]] = {}
        self.loose: list[Missing] = []

    def at(self, path: str, criterion: Criterion, uses: Uses) -> None:
        """Count the open facts of one criterion."""
        for name, times in uses.items():
            value = self.known[name]
            if not isinstance(value, Unknown):
                continue
            for item in self.roots(name, value):
                key = item.kind, item.name
                self.uses[key] += times
                self.behind.setdefault(key, []).append(item)
            left_out = self.rescaled or criterion.exempt == "section"
            if (
                (left_out and name in uses.exempting)
                or name in uses.equal
                or name in self.tied
                or self.twice(name)
            ):
                self.loose.append(Missing("indicator", name))
        self.loose += [Missing("observation", f"{path}.{own}") for own in uses.judged_twice]
        self.loose += _uneven(criterion, self.known)

    def found(self) -> Iterator[Missing]:
        """Give what is used twice, then what is loose by itself."""
        for key, times in self.uses.items():
            if times > 1:
                yield from self.behind[key]
        yield from self.loose

    def roots(self, name: str, value: Unknown) -> Iterator[Missing]:
        """Give what a fact lacks, one of each kind and name, and the open facts behind it."""
        found = {(item.kind, item.name): item for item in value.missing}
        for behind in self.behind_of(name):
            if isinstance(self.known[behind], Unknown):
                found.setdefault(("indicator", behind), Missing("indicator", behind))
        yield from found.values()

    def behind_of(self, name: str) -> set[str]:
        """Name the facts of the same subject of which a fact is made."""
        made, waiting = set[str](), [name]
        while waiting:
            indicator = self.indicators.get(waiting.pop())
            more = set(own_reads(indicator)) - made if indicator is not None else set()
            more &= self.indicators.keys()
            made |= more
            waiting += more
        return made

    def twice(self, name: str) -> bool:
        """Tell whether a fact is made of one that it reads twice."""
        made = [self.indicators[each] for each in (name, *self.behind_of(name))]
        return any(_doubled(_read(indicator)) for indicator in made)


def _named(tree: Expression) -> Iterator[str]:
    return (part.id for part in walk(tree) if isinstance(part, Name))


def _doubled(names: Iterable[str]) -> bool:
    return any(times > 1 for times in Counter(names).values())


def _read(indicator: Indicator) -> Iterator[str]:
    """Give every name in the rules by which an indicator is made, as often as it stands there."""
    rules = [indicator.known_when]
    if indicator.derive is not None:
        rules += [getattr(indicator.derive, each.name) for each in fields(type(indicator.derive))]
    yield from (n for rule in rules if isinstance(rule, Rule) for n in _named(rule.expression))


def _equated(tree: Expression) -> Iterator[str]:
    """Give the names in comparisons for equality that look at numbers with more than a digit."""
    for part in walk(tree):
        if isinstance(part, Compare) and part.operator in ("==", "!="):
            sides = (part.left, part.right)
            plain = any(
                isinstance(side, Constant) and not isinstance(side.value, Decimal | Fraction)
                for side in sides
            ) and any(isinstance(side, Name) for side in sides)
            if not plain:
                yield from _named(part)


def _uneven(criterion: Criterion, known: Mapping[str, Value]) -> Iterator[Missing]:
    """Give the numbers of a grading whose least or greatest points may not stand at their ends."""
    values = [rule.value(known).value for rule in criterion.grade.measures.values()]
    if not any(isinstance(value, Unknown) for value in values):
        return

    def points(*numbers: Value) -> tuple[Fraction, Fraction]:
        case = GradedCase(full=Fraction(criterion.points), requirements=(), values=numbers)
        return criterion.grade.points(case)

    ends = [_ends(value) for value in values]
    corners = [points(*(pair[end] for pair in ends)) for end in (0, 1)]
    reached = {end for corner in corners for end in corner}
    if reached != set(points(*values)):
        for value in values:
            yield from value.missing if isinstance(value, Unknown) else ()


def _ends(value: Value) -> tuple[Value, Value]:
    """Give the least and the greatest that an unknown number can be; a known one twice."""
    if not isinstance(value, Unknown):
        return value, value
    return tuple(value if end is None else end for end in (value.least, value.greatest))  # type: ignore[return-value] # two

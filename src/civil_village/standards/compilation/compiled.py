"""The compiled standard (编译后的标准): what users call; it generates its function on first use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from threading import Lock
from typing import Any, NamedTuple

from civil_village.arguments import one
from civil_village.canonical import digest
from civil_village.exact_numbers import published
from civil_village.explanation import Explanation
from civil_village.facts import Unreported
from civil_village.requirements import Requirement, RequirementState, Strike, StrikeState, Words
from civil_village.rules import Unknown
from civil_village.rules.wording import RuleTexts
from civil_village.standards.aggregations import Added, Aggregation
from civil_village.standards.compilation.generated import complete, gapped
from civil_village.standards.compilation.lowered import LoweredStandard
from civil_village.standards.compilation.points_by_state import CHECKED_AS, PointsByState
from civil_village.standards.gradings import Fault, Grading
from civil_village.standards.model.criteria import Criterion, Section
from civil_village.standards.model.standard import AnyPart, CriteriaGroup, Standard
from civil_village.standards.results.result import CriterionResult
from civil_village.standards.scoring.criterion import Found, Score, score
from civil_village.standards.scoring.missing_facts import Worths
from civil_village.standards.scoring.outcome import Totalling
from civil_village.standards.scoring.rescaling import Counted
from civil_village.standards.scoring.tightness import Uses

#: What a compiled standard answers: the state of each requirement, then of each gate; least
#: and greatest points of each criterion; the state of each strike, then of each that would
#: leave a criterion without points; whether each criterion is exempt by
#: itself, ``None`` where that is open.
CompiledAnswer = tuple[
    tuple[RequirementState, ...],
    tuple[Counted, ...],
    tuple[Counted, ...],
    tuple[StrikeState, ...],
    tuple[bool | None, ...],
]
#: Path and state of a requirement, the facts that its rules read, and their values.
Reason = tuple[str, RequirementState, tuple[str, ...], tuple[Any, ...]]

_NO_WORDS: Words = {}


class CriterionSpan(NamedTuple):
    """Where an answer speaks of a criterion, and what that rests on."""

    number: int
    criterion: Criterion
    #: Paths of its requirements.
    paths: tuple[str, ...]
    states: slice
    strikes: slice
    #: The facts that its rules read, and those of its parts.
    reads: frozenset[str]
    judged: bool


class Compiled:
    """A standard as a function (编译后的标准). Made by `compile_standard`.

    It checks the types of the facts that it reads, not their ranges, which is the work of
    `civil_village.derive`. It can be sent to another process, where it is compiled again.

    Examples:
        >>> from civil_village.samples import bundled
        >>> compiled = compile_standard(bundled("anle.standard"))
        >>> states, least, greatest, strikes, exempt = compiled({"work_rules": True})
        >>> states.count("met"), strikes
        (1, ('open', 'open', 'open'))
        >>> compiled.points(sum(least)), compiled.points(sum(greatest))
        (Decimal('1.32'), Decimal('100'))
    """

    def __init__(self, standard: Standard) -> None:
        parts = list(standard.paths())
        self.standard = standard
        #: Paths of the requirements and gates, in the order of an answer.
        self.requirements = tuple(path for path, part in parts if isinstance(part, Requirement))
        #: Paths of the criteria, in the order of an answer.
        self.criteria = tuple(path for path, part in parts if isinstance(part, Criterion))
        #: Ids of the strikes, in the order of an answer.
        zeroing = tuple(path for path, part in parts if isinstance(part, Strike) and "." in path)
        self.strikes = tuple(strike.id for strike in standard.vetoes) + zeroing
        #: What rules know of the facts.
        self.signatures = standard.catalogue.signatures(standard.subject)
        #: Every fact that its subject can have.
        self.known = frozenset(standard.catalogue.of(standard.subject))
        #: What each requirement's rules read, in the order of an answer.
        self.read = tuple(_read(part) for _, part in parts if isinstance(part, Requirement))
        #: Every fact that any rule reads.
        self.reads = frozenset(name for _, part in parts for name in _read(part))
        #: Name and version of each scorer that it uses.
        self.scorers = tuple(dict.fromkeys(f"{one.name}@{one.version}" for one in _used(standard)))
        #: Points are counted in parts of one: so many make a point.
        self.scale = _scale(standard)
        self._tables = [
            PointsByState(criterion, scale=self.scale, terms=group.terms)
            for group in standard.groups
            for criterion in group.criteria
        ]
        #: Its rules in words, as far as explanations have needed them.
        self.texts: RuleTexts = {}
        #: How indicators come about, kept likewise.
        self.origins: dict[str, tuple[Explanation, ...]] = {}
        #: Its groups, and where an answer speaks of the criteria of each.
        self.groups = list(_spans(standard))
        #: What became of criteria of which all is known, or nothing, by the states and points.
        self.made: dict[Any, CriterionResult] = {}
        #: What is known of a fact of which nobody has said anything.
        self.unreported = Unreported(standard.catalogue.indicators, self.signatures)
        #: What its rules are worth, as far as gaps have needed them.
        self.worths: Worths = {}
        #: How its points are added up.
        self.tallying = Totalling(standard, scale=self.scale)
        self._published: dict[Counted, Decimal | Fraction] = {}
        self._complete: Callable[..., CompiledAnswer | None] = self._first_complete
        self._gapped: Callable[..., tuple[CompiledAnswer, tuple[Score, ...]]] = self._first_gapped

    def _first_complete(self, facts: Mapping[str, Any], words: Words) -> CompiledAnswer | None:
        """Compile the way for complete facts, once there are such facts."""
        for name in self.reads:
            if isinstance(facts.get(name), Unknown | None):
                return None
        lowered = LoweredStandard(self.standard, self.signatures, self._tables, gaps=False)
        self._complete = made = complete(lowered)
        answer: CompiledAnswer | None = made(facts, words)
        return answer

    def _first_gapped(
        self, facts: Mapping[str, Any], words: Words, exempt: Collection[str]
    ) -> tuple[CompiledAnswer, tuple[Score, ...]]:
        """Compile the way for facts with gaps, once it is needed."""
        lowered = LoweredStandard(self.standard, self.signatures, self._tables, gaps=True)
        self._gapped = made = gapped(lowered)
        found: tuple[CompiledAnswer, tuple[Score, ...]] = made(facts, words, exempt)
        return found

    def __call__(
        self,
        facts: Mapping[str, Any],
        words: Words = _NO_WORDS,
        exempt: Collection[str] = (),
    ) -> CompiledAnswer:
        """Answer for one subject.

        Args:
            facts: What is known, by indicator, as `Facts.values` has it: truths, whole
                numbers, decimals, `Ratio`, texts of choices, `Unknown`. What is not there
                is missing; what no rule reads is not looked at.
            words: What each method says of a requirement, by the requirement's path.
            exempt: Paths of recorded exemptions.

        Returns:
            States of the requirements; least and greatest points of the criteria, counted
            in parts of a point (see `scale` and `points`); states of the strikes; whether
            each criterion is exempt by itself.

        Raises:
            DocumentError: A fact is of another type than its indicator.
        """
        answer = None if exempt else self._complete(facts, words)
        return self._gapped(facts, words, exempt)[0] if answer is None else answer

    def found(
        self, facts: Mapping[str, Any], words: Words, exempt: Collection[str]
    ) -> tuple[CompiledAnswer, tuple[Score, ...]]:
        """Answer, and where facts are missing say in full what each criterion comes to."""
        answer = None if exempt else self._complete(facts, words)
        return self._gapped(facts, words, exempt) if answer is None else (answer, ())

    def scores(
        self, facts: Mapping[str, Any], words: Words, exempt: Collection[str]
    ) -> tuple[Score, ...]:
        """Say in full what each criterion comes to, also where no fact is missing."""
        return self._gapped(facts, words, exempt)[1]

    def __reduce__(self) -> tuple[Callable[[Standard], Compiled], tuple[Standard]]:
        return compile_standard, (self.standard,)

    def reasons(self, facts: Mapping[str, Any], answer: CompiledAnswer) -> tuple[Reason, ...]:
        """Say why, as bare data: of each requirement the facts that its state rests on.

        Much cheaper than an explanation, for programs that store or compare reasons.

        Args:
            facts: What was known.
            answer: What was answered.

        Returns:
            Path, state, names of the facts that its rules read, and their values, ``None``
            for one that is missing.

        Examples:
            >>> from civil_village.samples import bundled
            >>> compiled, facts = compile_standard(bundled("anle.standard")), {"work_rules": True}
            >>> compiled.reasons(facts, compiled(facts))[1]
            ('leadership.institutions.work', 'met', ('work_rules',), (True,))
        """
        get = facts.get
        return tuple(
            (path, state, names, tuple(map(get, names)))
            for path, state, names in zip(self.requirements, answer[0], self.read, strict=True)
        )

    @cached_property
    def most(self) -> Decimal | Fraction:
        """Most points that the standard can give, without bonuses."""
        return self.standard.most

    @cached_property
    def uses(self) -> tuple[Uses, ...]:
        """How often the rules of each criterion name each fact."""
        return tuple(Uses(span.criterion) for _, spans in self.groups for span in spans)

    @cached_property
    def defining(self) -> Totalling:
        """How its points are added up where it is worked out rule by rule: in whole points."""
        return Totalling(self.standard, scale=1)

    @cached_property
    def digest(self) -> str:
        """The fingerprint of the standard."""
        return digest(self.standard)

    def points(self, counted: Counted) -> Decimal | Fraction:
        """Give points as users see them, from points as an answer counts them."""
        found = self._published.get(counted)
        if found is None:
            found = published(Fraction(counted) / self.scale)
            if len(self._published) < KEPT_POINTS:
                self._published[counted] = found
        return found


#: Points are not counted in smaller parts; where they would be, in whole points and fractions.
FINEST = 10**12
#: So many numbers of met requirements are tried for it; where one of the others comes to a
#: part that is smaller, that is counted in fractions.
TRIED = 64
#: The standards that were compiled last, by identity: a standard never changes.
_LAST: dict[int, Compiled] = {}
#: Held by whoever changes them.
_LOCK = Lock()
#: How many of them are kept.
KEPT = 64
#: So many numbers of points are kept as users see them, for each compiled standard.
KEPT_POINTS = 4096
#: So many criteria of results are kept, likewise.
KEPT_RESULTS = 4096


def compile_standard(standard: Standard) -> Compiled:
    """Compile a standard into a function (编译); the last ones are kept.

    Examples:
        >>> from civil_village.samples import bundled
        >>> standard = bundled("anle.standard")
        >>> compile_standard(standard) is compile_standard(standard)
        True
    """
    found = _LAST.get(id(standard))
    if found is not None and found.standard is standard:
        return found
    one(standard, Standard, path=("standard",))
    made = Compiled(standard)
    with _LOCK:
        found = _LAST.get(id(standard))
        if found is not None and found.standard is standard:  # another thread was quicker
            return found
        while len(_LAST) >= KEPT:
            del _LAST[next(iter(_LAST))]
        _LAST[id(standard)] = made
    return made


def _read(part: AnyPart) -> tuple[str, ...]:
    """Give the facts that the rules of a part read, those of its own parts left out."""
    match part:
        case Requirement():
            rules = [part.applies, part.rule]
        case Criterion():
            rules = [part.applies, *part.grade.measures.values()]
        case Strike():
            rules = [part.applies, part.when]
        case Section() | Fault():
            rules = []
    return tuple(dict.fromkeys(name for rule in rules if rule for name in rule.names))


def _spans(standard: Standard) -> Iterator[tuple[CriteriaGroup, list[CriterionSpan]]]:
    """Give each group with the spans of its criteria, in the order of an answer."""
    number, state, strike = 0, 0, len(standard.vetoes)
    for group in standard.groups:
        spans = []
        for criterion in group.criteria:
            start = f"{group.start}{criterion.id}."
            paths = tuple(start + requirement.id for requirement in criterion.requirements)
            states = slice(state, state + len(paths))
            strikes = slice(strike, strike + len(criterion.zero_if))
            inside: list[AnyPart] = [criterion, *criterion.requirements, *criterion.zero_if]
            reads = frozenset(name for part in inside for name in _read(part))
            judged = any(requirement.judged for requirement in criterion.requirements)
            spans.append(CriterionSpan(number, criterion, paths, states, strikes, reads, judged))
            number, state, strike = number + 1, states.stop, strikes.stop
        yield group, spans


def _used(standard: Standard) -> Iterator[Grading | Aggregation]:
    """Give every scorer that a standard uses: gradings, then whatever is more than a sum."""
    for group in standard.groups:
        yield from (criterion.grade for criterion in group.criteria)
    sections = [group.section.combine for group in standard.groups if group.section]
    yield from (one for one in (*sections, standard.combine) if one != Added())


def _scale(standard: Standard) -> int:
    """Find a part of a point of which as many points as possible are whole multiples."""
    sizes = [Fraction(1)]
    for criterion in (c for group in standard.groups for c in group.criteria):
        sizes.append(Fraction(criterion.points))
        count = len(criterion.requirements)
        if not criterion.grade.measures:  # then its points follow from what is met
            for met in range(min(count, TRIED)):
                checks = [CHECKED_AS["met"]] * met + [CHECKED_AS["unmet"]] * (count - met)
                clear = [CHECKED_AS["unmet"]] * len(criterion.zero_if)
                sizes += map(Fraction, score(criterion, Found(checks, clear), applies=True)[:2])
    scale = lcm(*(size.denominator for size in sizes))
    return scale if scale <= FINEST else 1

"""Findings (提示): what is worth a look in a standard that loads, and stops nothing.

Each finding is proved: nothing is told that some facts could refute. What a proof would
need too much work for is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import astuple

from civil_village.indicators import Catalogue
from civil_village.messages import Message, decimal_text
from civil_village.problems import SHOWN, Path, Problem, shown
from civil_village.requirements import Requirement, Strike, check_requirement, check_strike
from civil_village.rules import Missing, Rule, Signature, Unknown, Value
from civil_village.rules.checker import excluded
from civil_village.rules.doubles import differing
from civil_village.rules.syntax import Expression, Logic, Name, Not, names
from civil_village.standards.gradings import Fault
from civil_village.standards.lint.attainable import idle_bands
from civil_village.standards.lint.finding import finding
from civil_village.standards.lint.losses import odd_losses
from civil_village.standards.lint.written_points import unlike_written
from civil_village.standards.model.criteria import Criterion, Section
from civil_village.standards.model.standard import Standard
from civil_village.standards.model.terms import Terms
from civil_village.standards.parts_by_path import walk
from civil_village.standards.scoring.criterion import Found, score


def findings(standard: Standard) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid standard.

    Args:
        standard: The standard.

    Examples:
        >>> from civil_village.samples import bundled
        >>> list(findings(bundled("anle.standard")))
        []
    """
    for look in _LOOKS:
        yield from look(standard)


def _requirements(standard: Standard) -> Iterator[tuple[Path, str, Requirement]]:
    for name, path, part in walk(standard):
        if isinstance(part, Requirement):
            yield path, name, part


def _rules(standard: Standard) -> Iterator[tuple[Path, Rule]]:
    """Give every rule on facts with its path."""
    for _, path, part in walk(standard):
        match part:
            case Criterion():
                yield from _given(path, applies=part.applies)
                for inside, rule in part.grade.measures.items():
                    yield (*path, "grade", part.grade.name, *inside), rule
            case Requirement():
                yield from _given(path, rule=part.rule, applies=part.applies)
            case Strike():
                yield from _given(path, when=part.when, applies=part.applies)
            case Section() | Fault():
                pass  # it has no rule of its own, or it is measured by its criterion


def _given(path: Path, **rules: Rule | None) -> Iterator[tuple[Path, Rule]]:
    return (((*path, name), rule) for name, rule in rules.items() if rule is not None)


# What nothing can change -------------------------------------------------------------


def unknown_facts(standard: Standard) -> dict[str, Value]:
    """Give facts of which no more is known than what the catalogue declares."""
    signatures = standard.catalogue.signatures(standard.subject)
    return {name: _unknown(name, signature) for name, signature in signatures.items()}


def _unknown(name: str, signature: Signature) -> Unknown:
    missing = (Missing("indicator", name),)
    if signature.type != "number":
        return Unknown(missing)
    return Unknown(missing, signature.minimum, signature.maximum, sure=not signature.partial)


def _points(standard: Standard) -> Iterator[Problem]:
    """Find criteria whose points nothing can change, or are not those that are written."""
    scope = unknown_facts(standard)
    names = standard.catalogue.signatures(standard.subject)
    for group in standard.groups:
        for index, criterion in enumerate(group.criteria):
            checks = [
                check_requirement(requirement, scope, path=requirement.id, words={})
                for requirement in criterion.requirements
            ]
            condition = None if criterion.applies is None else criterion.applies.value(scope).value
            applies = None if isinstance(condition, Unknown) else condition is not False
            zeroing = [check_strike(strike, scope) for strike in criterion.zero_if]
            values = [rule.value(scope).value for rule in criterion.grade.measures.values()]
            found = Found(checks, zeroing, values)
            terms = Terms(credited=group.terms.credited)
            made = score(criterion, found, applies=applies, terms=terms)
            path = (*group.steps, "criteria", index)
            if made.least == made.greatest:
                yield finding("idle-criterion", path, found=decimal_text(made.least))
            else:
                yield from (p.inside(*path) for p in unlike_written(criterion, names))


def _constant_rules(standard: Standard) -> Iterator[Problem]:
    """Find whole rules that always hold, where no comparison in them has been told of."""
    scope = unknown_facts(standard)
    signatures = standard.catalogue.signatures(standard.subject)
    for path, rule in _rules(standard):
        if path[-1] != "of" and rule.value(scope).value is True:
            told = {problem.code for problem in rule.check(signatures)}
            if "always-holds" not in told:
                yield Problem(
                    code="always-holds", path=path, found=shown(rule.text), level="finding"
                )


def _faults(standard: Standard) -> Iterator[Problem]:
    """Find faults that change nothing, cost more than there is, or count twice."""
    yield from odd_losses(standard, unknown_facts(standard))


def _minimums(standard: Standard) -> Iterator[Problem]:
    """Find sections that nobody passes without all of their points."""
    for index, section in enumerate(standard.sections):
        if section.criteria and section.minimum == section.most:
            path = ("sections", index, "minimum")
            yield finding("minimum-is-most", path, found=shown(section.minimum))


def _memberless(standard: Standard) -> Iterator[Problem]:
    """Find groups that are named and have no members, as a plan may leave them."""
    for group in standard.groups:
        if group.section is not None and not group.criteria:
            found = group.section.text("en")
            yield finding("no-members", (*group.steps, "criteria"), found=found)


# What contradicts or repeats itself --------------------------------------------------


def _conditions(expression: Expression) -> dict[str, list[Expression]]:
    """Give the conditions on one indicator each that must all hold, by the indicator."""
    found: dict[str, list[Expression]] = {}
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Logic) and part.operator == "&&":
            waiting += part.operands
        elif len(read := names(part)) == 1:
            found.setdefault(read[0], []).append(part)
    return found


def _contradictions(standard: Standard) -> Iterator[Problem]:
    """Find requirements that cannot be met together with an earlier one."""
    signatures = standard.catalogue.signatures(standard.subject)
    earlier: dict[tuple[str, Rule | None], list[tuple[str, list[Expression]]]] = {}
    for path, name, part in _requirements(standard):
        if part.rule is None:
            continue
        for indicator, conditions in _conditions(part.rule.expression).items():
            met = earlier.setdefault((indicator, part.applies), [])
            # Few of many are compared, so that a table of many thousands stays quick.
            for other, others in met[-SHOWN:]:
                if _exclude(conditions, others, signatures):
                    expected = Message("expected.compatible-with", path=other, name=indicator)
                    found = shown(part.rule.text)
                    yield finding("contradiction", (*path, "rule"), found, expected)
                    break
            met.append((name, conditions))


def _exclude(
    conditions: list[Expression], others: list[Expression], signatures: Mapping[str, Signature]
) -> bool:
    """Tell whether two lists of conditions on one indicator cannot hold together."""
    together = [*conditions, *others]
    denied = any(isinstance(part, Name) and Not(part) in together for part in together)
    return denied or excluded(together, signatures) is not None


def _repeated(standard: Standard) -> Iterator[Problem]:
    """Find requirements that ask for exactly what an earlier one asks for."""
    seen: dict[tuple[Rule, Rule | None], str] = {}
    for path, name, part in _requirements(standard):
        if part.rule is None or part.judged is not None:
            continue  # what assessors look at may be something else
        first = seen.setdefault((part.rule, part.applies), name)
        if first != name:
            expected = Message("expected.other-rule", path=first)
            yield finding("scored-twice", (*path, "rule"), shown(part.rule.text), expected)


# What nobody uses --------------------------------------------------------------------


def _unread(standard: Standard) -> Iterator[Problem]:
    """Find facts of villages that no rule, ratio, derivation or order reads.

    Text and days are for people; facts of households, and a catalogue that is a document
    of its own, may be there for another standard.
    """
    if standard.subject != "village" or standard.catalogue.id is not None:
        return
    read = {name for _, rule in _rules(standard) for name in rule.names}
    read.update(_read_by(standard.catalogue))
    read |= {str(quota.within) for quota in standard.quotas}
    read |= set() if standard.ranking is None else {str(standard.ranking.within)}
    for name, indicator in standard.catalogue.of(standard.subject).items():
        if name not in read and indicator.value not in ("text", "date"):
            yield finding("unread-indicator", ("catalogue", "indicators", name))


def _read_by(catalogue: Catalogue) -> Iterable[str]:
    for indicator in catalogue.indicators.values():
        yield from indicator.of or ()
        rules = [indicator.known_when]
        if indicator.derive is not None:
            for given in astuple(indicator.derive, recurse=False):
                rules += [given] if isinstance(given, Rule) else []
                yield from (given,) if isinstance(given, str) else ()
                yield from (
                    (n for n in given if isinstance(n, str)) if isinstance(given, tuple) else ()
                )
        yield from (name for rule in rules if rule is not None for name in rule.names)
    yield from (name for check in catalogue.consistency for name in check.rule.names)


def _unserved(standard: Standard) -> Iterator[Problem]:
    """Find aims without a reason that share no clause with anything that is scored."""
    served = {
        source.clause
        for place in walk(standard)
        for source in place.part.source
        if source.clause is not None
    }
    for index, aim in enumerate(standard.aims):
        clauses = {source.clause for source in aim.source}
        if aim.reason is None and not clauses & served:
            yield finding("unserved-aim", ("aims", index), found=aim.label.text("en"))


# Other engines and bands -------------------------------------------------------------


def _doubles(standard: Standard) -> Iterator[Problem]:
    """Find rules that engines with binary fractions may read otherwise."""
    signatures = standard.catalogue.signatures(standard.subject)
    for path, rule in _rules(standard):
        part = differing(rule.expression, signatures)
        if part is not None:
            yield finding("float-reading", path, found=rule.text[slice(*part.span)])


def _bands(standard: Standard) -> Iterator[Problem]:
    """Find bands into which no score falls and to which no strike lowers."""
    for index in idle_bands(standard, unknown_facts(standard)):
        assert standard.bands is not None  # one of them is idle
        yield finding("idle-band", ("bands", index), found=standard.bands.bands[index].id)


_LOOKS: tuple[Callable[[Standard], Iterator[Problem]], ...] = (
    _points,
    _constant_rules,
    _faults,
    _minimums,
    _memberless,
    _contradictions,
    _repeated,
    _doubles,
    _bands,
    _unserved,
    _unread,
)

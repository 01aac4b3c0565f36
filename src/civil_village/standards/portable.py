"""The portable form of a standard (可移植文档): rules and scoring for other languages' engines.

Rules stand as texts by the part that they are of. Scoring stands as steps in order: texts over
whole numbers, each of which may read the variables and the steps before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple, TypeVar

from civil_village.canonical import plain
from civil_village.mappings import EMPTY
from civil_village.reckoning import Mark, Reckoned, Truth, UnwritableError, both, denied, either
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule, Signature, Unknown, Value, Variable
from civil_village.rules.lowering import Condition, LoweredNumber
from civil_village.rules.steps import Step, Steps, size_of
from civil_village.rules.symbols import CoreNumber, node_of, quotient_of, truth_of
from civil_village.rules.syntax import Compare, Constant, Expression, Name, names
from civil_village.standards.compilation.lowered import Asked, LoweredStandard, Scored
from civil_village.standards.compilation.points_by_state import PointsByState
from civil_village.standards.gradings import CoreCase, CoreValue, Fault, Marks
from civil_village.standards.model.criteria import Criterion, Section
from civil_village.standards.model.standard import CriteriaGroup, Standard
from civil_village.standards.scoring.criterion import is_exempt, scored
from civil_village.standards.scoring.outcome import Keeper, Totalling
from civil_village.standards.scoring.rescaling import CoreTerm

T = TypeVar("T")

ZERO = Fraction(0)
#: What the whole comes to, by the names of its results.
WHOLE = ("EXACT", "TOTAL", "BANDS", "OUTCOME")
_APPLIES = ("APPLIES", "EXEMPT")
_YES = Mark(sure=True, possible=True)
#: A dot of a path, in the names of steps and words: ids have no capital letters.
_DOT = "_DOT_"


class _Points(NamedTuple):
    """What a criterion comes to, in steps."""

    least: Reckoned
    greatest: Reckoned
    term: CoreTerm | None


class PortableStandard:
    """The rules and the scoring of a standard, for other engines (可移植标准).

    Args:
        standard: The standard.
        gaps: Whether facts may be missing.
        exemptions: Whether steps read recorded exemptions, each a variable of its own.

    Examples:
        >>> from civil_village.samples import bundled
        >>> written = PortableStandard(bundled("anle.stars"), gaps=False)
        >>> written.steps[-1].name, written.left_out
        ('OUTCOME_FAILS', [])
    """

    def __init__(self, standard: Standard, *, gaps: bool = True, exemptions: bool = False) -> None:
        self.standard = standard
        self.gaps = gaps
        self.exemptions = exemptions
        #: The variables of recorded exemptions, by the path of what is exempt.
        self.recorded: dict[str, str] = {}
        self.names = standard.catalogue.signatures(standard.subject)
        tables = [
            PointsByState(criterion, scale=1, terms=group.terms)
            for group in standard.groups
            for criterion in group.criteria
        ]
        self.lowered = LoweredStandard(
            standard, self.names, tables, gaps=gaps, guarded=True, about=_before
        )
        core = self.lowered.core
        #: The words of methods, by the path of the requirement.
        self.words = {
            path: {
                variable.indicator.removeprefix(_before(path)): variable
                for variable in words.variables.values()
            }
            for path, words in self.lowered.words.items()
        }
        sizes = {
            variable.name: size_of(variable, self.names[variable.indicator])
            for variable in self.lowered.facts.variables.values()
        }
        sizes |= {word.name: (-1, 1) for words in self.words.values() for word in words.values()}
        self.writing = Steps(core, sizes)
        #: What each part comes to, by its path: names of steps, or whole numbers.
        self.results: dict[str, dict[str, Any]] = {}
        #: What the steps do not say: the part, the reason, the variables to bound.
        self.left_out: list[dict[str, Any]] = []
        self._write()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PortableStandard) and self._settings == other._settings

    def __hash__(self) -> int:
        return hash(self._settings)

    def __repr__(self) -> str:
        told = f"{self.standard.id!r}, gaps={self.gaps}, exemptions={self.exemptions}"
        return f"PortableStandard({told})"

    @property
    def _settings(self) -> tuple[Standard, bool, bool]:
        return self.standard, self.gaps, self.exemptions

    @property
    def steps(self) -> list[Step]:
        """The steps, in order."""
        return self.writing.made

    @property
    def variables(self) -> dict[str, Variable]:
        """Give the variables of facts that rules and steps read, by their names."""
        return self.lowered.facts.variables

    def bindings(
        self,
        scope: Mapping[str, Value],
        words: Mapping[str, Mapping[str, bool | None]] = EMPTY,
        exempt: Collection[str] = (),
    ) -> dict[str, int]:
        """Give each variable its whole number.

        Args:
            scope: The facts in the form that rules work with, as `Facts.scope` gives them.
            words: What each method says of a requirement, by the requirement's path.
            exempt: Paths of recorded exemptions.

        Raises:
            ValueError: A fact or word is missing, and the steps are those of complete facts.
        """
        found = {}
        for variable in self.variables.values():
            value = scope[variable.indicator]
            if not self.gaps and isinstance(value, Unknown):
                raise ValueError(variable.name)
            found[variable.name] = variable.of(value)
        for path, methods in self.words.items():
            for method, variable in methods.items():
                said = words.get(path, {}).get(method)
                if said is None and not self.gaps:
                    raise ValueError(variable.name)
                found[variable.name] = -1 if said is None else variable.of(said)
        return found | {name: int(path in exempt) for path, name in self.recorded.items()}

    # Writing --------------------------------------------------------------------------

    def _write(self) -> None:
        points: list[_Points | None] = []
        lowered = iter(self.lowered.criteria)
        for group in self.standard.groups:
            for criterion in group.criteria:
                write = partial(self._points, criterion, group, next(lowered))
                points.append(self._try(group.start + criterion.id, write))
        self._try("", lambda: self._whole(points))

    def _try(self, path: str, write: Callable[[], T]) -> T | None:
        """Write a part; what cannot be said is named."""
        try:
            return write()
        except UnwritableError as error:
            entry: dict[str, Any] = {"path": path, "reason": error.reason}
            if error.names:
                entry["names"] = self._bounded(error.names)
            self.left_out.append(entry)
        return None

    def _bounded(self, used: Sequence[str]) -> list[str]:
        """Give the indicators whose variables are behind steps: what there is to bound."""
        rules = {step.name: step.rule for step in self.steps}
        waiting, found = list(used), dict[str, None]()
        while waiting:
            name = waiting.pop()
            if name in rules:
                waiting += names(rules[name])
            elif name in self.variables:
                found[self.variables[name].indicator] = None
        return sorted(found)

    def kept_mark(self, name: str, what: tuple[str, str], mark: Mark) -> Mark:
        """Keep both sides of an answer as steps, and say what they are called."""
        sure = self.writing.truth(f"{_id(name)}_{what[0]}", mark.sure)
        result = self.results.setdefault(name, {})
        result[what[0].lower()] = _shown(sure)
        if node_of(mark.possible) is node_of(mark.sure):
            return Mark(sure, sure)  # what does not hold fails
        never = self.writing.truth(f"{_id(name)}_{what[1]}", denied(mark.possible))
        result[what[1].lower()] = _shown(never)
        possible = denied(never)
        return Mark(sure, possible)

    def _asked(self, asked: Asked, *, recordable: bool = True) -> Marks:
        """Write what was found of a requirement or strike."""
        holds = self.kept_mark(asked.path, ("HOLDS", "FAILS"), self._sides(asked.holds))
        return Marks(self._applies(asked, recordable=recordable), holds)

    def _applies(self, part: Asked | Scored, *, recordable: bool) -> Mark:
        """Write whether a part applies: by its rule, and unless it is exempt by a record."""
        applies = _YES if part.applies is None else self._sides(part.applies)
        if recordable and self.exemptions:
            core, name = self.lowered.core, f"{_id(part.path)}_RECORDED"
            self.recorded[part.path] = name
            self.writing.sizes[name] = (0, 1)
            nothing = truth_of(core, core.compare("==", Name(name), Constant(0)))
            applies = Mark(both(nothing, applies.sure), both(nothing, applies.possible))
        return applies if applies is _YES else self.kept_mark(part.path, _APPLIES, applies)

    def _sides(self, condition: Condition) -> Mark:
        core = self.lowered.core
        sure = truth_of(core, condition.holds)
        return Mark(sure, sure if condition.total else denied(truth_of(core, condition.fails)))

    def _points(self, criterion: Criterion, group: CriteriaGroup, lowered: Scored) -> _Points:
        path, terms = lowered.path, group.terms
        marks = [self._asked(asked) for asked in lowered.asked]
        zeroing = [self._asked(asked, recordable=False) for asked in lowered.zeroing]
        applies = self._applies(lowered, recordable=True)
        case = CoreCase(
            full=Fraction(criterion.points),
            requirements=list(zip(criterion.requirements, marks, strict=True)),
            values=[
                self._measured(f"{_id(path)}_NUMBER_{place}", rule, number)
                for place, (rule, number) in enumerate(
                    zip(criterion.grade.measures.values(), lowered.measured, strict=True)
                )
            ],
            credited=terms.credited,
        )
        points = criterion.grade.core(case)
        if points is None:
            raise UnwritableError("scorer-without-core")
        if criterion.round is not None:  # which reads them more than once
            low = high = self.writing.shared(f"{_id(path)}_GRADED_LEAST", points[0])
            if not _one(*points):
                high = self.writing.shared(f"{_id(path)}_GRADED_GREATEST", points[1])
            points = low, high
        asked = criterion.grade.core_asked(case)
        exempt = is_exempt(marks, applies)
        ends, inner = scored(criterion, points, asked, zeroing=zeroing, exempt=exempt, terms=terms)
        if terms.unmet:
            ends, inner = (ends[0], ends[0]), (inner[0], inner[0])
        least, greatest = self.kept(path, ends)
        term = None
        if terms.rescaled and _one(*asked) and node_of(exempt.sure) is node_of(exempt.possible):
            # Unless it is exempt as a whole, the points that enter the quotient are its own.
            low, high = least, greatest
            if exempt.sure is not False:
                low, high = self.kept(f"{path}.INNER", inner)
            whole = self.writing.number(f"{_id(path)}_ASKED", asked[0])
            out = self.writing.truth(f"{_id(path)}_OUT", exempt.sure)
            term = CoreTerm((low, high), whole, out)
        return _Points(least, greatest, term)

    def _measured(self, name: str, rule: Rule, number: LoweredNumber) -> CoreValue:
        """Give a number that a grading measures, with the size that its rule may have."""
        core = self.lowered.core
        signature = rule.signature(self.names)
        assert signature is not None  # it has passed the checker
        least, greatest = (
            CoreNumber(core, quotient, signature.minimum, signature.maximum)
            for quotient in (number.least, number.greatest)
        )
        low = high = self.writing.shared(f"{name}_LEAST", least)
        if not number.known:
            high = self.writing.shared(f"{name}_GREATEST", greatest)
        return CoreValue(low, high, truth_of(core, number.sure))

    def kept(self, path: str, points: tuple[Reckoned, Reckoned]) -> tuple[Reckoned, Reckoned]:
        """Keep least and greatest points as steps, and say what they are called."""
        least = self.writing.number(f"{_id(path)}_LEAST", points[0])
        greatest = least
        if not _one(*points):
            greatest = self.writing.number(f"{_id(path)}_GREATEST", points[1])
        result = self.results.setdefault(path, {})
        for name, end in (("least", least), ("greatest", greatest)):
            above, below = quotient_of(self.lowered.core, end)
            result[name] = [_part(above), _part(below)]
        return least, greatest

    def _whole(self, points: Sequence[_Points | None]) -> None:
        """Write sections, total, bands and outcome, as far as their criteria are there."""
        gates = [self._asked(gate) for gate in self.lowered.gates]
        strikes = [self._asked(strike, recordable=False) for strike in self.lowered.strikes]
        nothing = _Points(ZERO, ZERO, None)
        known, units = [], []
        for (group, criterion), one in zip(self._criteria(), points, strict=True):
            if not criterion.advisory:
                if one is None:
                    raise UnwritableError("rests-on-left-out")
                if group.terms.rescaled and group.role == "section" and one.term is None:
                    raise UnwritableError("open-exemption")
            known.append(one or nothing)
            units.append(known[-1].term)
        least = [one.least for one in known]
        greatest = [one.greatest for one in known]
        same = all(map(_one, least, greatest))
        Totalling(self.standard, scale=1).reckon(
            least,
            least if same else greatest,
            [strike.met for strike in strikes],
            [_gate(gate) for gate in gates],
            units=units,
            keep=_Kept(self),
        )

    def _criteria(self) -> Iterator[tuple[CriteriaGroup, Criterion]]:
        for group in self.standard.groups:
            for criterion in group.criteria:
                yield group, criterion

    # The document ---------------------------------------------------------------------

    def document(self) -> dict[str, Any]:
        """Give the whole document in plain form.

        Raises:
            DocumentError: A rule would be too large.
        """
        criteria: dict[str, Any] = {}
        requirements: dict[str, Any] = {}
        strikes: dict[str, Any] = {}
        for path, part in self.standard.paths():
            match part:
                case Criterion():
                    criteria[path] = self._told(path, self._criterion(part))
                case Requirement():
                    requirements[path] = self._told(path, self._requirement(part))
                case Strike():
                    texts = self._texts(when=part.when, applies=part.applies)
                    strikes[path] = self._told(path, texts)
                case Section() | Fault():
                    pass  # it has no rule of its own, or is measured by its criterion
        words = [
            {"name": variable.name, "requirement": path, "method": method, "is": "truth"}
            for path, methods in self.words.items()
            for method, variable in methods.items()
        ]
        sections = [group.section.id for group in self.standard.groups if group.section]
        return {
            "kind": "portable",
            "format": 1,
            "standard": self.standard.id,
            "gaps": self.gaps,
            "exemptions": self.exemptions,
            "variables": [variable.plain() for variable in self.variables.values()]
            + words
            + [{"name": n, "of": path, "is": "exempt"} for path, n in self.recorded.items()],
            "criteria": criteria,
            "requirements": requirements,
            "strikes": strikes,
            "steps": [{"name": step.name, "text": step.text} for step in self.steps],
            "sections": {name: self.results[name] for name in sections if name in self.results},
            **{key.lower(): self.results[key] for key in WHOLE if key in self.results},
            "left_out": self.left_out,
        }

    def _told(self, path: str, form: dict[str, Any]) -> dict[str, Any]:
        return form | {"result": self.results[path]} if path in self.results else form

    def _criterion(self, criterion: Criterion) -> dict[str, Any]:
        """Write a criterion: its points, its grading, its rules."""
        form: dict[str, Any] = {"points": criterion.points, "grade": plain(criterion.grade)}
        numbers = [self._text(rule) for rule in criterion.grade.measures.values()]
        if numbers:
            form["measures"] = numbers
        return form | self._texts(applies=criterion.applies)

    def _requirement(self, requirement: Requirement) -> dict[str, Any]:
        """Write a requirement; the variables of its judgement are the words of methods."""
        form = self._texts(rule=requirement.rule, applies=requirement.applies)
        if requirement.judged is not None:
            methods = dict.fromkeys(requirement.judged.names, Signature(type="truth"))
            judged = requirement.judged.portable(methods, gaps=self.gaps)
            form["judged"] = dict(judged.texts)
        return form if requirement.points is None else form | {"points": requirement.points}

    def _texts(self, **rules: Rule | None) -> dict[str, Any]:
        """Write rules on facts, by what each is for."""
        return {role: self._text(rule) for role, rule in rules.items() if rule is not None}

    def _text(self, rule: Rule) -> dict[str, str]:
        """Write one rule on facts."""
        return dict(rule.portable(self.names, gaps=self.gaps).texts)


class _Kept(Keeper):
    """Keeps each result of the scoring as steps."""

    def __init__(self, of: PortableStandard) -> None:
        self.of = of
        #: How often bands have been kept.
        self.lowered = 0

    def points(self, name: str, points: Any) -> Any:
        """Keep points."""
        return self.of.kept(name, points)

    def mark(self, name: str, what: tuple[str, str], mark: Mark) -> Mark:
        """Keep an answer."""
        return self.of.kept_mark(name, what, mark)

    def bands(self, names: Sequence[str], bands: list[Truth]) -> list[Truth]:
        """Keep which bands are possible, so far."""
        ending = f"BAND_{self.lowered}"
        self.lowered += 1
        pairs = zip(names, bands, strict=True)
        kept = [self.of.writing.truth(f"{name}_{ending}", band) for name, band in pairs]
        pairs = zip(names, kept, strict=True)
        self.of.results["BANDS"] = {name: _shown(band) for name, band in pairs}
        return kept


def _id(path: str) -> str:
    return path.replace(".", _DOT)


def _before(path: str) -> str:
    """Give what stands before a method in the name of its word."""
    return _id(path) + _DOT


def _one(one: Reckoned, other: Reckoned) -> bool:
    """Tell whether two numbers are one and the same."""
    if isinstance(one, CoreNumber) and isinstance(other, CoreNumber):
        pairs = zip(one.quotient, other.quotient, strict=True)
        return all(first is second or first == second for first, second in pairs)
    return one is other or (not isinstance(one, CoreNumber) and one == other)


def _gate(gate: Marks) -> Mark:
    """Tell whether a gate is met; while it may be exempt, that is open."""
    return Mark(either(denied(gate.applies.possible), gate.met.sure), gate.credited.possible)


def _shown(truth: Truth) -> str | int:
    """Give the step of a truth, or 1 or 0."""
    if isinstance(truth, bool):
        return int(truth)
    match node_of(truth):
        case Compare("==", Name(name), Constant(1)):
            return name
    raise AssertionError  # of steps there are no other truths


def _part(part: Expression) -> str | int:
    """Give the step or variable of a number, or the number."""
    match part:
        case Name(name):
            return name
        case Constant(int() as value):
            return value
    raise AssertionError  # of steps there are no other numbers

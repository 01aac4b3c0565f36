"""Generation (生成): the two functions of a compiled standard, built from the integer core.

One is for complete facts, with whole numbers and truths straight down; it gives ``None``,
or fails, for anything else. The other is for facts with gaps, where each condition has
two sides: that it surely holds, and that it surely fails.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import Any

from attrs import frozen

from civil_village.facts import checked_value
from civil_village.indicators import Indicator
from civil_village.quantities import Ratio
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule, Signature, Unknown
from civil_village.rules.core import Core, Part, Variable
from civil_village.rules.lowering import Condition, Lowering, Number
from civil_village.rules.python import Function, Holding, assign, literal, name, pick, several
from civil_village.rules.syntax import Compare, Constant, Expression, Name, parts
from civil_village.standards.marks import STATES, STRIKE_STATES, PointsTable, SettledPoints
from civil_village.standards.model import Criterion, Standard

#: The parameters of the functions: facts, words of assessors, recorded exemptions.
FACTS, WORDS, EXEMPT = "f", "w", "x"


@frozen(kw_only=True)
class Asked:
    """A requirement or strike, lowered."""

    path: str
    applies: Condition | None
    holds: Condition


@frozen(kw_only=True)
class Scored:
    """A criterion, lowered."""

    path: str
    applies: Condition | None
    measured: Number | None
    asked: tuple[Asked, ...]
    points: PointsTable


class Lowered:
    """A whole standard, lowered, for complete facts or for facts with gaps."""

    def __init__(
        self,
        standard: Standard,
        signatures: Mapping[str, Signature],
        tables: Sequence[PointsTable],
        *,
        gaps: bool,
    ) -> None:
        self.gaps = gaps
        self.core = Core()
        self.facts = Lowering(signatures, gaps=gaps, guarded=gaps, core=self.core)
        self.indicators = standard.catalogue.indicators
        #: What assessors are asked, by the path of the requirement.
        self.words: dict[str, Lowering] = {}
        self.criteria: list[Scored] = []
        left = iter(tables)
        for section, criteria in standard.groups:
            start = "" if section is None else f"{section.id}."
            self.criteria += [self.scored(start + c.id, c, next(left)) for c in criteria]
        self.strikes = [self.strike(strike) for strike in standard.vetoes]

    def rule(self, rule: Rule | None) -> Condition | None:
        """Lower a condition on facts, where there is one."""
        return None if rule is None else self.facts.condition(rule.expression)

    def scored(self, path: str, criterion: Criterion, points: PointsTable) -> Scored:
        """Lower a criterion."""
        of = criterion.grade.measures
        return Scored(
            path=path,
            applies=self.rule(criterion.applies),
            measured=None if of is None else self.facts.number(of.expression),
            asked=tuple(self.asked(f"{path}.{r.id}", r) for r in criterion.requirements),
            points=points,
        )

    def asked(self, path: str, requirement: Requirement) -> Asked:
        """Lower a requirement: its rule and its judgement must both hold."""
        conditions = [self.rule(requirement.rule)]
        if requirement.judged is not None:
            methods = dict.fromkeys(requirement.judged.names, Signature(type="truth"))
            words = Lowering(methods, gaps=self.gaps, core=self.core, about=f"{path}:")
            conditions.append(words.condition(requirement.judged.expression))
            self.words[path] = words
        asked = [condition for condition in conditions if condition is not None]
        holds = Condition(
            self.core.both(*(condition.holds for condition in asked)),
            self.core.either(*(condition.fails for condition in asked)),
            all(condition.total for condition in asked),
        )
        return Asked(path=path, applies=self.rule(requirement.applies), holds=holds)

    def strike(self, strike: Strike) -> Asked:
        """Lower a strike."""
        holds = self.facts.condition(strike.when.expression)
        return Asked(path=strike.id, applies=self.rule(strike.applies), holds=holds)

    def expressions(self) -> Iterator[Expression]:
        """Give every rule of the core that will be written."""
        asked = [asked for scored in self.criteria for asked in scored.asked] + self.strikes
        conditions = [condition for one in asked for condition in (one.applies, one.holds)]
        conditions += [scored.applies for scored in self.criteria]
        for condition in conditions:
            if condition is not None:
                yield condition.holds
                if self.gaps:
                    yield condition.fails
        for scored in self.criteria:
            if scored.measured is not None:
                yield from _ends(scored.measured)


def _ends(number: Number) -> tuple[Expression, ...]:
    low, high = number.least, number.greatest
    return (low.numerator, low.denominator, high.numerator, high.denominator, number.sure)


def complete(lowered: Lowered) -> Callable[..., Any]:
    """Generate the function for complete facts."""
    return _Complete(lowered, [FACTS, WORDS]).function("complete")


def gapped(lowered: Lowered) -> Callable[..., Any]:
    """Generate the function for facts with gaps."""
    return _Gapped(lowered, [FACTS, WORDS, EXEMPT]).function("gapped")


class _Writer:
    """Writes one function: what it reads, the criteria, the strikes, the answer."""

    def __init__(self, lowered: Lowered, parameters: list[str]) -> None:
        self.lowered = lowered
        self.to = Function(parameters, lowered.core)

    def function(self, title: str) -> Callable[..., Any]:
        """Write everything, and compile it."""
        self.to.expect(self.lowered.expressions())
        used = dict.fromkeys(v.indicator for v in self.lowered.facts.variables.values())
        self.read_all({indicator: f"v{number}" for number, indicator in enumerate(used)})
        for number, (path, words) in enumerate(self.lowered.words.items()):
            self.hear(path, words, f"w{number}")
        self.answer()
        return self.to.build(title)

    def add(self, *statements: ast.stmt) -> None:
        """Add statements to the function."""
        self.to.body.extend(statements)

    def hold(self, indicator: str, local: str, holding: Holding, scale: int = 1) -> None:
        """Say that a local holds the value of a fact."""
        self.to.hold(value_of(indicator), local, holding, scale)

    def rule(self, rule: Expression) -> ast.expr:
        """Write a rule of the core."""
        return self.to.expression(rule)

    def read_all(self, locals_: Mapping[str, str]) -> None:
        """Read every fact that is used into the local that it is given here."""
        raise NotImplementedError

    def hear(self, path: str, words: Lowering, local: str) -> None:
        """Read the words of assessors into locals."""
        raise NotImplementedError

    def answer(self) -> None:
        """Work out and give the answer."""
        raise NotImplementedError


def _key(mapping: str, key: str) -> ast.expr:
    return ast.Subscript(name(mapping), literal(key), ast.Load())


def _at(table: ast.expr, key: ast.expr) -> ast.expr:
    return ast.Subscript(table, key, ast.Load())


def _get(mapping: ast.expr, key: str) -> ast.expr:
    return _call(ast.Attribute(mapping, "get", ast.Load()), literal(key))


def _call(function: ast.expr, *arguments: ast.expr) -> ast.expr:
    return ast.Call(function, list(arguments), [])


def _is(left: ast.expr, right: ast.expr, *, denied: bool = False) -> ast.expr:
    return ast.Compare(left, [ast.IsNot() if denied else ast.Is()], [right])


def _type_is(local: str, kind: str, *, denied: bool = False) -> ast.expr:
    return _is(_call(name("type"), name(local)), name(kind), denied=denied)


def _if(when: ast.expr, then: list[ast.stmt], otherwise: list[ast.stmt]) -> ast.stmt:
    return ast.If(when, then, otherwise)


def _unpack(locals_: Sequence[str], value: ast.expr) -> ast.stmt:
    names = [ast.Name(local, ast.Store()) for local in locals_]
    return ast.Assign([ast.Tuple(list[ast.expr](names), ast.Store())], value)


_GIVE_UP: list[ast.stmt] = [ast.Return(literal(None))]


class _Complete(_Writer):
    """The way for complete facts: whatever is missing or of another type ends it."""

    def __init__(self, lowered: Lowered, parameters: list[str]) -> None:
        super().__init__(lowered, parameters)
        self.compared = only_compared(list(lowered.expressions()))
        self.to.scope.update({"Decimal": Decimal, "Ratio": Ratio})

    def read_all(self, locals_: Mapping[str, str]) -> None:
        if len(locals_) > 1:  # all of them in one go
            getter = self.to.keep(itemgetter(*locals_))
            self.add(_unpack(list(locals_.values()), _call(getter, name(FACTS))))
        else:
            self.add(*(assign(local, _key(FACTS, fact)) for fact, local in locals_.items()))
        for indicator, local in locals_.items():
            self.read(indicator, local)

    def read(self, indicator: str, local: str) -> None:
        """Check a fact, and hold it as whole numbers or a truth."""
        signature = self.lowered.facts.signatures[indicator]
        if signature.type == "choice":
            codes = {text: code for code, text in enumerate(self.lowered.facts.codes)}
            self.add(assign(local, _at(self.to.keep(codes), name(local))))
            self.hold(indicator, local, "number")
        elif signature.type == "truth":
            self.add(_if(_type_is(local, "bool", denied=True), _GIVE_UP, []))
            self.hold(indicator, local, "truth")
        elif signature.static:
            self.number(indicator, local, signature.denominator)
        else:
            self.share(indicator, local)

    def number(self, indicator: str, local: str, scale: int) -> None:
        """Read a count or an amount, as it is written where it is only compared."""
        other = _type_is(local, "int", denied=True)
        if scale == 1:
            self.add(_if(other, _GIVE_UP, []))
            self.hold(indicator, local, "number")
        elif value_of(indicator) in self.compared:
            finite = _call(ast.Attribute(name(local), "is_finite", ast.Load()))
            fits = ast.BoolOp(ast.And(), [_type_is(local, "Decimal"), finite])
            self.add(_if(other, [_if(ast.UnaryOp(ast.Not(), fits), _GIVE_UP, [])], []))
            self.hold(indicator, local, "written", scale)
        else:
            times = ast.BinOp(name(local), ast.Mult(), literal(scale))
            scaled = _call(self.to.keep(_scaled), name(local), literal(scale))
            self.add(assign(local, pick(_type_is(local, "int"), times, scaled)))
            self.hold(indicator, local, "number")

    def share(self, indicator: str, local: str) -> None:
        """Read a share or a mean: its part and its whole, which must be above 0."""
        part, whole = f"{local}_part", f"{local}_whole"
        both = [ast.Attribute(name(local), part_, ast.Load()) for part_ in _RATIO]
        of_ratio = [assign(part, both[0]), assign(whole, both[1])]
        other = _unpack([part, whole], _call(self.to.keep(_share), name(local)))
        self.add(_if(_type_is(local, "Ratio"), of_ratio, [other]))
        self.add(_if(ast.Compare(name(whole), [ast.Lt()], [literal(1)]), _GIVE_UP, []))
        self.hold_parts(indicator, {("part",): part, ("whole",): whole})

    def hold_parts(self, indicator: str, locals_: dict[tuple[Part, ...], str]) -> None:
        """Say which locals hold the variables of a fact."""
        for which, local in locals_.items():
            self.to.hold(Variable(indicator=indicator, parts=which).name, local, "number")

    def hear(self, path: str, words: Lowering, local: str) -> None:
        for number, (method, variable) in enumerate(_methods(words)):
            self.add(assign(f"{local}_{number}", _at(_key(WORDS, path), literal(method))))
            self.to.hold(variable, f"{local}_{number}", "truth")

    def answer(self) -> None:
        states: list[ast.expr] = []
        points: list[ast.expr] = []
        exempt: list[ast.expr] = []
        for number, scored in enumerate(self.lowered.criteria):
            local = f"p{number}"
            marks = [f"m{len(states) + index}" for index in range(len(scored.asked))]
            plain = len(scored.asked) == 1 and scored.measured is None and scored.applies is None
            if not plain or not self.alone(scored, marks[0], local):
                exempt.append(self.criterion(scored, marks, local))
            else:
                exempt.append(literal(value=False))
            states += map(name, marks)
            points.append(name(local))
        strikes = [self.mark(strike, "hit", "clear") for strike in self.lowered.strikes]
        self.add(assign("points", several(points)))
        parts_ = [several(states), name("points"), name("points"), several(strikes)]
        self.add(ast.Return(several([*parts_, several(exempt)])))

    def alone(self, scored: Scored, mark: str, local: str) -> bool:
        """Write a criterion of one requirement that always applies: either points or others."""
        asked, settled = scored.asked[0], []
        if asked.applies is not None:
            return False
        for found in ("met", "unmet"):
            least, greatest = scored.points[found, False]
            if least != greatest or not isinstance(least, int):
                return False
            settled.append([assign(mark, literal(found)), assign(local, literal(least))])
        self.add(_if(self.rule(asked.holds.holds), *settled))
        return True

    def criterion(self, scored: Scored, marks: Sequence[str], local: str) -> ast.expr:
        """Write a criterion: the mark of each requirement, and the points of all together."""
        for asked, mark in zip(scored.asked, marks, strict=True):
            self.add(assign(mark, self.mark(asked, "met", "unmet")))
        exempt: ast.expr = literal(value=False)
        if scored.applies is not None:
            self.add(
                assign(f"{local}_exempt", ast.UnaryOp(ast.Not(), self.rule(scored.applies.holds)))
            )
            exempt = name(f"{local}_exempt")
        key = [*map(name, marks), exempt]
        if scored.measured is not None:
            key += map(self.rule, _ends(scored.measured))
        table = self.to.keep(SettledPoints(scored.points))
        self.add(assign(local, _at(table, several(key))))
        return exempt

    def mark(self, asked: Asked, holds: str, fails: str) -> ast.expr:
        """Write the mark of a requirement or strike."""
        mark = pick(self.rule(asked.holds.holds), literal(holds), literal(fails))
        if asked.applies is None:
            return mark
        return pick(self.rule(asked.applies.holds), mark, literal("exempt"))


class _Gapped(_Writer):
    """The way for facts with gaps: least and greatest, surely holds and surely fails."""

    def read_all(self, locals_: Mapping[str, str]) -> None:
        for indicator, local in locals_.items():
            self.read(indicator, local)

    def read(self, indicator: str, local: str) -> None:
        """Read a fact as least and greatest, a code, or a truth that may be open."""
        signature = self.lowered.facts.signatures[indicator]
        held = _PARTS[signature.static, signature.partial]
        reader = Reader(
            indicator, self.lowered.indicators[indicator], signature, self.lowered.facts.codes, held
        )
        read = _call(self.to.keep(reader), name(local))
        self.add(assign(local, _get(name(FACTS), indicator)))
        if signature.type == "truth":
            known = [_is(name(local), literal(value), denied=True) for value in (True, False)]
            self.add(_if(ast.BoolOp(ast.And(), known), [assign(local, read)], []))
            self.hold(indicator, local, "open-truth")
            return
        if signature.type == "choice":
            self.add(assign(local, read))
            self.hold(indicator, local, "number")
            return
        locals_ = [f"{local}_{number}" for number in range(len(held))]
        for which, part in zip(held, locals_, strict=True):
            self.to.hold(Variable(indicator=indicator, parts=which).name, part, "number")
        if signature.static:
            times = ast.BinOp(name(local), ast.Mult(), literal(signature.denominator))
            quick = [assign(locals_[0], times), assign(locals_[1], name(locals_[0]))]
            quick += [assign(sure, literal(1)) for sure in locals_[2:]]
            kind = "int"
        else:
            both = [ast.Attribute(name(local), part, ast.Load()) for part in _RATIO]
            quick = [assign(one, both[index % 2]) for index, one in enumerate(locals_)]
            kind = "Ratio"
        self.to.scope["Ratio"] = Ratio
        self.add(_if(_type_is(local, kind), quick, [_unpack(locals_, read)]))

    def hear(self, path: str, words: Lowering, local: str) -> None:
        self.add(
            assign(
                local,
                _call(
                    ast.Attribute(name(WORDS), "get", ast.Load()), literal(path), self.to.keep({})
                ),
            )
        )
        for number, (method, variable) in enumerate(_methods(words)):
            self.add(assign(f"{local}_{number}", _get(name(local), method)))
            self.to.hold(variable, f"{local}_{number}", "open-truth")

    def answer(self) -> None:
        states: list[ast.expr] = []
        exempt: list[ast.expr] = []
        table = self.to.keep(STATES)
        for number, scored in enumerate(self.lowered.criteria):
            marks = []
            for asked in scored.asked:
                marks.append(f"m{len(states)}")
                recorded = ast.Compare(literal(asked.path), [ast.In()], [name(EXEMPT)])
                mark = pick(recorded, literal("exempt"), self.mark(asked))
                self.add(assign(marks[-1], mark))
                states.append(_at(table, name(marks[-1])))
            exempt.append(self.criterion(scored, marks, number))
        strikes = [_at(self.to.keep(STRIKE_STATES), self.mark(s)) for s in self.lowered.strikes]
        count = len(self.lowered.criteria)
        ends = [several(name(f"{end}{number}") for number in range(count)) for end in ("l", "h")]
        self.add(ast.Return(several([several(states), *ends, several(strikes), several(exempt)])))

    def mark(self, asked: Asked) -> ast.expr:
        """Write the mark of a requirement or strike."""
        mark = self.sides(asked.holds, "met", "unmet", "open")
        if asked.applies is None:
            return mark
        open_ = self.sides(asked.holds, "maybe-met", "maybe-unmet", "maybe-open")
        fails = pick(self.rule(asked.applies.fails), literal("exempt"), open_)
        return pick(self.rule(asked.applies.holds), mark, fails)

    def sides(self, condition: Condition, holds: Any, fails: Any, open_: Any) -> ast.expr:
        """Write one value where a condition holds, one where it fails, one where it is open."""
        otherwise = pick(self.rule(condition.fails), literal(fails), literal(open_))
        return pick(self.rule(condition.holds), literal(holds), otherwise)

    def criterion(self, scored: Scored, marks: Sequence[str], number: int) -> ast.expr:
        """Write a criterion: the points of all its requirements together."""
        by_itself: ast.expr = literal(value=False)
        if scored.applies is not None:
            by_itself = self.sides(scored.applies, holds=False, fails=True, open_=None)
        recorded = ast.Compare(literal(scored.path), [ast.In()], [name(EXEMPT)])
        exempt = f"e{number}"
        self.add(assign(exempt, pick(recorded, literal(value=True), by_itself)))
        key = [*map(name, marks), name(exempt)]
        if scored.measured is not None:
            key += map(self.rule, _ends(scored.measured))
        found = _at(self.to.keep(scored.points), several(key))
        self.add(_unpack([f"l{number}", f"h{number}"], found))
        return name(exempt)


_RATIO = ("numerator", "denominator")
#: Which numbers of a fact are read, by whether its scale is fixed and it may have no value.
_PARTS: dict[tuple[bool, bool], tuple[tuple[Part, ...], ...]] = {
    (True, False): (("least",), ("greatest",)),
    (True, True): (("least",), ("greatest",), ("sure",)),
    **dict.fromkeys(
        ((False, False), (False, True)),
        (
            ("least", "part"),
            ("least", "whole"),
            ("greatest", "part"),
            ("greatest", "whole"),
        ),
    ),
}


def _methods(words: Lowering) -> Iterator[tuple[str, str]]:
    """Give each method that is asked, and the variable that holds its word."""
    for variable in words.variables.values():
        yield variable.indicator.rpartition(":")[2], variable.name


@frozen
class Reader:
    """Reads a fact where it is not plainly what its indicator asks for.

    Raises:
        DocumentError: It is of another type than its indicator.
    """

    name: str
    indicator: Indicator
    signature: Signature
    codes: tuple[str, ...]
    parts: tuple[tuple[Part, ...], ...]

    def __call__(self, given: Any) -> Any:
        """Give the numbers of a number, the code of a choice, a truth or ``None``."""
        value = checked_value(self.name, self.indicator, self.signature, given)
        if self.signature.type == "truth":
            return None if isinstance(value, Unknown) else value
        if self.signature.type == "choice":
            return -1 if isinstance(value, Unknown) else self.codes.index(str(value))
        scale = self.signature.denominator if self.signature.static else 1
        return tuple(
            Variable(indicator=self.name, parts=part, scale=scale).of(value) for part in self.parts
        )


def _share(given: Any) -> tuple[int, int]:
    """Give part and whole of a share or mean that is no `Ratio`."""
    if isinstance(given, Decimal | Fraction) or type(given) is int:
        return given.as_integer_ratio()
    raise TypeError


def _scaled(given: Any, scale: int) -> int:
    """Give the whole multiple of an amount that is no whole number."""
    if not isinstance(given, Decimal | Fraction):
        raise TypeError
    scaled = Fraction(given) * scale
    if scaled.denominator != 1:
        raise ValueError
    return scaled.numerator


def value_of(indicator: str) -> str:
    """Name the variable that holds the value of a fact."""
    return Variable(indicator=indicator, parts=("value",)).name


def only_compared(rules: Sequence[Expression]) -> set[str]:
    """Give the variables that rules of the core do nothing with but compare with literals.

    Examples:
        >>> core = Core()
        >>> rule = core.compare(">=", Name("funds"), Constant(50))
        >>> only_compared([rule, core.compare("<", Name("a"), Name("b"))])
        {'funds'}
    """
    found = set[str]()
    used = {rule.id for rule in rules if isinstance(rule, Name)}
    waiting, seen = list(rules), set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        inner = parts(node)
        literal_beside = isinstance(node, Compare) and any(isinstance(p, Constant) for p in inner)
        (found if literal_beside else used).update(p.id for p in inner if isinstance(p, Name))
        waiting.extend(inner)
    return found - used

"""The generated code (生成代码): the two functions of a standard, built from the integer core.

One is for complete facts, with whole numbers and truths straight down; it gives ``None``,
or fails, for anything else. The other is for facts with gaps, where each condition has
two sides: that it surely holds, and that it surely fails.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

from civil_village.quantities.ratios import Ratio
from civil_village.rules import python_nodes as py
from civil_village.rules.core import NumberPart, variable_name
from civil_village.rules.lowering import Condition, Lowering
from civil_village.rules.python import Function, Holding
from civil_village.rules.syntax import Compare, Constant, Expression, Name, parts
from civil_village.standards.compilation.lowered import Asked, LoweredStandard, Scored, ends
from civil_village.standards.compilation.points_by_state import STATES, STRIKE_STATES, SettledPoints
from civil_village.standards.compilation.whole_numbers import Reader, part_and_whole, scaled

#: The parameters of the functions: facts, words of assessors, recorded exemptions.
FACTS, WORDS, EXEMPT = "f", "w", "x"
#: Where least and greatest points stand in a `Score`.
LEAST, GREATEST = 0, 1
#: Part and whole of a `Ratio` in lowest terms.
RATIO = ("numerator", "denominator")

#: The ways in which a fact that is not plainly what is asked for ends the quick way.
NOT_PLAIN = ("LookupError", "TypeError", "ValueError", "ArithmeticError")

_GIVE_UP = [py.give(py.literal(None))]
_NO, _YES = py.literal(value=False), py.literal(value=True)


def complete(lowered: LoweredStandard) -> Callable[..., Any]:
    """Generate the function for complete facts; its parameters are facts and words.

    It gives ``None`` where something is missing, or is not plainly what is asked for.
    """
    return _Complete(lowered, [FACTS, WORDS]).function("complete")


def gapped(lowered: LoweredStandard) -> Callable[..., Any]:
    """Generate the function for facts with gaps: facts, words, exemptions.

    It gives the answer, and the score of each criterion.
    """
    return _Gapped(lowered, [FACTS, WORDS, EXEMPT]).function("gapped")


class _Writer:
    """Writes one function: what it reads, the criteria, the strikes, the answer."""

    def __init__(self, lowered: LoweredStandard, parameters: list[str]) -> None:
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

    def hold(
        self,
        indicator: str,
        local: str,
        holding: Holding,
        *,
        which: tuple[NumberPart, ...] = ("value",),
        scale: int = 1,
    ) -> None:
        """Say that a local holds a number of a fact."""
        self.to.hold(variable_name(indicator, which), local, holding, scale)

    def rule(self, rule: Expression) -> ast.expr:
        """Write a rule of the core."""
        return self.to.expression(rule)

    def read_all(self, locals_: Mapping[str, str]) -> None:
        """Read every fact that is used into the local that it is given here."""
        raise NotImplementedError

    def hear(self, path: str, words: Lowering, local: str) -> None:
        """Read the words of assessors on one requirement."""
        raise NotImplementedError

    def answer(self) -> None:
        """Work out and give the answer."""
        raise NotImplementedError


class _Complete(_Writer):
    """The way for complete facts: whatever is missing or of another type ends it."""

    def __init__(self, lowered: LoweredStandard, parameters: list[str]) -> None:
        super().__init__(lowered, parameters)
        self.compared = only_compared(list(lowered.expressions()))
        self.to.scope.update({"Decimal": Decimal, "Ratio": Ratio})

    def read_all(self, locals_: Mapping[str, str]) -> None:
        facts = py.name(FACTS)
        if len(locals_) > 1:  # all of them in one go
            getter = self.to.keep(itemgetter(*locals_))
            self.add(py.unpack(locals_.values(), py.call(getter, facts)))
        else:
            for indicator, local in locals_.items():
                self.add(py.assign(local, py.item(facts, py.literal(indicator))))
        for indicator, local in locals_.items():
            self.read(indicator, local)

    def read(self, indicator: str, local: str) -> None:
        """Check a fact, and hold it as whole numbers or a truth."""
        signature = self.lowered.facts.signatures[indicator]
        if signature.type == "choice":
            codes = self.to.keep(self.lowered.facts.codes)
            self.add(py.assign(local, py.item(codes, py.name(local))))
            self.hold(indicator, local, "number")
        elif signature.type == "truth":
            self.unless(py.is_type(local, "bool"))
            self.hold(indicator, local, "truth")
        elif signature.static:
            self.number(indicator, local, signature.denominator)
        else:
            self.share(indicator, local)

    def unless(self, condition: ast.expr) -> None:
        """Give up where a condition does not hold."""
        self.add(py.when(py.denied(condition), _GIVE_UP))

    def number(self, indicator: str, local: str, scale: int) -> None:
        """Read a count or an amount, as it is written where it is only compared."""
        is_whole = py.is_type(local, "int")
        if scale == 1:
            self.unless(is_whole)
            self.hold(indicator, local, "number")
        elif variable_name(indicator) in self.compared:
            finite = py.call(py.attribute(py.name(local), "is_finite"))
            fits = py.both(py.is_type(local, "Decimal"), finite)
            self.add(py.when(py.denied(is_whole), [py.when(py.denied(fits), _GIVE_UP)]))
            self.hold(indicator, local, "written", scale=scale)
        else:
            times = py.times(py.name(local), py.literal(scale))
            other = py.call(self.to.keep(scaled), py.name(local), py.literal(scale))
            self.add(py.assign(local, py.pick(is_whole, times, other)))
            self.hold(indicator, local, "number")

    def share(self, indicator: str, local: str) -> None:
        """Read a share or a mean: its part and its whole, which must be above 0."""
        held = [f"{local}_{end}" for end in ("part", "whole")]
        quick = [
            py.assign(one, py.attribute(py.name(local), key))
            for one, key in zip(held, RATIO, strict=True)
        ]
        other = py.unpack(held, py.call(self.to.keep(part_and_whole), py.name(local)))
        self.add(py.when(py.is_type(local, "Ratio"), quick, [other]))
        self.unless(py.name(held[1]))
        self.hold(indicator, held[0], "number", which=("part",))
        self.hold(indicator, held[1], "number", which=("whole",))

    def hear(self, path: str, words: Lowering, local: str) -> None:
        said = py.item(py.name(WORDS), py.literal(path))
        for number, (method, variable) in enumerate(_methods(words)):
            self.add(py.assign(f"{local}_{number}", py.item(said, py.literal(method))))
            self.to.hold(variable, f"{local}_{number}", "truth")

    def answer(self) -> None:
        states: list[ast.expr] = []
        exempt: list[ast.expr] = []
        locals_ = [f"p{number}" for number in range(len(self.lowered.criteria))]
        for scored, local in zip(self.lowered.criteria, locals_, strict=True):
            marks = [f"m{len(states) + index}" for index in range(len(scored.asked))]
            exempt.append(self.criterion(scored, marks, local))
            states += map(py.name, marks)
        states += [self.mark(gate, "met", "unmet") for gate in self.lowered.gates]
        zeroing = [one for scored in self.lowered.criteria for one in scored.zeroing]
        strikes = [self.mark(one, "hit", "clear") for one in (*self.lowered.strikes, *zeroing)]
        # Least and greatest are one: so the answer says that nothing is missing.
        self.add(py.assign("points", py.several(map(py.name, locals_))))
        points = py.name("points")
        parts_ = [py.several(states), points, points, py.several(strikes), py.several(exempt)]
        self.add(py.give(py.several(parts_)))
        self.to.body[:] = [py.attempt(list(self.to.body), _GIVE_UP, *NOT_PLAIN)]

    def criterion(self, scored: Scored, marks: Sequence[str], local: str) -> ast.expr:
        """Write a criterion, and give whether it is exempt by itself."""
        if self.alone(scored, marks, local):
            return _NO
        for asked, mark in zip(scored.asked, marks, strict=True):
            self.add(py.assign(mark, self.mark(asked, "met", "unmet")))
        exempt = _NO
        if scored.applies is not None:
            exempt = py.name(f"{local}_exempt")
            self.add(py.assign(f"{local}_exempt", py.denied(self.rule(scored.applies.holds))))
        zeroing = [self.mark(strike, "met", "unmet") for strike in scored.zeroing]
        key = [*map(py.name, marks), *zeroing, exempt]
        key += map(self.rule, ends(scored.measured))
        table = self.to.keep(SettledPoints(scored.scores))
        self.add(py.assign(local, py.item(table, py.several(key))))
        return exempt

    def alone(self, scored: Scored, marks: Sequence[str], local: str) -> bool:
        """Write a criterion of one requirement that always applies: either points or others."""
        plain = not (scored.applies or scored.measured or scored.zeroing)
        if len(marks) != 1 or not plain or scored.asked[0].applies:
            return False
        settled = []
        for found in ("met", "unmet"):
            least, greatest, *_ = scored.scores[found, False]
            if least != greatest or not isinstance(least, int):
                return False
            sides = (py.assign(marks[0], py.literal(found)), py.assign(local, py.literal(least)))
            settled.append(sides)
        self.add(py.when(self.rule(scored.asked[0].holds.holds), *settled))
        return True

    def mark(self, asked: Asked, holds: str, fails: str) -> ast.expr:
        """Write the mark of a requirement or strike."""
        mark = py.pick(self.rule(asked.holds.holds), py.literal(holds), py.literal(fails))
        if asked.applies is None:
            return mark
        return py.pick(self.rule(asked.applies.holds), mark, py.literal("exempt"))


class _Gapped(_Writer):
    """The way for facts with gaps: least and greatest, surely holds and surely fails."""

    def read_all(self, locals_: Mapping[str, str]) -> None:
        self.to.scope["Ratio"] = Ratio
        for indicator, local in locals_.items():
            self.add(py.assign(local, py.get(py.name(FACTS), py.literal(indicator))))
            self.read(indicator, local)

    def read(self, indicator: str, local: str) -> None:
        """Hold a fact as least and greatest, as a code, or as a truth that may be open."""
        facts = self.lowered.facts
        signature = facts.signatures[indicator]
        held = _PARTS[signature.static, signature.partial]
        known = self.lowered.indicators[indicator]
        reader = self.to.keep(Reader(indicator, known, signature, facts.codes, held))
        read = py.call(reader, py.name(local))
        if signature.type == "truth":
            self.add(py.when(py.denied(py.is_type(local, "bool")), [py.assign(local, read)]))
            self.hold(indicator, local, "open-truth")
        elif signature.type == "choice":
            self.add(py.assign(local, read))
            self.hold(indicator, local, "number")
        else:
            locals_ = [f"{local}_{number}" for number in range(len(held))]
            for which, part in zip(held, locals_, strict=True):
                self.hold(indicator, part, "number", which=which)
            kind, quick = self.known(local, locals_, signature.static and signature.denominator)
            self.add(py.when(py.is_type(local, kind), quick, [py.unpack(locals_, read)]))

    def known(self, local: str, locals_: Sequence[str], scale: int) -> tuple[str, list[ast.stmt]]:
        """Give the type in which a known number comes, and how it is then held."""
        if scale:
            least, greatest, *sure = locals_
            quick = [py.assign(least, py.times(py.name(local), py.literal(scale)))]
            quick.append(py.assign(greatest, py.name(least)))
            return "int", quick + [py.assign(one, py.literal(1)) for one in sure]
        keys = (*RATIO, *RATIO)
        pairs = zip(locals_, keys, strict=True)
        return "Ratio", [py.assign(one, py.attribute(py.name(local), key)) for one, key in pairs]

    def hear(self, path: str, words: Lowering, local: str) -> None:
        nothing = self.to.keep({})
        self.add(py.assign(local, py.get(py.name(WORDS), py.literal(path), nothing)))
        for number, (method, variable) in enumerate(_methods(words)):
            said = py.get(py.name(local), py.literal(method))
            self.add(py.assign(f"{local}_{number}", said))
            self.to.hold(variable, f"{local}_{number}", "open-truth")

    def answer(self) -> None:
        states: list[ast.expr] = []
        exempt: list[ast.expr] = []
        for number, scored in enumerate(self.lowered.criteria):
            marks = [f"m{len(states) + index}" for index in range(len(scored.asked))]
            for asked, mark in zip(scored.asked, marks, strict=True):
                self.add(py.assign(mark, self.found(asked)))
            exempt.append(self.criterion(scored, marks, number))
            states += map(py.name, marks)
        states += map(self.found, self.lowered.gates)
        zeroing = [one for scored in self.lowered.criteria for one in scored.zeroing]
        strikes = [self.mark(strike) for strike in (*self.lowered.strikes, *zeroing)]
        scores = [py.name(f"s{number}") for number in range(len(self.lowered.criteria))]
        points = [
            py.several(py.item(one, py.literal(end)) for one in scores) for end in (LEAST, GREATEST)
        ]
        parts_ = [self.looked_up(STATES, states), *points, self.looked_up(STRIKE_STATES, strikes)]
        answer = py.several([*parts_, py.several(exempt)])
        self.add(py.give(py.several([answer, py.several(scores)])))

    def looked_up(self, table: Mapping[str, str], marks: Sequence[ast.expr]) -> ast.expr:
        """Write the states that marks stand for."""
        kept = self.to.keep(table)
        return py.several(py.item(kept, mark) for mark in marks)

    def found(self, asked: Asked) -> ast.expr:
        """Write the mark of a requirement, which may be exempt by a record."""
        return py.pick(self.recorded(asked.path), py.literal("exempt"), self.mark(asked))

    def recorded(self, path: str) -> ast.expr:
        """Ask whether an exemption is recorded."""
        return py.one_of(py.literal(path), py.name(EXEMPT))

    def mark(self, asked: Asked) -> ast.expr:
        """Write the mark of a requirement or strike."""
        mark = self.sides(asked.holds, "met", "unmet", "open")
        if asked.applies is None:
            return mark
        open_ = self.sides(asked.holds, "maybe-met", "maybe-unmet", "maybe-open")
        fails = py.pick(self.rule(asked.applies.fails), py.literal("exempt"), open_)
        return py.pick(self.rule(asked.applies.holds), mark, fails)

    def sides(self, condition: Condition, holds: Any, fails: Any, open_: Any) -> ast.expr:
        """Write one value where a condition holds, one where it fails, one where it is open."""
        otherwise = py.pick(self.rule(condition.fails), py.literal(fails), py.literal(open_))
        return py.pick(self.rule(condition.holds), py.literal(holds), otherwise)

    def criterion(self, scored: Scored, marks: Sequence[str], number: int) -> ast.expr:
        """Write a criterion, and give whether it is exempt by itself."""
        by_itself = _NO
        if scored.applies is not None:
            by_itself = self.sides(scored.applies, holds=False, fails=True, open_=None)
        exempt = f"e{number}"
        self.add(py.assign(exempt, py.pick(self.recorded(scored.path), _YES, by_itself)))
        key = [*map(py.name, marks), *map(self.mark, scored.zeroing), py.name(exempt)]
        key += map(self.rule, ends(scored.measured))
        found = py.item(self.to.keep(scored.scores), py.several(key))
        self.add(py.assign(f"s{number}", found))
        return py.name(exempt)


#: Which numbers of a fact are read, by whether its scale is fixed and it may have no value.
_PARTS: dict[tuple[bool, bool], tuple[tuple[NumberPart, ...], ...]] = {
    (True, False): (("least",), ("greatest",)),
    (True, True): (("least",), ("greatest",), ("sure",)),
    **dict.fromkeys(
        ((False, False), (False, True)),
        (("least", "part"), ("least", "whole"), ("greatest", "part"), ("greatest", "whole")),
    ),
}


def _methods(words: Lowering) -> Iterator[tuple[str, str]]:
    """Give each method that is asked, and the variable that holds its word."""
    for variable in words.variables.values():
        yield variable.indicator.rpartition(":")[2], variable.name


def only_compared(rules: Sequence[Expression]) -> set[str]:
    """Give the variables that rules of the core do nothing with but compare with literals.

    Examples:
        >>> from civil_village.rules.core import Core
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

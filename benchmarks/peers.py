"""Other rule engines, each made ready for a mix in the fastest form that was found for it.

Every engine compiles once. Per record it gets the facts as a plain dict and gives the state
of each requirement and the points of each criterion; what it must convert for that counts.

Common to all: a share is compared by its whole numbers (``part * 25 >= whole * 23``), which
no engine rounds; division was no faster. Where an engine takes no decimals, amounts become
floats. All states come in one list from one expression, which was faster than an expression
for each; Python adds the points, which was no slower than an engine that chooses between
points and 0. Where there is a form "by position", the facts are handed over as one list:
most of these engines spend most of their time on taking over names.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from operator import itemgetter, mul
from typing import Any

from attrs import field, frozen
from mix import Mix, Record, part, whole

from civil_village.rules.syntax import (
    Arithmetic,
    Compare,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Not,
)

Answer = tuple[Sequence[bool | None], Sequence[Any]]
Naming = Callable[[str], str]


@frozen
class Engine:
    """An engine made ready for one mix."""

    #: Judges a complete record; the call that is timed.
    judge: Callable[[Record], Any]
    #: Tells whether one requirement, by its index, holds for a record with gaps. Whatever
    #: is no truth, and every error, means that the engine leaves it open.
    truth: Callable[[int, Record], Any]
    #: Turns what `judge` gives into states and points.
    read: Callable[[Any], Answer] = field(default=tuple)


# How facts reach an engine that knows floats but no decimals ----------------------------


@frozen
class Layout:
    """Names of the facts, amounts apart; shares stand as their parts."""

    others: tuple[str, ...]
    amounts: tuple[str, ...]

    @classmethod
    def of(cls, mix: Mix) -> Layout:
        """Lay out the facts of a mix."""
        others: list[str] = []
        for name, indicator in mix.standard.catalogue.indicators.items():
            if indicator.value == "ratio":
                others += [part(name), whole(name)]
            elif indicator.value != "amount":
                others.append(name)
        return cls(tuple(others), mix.named("amount"))

    def named(self, record: Record) -> Record:
        """Copy a record with its amounts as floats; what is absent stays absent."""
        floats = record.copy()
        for name in self.amounts:
            if name in floats:
                floats[name] = float(floats[name])
        return floats

    def listing(self) -> Callable[[Record], list[Any]]:
        """Make the function that puts a complete record into a list."""
        others, amounts = itemgetter(*self.others), itemgetter(*self.amounts)
        return lambda record: [*others(record), *map(float, amounts(record))]

    def listed_with_gaps(self, record: Record) -> list[Any]:
        """Put a record into a list, null for each gap."""
        floats = self.named(record)
        return [floats.get(name) for name in self.others + self.amounts]

    def position(self, name: str) -> str:
        """Write a fact as a position in the list ``f``."""
        return f"f[{(self.others + self.amounts).index(name)}]"


# How rules are written ------------------------------------------------------------------


def _point(value: Decimal) -> str:
    return f"{value:f}" if "." in f"{value:f}" else f"{value:f}.0"


@frozen
class Infix:
    """A language that writes a rule in one line."""

    both: str = "&&"
    either: str = "||"
    negation: str = "!"
    name: Naming = str
    decimal: Callable[[Decimal], str] = _point

    def text(self, rule: Expression) -> str:
        """Write a rule."""
        match rule:
            case Constant(Decimal() as value):
                return self.decimal(value)
            case Constant(value):
                return json.dumps(value)
            case Name(name):
                return self.name(name)
            case Not(operand):
                return f"{self.negation}({self.text(operand)})"
            case Compare(sign, Name(name), Constant(value)) if _is_share(name):
                share = Fraction(value)
                sides = self.name(part(name)), self.name(whole(name))
                return f"{sides[0]} * {share.denominator} {sign} {sides[1]} * {share.numerator}"
            case Compare(sign, left, right) | Arithmetic(sign, left, right):
                return f"{self.text(left)} {sign} {self.text(right)}"
            case Membership(item, options):
                return f"{self.text(item)} in {self.list(options)}"
            case Logic(sign, operands):
                word = self.both if sign == "&&" else self.either
                return f" {word} ".join(f"({self.text(operand)})" for operand in operands)
            case _:
                raise NotImplementedError(rule)  # no mix has it

    def list(self, rules: Sequence[Expression]) -> str:
        """Write a list of rules or constants."""
        return f"[{', '.join(map(self.text, rules))}]"


def json_logic(rule: Expression, name: Naming = str) -> Any:
    """Write a rule in JSON logic."""
    match rule:
        case Constant(value):
            return float(value) if isinstance(value, Decimal) else value
        case Name(of):
            return {"var": name(of)}
        case Not(operand):
            return {"!": [json_logic(operand, name)]}
        case Compare(sign, Name(of), Constant(value)) if _is_share(of):
            share = Fraction(value)
            left = {"*": [{"var": name(part(of))}, share.denominator]}
            return {sign: [left, {"*": [{"var": name(whole(of))}, share.numerator]}]}
        case Compare(sign, left, right) | Arithmetic(sign, left, right):
            return {sign: [json_logic(left, name), json_logic(right, name)]}
        case Membership(item, options):
            return {"in": [json_logic(item, name), [option.value for option in options]]}
        case Logic(sign, operands):
            word = "and" if sign == "&&" else "or"
            return {word: [json_logic(operand, name) for operand in operands]}
        case _:
            raise NotImplementedError(rule)  # no mix has it


def _is_share(name: str) -> bool:
    return name.startswith("ratio")


def _infix_engine(
    mix: Mix,
    language: Infix,
    ready: Callable[[str], Callable[[Any], Any]],
    facts: Callable[[Record], Any],
    facts_with_gaps: Callable[[Record], Any],
    *,
    ready_for_one: Callable[[str], Callable[[Any], Any]] | None = None,
) -> Engine:
    """Make an engine of a language.

    Args:
        mix: What it judges.
        language: How it writes rules.
        ready: Compiles one text; the function that results takes facts.
        facts: Turns a complete record into facts.
        facts_with_gaps: Turns any record into facts.
        ready_for_one: Compiles a single rule, where that differs.
    """
    every, points = ready(language.list(mix.rules)), mix.points
    each = [(ready_for_one or ready)(language.text(rule)) for rule in mix.rules]

    def judge(record: Record) -> Answer:
        states = every(facts(record))
        return states, list(map(mul, states, points))

    return Engine(judge, lambda index, record: each[index](facts_with_gaps(record)))


# The engines ----------------------------------------------------------------------------


def hand_written(mix: Mix) -> Engine:
    """Write what a good programmer would: a function with a line for each requirement.

    Decimals stay decimals; they stand in the source as globals, since there are no literals.
    """
    names: dict[str, Any] = {}

    def decimal(value: Decimal) -> str:
        name = f"D{len(names)}"
        names[name] = value
        return name

    language = Infix("and", "or", "not ", lambda name: f'facts["{name}"]', decimal)
    texts = [language.text(rule) for rule in mix.rules]
    points = ", ".join(f"{full} if s{index} else 0" for index, full in enumerate(mix.points))
    source = [
        "def judge(facts):",
        *(f"    s{index} = {text}" for index, text in enumerate(texts)),
        f"    return [{', '.join(f's{index}' for index in range(len(texts)))}], [{points}]",
        *(f"def r{index}(facts): return {text}" for index, text in enumerate(texts)),
    ]
    exec("\n".join(source), names)  # noqa: S102 - source that was made here
    return Engine(names["judge"], lambda index, record: names[f"r{index}"](record))


def zen(mix: Mix, *, by_position: bool) -> Engine:
    """Take GoRules zen. It has decimals inside, but takes only floats.

    Tried: a JSON text in place of the dict (half as long again); ``in [2..8]`` for ranges
    and ``or`` for lists (no difference).
    """
    compiled = import_module("zen").compile_expression
    layout = Layout.of(mix)
    words = Infix("and", "or", "not ", layout.position if by_position else str)

    def ready(text: str) -> Callable[[Any], Any]:
        run = compiled(text).evaluate
        return (lambda facts: run({"f": facts})) if by_position else run

    facts = layout.listing() if by_position else layout.named
    gaps = layout.listed_with_gaps if by_position else layout.named
    return _infix_engine(mix, words, ready, facts, gaps)


def cel_rust(mix: Mix) -> Engine:
    """Take CEL in Rust (common-expression-language).

    It asks for each name when it needs it. Tried: the dict as variables (half as long
    again), a list by position (somewhat longer).
    """
    cel = import_module("cel")
    layout = Layout.of(mix)

    def ready(text: str) -> Callable[[Record], Any]:
        run = cel.compile(text).execute

        def resolve(facts: Record) -> Any:
            context = cel.Context()
            context.set_variable_resolver(facts.get)
            return run(context)

        return resolve

    return _infix_engine(mix, Infix(), ready, layout.named, layout.named)


def cel_cpp(mix: Mix, *, by_position: bool) -> Engine:
    """Take Google's CEL in C++ (cel-expr-python).

    The facts are one variable, a list or a map. Tried: a declared variable for each fact
    (a fifth longer than the map), an arena of its own or an activation (no difference), a
    list for each type (no difference). Errors come as values that are no truths.
    """
    cel = import_module("cel_expr_python.cel")
    layout = Layout.of(mix)
    kind = (
        cel.Type.List(cel.Type.DYN) if by_position else cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    )
    environment = cel.NewEnv(variables={"f": kind})
    language = Infix(name=layout.position if by_position else lambda name: f"f.{name}")

    def ready(text: str) -> Callable[[Any], Any]:
        run = environment.compile(text).eval
        return lambda facts: run(data={"f": facts}).plain_value()

    def ready_for_nulls(text: str) -> Callable[[Any], Any]:
        run = environment.compile(text).eval

        def value(facts: Any) -> Any:
            found = run(data={"f": facts})
            # Giving null as a plain value corrupts Python's count of references to None.
            return None if found.type() == cel.Type.NULL else found.plain_value()

        return value

    facts = layout.listing() if by_position else layout.named
    gaps = layout.listed_with_gaps if by_position else layout.named
    return _infix_engine(mix, language, ready, facts, gaps, ready_for_one=ready_for_nulls)


def cel_python(mix: Mix) -> Engine:
    """Take cel-python, with its runner that compiles to Python.

    Tried: the interpreting runner (several times as long). Its parser is kept for the
    whole process, so the two cannot be used side by side.
    """
    celpy = import_module("celpy")
    logging.getLogger("celpy").setLevel(logging.CRITICAL)  # it logs every gap as an error
    types = celpy.celtypes
    kinds = {
        bool: types.BoolType,
        int: types.IntType,
        str: types.StringType,
        Decimal: types.DoubleType,
    }
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)

    def ready(text: str) -> Callable[[Record], Any]:
        run: Callable[[Record], Any] = environment.program(environment.compile(text)).evaluate
        return run

    def facts(record: Record) -> Record:
        return {name: kinds[type(value)](value) for name, value in record.items()}

    engine = _infix_engine(mix, Infix(), ready, facts, facts)
    return Engine(engine.judge, lambda index, record: _plain_truth(engine.truth(index, record)))


def _plain_truth(value: Any) -> Any:
    return bool(value) if type(value).__name__ == "BoolType" else value


def rule_engine(mix: Mix) -> Engine:
    """Take rule-engine, which reckons in decimals and needs no conversion.

    Tried: a rule for each requirement, and declared types (both a quarter longer or more).
    """
    package = import_module("rule_engine")
    context = package.Context(resolver=package.resolve_item)
    words = Infix("and", "or", "not ")

    def ready(text: str) -> Callable[[Record], Any]:
        run: Callable[[Record], Any] = package.Rule(text, context=context).evaluate
        return run

    return _infix_engine(mix, words, ready, lambda record: record, lambda record: record)


def datalogic(mix: Mix, *, by_position: bool) -> Engine:
    """Take datalogic-py, JSON logic compiled in Rust; its strict preset errs least on gaps.

    Tried: its session, ``<=`` with three arguments for ranges (no difference), a JSON text
    in place of the dict (more than twice as long).
    """
    compiled = import_module("datalogic_py").Engine(config={"preset": "strict"}).compile
    layout, points = Layout.of(mix), mix.points
    positions = {name: str(i) for i, name in enumerate(layout.others + layout.amounts)}
    naming = positions.__getitem__ if by_position else str
    rules = [json_logic(rule, naming) for rule in mix.rules]
    every, each = compiled(rules).evaluate, [compiled(rule).evaluate for rule in rules]
    facts = layout.listing() if by_position else layout.named
    gaps = layout.listed_with_gaps if by_position else layout.named

    def judge(record: Record) -> Answer:
        states = every(facts(record))
        return states, list(map(mul, states, points))

    return Engine(judge, lambda index, record: each[index](gaps(record)))


def json_logic_qubit(mix: Mix) -> Engine:
    """Take json-logic-qubit, which walks the rule in Python at each call.

    It would cut decimals down to whole numbers, so amounts become floats. One rule that
    gives a list takes no less than a rule for each requirement.
    """
    run = import_module("json_logic").jsonLogic
    layout, points = Layout.of(mix), mix.points
    rules = [json_logic(rule) for rule in mix.rules]

    def judge(record: Record) -> Answer:
        facts = layout.named(record)
        states = [run(rule, facts) for rule in rules]
        return states, list(map(mul, states, points))

    return Engine(judge, lambda index, record: run(rules[index], layout.named(record)))


def _either(make: Callable[..., Engine], *, by_position: bool) -> Callable[[Mix], Engine]:
    return lambda mix: make(mix, by_position=by_position)


#: Every other engine by the name that tables show, in their order.
PEERS: dict[str, Callable[[Mix], Engine]] = {
    "hand-written Python": hand_written,
    "datalogic-py, by position": _either(datalogic, by_position=True),
    "datalogic-py, by name": _either(datalogic, by_position=False),
    "zen-engine, by position": _either(zen, by_position=True),
    "zen-engine, by name": _either(zen, by_position=False),
    "cel-expr-python (C++), by position": _either(cel_cpp, by_position=True),
    "cel-expr-python (C++), by name": _either(cel_cpp, by_position=False),
    "common-expression-language (Rust)": cel_rust,
    "rule-engine": rule_engine,
    "json-logic-qubit": json_logic_qubit,
    "cel-python": cel_python,
}

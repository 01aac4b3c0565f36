"""Conformance cases of the Common Expression Language, run on every road of a rule.

``python tests/cel_cases.py FILE`` ends with how many cases passed, lie outside and are wrong;
``--why`` counts the reasons of those outside first. The exit code is 1 where one is wrong.

FILE is a JSON list. Each case has ``file``, ``section``, ``name`` and ``expr``, maybe ``bindings``
and a ``container``, and what it must give: a ``value``, an ``error`` (any), or ``unknown``. Values
are tagged by their types, as in ``{"int": "5"}``; a binding can also be ``{"unknown": true}``.

A rule tests facts, and what literals alone decide is refused by the check. So the literals of an
expression are taken out and handed in as facts, all but those of a list after ``in``; what the
case must give is a fact too, and the rule is ``(expression) == wanted``. Each road must say that it
holds, and with another value that it fails; of an unknown, neither. So values are compared by
``==`` of the language: a whole number equals a decimal, and 0 equals minus 0.

A case lies outside where the expression is no rule, where the check refuses one that must give a
value, or where a value has no counterpart in documents. A case that must go wrong passes where the
expression is a rule and the check refuses it: nothing can go wrong later.
"""

import argparse
import json
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from itertools import count, product
from pathlib import Path

from civil_village.problems import DocumentError
from civil_village.rules import Missing, Rule, Signature, Unknown
from civil_village.rules.interpreter import interpret
from civil_village.rules.lowering import Lowering
from civil_village.rules.parser import parse
from civil_village.rules.python import Function, several
from civil_village.rules.syntax import Constant, Membership, names, walk

# Roads --------------------------------------------------------------------------------


def sides(value):
    """Say of a worth whether it surely holds and whether it surely fails."""
    return value is True, value is False


def is_complete(scope):
    """Say whether every fact is known."""
    return not any(isinstance(value, Unknown) for value in scope.values())


def generated(lowering, condition):
    """Give a function of a mapping from variables to numbers."""
    function = Function(["given"], lowering.core)
    function.expect([condition.holds, condition.fails])
    locals_ = {name: f"v{number}" for number, name in enumerate(lowering.variables)}
    for variable, local in locals_.items():
        function.hold(variable, local, "number")
    function.parameters[:] = [*locals_.values()]
    answer = several([function.expression(condition.holds), function.expression(condition.fails)])
    function.give(answer)
    made = function.build("generated")
    return lambda numbers: made(*(numbers[variable] for variable in locals_))


def google(text, variables):
    """Compile a portable text on the engine in C++."""
    cel = import_module("cel_expr_python.cel")
    environment = cel.NewEnv(variables=dict.fromkeys(variables, cel.Type.INT))
    compiled = environment.compile(text)
    return lambda numbers: compiled.eval(data=numbers).plain_value()


def rust(text, variables):
    """Compile a portable text on the engine in Rust."""
    compiled = import_module("cel").compile(text)
    return compiled.execute


#: What runs portable texts, by the package that it needs.
ENGINES = {"cel_expr_python": google, "cel": rust}


def ours(text, variables):
    """Read a portable text as a rule of this library."""
    tree = parse(text)

    def work_out(numbers):
        whole = {name: Fraction(number) for name, number in numbers.items()}
        return interpret(tree, whole).value

    return work_out


def engines():
    """Give the engines that are installed, or else this library's own interpreter."""
    found = {package: run for package, run in ENGINES.items() if find_spec(package)}
    return found or {"this library's interpreter, for want of a CEL engine": ours}


def answers(rule, signatures, scope):
    """Give what every road says of a rule: whether it holds and whether it fails."""
    yield "interpreter", sides(rule.value(scope).value)
    for gaps in (True, False) if is_complete(scope) else (True,):
        lowering = Lowering(signatures, gaps=gaps)
        function = generated(lowering, lowering.condition(rule.expression))
        numbers = {v.name: v.of(scope[v.indicator]) for v in lowering.variables.values()}
        yield "generated function", function(numbers)
        made = rule.portable(signatures, gaps=gaps)
        for engine, run in engines().items():
            numbers = made.bindings(scope)
            texts = (made.texts[side] for side in ("holds", "fails"))
            yield engine, tuple(run(text, list(numbers))(numbers) for text in texts)


# Cases --------------------------------------------------------------------------------

PASSED, OUTSIDE, WRONG = "passed", "outside", "wrong"
#: Keys of a case that do not say what it must give.
ABOUT = {"file", "section", "name", "expr", "bindings", "container", "disable_check"}
#: What an unknown can be. Nobody says, so the first that fits its expression is taken.
KINDS = ("truth", "number", "choice")


class OutsideError(Exception):
    """A case has what documents have not."""


def run(case):
    """Run one case: what came of it, and why.

    Examples:
        >>> run({"expr": "1 + 1", "value": {"int": "2"}})
        ('passed', '')
        >>> run({"expr": "4 / 2", "value": {"int": "2"}})
        ('outside', 'rule-division')
    """
    try:
        why = mistake(case)
    except OutsideError as error:
        return OUTSIDE, str(error)
    except DocumentError as error:
        code, found = error.problems[0].code, error.problems[0].found
        # Of these there are many: which function, and how what no rule has begins.
        more = {"rule-function": found.rpartition(".")[2], "rule-syntax": found[0]}
        return OUTSIDE, f"{code} {more[code]}" if code in more else code
    return (WRONG, why) if why else (PASSED, "")


def mistake(case):
    """Give what is wrong of a case, if anything is."""
    matcher = min(case.keys() - ABOUT, default="value")
    if matcher not in ("value", "error", "unknown"):
        raise OutsideError(f"must give: {matcher}")
    tree = parse(case["expr"])
    used = names(tree)
    if case.get("container") and used:
        raise OutsideError("container")
    fresh = (name for name in map("literal_{}".format, count()) if name not in used)
    text, values, listed = literals_out(case["expr"], tree, fresh)
    given = (case.get("bindings") or {}).items()
    values |= {name: value_of(tagged) for name, tagged in given if name in used}
    wanted = value_of(case.get("value", {"bool": True})) if matcher == "value" else None
    texts = [value for value in (*values.values(), *listed, wanted) if isinstance(value, str)]
    choices = (*dict.fromkeys(texts), "".join(texts) + "?")
    facts, kind, refused = checked(text, values, choices)
    if matcher == "error":
        return "" if refused else "is not refused"
    if refused:
        raise OutsideError(refused)
    if matcher == "unknown":
        worths = {{"truth": True, "number": 0, "choice": choices[0]}[kind]: (False, False)}
    else:
        worths = {wanted: (True, False), other_than(wanted, choices): (False, True)}
    compared = next(fresh)
    rule = Rule(f"({text}) == {compared}")
    for worth, expected in worths.items():
        facts[compared] = fact(worth, choices)
        signatures = {name: signature for name, (signature, _) in facts.items()}
        scope = {name: value for name, (_, value) in facts.items()}
        for road, answer in answers(rule, signatures, scope):
            if answer != expected:
                return f"compared with {worth}, {road} gives {answer}"
    return ""


def value_of(tagged):
    """Read a value that is tagged by its type; an unknown one is ``None``."""
    ((tag, value),) = tagged.items()
    if tag == "int":
        return int(value)
    if tag == "double" and Decimal(value).is_finite():
        return Decimal(value)
    if tag in ("bool", "string"):
        return value
    if tag == "unknown":
        return None
    raise OutsideError(f"value: {tag}")


def literals_out(text, tree, fresh):
    """Take the literals out of an expression, and give them each a name; lists keep theirs.

    Examples:
        >>> literals_out("n + 1 in [2]", parse("n + 1 in [2]"), iter(["x"]))
        ('n + x in [2]', {'x': 1}, [2])
    """
    constants = [node for node in walk(tree) if isinstance(node, Constant)]
    lists = [node.options for node in walk(tree) if isinstance(node, Membership)]
    kept = {option.span: option.value for options in lists for option in options}
    taken, pieces, done = {}, [], 0
    for constant in constants:
        # What CEL divides without the rest stays, for the check to refuse.
        if constant.span not in kept and not isinstance(constant.value, Fraction):
            start, end = constant.span
            name = next(fresh)
            taken[name] = constant.value
            pieces += [text[done:start], name]
            done = end
    return "".join([*pieces, text[done:]]), taken, [*kept.values()]


def other_than(value, choices):
    """Give another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return next(choice for choice in choices if choice != value)
    return value - 1 if value > 0 else value + 1


def fact(value, choices):
    """Give signature and worth of a known fact, with a range that decides no comparison."""
    if isinstance(value, bool):
        return Signature(type="truth"), value
    if isinstance(value, str):
        return Signature(type="choice", choices=choices), value
    places = max(0, -Decimal(value).normalize().as_tuple().exponent)
    number = Fraction(value)
    least, most = min(number, Fraction(0)), max(number, Fraction(1))
    return Signature.number(minimum=least, maximum=most, places=places), number


def unknown(name, kind, choices):
    """Give signature and worth of an unknown fact."""
    missing = (Missing("indicator", name),)
    if kind == "number":
        signature = Signature.number(minimum=-(10**6), maximum=10**6)
        return signature, Unknown(missing, signature.minimum, signature.maximum)
    return Signature(type=kind, choices=choices if kind == "choice" else ()), Unknown(missing)


def checked(text, values, choices):
    """Give the facts of a case, the type of its expression, and the code of a refusal."""
    rule = Rule(text)
    known = {name: fact(value, choices) for name, value in values.items() if value is not None}
    for kinds in product(KINDS, repeat=len(values) - len(known)):
        open_ = zip((name for name in values if name not in known), kinds, strict=True)
        facts = known | {name: unknown(name, kind, choices) for name, kind in open_}
        signatures = {name: signature for name, (signature, _) in facts.items()}
        problems = rule.check(signatures, wanted=None)
        refused = next((problem.code for problem in problems if problem.level == "error"), "")
        if not refused:
            return facts, rule.signature(signatures).type, ""
    return facts, None, refused


def main(arguments=None):
    """Run the cases of a file, and say what came of them."""
    parser = argparse.ArgumentParser(description="Run conformance cases of CEL on every road.")
    parser.add_argument("file", metavar="FILE", type=Path, help="the cases, a JSON list")
    parser.add_argument("--why", action="store_true", help="count why cases lie outside")
    asked = parser.parse_args(arguments)
    print("roads: interpreter; generated function; portable text on", ", ".join(engines()))
    counts, reasons = Counter(), Counter()
    for case in json.loads(asked.file.read_text(encoding="utf-8")):
        verdict, why = run(case)
        counts[verdict] += 1
        if verdict == OUTSIDE:
            reasons[why] += 1
        if verdict == WRONG:
            print(f"wrong: {case['file']}/{case['section']}/{case['name']}: {case['expr']}: {why}")
    if asked.why:
        for why, count in reasons.most_common():
            print(f"{count:5} outside: {why}")
    print(", ".join(f"{counts[verdict]} {verdict}" for verdict in (PASSED, OUTSIDE, WRONG)))
    return 1 if counts[WRONG] else 0


if __name__ == "__main__":
    sys.exit(main())

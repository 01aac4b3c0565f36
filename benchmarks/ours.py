"""The library's own entries, against the same mixes; one that does not exist is skipped.

Where a record is a plain dict, what is absent from it is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mix import Mix, Record, facts
from peers import Answer, Engine

import civil_village as cv
from civil_village.rules.interpreter import interpret

#: States as the other engines say them.
_TRUTHS = {"met": True, "unmet": False, "undetermined": None}


def compile_once(standard: cv.Standard) -> cv.standards.Compiled:
    """Compile a standard afresh, whatever was compiled before."""
    return cv.standards.Compiled(standard)


def compiled(mix: Mix) -> Engine:
    """Call the compiled standard, which gives states and points."""
    judge = compile_once(mix.standard)

    def read(answer: Any) -> Answer:
        states, counted = answer[:2]
        return [_TRUTHS[state] for state in states], list(map(judge.points, counted))

    return Engine(judge, _one_of(lambda record: read(judge(record))[0]), read)


def unread(mix: Mix) -> Engine:
    """Evaluate a plain dict; whatever a result works out when it is asked stays undone."""
    standard: Any = mix.standard
    evaluate: Callable[..., cv.Result] = cv.evaluate
    truth = _one_of(lambda record: _parts(evaluate(standard, record))[0])
    return Engine(lambda record: evaluate(standard, record), truth, _parts)


def scored(mix: Mix) -> Engine:
    """Evaluate a plain dict and ask for outcome and score."""

    def ask(result: cv.Result) -> None:
        _ = result.outcome, result.score

    return _asked(mix, ask)


def read(mix: Mix) -> Engine:
    """Evaluate a plain dict and ask for every state and all points: what the others give."""
    return _asked(mix, _parts)


def explained(mix: Mix) -> Engine:
    """Evaluate a plain dict and build the whole explanation."""
    return _asked(mix, cv.Result.explain)


def reasoned(mix: Mix) -> Engine:
    """Call the compiled standard, and give the facts that each state rests on as bare data."""
    one, plain = compile_once(mix.standard), compiled(mix)

    def judge(record: Record) -> Any:
        answer = one(record)
        return answer, one.reasons(record, answer)

    return Engine(judge, plain.truth, lambda found: plain.read(found[0]))


def on_facts(mix: Mix) -> Engine:
    """Evaluate typed facts, made of a plain dict at each call, and read every part."""
    standard = mix.standard

    def judge(record: Record) -> Answer:
        return _parts(cv.evaluate(standard, cv.Facts(values=record)))

    def states(record: Record) -> Sequence[Any]:
        return _parts(cv.evaluate(standard, facts(mix, record)))[0]

    return Engine(judge, _one_of(states))


def interpreter(mix: Mix) -> Engine:
    """Work out every rule by its tree, which defines what it is worth."""
    rules, points = mix.rules, mix.points

    def judge(record: Record) -> Answer:
        scope = cv.Facts(values=record).scope()
        states: list[Any] = [interpret(rule, scope).value for rule in rules]
        return states, [full if state else 0 for state, full in zip(states, points, strict=True)]

    def truth(index: int, record: Record) -> Any:
        return interpret(rules[index], facts(mix, record).scope()).value

    return Engine(judge, truth)


def _asked(mix: Mix, ask: Callable[[cv.Result], Any]) -> Engine:
    engine = unread(mix)

    def judge(record: Record) -> cv.Result:
        result: cv.Result = engine.judge(record)
        ask(result)
        return result

    return Engine(judge, engine.truth, _parts)


def _one_of(states: Callable[[Record], Sequence[Any]]) -> Callable[[int, Record], Any]:
    """Make the function for one requirement; it keeps the states of the last record."""
    last: list[Any] = [None, ()]

    def truth(index: int, record: Record) -> Any:
        if last[0] is not record:
            last[:] = record, states(record)
        return last[1][index]

    return truth


def _parts(result: cv.Result) -> Answer:
    states = [_TRUTHS[criterion.requirements[0].state] for criterion in result.criteria]
    return states, [criterion.points for criterion in result.criteria]


#: Entries that only ask more or less of the same result; they decide alike.
ALIKE = frozenset(
    {
        "civil_village: evaluate, unread",
        "civil_village: evaluate, score read",
        "civil_village: evaluate and explain",
        "civil_village: compiled, with reasons as data",
    }
)
#: Every entry by the name that tables show, in their order.
OURS: dict[str, Callable[[Mix], Engine]] = {
    "civil_village: compiled": compiled,
    "civil_village: evaluate, unread": unread,
    "civil_village: evaluate, score read": scored,
    "civil_village: evaluate, all parts read": read,
    "civil_village: compiled, with reasons as data": reasoned,
    "civil_village: evaluate and explain": explained,
    "civil_village: evaluate on Facts, all read": on_facts,
    "civil_village: interpreter": interpreter,
}

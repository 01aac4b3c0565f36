"""The public conformance cases of the Common Expression Language (一致性用例), run and counted.

``python -m civil_village.testing.cel_cases FILE`` prints one line for each case: ``pass``,
``refused`` with what was refused, or ``wrong``, and which case it is; then how many of each
there are. Why a case is wrong is told on the error stream. The exit code is 0 where nothing is
wrong, 1 where something is, 2 where there is no file of cases.

A file of cases is a JSON list. Each case has ``file``, ``section`` and ``name``, ``expr``, maybe
``bindings`` and a ``container``, and what it must give: a ``value``, an ``error``, or another
matcher by its name. Values are tagged by their types, as in ``{"int": "5"}``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, shown
from civil_village.rules.cel import REFUSED, EvaluationError, Map, evaluate
from civil_village.rules.cel.failures import Failure
from civil_village.rules.cel.parser import parse
from civil_village.rules.cel.syntax import free_names
from civil_village.rules.cel.values import KEYS, TYPES, kind, spelt_double
from civil_village.rules.values import Missing, Unknown

Verdict = Literal["pass", "refused", "wrong"]

FINE, WRONG, USAGE = 0, 1, 2

#: Keys of a case that are no matcher.
_ABOUT = frozenset(
    (
        *("file", "section", "name", "description", "expr", "bindings", "container"),
        *("disable_check", "disable_macros", "check_only", "type_env", "matcher"),
    )
)
_TIMES = frozenset(("google.protobuf.Timestamp", "google.protobuf.Duration"))


@frozen
class Outside:
    """A value that is refused, wherever it stands.

    Args:
        code: What it is.
        value: A number with more digits than are taken, which may still come out.
    """

    code: str
    value: Fraction | None = None


@frozen
class Outcome:
    """What came of one case.

    Args:
        verdict: ``pass``, ``refused`` or ``wrong``.
        note: What was refused, or why it is wrong.
    """

    verdict: Verdict
    note: str = ""


def decoded(tagged: Any, name: str = "value") -> Any:
    """Read a value that is tagged by its type.

    Args:
        tagged: A mapping with one key, the type.
        name: What it is the value of, to name what is not known.

    Returns:
        The value as `evaluate` takes it, or `Outside` where it has no such values.

    Raises:
        DocumentError: It is no tagged value.

    Examples:
        >>> decoded({"list": [{"int": "5"}, {"null": None}]})
        (5, None)
        >>> decoded({"uint": "5"})
        Outside(code='cel-uint', value=None)
    """
    if not isinstance(tagged, dict) or len(tagged) != 1:
        raise _malformed(tagged)
    ((tag, value),) = tagged.items()
    try:
        return _decoded(tag, value, name)
    except (ValueError, TypeError):
        raise _malformed(tagged) from None


def _decoded(tag: str, value: Any, name: str) -> Any:
    match tag, value:
        case "null", _:
            return None
        case ("bool", bool()) | ("string", str()):
            return value
        case "int", str() | int() if not isinstance(value, bool):
            return int(value)
        case "double", str() | int() | float() if not isinstance(value, bool):
            return _double(str(value))
        case "list", list():
            items = [decoded(item, name) for item in value]
            return _whole(items, tuple(items))
        case "map", list():
            keys = [decoded(key, name) for key, _ in value]
            if any(not isinstance(key, Outside) and kind(key) not in KEYS for key in keys):
                raise _malformed(value)
            values = [decoded(item, name) for _, item in value]
            pairs = list(zip(keys, values, strict=True))
            return _whole(keys + values, Map(pairs))
        case "type", str():
            code = "cel-time" if value in _TIMES else "cel-message"
            code = f"cel-{value}" if f"cel-{value}" in REFUSED else code
            return TYPES.get(value, Outside(code))
        case "unknown", _:
            return Unknown((Missing("indicator", name),))
        case "error", _:
            return EvaluationError([Problem(code="cel-given-error", found=name)])
        case (("uint" | "bytes"), _):
            return Outside(f"cel-{tag}")
        case (("timestamp" | "duration"), _):
            return Outside("cel-time")
        case "optional", _:
            return Outside("cel-optional")
        case (("object" | "message" | "enum"), _):
            return Outside("cel-message")
    raise _malformed({tag: value})


def _whole(items: list[Any], made: Any) -> Any:
    """Give a list or map that was made of these, unless one of them is refused."""
    return next((item for item in items if isinstance(item, Outside)), made)


def _double(text: str) -> Fraction | Outside:
    try:
        return spelt_double(text)
    except Failure as failure:
        if failure.code not in REFUSED:
            raise ValueError(text) from None
        number = Fraction(Decimal(text)) if failure.code == "cel-digits" else None
        return Outside(failure.code, number)


def _malformed(value: Any) -> DocumentError:
    expected = Message("expected.cel-tagged")
    return DocumentError([Problem(code="wrong-type", found=shown(value), expected=expected)])


def same(found: Any, wanted: Any) -> bool:
    """Say whether two values are the same, types included; doubles as they round to binary ones.

    Examples:
        >>> same(Decimal(1), Fraction(1)), same(1, Fraction(1))
        (True, False)
    """
    match found, wanted:
        case ((Decimal() | Fraction()), Fraction()):
            return Fraction(found) == wanted or float(found) == float(wanted)
        case tuple(), tuple():
            return len(found) == len(wanted) and all(map(same, found, wanted))
        case Map(), Map():
            return len(found) == len(wanted) and all(
                key in found and same(found[key], value) for key, value in wanted.items()
            )
        case _:
            return type(found) is type(wanted) and bool(found == wanted)


def run(case: Mapping[str, Any]) -> Outcome:
    """Run one case.

    Args:
        case: The case, as it stands in its file.

    Raises:
        DocumentError: It is none.

    Examples:
        >>> run({"expr": "1 + 1", "value": {"int": "2"}})
        Outcome(verdict='pass', note='')
        >>> run({"expr": "1u", "value": {"uint": "1"}})
        Outcome(verdict='refused', note='uint')
    """
    bindings = {name: decoded(value, name) for name, value in (case.get("bindings") or {}).items()}
    judge = _judge(case)
    if case.get("container") and _asks_for_names(case["expr"]):
        return _refused("cel-container")
    for value in bindings.values():
        if isinstance(value, Outside):
            return _refused(value.code)
    try:
        found = evaluate(case["expr"], bindings)
    except DocumentError as error:
        (problem,) = error.problems
        return _refused(problem.code) if problem.code in REFUSED else judge(error)
    return judge(found)


def _asks_for_names(text: str) -> bool:
    """Say whether an expression has names that a container could change."""
    try:
        names = free_names(parse(text))
    except DocumentError:
        return False  # it goes wrong in any container
    return any(not name.startswith(".") for name in names - TYPES.keys())


def _refused(code: str) -> Outcome:
    return Outcome("refused", code.removeprefix("cel-"))


def _judge(case: Mapping[str, Any]) -> Callable[[Any], Outcome]:
    """Find what judges the value or error of a case; without a matcher it must be true."""
    matchers = [key for key in case if key not in _ABOUT]
    if isinstance(case.get("matcher"), str):
        matchers.append(case["matcher"])
    if not matchers:
        return lambda found: _judged(found, wanted=True)
    if "value" in matchers:
        wanted = decoded(case["value"])
        return lambda found: _judged(found, wanted=wanted)
    if any("error" in name for name in matchers):
        return lambda found: _told(found, fine=isinstance(found, DocumentError))
    if any("unknown" in name for name in matchers):
        return lambda found: _told(found, fine=isinstance(found, Unknown))
    typed = case.get("typed_result")
    if isinstance(typed, dict) and "result" in typed:
        result = decoded(typed["result"])
        return lambda found: _judged(found, wanted=result)
    return lambda _: Outcome("refused", "matcher")  # nobody knows what it wants


def _judged(found: Any, *, wanted: Any) -> Outcome:
    if isinstance(wanted, Outside):
        came_out = wanted.value is not None and same(found, wanted.value)
        return Outcome("pass") if came_out else _refused(wanted.code)
    return _told(found, fine=same(found, wanted))


def _told(found: Any, *, fine: bool) -> Outcome:
    return Outcome("pass") if fine else Outcome("wrong", str(found))


def read_cases(text: str) -> list[dict[str, Any]]:
    """Read a file of cases.

    Raises:
        DocumentError: It is none.
    """
    try:
        cases = json.loads(text)
    except (ValueError, RecursionError):
        raise DocumentError([Problem(code="not-json")]) from None
    problems: list[Problem] = []
    for index, case in enumerate(cases if isinstance(cases, list) else [cases]):
        if not isinstance(cases, list) or not isinstance(case, dict):
            expected = Message("expected.cel-cases")
            problems.append(Problem(code="wrong-type", path=(index,), expected=expected))
            continue
        problems += (
            Problem(code="missing-key", path=(index, key))
            for key in ("file", "section", "name", "expr")
            if not isinstance(case.get(key), str)
        )
        if not isinstance(case.get("bindings") or {}, dict):
            problems.append(Problem(code="wrong-type", path=(index, "bindings")))
    if problems:
        raise DocumentError(problems)
    return cases  # type: ignore[no-any-return] # as just checked


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the cases of a file, and print what came of each."""
    parser = argparse.ArgumentParser(
        prog="python -m civil_village.testing.cel_cases",
        description="Run conformance cases of the Common Expression Language (一致性用例).",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the cases, a JSON list")
    path = parser.parse_args(arguments).file
    counts: Counter[Verdict] = Counter()
    try:
        for index, case in enumerate(read_cases(path.read_text(encoding="utf-8"))):
            try:
                outcome = run(case)
            except DocumentError as error:
                raise DocumentError([problem.inside(index) for problem in error.problems]) from None
            counts[outcome.verdict] += 1
            name = f"{case['file']}/{case['section']}/{case['name']}"
            mark = f"refused {outcome.note}" if outcome.verdict == "refused" else outcome.verdict
            sys.stdout.write(f"{mark} {name}\n")
            if outcome.verdict == "wrong":
                sys.stderr.write(f"{name}: {case['expr']}: got {outcome.note}\n")
    except OSError as error:
        sys.stderr.write(f"{path}: {error.strerror}\n")
        return USAGE
    except UnicodeDecodeError:
        sys.stderr.write(f"{DocumentError([Problem(code='not-utf8', document=str(path))])}\n")
        return USAGE
    except DocumentError as error:
        sys.stderr.write(f"{path}: {error}\n")
        return USAGE
    passed, refused, wrong = counts["pass"], counts["refused"], counts["wrong"]
    sys.stdout.write(f"{passed} passed, {refused} refused, {wrong} wrong\n")
    return WRONG if wrong else FINE


if __name__ == "__main__":
    sys.exit(main())

"""Change the code in one small place at a time, and see whether a test fails (变异测试).

``python mutants/run.py`` changes `civil_village.curves.curve` and the modules of rules, or only
the files that are named, and runs the tests of each module on each of its mutants. No file
is written: a mutant lives in a process of its own, where it stands in for its module. What
no test noticed is listed; `tests/MUTANTS.md` explains what is left.

A mutant is one change: another operator, a number more, another text, a condition that
always or never holds, a part of a condition, a call or a match left out, a statement left
out, nothing returned, or a twin taken for the other (least for greatest, left for right).
"""

from __future__ import annotations

import argparse
import ast
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import islice
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "civil_village"

#: Modules that other tests run than those of their own, or of their room where they have none.
TESTED_BY = {
    "literals": ["rules/test_parser.py"],
    "refusals": ["rules/test_parser.py"],
    "tokens": ["rules/test_tokens.py", "rules/test_parser.py"],
}
#: Seconds after which a mutant counts as noticed, and bytes that it may use.
LONGEST, LARGEST = 60, 4 * 2**30

#: How pytest is run: until something fails, with the same examples for each mutant. That
#: Hypothesis is loaded before is meant.
OPTIONS = [
    *("-x", "-q", "-p", "no:cacheprovider", "-p", "hypothesispytest"),
    "--hypothesis-profile=mutants",
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
]
#: How pytest ends where some tests failed, or could not be loaded.
FAILED = (1, 2, 3)
#: How a process ends in which pytest could not run.
BROKEN = 9

OTHERS: dict[type[ast.AST], list[type[ast.AST]]] = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Add],
    ast.Div: [ast.Mult],
    ast.FloorDiv: [ast.Mult],
    ast.Mod: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.BitOr: [ast.BitAnd],
    ast.BitAnd: [ast.BitOr],
    ast.USub: [ast.UAdd],
}

_PAIRS = (
    *("min max", "any all", "least greatest", "least most", "minimum maximum", "low high"),
    *("left right", "then otherwise", "holds fails", "numerator denominator", "both either"),
    *("start end", "first second", "first last", "one two", "__floor__ __ceil__"),
)
TWINS = {name: twin for pair in _PAIRS for name, twin in (pair.split(), reversed(pair.split()))}


# Changes ------------------------------------------------------------------------------


def nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Give a node and what is worked out in it.

    Annotations, decorators, docstrings, asserts, and which fields a constructor takes are
    left out: no test is asked to notice what type checks see.
    """
    yield node
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not passed_over(child):
                    yield from nodes(child)


def passed_over(node: ast.AST) -> bool:
    """Tell whether a node says nothing about what is worked out."""
    match node:
        case ast.Assert() | ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant()):
            return True
        case ast.Subscript(ast.Name("Literal")) | ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case ast.keyword("init"):
            return True
    return False


def changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Give every change of one node: one of its fields, and what stands there instead."""
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                for other in OTHERS[type(op)]:
                    yield "ops", [*ops[:place], other(), *ops[place + 1 :]]
        case ast.BoolOp(op, values):
            yield from (("op", other()) for other in OTHERS[type(op)])
            for place in range(len(values)):
                left = without(values, place)
                # Python asks for two; the same one twice is as good as once.
                yield "values", left if len(left) > 1 else left * 2
        case ast.UnaryOp(ast.Not(), operand):
            yield "operand", ast.UnaryOp(ast.Not(), operand)
        case ast.BinOp(op=op) | ast.UnaryOp(op) | ast.AugAssign(op=op):
            yield from (("op", other()) for other in OTHERS[type(op)])
        case ast.Constant(bool() as value):
            yield "value", not value
        case ast.Constant(int() as value):
            yield "value", value + 1
        case ast.Constant(str() as value):
            yield "value", f"{value}?"
        case ast.If() | ast.IfExp():
            yield from (("test", ast.Constant(value)) for value in (True, False))
        case ast.While():
            yield "test", ast.Constant(value=False)
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "value", ast.Constant(None)
        case ast.Call(keywords=keywords):
            for place, keyword in enumerate(keywords):
                if not passed_over(keyword):
                    yield "keywords", without(keywords, place)
        case ast.comprehension(ifs=ifs):
            yield from (("ifs", without(ifs, place)) for place in range(len(ifs)))
        case ast.Match(cases=cases) if len(cases) > 1:
            yield from (("cases", without(cases, place)) for place in range(len(cases)))
        case ast.Name(name, ast.Load()) | ast.Attribute(attr=name) if name in TWINS:
            yield "id" if isinstance(node, ast.Name) else "attr", TWINS[name]
    for field in ("body", "orelse"):
        body = getattr(node, field, [])
        if not isinstance(body, list):  # of a lambda or a choice
            continue
        for place, statement in enumerate(body):
            match statement:
                case ast.Expr(ast.Constant()):
                    continue
                case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
                    yield field, [*body[:place], ast.Pass(), *body[place + 1 :]]


def without(items: list[Any], place: int) -> list[Any]:
    """Leave one out."""
    return items[:place] + items[place + 1 :]


def mutants(file: Path) -> Iterator[tuple[str, CodeType]]:
    """Give each mutant of a file: what was changed where, and its code."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    line = 0
    for node in list(nodes(tree)):
        line = getattr(node, "lineno", line)
        before = {field: getattr(node, field) for field in node._fields}
        for field, value in changes(node):
            old = shown(node)
            setattr(node, field, value)
            what = f"{line}: {old} -> {shown(node)}"
            ast.fix_missing_locations(tree)
            try:
                code = compile(tree, str(file), "exec")
            except (SyntaxError, ValueError):
                code = None
            setattr(node, field, before[field])
            if code is not None:
                yield f"{file.relative_to(PACKAGE)}:{what}", code


def shown(node: ast.AST) -> str:
    """Write a node in one line; of a long statement only its beginning."""
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 90 else f"{text[:60]} … {text[-28:]}"  # noqa: PLR2004 - a line


# Tests --------------------------------------------------------------------------------


class Stand(SourceFileLoader):
    """Loads a mutant in the place of its module."""

    code: CodeType

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Find the one module."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, _: str) -> CodeType:
        """Give the mutant."""
        return self.code


def tests_of(file: Path) -> list[str]:
    """Give the tests that must notice every mutant of a module."""
    if file.stem in TESTED_BY:
        return [f"tests/{path}" for path in TESTED_BY[file.stem]]
    own = ROOT / "tests" / file.relative_to(PACKAGE).with_name(f"test_{file.name}")
    found = own if own.exists() else next(room for room in own.parents if room.exists())
    return [str(found.relative_to(ROOT))]


def run_tests(file: Path, code: CodeType | None) -> int:
    """Run the tests of a module in a process of their own; give how that process ended."""
    if (child := os.fork()) == 0:
        signal.alarm(LONGEST)
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))
        name = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        stand = Stand(name, str(file))
        if code is not None:
            stand.code = code
            sys.meta_path.insert(0, stand)
        status = BROKEN
        try:
            with silence():
                status = pytest.main([*OPTIONS, *tests_of(file)])
        finally:
            os._exit(status)
    return child


def prepare() -> None:
    """Load what the tests need of others once, before there are processes."""
    sys.path.insert(0, str(SOURCE))
    os.chdir(ROOT)
    # With the package installed, Hypothesis would load it, and it must not be loaded yet.
    os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"
    # Other plugins take time, and an order at random would make two runs differ.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    import cattrs  # noqa: F401, PLC0415 - loaded for the processes
    import yaml  # noqa: F401, PLC0415 - loaded for the processes
    from hypothesis import Phase, settings  # noqa: PLC0415 - after its environment is set

    # The same examples for each mutant; a failure need not be made small.
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile(
        "mutants", max_examples=50, deadline=None, derandomize=True, database=None, phases=phases
    )
    with silence():
        pytest.main([*OPTIONS, "--collect-only", "--noconftest", "tests/conftest.py"])


@contextmanager
def silence() -> Iterator[None]:
    """Show nothing of what is printed."""
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield


def try_mutants(
    file: Path, chosen: Iterable[tuple[str, CodeType]], *, jobs: int
) -> Iterator[tuple[str, str]]:
    """Give each of the chosen mutants of a file with what became of it."""
    running: dict[int, str] = {}
    for what, code in chosen:
        running[run_tests(file, code)] = what
        if len(running) == jobs:
            yield ended(running)
    while running:
        yield ended(running)


def ended(running: dict[int, str]) -> tuple[str, str]:
    """Wait for a process; say of which mutant it was, and what became of that."""
    child, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    # Below 0, it was stopped: after too long a time, as a rule.
    noticed = code < 0 or code in FAILED
    return running.pop(child), "noticed" if noticed else "survived" if code == 0 else "broken"


def main() -> int:
    """Try the mutants of all files, or of those that are named; list what survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="modules to change")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--every", type=int, default=1, help="try one mutant of so many")
    parser.add_argument("--only", default="", help="try those with this text, as they are listed")
    arguments = parser.parse_args()
    files = [file.resolve() for file in arguments.files] or [
        PACKAGE / "curves" / "curve.py",
        *sorted(file for file in (PACKAGE / "rules").glob("*.py") if file.stem != "__init__"),
    ]
    prepare()
    broken = False
    for file in files:
        _, status = os.waitpid(run_tests(file, None), 0)
        if status:
            print(f"{file.relative_to(PACKAGE)}: the tests fail without any change")
            broken = True
            continue
        counts: Counter[str] = Counter()
        began = time.monotonic()
        named = (mutant for mutant in mutants(file) if arguments.only in mutant[0])
        chosen = islice(named, 0, None, arguments.every)
        for what, became in try_mutants(file, chosen, jobs=arguments.jobs):
            counts[became] += 1
            if became != "noticed":
                print(f"  {became}: {what}", flush=True)
        seconds = time.monotonic() - began
        name = file.relative_to(PACKAGE)
        print(
            f"{name}: {counts['noticed']} of {counts.total()} noticed, in {seconds:.0f} s",
            flush=True,
        )
        broken = broken or counts["broken"] > 0
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())

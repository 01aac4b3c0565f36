"""What the package offers: names that exist, are told of, cannot change, and load late."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from attrs import fields, has

import civil_village as cv
from civil_village.public import PUBLIC, homes_of
from tests.public_names import PACKAGES, VALUES

PACKAGE = Path(cv.__file__).parent
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages([str(PACKAGE)], "civil_village.")
    if not module.name.endswith("__main__")
)


def loaded_by(code):
    """Give the names of the modules that a fresh process has after running the code."""
    # What the interpreter itself brings, such as its `site`, is there before the code runs.
    told = f"import sys; before = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    return set(done.stdout.split())


def foreign(names):
    top = {name.partition(".")[0] for name in names}
    return top - set(sys.stdlib_module_names) - {"civil_village"}


def test_importing_the_package_loads_the_standard_library_and_nothing_else():
    assert foreign(loaded_by("import civil_village")) == set()


def test_importing_the_package_loads_none_of_its_parts():
    loaded = loaded_by("import civil_village")
    assert {name for name in loaded if name.startswith("civil_village")} == {
        "civil_village",
        "civil_village.public",
    }


#: What a first answer has no use for: whoever waits for one must not wait for these too.
NEEDED_LATER = """
    cli consequences dividing documents.library documents.logs documents.schemas events.masks
    events.seals messages.table pages points rankings.placing rankings.selection
    requirements.in_words requirements.needs rules.portable rules.steps rules.symbols standards.evaluation.explained
    standards.evaluation.interpreted standards.evaluation.still_needed
    standards.evaluation.workings standards.html standards.lint.findings standards.outline
    standards.portable standards.rankings.ranking_of_results standards.results.comparison tables
    testing
"""


FIRST_ANSWERS = {
    "of bundled villages": """
import civil_village as cv
standard, villages = cv.bundled("anle.standard"), cv.bundled("anle.villages")
facts = cv.derive_each(standard.catalogue, villages)
cv.evaluate_each(standard, facts)[0].outcome
""",
    "of an empty record": """
from datetime import date
import civil_village as cv
standard = cv.bundled("anle.standard")
cv.evaluate(standard, cv.derive(standard.catalogue, {}, as_of=date(2024, 12, 31))).outcome
""",
}


@pytest.mark.parametrize("answered", FIRST_ANSWERS.values(), ids=FIRST_ANSWERS)
def test_a_first_answer_loads_nothing_that_it_has_no_use_for(answered):
    later = {f"civil_village.{name}" for name in NEEDED_LATER.split()}
    assert later <= set(MODULES)
    assert loaded_by(answered) & later == set()


@pytest.mark.parametrize(
    "code",
    [
        "import civil_village as cv; cv.Rule('a > 1')",
        """import civil_village as cv; cv.lint('{"kind": "facts", "format": 1}')""",
        "import civil_village as cv; cv.bundled('anle.villages')",
    ],
    ids=["a rule", "a document in JSON", "bundled records"],
)
def test_neither_yaml_nor_pendulum_nor_rich_is_loaded_before_it_is_needed(code):
    assert foreign(loaded_by(code)) <= {"attr", "attrs"}


def test_who_reads_and_checks_a_standard_loads_no_models_of_points():
    code = "import civil_village as cv; standard = cv.bundled('anle.standard'); "
    code += "cv.lint(standard); cv.loads(cv.dumps(standard)); cv.schema('standard')"
    told = "print(*(m for m in sys.modules if m.startswith('civil_village.points')))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; {told}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parent,
    )
    assert done.stdout.split() == []


def test_the_names_at_the_top_are_few_and_each_is_listed_once():
    assert cv.__all__ == sorted(homes_of("civil_village"))
    assert len(cv.__all__) <= 60
    written = [name for homes in PUBLIC["civil_village"].values() for name in homes.split()]
    assert len(written) == len(set(written))
    assert {*cv.__all__, "__version__"} <= set(dir(cv))


@pytest.mark.parametrize("package", PUBLIC)
def test_a_package_has_the_names_that_the_table_says(package):
    module = importlib.import_module(package)
    names = homes_of(package)
    assert set(names) <= set(dir(module))
    assert all(hasattr(module, name) for name in names)


def test_no_two_packages_use_one_name_for_two_things():
    for package in PACKAGES:
        for name in homes_of(package):
            assert getattr(importlib.import_module(package), name) is VALUES[name], name


@pytest.mark.parametrize("package", [*PACKAGES, "civil_village.testing"])
def test_a_type_checker_sees_the_same_names(package):
    """Names that are loaded late are hidden from it; it reads imports that never run."""
    path = Path(importlib.import_module(package).__file__)
    if path.name != "__init__.py":
        return  # a module defines its names itself
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    defined = {
        node.name: package for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
    names = homes_of(package)
    assert {name: (told | defined).get(name) for name in names} == names


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'civil_village' has no attribute 'evaluat'"):
        cv.evaluat  # noqa: B018 - looking it up is what is tested


@pytest.mark.parametrize("name", VALUES)
def test_a_public_name_is_told_of(name):
    """By an example, by fields or arguments, or by sending the reader to a name that has one."""
    value = VALUES[name]
    text = inspect.getdoc(value)
    assert text
    examples = doctest.DocTestParser().get_examples(text)
    described = "Args:" in text or (inspect.isclass(value) and has(value) and fields(value))
    sends = any(f"`{other}`" in text for other in VALUES)
    assert examples or described or sends or name.endswith("Error")


def field_names(value):
    """Give the fields of a class that users see, in their order; none of what is no record."""
    if inspect.isclass(value) and has(value):
        return [field.name for field in fields(value) if not field.name.startswith("_")]
    return list(getattr(value, "_fields", ()))


def described_fields(kind):
    """Give the names under ``Attributes`` in a docstring, in their order."""
    section = re.search(r"^Attributes:\n((?: {4}.*\n?)+)", inspect.getdoc(kind), re.MULTILINE)
    return re.findall(r"^ {4}(\w+): \S", section[1], re.MULTILINE) if section else []


@pytest.mark.parametrize("name", [name for name in VALUES if field_names(VALUES[name])])
def test_a_public_class_says_what_each_of_its_fields_is(name):
    """Where `help` and editors look: in the docstring of the class."""
    assert described_fields(VALUES[name]) == field_names(VALUES[name])


def test_fields_are_described_in_one_place():
    """No comment on a field of a public class says again, or otherwise, what it is."""
    commented = []
    for value in VALUES.values():
        if field_names(value):
            lines, _ = inspect.getsourcelines(value)
            for node in ast.parse(textwrap.dedent("".join(lines))).body[0].body:
                if isinstance(node, ast.AnnAssign) and node.target.id in field_names(value):
                    above = lines[node.lineno - 2].strip()
                    commented += [f"{value.__name__}.{node.target.id}"] * above.startswith("#:")
    assert commented == []


@pytest.mark.parametrize("name", ["__version__", "__doc__"])
def test_the_package_says_what_it_is(name):
    assert getattr(cv, name)


def models():
    """Give every attrs class of the package."""
    found = {}
    for name in MODULES:
        for value in vars(importlib.import_module(name)).values():
            if inspect.isclass(value) and has(value) and value.__module__.startswith("civil_"):
                found[f"{value.__module__}.{value.__qualname__}"] = value
    return found


#: A parser steps through its text; it is handed to nobody.
STEPPING = "civil_village.rules.parser.Parser"


@pytest.mark.parametrize(
    ("name", "model"), [pytest.param(*item, id=item[0]) for item in sorted(models().items())]
)
def test_a_model_is_slotted_and_cannot_change(name, model):
    slots = [set(vars(base).get("__slots__", ())) for base in model.__mro__]
    # A class that keeps what it worked out once has the place for it in its slots too.
    assert {attribute.name for attribute in fields(model)} <= set().union(*slots)
    assert "__dict__" not in set().union(*(vars(base) for base in model.__mro__[:-1]))
    assert ("frozen" in model.__setattr__.__name__) is (name != STEPPING)


def documented_nodes(path):
    """Give name and docstring of a module and of each public class, function and method in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    place = str(path.relative_to(PACKAGE))
    yield place, ast.get_docstring(tree)
    waiting = [(place, node) for node in tree.body]
    while waiting:
        where, node = waiting.pop()
        if isinstance(node, ast.If):
            waiting += [(where, inner) for inner in node.body]
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        overload = any(ast.unparse(mark) == "overload" for mark in node.decorator_list)
        if not overload:
            yield f"{where}: {node.name}", ast.get_docstring(node)
        if isinstance(node, ast.ClassDef):
            waiting += [(f"{where}: {node.name}", inner) for inner in node.body]


def test_every_public_part_of_the_source_is_documented():
    silent = [
        place
        for path in sorted(PACKAGE.rglob("*.py"))
        for place, text in documented_nodes(path)
        if not text
    ]
    assert silent == []


def test_every_example_of_a_docstring_is_run(request):
    assert "--doctest-modules" in request.config.getini("addopts")
    assert "src" in request.config.getini("testpaths")

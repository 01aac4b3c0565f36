import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import find
from hypothesis import strategies as st

import civil_village as cv
from civil_village import public, testing

ROOT = Path(__file__).parents[2]
ENTRY_POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "entry-points"
]


@pytest.fixture
def installed(tmp_path):
    """Give a folder that makes Hypothesis see this library as an installed package."""
    folder = tmp_path / "civil_village-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: civil-village\nVersion: 0\n")
    lines = [f"{name} = {value}" for name, value in ENTRY_POINTS["hypothesis"].items()]
    (folder / "entry_points.txt").write_text("[hypothesis]\n" + "\n".join(lines) + "\n")
    return tmp_path


def printed_by(code, *folders):
    paths = [str(folder) for folder in (*folders, ROOT / "src")]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import sys; sys.path[:0] = {paths}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_hypothesis_draws_the_models_of_an_installed_library_without_further_ado(installed):
    code = """
from hypothesis import given, settings, strategies as st
import civil_village
drawn = set()
@settings(max_examples=3, deadline=None, database=None)
@given(standard=st.from_type(civil_village.Standard), label=...)
def test(standard, label: civil_village.Label):
    drawn.update([type(standard).__name__, type(label).__name__])
test()
print(*sorted(drawn))
"""
    assert printed_by(code, installed) == ["Label", "Standard"]


def test_models_that_were_loaded_before_hypothesis_are_drawn_too(installed):
    code = """
from civil_village.calendar import Span
from hypothesis import find, strategies as st
print(find(st.from_type(Span), lambda span: True).plain())
"""
    assert printed_by(code, installed) == ["1", "year"]


def test_hypothesis_is_told_of_every_public_class_however_it_is_imported():
    code = """
from importlib import import_module
from civil_village.public import PUBLIC, homes_of, listen
told = []
listen(told.append)
for package in PUBLIC:
    for name in homes_of(package):
        value = getattr(import_module(package), name)
        if isinstance(value, type) and value not in told:
            print(package, name)
"""
    assert printed_by(code) == []


def test_hypothesis_loads_neither_models_nor_their_dependencies(installed):
    code = """
import hypothesis
print(*sorted(name for name in sys.modules if name.startswith("civil_village")))
heavy = {"attr", "attrs", "yaml", "pendulum"}
print("and", *(heavy & set(sys.modules)))
"""
    told = ["civil_village", "civil_village.public", "civil_village.testing", "and"]
    assert printed_by(code, installed)[:4] == told
    # attrs may come from elsewhere: some versions of Hypothesis need it themselves.
    before = set(printed_by("import hypothesis; print(*sys.modules)"))
    after = set(printed_by("import hypothesis; print(*sys.modules)", installed))
    assert {name for name in after - before if not name.startswith("civil_village")} <= {
        "importlib.metadata._meta"
    }


def test_the_module_loads_without_hypothesis():
    code = """
import civil_village.testing
print(*sorted(name for name in sys.modules if name.startswith("civil_village")))
print(*({"hypothesis", "attr", "attrs"} & set(sys.modules)))
"""
    told = ["civil_village", "civil_village.public", "civil_village.testing"]
    assert printed_by(code) == told


def test_registering_twice_is_registering_once():
    testing.register()
    count = len(public._listeners)
    testing.register()
    assert len(public._listeners) == count


def test_a_class_that_needs_models_is_built_of_them():
    testing.register()

    @dataclass
    class Visit:
        label: cv.Label
        span: cv.calendar.Span

    found = find(st.from_type(Visit), lambda visit: True)
    assert found == Visit(cv.Label("0"), cv.calendar.Span(1, "year"))


@pytest.mark.parametrize("name", testing.__all__)
def test_each_public_name_can_be_loaded_and_is_told_of(name):
    assert getattr(testing, name).__doc__


def test_no_module_has_the_name_of_a_strategy():
    modules = {path.stem for path in Path(testing.__file__).parent.rglob("*.py")}
    folders = {path.name for path in Path(testing.__file__).parent.rglob("*") if path.is_dir()}
    assert (modules | folders) & set(testing.__all__) == set()


def test_who_asks_for_answers_is_told_what_to_draw_instead():
    testing.register()
    with pytest.raises(cv.DocumentError, match="draw what is handed in"):
        find(st.from_type(cv.Result), lambda _: True)


def test_who_asks_for_a_class_of_others_is_given_none_of_ours():
    testing.register()
    assert issubclass(cv.DocumentError, Exception)
    assert not isinstance(find(st.from_type(Exception), lambda _: True), cv.CivilVillageError)


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"module 'civil_village\.testing' has no attribute"):
        testing.standrads  # noqa: B018 - looking it up is what is tested

"""Every check of the project, one session each: ``nox`` runs those that a change must pass.

With ``nox --no-venv`` the sessions use the current environment as it is, for instance
one with ``.[dev]`` installed.
"""

from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "imports", "tests", "docs", "examples"]
nox.options.reuse_venv = "yes"

#: The command of the README: on all cores, of which an idle one takes tests from a busy one.
PYTEST = ("pytest", "-n", "auto", "--dist", "worksteal")


def install(session: nox.Session, *arguments: str) -> None:
    """Install into the session's own venv, where it has one."""
    if session.venv_backend != "none":
        session.install(*arguments)


@nox.session
def lint(session: nox.Session) -> None:
    """Check rules and format of the code."""
    install(session, "ruff")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the package, and of the examples, as users of it would."""
    install(session, "-e", ".", "mypy", "types-PyYAML", "rich", "hypothesis")
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Check that imports point down the declared layers."""
    install(session, "-e", ".", "import-linter")
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and the examples of docstrings and pages, on all cores."""
    install(session, "-e", ".[cli,test]")
    session.run(*PYTEST, *session.posargs)


@nox.session
def engines(session: nox.Session) -> None:
    """Compare the portable text of rules with other engines; fail where one is missing."""
    install(session, "-e", ".[engines,test]")
    session.run("python", "-c", "import cel, cel_expr_python")
    session.run("pytest", "tests/across/test_engines.py", *session.posargs)


@nox.session
def javascript(session: nox.Session) -> None:
    """Compare the steps of portable standards with an engine in JavaScript; needs node and npm."""
    install(session, "-e", ".[test]")
    engine, cases = Path("build/javascript"), Path("build/javascript/cases.json")
    engine.mkdir(parents=True, exist_ok=True)
    # Fails here, in the words of npm, where the package cannot be had.
    npm = ("npm", "install", "--no-save", "--prefix", str(engine), "@bufbuild/cel")
    session.run(*npm, external=True)
    session.run("python", "-m", "tests.portable_rows", str(cases))
    session.run("node", "tests/portable_steps.mjs", str(engine), str(cases), external=True)


@nox.session
def calendars(session: nox.Session) -> None:
    """Compare feasts, working days and recurrences with other packages; fail without them."""
    install(session, "-e", ".[test]", "holidays", "lunar-python", "python-dateutil")
    session.run("python", "-c", "import dateutil, holidays, lunar_python")
    session.run("pytest", "tests/calendar", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the pages; a broken reference is an error."""
    install(session, "-e", ".[docs]")
    session.run("sphinx-build", "-n", "-q", "-W", "-b", "html", "docs", "docs/_build/html")


@nox.session
def examples(session: nox.Session) -> None:
    """Run each example as a newcomer would; a warning is an error."""
    install(session, "-e", ".[cli]")
    scripts = sorted(map(str, Path("examples").glob("*.py")))
    if not scripts:
        session.skip("there are no examples")
    for script in scripts:
        session.run("python", "-W", "error", script)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests and show the branches that none of them takes."""
    install(session, "-e", ".[cli,test]", "pytest-cov")
    session.run(*PYTEST, "--cov", *session.posargs)


@nox.session
def thorough(session: nox.Session) -> None:
    """Run the tests with many more examples for each property."""
    install(session, "-e", ".[cli,test]")
    session.run(*PYTEST, *session.posargs, env={"HYPOTHESIS_PROFILE": "thorough"})


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests on the oldest versions that pyproject.toml allows; needs its own venv."""
    needed = nox.project.load_toml("pyproject.toml")["project"]["dependencies"]
    session.install("-e", ".[cli,test]", *(name.replace(">=", "==") for name in needed))
    session.run(*PYTEST, *session.posargs)


@nox.session
def no_extras(session: nox.Session) -> None:
    """Run the tests without any optional dependency but the small ones of tests; needs its venv."""
    session.install("-e", ".[test]")
    session.run(*PYTEST, *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the code in one place at a time and list what no test notices; takes its time.

    ``nox -s mutants -- src/civil_village/rules/core.py`` does so for one file.
    """
    install(session, "-e", ".[test]")
    session.run("python", "mutants/run.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Feed the readers with texts that find new branches, ten minutes each."""
    install(session, "-e", ".[fuzz,test]")
    session.run("python", "fuzz/seeds.py", "build/fuzz")
    for name in ("rules_parser", "rules_checker", "documents"):
        session.run(
            "python",
            f"fuzz/{name}.py",
            f"build/fuzz/{name}",
            "-dict=build/fuzz/words.txt",
            "-max_total_time=600",
            "-artifact_prefix=build/fuzz/",
        )

"""Runs what the pages show: Python examples, files, and commands with their output.

A page is run from top to bottom in one namespace and one empty folder:

- ``python`` blocks are executed, and where they hold ``>>>`` their output is compared;
- any block right under ``<!-- file: name.yaml -->`` is written to that file;
- in ``console`` blocks each ``$ civil-village …`` is run, and its output is compared.
"""

import contextlib
import doctest
import io
import re
import shlex
import textwrap
from collections.abc import Iterator
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]

BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>file|command): (?P<value>[^\n]+) -->\n+)?"
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<language>[^`\n]*)\n"
    r"(?P<code>.*?)^(?P=indent)(?P=fence) *$",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ ([^\n]*)\n?((?:(?!\$ )[^\n]*\n?)*)", re.MULTILINE)


class Block(NamedTuple):
    """One fenced block of a page."""

    #: Line of the page on which its code begins, from 1.
    line: int
    language: str
    code: str
    #: What a comment right above says: ("file", name), ("command", name) or (None, None).
    mark: tuple[str | None, str | None]


def blocks(text: str) -> Iterator[Block]:
    """Give the fenced blocks of a page in order."""
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("code")) + 1
        code = textwrap.dedent(found["code"])
        yield Block(line, found["language"].strip(), code, (found["mark"], found["value"]))


def run_page(text: str, name: str) -> None:
    """Run a page in the current folder; fail at the first block that is not as shown."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(text):
        match block:
            case Block(mark=("file", str(file))):
                Path(file).write_text(block.code, encoding="utf-8")
            case Block(language="python") if ">>>" in block.code:
                run_examples(block, namespace, name)
            case Block(language="python"):
                padded = "\n" * (block.line - 1) + block.code
                code = compile(padded, name, "exec", dont_inherit=True)
                exec(code, namespace)
            case Block(language="console"):
                run_commands(block, name)


def run_examples(block: Block, namespace: dict[str, Any], name: str) -> None:
    """Run a block with prompts as a doctest, and keep the names that it binds."""
    test = doctest.DocTestParser().get_doctest(block.code, namespace, name, name, block.line - 1)
    report: list[str] = []
    doctest.DocTestRunner().run(test, out=report.append, clear_globs=False)
    namespace.update(test.globs)
    if report:
        pytest.fail("".join(report), pytrace=False)


def run_commands(block: Block, name: str) -> None:
    """Run the commands of a block that are ours, and compare what they print."""
    for found in COMMAND.finditer(block.code):
        program, *arguments = shlex.split(found[1])
        if program == "civil-village":
            line = block.line + block.code.count("\n", 0, found.start())
            printed = run_command(arguments)
            assert printed.rstrip() == found[2].rstrip(), f"{name}, line {line}: {found[1]}"


def run_command(arguments: list[str]) -> str:
    """Give everything that the command line prints, on both streams."""
    from civil_village.cli import main  # noqa: PLC0415 - only pages with commands need it

    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        contextlib.suppress(SystemExit),
    ):
        main(arguments)
    return printed.getvalue()


def pages() -> Iterator[Path]:
    """Give the pages that show something to run."""
    for path in sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]):
        languages = {block.language for block in blocks(path.read_text(encoding="utf-8"))}
        if "_build" not in path.parts and languages & {"python", "console"}:
            yield path.relative_to(ROOT)


@pytest.fixture
def _folder(tmp_path, monkeypatch):
    """Work in an empty folder, whose modules are found, with the width that pages are written for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("_folder")
@pytest.mark.parametrize("page", list(pages()), ids=str)
def test_a_page_shows_what_happens(page):
    run_page((ROOT / page).read_text(encoding="utf-8"), str(page))


def test_the_ways_through_the_library_lead_past_files_and_functions_that_are_there():
    page = (ROOT / "docs/explanation/ways.md").read_text(encoding="utf-8")
    stops = re.findall(r"`([\w/]+)\.py`(?:,\s+`([\w.]+)`)?", page)
    assert len(stops) > 20
    for file, name in stops:
        module = import_module(f"civil_village.{file.replace('/', '.')}")
        assert not name or attrgetter(name)(module), (file, name)


def test_both_readmes_give_the_same_commands():
    english, chinese = (
        {block.mark: block.code for block in blocks((ROOT / name).read_text(encoding="utf-8"))}
        for name in ("README.md", "README.zh.md")
    )
    marks = {("command", "run"), ("command", "test")}
    assert marks <= english.keys()
    assert {mark: english[mark] for mark in marks} == {mark: chinese.get(mark) for mark in marks}


PAGE = """\
<!-- file: share.yaml -->
```yaml
share: 92%
```

```python
from pathlib import Path
text = Path("share.yaml").read_text()
```

Text between.

```python
>>> text
'share: 92%\\n'
>>> number = 1
```

1. In a list:

   ```python
   >>> number + 1
   2
   ```

````markdown
```python
never run
```
````
"""


@pytest.mark.usefixtures("_folder")
def test_blocks_of_a_page_share_their_names_and_files():
    run_page(PAGE, "page.md")


@pytest.mark.usefixtures("_folder")
def test_a_page_that_shows_a_wrong_result_fails_with_its_line():
    with pytest.raises(pytest.fail.Exception, match=r'"page.md", line 14(?s:.)*Expected:\n    93'):
        run_page(PAGE.replace("'share: 92%\\n'", "93"), "page.md")


@pytest.fixture
def _echo(monkeypatch):
    """Let the command line print its arguments."""
    monkeypatch.setattr(f"{__name__}.run_command", lambda arguments: f"{arguments}\n")


@pytest.mark.usefixtures("_echo")
def test_commands_of_other_programs_are_not_run():
    run_page("```console\n$ rm -r folder\n$ civil-village a 'b c'\n['a', 'b c']\n```\n", "page.md")


@pytest.mark.usefixtures("_echo")
def test_a_command_that_prints_something_else_fails_with_its_line():
    with pytest.raises(AssertionError, match=r"page\.md, line 4: civil-village b"):
        run_page("```console\n$ civil-village a\n['a']\n$ civil-village b\n\n```\n", "page.md")

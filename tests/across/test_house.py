"""Rules of the house that no linter knows."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Folders that only some machine has, at the start of an absolute path.
MACHINE_PATH = re.compile(r"(?<![\w.~*})-])/(?:home|mnt|opt|root|tmp|Users|var|work)/")

SWITCHED_OFF = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:)")
REASONED = re.compile(
    r"(?:#\s*(?:noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w, -]+\]|pragma: no \w+)\s*)+"
    r"[-#]\s*(?!noqa|type:|pragma:)\w"
)


def project_files() -> Iterator[Path]:
    """Give the project's own files: all but those whose name .gitignore has."""
    ignored = [".git", *(ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if not any(fnmatch(path.name, name.rstrip("/")) for name in ignored):
                if path.is_dir():
                    folders.append(path)
                else:
                    yield path


def lines_with(pattern: re.Pattern[str], suffix: str = "") -> Iterator[tuple[str, str]]:
    """Give place and text of each line in which the pattern is found."""
    for path in project_files():
        if path.name.endswith(suffix):
            text = path.read_text(encoding="utf-8")
            for number, line in enumerate(text.splitlines(), 1):
                if pattern.search(line):
                    yield f"{path.relative_to(ROOT)}:{number}", line.strip()


def test_no_file_names_a_folder_of_somebodys_machine():
    assert list(lines_with(MACHINE_PATH)) == []


def test_each_switched_off_check_has_its_reason_beside_it():
    marks = lines_with(SWITCHED_OFF, ".py")
    assert [(place, line) for place, line in marks if not REASONED.search(line)] == []


@pytest.mark.parametrize("folder", ["tmp", "root", "home", "Users"])
@pytest.mark.parametrize("before", ["", "open('", "see ", "file://"])
def test_a_path_of_a_machine_is_found(before, folder):
    assert MACHINE_PATH.search(f"{before}/{folder}/a.yaml")


@pytest.mark.parametrize("text", ["https://example.org/home/a", "src/tmp/a", "#!/usr/bin/env bash"])
def test_other_paths_are_left_alone(text):
    assert not MACHINE_PATH.search(text)


@pytest.mark.parametrize(
    ("comment", "reasoned"),
    [
        ("noqa", False),
        ("noqa: S101", False),
        ("type: ignore[arg-type]", False),
        ("type: ignore # why", False),
        ("type: ignore[arg-type] \N{NUMBER SIGN} noqa: S101", False),
        ("noqa: S101 - why", True),
        ("noqa: S101, PLR2004 # why", True),
        ("type: ignore[arg-type, misc]  # why", True),
        ("type: ignore[misc] \N{NUMBER SIGN} noqa: S101 - why", True),
    ],
)
def test_a_reason_stands_after_the_code(comment, reasoned):
    line = "x = y  # " + comment
    assert SWITCHED_OFF.search(line)
    assert bool(REASONED.search(line)) is reasoned

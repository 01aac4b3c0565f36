"""Write the first inputs of each fuzz target: the bundled documents, and small drawn ones.

``python fuzz/seeds.py FOLDER`` makes FOLDER/rules_parser, FOLDER/rules_checker and
FOLDER/documents, and FOLDER/words.txt with the words that rules and documents are made of.
"""  # noqa: INP001 - a script, in no package

import json
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from attrs import fields, has
from hypothesis import given, settings

import civil_village as cv
from civil_village.public import PUBLIC, homes_of
from civil_village.rules.syntax import STRENGTHS
from civil_village.testing import DAY, facts, records, standards
from civil_village.written_forms import document_key

#: Results of standards, as they are stored.
results = standards().flatmap(
    lambda standard: facts(standard).map(lambda known: cv.evaluate(standard, known))
)

#: Documents longer than this are written once only; short ones are mutated much faster.
SMALL = 4000
MARKS = ("!", "?", ":", "(", ")", "[", "]", ",", "true", "false", "'", '"', "0.5", "\\u0041")


def rules(value: Any) -> Iterator[cv.Rule]:
    """Give every rule in a model."""
    if isinstance(value, cv.Rule):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from rules(item)
    elif isinstance(value, Mapping):
        yield from rules(tuple(value.values()))
    elif has(type(value)):
        yield from rules(tuple(getattr(value, each.name) for each in fields(type(value))))


def bundled_documents() -> Iterator[Any]:
    """Give the bundled documents, with facts and result of each standard where nothing is known."""
    for name in cv.bundled_names():
        document = cv.bundled(name)
        yield document
        if isinstance(document, cv.Standard):
            facts = cv.derive(document.catalogue, {}, subject=document.subject, as_of=DAY)
            yield facts
            yield cv.evaluate(document, facts)


def drawn_documents() -> list[Any]:
    """Give small documents of every kind, always the same."""
    drawn: list[Any] = []

    @settings(max_examples=80, derandomize=True, deadline=None, database=None)
    @given(standards() | records() | facts() | results)
    def collect(document: Any) -> None:
        drawn.append(document)

    collect()
    return drawn


def write(folder: Path, data: bytes) -> None:
    """Keep one input under a name that says what is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / sha256(data).hexdigest()[:16]).write_bytes(data)


def main(target: Path) -> None:
    """Write all inputs and words."""
    for document in [*bundled_documents(), *drawn_documents()]:
        text = cv.dumps(document)
        write(target / "documents", text.encode())
        if len(text) < SMALL:
            write(target / "documents", yaml.safe_dump(json.loads(text), sort_keys=False).encode())
        for number, rule in enumerate(rules(document)):
            canonical = rule.canonical().encode()
            write(target / "rules_parser", canonical)
            write(target / "rules_checker", canonical + b"\0" + bytes(range(number, number + 24)))
    words = {*STRENGTHS, *MARKS}
    for package in PUBLIC:
        for name in homes_of(package):
            value = getattr(import_module(package), name)
            if has(value):
                words |= {document_key(each) for each in fields(value)}
    lines = sorted(word.replace("\\", "\\\\").replace('"', '\\"') for word in words)
    (target / "words.txt").write_text("".join(f'"{line}"\n' for line in lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Fuzz target: any bytes are a document that is written and read back, or are refused.

Run it as fuzz/README.md says.
"""  # noqa: INP001 - a script, in no package

import sys

import atheris

with atheris.instrument_imports(include=["civil_village", "cattrs"]):
    from civil_village.derivation import derive, derive_each
    from civil_village.documents import dumps, lint, loads
    from civil_village.indicators import Catalogue, Indicator
    from civil_village.problems import DocumentError
    from civil_village.records.records import Records
    from civil_village.standards import Standard, evaluate

#: Short names, which are frequent in the first inputs, as indicators of every type.
VALUES = {"a": "truth", "b": "count", "c": "amount", "d": "ratio", "e": "date", "f": "text"}


def run(data: bytes) -> None:
    """Read bytes as a document, and use it where it is one."""
    told = lint(data)
    try:
        document = loads(data)
    except DocumentError as error:
        check_told(error)
        return
    text = dumps(document)
    again = loads(text)
    assert again == document
    assert dumps(again) == text
    assert all(problem.level == "finding" for problem in (*told, *lint(document)))
    if isinstance(document, Standard):
        use(document)
    elif isinstance(document, Records):
        read(document)


def check_told(error: DocumentError, *codes: str) -> None:
    """Say the problems of an error, which must be of some codes where these are given."""
    assert error.problems
    for problem in error.problems:
        assert problem.text("zh")
        assert problem.text("en")
        assert not codes or problem.code in codes


def read(records: Records) -> None:
    """Read the values of records by a catalogue that they may not be made for."""
    known = {name: Indicator(label=name, value=value) for name, value in VALUES.items()}
    try:
        derive_each(Catalogue(indicators=known), records, as_of=records.as_of, extra="ignore")
    except DocumentError as error:
        check_told(error)


def use(standard: Standard) -> None:
    """Evaluate a subject of which nothing is known."""
    try:
        facts = derive(standard.catalogue, {}, subject=standard.subject)
    except DocumentError as error:
        check_told(error, "no-day")
        return
    result = evaluate(standard, facts)
    assert loads(dumps(result)) == result
    assert result.explain().text("zh")


if __name__ == "__main__":
    atheris.Setup(sys.argv, run)
    atheris.Fuzz()

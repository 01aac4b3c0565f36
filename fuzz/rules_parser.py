"""Fuzz target: any text is a rule that prints and parses back, or is refused with a problem.

Run it as fuzz/README.md says.
"""  # noqa: INP001 - a script, in no package

import sys

import atheris

with atheris.instrument_imports(include=["civil_village"]):
    from civil_village.problems import DocumentError
    from civil_village.rules.parser import parse
    from civil_village.rules.printer import to_text
    from civil_village.rules.wording import say


def run(data: bytes) -> None:
    """Read a text as a rule."""
    text = data.decode("utf-8", "surrogateescape")  # with halves of characters
    try:
        tree = parse(text)
    except DocumentError as error:
        (problem,) = error.problems
        assert problem.text("zh")
        assert problem.text("en")
        return
    written = to_text(tree)
    assert parse(written) == tree
    assert to_text(parse(written)) == written
    assert say(tree, "zh", {})
    assert say(tree, "en", {})


if __name__ == "__main__":
    atheris.Setup(sys.argv, run)
    atheris.Fuzz()

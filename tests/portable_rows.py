"""Rows on which the steps of portable standards are compared: ``python -m tests.portable_rows FILE``.

FILE is what `portable_steps.mjs` reads. Cases are those that are reckoned by hand, and the
bundled standards on made-up rows with gaps, near the numbers that their rules compare with.
"""

import json
import random
import sys
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from civil_village.canonical import plain
from civil_village.exact_numbers import tidy
from civil_village.facts import known_facts
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Rule
from civil_village.rules.syntax import Constant, walk
from civil_village.samples import bundled, bundled_names
from civil_village.standards import PortableStandard, Standard
from tests.portable_steps import by_interpreter
from tests.scored_by_hand import CASES, fact

#: So many rows of each bundled standard.
ROWS = 40
#: Of so many facts one is missing.
MISSING = 8


def numbers_in(standard):
    """Give the numbers that stand in a standard: those of its rules, and all others."""
    found = set()

    def look(value):
        match value:
            case bool():
                return
            case int() | Decimal():
                found.add(Fraction(value))
            case dict():
                for key, item in value.items():
                    look(item)
                    if key in ("rule", "when", "of", "applies") and isinstance(item, str):
                        look_into(Rule(item).expression)
            case list():
                for item in value:
                    look(item)

    def look_into(expression):
        for node in walk(expression):
            if isinstance(node, Constant):
                look(node.value)

    look(plain(standard))
    return sorted(found)


def value_of(drawn, signature, numbers):
    """Draw a fact near the numbers of a standard."""
    if signature.type == "truth":
        return drawn.random() < 0.6
    if signature.type == "choice":
        return drawn.choice(signature.choices)
    low, high = signature.minimum, signature.maximum
    if signature.static:
        step = Fraction(1, signature.denominator)
        near = drawn.choice([*numbers, low, high]) + drawn.choice([-1, 0, 0, 1]) * step
        return tidy((min(max(near, low), high) / step).__floor__() * step)
    whole = drawn.choice([1, 3, 7, 100, 997])
    near = drawn.choice([number for number in numbers if number <= 1] or [Fraction(1, 2)])
    part = (near * whole).__floor__() + drawn.choice([0, 0, 1])
    return Ratio(int(min(max(part, low * whole), high * whole)), whole)


@cache
def numbered():
    """Give each standard by its name, with the facts of its rows."""
    found = []
    for name, (standard, table) in CASES.items():
        rows = [{key: fact(value) for key, value in facts.items()} for facts, _, _ in table]
        found.append((name, standard, rows))
    drawn = random.Random(20240229)  # the same rows each time
    for name in bundled_names():
        standard = bundled(name)
        if isinstance(standard, Standard):
            signatures = standard.catalogue.signatures(standard.subject)
            numbers = numbers_in(standard)
            rows = [
                {
                    key: value_of(drawn, signature, numbers)
                    for key, signature in signatures.items()
                    if drawn.randrange(MISSING) and signature.type in ("truth", "choice", "number")
                }
                for _ in range(ROWS)
            ]
            found.append((name, standard, rows))
    return [
        (
            name,
            standard,
            [known_facts(standard.catalogue, row, subject=standard.subject) for row in rows],
        )
        for name, standard, rows in found
    ]


def cases():
    """Give each standard with its steps, its rows, and what each step must come to.

    Numbers are texts, since those of JavaScript have room for 53 bits.
    """
    for name, standard, rows in numbered():
        written = PortableStandard(standard)
        told = []
        for facts in rows:
            given = written.bindings(facts.scope())
            found = by_interpreter(written, given)
            wanted = {step.name: str(found[step.name]) for step in written.steps}
            texts = {name: str(number) for name, number in given.items()}
            told.append({"given": texts, "wanted": wanted})
        steps = [{"name": step.name, "text": step.text} for step in written.steps]
        yield {"name": name, "steps": steps, "rows": told}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(list(cases())), encoding="utf-8")

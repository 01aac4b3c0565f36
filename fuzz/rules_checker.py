"""Fuzz target: checking never raises, and a rule that passes can be worked out on any facts.

The input is a rule, a zero byte, and bytes that choose a signature and a value for each of
its names. Run it as fuzz/README.md says.
"""  # noqa: INP001 - a script, in no package

import sys
from fractions import Fraction
from itertools import cycle
from math import ceil, floor

import atheris

with atheris.instrument_imports(include=["civil_village"]):
    from civil_village.problems import DocumentError
    from civil_village.rules import Missing, Rule, Signature, Unknown, Value
    from civil_village.rules.interpreter import residual
    from civil_village.rules.printer import to_text

WIDTHS = (0, 1, 2, 10, 10**6, 10**11)


class Choices:
    """Choices that the bytes of an input make, over and over."""

    def __init__(self, data: bytes) -> None:
        self.bytes = cycle(data or b"\0")

    def below(self, count: int) -> int:
        """Choose a number from 0."""
        wide = count > 256  # noqa: PLR2004 - more than one byte can choose
        number = sum(next(self.bytes) << shift for shift in ((0, 8, 16, 24, 32) if wide else (0,)))
        return number % count

    def signature(self) -> Signature | None:
        """Choose what a name is; nothing where it is not known at all."""
        kind = self.below(8)
        if kind == 0:
            return None
        if kind == 1:
            return Signature(type="choice", choices=("a", "b", "hill")[: 1 + self.below(3)])
        if kind == 2:  # noqa: PLR2004 - one kind of eight
            return Signature(type=("text", "date")[self.below(2)])
        if kind in (3, 4):
            return Signature(type="truth")
        if kind == 5:  # noqa: PLR2004 - one kind of eight
            whole = 10 ** (1 + self.below(13))
            return Signature(
                type="number",
                maximum=Fraction(1),
                numerator=whole,
                denominator=whole,
                static=False,
                share=True,
                partial=True,
            )
        least = self.below(11) - 5
        return Signature.number(
            minimum=least,
            maximum=min(least + WIDTHS[self.below(len(WIDTHS))], 10**11),
            places=self.below(5),
            unit=(None, None, "yuan")[self.below(3)],
        )

    def number(self, kind: Signature) -> Fraction:
        """Choose a number that a signature allows."""
        scale = kind.denominator if kind.static else 1 + self.below(kind.denominator)
        low, high = ceil(kind.minimum * scale), floor(kind.maximum * scale)
        end = self.below(3)
        return Fraction((low, high, low + self.below(high - low + 1))[end], scale)

    def value(self, name: str, kind: Signature) -> Value:
        """Choose a value that a signature allows, known or not."""
        unknown = self.below(3) == 0
        missing = (Missing("indicator", name),)
        if kind.type != "number":
            known = (self.below(2) == 0, *kind.choices, "2024-02-29")
            position = 1 + self.below(len(kind.choices) or 1)
            return Unknown(missing) if unknown else known[0 if kind.type == "truth" else position]
        if not unknown:
            return self.number(kind)
        least, greatest = sorted((self.number(kind), self.number(kind)))
        return Unknown(missing, least, greatest, sure=not kind.partial or self.below(2) == 0)


def run(data: bytes) -> None:
    """Check a rule against signatures, and work it out where it passes."""
    text, _, rest = data.partition(b"\0")
    try:
        rule = Rule(text.decode("utf-8", "ignore"))
    except DocumentError:
        return
    choices = Choices(rest)
    names = {name: kind for name in rule.names if (kind := choices.signature()) is not None}
    problems = list(rule.check(names, wanted=None))
    for problem in problems:
        assert problem.text("zh")
        assert problem.text("en")
    kind = rule.signature(names)
    if any(problem.level == "error" for problem in problems):
        return
    assert kind is not None
    scope = {name: choices.value(name, names[name]) for name in rule.names}
    found = rule.value(scope)
    value = found.value
    if isinstance(value, Unknown):
        assert value.missing
        assert {item.name for item in value.missing} <= set(names)
        assert to_text(residual(found))
        least, greatest = value.least, value.greatest
    else:
        least = greatest = value if isinstance(value, Fraction) else None
    if kind.type == "number":
        assert least is not None
        assert greatest is not None
        assert kind.minimum <= least <= greatest <= kind.maximum
    elif kind.type == "truth":
        assert isinstance(value, bool | Unknown)
    if kind.type in ("number", "truth"):
        check_portable(rule, names, gaps=choices.below(2) == 0)


def check_portable(rule: Rule, names: dict[str, Signature], *, gaps: bool) -> None:
    """Write a rule for other engines; only its size may stand against that."""
    codes = ["portable-too-large"]
    try:
        rule.portable(names, gaps=gaps)
    except DocumentError as error:
        codes = [problem.code for problem in error.problems]
    assert codes == ["portable-too-large"]


if __name__ == "__main__":
    atheris.Setup(sys.argv, run)
    atheris.Fuzz()

"""Portable rules (可移植规则): CEL texts over whole numbers, which other engines answer alike.

The integer core of a rule, written in the Common Expression Language: flat, in ASCII,
over variables that hold whole numbers, and the list of these variables with how each is
made from the facts.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field

from civil_village.mappings import FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import Problem, reject
from civil_village.rules.core import Core, Variable
from civil_village.rules.flattening import flat, levels
from civil_village.rules.lowering import Condition, Lowered, LoweredNumber, Lowering
from civil_village.rules.printer import to_text
from civil_village.rules.signatures import Signature
from civil_village.rules.syntax import Expression, names
from civil_village.rules.values import Value

#: A text of more nodes is refused: other engines refuse or crawl through what is longer.
LARGEST_TEXT = 10_000
#: So is a text of more levels: the narrowest engine that was tried has room for 31.
DEEPEST_TEXT = 28


@model(kw_only=True)
class Portable(Shown):
    """A rule for other engines (可移植规则).

    Attributes:
        texts: CEL texts by what they tell: of a condition when it ``holds`` and when it ``fails``
            (neither: undetermined); of a number its ``numerator`` and ``denominator`` and when it
            ``has_value``, where facts may be missing each with ``least_`` or ``greatest_``.
        variables: The whole numbers that the texts read.

    Examples:
        >>> from civil_village.rules import Rule
        >>> names = {"funds": Signature.number(places=2)}
        >>> rule = Rule("funds >= 0.5").portable(names)
        >>> rule.texts["holds"], rule.variables[0].text("en")
        ('funds_VALUE >= 50', 'funds_VALUE: funds × 100')
    """

    texts: FrozenMapping[str, str] = field(converter=as_mapping)
    variables: tuple[Variable, ...] = field(converter=as_tuple)

    def bindings(self, scope: Mapping[str, Value]) -> dict[str, int]:
        """Give each variable its whole number.

        Args:
            scope: The facts in the form that rules work with, as `Facts.scope` gives them.

        Raises:
            ValueError: A fact is unknown, and the texts are those of complete facts; or it
                is finer than its indicator declares.
        """
        return {
            variable.name: variable.of(scope[variable.indicator]) for variable in self.variables
        }


def portable(
    expression: Expression, text: str, signatures: Mapping[str, Signature], *, gaps: bool
) -> Portable:
    """Write a checked rule for other engines.

    Raises:
        DocumentError: The text would be too large, or nested too deeply.
    """
    lowering = Lowering(signatures, gaps=gaps)
    parts = _parts(lowering.lower(expression), gaps=gaps)
    reject(_size_problems(lowering.core, parts, text))
    parts = {name: flat(part) for name, part in parts.items()}
    reject(_level_problems(parts, text))
    texts = {name: to_text(part) for name, part in parts.items()}
    used = dict.fromkeys(name for part in parts.values() for name in names(part))
    variables = [lowering.variables[name] for name in used]
    return Portable(texts=texts, variables=variables)


def _parts(lowered: Lowered, *, gaps: bool) -> dict[str, Expression]:
    if isinstance(lowered, Condition):
        return {"holds": lowered.holds, "fails": lowered.fails}
    assert isinstance(lowered, LoweredNumber)  # no document asks for the value of a choice
    ends = {"": lowered.least}
    if gaps:
        ends = {"least_": lowered.least, "greatest_": lowered.greatest}
    found = {}
    for end, quotient in ends.items():
        found[f"{end}numerator"] = quotient.numerator
        found[f"{end}denominator"] = quotient.denominator
    return found | {"has_value": lowered.sure}


def _size_problems(core: Core, parts: Mapping[str, Expression], text: str) -> list[Problem]:
    largest = max(core.size(part) for part in parts.values())
    if largest <= LARGEST_TEXT:
        return []
    expected = Message("expected.portable-nodes", most=LARGEST_TEXT)
    return [Problem(code="portable-too-large", found=text, expected=expected)]


def _level_problems(parts: Mapping[str, Expression], text: str) -> list[Problem]:
    if max(map(levels, parts.values())) <= DEEPEST_TEXT:
        return []
    expected = Message("expected.portable-levels", most=DEEPEST_TEXT)
    return [Problem(code="portable-too-large", found=text, expected=expected)]

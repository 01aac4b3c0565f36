"""Findings on procedures (程序检查): what is worth a look in one that has no errors."""

from __future__ import annotations

from collections.abc import Iterator

from civil_village.messages import Message
from civil_village.problems import Problem
from civil_village.procedures.procedure import Procedure
from civil_village.rules.doubles import differing


def findings(procedure: Procedure) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid procedure.

    Args:
        procedure: The procedure.

    Examples:
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> from civil_village.procedures.steps import ProcedureStep, StepRequirement
        >>> from civil_village.rules import Rule
        >>> quorum = StepRequirement(id="quorum", rule=Rule("attendance >= 2 / 3"))
        >>> made = Procedure(
        ...     id="demo", steps=[ProcedureStep(id="meet", require=[quorum])],
        ...     catalogue=Catalogue(
        ...         indicators={"attendance": Indicator(label="到会率", value="ratio")}
        ...     ),
        ... )
        >>> [problem.code for problem in findings(made)]
        ['float-reading']
    """
    hint = Message("hint.float-reading")
    for path, part in procedure.parts:
        for at, each in enumerate(part.require):
            found = differing(each.rule.expression, procedure.signatures)
            if found is not None:
                text, where = each.rule.text[slice(*found.span)], (*path, "require", at, "rule")
                yield Problem(
                    code="float-reading", path=where, found=text, hint=hint, level="finding"
                )

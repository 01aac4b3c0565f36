"""The portable form of a standard (可移植文档): every rule for other languages' engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from civil_village.canonical import plain
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule, Signature, Variable
from civil_village.standards.model.criteria import Criterion, Section


class PortableWriter:
    """Writes the rules of a standard for other engines; the variables are those of all rules."""

    def __init__(self, names: Mapping[str, Signature], *, gaps: bool) -> None:
        self.names = names
        self.gaps = gaps
        self.variables: dict[str, Variable] = {}

    def document(self, standard: str, parts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        """Give the whole document in plain form.

        Args:
            standard: Id of the standard.
            parts: Its parts by their paths.
        """
        criteria: dict[str, Any] = {}
        requirements: dict[str, Any] = {}
        strikes: dict[str, Any] = {}
        for path, part in parts:
            match part:
                case Criterion():
                    criteria[path] = self.criterion(part)
                case Requirement():
                    requirements[path] = self.requirement(part)
                case Strike():
                    strikes[path] = self.texts(when=part.when, applies=part.applies)
                case Section():
                    pass  # it has no rule of its own
        variables = [variable.plain() for variable in self.variables.values()]
        return {
            "kind": "portable",
            "format": 1,
            "standard": standard,
            "gaps": self.gaps,
            "variables": variables,
            "criteria": criteria,
            "requirements": requirements,
            "strikes": strikes,
        }

    def criterion(self, criterion: Criterion) -> dict[str, Any]:
        """Write a criterion: its points, its grading, its rules."""
        form: dict[str, Any] = {"points": criterion.points, "grade": plain(criterion.grade)}
        numbers = [self.text(rule) for rule in criterion.grade.measures.values()]
        if numbers:
            form["measures"] = numbers
        return form | self.texts(applies=criterion.applies)

    def requirement(self, requirement: Requirement) -> dict[str, Any]:
        """Write a requirement; the variables of its judgement are the words of methods."""
        form = self.texts(rule=requirement.rule, applies=requirement.applies)
        if requirement.judged is not None:
            methods = dict.fromkeys(requirement.judged.names, Signature(type="truth"))
            judged = requirement.judged.portable(methods, gaps=self.gaps)
            form["judged"] = dict(judged.texts)
        return form if requirement.points is None else form | {"points": requirement.points}

    def texts(self, **rules: Rule | None) -> dict[str, Any]:
        """Write rules on facts, by what each is for."""
        return {role: self.text(rule) for role, rule in rules.items() if rule is not None}

    def text(self, rule: Rule) -> dict[str, str]:
        """Write one rule on facts."""
        made = rule.portable(self.names, gaps=self.gaps)
        self.variables |= {variable.name: variable for variable in made.variables}
        return dict(made.texts)

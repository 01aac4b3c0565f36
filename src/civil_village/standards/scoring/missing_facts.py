"""What undecided parts lack (欠缺事实), worked out without the words of an explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from civil_village.facts import FactValue, rule_value
from civil_village.requirements import Heard, Requirement, Strike
from civil_village.requirements.model import said, weighed
from civil_village.rules import Missing, Rule, Unknown, Value
from civil_village.rules.syntax import Expression
from civil_village.rules.value_only import Worth, worth
from civil_village.standards.model.criteria import Criterion

#: Trees of rules, each with what it is worth, by the identity of the tree. That holds while the
#: tree is kept: a grading of somebody else's may make its rules anew each time.
Worths = dict[int, tuple[Expression, Worth]]
#: So many of them are kept.
KEPT = 4096


class KnownFacts(dict[str, Value]):
    """Checked facts in the form that rules work with, each when it is first asked for.

    Args:
        values: The facts; one that is not there is missing.
        unreported: What is known of it then.
    """

    def __init__(self, values: Mapping[str, FactValue], unreported: Mapping[str, Value]) -> None:
        super().__init__()
        self.given = values
        self.unreported = unreported

    def __missing__(self, name: str) -> Value:
        value = self.given.get(name)
        found = self[name] = self.unreported[name] if value is None else rule_value(name, value)
        return found


class Lacking:
    """Says what the undecided parts of a standard lack on the facts of one subject.

    Args:
        known: The facts.
        words: What each method says of a requirement, by the requirement's path.
        worths: What rules are worth, kept for the next subject.

    Examples:
        >>> from fractions import Fraction
        >>> plan = Requirement(id="plan", rule=Rule("plan && meetings >= 3"))
        >>> unknown = Unknown((Missing("indicator", "plan"),))
        >>> lacking = Lacking({"plan": unknown, "meetings": Fraction(3)}, {}, {})
        >>> [item.name for item in lacking.requirement("work.plan", plan)]
        ['plan']
    """

    def __init__(self, known: Mapping[str, Value], words: Heard, worths: Worths) -> None:
        self.known = known
        self.words = words
        self.worths = worths

    def requirement(self, path: str, requirement: Requirement) -> tuple[Missing, ...]:
        """Say what a requirement lacks; nothing where it is decided."""
        rule, judged = requirement.rule, requirement.judged
        values = [] if rule is None else [self.worth(rule, self.known)]
        if judged is not None:
            values.append(self.worth(judged, said(judged, path, self.words.get(path, {}))))
        return weighed(self.applies(requirement), values).missing

    def strike(self, strike: Strike) -> tuple[Missing, ...]:
        """Say what a strike lacks; nothing where it is decided."""
        return weighed(self.applies(strike), [self.worth(strike.when, self.known)]).missing

    def criterion(self, criterion: Criterion) -> Iterator[Missing]:
        """Say what a criterion itself lacks, beside its requirements."""
        grade, applies = criterion.grade, self.applies(criterion)
        if isinstance(applies, Unknown):
            yield from applies.missing
        values = [self.worth(rule, self.known) for rule in grade.measures.values()]
        yield from grade.missing(Fraction(criterion.points), values)

    def applies(self, part: Requirement | Strike | Criterion) -> Value:
        """Tell whether a part applies."""
        return True if part.applies is None else self.worth(part.applies, self.known)

    def worth(self, rule: Rule, scope: Mapping[str, Value]) -> Value:
        """Work a rule out."""
        tree = rule.expression
        kept, found = self.worths.get(id(tree), (None, None))
        if found is None or kept is not tree:
            found = worth(tree)
            if len(self.worths) < KEPT:
                self.worths[id(tree)] = tree, found
        return found(scope)

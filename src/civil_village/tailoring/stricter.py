"""Whether a change asks for more (从严判断): shown for what can be compared, else not claimed.

Rules are judged by `civil_village.rules.tightening`; numbers by the direction in which their
field is stricter; counts, windows, curves, gradings and caps by what each lets through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from civil_village.calendar.vague_windows import VagueWindow
from civil_village.curves.curve import Brackets, Linear, PerUnit, Steps
from civil_village.documents.conversion import read_field
from civil_village.messages import Message
from civil_village.models import drafting
from civil_village.problems import DocumentError
from civil_village.quantities.count_ranges import CountRange
from civil_village.rules import Rule, Signature
from civil_village.rules.tightening import tighter
from civil_village.standards.gradings import All, ByCurve, Count, Occurrences, PointsShort
from civil_village.standards.model.criteria import Passing
from civil_village.tailoring.changes import Touch
from civil_village.written_forms import keys_of

#: ``neutral`` decides nothing; ``weighs`` sets parts against each other.
Verdict = Literal["tighter", "equal", "looser", "unproven", "weighs", "neutral"]


class Judgement(NamedTuple):
    """Whether a change asks for more, and why that is so or cannot be shown."""

    verdict: Verdict
    reason: Message | None = None

    @property
    def holds(self) -> bool:
        """Whether it surely loosens nothing."""
        return self.verdict in ("tighter", "equal", "neutral")


#: Fields that decide nothing.
NEUTRAL = frozenset(("label", "source", "aims", "assumed", "note", "consulted", "reason"))
#: Fields of which the greater number is the stricter, and those of which the smaller is; in front
#: of them the class. Nothing counts as no limit.
_STRICTER_UP = frozenset(
    ("Section.minimum", "Reward.price", "Fault.lose", "Fault.most", "Item.from", "Batch.count")
)
_STRICTER_DOWN = frozenset(
    (
        *("Section.cap", "Standard.cap", "Criterion.exempt_points", "Item.points", "Item.until"),
        *("Reward.stock", "Fault.free", "Fault.each", "Judgment.points"),
    )
)
#: Declared sums, which have to follow their parts.
_SUMS = frozenset(("Section.points", "Standard.total"))
_WEIGHTS = frozenset(("Criterion.points", "Requirement.points"))
#: What must hold, and what strikes where it does.
_DEMANDS = frozenset(
    (
        *("Requirement.rule", "Requirement.applies", "Duty.keep", "Duty.done_when"),
        *("Article.rule", "Article.applies", "Article.forbidden"),
    )
)
_STRIKES = frozenset(("Strike.when", "Strike.applies", "Fault.when", "Suspension.when"))
_REACHES = frozenset(("Criterion.applies", "Duty.applies"))

_UNPROVEN = Judgement("unproven", Message("tightening.other"))
_ALWAYS, _NEVER = Rule("true"), Rule("false")


def judge(touch: Touch, before: Any, after: Any) -> Judgement:
    """Judge what a change has done to a field.

    Args:
        touch: What was done, with the plain part before and after.
        before: The document before the change.
        after: The document after it; as it was, where it cannot be read.
    """
    key = str(touch.key)
    name = f"{touch.kind.__name__}.{key}"
    if key in NEUTRAL or name in _SUMS:
        return Judgement("neutral")
    if name in _WEIGHTS:
        return Judgement("weighs", Message("tightening.weighs"))
    try:
        with drafting():
            old, new = (_fields(touch.kind, part) for part in (touch.old, touch.new))
    except DocumentError:
        return _UNPROVEN  # the reader says what is wrong with it
    names = {**signatures(before), **signatures(after)}
    if name in _DEMANDS:
        asked = "rule" if key in ("applies", "forbidden") else key
        return _rules(_demand(new, asked), _demand(old, asked), names)
    if name in _STRIKES:
        return _rules(_unstruck(new), _unstruck(old), names)
    if name in _REACHES:  # outside of it nothing is asked
        return _rules(old[key] or _ALWAYS, new[key] or _ALWAYS, names)
    if name == "Requirement.judged":
        return _rules(new[key] or _ALWAYS, old[key] or _ALWAYS, names)
    if name in _STRICTER_UP:
        return _up(new[key], old[key])
    if name in _STRICTER_DOWN:
        return _down(new[key], old[key])
    return _by_type(new, old, key, after)


def signatures(document: Any) -> dict[str, Signature]:
    """Describe all names that rules of a document may read."""
    if document.kind == "policy":
        return dict(document.told())
    catalogue = getattr(document, "catalogue", None)
    if catalogue is None:
        return {}
    own = getattr(document, "subject", None)
    # Those of its own subject last: they are what its rules read.
    subjects = [*dict.fromkeys(each.subject for each in catalogue.indicators.values()), own]
    made = {name: sign for each in subjects for name, sign in catalogue.signatures(each).items()}
    methods = getattr(document, "methods", {})
    return {**{name: Signature(type="truth") for name in methods}, **made}


def _fields(kind: Any, part: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields of a part, as far as they are there."""
    return {
        key: read_field(part[key], kind, key) if key in part else each.default
        for key, each in keys_of(kind).items()
        if key not in NEUTRAL
    }


# Rules ----------------------------------------------------------------------------------


def _demand(part: Mapping[str, Any], key: str) -> Rule:
    """Say what is asked of all; what is forbidden asks for what never holds."""
    rule: Rule = _NEVER if part.get("forbidden") else part[key] or _ALWAYS
    applies: Rule | None = part.get("applies")
    return rule.under(applies)


def _unstruck(part: Mapping[str, Any]) -> Rule:
    """Say of a strike what it leaves: that it does not hold, or does not apply."""
    when: Rule = part["when"]
    return Rule(f"!({when.canonical()})").under(part.get("applies"))


def _rules(own: Rule, base: Rule, names: Mapping[str, Signature]) -> Judgement:
    if any(name not in names for rule in (own, base) for name in rule.names):
        return Judgement("unproven", Message("tightening.unproven"))
    read = [rule for rule in (own, base) if rule.names]
    if any(each.level == "error" for rule in read for each in rule.check(names)):
        return Judgement("unproven", Message("tightening.unproven"))
    found = tighter(own, base, names)
    return Judgement(found.verdict, found.reason)


# Numbers --------------------------------------------------------------------------------


def _up(own: Any, base: Any) -> Judgement:
    """Judge what is stricter the greater it is, and asks for nothing where it is not there."""
    if own == base:
        return Judgement("equal")
    if own is None or (base is not None and own < base):
        return Judgement("looser", Message("tightening.number-up"))
    return Judgement("tighter")


def _down(own: Any, base: Any) -> Judgement:
    """Judge what is stricter the smaller it is, and limits nothing where it is not there."""
    if own == base:
        return Judgement("equal")
    if own is None or (base is not None and own > base):
        return Judgement("looser", Message("tightening.number-down"))
    return Judgement("tighter")


def _floor(own: Any, base: Any) -> Judgement:
    """Judge a floor of points, which is strictest where there is none."""
    if own is None or base is None:
        return _up(own is None, base is None)
    return _down(own, base)


def _all(*judged: Judgement) -> Judgement:
    """Join what is judged apart: it asks for more where no part asks for less."""
    for verdict in ("looser", "unproven", "weighs"):
        for each in judged:
            if each.verdict == verdict:
                return each
    return Judgement("tighter" if any(j.verdict == "tighter" for j in judged) else "equal")


# Other types ----------------------------------------------------------------------------


def _by_type(new: Mapping[str, Any], old: Mapping[str, Any], key: str, document: Any) -> Judgement:
    """Judge a field by the type of what it has."""
    own, base = new[key], old[key]
    if own == base:
        return Judgement("equal")
    if key in ("from", "above") and "id" in new and not isinstance(own or base, date):
        return _end(new, old)
    if key == "missing":
        return _up(own == "unmet", base == "unmet")
    if key == "advisory" and own:
        return Judgement("looser", Message("tightening.advisory"))
    if key in ("caps", "limits"):
        return _caps(own, base)
    if key == "approval":
        return Judgement("tighter") if set(base) <= set(own) else _UNPROVEN
    for kind, judged in _TYPES:
        if isinstance(own or base, kind):
            return judged(own, base, document)
    return _UNPROVEN


def _end(new: Mapping[str, Any], old: Mapping[str, Any]) -> Judgement:
    """Judge the lower end of a band: an open end is stricter than a closed one."""
    ends = [
        (part["above"], True) if part["above"] is not None else (part["from"], False)
        for part in (new, old)
    ]
    if any(number is None for number, _ in ends):
        return _UNPROVEN
    return _up(*ends)


def _passing(own: Passing | None, base: Passing | None, document: Any) -> Judgement:
    if own is None or base is None:
        return _up(own and 1, base and 1)
    if own.score is not None and base.score is not None:
        return _up(own.score, base.score)
    bands = getattr(document, "bands", None)
    if own.band is None or base.band is None or bands is None:
        return _UNPROVEN
    if own.band not in bands or base.band not in bands:
        return _UNPROVEN
    return _up(bands.rank(own.band), bands.rank(base.band))


def _count(own: CountRange | None, base: CountRange | None, _: Any) -> Judgement:
    if own is None or base is None:
        return _up(own and 1, base and 1)
    return _all(_up(own.least, base.least), _down(own.most, base.most))


def _window(own: VagueWindow | None, base: VagueWindow | None, document: Any) -> Judgement:
    """Judge a window: one that lies within the other leaves less time."""
    if own is None or base is None:
        return _up(own and 1, base and 1)
    mine, theirs = (each.resolved(document.years).certain for each in (own, base))
    if mine is None or theirs is None:
        return Judgement("unproven", Message("tightening.window-unknown"))
    if theirs.first <= mine.first and mine.last <= theirs.last:
        return Judgement("tighter")
    return Judgement("looser", Message("tightening.window"))


def _caps(own: Sequence[Any], base: Sequence[Any]) -> Judgement:
    """Judge caps: each that there was must still be there, and be no higher."""

    def limits(cap: Any) -> dict[str, Any]:
        return {n: getattr(cap, n, None) for n in ("points", "count", "quantity", "amount")}

    def over(cap: Any) -> Any:
        asked = tuple(n for n, limit in limits(cap).items() if limit is not None)
        names = (getattr(cap, name, None) for name in ("of", "name", "each", "per"))
        return (*names, asked)

    mine = {over(cap): cap for cap in own}
    judged = []
    for cap in base:
        there = mine.get(over(cap))
        if there is None:
            return Judgement("looser", Message("tightening.cap-gone"))
        judged += [_down(limits(there)[name], limit) for name, limit in limits(cap).items()]
    return _all(*judged, Judgement("tighter" if len(own) > len(base) else "equal"))


def _curve(own: Any, base: Any, _: Any = None) -> Judgement:
    """Judge a curve: one that gives no more anywhere is stricter."""
    match own, base:
        case (Steps(), Steps()):
            return _lower([own.at(x) - base.at(x) for x in _between(_ends(own) + _ends(base))])
        case (Linear(), Linear()):
            corners = [Fraction(knot.at) for knot in (*own.knots, *base.knots)]
            return _lower([own.at(x) - base.at(x) for x in corners])
        case (PerUnit(), PerUnit()):
            alike = (own.each, own.start, own.count) == (base.each, base.start, base.count)
            judged = (
                _down(own.give, base.give),
                _down(own.most, base.most),
                _floor(own.least, base.least),
            )
            return _all(*judged) if alike and own.give >= 0 else _UNPROVEN
        case (Brackets(), Brackets()):
            widths = [[(part.to, part.per) for part in each.brackets] for each in (own, base)]
            if widths[0] != widths[1]:
                return _UNPROVEN
            pairs = list(zip(own.brackets, base.brackets, strict=True))
            gives = [_down(one.give, other.give) for one, other in pairs]
            return _all(*gives, *(_down(one.most, other.most) for one, other in pairs))
        case _:
            return _UNPROVEN


def _ends(steps: Steps) -> list[Fraction]:
    return [
        Fraction(end) for step in steps.steps for end in (step.from_, step.above) if end is not None
    ]


def _between(ends: Sequence[Fraction]) -> list[Fraction]:
    """Give each end, and a number in each stretch between, before and after them."""
    rising = sorted(set(ends))
    middles = [(low + high) / 2 for low, high in pairwise(rising)]
    return [rising[0] - 1, *rising, *middles, rising[-1] + 1]


def _lower(differences: Sequence[Fraction]) -> Judgement:
    if any(difference > 0 for difference in differences):
        return Judgement("looser", Message("tightening.curve"))
    return Judgement("tighter" if any(differences) else "equal")


def _grading(own: Any, base: Any, _: Any) -> Judgement:
    """Judge a grading beside another of its class."""
    match own, base:
        case (PointsShort(), PointsShort()) if (own.of, own.count) == (base.of, base.count):
            floor = _down(own.floor, base.floor)
            return _all(_up(own.target, base.target), _up(own.lose, base.lose), floor)
        case (Occurrences(), Occurrences()) if own.of == base.of:
            names = ("free", "each", "floor")
            down = [_down(getattr(own, name), getattr(base, name)) for name in names]
            return _all(_up(own.lose, base.lose), *down)
        case (Count(), Count()):
            mine, theirs = own.met or own.short, base.met or base.short
            alike = (own.met is None) == (base.met is None)
            if mine is None or theirs is None or not alike or len(mine) != len(theirs):
                return _UNPROVEN
            pairs = zip(mine, theirs, strict=True)
            return _lower([Fraction(one) - Fraction(other) for one, other in pairs])
        case (ByCurve(), ByCurve()) if own.of == base.of:
            return _curve(own.by, base.by)
        case (All(), Count()) if base.short is not None and base.short[0] == 1:
            return Judgement("tighter")
        case _:
            return _UNPROVEN


#: By the type of what a field has, how it is judged.
_TYPES: tuple[tuple[Any, Callable[[Any, Any, Any], Judgement]], ...] = (
    (Passing, _passing),
    (CountRange, _count),
    (VagueWindow, _window),
    ((Steps, Linear, PerUnit, Brackets), _curve),
    ((All, ByCurve, Count, Occurrences, PointsShort), _grading),
)

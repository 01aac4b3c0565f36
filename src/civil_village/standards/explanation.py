"""The explanation of a result: a tree of sentences with the values that they rest on.

What it says is data, keys and arguments, so it can be stored and rendered later in
either language, without the standard at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from civil_village.assumptions import Assumed
from civil_village.facts import Facts, FactValue, rule_value
from civil_village.indicators import PLURALS, ROWS, Indicator
from civil_village.labels import Label
from civil_village.messages import LANGUAGES, TEXTS, Message
from civil_village.quantities import share_text
from civil_village.ratios import Ratio
from civil_village.requirements import Checked, Requirement, Strike
from civil_village.rounding import Rounding
from civil_village.rules import Missing, Unknown, Valued, residual
from civil_village.rules.syntax import Expression, Logic, Name, Not, walk
from civil_village.rules.wording import say
from civil_village.standards.aggregations import Added
from civil_village.standards.model import Standard
from civil_village.standards.needs import Seeker
from civil_village.standards.rescaling import figures
from civil_village.standards.result import Explanation, Result
from civil_village.standards.worked import CriterionWork, SectionWork, Worked, published_bounds

#: Rules of one standard in words, by the identity of their trees, which live as long as it.
RuleTexts = dict[int, Label]


def explain(worked: Worked, result: Result, texts: RuleTexts) -> Explanation:
    """Explain a result from the outside in: outcome, sections, criteria, requirements.

    Args:
        worked: The standard worked out on the facts.
        result: The result.
        texts: Where rules of the standard in words are kept for the next explanation.
    """
    teller = _Teller(worked, texts)
    parts = [teller.score(result)]
    parts += teller.deciding(result)
    parts += [
        teller.strike(strike, check)
        for strike, check in zip(worked.standard.vetoes, worked.strikes, strict=True)
    ]
    parts += [
        teller.requirement(gate, check, gate.id, key="explain.gate")
        for gate, check in zip(worked.standard.gates, worked.gates, strict=True)
    ]
    for section in worked.sections:
        parts += teller.section(section)
    name = result.label or (
        Message("explain.subject", id=result.id) if result.id else Message("explain.facts")
    )
    outcome = Message(f"outcome.{result.outcome}")
    standard = worked.standard.label or worked.standard.id
    message = Message("explain.outcome", name=name, standard=standard, outcome=outcome)
    return Explanation(message, tuple(parts))


def points_text(bounds: tuple[Any, Any]) -> Message | Any:
    """Write points, or their range, for a sentence."""
    low, high = bounds
    return low if low == high else Message("explain.range", least=low, greatest=high)


class _Teller:
    """Says what one evaluation found, with the labels of its standard."""

    def __init__(self, worked: Worked, texts: RuleTexts) -> None:
        self.worked = worked
        self.texts = texts
        self.facts: Facts = worked.facts
        self.indicators: Mapping[str, Indicator] = worked.standard.catalogue.indicators
        self.methods = method_names(worked.standard)
        self.seeker = Seeker.of(worked.standard, worked.facts, worked.signatures)

    def score(self, result: Result) -> Explanation:
        """Tell the score and the band, and the rounding that was declared."""
        standard = self.worked.standard
        told = Message("explain.score", points=points_text(result.bounds), most=result.most)
        parts = []
        if standard.bands is not None:
            bands = tuple(self.band(name) for name in result.possible_bands)
            key = "explain.band" if len(bands) == 1 else "explain.bands"
            parts.append(Explanation(Message(key, bands=bands)))
        if standard.combine != Added():
            parts.append(Explanation(standard.combine.told()))
        if standard.cap is not None:
            parts.append(Explanation(Message("explain.cap", cap=standard.cap)))
        counted = [work for work in self.worked.sections if work.role == "section"]
        parts += self.rescaled(counted, Fraction(standard.most))
        parts += _rounded(standard.round)
        if standard.compare == "exact":
            parts.append(Explanation(Message("explain.compares-exact")))
        passes = standard.passes
        if passes is not None and passes.score is not None:
            parts.append(Explanation(Message("explain.passes-score", score=passes.score)))
        elif passes is not None and passes.band is not None:
            message = Message("explain.passes-band", band=self.band(passes.band))
            parts.append(Explanation(message))
        return Explanation(told, tuple(parts))

    def rescaled(self, works: Sequence[SectionWork], full: Fraction) -> Iterator[Explanation]:
        """Tell what is rescaled to what, where anything is left out of the whole."""
        standard = self.worked.standard
        if standard.exempt != "rescale":
            return
        units = [one.unit for work in works for one in work.scored]
        found = figures(units, full, unmet=standard.missing == "unmet")
        if found.nothing:
            yield Explanation(Message("explain.rescale-nothing"))
        elif found.touched:
            told = {
                "points": points_text(published_bounds(found.points)),
                "asked": points_text(published_bounds(found.asked)),
                "rescaled": points_text((_cut(found.rescaled[0]), _cut(found.rescaled[1]))),
            }
            yield Explanation(Message("explain.rescale", full=found.full, **told))

    def band(self, name: str) -> Label | str:
        """Name a band by its label."""
        bands = self.worked.standard.bands
        assert bands is not None  # the name came from it
        return bands[name].label or name

    def deciding(self, result: Result) -> list[Explanation]:
        """Tell which missing facts may decide, and what cannot be judged at all."""
        unasked = [item for item in result.deciding if item.kind == "nothing-asked"]
        lacking = [item for item in result.deciding if item not in unasked]
        facts = tuple(Explanation(self.missing(item)) for item in lacking)
        told = [Explanation(Message("explain.deciding"), facts)] if facts else []
        return told + [Explanation(self.missing(item)) for item in unasked]

    def strike(self, strike: Strike, check: Checked, key: str = "explain.strike") -> Explanation:
        """Tell whether a strike hits, and what follows."""
        state = check.strike_state
        message = Message(f"{key}.{state}", name=strike.label or strike.id)
        parts = list(self.rules(check)) if state != "exempt" else []
        if state in ("hit", "open"):
            key = "explain.falls" if state == "hit" else "explain.would-fall"
            parts += [
                Explanation(Message(key, band=self.band(consequence.band)))
                for consequence in strike.then
            ]
        return Explanation(message, tuple(parts))

    def section(self, work: SectionWork) -> list[Explanation]:
        """Tell a section's points and minimum, then its criteria."""
        criteria = [self.criterion(criterion) for criterion in work.criteria]
        section = work.section
        if section is None:
            return criteria
        bounds = points_text(published_bounds(work.points))
        name = section.label or section.id
        parts = []
        if section.minimum is not None:
            key = f"explain.minimum.{work.minimum}"
            figured = self.rescaled([work], Fraction(section.most))
            parts.append(Explanation(Message(key, minimum=section.minimum), tuple(figured)))
        if section.combine != Added():
            parts.append(Explanation(section.combine.told()))
        parts += _rounded(section.round)
        if section.cap is not None:
            parts.append(Explanation(Message("explain.cap", cap=section.cap)))
        message = Message(f"explain.{work.role}", name=name, points=bounds, most=section.most)
        return [Explanation(message, (*parts, *criteria))]

    def criterion(self, work: CriterionWork) -> Explanation:
        """Tell a criterion's points, how they are counted, and what they rest on."""
        criterion = work.criterion
        bounds = points_text(published_bounds(work.points))
        key = "explain.criterion.exempt" if work.exempt else "explain.criterion"
        name = criterion.label or criterion.id
        message = Message(key, name=name, points=bounds, most=criterion.points)
        parts = [Explanation(Message("explain.advisory"))] if criterion.advisory else []
        parts.append(Explanation(criterion.grade.told()))
        parts += self.granted(work.path)
        if work.applies is not None:
            parts += self.rule("applies", work.applies)
        if work.measured is not None:
            parts += self.names(work.measured.expression)
        parts += _rounded(criterion.round)
        if self.worked.standard.missing == "unmet" and work.missing:
            parts.append(Explanation(Message("explain.lack-of-evidence")))
        pairs = zip(criterion.requirements, work.checks, strict=True)
        parts += [self.requirement(r, c, f"{work.path}.{r.id}") for r, c in pairs]
        zeroing = zip(criterion.zero_if, work.zeroing, strict=True)
        parts += [self.strike(strike, check, "explain.zero") for strike, check in zeroing]
        return Explanation(message, tuple(parts))

    def requirement(
        self,
        requirement: Requirement,
        check: Checked,
        path: str,
        key: str = "explain.requirement",
    ) -> Explanation:
        """Tell a requirement's state and the facts behind it."""
        name = requirement.label or requirement.id
        parts = list(self.granted(path))
        for role, valued in check.rules:
            # Of what is exempt only the reason matters.
            if check.state != "exempt" or role == "applies":
                parts += self.rule(role, valued)
        if check.state == "unmet":
            needs = self.seeker.needs(path, requirement)
            told = tuple(need.message(self.indicators) for need in needs)
            parts += [Explanation(Message("explain.needed", needs=told))] if told else []
        if check.state == "undetermined":
            lacking = tuple(self.missing(item) for item in check.missing)
            parts.append(Explanation(Message("explain.lacking", facts=lacking)))
        parts += self.assumed(requirement.assumed)
        return Explanation(Message(f"{key}.{check.state}", name=name), tuple(parts))

    def granted(self, path: str) -> Iterator[Explanation]:
        """Tell who granted a recorded exemption, and why."""
        granted = self.facts.exempt.get(path)
        if granted is not None:
            yield Explanation(Message("explain.granted", by=granted.by, reason=granted.reason))

    def assumed(self, assumed: Assumed) -> Iterator[Explanation]:
        """Tell what the source does not give, and why it is as it is."""
        bare = tuple(_field(name) for name, reason in assumed.reasons.items() if reason is None)
        if bare:
            yield Explanation(Message("explain.assumed", fields=bare))
        for name, reason in assumed.reasons.items():
            if reason is not None:
                message = Message("explain.assumed-because", field=_field(name), reason=reason)
                yield Explanation(message)

    def rules(self, check: Checked) -> Iterator[Explanation]:
        """Tell each worked-out rule of a requirement or strike."""
        for role, valued in check.rules:
            yield from self.rule(role, valued)

    def rule(self, role: str, valued: Valued) -> Iterator[Explanation]:
        """Tell a rule in words, whether it holds, its parts, and its facts."""
        labels = self.methods if role == "judged" else self.indicators
        parts = list(self.conditions(valued, labels))
        if role != "judged" and not _is_plain(valued.expression):
            parts += self.names(valued.expression)
        if isinstance(valued.value, Unknown) and isinstance(valued.expression, Logic):
            left = worded(residual(valued), labels)
            parts.append(Explanation(Message("explain.residual", rule=left)))
        told = Message(
            f"explain.role.{role}",
            rule=self.said(valued.expression, labels),
            holds=Message(f"holds.{_holds(valued.value)}"),
        )
        yield Explanation(told, tuple(parts))

    def conditions(self, valued: Valued, labels: Mapping[str, Any]) -> Iterator[Explanation]:
        """Tell the parts of a rule that is joined of several conditions."""
        if not isinstance(valued.expression, Logic):
            return
        for part in valued.parts:
            rule = self.said(part.expression, labels)
            holds = Message(f"holds.{_holds(part.value)}")
            told = Message("explain.condition", rule=rule, holds=holds)
            yield Explanation(told, tuple(self.conditions(part, labels)))

    def names(self, expression: Expression) -> Iterator[Explanation]:
        """Tell the value of every indicator that an expression reads."""
        for name in dict.fromkeys(part.id for part in walk(expression) if isinstance(part, Name)):
            indicator = self.indicators[name]
            value = fact_text(indicator, name, self.facts.values[name])
            told = Message("explain.value", name=indicator.label, value=value)
            yield Explanation(told, tuple(self.left_out(name, indicator)))

    def left_out(self, name: str, indicator: Indicator) -> Iterator[Explanation]:
        """Tell which methods and assessors an observed number does without."""
        if indicator.observed is not None:
            words = [word for word in self.facts.observations if word.of == name]
            spoke = [(word.method, word.assessor) for word in words if word.value is not None]
            names = indicator.observed.left_out(spoke)
            if names:
                silent = tuple(self.methods.get(name, name) for name in names)
                yield Explanation(Message("explain.left-out", names=silent))

    def said(self, expression: Expression, labels: Mapping[str, Any]) -> Label:
        """Say a rule of the standard, or a part of one, in both languages."""
        found = self.texts.get(id(expression))
        if found is None:
            found = self.texts[id(expression)] = worded(expression, labels)
        return found

    def missing(self, item: Missing) -> Message:
        """Name a missing fact by the labels of what it is about."""
        return missing_text(self.worked.standard, item)


def method_names(standard: Standard) -> dict[str, Label]:
    """Give the label of each way to judge, by its id."""
    return {name: method.label for name, method in standard.methods.items()}


def missing_text(standard: Standard, item: Missing) -> Message:
    """Name a missing fact by the labels of what it is about."""
    indicators, events = standard.catalogue.indicators, standard.catalogue.events
    about: Any = None
    row: Any = item.row if item.rows is None else item.rows.message()
    match item.kind:
        case "observation" | "tie":
            about = dict(standard.paths()).get(item.name) or indicators.get(item.name)
            row = method_names(standard).get(item.row or "", item.row)
        case "completeness":
            about = events.get(item.name)
        case "nothing-asked":
            about = dict(standard.paths()).get(item.name) or standard
        case _:
            about = indicators.get(item.name) or events.get(item.name)
    name: Any = getattr(about, "label", None) or item.name
    if item.kind == "completeness" and item.name in (*PLURALS.values(), "cohort"):
        name = Message(f"rows.{item.name}")
    return Message(f"missing.{item.kind}", name=name, row=row)


def _cut(points: Fraction) -> Message | Fraction:
    """Write points with at most two digits after the point, and a mark where more follow."""
    cut = Fraction((points * 100).__floor__(), 100)
    return cut if cut == points else Message("explain.more-follow", digits=cut)


def _rounded(rounding: Rounding | None) -> Iterator[Explanation]:
    """Tell a declared rounding."""
    if rounding is not None:
        mode = Message(f"rounding.{rounding.mode}")
        yield Explanation(Message("explain.rounded", step=rounding.step, mode=mode))


def _field(name: str) -> Message | str:
    return Message(f"field.{name}") if f"field.{name}" in TEXTS else name


def _is_plain(expression: Expression) -> bool:
    """Tell whether a rule is one truth: then its value says no more than the rule."""
    return isinstance(expression.operand if isinstance(expression, Not) else expression, Name)


def _holds(value: Any) -> str:
    return "open" if isinstance(value, Unknown) else "true" if value else "false"


def worded(expression: Expression, labels: Mapping[str, Any]) -> Label:
    """Say a rule in both languages, with the labels of its names."""
    zh, en = (say(expression, lang, labels) for lang in LANGUAGES)
    return Label(zh, en)


def fact_text(indicator: Indicator, name: str, value: FactValue) -> Any:
    """Write a fact for a sentence: with its unit, a share in percent with its parts.

    Examples:
        >>> insurance = Indicator(label="覆盖率", value="ratio")
        >>> fact_text(insurance, "insurance", Ratio(7, 8)).text("en")
        '87.5% (7 of 8)'
    """
    worth = rule_value(name, value)
    if isinstance(worth, Unknown):
        return _unknown_text(worth, indicator)
    if isinstance(value, Ratio):
        share = share_text(Fraction(value.part) / Fraction(value.whole))
        return Message("explain.parts", share=share, part=value.part, whole=value.whole)
    if isinstance(worth, Fraction):
        return indicator.measure(worth)
    return worth


def _unknown_text(value: Unknown, indicator: Indicator) -> Message:
    """Write what is proved of an unknown fact; default limits say nothing of it."""
    if any(item.kind == "no-value" for item in value.missing):
        return Message("explain.no-value")
    if value.least is None or value.greatest is None:
        return Message("explain.unknown")
    if value.greatest >= ROWS or _open_above(value, indicator):
        least = indicator.measure(value.least)
        return (
            Message("explain.at-least", least=least) if value.least else Message("explain.unknown")
        )
    ends = {"least": value.least, "greatest": value.greatest}
    return Message(
        "explain.between", **{name: indicator.measure(end) for name, end in ends.items()}
    )


def _open_above(value: Unknown, indicator: Indicator) -> bool:
    """Tell whether rows that may still come leave a count or sum without a proved limit."""
    derive = indicator.derive
    adds_up = derive is not None and derive.how in ("count", "sum", "events")
    incomplete = any(item.kind == "completeness" for item in value.missing)
    return adds_up and incomplete and indicator.maximum is None

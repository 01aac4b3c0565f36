"""A procedure in words (程序说明): its steps, their order and times, and what each asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from civil_village.calendar.notices import Notice
from civil_village.explanation import Explanation, told
from civil_village.indicators import Catalogue
from civil_village.labels import Label, named
from civil_village.messages import Message
from civil_village.organizations.bodies import Body, called
from civil_village.problems import Path
from civil_village.procedures.steps import MergedStep, ProcedureStep, WholeTime
from civil_village.rules.wording import worded


class Outlined(Protocol):
    """What is told of a procedure."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def label(self) -> Label | None:
        """Its name."""

    @property
    def bodies(self) -> Mapping[str, Body]:
        """Its bodies."""

    @property
    def catalogue(self) -> Catalogue:
        """What its records may hold."""

    @property
    def parts(self) -> Iterator[tuple[Path, ProcedureStep | MergedStep]]:
        """Its steps and merged steps."""

    @property
    def within(self) -> WholeTime | None:
        """Its time for all."""

    def called(self, name: str) -> Label | str:
        """Give what people call a step."""


def outline(procedure: Outlined) -> Explanation:
    """Tell a procedure as a tree.

    Args:
        procedure: The procedure.

    Examples:
        >>> from civil_village.procedures import Procedure
        >>> publish = ProcedureStep(id="publish", after=["decide"], due="5 days")
        >>> made = Procedure(id="demo", steps=[ProcedureStep(id="decide"), publish])
        >>> print(outline(made).text("en"))
        demo
          decide
          publish
            comes after: decide
            within 5 days
    """
    parts = [_part(procedure, part) for _, part in procedure.parts]
    if procedure.within is not None:
        time, through = procedure.within.time, procedure.within.through
        key = "procedure.outline.within" if through is None else "procedure.outline.through"
        name = through and procedure.called(through)
        parts += told(Message(key, time=time, name=name))
    return Explanation(Message("value", value=named(procedure)), tuple(parts))


def _part(procedure: Outlined, part: ProcedureStep | MergedStep) -> Explanation:
    """Tell one step, or a merged one."""
    by = tuple(called(procedure.bodies, name) for name in part.by)
    key = "procedure.outline.step.by" if by else "procedure.outline.step"
    lines = list(_times(procedure, part))
    if isinstance(part, MergedStep):
        of = tuple(procedure.called(name) for name in part.of)
        lines.append(Message("procedure.outline.merged", names=of))
    for each in part.require:
        indicators = procedure.catalogue.indicators
        rule: dict[str, Any] = {"rule": worded(each.rule.expression, indicators)}
        asks = f"procedure.outline.{each.fails}"
        if each.applies is not None:
            asks += ".applies"
            rule["applies"] = worded(each.applies.expression, indicators)
        lines.append(Message(asks, name=named(each), **rule))
    lines += part.assumed.told()
    return Explanation(Message(key, name=named(part), by=by), told(*lines))


def _times(procedure: Outlined, part: ProcedureStep | MergedStep) -> Iterator[Message]:
    """Tell after what a step comes, and when."""
    if isinstance(part, MergedStep):
        return
    if part.after:
        names = tuple(procedure.called(name) for name in part.after)
        yield Message("procedure.waits", names=names)
    if part.interval is not None:
        yield Message("procedure.outline.interval", time=part.interval)
    if part.due is not None:
        yield Message("procedure.outline.due", time=part.due)
    if part.notice is not None:
        yield Message("procedure.outline.notice", time=notice_text(part.notice))


def notice_text(notice: Notice) -> Message:
    """Say how long before it a step is announced."""
    return Message(f"procedure.notice.{notice.counts}", time=notice.before)

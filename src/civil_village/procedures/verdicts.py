"""Verdicts (审查结论): whether the records of a matter keep to its procedure, on a day.

A verdict is a function of the procedure, the log and the day, and never stored: any past day can be
asked, as of what was known on any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Literal

from attrs import field

from civil_village.calendar.vague import VagueDate
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.checks import known as named_there
from civil_village.checks import missing
from civil_village.duties.occurrences import Occurrence
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import WITHDRAW, Event
from civil_village.explanation import Explanation, tree_html
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.organizations.bodies import names_of
from civil_village.problems import Problem, reject, shown
from civil_village.procedures.enough import Enough
from civil_village.procedures.explained import explained
from civil_village.procedures.faults import StepFault
from civil_village.procedures.judging import Work
from civil_village.procedures.procedure import BUILT_IN_KINDS, NOTICE, Procedure
from civil_village.rules import Missing

#: What is said of the records of a matter as a whole: the first that fits.
Word = Literal["impossible", "invalid", "not_carried", "overdue", "undetermined", "open", "valid"]


@model(kw_only=True)
class RecordVerdict(Shown):
    """What is to be said of the records of a matter on a day (审查结论).

    Made by `civil_village.check_record`.

    Attributes:
        procedure: The procedure.
        matter: What the matter is called in the log; empty where it is the only one.
        as_of: The day.
        known: What was recorded later is not known; ``None`` where all is.
        word: The first that fits: a number is ``impossible``; something is not in order
            (``invalid``); a vote was ``not_carried``; a step is ``overdue``; something is
            ``undetermined``; a step is still owed (``open``); all is ``valid``.
        steps: What became of each step, as of a duty of the matter; of what is no longer owed after
            a vote that was not carried, nothing.
        faults: What was not in order, of the records that count.
        mended: What was not in order of records in whose place a later one counts.
        stopped: The step whose vote was not carried; ``None`` where none is.
        missing: What is not known, and would decide something.
        enough: Which counts would still carry what is not decided.
        surplus: Ids of records of steps that had been done already.
        work: How it was worked out.

    Examples:
        >>> from civil_village.procedures.steps import ProcedureStep
        >>> decide = ProcedureStep(id="decide")
        >>> publish = ProcedureStep(id="publish", after=["decide"], due="5 days")
        >>> procedure = Procedure(id="demo.decision", steps=[decide, publish])
        >>> log = EventLog(events=[Event(id="e1", kind="decide", on=date(2026, 3, 2))])
        >>> verdict = check_record(procedure, log, as_of=date(2026, 3, 9))
        >>> verdict.word, [(each.duty, each.days) for each in verdict.late]
        ('overdue', [('publish', 2)])
    """

    procedure: Procedure
    matter: str
    as_of: date
    known: date | None = None
    word: Word
    steps: tuple[Occurrence, ...] = field(converter=as_tuple)
    faults: tuple[StepFault, ...] = field(default=(), converter=as_tuple)
    mended: tuple[StepFault, ...] = field(default=(), converter=as_tuple)
    stopped: str | None = None
    missing: tuple[Missing, ...] = field(default=(), converter=as_tuple)
    enough: tuple[Enough, ...] = field(default=(), converter=as_tuple)
    surplus: tuple[str, ...] = field(default=(), converter=as_tuple)
    work: Work = field(eq=False, repr=False)

    def step(self, name: str) -> Occurrence | None:
        """Give what became of a step; ``None`` where it is no longer owed.

        Raises:
            KeyError: The procedure has no such step.
        """
        self.procedure.step(name)
        return next((each for each in self.steps if each.duty == name), None)

    @property
    def owed(self) -> tuple[Occurrence, ...]:
        """The steps that can be done now and are not, the soonest due first."""
        found = (each for each in self.steps if each.state in ("due", "late"))
        return tuple(sorted(found, key=lambda each: each.due or date.max))

    @property
    def late(self) -> tuple[Occurrence, ...]:
        """The steps that should have been done, the latest first."""
        found = (each for each in self.steps if each.state == "late")
        return tuple(sorted(found, key=lambda each: -each.days))

    @property
    def weekends_only(self) -> bool:
        """Whether working days are asked for, and there is no table of holidays."""
        return self.procedure.by_workdays and self.work.workdays == WEEKENDS_ONLY

    def explain(self) -> Explanation:
        """Tell it as a tree: the word, then each step with its record, its rules and its faults."""
        return explained(self)

    def text(self, lang: Literal["zh", "en"]) -> str:
        """Say it and all that it rests on, a line each."""
        return self.explain().text(lang)

    _repr_html_ = tree_html


def check_record(
    procedure: Procedure,
    record: EventLog,
    *,
    as_of: date,
    known: date | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
    matter: str | None = None,
) -> RecordVerdict:
    """Judge the records of a matter by a procedure (程序审查), as of a day.

    The record of a step is an event of its kind, with what was counted among its values; a
    `notice` announces the step that it speaks ``of``; the ``subject`` of an event names its matter.

    Args:
        procedure: The procedure.
        record: What has happened.
        as_of: The day; what is dated later has not happened.
        known: What was recorded later is not known yet; by default all is known.
        workdays: Which days are worked.
        matter: Which matter, where the log has several.

    Raises:
        DocumentError: A value is of a wrong type or under an unknown name, a day is not exact, or
            the log has several matters and none is named.

    Examples:
        Nineteen of thirty are one fewer than two thirds:

        >>> from civil_village.indicators import Catalogue, Indicator
        >>> from civil_village.procedures import ProcedureStep, StepRequirement
        >>> catalogue = Catalogue(indicators={
        ...     "members": Indicator(label="应到", value="count"),
        ...     "present": Indicator(label="实到", value="count"),
        ...     "attendance": Indicator(label="到会率", value="ratio", of=["present", "members"]),
        ... })
        >>> quorum = StepRequirement(id="quorum", rule="attendance >= 2 / 3")
        >>> procedure = Procedure(
        ...     id="demo.meeting", catalogue=catalogue,
        ...     steps=[ProcedureStep(id="meet", require=[quorum])],
        ... )
        >>> held = Event(
        ...     id="e1", kind="meet", on=date(2026, 3, 2), values={"members": 30, "present": 19}
        ... )
        >>> verdict = check_record(procedure, EventLog(events=[held]), as_of=date(2026, 3, 2))
        >>> verdict.word, verdict.faults[0].rule, verdict.faults[0].failures[0].found
        ('invalid', 'meet.quorum', Fraction(19, 30))
    """
    there = matters(procedure, record)
    if matter is None:
        if len(there) > 1:
            found, expected = ", ".join(there), Message("expected.one-matter")
            hint = Message("hint.name-matter")
            path = ("matter",)
            reject(
                [
                    Problem(
                        code="several-matters", path=path, found=found, expected=expected, hint=hint
                    )
                ]
            )
        matter = there[0] if there else ""
    elif matter not in there:
        reject(named_there(matter, tuple(filter(None, there)), "matter"))
    seen = _seen(procedure, record, as_of=as_of, known=known).get(matter, ())
    return _judged(
        procedure, record, seen, as_of=as_of, known=known, workdays=workdays, matter=matter
    )


def check_records(
    procedure: Procedure,
    record: EventLog,
    *,
    as_of: date,
    known: date | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
) -> tuple[RecordVerdict, ...]:
    """Judge the records of every matter of a log, each by itself; see `check_record`.

    Args:
        procedure: The procedure.
        record: What has happened in all of them.
        as_of: The day.
        known: What was recorded later is not known yet.
        workdays: Which days are worked.

    Examples:
        >>> from civil_village.procedures import ProcedureStep
        >>> procedure = Procedure(id="demo.decision", steps=[ProcedureStep(id="decide")])
        >>> log = EventLog(events=[
        ...     Event(id=f"e{name}", kind="decide", on=date(2026, 3, 2), subject=name)
        ...     for name in ("road", "well")
        ... ])
        >>> [each.matter for each in check_records(procedure, log, as_of=date(2026, 3, 2))]
        ['road', 'well']
    """
    seen = _seen(procedure, record, as_of=as_of, known=known)
    return tuple(
        _judged(
            procedure,
            record,
            seen.get(matter, ()),
            as_of=as_of,
            known=known,
            workdays=workdays,
            matter=matter,
        )
        for matter in matters(procedure, record)
    )


def matters(procedure: Procedure, record: EventLog) -> tuple[str, ...]:
    """Name the matters of a log, each once, by name; that of events that name none is empty.

    Args:
        procedure: The procedure; what it does not know tells of no matter of it.
        record: The log.

    Examples:
        >>> from civil_village.procedures import ProcedureStep
        >>> procedure = Procedure(id="demo.decision", steps=[ProcedureStep(id="decide")])
        >>> log = EventLog(events=[Event(id="e1", kind="decide", on=date(2026, 3, 2))])
        >>> matters(procedure, log)
        ('',)
    """
    kinds = {*procedure.own_kinds, NOTICE}
    return tuple(sorted({event.subject or "" for event in record.events if event.kind in kinds}))


def _seen(
    procedure: Procedure, record: EventLog, *, as_of: date, known: date | None
) -> dict[str, list[Event]]:
    """Give what has happened in each matter, in the order of days."""
    kinds = {*procedure.own_kinds, NOTICE}
    found: dict[str, list[Event]] = {}
    for event in record.seen(as_of=as_of, known=known):
        if event.kind in kinds:
            found.setdefault(event.subject or "", []).append(event)
    return found


def _judged(
    procedure: Procedure,
    record: EventLog,
    seen: Sequence[Event],
    *,
    as_of: date,
    known: date | None,
    workdays: Workdays,
    matter: str,
) -> RecordVerdict:
    reject(_inexact(seen))
    work = Work(
        procedure,
        seen,
        as_of=as_of,
        workdays=workdays,
        reported=record.reported,
        matter=matter,
    ).done()
    stopped = next((name for name, _ in work.stops), None)
    gaps = tuple(dict.fromkeys(work.missing))
    return RecordVerdict(
        procedure=procedure,
        matter=matter,
        as_of=as_of,
        known=known,
        word=_word(work.faults, stopped, work.steps, gaps),
        steps=work.steps,
        faults=work.faults,
        mended=work.mended,
        stopped=stopped,
        missing=gaps,
        enough=work.enough,
        surplus=tuple(work.surplus),
        work=work,
    )


def _word(
    faults: Collection[StepFault],
    stopped: str | None,
    steps: Collection[Occurrence],
    missing: Collection[Missing],
) -> Word:
    """Give the first word that fits."""
    states = {each.state for each in steps}
    if any(fault.broken == "impossible" for fault in faults):
        return "impossible"
    if faults:
        return "invalid"
    if stopped is not None:
        return "not_carried"
    if "late" in states:
        return "overdue"
    if missing or "undetermined" in states:
        return "undetermined"
    return "valid" if states <= {"done", "done_late"} else "open"


def _inexact(events: Collection[Event]) -> Iterator[Problem]:
    """Give the days by which nothing can be put in order."""
    for event in events:
        if not isinstance(event.on, date):
            path = ("events", event.id, "from" if event.on is None else "on")
            found = event.on.text if isinstance(event.on, VagueDate) else shown(event.from_)
            expected = Message("expected.exact-day")
            yield Problem(code="not-a-date", path=path, found=found, expected=expected)


def record_problems(procedure: Procedure, record: EventLog) -> Iterator[Problem]:
    """Give what events name and a procedure does not have: kinds, steps, bodies (记录检查).

    Such an event shows nothing done; most often it is a slip of the hand.

    Args:
        procedure: The procedure.
        record: The log.

    Examples:
        >>> from civil_village.procedures import ProcedureStep
        >>> procedure = Procedure(id="demo.decision", steps=[ProcedureStep(id="decide")])
        >>> log = EventLog(events=[Event(id="e1", kind="decied", on=date(2026, 3, 2))])
        >>> [(problem.path, problem.found) for problem in record_problems(procedure, log)]
        [(('events', 'e1', 'kind'), 'decied')]
    """
    kinds = (*procedure.own_kinds, *BUILT_IN_KINDS)
    bodies = names_of(procedure.bodies)
    for event in record.events:
        path = ("events", event.id)
        yield from named_there(event.kind, kinds, *path, "kind")
        if event.kind == NOTICE and event.of is None:
            yield missing(*path, "of", hint=Message("hint.notice-of"))
        elif event.kind == NOTICE and event.of is not None:
            yield from named_there(event.of, tuple(procedure.own_kinds), *path, "of")
        if event.kind != WITHDRAW and event.by is not None and bodies:
            yield from named_there(event.by, bodies, *path, "by", code="unknown-body")

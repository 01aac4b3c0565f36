"""What every verdict promises, whatever the procedure and whatever has happened."""

from datetime import timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.messages import LANGUAGES
from civil_village.procedures import ProcedureStep, StepRequirement, fault_message
from civil_village.testing.strategies.procedure import (
    CATALOGUE,
    DAY,
    procedure_cases,
    procedures,
)
from tests.drawn.verdicts import verdict_of


@given(procedure_cases(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(case, random):
    shuffled = [*case.log.events]
    random.shuffle(shuffled)
    assert verdict_of(case, log=evolve(case.log, events=shuffled)) == verdict_of(case)


@given(procedure_cases())
def test_what_happens_later_changes_nothing_about_the_past(case):
    until = [event for event in case.log.events if event.on <= case.as_of]
    assert verdict_of(case, log=evolve(case.log, events=until)) == verdict_of(case)


@given(procedure_cases())
def test_what_is_recorded_later_was_not_known(case):
    known = case.as_of
    told = [
        event
        for event in case.log.events
        if (event.recorded.date() if event.recorded else event.on) <= known
    ]
    before = verdict_of(case, known=known)
    assert verdict_of(case, known=known, log=evolve(case.log, events=told)) == before


@given(procedure_cases())
def test_words_say_what_the_parts_say(case):
    made = verdict_of(case)
    states = {each.state for each in made.steps}
    impossible = any(fault.broken == "impossible" for fault in made.faults)
    assert (made.word == "impossible") == impossible
    assert (made.word in ("impossible", "invalid")) == bool(made.faults)
    if made.word == "valid":
        assert states <= {"done", "done_late"}
        assert len(made.steps) == len(case.procedure.steps)
        assert not made.missing
    if made.word == "not_carried":
        assert made.stopped is not None
        assert states <= {"done", "done_late"}
    if made.word == "overdue":
        assert "late" in states
        assert made.stopped is None
    if made.word == "open":
        assert states & {"due", "not_yet"}


@given(procedure_cases())
def test_every_fault_is_of_a_record_and_says_what_is_wrong(case):
    made = verdict_of(case)
    for fault in (*made.faults, *made.mended):
        assert fault.event in case.log
        assert fault.step in case.procedure.own_kinds
        for lang in LANGUAGES:
            said = fault_message(case.procedure, fault).text(lang)
            assert said
            if fault in made.faults and fault.broken != "requirement":
                assert said in made.text(lang)


@given(procedure_cases())
def test_every_record_of_a_step_counts_is_mended_or_is_told(case):
    made = verdict_of(case)
    told = {name for each in made.steps for name in each.served}
    told |= {fault.event for fault in (*made.faults, *made.mended)} | {*made.surplus}
    kinds = case.procedure.own_kinds
    records = {e.id for e in case.log.events if e.kind in kinds and e.on <= case.as_of}
    assert records == told


@given(procedure_cases(), st.integers(0, 30))
def test_lateness_grows_by_a_day_a_day(case, more):
    now = verdict_of(case)
    last = max((e.on for e in case.log.events if e.on <= case.as_of), default=case.as_of)
    quiet = evolve(case.log, events=[e for e in case.log.events if e.on <= last])
    later = verdict_of(case, log=quiet, as_of=case.as_of + timedelta(more))
    days = {each.duty: each.days for each in later.late}
    for each in now.late:
        assert days[each.duty] == each.days + more


@given(procedures())
def test_a_procedure_reads_back_as_it_was_written(made):
    assert cv.loads(cv.dumps(made), cv.Procedure) == made


VOTES = ("yes_of_present > 1 / 2", "yes_of_all >= 1 / 2", "yes >= 7", "yes_of_present <= 2 / 3")


@given(st.integers(1, 20), st.integers(0, 20), st.sampled_from(VOTES), st.integers(0, 20))
def test_what_is_enough_carries_and_what_is_not_does_not(members, present, rule, agree):
    present = min(present, members)
    passed = StepRequirement(id="passed", rule=rule, fails="stops")
    step = ProcedureStep(id="meet", require=[passed])
    procedure = cv.Procedure(id="drawn", catalogue=CATALOGUE, steps=[step])

    def verdict(**values):
        event = cv.Event(id="e1", kind="meet", on=DAY, values={"members": members, **values})
        return cv.check_record(procedure, cv.EventLog(events=[event]), as_of=DAY)

    found = verdict(present=present).enough
    if found and agree <= present:
        most = agree if found[0].most is None else found[0].most
        fits = found[0].least <= agree <= most
        assert (verdict(present=present, yes=agree).word == "valid") == fits


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6), st.data())
def test_what_a_gap_does_not_hinder_no_value_mends(members, present, agree, data):
    procedure = data.draw(procedures())
    step = procedure.steps[0]
    values = {"members": members, "present": present, "yes": agree}
    left = data.draw(st.sets(st.sampled_from([*values]), max_size=3))

    def faults(kept):
        event = cv.Event(id="e1", kind=step.id, on=DAY, values=kept)
        found = cv.check_record(procedure, cv.EventLog(events=[event]), as_of=DAY).faults
        return {fault.rule for fault in found if fault.broken == "requirement"}

    gapped = {name: value for name, value in values.items() if name not in left}
    assert faults(gapped) <= faults(values)

"""What holds of every campaign, whatever its plan, its log and its gaps."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import NamedYears
from civil_village.campaigns import Status
from civil_village.evidence import Event, EventLog
from civil_village.testing.strategies.calendar import days
from civil_village.testing.strategies.campaign import CampaignCase, campaign_cases, happenings
from tests.drawn.states_of_campaigns import state_of
from tests.profiles import whole_documents

DAY = date(2024, 6, 15)


def told(made: Status) -> object:
    """Give all that a state says."""
    rest = (made.phases, made.idle, made.then, made.funds, made.coverage, made.held)
    return (made.tracks, *rest, made.explain())


@given(st.data(), campaign_cases())
@whole_documents
def test_a_state_does_not_depend_on_the_order_of_records(data: st.DataObject, case: CampaignCase):
    other = EventLog(id="other", events=data.draw(st.permutations(case.log.events)))
    assert told(state_of(case)) == told(state_of(case, log=other))


@given(st.data(), campaign_cases())
@whole_documents
def test_what_is_recorded_later_changes_nothing_that_was_known(
    data: st.DataObject, case: CampaignCase
):
    known = data.draw(days(DAY))
    event: Event = data.draw(happenings(case.campaign, 99, case.log.events))
    after = known + timedelta(data.draw(st.integers(1, 9)))
    recorded = datetime.fromisoformat(f"{after}T08:00:00+08:00")
    later = case.log.add(evolve(event, recorded=recorded))
    assert told(state_of(case, known=known)) == told(state_of(case, log=later, known=known))


@given(st.data(), campaign_cases())
@whole_documents
def test_a_state_from_an_earlier_one_equals_that_from_the_whole_log(
    data: st.DataObject, case: CampaignCase
):
    before, log = state_of(case), case.log
    for number in range(99, 99 + data.draw(st.integers(1, 3))):
        log = log.add(data.draw(happenings(case.campaign, number, log.events)))
    if data.draw(st.booleans()):
        log = evolve(log, reported={"report": data.draw(days(DAY))})
    fresh = state_of(case, log=log)
    assert told(state_of(case, log=log, earlier=before)) == told(fresh)
    # And once more from that: what was taken over is as good as what was worked out.
    more = log.add(data.draw(happenings(case.campaign, 120, log.events)))
    again = state_of(case, log=more, earlier=state_of(case, log=log, earlier=before))
    assert told(again) == told(state_of(case, log=more))


def decided(made: Status) -> dict[tuple[str, str | None, str], str]:
    """Give the states that are certain, by what they are of."""
    return {
        (each.duty, each.place, each.name): each.state
        for each in made
        if each.state != "undetermined"
    }


def contradicted(before: Status, after: Status) -> dict[object, object]:
    """Give what was certain and is otherwise now."""
    now = {(each.duty, each.place, each.name): each.state for each in after}
    found: dict[object, object] = {
        key: (state, now.get(key))
        for key, state in decided(before).items()
        if now.get(key) != state
    }
    gates = {gate.path: gate.state for phase in after.phases for gate in phase.gates}
    found |= {
        gate.path: (gate.state, gates[gate.path])
        for phase in before.phases
        for gate in phase.gates
        if gate.state not in ("undetermined", gates[gate.path])
    }
    return found


@given(campaign_cases(), st.integers(2022, 2026))
@whole_documents
def test_a_year_that_becomes_known_contradicts_nothing(case: CampaignCase, year: int):
    unknown = evolve(case.campaign, years=NamedYears({"y": "unknown"}))
    known = evolve(case.campaign, years=NamedYears({"y": year}))
    before, after = (state_of(evolve(case, campaign=plan)) for plan in (unknown, known))
    assert contradicted(before, after) == {}


@given(campaign_cases(), st.integers(29, 31))
@whole_documents
def test_a_value_that_is_reported_later_contradicts_nothing(case: CampaignCase, water: int):
    villages = [
        each if each.values else evolve(each, values={"water": water})
        for each in case.records.subjects
    ]
    after = state_of(case, records=evolve(case.records, subjects=villages))
    assert contradicted(state_of(case), after) == {}

"""What holds of every chart and every log, whatever they say."""

from datetime import timedelta
from itertools import pairwise

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.charts import fold
from civil_village.testing.strategies.chart import title_cases


def states_of(case, log=None, **more):
    asked = {"as_of": case.as_of} | more
    return cv.standing(case.scheme, log or case.log, **asked).states


@given(title_cases())
def test_no_sequence_of_events_reaches_a_state_that_is_not_declared(case):
    made = cv.standing(case.scheme, case.log, as_of=case.as_of)
    for unit in made:
        for stay in made.history(unit):
            assert {*stay.states} <= {*case.scheme.states}


@given(title_cases(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(case, random):
    shuffled = [*case.log.events]
    random.shuffle(shuffled)
    made = cv.standing(case.scheme, case.log, as_of=case.as_of)
    other = cv.standing(case.scheme, cv.EventLog(events=shuffled), as_of=case.as_of)
    assert made.states == other.states
    assert [*map(repr, made.refused)] == [*map(repr, other.refused)]


@given(title_cases())
def test_what_happens_later_changes_nothing(case):
    # Of two events that speak of each other both are there, or what is later is not known.
    spoken_of = {event.of for event in case.log.events}
    there = [e for e in case.log.events if e.first <= case.as_of or e.id in spoken_of]
    assert states_of(case) == states_of(case, cv.EventLog(events=there))


@given(title_cases(), st.integers(0, 30))
def test_what_was_recorded_later_was_not_known(case, days):
    known = case.as_of + timedelta(days=days)
    told = cv.EventLog(
        events=[e for e in case.log.events if not e.recorded or e.recorded.date() <= known]
    )
    unspoken = all(e.of is None or e.of in told for e in told.events)
    if unspoken:
        assert states_of(case, known=known) == states_of(case, told)


@given(title_cases(), st.data())
def test_what_becomes_known_never_leads_out_of_the_states_that_were_possible(case, data):
    filled = []
    for event in case.log.events:
        kind = case.scheme.events.get(event.kind)
        values = dict(event.values)
        for name in (*kind.values,) if kind else ():
            drawn = st.integers(0, 100) if name == "score" else st.booleans()
            values.setdefault(name, data.draw(drawn))
        by = event.by or data.draw(st.sampled_from(["office", "village"]))
        filled.append(evolve(event, by=by, values=values))
    before, after = states_of(case), states_of(case, cv.EventLog(events=filled))
    for unit, there in after.items():
        assert {*there.states} <= {*before[unit].states}


@given(title_cases(), st.data())
def test_what_is_reported_later_never_leads_out_of_the_states_that_were_possible(case, data):
    """A log that is complete only through a day leaves open what may yet be entered."""
    kind = data.draw(st.sampled_from([*case.scheme.events]))
    day = case.as_of - timedelta(days=data.draw(st.integers(0, 60)))
    late = [e for e in case.log.events if e.kind == kind and e.first > day]
    early = [e for e in case.log.events if e not in late and e.of not in {x.id for x in late}]
    told = cv.EventLog(events=early, reported={kind: day})
    whole = cv.EventLog(events=[*early, *late])
    possible = cv.standing(case.scheme, told, as_of=case.as_of)
    for unit in possible:
        truth = cv.standing(case.scheme, whole, as_of=case.as_of).unit_state(unit)
        assert {*truth.states} <= {*possible.unit_state(unit).states}


@given(title_cases())
def test_stays_follow_each_other_without_a_gap(case):
    made = cv.standing(case.scheme, case.log, as_of=case.as_of)
    for unit in made:
        stays = made.history(unit)
        for one, after in pairwise(stays):
            assert one.last == max(one.first or one.last, after.first - timedelta(days=1))
        if stays:
            assert stays[-1].last is None
            assert {*stays[-1].states} == {*made.unit_state(unit).states}


@given(title_cases())
def test_what_is_refused_for_sure_changes_nothing(case):
    made = cv.standing(case.scheme, case.log, as_of=case.as_of)
    gone = {each.event for each in made.refused if each.sure}
    gone -= {event.of for event in case.log.events}  # others speak of them
    left = cv.EventLog(events=[e for e in case.log.events if e.id not in gone])
    there = states_of(case, left)
    start = (case.scheme.start,)
    for unit, state in made.states.items():
        assert state.states == there[unit].states if unit in there else state.states in (start, ())


@given(title_cases())
def test_a_step_that_is_possible_now_is_taken_by_an_event_that_meets_it(case):
    """What `can` offers without a bar leads where it says, if all that it asks for is met."""
    made = cv.standing(case.scheme, case.log, as_of=case.as_of)
    if case.scheme.opens:
        return
    for unit in made:
        for one in made.can(unit):
            if one.sure and one.to is None and one.of is None and not one.barred and not one.guards:
                event = cv.Event(
                    id="new",
                    kind=one.event,
                    place=unit,
                    on=case.as_of,
                    by=one.by[0] if one.by else None,
                )
                grown = cv.standing(case.scheme, case.log.add(event), as_of=case.as_of)
                assert "new" not in {each.event for each in grown.refused if each.sure}


@given(title_cases())
def test_of_too_many_ways_none_is_told_apart_and_none_is_lost(case):
    most, fold.MOST_WAYS = fold.MOST_WAYS, 1
    try:
        rough = cv.standing(case.scheme, case.log, as_of=case.as_of).states
    finally:
        fold.MOST_WAYS = most
    for unit, there in states_of(case).items():
        assert {*there.states} <= {*rough[unit].states}

"""Proposing: who is chosen is sure whatever becomes known, and recording it changes nothing more."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import civil_village as cv
from civil_village.charts import ChartState, ChartStep
from civil_village.indicators import EventKind, Indicator
from civil_village.rankings import Quota
from civil_village.requirements import Requirement
from civil_village.testing.strategies.chart import title_cases
from civil_village.titles import Placement, Round, TitleScheme, propose

OPENS, DAY = date(2024, 3, 1), date(2024, 6, 1)
SCORE = Indicator(label="得分", value="count", maximum=9)
KINDS = {
    "review": EventKind(label="测评", values={"score": SCORE, "bad": SCORE}),
    "award": EventKind(label="命名"),
    "pass": EventKind(label="落选"),
    "entry": EventKind(label="参评"),
}
BEST = Placement(
    id="best", event="review", by="score", quota=Quota(top=2, ties="none"), decides="award"
)


def titles(*placements, **more):
    """Give a scheme: everybody may be awarded, and who is awarded holds the title."""
    steps = [
        ChartStep(event="entry", from_=["none"], to="other"),
        ChartStep(event="award", from_=["none", "other"], to="held"),
        ChartStep(event="pass", from_=["none"], to="none"),
    ]
    rounds = [Round(id="2024", opens=OPENS, closes=date(2024, 12, 31))]
    states = {"none": ChartState(), "other": ChartState(), "held": ChartState(final=True)}
    return TitleScheme(
        id="demo.title",
        events=KINDS,
        start="none",
        placements=placements,
        **{"rounds": rounds, "states": states, "steps": steps, **more},
    )


def reviews(*scores, on=date(2024, 5, 1), **more):
    """Give the reviews of v1, v2 and so on; of ``None`` nobody knows the score."""
    return cv.EventLog(
        events=[
            cv.Event(id=f"r{n}", kind="review", place=f"v{n}", on=on, values={"score": s, **more})
            for n, s in enumerate(scores, 1)
        ]
    )


def chosen(log, *placements, **more):
    made = propose(titles(*placements), log, round="2024", as_of=DAY, **more)
    return made.selections[0].chosen


def test_the_last_event_of_the_round_is_compared():
    log = reviews(5, 6, 7)
    again = cv.Event(
        id="again", kind="review", place="v3", on=date(2024, 5, 9), values={"score": 1}
    )
    before = cv.Event(id="old", kind="review", place="v3", on=date(2024, 2, 9), values={"score": 9})
    assert chosen(log, BEST) == ("v3", "v2")
    assert chosen(log.add(again, before), BEST) == ("v2", "v1")


def test_who_was_compared_in_an_earlier_round_alone_is_not():
    old = cv.Event(id="old", kind="review", place="v9", on=date(2024, 2, 9), values={"score": 9})
    made = propose(titles(BEST), reviews(5).add(old), round="2024", as_of=DAY)
    assert made.selections[0].chosen == ("v1",)
    assert made.selections[0].reasons["v9"].text("en") == 'no "测评" in this round'


def test_what_the_chart_refuses_is_not_compared_and_what_it_may_refuse_leaves_it_open():
    asked = ChartStep(event="review", from_=["none"], by=["office"])
    award = ChartStep(event="award", from_=["none"], to="held")
    states = {"none": ChartState(), "held": ChartState(final=True)}
    scheme = titles(BEST, steps=[asked, award], states=states)
    events = [
        evolve(event, by=by)
        for event, by in zip(reviews(5, 6, 7).events, ("office", "village", None), strict=True)
    ]
    made = propose(scheme, cv.EventLog(events=events), round="2024", as_of=DAY)
    assert (made.selections[0].chosen, made.selections[0].possible) == (("v1",), ("v3",))


def test_a_share_of_all_counts_those_of_whom_nothing_is_known():
    """A quarter of eight is two, of the four who were reviewed one."""
    quarter = evolve(BEST, quota=Quota(share=0.25, ties="none"))
    log = reviews(5, 6, 7, 8)
    assert chosen(log, quarter) == ("v4",)
    units = [f"v{n}" for n in range(1, 9)]
    assert chosen(log, quarter, units=units) == ("v4", "v3")
    ranked = evolve(BEST, quota=Quota(share=0.25, of="ranked", ties="none"))
    assert chosen(log, ranked, units=units) == ("v4",)


def test_units_that_are_not_among_them_take_no_place_and_do_not_count():
    other = cv.Event(id="o", kind="entry", place="v4", on=date(2024, 2, 1))
    half = evolve(BEST, among=["none"], quota=Quota(share=0.5, ties="none"))
    made = propose(titles(half), reviews(5, 6, 7, 8).add(other), round="2024", as_of=DAY)
    assert made.selections[0].chosen == ("v3",)  # a half of three is 1
    assert "v4" not in made.selections[0].reasons


def test_strata_may_be_handed_in_and_are_asked_for():
    towns = evolve(BEST, quota=Quota(top=1, within="township", ties="none"))
    strata = {"v1": "east", "v2": "east", "v3": "west", "v4": None}
    made = propose(titles(towns), reviews(5, 6, 7), round="2024", as_of=DAY, strata=strata)
    assert made.selections[0].chosen == ("v2", "v3")
    with pytest.raises(cv.DocumentError) as caught:
        propose(titles(towns), reviews(5), round="2024", as_of=DAY)
    assert [p.path for p in caught.value.problems] == [("strata",)]


def test_a_low_number_may_be_the_best_and_a_key_may_have_its_own_end():
    low = evolve(BEST, best="low", quota=Quota(top=1, ties={"by": ["bad"]}))
    few = evolve(low, best="high", quota=Quota(top=1, ties={"by": [{"bad": "low"}]}))
    log = reviews(3, 3, 1)
    log = cv.EventLog(
        events=[
            evolve(e, values={**e.values, "bad": bad})
            for e, bad in zip(log.events, (2, 1, 0), strict=True)
        ]
    )
    assert chosen(log, low) == ("v3",)
    assert chosen(log, few) == ("v2",)
    tied = cv.EventLog(events=log.events[:2])
    assert chosen(tied, low) == ("v2",)  # fewer are better, as of the number itself


def test_a_round_may_have_a_quota_of_its_own():
    one = Round(id="2024", opens=OPENS, quotas={"best": Quota(top=1, ties="none")})
    made = propose(titles(BEST, rounds=[one]), reviews(5, 6), round="2024", as_of=DAY)
    assert made.selections[0].chosen == ("v2",)
    other = Round(id="2025", opens=date(2025, 3, 1))
    bare = titles(evolve(BEST, quota=None), rounds=[one, other])
    assert propose(bare, reviews(5, 6), round="2025", as_of=DAY).selections == ()


def test_what_is_asked_of_the_values_may_be_open():
    clean = Requirement(id="clean", label="无扣分", rule="bad == 0")
    asked = evolve(BEST, require=[clean], quota=Quota(top=1, ties="none"))
    made = propose(titles(asked), reviews(5, 6), round="2024", as_of=DAY)
    assert (made.selections[0].chosen, made.selections[0].possible) == ((), ("v2", "v1"))


def test_a_kind_that_is_not_reported_to_the_day_leaves_who_takes_part_open():
    log = evolve(reviews(5, 6), reported={"review": date(2024, 5, 2)})
    made = propose(titles(BEST), log, round="2024", as_of=DAY, units=["v1", "v2", "v3"])
    assert made.selections[0].chosen == ()
    assert set(made.selections[0].possible) == {"v1", "v2", "v3"}


def test_what_is_dated_after_the_close_of_the_round_is_not_compared():
    late = reviews(5, 6, on=date(2025, 1, 1))
    made = propose(titles(BEST), late, round="2024", as_of=date(2025, 6, 1))
    assert made.selections[0].chosen == ()


def test_an_unknown_round_is_refused_with_the_nearest():
    with pytest.raises(cv.DocumentError) as caught:
        propose(titles(BEST), reviews(), round="2042", as_of=DAY)
    assert [(p.code, p.path) for p in caught.value.problems] == [("unknown-name", ("round",))]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"event": "revue"}, ("placements", 0, "event")),
        ({"by": "points"}, ("placements", 0, "by")),
        ({"by": "score > 1"}, ("placements", 0, "by")),
        ({"among": ["nowhere"]}, ("placements", 0, "among", 0)),
        ({"decides": "review"}, ("placements", 0, "decides")),
        ({"others": "nothing"}, ("placements", 0, "others")),
        ({"quota": None}, ("placements", 0, "quota")),
        (
            {"quota": Quota(top=1, ties={"by": ["veto count"]})},
            ("placements", 0, "quota", "ties", "by", 0),
        ),
        (
            {"require": [Requirement(id="r", rule="nothing > 1")]},
            ("placements", 0, "require", 0, "rule"),
        ),
    ],
)
def test_a_placement_that_does_not_fit_its_scheme_is_refused(change, path):
    with pytest.raises(cv.DocumentError) as caught:
        titles(evolve(BEST, **change))
    assert path in [p.path for p in caught.value.problems]


def test_quotas_of_a_round_name_placements():
    one = Round(id="2024", opens=OPENS, quotas={"worst": Quota(top=1, ties={"by": ["no"]})})
    with pytest.raises(cv.DocumentError) as caught:
        titles(BEST, rounds=[one])
    assert [p.path for p in caught.value.problems] == [("rounds", 0, "quotas", "worst")]


def test_placements_with_one_decision_do_not_take_back_what_the_others_decide():
    first = evolve(BEST, id="first", among=["none"], quota=Quota(top=1, ties="none"))
    second = evolve(first, id="second", among=["other"])
    log = reviews(5, 6, 7).add(
        cv.Event(id="o", kind="entry", place="v1", on=date(2024, 2, 1)),
    )
    scheme = titles(first, second)
    made = propose(scheme, log, round="2024", as_of=DAY)
    assert [event.place for event in made.events] == ["v3", "v1"]
    again = propose(scheme, log.add(*made.events), round="2024", as_of=DAY)
    assert (len(again.recorded), again.events, again.void) == (2, (), ())


def test_after_its_close_a_round_decides_as_of_its_last_day():
    made = propose(titles(BEST), reviews(5), round="2024", as_of=date(2025, 2, 1))
    assert [event.on for event in made.events] == [date(2024, 12, 31)]
    log = reviews(5).add(*made.events)
    again = propose(titles(BEST), log, round="2024", as_of=date(2025, 3, 1))
    assert (again.events, again.recorded) == ((), ("demo_title_2024_award_v1",))


# What always holds -----------------------------------------------------------------------------

SCORES = st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=6)
QUOTAS = st.sampled_from(
    [
        Quota(top=2, ties="none"),
        Quota(top=2, ties="all"),
        Quota(bottom=1, ties="all"),
        Quota(share=0.5, round="up", ties="none"),
        Quota(top=1, ties={"by": ["bad"]}),
    ]
)


@given(SCORES, QUOTAS, st.data())
def test_whatever_becomes_known_those_surely_chosen_stay_chosen(scores, quota, data):
    placement = evolve(BEST, quota=quota)
    before = propose(titles(placement), reviews(*scores, bad=0), round="2024", as_of=DAY)
    told = [data.draw(st.integers(0, 9)) if s is None else s for s in scores]
    after = propose(titles(placement), reviews(*told, bad=0), round="2024", as_of=DAY)
    (old,), (new,) = before.selections, after.selections
    assert {*old.chosen} <= {*new.chosen} <= {*old.chosen, *old.possible}
    assert new.possible == ()


@given(SCORES, QUOTAS, st.randoms())
def test_recorded_decisions_are_proposed_no_more_and_follow_from_any_order(scores, quota, order):
    placement = evolve(BEST, quota=quota, others="pass")
    log = reviews(*scores, bad=0)
    made = propose(titles(placement), log, round="2024", as_of=DAY)
    events = list(log.add(*made.events).events)
    order.shuffle(events)
    again = propose(titles(placement), cv.EventLog(events=events), round="2024", as_of=DAY)
    assert (again.events, again.void) == ((), ())
    assert {*again.recorded} == {event.id for event in made.events}
    assert again.selections == made.selections or {*again.selections[0].chosen} == {
        *made.selections[0].chosen
    }
    after = cv.standing(titles(placement), cv.EventLog(events=events), as_of=DAY)
    assert after.refused == ()


@settings(max_examples=150)
@given(title_cases())
def test_of_any_scheme_and_log_what_is_recorded_is_proposed_no_more(case):
    for round_ in case.scheme.rounds:
        ask = {"round": round_.id, "as_of": case.as_of}
        made = propose(case.scheme, case.log, **ask)
        again = propose(case.scheme, case.log.add(*made.events), **ask)
        assert again.events == ()
        assert {*again.recorded} >= {event.id for event in made.events}
        assert {*again.void} <= {*made.void}


@settings(max_examples=150)
@given(title_cases())
def test_of_any_scheme_and_log_chains_are_runs_of_rounds_that_were_closed(case):
    made = cv.standing(case.scheme, case.log, as_of=case.as_of)
    closed = [state.round for state in made.rounds if state.says == "closed"]
    for unit in ("v1", "v2"):
        for chain in made.chains(unit):
            assert 0 <= chain.least <= chain.most == len(chain.rounds)
            assert not chain.rounds or chain.rounds[-1] == closed[-1]
            for each in chain.reached:
                assert each.round in closed
                assert each.on <= case.as_of


def disputes():
    """Give a scheme in which each entry opens an instance of its own."""
    return titles(
        BEST,
        opens=["entry"],
        steps=[
            ChartStep(event="award", from_=["none"], to="held"),
            ChartStep(event="pass", from_=["none"], to="other"),
        ],
        states={
            "none": ChartState(),
            "other": ChartState(final=True),
            "held": ChartState(final=True),
        },
    )


def test_where_events_open_instances_a_decision_names_its_own():
    book = cv.EventLog(
        events=[
            event
            for n, score in enumerate((5, 7, 6), 1)
            for event in (
                cv.Event(id=f"n{n}", kind="entry", place="v1", on=date(2024, 4, 1)),
                cv.Event(
                    id=f"r{n}",
                    kind="review",
                    of=f"n{n}",
                    on=date(2024, 5, 1),
                    values={"score": score},
                ),
            )
        ]
    )
    made = propose(disputes(), book, round="2024", as_of=DAY)
    assert [(event.of, event.place) for event in made.events] == [("n2", None), ("n3", None)]
    grown = book.add(*made.events)
    after = cv.standing(disputes(), grown, as_of=DAY)
    assert after.units("held") == ("n2", "n3")
    assert propose(disputes(), grown, round="2024", as_of=DAY).events == ()


def test_a_round_does_not_decide_by_what_opens_instances():
    with pytest.raises(cv.DocumentError) as caught:
        titles(evolve(BEST, decides="award"), opens=["award"])
    assert ("two-uses", ("placements", 0, "decides")) in [
        (p.code, p.path) for p in caught.value.problems
    ]

"""What a chart must be to load: names that there are, ways that lead somewhere, rules that read."""

import pytest

import civil_village as cv
from civil_village.charts import Chart, ChartState, ChartStep, Hold, Upheld
from civil_village.indicators import EventKind, Indicator
from civil_village.requirements import Requirement
from civil_village.rules import Rule

SCORE = Indicator(label="得分", value="count", maximum=100)
KINDS = {
    "apply": EventKind(label="申报"),
    "review": EventKind(label="测评", values={"score": SCORE}),
    "object": EventKind(label="异议"),
    "decide": EventKind(label="裁定", values={"upheld": Indicator(label="成立", value="truth")}),
}
STATES = {
    "none": ChartState(),
    "posted": ChartState(lasts="5 days", next="held"),
    "held": ChartState(final=True),
}
PASS = Requirement(id="pass", rule=Rule("score >= 85"))
STEPS = [ChartStep(event="review", from_=["none"], to="posted", require=[PASS])]


def problems(**keys):
    given = {"events": KINDS, "start": "none", "states": STATES, "steps": STEPS} | keys
    try:
        Chart(**given)
    except cv.DocumentError as error:
        return [(each.code, ".".join(map(str, each.path))) for each in error.problems]
    return []


def states(**more):
    return {**STATES, **more}


def step(event="review", start="none", to="posted", **more):
    return ChartStep(event=event, from_=[start], to=to, **more)


def test_a_sound_chart_has_no_problems():
    assert problems() == []


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"start": "nome"}, [("unknown-name", "start")]),
        ({"opens": ["aply"]}, [("unknown-name", "opens.0")]),
        ({"states": states(held=ChartState(lasts="1 year", next="nome"))}, [("unknown-name", "states.held.next")]),
        ({"steps": [step("reveiw")]}, [("unknown-name", "steps.0.event")]),
        ({"steps": [step(start="nome")]}, [("unknown-name", "steps.0.from.0")]),
        ({"steps": [step(to="postde")]}, [("unknown-name", "steps.0.to")]),
        ({"holds": [Hold(opens="objct", closes="decide", in_=["posted"])]}, [("unknown-name", "holds.0.opens")]),
        ({"holds": [Hold(opens="object", closes="decid", in_=["posted"])]}, [("unknown-name", "holds.0.closes")]),
        ({"holds": [Hold(opens="object", closes="decide", in_=["psted"])]}, [("unknown-name", "holds.0.in.0")]),
        (
            {"holds": [Hold(opens="object", closes="decide", in_=["posted"], upheld=Upheld(when=Rule("upheld"), to="nome"))]},
            [("unknown-name", "holds.0.upheld.to")],
        ),
        ({"bodies": {"office": cv.organizations.Body()}, "steps": [step(by=["offce"])]}, [("unknown-body", "steps.0.by.0")]),
        ({"events": {**KINDS, "withdraw": EventKind(label="撤")}}, [("reserved-word", "events.withdraw")]),
        ({"events": {**KINDS, "ban": EventKind(label="禁")}}, [("reserved-word", "events.ban")]),
    ],
)  # fmt: skip
def test_names_are_known(keys, found):
    assert problems(**keys) == found


def test_a_value_bears_no_name_of_what_came_before():
    kinds = {**KINDS, "apply": EventKind(label="申报", values={"earlier_review": SCORE})}
    assert problems(events=kinds) == [("reserved-word", "events.apply.values.earlier_review")]


def test_a_state_that_nothing_leads_to_is_found():
    assert problems(states=states(lost=ChartState(final=True))) == [
        ("unreachable-state", "states.lost")
    ]
    # Neither does a ring of states from which nothing comes.
    there = states(a=ChartState(), b=ChartState())
    led = [*STEPS, step("apply", "a", "b"), step("apply", "b", "a")]
    assert problems(states=there, steps=led) == [
        ("unreachable-state", "states.a"),
        ("unreachable-state", "states.b"),
    ]


def test_time_and_what_is_upheld_lead_to_states_too():
    hold = Hold(
        opens="object",
        closes="decide",
        in_=["posted"],
        upheld=Upheld(when=Rule("upheld"), to="lost"),
    )
    assert problems(states=states(lost=ChartState(final=True)), holds=[hold]) == []


def test_a_state_without_a_way_out_must_be_final():
    assert problems(states=states(held=ChartState())) == [("dead-end", "states.held")]
    # A step that leaves the state as it is leads nowhere.
    stays = [*STEPS, ChartStep(event="apply", from_=["held"])]
    assert problems(states=states(held=ChartState()), steps=stays) == [("dead-end", "states.held")]


def test_nothing_leads_out_of_a_final_state():
    assert problems(steps=[*STEPS, step("apply", "held", "none")]) == [
        ("final-left", "states.held.final")
    ]


def test_a_time_has_what_comes_next_and_only_a_time_has():
    def refused(**keys):
        with pytest.raises(cv.DocumentError) as caught:
            ChartState(**keys)
        return [(each.code, each.path) for each in caught.value.problems]

    assert refused(lasts="5 days") == [("missing-key", ("next",))]
    assert refused(due="5 days") == [("missing-key", ("next",))]
    assert refused(next="held") == [("key-of-other-type", ("next",))]
    assert refused(lasts="5 days", due="5 days", next="held") == [("not-one-key", ())]
    assert refused(lasts="5 days", next="held", final=True) == [("key-of-other-type", ("final",))]


def test_time_alone_comes_to_rest():
    ring = states(
        held=ChartState(lasts="3 years", next="lapsed"),
        lapsed=ChartState(due="1 month", next="held"),
    )
    assert problems(states=ring) == [("endless", "states.held.next")]
    own = states(held=ChartState(lasts="1 year", next="held"))
    assert problems(states=own) == [("endless", "states.held.next")]


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        ({}, {}, True),
        ({}, {"by": ["office"]}, True),
        ({"by": ["office"]}, {}, False),
        ({"by": ["office"]}, {"by": ["office"]}, True),
        ({"by": ["office", "town"]}, {"by": ["office"]}, True),
        ({"by": ["office"]}, {"by": ["office", "town"]}, False),
        ({"require": [PASS]}, {}, False),
        ({}, {"require": [PASS]}, True),
    ],
)
def test_a_step_after_one_that_takes_everything_is_never_tried(earlier, later, found):
    led = [step(**earlier), step(to="held", **later)]
    assert problems(steps=led) == ([("never-tried", "steps.1.from.0")] if found else [])


def test_another_event_or_another_state_is_tried_all_the_same():
    led = [step(), step("apply", to="held"), step(start="posted", to="held")]
    assert problems(steps=led) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("score >= 85", None),
        ("earlier_apply >= 1 && days_since_apply >= 30", None),
        ("scor >= 85", "unknown-indicator"),
        ("upheld", "unknown-indicator"),  # of another kind of event
        ("earlier_aply >= 1", "unknown-indicator"),
        ("score >= 101", "never-holds"),
        ("days_since_apply >= 4000000", "never-holds"),
        ("score", "wrong-type"),
    ],
)
def test_guards_read_their_own_event_and_what_came_before(rule, code):
    guard = Requirement(id="g", rule=Rule(rule))
    found = problems(steps=[step(require=[guard])])
    assert found == ([] if code is None else [(code, "steps.0.require.0.rule")])


def test_what_is_upheld_reads_the_decision():
    hold = Hold(
        opens="object",
        closes="decide",
        in_=["posted"],
        upheld=Upheld(when=Rule("score > 1"), to="none"),
    )
    assert problems(holds=[hold]) == [("unknown-indicator", "holds.0.upheld.when")]


def test_nobody_judges_a_step():
    guard = Requirement(id="g", judged=Rule("visit"))
    assert problems(steps=[step(require=[guard])]) == [
        ("key-of-other-type", "steps.0.require.0.judged")
    ]


def test_a_kind_of_event_has_one_use():
    hold = Hold(opens="object", closes="decide", in_=["posted"])
    assert problems(holds=[hold]) == []
    assert problems(holds=[Hold(opens="review", closes="decide", in_=["posted"])]) == [
        ("two-uses", "holds.0.opens")
    ]
    assert problems(holds=[Hold(opens="object", closes="object", in_=["posted"])]) == [
        ("two-uses", "holds.0.closes")
    ]
    assert problems(holds=[hold, hold]) == [("two-uses", "holds.1.in.0")]


def test_everything_that_is_wrong_is_told_at_once():
    found = problems(
        start="x", steps=[step("y"), step(to="z", require=[Requirement(id="g", rule=Rule("q"))])]
    )
    assert [code for code, _ in found] == ["unknown-name"] * 3 + ["unknown-indicator"]


def test_a_step_and_a_hold_say_from_where():
    for made in (
        lambda: ChartStep(event="a", from_=[], to="b"),
        lambda: Hold(opens="a", closes="b", in_=[]),
    ):
        with pytest.raises(cv.DocumentError) as caught:
            made()
        assert caught.value.problems[0].code == "empty-list"


def test_kinds_that_change_nothing_are_a_finding():
    text = """
        kind: title_scheme
        format: 1
        id: demo
        events: {award: {label: 命名}, visit: {label: 走访}, seen: {label: 巡查}}
        start: none
        states: {none: {}, held: {final: true}}
        steps: [{event: award, from: [none], to: held, require: [{id: a, rule: "earlier_seen >= 1"}]}]
    """
    assert [(p.code, p.path, p.level) for p in cv.lint(text)] == [
        ("changes-nothing", ("events", "visit"), "finding")
    ]

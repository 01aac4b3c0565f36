"""The fold of a chart: lapses before the day's events, holds, refusals, sets of states.

The numbers are worked out by hand: publicity of 5 days from 11 March ends on the 15th.
"""

from datetime import date, datetime

import pytest

import civil_village as cv
from civil_village.calendar import Workdays
from civil_village.charts import Barred

TITLE = """
kind: title_scheme
format: 1
id: demo.title
events:
  application: {label: 申报, values: {self_score: {label: 自评分, value: amount}}}
  review: {label: 测评, values: {score: {label: 测评分, value: amount}}}
  recheck: {label: 复核, values: {score: {label: 复核分, value: amount}}}
  visit: {label: 走访}
  objection: {label: 异议}
  decision: {label: 裁定, values: {upheld: {label: 成立, value: truth}}}
  revocation: {label: 撤销}
start: none
states:
  none: {}
  applied: {lasts: 60 days, next: none}
  posted: {lasts: 5 days, next: held}
  held: {lasts: 3 years, next: none}
  rectify: {due: 30 days, next: revoked}
  revoked: {lasts: 1 year, next: none, then: [{publicity: 通报}]}
steps:
  - {event: application, from: [none], to: applied, by: [village], require: [{id: self, rule: "self_score >= 90"}]}
  - {event: review, from: [applied], to: posted, by: [office], require: [{id: pass, rule: "score >= 85"}]}
  - {event: review, from: [applied], to: none, by: [office]}
  - {event: recheck, from: [held, rectify], to: held, require: [{id: again, rule: "score >= 80"}]}
  - {event: recheck, from: [held], to: rectify}
  - {event: revocation, from: [held], to: revoked, require: [{id: seen, rule: "earlier_visit >= 2"}, {id: calm, rule: "days_since_visit <= 10"}]}
holds: [{opens: objection, closes: decision, in: [posted], upheld: {when: "upheld", to: none}}]
"""


def day(text):
    return date.fromisoformat(text)


def event(name, kind, on, **more):
    return cv.Event(id=name, kind=kind, on=day(on), place=more.pop("place", "v1"), **more)


APPLIED = event("a", "application", "2024-03-01", by="village", values={"self_score": 95})
POSTED = [APPLIED, event("r", "review", "2024-03-11", by="office", values={"score": 88})]
#: Held from 16 March on.
HELD = POSTED


def scheme(**changes):
    text = TITLE
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return cv.loads(text, cv.TitleScheme)


def asked(events, on, title=None, **more):
    log = cv.EventLog(events=events, reported=more.pop("reported", {}))
    return cv.standing(title or scheme(), log, as_of=day(on), **more)


def told(made, unit="v1"):
    state = made.state(unit)
    return state if isinstance(state, str) else sorted(state)


def reasons(made):
    return [(each.event, each.reason, each.sure) for each in made.refused]


# Time -------------------------------------------------------------------------------------


def test_the_first_day_of_a_state_that_lasts_counts():
    assert told(asked(POSTED, "2024-03-15")) == "posted"
    made = asked(POSTED, "2024-03-16")
    assert (told(made), made.since("v1")) == ("held", day("2024-03-16"))
    # Three years: up to the day before the anniversary.
    assert made.until("v1") == day("2027-03-15")
    assert told(asked(POSTED, "2027-03-16")) == "none"


def test_a_time_limit_is_counted_from_the_day_after():
    events = [*HELD, event("c", "recheck", "2024-06-01", values={"score": 79})]
    assert told(asked(events, "2024-07-01")) == "rectify"  # 30 days after 1 June
    assert told(asked(events, "2024-07-02")) == "revoked"


def test_several_states_run_out_one_after_the_other():
    events = [*HELD, event("c", "recheck", "2024-06-01", values={"score": 79})]
    made = asked(events, "2025-07-02")
    assert [(s.state, str(s.first), str(s.last)) for s in made.history("v1")[3:]] == [
        ("held", "2024-03-16", "2024-05-31"),
        ("rectify", "2024-06-01", "2024-07-01"),
        ("revoked", "2024-07-02", "2025-07-01"),
        ("none", "2025-07-02", "None"),
    ]
    assert [each.event for each in made.history("v1")[3:]] == [None, "c", None, None]


def test_what_runs_out_does_so_before_the_events_of_the_day():
    on_time = [*POSTED, event("c", "recheck", "2024-03-16", values={"score": 79})]
    assert told(asked(on_time, "2024-03-16")) == "rectify"
    early = [*POSTED, event("c", "recheck", "2024-03-15", values={"score": 79})]
    made = asked(early, "2024-03-16")
    assert (told(made), reasons(made)) == ("held", [("c", "no-step", True)])


def test_what_began_on_29_february_lapses_as_the_document_says():
    events = [
        event("a", "application", "2024-02-01", by="village", values={"self_score": 95}),
        event("r", "review", "2024-02-24", by="office", values={"score": 88}),
    ]  # held from 29 February 2024 on
    assert asked(events, "2024-03-01").until("v1") == day("2027-02-27")
    leap = scheme(leap=("start: none", "start: none\nleap: 1_march"))
    assert asked(events, "2024-03-01", leap).until("v1") == day("2027-02-28")


def test_a_time_limit_in_working_days_goes_by_their_table():
    title = scheme(due=("due: 30 days", "due: 5 working days"))
    friday = [*HELD, event("c", "recheck", "2026-02-13", values={"score": 1})]
    assert asked(friday, "2026-02-13", title).until("v1") == day("2026-02-20")
    table = Workdays(
        id="w",
        first=day("2026-01-01"),
        last=day("2026-12-31"),
        holidays=["2026-02-15..2026-02-23"],
        make_up=[day("2026-02-14"), day("2026-02-28")],
    )
    made = asked(friday, "2026-02-13", title, workdays=table)
    # Saturday the 14th, then the 24th, 25th, 26th and 27th.
    assert made.until("v1") == day("2026-02-27")


# Publicity and objections -----------------------------------------------------------------


def objected(decided, upheld, on="2024-03-15"):
    return [
        *POSTED,
        event("o", "objection", on),
        event("d", "decision", decided, of="o", values={"upheld": upheld}),
    ]


def test_an_objection_on_the_last_day_holds_the_state():
    made = asked([*POSTED, event("o", "objection", "2024-03-15")], "2024-04-30")
    assert (told(made), made.until("v1")) == ("posted", None)


def test_an_objection_a_day_late_is_refused_as_too_late():
    made = asked([*POSTED, event("o", "objection", "2024-03-16")], "2024-03-16")
    assert (told(made), reasons(made)) == ("held", [("o", "late", True)])


def test_an_objection_after_the_last_day_is_too_late_while_another_holds_the_state():
    events = [*POSTED, event("o", "objection", "2024-03-15"), event("p", "objection", "2024-03-16")]
    made = asked(events, "2024-03-20")
    assert (told(made), reasons(made)) == ("posted", [("p", "late", True)])


def test_an_objection_before_there_is_anything_to_object_to_is_not_late():
    made = asked([event("o", "objection", "2024-03-01")], "2024-03-20")
    assert reasons(made) == [("o", "no-step", True)]


def test_rejected_after_its_time_the_next_state_begins_that_day():
    made = asked(objected("2024-03-20", upheld=False), "2024-03-20")
    assert (told(made), made.since("v1")) == ("held", day("2024-03-20"))


def test_rejected_within_its_time_the_state_lasts_as_long_as_it_would_have():
    events = objected("2024-03-13", upheld=False, on="2024-03-12")
    assert told(asked(events, "2024-03-15")) == "posted"
    assert asked(events, "2024-03-20").since("v1") == day("2024-03-16")


def test_upheld_it_leads_at_once():
    made = asked(objected("2024-03-20", upheld=True), "2024-03-20")
    assert (told(made), made.since("v1")) == ("none", day("2024-03-20"))


def test_the_last_of_several_that_is_rejected_lets_the_state_go():
    events = [
        *POSTED,
        event("o", "objection", "2024-03-14"),
        event("p", "objection", "2024-03-15"),
        event("d", "decision", "2024-03-18", of="o", values={"upheld": False}),
    ]
    assert told(asked(events, "2024-03-21")) == "posted"
    events.append(event("e", "decision", "2024-03-22", of="p", values={"upheld": False}))
    assert asked(events, "2024-03-22").since("v1") == day("2024-03-22")


def test_a_state_can_begin_anew_after_a_rejection():
    title = scheme(restart=("upheld: {when", "restart: true, upheld: {when"))
    events = objected("2024-03-14", upheld=False, on="2024-03-12")
    # Five days more from the 15th: to the 19th.
    assert told(asked(events, "2024-03-19", title)) == "posted"
    assert asked(events, "2024-03-20", title).since("v1") == day("2024-03-20")
    again = [*events, event("p", "objection", "2024-03-19")]
    assert reasons(asked(again, "2024-03-19", title)) == []


def test_a_decision_on_nothing_that_is_open_is_refused():
    events = [*POSTED, event("d", "decision", "2024-03-14", of="x", values={"upheld": True})]
    made = asked(events, "2024-03-14")
    assert (told(made), reasons(made)) == ("posted", [("d", "nothing-open", True)])
    twice = [
        *objected("2024-03-14", upheld=False, on="2024-03-12"),
        event("e", "decision", "2024-03-15", of="o", values={"upheld": True}),
    ]
    assert reasons(asked(twice, "2024-03-15")) == [("e", "nothing-open", True)]


def test_a_decision_that_does_not_say_on_what_is_on_the_only_one():
    events = [
        *POSTED,
        event("o", "objection", "2024-03-12"),
        event("d", "decision", "2024-03-13", values={"upheld": True}),
    ]
    assert told(asked(events, "2024-03-13")) == "none"
    two = [*events, event("p", "objection", "2024-03-12")]
    made = asked(two, "2024-03-13")
    assert (told(made), reasons(made)) == ("posted", [("d", "nothing-open", True)])


def test_who_decides_may_be_said():
    title = scheme(by=("in: [posted],", "in: [posted], by: [office],"))
    events = objected("2024-03-14", upheld=True)
    events[-1] = event("d", "decision", "2024-03-16", of="o", by="village", values={"upheld": True})
    made = asked(events, "2024-03-16", title)
    assert (told(made), reasons(made)) == ("posted", [("d", "by", True)])
    events[-1] = event("d", "decision", "2024-03-16", of="o", values={"upheld": True})
    made = asked(events, "2024-03-16", title)
    assert (told(made), reasons(made)) == (["none", "posted"], [("d", "undetermined", False)])


# Steps ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "then", "reason"),
    [
        (None, event("r", "review", "2024-03-11", by="office", values={"score": 99}), "no-step"),
        (None, event("a", "application", "2024-03-01", by="office", values={"self_score": 99}), "by"),
        (None, event("a", "application", "2024-03-01", by="village", values={"self_score": 89}), "unmet"),
        (APPLIED, event("b", "application", "2024-03-02", by="village", values={"self_score": 99}), "no-step"),
        (APPLIED, event("r", "review", "2024-03-11", by="village", values={"score": 99}), "by"),
        (APPLIED, event("r", "review", "2024-03-11", by="office", values={"score": "ninety"}), "wrong-value"),
    ],
    ids=["skipped", "by another", "below", "twice", "by itself", "no number"],
)  # fmt: skip
def test_an_illegal_step_changes_nothing(first, then, reason):
    events = [first, then] if first else [then]
    made = asked(events, "2024-03-15")
    assert told(made) == ("applied" if first else "none")
    assert reasons(made) == [(then.id, reason, True)]


def test_a_post_acts_for_its_body():
    events = [APPLIED, event("r", "review", "2024-03-11", by="office.head", values={"score": 88})]
    assert told(asked(events, "2024-03-11")) == "posted"


def test_a_failed_review_takes_what_is_left():
    events = [APPLIED, event("r", "review", "2024-03-11", by="office", values={"score": 84.9})]
    assert told(asked(events, "2024-03-11")) == "none"


def test_a_step_without_a_target_leaves_the_state_and_its_time():
    title = scheme(
        keep=(
            "{event: recheck, from: [held, rectify], to: held,",
            "{event: recheck, from: [held, rectify],",
        )
    )
    events = [*HELD, event("c", "recheck", "2025-03-16", values={"score": 90})]
    made = asked(events, "2025-03-16", title)
    assert (told(made), made.since("v1")) == ("held", day("2024-03-16"))
    assert reasons(made) == []
    # To the same state, it begins anew.
    assert asked(events, "2025-03-16").since("v1") == day("2025-03-16")


def test_guards_count_what_came_before_and_the_days_since():
    def revoked(*visits, on="2024-05-20"):
        events = [event(f"w{n}", "visit", each) for n, each in enumerate(visits)]
        return asked([*HELD, *events, event("x", "revocation", on)], on)

    assert told(revoked("2024-05-01", "2024-05-10")) == "revoked"  # two, the last 10 days before
    assert told(revoked("2024-05-01", "2024-05-09")) == "held"
    assert told(revoked("2024-05-10")) == "held"
    # Of no visit there is no day: the number decides all the same.
    assert reasons(revoked()) == [("x", "unmet", True)]


def test_what_was_refused_does_not_count_as_having_come_before():
    title = scheme(
        count=("revocation: {label: 撤销}", "revocation: {label: 撤销}\n  award: {label: 命名}"),
        step=(
            "holds:",
            '  - {event: award, from: [none], to: held, require: [{id: a, rule: "earlier_application >= 1"}]}\nholds:',
        ),
    )
    refused = event("a", "application", "2024-03-01", by="office", values={"self_score": 95})
    made = asked([refused, event("w", "award", "2024-03-02")], "2024-03-02", title)
    assert reasons(made) == [("a", "by", True), ("w", "unmet", True)]
    unsaid = event("a", "application", "2024-03-01", values={"self_score": 95})
    made = asked([unsaid, event("w", "award", "2024-03-02")], "2024-03-02", title)
    assert told(made) == ["applied", "held", "none"]


# What is not known ------------------------------------------------------------------------


def test_an_open_guard_leaves_a_set_of_states():
    """Where a step without a guard takes what is left, staying is not possible."""
    made = asked([*HELD, event("c", "recheck", "2025-03-20")], "2025-03-20")
    assert told(made) == ["held", "rectify"]
    assert (made.since("v1"), made.until("v1"), reasons(made)) == (None, None, [])
    (doubt,) = made.course("v1").doubts
    assert (doubt.event, [m.name for m in doubt.missing]) == ("c", ["score"])


def test_staying_is_possible_where_no_step_is_surely_taken():
    made = asked([event("a", "application", "2024-03-01", by="village")], "2024-03-02")
    assert told(made) == ["applied", "none"]
    assert reasons(made) == [("a", "undetermined", False)]


def test_an_event_that_does_not_say_who_did_it_is_undetermined():
    made = asked([event("a", "application", "2024-03-01", values={"self_score": 95})], "2024-03-02")
    assert told(made) == ["applied", "none"]
    (doubt,) = made.course("v1").doubts
    assert [m.name for m in doubt.missing] == ["by"]


def test_of_a_set_only_those_move_from_which_the_event_is_a_step():
    events = [
        *HELD,
        event("c", "recheck", "2025-03-20"),
        event("x", "recheck", "2025-03-25", values={"score": 60}),
    ]
    made = asked(events, "2025-03-25")
    # From held it goes to rectify; from rectify a low score changes nothing.
    assert told(made) == "rectify"
    assert ("x", "unmet", False) in reasons(made)
    # It may run out 30 days after the 20th, or after the 25th.
    assert told(asked(events, "2025-04-19")) == "rectify"
    assert told(asked(events, "2025-04-20")) == ["rectify", "revoked"]
    assert told(asked(events, "2025-04-25")) == "revoked"


def test_ways_that_come_together_are_one_again():
    """Whatever the review found, the objection that is upheld leads to the start."""
    events = [APPLIED, event("r", "review", "2024-03-11", by="office")]
    assert told(asked(events, "2024-03-11")) == ["none", "posted"]
    events += [
        event("o", "objection", "2024-03-12"),
        event("u", "decision", "2024-03-13", of="o", values={"upheld": True}),
    ]
    made = asked(events, "2024-03-13")
    assert (told(made), made.since("v1")) == ("none", None)  # since the 11th, or the 13th
    assert reasons(made) == [("o", "no-step", False), ("u", "nothing-open", False)]
    assert made.course("v1").doubts != ()


def test_an_open_decision_leaves_both():
    events = objected("2024-03-20", upheld=True)
    events[-1] = event("d", "decision", "2024-03-20", of="o")
    assert told(asked(events, "2024-03-20")) == ["held", "none"]


def test_events_that_may_not_be_reported_yet_leave_a_set():
    """A log that is complete through a day says nothing of what came after."""
    said = {"objection": day("2024-03-14")}
    assert told(asked(POSTED, "2024-03-14", reported=said)) == "posted"
    assert told(asked(POSTED, "2024-03-15", reported=said)) == "posted"
    assert told(asked(POSTED, "2024-03-16", reported=said)) == ["held", "posted"]
    assert told(asked(POSTED, "2024-03-16", reported={"objection": day("2024-03-16")})) == "held"
    # What changes nothing in the state that it is in is of no account.
    assert told(asked(POSTED, "2024-03-16", reported={"application": day("2024-03-05")})) == "held"
    # A re-check from 1 June on may lead to 30 days of putting right; then it is revoked.
    since = {"recheck": day("2024-05-31")}
    assert told(asked(POSTED, "2024-05-31", reported=since)) == "held"
    assert told(asked(POSTED, "2024-07-01", reported=since)) == ["held", "rectify"]
    made = asked(POSTED, "2024-07-02", reported=since)
    assert told(made) == ["held", "rectify", "revoked"]
    assert told(asked(POSTED, "2025-07-02", reported=since)) == [
        "held",
        "none",
        "rectify",
        "revoked",
    ]
    assert [m.kind for m in made.course("v1").doubts[0].missing] == ["completeness"]


def test_a_decision_that_may_not_be_reported_yet_leaves_what_it_could_lead_to():
    events = [*POSTED, event("o", "objection", "2024-03-13")]
    said = {"decision": day("2024-03-14")}
    assert told(asked(events, "2024-03-14", reported=said)) == "posted"
    assert told(asked(events, "2024-03-15", reported=said)) == ["none", "posted"]
    assert told(asked(events, "2024-03-16", reported=said)) == ["held", "none", "posted"]


def test_what_happens_after_a_gap_may_have_led_on():
    since = {"recheck": day("2024-05-31")}
    events = [*HELD, event("x", "revocation", "2024-06-05")]
    made = asked(events, "2024-06-10", reported=since)
    assert told(made) == ["held", "rectify", "revoked"]
    assert reasons(made) == [("x", "untold", False)]


def test_a_count_that_may_not_be_complete_is_open():
    events = [*HELD, event("w", "visit", "2024-05-10"), event("x", "revocation", "2024-05-20")]
    assert told(asked(events, "2024-05-20")) == "held"
    made = asked(events, "2024-05-20", reported={"visit": day("2024-05-12")})
    assert told(made) == ["held", "revoked"]


# Days, knowledge, withdrawal, bans ----------------------------------------------------------


def test_a_vague_day_is_refused():
    vague = cv.Event(
        id="a",
        kind="application",
        on=cv.calendar.VagueDate("2024-03"),
        place="v1",
        by="village",
        values={"self_score": 95},
    )
    made = asked([vague], "2024-04-01")
    assert (told(made), reasons(made)) == ("none", [("a", "vague", True)])


def test_a_recheck_that_was_made_in_time_and_recorded_late_counts():
    low = event("c", "recheck", "2024-06-01", values={"score": 60})
    late = event(
        "e",
        "recheck",
        "2024-06-20",
        values={"score": 85},
        recorded=datetime.fromisoformat("2024-09-01T09:00:00+08:00"),
    )
    events = [*HELD, late, low]
    assert told(asked(events, "2024-08-01", known=day("2024-08-31"))) == "revoked"
    assert told(asked(events, "2024-08-01", known=day("2024-09-01"))) == "held"
    assert told(asked(events, "2024-08-01")) == "held"


def test_a_withdrawal_takes_its_event_out_from_its_day_on():
    events = [
        *HELD,
        event("c", "recheck", "2024-06-01", values={"score": 60}),
        event("w", "withdraw", "2024-06-10", of="c"),
    ]
    assert told(asked(events, "2024-06-09")) == "rectify"
    made = asked(events, "2024-06-10")
    assert (told(made), made.since("v1")) == ("held", day("2024-03-16"))


def ban(name="b", first="2024-02-01", last="2024-12-31", of="demo.title", **more):
    return cv.Event(
        id=name, kind="ban", place="v1", from_=day(first), to=last and day(last), of=of, **more
    )


def test_a_ban_refuses_the_steps_in_and_ends_nothing():
    made = asked([ban(), APPLIED], "2024-03-02")
    assert (told(made), reasons(made)) == ("none", [("a", "banned", True)])
    assert made.refused[0].bans == (Barred("b", day("2024-02-01"), day("2024-12-31")),)
    assert [each.event for each in made.bans("v1")] == ["b"]
    held = asked([*HELD, ban(first="2024-03-20")], "2024-04-01")
    assert (told(held), reasons(held)) == ("held", [])
    # It holds on its first and on its last day.
    for first, last, refused in (
        ("2024-03-01", "2024-03-05", True),
        ("2024-02-01", "2024-03-01", True),
        ("2024-03-02", None, False),
        ("2024-02-01", "2024-02-29", False),
    ):
        assert bool(reasons(asked([ban(first=first, last=last), APPLIED], "2024-03-10"))) is refused


@pytest.mark.parametrize(
    ("of", "refused"), [("demo.title", True), (None, True), ("demo.other", False)]
)
def test_a_ban_is_from_the_title_that_it_names(of, refused):
    assert bool(reasons(asked([ban(of=of), APPLIED], "2024-03-02"))) is refused


def test_a_ban_may_end_with_a_kind_of_event():
    until = {"until": "release"}
    events = [ban(last=None, values=until), APPLIED]
    assert reasons(asked(events, "2024-03-02")) == [("a", "banned", True)]
    freed = [*events, event("f", "release", "2024-02-20")]
    assert told(asked(freed, "2024-03-02")) == "applied"
    other = [*events, event("f", "release", "2024-02-20", place="v2")]
    assert told(asked(other, "2024-03-02")) == "none"


# What is asked of -------------------------------------------------------------------------


def test_a_decision_is_about_the_unit_of_what_it_decides_on():
    events = objected("2024-03-20", upheld=True)
    events[-1] = cv.Event(
        id="d", kind="decision", on=day("2024-03-20"), of="o", values={"upheld": True}
    )
    assert told(asked(events, "2024-03-20")) == "none"


def test_an_event_without_a_unit_is_told():
    made = asked([cv.Event(id="a", kind="application", on=day("2024-03-01"))], "2024-03-20")
    assert ([*made], reasons(made)) == ([], [("a", "no-unit", True)])


def test_an_event_that_speaks_of_another_title_is_no_part_of_this_one():
    events = [
        event(
            "a",
            "application",
            "2024-03-01",
            by="village",
            of="demo.other",
            values={"self_score": 95},
        )
    ]
    made = asked(events, "2024-03-20")
    assert (made.others, [*made]) == (("a",), [])
    own = [
        event(
            "a",
            "application",
            "2024-03-01",
            by="village",
            of="demo.title",
            values={"self_score": 95},
        )
    ]
    assert told(asked(own, "2024-03-02")) == "applied"


def test_events_that_speak_of_each_other_in_a_ring_are_no_part_of_it():
    events = [
        event("a", "decision", "2024-03-01", of="b"),
        event("b", "decision", "2024-03-01", of="a"),
    ]
    assert asked(events, "2024-03-20").others == ("a", "b")


def test_what_follows_from_a_state_is_told_once_with_its_source():
    events = [*HELD, event("c", "recheck", "2024-06-01", values={"score": 60})]
    assert asked(events, "2024-07-01").followed == ()
    (each,) = asked(events, "2025-07-01").followed
    assert (each.of, each.on, each.place) == ("revoked/c", day("2024-07-02"), "v1")
    # Nothing follows from what only may have begun.
    assert asked([*HELD, event("c", "recheck", "2024-06-01")], "2024-07-02").followed == ()


def test_what_is_possible_is_told_with_who_may_and_what_it_lacks():
    made = asked([APPLIED], "2024-03-05")
    first, second = made.can("v1")
    assert (first.event, first.to, first.by, first.until) == (
        "review",
        "posted",
        ("office",),
        day("2024-04-29"),
    )
    assert [(g.requirement.id, g.checked.state) for g in first.guards] == [("pass", "undetermined")]
    assert (second.to, second.guards) == ("none", ())
    (objection,) = asked(POSTED, "2024-03-15").can("v1")
    assert (objection.event, objection.until) == ("objection", day("2024-03-15"))
    (decision,) = asked([*POSTED, event("o", "objection", "2024-03-15")], "2024-03-18").can("v1")
    assert (decision.event, decision.of) == ("decision", "o")
    revocation = asked(HELD, "2024-05-01").can("v1")[-1]
    assert (revocation.event, revocation.barred) == ("revocation", True)
    (barred,) = asked([ban()], "2024-03-05").can("v1")
    assert (barred.event, barred.barred) == ("application", True)


def test_a_unit_of_which_nothing_is_said_is_in_the_start():
    made = asked([], "2024-03-05")
    assert (told(made, "v9"), made.since("v9"), made.history("v9")[0].first) == ("none", None, None)

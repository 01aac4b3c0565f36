"""Verdicts on the records of a matter, with numbers worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

import civil_village as cv
from civil_village.calendar import Workdays
from civil_village.procedures import check_records, matters, record_problems
from tests.procedures.meetings import (
    CATALOGUE,
    GOOD,
    broken,
    changed,
    counted,
    judged,
    log,
    on,
    procedure,
)

# The words ------------------------------------------------------------------------------


def test_a_matter_in_which_all_is_in_order_is_valid():
    verdict = judged()
    assert (verdict.word, verdict.faults, verdict.missing) == ("valid", (), ())
    assert [(each.duty, each.state) for each in verdict.steps] == [
        (step, "done")
        for step in ("propose", "discuss", "deliberate", "decide", "publish", "publish_results")
    ]


def test_a_quorum_that_is_missed_by_one_is_told_with_both_sides():
    verdict = judged(changed("e3", more=counted(30, 19, 15)))
    assert verdict.word == "invalid"
    (fault,) = verdict.faults
    assert (fault.step, fault.event, fault.rule) == ("deliberate", "e3", "deliberate.quorum")
    (side,) = fault.comparisons
    assert (side.found, side.expected) == (Fraction(19, 30), Fraction(2, 3))
    assert side.rule == cv.Rule("attendance >= 2 / 3")


def test_exactly_half_is_carried_where_that_is_enough_and_not_where_more_is_asked():
    # 15 of 30 are half of all, which the members' meeting asks for; 20 of 40 are not more than half.
    verdict = judged(changed("e4", more=counted(60, 40, 20))[:5], "2026-03-14")
    assert (verdict.word, verdict.stopped, verdict.faults) == ("not_carried", "decide", ())
    assert [each.duty for each in verdict.steps] == ["propose", "discuss", "deliberate", "decide"]
    assert (verdict.owed, verdict.late) == ((), ())


@pytest.mark.parametrize(("agree", "word"), [(14, "not_carried"), (15, "open")])
def test_half_of_all_is_inclusive(agree, word):
    verdict = judged(changed("e3", more=counted(30, 20, agree))[:4], "2026-03-06")
    assert verdict.word == word


def test_nought_of_nought_carries_nothing():
    text = f"""
    {CATALOGUE.replace("minimum: 1", "maximum: 99").replace(chr(10), chr(10) + "    ")}
    steps: [{{id: meet, require: [{{id: passed, rule: "of_present > 1 / 2", fails: stops}}]}}]
    """
    verdict = judged([("e1", "meet", 1, counted(0, 0, 0))], of=procedure(text))
    assert (verdict.word, verdict.stopped) == ("undetermined", None)
    assert [(item.kind, item.name) for item in verdict.missing] == [("no-value", "of_present")]


def test_a_meeting_of_nobody_who_should_attend_cannot_be():
    verdict = judged(changed("e3", more=counted(0, 0, 0)))
    assert verdict.word == "impossible"


def test_a_step_after_a_vote_that_was_not_carried_is_a_fault():
    verdict = judged(changed("e4", more=counted(60, 40, 20)))
    assert (verdict.word, verdict.stopped) == ("invalid", "decide")
    assert broken(verdict) == [("publish", "stopped"), ("publish_results", "stopped")]
    assert {fault.of for fault in verdict.faults} == {"decide"}


def test_what_is_voted_on_again_after_it_was_not_carried_is_a_fault_too():
    again = ("e7", "decide", 20, {"by": "representatives", **counted(60, 40, 39)})
    verdict = judged([*changed("e4", more=counted(60, 40, 20))[:5], again])
    assert broken(verdict) == [("decide", "stopped")]
    assert verdict.faults[0].event == "e7"


def test_impossible_numbers_are_told_beside_the_other_faults():
    # 31 of 30 cannot be present; 12 and 20 votes are more than 31; and e4 comes 2 days too soon.
    events = changed("e3", more=counted(30, 31, 12, against=20))
    verdict = judged(changed("e4", day=11, events=events)[:5])
    assert verdict.word == "impossible"
    assert [(f.step, f.broken, f.problem and f.problem.code) for f in verdict.faults] == [
        ("deliberate", "impossible", "part-exceeds-whole"),
        ("deliberate", "impossible", "inconsistent"),
        ("decide", "interval", None),
        ("decide", "stopped", None),
    ]
    # 12 of 30 are not half: the vote was not carried, and what came later is told, too.
    assert verdict.stopped == "deliberate"


def test_a_number_out_of_its_range_says_nothing_and_the_rest_is_judged():
    verdict = judged(changed("e3", more=counted(30, -5, 14)), "2026-03-06")
    assert [f.broken for f in verdict.faults] == ["impossible"]
    assert verdict.stopped == "deliberate"  # 14 of 30, whoever was present
    assert [item.name for item in verdict.missing] == ["present"]


# Votes that are still missing -----------------------------------------------------------


def test_while_the_votes_are_not_counted_it_says_how_many_would_be_enough():
    # More than half of 41 present: 21; at least half of 60: 30.
    text = f"""
    {CATALOGUE.replace(chr(10), chr(10) + "    ")}
    steps:
      - id: meet
        require:
          - {{id: passed, rule: "of_present > 1 / 2", fails: stops}}
          - {{id: all, rule: "of_all >= 1 / 2", fails: stops}}
    """
    verdict = judged([("e1", "meet", 1, {"should_attend": 60, "present": 41})], of=procedure(text))
    assert verdict.word == "undetermined"
    (enough,) = verdict.enough
    assert (enough.indicator, enough.least, enough.most, enough.possible) == ("agree", 30, 41, True)
    few = judged([("e1", "meet", 1, {"should_attend": 60, "present": 29})], of=procedure(text))
    assert (few.enough[0].least, few.enough[0].most, few.enough[0].possible) == (30, 29, False)


def test_a_vote_that_may_not_be_carried_makes_nothing_overdue():
    events = [row for row in GOOD if row[0] in ("e1", "e2", "n1", "e3")]
    events.append(
        ("e4", "decide", 13, {"by": "representatives", "should_attend": 60, "present": 40})
    )
    verdict = judged(events)
    assert verdict.word == "undetermined"
    assert verdict.late == ()
    assert [(e.duty, e.state) for e in verdict.steps[4:]] == [
        ("publish", "undetermined"),
        ("publish_results", "undetermined"),
    ]


# Order, times, notice -------------------------------------------------------------------


def test_a_step_that_was_left_out_is_one_fault_and_what_follows_counts_all_the_same():
    verdict = judged(changed("e2"), "2026-04-30")
    assert broken(verdict) == [("deliberate", "order")]
    assert (verdict.faults[0].of, verdict.faults[0].expected) == ("discuss", None)
    assert verdict.step("discuss").state == "due"


def test_a_step_before_one_that_it_comes_after_is_one_fault():
    verdict = judged(changed("e2", day=7))
    assert broken(verdict) == [("deliberate", "order")]
    assert verdict.faults[0].expected == on("2026-03-07")


def test_steps_of_one_day_are_in_order():
    events = [(name, kind, 6 if kind in ("propose", "discuss") else day, *rest)
              for name, kind, day, *rest in GOOD]  # fmt: skip
    assert judged(events).word == "valid"


@pytest.mark.parametrize(("day", "found"), [(12, [("decide", "interval")]), (13, [])])
def test_the_least_interval_is_a_difference_of_days(day, found):
    # From the 6th, seven days later is the 13th.
    verdict = judged(changed("e4", day=day)[:5])
    assert broken(verdict) == found
    if found:
        assert verdict.faults[0].expected == on("2026-03-13")
        assert verdict.faults[0].days == 1


@pytest.mark.parametrize(("day", "found"), [(18, []), (19, [("publish", "due")])])
def test_a_time_limit_is_counted_from_the_day_after(day, found):
    assert broken(judged(changed("e5", day=day))) == found


def test_what_is_owed_is_due_then_late_by_so_many_days():
    events = changed("e6", events=changed("e5"))
    today = judged(events, "2026-03-18")
    assert (today.word, [(e.duty, e.state, e.days) for e in today.owed]) == (
        "open",
        [("publish", "due", 0)],
    )
    later = judged(events, "2026-03-20")
    assert later.word == "overdue"
    assert [(e.duty, e.due, e.days) for e in later.late] == [("publish", on("2026-03-18"), 2)]
    assert [wait.on for wait in later.step("publish_results").waits] == ["publish"]
    assert later.step("publish_results").state == "not_yet"


def test_a_step_may_not_be_held_before_its_least_interval():
    verdict = judged(GOOD[:4], "2026-03-10")
    assert (verdict.step("decide").state, verdict.step("decide").opens) == (
        "not_yet",
        on("2026-03-13"),
    )
    assert judged(GOOD[:4], "2026-03-13").step("decide").state == "due"


@pytest.mark.parametrize(
    ("counts", "day", "found"),
    [("full", 2, []), ("full", 3, ["notice"]), ("nth", 3, []), ("nth", 4, ["notice"])],
)
def test_full_days_lie_between_notice_and_step_or_the_last_of_them_suffices(counts, day, found):
    # Of the 6th: the 3rd, 4th and 5th are three full days after the 2nd.
    text = f"""
    steps:
      - {{id: meet, notice: {{before: 3 days, counts: {counts}}}}}
    """
    events = [("n", "notice", day, {"of": "meet"}), ("e", "meet", 6)]
    verdict = judged(events, of=procedure(text))
    assert [fault.broken for fault in verdict.faults] == found


def test_a_step_that_was_not_announced_is_a_fault():
    verdict = judged(changed("n1"))
    assert broken(verdict) == [("deliberate", "notice")]
    assert (verdict.faults[0].found, verdict.faults[0].expected) == (None, on("2026-03-02"))


def test_the_first_notice_counts_and_that_of_another_step_does_not():
    twice = [*GOOD, ("n2", "notice", 5, {"of": "deliberate"})]
    assert judged(twice).word == "valid"
    other = changed("n1", more={"of": "decide"})
    assert broken(judged(other)) == [("deliberate", "notice")]


def test_a_notice_opens_the_day_from_which_the_step_can_be_done():
    verdict = judged(GOOD[:3], "2026-03-04")
    assert (verdict.step("deliberate").opens, verdict.step("deliberate").state) == (
        on("2026-03-06"),
        "not_yet",
    )


def test_all_of_it_has_a_time_from_its_first_step_on():
    # Sixty days after 1 March are over on 30 April.
    late = judged(changed("e6", day="2026-05-01"), "2026-05-01")
    assert broken(late) == [("publish_results", "due"), ("publish_results", "within")]
    assert late.faults[1].expected == on("2026-04-30")
    open_ = judged(GOOD[:2], "2026-05-02")
    assert open_.word == "overdue"
    assert {(each.duty, each.days) for each in open_.late} == {
        (step, 2) for step in ("deliberate", "decide", "publish", "publish_results")
    }


def test_working_days_are_those_of_a_table():
    text = """
    steps:
      - {id: decide}
      - {id: publish, after: [decide], due: 3 working days}
    """
    events = [("e1", "decide", "2026-02-12"), ("e2", "publish", "2026-02-24")]
    table = Workdays(
        id="spring",
        first=on("2026-01-01"),
        last=on("2026-12-31"),
        holidays=["2026-02-15..2026-02-23"],
        make_up=[on("2026-02-14")],
    )
    # After Thursday the 12th: Friday the 13th, Saturday the 14th (made up), Tuesday the 24th.
    assert judged(events, of=procedure(text), workdays=table).word == "valid"
    without = judged(events, of=procedure(text))
    assert (broken(without), without.weekends_only) == ([("publish", "due")], True)
    assert without.faults[0].expected == on("2026-02-17")


def test_months_end_as_the_procedure_says():
    text = """
    leap: {}
    steps:
      - {{id: decide}}
      - {{id: publish, after: [decide], due: 1 year}}
    """
    events = [("e1", "decide", "2024-02-29"), ("e2", "publish", "2025-03-01")]
    assert judged(events, of=procedure(text.format("28_february"))).word == "invalid"
    assert judged(events, of=procedure(text.format("1_march"))).word == "valid"


# Who acts -------------------------------------------------------------------------------


def test_a_body_cannot_stand_in_for_another():
    verdict = judged(changed("e4", more={"by": "committees"}))
    assert broken(verdict) == [("decide", "by")]
    assert (verdict.faults[0].found, verdict.faults[0].expected) == (
        "committees",
        ("representatives",),
    )


def test_who_acted_and_is_not_said_leaves_it_undetermined():
    verdict = judged([row if row[0] != "e1" else ("e1", "propose", 1) for row in GOOD])
    assert (verdict.word, [(m.name, m.row) for m in verdict.missing]) == (
        "undetermined",
        [("by", "e1")],
    )


# Merged steps ---------------------------------------------------------------------------

MERGED = """
bodies: {one: {}, two: {}}
catalogue: {indicators: {same: {label: 一肩挑, value: truth}}}
steps:
  - {id: propose, by: [one]}
  - {id: discuss, by: [two], after: [propose], interval: 5 days}
  - {id: decide, after: [discuss], interval: 7 days}
merges:
  - {id: joint, of: [propose, discuss], require: [{id: same_person, rule: same}]}
"""


def test_one_record_stands_for_several_steps_and_intervals_count_from_its_day():
    events = [("e1", "joint", 1, {"by": "two", "same": True}), ("e2", "decide", 8)]
    assert judged(events, of=procedure(MERGED)).word == "valid"
    soon = [events[0], ("e2", "decide", 7)]
    assert broken(judged(soon, of=procedure(MERGED))) == [("decide", "interval")]


def test_the_condition_of_a_merge_is_a_requirement_of_its_record():
    events = [("e1", "joint", 1, {"by": "two", "same": False}), ("e2", "decide", 8)]
    verdict = judged(events, of=procedure(MERGED))
    assert broken(verdict) == [("joint", "joint.same_person")]  # once, though it is two steps


def test_a_merged_record_shows_what_each_of_its_steps_asks_for():
    text = MERGED.replace("after: [propose], int", "after: [propose], notice: 2 days, int")
    events = [("e1", "joint", 4, {"by": "one", "same": True})]
    assert broken(judged(events, of=procedure(text))) == [("discuss", "notice")]
    told = [*events, ("n", "notice", 1, {"of": "joint"})]
    assert judged(told, "2026-03-11", of=procedure(text)).faults == ()


def test_another_body_cannot_hold_a_merged_step():
    text = MERGED.replace("two: {}}", "two: {}, three: {}}")
    events = [("e1", "joint", 4, {"by": "three", "same": True})]
    assert broken(judged(events, of=procedure(text))) == [("joint", "by")]


# Done again -----------------------------------------------------------------------------


def test_a_meeting_without_quorum_can_be_held_again():
    events = [
        *changed("e3", more=counted(30, 19, 15))[:4],
        ("n2", "notice", 6, {"of": "deliberate"}),
        ("e7", "deliberate", 10, {"by": "members", **counted(30, 20, 15)}),
    ]
    verdict = judged(events, "2026-03-10")
    assert (verdict.word, verdict.faults) == ("open", ())
    assert [(f.event, f.rule) for f in verdict.mended] == [("e3", "deliberate.quorum")]
    assert verdict.step("deliberate").served == ("e7",)


def test_each_meeting_has_a_notice_of_its_own():
    events = [
        *changed("e3", more=counted(30, 19, 15))[:4],
        ("e7", "deliberate", 10, {"by": "members", **counted(30, 20, 15)}),
    ]
    assert broken(judged(events, "2026-03-10")) == [("deliberate", "notice")]


def test_a_record_of_what_has_been_done_does_not_count():
    verdict = judged([*GOOD, ("e9", "publish", 25)])
    assert (verdict.word, verdict.surplus) == ("valid", ("e9",))


def test_what_is_withdrawn_has_not_been():
    verdict = judged([*GOOD, ("w", "withdraw", "2026-04-20", {"of": "e6"})])
    assert (verdict.word, verdict.step("publish_results").days) == ("overdue", 13)


# The log --------------------------------------------------------------------------------


def test_what_a_log_does_not_hold_has_not_happened_unless_it_says_through_when_it_holds_all():
    verdict = judged(changed("e2"), reported={"discuss": "2026-03-04"})
    assert verdict.faults == ()
    assert [(m.kind, m.name) for m in verdict.missing] == [("completeness", "discuss")]
    assert judged(changed("e2"), reported={"discuss": "2026-03-06"}).word == "invalid"
    notices = judged(changed("n1"), reported={"notice": "2026-03-01"})
    assert (notices.word, notices.faults) == ("undetermined", ())


def test_any_past_day_can_be_asked_and_what_was_known_on_it():
    events = [*GOOD[:5], ("e5", "publish", 18, {"recorded": "2026-03-25T09:00:00+08:00"})]
    assert judged(events, "2026-03-20").word == "open"
    assert judged(events, "2026-03-20", known=on("2026-03-20")).word == "overdue"


def test_a_log_with_several_matters_is_asked_by_name():
    both = [(f"{matter[0]}{name}", kind, day, {**(rest[0] if rest else {}), "subject": matter})
            for matter in ("road", "well") for name, kind, day, *rest in GOOD[:4]]  # fmt: skip
    made = log(*both)
    assert matters(procedure(), made) == ("road", "well")
    with pytest.raises(cv.DocumentError) as caught:
        cv.check_record(procedure(), made, as_of=on("2026-03-10"))
    assert [(p.code, p.path) for p in caught.value.problems] == [("several-matters", ("matter",))]
    verdict = cv.check_record(procedure(), made, as_of=on("2026-03-10"), matter="well")
    assert (verdict.matter, verdict.word, verdict.steps[0].served) == ("well", "open", ("we1",))
    with pytest.raises(cv.DocumentError) as caught:
        cv.check_record(procedure(), made, as_of=on("2026-03-10"), matter="wel")
    assert caught.value.problems[0].hint.text("en") == "did you mean well?"
    assert [v.matter for v in check_records(procedure(), made, as_of=on("2026-03-10"))] == [
        "road",
        "well",
    ]


def test_an_empty_log_leaves_everything_to_be_done():
    verdict = judged([])
    assert (verdict.word, [e.duty for e in verdict.owed]) == ("open", ["propose"])


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        (("e3", None, None, {"present": "many"}), "events.e3.values.present", "not-a-number"),
        (("e3", None, None, {"presnt": 3}), "events.e3.values.presnt", "unknown-indicator"),
        (("e3", None, "2026-03", None), "events.e3.on", "not-a-date"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_the_log(change, path, code):
    with pytest.raises(cv.DocumentError) as caught:
        judged(changed(*change))
    (problem,) = caught.value.problems
    assert (".".join(map(str, problem.path)), problem.code) == (path, code)


def test_names_that_the_procedure_does_not_have_are_told():
    made = log(("e1", "propse", 1), ("n", "notice", 2, {"of": "decied"}),
               ("e2", "propose", 3, {"by": "brunch"}), ("m", "notice", 4))  # fmt: skip
    assert [(".".join(p.path), p.found) for p in record_problems(procedure(), made)] == [
        ("events.e1.kind", "propse"),
        ("events.n.of", "decied"),
        ("events.e2.by", "brunch"),
        ("events.m.of", None),
    ]


def test_abstentions_count_as_the_ratios_of_the_data_say():
    # 9 for, 8 against, 3 abstain: not half of the 20 present, and more than were against.
    text = f"""
    {CATALOGUE.replace(chr(10), chr(10) + "    ")}
    steps: [{{id: meet, require: [{{id: passed, rule: "{{}}", fails: stops}}]}}]
    """
    events = [("e1", "meet", 1, counted(20, 20, 9, against=8))]
    for rule, word in (("of_present > 1 / 2", "not_carried"), ("agree > against", "valid")):
        assert judged(events, of=procedure(text.replace("{}", rule))).word == word


def test_a_requirement_asks_for_nothing_outside_its_condition():
    text = f"""
    {CATALOGUE.replace(chr(10), chr(10) + "    ")}
    steps:
      - {{id: meet, require: [{{id: quorum, applies: "should_attend > 20", rule: "attendance > 0.9"}}]}}
    """
    for members, word in ((20, "valid"), (21, "invalid")):
        events = [("e1", "meet", 1, counted(members, 10, 5))]
        assert judged(events, of=procedure(text)).word == word


def test_or_quorums_are_rules_with_or():
    text = f"""
    {CATALOGUE.replace(chr(10), chr(10) + "    ")}
    steps:
      - {{id: meet, require: [{{id: quorum, rule: "attendance > 1 / 2 || of_all >= 2 / 3"}}]}}
    """
    verdict = judged([("e1", "meet", 1, counted(30, 15, 10))], of=procedure(text))
    assert [(c.found, c.expected) for c in verdict.faults[0].comparisons] == [
        (Decimal("0.5"), Decimal("0.5")),
        (Fraction(1, 3), Fraction(2, 3)),
    ]

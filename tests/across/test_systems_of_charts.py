"""The systems of plans that are charts: data in, a computed answer out, with its reason.

Numbers that the plans do not have are invented, and worked out by hand here.
"""

from datetime import date

import civil_village as cv
from civil_village.charts import drawing
from civil_village.covenants import check_events
from civil_village.following import reconcile
from civil_village.indicators import CountOf, ShareOf, SubjectKind
from civil_village.titles import row_indicators, rows


def day(text):
    return date.fromisoformat(text)


def title(body):
    return cv.loads(f"kind: title_scheme\nformat: 1\n{body}", cv.TitleScheme)


def happened(*events):
    lines = (dict(zip(("id", "kind", "on"), event.split()[:3], strict=True)) for event in events)
    more = (dict(word.split("=") for word in event.split()[3:]) for event in events)
    made = []
    for line, words in zip(lines, more, strict=True):
        values = {k: v for k, v in words.items() if k not in ("place", "by", "of", "subject")}
        told = {k: v for k, v in words.items() if k not in values}
        numbers = {k: int(v) if v.isdigit() else v == "true" for k, v in values.items()}
        made.append(cv.Event(**(line | {"on": day(line["on"])}), **told, values=numbers))
    return cv.EventLog(events=made)


CLEAN = """
id: clean.village
label: 清洁示范村
events: {clean_award: {label: 命名}, recheck: {label: 复核, values: {score: {label: 得分, value: count, maximum: 100}}}}
start: none
states: {none: {}, held: {lasts: 1 year, next: none}}
steps:
  - {event: clean_award, from: [none], to: held}
  - {event: recheck, from: [held], require: [{id: ok, rule: "score >= 80"}]}
  - {event: recheck, from: [held], to: none}
"""
SAFE = """
id: safe.village
label: 平安文明村
events: {safe_award: {label: 命名}, recheck: {label: 复核, values: {score: {label: 得分, value: count, maximum: 100}}}}
start: none
states: {none: {}, held: {lasts: 3 years, next: none}}
steps:
  - {event: safe_award, from: [none], to: held}
  - {event: recheck, from: [held], require: [{id: ok, rule: "score >= 90"}]}
  - {event: recheck, from: [held], to: none}
"""


def test_11_several_titles_run_side_by_side_on_one_village():
    """Each has its own steps and its own validity; an event says which title it speaks of."""
    log = happened(
        "a1 clean_award 2024-03-01 place=v1",
        "a2 safe_award 2024-05-01 place=v1",
        "a3 clean_award 2024-03-01 place=v2",
        "c1 recheck 2024-09-01 place=v1 of=safe.village score=85",
        "c2 recheck 2024-09-01 place=v2 of=clean.village score=85",
    )
    found = {}
    for scheme in (title(CLEAN), title(SAFE)):
        made = cv.standing(scheme, log, as_of=day("2024-10-01"))
        found[scheme.id] = {unit: made.state(unit) for unit in ("v1", "v2")}
        assert made.refused == ()
    # 85 points are enough for the clean village and not for the safe one.
    assert found == {
        "clean.village": {"v1": "held", "v2": "held"},
        "safe.village": {"v1": "none", "v2": "none"},
    }
    later = cv.standing(title(CLEAN), log, as_of=day("2025-03-01"))
    assert [stay.state for stay in later.history("v1")] == ["none", "held", "none"]
    assert later.others == ("c1",)


def test_17_a_selection_refuses_skipped_steps():
    """Claim, mutual assessment, check, publicity, award: each only after the one before."""
    scheme, log = cv.bundled("titles.stars"), cv.bundled("titles.log")
    made = cv.standing(scheme, log, as_of=day("2024-06-30"))
    assert (made.state("h1"), made.since("h1")) == ("star", day("2024-06-03"))
    # 20 of 41 are not more than half.
    assert made.state("h2") == "none"
    # The third was checked before its neighbours had assessed it.
    (skipped,) = made.refused
    assert (skipped.event, skipped.state, skipped.reason) == ("h3c", "claimed", "no-step")
    assert made.state("h3") == "claimed"
    told = made.explain("h3").text("zh")
    assert "审核 h3c（2024-05-27）：“已认星”状态下不能办理" in told
    assert "此时可办理：群众互评（村民代表会议）" in told
    # Of the fourth nobody has said how many were in favour.
    assert made.state("h4") == {"assessed", "none"}


def test_17_every_step_but_the_next_is_refused():
    scheme = cv.bundled("titles.stars")
    steps = [
        cv.Event(id="a", kind="claim", on=day("2024-05-01"), subject="h", by="household", values={"stars": 6}),
        cv.Event(id="b", kind="assessment", on=day("2024-05-02"), subject="h", by="meeting", values={"present": 3, "agree": 2}),
        cv.Event(id="c", kind="check", on=day("2024-05-03"), subject="h", by="village", values={"stars": 6}),
        cv.Event(id="d", kind="plate", on=day("2024-05-08"), subject="h", by="village"),
    ]  # fmt: skip
    whole = cv.standing(scheme, cv.EventLog(events=steps), as_of=day("2024-05-08"))
    assert (whole.state("h"), whole.refused) == ("star", ())
    for left_out in steps[:-1]:
        events = [each for each in steps if each is not left_out]
        made = cv.standing(scheme, cv.EventLog(events=events), as_of=day("2024-05-08"))
        after = [each.id for each in steps[steps.index(left_out) + 1 :]]
        assert [each.event for each in made.refused] == after
        assert made.state("h") != "star"
    # The plate on the last day of publicity is a day too early.
    early = cv.standing(
        scheme,
        cv.EventLog(events=[*steps[:-1], cv.Event(id="d", kind="plate", on=day("2024-05-07"), subject="h", by="village")]),
        as_of=day("2024-05-08"),
    )  # fmt: skip
    assert (early.state("h"), [each.event for each in early.refused]) == ("chosen", ["d"])


COMMENDED = """
id: demo.commendation
label: 表彰与批评
subject: unit
bodies: {county: {label: 县}}
events:
  inspection: {label: 督查, values: {grade: {label: 等次, value: choice, choices: [good, fair, poor]}}}
  commendation: {label: 表彰, values: {reason: {label: 理由, value: text}}}
  criticism: {label: 通报批评, values: {reason: {label: 理由, value: text}}}
start: none
states:
  none: {}
  good: {}
  poor: {}
  commended: {lasts: 1 year, next: none, then: [{benefit: bonus, label: 奖励, worth: 5000}]}
  criticised: {lasts: 1 year, next: none, then: [{publicity: 通报批评}]}
steps:
  - {event: inspection, from: [none, good, poor], to: good, require: [{id: g, rule: "grade == 'good'"}]}
  - {event: inspection, from: [none, good, poor], to: poor, require: [{id: p, rule: "grade == 'poor'"}]}
  - {event: inspection, from: [none, good, poor], to: none}
  - {event: commendation, from: [good], to: commended, by: [county]}
  - {event: criticism, from: [poor], to: criticised, by: [county]}
"""


def test_18_a_commendation_is_a_dated_decision_that_rests_on_an_inspection():
    def decided(number, kind, *, subject, of, reason):
        return cv.Event(
            id=number, kind=kind, on=day("2024-07-01"), subject=subject, by="county", of=of, values={"reason": reason}
        )  # fmt: skip

    def inspected(number, subject, grade):
        values = {"grade": grade}
        return cv.Event(
            id=number, kind="inspection", on=day("2024-06-01"), subject=subject, values=values
        )

    log = cv.EventLog(
        events=[
            inspected("i1", "u1", "good"),
            inspected("i2", "u2", "poor"),
            inspected("i3", "u3", "fair"),
            decided("d1", "commendation", subject="u1", of="i1", reason="督查优秀"),
            decided("d2", "criticism", subject="u2", of="i2", reason="整改不力"),
            decided("d3", "commendation", subject="u3", of="i3", reason="表现突出"),
        ]
    )
    scheme = title(COMMENDED)
    made = cv.standing(scheme, log, as_of=day("2024-08-01"))
    assert {u: made.state(u) for u in made} == {"u1": "commended", "u2": "criticised", "u3": "none"}
    # Who decided what when, for what reason, on which inspection: the record says it.
    stay = made.history("u1")[-1]
    decision = log[stay.event]
    assert (stay.first, decision.by, decision.values["reason"]) == (
        day("2024-07-01"),
        "county",
        "督查优秀",
    )
    assert log[decision.of].values["grade"] == "good"
    # Without an inspection that it could rest on, there is no decision.
    assert [(each.event, each.reason) for each in made.refused] == [("d3", "no-step")]
    assert [(each.of, each.subject) for each in made.followed] == [
        ("commended/d1", "u1"),
        ("criticised/d2", "u2"),
    ]
    assert made.followed[0].consequence.worth == 5000


def test_23_whoever_is_barred_is_refused_in_the_selection_and_told_until_when():
    claim = cv.Event(
        id="a", kind="claim", on=day("2024-05-01"), subject="h", by="household", values={"stars": 6}
    )
    ban = cv.Event(
        id="b",
        kind="ban",
        from_=day("2024-02-01"),
        to=day("2025-01-31"),
        subject="h",
        of="titles.stars",
    )
    made = cv.standing(
        cv.bundled("titles.stars"), cv.EventLog(events=[claim, ban]), as_of=day("2024-05-01")
    )
    assert made.state("h") == "none"
    told = made.explain("h").text("en")
    assert "claim a on 2024-05-01: barred on that day" in told
    assert "barred by b until 2025-01-31" in told


def test_23_a_breach_of_the_covenant_bars_from_the_selection_for_its_time():
    """What the covenant says becomes a ban in the log of titles; taken back, it is gone."""
    covenant = cv.loads(
        """
        kind: covenant
        format: 1
        id: demo.covenant
        kinds: {wedding: 婚礼}
        indicators: {tables: {label: 桌数, value: count}}
        articles:
          - {id: tables, label: 席数, rule: "tables <= 15", then: [{ban: {titles: [titles.stars], valid_for: 1 year}}]}
        """,
        cv.Covenant,
    )
    scheme = cv.bundled("titles.stars")
    wedding = cv.Event(
        id="w1", kind="wedding", on=day("2024-02-10"), subject="h", values={"tables": 20}
    )
    claim = cv.Event(
        id="a", kind="claim", on=day("2025-02-09"), subject="h", by="household", values={"stars": 6}
    )

    def standing_after(*events):
        log = cv.EventLog(events=[claim])
        found = check_events(covenant, cv.EventLog(events=events), as_of=day("2025-02-09"))
        followed = [one for each in found for one in each.followed]
        grown = reconcile(followed, log, of=covenant, as_of=day("2025-02-09"), to=scheme).into(log)
        return cv.standing(scheme, grown, as_of=day("2025-02-09"))

    made = standing_after(wedding)
    assert (made.state("h"), [each.reason for each in made.refused]) == ("none", ["banned"])
    # One year from the wedding, up to the day before the anniversary.
    assert [(ban.first, ban.last) for ban in made.bans("h")] == [
        (day("2024-02-10"), day("2025-02-09"))
    ]
    assert standing_after().state("h") == "claimed"


def test_33_disputes_have_level_dates_and_outcome():
    scheme, log = cv.bundled("titles.disputes"), cv.bundled("titles.log")
    made = cv.standing(scheme, log, as_of=day("2024-06-30"))
    assert {name: made.state(name) for name in made} == {
        "m1": "settled_village",
        "m2": "settled_village",  # on its 30th day
        "m3": "settled_township",
        "m4": "escalated",
        "m5": "settled_village",
        "m6": "township",  # after 30 days without a settlement
        "m7": "village",
    }
    assert [(s.state, str(s.first)) for s in made.history("m3")] == [
        ("village", "2024-03-03"), ("township", "2024-03-11"), ("settled_township", "2024-03-28"),
    ]  # fmt: skip
    # A big matter goes to the township at once, on the day on which it is taken up.
    assert made.history("m4")[-2].first == day("2024-04-01")
    assert made.until("m7") == day("2024-07-05")


def test_33_the_share_settled_in_the_village_and_the_escalations_are_counted():
    scheme, log = cv.bundled("titles.disputes"), cv.bundled("titles.log")
    made = cv.standing(scheme, log, as_of=day("2024-06-30"))

    def counted(label, rule):
        derive = CountOf(count=cv.Rule(rule), over="dispute")
        return cv.Indicator(label=label, value="count", subject="village", derive=derive)

    catalogue = cv.Catalogue(
        subjects={"dispute": SubjectKind(label="纠纷")},
        indicators={
            **row_indicators(scheme, "dispute"),
            "in_village": cv.Indicator(
                label="村级化解率", value="ratio", subject="village",
                derive=ShareOf(share=cv.Rule("state == 'settled_village'"), over="dispute"),
            ),
            "gone_up": counted("上交", "been_township"),
            "escalations": counted("移交上级", "state == 'escalated'"),
        },
    )  # fmt: skip

    def facts(place=None):
        rows_ = {"disputes": rows(made, place=place)}
        return cv.derive(catalogue, {}, rows=rows_, reported={"disputes": True})

    # 3 of 7 are settled in their villages; 3 have gone up, and 1 of them further.
    assert facts()["in_village"] == cv.Ratio(3, 7)
    assert (facts()["gone_up"], facts()["escalations"]) == (3, 1)
    assert facts("v01")["in_village"] == cv.Ratio(2, 2)
    assert (facts("v02")["in_village"], facts("v02")["escalations"]) == (cv.Ratio(0, 2), 1)


def test_the_whole_life_of_a_title_of_plan_and_field():
    """Apply, check, review, publicity, award, re-check, put right, revoke: by hand."""
    scheme, log = cv.bundled("titles.village"), cv.bundled("titles.log")

    def found(on, **more):
        made = cv.standing(scheme, log, as_of=day(on), **more)
        return [made.state(f"v0{n}") for n in (1, 2, 3, 4)]

    assert found("2024-03-12") == ["applied", "checked", "applied", "applied"]
    assert found("2024-04-12") == ["posted", "posted", "posted", "posted"]
    # Five days from the 8th; the objections hold the second and the third.
    assert found("2024-04-13") == ["listed", "posted", "posted", "listed"]
    assert found("2024-04-15") == ["listed", "posted", "none", "listed"]
    assert found("2024-04-19") == ["held", "listed", "none", "held"]
    assert found("2024-10-10") == ["held", "held", "none", "rectify"]
    assert found("2025-01-08") == ["held", "held", "none", "rectify"]
    assert found("2025-01-09") == ["held", "held", "none", "revoked"]
    assert found("2025-06-30") == ["held", "rectify", "none", "revoked"]
    assert found("2025-07-30") == ["held", "held", "none", "revoked"]
    # The first runs out after three years, the revoked one is barred for two.
    assert found("2027-01-08") == ["held", "held", "none", "revoked"]
    assert found("2027-01-09") == ["held", "held", "none", "none"]
    assert found("2027-04-16") == ["none", "held", "none", "none"]
    # The re-check of the first, recorded in July, was made in May.
    made = cv.standing(scheme, log, as_of=day("2025-06-30"), known=day("2025-06-30"))
    assert "c1" not in {e.id for e in made.events.events["v01"]}


def test_a_chart_is_drawn_for_people():
    drawn = drawing(cv.bundled("titles.disputes"), "zh").split("\n")
    assert drawn[0] == "stateDiagram-v2"
    assert '    state "村级调解" as village_' in drawn
    assert "    [*] --> village_" in drawn
    assert "    village_ --> township_ : 受理纠纷、重大复杂" in drawn
    assert "    village_ --> settled_village_ : 调解成功（村调解委员会）" in drawn
    assert "    village_ --> township_ : 满 30 天" in drawn
    assert "    escalated_ --> [*]" in drawn

"""The systems of plans that are lists, councils, posts and disclosures: each with its answer.

One test or a few for each, with the least document that holds it. Where a plan gives no number, the
numbers are invented; villages, people and units are, too.
"""

import json
from datetime import date
from textwrap import dedent

import pytest

import civil_village as cv
from civil_village.campaigns import vacancies
from civil_village.consequences import MembershipEnded


def document(kind, text, **more):
    """Load a document from its text, without the head that all of a kind have."""
    head = f"kind: {kind}\nformat: 1\nid: systems.{kind}\n"
    return cv.loads(head + dedent(text), kind, **more)


def log(*events, **more):
    """Load a log; of each event an id, a kind, a day, and what else is said."""
    keys = ("id", "kind", "on")
    rows = [dict(zip(keys, row[:3], strict=True)) | (row[3] if row[3:] else {}) for row in events]
    head = {"kind": "log", "format": 1, "id": "systems.log", **more}
    return cv.loads(json.dumps({**head, "events": rows}, ensure_ascii=False), cv.EventLog)


def roster(*rows):
    """Load a roster; of each membership who, of what, and perhaps the place and more."""
    made = []
    for who, of, *rest in rows:
        more = rest.pop() if rest and isinstance(rest[-1], dict) else {}
        made.append({"who": who, "of": of, **({"place": rest[0]} if rest else {}), **more})
    head = {"kind": "roster", "format": 1, "id": "systems.roster", "memberships": made}
    return cv.loads(json.dumps(head), cv.Roster)


def on(text):
    return date.fromisoformat(text)


def told(campaign, names, day, level=None):
    """Give what an organization lacks, as code, where, and what was found."""
    found = [p for p in vacancies(campaign, names, as_of=on(day)) if level in (None, p.level)]
    return [(p.code, ".".join(map(str, p.path[1:])), p.found) for p in found]


TWO = "places: {villages: {level: village, list: [v1, v2]}}\n"

# 26: one covenant, four councils ----------------------------------------------------------------

COUNCILS = (
    TWO
    + """
begins: 2024
bodies:
  deliberation: {label: 村民议事会, each: village, members: 1..}
  ceremonies: {label: 红白理事会, each: village, members: 1..}
  ethics: {label: 道德评议会, each: village, members: 1..}
  vice: {label: 禁毒禁赌会, each: village, members: 1..}
events: {meeting: {label: 议事}, decision: {label: 决定}, wedding: {label: 婚事报备}, advice: {label: 告知}}
duties:
  - {id: deliberate, lead: deliberation, each: village, every: quarter, done: meeting}
  - {id: assess, lead: ethics, each: village, every: half, done: decision}
  - {id: advise, lead: ceremonies, each: village, after: {wedding: 3 days}, done: advice}
"""
)


def test_26_councils_that_exist_are_known_and_those_that_are_missing_are_listed():
    names = roster(
        *((f"p{n}", body, "v1") for n, body in enumerate(("deliberation", "ceremonies", "ethics", "vice"))),
        ("p5", "deliberation", "v2"),
        ("p6", "ethics", "v2", {"until": "2024-03-31"}),
    )  # fmt: skip
    plan = document("campaign", COUNCILS)
    missing = [(where, code) for code, where, _ in told(plan, names, "2024-03-31")]
    assert missing == [("ceremonies.v2", "body-lacking"), ("vice.v2", "body-lacking")]
    later = [where for _, where, _ in told(plan, names, "2024-04-01")]
    assert later == ["ceremonies.v2", "ethics.v2", "vice.v2"]
    here = {(m.body, m.place) for m in names.memberships if m.holds(on("2024-03-31"))}
    assert len(here) == 6  # eight less the two that are missing


def test_26_the_tasks_and_decisions_of_each_council_hang_on_it():
    plan = document("campaign", COUNCILS)
    events = log(
        ("m1", "meeting", "2024-03-20", {"place": "v1", "by": "deliberation"}),
        ("w1", "wedding", "2024-03-01", {"place": "v1"}),
        ("k1", "advice", "2024-03-06", {"of": "w1", "place": "v1", "by": "ceremonies"}),
        ("k2", "decision", "2024-03-07", {"place": "v1", "by": "ethics"}),
        ("k3", "decision", "2024-03-08", {"place": "v1", "by": "deliberation"}),
    )
    made = cv.status(plan, events, as_of=on("2024-04-02"))
    states = {
        name: [(e.place, e.name, e.state, e.served) for e in made.by_body(name) if e.state != "due"]
        for name in plan.bodies
    }
    assert states == {
        "deliberation": [
            ("v1", "2024-Q1", "done", ("m1",)), ("v2", "2024-Q1", "late", ()),
        ],
        "ceremonies": [("v1", "w1", "done_late", ("k1",))],
        # a decision of another council does not serve it
        "ethics": [("v1", "2024-H1", "done", ("k2",))],
        "vice": [],
    }  # fmt: skip
    assert made.idle == ("k3",)


def test_26_the_items_of_a_list_hang_on_a_council_too():
    made = document(
        "register",
        """
        begins: 2024
        bodies: {ethics: {label: 道德评议会}, ceremonies: {label: 红白理事会}}
        lists: [{id: own}]
        items:
          - {id: stars, list: own, actors: [ethics], disclosure: {every: {unit: year, month: 12, day: 20}}}
          - {id: weddings, list: own, actors: [ceremonies], limit: 3 working days}
        """,
    )
    events = log(("a1", "application", "2024-03-01", {"of": "weddings"}))
    found = cv.registers.overdue(made, events, as_of=on("2024-03-07"))
    assert [(e.duty, e.state, e.days) for e in found.by_body("ceremonies")] == [
        ("weddings", "late", 1)
    ]
    assert [(e.duty, e.state) for e in found.by_body("ethics")] == [("stars", "due")]


# 28: three disclosures, on time ----------------------------------------------------------------

DISCLOSURES = """
begins: 2024
bodies: {branch: {label: 村党组织}, committee: {label: 村委会}}
events: {decision: {label: 重大决议}}
lists: [{id: open, label: 三公开, needs: [disclosure]}]
items:
  - {id: party, list: open, label: 党务, actors: [branch], disclosure: {every: {unit: quarter, month: 1, day: 20}}}
  - {id: village, list: open, label: 村务, actors: [committee], disclosure: [{every: {unit: quarter, month: 1, day: 20}}, {after: {decision: 5 days}}]}
  - {id: finance, list: open, label: 财务, actors: [committee], disclosure: {every: {unit: month, day: 10}}}
"""


def test_28_what_is_overdue_on_a_day_follows_from_the_calendar_of_each_item():
    """Quarterly by the 20th of its first month, monthly by the 10th, within 5 days of a decision."""
    events = log(
        ("d1", "disclosed", "2024-04-20", {"of": "party"}),
        ("d2", "disclosed", "2024-04-10", {"of": "finance"}),
        ("m1", "decision", "2024-04-17", {"of": "village"}),
        *((f"q{n}", "disclosed", "2024-01-05", {"of": name}) for n, name in enumerate(("party", "village", "finance"))),
        *((f"f{n}", "disclosed", f"2024-{n:02}-05", {"of": "finance"}) for n in (2, 3)),
    )  # fmt: skip
    register = document("register", DISCLOSURES)

    def late(day):
        made = cv.registers.overdue(register, events, as_of=on(day))
        return sorted((each.duty, each.name, each.days) for each in made.late)

    assert late("2024-04-20") == []
    assert late("2024-04-21") == [("village", "2024-Q2", 1)]
    assert late("2024-04-22") == [("village", "2024-Q2", 2)]  # 17 April plus five is the 22nd
    assert late("2024-04-23") == [("village", "2024-Q2", 3), ("village", "m1", 1)]
    assert late("2024-05-11") == [
        ("finance", "2024-05", 1), ("village", "2024-Q2", 21), ("village", "m1", 19),
    ]  # fmt: skip


def test_28_a_disclosure_after_its_day_was_made_late_and_one_in_time_was_not():
    register = document("register", DISCLOSURES)
    events = log(
        ("d1", "disclosed", "2024-01-20", {"of": "party"}),
        ("d2", "disclosed", "2024-01-21", {"of": "village"}),
    )
    made = cv.registers.overdue(register, events, as_of=on("2024-01-31"))
    assert [(e.duty, e.state, e.days) for e in made if e.served] == [
        ("party", "done", 0), ("village", "done_late", 1),
    ]  # fmt: skip


def test_28_the_bundled_register_has_the_three_disclosures():
    made = cv.registers.overdue(cv.bundled("village.register"), log(), as_of=on("2024-02-11"))
    days = {each.duty: each.days for each in made.late if each.duty in ("party", "affairs")}
    assert days == {"party": 22, "affairs": 22}  # since 20 January
    assert [(e.name, e.days) for e in made.by_item("finance")] == [("2024-01", 32), ("2024-02", 1)]


# 29, 30: lists, and small powers ----------------------------------------------------------------


def test_29_gaps_and_double_ids_are_reported_in_one_go():
    text = """
        bodies: {committee: {label: 村委会}}
        lists: [{id: proofs, label: 证明清单, needs: [actors, steps, limit, basis, supervisor]}]
        items:
          - {id: c1, list: proofs, actors: [committee], steps: [申请, 出具], limit: 1 working day, basis: 目录, supervisor: committee}
          - {id: c2, list: proofs, actors: [committee], steps: [申请], basis: 目录}
          - {id: c1, list: proofs, actors: [committee], steps: [申请], limit: 1 working day, supervisor: committee}
        """
    with pytest.raises(cv.DocumentError) as caught:
        document("register", text)
    assert sorted((p.code, ".".join(map(str, p.path))) for p in caught.value.problems) == [
        ("duplicate-id", "items.2.id"),
        ("item-lacking", "items.1.limit"),
        ("item-lacking", "items.1.supervisor"),
        ("item-lacking", "items.2.basis"),
    ]
    made = document("register", text.replace("- {id: c1, list: proofs, actors: [committee], steps: [申请],", "- {id: c3, list: proofs, actors: [committee], steps: [申请],"))  # fmt: skip
    assert [p.path[1:] for p in cv.registers.check_register(made)] == [
        (1, "limit"), (1, "supervisor"), (2, "basis"),
    ]  # fmt: skip


def test_29_the_bundled_register_has_six_kinds_of_lists_without_a_gap():
    register = cv.bundled("village.register")
    assert len(register.lists) == 6
    assert {item.list for item in register.items} == {each.id for each in register.lists}
    assert cv.registers.check_register(register) == ()
    assert all(each.needs for each in register.lists)


def test_30_all_eight_classes_are_covered_or_reported():
    register = cv.bundled("village.register")
    (powers,) = (each for each in register.lists if each.id == "powers")
    assert len(powers.classes) == 8
    data = json.loads(cv.dumps(register))
    data["items"] = [item for item in data["items"] if item["id"] not in ("works", "aid")]
    found = cv.registers.check_register(cv.loads(json.dumps(data), cv.registers.Register))
    assert [(p.code, p.found) for p in found] == [
        ("class-uncovered", "aid"),
        ("class-uncovered", "works"),
    ]
    assert "村民救助和保障" in found[0].text("zh")


def test_30_an_item_without_supervisor_is_told():
    data = json.loads(cv.dumps(cv.bundled("village.register")))
    (purchase,) = (item for item in data["items"] if item["id"] == "purchase")
    del purchase["supervisor"]
    (gap,) = cv.registers.check_register(cv.loads(json.dumps(data), cv.registers.Register))
    assert (gap.code, gap.path[-1]) == ("item-lacking", "supervisor")


# 31: election and posts -------------------------------------------------------------------------

POSTS = (
    TWO
    + """
begins: 2024
bodies:
  branch: {label: 村党组织, each: village, posts: {secretary: {label: 书记, count: 1, also: [committee.head, cooperative.head]}, member: {label: 委员}}}
  committee: {label: 村委会, each: village, posts: {head: {label: 主任, count: 1}, member: {label: 委员}}}
  cooperative: {label: 村集体经济组织, each: village, posts: {head: {label: 负责人, count: 1}}}
  supervision: {label: 村监委, each: village, posts: {head: {label: 主任, count: 1, never: [committee], also: [branch]}}}
  county: {label: 县级联审组}
events: {review: {label: 联审}}
duties:
  - {id: joint_review, lead: county, each: village, every: year, done: review}
"""
)


def test_31_incompatible_posts_are_refused_and_required_unions_told_where_absent():
    names = roster(
        *((("p1"), post, "v1") for post in ("branch.secretary", "committee.head", "cooperative.head")),
        ("p2", "supervision.head", "v1"), ("p2", "branch.member", "v1"),
        ("p3", "branch.secretary", "v2"), ("p3", "committee.head", "v2"),
        ("p4", "cooperative.head", "v2"),
        ("p5", "supervision.head", "v2"), ("p5", "committee.member", "v2"),
    )  # fmt: skip
    plan = document("campaign", POSTS)
    found = told(plan, names, "2024-03-01")
    assert [each for each in found if each[0] != "head-lacking"] == [
        ("required-post", "p3", "branch.secretary"),  # is not the head of the collective
        ("incompatible-posts", "p5", "supervision.head, committee"),
        ("required-post", "p5", "supervision.head"),  # is not in the branch
    ]
    assert told(plan, names, "2024-03-01", "error") == [
        ("incompatible-posts", "p5", "supervision.head, committee"),
    ]  # fmt: skip


def test_31_who_is_refused_is_refused_on_the_days_of_both_posts_alone():
    names = roster(
        ("p1", "supervision.head", "v1", {"from": "2024-03-01"}),
        ("p1", "committee.member", "v1", {"until": "2024-03-01"}),
        ("p2", "supervision.head", "v1", {"until": "2024-02-29"}),
        ("p2", "committee.member", "v2"),  # another village's committee
    )
    plan = document("campaign", POSTS)
    refused = {
        day: [who for _, who, _ in told(plan, names, day, "error")]
        for day in ("2024-02-29", "2024-03-01", "2024-03-02")
    }
    assert refused == {"2024-02-29": [], "2024-03-01": ["p1"], "2024-03-02": []}


def test_31_the_joint_review_of_each_village_is_due_every_year():
    events = log(("r1", "review", "2024-11-20", {"place": "v1", "by": "county"}))
    made = cv.status(document("campaign", POSTS), events, as_of=on("2025-01-03"))
    past = [(e.place, e.name, e.state, e.days) for e in made if e.name == "2024"]
    assert past == [("v1", "2024", "done", 0), ("v2", "2024", "late", 3)]


# Democratic review: two years unfit in a row end a post -------------------------------------------

REVIEWS = """
begins: 2023
places:
  villages: {level: village, list: [v1]}
  officials: {level: official, list: [{id: o1, part_of: v1}, {id: o2, part_of: v1}, {id: o3, part_of: v1}]}
subjects: {official: {label: 村干部}}
bodies: {committee: {label: 村委会, each: village}, assembly: {label: 村民代表会议, each: village}}
events: {review: {label: 民主评议, values: {fit: {label: 称职, value: truth}}}}
indicators:
  unfit_now: {label: 本年不称职, value: count, subject: official, derive: {events: review, where: "!fit", within: 1 year, window: running}}
  unfit_before: {label: 上年不称职, value: count, subject: official, derive: {events: review, where: "!fit", within: 1 year, window: calendar}}
duties:
  - {id: reviewed, label: 民主评议, lead: assembly, each: official, every: {unit: year, month: 12, day: 20}, done: review}
  - {id: fitness, label: 称职, each: official, keep: "unfit_now == 0 || unfit_before == 0", then: [{ends: committee}]}
"""


def test_an_official_is_reviewed_every_year_and_two_unfit_years_in_a_row_end_the_post():
    def review(name, year, fit, who):
        return (name, "review", f"{year}-12-10", {"place": who, "values": {"fit": fit}})

    plan = document("campaign", REVIEWS)
    events = log(
        review("r1", 2023, False, "o1"), review("r2", 2024, False, "o1"),  # twice in a row
        review("r3", 2023, False, "o2"), review("r4", 2024, True, "o2"), review("r5", 2025, False, "o2"),
        review("r6", 2023, True, "o3"),  # nobody reviewed him in 2024
    )  # fmt: skip
    made = cv.status(plan, events, as_of=on("2024-12-31"))
    ended = [(each.place, str(each.on), each.consequence) for each in made.then]
    assert ended == [("o1", "2024-12-10", MembershipEnded(ends="committee"))]
    assert [(e.place, e.name, e.days) for e in made.late if e.duty == "reviewed"] == [
        ("o3", "2024", 11)
    ]
    assert "村委会" in made.explain().text("zh")
    # Unfit in 2023 and in 2025 is not twice in a row; what was, stays listed, and so what it brought.
    later = cv.status(plan, events, as_of=on("2025-12-31"))
    assert later.then == made.then
    breaks = {each.place: each.breaks for each in later if each.duty == "fitness"}
    assert breaks["o1"] == (cv.calendar.Window(on("2024-12-10"), on("2024-12-31")),)
    assert breaks["o2"] == breaks["o3"] == ()


# 32: supervision and audit ------------------------------------------------------------------------

AUDIT = (
    TWO
    + """
begins: 2022
bodies: {supervision: {label: 村务监督委员会, each: village, members: 3..}, auditor: {label: 乡审计组}}
events: {supervision_report: {label: 监督报告}, audit: {label: 审计报告, values: {year: {label: 年度, value: count}}}}
duties:
  - {id: reports, label: 监督报告, lead: supervision, each: village, every: half, done: supervision_report}
  - {id: audited, label: 年度审计, lead: auditor, each: village, every: year, done: audit}
"""
)


def test_32_the_supervision_committee_is_an_organisation_with_reports_of_its_own():
    plan = document("campaign", AUDIT)
    names = roster(*((f"p{n}", "supervision", "v1") for n in range(3)), ("p9", "supervision", "v2"))
    assert [each for each in told(plan, names, "2024-01-01") if "supervision" in each[1]] == [
        ("head-lacking", "supervision.v2", "1"),
    ]  # fmt: skip
    events = log(("s1", "supervision_report", "2022-06-30", {"place": "v1", "by": "supervision"}))
    made = cv.status(plan, events, as_of=on("2022-07-10"))
    assert [(e.place, e.name, e.state) for e in made.by_body("supervision")][:1] == [
        ("v1", "2022-H1", "done")
    ]
    assert [(e.place, e.name, e.days) for e in made.by_body("supervision") if e.state == "late"] == [
        ("v2", "2022-H1", 10),
    ]  # fmt: skip


def test_32_an_unaudited_year_is_found():
    events = log(
        ("a1", "audit", "2022-12-01", {"place": "v1"}),
        ("a3", "audit", "2024-11-01", {"of": "audited/2024", "place": "v1"}),
        *((f"b{year}", "audit", f"{year}-12-01", {"place": "v2"}) for year in (2022, 2023, 2024)),
    )
    made = cv.status(document("campaign", AUDIT), events, as_of=on("2025-01-01"))
    unaudited = [(each.place, each.name) for each in made.late if each.duty == "audited"]
    assert unaudited == [("v1", "2023")]


# 33: mediation by levels --------------------------------------------------------------------------

DISPUTES = """
begins: 2024
places: {villages: {level: village, list: [v1, v2]}}
events:
  dispute:
    label: 矛盾纠纷
    values:
      settled: {label: 已化解, value: truth}
      at: {label: 化解层级, value: choice, choices: [village, township, county]}
      escalated: {label: 上交, value: truth}
indicators:
  disputes: {label: 纠纷数, value: count, subject: village, derive: {events: dispute, within: 1 year}}
  in_village: {label: 村内化解数, value: count, subject: village, derive: {events: dispute, where: "settled && at == 'village'", within: 1 year}}
  escalations: {label: 上交数, value: count, subject: village, derive: {events: dispute, where: escalated, within: 1 year}}
  village_share: {label: 村内化解率, value: ratio, subject: village, of: [in_village, disputes]}
duties:
  - {id: no_escalation, label: 小事不出村, each: village, keep: "escalations == 0"}
  - {id: mostly_settled, label: 矛盾在村化解, each: village, keep: "village_share >= 0.5"}
"""


def test_33_the_share_settled_in_the_village_and_the_escalations_are_computed():
    def dispute(name, place, settled, at, escalated):
        values = {"settled": settled, "at": at, "escalated": escalated}
        return (name, "dispute", "2024-05-01", {"place": place, "values": values})

    plan = document("campaign", DISPUTES)
    events = log(
        dispute("x1", "v1", True, "village", False),
        dispute("x2", "v1", True, "village", False),
        dispute("x3", "v1", True, "township", True),
        dispute("x4", "v1", False, None, False),
    )
    made = cv.status(plan, events, as_of=on("2024-06-30"))
    assert made.value("village_share", "v1") == cv.Ratio(2, 4)
    assert (made.value("disputes", "v1"), made.value("escalations", "v1")) == (4, 1)
    states = {each.place: (each.state, each.on) for each in made if each.duty == "no_escalation"}
    assert states["v1"] == ("broken", on("2024-05-01"))
    assert states["v2"][0] == "kept"
    # Of a village without a dispute there is no share: nought of nought says nothing.
    assert made.value("village_share", "v2") == cv.Ratio(0, 0)
    mostly = {each.place: each.state for each in made if each.duty == "mostly_settled"}
    assert mostly == {"v1": "kept", "v2": "undetermined"}


# 54: services with channels -----------------------------------------------------------------------


def test_54_services_have_channels_and_nothing_is_asked_where_they_cannot_be_had():
    register = document(
        "register",
        """
        begins: 2024
        places: {villages: {level: village, list: [v1, v2]}}
        channels: [{id: appointment, label: 预约}, {id: phone, label: 电话}, {id: door, label: 上门}]
        lists: [{id: services, label: 公共服务清单, needs: [channels, limit]}]
        items:
          - {id: advice, list: services, each: village, channels: [appointment, phone], limit: 5 working days}
          - {id: video, list: services, each: village, places: [v1], channels: [appointment], limit: 1 day}
          - {id: errands, list: services, each: village, limit: 3 working days}
        """,
    )
    (gap,) = cv.registers.check_register(register)
    assert (gap.path, gap.code) == (("items", 2, "channels"), "item-lacking")
    asked = [
        (f"{item}_{place}", "application", "2024-03-04", {"of": item, "place": place})
        for item in ("advice", "video")
        for place in ("v1", "v2")
    ]
    made = cv.registers.overdue(register, log(*asked), as_of=on("2024-03-07"))
    assert [(e.duty, e.place, e.state) for e in made] == [
        ("advice", "v1", "due"), ("advice", "v2", "due"), ("video", "v1", "late"),
    ]  # fmt: skip
    assert made.idle == ("video_v2",)

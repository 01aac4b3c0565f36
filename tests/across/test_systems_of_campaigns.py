"""The systems of plans that are campaigns: data in, a computed answer out, with its reason.

One test or a few for each, with the least document that holds it. Where a plan gives no number, the
numbers are invented; villages, people and units are, too.
"""

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from textwrap import dedent

import pytest

import civil_village as cv
from civil_village.campaigns import bulletin, vacancies


def plan(text):
    """Load a campaign from its text, without the head that all have."""
    head = "kind: campaign\nformat: 1\nid: systems.campaign\n"
    return cv.loads(head + dedent(text), cv.Campaign)


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


def records(**villages):
    """Load records of villages, by their values or by all that is said of them."""
    made = [
        {"id": name, **(told if "values" in told or "households" in told else {"values": told})}
        for name, told in villages.items()
    ]
    head = {"kind": "records", "format": 1, "id": "systems.records", "subjects": made}
    return cv.loads(json.dumps(head, ensure_ascii=False), cv.Records)


def on(text):
    return date.fromisoformat(text)


def asked(campaign, events=None, *, day, **more):
    return cv.status(campaign, events or log(), as_of=on(day), **more)


def states(made, *more):
    """Give the place, the name and the state of each occurrence."""
    return [(each.place, each.name, each.state, *(getattr(each, n) for n in more)) for each in made]


def told(campaign, names, day, **more):
    """Give what an organization lacks, as code, where, and what was found."""
    found = vacancies(campaign, names, as_of=on(day), **more)
    return [(p.code, ".".join(map(str, p.path[1:])), p.found) for p in found]


THREE = "places: {villages: {level: village, list: [v1, v2, v3]}}\n"


# 10, 12: batches of villages to full coverage; every village in the end ---------------------


NAMES = [f"v{n:02}" for n in range(1, 21)]
LOTS = (NAMES[:3], NAMES[3:6], NAMES[6:11], NAMES[11:])


def in_batches(lots=LOTS, closed=""):
    batches = "\n".join(
        f"  - {{id: b{n}, of: villages, window: {2020 + n}, count: {len(LOTS[n - 1])}, "
        f"list: [{', '.join(lot)}]{closed}}}"
        for n, lot in enumerate(lots, 1)
    )
    return (
        f"places: {{villages: {{level: village, count: 20, list: [{', '.join(NAMES)}]}}}}\n"
        "bodies: {titled: {label: 新时代文明村}}\n"
        "holds: titled\n"
        "events: {accepted: {label: 验收}}\n"
        f"batches:\n{batches}\n"
    )


def test_10_batches_cover_15_30_55_and_100_percent():
    made = asked(plan(in_batches()), day="2023-01-01")
    assert [each.share for each in made.coverage] == [
        Fraction(15, 100), Fraction(30, 100), Fraction(55, 100), 1,
    ]  # fmt: skip
    assert (made.covered.covered, made.covered.share) == (6, Fraction(3, 10))
    last = asked(plan(in_batches()), day="2022-12-31")
    assert last.covered.covered == 3  # the second closes with this day
    assert "30%" in made.explain().text("zh")


def test_10_only_closed_batches_count_in_whatever_order_they_are_closed():
    by_decision = plan(in_batches(closed=", closed: accepted"))
    events = log(
        ("e1", "accepted", "2023-03-01", {"of": "b1"}),
        ("e2", "accepted", "2023-02-01", {"of": "b3"}),
        ("e3", "accepted", "2023-02-02", {"of": "b3"}),
    )
    found = [asked(by_decision, events, day=f"2023-0{m}-28").covered.covered for m in (1, 2, 3)]
    assert found == [0, 5, 8]  # none, the third, and the first with it


@pytest.mark.parametrize(
    ("lots", "code", "found"),
    [
        ((NAMES[:3], ["v03", "v04", "v05"], *LOTS[2:]), "duplicate-id", "v03"),
        ((NAMES[:2], *LOTS[1:]), "count-mismatch", "3"),
        ((["v01", "v02", "v99"], *LOTS[1:]), "unknown-name", "v99"),
    ],
)
def test_10_a_village_in_two_batches_and_a_wrong_count_are_refused(lots, code, found):
    with pytest.raises(cv.DocumentError) as caught:
        plan(in_batches(lots))
    assert (code, found) in [(p.code, p.found) for p in caught.value.problems]


def test_12_progress_to_all_villages_is_a_figure_of_any_day():
    campaign = plan(
        in_batches()
        + """
indicators:
  titled_count: {label: 文明村数, value: count, subject: plan, derive: {count: "body == 'titled'", over: membership}}
  villages_count: {label: 村数, value: count, subject: plan, derive: {count: "true", over: village}}
  titled_share: {label: 创成率, value: ratio, subject: plan, of: [titled_count, villages_count]}
duties:
  - {id: every_village, label: 全部创成, window: 2021..2024, done_when: "titled_share >= 1"}
"""
    )
    names = roster(
        *((n, "titled", {"from": f"2022-{int(n[1:]) % 12 + 1:02}-01"}) for n in NAMES[:-1]),
        ("v20", "titled", {"from": "2024-06-01"}),
        ("v99", "titled", {"from": "2022-01-01"}),  # none of the twenty
    )
    before = asked(campaign, day="2024-05-31", roster=names)
    assert (before.held.covered, before.held.share) == (19, Fraction(19, 20))
    # January 2022: v12 alone; the months go by the number of the village, 12 and 24 aside
    assert asked(campaign, day="2022-01-31", roster=names).held.covered == 1
    names = roster(*((n, "titled", {"from": "2024-06-01"}) for n in NAMES))
    made = asked(campaign, day="2024-07-01", roster=names)
    assert states(made, "on") == [(None, "", "done", on("2024-06-01"))]
    assert made.value("titled_share") == cv.Ratio(20, 20)


# 34: meetings -----------------------------------------------------------------------------


def test_34_meetings_held_are_counted_against_meetings_due_in_a_calendar_year():
    campaign = plan(
        """
        begins: 2024
        events: {joint: {label: 联席会议}, enlarged: {label: 扩大会议}}
        duties:
          - {id: joint_meeting, every: quarter, done: joint}
          - {id: yearly_meeting, every: year, done: enlarged}
        """
    )
    held = log(
        ("m1", "joint", "2024-02-01"), ("m2", "joint", "2024-05-01"), ("m3", "joint", "2024-05-02"),
        ("m4", "joint", "2024-11-01"), ("x1", "enlarged", "2025-01-10"),
    )  # fmt: skip
    made = asked(campaign, held, day="2024-12-31")
    meetings = [each for each in made if each.duty == "joint_meeting"]
    assert states(meetings) == [
        (None, "2024-Q1", "done"),
        (None, "2024-Q2", "done"),
        (None, "2024-Q3", "late"),
        (None, "2024-Q4", "done"),
    ]
    assert made.progress(meetings).share == Fraction(3, 4)
    assert made.idle == ("m3",)  # two of one quarter are one meeting of it
    later = asked(campaign, held, day="2025-01-31")
    yearly = [each for each in later if each.duty == "yearly_meeting"]
    assert states(yearly)[0] == (None, "2024", "late")  # its day lies in the next year
    assert states(yearly)[1] == (None, "2025", "done")


# 35-38: organization ----------------------------------------------------------------------


LEADING = """
places: {villages: {level: village, list: [v1, v2]}}
bodies:
  group: {posts: {head: {count: 1..2}, deputy: {count: 1..}, member: {}}}
  office: {part_of: group, members: 1..}
  committee: {each: village, posts: {head: {count: 1, also: [branch.secretary]}, member: {}}}
  branch: {each: village, posts: {secretary: {count: 1}}}
  supervision: {each: village, posts: {head: {count: 1, never: [committee]}}}
"""


def test_35_a_group_without_head_a_post_held_by_nobody_and_an_empty_office_are_reported():
    names = roster(
        ("p01", "group.deputy"),
        ("p02", "committee.head", "v1"),
        ("p02", "branch.secretary", "v1"),
        ("p03", "supervision.head", "v1"),
        ("p03", "committee.member", "v1", {"until": "2024-06-30"}),
        ("p04", "committee.head", "v2"),
        ("p05", "branch.secretary", "v2"),
        ("p06", "supervision.head", "v2"),
        ("p07", "group.chair"),
    )
    assert told(plan(LEADING), names, "2024-06-30") == [
        ("unknown-body", "p07", "group.chair"),
        ("head-lacking", "group.head", "0"),
        ("head-lacking", "office", "0"),
        ("incompatible-posts", "p03", "supervision.head, committee"),
        ("required-post", "p04", "committee.head"),
    ]
    # The day after, nobody holds two posts that exclude each other.
    after = [code for code, *_ in told(plan(LEADING), names, "2024-07-01")]
    assert "incompatible-posts" not in after


def test_35_a_union_of_posts_is_asked_for_within_one_village():
    names = roster(
        ("p01", "group.head"), ("p01", "group.deputy"), ("p01", "office"),
        ("p02", "committee.head", "v1"), ("p02", "branch.secretary", "v2"),
        ("p03", "committee.head", "v2"), ("p03", "branch.secretary", "v1"),
        ("p04", "supervision.head", "v1"), ("p05", "supervision.head", "v2"),
    )  # fmt: skip
    assert [code for code, *_ in told(plan(LEADING), names, "2024-06-30")] == ["required-post"] * 2


def test_35_who_belongs_to_a_village_that_there_is_not_is_told():
    names = roster(
        ("p01", "group.head"), ("p01", "group.deputy"), ("p01", "office"),
        ("p02", "committee.member", "v9"), ("p03", "committee.member"),
    )  # fmt: skip
    found = told(plan(LEADING), names, "2024-06-30")
    assert [each for each in found if each[0] == "unknown-place"] == [
        ("unknown-place", "p02", "v9"),
        ("unknown-place", "p03", None),
    ]


def test_35_a_person_has_an_id_and_no_name():
    with pytest.raises(cv.DocumentError) as caught:
        roster(("张三", "group.head"))
    assert caught.value.problems[0].path == ("memberships", 0, "who")


TASKS = """
bodies: {party: {label: 党建办}, civil: {label: 民政办}, finance: {label: 财政所}}
events: {report: {label: 报告}}
duties:
  - {id: t01, lead: party, with: [civil], window: 2024, done: report}
  - {id: t02, lead: civil, window: 2024, done: report}
  - {id: t03, lead: finance, with: [party], window: 2024, done: report}
"""


def test_36_tasks_by_unit_and_units_by_task_are_two_views_of_one_fact():
    campaign = plan(TASKS)
    made = asked(campaign, day="2024-06-30")
    by_task = {duty.id: set(duty.bodies) for duty in campaign.duties}
    by_unit = {unit: {each.duty for each in made.by_body(unit)} for unit in campaign.bodies}
    assert by_unit == {
        "party": {"t01", "t03"}, "civil": {"t01", "t02"}, "finance": {"t03"},
    }  # fmt: skip
    assert {(t, u) for t, us in by_task.items() for u in us} == {
        (t, u) for u, ts in by_unit.items() for t in ts
    }


def test_36_every_task_has_a_lead_and_no_unit_is_a_stranger():
    without = plan(TASKS.replace("{id: t02, lead: civil, ", "{id: t02, "))
    assert [(p.code, p.path) for p in cv.lint(without)] == [("no-lead", ("duties", 1, "lead"))]
    with pytest.raises(cv.DocumentError) as caught:
        plan(TASKS.replace("with: [civil]", "with: [culture]"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("unknown-body", ("duties", 0, "with", 0))


BREAKDOWN = """
places:
  towns: {level: township, list: [t]}
  villages: {level: village, list: [{id: v1, part_of: t}, {id: v2, part_of: t}]}
  groups:
    level: group
    list: [{id: g1, part_of: v1}, {id: g2, part_of: v1}, {id: g3, part_of: v2}]
bodies:
  town_team: {each: township, posts: {first_responsible: {count: 1}}}
  village_team: {each: village, posts: {responsible: {count: 1}}}
  group_team: {each: group, posts: {leader: {count: 1}}}
events: {cleaned: {label: 整治完成}, checked: {label: 验收}}
indicators:
  groups_done:
    {label: 完成组数, value: count, subject: village, derive: {count: "done && duty == 'clean'", over: occurrence}}
  groups_owed:
    {label: 任务组数, value: count, subject: village, derive: {count: "duty == 'clean'", over: occurrence}}
duties:
  - {id: clean, lead: group_team.leader, each: group, window: 2024-03, done: cleaned}
  - {id: village_clean, lead: village_team.responsible, each: village, window: 2024-03, done_when: "groups_done >= groups_owed"}
  - {id: check, lead: town_team.first_responsible, each: township, window: 2024-03, needs: [village_clean], done: checked}
"""


def test_37_a_task_goes_down_to_groups_and_progress_rolls_up():
    campaign = plan(BREAKDOWN)
    events = log(
        ("e1", "cleaned", "2024-03-05", {"place": "g1"}),
        ("e3", "cleaned", "2024-03-06", {"place": "g3"}),
    )
    made = asked(campaign, events, day="2024-04-02")
    clean = {each.place: each.state for each in made if each.duty == "clean"}
    assert clean == {"g1": "done", "g2": "late", "g3": "done"}
    villages = {each.place: each.state for each in made if each.duty == "village_clean"}
    assert villages == {"v1": "late", "v2": "done"}
    (check,) = [each for each in made if each.duty == "check"]
    assert [(w.on, w.by) for w in check.waits] == [("village_clean", "village_team.responsible")]
    assert made.progress(made.by_place("v1")).share == Fraction(1, 3)
    assert made.progress(made.by_place("v2")).share == 1
    assert made.progress(made.by_place("t")).share == Fraction(3, 6)
    assert made.mean_progress("village") == (Fraction(2, 3), ())


def test_37_a_village_without_a_person_is_found():
    names = roster(
        ("p1", "town_team.first_responsible", "t"), ("p2", "village_team.responsible", "v1"),
        ("p3", "group_team.leader", "g1"), ("p4", "group_team.leader", "g2"),
        ("p4", "group_team.leader", "g3"),
    )  # fmt: skip
    assert told(plan(BREAKDOWN), names, "2024-03-01") == [("body-lacking", "village_team.v2", None)]


def test_38_the_bodies_of_a_village_are_compared_with_the_template_of_six():
    bodies = ["branch", "committee", "assembly", "cooperative", "station", "centre"]
    campaign = plan(
        THREE + "bodies:\n" + "\n".join(f"  {b}: {{each: village, members: 1..}}" for b in bodies)
    )
    names = roster(
        *((f"p{n}", body, "v1") for n, body in enumerate(bodies)),
        *((f"q{n}", body, "v2") for n, body in enumerate(bodies) if body != "cooperative"),
        *((f"r{n}", body, "v3") for n, body in enumerate(bodies) if body != "station"),
        ("r9", "station", "v3", {"until": "2023-12-31"}),
    )
    assert told(campaign, names, "2024-01-01") == [
        ("body-lacking", "cooperative.v2", None),
        ("body-lacking", "station.v3", None),
    ]


# 39-45: cells, constables, lists, posts, pairing, volunteers -------------------------------


def test_39_every_household_is_in_one_cell_and_every_cell_has_a_person():
    campaign = plan(
        """
        places:
          villages: {level: village, list: [v1, v2]}
          cells: {level: cell, list: [{id: c1, part_of: v1}, {id: c2, part_of: v1}, {id: c3, part_of: v2}]}
        bodies:
          grid: {each: cell, covers: household, posts: {officer: {count: 1}, home: {}}}
        """
    )
    homes = {"v1": ["h1", "h2", "h3"], "v2": ["h4", "h5"]}
    given = records(**{v: {"households": [{"id": h} for h in hs]} for v, hs in homes.items()})
    names = roster(
        ("p1", "grid.officer", "c1"), ("p2", "grid.officer", "c3"),
        ("h1", "grid.home", "c1"), ("h2", "grid.home", "c1"), ("h2", "grid.home", "c2"),
        ("h3", "grid.home", "c2"), ("h4", "grid.home", "c3"),
    )  # fmt: skip
    assert told(campaign, names, "2024-01-01", records=given) == [
        ("head-lacking", "grid.c2.officer", "0"),
        ("covered-twice", "grid.v1", "h2"),
        ("uncovered", "grid.v2", "h5"),
    ]


def test_40_one_constable_and_at_least_one_adviser_in_each_of_13_villages():
    villages = [f"v{n:02}" for n in range(1, 14)]
    campaign = plan(
        f"""
        places: {{villages: {{level: village, count: 13, list: [{", ".join(villages)}]}}}}
        bodies: {{constable: {{each: village, members: 1}}, adviser: {{each: village, members: 1..}}}}
        """
    )
    names = roster(
        *(("p1", "constable", v) for v in villages if v != "v05"),
        ("p2", "constable", "v09"),
        *((f"q{v}", "adviser", v) for v in villages if v != "v13"),
        ("q2", "adviser", "v01"),
    )
    assert told(campaign, names, "2024-01-01") == [
        ("body-lacking", "constable.v05", None),
        ("too-many-holders", "constable.v09", "2"),
        ("body-lacking", "adviser.v13", None),
    ]


RESERVE = """
bodies: {reserve: {each: village, members: 3..5}}
indicators:
  reserve_count: {label: 后备干部, value: count, subject: village, derive: {count: "body == 'reserve'", over: membership}}
  reserve_all: {label: 全镇后备干部, value: count, subject: plan, derive: {count: "body == 'reserve'", over: membership}}
  villages_count: {label: 村数, value: count, subject: plan, derive: {count: "true", over: village}}
duties:
  - {id: three_to_five, each: village, window: 2024, keep: "reserve_count >= 3 && reserve_count <= 5"}
  - {id: in_all, window: 2024, keep: "reserve_all >= 3 * villages_count && reserve_all <= 5 * villages_count"}
"""


@pytest.mark.parametrize(
    ("numbers", "villages", "total"),
    [
        ((3, 5, 4), ["kept", "kept", "kept"], "kept"),
        ((2, 5, 5), ["broken", "kept", "kept"], "kept"),  # 12 of 9 to 15
        ((6, 5, 4), ["broken", "kept", "kept"], "kept"),  # 15
        ((6, 5, 5), ["broken", "kept", "kept"], "broken"),  # 16
        ((2, 3, 3), ["broken", "kept", "kept"], "broken"),  # 8
    ],
)
def test_41_two_are_too_few_and_six_too_many_in_a_village_and_in_all(numbers, villages, total):
    campaign = plan(THREE + RESERVE)
    names = roster(
        *((f"p{v}_{n}", "reserve", f"v{v}") for v, k in enumerate(numbers, 1) for n in range(k))
    )
    made = asked(campaign, day="2024-06-30", roster=names)
    assert [each.state for each in made] == [*villages, total]
    assert made.value("reserve_count", "v1") == numbers[0]
    assert made.value("reserve_all") == sum(numbers)
    short = told(campaign, names, "2024-06-30")
    assert len(short) == villages.count("broken")


def test_42_people_of_a_pool_are_counted_by_kind_and_village():
    campaign = plan(
        THREE
        + """
bodies: {talents: {each: village, posts: {scholar: {label: 田秀才}, expert: {label: 土专家}}}}
indicators:
  scholars: {label: 田秀才, value: count, subject: village, derive: {count: "body == 'talents' && post == 'scholar'", over: membership}}
  experts: {label: 土专家, value: count, subject: village, derive: {count: "body == 'talents' && post == 'expert'", over: membership}}
  all_experts: {label: 土专家, value: count, subject: plan, derive: {count: "body == 'talents' && post == 'expert'", over: membership}}
"""
    )
    names = roster(
        ("p1", "talents.scholar", "v1"), ("p2", "talents.expert", "v1"),
        ("p3", "talents.expert", "v1"), ("p4", "talents.expert", "v2", {"from": "2024-05-01"}),
    )  # fmt: skip
    made = asked(campaign, day="2024-04-30", roster=names)
    counts = {(n, v): made.value(n, v) for n in ("scholars", "experts") for v in ("v1", "v2")}
    assert counts == {
        ("scholars", "v1"): 1, ("scholars", "v2"): 0, ("experts", "v1"): 2, ("experts", "v2"): 0,
    }  # fmt: skip
    assert asked(campaign, day="2024-05-01", roster=names).value("all_experts") == 3
    assert isinstance(asked(campaign, day="2024-05-01").value("experts", "v1"), cv.Unknown)


def test_43_holders_of_posts_are_compared_with_the_number_that_residents_need():
    campaign = plan(
        THREE
        + """
bodies: {public_posts: {each: village, posts: {cleaner: {label: 保洁员}, road: {label: 护路员}}}}
indicators:
  residents: {label: 常住人口, value: count, subject: village}
  cleaners_needed: {label: 应配保洁员, value: count, subject: village, derive: {needed: residents, per: 500}}
  cleaners: {label: 保洁员, value: count, subject: village, derive: {count: "body == 'public_posts' && post == 'cleaner'", over: membership}}
duties:
  - {id: enough_cleaners, each: village, window: 2024, keep: "cleaners >= cleaners_needed"}
"""
    )
    names = roster(
        ("p1", "public_posts.cleaner", "v1"), ("p2", "public_posts.cleaner", "v1"),
        ("p3", "public_posts.road", "v1"),
        ("p4", "public_posts.cleaner", "v2"), ("p5", "public_posts.cleaner", "v2"),
        ("p6", "public_posts.cleaner", "v3"),
    )  # fmt: skip
    given = records(v1={"residents": 1001}, v2={"residents": 1000})
    made = asked(campaign, day="2024-06-30", roster=names, records=given)
    # 1001 / 500 is more than 2; 1000 / 500 is 2; of v3 nobody has reported
    assert states(made) == [("v1", "", "broken"), ("v2", "", "kept"), ("v3", "", "undetermined")]
    assert (made.value("cleaners_needed", "v1"), made.value("cleaners", "v1")) == (3, 2)


def test_44_a_pairing_has_help_and_period_and_leaves_no_village_and_no_unit():
    campaign = plan(
        THREE
        + """
bodies:
  school: {label: 学校}
  hospital: {label: 卫生院}
  bank: {label: 银行}
  pairing: {label: 结对共建, each: village, among: [school, hospital, bank]}
"""
    )
    names = roster(
        ("school", "pairing", "v1", {"from": "2024-01-01", "values": {"help": "图书"}}),
        ("hospital", "pairing", "v2", {"from": "2024-01-01", "until": "2024-06-30"}),
        ("factory", "pairing", "v2", {"from": "2024-07-01"}),
    )
    assert told(campaign, names, "2024-06-30") == [
        ("idle-unit", "pairing", "bank"),
        ("unpaired-place", "pairing.v3", "v3"),
    ]
    assert told(campaign, names, "2024-07-01") == [
        ("unknown-name", "pairing", "factory"),  # none of the units that are to be paired
        ("idle-unit", "pairing", "hospital"),
        ("idle-unit", "pairing", "bank"),
        ("unpaired-place", "pairing.v3", "v3"),
    ]
    (first, *_) = names.memberships
    assert (first.values["help"], first.from_) == ("图书", on("2024-01-01"))


def test_45_hours_of_service_are_summed_by_kind_and_by_person_helped():
    campaign = plan(
        THREE
        + """
bodies: {team: {label: 志愿服务队, each: village, members: 1..}}
events:
  service:
    label: 志愿服务
    values:
      sort: {label: 类别, value: choice, choices: [elderly, traffic]}
      hours: {label: 时长, value: amount, unit: 小时}
      helped: {label: 受助人数, value: count}
indicators:
  elderly_hours: {label: 助老时长, value: amount, unit: 小时, subject: village, derive: {sum: hours, over: service, where: "sort == 'elderly'"}}
  traffic_hours: {label: 交通时长, value: amount, unit: 小时, subject: village, derive: {sum: hours, over: service, where: "sort == 'traffic'"}}
  hours_all: {label: 总时长, value: amount, unit: 小时, subject: plan, derive: {sum: hours, over: service}}
  helped_all: {label: 受助人次, value: count, subject: village, derive: {sum: helped, over: service}}
"""
    )
    service = [
        ("v1", "elderly", Decimal("2.5"), 2), ("v1", "elderly", 1, 1), ("v1", "traffic", 3, 0),
        ("v2", "traffic", Decimal("0.5"), 0),
    ]  # fmt: skip
    events = log(
        *(
            (f"s{n}", "service", f"2024-03-0{n}",
             {"place": v, "values": {"sort": s, "hours": float(h), "helped": k}})
            for n, (v, s, h, k) in enumerate(service, 1)
        )
    )  # fmt: skip
    made = asked(campaign, events, day="2024-03-31")
    assert (made.value("elderly_hours", "v1"), made.value("traffic_hours", "v1")) == (
        Decimal("3.5"), 3,
    )  # fmt: skip
    assert made.value("helped_all", "v1") == 3
    assert (made.value("hours_all"), made.value("elderly_hours", "v2")) == (7, 0)
    # the first two days: 2.5 + 1 of v1
    assert asked(campaign, events, day="2024-03-02").value("hours_all") == Decimal("3.5")
    names = roster(("p1", "team", "v1"), ("p2", "team", "v2"))
    assert told(campaign, names, "2024-03-31") == [("body-lacking", "team.v3", None)]


# 46-55: services, culture, environment ----------------------------------------------------


SERVICES = ["party", "clinic", "culture", "law", "market", "school", "police"]


def test_46_a_village_is_compared_with_one_centre_and_six_services_and_the_missing_are_named():
    facts = "\n".join(f"  {s}: {{label: {s}, value: truth, subject: village}}" for s in SERVICES)
    duties = "\n".join(
        f"  - {{id: has_{s}, each: village, window: 2024, keep: {s}}}" for s in SERVICES
    )
    campaign = plan(THREE + f"indicators:\n{facts}\nduties:\n{duties}\n")
    whole = dict.fromkeys(SERVICES, True)
    given = records(v1=whole, v2=whole | {"market": False, "law": False}, v3={"party": True})
    made = asked(campaign, day="2024-06-30", records=given)
    assert [(each.place, each.duty) for each in made.of("broken")] == [
        ("v2", "has_law"), ("v2", "has_market"),
    ]  # fmt: skip
    assert len(made.of("undetermined")) == 6  # all but one of v3, which has told of nothing else


CHAIN = """
indicators:
  sorts: {label: 户分类, value: truth, subject: household}
  collected: {label: 村收集, value: truth, subject: household}
  carried: {label: 镇转运, value: truth, subject: village}
  treated: {label: 市处理, value: truth, subject: village}
  sorting: {label: 分类率, value: ratio, subject: village, derive: {share: sorts, over: household}}
  collecting: {label: 收集率, value: ratio, subject: village, derive: {share: collected, over: household}}
  whole_chains: {label: 全链条户, value: count, subject: village, derive: {count: "sorts && collected", over: household}}
duties:
  - {id: sort, each: village, window: 2024, keep: "sorting <= collecting ? sorting >= 1 : true"}
  - {id: collect, each: village, window: 2024, keep: "collecting <= sorting ? collecting >= 1 : true"}
  - {id: carry, each: village, window: 2024, keep: carried}
  - {id: treat, each: village, window: 2024, keep: treated}
"""


def test_47_the_weakest_link_of_the_waste_chain_is_named_for_each_village():
    def village(*homes, carried=True):
        rows = [
            {"id": f"h{n}", "values": {"sorts": s, "collected": c}}
            for n, (s, c) in enumerate(homes, 1)
        ]
        return {
            "values": {"carried": carried, "treated": True},
            "households": rows,
            "reported": {"households": True},
        }

    given = records(
        v1=village((True, True), (True, True), (False, True)),  # sorting 2 of 3, collecting all
        v2=village((True, True), (True, False), (True, False), carried=False),
        v3=village((True, True), (True, True)),
    )
    made = asked(plan(THREE + CHAIN), day="2024-06-30", records=given)
    assert [(each.place, each.duty) for each in made.of("broken")] == [
        ("v1", "sort"), ("v2", "collect"), ("v2", "carry"),
    ]  # fmt: skip
    assert [made.value("whole_chains", v) for v in ("v1", "v2", "v3")] == [2, 1, 2]


def test_48_problem_points_are_open_until_the_day_of_removal():
    campaign = plan(
        THREE
        + """
events:
  finding: {label: 问题点, values: {spot: {label: 点位, value: text}, matter: {label: 问题, value: text}}}
  removal: {label: 整改完成}
duties:
  - {id: remove, label: 整治, each: village, after: {finding: 7 days}, done: removal}
"""
    )
    events = log(
        ("f1", "finding", "2024-05-01", {"place": "v1", "values": {"spot": "桥头", "matter": "垃圾"}}),
        ("f2", "finding", "2024-05-02", {"place": "v1", "values": {"spot": "渠边", "matter": "违建"}}),
        ("f3", "finding", "2024-05-03", {"place": "v2", "values": {"spot": "路口", "matter": "广告"}}),
        ("r2", "removal", "2024-05-06", {"place": "v1", "of": "f2"}),
        ("r1", "removal", "2024-05-12", {"place": "v1", "of": "f1"}),
    )  # fmt: skip
    found = {}
    for day in ("2024-05-05", "2024-05-06", "2024-05-09", "2024-05-12"):
        made = asked(campaign, events, day=day)
        found[day] = [(each.name, each.state, each.days) for each in made.of("due", "late")]
    assert found == {
        "2024-05-05": [("f1", "due", 0), ("f2", "due", 0), ("f3", "due", 0)],
        "2024-05-06": [("f1", "due", 0), ("f3", "due", 0)],
        "2024-05-09": [("f1", "late", 1), ("f3", "due", 0)],  # both have seven days
        "2024-05-12": [("f3", "late", 2)],
    }
    removed = [(each.name, str(each.on), each.state) for each in made.of("done", "done_late")]
    assert removed == [("f1", "2024-05-12", "done_late"), ("f2", "2024-05-06", "done")]
    # Which point it is, and what was found, is told with it.
    assert "路口" in made.explain().text("zh")
    assert "广告" in made.explain().text("zh")


def test_49_visits_per_kind_village_and_year_against_a_number():
    campaign = plan(
        THREE
        + """
begins: 2023
events: {film: {label: 电影下乡}, lecture: {label: 科技下乡}}
duties:
  - {id: films, each: village, every: year, count: 2.., counts: records, done: film}
  - {id: lectures, each: village, every: year, count: 1.., counts: records, done: lecture}
"""
    )
    visits = [
        ("film", "2023-03-01", "v1"), ("film", "2023-09-01", "v1"), ("film", "2023-09-02", "v2"),
        ("film", "2024-02-01", "v1"), ("lecture", "2023-04-01", "v3"),
    ]  # fmt: skip
    events = log(*((f"e{n}", k, d, {"place": v}) for n, (k, d, v) in enumerate(visits)))
    made = asked(campaign, events, day="2024-01-01")
    missed = [(each.duty, each.place, each.count) for each in made.late]
    assert missed == [
        ("films", "v2", 1), ("films", "v3", 0), ("lectures", "v1", 0), ("lectures", "v2", 0),
    ]  # fmt: skip
    reached = {e.place for e in made if e.duty == "films" and e.name == "2023" and e.count}
    assert reached == {"v1", "v2"}  # v3 was not reached


def test_50_festivals_have_their_days_and_each_had_an_activity_or_missed_it():
    campaign = plan(
        """
        begins: 2024
        events: {activity: {label: 节日活动}}
        duties:
          - id: festivals
            every: {feast: [春节, 元宵, 清明, 端午, 中秋, 重阳, 国庆]}
            around: 3 days
            late: lapses
            done: activity
        """
    )
    held = log(
        ("a1", "activity", "2024-02-07"),  # three days before the first of the lunar year
        ("a2", "activity", "2024-06-14"),  # four days after the fifth of the fifth
        ("a3", "activity", "2024-09-17"),
    )
    days = {
        "春节": "2024-02-10", "元宵": "2024-02-24", "清明": "2024-04-04", "端午": "2024-06-10",
        "中秋": "2024-09-17", "国庆": "2024-10-01", "重阳": "2024-10-11",
    }  # fmt: skip
    made = asked(campaign, held, day="2024-12-31")
    assert states(made) == [
        (None, f"2024-{name}", "done" if name in ("春节", "中秋") else "missed") for name in days
    ]
    # The time of each ends three days after it.
    assert [(e.due - on(day)).days for e, day in zip(made, days.values(), strict=True)] == [3] * 7
    assert made.idle == ("a2",)


def test_51_each_administrative_village_has_one_of_each_facility():
    campaign = plan(
        THREE
        + """
indicators:
  libraries: {label: 农家书屋, value: count, subject: village}
  squares: {label: 文化广场, value: count, subject: village}
duties:
  - {id: library, each: village, window: 2024, keep: "libraries >= 1"}
  - {id: square, each: village, window: 2024, keep: "squares >= 1"}
"""
    )
    given = records(
        v1={"libraries": 1, "squares": 2}, v2={"libraries": 0, "squares": 1}, v3={"libraries": 1}
    )
    made = asked(campaign, day="2024-06-30", records=given)
    assert [(e.place, e.duty) for e in made.of("broken")] == [("v2", "library")]
    assert [(e.place, e.duty) for e in made.of("undetermined")] == [("v3", "square")]


def test_52_lectures_held_and_attendance_against_those_due():
    campaign = plan(
        """
        begins: 2024
        events: {lecture: {label: 道德讲堂, values: {present: {label: 到场人数, value: count}}}}
        indicators:
          attendance: {label: 到场人次, value: count, subject: plan, derive: {sum: present, over: lecture}}
          full: {label: 满三十人的场次, value: count, subject: plan, derive: {count: "present >= 30", over: lecture}}
        duties: [{id: lectures, every: quarter, count: 2.., counts: records, done: lecture}]
        """
    )
    held = [("2024-01-05", 30), ("2024-03-05", 29), ("2024-05-05", 41)]
    events = log(
        *((f"l{n}", "lecture", d, {"values": {"present": p}}) for n, (d, p) in enumerate(held))
    )
    made = asked(campaign, events, day="2024-07-02")
    assert states(made, "count") == [
        (None, "2024-Q1", "done", 2), (None, "2024-Q2", "late", 1), (None, "2024-Q3", "due", 0),
    ]  # fmt: skip
    assert (made.value("attendance"), made.value("full")) == (100, 2)


@pytest.mark.parametrize(
    ("served", "entitled", "state"),
    [(19, 20, "kept"), (94, 100, "broken"), (0, 0, "undetermined"), (None, 20, "undetermined")],
)
def test_53_coverage_of_a_scheme_from_those_entitled_and_those_served(served, entitled, state):
    campaign = plan(
        THREE
        + """
indicators:
  insured: {label: 参保人数, value: count, subject: village}
  entitled: {label: 应保人数, value: count, subject: village}
  coverage: {label: 参保率, value: ratio, subject: village, of: [insured, entitled]}
duties: [{id: scheme, each: village, window: 2024, keep: "coverage >= 0.95"}]
"""
    )
    values = {"entitled": entitled} | ({} if served is None else {"insured": served})
    made = asked(campaign, day="2024-06-30", records=records(v1=values))
    assert states(made)[0] == ("v1", "", state)


def test_54_services_have_channels_and_nothing_is_asked_that_a_village_cannot_have():
    campaign = plan(
        """
        begins: 2024
        places: {villages: {level: village, list: [{id: v1, kind: online}, {id: v2, kind: remote}]}}
        events: {case: {label: 法律服务}}
        duties:
          - {id: on_site, each: village, every: half, done: case, channel: 上门}
          - {id: by_net, each: village, kind: online, every: half, done: case, channel: 一网通办}
        """
    )
    made = asked(campaign, day="2024-06-30")
    asked_for = {(each.duty, each.place) for each in made}
    assert asked_for == {("on_site", "v1"), ("on_site", "v2"), ("by_net", "v1")}
    assert campaign.duty("by_net").channel.zh == "一网通办"


def test_55_shares_of_a_gain_are_divided_to_the_cent():
    campaign = plan(
        THREE
        + """
indicators:
  shares: {label: 股份, value: count, subject: village}
  income: {label: 集体经济收入, value: amount, unit: 元, subject: village}
  before: {label: 上年收入, value: amount, unit: 元, subject: village, derive: {earlier: income, period: "2023"}}
funds:
  gain: {label: 分红, planned: 1000, division: {by: shares, each: village, step: 0.01, ties: order}}
duties: [{id: grows, each: village, window: 2024, keep: "income > before"}]
"""
    )
    given = records(
        v1={"values": {"shares": 1, "income": 100.5}, "earlier": {"2023": {"income": 100}}},
        v2={"values": {"shares": 1, "income": 100}, "earlier": {"2023": {"income": 100}}},
        v3={"shares": 1},
    )
    made = asked(campaign, day="2024-06-30", records=given)
    parts = made.divided("gain").parts
    assert dict(parts) == {
        "v1": Decimal("333.34"), "v2": Decimal("333.33"), "v3": Decimal("333.33"),
    }  # fmt: skip
    assert sum(parts.values()) == 1000
    assert [each.state for each in made] == ["kept", "broken", "undetermined"]


# 56-64: the machinery of a campaign --------------------------------------------------------


PHASES = """
years: {y: YEAR}
phases:
  - {id: prepare, window: y-06-mid}
  - {id: pilot, window: y-06-mid..y-07}
  - {id: rollout, window: y-07..y-12}
  - {id: summary, window: y-12..(y+1)-03}
  - {id: until, window: ..2023-05}
  - {id: sometime}
"""


@pytest.mark.parametrize(
    ("day", "runs"),
    [
        ("2022-06-10", []),
        ("2022-06-11", ["prepare", "pilot"]),
        ("2022-06-20", ["prepare", "pilot"]),
        ("2022-06-21", ["pilot"]),
        ("2022-07-01", ["pilot", "rollout"]),
        ("2022-08-01", ["rollout"]),
        ("2022-12-31", ["rollout", "summary"]),
        ("2023-01-01", ["summary"]),
        ("2023-03-31", ["summary"]),
        ("2023-05-31", ["until"]),
        ("2023-06-01", []),
    ],
)
def test_56_phases_are_active_or_not_and_may_overlap(day, runs):
    made = asked(plan(PHASES.replace("YEAR", "2022")), day=day)
    assert [each.phase for each in made.phases if each.says == "in"] == runs
    perhaps = [each.phase for each in made.phases if each.says == "perhaps"]
    assert perhaps == [*(["until"] if day < "2023-05-01" else []), "sometime"]


def test_56_of_an_unknown_year_nothing_is_sure_but_what_another_year_bounds():
    made = asked(plan(PHASES.replace("YEAR", "unknown")), day="2022-06-15")
    assert {each.says for each in made.phases} == {"perhaps"}


PILOTS = """
places: {villages: {level: village, count: 13, list: [LIST]}}
bodies: {group: {label: 领导小组}, committee: {each: village, posts: {head: {count: 1}}}}
events: {filing: {label: 报备}, approval: {label: 批准}, refusal: {label: 退回}}
phases: [{id: pilot, window: 2022-06-mid..2022-07}]
duties:
  - {id: pilots, lead: committee.head, each: village, count: 1..2, phase: pilot, deliver: filing, to: group, done: approval, refused: refusal}
"""


def pilots(numbers, *more):
    """Give the plan, and a log in which each village hands in so many groups, all approved."""
    names = [f"v{n:02}" for n in range(1, 14)]
    events = []
    for name, number in zip(names, numbers, strict=True):
        for g in range(number):
            who = {"place": name, "subject": f"g{g}"}
            events += [
                (f"f_{name}_{g}", "filing", f"2022-07-{g + 1:02}", who),
                (f"a_{name}_{g}", "approval", "2022-07-20", {"place": name, "of": f"f_{name}_{g}"}),
            ]
    return plan(PILOTS.replace("LIST", ", ".join(names))), log(*events, *more)


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ([1] * 13, {}),
        ([2] * 13, {}),
        ([0] + [1] * 12, {"v01": "late"}),
        ([2] * 12 + [3], {"v13": "too_many"}),
        ([3] + [1] * 11 + [0], {"v01": "too_many", "v13": "late"}),
    ],
)
def test_57_thirteen_to_twenty_six_pilots_and_a_village_with_none_or_three_is_told(numbers, wrong):
    campaign, events = pilots(numbers)
    made = asked(campaign, events, day="2022-08-01")
    assert {each.place: each.state for each in made if each.state != "done"} == wrong
    assert sum(each.count for each in made) == sum(numbers)
    in_all = campaign.duty("pilots").count.times(13)
    assert (in_all.least, in_all.most) == (13, 26)
    assert all(each.place in made.explain().text("en") for each in made.late)


def test_57_the_approval_is_a_decision_with_a_day():
    campaign, events = pilots([1] * 13)
    before = asked(campaign, events, day="2022-07-19")
    assert {each.state for each in before} == {"handed_in"}
    made = asked(campaign, events, day="2022-07-20")
    assert {(each.state, each.on) for each in made} == {("done", on("2022-07-01"))}
    assert made.occurrences[0].served == ("f_v01_0", "a_v01_0")
    decisions = [(f"r_v{n:02}", "refusal", "2022-07-25", {"place": f"v{n:02}"}) for n in (1, 2)]
    refused = log(
        *((e.id, e.kind, str(e.on), {"place": e.place, "subject": e.subject})
          for e in events.events if e.kind == "filing"),
        *((*row[:3], row[3] | {"of": f"f_{row[3]['place']}_0"}) for row in decisions),
    )  # fmt: skip
    after = asked(campaign, refused, day="2022-08-01")
    assert [each.place for each in after.late] == ["v01", "v02"]


REPORTS = """
begins: 2022
bodies: {office: {label: 办公室}}
events: {yearly_plan: {label: 年度计划}, summary: {label: 年度总结}, action: {label: 三年行动方案}}
duties:
  - {id: three_years, lead: office, window: 2022-01, done: action}
  - {id: plans, lead: office, every: {unit: year, month: 1, day: 31}, done: yearly_plan}
  - {id: summaries, lead: office, every: {unit: year, month: 12, day: last}, done: summary}
"""


def test_58_reports_due_given_and_overdue_on_a_day():
    given = log(
        ("r1", "action", "2022-01-20"), ("r2", "yearly_plan", "2022-02-03"),
        ("r3", "summary", "2022-12-30"),
    )  # fmt: skip
    made = asked(plan(REPORTS), given, day="2023-02-01")
    assert {(e.duty, e.name): (e.state, e.days) for e in made} == {
        ("three_years", ""): ("done", 0),
        ("plans", "2022"): ("done_late", 3),
        ("plans", "2023"): ("late", 1),
        ("summaries", "2022"): ("done", 0),
        ("summaries", "2023"): ("due", 0),
    }
    early = asked(plan(REPORTS), given, day="2023-01-31")
    assert [each.duty for each in early.due] == ["plans", "summaries"]
    assert early.late == ()


def test_59_the_figures_of_a_bulletin_are_those_of_the_data():
    campaign, events = pilots([1] * 10 + [0, 3, 2])
    made = asked(campaign, events, day="2022-08-10")
    text = bulletin(made, "en")
    rows = re.findall(r"^\| (v\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert len(rows) == 13
    for name, owed, done, late in rows:
        own = made.by_place(name)
        assert (int(owed), int(done)) == (len(own), sum(e.state == "done" for e in own))
        assert int(late) == sum(e.state == "late" for e in own)
    assert sum(int(done) for _, _, done, _ in rows) == made.progress().done == 11
    assert "11 of 13" in text or "11/13" in text
    assert "v11" in text.partition("## ")[2]  # told one by one
    assert "10 days" in text  # late since the end of July
    assert bulletin(asked(campaign, log(), day="2022-08-10"), "en") != text


INSPECTION = (
    THREE
    + """
begins: 2024
bodies: {county: {label: 县文明办}, committee: {each: village, posts: {head: {count: 1}}}}
events:
  inspection: {label: 督导检查, values: {score: {label: 得分, value: count}}}
  finding: {label: 问题, values: {grave: {label: 严重, value: truth}}}
  removal: {label: 整改}
  order: {label: 挂牌督办}
  praise: {label: 表扬}
  criticism: {label: 批评}
duties:
  - {id: inspect, lead: county, each: village, every: half, done: inspection}
  - {id: rectify, lead: committee.head, each: village, after: {finding: 1 month}, done: removal, then: [{publicity: 曝光}]}
  - {id: supervise, lead: county, each: village, after: {finding: 0 days}, applies: grave, done: order}
  - {id: commend, lead: county, each: village, after: {inspection: 10 days}, applies: "score >= 90", done: praise}
  - {id: criticise, lead: county, each: village, after: {inspection: 10 days}, applies: "score < 60", done: criticism}
"""
)


def test_60_the_findings_of_an_inspection_open_rectifications():
    events = log(
        ("i1", "inspection", "2024-03-01", {"place": "v1", "by": "county", "values": {"score": 80}}),
        ("f1", "finding", "2024-03-01", {"place": "v1", "of": "i1", "values": {"grave": True}}),
        ("f2", "finding", "2024-03-01", {"place": "v1", "of": "i1", "values": {"grave": False}}),
        ("i2", "inspection", "2024-03-02", {"place": "v2", "values": {"score": 85}}),
    )  # fmt: skip
    made = asked(plan(INSPECTION), events, day="2024-03-05")
    found = [(e.duty, e.place, e.name, e.state) for e in made if e.state != "not_yet"]
    assert found == [
        ("inspect", "v1", "2024-H1", "done"),
        ("inspect", "v2", "2024-H1", "done"),
        ("inspect", "v3", "2024-H1", "due"),
        ("rectify", "v1", "f1", "due"),
        ("rectify", "v1", "f2", "due"),
        ("supervise", "v1", "f1", "late"),  # a grave one alone, on the day itself
    ]
    assert asked(plan(INSPECTION), events, day="2024-04-02").then[0].of == "rectify/f1"


def test_60_praise_and_criticism_are_dated_and_rest_on_an_inspection():
    scores = {"v1": 90, "v2": 59, "v3": 60}
    inspections = [
        (f"i_{v}", "inspection", "2024-03-01", {"place": v, "values": {"score": s}})
        for v, s in scores.items()
    ]
    events = log(
        *inspections,
        ("d1", "praise", "2024-03-08", {"place": "v1", "of": "i_v1", "by": "county"}),
        ("d2", "praise", "2024-03-08", {"place": "v3", "by": "county"}),  # rests on nothing
    )
    made = asked(plan(INSPECTION), events, day="2024-03-12")
    found = [
        (e.duty, e.place, e.name, e.state, e.on, e.served) for e in made if e.duty != "inspect"
    ]
    assert found == [
        ("commend", "v1", "i_v1", "done", on("2024-03-08"), ("d1",)),
        ("criticise", "v2", "i_v2", "late", None, ()),
    ]
    assert made.idle == ("d2",)


RECTIFY = (
    THREE
    + """
events: {finding: {label: 问题}, removal: {label: 整改}}
duties: [{id: rectify, each: village, after: {finding: LIMIT}, done: removal}]
"""
)


@pytest.mark.parametrize(
    ("limit", "found", "due"),
    [
        ("1 month", "2024-01-31", "2024-02-29"),
        ("1 month", "2023-01-31", "2023-02-28"),
        ("1 month", "2024-02-29", "2024-03-29"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("30 days", "2024-01-31", "2024-03-01"),
        ("30 days", "2023-01-31", "2023-03-02"),
        ("2 weeks", "2024-02-20", "2024-03-05"),
        ("0 days", "2024-02-29", "2024-02-29"),
    ],
)
def test_61_a_rectification_is_kept_late_open_or_revoked(limit, found, due):
    campaign = plan(RECTIFY.replace("LIMIT", limit))
    order = ("f1", "finding", found, {"place": "v1"})
    after = date.fromordinal(on(due).toordinal() + 1)
    (each,) = asked(campaign, log(order), day=due)
    assert (each.state, each.due) == ("due", on(due))
    (each,) = asked(campaign, log(order), day=str(after))
    assert (each.state, each.days) == ("late", 1)
    for day, state in ((due, "done"), (str(after), "done_late")):
        kept = log(order, ("r1", "removal", day, {"place": "v1", "of": "f1"}))
        (each,) = asked(campaign, kept, day=str(after))
        assert (each.state, each.on) == (state, on(day))
    revoked = log(order, ("w1", "withdraw", due, {"of": "f1"}))
    assert tuple(asked(campaign, revoked, day=str(after))) == ()


FUNDS = (
    THREE
    + """
events: {payment: {label: 支出, values: {amount: {label: 金额, value: amount, unit: 元}}}}
indicators: {score: {label: 得分, value: count, subject: village, maximum: 100}}
funds:
  yearly: {label: 年度经费, planned: 50000, spent: payment}
  special: {label: 专项经费, spent: payment}
  reward:
    label: 以奖代补
    planned: 10000
    division: {by: score, each: village, step: 100, floor: 60, cap: 4000, ties: order}
"""
)


def test_62_planned_spent_and_left_of_each_fund_and_a_finding_where_no_sum_is_named():
    campaign = plan(FUNDS)
    events = log(
        ("p1", "payment", "2024-03-01", {"of": "yearly", "values": {"amount": 12000.5}}),
        ("p2", "payment", "2024-04-01", {"of": "yearly", "values": {"amount": 40000}}),
        ("p3", "payment", "2024-04-01", {"of": "special", "values": {"amount": 300}}),
        ("p4", "payment", "2024-04-01", {"of": "yearley", "values": {"amount": 1}}),
    )
    found = {
        f.fund: (f.planned, f.spent, f.left)
        for f in asked(campaign, events, day="2024-03-31").funds
    }
    assert found["yearly"] == (50000, Decimal("12000.5"), Decimal("37999.5"))
    made = asked(campaign, events, day="2024-04-01")
    left = {f.fund: f.left for f in made.funds}
    assert (left["yearly"], left["special"]) == (Decimal("-2000.5"), None)
    assert made.idle == ("p4",)  # of a fund that there is not
    assert [(p.code, p.path) for p in cv.lint(campaign)] == [
        ("no-sum", ("funds", "special", "planned"))
    ]
    for amount in ({}, {"amount": "many"}):
        wrong = log(("p1", "payment", "2024-03-01", {"of": "yearly", "values": amount}))
        with pytest.raises(cv.DocumentError) as caught:
            _ = asked(campaign, wrong, day="2024-03-31").funds
        assert caught.value.problems[0].path == ("events", "p1", "values", "amount")


@pytest.mark.parametrize(
    ("scores", "parts", "left"),
    [
        # over the line of 60: all three, each 1/3 of 10000, the last step to the first in order
        ((80, 80, 80), (3400, 3300, 3300), 0),
        ((80, 80, 59), (4000, 4000, 0), 2000),  # the cap; nobody else is there
        ((90, 60, 60), (4000, 3000, 3000), 0),  # 4285 is cut to the cap, the rest is halved
        ((59, 59, 59), (0, 0, 0), 10000),
    ],
)
def test_63_a_reward_is_divided_by_results_and_adds_up(scores, parts, left):
    given = records(**{f"v{n}": {"score": s} for n, s in enumerate(scores, 1)})
    division = asked(plan(FUNDS), day="2024-12-31", records=given).divided("reward")
    assert tuple(division.parts.values()) == parts
    assert (division.left, sum(parts) + left) == (left, 10000)


PUBLICITY = (
    THREE
    + """
bodies: {media: {label: 融媒体中心}}
begins: 2024
events: {broadcast: {label: 广播}, slogan: {label: 标语}, forum: {label: 集中宣讲}}
indicators:
  villages_reached: {label: 已覆盖村, value: count, subject: plan, derive: {count: "done && duty == 'by_radio'", over: occurrence}}
  villages_count: {label: 村数, value: count, subject: plan, derive: {count: "true", over: village}}
  reach: {label: 覆盖率, value: ratio, subject: plan, of: [villages_reached, villages_count]}
duties:
  - {id: by_radio, each: village, window: 2024, channel: 大喇叭, done: broadcast}
  - {id: by_slogan, each: village, window: 2024, channel: 宣传栏, count: 3.., counts: records, done: slogan}
  - {id: at_market, lead: media, window: 2024, channel: 集市, done: forum}
"""
)


def test_64_publicity_has_channel_place_and_number_and_its_coverage_is_counted():
    campaign = plan(PUBLICITY)
    events = log(
        ("b1", "broadcast", "2024-02-01", {"place": "v1"}),
        ("b2", "broadcast", "2024-02-02", {"place": "v3"}),
        *((f"s{n}", "slogan", "2024-02-03", {"place": "v2"}) for n in range(3)),
        ("s9", "slogan", "2024-02-03", {"place": "v1"}),
    )
    made = asked(campaign, events, day="2024-03-01")
    by_channel = {}
    for each in made.of("done"):
        by_channel.setdefault(campaign.duty(each.duty).channel.zh, []).append(each.place)
    assert by_channel == {"大喇叭": ["v1", "v3"], "宣传栏": ["v2"]}
    assert [e.count for e in made if e.duty == "by_slogan"] == [1, 3, 0]
    assert made.value("reach") == cv.Ratio(2, 3)
    assert "宣传栏" in made.explain().text("zh")

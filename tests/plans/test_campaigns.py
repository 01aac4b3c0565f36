"""The bundled campaigns after the six plans; every day and number here is worked out by hand."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from attrs import evolve

import civil_village as cv
from civil_village.campaigns import status
from civil_village.campaigns.findings import vacancies
from civil_village.consequences import DutyCalled, Publicised
from civil_village.evidence import Event, EventLog
from civil_village.organizations import Membership
from civil_village.samples import bundled_text

CAMPAIGNS = {f"plan{number}": cv.bundled(f"plan{number}.campaign") for number in range(1, 7)}


def made(campaign, day, *events, **more):
    return status(campaign, EventLog(events=events), as_of=date(*day), **more)


def event(name, kind, *day, **more):
    return Event(id=name, kind=kind, on=date(*day), **more)


def of(found, duty, place=None):
    """Give name, state and days of what a duty owes at a place."""
    return [(e.name, e.state, e.days) for e in found if (e.duty, e.place) == (duty, place)]


# All of them ----------------------------------------------------------------------------------


def named(campaign):
    """Give every part that comes from the source, with the path to it."""
    for key in ("places", "bodies", "funds"):
        yield from (((key, name), part) for name, part in getattr(campaign, key).items())
    for key in ("phases", "duties", "batches", "aims"):
        yield from (((key, part.id), part) for part in getattr(campaign, key))


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_every_part_has_a_label_and_names_its_clause(name):
    parts = list(named(CAMPAIGNS[name]))
    assert [path for path, part in parts if part.label is None] == []
    assert [path for path, part in parts if not part.source] == []
    assert [path for path, part in parts if any(s.clause is None for s in part.source)] == []


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_every_unit_that_a_duty_names_is_a_body_or_a_post_of_one(name):
    campaign = CAMPAIGNS[name]
    units = {each for duty in campaign.duties for each in (*duty.bodies, duty.to) if each}
    bodies = {body: set(each.posts) for body, each in campaign.bodies.items()}
    for unit in units:
        body, _, post = unit.partition(".")
        assert body in bodies
        assert not post or post in bodies[body]


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_every_duty_has_a_lead_and_what_the_plan_does_not_give_is_assumed(name):
    duties = CAMPAIGNS[name].duties
    assert [duty.id for duty in duties if duty.lead is None] == []
    # No plan says how often, within how many days, or what happens to who does nothing.
    for key in ("around", "then", "needs"):
        open_ = [duty.id for duty in duties if getattr(duty, key) and key not in duty.assumed]
        assert open_ == []


#: What each plan leaves open, or gets wrong: years, sums, places, groups and rates.
FINDINGS = {
    "plan1": [("places-unnamed", "groups"), ("no-sum", "office_yard"), ("other-place", "growth")],
    "plan2": [("no-sum", "civic_work")],
    "plan3": [
        *(("unknown-year", name) for name in ("first", "y0", "y1", "y2", "y")),
        ("members-unlisted", "six_services"),
    ],
    "plan4": [
        ("places-unnamed", "key_villages"),
        ("no-sum", "civic_work"),
        *(("rate-without-line", name) for name in ("awareness", "participation", "support")),
    ],
    "plan5": [
        ("no-sum", "creation"),
        *(("members-unlisted", name) for name in ("four_improvements", "raise_quality")),
    ],
    "plan6": [
        ("unknown-year", "first"),
        *(("no-sum", name) for name in ("special", "running_costs", "cadre_pay")),
        ("no-sum", "collective_gains"),
        ("members-unlisted", "five_elders"),
    ],
}


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_what_a_plan_leaves_open_is_found_and_nothing_else(name):
    found = cv.lint(bundled_text(f"{name}.campaign"))
    assert {problem.level for problem in found} == {"finding"}
    aims = CAMPAIGNS[name].aims
    told = [(p.code, aims[p.path[1]].id if p.path[0] == "aims" else p.path[1]) for p in found]
    assert sorted(told) == sorted(FINDINGS[name])


# Plan 1: three phases without a day -----------------------------------------------------------

ONE = CAMPAIGNS["plan1"]


def test_the_first_phase_has_three_tasks_and_none_of_the_three_has_a_day():
    found = made(ONE, (2024, 5, 1))
    assert [phase.says for phase in found.phases] == ["perhaps"] * 3
    first = found.by_phase("first")
    assert [each.duty for each in first] == ["found_group", "make_plan", "mobilise"]
    # The activity, the reports, the selection, and eleven measures of which no phase is named.
    assert [len(found.by_phase(phase)) for phase in ("second", "third")] == [14, 2]


def test_what_has_no_day_is_never_late_and_done_once_it_is_reported():
    events = [
        event("e1", "plan_made", 2024, 3, 2, by="leading_group"),
        event("e2", "inspection_asked", 2024, 4, 1, by="leading_group"),
    ]
    found = made(ONE, (2030, 1, 1), *events)
    assert found.late == ()
    assert [each.state for each in found.by_phase("first")][1] == "done"
    assert of(found, "ask_inspection") == [("", "handed_in", 0)]
    accepted = event("e3", "acceptance", 2024, 6, 1, of="e2", by="county_office")
    assert of(made(ONE, (2024, 6, 1), *events, accepted), "ask_inspection") == [("", "done", 0)]


def test_the_leading_group_of_one_village_has_a_head_and_a_deputy():
    cleaner = Membership(who="p3", of="cleaner", from_=date(2024, 3, 1))
    head = Membership(who="p1", of="leading_group.head")
    roster = cv.Roster(id="demo.roster", memberships=[head, cleaner])
    found = vacancies(ONE, roster, as_of=date(2024, 3, 1))
    assert [problem.path[1:] for problem in found] == [
        ("leading_group", "deputy"),
        ("safety_body",),
        ("watch",),
        ("mediation",),
    ]
    kept = made(ONE, (2024, 3, 5), roster=roster)
    assert of(kept, "keep_clean") == [("", "kept", 0)]
    # Nobody watches since 1 March, the first day of which anything is told.
    assert of(kept, "keep_watch") == [("", "broken", 4)]


# Plan 2: festivals, pairings, three to the countryside, lectures ------------------------------

TWO = CAMPAIGNS["plan2"]


def test_the_four_festivals_are_held_within_three_days_or_missed():
    # In 2011: 3 February, 5 April, 6 June and 12 September.
    events = [
        event("e1", "festival_activity", 2011, 1, 31, place="dongpo"),  # three days before
        event("e2", "festival_activity", 2011, 4, 9, place="dongpo"),  # four days after
        event("e3", "festival_activity", 2011, 9, 15, place="dongpo"),  # three days after
    ]
    found = made(TWO, (2011, 9, 20), *events)
    assert of(found, "festivals", "dongpo") == [
        ("2011-春节", "done", 0),
        ("2011-清明", "missed", 0),
        ("2011-端午", "missed", 0),
        ("2011-中秋", "done", 0),
    ]
    due = [str(each.due) for each in found if (each.duty, each.place) == ("festivals", "xihe")]
    assert due == ["2011-02-06", "2011-04-08", "2011-06-09", "2011-09-15"]
    assert found.idle == ("e2",)


def test_every_unit_helps_a_village_and_every_village_is_helped():
    pairs = [("government_office", "dongpo"), ("firm", "xihe"), ("firm", "nanshan")]
    members = [Membership(who=unit, of="pairing", place=village) for unit, village in pairs]
    roster = cv.Roster(id="demo.roster", memberships=members)
    found = vacancies(TWO, roster, as_of=date(2011, 3, 1))
    told = [(p.code, p.found) for p in found if p.path[1] == "pairing"]
    assert told == [
        ("idle-unit", "school"), ("idle-unit", "civilized_unit"), ("unpaired-place", "beitai"),
    ]  # fmt: skip
    kept = made(TWO, (2011, 3, 1), roster=roster)
    states = {e.place: (e.state, e.days) for e in kept if e.duty == "has_pairing"}
    # Since 1 January: 31 days of January, 28 of February.
    assert states["beitai"] == ("broken", 59)
    assert {states[village] for _, village in pairs} == {("kept", 0)}


def test_culture_science_and_health_come_to_every_village_each_half():
    came = event("e1", "culture_down", 2011, 5, 10, place="xihe")
    found = made(TWO, (2011, 7, 1), came)
    tours = [e for e in found if e.duty in ("culture_tour", "science_tour", "health_tour")]
    count = {state: sum(e.state == state for e in tours) for state in ("done", "late", "due")}
    # Three of four villages each; of the first half one came, of the second none is late yet.
    assert count == {"done": 1, "late": 11, "due": 12}
    assert {each.days for each in tours if each.state == "late"} == {1}


def test_a_moral_lecture_is_owed_every_quarter():
    events = [event("e1", "lecture", 2011, 3, 20), event("e2", "lecture", 2011, 7, 4)]
    found = made(TWO, (2011, 10, 5), *events)
    assert of(found, "lectures") == [
        ("2011-Q1", "done", 0),
        ("2011-Q2", "late", 97),  # 31 of July, 31, 30, 5
        ("2011-Q3", "done", 0),
        ("2011-Q4", "due", 0),
    ]


# Plan 3: twenty villages in four batches ------------------------------------------------------

THREE = CAMPAIGNS["plan3"]
DATED = evolve(THREE, years={"first": 2017, "y0": 2016, "y1": 2017, "y2": 2018, "y": 2019})
TITLED = [f"v{number:02}" for number in range(1, 12)]


def test_the_batches_are_as_long_as_the_plan_says_and_cover_all_villages_in_the_end():
    assert [(batch.count, len(batch.list)) for batch in THREE.batches] == [
        (3, 3), (3, 3), (5, 5), (9, 9),
    ]  # fmt: skip
    found = made(THREE, (2024, 1, 1))
    shares = [Fraction(15, 100), Fraction(30, 100), Fraction(55, 100), Fraction(1)]
    assert [each.share for each in found.coverage] == shares
    # Nobody knows which years these are, so whether any batch is closed is not known either.
    assert [each.closed for each in found.coverage] == [None] * 4


@pytest.mark.parametrize(
    ("year", "covered", "share"),
    [
        (2016, 0, Fraction(0)),
        (2017, 3, Fraction(15, 100)),
        (2018, 6, Fraction(30, 100)),
        (2019, 11, Fraction(55, 100)),
        (2020, 20, Fraction(1)),
    ],
)
def test_coverage_grows_with_each_batch_that_closes(year, covered, share):
    found = made(DATED, (year, 1, 1)).covered
    assert (found.covered, found.whole, found.share) == (covered, 20, share)


def test_a_village_that_loses_its_title_is_no_longer_held_but_stays_covered():
    members = [
        Membership(who=name, of="titled", until=date(2019, 5, 31) if name == "v02" else None)
        for name in TITLED
    ]
    roster = cv.Roster(id="demo.roster", memberships=members)
    shares = []
    for day in (date(2019, 5, 31), date(2019, 6, 1)):
        found = status(DATED, EventLog(), as_of=day, roster=roster)
        shares.append((found.held.share, found.covered.share))
    assert shares == [
        (Fraction(55, 100), Fraction(55, 100)),
        (Fraction(50, 100), Fraction(55, 100)),
    ]


def test_poor_work_is_put_right_by_a_day_or_exposed_and_answered_for():
    poor = event("f1", "finding", 2019, 3, 1, place="v15")
    last = made(DATED, (2019, 3, 31), poor)
    assert of(last, "rectify", "v15") == [("f1", "due", 0)]
    assert last.then == ()
    after = made(DATED, (2019, 4, 12), poor)
    assert of(after, "rectify", "v15") == [("f1", "late", 12)]
    assert [(each.place, str(each.on), type(each.consequence)) for each in after.then] == [
        ("v15", "2019-04-01", Publicised),
        ("v15", "2019-04-01", DutyCalled),
    ]
    # Ten days from 1 April: the 11th.
    assert of(after, "answer", "v15") == [("rectify.f1", "late", 1)]
    right = event("r1", "removal", 2019, 3, 31, place="v15")
    assert made(DATED, (2019, 4, 12), poor, right).then == ()


def test_four_bulletins_are_asked_for_and_every_village_has_its_bodies():
    bulletins = [event(f"b{month}", "bulletin", 2019, month, 28) for month in (3, 6, 9)]
    assert of(made(DATED, (2020, 1, 2), *bulletins), "bulletins") == [("", "late", 2)]
    fourth = event("b12", "bulletin", 2019, 12, 28)
    assert of(made(DATED, (2020, 1, 2), *bulletins, fourth), "bulletins") == [("", "done", 0)]
    found = vacancies(DATED, cv.Roster(id="demo.roster"), as_of=date(2019, 3, 1))
    codes = [problem.code for problem in found]
    # Seven bodies in each of twenty villages; head, deputy and members of the leading group, and the
    # lecture team.
    assert codes.count("body-lacking") == 140
    assert [p.path[1:] for p in found if p.code == "head-lacking"] == [
        ("leading_group", "head"), ("leading_group", "deputy"), ("leading_group", "member"),
        ("lecture_team",),
    ]  # fmt: skip


def test_full_coverage_is_every_single_one():
    villages = [
        cv.Village(id="v12", values={"residents": 1200, "insured": 1200, "culture_room": False}),
        cv.Village(id="v13", values={"residents": 1200, "insured": 1199, "culture_room": True}),
    ]
    records = cv.Records(id="demo.records", subjects=villages)
    found = made(DATED, (2020, 1, 1), records=records)
    states = [of(found, "insurance", village) for village in ("v12", "v13", "v14")]
    assert states == [[("", "done", 0)], [("", "late", 1)], [("", "undetermined", 0)]]
    rooms = [of(found, "has_culture_room", village)[0][1] for village in ("v12", "v13", "v14")]
    assert rooms == ["broken", "kept", "undetermined"]


# Plan 4: seven festivals, a meeting, a plan and a summary every year, centre and services -----

FOUR = CAMPAIGNS["plan4"]
#: The seven festivals of 2018.
FEASTS = {
    "春节": (2, 16), "元宵": (3, 2), "清明": (4, 5), "端午": (6, 18), "七夕": (8, 17),
    "中秋": (9, 24), "重阳": (10, 17),
}  # fmt: skip


def test_seven_festivals_fall_on_their_days_in_every_village():
    found = made(FOUR, (2018, 12, 31))
    owed = [(e.name, e.due) for e in found if (e.duty, e.place) == ("festivals", "taolin")]
    assert owed == [
        (f"2018-{name}", date(2018, *day) + timedelta(days=3)) for name, day in FEASTS.items()
    ]
    assert len([each for each in found if each.duty == "festivals"]) == 21


def test_a_meeting_a_plan_and_a_summary_are_owed_every_year():
    events = [
        event("e1", "plan_made", 2018, 2, 20),
        event("e2", "yearly_meeting", 2018, 7, 10),
        event("e3", "summary_made", 2019, 1, 10),  # in the year after: that of 2019, unless named
    ]
    found = made(FOUR, (2019, 1, 15), *events)
    assert of(found, "yearly_plan") == [("2018", "done", 0), ("2019", "due", 0)]
    assert of(found, "meeting") == [("2018", "done", 0), ("2019", "due", 0)]
    assert of(found, "yearly_summary") == [("2018", "late", 15), ("2019", "done", 0)]
    of_2018 = event("e3", "summary_made", 2019, 1, 10, of="2018")
    found = made(FOUR, (2019, 1, 15), *events[:2], of_2018)
    assert of(found, "yearly_summary") == [("2018", "done_late", 10), ("2019", "due", 0)]


def test_a_centre_its_four_haves_and_nine_services_are_read_from_the_records():
    centre = ("三(四)a", "三(四)b", "三(四)c")
    asked = {duty.id: duty.keep.text for duty in FOUR.duties if duty.source[0].clause in centre}
    offered = list(asked.values())
    assert len(offered) == 14
    villages = [
        cv.Village(id="taolin", values=dict.fromkeys(offered, True)),
        cv.Village(
            id="shiqiao",
            values=dict.fromkeys(offered, True) | {"post_service": False, "shop": None},
        ),
    ]
    records = cv.Records(id="demo.records", subjects=villages)
    found = made(FOUR, (2018, 6, 1), records=records)
    counts = {}
    for each in found:
        if each.duty in asked:
            key = (each.place, each.state)
            counts[key] = counts.get(key, 0) + 1
    assert counts == {
        ("taolin", "kept"): 14,
        ("shiqiao", "kept"): 12,
        ("shiqiao", "broken"): 1,
        ("shiqiao", "undetermined"): 1,
        ("liuzhuang", "undetermined"): 14,
    }


def test_the_three_rates_are_reckoned_and_ask_for_no_value():
    told = {"asked": 50, "aware": 45, "taking_part": 30, "supporting": 50}
    facts = cv.derive(FOUR.catalogue, told)
    rates = [facts[name] for name in ("awareness", "participation", "support")]
    assert [Fraction(rate.part) / Fraction(rate.whole) for rate in rates] == [
        Fraction(9, 10), Fraction(3, 5), 1,
    ]  # fmt: skip
    rules = " ".join(duty.keep.text for duty in FOUR.duties if duty.keep is not None)
    assert not any(name in rules for name in ("awareness", "participation", "support"))


# Plan 5: doors, inspections, appraisal, money -------------------------------------------------

FIVE = CAMPAIGNS["plan5"]


def test_three_responsibilities_hold_in_front_of_every_door():
    doors = [
        cv.Entity(
            subject="frontage", id="d01", values={"clean": True, "green": True, "orderly": True}
        ),
        cv.Entity(subject="frontage", id="d02", values={"clean": True, "green": False}),
    ]
    records = cv.Records(id="demo.records", subjects=doors)
    found = made(FIVE, (2017, 3, 1), records=records)
    duties = ("door_clean", "door_green", "door_orderly")
    states = {
        door: [state for duty in duties for _, state, _ in of(found, duty, door)]
        for door in ("d01", "d02", "d03")
    }
    assert states == {
        "d01": ["kept", "kept", "kept"],
        "d02": ["kept", "broken", "undetermined"],
        "d03": ["undetermined"] * 3,
    }


def test_nobody_is_commended_before_the_appraisal():
    before = made(FIVE, (2017, 12, 1))
    (commend,) = [each for each in before if each.duty == "commend"]
    assert (commend.state, [wait.on for wait in commend.waits]) == ("due", ["yearly_appraisal"])
    after = made(FIVE, (2018, 1, 5), event("e1", "appraisal", 2017, 12, 20))
    assert of(after, "commend")[0] == ("2017", "late", 5)
    late = next(each for each in after if each.duty == "commend")
    assert late.waits == ()


def test_inspections_are_quarterly_and_disclosures_by_the_20th():
    events = [event("e1", "inspection", 2017, 3, 31), event("e2", "notice", 2017, 4, 21)]
    found = made(FIVE, (2017, 4, 25), *events)
    assert of(found, "inspections") == [("2017-Q1", "done", 0), ("2017-Q2", "due", 0)]
    # 20 January to 25 April: 11 + 28 + 31 + 25; the notice of 21 April serves its own quarter.
    assert of(found, "disclosure") == [("2017-Q1", "late", 95), ("2017-Q2", "done_late", 1)]


@pytest.mark.parametrize(("assessed", "state"), [(80, "done"), (79, "due")])
def test_eighty_of_a_hundred_households_are_enough(assessed, state):
    village = cv.Village(id="anle", values={"homes": 100, "assessed": assessed})
    records = cv.Records(id="demo.records", subjects=[village])
    found = made(FIVE, (2017, 6, 1), records=records)
    assert of(found, "households_take_part", "anle") == [("", state, 0)]


def test_who_holds_the_work_back_has_fifteen_days():
    found = made(FIVE, (2017, 5, 17), event("h1", "held_back", 2017, 5, 1))
    assert of(found, "rectify") == [("h1", "late", 1)]
    assert [str(each.on) for each in found.then] == ["2017-05-17"]

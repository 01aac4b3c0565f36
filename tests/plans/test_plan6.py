"""The campaign after plan 6 over an invented township's year: every list here is made by hand."""

from datetime import date
from functools import cache

import pytest

import civil_village as cv
from civil_village.campaigns import status
from civil_village.campaigns.findings import vacancies
from civil_village.consequences import DutyCalled, Publicised

PLAN = cv.bundled("plan6.campaign")
LOG = cv.bundled("plan6.log")
ROSTER = cv.bundled("plan6.roster")
VILLAGES = [f"v{number:02}" for number in range(1, 14)]


@cache
def on(year, month, day):
    return status(PLAN, LOG, as_of=date(year, month, day), roster=ROSTER)


PREPARING, PILOTING, SUMMING_UP = (2022, 6, 16), (2022, 7, 15), (2022, 12, 20)

#: What the party building office leads or takes part in, beside what must hold all along; in the
#: order of the plan. Of each: its state while in preparation, in the pilots, and summing up.
PARTY_OFFICE = {
    # By 20 June; it reports on that day.
    "rules_party_office": ("due", "done", "done"),
    # The tasks 2, 3, 4, 5, 6, 14, 16, 18, 19 and 22, from July to December.
    "organization_system": ("not_yet", "blocked", "done"),
    "cadres": ("not_yet", "blocked", "done"),
    "members": ("not_yet", "blocked", "done"),
    "self_government": ("not_yet", "blocked", "due"),  # on 30 December
    "supervision_task": ("not_yet", "blocked", "done"),  # by the discipline office
    "collective_economy": ("not_yet", "blocked", "due"),  # on the very last day
    "governance_system": ("not_yet", "blocked", "done"),
    "talent": ("not_yet", "blocked", "done"),  # the day before
    "lists": ("not_yet", "blocked", "due"),  # the day after
    "digital": ("not_yet", "blocked", "due"),  # never
    # Measures.
    "cadre_schooling": ("not_yet", "blocked", "done"),
    "able_to_villages": ("not_yet", "blocked", "due"),
    "new_platforms": ("not_yet", "blocked", "done"),
    "members_away": ("not_yet", "blocked", "done"),
    "industry_chain": ("not_yet", "blocked", "due"),
    "able_return": ("not_yet", "blocked", "done"),
    "secretary_training": ("not_yet", "blocked", "done"),
    # Nobody has reported on the platform.
    "service_platform": ("not_yet", "undetermined", "undetermined"),
}
#: Likewise of the economic station: the tasks 1, 6, 13, 14, 16 and 20.
ECONOMIC_STATION = {
    "rules_economic_station": ("due", "done_late", "done_late"),
    "foundation": ("not_yet", "blocked", "done"),
    "supervision_task": ("not_yet", "blocked", "done"),
    "industry": ("not_yet", "blocked", "done"),
    "collective_economy": ("not_yet", "blocked", "due"),
    "governance_system": ("not_yet", "blocked", "done"),
    "points": ("not_yet", "blocked", "due"),
}
KEPT_BY_PARTY_OFFICE = [
    "reserve_cadres",
    "has_committee",
    "has_supervision",
    "has_assembly",
    "has_cooperative",
    "has_practice_station",
    "has_service_centre",
]


@pytest.mark.parametrize("at", [0, 1, 2], ids=["preparing", "piloting", "summing up"])
@pytest.mark.parametrize(
    ("unit", "expected"),
    [("party_office", PARTY_OFFICE), ("economic_station", ECONOMIC_STATION)],
    ids=["party office", "economic station"],
)
def test_what_a_unit_owes_is_the_list_made_by_hand(unit, expected, at):
    made = on(*(PREPARING, PILOTING, SUMMING_UP)[at])
    owed = [each for each in made.by_body(unit) if each.place is None]
    found = {each.duty: "blocked" if each.blocked else each.state for each in owed}
    assert found == {duty: states[at] for duty, states in expected.items()}
    assert len(owed) == len(expected)


@pytest.mark.parametrize(
    ("day", "others", "few", "cooperative"),
    [
        # The roll-out begins on 1 July.
        (PREPARING, ("not_yet", 0), ("not_yet", 0), ("not_yet", 0)),
        # v08 has two reserve cadres; v13 has no cooperative until 1 November. 1 to 15 July: 14 days
        (PILOTING, ("kept", 0), ("broken", 14), ("broken", 14)),
        # 30 days of July, 31 + 30 + 31 + 30, 20 of December: 172
        (SUMMING_UP, ("kept", 0), ("broken", 172), ("kept", 0)),
    ],
    ids=["preparing", "piloting", "summing up"],
)
def test_what_must_hold_in_every_village_is_told_for_each(day, others, few, cooperative):
    made = on(*day)
    kept = [each for each in made.by_body("party_office") if each.place is not None]
    expected = {(duty, village): others for duty in KEPT_BY_PARTY_OFFICE for village in VILLAGES}
    expected["reserve_cadres", "v08"] = few
    expected["has_cooperative", "v13"] = cooperative
    assert {(each.duty, each.place): (each.state, each.days) for each in kept} == expected


def test_what_was_mended_stays_told_with_its_days():
    made = on(*SUMMING_UP)
    told = {
        (each.duty, each.place): [(str(gap.first), str(gap.last)) for gap in each.breaks]
        for each in made.of("kept")
        if each.breaks
    }
    assert told == {
        ("one_constable", "v06"): [("2022-10-01", "2022-10-09")],
        ("patrol_team", "v12b"): [("2022-07-01", "2022-08-14")],
        ("has_cooperative", "v13"): [("2022-07-01", "2022-10-31")],
    }
    broken = [(each.duty, each.place) for each in made.of("broken")]
    assert broken == [("reserve_cadres", "v08"), ("industry_leaders", "v10")]


def test_all_waits_for_the_last_pilot_to_be_approved():
    made = on(*PILOTING)
    # Ten are approved, one is handed in, one hands in later, one was sent back.
    pilots = {each.place: each.state for each in made if each.duty == "pilots"}
    expected = dict.fromkeys(VILLAGES[:10], "done")
    assert pilots == expected | {"v11": "handed_in", "v12": "due", "v13": "due"}
    pilot = next(phase for phase in made.phases if phase.phase == "pilot")
    assert (pilot.says, pilot.gates[0].state) == ("in", "unmet")
    assert [gate.state for gate in on(2022, 8, 2).phases[2].gates] == ["unmet"]
    assert [gate.state for gate in on(2022, 8, 3).phases[2].gates] == ["met"]
    # Handed in on 25 July, within the window, and approved after it.
    last = next(e for e in on(2022, 8, 3) if (e.duty, e.place) == ("pilots", "v13"))
    assert (last.state, last.on) == ("done", date(2022, 7, 25))


def test_which_of_the_three_years_it_is_the_plan_does_not_say():
    says = [[phase.says for phase in on(*day).phases] for day in (PREPARING, PILOTING, SUMMING_UP)]
    assert says == [
        ["perhaps", "in", "in", "out", "out"],
        ["perhaps", "out", "in", "in", "out"],
        ["perhaps", "out", "out", "in", "in"],
    ]


def test_a_disclosure_that_was_left_out_stays_owed():
    made = on(*SUMMING_UP)
    disclosed = [each for each in made if each.duty == "disclosure"]
    assert len(disclosed) == 26  # two quarters in 13 villages
    odd = [(e.place, e.name, e.state, e.days) for e in disclosed if e.state != "done"]
    # 20 October to 2 November; 20 July to 20 December: 11 + 31 + 30 + 31 + 30 + 20
    assert odd == [("v05", "2022-Q4", "done_late", 13), ("v09", "2022-Q3", "late", 153)]


def test_a_finding_that_is_put_right_late_is_named_and_explained():
    made = on(*SUMMING_UP)
    put_right = [(e.place, e.state, str(e.due), e.days) for e in made if e.duty == "rectify"]
    # Monday to Friday: 14 September is a Wednesday, 11 October and 6 December are Tuesdays.
    assert put_right == [
        ("v04", "done", "2022-10-05", 0),
        ("v09", "done_late", "2022-11-01", 17),
        ("v11", "due", "2022-12-27", 0),
    ]
    follows = [(each.place, str(each.on), type(each.consequence)) for each in made.then]
    assert follows == [("v09", "2022-11-02", Publicised), ("v09", "2022-11-02", DutyCalled)]
    (account,) = [each for each in made if each.duty == "give_account"]
    assert (account.place, account.state, str(account.due)) == ("v09", "done", "2022-11-16")


def test_what_is_late_at_the_end_is_the_list_made_by_hand():
    made = on(2023, 3, 31)
    assert [(each.duty, each.place, each.days) for each in made.late] == [
        ("disclosure", "v09", 254),  # 153 + 11 + 31 + 28 + 31
        ("digital", None, 90),
        ("industry_chain", None, 90),
        ("secretary_yearly", "v07", 90),
    ]
    late = {each.duty: each.days for each in made.of("done_late") if each.place is None}
    assert late == {
        "rules_agriculture_centre": 4,
        "rules_economic_station": 18,
        "small_powers": 6,
    }
    assert made.idle == ()
    summed_up = [each.state for each in made.by_phase("summary")]
    assert summed_up == ["done", "done", "done"]


def test_money_is_spent_of_a_fund_whose_sum_nobody_names():
    states = {each.fund: (each.planned, each.spent) for each in on(*SUMMING_UP).funds}
    assert states == {
        "special": (None, 35000),
        "reward": (130000, 0),
        "running_costs": (None, 0),
        "cadre_pay": (None, 0),
        "collective_gains": (None, 0),
    }
    assert next(each.spent for each in on(2022, 10, 24).funds) == 20000


def test_what_the_organization_lacks_is_found():
    def lacking(*day):
        found = vacancies(PLAN, ROSTER, as_of=date(*day))
        return {(problem.code, problem.path[1:], problem.found) for problem in found}

    always = {
        ("head-lacking", ("reserve", "v08"), "2"),
        ("too-many-holders", ("leaders", "v10"), "6"),
    }
    without_cooperative = {
        ("body-lacking", ("cooperative", "v13"), None),
        ("required-post", ("p1301",), "party_branch.secretary"),
    }
    assert lacking(*PILOTING) == always | without_cooperative | {
        ("body-lacking", ("patrol", "v12b"), None)
    }
    constable = {("body-lacking", ("constables", "v06"), None)}
    assert lacking(2022, 10, 5) == always | without_cooperative | constable
    assert lacking(*SUMMING_UP) == always


# The units of the tasks ----------------------------------------------------------------

#: The units that the plan names after each of its 22 tasks; "各村" is the villages' committees.
UNITS = [
    "economic_station", "party_office", "party_office", "party_office",
    "party_office civil_affairs", "discipline_office party_office economic_station",
    "discipline_office", "justice_office", "safety_office police_station",
    "publicity_office culture_station", "publicity_office youth_league women_federation chamber",
    "publicity_office youth_league women_federation", "agriculture_centre economic_station",
    "party_office economic_station", "labour_office",
    "party_office civil_affairs economic_station", "project_office agriculture_centre",
    "party_office labour_office", "party_office civil_affairs discipline_office",
    "economic_station agriculture_centre environment_office",
    "publicity_office youth_league women_federation chamber",
    "safety_office party_office justice_office",
]  # fmt: skip


def test_every_task_has_the_units_that_the_plan_names_and_the_villages():
    tasks = [duty for duty in PLAN.duties if duty.done == "task_report"]
    assert [" ".join(task.bodies) for task in tasks] == [f"{units} committee" for units in UNITS]
    numbers = [task.source[0].clause.partition(")")[2].rstrip("abcdefghi") for task in tasks]
    assert numbers == [str(number) for number in range(1, 23)]
    responsible = [task.id for task in tasks if task.role.zh == "责任单位"]
    assert responsible == ["small_powers"]


# What the villages report ---------------------------------------------------------------


def test_with_what_the_villages_report_nothing_of_theirs_is_open():
    made = status(
        PLAN,
        LOG,
        as_of=date(2023, 3, 31),
        roster=ROSTER,
        records=cv.bundled("plan6.villages"),
    )
    # No village says how many levels the platform of the township has.
    assert [(e.duty, e.place) for e in made.of("undetermined")] == [("service_platform", None)]
    short = {(e.duty, e.place) for e in (*made.of("broken"), *made.late)}
    assert {("has_mediators", "v07"), ("three_revolutions", "v03")} <= short
    # v11 could have a hall and has none; v02 has one; nobody else can.
    halls = {e.place: e.state for e in made if e.duty == "history_halls"}
    assert [place for place, state in halls.items() if state != "done"] == ["v11"]

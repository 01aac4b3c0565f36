"""The bundled procedures; every day and number here is worked out by hand."""

import pytest

import civil_village as cv
from civil_village.procedures import check_records, record_problems
from tests.procedures.meetings import broken, judged, log, on

FOUR = cv.bundled("four.procedure")


def word(name, *events, day="2026-06-01"):
    """Judge a matter by a bundled procedure, and give the word and what was broken."""
    verdict = judged(list(events), day, of=cv.bundled(name))
    return verdict.word, broken(verdict)


# Four deliberations and two disclosures -------------------------------------------------


def test_five_matters_of_the_bundled_log_come_to_what_stands_beside_them():
    book = cv.bundled("four.log")
    assert list(record_problems(FOUR, book)) == []
    verdicts = check_records(FOUR, book, as_of=on("2026-03-25"))
    assert {v.matter: (v.word, broken(v)) for v in verdicts} == {
        "bridge": ("overdue", []),
        "lamps": ("not_carried", []),
        "pond": ("undetermined", []),
        "road": ("open", []),
        "well": ("invalid", [("decision", "decision.quorum")]),
    }
    by_name = {verdict.matter: verdict for verdict in verdicts}
    # Decided on the 16th, to be published by the 21st.
    assert [(e.duty, e.days) for e in by_name["bridge"].late] == [("decision_published", 4)]
    (side,) = by_name["well"].faults[0].comparisons
    assert (str(side.found), str(side.expected)) == ("31/48", "2/3")
    assert by_name["lamps"].stopped == "decision"
    assert cv.check_record(FOUR, book, as_of=on("2026-06-30"), matter="road").word == "valid"


def test_what_the_members_carry_with_half_of_all_who_should_attend_is_inclusive():
    book = cv.bundled("four.log")
    for agree, stopped in ((15, None), (14, "deliberation")):
        events = [
            cv.Event(**{**_fields(e), "values": {**e.values, "agree": agree}})
            if e.id == "r4"
            else e
            for e in book.events
            if e.subject == "road" and e.on <= on("2026-03-08")
        ]
        verdict = cv.check_record(FOUR, cv.EventLog(events=events), as_of=on("2026-03-08"))
        assert verdict.stopped == stopped


def _fields(event):
    return {name: getattr(event, name) for name in ("id", "kind", "on", "by", "subject")}


def test_the_four_deliberations_take_twenty_days_at_most_and_results_their_time():
    # From 1 March on, twenty days later is the 21st.
    book = cv.bundled("four.log")
    for day, found in ((21, []), (22, [("decision", "within")])):
        events = [
            cv.Event(**{**_fields(e), "on": on(f"2026-03-{day}"), "values": e.values})
            if e.id == "r5"
            else e
            for e in book.events
            if e.subject == "road" and e.id <= "r5"
        ]
        made = cv.check_record(FOUR, cv.EventLog(events=events), as_of=on("2026-03-22"))
        assert broken(made) == found


# The assembly ---------------------------------------------------------------------------


def assembly(**values):
    """Give the matter of an assembly that was called on 1 April and held on the 12th."""
    held = {"adults": 900, "households": 300, "present": 451, "agree": 226, **values}
    return (
        ("a1", "call", "2026-04-01", {"by": "committee", "by_committee": True}),
        ("a2", "notice", "2026-04-01", {"of": "meeting"}),
        ("a3", "meeting", "2026-04-12", {"by": "assembly", **held}),
        ("a4", "published", "2026-04-17"),
    )


@pytest.mark.parametrize(
    ("adults_present", "households_present", "found"),
    [
        (451, 0, []),  # more than half of 900
        (
            450,
            199,
            [("meeting", "meeting.quorum")],
        ),  # half is not more, and 200 of 300 are two thirds
        (450, 200, []),
        (0, 200, []),
    ],
)
def test_the_assembly_has_one_quorum_or_the_other(adults_present, households_present, found):
    events = assembly(adults_present=adults_present, households_present=households_present)
    assert word("assembly.procedure", *events)[1] == found


def test_the_assembly_decides_by_more_than_half_of_those_present():
    # 226 of 451 are more than half; 225 are not, and 225 of 450 are exactly half.
    for present, agree, carried in ((451, 226, True), (451, 225, False), (450, 225, False)):
        events = assembly(adults_present=460, households_present=0, present=present, agree=agree)
        expected = ("valid", []) if carried else ("not_carried", [])
        assert word("assembly.procedure", *events[: 4 if carried else 3]) == expected


def test_the_assembly_is_announced_ten_full_days_before():
    # From the 1st, ten full days are the 2nd to the 11th.
    events = list(assembly(adults_present=500, households_present=0))
    events[2] = ("a3", "meeting", "2026-04-11", events[2][3])
    found = [("meeting", "notice"), ("published", "due")]
    assert word("assembly.procedure", *events)[1] == found


@pytest.mark.parametrize(
    ("asking", "found"),
    [
        ({"adults_asking": 90, "adults": 900}, []),  # one tenth
        ({"adults_asking": 89, "adults": 900, "representatives": 30, "representatives_asking": 9},
         [("call", "call.asked_for")]),
        ({"adults_asking": 0, "adults": 900, "representatives": 30, "representatives_asking": 10}, []),
    ],
)  # fmt: skip
def test_who_may_have_the_assembly_called(asking, found):
    events = [("a1", "call", "2026-04-01", {"by": "committee", "by_committee": False, **asking})]
    assert word("assembly.procedure", *events, day="2026-04-02")[1] == found


# Representatives, funds, stars, covenants -----------------------------------------------


@pytest.mark.parametrize(
    ("present", "agree", "expected"),
    [
        (30, 16, ("valid", [])),  # 30 of 45 are two thirds, 16 of 30 more than half
        (29, 29, ("invalid", [("meeting", "meeting.quorum")])),
        (30, 15, ("invalid", [("published", "stopped")])),
    ],
)
def test_representatives_decide_with_two_thirds_present(present, agree, expected):
    held = {"by": "representatives", "members": 45, "present": present, "agree": agree}
    events = [
        (
            "b1",
            "call",
            "2026-04-01",
            {"by": "committee", "members": 45, "asking": 9, "regular": False},
        ),
        ("b2", "notice", "2026-04-07", {"of": "meeting"}),
        ("b3", "meeting", "2026-04-10", held),
        # Five working days after Friday the 10th: Friday the 17th.
        ("b4", "published", "2026-04-17"),
    ]
    assert word("representatives.procedure", *events) == expected
    few = [
        (
            "b1",
            "call",
            "2026-04-01",
            {"by": "committee", "members": 45, "asking": 8, "regular": False},
        )
    ]
    assert word("representatives.procedure", *few)[1] == [("call", "call.asked_for")]


@pytest.mark.parametrize(
    ("agree", "held_by_assembly", "households_present", "expected"),
    [
        (20, True, 0, ("open", [])),  # 20 of 30 present are two thirds
        (19, True, 0, ("not_carried", [])),
        (20, False, 0, ("invalid", [("meeting", "meeting.representatives_quorum")])),
        (20, False, 20, ("open", [])),  # 20 of 30 households
    ],
)
def test_funds_for_one_matter_need_two_thirds_of_those_present(
    agree, held_by_assembly, households_present, expected
):
    held = {
        "by": "assembly",
        "held_by_assembly": held_by_assembly,
        "adults": 50,
        "adults_present": 26,
        "households": 30,
        "households_present": households_present,
        "present": 30,
        "agree": agree,
    }
    events = [
        ("f1", "plan", "2026-04-01", {"by": "committee"}),
        ("f2", "opinions", "2026-04-08"),
        ("f3", "notice", "2026-04-04", {"of": "meeting"}),
        ("f4", "meeting", "2026-04-15", held),
    ]
    assert word("funding.procedure", *events, day="2026-04-20") == expected


def test_five_steps_lead_to_stars():
    events = [
        ("s1", "claim", "2026-05-01", {"households": 504, "claiming": 404}),
        (
            "s2",
            "mutual",
            "2026-05-05",
            {"by": "representatives", "should_attend": 30, "present": 20},
        ),
        ("s3", "check", "2026-05-09", {"by": "committees", "claiming": 404, "checked": 404}),
        ("s4", "posting", "2026-05-11"),
        ("s5", "award", "2026-05-16", {"by": "township"}),
    ]
    assert word("selection.procedure", *events) == ("valid", [])
    # 403 of 504 are not eight tenths; 403 of 404 are not all; the 15th is a day of publicity.
    few = [("s1", "claim", "2026-05-01", {"households": 504, "claiming": 403}), *events[1:]]
    assert word("selection.procedure", *few)[1] == [("claim", "claim.participation")]
    some = [
        *events[:2],
        ("s3", "check", "2026-05-09", {"by": "committees", "claiming": 404, "checked": 403}),
    ]
    assert word("selection.procedure", *some)[1] == [("check", "check.all")]
    soon = [*events[:4], ("s5", "award", "2026-05-15", {"by": "township"})]
    assert word("selection.procedure", *soon)[1] == [("award", "interval")]


COVENANT = (
    ("c1", "draft", "2026-04-01", {"by": "committee"}),
    ("c2", "opinions", "2026-04-05", {"households": 300, "asked": 150}),
    ("c3", "guidance", "2026-04-10", {"by": "township"}),
    ("c4", "notice", "2026-04-09", {"of": "adoption"}),
    (
        "c5",
        "adoption",
        "2026-04-20",
        {
            "by": "assembly",
            "adults": 900,
            "adults_present": 451,
            "households": 300,
            "households_present": 190,
            "present": 451,
            "agree": 300,
        },
    ),
    ("c6", "filing", "2026-05-04", {"by": "committee"}),
    ("c7", "publication", "2026-04-30"),
)


def test_a_covenant_is_adopted_filed_and_published():
    # Ten working days after Monday the 20th, weekends alone reckoned: Monday, 4 May.
    assert word("covenant.procedure", *COVENANT) == ("valid", [])
    late = [*COVENANT[:5], ("c6", "filing", "2026-05-05"), COVENANT[6]]
    assert word("covenant.procedure", *late)[1] == [("filing", "due")]


def test_representatives_cannot_adopt_a_covenant():
    events = list(COVENANT)
    events[4] = (*events[4][:3], {**events[4][3], "by": "representatives"})
    assert word("covenant.procedure", *events)[1] == [("adoption", "by")]


def test_every_name_of_the_records_here_is_known():
    for name, events in (("covenant.procedure", COVENANT), ("assembly.procedure", assembly())):
        assert list(record_problems(cv.bundled(name), log(*events))) == []

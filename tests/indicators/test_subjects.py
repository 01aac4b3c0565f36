"""Subjects and kinds of rows that a catalogue declares; all names are invented."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.indicators import CountOf, RankOf
from civil_village.messages import Message
from civil_village.rules import Missing, Unknown
from civil_village.testing import DAY, catalogues, villages
from tests.indicators.ways import derivation
from tests.profiles import whole_documents

MEETING = cv.indicators.SubjectKind(label=cv.Label("会议", "meeting"))
TOWNSHIP = cv.indicators.SubjectKind(label=cv.Label("乡镇", "township"))


def meeting(name, attendance=None, invited=None, **more):
    values = {"attendance": attendance, "invited": invited}
    given = {key: value for key, value in values.items() if value is not None}
    return cv.Entity(id=name, values=given, **more)


def indicator(value="count", **more):
    return cv.Indicator(label="示例", value=value, **more)


def derived(value="count", subject=None, over="meeting", **way):
    return indicator(value, subject=subject, derive=derivation(**way, over=over))


OF_MEETINGS = {
    "attendance": indicator(subject="meeting"),
    "invited": indicator(subject="meeting"),
    "turnout": indicator("ratio", of=["attendance", "invited"], subject="meeting"),
}
#: Villages count meetings at which three in five were present; none is their own subject.
VILLAGE = cv.Catalogue(
    subjects={"meeting": MEETING},
    indicators={
        **OF_MEETINGS,
        "quorate": derived(count=cv.Rule("turnout >= 0.6")),
        "present": derived(sum=cv.Rule("attendance"), where=cv.Rule("turnout >= 0.6")),
    },
)
#: Townships take the share of their villages with such a meeting.
TOWN = cv.Catalogue(
    subjects={"township": TOWNSHIP, "meeting": MEETING},
    indicators={
        **OF_MEETINGS,
        "quorate": derived(subject="village", count=cv.Rule("turnout >= 0.6")),
        "active": derived("ratio", "township", "village", share=cv.Rule("quorate >= 1")),
    },
)


def problems_of(make, *args, **keywords):
    with pytest.raises(cv.DocumentError) as caught:
        make(*args, **keywords)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_rows_of_a_declared_kind_are_counted_for_a_village():
    # Of three meetings two had three in five present: 2 of 3 and 5 of 5, together 7 people.
    rows = [meeting("m1", 2, 3), meeting("m2", 1, 3), meeting("m3", 5, 5)]
    facts = cv.derive(VILLAGE, {}, rows={"meetings": rows}, reported={"meetings": True})
    assert facts["quorate"] == 2
    assert facts["present"] == 7


def test_rows_that_are_not_reported_complete_prove_only_bounds():
    facts = cv.derive(VILLAGE, {}, rows={"meetings": [meeting("m1", 2, 3)]})
    assert facts["quorate"].least == 1
    assert facts["quorate"].greatest > 1
    assert facts["quorate"].missing == (Missing("completeness", "meetings"),)


def test_no_rows_are_not_zero_until_they_are_reported_complete():
    assert cv.derive(VILLAGE, {})["quorate"].least == 0
    assert cv.derive(VILLAGE, {}, reported={"meetings": True})["quorate"] == 0


def test_a_blank_of_a_row_is_named_as_its_own():
    rows = [meeting("m1", 2), meeting("m2", 3, 3)]
    facts = cv.derive(VILLAGE, {}, rows={"meetings": rows}, reported={"meetings": True})
    assert facts["quorate"].missing == (Missing("row", "invited", "m1"),)
    assert (facts["quorate"].least, facts["quorate"].greatest) == (1, 2)


def town():
    """Give a township of three villages, of which two have had a meeting that counts."""
    rows = [("v1", 2), ("v2", 1), ("v3", 3)]
    return cv.Entity(
        subject="township",
        id="t1",
        villages=[
            cv.Village(
                id=name,
                rows={"meetings": [meeting("m1", present, 3)]},
                reported={"meetings": True},
            )
            for name, present in rows
        ],
        reported={"villages": True},
    )


def test_villages_are_rows_of_a_declared_subject_with_rows_of_their_own():
    facts = cv.derive(TOWN, town())
    assert (facts.subject, facts.id) == ("township", "t1")
    assert facts["active"].value == Fraction(2, 3)


def test_a_plain_mapping_may_be_of_a_declared_subject():
    facts = cv.derive(
        TOWN,
        {},
        subject="township",
        rows={"villages": town().villages[:2]},
        reported={"villages": True},
    )
    assert facts["active"].value == Fraction(1, 2)


def test_a_household_may_have_rows_of_a_declared_kind():
    catalogue = cv.Catalogue(
        subjects={"person": cv.indicators.SubjectKind(label="人", plural="people")},
        indicators={
            "age": indicator(subject="person"),
            "old": derived(subject="household", over="person", count=cv.Rule("age >= 60")),
            "homes": derived(over="household", count=cv.Rule("old >= 1")),
        },
    )
    people = [cv.Entity(id="p1", values={"age": 71}), cv.Entity(id="p2", values={"age": 8})]
    home = cv.Household(id="h1", rows={"people": people}, reported={"people": True})
    facts = cv.derive(catalogue, {}, households=[home], reported={"households": True})
    assert facts["homes"] == 1


def test_those_of_a_declared_subject_are_compared_with_each_other():
    catalogue = cv.Catalogue(
        subjects={"grid": cv.indicators.SubjectKind(label="网格")},
        indicators={
            "visits": indicator(),
            "place": indicator(derive=RankOf(rank=cv.Rule("visits"), best="high")),
        },
    )
    grids = [cv.Entity(subject="grid", id=f"g{n}", values={"visits": n}) for n in (1, 3)]
    found = cv.derive_each(catalogue, grids, reported={"cohort": True})
    assert [facts["place"] for facts in found] == [2, 1]


STANDARD = """
kind: standard
format: 1
id: demo.towns
subject: township
catalogue:
  subjects:
    township: {label: {zh: 乡镇, en: township}}
    meeting: {label: {zh: 会议, en: meetings}}
  indicators:
    attendance: {label: 到会人数, value: count, subject: meeting}
    held: {label: 会议次数, value: count, subject: village, derive: {count: "true", over: meeting}}
    active: {label: 开会村占比, value: ratio, subject: township,
             derive: {share: "held >= 1", over: village}}
    talks: {label: 镇会议次数, value: count, derive: {count: "attendance >= 10", over: meeting}}
criteria:
  - id: meets
    points: 10
    grade: sum
    requirements:
      - {id: villages, points: 6, label: 各村开会, rule: "active >= 0.5"}
      - {id: own, points: 4, label: 镇里开会, rule: "talks >= 1"}
total: 10
"""
RECORDS = """
kind: records
format: 1
id: demo.reported
as_of: 2024-06-30
reported: {villages: true, meetings: true}
subjects:
  - subject: township
    id: t1
    villages:
      - {id: v1, rows: {meetings: [{id: m1}]}}
      - {id: v2}
    reported: {meetings: false}
    rows: {meetings: [{id: m1, values: {attendance: 8}}]}
  - {id: v9, reported: {villages: true}}
"""


def test_a_standard_evaluates_a_declared_subject():
    standard, records = cv.loads(STANDARD, cv.Standard), cv.loads(RECORDS, cv.Records)
    result = cv.evaluate(standard, cv.derive(standard.catalogue, records["t1"]))
    # One of two villages had a meeting: half is enough. The township may have had others.
    assert result["meets.villages"].state == "met"
    assert result.bounds == (6, 10)
    assert result.deciding == ()
    lacking = cv.derive(standard.catalogue, records["t1"])["talks"].missing
    assert lacking == (Missing("completeness", "meetings"),)
    assert "whether all meetings are reported" in result.explain().text("en")
    assert "会议是否已全部上报" in result.explain().text("zh")


def test_villages_of_a_township_are_ranked_within_it():
    township = cv.Entity(
        subject="township", id="t1", villages=[cv.Village(id="v1", township="示例镇")]
    )
    assert cv.standards.strata_of("township", [township]) == {"v1": "示例镇"}
    assert cv.standards.strata_of("all", [township]) == {"v1": "", "t1": ""}


def test_documents_of_declared_subjects_read_back_equal():
    standard, records = cv.loads(STANDARD), cv.loads(RECORDS)
    facts = cv.derive(standard.catalogue, records["t1"])
    result = cv.evaluate(standard, facts)
    for document in (standard, records, facts):
        assert cv.loads(cv.dumps(document)) == document
    assert cv.loads(cv.dumps(result)).subject == "township"


def test_subjects_of_records_are_villages_unless_they_say_their_subject():
    township, village = cv.loads(RECORDS, cv.Records).subjects
    assert isinstance(township, cv.Entity)
    assert isinstance(village, cv.Village)


def test_what_is_wrong_with_a_nested_row_is_told_where_it_stands():
    text = RECORDS.replace("{id: m1}", "{id: m1, values: {attendence: 3}}")
    catalogue, records = cv.loads(STANDARD).catalogue, cv.loads(text, cv.Records)
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive(catalogue, records["t1"])
    (problem,) = caught.value.problems
    assert problem.where("en") == (
        "subjects[0].villages[0].rows.meetings[0].values.attendence, line 11, column 66"
    )
    assert problem.hint == Message("hint.nearest", name="attendance")


def test_facts_of_another_subject_are_refused_by_its_label():
    standard = cv.loads(STANDARD)
    facts = cv.derive(standard.catalogue, {}, subject="village")
    with pytest.raises(cv.DocumentError, match=r"got a village; expected township"):
        cv.evaluate(standard, facts)


def with_teams(catalogue):
    """Give a catalogue in which the groups of a village are rows of a declared kind."""

    def as_team(each):
        derive = each.derive
        if derive is not None and derive.rows == "group":
            derive = evolve(derive, over="team")
        return evolve(
            each, subject="team" if each.subject == "group" else each.subject, derive=derive
        )

    indicators = {name: as_team(each) for name, each in catalogue.indicators.items()}
    kinds = {**catalogue.subjects, "team": cv.indicators.SubjectKind(label="队")}
    return evolve(catalogue, subjects=kinds, indicators=indicators)


def in_teams(village):
    """Give a village whose groups are such rows."""
    teams = [cv.Entity(id=group.id, values=group.values) for group in village.groups]
    said = {"teams" if name == "groups" else name: word for name, word in village.reported.items()}
    return evolve(village, groups=(), rows={**village.rows, "teams": teams}, reported=said)


def renamed(value):
    """Give a value that lacks the word that all teams are reported, where it is that of groups."""
    if not isinstance(value, Unknown):
        return value
    named = (
        evolve(each, name="teams") if each.name == "groups" else each for each in value.missing
    )
    return evolve(value, missing=tuple(named))


@whole_documents
@given(st.data())
def test_rows_of_a_declared_kind_give_what_groups_give(data):
    catalogue = data.draw(catalogues())
    village = data.draw(villages(catalogue, as_of=DAY))
    groups = cv.derive(catalogue, village, as_of=DAY)
    teams = cv.derive(with_teams(catalogue), in_teams(village), as_of=DAY)
    for name, value in groups.values.items():
        assert teams[name] == renamed(value), name


# What is refused ----------------------------------------------------------------------


def test_an_indicator_of_an_unknown_subject_is_refused_with_the_nearest():
    with pytest.raises(cv.DocumentError) as caught:
        cv.Catalogue(subjects={"meeting": MEETING}, indicators={"n": indicator(subject="meting")})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("unknown-name", ("indicators", "n", "subject"))
    assert problem.hint == Message("hint.nearest", name="meeting")


def test_a_standard_of_an_unknown_subject_is_refused():
    text = STANDARD.replace("subject: township\ncat", "subject: townshp\ncat")
    assert ("unknown-name", ("subject",)) in problems_of(cv.loads, text)


@pytest.mark.parametrize("name", ["village", "cohort", "households", "visit"])
def test_a_name_that_records_or_derivations_use_already_is_not_declared(name):
    events = {"visit": cv.indicators.EventKind(label="走访")}
    found = problems_of(cv.Catalogue, subjects={name: TOWNSHIP}, indicators={}, events=events)
    assert ("reserved-word", ("subjects", name)) in found


def test_two_kinds_do_not_share_a_plural():
    kinds = {"meeting": MEETING, "talk": cv.indicators.SubjectKind(label="座谈", plural="meetings")}
    found = problems_of(cv.Catalogue, subjects=kinds, indicators={})
    assert found == [("reserved-word", ("subjects", "talk", "plural"))]


def test_kinds_that_are_made_of_each_other_are_refused():
    both = {
        "talks": derived(subject="township", over="meeting", count=cv.Rule("towns >= 1")),
        "towns": derived(subject="meeting", over="township", count=cv.Rule("talks >= 1")),
    }
    kinds = {"meeting": MEETING, "township": TOWNSHIP}
    found = problems_of(cv.Catalogue, subjects=kinds, indicators=both)
    assert [code for code, _ in found] == ["made-of-itself"]


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"over": "meeting", "within": cv.calendar.Span.parse("1 year")}, "within"),
        ({"over": "village", "by": "township"}, "by"),
    ],
    ids=["a window", "a cohort"],
)
def test_keys_of_events_and_cohorts_do_not_go_with_rows(more, key):
    derive = CountOf(count=cv.Rule("true"), **more)
    kinds = {"meeting": MEETING, "township": TOWNSHIP}
    made = {"n": indicator(subject="township", derive=derive)}
    found = problems_of(cv.Catalogue, subjects=kinds, indicators=made)
    assert found == [("key-of-other-type", ("indicators", "n", "derive", key))]


def test_over_village_asks_for_a_subject_where_villages_may_be_rows():
    found = problems_of(
        cv.Catalogue,
        subjects={"township": TOWNSHIP},
        indicators={"n": derived(over="village", count=cv.Rule("true"))},
    )
    assert found == [("missing-key", ("indicators", "n", "subject"))]


@pytest.mark.parametrize(
    ("keywords", "problem"),
    [
        ({"rows": {"meeting": []}}, ("unknown-name", ("rows", "meeting"))),
        ({"reported": {"meeting": True}}, ("unknown-name", ("reported", "meeting"))),
        ({"subject": "meting"}, ("unknown-name", ("subject",))),
        ({"rows": [meeting("m1")]}, ("wrong-type", ("rows",))),
        ({"rows": {"meetings": {"id": "m1"}}}, ("wrong-type", ("rows", "meetings"))),
        ({"rows": {"meetings": [{"id": "m1"}]}}, ("wrong-type", ("rows", "meetings", 0))),
        (
            {"subject": "household", "households": []},
            ("key-of-other-type", ("households",)),
        ),
        ({"rows": {"villages": []}}, ("key-of-other-type", ("villages",))),
        (
            {"rows": {"meetings": [cv.Entity(subject="village_talk", id="m1")]}},
            ("wrong-type", ("rows", "meetings", 0, "subject")),
        ),
        (
            {"rows": {"meetings": [meeting("m1", 4, 3)]}},
            ("part-exceeds-whole", ("rows", "meetings", 0, "values", "attendance")),
        ),
    ],
    ids=[
        "rows",
        "reported",
        "subject",
        "no plurals",
        "no rows",
        "plain data",
        "key",
        "villages of a village",
        "kind of a row",
        "value",
    ],
)
def test_what_is_handed_in_is_checked_against_the_catalogue(keywords, problem):
    assert problems_of(cv.derive, VILLAGE, {}, **keywords) == [problem]


def test_an_entity_says_its_subject_where_nobody_else_does():
    entity = cv.Entity(id="m1", values={"attendance": 2})
    assert problems_of(cv.derive, VILLAGE, entity) == [("missing-key", ("subject",))]
    assert cv.derive(VILLAGE, entity, subject="meeting")["attendance"] == 2


def test_what_has_a_class_or_a_key_of_its_own_is_no_entity():
    assert problems_of(cv.Entity, subject="village", id="v1") == [("wrong-type", ("subject",))]
    rows = {"households": [cv.Entity(id="h1")]}
    assert problems_of(cv.Village, id="v1", rows=rows) == [
        ("key-of-other-type", ("rows", "households"))
    ]


def test_names_of_rows_are_left_out_of_a_masked_village():
    named = meeting("m1", 2, 3, label="示例会")
    masked = cv.Village(id="v1", rows={"meetings": [named]}).masked()
    assert masked.rows["meetings"][0].label is None


def test_the_households_of_a_township_are_those_of_its_villages():
    catalogue = cv.Catalogue(indicators={"trees": indicator(subject="household")})
    home = cv.Household(id="h1", values={"trees": 3})
    township = cv.Entity(
        subject="township", id="t1", villages=[cv.Village(id="v1", households=[home])]
    )
    (facts,) = cv.derivation.derive_households(catalogue, [township], as_of=date(2024, 1, 1))
    assert (facts.id, facts["trees"]) == ("v1/h1", 3)

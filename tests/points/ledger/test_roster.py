"""Rosters: who the subjects of a ledger are, by day."""

from datetime import date, timedelta

import pytest

from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.points import Member, Roster
from civil_village.problems import DocumentError, Problem

MAY, JUNE, JULY = date(2024, 5, 31), date(2024, 6, 30), date(2024, 7, 1)
#: p1 moves out at the end of June, p2 takes the house over, p3 stays, and h1 is a subject too.
ROSTER = Roster(
    id="demo.roster",
    members=[
        Member(id="h1", label="示例户", population="ordinary", place="g1"),
        Member(id="p1", label="示例人甲", household="h1", head=True, until=JUNE),
        Member(id="p1", household="h2", from_=JULY),
        Member(id="p2", household="h1", from_=JULY, head=True),
        Member(id="p3", household="h1", from_=MAY, until=JULY),
    ],
)


def problems(make, **given):
    with pytest.raises(DocumentError) as caught:
        make(**given)
    return list(caught.value.problems)


def one(code, path, found=None, key=None, hint=None, **arguments):
    """Give the one problem that is expected."""
    expected = None if key is None else Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected, hint=hint)]


STAYS = Message("hint.stays")


def roster(*members):
    return Roster(id="demo.roster", members=members)


@pytest.mark.parametrize(
    ("day", "household", "head", "size"),
    [
        (date.min, "h1", "p1", 1),
        (MAY - timedelta(days=1), "h1", "p1", 1),
        (MAY, "h1", "p1", 2),
        (JUNE, "h1", "p1", 2),
        (JULY, "h2", "p2", 2),
        (JULY + timedelta(days=1), "h2", "p2", 1),
        (date.max, "h2", "p2", 1),
    ],
)
def test_households_heads_and_members_are_those_of_the_day(day, household, head, size):
    assert ROSTER.household("p1", day) == household
    assert ROSTER.head("h1", day) == head
    assert ROSTER.size("h1", day) == size


def test_who_is_not_there_that_day_has_no_household():
    assert ROSTER.find("p2", JUNE) is None
    assert ROSTER.household("p2", JUNE) is None
    assert ROSTER.household("h1", JUNE) is None
    assert ROSTER.find("nobody", JUNE) is None
    assert (ROSTER.head("h2", JULY), ROSTER.size("h2", JUNE)) == (None, 0)


def test_what_holds_of_a_subject_is_what_holds_on_the_day():
    assert ROSTER.find("p1", JUNE).head is True
    assert ROSTER.find("p1", JULY).head is False
    assert ROSTER.find("h1", JUNE).population == "ordinary"


def test_a_name_is_known_from_any_stay_or_not_at_all():
    assert ROSTER.name("p1") == Label("示例人甲")
    assert ROSTER.name("h1") == Label("示例户")
    assert (ROSTER.name("p2"), ROSTER.name("nobody")) == (None, None)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"id": "张三"}, one("not-an-id", ("id",), "张三", "expected.id")),
        *(
            ({name: "Two words"}, one("not-an-id", (name,), "Two words", "expected.id"))
            for name in ("household", "population", "place")
        ),
        ({"head": True}, one("missing-key", ("household",))),
        (
            {"from_": JULY, "until": JUNE},
            one("out-of-range", ("until",), "2024-06-30", "expected.not-before", least=JULY),
        ),
    ],
)
def test_a_member_that_could_not_be_is_refused(given, expected):
    assert problems(Member, **{"id": "p1"} | given) == expected


def test_a_stay_may_last_one_day():
    assert [Member(id="p1", from_=JUNE, until=JUNE).holds(day) for day in (MAY, JUNE, JULY)] == [
        False,
        True,
        False,
    ]


def test_a_roster_has_an_id():
    assert problems(Roster, id="My roster", members=[]) == one(
        "not-an-id", ("id",), "My roster", "expected.document-id"
    )


@pytest.mark.parametrize(
    "stays",
    [
        [{}, {}],
        [{"until": JUNE}, {"from_": JUNE}],
        [{}, {"from_": JULY}],
        [{"from_": JULY}, {}],
        [{"from_": MAY, "until": JULY}, {"from_": JUNE}],
    ],
)
def test_stays_of_one_subject_do_not_overlap(stays):
    (problem,) = problems(lambda: roster(*(Member(id="p1", **stay) for stay in stays)))
    assert (problem.code, problem.found) == ("duplicate-id", "p1")
    assert problem.path[0::2] == ("members", "id")


def test_the_later_of_two_stays_is_told_wherever_it_stands():
    later, earlier = Member(id="p1", from_=JUNE), Member(id="p1", until=JUNE)
    other = Member(id="p2")
    assert problems(lambda: roster(later, other, earlier)) == one(
        "duplicate-id", ("members", 0, "id"), "p1", hint=STAYS
    )


def test_a_household_has_one_head_on_a_day():
    first = Member(id="p1", household="h1", head=True, until=JUNE)
    second = Member(id="p2", household="h1", head=True, from_=JUNE)
    assert problems(lambda: roster(first, second)) == one(
        "two-heads", ("members", 1, "head"), "h1", hint=STAYS
    )


def test_heads_of_two_households_may_be_there_on_one_day():
    made = roster(
        Member(id="p1", household="h1", head=True),
        Member(id="p2", household="h2", head=True),
        Member(id="p3", household="h1"),
    )
    assert [made.head(name, JUNE) for name in ("h1", "h2")] == ["p1", "p2"]


def test_rosters_are_equal_where_their_members_are():
    same = Roster(id=ROSTER.id, members=ROSTER.members)
    assert (same, hash(same)) == (ROSTER, hash(ROSTER))
    assert "_by_id" not in repr(ROSTER)

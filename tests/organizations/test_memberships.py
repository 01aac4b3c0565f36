"""Memberships in documents: they are written and read back with what else is said of them."""

import pytest

import civil_village as cv
from civil_village.organizations import Membership


@pytest.mark.parametrize("value", [True, 3, "technical help", "2024-03-01"])
def test_what_else_is_said_of_a_membership_is_read_back(value):
    pairing = Membership(who="u1", of="pairing", place="v1", values={"help": value})
    roster = cv.Roster(id="demo.roster", memberships=[pairing])
    read = cv.loads(cv.dumps(roster), cv.Roster)
    assert read == roster
    assert read.memberships[0].values["help"] == value


def test_a_roster_with_memberships_is_read_from_a_text():
    text = (
        "kind: roster\nformat: 1\nid: demo.roster\n"
        "memberships: [{who: p1, of: committee.head, place: v1, from: 2024-01-01}]\n"
    )
    (held,) = cv.loads(text, cv.Roster).memberships
    assert (held.body, held.post, str(held.from_)) == ("committee", "head", "2024-01-01")

"""A roster without names goes with an extract: who is who is not told, only who belongs together."""

from datetime import date

from civil_village.documents import dumps
from civil_village.events.masks import mask
from civil_village.labels import Label
from civil_village.points import Member, Roster
from civil_village.points.ledger.masked_roster import extract_roster

SECRET = "rain on the third roof"
DAY = date(2024, 3, 1)

ROSTER = Roster(
    id="demo.roster",
    members=[
        Member(id="p1", label="张某", household="h1", head=True, place="lane", until=DAY),
        Member(id="p2", household="h1", population="cadres", excluded="违法在押"),
        Member(id="h1", label=Label("张某户", "the Zhangs")),
    ],
)


def test_a_roster_without_names_keeps_households_heads_and_populations():
    shown = extract_roster(ROSTER, secret=SECRET)
    assert shown.head(mask(SECRET, "h1"), DAY) == mask(SECRET, "p1")
    assert shown.size(mask(SECRET, "h1"), DAY) == 2
    assert [member.label for member in shown.members] == [None, None, None]
    assert [member.population for member in shown.members] == [None, "cadres", None]
    assert [member.place for member in shown.members] == ["lane", None, None]
    assert [member.until for member in shown.members] == [DAY, None, None]


def test_why_somebody_is_not_ranked_is_not_told():
    shown = extract_roster(ROSTER, secret=SECRET)
    assert [member.excluded for member in shown.members] == [
        None,
        Label("不参评", "not ranked"),
        None,
    ]
    text = dumps(shown)
    assert not any(word in text for word in ("张", "Zhang", "p1", "p2", '"h1"', "违法"))


def test_places_of_a_roster_are_hidden_where_they_are_to_be():
    shown = extract_roster(ROSTER, secret=SECRET, hide_places=True)
    assert shown.members[0].place == mask(SECRET, "lane")
    assert shown.members[0].household == mask(SECRET, "h1")

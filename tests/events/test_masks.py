"""An extract tells what was done and when, and not by whom."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.canonical import plain
from civil_village.documents import dumps, loads
from civil_village.documents.logs import write_log
from civil_village.events.masks import extract, mask
from civil_village.events.seals import seal
from civil_village.ids import id_problems
from civil_village.points import Approve, Claim, Ledger, Roster, Void
from civil_village.points.ledger.masked_roster import extract_roster
from civil_village.problems import DocumentError
from tests.points import drawn

SECRET = "rain on the third roof"
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
DAY = date(2024, 3, 1)

#: What an extract changes of an event, beside its id.
MASKED = {"who", "charged", "proof", "act", "of"}


def rest(event):
    """Give kind and fields of an event that an extract leaves as they are."""
    ((kind, fields),) = plain(event).items()
    return kind, {name: value for name, value in fields.items() if name not in MASKED | {"id"}}


def in_order(ledger):
    return sorted(ledger.events, key=lambda event: (event.recorded, event.id))


# Masks.


def test_a_mask_is_a_digest_under_a_key_that_is_slow_to_derive():
    key = hashlib.scrypt(
        SECRET.encode(), salt=b"civil-village:mask:2", n=32768, r=8, p=1, maxmem=2**26, dklen=64
    )
    made = hashlib.blake2b(b"h017", digest_size=10, key=key).hexdigest()
    assert mask(SECRET, "h017") == "m" + made


def test_the_key_is_derived_once_for_many_masks(monkeypatch):
    derived = []
    scrypt = hashlib.scrypt
    monkeypatch.setattr(hashlib, "scrypt", lambda *a, **b: derived.append(1) or scrypt(*a, **b))
    for who in drawn.SUBJECTS:
        mask("another roof, another rain", who)
    assert derived == [1]


@given(st.text(st.characters(), max_size=20))
def test_a_mask_is_an_id_and_always_the_same(who):
    assert list(id_problems(mask(SECRET, who))) == []
    assert mask(SECRET, who) == mask(SECRET, who)


def test_another_secret_gives_another_mask():
    secrets = [SECRET, SECRET + " ", SECRET.upper(), "雨落在第三个屋顶上，谁也听不见它的声音"]
    assert len({mask(secret, "h017") for secret in secrets}) == 4


def test_different_ids_have_different_masks():
    assert len({mask(SECRET, f"h{number}") for number in range(2000)}) == 2000


@pytest.mark.parametrize(
    "refused",
    [
        lambda secret: mask(secret, "h017"),
        lambda secret: extract(Ledger(), secret=secret),
        lambda secret: extract_roster(Roster(id="demo.roster", members=[]), secret=secret),
    ],
    ids=["mask", "extract", "roster"],
)
def test_a_secret_that_could_be_guessed_is_refused_and_not_repeated(refused):
    refused("0123456789abcdef")
    with pytest.raises(DocumentError) as caught:
        refused("0123456789abcde")
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("secret-too-short", None)
    assert "0123" not in problem.text("en")
    assert problem.expected.text("zh") == "至少 16 个字符"


@pytest.mark.parametrize(
    "secret",
    ["aaaaaaaaaaaaaaaa", "abababababababab", "1234567" * 3, "村村村村村村村村村村村村村村村村"],
)
def test_a_secret_of_few_different_characters_is_refused(secret):
    with pytest.raises(DocumentError) as caught:
        mask(secret, "h017")
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("secret-too-plain", None)
    assert problem.expected.text("en") == "at least 8 different characters"
    mask("12345678" * 2, "h017")


# Extracts of ledgers.


@given(drawn.sealed_ledgers())
def test_no_id_of_a_subject_stands_in_an_extract(ledger):
    shown = extract(ledger, secret=SECRET)
    for text in (dumps(shown), write_log(shown)):
        assert "zhang" not in text
        assert not any(seal in text for seal in ledger.seals)


@given(drawn.sealed_ledgers())
def test_items_days_and_amounts_stay_in_an_extract(ledger):
    shown = extract(ledger, secret=SECRET)
    assert list(map(rest, shown.events)) == list(map(rest, in_order(ledger)))
    assert in_order(shown) == list(shown.events)
    assert (shown.unsealed, shown.seals) == (0, ())


@given(drawn.ledgers())
def test_what_belongs_together_belongs_together_in_an_extract(ledger):
    shown = extract(ledger, secret=SECRET)
    numbers = dict(zip([event.id for event in in_order(ledger)], shown.events, strict=True))
    for event in ledger.events:
        masked = numbers[event.id]
        for name in MASKED & {*drawn.fields_of(type(event))}:
            before, after = getattr(event, name), getattr(masked, name)
            if name == "of" and before in numbers:
                assert after == numbers[before].id
            else:
                assert after == (before and mask(SECRET, before))


@given(drawn.ledgers())
def test_the_order_of_arrival_shows_nothing_in_an_extract(ledger):
    turned = evolve(ledger, events=ledger.events[::-1])
    assert extract(turned, secret=SECRET) == extract(ledger, secret=SECRET)


def test_entries_are_numbered_in_the_order_in_which_they_count():
    earlier = NOON.replace(hour=11)
    events = [
        Approve(id="b", of="a", role="head", on=DAY, recorded=NOON),
        Claim(id="a", item="aid", who="h017", on=DAY, recorded=NOON),
        Claim(id="z", item="aid", who="h017", on=DAY, recorded=earlier),
        *(Void(id=f"v{n}", of="gone", recorded=NOON) for n in range(7)),
    ]
    shown = extract(Ledger(events=events), secret=SECRET)
    assert [event.id for event in shown.events] == [f"e{n:02}" for n in range(1, 11)]
    assert [event.name for event in shown.events[:3]] == ["claim", "claim", "approve"]
    assert shown["e03"].of == "e02"
    assert shown["e04"].of == mask(SECRET, "gone")


def test_places_are_shown_unless_they_are_to_be_hidden():
    book = Ledger(
        events=[Claim(id="c", item="aid", who="h017", place="lane", on=DAY, recorded=NOON)]
    )
    assert extract(book, secret=SECRET)["e1"].place == "lane"
    assert extract(book, secret=SECRET, hide_places=True)["e1"].place == mask(SECRET, "lane")


def test_an_extract_says_what_ledger_it_is_of():
    book = Ledger(id="anle.points", edition="2024", label="台账", events=[])
    assert extract(book, secret=SECRET) == book


@given(drawn.ledgers())
def test_an_extract_is_a_ledger_that_can_be_stored_and_sealed(ledger):
    shown = seal(extract(ledger, secret=SECRET))
    assert loads(dumps(shown)) == shown

"""Chains: the run of rounds that ends with the last closed one, what breaks it, what follows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.titles import Chain, ChainState, Round
from civil_village.titles.chains import Break, RoundResult, chain_by
from civil_village.titles.rounds import rounds_by

YEARS = (2020, 2021, 2022, 2023, 2024)
ROUNDS = [Round(id=str(year), opens=date(year, 3, 1), closes=date(year, 12, 31)) for year in YEARS]
THREE = Chain(id="three", label="三连冠", result="award", after=3)
EACH = Chain(id="three", result="award", after=3, follows="each")


def closed(through, rounds=ROUNDS, **closings):
    """Give what the rounds are at the end of a year."""
    return rounds_by(rounds, closings, date(through, 12, 31))


def awards(text):
    """Read the results of rounds: ``x`` has it, ``-`` has none, ``?`` is not known, `` `` missed."""
    words = {"x": True, "-": False, "?": None}
    return {
        place: RoundResult(words[word], date(YEARS[place], 6, 1))
        for place, word in enumerate(text)
        if word != " "
    }


@pytest.mark.parametrize(
    ("text", "least", "most", "rounds"),
    [
        ("xxx", 3, 3, ("2020", "2021", "2022")),
        ("x x", 1, 1, ("2022",)),  # missed in between
        ("x-x", 1, 1, ("2022",)),
        ("xx ", 0, 0, ()),
        ("?xx", 2, 3, ("2020", "2021", "2022")),
        ("x?x", 1, 3, ("2020", "2021", "2022")),
        ("xx?", 0, 3, ("2020", "2021", "2022")),
        ("xxxx", 3, 3, ("2020", "2021", "2022")),  # the fourth round is not closed yet
    ],
)
def test_a_chain_is_the_run_that_ends_with_the_last_closed_round(text, least, most, rounds):
    made = chain_by(THREE, closed(2022), awards(text))
    assert (made.least, made.most, made.rounds) == (least, most, rounds)
    assert made.length == (least if least == most else None)


@pytest.mark.parametrize(
    ("on", "through", "length"),
    [
        ("2021-02-01", 2022, 2),  # before the second award
        ("2022-06-01", 2022, 0),  # on the day of the third, which it takes with it
        ("2022-05-31", 2022, 1),
        ("2022-12-31", 2022, 0),
        ("2023-01-01", 2022, 0),  # after the round: the run is over
    ],
)
def test_a_revocation_breaks_it_with_what_came_before(on, through, length):
    breaks = [Break(date.fromisoformat(on))]
    assert chain_by(THREE, closed(through), awards("xxx"), breaks).length == length


def test_a_revocation_that_is_not_sure_leaves_the_length_open():
    made = chain_by(THREE, closed(2022), awards("xxx"), [Break(date(2022, 1, 5), sure=False)])
    assert (made.least, made.most) == (1, 3)
    assert [(each.length, each.sure) for each in made.reached] == [(3, False)]
    assert "2022 届结束时可能连续 3 届" in made.text("zh")


def reached(chain, through, text, breaks=()):
    found = chain_by(chain, closed(through), awards(text), breaks).reached
    return [(each.round, each.on, each.length) for each in found if each.sure]


def test_what_follows_follows_once_on_the_day_on_which_the_length_is_reached():
    assert reached(THREE, 2021, "xxxxx") == []
    assert reached(THREE, 2022, "xxxxx") == [("2022", date(2022, 12, 31), 3)]
    assert reached(THREE, 2024, "xxxxx") == [("2022", date(2022, 12, 31), 3)]


def test_what_is_revoked_before_the_round_is_closed_has_not_reached_it():
    assert reached(THREE, 2022, "xxx", [Break(date(2022, 9, 1))]) == []
    assert len(reached(THREE, 2023, "xxx", [Break(date(2023, 1, 1))])) == 1


def test_it_follows_with_each_further_round_where_the_chain_says_so():
    assert [length for _, _, length in reached(EACH, 2024, "xxxxx")] == [3, 4, 5]


def test_a_new_run_reaches_it_anew():
    two = Chain(id="two", result="last", after=2)
    assert [name for name, _, _ in reached(two, 2024, "xx xx")] == ["2021", "2024"]
    broken = [Break(date(2022, 1, 1))]
    assert [name for name, _, _ in reached(two, 2023, "xxxx", broken)] == ["2021", "2023"]


def test_of_an_open_length_it_is_told_when_it_may_be_and_when_it_surely_is_reached():
    found = chain_by(THREE, closed(2024), awards("?xxx")).reached
    assert [(each.round, each.length, each.sure) for each in found] == [
        ("2022", 3, False),
        ("2023", 3, True),
    ]


# Rounds that nobody closed -------------------------------------------------------------------

OPEN_END = [
    *ROUNDS[:2],
    Round(id="2022", opens=date(2022, 3, 1), due=date(2022, 12, 31)),
    *ROUNDS[3:],
]


def test_a_round_that_is_due_and_not_closed_is_unknown():
    before = chain_by(THREE, rounds_by(OPEN_END, {}, date(2023, 1, 1)), awards("xx"))
    assert (before.length, before.waits) == (2, ("2022",))
    assert before.text("en") == (
        "三连冠: 2 rounds on end (2020, 2021)\n  round 2022 is due and not closed"
    )
    later = chain_by(THREE, rounds_by(OPEN_END, {}, date(2023, 12, 31)), awards("xx x"))
    assert (later.least, later.most, later.waits) == (1, 4, ())


def test_a_round_that_is_not_due_yet_is_not_waited_for():
    made = chain_by(THREE, rounds_by(OPEN_END, {}, date(2022, 12, 31)), awards("xx"))
    assert (made.length, made.waits) == (2, ())


def test_when_it_is_closed_who_has_no_result_has_missed_it():
    closings = {"2022": date(2023, 1, 15)}
    made = chain_by(THREE, rounds_by(OPEN_END, closings, date(2023, 1, 15)), awards("xx"))
    assert made.length == 0
    made = chain_by(THREE, rounds_by(OPEN_END, closings, date(2023, 1, 15)), awards("xxx"))
    assert (made.length, made.reached[0].on) == (3, date(2023, 1, 15))


def test_without_rounds_there_is_no_chain():
    assert chain_by(THREE, (), {}) == ChainState(chain="three", label="三连冠", least=0, most=0)


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"after": 0}, "out-of-range", ("after",)),
        ({"id": "3rd"}, "not-an-id", ("id",)),
        ({"broken_by": ["revoked", "revoked"]}, "duplicate-id", ("broken_by", 1)),
    ],
)
def test_a_chain_that_cannot_be_is_refused(given, code, path):
    with pytest.raises(cv.DocumentError) as caught:
        Chain(**{"id": "three", "result": "award", "after": 3, **given})
    assert [(p.code, p.path) for p in caught.value.problems] == [(code, path)]


# What always holds -----------------------------------------------------------------------------

WORDS = st.text(alphabet="x-? ", min_size=0, max_size=5)
DAYS = st.dates(date(2020, 1, 1), date(2024, 12, 31))


def counted(text, broken, through):
    """Count by hand what is known: how many of the last closed rounds hold, none of them broken."""
    length = 0
    for place in range(through - 2020, -1, -1):
        has = text[place : place + 1] == "x"
        if not has or any(day >= date(YEARS[place], 6, 1) for day in broken):
            break
        length += 1
    return length


@given(WORDS, st.lists(DAYS, max_size=3), st.sampled_from(YEARS))
def test_what_is_known_is_counted_backwards_from_the_last_closed_round(text, broken, through):
    text = text.replace("?", "x")
    broken = sorted(day for day in broken if day <= date(through, 12, 31))
    made = chain_by(THREE, closed(through), awards(text), [Break(day) for day in broken])
    assert made.length == counted(text, broken, through)
    assert len(made.rounds) == made.most


@given(WORDS, st.lists(st.tuples(DAYS, st.booleans()), max_size=3), st.data())
def test_whatever_becomes_known_lies_within_what_was_said(text, broken, data):
    breaks = [Break(*each) for each in sorted(broken)]
    before = chain_by(THREE, closed(2024), awards(text), breaks)
    told = "".join(data.draw(st.sampled_from("x-")) if word == "?" else word for word in text)
    sure = [Break(each.on) for each in breaks if each.sure or data.draw(st.booleans())]
    after = chain_by(THREE, closed(2024), awards(told), sure)
    assert after.length is not None
    assert before.least <= after.length <= before.most
    assert before.reached or not after.reached
    for each in before.reached:
        if each.sure:
            assert any(other.on <= each.on for other in after.reached)


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_state_of_a_day_is_that_of_the_rounds_closed_by_then(before, days):
    day = date(2023, 12, 1) + timedelta(days=before)
    states = rounds_by(ROUNDS, {}, day + timedelta(days=days))
    assert [s.says == "closed" for s in states] == [
        each.closes <= day + timedelta(days=days) for each in ROUNDS
    ]

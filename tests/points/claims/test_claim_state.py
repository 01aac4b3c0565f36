"""Since when a claim counts: approvals, publicity, objections, and voids."""

from datetime import date

import pytest
from attrs import evolve

from civil_village.points import settle
from tests.points.reading import codes, event, ledger, points, policy, roster, settled

RULES = """
accounts:
  credit: {}
items:
  aid: {to: [credit], points: 10}
  deed: {to: [credit], points: 10, publicity: 5}
  again: {to: [credit], points: 10, publicity: {days: 5, restart: true}}
  award: {to: [credit], points: 30, approval: [group, village]}
  shown: {to: [credit], points: 30, approval: [group], publicity: 3}
  free: {to: [credit], by_hand: {least: 5, most: 20, step: 5}, approval: [group, village]}
  loss: {to: [credit], by_hand: {least: -50, most: -10, step: 10}, approval: [village]}
"""


def since(table, name="c", until="2024-12-31"):
    """Give the first day on which a claim counts, found by asking every day."""
    state = settled(RULES, table, until)
    posting = state.posting(name)
    if posting.effect is not None:
        day, before = posting.effect, posting.effect.toordinal() - 1
        asked = [settled(RULES, table, str(d)) for d in (date.fromordinal(before), day)]
        statuses = [s.posting(name).status for s in asked if name in s._book.entries]
        assert statuses[-2:] in (["pending", "counts"], ["counts"])
    return posting.status, None if posting.effect is None else str(posting.effect)


def test_a_claim_without_more_counts_from_the_day_of_the_act():
    assert since("c claim aid h1 2024-03-01 recorded=2024-03-09") == ("counts", "2024-03-01")


# Publicity ---------------------------------------------------------------------------------


def test_publicity_counts_its_first_day_and_points_count_from_the_day_after_the_last():
    # 1, 2, 3, 4, 5 March; effect on the 6th.
    assert since("c claim deed h1 2024-03-01") == ("counts", "2024-03-06")


def test_publicity_begins_when_the_claim_is_recorded():
    assert since("c claim deed h1 2024-03-01 recorded=2024-03-04") == ("counts", "2024-03-09")


def test_publicity_begins_with_the_last_approval():
    table = "c claim shown h1 2024-03-01\na approve c group 2024-03-10"
    assert since(table) == ("counts", "2024-03-13")


def test_an_objection_on_the_last_day_holds_a_claim():
    table = "c claim deed h1 2024-03-01\no object c 2024-03-05"
    assert since(table) == ("pending", None)
    assert settled(RULES, table, "2024-12-31").posting("c").why.key == "posting.why-objection"


def test_an_objection_on_the_day_after_the_last_is_a_problem_and_holds_nothing():
    table = "c claim deed h1 2024-03-01\no object c 2024-03-06"
    assert since(table) == ("counts", "2024-03-06")
    assert codes(settled(RULES, table, "2024-12-31")) == [("late-objection", "o")]


def test_an_objection_to_what_is_not_posted_is_a_problem():
    table = "c claim aid h1 2024-03-01\no object c 2024-03-01"
    assert codes(settled(RULES, table, "2024-12-31")) == [("late-objection", "o")]


@pytest.mark.parametrize(
    ("on", "effect"), [("2024-03-04", "2024-03-06"), ("2024-03-20", "2024-03-20")]
)
def test_a_rejected_objection_lets_a_claim_count_that_day_but_not_before_its_publicity_ends(
    on, effect
):
    table = f"c claim deed h1 2024-03-01\no object c 2024-03-03\nr reject o {on}"
    assert since(table) == ("counts", effect)


def test_a_rejected_objection_may_start_the_days_anew():
    # Posted again from 21 to 25 March.
    table = "c claim again h1 2024-03-01\no object c 2024-03-03\nr reject o 2024-03-20"
    assert since(table) == ("counts", "2024-03-26")


def test_an_objection_within_the_days_that_started_anew_holds():
    table = "c claim again h1 2024-03-01\no object c 2024-03-03\nr reject o 2024-03-20\n"
    assert since(table + "p object c 2024-03-25") == ("pending", None)
    # Posted a third time from 1 to 5 April.
    twice = table + "p object c 2024-03-25\nq reject p 2024-03-31"
    assert since(twice) == ("counts", "2024-04-06")
    late = settled(RULES, table + "p object c 2024-03-26", "2024-12-31")
    assert codes(late) == [("late-objection", "p")]


def test_of_two_objections_both_have_to_be_resolved():
    table = """
    c claim deed h1 2024-03-01
    o object c 2024-03-03
    p object c 2024-03-04
    r reject o 2024-03-10
    """
    assert since(table) == ("pending", None)
    assert since(table + "s reject p 2024-03-12") == ("counts", "2024-03-12")


def test_an_upheld_objection_refuses_a_claim_that_never_counted():
    table = "c claim deed h1 2024-03-01\no object c 2024-03-05\nu uphold o 2024-03-20"
    assert since(table) == ("refused", None)
    entry = settled(RULES, table, "2024-12-31")._book.entries["c"]
    zone = settled(RULES, table, "2024-12-31")._book.editions.zone
    assert [entry.status(date(2024, 3, day), zone) for day in (10, 19, 20)] == [
        *("pending", "pending", "refused"),
    ]


def test_a_decision_and_an_objection_can_be_taken_back():
    table = "c claim deed h1 2024-03-01\no object c 2024-03-05\nu uphold o 2024-03-20\n"
    assert since(table + "v void u recorded=2024-04-01") == ("pending", None)
    both = table + "v void u recorded=2024-04-01\nw void o recorded=2024-04-02"
    assert since(both) == ("counts", "2024-03-06")


# Approvals ---------------------------------------------------------------------------------


def test_a_chain_of_approvals_is_awaited_in_its_order_and_counts_from_the_last():
    table = "c claim award h1 2024-03-01\n"
    state = settled(RULES, table, "2024-12-31")
    assert state.posting("c").why.arguments["role"] == "group"
    table += "a approve c group 2024-03-05\n"
    state = settled(RULES, table, "2024-12-31")
    assert state.posting("c").why.arguments["role"] == "village"
    assert since(table + "b approve c village 2024-04-01") == ("counts", "2024-04-01")
    assert since(table + "b approve c village 2024-02-01") == ("counts", "2024-03-05")


def test_a_second_word_of_the_same_role_does_not_put_off_a_claim():
    table = """
    c claim award h1 2024-03-01
    a approve c group 2024-03-05
    b approve c village 2024-03-06
    d approve c group 2024-08-01
    """
    assert since(table) == ("counts", "2024-03-06")


def test_a_denial_refuses_and_can_be_taken_back():
    table = """
    c claim award h1 2024-03-01
    a approve c group 2024-03-05
    d deny c village 2024-03-06
    """
    assert since(table)[0] == "refused"
    assert settled(RULES, table, "2024-12-31").balance("h1", "credit") == 0
    table += "v void d recorded=2024-03-07\nb approve c village 2024-03-08"
    assert since(table) == ("counts", "2024-03-08")


def test_a_role_that_is_not_in_the_chain_has_no_say():
    table = "c claim award h1 2024-03-01\na approve c town 2024-03-05"
    assert codes(settled(RULES, table, "2024-12-31")) == [("other-role", "a")]


def test_an_approval_that_is_taken_back_is_awaited_again():
    table = """
    c claim award h1 2024-03-01
    a approve c group 2024-03-05
    b approve c village 2024-03-06
    v void a recorded=2024-03-07
    """
    state = settled(RULES, table, "2024-12-31")
    assert (state.balance("h1", "credit"), state.posting("c").status) == (0, "pending")
    assert state.posting("c").why.arguments["role"] == "group"


# By hand -----------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [5, 10, 20])
def test_a_value_within_range_and_step_is_taken(given):
    table = f"""
    c claim free h1 2024-03-01
    a approve c group 2024-03-05
    b approve c village 2024-03-06 points={given}
    """
    assert settled(RULES, table, "2024-12-31").balance("h1", "credit") == given


@pytest.mark.parametrize("given", [0, 4, 6, 25, "7.5", -5])
def test_a_value_outside_range_or_step_is_refused_and_never_clipped(given):
    table = f"""
    c claim free h1 2024-03-01
    a approve c group 2024-03-05
    b approve c village 2024-03-06 points={given}
    """
    state = settled(RULES, table, "2024-12-31")
    assert codes(state) == [("points-not-allowed", "b")]
    assert (state.posting("c").status, state.balance("h1", "credit")) == ("pending", 0)


def test_a_hand_sets_losses_too():
    table = "c claim loss h1 2024-03-01\na approve c village 2024-03-06 points=-30"
    assert settled(RULES, table, "2024-12-31").balance("h1", "credit") == -30


def test_somebody_of_the_chain_has_to_set_a_value():
    table = "c claim free h1 2024-03-01\na approve c group 2024-03-05{}\nb approve c village {}"
    without = settled(RULES, table.format("", "2024-03-06"), "2024-12-31")
    assert codes(without) == [("points-missing", "b")]
    assert without.posting("c").status == "pending"
    first = settled(RULES, table.format(" points=15", "2024-03-06"), "2024-12-31")
    assert (first.balance("h1", "credit"), codes(first)) == (15, [])
    last = settled(RULES, table.format(" points=15", "2024-03-06 points=20"), "2024-12-31")
    assert last.balance("h1", "credit") == 20


def test_points_for_an_item_that_no_hand_values_are_a_problem():
    table = "c claim award h1 2024-03-01\na approve c group 2024-03-05 points=7"
    assert codes(settled(RULES, table, "2024-12-31")) == [("points-not-allowed", "a")]


# Voids -------------------------------------------------------------------------------------


def test_a_void_takes_an_entry_out_from_its_own_day_or_from_a_given_one():
    table = "c claim aid h1 2024-03-01\n"
    own = table + "v void c recorded=2024-05-01"
    given = table + "v void c on=2024-04-15 recorded=2024-05-01"
    days = ["2024-03-01", "2024-04-14", "2024-04-15"]
    assert [settled(RULES, own, day).balance("h1", "credit") for day in days] == [0, 0, 0]
    assert [settled(RULES, given, day).balance("h1", "credit") for day in days] == [10, 10, 0]
    assert settled(RULES, own, "2024-12-31").posting("c").why.arguments["day"] == "2024-03-01"


def test_a_void_is_not_known_before_it_is_recorded():
    table = "c claim aid h1 2024-03-01\nv void c recorded=2024-05-01"
    known = [settled(RULES, table, "2024-12-31", known=d) for d in ("2024-04-30", "2024-05-01")]
    assert [state.balance("h1", "credit") for state in known] == [10, 0]


def test_what_is_said_of_an_event_that_comes_later_waits_for_it():
    table = """
    a approve c group   2024-03-05 recorded=2024-03-02
    b approve c village 2024-03-06 recorded=2024-03-02
    c claim   award h1  2024-03-01 recorded=2024-03-10
    """
    assert since(table) == ("counts", "2024-03-06")


def test_what_is_said_of_an_event_that_never_comes_is_a_problem():
    table = "v void nothing recorded=2024-03-01"
    assert codes(settled(RULES, table, "2024-12-31")) == [("not-in-ledger", "v")]


def test_what_did_not_get_into_the_book_can_be_taken_back_with_its_problems():
    table = """
    c claim   nothing h1       2024-03-01
    a approve c       group    2024-03-01
    k check   h1      credit 7 2024-03-01
    b approve d       group    2024-03-01
    """
    before = settled(RULES, table, "2024-12-31")
    assert codes(before) == [
        ("unknown-item", "c"),
        ("not-in-book", "a"),
        ("not-in-ledger", "b"),
        ("balance-differs", "k"),
    ]
    table += "v void c recorded=2024-03-02\nw void k recorded=2024-03-02"
    assert codes(settled(RULES, table, "2024-12-31")) == [("not-in-ledger", "b")]


def test_a_void_cannot_be_taken_back():
    table = "c claim aid h1 2024-03-01\nv void c recorded=2024-03-02\nw void v recorded=2024-03-03"
    assert codes(settled(RULES, table, "2024-12-31")) == [("not-voidable", "w")]


def test_the_earliest_of_two_voids_counts():
    table = "c claim aid h1 2024-03-01\n" + "".join(
        f"v{n} void c on={day} recorded=2024-06-0{n}\n"
        for n, day in ((1, "2024-05-01"), (2, "2024-04-01"), (3, "2024-05-15"))
    )
    days = "2024-03-31", "2024-04-01"
    assert [settled(RULES, table, day).balance("h1", "credit") for day in days] == [10, 0]
    assert settled(RULES, table, "2024-06-01").posting("c").why.arguments["day"] == "2024-04-01"


def test_the_day_of_an_instant_is_that_of_the_policys_zone():
    # Half past eight in the evening in London is the next day in Shanghai.
    late = event("c claim deed h1 2024-03-01")
    late = evolve(late, recorded=late.recorded.fromisoformat("2024-03-04T20:30:00+00:00"))
    assert settled(RULES, ledger("").add(late), "2024-12-31").posting("c").effect == date(
        2024, 3, 10
    )


# Claims that cannot be -------------------------------------------------------------------------

ASKING = """
from: 2024-01-01
accounts: {credit: {spendable: true}}
rewards: {soap: {account: credit, price: 1}}
items:
  fixed: {to: [credit], points: 2}
  persons: {to: [credit], points: 2, each: person}
  hours: {to: [credit], per: {quantity: hours, label: 小时, over: year}, curve: {per: {each: 2, give: 3}}}
  spots: {to: [credit], per: {quantity: spots}, curve: {steps: {0: 5, 1: 2, 3: 0}}}
  named: {to: [credit], points: 2, charge: named}
  hand: {to: [credit], by_hand: {least: 2, most: 10, step: 2}, approval: [council]}
  house: {to: [credit], points: -1, each: member, members_on: act, charge: household}
  head: {to: [credit], points: -1, each: member, members_on: act, charge: head}
  chosen: {to: [credit], points: -1, each: member, members_on: act, charge: named}
  own: {to: [credit], points: -1, each: member, members_on: act}
  gone: {to: [credit], points: 2, until: 2024-02-29}
"""
HOME = roster("p1 household=h1 head=yes", "p2 household=h1", "p3 household=h1", "p4 household=h1")


def wrong(table, *, day="2024-12-31", of=None):
    """Give the problems of a table: code, and the last step of the path."""
    return [(p.code, p.path[-1]) for p in settled(ASKING, table, day, of=of).problems]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("fixed h1 2024-03-01 quantity=5", ("not-asked", "quantity")),
        ("fixed h1 2024-03-01 persons=3", ("not-asked", "persons")),
        ("fixed h1 2024-03-01 charged=h2", ("not-asked", "charged")),
        ("fixed h1 2024-03-01 points=2", ("not-asked", "points")),
        ("hand h1 2024-03-01 quantity=5", ("not-asked", "quantity")),
        ("hours h1 2024-03-01", ("amount-missing", "quantity")),
        ("spots h1 2024-03-01", ("amount-missing", "quantity")),
        ("named h1 2024-03-01", ("nobody-named", "charged")),
        ("hours h1 2024-03-01 quantity=0", ("out-of-range", "quantity")),
        ("hand h1 2024-03-01 points=3", ("points-not-allowed", "points")),
        ("hand h1 2024-03-01 points=12", ("points-not-allowed", "points")),
        ("fixed h1 2023-12-31", ("policy-not-in-force", "on")),
        ("nothing h1 2024-03-01", ("unknown-item", "item")),
        ("gone h1 2024-03-01", ("item-not-in-force", "on")),
        ("house h1 2024-03-01", ("no-roster", "who")),
        ("head p1 2024-03-01", ("no-roster", "who")),
        ("own h1 2024-03-01", ("no-roster", "item")),
    ],
)
def test_a_claim_that_cannot_be_is_a_problem_of_its_own_name(line, expected):
    state = settled(ASKING, f"c claim {line}", "2024-12-31")
    assert [(p.code, p.path[-1]) for p in state.problems] == [expected]
    assert state.balance("h1", "credit") == 0


def test_what_is_missing_says_what_the_item_counts():
    (problem,) = settled(ASKING, "c claim hours h1 2024-03-01", "2024-12-31").problems
    assert problem.text("zh").startswith("events.c.quantity：申报未写明计量数")
    assert "应为写明多少小时" in problem.text("zh")


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("house p2 2024-03-01", "h1"),
        ("house h1 2024-03-01", "h1"),
        ("head p2 2024-03-01", "p1"),
        ("head h1 2024-03-01", "p1"),
        ("chosen p2 2024-03-01 charged=p3", "p3"),
        ("own p4 2024-03-01", "p4"),
    ],
)
def test_members_are_those_of_the_household_of_whoever_is_charged(line, who):
    state = settled(ASKING, f"c claim {line}", "2024-12-31", of=HOME)
    assert (state.balance(who, "credit"), state.problems) == (-4, ())


def test_nobody_is_charged_for_members_whom_nobody_knows():
    lonely = roster("p1 household=h1", "h2", "p5 household=h3 head=yes until=2024-02-01")
    table = """
    a claim head  p1 2024-03-01
    b claim head  p9 2024-03-01
    c claim house h2 2024-03-01
    d claim own   p9 2024-03-01
    e claim head  p5 2024-02-01
    f claim head  p5 2024-02-02
    """
    state = settled(ASKING, table, "2024-12-31", of=lonely)
    assert sorted(codes(state)) == [
        ("members-unknown", "c"),
        ("members-unknown", "d"),
        ("no-head", "a"),
        ("not-on-roster", "b"),
        ("not-on-roster", "f"),
    ]
    assert points(state, "e") == [-1]


@pytest.mark.parametrize("day", ["2024-03-01", "2024-12-31", "2042-05-01", "2050-01-01"])
@pytest.mark.parametrize(
    "line",
    [
        "c claim fixed h1 2042-05-01 recorded=2024-02-01",
        "c redeem soap h1 2042-05-01 recorded=2024-02-01",
        "c check h1 credit 5 2042-05-01 recorded=2024-02-01",
    ],
)
def test_an_act_after_its_recording_is_a_problem_in_every_state(line, day):
    found = settled(ASKING, line, day)
    assert (codes(found), found.balance("h1", "credit")) == ([("dated-ahead", "c")], 0)
    assert found.problems[0].expected.text("en") == "2024-02-01 or earlier"
    assert wrong(line + "\nv void c recorded=2024-02-02", day=day) == []
    assert settled(ASKING, line, day, known="2024-01-31").problems == ()


def test_a_clock_that_is_a_day_ahead_elsewhere_is_none_that_is_wrong():
    # Half past eight in the evening in London is the next day in Shanghai.
    late = event("c claim fixed h1 2024-03-02")
    late = evolve(late, recorded=late.recorded.fromisoformat("2024-03-01T20:30:00+00:00"))
    assert settled(ASKING, ledger("").add(late), "2024-12-31").balance("h1", "credit") == 2


def test_a_quantity_of_0_counts_where_the_curve_gives_points_for_nothing():
    state = settled(ASKING, "c claim spots h1 2024-03-01 quantity=0", "2024-12-31")
    assert (points(state, "c"), state.problems) == ([5], ())


def test_an_item_that_another_edition_has_is_not_called_unknown():
    old = ASKING
    new = ASKING.replace("2024-01-01", "2024-07-01").replace("fixed:", "renewed:")
    table = (
        "a claim fixed h1 2024-08-01\nb claim renewed h1 2024-03-01\nc claim fixed h1 2024-03-01"
    )
    editions = [policy(old), policy(new)]
    state = settle(editions, ledger(table), as_of=date(2024, 12, 31))
    assert sorted(codes(state)) == [("not-in-edition", "a"), ("not-in-edition", "b")]


def told_twice(table):
    found = settled(ASKING, table, "2024-12-31", of=HOME).problems
    assert {p.level for p in found} <= {"finding"}
    return [(p.code, p.path[1], p.hint.arguments["other"]) for p in found]


def test_what_is_entered_twice_is_told_and_counts():
    table = "a claim fixed h1 2024-03-01\nb claim fixed h1 2024-03-01"
    assert told_twice(table) == [("entered-twice", "b", "a")]
    assert settled(ASKING, table, "2024-12-31").balance("h1", "credit") == 4
    assert told_twice(table + "\nv void a recorded=2024-03-02") == []


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ("fixed h1 2024-03-01 act=x", "fixed h1 2024-03-01 act=y", False),
        ("fixed h1 2024-03-01 act=x", "fixed h1 2024-03-01 act=x", True),
        ("fixed h1 2024-03-01 act=x", "fixed h1 2024-03-01", True),
        ("fixed h1 2024-03-01 place=x", "fixed h1 2024-03-01 place=y", False),
        ("fixed h1 2024-03-01", "fixed h2 2024-03-01", False),
        ("fixed h1 2024-03-01", "fixed h1 2024-03-02", False),
        ("fixed h1 2024-03-01", "persons h1 2024-03-01", False),
        ("hours h1 2024-03-01 quantity=2", "hours h1 2024-03-01 quantity=3", True),
    ],
)
def test_marks_of_acts_and_places_tell_claims_apart(first, second, twice):
    assert bool(told_twice(f"a claim {first}\nb claim {second}")) == twice


@pytest.mark.parametrize(
    "table",
    [
        "a claim fixed h1 2024-03-01",
        "a approve c council 2024-03-01 points=4",
        "a check h1 credit 0 2024-03-01",
        "a claim nothing h1 2024-03-01",
    ],
)
def test_voiding_what_is_void_is_told(table):
    table = f"c claim hand h2 2024-03-01\n{table}\nv void a recorded=2024-03-02"
    assert told_twice(table) == []
    assert told_twice(table + "\nw void a recorded=2024-03-03") == [("said-already", "w", "v")]


def test_a_void_from_an_earlier_day_says_something_new():
    table = "a claim fixed h1 2024-03-01\nv void a on=2024-05-01 recorded=2024-06-01"
    assert told_twice(table + "\nw void a on=2024-04-01 recorded=2024-06-02") == []
    assert told_twice(table + "\nw void a on=2024-06-01 recorded=2024-06-02") == [
        ("said-already", "w", "v")
    ]


def test_a_second_word_on_the_same_is_told_and_changes_nothing():
    table = """
    c claim   aid h1      2024-03-01
    o object  c           2024-03-02
    r reject  o           2024-03-03
    u uphold  o           2024-03-04
    """
    state = settled("publicity: 5\n" + RULES, table, "2024-12-31")
    assert codes(state) == [("said-already", "u")]
    assert state.posting("c").status == "counts"


def test_a_second_approval_of_a_role_is_told():
    table = (
        "c claim award h1 2024-03-01\na approve c group 2024-03-02\nb approve c group 2024-03-03"
    )
    assert codes(settled(RULES, table, "2024-12-31")) == [("said-already", "b")]
    table += "\nv void b recorded=2024-03-04\nd approve c village 2024-03-05"
    assert codes(settled(RULES, table, "2024-12-31")) == []
    assert since(table) == ("counts", "2024-03-05")


def test_a_second_repair_is_told():
    rules = """
    accounts: {credit: {}}
    items:
      fence: {to: [credit], points: -2, lasting: true, valid_for: 1 year}
      amends: {to: [credit], points: 5}
    judgments: {grave: {account: credit, reads: 0, repair: amends}}
    """
    table = """
    c claim  fence h1 2024-03-01
    j judge  grave h1 2024-03-01
    p repair c        2024-03-02
    q repair j        2024-03-02
    r repair c        2024-03-03
    s repair j        2024-03-03
    """
    state = settled(rules, table, "2024-12-31")
    told = [(p.path[1], p.hint.arguments["other"]) for p in state.problems]
    assert (told, state.balance("h1", "credit")) == ([("r", "p"), ("s", "q")], 3)
    table += "\nv void r recorded=2024-03-04\nw void s recorded=2024-03-04"
    assert settled(rules, table, "2024-12-31").problems == ()


# Points that the claim says --------------------------------------------------------------------


def test_points_that_a_claim_says_are_pending_until_approved():
    table = "c claim hand h1 2024-03-01 points=6"
    told = settled(ASKING, table, "2024-03-31").posting("c")
    assert (told.status, told.points) == ("pending", 6)
    assert told.reasons[0].text("en") == "6 as the claim says"
    for word, worth in (("", 6), (" points=4", 4)):
        approved = f"{table}\na approve c council 2024-03-05{word}"
        state = settled(ASKING, approved, "2024-03-31")
        assert (state.balance("h1", "credit"), state.problems) == (worth, ())


def test_points_of_an_approval_that_is_taken_back_are_those_of_the_claim_again():
    table = """
    c claim   hand h1      2024-03-01 points=6
    a approve c    council 2024-03-05 points=4
    v void    a            recorded=2024-03-06
    b approve c    council 2024-03-07
    """
    assert settled(ASKING, table, "2024-03-31").balance("h1", "credit") == 6


def test_points_that_nobody_says_are_missing():
    table = "c claim hand h1 2024-03-01\na approve c council 2024-03-05"
    assert wrong(table) == [("points-missing", "points")]

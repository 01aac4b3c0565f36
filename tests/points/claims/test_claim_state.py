"""Since when a claim counts: approvals, publicity, objections, and voids."""

from datetime import date

import pytest
from attrs import evolve

from tests.points.reading import codes, event, ledger, settled

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
        ("not-in-ledger", "a"),
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

"""Which events count on a day."""

from datetime import date, datetime, timedelta, timezone

from civil_village.points import Account, Claim, Item, Ledger, Policy, Targets, Void, settle

NOON = datetime(2024, 5, 5, 12, tzinfo=timezone(timedelta(hours=8)))


def test_a_void_without_a_day_is_not_there_before_its_entry():
    """Else it would speak of an entry that nobody knows yet."""
    item = Item(to=Targets({"credit": 1}), points=5)
    policy = Policy(id="demo", accounts={"credit": Account()}, items={"help": item})
    claim = Claim(id="c1", item="help", who="h1", on=date(2024, 5, 5), recorded=NOON)
    book = Ledger().add(claim, Void(id="v1", of="c1", recorded=NOON))
    assert settle(policy, book, as_of=date(2024, 5, 4)).problems == ()
    state = settle(policy, book, as_of=date(2024, 5, 5))
    assert (state.problems, state.posting("c1").status) == ((), "void")


def test_a_void_of_nothing_is_a_problem_on_every_day():
    book = Ledger().add(Void(id="v1", of="c1", recorded=NOON))
    policy = Policy(id="demo", accounts={"credit": Account()}, items={})
    for day in (date(2024, 5, 4), date(2024, 5, 6)):
        assert len(settle(policy, book, as_of=day).problems) == 1

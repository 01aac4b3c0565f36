"""A book that grows event by event, in long random sequences, and is asked after each."""

from collections import defaultdict
from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from civil_village.points import Claim, Close, Ledger, Redeem, Void
from tests.points.reading import CHINA
from tests.points.test_promises import KINDS, LAST, POLICY, WHO, close, fields, settled, told
from tests.profiles import whole_documents


class GrowingBook(RuleBasedStateMachine):
    """Enters events in the order of recording, or late ones, and settles after each."""

    def __init__(self):
        super().__init__()
        self.made = defaultdict(list)
        self.book = Ledger()
        self.state = settled(self.book)
        self.clock = datetime(2024, 1, 1, 8, tzinfo=CHINA)
        self.past = []

    @rule(data=st.data(), kind=st.sampled_from(KINDS), on=close, late=st.integers(0, 9))
    def enter(self, data, kind, on, late):
        """Enter an event, now and then one that another office had recorded before."""
        self.clock += timedelta(hours=7)
        recorded = self.clock - timedelta(days=30) if late == 0 else self.clock
        drawn = {name: data.draw(values) for name, values in fields(kind, self.made).items()}
        if kind is Redeem and drawn["reward"] != "money":
            drawn["amount"] = None
        if kind is Close:
            on = max(on, drawn["through"] + timedelta(days=1))
        if kind is Void and data.draw(st.booleans()):
            on = None
        name = f"n{len(self.book.events):03}"
        event = kind(id=name, on=on, recorded=recorded, **drawn)
        self.made[kind].append(event)
        self.book = self.book.add(event)
        self.state = settled(self.book, after=self.state)

    @rule(data=st.data())
    def enter_again(self, data):
        """Enter what is there: nothing changes."""
        if self.book.events:
            there = data.draw(st.sampled_from(list(self.book.events)))
            assert self.book.add(there) is self.book
            assert self.book.merge(Ledger().add(there)) is self.book

    @rule()
    def keep(self):
        """Keep a state, to see that it stays what it was."""
        self.past = [*self.past[-2:], (self.book, self.state)]

    @invariant()
    def balances_are_the_sums_of_their_lines(self):
        for name in WHO:
            for account in self.state.statement(name).accounts:
                lines = sum(Fraction(line.points) for line in account.lines)
                assert lines == Fraction(self.state.recorded(name, account.account))

    @invariant()
    def stock_is_never_below_zero(self):
        for name, reward in POLICY.rewards.items():
            if reward.stock is not None:
                assert self.state.stock(name) >= 0

    @invariant()
    def nothing_is_paid_twice(self):
        paid = [made.id for made in self.state.redemptions if made.granted]
        assert len(paid) == len(set(paid))

    def teardown(self):
        """Compare with books that are settled at once, from any order of arrival."""
        whole = Ledger().add(*reversed(self.book.events))
        assert told(settled(whole)) == told(self.state)
        for book, state in self.past:
            assert told(settled(Ledger().add(*book.events))) == told(state)


TestGrowingBook = GrowingBook.TestCase
TestGrowingBook.settings = settings(whole_documents, stateful_step_count=30)


def test_the_machine_enters_claims():
    """A sequence of plain claims is entered and counted."""
    machine = GrowingBook()
    for number in range(3):
        machine.clock += timedelta(days=1)
        event = Claim(
            id=f"n{number:03}",
            item="yard",
            who="h1",
            on=machine.clock.date(),
            recorded=machine.clock,
        )
        machine.book = machine.book.add(event)
        machine.state = settled(machine.book, LAST, after=machine.state)
    # The base of 20; 9, then 7 up to the 16 of all items in a week, then nothing; and the bonus
    # of 6 for a quarter of good conduct.
    assert machine.state.recorded("h1", "purse") == 20 + 9 + 7 + 6
    machine.teardown()

"""Promises of settled books, whatever is claimed, said, redeemed, voided and merged."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.events.masks import extract, mask
from civil_village.points import (
    Approve,
    Check,
    Claim,
    Close,
    Judge,
    Ledger,
    Object,
    Redeem,
    Repair,
    Resolve,
    Restock,
    Return,
    Void,
    settle,
)
from civil_village.points.ledger.masked_roster import extract_roster
from tests.points.reading import CHINA, policy, roster
from tests.profiles import whole_documents

SECRET = "rain on the third roof"
LAST = date(2025, 6, 30)

#: Nearly every word of a policy, so that they meet.
RICH = """
from: 2023-01-01
accounts:
  exchange:
    {spendable: true, period: {unit: year, starts: "01-10"}, carry: {share: 0.5, round: {step: 1, mode: down}},
     validity: [{from: 1, valid_for: 18 months}, {above: 8, valid_for: 9 months}], spend: newest}
  purse: {spendable: true, base: 20, spend_base: false, floor: 0, overdrawn: refuse}
  plain: {spendable: true, period: quarter, carry: debts}
  honour: {up_only: true}
  conduct:
    {base: 100, period: quarter, carry: none, late: posting_period, deduct: base, rest: lost,
     bands: [{id: bad}, {id: fair, from: 90}, {id: good, from: 105}]}
classes: {clean: {one_act: highest}, mess: {}}
items:
  aid: {to: {exchange: 1, honour: 0.5, plain: 2}, points: 5, caps: [{per: month, points: 12}]}
  sweep: {to: [exchange, conduct, purse], class: clean, points: 3, publicity: {days: 3, restart: true}, caps: [{of: class, per: {rolling: 20 days}, points: 10}]}
  yard: {to: [purse, conduct, plain], class: clean, points: 9, caps: [{per: quarter, each: member, count: 2}]}
  litter: {to: [conduct, exchange, plain], class: mess, points: -4, repeat: {of: class, valid_for: 3 months, factors: [1, 2, 3]}}
  burning: {to: [conduct, purse], class: mess, points: -7, lasting: true, valid_for: 1 month}
  hours: {to: [exchange, plain], per: {quantity: hours, over: quarter}, curve: {steps: {4: 1, 10: 2, 20: 5, 50: 10}}}
  medal: {to: [purse, honour], by_hand: {least: 5, most: 30, step: 5}, approval: [group, village]}
  bonus: {to: [purse], points: 6}
  mended: {to: [conduct], points: -20}
caps: [{of: all, per: week, points: 16}, {of: class, name: mess, per: quarter, points: 15}]
judgments:
  zero: {account: conduct, reads: 0, repair: mended, gains: lost}
  cheat: {account: exchange, reads: 3, valid_for: 2 months, bans: [{stops: [redeem], per: quarter, through: 0}]}
settlements:
  season: {of: conduct, bands: {good: [{post: bonus}, {benefit: feast}], bad: [{ban: {stops: [redeem], valid_for: 1 month}}]}}
benefits: {feast: {}, loan: {when: "purse >= 30 && !frozen"}}
suspensions: {frozen: {when: "conduct < 80", stops: [redeem]}}
rewards:
  soap: {account: exchange, price: 4, stock: 3}
  lamp: {account: purse, price: 7, stock: 2, limits: [{each: household, per: month, count: 1}], returns: new_period}
  money: {account: plain, payout: {unit: yuan, rate: 0.5, notes: [5, 2], unfit: part}, limits: [{each: all, per: quarter, amount: 12}]}
standings: {all: {account: exchange, ties: dense}}
"""
POLICY = policy(RICH)
#: The same without what asks who lives where, and a cap of places.
PLACES = policy(RICH.replace("{of: all, per: week,", "{of: all, each: place, per: week,"))
PEOPLE = roster(
    "h1 household=a place=east", "h2 household=a place=east", "h3 household=b place=west"
)
WHO = ["h1", "h2", "h3"]

days = st.integers(0, 800).map(lambda n: date(2023, 3, 1) + timedelta(days=n))
#: Days that lie close together, so that caps and repetitions are met.
close = st.integers(0, 45).map(lambda n: date(2024, 1, 1) + timedelta(days=n)) | days
who = st.sampled_from(WHO)


#: What may be drawn, the more often the likelier.
KINDS = [
    *[Claim] * 5,
    *[Redeem] * 3,
    *[Approve] * 2,
    *(Void, Object, Resolve, Return, Restock, Judge, Repair, Close, Check),
]
ITEMS = ["aid", "sweep", "yard", "litter", "burning", "hours", "medal", "old"]
acts = st.none() | st.sampled_from(["x", "y"])


def of(*spoken):
    """Draw one of some events, or one that there is not."""
    ids = [event.id for events in spoken for event in events]
    return st.sampled_from(ids) if ids else st.just("gone")


def fields(kind, made):
    """Say what to draw for a kind, of which the events so far are spoken."""
    claims, medals = made[Claim], [e for e in made[Claim] if e.item == "medal"]
    ends = st.sampled_from([date(2023, 12, 31), date(2024, 3, 31)])
    voided = [made[k] for k in (Claim, Object, Judge, Approve, Resolve, Restock)]
    return {
        Claim: {
            "item": st.sampled_from(ITEMS),
            "who": who,
            "quantity": st.integers(1, 30),
            "act": acts,
            "place": st.none() | st.sampled_from(["east", "west"]),
        },
        Redeem: {
            "reward": st.sampled_from(["soap", "lamp", "money"]),
            "who": who,
            "amount": st.integers(1, 9),
            "count": st.integers(1, 2),
        },
        Approve: {
            "of": of(medals or claims),
            "role": st.sampled_from(["group", "village"]),
            "granted": st.integers(0, 4).map(bool),
            "points": st.none() | st.sampled_from([5, 10, 30, 7]),
        },
        Void: {"of": of(*voided)},
        Object: {"of": of(claims)},
        Resolve: {"of": of(made[Object]), "upheld": st.booleans()},
        Return: {"of": of(made[Redeem])},
        Restock: {"reward": st.just("soap"), "count": st.integers(1, 2)},
        Judge: {"judgment": st.sampled_from(["zero", "cheat"]), "who": who, "act": acts},
        Repair: {"of": of(made[Judge], claims)},
        Close: {"settlement": st.just("season"), "through": ends},
        Check: {"who": who, "account": st.just("plain"), "points": st.integers(0, 9)},
    }[kind]


@st.composite
def events(draw, most=14):
    """Draw events that speak of each other, recorded about when they happen."""
    made = defaultdict(list)
    for place, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=most))):
        on = draw(close)
        late = timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 6, 40])))
        # Some are recorded at one instant, so that their ids decide.
        noon = datetime(on.year, on.month, on.day, 12, draw(st.integers(0, 3)), tzinfo=CHINA)
        drawn = {name: draw(values) for name, values in fields(kind, made).items()}
        if kind is Redeem and drawn["reward"] != "money":
            drawn["amount"] = None
        if kind is Claim and drawn["item"] != "hours":
            del drawn["quantity"]
        if kind is Close:
            on = max(on, drawn["through"] + timedelta(days=1))
        if kind is Void and draw(st.booleans()):
            on = None
        made[kind].append(kind(id=f"n{place:02}", on=on, recorded=noon + late, **drawn))
    return sorted((e for some in made.values() for e in some), key=lambda e: e.id)


books = events().map(lambda made: Ledger().add(*made))
halves = events(most=8).map(lambda made: Ledger().add(*made))
policies = st.sampled_from([POLICY, PLACES])


def settled(book, as_of=LAST, *, rules=POLICY, **options):
    return settle(rules, book, as_of=as_of, roster=PEOPLE, **options)


def told(state):
    """Give all that a state says."""
    return (
        {name: state.statement(name) for name in WHO},
        {name: [state.parts(name, a) for a in POLICY.accounts] for name in WHO},
        {name: (state.benefits(name), state.stopped(name)) for name in WHO},
        state.redemptions,
        state.pending,
        # What is not in a ledger at all is asked of the whole ledger, whatever is known of it.
        sorted(repr(p) for p in state.problems if p.code != "not-in-ledger"),
        [state.stock(name) for name in POLICY.rewards],
        state.differences,
        state.rank("all"),
    )


# Sums ------------------------------------------------------------------------------------------


@whole_documents
@given(books, days, policies)
def test_a_balance_is_the_sum_of_the_lines_of_its_statement(book, day, rules):
    state = settled(book, day, rules=rules)
    for name in WHO:
        balances = {account: state.recorded(name, account) for account in POLICY.accounts}
        for account in state.statement(name).accounts:
            assert sum(Fraction(o.points) for o in account.lines) == Fraction(account.balance)
            running = Fraction(0)
            for line in account.lines:
                running += Fraction(line.points)
                assert running == Fraction(line.balance)
            assert account.balance == balances[account.account]
            parts = state.parts(name, account.account)
            assert account.balance == parts["base"] + parts["earned"]


@whole_documents
@given(books, days)
def test_no_balance_is_below_its_floor(book, day):
    state = settled(book, day)
    for name in WHO:
        lines = state.statement(name).accounts[1].lines
        assert all(line.balance >= 0 for line in lines)


@whole_documents
@given(books, days)
def test_the_order_of_questions_changes_no_answer(book, day):
    first, second = settled(book, day), settled(book, day)
    assert first.problems == second.problems
    asked = [second.balance(name, "plain") for name in reversed(WHO)][::-1]
    second.rank("all")
    assert told(first) == told(second)
    assert asked == [first.balance(name, "plain") for name in WHO]


@whole_documents
@given(books, days)
def test_points_of_a_statement_are_those_of_the_entries(book, day):
    """Told reasons come from the long way of valuing, balances from the short one."""
    state = settled(book, day)
    before = {n: (p.points, p.status) for n in WHO for p in state.postings(n) for n in [p.id]}
    for name in WHO:
        state.balance(name, "exchange")
    entries = state._book.entries
    assert {n: Fraction(entries[n].points) for n in before} == {
        n: Fraction(points) if status in ("counts", "pending") else Fraction(entries[n].points)
        for n, (points, status) in before.items()
    }


# Caps ------------------------------------------------------------------------------------------


def entries_of(state):
    """Give postings that hold points, with their claims."""
    return [
        posting
        for name in WHO
        for posting in state.postings(name)
        if posting.status in ("counts", "pending")
    ]


def classes_of(item):
    return POLICY.items[item].class_


@whole_documents
@given(books, days, policies)
def test_no_cap_is_ever_passed(book, day, rules):
    caps_hold(book, settled(book, day, rules=rules), rules)


def caps_hold(book, state, rules=POLICY):
    """Add up again, in other words than the library's, what each cap counts."""
    sums = defaultdict(Fraction)
    yards = defaultdict(int)
    swept = defaultdict(list)
    for posting in entries_of(state):
        size, gain, on = abs(Fraction(posting.points)), posting.points > 0, posting.on
        week, quarter = on.isocalendar()[:2], (on.year, (on.month - 1) // 3)
        claim = book[posting.id]
        whom = posting.who
        if rules is PLACES:
            whom = claim.place or PEOPLE.find(posting.who, on).place
        sums["all", 16, whom, week, gain] += size
        if posting.item == "aid":
            sums["aid", 12, posting.who, (on.year, on.month), gain] += size
        if classes_of(posting.item) == "mess":
            sums["mess", 15, posting.who, quarter, gain] += size
        if classes_of(posting.item) == "clean" and posting.item == "sweep":
            swept[posting.who].append((on, size))
        if posting.item == "yard" and posting.points:
            yards[posting.who, claim.who, quarter] += 1
    for key, total in sums.items():
        assert total <= key[1], key
    assert all(count <= 2 for count in yards.values())
    for found in swept.values():
        for end, _ in found:
            assert sum(s for on, s in found if end - timedelta(days=20) < on <= end) <= 10


@whole_documents
@given(halves, halves)
def test_a_merge_passes_no_cap_and_pays_nothing_twice(one, other):
    other = Ledger().add(*(evolve(e, id="m" + e.id[1:], **renamed(e)) for e in other.events))
    merged = one.merge(other)
    state = settled(merged)
    caps_hold(merged, state)
    assert told(settled(other.merge(one))) == told(state)
    assert told(settled(merged.merge(one).add(*other.events))) == told(state)
    stocks_hold(merged, state)


def renamed(event):
    of = getattr(event, "of", None)
    return {} if of is None else {"of": "m" + of[1:]}


# Redemptions ------------------------------------------------------------------------------------


def stocks_hold(book, state):
    """Count pieces on every day of anything, with what was granted in the end."""
    restocked = [e for e in book.events if isinstance(e, Restock)]
    moments = {e.on for e in book.events if e.on is not None}
    for reward in ("soap", "lamp"):
        for day in sorted(moments):
            sold = sum(
                book[r.id].count
                for r in state.redemptions
                if r.reward == reward
                and r.granted
                and r.on <= day
                and not (r.returned is not None and r.returned <= day)
            )
            more = sum(e.count for e in restocked if e.reward == reward and e.on <= day)
            assert sold <= POLICY.rewards[reward].stock + more
        assert state.stock(reward) >= 0


@whole_documents
@given(books)
def test_stock_is_never_below_nothing(book):
    state = settled(book)
    stocks_hold(book, state)
    for day in {e.on for e in book.events if e.on is not None}:
        assert settled(book, day).stock("soap") >= 0


@whole_documents
@given(books)
def test_limits_of_all_redemptions_together_hold(book):
    state = settled(book)
    lamps, money = defaultdict(int), defaultdict(Fraction)
    for one in state.redemptions:
        if one.granted and one.returned is None:
            if one.reward == "lamp":
                household = PEOPLE.household(one.who, one.on)
                lamps[household, one.on.year, one.on.month] += book[one.id].count
            if one.reward == "money":
                money[one.on.year, (one.on.month - 1) // 3] += Fraction(one.amount)
    assert all(count <= 1 for count in lamps.values())
    assert all(amount <= 12 for amount in money.values())


@whole_documents
@given(books)
def test_what_was_granted_on_a_day_was_there(book):
    """Without voids, refusals and later news, nobody ever owes what was redeemed."""
    calm = Claim | Redeem | Restock
    gains = [
        evolve(e, item="bonus", act=None) if isinstance(e, Claim) else e
        for e in book.events
        if isinstance(e, calm)
    ]
    state = settled(Ledger().add(*gains))
    for name in WHO:
        assert state.parts(name, "purse")["earned"] >= 0
        for line in state.statement(name).accounts[1].lines:
            if line.kind == "redeem":
                assert -line.points == state.redemption(line.id).cost


# Times and orders ------------------------------------------------------------------------------


@whole_documents
@given(books, st.randoms(use_true_random=False), days, policies)
def test_the_order_of_arrival_does_not_matter(book, random, day, rules):
    shuffled = list(book.events)
    random.shuffle(shuffled)
    one = settled(book, day, rules=rules)
    assert told(settled(Ledger().add(*shuffled), day, rules=rules)) == told(one)


@whole_documents
@given(books, days, days)
def test_what_is_recorded_later_never_changes_what_was_known(book, known, day):
    earlier = [e for e in book.events if e.recorded.astimezone(CHINA).date() <= known]
    now, then = settled(book, day, known=known), settled(Ledger().add(*earlier), day, known=known)
    assert told(now) == told(then)


@whole_documents
@given(books, days)
def test_what_is_dated_later_changes_nothing_of_a_day(book, day):
    until = [e for e in book.events if e.on is None or e.on <= day]
    assert told(settled(book, day)) == told(settled(Ledger().add(*until), day))


@whole_documents
@given(books, st.integers(0, 14), days, days)
def test_going_on_from_an_earlier_state_is_settling_at_once(book, number, before, day):
    prefix = Ledger().add(*book.events[:number])
    earlier = settled(prefix, before)
    was = told(earlier)
    assert told(settled(prefix.add(*book.events), day, after=earlier)) == told(settled(book, day))
    assert told(earlier) == was


@whole_documents
@given(books, st.integers(1, 5))
def test_going_on_step_by_step_in_the_order_of_recording_is_settling_at_once(book, size):
    order = sorted(book.events, key=lambda e: (e.recorded, e.id))
    state = settled(Ledger())
    grown = Ledger()
    for start in range(0, len(order), size):
        grown = grown.add(*order[start : start + size])
        state = settled(grown, after=state)
        state.balance("h1", "plain")
    assert told(state) == told(settled(book))


@whole_documents
@given(books, days)
def test_an_extract_settles_like_its_ledger(book, day):
    """Where two events are recorded at one instant their masks decide; so none are here."""
    apart = [
        evolve(e, recorded=e.recorded + timedelta(seconds=n)) for n, e in enumerate(book.events)
    ]
    book = Ledger().add(*apart)
    shown = extract(book, secret=SECRET)
    masked = settle(POLICY, shown, as_of=day, roster=extract_roster(PEOPLE, secret=SECRET))
    state = settled(book, day)
    for name in WHO:
        hidden = mask(SECRET, name)
        for account in POLICY.accounts:
            assert masked.balance(hidden, account) == state.balance(name, account)
            assert masked.parts(hidden, account) == state.parts(name, account)
        assert masked.benefits(hidden) == state.benefits(name)
    assert [r.granted for r in masked.redemptions] == [r.granted for r in state.redemptions]
    assert [masked.stock(name) for name in POLICY.rewards] == [
        state.stock(name) for name in POLICY.rewards
    ]


@whole_documents
@given(books)
def test_nothing_of_an_event_is_changed_by_settling_it(book):
    before = list(book.events)
    told(settled(book))
    assert list(book.events) == before


@whole_documents
@given(books, days)
def test_statements_can_be_written_in_both_languages(book, day):
    state = settled(book, day)
    for name in WHO:
        for lang in ("zh", "en"):
            assert state.statement(name).text(lang)
    for problem in state.problems:
        assert problem.text("zh")

"""What follows by one document, entered in the logs of others: once, and taken out if need be."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.calendar import Span
from civil_village.consequences import (
    Ban,
    Banned,
    BenefitGranted,
    DutyCalled,
    Followed,
    ItemPosted,
    MembershipEnded,
    Publicised,
    StepTaken,
)
from civil_village.covenants import Article, Covenant, check_events
from civil_village.following import Entries, reconcile
from civil_village.points import Void

DAY = date(2024, 5, 20)
NOW = datetime(2024, 5, 21, 9, tzinfo=UTC)
YEAR = Span(1, "year")


def covenant(*then, name="demo.covenant", most=1):
    """Make a covenant whose one article, on days, brings something."""
    return Covenant(
        id=name,
        kinds={"wedding": "婚事"},
        indicators={"days": cv.Indicator(label="天数", value="count")},
        articles=[Article(id="days", rule=f"days <= {most}", then=then)],
    )


def wedding(name="w1", days=2, *, subject="h017", on=DAY):
    """Make a wedding of so many days."""
    return cv.Event(id=name, kind="wedding", on=on, subject=subject, values={"days": days})


def entries(document, events, log, *, as_of=date(2024, 12, 31), recorded=NOW, **more):
    """Say what is to be done in a log by what was held."""
    answers = check_events(document, cv.EventLog(events=events), as_of=as_of)
    followed = [one for answer in answers for one in answer.followed]
    return reconcile(followed, log, of=document, as_of=as_of, recorded=recorded, **more)


LAVISH = covenant(ItemPosted(post="lavish"))


def test_points_become_a_claim_whose_act_is_the_event():
    (claim,) = entries(LAVISH, [wedding()], cv.Ledger()).enter
    assert (claim.item, claim.who, claim.on, claim.act) == ("lavish", "h017", DAY, "w1")
    assert claim.recorded == NOW
    assert claim.id.startswith("days_w1_lavish_")


def test_a_ban_becomes_one_for_each_title():
    ban = Ban(titles=["demo.stars", "demo.models"], valid_for=YEAR)
    found = entries(covenant(Banned(ban=ban)), [wedding()], cv.EventLog()).enter
    assert [(e.kind, e.of, e.subject, e.from_, e.to) for e in found] == [
        ("ban", "demo.stars", "h017", DAY, date(2025, 5, 19)),
        ("ban", "demo.models", "h017", DAY, date(2025, 5, 19)),
    ]


def test_a_ban_without_an_end_says_with_what_it_ends():
    ban = Ban(titles=["demo.stars"], until="release")
    document = covenant(Banned(ban=ban))
    (entered,) = entries(document, [wedding()], cv.EventLog()).enter
    assert (entered.to, dict(entered.values)) == (None, {"until": "release"})
    # Once it has ended, the entry that says how it ends is taken out for one that says when.
    log = entries(document, [wedding()], cv.EventLog()).into(cv.EventLog())
    release = cv.Event(id="r1", kind="release", on=date(2024, 7, 1), subject="h017")
    found = entries(document, [wedding(), release], log)
    assert [event.to for event in found.enter] == [date(2024, 6, 30)]
    assert [event.of for event in found.withdraw] == [entered.id]


def test_steps_and_duties_become_events_of_their_logs():
    document = covenant(StepTaken(step="withdrawal"), DutyCalled(duty="account"))
    found = entries(document, [wedding()], cv.EventLog()).enter
    assert [(event.kind, event.of, event.on) for event in found] == [
        ("withdrawal", None, DAY),
        ("call", "account", DAY),
    ]


def test_what_acts_in_no_log_is_told():
    then = (
        Publicised(publicity="曝光"),
        BenefitGranted(benefit="checkup"),
        MembershipEnded(ends="committee.head"),
        Banned(ban=Ban(stops=["benefits"], valid_for=YEAR)),
        ItemPosted(post="lavish"),
    )
    for log in (cv.Ledger(), cv.EventLog()):
        found = entries(covenant(*then), [wedding()], log)
        assert [each.consequence for each in found.elsewhere] == list(then[:4])


def test_a_log_of_one_document_takes_what_concerns_it():
    stars = cv.bundled("anle.stars")
    then = (
        Banned(ban=Ban(titles=["anle.stars", "demo.models"], valid_for=YEAR)),
        StepTaken(step="review", scheme="demo.models"),
        DutyCalled(duty="account"),
    )
    found = entries(covenant(*then), [wedding()], cv.EventLog(), to=stars).enter
    assert [(event.kind, event.of) for event in found] == [("ban", "anle.stars")]


# Once -------------------------------------------------------------------------------------


@pytest.mark.parametrize("log", [cv.Ledger(), cv.EventLog()], ids=["ledger", "log"])
def test_entered_twice_it_changes_nothing_whenever_that_is(log):
    document = covenant(
        ItemPosted(post="lavish"), Banned(ban=Ban(titles=["demo.stars"], valid_for=YEAR))
    )
    once = entries(document, [wedding()], log).into(log)
    again = entries(document, [wedding()], once, recorded=NOW + timedelta(days=30))
    assert again.settled
    assert again.into(once) == once


def test_the_same_consequence_twice_is_two_entries():
    document = covenant(ItemPosted(post="lavish"), ItemPosted(post="lavish"))
    made = entries(document, [wedding()], cv.Ledger())
    assert len({claim.id for claim in made.enter}) == 2
    assert entries(document, [wedding()], made.into(cv.Ledger())).settled


def test_two_documents_do_not_touch_each_others_entries():
    other = covenant(ItemPosted(post="lavish"), name="county.covenant")
    ledger = entries(LAVISH, [wedding()], cv.Ledger()).into(cv.Ledger())
    found = entries(other, [wedding()], ledger)
    assert len(found.enter) == 1
    assert found.withdraw == ()


def test_entries_of_people_stay():
    own = cv.points.Claim(id="c1", item="lavish", who="h017", on=DAY, recorded=NOW)
    assert entries(LAVISH, [], cv.Ledger(events=[own])).settled


def test_what_follows_later_is_not_entered_yet():
    follows = Followed(of="days/w1", subject="h017", on=DAY, consequence=ItemPosted(post="lavish"))
    asked = {"of": LAVISH, "recorded": NOW}
    assert reconcile([follows], cv.Ledger(), as_of=date(2024, 5, 19), **asked).settled
    assert not reconcile([follows], cv.Ledger(), as_of=DAY, **asked).settled


# Corrections --------------------------------------------------------------------------------


def test_after_a_correction_what_no_longer_follows_is_taken_out():
    ledger = entries(LAVISH, [wedding()], cv.Ledger()).into(cv.Ledger())
    corrected = [
        wedding(),
        cv.Event(id="x1", kind="withdraw", of="w1", on=date(2024, 5, 25)),
        wedding("w2", days=1),
    ]
    found = entries(LAVISH, corrected, ledger)
    assert found.enter == ()
    assert [(void.of, type(void)) for void in found.withdraw] == [(ledger.events[0].id, Void)]
    settled = found.into(ledger)
    assert entries(LAVISH, corrected, settled).settled


def test_what_follows_again_after_all_gets_an_entry_of_its_own():
    ledger = entries(LAVISH, [wedding()], cv.Ledger()).into(cv.Ledger())
    ledger = entries(LAVISH, [], ledger).into(ledger)
    found = entries(LAVISH, [wedding()], ledger)
    (again,) = found.enter
    assert again.id != ledger.events[0].id
    assert entries(LAVISH, [wedding()], found.into(ledger)).settled


def test_a_ban_of_another_length_takes_the_place_of_the_first():
    def document(years):
        return covenant(Banned(ban=Ban(titles=["demo.stars"], valid_for=Span(years, "year"))))

    log = entries(document(1), [wedding()], cv.EventLog()).into(cv.EventLog())
    found = entries(document(2), [wedding()], log)
    assert [event.to for event in found.enter] == [date(2026, 5, 19)]
    assert [event.of for event in found.withdraw] == [log.events[0].id]


def test_the_book_of_points_comes_to_the_same_by_every_way():
    policy = cv.loads(
        """
        kind: policy
        format: 1
        id: demo.points
        subject: household
        accounts: {credit: {base: 1000}}
        items: {lavish: {label: 大操大办, to: [credit], points: -10}}
        """,
        cv.Policy,
    )
    follow = [wedding("w1", 3), wedding("w2", 1, on=date(2024, 6, 1))]
    ledger = entries(LAVISH, follow, cv.Ledger()).into(cv.Ledger())
    state = cv.settle(policy, ledger, as_of=date(2024, 12, 31))
    assert state.balance("h017", "credit") == 990  # of 1000, less 10 for one lavish wedding
    ledger = entries(LAVISH, follow[1:], ledger).into(ledger)
    state = cv.settle(policy, ledger, as_of=date(2024, 12, 31))
    assert state.balance("h017", "credit") == 1000


# What cannot be entered -----------------------------------------------------------------------


def test_what_follows_for_nobody_is_refused():
    with pytest.raises(cv.DocumentError) as caught:
        entries(LAVISH, [wedding(subject=None)], cv.Ledger())
    assert caught.value.problems[0].path == ("followed", "days/w1", "subject")


def test_a_place_may_stand_for_whom_it_is_about():
    follows = Followed(of="keep/e1", place="v01", on=DAY, consequence=ItemPosted(post="lavish"))
    found = reconcile([follows], cv.Ledger(), of=LAVISH, as_of=DAY, recorded=NOW)
    assert found.enter[0].who == "v01"


def test_a_ledger_needs_an_instant():
    with pytest.raises(cv.DocumentError, match="recorded"):
        entries(LAVISH, [wedding()], cv.Ledger(), recorded=None)
    ban = covenant(Banned(ban=Ban(titles=["demo.stars"], valid_for=YEAR)))
    assert entries(ban, [wedding()], cv.EventLog(), recorded=None).enter[0].recorded is None


def test_what_is_no_log_is_refused():
    with pytest.raises(cv.DocumentError, match="log"):
        reconcile([], LAVISH, of=LAVISH, as_of=DAY)


def test_periods_and_long_names_make_ids_too():
    long = "a" * 80
    follows = [
        Followed(of="disclosure/2024-Q1", place=place, on=DAY, consequence=ItemPosted(post=long))
        for place in ("v01", "v02")
    ]
    found = reconcile(follows, cv.Ledger(), of=LAVISH, as_of=DAY, recorded=NOW)
    assert len({claim.id for claim in found.enter}) == 2
    ledger = found.into(cv.Ledger())
    assert [claim.act for claim in ledger.events] == [None, None]
    voided = reconcile([], ledger, of=LAVISH, as_of=DAY, recorded=NOW).into(ledger)
    assert reconcile([], voided, of=LAVISH, as_of=DAY, recorded=NOW).settled


def test_no_entries_are_settled():
    assert Entries().settled


@st.composite
def _corrected(draw):
    """Draw some weddings, and in which order some of them are entered and taken back."""
    days = draw(st.lists(st.integers(1, 3), min_size=1, max_size=5))
    events = [wedding(f"w{n}", each) for n, each in enumerate(days)]
    return [draw(st.sets(st.sampled_from(range(len(days))))) for _ in range(3)], events


@given(_corrected())
def test_however_it_came_about_the_book_holds_what_follows_now(drawn):
    rounds, events = drawn
    ledger = cv.Ledger()
    for kept in rounds:
        ledger = entries(LAVISH, [events[n] for n in sorted(kept)], ledger).into(ledger)
    out = {event.of for event in ledger.events if isinstance(event, Void)}
    standing = [e.act for e in ledger.events if not isinstance(e, Void) and e.id not in out]
    assert sorted(standing) == sorted(
        events[n].id for n in rounds[-1] if events[n].values["days"] > 1
    )

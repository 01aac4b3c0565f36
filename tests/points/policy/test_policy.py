"""Policies: accounts, items, caps, rewards, and whether they fit together."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from civil_village.aims import Aim
from civil_village.calendar import Period
from civil_village.consequences import Ban, Banned, BenefitGranted, ItemPosted
from civil_village.curves.curve import Band, Bands, Step, Steps
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.points import (
    Account,
    Benefit,
    Board,
    Cap,
    Carry,
    Consultation,
    Delegated,
    Dividend,
    Item,
    ItemClass,
    Judgment,
    Measured,
    Policy,
    Publicity,
    Reward,
    Settlement,
    Slots,
    Standing,
    Suspension,
    Targets,
)
from civil_village.problems import DocumentError, Problem
from civil_village.rules import Rule

YEAR = Period(unit="year")
BANDS = Bands([Band(id="low"), Band(id="good", from_=60)])
CREDIT = Account(base=100, period=YEAR, carry=Carry(keep="all"), bands=BANDS)
EXCHANGE = Account(spendable=True)
ACCOUNTS = {"credit": CREDIT, "exchange": EXCHANGE}


def item(points=5, to="credit", **more):
    return Item(to=Targets({to: 1}), points=points, **more)


ITEMS = {"help": item(), "litter": item(-5)}
BASE = {"id": "demo.points", "accounts": ACCOUNTS, "items": ITEMS}
SLOTS = Slots(count=1, most=2)
GOOD = ItemPosted(post="help")


def policy(**more):
    return Policy(**BASE | more)


def problems(make, **given):
    with pytest.raises(DocumentError) as caught:
        make(**given)
    return list(caught.value.problems)


def one(code, path=(), found=None, key=None, hint=None, **arguments):
    """Give the one problem that is expected."""
    expected = None if key is None else Message(key, **arguments)
    return [Problem(code=code, path=path, found=found, expected=expected, hint=hint)]


def near(name):
    return Message("hint.nearest", name=name)


def unknown(path, found, names, hint=None):
    return one(
        "unknown-name", path, found, "expected.one-of", near(hint) if hint else None, names=names
    )


NAMES = tuple(ACCOUNTS)
ITEM_NAMES = tuple(ITEMS)
SETTLED = {"bands": {"good": [GOOD]}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"id": "Demo"}, one("not-an-id", ("id",), "Demo", "expected.document-id")),
        *(
            ({"zone": zone}, one("unknown-zone", ("zone",), zone, "expected.zone"))
            for zone in (
                *("", "+8:00", "+08:60", "+15:00", "08:00", "+08:00:00"),
                *("+²8:00", "+٠٨:00", "../UTC", "Asia"),
            )
        ),
        (
            {"accounts": ACCOUNTS | {"My account": Account()}},
            one("not-an-id", ("accounts", "My account"), "My account", "expected.id"),
        ),
        (
            {"items": ITEMS | {"and": item()}},
            one("reserved-word", ("items", "and"), "and", "expected.unreserved"),
        ),
        (
            {"benefits": {"A": Benefit()}},
            one("not-an-id", ("benefits", "A"), "A", "expected.id"),
        ),
        ({"accounts": {}, "items": {}}, one("empty-list", ("accounts",))),
        # Names that would mean two things in a rule.
        (
            {"accounts": ACCOUNTS | {"credit_base": Account()}},
            one("duplicate-id", ("accounts", "credit"), "credit_base"),
        ),
        (
            {"suspensions": {"credit": Suspension(when=Rule("credit < 60"), stops=["rank"])}},
            one("duplicate-id", ("suspensions", "credit"), "credit"),
        ),
        (
            {"suspensions": {"credit_spent": Suspension(when=Rule("credit < 6"), stops=["rank"])}},
            one("duplicate-id", ("accounts", "credit"), "credit_spent"),
        ),
        # Items.
        (
            {"items": ITEMS | {"more": item(to="credits")}},
            unknown(("items", "more", "to", "credits"), "credits", NAMES, "credit"),
        ),
        # Caps.
        (
            {"caps": [Cap(of="all", name="help", per=YEAR, points=5)]},
            one(
                "key-of-other-type",
                ("caps", 0, "name"),
                "help",
                "expected.only-with",
                name="of: class, of: item",
            ),
        ),
        ({"caps": [Cap(per=YEAR, points=5)]}, one("missing-key", ("caps", 0, "name"))),
        (
            {"caps": [Cap(name="helb", per=YEAR, points=5)]},
            unknown(("caps", 0, "name"), "helb", ITEM_NAMES, "help"),
        ),
        (
            {
                "items": ITEMS | {"more": item(class_="tidy")},
                "caps": [Cap(of="class", name="tidi", per=YEAR, points=5)],
            },
            unknown(("caps", 0, "name"), "tidi", ("tidy",), "tidy"),
        ),
        (
            {"caps": [Cap(of="class", name="tidy", per=YEAR, points=5)]},
            one("unknown-name", ("caps", 0, "name"), "tidy", "expected.none-there"),
        ),
        (
            {"items": {}, "caps": [Cap(name="help", per=YEAR, points=5)]},
            one("unknown-name", ("caps", 0, "name"), "help", "expected.none-there"),
        ),
        # What follows from points.
        *(
            ({kind: {"it": part}}, unknown((kind, "it", "account"), "credits", NAMES, "credit"))
            for kind, part in (
                ("judgments", Judgment(account="credits", reads=0)),
                ("rewards", Reward(account="credits", price=5)),
                ("boards", Board(account="credits", top=3, ties="all")),
                ("standings", Standing(account="credits", ties="dense")),
                ("dividends", Dividend(account="credits", step=1, ties="left")),
            )
        ),
        (
            {"judgments": {"fraud": Judgment(account="credit", reads=0, repair="helb")}},
            unknown(("judgments", "fraud", "repair"), "helb", ITEM_NAMES, "help"),
        ),
        (
            {"judgments": {"fraud": Judgment(account="exchange", band="good")}},
            one(
                "unknown-band",
                ("judgments", "fraud", "band"),
                "good",
                "expected.none-there",
            ),
        ),
        (
            {"settlements": {"year": Settlement(of="credits", **SETTLED)}},
            unknown(("settlements", "year", "of"), "credits", NAMES, "credit"),
        ),
        (
            {
                "accounts": ACCOUNTS | {"honour": Account(bands=BANDS)},
                "settlements": {"year": Settlement(of="honour", **SETTLED)},
            },
            one(
                "no-period",
                ("settlements", "year", "of"),
                "honour",
                hint=Message("hint.write", form="period: year"),
            ),
        ),
        (
            {"settlements": {"year": Settlement(of="credit", bands={"best": [GOOD]})}},
            one(
                "unknown-band",
                ("settlements", "year", "bands", "best"),
                "best",
                "expected.one-of",
                names=("low", "good"),
            ),
        ),
        (
            {
                "settlements": {
                    "year": Settlement(of="credit", bands={"good": [GOOD, ItemPosted(post="helb")]})
                }
            },
            unknown(
                ("settlements", "year", "bands", "good", 1, "post"), "helb", ITEM_NAMES, "help"
            ),
        ),
        (
            {
                "benefits": {"loan": Benefit()},
                "settlements": {
                    "year": Settlement(
                        of="credit", bands={"good": [BenefitGranted(benefit="loans")]}
                    )
                },
            },
            unknown(
                ("settlements", "year", "bands", "good", 0, "benefit"), "loans", ("loan",), "loan"
            ),
        ),
        # What is left to the villages.
        (
            {"items": ITEMS | {"flowers": item(2, own=True)}, "delegated": Delegated(losses=SLOTS)},
            one("too-many-own", ("delegated", "gains"), "1", "expected.at-most", most=0),
        ),
        (
            {
                "items": ITEMS | {"flowers": item(2, own=True), "songs": item(1, own=True)},
                "delegated": Delegated(gains=SLOTS),
            },
            one("too-many-own", ("delegated", "gains"), "2", "expected.at-most", most=1),
        ),
        (
            {
                "items": ITEMS | {"noise": item(-3, own=True)},
                "delegated": Delegated(losses=SLOTS),
            },
            one("own-too-large", ("items", "noise"), "3", "expected.at-most", most=2),
        ),
        (
            {"aims": [Aim(id="thrift", label="勤俭"), Aim(id="thrift", label="节约")]},
            one("duplicate-id", ("aims", 1, "id"), "thrift", hint=Message("hint.other-id")),
        ),
    ],
)
def test_a_policy_that_does_not_fit_together_is_refused(given, expected):
    assert problems(policy, **given) == expected


def test_an_unknown_field_of_a_policy_cannot_be_assumed():
    (problem,) = problems(policy, assumed=["cap"])
    assert (problem.code, problem.path, problem.hint) == (
        "unknown-name",
        ("assumed", "cap"),
        near("caps"),
    )


@pytest.mark.parametrize(
    ("kind", "part", "key"),
    [
        ("suspensions", lambda rule: Suspension(when=rule, stops=["redeem"]), "when"),
        ("rewards", lambda rule: Reward(account="exchange", price=5, requires=rule), "requires"),
        ("benefits", lambda rule: Benefit(when=rule), "when"),
        ("boards", lambda rule: Board(account="credit", when=rule), "when"),
    ],
)
def test_rules_read_balances_and_their_parts(kind, part, key):
    (problem,) = problems(policy, **{kind: {"it": part(Rule("credits > 5"))}})
    assert (problem.code, problem.path) == ("unknown-name", (kind, "it", key))
    assert (problem.expected, problem.hint) == (Message("expected.balance"), near("credit"))
    for name in ("credit", "credit_base", "credit_earned", "credit_gains", "credit_losses"):
        assert policy(**{kind: {"it": part(Rule(f"{name} > 5 && exchange_spent < 3"))}})


def test_only_what_comes_after_suspensions_may_read_them():
    low = Suspension(label="冻结", when=Rule("credit < 60"), stops=["redeem"])
    soap = Reward(account="exchange", price=5, requires=Rule("credit >= 60 && !frozen"))
    made = policy(suspensions={"frozen": low}, rewards={"soap": soap})
    assert set(made.told()) - set(made.signatures()) == {"frozen"}
    two = {"frozen": low, "other": Suspension(when=Rule("!frozen"), stops=["rank"])}
    (problem,) = problems(policy, suspensions=two)
    assert (problem.code, problem.path) == ("unknown-name", ("suspensions", "other", "when"))


def test_everything_that_does_not_fit_together_is_told_at_once():
    found = problems(
        policy,
        zone="Beijing",
        caps=[Cap(per=YEAR, points=5)],
        rewards={"soap": Reward(account="credit", price=5)},
        items=ITEMS | {"flowers": item(2, own=True)},
    )
    assert [problem.code for problem in found] == [
        "unknown-zone",
        "missing-key",
        "not-spendable",
        "not-delegated",
    ]


# What a policy says of its parts -----------------------------------------------------


def test_an_item_of_no_declared_class_may_name_any_as_long_as_none_is_declared():
    made = policy(items={"tidy_yard": item(class_="tidy")})
    assert made.class_names == {"tidy"}
    assert policy(classes={"giving": ItemClass()}).class_names == {"giving"}


def test_item_class_and_policy_say_in_this_order_what_happens_to_several_items_of_one_act():
    classes = {"tidy": ItemClass(one_act="highest"), "giving": ItemClass()}
    made = policy(classes=classes, one_act="sum")
    told = made.one_act_of
    assert told(item(class_="tidy", one_act="highest_after_caps")) == "highest_after_caps"
    assert [told(item(class_=name)) for name in ("tidy", "giving", None)] == [
        "highest",
        "sum",
        "sum",
    ]


def test_an_item_s_publicity_goes_before_the_policy_s():
    made = policy(publicity=Publicity(days=5))
    assert made.publicity_of(item()) == Publicity(days=5)
    assert made.publicity_of(item(publicity=Publicity(days=3))) == Publicity(days=3)
    assert policy().publicity_of(item()) is None


def test_zones_are_known_where_the_system_has_none():
    """As on Windows, where they come with a package."""
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        noon = datetime(2024, 3, 1, 12, tzinfo=policy(zone="Asia/Shanghai").time_zone())
        assert noon.utcoffset() == timedelta(hours=8)
    finally:
        zoneinfo.reset_tzpath()


def test_instants_have_their_day_in_the_zone_of_the_policy():
    evening = datetime(2024, 2, 29, 17, tzinfo=UTC)
    days = {
        zone: evening.astimezone(policy(zone=zone).time_zone()).date()
        for zone in ("Asia/Shanghai", "+08:00", "-05:30", "+00:00", "UTC")
    }
    assert [str(day) for day in days.values()] == ["2024-03-01", "2024-03-01", *["2024-02-29"] * 3]
    assert policy(zone="-05:30").time_zone() == timezone(-timedelta(hours=5, minutes=30))
    assert policy(zone="+14:00").time_zone() == timezone(timedelta(hours=14))


# A village's own items ---------------------------------------------------------------

TOWN = policy(delegated=Delegated(gains=Slots(count=2, most=2), losses=Slots(count=1, most=2)))


def test_a_village_adds_items_within_the_limits():
    village = TOWN.with_items({"flowers": item(2), "songs": item(1), "noise": item(-2)})
    assert [name for name, each in village.items.items() if each.own] == [
        "flowers",
        "songs",
        "noise",
    ]
    assert TOWN.items == ITEMS


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({"help": item(1)}, one("duplicate-id", ("help",), "help")),
        (
            {"a": item(1), "b": item(1), "c": item(1)},
            one("too-many-own", ("delegated", "gains"), "3", "expected.at-most", most=2),
        ),
        (
            {"a": item(-1), "b": item(-1)},
            one("too-many-own", ("delegated", "losses"), "2", "expected.at-most", most=1),
        ),
        ({"a": item(2.5)}, one("own-too-large", ("items", "a"), "2.5", "expected.at-most", most=2)),
        (
            {
                "a": Item(
                    to=Targets({"credit": 1}),
                    per=Measured(quantity="hours"),
                    curve=Steps([Step(from_=1, give=1), Step(from_=2, give=5)]),
                )
            },
            one("own-too-large", ("items", "a"), "5", "expected.at-most", most=2),
        ),
        (
            {"a": item(1, to="honour")},
            unknown(("items", "a", "to", "honour"), "honour", NAMES),
        ),
    ],
)
def test_a_village_adds_nothing_beyond_the_limits(items, expected):
    assert problems(TOWN.with_items, items=items) == expected


@pytest.mark.parametrize("name", ["count", "most"])
def test_slots_are_above_0(name):
    assert problems(Slots, **{"count": 1, "most": 1} | {name: 0}) == one(
        "out-of-range", (name,), "0", "expected.above", least=0
    )


def test_a_consultation_names_a_body_and_a_day():
    asked = Consultation(on=date(2024, 1, 8), body="村民代表会议", note="多数同意")
    assert (asked.body, asked.note) == (Label("村民代表会议"), Label("多数同意"))


def test_bands_may_bring_several_things_to_those_who_reach_them():
    ban = Banned(ban=Ban(stops=["rank"], through=0, per=YEAR))
    made = policy(
        benefits={"loan": Benefit()},
        settlements={
            "year": Settlement(
                of="credit", bands={"good": [GOOD, BenefitGranted(benefit="loan")], "low": [ban]}
            )
        },
    )
    assert len(made.settlements["year"].bands["good"]) == 2

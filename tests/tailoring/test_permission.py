"""What documents below may do: nothing laxer, nothing locked, no more than the slots hold."""

import pytest

import civil_village as cv
from civil_village.points import Item, Targets
from civil_village.problems import DocumentError

BASE = """
kind: standard
format: 1
id: demo.base
leeway: LEEWAY
catalogue:
  indicators:
    water: {label: 饮水, value: ratio}
    meetings: {label: 会议次数, value: count, maximum: 366}
    tidy: {label: 整洁, value: truth}
    poor: {label: 困难村, value: truth}
    accidents: {label: 事故, value: count}
methods: {documents: 材料, visit: 实地}
sections:
  - id: work
    minimum: 10
    cap: 90
    criteria:
      - {id: all, points: 10, requirements: [{id: held, rule: "meetings >= 2"}, {id: tidy, rule: tidy, judged: documents, applies: "!poor"}]}
      - {id: short, points: 10, grade: {count: {short: [1, 0.5, 0]}}, requirements: [{id: a, rule: tidy}, {id: b, rule: tidy}]}
      - {id: met, points: 10, grade: {count: {met: [0, 1]}}, requirements: [{id: c, rule: tidy}]}
      - {id: water, points: 20, grade: {points_short: {of: water, target: 92%, lose: 1, floor: 5}}}
      - {id: curve, points: 10, grade: {curve: {of: meetings, by: {steps: {2: 5, 4: 10}}}}}
      - {id: line, points: 10, round: 1, grade: {curve: {of: meetings, by: {linear: {0: 0, 4: 10}}}}}
bonuses:
  - {id: extra, cap: 5, criteria: [{id: b, points: 5, requirements: [{id: r, rule: tidy}]}]}
vetoes:
  - {id: accident, when: "accidents > 3", applies: "!poor"}
bands: [{id: fail}, {id: pass, from: 40}, {id: model, above: 60}]
passes: {band: pass}
"""
PROFILE = """
kind: profile
format: 1
id: demo.town
of: {id: demo.base}
changes:
"""


def found(*changes, leeway="{only: tighten}"):
    """Give the problems of a profile of the base: code and hint of each."""
    text = PROFILE + "".join(f"  - {change}\n" for change in changes)
    library = cv.Library.read([BASE.replace("LEEWAY", leeway)])
    try:
        cv.tailoring.resolve(cv.loads(text), library)
    except DocumentError as error:
        codes = [problem.code for problem in error.problems]
        # Fewer points reach fewer bands, which is no matter of leeway.
        return [code for code in codes if code != "unreachable-band"]
    return []


def change(path, values):
    return f"{{change: '{path}', set: {values}, reason: 例}}"


@pytest.mark.parametrize(
    ("path", "stricter", "laxer"),
    [
        ("work.all.held", '{rule: "meetings >= 3"}', '{rule: "meetings >= 1"}'),
        ("work.all.held", '{rule: "meetings > 2"}', '{rule: "meetings > 0"}'),
        ("work.all.held", "{judged: visit}", "{applies: tidy}"),
        ("work.all.tidy", '{judged: "documents && visit"}', '{judged: "documents || visit"}'),
        ("work.all.tidy", "{applies: null}", '{applies: "!poor && tidy"}'),
        ("work.all", "{advisory: false}", "{advisory: true}"),
        ("work", "{minimum: 12}", "{minimum: 8}"),
        ("work", "{minimum: 10.5}", "{minimum: null}"),
        ("work", "{cap: 80}", "{cap: null}"),
        (
            "work.short",
            "{grade: {count: {short: [1, 0.4, 0]}}}",
            "{grade: {count: {short: [1, 0.6, 0]}}}",
        ),
        ("work.short", "{grade: all}", "{grade: {count: {short: [1, 1, 0]}}}"),
        (
            "work.water",
            "{grade: {points_short: {of: water, target: 95%, lose: 1, floor: 5}}}",
            "{grade: {points_short: {of: water, target: 90%, lose: 1, floor: 5}}}",
        ),
        (
            "work.water",
            "{grade: {points_short: {of: water, target: 92%, lose: 2}}}",
            "{grade: {points_short: {of: water, target: 92%, lose: 2, floor: 6}}}",
        ),
        (
            "work.curve",
            "{grade: {curve: {of: meetings, by: {steps: {3: 5, 4: 10}}}}}",
            "{grade: {curve: {of: meetings, by: {steps: {3: 6, 4: 10}, }}}}",
        ),
        (
            "work.line",
            "{grade: {curve: {of: meetings, by: {linear: {0: 0, 5: 10}}}}}",
            "{grade: {curve: {of: meetings, by: {linear: {0: 1, 4: 10}}}}}",
        ),
        ("accident", '{when: "accidents > 0"}', '{when: "accidents > 5"}'),
        ("accident", "{applies: null}", '{applies: "!poor && tidy"}'),
        ("bands.pass", "{from: 45}", "{from: 35}"),
        ("bands.pass", "{from: null, above: 40}", "{from: 39}"),
        ("bands.model", "{above: 62}", "{above: null, from: 60}"),
        ("", "{passes: {band: model}}", "{passes: null}"),
        ("", "{missing: unmet}", "{passes: {band: fail}}"),
        ("", "{cap: 70}", "{passes: null}"),
    ],
)
def test_of_what_can_be_compared_only_the_stricter_may_stand(path, stricter, laxer):
    assert found(change(path, stricter)) == []
    assert set(found(change(path, laxer))) == {"loosened"}
    # Whoever is free may do both.
    assert found(change(path, laxer), leeway="null") == []


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("work.all", "{points: 12}"),
        ("work.short", "{grade: {count: {met: [0, 0.5, 1]}}}"),
        ("work.met", "{grade: {count: {met: [0, 1, 1]}}}"),
        ("", "{compare: exact}"),
        ("catalogue.indicators.meetings", "{maximum: 400}"),
        ("work.curve", "{grade: {curve: {of: meetings, by: {linear: {2: 0, 4: 1}}}}, round: 1}"),
    ],
)
def test_what_cannot_be_compared_cannot_be_shown_to_be_stricter(path, values):
    assert set(found(change(path, values))) == {"not-shown-tighter"}


@pytest.mark.parametrize(
    "values", ["{label: 新名称}", "{source: {clause: '3'}}", "{assumed: [points]}"]
)
def test_what_decides_nothing_may_always_change(values):
    assert found(change("work.all", values)) == []


def test_a_rule_and_its_condition_are_judged_together():
    # For a poor village the rule was not asked; it now is, and asks for what it asked of others.
    values = '{rule: "tidy || poor", applies: null}'
    assert found(change("work.all.tidy", values)) == []
    assert found(change("work.all.tidy", '{rule: "tidy && !poor", applies: "!poor"}')) == []
    assert found(change("work.all.tidy", "{rule: tidy, applies: poor}")) == ["loosened"] * 2


@pytest.mark.parametrize(
    ("added", "to", "expected"),
    [
        ("{id: x, rule: tidy}", "work.all.requirements", []),
        ("{id: x, rule: tidy}", "work.short.requirements", []),
        ("{id: x, rule: tidy}", "work.met.requirements", ["not-shown-tighter"]),
        ("{id: x, when: poor}", "work.all.zero_if", []),
        ("{id: x, points: 5, requirements: [{id: r, rule: tidy}]}", "work", []),
        ("{id: x, rule: tidy}", "gates", []),
        ("{id: x, when: poor}", "vetoes", []),
        ("{id: x, points: 5, requirements: [{id: r, rule: tidy}]}", "extra", ["not-shown-tighter"]),
        ("{id: x, from: 50}", "bands", ["not-shown-tighter"]),
        ("{bins: {label: 桶, value: count}}", "catalogue.indicators", []),
    ],
)
def test_what_is_added_asks_for_more_or_cannot_be_shown_to(added, to, expected):
    after = ", after: pass" if to == "bands" else ""
    assert found(f"{{add: {added}, to: {to}{after}, reason: 例}}") == expected


def test_what_is_dropped_or_moved_is_refused():
    assert found("{drop: work.met, reason: 例}") == ["loosened"]
    assert found("{select: [work.all], reason: 例}") == ["loosened"] * 5
    assert found("{move: work.met, to: extra, reason: 例}") == ["not-shown-tighter"]
    # The order of a list decides nothing.
    assert found("{move: work.met, after: all, reason: 例}") == []


@pytest.mark.parametrize(
    ("locked", "changed", "expected"),
    [
        ("work.all", change("work.all", "{label: 新}"), ["locked"]),
        ("work.all", change("work.all.held", "{label: 新}"), ["locked"]),
        ("work.all.held", "{drop: work.all, reason: 例}", ["locked"]),
        ("work.all.held", change("work.all", "{label: 新}"), []),
        ("work.all.held", "{add: {id: x, rule: tidy}, to: work.all.requirements, reason: 例}", []),
        (
            "work.all",
            "{add: {id: x, rule: tidy}, to: work.all.requirements, reason: 例}",
            ["locked"],
        ),
        ("vetoes", "{drop: accident, reason: 例}", ["locked"]),
        ("vetoes", "{add: {id: x, when: poor}, to: vetoes, reason: 例}", ["locked"]),
        ("passes", change("", "{passes: {band: model}}"), ["locked"]),
        ("work.minimum", change("work", "{minimum: 11}"), ["locked"]),
        ("work.minimum", change("work", "{cap: 80}"), []),
        ("bands", change("bands.pass", "{from: 45}"), ["locked"]),
        ("work.met", "{select: [work.all], reason: 例}", ["locked"]),
        ("nothing", change("work.all", "{label: 新}"), ["unknown-part"]),
    ],
)
def test_what_is_locked_stays_as_it_is(locked, changed, expected):
    assert found(changed, leeway=f"{{locked: [{locked}]}}") == expected


CRITERION = "{{add: {{id: {id}, points: {points}, requirements: [{{id: r, rule: tidy}}]}}, to: work, reason: 例}}"


def own(name, points):
    return CRITERION.format(id=name, points=points)


def test_slots_hold_so_many_parts_of_so_many_points():
    leeway = "{only: slots, slots: {work: {count: 2, most: 3}}}"
    assert found(own("x", 3), own("y", 1), leeway=leeway) == []
    assert found(own("x", 3), own("y", 1), own("z", 1), leeway=leeway) == ["too-many-own"]
    assert found(own("x", 4), leeway=leeway) == ["own-too-large"]
    assert found(change("work.all", "{label: 新}"), leeway=leeway) == []
    assert found(change("work.all", "{points: 9}"), leeway=leeway) == ["beyond-slots"]
    assert found("{drop: work.met, reason: 例}", leeway=leeway) == ["beyond-slots"]


def test_slots_are_open_where_else_only_the_stricter_may_stand():
    leeway = "{only: tighten, slots: {extra: {count: 1, most: 2}}}"
    added = "{add: {id: x, points: 2, requirements: [{id: r, rule: tidy}]}, to: extra, reason: 例}"
    assert found(added, leeway=leeway) == []
    assert found(added.replace("points: 2", "points: 3"), leeway=leeway) == ["own-too-large"]


def test_slots_that_were_filled_above_are_filled():
    library = cv.Library.read(
        [
            BASE.replace("LEEWAY", "{slots: {work: {count: 2, most: 3}}}"),
            PROFILE + f"  - {own('x', 3)}\n",
        ]
    )
    below = PROFILE.replace("demo.town", "demo.village").replace("demo.base", "demo.town")
    made = cv.tailoring.resolve(cv.loads(below + f"  - {own('y', 1)}\n"), library)
    assert made.criterion("work.y").points == 1
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(cv.loads(below + f"  - {own('y', 1)}\n  - {own('z', 1)}\n"), library)
    (problem,) = error.value.problems
    assert (problem.code, problem.expected.arguments["used"]) == ("too-many-own", 1)
    # So it is below the whole that was made of it, too.
    stored = cv.Library.of(cv.tailoring.resolve(library["demo.town"], library))
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(cv.loads(below + f"  - {own('y', 1)}\n  - {own('z', 1)}\n"), stored)
    assert [each.code for each in error.value.problems] == ["too-many-own"]


def test_a_profile_may_bind_itself():
    text = (
        PROFILE.replace("changes:", "only: tighten\nchanges:")
        + "  - {drop: work.met, reason: 例}\n"
    )
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(cv.loads(text), cv.Library.read([BASE.replace("LEEWAY", "null")]))
    (problem,) = error.value.problems
    assert problem.text("en").startswith(
        "demo.town, changes[0].drop, line 8, column 12: work.met has to stay: demo.town allows"
    )


# Policies and campaigns ------------------------------------------------------------------

POLICY = """
kind: policy
format: 1
id: demo.points
leeway: {only: tighten}
delegated: {gains: {count: 1, most: 2}}
accounts: {credit: {spendable: true}}
items:
  help: {to: [credit], points: 2, caps: [{per: year, points: 10}]}
  giving: {to: [credit], per: {quantity: yuan, over: year}, curve: {brackets: [{to: 100, per: 10, give: 1}, {per: 100, give: 1}]}}
  litter: {to: [credit], points: -2}
rewards: {soap: {account: credit, price: 5, stock: 10}}
"""
CAMPAIGN = """
kind: campaign
format: 1
id: demo.plan
leeway: {only: tighten}
places: {villages: {level: village, list: [v1, v2]}}
bodies: {office: {label: 文明办}}
indicators: {guards: {label: 村警, value: count, subject: village}}
events: {report: {label: 报告}, filing: {label: 报备}}
duties:
  - {id: plan, lead: office, window: 2024-01..2024-03, done: report}
  - {id: guard, each: village, keep: "guards >= 1"}
  - {id: choice, each: village, window: 2024-01..2024-06, count: 1..3, done: filing}
"""


COVENANT = """
kind: covenant
format: 1
id: demo.guideline
leeway: {only: tighten}
kinds: {wedding: 婚事, funeral: 丧事}
indicators: {tables: {label: 桌数, value: count}, bands: {label: 乐队数, value: count}, home: {label: 在家办, value: truth}}
articles:
  - {id: tables, kinds: [wedding], rule: "tables <= 15"}
  - {id: music, kinds: [funeral], rule: "bands <= 1", applies: home}
"""


def below(text, *changes):
    name = text.split("\nid: ")[1].split("\n")[0]
    profile = PROFILE.replace("demo.base", name) + "".join(f"  - {each}\n" for each in changes)
    lib = cv.Library.read([text])
    try:
        return cv.tailoring.resolve(cv.loads(profile), lib)
    except DocumentError as error:
        return [problem.code for problem in error.problems]


@pytest.mark.parametrize(
    ("text", "path", "stricter", "laxer"),
    [
        (POLICY, "help", "{points: 1}", "{points: 3}"),
        (POLICY, "litter", "{points: -3}", "{points: -1}"),
        (POLICY, "help", "{caps: [{per: year, points: 8}]}", "{caps: [{per: year, points: 12}]}"),
        (POLICY, "help", "{from: 2024-01-01}", "{caps: []}"),
        (POLICY, "help", "{approval: [village]}", "{caps: [{per: month, points: 1}]}"),
        (
            POLICY,
            "giving",
            "{curve: {brackets: [{to: 100, per: 10, give: 0.5}, {per: 100, give: 1}]}}",
            "{curve: {brackets: [{to: 100, per: 10, give: 1}, {per: 100, give: 2}]}}",
        ),
        (POLICY, "soap", "{price: 6}", "{price: 4}"),
        (POLICY, "soap", "{stock: 5}", "{stock: null}"),
        (CAMPAIGN, "plan", "{window: 2024-01..2024-02}", "{window: 2024-01..2024-04}"),
        (CAMPAIGN, "guard", '{keep: "guards >= 2"}', '{keep: "guards >= 0 || true"}'),
        (CAMPAIGN, "choice", "{count: 2..3}", "{count: 1..4}"),
        (CAMPAIGN, "choice", "{count: 1..2}", "{count: 0..2}"),
        (COVENANT, "articles.tables", '{rule: "tables <= 12"}', '{rule: "tables <= 18"}'),
        (COVENANT, "music", "{applies: null}", '{applies: "home && tables > 3"}'),
        (COVENANT, "music", '{rule: "bands == 0"}', '{rule: "bands <= 2"}'),
    ],
)
def test_policies_campaigns_and_covenants_are_tailored_by_the_same_mechanism(
    text, path, stricter, laxer
):
    made = below(text, change(path, stricter))
    assert [each.did for each in made.tailored] == ["tightened"]
    assert below(text, change(path, laxer)) == ["loosened"]


ITEM = "{{add: {{{name}: {{to: [credit], points: {points}}}}}, to: items, reason: 例}}"


def test_what_a_policy_delegates_is_a_slot_and_what_fills_it_is_of_their_own():
    made = below(POLICY, ITEM.format(name="flowers", points=2))
    assert made.items["flowers"].own
    assert [(each.part, each.did) for each in made.tailored] == [("items.flowers", "added")]
    too_large = below(POLICY, ITEM.format(name="flowers", points=3))
    assert too_large == ["own-too-large"]
    two = [ITEM.format(name=name, points=1) for name in ("flowers", "songs")]
    assert below(POLICY, *two) == ["too-many-own"]
    assert below(POLICY, ITEM.format(name="noise", points=-1)) == ["too-many-own"]
    # It is what `with_items` gives.
    alike = cv.loads(POLICY).with_items({"flowers": Item(to=Targets({"credit": 1}), points=2)})
    assert made.items == alike.items


def test_a_policy_that_delegates_nothing_takes_items_as_its_own():
    free = POLICY.replace("delegated: {gains: {count: 1, most: 2}}\n", "").replace(
        "leeway: {only: tighten}\n", ""
    )
    made = below(free, ITEM.format(name="flowers", points=9))
    assert not made.items["flowers"].own


def test_what_a_village_forbids_is_stricter_than_any_limit():
    made = below(COVENANT, change("music", "{rule: null, forbidden: true}"))
    assert {each.did for each in made.tailored} == {"tightened"}
    added = "{id: fireworks, forbidden: true}"
    made = below(COVENANT, f"{{add: {added}, to: articles, reason: 例}}")
    assert made.article("fireworks").forbidden
    assert below(COVENANT, "{drop: music, reason: 例}") == ["loosened"]


def test_a_duty_is_added_to_a_campaign_and_another_is_dropped():
    duty = "{id: more, lead: office, window: 2024-05, done: report}"
    made = below(CAMPAIGN, f"{{add: {duty}, to: duties, after: plan, reason: 例}}")
    assert [each.id for each in made.duties] == ["plan", "more", "guard", "choice"]
    assert below(CAMPAIGN, "{drop: plan, reason: 例}") == ["loosened"]

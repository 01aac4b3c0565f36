"""Whole documents of profiles: what is made, where it comes from, and all that is wrong at once."""

from decimal import Decimal

import pytest
from attrs import evolve

import civil_village as cv
from civil_village.documents import digest
from civil_village.problems import DocumentError
from civil_village.profiles import Pinned

COUNTY = """
kind: standard
format: 1
id: demo.county
edition: "2024"
catalogue:
  indicators:
    water: {label: {zh: 饮水覆盖率, en: safe water}, value: ratio}
    meetings: {label: 会议次数, value: count, maximum: 366}
    tidy: {label: 整洁, value: truth}
    cinema: {label: 电影, value: truth}
    accidents: {label: 事故, value: count}
sections:
  - id: order
    minimum: 10
    criteria:
      - {id: meetings, points: 20, requirements: [{id: held, rule: "meetings >= 2"}]}
      - {id: tidy, points: 30, grade: sum, requirements: [{id: yard, points: 12, rule: tidy}, {id: road, points: 18, rule: tidy}]}
  - id: water
    criteria:
      - {id: share, points: 40, requirements: [{id: covered, label: {zh: 安全饮水, en: safe water}, rule: "water >= 0.92"}]}
      - {id: cinema, points: 10, requirements: [{id: there, rule: cinema}]}
vetoes:
  - {id: accident, when: "accidents > 0"}
total: 100
bands: [{id: fail}, {id: pass, from: 60}]
passes: {band: pass}
"""

TOWN = """
kind: profile
format: 1
id: demo.town
edition: "1"
label: {zh: 示例镇, en: a town}
of: {id: demo.county, edition: "2024"}
changes:
"""


def library(*texts):
    """Load the county's standard and further documents."""
    return cv.Library.read([COUNTY, *texts])


def whole(changes, *, more="", text=COUNTY):
    """Resolve a town's profile with the given changes, each a line of YAML."""
    lines = "".join(f"  - {change}\n" for change in changes)
    profile = cv.loads(TOWN + lines + more if changes else TOWN.replace("changes:\n", "") + more)
    return cv.tailoring.resolve(profile, cv.Library.read([text]))


def refused(changes, **options):
    """Give the problems of a profile: code and path of each."""
    with pytest.raises(DocumentError) as error:
        whole(changes, **options)
    return [(problem.code, problem.path) for problem in error.value.problems]


def test_a_field_is_changed_and_the_part_knows_who_did_it():
    made = whole(
        ['{change: water.share.covered, set: {rule: "water >= 0.95"}, reason: 水厂已建成}']
    )
    assert made.id == "demo.town"
    assert made.requirement("water.share.covered").rule == cv.Rule("water >= 0.95")
    (done,) = made.tailored
    assert (done.part, done.did, done.by) == ("water.share.covered", "tightened", "demo.town@1")
    assert done.told().text("en") == "tightened by a town: 92% → 95% (水厂已建成)"
    assert done.told().text("zh") == "由示例镇从严：92% → 95%（水厂已建成）"


def test_the_explanation_of_a_result_says_by_whom_a_part_was_tailored():
    made = whole(
        ['{change: water.share.covered, set: {rule: "water >= 0.95"}, reason: 水厂已建成}']
    )
    told = cv.evaluate(made, {"water": Decimal("0.93")}).explain()
    assert "tightened by a town: 92% → 95%" in told.text("en")
    assert "由示例镇从严：92% → 95%" in told.text("zh")
    stored = cv.loads(cv.dumps(cv.evaluate(made, {"water": Decimal("0.93")})))
    assert "tightened by a town: 92% → 95%" in stored.explain().text("en")
    assert "tightened" not in cv.evaluate(cv.loads(COUNTY), {}).explain().text("en")


def test_a_part_is_added_after_another_and_one_is_dropped():
    made = whole(
        [
            "{add: {bins: {label: 垃圾桶, value: count}}, to: catalogue.indicators, reason: 镇级}",
            '{add: {id: bins, points: 10, requirements: [{id: r, rule: "bins >= 10"}]}, to: order,'
            " after: meetings, reason: 镇级}",
            "{drop: water.cinema, reason: 本镇无影院}",
        ]
    )
    assert [line.id for line in made.section("order").criteria] == ["meetings", "bins", "tidy"]
    assert [line.id for line in made.section("water").criteria] == ["share"]
    assert [(done.part, done.did) for done in made.tailored] == [
        ("water.cinema", "dropped"),
        ("catalogue.indicators.bins", "added"),
        ("order.bins", "added"),
    ]


def test_what_is_not_selected_of_a_list_goes_and_other_lists_stay():
    made = whole(
        [
            "{select: [water.share], reason: 试点}",
            '{change: "", set: {total: 40, bands: null, passes: null}, reason: 试点}',
        ]
    )
    assert [path for path, _ in made.paths()] == [
        "water",
        "water.share",
        "water.share.covered",
        "accident",
    ]


def test_a_part_moves_to_another_list_and_keeps_what_is_in_it():
    made = whole(["{move: water.cinema, to: order, after: meetings, reason: 职能调整}"])
    assert [line.id for line in made.section("order").criteria] == ["meetings", "cinema", "tidy"]
    assert made.requirement("order.cinema.there").rule == cv.Rule("cinema")
    assert made.tailored[0].told().text("en") == "moved by a town (职能调整)"


def test_a_part_moves_to_the_front_of_its_own_list():
    made = whole(["{move: water.cinema, after: '', reason: 先看电影}"])
    assert [line.id for line in made.section("water").criteria] == ["cinema", "share"]


OTHER = """
kind: standard
format: 1
id: demo.environment
edition: "1"
catalogue: {indicators: {bins: {label: 垃圾桶, value: count}, tidy: {label: 整洁, value: truth}}}
sections:
  - {id: waste, criteria: [{id: bins, points: 5, requirements: [{id: r, rule: "bins >= 10"}]}]}
"""


def test_parts_of_another_document_are_taken_with_what_they_read():
    profile = cv.loads(
        TOWN + "  - {take: [waste, catalogue.indicators],"
        ' from: {id: demo.environment, edition: "1"}, reason: 合并考评}\n'
        "  - {change: '', set: {total: 105}, reason: 合并考评}\n"
    )
    made = cv.tailoring.resolve(profile, library(OTHER))
    assert [section.id for section in made.sections] == ["order", "water", "waste"]
    assert "bins" in made.catalogue.indicators
    # What is the same in both is there once, and was not taken.
    assert ("catalogue.indicators.tidy", "taken") not in {(d.part, d.did) for d in made.tailored}


def test_what_is_taken_must_not_differ_from_what_is_there():
    changed = OTHER.replace("tidy: {label: 整洁", "tidy: {label: 干净")
    profile = cv.loads(
        TOWN + "  - {take: [catalogue.indicators],"
        ' from: {id: demo.environment, edition: "1"}, reason: 合并}\n'
    )
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(profile, library(changed))
    (problem,) = error.value.problems
    assert (problem.code, problem.path) == ("taken-differs", ("changes", 0, "take", 0))
    assert problem.found == "catalogue.indicators.tidy"


# Rescaling -------------------------------------------------------------------------------


def test_points_are_brought_to_the_total_in_steps_by_largest_remainders():
    # 20, 30, 40, 10 and 5 more are 105; of 100 these are 19.05, 28.57, 38.10, 9.52, 4.76.
    # In steps of 0.5: 19, 28.5, 38, 9.5, 4.5 are 99.5; the largest remainder is that of 4.76.
    made = whole(
        [
            "{add: {id: extra, points: 5, requirements: [{id: r, rule: tidy}]}, to: order, reason: 镇级}"
        ],
        more="rescale: {total: 100, step: 0.5, inside: step}\n",
    )
    points = {
        path: made.criterion(path).points
        for path in ("order.meetings", "order.tidy", "water.share", "water.cinema", "order.extra")
    }
    assert list(points.values()) == [
        Decimal(19),
        Decimal("28.5"),
        Decimal(38),
        Decimal("9.5"),
        Decimal(5),
    ]
    # The parts of `tidy`, 12 and 18 of 30, are 11.4 and 17.1 of 28.5: 11.5 and 17.
    inner = [part.points for part in made.criterion("order.tidy").requirements]
    assert inner == [Decimal("11.5"), Decimal(17)]
    # 10 of 55 (with the new one), where the section has 52.5 now: 9.545…, to the step 9.5.
    assert made.section("order").minimum == Decimal("9.5")
    assert (made.total, made.bands["pass"].from_) == (100, 60)
    told = [d.told().text("en") for d in made.tailored if d.part == "order.meetings"]
    assert told == ["brought to the total by a town: 20 → 19"]


NO_LINES = "{change: '', set: {bands: null, passes: null}, reason: 例}"


def test_what_is_inside_of_a_criterion_is_multiplied_by_its_exact_factor():
    halved = whole([NO_LINES], more="rescale: {total: 50, step: 0.5}\n")
    assert [part.points for part in halved.criterion("order.tidy").requirements] == [6, 9]
    assert halved.section("order").minimum == 5


def test_what_would_have_no_last_digit_is_refused_with_a_remedy():
    # 95 of 100 in whole points: 19, 28.5, 38, 9.5 become 19, 29, 38, 9. Of `tidy`, 12 and 18
    # times 29/30 are 11.6 and 17.4; the minimum, 10 times 48/50, is 9.6.
    made = whole([NO_LINES], more="rescale: {total: 95, step: 1}\n")
    assert made.section("order").minimum == Decimal("9.6")
    # 31 of 30: 12 and 18 times 31/30 are 12.4 and 18.6; the minimum times 52/50 is 10.4. With
    # 7 of 30 in place of 12, 7 x 31/30 has no end.
    text = COUNTY.replace("points: 12", "points: 7").replace("points: 18", "points: 23")
    with pytest.raises(DocumentError) as error:
        whole([NO_LINES], more="rescale: {total: 104, step: 1}\n", text=text)
    codes = {(problem.code, problem.path) for problem in error.value.problems}
    assert codes == {("not-exact", ("rescale",))}
    assert "write inside: step" in error.value.problems[0].text("en")
    made = whole([NO_LINES], more="rescale: {total: 104, step: 1, inside: step}\n", text=text)
    assert sum(part.points for part in made.criterion("order.tidy").requirements) == 31


def test_points_inside_of_gradings_and_curves_are_rescaled_and_numbers_are_not():
    text = COUNTY.replace(
        'points: 40, requirements: [{id: covered, label: {zh: 安全饮水, en: safe water}, rule: "water >= 0.92"}]',
        "points: 40, grade: {points_short: {of: water, target: 95%, lose: 2, floor: 4}}",
    ).replace(
        "points: 10, requirements: [{id: there, rule: cinema}]",
        "points: 10, grade: {curve: {of: meetings, by: {steps: {2: 5, 4: 10}}}}",
    )
    made = whole([NO_LINES], more="rescale: {total: 50, step: 0.5}\n", text=text)
    short, steps = made.criterion("water.share").grade, made.criterion("water.cinema").grade
    assert (short.target, short.lose, short.floor) == (Decimal("0.95"), 1, 2)
    assert [(step.from_, step.give) for step in steps.by.steps] == [(2, Decimal("2.5")), (4, 5)]


# What is wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (["{drop: water.theatre, reason: 例}"], [("unknown-part", ("changes", 0, "drop"))]),
        (
            ["{change: water.share, set: {pionts: 5}, reason: 例}"],
            [("unknown-key", ("changes", 0, "set", "pionts"))],
        ),
        (
            ["{change: water.share, set: {id: other}, reason: 例}"],
            [("not-to-set", ("changes", 0, "set", "id"))],
        ),
        (
            ["{change: '', set: {edition: '2'}, reason: 例}"],
            [("not-to-set", ("changes", 0, "set", "edition"))],
        ),
        (
            [
                "{change: water.share, set: {label: 甲}, reason: 例}",
                "{change: sections.water.share, set: {label: 乙}, reason: 例}",
            ],
            [("changed-twice", ("changes", 1, "set", "label"))],
        ),
        (
            [
                "{drop: water.cinema, reason: 例}",
                "{change: water.cinema.there, set: {label: 乙}, reason: 例}",
            ],
            [("total-mismatch", ("of", "total")), ("part-dropped", ("changes", 1, "change"))],
        ),
        (
            ["{add: {id: share, points: 1, requirements: []}, to: water, reason: 例}"],
            [("duplicate-id", ("changes", 0, "add"))],
        ),
        (
            ["{move: water.cinema, to: vetoes, reason: 例}"],
            [("other-list", ("changes", 0, "to"))],
        ),
        (
            ["{move: water.cinema, after: theatre, reason: 例}"],
            [("unknown-part", ("changes", 0, "after"))],
        ),
        (
            ['{change: water.share.covered, set: {rule: "watre >= 0.95"}, reason: 例}'],
            [("unknown-indicator", ("changes", 0, "set", "rule"))],
        ),
        (
            ["{change: water.share.covered, set: {rule: water >= 0.95}, reason: 例}"],
            [("unquoted-rule", ("changes", 0, "set", "rule"))],
        ),
        (
            ["{add: {id: x, points: none}, to: water, reason: 例}"],
            [("not-a-number", ("changes", 0, "add", "points"))],
        ),
        (
            ["{drop: catalogue.indicators.cinema, reason: 例}"],
            [
                (
                    "unknown-indicator",
                    ("of", "sections", 1, "criteria", 1, "requirements", 0, "rule"),
                )
            ],
        ),
        (
            ["{change: water.share, set: {points: 35}, reason: 例}"],
            [("total-mismatch", ("of", "total"))],
        ),
        (
            ["{take: [waste], from: {id: demo.nowhere}, reason: 例}"],
            [("unknown-document", ("changes", 0, "from"))],
        ),
    ],
)
def test_what_cannot_be_is_told_with_its_place_in_the_profile(changes, expected):
    assert refused(changes) == expected


def test_an_id_that_means_two_parts_asks_for_the_field_before_it():
    policy = """
kind: policy
format: 1
id: demo.points
accounts: {credit: {}}
classes: {training: {label: 培训类}}
items: {training: {to: [credit], points: 1, class: training}}
"""
    profile = """
kind: profile
format: 1
id: demo.village
of: {id: demo.points}
changes: [{change: training, set: {label: 培训}, reason: 例}]
"""
    lib = cv.Library.read([policy])
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(cv.loads(profile), lib)
    (problem,) = error.value.problems
    assert problem.code == "ambiguous-part"
    assert problem.expected.arguments["names"] == ("classes.training", "items.training")
    made = cv.tailoring.resolve(
        cv.loads(profile.replace("change: training", "change: items.training")), lib
    )
    assert made.items["training"].label.zh == "培训"


def test_a_document_that_is_another_than_was_meant_is_refused_and_the_digest_told():
    county = cv.loads(COUNTY)
    text = TOWN.replace('edition: "2024"}', 'edition: "2024", digest: abc}').replace(
        "changes:\n", ""
    )
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(cv.loads(text), cv.Library.of(county))
    (problem,) = error.value.problems
    assert (problem.code, problem.path) == ("other-digest", ("of", "digest"))
    assert problem.expected.arguments["value"] == digest(county)
    pinned = evolve(
        cv.loads(text), of=Pinned(id="demo.county", edition="2024", digest=digest(county))
    )
    assert cv.tailoring.resolve(pinned, cv.Library.of(county)).id == "demo.town"


def test_a_profile_that_is_not_pinned_is_worth_a_look():
    (finding,) = cv.lint(TOWN.replace("changes:\n", ""))
    assert (finding.code, finding.level, finding.path) == (
        "not-pinned",
        "finding",
        ("of", "digest"),
    )


def test_profiles_that_lead_nowhere_are_refused():
    one = cv.loads(TOWN.replace("demo.county", "demo.ring").replace("changes:\n", ""))
    ring = evolve(one, id="demo.ring", edition="2024", of=Pinned(id="demo.town", edition="1"))
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(one, cv.Library.of(one, ring))
    assert [problem.code for problem in error.value.problems] == ["endless-chain"]
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(one, cv.Library())
    assert [(p.code, p.path) for p in error.value.problems] == [("unknown-document", ("of",))]


def test_what_no_profile_can_be_of_is_refused():
    records = "kind: records\nformat: 1\nid: demo.county\nedition: '2024'\nsubjects: []\n"
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(cv.loads(TOWN.replace("changes:\n", "")), cv.Library.read([records]))
    assert [(p.code, p.path) for p in error.value.problems] == [("other-kind", ("of",))]


def test_a_mean_of_nothing_is_refused_whoever_leaves_nothing_to_combine():
    weighted = COUNTY.replace(
        "total: 100",
        "combine: {weighted_mean: {weights: {order: 1, water: 1}, full: 100}}\nround: 1",
    )
    weighted = weighted.replace(
        "bands: [{id: fail}, {id: pass, from: 60}]\npasses: {band: pass}\n", ""
    )
    weighted = weighted.replace("\nround: 1", "")
    changes = [
        f"{{change: {line}, set: {{advisory: true}}, reason: 例}}"
        for line in ("order.meetings", "order.tidy", "water.share", "water.cinema")
    ]
    changes.append("{change: order, set: {minimum: null}, reason: 例}")
    assert ("nothing-to-combine", ("of", "combine")) in refused(changes, text=weighted)


# Chains ----------------------------------------------------------------------------------

DISTRICT = """
kind: profile
format: 1
id: demo.district
edition: "1"
label: {zh: 示例区, en: a district}
of: {id: demo.county, edition: "2024"}
leeway: {only: tighten, locked: [vetoes], slots: {water: {count: 2, most: 3}}}
changes:
  - {change: water.share.covered, set: {rule: "water >= 0.94"}, reason: 区里水厂}
"""
VILLAGE = """
kind: profile
format: 1
id: demo.village
edition: "1"
label: {zh: 示例村, en: a village}
of: {id: demo.district, edition: "1"}
changes:
"""


def chained(changes, *, more="", district=DISTRICT):
    lines = "".join(f"  - {change}\n" for change in changes)
    text = VILLAGE + lines if changes else VILLAGE.replace("changes:\n", "")
    return cv.tailoring.resolve(cv.loads(text + more), library(district))


def test_a_part_keeps_every_origin_along_the_chain():
    made = chained(['{change: water.share.covered, set: {rule: "water >= 0.97"}, reason: 例}'])
    assert [(d.by, d.before.zh, d.after.zh) for d in made.tailored] == [
        ("demo.district@1", "92%", "94%"),
        ("demo.village@1", "94%", "97%"),
    ]
    assert made.leeway == cv.loads(DISTRICT).leeway


def test_a_whole_that_was_stored_binds_those_below_like_the_chain_it_came_from():
    stored = cv.dumps(chained([]))
    below = VILLAGE.replace("demo.village", "demo.group").replace("demo.district", "demo.village")
    profile = cv.loads(below + "  - {drop: accident, reason: 例}\n")
    with pytest.raises(DocumentError) as error:
        cv.tailoring.resolve(profile, cv.Library.read([stored]))
    assert [problem.code for problem in error.value.problems] == ["locked"]


def test_a_lock_broken_a_bound_loosened_and_a_total_missed_are_told_at_once_in_both_languages():
    district = DISTRICT.replace(
        "reason: 区里水厂}",
        "reason: 区里水厂}\n  - {change: water.cinema, set: {points: 12}, reason: 重视文化}",
    )
    with pytest.raises(DocumentError) as error:
        chained(
            [
                "{drop: accident, reason: 本村无事故}",
                '{change: water.share.covered, set: {rule: "water >= 0.9"}, reason: 管网老旧}',
            ],
            district=district,
        )
    problems = error.value.problems
    assert [(p.document, p.code, p.path) for p in problems] == [
        ("demo.district@1", "total-mismatch", ("of", "total")),
        ("demo.village@1", "locked", ("changes", 0, "drop")),
        ("demo.village@1", "loosened", ("changes", 1, "set", "rule")),
    ]
    assert error.value.text("en") == EXPECTED_EN
    assert error.value.text("zh") == EXPECTED_ZH


EXPECTED_EN = """\
demo.district@1, of.total, line 7, column 5: the total is not the sum of the points, got 100; expected 102, the sum of the parts.
Hint: change the points or the total, or write rescale: {total: 100, step: 0.5} [total-mismatch]
demo.village@1, changes[0].drop, line 9, column 12: accident is locked by demo.district@1 and has to stay as it is. [locked]
demo.village@1, changes[1].set.rule, line 10, column 47: "90%" asks for less than "94%": demo.district@1 allows only what is stricter.
Hint: it lets pass what the other refuses: safe water 0.9 [loosened]"""
EXPECTED_ZH = """\
demo.district@1、of.total、第 7 行第 5 列：总分与各项分值之和不符，实际为 100；应为 102（各项之和）。
提示：改分值或总分，或写 rescale: {total: 100, step: 0.5} 折算 [total-mismatch]
demo.village@1、changes[0].drop、第 9 行第 12 列：accident 已由 demo.district@1 锁定，须保持原样。 [locked]
demo.village@1、changes[1].set.rule、第 10 行第 47 列：“90%”宽于“94%”：demo.district@1 只许从严。
提示：它放行了所对照的规则不放行的情形：饮水覆盖率 0.9 [loosened]"""

"""Full points less what each fault costs: points, parts, words and findings."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village import DocumentError, compare, dumps, evaluate, lint, loads
from civil_village.derivation import derive
from civil_village.evidence import Exemption
from civil_village.messages import LANGUAGES
from civil_village.rules import Missing, Rule, Unknown
from civil_village.standards import Fault, FaultResult, Less
from civil_village.tables import write_results

YARD = """
kind: standard
format: 1
id: yard
catalogue:
  indicators:
    spots: {value: count, label: {zh: 乱堆乱放, en: litter}}
    posted: {value: truth, label: {zh: 已公示, en: it is posted}}
    insured: {value: ratio, label: {zh: 参保率, en: insured}}
    late: {value: count, maximum: 30, label: {zh: 迟报天数, en: days late}}
    dogs: {value: count, maximum: 5, label: {zh: 犬只, en: dogs}}
criteria:
  - id: yard
    label: {zh: 庭院, en: the yard}
    points: 10
    grade:
      less:
        - id: litter
          label: {zh: 乱堆乱放, en: litter}
          source: {document: plan, clause: "3"}
          of: spots
          lose: 0.5
          free: 1
          most: 3
        - {id: notice, label: {zh: 未公示, en: no notice}, when: "!posted", lose: 2}
        - {id: few, label: {zh: 参保不足, en: too few insured},
           of: insured, target: 95%, each: 1%, lose: 1}
        - {id: late, label: {zh: 迟报, en: reported late}, of: late, by: {steps: {1: 1, 10: 4}}}
        - {id: dogs, label: {zh: 犬只散养, en: loose dogs}, of: "2 * dogs + 1", lose: 0.1}
"""
CLEAN = {"spots": 0, "posted": True, "insured": Decimal(1), "late": 0, "dogs": 0}
FLOOR = YARD.replace("      less:\n", "      less:\n        floor: 4\n        faults:\n").replace(
    "        - ", "          - "
)
FLOOR = FLOOR.replace("          label", "            label").replace(
    "          source", "            source"
)
for key in ("of: spots", "lose: 0.5", "free: 1", "most: 3"):
    FLOOR = FLOOR.replace(f"          {key}\n", f"            {key}\n")


def answer(text=YARD, **facts):
    return evaluate(loads(text), facts)


def lost(result):
    return [str(fault.lost[0]) for fault in result.criterion("yard").faults]


# Points ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "costs", "score"),
    [
        ({}, ["0", "0", "0", "0", "0.1"], "9.9"),
        ({"spots": 1}, ["0", "0", "0", "0", "0.1"], "9.9"),  # one is free
        ({"spots": 4}, ["1.5", "0", "0", "0", "0.1"], "8.4"),  # 3 × 0.5
        ({"spots": 90}, ["3", "0", "0", "0", "0.1"], "6.9"),  # 89 × 0.5, at most 3
        ({"posted": False}, ["0", "2", "0", "0", "0.1"], "7.9"),
        ({"insured": Decimal("0.925")}, ["0", "0", "2", "0", "0.1"], "7.9"),  # 2.5 short
        ({"insured": Decimal("0.95")}, ["0", "0", "0", "0", "0.1"], "9.9"),
        ({"late": 9}, ["0", "0", "0", "1", "0.1"], "8.9"),
        ({"late": 10}, ["0", "0", "0", "4", "0.1"], "5.9"),
        ({"dogs": 2}, ["0", "0", "0", "0", "0.5"], "9.5"),  # 2 × 2 + 1 = 5
        ({"spots": 90, "posted": False, "late": 30, "insured": Decimal("0.5")}, None, "0"),
    ],
)
def test_each_fault_costs_its_own(facts, costs, score):
    result = answer(**CLEAN | facts)
    assert result.score == Decimal(score)
    if costs:
        assert lost(result) == costs


def test_the_floor_stops_the_loss():
    worst = CLEAN | {"spots": 90, "posted": False, "late": 30, "insured": Decimal("0.5")}
    assert answer(FLOOR, **worst).score == 4
    # What each costs by itself is told all the same: 3, 2, 45, 4 and 0.1.
    assert lost(answer(FLOOR, **worst)) == ["3", "2", "45", "4", "0.1"]


@pytest.mark.parametrize(
    ("facts", "bounds"),
    [
        ({}, ("0", "9.9")),
        ({"posted": False, "spots": 2}, ("0", "7.4")),  # 0.5 and 2; 0.1 by the dogs
        # At most 4 for the days and 1.1 for five dogs.
        ({"spots": 0, "posted": True, "insured": Decimal(1)}, ("4.9", "9.9")),
        ({"spots": 0, "posted": True, "insured": Decimal(1), "dogs": 0}, ("5.9", "9.9")),
    ],
)
def test_missing_facts_give_bounds(facts, bounds):
    assert answer(**facts).bounds == tuple(map(Decimal, bounds))


def test_only_what_can_change_the_points_is_missed():
    """However many spots there are beyond 6, they cost 3."""
    many = Unknown((Missing("completeness", "spots"),), Fraction(7), Fraction(100))
    result = answer(**{**CLEAN, "spots": many, "late": None})
    criterion = result.criterion("yard")
    assert [item.name for item in criterion.missing] == ["late"]
    assert criterion.faults[0].missing == ()
    assert (criterion.faults[3].state, criterion.faults[3].lost) == ("open", (0, 4))


COUNTS = st.integers(0, 30) | st.none()
FACTS = st.fixed_dictionaries(
    {
        "spots": COUNTS,
        "posted": st.booleans() | st.none(),
        "insured": st.decimals(0, 1, places=3) | st.none(),
        "late": COUNTS,
        "dogs": st.integers(0, 5) | st.none(),
    }
)


@given(FACTS, st.sampled_from([YARD, FLOOR]))
def test_points_are_what_the_faults_leave(facts, text):
    known = {name: value for name, value in facts.items() if value is not None}
    result = answer(text, **known)
    floor = 4 if text is FLOOR else 0
    least, greatest = (
        sum(Fraction(fault.lost[end]) for fault in result.criterion("yard").faults)
        for end in (0, 1)
    )
    assert result.bounds == (max(floor, 10 - greatest), max(floor, 10 - least))
    for fault in result.criterion("yard").faults:
        assert bool(fault.missing) == (fault.lost[0] != fault.lost[1])


@given(FACTS, FACTS)
def test_what_is_known_later_stays_inside_the_bounds(some, more):
    known = {name: value for name, value in some.items() if value is not None}
    later = {name: value for name, value in more.items() if value is not None} | known
    (low, high), (least, greatest) = answer(**known).bounds, answer(**later).bounds
    assert low <= least <= greatest <= high


# Parts -------------------------------------------------------------------------------


def test_a_fault_is_reached_by_its_path_in_standard_and_result():
    standard, result = loads(YARD), answer(**CLEAN | {"spots": 4})
    assert standard.fault("yard.litter") is standard["yard.litter"]
    assert standard["yard.litter"].source[0].clause == "3"
    assert result.fault("yard.litter") == FaultResult(
        id="litter", lost=(Decimal("1.5"), Decimal("1.5"))
    )
    assert [result[f"yard.{name}"].state for name in ("litter", "notice")] == ["hit", "clear"]
    with pytest.raises(KeyError):
        standard.fault("yard")


def test_a_fault_is_changed_and_left_out_by_its_path():
    standard = loads(YARD)
    changed = standard.replaced("yard.notice", lose=3)
    assert changed["yard.notice"].lose == 3
    assert [fault.id for fault in standard.without("yard.late")["yard"].grade.faults] == [
        "litter",
        "notice",
        "few",
        "dogs",
    ]
    with pytest.raises(DocumentError) as caught:
        standard.replaced("yard.notice", lose=0)
    (problem,) = caught.value.problems
    assert problem.path == ("criteria", 0, "grade", "less", "faults", 1, "lose")


def test_it_is_written_as_it_is_read():
    for text in (YARD, FLOOR):
        standard = loads(text)
        assert loads(dumps(standard)) == standard
    assert isinstance(json.loads(dumps(loads(YARD)))["criteria"][0]["grade"]["less"], list)
    assert json.loads(dumps(loads(FLOOR)))["criteria"][0]["grade"]["less"]["floor"] == 4


def test_a_stored_result_has_its_faults():
    result = answer(**{**CLEAN, "late": None})
    stored = loads(dumps(result))
    assert stored == result
    assert stored.fault("yard.late").missing == result.fault("yard.late").missing != ()
    assert stored.explain() == result.explain()


def test_a_result_that_was_stored_before_there_were_faults_is_read():
    written = json.loads(dumps(answer(**CLEAN)))
    del written["criteria"][0]["faults"]
    assert loads(json.dumps(written)).criterion("yard").faults == ()


def test_no_recorded_exemption_lifts_a_fault():
    standard = loads(YARD.replace("criteria:", "exempt: credit\ncriteria:"))
    village = {"exempt": {"yard.notice": Exemption(reason="r", by="b")}}

    facts = evolve(derive(standard.catalogue, {}), **village)
    with pytest.raises(DocumentError) as caught:
        evaluate(standard, facts)
    assert caught.value.problems[0].path == ("exempt", "yard.notice")


def test_two_results_are_compared_fault_by_fault():
    before, after = (answer(**CLEAN | {"spots": spots}) for spots in (5, 3))
    found = {part.path: part.change for part in compare(before, after)}
    assert found == {"yard": "better", "yard.litter": "better"}  # 2 lost, then 1


def test_a_table_of_results_has_what_each_fault_costs():
    standard = loads(YARD)
    text = write_results([answer(**CLEAN | {"spots": 4, "late": None})], standard, lang="en")
    head, row = (line.split(",") for line in text.splitlines())
    told = dict(zip(head, row, strict=True))
    assert told["litter [yard.litter]"] == "1.5"
    assert told["reported late [yard.late]"] == "0..4"


def test_the_portable_form_has_the_number_of_each_fault():
    written = json.loads(loads(YARD).portable(gaps=False))["criteria"]["yard"]
    assert [number["numerator"] for number in written["measures"]] == [
        "spots_VALUE",
        "posted_VALUE == 0 ? 1 : 0",
        "insured_PART",
        "late_VALUE",
        "dogs_VALUE * 2 + 1",
    ]
    assert written["grade"]["less"][0]["lose"] == 0.5


# Words -------------------------------------------------------------------------------


def test_the_explanation_has_a_line_for_each_fault():
    facts = {"spots": 4, "posted": False, "insured": Decimal("0.925"), "dogs": 0}
    (_, criterion) = answer(**facts).explain().parts[0], answer(**facts).explain().parts[-1]
    assert criterion.text("en").splitlines() == [
        "the yard: 0.4 to 4.4 of 10",
        "  full points less what each fault costs, at least 0",
        '  fault "litter": 1.5 lost',
        "    0.5 lost for each, counted from 1, at most 3 lost",
        "    litter = 4",
        "    applied: 3 counted, 0.5 lost for each",
        '  fault "no notice": 2 lost',
        "    2 lost",
        "    when: not (it is posted) (holds)",
        '  fault "too few insured": 2 lost',
        "    1 lost for each full 1%, counted below 95%",
        "    insured = 92.5%",
        "    applied: 2 counted, 1 lost for each",
        '  fault "reported late": 0 to 4 lost, open',
        "    by steps of the value: 1 lost from 1, 4 lost from 10",
        "    days late = between 0 and 30",
        "    missing: days late",
        '  fault "loose dogs": 0.1 lost',
        "    0.1 lost for each",
        "    2 × dogs + 1 = 1",
        "      dogs = 0",
        "    applied: 1 counted, 0.1 lost for each",
    ]


def test_where_nothing_is_left_to_lose_it_says_so():
    worst = CLEAN | {"spots": 90, "posted": False, "late": 30}
    text = answer(FLOOR, **worst).explain().parts[-1].text("zh")
    # 6 can be lost: 3, 2 and 0 leave 1 of the 4 for the days, and nothing for the dogs.
    late, dogs = text.index("迟报"), text.index("犬只散养")
    assert "只剩 1 分可扣" in text[late:dogs]
    assert "已无分可扣" in text[dogs:]
    assert "可扣" not in text[:late]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_outline_tells_what_each_fault_costs(lang):
    text = loads(YARD).explain().text(lang)
    for told in {
        "en": ["fault: litter", "0.5 lost for each, counted from 1", "at most 3 lost", "2 lost"],
        "zh": ["扣分情形：乱堆乱放", "每个扣 0.5 分", "最多扣 3 分", "按低于 95% 的差额计"],
    }[lang]:
        assert told in text


def test_pages_show_faults_with_their_states():
    html = answer(**{**CLEAN, "spots": 4, "late": None})._repr_html_()
    assert all(word in html for word in ("✗ 扣分", "✓ 未扣分", "? 未定"))
    assert "扣分情形" in loads(YARD)._repr_html_()


# Findings ----------------------------------------------------------------------------


def told(text):
    return [(p.code, p.path[5:], p.found) for p in lint(text) if p.code != "unread-indicator"]


def test_a_sensible_grading_has_no_findings():
    """Faults that can never take all points are no finding; nor are those that take too many."""
    dogs_alone = [("points-out-of-reach", (), "10")]  # no dogs at all still cost a tenth
    assert told(YARD) == told(FLOOR) == dogs_alone
    assert told(YARD.replace("2 * dogs + 1", "2 * dogs")) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Of at most 30 days all are free, as are 11 of five dogs; twice nothing is nothing.
        ("of: late, by: {steps: {1: 1, 10: 4}}", "of: late, lose: 1, free: 30", ("idle-fault", "0")),
        ("of: late, by: {steps: {1: 1, 10: 4}}", 'of: "2 + late * 0", lose: 1', ("idle-fault", "2")),
        ("lose: 0.1", "lose: 0.1, free: 20", ("idle-fault", "0")),
        ("lose: 2", "lose: 10.5", ("costs-too-much", "10.5")),
        ("most: 3", "most: 11", ("costs-too-much", "11")),
        ("lose: 0.1", "lose: 12", ("costs-too-much", "12")),
    ],
)  # fmt: skip
def test_a_fault_that_is_odd_is_told(old, new, expected):
    assert expected in [(code, found) for code, _, found in told(YARD.replace(old, new))]


@pytest.mark.parametrize(
    ("faults", "found"),
    [
        ("[{id: a, when: posted, lose: 2}, {id: b, of: late, lose: 0.1}]", [("unreached-floor", "4")]),
        ("[{id: a, when: posted, lose: 3}, {id: b, of: late, lose: 0.1}]", []),  # just to 4
        ("[{id: a, when: posted, lose: 2}, {id: b, when: posted, lose: 5}]", [("scored-twice", "posted")]),
        ("[{id: a, of: spots, lose: 2}, {id: b, of: spots, lose: 5}]", [("scored-twice", "spots")]),
        ("[{id: a, of: spots, lose: 2}, {id: b, of: spots, lose: 5, free: 9}]", []),
    ],
)  # fmt: skip
def test_floors_out_of_reach_and_faults_that_count_twice_are_told(faults, found):
    start = YARD[: YARD.index("      less:")]
    text = start + f"      less: {{floor: 4, faults: {faults}}}\n"
    assert [(code, what) for code, _, what in told(text)] == found


def test_a_fact_that_only_a_fault_reads_is_read():
    assert "unread-indicator" not in [problem.code for problem in lint(YARD)]


# What is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({"when": "a", "lose": 1}, []),
        ({"lose": 1}, ["not-one-key"]),
        ({"when": "a", "of": "b", "lose": 1}, ["not-one-key"]),
        ({"of": "b"}, ["not-one-key"]),
        ({"when": "a", "lose": 1, "most": 2}, ["key-of-other-type"]),
        ({"when": "a", "lose": 1, "each": 2, "free": 1}, ["key-of-other-type"] * 2),
        ({"of": "b", "lose": 1, "target": 1, "free": 1}, ["key-of-other-type"]),
        ({"of": "b", "lose": 0}, ["out-of-range"]),
        ({"of": "b", "lose": 1, "each": 0, "free": -1, "most": 0}, ["out-of-range"] * 3),
        ({"of": "b", "lose": 1, "count": "most"}, ["wrong-type"]),
    ],
)
def test_keys_that_do_not_go_together_are_refused(keys, codes):
    if not codes:
        assert Fault(id="x", **keys).number == Rule("a ? 1 : 0")
        return
    with pytest.raises(DocumentError) as caught:
        Fault(id="x", **keys)
    assert [problem.code for problem in caught.value.problems] == codes


def test_a_grading_needs_faults_with_ids_of_their_own():
    litter = Fault(id="litter", of="spots", lose=1)
    for faults, code in (((), "empty-list"), ((litter, litter), "duplicate-id")):
        with pytest.raises(DocumentError) as caught:
            Less(faults=faults)
        assert [problem.code for problem in caught.value.problems] == [code]


def test_an_id_stands_once_in_a_criterion():
    text = YARD + '    zero_if: [{id: litter, when: "spots > 9"}]\n'
    with pytest.raises(DocumentError) as caught:
        loads(text)
    assert [(p.code, p.path) for p in caught.value.problems] == [
        ("duplicate-id", ("criteria", 0, "zero_if", 0, "id"))
    ]


def test_what_is_wrong_with_a_rule_is_told_where_it_stands():
    with pytest.raises(DocumentError) as caught:
        loads(YARD.replace('"!posted"', '"!postd"').replace("of: late", "of: lat"))
    told_at = [(p.path, p.position.line) for p in caught.value.problems]
    start = ("criteria", 0, "grade", "less")
    assert told_at == [((*start, 1, "when"), 25), ((*start, 3, "of"), 28)]


def test_a_number_where_a_condition_is_asked_for_is_refused():
    with pytest.raises(DocumentError) as caught:
        loads(YARD.replace('"!posted"', '"spots"').replace("of: late", "of: posted"))
    assert [p.code for p in caught.value.problems] == ["wrong-type", "wrong-type"]


# Other gradings that measure ---------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "lines"),
    [
        (
            '{occurrences: {of: "2 * dogs + late", lose: 1}}',
            ["2 × dogs + days late = 7", "applied: 7 counted, 1 lost for each"],
        ),
        (
            '{occurrences: {of: "late", lose: 2, each: 3, free: 1, floor: 9}}',
            ["days late = 5", "applied: 1 counted, 2 lost for each, limited to 1 lost"],
        ),
        (
            '{curve: {of: "dogs * 2", by: {per: {give: 1, most: 3}}}}',
            ["dogs × 2 = 2", "applied: 2 counted, 1 for each"],
        ),
        (
            '{curve: {of: "late", by: {linear: {0: 10, 10: 0}}}}',
            ["days late = 5", "applied: between 10 at 0 and 0 at 10"],
        ),
        (
            "{curve: {of: insured, by: {short: {full: 10, target: 0.95, lose: 1}}}}",
            ["insured = 92.5%", "applied: 2 counted, 1 lost for each"],
        ),
        (
            "{points_short: {of: insured, target: 95%, lose: 1, count: started}}",
            ["insured = 92.5%", "applied: 3 counted, 1 lost for each"],
        ),
        ('{given: "late + dogs"}', ["days late + dogs = 6"]),
    ],
)
def test_an_expression_is_told_with_its_value_and_the_piece_that_applied(grade, lines):
    text = YARD[: YARD.index("    grade:")]
    text = text.replace("points: 10", "points: 40") if "given" in grade else text
    text += f"    grade: {grade}\n    round: 0.01\n"
    told = evaluate(loads(text), {"dogs": 1, "late": 5, "insured": Decimal("0.925")})
    parts = told.explain().parts[-1].parts
    assert [part.message.text("en") for part in parts[1 : 1 + len(lines)]] == lines


def test_an_expression_that_is_open_is_told_with_its_bounds():
    text = YARD[: YARD.index("    grade:")]
    text += '    grade: {occurrences: {of: "2 * dogs + late", lose: 1}}\n'
    told = evaluate(loads(text), {"late": 5}).explain().parts[-1].text("en")
    assert "2 × dogs + days late = between 5 and 15" in told
    assert "applied" not in told

"""Explanations: plain data that says, in both languages, what a result rests on."""

from decimal import Decimal
from fractions import Fraction

import pytest

from civil_village.canonical import plain
from civil_village.derivation import derive
from civil_village.documents import loads
from civil_village.documents.conversion import structure
from civil_village.explanation import Explanation
from civil_village.indicators import Indicator
from civil_village.messages import Message
from civil_village.quantities.ratios import Ratio
from civil_village.records.subjects import Household
from civil_village.requirements.facts_in_words import fact_text
from civil_village.rules import Missing, Unknown
from civil_village.standards import Standard, evaluate

STANDARD = loads("""
kind: standard
format: 1
id: demo
label: {zh: 示范标准, en: Demo standard}
catalogue:
  indicators:
    plan: {label: {zh: 有计划, en: has a plan}, value: truth}
    meetings: {label: {zh: 会议次数, en: meetings}, value: count}
    insured: {label: {zh: 参保人数, en: insured}, value: count}
    residents: {label: {zh: 应保人数, en: residents}, value: count}
    insurance: {label: {zh: 参保率, en: insurance}, value: ratio, of: [insured, residents]}
    joined: {label: {zh: 参评, en: taking part}, value: truth, subject: household}
    share: {label: {zh: 参评率, en: participation}, value: ratio, derive: {share: joined}}
    fires: {label: {zh: 户内火灾, en: fires}, value: count, subject: household,
            derive: {events: fire, within: 1 year}}
    burnt: {label: {zh: 受灾户, en: homes with fires}, value: count, derive: {count: "fires > 0"}}
    mishaps: {label: {zh: 事故数, en: mishaps}, value: count,
              derive: {events: mishap, within: 1 year}}
  events:
    mishap: {label: {zh: 重大事故, en: major mishap}}
    fire: {label: {zh: 火灾, en: fire}}
methods: {visit: {zh: 实地察看, en: visit}}
sections:
  - id: work
    label: {zh: 创建工作, en: groundwork}
    minimum: 5
    cap: 15
    criteria:
      - id: plans
        label: {zh: 计划, en: planning}
        points: 10
        assumed: [points]
        requirements:
          - {id: filed, label: {zh: 备案, en: filed}, rule: "plan && meetings >= 3", judged: visit}
      - id: insurance
        label: {zh: 参保, en: being insured}
        points: 10
        round: 0.1
        grade: {points_short: {of: insurance, target: 95%, lose: 1}}
  - id: life
    label: {zh: 生活, en: life}
    criteria:
      - id: homes
        label: {zh: 农户, en: homes}
        points: 10
        grade: {count: {short: [1, 0.5, 0]}}
        requirements:
          - {id: part, label: {zh: 参与, en: part}, rule: "share >= 0.8"}
          - {id: burnt, label: {zh: 防火, en: no fires}, rule: "burnt == 0", applies: "residents > 0"}
vetoes:
  - {id: mishap, label: {zh: 事故否决, en: mishap veto}, when: "mishaps > 0", then: [{band: none}]}
total: 25
round: 1
bands:
  - {id: none, label: {zh: 未达标, en: not yet}}
  - {id: pass, label: {zh: 达标, en: civilized}, from: 15}
passes: {band: pass}
""")

VILLAGES = loads("""
kind: records
format: 1
id: demo.villages
as_of: 2024-06-30
reported: {households: true, mishap: 2024-06-30}
subjects:
  - id: full
    label: {zh: 示例村, en: Sample village}
    values: {plan: true, meetings: 4, insured: 92, residents: 100}
    observations: [{of: work.plans.filed, method: visit, met: true}]
    households:
      - {id: h1, values: {joined: true}, reported: {fire: 2024-06-30}}
  - id: gaps
    values: {plan: true, meetings: 2, residents: 100}
    households:
      - {id: h1, values: {joined: true}, reported: {fire: 2024-06-30}}
      - {id: h2}
    reported: {households: false, mishap: 2024-06-29}
  - id: empty
    values: {plan: false, insured: 0, residents: 0}
    exempt: {work.plans: {reason: {zh: 新设村, en: newly founded}, by: township}}
    reported: {mishap: 2024-06-30}
    events: [{id: e1, kind: mishap, on: 2024-01-01}]
""")


def results_of(name):
    return evaluate(STANDARD, derive(STANDARD.catalogue, VILLAGES[name], as_of=VILLAGES.as_of))


def lines(name, lang="en"):
    return [line.strip() for line in results_of(name).explain().text(lang).splitlines()]


def sentences(told):
    yield told
    for part in told.parts:
        yield from sentences(part)


def test_an_explanation_is_plain_data():
    for name in ("full", "gaps", "empty"):
        told = results_of(name).explain()
        for each in sentences(told):
            assert type(each) is Explanation
            assert type(each.message) is Message
        assert structure(plain(told), Explanation) == told


def test_it_tells_outcome_score_and_band_first():
    """10 for the plan, and 7 for 92 % of 95 %: 17, capped at 15; 10 for the homes."""
    assert lines("full")[:5] == [
        "Sample village, Demo standard: passes",
        "score 25 of 25",
        "band: civilized",
        "rounded to 1, half up",
        'passes from the band "civilized"',
    ]
    assert lines("full", "zh")[0] == "示例村 · 示范标准：达标"


@pytest.mark.parametrize(
    "line",
    [
        "groundwork: 15 of 15",
        "minimum 5: reached",
        "at most 15 count",
        "planning: 10 of 10",
        "filed: met",
        "meetings = 4",
        "insurance = 92% (92 of 100)",
        "participation = 100% (1 of 1)",
        "mishaps = 0",
        "being insured: 7 of 10",
    ],
)
def test_it_contains_the_values_that_the_points_rest_on(line):
    assert line in lines("full")


def test_it_says_rules_in_words():
    rule = STANDARD["work.plans.filed"].rule
    indicators = STANDARD.catalogue.indicators
    for lang, start in (("en", "rule: "), ("zh", "规则：")):
        (line,) = [
            x for x in lines("full", lang) if x.startswith(start + rule.say(lang, indicators))
        ]
        assert "&&" not in line
        assert ">=" not in line


def test_it_names_the_missing_facts():
    """In the order of the strikes and criteria; each by its label, rows by the member's id."""
    found = lines("gaps")
    start = found.index("these missing facts may decide:") + 1
    result = results_of("gaps")
    assert result.deciding == (
        Missing("completeness", "mishap"),
        Missing("indicator", "insured"),
        Missing("row", "joined", "h2"),
        Missing("completeness", "households"),
        Missing("row", "fire", "h2"),
    )
    told = found[start : start + len(result.deciding)]
    for line, part in zip(
        told, ("major mishap", "insured", "taking part", "households", "fire"), strict=True
    ):
        assert part in line
    assert "h2" in told[2]
    assert "h2" in told[4]


def test_it_says_what_is_known_of_an_unknown_number():
    found = lines("gaps")
    assert "insurance = between 0% and 100%" in found
    assert "score 0 to 20 of 25" in found
    assert "mishaps = not known" in found


def test_it_says_that_a_share_of_nothing_has_no_value():
    assert "insurance = no value, the denominator is 0" in lines("empty")


def test_it_says_who_granted_an_exemption_and_why():
    found = lines("empty")
    assert "planning: exempt, 10 of 10" in found
    assert "exempted by township: newly founded" in found
    assert "经 township 豁免：新设村" in lines("empty", "zh")


def test_a_strike_says_what_follows():
    assert 'veto "mishap veto": hit' in lines("empty")
    assert 'the band falls to "not yet"' in lines("empty")
    assert 'veto "mishap veto": open' in lines("gaps")
    assert 'the band falls to "not yet"' not in lines("gaps")


def test_both_languages_tell_the_same_sentences():
    for name in ("full", "gaps", "empty"):
        told = results_of(name).explain()
        zh, en = told.text("zh").splitlines(), told.text("en").splitlines()
        assert len(zh) == len(en)
        indents = [[len(line) - len(line.lstrip()) for line in text] for text in (zh, en)]
        assert indents[0] == indents[1]


def test_labels_of_the_other_language_do_not_leak():
    assert not any("一" <= letter <= "鿿" for letter in results_of("full").explain().text("en"))


# How a fact is written.


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(79999, 100000), "79.99…%"),
        (Fraction(2, 3), "66.66…%"),
        (Fraction(4, 5), "80%"),
        (Decimal("0.7999"), "79.99%"),
        (Decimal("0.8"), "80%"),
    ],
    ids=str,
)
def test_a_share_is_never_rounded_up(share, text):
    assert fact_text(Indicator(label="率", value="ratio"), "x", share) == text


def test_a_ratio_shows_its_parts():
    told = fact_text(Indicator(label="率", value="ratio"), "x", Ratio(79999, 100000))
    assert told.text("en") == "79.99…% (79999 of 100000)"


@pytest.mark.parametrize(
    ("least", "greatest", "text"),
    [
        (2, 10, "between 2 and 10"),
        (2, 10**6, "at least 2"),
        (0, 10**11, "not known"),
        (0, 10**6 - 1, "between 0 and 999999"),
    ],
)
def test_default_limits_are_not_told(least, greatest, text):
    value = Unknown((Missing("indicator", "x"),), Fraction(least), Fraction(greatest))
    assert fact_text(Indicator(label="数", value="count"), "x", value).text("en") == text


def test_an_unknown_truth_is_not_known():
    value = Unknown((Missing("indicator", "x"),))
    told = fact_text(Indicator(label="否", value="truth"), "x", value)
    assert told.text("zh") == "未知"


def test_an_incomplete_count_is_said_to_be_at_least_what_is_known():
    """One of the households that are known has a debt; more may come."""
    standard = loads(
        """
kind: standard
format: 1
id: demo
catalogue:
  indicators:
    debt: {label: {zh: 有债, en: debt}, value: truth, subject: household}
    debts: {label: {zh: 负债户, en: debts}, value: count, derive: {count: debt}}
criteria: [{id: a, points: 1, requirements: [{id: few, rule: "debts <= 3"}]}]
""",
        Standard,
    )
    homes = [Household(id="h1", values={"debt": True})]
    facts = derive(standard.catalogue, {}, households=homes)
    told = evaluate(standard, facts).explain().text("en")
    assert "debts = at least 1" in told

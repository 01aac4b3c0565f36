"""Rules in words."""

import pytest
from hypothesis import given

from civil_village.indicators import Indicator
from civil_village.labels import Label
from civil_village.messages import LANGUAGES
from civil_village.rules.parser import parse
from civil_village.rules.syntax import names
from civil_village.rules.wording import say
from tests.drawn.rule_trees import expressions

LABELS = {
    "meetings": Label("年度会议次数", "annual meetings"),
    "plan_filed": Label("年初有计划", "plan filed early in the year"),
    "income": Label("人均收入", "income per head"),
    "mean_income": Label("全镇人均收入", "mean income of the town"),
    "kind": Label("村庄类型", "kind of village"),
    "official": Label("公职人员", "official"),
    "tables": Label("席数", "tables"),
}

SENTENCES = [
    (
        "meetings >= 3 && plan_filed",
        "年度会议次数不低于 3，且年初有计划",
        "annual meetings is at least 3, and plan filed early in the year",
    ),
    ("meetings <= 3", "年度会议次数不超过 3", "annual meetings is at most 3"),
    ("meetings > 0.5", "年度会议次数大于 0.5", "annual meetings is more than 0.5"),
    (
        "meetings < mean_income",
        "年度会议次数小于全镇人均收入",
        "annual meetings is less than mean income of the town",
    ),
    ("kind == 'hill'", "村庄类型等于 hill", "kind of village equals hill"),
    ("kind != '山村'", "村庄类型不等于山村", "kind of village is not 山村"),
    ("kind == ''", "村庄类型等于空文字", "kind of village equals the empty text"),
    (
        "kind in ['山村', '水乡']",
        "村庄类型是山村、水乡之一",
        "kind of village is one of 山村, 水乡",
    ),
    ("kind in ['a', 'b']", "村庄类型是 a、b 之一", "kind of village is one of a, b"),
    ("!plan_filed", "未满足“年初有计划”", "not (plan filed early in the year)"),
    (
        "!(meetings < 3 || plan_filed)",
        "未满足“年度会议次数小于 3，或年初有计划”",
        "not (annual meetings is less than 3, or plan filed early in the year)",
    ),
    (
        "income >= 1.2 * mean_income",
        "人均收入不低于 1.2 × 全镇人均收入",
        "income per head is at least 1.2 × mean income of the town",
    ),
    (
        "(a + b) * -c - -3 > 1",
        "(a + b) × -(c) - (-3)大于 1",
        "(a + b) × -(c) - (-3) is more than 1",
    ),
    ("a - (b - c) == x", "a - (b - c)等于 x", "a - (b - c) equals x"),
    (
        "tables <= (official ? 10 : 15)",
        "席数不超过（若公职人员，则 10，否则 15）",
        "tables is at most (if official then 10, else 15)",
    ),
    ("(a < b) in [true]", "（a 小于 b）是是之一", "(a is less than b) is one of true"),
    ("a + 1 in [2]", "a + 1 是 2 之一", "a + 1 is one of 2"),
    ("a && b || c", "（a，且 b），或 c", "(a, and b), or c"),
    ("(a && b) && c", "（a，且 b），且 c", "(a, and b), and c"),
    (
        "(a < b) == plan_filed",
        "（a 小于 b）等于年初有计划",
        "(a is less than b) equals plan filed early in the year",
    ),
    (
        "a && b ? plan_filed : c || true",
        "若（a，且 b），则年初有计划，否则（c，或是）",
        "if (a, and b) then plan filed early in the year, else (c, or true)",
    ),
]


@pytest.mark.parametrize(("rule", "zh", "en"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_rule_is_said_in_both_languages(rule, zh, en):
    assert say(parse(rule), "zh", LABELS) == zh
    assert say(parse(rule), "en", LABELS) == en


MEASURED = {
    "turnout": Indicator(label=Label("参评率", "turnout"), value="ratio"),
    "income": Indicator(label=Label("收入", "income"), value="amount", unit=Label("元", "yuan")),
    "filed": Indicator(label=Label("已备案", "filed"), value="truth"),
    "kind": Indicator(label=Label("类型", "kind"), value="choice", choices=("hill",)),
}


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("turnout >= 0.8", "参评率不低于 80%", "turnout is at least 80%"),
        ("0.8 <= turnout", "80% 不超过参评率", "80% is at most turnout"),
        ("income < 5000", "收入小于 5000 元", "income is less than 5000 yuan"),
        # Only what stands alone is measured.
        ("turnout * 2 > 0.8", "参评率 × 2 大于 0.8", "turnout × 2 is more than 0.8"),
        ("turnout > income", "参评率大于收入", "turnout is more than income"),
        ("filed == true", "已备案等于是", "filed equals true"),
        ("kind == 'hill'", "类型等于 hill", "kind equals hill"),
    ],
)
def test_a_number_is_said_as_the_indicator_that_it_meets_measures_it(rule, zh, en):
    assert (say(parse(rule), "zh", MEASURED), say(parse(rule), "en", MEASURED)) == (zh, en)


@given(expressions())
def test_every_name_of_a_rule_is_in_its_sentence(tree):
    for lang in LANGUAGES:
        sentence = say(tree, lang, {})
        assert all(name in sentence for name in names(tree))

"""A county's profile of a bundled standard, as somebody writes it who has read the page alone."""

from pathlib import Path

import pytest

from civil_village.cli import main

FIRST_TRY = """\
kind: profile
format: 1
id: heyuan.standard
edition: "2026"
label: {zh: 河源县文明村标准（虚构）, en: Heyuan county standard (invented)}
of: {id: anle.standard, edition: "1"}
only: tighten
changes:
  - change: 领导班子
    set: {minimum: 8}
    reason: 重视班子
  - change: creation.household_selection
    set: {points: 12}
    reason: 重视户评
  - change: development.water.coverage
    set: {rule: "safe_water >= 0.6"}
    reason: 山区
  - change: development.insurance
    set: {grade: {points_short: {of: insurance, target: 98%, lose: 1}}}
    reason: 应保尽保
  - add: {id: litter, points: 3, requirements: [{id: clean, rule: "no_litter"}]}
    to: environment.criteria
    reason: 环境整治
  - add: {id: bins, rule: "bins >= 10"}
    to: environment.cleaning
    reason: 环境整治
  - drop: morals.feast
    reason: 移风易俗另行考核
  - change: morals.minors.mechanism
    set: {lable: 未成年人工作}
    reason: 措辞
rescale: {total: 100, step: 0.5}
"""
#: The same, mended by what the errors say; the bins went where no points are shared out.
MENDED = """\
kind: profile
format: 1
id: heyuan.standard
edition: "2026"
label: {zh: 河源县文明村标准（虚构）, en: Heyuan county standard (invented)}
of: {id: anle.standard, edition: "1"}
changes:
  - change: leadership
    set: {minimum: 8}
    reason: 重视班子
  - change: creation.household_selection
    set: {points: 12}
    reason: 重视户评
  - change: development.water.coverage
    set: {rule: "safe_water >= 0.75"}
    reason: 山区
  - change: development.insurance
    set: {grade: {points_short: {of: insurance, target: 98%, lose: 1}}}
    reason: 应保尽保
  - add: {no_litter: {label: 无垃圾, value: truth}, bins: {label: 垃圾桶, value: count}}
    to: catalogue.indicators
    reason: 环境整治
  - add: {id: litter, points: 3, requirements: [{id: clean, rule: "no_litter"}]}
    to: environment.criteria
    reason: 环境整治
  - add: {id: bins, rule: "bins >= 10"}
    to: environment.planning.requirements
    reason: 环境整治
  - drop: morals.feasts
    reason: 移风易俗另行考核
  - change: morals.minors.mechanism
    set: {label: 未成年人工作}
    reason: 措辞
rescale: {total: 100, step: 0.5, inside: step}
"""
TOLD_EN = """\
a.yaml, changes[0].change, line 9, column 13: there is no such part, got 领导班子.
Hint: did you mean leadership? [unknown-part]
a.yaml, changes[1].set.points, line 13, column 19: it cannot be shown that "12" asks for no less than "5", as heyuan.standard@2026 demands.
Hint: points weigh parts against each other, which is neither stricter nor laxer [not-shown-tighter]
a.yaml, changes[2].set.rule, line 16, column 17: "60%" asks for less than "70%": heyuan.standard@2026 allows only what is stricter.
Hint: it lets pass what the other refuses: safe water coverage 0.6 [loosened]
a.yaml, changes[4].add.requirements[0].rule, line 21, column 68: unknown indicator, got no_litter; expected the name of an indicator in the catalogue.
    no_litter
    ^^^^^^^^^
Hint: a new one is added by a change of its own: add: {no_litter: {label: …, value: …}}, to: catalogue.indicators [unknown-indicator]
a.yaml, changes[5].to, line 25, column 9: it could mean several parts, got environment.cleaning; expected one of environment.cleaning.requirements, environment.cleaning.zero_if. [ambiguous-part]
a.yaml, changes[6].drop, line 27, column 11: there is no such part, got morals.feast.
Hint: did you mean morals.feasts? [unknown-part]
a.yaml, changes[7].set.lable, line 30, column 18: unknown key, got lable; expected one of label, rule, judged, applies, points, source, assumed.
Hint: did you mean label? [unknown-key]
a.yaml, rescale, line 32, column 10: by its exact factor morals.councils.ethics.points comes to 5/6, no decimal of 4 places (6 such in all).
Hint: write inside: step [not-exact]
"""
TOLD_ZH = """\
a.yaml、changes[0].change、第 9 行第 13 列：没有这一部分，实际为 领导班子。
提示：是否指 leadership？ [unknown-part]
a.yaml、changes[1].set.points、第 13 行第 19 列：不能证明“12”不宽于“5”：heyuan.standard@2026 只许从严。
提示：分值决定各项轻重，谈不上宽严 [not-shown-tighter]
a.yaml、changes[2].set.rule、第 16 行第 17 列：“60%”宽于“70%”：heyuan.standard@2026 只许从严。
提示：它放行了所对照的规则不放行的情形：安全饮水覆盖率 0.6 [loosened]
a.yaml、changes[4].add.requirements[0].rule、第 21 行第 68 列：没有这个指标，实际为 no_litter；应为目录中的指标。
    no_litter
    ^^^^^^^^^
提示：如是新指标，请在 changes 中加入 add: {no_litter: {label: …, value: …}}, to: catalogue.indicators [unknown-indicator]
a.yaml、changes[5].to、第 25 行第 9 列：指代不明，实际为 environment.cleaning；应为其中之一：environment.cleaning.requirements、environment.cleaning.zero_if。 [ambiguous-part]
a.yaml、changes[6].drop、第 27 行第 11 列：没有这一部分，实际为 morals.feast。
提示：是否指 morals.feasts？ [unknown-part]
a.yaml、changes[7].set.lable、第 30 行第 18 列：没有这个键，实际为 lable；应为其中之一：label、rule、judged、applies、points、source、assumed。
提示：是否指 label？ [unknown-key]
a.yaml、rescale、第 32 行第 10 列：按准确比例折算，morals.councils.ethics.points 为 5/6，不是至多四位的小数（这样的共 6 处）。
提示：请写作 inside: step [not-exact]
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """Work in a folder of one's own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("lang", "told"), [("en", TOLD_EN), ("zh", TOLD_ZH)])
def test_everything_is_told_at_once_and_says_what_to_do(lang, told, capsys):
    Path("a.yaml").write_text(FIRST_TRY, encoding="utf-8")
    assert main(["profile", "check", "a.yaml", "--lang", lang]) == 1
    assert capsys.readouterr().err == told


def test_what_was_mended_as_told_is_in_order(capsys):
    Path("a.yaml").write_text(MENDED, encoding="utf-8")
    assert main(["profile", "check", "a.yaml"]) == 0
    assert "a.yaml: no problems; 9 changes give heyuan.standard@2026" in capsys.readouterr().out

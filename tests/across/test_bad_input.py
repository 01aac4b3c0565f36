"""Each fault of a document or record is said precisely, in both languages, with a next step."""

import json

import pytest

import civil_village as cv

# A standard and a record without faults, as somebody would write them; both are invented.

STANDARD = """\
kind: standard
format: 1
id: demo.standard
catalogue:
  indicators:
    insured: {label: 参保人数, value: count}
    residents: {label: 应保人数, value: count}
    insurance: {label: 参保率, value: ratio, of: [insured, residents]}
    meetings: {label: 会议次数, value: count}
    plan: {label: 有计划, value: truth}
    water: {label: 供水率, value: ratio}
    income: {label: 集体收入, value: amount, unit: 元}
    filed: {label: 备案日, value: date}
    note: {label: 说明, value: text}
  events:
    accident: {label: 重大事故}
criteria:
  - id: work
    points: 10
    requirements:
      - id: meets
        rule: "meetings >= 3"
"""

RECORDS = """\
kind: records
format: 1
id: demo.records
as_of: 2024-06-30
subjects:
  - id: v1
    values:
      meetings: 3
    events:
      - {id: e1, kind: accident, on: 2024-05-01}
"""

CATALOGUE = cv.loads(STANDARD).catalogue


def changed(text, old, new):
    """Give the text with its one ``old`` part exchanged."""
    assert text.count(old) == 1
    return text.replace(old, new)


def standard(old, new):
    return changed(STANDARD, old, new)


def rule(text):
    return standard('"meetings >= 3"', text)


def values(text):
    return changed(RECORDS, "meetings: 3", text)


def records(old, new):
    return changed(RECORDS, old, new)


def use(text):
    """Load a text, and check records against the catalogue."""
    document = cv.loads(text)
    if isinstance(document, cv.Records):
        cv.derive_each(CATALOGUE, document, as_of=document.as_of)
    return document


def refusal(function, *arguments):
    with pytest.raises(cv.DocumentError) as caught:
        function(*arguments)
    return caught.value


RULES = [
    pytest.param(
        rule('"meetings >= 3 && plann"'),
        "criteria[0].requirements[0].rule、第 22 行第 33 列：没有这个指标，实际为"
        " plann；应为目录中的指标。\n"
        "    meetings >= 3 && plann\n"
        "                     ^^^^^\n"
        "提示：是否指 plan？ [unknown-indicator]",
        "criteria[0].requirements[0].rule, line 22, column 33: unknown indicator,"
        " got plann; expected the name of an indicator in the catalogue.\n"
        "    meetings >= 3 && plann\n"
        "                     ^^^^^\n"
        "Hint: did you mean plan? [unknown-indicator]",
        id="misspelt indicator",
    ),
    pytest.param(
        rule('"insurance >= 1.2"'),
        "criteria[0].requirements[0].rule、第 22 行第 16"
        " 列：该条件永远不成立，实际为 insurance >= 1.2；应为占比，在 0 与 1 之间（或"
        " 0% 到 100%）。\n"
        "    insurance >= 1.2\n"
        "    ^^^^^^^^^^^^^^^^\n"
        "提示：占比写作 0 到 1 之间的数，如 95% 写作 0.95 [never-holds]",
        "criteria[0].requirements[0].rule, line 22, column 16: the condition can"
        " never hold, got insurance >= 1.2; expected a share, between 0 and 1 (or"
        " 0% and 100%).\n"
        "    insurance >= 1.2\n"
        "    ^^^^^^^^^^^^^^^^\n"
        "Hint: write shares as numbers between 0 and 1, such as 0.95 for 95%"
        " [never-holds]",
        id="share above 1",
    ),
    pytest.param(
        rule('"insurance >= 95"'),
        "criteria[0].requirements[0].rule、第 22 行第 16"
        " 列：该条件永远不成立，实际为 insurance >= 95；应为占比，在 0 与 1 之间（或"
        " 0% 到 100%）。\n"
        "    insurance >= 95\n"
        "    ^^^^^^^^^^^^^^^\n"
        "提示：占比写作 0 到 1 之间的数，如 95% 写作 0.95 [never-holds]",
        "criteria[0].requirements[0].rule, line 22, column 16: the condition can"
        " never hold, got insurance >= 95; expected a share, between 0 and 1 (or"
        " 0% and 100%).\n"
        "    insurance >= 95\n"
        "    ^^^^^^^^^^^^^^^\n"
        "Hint: write shares as numbers between 0 and 1, such as 0.95 for 95%"
        " [never-holds]",
        id="percent as a plain number",
    ),
    pytest.param(
        rule('"insured / residents >= 0.92"'),
        "criteria[0].requirements[0].rule、第 22 行第 24"
        " 列：规则中不能使用除法，实际为 /。\n"
        "    insured / residents >= 0.92\n"
        "            ^\n"
        "提示：请声明比率指标 `value: ratio, of: [insured,"
        " residents]`，再在此处使用它的名称 [rule-division]",
        "criteria[0].requirements[0].rule, line 22, column 24: a rule cannot"
        " divide, got /.\n"
        "    insured / residents >= 0.92\n"
        "            ^\n"
        "Hint: declare a ratio indicator `value: ratio, of: [insured,"
        " residents]`, and use its name here [rule-division]",
        id="division",
    ),
    pytest.param(
        rule('"meetings > 3 && meetings < 2"'),
        "criteria[0].requirements[0].rule、第 22 行第 16"
        " 列：该条件永远不成立，实际为 meetings > 3 && meetings < 2；应为对 meetings"
        " 的各项条件能同时成立。\n"
        "    meetings > 3 && meetings < 2\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ [never-holds]",
        "criteria[0].requirements[0].rule, line 22, column 16: the condition can"
        " never hold, got meetings > 3 && meetings < 2; expected conditions on"
        " meetings that can hold together.\n"
        "    meetings > 3 && meetings < 2\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ [never-holds]",
        id="contradiction",
    ),
    pytest.param(
        rule("meetings >= 3 # 每季一次"),
        "criteria[0].requirements[0].rule、第 22 行第 15 列：规则没有加引号，实际为"
        " meetings >= 3；应为放在引号中的规则。\n"
        '提示：请写作 "meetings >= 3" [unquoted-rule]',
        "criteria[0].requirements[0].rule, line 22, column 15: a rule stands"
        " without quotes, got meetings >= 3; expected the rule in quotes.\n"
        'Hint: write "meetings >= 3" [unquoted-rule]',
        id="unquoted",
    ),
    pytest.param(
        rule('note == "x"'),
        "criteria[0].requirements[0].rule、第 22 行第 15 列：规则没有加引号，实际为"
        ' note == "x"；应为放在引号中的规则。\n'
        "提示：请写作 'note == \"x\"' [unquoted-rule]",
        "criteria[0].requirements[0].rule, line 22, column 15: a rule stands"
        ' without quotes, got note == "x"; expected the rule in quotes.\n'
        "Hint: write 'note == \"x\"' [unquoted-rule]",
        id="unquoted with quotes inside",
    ),
    pytest.param(
        rule("3"),
        "criteria[0].requirements[0].rule、第 22 行第 15 列：值的类型不对，实际为"
        " 3；应为带引号的规则。 [wrong-type]",
        "criteria[0].requirements[0].rule, line 22, column 15: a value has the"
        ' wrong type, got 3; expected a rule in quotes, such as "meetings >= 3".'
        " [wrong-type]",
        id="number for a rule",
    ),
    pytest.param(
        rule('"' + "a" * 100_000 + '"'),
        "criteria[0].requirements[0].rule、第 22 行第 15 列：规则过长，实际为"
        " 100000；应为至多 10000 个字符。 [rule-too-long]",
        "criteria[0].requirements[0].rule, line 22, column 15: the rule is too"
        " long, got 100000; expected at most 10000 characters. [rule-too-long]",
        id="100,000 characters",
    ),
    pytest.param(
        rule('"' + "(" * 10_000 + '"'),
        "criteria[0].requirements[0].rule、第 22 行第 116"
        " 列：规则嵌套过深；应为至多 100 层。\n"
        "    (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
        "((((((((((((((((((((((((((((((((\n"
        "                                            ^ [rule-too-deep]",
        "criteria[0].requirements[0].rule, line 22, column 116: the rule is"
        " nested too deep; expected at most 100 levels.\n"
        "    (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
        "((((((((((((((((((((((((((((((((\n"
        "                                            ^ [rule-too-deep]",
        id="nested 10,000 deep",
    ),
    pytest.param(
        rule('"plan && filed == note"'),
        "criteria[0].requirements[0].rule、第 22 行第 24"
        " 列：文字和日期不能用于比较，实际为 filed == note；应为选项类指标(value:"
        " choice)。\n"
        "    plan && filed == note\n"
        "            ^^^^^^^^^^^^^ [text-tested]",
        "criteria[0].requirements[0].rule, line 22, column 24: text and dates"
        " cannot be tested, got filed == note; expected an indicator with choices"
        " (value: choice).\n"
        "    plan && filed == note\n"
        "            ^^^^^^^^^^^^^ [text-tested]",
        id="date tested",
    ),
    pytest.param(
        rule('"income >= 1 && income > meetings"'),
        "criteria[0].requirements[0].rule、第 22 行第 31 列：计量单位不一致，实际为"
        " income > meetings；应为相同的单位，而不是 元、无单位。\n"
        "    income >= 1 && income > meetings\n"
        "                   ^^^^^^^^^^^^^^^^^ [unit-mismatch]",
        "criteria[0].requirements[0].rule, line 22, column 31: units do not"
        " match, got income > meetings; expected equal units, not 元, no unit.\n"
        "    income >= 1 && income > meetings\n"
        "                   ^^^^^^^^^^^^^^^^^ [unit-mismatch]",
        id="units that do not match",
    ),
]

STANDARDS = [
    pytest.param(
        standard("points: 10", "points: ten"),
        "criteria[0].points、第 19 行第 13 列：不是数字，实际为"
        " ten；应为用阿拉伯数字写的数，如 12 或 12.5。 [not-a-number]",
        "criteria[0].points, line 19, column 13: not a number, got ten; expected"
        " a number in digits, such as 12 or 12.5. [not-a-number]",
        id="text for a number",
    ),
    pytest.param(
        standard("points: 10", "points: '10'"),
        "criteria[0].points、第 19 行第 13 列：不是数字，实际为"
        ' "10"；应为用阿拉伯数字写的数，如 12 或 12.5。\n'
        "提示：请直接写 10，不加引号 [not-a-number]",
        'criteria[0].points, line 19, column 13: not a number, got "10"; expected'
        " a number in digits, such as 12 or 12.5.\n"
        "Hint: write 10, without quotes [not-a-number]",
        id="quoted number",
    ),
    pytest.param(
        standard("points: 10", "points: 010"),
        "criteria[0].points、第 19 行第 13 列：不是数字，实际为"
        ' "010"；应为用阿拉伯数字写的数，如 12 或 12.5。\n'
        "提示：请直接写 10，不加引号 [not-a-number]",
        'criteria[0].points, line 19, column 13: not a number, got "010";'
        " expected a number in digits, such as 12 or 12.5.\n"
        "Hint: write 10, without quotes [not-a-number]",
        id="leading zero",
    ),
    pytest.param(
        standard("points: 10", "points: [10]"),
        "criteria[0].points、第 19 行第 13 列：不是数字，实际为"
        " [10]；应为用阿拉伯数字写的数，如 12 或 12.5。 [not-a-number]",
        "criteria[0].points, line 19, column 13: not a number, got [10]; expected"
        " a number in digits, such as 12 or 12.5. [not-a-number]",
        id="list for a number",
    ),
    pytest.param(
        standard("points: 10", "points: 0"),
        "criteria[0].points、第 19 行第 13 列：数值超出范围，实际为 0；应为大于 0。 [out-of-range]",
        "criteria[0].points, line 19, column 13: a value is out of range, got 0;"
        " expected more than 0. [out-of-range]",
        id="no points",
    ),
    pytest.param(
        standard("points: 10", "points: 10.12345"),
        "criteria[0].points、第 19 行第 13 列：数值的小数位数过多，实际为"
        " 10.12345；应为至多 4 位小数。 [too-many-places]",
        "criteria[0].points, line 19, column 13: the number has too many decimal"
        " places, got 10.12345; expected at most 4 decimal places."
        " [too-many-places]",
        id="too many places",
    ),
    pytest.param(
        standard("points: 10", "pionts: 10"),
        "criteria[0].points、第 18 行第 5 列：缺少必需的键。 [missing-key]\n"
        "criteria[0].pionts、第 19 行第 13 列：没有这个键，实际为"
        " pionts；应为其中之一：id、label、source、points、grade、requirements"
        "、zero_if、applies、round、advisory、assumed。\n"
        "提示：是否指 points？ [unknown-key]",
        "criteria[0].points, line 18, column 5: a required key is missing."
        " [missing-key]\n"
        "criteria[0].pionts, line 19, column 13: unknown key, got pionts;"
        " expected one of id, label, source, points, grade, requirements,"
        " zero_if, applies, round, advisory, assumed.\n"
        "Hint: did you mean points? [unknown-key]",
        id="misspelt key",
    ),
    pytest.param(
        standard("label: 会议次数", "label: 3"),
        "catalogue.indicators.meetings.label、第 9 行第 23 列：值的类型不对，实际为"
        " 3；应为文字，或 {zh: 中文, en: 英文}。 [wrong-type]",
        "catalogue.indicators.meetings.label, line 9, column 23: a value has the"
        " wrong type, got 3; expected text, or {zh: Chinese, en: English}."
        " [wrong-type]",
        id="label is a number",
    ),
    pytest.param(
        standard("points: 10", "points: 10\n    source: plan"),
        "criteria[0].source、第 20 行第 13 列：值的类型不对，实际为 plan；应为出处"
        " {document: 文件, clause: 条款}，或由其组成的列表。 [wrong-type]",
        "criteria[0].source, line 20, column 13: a value has the wrong type, got"
        " plan; expected a source {document: name, clause: number}, or a list of"
        " sources. [wrong-type]",
        id="source is text",
    ),
    pytest.param(
        standard("points: 10", "points: 10\n    round: 0"),
        "criteria[0].round、第 20 行第 12 列：数值超出范围，实际为 0；应为大于 0。 [out-of-range]",
        "criteria[0].round, line 20, column 12: a value is out of range, got 0;"
        " expected more than 0. [out-of-range]",
        id="rounding to nothing",
    ),
    pytest.param(
        standard("points: 10", "points: 10\n    grade: al"),
        "criteria[0].grade、第 20 行第 12 列：没有这个名称，实际为"
        " al；应为其中之一：all、sum、count、divided、levels、curve、points_short、occurrences、given。\n"
        "提示：是否指 all？ [unknown-name]",
        "criteria[0].grade, line 20, column 12: unknown name, got al; expected"
        " one of all, sum, count, divided, levels, curve, points_short, occurrences, given.\n"
        "Hint: did you mean all? [unknown-name]",
        id="misspelt grading",
    ),
    pytest.param(
        standard('"meetings >= 3"', '"meetings >= 3"\n      - id: meets\n        rule: "plan"'),
        "criteria[0].requirements[1].id、第 23 行第 13 列：标识重复，实际为 meets。\n"
        "提示：请为每一项取不同的标识 [duplicate-id]",
        "criteria[0].requirements[1].id, line 23, column 13: an id stands twice,"
        " got meets.\n"
        "Hint: give each of them an id of its own [duplicate-id]",
        id="duplicate ids",
    ),
    pytest.param(
        standard("points: 10", "points: 10\n    points: 12"),
        "criteria[0].points、第 20 行第 5 列：同一个键出现了两次，实际为 points。\n"
        "提示：请删去其中一个，或改用别的键 [duplicate-key]",
        "criteria[0].points, line 20, column 5: a key stands twice, got points.\n"
        "Hint: remove one of the two, or rename it [duplicate-key]",
        id="duplicate keys",
    ),
    pytest.param(
        standard("points: 10", "points: &ten 10"),
        "criteria[0].points、第 19 行第 13 列：使用了锚点，实际为 &ten。\n"
        "提示：请把内容在此处完整写出 [yaml-anchor]",
        "criteria[0].points, line 19, column 13: an anchor stands here, got &ten.\n"
        "Hint: write the content out in full here [yaml-anchor]",
        id="anchor",
    ),
    pytest.param(
        standard("points: 10", "points: *ten"),
        "criteria[0].points、第 19 行第 13 列：使用了别名，实际为 *ten。\n"
        "提示：请把内容在此处完整写出 [yaml-alias]",
        "criteria[0].points, line 19, column 13: an alias stands here, got *ten.\n"
        "Hint: write the content out in full here [yaml-alias]",
        id="alias",
    ),
    pytest.param(
        standard("points: 10", "points: !!int '10'"),
        "criteria[0].points、第 19 行第 13 列：使用了类型标签，实际为 !!int。\n"
        "提示：请去掉标签；文字可加引号 [yaml-tag]",
        "criteria[0].points, line 19, column 13: a tag stands here, got !!int.\n"
        "Hint: remove the tag; text may stand in quotes [yaml-tag]",
        id="tag",
    ),
    pytest.param(
        STANDARD + "total: 12\n",
        "total、第 23 行第 8 列：总分与各项分值之和不符，实际为 12；应为"
        " 10（各项之和）。\n"
        "提示：请核对各项分值 [total-mismatch]",
        "total, line 23, column 8: the total is not the sum of the points, got"
        " 12; expected 10, the sum of the parts.\n"
        "Hint: check the points of each part [total-mismatch]",
        id="total that does not add up",
    ),
    pytest.param(
        standard('"meetings >= 3"', '"meetings >= 3"\n        points: 9\n    grade: sum'),
        "criteria[0].points、第 19 行第 13 列：项目分值与各要求分值之和不符，实际为"
        " 10；应为 9（各项之和）。\n"
        "提示：请核对各项分值 [points-mismatch]",
        "criteria[0].points, line 19, column 13: the points of the criterion are"
        " not those of its requirements together, got 10; expected 9, the sum of"
        " the parts.\n"
        "Hint: check the points of each part [points-mismatch]",
        id="points that do not add up",
    ),
    pytest.param(
        STANDARD + "bands: [{id: fail}, {id: good, from: 8}, {id: best, from: 12}]\n",
        "bands[2].from、第 23 行第 59 列：永远达不到这个等次，实际为 12；应为不大于"
        " 10。\n"
        "提示：该标准满分为 10，请核对等次下限和各项分值 [unreachable-band]",
        "bands[2].from, line 23, column 59: a band can never be reached, got 12;"
        " expected at most 10.\n"
        "Hint: the standard gives 10 points at most: check the lower end, or the"
        " points [unreachable-band]",
        id="band never reached",
    ),
    pytest.param(
        STANDARD + "bands: [{id: fail}, {id: best, above: 10}]\n",
        "bands[1].above、第 23 行第 39 列：永远达不到这个等次，实际为 10；应为小于"
        " 10。\n"
        "提示：该标准满分为 10，请核对等次下限和各项分值 [unreachable-band]",
        "bands[1].above, line 23, column 39: a band can never be reached, got 10;"
        " expected less than 10.\n"
        "Hint: the standard gives 10 points at most: check the lower end, or the"
        " points [unreachable-band]",
        id="band above all points",
    ),
    pytest.param(
        standard(
            '    requirements:\n      - id: meets\n        rule: "meetings >= 3"',
            "    grade: {curve: {of: meetings, by: {steps: {10: 1, 4: 2}}}}",
        ),
        "criteria[0].grade.curve.by.steps.4、第 20 行第 58 列：下限没有递增，实际为"
        " 4；应为大于 10。 [unreachable-part]",
        "criteria[0].grade.curve.by.steps.4, line 20, column 58: a lower end does"
        " not rise, got 4; expected more than 10. [unreachable-part]",
        id="step that does not rise",
    ),
    pytest.param(
        standard(
            '    requirements:\n      - id: meets\n        rule: "meetings >= 3"',
            "    grade: {curve: {of: meetings, by: {steps: {four: 1, 10: 2}}}}",
        ),
        "criteria[0].grade.curve.by.steps.four、第 20 行第 54 列：不是数字，实际为"
        " four；应为用阿拉伯数字写的数，如 12 或 12.5。 [not-a-number]",
        "criteria[0].grade.curve.by.steps.four, line 20, column 54: not a number,"
        " got four; expected a number in digits, such as 12 or 12.5."
        " [not-a-number]",
        id="step that is no number",
    ),
    pytest.param(
        standard("points: 10", "points: 10\n    assumed: [point]"),
        "criteria[0].assumed[0]、第 20 行第 15 列：没有这个名称，实际为"
        " point；应为其中之一：id、label、source、points、grade、requirements"
        "、zero_if、applies、round、advisory、assumed。\n"
        "提示：是否指 points？ [unknown-name]",
        "criteria[0].assumed[0], line 20, column 15: unknown name, got point;"
        " expected one of id, label, source, points, grade, requirements,"
        " zero_if, applies, round, advisory, assumed.\n"
        "Hint: did you mean points? [unknown-name]",
        id="assumed field that is none",
    ),
    pytest.param(
        standard("id: meets", "id: in"),
        "criteria[0].requirements[0].id、第 21 行第 13 列：标识用了保留字，实际为"
        " in；应为不是规则语言保留字的标识。 [reserved-word]",
        "criteria[0].requirements[0].id, line 21, column 13: an id is a reserved"
        " word, got in; expected a word that the rule language leaves free."
        " [reserved-word]",
        id="reserved word as an id",
    ),
    pytest.param(
        standard("format: 1", "format: 2"),
        "format、第 2 行第 9 列：文档格式比本版本新，实际为 2；应为不大于 1。\n"
        "提示：请升级 civil_village [newer-format]",
        "format, line 2, column 9: the document's format is newer than this"
        " version, got 2; expected at most 1.\n"
        "Hint: update civil_village [newer-format]",
        id="newer format",
    ),
    pytest.param(
        standard("format: 1\n", ""),
        "format、第 1 行第 1 列：缺少必需的键。\n提示：请写作 format: 1 [missing-key]",
        "format, line 1, column 1: a required key is missing.\nHint: write format: 1 [missing-key]",
        id="no format",
    ),
    pytest.param(
        standard("kind: standard", "kind: standart"),
        "kind、第 1 行第 7 列：没有这种文档，实际为"
        " standart；应为其中之一：catalogue、standard、records、facts、result、policy、ledger、roster。\n"
        "提示：是否指 standard？ [unknown-kind]",
        "kind, line 1, column 7: unknown kind of document, got standart; expected"
        " one of catalogue, standard, records, facts, result, policy, ledger, roster.\n"
        "Hint: did you mean standard? [unknown-kind]",
        id="unknown kind",
    ),
    pytest.param(
        "",
        "此处：文档为空；应为一组键和值，例如 kind: standard。 [empty-document]",
        "here: the document is empty; expected keys with their values, such as"
        " kind: standard. [empty-document]",
        id="empty file",
    ),
]

RECORDED = [
    pytest.param(
        values("meetngs: 3"),
        "subjects[0].values.meetngs、第 8 行第 16 列：没有这个指标，实际为"
        " meetngs；应为目录中的指标。\n"
        "提示：是否指 meetings？ [unknown-indicator]",
        "subjects[0].values.meetngs, line 8, column 16: unknown indicator, got"
        " meetngs; expected the name of an indicator in the catalogue.\n"
        "Hint: did you mean meetings? [unknown-indicator]",
        id="misspelt indicator",
    ),
    pytest.param(
        values("water: 1.2"),
        "subjects[0].values.water、第 8 行第 14 列：数值超出范围，实际为"
        " 1.2；应为占比，在 0 与 1 之间（或 0% 到 100%）。 [out-of-range]",
        "subjects[0].values.water, line 8, column 14: a value is out of range,"
        " got 1.2; expected a share, between 0 and 1 (or 0% and 100%)."
        " [out-of-range]",
        id="share above 1",
    ),
    pytest.param(
        values("water: 120%"),
        "subjects[0].values.water、第 8 行第 14 列：数值超出范围，实际为"
        " 1.2；应为占比，在 0 与 1 之间（或 0% 到 100%）。 [out-of-range]",
        "subjects[0].values.water, line 8, column 14: a value is out of range,"
        " got 1.2; expected a share, between 0 and 1 (or 0% and 100%)."
        " [out-of-range]",
        id="percentage above 100",
    ),
    pytest.param(
        values("water: most"),
        "subjects[0].values.water、第 8 行第 14 列：值的类型不对，实际为"
        " most；应为占比，在 0 与 1 之间（或 0% 到 100%）。 [wrong-type]",
        "subjects[0].values.water, line 8, column 14: a value has the wrong type,"
        " got most; expected a share, between 0 and 1 (or 0% and 100%)."
        " [wrong-type]",
        id="share in words",
    ),
    pytest.param(
        values("insured: 12\n      residents: 10"),
        "subjects[0].values.insured、第 8 行第 16 列：部分大于整体，实际为 12 >"
        " 10；应为不大于 10。\n"
        "提示：请核对两数；确可超过的，请为指标声明 may_exceed: true"
        " [part-exceeds-whole]",
        "subjects[0].values.insured, line 8, column 16: a part exceeds its whole,"
        " got 12 > 10; expected at most 10.\n"
        "Hint: check both numbers; where the part may be larger, declare"
        " may_exceed: true [part-exceeds-whole]",
        id="part above its whole",
    ),
    pytest.param(
        values("insurance: 0.9"),
        "subjects[0].values.insurance、第 8 行第 18"
        " 列：该指标由其他事实算出，不能填报，实际为 0.9。\n"
        "提示：请改为填报 insured、residents [computed-given]",
        "subjects[0].values.insurance, line 8, column 18: this indicator is"
        " computed from other facts and cannot be reported, got 0.9.\n"
        "Hint: report insured, residents instead [computed-given]",
        id="computed indicator",
    ),
    pytest.param(
        values("meetings: 三次"),
        "subjects[0].values.meetings、第 8 行第 17 列：不是数字，实际为"
        " 三次；应为用阿拉伯数字写的数，如 12 或 12.5。 [not-a-number]",
        "subjects[0].values.meetings, line 8, column 17: not a number, got 三次;"
        " expected a number in digits, such as 12 or 12.5. [not-a-number]",
        id="text for a number",
    ),
    pytest.param(
        values("meetings: \uff11\uff12"),
        "subjects[0].values.meetings、第 8 行第 17 列：不是数字，实际为"
        ' "１２"；应为用阿拉伯数字写的数，如 12 或 12.5。\n'
        "提示：请直接写 12，不加引号 [not-a-number]",
        "subjects[0].values.meetings, line 8, column 17: not a number, got"
        ' "１２"; expected a number in digits, such as 12 or 12.5.\n'
        "Hint: write 12, without quotes [not-a-number]",
        id="wide digits",
    ),
    pytest.param(
        values("meetings: 012"),
        "subjects[0].values.meetings、第 8 行第 17 列：不是数字，实际为"
        ' "012"；应为用阿拉伯数字写的数，如 12 或 12.5。\n'
        "提示：请直接写 12，不加引号 [not-a-number]",
        'subjects[0].values.meetings, line 8, column 17: not a number, got "012";'
        " expected a number in digits, such as 12 or 12.5.\n"
        "Hint: write 12, without quotes [not-a-number]",
        id="leading zero",
    ),
    pytest.param(
        values("plan: no"),
        "subjects[0].values.plan、第 8 行第 13 列：值的类型不对，实际为"
        " no；应为是或否（true 或 false）。\n"
        "提示：请直接写 false，不加引号 [wrong-type]",
        "subjects[0].values.plan, line 8, column 13: a value has the wrong type,"
        " got no; expected true or false.\n"
        "Hint: write false, without quotes [wrong-type]",
        id="no for a truth",
    ),
    pytest.param(
        values("plan: 是"),
        "subjects[0].values.plan、第 8 行第 13 列：值的类型不对，实际为"
        " 是；应为是或否（true 或 false）。\n"
        "提示：请直接写 true，不加引号 [wrong-type]",
        "subjects[0].values.plan, line 8, column 13: a value has the wrong type,"
        " got 是; expected true or false.\n"
        "Hint: write true, without quotes [wrong-type]",
        id="shi for a truth",
    ),
    pytest.param(
        values("meetings: 12:30"),
        "subjects[0].values.meetings、第 8 行第 17 列：不是数字，实际为"
        " 12:30；应为用阿拉伯数字写的数，如 12 或 12.5。 [not-a-number]",
        "subjects[0].values.meetings, line 8, column 17: not a number, got 12:30;"
        " expected a number in digits, such as 12 or 12.5. [not-a-number]",
        id="time for a number",
    ),
    pytest.param(
        values("meetings: 2.5"),
        "subjects[0].values.meetings、第 8 行第 17 列：数值的小数位数过多，实际为"
        " 2.5；应为整数。 [too-many-places]",
        "subjects[0].values.meetings, line 8, column 17: the number has too many"
        " decimal places, got 2.5; expected a whole number. [too-many-places]",
        id="half a meeting",
    ),
    pytest.param(
        values("meetings: -1"),
        "subjects[0].values.meetings、第 8 行第 17 列：数值超出范围，实际为"
        " -1；应为不小于 0。 [out-of-range]",
        "subjects[0].values.meetings, line 8, column 17: a value is out of range,"
        " got -1; expected at least 0. [out-of-range]",
        id="below zero",
    ),
    pytest.param(
        values("income: 1.234"),
        "subjects[0].values.income、第 8 行第 15 列：数值的小数位数过多，实际为"
        " 1.234；应为至多 2 位小数。\n"
        "提示：请先舍入，或为指标声明更多小数位 places [too-many-places]",
        "subjects[0].values.income, line 8, column 15: the number has too many"
        " decimal places, got 1.234; expected at most 2 decimal places.\n"
        "Hint: round it first, or declare more places for the indicator"
        " [too-many-places]",
        id="amount with too many places",
    ),
    pytest.param(
        values("filed: 2024-02-30"),
        "subjects[0].values.filed、第 8 行第 14 列：不是日期，实际为"
        " 2024-02-30；应为真实存在的日期，如 2024-06-30。 [not-a-date]",
        "subjects[0].values.filed, line 8, column 14: not a date, got 2024-02-30;"
        " expected a day that exists, such as 2024-06-30. [not-a-date]",
        id="day that does not exist",
    ),
    pytest.param(
        values("note: 12"),
        "subjects[0].values.note、第 8 行第 13 列：值的类型不对，实际为"
        " 12；应为文字。\n"
        '提示：请写作 "12" [wrong-type]',
        "subjects[0].values.note, line 8, column 13: a value has the wrong type,"
        " got 12; expected text.\n"
        'Hint: write "12" [wrong-type]',
        id="number for text",
    ),
    pytest.param(
        records("2024-05-01", "2024-02-30"),
        "subjects[0].events[0].on、第 10 行第 38 列：不是日期，实际为"
        " 2024-02-30；应为真实存在的日期，如 2024-06-30。 [not-a-date]",
        "subjects[0].events[0].on, line 10, column 38: not a date, got"
        " 2024-02-30; expected a day that exists, such as 2024-06-30."
        " [not-a-date]",
        id="event on no day",
    ),
    pytest.param(
        records("kind: accident", "kind: acident"),
        "subjects[0].events[0].kind、第 10 行第 24 列：没有这种事件，实际为"
        " acident；应为目录中的事件种类。\n"
        "提示：是否指 accident？ [unknown-event]",
        "subjects[0].events[0].kind, line 10, column 24: unknown kind of event,"
        " got acident; expected a kind of event in the catalogue.\n"
        "Hint: did you mean accident? [unknown-event]",
        id="misspelt event",
    ),
    pytest.param(
        records("  - id: v1", "  - id: v1\n  - id: v1"),
        "subjects[1].id、第 7 行第 9 列：标识重复，实际为 v1。\n"
        "提示：请为每一项取不同的标识 [duplicate-id]",
        "subjects[1].id, line 7, column 9: an id stands twice, got v1.\n"
        "Hint: give each of them an id of its own [duplicate-id]",
        id="duplicate ids",
    ),
    pytest.param(
        records("as_of: 2024-06-30", "as_of: 2024-06-30\nreported: {household: true}"),
        "reported.household、第 5 行第 23 列：没有这个名称，实际为 household；应为"
        " households、groups、cohort 或目录中的事件种类。\n"
        "提示：是否指 households？ [unknown-name]",
        "reported.household, line 5, column 23: unknown name, got household;"
        " expected households, groups, cohort, or a kind of event in the catalogue.\n"
        "Hint: did you mean households? [unknown-name]",
        id="misspelt report",
    ),
    pytest.param(
        records("as_of: 2024-06-30", "as_of: 2024-06-30\nreported: {accident: true}"),
        "reported.accident、第 5 行第 22 列：不是日期，实际为"
        " true；应为真实存在的日期，如 2024-06-30。 [not-a-date]",
        "reported.accident, line 5, column 22: not a date, got true; expected a"
        " day that exists, such as 2024-06-30. [not-a-date]",
        id="event kind reported without a day",
    ),
]


@pytest.mark.parametrize(("text", "zh", "en"), RULES + STANDARDS + RECORDED)
def test_a_fault_is_said_with_its_place_and_what_to_do(text, zh, en):
    error = refusal(use, text)
    assert error.text("zh") == zh
    assert error.text("en") == en


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        pytest.param(
            float("nan"),
            "values.income：数值不是有限数，实际为 nan；应为有限的数，或 null。 [not-finite]",
            "values.income: a number is not finite, got nan; expected a finite number, or null."
            " [not-finite]",
            id="nan",
        ),
        pytest.param(
            1.005,
            "values.income：数值的小数位数过多，实际为 1.005；应为至多 2 位小数。\n"
            "提示：请先舍入，或为指标声明更多小数位 places [too-many-places]",
            "values.income: the number has too many decimal places, got 1.005;"
            " expected at most 2 decimal places.\n"
            "Hint: round it first, or declare more places for the indicator [too-many-places]",
            id="three places where two are declared",
        ),
        pytest.param(
            0.1 + 0.2,
            "values.income：数值的有效数字过多，实际为 0.30000000000000004；"
            "应为至多 15 位有效数字。\n"
            "提示：请先舍入，或为指标声明更多小数位 places [too-many-digits]",
            "values.income: the number has too many digits, got 0.30000000000000004;"
            " expected at most 15 significant digits.\n"
            "Hint: round it first, or declare more places for the indicator [too-many-digits]",
            id="what binary arithmetic left",
        ),
    ],
)
def test_a_float_that_is_no_exact_decimal_is_refused(value, zh, en):
    error = refusal(cv.derive, CATALOGUE, {"income": value})
    assert error.text("zh") == zh
    assert error.text("en") == en


def test_nan_in_json_is_refused_where_it_stands():
    document = {"kind": "records", "format": 1, "id": "demo", "subjects": []}
    village = {"id": "v1", "values": {"income": float("nan")}}
    text = json.dumps({**document, "subjects": [village]})
    error = refusal(cv.loads, text)
    column = text.index("NaN") + 1
    assert error.text("zh") == (
        f"subjects[0].values.income、第 1 行第 {column} 列：数值不是有限数，实际为 NaN；"
        "应为有限的数，或 null。 [not-finite]"
    )
    assert error.text("en") == (
        f"subjects[0].values.income, line 1, column {column}: a number is not finite, got NaN;"
        " expected a finite number, or null. [not-finite]"
    )


def test_a_share_of_nothing_is_undetermined_and_says_why():
    demo = cv.loads(rule('"insurance >= 0.9"'))
    result = cv.evaluate(demo, cv.derive(CATALOGUE, {"insured": 0, "residents": 0}))
    requirement = result["work.meets"]
    assert requirement == cv.RequirementResult(
        id="meets",
        state="undetermined",
        missing=(cv.Missing("no-value", "insurance"),),
    )
    assert requirement.missing[0].text("zh") == "insurance：整体为 0，无法计算"
    assert requirement.missing[0].text("en") == "insurance: the denominator is 0"


def test_no_day_of_evaluation_is_said_once_for_all_records():
    catalogue = cv.loads(
        standard(
            "    note: {label: 说明, value: text}",
            "    note: {label: 事故数, value: count, derive: {events: accident, within: 1 year}}",
        )
    ).catalogue
    error = refusal(cv.derive_each, catalogue, [{}, {}])
    assert error.text("zh") == (
        "as_of：没有给出评价日期；应为 as_of，即回溯时段截止的日期。\n"
        "提示：请给出 as_of（命令行用 --as-of），例如档案上的日期 [no-day]"
    )
    assert error.text("en") == (
        "as_of: the day of evaluation is missing;"
        " expected as_of, the day on which look-back windows end.\n"
        "Hint: hand in as_of (--as-of on the command line), for instance the day of the records [no-day]"
    )


@pytest.mark.parametrize("text", [STANDARD, RECORDS, cv.dumps(cv.loads(STANDARD))])
def test_a_byte_order_mark_is_accepted(text):
    assert cv.loads("\ufeff" + text) == cv.loads(text)
    assert cv.loads(b"\xef\xbb\xbf" + text.encode()) == cv.loads(text)


@pytest.mark.parametrize("text", ["no", "012", "12:30", "2024-02-30", "~", "0x10"])
def test_unquoted_yaml_stays_text_where_text_belongs(text):
    (facts,) = cv.derive_each(CATALOGUE, cv.loads(values(f"note: {text}")))
    assert facts["note"] == text


# All the faults of a wave are told in one go, in the order of the text.

FIRST_WAVE = """\
kind: standard
format: 1
id: demo.standard
colour: green
label: 3
catalogue:
  indicators:
    meetings: {label: 会议次数, value: cuont}
    income: {value: amount, unit: 元}
    plan: {label: 有计划, value: truth, may_exceed: no}
criteria:
  - id: work
    points: ten
    grade: {all: {}, sum: {}}
    requirements:
      - id: meets
        rule: "meetings >= (3"
      - rule: meetings >= 3
vetoes: accident
"""

SECOND_WAVE = """\
kind: standard
format: 1
id: Demo
catalogue:
  indicators:
    insured: {label: 参保人数, value: count, unit: 人}
    insurance: {label: 参保率, value: ratio, of: [insured, resident]}
    meetings: {label: 会议次数, value: count}
    plan: {label: 有计划, value: truth}
criteria:
  - id: work
    points: 10
    grade: sum
    requirements:
      - {id: meets, rule: "meetings >= plan", points: 4}
      - {id: meets, rule: "meeting >= 3", points: 5}
  - id: fund
    points: 0
    requirements: []
total: 12
bands: [{id: fail}, {id: good, from: 20}]
passes: {band: god}
"""


def told(error):
    """Give place and code of each problem."""
    return [
        (
            problem.position.line,
            problem.position.column,
            problem.where("en").split(",")[0],
            problem.code,
        )
        for problem in error.problems
    ]


def test_all_faults_of_the_first_wave_are_told_at_once():
    assert told(refusal(cv.loads, FIRST_WAVE)) == [
        (4, 9, "colour", "unknown-key"),
        (5, 8, "label", "wrong-type"),
        (8, 36, "catalogue.indicators.meetings.value", "wrong-type"),
        (9, 13, "catalogue.indicators.income.label", "missing-key"),
        (10, 50, "catalogue.indicators.plan.may_exceed", "wrong-type"),
        (13, 13, "criteria[0].points", "not-a-number"),
        (14, 12, "criteria[0].grade", "not-one-key"),
        (17, 28, "criteria[0].requirements[0].rule", "rule-unclosed"),
        (18, 9, "criteria[0].requirements[1].id", "missing-key"),
        (18, 15, "criteria[0].requirements[1].rule", "unquoted-rule"),
        (19, 9, "vetoes", "wrong-type"),
    ]


def test_all_faults_of_the_second_wave_are_told_at_once():
    assert told(refusal(cv.loads, SECOND_WAVE)) == [
        (3, 5, "id", "not-an-id"),
        (6, 48, "catalogue.indicators.insured.unit", "key-of-other-type"),
        (7, 57, "catalogue.indicators.insurance.of[1]", "unknown-indicator"),
        (12, 13, "criteria[0].points", "points-mismatch"),
        (15, 28, "criteria[0].requirements[0].rule", "wrong-type"),
        (16, 14, "criteria[0].requirements[1].id", "duplicate-id"),
        (16, 28, "criteria[0].requirements[1].rule", "unknown-indicator"),
        (18, 13, "criteria[1].points", "out-of-range"),
        (19, 19, "criteria[1].requirements", "empty-list"),
        (20, 8, "total", "total-mismatch"),
        (21, 38, "bands[1].from", "unreachable-band"),
        (22, 16, "passes.band", "unknown-band"),
    ]


def test_a_text_shows_twenty_problems_and_counts_the_others():
    ids = "".join(f"  - {{id: V{number}}}\n" for number in range(23))
    error = refusal(cv.loads, "kind: records\nformat: 1\nid: demo\nsubjects:\n" + ids)
    assert len(error.problems) == 23
    assert error.text("zh").splitlines()[20:] == ["另有 3 个问题。"]
    assert error.text("en").splitlines()[20:] == ["and 3 more."]

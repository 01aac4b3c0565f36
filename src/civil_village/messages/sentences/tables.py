"""Texts of tables: headings, hints of templates, and what is wrong with a table."""

from __future__ import annotations

TABLE_TEXTS: dict[str, tuple[str, str]] = {
    # The table as a whole.
    "problem.table-encoding": (
        "表格的编码不受支持",
        "the table is in an encoding that is not taken",
    ),
    "problem.table-separator": ("各格之间不是用逗号分隔", "cells are not separated by commas"),
    "problem.not-csv": ("表格不符合 CSV 格式", "the table is not CSV"),
    "problem.empty-table": ("表格是空的", "the table is empty"),
    "problem.too-many-rows": ("行数过多", "there are too many rows"),
    "problem.too-many-columns": ("列数过多", "there are too many columns"),
    "problem.cell-too-long": ("格中文字过长", "a cell is too long"),
    "expected.table-encoding": ("UTF-8 或 GB18030（GBK）", "UTF-8 or GB18030 (GBK)"),
    "expected.rows": ("标准所评的村或户", "villages or households, as the standard evaluates"),
    "expected.comma": ("半角逗号分隔", "commas"),
    "expected.table": (
        "一行表头，以及每个村或户一行",
        "a row of headings, and a row for each village or household",
    ),
    "expected.characters": ("不超过 {most} 个字符", "at most {most} characters"),
    "hint.save-csv": (
        "请在电子表格软件中另存为“CSV UTF-8（逗号分隔）”",
        "save it from the spreadsheet as CSV UTF-8 (comma delimited)",
    ),
    "hint.csv-quotes": (
        "请检查引号是否成对；格内的引号须写两遍",
        "check that quotes are paired; inside a cell a quote is written twice",
    ),
    # Headings.
    "problem.unknown-heading": ("没有这个表头", "unknown heading"),
    "problem.ambiguous-heading": ("表头可指多列", "a heading could mean several things"),
    "problem.duplicate-heading": ("同一内容有两列", "two columns are of one thing"),
    "problem.missing-heading": (
        "此列有内容而没有表头",
        "a column holds something and has no heading",
    ),
    "problem.missing-column": ("缺少必需的列", "a required column is missing"),
    "expected.heading": (
        "目录中的指标（标识或名称）",
        "an indicator of the catalogue, by id or label",
    ),
    "expected.one-heading": (
        "只有一列，已有“{name}”",
        'one column only, there is "{name}" already',
    ),
    "expected.unit": ("单位 {unit}", "the unit {unit}"),
    "problem.title-row": ("表头上方还有标题行", "rows stand above the headings"),
    "hint.title-row": (
        "表头在第 {row} 行；请删去其上各行",
        "the headings stand in row {row}: delete the rows above it",
    ),
    "hint.title": (
        "表头须在第一行；请删去表上方的标题行",
        "the headings stand in the first row: delete title rows above the table",
    ),
    "hint.convert": (
        "请把数值换算成该单位，再改表头",
        "convert the numbers to that unit, then change the heading",
    ),
    "hint.villages": (
        "请先读取各村的表，再以 villages 交来其档案",
        "read the table of the villages first, and hand their records in as villages",
    ),
    "hint.leave-out-column": ("请删去该列", "leave the column out"),
    # Rows.
    "problem.row-length": (
        "本行的格数与表头不符",
        "a row has another number of cells than the headings",
    ),
    "problem.row-shifted": ("本行可能错列", "the row may be shifted"),
    "problem.total-row": (
        "本行是合计、平均或备注，不是村或户",
        "this row is of totals, means or remarks, and of nobody",
    ),
    "problem.name-alone": ("本行除名称外没有内容", "a row has nothing but a name"),
    "problem.duplicate-code": ("两个村的区划代码相同", "a division code stands twice"),
    "problem.merged-cells": (
        "空格视为与上一格合并，按上一格读取",
        "empty cells are taken for merged ones, and read as the cell above them",
    ),
    "problem.private-character": (
        "格中有自造字，在别的电脑上可能无法显示",
        "a character is of private use: other computers may show another or none",
    ),
    "problem.value-of-other-event": (
        "这种事件没有此项数据",
        "events of this kind have no such value",
    ),
    "expected.no-value": ("空格：{kind}不填此项", "no value: none belongs to {kind}"),
    "expected.known-household": ("该村档案中的户编号", "the id of a household of that village"),
    "problem.empty-cell": ("此格不能为空", "this cell must not be empty"),
    "problem.duplicate-name": (
        "没有编号的表中名称重复",
        "a name stands twice in a table without ids",
    ),
    "problem.changed-hints": ("填写说明行被改动", "the row of hints has been changed"),
    "expected.cells": ("{count} 格", "{count} cells"),
    "expected.known-village": ("档案中的村编号", "the id of a village in the records"),
    "hint.row-length": (
        "请检查是否多了或少了逗号或格",
        "check for a comma or a cell too many or too few",
    ),
    "hint.row-shifted": (
        "多格类型不对，请检查本行是否整体左移或右移",
        "many cells are of another type: check whether all of them stand too far left or right",
    ),
    "hint.total-row": (
        "请删去该行；确是名称的，请给它编号",
        "delete the row; where it is a name, give it an id",
    ),
    "hint.name-alone": (
        "请删去该行；确是村而情况不明的，请在格中填“—”",
        "delete the row; where it is a village of which nothing is known, write — into its cells",
    ),
    "hint.merged-cells": (
        "共 {count} 格；不是合并单元格的，请逐行填写",
        "there are {count} of them; where they were not merged, fill in each row",
    ),
    "hint.private-character": (
        "请核对该字，改用通用汉字",
        "check the character, and write one that every computer has",
    ),
    "hint.fill-in": ("请填写，或删去该行", "fill it in, or delete the row"),
    "hint.first-row": ("已在第 {row} 行出现", "row {row} has it already"),
    "hint.row-ids": (
        "编号如 v001；删去编号列则按行自动编号",
        "write ids such as v001, or leave the column out and rows are counted",
    ),
    "hint.delete-row": (
        "请删去该行，所填内容另起一行",
        "delete the row, and write what belongs into the table in rows of its own",
    ),
    # Cells.
    "problem.percent-not-share": (
        "该指标不是占比，不能带百分号",
        "a percent sign stands where no share is meant",
    ),
    "problem.ambiguous-share": (
        "不清楚是占比还是百分数",
        "the number could be a share or a percentage",
    ),
    "problem.spreadsheet-error": (
        "格中是电子表格的错误值",
        "the cell has an error of the spreadsheet",
    ),
    "expected.truth-cell": (
        "是或否，可写是/否、有/无、√/×、☑/☐、yes/no、1/0",
        "true or false, such as yes/no, 1/0, √/× or ☑/☐",
    ),
    "expected.no-percent": ("不带百分号的数", "a number without a percent sign"),
    "hint.scientific": (
        "电子表格改写了数字；请将该列设为数值或文本格式后重填",
        "the spreadsheet has rewritten the number: format the column as number or text and enter it again",
    ),
    "hint.number-alone": ("请只写数字，不带单位", "write the number alone, without its unit"),
    "hint.serial-day": (
        "这像是日期的序号；请将该列设为日期格式",
        "this looks like the number of a day: format the column as date",
    ),
    "hint.day-alone": ("请只写日期，不写时刻", "write the day alone, without the time"),
    "hint.document": (
        "这是文档，不是表格；命令行中文件名须以 .yaml 或 .json 结尾，程序中用 loads 读取",
        "this is a document, no table: its name must end with .yaml or .json, and programs read it by loads",
    ),
    "hint.write-percent": ("请写明百分号，如 92%", "write the percent sign, such as 92%"),
    "hint.spreadsheet-error": ("请改正公式，或清空该格", "correct the formula, or empty the cell"),
    # Headings of templates.
    "column.with-unit": ("{label}（{unit}）", "{label} ({unit})"),
    "column.behind": ("{before}：{label}", "{before}: {label}"),
    "column.village.id": ("编号", "village id"),
    "column.village.label": ("村名", "name"),
    "column.village.township": ("乡镇", "township"),
    "column.household.village": ("村编号", "village id"),
    "column.household.id": ("户编号", "household id"),
    "column.household.label": ("户名", "name"),
    "column.household.group": ("组编号", "group id"),
    "column.event.village": ("村编号", "village id"),
    "column.event.household": ("户编号", "household id"),
    "column.event.id": ("事件编号", "event id"),
    "column.event.kind": ("事件", "event"),
    "column.event.on": ("日期", "day"),
    "column.event.from": ("开始日期", "first day"),
    "column.event.to": ("结束日期", "last day"),
    "column.event.label": ("事由", "name"),
    # Hints of templates.
    "hint.column.separator": ("；", "; "),
    "hint.column.village.id": (
        "标识，如 v001；每行不同",
        "an id such as v001, another in every row",
    ),
    "hint.column.village.label": ("文字，可空", "text, may be empty"),
    "hint.column.village.township": ("文字，可空", "text, may be empty"),
    "hint.column.village.code": ("十二位代码，可空", "twelve digits, may be empty"),
    "hint.column.village.row_number": ("不读取", "not read"),
    "hint.column.household.row_number": ("不读取", "not read"),
    "hint.column.household.village": ("村的标识，如 v001", "the id of the village, such as v001"),
    "hint.column.household.id": (
        "标识，如 h001；同村内每行不同",
        "an id such as h001, another in every row of a village",
    ),
    "hint.column.household.label": ("文字，可空", "text, may be empty"),
    "hint.column.household.group": (
        "组的标识，如 g1，可空",
        "the id of the group, such as g1, may be empty",
    ),
    "hint.column.event.village": ("村的标识，如 v001", "the id of the village, such as v001"),
    "hint.column.event.household": (
        "户的标识，村的事件留空",
        "the id of the household; empty for an event of the village",
    ),
    "hint.column.event.id": ("标识，可空", "an id, may be empty"),
    "hint.column.event.kind": ("其中之一：{names}", "one of {names}"),
    "hint.column.event.on": (
        "日期，如 2024-05-03；不清楚的写到月或旬",
        "a day, such as 2024-05-03; where it is not known, a month or ten days of one",
    ),
    "hint.column.event.from": ("历时的事件填写，可空", "of what lasts, else empty"),
    "hint.column.event.to": ("历时的事件填写，可空", "of what lasts, else empty"),
    "hint.column.event.label": ("文字，可空", "text, may be empty"),
    "hint.column.event.row_number": ("不读取", "not read"),
    "hint.column.word": (
        "评审意见：是（达标）或否",
        "what was judged: yes (met) or no",
    ),
    "hint.column.truth": ("是或否", "yes or no"),
    "hint.column.count": ("整数", "a whole number"),
    "hint.column.amount": ("数字", "a number"),
    "hint.column.ratio": ("占比，如 92% 或 92/100", "a share, such as 92% or 92/100"),
    "hint.column.choice": ("其中之一：{names}", "one of {names}"),
    "hint.column.text": ("文字", "text"),
    "hint.column.date": ("日期，如 2024-05-03", "a day, such as 2024-05-03"),
    "hint.column.unit": ("单位 {unit}", "in {unit}"),
    "hint.column.source": ("出处 {source}", "source {source}"),
    # Results.
    "problem.other-standard": ("结果出自另一个标准", "a result is of another standard"),
    "column.id": ("编号", "id"),
    "column.label": ("名称", "label"),
    "column.outcome": ("结论", "outcome"),
    "column.band": ("等次", "band"),
    "column.score": ("得分", "score"),
    "column.least": ("最低得分", "least"),
    "column.greatest": ("最高得分", "greatest"),
    "column.vetoes": ("否决", "vetoes"),
    "column.missing": ("待定所缺", "missing"),
    "column.place": ("名次", "place"),
    "column.best": ("最好名次", "best"),
    "column.worst": ("最差名次", "worst"),
    "column.stratum": ("分组", "stratum"),
    "column.reason": ("原因", "reason"),
}

"""Merged cells and odd characters: what is taken for granted is told, and the rest stays."""

import pytest

import civil_village as cv
from tests.tables.making import STANDARD, problems_of


def townships(text):
    records = cv.read_table(text, STANDARD, source="villages.csv")
    found = [village.township and village.township.zh for village in records]
    return found, [(p.position.line, p.position.letter, p.code) for p in records.findings]


def test_a_merged_column_is_filled_down_with_a_finding():
    table = "编号,乡镇\nv001,甲镇\nv002,\nv003,\nv004,乙镇\nv005,\n"
    assert townships(table) == (["甲镇"] * 3 + ["乙镇"] * 2, [(3, "B", "merged-cells")])
    (finding,) = cv.read_table(table, STANDARD, source="villages.csv").findings
    assert finding.text("zh") == (
        "villages.csv、第 3 行 B 列（乡镇）：空格视为与上一格合并，按上一格读取，实际为 甲镇。\n"
        "提示：共 3 格；不是合并单元格的，请逐行填写 [merged-cells]"
    )
    assert finding.level == "finding"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["甲镇", "", "甲镇"], ["甲镇", None, "甲镇"]),  # each row is filled in, and one is not
        (["", "甲镇"], [None, "甲镇"]),
        (["甲镇", "—"], ["甲镇", None]),  # nobody knows it
        (["甲镇", "乙镇"], ["甲镇", "乙镇"]),
        (["", ""], [None, None]),
    ],
)
def test_other_empty_cells_stay_empty(texts, found):
    rows = "".join(f"v{n},{text}\n" for n, text in enumerate(texts))
    assert townships(f"编号,乡镇\n{rows}") == (found, [])


def test_households_of_a_merged_village_belong_to_it():
    table = "村编号,户编号\nv001,h1\n,h2\nv002,h1\n"
    records = cv.read_table(table, STANDARD, subject="household")
    assert [len(village.households) for village in records] == [2, 1]
    assert [finding.code for finding in records.findings] == ["merged-cells"]


def test_a_character_of_private_use_is_a_finding_on_its_cell():
    table = "编号,村名,备注\nv001,示例\ue000村,\nv002,示例村乙,\uf8ff\n"
    records = cv.read_table(table.encode("gb18030"), STANDARD)
    assert records["v001"].label.zh == "示例\ue000村"
    told = [(p.position.line, p.position.letter, p.code, p.found) for p in records.findings]
    assert told == [
        (2, "B", "private-character", "U+E000"),
        (3, "C", "private-character", "U+F8FF"),
    ]


def test_findings_of_several_tables_come_together_and_are_in_no_document():
    villages = cv.read_table("编号,乡镇\nv001,甲镇\nv002,\n", STANDARD)
    homes = "村编号,户编号\nv001,h1\n,h2\n"
    records = cv.read_table(homes, STANDARD, subject="household", villages=villages)
    assert [finding.code for finding in records.findings] == ["merged-cells"] * 2
    assert cv.loads(cv.dumps(records)) == records
    assert cv.loads(cv.dumps(records)).findings == ()


def test_a_row_that_is_too_short_to_be_filled_has_another_length():
    table = "编号,会议次数,乡镇\nv001,3,甲镇\nv002\n"
    assert problems_of(table) == [(3, "", "row-length")]

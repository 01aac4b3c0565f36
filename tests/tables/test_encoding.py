"""UTF-8 and GB18030 are read, everything else is refused by its name."""

import pytest

from civil_village import DocumentError
from civil_village.problems import Position
from civil_village.tables.encoding import LARGEST, decoded

TEXT = "编号,村名\nv001,示例村甲\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        "\ufeff" + TEXT,
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb2312"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
    ],
)
def test_a_text_is_the_same_in_each_encoding(data):
    assert decoded(data) == TEXT


def test_rare_characters_of_names_are_read_in_gb18030():
    text = "村名\n喆镕𠀀村\n"
    assert decoded(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        ("編號,村名\nv001,示範村莊\n".encode("big5"), "Big5"),
        (b"id\0\0\0", "0x00"),
        (b"id,caf\xe9,x", "0xE9"),
    ],
)
def test_another_encoding_is_refused_by_its_name(data, found):
    with pytest.raises(DocumentError) as refused:
        decoded(data)
    (problem,) = refused.value.problems
    assert (problem.code, problem.found) == ("table-encoding", found)
    assert "UTF-8 or GB18030" in problem.text("en")
    assert "CSV UTF-8" in problem.text("zh")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04\x14\x00 xl/workbook.xml", "Excel (.xlsx)"),
        (b"PK\x03\x04\x14\x00 xl/workbook.bin", "Excel (.xlsx)"),
        (b"PK\x03\x04\x14\x00 word/document.xml", "Word (.docx)"),
        (
            b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "OpenDocument (.ods)",
        ),
        (b"PK\x03\x04 and more", "ZIP"),
        (b"\xd0\xcf\x11\xe0 and more", "Excel (.xls)"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "Word (.doc)"),
        (b"\x09\x08\x10\x00\x00\x06", "Excel (.xls)"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"{\\rtf1", "RTF"),
        (b"<html><body><table><tr><td>\xb1\xe0\xba\xc5", "HTML"),
        ("\ufeff \n<!DOCTYPE html>\n<table>", "HTML"),
        ('<?xml version="1.0"?><Workbook>', "XML"),
        ('{"a": 1}', "JSON"),
        ('[\n{"a": 1},\n{"a": 2}]', "JSON"),
        ("kind: records\nformat: 1\n", "YAML"),
        ("# 档案\nkind: records\n".encode(), "YAML"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(data, found):
    with pytest.raises(DocumentError) as refused:
        decoded(data)
    (problem,) = refused.value.problems
    assert (problem.code, problem.found) == ("other-file", found)
    assert problem.hint is not None


@pytest.mark.parametrize("text", ["[编号],村名\nv001,甲\n", "id,plan\n", "<18岁人数,编号\n1,v1\n"])
def test_a_heading_with_a_bracket_makes_no_other_file(text):
    assert decoded(text) == text
    assert decoded(text.encode()) == text


def test_a_character_of_private_use_is_read_in_gb18030():
    text = "编号,村名\nv001,示例\ue000村\n"
    assert decoded(text.encode("gb18030")) == text


def test_damaged_utf_8_is_not_taken_for_gb18030():
    """One byte of a character is lost in line 2, after five characters."""
    data = TEXT.encode()
    broken = data[: data.index("例".encode()) + 1] + data[data.index("例".encode()) + 2 :]
    with pytest.raises(DocumentError) as refused:
        decoded(broken)
    (problem,) = refused.value.problems
    assert (problem.code, problem.position) == ("not-utf8", Position(2, 7))


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("编号,计划\nv1,是\nv2,".encode("gb18030") + b"\xff\n", Position(3, 4)),
        (b"id,caf\xe9,x", Position(1, 7)),
        ("村名\n村".encode("gbk") + b"x\0\0x", Position(2, 3)),
        (TEXT.encode("utf-16"), None),
        ("編號,村名\nv001,示範村莊\n".encode("big5"), None),
    ],
)
def test_the_line_of_a_character_that_does_not_belong_is_told(data, place):
    """Of a text that is of another encoding as a whole there is none."""
    with pytest.raises(DocumentError) as refused:
        decoded(data)
    assert [problem.position for problem in refused.value.problems] == [place]


def test_a_table_may_have_so_many_bytes_and_no_more():
    assert len(decoded(b"a" * LARGEST)) == LARGEST
    for data in (b"a" * (LARGEST + 1), "村" * (LARGEST // 3 + 1)):
        with pytest.raises(DocumentError) as refused:
            decoded(data)
        assert [problem.code for problem in refused.value.problems] == ["too-large"]

"""Reading is strict: what another program might read otherwise is refused, with its place."""

import json
import subprocess
import sys
import unicodedata
from decimal import Decimal

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from civil_village.documents.reading import text as reading
from civil_village.documents.reading.text import Plain, TextLocator, read
from civil_village.messages.sentences.reading import READING_TEXTS
from civil_village.problems import DocumentError, Position, located, path_text


@pytest.fixture(params=["c", "python"])
def parser(request, monkeypatch):
    """Read YAML with each of PyYAML's parsers."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without its C parser")


both_parsers = pytest.mark.usefixtures("parser")


def data(text):
    return read(text)[0]


def refusal(text, **options):
    with pytest.raises(DocumentError) as caught:
        read(text, **options)
    return caught.value


def brief(text):
    """Give code, path, line and column of each problem."""
    return [
        (
            problem.code,
            path_text(problem.path),
            problem.position and (problem.position.line, problem.position.column),
        )
        for problem in refusal(text).problems
    ]


def typed(value):
    """Make values of different types unequal."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return [typed(item) for item in value] if isinstance(value, list) else (type(value), value)


# What is read, and as what.


def test_json_scalars_have_their_types_in_json():
    text = '{"a": true, "b": null, "c": 12, "d": 0.10, "e": -1e2, "f": "no", "g": [false, {}]}'
    assert typed(data(text)) == typed(
        {
            "a": True,
            "b": None,
            "c": 12,
            "d": Decimal("0.10"),
            "e": Decimal("-1E+2"),
            "f": "no",
            "g": [False, {}],
        }
    )


@both_parsers
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("0.10", Decimal("0.10")),
        ("1e2", Decimal("1E+2")),
        ("-1.5E-2", Decimal("-0.015")),
    ],
)
def test_json_scalars_have_their_types_in_yaml(written, value):
    assert typed(data(f"a: {written}")) == typed({"a": value})


@both_parsers
@pytest.mark.parametrize(
    "written",
    [
        *("no", "yes", "on", "True", "NULL", "~", "012", "-012", "+1", "0x1F", "0o17", "1_000"),
        *("12:30", "12:30:00", "2024-01-31", ".5", "5.", "1e", ".nan", ".inf", "NaN", "=", "<<"),
        *("\u0661\u0662", "0.9\uff05"),
    ],
)
def test_all_other_unquoted_yaml_stays_text(written):
    assert typed(data(f"a: {written}")) == typed({"a": Plain(written)})


@both_parsers
@pytest.mark.parametrize("written", ["'12'", '"12"', "|-\n  12", ">-\n  12"])
def test_quoted_and_block_text_is_not_plain(written):
    assert typed(data(f"a: {written}")) == typed({"a": "12"})


@both_parsers
def test_keys_stay_as_they_are_written():
    keys = ["012", "1", "true", "null", "~", "no", "1.50"]
    read_keys = list(data("\n".join(f"{key}: x" for key in keys)))
    assert typed(read_keys) == typed(keys)


@both_parsers
def test_yaml_keeps_text_up_to_a_comment_as_plain():
    assert data("a: x >= 1 # b\nc: [d, {e: 2}]") == {"a": "x >= 1", "c": ["d", {"e": 2}]}


@both_parsers
@pytest.mark.parametrize("text", ['{"a": "b"}', "a: b"], ids=["json", "yaml"])
def test_a_byte_order_mark_is_accepted(text):
    assert data("\ufeff" + text) == {"a": "b"}
    assert data(b"\xef\xbb\xbf" + text.encode()) == {"a": "b"}
    assert read("\ufeff" + text)[1].position(("a",)) == read(text)[1].position(("a",))


@both_parsers
@pytest.mark.parametrize(
    "text",
    ['{"e\u0301": ["e\u0301"]}', '{"e\\u0301": ["e\\u0301"]}', "e\u0301: [e\u0301]"],
    ids=["json", "escaped", "yaml"],
)
def test_text_and_keys_are_composed(text):
    assert data(text) == {"\u00e9": ["\u00e9"]}


@both_parsers
def test_escaped_control_characters_are_part_of_a_text():
    assert data('{"a": "\\u0000"}') == data('a: "\\0"') == {"a": "\0"}


def test_escaped_pairs_make_one_character():
    assert data('{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}


@both_parsers
@pytest.mark.parametrize("key", ['"a"', "a"], ids=["json", "yaml"])
def test_sixty_four_levels_are_read(key):
    text = f"{key}: " + "[" * 63 + "]" * 63
    text = "{" + text + "}" if key == '"a"' else text
    assert path_text(deepest(data(text))) == "a" + "[0]" * 62


def deepest(value):
    path = ()
    while value:
        step = next(iter(value)) if isinstance(value, dict) else 0
        path, value = (*path, step), value[step]
    return path


def test_brackets_in_json_text_are_no_levels():
    value = {"a": "[" * 100 + '"' + "{" * 100}
    assert data(json.dumps(value)) == value


def test_importing_the_reader_does_not_load_yaml():
    code = (
        "import sys; from civil_village.documents.reading import text as reading; "
        "reading.read('{}'); print('yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# What is refused; the texts of what is said stand in tests/refused.


def test_a_problem_names_its_document():
    assert refusal("a: *x", name="village.yaml").text("en").startswith("village.yaml, a, line 1")
    assert refusal(b"\xff", name="village.yaml").problems[0].document == "village.yaml"
    assert refusal("", name="village.yaml").text("en").startswith("village.yaml: the document")


@pytest.mark.parametrize("text", ["a: 1" + " " * 20_000_000, b"\xff" * 20_000_001])
def test_a_text_that_is_too_large_is_refused(text):
    (problem,) = refusal(text).problems
    assert problem.text("zh").endswith("应为不超过 20000000 字节。 [too-large]")
    assert problem.text("en").endswith("expected at most 20000000 bytes. [too-large]")


def test_the_size_of_a_text_is_that_of_its_bytes():
    assert brief("a: " + "中" * 7_000_000) == [("too-large", "", None)]


FAULTS = """\
label: &l Village
sections:
- id: one
  id: two
  share: !!float 0.9
- <<: *base
  ? [x, [y, &z z]]
  : w
  points: 1e999999
- *base
label: \a
tab:\there
?
: nothing
last: "open
"""


@both_parsers
def test_all_faults_of_a_yaml_text_are_told_at_once():
    assert brief(FAULTS.replace("\\a", "\a")) == [
        ("yaml-anchor", "label", (1, 8)),
        ("duplicate-key", "sections[0].id", (4, 3)),
        ("yaml-tag", "sections[0].share", (5, 10)),
        ("yaml-merge", "sections[1]", (6, 3)),
        ("yaml-alias", "sections[1].<<", (6, 7)),
        ("not-a-key", "sections[1]", (7, 5)),
        ("number-too-long", "sections[1].points", (9, 11)),
        ("yaml-alias", "sections[2]", (10, 3)),
        ("duplicate-key", "label", (11, 1)),
        ("control-character", "", (11, 8)),
        ("yaml-tab", "", (12, 5)),
        ("not-a-key", "", (13, 2)),
        ("not-yaml", "", (15, 12)),
    ]


def test_all_faults_of_a_json_text_are_told_at_once():
    text = """{
      "a": 1, "a": NaN,
      "b": [-Infinity, 1e-99999, {"c": "\\udc00", "c": "\a"}],
      "\\ud800": {}
      "d": 1, "d": 2
    }"""
    assert brief(text) == [
        ("duplicate-key", "a", (2, 15)),
        ("not-finite", "a", (2, 20)),
        ("not-finite", "b[0]", (3, 13)),
        ("number-too-long", "b[1]", (3, 24)),
        ("not-a-character", "b[2].c", (3, 40)),
        ("duplicate-key", "b[2].c", (3, 50)),
        ("control-character", "", (3, 56)),
        ("not-a-character", "", (4, 7)),
        ("not-json", "", (5, 7)),
    ]


def test_a_fault_inside_a_json_text_ends_the_reading_there():
    for broken in ('"\\q"', '"x\ny"', '"x'):
        codes = [code for code, _, _ in brief(f'{{"a": 1, "a": {broken}}}')]
        assert codes == ["duplicate-key", "not-json"]


@both_parsers
@pytest.mark.parametrize("text", ["[1]", "- 1", "true", "'a'", "---\n12"])
def test_a_document_is_a_mapping(text):
    assert [code for code, _, _ in brief(text)] == ["not-a-mapping"]


@both_parsers
@pytest.mark.parametrize("text", ["", " \n", "\ufeff", b"", "---", "--- # x\n...\n"])
def test_a_text_without_values_is_empty(text):
    assert brief(text) == [("empty-document", "", None)]


@both_parsers
def test_keys_that_differ_only_in_composition_are_the_same():
    for text in (
        '{"e\u0301": 1, "\u00e9": 2}',
        '{"e\\u0301": 1, "\u00e9": 2}',
        "e\u0301: 1\n\u00e9: 2",
    ):
        assert [(code, path) for code, path, _ in brief(text)] == [("duplicate-key", "\u00e9")]


@both_parsers
def test_a_key_of_a_list_is_no_twin():
    assert data("a: [{b: 1}, {b: 2}]\nb: {a: {b: 3}}") == {
        "a": [{"b": 1}, {"b": 2}],
        "b": {"a": {"b": 3}},
    }


@both_parsers
@pytest.mark.parametrize("tag", ["!", "!x", "!!str", "!<x>"])
@pytest.mark.parametrize("value", ["b", "'b'", "[b]", "{b: c}", ""])
def test_every_tag_is_refused(tag, value):
    assert brief(f"a: {tag} {value}") == [("yaml-tag", "a", (1, 4))]


@both_parsers
@pytest.mark.parametrize("key", ["[a]", "{a: b}", "- a", "- *a\n  - - &b c", ""])
def test_only_text_is_a_key(key):
    assert [code for code, _, _ in brief(f"? {key}\n: 1")] == ["not-a-key"]


@both_parsers
@pytest.mark.parametrize("text", ["*a : 1", "&a b: 1", "!!str b: 1"])
def test_keys_have_no_anchors_aliases_and_tags(text):
    assert [code for code, _, _ in brief(text)] in (["yaml-alias"], ["yaml-anchor"], ["yaml-tag"])


@both_parsers
@pytest.mark.parametrize(
    "digits", ["9" * 5000, "0." + "9" * 5000, "1e" + "9" * 5000, "-1E+1000", "1e-1000"]
)
def test_numbers_are_short_enough_to_reckon_with(digits):
    for text in (f'{{"a": {digits}}}', f"a: {digits}"):
        assert [(code, path) for code, path, _ in brief(text)] == [("number-too-long", "a")]


@both_parsers
@pytest.mark.parametrize("escape", ["\\ud800", "\\uDFFF", "\\U00110000", "\\UFFFFFFFF"])
def test_an_escape_in_yaml_gives_a_character(escape):
    assert [code for code, _, _ in brief(f'a: "{escape}"')] == ["not-a-character"]


@both_parsers
def test_marks_on_one_character_have_a_bound():
    marks = "\u0301\u0323" * 100_000
    for text in (f'{{"a": "e{marks}"}}', '{"a": "e' + "\\u0323\\u0301" * 16 + '"}', f"a: e{marks}"):
        assert [code for code, _, _ in brief(text)] == ["too-many-marks"]


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1b", "\ud800"])
def test_control_and_half_characters_are_refused(character):
    assert brief(f"a: {character}") == [("control-character", "", (1, 4))]
    assert brief(f'{{"a": "{character}"}}') == [("control-character", "", (1, 8))]


@both_parsers
@pytest.mark.parametrize("character", ["\x7f", "\x80", "\ufeff", "\uffff"])
def test_what_yaml_calls_unprintable_is_refused_there(character):
    assert brief(f"a: '{character}'") == [("control-character", "", (1, 5))]
    assert data(f'{{"a": "{character}"}}') == {"a": character}


def test_a_binary_text_gives_one_problem_for_each_line():
    problems = refusal("\0" * 100 + "\n" + "x\0" * 100).problems
    positions = [p.position for p in problems if p.code == "control-character"]
    assert positions == [Position(1, 1), Position(2, 2)]


@both_parsers
def test_reading_stops_after_a_thousand_problems():
    assert len(refusal("a:\n" + "- *x\n" * 5000).problems) == 1001
    assert len(refusal('{"a": [' + "NaN, " * 5000 + "NaN]}").problems) == 1001
    assert len(refusal("- \t\n" * 5000).problems) >= 1000


@both_parsers
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, "- " * 10_000, "? " * 10_000, "? " + "[" * 10_000],
    ids=["lists", "mappings", "blocks", "keys", "flow keys"],
)
def test_no_depth_of_nesting_breaks_the_reader(text):
    assert {code for code, _, _ in brief(text)} & {"too-deep", "not-a-key", "not-yaml"}


@both_parsers
def test_nesting_that_the_c_parser_gives_up_is_too_deep_too():
    (problem,) = refusal("a: " + "[" * 10_000).problems
    assert problem.text("zh").endswith("：嵌套过深；应为不超过 64 层。 [too-deep]")
    assert problem.text("en").endswith(
        ": the nesting is too deep; expected at most 64 levels. [too-deep]"
    )


def test_what_stands_before_the_depth_is_told_too():
    deep = "[" * 100 + "]" * 100
    assert [c for c, _, _ in brief(f'{{"a": 1, "a": {deep}}}')] == ["duplicate-key", "too-deep"]
    assert [c for c, _, _ in brief(f'{{"a" 1, "b": {deep}}}')] == ["not-json"]


@both_parsers
@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: 1\n b: 2", (2, 3), "hint.yaml-colon"),
        ("a:\n- b\n c: 1", (3, 3), "hint.yaml-colon"),
        ("a:\n  - b\n c: 1", (3, 2), "hint.yaml-indent"),
        ("- a\nb: 1", (2, 1), "hint.yaml-indent"),
        ("a: 'b'c", (1, 7), "hint.yaml-indent"),
        ("a: b\nc\nd: 1", (3, 1), "hint.yaml-indent"),
        ("a: @b", (1, 4), "hint.yaml-quotes"),
        ("a: [1, 2\n\n", (1, 9), "hint.yaml-brackets"),
        ("a: {b: 1\nc: 2", (2, 2), "hint.yaml-brackets"),
        ("a: ]", (1, 4), "hint.yaml-quotes"),
        ("a: 'b\n", (1, 6), "hint.yaml-end"),
        ('a: "C:\\data"', (1, 7), "hint.yaml-escape"),
    ],
)
def test_both_parsers_say_the_same_of_a_fault(text, place, hint):
    problem = refusal(text).problems[-1]
    assert (problem.code, problem.position) == ("not-yaml", Position(*place))
    assert problem.hint.key == hint


# Where values stand.

YAML = """\
# a comment
id: first
label: "quoted text"
single: 'it''s'
rule: meetings >= 3
list:
  - a
  - {b: "c\\n", d: 中}
block: |
  one
  two
empty:
"""

JSON = """{
\t"id": "first", "label": "quoted text",
  "escaped": "it\\u0027s", "numbers": [1, 2.5,
    {"b": true}], "\\ud83d\\ude00": "x", "empty": []
}"""


@both_parsers
@pytest.mark.parametrize(
    ("path", "offset", "place"),
    [
        ((), None, (2, 1)),
        (("id",), None, (2, 5)),
        (("id",), 3, (2, 8)),
        (("label",), None, (3, 8)),
        (("label",), 0, (3, 9)),
        (("label",), 7, (3, 16)),
        (("single",), 4, (4, 9)),
        (("rule",), 9, (5, 16)),
        (("list",), None, (7, 3)),
        (("list", 0), None, (7, 5)),
        (("list", 1), None, (8, 5)),
        (("list", 1, "b"), 1, (8, 9)),
        (("list", 1, "d"), 0, (8, 19)),
        (("list", 1, "missing"), 2, (8, 5)),
        (("list", 7, "missing", 2), None, (7, 3)),
        (("block",), 4, (9, 8)),
        (("empty",), None, (12, 7)),
        (("missing",), None, (2, 1)),
    ],
)
def test_positions_point_at_values_in_yaml(path, offset, place):
    assert read(YAML)[1].position(path, offset) == Position(*place)


@pytest.mark.parametrize(
    ("path", "offset", "place"),
    [
        ((), None, (1, 1)),
        (("id",), None, (2, 8)),
        (("label",), 7, (2, 34)),
        (("escaped",), 4, (3, 14)),
        (("numbers",), None, (3, 38)),
        (("numbers", 1), None, (3, 42)),
        (("numbers", 2, "b"), None, (4, 11)),
        (("\U0001f600",), 0, (4, 36)),
        (("empty",), None, (4, 49)),
        (("empty", 0), None, (4, 49)),
    ],
)
def test_positions_point_at_values_in_json(path, offset, place):
    assert read(JSON)[1].position(path, offset) == Position(*place)


def test_composing_a_text_gives_up_its_offsets():
    assert read("a: e\u0301e")[1].position(("a",), 2) == Position(1, 4)
    assert read('{"a": "e\u0301e"}')[1].position(("a",), 2) == Position(1, 7)


def test_a_locator_of_no_value_knows_no_place():
    assert TextLocator("").position(("a",)) is None


def test_a_locator_reads_the_text_once_and_only_when_asked(monkeypatch):
    calls = []

    def counted(text, tree):
        calls.append(text)
        read_yaml(text, tree)

    read_yaml = reading.read_yaml
    monkeypatch.setattr(reading, "read_yaml", counted)
    _, locator = read("a: 1")
    assert len(calls) == 1
    assert locator.position(("a",)) == locator.position(("a",)) == Position(1, 4)
    assert len(calls) == 2


def test_later_stages_place_their_problems_by_the_locator():
    error = refusal("a: 1\nb: &x 2")
    _, locator = read("a: 1\nb: 2", name="v.yaml")
    place = located(error.problems[0].inside(), locator)
    assert (place.position, place.document) == (Position(2, 4), "v.yaml")


# Properties.

texts = st.text().map(lambda text: unicodedata.normalize("NFC", text))
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)
mappings = st.dictionaries(texts, values, max_size=4)


def exact(value):
    """Take each float at the digits that JSON writes for it."""
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [exact(item) for item in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


@given(mappings, st.sampled_from([None, 1, "\t"]))
@example({"\U0001f600": []}, None)
def test_what_json_writes_reads_back_equal(value, indent):
    for ascii_only in (True, False):
        text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
        assert typed(data(text)) == typed(exact(value))


@given(mappings)
def test_every_value_of_a_json_text_has_its_place(value):
    text = json.dumps(value, indent=1)
    _, locator = read(text)
    lines = text.split("\n")
    for path, part in parts(value):
        place = locator.position(path)
        assert lines[place.line - 1][place.column - 1 :].startswith(json.dumps(part, indent=1)[0])


def parts(value, path=()):
    yield path, value
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, part in steps:
            yield from parts(part, (*path, step))


pieces = st.sampled_from(
    [
        *"ab1:-?[]{},'\"\n#&*!|>%@`\\ \t\r\0\x85\u2028\ud800\ufeff中",
        *(": ", "- ", "\n  ", "\n- ", "\na: ", "&x ", "*x", "!!int ", "---\n", "...\n", "<<: "),
        *("NaN", "1e9999", "true", '"a": ', '{"a": ', "\\ud800", "\\UFFFFFFFF", "\\u"),
        *("%YAML 1.9\n", "%TAG ! x\n", "\u0301\u0323" * 20),
    ]
)
strange = st.text() | st.binary() | st.lists(pieces).map("".join)


@given(strange)
def test_no_text_raises_anything_but_document_errors(text):
    check_any(text)


@given(strange)
def test_no_text_raises_anything_else_without_the_c_parser(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        check_any(text)


def check_any(text):
    try:
        value, locator = read(text, name="x")
    except DocumentError as error:
        check_words(error)
    else:
        assert isinstance(value, dict)
        assert all(locator.position(path) for path, _ in parts(value))


def check_words(error):
    assert error.problems
    assert all(f"problem.{problem.code}" in READING_TEXTS for problem in error.problems)
    assert error.text("zh")
    assert error.text("en")

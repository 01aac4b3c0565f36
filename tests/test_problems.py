"""Problems as data, and the errors that carry them."""

import copy
import pickle
from decimal import Decimal

import pytest
from attrs import evolve, frozen

from civil_village.messages import LANGUAGES, Message
from civil_village.problems import (
    CivilVillageError,
    DocumentError,
    Excerpt,
    Origin,
    Position,
    Problem,
    in_order,
    located,
    nearest,
    path_text,
    reject,
    shown,
)

RULE = "insurence_rate >= 0.92"
FULL = Problem(
    code="unknown-indicator",
    path=("sections", 2, "criteria", 0, "rule"),
    found="insurence_rate",
    expected=Message("expected.indicator"),
    hint=Message("hint.nearest", name="insurance_rate"),
    position=Position(41, 22),
    excerpt=Excerpt(RULE, 0, 14),
    document="demo.yaml",
)


def test_a_problem_is_said_in_english():
    assert FULL.text("en").splitlines() == [
        "demo.yaml, sections[2].criteria[0].rule, line 41, column 22: unknown indicator, "
        "got insurence_rate; expected the name of an indicator in the catalogue.",
        "    insurence_rate >= 0.92",
        "    ^^^^^^^^^^^^^^",
        "Hint: did you mean insurance_rate? [unknown-indicator]",
    ]


def test_a_problem_is_said_in_chinese():
    assert FULL.text("zh").splitlines() == [
        "demo.yaml、sections[2].criteria[0].rule、第 41 行第 22 列：没有这个指标，"
        "实际为 insurence_rate；应为目录中的指标。",
        "    insurence_rate >= 0.92",
        "    ^^^^^^^^^^^^^^",
        "提示：是否指 insurance_rate？ [unknown-indicator]",
    ]


def test_a_problem_says_only_what_it_knows():
    assert Problem(code="empty-list").text("en") == "here: a list is empty. [empty-list]"
    assert Problem(code="empty-list").text("zh") == "此处：列表为空。 [empty-list]"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a.b"),
        (("a", 0, 1, "b"), "a[0][1].b"),
        ((0, "a"), "[0].a"),
    ],
)
def test_a_path_has_dots_between_keys_and_brackets_around_indexes(path, text):
    assert path_text(path) == text


def test_a_problem_seen_from_further_out_has_a_longer_path():
    assert Problem(code="empty-list", path=("b",)).inside("a", 0) == Problem(
        code="empty-list", path=("a", 0, "b")
    )


def test_the_mark_stands_under_the_part():
    assert Excerpt("a && bc > 3", 5, 7).pointed() == "    a && bc > 3\n         ^^"


def test_an_end_is_marked_with_one_sign():
    assert Excerpt("a >", 3, 3).pointed() == "    a >\n       ^"


def test_line_breaks_and_tabs_are_shown_as_spaces_so_that_the_mark_fits():
    assert Excerpt("a\n\t> b", 3, 4).pointed() == "    a  > b\n       ^"


def test_of_a_long_rule_the_surroundings_of_the_part_are_shown():
    text = "x" * 60 + "PART" + "y" * 100
    line, mark = Excerpt(text, 60, 64).pointed().splitlines()
    assert line == "    " + "x" * 40 + "PART" + "y" * 56  # 100 characters, 40 of them before
    assert mark == "    " + " " * 40 + "^^^^"


def test_the_mark_ends_with_what_is_shown():
    line, mark = Excerpt("x" * 500, 0, 500).pointed().splitlines()
    assert (line, mark) == ("    " + "x" * 100, "    " + "^" * 100)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("abc", "abc"),
        (True, "true"),
        (None, "null"),
        (Decimal("12.50"), "12.5"),
        (0.1, "0.1"),
        ([1, "a", [None]], "[1, a, [null]]"),
        ({"a": 1, "b": True}, "{a: 1, b: true}"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ([0] * 100, "[" + "0, " * 19 + "0…"),
        (Decimal("NaN"), "NaN"),
        (Decimal("sNaN"), "sNaN"),
        (Decimal("-Infinity"), "-Infinity"),
        (Decimal("1E+999999999"), "1E+999999999"),
        (Decimal("1E-999999999"), "1E-999999999"),
        (10**60, "1" + "0" * 58 + "…"),
        (-(10**5000), "-1" + "0" * 57 + "…"),
        ([10**5000], "[1" + "0" * 57 + "…"),
        (Decimal("1." + "0" * 5000 + "1"), "1." + "0" * 57 + "…"),
    ],
    ids=lambda given: given[:16] if isinstance(given, str) else type(given).__name__,
)
def test_a_value_is_shown_as_its_author_wrote_it_and_short(value, text):
    assert shown(value) == text
    assert len(text) <= 60


def test_the_nearest_name_is_offered_where_one_is_near():
    names = ["insurance", "water", "meetings"]
    assert nearest("insurence", names) == Message("hint.nearest", name="insurance")
    assert nearest("meeting", names) == Message("hint.nearest", name="meetings")
    assert nearest("xyz", names) is None
    assert nearest("insurance", []) is None
    assert nearest("3", [3, 4]) == Message("hint.nearest", name="3")


def test_a_hostile_name_is_compared_by_its_beginning_alone():
    assert nearest("a" * 80 + "b" * 10**6, ["a" * 80]) == Message("hint.nearest", name="a" * 80)


ONE, TWO = Problem(code="empty-list"), Problem(code="too-few")


def test_errors_of_one_type_with_the_same_problems_are_equal():
    assert DocumentError([ONE]) == DocumentError((ONE,))
    assert hash(DocumentError([ONE])) == hash(DocumentError([ONE]))
    assert DocumentError([ONE]) != DocumentError([TWO])
    assert DocumentError([ONE, TWO]) != DocumentError([TWO, ONE])
    assert DocumentError([ONE]) != CivilVillageError([ONE])
    assert DocumentError([ONE]) != ONE


def test_an_error_can_be_copied_and_sent_to_other_processes():
    error = DocumentError([FULL])
    assert copy.copy(error) == error
    assert pickle.loads(pickle.dumps(error)) == error


def test_problems_differ_where_anything_that_they_say_does():
    others = [
        evolve(FULL, code="unknown-event"),
        evolve(FULL, path=()),
        evolve(FULL, level="finding"),
        evolve(FULL, document=None),
        evolve(FULL, hint=None),
    ]
    assert len({FULL, *others}) == 6
    assert evolve(FULL) == FULL


def test_the_text_of_an_error_is_that_of_its_problems():
    error = DocumentError([ONE, TWO])
    for lang in LANGUAGES:
        assert error.text(lang) == ONE.text(lang) + "\n" + TWO.text(lang)
    assert str(error) == error.text("en")


@pytest.mark.parametrize("count", [1, 19, 20])
def test_up_to_20_problems_stand_in_the_text(count):
    error = DocumentError([Problem(code="empty-list", path=(index,)) for index in range(count)])
    assert str(error).count("[empty-list]") == count
    assert "more" not in str(error)


def test_past_20_problems_the_text_says_how_many_more_there_are_and_the_data_have_all():
    error = DocumentError([Problem(code="empty-list", path=(index,)) for index in range(23)])
    lines = error.text("en").splitlines()
    assert (len(lines), lines[19], lines[20]) == (
        21,
        "[19]: a list is empty. [empty-list]",
        "and 3 more.",
    )
    assert error.text("zh").splitlines()[20] == "另有 3 个问题。"
    assert error.text("en", most=22).splitlines()[22:] == ["and 1 more."]
    assert len(error.text("en", most=23).splitlines()) == 23
    assert len(error.problems) == 23


def test_no_problems_are_no_error():
    reject(iter(()))
    with pytest.raises(DocumentError) as caught:
        reject(iter([ONE, TWO]))
    assert caught.value.problems == (ONE, TWO)


@frozen
class Places:
    """Knows places by the length of the path and the offset."""

    name: str | None = "demo.yaml"

    def position(self, path, offset=None):
        return Position(len(path), 1 if offset is None else offset)


def test_a_problem_is_located_by_its_path_and_by_the_part_of_a_rule():
    problem = Problem(code="empty-list", path=("a", "b"))
    assert located(problem, Places()) == evolve(
        problem, position=Position(2, 1), document="demo.yaml"
    )
    ruled = evolve(problem, excerpt=Excerpt("a && b", 5, 6))
    assert located(ruled, Places()).position == Position(2, 5)


def test_a_problem_that_has_its_place_keeps_it():
    assert located(FULL, Places(name="other.yaml")) == FULL


def test_a_record_places_its_problems_where_it_was_read():
    origin = Origin(Places(), ("subjects", 3))
    assert origin.place(Problem(code="empty-list", path=("values",))) == Problem(
        code="empty-list",
        path=("subjects", 3, "values"),
        position=Position(3, 1),
        document="demo.yaml",
    )


def test_what_stands_at_the_root_for_all_records_is_placed_there():
    origin = Origin(Places(), ("subjects", 3), frozenset({("reported", "households")}))
    paths = {
        ("reported", "households"): ("reported", "households"),
        ("reported", "groups"): ("subjects", 3, "reported", "groups"),
        ("reported",): ("subjects", 3, "reported"),
        ("values", "households"): ("subjects", 3, "values", "households"),
        (): ("subjects", 3),
    }
    placed = [origin.place(Problem(code="empty-list", path=path)) for path in paths]
    assert [problem.path for problem in placed] == list(paths.values())
    assert [problem.position for problem in placed] == [
        Position(len(path), 1) for path in paths.values()
    ]


def test_problems_of_one_text_are_sorted_by_where_they_stand():
    places = [Position(3, 1), None, Position(2, 9), Position(2, 10)]
    found = [Problem(code="empty-list", position=place) for place in places]
    assert sorted(found, key=in_order) == [found[1], found[2], found[3], found[0]]


def test_latin_letters_are_set_off_from_the_chinese_before_them():
    two = Problem(code="wrong-length", expected=Message("expected.exactly", value="3 项"))
    assert "应为 3 项" in two.text("zh")
    number = Problem(code="not-a-number", expected=Message("expected.number"))
    assert f"应为{Message('expected.number').text('zh')}" in number.text("zh")

"""Standards and results as HTML: whole, escaped, and readable without anything from outside."""

from html.parser import HTMLParser

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.curves.curve import Bands
from civil_village.derivation import derive
from civil_village.documents import dumps, loads
from civil_village.records.subjects import Village
from civil_village.standards import evaluate
from civil_village.standards.results.read_back import StoredGrounds
from civil_village.testing import standards
from tests.drawn.messages import explanations
from tests.drawn.results import results
from tests.profiles import whole_documents

TEXT = """\
kind: standard
format: 1
id: demo
edition: "2024"
label: {zh: 示例标准, en: example}
catalogue:
  indicators:
    plan: {label: {zh: 有计划, en: plan filed}, value: truth}
    meetings: {label: 会议次数, value: count, maximum: 50}
    accidents: {label: 事故, value: count}
methods: {visit: {zh: 实地察看, en: visit}}
sections:
  - id: work
    label: 创建工作
    minimum: 2
    cap: 8
    criteria:
      - {id: plan, label: {zh: 计划, en: planning}, points: 5, requirements: [{id: filed, label: 计划已备案, rule: plan}]}
      - id: meet
        points: 4
        round: 0.5
        applies: plan
        requirements: [{id: seen, label: 开会, rule: "meetings >= 3", judged: visit}]
      - {id: many, points: 1, grade: {curve: {of: meetings, by: {steps: {10: 1}}}}}
vetoes:
  - {id: accident, label: 发生事故, when: "accidents > 0", then: [{band: none}]}
bands: [{id: none, label: 不合格}, {id: good, label: 合格, from: 5}, {id: best, above: 7}]
passes: {band: good}
"""
STANDARD = loads(TEXT)


class Reader(HTMLParser):
    """Reads a fragment: every tag in its turn closed, text by cells."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.rows, self.texts = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)
        if {"th", "td"} & set(self.open):
            self.rows[-1][-1] += data


def parsed(fragment):
    reader = Reader()
    reader.feed(fragment)
    reader.close()
    assert reader.open == []
    return reader


def shown(model):
    return parsed(model._repr_html_())


def rows(model):
    """Give the rows of all tables, without English and without their heads."""
    return [row for row in shown(model).rows if not row[0].startswith("项目")]


GAPS = evaluate(STANDARD, derive(STANDARD.catalogue, {"plan": True, "accidents": 0}))


def test_a_result_has_a_row_for_each_part_with_state_and_points():
    found = [row[:4] for row in rows(GAPS)]
    assert found == [
        ["创建工作", "", "5 到 8 5 to 8", "8"],
        ["计划 planning", "", "5", "5"],
        ["计划已备案", "✓ 达到 met", "", ""],
        ["meet", "", "0 到 4 0 to 4", "4"],
        ["开会", "? 未定 undetermined", "", ""],
        ["many", "", "0 到 1 0 to 1", "1"],
        ["发生事故", "✓ 未触发 clear", rows(GAPS)[-1][2]],
    ]


def test_a_result_says_outcome_score_bands_and_what_is_missing():
    text = "".join(shown(GAPS).texts)
    for part in (
        "示例标准 example",
        "✓ 达标 passes",
        "得分 5 到 8，满分 8",
        "可能的等次：合格、best",
    ):
        assert part in text
    assert "会议次数" in text.split("还缺以下事实才能定")[1]


def test_a_veto_that_hits_stands_there_with_its_sign():
    result = evaluate(STANDARD, {"plan": False, "meetings": 12, "accidents": 1})
    assert rows(result)[-1][:2] == ["发生事故", "✗ 触发 hit"]
    assert rows(result)[2][:2] == ["计划已备案", "✗ 未达到 not met"]
    assert rows(result)[3][1] == "– 豁免 exempt"
    assert "✗ 不达标" in "".join(shown(result).texts)


def test_a_stored_result_looks_as_it_did():
    assert loads(dumps(GAPS))._repr_html_() == GAPS._repr_html_()


def test_a_standard_has_a_row_for_each_part_with_its_rules_in_words():
    found = rows(STANDARD)
    assert [row[:2] for row in found[:6]] == [
        ["创建工作", "8"],
        ["计划 planning", "5"],
        ["计划已备案", ""],
        ["meet", "4"],
        ["开会", ""],
        ["many", "1"],
    ]
    assert found[0][2] == "最低 2 分 minimum 2封顶 8 分 at most 8 count"
    assert found[2][2] == "有计划 plan filed"
    assert found[4][2] == ("会议次数不低于 3 会议次数 is at least 3评审：实地察看 judged: visit")
    assert "适用条件：有计划 applies if: plan filed" in found[3][2]
    assert "计量：会议次数 measured: 会议次数" in found[5][2]
    assert found[6][:2] == [
        "发生事故",
        '事故大于 0 事故 is more than 0若触发，等次降为“不合格” if it hits, the band falls to "不合格"',
    ]
    text = "".join(shown(STANDARD).texts)
    assert "demo@2024" in text
    assert "等次：不合格、合格（5 分及以上）、best（超过 7 分）" in text
    assert "达标线：“合格”及以上" in text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y>&amp;"


def test_hostile_labels_stay_text():
    standard = evolve(
        STANDARD,
        label=HOSTILE,
        edition=HOSTILE,
        sections=[STANDARD.sections[0]],
    )
    for path, _ in STANDARD.paths():
        standard = standard.replaced(path, label=HOSTILE)
    catalogue = evolve(
        standard.catalogue,
        indicators={
            name: evolve(indicator, label=HOSTILE)
            for name, indicator in standard.catalogue.indicators.items()
        },
    )
    standard = evolve(standard, catalogue=catalogue, methods={"visit": HOSTILE})
    bands = Bands([evolve(band, label=HOSTILE) for band in standard.bands])
    standard = standard.replaced(bands=bands)
    village = Village(id="v1", label=HOSTILE, values={"plan": True})
    result = evaluate(standard, derive(catalogue, village))
    for model in (standard, result, loads(dumps(result))):
        reader = shown(model)
        assert {tag for tag, _ in reader.tags}.isdisjoint({"script", "img"})
        assert "<script" not in model._repr_html_()
        assert HOSTILE in "".join(reader.texts)


#: All that a fragment is made of: nothing that runs, and nothing that loads.
TAGS = {
    "caption",
    "div",
    "li",
    "p",
    "small",
    "span",
    "strong",
    "style",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}


def is_plain(model):
    reader = shown(model)
    assert {tag for tag, _ in reader.tags} <= TAGS
    assert {name for _, given in reader.tags for name in given} <= {"class", "lang", "scope"}
    style = reader.texts[reader.texts.index(next(t for t in reader.texts if "{" in t))]
    assert "url(" not in style
    assert "@import" not in style
    return True


@whole_documents
@given(standards())
def test_every_standard_can_be_shown(standard):
    assert is_plain(standard)
    assert len(rows(standard)) == len(list(standard.paths()))


@whole_documents
@given(results(), st.none() | explanations())
def test_every_result_can_be_shown_whatever_was_stored_as_its_explanation(result, told):
    if told is None:
        names = [name for name, _ in result.parts()]
        exempt = [n + "." for n, part in result.parts() if getattr(part, "exempt", False)]
        # Of what is exempt the parts need not be told.
        told_for_sure = [n for n in names if not n.startswith(tuple(exempt))]
        assert len(told_for_sure) <= len(rows(result)) <= len(names)
    else:
        result = evolve(result, evidence=StoredGrounds(told=told, kept=result.digests))
    assert is_plain(result)


def test_tables_tell_what_their_cells_are():
    for model in (STANDARD, GAPS):
        tags = [tag for tag, _ in shown(model).tags]
        scopes = {given.get("scope") for tag, given in shown(model).tags if tag == "th"}
        assert scopes == {"row", "col"}
        assert tags.count("caption") == tags.count("table") == 2
        assert shown(model).tags[0] == ("div", {"class": "civil-village", "lang": "zh"})
